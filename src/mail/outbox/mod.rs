//! The outbox: a mail is a row of the act's own transaction. It goes pending → claimed → sending → sent, back to pending
//! with a growing delay, or dead; when its answer may have been lost it is unknown, and the same bytes go again as its
//! class allows. Every change of state is one conditional statement on the fence, so that a worker that wakes late
//! changes nothing.

mod claiming;
mod delivery;
mod pace;
mod relay;
pub mod rescue;
mod settling;

use diesel::prelude::*;
use tokio::sync::watch::Receiver;

use super::addresses;
use super::messages::{Class, Letter, Message};
use super::stops;
use super::transport::Transport;
use crate::db::ids::{MailId, MemberId};
use crate::db::schema::outbox;
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::web::App;

pub use delivery::{run_others, run_security};

crate::vocabulary! {
    /// Where a mail stands.
    State {
        /// It waits for its moment.
        Pending = "pending",
        /// A worker holds it.
        Claimed = "claimed",
        /// It is on its way: written down before its first byte leaves.
        Sending = "sending",
        /// Whether it arrived is not known: the answer may have been lost (RFC 5321 §6.1, RFC 1047).
        Unknown = "unknown",
        /// It was accepted.
        Sent = "sent",
        /// It must not leave any more.
        Suppressed = "suppressed",
        /// It will not leave unless somebody sends it again.
        Dead = "dead",
    }
}

crate::vocabulary! {
    /// Why a mail did not leave at its last try.
    Trouble {
        /// The relay could not be reached, or stopped answering before the end of the mail.
        Unreachable = "unreachable",
        /// The relay said: not now (4xx).
        Postponed = "postponed",
        /// The relay said: never (5xx).
        Refused = "refused",
        /// The relay had all of it and gave no answer.
        Unanswered = "unanswered",
        /// It could not be written: a wrong address, mostly.
        Unwritable = "unwritable",
    }
}

/// How workers behave (`[mail]` in the settings).
#[derive(Clone, Debug)]
pub struct Rules {
    /// A claimed mail is its worker's for so many seconds.
    pub lease: i64,
    /// Waits after each failure, in seconds; after the last the mail is dead.
    pub waits: Vec<i64>,
    /// Mails a minute to one domain at most, security mail aside; 0: no limit.
    pub per_minute: i64,
    /// Whether what comes back and what is answered can be read.
    pub hears: bool,
}

impl Default for Rules {
    /// Waits of 1, 5, 15, 60 min, 4, 12, 24, 24, 24 h: about four days (RFC 5321 §4.5.4.1).
    fn default() -> Self {
        let waits = vec![60, 300, 900, 3_600, 14_400, 43_200, 86_400, 86_400, 86_400];
        Self { lease: 15 * 60, waits, per_minute: 60, hears: false }
    }
}

/// Sends what the outbox holds.
#[derive(Clone)]
pub struct Postman {
    /// Where to.
    pub transport: Transport,
    /// From whom.
    pub from: lettre::Address,
    /// This worker's name in leases.
    pub name: String,
    /// How it behaves.
    pub rules: Rules,
    /// Says that the process is to end; without it, a round ends when nothing is due.
    pub stop: Option<Receiver<bool>>,
}

impl Postman {
    /// Whether no other mail is to leave: what is queued waits for the next process.
    pub(super) fn is_stopping(&self) -> bool {
        self.stop.as_ref().is_some_and(|stop| *stop.borrow())
    }

    /// The sender a relay is told of a mail: where its bounces go (RFC 5321 §4.4).
    pub(super) fn envelope_from(&self, app: &App, mail: MailId) -> lettre::Address {
        let returned = addresses::return_path(&app.key, mail, self.from.domain());
        returned.parse().ok().filter(|_| self.rules.hears).unwrap_or_else(|| self.from.clone())
    }

    /// Where a member answers a letter about one conversation, or a body a referral, when answers can be read.
    pub(super) fn answered_at(&self, app: &App, member: Option<MemberId>, letter: &Letter) -> Option<String> {
        if let Some((referral, generation)) = letter.topic.referral.filter(|_| self.rules.hears) {
            return Some(addresses::referral_address(&app.key, referral, generation, self.from.domain()));
        }
        let (member, thread) = member.zip(letter.topic.thread).filter(|_| self.rules.hears)?;
        Some(addresses::reply_address(&app.key, member, thread, self.from.domain()))
    }
}

impl Postman {
    /// Who calendars take for the organiser of a meeting: the address their answers are read at, when they can be.
    pub(super) fn organiser_of(&self, app: &App, member: Option<MemberId>, letter: &Letter) -> (String, bool) {
        let asked = letter.calendar.as_ref().map(|invitation| invitation.meeting()).zip(member);
        match asked.filter(|_| self.rules.hears) {
            Some((meeting, member)) => {
                (addresses::calendar_address(&app.key, meeting, member, self.from.domain()), true)
            }
            None => (self.from.to_string(), false),
        }
    }
}

/// Posts a mail, due now; a second one with the same key is the same mail. Says whether it was new.
///
/// # Errors
/// What the database says.
pub fn post(tx: &mut Tx<'_>, member: Option<MemberId>, key: &str, message: &Message) -> Result<bool, Refusal> {
    let due = tx.now();
    post_at(tx, member, key, message, due)
}

