//! What some people have read: most of the latest threads, not all.

use std::collections::{HashMap, HashSet};

use rand::RngExt;
use rand::rngs::StdRng;

use super::course::{Course, Thread};
use super::{moment, people};
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{MemberId, ThreadId};
use crate::demo::cast;
use crate::demo::plan::{Joined, Plan};
use crate::demo::store::rows::ReadingRow;
use crate::policy::Audience;
use crate::refusal::Refusal;

/// Latest threads a demo account has looked at.
const OF_ACCOUNTS: usize = 2_000;
/// Latest threads another reader has looked at.
const OF_OTHERS: usize = 60;
/// Readers beside the accounts, at most.
const OTHERS: usize = 300;

/// The readings of the accounts and of one member in ten.
///
/// # Errors
/// `Refusal::Broken` for a thread that is too long.
pub fn readings(plan: &Plan, course: &Course, now: Moment, random: &mut StdRng) -> Result<Vec<ReadingRow>, Refusal> {
    let others = plan.people.iter().filter(|joined| !people::is_account(&joined.person)).step_by(10).take(OTHERS);
    let accounts = plan.people.iter().filter(|joined| people::is_account(&joined.person));
    let readers: Vec<(&Joined, usize)> =
        accounts.map(|joined| (joined, OF_ACCOUNTS)).chain(others.map(|joined| (joined, OF_OTHERS))).collect();
    let written = written(course, &readers.iter().map(|(joined, _)| joined.id).collect());
    let mut latest: Vec<&Thread> = course.threads.iter().collect();
    latest.sort_unstable_by_key(|thread| std::cmp::Reverse(thread.last));
    let mut rows = Vec::new();
    for (joined, most) in readers {
        for thread in latest.iter().filter(|thread| reaches(joined, thread)).take(most) {
            let drawn = match random.random_range(0..100_u32) {
                0..60 => thread.length,
                60..84 => random.random_range(0..thread.length),
                _ => 0,
            };
            let number = drawn.max(written.get(&(joined.id, thread.id)).copied().unwrap_or(0));
            if number > 0 {
                rows.push(row(course, joined.id, thread, number, now)?);
            }
        }
    }
    Ok(rows)
}

/// Who writes has read that far.
fn written(course: &Course, readers: &HashSet<MemberId>) -> HashMap<(MemberId, ThreadId), u32> {
    let by_readers = course.posts.iter().filter(|post| readers.contains(&post.author));
    by_readers.map(|post| ((post.author, course.threads[post.thread as usize].id), post.number)).collect()
}

fn row(course: &Course, member: MemberId, thread: &Thread, number: u32, now: Moment) -> Result<ReadingRow, Refusal> {
    let (first, last) = (course.posts[thread.first].at, course.posts[thread.last].at);
    let read = first + (last - first) * i64::from(number) / i64::from(thread.length);
    Ok(ReadingRow {
        member_id: member,
        thread_id: thread.id,
        last_number: i32::try_from(number).map_err(|_| Refusal::Broken("a demo thread is too long".into()))?,
        read_at: moment(read).plus_seconds(300).min(now),
    })
}

/// Whether somebody may read a thread, by where they stand.
fn reaches(joined: &Joined, thread: &Thread) -> bool {
    let needed = match thread.audience {
        Audience::Public => return true,
        Audience::Community => Circle::Community,
        Audience::Peer => Circle::Peer,
        Audience::Expert => Circle::Expert,
        Audience::Named => return false,
    };
    joined.person.email.address() == cast::ANIMATOR
        || joined.standings.iter().any(|stands| stands.theme == thread.slug && stands.circle >= needed)
}
