//! What waits for an expert: calls, points durs that nobody leads, what they lead and that grows stale, tasks; for an
//! animator, loudly, those that nobody is likely to take up.

pub mod pages;
mod store;

use std::collections::{HashMap, HashSet};

use super::calls::{self, Alarm, candidates};
use super::machine::{Severity, State};
use super::pace::{self, Pace};
use super::settings::Settings;
use super::silence::Patience;
use super::tasks;
use crate::absences::{self, Place};
use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, PointDurId, ThemeId};
use crate::db::{Db, Moment};
use crate::members::profile;
use crate::notices::watching;
use crate::policy::{Level, Viewer};
use crate::refusal::Refusal;
pub use store::Row;

/// Points durs looked at of each kind; the oldest wait longest.
const LOOKED_AT: i64 = 100;
/// Points durs of each kind that are shown.
const SHOWN: usize = 40;
/// Calls and tasks shown.
const MOST: i64 = 50;

/// A point dur in one of the lists.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What it is.
    pub row: Row,
    /// How its deadlines stand.
    pub pace: Pace,
    /// Whether its sub-topic is followed or it speaks of an expertise.
    pub mine: bool,
    /// Why nobody is likely to take it up.
    pub alarm: Option<Alarm>,
    /// When the reader was called.
    pub called_at: Option<Moment>,
    /// Whether nothing was heard of it for long.
    pub silent: bool,
}

/// Everything that waits.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// Nobody is likely to take them up: for animators.
    pub alarms: Vec<Waiting>,
    /// Calls without an answer.
    pub calls: Vec<Waiting>,
    /// Led by nobody, the reader's subjects first.
    pub free: Vec<Waiting>,
    /// Led by the reader, what presses first.
    pub led: Vec<Waiting>,
    /// Tasks.
    pub tasks: Vec<tasks::Mine>,
    /// Whether the reader is an expert or an animator somewhere.
    pub inner: bool,
}

/// What waits for a member.
///
/// # Errors
/// What the database says.
pub fn board(db: &mut Db, viewer: &Viewer, settings: &Settings, now: Moment) -> Result<Board, Refusal> {
    let me = viewer.id()?;
    let themes = viewer.themes_from(Circle::Expert);
    let called: HashMap<PointDurId, Moment> =
        if themes.is_empty() { HashMap::new() } else { calls::open_to(db, viewer, me, MOST)?.into_iter().collect() };
    let free = store::led_by_nobody(db, viewer, &themes, LOOKED_AT)?;
    let led = store::led_by(db, viewer, me, LOOKED_AT)?;
    let called_rows = store::rows(db, viewer, &called.keys().copied().collect::<Vec<_>>())?;
    let all: HashMap<PointDurId, Option<Severity>> =
        free.iter().chain(&led).chain(&called_rows).map(|row| (row.id, row.severity)).collect();
    let paces = pace::of_all(db, settings, &all.into_iter().collect::<Vec<_>>(), now)?;
    let alarms = alarms(db, settings, &free.iter().map(|row| (row.id, row.theme)).collect::<Vec<_>>(), now)?;
    let mine = Subjects::of(db, me)?;
    let patience = Patience::of(settings)?;
    let waiting = |row: Row| Waiting {
        pace: paces.get(&row.id).copied().unwrap_or_default(),
        mine: mine.holds(&row),
        alarm: alarms.get(&row.id).copied(),
        called_at: called.get(&row.id).copied(),
        silent: patience.is_over(row.last_at.max(row.since), now),
        row,
    };
    let each = |rows: Vec<Row>| rows.into_iter().map(waiting).collect::<Vec<_>>();
    let (free, led, called) = (each(free), each(led), each(called_rows));
    let alarming = |one: &&Waiting| one.alarm.is_some() && viewer.animates(one.row.theme);
    Ok(Board {
        alarms: free.iter().filter(alarming).take(SHOWN).cloned().collect(),
        calls: called,
        free: ranked_free(free),
        led: ranked_led(led),
        tasks: tasks::open_of(db, viewer, me, MOST)?,
        inner: !themes.is_empty(),
    })
}

