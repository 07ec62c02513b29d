//! SQL of memberships and moves.

use diesel::dsl::{auto_type, count_star};
use diesel::prelude::*;
use jiff::Timestamp;

use super::people::{Page, Person, Wanted};
use super::{Circle, Mandate, Move, effective};
use crate::db::ids::{MemberId, MoveId, ThemeId};
use crate::db::schema::{animators, circle_moves, establishments, members, memberships, themes};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::text::fold;

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

/// Memberships that give a circle now: confirmed, the mandate running, or ended for the community.
#[auto_type(no_type_alias)]
pub fn stands_in(circle: Circle, now: Moment) -> _ {
    let confirmed: &'static str = "confirmed";
    // Only the community gains those whose mandate is over: none was over in 1970.
    let gained: Moment = if matches!(circle, Circle::Community) { now } else { Timestamp::UNIX_EPOCH.into() };
    let running = memberships::until.is_null().or(memberships::until.gt(now).assume_not_null());
    let ended = memberships::until.is_not_null().and(memberships::until.le(gained).assume_not_null());
    memberships::state.eq(confirmed).and(memberships::circle.eq(circle).and(running).or(ended))
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

/// People by theme and circle held now.
pub(super) fn counted(db: &mut Db, themes: &[ThemeId], now: Moment) -> QueryResult<Vec<(ThemeId, Circle, i64)>> {
    let mut counted = Vec::new();
    for circle in Circle::ALL {
        let rows: Vec<(ThemeId, i64)> = memberships::table
            .inner_join(members::table)
            .filter(memberships::theme_id.eq_any(themes.to_vec()))
            .filter(stands_in(*circle, now))
            .filter(members::state.ne(AccountState::Closed))
            .group_by(memberships::theme_id)
            .select((memberships::theme_id, count_star()))
            .load(db)?;
        counted.extend(rows.into_iter().map(|(theme, people)| (theme, *circle, people)));
    }
    Ok(counted)
}

/// People of a theme by region and circle held now.
pub(super) fn counted_by_region(db: &mut Db, theme: ThemeId, now: Moment) -> QueryResult<Vec<(String, Circle, i64)>> {
    let mut counted = Vec::new();
    for circle in Circle::ALL {
        let rows: Vec<(String, i64)> = memberships::table
            .inner_join(members::table)
            .filter(memberships::theme_id.eq(theme))
            .filter(stands_in(*circle, now))
            .filter(members::state.ne(AccountState::Closed))
            .group_by(members::region)
            .select((members::region, count_star()))
            .load(db)?;
        counted.extend(rows.into_iter().map(|(region, people)| (region, *circle, people)));
    }
    Ok(counted)
}

/// A member of the directory, as joined below.
type PersonRow = (
    (MemberId, String, String, String, String, AccountState, Option<String>),
    (Circle, Moment, Option<Moment>, Option<Moment>, Option<MemberId>),
);

/// One page of the people of a theme by name, and one more if there are more, in the direction of the page.
pub(super) fn people(db: &mut Db, wanted: &Wanted<'_>, most: i64) -> QueryResult<Vec<Person>> {
    let mut query = memberships::table
        .inner_join(members::table.left_join(establishments::table))
        .filter(memberships::theme_id.eq(wanted.theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.ne(AccountState::Closed))
        .select((
            (
                members::id,
                members::given_name,
                members::family_name,
                members::profession,
                members::region,
                members::state,
                establishments::name.nullable(),
            ),
            (
                memberships::circle,
                memberships::since,
                memberships::until,
                memberships::suspended_until,
                memberships::invited_by,
            ),
        ))
        .limit(most + 1)
        .into_boxed();
    if let Some(member) = wanted.member {
        query = query.filter(members::id.eq(member));
    }
    if let Some(circle) = wanted.circle {
        query = query.filter(stands_in(circle, wanted.now));
    }
    if let Some(region) = wanted.region {
        query = query.filter(members::region.eq(region));
    }
    if let Some(start) = wanted.since {
        query = query.filter(memberships::since.ge(start));
    }
    for word in fold(wanted.name).split(' ').filter(|word| !word.is_empty()) {
        query = query.filter(members::folded.like(containing(word)).escape('\\'));
    }
    let by_name = (members::folded.asc(), members::id.asc());
    let query = match wanted.page {
        Page::First => query.order(by_name),
        Page::After(last) => {
            let folded = folded_name(db, last)?;
            let further = members::folded.gt(folded.clone()).or(members::folded.eq(folded).and(members::id.gt(last)));
            query.filter(further).order(by_name)
        }
        Page::Before(first) => {
            let folded = folded_name(db, first)?;
            let nearer = members::folded.lt(folded.clone()).or(members::folded.eq(folded).and(members::id.lt(first)));
            query.filter(nearer).order((members::folded.desc(), members::id.desc()))
        }
    };
    Ok(query.load::<PersonRow>(db)?.into_iter().map(|row| person(row, wanted.now)).collect())
}

fn person((who, place): PersonRow, now: Moment) -> Person {
    let (id, given_name, family_name, profession, region, state, establishment) = who;
    let (circle, since, until, suspended_until, invited_by) = place;
    let held = Held { circle, since, until, suspended_until };
    Person {
        id,
        given_name,
        family_name,
        profession,
        region,
        establishment,
        arrived: state == AccountState::Active,
        circle: held.circle_at(now),
        held,
        invited_by,
    }
}

fn folded_name(db: &mut Db, member: MemberId) -> QueryResult<String> {
    members::table.find(member).select(members::folded).first(db)
}

/// A pattern for a text that contains a word, whatever it holds (escaped by a backslash).
fn containing(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// How many establishments the people of a theme in a region come from.
pub(super) fn establishments_in(db: &mut Db, theme: ThemeId, region: &str) -> QueryResult<i64> {
    memberships::table
        .inner_join(members::table)
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::region.eq(region))
        .filter(members::state.ne(AccountState::Closed))
        .select(diesel::dsl::count(members::establishment_id).aggregate_distinct())
        .first(db)
}

/// The names of members, for those who may see them.
pub(super) fn names(db: &mut Db, of: &[MemberId]) -> QueryResult<Vec<(MemberId, String, String)>> {
    members::table
        .filter(members::id.eq_any(of.to_vec()))
        .select((members::id, members::given_name, members::family_name))
        .load(db)
}

/// Those who animate a theme, by name.
pub(super) fn animators(db: &mut Db, theme: ThemeId) -> QueryResult<Vec<(MemberId, String, String)>> {
    animators::table
        .inner_join(members::table)
        .filter(animators::theme_id.eq(theme))
        .filter(members::state.ne(AccountState::Closed))
        .order((members::folded.asc(), members::id.asc()))
        .limit(50)
        .select((members::id, members::given_name, members::family_name))
        .load(db)
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
