//! Pages that write: opening a thread, answering, correcting, marking the solution.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages::{thread_id, thread_page};
use super::rex::{self, Report};
use super::{Body, Kind, LONGEST_TITLE, Opening, Title, audiences_for, store};
use crate::db::ids::{PostId, SubtopicId, ThreadId};
use crate::files::views::FilesField;
use crate::policy::{Audience, Level};
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::themes;
use crate::web::{Acting, Button, Desk, Done, Fields, Filled, Page, Parcel, Posted, Visit};
use crate::{files, limits};

/// A reply as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReplyForm {
    pub(super) body: String,
    identifiers: String,
    pub(super) attached: String,
}

impl ReplyForm {
    /// A reply that starts with a text.
    pub(super) fn starting(body: String) -> Self {
        Self { body, ..Self::default() }
    }
}

impl Fields for ReplyForm {
    type Parsed = Body;
    fn parse(&self) -> Result<Body, Refusal> {
        let body = Body::parse(&self.body).map_err(|sentence| Problems::one("body", sentence))?;
        checked(body, "", &self.identifiers)?.holding(&self.attached)
    }
}

impl Body {
    /// The same text, with the files a form holds.
    fn holding(self, attached: &str) -> Result<Self, Refusal> {
        let files = files::parse(attached).map_err(|sentence| Problems::one("files", sentence))?;
        Ok(self.with_files(files))
    }
}

fn checked(body: Body, title: &str, mark: &str) -> Result<Body, Refusal> {
    body.checked(title, mark).map_err(|sentence| Problems::one("identifiers", sentence))
}

/// POST /fils/{id}/messages
pub async fn reply(desk: Desk, part: Path<String>, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    let again = part.clone();
    desk.submit::<ReplyForm>(
        posted,
        move |acting, body| {
            let (thread, _) = store::visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            spend(acting)?;
            super::reply(acting.viewer, &thread, body, acting.tx).map(|address| Done::at(address).saying("said-reply"))
        },
        move |visit, form| thread_page(visit, thread_id(&again)?, None, form),
    )
    .await
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
            problems.check("audience", Audience::parse(&self.audience).ok_or("thread-choose-audience".into()));
        problems.settle()?;
        match (kind, title, body, audience) {
            (Some(kind), Some(title), Some(body), Some(audience)) => Ok(ParsedThread {
                theme: self.theme.clone(),
                subtopic: self.subtopic.clone(),
                kind,
                audience,
                body: checked(body, title.as_str(), &self.identifiers)?.holding(&self.attached)?,
                title,
            }),
            _ => Err(Refusal::Broken("a form without problems lacks a field".into())),
        }
    }
}

/// GET /fils/nouveau (`?theme=`, `?genre=`)
pub async fn show_new(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let kind = Kind::parse(&visit.ask.param("genre")).unwrap_or(Kind::Question);
        let typed = ThreadForm {
            theme: visit.ask.param("theme"),
            subtopic: visit.ask.param("sous-theme"),
            kind: kind.word().into(),
            audience: Audience::Community.word().into(),
            ..ThreadForm::default()
        };
        new_page(visit, Filled::with(typed))
    })
    .await
}

/// POST /fils/nouveau
pub async fn create(desk: Desk, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    desk.submit::<ThreadForm>(
        posted,
        |acting, parsed| {
            let theme = themes::by_slug(acting.tx.db(), &parsed.theme)
                .map_err(|_| Problems::one("theme", "thread-choose-theme"))?;
            let subtopic = subtopic_of(acting, theme.id, &parsed.subtopic)?;
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
                Ok(address) => Ok(Done::at(address).saying("said-thread")),
                // Where the form offers a choice, the sentence stands beside it.
                Err(Refusal::Forbidden(_)) => Err(not_theirs(acting, &opening)),
                Err(refusal) => Err(refusal),
            }
        },
        new_page,
    )
    .await
}

/// The sentence beside the field that asked for too much.
fn not_theirs(acting: &Acting<'_, '_>, opening: &Opening) -> Refusal {
    let theirs = audiences_for(acting.viewer, opening.theme);
    if theirs.is_empty() {
        Problems::one("theme", "thread-not-your-theme")
    } else if opening.kind == Kind::Announcement {
        Problems::one("kind", "thread-announcement-animators")
    } else {
        Problems::one("audience", "thread-not-your-circle")
    }
}

fn subtopic_of(
    acting: &mut Acting<'_, '_>,
    theme: crate::db::ids::ThemeId,
    slug: &str,
) -> Result<Option<SubtopicId>, Refusal> {
    if slug.is_empty() {
        return Ok(None);
    }
    let known = themes::subtopics_of(acting.tx.db(), &[theme])?;
    let found = known.iter().find(|subtopic| subtopic.slug == slug).map(|subtopic| subtopic.id);
    found.map(Some).ok_or_else(|| Problems::one("subtopic", "thread-choose-subtopic"))
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
    attachments: FilesField,
}

