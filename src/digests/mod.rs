//! Digests: a member's window of news. The clock closes the windows that are due and freezes what they hold in the same
//! transaction; rights are asked when it is gathered, and again when the letter is written.

mod calendar;
pub mod closing;
mod gathering;
pub mod letter;
mod meetings;
mod owned;
pub mod pages;
pub mod pages_unsubscribe;
mod ranking;
mod season;
mod shown;
mod shown_meetings;
mod store;
mod store_closing;
mod store_gathering;
mod store_meetings;
mod store_shown;
pub mod unsubscribe;

use jiff::tz::TimeZone;

use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;
pub use calendar::next_due;
pub use store::{asks, settings};

/// The parameter by which a mailed link says of which window it is.
pub const MARK: &str = "resume";

crate::vocabulary! {
    /// How often a member gets a digest.
    Frequency {
        /// Each day.
        Daily = "daily",
        /// Each week, on a day of their own.
        Weekly = "weekly",
        /// On the first such day of the month.
        Monthly = "monthly",
        /// Never.
        Never = "none",
    }
}

crate::vocabulary! {
    /// The parts of a digest, in order; what later rooms add is one more.
    Section {
        /// Notices that wait for the member.
        Waiting = "waiting",
        /// Questions in their fields of expertise that nobody answered.
        Questions = "questions",
        /// Points durs that wait for an expert, were reported or moved on.
        PointsDurs = "points_durs",
        /// Threads opened since.
        New = "new",
        /// Threads that went on.
        Moved = "moved",
        /// Questions that were solved.
        Solved = "solved",
        /// Practice sheets: each edition once.
        Sheets = "sheets",
        /// Meetings to answer, that moved or were cancelled, whose minutes are published.
        Meetings = "meetings",
        /// Who joined their circle or their region.
        Joined = "joined",
    }
}

crate::vocabulary! {
    /// Why something is in a member's digest.
    Reason {
        /// They chose to be told so.
        Notice = "notice",
        /// It names one of their fields of expertise.
        Expertise = "expertise",
        /// It waits for an expert of their theme.
        Awaited = "awaited",
        /// They follow the thread or its place.
        Followed = "followed",
        /// Their peers found it useful.
        Useful = "useful",
        /// It is in their theme.
        Theme = "theme",
        /// The person is of their circle.
        Circle = "circle",
        /// The person is of their region.
        Region = "region",
    }
}

/// The first digest a person gets covers this much, in seconds: 14 days.
const FIRST_PERIOD: i64 = 14 * 86_400;

/// When and how a member gets a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How often.
    pub frequency: Frequency,
    /// On which day, from Monday (1) to Sunday (7).
    pub weekday: i32,
    /// At which hour of their zone (0 to 23).
    pub hour: i32,
    /// Titles only: no excerpt, no name.
    pub title_only: bool,
}

impl Default for Settings {
    /// On Tuesdays at eight: what waited over the week-end is dealt with.
    fn default() -> Self {
        Self { frequency: Frequency::Weekly, weekday: 2, hour: 8, title_only: false }
    }
}

/// Chooses when and how a member gets a digest; the question is answered by it.
///
/// # Errors
/// What the database says.
pub fn choose(tx: &mut Tx<'_>, member: MemberId, chosen: &Settings, zone: &TimeZone) -> Result<(), Refusal> {
    let due = next_due(chosen, zone, tx.now());
    store::choose(tx, member, chosen, due)
}

/// Chooses how often only; day, hour and the rest stay.
///
/// # Errors
/// What the database says.
pub fn choose_frequency(
    tx: &mut Tx<'_>,
    member: MemberId,
    frequency: Frequency,
    zone: &TimeZone,
) -> Result<(), Refusal> {
    let before = settings(tx.db(), member)?;
    choose(tx, member, &Settings { frequency, ..before }, zone)
}

/// Leaves these themes out of a member's digest, and no other of those they were asked about.
///
/// # Errors
/// What the database says.
pub fn leave_out(tx: &mut Tx<'_>, member: MemberId, asked: &[ThemeId], out: &[ThemeId]) -> Result<(), Refusal> {
    store::take_in(tx, member, asked)?;
    store::leave_out(tx, member, out)?;
    Ok(())
}

/// The themes a member leaves out of their digest.
///
/// # Errors
/// What the database says.
pub fn left_out(db: &mut Db, member: MemberId) -> Result<Vec<ThemeId>, Refusal> {
    store::left_out(db, member)
}

/// When a member's next window closes.
///
/// # Errors
/// What the database says.
pub fn due_at(db: &mut Db, member: MemberId, zone: &TimeZone, now: Moment) -> Result<Option<Moment>, Refusal> {
    let chosen = settings(db, member)?;
    Ok(next_due(&chosen, zone, now))
}