/// The reader's subjects first; then what hurts most, then what waited longest. What is only reported has to be sorted
/// before it is taken up: it stands last.
fn ranked_free(mut free: Vec<Waiting>) -> Vec<Waiting> {
    free.retain(|one| one.called_at.is_none());
    free.sort_by_key(|one| {
        let severity = std::cmp::Reverse(one.row.severity);
        (!one.mine, one.row.state == State::Reported, severity, one.row.since, one.row.id)
    });
    free.truncate(SHOWN);
    free
}

/// What is late first, then what soon is, then what fell silent.
fn ranked_led(mut led: Vec<Waiting>) -> Vec<Waiting> {
    led.sort_by_key(|one| (std::cmp::Reverse(one.pace.worst()), !one.silent, one.row.since, one.row.id));
    led.truncate(SHOWN);
    led
}

/// Why nobody is likely to take up each of some points durs that nobody leads.
pub(super) fn alarms(
    db: &mut Db,
    settings: &Settings,
    free: &[(PointDurId, ThemeId)],
    now: Moment,
) -> Result<HashMap<PointDurId, Alarm>, Refusal> {
    let ids: Vec<PointDurId> = free.iter().map(|(id, _)| *id).collect();
    let mut themes: Vec<ThemeId> = free.iter().map(|(_, theme)| *theme).collect();
    themes.sort_unstable();
    themes.dedup();
    let there = themes_with_somebody(db, &themes, now)?;
    let calls = calls::of_all(db, &ids)?;
    let paris = pace::calendar(settings, &Place::paris())?;
    let alarm = |(id, theme): &(PointDurId, ThemeId)| {
        let of = calls.get(id).map_or(&[][..], Vec::as_slice);
        Some((*id, calls::alarm(of, there.contains(theme), settings, &paris, now)?))
    };
    Ok(free.iter().filter_map(alarm).collect())
}

/// The themes that have an expert who is not away.
fn themes_with_somebody(db: &mut Db, themes: &[ThemeId], now: Moment) -> Result<HashSet<ThemeId>, Refusal> {
    let people = people::inner_circle(db, themes, now)?;
    let ids: Vec<MemberId> = people.iter().filter_map(|viewer| viewer.member).collect();
    let away = absences::away(db, &ids, now)?;
    let present = |viewer: &&Viewer| viewer.member.is_some_and(|id| !away.contains_key(&id));
    let of = |viewer: &Viewer| {
        let expert = |standing: &&crate::policy::Standing| standing.level == Level::Circle(Circle::Expert);
        viewer.standings.iter().filter(expert).map(|standing| standing.theme).collect::<Vec<_>>()
    };
    Ok(people.iter().filter(present).flat_map(of).collect())
}

/// What a member knows: the sub-topics they follow, their fields of expertise.
struct Subjects {
    subtopics: Vec<crate::db::ids::SubtopicId>,
    expertises: Vec<String>,
}

impl Subjects {
    fn of(db: &mut Db, member: MemberId) -> Result<Self, Refusal> {
        let expertises = profile::expertises_of(db, &[member])?.remove(&member).unwrap_or_default();
        Ok(Self { subtopics: watching::subtopics_followed(db, member)?, expertises })
    }

    fn holds(&self, row: &Row) -> bool {
        let followed = row.subtopic.as_ref().is_some_and(|(id, _)| self.subtopics.contains(id));
        if followed || self.expertises.is_empty() {
            return followed;
        }
        let subtopic = row.subtopic.as_ref().map(|(_, name)| name.as_str());
        let words = candidates::stems([row.title.as_str(), row.tools.as_str()].into_iter().chain(subtopic));
        !candidates::spoken_of(&self.expertises, &words).is_empty()
    }
}
