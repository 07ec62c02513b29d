//! SQL of the figures that were counted.

use std::collections::HashMap;

use diesel::prelude::*;

use super::counting::Rows;
use super::periods::Period;
use super::{Age, Counted, Figure, Figures, WHOLE};
use crate::circles::Circle;
use crate::db::ids::ThemeId;
use crate::db::schema::{health_counts, health_figures, meeting_rhythms};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::points_durs::machine::State;
use crate::refusal::Refusal;

/// The period of what is counted of now.
pub(super) const NOW: &str = "now";
/// Rows in one statement: six values each.
const AT_ONCE: usize = 500;
/// Figures of one place read at most: thirteen months and four periods of some twenty figures, and those of points durs.
const MOST: i64 = 2_000;

/// The figure of the points durs of a state and an age.
pub(super) fn point(state: State, age: Age) -> String {
    format!("point:{}:{}", state.word(), age.word())
}

pub(super) fn counted_at(db: &mut Db) -> Result<Option<Moment>, Refusal> {
    Ok(health_counts::table.find(1).select(health_counts::counted_at).first(db).optional()?)
}

/// The months of which figures are kept.
pub(super) fn months_counted(db: &mut Db) -> Result<Vec<String>, Refusal> {
    Ok(health_figures::table
        .filter(health_figures::region.eq(WHOLE))
        .filter(health_figures::figure.eq(Figure::CircleCommunity))
        .select(health_figures::period)
        .distinct()
        .order(health_figures::period.desc())
        .limit(500)
        .load(db)?)
}

fn gathered(rows: Vec<(String, String, i64, i64)>) -> Figures {
    let figure = |(period, figure, value, total)| ((period, figure), Counted { value, total });
    Figures { of: rows.into_iter().map(figure).collect() }
}

pub(super) fn of_theme(db: &mut Db, theme: ThemeId) -> Result<Figures, Refusal> {
    let rows = health_figures::table
        .filter(health_figures::theme_id.eq(theme))
        .filter(health_figures::region.eq(WHOLE))
        .order((health_figures::period.desc(), health_figures::figure.asc()))
        .limit(MOST)
        .select((health_figures::period, health_figures::figure, health_figures::value, health_figures::total))
        .load(db)?;
    Ok(gathered(rows))
}

/// The figures of some themes as a whole in one period.
pub(super) fn of_themes(
    db: &mut Db,
    themes: &[ThemeId],
    periods: &[&str],
) -> Result<HashMap<ThemeId, Figures>, Refusal> {
    let rows: Vec<(ThemeId, String, String, i64, i64)> = health_figures::table
        .filter(health_figures::theme_id.eq_any(themes.to_vec()))
        .filter(health_figures::region.eq(WHOLE))
        .filter(health_figures::period.eq_any(periods.to_vec()))
        .order((health_figures::theme_id.asc(), health_figures::period.asc(), health_figures::figure.asc()))
        .limit(20_000)
        .select((
            health_figures::theme_id,
            health_figures::period,
            health_figures::figure,
            health_figures::value,
            health_figures::total,
        ))
        .load(db)?;
    let mut of: HashMap<ThemeId, Figures> = HashMap::new();
    for (theme, period, figure, value, total) in rows {
        of.entry(theme).or_default().of.insert((period, figure), Counted { value, total });
    }
    Ok(of)
}

/// The figures of the regions of a theme in one period, those told together among them.
pub(super) fn of_regions(db: &mut Db, theme: ThemeId, period: &str) -> Result<HashMap<String, Figures>, Refusal> {
    let rows: Vec<(String, String, String, i64, i64)> = health_figures::table
        .filter(health_figures::theme_id.eq(theme))
        .filter(health_figures::region.ne(WHOLE))
        .filter(health_figures::period.eq(period))
        .order((health_figures::region.asc(), health_figures::figure.asc()))
        .limit(MOST)
        .select((
            health_figures::region,
            health_figures::period,
            health_figures::figure,
            health_figures::value,
            health_figures::total,
        ))
        .load(db)?;
    let mut of: HashMap<String, Figures> = HashMap::new();
    for (region, period, figure, value, total) in rows {
        of.entry(region).or_default().of.insert((period, figure), Counted { value, total });
    }
    Ok(of)
}

