//! Private conversations: threads that no circle reads, only their named parties. Neither the animators of the theme
//! nor the administrators are among those unless somebody wrote to them; a party may flag a message, and then that
//! message alone is read by the animators (`moderation::flags`).
//!
//! A conversation stands in a theme all its parties are in. Who joins it later reads it from the start; who leaves it
//! reads it no more. What is written in it is written as in any thread.

pub mod pages;
pub mod pages_new;
pub mod pages_settings;
pub mod recipients;
mod store;
pub mod views;

use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, ThemeId, ThreadId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::members::sessions;
use crate::notices::{self, Kind as Notice, Tiding, watching};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::markdown;
use crate::threads::{self, Body, Kind, Opening, Thread, Title, drafts};
pub use store::{Party, blocked_by, parties, refuses};

/// People one writes to at once, at most.
pub const MOST_OTHERS: usize = 10;
/// Characters of a title made of the first words.
const FIRST_WORDS: usize = 60;

/// A conversation about to begin.
#[derive(Clone, Debug)]
pub struct Starting {
    /// Who it is with.
    pub with: Vec<MemberId>,
    /// The theme it stands in; else the first that all share.
    pub theme: Option<ThemeId>,
    /// Its title.
    pub title: Title,
    /// Its first message.
    pub body: Body,
    /// Where it was kept while it was written.
    pub draft: drafts::Place,
}

/// The title as typed, or the first words of the message.
///
/// # Errors
/// The sentence to show beside the field.
pub fn title_of(typed: &str, body: &str) -> Result<Title, Sentence> {
    if !typed.trim().is_empty() {
        return Title::parse(typed);
    }
    let words = markdown::plain(body, FIRST_WORDS);
    if words.trim().is_empty() {
        return Err("conversation-title-needed".into());
    }
    Title::parse(&words)
}

/// Begins a conversation with its first message; says where it is.
///
/// # Errors
/// `Refusal::Invalid` beside `with` when somebody cannot be written to, beside `theme` when it is not everybody's.
pub fn start(viewer: &Viewer, starting: &Starting, tx: &mut Tx<'_>) -> Result<String, Refusal> {
    let me = viewer.id()?;
    let others = others(tx, me, &starting.with)?;
    let theme = ground(viewer, &others, starting.theme, tx)?;
    policy::require(viewer, &Act::OpenConversation(theme))?;
    willing(tx, viewer, theme, &others)?;
    let opening = Opening {
        theme,
        subtopic: None,
        kind: Kind::Discussion,
        audience: Audience::Named,
        title: starting.title.clone(),
        body: starting.body.clone(),
    };
    let (thread, post) = threads::begin(viewer, me, &opening, tx)?;
    let all: Vec<MemberId> = others.iter().filter_map(|other| other.member).chain([me]).collect();
    store::name_all(tx, thread, &all)?;
    watching::follow_all(tx, &all, thread)?;
    let named: Vec<String> = all.iter().map(ToString::to_string).collect();
    record(tx, me, "conversation.opened", (theme, thread), &named.join(" "))?;
    notices::written(tx, me, thread, post)?;
    drafts::published(tx, me, starting.draft)?;
    Ok(threads::address(thread, opening.title.as_str()))
}

