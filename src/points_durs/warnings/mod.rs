//! Warnings by the clock: a deadline that nears or is over, a point dur that nobody is likely to take up, a task whose
//! day has come. Each is told once; whoever is away is told too, and whoever stands in for them.

mod store;

use std::collections::HashMap;

use super::calls;
use super::deadlines::{Deadline, Standing, Target};
use super::machine::State;
use super::pace::{self, Pace};
use super::settings::Settings;
use super::{tasks, waiting};
use crate::absences::{self, Away};
use crate::circles::people;
use crate::db::ids::{MemberId, PointDurId, ThemeId, ThreadId};
use crate::db::{Database, Db, Moment};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::refusal::Refusal;
use store::Open;

/// Points durs looked at together.
const BATCH: i64 = 500;

/// What is told to whom.
type Told = Vec<(MemberId, Tiding<'static>)>;

/// Tells what has to be told; says how many points durs and tasks were looked at.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database, settings: &Settings) -> Result<i64, Refusal> {
    let now = database.now();
    let mut looked_at = tasks::remind(database)?;
    let mut after = PointDurId(0);
    loop {
        let batch = database.read_here(|db| store::open_after(db, after, BATCH))?;
        let Some(last) = batch.last() else { return Ok(looked_at) };
        after = last.id;
        let told = database.read_here(|db| warnings(db, settings, &batch, now))?;
        if !told.is_empty() {
            database.write_here(|tx| notices::tell_all(tx, &told))?;
        }
        looked_at += i64::try_from(batch.len()).unwrap_or(i64::MAX);
    }
}

/// What there is to tell of some points durs, told already or not: a notice is kept once.
fn warnings(db: &mut Db, settings: &Settings, batch: &[Open], now: Moment) -> Result<Told, Refusal> {
    let asked: Vec<_> = batch.iter().map(|one| (one.id, one.severity)).collect();
    let paces = pace::of_all(db, settings, &asked, now)?;
    let leads: Vec<MemberId> = batch.iter().filter_map(|one| one.lead).collect();
    let away = absences::away(db, &leads, now)?;
    let free: Vec<_> = batch.iter().filter(|one| one.waits_for_a_lead()).map(|one| (one.id, one.theme)).collect();
    let alarms = waiting::alarms(db, settings, &free, now)?;
    let alarmed: Vec<PointDurId> = alarms.keys().copied().collect();
    let calls = calls::of_all(db, &alarmed)?;
    let audience = Audience { animators: animators(db, batch)?, away };
    let mut told = Told::new();
    for one in batch {
        let pace = paces.get(&one.id).copied().unwrap_or_default();
        told.extend(of_deadlines(one, &pace, &audience));
        if let Some(alarm) = alarms.get(&one.id) {
            let since = calls::since(calls.get(&one.id).map_or(&[][..], Vec::as_slice));
            let tiding = calls::alarm_tiding((one.theme, one.thread()), *alarm, since);
            told.extend(audience.animators_of(one.theme).map(|member| (member, tiding)));
        }
    }
    Ok(told)
}

/// Who answers for points durs.
struct Audience {
    animators: HashMap<ThemeId, Vec<MemberId>>,
    away: HashMap<MemberId, Away>,
}

impl Audience {
    fn animators_of(&self, theme: ThemeId) -> impl Iterator<Item = MemberId> {
        self.animators.get(&theme).into_iter().flatten().copied()
    }

    /// Whoever leads, and who stands in for them while they are away.
    fn lead_of(&self, one: &Open) -> Vec<MemberId> {
        let deputy = one.lead.and_then(|lead| self.away.get(&lead)).and_then(|away| away.deputy);
        [one.lead, deputy].into_iter().flatten().collect()
    }
}

fn animators(db: &mut Db, batch: &[Open]) -> Result<HashMap<ThemeId, Vec<MemberId>>, Refusal> {
    let mut themes: Vec<ThemeId> = batch.iter().map(|one| one.theme).collect();
    themes.sort_unstable();
    themes.dedup();
    let mut animators: HashMap<ThemeId, Vec<MemberId>> = HashMap::new();
    for (theme, member) in people::animators_of(db, &themes)? {
        animators.entry(theme).or_default().push(member);
    }
    Ok(animators)
}

/// Before it is due, whoever leads is warned (the animators when nobody does); once it is over, the animators too.
fn of_deadlines(one: &Open, pace: &Pace, audience: &Audience) -> Told {
    let mut told = Told::new();
    for deadline in pace.deadlines() {
        let Some(about) = about(deadline) else { continue };
        let mut members = audience.lead_of(one);
        if members.is_empty() || deadline.standing == Standing::Late {
            members.extend(audience.animators_of(one.theme));
        }
        members.sort_unstable();
        members.dedup();
        told.extend(members.into_iter().map(|member| (member, one.tiding(about, deadline))));
    }
    told
}

/// What a deadline is told by, when it presses.
fn about(deadline: &Deadline) -> Option<&'static str> {
    match (deadline.standing, deadline.target) {
        (Standing::Soon, Target::FirstAnswer) => Some("soon-first-answer"),
        (Standing::Soon, Target::Solution) => Some("soon-solution"),
        (Standing::Late, Target::FirstAnswer) => Some("late-first-answer"),
        (Standing::Late, Target::Solution) => Some("late-solution"),
        _ => None,
    }
}

impl Open {
    fn thread(&self) -> ThreadId {
        ThreadId(self.id.0)
    }

    fn waits_for_a_lead(&self) -> bool {
        self.lead.is_none() && matches!(self.state, State::Reported | State::Qualified | State::Reopened)
    }

    fn tiding(&self, about: &'static str, deadline: &Deadline) -> Tiding<'static> {
        Tiding {
            kind: Notice::Assignment,
            about,
            subject: deadline.began.0,
            theme: Some(self.theme),
            thread: Some(self.thread()),
            post: None,
            actor: None,
            has_letter: false,
        }
    }
}
