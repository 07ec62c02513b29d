//! Publishing an edition, confirming it, handing it over, withdrawing it, giving it up.

use super::store::{self, Note};
use super::{Seen, Sheet, State, Step, appraisal, neutrality, overtaken, take, telling, tickets};
use crate::db::ids::{MemberId, SheetId, ThreadId};
use crate::db::{Db, Tx};
use crate::members::sessions;
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::{Problem, Problems, Refusal};
use crate::threads::{self, Body, Kind, Opening, Title, owned};

/// The text of a sheet as its thread will hold it, read and rendered before the transaction that publishes it.
#[derive(Clone, Debug)]
pub struct Prepared {
    version: i32,
    title: Title,
    body: Body,
    /// The products it names.
    named: Vec<String>,
}

/// Reads and renders the text last saved, and looks in it for the words of a list.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Invalid` for a text no post can hold.
pub fn prepared(db: &mut Db, id: SheetId, list: &neutrality::List) -> Result<Prepared, Refusal> {
    let sheet = store::find(db, id)?;
    let text = store::last_text(db, id)?;
    let wrong = |sentence| Problems::one("day", sentence);
    Ok(Prepared {
        version: sheet.version,
        named: appraisal::products(list, &sheet.title, &text.parts),
        title: Title::parse(&sheet.title).map_err(wrong)?,
        body: Body::parse(&text.parts.composed()).map_err(wrong)?,
    })
}

/// Publishes the text last saved as the next edition: its thread opens, or its first post is rewritten; those who
/// wrote, tried and apply it hear of it, and the point dur it comes from is diffused.
///
/// # Errors
/// `Refusal::Invalid` (`day`) with what still stands before it; `Refusal::Overtaken` when it changed meanwhile.
pub fn publish(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    (version, day): (i32, &str),
    prepared: &Prepared,
) -> Result<(), Refusal> {
    let me = seen.require(viewer, Step::Publish)?;
    let sheet = &seen.sheet;
    let text = store::last_text(tx.db(), sheet.id)?;
    if !Step::Publish.leaves(sheet.state) || sheet.version != version || prepared.version != version {
        return Err(overtaken());
    }
    let left = appraisal::obstacles(tx.db(), seen, &text, &prepared.named)?;
    if !left.is_empty() {
        let left = left.into_iter().map(|sentence| Problem { field: "day", sentence });
        return Err(Refusal::Invalid(Problems(left.collect())));
    }
    if text.edition.is_some() {
        return Err(Problems::one("day", "sheet-nothing-new"));
    }
    let edition = sheet.edition + 1;
    take(tx, viewer, seen, (Step::Publish, version))?;
    store::number_text(tx, text.id, edition)?;
    match &seen.thread {
        None => open_thread(tx, viewer, sheet, prepared)?,
        Some(thread) => owned::rewrite(viewer, me, thread, (&prepared.title, &prepared.body), tx)?,
    }
    store::note(tx, sheet.id, &Note::Published { edition, review_day: day })?;
    let about = if edition == 1 { "sheet_published" } else { "sheet_revised" };
    telling::everyone(tx, sheet, about, (text.id.0, me))?;
    if edition == 1 { tickets::diffused(tx, viewer, sheet) } else { Ok(()) }
}

fn open_thread(tx: &mut Tx<'_>, viewer: &Viewer, sheet: &Sheet, prepared: &Prepared) -> Result<(), Refusal> {
    let opening = Opening {
        theme: sheet.theme_id,
        subtopic: sheet.subtopic_id,
        kind: Kind::Sheet,
        audience: sheet.audience,
        title: prepared.title.clone(),
        body: prepared.body.clone(),
    };
    // Who answers for the sheet signs it.
    owned::open(viewer, sheet.owner_id, ThreadId(sheet.id.0), &opening, tx).map(|_| ())
}

