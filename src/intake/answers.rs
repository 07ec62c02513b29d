//! What a body answers to a referral by mail comes back into the ticket; what cannot is kept for an administrator, except
//! what may identify a patient.

use std::sync::Arc;

use super::parse::Incoming;
use super::receive::settle;
use super::store::{self, Waiting};
use super::trim::new_text;
use super::{Outcome, Reason, Sort, Verdict};
use crate::db::ids::ReferralId;
use crate::limits;
use crate::referrals::{self, LANGUAGE, Placed};
use crate::refusal::Refusal;
use crate::web::App;

/// Takes an answer in, or says why not. Files are left aside: a body answers in words.
pub(super) fn place(
    app: &Arc<App>,
    waiting: &Waiting,
    mail: &Incoming,
    (referral, generation): (ReferralId, i32),
) -> Result<(), Refusal> {
    let (text, french) = (new_text(&mail.text), app.sentences(LANGUAGE));
    let read = app.database.read_here(|db| referrals::by_mail(db, (referral, generation), &text, french))?;
    let (found, came) = match read {
        Ok(read) => read,
        Err(placed) => return settle(app, waiting, &refused(mail, waiting, reason_of(placed))),
    };
    let taken = app.database.write_here(|tx| {
        let verdict = Verdict::of(mail, Outcome::Placed, Sort::Reply);
        // Settled first: whoever comes second finds it done, and says nothing twice.
        if !store::settle(tx, waiting.id, &verdict)? {
            return Ok(());
        }
        limits::spend(tx, app.scale, &limits::REFERRAL_ANSWERS, &format!("r:{referral}"))?;
        referrals::say(tx, &found, &came)
    });
    match taken {
        Ok(()) => Ok(()),
        // Answered or taken back meanwhile: somebody looks at what was said.
        Err(Refusal::Conflict(_) | Refusal::NotFound | Refusal::Forbidden(_)) => {
            settle(app, waiting, &refused(mail, waiting, Reason::Gone))
        }
        Err(refusal) => Err(refusal),
    }
}

fn reason_of(placed: Placed) -> Reason {
    match placed {
        Placed::Gone => Reason::Gone,
        Placed::Empty => Reason::Empty,
        Placed::TooLong => Reason::TooLong,
        Placed::Identifiers => Reason::Identifiers,
    }
}

fn refused(mail: &Incoming, waiting: &Waiting, reason: Reason) -> Verdict {
    match reason {
        // Neither given back nor kept.
        Reason::Identifiers => Verdict { reason: Some(reason), ..Verdict::of(mail, Outcome::Dropped, Sort::Reply) },
        reason => Verdict::unplaced(mail, waiting.raw.as_deref().unwrap_or_default(), Sort::Reply, reason),
    }
}
