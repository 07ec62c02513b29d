//! Sending what is due: a connection is opened, the letter read and rendered outside any transaction, then the mail is
//! written down and committed before its first byte leaves, and settled before the next.

use std::sync::Arc;

use diesel::prelude::*;

use super::super::messages::{Letter, Message};
use super::super::transport::{Line, Sent};
use super::super::{compose, stops};
use super::claiming::{self, Lane, Row};
use super::settling::{bury, postpone, settle};
use super::{Class, Postman, State, Trouble, pace, relay};
use crate::db::schema::outbox;
use crate::db::{Db, Moment, Tx};
use crate::instance;
use crate::intake::standing;
use crate::refusal::Refusal;
use crate::tokens;
use crate::web::App;

/// Mails over one connection at most: relays close longer ones.
const A_LINE: i64 = 100;

/// Sends the security mail that is due; returns how many left.
///
/// # Errors
/// What the database says.
pub fn run_security(app: &Arc<App>, postman: &Postman) -> Result<i64, Refusal> {
    Round { app, postman, line: None, used: 0 }.run(Lane::Security)
}

/// Sends all other mail that is due, digests last; returns how many left.
///
/// # Errors
/// What the database says.
pub fn run_others(app: &Arc<App>, postman: &Postman) -> Result<i64, Refusal> {
    Round { app, postman, line: None, used: 0 }.run(Lane::Others)
}

/// A worker's round: its connection is kept from mail to mail.
struct Round<'a> {
    app: &'a Arc<App>,
    postman: &'a Postman,
    line: Option<Line>,
    used: i64,
}

/// A mail ready to leave.
struct Written {
    to: String,
    bytes: Vec<u8>,
}

/// What is to be done with a mail, read with the rights and words of now.
enum Turn {
    /// It must not leave any more.
    Over,
    /// Its domain has had enough for now.
    Later(Moment),
    /// It leaves; the community's name.
    Now(Box<Letter>, String),
}

impl Round<'_> {
    fn run(mut self, lane: Lane) -> Result<i64, Refusal> {
        let mut sent = 0;
        loop {
            stops::at("claiming");
            let rows = self.app.database.write_here(|tx| self.take(tx, lane))?;
            if rows.is_empty() {
                self.hang_up();
                return Ok(sent);
            }
            for (at, row) in rows.iter().enumerate() {
                if self.postman.is_stopping() {
                    self.app.database.write_here(|tx| claiming::release(tx, &rows[at..]))?;
                    self.hang_up();
                    return Ok(sent);
                }
                match self.deliver(row) {
                    Ok(Some(Sent::Yes)) => sent += 1,
                    Ok(Some(Sent::Lost(_))) if self.app.database.write_here(relay::failed)? => {
                        self.app.database.write_here(|tx| claiming::release(tx, &rows[at + 1..]))?;
                        self.hang_up();
                        return Ok(sent);
                    }
                    Ok(_) => {}
                    // No connection to read with: what was taken does not wait for its lease to end.
                    Err(refusal) => {
                        self.app.database.write_here(|tx| claiming::release(tx, &rows[at..]))?;
                        self.hang_up();
                        return Err(refusal);
                    }
                }
            }
        }
    }

    /// Takes what is due, as far as the relay is there; one mail a minute while it is not.
    fn take(&self, tx: &mut Tx<'_>, lane: Lane) -> Result<Vec<Row>, Refusal> {
        let now = tx.now();
        let most = relay::allowance(tx.db(), now)?;
        if most == 0 {
            return Ok(Vec::new());
        }
        let rows = claiming::claim(tx, lane, &self.postman.name, &self.postman.rules, most)?;
        if !rows.is_empty() && !relay::take_turn(tx)? {
            claiming::release(tx, &rows)?;
            return Ok(Vec::new());
        }
        Ok(rows)
    }

    fn hang_up(&mut self) {
        if let Some(line) = self.line.take() {
            line.quit();
        }
        self.used = 0;
    }

    /// The connection, opened where there is none.
    fn line(&mut self) -> Result<&mut Line, String> {
        if self.used >= A_LINE || self.line.as_ref().is_some_and(Line::is_broken) {
            self.hang_up();
        }
        self.used += 1;
        match &mut self.line {
            Some(line) => Ok(line),
            none => Ok(none.insert(self.postman.transport.line()?)),
        }
    }

    /// One mail; says how its sending ended, if it was to leave.
    fn deliver(&mut self, row: &Row) -> Result<Option<Sent>, Refusal> {
        let (app, postman) = (self.app, self.postman);
        let rules = &postman.rules;
        if let Err(why) = self.line() {
            self.line = None;
            app.database.write_here(|tx| postpone(tx, row, rules, (Trouble::Unreachable, None, &why)))?;
            return Ok(Some(counted(Sent::Lost(why))));
        }
        let written = match self.write_down(row) {
            Ok(written) => written,
            // The engine refused something: another day, maybe.
            Err(Refusal::Broken(why)) if why.starts_with("database") => {
                app.database.write_here(|tx| postpone(tx, row, rules, (Trouble::Unwritable, None, &why)))?;
                return Ok(Some(counted(Sent::Later { code: None, why })));
            }
            Err(Refusal::Broken(why)) => {
                app.database.write_here(|tx| bury(tx, row, (Trouble::Unwritable, None, &why)))?;
                return Ok(Some(counted(Sent::Never { code: None, why })));
            }
            // What it was about is gone.
            Err(Refusal::NotFound) => {
                app.database.write_here(|tx| end(tx, row))?;
                return Ok(None);
            }
            Err(refusal) => return Err(refusal),
        };
        let (Some(written), Ok(line)) = (written, self.line()) else { return Ok(None) };
        let name = format!("{}-{}", app.database.now().instant().strftime("%Y%m%dT%H%M%SZ"), row.id);
        let outcome = line.send(&postman.envelope_from(app, row.id), &written.to, &written.bytes, &name);
        stops::at("answered");
        app.database.write_here(|tx| settle(tx, row, &outcome, rules))?;
        Ok(Some(counted(outcome)))
    }
}

