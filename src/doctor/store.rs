//! What the doctor asks the database.

use diesel::prelude::*;

use crate::db::schema::{journal, posts};
use crate::db::{Db, Moment};
use crate::refusal::Refusal;

/// When the newest fact or post was written.
pub(super) fn newest_moment(db: &mut Db) -> Result<Option<Moment>, Refusal> {
    let fact = journal::table.order(journal::id.desc()).select(journal::happened_at).first::<Moment>(db).optional()?;
    let post = posts::table.order(posts::id.desc()).select(posts::created_at).first::<Moment>(db).optional()?;
    Ok(fact.max(post))
}
