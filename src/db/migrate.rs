//! Bringing the schema up to date: forward only, twins for both engines, embedded in the binary.

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error::DatabaseError;
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
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

/// How many migrations have not run. Reads only, whatever the age of the database.
///
/// # Errors
/// A sentence for the administrator.
pub fn pending_migrations(db: &mut Db) -> Result<usize, String> {
    pending(db).map(|versions| versions.len())
}

/// The versions of the migrations that have not run, oldest first. Reads only, whatever the age of the database.
///
/// # Errors
/// A sentence for the administrator.
pub fn pending(db: &mut Db) -> Result<Vec<String>, String> {
    let known = match db {
        Db::Sqlite(_) => versions::<Sqlite>(&SQLITE)?,
        Db::Postgres(_) => versions::<Pg>(&POSTGRES)?,
    };
    let ran = match diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load::<Ran>(db) {
        Ok(ran) => ran,
        // A database nothing was ever done to has not even that table.
        Err(DatabaseError(DatabaseErrorKind::Unknown, info))
            if ["no such table", "does not exist"].iter().any(|sign| info.message().contains(sign)) =>
        {
            Vec::new()
        }
        Err(error) => return Err(error.to_string()),
    };
    Ok(known.into_iter().filter(|version| !ran.iter().any(|ran| ran.version == *version)).collect())
}

/// The versions of the migrations that have run, oldest first.
///
/// # Errors
/// What the database says.
pub fn applied(db: &mut Db) -> Result<Vec<String>, String> {
    let ran = diesel::sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version").load::<Ran>(db);
    Ok(ran.map_err(|error| error.to_string())?.into_iter().map(|ran| ran.version).collect())
}

/// The versions this program knows, oldest first.
///
/// # Errors
/// A sentence for the administrator.
pub fn known_migrations(url: &DatabaseUrl) -> Result<Vec<String>, String> {
    match url {
        DatabaseUrl::Sqlite(_) => versions::<Sqlite>(&SQLITE),
        DatabaseUrl::Postgres(_) => versions::<Pg>(&POSTGRES),
    }
}

#[derive(QueryableByName)]
struct Ran {
    #[diesel(sql_type = Text)]
    version: String,
}

fn versions<DB: Backend>(source: &EmbeddedMigrations) -> Result<Vec<String>, String> {
    let migrations = MigrationSource::<DB>::migrations(source).map_err(|error| error.to_string())?;
    let mut versions: Vec<String> = migrations.iter().map(|migration| migration.name().version().to_string()).collect();
    versions.sort();
    Ok(versions)
}
