//! Two engines behind one door: `Database::read` and `Database::write` run a closure on the blocking pool
//! with a connection, or with a transaction that no write function can be called without.

mod connect;
mod contents;
pub mod ids;
mod migrate;
mod moment;
pub mod schema;
mod slice;
mod words;
pub mod written;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::pg::PgConnection;
use diesel::r2d2::{Pool, PooledConnection};
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sqlite::SqliteConnection;
use tokio::runtime::Handle;
use tracing::Instrument;

use crate::clock::Clock;
use crate::refusal::Refusal;
pub use connect::{DatabaseUrl, Manager, Purpose, check_file, network_file_system};
pub use contents::{Contents, contents, is_empty, server_time, unsound};
pub use migrate::{MigrationReport, applied, known_migrations, migrate, pending, pending_migrations};
pub use moment::Moment;
pub use slice::{Key, Rank, Slice, Waits};

/// One connection, to either engine. Handlers never see which.
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Gives the same expression to the real connection, for what the multi-connection does not compile
/// (batch inserts, `on_conflict`, `union`).
#[macro_export]
macro_rules! on_each_backend {
    ($db:expr, $conn:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Postgres($conn) => $body,
            $crate::db::Db::Sqlite($conn) => $body,
        }
    };
}

/// A transaction under way: the only thing write functions accept.
pub struct Tx<'c> {
    db: &'c mut Db,
    ids: &'c ids::Ids,
    now: Moment,
}

impl Tx<'_> {
    /// The connection, for statements.
    pub fn db(&mut self) -> &mut Db {
        self.db
    }

    /// The moment at which this transaction began.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// A fresh id.
    pub fn id(&self) -> i64 {
        self.ids.next(self.now.millis())
    }

    /// A fresh id for something that happened at `moment` (loading a community's past).
    pub fn id_at(&self, moment: Moment) -> i64 {
        self.ids.next(moment.millis())
    }

    /// Does a part of the transaction apart: refused, the part alone is undone and the rest goes on (a savepoint).
    ///
    /// # Errors
    /// What the database says; what `work` says is in the answer.
    pub fn apart<T>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal>,
    ) -> Result<Result<T, Refusal>, Refusal> {
        savepoint(self.db)?;
        let outcome = work(&mut Tx { db: self.db, ids: self.ids, now: self.now });
        match outcome {
            Ok(_) => commit(self.db)?,
            Err(_) => rollback(self.db)?,
        }
        Ok(outcome)
    }

    /// The same transaction, at another moment (loading a community's past).
    pub fn at(&mut self, moment: Moment) -> Tx<'_> {
        Tx { db: self.db, ids: self.ids, now: moment }
    }

    /// The same, its ids drawn from a source of its own: what is loaded of the past after later rows keeps the order of
    /// time.
    pub fn past<'a>(&'a mut self, ids: &'a ids::Ids, moment: Moment) -> Tx<'a> {
        Tx { db: self.db, ids, now: moment }
    }
}

/// The database: a pool of readers and a pool of writers (one writer on SQLite), a clock and a source of ids.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    url: DatabaseUrl,
    readers: Pool<Manager>,
    writers: Pool<Manager>,
    clock: Clock,
    ids: ids::Ids,
    statements: Arc<AtomicU64>,
}

/// A page waits this long for a free connection, then says that the database is busy.
pub const WAIT: Duration = Duration::from_secs(3);
/// A write that the engine undid (deadlock, drawn id already taken) is tried again this many times in all.
const TRIES: u32 = 3;

