//! The health of a community: what a theme's people do, month by month and region by region, in figures that say how they
//! are counted.
//!
//! Nothing is counted while a page is made: a job counts once a day into `health_figures` (who relays a theme where, every
//! hour), so that pages are as fast with a million posts. What circles do not read together (private conversations) and
//! what was removed is never counted.
//! Regions of fewer than five people are told together, a remainder never alone.

mod counting;
pub mod pages;
pub mod pages_csv;
pub mod pages_regions;
mod periods;
mod regions;
mod store;
mod store_count;
mod views;

use std::collections::{HashMap, HashSet};

use crate::db::ids::ThemeId;
use crate::db::{Database, Db, Moment};
use crate::points_durs::machine::State;
use crate::refusal::Refusal;
pub use periods::{Period, month_name};

/// Fewer people than so many are never told by themselves.
pub const SMALLEST: i64 = 5;
/// The region of the whole theme.
pub const WHOLE: &str = "";
/// The regions that are told together.
pub const OTHERS: &str = "others";
/// Seconds between two counts.
const AGAIN: i64 = 20 * 3_600;

crate::vocabulary! {
    /// What is counted of a theme.
    Figure {
        /// Members who read something, of all members.
        Read = "read",
        /// Members who wrote something, of all members.
        Wrote = "wrote",
        /// Members who came to a meeting, of all members.
        Came = "came",
        /// Newcomers of the month before who read or wrote, of those newcomers.
        Returned = "returned",
        /// Members who came by a link of a digest, of those who got one.
        Digest = "digest",
        /// Questions without an answer, of the questions asked.
        Unanswered = "unanswered",
        /// Minutes within which half of the answered questions had a first answer, of how many.
        AnswerHalf = "answer_half",
        /// The same for nine out of ten.
        AnswerMost = "answer_most",
        /// Minutes within which half of the solved questions had their solution, of how many.
        SolvedHalf = "solved_half",
        /// The same for nine out of ten.
        SolvedMost = "solved_most",
        /// Times somebody said that they did the same at their place, of how many people.
        Reused = "reused",
        /// People of the community, against the target.
        CircleCommunity = "circle_community",
        /// Peers, against the target.
        CirclePeer = "circle_peer",
        /// Experts, against the target.
        CircleExpert = "circle_expert",
        /// Meetings the community held.
        HeldCommunity = "held_community",
        /// Meetings the peers held.
        HeldPeer = "held_peer",
        /// Meetings the experts held.
        HeldExpert = "held_expert",
        /// People of a region, whatever their number (`period` is `now`): circles are told to their members anyway.
        People = "people",
        /// Peers and experts of a region (`period` is `now`): counted every hour.
        Relays = "relays",
    }
}

crate::vocabulary! {
    /// How old a point dur is since its report.
    Age {
        /// A month at most.
        Month = "month",
        /// Three months at most.
        Quarter = "quarter",
        /// Six months at most.
        Half = "half",
        /// Older.
        Older = "older",
    }
}

impl Figure {
    /// Whether it is so many of so many people: told as a share, and never of fewer than five.
    pub const fn is_share(self) -> bool {
        matches!(self, Self::Read | Self::Wrote | Self::Came | Self::Returned | Self::Digest | Self::Unanswered)
    }

    /// Whether it is a time, in minutes.
    pub const fn is_time(self) -> bool {
        matches!(self, Self::AnswerHalf | Self::AnswerMost | Self::SolvedHalf | Self::SolvedMost)
    }
}

/// A figure as it was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many, or how long.
    pub value: i64,
    /// Of how many.
    pub total: i64,
}

impl Counted {
    /// The share, out of 100, to the nearest; nothing of fewer than five.
    pub fn share(self) -> Option<i64> {
        (self.total >= SMALLEST).then(|| (200 * self.value + self.total) / (2 * self.total))
    }

    /// The time, if it is that of five at least.
    pub fn time(self) -> Option<i64> {
        (self.total >= SMALLEST).then_some(self.value)
    }
}

/// The figures of one theme and place, by period.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    of: HashMap<(String, String), Counted>,
}

impl Figures {
    /// A figure of a period, if it was counted.
    pub fn get(&self, period: &str, figure: Figure) -> Option<Counted> {
        self.named(period, figure.word())
    }

    /// How many points durs stand in a state now, of an age.
    pub fn points(&self, state: State, age: Age) -> i64 {
        self.named("now", &store::point(state, age)).map_or(0, |counted| counted.value)
    }

    fn named(&self, period: &str, figure: &str) -> Option<Counted> {
        self.of.get(&(period.to_owned(), figure.to_owned())).copied()
    }
}

/// The figures of a whole theme.
///
/// # Errors
/// What the database says.
pub fn of_theme(db: &mut Db, theme: ThemeId) -> Result<Figures, Refusal> {
    store::of_theme(db, theme)
}

/// When the figures were counted last.
///
/// # Errors
/// What the database says.
pub fn counted_at(db: &mut Db) -> Result<Option<Moment>, Refusal> {
    store::counted_at(db)
}

/// The regions where a peer or an expert relays a theme, as counted within the hour.
///
/// # Errors
/// What the database says.
pub fn relayed(db: &mut Db, theme: ThemeId) -> Result<HashSet<String>, Refusal> {
    let relays = store::of_now(db, &[theme], Figure::Relays)?;
    Ok(relays.into_iter().filter(|(_, count)| *count > 0).map(|((_, region), _)| region).collect())
}

/// Counts what is due: the month that runs and the one before, and every month that was never counted; who relays what
/// where, each time. Returns how many figures were written.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let last = database.read_here(store::counted_at)?;
    if last.is_some_and(|last| now.seconds_since(last) < AGAIN) {
        return relays(database);
    }
    count(database)
}

/// Counts who relays a theme where.
fn relays(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let rows = database.read_here(|db| counting::relays(db, now))?;
    database.write_here(|tx| store::write_relays(tx, &rows))?;
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}

/// Counts again, whatever was counted before.
///
/// # Errors
/// What the database says.
pub fn count(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let (periods, rows, gifts) = database.read_here(|db| {
        let known = store::months_counted(db)?;
        let periods = Period::due(now, &known);
        let rows = counting::count(db, &periods, now)?;
        Ok((periods, rows, crate::circles::nominations::candidates::gather(db, now)?))
    })?;
    database.write_here(|tx| {
        store::write(tx, &periods, &rows)?;
        crate::circles::nominations::candidates::keep(tx, &gifts)?;
        store::counted(tx)
    })?;
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}
