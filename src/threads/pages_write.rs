//! Pages that write: opening a thread, answering, correcting.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::drafts::pages::{self as drafts, Resumed};
use super::drafts::{Place, left};
use super::forms::{ThemeChoice, finished, subtopic_of, theme_choices};
use super::history::pages::Meanwhile;
use super::pages::{thread_id, thread_page};
use super::rex::{self, Report};
use super::{Body, Kind, LONGEST_TITLE, Opening, Title, audiences_for, links, store, writing};
use crate::db::ids::{PostId, ThreadId};
use crate::files::views::FilesField;
use crate::moderation::held;
use crate::policy::{Audience, Level};
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::text::markdown::SafeHtml;
use crate::themes;
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Parcel, Visit};
use crate::{files, limits};

/// A reply as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReplyForm {
    pub(super) body: String,
    /// The number of the last post when the form was shown.
    pub(super) seen: String,
    identifiers: String,
    act: String,
    pub(super) attached: String,
}

impl ReplyForm {
    /// A reply that starts with a text and files.
    pub(super) fn starting(body: String, attached: String) -> Self {
        Self { body, attached, ..Self::default() }
    }
}

/// A reply, and how far its author had read when it was begun.
pub struct ParsedReply {
    body: Body,
    seen: Option<i32>,
}

impl Fields for ReplyForm {
    type Parsed = ParsedReply;
    fn parse(&self) -> Result<ParsedReply, Refusal> {
        let body = Body::parse(&self.body).map_err(|sentence| Problems::one("body", sentence))?;
        let body = finished(body, &[], (&self.identifiers, &self.attached))?;
        Ok(ParsedReply { body, seen: self.seen.parse().ok() })
    }
}

/// What a button of a writing form asks for; without a button's name the form's main act is done.
const PREVIEW: &str = "preview";
const DRAFT: &str = "draft";

/// POST /fils/{id}/messages
pub async fn reply(desk: Desk, part: Path<String>, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    let again = part.clone();
    let page = move |visit: &mut Visit<'_>, form| thread_page(visit, thread_id(&again)?, form, None);
    match posted.value("act") {
        PREVIEW => desk.preview::<ReplyForm>(posted, |form| writing::preview("body", &form.body), page).await,
        DRAFT => match thread_id(&part) {
            Ok(thread) => drafts::set_aside::<ReplyForm>(desk, posted, Some(Place::Reply(thread))).await,
            Err(refusal) => desk.show(|_| Err(refusal)).await,
        },
        _ => desk.submit(posted, move |acting, reply| published(acting, &part, reply), page).await,
    }
}

fn published(acting: &mut Acting<'_, '_>, part: &str, reply: &ParsedReply) -> Result<Done, Refusal> {
    let (thread, _) = store::visible(acting.tx.db(), acting.viewer, thread_id(part)?)?;
    writing::nobody_answered_since(acting.viewer, &thread, reply.seen, acting.tx)?;
    spend(acting)?;
    super::reply(acting.viewer, &thread, &reply.body, acting.tx)
        .map(|address| Done::at(&*address).saying(if held::waits_at(&address) { "said-held" } else { "said-reply" }))
}

fn spend(acting: &mut Acting<'_, '_>) -> Result<(), Refusal> {
    acting.spend(&limits::POSTS_A_MINUTE)?;
    acting.spend(&limits::POSTS_AN_HOUR)
}

/// A new thread as typed; a REX has six texts instead of a body.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ThreadForm {
    theme: String,
    subtopic: String,
    kind: String,
    title: String,
    audience: String,
    body: String,
    context: String,
    difficulty: String,
    tried: String,
    result: String,
    conditions: String,
    limits: String,
    identifiers: String,
    act: String,
    attached: String,
}

/// A new thread whose theme and sub-topic are still words.
pub struct ParsedThread {
    theme: String,
    subtopic: String,
    kind: Kind,
    audience: Audience,
    title: Title,
    body: Body,
}

impl ThreadForm {
    fn report(&self) -> Report {
        Report {
            context: self.context.clone(),
            difficulty: self.difficulty.clone(),
            tried: self.tried.clone(),
            result: self.result.clone(),
            conditions: self.conditions.clone(),
            limits: self.limits.clone(),
        }
    }

    fn preview(&self) -> Result<SafeHtml, Refusal> {
        let (field, source) = self.source(Kind::parse(&self.kind));
        writing::preview(field, &source)
    }

    /// The field and the source of the first post.
    fn source(&self, kind: Option<Kind>) -> (&'static str, String) {
        if kind == Some(Kind::Rex) && self.body.trim().is_empty() {
            return ("context", rex::compose(&self.report()));
        }
        ("body", self.body.clone())
    }
}

