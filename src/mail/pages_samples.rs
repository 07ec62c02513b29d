//! `/dev/mails`, in the demo community only: every mail as it would leave, its HTML a document of its own.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::compose::{self, Sheet};
use super::samples::{SAMPLES, Sample};
use crate::instance;
use crate::refusal::Refusal;
use crate::web::{Desk, Page, Visit};

/// What a mail's HTML may do in a browser: show its own style, nothing else. The one exception to the pages' policy.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

#[derive(Serialize)]
struct ListView {
    names: Vec<&'static str>,
}

#[derive(Serialize)]
struct SampleView {
    name: &'static str,
    subject: String,
    headers: String,
    text: String,
}

fn demo_only(visit: &mut Visit<'_>) -> Result<String, Refusal> {
    let greeting = instance::greeting(visit.db)?;
    if greeting.demo { Ok(greeting.name) } else { Err(Refusal::NotFound) }
}

fn written(visit: &mut Visit<'_>, name: &str) -> Result<(&'static Sample, compose::Written), Refusal> {
    let community = demo_only(visit)?;
    let sample = Sample::named(name).ok_or(Refusal::NotFound)?;
    let language = visit.me.as_ref().map_or(visit.ask.language, |me| me.language);
    let letter = sample.letter(&visit.app.base_url, language)?;
    let host = compose::domain(&visit.app.base_url);
    let message_id = format!("<{}@{host}>", sample.name);
    let from = format!("cercles@{host}").parse().map_err(|error| Refusal::Broken(format!("{error}")))?;
    let organiser = (format!("c+exemple@{host}"), true);
    let sheet = Sheet { letter: &letter, message_id: &message_id, reply_to: sample.answered_at(&host), organiser };
    Ok((sample, compose::written(visit.app, &from, &sheet, &community, visit.now)?))
}

/// GET /dev/mails
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        demo_only(visit)?;
        let names = SAMPLES.iter().map(|sample| sample.name).collect();
        Ok(Page::of("mail_desk/samples.html", &ListView { names }))
    })
    .await
}

/// GET /dev/mails/{sample}
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let (sample, written) = written(visit, &part)?;
        let whole = String::from_utf8_lossy(&written.bytes).into_owned();
        let headers = whole.split("\r\n\r\n").next().unwrap_or_default().to_owned();
        let view = SampleView { name: sample.name, subject: written.subject, headers, text: written.text };
        Ok(Page::of("mail_desk/sample.html", &view))
    })
    .await
}

/// GET /dev/mails/{sample}/html
pub async fn html(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let (_, written) = written(visit, &part)?;
        Ok(Page::bytes("text/html; charset=utf-8", written.html.into_bytes(), None).under(POLICY))
    })
    .await
}

/// GET /dev/mails/{sample}/eml
pub async fn source(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let (sample, written) = written(visit, &part)?;
        Ok(Page::bytes("message/rfc822", written.bytes, Some(format!("{}.eml", sample.name))))
    })
    .await
}
