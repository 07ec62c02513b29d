//! Who comes to a meeting: answers, seats, the waiting list, companions, guests.
//!
//! Whoever answers takes the meeting's line first: answers to one meeting come one after another, a seat is one
//! conditional statement, and the waiting list keeps the order in which people came. A seat that comes free is offered
//! to the first who waits in the same transaction, for a limited time that ends before the meeting begins.

mod guests;
pub mod links;
pub mod pages;
pub mod pages_link;
pub mod pages_list;
mod queue;
mod roll;
mod seats;
mod store;
mod store_due;
mod store_roll;
pub mod upkeep;
pub(super) mod views;

pub(super) use roll::{answered, brought, travel_of};

use super::machine::{State, Step};
use super::{Meeting, Seen, Settings, record, telling};
use crate::db::ids::{MeetingId, MemberId, RegistrationId};
use crate::db::{Db, Moment, Tx};
use crate::members::sessions;
use crate::notices::{self, Tiding};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};

crate::vocabulary! {
    /// What somebody answers.
    Answer {
        /// They come on site.
        Site = "site",
        /// They follow from afar.
        Remote = "remote",
        /// They do not know yet.
        Maybe = "maybe",
        /// They do not come.
        No = "no",
    }
}

crate::vocabulary! {
    /// The seat that goes with an answer.
    Seat {
        /// None: none is needed, or what was offered went to the next.
        None = "none",
        /// It is theirs.
        Held = "held",
        /// They wait for one.
        Waiting = "waiting",
        /// One is kept for them, for a limited time.
        Offered = "offered",
    }
}

crate::vocabulary! {
    /// How an answer came.
    Via {
        /// The meeting's page.
        Page = "page",
        /// A link of a mail.
        Mail = "mail",
        /// A calendar's reply.
        Calendar = "calendar",
        /// Who organises it, or the clock.
        Desk = "desk",
    }
}

/// A way of coming, whose seats are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// On site.
    Site,
    /// From afar.
    Remote,
}

/// Both ways.
pub const WAYS: [Way; 2] = [Way::Site, Way::Remote];

impl Way {
    /// The way an answer asks for.
    pub fn of(answer: Answer) -> Option<Self> {
        match answer {
            Answer::Site => Some(Self::Site),
            Answer::Remote => Some(Self::Remote),
            Answer::Maybe | Answer::No => None,
        }
    }

    /// The answer that asks for it.
    pub const fn answer(self) -> Answer {
        match self {
            Self::Site => Answer::Site,
            Self::Remote => Answer::Remote,
        }
    }

    /// Whether a meeting has it.
    pub fn is_open(self, meeting: &Meeting) -> bool {
        match self {
            Self::Site => meeting.on_site,
            Self::Remote => meeting.remote,
        }
    }

    /// Its seats; no limit without.
    pub fn capacity(self, meeting: &Meeting) -> Option<i32> {
        match self {
            Self::Site => meeting.site_capacity,
            Self::Remote => meeting.remote_capacity,
        }
    }

    /// Its seats that are free; no limit without.
    pub fn left(self, meeting: &Meeting) -> Option<i32> {
        let taken = match self {
            Self::Site => meeting.site_taken,
            Self::Remote => meeting.remote_taken,
        };
        self.capacity(meeting).map(|capacity| (capacity - taken).max(0))
    }
}

/// Somebody brought along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Their name.
    pub name: String,
    /// Where they come from.
    pub organisation: String,
}

/// What somebody needs, forgotten some time after the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// What they eat.
    pub meals: String,
    /// What they need to take part.
    pub access: String,
    /// How they come, from where.
    pub travel: String,
}

/// An answer and what goes with it.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The answer.
    pub answer: Answer,
    /// Whom they bring; as before when nothing is said of it.
    pub companions: Option<Vec<Companion>>,
    /// What they need; as before when nothing is said of it.
    pub needs: Option<Needs>,
}

impl Wish {
    /// An answer alone: a link or a calendar asks nothing else.
    pub const fn only(answer: Answer) -> Self {
        Self { answer, companions: None, needs: None }
    }

    /// How many seats it takes.
    fn party(&self, before: Option<&Registration>) -> i32 {
        match &self.companions {
            Some(list) => 1 + i32::try_from(list.len()).unwrap_or(i32::MAX - 1),
            None => before.map_or(1, |before| before.party),
        }
    }
}

/// What somebody answered, and the seat they have.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Its row.
    pub id: RegistrationId,
    /// Whose.
    pub member: MemberId,
    /// The answer.
    pub answer: Answer,
    /// The seat.
    pub seat: Seat,
    /// Their last place on the waiting list.
    pub queued: Option<i64>,
    /// Until when a seat is kept for them.
    pub offered_until: Option<Moment>,
    /// What they need.
    pub needs: Needs,
    /// They and whom they bring.
    pub party: i32,
}

impl Registration {
    /// Whether a seat is theirs, or kept for them still.
    pub fn has_seat(&self, now: Moment) -> bool {
        match self.seat {
            Seat::Held => true,
            Seat::Offered => self.offered_until.is_some_and(|until| until > now),
            Seat::None | Seat::Waiting => false,
        }
    }

