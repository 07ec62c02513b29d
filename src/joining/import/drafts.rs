//! Files sent from the web that wait to be confirmed: one an administrator, a week at most.

use super::sheet::{self, Sheet};
use super::store;
use crate::db::ids::{ImportDraftId, MemberId};
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;

pub use store::forget_old_drafts as forget_old;

/// Keeps a file for its administrator; the one they sent before goes.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, me: MemberId, file_name: &str, text: &str) -> Result<ImportDraftId, Refusal> {
    store::keep_draft(tx, me, file_name, text)
}

/// The file an administrator sent, and its name.
///
/// # Errors
/// `NotFound` when there is none, or it is somebody else's.
pub fn read(db: &mut Db, me: MemberId, id: ImportDraftId, now: Moment) -> Result<(String, Sheet), Refusal> {
    let draft = store::draft(db, me, id, now)?;
    let sheet = sheet::read(draft.content.as_bytes())
        .map_err(|_| Refusal::Broken("a file that was read before cannot be read again".into()))?;
    Ok((draft.file_name, sheet))
}

/// Forgets an administrator's file.
///
/// # Errors
/// What the database says.
pub fn forget(tx: &mut Tx<'_>, me: MemberId) -> Result<(), Refusal> {
    store::drop_drafts(tx, me)
}
