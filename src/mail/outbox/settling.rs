//! How a sending ended, written down; the bytes, which may hold a secret link, are forgotten once they are settled.

use diesel::prelude::*;

use super::super::transport::Sent;
use super::claiming::{Row, most_copies};
use super::{Rules, State, Trouble, relay, stops};
use crate::db::schema::outbox;
use crate::db::{Moment, Tx};
use crate::refusal::Refusal;

/// What the last try said, kept for the administrators, in characters.
const LONGEST_ERROR: usize = 500;

/// Writes down how the sending of a mail ended.
pub(super) fn settle(tx: &mut Tx<'_>, row: &Row, outcome: &Sent, rules: &Rules) -> Result<(), Refusal> {
    match outcome {
        Sent::Yes => {
            relay::answered(tx)?;
            sent(tx, row)
        }
        Sent::Later { code, why } => {
            relay::answered(tx)?;
            postpone(tx, row, rules, (Trouble::Postponed, *code, why))
        }
        Sent::Lost(why) => postpone(tx, row, rules, (Trouble::Unreachable, None, why)),
        Sent::Unknown(why) => unknown(tx, row, rules, why),
        Sent::Never { code, why } => {
            relay::answered(tx)?;
            bury(tx, row, (Trouble::Refused, *code, why))
        }
    }
}

/// What went wrong: in a word, the relay's code, its words.
pub(super) type Failure<'a> = (Trouble, Option<i32>, &'a str);

fn cut(why: &str) -> String {
    why.chars().take(LONGEST_ERROR).collect()
}

fn sent(tx: &mut Tx<'_>, row: &Row) -> Result<(), Refusal> {
    diesel::update(outbox::table.find(row.id))
        .filter(outbox::fence.eq(row.fence).and(outbox::state.eq(State::Sending)))
        .set((
            outbox::state.eq(State::Sent),
            outbox::done_at.eq(tx.now()),
            outbox::rendered.eq(None::<Vec<u8>>),
            outbox::trouble.eq(None::<String>),
            outbox::smtp_code.eq(250),
            outbox::last_error.eq(None::<String>),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// The wait after a failed try: twenty per cent either way, so that a relay that comes back is not hit by all at once.
fn next_try(now: Moment, row: &Row, rules: &Rules) -> Option<Moment> {
    let wait = *rules.waits.get(usize::try_from(row.attempt).unwrap_or(0))?;
    Some(now.plus_seconds(wait + wait * (row.id.0 % 41 - 20) / 100))
}

/// Not now: it waits for its next try, or is dead after the last.
pub(super) fn postpone(tx: &mut Tx<'_>, row: &Row, rules: &Rules, failure: Failure<'_>) -> Result<(), Refusal> {
    let Some(next) = next_try(tx.now(), row, rules) else { return bury(tx, row, failure) };
    let (trouble, code, why) = failure;
    // A copy that could not leave is still the same bytes.
    let state = if row.rendered.is_some() { State::Unknown } else { State::Pending };
    let kept = row.rendered.clone();
    diesel::update(outbox::table.find(row.id))
        .filter(outbox::fence.eq(row.fence).and(outbox::state.eq_any([State::Claimed, State::Sending])))
        .set((
            outbox::state.eq(state),
            outbox::attempt.eq(row.attempt + 1),
            outbox::not_before.eq(next),
            outbox::rendered.eq(kept),
            outbox::copies.eq(row.copies),
            outbox::trouble.eq(trouble),
            outbox::smtp_code.eq(code),
            outbox::last_error.eq(cut(why)),
        ))
        .execute(tx.db())?;
    stops::at("postponing");
    tracing::warn!(mail = %row.id, trouble = trouble.word(), code, "a mail could not leave and waits");
    Ok(())
}

/// The relay had all of it and gave no answer: the same bytes go again as the class allows.
fn unknown(tx: &mut Tx<'_>, row: &Row, rules: &Rules, why: &str) -> Result<(), Refusal> {
    let next = next_try(tx.now(), row, rules).filter(|_| row.copies < most_copies(row.class, rules));
    let Some(next) = next else { return bury(tx, row, (Trouble::Unanswered, None, why)) };
    diesel::update(outbox::table.find(row.id))
        .filter(outbox::fence.eq(row.fence).and(outbox::state.eq(State::Sending)))
        .set((
            outbox::state.eq(State::Unknown),
            outbox::attempt.eq(row.attempt + 1),
            outbox::not_before.eq(next),
            outbox::trouble.eq(Trouble::Unanswered),
            outbox::smtp_code.eq(None::<i32>),
            outbox::last_error.eq(cut(why)),
        ))
        .execute(tx.db())?;
    tracing::warn!(mail = %row.id, "whether a mail arrived is not known");
    Ok(())
}

/// It will not leave any more, unless an administrator sends it again.
pub(super) fn bury(tx: &mut Tx<'_>, row: &Row, (trouble, code, why): Failure<'_>) -> Result<(), Refusal> {
    diesel::update(outbox::table.find(row.id))
        .filter(outbox::fence.eq(row.fence).and(outbox::state.eq_any([State::Claimed, State::Sending])))
        .set((
            outbox::state.eq(State::Dead),
            outbox::done_at.eq(tx.now()),
            outbox::rendered.eq(None::<Vec<u8>>),
            outbox::trouble.eq(trouble),
            outbox::smtp_code.eq(code),
            outbox::last_error.eq(cut(why)),
        ))
        .execute(tx.db())?;
    stops::at("burying");
    tracing::error!(mail = %row.id, trouble = trouble.word(), code, "a mail will never leave");
    Ok(())
}
