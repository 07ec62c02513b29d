//! What every request passes: the right host, no forged origin, its id, its headers, its figures.

use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use tracing::Instrument;

use super::links::is_by_link;
use super::{App, Desk, SharedApp, refusals};
use crate::tokens;

/// Exact, on every page: nothing inline, nothing from elsewhere.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noindex, nofollow"),
    ("x-xss-protection", "0"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// The longest address answered.
const LONGEST_ADDRESS: usize = 4_096;

#[derive(Clone)]
struct RequestId(String);

/// The id of a request, the same in the answer's header, the log and 5xx pages.
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone())
}

/// The middleware around everything.
pub async fn guarded(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = tokens::random_token()[..16].to_owned();
    request.extensions_mut().insert(RequestId(id.clone()));
    let app = request.app_data::<SharedApp>().cloned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id);
    let mut response = async {
        match app.as_ref().and_then(|app| turned_away(&request, app)) {
            Some(response) => request.into_response(response).map_into_boxed_body(),
            None => match next.call(request).await {
                Ok(response) => response.map_into_boxed_body(),
                Err(error) => return Err(error),
            },
        }
        .pipe_ok()
    }
    .instrument(span)
    .await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "unknown".to_owned());
    let status = response.status();
    let elapsed = started.elapsed();
    let secure = app.as_ref().is_some_and(|app| app.secure());
    dress(&mut response, &id, secure);
    tracing::info!(id = %id, method = %method, route = %route, status = status.as_u16(), millis = elapsed.as_millis() as u64, "answered");
    let class = format!("{}xx", status.as_u16() / 100);
    metrics::counter!("cercles_requests_total", "route" => route.clone(), "class" => class).increment(1);
    metrics::histogram!("cercles_request_seconds", "route" => route).record(elapsed.as_secs_f64());
    Ok(response)
}

trait PipeOk: Sized {
    fn pipe_ok(self) -> Result<Self, Error> {
        Ok(self)
    }
}
impl PipeOk for ServiceResponse<BoxBody> {}

/// What is answered before any handler: an unknown host, a forged origin, an address too long.
fn turned_away(request: &ServiceRequest, app: &App) -> Option<HttpResponse> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    if let Some(response) = wrong_host(request, app, host) {
        return Some(response);
    }
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS) {
        return Some(refusals::bare(request.request(), app, StatusCode::URI_TOO_LONG, "refusal-too-long"));
    }
    let is_post = request.method() == Method::POST && !is_by_link(request.path());
    if is_post && !same_origin(request.headers(), &app.base_url) {
        tracing::warn!(target: "security", "a form came from another site and was refused");
        metrics::counter!("cercles_denials_total", "why" => "origin").increment(1);
        return Some(refusals::bare(request.request(), app, StatusCode::FORBIDDEN, "refusal-forged"));
    }
    None
}

/// The host must be the public one; on loopback its other names redirect to it.
fn wrong_host(request: &ServiceRequest, app: &App, host: &str) -> Option<HttpResponse> {
    let public = app.base_url.split("://").nth(1).unwrap_or("");
    if host.eq_ignore_ascii_case(public) {
        return None;
    }
    let name = |host: &str| {
        host.rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
            .map_or(host.to_owned(), |(name, _)| name.to_owned())
    };
    let local = |host: &str| ["localhost", "127.0.0.1", "[::1]"].contains(&name(host).as_str());
    let port = |host: &str| host.strip_prefix(&name(host)).map(str::to_owned);
    if local(host) && local(public) && port(host) == port(public) {
        let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
        return Some(
            HttpResponse::TemporaryRedirect()
                .insert_header((header::LOCATION, format!("{}{address}", app.base_url)))
                .finish(),
        );
    }
    if host.is_empty() || request.path() == "/livez" {
        return (request.path() != "/livez").then(|| HttpResponse::BadRequest().finish());
    }
    Some(HttpResponse::MisdirectedRequest().finish())
}

/// Whether a form comes from this site: what the browser says of the fetch, else its origin, else its referrer
/// (OWASP cross-site request forgery prevention: the fallback is mandatory).
fn same_origin(headers: &header::HeaderMap, base_url: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    if let Some(origin) = text("origin") {
        return origin == base_url;
    }
    text("referer").is_some_and(|referer| {
        referer.strip_prefix(base_url).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn dress(response: &mut ServiceResponse<BoxBody>, id: &str, secure: bool) {
    let headers = response.headers_mut();
    // What members attached has a policy of its own: it is not ours.
    let boxed = headers.get(header::CONTENT_SECURITY_POLICY).cloned();
    let mut put = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    for (name, value) in HEADERS {
        put(name, value);
    }
    put("x-request-id", id);
    if secure {
        put("content-security-policy", &format!("{CSP}; upgrade-insecure-requests"));
        put("strict-transport-security", "max-age=63072000; includeSubDomains");
    } else {
        put("content-security-policy", CSP);
    }
    if let Some(policy) = boxed {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !headers.contains_key(header::REFERRER_POLICY) {
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    }
}

/// What no route answers: the page of what may not be seen, for whoever asks.
pub async fn unknown_address(desk: Desk) -> HttpResponse {
    desk.nowhere().await
}
