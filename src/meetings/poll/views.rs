//! What the page of dates shows: hours that suit, and what a circle answered.

use std::collections::HashMap;

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::Serialize;

use super::finder::{self, Comfort, Group, Start, Wanted};
use super::{Reply, Slot, store};
use crate::absences;
use crate::db::Moment;
use crate::db::ids::{MemberId, SlotId};
use crate::meetings::views::{TimeView, hour, zone_name};
use crate::meetings::{Meeting, Seen, when};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::web::Visit;
use crate::worktime::Calendar;

/// Starts that are proposed.
const MOST_FOUND: usize = 10;
/// A year, in seconds: whose turn it is, is reckoned over it.
const A_YEAR: i64 = 365 * 86_400;

/// Where hours are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// The first day.
    pub first: Date,
    /// How many weeks.
    pub weeks: i32,
    /// How long the meeting lasts, in minutes.
    pub minutes: i32,
}

/// A start on offer.
#[derive(Serialize)]
pub struct FoundView {
    /// By the meeting's clock, as the form sends it.
    value: String,
    time: TimeView,
    /// How many of the circle are within their hours of work, and how many it is.
    suited: u32,
    people: u32,
    outs: Vec<OutView>,
}

/// People who would be out of their hours of work.
#[derive(Serialize)]
struct OutView {
    said: String,
    night: bool,
}

/// What people of a zone bore so far.
#[derive(Serialize)]
pub struct TurnView {
    zone: String,
    people: u32,
    borne: u32,
}

/// Hours that suit a circle, and whose turn it is to bear a bad one.
#[derive(Serialize)]
pub struct FinderView {
    found: Vec<FoundView>,
    turns: Vec<TurnView>,
    /// How many meetings of the past year that is of.
    meetings: usize,
}

impl FinderView {
    /// Looks for hours for the circle of a meeting.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, meeting: &Meeting, search: Search) -> Result<Self, Refusal> {
        let groups = groups(visit, meeting)?;
        let now = visit.now;
        let met = store::met(visit.db, (meeting.theme_id, meeting.circle), (now.plus_seconds(-A_YEAR), now))?;
        let past: Vec<_> = met.iter().map(|(from, to)| (from.instant(), to.instant())).collect();
        let borne = finder::borne(&groups, &past);
        let wanted = Wanted {
            zone: when::zone(&meeting.zone),
            first: search.first,
            weeks: search.weeks,
            length: SignedDuration::from_mins(search.minutes.into()),
            after: now.instant(),
            most: MOST_FOUND,
        };
        let found = finder::best(&groups, &borne, &wanted);
        let found = found.iter().map(|start| found_view(visit, meeting, &groups, start)).collect();
        Ok(Self { found, turns: turns(visit, &groups, &borne), meetings: past.len() })
    }
}

