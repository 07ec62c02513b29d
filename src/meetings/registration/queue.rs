//! The waiting list: who is first is offered what comes free, for a limited time; what is not taken goes to the next.
//! Nobody is overtaken: a party that does not fit holds those behind it.

use super::{Registration, Seat, WAYS, Way, store};
use crate::db::Tx;
use crate::db::ids::{MeetingId, MemberId};
use crate::meetings::machine::State;
use crate::meetings::{Meeting, Settings, store as meetings_store, telling};
use crate::notices::{self, Tiding};
use crate::refusal::Refusal;

/// A seat is kept for a member, who must say so.
const OFFERED: &str = "meeting_offered";
/// A seat is theirs: the meeting is near.
const GIVEN: &str = "meeting_seat_given";
/// What was kept for them went to the next.
const LAPSED: &str = "meeting_offer_lapsed";

/// Takes back the offers that ended, then offers what is free; says how many moved.
pub(super) fn look_at(tx: &mut Tx<'_>, meeting: MeetingId, settings: Settings) -> Result<i64, Refusal> {
    let meeting = store::line_up(tx, meeting)?;
    if meeting.state != State::Announced {
        return Ok(0);
    }
    let now = tx.now();
    let ended = store::ended_offers(tx.db(), meeting.id, now)?;
    release(tx, &meeting, &ended)?;
    store::lapsed(tx, &ended)?;
    tell(tx, &meeting, LAPSED, &ended)?;
    Ok(count(ended.len()) + move_up(tx, meeting.id, settings)?)
}

/// Some may not come any more: their seats are free.
pub(super) fn leave(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    gone: &[MemberId],
    settings: Settings,
) -> Result<i64, Refusal> {
    let meeting = store::line_up(tx, meeting)?;
    let theirs = store::seated_of(tx.db(), meeting.id, gone)?;
    release(tx, &meeting, &theirs)?;
    store::withdrawn(tx, &theirs)?;
    move_up(tx, meeting.id, settings)?;
    Ok(count(theirs.len()))
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

/// The seats of some are free again.
fn release(tx: &mut Tx<'_>, meeting: &Meeting, theirs: &[Registration]) -> Result<(), Refusal> {
    for way in WAYS {
        let counted = theirs.iter().filter_map(Registration::counted).filter(|(own, _)| *own == way);
        let seats: i32 = counted.map(|(_, party)| party).sum();
        if seats > 0 {
            store::free(tx, meeting.id, way, seats)?;
        }
    }
    Ok(())
}

/// Offers what is free to who waits, in order; gives it at once where an offer would outlive the start. Says how many.
pub(super) fn move_up(tx: &mut Tx<'_>, meeting: MeetingId, settings: Settings) -> Result<i64, Refusal> {
    let meeting = meetings_store::find(tx.db(), meeting)?;
    let mut moved = 0;
    for way in WAYS.into_iter().filter(|way| way.is_open(&meeting)) {
        moved += move_up_by(tx, &meeting, way, settings)?;
    }
    Ok(moved)
}

fn move_up_by(tx: &mut Tx<'_>, meeting: &Meeting, way: Way, settings: Settings) -> Result<i64, Refusal> {
    let now = tx.now();
    let left = way.left(meeting);
    let Some(start) = meeting.starts_at.filter(|start| meeting.state == State::Announced && *start > now) else {
        return Ok(0);
    };
    if left == Some(0) {
        return Ok(0);
    }
    let next = first_who_fit(store::waiting(tx.db(), meeting.id, way)?, left);
    let seats: i32 = next.iter().map(|one| one.party).sum();
    if next.is_empty() || !store::take(tx, meeting.id, way, seats)? {
        return Ok(0);
    }
    let until = now.plus_seconds(settings.offer());
    let offered = until < start;
    let seat = if offered { (Seat::Offered, Some(until)) } else { (Seat::Held, None) };
    store::moved_up(tx, &next, seat)?;
    tell(tx, meeting, if offered { OFFERED } else { GIVEN }, &next)?;
    Ok(count(next.len()))
}

/// As many of the first as there is room for, each with whom they bring.
fn first_who_fit(waiting: Vec<Registration>, left: Option<i32>) -> Vec<Registration> {
    let mut seats = 0;
    let fits = |one: &Registration| {
        seats += one.party;
        left.is_none_or(|left| seats <= left)
    };
    waiting.into_iter().take_while(fits).collect()
}

/// Told by the bell and by mail, once for each place they had on the list.
fn tell(tx: &mut Tx<'_>, meeting: &Meeting, about: &str, whom: &[Registration]) -> Result<(), Refusal> {
    let tiding = |one: &Registration| {
        let place = one.queued.unwrap_or(meeting.id.0);
        Tiding { has_letter: false, ..telling::tiding(about, meeting, place, None) }
    };
    let told: Vec<_> = whom.iter().map(|one| (one.member, tiding(one))).collect();
    notices::tell_all(tx, &told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::RegistrationId;
    use crate::meetings::registration::{Answer, Needs};

    fn party(id: i64, party: i32) -> Registration {
        Registration {
            id: RegistrationId(id),
            member: MemberId(id),
            answer: Answer::Site,
            seat: Seat::Waiting,
            queued: Some(id),
            offered_until: None,
            needs: Needs::default(),
            party,
        }
    }

    fn who(left: Option<i32>) -> Vec<i64> {
        let waiting = vec![party(1, 1), party(2, 3), party(3, 1)];
        first_who_fit(waiting, left).iter().map(|one| one.id.0).collect()
    }

    #[test]
    fn nobody_is_overtaken_by_who_needs_fewer_seats() {
        assert_eq!(who(Some(1)), [1]);
        assert_eq!(who(Some(3)), [1], "the party of three waits, and whoever came after it");
        assert_eq!(who(Some(4)), [1, 2]);
        assert_eq!(who(None), [1, 2, 3]);
    }
}
