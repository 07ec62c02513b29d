//! An experience report: six questions that make an experience transferable, written down as one post.

use std::sync::LazyLock;

use crate::sentences::{Language, Sentences};

/// The headings are part of what is written, for every reader: they are in the community's language.
static HEADINGS: LazyLock<Option<Sentences>> = LazyLock::new(|| Sentences::load(Language::French).ok());

/// The six answers.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Where, how big, what was there before.
    pub context: String,
    /// What blocked.
    pub difficulty: String,
    /// What was tried.
    pub tried: String,
    /// What came of it.
    pub result: String,
    /// The conditions for doing it again elsewhere.
    pub conditions: String,
    /// What would not transfer.
    pub limits: String,
}

/// A heading of something written for every reader, in the community's language.
pub fn heading(key: &'static str) -> String {
    HEADINGS.as_ref().map_or_else(|| key.to_owned(), |headings| headings.tell(&key.into()))
}

/// The report as the source of a post: one heading a question, unanswered ones left out; empty when all are.
pub fn compose(report: &Report) -> String {
    let parts = [
        ("rex-context", &report.context),
        ("rex-difficulty", &report.difficulty),
        ("rex-tried", &report.tried),
        ("rex-result", &report.result),
        ("rex-conditions", &report.conditions),
        ("rex-limits", &report.limits),
    ];
    let answered = parts.into_iter().filter(|(_, answer)| !answer.trim().is_empty());
    answered.map(|(key, answer)| format!("# {}\n\n{}", heading(key), answer.trim())).collect::<Vec<_>>().join("\n\n")
}
