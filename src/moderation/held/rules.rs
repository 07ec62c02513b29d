//! What makes a text wait in a theme: chosen by who shapes it; nothing waits where nothing was chosen.

use super::{NEW, Why, store};
use crate::circles::Circle;
use crate::db::ids::ThemeId;
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::moderation::measures;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::sheets::neutrality::List;

/// The rules of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// How many first posts of a member wait.
    pub first_posts: i32,
    /// Whether links of new members wait.
    pub links: bool,
    /// Words that make any text wait, one a line.
    pub words: String,
}

/// The rules of a theme.
///
/// # Errors
/// What the database says.
pub fn rules_of(db: &mut Db, theme: ThemeId) -> Result<Rules, Refusal> {
    Ok(store::rules(db, theme)?.unwrap_or_default())
}

/// Chooses other rules for a theme.
///
/// # Errors
/// `Refusal::Forbidden` for who may not shape it.
pub fn change_rules(viewer: &Viewer, theme: ThemeId, rules: &Rules, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &Act::ShapeTheme(theme))?;
    store::put_rules(tx, theme, rules)?;
    let fact = Fact {
        actor: Some(me),
        act: "held.rules-changed",
        theme: Some(theme),
        subject: "theme",
        subject_id: theme.0,
        detail: "",
    };
    journal::record(tx, &fact)
}

/// Why the texts of a form have to wait, if they do. Experts and animators are held by a measure alone.
pub(super) fn why(viewer: &Viewer, theme: ThemeId, texts: &[&str], tx: &mut Tx<'_>) -> Result<Option<Why>, Refusal> {
    let (member, now) = (viewer.id()?, tx.now());
    if measures::awaits_approval(tx.db(), member, theme, now)?.is_some() {
        return Ok(Some(Why::Approval));
    }
    if viewer.reaches(theme, Circle::Expert) {
        return Ok(None);
    }
    let Some(rules) = store::rules(tx.db(), theme)? else { return Ok(None) };
    let most = NEW.max(rules.first_posts.into());
    let written = store::written_in(tx.db(), member, theme, most)?;
    if written < i64::from(rules.first_posts) {
        return Ok(Some(Why::Newcomer));
    }
    if rules.links && written < NEW && texts.iter().any(|text| holds_link(text)) {
        return Ok(Some(Why::Link));
    }
    let held = !List::read(&rules.words).held_by(texts.iter().copied()).is_empty();
    Ok(held.then_some(Why::Words))
}

/// Whether a text gives an address of the web; those of this site are written without their host.
fn holds_link(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["http://", "https://", "www."].iter().any(|start| lower.contains(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_an_address_of_the_web() {
        assert!(holds_link("Voir HTTPS://exemple.fr/page"));
        assert!(holds_link("voir www.exemple.fr"));
        assert!(!holds_link("voir [ce fil](/fils/8k2f) et a@b.fr"));
    }
}
