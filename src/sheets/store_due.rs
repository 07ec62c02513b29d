//! SQL of what the clock does of sheets.

use diesel::dsl::{exists, max, not};
use diesel::prelude::*;

use super::machine::State;
use crate::db::ids::{ApplicationId, MemberId, SheetId, SheetTextId, ThemeId, ThreadId};
use crate::db::schema::{animators, notices, sheet_applications, sheet_follow_ups, sheet_texts, sheet_trials, sheets};
use crate::db::{Db, Moment, Tx};
use crate::notices::Kind;
use crate::refusal::Refusal;

/// A follow-up that is due: whose, of which sheet, after how many months (the latest of those due at once).
pub(super) type FollowUp = (ApplicationId, MemberId, SheetId, Option<i32>);

/// The follow-ups that are due, one an application.
pub(super) fn follow_ups(tx: &mut Tx<'_>, most: i64) -> Result<Vec<FollowUp>, Refusal> {
    let now = tx.now();
    Ok(sheet_follow_ups::table
        .inner_join(sheet_applications::table.inner_join(sheets::table))
        .filter(sheet_follow_ups::asked_at.is_null())
        .filter(sheet_follow_ups::due_at.le(now))
        .filter(sheet_applications::ended_at.is_null())
        .filter(sheets::state.eq(State::Published))
        .group_by((sheet_applications::id, sheet_applications::member_id, sheet_applications::sheet_id))
        .order(sheet_applications::id.asc())
        .limit(most)
        .select((
            sheet_applications::id,
            sheet_applications::member_id,
            sheet_applications::sheet_id,
            max(sheet_follow_ups::months),
        ))
        .load(tx.db())?)
}

/// They are asked now.
pub(super) fn asked(tx: &mut Tx<'_>, of: &[ApplicationId]) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(sheet_follow_ups::table)
        .filter(sheet_follow_ups::application_id.eq_any(of))
        .filter(sheet_follow_ups::asked_at.is_null())
        .filter(sheet_follow_ups::due_at.le(now))
        .set(sheet_follow_ups::asked_at.eq(now))
        .execute(tx.db())?;
    Ok(())
}

/// Trials asked before a moment, unanswered, of which nobody was reminded yet: the sheet, its theme, who.
pub(super) fn trials_unanswered(
    db: &mut Db,
    before: Moment,
    about: &str,
    most: i64,
) -> Result<Vec<(SheetId, ThemeId, MemberId)>, Refusal> {
    let reminded = exists(
        notices::table
            .filter(notices::member_id.eq(sheet_trials::member_id))
            .filter(notices::kind.eq(Kind::Assignment))
            .filter(notices::about.eq(about.to_owned()))
            .filter(notices::subject_id.eq(sheets::id)),
    );
    Ok(sheet_trials::table
        .inner_join(sheets::table)
        .filter(sheet_trials::verdict.is_null())
        .filter(sheet_trials::asked_at.le(before))
        .filter(sheets::state.eq(State::InTrial))
        .filter(not(reminded))
        .order((sheets::id.asc(), sheet_trials::member_id.asc()))
        .limit(most)
        .select((sheets::id, sheets::theme_id, sheet_trials::member_id))
        .load(db)?)
}

/// A published sheet whose review day is near.
#[derive(Clone, Debug, Queryable)]
pub(super) struct ToReview {
    pub theme: ThemeId,
    pub thread: Option<ThreadId>,
    pub owner: MemberId,
    /// The published text: another one is told of again.
    pub text: SheetTextId,
}

/// Sheets to be looked at again by a day (YYYY-MM-DD) of which nobody was told yet.
pub(super) fn to_review(db: &mut Db, by: &str, about: &str, most: i64) -> Result<Vec<ToReview>, Refusal> {
    let told = exists(
        notices::table
            .filter(notices::kind.eq(Kind::Assignment))
            .filter(notices::about.eq(about.to_owned()))
            .filter(notices::subject_id.eq(sheet_texts::id)),
    );
    let newer = diesel::alias!(sheet_texts as newer);
    let confirmed_since = exists(
        newer
            .filter(newer.field(sheet_texts::sheet_id).eq(sheet_texts::sheet_id))
            .filter(newer.field(sheet_texts::version).gt(sheet_texts::version))
            .filter(newer.field(sheet_texts::edition).is_not_null()),
    );
    Ok(sheets::table
        .inner_join(sheet_texts::table)
        .filter(sheets::state.eq(State::Published))
        .filter(sheets::review_day.le(by))
        .filter(sheet_texts::edition.is_not_null())
        .filter(not(confirmed_since))
        .filter(not(told))
        .order((sheets::id.asc(), sheet_texts::version.desc()))
        .limit(most)
        .select((sheets::theme_id, sheets::thread_id, sheets::owner_id, sheet_texts::id))
        .load(db)?)
}

/// Who animates some themes.
pub(super) fn animators_of(db: &mut Db, of: &[ThemeId]) -> Result<Vec<(ThemeId, MemberId)>, Refusal> {
    Ok(animators::table
        .filter(animators::theme_id.eq_any(of))
        .select((animators::theme_id, animators::member_id))
        .load(db)?)
}
