//! Texts that wait before they are published: the first ones of newcomers where the theme wants it, links of new members,
//! words of a list, and those of whoever is under approval.
//!
//! A text that waits is no post: it stands in a table of its own, so that no list, count, search, feed or mail can tell of
//! it. Published, it is written by its author's own verb with their rights of that moment, as if they wrote it now.

pub mod pages;
pub mod pages_desk;
pub mod pages_rules;
mod rules;
mod store;

use super::measures;
use super::{Decided, DecisionKind, Reason, decide};
use crate::circles::people;
use crate::db::ids::{DecisionId, FileId, HeldId, MemberId, PostId, ThemeId, ThreadId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::members::sessions;
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Audience, Ground, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::threads::{self, Body, Opening, Thread, Title};
pub use rules::{Rules, change_rules, rules_of};
pub use store::Held;
pub(super) use store::waits_again;

crate::vocabulary! {
    /// Why a text waits.
    Why {
        /// Its author is new to the theme.
        Newcomer = "newcomer",
        /// A new member gives a link.
        Link = "link",
        /// It holds a word of the theme's list.
        Words = "words",
        /// Its author is under approval.
        Approval = "approval",
    }
}

crate::vocabulary! {
    /// What became of a text that waited.
    Outcome {
        /// It was published.
        Published = "published",
        /// It was not.
        Refused = "refused",
        /// Its author took it back.
        Withdrawn = "withdrawn",
    }
}

/// Whoever has fewer posts than this in a theme is new there.
pub const NEW: i64 = 3;
/// The median is that of what was decided in the last days.
const MEDIAN_DAYS: i64 = 90;

/// The address of a text that waits.
pub fn address(id: HeldId) -> String {
    format!("/attente/{id}")
}

/// Whether an address is that of a text that waits.
pub fn waits_at(address: &str) -> bool {
    address.starts_with("/attente/")
}

/// Keeps an answer that has to wait; says where. Whoever stays unknown is not held: it would tell who they are.
///
/// # Errors
/// What the database says.
pub fn instead_of_reply(
    viewer: &Viewer,
    thread: &Thread,
    body: &Body,
    tx: &mut Tx<'_>,
) -> Result<Option<String>, Refusal> {
    if thread.is_private() || thread.masked {
        return Ok(None);
    }
    let Some(why) = rules::why(viewer, thread.theme, &[body.source()], tx)? else { return Ok(None) };
    let id = store::insert_reply(tx, viewer.id()?, thread, body, why)?;
    kept(tx, viewer.id()?, thread.theme, id, body).map(Some)
}

/// Keeps a thread that has to wait; says where.
///
/// # Errors
/// `Refusal::Conflict` in an archived theme.
pub fn instead_of_opening(viewer: &Viewer, opening: &Opening, tx: &mut Tx<'_>) -> Result<Option<String>, Refusal> {
    let texts = [opening.title.as_str(), opening.body.source()];
    let Some(why) = rules::why(viewer, opening.theme, &texts, tx)? else { return Ok(None) };
    if threads::is_archived(tx.db(), opening.theme)? {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    let id = store::insert_opening(tx, viewer.id()?, opening, why)?;
    kept(tx, viewer.id()?, opening.theme, id, &opening.body).map(Some)
}

fn kept(tx: &mut Tx<'_>, author: MemberId, theme: ThemeId, id: HeldId, body: &Body) -> Result<String, Refusal> {
    store::hold_files(tx, id, author, body.files())?;
    record(tx, author, "held.waits", theme, id)?;
    Ok(address(id))
}

impl Held {
    /// Where it would be read: what deciding about it depends on.
    pub fn ground(&self) -> Ground {
        let audience = self.thread.as_ref().map_or(self.audience, |(_, audience, _)| Some(*audience));
        Ground { theme: self.theme, audience: audience.unwrap_or(Audience::Community) }
    }

    /// What deciding about it takes.
    pub fn decided(&self) -> Act<'static> {
        Act::HidePost { author: self.author.0, ground: self.ground() }
    }

    /// The thread it would be in, if it is an answer.
    pub fn thread_id(&self) -> Option<ThreadId> {
        self.thread.as_ref().map(|(id, ..)| *id)
    }
}

/// A text that waits or waited, for its author and those who decide about it.
///
/// # Errors
/// `Refusal::NotFound`, whether it is another's or does not exist.
pub fn visible(db: &mut Db, viewer: &Viewer, id: HeldId) -> Result<Held, Refusal> {
    let me = viewer.id()?;
    let held = store::one(db, id)?;
    if held.author.0 == me || policy::allows(viewer, &held.decided()) { Ok(held) } else { Err(Refusal::NotFound) }
}

/// The text of what waits, read and rendered before the transaction that publishes it: it never changes.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn body_of(db: &mut Db, id: HeldId) -> Result<Body, Refusal> {
    let held = store::one(db, id)?;
    let files = store::files_of(db, id)?;
    let answered = if held.answered_for { "1" } else { "" };
    let body = Body::parse(&held.source).map_err(|_| Refusal::NotFound)?;
    Ok(body.with_files(files).answered_for_with(answered))
}

