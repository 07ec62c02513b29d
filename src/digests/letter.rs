//! A digest by mail: what was frozen, as far as its reader may still see it at the moment it leaves.

use super::shown::{Shown, shown};
use super::{Frequency, settings, store, store_shown, unsubscribe};
use crate::db::ids::{DigestId, MemberId, to_base32};
use crate::db::{Db, Moment, Tx};
use crate::mail::{Leaving, Letter, List, recipient};
use crate::members::sessions;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// The letter of a digest; `None` when nothing is left to say, or nobody wants to hear it any more.
///
/// # Errors
/// What the database says.
pub fn letter(
    db: &mut Db,
    now: Moment,
    digest: DigestId,
    (base_url, key): (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let Some(closed) = store_shown::closed(db, digest)? else { return Ok(None) };
    let member = closed.member;
    let Some(viewer) = sessions::viewer_of(db, member, now)? else { return Ok(None) };
    let chosen = settings(db, member)?;
    if chosen.frequency == Frequency::Never {
        return Ok(None);
    }
    let mut digest = shown(db, &viewer, member, &closed.picked, chosen.title_only)?;
    let Some(recipient) = recipient(db, member.0)?.filter(|_| !digest.is_empty()) else { return Ok(None) };
    let stop = addressed(db, &mut digest, (member, closed.period_start), base_url, key)?;
    let facts = [
        ("frequency", chosen.frequency.word().to_owned()),
        ("unsubscribe", stop.clone()),
        ("settings", format!("{base_url}/reglages/resumes")),
    ];
    let mut letter = recipient.letter("digest", base_url, &facts);
    letter.topic.leaving = Some(Leaving { list: List::Digest, address: stop });
    let threads = digest.threads();
    letter.context.insert("threads", &threads);
    letter.context.insert("digest", &digest);
    Ok(Some(letter))
}

/// Whole addresses for what is mailed; gives the one that stops digests.
fn addressed(
    db: &mut Db,
    digest: &mut Shown,
    (member, period): (MemberId, Moment),
    base_url: &str,
    key: &InstanceKey,
) -> Result<String, Refusal> {
    let generation = unsubscribe::generation(db, member)?;
    let mark = format!("{}={}", super::MARK, to_base32(period.whole_second().instant().as_second()));
    let whole = |path: &mut String| *path = format!("{base_url}{}", marked(path, &mark));
    for group in &mut digest.themes {
        whole(&mut group.address);
        group.leave = unsubscribe::address(key, base_url, member, List::DigestTheme(group.id), generation);
    }
    digest.lines_mut().for_each(|line| whole(&mut line.address));
    digest.meetings.iter_mut().for_each(|meeting| whole(&mut meeting.address));
    digest.joined.iter_mut().for_each(|face| whole(&mut face.address));
    digest.waiting.iter_mut().for_each(|told| whole(&mut told.address));
    Ok(unsubscribe::address(key, base_url, member, List::Digest, generation))
}

/// An address that says of which window it is: who comes by it is counted once, and nothing else of them is kept.
fn marked(address: &str, mark: &str) -> String {
    let (path, place) = address.split_once('#').map_or((address, None), |(path, place)| (path, Some(place)));
    let joint = if path.contains('?') { '&' } else { '?' };
    let place = place.map(|place| format!("#{place}")).unwrap_or_default();
    format!("{path}{joint}{mark}{place}")
}

/// What became of a window: its letter leaves, or nothing is left to say.
///
/// # Errors
/// What the database says.
pub fn settle(tx: &mut Tx<'_>, digest: DigestId, leaves: bool) -> Result<(), Refusal> {
    store::settle(tx, digest, if leaves { "written" } else { "dropped" })
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn a_mark_stands_before_the_place_in_the_page() {
        assert_eq!(marked("/fils/8k2f-x", "resume=1"), "/fils/8k2f-x?resume=1");
        assert_eq!(marked("/fils/8k2f-x?page=2#m-9", "resume=1"), "/fils/8k2f-x?page=2&resume=1#m-9");
    }
}
