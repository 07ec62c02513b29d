//! What the page of a conversation shows beyond a thread's: who reads it.

use serde::Serialize;

use super::{Party, parties, shaping};
use crate::db::ids::ThreadId;
use crate::policy;
use crate::refusal::Refusal;
use crate::threads::Thread;
use crate::web::Visit;

/// Who reads a conversation.
#[derive(Serialize)]
pub struct Banner {
    id: ThreadId,
    parties: Vec<PartyView>,
    may_shape: bool,
}

/// A party, with a link to their page.
#[derive(Serialize)]
pub struct PartyView {
    /// Their page.
    pub address: String,
    /// Their name.
    pub name: String,
    /// The reader.
    pub oneself: bool,
}

impl PartyView {
    /// As the reader sees them.
    pub fn of(visit: &Visit<'_>, party: &Party) -> Self {
        Self {
            address: crate::members::address(party.id),
            name: format!("{} {}", party.given_name, party.family_name),
            oneself: visit.viewer.member == Some(party.id),
        }
    }
}

impl Banner {
    /// Of a visible thread; nothing for those that circles read.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, thread: &Thread) -> Result<Option<Self>, Refusal> {
        if !thread.is_private() {
            return Ok(None);
        }
        let found = parties(visit.db, thread.id)?;
        let parties = found.iter().map(|party| PartyView::of(visit, party)).collect();
        let may_shape = policy::allows(&visit.viewer, &shaping(thread));
        Ok(Some(Self { id: thread.id, parties, may_shape }))
    }
}
