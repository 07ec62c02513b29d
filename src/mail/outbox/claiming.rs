//! Taking mails that are due: each lane its own, so that security mail never stands behind the others.

use diesel::prelude::*;

use super::super::messages::Class;
use super::{Rules, State, Trouble};
use crate::db::ids::{MailId, MemberId};
use crate::db::schema::outbox;
use crate::db::{Moment, Tx};
use crate::refusal::Refusal;

/// Mails taken at once at most: what is taken when a worker dies waits for its lease to end.
const BATCH: i64 = 20;

/// Which mails a worker takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// Security mail.
    Security,
    /// All the others, digests last.
    Others,
}

impl Lane {
    fn classes(self) -> &'static [Class] {
        match self {
            Self::Security => &[Class::Security],
            Self::Others => &[Class::Invitation, Class::Notice, Class::Digest],
        }
    }
}

/// A mail a worker holds.
#[derive(Clone, Queryable)]
pub(super) struct Row {
    pub(super) id: MailId,
    pub(super) member: Option<MemberId>,
    pub(super) payload: String,
    pub(super) attempt: i32,
    pub(super) fence: i32,
    pub(super) rendered: Option<Vec<u8>>,
    pub(super) message_id: Option<String>,
    pub(super) class: Class,
    pub(super) copies: i32,
    pub(super) posted_at: Moment,
}

/// How often the same bytes may go again when the answer was lost: one cannot do without a reset, one copy of news is
/// what receivers set aside by its Message-ID.
pub(super) fn most_copies(class: Class, rules: &Rules) -> i32 {
    match class {
        Class::Security | Class::Invitation => i32::try_from(rules.waits.len()).unwrap_or(i32::MAX),
        Class::Notice | Class::Digest => 1,
    }
}

/// Takes due mails of a lane, `most` at most, and mails whose worker died.
pub(super) fn claim(tx: &mut Tx<'_>, lane: Lane, worker: &str, rules: &Rules, most: i64) -> Result<Vec<Row>, Refusal> {
    settle_abandoned(tx, lane, rules)?;
    let now = tx.now();
    let due = outbox::state.eq_any([State::Pending, State::Unknown]).and(outbox::not_before.le(now));
    let abandoned = outbox::state.eq(State::Claimed).and(outbox::lease_until.lt(now).assume_not_null());
    let candidates: Vec<(MailId, i32)> = outbox::table
        .filter(outbox::class.eq_any(lane.classes()))
        .filter(due.or(abandoned))
        .order((outbox::class.eq(Class::Digest), outbox::not_before.asc(), outbox::id.asc()))
        .limit(most.min(BATCH))
        .select((outbox::id, outbox::fence))
        .load(tx.db())?;
    let mut claimed = Vec::new();
    for (id, fence) in candidates {
        let taken = diesel::update(outbox::table.find(id).filter(outbox::fence.eq(fence)))
            .set((
                outbox::state.eq(State::Claimed),
                outbox::lease_owner.eq(worker),
                outbox::lease_until.eq(now.plus_seconds(rules.lease)),
                outbox::fence.eq(fence + 1),
            ))
            .execute(tx.db())?;
        if taken == 1 {
            claimed.push(id);
        }
    }
    Ok(outbox::table
        .filter(outbox::id.eq_any(claimed))
        .order((outbox::class.eq(Class::Digest), outbox::not_before.asc(), outbox::id.asc()))
        .select((
            outbox::id,
            outbox::member_id,
            outbox::payload,
            outbox::attempt,
            outbox::fence,
            outbox::rendered,
            outbox::message_id,
            outbox::class,
            outbox::copies,
            outbox::created_at,
        ))
        .load(tx.db())?)
}

/// What was on its way when its worker died is unknown; what is unknown and had its copies is dead.
fn settle_abandoned(tx: &mut Tx<'_>, lane: Lane, rules: &Rules) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(outbox::table)
        .filter(outbox::class.eq_any(lane.classes()))
        .filter(outbox::state.eq(State::Sending))
        .filter(outbox::lease_until.lt(now))
        .set((
            outbox::state.eq(State::Unknown),
            outbox::fence.eq(outbox::fence + 1),
            outbox::trouble.eq(Trouble::Unanswered),
        ))
        .execute(tx.db())?;
    for class in lane.classes() {
        diesel::update(outbox::table)
            .filter(outbox::class.eq(*class))
            .filter(outbox::state.eq(State::Unknown))
            .filter(outbox::copies.ge(most_copies(*class, rules)))
            .set((
                outbox::state.eq(State::Dead),
                outbox::fence.eq(outbox::fence + 1),
                outbox::rendered.eq(None::<Vec<u8>>),
                outbox::done_at.eq(now),
            ))
            .execute(tx.db())?;
    }
    Ok(())
}

/// Gives back mails that were taken and not begun.
pub(super) fn release(tx: &mut Tx<'_>, rows: &[Row]) -> Result<(), Refusal> {
    for row in rows {
        let back = if row.rendered.is_some() { State::Unknown } else { State::Pending };
        diesel::update(outbox::table.find(row.id))
            .filter(outbox::fence.eq(row.fence).and(outbox::state.eq(State::Claimed)))
            .set(outbox::state.eq(back))
            .execute(tx.db())?;
    }
    Ok(())
}
