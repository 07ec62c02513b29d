//! What happened lately, read once for all members: threads that moved or whose state did, questions solved, who
//! joined, meetings.

use std::collections::HashMap;

use crate::db::ids::{MemberId, PostId, SubtopicId, ThemeId, ThreadId};
use crate::db::{Db, Moment};
use crate::policy::{Audience, Subject, Viewer};
use crate::refusal::Refusal;
use crate::threads::Kind;

use super::meetings::{self, News};
use super::owned::Owned;
use super::store_gathering::{self as store, Arrival};
use super::store_meetings;

/// How far back a window may look, in seconds: a month, and some days for a server that was off.
pub(super) const LENGTH: i64 = 38 * 86_400;
/// Threads kept of each theme, audience and kind: the latest. What nobody may see there moves nothing elsewhere.
const KEPT: usize = 300;

/// A thread that may be worth reading.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub id: ThreadId,
    pub theme: ThemeId,
    pub subtopic: Option<SubtopicId>,
    pub kind: Kind,
    pub audience: Audience,
    /// Its title and its sub-topic, folded.
    pub about: String,
    pub author: MemberId,
    pub created_at: Moment,
    pub posts_count: i32,
    pub unanswered: bool,
    pub last_post: i64,
    pub last_post_at: Moment,
    pub last_author: MemberId,
    /// Its solution that stands, and when it was marked.
    pub solved: Option<(PostId, Moment)>,
    /// How many times peers found a post of it useful.
    pub useful: i64,
    pub parties: Vec<MemberId>,
    /// What it is the thread of.
    pub owned: Option<Owned>,
}

impl Candidate {
    /// What the rule of visibility needs to know of it for a viewer.
    pub fn subject(&self, viewer: &Viewer) -> Subject {
        let named = viewer.member.is_some_and(|member| self.parties.contains(&member));
        Subject { theme: self.theme, audience: self.audience, removed: false, named }
    }
}

/// What happened lately.
pub(super) struct Season {
    pub threads: Vec<Candidate>,
    pub arrivals: Vec<Arrival>,
    /// What happened last of each meeting.
    pub meetings: Vec<News>,
}

/// Reads it, in four statements.
pub(super) fn read(db: &mut Db, now: Moment) -> Result<Season, Refusal> {
    let since = now.plus_seconds(-LENGTH);
    let solved: HashMap<i64, Moment> = store::solved_since(db, since)?.into_iter().collect();
    let rows = store::moved_since(db, since, &solved.keys().copied().collect::<Vec<_>>())?;
    let mut threads: Vec<Candidate> = Vec::new();
    let mut kept: HashMap<(ThemeId, Audience, Kind), usize> = HashMap::new();
    for row in rows {
        let (thread, party) = row.candidate(&solved);
        if let Some(last) = threads.last_mut().filter(|last| last.id == thread.id) {
            last.parties.extend(party);
            continue;
        }
        let count = kept.entry((thread.theme, thread.audience, thread.kind)).or_default();
        *count += 1;
        if *count <= KEPT {
            threads.push(Candidate { parties: party.into_iter().collect(), ..thread });
        }
    }
    let meetings = meetings::last_of_each(store_meetings::steps_since(db, since)?);
    Ok(Season { threads, arrivals: store::arrivals_since(db, since)?, meetings })
}
