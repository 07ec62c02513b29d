//! Minutes of a meeting: every saving is a whole text, a stale one keeps both; what was decided, what is to be done by
//! whom; published to the circle, which reads the version that was published until another one is.

mod actions;
pub mod pages;
pub mod pages_actions;
pub mod pages_write;
mod store;
mod views;

use super::machine::{State, Step};
use super::{Seen, record, take, telling};
use crate::db::ids::MemberId;
use crate::db::{Db, Tx};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
pub use actions::{Kind, NewLine, address_of, finish, may_finish, note, remind, take_off};
pub use store::{Line, Text};
pub use views::MinutesPart;

/// Longest minutes, in bytes.
pub const LONGEST: usize = 100_000;

/// What a viewer reads of a meeting's minutes.
#[derive(Clone, Debug, Default)]
pub struct Readable {
    /// The text: the last one for who writes, the published one for everybody else.
    pub text: Option<Text>,
    /// The version the circle reads.
    pub published: Option<i32>,
    /// Where it was recorded.
    pub recording: String,
}

/// The minutes as far as the viewer reads them.
///
/// # Errors
/// `Refusal::NotFound` before they are published, for who does not write them.
pub fn readable(db: &mut Db, viewer: &Viewer, seen: &Seen) -> Result<Readable, Refusal> {
    viewer.id()?;
    let (published, recording) = store::remains(db, seen.meeting.id)?;
    let writes = seen.may(viewer, Step::Write);
    let text = match published {
        _ if writes => store::last(db, seen.meeting.id)?,
        Some(version) => store::version(db, seen.meeting.id, version)?,
        None => return Err(Refusal::NotFound),
    };
    Ok(Readable { text, published, recording })
}

/// Saves another text.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Overtaken` (`version`) when somebody saved meanwhile.
pub fn save(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, (version, body): (i32, &str)) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Write)?;
    let last = store::last(tx.db(), seen.meeting.id)?;
    if last.as_ref().map_or(0, |last| last.version) != version {
        return Err(overtaken());
    }
    if last.is_some_and(|last| last.body == body) {
        return Ok(());
    }
    if !store::save(tx, seen.meeting.id, version + 1, me, body)? {
        return Err(overtaken());
    }
    record(tx, Some(me), Step::Write, &seen.meeting)
}

fn overtaken() -> Refusal {
    let mut problems = Problems::default();
    problems.add("version", "minutes-meanwhile");
    Refusal::Overtaken(problems)
}

/// Publishes the text that was seen: whoever was asked to the meeting is told.
///
/// # Errors
/// `Refusal::Invalid` (`version`) without a text; `Refusal::Overtaken` when the meeting or its minutes changed meanwhile.
pub fn publish(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, (version, text): (i32, i32)) -> Result<(), Refusal> {
    seen.require_now(viewer, Step::Publish)?;
    let Some(last) = store::last(tx.db(), seen.meeting.id)? else {
        return Err(Problems::one("version", "minutes-empty"));
    };
    if last.version != text {
        return Err(overtaken());
    }
    let me: MemberId = take(tx, viewer, seen, (Step::Publish, version), "")?;
    store::publish(tx, seen.meeting.id, text)?;
    // Another version corrects what was read already.
    if seen.meeting.state == State::Minuted { Ok(()) } else { telling::minuted(tx, seen, me, version + 1) }
}

/// Says where the meeting was recorded, or nowhere.
///
/// # Errors
/// `Refusal::Forbidden`.
pub fn recorded(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, address: &str) -> Result<(), Refusal> {
    let me = seen.require_now(viewer, Step::Publish)?;
    store::record(tx, seen.meeting.id, address)?;
    record(tx, Some(me), Step::Write, &seen.meeting)
}

/// The texts that were saved, the newest first, for who writes them.
///
/// # Errors
/// `Refusal::Forbidden` for who does not.
pub fn texts(db: &mut Db, viewer: &Viewer, seen: &Seen) -> Result<Vec<Text>, Refusal> {
    seen.require(viewer, Step::Write)?;
    store::texts(db, seen.meeting.id)
}
