//! The link by which the owner of a closed account appeals: it holds the decision, the member and a proof derived from the
//! instance key. Nothing is stored, and no session is needed, since none can be opened.

use super::super::store::Decision;
use super::super::{DecisionKind, decisions};
use super::{Plea, lodge};
use crate::db::ids::{DecisionId, MemberId};
use crate::db::{Db, Tx};
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// What its proof is of.
const PURPOSE: &str = "account-appeal";

/// The address of the link on the site.
pub fn address(key: &InstanceKey, decision: DecisionId, member: MemberId) -> String {
    let proof = key.derive(PURPOSE, &[&decision.to_string(), &member.to_string()]);
    format!("/compte-ferme/{decision}.{member}.{proof}")
}

/// The decision that closed the account, and whose it is.
///
/// # Errors
/// `Refusal::Gone` when the link was not made by us.
pub fn read(db: &mut Db, key: &InstanceKey, token: &str) -> Result<(Decision, MemberId), Refusal> {
    let gone = || Refusal::Gone("appeal-link-gone");
    let mut parts = token.split('.');
    let (Some(decision), Some(member), Some(proof), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(gone());
    };
    let decision: DecisionId = decision.parse().map_err(|_| gone())?;
    let member: MemberId = member.parse().map_err(|_| gone())?;
    if !key.verify(proof, PURPOSE, &[&decision.to_string(), &member.to_string()]) {
        return Err(gone());
    }
    let found = decisions::one(db, decision)?;
    let theirs = found.kind == DecisionKind::AccountClose && found.about == Some(member);
    if theirs { Ok((found, member)) } else { Err(gone()) }
}

/// Appeals by the link, once.
///
/// # Errors
/// As [`super::make`].
pub fn make(tx: &mut Tx<'_>, key: &InstanceKey, token: &str, plea: &Plea) -> Result<(), Refusal> {
    let (decision, member) = read(tx.db(), key, token)?;
    lodge(tx, &decision, member, plea)
}
