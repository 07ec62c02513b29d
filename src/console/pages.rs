//! The queue's page, and being on a case.

use std::collections::HashMap;

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::pages_rounds::{GestureForm, RoundView};
use super::queue::read_key;
use super::views::{self, Group, Wanted};
use super::{CaseKind, Cursor, Scope, claims, counts, duty, views_kinds};
use crate::db::ids::{RoundId, TemplateId, ThemeId, from_base32};
use crate::db::{Key, Waits};
use crate::moderation::{LONGEST_REASON, templates};
use crate::refusal::{Problems, Refusal};
use crate::text::typography;
use crate::themes::{self, Theme};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit};

/// Cases on a page.
const PAGE: usize = 20;
/// Cases on a long page, for what is done of many at once.
const LONG_PAGE: usize = 100;

/// A filter of the queue.
#[derive(Serialize)]
struct Tab {
    kind: Option<CaseKind>,
    count: usize,
    many: bool,
    current: bool,
    address: String,
}

#[derive(Serialize)]
struct ThemeTab {
    name: String,
    current: bool,
    address: String,
}

#[derive(Serialize)]
struct View {
    tabs: Vec<Tab>,
    themes: Vec<ThemeTab>,
    groups: Vec<Group>,
    /// What is known of the kind that is looked at.
    note: String,
    /// What of it is one theme's alone.
    theme: String,
    duty: Vec<String>,
    /// The address of the roster; empty for who has no theme.
    roster: String,
    first: bool,
    next: Option<String>,
    long: Option<String>,
    /// Where forms of the page lead, with the filters.
    query: String,
    /// What was just done.
    done: Option<RoundView>,
    form: Filled<GestureForm>,
    /// The reasons ready to be used, and the one that was chosen.
    reasons: Vec<(TemplateId, String)>,
    reason: Option<TemplateId>,
    /// The filters, as a form that keeps them holds them.
    kept: Vec<(&'static str, String)>,
    longest: usize,
    most: usize,
}

/// What of the queue is looked at, as the address says.
struct Asked {
    theme: Option<Theme>,
    kind: Option<CaseKind>,
    after: Option<Cursor>,
    long: bool,
}

impl Asked {
    /// Reads the address. A theme, a kind that the reader does not look after is none.
    fn of(visit: &mut Visit<'_>, all: &Scope) -> Result<(Self, Scope), Refusal> {
        let slug = visit.ask.param("theme");
        let theme = if slug.is_empty() { None } else { Some(themes::by_slug(visit.db, &slug)?) };
        let scope = match &theme {
            Some(theme) => all.within(theme.id)?,
            None => all.clone(),
        };
        let word = visit.ask.param("cas");
        let kind = if word.is_empty() { None } else { Some(CaseKind::parse(&word).ok_or(Refusal::NotFound)?) };
        if kind.is_some_and(|kind| !scope.holds(kind)) {
            return Err(Refusal::NotFound);
        }
        let after = Cursor::parse(&visit.ask.param("apres"));
        let long = visit.ask.param("par") == LONG_PAGE.to_string();
        Ok((Self { theme, kind, after, long }, scope))
    }

    fn slug(&self) -> Option<&str> {
        self.theme.as_ref().map(|theme| theme.slug.as_str())
    }

    /// These filters and the place in the queue, by name.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let after = self.after.map(|cursor| ("apres", cursor.written()));
        filters(self.slug(), self.kind, self.long).chain(after).collect()
    }

    /// The query string of these filters, with what is added.
    fn query(&self, added: &[(&str, String)]) -> String {
        query(self.slug(), self.kind, self.long, added)
    }
}

/// The filters of the queue, by name.
fn filters(theme: Option<&str>, kind: Option<CaseKind>, long: bool) -> impl Iterator<Item = (&'static str, String)> {
    let theme = theme.map(|slug| ("theme", slug.to_owned()));
    let kind = kind.map(|kind| ("cas", kind.word().to_owned()));
    let long = long.then(|| ("par", LONG_PAGE.to_string()));
    [theme, kind, long].into_iter().flatten()
}

