//! Pages of lists: the list with its filters and the views a member keeps, the board, the table to take away.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::lists::{self, Asked, Counts, Group, Mine, Row, SavedView, Wanted};
use super::machine::{Severity, State};
use super::store_lists::Exported;
use super::{board, export, may_report};
use crate::db::ids::PointDurId;
use crate::limits;
use crate::members::pages::Choice;
use crate::members::regions;
use crate::policy::Audience;
use crate::refusal::{Problems, Refusal};
use crate::text::csv;
use crate::web::{self, Acting, Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When};
use crate::{themes, threads};

/// A view to keep, as typed: its name, and what is asked for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ViewForm {
    name: String,
    query: String,
}

impl Fields for ViewForm {
    type Parsed = (String, Asked);
    fn parse(&self) -> Result<(String, Asked), Refusal> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = web::field(&name, lists::LONGEST_NAME).map_err(|sentence| Problems::one("name", sentence))?;
        Ok((name, Asked::read(&self.query)))
    }
}

/// A line of the list, or a card of the board.
#[derive(Serialize)]
pub(super) struct Line {
    id: PointDurId,
    address: String,
    title: String,
    state: State,
    severity: Option<Severity>,
    audience: Audience,
    theme: String,
    theme_slug: String,
    subtopic: String,
    lead: String,
    since: When,
    late: bool,
}

fn line(visit: &Visit<'_>, row: &Row, late: bool) -> Line {
    Line {
        id: row.id(),
        address: super::address(row.thread(), &row.title),
        title: threads::titled(visit.sentences(), &row.title),
        state: row.state,
        severity: row.severity,
        audience: row.audience,
        theme: row.theme.1.clone(),
        theme_slug: row.theme.0.clone(),
        subtopic: row.subtopic.as_ref().map_or_else(String::new, |(_, name)| name.clone()),
        lead: row.lead.as_ref().map_or_else(String::new, |(given, family)| format!("{given} {family}")),
        since: visit.when(row.since),
        late,
    }
}

/// A choice of a filter with how many it would show.
#[derive(Serialize)]
struct Counted<T> {
    word: T,
    count: usize,
    address: String,
    current: bool,
}

/// What the filters offer.
#[derive(Serialize)]
struct Offered {
    themes: Vec<Choice>,
    subtopics: Vec<Choice>,
    severities: Vec<Severity>,
    audiences: Vec<Audience>,
    mine: Vec<Mine>,
    regions: Vec<Choice>,
    late: bool,
}

#[derive(Serialize)]
struct ListView {
    asked: Asked,
    filtered: bool,
    query: String,
    offered: Offered,
    groups: Vec<Counted<Group>>,
    states: Vec<Counted<State>>,
    all: usize,
    everything: String,
    more: bool,
    lines: Vec<Line>,
    next: Option<String>,
    views: Vec<SavedView>,
    form: Filled<ViewForm>,
    may_report: bool,
}

/// What a request asks for, with its theme and sub-topic known and its words looked for.
fn wanted(visit: &mut Visit<'_>, asked: &Asked) -> Result<(Wanted, Offered), Refusal> {
    let all = themes::all(visit.db, false)?;
    let theme = all.iter().find(|theme| theme.slug == asked.theme);
    let subtopics = match theme {
        Some(theme) => themes::subtopics_of(visit.db, &[theme.id])?,
        None => Vec::new(),
    };
    let subtopic = subtopics.iter().find(|one| one.slug == asked.subtopic).map(|one| one.id);
    let mut wanted = asked.wanted(theme.map(|theme| theme.id), subtopic);
    wanted.before = visit.ask.param("avant").parse().ok();
    if !asked.q.is_empty() {
        visit.spend(&limits::SEARCHES)?;
        wanted.among = lists::holding(visit.db, &visit.viewer, &asked.q)?;
    }
    let offered = Offered {
        themes: all.iter().map(|theme| Choice::new(&theme.slug, &theme.name)).collect(),
        subtopics: subtopics.iter().map(|one| Choice::new(&one.slug, &one.name)).collect(),
        severities: Severity::ALL.to_vec(),
        audiences: Audience::ALL.iter().copied().filter(|audience| *audience != Audience::Named).collect(),
        mine: Mine::ALL.to_vec(),
        regions: regions::all().iter().map(|region| Choice::new(&region.slug, &region.name)).collect(),
        late: super::late::IS_KNOWN,
    };
    Ok((wanted, offered))
}

fn at(asked: &Asked) -> String {
    let query = asked.query();
    if query.is_empty() { "/points-durs".into() } else { format!("/points-durs?{query}") }
}

fn states(asked: &Asked, counts: &Counts) -> Vec<Counted<State>> {
    let counted = |state: &State| Counted {
        word: *state,
        count: counts.of(&[*state]),
        address: at(&asked.of_state(state.word())),
        current: asked.state == state.word(),
    };
    State::ALL.iter().map(counted).filter(|one| one.count > 0 || one.current).collect()
}

