//! Reading the journal: who may read what of it, what is asked for, a line.
//!
//! Animators read what happened in their theme; experts what was decided of what is written there; administrators what
//! happened to the instance and its accounts, nothing of a theme by office; everyone what is about them. Nothing of a
//! private conversation is read by anybody but those who did it. The journal keeps ids and words of our vocabularies: it
//! holds no address. Mail addresses are put beside names for administrators alone, when they ask, for a quarter of an
//! hour, and that they asked is a fact of the journal.

use serde::Serialize;

use super::{Fact, record, store};
use crate::db::ids::{JournalId, MemberId, ThemeId, from_base32};
use crate::db::{Db, Moment, Tx};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
pub use store::Line;

/// Lines on a page.
pub const PAGE: usize = 50;
/// Lines taken away at once.
pub const MOST_EXPORTED: i64 = 10_000;
/// How long addresses are shown once asked for, in seconds.
pub const OPEN_FOR: i64 = 15 * 60;
/// The fact that addresses were asked for.
pub(super) const OPENED: &str = "journal.addresses-opened";
/// The acts of private conversations, and of whom one does not want to hear from.
pub(super) const CONVERSATIONS: &str = "conversation%";

/// What is decided of what is written: what experts read of the journal.
pub const MODERATION: &[&str] = &[
    "post.flagged",
    "flag.withdrawn",
    "flags.left",
    "post.hidden",
    "post.shown",
    "post.version-hidden",
    "post.version-shown",
    "post.version-restored",
    "thread.closed",
    "thread.reopened",
    "thread.moved",
    "thread.pinned",
    "thread.unpinned",
    "solution.locked",
    "solution.unlocked",
    "question.set_aside",
    "question.taken_up",
    "identifier.answered",
];

crate::vocabulary! {
    /// What acts are about, as one chooses it.
    Family {
        /// What is decided of what is written.
        Moderation = "moderation",
        /// Threads, posts, questions and answers.
        Writing = "ecrits",
        /// Points durs and what is done about them.
        Points = "points-durs",
        /// Practice sheets.
        Sheets = "fiches",
        /// Meetings.
        Meetings = "rencontres",
        /// Who stands where: moves, requests, invitations, nominations.
        Circles = "cercles",
        /// Accounts, passwords, sessions.
        Accounts = "comptes",
        /// The theme and the instance: their settings, texts, animators.
        Settings = "reglages",
        /// Mail that leaves and comes in, announcements.
        Mail = "courriels",
    }
}

impl Family {
    /// How the acts of a family begin: four beginnings at most.
    pub(super) const fn starts(self) -> &'static [&'static str] {
        match self {
            Self::Moderation => &[],
            Self::Writing => &["post.", "thread.", "answer.", "question."],
            Self::Points => &["point_dur.", "task.", "attempt.", "referral."],
            Self::Sheets => &["sheet."],
            Self::Meetings => &["meeting.", "series."],
            Self::Circles => &["circle.", "request.", "invitation.", "nomination."],
            Self::Accounts => &["member.", "session", "charter.accepted", "absence."],
            Self::Settings => &["theme.", "subtopic.", "animator.", "instance."],
            Self::Mail => &["mail.", "announcement.", "incoming_mail.", "feeds."],
        }
    }
}

/// Which part of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything of a theme.
    Theme(ThemeId),
    /// What was decided of what is written in a theme.
    Moderation(ThemeId),
    /// What is of no theme.
    Instance,
    /// What somebody did, and what was done to them.
    Concerning(MemberId),
}

impl Scope {
    /// The part of a theme's journal that somebody reads.
    pub fn of_theme(viewer: &Viewer, theme: ThemeId) -> Option<Self> {
        if policy::allows(viewer, &Act::ReadJournal(theme)) {
            Some(Self::Theme(theme))
        } else if policy::allows(viewer, &Act::ReadModerationJournal(theme)) {
            Some(Self::Moderation(theme))
        } else {
            None
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only acts of a family.
    pub family: Option<Family>,
    /// Only what these people did, or what was done to them.
    pub people: Option<Vec<MemberId>>,
    /// Only about this thing.
    pub object: Option<i64>,
    /// Not before.
    pub from: Option<Moment>,
    /// Only before.
    pub to: Option<Moment>,
    /// After this line of the page before.
    pub before: Option<JournalId>,
}

/// The lines asked for, newest first, and whether there are older ones. Rights are in the scope.
///
/// # Errors
/// What the database says.
pub fn page(db: &mut Db, scope: Scope, wanted: &Wanted) -> Result<(Vec<Line>, bool), Refusal> {
    let mut lines = store::lines(db, scope, wanted, i64::try_from(PAGE + 1).unwrap_or(i64::MAX))?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    Ok((lines, more))
}

/// Opens mail addresses to an administrator for a while: a fact like another.
///
/// # Errors
/// `NotFound` to anybody else.
pub fn open_addresses(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    let fact = Fact { actor: Some(me), act: OPENED, theme: None, subject: "member", subject_id: me.0, detail: "" };
    record(tx, &fact)
}

/// Until when an administrator reads addresses, if they do now.
///
/// # Errors
/// What the database says.
pub fn addresses_until(db: &mut Db, viewer: &Viewer, now: Moment) -> Result<Option<Moment>, Refusal> {
    let Some(me) = viewer.member.filter(|_| policy::allows(viewer, &Act::RunInstance)) else { return Ok(None) };
    let opened = store::opened_since(db, me, now.plus_seconds(-OPEN_FOR))?;
    Ok(opened.map(|at| at.plus_seconds(OPEN_FOR)).filter(|until| *until > now))
}

/// The thing that somebody pasted: an address of it, or its number.
pub fn object_of(text: &str) -> Option<i64> {
    let last = text.trim().trim_end_matches('/').rsplit('/').next()?;
    from_base32(last.split(['-', '#', '?']).next()?)
}

/// Where a thing is, if it has an address.
pub fn address_of(subject: &str, id: i64) -> Option<String> {
    let place = match subject {
        "thread" => "fils",
        "post" => "messages",
        "member" => "membres",
        "point_dur" => "points-durs",
        "sheet" => "fiches",
        "meeting" => "rencontres",
        _ => return None,
    };
    // The reserved accounts have no page.
    let reserved = subject == "member" && crate::members::with_a_page(MemberId(id)).is_none();
    (!reserved).then(|| format!("/{place}/{}", crate::db::ids::to_base32(id)))
}

/// A choice of a family, for the form.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The family.
    pub family: Family,
    /// Whether it is chosen.
    pub chosen: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_found_by_its_address_or_its_number() {
        assert_eq!(object_of("https://cercles.example/fils/8k2f-bracelets?page=2#m-9"), from_base32("8k2f"));
        assert_eq!(object_of(" 8k2f "), from_base32("8k2f"));
        assert_eq!(object_of("/fils/8k2f/"), from_base32("8k2f"));
        assert_eq!(object_of("Bracelets"), None);
    }

    #[test]
    fn no_family_has_more_beginnings_than_are_asked_for() {
        assert!(Family::ALL.iter().all(|family| family.starts().len() <= 4));
    }
}
