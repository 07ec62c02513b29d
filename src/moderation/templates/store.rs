//! SQL of reasons ready to be used.

use diesel::prelude::*;

use super::MOST;
use crate::db::ids::{MemberId, TemplateId, ThemeId};
use crate::db::schema::decision_templates;
use crate::db::{Db, Tx};
use crate::refusal::Refusal;

/// A reason ready to be used.
#[derive(Clone, Debug, Queryable)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// In which theme; none: in all of them.
    pub theme: Option<ThemeId>,
    /// What it is called.
    pub title: String,
    /// The reason, with what it names in braces.
    pub body: String,
}

type Columns =
    (decision_templates::id, decision_templates::theme_id, decision_templates::title, decision_templates::body);

const COLUMNS: Columns =
    (decision_templates::id, decision_templates::theme_id, decision_templates::title, decision_templates::body);

/// The reasons of a theme, or of all of them, in the order they were kept.
pub(super) fn of(db: &mut Db, theme: Option<ThemeId>) -> Result<Vec<Template>, Refusal> {
    let all = decision_templates::table.order(decision_templates::id.asc()).limit(MOST).select(COLUMNS).into_boxed();
    let all = match theme {
        Some(theme) => all.filter(decision_templates::theme_id.eq(theme)),
        None => all.filter(decision_templates::theme_id.is_null()),
    };
    Ok(all.load(db)?)
}

pub(super) fn one(db: &mut Db, id: TemplateId) -> Result<Template, Refusal> {
    Ok(decision_templates::table.filter(decision_templates::id.eq(id)).select(COLUMNS).first(db)?)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    theme: Option<ThemeId>,
    (title, body): (&str, &str),
    by: MemberId,
) -> Result<TemplateId, Refusal> {
    let id = TemplateId(tx.id());
    let row = (
        decision_templates::id.eq(id),
        decision_templates::theme_id.eq(theme),
        decision_templates::title.eq(title),
        decision_templates::body.eq(body),
        decision_templates::written_by.eq(by),
        decision_templates::written_at.eq(tx.now()),
    );
    diesel::insert_into(decision_templates::table).values(row).execute(tx.db())?;
    Ok(id)
}

pub(super) fn change(
    tx: &mut Tx<'_>,
    id: TemplateId,
    (title, body): (&str, &str),
    by: MemberId,
) -> Result<bool, Refusal> {
    let change = (
        decision_templates::title.eq(title),
        decision_templates::body.eq(body),
        decision_templates::written_by.eq(by),
        decision_templates::written_at.eq(tx.now()),
    );
    Ok(diesel::update(decision_templates::table.find(id)).set(change).execute(tx.db())? == 1)
}

pub(super) fn remove(tx: &mut Tx<'_>, id: TemplateId) -> Result<bool, Refusal> {
    Ok(diesel::delete(decision_templates::table.find(id)).execute(tx.db())? == 1)
}
