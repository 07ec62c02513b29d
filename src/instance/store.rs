//! SQL of the community's own row, its charter and its first visit.

use diesel::prelude::*;

use super::Greeting;
use crate::db::ids::{CharterId, MemberId};
use crate::db::schema::{charters, first_visits, instance, members};
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;
use crate::text::markdown;

pub(super) fn greeting(db: &mut Db) -> QueryResult<Option<Greeting>> {
    let row: Option<(String, bool)> = instance::table.select((instance::name, instance::demo)).first(db).optional()?;
    Ok(row.map(|(name, demo)| Greeting { name, demo }))
}

pub(super) fn insert(tx: &mut Tx<'_>, demo: bool) -> Result<(), Refusal> {
    let legal = include_str!("../../config/mentions-legales.md");
    let accessibility = include_str!("../../config/accessibilite.md");
    let row = (
        instance::id.eq(1),
        instance::name.eq("Cercles"),
        instance::contact_email.eq(""),
        instance::legal_source.eq(legal),
        instance::legal_html.eq(markdown::render(legal).as_str().to_owned()),
        instance::accessibility_source.eq(accessibility),
        instance::accessibility_html.eq(markdown::render(accessibility).as_str().to_owned()),
        instance::demo.eq(demo),
        instance::created_at.eq(tx.now()),
    );
    diesel::insert_into(instance::table).values(row).execute(tx.db())?;
    Ok(())
}

pub(super) fn publish_charter(tx: &mut Tx<'_>, source: &str, by: Option<MemberId>) -> Result<(), Refusal> {
    let last: Option<i32> = charters::table.select(diesel::dsl::max(charters::version)).first(tx.db())?;
    let row = (
        charters::id.eq(CharterId(tx.id())),
        charters::version.eq(last.unwrap_or(0) + 1),
        charters::source.eq(source),
        charters::html.eq(markdown::render(source).as_str().to_owned()),
        charters::published_at.eq(tx.now()),
        charters::published_by.eq(by),
    );
    diesel::insert_into(charters::table).values(row).execute(tx.db())?;
    Ok(())
}

pub(super) fn has_administrator(db: &mut Db) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(members::table.filter(members::admin.eq(true)))).get_result(db)
}

pub(super) fn replace_first_visit(tx: &mut Tx<'_>, token_hash: &str, expires_at: Moment) -> Result<(), Refusal> {
    diesel::delete(first_visits::table).execute(tx.db())?;
    let row = (first_visits::token_hash.eq(token_hash), first_visits::expires_at.eq(expires_at));
    diesel::insert_into(first_visits::table).values(row).execute(tx.db())?;
    Ok(())
}
