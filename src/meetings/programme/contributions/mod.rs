//! What members would like to present at a large meeting: called for until a day, reviewed by experts, never one's own,
//! accepted into a session or declined with a reason, and afterwards an experience report of its author.

pub mod pages;
pub mod pages_edit;
pub mod pages_one;
mod store;

use jiff::civil::Date;

use super::super::machine::Step;
use super::super::telling::tiding;
use super::super::{Meeting, Seen, audience_of, record, store as meetings_store, when};
use crate::db::ids::{ContributionId, MeetingId, MeetingSessionId, MemberId, ThreadId};
use crate::db::{Db, Moment, Tx};
use crate::notices::{self, Tiding};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::threads::{self, Body, Kind, Opening, Title, rex};
pub(in crate::meetings) use store::Accepted;
pub use store::Contribution;

/// Longest text, in characters.
pub const LONGEST_BODY: usize = 20_000;

crate::vocabulary! {
    /// Where a contribution stands.
    State {
        /// It waits for a review.
        Submitted = "submitted",
        /// It is in the programme.
        Accepted = "accepted",
        /// It is not, for a reason.
        Declined = "declined",
        /// Its author took it back.
        Withdrawn = "withdrawn",
    }
}

/// A contribution as its author writes it.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
}

/// The day a call runs until, of a meeting that has one.
///
/// # Errors
/// What the database says.
pub fn until(db: &mut Db, meeting: MeetingId) -> Result<Option<Date>, Refusal> {
    Ok(store::until(db, meeting)?.and_then(|day| day.parse().ok()))
}

/// Whether a call still runs, by the clock of its meeting.
pub fn runs(meeting: &Meeting, until: Option<Date>, now: Moment) -> bool {
    let today = now.instant().to_zoned(when::zone(&meeting.zone)).date();
    until.is_some_and(|until| today <= until)
}

/// Calls for contributions until a day, or until another one.
///
/// # Errors
/// `Refusal::Conflict` for a meeting that is no large event; `Refusal::Invalid` (`until`) for a day after its start.
pub fn call(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, until: Date) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Program)?;
    if !seen.meeting.large {
        return Err(Refusal::Conflict("contribution-not-large"));
    }
    let first = seen.meeting.wall().map(|wall| wall.local.date());
    if first.is_some_and(|first| until > first) {
        return Err(Problems::one("until", "contribution-until-late"));
    }
    store::call(tx, seen.meeting.id, &until.to_string())?;
    record(tx, Some(me), Step::Program, &seen.meeting)
}

/// Submits a contribution; who organises is told.
///
/// # Errors
/// `Refusal::Forbidden` for who is not convened; `Refusal::Conflict` once the call is over.
pub fn submit(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, written: &Written) -> Result<ContributionId, Refusal> {
    let me = seen.require_now(viewer, Step::Contribute)?;
    let until = until(tx.db(), seen.meeting.id)?;
    if !runs(&seen.meeting, until, tx.now()) {
        return Err(Refusal::Conflict("contribution-call-over"));
    }
    let id = store::insert(tx, seen.meeting.id, me, written)?;
    record(tx, Some(me), Step::Contribute, &seen.meeting)?;
    let organisers = meetings_store::organisers(tx.db(), seen.meeting.id)?;
    let told: Vec<_> =
        organisers.into_iter().map(|(to, _)| (to, told(&seen.meeting, "meeting_contribution", id, me))).collect();
    notices::tell_all(tx, &told)?;
    Ok(id)
}

fn told<'a>(meeting: &Meeting, about: &'a str, id: ContributionId, actor: MemberId) -> Tiding<'a> {
    Tiding { has_letter: false, ..tiding(about, meeting, id.0, Some(actor)) }
}

/// A contribution that the viewer may read: theirs, any for who reviews, what was accepted for everybody who sees the
/// meeting.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn visible(db: &mut Db, viewer: &Viewer, seen: &Seen, id: ContributionId) -> Result<Contribution, Refusal> {
    viewer.id()?;
    let found = store::find(db, seen.meeting.id, id)?;
    if may_read(viewer, seen, &found) { Ok(found) } else { Err(Refusal::NotFound) }
}

fn may_read(viewer: &Viewer, seen: &Seen, one: &Contribution) -> bool {
    let reviews = seen.allows(viewer, Step::Review) && one.state != State::Withdrawn;
    viewer.member == Some(one.member_id) || one.state == State::Accepted || reviews
}

/// Those of a meeting that the viewer may read, with their authors' names.
///
/// # Errors
/// What the database says.
pub fn of(db: &mut Db, viewer: &Viewer, seen: &Seen) -> Result<Vec<(Contribution, String)>, Refusal> {
    let rows = store::of(db, seen.meeting.id)?.into_iter();
    Ok(rows
        .filter(|(one, _)| may_read(viewer, seen, one))
        .map(|(one, (given, family))| (one, format!("{given} {family}")))
        .collect())
}

/// What was accepted into the sessions of a meeting.
///
/// # Errors
/// What the database says.
pub(in crate::meetings) fn accepted(db: &mut Db, meeting: MeetingId) -> Result<Vec<Accepted>, Refusal> {
    store::accepted(db, meeting)
}

fn overtaken() -> Refusal {
    let mut problems = Problems::default();
    problems.add("version", "contribution-meanwhile");
    Refusal::Overtaken(problems)
}

