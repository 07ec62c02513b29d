//! A letter written down: typed headers only, plain text and HTML, the same bytes for every try.

use std::sync::Arc;

use lettre::message::{Mailbox, MultiPart, header};

use super::Letter;
use super::outbox::Postman;
use crate::db::Tx;
use crate::instance;
use crate::refusal::Refusal;
use crate::web::App;

/// The host of the public address, for message ids.
pub(crate) fn domain(base_url: &str) -> String {
    let host = base_url.split("://").nth(1).unwrap_or("localhost");
    host.split(':').next().unwrap_or(host).trim_matches(['[', ']']).to_owned()
}

/// The bytes: multipart/alternative, typed headers only.
pub(super) fn compose(
    app: &Arc<App>,
    postman: &Postman,
    letter: &Letter,
    message_id: &str,
    tx: &mut Tx<'_>,
) -> Result<Vec<u8>, Refusal> {
    let community = instance::greeting(tx.db())?.name;
    let mut context = letter.context.clone();
    context.insert("community", &community);
    let templates = app.templates(letter.language);
    let part = |name: &str| {
        let bytes = templates.render(&format!("mail/{}/{name}", letter.template), &context).map_err(Refusal::Broken)?;
        String::from_utf8(bytes).map_err(|error| Refusal::Broken(error.to_string()))
    };
    let (subject, text, html) = (part("subject.txt")?, part("body.txt")?, part("body.html")?);
    let broken = |error: &dyn std::fmt::Display| Refusal::Broken(format!("mail {}: {error}", letter.template));
    let to: lettre::Address = letter.to.parse().map_err(|error: lettre::address::AddressError| broken(&error))?;
    let date = std::time::SystemTime::from(tx.now().instant());
    let message = lettre::Message::builder()
        .from(Mailbox::new(Some(community), postman.from.clone()))
        .to(Mailbox::new(None, to))
        .subject(subject.split_whitespace().collect::<Vec<_>>().join(" "))
        .date(date)
        .message_id(Some(message_id.to_owned()))
        .header(AutoSubmitted)
        .header(AutoResponseSuppress)
        .multipart(
            MultiPart::alternative()
                .singlepart(lettre::message::SinglePart::plain(text))
                .singlepart(lettre::message::SinglePart::html(html)),
        )
        .map_err(|error| broken(&error))?;
    Ok(message.formatted())
}

/// `Auto-Submitted: auto-generated` (RFC 3834): no out-of-office answers us.
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

/// `X-Auto-Response-Suppress: All`, the same for Exchange.
#[derive(Clone)]
struct AutoResponseSuppress;

impl header::Header for AutoResponseSuppress {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "All".into())
    }
}
