//! Forms that carry files: the text is read as always, the files go to the disk as they come, and are kept for whoever
//! is signed in before the form is submitted. A file that is refused costs a sentence, never the text.

use std::fs::File;
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_multipart::{Field, Multipart};
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, dev};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;

use super::desk::Desk;
use super::door::Ask;
use super::forms::{BODY_GRACE, BODY_PACE, FORM_LIMIT, Posted, drain};
use super::{App, SharedApp};
use crate::db::ids::MemberId;
use crate::db::off_the_loop;
use crate::files::intake::{self, Incoming};
use crate::files::{self, HEAVIEST, MOST_OF_A_POST};
use crate::refusal::Refusal;
use crate::sentences::Sentence;

/// A form with its files holds at most this much (OWASP ASVS 5.0, 5.2.1).
const PARCEL_LIMIT: u64 = 25 * 1024 * 1024;
/// It must be whole in five minutes at most: 20 MiB from a slow line.
const PARCEL_LONGEST: Duration = Duration::from_secs(300);
/// Bytes gathered before they are written to the disk.
const GATHERED: usize = 256 * 1024;

/// What was posted, with its files still on their way in.
#[derive(Debug, Default)]
pub struct Parcel {
    posted: Posted,
    files: Vec<Incoming>,
}

impl FromRequest for Parcel {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !text(header::CONTENT_TYPE).starts_with("multipart/form-data") {
            let posted = Posted::from_request(request, payload);
            return Box::pin(async { Ok(Self { posted: posted.await?, files: Vec::new() }) });
        }
        let announced: u64 = text(header::CONTENT_LENGTH).parse().unwrap_or_default();
        let payload = payload.take();
        let app = request.app_data::<SharedApp>().cloned();
        let signed = app.as_ref().is_some_and(|app| Ask::of(request, app).session.is_some());
        let headers = request.headers().clone();
        Box::pin(async move {
            if announced > PARCEL_LIMIT {
                drain(payload).await;
                return Ok(Self { posted: Posted { too_long: true, ..Posted::default() }, files: Vec::new() });
            }
            // Who is not signed in keeps the text; nothing of theirs goes to the disk.
            let app = app.filter(|_| signed).map(|app| app.get_ref().clone());
            Ok(Reading::new(app).whole(Multipart::new(&headers, payload)).await)
        })
    }
}

/// A parcel being read.
struct Reading {
    app: Option<Arc<App>>,
    parcel: Parcel,
    began: Instant,
    read: u64,
    text: usize,
}

/// Why reading ends before the end.
enum Stop {
    TooLong,
    TooSlow,
}

impl Reading {
    fn new(app: Option<Arc<App>>) -> Self {
        Self { app, parcel: Parcel::default(), began: Instant::now(), read: 0, text: 0 }
    }

    async fn whole(mut self, mut parts: Multipart) -> Parcel {
        while let Some(Ok(part)) = parts.next().await {
            let read = match file_name(&part) {
                Some(name) => self.file(part, name).await,
                None => self.field(part).await,
            };
            match read {
                Ok(()) => {}
                Err(Stop::TooLong) => self.parcel.posted.too_long = true,
                Err(Stop::TooSlow) => self.parcel.posted.too_slow = true,
            }
            if self.parcel.posted.too_long || self.parcel.posted.too_slow {
                break;
            }
        }
        self.parcel
    }

    /// The next bytes of a part, in time and within the limit of the whole.
    async fn chunk(&mut self, part: &mut Field) -> Result<Option<actix_web::web::Bytes>, Stop> {
        let pace = Duration::from_secs(self.read / BODY_PACE);
        let left = (BODY_GRACE + pace).min(PARCEL_LONGEST).saturating_sub(self.began.elapsed());
        match tokio::time::timeout(left, part.next()).await {
            Err(_) | Ok(Some(Err(_))) => Err(Stop::TooSlow),
            Ok(None) => Ok(None),
            Ok(Some(Ok(chunk))) => {
                self.read += chunk.len() as u64;
                if self.read > PARCEL_LIMIT { Err(Stop::TooLong) } else { Ok(Some(chunk)) }
            }
        }
    }

