//! The page where experts and animators take care of a thread: closing, moving, pinning.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages::ReasonForm;
use super::threads::{self as care, Destination};
use super::{LONGEST_REASON, Reason};
use crate::circles::mandates;
use crate::db::Moment;
use crate::db::ids::ThreadId;
use crate::policy::{self, Act, Audience};
use crate::refusal::{Problems, Refusal};
use crate::themes;
use crate::threads::{self, Thread};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, local_date};

/// Everything the page's forms hold; each form sends its own part.
#[derive(Clone, Debug, Default, Serialize)]
struct Typed {
    reason: String,
    destination: String,
    audience: String,
    until: String,
}

/// Where to, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MoveForm {
    destination: String,
    audience: String,
    reason: String,
}

/// A destination whose theme and sub-topic are still words.
pub struct ParsedMove {
    theme: String,
    subtopic: String,
    audience: Audience,
    reason: Reason,
}

impl Fields for MoveForm {
    type Parsed = ParsedMove;
    fn parse(&self) -> Result<ParsedMove, Refusal> {
        let mut problems = Problems::default();
        let audience =
            problems.check("audience", Audience::parse(&self.audience).ok_or("thread-choose-audience".into()));
        if self.destination.is_empty() {
            problems.add("destination", "move-choose-destination");
        }
        let reason = problems.check("reason", Reason::parse(&self.reason));
        problems.settle()?;
        let (theme, subtopic) = self.destination.split_once('/').unwrap_or((&self.destination, ""));
        match (audience, reason) {
            (Some(audience), Some(reason)) => {
                Ok(ParsedMove { theme: theme.into(), subtopic: subtopic.into(), audience, reason })
            }
            _ => Err(Refusal::Broken("a form without problems lacks a field".into())),
        }
    }
}

/// A pin as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PinForm {
    until: String,
    reason: String,
}

impl Fields for PinForm {
    type Parsed = (Option<Moment>, Reason);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let until = problems.check("until", mandates::end(&self.until));
        let reason = problems.check("reason", Reason::parse(&self.reason));
        problems.settle()?;
        until.zip(reason).ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

#[derive(Serialize)]
struct ManageView {
    id: ThreadId,
    title: String,
    address: String,
    theme_slug: String,
    theme_name: String,
    here: String,
    closed: bool,
    pinned: bool,
    pinned_until: Option<String>,
    audiences: Vec<Audience>,
    destinations: Vec<Target>,
    most_pinned: i32,
    longest: usize,
    /// The form that was refused.
    act: &'static str,
    form: Filled<Typed>,
}

#[derive(Serialize)]
struct Target {
    slug: String,
    name: String,
    subtopics: Vec<(String, String)>,
}

/// The id at the start of an address's last part.
fn thread_id(part: &str) -> Result<ThreadId, Refusal> {
    part.split('-').next().unwrap_or("").parse()
}

/// GET /fils/{id}/gestion
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, "", Filled::blank())).await
}

fn page(visit: &mut Visit<'_>, part: &str, act: &'static str, form: Filled<Typed>) -> Result<Page, Refusal> {
    let (thread, place) = threads::visible(visit.db, &visit.viewer, thread_id(part)?)?;
    policy::require(&visit.viewer, &Act::CloseThread(thread.ground()))?;
    let pinned = thread.is_pinned(visit.now);
    let until = thread.pinned.flatten().filter(|_| pinned);
    let subtopic = place.subtopic.as_ref().map_or_else(String::new, |(slug, _)| format!("/{slug}"));
    let view = ManageView {
        id: thread.id,
        title: thread.title_for(&visit.viewer, visit.sentences()),
        address: thread.address(),
        here: format!("{}{subtopic}", place.theme_slug),
        theme_slug: place.theme_slug,
        theme_name: place.theme_name,
        closed: thread.closure.is_some(),
        pinned,
        pinned_until: until.map(|end| local_date(end.plus_seconds(-1), &mandates::zone(), visit.sentences())),
        audiences: Audience::ALL
            .iter()
            .copied()
            .filter(|audience| *audience >= thread.audience && *audience != Audience::Named)
            .collect(),
        destinations: destinations(visit, &thread)?,
        most_pinned: care::MOST_PINNED,
        longest: LONGEST_REASON,
        act,
        form,
    };
    Ok(Page::of("moderation/thread.html", &view))
}

