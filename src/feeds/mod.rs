//! Atom feeds (RFC 4287) of a theme, a thread, a question or everything one reads. A feed's address holds a secret
//! derived from the instance key for its member and generation: nothing is stored, and taking the addresses back is one
//! more generation. Whoever holds the address reads what its member may read at that moment, and nothing else.

pub mod pages;
mod store;

use crate::db::ids::MemberId;
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::members::sessions;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// Posts in a feed.
const LENGTH: i64 = 30;

/// The secret part of a member's addresses.
///
/// # Errors
/// What the database says.
pub fn token(db: &mut Db, key: &InstanceKey, member: MemberId) -> Result<String, Refusal> {
    let generation = store::generation(db, member)?;
    Ok(format!("{member}.{}", proof(key, member, generation)))
}

fn proof(key: &InstanceKey, member: MemberId, generation: i32) -> String {
    key.derive("feed", &[&member.to_string(), &generation.to_string()])
}

/// Who reads by a token, as they stand now.
///
/// # Errors
/// `Refusal::NotFound` when the token is of nobody, was taken back, or its account is not in use.
pub fn reader(db: &mut Db, key: &InstanceKey, token: &str, now: Moment) -> Result<Viewer, Refusal> {
    let (member, given) = token.split_once('.').ok_or(Refusal::NotFound)?;
    let member: MemberId = member.parse()?;
    let generation = store::generation(db, member)?;
    if !key.verify(given, "feed", &[&member.to_string(), &generation.to_string()]) {
        return Err(Refusal::NotFound);
    }
    sessions::viewer_of(db, member, now)?.ok_or(Refusal::NotFound)
}

/// Takes a member's addresses back: those given before lead nowhere from now on.
///
/// # Errors
/// What the database says.
pub fn take_back(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    store::next_generation(tx, member)?;
    let fact = Fact {
        actor: Some(member),
        act: "feeds.renewed",
        theme: None,
        subject: "member",
        subject_id: member.0,
        detail: "",
    };
    journal::record(tx, &fact)
}
