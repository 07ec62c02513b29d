//! The rhythm of each circle of a theme: how often it is expected to meet, what was planned, held and missed in a year,
//! and the animators told when a meeting is about to be missed or was.
//!
//! A meeting counts in the rhythm of its convening circle alone, on the day it begins by its own clock.

pub mod lateness;
pub mod pages;
mod periods;
mod store;
pub(super) mod views;

use jiff::civil::Date;

use super::machine::State;
use crate::circles::Circle;
use crate::db::ids::{ThemeId, millis_of};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::meetings::when;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
pub use periods::{MOST, MOST_MONTHS, Period, Rhythm, Unit, days_between, later};
pub(super) use store::Dated;

/// The zone in which days of a rhythm are counted.
const ZONE: &str = "Europe/Paris";

crate::vocabulary! {
    /// What became of a stretch of time in which a meeting is expected.
    Outcome {
        /// The circle met.
        Held = "held",
        /// A meeting is announced, or its date is being chosen.
        Planned = "planned",
        /// A meeting is prepared and not announced.
        Prepared = "prepared",
        /// It runs and nothing is planned.
        Due = "due",
        /// It passed without a meeting.
        Missing = "missing",
        /// It has not begun and nothing is planned.
        Later = "later",
        /// It began before the circle's meetings were followed here.
        Before = "before",
    }
}

/// The day it is, by the clock of rhythms.
pub fn today(now: Moment) -> Date {
    now.instant().to_zoned(when::zone(ZONE)).date()
}

/// The rhythms of a theme's circles, from the innermost.
///
/// # Errors
/// What the database says.
pub fn of_theme(db: &mut Db, theme: ThemeId) -> Result<[(Circle, Rhythm); 3], Refusal> {
    Ok(of_themes(db, &[theme])?.first().map_or_else(usual, |(_, rhythms)| *rhythms))
}

fn usual() -> [(Circle, Rhythm); 3] {
    [Circle::Expert, Circle::Peer, Circle::Community].map(|circle| (circle, Rhythm::usual(circle)))
}

/// A theme with the rhythm of each of its circles.
pub type OfTheme = (ThemeId, [(Circle, Rhythm); 3]);

/// The rhythms of some themes, in the order they were given.
///
/// # Errors
/// What the database says.
pub fn of_themes(db: &mut Db, themes: &[ThemeId]) -> Result<Vec<OfTheme>, Refusal> {
    let chosen = store::chosen(db, themes)?;
    let of = |theme: ThemeId, circle: Circle| {
        let row = chosen.iter().find(|row| (row.0, row.1) == (theme, circle));
        row.and_then(|(_, _, unit, number)| Rhythm::new(*unit, *number)).unwrap_or(Rhythm::usual(circle))
    };
    Ok(themes.iter().map(|theme| (*theme, usual().map(|(circle, _)| (circle, of(*theme, circle))))).collect())
}

/// Says how often the circles of a theme are expected to meet.
///
/// # Errors
/// `Refusal::Forbidden` for who does not animate the theme.
pub fn set(tx: &mut Tx<'_>, viewer: &Viewer, theme: ThemeId, rhythms: &[(Circle, Rhythm)]) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::ShapeTheme(theme))?;
    for (circle, rhythm) in rhythms {
        store::choose(tx, theme, *circle, *rhythm)?;
        let detail = format!("{} {} {}", circle.word(), rhythm.unit.word(), rhythm.number);
        let fact = Fact {
            actor: Some(me),
            act: "rhythm.set",
            theme: Some(theme),
            subject: "theme",
            subject_id: theme.0,
            detail: &detail,
        };
        journal::record(tx, &fact)?;
    }
    Ok(())
}

