//! A practice sheet as a form holds it.

use serde::{Deserialize, Serialize};

use super::Parts;
use super::writing::Written;
use crate::db::ids::{PointDurId, from_base32};
use crate::policy::Audience;
use crate::refusal::{Problems, Refusal};
use crate::text::caution;
use crate::text::markdown::SafeHtml;
use crate::threads::{self, Body, Title};
use crate::web::{Fields, optional};

/// What an author says of a text, in characters at most.
const LONGEST_NOTE: usize = 200;

/// A sheet as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SheetForm {
    /// End of address of its theme; that of a sheet that stands is not asked again.
    pub(super) theme: String,
    pub(super) subtopic: String,
    /// The point dur it comes from.
    pub(super) point: String,
    pub(super) title: String,
    pub(super) audience: String,
    pub(super) difficulty: String,
    pub(super) context: String,
    pub(super) solution: String,
    pub(super) steps: String,
    pub(super) conditions: String,
    pub(super) limits: String,
    pub(super) contacts: String,
    pub(super) note: String,
    pub(super) version: String,
    pub(super) identifiers: String,
    pub(super) act: String,
}

/// A sheet whose theme and sub-topic are still words.
pub struct Parsed {
    pub(super) theme: String,
    pub(super) subtopic: String,
    pub(super) point: Option<PointDurId>,
    pub(super) version: i32,
    pub(super) written: Written,
}

impl SheetForm {
    pub(super) fn parts(&self) -> Parts {
        Parts {
            difficulty: self.difficulty.clone(),
            context: self.context.clone(),
            solution: self.solution.clone(),
            steps: self.steps.clone(),
            conditions: self.conditions.clone(),
            limits: self.limits.clone(),
            contacts: self.contacts.clone(),
        }
    }

    /// The same form with these texts.
    pub(super) fn holding(self, parts: Parts) -> Self {
        let Parts { difficulty, context, solution, steps, conditions, limits, contacts } = parts;
        Self { difficulty, context, solution, steps, conditions, limits, contacts, ..self }
    }

    /// What the sheet will look like.
    pub(super) fn preview(&self) -> Result<SafeHtml, Refusal> {
        threads::writing::preview("difficulty", &self.parts().composed())
    }

    /// Everything in which a patient could be recognised.
    pub(super) fn texts(&self) -> [&str; 9] {
        [
            &self.title,
            &self.difficulty,
            &self.context,
            &self.solution,
            &self.steps,
            &self.conditions,
            &self.limits,
            &self.contacts,
            &self.note,
        ]
    }
}

impl Fields for SheetForm {
    type Parsed = Parsed;
    fn parse(&self) -> Result<Parsed, Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", Title::parse(&self.title));
        let audience = Audience::parse(&self.audience).filter(|audience| *audience != Audience::Named);
        let audience = problems.check("audience", audience.ok_or("thread-choose-audience".into()));
        let parts = self.parts().checked(&mut problems);
        if parts.difficulty.is_empty() && !problems.0.iter().any(|problem| problem.field == "difficulty") {
            problems.add("difficulty", "form-required");
        }
        let note = problems.check("note", optional(&self.note, LONGEST_NOTE));
        problems.settle()?;
        // What cannot be published as one text is told while it is written.
        Body::parse(&parts.composed()).map_err(|sentence| Problems::one("difficulty", sentence))?;
        let answered_for = caution::answered(&self.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        let (Some(title), Some(audience), Some(note)) = (title, audience, note) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        Ok(Parsed {
            theme: self.theme.clone(),
            subtopic: self.subtopic.clone(),
            point: from_base32(&self.point).map(PointDurId),
            version: self.version.parse().unwrap_or(-1),
            written: Written { title, subtopic: None, audience, parts, note, answered_for },
        })
    }
}