    async fn field(&mut self, mut part: Field) -> Result<(), Stop> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk(&mut part).await? {
            self.text += chunk.len();
            if self.text > FORM_LIMIT {
                return Err(Stop::TooLong);
            }
            bytes.extend_from_slice(&chunk);
        }
        self.parcel.posted.push(part.name().unwrap_or_default().as_bytes(), &bytes);
        Ok(())
    }

    async fn file(&mut self, mut part: Field, name: String) -> Result<(), Stop> {
        let room = self.parcel.files.len() < MOST_OF_A_POST;
        let mut incoming = None;
        let (mut gathered, mut size) = (Vec::new(), 0_u64);
        while let Some(chunk) = self.chunk(&mut part).await? {
            if size == 0 && room {
                incoming = self.app.as_ref().and_then(|app| app.files.incoming().ok());
            }
            size += chunk.len() as u64;
            if size <= HEAVIEST {
                gathered.extend_from_slice(&chunk);
            }
            if gathered.len() >= GATHERED {
                incoming = written(incoming, std::mem::take(&mut gathered)).await;
            }
        }
        let incoming = written(incoming, gathered).await;
        match incoming {
            Some(file) => self.parcel.files.push(Incoming { name, file, size }),
            // No file was chosen.
            None if size == 0 && name.is_empty() => {}
            None if self.app.is_none() => self.parcel.posted.push(files::FIELD.as_bytes(), files::LOST.as_bytes()),
            None if size == 0 => self.parcel.posted.told.push(Sentence::new("file-empty").text("name", "…")),
            None if !room => self.parcel.posted.told.push(too_many()),
            None => self.parcel.posted.told.push(not_kept("…".into())),
        }
        Ok(())
    }
}

/// The name of a file part; nothing for a field.
fn file_name(part: &Field) -> Option<String> {
    let name = part.content_disposition()?.get_filename()?;
    Some(name.chars().take(300).collect())
}

/// Writes what was gathered; a disk that does not take it loses the file, and it is told so.
async fn written(file: Option<File>, bytes: Vec<u8>) -> Option<File> {
    let mut file = file?;
    if bytes.is_empty() {
        return Some(file);
    }
    let done = off_the_loop(move || match file.write_all(&bytes) {
        Ok(()) => Ok(Some(file)),
        Err(error) => {
            tracing::warn!(%error, "an attachment could not be written to the disk");
            Ok(None)
        }
    });
    done.await.ok().flatten()
}

fn too_many() -> Sentence {
    Sentence::new("file-too-many").number("most", i64::try_from(MOST_OF_A_POST).unwrap_or(i64::MAX))
}

fn not_kept(name: String) -> Sentence {
    Sentence::new("file-not-kept").text("name", name)
}

impl Desk {
    /// Keeps the files of a parcel for whoever sent it, if they may come in; what is left is a form like another, with
    /// the ids of what was kept in its field `attached`.
    pub async fn unpack(&self, parcel: Parcel) -> Posted {
        let Parcel { mut posted, files } = parcel;
        if files.is_empty() || posted.too_long || posted.too_slow {
            return posted;
        }
        let Some(member) = self.sender(&posted).await else {
            posted.push(files::FIELD.as_bytes(), files::LOST.as_bytes());
            return posted;
        };
        for incoming in files {
            let name = incoming.name.clone();
            match intake::take(self.app.get_ref(), member, incoming).await {
                Ok(kept) => {
                    posted.push(files::FIELD.as_bytes(), kept.id.to_string().as_bytes());
                    posted.warned.extend(kept.warning);
                }
                Err(Refusal::Invalid(problems)) => {
                    posted.told.extend(problems.0.into_iter().map(|problem| problem.sentence));
                }
                Err(Refusal::TooMany(wait)) => {
                    posted.told.push(Sentence::new("file-too-often").number("minutes", wait / 60 + 1));
                }
                Err(refusal) => {
                    tracing::error!(id = %self.ask.request_id, %refusal, "an attachment was not kept");
                    posted.told.push(not_kept(intake::shown(&name)));
                }
            }
        }
        posted
    }

    /// Who sends a form that is ours, if they may send it.
    async fn sender(&self, posted: &Posted) -> Option<MemberId> {
        if !self.token_is_ours(&posted.csrf) {
            return None;
        }
        let desk = self.spare();
        let known = off_the_loop(move || {
            let known = desk.app.database.read_here(|db| desk.recognise(db))?;
            desk.let_in(known.me.as_ref())?;
            Ok(known)
        });
        known.await.ok()?.viewer.member
    }
}
