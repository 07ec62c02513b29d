//! Speakers as typed: names with commas between. Who is of the meeting's theme is a member; anybody else is somebody
//! from outside, by name.

use super::store;
use crate::db::Db;
use crate::db::ids::{MemberId, ThemeId};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::fold;

/// Longest name, in characters.
const LONGEST_NAME: usize = 200;
/// Speakers of a session at most.
const MOST: usize = 20;

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The member; nobody: somebody from outside.
    pub member: Option<MemberId>,
    /// Their name as typed.
    pub name: String,
}

/// Names as typed.
///
/// # Errors
/// The sentence to show beside the field.
pub fn parse(text: &str) -> Result<Vec<String>, Sentence> {
    let line = |part: &str| part.trim().trim_start_matches('@').split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names: Vec<String> = text.split([',', ';', '\n']).map(line).filter(|name| !name.is_empty()).collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(fold(name)));
    if names.len() > MOST {
        return Err(Sentence::new("programme-speakers-many").number("most", i64::try_from(MOST).unwrap_or(i64::MAX)));
    }
    for name in &names {
        crate::web::field(name, LONGEST_NAME)?;
    }
    Ok(names)
}

/// The name and the id of `Ana Ferreira (0k3…)`, as completion writes one of several who bear a name.
fn with_id(name: &str) -> Option<(&str, MemberId)> {
    let (bare, id) = name.strip_suffix(')')?.rsplit_once('(')?;
    Some((bare.trim(), id.trim().parse().ok()?))
}

/// A name in every order in which given and family names may stand.
fn orders(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    (0..words.len()).map(|at| [&words[at..], &words[..at]].concat().join(" ")).collect()
}

/// Who the names are: members of the theme, or people from outside.
///
/// # Errors
/// `Refusal::Invalid` beside `field` for a name that several members bear.
pub fn found(db: &mut Db, theme: ThemeId, field: &'static str, names: &[String]) -> Result<Vec<Speaker>, Refusal> {
    let bare = |name: &String| with_id(name).map_or_else(|| name.clone(), |(bare, _)| bare.to_owned());
    let all: Vec<String> = names.iter().flat_map(|name| orders(&bare(name))).collect();
    let bearers = if all.is_empty() { Vec::new() } else { store::bearing(db, theme, &all)? };
    let mut problems = Problems::default();
    let mut speakers = Vec::with_capacity(names.len());
    for name in names {
        let orders = orders(&bare(name));
        let theirs: Vec<MemberId> =
            bearers.iter().filter(|(folded, _)| orders.contains(folded)).map(|(_, member)| *member).collect();
        let named = with_id(name).filter(|(_, id)| theirs.contains(id));
        match (named, theirs.as_slice()) {
            // As typed: it tells one from another when it is changed.
            (Some((_, id)), _) => speakers.push(Speaker { member: Some(id), name: name.clone() }),
            (None, [one]) => speakers.push(Speaker { member: Some(*one), name: name.clone() }),
            (None, []) => speakers.push(Speaker { member: None, name: name.clone() }),
            (None, _) => problems.add(field, Sentence::new("programme-name-several").text("name", name)),
        }
    }
    problems.settle()?;
    Ok(speakers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_commas_between_each_once() {
        assert_eq!(
            parse(" @Ana  Ferreira, Jean Le Goff ;\nana ferreira"),
            Ok(vec!["Ana Ferreira".into(), "Jean Le Goff".into()])
        );
        assert!(parse("x,y,z,").is_ok_and(|names| names.len() == 3));
        let many: String = (0..21).map(|number| format!("N{number},")).collect();
        assert!(parse(&many).is_err());
    }

    #[test]
    fn brackets_are_an_id_or_a_part_of_the_name() {
        assert_eq!(with_id("Jean Martin (CHU de Lille)"), None);
        assert_eq!(with_id("Ana Ferreira (1b)").map(|(name, _)| name), Some("Ana Ferreira"));
    }
}