impl Round<'_> {
    /// Written down as far as this worker still holds it; bytes whose answer was lost are sent again unchanged.
    fn write_down(&self, row: &Row) -> Result<Option<Written>, Refusal> {
        let (app, postman, database) = (self.app, self.postman, &self.app.database);
        let message: Message =
            serde_json::from_str(&row.payload).map_err(|error| Refusal::Broken(error.to_string()))?;
        if let Some(bytes) = &row.rendered {
            return self.again(row, &message, bytes);
        }
        let (letter, community) = match database.read_here(|db| turn(db, self, row, &message))? {
            Turn::Now(letter, community) => (letter, community),
            Turn::Later(next) => return database.write_here(|tx| put_back(tx, row, next)).map(|()| None),
            Turn::Over => {
                database.write_here(|tx| if end(tx, row)? { message.is_dropped(tx) } else { Ok(()) })?;
                return Ok(None);
            }
        };
        let message_id = row.message_id.clone().unwrap_or_else(|| {
            format!("<{}-{}@{}>", row.id, &tokens::random_token()[..10], compose::domain(&app.base_url))
        });
        let reply_to = postman.answered_at(app, row.member, &letter);
        let organiser = postman.organiser_of(app, row.member, &letter);
        let sheet = compose::Sheet { letter: &letter, message_id: &message_id, reply_to, organiser };
        let bytes = compose::written(app, &postman.from, &sheet, &community, database.now())?.bytes;
        let begins = database
            .write_here(|tx| self.begin(tx, row, (&message, &*letter), (bytes.as_slice(), message_id.as_str())))?;
        Ok(begins.then(|| Written { to: letter.to.clone(), bytes }))
    }

    /// The same bytes once more.
    fn again(&self, row: &Row, message: &Message, bytes: &[u8]) -> Result<Option<Written>, Refusal> {
        let database = &self.app.database;
        if message.is_outlived(row.posted_at, database.now()) {
            return database.write_here(|tx| end(tx, row)).map(|_| None);
        }
        metrics::counter!("cercles_mails_repeated_total").increment(1);
        let message_id = row.message_id.clone().unwrap_or_default();
        let mine = database.write_here(|tx| start(tx, self.postman, row, (bytes, message_id.as_str()), 1))?;
        Ok(mine.then(|| Written { to: address_in(bytes), bytes: bytes.to_vec() }))
    }

    /// It begins to leave, if this worker still holds it, its domain's turn has come and it still may.
    fn begin(
        &self,
        tx: &mut Tx<'_>,
        row: &Row,
        (message, letter): (&Message, &Letter),
        written: (&[u8], &str),
    ) -> Result<bool, Refusal> {
        if row.class != Class::Security
            && let Some(next) = pace::count(tx, &domain(letter), self.postman.rules.per_minute)?
        {
            return put_back(tx, row, next).map(|()| false);
        }
        if !start(tx, self.postman, row, written, 0)? {
            return Ok(false);
        }
        let begins = message.begins(letter, tx)?;
        if !begins {
            end(tx, row)?;
        }
        Ok(begins)
    }
}

