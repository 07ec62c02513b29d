//! Pages about mail: what found no place, for administrators; whether our mail reaches oneself, for members.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::standing::{self, Cause, Stopped};
use super::store::{self, Unplaced};
use super::{Incoming, Reason, Sort};
use crate::db::ids::IncomingId;
use crate::members;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::web::{Button, Desk, Done, Page, Posted, Visit, When};

/// Lines of a page.
const PAGE: usize = 30;
/// Of a mail's text, so many characters are shown.
const SHOWN: usize = 20_000;

#[derive(Serialize)]
struct IndexView {
    mails: Vec<MailView>,
    /// Where older ones are.
    next: Option<String>,
    first: bool,
    stopped: Vec<StoppedView>,
    stopped_in_all: i64,
}

#[derive(Serialize)]
struct MailView {
    id: IncomingId,
    received: When,
    sender: String,
    to: String,
    subject: String,
    kind: Sort,
    reason: Reason,
}

impl MailView {
    fn of(visit: &Visit<'_>, mail: Unplaced) -> Self {
        Self {
            id: mail.id,
            received: visit.when(mail.received_at),
            sender: mail.sender,
            to: mail.envelope_to,
            subject: mail.subject,
            kind: mail.kind.unwrap_or(Sort::Reply),
            reason: mail.reason.unwrap_or(Reason::Broken),
        }
    }
}

#[derive(Serialize)]
struct StoppedView {
    name: String,
    address: String,
    since: Option<When>,
    cause: Cause,
}

/// GET /administration/courrier (`?avant=`)
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let before: Option<IncomingId> = visit.ask.param("avant").parse().ok();
        let mut found = store::unplaced(visit.db, before, i64::try_from(PAGE + 1).unwrap_or(i64::MAX))?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let last = found.last().filter(|_| more);
        let next = last.map(|last| format!("/administration/courrier?avant={}", last.id));
        let (stopped, stopped_in_all) = standing::all_stopped(visit.db, i64::try_from(PAGE).unwrap_or(i64::MAX))?;
        let mails = found.into_iter().map(|mail| MailView::of(visit, mail)).collect();
        let stopped = stopped.into_iter().map(|one| stopped_view(visit, one)).collect();
        let view = IndexView { mails, next, first: before.is_none(), stopped, stopped_in_all };
        Ok(Page::of("intake/index.html", &view))
    })
    .await
}

fn stopped_view(visit: &Visit<'_>, one: Stopped) -> StoppedView {
    StoppedView {
        name: format!("{} {}", one.name.0, one.name.1),
        address: members::address(one.member),
        since: one.since.map(|since| visit.when(since)),
        cause: one.cause.unwrap_or(Cause::Soft),
    }
}

#[derive(Serialize)]
struct ShowView {
    mail: MailView,
    text: String,
    files: Vec<String>,
}

/// GET /administration/courrier/{id}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let (mail, raw) = store::one_unplaced(visit.db, id.parse()?)?;
        let read = Incoming::parse(&raw);
        let view = ShowView {
            mail: MailView::of(visit, mail),
            text: read.text.replace(super::html::BEFORE, "").trim().chars().take(SHOWN).collect(),
            files: read.files.into_iter().map(|file| file.name).collect(),
        };
        Ok(Page::of("intake/show.html", &view))
    })
    .await
}

/// POST /administration/courrier/{id}/retrait
pub async fn remove(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        super::remove(acting.tx, acting.viewer, id.parse()?)?;
        Ok(Done::at("/administration/courrier").saying("said-incoming-removed"))
    })
    .await
}

#[derive(Serialize)]
struct StandingView {
    email: String,
    stopped: Option<(When, Cause)>,
}

/// GET /reglages/courriel
pub async fn standing(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let member = visit.me()?.id;
        let stopped = standing::stopped(visit.db, member)?.map(|(since, cause)| (visit.when(since), cause));
        let email = members::account::about(visit.db, member)?.email;
        Ok(Page::of("intake/standing.html", &StandingView { email, stopped }))
    })
    .await
}

/// POST /reglages/courriel
pub async fn resume(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        standing::ask_to_resume(acting.tx, acting.viewer)?;
        acting.spend(&crate::limits::RESETS)?;
        Ok::<_, Refusal>(Done::at("/reglages/courriel").saying("said-mail-resuming"))
    })
    .await
}
