//! SQL of meetings, their venues and steps. Every change of state is one conditional statement.

use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;

use super::Place;
use super::invited;
use super::machine::{State, Step};
use super::planning::Plan;
use super::when::word;
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MeetingSeriesId, MemberId, StepId, ThemeId, ThreadId};
use crate::db::schema::{
    meeting_invitations, meeting_organisers, meeting_registrations, meeting_steps, meeting_themes, meeting_venues,
    meetings, members, themes, threads,
};
use crate::db::written::{OneOf, one_of};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Audience, Viewer, visible_threads};
use crate::refusal::Refusal;

/// Meetings that a list holds at most.
pub(super) const MOST: i64 = 200;

/// A meeting.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = meetings)]
pub struct Meeting {
    /// Its id, and its thread's when it is not one of a series.
    pub id: MeetingId,
    /// Its theme.
    pub theme_id: ThemeId,
    /// The convening circle.
    pub circle: Circle,
    /// Who reads its announcement.
    pub audience: Audience,
    /// Its thread, once its circle knows of it.
    pub thread_id: Option<ThreadId>,
    /// The series it is one of.
    pub series_id: Option<MeetingSeriesId>,
    /// The start the series' rule gave it (`YYYY-MM-DDTHH:MM`).
    pub occurrence: Option<String>,
    /// Whether it is a large event: contributions, parallel sessions.
    pub large: bool,
    /// What calendars know it by, for ever.
    pub uid: String,
    /// What calendars compare.
    pub sequence: i32,
    /// Counts every step.
    pub version: i32,
    /// Where it stands.
    pub state: State,
    /// Its title.
    pub title: String,
    /// What it is about, as Markdown.
    pub description: String,
    /// When it starts by its zone's wall clock (`YYYY-MM-DDTHH:MM`); nothing while its date is not chosen.
    pub starts_local: Option<String>,
    /// When it ends by the same clock.
    pub ends_local: Option<String>,
    /// Its zone in the tz database.
    pub zone: String,
    /// 1: the later one of a start that exists twice.
    pub fold: i32,
    /// The instant it starts at.
    pub starts_at: Option<Moment>,
    /// The instant it ends at.
    pub ends_at: Option<Moment>,
    /// Whether one may come on site.
    pub on_site: bool,
    /// Whether one may follow it from afar.
    pub remote: bool,
    /// Seats on site; no limit without.
    pub site_capacity: Option<i32>,
    /// Seats from afar.
    pub remote_capacity: Option<i32>,
    /// Seats held or offered on site.
    pub site_taken: i32,
    /// Seats held or offered from afar.
    pub remote_taken: i32,
    /// The day after which what people need is forgotten (`YYYY-MM-DD`).
    pub forms_until: Option<String>,
    /// When its circle was told.
    pub announced_at: Option<Moment>,
    /// When it was cancelled.
    pub cancelled_at: Option<Moment>,
}

impl Meeting {
    /// The wall clock of its start.
    pub fn wall(&self) -> Option<super::when::Wall> {
        super::when::Wall::parse(self.starts_local.as_deref()?, &self.zone, self.fold == 1)
    }

    /// Whether it is to come and was not announced.
    pub fn is_unannounced(&self, now: Moment) -> bool {
        self.state == State::Draft && self.starts_at.is_some_and(|at| at > now)
    }
}

/// Where a meeting is.
#[derive(Clone, Debug, Default, Queryable, Selectable)]
#[diesel(table_name = meeting_venues)]
pub struct Venue {
    /// The address.
    pub address: String,
    /// The room.
    pub room: String,
    /// How to get there.
    pub access: String,
    /// The link to follow it from afar, for the registered alone.
    pub remote_link: String,
    /// What it costs and how it is paid back.
    pub costs: String,
}

/// One meeting.
///
/// # Errors
/// `Refusal::NotFound`.
pub(super) fn find(db: &mut Db, id: MeetingId) -> Result<Meeting, Refusal> {
    Ok(meetings::table.find(id).select(Meeting::as_select()).first(db)?)
}

/// Where it is.
pub(super) fn venue(db: &mut Db, id: MeetingId) -> Result<Venue, Refusal> {
    Ok(meeting_venues::table.find(id).select(Venue::as_select()).first(db).optional()?.unwrap_or_default())
}

