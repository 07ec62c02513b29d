//! Who should hear of what: how closely places are followed, whom a post calls, the bell, and the mail at once.
//!
//! An act tells one person at once ([`tell`]) or leaves a line for the job that tells many ([`written`], [`solved`]):
//! the act's transaction stays short however many follow. Rights are asked when a notice is made, shown and mailed.

pub mod digest;
pub mod fanout;
pub mod letter;
pub mod mentions;
pub mod pages;
pub mod store;
pub mod watching;

use crate::db::ids::{AnnouncementId, FlagId, MemberId, PostId, ThemeId, ThreadId};
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
        /// Somebody writes in a private conversation of theirs, comes into it or leaves it.
        Conversation = "conversation",
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
        /// Something moved on a point dur they are attached to.
        PointDur = "point_dur",
        /// Something is asked of them: a call, a task, a review, a trial, a follow-up.
        Assignment = "assignment",
        /// A practice sheet they wrote, apply, or whose point dur they follow.
        Sheet = "sheet",
        /// A meeting they are asked to: announced, moved, cancelled, minuted.
        Meeting = "meeting",
    }
}

crate::vocabulary! {
    /// How a member is told.
    Channel {
        /// On the site only.
        Site = "site",
        /// On the site, and by mail at once.
        Mail = "mail",
        /// On the site, and in the next digest.
        Digest = "digest",
        /// Not at all.
        Nothing = "none",
    }
}

impl Kind {
    /// How one is told who never chose: by mail what calls for an answer or decides.
    pub const fn usual_channel(self) -> Channel {
        match self {
            Self::Mention
            | Self::Conversation
            | Self::Announcement
            | Self::Solution
            | Self::Invitation
            | Self::Decision
            | Self::Reminder
            | Self::PointDur
            | Self::Assignment
            | Self::Sheet
            | Self::Meeting => Channel::Mail,
            Self::Quote | Self::Reply | Self::CircleCall | Self::Opened | Self::Watched | Self::Reaction => {
                Channel::Site
            }
        }
    }
}

/// What a call of those who settle flags is about.
pub const FLAG: &str = "flag";
/// The same for a message of a private conversation: it names neither the conversation nor the message.
pub const PRIVATE_FLAG: &str = "private-flag";
/// An announcement did not leave at all.
pub const GIVEN_UP: &str = "given_up";
/// An announcement did not reach somebody.
pub const FAILED: &str = "failed";
/// An announcement did not reach many.
pub const FAILED_FOR_MANY: &str = "failed_many";

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
    /// What became of an announcement, told to who wrote it, on the site only.
    pub fn announcement(about: &'a str, id: AnnouncementId, theme: ThemeId) -> Self {
        Self { kind: Kind::Announcement, ..Self::decision(about, id.0, theme, None) }
    }

    /// A decision about somebody in a theme, without a letter of its own.
    pub fn care(about: &'a str, subject: i64, theme: Option<ThemeId>, actor: MemberId) -> Self {
        let (thread, post) = (None, None);
        Self { kind: Kind::Decision, about, subject, theme, thread, post, actor: Some(actor), has_letter: false }
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
    let channel = store::channels(db, &[member], &[kind])?.remove(&(member, kind));
    Ok(channel.unwrap_or(kind.usual_channel()) == Channel::Mail)
}

/// A kind of notices no longer comes by mail, but on the site; says whether it did.
///
/// # Errors
/// What the database says.
pub fn not_by_mail(tx: &mut Tx<'_>, member: MemberId, kind: Kind) -> Result<bool, Refusal> {
    if !by_mail(tx.db(), member, kind)? {
        return Ok(false);
    }
    store::left_out::on_the_site(tx, member, &[kind])?;
    Ok(true)
}

/// No kind of notices comes by mail any more, but on the site; says whether any did.
///
/// # Errors
/// What the database says.
pub fn none_by_mail(tx: &mut Tx<'_>, member: MemberId) -> Result<bool, Refusal> {
    let chosen = store::choices(tx.db(), member)?;
    let channel = |kind: &Kind| chosen.get(kind).copied().unwrap_or(kind.usual_channel());
    let mailed: Vec<Kind> = Kind::ALL.iter().filter(|kind| channel(kind) == Channel::Mail).copied().collect();
    store::left_out::on_the_site(tx, member, &mailed)?;
    Ok(!mailed.is_empty())
}

/// Notices of a theme no longer come by mail; says whether they did.
///
/// # Errors
/// What the database says.
pub fn leave_theme_out(tx: &mut Tx<'_>, member: MemberId, theme: ThemeId) -> Result<bool, Refusal> {
    store::left_out::leave_out(tx, member, theme)
}

