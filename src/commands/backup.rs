//! `backup FILE` and `restore FILE`.

use std::path::Path;

use super::{Lock, prepare_folder};
use crate::backup::{self, Place, Saved};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, DatabaseUrl};
use crate::disk::size;

/// Saves everything in one file, while others read and write.
pub(super) fn save(config: &Config, file: &Path) -> Result<(), String> {
    let saved = backup::make(&Place::of(config)?, &Clock::Real, file)?;
    println!("saved {}: {}", file.display(), told(&saved));
    Ok(())
}

/// What was saved, in a line.
pub(super) fn told(saved: &Saved) -> String {
    let (contents, parts) = (&saved.manifest.contents, &saved.manifest.parts);
    let attachments = parts.iter().filter(|part| part.name.starts_with("attachments/")).count();
    let key = if parts.iter().any(|part| part.name == "secret.key") { "the key" } else { "no key" };
    format!(
        "{} rows of {} tables, {attachments} attachments, {key}; {} in {}.{} s, verified",
        contents.rows_in_all(),
        contents.rows.len(),
        size(saved.size),
        saved.millis / 1_000,
        saved.millis % 1_000 / 100,
    )
}

/// Puts a backup back into an empty place that nobody serves.
pub(super) fn restore(config: &Config, file: &Path) -> Result<(), String> {
    let place = Place::of(config)?;
    let readable = backup::read(file, &place.url)?;
    prepare_folder(config)?;
    if let DatabaseUrl::Sqlite(path) = &place.url {
        db::check_file(path)?;
    }
    let _lock = Lock::take(config, &place.url)?;
    readable.restore(&place).map_err(|why| format!("{} was not restored: {why}", file.display()))?;
    let (contents, made_at) = (&readable.manifest.contents, &readable.manifest.made_at);
    println!(
        "restored {} of {made_at}: {} rows of {} tables, verified",
        file.display(),
        contents.rows_in_all(),
        contents.rows.len(),
    );
    Ok(())
}