/// Brings somebody in: they read everything from the start, and everybody is told.
///
/// # Errors
/// `Refusal::NotFound` for what is no conversation; `Refusal::Invalid` beside `with` when they cannot be written to,
/// are there already, or there are too many.
pub fn add(viewer: &Viewer, thread: &Thread, added: MemberId, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &shaping(thread))?;
    if thread.archived {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    let found = others(tx, me, &[added])?;
    if !found.iter().all(|one| one.reaches(thread.theme, Circle::Community)) {
        return Err(not_all_there(tx, &found)?);
    }
    policy::require(viewer, &Act::OpenConversation(thread.theme))?;
    willing(tx, viewer, thread.theme, &found)?;
    let before: Vec<MemberId> = parties(tx.db(), thread.id)?.into_iter().map(|party| party.id).collect();
    if before.len() > MOST_OTHERS {
        return Err(too_many());
    }
    if store::name_all(tx, thread.id, &[added])? == 0 {
        return Err(Problems::one("with", "conversation-already-there"));
    }
    watching::follow_all(tx, &[added], thread.id)?;
    record(tx, me, "conversation.joined", (thread.theme, thread.id), &added.to_string())?;
    let subject = tx.id();
    notices::tell(tx, added, &tiding(thread, "added", me, subject))?;
    notices::tell_all(
        tx,
        &before.into_iter().map(|member| (member, tiding(thread, "joined", me, subject))).collect::<Vec<_>>(),
    )
}

/// Leaves a conversation: one reads it no more, the others are told; when the last one leaves, it stays unread.
///
/// # Errors
/// `Refusal::NotFound` for what is no conversation of theirs.
pub fn leave(viewer: &Viewer, thread: &Thread, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &shaping(thread))?;
    if !store::unname(tx, thread.id, me)? {
        return Err(Refusal::NotFound);
    }
    record(tx, me, "conversation.left", (thread.theme, thread.id), &me.to_string())?;
    let rest: Vec<MemberId> = parties(tx.db(), thread.id)?.into_iter().map(|party| party.id).collect();
    let subject = tx.id();
    notices::tell_all(
        tx,
        &rest.into_iter().map(|member| (member, tiding(thread, "left", me, subject))).collect::<Vec<_>>(),
    )
}

/// Takes private conversations, or takes none save with the animators of one's themes.
///
/// # Errors
/// What the database says.
pub fn choose(viewer: &Viewer, refused: bool, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = viewer.id()?;
    if store::refuse(tx, me, refused)? {
        let act = if refused { "conversations.refused" } else { "conversations.accepted" };
        record_choice(tx, me, act, me)?;
    }
    Ok(())
}

/// Takes no more private conversations from somebody, or does again; they are not told.
///
/// # Errors
/// `Refusal::NotFound` for nobody, oneself, or somebody who was not blocked.
pub fn block(viewer: &Viewer, other: MemberId, blocked: bool, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = viewer.id()?;
    if other == me || people::names(tx.db(), &[other])?.is_empty() {
        return Err(Refusal::NotFound);
    }
    if store::block(tx, me, other, blocked)? {
        let act = if blocked { "conversations.blocked" } else { "conversations.unblocked" };
        return record_choice(tx, me, act, other);
    }
    if blocked { Ok(()) } else { Err(Refusal::NotFound) }
}

/// What bringing somebody into a thread, or leaving it, takes.
pub(crate) fn shaping(thread: &Thread) -> Act<'static> {
    Act::ShapeConversation { audience: thread.audience, named: thread.named }
}

/// Those one writes to, with where they stand.
fn others(tx: &mut Tx<'_>, me: MemberId, with: &[MemberId]) -> Result<Vec<Viewer>, Refusal> {
    let mut wanted: Vec<MemberId> = with.iter().copied().filter(|member| *member != me).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Err(Problems::one("with", "conversation-with-nobody"));
    }
    if wanted.len() > MOST_OTHERS {
        return Err(too_many());
    }
    let now = tx.now();
    let found = sessions::viewers_of(tx.db(), &wanted, now)?;
    if found.len() == wanted.len() { Ok(found) } else { Err(Problems::one("with", "conversation-unknown-person")) }
}

fn too_many() -> Refusal {
    let most = i64::try_from(MOST_OTHERS).unwrap_or(i64::MAX);
    Problems::one("with", Sentence::new("conversation-too-many").number("most", most))
}

