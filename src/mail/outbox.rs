//! The outbox: a mail is a row of the act's own transaction, then goes pending → claimed → sending → sent, or back
//! to pending with a growing delay, or dead. Every change of state is one conditional statement on the fence, so
//! that a worker that wakes late changes nothing.

use std::sync::Arc;

use diesel::prelude::*;

use super::compose;
use super::messages::{Class, Message};
use super::transport::{Sent, Transport};
use crate::db::ids::{MailId, MemberId};
use crate::db::schema::outbox;
use crate::db::{Db, Moment, Tx};
use crate::intake::standing;
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::tokens;
use crate::web::App;

/// A claimed mail is its worker's for a quarter of an hour.
const LEASE: i64 = 15 * 60;
/// Mails taken in one run of the job at most.
const BATCH: i64 = 50;
/// Waits after each failure, in seconds: 1, 5, 15, 60 min, 4, 12, 24, 24, 24 h; then the mail is dead.
const WAITS: &[i64] = &[60, 300, 900, 3_600, 14_400, 43_200, 86_400, 86_400, 86_400];

/// Sends what the outbox holds.
#[derive(Clone)]
pub struct Postman {
    /// Where to.
    pub transport: Transport,
    /// From whom.
    pub from: lettre::Address,
    /// This worker's name in leases.
    pub name: String,
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
        outbox::state.eq("pending"),
        outbox::attempt.eq(0),
        outbox::fence.eq(0),
        outbox::created_at.eq(tx.now()),
    );
    let posted = on_each_backend!(tx.db(), conn => diesel::insert_into(outbox::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
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
                outbox::state.eq("pending"),
                outbox::attempt.eq(0),
                outbox::fence.eq(0),
                outbox::created_at.eq(tx.now()),
            ));
        }
        on_each_backend!(tx.db(), conn => diesel::insert_into(outbox::table).values(rows).execute(conn))?;
    }
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
        .filter(outbox::state.eq_any(["pending", "claimed"]))
        .set((outbox::state.eq("suppressed"), outbox::fence.eq(outbox::fence + 1), outbox::done_at.eq(now)))
        .execute(tx.db())?;
    Ok(())
}

#[derive(Clone, Queryable)]
struct Row {
    id: MailId,
    payload: String,
    attempt: i32,
    fence: i32,
    rendered: Option<Vec<u8>>,
    message_id: Option<String>,
}

const ROW: (outbox::id, outbox::payload, outbox::attempt, outbox::fence, outbox::rendered, outbox::message_id) =
    (outbox::id, outbox::payload, outbox::attempt, outbox::fence, outbox::rendered, outbox::message_id);

/// Sends everything due; returns how many mails left.
///
/// # Errors
/// What the database says.
pub fn run(app: &Arc<App>, postman: &Postman) -> Result<i64, Refusal> {
    let mut sent = 0;
    loop {
        let claimed = app.database.write_here(|tx| claim(tx, &postman.name))?;
        if claimed.is_empty() {
            return Ok(sent);
        }
        for row in claimed {
            sent += i64::from(deliver(app, postman, &row)?);
        }
    }
}

/// Takes due mails, security first, and mails whose worker died.
fn claim(tx: &mut Tx<'_>, worker: &str) -> Result<Vec<Row>, Refusal> {
    let now = tx.now();
    let abandoned = outbox::state.eq_any(["claimed", "sending"]).and(outbox::lease_until.lt(now));
    let candidates: Vec<(MailId, i32)> = outbox::table
        .filter(outbox::state.eq("pending").and(outbox::not_before.le(now)).or(abandoned.assume_not_null()))
        .order((outbox::class.ne(Class::Security), outbox::not_before.asc(), outbox::id.asc()))
        .limit(BATCH)
        .select((outbox::id, outbox::fence))
        .load(tx.db())?;
    let mut claimed = Vec::new();
    for (id, fence) in candidates {
        let taken = diesel::update(outbox::table.find(id).filter(outbox::fence.eq(fence)))
            .set((
                outbox::state.eq("claimed"),
                outbox::lease_owner.eq(worker),
                outbox::lease_until.eq(now.plus_seconds(LEASE)),
                outbox::fence.eq(fence + 1),
            ))
            .execute(tx.db())?;
        if taken == 1 {
            claimed.push(id);
        }
    }
    Ok(outbox::table.filter(outbox::id.eq_any(claimed)).order(outbox::id.asc()).select(ROW).load(tx.db())?)
}

/// One mail: written down and committed as sending before the first byte leaves. Says whether it left.
fn deliver(app: &Arc<App>, postman: &Postman, row: &Row) -> Result<bool, Refusal> {
    let written = app.database.write_here(|tx| write_down(app, postman, row, tx))?;
    let Some((to, bytes, message_id)) = written else { return Ok(false) };
    let outcome = postman.transport.send(&postman.from, &to, &bytes, &file_name(app.database.now(), row.id));
    app.database.write_here(|tx| settle(tx, row, &outcome, &message_id))?;
    metrics::counter!("cercles_mails_total", "result" => match outcome {
        Sent::Yes => "sent",
        Sent::Later(_) => "later",
        Sent::Never(_) => "dead",
    })
    .increment(1);
    Ok(matches!(outcome, Sent::Yes))
}

