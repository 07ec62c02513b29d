//! The people of the demo community, as their spreadsheets tell them.

use std::collections::HashMap;

use serde::Deserialize;

use super::{files_of, text_of};
use crate::circles::Circle;
use crate::members::{Email, EstablishmentKind, regions};

/// Where somebody works.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Workplace {
    /// Its name.
    pub name: String,
    /// Its town.
    pub town: String,
    /// Its region (slug).
    pub region: &'static str,
    /// Its kind.
    pub kind: EstablishmentKind,
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Person {
    /// Address.
    pub email: Email,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Where they work; it gives their region.
    pub workplace: Workplace,
    /// What they do there.
    pub profession: String,
    /// What they know.
    pub expertises: Vec<String>,
    /// A few words in the first person.
    pub presentation: String,
    /// What they offer help with; empty: nothing for now.
    pub help: String,
    /// Theme (slug) and circle.
    pub standings: Vec<(String, Circle)>,
}

/// The animator of every theme.
pub const ANIMATOR: &str = "animation@cercles.example";
/// The administrator.
pub const ADMIN: &str = "admin@cercles.example";

/// A line of a spreadsheet, one a person and theme.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    email: String,
    nom: String,
    prenom: String,
    etablissement: String,
    r#type: String,
    ville: String,
    region: String,
    profession: String,
    theme: String,
    cercle: String,
    expertises: String,
    presentation: String,
    aide: String,
}

/// Reads everyone, in the order of the files; a person of several lines has their profile on the first.
///
/// # Errors
/// A sentence naming the file and line that are wrong.
pub fn read() -> Result<Vec<Person>, String> {
    let mut people = vec![nicolas()?, sylvie()?];
    let mut known: HashMap<String, usize> = HashMap::new();
    for name in files_of("members/", ".csv") {
        let text = text_of(&name)?;
        let mut lines = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        for (number, line) in (2..).zip(lines.deserialize::<Line>()) {
            let wrong = |why: String| format!("config/demo/{name}, line {number}: {why}");
            let line = line.map_err(|error| wrong(error.to_string()))?;
            let standing = (line.theme.clone(), circle(&line.cercle).ok_or_else(|| wrong("unknown circle".into()))?);
            match known.get(&line.email) {
                Some(at) => people[*at].standings.push(standing),
                None => {
                    known.insert(line.email.clone(), people.len());
                    people.push(person(line, standing).map_err(wrong)?);
                }
            }
        }
    }
    Ok(people)
}

fn person(line: Line, standing: (String, Circle)) -> Result<Person, String> {
    let region = regions::by_name(&line.region).ok_or_else(|| format!("unknown region {}", line.region))?;
    let kind = EstablishmentKind::parse(&line.r#type).ok_or_else(|| format!("unknown type {}", line.r#type))?;
    Ok(Person {
        email: Email::parse(&line.email).map_err(|_| format!("{} is not an address", line.email))?,
        given_name: line.prenom,
        family_name: line.nom,
        workplace: Workplace { name: line.etablissement, town: line.ville, region: &region.slug, kind },
        profession: line.profession,
        expertises: line
            .expertises
            .split('|')
            .map(str::trim)
            .filter(|tag| !tag.is_empty())
            .map(str::to_owned)
            .collect(),
        presentation: line.presentation,
        help: line.aide,
        standings: vec![standing],
    })
}

fn circle(word: &str) -> Option<Circle> {
    match word {
        "communauté" => Some(Circle::Community),
        "pair" => Some(Circle::Peer),
        "expert" => Some(Circle::Expert),
        _ => None,
    }
}

fn nicolas() -> Result<Person, String> {
    staff(
        ANIMATOR,
        ("Nicolas", "Aubert"),
        "Animateur de communautés",
        "J'anime les cinq communautés : je mets les gens en relation, je relance les questions sans réponse et je \
         prépare les rencontres. Les réponses, elles, viennent de vous.",
        "Trouver à qui parler, préparer une rencontre, lancer un atelier à distance",
    )
}

fn sylvie() -> Result<Person, String> {
    staff(
        ADMIN,
        ("Sylvie", "Renard"),
        "Administratrice de la plateforme",
        "Je tiens la plateforme : comptes, réglages, imports. Pour le fond, voyez Nicolas.",
        "",
    )
}

/// Somebody of the agency.
fn staff(
    email: &str,
    (given_name, family_name): (&str, &str),
    profession: &str,
    presentation: &str,
    help: &str,
) -> Result<Person, String> {
    Ok(Person {
        email: Email::parse(email).map_err(|_| format!("{email} is not an address"))?,
        given_name: given_name.into(),
        family_name: family_name.into(),
        workplace: Workplace {
            name: "Agence d'appui aux organisations de santé".into(),
            town: "Paris".into(),
            region: &regions::by_name("Île-de-France").ok_or("Île-de-France is missing from the regions")?.slug,
            kind: EstablishmentKind::Other,
        },
        profession: profession.into(),
        expertises: Vec::new(),
        presentation: presentation.into(),
        help: help.into(),
        standings: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cast_is_whole() {
        let people = read().unwrap();
        assert_eq!(people.len(), 575 + 2);
        let in_circle = |theme: &str, circle| {
            people.iter().filter(|person| person.standings.contains(&(theme.to_owned(), circle))).count()
        };
        assert_eq!(in_circle("numerique-en-sante", Circle::Community), 450);
        assert_eq!(in_circle("numerique-en-sante", Circle::Peer), 100);
        assert_eq!(in_circle("numerique-en-sante", Circle::Expert), 25);
        assert_eq!(people.iter().map(|person| person.standings.len()).sum::<usize>(), 1_022);
        let overseas = people
            .iter()
            .filter(|person| regions::by_slug(person.workplace.region).is_some_and(|region| region.overseas))
            .count();
        assert!(overseas > 100, "{overseas}");
    }
}