/// Who decided about a text before, as whoever comes second is told.
///
/// # Errors
/// What the database says.
pub fn decided_before(db: &mut Db, held: &Held) -> Result<Refusal, Refusal> {
    let (Some(outcome), Some(by)) = (held.outcome, held.decided_by) else {
        return Ok(Refusal::Conflict("held-gone"));
    };
    let name = people::names(db, &[by])?.remove(&by).unwrap_or_default();
    let mut problems = Problems::default();
    let key = match outcome {
        Outcome::Published => "held-published-before",
        Outcome::Refused => "held-refused-before",
        Outcome::Withdrawn => return Ok(Refusal::Conflict("held-gone")),
    };
    problems.add("reason", Sentence::new(key).text("name", name));
    Ok(Refusal::Overtaken(problems))
}

/// Publishes a text that waits, with its author's rights of now; says where it is read.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Overtaken` when it was decided about before; `Refusal::Conflict` when its author may
/// not write there any more, or its thread is gone.
pub fn approve(viewer: &Viewer, held: &Held, body: &Body, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &held.decided())?;
    if !store::settle(tx, held.id, Outcome::Published, me)? {
        let now = store::one(tx.db(), held.id)?;
        return Err(decided_before(tx.db(), &now)?);
    }
    let now = tx.now();
    let cannot = || Refusal::Conflict("held-author-gone");
    let author = sessions::viewer_of(tx.db(), held.author.0, now)?.ok_or_else(cannot)?;
    let (thread, post, number) = publish(&author, held, body, tx).map_err(|refusal| match refusal {
        Refusal::NotFound | Refusal::Forbidden(_) => cannot(),
        refusal => refusal,
    })?;
    store::is_post(tx, held.id, post)?;
    if held.why == Why::Approval
        && let Some(measure) = measures::awaits_approval(tx.db(), held.author.0, held.theme, now)?
    {
        measures::one_approved(tx, measure)?;
    }
    record(tx, me, "held.published", held.theme, held.id)?;
    let tiding = Tiding::care("held_published", held.id.0, Some(held.theme), me);
    notices::tell(tx, held.author.0, &Tiding { thread: Some(thread.id), post: Some((post, number)), ..tiding })?;
    Ok(thread.address_of(post, number))
}

fn publish(author: &Viewer, held: &Held, body: &Body, tx: &mut Tx<'_>) -> Result<(Thread, PostId, i32), Refusal> {
    if let Some((id, ..)) = held.thread {
        let (thread, _) = threads::visible(tx.db(), author, id)?;
        let (post, number) = threads::publish(author, &thread, body, tx)?;
        return Ok((thread, post, number));
    }
    let broken = || Refusal::Broken("a held thread lacks its kind".into());
    let title = Title::parse(&held.title).map_err(|_| Refusal::NotFound)?;
    let opening = Opening {
        theme: held.theme,
        subtopic: held.subtopic,
        kind: held.kind.ok_or_else(broken)?,
        audience: held.audience.ok_or_else(broken)?,
        title,
        body: body.clone(),
    };
    let (thread, post) = threads::open_with_post(author, &opening, tx)?;
    Ok((threads::visible(tx.db(), author, thread)?.0, post, 1))
}

