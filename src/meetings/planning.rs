//! Planning a meeting: begun, changed, announced, moved, cancelled, given up.

use jiff::civil::DateTime;

use super::machine::{State, Step};
use super::store::{self, Meeting, Venue};
use super::when::{Reading, Wall, read};
use super::{Place, Seen, invited, overtaken, programme, record, series, take, telling};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, ThemeId, ThreadId};
use crate::db::{Moment, Tx};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::themes;
use crate::threads::{Body, Kind, Opening, Title, owned};

/// The longest meeting: a week.
const LONGEST: i64 = 7 * 86_400;

/// When a meeting is: both ends by one wall clock, and the instants they make.
#[derive(Clone, Debug)]
pub struct Time {
    /// Its start.
    pub start: Wall,
    /// Its end by the same clock.
    pub end: DateTime,
    /// The instant of its start.
    pub starts_at: Moment,
    /// The instant of its end.
    pub ends_at: Moment,
}

impl Time {
    /// Reads both ends, as a form gives them: `YYYY-MM-DDTHH:MM`; `which` is `earlier` or `later` for a start that
    /// exists twice, and empty when it was not asked.
    ///
    /// # Errors
    /// The field and the sentence to show beside it.
    pub fn parse(starts: &str, ends: &str, zone: &str, which: &str) -> Result<Self, (&'static str, Sentence)> {
        let start = Wall::parse(starts, zone, which == "later").ok_or(("starts", "meeting-time-wrong".into()))?;
        let end = Wall::parse(ends, zone, false).ok_or(("ends", "meeting-time-wrong".into()))?;
        let starts_at = match start.reading() {
            Reading::Once(moment) => moment,
            Reading::Twice(..) if which.is_empty() => return Err(("starts", "meeting-time-twice".into())),
            Reading::Twice(earlier, later) => {
                if start.later {
                    later
                } else {
                    earlier
                }
            }
            Reading::Never(next) => return Err(("starts", never(next))),
        };
        let ends_at = match end.reading() {
            Reading::Once(moment) => moment,
            // A meeting that ends in the hour that comes twice ends the first time after its start.
            Reading::Twice(earlier, later) => {
                if earlier > starts_at {
                    earlier
                } else {
                    later
                }
            }
            Reading::Never(next) => return Err(("ends", never(next))),
        };
        if ends_at <= starts_at {
            return Err(("ends", "meeting-ends-before".into()));
        }
        if ends_at.seconds_since(starts_at) > LONGEST {
            return Err(("ends", "meeting-too-long".into()));
        }
        Ok(Self { start, end: end.local, starts_at, ends_at })
    }
}

pub(super) fn never(next: DateTime) -> Sentence {
    Sentence::new("meeting-time-never").text("next", next.strftime("%H:%M").to_string())
}

/// A meeting as its organisers describe it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its theme; that of a meeting that stands is kept.
    pub theme: ThemeId,
    /// The convening circle; kept too.
    pub circle: Circle,
    /// Other themes, whose same circle is invited too; kept as well.
    pub also: Vec<ThemeId>,
    /// Who reads the announcement: the circle, or everybody for the community's large event.
    pub audience: Audience,
    /// Whether it is a large event.
    pub large: bool,
    /// Its title.
    pub title: Title,
    /// What it is about.
    pub body: Body,
    /// When it is; nothing while that is not known.
    pub time: Option<Time>,
    /// Its zone, known before its time is.
    pub zone: String,
    /// Whether one may come on site.
    pub on_site: bool,
    /// Whether one may follow from afar.
    pub remote: bool,
    /// Seats on site.
    pub site_capacity: Option<i32>,
    /// Seats from afar.
    pub remote_capacity: Option<i32>,
    /// Where it is.
    pub venue: Venue,
    /// The day after which what people need is forgotten.
    pub forms_until: Option<String>,
}

impl Plan {
    /// Whether calendars must hear of it: another time, another place.
    fn moves(&self, meeting: &Meeting, venue: &Venue) -> bool {
        let time = self.time.as_ref();
        time.map(|time| (time.starts_at, time.ends_at)) != meeting.starts_at.zip(meeting.ends_at)
            || self.zone != meeting.zone
            || (self.on_site, self.remote) != (meeting.on_site, meeting.remote)
            || (&self.venue.address, &self.venue.room) != (&venue.address, &venue.room)
            || self.venue.remote_link != venue.remote_link
    }
}

/// Begins to prepare a meeting; whoever does organises it.
///
/// # Errors
/// `Refusal::Forbidden` for who may not plan one for the circle; `Refusal::Conflict` in an archived theme.
pub fn plan(tx: &mut Tx<'_>, viewer: &Viewer, plan: &Plan, host: &str) -> Result<MeetingId, Refusal> {
    let me = begins(tx, viewer, plan)?;
    let id = store::insert(tx, plan, me, host)?;
    let meeting = store::find(tx.db(), id)?;
    record(tx, Some(me), Step::Plan, &meeting)?;
    Ok(id)
}

