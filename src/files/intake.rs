//! Taking a file in, off any transaction: within limits, named, examined, written again if it is a picture, kept.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::time::Duration;

use super::depot::{Depot, new_name, thumbnail_of};
use super::pictures::Picture;
use super::sniff::{Nature, nature};
use super::{HEAVIEST, Kind, QUOTA, archives, names, store};
use crate::db::ids::{FileId, MemberId};
use crate::db::off_the_loop;
use crate::limits;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::Caution;
use crate::web::App;

/// A file as it was sent, on the disk without a name.
#[derive(Debug)]
pub struct Incoming {
    /// What the browser calls it.
    pub name: String,
    /// Its bytes, unless there were too many.
    pub file: File,
    /// How many bytes were sent.
    pub size: u64,
}

/// A file that was examined.
pub(super) struct Ready {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) thumbnail: Option<Vec<u8>>,
    pub(super) sides: Option<(u32, u32)>,
}

/// A file whose bytes are in the object store, and that has no row yet.
pub struct Stored {
    pub(super) object: String,
    pub(super) ready: Ready,
    pub(super) size: u64,
}

/// A file that was kept, and what its author should know of its name.
pub struct Kept {
    /// Its id.
    pub id: FileId,
    /// Its name looks like something that says who a patient is, without being sure: told once.
    pub warning: Option<Sentence>,
}

/// A file waits this long for its turn to be examined.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keeps a file for a member, or says why not.
///
/// # Errors
/// `Refusal::Invalid` with the sentence to show, `Refusal::TooMany`, `Refusal::Busy` when the store is away.
pub async fn take(app: &Arc<App>, member: MemberId, incoming: Incoming) -> Result<Kept, Refusal> {
    if incoming.size > HEAVIEST {
        return Err(problem("file-too-heavy", &incoming.name));
    }
    if incoming.size == 0 {
        return Err(problem("file-empty", &incoming.name));
    }
    let warning = Caution::of(&[&names::shown(&incoming.name)]);
    if let Some(caution) = warning.as_ref().filter(|caution| caution.blocks) {
        return Err(Problems::one("files", caution.sentence_of_name("file-name-nir")));
    }
    let (database, scale, size) = (app.database.clone(), app.scale, incoming.size);
    database
        .write(move |tx| {
            limits::spend(tx, scale, &limits::UPLOADS, &format!("m:{member}"))?;
            room_for(store::kept_by(tx.db(), member)?, size)
        })
        .await?;
    let ready = examined(app, incoming).await?;
    let id = kept(app, member, ready).await?;
    Ok(Kept { id, warning: warning.map(|caution| caution.sentence_of_name("file-name-doubtful")) })
}

fn problem(key: &'static str, name: &str) -> Refusal {
    Problems::one("files", of_file(Sentence::new(key), name))
}

fn of_file(sentence: Sentence, name: &str) -> Sentence {
    sentence.text("name", shown(name))
}

/// The name of a file as a sentence may show it: never one that may name a patient.
pub fn shown(name: &str) -> String {
    let shown = names::shown(name);
    if Caution::of(&[&shown]).is_some() { "…".to_owned() } else { shown }
}

fn room_for(kept: u64, size: u64) -> Result<(), Refusal> {
    if kept.saturating_add(size) <= QUOTA {
        return Ok(());
    }
    Err(Problems::one("files", Sentence::new("file-quota").number("most", mebibytes(QUOTA))))
}

fn mebibytes(bytes: u64) -> i64 {
    i64::try_from(bytes / (1024 * 1024)).unwrap_or(i64::MAX)
}

async fn examined(app: &Arc<App>, mut incoming: Incoming) -> Result<Ready, Refusal> {
    let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, app.files.turn.acquire()).await else {
        return Err(problem("file-not-kept", &incoming.name));
    };
    off_the_loop(move || {
        examine(&incoming.name, &mut incoming.file, incoming.size)
            .map_err(|sentence| Problems::one("files", of_file(sentence, &incoming.name)))
    })
    .await
}

/// What a file is and what is kept of it.
pub(super) fn examine(name: &str, file: &mut File, size: u64) -> Result<Ready, Sentence> {
    let unreadable = |_| Sentence::new("file-not-taken");
    match nature(file, size, &names::end_of(name)).map_err(unreadable)? {
        None => Err("file-not-taken".into()),
        Some(Nature::Picture(format)) => {
            let Picture { kind, bytes, thumbnail, width, height } = Picture::rewritten(file, format, size)?;
            let name = names::cleaned(name, kind);
            Ok(Ready { name, kind, bytes, thumbnail: Some(thumbnail), sides: Some((width, height)) })
        }
        Some(Nature::Pdf) => as_it_is(name, file, Kind::Pdf),
        Some(Nature::Text(kind)) => as_it_is(name, file, kind),
        Some(Nature::Archive) => {
            let kind = archives::kind_of(file, size)?;
            as_it_is(name, file, kind)
        }
    }
}

fn as_it_is(name: &str, file: &mut File, kind: Kind) -> Result<Ready, Sentence> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))
        .and_then(|_| file.take(HEAVIEST).read_to_end(&mut bytes))
        .map_err(|_| Sentence::new("file-not-taken"))?;
    Ok(Ready { name: names::cleaned(name, kind), kind, bytes, thumbnail: None, sides: None })
}

/// The bytes first, then the row: a row always leads to its bytes.
async fn kept(app: &Arc<App>, member: MemberId, ready: Ready) -> Result<FileId, Refusal> {
    let stored = stored(&app.files, ready).await?;
    let (database, object) = (app.database.clone(), stored.object.clone());
    let inserted = database
        .write(move |tx| {
            room_for(store::kept_by(tx.db(), member)?, stored.size)?;
            store::insert(tx, member, &stored)
        })
        .await;
    if inserted.is_err() {
        let _ = app.files.remove(object.clone()).await;
        let _ = app.files.remove(thumbnail_of(&object)).await;
    }
    inserted
}

async fn stored(depot: &Depot, mut ready: Ready) -> Result<Stored, Refusal> {
    let object = new_name();
    let (bytes, thumbnail) = (std::mem::take(&mut ready.bytes), ready.thumbnail.take());
    let size = bytes.len() as u64;
    if let Some(thumbnail) = thumbnail {
        depot.put(thumbnail_of(&object), thumbnail).await?;
    }
    depot.put(object.clone(), bytes).await?;
    Ok(Stored { object, ready, size })
}

/// Stores a file of our own as if it had been sent: examined, written again when it is a picture.
///
/// # Errors
/// `Refusal::Invalid` for what would not be taken from anybody, `Refusal::Busy` when the store is away.
pub async fn store_own(depot: &Depot, name: &str, bytes: &[u8]) -> Result<Stored, Refusal> {
    let mut file = depot.incoming()?;
    file.write_all(bytes).map_err(|error| Refusal::Busy(format!("no file can come in: {error}")))?;
    let ready = examine(name, &mut file, bytes.len() as u64);
    stored(depot, ready.map_err(|sentence| Problems::one("files", of_file(sentence, name)))?).await
}
