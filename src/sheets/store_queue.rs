//! SQL of what sheets bring to the console: those that wait for a second reader, those to be looked at again.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::State;
use crate::db::ids::{MemberId, SheetId, ThemeId};
use crate::db::schema::{members, sheet_authors, sheet_texts, sheets, threads};
use crate::db::written::one_of;
use crate::db::{Db, Moment, Slice};
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// A sheet in the queue.
#[derive(Clone, Debug, Queryable)]
pub struct Queued {
    /// Its id.
    pub id: SheetId,
    /// Its theme.
    pub theme: ThemeId,
    /// Its title.
    pub title: String,
    /// Who answers for it: their id, given and family name.
    pub owner: (MemberId, String, String),
    /// When its last text was written.
    pub written_at: Moment,
    /// Which difficulty that text is about.
    pub difficulty: String,
    /// The day by which it is to be looked at again (YYYY-MM-DD).
    pub review_day: Option<String>,
    /// Whether the reader wrote some of it.
    pub writes: bool,
}

/// Sheets with their last text: the same columns whichever wait.
macro_rules! with_last_text {
    ($viewer:expr) => {{
        let newer = diesel::alias!(sheet_texts as newer);
        let another = newer
            .filter(newer.field(sheet_texts::sheet_id).eq(sheet_texts::sheet_id))
            .filter(newer.field(sheet_texts::version).gt(sheet_texts::version));
        // No member has id -1.
        let me = $viewer.member.unwrap_or(MemberId(-1));
        let mine =
            sheet_authors::table.filter(sheet_authors::sheet_id.eq(sheets::id)).filter(sheet_authors::member_id.eq(me));
        sheets::table
            .inner_join(sheet_texts::table)
            .inner_join(members::table.on(members::id.eq(sheets::owner_id)))
            .filter(not(exists(another)))
            .select((
                sheets::id,
                sheets::theme_id,
                sheets::title,
                (members::id, members::given_name, members::family_name),
                sheet_texts::written_at,
                sheet_texts::difficulty,
                sheets::review_day,
                exists(mine),
            ))
    }};
}

/// Sheets of some themes that wait for a second reader, the text that waits longest first. A theme has a few at once.
pub(super) fn to_read(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>) -> Result<Vec<Queued>, Refusal> {
    let mut query = with_last_text!(viewer)
        .filter(sheets::state.eq(State::InReview))
        .filter(one_of(sheets::theme_id, slice.themes.iter().copied()))
        .order((sheet_texts::written_at.asc(), sheets::id.asc()))
        .limit(slice.most)
        .into_boxed();
    if let Some(after) = slice.after {
        query = query.filter(
            sheet_texts::written_at
                .gt(after.since)
                .or(sheet_texts::written_at.eq(after.since).and(sheets::id.gt(SheetId(after.id)))),
        );
    }
    if let Some(only) = slice.only {
        query = query.filter(sheets::id.eq(SheetId(only.id)));
    }
    Ok(query.load(db)?)
}

/// Published sheets whose day to be looked at again has come, the first day first, after a day and an id.
pub(super) fn to_look_at_again(
    db: &mut Db,
    viewer: &Viewer,
    slice: &Slice<'_>,
    (after, today): (Option<(&str, SheetId)>, &str),
) -> Result<Vec<Queued>, Refusal> {
    let seen = threads::table.filter(threads::id.nullable().eq(sheets::thread_id)).filter(visible_threads(viewer));
    let mut query = with_last_text!(viewer)
        .filter(sheets::state.eq(State::Published))
        .filter(sheets::review_day.le(today.to_owned()))
        .filter(one_of(sheets::theme_id, slice.themes.iter().copied()))
        .filter(exists(seen))
        .order((sheets::review_day.asc(), sheets::id.asc()))
        .limit(slice.most)
        .into_boxed();
    if let Some((day, id)) = after {
        query = query.filter(
            sheets::review_day
                .gt(day.to_owned())
                .or(sheets::review_day.eq(day.to_owned()).and(sheets::id.gt(id)))
                .assume_not_null(),
        );
    }
    if let Some(only) = slice.only {
        query = query.filter(sheets::id.eq(SheetId(only.id)));
    }
    Ok(query.load(db)?)
}
