//! What readers do of a published sheet: say what became of it, spread it, apply it.

use super::store_readers::NewFeedback;
use super::{Answer, FeedbackKind, FeedbackState, Seen, Step, record, store_readers, telling};
use crate::db::ids::{FeedbackId, SheetId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;

/// Longest feedback, in characters; longest signature, longest place.
pub const LONGEST_FEEDBACK: usize = 2_000;
/// Longest name a visitor signs by, in characters.
pub const LONGEST_SIGNATURE: usize = 120;
/// Longest place where a sheet was spread, in characters.
pub const LONGEST_PLACE: usize = 200;
/// Months after which whoever applies a sheet is asked how it goes.
pub const FOLLOW_UPS: [i32; 3] = [3, 6, 12];
/// Smaller groups are told together: nobody is to be recognised in them.
const SMALLEST_GROUP: i64 = 5;

/// Says what became of a sheet. A visitor's words are held until an expert shows them; a member signs.
///
/// # Errors
/// `Refusal::Conflict` for a sheet that was withdrawn.
pub fn say(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (kind, body, signed): (FeedbackKind, &str, &str),
) -> Result<FeedbackState, Refusal> {
    let sheet = &seen.sheet;
    if !policy::allows(viewer, &Act::SayOfSheet) || seen.thread.is_none() || sheet.withdrawn_at.is_some() {
        return Err(Refusal::Conflict("sheet-over"));
    }
    let state = if viewer.member.is_some() { FeedbackState::Shown } else { FeedbackState::Held };
    let signed = if viewer.member.is_some() { "" } else { signed };
    let new = NewFeedback { sheet: sheet.id, edition: sheet.edition, kind, body, member: viewer.member, signed, state };
    let id = store_readers::insert_feedback(tx, &new)?;
    let fact = Fact {
        actor: viewer.member,
        act: "sheet.feedback",
        theme: Some(sheet.theme_id),
        subject: "sheet",
        subject_id: sheet.id.0,
        detail: kind.word(),
    };
    journal::record(tx, &fact)?;
    let about = if state == FeedbackState::Held { "sheet_feedback_held" } else { "sheet_feedback" };
    telling::authors(tx, sheet, about, id.0, viewer.member)?;
    Ok(state)
}

/// Shows what was said, or hides it with a reason that its author reads; says of which sheet.
///
/// # Errors
/// `Refusal::NotFound` for who does not see the sheet, `Refusal::Forbidden` for who is no expert of its theme,
/// `Refusal::Conflict` when somebody did already.
pub fn sort(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    id: FeedbackId,
    to: FeedbackState,
    reason: &str,
) -> Result<SheetId, Refusal> {
    let found = store_readers::feedback(tx.db(), id)?;
    let seen = super::visible(tx.db(), viewer, found.sheet)?;
    let me = seen.require(viewer, Step::SortFeedback)?;
    if !store_readers::sort_feedback(tx, id, to, me, reason)? {
        return Err(Refusal::Conflict("sheet-moved-meanwhile"));
    }
    record(tx, me, Step::SortFeedback, &seen.sheet, to.word())?;
    Ok(seen.sheet.id)
}

/// The sheet that something was said of, for those who may show or hide it.
///
/// # Errors
/// As [`sort`].
pub fn sheet_of(db: &mut Db, viewer: &Viewer, id: FeedbackId) -> Result<SheetId, Refusal> {
    let found = store_readers::feedback(db, id)?;
    let seen = super::visible(db, viewer, found.sheet)?;
    seen.require(viewer, Step::SortFeedback).map(|_| found.sheet)
}

/// Notes a place where a peer spread a sheet, in their region.
///
/// # Errors
/// `Refusal::Forbidden` for who is no peer; `Refusal::Conflict` for a sheet that is not published.
pub fn spread(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, place: &str) -> Result<(), Refusal> {
    let me = seen.require(viewer, Step::Spread)?;
    if !Step::Spread.leaves(seen.sheet.state) {
        return Err(Refusal::Conflict("sheet-over"));
    }
    store_readers::insert_spread(tx, seen.sheet.id, me, (&viewer.region, place))?;
    record(tx, me, Step::Spread, &seen.sheet, "")
}

/// Says that one will apply a sheet: one is asked at 3, 6 and 12 months how it goes.
///
/// # Errors
/// `Refusal::Conflict` for a sheet that is not published.
pub fn apply(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen) -> Result<(), Refusal> {
    let me = seen.require(viewer, Step::Apply)?;
    if !Step::Apply.leaves(seen.sheet.state) {
        return Err(Refusal::Conflict("sheet-over"));
    }
    if let Some(application) = store_readers::apply(tx, seen.sheet.id, me)? {
        let now = tx.now();
        let planned: Vec<_> = FOLLOW_UPS.iter().map(|months| (*months, months_after(now, *months))).collect();
        store_readers::plan_follow_ups(tx, application, &planned)?;
    }
    record(tx, me, Step::Apply, &seen.sheet, "")
}

/// Says that one no longer applies it: one is asked no more.
///
/// # Errors
/// `Refusal::Conflict` when one did not.
pub fn stop_applying(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen) -> Result<(), Refusal> {
    let me = viewer.id()?;
    if !store_readers::stop_applying(tx, seen.sheet.id, me)? {
        return Err(Refusal::Conflict("sheet-moved-meanwhile"));
    }
    record(tx, me, Step::Apply, &seen.sheet, "stopped")
}

/// The same day so many months later, in UTC; the last of the month where it has fewer days.
fn months_after(now: Moment, months: i32) -> Moment {
    let zoned = now.instant().to_zoned(jiff::tz::TimeZone::UTC);
    let later = zoned.checked_add(jiff::Span::new().months(months));
    later.map_or_else(|_| now.plus_seconds(i64::from(months) * 30 * 86_400), |later| later.timestamp().into())
}

/// How a sheet is applied, as its page tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Applied {
    /// How many said they apply it and did not stop.
    pub applying: Option<usize>,
    /// How many answered.
    pub answered: i64,
    /// Groups large enough to be told, the largest first.
    pub groups: Vec<(&'static str, i64)>,
    /// The others together.
    pub others: i64,
}

/// Reads how a sheet is applied.
///
/// # Errors
/// What the database says.
pub fn applied(db: &mut Db, sheet: SheetId) -> Result<Applied, Refusal> {
    let applying = store_readers::appliers(db, sheet)?.len();
    let told = applying >= usize::try_from(SMALLEST_GROUP).unwrap_or(usize::MAX);
    Ok(Applied { applying: told.then_some(applying), ..grouped(store_readers::answers(db, sheet)?) })
}

/// Groups of five and more by themselves; the smaller ones, and as many others as it takes, told together. Nothing is
/// told of fewer than five answers.
fn grouped(mut answers: Vec<(Answer, i64)>) -> Applied {
    answers.retain(|(_, count)| *count > 0);
    answers.sort_by_key(|(answer, count)| (std::cmp::Reverse(*count), *answer));
    let answered: i64 = answers.iter().map(|(_, count)| count).sum();
    if answered < SMALLEST_GROUP {
        return Applied::default();
    }
    let mut others = 0;
    while let Some((_, smallest)) = answers.last() {
        let small = *smallest < SMALLEST_GROUP || (0 < others && others < SMALLEST_GROUP);
        if !small {
            break;
        }
        others += *smallest;
        answers.pop();
    }
    let groups = answers.into_iter().map(|(answer, count)| (answer.word(), count)).collect();
    Applied { applying: None, answered, groups, others }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_groups_are_told_together() {
        let told = |counts: &[(Answer, i64)]| grouped(counts.to_vec());
        assert_eq!(told(&[(Answer::InPlace, 4)]), Applied::default());
        let twelve = told(&[(Answer::InPlace, 7), (Answer::Adapted, 3), (Answer::Dropped, 2)]);
        assert_eq!((twelve.answered, twelve.groups, twelve.others), (12, vec![("in_place", 7)], 5));
        // Four alone would be told by what is left: another group joins them.
        let ten = told(&[(Answer::InPlace, 6), (Answer::Never, 4)]);
        assert_eq!((ten.groups, ten.others), (vec![], 10));
        let all = told(&[(Answer::InPlace, 9), (Answer::Adapted, 5)]);
        assert_eq!((all.groups, all.others), (vec![("in_place", 9), ("adapted", 5)], 0));
    }

    #[test]
    fn months_end_where_their_month_does() {
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        let after = |text, months| months_after(at(text), months).instant().to_string();
        assert_eq!(after("2026-11-30T09:00:00Z", 3), "2027-02-28T09:00:00Z");
        assert_eq!(after("2027-11-30T09:00:00Z", 3), "2028-02-29T09:00:00Z");
        assert_eq!(after("2026-11-22T09:00:00Z", 12), "2027-11-22T09:00:00Z");
    }
}
