//! Before a sheet is published: a second expert agrees, establishments new to the subject try it, products that are
//! named are justified and read by a second person.

use super::{Seen, Step, Verdict, neutrality, overtaken, record, store, store_readers, take, telling, tickets};
use crate::circles::Circle;
use crate::db::Tx;
use crate::db::ids::MemberId;
use crate::members::sessions;
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// Asks a second expert to read it.
///
/// # Errors
/// `Refusal::Invalid` (`member`) when they are an author or no expert, (`parts`) when a text is still to be written.
pub fn submit(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, to: MemberId) -> Result<(), Refusal> {
    seen.require(viewer, Step::Submit)?;
    let text = store::last_text(tx.db(), seen.sheet.id)?;
    if !text.parts.missing().is_empty() {
        return Err(Problems::one("member", "sheet-parts-missing"));
    }
    may_review(tx, seen, to)?;
    let me = take(tx, viewer, seen, (Step::Submit, version))?;
    telling::review_asked(tx, seen, me, to)
}

/// Whether somebody could review it: an expert of the theme who wrote none of it.
fn may_review(tx: &mut Tx<'_>, seen: &Seen, who: MemberId) -> Result<(), Refusal> {
    let now = tx.now();
    let (writes, asked) = store::place_of(tx.db(), seen.sheet.id, who)?;
    let act = Act::StepSheet { theme: seen.sheet.theme_id, step: Step::Approve, writes, owner: false, asked };
    let able = sessions::viewer_of(tx.db(), who, now)?.is_some_and(|viewer| policy::allows(&viewer, &act));
    if able { Ok(()) } else { Err(Problems::one("member", "sheet-reviewer-not-able")) }
}

/// Agrees with the text as it is.
///
/// # Errors
/// `Refusal::Forbidden` for an author; `Refusal::Overtaken` when it changed since it was read.
pub fn approve(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32) -> Result<(), Refusal> {
    let me = take(tx, viewer, seen, (Step::Approve, version))?;
    store::note(tx, seen.sheet.id, &store::Note::Reviewed(me))?;
    let text = store::last_text(tx.db(), seen.sheet.id)?;
    telling::authors(tx, &seen.sheet, "sheet_approved", text.id.0, Some(me))
}

/// Sends it back to its authors; they read why on its page.
///
/// # Errors
/// `Refusal::Forbidden` for an author; `Refusal::Overtaken`.
pub fn send_back(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, reason: &str) -> Result<(), Refusal> {
    let me = take(tx, viewer, seen, (Step::SendBack, version))?;
    // What the reviewer says stands in the history, beside the text it is about.
    let last = store::last_text(tx.db(), seen.sheet.id)?;
    let text = store::insert_text(tx, seen.sheet.id, (version + 1, None), me, reason, &last.parts)?;
    telling::authors(tx, &seen.sheet, "sheet_sent_back", text.0, Some(me))
}

/// Asks somebody of an establishment new to the subject to try it.
///
/// # Errors
/// `Refusal::Invalid` (`member`) for an expert of the theme, or who was asked before; `Refusal::Overtaken`.
pub fn try_out(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, who: MemberId) -> Result<(), Refusal> {
    seen.require(viewer, Step::TryOut)?;
    let now = tx.now();
    let candide = sessions::viewer_of(tx.db(), who, now)?;
    let Some(candide) = candide else { return Err(Problems::one("with", "sheet-candide-away")) };
    if candide.reaches(seen.sheet.theme_id, Circle::Expert) {
        return Err(Problems::one("with", "sheet-candide-expert"));
    }
    let me = take(tx, viewer, seen, (Step::TryOut, version))?;
    if !store_readers::ask_trial(tx, seen.sheet.id, who, me)? {
        return Err(Problems::one("with", "sheet-candide-asked"));
    }
    telling::trial_asked(tx, seen, me, who)?;
    tickets::tried(tx, viewer, &seen.sheet)
}

