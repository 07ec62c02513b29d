//! Pages that write a sheet: a new one, another text of one.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages::{PartChanges, changes, sheet_id};
use super::writing::{self, Written};
use super::{Parts, Seen, Step, store, tickets};
use crate::circles::{Circle, people};
use crate::db::ids::{PointDurId, SubtopicId, ThemeId, from_base32};
use crate::policy::Audience;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::text::typography;
use crate::themes;
use crate::threads::{Body, LONGEST_TITLE, Title};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, When, optional};
use crate::{limits, threads};

/// What an author says of a text, in characters at most.
const LONGEST_NOTE: usize = 200;

/// A sheet as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SheetForm {
    /// End of address of its theme; that of a sheet that stands is not asked again.
    theme: String,
    subtopic: String,
    /// The point dur it comes from.
    point: String,
    title: String,
    audience: String,
    difficulty: String,
    context: String,
    solution: String,
    steps: String,
    conditions: String,
    limits: String,
    contacts: String,
    note: String,
    version: String,
    identifiers: String,
}

/// A sheet whose theme and sub-topic are still words.
pub struct Parsed {
    theme: String,
    subtopic: String,
    point: Option<PointDurId>,
    version: i32,
    written: Written,
}

impl SheetForm {
    fn parts(&self) -> Parts {
        Parts {
            difficulty: self.difficulty.clone(),
            context: self.context.clone(),
            solution: self.solution.clone(),
            steps: self.steps.clone(),
            conditions: self.conditions.clone(),
            limits: self.limits.clone(),
            contacts: self.contacts.clone(),
        }
    }

    fn holding(self, parts: Parts) -> Self {
        let Parts { difficulty, context, solution, steps, conditions, limits, contacts } = parts;
        Self { difficulty, context, solution, steps, conditions, limits, contacts, ..self }
    }

    /// Everything in which a patient could be recognised.
    fn texts(&self) -> [&str; 9] {
        [
            &self.title,
            &self.difficulty,
            &self.context,
            &self.solution,
            &self.steps,
            &self.conditions,
            &self.limits,
            &self.contacts,
            &self.note,
        ]
    }
}

impl Fields for SheetForm {
    type Parsed = Parsed;
    fn parse(&self) -> Result<Parsed, Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", Title::parse(&self.title));
        let audience = Audience::parse(&self.audience).filter(|audience| *audience != Audience::Named);
        let audience = problems.check("audience", audience.ok_or("thread-choose-audience".into()));
        let parts = self.parts().checked(&mut problems);
        if parts.difficulty.is_empty() && !problems.0.iter().any(|problem| problem.field == "difficulty") {
            problems.add("difficulty", "form-required");
        }
        let note = problems.check("note", optional(&self.note, LONGEST_NOTE));
        problems.settle()?;
        // What cannot be published as one text is told while it is written.
        Body::parse(&parts.composed()).map_err(|sentence| Problems::one("difficulty", sentence))?;
        let answered_for = caution::answered(&self.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        let (Some(title), Some(audience), Some(note)) = (title, audience, note) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        Ok(Parsed {
            theme: self.theme.clone(),
            subtopic: self.subtopic.clone(),
            point: from_base32(&self.point).map(PointDurId),
            version: self.version.parse().unwrap_or(-1),
            written: Written { title, subtopic: None, audience, parts, note, answered_for },
        })
    }
}

