//! Titles as they are shown. The title of a thread whose first post was hidden by a decision goes with it: it stands
//! aside (`threads.hidden_title`), the title that everybody reads is empty, and this sentence takes its place.

use super::Thread;
use crate::policy::{self, Act, Viewer};
use crate::sentences::Sentences;
use crate::text::typography;

/// What stands in the place of a hidden title.
pub const HIDDEN: &str = "thread-title-hidden";

/// A title as every reader of its thread may read it.
pub fn titled(sentences: &Sentences, title: &str) -> String {
    if title.is_empty() { sentences.tell(&HIDDEN.into()) } else { typography::spaces(title) }
}

impl Thread {
    /// Its title as this reader may read it: those who may read what was hidden read it whole.
    pub fn title_for(&self, viewer: &Viewer, sentences: &Sentences) -> String {
        match &self.hidden_title {
            Some(title) if self.is_title_hidden_from_others(viewer) => typography::spaces(title),
            _ => titled(sentences, &self.title),
        }
    }

    /// Whether its title is hidden from others while this reader reads it.
    pub fn is_title_hidden_from_others(&self, viewer: &Viewer) -> bool {
        // A sealed title stands elsewhere: what is left of it is empty.
        self.hidden_title.as_ref().is_some_and(|title| !title.is_empty()) && policy::allows(viewer, &self.read_hidden())
    }

    /// Its title as it was typed, hidden or not: for what is found by it.
    pub fn whole_title(&self) -> &str {
        self.hidden_title.as_deref().unwrap_or(&self.title)
    }

    fn read_hidden(&self) -> Act<'static> {
        Act::ReadHidden { author: self.author, ground: self.ground() }
    }
}
