//! The lists mail belongs to: what one may leave without leaving the community. Security mail, invitations and answers
//! to what one asked belong to none.

use crate::db::ids::ThemeId;
use crate::notices::Kind;

/// What a mail is sent for, and what its reader may no longer want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Digests.
    Digest,
    /// A theme in digests.
    DigestTheme(ThemeId),
    /// Every kind of notices by mail: what a letter of several themes and kinds is left by.
    AllNotices,
    /// A kind of notices by mail, announcements and decisions among them.
    Notices(Kind),
    /// Notices by mail of a theme, its announcements among them.
    NoticesTheme(ThemeId),
}

impl List {
    /// As addresses write it.
    pub fn word(self) -> String {
        match self {
            Self::Digest => "resume".into(),
            Self::DigestTheme(theme) => format!("resume-{theme}"),
            Self::AllNotices => "notifications".into(),
            Self::Notices(kind) => format!("notification-{}", kind.word()),
            Self::NoticesTheme(theme) => format!("theme-{theme}"),
        }
    }

    /// Reads back what [`List::word`] writes.
    pub fn parse(word: &str) -> Option<Self> {
        match word.split_once('-') {
            None if word == "resume" => Some(Self::Digest),
            None => (word == "notifications").then_some(Self::AllNotices),
            Some(("resume", theme)) => theme.parse().ok().map(Self::DigestTheme),
            Some(("notification", kind)) => Kind::parse(kind).map(Self::Notices),
            Some(("theme", theme)) => theme.parse().ok().map(Self::NoticesTheme),
            Some(_) => None,
        }
    }

    /// As `List-Id` calls it (RFC 2919) when its mail is of no one theme: mail is sorted by it, so it is the same from
    /// one letter to the next.
    pub const fn family(self) -> &'static str {
        match self {
            Self::Digest | Self::DigestTheme(_) => "resumes",
            Self::AllNotices | Self::Notices(_) | Self::NoticesTheme(_) => "notifications",
        }
    }

    /// The kind of notices it holds, when it is of one kind.
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Notices(kind) => Some(kind),
            Self::Digest | Self::DigestTheme(_) | Self::AllNotices | Self::NoticesTheme(_) => None,
        }
    }

    /// The theme it is about.
    pub const fn theme(self) -> Option<ThemeId> {
        match self {
            Self::DigestTheme(theme) | Self::NoticesTheme(theme) => Some(theme),
            Self::Digest | Self::AllNotices | Self::Notices(_) => None,
        }
    }
}

/// How the reader of a letter leaves the list it belongs to.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Which list.
    pub list: List,
    /// The whole address that unsubscribes them with one click (RFC 8058).
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_what_they_write() {
        let themes = [List::DigestTheme(ThemeId(77)), List::NoticesTheme(ThemeId(77))];
        let kinds = Kind::ALL.iter().map(|kind| List::Notices(*kind));
        for list in [List::Digest, List::AllNotices].into_iter().chain(themes).chain(kinds) {
            assert_eq!(List::parse(&list.word()), Some(list));
        }
        for wrong in ["", "resume-", "digest", "notification", "notification-", "notification-x", "theme-O"] {
            assert_eq!(List::parse(wrong), None, "{wrong}");
        }
    }
}
