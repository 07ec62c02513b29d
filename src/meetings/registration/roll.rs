//! The list of who answered, as organisers see it and take it away.

use super::store_roll::{self, Listed};
use super::{Seat, Way, store};
use crate::db::Db;
use crate::db::ids::MemberId;
use crate::meetings::Meeting;
use crate::refusal::Refusal;

impl Listed {
    /// Given and family name.
    pub(in crate::meetings) fn full_name(&self) -> String {
        format!("{} {}", self.name.0, self.name.1)
    }

    /// What they do and where.
    pub(in crate::meetings) fn work(&self) -> String {
        let place = self.establishment.clone().unwrap_or_default();
        [self.profession.clone(), place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Whether somebody looks out for them, or they were there.
    pub(in crate::meetings) fn is_awaited(&self) -> bool {
        self.attendance.is_some() || (Way::of(self.answer).is_some() && self.seat != Seat::None)
    }
}

/// Everybody who answered, by name.
pub(in crate::meetings) fn answered(db: &mut Db, meeting: &Meeting) -> Result<Vec<Listed>, Refusal> {
    store_roll::answered(db, (meeting.id, meeting.theme_id))
}

/// Everybody brought along: by whom, their name, where from.
pub(in crate::meetings) fn brought(db: &mut Db, meeting: &Meeting) -> Result<Vec<(MemberId, String, String)>, Refusal> {
    store_roll::brought(db, meeting.id)
}

/// How somebody said they come.
pub(in crate::meetings) fn travel_of(db: &mut Db, meeting: &Meeting, member: MemberId) -> Result<String, Refusal> {
    Ok(store::of(db, meeting.id, member)?.map(|mine| mine.needs.travel).unwrap_or_default())
}