/// How many meetings are expected of a circle in a year, and how many of these stretches of time it met in. It says
/// nothing of a single meeting: whoever may read figures of the theme may read it.
///
/// # Errors
/// What the database says.
pub fn expected_and_held(db: &mut Db, theme: ThemeId, circle: Circle, year: i16) -> Result<(i64, i64), Refusal> {
    let rhythm = of_theme(db, theme)?.into_iter().find(|(of, _)| *of == circle).map(|(_, rhythm)| rhythm);
    let periods = rhythm.unwrap_or(Rhythm::usual(circle)).periods(year);
    let Some(span) = span(&periods) else { return Ok((0, 0)) };
    let held: Vec<Date> = store::all(db, theme, span)?
        .into_iter()
        .filter(|one| one.circle == circle && one.state.is_over())
        .filter_map(|one| one.day())
        .collect();
    let met = periods.iter().filter(|period| held.iter().any(|day| period.holds(*day))).count();
    let count = |some: usize| i64::try_from(some).unwrap_or(i64::MAX);
    Ok((count(periods.len()), count(met)))
}

/// The first and the last day of some stretches.
fn span(periods: &[Period]) -> Option<(Date, Date)> {
    Some((periods.first()?.first, periods.last()?.last))
}

/// Since when the meetings of a theme are followed here: it was made, or a meeting older than it is known.
fn followed_since(theme: ThemeId, earliest: Option<Date>) -> Date {
    let made = jiff::Timestamp::from_millisecond(millis_of(theme.0)).map(Moment::from);
    let made = made.map(today).unwrap_or_default();
    earliest.map_or(made, |earliest| made.min(Date::new(earliest.year(), earliest.month(), 1).unwrap_or(earliest)))
}

/// What became of a stretch, from the meetings in it.
fn outcome(period: Period, meetings: &[&Dated], today: Date, since: Date) -> Outcome {
    let any = |wanted: fn(State) -> bool| meetings.iter().any(|one| wanted(one.state));
    if any(State::is_over) {
        Outcome::Held
    } else if any(|state| matches!(state, State::Announced | State::Polled)) {
        Outcome::Planned
    } else if period.last < today {
        if period.first < since { Outcome::Before } else { Outcome::Missing }
    } else if any(|state| state == State::Draft) {
        Outcome::Prepared
    } else if period.first <= today {
        Outcome::Due
    } else {
        Outcome::Later
    }
}

/// A stretch of a year, and the meetings in it.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub period: Period,
    pub outcome: Outcome,
    pub meetings: Vec<Dated>,
}

/// A circle's year.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub circle: Circle,
    pub rhythm: Rhythm,
    pub cells: Vec<Cell>,
}

/// The years of a theme's circles that a reader belongs to or looks after: who does not reach a circle reads nothing of
/// its rhythm, not even that it is kept.
///
/// # Errors
/// What the database says.
pub(super) fn year(
    db: &mut Db,
    viewer: &Viewer,
    theme: ThemeId,
    (year, now): (i16, Moment),
) -> Result<Vec<Row>, Refusal> {
    let reached = |(circle, _): &(Circle, Rhythm)| viewer.reaches(theme, *circle);
    let rhythms: Vec<_> = of_theme(db, theme)?.into_iter().filter(reached).collect();
    let periods: Vec<Vec<Period>> = rhythms.iter().map(|(_, rhythm)| rhythm.periods(year)).collect();
    let spans: Vec<(Date, Date)> = periods.iter().filter_map(|some| span(some)).collect();
    let first = spans.iter().map(|(first, _)| *first).min();
    let last = spans.iter().map(|(_, last)| *last).max();
    let Some(whole) = first.zip(last) else { return Ok(Vec::new()) };
    let meetings = store::seen(db, viewer, theme, whole)?;
    let since = followed_since(theme, store::earliest(db, viewer, theme)?);
    let today = today(now);
    let row = |((circle, rhythm), periods): ((Circle, Rhythm), Vec<Period>)| {
        let cell = |period: Period| {
            let held = |one: &&Dated| one.circle == circle && one.day().is_some_and(|day| period.holds(day));
            let within: Vec<&Dated> = meetings.iter().filter(held).collect();
            let outcome = outcome(period, &within, today, since);
            Cell { period, outcome, meetings: within.into_iter().cloned().collect() }
        };
        Row { circle, rhythm, cells: periods.into_iter().map(cell).collect() }
    };
    Ok(rhythms.into_iter().zip(periods).map(row).collect())
}
