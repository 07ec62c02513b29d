//! Notices that wait for the digest: told there when their member chose so, as far as they are unread and may be read.

use std::collections::HashSet;

use serde::Serialize;

use super::store::{self, Wanted};
use crate::db::Db;
use crate::db::ids::{MemberId, NoticeId};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::text::{identifiers, typography};

/// Notices looked at: the latest of a member.
const LOOKED_AT: i64 = 500;

/// A notice as a digest says it.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// The key of its sentence.
    pub key: String,
    /// Who did it.
    pub actor: String,
    /// The thread's title.
    pub title: String,
    /// The theme.
    pub theme: String,
    /// Where it leads.
    pub address: String,
}

/// Those of some notices that are still unread and that their member may still read, the latest first.
///
/// # Errors
/// What the database says.
pub fn told(db: &mut Db, viewer: &Viewer, member: MemberId, ids: &[NoticeId]) -> Result<Vec<Told>, Refusal> {
    let Some(latest) = ids.iter().max() else { return Ok(Vec::new()) };
    let wanted: HashSet<NoticeId> = ids.iter().copied().collect();
    let before = Some(NoticeId(latest.0 + 1));
    let (rows, _) = store::of(db, viewer, member, &Wanted { before, ..Wanted::default() }, LOOKED_AT)?;
    let kept = rows.iter().filter(|row| wanted.contains(&row.id) && row.read_at.is_none());
    // What may identify a patient is not mailed, even in a title.
    let safe = |title: &str| if identifiers::scan(title).is_empty() { typography::spaces(title) } else { "…".into() };
    Ok(kept
        .map(|row| Told {
            key: row.sentence_key(),
            actor: row.actor_name(),
            title: row.thread.as_ref().map(|thread| safe(&thread.title)).unwrap_or_default(),
            theme: row.theme.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            address: row.address(),
        })
        .collect())
}
