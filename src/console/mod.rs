//! The console: everything that needs a human, in one queue, in the order that matters, for those who may do it.
//!
//! There is no table of cases: a case is computed from what it is about (the open flag, the point dur's state, the
//! referral that is overdue), so none goes stale, and what is settled elsewhere leaves the queue by itself. Each room
//! offers a slice of what waits in it ([`crate::db::Slice`]); a kind of case is one word of [`CaseKind`] and an arm in
//! `kinds` and in `views`. What is stored is who is on a case ([`claims`]), what was done of several at once
//! ([`rounds`]), and who looks after a theme's cases this week ([`duty`]). A gesture calls the room's own verb.

pub mod ageing;
pub mod claims;
pub mod counts;
pub mod duty;
mod kinds;
pub mod letter;
pub mod pages;
pub mod pages_duty;
pub mod pages_rounds;
pub mod pages_settings;
mod queue;
pub mod rounds;
mod scope;
mod settings;
mod store;
mod store_duty;
mod store_rounds;
mod store_settings;
mod views;
mod views_kinds;
mod views_moderation;

use crate::db::{Db, Key, Moment, Waits};
use crate::policy::Viewer;
use crate::refusal::Refusal;
pub use counts::Memo;
pub use queue::Cursor;
pub use scope::Scope;
pub use settings::Settings;

crate::vocabulary! {
    /// What waits, in the order that matters.
    CaseKind {
        /// What was written or attached may identify a patient.
        PatientHit = "patient-hit",
        /// A post was flagged that may let a patient be recognised.
        PatientFlag = "patient-flag",
        /// A post was flagged.
        Flag = "flag",
        /// A message of a private conversation was flagged.
        PrivateFlag = "private-flag",
        /// Somebody asks that a decision about them be looked at again.
        Appeal = "appeal",
        /// A text waits before it is published.
        HeldPost = "held-post",
        /// A point dur was reported that nobody sorted.
        PointToSort = "point-to-sort",
        /// The time of a point dur is over.
        PointLate = "point-late",
        /// A body's answer is overdue.
        ReferralOverdue = "referral-overdue",
        /// A practice sheet waits for a second reader.
        SheetToRead = "sheet-to-read",
        /// The day of a published sheet to be looked at again has come.
        SheetToReview = "sheet-to-review",
        /// Somebody asks to join.
        JoinRequest = "join-request",
        /// A mandate ends, or has ended.
        MandateEnding = "mandate-ending",
        /// Mail does not reach a member any more.
        StoppedMail = "stopped-mail",
        /// A mail will not leave by itself.
        DeadMail = "dead-mail",
    }
}

/// Who looks after a kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// The experts of its theme, with the animators.
    Experts,
    /// The animators of its theme.
    Animators,
    /// The administrators: it is in no theme.
    Administrators,
}

impl CaseKind {
    /// Who looks after it.
    pub const fn desk(self) -> Desk {
        match self {
            Self::PatientHit
            | Self::PatientFlag
            | Self::Flag
            | Self::Appeal
            | Self::HeldPost
            | Self::PointToSort
            | Self::PointLate
            | Self::ReferralOverdue
            | Self::SheetToRead
            | Self::SheetToReview => Desk::Experts,
            Self::PrivateFlag | Self::JoinRequest | Self::MandateEnding => Desk::Animators,
            Self::StoppedMail | Self::DeadMail => Desk::Administrators,
        }
    }

    /// What may be done of it here, the usual first; for anything else it leads to its own page.
    pub const fn gestures(self) -> &'static [Gesture] {
        match self {
            Self::PatientFlag | Self::Flag | Self::PrivateFlag => &[Gesture::Hide, Gesture::Leave],
            Self::ReferralOverdue => &[Gesture::Chase],
            Self::JoinRequest => &[Gesture::Admit, Gesture::Decline],
            Self::DeadMail => &[Gesture::SendAgain, Gesture::GiveUp],
            Self::HeldPost => &[Gesture::Publish, Gesture::Refuse],
            Self::PatientHit => &[Gesture::HideHit, Gesture::AskEdit, Gesture::Fine],
            Self::Appeal
            | Self::PointToSort
            | Self::PointLate
            | Self::SheetToRead
            | Self::SheetToReview
            | Self::MandateEnding
            | Self::StoppedMail => &[],
        }
    }
}

crate::vocabulary! {
    /// What is done of a case, or of several at once.
    Gesture {
        /// Hide a flagged post.
        Hide = "hide",
        /// Leave a flagged post as it is.
        Leave = "leave",
        /// Send a referral again, with a new link.
        Chase = "chase",
        /// Let somebody join.
        Admit = "admit",
        /// Decline a request to join.
        Decline = "decline",
        /// Send a dead mail again.
        SendAgain = "send-again",
        /// Give a dead mail up.
        GiveUp = "give-up",
        /// Publish a text that waits.
        Publish = "publish",
        /// Do not publish it.
        Refuse = "refuse",
        /// Hide a post that may identify a patient.
        HideHit = "hide-hit",
        /// Ask its author to correct it.
        AskEdit = "ask-edit",
        /// Settle that it says nothing of a patient.
        Fine = "fine",
    }
}

impl Gesture {
    /// Whether it takes a reason, which those concerned read.
    pub const fn takes_reason(self) -> bool {
        !matches!(self, Self::Chase | Self::Admit | Self::SendAgain | Self::Publish)
    }

    /// Whether it takes something away.
    pub const fn is_grave(self) -> bool {
        matches!(self, Self::Hide | Self::Decline | Self::GiveUp | Self::Refuse | Self::HideHit)
    }

    /// Whether it is done of several cases at once: what is published, or may identify somebody, is read one by one.
    pub const fn is_for_several(self) -> bool {
        !matches!(self, Self::Publish | Self::Refuse | Self::HideHit | Self::AskEdit | Self::Fine)
    }

    /// Whether it can be undone by the decision that undoes it.
    pub const fn can_be_undone(self) -> bool {
        matches!(self, Self::Hide | Self::HideHit)
    }
}

/// Whose eyes look at the queue, and what reckoning it takes.
#[derive(Clone, Copy)]
pub struct Eyes<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// How long answers to points durs may take; without it, none is reckoned late.
    pub points_durs: Option<&'a crate::points_durs::Settings>,
    /// Now.
    pub now: Moment,
}

/// A case that the viewer looks after.
///
/// # Errors
/// `Refusal::NotFound`, whether it is another's, settled, or does not exist.
pub fn find(db: &mut Db, eyes: Eyes<'_>, kind: CaseKind, key: Key) -> Result<Waits, Refusal> {
    let scope = Scope::of(eyes.viewer)?;
    let slice = scope.slice(kind).ok_or(Refusal::NotFound)?;
    let found = kinds::waits(db, eyes, kind, &crate::db::Slice { only: Some(key), most: 1, ..slice })?;
    found.first().copied().ok_or(Refusal::NotFound)
}

/// The oldest case of the themes of a scope, and since when it waits.
///
/// # Errors
/// What the database says.
pub fn oldest(db: &mut Db, eyes: Eyes<'_>, scope: &Scope) -> Result<Option<Moment>, Refusal> {
    let mut oldest = None;
    for kind in CaseKind::ALL {
        let Some(slice) = scope.slice(*kind) else { continue };
        let first = kinds::waits(db, eyes, *kind, &crate::db::Slice { most: 1, ..slice })?;
        // What is due later does not wait yet.
        let since = first.first().map(|one| one.rank.since).filter(|since| *since <= eyes.now);
        oldest = [oldest, since].into_iter().flatten().min();
    }
    Ok(oldest)
}
