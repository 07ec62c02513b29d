//! The year of a theme's circles as a page draws it, and says it in words beside.

use jiff::civil::{Date, date};
use serde::Serialize;

use super::{Cell, Outcome, Period, Rhythm, Row, Unit, days_between, later, year};
use crate::circles::Circle;
use crate::meetings::address;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::text::typography;
use crate::themes::Theme;
use crate::web::{Visit, civil_date};

/// What sentences choose a month's name by.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Where the drawing of the year begins, after the circles' names, and how wide it is, in its own units.
const LEFT: i32 = 124;
const WIDE: i32 = 600;
/// Height of the months' names, and of a circle's row with its room.
const HEAD: i32 = 26;
const ROW: i32 = 40;
/// Years that are shown before and after this one.
const YEARS: i16 = 5;

/// The year of some themes.
#[derive(Serialize)]
pub(in crate::meetings) struct YearView {
    year: i16,
    before: Option<i16>,
    after: Option<i16>,
    /// Months: where each begins, its short name.
    months: Vec<(i32, String)>,
    themes: Vec<ThemeView>,
    /// What the signs of the drawing mean.
    legend: &'static [Outcome],
}

#[derive(Serialize)]
struct ThemeView {
    name: String,
    slug: String,
    may_set: bool,
    height: i32,
    /// Where today is, in this year.
    today: Option<i32>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    circle: Circle,
    rhythm: String,
    /// How its year goes, in one sentence.
    said: String,
    y: i32,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    x: i32,
    middle: i32,
    width: i32,
    outcome: Outcome,
    when: String,
    meetings: Vec<MeetingView>,
}

#[derive(Serialize)]
struct MeetingView {
    address: String,
    title: String,
    day: String,
}

impl YearView {
    /// The year that is asked for, of the themes a reader has a place in; nothing when they have none.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, themes: &[Theme]) -> Result<Option<Self>, Refusal> {
        let today = super::today(visit.now);
        let shown = today.year() - YEARS..=today.year() + YEARS;
        let asked = visit.ask.param("annee").parse().ok().filter(|year| shown.contains(year));
        let asked: i16 = asked.unwrap_or(today.year());
        let mut views = Vec::new();
        for theme in themes.iter().filter(|theme| visit.viewer.reaches(theme.id, Circle::Community)) {
            let rows = year(visit.db, &visit.viewer, theme.id, (asked, visit.now))?;
            views.push(theme_view(visit, theme, rows, (asked, today)));
        }
        if views.is_empty() {
            return Ok(None);
        }
        let sentences = visit.sentences();
        let month = |(at, word): (usize, &&str)| {
            let first = date(asked, i8::try_from(at + 1).unwrap_or(1), 1);
            (across(first, asked), sentences.tell(&Sentence::new("rhythm-month-short").text("month", *word)))
        };
        Ok(Some(Self {
            year: asked,
            before: Some(asked - 1).filter(|year| shown.contains(year)),
            after: Some(asked + 1).filter(|year| shown.contains(year)),
            months: MONTHS.iter().enumerate().map(month).collect(),
            themes: views,
            legend: Outcome::ALL,
        }))
    }
}

fn theme_view(visit: &Visit<'_>, theme: &Theme, rows: Vec<Row>, (year, today): (i16, Date)) -> ThemeView {
    let sentences = visit.sentences();
    let rows: Vec<RowView> = (0_i32..).zip(rows).map(|(at, row)| row_view(sentences, at, row, year)).collect();
    ThemeView {
        name: theme.name.clone(),
        slug: theme.slug.clone(),
        may_set: policy::allows(&visit.viewer, &Act::ShapeTheme(theme.id)),
        height: HEAD + ROW * i32::try_from(rows.len()).unwrap_or(3),
        today: (today.year() == year).then(|| across(today, year)),
        rows,
    }
}

/// How far across the drawing a day is; days outside the year stand at its edges.
fn across(day: Date, year: i16) -> i32 {
    let start = date(year, 1, 1);
    let days = i32::from(start.days_in_year());
    LEFT + days_between(start, day).clamp(0, days) * WIDE / days
}

fn row_view(sentences: &Sentences, at: i32, row: Row, year: i16) -> RowView {
    RowView {
        circle: row.circle,
        rhythm: rhythm_said(sentences, row.rhythm),
        said: typography::spaces(&summary(sentences, &row.cells)),
        y: HEAD + at * ROW,
        cells: row.cells.into_iter().map(|cell| cell_view(sentences, cell, year)).collect(),
    }
}

fn cell_view(sentences: &Sentences, cell: Cell, year: i16) -> CellView {
    let (from, to) = (across(cell.period.first, year), across(later(cell.period.last, 1), year));
    CellView {
        x: from + 1,
        middle: (from + to) / 2,
        width: (to - from - 2).max(2),
        outcome: cell.outcome,
        when: period_said(sentences, cell.period),
        meetings: cell
            .meetings
            .into_iter()
            .map(|one| MeetingView {
                address: address(one.id.0, &one.title),
                day: one.day().map(|day| civil_date(day, sentences)).unwrap_or_default(),
                title: typography::spaces(&one.title),
            })
            .collect(),
    }
}

/// How often a circle meets, in words.
pub(super) fn rhythm_said(sentences: &Sentences, rhythm: Rhythm) -> String {
    let key = match rhythm.unit {
        Unit::Year => "rhythm-said-year",
        Unit::Month => "rhythm-said-month",
        Unit::Week => "rhythm-said-week",
    };
    sentences.tell(&Sentence::new(key).number("n", i64::from(rhythm.number)))
}

/// How a year goes: what was held, is planned, was missed.
fn summary(sentences: &Sentences, cells: &[Cell]) -> String {
    if cells.is_empty() {
        return sentences.tell(&"rhythm-none".into());
    }
    let count = |outcome: Outcome| cells.iter().filter(|cell| cell.outcome == outcome).count();
    let told = [
        (count(Outcome::Held), "rhythm-count-held"),
        (count(Outcome::Planned), "rhythm-count-planned"),
        (count(Outcome::Prepared), "rhythm-count-prepared"),
        (count(Outcome::Missing), "rhythm-count-missing"),
        (count(Outcome::Due) + count(Outcome::Later), "rhythm-count-open"),
    ];
    let said = told
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| sentences.tell(&Sentence::new(key).number("n", i64::try_from(count).unwrap_or(i64::MAX))));
    let said: Vec<String> = said.collect();
    if said.is_empty() { sentences.tell(&"rhythm-count-before".into()) } else { said.join(", ") }
}

/// A stretch of time in words: a month, months, or days.
fn period_said(sentences: &Sentences, period: Period) -> String {
    let whole = period.first.day() == 1 && later(period.last, 1).day() == 1;
    let month = |day: Date| MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    let same_year = period.first.year() == period.last.year();
    let sentence = if whole && same_year && period.first.month() == period.last.month() {
        Sentence::new("rhythm-one-month").text("month", month(period.first))
    } else if whole && same_year {
        let named = |key, day| {
            sentences.tell(&Sentence::new(key).text("month", month(day)).text("year", day.year().to_string()))
        };
        let (from, last) = (named("rhythm-from-month", period.first), named("rhythm-one-month", period.last));
        Sentence::new("rhythm-months").text("from", from).text("last", last)
    } else {
        Sentence::new("rhythm-days")
            .text("first", civil_date(period.first, sentences))
            .text("last", civil_date(period.last, sentences))
    };
    sentences.tell(&sentence.text("year", period.last.year().to_string()))
}
