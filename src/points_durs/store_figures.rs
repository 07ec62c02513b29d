//! SQL of what was solved in a year. Every one filters by `policy::visible_threads`.

use diesel::prelude::*;

use crate::db::ids::{PointDurId, SheetId, StepId, ThemeId, ThreadId, first_at, millis_of};
use crate::db::schema::{point_dur_steps, points_durs, sheets, themes, threads};
use crate::db::written::condition;
use crate::db::{Db, Moment};
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// The steps that solve, in the words of the index that holds only them.
pub(super) const SOLVES: &str = "point_dur_steps.edge IN ('confirm', 'settle')";

/// The states of what is solved, [`super::lists::Group::Solved`]: said in words, so that the statement stays prepared.
pub(super) const SOLVED: &str = "points_durs.state IN ('resolved', 'no_sheet', 'formalised', 'in_trial', 'diffused')";

/// A point dur solved in a year. The ids say when: both are drawn at their moment.
#[derive(Clone, Debug, Queryable)]
pub struct Solved {
    step: StepId,
    /// Which one.
    pub point_dur: PointDurId,
    /// Its theme.
    pub theme: ThemeId,
}

impl Solved {
    /// When it was solved.
    pub fn moment(&self) -> Moment {
        jiff::Timestamp::from_millisecond(millis_of(self.step.0)).unwrap_or(jiff::Timestamp::UNIX_EPOCH).into()
    }
}

/// A practice sheet published in a year.
#[derive(Clone, Debug, Queryable)]
pub struct SheetLine {
    /// Which one.
    pub id: SheetId,
    /// The thread it owns.
    pub thread: Option<ThreadId>,
    /// Its title.
    pub title: String,
    /// Its theme's name.
    pub theme: String,
    /// When it was published.
    pub published_at: Option<Moment>,
}

#[cfg(test)]
#[test]
fn the_states_of_what_is_solved_are_those_of_the_lists() {
    let words: Vec<String> =
        super::lists::Group::Solved.states().iter().map(|state| format!("'{}'", state.word())).collect();
    assert!(SOLVED.ends_with(&format!("IN ({})", words.join(", "))));
}

/// What was solved between two moments and still is, the newest first, at most `most` solutions.
pub(super) fn newest(
    db: &mut Db,
    viewer: &Viewer,
    (from, to): (Moment, Moment),
    most: i64,
) -> Result<Vec<Solved>, Refusal> {
    Ok(point_dur_steps::table
        .inner_join(points_durs::table)
        .inner_join(threads::table.on(threads::id.eq(points_durs::id)))
        .filter(condition(SOLVES))
        .filter(point_dur_steps::id.ge(StepId(first_at(from.millis()))))
        .filter(point_dur_steps::id.lt(StepId(first_at(to.millis()))))
        .filter(condition(SOLVED))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .order(point_dur_steps::id.desc())
        .limit(most)
        .select((point_dur_steps::id, point_dur_steps::point_dur_id, threads::theme_id))
        .load(db)?)
}

/// The sheets published between two moments, of threads the viewer sees.
pub(super) fn sheets(
    db: &mut Db,
    viewer: &Viewer,
    from: Moment,
    to: Moment,
    most: i64,
) -> Result<Vec<SheetLine>, Refusal> {
    Ok(sheets::table
        .inner_join(threads::table.on(threads::id.nullable().eq(sheets::thread_id)))
        .inner_join(themes::table.on(themes::id.eq(sheets::theme_id)))
        .filter(sheets::state.eq("published"))
        .filter(sheets::published_at.ge(from).assume_not_null())
        .filter(sheets::published_at.lt(to).assume_not_null())
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .order((sheets::published_at.desc(), sheets::id.desc()))
        .limit(most)
        .select((sheets::id, sheets::thread_id, sheets::title, themes::name, sheets::published_at))
        .load(db)?)
}
