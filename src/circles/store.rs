//! SQL of memberships and moves.

pub(super) mod ending;
pub(super) mod people;

use diesel::prelude::*;

use super::{Circle, Mandate, Move, effective};
use crate::db::ids::{MemberId, MoveId, ThemeId};
use crate::db::schema::{circle_moves, members, memberships, themes};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// A confirmed membership, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = memberships)]
pub struct Held {
    /// The circle given; see [`Held::circle_at`] for the one it gives now.
    pub circle: Circle,
    /// Since when.
    pub since: Moment,
    /// When the mandate ends, if it does.
    pub until: Option<Moment>,
    /// When a suspension ends, if there is one.
    pub suspended_until: Option<Moment>,
}

impl Held {
    /// The circle it gives at a moment.
    pub fn circle_at(&self, now: Moment) -> Circle {
        effective(self.circle, self.until, now)
    }

    /// Whether a suspension holds at a moment.
    pub fn suspended_at(&self, now: Moment) -> bool {
        self.suspended_until.is_some_and(|end| now < end)
    }
}

/// A move between circles, as it was recorded.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = circle_moves)]
pub struct Moved {
    /// Which.
    pub id: MoveId,
    /// Who moved.
    pub member_id: MemberId,
    /// In which theme.
    pub theme_id: ThemeId,
    /// From which circle; `None`: from outside.
    pub from_circle: Option<Circle>,
    /// To which circle; `None`: out of the theme.
    pub to_circle: Option<Circle>,
    /// Why; empty when somebody left without a word.
    pub reason: String,
    /// Who decided; `None` for the command line.
    pub decided_by: Option<MemberId>,
    /// When.
    pub decided_at: Moment,
}

/// The confirmed membership of a member in a theme.
pub(super) fn held(db: &mut Db, member: MemberId, theme: ThemeId) -> QueryResult<Option<Held>> {
    memberships::table
        .find((member, theme))
        .filter(memberships::state.eq("confirmed"))
        .select(Held::as_select())
        .first(db)
        .optional()
}

/// The confirmed memberships of a member.
pub(super) fn held_by(db: &mut Db, member: MemberId) -> QueryResult<Vec<(ThemeId, Held)>> {
    memberships::table
        .filter(memberships::member_id.eq(member))
        .filter(memberships::state.eq("confirmed"))
        .order(memberships::theme_id.asc())
        .limit(500)
        .select((memberships::theme_id, Held::as_select()))
        .load(db)
}

/// The confirmed membership of a member in a theme, unless the account is closed.
pub(super) fn held_by_somebody_here(db: &mut Db, member: MemberId, theme: ThemeId) -> QueryResult<Option<Held>> {
    memberships::table
        .inner_join(members::table)
        .filter(memberships::member_id.eq(member))
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.ne(AccountState::Closed))
        .select(Held::as_select())
        .first(db)
        .optional()
}

