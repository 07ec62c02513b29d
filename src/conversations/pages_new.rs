//! Writing to somebody in private, or to the animators of a theme.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::recipients::{self, Recipient};
use super::{Starting, animation_of, start, title_of};
use crate::circles::Circle;
use crate::db::ids::MemberId;
use crate::files::views::FilesField;
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::themes::{self, Theme};
use crate::threads::drafts::pages::Resumed;
use crate::threads::drafts::{self, Place, left};
use crate::threads::pages_suggestions::{Proposal, people_proposed};
use crate::threads::{Body, LONGEST_TITLE, Title, writing};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Parcel, Visit};
use crate::{files, limits};

/// A conversation as typed: with people, or with the animators of a theme.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewForm {
    with: String,
    /// The theme whose animators one writes to (end of its address), instead of people.
    animation: String,
    theme: String,
    title: String,
    body: String,
    identifiers: String,
    act: String,
    attached: String,
    /// Where it is kept while it is written.
    draft: String,
}

/// Whom one writes to.
pub enum To {
    /// People.
    People(Vec<Recipient>),
    /// The animators of a theme.
    Animation,
}

/// A conversation whose people and theme are still words.
pub struct ParsedNew {
    to: To,
    animation: String,
    theme: String,
    title: Title,
    body: Body,
    draft: Place,
}

impl Fields for NewForm {
    type Parsed = ParsedNew;
    fn parse(&self) -> Result<ParsedNew, Refusal> {
        let mut problems = Problems::default();
        let to = match (&*self.animation, recipients::parse(&self.with)) {
            ("", Ok(people)) => To::People(people),
            ("", Err(Refusal::Invalid(wrong))) => {
                problems.0.extend(wrong.0);
                To::Animation
            }
            ("", Err(refusal)) => return Err(refusal),
            _ => To::Animation,
        };
        let body = problems.check("body", Body::parse(&self.body));
        let title = match &body {
            Some(_) => problems.check("title", title_of(&self.title, &self.body)),
            None => None,
        };
        problems.settle()?;
        let (Some(title), Some(body)) = (title, body) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let attached = files::parse(&self.attached).map_err(|sentence| Problems::one("files", sentence))?;
        let body = body.checked(title.as_str(), &self.identifiers);
        let body = body.map_err(|sentence| Problems::one("identifiers", sentence))?.with_files(attached);
        let (animation, theme, draft) = (self.animation.clone(), self.theme.clone(), place(&self.draft));
        Ok(ParsedNew { to, animation, theme, title, body, draft })
    }
}

/// GET /conversations/nouvelle (`?avec=` ids of members, `?animation=` a theme)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let asked = visit.ask.param("avec");
        let wanted: Vec<MemberId> =
            asked.split(',').take(super::MOST_OTHERS).filter_map(|part| part.parse().ok()).collect();
        let animation = visit.ask.param("animation");
        let place = match (animation.as_str(), &wanted[..]) {
            ("", [one]) => Place::Conversation(Some(*one)),
            ("", _) => Place::Conversation(None),
            (slug, _) => Place::Animation(themes::by_slug(visit.db, slug)?.id),
        };
        if let Some(draft) = left(visit.db, &visit.viewer, place)? {
            let resumed = Resumed::of(visit, &draft);
            let typed = NewForm { animation, draft: place.word(), ..draft.text.form() };
            return new_page(visit, Filled::with(typed), Some(resumed));
        }
        let with = recipients::typed(visit.db, &visit.viewer, &wanted)?;
        page(visit, Filled::with(NewForm { with, animation, draft: place.word(), ..NewForm::default() }))
    })
    .await
}

/// POST /conversations/nouvelle
pub async fn create(desk: Desk, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    if posted.value("act") == "preview" {
        return desk.preview::<NewForm>(posted, |form| writing::preview("body", &form.body), page).await;
    }
    if posted.value("act") == "draft" {
        let place = place(posted.value("draft"));
        return drafts::pages::set_aside::<NewForm>(desk, posted, Some(place)).await;
    }
    desk.submit::<NewForm>(posted, begun, page).await
}

/// Where a conversation is kept, as its form says it.
fn place(word: &str) -> Place {
    Place::parse(word).filter(|place| place.is_private()).unwrap_or(Place::Conversation(None))
}

