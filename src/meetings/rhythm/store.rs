//! SQL of rhythms. What a reader is shown of meetings passes `policy::visible_threads`; what is prepared, the theme's
//! experts alone.

use diesel::prelude::*;
use jiff::civil::Date;

use super::Unit;
use super::lateness::Warning;
use super::periods::{Period, Rhythm, later};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, ThemeId};
use crate::db::schema::{meeting_rhythm_warnings, meeting_rhythms, meetings, threads};
use crate::db::written::one_of;
use crate::db::{Db, Tx};
use crate::meetings::machine::State;
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// Meetings of one theme in one year that are read.
const MOST: i64 = 1_000;

/// What was chosen for the circles of some themes.
pub(super) fn chosen(db: &mut Db, themes: &[ThemeId]) -> Result<Vec<(ThemeId, Circle, Unit, i32)>, Refusal> {
    let wanted = one_of(meeting_rhythms::theme_id, themes.to_vec());
    let columns = (meeting_rhythms::theme_id, meeting_rhythms::circle, meeting_rhythms::unit, meeting_rhythms::number);
    Ok(meeting_rhythms::table.filter(wanted).select(columns).load(db)?)
}

pub(super) fn choose(tx: &mut Tx<'_>, theme: ThemeId, circle: Circle, rhythm: Rhythm) -> Result<(), Refusal> {
    let said = || {
        (
            meeting_rhythms::unit.eq(rhythm.unit),
            meeting_rhythms::number.eq(rhythm.number),
            meeting_rhythms::per_year.eq(rhythm.per_year()),
        )
    };
    let row = (meeting_rhythms::theme_id.eq(theme), meeting_rhythms::circle.eq(circle), said());
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_rhythms::table)
        .values(row)
        .on_conflict((meeting_rhythms::theme_id, meeting_rhythms::circle))
        .do_update()
        .set(said())
        .execute(conn))?;
    Ok(())
}

/// A meeting that has a date.
#[derive(Clone, Debug, Queryable)]
pub(in crate::meetings) struct Dated {
    pub id: MeetingId,
    pub circle: Circle,
    pub state: State,
    pub title: String,
    starts_local: Option<String>,
}

impl Dated {
    /// The day it begins by its own clock.
    pub fn day(&self) -> Option<Date> {
        self.starts_local.as_deref()?.get(..10)?.parse().ok()
    }
}

type Columns = (meetings::id, meetings::circle, meetings::state, meetings::title, meetings::starts_local);
const COLUMNS: Columns = (meetings::id, meetings::circle, meetings::state, meetings::title, meetings::starts_local);

/// Wall clocks from the start of a day to the end of another, as rows write them.
fn bounds((first, last): (Date, Date)) -> (String, String) {
    (first.to_string(), later(last, 1).to_string())
}

/// The meetings of a theme in a stretch of time, cancelled ones apart.
pub(super) fn all(db: &mut Db, theme: ThemeId, span: (Date, Date)) -> Result<Vec<Dated>, Refusal> {
    let (from, to) = bounds(span);
    Ok(meetings::table
        .filter(meetings::theme_id.eq(theme))
        .filter(meetings::state.ne(State::Cancelled))
        .filter(meetings::starts_local.ge(from).and(meetings::starts_local.lt(to)))
        .order((meetings::starts_local, meetings::id))
        .limit(MOST)
        .select(COLUMNS)
        .load(db)?)
}

/// The same as a reader sees them.
pub(super) fn seen(db: &mut Db, viewer: &Viewer, theme: ThemeId, span: (Date, Date)) -> Result<Vec<Dated>, Refusal> {
    let (from, to) = bounds(span);
    let mut found: Vec<Dated> = meetings::table
        .inner_join(threads::table)
        .filter(visible_threads(viewer))
        .filter(meetings::theme_id.eq(theme))
        .filter(meetings::state.ne_all([State::Draft, State::Cancelled]))
        .filter(meetings::starts_local.ge(&from).and(meetings::starts_local.lt(&to)))
        .order((meetings::starts_local, meetings::id))
        .limit(MOST)
        .select(COLUMNS)
        .load(db)?;
    if viewer.reaches(theme, Circle::Expert) {
        let prepared: Vec<Dated> = meetings::table
            .filter(meetings::theme_id.eq(theme))
            .filter(meetings::state.eq(State::Draft))
            .filter(meetings::starts_local.ge(from).and(meetings::starts_local.lt(to)))
            .order((meetings::starts_local, meetings::id))
            .limit(MOST)
            .select(COLUMNS)
            .load(db)?;
        found.extend(prepared);
    }
    Ok(found)
}

/// The day of the first meeting of a theme that a reader sees.
pub(super) fn earliest(db: &mut Db, viewer: &Viewer, theme: ThemeId) -> Result<Option<Date>, Refusal> {
    let first: Option<Option<String>> = meetings::table
        .inner_join(threads::table)
        .filter(visible_threads(viewer))
        .filter(meetings::theme_id.eq(theme))
        .filter(meetings::starts_local.is_not_null())
        .order((meetings::starts_local, meetings::id))
        .select(meetings::starts_local)
        .first(db)
        .optional()?;
    Ok(first.flatten().and_then(|local| local.get(..10)?.parse().ok()))
}

/// The day of the first meeting of a theme.
pub(super) fn first_of(db: &mut Db, theme: ThemeId) -> Result<Option<Date>, Refusal> {
    let first: Option<Option<String>> = meetings::table
        .filter(meetings::theme_id.eq(theme))
        .filter(meetings::starts_local.is_not_null())
        .order((meetings::starts_local, meetings::id))
        .select(meetings::starts_local)
        .first(db)
        .optional()?;
    Ok(first.flatten().and_then(|local| local.get(..10)?.parse().ok()))
}

/// Keeps that a warning was given; nothing when it was before.
pub(super) fn warn(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    circle: Circle,
    (warning, period): (Warning, Period),
) -> Result<Option<i64>, Refusal> {
    let (id, now) = (tx.id(), tx.now());
    let row = (
        (meeting_rhythm_warnings::id.eq(id), meeting_rhythm_warnings::theme_id.eq(theme)),
        (meeting_rhythm_warnings::circle.eq(circle), meeting_rhythm_warnings::kind.eq(warning)),
        (meeting_rhythm_warnings::last_day.eq(period.last.to_string()), meeting_rhythm_warnings::told_at.eq(now)),
    );
    let new = on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_rhythm_warnings::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok((new == 1).then_some(id))
}
