//! The desk: reads and shows, or submits a form to a verb; every refusal becomes a page here.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev};
use jiff::tz::TimeZone;
use serde::Serialize;
use tera::Context;

use super::door::{Ask, Door, session_cookie};
use super::forms::{Fields, Filled, Posted};
use super::{App, SharedApp, When, refusals, times};
use crate::db::ids::{MemberId, SessionId};
use crate::db::{Db, Moment, Tx, off_the_loop};
use crate::instance;
use crate::limits;
use crate::members::sessions;
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::sentences::{Language, Sentences};
use crate::tokens;

/// What a handler is given.
pub struct Desk {
    /// The application.
    pub app: SharedApp,
    /// The request.
    pub ask: Ask,
}

/// Who is signed in, as pages greet them.
#[derive(Clone, Debug)]
pub struct Me {
    /// The member.
    pub id: MemberId,
    /// The session.
    pub session: SessionId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Their language.
    pub language: Language,
    /// Their zone.
    pub zone: TimeZone,
    /// When the password was last given in this session.
    pub authenticated_at: Moment,
    /// Whether the current charter was accepted.
    pub charter_accepted: bool,
}

/// A read under way: a connection, the person, and what pages need.
pub struct Visit<'a> {
    /// The connection.
    pub db: &'a mut Db,
    /// The person's rights.
    pub viewer: Viewer,
    /// The person, if signed in.
    pub me: Option<Me>,
    /// Now.
    pub now: Moment,
    /// The application.
    pub app: &'a App,
    /// The request.
    pub ask: &'a Ask,
}

impl Visit<'_> {
    /// The signed-in person.
    ///
    /// # Errors
    /// `Refusal::SignInFirst` for a visitor.
    pub fn me(&self) -> Result<&Me, Refusal> {
        self.me.as_ref().ok_or(Refusal::SignInFirst)
    }

    /// The reader's language.
    pub fn language(&self) -> Language {
        self.me.as_ref().map_or(self.ask.language, |me| me.language)
    }

    /// The reader's sentences.
    pub fn sentences(&self) -> &Sentences {
        self.app.sentences(self.language())
    }

    /// The reader's zone, Paris for visitors.
    pub fn zone(&self) -> TimeZone {
        self.me.as_ref().map_or_else(paris, |me| me.zone.clone())
    }

    /// A moment said to the reader.
    pub fn when(&self, moment: Moment) -> When {
        times::when(moment, self.now, &self.zone(), self.sentences())
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// An act under way: a transaction, the person, and what the act may need to know of the request.
pub struct Acting<'a, 't> {
    /// The transaction.
    pub tx: &'a mut Tx<'t>,
    /// The person's rights.
    pub viewer: &'a Viewer,
    /// The person, if signed in.
    pub me: Option<&'a Me>,
    /// The application.
    pub app: &'a App,
    /// The request.
    pub ask: &'a Ask,
}

impl<'a> Acting<'a, '_> {
    /// The signed-in person.
    ///
    /// # Errors
    /// `Refusal::SignInFirst` for a visitor.
    pub fn me(&self) -> Result<&'a Me, Refusal> {
        self.me.ok_or(Refusal::SignInFirst)
    }

    /// Counts one act of the signed-in person against a rate limit (of their network, for a visitor).
    ///
    /// # Errors
    /// `Refusal::TooMany`.
    pub fn spend(&mut self, rule: &limits::Rule) -> Result<(), Refusal> {
        let subject = match self.viewer.member {
            Some(member) => format!("m:{member}"),
            None => format!("n:{}", self.app.key.derive("network", &[&self.ask.client.to_string()])),
        };
        limits::spend(self.tx, self.app.scale, rule, &subject)
    }
}

/// A page to show.
pub struct Page {
    template: &'static str,
    context: Result<Context, String>,
    moved: Option<String>,
    bytes: Option<(&'static str, Vec<u8>, Option<String>)>,
    no_referrer: bool,
    tag: Option<String>,
}

impl Page {
    /// A template and its view.
    pub fn of(template: &'static str, view: &impl Serialize) -> Self {
        let context = Context::from_serialize(view).map_err(|error| error.to_string());
        Self { template, context, moved: None, bytes: None, no_referrer: false, tag: None }
    }

    /// Another address for the same thing.
    pub fn moved(address: String) -> Self {
        let context = Ok(Context::new());
        Self { template: "", context, moved: Some(address), bytes: None, no_referrer: false, tag: None }
    }

