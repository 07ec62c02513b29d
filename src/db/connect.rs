//! Opening connections: which engine, with which settings, and when to refuse.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::r2d2::ManageConnection;
use diesel::sqlite::SqliteConnection;
use diesel::{Connection, ConnectionError, RunQueryDsl};

use super::Db;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of this machine.
    Sqlite(PathBuf),
    /// A server's address, as libpq reads it.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `sqlite:PATH`, a plain path, or `postgres://…`.
    ///
    /// # Errors
    /// A sentence for the administrator when the scheme is another.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        let path = path.strip_prefix("//").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        if path.is_empty() || path.contains("://") {
            return Err("expected sqlite:PATH or postgres://USER@HOST/NAME".into());
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

/// Passwords stand in server addresses: they are never printed.
impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            Self::Postgres(_) => out.write_str("postgres://…"),
        }
    }
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Reading only (SQLite refuses writes on it).
    Read,
    /// Reading and writing.
    Write,
}

/// Opens connections for a pool.
pub struct Manager {
    /// Where.
    pub url: DatabaseUrl,
    /// What for.
    pub purpose: Purpose,
    /// Counts the statements sent, for figures and for the tests that bound them.
    pub statements: Arc<AtomicU64>,
}

/// A connection of a pool.
pub struct Pooled {
    db: Db,
    /// When it was last known to answer.
    answered: Instant,
}

impl Deref for Pooled {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl DerefMut for Pooled {
    fn deref_mut(&mut self) -> &mut Db {
        &mut self.db
    }
}

/// A connection that answered this recently is not asked again whether it does: under load the question would be one
/// statement in six of a page. After PostgreSQL restarts, pages say "busy" this long at most.
const TRUSTED: Duration = Duration::from_secs(1);

/// Pragmas in this order: the time to wait for a lock first, since changing the journal mode may need one.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -4000;";

/// A page waits at most five seconds for a statement; a forgotten transaction is ended by the server. A row elsewhere
/// costs about what the next one does: databases of communities lie in memory or on disks that do not turn, and a list
/// that stops early must follow its index.
const SESSION: &str = "SET statement_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'; \
    SET lock_timeout = '3s'; SET random_page_cost = 1.1; SET TIME ZONE 'UTC'; SET client_min_messages = warning;";

impl Manager {
    /// A connection without limits on time, for migrations.
    ///
    /// # Errors
    /// What the engine says.
    pub fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Db, ConnectionError> {
        match url {
            DatabaseUrl::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(&path.to_string_lossy())?;
                conn.batch_execute(PRAGMAS).map_err(ConnectionError::CouldntSetupConfiguration)?;
                if purpose == Purpose::Read {
                    conn.batch_execute("PRAGMA query_only = ON;")
                        .map_err(ConnectionError::CouldntSetupConfiguration)?;
                }
                Ok(Db::Sqlite(conn))
            }
            DatabaseUrl::Postgres(url) => Ok(Db::Postgres(PgConnection::establish(url)?)),
        }
    }
}

impl ManageConnection for Manager {
    type Connection = Pooled;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Pooled, Self::Error> {
        let mut db = Self::open(&self.url, self.purpose).map_err(diesel::r2d2::Error::ConnectionError)?;
        if let Db::Postgres(conn) = &mut db {
            conn.batch_execute(SESSION).map_err(diesel::r2d2::Error::QueryError)?;
        }
        let statements = self.statements.clone();
        db.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                statements.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(Pooled { db, answered: Instant::now() })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), Self::Error> {
        if let Db::Postgres(conn) = &mut pooled.db
            && pooled.answered.elapsed() > TRUSTED
        {
            diesel::sql_query("SELECT 1").execute(conn).map_err(diesel::r2d2::Error::QueryError)?;
            pooled.answered = Instant::now();
        }
        Ok(())
    }

    /// A panic caught in the middle of a transaction would hand the next request an open one.
    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        std::thread::panicking()
            || match &mut pooled.db {
                Db::Sqlite(conn) => AnsiTransactionManager::is_broken_transaction_manager(conn),
                Db::Postgres(conn) => AnsiTransactionManager::is_broken_transaction_manager(conn),
            }
    }
}

/// Names of file systems whose locks SQLite cannot trust (WAL "does not work over a network filesystem",
/// sqlite.org/wal.html), by their magic number (statfs(2)).
const NETWORK_FILE_SYSTEMS: &[(u64, &str)] = &[
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9P"),
    (0x5346_414F, "AFS"),
    (0x00C3_6400, "Ceph"),
];

/// The name of the network file system behind a magic number, if it is one.
pub fn network_file_system(magic: u64) -> Option<&'static str> {
    NETWORK_FILE_SYSTEMS.iter().find(|(known, _)| *known == magic).map(|(_, name)| *name)
}

/// Refuses a database file that could not be trusted, before anything is opened.
///
/// # Errors
/// A sentence for the administrator: network file system, not a database, or a folder that cannot be written.
pub fn check_file(path: &Path) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = rustix::fs::statfs(folder).map_err(|error| {
        format!("cannot read the folder {}: {error}. Create it or choose another with --data.", folder.display())
    })?;
    #[allow(clippy::cast_sign_loss, clippy::unnecessary_cast)]
    if let Some(name) = network_file_system((place.f_type as u64) & 0xFFFF_FFFF) {
        return Err(format!(
            "{} is on a network file system ({name}), where SQLite can lose data. Put the data folder on a local disk, or use PostgreSQL.",
            folder.display()
        ));
    }
    if let Ok(mut file) = std::fs::File::open(path) {
        let mut head = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(&mut file, 16), &mut head)
            .map_err(|error| format!("cannot read {}: {error}.", path.display()))?;
        if !head.is_empty() && head != b"SQLite format 3\0" {
            return Err(format!(
                "{} is not a SQLite database. Check database.url, or move that file away.",
                path.display()
            ));
        }
        std::fs::OpenOptions::new().append(true).open(path).map_err(|error| {
            format!("cannot write {}: {error}. Give this user the right to write it.", path.display())
        })?;
    }
    let probe = folder.join(format!(".cercles-{}", std::process::id()));
    std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe)).map_err(|error| {
        format!("cannot write in the folder {}: {error}. Give this user the right to write there, or choose another with --data.", folder.display())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_file_systems_are_known_by_name() {
        assert_eq!(network_file_system(0x6969), Some("NFS"));
        assert_eq!(network_file_system(0xEF53), None, "ext4 is local");
    }

    #[test]
    fn urls_name_one_of_two_engines() {
        assert_eq!(DatabaseUrl::parse("sqlite:a/b.db"), Ok(DatabaseUrl::Sqlite("a/b.db".into())));
        assert_eq!(DatabaseUrl::parse("sqlite:///a/b.db"), Ok(DatabaseUrl::Sqlite("/a/b.db".into())));
        assert_eq!(DatabaseUrl::parse("b.db"), Ok(DatabaseUrl::Sqlite("b.db".into())));
        assert!(matches!(DatabaseUrl::parse("postgres://u:secret@h/n"), Ok(DatabaseUrl::Postgres(_))));
        assert!(DatabaseUrl::parse("mysql://h/n").is_err());
        assert!(!format!("{:?}", DatabaseUrl::parse("postgres://u:secret@h/n")).contains("secret"));
    }

    #[test]
    fn a_text_file_is_not_a_database() {
        let folder = std::env::temp_dir().join(format!("cercles-check-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("x.db");
        std::fs::write(&path, "bonjour à toutes et tous").unwrap();
        assert!(check_file(&path).unwrap_err().contains("is not a SQLite database"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
