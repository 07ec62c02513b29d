//! Sending what is due: a connection is opened before a mail is written down, each mail is written down and committed
//! before its first byte leaves, and settled before the next.

use std::sync::Arc;

use diesel::prelude::*;

use super::super::messages::Message;
use super::super::transport::{Line, Sent};
use super::super::{compose, stops};
use super::claiming::{self, Lane, Row};
use super::settling::{bury, postpone, settle};
use super::{Class, Postman, State, Trouble, pace, relay};
use crate::db::Tx;
use crate::db::schema::outbox;
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
                match self.deliver(row)? {
                    Some(Sent::Yes) => sent += 1,
                    Some(Sent::Lost(_)) if self.app.database.write_here(relay::failed)? => {
                        self.app.database.write_here(|tx| claiming::release(tx, &rows[at + 1..]))?;
                        self.hang_up();
                        return Ok(sent);
                    }
                    _ => {}
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
        let written = match app.database.write_here(|tx| write_down(app, postman, row, tx)) {
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
                app.database.write_here(|tx| end(tx, row, State::Suppressed))?;
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

fn counted(outcome: Sent) -> Sent {
    metrics::counter!("cercles_mails_total", "result" => outcome.word()).increment(1);
    outcome
}

/// Renders with the rights and words of now; bytes whose answer was lost are sent again unchanged.
fn write_down(app: &Arc<App>, postman: &Postman, row: &Row, tx: &mut Tx<'_>) -> Result<Option<Written>, Refusal> {
    if let Some(bytes) = &row.rendered {
        metrics::counter!("cercles_mails_repeated_total").increment(1);
        let written = Written { to: address_in(bytes), bytes: bytes.clone() };
        let message_id = row.message_id.clone().unwrap_or_default();
        return start(tx, postman, row, (&written.bytes, &message_id), 1).map(|mine| mine.then_some(written));
    }
    let message: Message = serde_json::from_str(&row.payload).map_err(|error| Refusal::Broken(error.to_string()))?;
    let held = standing::holds_back(tx.db(), row.id)?;
    let letter = if held { None } else { message.letter(tx, &app.base_url, &app.key)? };
    let Some(letter) = letter else {
        end(tx, row, State::Suppressed)?;
        return Ok(None);
    };
    if row.class != Class::Security {
        let domain = letter.to.rsplit('@').next().unwrap_or_default().to_lowercase();
        if let Some(next) = pace::count(tx, &domain, postman.rules.per_minute)? {
            diesel::update(outbox::table.find(row.id).filter(outbox::fence.eq(row.fence)))
                .set((outbox::state.eq(State::Pending), outbox::not_before.eq(next)))
                .execute(tx.db())?;
            return Ok(None);
        }
    }
    let message_id = row.message_id.clone().unwrap_or_else(|| {
        format!("<{}-{}@{}>", row.id, &tokens::random_token()[..10], compose::domain(&app.base_url))
    });
    let sheet = compose::Sheet {
        letter: &letter,
        message_id: &message_id,
        list: message.list(),
        reply_to: postman.answered_at(app, row.member, &letter),
    };
    let bytes = compose::compose(app, postman, &sheet, tx)?;
    let mine = start(tx, postman, row, (&bytes, &message_id), 0)?;
    Ok(mine.then_some(Written { to: letter.to, bytes }))
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

fn end(tx: &mut Tx<'_>, row: &Row, state: State) -> Result<(), Refusal> {
    diesel::update(outbox::table.find(row.id).filter(outbox::fence.eq(row.fence)))
        .set((outbox::state.eq(state), outbox::done_at.eq(tx.now())))
        .execute(tx.db())?;
    Ok(())
}

/// The address of a mail written earlier.
fn address_in(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(bytes);
    let line = head.lines().find_map(|line| line.strip_prefix("To: ")).unwrap_or("");
    line.rsplit('<').next().unwrap_or(line).trim_end_matches(['>', '\r']).to_owned()
}
