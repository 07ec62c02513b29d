//! Establishments: one is a name, a town and a region.

use diesel::prelude::*;

use super::EstablishmentKind;
use crate::db::Tx;
use crate::db::ids::EstablishmentId;
use crate::db::schema::establishments;
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::text::fold;

/// The establishment of a name, a town and a region (slug), made if nobody named it before.
///
/// # Errors
/// What the database says.
pub fn named(
    tx: &mut Tx<'_>,
    name: &str,
    kind: EstablishmentKind,
    town: &str,
    region: &str,
) -> Result<EstablishmentId, Refusal> {
    let row = (
        establishments::id.eq(EstablishmentId(tx.id())),
        establishments::name.eq(name),
        establishments::kind.eq(kind),
        establishments::town.eq(town),
        establishments::region.eq(region),
        establishments::folded.eq(fold(&format!("{name} {town}"))),
        establishments::created_at.eq(tx.now()),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(establishments::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(establishments::table
        .filter(establishments::name.eq(name))
        .filter(establishments::town.eq(town))
        .filter(establishments::region.eq(region))
        .select(establishments::id)
        .first(tx.db())?)
}
