//! The link by which one answers a nomination from the mail: it holds the nomination, and a proof derived from the
//! instance key, the member and their generation. Nothing is stored; reading it shows, posting to it answers.

use super::{Nomination, store};
use crate::db::ids::NominationId;
use crate::db::{Db, Moment};
use crate::digests::unsubscribe;
use crate::members::sessions;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// What its proof is of.
const PURPOSE: &str = "nomination-answer";

/// The address of the link on the site.
///
/// # Errors
/// What the database says.
pub fn address(db: &mut Db, key: &InstanceKey, nomination: &Nomination) -> Result<String, Refusal> {
    Ok(format!("/candidature/{}.{}", nomination.id, proof(db, key, nomination)?))
}

/// What a link is about.
///
/// # Errors
/// `NotFound` when it was not made by us, or was taken back, and when its member's account is not in use.
pub fn read(db: &mut Db, key: &InstanceKey, token: &str, now: Moment) -> Result<Nomination, Refusal> {
    let (id, given) = token.split_once('.').ok_or(Refusal::NotFound)?;
    let nomination = store::one(db, id.parse::<NominationId>()?)?;
    let generation = unsubscribe::generation(db, nomination.member)?.to_string();
    let parts = [nomination.id.to_string(), nomination.member.to_string(), generation];
    if !key.verify(given, PURPOSE, &[&parts[0], &parts[1], &parts[2]]) {
        return Err(Refusal::NotFound);
    }
    sessions::viewer_of(db, nomination.member, now)?.map(|_| nomination).ok_or(Refusal::NotFound)
}

fn proof(db: &mut Db, key: &InstanceKey, nomination: &Nomination) -> Result<String, Refusal> {
    let generation = unsubscribe::generation(db, nomination.member)?.to_string();
    Ok(key.derive(PURPOSE, &[&nomination.id.to_string(), &nomination.member.to_string(), &generation]))
}
