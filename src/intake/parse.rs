//! A mail read once: who wrote it, its text as its author sees it, its files, and the reports machines join (RFC 5322,
//! 2045, 3464, 5965). What is wrong with a mail never stops its reading.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::html;

/// Pictures inside a text that are lighter than this, in bytes, are the logos of a signature.
const LOGO: usize = 32 * 1024;
/// A report is read no further than this, in bytes.
const LONGEST_REPORT: usize = 256 * 1024;

/// A file that came with a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Names and values, in order; names in lower case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads lines `Name: value`, unfolded (RFC 5322 §2.2.3).
    fn read(text: &str) -> Self {
        let mut found: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            match (line.starts_with([' ', '\t']), found.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (false, _, Some((name, value))) => found.push((name.trim().to_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Self(found)
    }

    /// The first value of a name, in lower case as given.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a name is there.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// A mail, read.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// The address in `From`, in lower case; empty when there is none.
    pub from: String,
    /// The addresses in `To` and `Cc`, in lower case.
    pub to: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// Its `Message-ID`, without the angle brackets.
    pub message_id: Option<String>,
    /// Its headers as they came.
    pub headers: Headers,
    /// The text; what is quoted of others in HTML starts with `> `.
    pub text: String,
    /// The files.
    pub files: Vec<Attached>,
    /// The groups of a delivery report: of the mail first, then of each recipient (RFC 3464).
    pub delivery: Option<Vec<Headers>>,
    /// The fields of a report of abuse (RFC 5965).
    pub feedback: Option<Headers>,
    /// It says that a mail was displayed or deleted (RFC 8098).
    pub disposition: bool,
    /// The calendar it carries, as text: what an invitation is answered with (RFC 6047).
    pub calendar: Option<String>,
    /// The headers of the mail it gives back.
    pub original: Headers,
    envelope_is_null: Option<bool>,
}

impl Incoming {
    /// Reads a mail.
    pub fn parse(bytes: &[u8]) -> Self {
        let Some(message) = MessageParser::default().parse(bytes) else { return Self::default() };
        let mut incoming = Self {
            from: first_address(message.from()),
            to: addresses(&message),
            subject: message.subject().unwrap_or_default().to_owned(),
            message_id: message.message_id().map(str::to_owned),
            headers: headers_of(&message),
            text: text_of(&message),
            files: files_of(&message),
            ..Self::default()
        };
        incoming.read_reports(&message);
        incoming
    }

    /// The same mail, with the sender its envelope names, if that is known; it is believed before the headers.
    #[must_use]
    pub fn sent_from(mut self, envelope: Option<&str>) -> Self {
        self.envelope_is_null = envelope.map(str::is_empty);
        self
    }

    /// Its sender wants no answer: the null return path of machines (RFC 3834 §2).
    pub fn has_null_path(&self) -> bool {
        let told = || self.headers.get("return-path").is_some_and(|path| path.trim() == "<>");
        self.envelope_is_null.unwrap_or_else(told)
    }

    fn read_reports(&mut self, message: &Message<'_>) {
        for part in &message.parts {
            let report = || String::from_utf8_lossy(cut(&decoded(message, part))).into_owned();
            match media_type(part).as_str() {
                "message/delivery-status" | "message/global-delivery-status" => {
                    self.delivery = Some(groups(&report()));
                }
                "message/feedback-report" => self.feedback = Some(Headers::read(&report())),
                "text/calendar" | "application/ics" if self.calendar.is_none() => self.calendar = Some(report()),
                "message/disposition-notification" | "message/global-disposition-notification" => {
                    self.disposition = true;
                }
                "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/global-headers" => {
                    let text = report().replace("\r\n", "\n");
                    let text = text.trim_start();
                    self.original = Headers::read(text.split("\n\n").next().unwrap_or(text));
                }
                _ => {}
            }
        }
    }
}

/// The `Message-ID` of a mail, from its first bytes alone.
pub(super) fn message_id(bytes: &[u8]) -> Option<String> {
    let head = cut(bytes);
    let message = MessageParser::default().parse_headers(head)?;
    message.message_id().map(|id| id.chars().take(500).collect())
}

fn cut(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(LONGEST_REPORT)]
}

fn groups(report: &str) -> Vec<Headers> {
    let text = report.replace("\r\n", "\n");
    text.split("\n\n").map(Headers::read).filter(|group| !group.0.is_empty()).collect()
}

fn first_address(from: Option<&mail_parser::Address<'_>>) -> String {
    from.and_then(|from| from.first()).and_then(|from| from.address()).unwrap_or_default().trim().to_lowercase()
}

fn addresses(message: &Message<'_>) -> Vec<String> {
    let both = [message.to(), message.cc()];
    both.into_iter()
        .flatten()
        .flat_map(|list| list.iter())
        .filter_map(|to| to.address())
        .map(str::to_lowercase)
        .collect()
}

fn headers_of(message: &Message<'_>) -> Headers {
    let raw = message.headers_raw();
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Headers(raw.map(|(name, value)| (name.to_lowercase(), line(value))).collect())
}

fn media_type(part: &MessagePart<'_>) -> String {
    let Some(kind) = part.content_type() else { return String::new() };
    format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_lowercase()
}

/// The bytes of a part, whatever the parser made of them.
fn decoded(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let (start, end) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
    let raw = message.raw_message().get(start..end).unwrap_or_default();
    match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).unwrap_or_else(|| raw.to_vec()),
        Encoding::Base64 => base64_decode(raw).unwrap_or_else(|| raw.to_vec()),
    }
}

