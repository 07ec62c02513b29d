//! SQL of announcements. Every change of state is one conditional statement.

use std::collections::BTreeMap;

use diesel::dsl::{auto_type, count_star, exists};
use diesel::prelude::*;

use super::{State, Text};
use crate::db::ids::{AnnouncementId, MemberId, ThemeId, ThreadId};
use crate::db::schema::{announcements, mail_bounces, mail_decisions, outbox};
use crate::db::{Db, Moment, Tx};
use crate::intake::standing::Cause;
use crate::mail::outbox::State as MailState;
use crate::policy::Audience;
use crate::refusal::Refusal;

/// An announcement.
#[derive(Clone, Debug, Queryable)]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// Its theme.
    pub theme: ThemeId,
    /// Who wrote it first: the thread is theirs.
    pub author: MemberId,
    /// Who gets it.
    pub audience: Audience,
    /// Its title.
    pub title: String,
    /// Its text, as typed.
    pub body: String,
    /// Where it stands.
    pub state: State,
    /// How often its text was changed.
    pub version: i32,
    /// When it leaves.
    pub scheduled_at: Option<Moment>,
    /// The thread it became.
    pub thread: Option<ThreadId>,
    /// When it left.
    pub sent_at: Option<Moment>,
    /// To how many it was posted.
    pub recipients: i32,
    /// The ids of the outbox its letters stand between.
    pub mails: (i64, i64),
}

/// Announcements on a page.
pub const PAGE: i64 = 30;
/// States whose text may be changed.
const OPEN: [State; 3] = [State::Draft, State::Tried, State::Cancelled];

type Columns = (
    announcements::id,
    announcements::theme_id,
    announcements::author_id,
    announcements::audience,
    announcements::title,
    announcements::body,
    announcements::state,
    announcements::version,
    announcements::scheduled_at,
    announcements::thread_id,
    announcements::sent_at,
    announcements::recipients,
    (announcements::first_mail, announcements::last_mail),
);
const COLUMNS: Columns = (
    announcements::id,
    announcements::theme_id,
    announcements::author_id,
    announcements::audience,
    announcements::title,
    announcements::body,
    announcements::state,
    announcements::version,
    announcements::scheduled_at,
    announcements::thread_id,
    announcements::sent_at,
    announcements::recipients,
    (announcements::first_mail, announcements::last_mail),
);

/// One announcement.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn find(db: &mut Db, id: AnnouncementId) -> Result<Announcement, Refusal> {
    Ok(announcements::table.find(id).select(COLUMNS).first(db)?)
}

/// The newest of a theme, older than one; says also whether there are more.
///
/// # Errors
/// What the database says.
pub fn of_theme(
    db: &mut Db,
    theme: ThemeId,
    before: Option<AnnouncementId>,
) -> Result<(Vec<Announcement>, bool), Refusal> {
    let mut rows: Vec<Announcement> = announcements::table
        .filter(announcements::theme_id.eq(theme))
        .filter(announcements::id.lt(before.unwrap_or(AnnouncementId(i64::MAX))))
        .order(announcements::id.desc())
        .limit(PAGE + 1)
        .select(COLUMNS)
        .load(db)?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count > PAGE);
    rows.truncate(usize::try_from(PAGE).unwrap_or(0));
    Ok((rows, more))
}

/// The oldest that are due, as they stand.
pub(super) fn due(db: &mut Db, now: Moment, most: i64) -> Result<Vec<Announcement>, Refusal> {
    Ok(announcements::table
        .filter(announcements::state.eq(State::Scheduled))
        .filter(announcements::scheduled_at.le(now))
        .order(announcements::id.asc())
        .limit(most)
        .select(COLUMNS)
        .load(db)?)
}

/// Whether a thread's announcement leaves as letters of its own.
pub(super) fn is_of_thread(db: &mut Db, thread: ThreadId) -> Result<bool, Refusal> {
    let found: Option<AnnouncementId> = announcements::table
        .filter(announcements::thread_id.eq(thread))
        .select(announcements::id)
        .first(db)
        .optional()?;
    Ok(found.is_some())
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    author: MemberId,
    text: &Text,
) -> Result<AnnouncementId, Refusal> {
    let id = AnnouncementId(tx.id());
    let row = (
        announcements::id.eq(id),
        announcements::theme_id.eq(theme),
        announcements::author_id.eq(author),
        announcements::audience.eq(text.audience),
        announcements::title.eq(text.title.as_str()),
        announcements::body.eq(text.body.source()),
        announcements::state.eq(State::Draft),
        announcements::version.eq(1),
        announcements::updated_at.eq(tx.now()),
    );
    diesel::insert_into(announcements::table).values(row).execute(tx.db())?;
    Ok(id)
}

