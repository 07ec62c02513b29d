//! Backups: one file that holds the database, the key and the attachments, and that bears its name only once it was
//! read back whole.

mod archive;
mod manifest;
mod postgres;
mod restore;
pub mod schedule;
mod staging;
mod store;

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Contents, DatabaseUrl, Moment, Purpose};

pub use manifest::{Engine, Manifest, Part};
pub use restore::{Readable, read};
use staging::{Staging, cannot};

/// What is saved, and where it is put back.
#[derive(Clone, Debug)]
pub struct Place {
    /// The database.
    pub url: DatabaseUrl,
    /// The data folder.
    pub data: PathBuf,
}

/// The instance key, in the data folder and in a backup.
const KEY: &str = "secret.key";
/// What members attached, in the data folder and in a backup.
const ATTACHMENTS: &str = "attachments";
/// Half-made files, in the staging folder.
const DATABASE: &str = "database";
const ARCHIVE: &str = "archive";
const READ_BACK: &str = "read-back";

impl Place {
    /// What the settings name.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn of(config: &Config) -> Result<Self, String> {
        Ok(Self { url: config.database_url()?, data: config.data.dir.clone() })
    }
}

/// A backup that was made and read back.
#[derive(Debug)]
pub struct Saved {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its length in bytes.
    pub size: u64,
    /// How long it took, in milliseconds.
    pub millis: i64,
}

/// Saves everything in one new file, readable by its owner only. Others may read and write meanwhile.
///
/// # Errors
/// A sentence for the administrator; nothing half-made is left then.
pub fn make(place: &Place, clock: &Clock, file: &Path) -> Result<Saved, String> {
    made(place, clock, file).map_err(|why| format!("no backup was made: {why}"))
}

fn made(place: &Place, clock: &Clock, file: &Path) -> Result<Saved, String> {
    let (began, engine) = (clock.now(), Engine::of(&place.url));
    let staging = Staging::beside(file)?;
    let database = staging.file(DATABASE);
    let contents = store::copy(&place.url, &database)?;
    let mut archive = archive::Writer::create(staging.file(ARCHIVE), began.millis() / 1_000)?;
    archive.add(engine.part(), File::open(&database).map_err(cannot("read", &database))?)?;
    std::fs::remove_file(&database).map_err(cannot("remove", &database))?;
    add_files(&mut archive, &place.data)?;
    let manifest = archive.finish(Manifest {
        format: manifest::FORMAT,
        version: env!("CARGO_PKG_VERSION").into(),
        made_at: began.instant().to_string(),
        engine,
        contents,
        parts: Vec::new(),
    })?;
    read_back(place, &staging)?;
    let size = std::fs::metadata(staging.file(ARCHIVE)).map_err(cannot("read", file))?.len();
    staging.place(ARCHIVE, file)?;
    Ok(Saved { manifest, size, millis: clock.now().millis() - began.millis() })
}

/// The key and the attachments: after the database, so that what it names is there.
fn add_files(archive: &mut archive::Writer, data: &Path) -> Result<(), String> {
    let mut names = vec![KEY.to_owned()];
    list(&data.join(ATTACHMENTS), ATTACHMENTS, &mut names)?;
    names.sort();
    for name in names {
        let path = data.join(&name);
        match File::open(&path) {
            Ok(file) => archive.add(&name, file)?,
            // Taken away meanwhile, or a key that stands in the settings.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(cannot("read", &path)(error)),
        }
    }
    Ok(())
}

/// The files under a folder, if it exists; links are not followed.
fn list(folder: &Path, name: &str, into: &mut Vec<String>) -> Result<(), String> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot("read", folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(cannot("read", folder))?;
        let kind = entry.file_type().map_err(cannot("read", folder))?;
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if kind.is_dir() {
            list(&entry.path(), &name, into)?;
        } else if kind.is_file() {
            into.push(name);
        }
    }
    Ok(())
}

/// Where a database is saved before it is migrated; the folder is made.
///
/// # Errors
/// A sentence for the administrator.
pub fn before_migration(data: &Path, version: &str, now: Moment) -> Result<PathBuf, String> {
    let folder = data.join("backups");
    staging::folder(&folder).map_err(|why| format!("no backup was made before the migration: {why}"))?;
    let time = now.instant().strftime("%Y%m%dT%H%M%SZ");
    Ok(folder.join(format!("before-{version}-{time}.cercles")))
}

/// Reads the finished file as a restore would, and asks the engine whether the database in it is sound.
fn read_back(place: &Place, staging: &Staging) -> Result<(), String> {
    let (archive, copy) = (staging.file(ARCHIVE), staging.file(READ_BACK));
    let manifest = archive::check(&archive)?;
    archive::take_out(&archive, |name| (name == manifest.engine.part()).then(|| copy.clone()))?;
    match &place.url {
        DatabaseUrl::Sqlite(_) => is_as_said(&copy, &manifest.contents),
        DatabaseUrl::Postgres(address) => {
            let mut db = store::open(&place.url, Purpose::Read)?;
            store::server(&mut db, address)?.check(&copy, manifest.contents.rows.len())
        }
    }
}

/// A copied file is sound and holds what the manifest says.
fn is_as_said(copy: &Path, expected: &Contents) -> Result<(), String> {
    if let Some(wrong) = store::unsound(copy)?.first() {
        return Err(format!("the database in it is not sound: {wrong}. Run `cercles doctor`, use an older backup."));
    }
    match store::contents_of(copy)?.difference(expected) {
        Some(difference) => Err(format!("the database in it is not what was saved: {difference}. Try again.")),
        None => Ok(()),
    }
}
