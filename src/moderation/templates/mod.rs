//! Reasons ready to be used, in a theme or in all of them. A reason may name things in braces, which are filled when it is
//! chosen: what it names is checked when it is kept.

pub mod pages;
pub mod pages_all;
mod store;

use super::LONGEST_REASON;
use crate::db::ids::{TemplateId, ThemeId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
pub use store::Template;

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 80;
/// Reasons of a theme, or of all of them, at most.
pub const MOST: i64 = 50;

/// What a reason may name.
pub const NAMES: [&str; 3] = ["name", "theme", "number"];

/// What fills the names of a reason.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The person concerned.
    pub name: String,
    /// The theme.
    pub theme: String,
    /// The number of the post.
    pub number: String,
}

impl Facts {
    fn named(&self, name: &str) -> Option<&str> {
        match name {
            "name" => Some(&self.name),
            "theme" => Some(&self.theme),
            "number" => Some(&self.number),
            _ => None,
        }
    }
}

/// A title and a reason, checked.
#[derive(Clone, Debug)]
pub struct Wording {
    title: String,
    body: String,
}

impl Wording {
    /// Reads a title and a reason.
    ///
    /// # Errors
    /// `Refusal::Invalid` (`title`, `body`): what it names does not exist, a brace is left open.
    pub fn parse(title: &str, body: &str) -> Result<Self, Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", crate::web::field(title, LONGEST_TITLE));
        let body = problems.check("body", crate::web::field(body, LONGEST_REASON).and_then(checked));
        problems.settle()?;
        let (Some(title), Some(body)) = (title, body) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        Ok(Self { title, body })
    }
}

/// A piece of a reason: words, or a name in braces.
enum Piece<'a> {
    Words(&'a str),
    Name(&'a str),
}

/// The pieces of a reason.
///
/// # Errors
/// What stands at a brace that is alone.
fn pieces(body: &str) -> Result<Vec<Piece<'_>>, &str> {
    let mut pieces = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find(['{', '}']) {
        let (words, from) = rest.split_at(at);
        let end = from[1..].find(['{', '}']).map(|end| end + 1);
        match end {
            Some(end) if from.starts_with('{') && from[end..].starts_with('}') => {
                pieces.push(Piece::Words(words));
                pieces.push(Piece::Name(from[1..end].trim()));
                rest = &from[end + 1..];
            }
            _ => return Err(from),
        }
    }
    pieces.push(Piece::Words(rest));
    Ok(pieces)
}

fn checked(body: String) -> Result<String, Sentence> {
    let known = || NAMES.map(|name| format!("{{{name}}}")).join(", ");
    let pieces = match pieces(&body) {
        Ok(pieces) => pieces,
        Err(from) => {
            let at: String = from.chars().take(20).collect();
            return Err(Sentence::new("template-brace").text("at", at).text("known", known()));
        }
    };
    let unknown = pieces.into_iter().find_map(|piece| match piece {
        Piece::Name(name) if !NAMES.contains(&name) => Some(name.to_owned()),
        Piece::Name(_) | Piece::Words(_) => None,
    });
    match unknown {
        Some(name) => Err(Sentence::new("template-unknown").text("name", format!("{{{name}}}")).text("known", known())),
        None => Ok(body),
    }
}

impl Template {
    /// The reason with what it names.
    pub fn filled(&self, facts: &Facts) -> String {
        let Ok(pieces) = pieces(&self.body) else { return self.body.clone() };
        let said = pieces.into_iter().map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Name(name) => facts.named(name).map_or_else(|| format!("{{{name}}}"), str::to_owned),
        });
        said.collect()
    }
}

/// The reasons one may choose in a theme: its own, then those of all themes, by title (none: those of all themes alone).
///
/// # Errors
/// What the database says.
pub fn offered(db: &mut Db, theme: Option<ThemeId>) -> Result<Vec<Template>, Refusal> {
    let mut found = store::of(db, theme)?;
    if theme.is_some() {
        found.extend(store::of(db, None)?);
    }
    Ok(found)
}

