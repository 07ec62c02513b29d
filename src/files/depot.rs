//! Where the bytes are: a folder of the data folder, or a bucket that several instances share. Names are 128 random
//! bits; nothing a person typed is ever part of a path (OWASP ASVS 5.0, 5.3.2).

use std::fs::{DirBuilder, File, OpenOptions};
use std::ops::Range;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Address;
use object_store::prefix::PrefixStore;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt};
use rand::Rng;
use tokio::sync::Semaphore;

use super::Settings;
use crate::config::Config;
use crate::db::{off_the_loop, on_the_shared_runtime};
use crate::refusal::Refusal;
use crate::tokens;

/// The bytes of a file, piece by piece.
pub type Pieces = BoxStream<'static, Result<Vec<u8>, Refusal>>;

/// Where the bytes of a name can be read, and how many there are.
#[derive(Clone, Debug)]
pub struct Found {
    address: Address,
    /// Bytes in all.
    pub size: u64,
}

/// The folder of the data folder; backups carry it.
const FOLDER: &str = "attachments";
/// Files on their way in; they lose their name at once and go with the request.
const INCOMING: &str = "incoming";

/// Where the bytes of attachments are kept.
pub struct Depot {
    store: Arc<dyn ObjectStore>,
    incoming: PathBuf,
    /// One picture or archive is examined at a time: it may take 230 MiB meanwhile.
    pub(super) turn: Semaphore,
}

impl Depot {
    /// What the settings name.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn of(config: &Config) -> Result<Self, String> {
        let incoming = folder(&config.data.dir.join(INCOMING))?;
        let store: Arc<dyn ObjectStore> = if config.files.store.is_empty() {
            Arc::new(in_folder(&config.data.dir.join(FOLDER))?)
        } else {
            in_bucket(&config.files)?
        };
        Ok(Self::with(store, incoming))
    }

    /// In a folder.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn in_folder(data: &Path) -> Result<Self, String> {
        Ok(Self::with(Arc::new(in_folder(&data.join(FOLDER))?), folder(&data.join(INCOMING))?))
    }

    /// In memory, for as long as the process lasts.
    pub fn in_memory() -> Self {
        Self::with(Arc::new(InMemory::new()), std::env::temp_dir())
    }

    fn with(store: Arc<dyn ObjectStore>, incoming: PathBuf) -> Self {
        Self { store, incoming, turn: Semaphore::new(1) }
    }

    /// A file on its way in, without a name on the disk: it is gone with its handle.
    ///
    /// # Errors
    /// `Refusal::Busy` when the disk does not take it.
    pub fn incoming(&self) -> Result<File, Refusal> {
        let path = self.incoming.join(new_name());
        let opened = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path);
        let file = opened.and_then(|file| std::fs::remove_file(&path).map(|()| file));
        file.map_err(|error| Refusal::Busy(format!("no file can come in: {error}")))
    }

    /// Keeps bytes under a name.
    ///
    /// # Errors
    /// `Refusal::Busy` when the store does not take them.
    pub(super) async fn put(&self, name: String, bytes: Vec<u8>) -> Result<(), Refusal> {
        let store = self.store.clone();
        on_the_shared_runtime(async move { store.put(&address(&name), bytes.into()).await.map(drop).map_err(away) })
            .await
    }

    /// Where the bytes of a name are.
    ///
    /// # Errors
    /// `Refusal::NotFound` when there are none, `Refusal::Busy` when the store does not answer.
    pub async fn find(&self, name: &str) -> Result<Found, Refusal> {
        let (store, address) = (self.store.clone(), address(name));
        on_the_shared_runtime(async move {
            let size = store.head(&address).await.map_err(away)?.size;
            Ok(Found { address, size })
        })
        .await
    }

    /// Its bytes from one to another.
    ///
    /// # Errors
    /// As [`Depot::find`].
    pub async fn pieces(&self, found: &Found, range: Range<u64>) -> Result<Pieces, Refusal> {
        if range.is_empty() {
            return Ok(futures_util::stream::empty().boxed());
        }
        let (store, address) = (self.store.clone(), found.address.clone());
        let options = GetOptions { range: Some(range.into()), ..GetOptions::default() };
        let got = on_the_shared_runtime(async move { store.get_opts(&address, options).await.map_err(away) }).await?;
        let range = got.range.clone();
        Ok(match got.payload {
            object_store::GetResultPayload::File(file, _) => of_file(file, range),
            object_store::GetResultPayload::Stream(stream) => {
                stream.map_ok(|bytes| bytes.to_vec()).map_err(away).boxed()
            }
        })
    }

    /// Removes a name, whether it was there or not.
    ///
    /// # Errors
    /// `Refusal::Busy` when the store does not answer.
    pub(super) async fn remove(&self, name: String) -> Result<(), Refusal> {
        let store = self.store.clone();
        let removing = async move {
            match store.delete(&address(&name)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(away(error)),
            }
        };
        on_the_shared_runtime(removing).await
    }

    /// Every name kept here.
    ///
    /// # Errors
    /// `Refusal::Busy` when the store does not answer.
    pub async fn names(&self) -> Result<Vec<String>, Refusal> {
        let store = self.store.clone();
        on_the_shared_runtime(async move {
            let listed = store.list(None).map_ok(|object| object.location.filename().unwrap_or_default().to_owned());
            listed.try_collect().await.map_err(away)
        })
        .await
    }
}

