//! The first visit: on an empty database, a one-time link (half an hour) makes the first administrator. There is no
//! default account (ASVS 5.0 6.3.2).

use super::store;
use crate::db::ids::MemberId;
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::members::{self, AccountState, Arrival, Email, NewMember};
use crate::refusal::{Problems, Refusal};
use crate::tokens;

/// A link lives this long.
const LIFE_SECONDS: i64 = 30 * 60;

/// Who the first administrator says they are.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// Their address.
    pub email: Email,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Profession.
    pub profession: String,
    /// Region (slug).
    pub region: String,
}

/// A token for the first administrator, while there is none; earlier ones die.
///
/// # Errors
/// What the database says.
pub(super) fn offer(tx: &mut Tx<'_>) -> Result<Option<String>, Refusal> {
    if store::has_administrator(tx.db())? {
        return Ok(None);
    }
    let token = tokens::random_token();
    store::replace_first_visit(tx, &tokens::stored(&token), tx.now().plus_seconds(LIFE_SECONDS))?;
    Ok(Some(token))
}

/// Goes on only if the link can still be used.
///
/// # Errors
/// `Refusal::Gone`.
pub fn require_open(db: &mut Db, token: &str, now: Moment) -> Result<(), Refusal> {
    if store::first_visit_lives(db, &tokens::stored(token), now)? { Ok(()) } else { Err(gone()) }
}

/// Uses the link, once: makes the first administrator, who accepted the charter shown with the form.
///
/// # Errors
/// `Refusal::Gone` when it was used, has expired, or somebody administers already; `Refusal::Invalid` when the address
/// has an account in use or closed.
pub fn welcome(tx: &mut Tx<'_>, token: &str, newcomer: &Newcomer, password_hash: &str) -> Result<MemberId, Refusal> {
    if !store::use_first_visit(tx, &tokens::stored(token))? || store::has_administrator(tx.db())? {
        return Err(gone());
    }
    let new = NewMember {
        email: &newcomer.email,
        given_name: &newcomer.given_name,
        family_name: &newcomer.family_name,
        establishment: None,
        profession: &newcomer.profession,
        region: &newcomer.region,
        state: AccountState::Active,
        password_hash: Some(password_hash),
    };
    let arrival = Arrival {
        given_name: &newcomer.given_name,
        family_name: &newcomer.family_name,
        profession: &newcomer.profession,
        region: &newcomer.region,
        establishment: None,
        password_hash,
    };
    // A spreadsheet loaded before the first visit may already know this person.
    let member = match members::arrive(tx, &newcomer.email.key(), &arrival)? {
        Some(member) => member,
        None if members::account_of(tx.db(), &newcomer.email.key())?.is_some() => {
            return Err(Problems::one("email", "first-visit-known"));
        }
        None => members::insert(tx, &new)?,
    };
    store::make_administrator(tx, member)?;
    members::accept_charter(tx, member)?;
    let fact = Fact {
        actor: Some(member),
        act: "instance.first-visit",
        theme: None,
        subject: "member",
        subject_id: member.0,
        detail: "",
    };
    journal::record(tx, &fact)?;
    Ok(member)
}

fn gone() -> Refusal {
    Refusal::Gone("refusal-first-visit-gone")
}
