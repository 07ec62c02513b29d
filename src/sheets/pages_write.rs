//! Pages that write a sheet: a new one, another text of one.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::pages::{PartChanges, changes, sheet_id};
use super::pages_form::{Parsed, SheetForm};
use super::writing::{self, Written};
use super::{Seen, Step, store, tickets};
use crate::circles::{Circle, people};
use crate::db::ids::{PointDurId, from_base32};
use crate::policy::Audience;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::text::typography;
use crate::themes;
use crate::threads::drafts::pages::{self as drafts, Resumed};
use crate::threads::drafts::{Place, left};
use crate::threads::forms::subtopic_of;
use crate::threads::{LONGEST_TITLE, links};
use crate::web::{Acting, Desk, Done, Filled, Page, Posted, Visit, When};
use crate::{limits, threads};

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
    /// Where what is typed is kept before it is saved.
    place: String,
    draft: Option<Resumed>,
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
        let asked = visit.ask.param("point");
        let point = from_base32(&asked).map(PointDurId);
        if let Some(draft) = left(visit.db, &visit.viewer, Place::NewSheet(point))? {
            let resumed = Resumed::of(visit, &draft);
            return new_page(visit, Filled::with(draft.text.form()), Some(resumed));
        }
        let typed = SheetForm { audience: Audience::Public.word().into(), ..SheetForm::default() };
        let typed = match point {
            Some(point) => from_point(visit, point, SheetForm { point: asked, ..typed })?,
            None => SheetForm { theme: visit.ask.param("theme"), ..typed },
        };
        new_page(visit, Filled::with(typed), None)
    })
    .await
}

/// What a point dur says already.
fn from_point(visit: &mut Visit<'_>, point: PointDurId, typed: SheetForm) -> Result<SheetForm, Refusal> {
    let found = tickets::prefilled(visit.db, &visit.viewer, point)?;
    let theme = themes::by_id(visit.db, found.theme)?.slug;
    let subtopic = match found.subtopic {
        Some(id) => store::subtopic(visit.db, id)?.0,
        None => String::new(),
    };
    let typed = SheetForm { theme, subtopic, title: found.title, audience: found.audience.word().into(), ..typed };
    Ok(typed.holding(found.parts))
}

fn new_page(visit: &mut Visit<'_>, form: Filled<SheetForm>, draft: Option<Resumed>) -> Result<Page, Refusal> {
    let form = links::previewed(visit, form)?;
    let inner = visit.viewer.themes_from(Circle::Expert);
    if inner.is_empty() {
        return Err(Refusal::Forbidden("sheet-experts-only"));
    }
    let from = from_base32(&form.typed.point).map(PointDurId);
    let point = match from {
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
        place: Place::NewSheet(from).word(),
        draft,
        form,
    };
    Ok(Page::of("sheets/form.html", &view))
}

/// POST /fiches/nouvelle
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    let again = |visit: &mut Visit<'_>, form| new_page(visit, form, None);
    match posted.value("act") {
        "preview" => desk.preview(posted, SheetForm::preview, again).await,
        "draft" => {
            let place = Place::NewSheet(from_base32(posted.value("point")).map(PointDurId));
            drafts::set_aside_at::<SheetForm>(desk, posted, place).await
        }
        _ => desk.submit::<SheetForm>(posted, begun, again).await,
    }
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
    let subtopic = subtopic_of(acting.tx.db(), theme, &parsed.subtopic)?;
    acting.spend(&limits::POSTS_AN_HOUR)?;
    let written = Written { subtopic, ..parsed.written.clone() };
    let id = writing::begin(acting.tx, acting.viewer, theme, parsed.point, &written)?;
    Ok(Done::at(format!("/fiches/{id}")).saying("said-sheet-begun"))
}

/// GET /fiches/{id}/modifier
pub async fn show_edit(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let left = left(visit.db, &visit.viewer, Place::Sheet(sheet_id(&part)?))?;
        let draft = left.map(|draft| (Filled::with(draft.text.form()), Some(Resumed::of(visit, &draft))));
        edit_page(visit, &part, draft)
    })
    .await
}

/// A form as it was left or sent, and what is said above one that a draft fills.
type Typed = (Filled<SheetForm>, Option<Resumed>);

fn edit_page(visit: &mut Visit<'_>, part: &str, typed: Option<Typed>) -> Result<Page, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, sheet_id(part)?)?;
    seen.require(&visit.viewer, Step::Save)?;
    let sheet = &seen.sheet;
    if !Step::Save.leaves(sheet.state) {
        return Err(Refusal::Conflict("sheet-over"));
    }
    let (form, draft) = match typed {
        Some(typed) => typed,
        None => (Filled::with(standing(visit, &seen)?), None),
    };
    let mut form = links::previewed(visit, form)?;
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
        place: Place::Sheet(sheet.id).word(),
        draft,
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
    let again = move |visit: &mut Visit<'_>, form| edit_page(visit, &again, Some((form, None)));
    match (posted.value("act"), sheet_id(&part)) {
        ("preview", _) => desk.preview(posted, SheetForm::preview, again).await,
        ("draft", Ok(id)) => drafts::set_aside_at::<SheetForm>(desk, posted, Place::Sheet(id)).await,
        _ => desk.submit::<SheetForm>(posted, move |acting, parsed| saved(acting, &part, parsed), again).await,
    }
}

fn saved(acting: &mut Acting<'_, '_>, part: &str, parsed: &Parsed) -> Result<Done, Refusal> {
    let seen = super::visible(acting.tx.db(), acting.viewer, sheet_id(part)?)?;
    seen.require(acting.viewer, Step::Save)?;
    let subtopic = subtopic_of(acting.tx.db(), seen.sheet.theme_id, &parsed.subtopic)?;
    let written = Written { subtopic, ..parsed.written.clone() };
    writing::save(acting.tx, acting.viewer, &seen, parsed.version, &written)?;
    Ok(Done::at(format!("/fiches/{}", seen.sheet.id)).saying("said-sheet-saved"))
}
