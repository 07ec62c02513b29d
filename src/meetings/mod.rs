//! Meetings: what a circle meets for, when and where, who comes, what came of it.
//!
//! A meeting has one convening circle and counts in that circle's rhythm only; inner circles may come. While it is
//! prepared its organisers and the theme's experts read it; once its circle is asked or told, it owns a thread under its
//! own id (that of its series, when it comes back by a rule), and who reads it is the thread's rule.

pub mod attendance;
pub mod calendar;
mod clocks;
mod form;
mod machine;
pub mod minutes;
pub mod pages;
pub mod pages_acts;
pub mod pages_write;
pub mod planning;
pub mod poll;
pub mod programme;
pub mod registration;
pub mod rhythm;
pub mod series;
mod settings;
mod store;
mod store_clocks;
mod store_invited;
pub mod survey;
mod telling;
mod upkeep;
mod views;
pub mod when;

use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, ThemeId, to_base32};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::slug;
use crate::threads::{self, Thread};
pub use clocks::recompute;
pub use machine::{State, Step};
pub use settings::Settings;
pub use store::{Meeting, Venue};
use store_invited as invited;
pub use upkeep::{hold, hold_one};

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 1_000;

/// What a viewer is to a meeting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// They organise it.
    pub organises: bool,
    /// They were asked to come from outside its circle.
    pub guest: bool,
    /// They have a seat.
    pub comes: bool,
}

/// A meeting that the viewer may read; only [`visible`] makes one.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The meeting.
    pub meeting: Meeting,
    /// What the viewer is to it.
    pub place: Place,
    /// Its thread, once its circle knows of it.
    pub thread: Option<Thread>,
}

impl Seen {
    fn act(&self, step: Step) -> Act<'static> {
        let Meeting { theme_id: theme, circle, .. } = self.meeting;
        Act::StepMeeting { theme, circle, step, place: self.place }
    }

    /// Whether the viewer may take a step, wherever the meeting stands.
    pub fn allows(&self, viewer: &Viewer, step: Step) -> bool {
        policy::allows(viewer, &self.act(step))
    }

    /// Whether the viewer may take a step now.
    pub fn may(&self, viewer: &Viewer, step: Step) -> bool {
        step.leaves(self.meeting.state) && self.allows(viewer, step)
    }

    /// Goes on only if the viewer may take the step.
    ///
    /// # Errors
    /// `Refusal::SignInFirst` for a visitor, `Refusal::Forbidden` otherwise.
    pub fn require(&self, viewer: &Viewer, step: Step) -> Result<MemberId, Refusal> {
        policy::require(viewer, &self.act(step))
    }

    /// Goes on only if the viewer may take the step and it leaves from where the meeting stands.
    ///
    /// # Errors
    /// Those of [`Seen::require`]; `Refusal::Conflict` when it does not leave from there.
    pub fn require_now(&self, viewer: &Viewer, step: Step) -> Result<MemberId, Refusal> {
        let me = self.require(viewer, step)?;
        if step.leaves(self.meeting.state) { Ok(me) } else { Err(Refusal::Conflict("meeting-not-now")) }
    }

    /// Its address.
    pub fn address(&self) -> String {
        address(self.meeting.id.0, &self.meeting.title)
    }
}

/// The address of a meeting, or of a series of them.
pub fn address(id: i64, title: &str) -> String {
    format!("/rencontres/{}-{}", to_base32(id), slug(title))
}

/// The audience of a circle's meeting.
pub fn audience_of(circle: Circle) -> Audience {
    match circle {
        Circle::Community => Audience::Community,
        Circle::Peer => Audience::Peer,
        Circle::Expert => Audience::Expert,
    }
}

/// A meeting, if the viewer may read it: by its thread once its circle knows of it, else as who prepares it.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden or does not exist, for visitors too.
pub fn visible(db: &mut Db, viewer: &Viewer, id: MeetingId) -> Result<Seen, Refusal> {
    let meeting = store::find(db, id)?;
    let place = match viewer.member {
        Some(member) => store::place_of(db, id, member)?,
        None => Place::default(),
    };
    let thread = match meeting.thread_id {
        Some(thread) => Some(threads::visible(db, viewer, thread)?.0),
        None => None,
    };
    let seen = Seen { meeting, place, thread };
    // What is prepared within a series has the series' thread already.
    if (seen.thread.is_none() || !seen.meeting.state.is_known()) && !seen.allows(viewer, Step::Read) {
        return Err(Refusal::NotFound);
    }
    Ok(seen)
}

/// Takes a step of a seen meeting: the right, the one conditional statement, the step kept, the fact. What else it
/// writes, and whom it tells, is its verb's.
fn take(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (step, version): (Step, i32),
    reason: &str,
) -> Result<MemberId, Refusal> {
    let me = seen.require(viewer, step)?;
    if seen.meeting.version != version || !store::cross(tx, &seen.meeting, step)? {
        return Err(overtaken());
    }
    store::keep_step(tx, &seen.meeting, step, Some(me), reason)?;
    record(tx, Some(me), step, &seen.meeting)?;
    Ok(me)
}

/// Somebody was faster: the page again as the meeting stands now, with what was typed.
fn overtaken() -> Refusal {
    let mut problems = Problems::default();
    problems.add("version", "meeting-moved-meanwhile");
    Refusal::Overtaken(problems)
}

/// The fact of a step; the clock's when nobody took it.
fn record(tx: &mut Tx<'_>, actor: Option<MemberId>, step: Step, meeting: &Meeting) -> Result<(), Refusal> {
    let fact = Fact {
        actor,
        act: step.fact(),
        theme: Some(meeting.theme_id),
        subject: "meeting",
        subject_id: meeting.id.0,
        detail: "",
    };
    journal::record(tx, &fact)
}

/// Where a notice about a meeting leads: `subject` is a meeting, one of its steps, something told of it.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn address_of_subject(db: &mut Db, subject: i64) -> Result<String, Refusal> {
    if let Some(address) = programme::contributions::address_of(db, subject)? {
        return Ok(address);
    }
    if let Some(address) = minutes::address_of(db, subject)? {
        return Ok(address);
    }
    Ok(format!("/rencontres/{}", store::of_subject(db, subject)?))
}

/// Whether somebody runs a meeting: they see who comes, and the link to follow it.
fn runs(viewer: &Viewer, meeting: &Meeting, place: Place) -> bool {
    let Meeting { theme_id: theme, circle, .. } = *meeting;
    policy::allows(viewer, &Act::StepMeeting { theme, circle, step: Step::Attend, place })
}

/// Whether a meeting is over, or was to be.
pub fn is_past(meeting: &Meeting, now: Moment) -> bool {
    meeting.ends_at.is_some_and(|end| end <= now)
}

/// Whether a person may plan a meeting in any theme.
pub fn may_plan(viewer: &Viewer) -> bool {
    !viewer.themes_from(Circle::Expert).is_empty()
}

/// The circles whose meetings a person may plan in a theme, from the widest.
pub fn circles_for(viewer: &Viewer, theme: ThemeId) -> Vec<Circle> {
    let place = Place::default();
    let may =
        |circle: &Circle| policy::allows(viewer, &Act::StepMeeting { theme, circle: *circle, step: Step::Plan, place });
    [Circle::Community, Circle::Peer, Circle::Expert].into_iter().filter(may).collect()
}
