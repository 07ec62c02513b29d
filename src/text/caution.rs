//! Before a text is posted: what may identify a patient is shown to its author, who edits it or answers for it.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::identifiers::{self, Finding, Kind, Strength};
use crate::sentences::Sentence;

/// What the author is told, and what the form must send back to be believed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Caution {
    /// The author must say that it is not a patient's; else having been told is enough.
    pub blocks: bool,
    /// Stands for exactly what was found: another number asks again.
    pub mark: String,
    #[serde(skip)]
    worst: (Kind, String),
}

impl Caution {
    /// What the texts of a form hold, if they hold anything.
    pub fn of(texts: &[&str]) -> Option<Self> {
        let mut digest = Sha256::new();
        let mut worst: Option<Finding> = None;
        for text in texts {
            for finding in identifiers::scan(text) {
                let value = &text[finding.start..finding.end];
                digest.update(value.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>());
                digest.update([0]);
                if worst.as_ref().is_none_or(|worst| finding.strength() > worst.strength()) {
                    worst = Some(finding);
                }
            }
        }
        let worst = worst?;
        let mark = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Some(Self { blocks: worst.strength() == Strength::Block, mark, worst: (worst.kind, worst.masked) })
    }

    /// What to show with a form that was refused, whatever for.
    pub fn of_refused<P>(problems: &[P], texts: &[&str]) -> Option<Self> {
        if problems.is_empty() { None } else { Self::of(texts) }
    }

    /// What to say of a file's name, with what was found in it masked.
    pub fn sentence_of_name(&self, key: &'static str) -> Sentence {
        Sentence::new(key).text("value", self.worst.1.clone())
    }

    /// What to say beside the form.
    pub fn sentence(&self) -> Sentence {
        let key = match self.worst.0 {
            Kind::Nir => "patient-nir",
            Kind::NirWithoutKey => "patient-nir-without-key",
            Kind::RecordNumber => "patient-record-number",
            Kind::Birth => "patient-birth",
        };
        Sentence::new(key).text("value", self.worst.1.clone())
    }
}

/// Lets texts pass: `Ok(true)` when their author answered for what they hold, `Ok(false)` when they hold nothing.
///
/// # Errors
/// The sentence to show beside the form.
pub fn answered(texts: &[&str], mark: &str) -> Result<bool, Sentence> {
    match Caution::of(texts) {
        None => Ok(false),
        Some(caution) if caution.mark == mark => Ok(true),
        Some(caution) => Err(caution.sentence()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NIR: &str = "1 89 05 49 588 157 23";

    #[test]
    fn an_answer_holds_for_what_was_found_and_nothing_else() {
        assert_eq!(answered(&["Bonjour", "06 12 34 56 78"], ""), Ok(false));
        let caution = Caution::of(&["Titre", NIR]).unwrap_or_else(|| panic!("not found"));
        assert!(caution.blocks);
        assert!(answered(&["Titre", NIR], "").is_err());
        assert_eq!(answered(&["Autre titre", &format!("Voici : {NIR}")], &caution.mark), Ok(true));
        assert!(answered(&[NIR, NIR], &caution.mark).is_err(), "one more asks again");
    }
}
