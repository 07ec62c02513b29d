//! Seats of whoever answers: taken, given back, waited for.

use super::{Meeting, Registration, Seat, Way, Wish, closed, store};
use crate::db::Tx;
use crate::meetings::store as meetings_store;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// What an answer leads to.
pub(super) struct Place {
    /// The seat.
    pub seat: Seat,
    /// The place on the waiting list.
    pub queued: Option<i64>,
}

/// The seat of an answer. The meeting's line is taken: nobody else answers meanwhile.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    before: Option<&Registration>,
    wish: &Wish,
) -> Result<Place, Refusal> {
    let Some(way) = Way::of(wish.answer) else {
        give_back(tx, meeting, before)?;
        return Ok(Place { seat: Seat::None, queued: before.and_then(|before| before.queued) });
    };
    if !way.is_open(meeting) {
        return Err(closed());
    }
    let party = wish.party(before);
    if let Some(capacity) = way.capacity(meeting).filter(|capacity| *capacity < party) {
        let sentence = Sentence::new("registration-more-than-room").number("capacity", i64::from(capacity));
        return Err(Problems::one("companions", sentence));
    }
    let now = tx.now();
    match before.filter(|before| Way::of(before.answer) == Some(way)) {
        Some(before) if before.has_seat(now) => {
            resize(tx, meeting, way, (before.party, party))?;
            Ok(Place { seat: Seat::Held, queued: before.queued })
        }
        Some(before) if before.seat == Seat::Waiting => Ok(Place { seat: Seat::Waiting, queued: before.queued }),
        _ => {
            give_back(tx, meeting, before)?;
            come(tx, meeting, way, party)
        }
    }
}

/// Seats that were counted for somebody are free again.
fn give_back(tx: &mut Tx<'_>, meeting: &Meeting, before: Option<&Registration>) -> Result<(), Refusal> {
    match before.and_then(Registration::counted) {
        Some((way, party)) => store::free(tx, meeting.id, way, party),
        None => Ok(()),
    }
}

/// Somebody comes with others than before.
fn resize(tx: &mut Tx<'_>, meeting: &Meeting, way: Way, (had, wanted): (i32, i32)) -> Result<(), Refusal> {
    if wanted <= had {
        return if wanted < had { store::free(tx, meeting.id, way, had - wanted) } else { Ok(()) };
    }
    // Who waits comes first.
    if store::somebody_waits(tx.db(), meeting.id, way)? {
        return Err(too_many(0));
    }
    if store::take(tx, meeting.id, way, wanted - had)? { Ok(()) } else { Err(too_many(way.left(meeting).unwrap_or(0))) }
}

/// Somebody new: a seat if one is free and nobody waits, else the end of the waiting list.
fn come(tx: &mut Tx<'_>, meeting: &Meeting, way: Way, party: i32) -> Result<Place, Refusal> {
    let waited = store::somebody_waits(tx.db(), meeting.id, way)?;
    if !waited && store::take(tx, meeting.id, way, party)? {
        return Ok(Place { seat: Seat::Held, queued: None });
    }
    let left = way.left(&meetings_store::find(tx.db(), meeting.id)?).unwrap_or(0);
    // There is room for some of them: which is theirs to say.
    if !waited && left > 0 {
        return Err(too_many(left));
    }
    Ok(Place { seat: Seat::Waiting, queued: Some(tx.id()) })
}

fn too_many(left: i32) -> Refusal {
    Problems::one("companions", Sentence::new("registration-seats-left").number("left", i64::from(left)))
}