impl Fields for ThreadForm {
    type Parsed = ParsedThread;
    fn parse(&self) -> Result<ParsedThread, Refusal> {
        let mut problems = Problems::default();
        if self.theme.is_empty() {
            problems.add("theme", "thread-choose-theme");
        }
        let kind = problems.check("kind", Kind::parse(&self.kind).ok_or("thread-choose-kind".into()));
        let title = problems.check("title", Title::parse(&self.title));
        let (field, source) = self.source(kind);
        let body = problems.check(field, Body::parse(&source));
        let audience =
            problems.check("audience", audience_of_circles(&self.audience).ok_or("thread-choose-audience".into()));
        problems.settle()?;
        match (kind, title, body, audience) {
            (Some(kind), Some(title), Some(body), Some(audience)) => Ok(ParsedThread {
                theme: self.theme.clone(),
                subtopic: self.subtopic.clone(),
                kind,
                audience,
                body: finished(body, &[title.as_str()], (&self.identifiers, &self.attached))?,
                title,
            }),
            _ => Err(Refusal::Broken("a form without problems lacks a field".into())),
        }
    }
}

/// An audience that circles read: a private conversation has a form of its own.
fn audience_of_circles(word: &str) -> Option<Audience> {
    Audience::parse(word).filter(|audience| *audience != Audience::Named)
}

/// GET /fils/nouveau (`?theme=`, `?genre=`)
pub async fn show_new(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let kind = Kind::parse(&visit.ask.param("genre")).unwrap_or(Kind::Question);
        let left = left(visit.db, &visit.viewer, Place::opening(Some(kind)))?;
        if let Some(draft) = left {
            let resumed = Resumed::of(visit, &draft);
            return new_page(visit, Filled::with(draft.text.form()), Some(resumed));
        }
        let typed = ThreadForm {
            theme: visit.ask.param("theme"),
            subtopic: visit.ask.param("sous-theme"),
            kind: kind.word().into(),
            audience: Audience::Community.word().into(),
            ..ThreadForm::default()
        };
        new_page(visit, Filled::with(typed), None)
    })
    .await
}

/// POST /fils/nouveau
pub async fn create(desk: Desk, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    let page = |visit: &mut Visit<'_>, form| new_page(visit, form, None);
    match posted.value("act") {
        PREVIEW => desk.preview::<ThreadForm>(posted, ThreadForm::preview, page).await,
        DRAFT => drafts::set_aside::<ThreadForm>(desk, posted, None).await,
        _ => desk.submit(posted, opened, page).await,
    }
}

fn opened(acting: &mut Acting<'_, '_>, parsed: &ParsedThread) -> Result<Done, Refusal> {
    let theme =
        themes::by_slug(acting.tx.db(), &parsed.theme).map_err(|_| Problems::one("theme", "thread-choose-theme"))?;
    let subtopic = subtopic_of(acting.tx.db(), theme.id, &parsed.subtopic)?;
    let opening = Opening {
        theme: theme.id,
        subtopic,
        kind: parsed.kind,
        audience: parsed.audience,
        title: parsed.title.clone(),
        body: parsed.body.clone(),
    };
    spend(acting)?;
    let opened = super::open(acting.viewer, &opening, acting.tx);
    match opened {
        Ok(address) if held::waits_at(&address) => Ok(Done::at(address).saying("said-held")),
        Ok(address) => Ok(Done::at(address).saying("said-thread")),
        // Where the form offers a choice, the sentence stands beside it.
        Err(Refusal::Forbidden(_)) => Err(not_theirs(acting, &opening)),
        Err(refusal) => Err(refusal),
    }
}

/// The sentence beside the field that asked for too much.
fn not_theirs(acting: &Acting<'_, '_>, opening: &Opening) -> Refusal {
    let theirs = audiences_for(acting.viewer, opening.theme);
    if theirs.is_empty() {
        Problems::one("theme", "thread-not-your-theme")
    } else if matches!(opening.kind, Kind::PointDur | Kind::Sheet | Kind::Meeting) {
        Problems::one("kind", "thread-choose-kind")
    } else if opening.kind == Kind::Announcement {
        Problems::one("kind", "thread-announcement-animators")
    } else {
        Problems::one("audience", "thread-not-your-circle")
    }
}

#[derive(Serialize)]
struct NewView {
    form: Filled<ThreadForm>,
    themes: Vec<ThemeChoice>,
    audiences: Vec<Audience>,
    kinds: Vec<Kind>,
    rex: bool,
    longest_title: usize,
    caution: Option<Caution>,
    draft: Option<Resumed>,
    attachments: FilesField,
}

