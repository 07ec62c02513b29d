//! What points durs bring to the console: those that nobody sorted, and those whose time is over.

use std::collections::HashMap;

use super::deadlines::Standing;
use super::machine::{Severity, State};
use super::pace::{self, Pace};
use super::settings::Settings;
use super::store_queue::{self as store, Stands};
use crate::db::ids::PointDurId;
use crate::db::{Db, Key, Moment, Rank, Slice, Waits};
use crate::policy::Viewer;
use crate::refusal::Refusal;
pub use store::Told;

/// Of so many of the oldest of each state, those that are late wait; the oldest wait longest.
const LOOKED_THROUGH: i64 = 200;
/// States in which the clock runs, once it was sorted.
const RUNNING: [State; 3] = [State::Qualified, State::Reopened, State::TakenUp];

impl Stands {
    fn waits(&self) -> Waits {
        Waits { key: Key::of(self.id.0), rank: Rank::of(self.since, self.id.0), theme: Some(self.theme) }
    }
}

/// Those that nobody sorted yet, the first reported first.
///
/// # Errors
/// What the database says.
pub fn to_sort(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>) -> Result<Vec<Waits>, Refusal> {
    Ok(store::in_state(db, viewer, slice, State::Reported)?.iter().map(Stands::waits).collect())
}

/// Those whose time is over, those that stand where they are the longest first. Lateness is reckoned, not stored: the
/// oldest of each state are looked through.
///
/// # Errors
/// What the database says.
pub fn late(
    db: &mut Db,
    viewer: &Viewer,
    settings: &Settings,
    slice: &Slice<'_>,
    now: Moment,
) -> Result<Vec<Waits>, Refusal> {
    let whole = Slice { most: LOOKED_THROUGH, ..*slice };
    let mut found: Vec<Stands> = Vec::new();
    for state in RUNNING {
        found.extend(store::in_state(db, viewer, &whole, state)?);
    }
    let paces = paces(db, settings, &found.iter().map(|one| (one.id, one.severity)).collect::<Vec<_>>(), now)?;
    found.retain(|one| paces.get(&one.id).and_then(Pace::worst) == Some(Standing::Late));
    found.sort_by_key(|one| (one.since, one.id));
    found.truncate(usize::try_from(slice.most).unwrap_or(0));
    Ok(found.iter().map(Stands::waits).collect())
}

/// A point dur as the queue shows it.
#[derive(Clone, Debug)]
pub struct Queued {
    /// What it is.
    pub told: Told,
    /// How its deadlines stand.
    pub pace: Pace,
}

/// Some visible points durs of the queue, by id.
///
/// # Errors
/// What the database says.
pub fn queued(
    db: &mut Db,
    viewer: &Viewer,
    settings: &Settings,
    ids: &[PointDurId],
    now: Moment,
) -> Result<HashMap<PointDurId, Queued>, Refusal> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let told = store::told(db, viewer, ids)?;
    let severities: Vec<_> = told.iter().map(|one| (one.id, one.severity)).collect();
    let mut paces = paces(db, settings, &severities, now)?;
    let queued = |told: Told| (told.id, Queued { pace: paces.remove(&told.id).unwrap_or_default(), told });
    Ok(told.into_iter().map(queued).collect())
}

fn paces(
    db: &mut Db,
    settings: &Settings,
    of: &[(PointDurId, Option<Severity>)],
    now: Moment,
) -> Result<HashMap<PointDurId, Pace>, Refusal> {
    if of.is_empty() { Ok(HashMap::new()) } else { pace::of_all(db, settings, of, now) }
}
