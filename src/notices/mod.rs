//! Who should hear of what: how closely places are followed, whom a post calls, the bell, and the mail at once.
//!
//! An act tells one person at once ([`tell`]) or leaves a line for the job that tells many ([`written`], [`solved`]):
//! the act's transaction stays short however many follow. Rights are asked when a notice is made, shown and mailed.

pub mod fanout;
pub mod letter;
pub mod mentions;
pub mod pages;
pub mod store;
pub mod watching;

use crate::db::ids::{MemberId, PostId, ThemeId, ThreadId};
use crate::db::{Db, Tx};
use crate::refusal::Refusal;
pub use store::unread;

crate::vocabulary! {
    /// What a notice tells; of several that a post deserves, a member gets the first of this list.
    Kind {
        /// Somebody names the member.
        Mention = "mention",
        /// Somebody quotes them.
        Quote = "quote",
        /// Somebody answers in a thread they opened.
        Reply = "reply",
        /// Somebody calls a circle they are in.
        CircleCall = "circle_call",
        /// The animators announce something.
        Announcement = "announcement",
        /// A new thread in a place they follow.
        Opened = "opened",
        /// A new post in a place they follow.
        Watched = "watched",
        /// A question was solved.
        Solution = "solution",
        /// Somebody did at their place what the member told.
        Reaction = "reaction",
        /// Somebody invites them into a theme.
        Invitation = "invitation",
        /// Somebody decided something about them.
        Decision = "decision",
        /// They asked to be reminded of something.
        Reminder = "reminder",
    }
}

crate::vocabulary! {
    /// How a member is told.
    Channel {
        /// On the site only.
        Site = "site",
        /// On the site, and by mail at once.
        Mail = "mail",
        /// Not at all.
        Nothing = "none",
    }
}

impl Kind {
    /// How one is told who never chose: by mail what calls for an answer or decides.
    pub const fn usual_channel(self) -> Channel {
        match self {
            Self::Mention
            | Self::Announcement
            | Self::Solution
            | Self::Invitation
            | Self::Decision
            | Self::Reminder => Channel::Mail,
            Self::Quote | Self::Reply | Self::CircleCall | Self::Opened | Self::Watched | Self::Reaction => {
                Channel::Site
            }
        }
    }
}

/// Something to tell one member.
#[derive(Clone, Copy, Debug)]
pub struct Tiding<'a> {
    /// What it is.
    pub kind: Kind,
    /// What of: ends the key of its sentence (`notice-decision-circle_moved`).
    pub about: &'a str,
    /// The row it is about: told once.
    pub subject: i64,
    /// The theme.
    pub theme: Option<ThemeId>,
    /// The thread, if it is about one.
    pub thread: Option<ThreadId>,
    /// The post and its number, if it is about one.
    pub post: Option<(PostId, i32)>,
    /// Who did it.
    pub actor: Option<MemberId>,
    /// Whether a letter of its own leaves for it: no other is needed.
    pub has_letter: bool,
}

impl<'a> Tiding<'a> {
    /// A decision about somebody in a theme, without a letter of its own.
    pub fn care(about: &'a str, subject: i64, theme: ThemeId, actor: MemberId) -> Self {
        Self { has_letter: false, ..Self::decision(about, subject, theme, Some(actor)) }
    }

    /// A decision about somebody in a theme, told by a letter of its own too.
    pub fn decision(about: &'a str, subject: i64, theme: ThemeId, actor: Option<MemberId>) -> Self {
        Self {
            kind: Kind::Decision,
            about,
            subject,
            theme: Some(theme),
            thread: None,
            post: None,
            actor,
            has_letter: true,
        }
    }
}

/// Whether a member wants a kind by mail.
///
/// # Errors
/// What the database says.
pub fn by_mail(db: &mut Db, member: MemberId, kind: Kind) -> Result<bool, Refusal> {
    let channel = store::channels(db, &[member], kind)?.remove(&member);
    Ok(channel.unwrap_or(kind.usual_channel()) == Channel::Mail)
}

/// Those of some members who want a kind by mail.
///
/// # Errors
/// What the database says.
pub fn by_mail_among(db: &mut Db, members: Vec<MemberId>, kind: Kind) -> Result<Vec<MemberId>, Refusal> {
    let chosen = store::channels(db, &members, kind)?;
    let wanted = |member: &MemberId| *chosen.get(member).unwrap_or(&kind.usual_channel()) == Channel::Mail;
    Ok(members.into_iter().filter(wanted).collect())
}

/// Tells one member, as they chose; a second time changes nothing. Nobody is told of what they did themselves.
///
/// # Errors
/// What the database says.
pub fn tell(tx: &mut Tx<'_>, member: MemberId, tiding: &Tiding<'_>) -> Result<(), Refusal> {
    if tiding.actor == Some(member) {
        return Ok(());
    }
    let channel = store::channels(tx.db(), &[member], tiding.kind)?.remove(&member);
    match channel.unwrap_or(tiding.kind.usual_channel()) {
        Channel::Nothing => Ok(()),
        Channel::Mail if tiding.has_letter => store::insert(tx, &[(member, *tiding, Channel::Site)]),
        channel => store::insert(tx, &[(member, *tiding, channel)]),
    }
}

/// A post was written: those who follow its place and those it calls are told soon; its author follows the thread.
///
/// # Errors
/// What the database says.
pub fn written(tx: &mut Tx<'_>, author: MemberId, thread: ThreadId, post: PostId) -> Result<(), Refusal> {
    watching::follow(tx, author, thread)?;
    store::leave(tx, post, "written", author)
}

/// A post was corrected: those it now names are told soon, as of a post just written; what each was told already is
/// not told again.
///
/// # Errors
/// What the database says.
pub fn corrected(tx: &mut Tx<'_>, editor: MemberId, post: PostId, called: &mentions::Resolved) -> Result<(), Refusal> {
    if called.is_empty() { Ok(()) } else { store::leave(tx, post, "corrected", editor) }
}

/// An answer was marked as the solution: its author, who asked and those who follow the thread are told soon.
///
/// # Errors
/// What the database says.
pub fn solved(tx: &mut Tx<'_>, actor: MemberId, post: PostId) -> Result<(), Refusal> {
    store::leave(tx, post, "solved", actor)
}
