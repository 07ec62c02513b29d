//! Pages that show sheets: the list, a sheet, its history.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::pages_acts::ActForm;
use super::pages_readers::FeedbackForm;
use super::views::{self, EditionView, Face, Link, PartView, ReachView, RowView, WithdrawnView, Workshop};
use super::{FeedbackKind, LONGEST_REASON, Seen, State, Step, readers, store};
use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, SheetId, ThemeId, from_base32};
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::text::caution::Caution;
use crate::text::typography;
use crate::themes::{self, pages::ThemeView};
use crate::threads;
use crate::threads::history::diff::{self, Run};
use crate::web::{Desk, Filled, Page, Visit, When, civil_date};

/// The id at the start of an address's last part (`abc-a-title`).
pub(super) fn sheet_id(part: &str) -> Result<SheetId, Refusal> {
    part.split('-').next().unwrap_or("").parse()
}

#[derive(Serialize)]
struct ListView {
    themes: Vec<(String, String)>,
    theme: String,
    groups: Vec<Group>,
    /// Those in preparation, for experts and for who was asked to try one.
    preparing: Vec<RowView>,
    next: Option<String>,
    may_begin: bool,
}

/// The sheets of one theme on a page.
#[derive(Serialize)]
struct Group {
    theme: String,
    rows: Vec<RowView>,
}

/// GET /fiches (`?theme=`, `?avant=`)
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(list).await
}

fn list(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let asked = visit.ask.param("theme");
    let all = themes::all(visit.db, false)?;
    let chosen: Option<ThemeId> = match asked.as_str() {
        "" => None,
        slug => Some(themes::by_slug(visit.db, slug)?.id),
    };
    let before = from_base32(&visit.ask.param("avant")).map(SheetId);
    let mut rows = store::published(visit.db, &visit.viewer, chosen, before)?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count > store::PAGE);
    rows.truncate(usize::try_from(store::PAGE).unwrap_or(0));
    let next = rows.last().filter(|_| more).map(|row| format!("/fiches?theme={asked}&avant={}", row.id));
    let mut groups: Vec<Group> = Vec::new();
    for row in rows.into_iter().map(|row| views::row(visit, row)) {
        match groups.iter_mut().find(|group| group.theme == row.theme) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { theme: row.theme.clone(), rows: vec![row] }),
        }
    }
    groups.sort_by(|one, other| one.theme.cmp(&other.theme));
    let inner = visit.viewer.themes_from(Circle::Expert);
    let preparing = match visit.viewer.member {
        Some(member) => store::in_preparation(visit.db, &inner, member, chosen)?,
        None => Vec::new(),
    };
    let view = ListView {
        themes: all.into_iter().map(|theme| (theme.slug, theme.name)).collect(),
        theme: asked,
        groups,
        preparing: preparing.into_iter().map(|row| views::row(visit, row)).collect(),
        next,
        may_begin: !inner.is_empty(),
    };
    Ok(Page::of("sheets/index.html", &view))
}

/// What a form that was refused shows again, and which one it was.
#[derive(Default)]
pub(super) struct Again {
    pub act: &'static str,
    pub form: Option<Filled<ActForm>>,
    pub feedback: Option<Filled<FeedbackForm>>,
}

#[derive(Serialize)]
struct SheetView {
    id: SheetId,
    version: i32,
    title: String,
    address: String,
    whole_address: String,
    theme: ThemeView,
    subtopic: Option<(String, String)>,
    state: State,
    audience: Audience,
    edition: i32,
    published: Option<When>,
    revised: Option<When>,
    /// As machines read it, and as people do.
    review_day: Option<(String, String)>,
    /// Who answers for it and who wrote it, for members.
    owner: Option<Face>,
    authors: Vec<Face>,
    point_dur: Option<Link>,
    parts: Vec<PartView>,
    withdrawn: Option<WithdrawnView>,
    workshop: Option<Workshop>,
    /// What is said in its thread, for members.
    discussion: Option<(String, i32)>,
    feedback: Vec<EditionView>,
    sorts: bool,
    kinds: &'static [FeedbackKind],
    says: bool,
    reach: Option<ReachView>,
    act: &'static str,
    form: Filled<ActForm>,
    said: Filled<FeedbackForm>,
    caution: Option<Caution>,
    longest: usize,
    longest_feedback: usize,
}

/// GET /fiches/{id}-{slug}
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let seen = super::visible(visit.db, &visit.viewer, sheet_id(&part)?)?;
        if format!("/fiches/{part}") != seen.address() {
            return Ok(Page::moved(seen.address()));
        }
        page_of(visit, &seen, Again::default())
    })
    .await
}

/// The page of a sheet, with a form as it was typed.
pub(super) fn page(visit: &mut Visit<'_>, part: &str, again: Again) -> Result<Page, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, sheet_id(part)?)?;
    page_of(visit, &seen, again)
}

