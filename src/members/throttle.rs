//! Slowing down guesses at passwords, per account first, per network generously (a hospital is one address).
//!
//! Ten failures in a quarter of an hour, then one second, doubling to a quarter of an hour; a hundred in a row, however
//! slowly, and only a reset by mail opens the account again (NIST SP 800-63B-4 §3.2.2). State is in the database.

use std::net::IpAddr;

use diesel::prelude::*;

use crate::db::schema::throttles;
use crate::db::{Db, Moment, Tx};
use crate::limits::Scale;
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

const FREE_FAILURES: i32 = 10;
const WINDOW: i64 = 15 * 60;
const LONGEST_DELAY: i64 = 15 * 60;
const HARD_STOP: i32 = 100;
const NETWORK_FAILURES: i32 = 100;
const NETWORK_WINDOW: i64 = 5 * 60;

/// Failures in a row are remembered this long after the last one, other failures a day.
const STREAK_KEPT: i64 = 90 * 86_400;

/// What is throttled: an account (known or not) and a network.
#[derive(Clone, Debug)]
pub struct Subjects {
    account: String,
    streak: String,
    network: String,
}

impl Subjects {
    /// Keyed, so that the table holds no address of anyone; an IPv6 network is its /64.
    pub fn of(key: &InstanceKey, email_key: &str, client: IpAddr) -> Self {
        let network = match client {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
        };
        Self {
            account: account(key, email_key),
            streak: streak(key, email_key),
            network: format!("network:{}", key.derive("throttle", &[&network])),
        }
    }
}

fn account(key: &InstanceKey, email_key: &str) -> String {
    format!("account:{}", key.derive("throttle", &[email_key]))
}

fn streak(key: &InstanceKey, email_key: &str) -> String {
    format!("streak:{}", key.derive("throttle", &[email_key]))
}

#[derive(Queryable)]
struct Row {
    failures: i32,
    since: Moment,
    last_at: Moment,
}

fn row(db: &mut Db, subject: &str) -> QueryResult<Option<Row>> {
    throttles::table
        .find(subject)
        .select((throttles::failures, throttles::since, throttles::last_at))
        .first(db)
        .optional()
}

/// Whether another guess may be tried now.
///
/// # Errors
/// `Refusal::TooMany` with the seconds to wait; the same for an account that does not exist.
pub fn may_try(db: &mut Db, subjects: &Subjects, scale: Scale, now: Moment) -> Result<(), Refusal> {
    if scale.0 == 0.0 {
        return Ok(());
    }
    if row(db, &subjects.streak)?.is_some_and(|streak| streak.failures >= HARD_STOP) {
        return Err(Refusal::TooMany(LONGEST_DELAY));
    }
    if let Some(account) = row(db, &subjects.account)? {
        let wait = account_delay(account.failures) - now.seconds_since(account.last_at);
        if wait > 0 && (account.failures > FREE_FAILURES || now.seconds_since(account.since) < WINDOW) {
            return Err(Refusal::TooMany(wait));
        }
    }
    if let Some(network) = row(db, &subjects.network)? {
        let left = NETWORK_WINDOW - now.seconds_since(network.since);
        if f64::from(network.failures) >= f64::from(NETWORK_FAILURES) * scale.0.max(1.0) && left > 0 {
            return Err(Refusal::TooMany(left));
        }
    }
    Ok(())
}

fn account_delay(failures: i32) -> i64 {
    if failures < FREE_FAILURES {
        return 0;
    }
    let doublings = u32::try_from(failures - FREE_FAILURES).unwrap_or(0).min(10);
    (1_i64 << doublings).min(LONGEST_DELAY)
}

/// Counts a failure.
///
/// # Errors
/// What the database says.
pub fn failed(tx: &mut Tx<'_>, subjects: &Subjects) -> Result<(), Refusal> {
    count(tx, &subjects.account, WINDOW, true)?;
    count(tx, &subjects.streak, STREAK_KEPT, true)?;
    count(tx, &subjects.network, NETWORK_WINDOW, false)
}

fn count(tx: &mut Tx<'_>, subject: &str, window: i64, consecutive: bool) -> Result<(), Refusal> {
    let now = tx.now();
    let first = (
        throttles::subject.eq(subject),
        throttles::failures.eq(0),
        throttles::since.eq(now),
        throttles::last_at.eq(now),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(throttles::table).values(first).on_conflict_do_nothing().execute(conn))?;
    // Below the free failures a window that ended starts again; above, failures are counted until a success.
    let ended = throttles::table.find(subject).filter(throttles::since.lt(now.plus_seconds(-window)));
    if consecutive {
        diesel::update(ended.filter(throttles::failures.lt(FREE_FAILURES)))
            .set((throttles::failures.eq(0), throttles::since.eq(now)))
            .execute(tx.db())?;
    } else {
        diesel::update(ended).set((throttles::failures.eq(0), throttles::since.eq(now))).execute(tx.db())?;
    }
    diesel::update(throttles::table.find(subject))
        .set((throttles::failures.eq(throttles::failures + 1), throttles::last_at.eq(now)))
        .execute(tx.db())?;
    Ok(())
}

/// Forgets an account's failures: its owner chose a new password.
///
/// # Errors
/// What the database says.
pub fn forgiven(tx: &mut Tx<'_>, key: &InstanceKey, email_key: &str) -> Result<(), Refusal> {
    let both = [account(key, email_key), streak(key, email_key)];
    diesel::delete(throttles::table.filter(throttles::subject.eq_any(both))).execute(tx.db())?;
    Ok(())
}

/// Forgets an account's failures: the right password was given.
///
/// # Errors
/// What the database says.
pub fn succeeded(tx: &mut Tx<'_>, subjects: &Subjects) -> Result<(), Refusal> {
    let both = [&subjects.account, &subjects.streak];
    diesel::delete(throttles::table.filter(throttles::subject.eq_any(both))).execute(tx.db())?;
    Ok(())
}

/// Forgets failures too old to count; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let (now, short, long) = (tx.now(), -86_400, -STREAK_KEPT);
    let old = throttles::last_at.lt(now.plus_seconds(short)).and(throttles::subject.not_like("streak:%"));
    // A streak that reached the hard stop stays until its owner resets the password.
    let forgotten = throttles::last_at.lt(now.plus_seconds(long)).and(throttles::failures.lt(HARD_STOP));
    let gone = diesel::delete(throttles::table.filter(old.or(forgotten))).execute(tx.db())?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
