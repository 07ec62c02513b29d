//! SQL of what was solved in a year, counted by theme and audience. What is counted is of nobody in particular: who
//! reads a figure is asked of each row, by `policy::sees`.

use diesel::prelude::*;

use super::counting::{Count, Figure};
use super::store_figures::{SOLVED, SOLVES};
use crate::db::ids::{PointDurId, StepId, ThemeId};
use crate::db::schema::{point_dur_steps, points_durs, solved_counts, solved_years, threads};
use crate::db::written::condition;
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Audience, read_by_circles};
use crate::refusal::Refusal;

/// Rows a statement: PostgreSQL binds 65,535 values at most, seven a row here.
const AT_ONCE: usize = 1_000;

/// A step that solved a point dur: which one, how, where.
pub(super) type Solving = (StepId, PointDurId, String, ThemeId, Audience);

/// The steps of what is still solved, from one on up to another, the newest first, at most `most`.
pub(super) fn solving(db: &mut Db, from: StepId, before: StepId, most: i64) -> Result<Vec<Solving>, Refusal> {
    Ok(on_each_backend!(db, conn => point_dur_steps::table
        .inner_join(points_durs::table)
        .inner_join(threads::table.on(threads::id.eq(points_durs::id)))
        .filter(condition(SOLVES))
        .filter(point_dur_steps::id.ge(from))
        .filter(point_dur_steps::id.lt(before))
        .filter(condition(SOLVED))
        .filter(threads::removed_at.is_null())
        .filter(read_by_circles())
        .order(point_dur_steps::id.desc())
        .limit(most)
        .select((
            point_dur_steps::id,
            point_dur_steps::point_dur_id,
            point_dur_steps::edge,
            threads::theme_id,
            threads::audience,
        ))
        .load(conn)?))
}

/// When each year was counted last.
pub(super) fn counted(db: &mut Db) -> Result<Vec<(i32, Moment)>, Refusal> {
    Ok(solved_years::table.order(solved_years::year.asc()).limit(100).load(db)?)
}

/// The counts of a year, and when they were made.
pub(super) fn of_year(db: &mut Db, year: i32) -> Result<(Vec<Count>, Option<Moment>), Refusal> {
    let counts = on_each_backend!(db, conn => solved_counts::table
        .filter(solved_counts::year.eq(year))
        .order((
            solved_counts::theme_id.asc(),
            solved_counts::audience.asc(),
            solved_counts::figure.asc(),
            solved_counts::place.asc(),
        ))
        .select((
            solved_counts::theme_id,
            solved_counts::audience,
            solved_counts::figure,
            solved_counts::place,
            solved_counts::solved,
            solved_counts::confirmed,
        ))
        .load::<(ThemeId, Audience, Figure, i32, i32, i32)>(conn)?);
    let counted_at = solved_years::table.find(year).select(solved_years::counted_at).first(db).optional()?;
    let count = |(theme, audience, figure, place, solved, confirmed)| Count {
        theme,
        audience,
        figure,
        place,
        solved,
        confirmed,
    };
    Ok((counts.into_iter().map(count).collect(), counted_at))
}

/// Puts the counts of a year in the place of those before.
pub(super) fn keep(tx: &mut Tx<'_>, year: i32, counts: &[Count]) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::delete(solved_counts::table.filter(solved_counts::year.eq(year))).execute(tx.db())?;
    let row = |count: &Count| {
        (
            solved_counts::year.eq(year),
            solved_counts::theme_id.eq(count.theme),
            solved_counts::audience.eq(count.audience),
            solved_counts::figure.eq(count.figure),
            solved_counts::place.eq(count.place),
            solved_counts::solved.eq(count.solved),
            solved_counts::confirmed.eq(count.confirmed),
        )
    };
    for some in counts.chunks(AT_ONCE) {
        let rows: Vec<_> = some.iter().map(row).collect();
        on_each_backend!(tx.db(), conn => diesel::insert_into(solved_counts::table).values(&rows).execute(conn))?;
    }
    diesel::delete(solved_years::table.find(year)).execute(tx.db())?;
    let counted = (solved_years::year.eq(year), solved_years::counted_at.eq(now));
    diesel::insert_into(solved_years::table).values(counted).execute(tx.db())?;
    Ok(())
}
