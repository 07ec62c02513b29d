//! What is counted in a period, for every theme and its regions at once.

use std::collections::{BTreeMap, HashMap};

use super::periods::Period;
use super::regions::Told;
use super::store::{self, NOW};
use super::store_count::{self as counted, InCircle, Question};
use super::{Age, Counted, Figure, WHOLE};
use crate::circles::Circle;
use crate::db::ids::millis_of;
use crate::db::{Db, Moment};
use crate::points_durs::machine::State;
use crate::refusal::Refusal;
use crate::themes::{self, Theme};

const DAY: i64 = 86_400;

/// Figures by theme, region, period and name.
pub type Rows = BTreeMap<(i64, String, String, String), Counted>;

/// What is under way: where figures go.
struct Count {
    rows: Rows,
    told: Told,
}

impl Count {
    fn put(&mut self, theme: i64, region: &str, period: &str, figure: &str, counted: Counted) {
        let key = (theme, region.to_owned(), period.to_owned(), figure.to_owned());
        self.rows.insert(key, counted);
    }

    /// Adds to the whole theme and to the place of a region.
    fn add(&mut self, (theme, region): (i64, &str), period: &str, figure: Figure, more: Counted) {
        for place in self.told.places(theme, region) {
            let key = (theme, place.to_owned(), period.to_owned(), figure.word().to_owned());
            let known = self.rows.entry(key).or_default();
            known.value += more.value;
            known.total += more.total;
        }
    }
}

/// Counts everything of some periods.
///
/// # Errors
/// What the database says.
pub fn count(db: &mut Db, periods: &[Period], now: Moment) -> Result<Rows, Refusal> {
    let themes = themes::all(db, true)?;
    let here = counted::people(db, now.plus_seconds(1))?;
    let people = by_region(here.iter());
    let mut count = Count { rows: Rows::new(), told: Told::of(&people) };
    for ((theme, region), people) in people {
        count.put(theme, &region, NOW, Figure::People.word(), Counted { value: people, total: 0 });
    }
    count.rows.extend(relays_of(&here));
    points(db, &mut count, now)?;
    for period in periods {
        of_people(db, &mut count, period, &themes, now)?;
        of_questions(db, &mut count, period)?;
        of_acts(db, &mut count, period)?;
    }
    Ok(count.rows)
}

/// Adds people up, by theme and region.
fn by_region<'a>(rows: impl Iterator<Item = &'a InCircle>) -> BTreeMap<(i64, String), i64> {
    let mut found: BTreeMap<(i64, String), i64> = BTreeMap::new();
    for (theme, region, _, count) in rows {
        *found.entry((*theme, region.clone())).or_default() += count;
    }
    found
}

/// Peers and experts by theme and region.
fn relays_of(here: &[InCircle]) -> Rows {
    let inner = here.iter().filter(|(_, _, circle, _)| circle != Circle::Community.word());
    let row = |((theme, region), value)| {
        ((theme, region, NOW.to_owned(), Figure::Relays.word().to_owned()), Counted { value, total: 0 })
    };
    by_region(inner).into_iter().map(row).collect()
}

/// Counts the peers and experts of each region of each theme now.
///
/// # Errors
/// What the database says.
pub fn relays(db: &mut Db, now: Moment) -> Result<Rows, Refusal> {
    Ok(relays_of(&counted::people(db, now.plus_seconds(1))?))
}

/// Points durs by state and age; their whole number is never hidden: each is known to whoever reads the theme's lists.
fn points(db: &mut Db, count: &mut Count, now: Moment) -> Result<(), Refusal> {
    let limits = [30, 91, 182].map(|days: i64| now.plus_seconds(-days * DAY));
    for (theme, state, age, number) in counted::points(db, limits)? {
        if let (Some(state), Some(age)) = (State::parse(&state), Age::parse(&age)) {
            count.put(theme, WHOLE, NOW, &store::point(state, age), Counted { value: number, total: 0 });
        }
    }
    Ok(())
}

