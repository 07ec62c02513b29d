//! Appeals: whoever a decision concerns asks, once, that somebody else look at it again. Who did not decide answers: the
//! decision stands, or its own undoing is carried out; both hear of it with the reason. An answer is not appealed against.

pub mod link;
pub mod pages;
pub mod pages_link;
mod store;
mod undoing;

use super::store::Decision;
use super::{DecisionKind, Reason, decisions};
use crate::circles::people;
use crate::db::ids::{AppealId, DecisionId, MemberId, ThemeId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::sentences::Sentence;
pub use store::Appeal;

crate::vocabulary! {
    /// What became of an appeal.
    Outcome {
        /// The decision stands.
        Upheld = "upheld",
        /// It was undone.
        Overturned = "overturned",
    }
}

/// Longest appeal, in characters.
pub const LONGEST: usize = 2_000;

/// Why a decision should be looked at again: at least a word.
#[derive(Clone, Debug)]
pub struct Plea(String);

impl Plea {
    /// Reads it.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn parse(text: &str) -> Result<Self, Sentence> {
        crate::web::field(text, LONGEST).map(Self)
    }
}

/// Whether one may appeal against a kind of decisions: what takes something from the person concerned.
pub const fn is_appealable(kind: DecisionKind) -> bool {
    matches!(
        kind,
        DecisionKind::Hide
            | DecisionKind::Remove
            | DecisionKind::HideVersion
            | DecisionKind::Edit
            | DecisionKind::Close
            | DecisionKind::Warn
            | DecisionKind::Approval
            | DecisionKind::Suspend
            | DecisionKind::AccountClose
            | DecisionKind::Refuse
            | DecisionKind::Delete
    )
}

/// Whether a kind of decisions was for animators or administrators to take.
const fn is_weighty(kind: DecisionKind) -> bool {
    matches!(kind, DecisionKind::Suspend | DecisionKind::AccountClose | DecisionKind::Remove)
}

fn answering(decision: &Decision) -> Option<Act<'static>> {
    let concerned = decision.about?;
    let weighty = is_weighty(decision.kind);
    Some(Act::AnswerAppeal { theme: decision.theme_id, decided_by: decision.actor.0, concerned, weighty })
}

/// A decision that the viewer may appeal against.
///
/// # Errors
/// `Refusal::NotFound` when it does not concern them; `Refusal::Conflict` when it is no such decision, or was undone.
pub fn appealable(db: &mut Db, viewer: &Viewer, id: DecisionId) -> Result<Decision, Refusal> {
    let decision = decisions::one(db, id)?;
    let concerned = decision.about.ok_or(Refusal::NotFound)?;
    policy::require_or_hide(viewer, &Act::Appeal { concerned })?;
    if !is_appealable(decision.kind) {
        return Err(Refusal::Conflict("appeal-not-this"));
    }
    Ok(decision)
}

/// The appeal against a decision, if there is one.
///
/// # Errors
/// What the database says.
pub fn against(db: &mut Db, decision: DecisionId) -> Result<Option<Appeal>, Refusal> {
    store::against(db, decision)
}

/// The appeals against some decisions.
///
/// # Errors
/// What the database says.
pub fn against_some(db: &mut Db, decisions: &[DecisionId]) -> Result<Vec<Appeal>, Refusal> {
    store::against_some(db, decisions)
}

/// Appeals against a decision, once; those who may answer hear of it.
///
/// # Errors
/// As [`appealable`]; `Refusal::Conflict` when it was appealed against before, or undone meanwhile.
pub fn make(viewer: &Viewer, id: DecisionId, plea: &Plea, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = viewer.id()?;
    let decision = appealable(tx.db(), viewer, id)?;
    lodge(tx, &decision, me, plea)
}

/// Keeps the appeal of whom a decision concerns.
fn lodge(tx: &mut Tx<'_>, decision: &Decision, me: MemberId, plea: &Plea) -> Result<(), Refusal> {
    let id = decision.id;
    if decisions::is_undone(tx.db(), id)? {
        return Err(Refusal::Conflict("appeal-undone"));
    }
    let Some(appeal) = store::insert(tx, id, me, &plea.0)? else {
        let answered = store::against(tx.db(), id)?.is_some_and(|appeal| appeal.outcome.is_some());
        return Err(Refusal::Conflict(if answered { "appeal-of-appeal" } else { "appeal-already" }));
    };
    record(tx, me, "appeal.made", decision.theme_id, appeal)?;
    tell_readers(tx, decision, appeal, me)
}

