//! The letter of an announcement, to one member or, on trial, to who wrote it.

use super::{Announcement, address, store};
use crate::db::Tx;
use crate::db::ids::{AnnouncementId, MemberId};
use crate::mail::{Letter, recipient};
use crate::members::sessions;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::text::markdown::{self, Shown};
use crate::{notices, themes, threads};

/// The letter to a member who may read it now and wants it; `None` otherwise.
///
/// # Errors
/// What the database says.
pub fn to_all(
    tx: &mut Tx<'_>,
    id: AnnouncementId,
    member: MemberId,
    base_url: &str,
) -> Result<Option<Letter>, Refusal> {
    let now = tx.now();
    let announcement = store::find(tx.db(), id)?;
    let Some(viewer) = sessions::viewer_of(tx.db(), member, now)? else { return Ok(None) };
    let Some(thread) = announcement.thread else { return Ok(None) };
    let thread = match threads::visible(tx.db(), &viewer, thread) {
        // Hidden meanwhile, neither its title nor its text leaves any more.
        Ok((thread, _)) if thread.hidden_title.is_some() => return Ok(None),
        Ok((thread, _)) => thread,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    if !notices::by_mail(tx.db(), member, notices::Kind::Announcement)? {
        return Ok(None);
    }
    written(tx, &announcement, member, base_url, &thread.address(), false)
}

/// The letter on trial, as long as its text is the one that was tried and its reader animates the theme.
///
/// # Errors
/// What the database says.
pub fn on_trial(
    tx: &mut Tx<'_>,
    id: AnnouncementId,
    member: MemberId,
    version: i32,
    base_url: &str,
) -> Result<Option<Letter>, Refusal> {
    let now = tx.now();
    let announcement = store::find(tx.db(), id)?;
    let Some(viewer) = sessions::viewer_of(tx.db(), member, now)? else { return Ok(None) };
    if announcement.version != version || !policy::allows(&viewer, &Act::Announce(announcement.theme)) {
        return Ok(None);
    }
    written(tx, &announcement, member, base_url, &address(id), true)
}

fn written(
    tx: &mut Tx<'_>,
    announcement: &Announcement,
    member: MemberId,
    base_url: &str,
    address: &str,
    trial: bool,
) -> Result<Option<Letter>, Refusal> {
    let Some(to) = recipient(tx.db(), member.0)? else { return Ok(None) };
    let theme = themes::by_id(tx.db(), announcement.theme)?;
    let html: Shown = markdown::render(&announcement.body).for_letter(base_url);
    let facts = [
        ("theme", theme.name),
        ("title", announcement.title.clone()),
        ("text", announcement.body.clone()),
        ("link", format!("{base_url}{address}")),
        ("settings", format!("{base_url}/reglages/notifications")),
    ];
    let mut letter = to.letter("announcement", base_url, &facts);
    letter.context.insert("trial", &trial);
    letter.context.insert("html", &html);
    Ok(Some(letter))
}
