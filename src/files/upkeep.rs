//! Files of no use are forgotten late: a backup's database then always finds the bytes it names.

use std::future::Future;
use std::sync::Arc;

use tokio::runtime::{Builder, Handle};

use super::depot::thumbnail_of;
use super::store;
use crate::refusal::Refusal;
use crate::web::App;

/// A file that was never attached goes after a day, in seconds.
const NEVER_ATTACHED: i64 = 86_400;
/// A file whose last post is gone, a week after it, in seconds.
const UNUSED: i64 = 7 * 86_400;

/// Forgets files of no use; returns how many.
///
/// # Errors
/// What the database or the object store says.
pub fn forget(app: &Arc<App>) -> Result<i64, Refusal> {
    app.database.write_here(store::note_unused)?;
    let now = app.database.now();
    let (fresh, late) = (now.plus_seconds(-NEVER_ATTACHED), now.plus_seconds(-UNUSED));
    let due = app.database.read_here(|db| store::due(db, fresh, late))?;
    let mut gone = 0;
    for (id, object) in due {
        // The row first: nobody is led to bytes that are being removed. What is left by a crash here is only room lost.
        if app.database.write_here(|tx| store::remove_unused(tx, id))? {
            wait_for(async {
                app.files.remove(thumbnail_of(&object)).await?;
                app.files.remove(object.clone()).await
            })?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Waits for the object store on a thread that may block, whether a runtime drives it (`serve`) or not (`tick`).
pub(crate) fn wait_for<T>(work: impl Future<Output = Result<T, Refusal>>) -> Result<T, Refusal> {
    match Handle::try_current() {
        Ok(runtime) => runtime.block_on(work),
        Err(_) => Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Refusal::Broken(error.to_string()))?
            .block_on(work),
    }
}
