//! What is proposed while one types `@` or `#`: people who will read, threads to lead to.

use actix_web::HttpResponse;
use serde::Serialize;

use super::pages::thread_id;
use super::{store, titled, writing};
use crate::db::ids::{ThemeId, ThreadId};
use crate::limits;
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::search;
use crate::themes;
use crate::web::{Desk, Page, Visit};

/// A page of proposals.
#[derive(Serialize)]
struct View {
    people: bool,
    proposals: Vec<Proposal>,
}

/// A line of the list: what is read, what is written when it is chosen.
#[derive(Serialize)]
pub(crate) struct Proposal {
    pub label: String,
    pub detail: String,
    pub text: String,
}

/// The page that proposes people.
pub(crate) fn people_proposed(proposals: Vec<Proposal>) -> Page {
    Page::of("threads/suggestions.html", &View { people: true, proposals })
}

/// GET /suggestions/personnes?q= (`fil`, or `theme` and `audience`): who reads what is being written.
pub async fn people(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let written_to = written_to(visit)?;
        visit.spend(&limits::SUGGESTIONS)?;
        let name = visit.ask.param("q");
        let readers = match written_to {
            To::Circle(theme, audience) => {
                writing::readers(visit.db, &visit.viewer, theme, audience, &name, visit.now)?
            }
            To::Parties(thread) => writing::parties(visit.db, &visit.viewer, thread, &name)?,
        };
        let proposals = readers
            .into_iter()
            .map(|reader| {
                let label = format!("{} {}", reader.given_name, reader.family_name);
                let places = [Some(reader.profession), reader.establishment].into_iter().flatten();
                let detail = places.filter(|place| !place.is_empty()).collect::<Vec<_>>().join(", ");
                Proposal { text: format!("@{label} "), label, detail }
            })
            .collect();
        Ok(people_proposed(proposals))
    })
    .await
}

/// Who reads what is being written.
enum To {
    /// An audience of a theme.
    Circle(ThemeId, Audience),
    /// The parties of a private conversation.
    Parties(ThreadId),
}

/// The readers of what is being written: those of a visible thread, or those chosen for a new one.
fn written_to(visit: &mut Visit<'_>) -> Result<To, Refusal> {
    let thread = visit.ask.param("fil");
    if !thread.is_empty() {
        let (thread, _) = store::visible(visit.db, &visit.viewer, thread_id(&thread)?)?;
        let to = if thread.is_private() { To::Parties(thread.id) } else { To::Circle(thread.theme, thread.audience) };
        return Ok(to);
    }
    let theme = themes::by_slug(visit.db, &visit.ask.param("theme"))?;
    Ok(To::Circle(theme.id, Audience::parse(&visit.ask.param("audience")).unwrap_or(Audience::Community)))
}

/// GET /suggestions/fils?q=: threads the person sees that hold these words.
pub async fn threads(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        visit.spend(&limits::SUGGESTIONS)?;
        let found = search::titled(visit.db, &visit.viewer, &visit.ask.param("q"), writing::PROPOSED)?;
        let proposals = found
            .into_iter()
            .map(|(thread, title, theme)| Proposal {
                label: titled(visit.sentences(), &title),
                detail: theme,
                text: format!("/fils/{thread} "),
            })
            .collect();
        Ok(Page::of("threads/suggestions.html", &View { people: false, proposals }))
    })
    .await
}