/// The theme chosen, or the first where everybody stands.
fn ground(viewer: &Viewer, others: &[Viewer], chosen: Option<ThemeId>, tx: &mut Tx<'_>) -> Result<ThemeId, Refusal> {
    let all_in = |theme: ThemeId| others.iter().all(|other| other.reaches(theme, Circle::Community));
    let mine = viewer.themes_from(Circle::Community);
    match chosen {
        Some(theme) if mine.contains(&theme) && all_in(theme) => Ok(theme),
        Some(_) => Err(Problems::one("theme", "conversation-theme-not-shared")),
        None => {
            let shared: Vec<ThemeId> = mine.into_iter().filter(|theme| all_in(*theme)).collect();
            match store::first_open(tx.db(), &shared)? {
                Some(theme) => Ok(theme),
                None => Err(not_all_there(tx, others)?),
            }
        }
    }
}

/// Whom one shares no theme with.
fn not_all_there(tx: &mut Tx<'_>, others: &[Viewer]) -> Result<Refusal, Refusal> {
    Ok(Problems::one("with", named(tx, "conversation-no-shared-theme", others)?))
}

/// Goes on if they all take private conversations from this person. A member's refusal and a block are told alike.
/// Animators of the theme are always written to, and always write.
fn willing(tx: &mut Tx<'_>, viewer: &Viewer, theme: ThemeId, others: &[Viewer]) -> Result<(), Refusal> {
    let me = viewer.id()?;
    if viewer.animates(theme) {
        return Ok(());
    }
    let asked: Vec<MemberId> =
        others.iter().filter(|other| !other.animates(theme)).filter_map(|other| other.member).collect();
    let closed = store::closed_to(tx.db(), me, &asked)?;
    if closed.is_empty() {
        return Ok(());
    }
    let refusing: Vec<Viewer> =
        others.iter().filter(|other| other.member.is_some_and(|id| closed.contains(&id))).cloned().collect();
    Err(Problems::one("with", named(tx, "conversation-refused", &refusing)?))
}

/// A sentence with some people's names.
fn named(tx: &mut Tx<'_>, key: &'static str, of: &[Viewer]) -> Result<Sentence, Refusal> {
    let ids: Vec<MemberId> = of.iter().filter_map(|one| one.member).collect();
    let names: Vec<String> = people::names(tx.db(), &ids)?.into_values().collect();
    Ok(Sentence::new(key).text("names", names.join(", ")))
}

fn tiding<'a>(thread: &Thread, about: &'a str, actor: MemberId, subject: i64) -> Tiding<'a> {
    Tiding {
        kind: Notice::Conversation,
        about,
        subject,
        theme: Some(thread.theme),
        thread: Some(thread.id),
        post: None,
        actor: Some(actor),
        has_letter: false,
    }
}

fn record(
    tx: &mut Tx<'_>,
    actor: MemberId,
    act: &'static str,
    (theme, thread): (ThemeId, ThreadId),
    detail: &str,
) -> Result<(), Refusal> {
    let fact = Fact { actor: Some(actor), act, theme: Some(theme), subject: "thread", subject_id: thread.0, detail };
    journal::record(tx, &fact)
}

fn record_choice(tx: &mut Tx<'_>, actor: MemberId, act: &'static str, about: MemberId) -> Result<(), Refusal> {
    let fact = Fact { actor: Some(actor), act, theme: None, subject: "member", subject_id: about.0, detail: "" };
    journal::record(tx, &fact)
}

/// The animators of a theme that a person may write to, themselves left out.
///
/// # Errors
/// `Refusal::NotFound` for who is not in the theme.
pub fn animation_of(db: &mut Db, viewer: &Viewer, theme: ThemeId) -> Result<Vec<people::Animator>, Refusal> {
    let me = policy::require_or_hide(viewer, &Act::OpenConversation(theme))?;
    let mut found = people::animators(db, theme)?;
    found.retain(|animator| animator.id != me);
    found.truncate(MOST_OTHERS);
    Ok(found)
}
