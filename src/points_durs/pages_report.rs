//! Reporting a point dur: a title and what happens, the rest when one has it.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::machine::{Impact, Reach};
use super::{Circumstances, Report, audiences_for, report};
use crate::circles::Circle;
use crate::db::ids::ThemeId;
use crate::files::views::FilesField;
use crate::policy::Audience;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::threads::drafts::pages::{self as drafts, Resumed};
use crate::threads::drafts::{Place, left};
use crate::threads::forms::{ThemeChoice, finished, subtopic_of, theme_choices};
use crate::threads::{Body, LONGEST_TITLE, Title, links, writing};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Parcel, Visit, optional};
use crate::{limits, themes};

/// The circumstances of a form, as typed.
pub(super) struct Circumstantial<'a> {
    pub(super) begun: &'a str,
    pub(super) tried: &'a str,
    pub(super) reach: &'a str,
    /// A ticked box each, in the order of [`Impact::ALL`].
    pub(super) impacts: [&'a str; 4],
    pub(super) size: &'a str,
    pub(super) tools: &'a str,
}

impl<'a> Circumstantial<'a> {
    /// The texts that may hold a patient's identifier.
    pub(super) fn texts(&self) -> [&'a str; 4] {
        [self.begun, self.tried, self.size, self.tools]
    }

    /// Reads them.
    pub(super) fn parse(&self) -> Result<Circumstances, Refusal> {
        let mut problems = Problems::default();
        let begun = problems.check("begun", optional(self.begun, 200));
        let tried = problems.check("tried", optional(self.tried, 4_000));
        let size = problems.check("size", optional(self.size, 200));
        let tools = problems.check("tools", optional(self.tools, 1_000));
        problems.settle()?;
        let ticked = Impact::ALL.iter().zip(self.impacts).filter(|(_, ticked)| !ticked.is_empty());
        Ok(Circumstances {
            begun: begun.unwrap_or_default(),
            tried: tried.unwrap_or_default(),
            impacts: ticked.map(|(impact, _)| *impact).collect(),
            reach: Reach::parse(self.reach),
            size: size.unwrap_or_default(),
            tools: tools.unwrap_or_default(),
        })
    }
}

/// A point dur as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportForm {
    theme: String,
    title: String,
    difficulty: String,
    audience: String,
    subtopic: String,
    begun: String,
    tried: String,
    reach: String,
    safety: String,
    organisation: String,
    cost: String,
    compliance: String,
    size: String,
    tools: String,
    anonymous: String,
    known_to_lead: String,
    identifiers: String,
    act: String,
    attached: String,
}

/// A point dur whose theme and sub-topic are still words.
pub struct ParsedReport {
    theme: String,
    subtopic: String,
    audience: Audience,
    title: Title,
    body: Body,
    circumstances: Circumstances,
    anonymous: bool,
    known_to_lead: bool,
}

impl ReportForm {
    fn circumstantial(&self) -> Circumstantial<'_> {
        Circumstantial {
            begun: &self.begun,
            tried: &self.tried,
            reach: &self.reach,
            impacts: [&self.safety, &self.organisation, &self.cost, &self.compliance],
            size: &self.size,
            tools: &self.tools,
        }
    }

    /// The texts beside what happens: everything typed is answered for at once.
    fn beside(&self) -> Vec<&str> {
        std::iter::once(self.title.as_str()).chain(self.circumstantial().texts()).collect()
    }

    /// Whether anything beyond a title and what happens was typed: the part that offers it stands open then.
    fn tells_more(&self) -> bool {
        let words = self.circumstantial();
        let chosen = [self.subtopic.as_str(), &self.anonymous, &self.reach, &self.attached];
        words.texts().iter().chain(&words.impacts).chain(&chosen).any(|text| !text.is_empty())
            || !matches!(self.audience.as_str(), "" | "community")
    }
}

impl Fields for ReportForm {
    type Parsed = ParsedReport;
    fn parse(&self) -> Result<ParsedReport, Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", Title::parse(&self.title));
        let body = problems.check("difficulty", Body::parse(&self.difficulty));
        let audience = match self.audience.as_str() {
            "" => Some(Audience::Community),
            word => problems.check("audience", Audience::parse(word).ok_or("thread-choose-audience".into())),
        };
        problems.settle()?;
        let (Some(title), Some(body), Some(audience)) = (title, body, audience) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let circumstances = self.circumstantial().parse()?;
        Ok(ParsedReport {
            theme: self.theme.clone(),
            subtopic: self.subtopic.clone(),
            audience,
            title,
            body: finished(body, &self.beside(), (&self.identifiers, &self.attached))?,
            circumstances,
            anonymous: !self.anonymous.is_empty(),
            known_to_lead: !self.known_to_lead.is_empty(),
        })
    }
}