fn begun(acting: &mut Acting<'_, '_>, parsed: &ParsedNew) -> Result<Done, Refusal> {
    let (with, slug) = match &parsed.to {
        To::People(people) => (recipients::found(acting.tx.db(), acting.viewer, people)?, &parsed.theme),
        To::Animation => (animators(acting, &parsed.animation)?, &parsed.animation),
    };
    let theme = match slug.as_str() {
        "" => None,
        slug => {
            let named = themes::by_slug(acting.tx.db(), slug);
            Some(named.map_err(|_| Problems::one("theme", "conversation-theme-not-shared"))?.id)
        }
    };
    acting.spend(&limits::POSTS_A_MINUTE)?;
    acting.spend(&limits::CONVERSATIONS)?;
    let (title, body, draft) = (parsed.title.clone(), parsed.body.clone(), parsed.draft);
    let starting = Starting { with, theme, title, body, draft };
    start(acting.viewer, &starting, acting.tx).map(|address| Done::at(address).saying("said-conversation"))
}

fn animators(acting: &mut Acting<'_, '_>, slug: &str) -> Result<Vec<MemberId>, Refusal> {
    let theme = themes::by_slug(acting.tx.db(), slug)?;
    let found = animation_of(acting.tx.db(), acting.viewer, theme.id)?;
    if found.is_empty() {
        return Err(Problems::one("with", "conversation-no-animator"));
    }
    Ok(found.into_iter().map(|animator| animator.id).collect())
}

/// GET /suggestions/destinataires?q=: whom one may write to in private.
pub async fn propose(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        visit.spend(&limits::SUGGESTIONS)?;
        let name = visit.ask.param("q");
        let found = recipients::proposed(visit.db, &visit.viewer, &name, visit.now)?;
        let proposal = |one: recipients::Proposed| Proposal { label: one.name, detail: one.detail, text: one.text };
        Ok(people_proposed(found.into_iter().map(proposal).collect()))
    })
    .await
}

#[derive(Serialize)]
struct NewView {
    form: Filled<NewForm>,
    /// The theme whose animators one writes to, and their names.
    animation: Option<Animation>,
    themes: Vec<(String, String)>,
    longest_title: usize,
    most: usize,
    caution: Option<Caution>,
    attachments: FilesField,
    draft: Option<Resumed>,
}

#[derive(Serialize)]
struct Animation {
    theme: String,
    names: String,
}

fn page(visit: &mut Visit<'_>, form: Filled<NewForm>) -> Result<Page, Refusal> {
    new_page(visit, form, None)
}

fn new_page(visit: &mut Visit<'_>, mut form: Filled<NewForm>, draft: Option<Resumed>) -> Result<Page, Refusal> {
    form.typed.draft = place(&form.typed.draft).word();
    let themes = themes::all(visit.db, false)?;
    let animation = match form.typed.animation.as_str() {
        "" => None,
        slug => Some(animation(visit, slug)?),
    };
    let caution = Caution::of_refused(&form.problems, &[&form.typed.title, &form.typed.body]);
    let attachments = FilesField::of(visit, &form.typed.attached, true)?;
    let view = NewView {
        form,
        animation,
        themes: mine(&visit.viewer, themes),
        longest_title: LONGEST_TITLE,
        most: super::MOST_OTHERS,
        caution,
        attachments,
        draft,
    };
    Ok(Page::of("conversations/new.html", &view))
}

fn animation(visit: &mut Visit<'_>, slug: &str) -> Result<Animation, Refusal> {
    let theme = themes::by_slug(visit.db, slug)?;
    let found = animation_of(visit.db, &visit.viewer, theme.id)?;
    let names = found.iter().map(|one| format!("{} {}", one.given_name, one.family_name)).collect::<Vec<_>>();
    Ok(Animation { theme: theme.name, names: names.join(", ") })
}

/// The themes where one may write to others.
fn mine(viewer: &Viewer, themes: Vec<Theme>) -> Vec<(String, String)> {
    let mine = viewer.themes_from(Circle::Community);
    themes.into_iter().filter(|theme| mine.contains(&theme.id)).map(|theme| (theme.slug, theme.name)).collect()
}
