//! A series as calendars know it (RFC 5545, 3.8.5): what comes back by the rule, what does not take place, and each
//! meeting that is not as the rule says.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::store;
use super::{Rule, SeenSeries, Series};
use crate::db::ids::MeetingSeriesId;
use crate::db::{Db, Moment};
use crate::meetings::calendar::events::Recurrence;
use crate::meetings::calendar::{Event, Reading, Status, event};
use crate::meetings::store::{Meeting, Venue};
use crate::meetings::{address, when};
use crate::refusal::Refusal;

/// A meeting of a series as its reader may know it.
pub struct Told<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Where it is.
    pub venue: &'a Venue,
    /// Whether its reader is told the link, and when it last changed.
    pub told: (bool, Option<Moment>),
}

/// The events of a series its reader sees whole.
pub fn of_seen(seen: &SeenSeries, reading: Reading<'_>) -> Vec<Event> {
    // What is still prepared is no date for a calendar, unless nothing else is known.
    let announced = seen.meetings.iter().any(|(meeting, _)| meeting.state.is_known());
    let known = seen.meetings.iter().filter(|(meeting, _)| meeting.state.is_known() || !announced);
    let told: Vec<Told<'_>> = known.map(|(meeting, venue)| Told { meeting, venue, told: (false, None) }).collect();
    events(&seen.series, &told, reading)
}

/// The events of a series: the one that comes back, and those that are otherwise. Starts of the rule whose meeting its
/// reader does not know are left out.
pub fn events(series: &Series, told: &[Told<'_>], reading: Reading<'_>) -> Vec<Event> {
    let known: BTreeMap<DateTime, &Told<'_>> = told.iter().filter_map(|one| Some((start_of(one)?, one))).collect();
    let starts = starts(series);
    let Some(model) = known.iter().find(|(start, one)| as_planned(series, **start, one.meeting)) else {
        return told.iter().filter_map(|one| instance(series, one, reading)).collect();
    };
    let Some(mut master) = starts.first().and_then(|first| master(series, *first, model.1, reading)) else {
        return Vec::new();
    };
    let except = starts.iter().filter(|start| !known.contains_key(*start)).copied().collect();
    master.recurrence = Some(Recurrence { rule: series.rule.clone(), except });
    let plain = plain(&master);
    let others = told.iter().filter_map(|one| {
        let event = instance(series, one, reading)?;
        let start = start_of(one)?;
        (!as_planned(series, start, one.meeting) || self::plain(&event) != plain).then_some(event)
    });
    let others: Vec<Event> = others.collect();
    std::iter::once(master).chain(others).collect()
}

/// What must be the same for a meeting to be as the rule says, its time aside.
fn plain(event: &Event) -> (String, String, bool, bool) {
    let text = event.text.replace(&event.page, "");
    (format!("{}\n{text}", event.title), event.place.clone(), event.status == Status::Confirmed, event.link.is_some())
}

fn starts(series: &Series) -> Vec<DateTime> {
    let first: Option<DateTime> = series.starts_local.parse().ok();
    let rule = Rule::parse(&series.rule);
    first.zip(rule).and_then(|(first, rule)| rule.starts(first).ok()).unwrap_or_default()
}

fn start_of(one: &Told<'_>) -> Option<DateTime> {
    one.meeting.occurrence.as_deref()?.parse().ok()
}

/// Whether a meeting is when the rule puts it: then, by what every calendar reckons from the rule.
fn as_planned(series: &Series, start: DateTime, meeting: &Meeting) -> bool {
    let zone = when::zone(&series.zone);
    let moment = |local: DateTime| zone.to_timestamp(local).ok().map(Moment::from);
    let starts_at = moment(start);
    meeting.zone == series.zone
        && meeting.starts_at == starts_at
        && meeting.ends_at == starts_at.map(|starts| starts.plus_seconds(i64::from(series.minutes) * 60))
        && meeting.cancelled_at.is_none()
}

fn instance(series: &Series, one: &Told<'_>, reading: Reading<'_>) -> Option<Event> {
    let mut made = event(one.meeting, one.venue, one.told, reading)?;
    made.instance = start_of(one).map(|start| (start, series.zone.clone()));
    Some(made)
}

/// The event that comes back, with the words and the place of a meeting that is as planned.
fn master(series: &Series, first: DateTime, model: &Told<'_>, reading: Reading<'_>) -> Option<Event> {
    let made = event(model.meeting, model.venue, (false, model.told.1), reading)?;
    let zone = when::zone(&series.zone);
    let moment = |local: DateTime| zone.to_timestamp(local).ok().map(Moment::from);
    let page = format!("{}{}", reading.base_url, address(series.id.0, &series.title));
    Some(Event {
        uid: series.uid.clone(),
        sequence: series.sequence,
        text: made.text.replace(&made.page, &page),
        starts: moment(first)?,
        ends: moment(first)?.plus_seconds(i64::from(series.minutes) * 60),
        zone: series.zone.clone(),
        instance: None,
        page,
        ..made
    })
}

/// The events of meetings, those of one series together; the others as they are, before.
///
/// # Errors
/// What the database says.
pub fn together(db: &mut Db, told: Vec<Told<'_>>, reading: Reading<'_>) -> Result<Vec<Event>, Refusal> {
    let mut by_series: BTreeMap<MeetingSeriesId, Vec<Told<'_>>> = BTreeMap::new();
    let mut found = Vec::new();
    for one in told {
        match one.meeting.series_id {
            Some(series) => by_series.entry(series).or_default().push(one),
            None => found.extend(event(one.meeting, one.venue, one.told, reading)),
        }
    }
    let series = store::some(db, by_series.keys().copied().collect())?;
    for one in &series {
        found.extend(by_series.get(&one.id).map(|told| events(one, told, reading)).unwrap_or_default());
    }
    Ok(found)
}
