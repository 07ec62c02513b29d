//! How the desk answers: pages in their shell, redirections, cookies; a refusal is a page like another.

use actix_web::HttpResponse;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};

use super::desk::{CHARTER_FIRST, Desk};
use super::door::session_cookie;
use super::forms::{Filled, Posted};
use super::page::{Done, Page, SessionChange};
use super::refusals;
use super::shell::Shell;
use crate::members::sessions;
use crate::refusal::Refusal;
use crate::tokens;

impl Desk {
    /// A page, or the page of a refusal.
    pub(super) fn shown(&self, shell: Shell, outcome: Result<Page, Refusal>, posted: Option<&Posted>) -> Answer {
        match outcome {
            Ok(page) => self.answer(shell, page, StatusCode::OK),
            Err(Refusal::SignInFirst) => Answer::to(&format!("/connexion?next={}", encoded(&self.ask.path_and_query))),
            Err(Refusal::Forbidden(CHARTER_FIRST)) => {
                Answer::to(&format!("/charte?next={}", encoded(&self.ask.path_and_query)))
            }
            Err(refusal) => refusals::page(self, shell, &refusal, posted),
        }
    }

    /// What was typed without a session goes through the sign-in page.
    pub(super) fn sign_in_holding(&self, shell: Shell, posted: &Posted) -> Answer {
        let held = refusals::held(&self.ask, posted);
        let page = crate::members::pages::sign_in_page(Filled::blank(), "/", Some(held));
        let mut answer = self.answer(shell, page, StatusCode::UNAUTHORIZED);
        answer.header(header::WWW_AUTHENTICATE, "Session realm=\"Cercles\"");
        answer
    }

    /// A page in its shell.
    pub(super) fn answer(&self, shell: Shell, page: Page, status: StatusCode) -> Answer {
        if let Some(address) = &page.moved
            && page.bytes.is_none()
        {
            return Answer::to(address);
        }
        if let Some((content_type, bytes, download)) = page.bytes {
            let held = page.tag.as_ref().is_some_and(|tag| self.ask.held_tag.split(", ").any(|held| held == tag));
            let mut answer = Answer::of_bytes(content_type, bytes, download);
            answer.header(header::CACHE_CONTROL, page.cache);
            if page.no_referrer {
                answer.header(header::REFERRER_POLICY, "no-referrer");
            }
            if held {
                answer.status = StatusCode::NOT_MODIFIED;
                answer.body.clear();
            }
            if let Some(tag) = page.tag {
                answer.header(header::ETAG, &tag);
            }
            if let Some(policy) = page.policy {
                answer.header(header::CONTENT_SECURITY_POLICY, policy);
            }
            return answer;
        }
        let rendered = page.context.and_then(|mut context| {
            context.insert("shell", &shell);
            self.app.templates(shell.language).render(page.template, &context)
        });
        let html = match rendered {
            Ok(html) => html,
            Err(why) => {
                tracing::error!(id = %self.ask.request_id, why, "a page could not be made");
                return self.last_resort();
            }
        };
        let mut answer = Answer { status, headers: Vec::new(), body: html };
        answer.header(header::CONTENT_TYPE, page.content_type);
        if page.no_referrer {
            answer.header(header::REFERRER_POLICY, "no-referrer");
        }
        if shell.said.is_some() {
            answer.cookie(&self.removed("said"));
        }
        if let Some(visitor) = &shell.new_visitor
            && answer.body.windows(7).any(|part| part == b"\"_csrf\"")
        {
            answer.cookie(&self.dressed(Cookie::new("visit", visitor.clone())));
        }
        answer
    }

    /// When even a template is broken: one sentence, no template.
    fn last_resort(&self) -> Answer {
        let sentence = self.app.sentences(self.ask.language).tell(&"refusal-broken".into());
        let body = format!("{sentence}\n{}\n", self.ask.request_id).into_bytes();
        let mut answer = Answer { status: StatusCode::INTERNAL_SERVER_ERROR, headers: Vec::new(), body };
        answer.header(header::CONTENT_TYPE, "text/plain; charset=utf-8");
        answer
    }

    pub(super) fn led_to(&self, mut shell: Shell, done: &Done) -> Answer {
        let mut answer = match &done.held {
            None => Answer::to(&done.address),
            Some((address, fields)) => {
                if let SessionChange::Opened { token, .. } = &done.session {
                    shell.csrf = self.app.key.derive("form", &[&tokens::stored(token)]);
                }
                self.answer(shell, refusals::found_again(address, fields), StatusCode::OK)
            }
        };
        if let Some(said) = done.said {
            answer.cookie(&self.dressed(Cookie::new("said", said)));
        }
        if let Some(language) = done.language {
            let mut cookie = self.dressed(Cookie::new("lang", language.word()));
            cookie.set_max_age(actix_web::cookie::time::Duration::days(365));
            answer.cookie(&cookie);
        }
        let name = session_cookie(self.app.secure());
        match &done.session {
            SessionChange::Same => {}
            SessionChange::Opened { token, personal } => {
                let mut cookie = self.dressed(Cookie::new(name, token.clone()));
                if *personal {
                    cookie.set_max_age(actix_web::cookie::time::Duration::seconds(sessions::PERSONAL_LIFE));
                }
                answer.cookie(&cookie);
            }
            SessionChange::Closed => {
                answer.cookie(&self.removed(name));
                answer.header(header::CLEAR_SITE_DATA, "\"cache\", \"storage\"");
            }
        }
        answer
    }

    fn dressed(&self, mut cookie: Cookie<'static>) -> Cookie<'static> {
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Lax);
        cookie.set_secure(self.app.secure());
        cookie
    }

    fn removed(&self, name: &'static str) -> Cookie<'static> {
        let mut cookie = self.dressed(Cookie::new(name, ""));
        cookie.make_removal();
        cookie
    }
}

fn encoded(address: &str) -> String {
    percent_encoding::utf8_percent_encode(address, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// An answer made away from the event loop.
pub struct Answer {
    status: StatusCode,
    headers: Vec<(header::HeaderName, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn to(address: &str) -> Self {
        let mut answer = Self { status: StatusCode::SEE_OTHER, headers: Vec::new(), body: Vec::new() };
        answer.header(header::LOCATION, address);
        answer
    }

    fn of_bytes(content_type: &str, bytes: Vec<u8>, download: Option<String>) -> Self {
        let mut answer = Self { status: StatusCode::OK, headers: Vec::new(), body: bytes };
        answer.header(header::CONTENT_TYPE, content_type);
        if let Some(name) = download {
            answer.header(header::CONTENT_DISPOSITION, &format!("attachment; filename*=UTF-8''{}", encoded(&name)));
        }
        answer
    }

    pub(super) fn header(&mut self, name: header::HeaderName, value: &str) {
        self.headers.push((name, value.to_owned()));
    }

    fn cookie(&mut self, cookie: &Cookie<'_>) {
        self.header(header::SET_COOKIE, &cookie.to_string());
    }
}

impl From<Answer> for HttpResponse {
    fn from(answer: Answer) -> Self {
        let mut response = HttpResponse::build(answer.status);
        for (name, value) in answer.headers {
            response.append_header((name, value));
        }
        response.body(answer.body)
    }
}
