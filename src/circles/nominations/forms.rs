//! The forms of nominations, as typed.

use serde::{Deserialize, Serialize};

use super::{Answer, LONGEST};
use crate::circles::{Mandate, mandates};
use crate::refusal::{Problems, Refusal};
use crate::text::links::without_titles;
use crate::web::{Fields, field, optional};

/// Why somebody is proposed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReasonForm {
    reason: String,
}

impl Fields for ReasonForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        field(&without_titles(&self.reason), LONGEST).map_err(|sentence| Problems::one("reason", sentence))
    }
}

/// What somebody answers who is proposed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    answer: String,
    words: String,
    director: String,
}

impl AnswerForm {
    /// As a mail's link posts it.
    pub fn posted(answer: &str, words: &str, director: &str) -> Self {
        Self { answer: answer.to_owned(), words: words.to_owned(), director: director.to_owned() }
    }
}

impl Fields for AnswerForm {
    type Parsed = Answer;
    fn parse(&self) -> Result<Answer, Refusal> {
        let mut problems = Problems::default();
        let agrees = match self.answer.as_str() {
            "agreed" => Some(true),
            "declined" => Some(false),
            _ => {
                problems.add("answer", "nomination-choose");
                None
            }
        };
        let words = problems.check("words", optional(&without_titles(&self.words), LONGEST));
        let director = problems.check("director", optional(&without_titles(&self.director), LONGEST));
        problems.settle()?;
        let answer = || Some(Answer { agrees: agrees?, words: words?, director: director? });
        answer().ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

/// What the director of somebody proposed said.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoteForm {
    note: String,
}

impl NoteForm {
    /// What is noted already.
    pub fn of(note: &str) -> Self {
        Self { note: note.to_owned() }
    }
}

impl Fields for NoteForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        field(&without_titles(&self.note), LONGEST).map_err(|sentence| Problems::one("note", sentence))
    }
}

/// The dates of a mandate.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MandateForm {
    since: String,
    until: String,
}

impl Fields for MandateForm {
    type Parsed = Mandate;
    fn parse(&self) -> Result<Mandate, Refusal> {
        let mut problems = Problems::default();
        let since = problems.check("since", mandates::start(&self.since));
        let until = problems.check("until", mandates::end(&self.until));
        if until == Some(None) {
            problems.add("until", "nomination-needs-end");
        }
        problems.settle()?;
        Ok(Mandate { since: since.flatten(), until: until.flatten() })
    }
}
