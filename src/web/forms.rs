//! Forms: what was posted, read once, checked field by field, shown again whole when something is wrong.

use std::time::{Duration, Instant};

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, dev};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as DeError, MapDeserializer};
use serde::{Deserialize, Serialize};

use crate::files;
use crate::refusal::{Problem, Problems, Refusal};
use crate::sentences::{Sentence, Sentences};
use crate::text::markdown::Shown;

/// A form holds at most this much (256 KiB), a form with a file 5 MiB and the form.
pub(super) const FORM_LIMIT: usize = 256 * 1024;
const FILE_LIMIT: usize = 5 * 1024 * 1024;
/// A body must be whole in ten seconds plus one for each 8 KiB, two minutes at most.
pub(super) const BODY_GRACE: Duration = Duration::from_secs(10);
const BODY_LONGEST: Duration = Duration::from_secs(120);
pub(super) const BODY_PACE: u64 = 8 * 1024;

/// The fields of which a form may hold several, a box each: files kept and those that came with this form, cases of the
/// console, themes. Their values make one list.
const LISTS: [&str; 3] = [files::FIELD, "case", "themes"];

/// A form of a page: the fields as typed, and how they become something the verbs accept.
///
/// Fields are plain strings with `#[serde(default, deny_unknown_fields)]`: nothing else can be posted.
pub trait Fields: DeserializeOwned + Serialize + Default + Clone + Send + 'static {
    /// What the verb takes.
    type Parsed: Send + 'static;

    /// Checks every field.
    ///
    /// # Errors
    /// `Refusal::Invalid` with one sentence a wrong field.
    fn parse(&self) -> Result<Self::Parsed, Refusal>;

    /// Checks every field and the file sent with them, outside any transaction, once the form's token was checked:
    /// the place for slow work on a file.
    ///
    /// # Errors
    /// As [`Fields::parse`].
    fn parse_with(&self, _file: Option<&Upload>) -> Result<Self::Parsed, Refusal> {
        self.parse()
    }
}

/// A form ready to be shown: blank, or as it was typed with what is wrong.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filled<T> {
    /// The fields.
    pub typed: T,
    /// What is wrong, in order.
    pub problems: Vec<Told>,
    /// What the text will look like, when that was asked for.
    pub preview: Option<Shown>,
}

/// A problem told in the reader's language.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// The field.
    pub field: String,
    /// The sentence.
    pub sentence: String,
}

impl<T: Default> Filled<T> {
    /// A form nobody typed in yet.
    pub fn blank() -> Self {
        Self { typed: T::default(), problems: Vec::new(), preview: None }
    }

    /// A form that starts with something in it.
    pub fn with(typed: T) -> Self {
        Self { typed, problems: Vec::new(), preview: None }
    }

    /// The form as typed, with what is wrong.
    pub fn wrong(typed: T, problems: &Problems, sentences: &Sentences) -> Self {
        let told =
            |problem: &Problem| Told { field: problem.field.into(), sentence: sentences.tell(&problem.sentence) };
        Self { typed, problems: problems.0.iter().map(told).collect(), preview: None }
    }
}

/// A file sent with a form.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name, as the browser says it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What was posted.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    /// The fields in order, without the secrets.
    pub(super) fields: Vec<(String, String)>,
    /// The anti-forgery token.
    pub(super) csrf: String,
    /// The once-only key.
    pub(super) key: String,
    /// A field that held NUL or broken UTF-8.
    pub(super) broken: bool,
    /// The body was over the limit and was not read.
    pub(super) too_long: bool,
    /// The body did not arrive in time.
    pub(super) too_slow: bool,
    /// The file, if one was sent.
    pub file: Option<Upload>,
    /// What became of files that were not kept, beside the field `files`.
    pub(super) told: Vec<Sentence>,
    /// What the author should know of files that were kept, before they are published.
    pub(super) warned: Vec<Sentence>,
}

impl Posted {
    /// The fields as a form, unchecked; a form of another shape is refused.
    pub(super) fn typed<T: Fields>(&self) -> Result<T, Refusal> {
        let pairs = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        T::deserialize(MapDeserializer::<_, DeError>::new(pairs)).map_err(|_| Problems::one("form", "form-malformed"))
    }

    /// The fields as typed, for handlers that must look before submitting.
    pub fn peek<T: Fields>(&self) -> T {
        self.typed().unwrap_or_default()
    }

    /// The fields checked.
    pub(super) fn parsed<T: Fields>(&self) -> Result<T::Parsed, Refusal> {
        if self.broken {
            return Err(Problems::one("form", "form-bad-characters"));
        }
        let parsed = self.typed::<T>()?.parse_with(self.file.as_ref());
        if self.told.is_empty() && self.warned.is_empty() {
            return parsed;
        }
        let mut problems = match parsed {
            Ok(_) => Problems::default(),
            Err(Refusal::Invalid(problems)) => problems,
            Err(refusal) => return Err(refusal),
        };
        self.told.iter().chain(&self.warned).for_each(|sentence| problems.add("files", sentence.clone()));
        Err(Refusal::Invalid(problems))
    }

    /// The form without what its author should know before publishing: nothing is published yet.
    #[must_use]
    pub fn unwarned(mut self) -> Self {
        self.warned.clear();
        self
    }

    /// One field as typed, empty when absent.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The fields worth keeping through a refusal: everything but passwords.
    pub(super) fn kept(&self) -> Vec<(String, String)> {
        let secret = |name: &str| name.contains("password");
        self.fields.iter().filter(|(name, _)| !secret(name) && !name.starts_with('_')).cloned().collect()
    }

