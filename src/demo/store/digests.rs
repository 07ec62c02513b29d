//! The digests that people of the demo community were sent in the last weeks, and who came by one of their links. What
//! they held is not kept: only that they left.

use diesel::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::{AT_ONCE, write_all};
use crate::db::ids::{DigestId, Ids, MemberId};
use crate::db::schema::digests;
use crate::db::{Moment, Tx};
use crate::demo::plan::Plan;
use crate::on_each_backend;
use crate::refusal::Refusal;

const DAY: i64 = 86_400;
/// Windows are forgotten after eighty days.
const WEEKS: i64 = 11;
/// The same weeks every time.
const SEED: u64 = 27;

#[derive(Insertable)]
#[diesel(table_name = digests, treat_none_as_default_value = false)]
struct DigestRow {
    id: DigestId,
    member_id: MemberId,
    period_start: Moment,
    closed_at: Moment,
    state: &'static str,
    rest: &'static str,
    visited_at: Option<Moment>,
}

/// Writes a window a week and member, since they joined.
pub(super) fn write(tx: &mut Tx<'_>, plan: &Plan) -> Result<(), Refusal> {
    let (now, ids, mut random) = (tx.now(), Ids::default(), StdRng::seed_from_u64(SEED));
    let mut rows = Vec::new();
    for week in (1..=WEEKS).rev() {
        let closed_at = now.plus_seconds(-week * 7 * DAY - 3 * 3_600 - 17);
        for joined in plan.people.iter().filter(|joined| joined.at < closed_at) {
            // A few more come each week.
            let came = random.random_range(0..100) < 21 + 2 * (WEEKS - week);
            let later = i64::from(random.random_range(600..2 * 86_400_u32));
            rows.push(DigestRow {
                id: DigestId(ids.next(closed_at.millis())),
                member_id: joined.id,
                period_start: closed_at.plus_seconds(-7 * DAY),
                closed_at,
                state: "written",
                rest: "",
                visited_at: came.then(|| closed_at.plus_seconds(later)),
            });
        }
    }
    let done = |_: usize| {};
    write_all!(tx, digests, rows, done);
    Ok(())
}
