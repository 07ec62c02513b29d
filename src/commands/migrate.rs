//! `migrate`, and what `serve` and `demo` do before they serve: a backup first, when there is something to lose.

use std::path::PathBuf;

use super::{Lock, prepare_folder};
use crate::backup::{self, Place, Saved};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Database, DatabaseUrl, MigrationReport};

/// Prints what it ran.
pub(super) fn run(config: &Config) -> Result<(), String> {
    prepare_folder(config)?;
    let url = config.database_url()?;
    if let DatabaseUrl::Sqlite(path) = &url {
        db::check_file(path)?;
    }
    let _lock = Lock::take(config, &url)?;
    let database = super::open_database(config, Clock::Real)?;
    let ran = bring_up_to_date(config, &database)?;
    for name in &ran {
        println!("ran {name}");
    }
    if ran.is_empty() {
        println!("already up to date");
    }
    Ok(())
}

/// Runs the migrations that have not run. A SQLite database that holds something is saved first: if that cannot be, no
/// migration runs. PostgreSQL is saved by its administrator's own means.
pub(super) fn bring_up_to_date(config: &Config, database: &Database) -> Result<MigrationReport, String> {
    if let Some((file, saved)) = save_first(config, database)? {
        println!("saved {}: {}", file.display(), super::backup::told(&saved));
    }
    db::migrate(database.url())
}

fn save_first(config: &Config, database: &Database) -> Result<Option<(PathBuf, Saved)>, String> {
    if matches!(database.url(), DatabaseUrl::Postgres(_)) {
        return Ok(None);
    }
    let looked = database.read_here(|db| {
        let broken = crate::refusal::Refusal::Broken;
        Ok((db::is_empty(db).map_err(broken)?, db::pending(db).map_err(broken)?))
    });
    let (empty, pending) = looked.map_err(|refusal| refusal.to_string())?;
    let Some(first) = pending.first().filter(|_| !empty) else { return Ok(None) };
    let file = backup::before_migration(&config.data.dir, first, database.now())?;
    let saved = backup::make(&Place::of(config)?, database.clock(), &file)?;
    Ok(Some((file, saved)))
}
