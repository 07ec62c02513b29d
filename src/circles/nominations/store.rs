//! SQL of nominations.

use diesel::prelude::*;

use super::{Answer, State};
use crate::circles::Circle;
use crate::db::ids::{MemberId, NominationId, ThemeId};
use crate::db::schema::{members, memberships, nominations};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Nominations of a theme shown at most: the open ones, and the last settled.
const MOST: i64 = 60;

/// Somebody proposed.
#[derive(Clone, Debug, Queryable)]
pub struct Nomination {
    /// Which.
    pub id: NominationId,
    /// In which theme.
    pub theme: ThemeId,
    /// Who is proposed.
    pub member: MemberId,
    /// For which circle.
    pub circle: Circle,
    /// Who proposes them.
    pub by: MemberId,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub at: Moment,
    /// When the person answered.
    pub answered_at: Option<Moment>,
    /// What they added.
    pub answer: String,
    /// What their director said.
    pub director_note: String,
    /// Who settled it.
    pub settled_by: Option<MemberId>,
    /// When.
    pub settled_at: Option<Moment>,
}

type Columns = (
    nominations::id,
    nominations::theme_id,
    nominations::member_id,
    nominations::circle,
    nominations::nominated_by,
    nominations::reason,
    nominations::state,
    nominations::created_at,
    nominations::answered_at,
    nominations::answer,
    nominations::director_note,
    nominations::settled_by,
    nominations::settled_at,
);

const COLUMNS: Columns = (
    nominations::id,
    nominations::theme_id,
    nominations::member_id,
    nominations::circle,
    nominations::nominated_by,
    nominations::reason,
    nominations::state,
    nominations::created_at,
    nominations::answered_at,
    nominations::answer,
    nominations::director_note,
    nominations::settled_by,
    nominations::settled_at,
);

pub(super) fn one(db: &mut Db, id: NominationId) -> Result<Nomination, Refusal> {
    Ok(nominations::table.find(id).select(COLUMNS).first(db)?)
}

/// The nominations of a theme, the last first.
pub(super) fn of_theme(db: &mut Db, theme: ThemeId) -> Result<Vec<Nomination>, Refusal> {
    Ok(nominations::table
        .filter(nominations::theme_id.eq(theme))
        .order(nominations::id.desc())
        .limit(MOST)
        .select(COLUMNS)
        .load(db)?)
}

/// Notes a nomination; says whether none was open for the person.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: NominationId,
    (theme, member, circle): (ThemeId, MemberId, Circle),
    (by, reason): (MemberId, &str),
) -> Result<bool, Refusal> {
    let row = (
        (nominations::id.eq(id), nominations::theme_id.eq(theme), nominations::member_id.eq(member)),
        (nominations::circle.eq(circle), nominations::nominated_by.eq(by), nominations::reason.eq(reason)),
        (nominations::state.eq(State::Proposed), nominations::created_at.eq(tx.now())),
        (nominations::answer.eq(""), nominations::director_note.eq("")),
    );
    let added = on_each_backend!(tx.db(), conn => diesel::insert_into(nominations::table).values(row)
        .on_conflict_do_nothing().execute(conn))?;
    Ok(added == 1)
}

/// The person's answer; says whether it was still asked.
pub(super) fn answer(tx: &mut Tx<'_>, id: NominationId, state: State, answer: &Answer) -> Result<bool, Refusal> {
    let asked = nominations::table.filter(nominations::id.eq(id)).filter(nominations::state.eq(State::Proposed));
    let moved = diesel::update(asked)
        .set((
            nominations::state.eq(state),
            nominations::answered_at.eq(tx.now()),
            nominations::answer.eq(&answer.words),
        ))
        .execute(tx.db())?;
    if moved == 1 && !answer.director.is_empty() {
        diesel::update(nominations::table.find(id))
            .set(nominations::director_note.eq(&answer.director))
            .execute(tx.db())?;
    }
    Ok(moved == 1)
}

/// What the director said; says whether nothing is settled yet.
pub(super) fn note_director(tx: &mut Tx<'_>, id: NominationId, by: MemberId, note: &str) -> Result<bool, Refusal> {
    let open = nominations::table
        .filter(nominations::id.eq(id))
        .filter(nominations::state.eq_any([State::Proposed, State::Agreed]));
    let noted = diesel::update(open)
        .set((nominations::director_note.eq(note), nominations::director_noted_by.eq(by)))
        .execute(tx.db())?;
    Ok(noted == 1)
}

/// Goes from one of some states to a last one; says whether it stood there.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    id: NominationId,
    (from, to): (&[State], State),
    by: MemberId,
) -> Result<bool, Refusal> {
    let open = nominations::table.filter(nominations::id.eq(id)).filter(nominations::state.eq_any(from.to_vec()));
    let settled = diesel::update(open)
        .set((nominations::state.eq(to), nominations::settled_by.eq(by), nominations::settled_at.eq(tx.now())))
        .execute(tx.db())?;
    Ok(settled == 1)
}

/// Mandates that end between two moments, of people whose account is in use.
pub(super) fn ending(
    db: &mut Db,
    theme: ThemeId,
    from: Moment,
    to: Moment,
) -> Result<Vec<(MemberId, String, Circle, Moment)>, Refusal> {
    let rows: Vec<(MemberId, String, String, Circle, Option<Moment>)> = memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::circle.eq_any([Circle::Peer, Circle::Expert]))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::until.ge(from).assume_not_null())
        .filter(memberships::until.lt(to).assume_not_null())
        .filter(members::state.ne(AccountState::Closed))
        .order((memberships::until.asc(), members::id.asc()))
        .limit(MOST)
        .select((members::id, members::given_name, members::family_name, memberships::circle, memberships::until))
        .load(db)?;
    let line = |(id, given, family, circle, until): (MemberId, String, String, Circle, Option<Moment>)| {
        Some((id, format!("{given} {family}"), circle, until?))
    };
    Ok(rows.into_iter().filter_map(line).collect())
}