/// Says that the published edition still holds, until another day: it stands in the history as what it is.
///
/// # Errors
/// `Refusal::Conflict` while another text is being prepared; `Refusal::Overtaken`.
pub fn confirm(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, (version, day): (i32, &str)) -> Result<(), Refusal> {
    seen.require(viewer, Step::Confirm)?;
    let sheet = &seen.sheet;
    let text = store::last_text(tx.db(), sheet.id)?;
    if text.edition.is_none() {
        return Err(Problems::one("day", "sheet-being-revised"));
    }
    let me = take(tx, viewer, seen, (Step::Confirm, version))?;
    store::insert_text(tx, sheet.id, (version + 1, Some(sheet.edition)), me, "", &text.parts)?;
    store::note(tx, sheet.id, &Note::ReviewDay(day))
}

/// Gives it to another expert to answer for.
///
/// # Errors
/// `Refusal::Invalid` (`member`) for who is no expert of the theme; `Refusal::Overtaken`.
pub fn hand_over(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, to: MemberId) -> Result<(), Refusal> {
    seen.require(viewer, Step::HandOver)?;
    let now = tx.now();
    let act =
        Act::StepSheet { theme: seen.sheet.theme_id, step: Step::Save, writes: false, owner: false, asked: false };
    let able = sessions::viewer_of(tx.db(), to, now)?.is_some_and(|viewer| policy::allows(&viewer, &act));
    if !able {
        return Err(Problems::one("member", "sheet-owner-not-able"));
    }
    let me = take(tx, viewer, seen, (Step::HandOver, version))?;
    store::note(tx, seen.sheet.id, &Note::Owner(to))?;
    telling::handed_over(tx, seen, me, to)
}

/// Withdraws it: its address stays, says why and what replaces it; its text leaves the search, and stays in its history.
///
/// # Errors
/// `Refusal::Forbidden` for who does not answer for it; `Refusal::Invalid` (`by`) for a sheet that does not exist;
/// `Refusal::Overtaken`.
pub fn withdraw(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    seen: &Seen,
    version: i32,
    (reason, by): (&str, Option<SheetId>),
    notice: &Body,
) -> Result<(), Refusal> {
    let me = seen.require(viewer, Step::Withdraw)?;
    if let Some(by) = by {
        replaces(tx, viewer, seen, by)?;
    }
    take(tx, viewer, seen, (Step::Withdraw, version))?;
    store::note(tx, seen.sheet.id, &Note::Withdrawn(reason, by))?;
    if let Some(thread) = &seen.thread {
        let title = Title::parse(&thread.title).map_err(|sentence| Problems::one("reason", sentence))?;
        owned::rewrite(viewer, me, thread, (&title, notice), tx)?;
    }
    let subject = seen.sheet.id.0;
    telling::everyone(tx, &seen.sheet, "sheet_withdrawn", (subject, me))?;
    tickets::gone(tx, viewer, &seen.sheet, reason)
}

/// Whether a sheet may stand in the place of another: published, of as wide an audience, and another one.
fn replaces(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, by: SheetId) -> Result<(), Refusal> {
    let (own, found) = (&seen.sheet, super::visible(tx.db(), viewer, by));
    let fits = found.is_ok_and(|other| {
        other.sheet.id != own.id
            && other.sheet.state == State::Published
            && other.sheet.audience <= own.audience
            && (other.sheet.audience == Audience::Public || other.sheet.theme_id == own.theme_id)
    });
    if fits { Ok(()) } else { Err(Problems::one("by", "sheet-replacement-unknown")) }
}

/// Gives it up before it is published.
///
/// # Errors
/// `Refusal::Forbidden` for who wrote none of it; `Refusal::Overtaken`.
pub fn abandon(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, reason: &str) -> Result<(), Refusal> {
    let me = take(tx, viewer, seen, (Step::Abandon, version))?;
    let last = store::last_text(tx.db(), seen.sheet.id)?;
    let text = store::insert_text(tx, seen.sheet.id, (version + 1, None), me, reason, &last.parts)?;
    telling::authors(tx, &seen.sheet, "sheet_abandoned", text.0, Some(me))?;
    tickets::abandoned(tx, viewer, &seen.sheet, reason)
}

/// What the first post of a withdrawn sheet says, made before the transaction.
///
/// # Errors
/// The sentence to show beside the reason.
pub fn withdrawal_notice(reason: &str) -> Result<Body, Refusal> {
    let typed = threads::rex::heading("sheet-withdrawn-text");
    Body::parse(&format!("# {typed}\n\n{reason}")).map_err(|sentence| Problems::one("reason", sentence))
}
