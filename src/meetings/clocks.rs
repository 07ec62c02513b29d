//! What a law that changes its clocks does to meetings to come: the wall clock that was decided stays, the instant it
//! means is another one (RFC 5545, 3.3.5, form 3), and calendars hear of it as of a move.

use super::machine::{State, Step};
use super::store_clocks as store;
use super::when::{Reading, Wall};
use super::{Meeting, telling};
use crate::db::ids::MeetingId;
use crate::db::{Database, Moment, Tx};
use crate::refusal::Refusal;

/// Meetings looked at together.
const PAGE: i64 = 200;

impl Meeting {
    /// The instants its wall clock means today, as the tz database has it: start and end.
    fn instants(&self) -> Option<(Moment, Moment)> {
        let starts_at = self.wall()?.moment()?;
        let end = Wall::parse(self.ends_local.as_deref()?, &self.zone, false)?;
        let ends_at = match end.reading() {
            Reading::Twice(earlier, later) if earlier <= starts_at => later,
            _ => end.moment()?,
        };
        Some((starts_at, ends_at))
    }
}

/// Reads the wall clocks of the meetings to come anew; says how many of them are at another instant now.
///
/// # Errors
/// What the database says.
pub fn recompute(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let (mut moved, mut after) = (0, MeetingId(0));
    loop {
        let page = database.read_here(|db| store::to_come(db, now, after, PAGE))?;
        let Some(last) = page.last() else { return Ok(moved) };
        after = last.id;
        for meeting in &page {
            let Some(instants) = meeting.instants() else { continue };
            if (Some(instants.0), Some(instants.1)) != (meeting.starts_at, meeting.ends_at) {
                moved += i64::from(database.write_here(|tx| set(tx, meeting, instants))?);
            }
        }
    }
}

/// Sets one meeting to other instants; says whether nobody changed it meanwhile.
fn set(tx: &mut Tx<'_>, meeting: &Meeting, instants: (Moment, Moment)) -> Result<bool, Refusal> {
    if meeting.state != State::Announced {
        return store::set(tx, meeting, meeting.version, instants);
    }
    if !super::store::cross(tx, meeting, Step::Move)? {
        return Ok(false);
    }
    let step = super::store::keep_step(tx, meeting, Step::Move, None, "")?;
    store::set(tx, meeting, meeting.version + 1, instants)?;
    super::record(tx, None, Step::Move, meeting)?;
    telling::clocks_changed(tx, meeting, step)?;
    Ok(true)
}
