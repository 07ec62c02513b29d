//! The community as a whole: its name, its contact, its legal texts, its charter, its first visit.

pub mod store;

use crate::db::ids::MemberId;
use crate::db::{Db, Tx};
use crate::refusal::Refusal;
use crate::themes;
use crate::tokens;

/// What every page shows of the community.
#[derive(Clone, Debug)]
pub struct Greeting {
    /// Its name.
    pub name: String,
    /// Whether it is the demo community.
    pub demo: bool,
}

/// The community of this database, if one was founded.
///
/// # Errors
/// What the database says.
pub fn known(db: &mut Db) -> Result<Option<Greeting>, Refusal> {
    Ok(store::greeting(db)?)
}

/// The community's name, as every page shows it.
///
/// # Errors
/// What the database says.
pub fn greeting(db: &mut Db) -> Result<Greeting, Refusal> {
    Ok(store::greeting(db)?.unwrap_or(Greeting { name: "Cercles".into(), demo: false }))
}

/// The one-time link to the first administrator's page lives this long.
const FIRST_VISIT_SECONDS: i64 = 30 * 60;

/// Makes an empty database into a community: its row, its charter, its five themes. Does nothing a second time.
///
/// # Errors
/// What the database says.
pub fn prepare(tx: &mut Tx<'_>, demo: bool) -> Result<(), Refusal> {
    if store::greeting(tx.db())?.is_some() {
        return Ok(());
    }
    store::insert(tx, demo)?;
    store::publish_charter(tx, include_str!("../../config/charte.md"), None)?;
    themes::found_first(tx)
}

/// A one-time token for the first administrator, while there is none; earlier tokens die.
///
/// # Errors
/// What the database says.
pub fn first_visit(tx: &mut Tx<'_>) -> Result<Option<String>, Refusal> {
    if store::has_administrator(tx.db())? {
        return Ok(None);
    }
    let token = tokens::random_token();
    store::replace_first_visit(tx, &tokens::stored(&token), tx.now().plus_seconds(FIRST_VISIT_SECONDS))?;
    Ok(Some(token))
}

/// Publishes a new version of the charter: everyone accepts it at their next visit.
///
/// # Errors
/// What the database says.
pub fn publish_charter(tx: &mut Tx<'_>, source: &str, by: MemberId) -> Result<(), Refusal> {
    store::publish_charter(tx, source, Some(by))
}
