//! The page of the link in a nomination's mail: reading it shows, its buttons answer.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::forms::AnswerForm;
use super::{State, answer, links};
use crate::circles::{Circle, people};
use crate::refusal::Refusal;
use crate::themes;
use crate::web::{Desk, Fields, Page, Posted, Visit};

#[derive(Serialize)]
struct View {
    action: String,
    theme: String,
    by: String,
    circle: Circle,
    reason: String,
    state: State,
    /// Something typed is wrong: the sentence says what.
    wrong: bool,
    words: String,
    director: String,
}

/// GET /candidature/{token}: shows, and changes nothing.
pub async fn show(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &token, None)).await
}

/// POST /candidature/{token} (`answer`, `words`, `director`): the address is its own proof.
pub async fn give(desk: Desk, token: Path<String>, posted: Posted) -> HttpResponse {
    let typed = ["words", "director"].map(|name| posted.value(name).to_owned());
    let given = AnswerForm::posted(posted.value("answer"), &typed[0], &typed[1]).parse().ok();
    let (shown, again) = (token.clone(), given.is_none().then_some(typed));
    desk.act_by_link(
        move |tx, app| {
            let now = tx.now();
            let nomination = links::read(tx.db(), &app.key, &token, now)?;
            match &given {
                Some(given) => answer(tx, nomination.member, nomination.id, given),
                None => Ok(()),
            }
        },
        move |visit| page(visit, &shown, again),
    )
    .await
}

fn page(visit: &mut Visit<'_>, token: &str, typed: Option<[String; 2]>) -> Result<Page, Refusal> {
    let nomination = links::read(visit.db, &visit.app.key, token, visit.now)?;
    let theme = themes::by_id(visit.db, nomination.theme)?;
    let by = people::names(visit.db, &[nomination.by])?.remove(&nomination.by).unwrap_or_default();
    let wrong = typed.is_some();
    let [words, director] = typed.unwrap_or_default();
    let view = View {
        action: format!("/candidature/{token}"),
        theme: theme.name,
        by,
        circle: nomination.circle,
        reason: nomination.reason,
        state: nomination.state,
        wrong,
        words,
        director,
    };
    Ok(Page::of("circles/nomination_link.html", &view).without_referrer())
}
