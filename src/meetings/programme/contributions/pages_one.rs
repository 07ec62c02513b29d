//! One contribution: read, taken back, reviewed, turned into an experience report.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages::author_address;
use super::{Contribution, State, accept, decline, may_rewrite, prepared, to_rex, visible as readable, withdraw};
use crate::circles::people;
use crate::db::ids::{ContributionId, MeetingId, MeetingSessionId};
use crate::meetings::machine::Step;
use crate::meetings::pages::meeting_id;
use crate::meetings::{LONGEST_REASON, Seen, programme, visible};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::{self, Shown};
use crate::text::typography;
use crate::threads::{self, links, titled};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, When, optional};

/// Everything a step of a contribution may ask for, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    version: String,
    session: String,
    reason: String,
}

/// The same, checked.
pub struct Decision {
    version: i32,
    session: Option<MeetingSessionId>,
    reason: String,
}

impl Fields for DecisionForm {
    type Parsed = Decision;
    fn parse(&self) -> Result<Decision, Refusal> {
        let reason = optional(&self.reason, LONGEST_REASON).map_err(|sentence| Problems::one("reason", sentence))?;
        Ok(Decision { version: self.version.parse().unwrap_or(-1), session: self.session.parse().ok(), reason })
    }
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct OneView {
    id: ContributionId,
    meeting_id: MeetingId,
    meeting: String,
    address: String,
    title: String,
    author: String,
    author_address: String,
    when: When,
    state: State,
    html: Shown,
    /// For its author and who reviews.
    reason: Option<String>,
    session: Option<(MeetingSessionId, String)>,
    /// The experience report it became, for who may read it.
    rex: Option<(String, String)>,
    may_rewrite: bool,
    may_withdraw: bool,
    may_accept: bool,
    may_decline: bool,
    may_report: bool,
    sessions: Vec<Choice>,
    act: &'static str,
    form: Filled<DecisionForm>,
    longest: usize,
}

type Parts = Path<(String, String)>;

/// GET /rencontres/{id}/contributions/{contribution}
pub async fn show(desk: Desk, parts: Parts) -> HttpResponse {
    desk.show(move |visit| page(visit, &parts, ("", None))).await
}

fn page(
    visit: &mut Visit<'_>,
    parts: &(String, String),
    (act, form): (&'static str, Option<Filled<DecisionForm>>),
) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(&parts.0)?)?;
    let one = readable(visit.db, &visit.viewer, &seen, parts.1.parse()?)?;
    let html = markdown::render_page(&one.body).shown("contribution", visit.sentences());
    let html = links::shown(visit, html)?;
    let mine = visit.viewer.member == Some(one.member_id);
    let reviews = seen.may(&visit.viewer, Step::Review) && !mine;
    let sessions = programme::sessions(visit.db, seen.meeting.id)?;
    let rex = rex_of(visit, &one)?;
    let author = people::names(visit.db, &[one.member_id])?.remove(&one.member_id).unwrap_or_default();
    let mut form = form.unwrap_or_else(Filled::blank);
    // Sending it again decides from where it stands now.
    form.typed.version = one.version.to_string();
    let told = mine || seen.allows(&visit.viewer, Step::Review);
    let view = OneView {
        id: one.id,
        meeting_id: seen.meeting.id,
        meeting: typography::spaces(&seen.meeting.title),
        address: seen.address(),
        title: typography::spaces(&one.title),
        author,
        author_address: author_address(one.member_id),
        when: visit.when(one.submitted_at),
        state: one.state,
        html,
        reason: Some(typography::spaces(&one.reason)).filter(|reason| told && !reason.is_empty()),
        session: one.session_id.and_then(|id| {
            let session = sessions.iter().find(|session| session.id == id)?;
            Some((id, typography::spaces(&session.title)))
        }),
        may_rewrite: may_rewrite(&visit.viewer, &seen, &one),
        may_withdraw: mine && one.state != State::Withdrawn && seen.may(&visit.viewer, Step::Contribute),
        may_accept: reviews && one.state != State::Withdrawn,
        may_decline: reviews && matches!(one.state, State::Submitted | State::Accepted),
        may_report: mine && one.state == State::Accepted && one.rex_id.is_none() && seen.meeting.state.is_over(),
        sessions: sessions
            .iter()
            .map(|session| Choice { value: session.id.to_string(), label: typography::spaces(&session.title) })
            .collect(),
        rex,
        act,
        form,
        longest: LONGEST_REASON,
    };
    Ok(Page::of("meetings/contribution.html", &view))
}

