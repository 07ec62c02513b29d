//! Copies of a database that is in use, and what a copy holds.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use super::postgres::Server;
use super::staging::create;
use crate::db::{self, Contents, DatabaseUrl, Db, Manager, Purpose};

/// Copies the database into a new file and counts what the copy holds.
///
/// # Errors
/// A sentence for the administrator.
pub(super) fn copy(url: &DatabaseUrl, to: &Path) -> Result<Contents, String> {
    match url {
        DatabaseUrl::Sqlite(path) => copy_file(url, path, to),
        DatabaseUrl::Postgres(address) => dump(url, address, to),
    }
}

/// `VACUUM INTO` copies one moment of the database while others read and write it (sqlite.org/lang_vacuum.html).
fn copy_file(url: &DatabaseUrl, path: &Path, to: &Path) -> Result<Contents, String> {
    if !path.exists() {
        return Err(format!("there is no database at {}: check --data and database.url.", path.display()));
    }
    drop(create(to)?);
    let failed = |error: &dyn std::fmt::Display| {
        format!(
            "cannot copy the database into {}: {error}. Free some room there, or choose another folder.",
            to.parent().unwrap_or(to).display()
        )
    };
    let mut db = open(url, Purpose::Write)?;
    diesel::sql_query("VACUUM INTO ?")
        .bind::<Text, _>(to.to_string_lossy())
        .execute(&mut db)
        .map_err(|error| failed(&error))?;
    std::fs::File::open(to).and_then(|file| file.sync_all()).map_err(|error| failed(&error))?;
    contents_of(to)
}

/// Counts the rows in the very snapshot that `pg_dump` writes (PostgreSQL, "Snapshot Synchronization Functions").
fn dump(url: &DatabaseUrl, address: &str, to: &Path) -> Result<Contents, String> {
    #[derive(QueryableByName)]
    struct Snapshot {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let mut db = open(url, Purpose::Read)?;
    let failed = |error: &dyn std::fmt::Display| format!("PostgreSQL gave no snapshot: {error}. Try again.");
    on_postgres(
        &mut db,
        "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
        BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    )
    .map_err(|error| failed(&error))?;
    let snapshot: Snapshot =
        diesel::sql_query("SELECT pg_export_snapshot() AS name").get_result(&mut db).map_err(|error| failed(&error))?;
    let contents = db::contents(&mut db).map_err(|error| failed(&error))?;
    server(&mut db, address)?.dump(&snapshot.name, to)?;
    Ok(contents)
}

fn on_postgres(db: &mut Db, statements: &str) -> QueryResult<()> {
    match db {
        Db::Postgres(conn) => conn.batch_execute(statements),
        Db::Sqlite(_) => Ok(()),
    }
}

/// The tools that fit the server a connection leads to.
pub(super) fn server(db: &mut Db, address: &str) -> Result<Server, String> {
    #[derive(QueryableByName)]
    struct Version {
        #[diesel(sql_type = Integer)]
        number: i32,
    }
    let version: Version = diesel::sql_query("SELECT current_setting('server_version_num')::int AS number")
        .get_result(db)
        .map_err(|error| format!("PostgreSQL did not say its version: {error}. Try again."))?;
    Server::new(address, version.number / 10_000)
}

/// A connection of one's own, without limits on time.
pub(super) fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Db, String> {
    Manager::open(url, purpose).map_err(|error| db::unreachable_database(url, &error.to_string()))
}

/// What a copy on its own holds. Leaves it as it is.
pub(super) fn contents_of(copy: &Path) -> Result<Contents, String> {
    db::contents(&mut alone(copy)?).map_err(|why| format!("the copy of the database cannot be read: {why}. Try again."))
}

/// What the engine finds wrong with a copy on its own.
pub(super) fn unsound(copy: &Path) -> Result<Vec<String>, String> {
    db::unsound(&mut alone(copy)?).map_err(|why| format!("the copy of the database cannot be read: {why}. Try again."))
}

/// Without the settings of a database in use, which would put a log beside it.
fn alone(copy: &Path) -> Result<Db, String> {
    let conn = SqliteConnection::establish(&copy.to_string_lossy());
    conn.map(Db::Sqlite).map_err(|error| format!("the copy of the database cannot be opened: {error}. Try again."))
}
