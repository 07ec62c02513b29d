//! Caring for what is written: flags, what authors take back, what experts and animators of a theme decide.
//! Every decision has an author, a reason and a date, and the person concerned reads it.

pub mod appeals;
pub mod curating;
pub mod decisions;
pub mod emergency;
pub mod flags;
pub mod held;
pub mod hits;
pub mod measures;
pub mod pages;
pub mod pages_correction;
pub mod pages_decisions;
pub mod pages_removed;
pub mod pages_threads;
pub mod posts;
pub mod queue;
pub mod store;
pub mod store_flags;
mod store_queue;
pub mod store_threads;
pub mod templates;
pub mod threads;
mod tidings;

use crate::db::Tx;
use crate::db::ids::{DecisionId, MemberId, PostId, RevisionId, ThemeId, ThreadId};
use crate::journal::{self, Fact};
use crate::notices::{self, Tiding};
use crate::refusal::Refusal;
use crate::sentences::Sentence;

crate::vocabulary! {
    /// What was decided.
    DecisionKind {
        /// A post is hidden.
        Hide = "hide",
        /// A hidden post is shown again.
        Show = "show",
        /// A flagged post stays as it is.
        Leave = "leave",
        /// An earlier version of a post is put back.
        Revert = "revert",
        /// An earlier version is hidden.
        HideVersion = "hide-version",
        /// A hidden version is shown again.
        ShowVersion = "show-version",
        /// A thread is closed.
        Close = "close",
        /// A closed thread is opened again.
        Reopen = "reopen",
        /// A thread is moved.
        Move = "move",
        /// A thread stands first in its theme.
        Pin = "pin",
        /// It no longer does.
        Unpin = "unpin",
        /// A post is corrected by somebody who moderates, who tells its author.
        Edit = "edit",
        /// A post is removed in an emergency: nobody reads it but the animators of the theme.
        Remove = "remove",
        /// A person is warned.
        Warn = "warn",
        /// A warning is taken back.
        Unwarn = "unwarn",
        /// A person is suspended from the theme for a time.
        Suspend = "suspend",
        /// They are not any more.
        Unsuspend = "unsuspend",
        /// The next posts of a person wait to be approved.
        Approval = "approval",
        /// They do not any more.
        ApprovalEnd = "approval-end",
        /// An account is closed.
        AccountClose = "account-close",
        /// It is in use again.
        AccountReopen = "account-reopen",
        /// A post that waited is not published.
        Refuse = "refuse",
        /// A post that was refused waits again.
        Accept = "accept",
        /// The author of a post is asked to correct it.
        AskEdit = "ask-edit",
        /// Posts of a thread make another one.
        Split = "split",
        /// A thread goes into another.
        Merge = "merge",
        /// A thread is one to have read.
        Reference = "reference",
        /// It no longer is.
        Unreference = "unreference",
        /// A thread is of another kind.
        Kind = "kind",
        /// A thread is for other readers.
        Audience = "audience",
        /// A thread that went into another is one of its own again.
        Unmerge = "unmerge",
        /// Posts that made another thread are back where they were.
        Unsplit = "unsplit",
        /// A thread is removed.
        Delete = "delete",
        /// A removed thread is back.
        Restore = "restore",
    }
}

impl DecisionKind {
    /// What it undoes, if it undoes something.
    const fn undoes(self) -> &'static [Self] {
        match self {
            Self::Show => &[Self::Hide, Self::Remove],
            Self::ShowVersion => &[Self::HideVersion, Self::Edit],
            Self::Reopen => &[Self::Close],
            Self::Unpin => &[Self::Pin],
            Self::Unwarn => &[Self::Warn],
            Self::Unsuspend => &[Self::Suspend],
            Self::ApprovalEnd => &[Self::Approval],
            Self::AccountReopen => &[Self::AccountClose],
            Self::Accept => &[Self::Refuse],
            Self::Unreference => &[Self::Reference],
            Self::Restore => &[Self::Delete],
            Self::Hide
            | Self::Leave
            | Self::Revert
            | Self::HideVersion
            | Self::Close
            | Self::Move
            | Self::Pin
            | Self::Edit
            | Self::Remove
            | Self::Warn
            | Self::Suspend
            | Self::Approval
            | Self::AccountClose
            | Self::Refuse
            | Self::AskEdit
            | Self::Split
            | Self::Merge
            | Self::Reference
            | Self::Kind
            | Self::Audience
            | Self::Delete => &[],
            // Which of several is said by who undoes it.
            Self::Unmerge | Self::Unsplit => &[],
        }
    }

    /// The act in the journal.
    const fn act(self) -> &'static str {
        match self {
            Self::Hide => "post.hidden",
            Self::Show => "post.shown",
            Self::Leave => "flags.left",
            Self::Revert => "post.version-restored",
            Self::HideVersion => "post.version-hidden",
            Self::ShowVersion => "post.version-shown",
            Self::Close => "thread.closed",
            Self::Reopen => "thread.reopened",
            Self::Move => "thread.moved",
            Self::Pin => "thread.pinned",
            Self::Unpin => "thread.unpinned",
            Self::Edit => "post.corrected-for",
            Self::Remove => "post.removed",
            Self::Warn => "member.warned",
            Self::Unwarn => "member.unwarned",
            Self::Suspend => "member.suspended",
            Self::Unsuspend => "member.unsuspended",
            Self::Approval => "member.approval-asked",
            Self::ApprovalEnd => "member.approval-ended",
            Self::AccountClose => "member.closed",
            Self::AccountReopen => "member.reopened",
            Self::Refuse => "held.refused",
            Self::Accept => "held.waits-again",
            Self::AskEdit => "post.edit-asked",
            Self::Split => "thread.split",
            Self::Merge => "thread.merged",
            Self::Reference => "thread.referenced",
            Self::Unreference => "thread.unreferenced",
            Self::Kind => "thread.kind-changed",
            Self::Audience => "thread.audience-changed",
            Self::Delete => "thread.removed",
            Self::Restore => "thread.restored",
            Self::Unmerge => "thread.unmerged",
            Self::Unsplit => "thread.unsplit",
        }
    }
}

