//! SQL of contributions. The meeting was seen first; which contribution is whose to read is asked by `mod.rs`.

use diesel::prelude::*;

use super::{State, Written};
use crate::db::ids::{ContributionId, MeetingId, MeetingSessionId, MemberId, ThreadId};
use crate::db::schema::{meeting_calls, meeting_contributions, members};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Contributions of a meeting that are read.
const MOST: i64 = 500;

/// Something somebody would like to present.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = meeting_contributions)]
pub struct Contribution {
    /// Its id.
    pub id: ContributionId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Who would present it.
    pub member_id: MemberId,
    /// Its title.
    pub title: String,
    /// Its text, as Markdown.
    pub body: String,
    /// Where it stands.
    pub state: State,
    /// Counts its steps.
    pub version: i32,
    /// Who accepted or declined it.
    pub decided_by: Option<MemberId>,
    /// Why it was declined.
    pub reason: String,
    /// The session it was accepted into.
    pub session_id: Option<MeetingSessionId>,
    /// The experience report it became.
    pub rex_id: Option<ThreadId>,
    /// When it was submitted.
    pub submitted_at: Moment,
}

/// The last day on which a meeting takes contributions (`YYYY-MM-DD`).
pub(super) fn until(db: &mut Db, meeting: MeetingId) -> Result<Option<String>, Refusal> {
    Ok(meeting_calls::table.find(meeting).select(meeting_calls::until_day).first(db).optional()?)
}

pub(super) fn call(tx: &mut Tx<'_>, meeting: MeetingId, until: &str) -> Result<(), Refusal> {
    let row = (meeting_calls::meeting_id.eq(meeting), meeting_calls::until_day.eq(until));
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_calls::table)
        .values(row)
        .on_conflict(meeting_calls::meeting_id)
        .do_update()
        .set(meeting_calls::until_day.eq(until))
        .execute(conn))?;
    Ok(())
}

pub(super) fn find(db: &mut Db, meeting: MeetingId, id: ContributionId) -> Result<Contribution, Refusal> {
    let of_meeting = meeting_contributions::table.find(id).filter(meeting_contributions::meeting_id.eq(meeting));
    Ok(of_meeting.select(Contribution::as_select()).first(db)?)
}

/// The meeting of a contribution, for who was told of it.
pub(super) fn meeting_of(db: &mut Db, id: ContributionId) -> Result<Option<MeetingId>, Refusal> {
    Ok(meeting_contributions::table.find(id).select(meeting_contributions::meeting_id).first(db).optional()?)
}

/// A contribution, with its author's given and family name.
pub(super) type Row = (Contribution, (String, String));

/// The contributions of a meeting, the oldest first.
pub(super) fn of(db: &mut Db, meeting: MeetingId) -> Result<Vec<Row>, Refusal> {
    Ok(meeting_contributions::table
        .inner_join(members::table.on(members::id.eq(meeting_contributions::member_id)))
        .filter(meeting_contributions::meeting_id.eq(meeting))
        .order(meeting_contributions::id)
        .limit(MOST)
        .select((Contribution::as_select(), (members::given_name, members::family_name)))
        .load(db)?)
}

/// What was accepted into the sessions of a meeting: session, contribution, title, author.
#[derive(Clone, Debug, Queryable)]
pub(in crate::meetings) struct Accepted {
    pub session: Option<MeetingSessionId>,
    pub id: ContributionId,
    pub title: String,
    pub author: (String, String),
}

pub(super) fn accepted(db: &mut Db, meeting: MeetingId) -> Result<Vec<Accepted>, Refusal> {
    Ok(meeting_contributions::table
        .inner_join(members::table.on(members::id.eq(meeting_contributions::member_id)))
        .filter(meeting_contributions::meeting_id.eq(meeting))
        .filter(meeting_contributions::state.eq(State::Accepted))
        .order(meeting_contributions::id)
        .limit(MOST)
        .select((
            meeting_contributions::session_id,
            meeting_contributions::id,
            meeting_contributions::title,
            (members::given_name, members::family_name),
        ))
        .load(db)?)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    member: MemberId,
    written: &Written,
) -> Result<ContributionId, Refusal> {
    let (id, now) = (ContributionId(tx.id()), tx.now());
    let row = (
        (meeting_contributions::id.eq(id), meeting_contributions::meeting_id.eq(meeting)),
        (meeting_contributions::member_id.eq(member), meeting_contributions::state.eq(State::Submitted)),
        (meeting_contributions::title.eq(&written.title), meeting_contributions::body.eq(&written.body)),
        meeting_contributions::submitted_at.eq(now),
    );
    diesel::insert_into(meeting_contributions::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// What a step makes of a contribution.
pub(super) struct Decided<'a> {
    pub to: State,
    pub by: Option<MemberId>,
    pub reason: &'a str,
    pub session: Option<MeetingSessionId>,
}

/// Takes a step if the contribution is still as it was seen.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    (id, version): (ContributionId, i32),
    from: &[State],
    decided: &Decided<'_>,
) -> Result<bool, Refusal> {
    let changed = diesel::update(meeting_contributions::table.find(id))
        .filter(meeting_contributions::version.eq(version))
        .filter(meeting_contributions::state.eq_any(from))
        .set((
            meeting_contributions::version.eq(version + 1),
            meeting_contributions::state.eq(decided.to),
            meeting_contributions::decided_by.eq(decided.by),
            meeting_contributions::reason.eq(decided.reason),
            meeting_contributions::session_id.eq(decided.session),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// Writes it anew if it still waits as it was seen.
pub(super) fn rewrite(
    tx: &mut Tx<'_>,
    (id, version): (ContributionId, i32),
    written: &Written,
) -> Result<bool, Refusal> {
    let changed = diesel::update(meeting_contributions::table.find(id))
        .filter(meeting_contributions::version.eq(version))
        .filter(meeting_contributions::state.eq(State::Submitted))
        .set((
            meeting_contributions::version.eq(version + 1),
            meeting_contributions::title.eq(&written.title),
            meeting_contributions::body.eq(&written.body),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// Notes which experience report it became, once.
pub(super) fn became(tx: &mut Tx<'_>, id: ContributionId, rex: ThreadId) -> Result<(), Refusal> {
    diesel::update(meeting_contributions::table.find(id))
        .set(meeting_contributions::rex_id.eq(rex))
        .execute(tx.db())?;
    Ok(())
}

/// Claims the one press that turns it into an experience report: its version moves on.
pub(super) fn claim(tx: &mut Tx<'_>, id: ContributionId) -> Result<bool, Refusal> {
    let changed = diesel::update(meeting_contributions::table.find(id))
        .filter(meeting_contributions::state.eq(State::Accepted))
        .filter(meeting_contributions::rex_id.is_null())
        .set(meeting_contributions::version.eq(meeting_contributions::version + 1))
        .execute(tx.db())?;
    Ok(changed == 1)
}