fn file_name(now: Moment, id: MailId) -> String {
    format!("{}-{id}", now.instant().strftime("%Y%m%dT%H%M%SZ"))
}

type Written = Option<(String, Vec<u8>, String)>;

/// Renders with the rights and words of now; bytes written by a worker that died are sent again unchanged.
fn write_down(app: &Arc<App>, postman: &Postman, row: &Row, tx: &mut Tx<'_>) -> Result<Written, Refusal> {
    let mine = outbox::table.find(row.id).filter(outbox::fence.eq(row.fence));
    let (to, bytes, message_id) = match (&row.rendered, &row.message_id) {
        (Some(bytes), Some(message_id)) => {
            metrics::counter!("cercles_mails_repeated_total").increment(1);
            (address_in(bytes), bytes.clone(), message_id.clone())
        }
        _ => {
            let message: Message =
                serde_json::from_str(&row.payload).map_err(|error| Refusal::Broken(error.to_string()))?;
            let held = standing::holds_back(tx.db(), row.id)?;
            let letter = if held { None } else { message.letter(tx, &app.base_url)? };
            let Some(letter) = letter else {
                diesel::update(mine)
                    .set((outbox::state.eq("suppressed"), outbox::done_at.eq(tx.now())))
                    .execute(tx.db())?;
                return Ok(None);
            };
            let message_id =
                format!("<{}-{}@{}>", row.id, &tokens::random_token()[..10], compose::domain(&app.base_url));
            let bytes = compose::compose(app, postman, &letter, &message_id, tx)?;
            (letter.to, bytes, message_id)
        }
    };
    let started = diesel::update(mine)
        .set((
            outbox::state.eq("sending"),
            outbox::smtp_started_at.eq(tx.now()),
            outbox::rendered.eq(&bytes),
            outbox::message_id.eq(&message_id),
        ))
        .execute(tx.db())?;
    Ok((started == 1).then_some((to, bytes, message_id)))
}

/// The address of a mail written earlier.
fn address_in(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(bytes);
    let line = head.lines().find_map(|line| line.strip_prefix("To: ")).unwrap_or("");
    line.rsplit('<').next().unwrap_or(line).trim_end_matches(['>', '\r']).to_owned()
}

/// How the sending ended; the bytes, which may hold a secret link, are forgotten once they left.
fn settle(tx: &mut Tx<'_>, row: &Row, outcome: &Sent, message_id: &str) -> Result<(), Refusal> {
    let now = tx.now();
    let mine = outbox::table.find(row.id).filter(outbox::fence.eq(row.fence)).filter(outbox::state.eq("sending"));
    let cut = |why: &str| why.chars().take(500).collect::<String>();
    match outcome {
        Sent::Yes => {
            diesel::update(mine)
                .set((
                    outbox::state.eq("sent"),
                    outbox::done_at.eq(now),
                    outbox::rendered.eq(None::<Vec<u8>>),
                    outbox::last_error.eq(None::<String>),
                ))
                .execute(tx.db())?;
        }
        Sent::Later(why) if WAITS.get(usize::try_from(row.attempt).unwrap_or(0)).is_some() => {
            let wait = WAITS[usize::try_from(row.attempt).unwrap_or(0)];
            // Twenty per cent either way, so that a server that comes back is not hit by all at once.
            let jitter = wait * (row.id.0 % 41 - 20) / 100;
            diesel::update(mine)
                .set((
                    outbox::state.eq("pending"),
                    outbox::attempt.eq(row.attempt + 1),
                    outbox::not_before.eq(now.plus_seconds(wait + jitter)),
                    outbox::rendered.eq(None::<Vec<u8>>),
                    outbox::last_error.eq(cut(why)),
                ))
                .execute(tx.db())?;
            tracing::warn!(mail = %row.id, message_id, "a mail could not leave and waits");
        }
        Sent::Later(why) | Sent::Never(why) => {
            diesel::update(mine)
                .set((
                    outbox::state.eq("dead"),
                    outbox::done_at.eq(now),
                    outbox::rendered.eq(None::<Vec<u8>>),
                    outbox::last_error.eq(cut(why)),
                ))
                .execute(tx.db())?;
            tracing::error!(mail = %row.id, message_id, "a mail will never leave");
        }
    }
    Ok(())
}

/// Mails by state, and the age in seconds of the oldest that waits (figures).
///
/// # Errors
/// What the database says.
pub fn figures(db: &mut Db, now: Moment) -> Result<(Vec<(String, i64)>, i64), Refusal> {
    let by_state = outbox::table.group_by(outbox::state).select((outbox::state, diesel::dsl::count_star())).load(db)?;
    let oldest: Option<Moment> =
        outbox::table.filter(outbox::state.eq("pending")).select(diesel::dsl::min(outbox::not_before)).first(db)?;
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
