//! The community as a whole: its name, its contact, its legal texts, its charter, its first visit.

pub mod first_steps;
pub mod first_visit;
pub mod pages;
pub mod pages_charter;
pub mod pages_first_visit;
pub mod pages_home;
pub mod pages_state;
pub mod pages_texts;
pub mod staff;
mod store;
mod store_state;

use crate::db::ids::MemberId;
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::members::{self, Email};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::{self, SafeHtml};
use crate::themes;

pub use store::{Charter, Identity, PastCharter, Statement};

/// A text of the community is at most this long, in characters.
pub const LONGEST_TEXT: usize = 65_536;

crate::vocabulary! {
    /// A text that every visitor can read.
    Notice {
        /// Who publishes, who hosts, what becomes of personal data.
        Legal = "mentions-legales",
        /// How accessible the service is, and what to do about an obstacle.
        Accessibility = "accessibilite",
    }
}

/// A text of the community, rendered once, before any transaction.
#[derive(Clone, Debug)]
pub struct Text {
    source: String,
    html: SafeHtml,
}

impl Text {
    /// Renders a source.
    pub fn of(source: impl Into<String>) -> Self {
        let source = source.into();
        let html = markdown::render_page(&source);
        Self { source, html }
    }
}

/// What every page shows of the community.
#[derive(Clone, Debug)]
pub struct Greeting {
    /// Its name.
    pub name: String,
    /// Whether it is the demo community.
    pub demo: bool,
}

impl Greeting {
    /// What the community's row says of itself (its name, whether it is the demo), if one was founded.
    pub fn of(row: Option<(String, bool)>) -> Self {
        let (name, demo) = row.unwrap_or_else(|| ("Cercles".into(), false));
        Self { name, demo }
    }
}

/// The community of this database, if one was founded.
///
/// # Errors
/// What the database says.
pub fn known(db: &mut Db) -> Result<Option<Greeting>, Refusal> {
    Ok(store::greeting(db)?.map(|row| Greeting::of(Some(row))))
}

/// The community's name, as every page shows it.
///
/// # Errors
/// What the database says.
pub fn greeting(db: &mut Db) -> Result<Greeting, Refusal> {
    Ok(Greeting::of(store::greeting(db)?))
}

/// The community's name and contact, and since when it is set up.
///
/// # Errors
/// What the database says.
pub fn identity(db: &mut Db) -> Result<Identity, Refusal> {
    Ok(store::identity(db)?)
}

/// One of the texts every visitor can read.
///
/// # Errors
/// What the database says.
pub fn statement(db: &mut Db, notice: Notice) -> Result<Statement, Refusal> {
    Ok(store::statement(db, notice)?)
}

/// The charter in force.
///
/// # Errors
/// What the database says.
pub fn charter(db: &mut Db) -> Result<Charter, Refusal> {
    Ok(store::charter(db)?)
}

/// Every version of the charter, the last one first (at most 200).
///
/// # Errors
/// What the database says.
pub fn charters(db: &mut Db) -> Result<Vec<PastCharter>, Refusal> {
    Ok(store::charters(db)?)
}

/// A version of the charter.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn charter_of(db: &mut Db, version: i32) -> Result<Charter, Refusal> {
    Ok(store::charter_of(db, version)?)
}

/// Makes an empty database into a community: its row, its charter, its five themes. Does nothing a second time.
///
/// # Errors
/// What the database says.
pub fn prepare(tx: &mut Tx<'_>, demo: bool) -> Result<(), Refusal> {
    if store::greeting(tx.db())?.is_some() {
        return Ok(());
    }
    let legal = Text::of(include_str!("../../config/mentions-legales.md"));
    let accessibility = Text::of(include_str!("../../config/accessibilite.md"));
    store::insert(tx, &legal, &accessibility, demo)?;
    store::publish_charter(tx, &Text::of(include_str!("../../config/charte.md")), None)?;
    themes::found_first(tx)
}

/// A one-time token for the first administrator, while there is none; earlier tokens die.
///
/// # Errors
/// What the database says.
pub fn first_visit(tx: &mut Tx<'_>) -> Result<Option<String>, Refusal> {
    first_visit::offer(tx)
}

/// Names the community and says where it is written to.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator.
pub fn describe(tx: &mut Tx<'_>, viewer: &Viewer, name: &str, contact: &Email) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    store::describe(tx, name, contact)?;
    journal::record(tx, &fact(me, "instance.described", ""))
}

/// Replaces one of the texts every visitor can read.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator.
pub fn rewrite(tx: &mut Tx<'_>, viewer: &Viewer, notice: Notice, text: &Text) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    store::rewrite(tx, notice, text)?;
    journal::record(tx, &fact(me, "instance.rewritten", notice.word()))
}

/// Publishes a new version of the charter: everyone accepts it at their next visit, its publisher by publishing it.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Invalid` when not a word changes.
pub fn publish_charter(tx: &mut Tx<'_>, viewer: &Viewer, text: &Text) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    if store::charter(tx.db())?.source.trim() == text.source.trim() {
        return Err(Problems::one("source", "charter-admin-unchanged"));
    }
    let version = store::publish_charter(tx, text, Some(me))?;
    members::accept_charter(tx, me)?;
    journal::record(tx, &fact(me, "charter.published", &version.to_string()))
}

/// Keeps the charter proposed at the start as it is: it becomes the administrator's, and nobody is asked again.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, `Refusal::Conflict` when it was published or kept meanwhile.
pub fn keep_charter(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    if !store::keep_first_charter(tx, me)? {
        return Err(Refusal::Conflict("refusal-charter-kept"));
    }
    journal::record(tx, &fact(me, "charter.kept", "1"))
}

/// Sends a mail to oneself through the outbox, to try the settings.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator.
pub fn try_mail(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    let key = format!("{TRIAL}{me}:{}", tx.id());
    outbox::post(tx, Some(me), &key, &Message::Test { member: me.0 })?;
    Ok(())
}

/// How the keys of trial mails start in the outbox.
const TRIAL: &str = "test:";

/// The last mail an administrator tried the settings with.
///
/// # Errors
/// What the database says.
pub fn last_trial(db: &mut Db) -> Result<Option<outbox::Fate>, Refusal> {
    outbox::latest(db, TRIAL)
}

/// Ends the first steps: their page becomes the administration's home. Done once; a second time changes nothing.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator.
pub fn end_first_steps(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    if store::set_up(tx)? { journal::record(tx, &fact(me, "instance.set-up", "")) } else { Ok(()) }
}

fn fact<'a>(actor: MemberId, act: &'static str, detail: &'a str) -> Fact<'a> {
    Fact { actor: Some(actor), act, theme: None, subject: "instance", subject_id: 1, detail }
}
