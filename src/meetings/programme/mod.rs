//! The programme of a meeting: sessions, one in another or side by side, so many minutes after the meeting's start, so
//! that the programme moves with it. Who runs the meeting writes it, one session at a time.

pub mod contributions;
mod naming;
pub mod pages;
pub mod pages_write;
mod signups;
mod store;
mod timetable;
mod views;

use jiff::civil::DateTime;

use super::machine::Step;
use super::telling::tiding;
use super::when::Wall;
use super::{Meeting, Seen, record};
use crate::db::ids::{MeetingId, MeetingSessionId, MemberId, ThreadId};
use crate::db::{Db, Moment, Tx};
use crate::notices::{self, Tiding};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::links::{Target, target_of};
pub use naming::{Speaker, found as people_named, parse as names};
pub use signups::{join, leave};
pub use store::Session;
pub use views::PartView;

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// Longest text about a session, in characters.
pub const LONGEST_SUMMARY: usize = 4_000;
/// The longest session, in minutes: a week.
pub const LONGEST: i32 = 10_080;
/// What a session may lead to at most.
const MOST_LINKS: usize = 20;

/// When a session starts, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// By the meeting's clock.
    Clock(DateTime),
    /// So many minutes after the meeting, whose date is not known yet.
    After(i32),
}

/// A session as its organisers describe it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The session it stands in.
    pub parent: Option<MeetingSessionId>,
    /// When it starts.
    pub start: Start,
    /// How long it lasts, in minutes.
    pub minutes: i32,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Where it is.
    pub room: String,
    /// Its place among those that start together.
    pub place: i32,
    /// Whether one signs up for it.
    pub signs_up: bool,
    /// How many may.
    pub capacity: Option<i32>,
    /// The names of who speaks.
    pub speakers: Vec<String>,
    /// Addresses of what it is about.
    pub links: Vec<String>,
}

/// Adds a session.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` beside the field that goes beyond the meeting or the session it stands in.
pub fn add(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    plan: &Plan,
    base_url: &str,
) -> Result<MeetingSessionId, Refusal> {
    let me = seen.require_now(viewer, Step::Program)?;
    let all = store::sessions(tx.db(), seen.meeting.id)?;
    if i64::try_from(all.len()).is_ok_and(|many| many >= store::MOST) {
        return Err(Problems::one("title", "programme-too-many"));
    }
    let after = placed(&seen.meeting, plan, None, &all)?;
    let written = Written::read(tx, viewer, seen, plan, base_url)?;
    let id = store::insert(tx, seen.meeting.id, &row(plan, after))?;
    written.keep(tx, id, &[])?;
    record(tx, Some(me), Step::Program, &seen.meeting)?;
    Ok(id)
}

/// Changes a session that is still as it was seen.
///
/// # Errors
/// Those of [`add`]; `Refusal::Invalid` (`capacity`) below the seats taken; `Refusal::Overtaken` (`version`).
pub fn change(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (id, version): (MeetingSessionId, i32),
    (plan, base_url): (&Plan, &str),
) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Program)?;
    let all = store::sessions(tx.db(), seen.meeting.id)?;
    let session = all.iter().find(|session| session.id == id).ok_or(Refusal::NotFound)?;
    if session.version != version {
        return Err(meanwhile());
    }
    let after = placed(&seen.meeting, plan, Some(session), &all)?;
    seats(plan, session)?;
    let written = Written::read(tx, viewer, seen, plan, base_url)?;
    let linked: Vec<ThreadId> = store::links(tx.db(), viewer, seen.meeting.id)?
        .into_iter()
        .filter(|link| link.session == id)
        .map(|link| link.thread)
        .collect();
    if !store::rewrite(tx, id, version, &row(plan, after))? {
        return Err(meanwhile());
    }
    store::shift(tx, id, after - session.after_minutes)?;
    written.keep(tx, id, &linked)?;
    if (after, plan.minutes, &plan.room) != (session.after_minutes, session.minutes, &session.room) {
        let signed = store::signed_within(tx.db(), id)?;
        tell(tx, seen, "meeting_session_moved", (signed, me))?;
    }
    record(tx, Some(me), Step::Program, &seen.meeting)
}