    /// The seats that are counted for them, and where.
    fn counted(&self) -> Option<(Way, i32)> {
        let counted = matches!(self.seat, Seat::Held | Seat::Offered);
        Way::of(self.answer).filter(|_| counted).map(|way| (way, self.party))
    }
}

/// Answers an invitation, or answers it otherwise: a seat is taken, waited for or given back, and what came free is
/// offered to who waits.
///
/// # Errors
/// `Refusal::Forbidden` for who is not asked; `Refusal::Conflict` once it is cancelled, over, or has begun (leaving stays
/// possible until its end); `Refusal::Invalid` (`answer`, `companions`) for what there is no room for.
pub fn answer(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    wish: &Wish,
    (via, settings): (Via, Settings),
) -> Result<Seat, Refusal> {
    let me = seen.require(viewer, Step::Answer)?;
    kept(tx, (seen.meeting.id, me), wish, (via, settings), me)
}

/// Keeps the answer of a member, whoever gave it.
fn kept(
    tx: &mut Tx<'_>,
    (meeting, member): (MeetingId, MemberId),
    wish: &Wish,
    (via, settings): (Via, Settings),
    actor: MemberId,
) -> Result<Seat, Refusal> {
    let meeting = store::line_up(tx, meeting)?;
    still(&meeting, wish.answer, tx.now())?;
    let before = store::of(tx.db(), meeting.id, member)?;
    let place = seats::settle(tx, &meeting, before.as_ref(), wish)?;
    store::keep(tx, (meeting.id, member), before.as_ref(), wish, (&place, via))?;
    record(tx, Some(actor), Step::Answer, &meeting)?;
    queue::move_up(tx, meeting.id, settings)?;
    Ok(store::of(tx.db(), meeting.id, member)?.map_or(Seat::None, |mine| mine.seat))
}

/// Whoever organises answers for somebody who said so otherwise, by telephone or in the corridor; they are told. Whom
/// they bring and what they need stay as they were.
///
/// # Errors
/// Those of [`answer`]; `Refusal::Invalid` (`person`) for who is not asked to come, or whose account is not in use.
pub fn answer_for(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (member, answered): (MemberId, Answer),
    settings: Settings,
) -> Result<Seat, Refusal> {
    let me = seen.require(viewer, Step::Attend)?;
    let now = tx.now();
    let not_asked = || Problems::one("person", "registration-not-asked");
    let theirs = sessions::viewer_of(tx.db(), member, now)?.ok_or_else(not_asked)?;
    let their_view = match super::visible(tx.db(), &theirs, seen.meeting.id) {
        Err(Refusal::NotFound) => return Err(not_asked()),
        view => view?,
    };
    if !their_view.allows(&theirs, Step::Answer) {
        return Err(not_asked());
    }
    let seat = kept(tx, (seen.meeting.id, member), &Wish::only(answered), (Via::Desk, settings), me)?;
    if member != me {
        let tiding = telling::tiding("meeting_answered", &seen.meeting, seen.meeting.id.0, Some(me));
        notices::tell(tx, member, &Tiding { has_letter: false, ..tiding })?;
    }
    Ok(seat)
}

/// What somebody answered last.
///
/// # Errors
/// What the database says.
pub fn answer_of(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<Option<Answer>, Refusal> {
    Ok(store::of(db, meeting, member)?.map(|registration| registration.answer))
}

/// Answers for a member who proved otherwise who they are: by a link, by a calendar.
///
/// # Errors
/// Those of [`answer`]; `Refusal::NotFound` when they may not see the meeting now.
pub fn answer_as(
    tx: &mut Tx<'_>,
    member: MemberId,
    meeting: MeetingId,
    answered: Answer,
    (via, settings): (Via, Settings),
) -> Result<Seat, Refusal> {
    let now = tx.now();
    let viewer = sessions::viewer_of(tx.db(), member, now)?.ok_or(Refusal::NotFound)?;
    let seen = super::visible(tx.db(), &viewer, meeting)?;
    answer(tx, &viewer, &seen, &Wish::only(answered), (via, settings))
}

/// Whether it is still time to answer so.
fn still(meeting: &Meeting, answer: Answer, now: Moment) -> Result<(), Refusal> {
    match meeting.state {
        State::Cancelled => return Err(Refusal::Conflict("registration-cancelled")),
        State::Held | State::Minuted => return Err(Refusal::Conflict("registration-over")),
        state if !Step::Answer.leaves(state) => return Err(Refusal::Conflict("meeting-not-now")),
        _ => {}
    }
    if answer != Answer::No && has_begun(meeting, now) {
        return Err(Refusal::Conflict("registration-begun"));
    }
    Ok(())
}

/// Whether a meeting has begun.
pub fn has_begun(meeting: &Meeting, now: Moment) -> bool {
    meeting.starts_at.is_some_and(|start| start <= now)
}

/// A way the meeting does not have.
fn closed() -> Refusal {
    Problems::one("answer", "registration-way-closed")
}
