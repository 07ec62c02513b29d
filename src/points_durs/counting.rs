//! What was solved in a year, counted beside the pages that tell it: by theme and audience, so that what a reader is
//! told is the sum of what they see, whoever they are.

use std::collections::{BTreeMap, HashSet};

use super::figures::Year;
use super::store_counting::{self as store, Solving};
use crate::circles::mandates;
use crate::db::ids::{StepId, ThemeId, first_at, millis_of};
use crate::db::{Database, Db, Moment};
use crate::policy::{self, Audience, Subject, Viewer};
use crate::refusal::Refusal;

/// A year that is over is counted again after so many seconds: what is removed or reopened leaves it.
const PAST_YEAR_EVERY: i64 = 86_400;
/// Steps read at once.
const PAGE: i64 = 10_000;

crate::vocabulary! {
    /// What a count is of.
    Figure {
        /// What was solved in a month, 1 to 12.
        Month = "month",
        /// What was solved after so many days.
        Days = "days",
    }
}

/// How many were solved somewhere, in a month or after so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// In which theme.
    pub theme: ThemeId,
    /// Who reads them.
    pub audience: Audience,
    /// What is counted.
    pub figure: Figure,
    /// The month, or the days.
    pub place: i32,
    /// How many.
    pub solved: i32,
    /// Of them, how many whoever reported them confirmed.
    pub confirmed: i32,
}

/// Counts the present year, and those before that were not counted for a day; returns how many years.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let known: BTreeMap<i32, Moment> = database.read_here(store::counted)?.into_iter().collect();
    let present = mandates::day(now).year();
    let mut done = 0;
    for number in Year::all(now) {
        let counted = known.get(&i32::from(number));
        if number != present && counted.is_some_and(|at| *at > now.plus_seconds(-PAST_YEAR_EVERY)) {
            continue;
        }
        let counts = count(database, Year::of(number))?;
        database.write_here(|tx| store::keep(tx, number.into(), &counts))?;
        done += 1;
    }
    Ok(done)
}

/// The counts of a year, read page by page.
fn count(database: &Database, year: Year) -> Result<Vec<Count>, Refusal> {
    let from = StepId(first_at(year.from.millis()));
    let mut before = StepId(first_at(year.to.millis()));
    // Solved twice in a year counts once, the last time: steps come newest first.
    let mut known = HashSet::new();
    let mut sums: BTreeMap<(ThemeId, &'static str, &'static str, i32), Count> = BTreeMap::new();
    loop {
        let page = database.read_here(|db| store::solving(db, from, before, PAGE))?;
        for one in page.iter().filter(|one| known.insert(one.1)) {
            for count in counts_of(one) {
                let key = (count.theme, count.audience.word(), count.figure.word(), count.place);
                let sum = sums.entry(key).or_insert(Count { solved: 0, confirmed: 0, ..count });
                sum.solved += count.solved;
                sum.confirmed += count.confirmed;
            }
        }
        match page.last() {
            Some(last) if i64::try_from(page.len()).is_ok_and(|read| read == PAGE) => before = last.0,
            _ => return Ok(sums.into_values().collect()),
        }
    }
}

/// What one solution counts for. The ids say when: both are drawn at their moment.
fn counts_of((step, point_dur, edge, theme, audience): &Solving) -> [Count; 2] {
    let (reported, solved) = (millis_of(point_dur.0), millis_of(step.0));
    let at: Moment = jiff::Timestamp::from_millisecond(solved).unwrap_or(jiff::Timestamp::UNIX_EPOCH).into();
    // To the nearest: an id drawn among many is some milliseconds ahead.
    let days = ((solved - reported + 43_200_000) / 86_400_000).max(0);
    let one = |figure, place| Count {
        theme: *theme,
        audience: *audience,
        figure,
        place,
        solved: 1,
        confirmed: i32::from(edge == "confirm"),
    };
    let month = i32::from(mandates::day(at).month());
    [one(Figure::Month, month), one(Figure::Days, i32::try_from(days).unwrap_or(i32::MAX))]
}

/// What was counted of a year in what the viewer reads, and when; nothing before it was counted once.
///
/// # Errors
/// What the database says.
pub(super) fn seen(db: &mut Db, viewer: &Viewer, year: i16) -> Result<(Vec<Count>, Option<Moment>), Refusal> {
    let (mut counts, counted_at) = store::of_year(db, year.into())?;
    let subject =
        |count: &Count| Subject { theme: count.theme, audience: count.audience, removed: false, named: false };
    counts.retain(|count| policy::sees(viewer, &subject(count)));
    Ok((counts, counted_at))
}
