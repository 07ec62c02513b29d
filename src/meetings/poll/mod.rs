//! Which date suits: the circle of a meeting in preparation is asked about a few, and whoever runs it keeps one.

pub mod finder;
pub mod pages;
mod store;
pub(super) mod turns;
mod views;

use super::form::KEPT_DAYS;
use super::machine::Step;
use super::planning::{self, Prepared};
use super::when::{Reading, Wall};
use super::{Seen, record, telling};
use crate::db::ids::SlotId;
use crate::db::{Moment, Tx};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// Dates a circle is asked about.
const DATES: std::ops::RangeInclusive<usize> = 2..=12;

crate::vocabulary! {
    /// What somebody says of a date.
    Reply {
        /// It suits.
        Yes = "yes",
        /// It will do.
        IfNeeded = "if_needed",
        /// It does not.
        No = "no",
    }
}

/// A date the circle is asked about.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its id.
    pub id: SlotId,
    /// By the meeting's clock: `YYYY-MM-DDTHH:MM`.
    pub starts_local: String,
    /// The later of two instants of the same name.
    pub fold: i32,
    /// The instant.
    pub starts_at: Moment,
    /// How long, in minutes.
    pub minutes: i32,
}

impl Slot {
    /// The instant of its end.
    pub fn ends_at(&self) -> Moment {
        self.starts_at.plus_seconds(i64::from(self.minutes) * 60)
    }
}

/// Dates as they are proposed: each with the field it came from.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Field and wall clock (`YYYY-MM-DDTHH:MM`).
    pub dates: Vec<(&'static str, String)>,
    /// How long the meeting lasts, in minutes.
    pub minutes: i32,
}

/// The dates of a proposal by a zone's clock, none twice, the first first.
fn read(proposal: &Proposal, zone: &str, now: Moment) -> Result<Vec<(Wall, Moment)>, Refusal> {
    let mut problems = Problems::default();
    let mut dates: Vec<(Wall, Moment)> = Vec::new();
    for (field, local) in &proposal.dates {
        let read = match Wall::parse(local, zone, false).map(|wall| (wall.reading(), wall)) {
            None => Err(Sentence::from("meeting-time-wrong")),
            Some((Reading::Once(at), _)) if at <= now => Err("meeting-date-past".into()),
            Some((Reading::Once(at), wall)) => Ok((wall, at)),
            Some((Reading::Twice(..), _)) => Err("poll-date-twice".into()),
            Some((Reading::Never(next), _)) => Err(planning::never(next)),
        };
        dates.extend(problems.check(field, read));
    }
    dates.sort_by_key(|(_, at)| *at);
    dates.dedup_by_key(|(_, at)| *at);
    if problems.0.is_empty() && !DATES.contains(&dates.len()) {
        problems.add("date-1", "poll-dates-number");
    }
    problems.settle()?;
    Ok(dates)
}

/// Asks the circle which date suits; the meeting has none of its own until one is kept.
///
/// # Errors
/// `Refusal::Invalid` (the field of a date) for one that is past, that does not exist or exists twice, for fewer than two
/// or more than twelve; `Refusal::Conflict` for one of a series; `Refusal::Overtaken` (`version`).
pub fn open(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (version, proposal): (i32, &Proposal),
    prepared: &Prepared,
) -> Result<(), Refusal> {
    let meeting = &seen.meeting;
    seen.require_now(viewer, Step::Poll)?;
    if meeting.series_id.is_some() {
        return Err(Refusal::Conflict("poll-of-series"));
    }
    let dates = read(proposal, &meeting.zone, tx.now())?;
    let (me, _) = planning::known(tx, viewer, seen, (Step::Poll, version), prepared)?;
    store::put(tx, meeting.id, &dates, proposal.minutes)?;
    let known = super::store::find(tx.db(), meeting.id)?;
    telling::polled(tx, &known, me)
}