/// The reasons kept in a theme, or in all of them, for who keeps them.
///
/// # Errors
/// `Refusal::NotFound` for others than its animators; than administrators, for those of all themes.
pub fn kept(db: &mut Db, viewer: &Viewer, theme: Option<ThemeId>) -> Result<Vec<Template>, Refusal> {
    policy::require_or_hide(viewer, &Act::KeepTemplates(theme))?;
    store::of(db, theme)
}

/// One of them.
///
/// # Errors
/// `Refusal::NotFound`, whether it is another's to keep or does not exist.
pub fn one(db: &mut Db, viewer: &Viewer, id: TemplateId) -> Result<Template, Refusal> {
    let found = store::one(db, id)?;
    policy::require_or_hide(viewer, &Act::KeepTemplates(found.theme))?;
    Ok(found)
}

/// Keeps another reason.
///
/// # Errors
/// `Refusal::NotFound`; `Refusal::Invalid` when there are [`MOST`] already.
pub fn add(tx: &mut Tx<'_>, viewer: &Viewer, theme: Option<ThemeId>, wording: &Wording) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::KeepTemplates(theme))?;
    let many = i64::try_from(store::of(tx.db(), theme)?.len()).unwrap_or(MOST);
    if many >= MOST {
        return Err(Problems::one("title", Sentence::new("template-too-many").number("most", MOST)));
    }
    let id = store::insert(tx, theme, (&wording.title, &wording.body), me)?;
    record(tx, viewer, "template.kept", theme, id)
}

/// Words a reason otherwise.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn change(tx: &mut Tx<'_>, viewer: &Viewer, template: &Template, wording: &Wording) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::KeepTemplates(template.theme))?;
    if !store::change(tx, template.id, (&wording.title, &wording.body), me)? {
        return Err(Refusal::NotFound);
    }
    record(tx, viewer, "template.changed", template.theme, template.id)
}

/// Takes a reason away; decisions keep the words they had.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn remove(tx: &mut Tx<'_>, viewer: &Viewer, template: &Template) -> Result<(), Refusal> {
    policy::require_or_hide(viewer, &Act::KeepTemplates(template.theme))?;
    if !store::remove(tx, template.id)? {
        return Err(Refusal::NotFound);
    }
    record(tx, viewer, "template.removed", template.theme, template.id)
}

fn record(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    act: &'static str,
    theme: Option<ThemeId>,
    id: TemplateId,
) -> Result<(), Refusal> {
    let actor = Some(viewer.id()?);
    journal::record(tx, &Fact { actor, act, theme, subject: "template", subject_id: id.0, detail: "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(body: &str) -> String {
        let Err(Refusal::Invalid(problems)) = Wording::parse("Titre", body) else { panic!("{body} was taken") };
        format!("{}:{}", problems.0[0].field, problems.0[0].sentence.key)
    }

    #[test]
    fn what_a_reason_names_exists_and_its_braces_are_closed() {
        assert!(Wording::parse("Titre", "Bonjour {name}, message { number } de {theme}.").is_ok());
        assert!(Wording::parse("Titre", "Sans rien à remplir.").is_ok());
        assert_eq!(wrong("Bonjour {nom}."), "body:template-unknown");
        assert_eq!(wrong("Bonjour {}."), "body:template-unknown");
        for open in ["Bonjour {name", "Bonjour name}", "Bonjour {{name}}", "{"] {
            assert_eq!(wrong(open), "body:template-brace", "{open}");
        }
    }

    #[test]
    fn names_are_filled_with_what_stands_there() {
        let body = "{name}, le message {number}.".to_owned();
        let template = Template { id: TemplateId(1), theme: None, title: "T".into(), body };
        let facts = Facts { name: "Bilal {theme}".into(), theme: "Numérique".into(), number: "4".into() };
        assert_eq!(template.filled(&facts), "Bilal {theme}, le message 4.");
    }
}
