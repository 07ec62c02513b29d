//! Announcements: written by animators to a theme or one of its circles, tried on oneself, then sent by mail to all.
//!
//! What is sent is what was tried: each change of the text asks for another trial. When its moment comes, a job opens
//! the thread and posts one letter a member, in one transaction.

pub mod letter;
pub mod pages;
pub mod sending;
pub mod store;

use crate::db::ids::{AnnouncementId, MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::policy::{self, Act, Audience, Viewer};
use crate::refusal::Refusal;
use crate::threads::{Body, Title};
pub use store::Announcement;

crate::vocabulary! {
    /// Where an announcement stands.
    State {
        /// Written, not tried as it is now.
        Draft = "draft",
        /// Its author asked for this text by mail.
        Tried = "tried",
        /// It leaves at a moment.
        Scheduled = "scheduled",
        /// It left.
        Sent = "sent",
        /// It was taken back before it left.
        Cancelled = "cancelled",
    }
}

impl State {
    /// Whether the text may be changed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Tried | Self::Cancelled)
    }
}

/// A text to keep.
#[derive(Clone, Debug)]
pub struct Text {
    /// Who gets it.
    pub audience: Audience,
    /// Its title.
    pub title: Title,
    /// Its text.
    pub body: Body,
}

/// The address of an announcement.
pub fn address(id: AnnouncementId) -> String {
    format!("/annonces/{id}")
}

/// An announcement, for those who animate its theme.
///
/// # Errors
/// `Refusal::NotFound`, whether it is another theme's or does not exist.
pub fn visible(db: &mut Db, viewer: &Viewer, id: AnnouncementId) -> Result<Announcement, Refusal> {
    let found = store::find(db, id)?;
    policy::require_or_hide(viewer, &Act::Announce(found.theme))?;
    Ok(found)
}

/// Begins an announcement.
///
/// # Errors
/// `Refusal::NotFound` for who does not animate the theme, `Refusal::Conflict` in an archived one.
pub fn begin(tx: &mut Tx<'_>, viewer: &Viewer, theme: ThemeId, text: &Text) -> Result<AnnouncementId, Refusal> {
    let author = policy::require_or_hide(viewer, &Act::Announce(theme))?;
    if crate::themes::by_id(tx.db(), theme)?.archived_at.is_some() {
        return Err(Refusal::Conflict("thread-theme-archived"));
    }
    let id = store::insert(tx, theme, author, text)?;
    record(tx, author, "announcement.begun", theme, id)?;
    Ok(id)
}

/// Keeps another text: it must be tried again.
///
/// # Errors
/// `Refusal::Conflict` when it is scheduled, left, or was changed meanwhile.
pub fn rewrite(tx: &mut Tx<'_>, viewer: &Viewer, id: AnnouncementId, version: i32, text: &Text) -> Result<(), Refusal> {
    let found = visible(tx.db(), viewer, id)?;
    if store::rewrite_if_open(tx, id, version, text)? {
        return record(tx, viewer.id()?, "announcement.rewritten", found.theme, id);
    }
    Err(Refusal::Conflict("announcement-changed-meanwhile"))
}

/// Sends the present text to oneself.
///
/// # Errors
/// `Refusal::Conflict` when it is scheduled, left, or was changed meanwhile.
pub fn attempt(tx: &mut Tx<'_>, viewer: &Viewer, id: AnnouncementId, version: i32) -> Result<(), Refusal> {
    let found = visible(tx.db(), viewer, id)?;
    let me = viewer.id()?;
    if !store::tried_if_open(tx, id, version)? {
        return Err(Refusal::Conflict("announcement-changed-meanwhile"));
    }
    let message = Message::AnnouncementTrial { announcement: id.0, member: me.0, version };
    let key = format!("announcement-trial:{id}:{me}:{}", tx.now().millis());
    outbox::post(tx, Some(me), &key, &message)?;
    record(tx, me, "announcement.tried", found.theme, id)
}

/// Has the tried text leave at a moment.
///
/// # Errors
/// `Refusal::Conflict` when the present text was not tried, or it was scheduled already.
pub fn schedule(tx: &mut Tx<'_>, viewer: &Viewer, id: AnnouncementId, version: i32, at: Moment) -> Result<(), Refusal> {
    let found = visible(tx.db(), viewer, id)?;
    if !store::schedule_if_tried(tx, id, version, at)? {
        return Err(Refusal::Conflict("announcement-try-first"));
    }
    record(tx, viewer.id()?, "announcement.scheduled", found.theme, id)
}

/// Takes it back before it leaves.
///
/// # Errors
/// `Refusal::Conflict` when it is not scheduled any more.
pub fn cancel(tx: &mut Tx<'_>, viewer: &Viewer, id: AnnouncementId) -> Result<(), Refusal> {
    let found = visible(tx.db(), viewer, id)?;
    if !store::cancel_if_scheduled(tx, id)? {
        return Err(Refusal::Conflict("announcement-not-scheduled"));
    }
    record(tx, viewer.id()?, "announcement.cancelled", found.theme, id)
}

fn record(
    tx: &mut Tx<'_>,
    actor: MemberId,
    act: &'static str,
    theme: ThemeId,
    id: AnnouncementId,
) -> Result<(), Refusal> {
    let fact =
        Fact { actor: Some(actor), act, theme: Some(theme), subject: "announcement", subject_id: id.0, detail: "" };
    journal::record(tx, &fact)
}
