//! The built-in clock and `tick` on one database: no line of the timetable is done twice by two processes.

use std::collections::BTreeMap;
use std::time::Duration;

use cercles::db::Db;
use cercles::jobs;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::post::Office;
use super::process::Process;
use super::sink::{Fault, Sink};
use crate::town::engine;

/// Leaves a line in `ran` each time a line of the timetable is settled, whoever did it.
const COUNTED: [&str; 2] = [
    "CREATE TABLE ran (name TEXT NOT NULL);
     CREATE TRIGGER ran_once AFTER UPDATE OF due_at ON job_runs WHEN NEW.due_at > OLD.due_at
     BEGIN INSERT INTO ran (name) VALUES (NEW.name); END;",
    "CREATE TABLE ran (name TEXT NOT NULL);
     CREATE FUNCTION ran_once() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN INSERT INTO ran (name) VALUES (NEW.name); RETURN NEW; END $$;
     CREATE TRIGGER ran_once AFTER UPDATE OF due_at ON job_runs FOR EACH ROW WHEN (NEW.due_at > OLD.due_at)
     EXECUTE FUNCTION ran_once();",
];

#[derive(QueryableByName)]
struct Ran {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    times: i64,
}

fn batch(db: &mut Db, sql: &str) {
    match db {
        Db::Postgres(conn) => conn.batch_execute(sql).unwrap(),
        Db::Sqlite(conn) => conn.batch_execute(sql).unwrap(),
    }
}

/// How often each line was done.
fn ran(office: &Office) -> BTreeMap<String, i64> {
    let counted = "SELECT name, CAST(count(*) AS BIGINT) AS times FROM ran GROUP BY name";
    let rows = office.database.read_here(|db| Ok(diesel::sql_query(counted).load::<Ran>(db)?)).unwrap();
    rows.into_iter().map(|row| (row.name, row.times)).collect()
}

#[test]
fn two_processes_and_the_clock_of_a_third_never_do_the_same_line_twice() {
    let (office, sink) = (Office::new(), Sink::start(Fault::None));
    let sql = COUNTED[usize::from(engine() == "postgres")];
    // Every line has its row, and is counted from now on.
    assert!(office.ticks(&sink, None));
    office
        .database
        .write_here(|tx| {
            batch(tx.db(), sql);
            Ok(())
        })
        .unwrap();
    let serving = Process::start("serve", office.folder.path(), |command| {
        command.env("DATABASE_URL", office.url()).env("CERCLES_MAIL__SMTP_URL", sink.url());
    });
    // What comes every few seconds may be due again while the others still run: not looked at.
    let lines = || jobs::MAIL.iter().chain(jobs::TIMETABLE).chain(jobs::LONG_WORK).filter(|job| job.every >= 60);
    for round in 1..=3 {
        office.time_passes();
        let mut ticks = [office.starts_a_tick(&sink, None), office.starts_a_tick(&sink, None)];
        assert!(ticks.iter_mut().all(|tick| tick.wait().unwrap().success()));
        let done = |counts: &BTreeMap<String, i64>| lines().all(|job| counts.get(job.name).copied() >= Some(round));
        for _ in 0..100 {
            if done(&ran(&office)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        std::thread::sleep(Duration::from_millis(1_500));
        let counts = ran(&office);
        for job in lines() {
            assert_eq!(counts.get(job.name).copied(), Some(round), "{} in round {round}: {counts:?}", job.name);
        }
    }
    serving.stop();
}
