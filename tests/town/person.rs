//! A person with a browser: cookies, addresses, forms.

use std::cell::RefCell;
use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::test::TestRequest;
use cercles::db::ids::MemberId;
use cercles::tokens;

use super::{Answer, Town};

/// See the module.
pub struct Person<'t> {
    town: &'t Town,
    id: Option<MemberId>,
    pub name: String,
    pub email: String,
    pub cookies: RefCell<BTreeMap<String, String>>,
    /// The address the person's machine has.
    pub from: RefCell<String>,
}

impl<'t> Person<'t> {
    pub(super) fn visitor(town: &'t Town) -> Self {
        Self {
            town,
            id: None,
            name: String::new(),
            email: String::new(),
            cookies: RefCell::default(),
            from: RefCell::new("192.0.2.1".into()),
        }
    }

    pub(super) fn signed_in(town: &'t Town, id: MemberId, name: String, email: String, token: String) -> Self {
        let person = Self { id: Some(id), name, email, ..Self::visitor(town) };
        person.cookies.borrow_mut().insert(person.session_cookie().into(), token);
        person
    }

    fn session_cookie(&self) -> &'static str {
        if self.town.app.secure() { "__Host-sid" } else { "sid" }
    }

    /// The member's id.
    pub fn id(&self) -> MemberId {
        self.id.expect("a visitor has no id")
    }

    /// Signs in again: time has passed.
    pub async fn comes_back(&self) {
        let member = self.id();
        let token = self.town.write(move |tx| cercles::members::sessions::open(tx, member, true, "story")).await;
        self.cookies.borrow_mut().insert(self.session_cookie().into(), token);
    }

    /// GET.
    pub async fn visits(&self, address: &str) -> Answer {
        self.sends(TestRequest::get().uri(address)).await
    }

    /// GET with other headers.
    pub async fn asks(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let request = TestRequest::get().uri(address);
        self.sends(headers.iter().fold(request, |request, header| request.insert_header(*header))).await
    }

    /// POST with a fresh token and key.
    pub async fn posts(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.posts_with_key(address, fields, &tokens::random_token()[..22]).await
    }

    /// POST with a given once-only key.
    pub async fn posts_with_key(&self, address: &str, fields: &[(&str, &str)], key: &str) -> Answer {
        let token = self.form_token();
        let mut all = vec![("_csrf", token.as_str()), ("_key", key)];
        all.extend_from_slice(fields);
        self.posts_raw(address, &all).await
    }

    /// POST of exactly these fields.
    pub async fn posts_raw(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let encode =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.posts_bytes(address, "application/x-www-form-urlencoded", body.join("&").into_bytes()).await
    }

    /// POST of these bytes.
    pub async fn posts_bytes(&self, address: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let request = TestRequest::post()
            .uri(address)
            .insert_header((header::CONTENT_TYPE, content_type))
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::ORIGIN, self.town.app.base_url.clone()))
            .set_payload(body);
        self.sends(request).await
    }

    /// Opens a page, fills in its form that goes to `action`, sends it with everything the page had in it.
    pub async fn fills(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let shown = self.visits(page).await;
        shown.ok();
        self.fills_in(&shown, action, fields).await
    }

    /// Fills in the form of a shown page that goes to `action`, sends it with everything the page had in it.
    pub async fn fills_in(&self, shown: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = shown.form_fields(&format!("form[action=\"{action}\"]"));
        if let Some(form) = shown.attribute(&format!("button[formaction=\"{action}\"]"), "form") {
            let pressed = format!("button[formaction=\"{action}\"][name]");
            all = shown.form_fields(&format!("form#{form}"));
            all.extend(shown.attribute(&pressed, "name").zip(shown.attribute(&pressed, "value")));
        }
        assert!(!all.is_empty(), "no form to {action} on:\n{}", shown.body);
        for (name, value) in fields {
            all.retain(|(known, _)| known != name);
            all.push(((*name).to_owned(), (*value).to_owned()));
        }
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.posts_raw(action, &all).await
    }

    /// Multipart POST with a file.
    pub async fn uploads(
        &self,
        address: &str,
        fields: &[(&str, &str)],
        field: &str,
        name: &str,
        bytes: &[u8],
    ) -> Answer {
        self.encloses(address, fields, field, &[(name, bytes)]).await
    }

    /// Multipart POST with files in one field.
    pub async fn encloses(
        &self,
        address: &str,
        fields: &[(&str, &str)],
        field: &str,
        files: &[(&str, &[u8])],
    ) -> Answer {
        let token = self.form_token();
        let mut body = Vec::new();
        let mut all = vec![("_csrf", token.as_str()), ("_key", "")];
        all.extend_from_slice(fields);
        for (name, value) in all {
            body.extend_from_slice(
                format!("--TOWN\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        for (name, bytes) in files {
            body.extend_from_slice(
                format!(
                    "--TOWN\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                     Content-Type: application/octet-stream\r\n\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--TOWN--\r\n");
        self.posts_bytes(address, "multipart/form-data; boundary=TOWN", body).await
    }

    /// The token of this person's forms.
    pub fn form_token(&self) -> String {
        let mut cookies = self.cookies.borrow_mut();
        let held = match cookies.get(self.session_cookie()) {
            Some(session) => session.clone(),
            None => cookies.entry("visit".into()).or_insert_with(tokens::random_token).clone(),
        };
        self.town.app.key.derive("form", &[&tokens::stored(&held)])
    }

    /// Sends a request with this person's cookies and address, keeps the cookies of the answer.
    pub async fn sends(&self, request: TestRequest) -> Answer {
        let cookies =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut request = request
            .insert_header((header::HOST, self.town.host().to_owned()))
            .peer_addr(format!("{}:4242", self.from.borrow()).parse().unwrap());
        if !cookies.is_empty() {
            request = request.insert_header((header::COOKIE, cookies));
        }
        let answer = self.town.call(request).await;
        for cookie in answer.cookies() {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Follows a redirect.
    pub async fn follows(&self, answer: &Answer) -> Answer {
        self.visits(answer.location().split('#').next().unwrap()).await
    }
}
