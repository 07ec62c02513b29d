//! The desk: reads and shows, or submits a form to a verb; every refusal becomes a page here.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev};
use tokio::sync::Semaphore;

use super::answer::Answer;
use super::door::{Ask, Door};
use super::forms::{Fields, Filled, Posted};
use super::page::{Done, Page};
use super::shell::{Shell, ShellConsole, ShellMe, initials};
use super::visit::{Acting, Me, Visit};
use super::{SharedApp, refusals};
use crate::console;
use crate::db;
use crate::db::ids::{MemberId, from_base32};
use crate::db::{Db, Tx, off_the_loop};
use crate::digests;
use crate::instance;
use crate::limits;
use crate::members::sessions;
use crate::notices;
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::SafeHtml;

/// Why a member who has not accepted the charter in force goes no further.
pub(super) const CHARTER_FIRST: &str = "refusal-charter-first";

/// What a handler is given.
pub struct Desk {
    /// The application.
    pub app: SharedApp,
    /// The request.
    pub ask: Ask,
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
pub(super) struct Known {
    pub(super) viewer: Viewer,
    pub(super) me: Option<Me>,
    pub(super) shell: Shell,
}

impl Desk {
    /// Reads and shows, in one hop to the blocking pool, once there is a place.
    pub async fn show(
        self,
        view: impl FnOnce(&mut Visit<'_>) -> Result<Page, Refusal> + Send + 'static,
    ) -> HttpResponse {
        let app = self.app.clone();
        answered(&self.spare(), &app.pages, None, move || {
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
        self.taken(posted, act, Some(again)).await
    }

    /// Submits a form whose page has nothing to correct (a button): a wrong field is a refusal's page.
    pub async fn press<T: Fields>(
        self,
        posted: Posted,
        act: impl FnMut(&mut Acting<'_, '_>, &T::Parsed) -> Result<Done, Refusal> + Send + 'static,
    ) -> HttpResponse {
        type NoPage<T> = fn(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal>;
        self.taken(posted, act, None::<NoPage<T>>).await
    }

    /// Shows a form's page again as it was typed, with what `render` makes of its text; nothing is carried out.
    pub async fn preview<T: Fields>(
        self,
        posted: Posted,
        render: impl FnOnce(&T) -> Result<SafeHtml, Refusal> + Send + 'static,
        again: impl FnOnce(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal> + Send + 'static,
    ) -> HttpResponse {
        let (app, spare, posted) = (self.app.clone(), self.spare(), Arc::new(posted));
        answered(&spare, &app.pages, Some(posted.clone()), move || self.previewed(&posted, render, again)).await
    }

    async fn taken<T: Fields>(
        self,
        posted: Posted,
        act: impl FnMut(&mut Acting<'_, '_>, &T::Parsed) -> Result<Done, Refusal> + Send + 'static,
        again: Option<impl FnOnce(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal> + Send + 'static>,
    ) -> HttpResponse {
        let (app, spare, posted) = (self.app.clone(), self.spare(), Arc::new(posted));
        answered(&spare, &app.forms, Some(posted.clone()), move || self.submitted(&posted, act, again)).await
    }

    /// An address that leads nowhere: everyone may knock, nobody finds anything.
    pub(super) async fn nowhere(mut self) -> HttpResponse {
        self.ask.door = Door::Anyone;
        self.show(|_| Err(Refusal::NotFound)).await
    }

    fn previewed<T: Fields>(
        self,
        posted: &Posted,
        render: impl FnOnce(&T) -> Result<SafeHtml, Refusal>,
        again: impl FnOnce(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal>,
    ) -> Answer {
        let known = match self.admitted(posted) {
            Ok(known) => known,
            Err(answer) => return answer,
        };
        let shell = known.shell.clone();
        match posted.typed::<T>().and_then(|typed| render(&typed).map(|html| (typed, html))) {
            Ok((typed, html)) => {
                let preview = Some(html.shown("apercu", self.app.sentences(shell.language)));
                let filled = Filled { preview, ..Filled::with(typed) };
                let page = self.app.database.read_here(|db| {
                    let mut visit = self.visit(db, known.viewer, known.me);
                    visit.spend(&limits::PREVIEWS)?;
                    again(&mut visit, filled)
                });
                self.shown(shell, page, Some(posted))
            }
            Err(Refusal::Invalid(problems)) => {
                self.corrected(shell, known, posted, problems, StatusCode::UNPROCESSABLE_ENTITY, Some(again))
            }
            Err(refusal) => self.shown(shell, Err(refusal), Some(posted)),
        }
    }

    /// Who sends a form, once the form was read whole, its sender let in and its token checked.
    fn admitted(&self, posted: &Posted) -> Result<Known, Answer> {
        let known = match self.app.database.read_here(|db| self.recognise(db)) {
            Ok(known) => known,
            Err(refusal) => return Err(refusals::page(self, self.visitor_shell(), &refusal, Some(posted))),
        };
        let shell = known.shell.clone();
        if posted.too_long || posted.too_slow {
            return Err(refusals::unread(self, shell, posted.too_long));
        }
        if let Err(refusal) = self.let_in(known.me.as_ref()) {
            return Err(match refusal {
                Refusal::SignInFirst => self.sign_in_holding(shell, posted),
                Refusal::Forbidden(CHARTER_FIRST) => self.charter_holding(shell, known, posted),
                refusal => self.shown(shell, Err(refusal), Some(posted)),
            });
        }
        if !self.token_is_ours(&posted.csrf) {
            metrics::counter!("cercles_denials_total", "why" => "token").increment(1);
            return Err(refusals::page(self, shell, &Refusal::Forbidden("refusal-forged"), Some(posted)));
        }
        Ok(known)
    }

    fn submitted<T: Fields>(
        self,
        posted: &Posted,
        mut act: impl FnMut(&mut Acting<'_, '_>, &T::Parsed) -> Result<Done, Refusal>,
        again: Option<impl FnOnce(&mut Visit<'_>, Filled<T>) -> Result<Page, Refusal>>,
    ) -> Answer {
        let known = match self.admitted(posted) {
            Ok(known) => known,
            Err(answer) => return answer,
        };
        let (shell, database) = (known.shell.clone(), &self.app.database);
        let outcome = posted.parsed::<T>().and_then(|parsed| {
            database.write_here(|tx| {
                once(tx, known.viewer.member, &self.key_of(posted), |tx| {
                    let viewer = &known.viewer;
                    act(&mut Acting { tx, viewer, me: known.me.as_ref(), app: &self.app, ask: &self.ask }, &parsed)
                })
            })
        });
        if let Some(member) = known.viewer.member {
            self.app.waiting.forget(member);
        }
        match outcome {
            Ok(done) => self.led_to(shell, &done),
            Err(Refusal::Invalid(problems)) => {
                self.corrected(shell, known, posted, problems, StatusCode::UNPROCESSABLE_ENTITY, again)
            }
            Err(Refusal::Overtaken(problems)) => {
                self.corrected(shell, known, posted, problems, StatusCode::CONFLICT, again)
            }
            Err(refusal) => self.shown(shell, Err(refusal), Some(posted)),
        }
    }

    fn key_of(&self, posted: &Posted) -> String {
        super::once::key_of(&self.app.key, &posted.key, &self.ask.path)
    }

    /// What was posted before the charter in force was accepted goes through its page.
    fn charter_holding(&self, shell: Shell, known: Known, posted: &Posted) -> Answer {
        let held = refusals::held(&self.ask, posted);
        let page = self.app.database.read_here(|db| {
            let mut visit = self.visit(db, known.viewer, known.me);
            crate::members::pages::charter::page(&mut visit, "/", Some(held))
        });
        match page {
            Ok(page) => self.answer(shell, page, StatusCode::FORBIDDEN),
            Err(refusal) => refusals::page(self, shell, &refusal, Some(posted)),
        }
    }

    /// The form again, with everything typed and a sentence beside each wrong field.
    fn corrected<T: Fields>(
        &self,
        shell: Shell,
        known: Known,
        posted: &Posted,
        problems: Problems,
        status: StatusCode,
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
            Ok(page) => self.answer(shell, page, status),
            Err(refusal) => refusals::page(self, shell, &refusal, Some(posted)),
        }
    }

    /// What is left to answer with when the work on a request panics.
    pub(super) fn spare(&self) -> Self {
        Self { app: self.app.clone(), ask: self.ask.clone() }
    }

    pub(super) fn visit<'a>(&'a self, db: &'a mut Db, viewer: Viewer, me: Option<Me>) -> Visit<'a> {
        Visit { db, viewer, me, now: self.app.database.now(), app: &self.app, ask: &self.ask }
    }

    /// Who asks, and what every page shows around.
    pub(super) fn recognise(&self, db: &mut Db) -> Result<Known, Refusal> {
        let now = self.app.database.now();
        let found = match &self.ask.session {
            Some(token) => sessions::recognise(db, token, now)?,
            None => None,
        };
        let mut shell = self.visitor_shell();
        let Some((me, viewer, greeting)) = found else {
            let greeting = instance::greeting(db)?;
            (shell.community, shell.demo) = (greeting.name, greeting.demo);
            return Ok(Known { viewer: Viewer::visitor(), me: None, shell });
        };
        (shell.community, shell.demo) = (greeting.name, greeting.demo);
        self.app.pulse.seen(me.session, now);
        // A link of a digest says of which period it is.
        if let Some(period) = from_base32(&self.ask.param(digests::MARK)) {
            self.app.pulse.visited(me.id, period, now);
        }
        let unread = notices::unread(db, &viewer)?;
        shell.language = me.language;
        shell.lang = me.language.word();
        shell.admin = viewer.admin;
        shell.animates = viewer.standings.iter().any(|standing| viewer.animates(standing.theme));
        if policy::allows(&viewer, &Act::OpenConsole) {
            let eyes = console::Eyes { viewer: &viewer, points_durs: Some(&self.app.points_durs), now };
            // Counted where one looks for what waits; elsewhere a page does not pay for it.
            let looked_for = self.ask.path == "/" || self.ask.path.starts_with("/console");
            let waiting = if looked_for {
                console::counts::waiting(db, eyes, &self.app.waiting)?
            } else {
                self.app.waiting.kept(me.id, now)
            };
            shell.console = Some(ShellConsole { waiting });
        }
        shell.me = Some(ShellMe {
            id: me.id,
            name: format!("{} {}", me.given_name, me.family_name),
            given_name: me.given_name.clone(),
            initials: initials(&me.given_name, &me.family_name),
            unread,
            mail_stopped: me.mail_stopped,
        });
        Ok(Known { viewer, me: Some(me), shell })
    }

    pub(super) fn let_in(&self, me: Option<&Me>) -> Result<(), Refusal> {
        match (self.ask.door, me) {
            (Door::Anyone, _) | (Door::SignedIn, Some(_)) => Ok(()),
            (_, None) => Err(Refusal::SignInFirst),
            (Door::Member, Some(me)) if me.charter_accepted => Ok(()),
            (Door::Member, Some(_)) => Err(Refusal::Forbidden(CHARTER_FIRST)),
        }
    }

    /// The token of a form is derived from the session (or the visitor's cookie): nothing is stored.
    pub(super) fn token_is_ours(&self, token: &str) -> bool {
        let held = self.ask.session.as_ref().or(self.ask.visitor.as_ref());
        held.is_some_and(|held| self.app.key.verify(token, "form", &[held]))
    }
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

/// Makes an answer on the blocking pool, once there is a place; a panic there is one broken request, whose text is kept.
pub(super) async fn answered(
    spare: &Desk,
    places: &Semaphore,
    posted: Option<Arc<Posted>>,
    make: impl FnOnce() -> Answer + Send + 'static,
) -> HttpResponse {
    let Ok(_place) = tokio::time::timeout(db::WAIT, places.acquire()).await else {
        let busy = Refusal::Busy("too much is asked for at once".into());
        return refusals::page(spare, spare.visitor_shell(), &busy, posted.as_deref()).into();
    };
    let answer = off_the_loop(move || Ok(make())).await.unwrap_or_else(|refusal| {
        metrics::counter!("cercles_panics_total").increment(1);
        refusals::page(spare, spare.visitor_shell(), &refusal, posted.as_deref())
    });
    answer.into()
}
