//! SQL of minutes, of what was decided and of what is to be done. The meeting was seen first; lists over meetings pass
//! `policy::visible_threads`.

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::civil::Date;

use super::{Kind, NewLine};
use crate::db::ids::{MeetingActionId, MeetingId, MemberId, ThemeId, ThreadId};
use crate::db::schema::{
    meeting_actions, meeting_invitations, meeting_minutes, meeting_organisers, meeting_records, meetings, members,
    threads,
};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// Texts of minutes, and lines of one meeting, that are read.
const MOST: i64 = 300;

/// A text of minutes.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = meeting_minutes)]
pub struct Text {
    /// Counts the texts.
    pub version: i32,
    /// The text, as Markdown.
    pub body: String,
    /// Who saved it.
    pub written_by: MemberId,
    /// When.
    pub written_at: Moment,
}

/// The last text of a meeting's minutes.
pub(super) fn last(db: &mut Db, meeting: MeetingId) -> Result<Option<Text>, Refusal> {
    Ok(meeting_minutes::table
        .filter(meeting_minutes::meeting_id.eq(meeting))
        .order(meeting_minutes::version.desc())
        .select(Text::as_select())
        .first(db)
        .optional()?)
}

/// One text of a meeting's minutes.
pub(super) fn version(db: &mut Db, meeting: MeetingId, version: i32) -> Result<Option<Text>, Refusal> {
    Ok(meeting_minutes::table
        .filter(meeting_minutes::meeting_id.eq(meeting))
        .filter(meeting_minutes::version.eq(version))
        .select(Text::as_select())
        .first(db)
        .optional()?)
}

/// The texts of a meeting's minutes, the newest first.
pub(super) fn texts(db: &mut Db, meeting: MeetingId) -> Result<Vec<Text>, Refusal> {
    Ok(meeting_minutes::table
        .filter(meeting_minutes::meeting_id.eq(meeting))
        .order(meeting_minutes::version.desc())
        .limit(MOST)
        .select(Text::as_select())
        .load(db)?)
}

/// Keeps a text after the version it was written from; says whether nobody was faster.
pub(super) fn save(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    version: i32,
    by: MemberId,
    body: &str,
) -> Result<bool, Refusal> {
    let (id, now) = (tx.id(), tx.now());
    let row = (
        (meeting_minutes::id.eq(id), meeting_minutes::meeting_id.eq(meeting)),
        (meeting_minutes::version.eq(version), meeting_minutes::body.eq(body)),
        (meeting_minutes::written_by.eq(by), meeting_minutes::written_at.eq(now)),
    );
    let kept = on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_minutes::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(kept == 1)
}

