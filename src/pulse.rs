//! What reading leaves behind (how far, last seen): kept in a bounded map, written each second in one
//! transaction, so that a GET writes nothing in the request.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::ids::{MemberId, NoticeId, PostId, SessionId, ThreadId};
use crate::db::schema::{digests, notices, readings, sessions, threads};
use crate::db::{Database, Db, Moment, Tx};
use crate::refusal::Refusal;

/// At most this many notes wait; those that come then are forgotten: what is lost is how far somebody read.
const MOST: usize = 20_000;
/// Rows a statement: SQLite binds 32,766 values at most, four a row here.
const AT_ONCE: usize = 1_000;

/// The notes waiting to be written.
#[derive(Default)]
pub struct Pulse {
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    read: HashMap<(MemberId, ThreadId), (i32, Moment)>,
    seen: HashMap<SessionId, Moment>,
    opened: HashMap<NoticeId, Moment>,
    visited: HashMap<(MemberId, i64), Moment>,
}

impl Pulse {
    /// Notes that a member read a thread up to a post's number.
    pub fn read(&self, member: MemberId, thread: ThreadId, number: i32, at: Moment) {
        let mut notes = self.lock();
        if notes.read.len() < MOST {
            let noted = notes.read.entry((member, thread)).or_insert((number, at));
            *noted = (noted.0.max(number), at);
        }
    }

    /// Notes that a notice was opened.
    pub fn opened(&self, notice: NoticeId, at: Moment) {
        let mut notes = self.lock();
        if notes.opened.len() < MOST {
            notes.opened.insert(notice, at.whole_second());
        }
    }

    /// Notes that a member came by a link of the digest of a period (the second it begins): which link is not kept.
    pub fn visited(&self, member: MemberId, period: i64, at: Moment) {
        let mut notes = self.lock();
        if notes.visited.len() < MOST {
            notes.visited.entry((member, period)).or_insert(at.whole_second());
        }
    }

