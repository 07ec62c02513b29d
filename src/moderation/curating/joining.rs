//! Joining two threads and splitting one: posts change their thread and their number, never their id.

use super::{MOST_SPLIT, about, curating, store, store_undoing};
use crate::db::Tx;
use crate::db::ids::{MemberId, PostId, ThreadId};
use crate::members::{ANONYMOUS, OUTSIDE};
use crate::moderation::{DecisionKind, Reason, decide, store as posts};
use crate::policy::{self, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::search;
use crate::sentences::Sentence;
use crate::threads::{self, Thread, Title};

/// Joins a thread to another of its theme: its posts come after those of the other, its address leads there.
///
/// # Errors
/// `Refusal::Forbidden` without the right on both; `Refusal::Invalid` (`into`): itself, another theme, wider readers;
/// `Refusal::Conflict` when one of them changed meanwhile.
pub fn merge(
    viewer: &Viewer,
    thread: &Thread,
    into: &Thread,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &curating(thread))?;
    policy::require(viewer, &curating(into))?;
    if thread.id == into.id {
        return Err(Problems::one("into", "merge-itself"));
    }
    if thread.theme != into.theme {
        return Err(Problems::one("into", "merge-other-theme"));
    }
    if into.audience < thread.audience {
        return Err(Problems::one("into", "merge-never-wider"));
    }
    hold_both(tx, thread.id, into.id)?;
    let stood = store_undoing::numbers(tx.db(), thread.id)?;
    join(tx, thread.id, into.id, (me, reason))?;
    posts::recount(tx, into.id)?;
    let decision = decide(tx, &about(thread, DecisionKind::Merge, me, reason))?;
    store_undoing::remember(tx, decision, (thread.id, into.id), &stood)?;
    Ok(threads::visible(tx.db(), viewer, into.id)?.0.address())
}

/// Holds two threads' rows in the order of ids, so that two joinings never wait for each other.
pub(super) fn hold_both(tx: &mut Tx<'_>, one: ThreadId, other: ThreadId) -> Result<(), Refusal> {
    posts::hold(tx, one.min(other))?;
    posts::hold(tx, one.max(other))
}

/// The posts of a thread come after those of another, where its address leads from now on; both are held.
pub(super) fn join(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    into: ThreadId,
    (me, reason): (MemberId, &Reason),
) -> Result<(), Refusal> {
    let title = store::first_post(tx.db(), thread)?;
    search::leaving(tx, thread)?;
    store::take_posts(tx, thread, into)?;
    if !store::went_into(tx, thread, into, (me, reason))? {
        return Err(Refusal::Conflict("curate-meanwhile"));
    }
    search::untitled(tx, thread)?;
    if let Some((post, source)) = title {
        search::corrected(tx, post, None, &search::tokens(&source))?;
    }
    Ok(())
}

/// The numbers of posts as they are typed: `4, 6-9`.
///
/// # Errors
/// The sentence to show beside the field.
pub fn numbers(typed: &str) -> Result<Vec<i32>, Sentence> {
    let wrong = || Sentence::new("split-numbers-wrong");
    let mut numbers = Vec::new();
    for part in typed.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (from, to): (i32, i32) = (from.parse().map_err(|_| wrong())?, to.parse().map_err(|_| wrong())?);
        let many = usize::try_from(i64::from(to) - i64::from(from)).map_err(|_| wrong())?;
        if from < 1 || many >= MOST_SPLIT || numbers.len() + many >= MOST_SPLIT {
            return Err(wrong());
        }
        numbers.extend(from..=to);
    }
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() { Err(wrong()) } else { Ok(numbers) }
}

/// Makes another thread of some posts of one, for the same readers.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` (`numbers`): posts that do not exist, or all of them;
/// `Refusal::Conflict` when the thread changed meanwhile.
pub fn split(
    viewer: &Viewer,
    thread: &Thread,
    (numbers, title): (&[i32], &Title),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = policy::require(viewer, &curating(thread))?;
    if numbers.contains(&1) {
        return Err(Problems::one("numbers", "split-empties"));
    }
    posts::hold(tx, thread.id)?;
    let moved = store::standing(tx.db(), thread.id, numbers)?;
    if moved.len() != numbers.len() {
        return Err(Problems::one("numbers", "split-not-there"));
    }
    let Some((first, _, author, source)) = moved.iter().min_by_key(|(id, ..)| *id).cloned() else {
        return Err(Problems::one("numbers", "split-numbers-wrong"));
    };
    if author == ANONYMOUS || author == OUTSIDE {
        return Err(Problems::one("numbers", "split-unknown"));
    }
    let ids: Vec<PostId> = moved.iter().map(|(id, ..)| *id).collect();
    search::leaving(tx, thread.id)?;
    let made = store::open_for(tx, thread, title, (author, &ids))?;
    posts::recount(tx, thread.id)?;
    posts::recount(tx, made)?;
    search::reopened(tx, made, &search::tokens(title.as_str()), first, &search::tokens(&source))?;
    let decision = decide(tx, &about(thread, DecisionKind::Split, me, reason))?;
    let stood: Vec<(PostId, i32)> = moved.iter().map(|(id, number, ..)| (*id, *number)).collect();
    store_undoing::remember(tx, decision, (thread.id, made), &stood)?;
    Ok(threads::address(made, title.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_alone_and_by_ranges() {
        assert_eq!(numbers("4, 6-9"), Ok(vec![4, 6, 7, 8, 9]));
        assert_eq!(numbers(" 3;3 2 "), Ok(vec![2, 3]));
        for wrong in ["", "a", "4-", "0", "9-6", "1-1000", "-3", "1-99999999999", "2147483647-2147483647-1"] {
            assert!(numbers(wrong).is_err(), "{wrong}");
        }
    }
}
