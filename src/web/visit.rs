//! What work on a request holds: a visit reads, an acting writes.

use jiff::tz::TimeZone;

use super::door::Ask;
use super::{App, When, times};
use crate::db::ids::{MemberId, SessionId};
use crate::db::{Db, Moment, Tx};
use crate::limits;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::{Language, Sentences};

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
    /// Whether our mail does not reach them any more.
    pub mail_stopped: bool,
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

    /// Counts one read of the person against a rate limit (of their network, for a visitor).
    ///
    /// # Errors
    /// `Refusal::TooMany`.
    pub fn spend(&self, rule: &limits::Rule) -> Result<(), Refusal> {
        self.app.windows.spend(self.now, self.app.scale, rule, &subject(&self.viewer, self.app, self.ask))
    }

    /// A moment said to the reader.
    pub fn when(&self, moment: Moment) -> When {
        times::when(moment, self.now, &self.zone(), self.sentences())
    }
}

/// Whose acts a rate limit counts: a member's, else those of a network.
fn subject(viewer: &Viewer, app: &App, ask: &Ask) -> String {
    match viewer.member {
        Some(member) => format!("m:{member}"),
        None => format!("n:{}", app.key.derive("network", &[&ask.client.to_string()])),
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
        limits::spend(self.tx, self.app.scale, rule, &subject(self.viewer, self.app, self.ask))
    }
}
