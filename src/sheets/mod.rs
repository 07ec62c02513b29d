//! Practice sheets: written by experts from a resolved point dur or from nothing, reviewed by a second one, tried by
//! establishments new to the subject, published as editions, followed up where they are applied.
//!
//! A sheet in preparation is read by the experts of its theme and by whoever was asked to try it. Its first edition
//! opens a thread under the sheet's own id, whose first post is its text: from then on who reads it is the thread's rule.

pub mod appraisal;
mod follow_ups;
pub mod letter;
mod machine;
pub mod neutrality;
pub mod pages;
pub mod pages_acts;
mod pages_form;
pub mod pages_readers;
pub mod pages_write;
mod parts;
pub mod publishing;
pub mod queue;
pub mod readers;
mod store;
mod store_due;
mod store_queue;
mod store_readers;
mod store_tickets;
mod telling;
mod tickets;
pub mod upkeep;
mod views;
pub mod writing;

use crate::db::ids::{MemberId, PointDurId, SheetId, ThreadId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::text::slug;
use crate::threads::{self, Thread};
pub use machine::{State, Step};
pub use parts::Parts;
pub use store::{Sheet, Text};

crate::vocabulary! {
    /// How a trial went.
    Verdict {
        /// Everything was clear.
        Clear = "clear",
        /// They stumbled, and say where.
        Stumbled = "stumbled",
        /// They cannot try it.
        Declined = "declined",
    }
}

crate::vocabulary! {
    /// What a reader says became of a sheet.
    FeedbackKind {
        /// It worked.
        Worked = "worked",
        /// They got stuck.
        Stuck = "stuck",
        /// Something in it is wrong.
        Wrong = "wrong",
    }
}

crate::vocabulary! {
    /// Whether others read what was said.
    FeedbackState {
        /// An expert has not looked yet.
        Held = "held",
        /// Everybody who reads the sheet.
        Shown = "shown",
        /// Nobody but experts and who said it.
        Hidden = "hidden",
    }
}

crate::vocabulary! {
    /// What is answered to "still in place?".
    Answer {
        /// Still in place.
        InPlace = "in_place",
        /// In place, in another way.
        Adapted = "adapted",
        /// Given up since.
        Dropped = "dropped",
        /// Never put in place.
        Never = "never",
    }
}

impl Answer {
    /// Whether the sheet is applied there.
    pub const fn is_in_use(self) -> bool {
        matches!(self, Self::InPlace | Self::Adapted)
    }
}

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// What a viewer is to a sheet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// They wrote some of it.
    pub writes: bool,
    /// They answer for it.
    pub owner: bool,
    /// They were asked to try it.
    pub asked: bool,
}

/// A sheet that the viewer may read; only [`visible`] makes one.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The sheet.
    pub sheet: Sheet,
    /// What the viewer is to it.
    pub place: Place,
    /// Its thread, once it was published.
    pub thread: Option<Thread>,
}

impl Seen {
    fn act(&self, step: Step) -> Act<'static> {
        let Place { writes, owner, asked } = self.place;
        Act::StepSheet { theme: self.sheet.theme_id, step, writes, owner, asked }
    }

    /// Whether the viewer may take a step, wherever the sheet stands.
    pub fn allows(&self, viewer: &Viewer, step: Step) -> bool {
        policy::allows(viewer, &self.act(step))
    }

    /// Whether the viewer may take a step now.
    pub fn may(&self, viewer: &Viewer, step: Step) -> bool {
        step.leaves(self.sheet.state) && self.allows(viewer, step)
    }

    /// Goes on only if the viewer may take the step.
    ///
    /// # Errors
    /// `Refusal::SignInFirst` for a visitor, `Refusal::Forbidden` otherwise.
    pub fn require(&self, viewer: &Viewer, step: Step) -> Result<MemberId, Refusal> {
        policy::require(viewer, &self.act(step))
    }

    /// Its title, as its readers know it.
    pub fn title(&self) -> &str {
        self.thread.as_ref().map_or(&self.sheet.title, |thread| &thread.title)
    }

    /// Its address.
    pub fn address(&self) -> String {
        address(self.sheet.id, self.title())
    }
}

