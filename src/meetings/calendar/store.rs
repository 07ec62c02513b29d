//! SQL of calendars. Reading passes `policy::visible_threads`.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::{PAST, SHOWN_CANCELLED, Wanted};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MeetingSeriesId, MemberId, ThemeId};
use crate::db::schema::{
    calendar_generations, meeting_invitations, meeting_organisers, meeting_registrations, meeting_steps,
    meeting_venues, meetings, members, threads,
};
use crate::db::written::one_of;
use crate::db::{Db, Moment, Tx};
use crate::meetings::machine::State;
use crate::meetings::series::calendar::Told;
use crate::meetings::store::{Meeting, Venue, concerns};
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// Meetings in a feed at most.
const MOST: i64 = 1_000;

pub(super) fn generation(db: &mut Db, member: MemberId) -> Result<i32, Refusal> {
    let found =
        calendar_generations::table.find(member).select(calendar_generations::generation).first(db).optional()?;
    Ok(found.unwrap_or(0))
}

pub(super) fn next_generation(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    let row = (calendar_generations::member_id.eq(member), calendar_generations::generation.eq(1));
    on_each_backend!(tx.db(), conn => diesel::insert_into(calendar_generations::table)
        .values(row)
        .on_conflict(calendar_generations::member_id)
        .do_update()
        .set(calendar_generations::generation.eq(calendar_generations::generation + 1))
        .execute(conn))?;
    Ok(())
}

/// When the last step of a meeting was taken.
pub(super) fn modified(db: &mut Db, meeting: MeetingId) -> Result<Option<Moment>, Refusal> {
    Ok(meeting_steps::table
        .filter(meeting_steps::meeting_id.eq(meeting))
        .order(meeting_steps::version.desc())
        .select(meeting_steps::happened_at)
        .first(db)
        .optional()?)
}

/// A meeting of a feed.
#[derive(Queryable)]
pub(super) struct Row {
    meeting: Meeting,
    venue: Venue,
    modified: Option<Moment>,
    comes: bool,
    organises: bool,
}

impl Row {
    /// What of it this reader may know.
    pub fn told(&self, viewer: &Viewer) -> Told<'_> {
        let place = crate::meetings::Place { organises: self.organises, guest: false, comes: self.comes };
        let link = self.comes || crate::meetings::runs(viewer, &self.meeting, place);
        Told { meeting: &self.meeting, venue: &self.venue, told: (link, self.modified) }
    }
}

/// The meetings of a reader's calendar, in order: those of their themes and those they were asked to, without what they
/// said they would not come to; of a theme, all they may read. One statement.
pub(super) fn of_reader(db: &mut Db, viewer: &Viewer, wanted: Wanted, now: Moment) -> Result<Vec<Row>, Refusal> {
    let me = viewer.member.unwrap_or(MemberId(-1));
    let themes: Vec<ThemeId> = match wanted.theme {
        Some(theme) => vec![theme],
        None => viewer.themes_from(Circle::Community),
    };
    let whole = wanted.theme.is_some();
    let circles: Vec<Circle> = wanted.circle.map_or_else(|| Circle::ALL.to_vec(), |circle| vec![circle]);
    let asked = exists(meeting_invitations::table.find((meetings::id, me)));
    let answers = || {
        meeting_registrations::table
            .filter(meeting_registrations::meeting_id.eq(meetings::id))
            .filter(meeting_registrations::member_id.eq(me))
    };
    let declined = exists(answers().filter(meeting_registrations::answer.eq("no")));
    let comes = exists(answers().filter(meeting_registrations::seat.eq("held")));
    let organises = exists(meeting_organisers::table.find((meetings::id, me)));
    let whole_theme = || whole.into_sql::<diesel::sql_types::Bool>();
    Ok(meetings::table
        .inner_join(threads::table)
        .inner_join(meeting_venues::table)
        .left_join(
            meeting_steps::table
                .on(meeting_steps::meeting_id.eq(meetings::id).and(meeting_steps::version.eq(meetings::version))),
        )
        .filter(visible_threads(viewer))
        .filter(meetings::state.ne(State::Draft))
        .filter(meetings::starts_at.gt(now.plus_seconds(-PAST)))
        .filter(
            meetings::cancelled_at
                .is_null()
                .or(meetings::cancelled_at.gt(now.plus_seconds(-SHOWN_CANCELLED)).assume_not_null()),
        )
        .filter(meetings::circle.eq_any(circles))
        .filter(concerns(themes).or(diesel::dsl::not(whole_theme()).and(asked)))
        .filter(whole_theme().or(diesel::dsl::not(declined)))
        .order((meetings::starts_at, meetings::id))
        .limit(MOST)
        .select((Meeting::as_select(), Venue::as_select(), meeting_steps::happened_at.nullable(), comes, organises))
        .load(db)?)
}

