//! What the clock does: reminds a reporter twice, then settles or closes; gives back what is led by somebody who can
//! lead no more. Each point dur is a transaction of its own, by the ordinary steps.

use super::machine::{Edge, State};
use super::store_reminders::{self as store, Waiting};
use super::{By, Crossing, cross};
use crate::db::ids::ThreadId;
use crate::db::{Database, Tx};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::refusal::Refusal;

/// A reporter is reminded, and what they never answered is settled, after this long each time, in seconds.
pub const PATIENCE: i64 = 7 * 86_400;
/// Reminders before it is settled.
pub const REMINDERS: i32 = 2;
/// Points durs taken in one run at most, of each kind.
const BATCH: i64 = 200;

/// Reminds, settles, closes, gives back; says how many points durs that was.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let waiting = database.read_here(|db| store::waiting(db, now.plus_seconds(-PATIENCE), BATCH))?;
    let orphans = database.read_here(|db| store::led_by_nobody_able(db, now, BATCH))?;
    let mut count = 0;
    for one in &waiting {
        count += still(database.write_here(|tx| next(tx, one)))?;
    }
    for (id, version) in orphans {
        count += still(
            database.write_here(|tx| cross(tx, By::Clock, id, &Crossing::of(Edge::Release, version)).map(|_| 1)),
        )?;
    }
    Ok(count)
}

/// What moved meanwhile is looked at next time.
fn still(outcome: Result<i64, Refusal>) -> Result<i64, Refusal> {
    match outcome {
        Err(Refusal::Conflict(_) | Refusal::NotFound) => Ok(0),
        other => other,
    }
}

fn next(tx: &mut Tx<'_>, one: &Waiting) -> Result<i64, Refusal> {
    if one.reminded >= REMINDERS {
        let edge = if one.state == State::Proposed { Edge::Settle } else { Edge::Lapse };
        return cross(tx, By::Clock, one.id, &Crossing::of(edge, one.version)).map(|_| 1);
    }
    if !store::remind(tx, one)? {
        return Ok(0);
    }
    let tiding = Tiding {
        kind: Notice::PointDur,
        about: if one.state == State::Proposed { "remind_solution" } else { "remind_information" },
        subject: tx.id(),
        theme: Some(one.theme),
        thread: Some(ThreadId(one.id.0)),
        post: None,
        actor: None,
        has_letter: false,
    };
    notices::tell(tx, one.reporter, &tiding)?;
    Ok(1)
}
