//! Points durs: blocking difficulties of daily practice, from their report to what spreads of their solution.
//!
//! A point dur is a thread with a state: both have the same id; title, theme, audience, posts, files and followers are
//! the thread's. [`machine`] says which steps there are, `policy` who takes them, [`cross`] takes one: a conditional
//! statement, a step kept for ever, a fact, notices. Who reports may stay unknown: [`anonymity`].

pub mod anonymity;
pub mod attempts;
mod board;
pub mod calls;
pub mod counting;
mod cross;
pub mod deadlines;
mod export;
pub mod figures;
pub mod followers;
mod late;
pub mod lists;
pub mod machine;
pub mod pace;
pub mod pages;
pub mod pages_figures;
pub mod pages_followers;
pub mod pages_lists;
pub mod pages_report;
pub mod pages_room;
pub mod pages_silence;
pub mod pages_steps;
pub mod queue;
pub mod reminders;
mod report;
pub mod room;
mod settings;
pub mod silence;
pub mod steps;
mod store;
mod store_counting;
mod store_figures;
mod store_followers;
mod store_lists;
mod store_pace;
mod store_queue;
mod store_reminders;
mod store_silence;
pub mod tasks;
pub mod views;
pub mod views_pace;
pub mod waiting;
pub mod warnings;
pub mod work;

use crate::db::ids::{EstablishmentId, MemberId, PointDurId, ThemeId, ThreadId};
use crate::db::{Db, Moment};
use crate::policy::{self, Act, Audience, Ground, Viewer};
use crate::refusal::Refusal;
use crate::threads::{self, Thread};
pub use cross::{By, Crossing, cross};
use machine::{Edge, Impact, Severity, State};
pub use report::{Circumstances, Report, audiences_for, complete, may_report, report};
pub use settings::Settings;
pub use store::{desk, helpers, of};

/// A point dur, beyond its thread.
#[derive(Clone, Debug)]
pub struct PointDur {
    /// Its id, the thread's.
    pub id: PointDurId,
    /// Where it stands.
    pub state: State,
    /// How many steps it took, minus one: a form says the one it saw.
    pub version: i32,
    /// Since when it stands there.
    pub since: Moment,
    /// When it was reported.
    pub reported_at: Moment,
    /// How much it hurts, once somebody said.
    pub severity: Option<Severity>,
    /// Who reported it. Shown only where [`Act::KnowReporter`] allows.
    pub reporter: MemberId,
    /// Whether they wish to stay unknown.
    pub anonymous: bool,
    /// Whether the lead expert may know them all the same.
    pub known_to_lead: bool,
    /// Who leads it.
    pub lead: Option<MemberId>,
    /// What it is the same as.
    pub duplicate_of: Option<PointDurId>,
    /// Where it goes on once it no longer waits.
    pub resumes: Option<State>,
    /// Whether the reporter confirmed the solution.
    pub confirmed: Option<bool>,
    /// Reminders sent since the last step.
    pub reminded: i32,
    /// When the last one was.
    pub reminded_at: Option<Moment>,
    /// The thread of the experts.
    pub room: Option<ThreadId>,
    /// What was told of its circumstances.
    pub circumstances: Circumstances,
    /// Where it is met.
    pub establishment: Option<EstablishmentId>,
    /// Its thread's theme.
    pub theme: ThemeId,
    /// Its thread's audience.
    pub audience: Audience,
    /// Its thread's title.
    pub title: String,
}

impl PointDur {
    /// Its thread.
    pub fn thread(&self) -> ThreadId {
        ThreadId(self.id.0)
    }

    /// Its address.
    pub fn address(&self) -> String {
        address(self.thread(), &self.title)
    }

    /// What taking a step of it takes.
    pub fn step(&self, edge: Edge, helps: bool) -> Act<'static> {
        Act::StepPointDur {
            edge,
            ground: Ground { theme: self.theme, audience: self.audience },
            state: self.state,
            reporter: self.reporter,
            lead: self.lead,
            helps,
        }
    }

    /// Whether a person may know who reported it.
    pub fn tells_reporter_to(&self, viewer: &Viewer) -> bool {
        let (theme, reporter, lead) = (self.theme, self.reporter, self.lead);
        let to_lead = self.known_to_lead;
        policy::allows(viewer, &Act::KnowReporter { theme, reporter, anonymous: self.anonymous, lead, to_lead })
    }

    /// The steps a person may take by a form, now.
    pub fn steps_of(&self, viewer: &Viewer, helps: bool) -> Vec<Edge> {
        let may = |edge: &Edge| {
            edge.address().is_some()
                && edge.leads(self.state, self.resumes).is_some()
                && !(*edge == Edge::TakeUp && self.severity.is_none())
                && policy::allows(viewer, &self.step(*edge, helps))
        };
        Edge::ALL.iter().copied().filter(may).collect()
    }
}

/// The address of a point dur.
pub fn address(id: ThreadId, title: &str) -> String {
    format!("/points-durs/{id}-{}", crate::text::slug(title))
}

/// A point dur the viewer may see, with its thread.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden, does not exist, or is another kind of thread.
pub fn visible(db: &mut Db, viewer: &Viewer, id: ThreadId) -> Result<(Thread, PointDur), Refusal> {
    let (thread, _) = threads::visible(db, viewer, id)?;
    let point = store::of(db, PointDurId(id.0))?;
    Ok((thread, point))
}

/// Whether a person helps the lead expert.
///
/// # Errors
/// What the database says.
pub fn helps(db: &mut Db, viewer: &Viewer, id: PointDurId) -> Result<bool, Refusal> {
    match viewer.member {
        Some(member) => Ok(store::helpers(db, id)?.contains(&member)),
        None => Ok(false),
    }
}

/// What impacts are kept as: their words, in order.
pub(crate) fn impacts_word(impacts: &[Impact]) -> String {
    Impact::ALL
        .iter()
        .filter(|impact| impacts.contains(impact))
        .map(|impact| impact.word())
        .collect::<Vec<_>>()
        .join(" ")
}
