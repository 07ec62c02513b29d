//! Undoing a decision that an appeal overturned: what each kind has to undo it. Rights are the caller's.

use super::super::measures::{self, accounts};
use super::super::store::Decision;
use super::super::{Decided, DecisionKind, Reason, decide, posts, store_threads};
use crate::db::Tx;
use crate::db::ids::MemberId;
use crate::refusal::Refusal;
use crate::threads::history;

/// Undoes a decision, and says so by one of its own.
pub(super) fn undo(tx: &mut Tx<'_>, decision: &Decision, me: MemberId, reason: &Reason) -> Result<(), Refusal> {
    let undone_by = match decision.kind {
        DecisionKind::Hide | DecisionKind::Remove => {
            let post = decision.post.ok_or(Refusal::NotFound)?;
            already(posts::bring_back(tx, post))?;
            DecisionKind::Show
        }
        DecisionKind::HideVersion | DecisionKind::Edit => {
            let revision = decision.revision.ok_or(Refusal::NotFound)?;
            history::show_again(tx, revision)?;
            DecisionKind::ShowVersion
        }
        DecisionKind::Close => {
            store_threads::reopen(tx, decision.thread.ok_or(Refusal::NotFound)?)?;
            DecisionKind::Reopen
        }
        DecisionKind::Warn | DecisionKind::Approval | DecisionKind::Suspend => return end(tx, decision, me, reason),
        DecisionKind::AccountClose => {
            let member = decision.about.ok_or(Refusal::NotFound)?;
            return already(accounts::open_again(tx, member, me, reason).map(drop));
        }
        DecisionKind::Refuse => {
            super::super::held::waits_again(tx, decision.id)?;
            DecisionKind::Accept
        }
        DecisionKind::Delete => {
            super::super::curating::bring_back(tx, decision.thread.ok_or(Refusal::NotFound)?)?;
            DecisionKind::Restore
        }
        _ => return Err(Refusal::Conflict("appeal-not-this")),
    };
    decide(tx, &undoing(decision, undone_by, me, reason)).map(drop)
}

/// What was undone otherwise meanwhile is as it should be.
fn already(done: Result<(), Refusal>) -> Result<(), Refusal> {
    match done {
        Err(Refusal::Conflict(_)) => Ok(()),
        done => done,
    }
}

fn end(tx: &mut Tx<'_>, decision: &Decision, me: MemberId, reason: &Reason) -> Result<(), Refusal> {
    for sanction in measures::taken_by(tx.db(), &[decision.id])? {
        measures::end(tx, &sanction)?;
    }
    let kind = match decision.kind {
        DecisionKind::Warn => DecisionKind::Unwarn,
        DecisionKind::Approval => DecisionKind::ApprovalEnd,
        _ => DecisionKind::Unsuspend,
    };
    decide(tx, &undoing(decision, kind, me, reason)).map(drop)
}

fn undoing<'a>(decision: &Decision, kind: DecisionKind, actor: MemberId, reason: &'a Reason) -> Decided<'a> {
    let Decision { theme_id: theme, thread, post, revision, about, .. } = *decision;
    let post = post.filter(|_| thread.is_some());
    Decided { theme, thread, post, revision, kind, about, actor, reason }
}
