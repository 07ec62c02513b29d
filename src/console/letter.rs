//! The mail to whoever is on duty when the queue ages: what waits for them at the moment it leaves, in figures alone.

use serde::Serialize;

use super::{CaseKind, Eyes, Scope, counts, oldest};
use crate::db::ids::MemberId;
use crate::db::{Db, Moment};
use crate::digests::unsubscribe;
use crate::mail::{Letter, List, recipient};
use crate::members::sessions;
use crate::notices::{self, Kind};
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// A kind of case and how many wait.
#[derive(Serialize)]
struct Line {
    kind: CaseKind,
    n: usize,
    link: String,
}

/// The letter, to whoever still has a console with something in it and wants to be asked by mail; `None` otherwise.
/// Lateness of points durs is reckoned with settings a letter does not have: it tells the rest.
///
/// # Errors
/// What the database says.
pub fn ageing(
    db: &mut Db,
    now: Moment,
    member: MemberId,
    site: (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let (base_url, _) = site;
    let Some(viewer) = sessions::viewer_of(db, member, now)? else { return Ok(None) };
    let Ok(scope) = Scope::of(&viewer) else { return Ok(None) };
    let eyes = Eyes { viewer: &viewer, points_durs: None, now };
    let Some(since) = oldest(db, eyes, &scope)? else { return Ok(None) };
    if !notices::by_mail(db, member, Kind::Assignment)? {
        return Ok(None);
    }
    let Some(to) = recipient(db, member.0)? else { return Ok(None) };
    let link = |kind: CaseKind| format!("{base_url}/console?cas={}", kind.word());
    let found = counts::by_kind(db, eyes, &scope)?;
    let lines: Vec<Line> = found
        .into_iter()
        .filter(|(_, waits)| !waits.is_empty())
        .map(|(kind, waits)| Line { kind, n: waits.len(), link: link(kind) })
        .collect();
    let facts = [("link", format!("{base_url}/console")), ("settings", format!("{base_url}/reglages/notifications"))];
    let mut letter = to.letter("console_ageing", base_url, &facts);
    let hours = now.seconds_since(since) / 3_600;
    letter.context.insert("lines", &lines);
    letter.context.insert("hours", &hours);
    letter.context.insert("days", &(hours / 24));
    letter.topic.leaving = Some(unsubscribe::leaving(db, site, member, List::Notices(Kind::Assignment))?);
    Ok(Some(letter))
}