/// Experts and animators of the theme who may answer, or administrators, hear that an appeal waits.
fn tell_readers(tx: &mut Tx<'_>, decision: &Decision, appeal: AppealId, me: MemberId) -> Result<(), Refusal> {
    let Some(act) = answering(decision) else { return Ok(()) };
    let now = tx.now();
    let mut readers = store::administrators(tx.db(), now)?;
    if let Some(theme) = decision.theme_id {
        readers.extend(people::inner_circle(tx.db(), &[theme], now)?);
    }
    let tiding = Tiding {
        kind: Kind::CircleCall,
        about: "appeal",
        subject: appeal.0,
        theme: decision.theme_id,
        thread: None,
        post: None,
        actor: Some(me),
        has_letter: false,
    };
    let mut told: Vec<MemberId> =
        readers.iter().filter(|reader| policy::allows(reader, &act)).filter_map(|reader| reader.member).collect();
    told.sort_unstable();
    told.dedup();
    let told: Vec<_> = told.into_iter().map(|reader| (reader, tiding)).collect();
    notices::tell_all(tx, &told)
}

/// An appeal with the decision it is against, for whom it concerns, who decided and who may answer.
///
/// # Errors
/// `Refusal::NotFound` for others.
pub fn readable(db: &mut Db, viewer: &Viewer, id: AppealId) -> Result<(Appeal, Decision), Refusal> {
    let me = viewer.id()?;
    let appeal = store::one(db, id)?;
    let decision = decisions::one(db, appeal.decision)?;
    let party = appeal.member == me || decision.actor.0 == me;
    if party || may_answer(viewer, &decision) { Ok((appeal, decision)) } else { Err(Refusal::NotFound) }
}

/// Whether the viewer may answer an appeal against a decision.
pub fn may_answer(viewer: &Viewer, decision: &Decision) -> bool {
    answering(decision).is_some_and(|act| policy::allows(viewer, &act))
}

/// Answers an appeal: the decision stands, or is undone.
///
/// # Errors
/// `Refusal::Forbidden` for whom it concerns and who decided; `Refusal::Conflict` when somebody answered before.
pub fn answer(
    viewer: &Viewer,
    id: AppealId,
    (outcome, reason): (Outcome, &Reason),
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let me = viewer.id()?;
    let (appeal, decision) = readable(tx.db(), viewer, id)?;
    if !may_answer(viewer, &decision) {
        return Err(Refusal::Forbidden("appeal-not-yours"));
    }
    if !store::settle(tx, id, (outcome, reason), me)? {
        return Err(Refusal::Conflict("appeal-answered-already"));
    }
    if outcome == Outcome::Overturned && !decisions::is_undone(tx.db(), decision.id)? {
        undoing::undo(tx, &decision, me, reason)?;
    }
    let (act, about) = match outcome {
        Outcome::Upheld => ("appeal.upheld", "appeal_upheld"),
        Outcome::Overturned => ("appeal.overturned", "appeal_overturned"),
    };
    record(tx, me, act, decision.theme_id, id)?;
    let tiding = Tiding::care(about, id.0, decision.theme_id, me);
    notices::tell_all(tx, &[(appeal.member, tiding), (decision.actor.0, tiding)])
}

/// Open appeals that the viewer may answer, the oldest first: those of some themes and, for those who run the instance if
/// `office`, those about accounts and about what weighs, wherever it stands; after one of them, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn open_in(
    db: &mut Db,
    viewer: &Viewer,
    (themes, office): (&[ThemeId], bool),
    after: Option<AppealId>,
    limit: i64,
) -> Result<Vec<(Appeal, Decision)>, Refusal> {
    let only = |weighty: bool| -> Vec<ThemeId> {
        let nobody = MemberId(0);
        let answers = |theme| Act::AnswerAppeal { theme: Some(theme), decided_by: nobody, concerned: nobody, weighty };
        themes.iter().copied().filter(|theme| policy::allows(viewer, &answers(*theme))).collect()
    };
    let who = store::Answerable {
        me: viewer.id()?,
        themes: &only(false),
        animated: &only(true),
        office: office && viewer.admin,
    };
    let found = store::open_in(db, &who, after, limit)?;
    let ids: Vec<DecisionId> = found.iter().map(|appeal| appeal.decision).collect();
    let about = decisions::some(db, &ids)?;
    let with = |appeal: Appeal| {
        let decision = about.iter().find(|decision| decision.id == appeal.decision)?.clone();
        may_answer(viewer, &decision).then_some((appeal, decision))
    };
    Ok(found.into_iter().filter_map(with).collect())
}

fn record(
    tx: &mut Tx<'_>,
    actor: MemberId,
    act: &'static str,
    theme: Option<ThemeId>,
    id: AppealId,
) -> Result<(), Refusal> {
    let fact = Fact { actor: Some(actor), act, theme, subject: "appeal", subject_id: id.0, detail: "" };
    journal::record(tx, &fact)
}
