//! A slice of what waits somewhere, the oldest first: what every room offers to the console in the same shape.

use super::Moment;
use super::ids::ThemeId;

/// What a case is about: an id, and the id of where, when the first alone does not say it (0 otherwise).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The id of what waits.
    pub id: i64,
    /// The id of where it waits, else 0.
    pub place: i64,
}

impl Key {
    /// What an id alone says.
    pub const fn of(id: i64) -> Self {
        Self { id, place: 0 }
    }
}

/// Where something stands in a list of what waits: since when, then two ids that make the order total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Since when it waits.
    pub since: Moment,
    /// What tells two of the same moment apart.
    pub id: i64,
    /// What tells two of the same moment and id apart; 0 when nothing needs to.
    pub place: i64,
}

impl Rank {
    /// A rank that an id alone makes total.
    pub const fn of(since: Moment, id: i64) -> Self {
        Self { since, id, place: 0 }
    }
}

/// Something that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// What it is about.
    pub key: Key,
    /// Where it stands.
    pub rank: Rank,
    /// In which theme, when it is in one.
    pub theme: Option<ThemeId>,
}

/// Which part of what waits is read.
#[derive(Clone, Copy, Debug)]
pub struct Slice<'a> {
    /// Of which themes; what belongs to no theme does not look at it.
    pub themes: &'a [ThemeId],
    /// Whether what those who run the instance look after, wherever it stands, is read too.
    pub office: bool,
    /// After which rank.
    pub after: Option<Rank>,
    /// Only this one.
    pub only: Option<Key>,
    /// How many at most.
    pub most: i64,
}

impl<'a> Slice<'a> {
    /// The first ones of some themes.
    pub const fn first(themes: &'a [ThemeId], most: i64) -> Self {
        Self { themes, office: false, after: None, only: None, most }
    }

    /// One of them.
    pub const fn one(themes: &'a [ThemeId], key: Key) -> Self {
        Self { themes, office: false, after: None, only: Some(key), most: 1 }
    }
}