/// A text whose encoding was said wrongly, or not at all, is UTF-8 if it can be, else Windows-1252: what mail readers
/// on Windows write without saying so (WHATWG's default for western languages).
fn well_decoded<'p>(message: &Message<'_>, part: &'p MessagePart<'_>, text: &'p str) -> std::borrow::Cow<'p, str> {
    if !text.contains('\u{fffd}') {
        return text.into();
    }
    let bytes = decoded(message, part);
    match String::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned().into(),
    }
}

/// What Latin-1 calls controls is punctuation of Windows-1252.
fn without_controls(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\u{80}'..='\u{9f}' => {
            let byte = [u8::try_from(u32::from(letter)).unwrap_or(b'?')];
            encoding_rs::WINDOWS_1252.decode(&byte).0.chars().next().unwrap_or('?')
        }
        '\r' => '\n',
        other => other,
    };
    let text = text.replace("\r\n", "\n");
    text.chars().map(letter).filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// The plain text where there is one that says something, else the HTML as text.
fn text_of(message: &Message<'_>) -> String {
    let mut plain = String::new();
    let mut rich = String::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => {
                let text = without_controls(&well_decoded(message, part, text));
                plain.push_str(&if says(part, "format", "flowed") {
                    unflowed(&text, says(part, "delsp", "yes"))
                } else {
                    text
                });
                plain.push('\n');
            }
            PartType::Html(text) => rich.push_str(&well_decoded(message, part, text)),
            _ => {}
        }
    }
    if plain.trim().is_empty() {
        for part in message.html_bodies() {
            if let PartType::Html(text) = &part.body
                && rich.is_empty()
            {
                rich.push_str(&well_decoded(message, part, text));
            }
        }
    }
    if rich.is_empty() { plain } else { format!("{plain}{}", without_controls(&html::to_text(&rich))) }
}

fn says(part: &MessagePart<'_>, name: &str, word: &str) -> bool {
    let said = part.content_type().and_then(|kind| kind.attribute(name));
    said.is_some_and(|said| said.eq_ignore_ascii_case(word))
}

/// Lines that end in a space go on with the next one of the same depth (RFC 3676).
fn unflowed(text: &str, no_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let content = line[depth..].strip_prefix(' ').unwrap_or(&line[depth..]);
        if open == Some(depth) {
            out.push_str(content);
        } else {
            if open.is_some() {
                out.push('\n');
            }
            out.push_str(&line[..line.len() - content.len()]);
            out.push_str(content);
        }
        let goes_on = content.ends_with(' ') && content != "-- ";
        if goes_on && no_space {
            out.pop();
        }
        open = goes_on.then_some(depth);
        if !goes_on {
            out.push('\n');
        }
    }
    out
}

/// Files of people: not signatures, not what machines add, not the logo under a name.
fn files_of(message: &Message<'_>) -> Vec<Attached> {
    let mut files = Vec::new();
    for part in message.attachments() {
        let media = media_type(part);
        let machine = media.starts_with("message/")
            || media.starts_with("multipart/")
            || ["text/html", "text/rfc822-headers", "application/ms-tnef"].contains(&media.as_str())
            || media.ends_with("-signature")
            || media.ends_with("-encrypted");
        let bytes = match &part.body {
            PartType::Text(_) | PartType::Html(_) => decoded(message, part),
            _ => part.contents().to_vec(),
        };
        let logo = part.content_id().is_some() && media.starts_with("image/") && bytes.len() < LOGO;
        if machine || logo || bytes.is_empty() {
            continue;
        }
        let name = part.attachment_name().map_or_else(|| unnamed(&media), str::to_owned);
        files.push(Attached { name, bytes });
    }
    files
}

fn unnamed(media: &str) -> String {
    let end = match media {
        "image/jpeg" => "jpg",
        "text/plain" => "txt",
        "text/calendar" => "ics",
        other => other.rsplit('/').next().unwrap_or("bin"),
    };
    format!("fichier.{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined_and_quotes_keep_their_depth() {
        let text = "Une ligne \nqui continue.\n> citée \n> aussi\n-- \nClaire\n";
        assert_eq!(unflowed(text, false), "Une ligne qui continue.\n> citée aussi\n-- \nClaire\n");
    }

    #[test]
    fn windows_letters_are_read_without_being_announced() {
        let mail = b"From: a@b.example\r\nSubject: x\r\n\r\nL\x92\xe9t\xe9 : 3 \x80\r\n";
        assert_eq!(Incoming::parse(mail).text.trim(), "L\u{2019}été : 3 €");
    }

    #[test]
    fn files_come_without_signatures_and_logos() {
        let mail = "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
            --x\r\nContent-Type: text/plain\r\n\r\nVoici.\r\n\
            --x\r\nContent-Type: application/pdf; name=\"plan.pdf\"\r\nContent-Disposition: attachment; filename=\"plan.pdf\"\r\n\r\n%PDF-1.4\r\n\
            --x\r\nContent-Type: image/png\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline; filename=\"logo.png\"\r\n\r\nPNG\r\n\
            --x\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\nContent-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\nMII\r\n--x--\r\n";
        let incoming = Incoming::parse(mail.as_bytes());
        let names: Vec<&str> = incoming.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((incoming.text.trim(), names), ("Voici.", vec!["plan.pdf"]));
    }

    #[test]
    fn nonsense_is_an_empty_mail() {
        for bytes in [&b""[..], b"\0\0\0", b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=\r\n\r\n--"] {
            assert_eq!(Incoming::parse(bytes).from, "");
        }
    }
}