/// A meeting whose calendars are not all told yet.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Due {
    pub id: MeetingId,
    pub series: Option<MeetingSeriesId>,
    pub sequence: i32,
    pub state: State,
}

/// The meetings to come that somebody was not yet sent as they are now.
pub(super) fn due(db: &mut Db, now: Moment) -> Result<Vec<Due>, Refusal> {
    let waits = meeting_invitations::table
        .filter(meeting_invitations::meeting_id.eq(meetings::id))
        .filter(meeting_invitations::sequence.lt(meetings::sequence));
    Ok(meetings::table
        .filter(meetings::state.eq_any([State::Announced, State::Cancelled]))
        .filter(meetings::ends_at.gt(now))
        .filter(exists(waits))
        .order((meetings::series_id, meetings::state, meetings::sequence, meetings::starts_at, meetings::id))
        .limit(MOST)
        .select((meetings::id, meetings::series_id, meetings::sequence, meetings::state))
        .load(db)?)
}

/// Meetings at the same sequence and state: one, or several of a series.
pub(super) struct Group {
    /// Which, the first first.
    pub meetings: Vec<MeetingId>,
    pub sequence: i32,
    pub state: State,
}

impl Group {
    /// Those of a series that stand together; each of the others alone.
    pub fn of(due: Vec<Due>) -> Vec<Self> {
        let mut groups: Vec<(Option<MeetingSeriesId>, Self)> = Vec::new();
        for Due { id, series, sequence, state } in due {
            match groups.last_mut() {
                Some((last, group))
                    if series.is_some() && *last == series && (group.sequence, group.state) == (sequence, state) =>
                {
                    group.meetings.push(id);
                }
                _ => groups.push((series, Self { meetings: vec![id], sequence, state })),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

/// Who waits for which meeting, and the last sequence of it they were sent.
pub(super) type Waiting = (MemberId, MeetingId, i32);

/// Some of those who wait, in the order of their ids.
pub(super) fn waiting(db: &mut Db, group: &Group, most: usize) -> Result<Vec<Waiting>, Refusal> {
    Ok(meeting_invitations::table
        .filter(one_of(meeting_invitations::meeting_id, group.meetings.iter().copied()))
        .filter(meeting_invitations::sequence.lt(group.sequence))
        .order((meeting_invitations::member_id, meeting_invitations::meeting_id))
        .limit(i64::try_from(most).unwrap_or(i64::MAX))
        .select((meeting_invitations::member_id, meeting_invitations::meeting_id, meeting_invitations::sequence))
        .load(db)?)
}

/// A meeting and others, with where they are, in order.
pub(super) fn together(db: &mut Db, one: MeetingId, with: &[i64]) -> Result<Vec<(Meeting, Venue)>, Refusal> {
    let all = std::iter::once(one).chain(with.iter().copied().map(MeetingId));
    Ok(meetings::table
        .inner_join(meeting_venues::table)
        .filter(one_of(meetings::id, all))
        .order((meetings::starts_at, meetings::id))
        .select((Meeting::as_select(), Venue::as_select()))
        .load(db)?)
}

/// They are sent it now, as far as the meetings are still what they were; says how many.
pub(super) fn sent(tx: &mut Tx<'_>, group: &Group, (first, last): (MemberId, MemberId)) -> Result<usize, Refusal> {
    let same = meetings::table
        .filter(meetings::id.eq(meeting_invitations::meeting_id))
        .filter(meetings::sequence.eq(group.sequence).and(meetings::state.eq(group.state)));
    Ok(diesel::update(meeting_invitations::table)
        .filter(one_of(meeting_invitations::meeting_id, group.meetings.iter().copied()))
        .filter(meeting_invitations::member_id.ge(first).and(meeting_invitations::member_id.le(last)))
        .filter(meeting_invitations::sequence.lt(group.sequence))
        .filter(exists(same))
        .set(meeting_invitations::sequence.eq(group.sequence))
        .execute(tx.db())?)
}

/// A member's zone and whole name.
pub(super) fn reader(db: &mut Db, member: MemberId) -> Result<(String, String), Refusal> {
    let columns = (members::time_zone, members::given_name, members::family_name);
    let (zone, given, family): (String, String, String) = members::table.find(member).select(columns).first(db)?;
    Ok((zone, format!("{given} {family}")))
}