/// A figure of each region of some themes, as it was counted last.
pub(super) fn of_now(
    db: &mut Db,
    themes: &[ThemeId],
    figure: Figure,
) -> Result<HashMap<(ThemeId, String), i64>, Refusal> {
    let rows: Vec<(ThemeId, String, i64)> = health_figures::table
        .filter(health_figures::theme_id.eq_any(themes.to_vec()))
        .filter(health_figures::period.eq(NOW))
        .filter(health_figures::figure.eq(figure))
        .order((health_figures::theme_id.asc(), health_figures::region.asc()))
        .limit(20_000)
        .select((health_figures::theme_id, health_figures::region, health_figures::value))
        .load(db)?;
    Ok(rows.into_iter().map(|(theme, region, people)| ((theme, region), people)).collect())
}

/// How many meetings a year the circles of a theme are expected to hold, where its animators said so.
pub(super) fn rhythms(db: &mut Db, theme: ThemeId) -> Result<Vec<(Circle, i32)>, Refusal> {
    Ok(meeting_rhythms::table
        .filter(meeting_rhythms::theme_id.eq(theme))
        .select((meeting_rhythms::circle, meeting_rhythms::per_year))
        .load(db)?)
}

/// Puts what was counted in the place of what was: members seen reading stay seen, as a later reading of the same thread
/// takes the place of an earlier one.
pub(super) fn write(tx: &mut Tx<'_>, periods: &[Period], rows: &Rows) -> Result<(), Refusal> {
    let keys: Vec<&str> = periods.iter().map(|period| period.key.as_str()).chain([NOW]).collect();
    let seen: Vec<(i64, String, String, i64)> = health_figures::table
        .filter(health_figures::period.eq_any(keys.clone()))
        .filter(health_figures::figure.eq(Figure::Read))
        .filter(health_figures::period.like("2%"))
        .select((health_figures::theme_id, health_figures::region, health_figures::period, health_figures::value))
        .load(tx.db())?;
    let seen: HashMap<(i64, String, String), i64> =
        seen.into_iter().map(|(theme, region, period, value)| ((theme, region, period), value)).collect();
    diesel::delete(health_figures::table.filter(health_figures::period.eq_any(keys))).execute(tx.db())?;
    let value = |(theme, region, period, figure): &(i64, String, String, String), counted: &Counted| {
        let before = seen.get(&(*theme, region.clone(), period.clone())).filter(|_| figure == Figure::Read.word());
        before.copied().unwrap_or(0).max(counted.value)
    };
    let rows: Rows = rows
        .iter()
        .map(|(key, counted)| (key.clone(), Counted { value: value(key, counted), total: counted.total }))
        .collect();
    insert(tx, &rows)
}

/// Puts who relays what where in the place of what was counted before.
pub(super) fn write_relays(tx: &mut Tx<'_>, rows: &Rows) -> Result<(), Refusal> {
    let before =
        health_figures::table.filter(health_figures::period.eq(NOW)).filter(health_figures::figure.eq(Figure::Relays));
    diesel::delete(before).execute(tx.db())?;
    insert(tx, rows)
}

fn insert(tx: &mut Tx<'_>, rows: &Rows) -> Result<(), Refusal> {
    let rows: Vec<_> = rows
        .iter()
        .map(|((theme, region, period, figure), counted)| {
            (
                health_figures::theme_id.eq(*theme),
                health_figures::region.eq(region.clone()),
                health_figures::period.eq(period.clone()),
                health_figures::figure.eq(figure.clone()),
                health_figures::value.eq(counted.value),
                health_figures::total.eq(counted.total),
            )
        })
        .collect();
    for chunk in rows.chunks(AT_ONCE) {
        let chunk = chunk.to_vec();
        on_each_backend!(tx.db(), conn => diesel::insert_into(health_figures::table).values(chunk).execute(conn))?;
    }
    Ok(())
}

/// Notes that it was counted now.
pub(super) fn counted(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let now = tx.now();
    let moved = diesel::update(health_counts::table.find(1)).set(health_counts::counted_at.eq(now)).execute(tx.db())?;
    if moved == 0 {
        let row = (health_counts::id.eq(1), health_counts::counted_at.eq(now));
        on_each_backend!(tx.db(), conn => diesel::insert_into(health_counts::table).values(row).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}