/// A query string of the queue, its question mark too; empty without any filter.
fn query(theme: Option<&str>, kind: Option<CaseKind>, long: bool, added: &[(&str, String)]) -> String {
    let part = |name: &str, value: &str| format!("{name}={value}");
    let kept = filters(theme, kind, long).map(|(name, value)| part(name, &value));
    let parts: Vec<String> = kept.chain(added.iter().map(|(name, value)| part(name, value))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// GET /console (`?theme=`, `?cas=`, `?apres=`, `?par=`, `?fait=`, `?raison=`)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, Filled::blank())).await
}

/// The queue with a form that was refused, if one was.
pub(super) fn page(visit: &mut Visit<'_>, form: Filled<GestureForm>) -> Result<Page, Refusal> {
    let all = Scope::of(&visit.viewer)?;
    let (asked, scope) = Asked::of(visit, &all)?;
    let known = themes::all(visit.db, true)?;
    let names: HashMap<ThemeId, String> = known.iter().map(|theme| (theme.id, theme.name.clone())).collect();
    let most = if asked.long { LONG_PAGE } else { PAGE };
    let viewer = visit.viewer.clone();
    let counted = counts::by_kind(visit.db, views::eyes(visit.app, &viewer, visit.now), &scope)?;
    let reasons = templates::offered(visit.db, asked.theme.as_ref().map(|theme| theme.id))?;
    let reason = from_base32(&visit.ask.param("raison")).map(TemplateId);
    let reason = reasons.iter().find(|one| Some(one.id) == reason);
    let wanted = Wanted { kind: asked.kind, after: asked.after, most, counted: &counted, reason };
    let found = views::page(visit, &scope, wanted, &names)?;
    let note = asked.kind.map(|kind| views_kinds::note(visit, kind, &scope)).transpose()?.unwrap_or_default();
    let done = match visit.ask.param("fait").parse::<RoundId>() {
        Ok(id) => RoundView::of(visit, id).ok(),
        Err(_) => None,
    };
    let view = View {
        tabs: tabs(&counted, &asked),
        themes: theme_tabs(&all, &asked, &known),
        groups: found.groups,
        note,
        duty: on_duty(visit, &asked)?,
        roster: roster(&all, &asked, &known),
        theme: asked.theme.as_ref().map(|theme| theme.name.clone()).unwrap_or_default(),
        first: asked.after.is_none(),
        next: found.next.map(|next| format!("/console{}", asked.query(&[("apres", next)]))),
        long: (!asked.long && asked.kind.is_some()).then(|| {
            let slug = asked.slug();
            format!("/console{}", query(slug, asked.kind, true, &[]))
        }),
        query: asked.query(&asked.after.map(|cursor| ("apres", cursor.written())).into_iter().collect::<Vec<_>>()),
        done,
        form,
        kept: asked.kept(),
        reason: reason.map(|one| one.id),
        reasons: reasons.iter().map(|one| (one.id, typography::spaces(&one.title))).collect(),
        longest: LONGEST_REASON,
        most: super::rounds::MOST,
    };
    Ok(Page::of("console/queue.html", &view))
}

/// Every kind of which something waits, and how much.
fn tabs(counted: &[(CaseKind, Vec<Waits>)], asked: &Asked) -> Vec<Tab> {
    let many = counts::MANY;
    let all: usize = counted.iter().map(|(_, waits)| waits.len()).sum();
    let tab = |kind: Option<CaseKind>, count: usize| Tab {
        kind,
        count: count.min(many),
        many: count >= many,
        current: asked.kind == kind,
        address: format!("/console{}", query(asked.slug(), kind, false, &[])),
    };
    // An empty kind says nothing, save the one that is looked at.
    let shown = |(kind, waits): &(CaseKind, Vec<Waits>)| {
        (!waits.is_empty() || asked.kind == Some(*kind)).then(|| tab(Some(*kind), waits.len()))
    };
    std::iter::once(tab(None, all)).chain(counted.iter().filter_map(shown)).collect()
}

/// The themes they look after, when there are several.
fn theme_tabs(all: &Scope, asked: &Asked, known: &[Theme]) -> Vec<ThemeTab> {
    let themes: Vec<&Theme> = known.iter().filter(|theme| all.themes().contains(&theme.id)).collect();
    if themes.len() < 2 {
        return Vec::new();
    }
    themes
        .into_iter()
        .map(|theme| ThemeTab {
            name: theme.name.clone(),
            current: asked.theme.as_ref().is_some_and(|one| one.id == theme.id),
            address: format!("/console{}", query(Some(&theme.slug), asked.kind, false, &[])),
        })
        .collect()
}

/// Who is on duty this week in the theme that is looked at.
fn on_duty(visit: &mut Visit<'_>, asked: &Asked) -> Result<Vec<String>, Refusal> {
    let Some(theme) = &asked.theme else { return Ok(Vec::new()) };
    let roster = duty::roster(visit.db, &visit.viewer, theme.id, visit.now)?;
    Ok(roster
        .into_iter()
        .next()
        .map(|(_, named)| named.into_iter().map(|(_, name)| name).collect())
        .unwrap_or_default())
}

fn roster(all: &Scope, asked: &Asked, known: &[Theme]) -> String {
    let first = known.iter().find(|theme| all.themes().contains(&theme.id));
    let slug = asked.slug().or_else(|| first.map(|theme| theme.slug.as_str()));
    slug.map(|slug| format!("/console/permanence?theme={slug}")).unwrap_or_default()
}

/// A case as a form names it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CaseForm {
    kind: String,
    case: String,
}

