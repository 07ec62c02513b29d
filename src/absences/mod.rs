//! When members are away, who stands in for them, and where they work: what calls, deadlines and their warnings ask.
//!
//! An absence is days of the member's own calendar. The département gives the public holidays; members who did not say
//! it work where their region has only one (overseas), else by the holidays of the métropole.

pub mod pages;
mod store;

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use crate::circles::{Circle, people};
use crate::db::ids::{AbsenceId, MemberId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::worktime::Department;
pub use store::{Absence, coming, department_of};

/// An absence begins within this time and lasts no longer.
const LONGEST_YEARS: i32 = 1;
/// Absences to come that a member may have.
const MOST: usize = 50;

/// Where a member works.
#[derive(Clone, Debug)]
pub struct Place {
    /// By which clock.
    pub zone: TimeZone,
    /// With which public holidays.
    pub department: Department,
}

impl Place {
    /// By the clock of a zone, in the département said, else that of the region, else in the métropole.
    fn of(zone: &str, region: &str, department: Option<&str>) -> Self {
        let said = department.and_then(Department::parse).or_else(|| Department::of_region(region));
        Self { zone: TimeZone::get(zone).unwrap_or_else(|_| paris()), department: said.unwrap_or(Department::PARIS) }
    }

    /// Paris: where nobody in particular works.
    pub fn paris() -> Self {
        Self { zone: paris(), department: Department::PARIS }
    }

    /// The day it is there.
    pub fn today(&self, now: Moment) -> Date {
        now.instant().to_zoned(self.zone.clone()).date()
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// An absence that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// Its last day.
    pub until: Date,
    /// Who stands in.
    pub deputy: Option<MemberId>,
}

/// Days to be away and who stands in, as asked for.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Who stands in.
    pub deputy: Option<MemberId>,
}

/// Says that one will be away; whoever stands in is told.
///
/// # Errors
/// `Refusal::Invalid` for days that are past, in disorder, too far, or away already; for a deputy who cannot be one.
pub fn announce(viewer: &Viewer, planned: &Planned, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = viewer.id()?;
    let now = tx.now();
    let place = places(tx.db(), &[me])?.remove(&me).unwrap_or_else(Place::paris);
    check_days(planned, place.today(now))?;
    let others = coming(tx.db(), me, place.today(now))?;
    if others.len() >= MOST {
        return Err(Problems::one("first", "absence-too-many"));
    }
    if others.iter().any(|other| planned.first <= other.last && other.first <= planned.last) {
        return Err(Problems::one("first", "absence-overlaps"));
    }
    if let Some(deputy) = planned.deputy
        && !deputies(tx.db(), viewer, now)?.iter().any(|(id, _)| *id == deputy)
    {
        return Err(Problems::one("deputy", "absence-no-such-deputy"));
    }
    let id = AbsenceId(tx.id());
    store::insert(tx, id, me, planned)?;
    record(tx, me, "absence.announced", id)?;
    match planned.deputy {
        Some(deputy) => notices::tell(tx, deputy, &asked_to_stand_in(me, id)),
        None => Ok(()),
    }
}

/// Says that one is away from today to a day; one who is away those days already said so.
///
/// # Errors
/// `Refusal::Invalid` beside `until` for a day that is past or too far.
pub fn say_away(viewer: &Viewer, until: Date, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = viewer.id()?;
    let now = tx.now();
    let today = places(tx.db(), &[me])?.remove(&me).unwrap_or_else(Place::paris).today(now);
    let planned = Planned { first: today, last: until, deputy: None };
    check_days(&planned, today).map_err(|_| Problems::one("until", "absence-until-to-come"))?;
    let others = coming(tx.db(), me, today)?;
    if others.len() >= MOST || others.iter().any(|other| today <= other.last && other.first <= until) {
        return Ok(());
    }
    let id = AbsenceId(tx.id());
    store::insert(tx, id, me, &planned)?;
    record(tx, me, "absence.announced", id)
}

fn check_days(planned: &Planned, today: Date) -> Result<(), Refusal> {
    let far = |from: Date, span: Span| from.checked_add(span).unwrap_or(Date::MAX);
    let mut problems = Problems::default();
    if planned.last < planned.first {
        problems.add("last", "absence-ends-before");
    } else if planned.last < today {
        problems.add("last", "absence-is-past");
    } else if planned.last > far(planned.first, LONGEST_YEARS.years()) {
        problems.add("last", "absence-too-long");
    }
    if planned.first > far(today, LONGEST_YEARS.years()) {
        problems.add("first", "absence-too-far");
    }
    problems.settle()
}

fn asked_to_stand_in(me: MemberId, id: AbsenceId) -> Tiding<'static> {
    Tiding {
        kind: Notice::Assignment,
        about: "deputy",
        subject: id.0,
        theme: None,
        thread: None,
        post: None,
        actor: Some(me),
        has_letter: false,
    }
}

