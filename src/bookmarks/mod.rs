//! Bookmarks: a member's own, of a thread or of a post, with a note and a reminder. Nobody else ever sees them.

pub mod pages;
mod store;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use crate::db::ids::{BookmarkId, PostId, ThreadId};
use crate::db::{Moment, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Tiding};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::threads::marks::Note;
use store::due_at;

/// Bookmarks on a page.
const PAGE: i64 = 30;
/// The hour of the day at which a reminder of a day comes, where the member lives.
const HOUR: i8 = 8;

crate::vocabulary! {
    /// When to be reminded.
    Choice {
        /// As it is.
        Keep = "inchange",
        /// Never.
        Never = "aucun",
        /// In three hours.
        Hours = "trois-heures",
        /// Tomorrow morning.
        Tomorrow = "demain",
        /// On the morning of next Monday.
        NextWeek = "semaine-prochaine",
        /// On the morning of a day.
        Day = "date",
    }
}

/// What is bookmarked; the viewer may see it.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A thread.
    Thread(ThreadId),
    /// A post.
    Post(PostId),
}

/// When to be reminded, as a form says it.
#[derive(Clone, Copy, Debug)]
pub struct Reminder {
    /// Which way.
    pub choice: Choice,
    /// The day, of [`Choice::Day`].
    pub day: Option<Date>,
}

impl Reminder {
    /// The moment it stands for, where the member lives; `None` for no reminder.
    ///
    /// # Errors
    /// The sentence beside the day when it is not one to come.
    pub fn moment(self, now: Moment, zone: &TimeZone) -> Result<Option<Moment>, Refusal> {
        let here = now.instant().to_zoned(zone.clone());
        let coming = match self.choice {
            Choice::Keep | Choice::Never => return Ok(None),
            Choice::Hours => return Ok(Some(now.plus_seconds(3 * 3_600))),
            Choice::Tomorrow => here.date().checked_add(1.day()).ok().and_then(|day| morning(day, zone)),
            Choice::NextWeek => here.date().nth_weekday(1, Weekday::Monday).ok().and_then(|day| morning(day, zone)),
            Choice::Day => self.day.and_then(|day| morning(day, zone)),
        };
        let coming = coming.map(|then| Moment::from(then.timestamp())).filter(|then| *then > now);
        coming.map(Some).ok_or_else(|| Problems::one("day", "bookmark-day-to-come"))
    }
}

fn morning(day: Date, zone: &TimeZone) -> Option<Zoned> {
    day.to_datetime(Time::constant(HOUR, 0, 0, 0)).to_zoned(zone.clone()).ok()
}

/// Bookmarks what the viewer sees; bookmarked already, nothing changes.
///
/// # Errors
/// `Refusal::SignInFirst` for a visitor.
pub fn put(viewer: &Viewer, target: Target, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    store::put(tx, viewer.id()?, target)
}

/// Takes the bookmark of a thing back; not bookmarked, nothing changes.
///
/// # Errors
/// `Refusal::SignInFirst` for a visitor.
pub fn take(viewer: &Viewer, target: Target, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    store::take(tx, viewer.id()?, target)
}

/// Takes one's bookmark back, whatever became of the thing.
///
/// # Errors
/// `Refusal::NotFound` when it is not one's own.
pub fn remove(viewer: &Viewer, id: BookmarkId, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    if store::remove(tx, viewer.id()?, id)? { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Changes the note and the reminder of one's bookmark; another reminder makes it wait again.
///
/// # Errors
/// `Refusal::NotFound` when it is not one's own, `Refusal::Invalid` when the day is past.
pub fn change(
    viewer: &Viewer,
    id: BookmarkId,
    (note, reminder): (&Note, Reminder),
    zone: &TimeZone,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let me = viewer.id()?;
    let remind_at = reminder.moment(tx.now(), zone)?;
    let changed = match reminder.choice {
        Choice::Keep => store::annotate(tx, me, id, note.as_str())?,
        _ => store::change(tx, me, id, note.as_str(), remind_at)?,
    };
    if !changed {
        return Err(Refusal::NotFound);
    }
    if note.answered_for() {
        let fact = Fact {
            actor: Some(me),
            act: "identifier.answered",
            theme: None,
            subject: "bookmark",
            subject_id: id.0,
            detail: "",
        };
        journal::record(tx, &fact)?;
    }
    Ok(())
}

/// Marks the reminders whose time has come and tells their members; returns how many.
///
/// # Errors
/// What the database says.
pub fn mark_due(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let marked = store::mark_due(tx)?;
    let now = tx.now();
    let due = due_at(tx.db(), now)?;
    let tiding = |due: &store::Due| Tiding {
        kind: notices::Kind::Reminder,
        about: "bookmark",
        subject: tx.id(),
        theme: None,
        thread: due.thread,
        post: due.post,
        actor: None,
        has_letter: false,
    };
    let tidings: Vec<_> = due.iter().map(|due| (due.member, tiding(due))).collect();
    notices::tell_all(tx, &tidings)?;
    Ok(i64::try_from(marked).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::from(text.parse::<jiff::Timestamp>().unwrap_or_default())
    }

    fn said(choice: Choice, day: Option<Date>, now: &str, zone: &str) -> String {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let moment = Reminder { choice, day }.moment(at(now), &zone);
        moment.map_or_else(|_| "refused".into(), |at| at.map_or("none".into(), |at| at.instant().to_string()))
    }

    #[test]
    fn mornings_are_those_of_where_the_member_lives() {
        let evening = "2026-11-26T22:30:00Z";
        assert_eq!(said(Choice::Tomorrow, None, evening, "Europe/Paris"), "2026-11-27T07:00:00Z");
        assert_eq!(said(Choice::Tomorrow, None, "2026-11-26T23:30:00Z", "Europe/Paris"), "2026-11-28T07:00:00Z");
        assert_eq!(said(Choice::Tomorrow, None, evening, "America/Guadeloupe"), "2026-11-27T12:00:00Z");
        assert_eq!(said(Choice::Hours, None, evening, "Europe/Paris"), "2026-11-27T01:30:00Z");
        assert_eq!(said(Choice::NextWeek, None, evening, "Europe/Paris"), "2026-11-30T07:00:00Z");
        assert_eq!(said(Choice::NextWeek, None, "2026-11-30T06:00:00Z", "Europe/Paris"), "2026-12-07T07:00:00Z");
        assert_eq!(said(Choice::Never, None, evening, "Europe/Paris"), "none");
    }

    #[test]
    fn a_day_is_one_to_come() {
        let day = |text: &str| text.parse().ok();
        let now = "2026-11-26T22:30:00Z";
        assert_eq!(said(Choice::Day, day("2027-02-01"), now, "Europe/Paris"), "2027-02-01T07:00:00Z");
        assert_eq!(said(Choice::Day, day("2026-11-26"), now, "Europe/Paris"), "refused");
        assert_eq!(said(Choice::Day, None, now, "Europe/Paris"), "refused");
    }
}
