//! Pages of joining, by subject.

pub mod import;
pub mod invitation;
pub mod invitations;
pub mod requests;

use serde::Serialize;

use crate::members::{Email, EstablishmentKind, regions};
use crate::sentences::{Sentence, Sentences};
use crate::web::field;

/// One of several, in a form.
#[derive(Clone, Debug, Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// The regions, after a line that says to choose.
fn region_choices(sentences: &Sentences) -> Vec<Choice> {
    let none = Choice { value: String::new(), label: sentences.tell(&"join-choose".into()) };
    let region = |region: &regions::Region| Choice { value: region.slug.clone(), label: region.name.clone() };
    std::iter::once(none).chain(regions::all().iter().map(region)).collect()
}

/// The kinds of establishments, after a line that says to choose.
fn kind_choices(sentences: &Sentences) -> Vec<Choice> {
    let none = Choice { value: String::new(), label: sentences.tell(&"join-choose".into()) };
    let kind = |kind: &EstablishmentKind| Choice {
        value: kind.word().to_owned(),
        label: sentences.tell(&Sentence::new(kind_key(*kind))),
    };
    std::iter::once(none).chain(EstablishmentKind::ALL.iter().map(kind)).collect()
}

/// The sentence that names a kind of establishment.
fn kind_key(kind: EstablishmentKind) -> &'static str {
    match kind {
        EstablishmentKind::Chu => "join-kind-chu",
        EstablishmentKind::Ch => "join-kind-ch",
        EstablishmentKind::Clinique => "join-kind-clinique",
        EstablishmentKind::Ehpad => "join-kind-ehpad",
        EstablishmentKind::Esms => "join-kind-esms",
        EstablishmentKind::Ght => "join-kind-ght",
        EstablishmentKind::Cpts => "join-kind-cpts",
        EstablishmentKind::Grades => "join-kind-grades",
        EstablishmentKind::Ars => "join-kind-ars",
        EstablishmentKind::Other => "join-kind-other",
    }
}

/// A field that must hold something, with a sentence of its own when it is empty: it is read in the summary too.
fn needed(text: &str, most: usize, empty: &'static str) -> Result<String, Sentence> {
    if text.trim().is_empty() { Err(empty.into()) } else { field(text, most) }
}

/// An address typed in a form.
fn typed_email(text: &str) -> Result<Email, Sentence> {
    if text.trim().is_empty() { Err("join-email-needed".into()) } else { Email::parse(text) }
}

/// A region chosen in a form.
fn chosen_region(slug: &str) -> Result<String, Sentence> {
    regions::by_slug(slug).map(|region| region.slug.clone()).ok_or("join-region-needed".into())
}
