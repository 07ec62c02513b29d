//! A community of any size, made of the words, the people and the places of the hand-written one: the same every time.
//!
//! Who is there ([`people`]) and what happens when ([`course`], skewed as by [`skew`]) are worked out first; texts
//! ([`words`]) are written, rendered and analysed by workers beside the one who writes to the database ([`stream`]).

mod course;
mod people;
mod points;
mod reading;
mod skew;
mod store;
mod stream;
mod words;

use rand::SeedableRng;
use rand::rngs::StdRng;

use self::course::Course;
use self::words::Vocabulary;
use super::gatherings::Gatherings;
use super::plan::{Joined, Plan};
use super::{Progress, cast, tales};
use crate::db::{Database, Moment};
use crate::refusal::Refusal;
use crate::search::loading;

/// The same community every time.
const SEED: u64 = 2_026;
const DAY: i64 = 86_400;
/// The community was founded so long ago.
const AGE: i64 = 4 * 365 * DAY;

/// Posts of the longest community.
const MOST_POSTS: usize = 20_000_000;
/// Members of the largest community.
const MOST_MEMBERS: usize = 200_000;
/// One thread in so many is a point dur when nothing is said.
const A_POINT_DUR: usize = 8;
/// Members, threads and posts a thread when nothing is said.
const USUAL: (usize, usize, usize) = (575, 80, 8);

/// How large a generated community is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Members, the demo accounts included.
    pub members: usize,
    /// Threads.
    pub threads: usize,
    /// Posts, those that open threads included.
    pub posts: usize,
    /// Of the threads, how many are points durs.
    pub points_durs: usize,
}

impl Size {
    /// The size that was asked for; what was not said follows from the rest.
    ///
    /// # Errors
    /// A sentence for numbers that no community can have.
    pub fn of(members: Option<usize>, threads: Option<usize>, posts: Option<usize>) -> Result<Self, String> {
        let (usual_members, usual_threads, a_thread) = USUAL;
        let members = members.unwrap_or(usual_members);
        let threads = threads.unwrap_or_else(|| usual_threads.min(posts.unwrap_or(usual_threads)));
        let posts = posts.unwrap_or_else(|| threads.saturating_mul(a_thread));
        let accounts = super::ACCOUNTS.len();
        if !(accounts..=MOST_MEMBERS).contains(&members) {
            return Err(format!(
                "--members must be from {accounts}, the demo accounts, to {MOST_MEMBERS}: {members} is not."
            ));
        }
        if threads == 0 {
            return Err("--threads must be at least 1.".into());
        }
        if posts < threads {
            return Err(format!("--posts must be at least --threads, one a thread: {posts} is less than {threads}."));
        }
        if posts > MOST_POSTS {
            return Err(format!("--posts must be at most {MOST_POSTS}: {posts} is more."));
        }
        Ok(Self { members, threads, posts, points_durs: threads / A_POINT_DUR })
    }

    /// The same with so many points durs.
    ///
    /// # Errors
    /// A sentence when there are not as many threads.
    pub fn with_points_durs(self, points_durs: Option<usize>) -> Result<Self, String> {
        let points_durs = points_durs.unwrap_or(self.points_durs);
        if points_durs > self.threads {
            let threads = self.threads;
            return Err(format!(
                "--points-durs must be at most --threads, each is one: {points_durs} is more than {threads}."
            ));
        }
        Ok(Self { points_durs, ..self })
    }

    fn steps(self) -> usize {
        self.members + self.threads + self.posts + 1
    }
}

/// Loads a community of that size into an empty database.
pub(super) fn load(
    database: &Database,
    password_hash: &str,
    size: Size,
    progress: Progress<'_>,
) -> Result<(), Refusal> {
    let mut random = StdRng::seed_from_u64(SEED);
    let broken = Refusal::Broken;
    let vocabulary = Vocabulary::of(&tales::read().map_err(broken)?);
    let now = database.now();
    let founded = now.plus_seconds(-AGE);
    let people = people::joined(cast::read().map_err(broken)?, size.members, (founded, now), &mut random);
    let plan = of_people(founded, people.map_err(broken)?);
    let total = size.steps();
    database.write_here(|tx| {
        super::store::write_rows(tx, &plan, password_hash, &mut |done, all| {
            progress(size.members * done / all.max(1), total);
        })
    })?;
    loading::begin(database)?;
    let places = database.read_here(store::places)?;
    let course = Course::of(&plan, &places, &vocabulary, size, now, &mut random);
    let mut done = size.members;
    let mut written = |count| {
        done += count;
        progress(done, total);
    };
    store::write_threads(database, &course, &mut written)?;
    let (points, steps) = points::of(&plan, &places, &course, now, &mut random);
    store::write_points(database, &points, &steps)?;
    let tally = stream::write_posts(database, &course, &vocabulary, &mut written)?;
    store::write_readings(database, &reading::readings(&plan, &course, now, &mut random)?)?;
    loading::end(database, tally, course.posts.last().map(|post| post.id))?;
    database.write_here(|tx| {
        store::analyze(tx)?;
        super::store::loaded(tx)
    })?;
    progress(total, total);
    Ok(())
}

/// A plan of people alone.
fn of_people(founded: Moment, people: Vec<Joined>) -> Plan {
    let (threads, readings, requests, invitations, moves) = Default::default();
    Plan {
        founded,
        people,
        threads,
        readings,
        requests,
        invitations,
        moves,
        events: Vec::new(),
        gatherings: Gatherings::default(),
    }
}

/// A moment by the milliseconds of the Unix epoch.
fn moment(millis: i64) -> Moment {
    jiff::Timestamp::from_millisecond(millis).unwrap_or_default().into()
}

/// A part of a whole, from 0 to 1.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn part_of(whole: i64, share: f64) -> i64 {
    (whole as f64 * share) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_follows_from_the_rest() {
        let size = |members, threads, posts| Size { members, threads, posts, points_durs: threads / A_POINT_DUR };
        assert_eq!(Size::of(Some(60), None, None), Ok(size(60, 80, 640)));
        assert_eq!(Size::of(None, Some(10), None), Ok(size(575, 10, 80)));
        assert_eq!(Size::of(None, None, Some(40)), Ok(size(575, 40, 40)));
        assert_eq!(Size::of(None, None, Some(1_000_000)), Ok(size(575, 80, 1_000_000)));
        let all = size(575, 80, 640);
        assert_eq!(all.with_points_durs(None), Ok(all));
        assert_eq!(all.with_points_durs(Some(80)).map(|size| size.points_durs), Ok(80));
        assert!(all.with_points_durs(Some(81)).unwrap_err().contains("--points-durs"));
    }

    #[test]
    fn impossible_numbers_are_told_why() {
        for (members, threads, posts, why) in [
            (Some(4), None, None, "--members"),
            (None, Some(0), None, "--threads"),
            (None, Some(10), Some(9), "--posts must be at least"),
            (None, None, Some(20_000_001), "--posts must be at most"),
            (None, Some(usize::MAX), None, "--posts must be at most"),
        ] {
            let told = Size::of(members, threads, posts).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }
}
