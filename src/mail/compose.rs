//! A letter written down: typed headers only, plain text and HTML, the same bytes for every try.

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};

use super::{Context, Letter};
use crate::db::Moment;
use crate::meetings::calendar::{Method, Party, Reading};
use crate::refusal::Refusal;
use crate::web::App;

/// What is written down, and what of it stands in the headers.
pub(super) struct Sheet<'a> {
    pub(super) letter: &'a Letter,
    pub(super) message_id: &'a str,
    /// Where it is answered, if what is answered can be read.
    pub(super) reply_to: Option<String>,
    /// Who calendars answer, and whether such an answer is read.
    pub(super) organiser: (String, bool),
}

/// The host of the public address, for message ids and lists.
pub(crate) fn domain(base_url: &str) -> String {
    let host = base_url.split("://").nth(1).unwrap_or("localhost");
    host.split(':').next().unwrap_or(host).trim_matches(['[', ']']).to_owned()
}

/// A letter written down.
pub(super) struct Written {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) bytes: Vec<u8>,
}

/// Writes a letter down: multipart/alternative, typed headers only.
pub(super) fn written(
    app: &App,
    from: &lettre::Address,
    sheet: &Sheet<'_>,
    community: &str,
    now: Moment,
) -> Result<Written, Refusal> {
    let letter = sheet.letter;
    let broken = |error: &dyn std::fmt::Display| Refusal::Broken(format!("mail {}: {error}", letter.template));
    let mut context = letter.context.clone();
    context.insert("community", community);
    let leaving = letter.topic.leaving.as_ref();
    context.insert("leave", &leaving.map_or("", |leaving| &leaving.address));
    context.insert("leave_kind", &leaving.and_then(|leaving| leaving.list.kind()));
    context.insert("leave_theme_alone", &leaving.is_some_and(|leaving| leaving.list.theme().is_some()));
    context.insert("marker", sheet.reply_to.as_ref().map_or("", |_| crate::intake::MARKER));
    let calendar = calendar(app, sheet, community, now);
    if let Some(invitation) = &letter.calendar {
        context.insert("times", &invitation.said(app.sentences(letter.language)));
        context.insert("answers", &sheet.organiser.1);
    }
    let (subject, text, html) = parts(app, letter, &mut context)?;
    let to: lettre::Address = letter.to.parse().map_err(|error: lettre::address::AddressError| broken(&error))?;
    let both =
        MultiPart::alternative().singlepart(SinglePart::plain(text.clone())).singlepart(SinglePart::html(html.clone()));
    let mut message = Message::builder()
        .from(Mailbox::new(Some(community.to_owned()), from.clone()))
        .to(Mailbox::new(None, to))
        .subject(&*subject)
        .date(std::time::SystemTime::from(now.instant()))
        .message_id(Some(sheet.message_id.to_owned()))
        .multipart(with_calendar(both, calendar)?)
        .map_err(|error| broken(&error))?;
    for (name, value) in headers(app, sheet) {
        message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
    }
    Ok(Written { subject, text, html, bytes: message.formatted() })
}

/// The calendar of a letter that has one, with what it asks.
fn calendar(app: &App, sheet: &Sheet<'_>, community: &str, now: Moment) -> Option<(Method, String)> {
    let invitation = sheet.letter.calendar.as_ref()?;
    let reading = Reading { base_url: &app.base_url, sentences: app.sentences(sheet.letter.language) };
    let organiser = Party { name: community.to_owned(), address: sheet.organiser.0.clone() };
    Some((invitation.method(), invitation.written(reading, organiser, now)?))
}

/// The calendar stands among the alternatives for those that show it, and is joined for those that only open files; its
/// type repeats what it asks (RFC 6047, 2.4).
fn with_calendar(both: MultiPart, calendar: Option<(Method, String)>) -> Result<MultiPart, Refusal> {
    let Some((method, text)) = calendar else { return Ok(both) };
    let broken = |error: lettre::message::header::ContentTypeErr| Refusal::Broken(error.to_string());
    let shown =
        ContentType::parse(&format!("text/calendar; charset=UTF-8; method={}", method.word())).map_err(broken)?;
    let joined = ContentType::parse("application/ics").map_err(broken)?;
    let alternative = both.singlepart(SinglePart::builder().header(shown).body(text.clone()));
    let file = Attachment::new("invitation.ics".into()).body(text, joined);
    Ok(MultiPart::mixed().multipart(alternative).singlepart(file))
}

/// Subject, plain text and HTML.
fn parts(app: &App, letter: &Letter, context: &mut Context) -> Result<(String, String, String), Refusal> {
    let templates = app.templates(letter.language);
    let part = |name: &str, context: &Context| {
        let bytes = templates.render(&format!("mail/{}/{name}", letter.template), context).map_err(Refusal::Broken)?;
        String::from_utf8(bytes).map_err(|error| Refusal::Broken(error.to_string()))
    };
    // In one line: what a title holds makes no header of its own.
    let subject = part("subject.txt", context)?.split_whitespace().collect::<Vec<_>>().join(" ");
    context.insert("subject", &subject);
    Ok((subject, part("body.txt", context)?, part("body.html", context)?))
}

/// What is said to machines. No out-of-office answers us (RFC 3834; the second is for Exchange). Mail of a list says how
/// to leave it with one click (RFC 2369, 2919, 8058), and that nobody posts to it unless it may be answered; mail about
/// one conversation stands in its thread (RFC 5322 §3.6.4).
fn headers(app: &App, sheet: &Sheet<'_>) -> Vec<(&'static str, String)> {
    let host = domain(&app.base_url);
    let mut headers =
        vec![("Auto-Submitted", "auto-generated".to_owned()), ("X-Auto-Response-Suppress", "All".to_owned())];
    let topic = &sheet.letter.topic;
    if let Some(thread) = topic.thread {
        let root = format!("<fil-{thread}@{host}>");
        headers.push(("In-Reply-To", root.clone()));
        headers.push(("References", root));
    }
    if let Some(address) = &sheet.reply_to {
        headers.push(("Reply-To", address.clone()));
    }
    if let Some(leaving) = &topic.leaving {
        let name = topic.theme.as_deref().unwrap_or(leaving.list.family());
        headers.push(("List-Id", format!("<{name}.{host}>")));
        headers.push(("List-Unsubscribe", format!("<{}>", leaving.address)));
        headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        headers.push(("List-Archive", format!("<{}{}>", app.base_url, topic.archive())));
        if sheet.reply_to.is_none() {
            headers.push(("List-Post", "NO".to_owned()));
        }
    }
    headers
}