/// The themes a thread may go to, with their sub-topics.
fn destinations(visit: &mut Visit<'_>, thread: &Thread) -> Result<Vec<Target>, Refusal> {
    let mut open = themes::all(visit.db, false)?;
    let may = |to| Act::MoveThread { from: thread.ground(), to, kind: thread.kind };
    open.retain(|theme| policy::allows(&visit.viewer, &may(theme.id)));
    let ids: Vec<_> = open.iter().map(|theme| theme.id).collect();
    let subtopics = themes::subtopics_of(visit.db, &ids)?;
    let of = |theme| subtopics.iter().filter(move |subtopic| subtopic.theme_id == theme);
    Ok(open
        .into_iter()
        .map(|theme| Target {
            subtopics: of(theme.id).map(|subtopic| (subtopic.slug.clone(), subtopic.name.clone())).collect(),
            slug: theme.slug,
            name: theme.name,
        })
        .collect())
}

type Verb = fn(&crate::policy::Viewer, &Thread, &Reason, &mut crate::db::Tx<'_>) -> Result<String, Refusal>;

/// A decision that takes a reason alone.
async fn with_reason(
    desk: Desk,
    part: String,
    posted: Posted,
    (act, verb, said): (&'static str, Verb, &'static str),
) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let thread = thread(acting, &part)?;
            verb(acting.viewer, &thread, reason, acting.tx).map(|address| Done::at(address).saying(said))
        },
        move |visit, form| {
            let typed = Typed { reason: form.typed.reason, ..Typed::default() };
            page(visit, &again, act, Filled { typed, problems: form.problems, preview: None })
        },
    )
    .await
}

fn thread(acting: &mut Acting<'_, '_>, part: &str) -> Result<Thread, Refusal> {
    threads::visible(acting.tx.db(), acting.viewer, thread_id(part)?).map(|(thread, _)| thread)
}

/// POST /fils/{id}/fermeture
pub async fn close(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    with_reason(desk, part.into_inner(), posted, ("close", care::close, "said-closed")).await
}

/// POST /fils/{id}/fermeture/retrait
pub async fn reopen(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    with_reason(desk, part.into_inner(), posted, ("reopen", care::reopen, "said-reopened")).await
}

/// POST /fils/{id}/epingle/retrait
pub async fn unpin(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    with_reason(desk, part.into_inner(), posted, ("unpin", care::unpin, "said-unpinned")).await
}

/// POST /fils/{id}/epingle
pub async fn pin(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<PinForm>(
        posted,
        move |acting, (until, reason)| {
            let thread = thread(acting, &part)?;
            care::pin(acting.viewer, &thread, *until, reason, acting.tx)
                .map(|address| Done::at(address).saying("said-pinned"))
        },
        move |visit, form| {
            let typed = Typed { reason: form.typed.reason, until: form.typed.until, ..Typed::default() };
            page(visit, &again, "pin", Filled { typed, problems: form.problems, preview: None })
        },
    )
    .await
}

/// POST /fils/{id}/deplacement
pub async fn move_to(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<MoveForm>(
        posted,
        move |acting, parsed| {
            let thread = thread(acting, &part)?;
            policy::require(acting.viewer, &Act::CloseThread(thread.ground()))?;
            let to = destination(acting, &thread, parsed)?;
            care::move_to(acting.viewer, &thread, to, &parsed.reason, acting.tx)
                .map(|address| Done::at(address).saying("said-thread-moved"))
        },
        move |visit, form| {
            let MoveForm { destination, audience, reason } = form.typed;
            let typed = Typed { reason, destination, audience, ..Typed::default() };
            page(visit, &again, "move", Filled { typed, problems: form.problems, preview: None })
        },
    )
    .await
}

/// A theme the person may not move it to is told as one that does not exist.
fn destination(acting: &mut Acting<'_, '_>, thread: &Thread, parsed: &ParsedMove) -> Result<Destination, Refusal> {
    let unknown = || Problems::one("destination", "move-choose-destination");
    let theme = themes::open(acting.tx.db(), &parsed.theme).map_err(|_| unknown())?;
    let act = Act::MoveThread { from: thread.ground(), to: theme.id, kind: thread.kind };
    if !policy::allows(acting.viewer, &act) {
        return Err(unknown());
    }
    let subtopics = themes::subtopics_of(acting.tx.db(), &[theme.id])?;
    let found = subtopics.iter().find(|subtopic| subtopic.slug == parsed.subtopic).map(|subtopic| subtopic.id);
    if found.is_none() && !parsed.subtopic.is_empty() {
        return Err(unknown());
    }
    Ok(Destination { theme: theme.id, subtopic: found, audience: parsed.audience })
}