    /// Notes that a session was used, to the second: those of one second are written by one statement.
    pub fn seen(&self, session: SessionId, at: Moment) {
        let mut notes = self.lock();
        if notes.seen.len() < MOST {
            notes.seen.insert(session, at.whole_second());
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Writes every note in one transaction; what could not be written is kept for the next time.
    /// Returns how many were written.
    ///
    /// # Errors
    /// What the database says.
    pub fn flush(&self, database: &Database) -> Result<i64, Refusal> {
        let Notes { read, seen, opened, visited } = std::mem::take(&mut *self.lock());
        if read.is_empty() && seen.is_empty() && opened.is_empty() && visited.is_empty() {
            return Ok(0);
        }
        let written = database.write_here(|tx| {
            let mut count = 0;
            let rows: Vec<Reading> = read.iter().map(|(key, how_far)| Reading::of(*key, *how_far)).collect();
            for chunk in rows.chunks(AT_ONCE) {
                count += keep_readings(tx, chunk)?;
                read_notices(tx, chunk)?;
            }
            let notices: Vec<NoticeId> = opened.keys().copied().collect();
            for chunk in notices.chunks(AT_ONCE) {
                count += open_notices(tx, chunk)?;
            }
            for ((member, period), at) in &visited {
                count += visit_digest(tx, (*member, *period), *at)?;
            }
            let mut by_second: BTreeMap<Moment, Vec<SessionId>> = BTreeMap::new();
            for (session, at) in &seen {
                by_second.entry(*at).or_default().push(*session);
            }
            for (at, used) in by_second {
                for chunk in used.chunks(AT_ONCE) {
                    count += diesel::update(sessions::table.filter(sessions::id.eq_any(chunk)))
                        .set(sessions::last_seen_at.eq(at))
                        .execute(tx.db())?;
                }
            }
            Ok(i64::try_from(count).unwrap_or(i64::MAX))
        });
        if written.is_err() {
            let mut notes = self.lock();
            for (key, value) in read {
                notes.read.entry(key).or_insert(value);
            }
            for (session, at) in seen {
                notes.seen.entry(session).or_insert(at);
            }
            notes.opened.extend(opened);
            notes.visited.extend(visited);
        }
        written
    }
}

#[derive(Clone, Copy, Insertable)]
#[diesel(table_name = readings)]
struct Reading {
    member_id: MemberId,
    thread_id: ThreadId,
    last_number: i32,
    read_at: Moment,
}

impl Reading {
    fn of((member_id, thread_id): (MemberId, ThreadId), (last_number, read_at): (i32, Moment)) -> Self {
        Self { member_id, thread_id, last_number, read_at }
    }
}

/// Keeps how far each was read, never back, and when last; nothing of a thread that is gone.
fn keep_readings(tx: &mut Tx<'_>, rows: &[Reading]) -> Result<usize, Refusal> {
    let wanted: Vec<ThreadId> = rows.iter().map(|row| row.thread_id).collect();
    let known: Vec<ThreadId> =
        threads::table.filter(threads::id.eq_any(wanted)).select(threads::id).order(threads::id).load(tx.db())?;
    let kept = |row: &&Reading| known.binary_search(&row.thread_id).is_ok();
    let rows: Vec<Reading> = rows.iter().filter(kept).copied().collect();
    let count = rows.len();
    upsert(tx, rows)?;
    Ok(count)
}

/// A notice of a thread, as reading it needs it.
#[derive(Queryable)]
struct Waiting {
    id: NoticeId,
    member: MemberId,
    thread: Option<ThreadId>,
    post: Option<PostId>,
    number: i32,
    told_at: Moment,
}

impl Waiting {
    /// A post was read once its number was reached; a step of the thread, told of no post, by who looked after it.
    fn is_read_by(&self, (number, at): (i32, Moment)) -> bool {
        match self.post {
            Some(_) => number >= self.number,
            None => self.told_at <= at,
        }
    }
}

/// What was told of a thread is read once that is, or is read again: two statements for all who just read.
fn read_notices(tx: &mut Tx<'_>, rows: &[Reading]) -> Result<(), Refusal> {
    let read: HashMap<(MemberId, ThreadId), (i32, Moment)> =
        rows.iter().map(|row| ((row.member_id, row.thread_id), (row.last_number, row.read_at))).collect();
    let (readers, threads): (HashSet<MemberId>, HashSet<ThreadId>) = read.keys().copied().unzip();
    let waiting: Vec<Waiting> = notices::table
        .filter(notices::read_at.is_null())
        .filter(notices::member_id.eq_any(readers))
        .filter(notices::thread_id.eq_any(threads))
        .select((
            notices::id,
            notices::member_id,
            notices::thread_id,
            notices::post_id,
            notices::number,
            notices::created_at,
        ))
        .load(tx.db())?;
    let just_read = |one: Waiting| one.is_read_by(*read.get(&(one.member, one.thread?))?).then_some(one.id);
    let ids: Vec<NoticeId> = waiting.into_iter().filter_map(just_read).collect();
    if !ids.is_empty() {
        open_notices(tx, &ids)?;
    }
    Ok(())
}

/// The first time alone is kept.
fn visit_digest(tx: &mut Tx<'_>, (member, period): (MemberId, i64), at: Moment) -> Result<usize, Refusal> {
    let begin = Moment::from(jiff::Timestamp::from_second(period).unwrap_or_default());
    let of_period = digests::period_start.ge(begin).and(digests::period_start.lt(begin.plus_seconds(1)));
    let theirs =
        digests::table.filter(digests::member_id.eq(member)).filter(of_period).filter(digests::visited_at.is_null());
    Ok(diesel::update(theirs).set(digests::visited_at.eq(at)).execute(tx.db())?)
}

fn open_notices(tx: &mut Tx<'_>, opened: &[NoticeId]) -> Result<usize, Refusal> {
    let now = tx.now();
    Ok(diesel::update(notices::table.filter(notices::id.eq_any(opened)).filter(notices::read_at.is_null()))
        .set(notices::read_at.eq(now))
        .execute(tx.db())?)
}

/// The same upsert of one row or of many.
macro_rules! upsert {
    ($values:expr, $conn:expr) => {
        diesel::insert_into(readings::table)
            .values($values)
            .on_conflict((readings::member_id, readings::thread_id))
            .do_update()
            .set((
                readings::last_number.eq(case_when(
                    readings::last_number.lt(excluded(readings::last_number)),
                    excluded(readings::last_number),
                )
                .otherwise(readings::last_number)),
                readings::read_at.eq(excluded(readings::read_at)),
            ))
            .execute($conn)
    };
}

fn upsert(tx: &mut Tx<'_>, rows: Vec<Reading>) -> QueryResult<()> {
    match tx.db() {
        Db::Postgres(conn) => upsert!(rows, conn).map(drop),
        // diesel has no upsert of many rows for SQLite; within the process a statement a row costs no round trip.
        Db::Sqlite(conn) => rows.into_iter().try_for_each(|row| upsert!(row, &mut *conn).map(drop)),
    }
}