/// The experience report it became, if the reader sees it.
fn rex_of(visit: &mut Visit<'_>, one: &Contribution) -> Result<Option<(String, String)>, Refusal> {
    let Some(thread) = one.rex_id else { return Ok(None) };
    let found = threads::titles(visit.db, &visit.viewer, &[thread])?;
    let sentences = visit.sentences();
    Ok(found.into_iter().next().map(|(id, title)| (threads::address(id, &title), titled(sentences, &title))))
}

/// Takes a step of a contribution by a verb, or shows its page again with what was typed.
async fn step(
    desk: Desk,
    parts: Parts,
    posted: Posted,
    (act, said): (&'static str, &'static str),
    mut verb: impl FnMut(&mut Acting<'_, '_>, &Seen, &Contribution, &Decision) -> Result<(), Refusal> + Send + 'static,
) -> HttpResponse {
    let again = parts.clone();
    desk.submit::<DecisionForm>(
        posted,
        move |acting, decision| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
            let one = readable(acting.tx.db(), acting.viewer, &seen, parts.1.parse()?)?;
            verb(acting, &seen, &one, decision)?;
            let address = format!("/rencontres/{}/contributions/{}", seen.meeting.id, one.id);
            Ok(Done::at(address).saying(said))
        },
        move |visit, form| page(visit, &again, (act, Some(form))),
    )
    .await
}

/// POST /rencontres/{id}/contributions/{contribution}/retrait
pub async fn take_back(desk: Desk, parts: Parts, posted: Posted) -> HttpResponse {
    step(desk, parts, posted, ("withdraw", "said-contribution-withdrawn"), |acting, seen, one, decision| {
        withdraw(acting.tx, acting.viewer, seen, (one, decision.version))
    })
    .await
}

/// POST /rencontres/{id}/contributions/{contribution}/accord
pub async fn take_in(desk: Desk, parts: Parts, posted: Posted) -> HttpResponse {
    step(desk, parts, posted, ("accept", "said-contribution-accepted"), |acting, seen, one, decision| {
        let session = decision.session.ok_or_else(|| Problems::one("session", "contribution-session"));
        // Who may not review is told so first.
        seen.require_now(acting.viewer, Step::Review)?;
        accept(acting.tx, acting.viewer, seen, (one, decision.version), session?)
    })
    .await
}

/// POST /rencontres/{id}/contributions/{contribution}/refus
pub async fn turn_down(desk: Desk, parts: Parts, posted: Posted) -> HttpResponse {
    step(desk, parts, posted, ("decline", "said-contribution-declined"), |acting, seen, one, decision| {
        decline(acting.tx, acting.viewer, seen, (one, decision.version), &decision.reason)
    })
    .await
}

/// POST /rencontres/{id}/contributions/{contribution}/retour-d-experience
pub async fn report(desk: Desk, parts: Parts, posted: Posted) -> HttpResponse {
    let wanted = parts.clone();
    let ready = desk.app.database.read(move |db| prepared(db, meeting_id(&wanted.0)?, wanted.1.parse()?)).await;
    desk.submit::<DecisionForm>(
        posted,
        {
            let parts = parts.clone();
            move |acting, _| {
                let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
                let one = readable(acting.tx.db(), acting.viewer, &seen, parts.1.parse()?)?;
                let ready = ready.as_ref().map_err(Clone::clone)?;
                let thread = to_rex(acting.tx, acting.viewer, &seen, &one, ready)?;
                Ok(Done::at(format!("/fils/{thread}")).saying("said-contribution-rex"))
            }
        },
        move |visit, form| page(visit, &parts, ("rex", Some(form))),
    )
    .await
}
