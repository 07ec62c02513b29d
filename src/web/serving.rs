//! Handing over what members attached: found and allowed in one hop, then streamed, whole or a part of it.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::body::SizedStream;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::TryStreamExt;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::desk::Desk;
use super::page::Page;
use super::visit::Visit;
use crate::files::{Depot, Found};
use crate::refusal::Refusal;

/// What attached files may do in a browser: nothing (OWASP ASVS 5.0, 3.2.1).
const POLICY: &str = "sandbox; default-src 'none'";
/// What RFC 8187 leaves as it is in `filename*`.
const IN_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Bytes the reader may have, and how they are to be taken.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Their name in the object store.
    pub object: String,
    /// What stands for them, as they never change: for parts asked for later.
    pub tag: String,
    /// What they are.
    pub media_type: &'static str,
    /// Shown in a page; else a download.
    pub inline: bool,
    /// What they are called.
    pub name: String,
}

/// What was asked of the bytes (RFC 9110 §14.2).
#[derive(Debug, PartialEq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Nothing,
}

impl Desk {
    /// Looks whether the person may have it, then streams it; every request is asked afresh, parts too.
    pub async fn hand_over(
        self,
        request: &HttpRequest,
        find: impl FnOnce(&mut Visit<'_>) -> Result<Stored, Refusal> + Send + 'static,
    ) -> HttpResponse {
        let again = self.spare();
        let place = Arc::new(Mutex::new(None));
        let put = place.clone();
        let answer = self
            .show(move |visit| {
                let stored = find(visit)?;
                *put.lock().unwrap_or_else(PoisonError::into_inner) = Some(stored);
                Ok(Page::bytes("", Vec::new(), None))
            })
            .await;
        let stored = place.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(stored) = stored else { return answer };
        match streamed(&again.app.files, request, &stored).await {
            Ok(response) => response,
            Err(refusal) => again.show(|_| Err(refusal)).await,
        }
    }
}

async fn streamed(depot: &Depot, request: &HttpRequest, stored: &Stored) -> Result<HttpResponse, Refusal> {
    let found: Found = depot.find(&stored.object).await?;
    let tag = format!("\"{}\"", stored.tag);
    let asked = asked(request, &tag, found.size);
    let (status, range) = match asked {
        Asked::Whole => (StatusCode::OK, 0..found.size),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CONTENT_TYPE, stored.media_type))
        .insert_header((header::CONTENT_DISPOSITION, disposition(stored)))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::ETAG, tag));
    if status == StatusCode::PARTIAL_CONTENT {
        let said = format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), found.size);
        response.insert_header((header::CONTENT_RANGE, said));
    } else if status == StatusCode::RANGE_NOT_SATISFIABLE {
        response.insert_header((header::CONTENT_RANGE, format!("bytes */{}", found.size)));
        return Ok(response.finish());
    }
    let length = range.end - range.start;
    // The answer to HEAD says the length and opens nothing.
    let range = if request.method() == Method::HEAD { 0..0 } else { range };
    let pieces = depot.pieces(&found, range).await?.map_ok(actix_web::web::Bytes::from).map_err(|refusal| {
        tracing::error!(%refusal, "an attachment could not be read to its end");
        actix_web::error::ErrorInternalServerError("unreadable")
    });
    Ok(response.body(SizedStream::new(length, pieces)))
}

fn disposition(stored: &Stored) -> String {
    let how = if stored.inline { "inline" } else { "attachment" };
    format!("{how}; filename*=UTF-8''{}", utf8_percent_encode(&stored.name, IN_NAME))
}

fn asked(request: &HttpRequest, tag: &str, size: u64) -> Asked {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    // The part of another version is of no use: the whole, then (RFC 9110 §13.1.5).
    if text(header::IF_RANGE).is_some_and(|held| held != tag) {
        return Asked::Whole;
    }
    text(header::RANGE).map_or(Asked::Whole, |range| part(range, size))
}

/// One range of bytes; what is not understood, or asks for several, is answered by the whole.
fn part(range: &str, size: u64) -> Asked {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Asked::Whole;
    };
    let range = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Ok(first), Err(_)) if last.is_empty() => first..size,
        (Err(_), Ok(last)) if first.is_empty() => size.saturating_sub(last)..size,
        _ => return Asked::Whole,
    };
    if range.is_empty() { Asked::Nothing } else { Asked::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_one_part_or_nothing_or_the_whole() {
        for (range, asked) in [
            ("bytes=0-3", Asked::Part(0..4)),
            ("bytes=4-", Asked::Part(4..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-30", Asked::Part(0..10)),
            ("bytes=8-99", Asked::Part(8..10)),
            ("bytes=10-", Asked::Nothing),
            ("bytes=-0", Asked::Nothing),
            ("bytes=3-2", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("lines=1-2", Asked::Whole),
            ("bytes=18446744073709551615-18446744073709551615", Asked::Nothing),
        ] {
            assert_eq!(part(range, 10), asked, "{range}");
        }
        assert_eq!(part("bytes=0-0", 0), Asked::Nothing);
    }
}
