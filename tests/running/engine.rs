//! SQLite as it is set: the same on every connection, and writers that wait for each other.

use cercles::clock::Clock;
use cercles::db::schema::job_runs;
use cercles::db::{self, Database, DatabaseUrl, Db};
use cercles::refusal::Refusal;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::process::Folder;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    value: String,
}

fn number(db: &mut Db, query: &str) -> i64 {
    diesel::sql_query(query).get_result::<Number>(db).unwrap().value
}

fn check_pragmas(db: &mut Db, read_only: i64) {
    assert_eq!(number(db, "SELECT timeout AS value FROM pragma_busy_timeout"), 5_000);
    let mode = diesel::sql_query("SELECT journal_mode AS value FROM pragma_journal_mode").get_result::<Word>(db);
    assert_eq!(mode.unwrap().value, "wal");
    assert_eq!(number(db, "SELECT synchronous AS value FROM pragma_synchronous"), 2, "FULL");
    assert_eq!(number(db, "SELECT foreign_keys AS value FROM pragma_foreign_keys"), 1);
    assert_eq!(number(db, "SELECT trusted_schema AS value FROM pragma_trusted_schema"), 0);
    assert_eq!(number(db, "SELECT query_only AS value FROM pragma_query_only"), read_only);
}

fn opened(folder: &Folder, connections: u32) -> Database {
    let url = DatabaseUrl::Sqlite(folder.path().join("cercles.db"));
    db::migrate(&url).unwrap();
    Database::open(&url, connections, Clock::Real).unwrap()
}

/// Holds `left` readers at once and looks at each.
fn check_readers(database: &Database, left: usize) -> Result<(), Refusal> {
    database.read_here(|db| {
        check_pragmas(db, 1);
        let refused = diesel::update(job_runs::table).set(job_runs::last_count.eq(1)).execute(db);
        assert!(refused.is_err(), "a reader cannot write");
        if left > 1 { check_readers(database, left - 1) } else { Ok(()) }
    })
}

#[test]
fn every_connection_of_the_pools_is_set_alike() {
    let folder = Folder::new();
    let database = opened(&folder, 6);
    check_readers(&database, 6).unwrap();
    assert_eq!(database.pool_state()[0].1, 6, "six connections were open at once");
    database
        .write_here(|tx| {
            check_pragmas(tx.db(), 0);
            Ok(())
        })
        .unwrap();
}

#[test]
fn sixteen_writers_wait_for_each_other_and_none_is_refused() {
    let folder = Folder::new();
    let database = opened(&folder, 2);
    database
        .write_here(|tx| {
            let row = (job_runs::name.eq("count"), job_runs::due_at.eq(tx.now()), job_runs::last_count.eq(0));
            diesel::insert_into(job_runs::table).values(row).execute(tx.db())?;
            Ok(())
        })
        .unwrap();
    const EACH: i64 = 60;
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..EACH {
                    // Reads, then writes what it read plus one: a lost update would show.
                    let written = database.write_here(|tx| {
                        let count: i64 = job_runs::table.find("count").select(job_runs::last_count).first(tx.db())?;
                        diesel::update(job_runs::table.find("count"))
                            .set(job_runs::last_count.eq(count + 1))
                            .execute(tx.db())?;
                        Ok(())
                    });
                    assert!(written.is_ok(), "{written:?}");
                }
            });
        }
    });
    let count =
        database.read_here(|db| Ok(job_runs::table.find("count").select(job_runs::last_count).first::<i64>(db)?));
    assert_eq!(count.unwrap(), 16 * EACH);
}