/// What a member is to a meeting.
pub(super) fn place_of(db: &mut Db, meeting: MeetingId, member: MemberId) -> Result<Place, Refusal> {
    let organises = exists(meeting_organisers::table.find((meeting, member)));
    let invited = meeting_invitations::table.find((meeting, member)).filter(meeting_invitations::guest.eq(true));
    let seat = meeting_registrations::table
        .filter(meeting_registrations::meeting_id.eq(meeting))
        .filter(meeting_registrations::member_id.eq(member))
        .filter(meeting_registrations::seat.eq("held"));
    let (organises, guest, comes) =
        diesel::select((organises, exists(invited), exists(seat))).get_result::<(bool, bool, bool)>(db)?;
    Ok(Place { organises, guest, comes })
}

/// Keeps a meeting that is being prepared.
pub(super) fn insert(tx: &mut Tx<'_>, plan: &Plan, by: MemberId, host: &str) -> Result<MeetingId, Refusal> {
    let id = MeetingId(tx.id());
    let row = (
        (meetings::id.eq(id), meetings::theme_id.eq(plan.theme), meetings::circle.eq(plan.circle)),
        (meetings::uid.eq(format!("{id}@{host}")), meetings::state.eq(State::Draft), meetings::created_by.eq(by)),
        PlanRow::from(plan),
    );
    diesel::insert_into(meetings::table).values(row).execute(tx.db())?;
    diesel::insert_into(meeting_venues::table)
        .values((meeting_venues::meeting_id.eq(id), VenueRow::from(&plan.venue)))
        .execute(tx.db())?;
    invited::set_themes(tx, &[id], &plan.also)?;
    add_organiser(tx, id, by)?;
    Ok(id)
}

/// Rewrites what its organisers say of it.
pub(super) fn rewrite(tx: &mut Tx<'_>, id: MeetingId, plan: &Plan) -> Result<(), Refusal> {
    diesel::update(meetings::table.find(id)).set(PlanRow::from(plan)).execute(tx.db())?;
    diesel::update(meeting_venues::table.find(id)).set(VenueRow::from(&plan.venue)).execute(tx.db())?;
    Ok(())
}

/// The columns a plan decides.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = meetings, treat_none_as_null = true)]
struct PlanRow<'a> {
    audience: Audience,
    large: bool,
    title: &'a str,
    description: &'a str,
    starts_local: Option<String>,
    ends_local: Option<String>,
    zone: &'a str,
    fold: i32,
    starts_at: Option<Moment>,
    ends_at: Option<Moment>,
    on_site: bool,
    remote: bool,
    site_capacity: Option<i32>,
    remote_capacity: Option<i32>,
    forms_until: Option<&'a str>,
}

impl<'a> From<&'a Plan> for PlanRow<'a> {
    fn from(plan: &'a Plan) -> Self {
        let time = plan.time.as_ref();
        Self {
            audience: plan.audience,
            large: plan.large,
            title: plan.title.as_str(),
            description: plan.body.source(),
            starts_local: time.map(|time| time.start.local_word()),
            ends_local: time.map(|time| word(time.end)),
            zone: &plan.zone,
            fold: time.map_or(0, |time| i32::from(time.start.later)),
            starts_at: time.map(|time| time.starts_at),
            ends_at: time.map(|time| time.ends_at),
            on_site: plan.on_site,
            remote: plan.remote,
            site_capacity: plan.site_capacity,
            remote_capacity: plan.remote_capacity,
            forms_until: plan.forms_until.as_deref(),
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = meeting_venues)]
struct VenueRow<'a> {
    address: &'a str,
    room: &'a str,
    access: &'a str,
    remote_link: &'a str,
    costs: &'a str,
}

impl<'a> From<&'a Venue> for VenueRow<'a> {
    fn from(venue: &'a Venue) -> Self {
        let Venue { address, room, access, remote_link, costs } = venue;
        Self { address, room, access, remote_link, costs }
    }
}