/// Posts a mail due at a moment.
///
/// # Errors
/// What the database says.
pub fn post_at(
    tx: &mut Tx<'_>,
    member: Option<MemberId>,
    key: &str,
    message: &Message,
    due: Moment,
) -> Result<bool, Refusal> {
    let payload = serde_json::to_string(message).map_err(|error| Refusal::Broken(error.to_string()))?;
    let row = (
        outbox::id.eq(MailId(tx.id())),
        outbox::class.eq(message.class()),
        outbox::dedup_key.eq(key),
        outbox::member_id.eq(member),
        outbox::payload.eq(payload),
        outbox::not_before.eq(due),
        outbox::state.eq(State::Pending),
        outbox::attempt.eq(0),
        outbox::fence.eq(0),
        outbox::created_at.eq(tx.now()),
    );
    let posted = on_each_backend!(tx.db(), conn => diesel::insert_into(outbox::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    stops::at("posted");
    Ok(posted == 1)
}

/// A mail to post with others.
#[derive(Clone, Debug)]
pub struct Posting {
    /// To whom.
    pub member: Option<MemberId>,
    /// Its key: a second one with the same is the same mail.
    pub key: String,
    /// What it says.
    pub message: Message,
    /// When it is due.
    pub due: Moment,
}

/// Posts mails with keys never used before, some hundreds in a statement.
///
/// # Errors
/// What the database says.
pub fn post_all(tx: &mut Tx<'_>, postings: &[Posting]) -> Result<(), Refusal> {
    for chunk in postings.chunks(500) {
        let mut rows = Vec::with_capacity(chunk.len());
        for posting in chunk {
            let payload =
                serde_json::to_string(&posting.message).map_err(|error| Refusal::Broken(error.to_string()))?;
            rows.push((
                outbox::id.eq(MailId(tx.id())),
                outbox::class.eq(posting.message.class()),
                outbox::dedup_key.eq(&posting.key),
                outbox::member_id.eq(posting.member),
                outbox::payload.eq(payload),
                outbox::not_before.eq(posting.due),
                outbox::state.eq(State::Pending),
                outbox::attempt.eq(0),
                outbox::fence.eq(0),
                outbox::created_at.eq(tx.now()),
            ));
        }
        on_each_backend!(tx.db(), conn => diesel::insert_into(outbox::table).values(rows).execute(conn))?;
    }
    stops::at("posted");
    Ok(())
}

/// Takes back mails that have not left: those whose key starts so. A worker that holds one finds it taken.
///
/// # Errors
/// What the database says.
pub fn withdraw(tx: &mut Tx<'_>, key_start: &str) -> Result<(), Refusal> {
    let pattern = format!("{}%", key_start.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let now = tx.now();
    diesel::update(outbox::table)
        .filter(outbox::dedup_key.like(pattern).escape('\\'))
        .filter(outbox::state.eq_any([State::Pending, State::Claimed, State::Unknown]))
        .set((
            outbox::state.eq(State::Suppressed),
            outbox::fence.eq(outbox::fence + 1),
            outbox::rendered.eq(None::<Vec<u8>>),
            outbox::done_at.eq(now),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// Mails by state, and the age in seconds of the oldest that waits (figures).
///
/// # Errors
/// What the database says.
pub fn figures(db: &mut Db, now: Moment) -> Result<(Vec<(String, i64)>, i64), Refusal> {
    let by_state = outbox::table.group_by(outbox::state).select((outbox::state, diesel::dsl::count_star())).load(db)?;
    let oldest: Option<Moment> = outbox::table
        .filter(outbox::state.eq(State::Pending))
        .select(diesel::dsl::min(outbox::not_before))
        .first(db)?;
    Ok((by_state, oldest.map_or(0, |oldest| now.seconds_since(oldest).max(0))))
}

/// What became of a mail.
#[derive(Clone, Debug, Queryable)]
pub struct Fate {
    /// Its state, in a word.
    pub state: String,
    /// When it was posted.
    pub created_at: Moment,
    /// When it is tried next.
    pub not_before: Moment,
    /// When it left or was given up.
    pub done_at: Option<Moment>,
    /// What the last failure said.
    pub last_error: Option<String>,
}

impl Fate {
    /// It left.
    pub fn left(&self) -> bool {
        self.state == "sent"
    }

    /// It will never leave.
    pub fn is_lost(&self) -> bool {
        self.state == "dead" || self.state == "suppressed"
    }
}

/// The key of a mail.
///
/// # Errors
/// What the database says.
pub fn key_of(db: &mut Db, mail: MailId) -> Result<Option<String>, Refusal> {
    Ok(outbox::table.find(mail).select(outbox::dedup_key).first(db).optional()?)
}

/// The mails under keys that start so, posted since a moment, that will never leave.
///
/// # Errors
/// What the database says.
pub fn dead_since(db: &mut Db, key_start: &str, since: Moment) -> Result<Vec<(MailId, String)>, Refusal> {
    Ok(outbox::table
        .filter(outbox::state.eq(State::Dead))
        .filter(outbox::id.ge(MailId(crate::db::ids::first_at(since.millis()))))
        .filter(outbox::dedup_key.like(format!("{key_start}%")))
        .select((outbox::id, outbox::dedup_key))
        .load(db)?)
}

/// The last mail posted under keys that start so (letters, digits and `:` only).
///
/// # Errors
/// What the database says.
pub fn latest(db: &mut Db, key_start: &str) -> Result<Option<Fate>, Refusal> {
    Ok(outbox::table
        .filter(outbox::dedup_key.like(format!("{key_start}%")))
        .order(outbox::id.desc())
        .select((outbox::state, outbox::created_at, outbox::not_before, outbox::done_at, outbox::last_error))
        .first(db)
        .optional()?)
}
