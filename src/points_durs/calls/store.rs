//! SQL of calls. The point dur has been asked of its thread by `policy::sees`; sums pass `policy::visible_threads`.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::{Answer, Calls};
use crate::db::ids::{MemberId, PointDurId, SubtopicId};
use crate::db::schema::{members, point_dur_calls, point_dur_helpers, points_durs, subtopics, threads};
use crate::db::written::one_of;
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::points_durs::PointDur;
use crate::points_durs::machine::State;
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// Calls of a point dur that are looked at, far more than there are.
const MOST: i64 = 200;

/// An expert asked to look at a point dur.
#[derive(Clone, Debug, Queryable)]
pub struct Call {
    /// Who.
    pub expert: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Who called.
    pub called_by: Option<MemberId>,
    /// When.
    pub called_at: Moment,
    /// What they answered.
    pub answer: Option<Answer>,
    /// Why not.
    pub reason: String,
    /// When they answered.
    pub answered_at: Option<Moment>,
}

/// The calls of a point dur, the first first.
///
/// # Errors
/// What the database says.
pub fn of(db: &mut Db, point: PointDurId) -> Result<Vec<Call>, Refusal> {
    Ok(of_all(db, &[point])?.remove(&point).unwrap_or_default())
}

/// The calls of some points durs, the first first.
///
/// # Errors
/// What the database says.
pub fn of_all(db: &mut Db, points: &[PointDurId]) -> Result<Calls, Refusal> {
    let rows: Vec<(PointDurId, Call)> = point_dur_calls::table
        .inner_join(members::table.on(members::id.eq(point_dur_calls::expert_id)))
        .filter(one_of(point_dur_calls::point_dur_id, points.iter().map(|id| id.0)))
        .order((point_dur_calls::point_dur_id, point_dur_calls::called_at.asc(), point_dur_calls::expert_id.asc()))
        .select((
            point_dur_calls::point_dur_id,
            (
                point_dur_calls::expert_id,
                members::given_name,
                members::family_name,
                point_dur_calls::called_by,
                point_dur_calls::called_at,
                point_dur_calls::answer,
                point_dur_calls::reason,
                point_dur_calls::answered_at,
            ),
        ))
        .load(db)?;
    let mut calls = Calls::new();
    for (point, call) in rows {
        calls.entry(point).or_default().push(call);
    }
    Ok(calls)
}

/// The sub-topic of a visible point dur, with its name.
///
/// # Errors
/// What the database says.
pub fn subtopic_of(db: &mut Db, point: &PointDur) -> Result<Option<(SubtopicId, String)>, Refusal> {
    let found: Option<(SubtopicId, String)> = threads::table
        .inner_join(subtopics::table)
        .filter(threads::id.eq(point.thread()))
        .select((subtopics::id, subtopics::name))
        .first(db)
        .optional()?;
    Ok(found)
}

/// The call of one expert.
pub(super) fn of_expert(db: &mut Db, point: PointDurId, expert: MemberId) -> Result<Option<Call>, Refusal> {
    Ok(of(db, point)?.into_iter().find(|call| call.expert == expert))
}

/// The points durs whose call waits for an expert's answer: those who may read them ask `policy`. The latest first.
///
/// # Errors
/// What the database says.
pub fn open_to(
    db: &mut Db,
    viewer: &Viewer,
    expert: MemberId,
    most: i64,
) -> Result<Vec<(PointDurId, Moment)>, Refusal> {
    Ok(point_dur_calls::table
        .inner_join(points_durs::table.inner_join(threads::table))
        .filter(point_dur_calls::expert_id.eq(expert))
        .filter(point_dur_calls::answer.is_null())
        .filter(points_durs::state.eq_any(open_states()))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .order((point_dur_calls::called_at.desc(), point_dur_calls::point_dur_id.desc()))
        .limit(most)
        .select((point_dur_calls::point_dur_id, point_dur_calls::called_at))
        .load(db)?)
}

fn open_states() -> Vec<State> {
    State::ALL.iter().copied().filter(|state| super::takes_calls(*state)).collect()
}

/// Those who were called and did not answer yet.
pub(super) fn waited_for(db: &mut Db, point: PointDurId) -> Result<Vec<MemberId>, Refusal> {
    Ok(point_dur_calls::table
        .filter(point_dur_calls::point_dur_id.eq(point))
        .filter(point_dur_calls::answer.is_null())
        .limit(MOST)
        .select(point_dur_calls::expert_id)
        .load(db)?)
}

