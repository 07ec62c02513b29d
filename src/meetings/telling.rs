//! Whom a step of a meeting tells by the bell, and of what. Calendars hear of it by mail.

use super::Seen;
use super::invited;
use super::machine::Step;
use super::store::{self, Meeting};
use super::survey;
use crate::db::Tx;
use crate::db::ids::{MeetingSeriesId, MemberId, StepId};
use crate::notices::{self, Kind, Tiding};
use crate::refusal::Refusal;

/// Something to tell of a meeting; `subject` tells one such thing from another.
pub(super) fn tiding<'a>(about: &'a str, meeting: &Meeting, subject: i64, actor: Option<MemberId>) -> Tiding<'a> {
    Tiding {
        kind: Kind::Meeting,
        about,
        subject,
        theme: Some(meeting.theme_id),
        thread: meeting.thread_id,
        post: None,
        actor,
        // The invitation that calendars read is the mail about it.
        has_letter: true,
    }
}

/// The circle is told that there will be a meeting, and is asked to come.
pub(super) fn announced(tx: &mut Tx<'_>, meeting: &Meeting, actor: MemberId) -> Result<(), Refusal> {
    invited::invite_circles(tx, std::slice::from_ref(meeting))?;
    everyone(tx, meeting, "meeting_announced", (meeting.id.0, Some(actor)))
}

/// The circle is told of all meetings of a series that are announced together, once.
pub(super) fn series_announced(
    tx: &mut Tx<'_>,
    series: MeetingSeriesId,
    meetings: &[Meeting],
    actor: MemberId,
) -> Result<(), Refusal> {
    invited::invite_circles(tx, meetings)?;
    match meetings {
        [] => Ok(()),
        [first, ..] => everyone(tx, first, "series_announced", (series.0, Some(actor))),
    }
}

/// The circle is asked which date suits; no letter of its own leaves for it.
pub(super) fn polled(tx: &mut Tx<'_>, meeting: &Meeting, actor: MemberId) -> Result<(), Refusal> {
    invited::invite_circles(tx, std::slice::from_ref(meeting))?;
    everyone_without_letter(tx, meeting, "meeting_polled", (meeting.id.0, actor))
}

/// Whoever was asked is told that it moved.
pub(super) fn moved(tx: &mut Tx<'_>, seen: &Seen, actor: MemberId, version: i32) -> Result<(), Refusal> {
    step(tx, seen, "meeting_moved", (actor, version))
}

/// Whoever was asked is told that the same hour by the wall clock is another instant.
pub(super) fn clocks_changed(tx: &mut Tx<'_>, meeting: &Meeting, step: StepId) -> Result<(), Refusal> {
    let meeting = store::find(tx.db(), meeting.id)?;
    everyone(tx, &meeting, "meeting_moved", (step.0, None))
}

/// Whoever was asked is told that it is cancelled.
pub(super) fn cancelled(tx: &mut Tx<'_>, seen: &Seen, actor: MemberId, version: i32) -> Result<(), Refusal> {
    step(tx, seen, "meeting_cancelled", (actor, version))
}

/// Whoever was asked is told that the minutes may be read; no letter of its own leaves for it.
pub(super) fn minuted(tx: &mut Tx<'_>, seen: &Seen, actor: MemberId, version: i32) -> Result<(), Refusal> {
    let subject = store::step_of(tx.db(), seen.meeting.id, version)?.0;
    everyone_without_letter(tx, &seen.meeting, "meeting_minuted", (subject, actor))
}

fn everyone_without_letter(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    about: &str,
    (subject, actor): (i64, MemberId),
) -> Result<(), Refusal> {
    let told = invited::everyone(tx.db(), meeting.id)?;
    let tiding = |to| (to, Tiding { has_letter: false, ..tiding(about, meeting, subject, Some(actor)) });
    let told: Vec<_> = told.into_iter().map(tiding).collect();
    notices::tell_all(tx, &told)
}

fn step(tx: &mut Tx<'_>, seen: &Seen, about: &str, (actor, version): (MemberId, i32)) -> Result<(), Refusal> {
    let subject = store::step_of(tx.db(), seen.meeting.id, version)?;
    let meeting = store::find(tx.db(), seen.meeting.id)?;
    everyone(tx, &meeting, about, (subject.0, Some(actor)))
}

fn everyone(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    about: &str,
    (subject, actor): (i64, Option<MemberId>),
) -> Result<(), Refusal> {
    let told = invited::everyone(tx.db(), meeting.id)?;
    let told: Vec<_> = told
        .into_iter()
        .filter(|to| Some(*to) != actor)
        .map(|to| (to, tiding(about, meeting, subject, actor)))
        .collect();
    notices::tell_all(tx, &told)
}

/// The fact that the clock's own steps leave: who organises is told that minutes are awaited, who had a seat is asked
/// what they thought.
pub(super) fn held(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<(), Refusal> {
    let organisers: Vec<MemberId> = store::organisers(tx.db(), meeting.id)?.into_iter().map(|(id, _)| id).collect();
    let seated = survey::seated(tx.db(), meeting.id)?;
    let about = |about| Tiding { has_letter: false, ..tiding(about, meeting, meeting.id.0, None) };
    let (held, asked) = (about("meeting_held"), about("meeting_survey"));
    let asked = seated.into_iter().filter(|to| !organisers.contains(to)).map(|to| (to, asked));
    let told: Vec<_> = organisers.iter().map(|to| (*to, held)).chain(asked).collect();
    super::record(tx, None, Step::Hold, meeting)?;
    notices::tell_all(tx, &told)
}