fn groups(asked: &Asked, counts: &Counts) -> Vec<Counted<Group>> {
    let counted = |group: &Group| Counted {
        word: *group,
        count: counts.of(group.states()),
        address: at(&asked.of_state(group.word())),
        current: asked.state == group.word(),
    };
    Group::ALL.iter().map(counted).collect()
}

fn list(visit: &mut Visit<'_>, asked: Asked, form: Filled<ViewForm>) -> Result<Page, Refusal> {
    let (wanted, offered) = wanted(visit, &asked)?;
    let (rows, next) = if offered.late && asked.late == "1" {
        (super::late::page(visit, &wanted)?, None)
    } else {
        let listed = lists::page(visit.db, &visit.viewer, &wanted)?;
        (super::late::told(visit, listed.rows)?, listed.next)
    };
    let counts = lists::counts(visit.db, &visit.viewer, &wanted)?;
    let query = asked.query();
    let view = ListView {
        filtered: asked.is_anything(),
        groups: groups(&asked, &counts),
        states: states(&asked, &counts),
        all: counts.all(),
        everything: at(&asked.of_state("")),
        more: counts.more,
        lines: rows.iter().map(|(row, late)| line(visit, row, *late)).collect(),
        next: next.map(|next| format!("?{query}{}avant={next}", if query.is_empty() { "" } else { "&" })),
        views: lists::views(visit.db, &visit.viewer)?,
        may_report: may_report(&visit.viewer),
        offered,
        query,
        asked,
        form,
    };
    Ok(Page::of("points_durs/index.html", &view))
}

/// GET /points-durs
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let asked = Asked::of(visit.ask);
        list(visit, asked, Filled::blank())
    })
    .await
}

/// GET /points-durs/miens (`?part=moi-aussi`): the list of those one reported, or of those one has too.
pub async fn mine(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let of = if visit.ask.param("part") == "moi-aussi" { Mine::Followed } else { Mine::Reported };
        let asked = Asked { mine: of.word().into(), ..Asked::of(visit.ask) };
        list(visit, asked, Filled::blank())
    })
    .await
}

/// POST /points-durs/vues
pub async fn keep_view(desk: Desk, posted: Posted) -> HttpResponse {
    let act = |acting: &mut Acting<'_, '_>, (name, asked): &(String, Asked)| {
        lists::keep_view(acting.tx, acting.viewer, name, asked)?;
        Ok(Done::at(at(asked)).saying("said-view-kept"))
    };
    desk.submit::<ViewForm>(posted, act, |visit, form| {
        let asked = Asked::read(&form.typed.query);
        list(visit, asked, form)
    })
    .await
}

/// POST /points-durs/vues/{view}/retrait
pub async fn forget_view(desk: Desk, posted: Posted, view: Path<String>) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        lists::forget_view(acting.tx, acting.viewer, view.parse()?)?;
        Ok(Done::at("/points-durs").saying("said-view-forgotten"))
    })
    .await
}

/// A column of the board.
#[derive(Serialize)]
struct Column {
    state: State,
    count: usize,
    cards: Vec<Line>,
    /// Where the others are, when there are more cards than are shown.
    others: Option<String>,
}

#[derive(Serialize)]
struct BoardView {
    asked: Asked,
    offered: Offered,
    list: String,
    more: bool,
    columns: Vec<Column>,
    may_report: bool,
}

/// GET /points-durs/tableau
pub async fn show_board(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let asked = Asked { state: String::new(), late: String::new(), ..Asked::of(visit.ask) };
        let (wanted, offered) = wanted(visit, &asked)?;
        let counts = lists::counts(visit.db, &visit.viewer, &wanted)?;
        let mut columns = Vec::new();
        for (state, listed) in board::columns(visit.db, &visit.viewer, &wanted)? {
            let others = listed.next.map(|_| at(&asked.of_state(state.word())));
            let shown = listed.rows.len();
            let rows = super::late::told(visit, listed.rows)?;
            columns.push(Column {
                state,
                count: counts.of(&[state]).max(shown),
                cards: rows.iter().map(|(row, late)| line(visit, row, *late)).collect(),
                others,
            });
        }
        let view = BoardView {
            list: at(&asked),
            more: counts.more,
            columns,
            may_report: may_report(&visit.viewer),
            offered,
            asked,
        };
        Ok(Page::of("points_durs/board.html", &view))
    })
    .await
}

/// GET /points-durs/export.csv
pub async fn export_csv(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        visit.spend(&limits::EXPORTS)?;
        let asked = Asked::of(visit.ask);
        let (wanted, _) = wanted(visit, &asked)?;
        let rows: Vec<Exported> = export::rows(visit.db, &visit.viewer, &wanted)?;
        let bytes = csv::document(&export::table(&rows, &visit.app.base_url, &visit.zone(), visit.sentences()));
        Ok(Page::bytes(csv::MEDIA_TYPE, bytes, Some("points-durs.csv".into())))
    })
    .await
}
