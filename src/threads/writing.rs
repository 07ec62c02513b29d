//! What helps while one writes: a look before publishing, a word when others answered meanwhile, whom one may address.

pub(crate) use super::store_writing::starting;
use super::store_writing::{self as store, Reader};
use super::{Body, Thread};
use crate::db::ids::{ThemeId, ThreadId};
use crate::db::{Db, Moment, Tx};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::fold;
use crate::text::markdown::SafeHtml;

/// People or threads proposed at once.
pub const PROPOSED: usize = 8;
/// Words of a name that are looked at.
const WORDS_OF_A_NAME: usize = 3;
/// The field of the form that says how far its author had read.
pub const OVERTAKEN: &str = "nouveaux";

/// What a text will look like; `field` is where it was typed.
///
/// # Errors
/// `Refusal::Invalid` for a text that could not be published.
pub fn preview(field: &'static str, source: &str) -> Result<SafeHtml, Refusal> {
    Body::parse(source).map(|body| body.html().clone()).map_err(|sentence| Problems::one(field, sentence))
}

/// Goes on if nobody answered since an answer was begun, or if its author read what was.
///
/// # Errors
/// `Refusal::Overtaken` with how many answered.
pub fn nobody_answered_since(
    viewer: &Viewer,
    thread: &Thread,
    seen: Option<i32>,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let (Some(seen), author) = (seen, viewer.id()?) else { return Ok(()) };
    match store::unread_since(tx.db(), thread.id, author, seen)? {
        0 => Ok(()),
        new => {
            let mut problems = Problems::default();
            problems.add(OVERTAKEN, Sentence::new("reply-overtaken").number("n", new));
            Err(Refusal::Overtaken(problems))
        }
    }
}

/// The people of a theme who read an audience and whose name begins so, by name.
///
/// # Errors
/// `Refusal::NotFound` for who does not read it.
pub fn readers(
    db: &mut Db,
    viewer: &Viewer,
    theme: ThemeId,
    audience: Audience,
    name: &str,
    now: Moment,
) -> Result<Vec<Reader>, Refusal> {
    let me = policy::require_or_hide(viewer, &Act::AddressReaders { theme, audience })?;
    let folded = fold(name);
    let words = words_of(&folded);
    if words.is_empty() { Ok(Vec::new()) } else { store::readers(db, me, theme, audience.circle(), &words, now) }
}

/// The other parties of a visible conversation whose name begins so, by name.
///
/// # Errors
/// What the database says.
pub fn parties(db: &mut Db, viewer: &Viewer, thread: ThreadId, name: &str) -> Result<Vec<Reader>, Refusal> {
    let me = viewer.id()?;
    let folded = fold(name);
    let words = words_of(&folded);
    if words.is_empty() { Ok(Vec::new()) } else { store::parties(db, me, thread, &words) }
}

/// The words of a folded name that are looked at.
pub(crate) fn words_of(folded: &str) -> Vec<&str> {
    folded.split_whitespace().take(WORDS_OF_A_NAME).collect()
}
