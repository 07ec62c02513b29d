//! Unsubscribing with one click (RFC 8058): an address that holds its member, its list and a proof derived from the
//! instance key and the member's generation. Nothing is stored, and using it twice is using it once.

use super::store;
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind};
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// What a mail is sent for, and what its reader no longer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Digests.
    Digest,
    /// A theme in digests.
    DigestTheme(ThemeId),
    /// A kind of notices by mail.
    Notices(Kind),
    /// Notices by mail of a theme.
    NoticesTheme(ThemeId),
}

impl List {
    /// As addresses and `List-Id` write it.
    pub fn word(self) -> String {
        match self {
            Self::Digest => "resume".into(),
            Self::DigestTheme(theme) => format!("resume-{theme}"),
            Self::Notices(kind) => format!("notification-{}", kind.word()),
            Self::NoticesTheme(theme) => format!("theme-{theme}"),
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word.split_once('-') {
            None => (word == "resume").then_some(Self::Digest),
            Some(("resume", theme)) => theme.parse().ok().map(Self::DigestTheme),
            Some(("notification", kind)) => Kind::parse(kind).map(Self::Notices),
            Some(("theme", theme)) => theme.parse().ok().map(Self::NoticesTheme),
            Some(_) => None,
        }
    }

    /// The theme it is about.
    pub fn theme(self) -> Option<ThemeId> {
        match self {
            Self::DigestTheme(theme) | Self::NoticesTheme(theme) => Some(theme),
            Self::Digest | Self::Notices(_) => None,
        }
    }
}

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
        List::Notices(kind) => notices::not_by_mail(tx, member, kind)?,
        List::NoticesTheme(theme) => notices::leave_theme_out(tx, member, theme)?,
    };
    if !changed {
        return Ok(());
    }
    let fact = Fact {
        actor: Some(member),
        act: "mail.unsubscribed",
        theme: list.theme(),
        subject: "member",
        subject_id: member.0,
        detail: &list.word(),
    };
    journal::record(tx, &fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_what_they_write() {
        let themes = [List::DigestTheme(ThemeId(77)), List::NoticesTheme(ThemeId(77))];
        let kinds = Kind::ALL.iter().map(|kind| List::Notices(*kind));
        for list in [List::Digest].into_iter().chain(themes).chain(kinds) {
            assert_eq!(List::parse(&list.word()), Some(list));
        }
        for wrong in ["", "resume-", "digest", "notification-", "notification-x", "theme-O"] {
            assert_eq!(List::parse(wrong), None, "{wrong}");
        }
    }
}