/// Whoever plans a meeting may plan one for its circle in each theme it invites.
///
/// # Errors
/// Those of [`plan`].
pub(super) fn begins(tx: &mut Tx<'_>, viewer: &Viewer, plan: &Plan) -> Result<MemberId, Refusal> {
    let me = may_plan(viewer, plan, &[plan.theme])?;
    may_plan(viewer, plan, &plan.also)?;
    if themes::by_id(tx.db(), plan.theme)?.archived_at.is_some() {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    Ok(me)
}

/// Goes on only if the viewer may plan a meeting of a circle in some themes.
fn may_plan(viewer: &Viewer, plan: &Plan, themes: &[ThemeId]) -> Result<MemberId, Refusal> {
    for theme in themes {
        let act = Act::StepMeeting { theme: *theme, circle: plan.circle, step: Step::Plan, place: Place::default() };
        policy::require(viewer, &act)?;
    }
    viewer.id()
}

/// Saves another description. One that was announced hears of another time or place with a reason, and its calendars
/// with it; of other words, nobody is told.
///
/// # Errors
/// `Refusal::Invalid` (`reason`) for a move without one, (`site_capacity`, `remote_capacity`) below the seats taken;
/// `Refusal::Overtaken` (`version`) when somebody was faster.
pub fn change(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (version, reason): (i32, &str),
    plan: &Plan,
) -> Result<(), Refusal> {
    let meeting = &seen.meeting;
    seen.require_now(viewer, Step::Change)?;
    let venue = store::venue(tx.db(), meeting.id)?;
    let moves = meeting.state == State::Announced && plan.moves(meeting, &venue);
    if moves && plan.time.is_none() {
        return Err(Problems::one("starts", "meeting-date-needed"));
    }
    if moves && reason.is_empty() {
        return Err(Problems::one("reason", "meeting-move-reason"));
    }
    if meeting.state.is_over() && plan.moves(meeting, &venue) {
        return Err(Problems::one("starts", "meeting-over"));
    }
    seats(plan, meeting)?;
    if let Some(time) = &plan.time {
        programme::fits(tx.db(), meeting.id, (time.starts_at, time.ends_at))?;
    }
    let step = if moves { Step::Move } else { Step::Change };
    let me = take(tx, viewer, seen, (step, version), reason)?;
    store::rewrite(tx, meeting.id, plan)?;
    if meeting.state == State::Draft {
        let standing = invited::ids_of(tx.db(), meeting.id)?;
        // Another theme is invited, or not any more, by who may plan there.
        let changed = |one: &ThemeId| standing.contains(one) != plan.also.contains(one);
        let changed: Vec<ThemeId> = standing.iter().chain(&plan.also).copied().filter(changed).collect();
        may_plan(viewer, plan, &changed)?;
        invited::set_themes(tx, &[meeting.id], &plan.also)?;
    }
    if let Some(thread) = seen.thread.as_ref().filter(|_| meeting.series_id.is_none()) {
        owned::rewrite(viewer, me, thread, (&plan.title, &plan.body), tx)?;
    }
    if moves { telling::moved(tx, seen, me, version + 1) } else { Ok(()) }
}

/// A capacity is never lowered below the seats that are taken.
fn seats(plan: &Plan, meeting: &Meeting) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    for (field, capacity, taken) in [
        ("site_capacity", plan.site_capacity, meeting.site_taken),
        ("remote_capacity", plan.remote_capacity, meeting.remote_taken),
    ] {
        if capacity.is_some_and(|capacity| capacity < taken) {
            problems.add(field, Sentence::new("meeting-capacity-taken").number("taken", i64::from(taken)));
        }
    }
    for (field, kept, taken) in
        [("on_site", plan.on_site, meeting.site_taken), ("remote", plan.remote, meeting.remote_taken)]
    {
        if !kept && taken > 0 {
            problems.add(field, Sentence::new("meeting-way-taken").number("taken", i64::from(taken)));
        }
    }
    problems.settle()
}

/// A meeting as its thread will open, read and rendered before the transaction that announces it.
#[derive(Clone, Debug)]
pub struct Prepared {
    version: i32,
    title: Title,
    body: Body,
}

/// Reads and renders the description last saved.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Invalid` for a text no post can hold.
pub fn prepared(db: &mut crate::db::Db, id: MeetingId) -> Result<Prepared, Refusal> {
    let meeting = store::find(db, id)?;
    let wrong = |sentence| Problems::one("version", sentence);
    Ok(Prepared {
        version: meeting.version,
        title: Title::parse(&meeting.title).map_err(wrong)?,
        body: Body::parse(&meeting.description).map_err(wrong)?,
    })
}

