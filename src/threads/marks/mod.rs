//! What people say of posts and where a question stands: reactions, "me too", useful answers, the solution and its
//! lock, a question set aside without an answer.

pub mod pages;
mod store;
mod store_given;
mod views;

use super::{Kind, Post, Thread};
use crate::db::ids::MemberId;
use crate::db::{Moment, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind as Notice, Tiding, watching};
use crate::points_durs::anonymity;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::text::caution;
pub use store::{set_aside as is_set_aside, solved, unsolved};
pub use store_given::{Given, given, given_by};
pub use views::{GivenView, PageMarks, PostMarks, QuestionView};

crate::vocabulary! {
    /// What one person says of one post.
    Mark {
        /// Thank you.
        Thanks = "merci",
        /// It helped me.
        Helpful = "utile",
        /// I did it too: where, and with what result.
        Reused = "fait-chez-moi",
        /// I ask myself the same question (of a question's first post).
        MeToo = "moi-aussi",
        /// Chosen as a useful answer by who asked or by an expert.
        Useful = "reponse-utile",
    }
}

/// Longest note and longest reason, in characters.
pub const LONGEST_NOTE: usize = 200;

/// Where a question stands, beyond its answers; read with its thread.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Since when it is set aside without an answer.
    pub set_aside: Option<Moment>,
    /// Why.
    pub reason: Option<String>,
    /// Whether only experts and animators change its solution.
    pub locked: bool,
}

/// A line of text beside a mark: its author answered for what looks like a patient's identifier in it.
#[derive(Clone, Debug)]
pub struct Note {
    text: String,
    answered_for: bool,
}

impl Note {
    /// Reads a line; it may be empty.
    ///
    /// # Errors
    /// The field it is about (`""` for its own, else `identifiers`) and the sentence to show beside it.
    pub fn parse(text: &str, mark: &str) -> Result<Self, (&'static str, Sentence)> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = crate::web::optional(&line, LONGEST_NOTE).map_err(|sentence| ("", sentence))?;
        let answered_for = caution::answered(&[&text], mark).map_err(|sentence| ("identifiers", sentence))?;
        Ok(Self { text, answered_for })
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether its author answered for an identifier in it.
    pub fn answered_for(&self) -> bool {
        self.answered_for
    }
}

/// Says something of a post; said already, nothing changes.
///
/// # Errors
/// `Refusal::Forbidden` of one's own post or when it is not theirs to say, `Refusal::Conflict` where it makes no sense.
pub fn say(viewer: &Viewer, thread: &Thread, post: &Post, mark: Mark, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = may_say(viewer, thread, post, mark)?;
    if store::put(tx, post.id, mark, me, "")? && mark == Mark::Useful {
        record(tx, me, "answer.useful", thread, ("post", post.id.0))?;
    }
    if mark == Mark::MeToo {
        watching::follow(tx, me, thread.id)?;
    }
    Ok(thread.address_of(post.id, post.number))
}

/// Says that one did the same, where and with what result; said already, the line is corrected.
///
/// # Errors
/// As [`say`].
pub fn say_done(
    viewer: &Viewer,
    thread: &Thread,
    post: &Post,
    note: &Note,
    tx: &mut Tx<'_>,
) -> Result<String, Refusal> {
    let me = may_say(viewer, thread, post, Mark::Reused)?;
    if !store::put(tx, post.id, Mark::Reused, me, note.as_str())? {
        store::rewrite(tx, post.id, Mark::Reused, me, note.as_str())?;
    }
    if note.answered_for {
        record(tx, me, "identifier.answered", thread, ("post", post.id.0))?;
    }
    // Who stays unknown hears of it too; nobody else does.
    let writer = if post.unsigned { anonymity::writer(tx.db(), post.id)? } else { Some(post.author) };
    if let Some(writer) = writer {
        notices::tell(tx, writer, &tiding(me, "done", thread, post))?;
    }
    Ok(thread.address_of(post.id, post.number))
}

/// What the author of a post hears of it.
fn tiding<'a>(me: MemberId, about: &'a str, thread: &Thread, post: &Post) -> Tiding<'a> {
    Tiding {
        kind: Notice::Reaction,
        about,
        subject: post.id.0,
        theme: Some(thread.theme),
        thread: Some(thread.id),
        post: Some((post.id, post.number)),
        actor: Some(me),
        has_letter: false,
    }
}

/// Whether a person may say something of a post.
///
/// # Errors
/// As [`say`].
pub fn may_say(viewer: &Viewer, thread: &Thread, post: &Post, mark: Mark) -> Result<MemberId, Refusal> {
    let me = match mark {
        Mark::Useful => policy::require(viewer, &Act::MarkUseful { author: thread.author, theme: thread.theme })?,
        Mark::Thanks | Mark::Helpful | Mark::Reused | Mark::MeToo => {
            let act = Act::React { author: post.author, theme: thread.theme, named: thread.named };
            policy::require(viewer, &act)?
        }
    };
    if thread.archived {
        return Err(Refusal::Conflict("marks-archived"));
    }
    // What one says of a post is said by name.
    if thread.masked {
        return Err(Refusal::Conflict("point-dur-masked"));
    }
    let question = thread.kind == Kind::Question;
    match mark {
        Mark::MeToo if !question || post.number != 1 => Err(Refusal::Conflict("marks-only-questions")),
        Mark::Useful if !question || post.number == 1 => Err(Refusal::Conflict("marks-only-answers")),
        Mark::Useful if post.author == me => Err(Refusal::Conflict("marks-own-answer")),
        _ => Ok(me),
    }
}

