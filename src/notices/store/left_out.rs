//! SQL of what a member no longer wants by mail.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::db::ids::{MemberId, ThemeId};
use crate::db::schema::{notice_channels, notice_themes_left_out, themes};
use crate::db::{Db, Tx};
use crate::notices::{Channel, Kind};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Some kinds come on the site only.
pub(in crate::notices) fn on_the_site(tx: &mut Tx<'_>, member: MemberId, kinds: &[Kind]) -> Result<(), Refusal> {
    let row = |kind: &Kind| {
        (
            notice_channels::member_id.eq(member),
            notice_channels::kind.eq(*kind),
            notice_channels::channel.eq(Channel::Site),
        )
    };
    let rows: Vec<_> = kinds.iter().map(row).collect();
    diesel::delete(notice_channels::table)
        .filter(notice_channels::member_id.eq(member).and(notice_channels::kind.eq_any(kinds.to_vec())))
        .execute(tx.db())?;
    on_each_backend!(tx.db(), conn => diesel::insert_into(notice_channels::table).values(rows).execute(conn))?;
    Ok(())
}

pub(in crate::notices) fn leave_out(tx: &mut Tx<'_>, member: MemberId, theme: ThemeId) -> Result<bool, Refusal> {
    let row = (
        notice_themes_left_out::member_id.eq(member),
        notice_themes_left_out::theme_id.eq(theme),
        notice_themes_left_out::since.eq(tx.now()),
    );
    let made = on_each_backend!(tx.db(), conn => diesel::insert_into(notice_themes_left_out::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(made == 1)
}

pub(in crate::notices) fn take_in(tx: &mut Tx<'_>, member: MemberId, theme: ThemeId) -> Result<(), Refusal> {
    diesel::delete(notice_themes_left_out::table.find((member, theme))).execute(tx.db())?;
    Ok(())
}

pub(in crate::notices) fn themes(db: &mut Db, member: MemberId) -> Result<Vec<(ThemeId, String, String)>, Refusal> {
    Ok(notice_themes_left_out::table
        .inner_join(themes::table)
        .filter(notice_themes_left_out::member_id.eq(member))
        .order((themes::position.asc(), themes::id.asc()))
        .select((themes::id, themes::slug, themes::name))
        .load(db)?)
}

/// Who wants no mail of a theme.
pub(in crate::notices) fn members(db: &mut Db, theme: ThemeId) -> Result<HashSet<MemberId>, Refusal> {
    let found: Vec<MemberId> = notice_themes_left_out::table
        .filter(notice_themes_left_out::theme_id.eq(theme))
        .select(notice_themes_left_out::member_id)
        .load(db)?;
    Ok(found.into_iter().collect())
}