/// Says which dates suit whoever answers; what they said before is said anew.
///
/// # Errors
/// `Refusal::Forbidden` outside the circle; `Refusal::Conflict` once a date was kept; `Refusal::Invalid` (`reply`) when
/// nothing is said, or of another meeting's date.
pub fn answer(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, replies: &[(SlotId, Reply)]) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Choose)?;
    let slots = store::slots(tx.db(), seen.meeting.id)?;
    let known = replies.iter().all(|(id, _)| slots.iter().any(|slot| slot.id == *id));
    if replies.is_empty() || !known {
        return Err(Problems::one("reply", "poll-reply-none"));
    }
    store::set_replies(tx, me, &slots, replies)?;
    record(tx, Some(me), Step::Choose, &seen.meeting)
}

/// Keeps a date: the meeting is then, its circle is told and registers.
///
/// # Errors
/// `Refusal::NotFound` for a date of another meeting; `Refusal::Invalid` (`version`) for one that is past by now;
/// `Refusal::Overtaken` when another was kept meanwhile.
pub fn keep(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (version, slot): (i32, SlotId),
    prepared: &Prepared,
) -> Result<(), Refusal> {
    let meeting = &seen.meeting;
    seen.require(viewer, Step::Announce)?;
    let slot = store::slots(tx.db(), meeting.id)?.into_iter().find(|one| one.id == slot).ok_or(Refusal::NotFound)?;
    if slot.starts_at <= tx.now() {
        return Err(Problems::one("version", "meeting-date-past"));
    }
    let (me, _) = planning::known(tx, viewer, seen, (Step::Announce, version), prepared)?;
    let end = slot.ends_at().instant().to_zoned(super::when::zone(&meeting.zone)).datetime();
    let forgotten = end.date().checked_add(jiff::Span::new().days(KEPT_DAYS)).map(|day| day.to_string()).ok();
    store::set_time(tx, meeting, &slot, (&super::when::word(end), forgotten))?;
    let known = super::store::find(tx.db(), meeting.id)?;
    telling::announced(tx, &known, me)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 5] = ["date-1", "date-2", "date-3", "date-4", "date-5"];

    fn said(dates: &[&str]) -> Vec<(&'static str, String)> {
        let dates = FIELDS.into_iter().zip(dates.iter().map(|date| (*date).to_owned())).collect();
        let now = Moment::from("2026-01-01T00:00:00Z".parse::<jiff::Timestamp>().unwrap());
        match read(&Proposal { dates, minutes: 60 }, "Europe/Paris", now) {
            Err(Refusal::Invalid(wrong)) => {
                wrong.0.into_iter().map(|problem| (problem.field, problem.sentence.key.to_owned())).collect()
            }
            Err(other) => panic!("{other:?}"),
            Ok(dates) => dates.into_iter().map(|(wall, _)| ("kept", wall.local_word())).collect(),
        }
    }

    #[test]
    fn dates_are_kept_in_order_and_once() {
        let kept = said(&["2026-05-05T14:00", "2026-05-04T10:00", "2026-05-05T14:00"]);
        assert_eq!(kept, ["2026-05-04T10:00", "2026-05-05T14:00"].map(|day| ("kept", day.to_owned())));
    }

    #[test]
    fn what_is_no_date_is_said_beside_it() {
        let wrong = said(&["2025-05-05T14:00", "2026-03-29T02:30", "2026-10-25T02:30", "demain", "2026-05-05T14:00"]);
        let expected = [
            ("date-1", "meeting-date-past"),
            ("date-2", "meeting-time-never"),
            ("date-3", "poll-date-twice"),
            ("date-4", "meeting-time-wrong"),
        ];
        assert_eq!(wrong, expected.map(|(field, key)| (field, key.to_owned())));
        assert_eq!(said(&["2026-05-05T14:00"]), [("date-1", "poll-dates-number".to_owned())]);
    }
}
