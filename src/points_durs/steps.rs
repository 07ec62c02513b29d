//! Steps that do more than move a point dur: proposing a solution writes a post, qualifying settles the sub-topic.

use super::machine::Edge;
use super::{By, Crossing, PointDur, cross, store};
use crate::db::ids::{PointDurId, SubtopicId, ThreadId};
use crate::db::{Db, Tx};
use crate::policy::{self, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::threads::{self, Body, Thread};
pub use store::Taken;

/// Proposes a solution: an answer of the thread, that the step names.
///
/// # Errors
/// Those of [`cross`], and of an answer.
pub fn propose(
    viewer: &Viewer,
    (thread, point): (&Thread, &PointDur),
    crossing: &Crossing<'_>,
    body: &Body,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let helps = super::helps(tx.db(), viewer, point.id)?;
    policy::require(viewer, &point.step(Edge::Propose, helps))?;
    let (post, _) = threads::answer(viewer, thread, body, tx)?;
    cross(tx, By::Member(viewer), point.id, &crossing.naming(post.0)).map(drop)
}

/// Qualifies, under a sub-topic of the theme or none.
///
/// # Errors
/// Those of [`cross`].
pub fn qualify(
    viewer: &Viewer,
    point: &PointDur,
    crossing: &Crossing<'_>,
    subtopic: Option<SubtopicId>,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    cross(tx, By::Member(viewer), point.id, crossing)?;
    store::place(tx, point.id, subtopic)
}

/// The steps of a visible point dur, the first first.
///
/// # Errors
/// What the database says.
pub fn of(db: &mut Db, id: PointDurId) -> Result<Vec<Taken>, Refusal> {
    store::steps(db, id)
}

/// Reads the number of a point dur as people give it: `n° 1abc`, its address, with or without the site's.
///
/// # Errors
/// The sentence to show beside the field.
pub fn number(text: &str) -> Result<Option<PointDurId>, Sentence> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let last = text.split('?').next().unwrap_or_default().trim_end_matches('/');
    let last = last.rsplit(['/', ' ', '°', '\u{a0}']).next().unwrap_or_default();
    let id: Result<ThreadId, Refusal> = last.split('-').next().unwrap_or_default().to_lowercase().parse();
    id.map(|thread| Some(PointDurId(thread.0))).map_err(|_| "point-dur-other-unknown".into())
}

/// Goes on if a point dur stands where somebody saw it; else the form again, with where it stands now.
///
/// # Errors
/// `Refusal::Overtaken` beside `version`.
pub fn as_seen<T>(outcome: Result<T, Refusal>) -> Result<T, Refusal> {
    match outcome {
        Err(Refusal::Conflict(key @ ("point-dur-moved-meanwhile" | "point-dur-qualify-first"))) => {
            let mut problems = Problems::default();
            problems.add("version", Sentence::new(key));
            Err(Refusal::Overtaken(problems))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_give_it() {
        let id = PointDurId(1 << 46);
        let written = id.to_string();
        for text in [
            written.clone(),
            format!("n° {written}"),
            format!("N°{}", written.to_uppercase()),
            format!("/points-durs/{written}-lits-bloques"),
            format!("https://cercles.example/points-durs/{written}-lits-bloques?page=2"),
        ] {
            assert_eq!(number(&text), Ok(Some(id)), "{text}");
        }
        assert_eq!(number(" "), Ok(None));
        assert!(number("le premier").is_err());
    }
}
