//! SQL of the community's own row, its charter and its first visit.

use diesel::dsl::{count_star, exists, max};
use diesel::prelude::*;

use super::{Notice, Text};
use crate::db::ids::{CharterId, MemberId};
use crate::db::schema::{charter_acceptances, charters, first_visits, instance, members};
use crate::db::{Db, Moment, Tx};
use crate::members::Email;
use crate::refusal::Refusal;
use crate::text::markdown::SafeHtml;

/// Who the community is.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = instance)]
pub struct Identity {
    /// Its name.
    pub name: String,
    /// Where it is written to; empty until an administrator says it.
    pub contact_email: String,
    /// When it was founded.
    pub created_at: Moment,
    /// When its first steps ended, if they did.
    pub set_up_at: Option<Moment>,
}

/// One of the texts every visitor can read.
#[derive(Clone, Debug)]
pub struct Statement {
    /// As it was written.
    pub source: String,
    /// As it is shown.
    pub html: SafeHtml,
}

/// A version of the charter.
#[derive(Clone, Debug)]
pub struct Charter {
    /// Its id.
    pub id: CharterId,
    /// Its number, from 1.
    pub version: i32,
    /// As it was written.
    pub source: String,
    /// As it is shown.
    pub html: SafeHtml,
    /// When it was published.
    pub published_at: Moment,
    /// Who published it or kept it; `None` while it is the one proposed at the start.
    pub published_by: Option<MemberId>,
}

/// A version of the charter in the list of versions.
#[derive(Clone, Debug)]
pub struct PastCharter {
    /// Its number.
    pub version: i32,
    /// When it was published.
    pub published_at: Moment,
    /// Who published it: given and family name.
    pub published_by: Option<(String, String)>,
    /// How many people accepted it.
    pub accepted: i64,
}

pub(super) fn greeting(db: &mut Db) -> QueryResult<Option<(String, bool)>> {
    instance::table.select((instance::name, instance::demo)).first(db).optional()
}

pub(super) fn identity(db: &mut Db) -> QueryResult<Identity> {
    instance::table.select(Identity::as_select()).first(db)
}

pub(super) fn statement(db: &mut Db, notice: Notice) -> QueryResult<Statement> {
    let (source, html) = match notice {
        Notice::Legal => instance::table.select((instance::legal_source, instance::legal_html)).first(db)?,
        Notice::Accessibility => {
            instance::table.select((instance::accessibility_source, instance::accessibility_html)).first(db)?
        }
    };
    Ok(Statement { source, html: SafeHtml::stored(html) })
}

pub(super) fn insert(tx: &mut Tx<'_>, legal: &Text, accessibility: &Text, demo: bool) -> Result<(), Refusal> {
    let row = (
        instance::id.eq(1),
        instance::name.eq("Cercles"),
        instance::contact_email.eq(""),
        instance::legal_source.eq(&legal.source),
        instance::legal_html.eq(legal.html.as_str()),
        instance::accessibility_source.eq(&accessibility.source),
        instance::accessibility_html.eq(accessibility.html.as_str()),
        instance::demo.eq(demo),
        instance::created_at.eq(tx.now()),
    );
    diesel::insert_into(instance::table).values(row).execute(tx.db())?;
    Ok(())
}

pub(super) fn describe(tx: &mut Tx<'_>, name: &str, contact: &Email) -> Result<(), Refusal> {
    let told = (instance::name.eq(name), instance::contact_email.eq(contact.address()));
    diesel::update(instance::table).set(told).execute(tx.db())?;
    Ok(())
}

pub(super) fn rewrite(tx: &mut Tx<'_>, notice: Notice, text: &Text) -> Result<(), Refusal> {
    let (source, html) = (&text.source, text.html.as_str());
    match notice {
        Notice::Legal => diesel::update(instance::table)
            .set((instance::legal_source.eq(source), instance::legal_html.eq(html)))
            .execute(tx.db())?,
        Notice::Accessibility => diesel::update(instance::table)
            .set((instance::accessibility_source.eq(source), instance::accessibility_html.eq(html)))
            .execute(tx.db())?,
    };
    Ok(())
}

/// Notes that the first steps are over; says whether they were not yet.
pub(super) fn set_up(tx: &mut Tx<'_>) -> Result<bool, Refusal> {
    let now = tx.now();
    let ended = diesel::update(instance::table.filter(instance::set_up_at.is_null()))
        .set(instance::set_up_at.eq(now))
        .execute(tx.db())?;
    Ok(ended == 1)
}

type CharterRow = (CharterId, i32, String, String, Moment, Option<MemberId>);

