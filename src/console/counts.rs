//! How much waits, as far as it is worth counting: a hundred is many. What the masthead says is kept a few seconds, so
//! that a page costs no count; whoever acts has it counted again.

use std::collections::HashMap;
use std::sync::Mutex;

use super::{CaseKind, Eyes, Scope, kinds};
use crate::db::ids::MemberId;
use crate::db::{Db, Moment, Slice, Waits};
use crate::refusal::Refusal;

/// A count goes no further.
pub const MANY: usize = 100;
/// What the masthead says is this old at most, in seconds.
const KEPT: i64 = 15;
/// People whose count is kept; the few who have a console.
const PEOPLE: usize = 2_000;

/// The cases of each kind that wait for the viewer, the first hundred at most; kinds they look after alone.
///
/// # Errors
/// What the database says.
pub fn by_kind(db: &mut Db, eyes: Eyes<'_>, scope: &Scope) -> Result<Vec<(CaseKind, Vec<Waits>)>, Refusal> {
    let mut found = Vec::new();
    for kind in CaseKind::ALL {
        if let Some(slice) = scope.slice(*kind) {
            found.push((*kind, kinds::waits(db, eyes, *kind, &slice)?));
        }
    }
    Ok(found)
}

/// What was counted lately of whom.
#[derive(Debug, Default)]
pub struct Memo(Mutex<HashMap<MemberId, (Moment, usize)>>);

impl Memo {
    /// What was counted of somebody a moment ago.
    pub fn kept(&self, member: MemberId, now: Moment) -> Option<usize> {
        let kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&member).copied();
        kept.filter(|(at, _)| (0..KEPT).contains(&now.seconds_since(*at))).map(|(_, count)| count)
    }

    fn keep(&self, member: MemberId, now: Moment, count: usize) {
        let mut kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if kept.len() >= PEOPLE {
            kept.clear();
        }
        kept.insert(member, (now, count));
    }

    /// Somebody acted: what waits for them is counted again.
    pub fn forget(&self, member: MemberId) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&member);
    }
}

/// How much waits for the viewer in all, a hundred at most; `None` for those who have no console.
///
/// # Errors
/// What the database says.
pub fn waiting(db: &mut Db, eyes: Eyes<'_>, memo: &Memo) -> Result<Option<usize>, Refusal> {
    let (Ok(scope), Some(member)) = (Scope::of(eyes.viewer), eyes.viewer.member) else { return Ok(None) };
    if let Some(count) = memo.kept(member, eyes.now) {
        return Ok(Some(count));
    }
    let mut left = MANY;
    for kind in CaseKind::ALL {
        let Some(slice) = scope.slice(*kind).filter(|_| left > 0) else { continue };
        let most = i64::try_from(left).unwrap_or(i64::MAX);
        left -= kinds::waits(db, eyes, *kind, &Slice { most, ..slice })?.len().min(left);
    }
    let count = MANY - left;
    memo.keep(member, eyes.now, count);
    Ok(Some(count))
}