/// Says how a trial went.
///
/// # Errors
/// `Refusal::Forbidden` for who was not asked; `Refusal::Overtaken` when they answered already or it is too late.
pub fn answer(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, verdict: Verdict, stumbles: &str) -> Result<(), Refusal> {
    let me = seen.require(viewer, Step::Answer)?;
    let (sheet, edition) = (&seen.sheet, seen.sheet.edition + 1);
    if !Step::Answer.leaves(sheet.state)
        || !store_readers::answer_trial(tx, sheet.id, me, (verdict, stumbles), edition)?
    {
        return Err(overtaken());
    }
    record(tx, me, Step::Answer, sheet, verdict.word())?;
    // Each answer is a notice of its own: nobody else's is the same.
    let subject = tx.id();
    telling::authors(tx, sheet, "sheet_tried", subject, Some(me))
}

/// Does without a trial.
///
/// # Errors
/// `Refusal::Forbidden` for who does not animate the theme; `Refusal::Overtaken`.
pub fn waive(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, reason: &str) -> Result<(), Refusal> {
    let me = take(tx, viewer, seen, (Step::Waive, version))?;
    store::note(tx, seen.sheet.id, &store::Note::Waived(me, reason))?;
    let text = store::last_text(tx.db(), seen.sheet.id)?;
    telling::authors(tx, &seen.sheet, "sheet_waived", text.id.0, Some(me))
}

/// Says why a product is named.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Overtaken`.
pub fn justify(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, reason: &str) -> Result<(), Refusal> {
    take(tx, viewer, seen, (Step::Justify, version))?;
    store::note(tx, seen.sheet.id, &store::Note::Justified(reason))
}

/// Agrees, as a second reader, that a product is named.
///
/// # Errors
/// `Refusal::Forbidden` for an author; `Refusal::Invalid` (`reason`) before it was justified; `Refusal::Overtaken`.
pub fn read_products(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32) -> Result<(), Refusal> {
    seen.require(viewer, Step::ReadProducts)?;
    if seen.sheet.products_reason.is_none() {
        return Err(Problems::one("reason", "sheet-products-not-justified"));
    }
    let me = take(tx, viewer, seen, (Step::ReadProducts, version))?;
    store::note(tx, seen.sheet.id, &store::Note::ProductsRead(me))
}

/// The products and companies of a list that the title and the texts of a sheet name.
pub fn products(list: &neutrality::List, title: &str, parts: &super::Parts) -> Vec<String> {
    let texts = parts.each();
    list.held_by(std::iter::once(title).chain(texts.iter().map(|(_, text)| *text)))
}

/// What still stands before its publication, in the order it is usually settled; `named` are the [`products`] it names.
///
/// # Errors
/// What the database says.
pub fn obstacles(
    db: &mut crate::db::Db,
    seen: &Seen,
    text: &store::Text,
    named: &[String],
) -> Result<Vec<Sentence>, Refusal> {
    let sheet = &seen.sheet;
    let mut left: Vec<Sentence> = Vec::new();
    if !text.parts.missing().is_empty() {
        left.push("sheet-parts-missing".into());
    }
    if sheet.reviewed_by.is_none() {
        left.push("sheet-left-review".into());
    }
    if sheet.edition == 0 && sheet.trial_waived_by.is_none() {
        let tried = store_readers::trials(db, sheet.id)?
            .iter()
            .any(|trial| matches!(trial.verdict, Some(Verdict::Clear | Verdict::Stumbled)));
        if !tried {
            left.push("sheet-left-trial".into());
        }
    }
    if !named.is_empty() {
        let words = named.join(", ");
        if sheet.products_reason.is_none() {
            left.push(Sentence::new("sheet-left-products").text("words", words));
        } else if sheet.products_read_by.is_none() {
            left.push(Sentence::new("sheet-left-second-reader").text("words", words));
        }
    }
    Ok(left)
}
