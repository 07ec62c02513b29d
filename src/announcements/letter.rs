//! The letter of an announcement, to one member or, on trial, to who wrote it.

use super::{Announcement, address, store};
use crate::db::ids::{AnnouncementId, MemberId};
use crate::db::{Db, Moment};
use crate::digests::unsubscribe;
use crate::mail::{Letter, List, recipient};
use crate::members::sessions;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::text::markdown::{self, Shown};
use crate::tokens::InstanceKey;
use crate::{notices, text, themes, threads};

/// The letter to a member who may read it now and wants it; `None` otherwise.
///
/// # Errors
/// What the database says.
pub fn to_all(
    db: &mut Db,
    now: Moment,
    (id, member): (AnnouncementId, MemberId),
    (base_url, key): (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let announcement = store::find(db, id)?;
    let Some(viewer) = sessions::viewer_of(db, member, now)? else { return Ok(None) };
    let Some(thread) = announcement.thread else { return Ok(None) };
    let thread = match threads::visible(db, &viewer, thread) {
        // Hidden meanwhile, neither its title nor its text leaves any more.
        Ok((thread, _)) if thread.hidden_title.is_some() => return Ok(None),
        Ok((thread, _)) => thread,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    if !notices::by_mail_of(db, member, notices::Kind::Announcement, announcement.theme)? {
        return Ok(None);
    }
    let Some(mut letter) = written(db, &announcement, member, base_url, &thread.address())? else { return Ok(None) };
    // One click ends announcements; a link of the letter, all that its theme mails.
    let of_theme = List::NoticesTheme(announcement.theme);
    letter.context.insert("leave_theme", &unsubscribe::unsubscribe_url(db, key, base_url, member, of_theme)?);
    let list = List::Notices(notices::Kind::Announcement);
    letter.topic.leaving = Some(unsubscribe::leaving(db, (base_url, key), member, list)?);
    Ok(Some(letter))
}

/// The letter on trial, as long as its text is the one that was tried and its reader animates the theme.
///
/// # Errors
/// What the database says.
pub fn on_trial(
    db: &mut Db,
    now: Moment,
    (id, member): (AnnouncementId, MemberId),
    version: i32,
    base_url: &str,
) -> Result<Option<Letter>, Refusal> {
    let announcement = store::find(db, id)?;
    let Some(viewer) = sessions::viewer_of(db, member, now)? else { return Ok(None) };
    if announcement.version != version || !policy::allows(&viewer, &Act::Announce(announcement.theme)) {
        return Ok(None);
    }
    let letter = written(db, &announcement, member, base_url, &address(id))?;
    Ok(letter.map(|mut letter| {
        letter.context.insert("trial", &true);
        letter
    }))
}

fn written(
    db: &mut Db,
    announcement: &Announcement,
    member: MemberId,
    base_url: &str,
    address: &str,
) -> Result<Option<Letter>, Refusal> {
    let Some(to) = recipient(db, member.0)? else { return Ok(None) };
    let theme = themes::by_id(db, announcement.theme)?;
    let html: Shown = text::letter::html(&markdown::render(&announcement.body), base_url);
    let facts = [
        ("theme", theme.name),
        ("title", announcement.title.clone()),
        ("text", text::letter::plain(&announcement.body, base_url)),
        ("link", format!("{base_url}{address}")),
        ("settings", format!("{base_url}/reglages/notifications")),
    ];
    let mut letter = to.letter("announcement", base_url, &facts);
    letter.context.insert("trial", &false);
    letter.context.insert("html", &html);
    letter.topic.theme = Some(theme.slug);
    Ok(Some(letter))
}
