//! SQL of series.

use diesel::prelude::*;

use super::Occurrence;
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MeetingSeriesId, MemberId, ThemeId, ThreadId};
use crate::db::schema::{meeting_organisers, meeting_series, meeting_venues, meetings};
use crate::db::written::one_of;
use crate::db::{Db, Tx};
use crate::meetings::invited;
use crate::meetings::machine::State;
use crate::meetings::planning::{Plan, Time};
use crate::meetings::store::{Meeting, Venue};
use crate::meetings::when::word;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// A series.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = meeting_series)]
pub struct Series {
    /// Its id, and its thread's.
    pub id: MeetingSeriesId,
    /// Its theme.
    pub theme_id: ThemeId,
    /// The convening circle.
    pub circle: Circle,
    /// Its thread, once one of its meetings was announced.
    pub thread_id: Option<ThreadId>,
    /// What calendars know it by, for ever.
    pub uid: String,
    /// What calendars compare.
    pub sequence: i32,
    /// Its title.
    pub title: String,
    /// What it is about, as Markdown.
    pub description: String,
    /// How it comes back.
    pub rule: String,
    /// The wall clock of its first start.
    pub starts_local: String,
    /// How long each lasts, in minutes.
    pub minutes: i32,
    /// The zone of that clock.
    pub zone: String,
    /// Who made it.
    pub created_by: MemberId,
}

pub(super) fn find(db: &mut Db, id: MeetingSeriesId) -> Result<Series, Refusal> {
    Ok(meeting_series::table.find(id).select(Series::as_select()).first(db)?)
}

/// Some series.
pub(super) fn some(db: &mut Db, ids: Vec<MeetingSeriesId>) -> Result<Vec<Series>, Refusal> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = one_of(meeting_series::id, ids);
    Ok(meeting_series::table.filter(wanted).select(Series::as_select()).load(db)?)
}

pub(super) fn zone(db: &mut Db, id: MeetingSeriesId) -> Result<String, Refusal> {
    Ok(meeting_series::table.find(id).select(meeting_series::zone).first(db)?)
}

/// Its meetings and where they are, in the order of the rule.
pub(super) fn meetings(db: &mut Db, id: MeetingSeriesId) -> Result<Vec<(Meeting, Venue)>, Refusal> {
    Ok(meetings::table
        .inner_join(meeting_venues::table)
        .filter(meetings::series_id.eq(id))
        .order((meetings::occurrence, meetings::id))
        .limit(i64::try_from(super::rules::MOST).unwrap_or(i64::MAX))
        .select((Meeting::as_select(), Venue::as_select()))
        .load(db)?)
}

/// The meetings of a series that somebody organises.
pub(super) fn organised(db: &mut Db, id: MeetingSeriesId, by: MemberId) -> Result<Vec<MeetingId>, Refusal> {
    Ok(meeting_organisers::table
        .inner_join(meetings::table)
        .filter(meeting_organisers::member_id.eq(by))
        .filter(meetings::series_id.eq(id))
        .select(meetings::id)
        .load(db)?)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    (plan, first): (&Plan, &Time),
    rule: &str,
    by: MemberId,
    host: &str,
) -> Result<MeetingSeriesId, Refusal> {
    let (id, now) = (MeetingSeriesId(tx.id()), tx.now());
    let minutes = i32::try_from(first.end.duration_since(first.start.local).as_mins()).unwrap_or(5);
    let row = (
        (meeting_series::id.eq(id), meeting_series::theme_id.eq(plan.theme), meeting_series::circle.eq(plan.circle)),
        (meeting_series::uid.eq(uid(id, host)), meeting_series::title.eq(plan.title.as_str())),
        (meeting_series::description.eq(plan.body.source()), meeting_series::rule.eq(rule)),
        (meeting_series::starts_local.eq(first.start.local_word()), meeting_series::minutes.eq(minutes)),
        (meeting_series::zone.eq(&plan.zone), meeting_series::created_by.eq(by), meeting_series::created_at.eq(now)),
    );
    diesel::insert_into(meeting_series::table).values(row).execute(tx.db())?;
    Ok(id)
}