impl Database {
    /// Opens the pools.
    ///
    /// # Errors
    /// A sentence for the administrator when the first connection cannot be made.
    pub fn open(url: &DatabaseUrl, connections: u32, clock: Clock) -> Result<Self, String> {
        let statements = Arc::new(AtomicU64::new(0));
        let pool = |purpose, size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(0))
                .connection_timeout(WAIT)
                .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
                .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
                .build_unchecked(Manager { url: url.clone(), purpose, statements: statements.clone() })
        };
        Manager::open(url, Purpose::Write).map_err(|error| unreachable_database(url, &error.to_string()))?;
        let (readers, writers) = match url {
            DatabaseUrl::Sqlite(_) => (pool(Purpose::Read, connections), pool(Purpose::Write, 1)),
            DatabaseUrl::Postgres(_) => {
                let shared = pool(Purpose::Write, connections);
                (shared.clone(), shared)
            }
        };
        let inner = Inner { url: url.clone(), readers, writers, clock, ids: ids::Ids::default(), statements };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Where it is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.inner.url
    }

    /// The clock every transaction reads.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Now, by that clock.
    pub fn now(&self) -> Moment {
        self.inner.clock.now()
    }

    /// The source of ids, to seed it.
    pub fn ids(&self) -> &ids::Ids {
        &self.inner.ids
    }

    /// Statements sent since the start.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// How many reads run at once.
    pub fn connections(&self) -> usize {
        usize::try_from(self.inner.readers.max_size()).unwrap_or(1)
    }

    /// How many writes run at once.
    pub fn writing_connections(&self) -> usize {
        usize::try_from(self.inner.writers.max_size()).unwrap_or(1)
    }

    /// Connections in use and open, readers then writers (figures).
    pub fn pool_state(&self) -> [(u32, u32); 2] {
        [&self.inner.readers, &self.inner.writers].map(|pool| {
            let state = pool.state();
            (state.connections - state.idle_connections, state.connections)
        })
    }

    /// Reads, on this thread.
    ///
    /// # Errors
    /// `Refusal::Busy` when no connection comes free in three seconds, else what `work` says.
    pub fn read_here<T>(&self, work: impl FnOnce(&mut Db) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut db = checked_out(&self.inner.readers)?;
        work(&mut db)
    }

    /// Writes, on this thread, in one transaction: committed if `work` succeeds, else undone.
    ///
    /// # Errors
    /// `Refusal::Busy` when no connection comes free in three seconds, else what `work` says.
    pub fn write_here<T>(&self, mut work: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut db = checked_out(&self.inner.writers)?;
        let mut tries = 1;
        loop {
            match self.attempt(&mut db, &mut work) {
                Err(Attempt::Undone(error)) if tries < TRIES => {
                    tracing::info!(tries, %error, "a transaction was undone by the engine and is tried again");
                    std::thread::sleep(Duration::from_millis(20 * u64::from(tries)));
                    tries += 1;
                }
                Err(Attempt::Undone(error)) => return Err(error.into()),
                Err(Attempt::Refused(refusal)) => return Err(refusal),
                Ok(value) => return Ok(value),
            }
        }
    }

    fn attempt<T>(&self, db: &mut Db, work: &mut impl FnMut(&mut Tx<'_>) -> Result<T, Refusal>) -> Result<T, Attempt> {
        begin(db)?;
        let now = self.now();
        match work(&mut Tx { db, ids: &self.inner.ids, now }) {
            Ok(value) => commit(db).map(|()| value).map_err(Attempt::from),
            Err(refusal) => {
                rollback(db)?;
                Err(Attempt::from(refusal))
            }
        }
    }

    /// Reads, on the blocking pool.
    ///
    /// # Errors
    /// As `read_here`.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Db) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let this = self.clone();
        off_the_loop(move || this.read_here(work)).await
    }

    /// Writes, on the blocking pool, in one transaction.
    ///
    /// # Errors
    /// As `write_here`.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let this = self.clone();
        off_the_loop(move || this.write_here(work)).await
    }

    /// Proves that a write can be made, within a second or so; changes nothing.
    ///
    /// # Errors
    /// `Refusal::Busy` when it cannot.
    pub fn probe_here(&self) -> Result<(), Refusal> {
        use diesel::prelude::*;
        self.write_here(|tx| {
            diesel::update(schema::job_runs::table.filter(schema::job_runs::name.eq("")))
                .set(schema::job_runs::last_count.eq(0))
                .execute(tx.db())?;
            Ok(())
        })
    }

    /// Writes the log back into the database file (SQLite), at a quiet stop.
    pub fn checkpoint_here(&self) {
        use diesel::connection::SimpleConnection;
        if let Ok(mut db) = checked_out(&self.inner.writers)
            && let Db::Sqlite(conn) = &mut **db
            && let Err(error) = conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE);")
        {
            tracing::warn!(%error, "the write-ahead log could not be emptied at stop");
        }
    }
}

