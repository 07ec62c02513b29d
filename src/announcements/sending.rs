//! The job that sends what is due: the thread is opened and one letter a member is posted, in one transaction.

use super::{Announcement, record, store};
use crate::db::ids::{AnnouncementId, MemberId, ThreadId};
use crate::db::{Database, Db, Tx};
use crate::mail::outbox::State as MailState;
use crate::mail::{Message, outbox};
use crate::members::sessions;
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Subject, Viewer};
use crate::refusal::Refusal;
use crate::threads::{self, Body, Kind, Opening, Title};

/// Announcements sent in one run at most.
const BATCH: i64 = 20;

/// What the keys of its letters begin with.
pub(super) fn key_start(id: AnnouncementId) -> String {
    format!("announcement:{id}:")
}

/// Sends what is due; returns how many announcements left.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let mut count = 0;
    for due in database.read_here(|db| store::due(db, now, BATCH))? {
        // Rendered outside the transaction; it was read whole when it was kept.
        let (Ok(title), Ok(body)) = (Title::parse(&due.title), Body::parse(&due.body)) else {
            database.write_here(|tx| give_up(tx, &due))?;
            continue;
        };
        let opening =
            Opening { theme: due.theme, subtopic: None, kind: Kind::Announcement, audience: due.audience, title, body };
        match database.write_here(|tx| send(tx, &due, &opening)) {
            Ok(()) => count += 1,
            // Its author animates no more, or the theme was archived: it does not leave.
            Err(Refusal::Forbidden(_) | Refusal::NotFound) => database.write_here(|tx| give_up(tx, &due))?,
            // Taken back meanwhile, or the theme is archived.
            Err(Refusal::Conflict("announcement-not-scheduled")) => {}
            Err(Refusal::Conflict(_)) => database.write_here(|tx| give_up(tx, &due))?,
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(count)
}

/// It does not leave: its author is told, if they can still be.
fn give_up(tx: &mut Tx<'_>, due: &Announcement) -> Result<(), Refusal> {
    if store::cancel_if_scheduled(tx, due.id)? {
        notices::tell(tx, due.author, &Tiding::announcement(notices::GIVEN_UP, due.id, due.theme))?;
        record(tx, due.author, "announcement.given_up", due.theme, due.id)?;
    }
    Ok(())
}

fn send(tx: &mut Tx<'_>, due: &Announcement, opening: &Opening) -> Result<(), Refusal> {
    let now = tx.now();
    let author = sessions::viewer_of(tx.db(), due.author, now)?.ok_or(Refusal::NotFound)?;
    policy::require(&author, &Act::Announce(due.theme))?;
    let (thread, _) = threads::open_with_post(&author, opening, tx)?;
    let readers = readers(tx.db(), due, now)?;
    let first = tx.id();
    let postings: Vec<outbox::Posting> = readers
        .iter()
        .map(|member| outbox::Posting {
            member: Some(*member),
            key: format!("{}{member}", key_start(due.id)),
            message: Message::Announcement { announcement: due.id.0, member: member.0 },
            due: now,
        })
        .collect();
    outbox::post_all(tx, &postings)?;
    let mails = (first, tx.id());
    let recipients = i32::try_from(readers.len()).unwrap_or(i32::MAX);
    if !store::sent_if_scheduled(tx, due, thread, recipients, mails)? {
        return Err(Refusal::Conflict("announcement-not-scheduled"));
    }
    record(tx, due.author, "announcement.sent", due.theme, due.id)
}

/// Those who read the audience now and want announcements by mail, its author aside.
fn readers(db: &mut Db, due: &Announcement, now: crate::db::Moment) -> Result<Vec<MemberId>, Refusal> {
    let subject = Subject { theme: due.theme, audience: due.audience, removed: false, named: false };
    let reads = |member: MemberId, level: policy::Level| {
        let standings = vec![policy::Standing { theme: due.theme, level }];
        policy::sees(&Viewer { member: Some(member), standings, ..Viewer::default() }, &subject)
    };
    let everyone = sessions::standings_in(db, due.theme, now)?;
    let members: Vec<MemberId> = everyone
        .into_iter()
        .filter(|(member, level)| *member != due.author && reads(*member, *level))
        .map(|(member, _)| member)
        .collect();
    notices::by_mail_among(db, members, notices::Kind::Announcement, due.theme)
}

/// Whether a thread's announcement has letters of its own: no other mail is needed.
///
/// # Errors
/// What the database says.
pub fn has_letters(db: &mut Db, thread: ThreadId) -> Result<bool, Refusal> {
    store::is_of_thread(db, thread)
}

/// What became of the letters of an announcement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// They wait, or are leaving.
    pub waiting: i64,
    /// The mail server took them, and they did not come back.
    pub sent: i64,
    /// The mail server took them, and they came back.
    pub bounced: i64,
    /// They will never leave.
    pub dead: i64,
    /// Whom they were for left the circle or wants none any more.
    pub suppressed: i64,
}

/// Counts the letters of an announcement.
///
/// # Errors
/// What the database says.
pub fn counts(db: &mut Db, announcement: &Announcement) -> Result<Counts, Refusal> {
    let bounced = store::returned(db, announcement)?;
    let mut counts = Counts { bounced, sent: -bounced, ..Counts::default() };
    for (state, count) in store::fates(db, announcement)? {
        match state {
            MailState::Sent => counts.sent += count,
            MailState::Dead => counts.dead += count,
            MailState::Suppressed => counts.suppressed += count,
            MailState::Pending | MailState::Claimed | MailState::Sending | MailState::Unknown => {
                counts.waiting += count;
            }
        }
    }
    // A mail came back between the two questions.
    counts.sent = counts.sent.max(0);
    Ok(counts)
}

/// Failures are looked for in what left within so many seconds: mails are tried for four days, and come back soon after.
const WATCHED: i64 = 14 * 86_400;
/// An announcement has failed for many when it did for so many people…
const MANY: i32 = 5;
/// …and for one in so many at least.
const ONE_IN: i32 = 10;

/// Tells authors, once each, that their announcement did not reach somebody, and that it did not reach many; returns how
/// many were looked at.
///
/// # Errors
/// What the database says.
pub fn tell_failures(database: &Database) -> Result<i64, Refusal> {
    let since = database.now().plus_seconds(-WATCHED);
    let failed = database.read_here(|db| store::failed(db, since))?;
    let mut tidings = Vec::new();
    for one in &failed {
        let tiding = |about| (one.author, Tiding::announcement(about, one.id, one.theme));
        tidings.push(tiding(notices::FAILED));
        if one.letters >= MANY && one.letters * ONE_IN >= one.recipients {
            tidings.push(tiding(notices::FAILED_FOR_MANY));
        }
    }
    database.write_here(|tx| notices::tell_all(tx, &tidings))?;
    Ok(i64::try_from(failed.len()).unwrap_or(i64::MAX))
}