/// Those who signed up for a session are told what became of it.
fn tell(tx: &mut Tx<'_>, seen: &Seen, about: &str, (signed, actor): (Vec<MemberId>, MemberId)) -> Result<(), Refusal> {
    let told = tiding(about, &seen.meeting, seen.meeting.id.0, Some(actor));
    let told = Tiding { has_letter: false, ..told };
    let told: Vec<(MemberId, Tiding<'_>)> = signed.into_iter().map(|to| (to, told)).collect();
    notices::tell_all(tx, &told)
}

/// Removes a session and those in it; whoever signed up for one is told.
///
/// # Errors
/// `Refusal::Overtaken` (`version`) when it changed since.
pub fn remove(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    id: MeetingSessionId,
    version: i32,
) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Program)?;
    find(tx.db(), seen.meeting.id, id)?;
    let signed = store::signed_within(tx.db(), id)?;
    if !store::remove(tx, id, version)? {
        return Err(meanwhile());
    }
    tell(tx, seen, "meeting_session_gone", (signed, me))?;
    record(tx, Some(me), Step::Program, &seen.meeting)
}

/// The sessions of a meeting in the order of time.
///
/// # Errors
/// What the database says.
pub fn sessions(db: &mut Db, meeting: MeetingId) -> Result<Vec<Session>, Refusal> {
    store::sessions(db, meeting)
}

/// A session of a meeting.
///
/// # Errors
/// `Refusal::NotFound` when it is none of this meeting.
pub fn find(db: &mut Db, meeting: MeetingId, id: MeetingSessionId) -> Result<Session, Refusal> {
    store::sessions(db, meeting)?.into_iter().find(|session| session.id == id).ok_or(Refusal::NotFound)
}

/// Refuses a meeting that would end before its programme does.
///
/// # Errors
/// `Refusal::Invalid` beside `ends`.
pub fn fits(db: &mut Db, meeting: MeetingId, (starts, ends): (Moment, Moment)) -> Result<(), Refusal> {
    let lasts = store::lasts(db, meeting)?;
    if i64::from(lasts) * 60 <= ends.seconds_since(starts) {
        return Ok(());
    }
    let (hours, minutes) = (i64::from(lasts / 60), format!("{:02}", lasts % 60));
    Err(Problems::one("ends", Sentence::new("programme-longer").number("hours", hours).text("minutes", minutes)))
}

fn meanwhile() -> Refusal {
    let mut problems = Problems::default();
    problems.add("version", "programme-meanwhile");
    Refusal::Overtaken(problems)
}

fn row(plan: &Plan, after: i32) -> store::Row<'_> {
    store::Row {
        parent_id: plan.parent,
        after_minutes: after,
        minutes: plan.minutes,
        title: &plan.title,
        summary: &plan.summary,
        room: &plan.room,
        capacity: plan.capacity.filter(|_| plan.signs_up),
        signs_up: plan.signs_up,
        place: plan.place,
    }
}

/// How long a meeting lasts, in minutes, once its date is known.
fn length(meeting: &Meeting) -> Option<i32> {
    let (starts, ends) = meeting.starts_at.zip(meeting.ends_at)?;
    i32::try_from(ends.seconds_since(starts) / 60).ok()
}

/// Minutes from the meeting's start to the session's.
fn after(meeting: &Meeting, start: &Start) -> Result<i32, Refusal> {
    let before = || Problems::one("starts", "programme-before");
    match start {
        Start::After(minutes) if *minutes < 0 => Err(before()),
        Start::After(minutes) => Ok(*minutes),
        Start::Clock(local) => {
            let Some(starts) = meeting.starts_at else { return Err(Problems::one("starts", "programme-no-date")) };
            let wall = Wall { local: *local, zone: meeting.zone.clone(), later: false };
            let at = wall.moment().ok_or_else(|| Problems::one("starts", "meeting-time-wrong"))?;
            let minutes = at.seconds_since(starts).div_euclid(60);
            i32::try_from(minutes).ok().filter(|minutes| *minutes >= 0).ok_or_else(before)
        }
    }
}

