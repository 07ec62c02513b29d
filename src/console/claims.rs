//! Who is on a case: one person at a time, for a while, so that two do not do the same.

use super::{CaseKind, Eyes, find, store};
use crate::db::ids::MemberId;
use crate::db::{Db, Key, Moment, Tx};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;

/// Somebody is on a case.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Of which kind.
    pub kind: CaseKind,
    /// Which.
    pub key: Key,
    /// Who.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Since when.
    pub since: Moment,
}

/// Takes a case that the viewer looks after, for `life` seconds; one's own begins anew.
///
/// # Errors
/// `Refusal::NotFound` for a case they do not look after; `Refusal::Overtaken` (`case`) when somebody else is on it.
pub fn take(tx: &mut Tx<'_>, eyes: Eyes<'_>, (kind, key): (CaseKind, Key), life: i64) -> Result<(), Refusal> {
    let me = eyes.viewer.id()?;
    find(tx.db(), eyes, kind, key)?;
    let free = tx.now().plus_seconds(-life);
    if store::claim(tx, (kind, key), me, free)? {
        return Ok(());
    }
    let other = store::claims(tx.db(), &[(kind, key)], free)?.pop();
    let sentence = Sentence::new("console-claimed-by").text("name", other.map(|claim| claim.name).unwrap_or_default());
    let mut problems = Problems::default();
    problems.add("case", sentence);
    Err(Refusal::Overtaken(problems))
}

/// Lets a case go that one was on.
///
/// # Errors
/// `Refusal::NotFound` for those who have no console. Letting go what one is not on changes nothing.
pub fn release(tx: &mut Tx<'_>, eyes: Eyes<'_>, case: (CaseKind, Key)) -> Result<(), Refusal> {
    super::Scope::of(eyes.viewer)?;
    store::release(tx, case, eyes.viewer.id()?)
}

/// Who is on some cases.
///
/// # Errors
/// What the database says.
pub fn on(db: &mut Db, cases: &[(CaseKind, Key)], life: i64, now: Moment) -> Result<Vec<Claim>, Refusal> {
    store::claims(db, cases, now.plus_seconds(-life))
}

/// Claims of a day ago and rounds of a month ago are forgotten; says how many.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let claims = store::forget_claims(tx, now.plus_seconds(-86_400))?;
    let rounds = super::store_rounds::forget(tx, now.plus_seconds(-30 * 86_400))?;
    Ok(i64::try_from(claims + rounds).unwrap_or(i64::MAX))
}