pub(super) fn rewrite_if_open(tx: &mut Tx<'_>, id: AnnouncementId, version: i32, text: &Text) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = diesel::update(announcements::table.find(id))
        .filter(announcements::state.eq_any(OPEN))
        .filter(announcements::version.eq(version))
        .set((
            announcements::audience.eq(text.audience),
            announcements::title.eq(text.title.as_str()),
            announcements::body.eq(text.body.source()),
            announcements::state.eq(State::Draft),
            announcements::version.eq(version + 1),
            announcements::updated_at.eq(now),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn tried_if_open(tx: &mut Tx<'_>, id: AnnouncementId, version: i32) -> Result<bool, Refusal> {
    let changed = diesel::update(announcements::table.find(id))
        .filter(announcements::state.eq_any(OPEN))
        .filter(announcements::version.eq(version))
        .set(announcements::state.eq(State::Tried))
        .execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn schedule_if_tried(
    tx: &mut Tx<'_>,
    id: AnnouncementId,
    version: i32,
    at: Moment,
) -> Result<bool, Refusal> {
    let changed = diesel::update(announcements::table.find(id))
        .filter(announcements::state.eq(State::Tried))
        .filter(announcements::version.eq(version))
        .set((announcements::state.eq(State::Scheduled), announcements::scheduled_at.eq(at)))
        .execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn cancel_if_scheduled(tx: &mut Tx<'_>, id: AnnouncementId) -> Result<bool, Refusal> {
    let changed = diesel::update(announcements::table.find(id))
        .filter(announcements::state.eq(State::Scheduled))
        .set((announcements::state.eq(State::Cancelled), announcements::scheduled_at.eq(None::<Moment>)))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// It left as this thread, unless it was taken back meanwhile or another process was faster.
pub(super) fn sent_if_scheduled(
    tx: &mut Tx<'_>,
    due: &Announcement,
    thread: ThreadId,
    recipients: i32,
    mails: (i64, i64),
) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = diesel::update(announcements::table.find(due.id))
        .filter(announcements::state.eq(State::Scheduled))
        .filter(announcements::version.eq(due.version))
        .filter(announcements::scheduled_at.le(now))
        .set((
            announcements::state.eq(State::Sent),
            announcements::thread_id.eq(thread),
            announcements::sent_at.eq(now),
            announcements::recipients.eq(recipients),
            announcements::first_mail.eq(mails.0),
            announcements::last_mail.eq(mails.1),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// What became of its letters: how many in each state of the outbox. The range of ids is an index on both engines,
/// which a key's beginning is not under every collation.
pub(super) fn fates(db: &mut Db, announcement: &Announcement) -> Result<Vec<(MailState, i64)>, Refusal> {
    let (first, last) = announcement.mails;
    Ok(outbox::table
        .filter(outbox::id.between(first, last))
        .filter(outbox::dedup_key.like(format!("{}%", super::sending::key_start(announcement.id))))
        .group_by(outbox::state)
        .select((outbox::state, count_star()))
        .load(db)?)
}

/// How many of its letters left and came back.
pub(super) fn returned(db: &mut Db, announcement: &Announcement) -> Result<i64, Refusal> {
    let (first, last) = announcement.mails;
    Ok(outbox::table
        .filter(outbox::id.between(first, last).and(outbox::state.eq(MailState::Sent)))
        .filter(outbox::dedup_key.like(format!("{}%", super::sending::key_start(announcement.id))))
        .filter(exists(mail_bounces::table.filter(came_back())))
        .count()
        .get_result(db)?)
}

/// A mail came back because its address does not take it; that its reader complained of it is another matter.
#[auto_type(no_type_alias)]
fn came_back() -> _ {
    let complaint: Cause = Cause::Complaint;
    mail_bounces::mail_id.eq(outbox::id).and(mail_bounces::kind.ne(complaint))
}

/// An announcement that did not reach somebody.
#[derive(Debug)]
pub(super) struct Failed {
    pub id: AnnouncementId,
    pub theme: ThemeId,
    pub author: MemberId,
    pub recipients: i32,
    /// To how many it did not come.
    pub letters: i32,
}

/// What left since a moment and did not reach somebody: will never leave, was given up by an administrator, or came back.
pub(super) fn failed(db: &mut Db, since: Moment) -> Result<Vec<Failed>, Refusal> {
    type Row = (AnnouncementId, ThemeId, MemberId, i32, String);
    let given_up: MailState = MailState::Suppressed;
    let lost = outbox::state
        .eq(MailState::Dead)
        .or(outbox::state
            .eq(given_up)
            .and(exists(mail_decisions::table.filter(mail_decisions::mail_id.eq(outbox::id)))))
        .or(exists(mail_bounces::table.filter(came_back())));
    let rows: Vec<Row> = announcements::table
        .inner_join(outbox::table.on(outbox::id.between(announcements::first_mail, announcements::last_mail)))
        .filter(announcements::state.eq(State::Sent))
        .filter(announcements::sent_at.ge(since))
        .filter(lost)
        .select((
            announcements::id,
            announcements::theme_id,
            announcements::author_id,
            announcements::recipients,
            outbox::dedup_key,
        ))
        .load(db)?;
    let mut failed: BTreeMap<AnnouncementId, Failed> = BTreeMap::new();
    for (id, theme, author, recipients, key) in rows {
        if key.starts_with(&super::sending::key_start(id)) {
            let none = Failed { id, theme, author, recipients, letters: 0 };
            failed.entry(id).or_insert(none).letters += 1;
        }
    }
    Ok(failed.into_values().collect())
}
