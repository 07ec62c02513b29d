//! What reading leaves behind (how far, last seen): kept in a bounded map, written each second in one
//! transaction, so that a GET writes nothing in the request.

use std::collections::HashMap;
use std::sync::Mutex;

use diesel::prelude::*;

use crate::db::ids::{MemberId, SessionId, ThreadId};
use crate::db::schema::{readings, sessions};
use crate::db::{Database, Moment};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// More than this many pending notes are written at once by whoever adds the next.
const MOST: usize = 20_000;

/// The notes waiting to be written.
#[derive(Default)]
pub struct Pulse {
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    read: HashMap<(MemberId, ThreadId), (i32, Moment)>,
    seen: HashMap<SessionId, Moment>,
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

    /// Notes that a session was used.
    pub fn seen(&self, session: SessionId, at: Moment) {
        let mut notes = self.lock();
        if notes.seen.len() < MOST {
            notes.seen.insert(session, at);
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
        let Notes { read, seen } = std::mem::take(&mut *self.lock());
        if read.is_empty() && seen.is_empty() {
            return Ok(0);
        }
        let written = database.write_here(|tx| {
            let mut count = 0;
            for ((member, thread), (number, at)) in &read {
                let row = (
                    readings::member_id.eq(member),
                    readings::thread_id.eq(thread),
                    readings::last_number.eq(number),
                    readings::read_at.eq(at),
                );
                // A thread removed meanwhile is nothing to remember.
                let known = crate::db::schema::threads::table.find(thread).select(crate::db::schema::threads::id);
                if diesel::select(diesel::dsl::exists(known)).get_result::<bool>(tx.db())? {
                    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(readings::table)
                        .values(row).on_conflict_do_nothing().execute(conn))?;
                    if inserted == 0 {
                        diesel::update(readings::table.find((member, thread)))
                            .filter(readings::last_number.lt(number))
                            .set((readings::last_number.eq(number), readings::read_at.eq(at)))
                            .execute(tx.db())?;
                    }
                    count += 1;
                }
            }
            for (session, at) in &seen {
                diesel::update(sessions::table.find(session)).set(sessions::last_seen_at.eq(at)).execute(tx.db())?;
                count += 1;
            }
            Ok(count)
        });
        if written.is_err() {
            let mut notes = self.lock();
            for (key, value) in read {
                notes.read.entry(key).or_insert(value);
            }
            for (session, at) in seen {
                notes.seen.entry(session).or_insert(at);
            }
        }
        written
    }
}