/// When a session starts, once it fits in the meeting, in the session it stands in, and around those that stand in it.
fn placed(meeting: &Meeting, plan: &Plan, old: Option<&Session>, all: &[Session]) -> Result<i32, Refusal> {
    let after = after(meeting, &plan.start)?;
    let end = after.checked_add(plan.minutes).unwrap_or(i32::MAX);
    let mut problems = Problems::default();
    if length(meeting).is_some_and(|length| end > length) || end > LONGEST {
        problems.add("minutes", "programme-beyond");
    }
    if let Some(parent) = plan.parent {
        let parent = all.iter().find(|session| session.id == parent && session.parent_id.is_none());
        let parent = parent.filter(|parent| old.is_none_or(|old| old.id != parent.id));
        let Some(parent) = parent else { return Err(Problems::one("parent", "programme-parent-unknown")) };
        if after < parent.after_minutes {
            problems.add("starts", Sentence::new("programme-parent-before").text("title", &parent.title));
        } else if end > parent.end() {
            problems.add("minutes", Sentence::new("programme-parent-beyond").text("title", &parent.title));
        }
    }
    for child in all.iter().filter(|child| old.is_some_and(|old| child.parent_id == Some(old.id))) {
        if plan.parent.is_some() {
            problems.add("parent", "programme-too-deep");
            break;
        }
        // What stands in it moves with it.
        let moved = child.after_minutes + after - old.map_or(after, |old| old.after_minutes);
        if moved + child.minutes > end {
            problems.add("minutes", Sentence::new("programme-child-beyond").text("title", &child.title));
            break;
        }
    }
    problems.settle()?;
    Ok(after)
}

/// Seats that are taken stay.
fn seats(plan: &Plan, session: &Session) -> Result<(), Refusal> {
    let taken = || Sentence::new("programme-seats-taken").number("taken", i64::from(session.taken));
    if !plan.signs_up && session.taken > 0 {
        return Err(Problems::one("signs_up", taken()));
    }
    if plan.capacity.is_some_and(|capacity| capacity < session.taken) {
        return Err(Problems::one("capacity", taken()));
    }
    Ok(())
}

/// Who speaks and what it leads to, looked up.
struct Written {
    speakers: Vec<Speaker>,
    links: Vec<ThreadId>,
}

impl Written {
    fn read(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, plan: &Plan, base_url: &str) -> Result<Self, Refusal> {
        let speakers = naming::found(tx.db(), seen.meeting.theme_id, "speakers", &plan.speakers)?;
        let links = threads_at(tx.db(), viewer, &plan.links, base_url)?;
        Ok(Self { speakers, links })
    }

    /// Keeps them; of what the session led to, `linked` is what its editor sees.
    fn keep(&self, tx: &mut Tx<'_>, id: MeetingSessionId, linked: &[ThreadId]) -> Result<(), Refusal> {
        store::set_speakers(tx, id, &self.speakers)?;
        let gone: Vec<ThreadId> = linked.iter().filter(|thread| !self.links.contains(thread)).copied().collect();
        store::set_links(tx, id, (&gone, &self.links))
    }
}

/// The threads some addresses lead to: discussions, points durs, practice sheets that the viewer sees.
fn threads_at(db: &mut Db, viewer: &Viewer, addresses: &[String], base_url: &str) -> Result<Vec<ThreadId>, Refusal> {
    if addresses.len() > MOST_LINKS {
        let most = i64::try_from(MOST_LINKS).unwrap_or(i64::MAX);
        return Err(Problems::one("links", Sentence::new("programme-links-many").number("most", most)));
    }
    let target = |address: &String| match target_of(address, base_url) {
        Some(Target::Thread(thread)) => Some(thread),
        _ => None,
    };
    let targets: Vec<Option<ThreadId>> = addresses.iter().map(target).collect();
    let wanted: Vec<ThreadId> = targets.iter().flatten().copied().collect();
    let known = if wanted.is_empty() { Vec::new() } else { store::seen(db, viewer, &wanted)? };
    let mut problems = Problems::default();
    let wrong =
        addresses.iter().zip(&targets).find(|(_, target)| !target.is_some_and(|thread| known.contains(&thread)));
    if let Some((address, _)) = wrong {
        problems.add("links", Sentence::new("programme-link-unknown").text("address", address));
    }
    problems.settle()?;
    Ok(known)
}
