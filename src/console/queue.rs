//! The queue's order: kind by kind, the oldest first. A page is a few short statements along indexes, and a cursor.

use jiff::Timestamp;

use super::{CaseKind, Scope};
use crate::db::ids::{from_base32, to_base32};
use crate::db::{Key, Rank, Slice};

/// Where a page of the queue begins: after a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The kind it is of.
    pub kind: CaseKind,
    /// Where it stands there.
    pub rank: Rank,
}

impl Cursor {
    /// As an address writes it.
    pub fn written(&self) -> String {
        let Rank { since, id, place } = self.rank;
        let parts = [since.instant().as_microsecond(), id, place].map(to_base32);
        format!("{}.{}", self.kind.word(), parts.join("."))
    }

    /// Reads it back; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let kind = CaseKind::parse(parts.next()?)?;
        let mut number = || parts.next().and_then(from_base32);
        let (since, id, place) = (number()?, number()?, number()?);
        let since = Timestamp::from_microsecond(since).ok()?.into();
        parts.next().is_none().then_some(Self { kind, rank: Rank { since, id, place } })
    }
}

/// A key as forms and addresses write it.
pub(super) fn written(key: Key) -> String {
    if key.place == 0 { to_base32(key.id) } else { format!("{}.{}", to_base32(key.id), to_base32(key.place)) }
}

/// Reads a key back; `None` for anything else.
pub(super) fn read_key(text: &str) -> Option<Key> {
    let (id, place) = text.split_once('.').map_or((text, None), |(id, place)| (id, Some(place)));
    let place = place.map_or(Some(0), |place| from_base32(place).filter(|place| *place != 0))?;
    Some(Key { id: from_base32(id)?, place })
}

/// The slices a page reads one after the other, of a kind or of all, after a case.
pub(super) fn slices<'a>(
    scope: &'a Scope,
    only: Option<CaseKind>,
    after: Option<Cursor>,
) -> impl Iterator<Item = (CaseKind, Slice<'a>)> {
    let begins = after.map(|cursor| cursor.kind);
    let wanted =
        move |kind: &CaseKind| only.is_none_or(|only| only == *kind) && begins.is_none_or(|first| *kind >= first);
    CaseKind::ALL.iter().copied().filter(wanted).filter_map(move |kind| {
        let rank = after.filter(|cursor| cursor.kind == kind).map(|cursor| cursor.rank);
        scope.slice(kind).map(|slice| (kind, Slice { after: rank, ..slice }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_and_keys_read_what_they_write_and_nothing_else() {
        let since = Timestamp::from_microsecond(1_795_000_000_123_456).unwrap_or_default().into();
        for kind in CaseKind::ALL {
            let cursor = Cursor { kind: *kind, rank: Rank { since, id: 42, place: 7 } };
            assert_eq!(Cursor::parse(&cursor.written()), Some(cursor));
        }
        for wrong in ["", "flag", "flag.1.2", "flag.1.2.3.4", "nothing.1.2.3", "flag.A.2.3", "flag.1..3"] {
            assert_eq!(Cursor::parse(wrong), None, "{wrong}");
        }
        for key in [Key::of(0), Key::of(1 << 40), Key { id: 9, place: 12 }] {
            assert_eq!(read_key(&written(key)), Some(key));
        }
        for wrong in ["", ".", "a.", "A", "1.0", "1.2.3", "é"] {
            assert_eq!(read_key(wrong), None, "{wrong}");
        }
    }
}