    /// Bytes of a known type, kept an hour by this reader's browser only; with a name they are a download.
    pub fn bytes(content_type: &'static str, bytes: Vec<u8>, download: Option<String>) -> Self {
        Self { bytes: Some((content_type, bytes, download)), ..Self::moved(String::new()) }
    }

    /// The bytes have this fingerprint: a browser that holds them already is told so (RFC 9110 §13.1.2).
    #[must_use]
    pub fn tagged(mut self, fingerprint: &str) -> Self {
        self.tag = Some(format!("\"{fingerprint}\""));
        self
    }

    /// The page's address is a secret: nothing of it leaves with a link.
    #[must_use]
    pub fn without_referrer(mut self) -> Self {
        self.no_referrer = true;
        self
    }
}

/// What an act leads to.
#[derive(Clone, Debug, Default)]
pub struct Done {
    address: String,
    said: Option<&'static str>,
    session: SessionChange,
    language: Option<Language>,
    held: Option<(String, String)>,
}

/// What becomes of the session cookie.
#[derive(Clone, Debug, Default)]
enum SessionChange {
    #[default]
    Same,
    Opened {
        token: String,
        personal: bool,
    },
    Closed,
}

impl Done {
    /// Go there.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into(), ..Self::default() }
    }

    /// Say this once there (a key that starts with `said-`).
    #[must_use]
    pub fn saying(mut self, key: &'static str) -> Self {
        self.said = Some(key);
        self
    }

    /// Open a session: `personal` keeps it after the browser is closed.
    #[must_use]
    pub fn opening(mut self, token: String, personal: bool) -> Self {
        self.session = SessionChange::Opened { token, personal };
        self
    }

    /// Hand back a text that was posted without a session: where it was going, its fields.
    #[must_use]
    pub fn handing_back(mut self, address: &str, fields: &str) -> Self {
        self.held = Some((address.to_owned(), fields.to_owned()));
        self
    }

    /// Forget the session.
    #[must_use]
    pub fn closing(mut self) -> Self {
        self.session = SessionChange::Closed;
        self
    }

    /// Speak this language from now on.
    #[must_use]
    pub fn speaking(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }
}

/// What every page shows around its own content.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    lang: &'static str,
    community: String,
    demo: bool,
    me: Option<ShellMe>,
    csrf: String,
    key: String,
    path: String,
    said: Option<String>,
    admin: bool,
    animates: bool,
    #[serde(skip)]
    language: Language,
    #[serde(skip)]
    new_visitor: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct ShellMe {
    id: MemberId,
    name: String,
    given_name: String,
    initials: String,
}

impl Shell {
    /// The language of the page.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Who acts, as logs may hold it: a keyed pseudonym.
    pub fn pseudonym(&self, app: &App) -> String {
        self.me.as_ref().map_or_else(String::new, |me| app.key.derive("log", &[&me.id.to_string()])[..12].to_owned())
    }
}

/// The initials of a name.
pub fn initials(given_name: &str, family_name: &str) -> String {
    [given_name, family_name].iter().filter_map(|name| name.chars().next()).flat_map(char::to_uppercase).collect()
}

impl FromRequest for Desk {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(match request.app_data::<SharedApp>() {
            Some(app) => Ok(Self { app: app.clone(), ask: Ask::of(request, app) }),
            None => Err(actix_web::error::ErrorInternalServerError("no application state")),
        })
    }
}

/// What reading a request's session gives.
struct Known {
    viewer: Viewer,
    me: Option<Me>,
    shell: Shell,
}

