//! The door: who may knock at a route, and everything a request says about itself.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header;

use super::App;
use crate::sentences::Language;
use crate::tokens;

/// Who may knock at a route; what they may see and do there is the policy's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Everyone.
    Anyone,
    /// Somebody signed in, even before accepting the charter.
    SignedIn,
    /// Somebody signed in who accepted the current charter.
    Member,
}

/// One route of the table.
#[derive(Clone, Copy, Debug)]
pub struct RouteRow {
    /// GET or POST.
    pub method: &'static str,
    /// The pattern, as actix writes it.
    pub path: &'static str,
    /// Who may knock.
    pub door: Door,
}

/// Everything a request says about itself, owned so that it can cross to the blocking pool.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Whether it is a POST.
    pub is_post: bool,
    /// The path with its query string.
    pub path_and_query: String,
    /// The path alone.
    pub path: String,
    /// The query string.
    pub query: String,
    /// The door of its route.
    pub door: Door,
    /// SHA-256 of the session cookie, if there is one.
    pub session: Option<String>,
    /// SHA-256 of the visitor cookie, if there is one.
    pub visitor: Option<String>,
    /// The language of the cookie, French by default.
    pub language: Language,
    /// The sentence to say once, left by the request before.
    pub said: Option<String>,
    /// The client's address, behind believed proxies.
    pub client: IpAddr,
    /// The browser's own words about itself, cut to 200 characters.
    pub agent: String,
    /// The tags of what the browser holds already (`If-None-Match`).
    pub held_tag: String,
    /// The id that logs and 5xx pages share.
    pub request_id: String,
}

impl Ask {
    pub(super) fn of(request: &HttpRequest, app: &App) -> Self {
        let pattern = request.match_pattern();
        let method = if request.method() == Method::POST { "POST" } else { "GET" };
        let door = app
            .routes
            .iter()
            .find(|row| Some(row.path) == pattern.as_deref() && row.method == method)
            .map_or(Door::Member, |row| row.door);
        let cookie = |name: &str| request.cookie(name).map(|cookie| cookie.value().to_owned());
        Self {
            is_post: request.method() == Method::POST,
            path_and_query: request.uri().path_and_query().map_or_else(String::new, ToString::to_string),
            path: request.path().to_owned(),
            query: request.query_string().to_owned(),
            door,
            session: cookie(session_cookie(app.secure())).map(|token| tokens::stored(&token)),
            visitor: cookie("visit").map(|token| tokens::stored(&token)),
            language: cookie("lang").and_then(|word| Language::parse(&word)).unwrap_or(Language::French),
            said: cookie("said").filter(|key| key.starts_with("said-") && key.len() <= 60),
            client: client_address(request, app),
            agent: request
                .headers()
                .get(header::USER_AGENT)
                .and_then(|agent| agent.to_str().ok())
                .map_or_else(String::new, |agent| {
                    agent.chars().filter(|letter| !letter.is_control()).take(200).collect()
                }),
            held_tag: request
                .headers()
                .get(header::IF_NONE_MATCH)
                .and_then(|tags| tags.to_str().ok())
                .map_or_else(String::new, str::to_owned),
            request_id: super::guard::request_id(request),
        }
    }

    /// A parameter of the query string, trimmed, at most 200 characters; empty when absent.
    pub fn param(&self, name: &str) -> String {
        self.long_param(name, 200)
    }

    /// A parameter that holds a text, trimmed, at most `most` characters; empty when absent.
    pub fn long_param(&self, name: &str, most: usize) -> String {
        query_pairs(&self.query).find(|(key, _)| key == name).map_or_else(String::new, |(_, value)| {
            value.trim().chars().filter(|letter| !letter.is_control()).take(most).collect()
        })
    }
}

/// The parameters of a query string, decoded, in order.
pub fn query_pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(key), decoded(value))
    })
}

fn decoded(part: &str) -> String {
    percent_encoding::percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The session cookie's name: bound to the host on https, plain on loopback http.
pub fn session_cookie(secure: bool) -> &'static str {
    if secure { "__Host-sid" } else { "sid" }
}

/// The address a request comes from: the peer's, or, behind believed proxies only, the last one not ours.
fn client_address(request: &HttpRequest, app: &App) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([127, 0, 0, 1]), |address| address.ip());
    let trusted = |address: &IpAddr| app.trusted_proxies.iter().any(|network| network.contains(address));
    if !trusted(&peer) {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let mut chain: Vec<IpAddr> =
        forwarded.flat_map(|value| value.split(',')).filter_map(|part| part.trim().parse().ok()).collect();
    while let Some(address) = chain.pop() {
        if !trusted(&address) {
            return address;
        }
    }
    peer
}

/// Where to go after signing in: a path of this site, else the home page (ASVS 5.0 3.7.2).
pub fn next_address(next: &str) -> String {
    let decoded = decoded(next);
    let inside = |path: &str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.starts_with("/\\")
            && !path.contains(['\r', '\n', '\t', '\\', '\0'])
    };
    if inside(next) && inside(&decoded) { next.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in ["/", "/fils/abc-titre", "/recherche?q=a%20b", "/fils/x#m-1"] {
            assert_eq!(next_address(good), good);
        }
        for bad in [
            "",
            "//e.example",
            "/\\e.example",
            "https://e.example",
            "https:/e.example",
            "javascript:alert(1)",
            "/\t/e.example",
            "/\r\nLocation: x",
            "%2f%2fe.example",
            "/%2fe.example",
            "/%5ce.example",
            "/%09/e.example",
            "e.example",
            "\\\\e.example",
            "/%0d%0aSet-Cookie:x",
            "http:e.example",
            " //e.example",
            "/%00",
            "////e.example",
            "/\\/e.example",
        ] {
            assert_eq!(next_address(bad), "/", "{bad}");
        }
    }
}