/// 128 random bits, in hexadecimal: no letter case to lose.
pub(super) fn new_name() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    tokens::hex(&bytes)
}

/// The name of a picture's thumbnail.
pub(super) fn thumbnail_of(name: &str) -> String {
    format!("{name}-v")
}

/// Names are spread over 256 folders.
fn address(name: &str) -> Address {
    Address::from_iter([name.get(..2).unwrap_or(name), name])
}

/// Reads a part of a file in pieces of 256 KiB, each on the blocking pool.
fn of_file(file: File, range: Range<u64>) -> Pieces {
    const PIECE: u64 = 256 * 1024;
    let file = Arc::new(file);
    futures_util::stream::try_unfold(range.start, move |at| {
        let (file, wanted) = (file.clone(), range.end.saturating_sub(at).min(PIECE));
        async move {
            if wanted == 0 {
                return Ok(None);
            }
            let read = move || {
                let mut piece = vec![0; usize::try_from(wanted).unwrap_or_default()];
                std::os::unix::fs::FileExt::read_exact_at(&*file, &mut piece, at)
                    .map_err(|error| Refusal::Broken(format!("an attachment cannot be read to its end: {error}")))?;
                Ok(piece)
            };
            Ok(Some((off_the_loop(read).await?, at + wanted)))
        }
    })
    .boxed()
}

fn folder(path: &Path) -> Result<PathBuf, String> {
    DirBuilder::new()
        .mode(0o700)
        .recursive(true)
        .create(path)
        .map_err(|error| format!("cannot make the folder {}: {error}.", path.display()))?;
    Ok(path.to_owned())
}

fn in_folder(path: &Path) -> Result<LocalFileSystem, String> {
    let store = LocalFileSystem::new_with_prefix(folder(path)?)
        .map_err(|error| format!("cannot keep attachments in {}: {error}.", path.display()))?;
    Ok(store.with_fsync(true))
}

fn in_bucket(files: &Settings) -> Result<Arc<dyn ObjectStore>, String> {
    let (bucket, prefix) = files.bucket();
    // Another part of the process may have done it: whichever came first is right.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(&files.region)
        .with_access_key_id(&files.access_key)
        .with_secret_access_key(&files.secret_key);
    if !files.endpoint.is_empty() {
        builder = builder.with_endpoint(&files.endpoint).with_allow_http(files.endpoint.starts_with("http://"));
    }
    let store = builder.build().map_err(|error| format!("files.store cannot be reached as it is set: {error}."))?;
    Ok(if prefix.is_empty() { Arc::new(store) } else { Arc::new(PrefixStore::new(store, prefix)) })
}

fn away(error: object_store::Error) -> Refusal {
    match error {
        object_store::Error::NotFound { .. } => Refusal::NotFound,
        other => Refusal::Busy(format!("attachments: {other}")),
    }
}
