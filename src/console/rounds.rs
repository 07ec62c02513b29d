//! A gesture on one case or on several at once: each is decided in its own right by the room's own verb, and what became
//! of each is kept, so that whoever did it reads it and may undo what can be undone.

use super::{CaseKind, Gesture, store, store_rounds};
use crate::db::ids::{HeldId, JoinRequestId, MailId, PostId, ReferralId, RoundId};
use crate::db::{Db, Key, Moment, Tx};
use crate::joining::{self, RequestState, requests};
use crate::mail::outbox::rescue;
use crate::moderation::queue::settle_hits;
use crate::moderation::{self, Reason, held, hits};
use crate::policy::Viewer;
use crate::referrals;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::threads::Body;
pub use store_rounds::Round;

/// What is said of a case that is none, or another's: nothing more is told of it.
pub(super) const GONE: &str = "console-refused-gone";
/// Cases of one round at most.
pub const MOST: usize = 200;

/// What is asked for: one gesture on some cases of one kind.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Of which kind.
    pub kind: CaseKind,
    /// What is done.
    pub gesture: Gesture,
    /// Why, where the gesture takes a reason.
    pub reason: Option<Reason>,
    /// Of which cases.
    pub cases: Vec<Key>,
}

/// What was read and rendered before the transaction of a round.
#[derive(Clone, Debug, Default)]
pub struct Ready {
    /// What a person who is admitted reads as the reason.
    pub admitted: String,
    /// The text that is published.
    pub body: Option<Body>,
}

/// What became of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which.
    pub key: Key,
    /// The key of the sentence that says why it was not done; `None`: it was.
    pub refused: Option<String>,
}

/// Carries out a round. One case alone that is refused is a refusal: with what was done of it meanwhile, when somebody was
/// quicker.
///
/// # Errors
/// Those of the verbs, for one case; what the database says.
pub fn carry_out(tx: &mut Tx<'_>, viewer: &Viewer, asked: &Asked, ready: &Ready) -> Result<RoundId, Refusal> {
    super::Scope::of(viewer)?;
    let mut outcomes = Vec::with_capacity(asked.cases.len());
    for key in &asked.cases {
        let refused = match tx.apart(|tx| perform(tx, viewer, asked, *key, ready))? {
            Ok(()) => {
                store::settle(tx, (asked.kind, *key))?;
                None
            }
            Err(refusal) if asked.cases.len() == 1 => return Err(alone(tx.db(), asked.kind, *key, refusal)?),
            Err(refusal) => Some(told(refusal)?.to_owned()),
        };
        outcomes.push(Outcome { key: *key, refused });
    }
    store_rounds::insert(tx, viewer.id()?, asked, &outcomes)
}

/// The verb of a gesture.
fn perform(tx: &mut Tx<'_>, viewer: &Viewer, asked: &Asked, key: Key, ready: &Ready) -> Result<(), Refusal> {
    let reason = || asked.reason.as_ref().ok_or_else(|| Problems::one("reason", "care-reason-needed"));
    match asked.gesture {
        Gesture::Hide => moderation::queue::hide(viewer, PostId(key.id), reason()?, tx),
        Gesture::Leave => moderation::queue::leave(viewer, PostId(key.id), reason()?, tx),
        Gesture::Chase => referrals::queue::send_again(tx, viewer, ReferralId(key.id)),
        Gesture::Admit => requests::approve(tx, viewer, JoinRequestId(key.id), &ready.admitted).map(drop),
        Gesture::Decline => requests::decline(tx, viewer, JoinRequestId(key.id), reason()?.as_str()).map(drop),
        Gesture::SendAgain => rescue::send_again(viewer, MailId(key.id), tx),
        Gesture::GiveUp => rescue::give_up(viewer, MailId(key.id), reason()?, tx),
        Gesture::Publish => {
            let held = held::visible(tx.db(), viewer, HeldId(key.id))?;
            held::approve(viewer, &held, ready.body.as_ref().ok_or(Refusal::NotFound)?, tx).map(drop)
        }
        Gesture::Refuse => {
            let held = held::visible(tx.db(), viewer, HeldId(key.id))?;
            held::refuse(viewer, &held, reason()?, tx)
        }
        Gesture::HideHit => settle_hits(viewer, PostId(key.id), (hits::Outcome::Hidden, reason()?), tx),
        Gesture::AskEdit => settle_hits(viewer, PostId(key.id), (hits::Outcome::Asked, reason()?), tx),
        Gesture::Fine => settle_hits(viewer, PostId(key.id), (hits::Outcome::Fine, reason()?), tx),
    }
}

/// Why one case alone was not done: with who was quicker, what they decided and why.
fn alone(db: &mut Db, kind: CaseKind, key: Key, refusal: Refusal) -> Result<Refusal, Refusal> {
    let Refusal::Conflict(why) = refusal else { return Ok(refusal) };
    let mut problems = Problems::default();
    problems.add("case", meanwhile(db, kind, key)?.unwrap_or_else(|| why.into()));
    Ok(Refusal::Overtaken(problems))
}