fn uid(id: MeetingSeriesId, host: &str) -> String {
    format!("{id}@{host}")
}

/// All meetings of a series, with where they are and who organises them: three statements, however many they are.
pub(super) fn insert_meetings(
    tx: &mut Tx<'_>,
    series: MeetingSeriesId,
    plan: &Plan,
    occurrences: &[Occurrence],
    by: MemberId,
    host: &str,
) -> Result<(), Refusal> {
    let ids: Vec<MeetingId> = occurrences.iter().map(|_| MeetingId(tx.id())).collect();
    let uid = uid(series, host);
    let row = |(id, one): (&MeetingId, &Occurrence)| {
        (
            (meetings::id.eq(*id), meetings::theme_id.eq(plan.theme), meetings::circle.eq(plan.circle)),
            (meetings::audience.eq(plan.audience), meetings::large.eq(plan.large), meetings::uid.eq(&uid)),
            (
                meetings::series_id.eq(series),
                meetings::occurrence.eq(word(one.start)),
                meetings::state.eq(State::Draft),
            ),
            (meetings::title.eq(plan.title.as_str()), meetings::description.eq(plan.body.source())),
            (meetings::starts_local.eq(word(one.start)), meetings::ends_local.eq(word(one.end))),
            (meetings::zone.eq(&plan.zone), meetings::fold.eq(i32::from(one.later))),
            (meetings::starts_at.eq(one.instants.0), meetings::ends_at.eq(one.instants.1)),
            (meetings::on_site.eq(plan.on_site), meetings::remote.eq(plan.remote)),
            (meetings::site_capacity.eq(plan.site_capacity), meetings::remote_capacity.eq(plan.remote_capacity)),
            (meetings::forms_until.eq(kept_until(plan, one)), meetings::created_by.eq(by)),
        )
    };
    let rows: Vec<_> = ids.iter().zip(occurrences).map(row).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(meetings::table).values(rows).execute(conn))?;
    let venue = |id: &MeetingId| {
        let Venue { address, room, access, remote_link, costs } = &plan.venue;
        (
            (meeting_venues::meeting_id.eq(*id), meeting_venues::address.eq(address), meeting_venues::room.eq(room)),
            (meeting_venues::access.eq(access), meeting_venues::remote_link.eq(remote_link)),
            meeting_venues::costs.eq(costs),
        )
    };
    let rows: Vec<_> = ids.iter().map(venue).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_venues::table).values(rows).execute(conn))?;
    invited::set_themes(tx, &ids, &plan.also)?;
    let organiser = |id: &MeetingId| (meeting_organisers::meeting_id.eq(*id), meeting_organisers::member_id.eq(by));
    let rows: Vec<_> = ids.iter().map(organiser).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_organisers::table).values(rows).execute(conn))?;
    Ok(())
}

/// What people need is kept after each meeting as long as after the first one.
fn kept_until(plan: &Plan, one: &Occurrence) -> Option<String> {
    let (until, first) = plan.forms_until.as_deref().zip(plan.time.as_ref())?;
    let until: jiff::civil::Date = until.parse().ok()?;
    let days = until.since(first.end.date()).ok()?;
    one.end.date().checked_add(days).ok().map(|day| day.to_string())
}

/// The thread under the series' own id is that of all its meetings.
pub(super) fn opened(tx: &mut Tx<'_>, id: MeetingSeriesId) -> Result<(), Refusal> {
    let thread = ThreadId(id.0);
    diesel::update(meeting_series::table.find(id)).set(meeting_series::thread_id.eq(thread)).execute(tx.db())?;
    diesel::update(meetings::table.filter(meetings::series_id.eq(id)))
        .set(meetings::thread_id.eq(thread))
        .execute(tx.db())?;
    Ok(())
}
