//! What was solved in a year: figures and a chart, of what the reader may see. Groups of fewer than five are told
//! together, so that a figure says nothing of one establishment or one person.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use serde::Serialize;

use super::counting::{self, Count, Figure};
use super::store_figures::{self as store, Solved};
use crate::circles::mandates;
use crate::db::ids::{PointDurId, ThemeId, ThreadId};
use crate::db::{Db, Moment};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::themes;
use crate::threads;
pub use store::SheetLine;

/// Fewer than so many are told with others.
pub const SMALLEST: usize = 5;
/// The first year there may be something to tell.
pub const FIRST_YEAR: i16 = 2026;
/// The newest of a year, by name.
const NEWEST: usize = 15;
/// Solutions looked at for them: solved twice, a point dur is named once.
const LOOKED_AT: i64 = 60;

/// A year of the community, by the clock of Paris.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// Its number.
    pub number: i16,
    /// Its first moment.
    pub from: Moment,
    /// The next year's.
    pub to: Moment,
}

impl Year {
    /// The year asked for, the present one when it is none.
    pub fn asked(text: &str, now: Moment) -> Self {
        let this_year = mandates::day(now).year();
        let asked = text.parse().ok().filter(|year| (FIRST_YEAR..=this_year).contains(year));
        Self::of(asked.unwrap_or(this_year))
    }

    /// A year by its number.
    pub fn of(number: i16) -> Self {
        let first = |year: i16| {
            let day = Date::new(year, 1, 1).unwrap_or(Date::MIN);
            let start = day.to_zoned(mandates::zone()).map(|start| start.timestamp());
            Moment::from(start.unwrap_or(jiff::Timestamp::UNIX_EPOCH))
        };
        Self { number, from: first(number), to: first(number + 1) }
    }

    /// The years one may ask for, the present one first.
    pub fn all(now: Moment) -> Vec<i16> {
        (FIRST_YEAR..=mandates::day(now).year()).rev().collect()
    }
}

/// How many of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name; empty for what is told together.
    pub name: String,
    /// How many.
    pub count: usize,
}

/// The figures of a year.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// How many were solved; nothing when they are fewer than five.
    pub solved: Option<usize>,
    /// Of them, how many whoever reported them confirmed.
    pub confirmed: Option<usize>,
    /// Days half of them took at most, from the report to the solution.
    pub days: Option<i64>,
    /// By theme, the largest group first.
    pub themes: Vec<Group>,
    /// By months: each group begins with the month of its name (1 to 12) and goes on to the next.
    pub months: Vec<(u8, u8, usize)>,
}

/// A point dur solved in a year, by name.
#[derive(Clone, Debug)]
pub struct Headline {
    /// Which one.
    pub point_dur: PointDurId,
    /// Its title.
    pub title: String,
    /// Its theme's name.
    pub theme: String,
    /// When it was solved.
    pub at: Moment,
}

/// What is told of a year.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its figures.
    pub figures: Figures,
    /// When they were counted, once they were.
    pub counted_at: Option<Moment>,
    /// The newest of what was solved, by name.
    pub newest: Vec<Headline>,
}

/// What a year is told in, of what the viewer sees.
///
/// # Errors
/// What the database says.
pub fn of_year(db: &mut Db, viewer: &Viewer, year: Year) -> Result<Told, Refusal> {
    let names = themes::all(db, true)?.into_iter().map(|theme| (theme.id, theme.name)).collect();
    let (counts, counted_at) = counting::seen(db, viewer, year.number)?;
    let mut known = HashSet::new();
    let mut rows = store::newest(db, viewer, (year.from, year.to), LOOKED_AT)?;
    rows.retain(|row| known.insert(row.point_dur));
    rows.truncate(NEWEST);
    Ok(Told { figures: counted(&counts, &names), counted_at, newest: headlines(db, viewer, &rows, &names)? })
}

type Names = HashMap<ThemeId, String>;

fn headlines(db: &mut Db, viewer: &Viewer, rows: &[Solved], names: &Names) -> Result<Vec<Headline>, Refusal> {
    let ids: Vec<ThreadId> = rows.iter().map(|row| ThreadId(row.point_dur.0)).collect();
    let titles: HashMap<_, _> = threads::titles(db, viewer, &ids)?.into_iter().collect();
    let headline = |row: &Solved| {
        let title = titles.get(&ThreadId(row.point_dur.0))?.clone();
        let theme = names.get(&row.theme).cloned().unwrap_or_default();
        Some(Headline { point_dur: row.point_dur, title, theme, at: row.moment() })
    };
    Ok(rows.iter().filter_map(headline).collect())
}

/// The practice sheets published in a year that the viewer sees.
///
/// # Errors
/// What the database says.
pub fn sheets(db: &mut Db, viewer: &Viewer, year: Year) -> Result<Vec<SheetLine>, Refusal> {
    store::sheets(db, viewer, year.from, year.to, i64::try_from(NEWEST).unwrap_or(i64::MAX))
}

