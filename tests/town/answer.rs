//! What the town answered, and what a story may claim of it.

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use scraper::{Html, Selector};

use super::squeezed;

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub(super) async fn of(response: ServiceResponse<impl MessageBody>) -> Self {
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("?").to_owned()))
            .collect();
        let bytes = actix_web::body::to_bytes_limited(response.into_body(), 64 << 20).await;
        let bytes = bytes.unwrap_or_else(|_| panic!("too long")).unwrap_or_else(|_| panic!("body")).to_vec();
        Self { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    /// A header's value, empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every `Set-Cookie`.
    pub fn cookies(&self) -> Vec<&str> {
        let name = header::SET_COOKIE.as_str();
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Where it redirects.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{} {}", self.location(), self.text());
        self
    }

    #[track_caller]
    pub fn ok(&self) -> &Self {
        self.is(200)
    }

    /// Redirects (303) to an address that starts so.
    #[track_caller]
    pub fn redirects_to(&self, start: &str) -> &Self {
        self.is(303);
        assert!(self.location().starts_with(start), "{} instead of {start}", self.location());
        self
    }

    /// The words stand in the page, typographic spaces and apostrophes aside.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        assert!(squeezed(&self.text()).contains(&squeezed(words)), "“{words}” is not in:\n{}", self.text());
        self
    }

    /// The words stand nowhere, source included.
    #[track_caller]
    pub fn hides(&self, words: &str) -> &Self {
        assert!(!squeezed(&self.body).contains(&squeezed(words)), "“{words}” is in:\n{}", self.body);
        self
    }

    /// The text of the page's body, without markup.
    pub fn text(&self) -> String {
        let page = Html::parse_document(&self.body);
        let body = Selector::parse("body").unwrap();
        let text = page.select(&body).flat_map(|body| body.text()).collect::<Vec<_>>().join(" ");
        let text = squeezed(&text);
        if text.is_empty() { self.body.chars().take(2_000).collect() } else { text }
    }

    /// How many elements match a selector.
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.body).select(&Selector::parse(selector).unwrap()).count()
    }

    /// The texts of the elements that match a selector.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).map(|element| squeezed(&element.text().collect::<Vec<_>>().join(" "))).collect()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).next().and_then(|element| element.value().attr(name).map(str::to_owned))
    }

    /// The value of a field as shown: an input's, a textarea's, a select's.
    pub fn field(&self, name: &str) -> Option<String> {
        self.form_fields("body").into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The named fields of the forms under a selector, with the values a browser would send.
    pub fn form_fields(&self, under: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.body);
        let inside = Selector::parse(under).unwrap();
        let fields = Selector::parse("input[name], textarea[name], select[name]").unwrap();
        let options = Selector::parse("option").unwrap();
        let mut found = Vec::new();
        for form in page.select(&inside) {
            for field in form.select(&fields) {
                let element = field.value();
                let name = element.attr("name").unwrap().to_owned();
                let value = match element.name() {
                    "textarea" => field.text().collect::<String>(),
                    "select" => {
                        let all: Vec<_> = field.select(&options).collect();
                        let chosen =
                            all.iter().find(|option| option.value().attr("selected").is_some()).or(all.first());
                        chosen.and_then(|option| option.value().attr("value")).unwrap_or("").to_owned()
                    }
                    _ => match element.attr("type") {
                        Some("checkbox" | "radio") if element.attr("checked").is_none() => continue,
                        Some("file" | "submit") => continue,
                        _ => element.attr("value").unwrap_or("").to_owned(),
                    },
                };
                found.push((name, value));
            }
        }
        found
    }
}

/// The body with what no two requests share masked: tokens and keys drawn at random, the place taken on the disk.
pub fn masked(answer: &Answer) -> String {
    let mut text = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        let value = match name.as_str() {
            "x-request-id" | "date" => "…".to_owned(),
            "set-cookie" => value.split('=').next().unwrap_or("").to_owned(),
            _ => value.clone(),
        };
        text.push_str(&format!("{name}: {value}\n"));
    }
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    let mut body = answer.body.clone();
    for name in ["_csrf", "_key"] {
        let mark = format!("name=\"{name}\" value=\"");
        let mut from = 0;
        while let Some(at) = body[from..].find(&mark) {
            let start = from + at + mark.len();
            let end = start + body[start..].find('"').unwrap_or(0);
            body.replace_range(start..end, "…");
            from = start;
        }
    }
    for unit in ["\u{a0}Kio", "\u{a0}Mio", "\u{a0}Gio", " Kio", " Mio", " Gio"] {
        while let Some(at) = body.find(unit).filter(|at| body[..*at].ends_with(|c: char| c.is_ascii_digit())) {
            let digits = body[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
            body.replace_range(digits.len()..at + unit.len(), "…");
        }
    }
    format!("{}\n\n{body}", lines.join("\n"))
}
