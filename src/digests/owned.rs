//! Points durs and practice sheets: threads whose own state is news. What a season knows of them, and whether a member
//! heard of where they stand: a step or an edition is told once, whatever was told of the thread before.

use super::season::Candidate;
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{MemberId, ThemeId};
use crate::members::ANONYMOUS;
use crate::points_durs::machine::State;
use crate::policy::Viewer;
use crate::sheets;

/// What a thread is, beyond a conversation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Owned {
    /// A point dur.
    PointDur(Step),
    /// A practice sheet.
    Sheet(Edition),
}

/// Where a point dur stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    state: State,
    version: i32,
    since: Moment,
    reporter: MemberId,
    lead: Option<MemberId>,
}

/// The last edition of a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edition {
    state: sheets::State,
    number: i32,
    published_at: Option<Moment>,
    revised_at: Option<Moment>,
    owner: MemberId,
}

/// A step as its row says it: state, version, since when, who reported, who leads.
pub(super) type StepRow = (State, i32, Moment, MemberId, Option<MemberId>);
/// An edition as its row says it: state, number, when it was published and revised, who answers for it.
pub(super) type EditionRow = (sheets::State, i32, Option<Moment>, Option<Moment>, MemberId);

impl From<StepRow> for Step {
    fn from((state, version, since, reporter, lead): StepRow) -> Self {
        Self { state, version, since, reporter, lead }
    }
}

impl From<EditionRow> for Edition {
    fn from((state, number, published_at, revised_at, owner): EditionRow) -> Self {
        Self { state, number, published_at, revised_at, owner }
    }
}

/// What a member knows of a thread already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub me: MemberId,
    /// The step or the edition a digest told them of last.
    pub number: Option<i64>,
    /// When they last read it, or had a mail of what became of it.
    pub heard_at: Option<Moment>,
    /// Whether somebody wrote what they neither read nor were told of.
    pub unread: bool,
}

impl Known {
    fn heard(&self, at: Moment) -> bool {
        self.heard_at.is_some_and(|heard| heard >= at)
    }

    fn was_told(&self, number: i32) -> bool {
        self.number.is_some_and(|told| told >= i64::from(number))
    }
}

/// Whether an expert is waited for, and a member is one.
pub(super) fn is_awaited(viewer: &Viewer, theme: ThemeId, (state, lead): (State, Option<MemberId>)) -> bool {
    let free = lead.is_none() && matches!(state, State::Reported | State::Qualified | State::Reopened);
    free && viewer.reaches(theme, Circle::Expert)
}

/// Whether a point dur is to be told of no more: its reporter took it back, or it goes on elsewhere.
pub(super) const fn is_gone(state: State) -> bool {
    matches!(state, State::Withdrawn | State::Duplicate)
}

impl Step {
    /// What tells one step from another.
    pub fn number(&self) -> i64 {
        i64::from(self.version)
    }

    /// Whether a member is waited for to take it up.
    pub fn awaits(&self, viewer: &Viewer, theme: ThemeId) -> bool {
        is_awaited(viewer, theme, (self.state, self.lead))
    }

    /// Whether it was reported, took a step or was written in, by somebody else, and a member does not know.
    pub fn is_news(&self, thread: &Candidate, known: &Known, within: &impl Fn(Moment) -> bool) -> bool {
        let own = |author: MemberId| author == known.me || (author == ANONYMOUS && self.reporter == known.me);
        let stepped =
            self.version > 0 && within(self.since) && !known.was_told(self.version) && !known.heard(self.since);
        // A mail about the report told of its first post.
        let told = thread.posts_count == 1 && known.heard(thread.created_at);
        let written = known.unread && !told && within(thread.last_post_at) && !own(thread.last_author);
        !is_gone(self.state) && (stepped || written)
    }
}

impl Edition {
    /// What tells one edition from another.
    pub fn number(&self) -> i64 {
        i64::from(self.number)
    }

    /// Whether it was published, by somebody else, and a member does not know.
    pub fn is_news(&self, known: &Known, within: &impl Fn(Moment) -> bool) -> bool {
        let fresh = |at: Moment| within(at) && !known.heard(at);
        self.state == sheets::State::Published
            && self.owner != known.me
            && !known.was_told(self.number)
            && self.revised_at.or(self.published_at).is_some_and(fresh)
    }
}
