//! What the page of a meeting shows of registrations.

use serde::Serialize;

use super::pages::AnswerForm;
use super::{Answer, Registration, Seat, Way, has_begun, store};
use crate::db::ids::{MeetingId, MemberId};
use crate::meetings::machine::{State, Step};
use crate::meetings::{Seen, attendance};
use crate::refusal::Refusal;
use crate::text::caution::Caution;
use crate::web::{Filled, Visit, When};

/// An answer on offer.
#[derive(Serialize)]
pub struct Choice {
    value: Answer,
    /// Nothing is free: it leads to the waiting list.
    full: bool,
}

/// What the reader answered.
#[derive(Serialize)]
pub struct Mine {
    answer: Answer,
    seat: Seat,
    /// Their place on the waiting list, from 1.
    rank: Option<i64>,
    /// Until when a seat is kept for them.
    until: Option<When>,
}

/// Registration, as a reader of the meeting's page sees it.
#[derive(Serialize)]
pub struct RegistrationView {
    /// They may answer now.
    open: bool,
    /// It has begun: they may still say that they do not come.
    leave: bool,
    form: Filled<AnswerForm>,
    caution: Option<Caution>,
    choices: Vec<Choice>,
    mine: Option<Mine>,
    /// Who comes, by name, as many as a page shows: nothing else of them is told.
    coming: Vec<(MemberId, String)>,
    /// How many come.
    people: i64,
    /// The day after which what they need is forgotten.
    forgotten: Option<String>,
    /// They see who comes with what they need.
    may_list: bool,
    /// What they may do about having been there.
    attendance: attendance::views::AttendanceView,
}

impl RegistrationView {
    /// For who may come or runs it, once its circle knows of it; nothing for others.
    pub fn of(
        visit: &mut Visit<'_>,
        seen: &Seen,
        (typed, code): (Option<Filled<AnswerForm>>, Option<Filled<attendance::pages::CodeForm>>),
    ) -> Result<Option<Self>, Refusal> {
        let meeting = &seen.meeting;
        let (comes, runs) = (seen.allows(&visit.viewer, Step::Answer), seen.allows(&visit.viewer, Step::Attend));
        let known = !matches!(meeting.state, State::Draft | State::Polled);
        let (Some(me), true) = (visit.viewer.member, known && (comes || runs)) else { return Ok(None) };
        let mine = store::of(visit.db, meeting.id, me)?;
        let announced = meeting.state == State::Announced;
        let begun = has_begun(meeting, visit.now);
        let form = match typed {
            Some(form) => form,
            None => Filled::with(standing(visit, meeting.id, mine.as_ref())?),
        };
        Ok(Some(Self {
            open: comes && announced && !begun,
            leave: announced && begun && mine.as_ref().is_some_and(|mine| mine.answer != Answer::No),
            caution: Caution::of_refused(&form.problems, &form.typed.texts()),
            form,
            choices: choices(seen),
            coming: store::coming(visit.db, meeting.id)?,
            people: store::count_coming(visit.db, meeting.id)?,
            forgotten: meeting.forms_until.as_ref().map(|day| said(visit, day)),
            may_list: runs,
            attendance: attendance::views::AttendanceView::of(visit, seen, me, code)?,
            mine: match mine {
                Some(mine) => Some(view(visit, seen, &mine)?),
                None => None,
            },
        }))
    }
}

/// A day as the reader says it.
fn said(visit: &Visit<'_>, day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), |day| crate::web::civil_date(day, visit.sentences()))
}

fn choices(seen: &Seen) -> Vec<Choice> {
    let choice = |answer: &Answer| {
        let way = Way::of(*answer);
        let there = way.is_none_or(|way| way.is_open(&seen.meeting));
        let full = way.is_some_and(|way| way.left(&seen.meeting) == Some(0));
        there.then_some(Choice { value: *answer, full })
    };
    Answer::ALL.iter().filter_map(choice).collect()
}

fn view(visit: &mut Visit<'_>, seen: &Seen, mine: &Registration) -> Result<Mine, Refusal> {
    let rank = match (mine.seat, mine.queued) {
        (Seat::Waiting, Some(place)) => Some(1 + store::before(visit.db, seen.meeting.id, mine.answer, place)?),
        _ => None,
    };
    // An offer that ended is no offer, even before the clock takes it back.
    let seat = if mine.seat == Seat::Offered && !mine.has_seat(visit.now) { Seat::None } else { mine.seat };
    let until = mine.offered_until.filter(|_| seat == Seat::Offered).map(|until| visit.when(until));
    Ok(Mine { answer: mine.answer, seat, rank, until })
}

/// The form as it is first shown: what they said last.
fn standing(visit: &mut Visit<'_>, meeting: MeetingId, mine: Option<&Registration>) -> Result<AnswerForm, Refusal> {
    let Some(mine) = mine else { return Ok(AnswerForm::default()) };
    let companions = store::companions(visit.db, meeting, mine.member)?;
    Ok(AnswerForm::standing(mine, &companions))
}
