//! The seven texts of a sheet, and the one text its thread holds.

use crate::refusal::Problems;
use crate::threads::rex;
use crate::web::optional;

/// Longest of the texts, in characters; of the contacts.
pub const LONGEST: usize = 8_000;
/// Longest list of whom to call, in characters.
pub const LONGEST_CONTACTS: usize = 2_000;

/// The texts, as typed (Markdown).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// What blocks.
    pub difficulty: String,
    /// Where, how big, what was there before.
    pub context: String,
    /// What solves it.
    pub solution: String,
    /// What to do, in order.
    pub steps: String,
    /// What it takes.
    pub conditions: String,
    /// What does not transfer.
    pub limits: String,
    /// Who to call.
    pub contacts: String,
}

impl Parts {
    /// Each text with its name, in the order of reading.
    pub fn each(&self) -> [(&'static str, &str); 7] {
        [
            ("difficulty", &self.difficulty),
            ("context", &self.context),
            ("solution", &self.solution),
            ("steps", &self.steps),
            ("conditions", &self.conditions),
            ("limits", &self.limits),
            ("contacts", &self.contacts),
        ]
    }

    /// The texts trimmed, what is wrong noted field by field.
    pub fn checked(self, problems: &mut Problems) -> Self {
        let mut check = |field: &'static str, text: String, most: usize| {
            let text = crate::text::links::without_titles(&text).into_owned();
            problems.check(field, optional(&text, most)).unwrap_or_default()
        };
        Self {
            difficulty: check("difficulty", self.difficulty, LONGEST),
            context: check("context", self.context, LONGEST),
            solution: check("solution", self.solution, LONGEST),
            steps: check("steps", self.steps, LONGEST),
            conditions: check("conditions", self.conditions, LONGEST),
            limits: check("limits", self.limits, LONGEST),
            contacts: check("contacts", self.contacts, LONGEST_CONTACTS),
        }
    }

    /// The fields that must hold something before anybody is asked to read: which are still empty.
    pub fn missing(&self) -> Vec<&'static str> {
        let needed = ["difficulty", "solution", "steps"];
        self.each()
            .into_iter()
            .filter(|(name, text)| needed.contains(name) && text.is_empty())
            .map(|(name, _)| name)
            .collect()
    }

    /// All of it as the source of one post: a heading a text, empty ones left out.
    pub fn composed(&self) -> String {
        let filled = self.each().into_iter().filter(|(_, text)| !text.trim().is_empty());
        filled
            .map(|(name, text)| format!("# {}\n\n{}", rex::heading(key_of(name)), text.trim()))
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}

/// The key of a text's heading.
fn key_of(name: &str) -> &'static str {
    match name {
        "difficulty" => "sheet-part-difficulty",
        "context" => "sheet-part-context",
        "solution" => "sheet-part-solution",
        "steps" => "sheet-part-steps",
        "conditions" => "sheet-part-conditions",
        "limits" => "sheet-part-limits",
        _ => "sheet-part-contacts",
    }
}