/// What remains of a meeting: the version its circle reads, the address of a recording.
pub(super) fn remains(db: &mut Db, meeting: MeetingId) -> Result<(Option<i32>, String), Refusal> {
    let found: Option<(Option<i32>, String)> = meeting_records::table
        .find(meeting)
        .select((meeting_records::minutes_version, meeting_records::recording))
        .first(db)
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Makes sure there is a row for what remains.
fn remember(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<(), Refusal> {
    let row = (meeting_records::meeting_id.eq(meeting), meeting_records::recording.eq(""));
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_records::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// The circle reads this version from now on.
pub(super) fn publish(tx: &mut Tx<'_>, meeting: MeetingId, version: i32) -> Result<(), Refusal> {
    remember(tx, meeting)?;
    diesel::update(meeting_records::table.find(meeting))
        .set(meeting_records::minutes_version.eq(version))
        .execute(tx.db())?;
    Ok(())
}

pub(super) fn record(tx: &mut Tx<'_>, meeting: MeetingId, recording: &str) -> Result<(), Refusal> {
    remember(tx, meeting)?;
    diesel::update(meeting_records::table.find(meeting))
        .set(meeting_records::recording.eq(recording))
        .execute(tx.db())?;
    Ok(())
}

/// Something decided, or to be done.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: MeetingActionId,
    /// Which.
    pub kind: Kind,
    /// What.
    pub title: String,
    /// Who does it, with their given and family name.
    pub member: Option<(MemberId, String)>,
    /// By when.
    pub due: Option<Date>,
    /// Who wrote it down.
    pub created_by: MemberId,
    /// When it was done.
    pub done_at: Option<Moment>,
}

type LineRow = (
    (MeetingActionId, Kind, String, Option<MemberId>),
    (Option<String>, MemberId, Option<Moment>),
    Option<(String, String)>,
);

impl From<LineRow> for Line {
    fn from(((id, kind, title, member), (due, created_by, done_at), name): LineRow) -> Self {
        let named = member.zip(name).map(|(id, (given, family))| (id, format!("{given} {family}")));
        Self { id, kind, title, member: named, due: due.and_then(|day| day.parse().ok()), created_by, done_at }
    }
}

/// What was decided at a meeting and what is to be done, in the order it was written.
pub(super) fn lines(db: &mut Db, meeting: MeetingId) -> Result<Vec<Line>, Refusal> {
    let rows: Vec<LineRow> = meeting_actions::table
        .left_join(members::table.on(members::id.nullable().eq(meeting_actions::member_id)))
        .filter(meeting_actions::meeting_id.eq(meeting))
        .order(meeting_actions::id)
        .limit(MOST)
        .select((
            (meeting_actions::id, meeting_actions::kind, meeting_actions::title, meeting_actions::member_id),
            (meeting_actions::due_day, meeting_actions::created_by, meeting_actions::done_at),
            (members::given_name, members::family_name).nullable(),
        ))
        .load(db)?;
    Ok(rows.into_iter().map(Line::from).collect())
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    by: MemberId,
    new: &NewLine,
    member: Option<MemberId>,
) -> Result<MeetingActionId, Refusal> {
    let (id, now) = (MeetingActionId(tx.id()), tx.now());
    let row = (
        (meeting_actions::id.eq(id), meeting_actions::meeting_id.eq(meeting), meeting_actions::kind.eq(new.kind)),
        (meeting_actions::title.eq(&new.title), meeting_actions::member_id.eq(member)),
        meeting_actions::due_day.eq(new.due.map(|day| day.to_string())),
        (meeting_actions::created_by.eq(by), meeting_actions::created_at.eq(now)),
    );
    diesel::insert_into(meeting_actions::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Takes a line off; says whether it was there.
pub(super) fn remove(tx: &mut Tx<'_>, meeting: MeetingId, id: MeetingActionId) -> Result<bool, Refusal> {
    let line = meeting_actions::table.find(id).filter(meeting_actions::meeting_id.eq(meeting));
    Ok(diesel::delete(line).execute(tx.db())? == 1)
}

/// Marks an action as done, or as not; says whether it was otherwise.
pub(super) fn finish(tx: &mut Tx<'_>, id: MeetingActionId, by: MemberId, done: bool) -> Result<bool, Refusal> {
    let now = tx.now();
    let line = diesel::update(meeting_actions::table.find(id));
    let changed = if done {
        line.filter(meeting_actions::done_at.is_null())
            .set((meeting_actions::done_at.eq(now), meeting_actions::done_by.eq(by)))
            .execute(tx.db())?
    } else {
        line.filter(meeting_actions::done_at.is_not_null())
            .set((meeting_actions::done_at.eq(None::<Moment>), meeting_actions::done_by.eq(None::<MemberId>)))
            .execute(tx.db())?
    };
    Ok(changed == 1)
}

/// Whether somebody was asked to a meeting, or organises it.
pub(super) fn is_of(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<bool, Refusal> {
    let invited = exists(meeting_invitations::table.find((meeting, member)));
    let organises = exists(meeting_organisers::table.find((meeting, member)));
    let (invited, organises) = diesel::select((invited, organises)).get_result::<(bool, bool)>(db)?;
    Ok(invited || organises)
}

/// The meeting of a line, for who was told of it.
pub(super) fn meeting_of(db: &mut Db, id: MeetingActionId) -> Result<Option<MeetingId>, Refusal> {
    Ok(meeting_actions::table.find(id).select(meeting_actions::meeting_id).first(db).optional()?)
}

/// Something a member has to do, with the meeting it comes from.
#[derive(Clone, Debug)]
pub(super) struct Mine {
    pub id: MeetingActionId,
    pub title: String,
    pub due: Option<Date>,
    pub meeting: (MeetingId, String),
}

/// What a member has to do since meetings they read, the nearest day first.
pub(super) fn open_of(db: &mut Db, viewer: &Viewer, member: MemberId) -> Result<Vec<Mine>, Refusal> {
    type Row = (MeetingActionId, String, Option<String>, (MeetingId, String));
    let rows: Vec<Row> = meeting_actions::table
        .inner_join(meetings::table.inner_join(threads::table))
        .filter(meeting_actions::member_id.eq(member))
        .filter(meeting_actions::done_at.is_null())
        .filter(meeting_actions::kind.eq(Kind::Action))
        .filter(visible_threads(viewer))
        .order(meeting_actions::id)
        .limit(MOST)
        .select((
            meeting_actions::id,
            meeting_actions::title,
            meeting_actions::due_day,
            (meetings::id, meetings::title),
        ))
        .load(db)?;
    let mine = |(id, title, due, meeting): Row| Mine { id, title, due: due.and_then(|day| day.parse().ok()), meeting };
    let mut found: Vec<Mine> = rows.into_iter().map(mine).collect();
    found.sort_by_key(|one| (one.due.is_none(), one.due, one.id));
    Ok(found)
}

/// An action whose day is here or near.
pub(super) struct Due {
    pub id: MeetingActionId,
    pub member: MemberId,
    pub due: Date,
    pub theme: ThemeId,
    pub thread: Option<ThreadId>,
}

/// Actions to be done by a day whose person was not reminded, the oldest first.
pub(super) fn due_by(db: &mut Db, day: Date, most: i64) -> Result<Vec<Due>, Refusal> {
    type Row = (MeetingActionId, Option<MemberId>, Option<String>, ThemeId, Option<ThreadId>);
    let rows: Vec<Row> = meeting_actions::table
        .inner_join(meetings::table)
        .filter(meeting_actions::done_at.is_null())
        .filter(meeting_actions::reminded_at.is_null())
        .filter(meeting_actions::member_id.is_not_null())
        .filter(meeting_actions::due_day.le(day.to_string()))
        .order(meeting_actions::id)
        .limit(most)
        .select((
            meeting_actions::id,
            meeting_actions::member_id,
            meeting_actions::due_day,
            meetings::theme_id,
            meetings::thread_id,
        ))
        .load(db)?;
    let due = |(id, member, day, theme, thread): Row| {
        Some(Due { id, member: member?, due: day?.parse().ok()?, theme, thread })
    };
    Ok(rows.into_iter().filter_map(due).collect())
}

/// Marks actions as reminded; says how many were not.
pub(super) fn mark_reminded(tx: &mut Tx<'_>, ids: &[MeetingActionId]) -> Result<usize, Refusal> {
    let now = tx.now();
    Ok(diesel::update(meeting_actions::table)
        .filter(meeting_actions::id.eq_any(ids.to_vec()))
        .filter(meeting_actions::reminded_at.is_null())
        .set(meeting_actions::reminded_at.eq(now))
        .execute(tx.db())?)
}
