//! Meetings that come back by a rule: each is a meeting of its own, announced, moved or cancelled alone; they share one
//! thread, under the series' own id, opened when the first of them is announced.

pub mod calendar;
pub mod pages;
pub mod rules;
mod store;

use jiff::civil::{Date, DateTime};

use crate::db::ids::{MeetingId, MeetingSeriesId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::meetings::machine::Step;
use crate::meetings::planning::{self, Plan, Prepared, Time};
use crate::meetings::store::{Meeting, Venue};
use crate::meetings::when::{Reading, read};
use crate::meetings::{Place, Seen, address, telling};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::threads::{self, Thread};
pub use rules::{End, Every, Rule};
pub use store::Series;

/// A series as its organisers describe it: the first of its meetings, and how it comes back.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The first meeting, which has a date.
    pub plan: Plan,
    /// How it comes back.
    pub rule: Rule,
    /// Days on which it does not take place.
    pub except: Vec<Date>,
    /// Whether the later one is meant of starts that exist twice; nothing while it was not asked.
    pub later: Option<bool>,
}

/// One of the meetings a rule gives.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// Its start by the wall clock.
    pub start: DateTime,
    /// Its end by the same clock.
    pub end: DateTime,
    /// The instants they are.
    pub instants: (Moment, Moment),
    /// Whether the start is the later one of two.
    pub later: bool,
}

impl Draft {
    /// The first meeting's time.
    fn time(&self) -> Result<&Time, Refusal> {
        self.plan.time.as_ref().ok_or_else(|| Problems::one("starts", "meeting-date-needed"))
    }

    /// The meetings it makes, in order, without those on days it leaves out, and how many starts the rule gives.
    ///
    /// # Errors
    /// `Refusal::Invalid` beside the field that is wrong.
    pub fn occurrences(&self) -> Result<(Vec<Occurrence>, usize), Refusal> {
        let time = self.time()?;
        let starts = self.rule.starts(time.start.local).map_err(said)?;
        if let Some(stray) = self.except.iter().find(|day| !starts.iter().any(|start| start.date() == **day)) {
            let sentence = Sentence::new("series-except-stray").text("day", stray.strftime("%d/%m/%Y").to_string());
            return Err(Problems::one("except", sentence));
        }
        let held = starts.iter().filter(|start| !self.except.contains(&start.date()));
        let found = held.map(|start| self.occurrence(time, *start)).collect::<Result<Vec<_>, _>>()?;
        if found.is_empty() {
            return Err(Problems::one("except", "series-none-left"));
        }
        Ok((found, starts.len()))
    }

    fn occurrence(&self, time: &Time, start: DateTime) -> Result<Occurrence, Refusal> {
        let zone = time.start.time_zone();
        let day = |key| Sentence::new(key).text("day", start.strftime("%d/%m/%Y").to_string());
        let starts_at = match read(start, &zone) {
            Reading::Once(moment) => moment,
            Reading::Never(_) => return Err(Problems::one("starts", day("series-time-never"))),
            Reading::Twice(earlier, later) => match self.later {
                None => return Err(Problems::one("which", day("series-time-twice"))),
                Some(false) => earlier,
                Some(true) => later,
            },
        };
        // It lasts as long as the first one does by the clock on the wall.
        let lasts = time.end.duration_since(time.start.local);
        let end = start.checked_add(lasts).map_err(|_| Problems::one("ends", "meeting-time-wrong"))?;
        let ends_at = match read(end, &zone) {
            Reading::Once(moment) => moment,
            Reading::Twice(earlier, later) => {
                if earlier > starts_at {
                    earlier
                } else {
                    later
                }
            }
            Reading::Never(_) => return Err(Problems::one("ends", day("series-time-never"))),
        };
        let later = matches!(read(start, &zone), Reading::Twice(..)) && self.later == Some(true);
        Ok(Occurrence { start, end, instants: (starts_at, ends_at), later })
    }
}

fn said(wrong: rules::Wrong) -> Refusal {
    use rules::Wrong;
    match wrong {
        Wrong::Fifth => Problems::one("every", "series-fifth"),
        Wrong::NotLast => Problems::one("every", "series-not-last"),
        Wrong::TooMany => {
            let most = i64::try_from(rules::MOST).unwrap_or(i64::MAX);
            Problems::one("count", Sentence::new("series-too-many").number("most", most))
        }
        Wrong::TooFew => Problems::one("count", "series-too-few"),
    }
}

/// Begins to prepare a series: all of its meetings, none of them announced.
///
/// # Errors
/// `Refusal::Invalid` for a rule that makes no series; `Refusal::Forbidden` for who may not plan one for the circle;
/// `Refusal::Conflict` in an archived theme.
pub fn plan(tx: &mut Tx<'_>, viewer: &Viewer, draft: &Draft, host: &str) -> Result<MeetingSeriesId, Refusal> {
    let plan = &draft.plan;
    let me = planning::begins(tx, viewer, plan)?;
    let (occurrences, count) = draft.occurrences()?;
    let first = draft.time()?;
    let rule = draft.rule.word(first.start.local, count);
    let id = store::insert(tx, (plan, first), &rule, me, host)?;
    store::insert_meetings(tx, id, plan, &occurrences, me, host)?;
    let fact = Fact {
        actor: Some(me),
        act: "series.planned",
        theme: Some(plan.theme),
        subject: "meeting_series",
        subject_id: id.0,
        detail: "",
    };
    journal::record(tx, &fact)?;
    Ok(id)
}

