//! Unsubscribing with one click (RFC 8058): an address that holds its member, its list and a proof derived from the
//! instance key and the member's generation. Nothing is stored, and using it twice is using it once.

use super::{Settings, closing, next_due, store, store_closing};
use crate::db::ids::MemberId;
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Leaving, List};
use crate::notices;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// The generation of a member's addresses: those of an earlier one lead nowhere.
///
/// # Errors
/// What the database says.
pub fn generation(db: &mut Db, member: MemberId) -> Result<i32, Refusal> {
    store::generation(db, member)
}

/// The whole address that unsubscribes a member from a list; for `List-Unsubscribe` and for links in mails.
pub fn address(key: &InstanceKey, base_url: &str, member: MemberId, list: List, generation: i32) -> String {
    let word = list.word();
    format!("{base_url}/desabonnement/{member}.{word}.{}", proof(key, member, &word, generation))
}

/// The same, with the member's generation read now.
///
/// # Errors
/// What the database says.
pub fn unsubscribe_url(
    db: &mut Db,
    key: &InstanceKey,
    base_url: &str,
    member: MemberId,
    list: List,
) -> Result<String, Refusal> {
    Ok(address(key, base_url, member, list, generation(db, member)?))
}

/// How a member leaves the list of a letter.
///
/// # Errors
/// What the database says.
pub fn leaving(
    db: &mut Db,
    (base_url, key): (&str, &InstanceKey),
    member: MemberId,
    list: List,
) -> Result<Leaving, Refusal> {
    Ok(Leaving { list, address: unsubscribe_url(db, key, base_url, member, list)? })
}

fn proof(key: &InstanceKey, member: MemberId, list: &str, generation: i32) -> String {
    key.derive("unsubscribe", &[&member.to_string(), list, &generation.to_string()])
}

/// Whose token it is and of which list.
///
/// # Errors
/// `Refusal::NotFound` when it was not made by us, or taken back.
pub fn read(db: &mut Db, key: &InstanceKey, token: &str) -> Result<(MemberId, List), Refusal> {
    let mut parts = token.split('.');
    let (Some(member), Some(word), Some(given), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Refusal::NotFound);
    };
    let member: MemberId = member.parse()?;
    let generation = generation(db, member)?.to_string();
    if !key.verify(given, "unsubscribe", &[&member.to_string(), word, &generation]) {
        return Err(Refusal::NotFound);
    }
    Ok((member, List::parse(word).ok_or(Refusal::NotFound)?))
}

/// Unsubscribes at once; done already, nothing changes.
///
/// # Errors
/// What the database says.
pub fn carry_out(tx: &mut Tx<'_>, member: MemberId, list: List) -> Result<(), Refusal> {
    let changed = match list {
        List::Digest => store::stop(tx, member)?,
        List::DigestTheme(theme) => store::leave_out(tx, member, &[theme])?,
        List::AllNotices => notices::none_by_mail(tx, member)?,
        List::Notices(kind) => notices::not_by_mail(tx, member, kind)?,
        List::NoticesTheme(theme) => notices::leave_theme_out(tx, member, theme)?,
    };
    if changed { record(tx, member, "mail.unsubscribed", Some(list)) } else { Ok(()) }
}

/// Takes back every address that unsubscribes a member: those of mails that left lead nowhere from now on. For who
/// passed a mail on, or left its address to somebody else.
///
/// # Errors
/// What the database says.
pub fn take_back(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    // Who never chose may have no line yet.
    let zone = closing::zone(&store::zone(tx.db(), member)?);
    let due = next_due(&Settings::default(), &zone, tx.now());
    store_closing::enrol(tx, &[(member, due)])?;
    store::next_generation(tx, member)?;
    record(tx, member, "mail.links_renewed", None)
}

fn record(tx: &mut Tx<'_>, member: MemberId, act: &'static str, list: Option<List>) -> Result<(), Refusal> {
    let fact = Fact {
        actor: Some(member),
        act,
        theme: list.and_then(List::theme),
        subject: "member",
        subject_id: member.0,
        detail: &list.map(List::word).unwrap_or_default(),
    };
    journal::record(tx, &fact)
}