/// The sizes of circles at the end of a month, and the members that shares are of.
fn of_people(db: &mut Db, count: &mut Count, period: &Period, themes: &[Theme], now: Moment) -> Result<(), Refusal> {
    let end = period.to.min(now.plus_seconds(1));
    let mut circles: HashMap<(i64, &'static str), i64> = HashMap::new();
    let key = period.key.as_str();
    for (theme, region, circle, number) in counted::people(db, end)? {
        let Some(circle) = Circle::parse(&circle) else { continue };
        *circles.entry((theme, circle.word())).or_default() += number;
        for figure in [Figure::Read, Figure::Wrote, Figure::Came] {
            count.add((theme, &region), key, figure, Counted { value: 0, total: number });
        }
    }
    if period.is_month() {
        for theme in themes {
            for (circle, figure, target) in [
                (Circle::Community, Figure::CircleCommunity, theme.target_community),
                (Circle::Peer, Figure::CirclePeer, theme.target_peer),
                (Circle::Expert, Figure::CircleExpert, theme.target_expert),
            ] {
                let value = circles.get(&(theme.id.0, circle.word())).copied().unwrap_or(0);
                count.put(theme.id.0, WHOLE, key, figure.word(), Counted { value, total: i64::from(target) });
            }
        }
    }
    Ok(())
}

fn of_acts(db: &mut Db, count: &mut Count, period: &Period) -> Result<(), Refusal> {
    let key = period.key.as_str();
    let ones = [
        (Figure::Read, counted::read(db, period)?),
        (Figure::Wrote, counted::wrote(db, period)?),
        (Figure::Came, counted::came(db, period)?),
    ];
    for (figure, rows) in ones {
        for (theme, region, value) in rows {
            count.add((theme, &region), key, figure, Counted { value, total: 0 });
        }
    }
    for (theme, region, total, value) in counted::digest(db, period)? {
        count.add((theme, &region), key, Figure::Digest, Counted { value, total });
    }
    for (theme, region, value, total) in counted::reused(db, period)? {
        count.add((theme, &region), key, Figure::Reused, Counted { value, total });
    }
    for (theme, circle, value) in counted::held(db, period)? {
        let figure = match Circle::parse(&circle) {
            Some(Circle::Peer) => Figure::HeldPeer,
            Some(Circle::Expert) => Figure::HeldExpert,
            Some(Circle::Community) | None => Figure::HeldCommunity,
        };
        count.put(theme, WHOLE, key, figure.word(), Counted { value, total: 0 });
    }
    if period.is_month() {
        for (theme, region, total, value) in counted::returned(db, period)? {
            count.add((theme, &region), key, Figure::Returned, Counted { value, total });
        }
    }
    Ok(())
}

/// Questions without an answer, and how long answers and solutions took; of a month, with the two before: few questions
/// are asked in one.
fn of_questions(db: &mut Db, count: &mut Count, period: &Period) -> Result<(), Refusal> {
    let key = period.key.as_str();
    let mut times: BTreeMap<(i64, String, [Figure; 2]), Vec<i64>> = BTreeMap::new();
    let asked_in = if period.is_month() {
        Period { from: period.before().before().from, ..period.clone() }
    } else {
        period.clone()
    };
    let questions: Vec<Question> = counted::questions(db, &asked_in)?;
    for (theme, region, asked, answer, solution) in questions {
        let unanswered = i64::from(answer.is_none());
        count.add((theme, &region), key, Figure::Unanswered, Counted { value: unanswered, total: 1 });
        let took = |post: i64| ((millis_of(post) - millis_of(asked)) / 60_000).max(0);
        for (post, figures) in
            [(answer, [Figure::AnswerHalf, Figure::AnswerMost]), (solution, [Figure::SolvedHalf, Figure::SolvedMost])]
        {
            let Some(post) = post else { continue };
            for place in count.told.places(theme, &region) {
                times.entry((theme, place.to_owned(), figures)).or_default().push(took(post));
            }
        }
    }
    for ((theme, place, figures), mut minutes) in times {
        minutes.sort_unstable();
        let total = i64::try_from(minutes.len()).unwrap_or(i64::MAX);
        for (figure, tenths) in figures.into_iter().zip([5, 9]) {
            count.put(theme, &place, key, figure.word(), Counted { value: rank(&minutes, tenths), total });
        }
    }
    Ok(())
}

/// The value that so many tenths of a sorted list do not pass (nearest rank).
fn rank(sorted: &[i64], tenths: usize) -> i64 {
    let at = (sorted.len() * tenths).div_ceil(10).max(1) - 1;
    sorted.get(at).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn half_and_nine_tenths_are_those_of_the_nearest_rank() {
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!((rank(&ten, 5), rank(&ten, 9)), (5, 9));
        assert_eq!((rank(&[7], 5), rank(&[7], 9)), (7, 7));
        assert_eq!((rank(&[1, 2, 90], 5), rank(&[1, 2, 90], 9)), (2, 90));
        assert_eq!(rank(&[], 5), 0);
    }
}
