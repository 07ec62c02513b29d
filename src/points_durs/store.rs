//! SQL of one point dur. Who reads it has been asked of its thread by `policy::sees`.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::machine::{Edge, Impact, Reach, Severity, State};
use super::{Circumstances, PointDur};
use crate::circles::Circle;
use crate::db::ids::{EstablishmentId, MemberId, PointDurId, StepId, ThemeId, ThreadId};
use crate::db::schema::{
    animators, members, memberships, point_dur_followers, point_dur_helpers, point_dur_steps, points_durs, threads,
};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::policy::Audience;
use crate::refusal::Refusal;

/// People attached to a point dur that are looked at, far more than there are.
const MOST_ATTACHED: i64 = 5_000;

#[derive(Queryable)]
struct Row {
    id: PointDurId,
    stand: (State, i32, Moment, Moment),
    severity: Option<Severity>,
    reporter: (MemberId, bool, bool),
    lead: Option<MemberId>,
    duplicate_of: Option<PointDurId>,
    resumes: Option<State>,
    confirmed: Option<bool>,
    reminded: (i32, Option<Moment>),
    room: Option<ThreadId>,
    told: (String, String, String, Option<Reach>, String, String),
    establishment: Option<EstablishmentId>,
    thread: (ThemeId, Audience, String),
}

impl From<Row> for PointDur {
    fn from(row: Row) -> Self {
        let (state, version, since, reported_at) = row.stand;
        let (reporter, anonymous, known_to_lead) = row.reporter;
        let (begun, tried, impacts, reach, size, tools) = row.told;
        let (theme, audience, title) = row.thread;
        Self {
            id: row.id,
            state,
            version,
            since,
            reported_at,
            severity: row.severity,
            reporter,
            anonymous,
            known_to_lead,
            lead: row.lead,
            duplicate_of: row.duplicate_of,
            resumes: row.resumes,
            confirmed: row.confirmed,
            reminded: row.reminded.0,
            reminded_at: row.reminded.1,
            room: row.room,
            circumstances: Circumstances {
                begun,
                tried,
                impacts: impacts.split_whitespace().filter_map(Impact::parse).collect(),
                reach,
                size,
                tools,
            },
            establishment: row.establishment,
            theme,
            audience,
            title,
        }
    }
}

/// A point dur, whoever may read it: its thread has been asked, or nobody reads.
///
/// # Errors
/// `Refusal::NotFound` when there is none.
pub fn of(db: &mut Db, id: PointDurId) -> Result<PointDur, Refusal> {
    let row: Row = points_durs::table
        .inner_join(threads::table)
        .filter(points_durs::id.eq(id))
        .select((
            points_durs::id,
            (points_durs::state, points_durs::version, points_durs::since, points_durs::reported_at),
            points_durs::severity,
            (points_durs::reporter_id, points_durs::anonymous, points_durs::known_to_lead),
            points_durs::lead_id,
            points_durs::duplicate_of,
            points_durs::resumes,
            points_durs::confirmed,
            (points_durs::reminded, points_durs::reminded_at),
            points_durs::room_id,
            (
                points_durs::begun,
                points_durs::tried,
                points_durs::impacts,
                points_durs::reach,
                points_durs::size,
                points_durs::tools,
            ),
            points_durs::establishment_id,
            (threads::theme_id, threads::audience, threads::title),
        ))
        .first(db)?;
    Ok(row.into())
}

