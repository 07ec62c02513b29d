//! What the clock does of sheets: asks whoever applies one how it goes, tells owners that a review day is near,
//! reminds once of a trial.

use super::telling::{REVIEW_DUE, TRIAL_REMINDER};
use super::{Step, store_due};
use crate::db::Tx;
use crate::db::ids::{MemberId, ThemeId, ThreadId};
use crate::mail::{Message, outbox};
use crate::members::sessions;
use crate::notices::{self, Kind, Tiding};
use crate::policy::{self, Act};
use crate::refusal::Refusal;

/// Follow-ups, trials and sheets looked at in one run at most.
const BATCH: i64 = 200;
/// A trial is recalled after a week, in seconds.
const TRIAL: i64 = 7 * 86_400;
/// A review day is told a month before, in seconds.
const BEFORE: i64 = 30 * 86_400;

/// Asks those whose moment has come; returns how many.
///
/// # Errors
/// What the database says.
pub fn follow_ups(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let due = store_due::follow_ups(tx, BATCH)?;
    if due.is_empty() {
        return Ok(0);
    }
    let now = tx.now();
    let applications: Vec<_> = due.iter().map(|(application, ..)| *application).collect();
    store_due::asked(tx, &applications)?;
    let mut postings = Vec::with_capacity(due.len());
    let mut tidings = Vec::with_capacity(due.len());
    for (application, member, sheet, months) in &due {
        let months = months.unwrap_or_default();
        postings.push(outbox::Posting {
            member: Some(*member),
            key: format!("sheet-follow-up:{application}:{months}"),
            message: Message::SheetFollowUp { application: application.0, months },
            due: now,
        });
        let about = match months {
            3 => "sheet_follow_3",
            6 => "sheet_follow_6",
            _ => "sheet_follow_12",
        };
        let tiding = Tiding {
            kind: Kind::Assignment,
            about,
            subject: application.0,
            theme: None,
            thread: Some(ThreadId(sheet.0)),
            post: None,
            actor: None,
            has_letter: true,
        };
        tidings.push((*member, tiding));
    }
    outbox::post_all(tx, &postings)?;
    notices::tell_all(tx, &tidings)?;
    Ok(i64::try_from(due.len()).unwrap_or(i64::MAX))
}

/// Reminds, once, those who were asked to try a sheet a week ago; returns how many.
///
/// # Errors
/// What the database says.
pub fn trials(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let before = tx.now().plus_seconds(-TRIAL);
    let waiting = store_due::trials_unanswered(tx.db(), before, TRIAL_REMINDER, BATCH)?;
    let tidings: Vec<_> = waiting
        .iter()
        .map(|(sheet, theme, member)| {
            let tiding = Tiding {
                kind: Kind::Assignment,
                about: TRIAL_REMINDER,
                subject: sheet.0,
                theme: Some(*theme),
                thread: None,
                post: None,
                actor: None,
                has_letter: false,
            };
            (*member, tiding)
        })
        .collect();
    notices::tell_all(tx, &tidings)?;
    Ok(i64::try_from(tidings.len()).unwrap_or(i64::MAX))
}

/// Tells owners, once a review day, that it is near; the animators where the owner is no expert any more. Returns how
/// many sheets.
///
/// # Errors
/// What the database says.
pub fn reviews(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let by = now.plus_seconds(BEFORE).instant().to_zoned(crate::circles::mandates::zone()).date().to_string();
    let near = store_due::to_review(tx.db(), &by, REVIEW_DUE, BATCH)?;
    if near.is_empty() {
        return Ok(0);
    }
    let owners: Vec<MemberId> = near.iter().map(|sheet| sheet.owner).collect();
    let able = sessions::viewers_of(tx.db(), &owners, now)?;
    let answers = |owner: MemberId, theme: ThemeId| {
        let act = Act::StepSheet { theme, step: Step::Confirm, writes: false, owner: true, asked: false };
        able.iter().any(|viewer| viewer.member == Some(owner) && policy::allows(viewer, &act))
    };
    let themes: Vec<ThemeId> = near.iter().map(|sheet| sheet.theme).collect();
    let animating = store_due::animators_of(tx.db(), &themes)?;
    let mut tidings = Vec::new();
    for sheet in &near {
        let told: Vec<MemberId> = if answers(sheet.owner, sheet.theme) {
            vec![sheet.owner]
        } else {
            animating.iter().filter(|(theme, _)| *theme == sheet.theme).map(|(_, member)| *member).collect()
        };
        let tiding = Tiding {
            kind: Kind::Assignment,
            about: REVIEW_DUE,
            subject: sheet.text.0,
            theme: Some(sheet.theme),
            thread: sheet.thread,
            post: None,
            actor: None,
            has_letter: false,
        };
        tidings.extend(told.into_iter().map(|member| (member, tiding)));
    }
    notices::tell_all(tx, &tidings)?;
    Ok(i64::try_from(near.len()).unwrap_or(i64::MAX))
}
