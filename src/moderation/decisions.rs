//! What was decided about a member, what became of their flags, what they took back: theirs to read.

use std::collections::{BTreeMap, BTreeSet};

use super::store::{self, Decision, Gone};
use crate::db::Db;
use crate::db::ids::{DecisionId, MemberId, PostId, ThreadId};
use crate::policy::Viewer;
use crate::refusal::Refusal;

/// Decisions on a page.
pub const PAGE: i64 = 30;

/// A page of decisions about a member.
pub struct About {
    /// The decisions, the last first.
    pub decisions: Vec<Decision>,
    /// Those that were undone since.
    pub undone: BTreeSet<DecisionId>,
    /// Whether there are older ones.
    pub more: bool,
}

/// One decision; rights are the caller's to require.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn one(db: &mut Db, id: DecisionId) -> Result<Decision, Refusal> {
    store::decision(db, id)
}

/// Some decisions, by id; rights are the caller's to require.
///
/// # Errors
/// What the database says.
pub fn some(db: &mut Db, ids: &[DecisionId]) -> Result<Vec<Decision>, Refusal> {
    if ids.is_empty() { Ok(Vec::new()) } else { store::decisions_of(db, ids) }
}

/// Whether a decision was undone since.
///
/// # Errors
/// What the database says.
pub fn is_undone(db: &mut Db, id: DecisionId) -> Result<bool, Refusal> {
    Ok(!store::undone(db, &[id])?.is_empty())
}

/// The decisions about a member.
///
/// # Errors
/// What the database says.
pub fn about(db: &mut Db, member: MemberId, before: Option<DecisionId>) -> Result<About, Refusal> {
    let mut decisions = store::about(db, member, before, PAGE + 1)?;
    let more = i64::try_from(decisions.len()).unwrap_or(i64::MAX) > PAGE;
    decisions.truncate(usize::try_from(PAGE).unwrap_or_default());
    let ids: Vec<DecisionId> = decisions.iter().map(|decision| decision.id).collect();
    let undone = store::undone(db, &ids)?.into_iter().collect();
    Ok(About { decisions, undone, more })
}

/// What a member took back, the last written first (at most 50).
///
/// # Errors
/// What the database says.
pub fn withdrawn_by(db: &mut Db, member: MemberId) -> Result<Vec<Gone>, Refusal> {
    store::all_withdrawn(db, member, 50)
}

/// Where decisions and flags are about.
pub struct Places {
    /// Titles of the threads that the reader sees.
    pub titles: BTreeMap<ThreadId, String>,
    /// Numbers of posts.
    pub numbers: BTreeMap<PostId, i32>,
}

/// The titles of those threads the viewer may still see, and the numbers of some posts.
///
/// # Errors
/// What the database says.
pub fn places(db: &mut Db, viewer: &Viewer, threads: &[ThreadId], posts: &[PostId]) -> Result<Places, Refusal> {
    let titles = store::titles(db, viewer, threads)?.into_iter().collect();
    let numbers = store::numbers(db, posts)?.into_iter().collect();
    Ok(Places { titles, numbers })
}
