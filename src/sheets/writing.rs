//! Beginning a sheet and saving its texts: whoever saves one is an author of the sheet from then on.

use super::parts::Parts;
use super::{Place, Seen, Step, record, store, take, telling, tickets};
use crate::db::Tx;
use crate::db::ids::{PointDurId, SheetId, SubtopicId, ThemeId};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::Refusal;
use crate::themes;
use crate::threads::{Title, drafts};

/// A sheet as its authors save it.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its title.
    pub title: Title,
    /// Its sub-topic.
    pub subtopic: Option<SubtopicId>,
    /// Who will read it; kept as it is once it was published.
    pub audience: Audience,
    /// Its texts.
    pub parts: Parts,
    /// What its author says of this text.
    pub note: String,
    /// Whether they answered for what looks like a patient's identifier.
    pub answered_for: bool,
}

/// Begins a sheet, from a point dur if one is given: it is formalised in the same transaction.
///
/// # Errors
/// `Refusal::Forbidden` for who is no expert of the theme; `Refusal::Conflict` in an archived theme, or when the point
/// dur is not to be formalised any more.
pub fn begin(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    theme: ThemeId,
    point_dur: Option<PointDurId>,
    written: &Written,
) -> Result<SheetId, Refusal> {
    let Place { writes, owner, asked } = Place::default();
    let me = policy::require(viewer, &Act::StepSheet { theme, step: Step::Begin, writes, owner, asked })?;
    if themes::by_id(tx.db(), theme)?.archived_at.is_some() {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    let new = store::New {
        theme,
        subtopic: written.subtopic,
        point_dur,
        title: written.title.as_str(),
        audience: written.audience,
        owner: me,
    };
    let id = store::insert(tx, &new)?;
    store::insert_text(tx, id, (1, None), me, &written.note, &written.parts)?;
    store::add_author(tx, id, me)?;
    let sheet = store::find(tx.db(), id)?;
    record(tx, me, Step::Begin, &sheet, if written.answered_for { "identifier-answered" } else { "" })?;
    if let Some(point_dur) = point_dur {
        tickets::formalised(tx, viewer, point_dur, id)?;
    }
    drafts::published(tx, me, drafts::Place::NewSheet(point_dur))?;
    Ok(id)
}

/// Saves another text; whoever agreed with the one before is asked to read again.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Overtaken` (`version`) when somebody saved or moved the sheet meanwhile.
pub fn save(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, version: i32, written: &Written) -> Result<(), Refusal> {
    let sheet = &seen.sheet;
    seen.require(viewer, Step::Save)?;
    if !Step::Save.leaves(sheet.state) {
        return Err(Refusal::Conflict("sheet-over"));
    }
    let me = take(tx, viewer, seen, (Step::Save, version))?;
    if written.answered_for {
        record(tx, me, Step::Save, sheet, "identifier-answered")?;
    }
    let text = store::insert_text(tx, sheet.id, (version + 1, None), me, &written.note, &written.parts)?;
    let audience = if sheet.edition == 0 { written.audience } else { sheet.audience };
    store::rewrite(tx, sheet.id, written.title.as_str(), written.subtopic, audience)?;
    store::add_author(tx, sheet.id, me)?;
    drafts::published(tx, me, drafts::Place::Sheet(sheet.id))?;
    if let Some(reviewer) = sheet.reviewed_by.filter(|reviewer| *reviewer != me) {
        telling::read_again(tx, seen, me, reviewer, text)?;
    }
    Ok(())
}
