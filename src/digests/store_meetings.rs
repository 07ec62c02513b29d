//! SQL of the meetings of a window: a season for all, what some hundred members are to them, what a letter says.

use diesel::prelude::*;

use super::meetings::{Mine, News};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, StepId, ThemeId, ThreadId};
use crate::db::schema::{
    meeting_invitations, meeting_registrations, meeting_steps, meetings, notice_channels, notice_themes_left_out,
    themes, threads,
};
use crate::db::{Db, Moment};
use crate::meetings::{State, Step};
use crate::notices::{Channel, Kind};
use crate::policy::{self, Audience, Viewer, visible_threads};
use crate::refusal::Refusal;

/// Steps read of a season at most.
const MOST: i64 = 5_000;

type NewsRow = (
    (MeetingId, ThemeId, Circle, State, Option<Moment>),
    (ThreadId, Audience),
    (Step, i32, i32, Moment, Option<MemberId>),
);

/// What was told of meetings since a moment, the latest first.
pub(super) fn steps_since(db: &mut Db, since: Moment) -> Result<Vec<News>, Refusal> {
    // Ids rise with time: the range is read by the key.
    let first = StepId(crate::db::ids::first_at(since.millis()));
    let rows: Vec<NewsRow> = meeting_steps::table
        .inner_join(meetings::table)
        .inner_join(threads::table.on(meetings::thread_id.eq(threads::id.nullable())))
        .filter(meeting_steps::id.ge(first))
        .filter(meeting_steps::step.eq_any([Step::Announce, Step::Move, Step::Cancel, Step::Publish]))
        .filter(threads::removed_at.is_null())
        .filter(policy::read_by_circles())
        .order(meeting_steps::id.desc())
        .limit(MOST)
        .select((
            (meetings::id, meetings::theme_id, meetings::circle, meetings::state, meetings::starts_at),
            (threads::id, threads::audience),
            (
                meeting_steps::step,
                meeting_steps::version,
                meeting_steps::sequence,
                meeting_steps::happened_at,
                meeting_steps::actor_id,
            ),
        ))
        .load(db)?;
    let news = |((meeting, theme, circle, state, starts_at), (thread, audience), step): NewsRow| {
        let (step, version, sequence, at, actor) = step;
        News { meeting, theme, circle, thread, audience, state, starts_at, step, version, sequence, at, actor }
    };
    Ok(rows.into_iter().map(news).collect())
}

/// What some members are to some meetings.
pub(super) fn of(
    db: &mut Db,
    members: &[MemberId],
    wanted: &[MeetingId],
) -> Result<Vec<(MemberId, MeetingId, Mine)>, Refusal> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = meeting_registrations::meeting_id
        .eq(meeting_invitations::meeting_id)
        .and(meeting_registrations::member_id.eq(meeting_invitations::member_id));
    let rows: Vec<(MemberId, MeetingId, bool, i32, Option<MemberId>)> = meeting_invitations::table
        .left_join(meeting_registrations::table.on(theirs))
        .filter(meeting_invitations::member_id.eq_any(members))
        .filter(meeting_invitations::meeting_id.eq_any(wanted))
        .select((
            meeting_invitations::member_id,
            meeting_invitations::meeting_id,
            meeting_invitations::guest,
            meeting_invitations::sequence,
            meeting_registrations::member_id.nullable(),
        ))
        .load(db)?;
    let mine = |(member, meeting, guest, sent, answered): (_, _, bool, i32, Option<MemberId>)| {
        (member, meeting, Mine { guest, sent, answered: answered.is_some() })
    };
    Ok(rows.into_iter().map(mine).collect())
}

/// Members whose invitations do not come by mail, and themes of which some want no mail.
pub(super) type Unmailed = (Vec<MemberId>, Vec<(MemberId, ThemeId)>);

/// Of some members.
pub(super) fn unmailed(db: &mut Db, members: &[MemberId]) -> Result<Unmailed, Refusal> {
    let otherwise = notice_channels::table
        .filter(notice_channels::member_id.eq_any(members))
        .filter(notice_channels::kind.eq(Kind::Meeting))
        .filter(notice_channels::channel.ne(Channel::Mail))
        .select(notice_channels::member_id)
        .load(db)?;
    let out = notice_themes_left_out::table
        .filter(notice_themes_left_out::member_id.eq_any(members))
        .select((notice_themes_left_out::member_id, notice_themes_left_out::theme_id))
        .load(db)?;
    Ok((otherwise, out))
}

/// A meeting as a digest says it now.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Row {
    pub id: MeetingId,
    pub title: String,
    pub circle: Circle,
    pub state: State,
    pub starts_at: Option<Moment>,
    pub zone: String,
    pub theme: (ThemeId, String),
    /// The step that made a version that is told.
    pub step: (Step, i32),
    /// Whether its reader was asked from outside its circle.
    pub guest: Option<bool>,
    /// Whether they answered.
    pub answered: Option<MemberId>,
}

/// Those of some meetings that a viewer may see now, with each step that made one of these versions.
pub(super) fn told(
    db: &mut Db,
    (viewer, member): (&Viewer, MemberId),
    wanted: &[(MeetingId, i32)],
) -> Result<Vec<Row>, Refusal> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let (ids, versions): (Vec<MeetingId>, Vec<i32>) = wanted.iter().copied().unzip();
    let invited = meeting_invitations::meeting_id.eq(meetings::id).and(meeting_invitations::member_id.eq(member));
    let answered = meeting_registrations::meeting_id.eq(meetings::id).and(meeting_registrations::member_id.eq(member));
    Ok(meetings::table
        .inner_join(threads::table)
        .inner_join(themes::table.on(themes::id.eq(meetings::theme_id)))
        .inner_join(meeting_steps::table.on(meeting_steps::meeting_id.eq(meetings::id)))
        .left_join(meeting_invitations::table.on(invited))
        .left_join(meeting_registrations::table.on(answered))
        .filter(visible_threads(viewer))
        .filter(meetings::id.eq_any(ids))
        .filter(meeting_steps::version.eq_any(versions))
        .filter(meetings::state.ne(State::Draft))
        .order((meetings::id, meeting_steps::version))
        .select((
            meetings::id,
            meetings::title,
            meetings::circle,
            meetings::state,
            meetings::starts_at,
            meetings::zone,
            (themes::id, themes::name),
            (meeting_steps::step, meeting_steps::version),
            meeting_invitations::guest.nullable(),
            meeting_registrations::member_id.nullable(),
        ))
        .load(db)?)
}