/// GET /points-durs/nouveau (`?theme=`)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        if let Some(draft) = left(visit.db, &visit.viewer, Place::PointDur)? {
            let resumed = Resumed::of(visit, &draft);
            return page(visit, Filled::with(draft.text.form()), Some(resumed));
        }
        let typed = ReportForm {
            theme: visit.ask.param("theme"),
            subtopic: visit.ask.param("sous-theme"),
            title: visit.ask.param("titre").chars().take(LONGEST_TITLE).collect(),
            audience: Audience::Community.word().into(),
            ..ReportForm::default()
        };
        page(visit, Filled::with(typed), None)
    })
    .await
}

/// POST /points-durs/nouveau
pub async fn create(desk: Desk, parcel: Parcel) -> HttpResponse {
    let posted = desk.unpack(parcel).await;
    let again = |visit: &mut Visit<'_>, form| page(visit, form, None);
    match posted.value("act") {
        "preview" => {
            let render = |form: &ReportForm| writing::preview("difficulty", &form.difficulty);
            desk.preview::<ReportForm>(posted, render, again).await
        }
        "draft" => drafts::set_aside_at::<ReportForm>(desk, posted, Place::PointDur).await,
        _ => desk.submit::<ReportForm>(posted, reported, again).await,
    }
}

fn reported(acting: &mut Acting<'_, '_>, parsed: &ParsedReport) -> Result<Done, Refusal> {
    let theme = theme_of(acting, &parsed.theme)?;
    let subtopic = subtopic_of(acting.tx.db(), theme, &parsed.subtopic)?;
    let theirs = audiences_for(acting.viewer, theme);
    if theirs.is_empty() {
        return Err(Problems::one("theme", "thread-not-your-theme"));
    }
    if !theirs.contains(&parsed.audience) {
        return Err(Problems::one("audience", "thread-not-your-circle"));
    }
    acting.spend(&limits::POSTS_A_MINUTE)?;
    acting.spend(&limits::POSTS_AN_HOUR)?;
    let new = Report {
        theme,
        subtopic,
        audience: parsed.audience,
        title: parsed.title.clone(),
        body: parsed.body.clone(),
        circumstances: parsed.circumstances.clone(),
        anonymous: parsed.anonymous,
        known_to_lead: parsed.anonymous && parsed.known_to_lead,
    };
    report(acting.viewer, &new, acting.tx).map(|address| Done::at(address).saying("said-point-dur"))
}

/// The theme chosen; the only one, when there is one.
fn theme_of(acting: &mut Acting<'_, '_>, slug: &str) -> Result<ThemeId, Refusal> {
    let mine = acting.viewer.themes_from(Circle::Community);
    match (slug, mine.as_slice()) {
        ("", [only]) => Ok(*only),
        ("", _) => Err(Problems::one("theme", "thread-choose-theme")),
        (slug, _) => {
            let named = themes::by_slug(acting.tx.db(), slug);
            Ok(named.map_err(|_| Problems::one("theme", "thread-choose-theme"))?.id)
        }
    }
}

#[derive(Serialize)]
struct NewView {
    form: Filled<ReportForm>,
    themes: Vec<ThemeChoice>,
    audiences: Vec<Audience>,
    reaches: Vec<Reach>,
    longest_title: usize,
    more: bool,
    caution: Option<Caution>,
    draft: Option<Resumed>,
    attachments: FilesField,
}

fn page(visit: &mut Visit<'_>, form: Filled<ReportForm>, draft: Option<Resumed>) -> Result<Page, Refusal> {
    let form = links::previewed(visit, form)?;
    let mine = visit.viewer.themes_from(Circle::Community);
    let mut audiences: Vec<Audience> = mine.iter().flat_map(|theme| audiences_for(&visit.viewer, *theme)).collect();
    audiences.sort_unstable();
    audiences.dedup();
    let themes = theme_choices(visit.db, &mine)?;
    let mut texts = form.typed.beside();
    texts.push(&form.typed.difficulty);
    let caution = Caution::of_refused(&form.problems, &texts);
    let attachments = FilesField::of(visit, &form.typed.attached, true)?;
    let view = NewView {
        themes,
        audiences,
        reaches: Reach::ALL.to_vec(),
        longest_title: LONGEST_TITLE,
        more: form.typed.tells_more(),
        caution,
        draft,
        attachments,
        form,
    };
    Ok(Page::of("points_durs/new.html", &view))
}
