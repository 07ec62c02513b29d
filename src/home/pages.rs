//! `/`: the front page.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::circles::drawing::{self, Figure};
use crate::circles::views::Drawn;
use crate::circles::{self, Headcount, Headcounts};
use crate::instance;
use crate::refusal::Refusal;
use crate::themes::pages::ThemeView;
use crate::themes::{self, Theme};
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

#[derive(Serialize)]
struct MemberView {
    given_name: String,
    themes: Vec<Item>,
}

fn member(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let view = MemberView { given_name: visit.me()?.given_name.clone(), themes: themes(visit)? };
    Ok(Page::of("home/member.html", &view))
}
