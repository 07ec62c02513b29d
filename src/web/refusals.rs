//! Refusals as pages: what happened, what was kept, what to do.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::answer::Answer;
use super::desk::Desk;
use super::door::Ask;
use super::forms::Posted;
use super::shell::Shell;
use super::{App, Page};
use crate::refusal::Refusal;

/// A refusal ready for its template.
#[derive(Serialize)]
struct View {
    status: u16,
    title: String,
    sentence: String,
    wait: i64,
    request_id: String,
    /// The address the kept text goes to again.
    action: String,
    kept: Vec<Kept>,
    key: String,
}

/// One field kept through a refusal.
#[derive(Serialize)]
struct Kept {
    name: String,
    value: String,
    /// Worth showing as text, not only carrying along.
    long: bool,
}

/// The fields kept, as the template wants them.
fn kept(posted: Option<&Posted>) -> Vec<Kept> {
    let fields = posted.map(Posted::kept).unwrap_or_default();
    fields
        .into_iter()
        .map(|(name, value)| Kept {
            long: value.len() > 80
                || value.contains('\n')
                || matches!(name.as_str(), "body" | "title" | "difficulty" | "reason" | "question" | "answer"),
            name,
            value,
        })
        .collect()
}

fn status_of(refusal: &Refusal) -> (StatusCode, &'static str, &'static str, i64) {
    match refusal {
        Refusal::NotFound => (StatusCode::NOT_FOUND, "refusal-not-found-title", "refusal-not-found", 0),
        Refusal::SignInFirst => (StatusCode::UNAUTHORIZED, "refusal-sign-in-title", "refusal-sign-in", 0),
        Refusal::Forbidden(key) => (StatusCode::FORBIDDEN, "refusal-forbidden-title", key, 0),
        Refusal::Conflict(key) => (StatusCode::CONFLICT, "refusal-conflict-title", key, 0),
        Refusal::Overtaken(_) => (StatusCode::CONFLICT, "refusal-conflict-title", "refusal-invalid", 0),
        Refusal::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-invalid-title", "refusal-invalid", 0),
        Refusal::TooMany(wait) => (StatusCode::TOO_MANY_REQUESTS, "refusal-too-many-title", "refusal-too-many", *wait),
        Refusal::Gone(key) => (StatusCode::GONE, "refusal-gone-title", key, 0),
        Refusal::Busy(_) => (StatusCode::SERVICE_UNAVAILABLE, "refusal-busy-title", "refusal-busy", 30),
        Refusal::Broken(_) => (StatusCode::INTERNAL_SERVER_ERROR, "refusal-broken-title", "refusal-broken", 0),
    }
}

/// The page of a refusal, with what was typed.
pub fn page(desk: &Desk, shell: Shell, refusal: &Refusal, posted: Option<&Posted>) -> Answer {
    let (status, title, key, wait) = status_of(refusal);
    let Desk { app, ask } = desk;
    match refusal {
        Refusal::Broken(why) => tracing::error!(id = %ask.request_id, why, "a request broke"),
        Refusal::Busy(why) => tracing::warn!(id = %ask.request_id, why, "a request found the server busy"),
        Refusal::Forbidden(_) | Refusal::NotFound | Refusal::TooMany(_) => {
            metrics::counter!("cercles_denials_total", "why" => status.as_str().to_owned()).increment(1);
            tracing::info!(target: "security", id = %ask.request_id, status = status.as_u16(), member = shell.pseudonym(app), "denied");
        }
        _ => {}
    }
    let sentences = app.sentences(shell.language());
    // A form's first sentence says more than "this form is not right".
    let sentence = match refusal {
        Refusal::Invalid(problems) | Refusal::Overtaken(problems) if !problems.0.is_empty() => {
            sentences.tell(&problems.0[0].sentence)
        }
        _ => sentences.tell(&key.into()),
    };
    let view = View {
        status: status.as_u16(),
        title: sentences.tell(&title.into()),
        sentence,
        wait,
        request_id: if status.is_server_error() { ask.request_id.clone() } else { String::new() },
        action: ask.path_and_query.clone(),
        kept: if matches!(refusal, Refusal::NotFound) { Vec::new() } else { kept(posted) },
        key: posted.map(|posted| posted.key.clone()).unwrap_or_default(),
    };
    let mut answer = desk.answer(shell, Page::of("refusals/refusal.html", &view), status);
    if wait > 0 {
        answer.header(header::RETRY_AFTER, &wait.to_string());
    }
    answer
}

/// The page of a body that was too long or too slow to be read: nothing could be kept here, the browser still has it.
pub fn unread(desk: &Desk, shell: Shell, too_long: bool) -> Answer {
    let (status, name) =
        if too_long { (StatusCode::PAYLOAD_TOO_LARGE, "too-long") } else { (StatusCode::REQUEST_TIMEOUT, "too-slow") };
    plain(desk, shell, status, &format!("refusal-{name}"))
}

fn plain(desk: &Desk, shell: Shell, status: StatusCode, key: &str) -> Answer {
    let sentences = desk.app.sentences(shell.language());
    let say = |key: &str| sentences.say(key, &fluent_bundle::FluentArgs::new()).unwrap_or_else(|_| key.to_owned());
    let view = View {
        status: status.as_u16(),
        title: say(&format!("{key}-title")),
        sentence: say(key),
        wait: 0,
        request_id: String::new(),
        action: String::new(),
        kept: Vec::new(),
        key: String::new(),
    };
    desk.answer(shell, Page::of("refusals/refusal.html", &view), status)
}

/// A refusal's page without knowing who asks: no database is read.
pub fn bare(request: &HttpRequest, app: &App, status: StatusCode, key: &str) -> HttpResponse {
    let Some(shared) = request.app_data::<super::SharedApp>() else {
        return HttpResponse::build(status).finish();
    };
    let desk = Desk { app: shared.clone(), ask: Ask::of(request, app) };
    let shell = desk.visitor_shell();
    plain(&desk, shell, status, key).into()
}

/// The sign-in page shown instead of what was posted without a session: it carries the text through.
#[derive(Serialize)]
pub struct Held {
    /// Where the text was going.
    pub address: String,
    /// The fields, as one urlencoded line.
    pub fields: String,
}

/// What was posted, as one line a hidden field can carry.
pub fn held(ask: &Ask, posted: &Posted) -> Held {
    let encode =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let fields: Vec<String> =
        posted.kept().iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    Held { address: ask.path.clone(), fields: fields.join("&") }
}

/// The form shown after signing in: the text, where it goes, one button.
pub fn found_again(address: &str, fields: &str) -> Page {
    let mut posted = Posted::default();
    for pair in fields.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decode = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
        posted.fields.push((decode(name), decode(value)));
    }
    #[derive(Serialize)]
    struct Again {
        action: String,
        kept: Vec<Kept>,
    }
    Page::of(
        "members/found_again.html",
        &Again { action: super::door::next_address(address), kept: kept(Some(&posted)) },
    )
}
