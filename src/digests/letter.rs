//! A digest by mail: what was frozen, as far as its reader may still see it at the moment it leaves.

use super::shown::{Shown, shown};
use super::unsubscribe::{self, List};
use super::{Frequency, settings, store, store_shown};
use crate::db::Tx;
use crate::db::ids::{DigestId, MemberId};
use crate::mail::{Letter, recipient};
use crate::members::sessions;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// The letter of a digest; `None` when nothing is left to say, or nobody wants to hear it any more.
///
/// # Errors
/// What the database says.
pub fn letter(tx: &mut Tx<'_>, digest: DigestId, base_url: &str, key: &InstanceKey) -> Result<Option<Letter>, Refusal> {
    let Some(closed) = store_shown::closed(tx.db(), digest)? else { return Ok(None) };
    let letter = written(tx, &closed, base_url, key)?;
    store::settle(tx, digest, if letter.is_some() { "written" } else { "dropped" })?;
    Ok(letter)
}

fn written(
    tx: &mut Tx<'_>,
    closed: &store_shown::Closed,
    base_url: &str,
    key: &InstanceKey,
) -> Result<Option<Letter>, Refusal> {
    let (member, now) = (closed.member, tx.now());
    let Some(viewer) = sessions::viewer_of(tx.db(), member, now)? else { return Ok(None) };
    let chosen = settings(tx.db(), member)?;
    if chosen.frequency == Frequency::Never {
        return Ok(None);
    }
    let mut digest = shown(tx.db(), &viewer, member, &closed.picked, chosen.title_only)?;
    let Some(recipient) = recipient(tx.db(), member.0)?.filter(|_| !digest.is_empty()) else { return Ok(None) };
    let stop = addressed(tx, &mut digest, member, base_url, key)?;
    let facts = [
        ("frequency", chosen.frequency.word().to_owned()),
        ("unsubscribe", stop.clone()),
        ("settings", format!("{base_url}/reglages/resumes")),
    ];
    let mut letter = recipient.letter("digest", base_url, &facts);
    letter.topic.leaving = Some(stop);
    letter.context.insert("threads", &digest.threads());
    letter.context.insert("digest", &digest);
    Ok(Some(letter))
}

/// Whole addresses for what is mailed; gives the one that stops digests.
fn addressed(
    tx: &mut Tx<'_>,
    digest: &mut Shown,
    member: MemberId,
    base_url: &str,
    key: &InstanceKey,
) -> Result<String, Refusal> {
    let generation = unsubscribe::generation(tx.db(), member)?;
    let whole = |path: &mut String| path.insert_str(0, base_url);
    for group in &mut digest.themes {
        whole(&mut group.address);
        group.leave = unsubscribe::address(key, base_url, member, List::DigestTheme(group.id), generation);
    }
    let lines = digest.themes.iter_mut().flat_map(|group| &mut group.lines);
    lines.chain(&mut digest.questions).chain(&mut digest.solved).for_each(|line| whole(&mut line.address));
    digest.joined.iter_mut().for_each(|face| whole(&mut face.address));
    digest.waiting.iter_mut().for_each(|told| whole(&mut told.address));
    Ok(unsubscribe::address(key, base_url, member, List::Digest, generation))
}
