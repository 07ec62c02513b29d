//! SQL of who might go inward: what people gave, the same on both engines, of what circles read together.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::State;
use super::candidates::{Gift, Gifts};
use crate::circles::Held;
use crate::db::ids::{MemberId, ThemeId, first_at};
use crate::db::schema::{circle_candidates, members, memberships, nominations};
use crate::db::written::{Bind, Statement};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// A theme, a member, the circle they hold, how many.
pub type Row = (i64, i64, String, i64);

/// Who may go inward: the place they hold, for the member of `who`.
macro_rules! from_outside {
    ($who:literal) => {
        concat!(
            " JOIN memberships s ON s.member_id = ",
            $who,
            " AND s.theme_id = t.theme_id AND s.state = 'confirmed' AND s.circle <> 'expert'",
            " JOIN members m ON m.id = s.member_id AND m.state = 'active'"
        )
    };
}

const SOLUTIONS: &str = concat!(
    "SELECT t.theme_id, p.author_id, s.circle, COUNT(*) FROM threads t ",
    "JOIN posts p ON p.id = t.solution_id AND p.removed_at IS NULL AND p.author_id <> t.author_id",
    from_outside!("p.author_id"),
    " WHERE t.solution_id >= ? AND t.removed_at IS NULL AND t.audience <> 'named' GROUP BY 1, 2, 3"
);

const USEFUL: &str = concat!(
    "SELECT t.theme_id, p.author_id, s.circle, COUNT(*) FROM post_marks k ",
    "JOIN posts p ON p.id = k.post_id AND p.removed_at IS NULL ",
    "JOIN threads t ON t.id = p.thread_id AND t.removed_at IS NULL AND t.audience <> 'named'",
    from_outside!("p.author_id"),
    " WHERE k.kind IN ('utile', 'reponse-utile') AND k.created_at >= ? GROUP BY 1, 2, 3"
);

const POINTS: &str = concat!(
    "SELECT t.theme_id, h.member_id, s.circle, COUNT(DISTINCT h.id) FROM ",
    "(SELECT point_dur_id AS id, member_id FROM point_dur_helpers ",
    "UNION ALL SELECT id, lead_id AS member_id FROM points_durs WHERE lead_id IS NOT NULL) h ",
    "JOIN points_durs d ON d.id = h.id JOIN threads t ON t.id = d.id AND t.removed_at IS NULL",
    from_outside!("h.member_id"),
    " WHERE d.state IN ('resolved', 'no_sheet', 'formalised', 'in_trial', 'diffused') AND d.since >= ? GROUP BY 1, 2, 3"
);

const MEETINGS: &str = concat!(
    "SELECT t.theme_id, r.member_id, s.circle, COUNT(*) FROM meetings t ",
    "JOIN meeting_registrations r ON r.meeting_id = t.id AND r.attendance IN ('present', 'remote')",
    from_outside!("r.member_id"),
    " WHERE t.starts_at >= ? AND t.state IN ('held', 'minuted') GROUP BY 1, 2, 3"
);

fn read(db: &mut Db, sql: &'static str, bind: Bind) -> Result<Vec<Row>, Refusal> {
    let statement = Statement::<(BigInt, BigInt, Text, BigInt)>::new(sql, vec![bind]);
    Ok(on_each_backend!(db, conn => statement.load(conn))?)
}

/// Answers that solved, since a moment.
pub(super) fn solutions(db: &mut Db, from: Moment) -> Result<Vec<Row>, Refusal> {
    read(db, SOLUTIONS, Bind::Big(first_at(from.millis())))
}

/// Times an answer was found useful.
pub(super) fn useful(db: &mut Db, from: Moment) -> Result<Vec<Row>, Refusal> {
    read(db, USEFUL, Bind::At(from))
}

/// Points durs led or helped with that are resolved.
pub(super) fn points(db: &mut Db, from: Moment) -> Result<Vec<Row>, Refusal> {
    read(db, POINTS, Bind::At(from))
}

/// Meetings attended.
pub(super) fn meetings(db: &mut Db, from: Moment) -> Result<Vec<Row>, Refusal> {
    read(db, MEETINGS, Bind::At(from))
}

pub(super) fn keep(tx: &mut Tx<'_>, gifts: &Gifts) -> Result<(), Refusal> {
    diesel::delete(circle_candidates::table).execute(tx.db())?;
    let rows: Vec<_> = gifts
        .iter()
        .map(|((theme, member), gift)| {
            (
                circle_candidates::theme_id.eq(*theme),
                circle_candidates::member_id.eq(*member),
                circle_candidates::solutions.eq(gift.solutions),
                circle_candidates::useful.eq(gift.useful),
                circle_candidates::points.eq(gift.points),
                circle_candidates::meetings.eq(gift.meetings),
            )
        })
        .collect();
    for chunk in rows.chunks(500) {
        let chunk = chunk.to_vec();
        on_each_backend!(tx.db(), conn => diesel::insert_into(circle_candidates::table).values(chunk).execute(conn))?;
    }
    Ok(())
}

/// Somebody who gave, and where they stand now.
pub(super) struct Person {
    pub member: MemberId,
    pub given_name: String,
    pub family_name: String,
    pub profession: String,
    pub region: String,
    pub held: Held,
    pub gift: Gift,
}

type PersonRow = ((MemberId, String, String, String, String), Held, (i64, i64, i64, i64));

/// Those who gave most in a theme, whose account is in use and who are still in it.
pub(super) fn people(db: &mut Db, theme: ThemeId) -> Result<Vec<Person>, Refusal> {
    let rows: Vec<PersonRow> = circle_candidates::table
        .inner_join(members::table)
        .inner_join(
            memberships::table.on(memberships::member_id
                .eq(circle_candidates::member_id)
                .and(memberships::theme_id.eq(circle_candidates::theme_id))),
        )
        .filter(circle_candidates::theme_id.eq(theme))
        .filter(members::state.eq(AccountState::Active))
        .filter(memberships::state.eq("confirmed"))
        .order(members::id.asc())
        .limit(200)
        .select((
            (members::id, members::given_name, members::family_name, members::profession, members::region),
            Held::as_select(),
            (
                circle_candidates::solutions,
                circle_candidates::useful,
                circle_candidates::points,
                circle_candidates::meetings,
            ),
        ))
        .load(db)?;
    let person = |((member, given_name, family_name, profession, region), held, gave): PersonRow| {
        let (solutions, useful, points, meetings) = gave;
        let gift = Gift { solutions, useful, points, meetings };
        Person { member, given_name, family_name, profession, region, held, gift }
    };
    Ok(rows.into_iter().map(person).collect())
}

/// Those who are proposed already, or declined since a moment.
pub(super) fn spared(db: &mut Db, theme: ThemeId, since: Moment) -> Result<Vec<MemberId>, Refusal> {
    let declined = nominations::state.eq(State::Declined).and(nominations::created_at.ge(since));
    Ok(nominations::table
        .filter(nominations::theme_id.eq(theme))
        .filter(nominations::state.eq_any([State::Proposed, State::Agreed]).or(declined))
        .select(nominations::member_id)
        .limit(1_000)
        .load(db)?)
}