crate::vocabulary! {
    /// Why a post is flagged.
    FlagReason {
        /// Something that lets a patient be recognised.
        Patient = "patient",
        /// It says something wrong, or dangerous.
        Wrong = "wrong",
        /// It hurts somebody.
        Unkind = "unkind",
        /// It sells something.
        Commercial = "commercial",
        /// It is not about the thread.
        OffTopic = "off-topic",
        /// Anything else.
        Other = "other",
    }
}

crate::vocabulary! {
    /// What became of a flag.
    Outcome {
        /// The post was hidden.
        Hidden = "hidden",
        /// The post stays.
        Left = "left",
    }
}

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// Why something was decided: at least a word, at most 500 characters.
#[derive(Clone, Debug)]
pub struct Reason(String);

impl Reason {
    /// Reads a reason.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn parse(text: &str) -> Result<Self, Sentence> {
        let text = crate::web::optional(text, LONGEST_REASON)?;
        if text.is_empty() { Err("care-reason-needed".into()) } else { Ok(Self(text)) }
    }

    /// The reason.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A decision about to be written.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// In which theme; none: about a whole account.
    pub theme: Option<ThemeId>,
    /// About which thread; none: about a person.
    pub thread: Option<ThreadId>,
    /// About which of its posts.
    pub post: Option<PostId>,
    /// About which version of it.
    pub revision: Option<RevisionId>,
    /// What.
    pub kind: DecisionKind,
    /// Whom it concerns, who reads it; nobody for what stays as it is.
    pub about: Option<MemberId>,
    /// Who decided.
    pub actor: MemberId,
    /// Why.
    pub reason: &'a Reason,
}

impl<'a> Decided<'a> {
    /// About a post: in which theme and thread, whom it concerns and who decided.
    pub fn of_post(
        (theme, thread): (ThemeId, ThreadId),
        post: PostId,
        kind: DecisionKind,
        (about, actor): (Option<MemberId>, MemberId),
        reason: &'a Reason,
    ) -> Self {
        let (theme, thread, post) = (Some(theme), Some(thread), Some(post));
        Self { theme, thread, post, revision: None, kind, about, actor, reason }
    }

    /// About a person, in a theme or as a whole.
    pub fn of_person(
        theme: Option<ThemeId>,
        kind: DecisionKind,
        (member, actor): (MemberId, MemberId),
        reason: &'a Reason,
    ) -> Self {
        Self { theme, thread: None, post: None, revision: None, kind, about: Some(member), actor, reason }
    }
}

/// Writes a decision, with the one it undoes, in the act's own transaction.
///
/// # Errors
/// What the database says.
pub fn decide(tx: &mut Tx<'_>, decided: &Decided<'_>) -> Result<DecisionId, Refusal> {
    let undoes = match decided.kind.undoes() {
        [] => None,
        kinds => store::latest(tx, decided, kinds)?,
    };
    written(tx, decided, undoes)
}

/// Writes a decision that undoes a given one.
///
/// # Errors
/// What the database says.
fn decide_against(tx: &mut Tx<'_>, decided: &Decided<'_>, undoes: DecisionId) -> Result<DecisionId, Refusal> {
    written(tx, decided, Some(undoes))
}

fn written(tx: &mut Tx<'_>, decided: &Decided<'_>, undoes: Option<DecisionId>) -> Result<DecisionId, Refusal> {
    let decided = &Decided { about: store::behind(tx, decided)?, ..*decided };
    let id = store::insert(tx, decided, undoes)?;
    let (subject, subject_id) = match (decided.post, decided.thread, decided.about) {
        (Some(post), ..) => ("post", post.0),
        (None, Some(thread), _) => ("thread", thread.0),
        (None, None, Some(member)) => ("member", member.0),
        (None, None, None) => ("decision", id.0),
    };
    let detail = id.to_string();
    let (actor, act) = (Some(decided.actor), decided.kind.act());
    journal::record(tx, &Fact { actor, act, theme: decided.theme, subject, subject_id, detail: &detail })?;
    if let Some(concerned) = decided.about {
        notices::tell(tx, concerned, &Tiding::care(decided.kind.word(), id.0, decided.theme, decided.actor))?;
    }
    Ok(id)
}
