//! Doing something of one case or of several, reading what became of each, undoing it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::queue::read_key;
use super::rounds::{self, Asked, MOST, Outcome, Ready};
use super::{CaseKind, Gesture, Scope, pages};
use crate::db::Key;
use crate::db::ids::{HeldId, RoundId, to_base32};
use crate::moderation::pages::ReasonForm;
use crate::moderation::{LONGEST_REASON, Reason, held};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// A gesture as typed; `case` is a list.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct GestureForm {
    pub(super) kind: String,
    pub(super) gesture: String,
    pub(super) reason: String,
    pub(super) case: String,
}

impl Fields for GestureForm {
    type Parsed = Asked;
    fn parse(&self) -> Result<Asked, Refusal> {
        let mut problems = Problems::default();
        let kind = problems.check("case", CaseKind::parse(&self.kind).ok_or("console-choose-case".into()));
        let cases = problems.check("case", read_cases(&self.case));
        let possible = |gesture: &Gesture| kind.is_some_and(|kind| kind.gestures().contains(gesture));
        let gesture = Gesture::parse(&self.gesture).filter(possible);
        let gesture = problems.check("gesture", gesture.ok_or("console-choose-gesture".into()));
        let reason = match gesture {
            Some(gesture) if gesture.takes_reason() => problems.check("reason", Reason::parse(&self.reason)),
            _ => None,
        };
        if gesture.is_some_and(|gesture| !gesture.is_for_several())
            && cases.as_ref().is_some_and(|cases| cases.len() > 1)
        {
            problems.add("case", "console-one-by-one");
        }
        problems.settle()?;
        let (Some(kind), Some(gesture), Some(cases)) = (kind, gesture, cases) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        Ok(Asked { kind, gesture, reason, cases })
    }
}

/// The cases of a list, each once.
fn read_cases(list: &str) -> Result<Vec<Key>, Sentence> {
    let mut cases: Vec<Key> = Vec::new();
    for part in list.split(',').filter(|part| !part.is_empty()) {
        let key = read_key(part).ok_or("console-choose-case")?;
        if !cases.contains(&key) {
            cases.push(key);
        }
        if cases.len() > MOST {
            let count = i64::try_from(list.split(',').count()).unwrap_or(i64::MAX);
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            return Err(Sentence::new("console-too-many").number("n", count).number("most", most));
        }
    }
    if cases.is_empty() { Err("console-choose-case".into()) } else { Ok(cases) }
}

/// POST /console/gestes
pub async fn carry_out(desk: Desk, posted: Posted) -> HttpResponse {
    let body = match Gesture::parse(posted.value("gesture")) {
        Some(Gesture::Publish) => {
            let wanted = read_key(posted.value("case")).map(|key| HeldId(key.id));
            desk.app.database.read(move |db| wanted.map(|id| held::body_of(db, id)).transpose()).await.ok().flatten()
        }
        _ => None,
    };
    desk.submit::<GestureForm>(
        posted,
        move |acting, asked| {
            let admitted = acting.app.sentences(acting.ask.language).tell(&"join-reason-request".into());
            let ready = Ready { admitted, body: body.clone() };
            let round = rounds::carry_out(acting.tx, acting.viewer, asked, &ready)?;
            let fait = [("fait", round.to_string())];
            Ok(Done::at(format!("/console{}", pages::kept_filters(acting, &fait))))
        },
        pages::page,
    )
    .await
}

/// What became of a round.
#[derive(Serialize)]
pub(super) struct RoundView {
    id: RoundId,
    address: String,
    kind: CaseKind,
    gesture: Gesture,
    reason: String,
    when: When,
    done: usize,
    not: usize,
    undone: Option<When>,
    may_undo: bool,
    /// Why the only one was not done, or what each became on its own page.
    cases: Vec<OutcomeView>,
    longest: usize,
}

#[derive(Serialize)]
struct OutcomeView {
    key: String,
    /// Where the case is read; empty when nowhere.
    address: String,
    /// Why it was not done, in words.
    refused: Option<String>,
    /// Who was quicker.
    meanwhile: Option<String>,
}

impl RoundView {
    pub(super) fn of(visit: &mut Visit<'_>, id: RoundId) -> Result<Self, Refusal> {
        let (round, outcomes) = rounds::mine(visit.db, &visit.viewer, id)?;
        let done = outcomes.iter().filter(|outcome| outcome.refused.is_none()).count();
        let mut cases = Vec::with_capacity(outcomes.len());
        for outcome in &outcomes {
            cases.push(outcome_view(visit, round.kind, outcome)?);
        }
        Ok(Self {
            address: format!("/console/gestes/{id}"),
            id,
            kind: round.kind,
            gesture: round.gesture,
            when: visit.when(round.done_at),
            done,
            not: outcomes.len() - done,
            undone: round.undone_at.map(|at| visit.when(at)),
            may_undo: done > 0 && rounds::may_be_undone(&round, visit.now),
            cases,
            reason: round.reason,
            longest: LONGEST_REASON,
        })
    }
}

/// What became of a case. Only one that was not done costs a look at who was quicker.
fn outcome_view(visit: &mut Visit<'_>, kind: CaseKind, outcome: &Outcome) -> Result<OutcomeView, Refusal> {
    let address = match kind {
        CaseKind::PatientHit | CaseKind::PatientFlag | CaseKind::Flag => {
            format!("/messages/{}", to_base32(outcome.key.id))
        }
        _ => String::new(),
    };
    let refused = outcome.refused.as_deref().map(|key| visit.sentences().word(key));
    let meanwhile = match outcome.refused.as_deref() {
        // Of what is another's, who decided is not told either.
        Some(key) if key != rounds::GONE && Scope::of(&visit.viewer)?.holds(kind) => {
            rounds::meanwhile(visit.db, kind, outcome.key)?
        }
        _ => None,
    };
    let meanwhile = meanwhile.map(|sentence| visit.sentences().tell(&sentence));
    Ok(OutcomeView { key: super::queue::written(outcome.key), address, refused, meanwhile })
}

/// GET /console/gestes/{id}
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| round_page(visit, &part, Filled::blank())).await
}

#[derive(Serialize)]
struct PageView {
    round: RoundView,
    form: Filled<ReasonForm>,
}

fn round_page(visit: &mut Visit<'_>, part: &str, form: Filled<ReasonForm>) -> Result<Page, Refusal> {
    let round = RoundView::of(visit, part.parse()?)?;
    Ok(Page::of("console/round.html", &PageView { round, form }))
}

/// POST /console/gestes/{id}/annulation
pub async fn undo(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let id: RoundId = part.parse()?;
            let (_, not) = rounds::undo(acting.tx, acting.viewer, id, reason)?;
            let said = if not == 0 { "said-console-undone" } else { "said-console-undone-some" };
            Ok(Done::at(format!("/console/gestes/{id}")).saying(said))
        },
        move |visit, form| round_page(visit, &again, form),
    )
    .await
}
