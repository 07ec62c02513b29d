//! What may identify a patient in what was published: confirmed anyway by its author, only likely, or read in a file. It is
//! noted where and of which kind, never what; those who moderate the theme settle it, all of a post at once.

pub mod examining;
mod pdf;
mod reading;
mod store;

use super::{Decided, DecisionKind, Reason, decide, posts};
use crate::db::ids::{DecisionId, HitId, PostId, ThemeId};
use crate::db::{Db, Tx};
use crate::policy::{self, Act, Ground, Viewer};
use crate::refusal::Refusal;
use crate::text::{identifiers, markdown, typography};
use crate::threads::{Post, Thread};
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

    /// What deciding about it depends on.
    pub fn ground(&self) -> Ground {
        Ground { theme: self.thread.1, audience: self.thread.2 }
    }

    /// What deciding about it takes, whoever signed it.
    pub fn decided(&self) -> Act<'static> {
        Act::HidePost { author: self.reader.unwrap_or(self.author.0), ground: self.ground() }
    }
}

/// A post where something may identify a patient.
#[derive(Clone, Debug)]
pub struct Suspect {
    /// The first that was found in it, which says where it stands.
    pub first: Hit,
    /// All of it: the kind, and what its file is called, masked (a name may hold what it should not).
    pub found: Vec<(Kind, Option<String>)>,
}

/// Posts of some themes with open hits, that stand and that the viewer sees and moderates, the first found first: after a
/// hit or only one post, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn open_in(
    db: &mut Db,
    viewer: &Viewer,
    (themes, only): (&[ThemeId], Option<PostId>),
    after: Option<HitId>,
    limit: i64,
) -> Result<Vec<Hit>, Refusal> {
    let moderated: Vec<ThemeId> =
        themes.iter().copied().filter(|theme| policy::allows(viewer, &Act::DecideFlags(*theme))).collect();
    store::open_in(db, viewer, (&moderated, only), after, limit)
}

/// The same posts with all that was found in each.
///
/// # Errors
/// What the database says.
pub fn with_all(db: &mut Db, firsts: Vec<Hit>) -> Result<Vec<Suspect>, Refusal> {
    let posts: Vec<PostId> = firsts.iter().map(|hit| hit.post).collect();
    let found = store::open_on(db, &posts)?;
    let of = |post| found.iter().filter(move |one| one.0 == post).map(|one| (one.1, one.2.as_deref().map(masked)));
    Ok(firsts.into_iter().map(|first| Suspect { found: of(first.post).collect(), first }).collect())
}

/// What a decision settled of a post waits again, in the transaction of what undoes it; rights are the caller's.
///
/// # Errors
/// What the database says.
pub(super) fn waits_again(tx: &mut Tx<'_>, undone: (PostId, DecisionId)) -> Result<(), Refusal> {
    store::waits_again(tx, undone)
}

/// Settles all that was found in a post that the viewer sees.
///
/// # Errors
/// `Refusal::NotFound` for others than the theme's experts and animators; `Refusal::Forbidden` for one's own post;
/// `Refusal::Conflict` when nothing is open.
pub fn settle(
    viewer: &Viewer,
    (thread, post): (&Thread, &Post),
    (outcome, reason): (Outcome, &Reason),
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    policy::require_or_hide(viewer, &Act::DecideFlags(thread.theme))?;
    let decides = Act::HidePost { author: post.author, ground: thread.ground() };
    let me = policy::require(viewer, &decides).map_err(|_| Refusal::Forbidden("measure-oneself"))?;
    if store::settle(tx, post.id, outcome, me)? == 0 {
        return Err(Refusal::Conflict("hits-settled-meanwhile"));
    }
    let about = |kind, concerned| Decided::of_post((thread.theme, thread.id), post.id, kind, (concerned, me), reason);
    let decision = match outcome {
        Outcome::Hidden => posts::hide(viewer, thread, post, reason, tx)?,
        Outcome::Fine => decide(tx, &about(DecisionKind::Leave, None))?,
        Outcome::Asked => decide(tx, &about(DecisionKind::AskEdit, Some(post.author)))?,
    };
    store::settled_by(tx, post.id, decision)
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
