//! SQL of counting, the same on both engines: each statement reads a period once, for all themes. What was removed and
//! what no circle reads is left out of every one.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::periods::Period;
use crate::db::ids::first_at;
use crate::db::written::{Bind, Statement};
use crate::db::{Db, Moment};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// People or things of a region of a theme.
pub type OfRegion = (i64, String, i64);
/// The same, of how many.
pub type ShareOfRegion = (i64, String, i64, i64);
/// People of a region of a theme in a circle.
pub type InCircle = (i64, String, String, i64);
/// A question: its theme, the region of who asked, its id, the first answer of somebody else, what solved it.
pub type Question = (i64, String, i64, Option<i64>, Option<i64>);
/// Meetings of a theme's circle.
pub type Held = (i64, String, i64);
/// Points durs of a theme in a state, of an age.
pub type Point = (i64, String, String, i64);

/// Members who read a thread: what is kept is when each last read it, so that a month is whole when it is counted in time.
const READ: &str = "SELECT t.theme_id, m.region, COUNT(DISTINCT r.member_id) FROM readings r \
    JOIN threads t ON t.id = r.thread_id \
    JOIN memberships s ON s.member_id = r.member_id AND s.theme_id = t.theme_id AND s.state = 'confirmed' \
    JOIN members m ON m.id = r.member_id AND m.state <> 'closed' \
    WHERE r.read_at >= ? AND r.read_at < ? AND t.removed_at IS NULL AND t.audience <> 'named' \
    GROUP BY t.theme_id, m.region";

/// Members who wrote a post: ids are in the order of time.
const WROTE: &str = "SELECT t.theme_id, m.region, COUNT(DISTINCT p.author_id) FROM posts p \
    JOIN threads t ON t.id = p.thread_id \
    JOIN memberships s ON s.member_id = p.author_id AND s.theme_id = t.theme_id AND s.state = 'confirmed' \
    JOIN members m ON m.id = p.author_id AND m.state <> 'closed' \
    WHERE p.id >= ? AND p.id < ? AND p.removed_at IS NULL AND t.removed_at IS NULL AND t.audience <> 'named' \
    GROUP BY t.theme_id, m.region";

const CAME: &str = "SELECT g.theme_id, m.region, COUNT(DISTINCT r.member_id) FROM meetings g \
    JOIN meeting_registrations r ON r.meeting_id = g.id AND r.attendance IN ('present', 'remote') \
    JOIN memberships s ON s.member_id = r.member_id AND s.theme_id = g.theme_id AND s.state = 'confirmed' \
    JOIN members m ON m.id = r.member_id AND m.state <> 'closed' \
    WHERE g.starts_at >= ? AND g.starts_at < ? AND g.state IN ('held', 'minuted') \
    GROUP BY g.theme_id, m.region";

const HELD: &str = "SELECT theme_id, circle, COUNT(*) FROM meetings \
    WHERE starts_at >= ? AND starts_at < ? AND state IN ('held', 'minuted') GROUP BY theme_id, circle";

/// Newcomers of a month (their place began in it), and those of them who read or wrote in the next one.
const RETURNED: &str = "SELECT s.theme_id, m.region, COUNT(*), COUNT(CASE WHEN \
    EXISTS (SELECT 1 FROM posts p JOIN threads t ON t.id = p.thread_id WHERE p.author_id = s.member_id \
        AND p.id >= ? AND p.id < ? AND p.removed_at IS NULL AND t.theme_id = s.theme_id AND t.audience <> 'named') \
    OR EXISTS (SELECT 1 FROM readings r JOIN threads t ON t.id = r.thread_id WHERE r.member_id = s.member_id \
        AND r.read_at >= ? AND r.read_at < ? AND t.theme_id = s.theme_id AND t.audience <> 'named') \
    THEN 1 END) FROM memberships s JOIN members m ON m.id = s.member_id AND m.state <> 'closed' \
    WHERE s.state = 'confirmed' AND s.since >= ? AND s.since < ? GROUP BY s.theme_id, m.region";

/// Who was sent a digest, and who came by a link of one.
const DIGEST: &str = "SELECT s.theme_id, m.region, COUNT(DISTINCT d.member_id), \
    COUNT(DISTINCT CASE WHEN d.visited_at IS NOT NULL THEN d.member_id END) FROM digests d \
    JOIN memberships s ON s.member_id = d.member_id AND s.state = 'confirmed' \
    JOIN members m ON m.id = d.member_id AND m.state <> 'closed' \
    WHERE d.closed_at >= ? AND d.closed_at < ? AND d.state = 'written' GROUP BY s.theme_id, m.region";

const REUSED: &str = "SELECT t.theme_id, m.region, COUNT(*), COUNT(DISTINCT k.member_id) FROM post_marks k \
    JOIN posts p ON p.id = k.post_id AND p.removed_at IS NULL \
    JOIN threads t ON t.id = p.thread_id AND t.removed_at IS NULL AND t.audience <> 'named' \
    JOIN members m ON m.id = k.member_id \
    WHERE k.kind = 'fait-chez-moi' AND k.created_at >= ? AND k.created_at < ? GROUP BY t.theme_id, m.region";

