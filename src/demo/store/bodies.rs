//! The register of bodies of the demo community.

use diesel::prelude::*;

use crate::db::Tx;
use crate::db::ids::BodyId;
use crate::db::schema::bodies;
use crate::demo::bodies::Register;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Writes every body.
pub fn write(tx: &mut Tx<'_>, register: &Register) -> Result<(), Refusal> {
    let rows: Vec<_> = register
        .bodies
        .iter()
        .map(|body| {
            (
                bodies::id.eq(BodyId(tx.id())),
                bodies::name.eq(&body.name),
                bodies::kind.eq(&body.kind),
                bodies::region.eq(&body.region),
                bodies::contact.eq(&body.contact),
                bodies::email.eq(&body.email),
                bodies::answers_on.eq(body.answers_on.trim()),
                bodies::delay_days.eq(body.delay_days),
            )
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(bodies::table).values(rows).execute(conn))?;
    Ok(())
}
