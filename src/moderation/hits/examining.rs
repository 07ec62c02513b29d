//! The job that reads the text of attached files for what may identify a patient: a few at a time, outside any transaction.

use std::sync::Arc;

use futures_util::StreamExt;

use super::{kinds_in, reading, store};
use crate::files::{self, Kind};
use crate::refusal::Refusal;
use crate::web::App;

/// Files read in one run at most.
const BATCH: i64 = 20;
/// The kinds whose text is read.
const KINDS: [Kind; 4] = [Kind::Txt, Kind::Csv, Kind::Docx, Kind::Pdf];

/// Reads the files nobody read yet; returns how many.
///
/// # Errors
/// What the database or the object store says.
pub fn run(app: &Arc<App>) -> Result<i64, Refusal> {
    let unread = app.database.read_here(|db| store::unread(db, &KINDS, BATCH))?;
    let mut count = 0;
    for file in unread {
        let bytes = files::wait_for(whole(app, file.object.clone()))?;
        let text = bytes.and_then(|bytes| reading::text_of(file.kind, &bytes));
        let found = text.as_deref().map(|text| kinds_in(&[text])).unwrap_or_default();
        app.database.write_here(|tx| {
            // Another process may have read it meanwhile.
            if store::examined(tx, file.id, text.is_some())? {
                for holder in store::holders(tx.db(), file.id)? {
                    store::insert(tx, holder, Some(file.id), &found)?;
                }
            }
            Ok(())
        })?;
        count += 1;
    }
    Ok(count)
}

/// The bytes of a file; nothing when they are gone.
async fn whole(app: &Arc<App>, object: String) -> Result<Option<Vec<u8>>, Refusal> {
    let found = match app.files.find(&object).await {
        Ok(found) => found,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let size = found.size.min(files::HEAVIEST);
    let mut pieces = app.files.pieces(&found, 0..size).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        bytes.extend_from_slice(&piece?);
    }
    Ok(Some(bytes))
}
