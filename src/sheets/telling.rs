//! Whom a step of a sheet tells, and of what. What is asked of somebody is an assignment; the rest is news of a sheet.

use super::{Seen, Sheet, store, store_readers};
use crate::db::Tx;
use crate::db::ids::{MemberId, SheetTextId, ThreadId};
use crate::notices::{self, Kind, Tiding};
use crate::refusal::Refusal;

/// What of: ends the keys of sentences, and says that a notice leads to a sheet.
pub(super) const TRIAL_REMINDER: &str = "sheet_trial_again";
/// A review day is near.
pub(super) const REVIEW_DUE: &str = "sheet_review_due";

/// Something to tell of a sheet. One that was never published has no thread: its title is not told.
pub(super) fn tiding<'a>(
    kind: Kind,
    about: &'a str,
    sheet: &Sheet,
    subject: i64,
    actor: Option<MemberId>,
) -> Tiding<'a> {
    Tiding {
        kind,
        about,
        subject,
        theme: Some(sheet.theme_id),
        thread: sheet.thread_id,
        post: None,
        actor,
        has_letter: false,
    }
}

fn asked(tx: &mut Tx<'_>, seen: &Seen, about: &str, (by, to): (MemberId, MemberId)) -> Result<(), Refusal> {
    let text = store::last_text(tx.db(), seen.sheet.id)?;
    notices::tell(tx, to, &tiding(Kind::Assignment, about, &seen.sheet, text.id.0, Some(by)))
}

/// An expert is asked for a review.
pub(super) fn review_asked(tx: &mut Tx<'_>, seen: &Seen, by: MemberId, reviewer: MemberId) -> Result<(), Refusal> {
    asked(tx, seen, "sheet_review", (by, reviewer))
}

/// Whoever agreed with a text is told that there is another one.
pub(super) fn read_again(
    tx: &mut Tx<'_>,
    seen: &Seen,
    by: MemberId,
    reviewer: MemberId,
    text: SheetTextId,
) -> Result<(), Refusal> {
    notices::tell(tx, reviewer, &tiding(Kind::Assignment, "sheet_read_again", &seen.sheet, text.0, Some(by)))
}

/// A member is asked to try a sheet.
pub(super) fn trial_asked(tx: &mut Tx<'_>, seen: &Seen, by: MemberId, candide: MemberId) -> Result<(), Refusal> {
    asked(tx, seen, "sheet_trial", (by, candide))
}

/// A sheet is given to somebody to answer for.
pub(super) fn handed_over(tx: &mut Tx<'_>, seen: &Seen, by: MemberId, owner: MemberId) -> Result<(), Refusal> {
    asked(tx, seen, "sheet_owner", (by, owner))
}

/// Its authors and its owner hear of something; `subject` tells one such thing from another.
pub(super) fn authors(
    tx: &mut Tx<'_>,
    sheet: &Sheet,
    about: &str,
    subject: i64,
    actor: Option<MemberId>,
) -> Result<(), Refusal> {
    let told = concerned(tx, sheet)?;
    let told: Vec<_> = told.into_iter().map(|to| (to, tiding(Kind::Sheet, about, sheet, subject, actor))).collect();
    notices::tell_all(tx, &told)
}

fn concerned(tx: &mut Tx<'_>, sheet: &Sheet) -> Result<Vec<MemberId>, Refusal> {
    let mut told: Vec<MemberId> = store::authors(tx.db(), sheet.id)?.into_iter().map(|(member, ..)| member).collect();
    told.push(sheet.owner_id);
    told.sort_unstable();
    told.dedup();
    Ok(told)
}

/// Everyone who wrote, tried or applies a sheet hears that an edition was published, or that it was withdrawn.
pub(super) fn everyone(
    tx: &mut Tx<'_>,
    sheet: &Sheet,
    about: &str,
    (subject, actor): (i64, MemberId),
) -> Result<(), Refusal> {
    let mut told = concerned(tx, sheet)?;
    told.extend(store_readers::trials(tx.db(), sheet.id)?.into_iter().map(|trial| trial.member.0));
    told.extend(store_readers::appliers(tx.db(), sheet.id)?);
    told.sort_unstable();
    told.dedup();
    let sheet = Sheet { thread_id: Some(ThreadId(sheet.id.0)), ..sheet.clone() };
    let told: Vec<_> =
        told.into_iter().map(|to| (to, tiding(Kind::Sheet, about, &sheet, subject, Some(actor)))).collect();
    notices::tell_all(tx, &told)
}