    pub(super) fn push(&mut self, name: &[u8], value: &[u8]) {
        let (name, name_broken) = text(name);
        let (value, value_broken) = text(value);
        self.broken |= name_broken || value_broken;
        match name.as_str() {
            "_csrf" => self.csrf = value,
            "_key" => self.key = value.chars().take(64).collect(),
            list if LISTS.contains(&list) => match self.fields.iter_mut().find(|(field, _)| *field == name) {
                Some((_, list)) => *list = format!("{list},{value}"),
                None => self.fields.push((name, value)),
            },
            _ => self.fields.push((name, value.replace("\r\n", "\n"))),
        }
    }
}

/// Text of a field; NUL and broken UTF-8 become U+FFFD and are told.
fn text(bytes: &[u8]) -> (String, bool) {
    let text = String::from_utf8_lossy(bytes);
    let broken = matches!(text, std::borrow::Cow::Owned(_)) || text.contains('\0');
    (text.replace('\0', "\u{fffd}"), broken)
}

impl FromRequest for Posted {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let payload = payload.take();
        let content_type =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let announced = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse::<usize>().ok());
        let headers = request.headers().clone();
        Box::pin(async move {
            let multipart = content_type.starts_with("multipart/form-data");
            let limit = if multipart { FORM_LIMIT + FILE_LIMIT } else { FORM_LIMIT };
            if announced.is_some_and(|length| length > limit) {
                drain(payload).await;
                return Ok(Self { too_long: true, ..Self::default() });
            }
            if multipart {
                return Ok(read_multipart(&headers, payload).await);
            }
            Ok(match read_body(payload).await {
                Body::Whole(body) => from_urlencoded(&body),
                Body::TooLong => Self { too_long: true, ..Self::default() },
                Body::TooSlow => Self { too_slow: true, ..Self::default() },
            })
        })
    }
}

enum Body {
    Whole(Vec<u8>),
    TooLong,
    TooSlow,
}

async fn read_body(mut payload: dev::Payload) -> Body {
    let started = Instant::now();
    let mut body = Vec::new();
    loop {
        let pace = Duration::from_secs(body.len() as u64 / BODY_PACE);
        let left = (BODY_GRACE + pace).min(BODY_LONGEST).saturating_sub(started.elapsed());
        match tokio::time::timeout(left, payload.next()).await {
            Err(_) => return Body::TooSlow,
            Ok(None) => return Body::Whole(body),
            Ok(Some(Err(_))) => return Body::TooSlow,
            Ok(Some(Ok(chunk))) => {
                if body.len() + chunk.len() > FORM_LIMIT {
                    drain(payload).await;
                    return Body::TooLong;
                }
                body.extend_from_slice(&chunk);
            }
        }
    }
}

/// Reads and forgets a body over the limit, within reason: a browser shows the answer only once it has sent all.
pub(super) async fn drain(mut payload: dev::Payload) {
    let mut left = 32 * 1024 * 1024_usize;
    let reading = async {
        while let Some(Ok(chunk)) = payload.next().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(BODY_GRACE, reading).await;
}

fn from_urlencoded(body: &[u8]) -> Posted {
    let mut posted = Posted::default();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let at = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = at.map_or((pair, &[][..]), |at| (&pair[..at], &pair[at + 1..]));
        posted.push(&percent_decoded(name), &percent_decoded(value));
    }
    posted
}

fn percent_decoded(part: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_encoding::percent_decode(&spaced).collect()
}

async fn read_multipart(headers: &actix_web::http::header::HeaderMap, payload: dev::Payload) -> Posted {
    let mut posted = Posted::default();
    let mut parts = actix_multipart::Multipart::new(headers, payload);
    let reading = async {
        let mut total = 0_usize;
        while let Some(Ok(mut part)) = parts.next().await {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name =
                part.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
            let limit = if file_name.is_some() { FILE_LIMIT } else { FORM_LIMIT };
            let mut bytes = Vec::new();
            while let Some(Ok(chunk)) = part.next().await {
                total += chunk.len();
                if bytes.len() + chunk.len() > limit || total > FORM_LIMIT + FILE_LIMIT {
                    posted.too_long = true;
                } else if !posted.too_long {
                    bytes.extend_from_slice(&chunk);
                }
            }
            match file_name {
                Some(file) if !bytes.is_empty() => {
                    posted.file = Some(Upload { name: file.chars().take(200).collect(), bytes })
                }
                Some(_) => {}
                None => posted.push(name.as_bytes(), &bytes),
            }
        }
    };
    if tokio::time::timeout(BODY_LONGEST, reading).await.is_err() {
        posted.too_slow = true;
    }
    posted
}

/// A field that must hold something: trimmed, no control characters but line ends, within `most` characters.
///
/// # Errors
/// The sentence to show beside it.
pub fn field(text: &str, most: usize) -> Result<String, Sentence> {
    let text = optional(text, most)?;
    if text.is_empty() { Err("form-required".into()) } else { Ok(text) }
}

/// A field that may be empty: trimmed, no control characters but line ends, within `most` characters.
///
/// # Errors
/// The sentence to show beside it.
pub fn optional(text: &str, most: usize) -> Result<String, Sentence> {
    let text = text.trim();
    let length = text.chars().count();
    if length > most {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        return Err(Sentence::new("form-too-long").number("most", number(most)).number("length", number(length)));
    }
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')) {
        return Err("form-bad-characters".into());
    }
    Ok(text.to_owned())
}

/// A form without fields: a button.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Button {}

impl Fields for Button {
    type Parsed = ();
    fn parse(&self) -> Result<(), Refusal> {
        Ok(())
    }
}
