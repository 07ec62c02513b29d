//! Mails of a referral that its body's server refuses, at once or by a report that comes back: whoever animates the theme
//! is told, once a link, and the register says so of the body until its address changes or it is heard of.

use super::{store, store_bodies, ticket};
use crate::db::ids::{MailId, ReferralId};
use crate::db::{Database, Db, Tx};
use crate::mail::outbox;
use crate::refusal::Refusal;

/// Mails that will never leave are looked for in what was posted within so many seconds: they are tried for four days.
const WATCHED: i64 = 14 * 86_400;

/// A mail of a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfReferral {
    referral: ReferralId,
    generation: i32,
    mail: MailId,
}

impl OfReferral {
    /// As the key of its mail says it (`referral:<id>:<generation>:<reminder>`).
    fn read(mail: MailId, key: &str) -> Option<Self> {
        let (referral, rest) = key.strip_prefix(super::KEY)?.split_once(':')?;
        let (generation, _) = rest.split_once(':')?;
        Some(Self { referral: referral.parse().ok()?, generation: generation.parse().ok()?, mail })
    }
}

/// The referral that a mail of ours is about, if it is about one.
///
/// # Errors
/// What the database says.
pub fn of_mail(db: &mut Db, mail: MailId) -> Result<Option<OfReferral>, Refusal> {
    Ok(outbox::key_of(db, mail)?.and_then(|key| OfReferral::read(mail, &key)))
}

/// A mail of a referral was refused; known already, or of a link that was taken back, nothing changes.
///
/// # Errors
/// What the database says.
pub fn came_back(tx: &mut Tx<'_>, of: OfReferral) -> Result<bool, Refusal> {
    if !store::refuse_if_open(tx, of.referral, of.generation)? {
        return Ok(false);
    }
    let referral = store::find(tx.db(), of.referral)?;
    store_bodies::refused(tx, referral.body)?;
    ticket::tell(tx, &referral, "referral_refused", of.mail.0)?;
    Ok(true)
}

/// Looks for mails of referrals that will never leave; returns how many referrals were told of.
///
/// # Errors
/// What the database says.
pub fn tell_lost(database: &Database) -> Result<i64, Refusal> {
    let since = database.now().plus_seconds(-WATCHED);
    let lost = database.read_here(|db| {
        let dead: Vec<OfReferral> = outbox::dead_since(db, super::KEY, since)?
            .iter()
            .filter_map(|(mail, key)| OfReferral::read(*mail, key))
            .collect();
        let open = store::not_refused(db, &dead.iter().map(|of| of.referral).collect::<Vec<_>>())?;
        Ok(dead.into_iter().filter(|of| open.contains(&of.referral)).collect::<Vec<_>>())
    })?;
    let mut told = 0;
    for of in lost {
        told += i64::from(database.write_here(|tx| came_back(tx, of))?);
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_mail_says_which_link_of_which_referral() {
        let read = OfReferral::read(MailId(9), "referral:1k:2:1");
        let expected = OfReferral { referral: "1k".parse().unwrap(), generation: 2, mail: MailId(9) };
        assert_eq!(read, Some(expected));
        assert_eq!(OfReferral::read(MailId(9), "digest:1k"), None);
        assert_eq!(OfReferral::read(MailId(9), "referral:1k"), None);
    }
}
