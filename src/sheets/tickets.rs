//! The point dur a sheet comes from: what the sheet takes over from it, and the edges that follow the sheet.

use super::{Parts, Sheet, store_tickets, thread_of};
use crate::db::ids::{PointDurId, SheetId, SubtopicId, ThemeId};
use crate::db::{Db, Tx};
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

/// A sheet was begun from it.
pub(super) fn formalised(_: &mut Tx<'_>, _: &Viewer, _: PointDurId, _: SheetId) -> Result<(), Refusal> {
    Ok(())
}

/// Its sheet is being tried.
pub(super) fn tried(_: &mut Tx<'_>, _: &Viewer, _: &Sheet) -> Result<(), Refusal> {
    Ok(())
}

/// Its sheet was published.
pub(super) fn diffused(_: &mut Tx<'_>, _: &Viewer, _: &Sheet) -> Result<(), Refusal> {
    Ok(())
}

/// Its sheet was withdrawn.
pub(super) fn gone(_: &mut Tx<'_>, _: &Viewer, _: &Sheet, _: &str) -> Result<(), Refusal> {
    Ok(())
}

/// Its sheet was given up.
pub(super) fn abandoned(_: &mut Tx<'_>, _: &Viewer, _: &Sheet, _: &str) -> Result<(), Refusal> {
    Ok(())
}
