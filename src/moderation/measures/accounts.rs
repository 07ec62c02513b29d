//! Accounts closed by an administrator, and opened again: its owner comes in no more, what they wrote stays.

use super::store;
use crate::db::ids::{DecisionId, MemberId};
use crate::db::{Db, Tx};
use crate::mail::{Message, outbox};
use crate::members::{AccountState, account};
use crate::moderation::{self, Decided, DecisionKind, Reason};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;

/// An account, as who may close it sees it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Whether it is closed.
    pub closed: bool,
    /// The measures that closed it, the last first.
    pub before: Vec<super::Sanction>,
}

/// An account that the viewer may close.
///
/// # Errors
/// `Refusal::NotFound` for others than administrators, and for the reserved accounts.
pub fn visible(db: &mut Db, viewer: &Viewer, member: MemberId) -> Result<Account, Refusal> {
    policy::require_or_hide(viewer, &Act::RunInstance)?;
    crate::members::with_a_page(member).ok_or(Refusal::NotFound)?;
    let (given, family, state) = store::account(db, member)?;
    let before = store::of_account(db, member)?;
    Ok(Account { member, name: format!("{given} {family}"), closed: state == AccountState::Closed, before })
}

/// Closes an account: every session, link and pending reset ends in the same transaction; its owner is told by mail.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Forbidden` for one's own; `Refusal::Conflict` when it is closed already.
pub fn close(viewer: &Viewer, account: &Account, reason: &Reason, tx: &mut Tx<'_>) -> Result<DecisionId, Refusal> {
    let me = policy::require(viewer, &Act::CloseAccount(account.member))
        .map_err(|_| Refusal::Forbidden("measure-oneself"))?;
    if !store::close_account(tx, account.member)? {
        return Err(Refusal::Conflict("account-closed-already"));
    }
    account::lock_out(tx, account.member)?;
    let decided = Decided::of_person(None, DecisionKind::AccountClose, (account.member, me), reason);
    let decision = moderation::decide(tx, &decided)?;
    store::insert(tx, decision, (account.member, None), DecisionKind::AccountClose.word(), (None, None))?;
    tell(tx, account.member, decision)?;
    Ok(decision)
}

/// Puts a closed account in use again, with the places it held.
///
/// # Errors
/// As [`close`].
pub fn reopen(viewer: &Viewer, account: &Account, reason: &Reason, tx: &mut Tx<'_>) -> Result<DecisionId, Refusal> {
    let me = policy::require(viewer, &Act::CloseAccount(account.member))
        .map_err(|_| Refusal::Forbidden("measure-oneself"))?;
    open_again(tx, account.member, me, reason)
}

/// The same, whoever asks: rights are the caller's.
pub(in crate::moderation) fn open_again(
    tx: &mut Tx<'_>,
    member: MemberId,
    me: MemberId,
    reason: &Reason,
) -> Result<DecisionId, Refusal> {
    if !store::reopen_account(tx, member)? {
        return Err(Refusal::Conflict("account-open-already"));
    }
    let closing = store::of_account(tx.db(), member)?;
    for sanction in closing.iter().filter(|one| one.ended_at.is_none()).take(1) {
        super::end(tx, sanction)?;
    }
    let decided = Decided::of_person(None, DecisionKind::AccountReopen, (member, me), reason);
    let decision = moderation::decide(tx, &decided)?;
    tell(tx, member, decision)?;
    Ok(decision)
}

fn tell(tx: &mut Tx<'_>, member: MemberId, decision: DecisionId) -> Result<(), Refusal> {
    let message = Message::AccountDecided { decision: decision.0 };
    outbox::post(tx, Some(member), &format!("account-decided:{decision}"), &message).map(drop)
}

/// What the mail about an account says.
#[derive(Clone, Debug)]
pub struct Told {
    /// Whose account.
    pub member: MemberId,
    /// Whether it was closed, or opened again.
    pub closed: bool,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
}

/// What to tell the owner of an account, unless something else was decided since.
///
/// # Errors
/// `Refusal::NotFound` when there was no such decision.
pub fn told(db: &mut Db, id: DecisionId) -> Result<Option<Told>, Refusal> {
    let decision = moderation::decisions::one(db, id)?;
    let Some(member) = decision.about else { return Ok(None) };
    let closed = decision.kind == DecisionKind::AccountClose;
    let (_, _, state) = store::account(db, member)?;
    let by = format!("{} {}", decision.actor.1, decision.actor.2);
    Ok((closed == (state == AccountState::Closed)).then_some(Told { member, closed, reason: decision.reason, by }))
}
