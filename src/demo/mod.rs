//! The demo community: hand-written people and conversations of `config/demo/`, loaded once into an empty database.
//!
//! What it holds is data (CSV for people, TOML for threads, for what goes on around them, for what people say of posts,
//! for the files they join, for points durs, practice sheets and meetings); here it is read ([`cast`], [`tales`], [`life`],
//! [`gestures`], [`attachments`], [`tickets`], [`fiches`], [`bodies`], [`rencontres`]), given dates that end today
//! ([`calendar`], [`plan`], [`journeys`], [`gatherings`]) and written in one transaction: rows ([`store`]), then what was
//! done about points durs, of sheets, of meetings and at the console, by the rooms' own verbs ([`replay`],
//! [`gatherings::replay`], [`desk`]).
//! A community of any other size is made from it ([`generated`]).

mod attachments;
mod bodies;
mod calendar;
mod cast;
mod desk;
mod fiches;
mod gatherings;
mod generated;
mod gestures;
mod journeys;
mod legal;
mod life;
mod lines;
mod plan;
mod rencontres;
mod renewal;
mod replay;
mod replay_fiches;
mod store;
mod tales;
mod tickets;

use rust_embed::RustEmbed;

use crate::db::{Database, Moment};
use crate::files::Depot;
use crate::sentences::Sentences;
use crate::{instance, referrals, search};
pub use generated::Size;

#[derive(RustEmbed)]
#[folder = "config/demo"]
struct Files;

/// The password of every demo account; known to all, so the demo community only listens on this machine.
pub const PASSWORD: &str = "compagnonnage-demo";

/// The accounts a visitor of the demo signs in with, and what they are.
pub const ACCOUNTS: &[(&str, &str)] = &[
    ("membre@cercles.example", "Camille Bertin, community member in numerique-en-sante"),
    ("pair@cercles.example", "Maëlle Céleste, peer in numerique-en-sante (Guadeloupe), community in sante-mentale"),
    ("expert@cercles.example", "Ana Ferreira, expert in numerique-en-sante"),
    ("animation@cercles.example", "Nicolas Aubert, animator of every theme"),
    ("admin@cercles.example", "Sylvie Renard, administrator"),
];

/// What is played of the past, each part with ids of its own: what two of them do at the same second is in different
/// milliseconds, so that no two ids are the same.
#[derive(Clone, Copy)]
enum Lane {
    Renewal = 1,
    Journeys,
    Gatherings,
    Desk,
}

impl Lane {
    /// A moment as this part sees it.
    fn at(self, moment: Moment) -> Moment {
        moment.plus_millis(i64::from(self as u8))
    }
}

/// Told how many rows of how many are written.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// Loads the demo community into an empty database, its files into the store of attachments; does nothing when it is there already. Every account has the
/// same password, hashed once ([`PASSWORD`]). Says whether it loaded.
///
/// # Errors
/// A sentence for the administrator: the database holds a community of its own, or what the database says.
pub fn load(database: &Database, depot: &Depot, password_hash: &str, progress: Progress<'_>) -> Result<bool, String> {
    if is_there(database)? {
        return Ok(false);
    }
    let people = cast::read()?;
    let tales = tales::read()?;
    let life = life::read()?;
    let journeys = journeys::read()?;
    let plan = plan::Plan::of(database.now(), people, tales, life, (&journeys, rencontres::read()?))?;
    let gestures = gestures::read()?;
    let renewal = renewal::read()?;
    let desk = desk::read()?;
    // The bytes first: no row leads to nothing.
    let attached = attachments::store(depot)?;
    let register = bodies::read()?;
    let sentences = Sentences::load(referrals::LANGUAGE)?;
    database
        .write_here(|tx| {
            store::bodies::write(&mut tx.at(plan.founded), &register)?;
            let known = store::write(tx, &plan, (&gestures, &attached), password_hash, progress)?;
            renewal::play(tx, &known, &renewal)?;
            replay::play(tx, &known, (&journeys, &plan.events), &sentences)?;
            gatherings::replay::play(tx, &known, &plan.gatherings)?;
            desk::play(tx, &known, &desk)?;
            store::work::quieten(tx)?;
            store::loaded(tx)
        })
        .map_err(|refusal| refusal.to_string())?;
    search::upkeep::keep(database).map_err(|refusal| refusal.to_string())?;
    Ok(true)
}

/// Loads a generated community of a size instead, with the same accounts; does nothing when a demo is there already.
/// Says whether it loaded.
///
/// # Errors
/// As [`load`].
pub fn load_generated(
    database: &Database,
    password_hash: &str,
    size: Size,
    progress: Progress<'_>,
) -> Result<bool, String> {
    if is_there(database)? {
        return Ok(false);
    }
    generated::load(database, password_hash, size, progress).map_err(|refusal| refusal.to_string())?;
    Ok(true)
}

/// Whether a demo community is there, whole.
fn is_there(database: &Database) -> Result<bool, String> {
    let known = database.read_here(|db| Ok((instance::known(db)?, store::is_loaded(db)?)));
    match known.map_err(|refusal| refusal.to_string())? {
        (Some(greeting), true) if greeting.demo => Ok(true),
        (Some(greeting), false) if greeting.demo => Err("the demo community was not loaded to its end: \
            choose an empty folder with --data (or another DATABASE_URL), or remove this one."
            .into()),
        (Some(_), _) => Err("this database holds a community of its own, the demo does not mix with it: \
            choose an empty folder with --data (or another DATABASE_URL)."
            .into()),
        (None, _) => Ok(false),
    }
}

/// The text of an embedded file.
fn text_of(name: &str) -> Result<String, String> {
    let file = Files::get(name).ok_or_else(|| format!("config/demo/{name} is missing"))?;
    String::from_utf8(file.data.into_owned()).map_err(|_| format!("config/demo/{name} is not UTF-8"))
}

/// The names of the embedded files of a folder, in order.
fn files_of(folder: &str, extension: &str) -> Vec<String> {
    let mut names: Vec<String> = Files::iter()
        .filter(|name| name.starts_with(folder) && name.ends_with(extension))
        .map(|name| name.to_string())
        .collect();
    names.sort();
    names
}
