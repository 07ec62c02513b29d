//! The link a body answers by, without an account: it holds its referral and a proof derived from the instance key and
//! the referral's generation. Nothing is stored; another generation takes every link given so far back.

use super::Referral;
use super::store;
use crate::db::Db;
use crate::db::ids::ReferralId;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// The whole address of a referral's link.
pub fn address(key: &InstanceKey, base_url: &str, referral: ReferralId, generation: i32) -> String {
    let proof = key.derive("referral", &[&referral.to_string(), &generation.to_string()]);
    format!("{base_url}/transmissions/{referral}.{proof}")
}

/// The referral of a link.
///
/// # Errors
/// `Refusal::Gone` for a link that was not made by us, or was taken back: the same answer for both.
pub fn read(db: &mut Db, key: &InstanceKey, token: &str) -> Result<Referral, Refusal> {
    let gone = Refusal::Gone("referral-link-gone");
    let Some((id, proof)) = token.split_once('.') else { return Err(gone) };
    let Ok(id) = id.parse::<ReferralId>() else { return Err(gone) };
    let found = match store::find(db, id) {
        Ok(found) => found,
        Err(Refusal::NotFound) => return Err(gone),
        Err(refusal) => return Err(refusal),
    };
    let ours = key.verify(proof, "referral", &[&id.to_string(), &found.generation.to_string()]);
    if ours && found.ended_at.is_none() { Ok(found) } else { Err(gone) }
}