#[derive(Serialize)]
struct NewView {
    form: Filled<SheetForm>,
    action: String,
    back: String,
    /// A new one chooses its theme; that of a point dur is given.
    themes: Vec<Choice>,
    subtopics: Vec<Choice>,
    audiences: Vec<Audience>,
    fields: [&'static str; 7],
    /// The title it has now; empty for a new one.
    title: String,
    meanwhile: Option<Meanwhile>,
    longest_title: usize,
    caution: Option<Caution>,
    point: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// What somebody else saved while this was being written.
#[derive(Serialize)]
struct Meanwhile {
    by: String,
    when: When,
    note: String,
    changes: Vec<PartChanges>,
}

const FIELDS: [&str; 7] = ["difficulty", "context", "solution", "steps", "conditions", "limits", "contacts"];
/// Who may be meant, from the widest.
const AUDIENCES: [Audience; 4] = [Audience::Public, Audience::Community, Audience::Peer, Audience::Expert];

/// GET /fiches/nouvelle (`?theme=`, `?point=` a point dur it comes from)
pub async fn show_new(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let point = visit.ask.param("point");
        let typed = SheetForm { audience: Audience::Public.word().into(), ..SheetForm::default() };
        let Some(id) = from_base32(&point).map(PointDurId) else {
            return new_page(visit, Filled::with(SheetForm { theme: visit.ask.param("theme"), ..typed }));
        };
        let found = tickets::prefilled(visit.db, &visit.viewer, id)?;
        let theme = themes::by_id(visit.db, found.theme)?;
        let subtopic = match found.subtopic {
            Some(id) => store::subtopic(visit.db, id)?.0,
            None => String::new(),
        };
        let typed = SheetForm {
            theme: theme.slug,
            subtopic,
            point,
            title: found.title,
            audience: found.audience.word().into(),
            ..typed
        };
        new_page(visit, Filled::with(typed.holding(found.parts)))
    })
    .await
}

fn new_page(visit: &mut Visit<'_>, form: Filled<SheetForm>) -> Result<Page, Refusal> {
    let inner = visit.viewer.themes_from(Circle::Expert);
    if inner.is_empty() {
        return Err(Refusal::Forbidden("sheet-experts-only"));
    }
    let point = match from_base32(&form.typed.point).map(PointDurId) {
        Some(id) => Some(tickets::prefilled(visit.db, &visit.viewer, id)?.title),
        None => None,
    };
    let themes: Vec<_> = themes::all(visit.db, false)?.into_iter().filter(|theme| inner.contains(&theme.id)).collect();
    let subtopics = themes::subtopics_of(visit.db, &inner)?;
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let view = NewView {
        action: "/fiches/nouvelle".into(),
        back: "/fiches".into(),
        subtopics: subtopics.iter().map(|one| choice(&one.slug, &one.name)).collect(),
        themes: themes.iter().map(|theme| choice(&theme.slug, &theme.name)).collect(),
        audiences: AUDIENCES.to_vec(),
        fields: FIELDS,
        title: String::new(),
        meanwhile: None,
        longest_title: LONGEST_TITLE,
        caution: Caution::of_refused(&form.problems, &form.typed.texts()),
        point: point.map(|title| typography::spaces(&title)),
        form,
    };
    Ok(Page::of("sheets/form.html", &view))
}

/// POST /fiches/nouvelle
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<SheetForm>(posted, begun, new_page).await
}

fn begun(acting: &mut Acting<'_, '_>, parsed: &Parsed) -> Result<Done, Refusal> {
    let theme = match parsed.point {
        // Its point dur says where it belongs.
        Some(point) => {
            let (thread, _) = threads::visible(acting.tx.db(), acting.viewer, super::thread_of(point))?;
            thread.theme
        }
        None => {
            let named = themes::by_slug(acting.tx.db(), &parsed.theme);
            named.map_err(|_| Problems::one("theme", "thread-choose-theme"))?.id
        }
    };
    let subtopic = subtopic_of(acting, theme, &parsed.subtopic)?;
    acting.spend(&limits::POSTS_AN_HOUR)?;
    let written = Written { subtopic, ..parsed.written.clone() };
    let id = writing::begin(acting.tx, acting.viewer, theme, parsed.point, &written)?;
    Ok(Done::at(format!("/fiches/{id}")).saying("said-sheet-begun"))
}