/// Does not publish a text: its author reads why, and keeps it.
///
/// # Errors
/// As [`approve`].
pub fn refuse(viewer: &Viewer, held: &Held, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require(viewer, &held.decided())?;
    if !store::settle(tx, held.id, Outcome::Refused, me)? {
        let now = store::one(tx.db(), held.id)?;
        return Err(decided_before(tx.db(), &now)?);
    }
    let decided = Decided {
        theme: Some(held.theme),
        thread: held.thread_id(),
        post: None,
        revision: None,
        kind: DecisionKind::Refuse,
        about: Some(held.author.0),
        actor: me,
        reason,
    };
    let decision = decide(tx, &decided)?;
    store::refused_by(tx, held.id, decision)
}

/// Takes one's own text back while it waits.
///
/// # Errors
/// `Refusal::NotFound` for another's; `Refusal::Conflict` when it was decided about.
pub fn withdraw(viewer: &Viewer, held: &Held, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::WithdrawPost(held.author.0))?;
    if !store::settle(tx, held.id, Outcome::Withdrawn, me)? {
        return Err(Refusal::Conflict("held-gone"));
    }
    record(tx, me, "held.withdrawn", held.theme, held.id)
}

/// Texts that wait in some themes and about which the viewer decides, the oldest first: after one of them, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn open_in(
    db: &mut Db,
    viewer: &Viewer,
    themes: &[ThemeId],
    after: Option<HeldId>,
    limit: i64,
) -> Result<Vec<Held>, Refusal> {
    let moderated: Vec<ThemeId> =
        themes.iter().copied().filter(|theme| policy::allows(viewer, &Act::DecideFlags(*theme))).collect();
    store::open_in(db, &moderated, after, limit)
}

/// The texts of a member, the last sent first (at most 50); only those of a thread, if one is given, that wait there.
///
/// # Errors
/// What the database says.
pub fn of_author(db: &mut Db, author: MemberId, thread: Option<ThreadId>) -> Result<Vec<Held>, Refusal> {
    store::of_author(db, author, thread)
}

/// How long texts of some themes waited lately, in seconds: the median; none when none was decided about.
///
/// # Errors
/// What the database says.
pub fn median_wait(db: &mut Db, themes: &[ThemeId], now: Moment) -> Result<Option<i64>, Refusal> {
    let mut waits = store::waits(db, themes, now.plus_seconds(-MEDIAN_DAYS * 86_400))?;
    waits.sort_unstable();
    Ok(waits.get(waits.len() / 2).copied())
}

/// The files a text waits with.
///
/// # Errors
/// What the database says.
pub fn files_of(db: &mut Db, id: HeldId) -> Result<Vec<FileId>, Refusal> {
    store::files_of(db, id)
}

/// Whether the viewer decides about a text that waits with a file.
///
/// # Errors
/// What the database says.
pub fn shows_file(db: &mut Db, viewer: &Viewer, file: FileId) -> Result<bool, Refusal> {
    let Some(id) = store::waiting_with(db, file)? else { return Ok(false) };
    Ok(policy::allows(viewer, &store::one(db, id)?.decided()))
}

/// The decision that refused a text, if one did.
pub fn refusal_of(held: &Held) -> Option<DecisionId> {
    held.decision.filter(|_| held.outcome == Some(Outcome::Refused))
}

fn record(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, theme: ThemeId, id: HeldId) -> Result<(), Refusal> {
    let fact = Fact { actor: Some(actor), act, theme: Some(theme), subject: "held", subject_id: id.0, detail: "" };
    journal::record(tx, &fact)
}
