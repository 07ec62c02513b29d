//! Pages of requests to join: a visitor's, a member's, and those that were answered.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Choice, chosen_region, needed, region_choices, typed_email};
use crate::circles;
use crate::db::ids::MemberId;
use crate::joining::RequestState;
use crate::joining::requests::{self, Asked, Request, Visitor};
use crate::limits;
use crate::members::account;
use crate::refusal::{Problems, Refusal};
use crate::themes::pages::ThemeView;
use crate::themes::{self, JoinPolicy, Theme};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, When, optional};

/// A visitor's request.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ask {
    theme: String,
    given_name: String,
    family_name: String,
    email: String,
    profession: String,
    establishment: String,
    region: String,
    motivation: String,
}

impl Fields for Ask {
    type Parsed = (String, Visitor);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let theme = problems.check("theme", needed(&self.theme, 80, "ask-theme-needed"));
        let given_name = problems.check("given_name", needed(&self.given_name, 80, "join-given-name-needed"));
        let family_name = problems.check("family_name", needed(&self.family_name, 80, "join-family-name-needed"));
        let email = problems.check("email", typed_email(&self.email));
        let profession = problems.check("profession", needed(&self.profession, 80, "join-profession-needed"));
        let establishment =
            problems.check("establishment", needed(&self.establishment, 200, "join-establishment-needed"));
        let region = problems.check("region", chosen_region(&self.region));
        let motivation = problems.check("motivation", needed(&self.motivation, 2_000, "ask-motivation-needed"));
        problems.settle()?;
        let visitor = (|| {
            let visitor = Visitor {
                email: email?,
                given_name: given_name?,
                family_name: family_name?,
                establishment: establishment?,
                profession: profession?,
                region: region?,
                motivation: motivation?,
            };
            Some((theme?, visitor))
        })();
        visitor.ok_or_else(|| Refusal::Invalid(Problems::default()))
    }
}

#[derive(Serialize)]
struct AskView {
    form: Filled<Ask>,
    themes: Vec<Choice>,
    regions: Vec<Choice>,
    /// Themes that people join by invitation only.
    by_invitation: Vec<String>,
}

fn ask_page(visit: &mut Visit<'_>, form: Filled<Ask>) -> Result<Page, Refusal> {
    let all = themes::all(visit.db, false)?;
    let (closed, open): (Vec<Theme>, Vec<Theme>) =
        all.into_iter().partition(|theme| theme.join_policy == JoinPolicy::Invitation);
    let none = Choice { value: String::new(), label: visit.sentences().tell(&"join-choose".into()) };
    let choice = |theme: &Theme| Choice { value: theme.slug.clone(), label: theme.name.clone() };
    let view = AskView {
        form,
        themes: std::iter::once(none).chain(open.iter().map(choice)).collect(),
        regions: region_choices(visit.sentences()),
        by_invitation: closed.into_iter().map(|theme| theme.name).collect(),
    };
    Ok(Page::of("joining/ask.html", &view))
}

/// GET /rejoindre
pub async fn show_ask(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        if visit.me.is_some() {
            return Ok(Page::moved("/themes".into()));
        }
        let theme = visit.ask.param("theme");
        ask_page(visit, Filled::with(Ask { theme, ..Ask::default() }))
    })
    .await
}

/// POST /rejoindre: the same answer whoever the address belongs to.
pub async fn ask(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Ask>(
        posted,
        |acting, (slug, visitor)| {
            let theme = asked_theme(acting, slug)?;
            acting.spend(&limits::JOINING)?;
            requests::ask_as_visitor(acting.tx, &theme, visitor)?;
            Ok(Done::at("/rejoindre/merci"))
        },
        ask_page,
    )
    .await
}

fn asked_theme(acting: &mut Acting<'_, '_>, slug: &str) -> Result<Theme, Refusal> {
    themes::by_slug(acting.tx.db(), slug).map_err(|refusal| match refusal {
        Refusal::NotFound => Problems::one("theme", "ask-theme-needed"),
        refusal => refusal,
    })
}

#[derive(Serialize)]
struct Nothing {}

/// GET /rejoindre/merci
pub async fn thanks(desk: Desk) -> HttpResponse {
    desk.show(|_| Ok(Page::of("joining/thanks.html", &Nothing {}))).await
}

