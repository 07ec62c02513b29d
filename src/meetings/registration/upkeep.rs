//! What the clock does with registrations: offers that end, seats of who may not come any more, reminders, what is
//! forgotten.

use std::collections::{BTreeMap, BTreeSet};

use super::{queue, store_due};
use crate::circles::mandates;
use crate::db::ids::{MeetingId, MemberId, RegistrationId};
use crate::db::{Database, Moment, Tx};
use crate::meetings::machine::Step;
use crate::meetings::{Meeting, Place, Settings, telling};
use crate::members::sessions;
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;

const DAY: i64 = 86_400;
/// Who has a seat is reminded of it this long before, in seconds.
const REMINDED: i64 = 2 * DAY;
/// Who did not answer is asked once more this long before.
const ASKED_AGAIN: i64 = 7 * DAY;
/// Nobody is asked again sooner than this after they were asked.
const PATIENCE: i64 = 3 * DAY;
/// What people need is forgotten this long after a meeting that says no day.
const KEPT: i64 = 30 * DAY;
/// Members whose rights are read in one go.
const IN_ONE_GO: usize = 500;

/// Takes back offers that ended and offers what is free; says how many people moved.
///
/// # Errors
/// What the database says.
pub fn seats(database: &Database, settings: Settings) -> Result<i64, Refusal> {
    let now = database.now();
    let concerned = database.read_here(|db| store_due::to_look_at(db, now))?;
    let mut moved = 0;
    for meeting in concerned {
        moved += database.write_here(|tx| queue::look_at(tx, meeting, settings))?;
    }
    Ok(moved)
}

/// Frees the seats of those who may not come any more: their account is closed, they left the circle. Says how many.
///
/// # Errors
/// What the database says.
pub fn leavers(database: &Database, settings: Settings) -> Result<i64, Refusal> {
    let mut freed = 0;
    let gone = database.read_here(|db| gone(db, database.now()))?;
    for (meeting, members) in gone {
        freed += database.write_here(|tx| queue::leave(tx, meeting, &members, settings))?;
    }
    Ok(freed)
}

/// Who has a seat, or waits for one, and may not come any more.
fn gone(db: &mut crate::db::Db, now: Moment) -> Result<BTreeMap<MeetingId, Vec<MemberId>>, Refusal> {
    let mut gone: BTreeMap<MeetingId, Vec<MemberId>> = BTreeMap::new();
    let mut after = RegistrationId(0);
    loop {
        let seated = store_due::seated(db, now, after)?;
        let Some((last, _)) = seated.last() else { return Ok(gone) };
        after = *last;
        let members: BTreeSet<MemberId> = seated.iter().map(|(_, one)| one.member).collect();
        let able = viewers(db, &members.into_iter().collect::<Vec<_>>(), now)?;
        for (_, one) in &seated {
            if !able.get(&one.member).is_some_and(|viewer| may_come(viewer, one)) {
                gone.entry(one.meeting).or_default().push(one.member);
            }
        }
    }
}

fn viewers(db: &mut crate::db::Db, members: &[MemberId], now: Moment) -> Result<BTreeMap<MemberId, Viewer>, Refusal> {
    let mut found = BTreeMap::new();
    for some in members.chunks(IN_ONE_GO) {
        let viewers = sessions::viewers_of(db, some, now)?;
        found.extend(viewers.into_iter().filter_map(|viewer| Some((viewer.member?, viewer))));
    }
    Ok(found)
}

fn may_come(viewer: &Viewer, one: &store_due::Seated) -> bool {
    let place = Place { organises: one.organises, guest: one.guest, comes: true };
    policy::allows(viewer, &Act::StepMeeting { theme: one.theme, circle: one.circle, step: Step::Answer, place })
}

/// Reminds who has a seat two days before, and asks once more, a week before, who did not answer. Says how many.
///
/// # Errors
/// What the database says.
pub fn remind(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    Ok(of_their_seat(tx)? + of_the_question(tx)?)
}

fn of_their_seat(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let near = store_due::to_remind(tx.db(), (now, now.plus_seconds(REMINDED)))?;
    store_due::reminded(tx, near.iter().map(|(id, ..)| *id).collect())?;
    // Who has just answered knows.
    let long_since = |answered: Moment, meeting: &Meeting| {
        meeting.starts_at.is_some_and(|start| start.seconds_since(answered) > REMINDED)
    };
    let told: Vec<_> = near
        .iter()
        .filter(|(_, _, answered, meeting)| long_since(*answered, meeting))
        .map(|(_, member, _, meeting)| (*member, tiding("meeting_reminder", meeting)))
        .collect();
    notices::tell_all(tx, &told)?;
    Ok(i64::try_from(told.len()).unwrap_or(i64::MAX))
}

fn of_the_question(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let span = (now, now.plus_seconds(ASKED_AGAIN));
    let silent = store_due::to_ask_again(tx.db(), span, now.plus_seconds(-PATIENCE))?;
    let mut of: BTreeMap<MeetingId, Vec<MemberId>> = BTreeMap::new();
    for (member, meeting) in &silent {
        of.entry(meeting.id).or_default().push(*member);
    }
    for (meeting, members) in of {
        store_due::asked_again(tx, meeting, members)?;
    }
    let told: Vec<_> =
        silent.iter().map(|(member, meeting)| (*member, tiding("meeting_answer_awaited", meeting))).collect();
    notices::tell_all(tx, &told)?;
    Ok(i64::try_from(told.len()).unwrap_or(i64::MAX))
}

fn tiding<'a>(about: &'a str, meeting: &Meeting) -> Tiding<'a> {
    Tiding { has_letter: false, ..telling::tiding(about, meeting, meeting.id.0, None) }
}

/// Forgets what people needed once its day is past; says for how many.
///
/// # Errors
/// What the database says.
pub fn forget_needs(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let today = mandates::day(now).to_string();
    let forgotten = super::store_due::forget_needs(tx, &today, now.plus_seconds(-KEPT))?;
    Ok(i64::try_from(forgotten).unwrap_or(i64::MAX))
}
