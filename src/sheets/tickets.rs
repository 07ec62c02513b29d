//! The point dur a sheet comes from: what the sheet takes over from it, and the edges that follow the sheet.

use super::{Parts, Sheet, store_tickets, thread_of};
use crate::db::ids::{PointDurId, SheetId, SubtopicId, ThemeId};
use crate::db::{Db, Tx};
use crate::points_durs::machine::Edge;
use crate::points_durs::{self, By, Crossing};
use crate::policy::{Audience, Viewer};
use crate::refusal::Refusal;
use crate::threads;

/// What a new sheet starts with.
#[derive(Clone, Debug)]
pub struct Prefilled {
    /// The theme.
    pub theme: ThemeId,
    /// The sub-topic.
    pub subtopic: Option<SubtopicId>,
    /// Who will read it: everybody, unless the point dur is for fewer than its community.
    pub audience: Audience,
    /// The title.
    pub title: String,
    /// The texts.
    pub parts: Parts,
}

/// What a sheet takes over from a point dur that the viewer sees: its title, what happens, what was tried, the
/// solution that was proposed last. Nothing of who reported it.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden or does not exist.
pub fn prefilled(db: &mut Db, viewer: &Viewer, id: PointDurId) -> Result<Prefilled, Refusal> {
    let (thread, _) = threads::visible(db, viewer, thread_of(id))?;
    let (tried, subtopic, solution) = store_tickets::ticket(db, id)?;
    let difficulty = threads::first_text(db, &thread)?;
    let solution = match solution {
        Some(post) => match threads::visible_post(db, viewer, post) {
            Ok((_, post)) => post.source,
            Err(Refusal::NotFound) => String::new(),
            Err(refusal) => return Err(refusal),
        },
        None => String::new(),
    };
    let audience = if thread.audience <= Audience::Community { Audience::Public } else { thread.audience };
    let parts = Parts { difficulty, context: tried, solution, ..Parts::default() };
    Ok(Prefilled { theme: thread.theme, subtopic, audience, title: thread.title, parts })
}

/// A sheet was begun from it: whoever begins it may formalise it.
///
/// # Errors
/// As `points_durs::cross`: `Refusal::Conflict` when it is not solved, or a sheet of it is being written already.
pub(super) fn formalised(tx: &mut Tx<'_>, viewer: &Viewer, id: PointDurId, sheet: SheetId) -> Result<(), Refusal> {
    let (_, point) = points_durs::visible(tx.db(), viewer, thread_of(id))?;
    let crossing = Crossing::of(Edge::Formalise, point.version).naming(sheet.0);
    points_durs::cross(tx, By::Member(viewer), id, &crossing).map(|_| ())
}

/// Its sheet is being tried.
pub(super) fn tried(tx: &mut Tx<'_>, viewer: &Viewer, sheet: &Sheet) -> Result<(), Refusal> {
    follows(tx, viewer, sheet, (Edge::TryOut, ""))
}

/// Its sheet was published.
pub(super) fn diffused(tx: &mut Tx<'_>, viewer: &Viewer, sheet: &Sheet) -> Result<(), Refusal> {
    follows(tx, viewer, sheet, (Edge::Diffuse, ""))
}

/// Its sheet was withdrawn.
pub(super) fn gone(tx: &mut Tx<'_>, viewer: &Viewer, sheet: &Sheet, reason: &str) -> Result<(), Refusal> {
    follows(tx, viewer, sheet, (Edge::SheetGone, reason))
}

/// Its sheet was given up.
pub(super) fn abandoned(tx: &mut Tx<'_>, viewer: &Viewer, sheet: &Sheet, reason: &str) -> Result<(), Refusal> {
    follows(tx, viewer, sheet, (Edge::AbandonSheet, reason))
}

/// The point dur follows its sheet as long as it stands where that leads from: reopened meanwhile, it goes its own way.
fn follows(tx: &mut Tx<'_>, viewer: &Viewer, sheet: &Sheet, (edge, reason): (Edge, &str)) -> Result<(), Refusal> {
    let Some(id) = sheet.point_dur_id else { return Ok(()) };
    let point = points_durs::of(tx.db(), id)?;
    if edge.leads(point.state, point.resumes).is_none() {
        return Ok(());
    }
    let crossing = Crossing::of(edge, point.version).because(reason).naming(sheet.id.0);
    points_durs::cross(tx, By::Act(viewer.member), id, &crossing).map(|_| ())
}
