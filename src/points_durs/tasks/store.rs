//! SQL of tasks. The point dur has been asked of its thread by `policy::sees`; lists pass `policy::visible_threads`.

use diesel::prelude::*;
use jiff::civil::Date;

use super::NewTask;
use crate::db::ids::{MemberId, PointDurId, TaskId, ThemeId, ThreadId};
use crate::db::schema::{members, point_dur_tasks, points_durs, threads};
use crate::db::{Db, Moment, Tx};
use crate::policy::{Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// Tasks of a point dur that are read.
const MOST: i64 = 200;

/// Something to do.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// What.
    pub title: String,
    /// Who.
    pub member: MemberId,
    /// Their given and family name.
    pub name: (String, String),
    /// By when.
    pub due: Option<Date>,
    /// Who gave it.
    pub made_by: MemberId,
    /// When it was done.
    pub done_at: Option<Moment>,
}

type Row = (TaskId, String, MemberId, (String, String), Option<String>, MemberId, Option<Moment>);

impl From<Row> for Task {
    fn from((id, title, member, name, due, made_by, done_at): Row) -> Self {
        Self { id, title, member, name, due: due.and_then(|day| day.parse().ok()), made_by, done_at }
    }
}

/// The tasks of a point dur, in the order they were given.
///
/// # Errors
/// What the database says.
pub fn of(db: &mut Db, point: PointDurId) -> Result<Vec<Task>, Refusal> {
    let rows: Vec<Row> = point_dur_tasks::table
        .inner_join(members::table.on(members::id.eq(point_dur_tasks::member_id)))
        .filter(point_dur_tasks::point_dur_id.eq(point))
        .order(point_dur_tasks::id.asc())
        .limit(MOST)
        .select((
            point_dur_tasks::id,
            point_dur_tasks::title,
            point_dur_tasks::member_id,
            (members::given_name, members::family_name),
            point_dur_tasks::due_day,
            point_dur_tasks::made_by,
            point_dur_tasks::done_at,
        ))
        .load(db)?;
    Ok(rows.into_iter().map(Task::from).collect())
}

/// A task of one's own, with what it is for.
#[derive(Clone, Debug)]
pub struct Mine {
    /// Its id.
    pub id: TaskId,
    /// What.
    pub title: String,
    /// By when.
    pub due: Option<Date>,
    /// The thread of the point dur, and its title.
    pub thread: (ThreadId, String),
}

/// What a member has to do, those with a day first, the nearest first.
///
/// # Errors
/// What the database says.
pub fn open_of(db: &mut Db, viewer: &Viewer, member: MemberId, most: i64) -> Result<Vec<Mine>, Refusal> {
    type Row = (TaskId, String, Option<String>, (ThreadId, String));
    let rows: Vec<Row> = point_dur_tasks::table
        .inner_join(points_durs::table.inner_join(threads::table))
        .filter(point_dur_tasks::member_id.eq(member))
        .filter(point_dur_tasks::done_at.is_null())
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .order(point_dur_tasks::id.asc())
        .limit(most)
        .select((point_dur_tasks::id, point_dur_tasks::title, point_dur_tasks::due_day, (threads::id, threads::title)))
        .load(db)?;
    let mine = |(id, title, due, thread): Row| Mine { id, title, due: due.and_then(|day| day.parse().ok()), thread };
    let mut found: Vec<Mine> = rows.into_iter().map(mine).collect();
    found.sort_by_key(|task| (task.due.is_none(), task.due, task.id));
    Ok(found)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: TaskId,
    point: PointDurId,
    made_by: MemberId,
    new: &NewTask,
) -> Result<(), Refusal> {
    let row = (
        point_dur_tasks::id.eq(id),
        point_dur_tasks::point_dur_id.eq(point),
        point_dur_tasks::title.eq(&new.title),
        point_dur_tasks::member_id.eq(new.member),
        point_dur_tasks::due_day.eq(new.due.map(|day| day.to_string())),
        point_dur_tasks::made_by.eq(made_by),
        point_dur_tasks::made_at.eq(tx.now()),
    );
    diesel::insert_into(point_dur_tasks::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Marks a task as done, or as not: says whether it was otherwise.
pub(super) fn finish(tx: &mut Tx<'_>, id: TaskId, by: MemberId, done: bool) -> Result<bool, Refusal> {
    let now = tx.now();
    let task = diesel::update(point_dur_tasks::table.find(id));
    let changed = if done {
        task.filter(point_dur_tasks::done_at.is_null())
            .set((point_dur_tasks::done_at.eq(now), point_dur_tasks::done_by.eq(by)))
            .execute(tx.db())?
    } else {
        task.filter(point_dur_tasks::done_at.is_not_null())
            .set((point_dur_tasks::done_at.eq(None::<Moment>), point_dur_tasks::done_by.eq(None::<MemberId>)))
            .execute(tx.db())?
    };
    Ok(changed == 1)
}

/// A task whose day is here or near.
pub(super) struct Due {
    pub id: TaskId,
    pub member: MemberId,
    pub due: Date,
    pub theme: ThemeId,
    pub thread: ThreadId,
}

/// Tasks to be done by a day whose person was not reminded, the oldest first.
pub(super) fn due_by(db: &mut Db, day: Date, most: i64) -> Result<Vec<Due>, Refusal> {
    type Row = (TaskId, MemberId, Option<String>, ThemeId, ThreadId);
    let rows: Vec<Row> = point_dur_tasks::table
        .inner_join(points_durs::table.inner_join(threads::table))
        .filter(point_dur_tasks::done_at.is_null())
        .filter(point_dur_tasks::reminded_at.is_null())
        .filter(point_dur_tasks::due_day.le(day.to_string()))
        .filter(threads::removed_at.is_null())
        .filter(read_by_circles())
        .order(point_dur_tasks::id.asc())
        .limit(most)
        .select((
            point_dur_tasks::id,
            point_dur_tasks::member_id,
            point_dur_tasks::due_day,
            threads::theme_id,
            threads::id,
        ))
        .load(db)?;
    let due = |(id, member, day, theme, thread): Row| Some(Due { id, member, due: day?.parse().ok()?, theme, thread });
    Ok(rows.into_iter().filter_map(due).collect())
}

/// Marks tasks as reminded; says how many were not.
pub(super) fn mark_reminded(tx: &mut Tx<'_>, ids: &[TaskId]) -> Result<usize, Refusal> {
    let now = tx.now();
    Ok(diesel::update(point_dur_tasks::table)
        .filter(point_dur_tasks::id.eq_any(ids))
        .filter(point_dur_tasks::reminded_at.is_null())
        .set(point_dur_tasks::reminded_at.eq(now))
        .execute(tx.db())?)
}
