//! SQL of whom posts call.

use diesel::prelude::*;

use crate::db::ids::{MemberId, PostId, ThemeId};
use crate::db::schema::{animators, anonymous_posts, members, memberships, post_calls, posts};
use crate::db::{Db, Tx};
use crate::members::AccountState;
use crate::notices::mentions::Call;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Members of a theme who bear one of some names (folded, family name first), with the name.
pub(in crate::notices) fn bearing(
    db: &mut Db,
    theme: ThemeId,
    names: &[&str],
) -> Result<Vec<(String, MemberId)>, Refusal> {
    Ok(members::table
        .left_join(
            memberships::table.on(memberships::member_id
                .eq(members::id)
                .and(memberships::theme_id.eq(theme))
                .and(memberships::state.eq("confirmed"))),
        )
        .left_join(animators::table.on(animators::member_id.eq(members::id).and(animators::theme_id.eq(theme))))
        .filter(members::folded.eq_any(names))
        .filter(members::state.eq(AccountState::Active.word()))
        .filter(memberships::member_id.nullable().is_not_null().or(animators::member_id.nullable().is_not_null()))
        .order(members::id.asc())
        .limit(100)
        .select((members::folded, members::id))
        .load(db)?)
}

/// Who wrote some posts, whoever signs them: for themselves alone to know.
pub(in crate::notices) fn writers(db: &mut Db, of: &[PostId]) -> Result<Vec<MemberId>, Refusal> {
    let rows: Vec<(MemberId, Option<MemberId>)> = posts::table
        .left_join(anonymous_posts::table.on(anonymous_posts::post_id.eq(posts::id)))
        .filter(posts::id.eq_any(of))
        .select((posts::author_id, anonymous_posts::member_id.nullable()))
        .distinct()
        .limit(20)
        .load(db)?;
    Ok(rows.into_iter().map(|(signer, writer)| writer.unwrap_or(signer)).collect())
}

/// Keeps whom a post calls, and nobody else.
pub(in crate::notices) fn keep(tx: &mut Tx<'_>, post: PostId, calls: &[Call]) -> Result<(), Refusal> {
    diesel::delete(post_calls::table.filter(post_calls::post_id.eq(post))).execute(tx.db())?;
    let row = |(kind, member): (&'static str, MemberId)| {
        (post_calls::post_id.eq(post), post_calls::kind.eq(kind), post_calls::member_id.eq(member))
    };
    let rows: Vec<_> = calls.iter().map(|call| row(call.row())).collect();
    if !rows.is_empty() {
        on_each_backend!(tx.db(), conn => diesel::insert_into(post_calls::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Whom a post calls.
pub(in crate::notices) fn of(db: &mut Db, post: PostId) -> Result<Vec<Call>, Refusal> {
    let rows: Vec<(String, MemberId)> = post_calls::table
        .filter(post_calls::post_id.eq(post))
        .order((post_calls::kind.asc(), post_calls::member_id.asc()))
        .select((post_calls::kind, post_calls::member_id))
        .load(db)?;
    Ok(rows.iter().filter_map(|(kind, member)| Call::parse(kind, *member)).collect())
}
