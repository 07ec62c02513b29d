//! Figures as pages and tables say them.

use std::collections::HashMap;

use serde::Serialize;

use super::periods::{initial, month_name};
use super::{Counted, Figure, Figures, OTHERS};
use crate::members::regions;
use crate::sentences::{Sentence, Sentences};
use crate::web::charts::{Columns, Point, columns};

/// The figures of the table of months and of the table to take away.
pub const TABLE: [Figure; 11] = [
    Figure::Read,
    Figure::Wrote,
    Figure::Came,
    Figure::Returned,
    Figure::Digest,
    Figure::Unanswered,
    Figure::AnswerHalf,
    Figure::AnswerMost,
    Figure::SolvedHalf,
    Figure::SolvedMost,
    Figure::Reused,
];

/// The figures told of a region.
pub const OF_REGIONS: [Figure; 6] =
    [Figure::Read, Figure::Wrote, Figure::Came, Figure::Unanswered, Figure::AnswerHalf, Figure::Reused];

/// A chart of a figure, month by month.
#[derive(Serialize)]
pub struct ChartView {
    figure: Figure,
    drawn: Columns,
}

impl ChartView {
    /// Draws a figure; of a time, nine tenths as a line above the half.
    pub fn of(figures: &Figures, figure: Figure, months: &[String], sentences: &Sentences) -> Self {
        let most = match figure {
            Figure::AnswerHalf => Some(Figure::AnswerMost),
            Figure::SolvedHalf => Some(Figure::SolvedMost),
            _ => None,
        };
        let point = |month: &String| {
            let counted = figures.get(month, figure);
            Point {
                name: initial(month, sentences),
                value: counted.and_then(|counted| height(figure, counted)),
                mark: most.and_then(|most| figures.get(month, most)).and_then(Counted::time),
                said: counted.and_then(|counted| told(figure, counted, sentences)).unwrap_or_default(),
            }
        };
        Self { figure, drawn: columns(&months.iter().map(point).collect::<Vec<_>>()) }
    }
}

/// How high a figure stands; nothing of fewer than five people.
fn height(figure: Figure, counted: Counted) -> Option<i64> {
    match figure {
        _ if figure.is_share() => counted.share(),
        _ if figure.is_time() => counted.time(),
        _ => Some(counted.value),
    }
}

/// A figure in words; nothing of fewer than five people.
fn told(figure: Figure, counted: Counted, sentences: &Sentences) -> Option<String> {
    match figure {
        _ if figure.is_share() => {
            counted.share().map(|share| sentences.tell(&Sentence::new("health-share").number("n", share)))
        }
        _ if figure.is_time() => counted.time().map(|minutes| span(minutes, sentences)),
        _ => Some(sentences.tell(&Sentence::new("number").number("n", counted.value))),
    }
}

/// A time as people say it: minutes, hours up to two days, then days.
fn span(minutes: i64, sentences: &Sentences) -> String {
    let (key, n) = match minutes {
        ..60 => ("health-minutes", minutes),
        60..2_880 => ("health-hours", (minutes + 30) / 60),
        _ => ("health-days", (minutes + 720) / 1_440),
    };
    sentences.tell(&Sentence::new(key).number("n", n))
}

/// A cell of a table: the figure in words, or a dash where there are too few people, or where nothing was counted.
pub fn cell(figures: &Figures, period: &str, figure: Figure, sentences: &Sentences) -> String {
    figures
        .get(period, figure)
        .and_then(|counted| told(figure, counted, sentences))
        .unwrap_or_else(|| sentences.tell(&"health-nothing".into()))
}

/// A line of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// What it is of.
    pub name: String,
    /// Its cells, in the order of the headings.
    pub cells: Vec<String>,
}

/// The months, the last first.
pub fn month_lines(figures: &Figures, months: &[String], sentences: &Sentences) -> Vec<Line> {
    let line = |month: &String| Line {
        name: month_name(month, sentences),
        cells: TABLE.iter().map(|figure| cell(figures, month, *figure, sentences)).collect(),
    };
    months.iter().rev().map(line).collect()
}

/// A region of the table of regions.
#[derive(Clone, Debug, Serialize)]
pub struct RegionLine {
    /// Its name.
    pub name: String,
    /// How many people.
    pub people: i64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The regions that are told, the largest first, those told together last.
pub fn region_lines(of: &HashMap<String, Figures>, period: &str, sentences: &Sentences) -> Vec<RegionLine> {
    let mut lines: Vec<(bool, RegionLine)> = of
        .iter()
        .filter_map(|(region, figures)| {
            let people = figures.get(period, Figure::Read)?.total;
            let name = match region.as_str() {
                OTHERS => sentences.tell(&"health-other-regions".into()),
                region => regions::name_of(region),
            };
            let cells = OF_REGIONS.iter().map(|figure| cell(figures, period, *figure, sentences)).collect();
            Some((region == OTHERS, RegionLine { name, people, cells }))
        })
        .collect();
    lines.sort_by(|(last, a), (other_last, b)| {
        last.cmp(other_last).then_with(|| b.people.cmp(&a.people)).then_with(|| a.name.cmp(&b.name))
    });
    lines.into_iter().map(|(_, line)| line).collect()
}