/// The key of the sentence that says why a case of several was not done; what is wrong with the database stops them all.
fn told(refusal: Refusal) -> Result<&'static str, Refusal> {
    match refusal {
        Refusal::Conflict(key) | Refusal::Forbidden(key) | Refusal::Gone(key) => Ok(key),
        Refusal::NotFound => Ok(GONE),
        Refusal::Overtaken(_) => Ok("console-refused-meanwhile"),
        Refusal::Invalid(problems) => Ok(problems.0.first().map_or(GONE, |one| one.sentence.key)),
        Refusal::TooMany(_) => Ok("console-refused-later"),
        other @ (Refusal::SignInFirst | Refusal::Busy(_) | Refusal::Broken(_)) => Err(other),
    }
}

/// What somebody decided of a case since, for those who look after it.
///
/// # Errors
/// What the database says.
pub fn meanwhile(db: &mut Db, kind: CaseKind, key: Key) -> Result<Option<Sentence>, Refusal> {
    let by = |given: String, family: String| format!("{given} {family}");
    match kind {
        CaseKind::PatientHit | CaseKind::PatientFlag | CaseKind::Flag | CaseKind::PrivateFlag => {
            let settled = moderation::queue::settled(db, PostId(key.id))?;
            Ok(settled.map(|one| {
                let word = match one.kind {
                    moderation::DecisionKind::Hide => "console-meanwhile-hide",
                    moderation::DecisionKind::Remove => "console-meanwhile-remove",
                    moderation::DecisionKind::Show => "console-meanwhile-show",
                    moderation::DecisionKind::AskEdit => "console-meanwhile-ask-edit",
                    _ => "console-meanwhile-leave",
                };
                let (_, given, family) = one.by;
                Sentence::new(word).text("name", by(given, family)).text("reason", one.reason)
            }))
        }
        CaseKind::JoinRequest => {
            let settled = joining::queue::settled(db, JoinRequestId(key.id))?;
            Ok(settled.and_then(|one| {
                let word = match one.state {
                    RequestState::Declined => "console-meanwhile-decline",
                    RequestState::Approved | RequestState::Waiting => "console-meanwhile-admit",
                };
                let (_, given, family) = one.by?;
                Some(Sentence::new(word).text("name", by(given, family)).text("reason", one.reason))
            }))
        }
        CaseKind::Appeal
        | CaseKind::HeldPost
        | CaseKind::PointToSort
        | CaseKind::PointLate
        | CaseKind::ReferralOverdue
        | CaseKind::SheetToRead
        | CaseKind::SheetToReview
        | CaseKind::MandateEnding
        | CaseKind::StoppedMail
        | CaseKind::DeadMail => Ok(None),
    }
}

/// One's own round and what became of each case.
///
/// # Errors
/// `Refusal::NotFound` for another's, or none.
pub fn mine(db: &mut Db, viewer: &Viewer, id: RoundId) -> Result<(Round, Vec<Outcome>), Refusal> {
    super::Scope::of(viewer)?;
    let round = store_rounds::find(db, id)?;
    if viewer.member != Some(round.member) {
        return Err(Refusal::NotFound);
    }
    let outcomes = store_rounds::outcomes(db, id)?;
    Ok((round, outcomes))
}

/// Undoes what a round did, each case by the decision that undoes it; says how many were, and how many could not be.
///
/// # Errors
/// `Refusal::NotFound` for another's round; `Refusal::Conflict` when it was undone already or cannot be.
pub fn undo(tx: &mut Tx<'_>, viewer: &Viewer, id: RoundId, reason: &Reason) -> Result<(usize, usize), Refusal> {
    let (round, outcomes) = mine(tx.db(), viewer, id)?;
    if !round.gesture.can_be_undone() {
        return Err(Refusal::Conflict("console-not-undone"));
    }
    if !store_rounds::undo(tx, id)? {
        return Err(Refusal::Conflict("console-undone-already"));
    }
    let (mut done, mut not) = (0, 0);
    for outcome in outcomes.iter().filter(|outcome| outcome.refused.is_none()) {
        let hidden = (PostId(outcome.key.id), round.done_at);
        match tx.apart(|tx| moderation::queue::undo_hiding(viewer, hidden, reason, tx))? {
            Ok(()) => done += 1,
            Err(refusal) => {
                told(refusal)?;
                not += 1;
            }
        }
    }
    if done == 0 { Err(Refusal::Conflict("care-shown-meanwhile")) } else { Ok((done, not)) }
}

/// How long a round may be undone from its page, in seconds: as long as it is kept.
pub fn may_be_undone(round: &Round, now: Moment) -> bool {
    round.gesture.can_be_undone() && round.undone_at.is_none() && now.seconds_since(round.done_at) < 30 * 86_400
}
