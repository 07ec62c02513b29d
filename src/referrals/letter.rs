//! The letter of a referral to its body, and its reminders. It holds what was written to leave, and nothing of the point
//! dur beside: neither its title, nor who reported it, nor where.

use super::{bodies, links, store};
use crate::db::Db;
use crate::db::ids::ReferralId;
use crate::mail::{Context, Letter, Topic};
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::tokens::InstanceKey;

/// The letter, as long as it waits for an answer and its body has an address; `reminder` 0 is the note itself.
///
/// # Errors
/// What the database says.
pub fn letter(
    db: &mut Db,
    (referral, reminder): (ReferralId, i32),
    (base_url, key): (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let found = match store::find(db, referral) {
        Ok(found) => found,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let body = bodies::find(db, found.body)?;
    if !found.is_open() || !body.is_written_to() {
        return Ok(None);
    }
    let mut context = Context::new();
    context.insert("name", if body.contact.is_empty() { &body.name } else { &body.contact });
    context.insert("base_url", base_url);
    context.insert("reference", &referral);
    context.insert("body", &body.name);
    context.insert("sender", &format!("{} {}", found.sender.0, found.sender.1));
    context.insert("days", &body.delay_days);
    context.insert("reminder", &(reminder > 0));
    context.insert("link", &links::address(key, base_url, referral, found.generation));
    context.insert("note", &found.note());
    let topic = Topic { referral: Some((referral, found.generation)), ..Topic::default() };
    let (to, language) = (body.email, Language::French);
    Ok(Some(Letter { to, language, template: "referral", context, topic, token: None, calendar: None }))
}
