//! A browser small enough for tests: one request a connection, cookies kept, forms found by their name.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use scraper::{Html, Selector};

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The value of a hidden field of the page.
    #[track_caller]
    pub fn hidden(&self, name: &str) -> String {
        let selector = Selector::parse(&format!("input[name={name}]")).unwrap();
        let page = Html::parse_document(&self.body);
        let field = page.select(&selector).next().unwrap_or_else(|| panic!("no {name} in {}", self.body));
        field.value().attr("value").unwrap().to_owned()
    }
}

/// One person's cookies on one server.
#[derive(Clone, Debug)]
pub struct Client {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new() }
    }

    #[track_caller]
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "").expect("an answer")
    }

    /// POST of these fields, as a browser of this site.
    #[track_caller]
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.ask("POST", path, &encoded(fields)).expect("an answer")
    }

    /// Fills the form of a page and sends it where it goes.
    #[track_caller]
    pub fn fill(&mut self, page: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        let shown = self.get(page);
        assert_eq!(shown.status, 200, "{page}: {}", shown.body);
        let (csrf, key) = (shown.hidden("_csrf"), shown.hidden("_key"));
        let mut all = vec![("_csrf", csrf.as_str()), ("_key", key.as_str())];
        all.extend_from_slice(fields);
        self.post(to, &all)
    }

    /// Signs in with a demo account.
    #[track_caller]
    pub fn sign_in(&mut self, email: &str) {
        let password = cercles::demo::PASSWORD;
        let answer = self.fill("/connexion", "/connexion", &[("email", email), ("password", password)]);
        assert_eq!(answer.status, 303, "{}", answer.body);
    }

    /// POST of a form with one file.
    #[track_caller]
    pub fn send_file(&mut self, path: &str, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--PART\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        let file = format!("--PART\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(file.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--PART--\r\n");
        self.ask_with("POST", path, "multipart/form-data; boundary=PART", &body).expect("an answer")
    }

    /// One request; an error when the connection is refused or cut.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> std::io::Result<Answer> {
        self.ask_with(method, path, "application/x-www-form-urlencoded", body.as_bytes())
    }

    fn ask_with(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(5))?;
        stream.set_read_timeout(Some(Duration::from_secs(40)))?;
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\n", self.address);
        head.push_str("Connection: close\r\n");
        if !cookies.is_empty() {
            head.push_str(&format!("Cookie: {}\r\n", cookies.join("; ")));
        }
        if method == "POST" {
            head.push_str(&format!("Content-Type: {kind}\r\n"));
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        stream.write_all(body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let answer = parsed(&bytes).ok_or_else(|| std::io::Error::other("the answer was cut"))?;
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(answer)
    }
}

/// A whole answer, or nothing when it is shorter than it says.
fn parsed(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let body = &bytes[end + 4..];
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let whole = length.is_none_or(|length: usize| body.len() == length);
    whole.then(|| Answer { status, headers, body: String::from_utf8_lossy(body).into_owned() })
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let encode =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
}
