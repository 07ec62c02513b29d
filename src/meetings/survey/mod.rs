//! What people thought of a meeting: a score from 0 to 10 and a few words, once each, changed for a month. Everybody is
//! told the figures once five answered; who runs the meeting reads the words, without names.

pub mod pages;
mod store;

use serde::Serialize;

use super::machine::Step;
use super::{Meeting, Seen, record};
use crate::db::ids::{MeetingId, MemberId};
use crate::db::{Db, Moment, Tx};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::web::Visit;

/// Fewer answers than this are told to nobody but who runs the meeting.
pub const SMALLEST: usize = 5;
/// Longest words, in characters.
pub const LONGEST_WORDS: usize = 2_000;
/// Seconds after the end during which one answers: thirty days.
const ANSWERED_FOR: i64 = 30 * 86_400;

/// What somebody thought.
#[derive(Clone, Debug)]
pub struct Opinion {
    /// From 0 to 10.
    pub score: i32,
    /// In their words.
    pub words: String,
}

/// Whether answers are still taken.
pub fn is_open(meeting: &Meeting, now: Moment) -> bool {
    let until = meeting.ends_at.map(|end| end.plus_seconds(ANSWERED_FOR));
    Step::Rate.leaves(meeting.state) && until.is_some_and(|until| now <= until)
}

/// Who had a seat: they are asked what they thought.
///
/// # Errors
/// What the database says.
pub(super) fn seated(db: &mut Db, meeting: MeetingId) -> Result<Vec<MemberId>, Refusal> {
    store::seated(db, meeting)
}

/// Says what the viewer thought, or something else instead.
///
/// # Errors
/// `Refusal::Forbidden` for who did not come; `Refusal::Conflict` before the end or a month after it.
pub fn rate(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, opinion: &Opinion) -> Result<(), Refusal> {
    let me = seen.require(viewer, Step::Rate)?;
    if !store::came(tx.db(), seen.meeting.id, me)? {
        return Err(Refusal::Forbidden("survey-not-there"));
    }
    if !is_open(&seen.meeting, tx.now()) {
        return Err(Refusal::Conflict("survey-closed"));
    }
    store::save(tx, seen.meeting.id, me, (opinion.score, &opinion.words))?;
    record(tx, Some(me), Step::Rate, &seen.meeting)
}

/// The figures of some scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// How many answered.
    pub answers: usize,
    /// Their mean, in tenths.
    pub tenths: i64,
}

impl Figures {
    /// Nothing when nobody answered.
    pub fn of(scores: &[i32]) -> Option<Self> {
        let answers = i64::try_from(scores.len()).ok().filter(|answers| *answers > 0)?;
        let sum: i64 = scores.iter().map(|score| i64::from(*score)).sum();
        Some(Self { answers: scores.len(), tenths: (sum * 20 + answers) / (2 * answers) })
    }
}

/// What a meeting's page says of the survey.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SurveyPart {
    /// Whether there is something to do or to see.
    pub shown: bool,
    /// Whether the reader may answer.
    pub may_rate: bool,
}

impl SurveyPart {
    /// Of a seen meeting.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Self, Refusal> {
        let Some(me) = visit.viewer.member.filter(|_| seen.meeting.state.is_over()) else {
            return Ok(Self { shown: false, may_rate: false });
        };
        let open = is_open(&seen.meeting, visit.now) && seen.may(&visit.viewer, Step::Rate);
        let may_rate = open && store::came(visit.db, seen.meeting.id, me)?;
        let shown = may_rate
            || seen.allows(&visit.viewer, Step::Attend)
            || store::scores(visit.db, seen.meeting.id)?.len() >= SMALLEST;
        Ok(Self { shown, may_rate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_to_a_tenth() {
        assert_eq!(Figures::of(&[]), None);
        assert_eq!(Figures::of(&[8, 8, 9]).map(|figures| figures.tenths), Some(83));
        assert_eq!(Figures::of(&[10, 9, 9, 9]).map(|figures| figures.tenths), Some(93));
        assert_eq!(Figures::of(&[0]).map(|figures| (figures.answers, figures.tenths)), Some((1, 0)));
    }
}
