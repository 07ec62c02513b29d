//! The first steps of an administrator, from an empty database to a running community, and where each stands.

use serde::Serialize;

use super::{Notice, charter, identity, last_trial, statement};
use crate::db::Db;
use crate::members;
use crate::refusal::Refusal;
use crate::themes::administration;

crate::vocabulary! {
    /// A first step.
    StepName {
        /// The first administrator has an account.
        Administrator = "administrator",
        /// The community has a name and a contact.
        Identity = "identity",
        /// The legal notices are filled in.
        Legal = "legal",
        /// The accessibility statement is filled in.
        Accessibility = "accessibility",
        /// Somebody published the charter, or kept the proposed one.
        Charter = "charter",
        /// A trial mail left.
        Mail = "mail",
        /// Themes are open.
        Themes = "themes",
        /// Every open theme has animators.
        Animators = "animators",
        /// People are there or invited.
        People = "people",
    }
}

/// What the proposed texts write where the administrator must.
pub const TO_COMPLETE: &str = "à compléter";

/// Where a step stands.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Step {
    /// Which one.
    pub name: StepName,
    /// Whether it is done.
    pub done: bool,
    /// What its sentence counts: passages to complete, themes, people.
    pub count: i64,
}

impl StepName {
    /// Where the step is made.
    pub fn address(self) -> &'static str {
        match self {
            Self::Administrator => "/administration",
            Self::Identity => "/administration/communaute",
            Self::Legal => "/administration/mentions-legales",
            Self::Accessibility => "/administration/accessibilite",
            Self::Charter => "/administration/charte",
            Self::Mail => "/administration/courriel",
            Self::Themes => "/administration/themes",
            Self::Animators => "/administration/animateurs",
            Self::People => "/administration/import",
        }
    }
}

/// Every step, in order.
///
/// # Errors
/// What the database says.
pub fn steps(db: &mut Db) -> Result<Vec<Step>, Refusal> {
    let blanks = |source: &str| i64::try_from(source.matches(TO_COMPLETE).count()).unwrap_or(i64::MAX);
    let legal = blanks(&statement(db, Notice::Legal)?.source);
    let accessibility = blanks(&statement(db, Notice::Accessibility)?.source);
    let themes = administration::coverage(db)?;
    let others = members::headcount(db)?.all() - 1;
    let step = |name, done, count| Step { name, done, count };
    Ok(vec![
        step(StepName::Administrator, true, 1),
        step(StepName::Identity, !identity(db)?.contact_email.is_empty(), 0),
        step(StepName::Legal, legal == 0, legal),
        step(StepName::Accessibility, accessibility == 0, accessibility),
        step(StepName::Charter, charter(db)?.published_by.is_some(), 0),
        step(StepName::Mail, last_trial(db)?.is_some_and(|trial| trial.left()), 0),
        step(StepName::Themes, themes.open > 0, themes.open),
        step(StepName::Animators, themes.open > 0 && themes.without_animator == 0, themes.without_animator),
        step(StepName::People, others > 0, others.max(0)),
    ])
}
