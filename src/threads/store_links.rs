//! SQL of the threads that texts lead to.

use diesel::prelude::*;

use crate::db::Db;
use crate::db::ids::ThreadId;
use crate::db::schema::threads;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// The titles of some threads, as far as a reader may see them.
pub(super) fn titles(db: &mut Db, reader: &Viewer, of: &[ThreadId]) -> Result<Vec<(ThreadId, String)>, Refusal> {
    Ok(threads::table
        .filter(threads::id.eq_any(of.to_vec()))
        .filter(visible_threads(reader))
        .select((threads::id, threads::title))
        .load(db)?)
}