/// A series that its reader may read, with the meetings of it they may read.
pub struct SeenSeries {
    /// The series.
    pub series: Series,
    /// Its meetings, by the start the rule gave them.
    pub meetings: Vec<(Meeting, Venue)>,
    /// Its thread, once one of its meetings was announced.
    pub thread: Option<Thread>,
}

impl SeenSeries {
    /// Its address.
    pub fn address(&self) -> String {
        address(self.series.id.0, &self.series.title)
    }
}

/// A series, if the viewer may read it: by its thread once its circle knows of it, else as who prepares it.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden or does not exist.
pub fn visible(db: &mut Db, viewer: &Viewer, id: MeetingSeriesId) -> Result<SeenSeries, Refusal> {
    let series = store::find(db, id)?;
    let thread = match series.thread_id {
        Some(thread) => Some(threads::visible(db, viewer, thread)?.0),
        None => None,
    };
    let place = Place { organises: viewer.member == Some(series.created_by), ..Place::default() };
    let act = Act::StepMeeting { theme: series.theme_id, circle: series.circle, step: Step::Read, place };
    let prepares = policy::allows(viewer, &act);
    if thread.is_none() && !prepares {
        return Err(Refusal::NotFound);
    }
    let mut meetings = store::meetings(db, id)?;
    meetings.retain(|(meeting, _)| prepares || meeting.state.is_known());
    Ok(SeenSeries { series, meetings, thread })
}

impl SeenSeries {
    /// Its meetings to come that the viewer may announce, the first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn to_announce(&self, db: &mut Db, viewer: &Viewer, now: Moment) -> Result<Vec<Seen>, Refusal> {
        let waiting: Vec<&Meeting> = self.unannounced(now).collect();
        let (Some(me), false) = (viewer.member, waiting.is_empty()) else { return Ok(Vec::new()) };
        let organised = store::organised(db, self.series.id, me)?;
        let seen = |meeting: &Meeting| {
            let place = Place { organises: organised.contains(&meeting.id), ..Place::default() };
            Seen { meeting: meeting.clone(), place, thread: self.thread.clone() }
        };
        Ok(waiting.into_iter().map(seen).filter(|one| one.may(viewer, Step::Announce)).collect())
    }

    /// Its meetings to come that were not announced.
    fn unannounced(&self, now: Moment) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().map(|(meeting, _)| meeting).filter(move |one| one.is_unannounced(now))
    }
}

/// What the thread of a series will open with: the first of its meetings that is still to be announced.
///
/// # Errors
/// `Refusal::Conflict` when none is left; those of [`planning::prepared`].
pub fn prepared(db: &mut Db, id: MeetingSeriesId, now: Moment) -> Result<Prepared, Refusal> {
    let first = store::meetings(db, id)?.into_iter().map(|(meeting, _)| meeting);
    let mut first = first.filter(|one| one.is_unannounced(now));
    let first = first.next().ok_or(Refusal::Conflict("series-none-to-announce"))?;
    planning::prepared(db, first.id)
}

/// Tells the circle of all meetings of a series that are still to come and were not announced, at once: one notice, and
/// one mail a person. Each stays a meeting of its own.
///
/// # Errors
/// `Refusal::Forbidden` for who announces none of them; `Refusal::Conflict` when none is left; `Refusal::Overtaken` when
/// the first was changed meanwhile.
pub fn announce(tx: &mut Tx<'_>, viewer: &Viewer, seen: &SeenSeries, prepared: &Prepared) -> Result<(), Refusal> {
    let now = tx.now();
    let me = viewer.id()?;
    let waiting = seen.to_announce(tx.db(), viewer, now)?;
    if waiting.is_empty() {
        let left = seen.unannounced(now).next().is_some();
        return Err(if left {
            Refusal::Forbidden("refusal-forbidden-act")
        } else {
            Refusal::Conflict("series-none-to-announce")
        });
    }
    let mut told = Vec::new();
    for mut one in waiting {
        // The first opened the thread of all.
        one.meeting.thread_id = told.first().map_or(one.meeting.thread_id, |first: &Meeting| first.thread_id);
        let thread = planning::known(tx, viewer, &one, (Step::Announce, one.meeting.version), prepared)?.1;
        told.push(Meeting { thread_id: Some(thread), ..one.meeting });
    }
    telling::series_announced(tx, seen.series.id, &told, me)
}

/// The meeting of a series that stands for a start, by the series' clock and its zone.
///
/// # Errors
/// What the database says.
pub(super) fn at(
    db: &mut Db,
    id: MeetingSeriesId,
    is: impl Fn(DateTime, &str) -> bool,
) -> Result<Option<MeetingId>, Refusal> {
    let zone = store::zone(db, id)?;
    let start = |one: &Meeting| one.occurrence.as_deref()?.parse().ok();
    let mut all = store::meetings(db, id)?.into_iter().map(|(meeting, _)| meeting);
    Ok(all.find(|one| start(one).is_some_and(|start| is(start, &zone))).map(|one| one.id))
}

/// The thread of a series is open: all of its meetings are talked over there.
///
/// # Errors
/// What the database says.
pub(super) fn opened(tx: &mut Tx<'_>, id: MeetingSeriesId) -> Result<(), Refusal> {
    store::opened(tx, id)
}

/// Which start a meeting stands for in its series: by the series' clock, which it keeps when it moves.
///
/// # Errors
/// What the database says.
pub(super) fn instance(db: &mut Db, meeting: &Meeting) -> Result<Option<(DateTime, String)>, Refusal> {
    let (Some(series), Some(occurrence)) = (meeting.series_id, meeting.occurrence.as_deref()) else { return Ok(None) };
    let zone = store::zone(db, series)?;
    Ok(occurrence.parse().ok().map(|start| (start, zone)))
}