#[derive(Serialize)]
struct ThemeChoice {
    slug: String,
    name: String,
    subtopics: Vec<(String, String)>,
}

fn new_page(visit: &mut Visit<'_>, form: Filled<ThreadForm>) -> Result<Page, Refusal> {
    let mine: Vec<_> = visit.viewer.standings.iter().map(|place| place.theme).collect();
    let all = themes::all(visit.db, false)?;
    let subtopics = themes::subtopics_of(visit.db, &mine)?;
    let mut audiences: Vec<Audience> = mine.iter().flat_map(|theme| audiences_for(&visit.viewer, *theme)).collect();
    audiences.sort_unstable();
    audiences.dedup();
    let animates = visit.viewer.standings.iter().any(|place| place.level == Level::Animator);
    let kinds = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Announcement || animates).collect();
    let themes = all
        .into_iter()
        .filter(|theme| mine.contains(&theme.id))
        .map(|theme| ThemeChoice {
            subtopics: subtopics
                .iter()
                .filter(|subtopic| subtopic.theme_id == theme.id)
                .map(|subtopic| (subtopic.slug.clone(), subtopic.name.clone()))
                .collect(),
            slug: theme.slug,
            name: theme.name,
        })
        .collect();
    let rex = form.typed.kind == Kind::Rex.word() && form.typed.body.is_empty();
    let (_, source) = form.typed.source(Kind::parse(&form.typed.kind));
    let caution = Caution::of_refused(&form.problems, &[&form.typed.title, &source]);
    let attachments = FilesField::of(visit, &form.typed.attached, true)?;
    let view = NewView { form, themes, audiences, kinds, rex, longest_title: LONGEST_TITLE, caution, attachments };
    Ok(Page::of("threads/new.html", &view))
}

/// A correction as typed, and the version it corrects.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditForm {
    body: String,
    version: String,
    identifiers: String,
    attached: String,
}

impl Fields for EditForm {
    type Parsed = (Body, String);
    fn parse(&self) -> Result<(Body, String), Refusal> {
        let body = Body::parse(&self.body).map_err(|sentence| Problems::one("body", sentence))?;
        let body = checked(body, "", &self.identifiers)?.holding(&self.attached)?;
        Ok((body, self.version.clone()))
    }
}

#[derive(Serialize)]
struct EditView {
    form: Filled<EditForm>,
    id: PostId,
    number: i32,
    title: String,
    address: String,
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
    let (thread, post) = store::visible_post(visit.db, &visit.viewer, id)?;
    let act = crate::policy::Act::EditPost { author: post.author, theme: thread.theme };
    crate::policy::require(&visit.viewer, &act)?;
    let address = thread.address_of(post.id, post.number);
    let title = crate::text::typography::spaces(&thread.title);
    let caution = Caution::of_refused(&form.problems, &[&form.typed.body]);
    let attachments = FilesField::of(visit, &form.typed.attached, true)?;
    let view = EditView { form, id, number: post.number, title, address, caution, attachments };
    Ok(Page::of("threads/edit.html", &view))
}

/// POST /messages/{post}/modifier
pub async fn edit(desk: Desk, part: Path<String>, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    let again = part.clone();
    desk.submit::<EditForm>(
        posted,
        move |acting, (body, version)| {
            let (thread, post) = store::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
            super::edit(acting.viewer, &thread, &post, version, body, acting.tx)
                .map(|address| Done::at(address).saying("said-edit"))
        },
        move |visit, form| edit_page(visit, again.parse()?, form),
    )
    .await
}

/// Which post solved the question.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SolutionForm {
    message: String,
}

impl Fields for SolutionForm {
    type Parsed = PostId;
    fn parse(&self) -> Result<PostId, Refusal> {
        self.message.parse()
    }
}

/// POST /fils/{id}/solution
pub async fn mark_solution(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<SolutionForm>(posted, move |acting, id| {
        let wanted: ThreadId = thread_id(&part)?;
        let (thread, post) = store::visible_post(acting.tx.db(), acting.viewer, *id)?;
        if thread.id != wanted {
            return Err(Refusal::NotFound);
        }
        super::mark_solution(acting.viewer, &thread, &post, acting.tx)
            .map(|address| Done::at(address).saying("said-solution"))
    })
    .await
}

/// POST /fils/{id}/solution/retrait
pub async fn unmark_solution(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (thread, _) = store::visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
        super::unmark_solution(acting.viewer, &thread, acting.tx)
            .map(|address| Done::at(address).saying("said-solution-withdrawn"))
    })
    .await
}
