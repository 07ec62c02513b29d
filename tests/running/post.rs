//! A post office for tests: a database of its own, members, mails, and the binary that sends them.

use std::process::{Child, Command, Stdio};

use cercles::clock::Clock;
use cercles::db::ids::MemberId;
use cercles::db::schema::outbox as mails;
use cercles::db::schema::{job_runs, mail_relay, members};
use cercles::db::{Database, DatabaseUrl, Moment};
use cercles::mail::outbox::State;
use cercles::mail::{Message, outbox};
use cercles::members::store::{self, NewMember};
use cercles::members::{AccountState, Email};
use diesel::prelude::*;

use super::process::{Folder, cercles};
use super::sink::Sink;
use crate::town::Home;

pub struct Office {
    pub folder: Folder,
    pub database: Database,
    home: Home,
}

/// Where a mail stands.
#[derive(Clone, Debug, Queryable)]
pub struct Row {
    pub state: State,
    pub fence: i32,
}

impl Office {
    pub fn new() -> Self {
        let home = Home::new();
        let database = Database::open(&home.url(), 2, Clock::Real).unwrap();
        Self { folder: Folder::new(), database, home }
    }

    /// A member.
    pub fn member(&self, address: &str) -> MemberId {
        let email = Email::parse(address).unwrap();
        let new = NewMember {
            email: &email,
            given_name: "Ana",
            family_name: "Ferreira",
            establishment: None,
            profession: "Pharmacienne",
            region: "corse",
            state: AccountState::Active,
            password_hash: None,
        };
        self.database.write_here(|tx| store::insert(tx, &new)).unwrap()
    }

    /// Mails that wait, one a member.
    pub fn posts(&self, count: usize) {
        (0..count).for_each(|number| self.posts_one(number));
    }

    /// A mail that waits, to a member of its own.
    pub fn posts_one(&self, number: usize) {
        let member = self.member(&format!("m{number}@town.example"));
        let (key, message) = (format!("test:{number}"), Message::Test { member: member.0 });
        self.database.write_here(|tx| outbox::post(tx, Some(member), &key, &message).map(drop)).unwrap();
    }

    pub fn people(&self) -> i64 {
        self.database.read_here(|db| Ok(members::table.count().get_result(db)?)).unwrap()
    }

    pub fn rows(&self) -> Vec<Row> {
        self.database
            .read_here(|db| Ok(mails::table.order(mails::id.asc()).select((mails::state, mails::fence)).load(db)?))
            .unwrap()
    }

    pub fn states(&self) -> Vec<State> {
        self.rows().iter().map(|row| row.state).collect()
    }

    /// Leases end, waits are over, every line of the timetable is due.
    pub fn time_passes(&self) {
        self.database
            .write_here(|tx| {
                let past = tx.now().plus_seconds(-60);
                diesel::update(mails::table.filter(mails::lease_until.is_not_null()))
                    .set(mails::lease_until.eq(past))
                    .execute(tx.db())?;
                diesel::update(mails::table).set(mails::not_before.eq(past)).execute(tx.db())?;
                diesel::update(job_runs::table)
                    .set((job_runs::due_at.eq(past), job_runs::lease_until.eq(None::<Moment>)))
                    .execute(tx.db())?;
                diesel::update(mail_relay::table).set(mail_relay::probe_at.eq(past)).execute(tx.db())?;
                Ok(())
            })
            .unwrap();
    }

    /// Where its database is, as settings write it.
    pub fn url(&self) -> String {
        match self.home.url() {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => url,
        }
    }

    /// The binary on this office, its words after it.
    pub fn command(&self, words: &[&str], smtp: &str) -> Command {
        let mut command = cercles(words);
        command
            .arg("--data")
            .arg(self.folder.path())
            .env("DATABASE_URL", self.url())
            .env("CERCLES_MAIL__SMTP_URL", smtp)
            .env("CERCLES_MAIL__DOMAIN_PER_MINUTE", "0")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Starts a run of the timetable; the sink may strike it.
    pub fn starts_a_tick(&self, sink: &Sink, stop: Option<&str>) -> Child {
        let mut command = self.command(&["tick"], &sink.url());
        if let Some(stop) = stop {
            command.env("CERCLES_STOP_AT", stop);
        }
        let child = command.spawn().unwrap();
        sink.aims_at(child.id());
        child
    }

    /// Runs the timetable once; says whether it came to its end.
    pub fn ticks(&self, sink: &Sink, stop: Option<&str>) -> bool {
        self.starts_a_tick(sink, stop).wait().unwrap().code().is_some()
    }
}
