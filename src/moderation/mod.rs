//! Caring for what is written: flags, what authors take back, what experts and animators of a theme decide.
//! Every decision has an author, a reason and a date, and the person concerned reads it.

pub mod decisions;
pub mod flags;
pub mod pages;
pub mod pages_decisions;
pub mod pages_flags;
pub mod pages_threads;
pub mod posts;
pub mod queue;
pub mod store;
pub mod store_flags;
mod store_queue;
pub mod store_threads;
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
    }
}

impl DecisionKind {
    /// What it undoes, if it undoes something.
    const fn undoes(self) -> Option<Self> {
        match self {
            Self::Show => Some(Self::Hide),
            Self::ShowVersion => Some(Self::HideVersion),
            Self::Reopen => Some(Self::Close),
            Self::Unpin => Some(Self::Pin),
            Self::Hide | Self::Leave | Self::Revert | Self::HideVersion | Self::Close | Self::Move | Self::Pin => None,
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
    /// In which theme.
    pub theme: ThemeId,
    /// About which thread.
    pub thread: ThreadId,
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

/// Writes a decision, with the one it undoes, in the act's own transaction.
///
/// # Errors
/// What the database says.
pub fn decide(tx: &mut Tx<'_>, decided: &Decided<'_>) -> Result<DecisionId, Refusal> {
    let undoes = match decided.kind.undoes() {
        Some(kind) => store::latest(tx, decided, kind)?,
        None => None,
    };
    let decided = &Decided { about: store::behind(tx, decided)?, ..*decided };
    let id = store::insert(tx, decided, undoes)?;
    let (subject, subject_id) = decided.post.map_or(("thread", decided.thread.0), |post| ("post", post.0));
    let detail = id.to_string();
    let fact = Fact {
        actor: Some(decided.actor),
        act: decided.kind.act(),
        theme: Some(decided.theme),
        subject,
        subject_id,
        detail: &detail,
    };
    journal::record(tx, &fact)?;
    if let Some(concerned) = decided.about {
        notices::tell(tx, concerned, &Tiding::care(decided.kind.word(), id.0, decided.theme, decided.actor))?;
    }
    Ok(id)
}
