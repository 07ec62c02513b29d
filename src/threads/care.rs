//! What a thread's page says of the care it was given: posts that are gone and why, flags, closures, what one may do.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, Thread, owned, store};
use crate::circles::people;
use crate::db::Moment;
use crate::db::ids::MemberId;
use crate::members::{ANONYMOUS, OUTSIDE};
use crate::moderation::measures::Measure;
use crate::moderation::{Outcome, posts};
use crate::policy::{self, Act, Ground};
use crate::refusal::Refusal;
use crate::web::{Visit, When};

/// Why nobody answers in a thread any more.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Who closed it.
    pub by: MemberId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

impl Thread {
    /// Whether it stands first in its theme's list at a moment.
    pub fn is_pinned(&self, now: Moment) -> bool {
        self.pinned.is_some_and(|until| until.is_none_or(|end| end > now))
    }

    /// Where it stands.
    pub fn ground(&self) -> Ground {
        Ground { theme: self.theme, audience: self.audience }
    }

    /// What answering in it takes.
    pub fn reply(&self) -> Act<'static> {
        Act::Reply { theme: self.theme, named: self.named, closed: self.closure.is_some() }
    }
}

/// The names of those who decided, read at once.
pub struct Names(BTreeMap<MemberId, String>);

impl Names {
    /// Those that a page of a thread needs: none on most pages.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, thread: &Thread, shown: &[store::Shown]) -> Result<Self, Refusal> {
        let closed_by = thread.closure.as_ref().map(|closure| closure.by);
        let removed_by =
            shown.iter().filter(|post| post.removed_by != Some(post.author)).filter_map(|post| post.removed_by);
        let of: Vec<MemberId> = closed_by.into_iter().chain(removed_by).collect();
        Ok(Self(if of.is_empty() { BTreeMap::new() } else { people::names(visit.db, &of)? }))
    }

    fn name(&self, member: Option<MemberId>) -> String {
        member.and_then(|member| self.0.get(&member).cloned()).unwrap_or_default()
    }
}

/// A post that is gone.
#[derive(Serialize)]
struct Gone {
    /// Its author took it back.
    withdrawn: bool,
    when: When,
    /// Who hid it and why, for those who may read it.
    by: String,
    reason: String,
    may_read: bool,
    may_undo: bool,
    may_show: bool,
    /// It was an emergency.
    sealed: bool,
}

/// The care of a post.
#[derive(Serialize)]
pub struct PostCare {
    gone: Option<Gone>,
    flagged: bool,
    outcome: Option<Outcome>,
    may_flag: bool,
    may_withdraw: bool,
    may_hide: bool,
    /// The reader may warn its author, or take another measure.
    may_measure: bool,
    /// The reader may correct it in its author's place.
    may_correct: bool,
}

impl PostCare {
    /// As the reader sees it.
    pub fn of(visit: &Visit<'_>, thread: &Thread, post: &store::Shown, names: &Names) -> Self {
        let allows = |act: Act<'_>| policy::allows(&visit.viewer, &act);
        let (author, ground) = (post.owner(), thread.ground());
        let may_hide = allows(Act::HidePost { author, ground });
        let own = allows(Act::WithdrawPost(author));
        let gone = post.removed_at.map(|at| {
            let withdrawn = post.removed_by == Some(post.author);
            let may_read = if withdrawn { own } else { allows(posts::reads(thread, author, post.sealed)) };
            // Why is told to its author even of what nobody reads any more.
            let told = !withdrawn && (may_read || visit.viewer.member == Some(author));
            Gone {
                withdrawn,
                when: visit.when(at),
                by: if told { names.name(post.removed_by) } else { String::new() },
                reason: if told { post.removed_reason.clone().unwrap_or_default() } else { String::new() },
                may_read,
                may_undo: withdrawn && own && visit.now.seconds_since(at) <= posts::UNDO,
                may_show: !withdrawn && may_hide && may_read,
                sealed: post.sealed,
            }
        });
        let stands = gone.is_none();
        Self {
            gone,
            flagged: post.flag.is_some(),
            outcome: post.outcome,
            may_flag: stands && post.flag.is_none() && allows(Act::FlagPost { author }),
            may_withdraw: stands && own && (post.number > 1 || may_withdraw_thread(thread)),
            may_hide: stands && may_hide,
            may_measure: may_measure(visit, thread, post),
            may_correct: stands && may_hide && !owned::is_text_of_its_owner(thread, post.number),
        }
    }

    /// Whether the reader may read the text.
    pub fn may_read(&self) -> bool {
        self.gone.as_ref().is_none_or(|gone| gone.may_read)
    }
}

/// Whoever stays unknown, or has no account, is not measured by what they wrote.
fn may_measure(visit: &Visit<'_>, thread: &Thread, post: &store::Shown) -> bool {
    let (theme, member, animates) = (thread.theme, post.author, post.animates.is_some());
    let act = Act::TakeMeasure { theme, member, measure: Measure::Warn, animates };
    let known = member != ANONYMOUS && member != OUTSIDE;
    known && !thread.is_private() && policy::allows(&visit.viewer, &act)
}

/// A thread nobody answered goes with its first post; a point dur has a step of its own for that.
fn may_withdraw_thread(thread: &Thread) -> bool {
    thread.kind != Kind::PointDur && thread.posts_count == thread.answers_gone + 1
}

/// Why a thread is closed.
#[derive(Serialize)]
struct Closed {
    by: String,
    reason: String,
    when: When,
}

/// The care of a thread.
#[derive(Serialize)]
pub struct ThreadCare {
    closed: Option<Closed>,
    pinned: bool,
    may_manage: bool,
}

impl ThreadCare {
    /// As the reader sees it.
    pub fn of(visit: &Visit<'_>, thread: &Thread, names: &Names) -> Self {
        let closed = thread.closure.as_ref().map(|closure| Closed {
            by: names.name(Some(closure.by)),
            reason: closure.reason.clone(),
            when: visit.when(closure.at),
        });
        Self {
            closed,
            pinned: thread.is_pinned(visit.now),
            may_manage: policy::allows(&visit.viewer, &Act::CloseThread(thread.ground())),
        }
    }
}