/// Notices of a theme come by mail again.
///
/// # Errors
/// What the database says.
pub fn take_theme_in(tx: &mut Tx<'_>, member: MemberId, theme: ThemeId) -> Result<(), Refusal> {
    store::left_out::take_in(tx, member, theme)
}

/// The themes whose notices do not come to a member by mail: id, end of address, name.
///
/// # Errors
/// What the database says.
pub fn themes_left_out(db: &mut Db, member: MemberId) -> Result<Vec<(ThemeId, String, String)>, Refusal> {
    store::left_out::themes(db, member)
}

/// Whether a member wants a kind of notices of a theme by mail.
///
/// # Errors
/// What the database says.
pub fn by_mail_of(db: &mut Db, member: MemberId, kind: Kind, theme: ThemeId) -> Result<bool, Refusal> {
    Ok(by_mail(db, member, kind)? && !themes_left_out(db, member)?.iter().any(|(out, ..)| *out == theme))
}

/// Those of some members who want a kind of notices of a theme by mail.
///
/// # Errors
/// What the database says.
pub fn by_mail_among(
    db: &mut Db,
    members: Vec<MemberId>,
    kind: Kind,
    theme: ThemeId,
) -> Result<Vec<MemberId>, Refusal> {
    let chosen = store::channels(db, &members, &[kind])?;
    let out = store::left_out::members(db, theme)?;
    let wanted = |member: &MemberId| {
        let channel = *chosen.get(&(*member, kind)).unwrap_or(&kind.usual_channel());
        channel == Channel::Mail && !out.contains(member)
    };
    Ok(members.into_iter().filter(wanted).collect())
}

/// Tells one member, as they chose; a second time changes nothing. Nobody is told of what they did themselves.
///
/// # Errors
/// What the database says.
pub fn tell(tx: &mut Tx<'_>, member: MemberId, tiding: &Tiding<'_>) -> Result<(), Refusal> {
    tell_all(tx, &[(member, *tiding)])
}

/// Tells several members, each their own tiding, as [`tell`] does: two statements, however many they are.
///
/// # Errors
/// What the database says.
pub fn tell_all(tx: &mut Tx<'_>, tidings: &[(MemberId, Tiding<'_>)]) -> Result<(), Refusal> {
    let told: Vec<_> = tidings.iter().filter(|(member, tiding)| tiding.actor != Some(*member)).copied().collect();
    if told.is_empty() {
        return Ok(());
    }
    let mut members: Vec<MemberId> = told.iter().map(|(member, _)| *member).collect();
    members.sort_unstable();
    members.dedup();
    let mut kinds: Vec<Kind> = told.iter().map(|(_, tiding)| tiding.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let chosen = store::channels(tx.db(), &members, &kinds)?;
    let mut notices = Vec::with_capacity(told.len());
    for (member, tiding) in told {
        match chosen.get(&(member, tiding.kind)).copied().unwrap_or(tiding.kind.usual_channel()) {
            Channel::Nothing => {}
            Channel::Mail if tiding.has_letter => notices.push((member, tiding, Channel::Site)),
            channel => notices.push((member, tiding, channel)),
        }
    }
    store::insert(tx, &notices)
}

/// A flag was taken back: nobody was told of it.
///
/// # Errors
/// What the database says.
pub fn flag_withdrawn(tx: &mut Tx<'_>, flag: FlagId) -> Result<(), Refusal> {
    store::flag_withdrawn(tx, flag)
}

/// The flags of a post are settled: those who were told of them need not look any more.
///
/// # Errors
/// What the database says.
pub fn flags_settled(tx: &mut Tx<'_>, post: PostId) -> Result<(), Refusal> {
    store::flags_settled(tx, post)
}

/// A post was written: those who follow its place and those it calls are told soon; its author follows the thread.
///
/// # Errors
/// What the database says.
pub fn written(tx: &mut Tx<'_>, author: MemberId, thread: ThreadId, post: PostId) -> Result<(), Refusal> {
    signed(tx, author, author, thread, post)
}

/// A post holds what somebody without an account said: those who follow its place are told soon.
///
/// # Errors
/// What the database says.
pub fn said_outside(tx: &mut Tx<'_>, signer: MemberId, post: PostId) -> Result<(), Refusal> {
    store::leave(tx, post, "written", signer)
}

/// A post was written by somebody under another's name: as [`written`], the writer follows the thread.
///
/// # Errors
/// What the database says.
pub fn signed(
    tx: &mut Tx<'_>,
    writer: MemberId,
    signer: MemberId,
    thread: ThreadId,
    post: PostId,
) -> Result<(), Refusal> {
    watching::follow(tx, writer, thread)?;
    store::leave(tx, post, "written", signer)
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
