//! Bringing the schema up to date: forward only, twins for both engines, embedded in the binary.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Db;
use super::connect::{DatabaseUrl, Manager, Purpose};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The names of the migrations that ran.
pub type MigrationReport = Vec<String>;

/// Runs what has not run yet, over a connection of its own.
///
/// # Errors
/// A sentence for the administrator.
pub fn migrate(url: &DatabaseUrl) -> Result<MigrationReport, String> {
    let mut db =
        Manager::open(url, Purpose::Write).map_err(|error| super::unreachable_database(url, &error.to_string()))?;
    // A migration that cannot get its lock gives up rather than stop every reader behind it.
    if let Db::Postgres(conn) = &mut db {
        conn.batch_execute("SET lock_timeout = '3s'").map_err(|error| error.to_string())?;
    }
    let ran = match &mut db {
        Db::Sqlite(conn) => {
            conn.run_pending_migrations(SQLITE).map(|ran| ran.iter().map(ToString::to_string).collect())
        }
        Db::Postgres(conn) => {
            conn.run_pending_migrations(POSTGRES).map(|ran| ran.iter().map(ToString::to_string).collect())
        }
    };
    ran.map_err(|error| format!("the database could not be brought up to date: {error}."))
}

/// How many migrations have not run.
///
/// # Errors
/// A sentence for the administrator.
pub fn pending_migrations(db: &mut Db) -> Result<usize, String> {
    match db {
        Db::Sqlite(conn) => conn.pending_migrations(SQLITE).map(|list| list.len()),
        Db::Postgres(conn) => conn.pending_migrations(POSTGRES).map(|list| list.len()),
    }
    .map_err(|error| error.to_string())
}