/// Where a server's blocking work runs: one pool for all. Actix gives each of its workers one of its own, whose idle
/// threads all keep memory.
static POOL: OnceLock<Handle> = OnceLock::new();

/// Blocking work of the whole process goes to this runtime from now on.
pub fn share_blocking_pool(runtime: Handle) {
    let _ = POOL.set(runtime);
}

/// Runs blocking work away from the event loop; a panic in it is a broken request, not a broken server.
///
/// # Errors
/// What the work says, or `Refusal::Broken` when it panicked.
pub async fn off_the_loop<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let span = tracing::Span::current();
    let work = move || span.in_scope(work);
    let done = match POOL.get() {
        Some(runtime) => runtime.spawn_blocking(work).await,
        None => tokio::task::spawn_blocking(work).await,
    };
    match done {
        Ok(result) => result,
        Err(error) => Err(Refusal::Broken(format!("blocking work ended badly: {error}"))),
    }
}

/// Does what waits for the network or a disk on the runtime all share, whoever asks; a panic in it is a broken request.
///
/// # Errors
/// What the work says, or `Refusal::Broken` when it panicked.
pub async fn on_the_shared_runtime<T: Send + 'static>(
    work: impl Future<Output = Result<T, Refusal>> + Send + 'static,
) -> Result<T, Refusal> {
    let work = work.in_current_span();
    let done = match POOL.get() {
        Some(runtime) => runtime.spawn(work).await,
        None => tokio::spawn(work).await,
    };
    done.unwrap_or_else(|error| Err(Refusal::Broken(format!("shared work ended badly: {error}"))))
}

/// A `LIKE` pattern for a text that contains a word, whatever it holds (escaped by a backslash).
pub fn containing(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

enum Attempt {
    /// The engine undid the transaction through nobody's fault: worth another try.
    Undone(Error),
    Refused(Refusal),
}

impl From<Error> for Attempt {
    fn from(error: Error) -> Self {
        match &error {
            Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Self::Undone(error),
            Error::DatabaseError(_, info) if info.message().contains("deadlock detected") => Self::Undone(error),
            _ => Self::Refused(error.into()),
        }
    }
}

impl From<Refusal> for Attempt {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Broken(text) if text.contains("deadlock detected") => {
                Self::Undone(Error::DatabaseError(DatabaseErrorKind::SerializationFailure, Box::new(text)))
            }
            other => Self::Refused(other),
        }
    }
}

fn checked_out(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>, Refusal> {
    pool.get().map_err(|error| Refusal::Busy(format!("no database connection: {error}")))
}

/// SQLite takes the write lock at once: a deferred transaction that reads, then writes, fails under load.
fn begin(db: &mut Db) -> Result<(), Error> {
    match db {
        Db::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
        Db::Postgres(conn) => AnsiTransactionManager::begin_transaction(conn),
    }
}

/// Within a transaction, the manager makes a savepoint.
fn savepoint(db: &mut Db) -> Result<(), Error> {
    on_each_backend!(db, conn => AnsiTransactionManager::begin_transaction(conn))
}

fn commit(db: &mut Db) -> Result<(), Error> {
    on_each_backend!(db, conn => AnsiTransactionManager::commit_transaction(conn))
}

fn rollback(db: &mut Db) -> Result<(), Error> {
    on_each_backend!(db, conn => AnsiTransactionManager::rollback_transaction(conn))
}

pub(crate) fn unreachable_database(url: &DatabaseUrl, error: &str) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => format!("cannot open the database {}: {error}.", path.display()),
        DatabaseUrl::Postgres(_) => {
            let why = crate::config::one_line(error);
            format!("cannot reach PostgreSQL: {why}. Check DATABASE_URL and that the server runs.")
        }
    }
}