/// A member's request.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Motivation {
    motivation: String,
}

impl Fields for Motivation {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        optional(&self.motivation, 2_000).map_err(|sentence| Problems::one("motivation", sentence))
    }
}

#[derive(Serialize)]
struct MemberView {
    theme: ThemeView,
    policy: JoinPolicy,
    form: Filled<Motivation>,
    /// Since when a request waits.
    waiting: Option<When>,
    /// Why the last one was declined, and when.
    declined: Option<(String, When)>,
    suspended: Option<String>,
}

fn member_page(visit: &mut Visit<'_>, slug: &str, form: Filled<Motivation>) -> Result<Page, Refusal> {
    let theme = themes::by_slug(visit.db, slug)?;
    let me = visit.me()?.id;
    if visit.viewer.level(theme.id).is_some() {
        return Ok(Page::moved(themes::address(&theme.slug)));
    }
    let about = account::about(visit.db, me)?;
    let latest = requests::latest(visit.db, &about.email_key, theme.id)?;
    let held = circles::held(visit.db, me, theme.id)?;
    let in_state = |state| latest.as_ref().filter(|request| request.state == state);
    let view = MemberView {
        policy: theme.join_policy,
        form,
        waiting: in_state(RequestState::Waiting).map(|request| visit.when(request.created_at)),
        declined: in_state(RequestState::Declined)
            .map(|request| (request.reason.clone(), visit.when(request.decided_at.unwrap_or(request.created_at)))),
        suspended: held.and_then(|held| held.suspended_until).map(|end| visit.when(end).exact),
        theme: ThemeView::of(&theme),
    };
    Ok(Page::of("joining/membership.html", &view))
}

/// GET /themes/{slug}/adhesion
pub async fn show_membership(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| member_page(visit, &slug, Filled::blank())).await
}

/// POST /themes/{slug}/adhesion
pub async fn ask_membership(desk: Desk, posted: Posted, slug: Path<String>) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<Motivation>(
        posted,
        move |acting, motivation| {
            let theme = themes::by_slug(acting.tx.db(), &slug)?;
            acting.spend(&limits::JOINING)?;
            let reason = acting.app.sentences(acting.ask.language).tell(&"join-reason-open".into());
            let address = themes::address(&theme.slug);
            Ok(match requests::ask_as_member(acting.tx, acting.viewer, &theme, motivation, &reason)? {
                Asked::In => Done::at(address).saying("said-joined"),
                Asked::Waits => Done::at(format!("{address}/adhesion")).saying("said-asked"),
            })
        },
        move |visit, form| member_page(visit, &again, form),
    )
    .await
}

/// A request that was answered.
#[derive(Serialize)]
struct Row {
    name: String,
    work: String,
    when: When,
    state: RequestState,
    by: String,
    reason: String,
}

#[derive(Serialize)]
struct AnsweredView {
    theme: ThemeView,
    answered: Vec<Row>,
}

fn row(visit: &Visit<'_>, request: Request, names: &BTreeMap<MemberId, String>) -> Row {
    let work = [request.profession, request.establishment].into_iter().filter(|part| !part.is_empty());
    Row {
        name: format!("{} {}", request.given_name, request.family_name),
        work: work.collect::<Vec<_>>().join(", "),
        when: visit.when(request.decided_at.unwrap_or(request.created_at)),
        state: request.state,
        by: request.decided_by.and_then(|by| names.get(&by).cloned()).unwrap_or_default(),
        reason: request.reason,
    }
}

/// GET /themes/{slug}/demandes: those that were answered; those that wait are in the console.
pub async fn answered(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let theme = themes::by_slug(visit.db, &slug)?;
        let found = requests::answered(visit.db, &visit.viewer, theme.id)?;
        let deciders: Vec<MemberId> = found.iter().filter_map(|request| request.decided_by).collect();
        let names = circles::people::names(visit.db, &deciders)?;
        let answered = found.into_iter().map(|request| row(visit, request, &names)).collect();
        Ok(Page::of("joining/requests.html", &AnsweredView { theme: ThemeView::of(&theme), answered }))
    })
    .await
}