fn counted(counts: &[Count], names: &Names) -> Figures {
    let many = |count: i32| usize::try_from(count).unwrap_or_default();
    let by_month = || counts.iter().filter(|count| count.figure == Figure::Month);
    let solved: usize = by_month().map(|count| many(count.solved)).sum();
    if solved < SMALLEST {
        return Figures::default();
    }
    let mut months = [0_usize; 12];
    let mut themes: BTreeMap<&str, usize> = BTreeMap::new();
    for count in by_month() {
        months[many(count.place.clamp(1, 12)) - 1] += many(count.solved);
        *themes.entry(names.get(&count.theme).map_or("", String::as_str)).or_default() += many(count.solved);
    }
    let confirmed = by_month().map(|count| many(count.confirmed)).sum();
    // Neither part may be small: the other one would be told by subtraction.
    let both_large = confirmed >= SMALLEST && solved - confirmed >= SMALLEST;
    let told = both_large || confirmed == solved || confirmed == 0;
    Figures {
        solved: Some(solved),
        confirmed: told.then_some(confirmed),
        days: median_days(counts, solved),
        themes: by_size(&themes),
        months: by_season(&months),
    }
}

/// The days within which half of them were solved.
fn median_days(counts: &[Count], solved: usize) -> Option<i64> {
    let mut days: BTreeMap<i32, usize> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.figure == Figure::Days) {
        *days.entry(count.place).or_default() += usize::try_from(count.solved).unwrap_or_default();
    }
    let mut passed = 0;
    days.into_iter().find_map(|(days, count)| {
        passed += count;
        (passed > (solved - 1) / 2).then(|| i64::from(days))
    })
}

/// Groups by size; the small ones are one, with the smallest of the others when they are still few.
fn by_size(groups: &BTreeMap<&str, usize>) -> Vec<Group> {
    let mut large: Vec<Group> =
        groups.iter().map(|(name, count)| Group { name: (*name).to_owned(), count: *count }).collect();
    large.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let small = large.iter().filter(|group| group.count < SMALLEST).count();
    let mut rest: usize = large.split_off(large.len() - small).iter().map(|group| group.count).sum();
    while rest > 0 && rest < SMALLEST {
        match large.pop() {
            Some(group) => rest += group.count,
            None => break,
        }
    }
    if rest > 0 {
        large.push(Group { name: String::new(), count: rest });
    }
    large
}

/// Months one after the other, told together until they are at least five; the last ones go with those before. What
/// is empty at the end of the year is left out: it may be still to come.
fn by_season(months: &[usize; 12]) -> Vec<(u8, u8, usize)> {
    let mut seasons: Vec<(u8, u8, usize)> = Vec::new();
    let (mut from, mut count) = (1, 0);
    for (month, of_month) in (1..=12).zip(months) {
        count += of_month;
        if count == 0 || count >= SMALLEST {
            seasons.push((from, month, count));
            (from, count) = (month + 1, 0);
        }
    }
    if count > 0 {
        match seasons.iter().rposition(|season| season.2 >= SMALLEST) {
            Some(last) => {
                seasons[last] = (seasons[last].0, 12, seasons[last].2 + count);
                seasons.truncate(last + 1);
            }
            None => seasons.push((from, 12, count)),
        }
    }
    while seasons.last().is_some_and(|season| season.2 == 0) {
        seasons.pop();
    }
    seasons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(groups: &[(&'static str, usize)]) -> Vec<(String, usize)> {
        let groups: BTreeMap<&str, usize> = groups.iter().copied().collect();
        by_size(&groups).into_iter().map(|group| (group.name, group.count)).collect()
    }

    fn named(groups: &[(&str, usize)]) -> Vec<(String, usize)> {
        groups.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    }

    #[test]
    fn no_group_told_is_smaller_than_five() {
        assert_eq!(sizes(&[("a", 9), ("b", 5), ("c", 3), ("d", 2)]), named(&[("a", 9), ("b", 5), ("", 5)]));
        assert_eq!(sizes(&[("a", 9), ("b", 6), ("c", 1)]), named(&[("a", 9), ("", 7)]), "one alone hides in another");
        assert_eq!(sizes(&[("a", 4), ("b", 1)]), named(&[("", 5)]));
        assert_eq!(sizes(&[("a", 9)]), named(&[("a", 9)]));
    }

    #[test]
    fn months_that_are_few_are_told_with_their_neighbours_and_none_is_lost() {
        let mut random = 7_usize;
        for _ in 0..500 {
            let months: [usize; 12] = std::array::from_fn(|_| {
                random = random.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
                random / 65_536 % 9
            });
            let total: usize = months.iter().sum();
            let seasons = by_season(&months);
            assert_eq!(seasons.iter().map(|season| season.2).sum::<usize>(), total, "{months:?} {seasons:?}");
            assert!(seasons.is_empty() || seasons[0].0 == 1);
            assert!(seasons.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{seasons:?}");
            let fit = |season: &(u8, u8, usize)| season.2 == 0 || season.2 >= SMALLEST;
            assert!(total < SMALLEST || seasons.iter().all(fit), "{months:?} {seasons:?}");
        }
    }
}