impl Desk {
    /// Reads and shows, in one hop to the blocking pool.
    pub async fn show(
        self,
        view: impl FnOnce(&mut Visit<'_>) -> Result<Page, Refusal> + Send + 'static,
    ) -> HttpResponse {
        answered(&self.spare(), None, move || {
            let mut shell = self.visitor_shell();
            let outcome = self.app.database.read_here(|db| {
                let known = self.recognise(db)?;
                shell = known.shell;
                self.let_in(known.me.as_ref())?;
                view(&mut self.visit(db, known.viewer, known.me))
            });
            self.shown(shell, outcome, None)
        })
        .await
    }

    /// Submits a form: reads who acts, checks the token and the fields, runs the verb once in one transaction.
    /// `again` shows the form when a field is wrong.
    pub async fn submit<T: Fields>(
        self,
        posted: Posted,
        act: impl FnMut(&mut Acting<'_, '_>, &T::Parsed) -> Result<Done, Refusal> + Send + 'static,
        again: impl FnOnce(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal> + Send + 'static,
    ) -> HttpResponse {
        let (spare, posted) = (self.spare(), Arc::new(posted));
        answered(&spare, Some(posted.clone()), move || self.submitted(&posted, act, Some(again))).await
    }

    /// Submits a form whose page has nothing to correct (a button): a wrong field is a refusal's page.
    pub async fn press<T: Fields>(
        self,
        posted: Posted,
        act: impl FnMut(&mut Acting<'_, '_>, &T::Parsed) -> Result<Done, Refusal> + Send + 'static,
    ) -> HttpResponse {
        type NoPage<T> = fn(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal>;
        let (spare, posted) = (self.spare(), Arc::new(posted));
        answered(&spare, Some(posted.clone()), move || self.submitted(&posted, act, None::<NoPage<T>>)).await
    }

    fn submitted<T: Fields>(
        self,
        posted: &Posted,
        mut act: impl FnMut(&mut Acting<'_, '_>, &T::Parsed) -> Result<Done, Refusal>,
        again: Option<impl FnOnce(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal>>,
    ) -> Answer {
        let database = &self.app.database;
        let known = match database.read_here(|db| self.recognise(db)) {
            Ok(known) => known,
            Err(refusal) => return refusals::page(&self, self.visitor_shell(), &refusal, Some(posted)),
        };
        let shell = known.shell.clone();
        if posted.too_long || posted.too_slow {
            return refusals::unread(&self, shell, posted.too_long);
        }
        if let Err(refusal) = self.let_in(known.me.as_ref()) {
            return match refusal {
                Refusal::SignInFirst => self.sign_in_holding(shell, posted),
                refusal => self.shown(shell, Err(refusal), Some(posted)),
            };
        }
        if !self.token_is_ours(&posted.csrf) {
            metrics::counter!("cercles_denials_total", "why" => "token").increment(1);
            return refusals::page(&self, shell, &Refusal::Forbidden("refusal-forged"), Some(posted));
        }
        let outcome = posted.parsed::<T>().and_then(|parsed| {
            database.write_here(|tx| {
                once(tx, known.viewer.member, &posted.key, |tx| {
                    let viewer = &known.viewer;
                    act(&mut Acting { tx, viewer, me: known.me.as_ref(), app: &self.app, ask: &self.ask }, &parsed)
                })
            })
        });
        match outcome {
            Ok(done) => self.led_to(shell, &done),
            Err(Refusal::Invalid(problems)) => self.corrected(shell, known, posted, problems, again),
            Err(refusal) => self.shown(shell, Err(refusal), Some(posted)),
        }
    }

    /// The form again, with everything typed and a sentence beside each wrong field.
    fn corrected<T: Fields>(
        &self,
        shell: Shell,
        known: Known,
        posted: &Posted,
        problems: Problems,
        again: Option<impl FnOnce(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal>>,
    ) -> Answer {
        let Some(again) = again else {
            return refusals::page(self, shell, &Refusal::Invalid(problems), Some(posted));
        };
        let shown = posted.typed::<T>().and_then(|typed| {
            let filled = Filled::wrong(typed, &problems, self.app.sentences(shell.language));
            self.app.database.read_here(|db| again(&mut self.visit(db, known.viewer, known.me), filled))
        });
        match shown {
            Ok(page) => self.answer(shell, page, StatusCode::UNPROCESSABLE_ENTITY),
            Err(refusal) => refusals::page(self, shell, &refusal, Some(posted)),
        }
    }

    /// What is left to answer with when the work on a request panics.
    fn spare(&self) -> Self {
        Self { app: self.app.clone(), ask: self.ask.clone() }
    }

    fn visit<'a>(&'a self, db: &'a mut Db, viewer: Viewer, me: Option<Me>) -> Visit<'a> {
        Visit { db, viewer, me, now: self.app.database.now(), app: &self.app, ask: &self.ask }
    }

    /// Who asks, and what every page shows around.
    fn recognise(&self, db: &mut Db) -> Result<Known, Refusal> {
        let now = self.app.database.now();
        let found = match &self.ask.session {
            Some(token) => sessions::recognise(db, token, now)?,
            None => None,
        };
        let instance = instance::greeting(db)?;
        let mut shell = self.visitor_shell();
        shell.community = instance.name;
        shell.demo = instance.demo;
        let Some((me, viewer)) = found else {
            return Ok(Known { viewer: Viewer::visitor(), me: None, shell });
        };
        self.app.pulse.seen(me.session, now);
        shell.language = me.language;
        shell.lang = me.language.word();
        shell.admin = viewer.admin;
        shell.animates = viewer.standings.iter().any(|standing| viewer.animates(standing.theme));
        shell.me = Some(ShellMe {
            id: me.id,
            name: format!("{} {}", me.given_name, me.family_name),
            given_name: me.given_name.clone(),
            initials: initials(&me.given_name, &me.family_name),
        });
        Ok(Known { viewer, me: Some(me), shell })
    }

    fn let_in(&self, me: Option<&Me>) -> Result<(), Refusal> {
        match (self.ask.door, me) {
            (Door::Anyone, _) | (Door::SignedIn, Some(_)) => Ok(()),
            (_, None) => Err(Refusal::SignInFirst),
            (Door::Member, Some(me)) if me.charter_accepted => Ok(()),
            (Door::Member, Some(_)) => Err(Refusal::Forbidden("refusal-charter-first")),
        }
    }

    /// The shell of a page when nothing is known of who asks.
    pub(super) fn visitor_shell(&self) -> Shell {
        let (csrf, new_visitor) = match (&self.ask.session, &self.ask.visitor) {
            (Some(session), _) => (self.app.key.derive("form", &[session]), None),
            (None, Some(visitor)) => (self.app.key.derive("form", &[visitor]), None),
            (None, None) => {
                let visitor = tokens::random_token();
                (self.app.key.derive("form", &[&tokens::stored(&visitor)]), Some(visitor))
            }
        };
        Shell {
            lang: self.ask.language.word(),
            community: String::new(),
            demo: false,
            me: None,
            csrf,
            key: tokens::random_token()[..22].to_owned(),
            path: self.ask.path_and_query.clone(),
            said: self.ask.said.clone(),
            admin: false,
            animates: false,
            language: self.ask.language,
            new_visitor,
        }
    }

    /// The token of a form is derived from the session (or the visitor's cookie): nothing is stored.
    fn token_is_ours(&self, token: &str) -> bool {
        let held = self.ask.session.as_ref().or(self.ask.visitor.as_ref());
        held.is_some_and(|held| self.app.key.verify(token, "form", &[held]))
    }

    /// A page, or the page of a refusal.
    fn shown(&self, shell: Shell, outcome: Result<Page, Refusal>, posted: Option<&Posted>) -> Answer {
        match outcome {
            Ok(page) => self.answer(shell, page, StatusCode::OK),
            Err(Refusal::SignInFirst) => Answer::to(&format!("/connexion?next={}", encoded(&self.ask.path_and_query))),
            Err(Refusal::Forbidden("refusal-charter-first")) => {
                Answer::to(&format!("/charte?next={}", encoded(&self.ask.path_and_query)))
            }
            Err(refusal) => refusals::page(self, shell, &refusal, posted),
        }
    }

    /// What was typed without a session goes through the sign-in page.
    fn sign_in_holding(&self, shell: Shell, posted: &Posted) -> Answer {
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
            if held {
                answer.status = StatusCode::NOT_MODIFIED;
                answer.body.clear();
            }
            if let Some(tag) = page.tag {
                answer.header(header::ETAG, &tag);
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
        let mut answer = Answer { status, headers: Vec::new(), body: html.into_bytes() };
        answer.header(header::CONTENT_TYPE, "text/html; charset=utf-8");
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

    fn led_to(&self, mut shell: Shell, done: &Done) -> Answer {
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

/// Runs an act once a form: a form sent again leads where it led the first time (kept 48 hours).
fn once(
    tx: &mut Tx<'_>,
    member: Option<MemberId>,
    key: &str,
    act: impl FnOnce(&mut Tx<'_>) -> Result<Done, Refusal>,
) -> Result<Done, Refusal> {
    let (Some(member), false) = (member, key.is_empty()) else { return act(tx) };
    if let Some(address) = super::once::claim(tx, member, key)? {
        return Ok(Done::at(address));
    }
    let done = act(tx)?;
    super::once::keep(tx, member, key, &done.address)?;
    Ok(done)
}

/// Makes an answer on the blocking pool; a panic there is one broken request, whose text is kept.
async fn answered(
    spare: &Desk,
    posted: Option<Arc<Posted>>,
    make: impl FnOnce() -> Answer + Send + 'static,
) -> HttpResponse {
    let answer = off_the_loop(move || Ok(make())).await.unwrap_or_else(|refusal| {
        metrics::counter!("cercles_panics_total").increment(1);
        refusals::page(spare, spare.visitor_shell(), &refusal, posted.as_deref())
    });
    answer.into()
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
        answer.header(header::CACHE_CONTROL, "private, max-age=3600");
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
