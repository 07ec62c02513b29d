//! How closely a member follows a thread, a sub-topic or a theme. The closest place decides: a thread's own level,
//! else its sub-topic's, else its theme's, else normal.

use super::store::watches as store;
use crate::db::ids::{MemberId, SubtopicId, ThemeId, ThreadId};
use crate::db::{Db, Tx};
use crate::refusal::Refusal;

crate::vocabulary! {
    /// How closely a place is followed.
    Level {
        /// Told of each post, in the way chosen for it.
        Watch = "watch",
        /// Told of each post, on the site only.
        Follow = "follow",
        /// Told of new threads only (a theme or a sub-topic).
        First = "first",
        /// Told when called, quoted or answered.
        Normal = "normal",
        /// Told of nothing, called or not.
        Mute = "mute",
    }
}

crate::vocabulary! {
    /// What kind of place.
    PlaceKind {
        /// A thread.
        Thread = "thread",
        /// A sub-topic.
        Subtopic = "subtopic",
        /// A theme.
        Theme = "theme",
    }
}

/// A place to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A thread.
    Thread(ThreadId),
    /// A sub-topic.
    Subtopic(SubtopicId),
    /// A theme.
    Theme(ThemeId),
}

impl Place {
    /// As its row says it.
    pub(super) fn key(self) -> (PlaceKind, i64) {
        match self {
            Self::Thread(id) => (PlaceKind::Thread, id.0),
            Self::Subtopic(id) => (PlaceKind::Subtopic, id.0),
            Self::Theme(id) => (PlaceKind::Theme, id.0),
        }
    }

    /// The levels one may choose there.
    pub fn levels(self) -> &'static [Level] {
        match self {
            Self::Thread(_) => &[Level::Watch, Level::Follow, Level::Normal, Level::Mute],
            Self::Subtopic(_) | Self::Theme(_) => Level::ALL,
        }
    }
}

/// Chooses how closely a member follows a place they may see.
///
/// # Errors
/// `Refusal::NotFound` for a level the place does not have.
pub fn choose(tx: &mut Tx<'_>, member: MemberId, place: Place, level: Level) -> Result<(), Refusal> {
    if !place.levels().contains(&level) {
        return Err(Refusal::NotFound);
    }
    store::choose(tx, member, place, level)
}

/// Who writes in a thread follows it, unless they chose otherwise.
///
/// # Errors
/// What the database says.
pub fn follow(tx: &mut Tx<'_>, member: MemberId, thread: ThreadId) -> Result<(), Refusal> {
    store::follow(tx, member, Place::Thread(thread))
}

/// Several members follow a thread, unless they chose otherwise.
///
/// # Errors
/// What the database says.
pub fn follow_all(tx: &mut Tx<'_>, members: &[MemberId], thread: ThreadId) -> Result<(), Refusal> {
    store::follow_all(tx, members, Place::Thread(thread))
}

/// The levels a member chose at some places.
///
/// # Errors
/// What the database says.
pub fn of_member(db: &mut Db, member: MemberId, places: &[Place]) -> Result<Vec<(Place, Level)>, Refusal> {
    store::of_member(db, member, places)
}

/// Those who are told of what is new in a sub-topic.
///
/// # Errors
/// What the database says.
pub fn followers_of_subtopic(db: &mut Db, subtopic: SubtopicId) -> Result<Vec<MemberId>, Refusal> {
    let chosen = store::of_places(db, &[Place::Subtopic(subtopic)])?;
    let follows = |level: Level| matches!(level, Level::Watch | Level::Follow | Level::First);
    Ok(chosen.into_iter().filter(|(_, _, level)| follows(*level)).map(|(member, ..)| member).collect())
}

/// The sub-topics of which a member is told what is new.
///
/// # Errors
/// What the database says.
pub fn subtopics_followed(db: &mut Db, member: MemberId) -> Result<Vec<SubtopicId>, Refusal> {
    store::subtopics_followed(db, member)
}

/// Everyone who chose a level at one of a thread's places, the closest place of each.
///
/// # Errors
/// What the database says.
pub fn around(
    db: &mut Db,
    thread: ThreadId,
    subtopic: Option<SubtopicId>,
    theme: ThemeId,
) -> Result<Vec<(MemberId, PlaceKind, Level)>, Refusal> {
    let places: Vec<Place> = [Some(Place::Thread(thread)), subtopic.map(Place::Subtopic), Some(Place::Theme(theme))]
        .into_iter()
        .flatten()
        .collect();
    let mut closest = store::of_places(db, &places)?;
    closest.sort_unstable_by_key(|(member, place, _)| (*member, *place));
    closest.dedup_by_key(|(member, ..)| *member);
    Ok(closest)
}