fn counted(outcome: Sent) -> Sent {
    metrics::counter!("cercles_mails_total", "result" => outcome.word()).increment(1);
    outcome
}

/// The letter of a mail, as far as it may leave now.
fn turn(db: &mut Db, round: &Round<'_>, row: &Row, message: &Message) -> Result<Turn, Refusal> {
    let (app, now) = (round.app, round.app.database.now());
    if message.is_outlived(row.posted_at, now) || standing::holds_back(db, row.id)? {
        return Ok(Turn::Over);
    }
    let Some(letter) = message.letter(db, now, (&app.base_url, &app.key))? else { return Ok(Turn::Over) };
    if row.class != Class::Security
        && let Some(next) = pace::full(db, &domain(&letter), round.postman.rules.per_minute, now)?
    {
        return Ok(Turn::Later(next));
    }
    Ok(Turn::Now(Box::new(letter), instance::greeting(db)?.name))
}

fn domain(letter: &Letter) -> String {
    letter.to.rsplit('@').next().unwrap_or_default().to_lowercase()
}

/// It is on its way from now on, if this worker still holds it.
fn start(
    tx: &mut Tx<'_>,
    postman: &Postman,
    row: &Row,
    (bytes, message_id): (&[u8], &str),
    copies: i32,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let started = diesel::update(outbox::table.find(row.id))
        .filter(outbox::fence.eq(row.fence).and(outbox::state.eq(State::Claimed)))
        .set((
            outbox::state.eq(State::Sending),
            outbox::smtp_started_at.eq(now),
            outbox::lease_until.eq(now.plus_seconds(postman.rules.lease)),
            outbox::rendered.eq(bytes),
            outbox::message_id.eq(message_id),
            outbox::copies.eq(row.copies + copies),
        ))
        .execute(tx.db())?;
    Ok(started == 1)
}

/// It waits for its moment.
fn put_back(tx: &mut Tx<'_>, row: &Row, next: Moment) -> Result<(), Refusal> {
    diesel::update(outbox::table.find(row.id).filter(outbox::fence.eq(row.fence)))
        .set((outbox::state.eq(State::Pending), outbox::not_before.eq(next)))
        .execute(tx.db())?;
    Ok(())
}

/// It must not leave any more; says whether this worker still held it.
fn end(tx: &mut Tx<'_>, row: &Row) -> Result<bool, Refusal> {
    let ended = diesel::update(outbox::table.find(row.id).filter(outbox::fence.eq(row.fence)))
        .set((outbox::state.eq(State::Suppressed), outbox::done_at.eq(tx.now()), outbox::rendered.eq(None::<Vec<u8>>)))
        .execute(tx.db())?;
    Ok(ended == 1)
}

/// The address of a mail written earlier.
fn address_in(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(bytes);
    let line = head.lines().find_map(|line| line.strip_prefix("To: ")).unwrap_or("");
    line.rsplit('<').next().unwrap_or(line).trim_end_matches(['>', '\r']).to_owned()
}