fn new_page(visit: &mut Visit<'_>, form: Filled<ThreadForm>, draft: Option<Resumed>) -> Result<Page, Refusal> {
    let form = links::previewed(visit, form)?;
    let mine: Vec<_> = visit.viewer.standings.iter().map(|place| place.theme).collect();
    let mut audiences: Vec<Audience> = mine.iter().flat_map(|theme| audiences_for(&visit.viewer, *theme)).collect();
    audiences.sort_unstable();
    audiences.dedup();
    let animates = visit.viewer.standings.iter().any(|place| place.level == Level::Animator);
    let opened_here = |kind: &Kind| match kind {
        Kind::Discussion | Kind::Question | Kind::Rex => true,
        Kind::Announcement => animates,
        Kind::PointDur | Kind::Sheet | Kind::Meeting => false,
    };
    let kinds = Kind::ALL.iter().copied().filter(opened_here).collect();
    let themes = theme_choices(visit.db, &mine)?;
    let rex = form.typed.kind == Kind::Rex.word() && form.typed.body.is_empty();
    let (_, source) = form.typed.source(Kind::parse(&form.typed.kind));
    let caution = Caution::of_refused(&form.problems, &[&form.typed.title, &source]);
    let attachments = FilesField::of(visit, &form.typed.attached, true)?;
    let view =
        NewView { form, themes, audiences, kinds, rex, longest_title: LONGEST_TITLE, caution, draft, attachments };
    Ok(Page::of("threads/new.html", &view))
}

/// A correction as typed, and the version it corrects.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditForm {
    body: String,
    version: String,
    identifiers: String,
    act: String,
    attached: String,
}

impl Fields for EditForm {
    type Parsed = (Body, String);
    fn parse(&self) -> Result<(Body, String), Refusal> {
        let body = Body::parse(&self.body).map_err(|sentence| Problems::one("body", sentence))?;
        let body = finished(body, &[], (&self.identifiers, &self.attached))?;
        Ok((body, self.version.clone()))
    }
}

#[derive(Serialize)]
struct EditView {
    form: Filled<EditForm>,
    id: PostId,
    thread: ThreadId,
    number: i32,
    title: String,
    address: String,
    /// What was saved while this was being written.
    meanwhile: Option<Meanwhile>,
    caution: Option<Caution>,
    attachments: FilesField,
}

/// GET /messages/{post}/modifier
pub async fn show_edit(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let (_, post) = store::visible_post(visit.db, &visit.viewer, part.parse()?)?;
        let attached = files::field_of(&files::of_post(visit.db, post.id)?);
        let typed = EditForm { body: post.source.clone(), version: post.version(), attached, ..EditForm::default() };
        edit_page(visit, post.id, Filled::with(typed))
    })
    .await
}

fn edit_page(visit: &mut Visit<'_>, id: PostId, form: Filled<EditForm>) -> Result<Page, Refusal> {
    let mut form = links::previewed(visit, form)?;
    let (thread, post) = store::visible_post(visit.db, &visit.viewer, id)?;
    let act = crate::policy::Act::EditPost { author: post.author, theme: thread.theme };
    crate::policy::require(&visit.viewer, &act)?;
    let address = thread.address_of(post.id, post.number);
    let title = thread.title_for(&visit.viewer, visit.sentences());
    let caution = Caution::of_refused(&form.problems, &[&form.typed.body]);
    let meanwhile = if form.problems.iter().any(|problem| problem.field == "version") {
        form.typed.version = post.version();
        Some(Meanwhile::of(visit, &post, &form.typed.body)?)
    } else {
        None
    };
    let attachments = FilesField::of(visit, &form.typed.attached, true)?;
    let view =
        EditView { form, id, thread: thread.id, number: post.number, title, address, meanwhile, caution, attachments };
    Ok(Page::of("threads/edit.html", &view))
}

/// POST /messages/{post}/modifier
pub async fn edit(desk: Desk, part: Path<String>, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    let again = part.clone();
    let page = move |visit: &mut Visit<'_>, form| edit_page(visit, again.parse()?, form);
    if posted.value("act") == PREVIEW {
        return desk.preview::<EditForm>(posted, |form| writing::preview("body", &form.body), page).await;
    }
    let act = move |acting: &mut Acting<'_, '_>, (body, version): &(Body, String)| {
        let (thread, post) = store::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
        super::edit(acting.viewer, &thread, &post, version, body, acting.tx)
            .map(|address| Done::at(address).saying("said-edit"))
    };
    desk.submit(posted, act, page).await
}
