//! Whom one writes to, as typed: names, with commas between; a name that several bear is told apart by the end of the
//! person's address in brackets (`Ana Ferreira (0k3…)`), which links from their page put there.

use super::{MOST_OTHERS, store, too_many};
use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment};
use crate::policy::Viewer;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::fold;
use crate::threads::writing::words_of;

/// One of those typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    written: String,
    id: Option<MemberId>,
}

impl Recipient {
    fn read(part: &str) -> Self {
        let written = part.trim().trim_start_matches('@').trim();
        let (name, id) = match written.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((name, id)) => (name.trim(), id.trim().parse().ok()),
            None => (written, None),
        };
        Self { written: if id.is_some() { name } else { written }.to_owned(), id }
    }

    /// Whether they are meant: by their id, or by their name in any order.
    pub fn is(&self, member: MemberId, name: &str) -> bool {
        self.id.map_or_else(|| self.orders().contains(&fold(name)), |id| id == member)
    }

    /// The name in every order in which given and family names may stand.
    fn orders(&self) -> Vec<String> {
        let folded = fold(&self.written);
        let words: Vec<&str> = folded.split_whitespace().collect();
        (0..words.len()).map(|at| [&words[at..], &words[..at]].concat().join(" ")).collect()
    }
}

/// Reads the names.
///
/// # Errors
/// `Refusal::Invalid` beside `with` when there is none, or too many.
pub fn parse(text: &str) -> Result<Vec<Recipient>, Refusal> {
    let parts = text.split([',', ';', '\n']).filter(|part| !part.trim().is_empty());
    let recipients: Vec<Recipient> = parts.map(Recipient::read).collect();
    match recipients.len() {
        0 => Err(Problems::one("with", "conversation-with-nobody")),
        many if many > MOST_OTHERS => Err(too_many()),
        _ => Ok(recipients),
    }
}

/// Who they are, among the people of the viewer's themes.
///
/// # Errors
/// `Refusal::Invalid` beside `with` when nobody bears a name, or several do.
pub fn found(db: &mut Db, viewer: &Viewer, recipients: &[Recipient]) -> Result<Vec<MemberId>, Refusal> {
    let names: Vec<String> = recipients.iter().filter(|one| one.id.is_none()).flat_map(Recipient::orders).collect();
    let bearers =
        if names.is_empty() { Vec::new() } else { store::bearing(db, &viewer.themes_from(Circle::Community), &names)? };
    let mut found = Vec::with_capacity(recipients.len());
    let mut problems = Problems::default();
    for recipient in recipients {
        let orders = recipient.orders();
        let mut theirs = bearers.iter().filter(|(folded, _)| orders.contains(folded)).map(|(_, member)| *member);
        match (recipient.id, theirs.next(), theirs.next()) {
            (Some(id), ..) | (None, Some(id), None) => found.push(id),
            (None, None, _) => problems.add("with", about("conversation-nobody-named", recipient)),
            (None, Some(_), Some(_)) => problems.add("with", about("conversation-several-named", recipient)),
        }
    }
    problems.settle()?;
    Ok(found)
}

fn about(key: &'static str, recipient: &Recipient) -> Sentence {
    Sentence::new(key).text("name", &recipient.written)
}

/// Somebody one may write to, while their name is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Their name.
    pub name: String,
    /// Their profession and where they work.
    pub detail: String,
    /// How they are typed.
    pub text: String,
}

/// The people one may write to whose name begins so, by name (at most eight): those of one's themes who take it.
///
/// # Errors
/// `Refusal::SignInFirst` for a visitor.
pub fn proposed(db: &mut Db, viewer: &Viewer, name: &str, now: Moment) -> Result<Vec<Proposed>, Refusal> {
    let me = viewer.id()?;
    let folded = fold(name);
    let words = words_of(&folded);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mine = viewer.themes_from(Circle::Community);
    let animated: Vec<ThemeId> = mine.iter().copied().filter(|theme| viewer.animates(*theme)).collect();
    let people = store::addressable(db, me, (&mine, &animated), &words, now)?;
    let alone: Vec<Recipient> = people.iter().map(|one| Recipient { written: one.name(), id: None }).collect();
    let names: Vec<String> = alone.iter().flat_map(Recipient::orders).collect();
    let bearers = if names.is_empty() { Vec::new() } else { store::bearing(db, &mine, &names)? };
    let bears = |one: &Recipient| bearers.iter().filter(|(name, _)| one.orders().contains(name)).count();
    let proposed = |(person, alone): (&store::Addressable, &Recipient)| Proposed {
        name: person.name(),
        detail: person.detail(),
        text: if bears(alone) > 1 { format!("{} ({}), ", person.name(), person.id) } else { person.name() + ", " },
    };
    Ok(people.iter().zip(&alone).map(proposed).collect())
}

/// How some people are typed: by name, told apart where the name alone would not do.
///
/// # Errors
/// What the database says.
pub fn typed(db: &mut Db, viewer: &Viewer, wanted: &[MemberId]) -> Result<String, Refusal> {
    let names = people::names(db, wanted)?;
    let alone: Vec<Recipient> = names.values().map(|name| Recipient { written: name.clone(), id: None }).collect();
    let clear = found(db, viewer, &alone).is_ok();
    let write = |(id, name): (&MemberId, &String)| if clear { name.clone() } else { format!("{name} ({id})") };
    Ok(names.iter().map(write).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_commas_between() {
        let read = parse(" @Ana Ferreira, Jean Le Goff (1b) ;\nLou (Partie)").unwrap();
        let written: Vec<(&str, Option<i64>)> =
            read.iter().map(|one| (one.written.as_str(), one.id.map(|id| id.0))).collect();
        assert_eq!(written, [("Ana Ferreira", None), ("Jean Le Goff", Some(43)), ("Lou (Partie)", None)]);
        assert_eq!(read[1].orders(), ["jean le goff", "le goff jean", "goff jean le"]);
        assert!(parse(" , ").is_err());
        assert!(parse(&"Ana, ".repeat(11)).is_err());
    }
}