const QUESTIONS: &str = "SELECT t.theme_id, m.region, t.id, \
    (SELECT MIN(p.id) FROM posts p WHERE p.thread_id = t.id AND p.number > 1 AND p.removed_at IS NULL \
        AND p.author_id <> t.author_id), \
    (SELECT p.id FROM posts p WHERE p.id = t.solution_id AND p.removed_at IS NULL) \
    FROM threads t JOIN members m ON m.id = t.author_id \
    WHERE t.id >= ? AND t.id < ? AND t.kind = 'question' AND t.removed_at IS NULL AND t.audience <> 'named' \
    ORDER BY t.id LIMIT 200000";

/// Where people stand at a moment: a mandate that is over by then leaves its holder in the community.
const PEOPLE: &str = "SELECT s.theme_id, m.region, \
    CASE WHEN s.until IS NOT NULL AND s.until <= ? THEN 'community' ELSE s.circle END, COUNT(*) \
    FROM memberships s JOIN members m ON m.id = s.member_id AND m.state <> 'closed' \
    WHERE s.state = 'confirmed' AND s.since < ? GROUP BY 1, 2, 3";

const POINTS: &str = "SELECT t.theme_id, d.state, CASE WHEN d.reported_at >= ? THEN 'month' \
    WHEN d.reported_at >= ? THEN 'quarter' WHEN d.reported_at >= ? THEN 'half' ELSE 'older' END, COUNT(*) \
    FROM points_durs d JOIN threads t ON t.id = d.id AND t.removed_at IS NULL GROUP BY 1, 2, 3";

/// A statement whose rows are of a type.
macro_rules! read {
    ($db:expr, $sql:expr, $binds:expr => $($column:ty),+) => {{
        let statement = Statement::<($($column,)+)>::new($sql, $binds);
        Ok(on_each_backend!($db, conn => statement.load(conn))?)
    }};
}

fn times(period: &Period) -> Vec<Bind> {
    vec![Bind::At(period.from), Bind::At(period.to)]
}

fn ids(period: &Period) -> Vec<Bind> {
    [period.from, period.to].map(|moment| Bind::Big(first_at(moment.millis()))).to_vec()
}

/// Members who read.
pub(super) fn read(db: &mut Db, period: &Period) -> Result<Vec<OfRegion>, Refusal> {
    read!(db, READ, times(period) => BigInt, Text, BigInt)
}

/// Members who wrote.
pub(super) fn wrote(db: &mut Db, period: &Period) -> Result<Vec<OfRegion>, Refusal> {
    read!(db, WROTE, ids(period) => BigInt, Text, BigInt)
}

/// Members who came to a meeting.
pub(super) fn came(db: &mut Db, period: &Period) -> Result<Vec<OfRegion>, Refusal> {
    read!(db, CAME, times(period) => BigInt, Text, BigInt)
}

/// Meetings held, by convening circle.
pub(super) fn held(db: &mut Db, period: &Period) -> Result<Vec<Held>, Refusal> {
    read!(db, HELD, times(period) => BigInt, Text, BigInt)
}

/// Newcomers of the month before, and those of them who came back in this one.
pub(super) fn returned(db: &mut Db, month: &Period) -> Result<Vec<ShareOfRegion>, Refusal> {
    let binds = [ids(month), times(month), times(&month.before())].concat();
    read!(db, RETURNED, binds => BigInt, Text, BigInt, BigInt)
}

/// Members who were sent a digest, and those who came by one.
pub(super) fn digest(db: &mut Db, period: &Period) -> Result<Vec<ShareOfRegion>, Refusal> {
    read!(db, DIGEST, times(period) => BigInt, Text, BigInt, BigInt)
}

/// How often somebody did the same at their place, and how many people did.
pub(super) fn reused(db: &mut Db, period: &Period) -> Result<Vec<ShareOfRegion>, Refusal> {
    read!(db, REUSED, times(period) => BigInt, Text, BigInt, BigInt)
}

/// The questions asked.
pub(super) fn questions(db: &mut Db, period: &Period) -> Result<Vec<Question>, Refusal> {
    read!(db, QUESTIONS, ids(period) => BigInt, Text, BigInt, Nullable<BigInt>, Nullable<BigInt>)
}

/// Where people stand at the end of a period, or now.
pub(super) fn people(db: &mut Db, at: Moment) -> Result<Vec<InCircle>, Refusal> {
    read!(db, PEOPLE, vec![Bind::At(at), Bind::At(at)] => BigInt, Text, Text, BigInt)
}

/// Points durs by state and age.
pub(super) fn points(db: &mut Db, limits: [Moment; 3]) -> Result<Vec<Point>, Refusal> {
    read!(db, POINTS, limits.map(Bind::At).to_vec() => BigInt, Text, Text, BigInt)
}