/// Calls experts; whoever had answered is asked anew.
pub(super) fn call(tx: &mut Tx<'_>, point: PointDurId, experts: &[MemberId], by: MemberId) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(point_dur_calls::table)
        .filter(point_dur_calls::point_dur_id.eq(point))
        .filter(point_dur_calls::expert_id.eq_any(experts))
        .filter(point_dur_calls::answer.is_not_null())
        .set((
            point_dur_calls::called_by.eq(by),
            point_dur_calls::called_at.eq(now),
            point_dur_calls::answer.eq(None::<Answer>),
            point_dur_calls::reason.eq(""),
            point_dur_calls::answered_at.eq(None::<Moment>),
        ))
        .execute(tx.db())?;
    let row = |expert: &MemberId| {
        (
            point_dur_calls::point_dur_id.eq(point),
            point_dur_calls::expert_id.eq(*expert),
            point_dur_calls::called_by.eq(by),
            point_dur_calls::called_at.eq(now),
            point_dur_calls::reason.eq(""),
        )
    };
    let rows: Vec<_> = experts.iter().map(row).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(point_dur_calls::table)
        .values(rows).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// Keeps an answer if none was given: the row count is the answer.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    point: PointDurId,
    expert: MemberId,
    answer: Answer,
    reason: &str,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let kept = diesel::update(point_dur_calls::table.find((point, expert)))
        .filter(point_dur_calls::answer.is_null())
        .set((
            point_dur_calls::answer.eq(answer),
            point_dur_calls::reason.eq(reason),
            point_dur_calls::answered_at.eq(now),
        ))
        .execute(tx.db())?;
    Ok(kept == 1)
}

/// Joins who helps; already there, nothing changes.
pub(super) fn help(tx: &mut Tx<'_>, point: PointDurId, member: MemberId) -> Result<(), Refusal> {
    let row = (
        point_dur_helpers::point_dur_id.eq(point),
        point_dur_helpers::member_id.eq(member),
        point_dur_helpers::since.eq(tx.now()),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(point_dur_helpers::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// What an expert has to do already, as far as the viewer may know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Load {
    /// Points durs they lead that are not settled.
    pub leads: i64,
    /// Calls they did not answer.
    pub calls: i64,
}

/// The load of some experts, counted over what the viewer may see: two statements.
///
/// # Errors
/// What the database says.
pub fn loads(db: &mut Db, viewer: &Viewer, experts: &[MemberId]) -> Result<HashMap<MemberId, Load>, Refusal> {
    let led: Vec<(Option<MemberId>, i64)> = points_durs::table
        .inner_join(threads::table)
        .filter(one_of(points_durs::lead_id, experts.iter().map(|id| id.0)))
        .filter(points_durs::state.eq_any(open_states()))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .group_by(points_durs::lead_id)
        .select((points_durs::lead_id, count_star()))
        .load(db)?;
    let called: Vec<(MemberId, i64)> = point_dur_calls::table
        .inner_join(points_durs::table.inner_join(threads::table))
        .filter(one_of(point_dur_calls::expert_id, experts.iter().map(|id| id.0)))
        .filter(point_dur_calls::answer.is_null())
        .filter(points_durs::state.eq_any(open_states()))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .group_by(point_dur_calls::expert_id)
        .select((point_dur_calls::expert_id, count_star()))
        .load(db)?;
    let mut loads: HashMap<MemberId, Load> = HashMap::new();
    for (expert, count) in led.into_iter().filter_map(|(expert, count)| Some((expert?, count))) {
        loads.entry(expert).or_default().leads = count;
    }
    for (expert, count) in called {
        loads.entry(expert).or_default().calls = count;
    }
    Ok(loads)
}

/// How many points durs of a sub-topic each expert led, as far as the viewer may know.
pub(super) fn led_in(
    db: &mut Db,
    viewer: &Viewer,
    subtopic: SubtopicId,
    experts: &[MemberId],
) -> Result<HashMap<MemberId, i64>, Refusal> {
    let led: Vec<(Option<MemberId>, i64)> = points_durs::table
        .inner_join(threads::table)
        .filter(threads::subtopic_id.eq(subtopic))
        .filter(one_of(points_durs::lead_id, experts.iter().map(|id| id.0)))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .group_by(points_durs::lead_id)
        .select((points_durs::lead_id, count_star()))
        .load(db)?;
    Ok(led.into_iter().filter_map(|(expert, count)| Some((expert?, count))).collect())
}