impl Fields for CaseForm {
    type Parsed = (CaseKind, Key);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let case = CaseKind::parse(&self.kind).zip(read_key(&self.case));
        case.ok_or_else(|| Problems::one("case", "console-choose-case"))
    }
}

/// A refused claim shows the queue as it stands.
fn again(visit: &mut Visit<'_>, form: Filled<CaseForm>) -> Result<Page, Refusal> {
    let CaseForm { kind, case } = form.typed;
    let typed = GestureForm { kind, case, ..GestureForm::default() };
    page(visit, Filled { typed, problems: form.problems, preview: None })
}

/// POST /console/prises: "I am on it".
pub async fn claim(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<CaseForm>(
        posted,
        |acting, case| {
            let eyes = views::eyes(acting.app, acting.viewer, acting.tx.now());
            let life = acting.app.console.in_force(acting.tx.db())?.claim();
            claims::take(acting.tx, eyes, *case, life)?;
            Ok(back(acting, Some(*case)).saying("said-console-claimed"))
        },
        again,
    )
    .await
}

/// POST /console/prises/retrait: it is free again.
pub async fn release(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<CaseForm>(
        posted,
        |acting, case| {
            let eyes = views::eyes(acting.app, acting.viewer, acting.tx.now());
            claims::release(acting.tx, eyes, *case)?;
            Ok(back(acting, Some(*case)).saying("said-console-released"))
        },
        again,
    )
    .await
}

/// The queue again, with the filters of the form's address, at a case.
pub(super) fn back(acting: &Acting<'_, '_>, at: Option<(CaseKind, Key)>) -> Done {
    let kept = kept_filters(acting, &[]);
    let at = at.map(|(kind, key)| format!("#{}-{}", kind.word(), super::queue::written(key).replace('.', "-")));
    Done::at(format!("/console{kept}{}", at.unwrap_or_default()))
}

/// The filters of the form's address, each read again, and what is added.
pub(super) fn kept_filters(acting: &Acting<'_, '_>, added: &[(&str, String)]) -> String {
    let ask = acting.ask;
    let slug = crate::text::slug(&ask.param("theme"));
    let after = Cursor::parse(&ask.param("apres")).map(|cursor| ("apres", cursor.written()));
    let added: Vec<(&str, String)> = after.into_iter().chain(added.iter().cloned()).collect();
    let long = ask.param("par") == LONG_PAGE.to_string();
    let theme = Some(slug.as_str()).filter(|_| !ask.param("theme").is_empty());
    query(theme, CaseKind::parse(&ask.param("cas")), long, &added)
}