/// Its author takes it back.
///
/// # Errors
/// `Refusal::Forbidden` for anybody else; `Refusal::Overtaken` when it was decided meanwhile.
pub fn withdraw(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (one, version): (&Contribution, i32),
) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Contribute)?;
    if me != one.member_id {
        return Err(Refusal::Forbidden("contribution-not-yours"));
    }
    let gone = store::Decided { to: State::Withdrawn, by: None, reason: "", session: None };
    if !store::decide(tx, (one.id, version), &[State::Submitted, State::Accepted, State::Declined], &gone)? {
        return Err(overtaken());
    }
    record(tx, Some(me), Step::Contribute, &seen.meeting)
}

/// Whether the viewer may write a contribution anew now.
pub fn may_rewrite(viewer: &Viewer, seen: &Seen, one: &Contribution) -> bool {
    viewer.member == Some(one.member_id) && one.state == State::Submitted && seen.may(viewer, Step::Contribute)
}

/// Its author writes it anew while nobody decided about it; who organises is not told again.
///
/// # Errors
/// `Refusal::Forbidden` for anybody else; `Refusal::Overtaken` when it was decided or written anew meanwhile.
pub fn rewrite(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (one, version): (&Contribution, i32),
    written: &Written,
) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Contribute)?;
    if me != one.member_id {
        return Err(Refusal::Forbidden("contribution-not-yours"));
    }
    if !store::rewrite(tx, (one.id, version), written)? {
        return Err(overtaken());
    }
    record(tx, Some(me), Step::Contribute, &seen.meeting)
}

/// Who reviews, never their own.
fn reviewer(viewer: &Viewer, seen: &Seen, one: &Contribution) -> Result<MemberId, Refusal> {
    let me = seen.require_now(viewer, Step::Review)?;
    if me == one.member_id { Err(Refusal::Forbidden("contribution-own")) } else { Ok(me) }
}

/// Accepts it into a session; its author is told.
///
/// # Errors
/// `Refusal::Forbidden` for its author and whoever does not review; `Refusal::Invalid` (`session`) for a session of
/// another meeting; `Refusal::Overtaken`.
pub fn accept(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (one, version): (&Contribution, i32),
    session: MeetingSessionId,
) -> Result<(), Refusal> {
    let me = reviewer(viewer, seen, one)?;
    super::find(tx.db(), seen.meeting.id, session).map_err(|_| Problems::one("session", "contribution-session"))?;
    let decided = store::Decided { to: State::Accepted, by: Some(me), reason: "", session: Some(session) };
    if !store::decide(tx, (one.id, version), &[State::Submitted, State::Accepted, State::Declined], &decided)? {
        return Err(overtaken());
    }
    record(tx, Some(me), Step::Review, &seen.meeting)?;
    notices::tell(tx, one.member_id, &told(&seen.meeting, "meeting_contribution_accepted", one.id, me))
}

/// Declines it with a reason; its author is told.
///
/// # Errors
/// Those of [`accept`]; `Refusal::Invalid` (`reason`) without one.
pub fn decline(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (one, version): (&Contribution, i32),
    reason: &str,
) -> Result<(), Refusal> {
    let me = reviewer(viewer, seen, one)?;
    if reason.is_empty() {
        return Err(Problems::one("reason", "contribution-reason"));
    }
    let decided = store::Decided { to: State::Declined, by: Some(me), reason, session: None };
    if !store::decide(tx, (one.id, version), &[State::Submitted, State::Accepted], &decided)? {
        return Err(overtaken());
    }
    record(tx, Some(me), Step::Review, &seen.meeting)?;
    notices::tell(tx, one.member_id, &told(&seen.meeting, "meeting_contribution_declined", one.id, me))
}

/// A contribution as the experience report it becomes, read and rendered before the transaction that opens it.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Invalid` for a text no post can hold.
pub fn prepared(db: &mut Db, meeting: MeetingId, id: ContributionId) -> Result<(Title, Body), Refusal> {
    let one = store::find(db, meeting, id)?;
    let wrong = |sentence| Problems::one("version", sentence);
    let presented = rex::heading("contribution-presented");
    let source = format!("{}\n\n[{presented}](/rencontres/{meeting}/contributions/{id})", one.body.trim_end());
    Ok((Title::parse(&one.title).map_err(wrong)?, Body::parse(&source).map_err(wrong)?))
}

/// Turns it into an experience report under its author's name, once, for the circle that met; says which thread.
///
/// # Errors
/// `Refusal::Forbidden` for others than its author; `Refusal::Conflict` before the meeting took place, or when it is one.
pub fn to_rex(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    one: &Contribution,
    (title, body): &(Title, Body),
) -> Result<ThreadId, Refusal> {
    let me = seen.require(viewer, Step::Contribute)?;
    if me != one.member_id {
        return Err(Refusal::Forbidden("contribution-not-yours"));
    }
    if !seen.meeting.state.is_over() || !store::claim(tx, one.id)? {
        return Err(Refusal::Conflict("contribution-no-rex"));
    }
    let opening = Opening {
        theme: seen.meeting.theme_id,
        subtopic: None,
        kind: Kind::Rex,
        audience: audience_of(seen.meeting.circle),
        title: title.clone(),
        body: body.clone(),
    };
    let (thread, _) = threads::open_with_post(viewer, &opening, tx)?;
    store::became(tx, one.id, thread)?;
    record(tx, Some(me), Step::Contribute, &seen.meeting)?;
    Ok(thread)
}

/// Where a notice about a contribution leads.
///
/// # Errors
/// What the database says.
pub fn address_of(db: &mut Db, subject: i64) -> Result<Option<String>, Refusal> {
    let id = ContributionId(subject);
    Ok(store::meeting_of(db, id)?.map(|meeting| format!("/rencontres/{meeting}/contributions/{id}")))
}