/// The address of a sheet.
pub fn address(id: SheetId, title: &str) -> String {
    format!("/fiches/{id}-{}", slug(title))
}

/// A sheet, if the viewer may read it: by its thread once it was published, else as an expert of its theme or as who
/// was asked to try it.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden or does not exist, for visitors too.
pub fn visible(db: &mut Db, viewer: &Viewer, id: SheetId) -> Result<Seen, Refusal> {
    let sheet = store::find(db, id)?;
    let place = match viewer.member {
        Some(member) => {
            let (writes, asked) = store::place_of(db, id, member)?;
            Place { writes, owner: sheet.owner_id == member, asked }
        }
        None => Place::default(),
    };
    let thread = match sheet.thread_id {
        Some(thread) => Some(threads::visible(db, viewer, thread)?.0),
        None => None,
    };
    let seen = Seen { sheet, place, thread };
    if seen.thread.is_none() && !seen.allows(viewer, Step::Read) {
        return Err(Refusal::NotFound);
    }
    Ok(seen)
}

/// Takes a step of a seen sheet: the right, the one conditional statement, the fact. What else it writes, and whom it
/// tells, is its verb's.
fn take(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, (step, version): (Step, i32)) -> Result<MemberId, Refusal> {
    let me = seen.require(viewer, step)?;
    if seen.sheet.version != version || !store::cross(tx, &seen.sheet, step)? {
        return Err(overtaken());
    }
    record(tx, me, step, &seen.sheet, "")?;
    Ok(me)
}

/// Somebody was faster: the page again as the sheet stands now, with what was typed.
fn overtaken() -> Refusal {
    let mut problems = Problems::default();
    problems.add("version", "sheet-moved-meanwhile");
    Refusal::Overtaken(problems)
}

fn record(tx: &mut Tx<'_>, actor: MemberId, step: Step, sheet: &Sheet, detail: &str) -> Result<(), Refusal> {
    let fact = Fact {
        actor: Some(actor),
        act: step.fact(),
        theme: Some(sheet.theme_id),
        subject: "sheet",
        subject_id: sheet.id.0,
        detail,
    };
    journal::record(tx, &fact)
}

/// Where a notice about a sheet leads: `subject` is a sheet or one of its texts.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn address_of_subject(db: &mut Db, subject: i64) -> Result<String, Refusal> {
    Ok(format!("/fiches/{}", store::of_subject(db, subject)?))
}

/// Where the notice of a trial's answer leads. Each has a subject of its own, so that two answers are two notices: who
/// answered, and when, say of which sheet.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn address_of_trial(db: &mut Db, candide: Option<MemberId>, answered: Moment) -> Result<String, Refusal> {
    let candide = candide.ok_or(Refusal::NotFound)?;
    Ok(format!("/fiches/{}", store_readers::tried(db, candide, answered)?))
}

/// A sheet of a point dur, as that one's page names it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct OfPointDur {
    /// Its address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
}

/// The sheets that come from a point dur, as far as the viewer may read them, the newest first.
///
/// # Errors
/// What the database says.
pub fn of_point_dur(db: &mut Db, viewer: &Viewer, point_dur: PointDurId) -> Result<Vec<OfPointDur>, Refusal> {
    let mut told = Vec::new();
    // A point dur has one sheet, or a few that were given up before it.
    for sheet in store::of_point_dur(db, point_dur)? {
        match visible(db, viewer, sheet.id) {
            Ok(seen) => told.push(OfPointDur {
                address: seen.address(),
                title: crate::text::typography::spaces(seen.title()),
                state: seen.sheet.state,
            }),
            Err(Refusal::NotFound) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(told)
}

/// The thread of a point dur has the same id.
fn thread_of(point_dur: PointDurId) -> ThreadId {
    ThreadId(point_dur.0)
}
