//! The job that closes the windows that are due: what they hold, the next window and the mail in one transaction.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::gathering::{self, gather};
use super::season::{self, Season};
use super::store_closing::{self, Closing};
use super::store_gathering::{self, Due};
use super::{next_due, store};
use crate::db::ids::{DigestId, MemberId};
use crate::db::{Database, Moment, Tx};
use crate::mail::{Message, outbox};
use crate::refusal::Refusal;

/// Members whose windows close in one transaction.
const BATCH: i64 = 500;
/// A window ends this long before it closes, in seconds: what is being written then is in the next one, whole.
const SETTLED: i64 = 10;
/// Windows are remembered for so long, in seconds: longer than what they tell is not told again.
const KEPT: i64 = 80 * 86_400;

/// Closes every window that is due; returns how many digests were posted.
///
/// # Errors
/// What the database says; `Refusal::Busy` when another process closes the same windows: the next run goes on.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let (mut posted, mut after, mut season) = (0, MemberId(0), None);
    loop {
        let due = database.read_here(|db| store_gathering::due(db, now, after, BATCH))?;
        let Some(last) = due.last() else { break };
        let full = i64::try_from(due.len()).is_ok_and(|count| count == BATCH);
        after = last.member;
        posted += batch(database, &due, now, &mut season)?;
        if !full {
            break;
        }
    }
    Ok(posted)
}

/// Forgets old windows; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let before = tx.now().plus_seconds(-KEPT);
    store::forget(tx, before)
}

/// A zone by its name.
pub(super) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

fn batch(database: &Database, found: &[Due], now: Moment, season: &mut Option<Season>) -> Result<i64, Refusal> {
    let (due, new): (Vec<&Due>, Vec<&Due>) = found.iter().partition(|one| one.settings.is_some());
    if !new.is_empty() {
        let first = |one: &&Due| (one.member, next_due(&one.settings(), &zone(&one.zone), now));
        let lines: Vec<(MemberId, Option<Moment>)> = new.iter().map(first).collect();
        database.write_here(|tx| store_closing::enrol(tx, &lines))?;
    }
    if due.is_empty() {
        return Ok(0);
    }
    let end = now.plus_seconds(-SETTLED);
    let windows: Vec<(MemberId, Moment)> = due
        .iter()
        .map(|one| (one.member, gathering::start(one.settings.and_then(|(.., covered)| covered), end)))
        .collect();
    let picked = database.read_here(|db| {
        if season.is_none() {
            *season = Some(season::read(db, now)?);
        }
        season.as_ref().map_or_else(|| Ok(Vec::new()), |season| gather(db, season, &windows, end))
    })?;
    let starts: BTreeMap<MemberId, Moment> = windows.into_iter().collect();
    let worth_a_mail: Vec<_> = picked.into_iter().filter(|(_, picked)| !picked.items.is_empty()).collect();
    database.write_here(|tx| {
        let one = |(member, picked): &(MemberId, super::ranking::Picked)| {
            let start = starts.get(member).copied()?;
            Some(Closing { id: DigestId(tx.id()), member: *member, start, picked: picked.clone() })
        };
        let closing: Vec<Closing> = worth_a_mail.iter().filter_map(one).collect();
        close(tx, &closing, &due, now, end)
    })
}

fn close(tx: &mut Tx<'_>, closing: &[Closing], due: &[&Due], now: Moment, end: Moment) -> Result<i64, Refusal> {
    let mut next: BTreeMap<(Option<Moment>, Moment), Vec<MemberId>> = BTreeMap::new();
    for one in due {
        // A clock that went back does not open again what was told.
        let covered = one.settings.and_then(|(.., covered)| covered).map_or(end, |covered| covered.max(end));
        next.entry((next_due(&one.settings(), &zone(&one.zone), now), covered)).or_default().push(one.member);
    }
    let mut still_due = 0;
    for ((moment, covered), members) in &next {
        still_due += store_closing::go_on(tx, members, now, *covered, *moment)?;
    }
    if still_due != due.len() {
        return Err(Refusal::Busy("a window was closed, or its member chose again, meanwhile".into()));
    }
    if closing.is_empty() {
        return Ok(0);
    }
    store_closing::close(tx, closing, end)?;
    let postings: Vec<outbox::Posting> = closing
        .iter()
        .map(|one| outbox::Posting {
            member: Some(one.member),
            key: format!("digest:{}", one.id),
            message: Message::Digest { digest: one.id.0 },
            due: tx.now(),
        })
        .collect();
    outbox::post_all(tx, &postings)?;
    Ok(i64::try_from(postings.len()).unwrap_or(i64::MAX))
}
