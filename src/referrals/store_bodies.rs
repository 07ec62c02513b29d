//! SQL of the register of bodies.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::BodyKind;
use super::bodies::Description;
use crate::db::ids::BodyId;
use crate::db::schema::bodies;
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Bodies looked at at most: more than a country has.
const MOST: i64 = 1_000;

/// A body that answers what is out of the community's scope.
#[derive(Clone, Debug, Queryable)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: BodyKind,
    /// Its region (slug); empty for the whole country.
    pub region: String,
    /// Whom one asks for there; may be empty.
    pub contact: String,
    /// Where one writes to it; empty when it takes no mail.
    pub email: String,
    /// What it answers on.
    pub answers_on: String,
    /// In how many days it usually answers.
    pub delay_days: i32,
    /// When it was taken out of what one may choose.
    pub archived_at: Option<Moment>,
    /// When its server last refused a mail, unless it was heard of since.
    pub refused_at: Option<Moment>,
}

/// One body.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn find(db: &mut Db, id: BodyId) -> Result<Body, Refusal> {
    Ok(bodies::table.find(id).first(db)?)
}

pub(super) fn all(db: &mut Db) -> Result<Vec<Body>, Refusal> {
    Ok(bodies::table.order(bodies::id.asc()).limit(MOST).load(db)?)
}

/// `None` when the name is there already.
pub(super) fn insert(tx: &mut Tx<'_>, body: &Description) -> Result<Option<BodyId>, Refusal> {
    let id = BodyId(tx.id());
    let row = (
        bodies::id.eq(id),
        bodies::name.eq(&body.name),
        bodies::kind.eq(body.kind),
        bodies::region.eq(&body.region),
        bodies::contact.eq(&body.contact),
        bodies::email.eq(&body.email),
        bodies::answers_on.eq(&body.answers_on),
        bodies::delay_days.eq(body.delay_days),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(bodies::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok((inserted == 1).then_some(id))
}

pub(super) fn change_unless_taken(tx: &mut Tx<'_>, id: BodyId, body: &Description) -> Result<bool, Refusal> {
    let other = diesel::alias!(bodies as other);
    let taken = other.filter(other.field(bodies::name).eq(body.name.clone())).filter(other.field(bodies::id).ne(id));
    let changed = diesel::update(bodies::table)
        .filter(bodies::id.eq(id))
        .filter(not(exists(taken)))
        .set((
            bodies::name.eq(&body.name),
            bodies::kind.eq(body.kind),
            bodies::region.eq(&body.region),
            bodies::contact.eq(&body.contact),
            bodies::email.eq(&body.email),
            bodies::answers_on.eq(&body.answers_on),
            bodies::delay_days.eq(body.delay_days),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn archive_unless_done(tx: &mut Tx<'_>, id: BodyId, archived: bool) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = if archived {
        diesel::update(bodies::table.filter(bodies::id.eq(id)).filter(bodies::archived_at.is_null()))
            .set(bodies::archived_at.eq(now))
            .execute(tx.db())?
    } else {
        diesel::update(bodies::table.filter(bodies::id.eq(id)).filter(bodies::archived_at.is_not_null()))
            .set(bodies::archived_at.eq(None::<Moment>))
            .execute(tx.db())?
    };
    Ok(changed == 1)
}

/// Its server refused a mail.
pub(super) fn refused(tx: &mut Tx<'_>, id: BodyId) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(bodies::table.find(id)).set(bodies::refused_at.eq(now)).execute(tx.db())?;
    Ok(())
}

/// It was heard of, or has another address: what was refused before says nothing any more.
pub(super) fn reached(tx: &mut Tx<'_>, id: BodyId) -> Result<(), Refusal> {
    diesel::update(bodies::table.find(id).filter(bodies::refused_at.is_not_null()))
        .set(bodies::refused_at.eq(None::<Moment>))
        .execute(tx.db())?;
    Ok(())
}