/// Enters a theme; an invitation that was waiting is confirmed. Says whether it could.
pub(super) fn enter(tx: &mut Tx<'_>, decided: &Move<'_>, circle: Circle, dates: &Mandate) -> QueryResult<bool> {
    let since = dates.since.unwrap_or(tx.now());
    let row = (
        memberships::member_id.eq(decided.member),
        memberships::theme_id.eq(decided.theme),
        memberships::circle.eq(circle),
        memberships::state.eq("confirmed"),
        memberships::since.eq(since),
        memberships::until.eq(dates.until),
        memberships::invited_by.eq(decided.decided_by),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(memberships::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    if inserted == 1 {
        return Ok(true);
    }
    let waiting = memberships::table
        .filter(memberships::member_id.eq(decided.member))
        .filter(memberships::theme_id.eq(decided.theme))
        .filter(memberships::state.eq("invited"));
    let confirmed = diesel::update(waiting)
        .set((
            memberships::circle.eq(circle),
            memberships::state.eq("confirmed"),
            memberships::since.eq(since),
            memberships::until.eq(dates.until),
        ))
        .execute(tx.db())?;
    Ok(confirmed == 1)
}

/// Goes from the membership held to another circle or other dates. Says whether it was still the one held.
pub(super) fn shift(
    tx: &mut Tx<'_>,
    decided: &Move<'_>,
    held: &Held,
    circle: Circle,
    dates: &Mandate,
) -> QueryResult<bool> {
    let since = dates.since.unwrap_or(tx.now());
    let still = memberships::table
        .filter(memberships::member_id.eq(decided.member))
        .filter(memberships::theme_id.eq(decided.theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::circle.eq(held.circle))
        .filter(memberships::since.eq(held.since));
    let moved = diesel::update(still)
        .set((memberships::circle.eq(circle), memberships::since.eq(since), memberships::until.eq(dates.until)))
        .execute(tx.db())?;
    Ok(moved == 1)
}

/// Leaves a theme. Says whether the membership was still the one held.
pub(super) fn remove(tx: &mut Tx<'_>, decided: &Move<'_>, held: &Held) -> QueryResult<bool> {
    let still = memberships::table
        .filter(memberships::member_id.eq(decided.member))
        .filter(memberships::theme_id.eq(decided.theme))
        .filter(memberships::circle.eq(held.circle))
        .filter(memberships::since.eq(held.since));
    Ok(diesel::delete(still).execute(tx.db())? == 1)
}

pub(super) fn record_move(tx: &mut Tx<'_>, decided: &Move<'_>, from: Option<Circle>) -> Result<MoveId, Refusal> {
    let id = MoveId(tx.id());
    let row = (
        circle_moves::id.eq(id),
        circle_moves::member_id.eq(decided.member),
        circle_moves::theme_id.eq(decided.theme),
        circle_moves::from_circle.eq(from.map(Circle::word)),
        circle_moves::to_circle.eq(decided.to.map(Circle::word)),
        circle_moves::reason.eq(decided.reason),
        circle_moves::decided_by.eq(decided.decided_by),
        circle_moves::decided_at.eq(tx.now()),
    );
    diesel::insert_into(circle_moves::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// The moves of a theme, the latest first; those before one of them.
pub(super) fn moves(db: &mut Db, theme: ThemeId, before: Option<MoveId>, most: i64) -> QueryResult<Vec<Moved>> {
    let mut query = circle_moves::table
        .filter(circle_moves::theme_id.eq(theme))
        .order(circle_moves::id.desc())
        .limit(most + 1)
        .select(Moved::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(circle_moves::id.lt(before));
    }
    query.load(db)
}

/// A move of somebody whose account is in use, with the name of its theme.
pub(super) fn move_of_somebody_here(db: &mut Db, movement: MoveId) -> QueryResult<Option<(Moved, String)>> {
    circle_moves::table
        .inner_join(themes::table)
        .inner_join(members::table.on(members::id.eq(circle_moves::member_id)))
        .filter(circle_moves::id.eq(movement))
        .filter(members::state.eq(AccountState::Active))
        .select((Moved::as_select(), themes::name))
        .first(db)
        .optional()
}

/// The moves of a member in the themes asked for, the latest first.
pub(super) fn moves_of(db: &mut Db, member: MemberId, themes: &[ThemeId], most: i64) -> QueryResult<Vec<Moved>> {
    circle_moves::table
        .filter(circle_moves::member_id.eq(member))
        .filter(circle_moves::theme_id.eq_any(themes.to_vec()))
        .order(circle_moves::id.desc())
        .limit(most)
        .select(Moved::as_select())
        .load(db)
}

/// Rows in one statement, well under what either engine accepts.
const CHUNK: usize = 500;

/// The memberships of newcomers, confirmed.
pub(super) fn insert_all(tx: &mut Tx<'_>, decided: &[Move<'_>]) -> Result<(), Refusal> {
    let now = tx.now();
    for chunk in decided.chunks(CHUNK) {
        let rows: Vec<_> = chunk
            .iter()
            .filter_map(|moved| moved.to.map(|circle| (moved, circle)))
            .map(|(moved, circle)| {
                (
                    memberships::member_id.eq(moved.member),
                    memberships::theme_id.eq(moved.theme),
                    memberships::circle.eq(circle),
                    memberships::state.eq("confirmed"),
                    memberships::since.eq(now),
                    memberships::invited_by.eq(moved.decided_by),
                )
            })
            .collect();
        on_each_backend!(tx.db(), conn => diesel::insert_into(memberships::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// The moves of newcomers, from nowhere; their ids, in the order given.
pub(super) fn record_moves(tx: &mut Tx<'_>, decided: &[Move<'_>]) -> Result<Vec<MoveId>, Refusal> {
    let now = tx.now();
    let mut ids = Vec::with_capacity(decided.len());
    for chunk in decided.chunks(CHUNK) {
        let mut rows = Vec::with_capacity(chunk.len());
        for moved in chunk {
            let id = MoveId(tx.id());
            ids.push(id);
            rows.push((
                circle_moves::id.eq(id),
                circle_moves::member_id.eq(moved.member),
                circle_moves::theme_id.eq(moved.theme),
                circle_moves::to_circle.eq(moved.to.map(Circle::word)),
                circle_moves::reason.eq(moved.reason),
                circle_moves::decided_by.eq(moved.decided_by),
                circle_moves::decided_at.eq(now),
            ));
        }
        on_each_backend!(tx.db(), conn => diesel::insert_into(circle_moves::table).values(rows).execute(conn))?;
    }
    Ok(ids)
}