fn subtopic_of(acting: &mut Acting<'_, '_>, theme: ThemeId, slug: &str) -> Result<Option<SubtopicId>, Refusal> {
    if slug.is_empty() {
        return Ok(None);
    }
    let known = themes::subtopics_of(acting.tx.db(), &[theme])?;
    let found = known.iter().find(|subtopic| subtopic.slug == slug).map(|subtopic| subtopic.id);
    found.map(Some).ok_or_else(|| Problems::one("subtopic", "thread-choose-subtopic"))
}

/// GET /fiches/{id}/modifier
pub async fn show_edit(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| edit_page(visit, &part, None)).await
}

fn edit_page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<SheetForm>>) -> Result<Page, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, sheet_id(part)?)?;
    seen.require(&visit.viewer, Step::Save)?;
    let sheet = &seen.sheet;
    if !Step::Save.leaves(sheet.state) {
        return Err(Refusal::Conflict("sheet-over"));
    }
    let mut form = match form {
        Some(form) => form,
        None => Filled::with(standing(visit, &seen)?),
    };
    let overtaken = form.problems.iter().any(|problem| problem.field == "version");
    let meanwhile = if overtaken { Some(meanwhile(visit, &seen, &form.typed)?) } else { None };
    if overtaken {
        form.typed.version = sheet.version.to_string();
    }
    let subtopics = themes::subtopics_of(visit.db, &[sheet.theme_id])?;
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let view = NewView {
        action: format!("/fiches/{}/modifier", sheet.id),
        back: seen.address(),
        themes: Vec::new(),
        subtopics: subtopics.iter().map(|one| choice(&one.slug, &one.name)).collect(),
        // Who reads a published sheet is no longer chosen.
        audiences: if sheet.edition == 0 { AUDIENCES.to_vec() } else { Vec::new() },
        fields: FIELDS,
        title: typography::spaces(&sheet.title),
        meanwhile,
        longest_title: LONGEST_TITLE,
        caution: Caution::of_refused(&form.problems, &form.typed.texts()),
        point: None,
        form,
    };
    Ok(Page::of("sheets/form.html", &view))
}

/// The form of a sheet as it stands.
fn standing(visit: &mut Visit<'_>, seen: &Seen) -> Result<SheetForm, Refusal> {
    let sheet = &seen.sheet;
    let subtopic = match sheet.subtopic_id {
        Some(id) => store::subtopic(visit.db, id)?.0,
        None => String::new(),
    };
    let form = SheetForm {
        subtopic,
        title: sheet.title.clone(),
        audience: sheet.audience.word().into(),
        version: sheet.version.to_string(),
        ..SheetForm::default()
    };
    Ok(form.holding(store::last_text(visit.db, sheet.id)?.parts))
}

/// What was saved since the form was shown, and what changes if the typed text takes its place.
fn meanwhile(visit: &mut Visit<'_>, seen: &Seen, typed: &SheetForm) -> Result<Meanwhile, Refusal> {
    let last = store::last_text(visit.db, seen.sheet.id)?;
    let names = people::names(visit.db, &[last.written_by])?;
    Ok(Meanwhile {
        by: names.get(&last.written_by).cloned().unwrap_or_default(),
        when: visit.when(last.written_at),
        note: typography::spaces(&last.note),
        changes: changes(&last.parts, &typed.parts()),
    })
}

/// POST /fiches/{id}/modifier
pub async fn edit(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<SheetForm>(
        posted,
        move |acting, parsed| {
            let seen = super::visible(acting.tx.db(), acting.viewer, sheet_id(&part)?)?;
            seen.require(acting.viewer, Step::Save)?;
            let subtopic = subtopic_of(acting, seen.sheet.theme_id, &parsed.subtopic)?;
            let written = Written { subtopic, ..parsed.written.clone() };
            writing::save(acting.tx, acting.viewer, &seen, parsed.version, &written)?;
            Ok(Done::at(format!("/fiches/{}", seen.sheet.id)).saying("said-sheet-saved"))
        },
        move |visit, form| edit_page(visit, &again, Some(form)),
    )
    .await
}