/// A point dur that was just reported.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: PointDurId,
    reporter: MemberId,
    new: &super::Report,
    establishment: Option<EstablishmentId>,
) -> Result<(), Refusal> {
    let (now, told) = (tx.now(), &new.circumstances);
    let region = members::table.find(reporter).select(members::region).single_value().assume_not_null();
    let row = (
        points_durs::id.eq(id),
        points_durs::state.eq(State::Reported),
        points_durs::version.eq(0),
        points_durs::since.eq(now),
        points_durs::reported_at.eq(now),
        points_durs::reporter_id.eq(reporter),
        points_durs::anonymous.eq(new.anonymous),
        points_durs::known_to_lead.eq(new.known_to_lead),
        points_durs::begun.eq(&told.begun),
        points_durs::tried.eq(&told.tried),
        points_durs::impacts.eq(super::impacts_word(&told.impacts)),
        points_durs::reach.eq(told.reach),
        points_durs::establishment_id.eq(establishment),
        (points_durs::size.eq(&told.size), points_durs::tools.eq(&told.tools), points_durs::region.eq(region)),
    );
    diesel::insert_into(points_durs::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Replaces what was told of the circumstances.
pub(super) fn retell(tx: &mut Tx<'_>, id: PointDurId, told: &Circumstances) -> Result<(), Refusal> {
    diesel::update(points_durs::table.find(id))
        .set((
            points_durs::begun.eq(&told.begun),
            points_durs::tried.eq(&told.tried),
            points_durs::impacts.eq(super::impacts_word(&told.impacts)),
            points_durs::reach.eq(told.reach),
            points_durs::size.eq(&told.size),
            points_durs::tools.eq(&told.tools),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// What a step leaves behind on the row.
pub(super) struct Landing {
    pub(super) state: State,
    pub(super) since: Moment,
    pub(super) severity: Option<Severity>,
    pub(super) lead: Option<MemberId>,
    pub(super) duplicate_of: Option<PointDurId>,
    pub(super) resumes: Option<State>,
    pub(super) confirmed: Option<bool>,
}

/// Moves a point dur if nobody did since: the row count is the answer.
pub(super) fn step(tx: &mut Tx<'_>, seen: &PointDur, landing: &Landing) -> Result<bool, Refusal> {
    let moved = diesel::update(
        points_durs::table
            .filter(points_durs::id.eq(seen.id))
            .filter(points_durs::version.eq(seen.version))
            .filter(points_durs::state.eq(seen.state)),
    )
    .set((
        points_durs::state.eq(landing.state),
        points_durs::version.eq(points_durs::version + 1),
        points_durs::since.eq(landing.since),
        points_durs::severity.eq(landing.severity),
        points_durs::lead_id.eq(landing.lead),
        points_durs::duplicate_of.eq(landing.duplicate_of),
        points_durs::resumes.eq(landing.resumes),
        points_durs::confirmed.eq(landing.confirmed),
        points_durs::reminded.eq(0),
        points_durs::reminded_at.eq(None::<Moment>),
    ))
    .execute(tx.db())?;
    Ok(moved == 1)
}

/// Holds a point dur that is no duplicate until the transaction ends; says whether it is none.
///
/// Two merges at once, each into the other, then wait for one another and one of them sees what the other did.
pub(super) fn hold_if_no_duplicate(tx: &mut Tx<'_>, id: PointDurId) -> Result<bool, Refusal> {
    let held = diesel::update(
        points_durs::table.filter(points_durs::id.eq(id)).filter(points_durs::state.ne(State::Duplicate)),
    )
    .set(points_durs::reminded.eq(points_durs::reminded))
    .execute(tx.db())?;
    Ok(held == 1)
}

/// A step about to be kept.
pub(super) struct Step<'a> {
    pub(super) point: PointDurId,
    pub(super) version: i32,
    pub(super) edge: Edge,
    pub(super) from: Option<State>,
    pub(super) to: State,
    pub(super) actor: Option<MemberId>,
    pub(super) reason: &'a str,
    pub(super) object: Option<i64>,
}

/// Keeps a step; says which.
pub(super) fn keep_step(tx: &mut Tx<'_>, step: &Step<'_>) -> Result<StepId, Refusal> {
    let id = StepId(tx.id());
    let row = (
        point_dur_steps::id.eq(id),
        point_dur_steps::point_dur_id.eq(step.point),
        point_dur_steps::version.eq(step.version),
        point_dur_steps::edge.eq(step.edge),
        point_dur_steps::from_state.eq(step.from),
        point_dur_steps::to_state.eq(step.to),
        point_dur_steps::actor_id.eq(step.actor),
        point_dur_steps::happened_at.eq(tx.now()),
        point_dur_steps::reason.eq(step.reason),
        point_dur_steps::object_id.eq(step.object),
    );
    diesel::insert_into(point_dur_steps::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// A step that was taken.
#[derive(Clone, Debug, Queryable)]
pub struct Taken {
    /// Which one.
    pub id: StepId,
    /// The version it made.
    pub version: i32,
    /// The edge.
    pub edge: Edge,
    /// From which state; none for the report.
    pub from: Option<State>,
    /// To which state.
    pub to: State,
    /// Who took it; nobody: the clock, or a body.
    pub actor: Option<MemberId>,
    /// When.
    pub at: Moment,
    /// The words that came with it.
    pub reason: String,
    /// What it names.
    pub object: Option<i64>,
}

/// The steps of a point dur, the first first.
pub(super) fn steps(db: &mut Db, id: PointDurId) -> Result<Vec<Taken>, Refusal> {
    Ok(point_dur_steps::table
        .filter(point_dur_steps::point_dur_id.eq(id))
        .order(point_dur_steps::version.asc())
        .select((
            point_dur_steps::id,
            point_dur_steps::version,
            point_dur_steps::edge,
            point_dur_steps::from_state,
            point_dur_steps::to_state,
            point_dur_steps::actor_id,
            point_dur_steps::happened_at,
            point_dur_steps::reason,
            point_dur_steps::object_id,
        ))
        .load(db)?)
}

/// Who helps the lead expert.
///
/// # Errors
/// What the database says.
pub fn helpers(db: &mut Db, id: PointDurId) -> Result<Vec<MemberId>, Refusal> {
    Ok(point_dur_helpers::table
        .filter(point_dur_helpers::point_dur_id.eq(id))
        .order(point_dur_helpers::member_id.asc())
        .limit(MOST_ATTACHED)
        .select(point_dur_helpers::member_id)
        .load(db)?)
}

/// Who has the same difficulty.
pub(super) fn followers(db: &mut Db, id: PointDurId) -> Result<Vec<MemberId>, Refusal> {
    Ok(point_dur_followers::table
        .filter(point_dur_followers::point_dur_id.eq(id))
        .order(point_dur_followers::member_id.asc())
        .limit(MOST_ATTACHED)
        .select(point_dur_followers::member_id)
        .load(db)?)
}

/// The experts and the animators of a theme now, whose account is in use: those a report awaits.
///
/// # Errors
/// What the database says.
pub fn desk(db: &mut Db, theme: ThemeId, now: Moment) -> Result<Vec<MemberId>, Refusal> {
    let expert = memberships::table
        .filter(memberships::member_id.eq(members::id))
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::circle.eq(Circle::Expert))
        .filter(memberships::until.is_null().or(memberships::until.gt(now).assume_not_null()))
        .filter(memberships::suspended_until.is_null().or(memberships::suspended_until.le(now).assume_not_null()));
    let animating = animators::table.filter(animators::member_id.eq(members::id)).filter(animators::theme_id.eq(theme));
    Ok(members::table
        .filter(members::state.eq(AccountState::Active))
        .filter(exists(expert).or(exists(animating)))
        .order(members::id.asc())
        .limit(MOST_ATTACHED)
        .select(members::id)
        .load(db)?)
}

/// Keeps the thread of the experts, if there is none yet.
pub(super) fn keep_room(tx: &mut Tx<'_>, id: PointDurId, room: ThreadId) -> Result<bool, Refusal> {
    let kept = diesel::update(points_durs::table.filter(points_durs::id.eq(id)).filter(points_durs::room_id.is_null()))
        .set(points_durs::room_id.eq(room))
        .execute(tx.db())?;
    Ok(kept == 1)
}

/// Makes somebody a named party of a thread.
pub(super) fn name_party(tx: &mut Tx<'_>, thread: ThreadId, member: MemberId) -> Result<(), Refusal> {
    use crate::db::schema::thread_parties;
    let row = (
        thread_parties::thread_id.eq(thread),
        thread_parties::member_id.eq(member),
        thread_parties::since.eq(tx.now()),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(thread_parties::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// Where a member works.
pub(super) fn establishment_of(db: &mut Db, member: MemberId) -> Result<Option<EstablishmentId>, Refusal> {
    Ok(members::table.find(member).select(members::establishment_id).first(db)?)
}

/// Puts the thread under a sub-topic of its theme.
pub(super) fn place(
    tx: &mut Tx<'_>,
    id: PointDurId,
    subtopic: Option<crate::db::ids::SubtopicId>,
) -> Result<(), Refusal> {
    diesel::update(threads::table.find(ThreadId(id.0))).set(threads::subtopic_id.eq(subtopic)).execute(tx.db())?;
    Ok(())
}

/// The name of an establishment.
pub(super) fn establishment_name(db: &mut Db, id: EstablishmentId) -> Result<Option<String>, Refusal> {
    use crate::db::schema::establishments;
    Ok(establishments::table.find(id).select(establishments::name).first(db).optional()?)
}
