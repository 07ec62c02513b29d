//! SQL of how the console is kept.

use diesel::prelude::*;

use super::Settings;
use crate::db::schema::console_settings;
use crate::db::{Db, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// What an administrator chose, if one did.
pub(super) fn settings(db: &mut Db) -> Result<Option<Settings>, Refusal> {
    let row: Option<(i32, i32)> = console_settings::table
        .find(1)
        .select((console_settings::age_hours, console_settings::claim_minutes))
        .first(db)
        .optional()?;
    let kept = |(age, claim): (i32, i32)| {
        Some(Settings { age_hours: u32::try_from(age).ok()?, claim_minutes: u32::try_from(claim).ok()? })
    };
    Ok(row.and_then(kept))
}

pub(super) fn choose(tx: &mut Tx<'_>, settings: Settings) -> Result<(), Refusal> {
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let chosen = (
        console_settings::age_hours.eq(number(settings.age_hours)),
        console_settings::claim_minutes.eq(number(settings.claim_minutes)),
    );
    let row = (console_settings::id.eq(1), chosen);
    on_each_backend!(tx.db(), conn => diesel::insert_into(console_settings::table)
        .values(row)
        .on_conflict(console_settings::id)
        .do_update()
        .set(chosen)
        .execute(conn))?;
    Ok(())
}