/// The people of a meeting's circle, by the clock and the holidays they live by, the most numerous first.
fn groups(visit: &mut Visit<'_>, meeting: &Meeting) -> Result<Vec<Group>, Refusal> {
    let people = crate::meetings::store::of_circle(visit.db, meeting.theme_id, meeting.circle, visit.now)?;
    let places = absences::places(visit.db, &people)?;
    let hours = visit.app.points_durs.hours().map_err(Refusal::Broken)?;
    let mut counts: HashMap<(String, &'static str), (absences::Place, u32)> = HashMap::new();
    for place in places.into_values() {
        let zone = place.zone.iana_name().unwrap_or("Europe/Paris").to_owned();
        counts.entry((zone, place.department.law().word())).or_insert((place, 0)).1 += 1;
    }
    let group = |((zone, _), (place, people)): ((String, _), (absences::Place, u32))| Group {
        zone,
        calendar: Calendar::new(place.zone, place.department, hours.clone()),
        people,
    };
    let mut groups: Vec<Group> = counts.into_iter().map(group).collect();
    groups.sort_by(|one, other| (other.people, &one.zone).cmp(&(one.people, &other.zone)));
    Ok(groups)
}

fn found_view(visit: &Visit<'_>, meeting: &Meeting, groups: &[Group], start: &Start) -> FoundView {
    let (from, to) = (Moment::from(start.span.0), Moment::from(start.span.1));
    let out = |(group, comfort): (&Group, &Comfort)| OutView {
        said: visit.sentences().tell(
            &Sentence::new("poll-out")
                .text("zone", visit.sentences().tell(&zone_name(&group.zone)))
                .text("hour", hour(&start.span.0.to_zoned(group.calendar.zone().clone())))
                .number("people", group.people.into()),
        ),
        night: *comfort == Comfort::Night,
    };
    let each = || groups.iter().zip(&start.comforts);
    FoundView {
        value: when::word(start.local),
        time: TimeView::between(visit, (from, to), &meeting.zone),
        suited: each().filter(|(_, comfort)| **comfort == Comfort::Worked).map(|(group, _)| group.people).sum(),
        people: groups.iter().map(|group| group.people).sum(),
        outs: each().filter(|(_, comfort)| **comfort != Comfort::Worked).map(out).collect(),
    }
}

fn turns(visit: &Visit<'_>, groups: &[Group], borne: &[u32]) -> Vec<TurnView> {
    let mut turns: Vec<(&str, u32, u32)> = Vec::new();
    for (group, borne) in groups.iter().zip(borne) {
        match turns.iter_mut().find(|(zone, ..)| *zone == group.zone) {
            // Holidays differ within a zone: what most of its people bore is told.
            Some((_, people, _)) => *people += group.people,
            None => turns.push((&group.zone, group.people, *borne)),
        }
    }
    turns.sort_by_key(|(_, people, borne)| (std::cmp::Reverse(*borne), std::cmp::Reverse(*people)));
    let view = |(zone, people, borne)| TurnView { zone: visit.sentences().tell(&zone_name(zone)), people, borne };
    turns.into_iter().map(view).collect()
}

/// A date that is asked about.
#[derive(Serialize)]
pub struct DateView {
    id: SlotId,
    /// The field of one's reply.
    field: String,
    time: TimeView,
    yes: usize,
    if_needed: usize,
    no: usize,
    mine: Option<Reply>,
    /// Nothing suits more people.
    best: bool,
    past: bool,
    /// Who said what, for whoever runs the meeting.
    said: Vec<(Reply, Vec<String>)>,
}

/// A poll as its reader sees it.
#[derive(Serialize)]
pub struct PollView {
    dates: Vec<DateView>,
    /// How many answered.
    answered: usize,
    may_answer: bool,
    may_keep: bool,
}

impl PollView {
    /// The dates of a meeting's poll, with what was answered: names are for whoever runs it.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Self, Refusal> {
        use crate::meetings::machine::Step;
        let slots = store::slots(visit.db, seen.meeting.id)?;
        let replies = store::replies(visit.db, &slots)?;
        let may_keep = seen.may(&visit.viewer, Step::Announce);
        let names = if may_keep { names(visit, &replies)? } else { Vec::new() };
        let best = slots.iter().map(|slot| worth(slot, &replies)).max().unwrap_or_default();
        let dates = slots.iter().map(|slot| date_view(visit, seen, slot, (&replies, &names, best))).collect();
        let mut answered: Vec<MemberId> = replies.iter().map(|(_, member, _)| *member).collect();
        answered.sort_unstable();
        answered.dedup();
        Ok(Self { dates, answered: answered.len(), may_answer: seen.may(&visit.viewer, Step::Choose), may_keep })
    }
}

type Replies = [(SlotId, MemberId, Reply)];

/// How many a date suits, then how many it will do for.
fn worth(slot: &Slot, replies: &Replies) -> (usize, usize) {
    (count(slot, replies, Reply::Yes), count(slot, replies, Reply::IfNeeded))
}

fn count(slot: &Slot, replies: &Replies, wanted: Reply) -> usize {
    replies.iter().filter(|(id, _, reply)| *id == slot.id && *reply == wanted).count()
}

fn names(visit: &mut Visit<'_>, replies: &Replies) -> Result<Vec<(MemberId, String)>, Refusal> {
    let mut members: Vec<MemberId> = replies.iter().map(|(_, member, _)| *member).collect();
    members.sort_unstable();
    members.dedup();
    let names = store::names(visit.db, &members)?;
    Ok(names.into_iter().map(|(id, given, family)| (id, format!("{given} {family}"))).collect())
}

fn date_view(
    visit: &Visit<'_>,
    seen: &Seen,
    slot: &Slot,
    (replies, names, best): (&Replies, &[(MemberId, String)], (usize, usize)),
) -> DateView {
    let of_this = |wanted: Reply| {
        let said = |member: MemberId| replies.contains(&(slot.id, member, wanted));
        names.iter().filter(|(id, _)| said(*id)).map(|(_, name)| name.clone()).collect::<Vec<_>>()
    };
    let mine = my_reply(&visit.viewer, slot, replies);
    DateView {
        id: slot.id,
        field: format!("date-{}", slot.id),
        time: TimeView::between(visit, (slot.starts_at, slot.ends_at()), &seen.meeting.zone),
        yes: count(slot, replies, Reply::Yes),
        if_needed: count(slot, replies, Reply::IfNeeded),
        no: count(slot, replies, Reply::No),
        mine,
        best: best != (0, 0) && worth(slot, replies) == best,
        past: slot.starts_at <= visit.now,
        said: Reply::ALL.iter().map(|reply| (*reply, of_this(*reply))).filter(|(_, names)| !names.is_empty()).collect(),
    }
}

fn my_reply(viewer: &Viewer, slot: &Slot, replies: &Replies) -> Option<Reply> {
    let me = viewer.member?;
    replies.iter().find(|(id, member, _)| *id == slot.id && *member == me).map(|(.., reply)| *reply)
}
