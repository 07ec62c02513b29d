//! What may identify a patient in what was published: confirmed anyway by its author, only likely, or read in a file. It is
//! noted where and of which kind, never what; those who moderate the theme settle it, all of a post at once.

pub mod examining;
pub mod pages;
mod pdf;
mod reading;
mod store;

use super::{Decided, DecisionKind, Reason, decide, posts};
use crate::circles::people;
use crate::db::ids::{HitId, PostId, ThemeId};
use crate::db::{Db, Tx};
use crate::policy::{self, Act, Ground, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::{identifiers, markdown, typography};
use crate::threads;
pub use store::Hit;

crate::vocabulary! {
    /// What was found, as it is kept.
    Kind {
        /// A number of the national register with its key.
        Nir = "nir",
        /// The same without its key.
        NirWithoutKey = "nir-without-key",
        /// The number of a person, a stay or a record inside one hospital.
        RecordNumber = "record-number",
        /// A date of birth beside a person.
        Birth = "birth",
    }
}

impl From<identifiers::Kind> for Kind {
    fn from(kind: identifiers::Kind) -> Self {
        match kind {
            identifiers::Kind::Nir => Self::Nir,
            identifiers::Kind::NirWithoutKey => Self::NirWithoutKey,
            identifiers::Kind::RecordNumber => Self::RecordNumber,
            identifiers::Kind::Birth => Self::Birth,
        }
    }
}

crate::vocabulary! {
    /// What was decided.
    Outcome {
        /// It says nothing of a patient.
        Fine = "fine",
        /// Its author is asked to correct it.
        Asked = "asked",
        /// The post was hidden.
        Hidden = "hidden",
    }
}

/// Posts on a page of the list.
pub const PAGE: i64 = 20;
/// Characters of a post shown beside what was found in it.
const EXCERPT: usize = 300;
/// Characters that what is found may take, with those around it.
const LONGEST_FOUND: usize = 200;

/// The kinds that some texts hold, each once: outside any transaction.
pub fn kinds_in(texts: &[&str]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> =
        texts.iter().flat_map(|text| identifiers::scan(text)).map(|finding| finding.kind.into()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Notes what the text of a post holds now, in the post's own transaction; what it holds no more is no case any more.
///
/// # Errors
/// What the database says.
pub(crate) fn in_text(tx: &mut Tx<'_>, theme: ThemeId, post: PostId, found: &[Kind]) -> Result<(), Refusal> {
    store::forget_text(tx, post, found)?;
    store::insert(tx, (theme, post), None, found)
}

impl Hit {
    /// The beginning of its post, masked before it is cut: half a number is not known for one.
    pub fn excerpt(&self) -> String {
        masked(&markdown::plain(&self.source, EXCERPT + LONGEST_FOUND)).chars().take(EXCERPT).collect()
    }

    /// What its file is called, masked: a name may hold what it should not.
    pub fn file_name(&self) -> Option<String> {
        self.file.as_deref().map(masked)
    }

    /// What deciding about it depends on.
    pub fn ground(&self) -> Ground {
        Ground { theme: self.thread.1, audience: self.thread.2 }
    }

    /// What deciding about it takes.
    pub fn decided(&self) -> Act<'static> {
        Act::HidePost { author: self.author.0, ground: self.ground() }
    }
}

/// Open hits of some themes, the oldest first, on posts that stand and that the viewer sees and moderates: after one of
/// them, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn open_in(
    db: &mut Db,
    viewer: &Viewer,
    themes: &[ThemeId],
    after: Option<HitId>,
    limit: i64,
) -> Result<Vec<Hit>, Refusal> {
    let moderated: Vec<ThemeId> =
        themes.iter().copied().filter(|theme| policy::allows(viewer, &Act::DecideFlags(*theme))).collect();
    store::open_in(db, viewer, &moderated, after, limit)
}

/// How many posts wait in some themes for their hits to be settled (at most 500 hits are counted).
///
/// # Errors
/// What the database says.
pub fn count_open_in(db: &mut Db, viewer: &Viewer, themes: &[ThemeId]) -> Result<usize, Refusal> {
    let mut posts: Vec<PostId> = open_in(db, viewer, themes, None, 500)?.iter().map(|hit| hit.post).collect();
    posts.sort_unstable();
    posts.dedup();
    Ok(posts.len())
}

/// A hit on a post that stands, for those who may decide about it.
///
/// # Errors
/// `Refusal::NotFound` for others.
pub fn visible(db: &mut Db, viewer: &Viewer, id: HitId) -> Result<Hit, Refusal> {
    let hit = store::one(db, viewer, id)?;
    policy::require_or_hide(viewer, &Act::DecideFlags(hit.thread.1))?;
    Ok(hit)
}

/// Settles all that was found in a post.
///
/// # Errors
/// `Refusal::Forbidden` for one's own post; `Refusal::Overtaken` when somebody settled it before.
pub fn settle(
    viewer: &Viewer,
    hit: &Hit,
    (outcome, reason): (Outcome, &Reason),
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let me = policy::require(viewer, &hit.decided()).map_err(|_| Refusal::Forbidden("measure-oneself"))?;
    if store::settle(tx, hit.post, outcome, me)? == 0 {
        return Err(settled_before(tx.db(), hit)?);
    }
    let (thread, post) = threads::visible_post(tx.db(), viewer, hit.post)?;
    let about = |kind, concerned| Decided::of_post((thread.theme, thread.id), post.id, kind, (concerned, me), reason);
    match outcome {
        Outcome::Hidden => posts::hide(viewer, &thread, &post, reason, tx).map(drop),
        Outcome::Fine => {
            let decision = decide(tx, &about(DecisionKind::Leave, None))?;
            store::settled_by(tx, hit.post, decision)
        }
        Outcome::Asked => {
            let decision = decide(tx, &about(DecisionKind::AskEdit, Some(post.author)))?;
            store::settled_by(tx, hit.post, decision)
        }
    }
}

fn settled_before(db: &mut Db, hit: &Hit) -> Result<Refusal, Refusal> {
    let Some(by) = store::who_settled(db, hit.post)? else { return Ok(Refusal::NotFound) };
    let name = people::names(db, &[by])?.remove(&by).unwrap_or_default();
    let mut problems = Problems::default();
    problems.add("reason", Sentence::new("hit-settled-before").text("name", name));
    Ok(Refusal::Overtaken(problems))
}

/// What was found is shown masked: whoever settles reads the post where it stands if they have to.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    let mut from = 0;
    for finding in identifiers::scan(text) {
        masked.push_str(&text[from..finding.start]);
        masked.push_str(&finding.masked);
        from = finding.end;
    }
    masked.push_str(&text[from..]);
    typography::spaces(masked.trim())
}