/// Takes one's absence back, or cuts it short.
///
/// # Errors
/// `Refusal::NotFound` when it is not one's own.
pub fn take_back(viewer: &Viewer, id: AbsenceId, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = viewer.id()?;
    if !store::remove(tx, me, id)? {
        return Err(Refusal::NotFound);
    }
    record(tx, me, "absence.taken_back", id)
}

/// Says in which département one works; `None`: as the region says.
///
/// # Errors
/// What the database says.
pub fn work_in(viewer: &Viewer, department: Option<Department>, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    store::work_in(tx, viewer.id()?, department)
}

/// Who may stand in for a member: the experts and animators of the themes where they are one.
///
/// # Errors
/// What the database says.
pub fn deputies(db: &mut Db, viewer: &Viewer, now: Moment) -> Result<Vec<(MemberId, String)>, Refusal> {
    let themes = viewer.themes_from(Circle::Expert);
    let found = people::inner_circle(db, &themes, now)?;
    let ids: Vec<MemberId> =
        found.iter().filter_map(|one| one.member).filter(|id| viewer.member != Some(*id)).collect();
    let mut named: Vec<(MemberId, String)> = people::names(db, &ids)?.into_iter().collect();
    named.sort_by_cached_key(|(id, name)| (crate::text::fold(name), *id));
    Ok(named)
}

/// Where some members work.
///
/// # Errors
/// What the database says.
pub fn places(db: &mut Db, of: &[MemberId]) -> Result<HashMap<MemberId, Place>, Refusal> {
    let rows = store::places(db, of)?;
    Ok(rows.into_iter().map(|row| (row.member, Place::of(&row.zone, &row.region, row.department.as_deref()))).collect())
}

/// Which of some members are away now, each by the day it is where they live.
///
/// # Errors
/// What the database says.
pub fn away(db: &mut Db, of: &[MemberId], now: Moment) -> Result<HashMap<MemberId, Away>, Refusal> {
    // No clock is more than fourteen hours from UTC: a day around is looked at, each zone decides.
    let here = now.instant().to_zoned(TimeZone::UTC).date();
    let (yesterday, tomorrow) = (here.saturating_sub(1.day()), here.saturating_add(1.day()));
    let mut away = HashMap::new();
    for row in store::around(db, of, (yesterday, tomorrow))? {
        let today = Place::of(&row.zone, "", None).today(now);
        if (row.first..=row.last).contains(&today) {
            away.insert(row.member, Away { until: row.last, deputy: row.deputy });
        }
    }
    Ok(away)
}

/// The absences of some members that touch some days: whose, from when, to when.
///
/// # Errors
/// What the database says.
pub fn between(db: &mut Db, of: &[MemberId], days: (Date, Date)) -> Result<Vec<(MemberId, Date, Date)>, Refusal> {
    let rows = store::around(db, of, days)?;
    Ok(rows.into_iter().map(|row| (row.member, row.first, row.last)).collect())
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, id: AbsenceId) -> Result<(), Refusal> {
    let fact = Fact { actor: Some(actor), act, theme: None, subject: "absence", subject_id: id.0, detail: "" };
    journal::record(tx, &fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_what_was_said_or_what_the_region_says() {
        let place = |zone, region, said| Place::of(zone, region, said).department.code();
        assert_eq!(place("Europe/Paris", "grand-est", Some("67")), "67");
        assert_eq!(place("Europe/Paris", "grand-est", None), "75");
        assert_eq!(place("America/Guadeloupe", "guadeloupe", None), "971");
        assert_eq!(place("America/Guadeloupe", "guadeloupe", Some("75")), "75");
        let late: Moment = "2026-11-26T02:00:00Z".parse::<jiff::Timestamp>().unwrap_or_default().into();
        assert_eq!(Place::of("America/Guadeloupe", "", None).today(late).to_string(), "2026-11-25");
        assert_eq!(Place::of("Indian/Reunion", "", None).today(late).to_string(), "2026-11-26");
    }

    #[test]
    fn days_must_be_to_come_in_order_and_near() {
        let day = |text: &str| text.parse::<Date>().unwrap_or_default();
        let wrong = |first: &str, last: &str| {
            let planned = Planned { first: day(first), last: day(last), deputy: None };
            match check_days(&planned, day("2026-11-26")) {
                Err(Refusal::Invalid(problems)) => problems.0.iter().map(|problem| problem.field).collect(),
                _ => Vec::new(),
            }
        };
        assert!(wrong("2026-11-26", "2026-11-26").is_empty());
        assert!(wrong("2026-11-20", "2026-11-26").is_empty(), "one is away already");
        assert_eq!(wrong("2026-11-20", "2026-11-25"), ["last"]);
        assert_eq!(wrong("2026-12-02", "2026-12-01"), ["last"]);
        assert_eq!(wrong("2026-12-01", "2027-12-02"), ["last"]);
        assert_eq!(wrong("2027-11-27", "2027-11-28"), ["first"]);
    }
}