/// One more person organises it.
pub(super) fn add_organiser(tx: &mut Tx<'_>, meeting: MeetingId, member: MemberId) -> Result<(), Refusal> {
    let row = (meeting_organisers::meeting_id.eq(meeting), meeting_organisers::member_id.eq(member));
    on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_organisers::table).values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// Takes a step if the meeting is still as it was seen; its version moves on, and what calendars compare with a step
/// that is news to them.
pub(super) fn cross(tx: &mut Tx<'_>, meeting: &Meeting, step: Step) -> Result<bool, Refusal> {
    let sequence = meeting.sequence + i32::from(step.raises_sequence());
    let changed = diesel::update(meetings::table.find(meeting.id))
        .filter(meetings::version.eq(meeting.version))
        .filter(meetings::state.eq(meeting.state))
        .filter(meetings::state.eq_any(step.from()))
        .set((
            meetings::state.eq(step.to(meeting.state)),
            meetings::version.eq(meeting.version + 1),
            meetings::sequence.eq(sequence),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// Keeps a step that was taken.
pub(super) fn keep_step(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    step: Step,
    actor: Option<MemberId>,
    reason: &str,
) -> Result<StepId, Refusal> {
    let (id, now) = (StepId(tx.id()), tx.now());
    let was = meeting.starts_local.as_ref().map(|local| format!("{local} {}", meeting.zone)).unwrap_or_default();
    let row = (
        (meeting_steps::id.eq(id), meeting_steps::meeting_id.eq(meeting.id)),
        (meeting_steps::version.eq(meeting.version + 1), meeting_steps::step.eq(step)),
        meeting_steps::sequence.eq(meeting.sequence + i32::from(step.raises_sequence())),
        (meeting_steps::actor_id.eq(actor), meeting_steps::happened_at.eq(now)),
        (meeting_steps::reason.eq(reason), meeting_steps::was.eq(was)),
    );
    diesel::insert_into(meeting_steps::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// The thread of a meeting is open: from now on who reads it is the thread's rule.
pub(super) fn announced(tx: &mut Tx<'_>, meeting: MeetingId, thread: ThreadId) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(meetings::table.find(meeting))
        .set((meetings::thread_id.eq(thread), meetings::announced_at.eq(now)))
        .execute(tx.db())?;
    Ok(())
}

/// It was cancelled now: calendars show it so for a while.
pub(super) fn cancelled(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(meetings::table.find(meeting)).set(meetings::cancelled_at.eq(now)).execute(tx.db())?;
    Ok(())
}

/// A step that was taken.
#[derive(Clone, Debug, Queryable)]
pub(super) struct StepRow {
    /// Which.
    pub step: Step,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// Who took it: given and family name; the clock otherwise.
    pub by: Option<(String, String)>,
}

/// The last steps of a meeting, the newest first.
pub(super) fn steps(db: &mut Db, meeting: MeetingId) -> Result<Vec<StepRow>, Refusal> {
    Ok(meeting_steps::table
        .left_join(members::table)
        .filter(meeting_steps::meeting_id.eq(meeting))
        .order(meeting_steps::version.desc())
        .limit(MOST)
        .select((
            meeting_steps::step,
            meeting_steps::reason,
            meeting_steps::happened_at,
            (members::given_name, members::family_name).nullable(),
        ))
        .load(db)?)
}

/// The meeting a notice is about: it names the meeting, one of its steps, or a place on its waiting list.
pub(super) fn of_subject(db: &mut Db, subject: i64) -> Result<MeetingId, Refusal> {
    let step = meeting_steps::table.find(StepId(subject)).select(meeting_steps::meeting_id).first(db).optional()?;
    if let Some(meeting) = step {
        return Ok(meeting);
    }
    let place = meeting_registrations::table.filter(meeting_registrations::queued.eq(subject));
    let place = place.select(meeting_registrations::meeting_id).first(db).optional()?;
    Ok(place.unwrap_or(MeetingId(subject)))
}

/// Who organises a meeting: id and name.
pub(super) fn organisers(db: &mut Db, meeting: MeetingId) -> Result<Vec<(MemberId, String)>, Refusal> {
    let rows: Vec<(MemberId, String, String)> = meeting_organisers::table
        .inner_join(members::table)
        .filter(meeting_organisers::meeting_id.eq(meeting))
        .order((members::family_name, members::given_name, members::id))
        .limit(MOST)
        .select((members::id, members::given_name, members::family_name))
        .load(db)?;
    Ok(rows.into_iter().map(|(id, given, family)| (id, format!("{given} {family}"))).collect())
}

/// A meeting as lists tell it.
#[derive(Clone, Debug, Queryable)]
pub struct Row {
    /// The meeting.
    pub meeting: Meeting,
    /// Its theme: name and end of address.
    pub theme: (String, String),
}

/// Meetings of some themes, and those that invite them.
#[auto_type(no_type_alias)]
pub(super) fn concerns(of: Vec<ThemeId>) -> _ {
    let invited: OneOf<meeting_themes::theme_id> = one_of(meeting_themes::theme_id, of.clone());
    let own: OneOf<meetings::theme_id> = one_of(meetings::theme_id, of);
    own.or(exists(meeting_themes::table.filter(meeting_themes::meeting_id.eq(meetings::id)).filter(invited)))
}

/// The meetings of a stretch of time that a viewer sees, in order.
///
/// # Errors
/// What the database says.
pub(super) fn between(
    db: &mut Db,
    viewer: &Viewer,
    theme: Option<ThemeId>,
    (from, to): (Moment, Moment),
) -> Result<Vec<Row>, Refusal> {
    Ok(meetings::table
        .inner_join(threads::table)
        .inner_join(themes::table.on(themes::id.eq(meetings::theme_id)))
        .filter(visible_threads(viewer))
        .filter(meetings::state.ne(State::Draft))
        .filter(meetings::starts_at.ge(from).and(meetings::starts_at.lt(to)))
        .filter(theme.is_none().into_sql::<diesel::sql_types::Bool>().or(concerns(theme.into_iter().collect())))
        .order((meetings::starts_at, meetings::id))
        .limit(MOST)
        .select((Meeting::as_select(), (themes::name, themes::slug)))
        .load(db)?)
}

/// Meetings whose circle is asked about dates, as far as a viewer sees them, the last asked first.
pub(super) fn polled(db: &mut Db, viewer: &Viewer, theme: Option<ThemeId>) -> Result<Vec<Row>, Refusal> {
    Ok(meetings::table
        .inner_join(threads::table)
        .inner_join(themes::table.on(themes::id.eq(meetings::theme_id)))
        .filter(visible_threads(viewer))
        .filter(meetings::state.eq(State::Polled).and(meetings::starts_at.is_null()))
        .filter(theme.is_none().into_sql::<diesel::sql_types::Bool>().or(concerns(theme.into_iter().collect())))
        .order(meetings::id.desc())
        .limit(MOST)
        .select((Meeting::as_select(), (themes::name, themes::slug)))
        .load(db)?)
}

/// What is being prepared in themes whose experts the viewer is one of, or that they organise.
pub(super) fn in_preparation(db: &mut Db, inner: &[ThemeId], member: MemberId) -> Result<Vec<Row>, Refusal> {
    let organises = exists(meeting_organisers::table.find((meetings::id, member)));
    Ok(meetings::table
        .inner_join(themes::table)
        .filter(meetings::state.eq(State::Draft))
        .filter(one_of(meetings::theme_id, inner.to_vec()).or(organises))
        .order(meetings::id.desc())
        .limit(MOST)
        .select((Meeting::as_select(), (themes::name, themes::slug)))
        .load(db)?)
}

/// Announced meetings whose end is past.
pub(super) fn ended(db: &mut Db, now: Moment) -> Result<Vec<Meeting>, Refusal> {
    Ok(meetings::table
        .filter(meetings::state.eq(State::Announced))
        .filter(meetings::ends_at.le(now))
        .order(meetings::ends_at)
        .limit(MOST)
        .select(Meeting::as_select())
        .load(db)?)
}

/// The step that made a version.
pub(super) fn step_of(db: &mut Db, meeting: MeetingId, version: i32) -> Result<StepId, Refusal> {
    let made =
        meeting_steps::table.filter(meeting_steps::meeting_id.eq(meeting)).filter(meeting_steps::version.eq(version));
    Ok(made.select(meeting_steps::id).first(db)?)
}
