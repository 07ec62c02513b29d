//! How the circles of the demo community renew themselves (`config/demo/candidatures.toml`): played through the room's own
//! verbs, each thing at its moment and by whoever did it.

use serde::Deserialize;

use super::store::Known;
use super::{Lane, text_of};
use crate::circles::nominations::{self, Answer};
use crate::db::Tx;
use crate::db::ids::Ids;
use crate::members::sessions;
use crate::refusal::Refusal;

const DAY: i64 = 86_400;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    nomination: Vec<Nomination>,
}

/// Somebody proposed for the circle inward.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    theme: String,
    member: String,
    by: String,
    days_ago: i64,
    reason: String,
    /// `agreed` or `declined`, once they answered.
    #[serde(default)]
    answer: String,
    #[serde(default)]
    answered_days_ago: i64,
    #[serde(default)]
    words: String,
    #[serde(default)]
    director: String,
}

/// Reads the file.
///
/// # Errors
/// A sentence saying what is wrong in it.
pub fn read() -> Result<Vec<Nomination>, String> {
    let file: Result<File, _> = toml::from_str(&text_of("candidatures.toml")?);
    file.map(|file| file.nomination).map_err(|error| format!("config/demo/candidatures.toml: {error}"))
}

/// Plays what happened.
///
/// # Errors
/// What the room refuses, with whom it was about.
pub fn play(tx: &mut Tx<'_>, known: &Known, nominations: &[Nomination]) -> Result<(), Refusal> {
    let (now, ids) = (tx.now(), Ids::default());
    for one in nominations {
        let at = Lane::Renewal.at(now.plus_seconds(-one.days_ago * DAY));
        let answered = Lane::Renewal.at(now.plus_seconds(-one.answered_days_ago * DAY));
        let proposed = propose(&mut tx.past(&ids, at), known, one);
        let id = proposed.map_err(|refusal| Refusal::Broken(format!("{}: {refusal}", one.member)))?;
        if one.answer.is_empty() {
            continue;
        }
        let answer = Answer {
            agrees: one.answer == "agreed",
            words: one.words.trim().to_owned(),
            director: one.director.trim().to_owned(),
        };
        nominations::answer(&mut tx.past(&ids, answered), known.member(&one.member)?, id, &answer)?;
    }
    Ok(())
}

fn propose(tx: &mut Tx<'_>, known: &Known, one: &Nomination) -> Result<crate::db::ids::NominationId, Refusal> {
    let (by, member, theme) = (known.member(&one.by)?, known.member(&one.member)?, known.theme(&one.theme)?);
    let now = tx.now();
    let viewer = sessions::viewer_of(tx.db(), by, now)?.ok_or(Refusal::NotFound)?;
    nominations::nominate(tx, &viewer, (theme, member), one.reason.trim())
}