fn as_charter((id, version, source, html, published_at, published_by): CharterRow) -> Charter {
    Charter { id, version, source, html: SafeHtml::stored(html), published_at, published_by }
}

const CHARTER: (
    charters::id,
    charters::version,
    charters::source,
    charters::html,
    charters::published_at,
    charters::published_by,
) = (charters::id, charters::version, charters::source, charters::html, charters::published_at, charters::published_by);

pub(super) fn charter(db: &mut Db) -> QueryResult<Charter> {
    charters::table.order(charters::version.desc()).select(CHARTER).first(db).map(as_charter)
}

pub(super) fn charter_of(db: &mut Db, version: i32) -> QueryResult<Charter> {
    charters::table.filter(charters::version.eq(version)).select(CHARTER).first(db).map(as_charter)
}

pub(super) fn charters(db: &mut Db) -> QueryResult<Vec<PastCharter>> {
    type Row = (CharterId, i32, Moment, Option<String>, Option<String>);
    let rows: Vec<Row> = charters::table
        .left_join(members::table.on(charters::published_by.eq(members::id.nullable())))
        .order(charters::version.desc())
        .limit(200)
        .select((
            charters::id,
            charters::version,
            charters::published_at,
            members::given_name.nullable(),
            members::family_name.nullable(),
        ))
        .load(db)?;
    let accepted: Vec<(CharterId, i64)> = charter_acceptances::table
        .group_by(charter_acceptances::charter_id)
        .select((charter_acceptances::charter_id, count_star()))
        .load(db)?;
    let count = |id: CharterId| accepted.iter().find(|(known, _)| *known == id).map_or(0, |(_, count)| *count);
    Ok(rows
        .into_iter()
        .map(|(id, version, published_at, given, family)| PastCharter {
            version,
            published_at,
            published_by: given.zip(family),
            accepted: count(id),
        })
        .collect())
}

/// Publishes the next version; returns its number.
pub(super) fn publish_charter(tx: &mut Tx<'_>, text: &Text, by: Option<MemberId>) -> Result<i32, Refusal> {
    let last: Option<i32> = charters::table.select(max(charters::version)).first(tx.db())?;
    let version = last.unwrap_or(0) + 1;
    let row = (
        charters::id.eq(CharterId(tx.id())),
        charters::version.eq(version),
        charters::source.eq(&text.source),
        charters::html.eq(text.html.as_str()),
        charters::published_at.eq(tx.now()),
        charters::published_by.eq(by),
    );
    diesel::insert_into(charters::table).values(row).execute(tx.db())?;
    Ok(version)
}

/// Gives the charter proposed at the start to whoever keeps it; says whether it was still nobody's and in force.
pub(super) fn keep_first_charter(tx: &mut Tx<'_>, by: MemberId) -> Result<bool, Refusal> {
    let later = diesel::alias!(charters as later);
    let superseded = exists(later.filter(later.field(charters::version).gt(1)));
    let first = charters::table.filter(charters::version.eq(1)).filter(charters::published_by.is_null());
    let kept = diesel::update(first.filter(diesel::dsl::not(superseded)))
        .set(charters::published_by.eq(by))
        .execute(tx.db())?;
    Ok(kept == 1)
}

pub(super) fn has_administrator(db: &mut Db) -> QueryResult<bool> {
    diesel::select(exists(members::table.filter(members::admin.eq(true)))).get_result(db)
}

pub(super) fn replace_first_visit(tx: &mut Tx<'_>, token_hash: &str, expires_at: Moment) -> Result<(), Refusal> {
    diesel::delete(first_visits::table).execute(tx.db())?;
    let row = (first_visits::token_hash.eq(token_hash), first_visits::expires_at.eq(expires_at));
    diesel::insert_into(first_visits::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Whether a first visit's token lives.
pub(super) fn first_visit_lives(db: &mut Db, token_hash: &str, now: Moment) -> QueryResult<bool> {
    let alive = first_visits::table.find(token_hash).filter(first_visits::expires_at.gt(now));
    diesel::select(exists(alive)).get_result(db)
}

/// Uses a first visit's token; says whether it lived.
pub(super) fn use_first_visit(tx: &mut Tx<'_>, token_hash: &str) -> Result<bool, Refusal> {
    let now = tx.now();
    let alive = first_visits::table.find(token_hash).filter(first_visits::expires_at.gt(now));
    Ok(diesel::delete(alive).execute(tx.db())? == 1)
}

pub(super) fn make_administrator(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    diesel::update(members::table.find(member)).set(members::admin.eq(true)).execute(tx.db())?;
    Ok(())
}
