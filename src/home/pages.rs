//! `/`: the front page.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::circles::drawing::{self, Figure};
use crate::circles::views::Drawn;
use crate::circles::{self, Headcount, Headcounts};
use crate::db::ids::ThemeId;
use crate::digests::{self, Frequency};
use crate::instance;
use crate::members;
use crate::refusal::Refusal;
use crate::themes::pages::ThemeView;
use crate::themes::{self, Theme};
use crate::threads::lists::{self, RowView};
use crate::web::{Desk, Page, Visit};

#[derive(Serialize)]
struct VisitorView {
    name: String,
    contact: String,
    figure: Figure,
    themes: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    theme: ThemeView,
    drawn: Drawn,
    /// Somebody stands there: an empty circle is drawn, not counted.
    peopled: bool,
}

/// GET /
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| if visit.me.is_some() { member(visit) } else { visitor(visit) }).await
}

fn visitor(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let identity = instance::identity(visit.db)?;
    let figure = drawing::draw(&illustration(), None);
    let view = VisitorView { name: identity.name, contact: identity.contact_email, figure, themes: themes(visit)? };
    Ok(Page::of("home/visitor.html", &view))
}

/// Circles of nobody in particular: the sizes that three of them usually have.
fn illustration() -> Headcounts {
    let people = |people| Headcount { people, target: 0 };
    Headcounts { community: people(450), peer: people(100), expert: people(25) }
}

fn themes(visit: &mut Visit<'_>) -> Result<Vec<Item>, Refusal> {
    let all = themes::all(visit.db, false)?;
    let counts = circles::headcounts(visit.db, &all, visit.now)?;
    let item = |(theme, counts): (&Theme, &Headcounts)| Item {
        theme: ThemeView::of(theme),
        drawn: Drawn::small(counts, visit.sentences()),
        peopled: counts.people() > 0,
    };
    Ok(all.iter().zip(&counts).map(item).collect())
}

/// Threads shown under a theme, and questions shown in all.
const NEWS_PER_THEME: usize = 5;
const ANSWERABLE: usize = 6;

#[derive(Serialize)]
struct MemberView {
    given_name: String,
    news: Vec<News>,
    new_count: i64,
    answerable: Vec<RowView>,
    expertises: Vec<String>,
    themes: Vec<Item>,
    member_of_any: bool,
    /// How often a digest may come, as long as the question waits for an answer.
    rhythms: Vec<Frequency>,
}

/// What is new in a theme.
#[derive(Serialize)]
struct News {
    slug: String,
    name: String,
    rows: Vec<RowView>,
    more: usize,
}

fn member(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let me = visit.me()?.clone();
    let expertises = members::expertises(visit.db, me.id)?;
    let fresh = lists::new_for(visit.db, &visit.viewer, visit.now)?;
    let could = lists::answerable_by(visit.db, &visit.viewer, &expertises, ANSWERABLE)?;
    let member_of_any = !visit.viewer.standings.is_empty();
    let view = MemberView {
        given_name: me.given_name,
        new_count: fresh.iter().map(|row| i64::from(row.new_count(visit.now))).sum(),
        news: news(visit, &fresh),
        answerable: lists::views(visit, &could),
        expertises,
        // Who is in no theme yet chooses one here.
        themes: if member_of_any { Vec::new() } else { themes(visit)? },
        member_of_any,
        rhythms: if digests::asks(visit.db, me.id)? { Frequency::ALL.to_vec() } else { Vec::new() },
    };
    Ok(Page::of("home/member.html", &view))
}

/// New threads by theme, the theme that moved last first.
fn news(visit: &Visit<'_>, fresh: &[lists::Row]) -> Vec<News> {
    let mut by_theme: Vec<(ThemeId, Vec<lists::Row>)> = Vec::new();
    for row in fresh {
        match by_theme.iter_mut().find(|(theme, _)| *theme == row.theme()) {
            Some((_, rows)) => rows.push(row.clone()),
            None => by_theme.push((row.theme(), vec![row.clone()])),
        }
    }
    let shown = |(_, rows): (ThemeId, Vec<lists::Row>)| {
        let (slug, name) = rows.first().map(lists::Row::theme_words).unwrap_or_default();
        let more = rows.len().saturating_sub(NEWS_PER_THEME);
        News { slug, name, rows: lists::views(visit, &rows[..rows.len() - more]), more }
    };
    by_theme.into_iter().map(shown).collect()
}