fn page_of(visit: &mut Visit<'_>, seen: &Seen, again: Again) -> Result<Page, Refusal> {
    let sheet = &seen.sheet;
    let theme = themes::by_id(visit.db, sheet.theme_id)?;
    let last = store::last_text(visit.db, sheet.id)?;
    let text = if sheet.edition > 0 { store::edition(visit.db, sheet.id, sheet.edition)? } else { last.clone() };
    let withdrawn = WithdrawnView::of(visit, seen)?;
    // What was withdrawn is read in the history only, by those who may.
    let parts = if withdrawn.is_some() { Vec::new() } else { views::parts(visit, &text)? };
    let authors: Vec<Face> = match visit.viewer.member {
        Some(_) => store::authors(visit.db, sheet.id)?.into_iter().map(Face::from).collect(),
        None => Vec::new(),
    };
    let names = people::names(visit.db, &[sheet.owner_id])?;
    let owner = names.get(&sheet.owner_id).filter(|_| visit.me.is_some());
    let subtopic = match sheet.subtopic_id {
        Some(id) => Some(store::subtopic(visit.db, id)?),
        None => None,
    };
    let published = seen.thread.is_some();
    let said = again.feedback.unwrap_or_else(Filled::blank);
    let view = SheetView {
        id: sheet.id,
        version: sheet.version,
        title: typography::spaces(seen.title()),
        address: seen.address(),
        whole_address: format!("{}/fiches/{}", visit.app.base_url, sheet.id),
        theme: ThemeView::of(&theme),
        subtopic,
        state: sheet.state,
        audience: sheet.audience,
        edition: sheet.edition,
        published: sheet.published_at.map(|at| visit.when(at)),
        revised: sheet.revised_at.map(|at| visit.when(at)),
        review_day: sheet.review_day.as_deref().map(|day| day_told(visit, day)),
        owner: owner.map(|name| Face { id: sheet.owner_id, name: name.clone() }),
        authors,
        point_dur: views::point_dur(visit, seen)?,
        parts,
        withdrawn,
        workshop: Workshop::of(visit, seen, &last)?,
        discussion: seen
            .thread
            .as_ref()
            .filter(|_| visit.me.is_some())
            .map(|thread| (thread.discussion(), thread.posts_count - 1 - thread.answers_gone)),
        feedback: if published { views::feedback(visit, seen)? } else { Vec::new() },
        sorts: seen.may(&visit.viewer, Step::SortFeedback),
        kinds: FeedbackKind::ALL,
        says: sheet.state == State::Published,
        reach: if sheet.state == State::Published { Some(ReachView::of(visit, seen)?) } else { None },
        act: again.act,
        form: again.form.unwrap_or_else(|| Filled::with(ActForm::of(visit, sheet))),
        caution: Caution::of_refused(&said.problems, &[said.typed.body()]),
        said,
        longest: LONGEST_REASON,
        longest_feedback: readers::LONGEST_FEEDBACK,
    };
    Ok(Page::of("sheets/show.html", &view))
}

fn day_told(visit: &Visit<'_>, day: &str) -> (String, String) {
    let told = day.parse().map_or_else(|_| day.to_owned(), |day| civil_date(day, visit.sentences()));
    (day.to_owned(), told)
}

/// GET /fiches/{id}/discussion: the sheet's thread, where it is talked over.
pub async fn discussion(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let seen = super::visible(visit.db, &visit.viewer, sheet_id(&part)?)?;
        let thread = seen.thread.ok_or(Refusal::NotFound)?;
        let part = thread.address().trim_start_matches("/fiches/").to_owned();
        threads::pages::opened(visit, &part, "/fiches/")
    })
    .await
}

#[derive(Serialize)]
struct HistoryView {
    title: String,
    address: String,
    theme: ThemeView,
    total: usize,
    versions: Vec<VersionView>,
}

/// A text, and what changed since the one before.
#[derive(Serialize)]
struct VersionView {
    number: usize,
    edition: Option<i32>,
    by: Face,
    when: When,
    note: String,
    changes: Vec<PartChanges>,
    first: bool,
}

/// What changed in one of the texts.
#[derive(Serialize)]
pub(super) struct PartChanges {
    name: &'static str,
    changes: Vec<Run>,
}

/// What changed between two texts, part by part; parts that are the same are left out.
pub(super) fn changes(before: &super::Parts, after: &super::Parts) -> Vec<PartChanges> {
    let both = before.each().into_iter().zip(after.each());
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| PartChanges { name, changes: diff::around(diff::between(before, after)) })
        .collect()
}

/// GET /fiches/{id}/historique: every text, the last first, for the experts of the theme.
pub async fn history(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let seen = super::visible(visit.db, &visit.viewer, sheet_id(&part)?)?;
        seen.require(&visit.viewer, Step::Save)?;
        let theme = themes::by_id(visit.db, seen.sheet.theme_id)?;
        let texts = store::texts(visit.db, seen.sheet.id)?;
        let writers: Vec<MemberId> = texts.iter().map(|text| text.written_by).collect();
        let names = people::names(visit.db, &writers)?;
        let total = texts.len();
        let versions = texts.iter().enumerate().map(|(at, text)| VersionView {
            number: total - at,
            edition: text.edition,
            by: Face { id: text.written_by, name: names.get(&text.written_by).cloned().unwrap_or_default() },
            when: visit.when(text.written_at),
            note: typography::spaces(&text.note),
            changes: texts.get(at + 1).map(|before| changes(&before.parts, &text.parts)).unwrap_or_default(),
            first: at + 1 == total,
        });
        let view = HistoryView {
            title: typography::spaces(seen.title()),
            address: seen.address(),
            theme: ThemeView::of(&theme),
            total,
            versions: versions.collect(),
        };
        Ok(Page::of("sheets/history.html", &view))
    })
    .await
}
