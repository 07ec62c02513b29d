//! Putting a backup back, into an empty place only.

use std::path::{Path, PathBuf};

use super::manifest::{Engine, Manifest};
use super::staging::{Staging, cannot};
use super::{ATTACHMENTS, DATABASE, KEY, Place, archive, is_as_said, store};
use crate::db::{self, DatabaseUrl, Db, Purpose};

/// A backup that was read to its end and found whole.
#[derive(Debug)]
pub struct Readable {
    file: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Reads a backup to its end, before anything is written.
///
/// # Errors
/// A sentence for the administrator: cut short, changed, of another engine, of a newer version.
pub fn read(file: &Path, url: &DatabaseUrl) -> Result<Readable, String> {
    let manifest = archive::check(file)?;
    let (saved, target) = (manifest.engine, Engine::of(url));
    if saved != target {
        return Err(format!(
            "{} is a backup of {}, and this place is {}: set DATABASE_URL to a place of the same engine.",
            file.display(),
            saved.name(),
            target.name()
        ));
    }
    let known = db::known_migrations(url)?;
    if let Some(unknown) = manifest.contents.migrations.iter().find(|version| !known.contains(version)) {
        return Err(format!(
            "{} comes from a newer version of Cercles (migration {unknown}): restore it with that version.",
            file.display()
        ));
    }
    Ok(Readable { file: file.to_owned(), manifest })
}

impl Readable {
    /// Puts everything in its place, which must be empty; the caller holds the lock of the place.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn restore(&self, place: &Place) -> Result<(), String> {
        refuse_unless_empty(place)?;
        let staging = Staging::named(&place.data.join("restore"))?;
        self.refuse_other_key(&place.data)?;
        archive::take_out(&self.file, |name| {
            (name != self.manifest.engine.part() && self.holds(name)).then(|| staging.file(name))
        })?;
        match &place.url {
            DatabaseUrl::Sqlite(path) => {
                let database = Staging::named(path)?;
                let copy = self.take_database(&database)?;
                is_as_said(&copy, &self.manifest.contents)?;
                self.place_files(&staging, &place.data)?;
                place_file(&database, path)
            }
            DatabaseUrl::Postgres(address) => {
                let dump = self.take_database(&staging)?;
                let mut db = store::open(&place.url, Purpose::Write)?;
                store::server(&mut db, address)?.restore(&dump)?;
                self.refuse_difference(&mut db)?;
                self.place_files(&staging, &place.data)
            }
        }
    }

    fn refuse_difference(&self, db: &mut Db) -> Result<(), String> {
        let difference = db::contents(db)?.difference(&self.manifest.contents);
        match difference.or(db::unsound(db)?.into_iter().next()) {
            Some(wrong) => Err(format!("PostgreSQL does not hold what was saved: {wrong}. Empty it, then try again.")),
            None => Ok(()),
        }
    }

    fn holds(&self, name: &str) -> bool {
        self.manifest.parts.iter().any(|part| part.name == name)
    }

    fn take_database(&self, staging: &Staging) -> Result<PathBuf, String> {
        let copy = staging.file(DATABASE);
        archive::take_out(&self.file, |name| (name == self.manifest.engine.part()).then(|| copy.clone()))?;
        Ok(copy)
    }

    /// A key that is there already may only be the same one.
    fn refuse_other_key(&self, data: &Path) -> Result<(), String> {
        let path = data.join(KEY);
        let Ok(present) = std::fs::read(&path) else { return Ok(()) };
        let part = self.manifest.parts.iter().find(|part| part.name == KEY);
        if part.is_some_and(|part| part.sha256 != digest(&present)) {
            return Err(format!("{} is another key than the backup's: move it away, then try again.", path.display()));
        }
        Ok(())
    }

    fn place_files(&self, staging: &Staging, data: &Path) -> Result<(), String> {
        if staging.file(ATTACHMENTS).exists() {
            staging.place(ATTACHMENTS, &data.join(ATTACHMENTS))?;
        }
        if self.holds(KEY) { staging.place(KEY, &data.join(KEY)) } else { Ok(()) }
    }
}

fn digest(bytes: &[u8]) -> String {
    use sha2::Digest;
    crate::tokens::hex(&sha2::Sha256::digest(bytes))
}

/// The database takes its place last: until then the folder still counts as empty.
fn place_file(database: &Staging, path: &Path) -> Result<(), String> {
    for log in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(log);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(cannot("remove", Path::new(&name))(error));
            }
            _ => {}
        }
    }
    database.place(DATABASE, path)
}

fn refuse_unless_empty(place: &Place) -> Result<(), String> {
    let name = match &place.url {
        DatabaseUrl::Sqlite(path) if !path.exists() => None,
        DatabaseUrl::Sqlite(path) => Some(path.display().to_string()),
        DatabaseUrl::Postgres(_) => Some("the PostgreSQL database".into()),
    };
    if let Some(name) = name
        && !db::is_empty(&mut store::open(&place.url, Purpose::Read)?)?
    {
        return Err(format!(
            "{name} is not empty: restore into a new place (--data, DATABASE_URL), or empty this one."
        ));
    }
    let attachments = place.data.join(ATTACHMENTS);
    let any = std::fs::read_dir(&attachments).is_ok_and(|mut entries| entries.next().is_some());
    if any { Err(format!("{} is not empty: move it away, then try again.", attachments.display())) } else { Ok(()) }
}