/// Tells the circle: the thread opens, registration with it.
///
/// # Errors
/// `Refusal::Invalid` (`version`) without a date, or with one that is past; `Refusal::Overtaken`.
pub fn announce(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    version: i32,
    prepared: &Prepared,
) -> Result<(), Refusal> {
    let meeting = &seen.meeting;
    seen.require_now(viewer, Step::Announce)?;
    let Some(starts_at) = meeting.starts_at else {
        return Err(Problems::one("version", "meeting-date-needed"));
    };
    if starts_at <= tx.now() {
        return Err(Problems::one("version", "meeting-date-past"));
    }
    let (me, _) = known(tx, viewer, seen, (Step::Announce, version), prepared)?;
    let known = store::find(tx.db(), meeting.id)?;
    telling::announced(tx, &known, me)
}

/// The circle knows of it: the thread is open from now on; says who took the step, and which thread.
pub(super) fn known(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (step, version): (Step, i32),
    prepared: &Prepared,
) -> Result<(MemberId, ThreadId), Refusal> {
    let meeting = &seen.meeting;
    if meeting.thread_id.is_none() && prepared.version != version {
        return Err(overtaken());
    }
    let me = take(tx, viewer, seen, (step, version), "")?;
    let own = meeting.series_id.map_or(meeting.id.0, |series| series.0);
    let thread = meeting.thread_id.unwrap_or(ThreadId(own));
    if meeting.thread_id.is_none() {
        let opening = Opening {
            theme: meeting.theme_id,
            subtopic: None,
            kind: Kind::Meeting,
            audience: meeting.audience,
            title: prepared.title.clone(),
            body: prepared.body.clone(),
        };
        owned::open(viewer, me, thread, &opening, tx)?;
        if let Some(series) = meeting.series_id {
            series::opened(tx, series)?;
        }
    }
    store::announced(tx, meeting.id, thread)?;
    Ok((me, thread))
}

/// Cancels it: whoever was asked hears why, and so do their calendars.
///
/// # Errors
/// `Refusal::Invalid` (`reason`) without one; `Refusal::Overtaken`.
pub fn cancel(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, (version, reason): (i32, &str)) -> Result<(), Refusal> {
    seen.require_now(viewer, Step::Cancel)?;
    if reason.is_empty() {
        return Err(Problems::one("reason", "meeting-cancel-reason"));
    }
    let me = take(tx, viewer, seen, (Step::Cancel, version), reason)?;
    store::cancelled(tx, seen.meeting.id)?;
    telling::cancelled(tx, seen, me, version + 1)
}

/// Gives it up before anybody heard of it.
///
/// # Errors
/// `Refusal::Conflict` once its circle knows of it; `Refusal::Overtaken`.
pub fn abandon(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32) -> Result<(), Refusal> {
    seen.require_now(viewer, Step::Abandon)?;
    take(tx, viewer, seen, (Step::Abandon, version), "").map(|_| ())
}

/// What a wall clock time is in a zone, for a form that asks about one that exists twice.
pub fn exists_twice(starts: &str, zone: &str) -> bool {
    let wall = Wall::parse(starts, zone, false);
    wall.is_some_and(|wall| matches!(read(wall.local, &wall.time_zone()), Reading::Twice(..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARIS: &str = "Europe/Paris";

    fn refused(starts: &str, ends: &str, which: &str) -> (&'static str, String) {
        let (field, sentence) = Time::parse(starts, ends, PARIS, which).unwrap_err();
        (field, format!("{sentence:?}"))
    }

    #[test]
    fn an_end_before_the_start_is_refused_beside_the_end() {
        assert_eq!(refused("2027-01-12T14:00", "2027-01-12T13:00", "").0, "ends");
        assert_eq!(refused("2027-01-12T14:00", "2027-01-20T13:00", "").0, "ends");
    }

    #[test]
    fn a_time_that_does_not_exist_is_refused_with_the_one_after() {
        let (field, sentence) = refused("2027-03-28T02:30", "2027-03-28T04:00", "");
        assert_eq!(field, "starts");
        assert!(sentence.contains("03:30"), "{sentence}");
    }

    #[test]
    fn a_time_that_exists_twice_is_asked_about() {
        assert_eq!(refused("2026-10-25T02:30", "2026-10-25T05:00", "").0, "starts");
        let time = |which| Time::parse("2026-10-25T02:30", "2026-10-25T05:00", PARIS, which).unwrap();
        assert_eq!(time("later").starts_at.seconds_since(time("earlier").starts_at), 3_600);
    }

    #[test]
    fn a_zone_that_no_longer_exists_is_refused() {
        let zone = "Europe/Atlantis";
        assert_eq!(Time::parse("2027-01-12T14:00", "2027-01-12T15:00", zone, "").unwrap_err().0, "starts");
    }
}
