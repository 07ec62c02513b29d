//! Mandates that end within a month, and those that ended lately and wait for thanks or a renewal: what circles bring
//! to the console.

use super::store::ending as store;
use crate::db::{Db, Key, Moment, Rank, Slice, Waits};
use crate::refusal::Refusal;
pub use store::Ending;

/// A mandate is talked about this long before it ends, in seconds.
const BEFORE: i64 = 30 * 86_400;
/// And this long after it ended; its holder came back into the community by themselves.
const AFTER: i64 = 60 * 86_400;

impl Ending {
    /// Where it stands.
    pub fn waits(&self) -> Waits {
        let (id, place) = (self.member.0.0, self.theme.0);
        let until = self.until.unwrap_or(self.since);
        Waits { key: Key { id, place }, rank: Rank { since: until, id, place }, theme: Some(self.theme) }
    }
}

/// A slice of the mandates of some themes that end, the first to end first: themes the caller animates.
///
/// # Errors
/// What the database says.
pub fn ending(db: &mut Db, slice: &Slice<'_>, now: Moment) -> Result<Vec<Ending>, Refusal> {
    store::ending(db, slice, (now.plus_seconds(-AFTER), now.plus_seconds(BEFORE)))
}
