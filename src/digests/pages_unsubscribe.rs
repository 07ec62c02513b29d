//! The address that unsubscribes: reading it asks, posting to it acts at once (RFC 8058).

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::unsubscribe;
use crate::mail::List;
use crate::notices::Kind;
use crate::refusal::Refusal;
use crate::themes;
use crate::web::{Desk, Page, Visit};

#[derive(Serialize)]
struct UnsubscribeView {
    /// Ends the keys of its sentences.
    list: &'static str,
    theme: String,
    kind: Option<Kind>,
    action: String,
    done: bool,
}

/// GET /desabonnement/{token}: asks, and changes nothing.
pub async fn ask(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &token, false)).await
}

/// POST /desabonnement/{token}: the address is its own proof, as mail programs send no cookie.
pub async fn act(desk: Desk, token: Path<String>) -> HttpResponse {
    let shown = token.clone();
    desk.act_by_link(
        move |tx, app| {
            let (member, list) = unsubscribe::read(tx.db(), &app.key, &token)?;
            unsubscribe::carry_out(tx, member, list)
        },
        move |visit| page(visit, &shown, true),
    )
    .await
}

fn page(visit: &mut Visit<'_>, token: &str, done: bool) -> Result<Page, Refusal> {
    let (_, list) = unsubscribe::read(visit.db, &visit.app.key, token)?;
    let theme = list.theme().map(|theme| themes::by_id(visit.db, theme)).transpose()?;
    let (word, kind) = match list {
        List::Digest => ("digest", None),
        List::DigestTheme(_) => ("digest-theme", None),
        List::AllNotices => ("all-notices", None),
        List::Notices(kind) => ("notices", Some(kind)),
        List::NoticesTheme(_) => ("notices-theme", None),
    };
    let view = UnsubscribeView {
        list: word,
        theme: theme.map(|theme| theme.name).unwrap_or_default(),
        kind,
        action: format!("/desabonnement/{token}"),
        done,
    };
    Ok(Page::of("digests/unsubscribe.html", &view).without_referrer())
}