/// Takes back what one said of a post; nothing said, nothing changes.
///
/// # Errors
/// `Refusal::SignInFirst` for a visitor.
pub fn unsay(viewer: &Viewer, thread: &Thread, post: &Post, mark: Mark, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = viewer.id()?;
    if store::take(tx, post.id, mark, me)? && mark == Mark::Useful {
        record(tx, me, "answer.useful_withdrawn", thread, ("post", post.id.0))?;
    }
    Ok(thread.address_of(post.id, post.number))
}

/// Marks the answer that solved a question, instead of the one before; a question set aside is thereby taken up again.
///
/// # Errors
/// `Refusal::Forbidden` for others than who asked and the experts, `Refusal::Conflict` when it is no question or when
/// its solution is locked.
pub fn mark_solution(viewer: &Viewer, thread: &Thread, post: &Post, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::MarkSolution { author: thread.author, theme: thread.theme })?;
    if thread.kind != Kind::Question || post.number == 1 {
        return Err(Refusal::Conflict("thread-no-question"));
    }
    if !store::choose(tx, thread.id, post.id, even_locked(viewer, thread))? {
        return Err(Refusal::Conflict("solution-is-locked"));
    }
    record(tx, me, "thread.solved", thread, ("post", post.id.0))?;
    notices::solved(tx, me, post.id)?;
    Ok(thread.address_of(post.id, post.number))
}

/// Takes the mark of the solution back, and its lock with it.
///
/// # Errors
/// `Refusal::Forbidden` for others than who asked and the experts, `Refusal::Conflict` when it is locked.
pub fn unmark_solution(viewer: &Viewer, thread: &Thread, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::MarkSolution { author: thread.author, theme: thread.theme })?;
    let changed = store::choose_none(tx, thread.id, even_locked(viewer, thread))?;
    match (changed, thread.solution) {
        (true, _) => record(tx, me, "thread.unsolved", thread, ("thread", thread.id.0))?,
        (false, Some(_)) => return Err(Refusal::Conflict("solution-is-locked")),
        (false, None) => {}
    }
    Ok(thread.address())
}

fn even_locked(viewer: &Viewer, thread: &Thread) -> bool {
    policy::allows(viewer, &Act::LockSolution(thread.theme))
}

/// Locks the solution, or unlocks it: while it is locked only experts and animators change it.
///
/// # Errors
/// `Refusal::Forbidden` for others than them, `Refusal::Conflict` when there is no solution.
pub fn lock_solution(viewer: &Viewer, thread: &Thread, locked: bool, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = policy::require(viewer, &Act::LockSolution(thread.theme))?;
    if thread.solution.is_none() {
        return Err(Refusal::Conflict("solution-is-missing"));
    }
    if store::lock(tx, thread.id, locked)? {
        let act = if locked { "solution.locked" } else { "solution.unlocked" };
        record(tx, me, act, thread, ("thread", thread.id.0))?;
        if locked {
            tell_author(tx, me, "solution-locked", thread)?;
        }
    }
    Ok(thread.address())
}

/// Tells who asked what was decided about their question.
fn tell_author(tx: &mut Tx<'_>, me: MemberId, about: &str, thread: &Thread) -> Result<(), Refusal> {
    let decided = Tiding::care(about, tx.id(), Some(thread.theme), me);
    notices::tell(tx, thread.author, &Tiding { thread: Some(thread.id), ..decided })
}

/// Whether a person may set a question aside.
///
/// # Errors
/// `Refusal::Forbidden` for others than who asked and the experts, `Refusal::Conflict` when it is no question.
pub fn may_set_aside(viewer: &Viewer, thread: &Thread) -> Result<MemberId, Refusal> {
    let me = policy::require(viewer, &Act::SetAside { author: thread.author, theme: thread.theme })?;
    if thread.kind == Kind::Question { Ok(me) } else { Err(Refusal::Conflict("aside-no-question")) }
}

/// Sets a question aside without an answer, for a reason that everybody reads; one may still answer.
///
/// # Errors
/// As [`may_set_aside`], and `Refusal::Conflict` when it is solved or set aside already.
pub fn set_aside(viewer: &Viewer, thread: &Thread, reason: &Note, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = may_set_aside(viewer, thread)?;
    if !store::put_aside(tx, thread.id, me, reason.as_str())? {
        return Err(Refusal::Conflict("aside-not-open"));
    }
    record(tx, me, "question.set_aside", thread, ("thread", thread.id.0))?;
    tell_author(tx, me, "set-aside", thread)?;
    if reason.answered_for {
        record(tx, me, "identifier.answered", thread, ("thread", thread.id.0))?;
    }
    Ok(thread.address())
}

/// Takes a question up again.
///
/// # Errors
/// As [`may_set_aside`].
pub fn take_up_again(viewer: &Viewer, thread: &Thread, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = may_set_aside(viewer, thread)?;
    if store::take_up(tx, thread.id)? {
        record(tx, me, "question.taken_up", thread, ("thread", thread.id.0))?;
    }
    Ok(thread.address())
}

fn record(
    tx: &mut Tx<'_>,
    actor: MemberId,
    act: &'static str,
    thread: &Thread,
    (subject, subject_id): (&'static str, i64),
) -> Result<(), Refusal> {
    let fact = Fact { actor: Some(actor), act, theme: Some(thread.theme), subject, subject_id, detail: "" };
    journal::record(tx, &fact)
}
