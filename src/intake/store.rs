//! SQL of incoming mail: kept before it is acknowledged, taken by one worker, settled once.

use diesel::prelude::*;

use super::{Envelope, Outcome, Reason, Sort, Verdict};
use crate::db::ids::{IncomingId, MailId, MemberId};
use crate::db::schema::{charter_acceptances, charters, incoming_mails, members, outbox};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// A mail whose reader died is read again after so many seconds.
const AGAIN: i64 = 10 * 60;

/// Keeps a mail; a second one with the same mark is the same mail. Says whether it was new.
pub(super) fn insert(tx: &mut Tx<'_>, once: &str, envelope: &Envelope, bytes: &[u8]) -> Result<bool, Refusal> {
    let now = tx.now();
    let row = (
        incoming_mails::id.eq(IncomingId(tx.id())),
        incoming_mails::once.eq(once),
        incoming_mails::envelope_from.eq(envelope.from.as_deref()),
        incoming_mails::envelope_to.eq(&envelope.to),
        incoming_mails::size.eq(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        incoming_mails::raw.eq(bytes),
        incoming_mails::state.eq(Outcome::Waiting),
        incoming_mails::sender.eq(""),
        incoming_mails::subject.eq(""),
        incoming_mails::attempt.eq(0),
        incoming_mails::not_before.eq(now),
        incoming_mails::received_at.eq(now),
    );
    let kept = on_each_backend!(tx.db(), conn => diesel::insert_into(incoming_mails::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(kept == 1)
}

/// How many mails wait to be read.
pub(super) fn waiting(db: &mut Db) -> Result<i64, Refusal> {
    Ok(incoming_mails::table.filter(incoming_mails::state.eq(Outcome::Waiting)).count().get_result(db)?)
}

/// A mail to read.
#[derive(Queryable)]
pub(super) struct Waiting {
    pub(super) id: IncomingId,
    pub(super) envelope_from: Option<String>,
    pub(super) envelope_to: String,
    pub(super) raw: Option<Vec<u8>>,
    pub(super) attempt: i32,
}

/// Takes the mail that has waited longest, for a while; two workers never read the same one at once.
pub(super) fn take(tx: &mut Tx<'_>) -> Result<Option<Waiting>, Refusal> {
    let now = tx.now();
    let due: Option<(IncomingId, i32)> = incoming_mails::table
        .filter(incoming_mails::state.eq(Outcome::Waiting))
        .filter(incoming_mails::not_before.le(now))
        .order((incoming_mails::not_before.asc(), incoming_mails::id.asc()))
        .select((incoming_mails::id, incoming_mails::attempt))
        .first(tx.db())
        .optional()?;
    let Some((id, attempt)) = due else { return Ok(None) };
    let taken = diesel::update(incoming_mails::table.find(id))
        .filter(incoming_mails::state.eq(Outcome::Waiting))
        .filter(incoming_mails::attempt.eq(attempt))
        .set((incoming_mails::attempt.eq(attempt + 1), incoming_mails::not_before.eq(now.plus_seconds(AGAIN))))
        .execute(tx.db())?;
    if taken == 0 {
        return Ok(None);
    }
    let row = incoming_mails::table.find(id).select((
        incoming_mails::id,
        incoming_mails::envelope_from,
        incoming_mails::envelope_to,
        incoming_mails::raw,
        incoming_mails::attempt,
    ));
    Ok(Some(row.first(tx.db())?))
}

/// Puts a mail back for later; it was not its fault.
pub(super) fn put_back(tx: &mut Tx<'_>, id: IncomingId, seconds: i64) -> Result<(), Refusal> {
    let later = tx.now().plus_seconds(seconds);
    diesel::update(incoming_mails::table.find(id))
        .filter(incoming_mails::state.eq(Outcome::Waiting))
        .set((incoming_mails::not_before.eq(later), incoming_mails::attempt.eq(0)))
        .execute(tx.db())?;
    Ok(())
}

/// What became of a mail, once: false when somebody settled it before. Its bytes are kept only where somebody may look
/// at them.
pub(super) fn settle(tx: &mut Tx<'_>, id: IncomingId, verdict: &Verdict) -> Result<bool, Refusal> {
    let now = tx.now();
    let mine = incoming_mails::table.find(id).filter(incoming_mails::state.eq(Outcome::Waiting));
    let settled = diesel::update(mine)
        .set((
            incoming_mails::state.eq(verdict.outcome),
            incoming_mails::kind.eq(verdict.sort),
            incoming_mails::reason.eq(verdict.reason),
            incoming_mails::member_id.eq(verdict.member),
            incoming_mails::sender.eq(&verdict.sender),
            incoming_mails::subject.eq(&verdict.subject),
            incoming_mails::said.eq(verdict.said.as_deref()),
            incoming_mails::raw.eq(verdict.raw.as_deref()),
            incoming_mails::done_at.eq(now),
        ))
        .execute(tx.db())?;
    Ok(settled == 1)
}

/// What is known of a member before their reply is believed.
#[derive(Queryable)]
pub(super) struct Author {
    pub(super) email_key: String,
    active: String,
    pub(super) charter_accepted: bool,
}

/// The account a reply address belongs to, if it is in use.
pub(super) fn author(db: &mut Db, member: MemberId) -> Result<Option<Author>, Refusal> {
    let current = charters::table.select(diesel::dsl::max(charters::id)).single_value();
    let accepted = diesel::dsl::exists(
        charter_acceptances::table
            .filter(charter_acceptances::member_id.eq(members::id))
            .filter(charter_acceptances::charter_id.nullable().eq(current)),
    );
    let found: Option<Author> =
        members::table.find(member).select((members::email_key, members::state, accepted)).first(db).optional()?;
    Ok(found.filter(|found| found.active == AccountState::Active.word()))
}

/// To whom a mail of ours went, and when it was posted.
pub(super) fn sent_to(db: &mut Db, mail: MailId) -> Result<Option<(MemberId, Moment)>, Refusal> {
    let found: Option<(Option<MemberId>, Moment)> =
        outbox::table.find(mail).select((outbox::member_id, outbox::created_at)).first(db).optional()?;
    Ok(found.and_then(|(member, posted)| member.map(|member| (member, posted))))
}

/// A reply that was refused.
#[derive(Queryable)]
pub(super) struct Refused {
    pub(super) member: Option<MemberId>,
    pub(super) reason: Option<Reason>,
    pub(super) subject: String,
    pub(super) said: Option<String>,
    pub(super) envelope_to: String,
}

/// Why a reply was refused, whose it was, and what it said, for the letter that explains it.
pub(super) fn refused(db: &mut Db, id: IncomingId) -> Result<Option<Refused>, Refusal> {
    let columns = (
        incoming_mails::member_id,
        incoming_mails::reason,
        incoming_mails::subject,
        incoming_mails::said,
        incoming_mails::envelope_to,
    );
    Ok(incoming_mails::table.find(id).select(columns).first(db).optional()?)
}

/// A mail nobody could place, as the list shows it.
#[derive(Clone, Debug, Queryable)]
pub struct Unplaced {
    /// Its id.
    pub id: IncomingId,
    /// When it came.
    pub received_at: Moment,
    /// Who wrote it.
    pub sender: String,
    /// To which address.
    pub envelope_to: String,
    /// Its subject.
    pub subject: String,
    /// What it is.
    pub kind: Option<Sort>,
    /// Why it found no place.
    pub reason: Option<Reason>,
}

const UNPLACED: (
    incoming_mails::id,
    incoming_mails::received_at,
    incoming_mails::sender,
    incoming_mails::envelope_to,
    incoming_mails::subject,
    incoming_mails::kind,
    incoming_mails::reason,
) = (
    incoming_mails::id,
    incoming_mails::received_at,
    incoming_mails::sender,
    incoming_mails::envelope_to,
    incoming_mails::subject,
    incoming_mails::kind,
    incoming_mails::reason,
);

/// Mails nobody could place, the newest first.
pub(super) fn unplaced(db: &mut Db, before: Option<IncomingId>, most: i64) -> Result<Vec<Unplaced>, Refusal> {
    Ok(incoming_mails::table
        .filter(incoming_mails::state.eq(Outcome::Unplaced))
        .filter(incoming_mails::id.lt(before.unwrap_or(IncomingId(i64::MAX))))
        .order(incoming_mails::id.desc())
        .limit(most)
        .select(UNPLACED)
        .load(db)?)
}

/// One of them, with its bytes.
pub(super) fn one_unplaced(db: &mut Db, id: IncomingId) -> Result<(Unplaced, Vec<u8>), Refusal> {
    let found: (Unplaced, Option<Vec<u8>>) = incoming_mails::table
        .find(id)
        .filter(incoming_mails::state.eq(Outcome::Unplaced))
        .select((UNPLACED, incoming_mails::raw))
        .first(db)?;
    Ok((found.0, found.1.unwrap_or_default()))
}

/// Takes one of them away; false when it is gone already.
pub(super) fn remove_unplaced(tx: &mut Tx<'_>, id: IncomingId) -> Result<bool, Refusal> {
    let mine = incoming_mails::table.find(id).filter(incoming_mails::state.eq(Outcome::Unplaced));
    Ok(diesel::delete(mine).execute(tx.db())? == 1)
}

/// Forgets mails that came before a moment and are settled, and of those nobody could place all but the newest.
pub(super) fn forget(tx: &mut Tx<'_>, before: Moment, most: i64) -> Result<i64, Refusal> {
    let old = incoming_mails::table
        .filter(incoming_mails::state.ne(Outcome::Waiting))
        .filter(incoming_mails::received_at.lt(before));
    let mut gone = diesel::delete(old).execute(tx.db())?;
    let last: Option<IncomingId> = incoming_mails::table
        .filter(incoming_mails::state.eq(Outcome::Unplaced))
        .order(incoming_mails::id.desc())
        .offset(most)
        .select(incoming_mails::id)
        .first(tx.db())
        .optional()?;
    if let Some(last) = last {
        let rest = incoming_mails::table
            .filter(incoming_mails::state.eq(Outcome::Unplaced))
            .filter(incoming_mails::id.le(last));
        gone += diesel::delete(rest).execute(tx.db())?;
    }
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
