//! SQL of requests to join.

use diesel::prelude::*;

use crate::db::ids::{JoinRequestId, MemberId, ThemeId};
use crate::db::schema::join_requests;
use crate::db::{Db, Moment, Tx};
use crate::joining::RequestState;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// A request to join a theme, as it stands.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = join_requests)]
pub struct Request {
    /// Its id.
    pub id: JoinRequestId,
    /// The theme.
    pub theme_id: ThemeId,
    /// Who asks, when it is a member.
    pub member_id: Option<MemberId>,
    /// Their address.
    pub email: String,
    /// That address's form for comparing.
    pub email_key: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Where they work, in their own words.
    pub establishment: String,
    /// Their profession.
    pub profession: String,
    /// Their region (slug).
    pub region: String,
    /// What brings them.
    pub motivation: String,
    /// What became of it.
    pub state: RequestState,
    /// When it was made.
    pub created_at: Moment,
    /// Who decided.
    pub decided_by: Option<MemberId>,
    /// When it was decided.
    pub decided_at: Option<Moment>,
    /// Why it was declined.
    pub reason: String,
}

/// A request about to be made.
pub(in crate::joining) struct New<'a> {
    pub theme: ThemeId,
    pub member: Option<MemberId>,
    pub email: &'a str,
    pub email_key: &'a str,
    pub given_name: &'a str,
    pub family_name: &'a str,
    pub establishment: &'a str,
    pub profession: &'a str,
    pub region: &'a str,
    pub motivation: &'a str,
    pub state: RequestState,
}

/// Makes a request, unless one of the same person waits in the theme already.
pub(in crate::joining) fn insert(tx: &mut Tx<'_>, new: &New<'_>) -> Result<Option<JoinRequestId>, Refusal> {
    let id = JoinRequestId(tx.id());
    let now = tx.now();
    let row = (
        join_requests::id.eq(id),
        join_requests::theme_id.eq(new.theme),
        join_requests::member_id.eq(new.member),
        (
            join_requests::email.eq(new.email),
            join_requests::email_key.eq(new.email_key),
            join_requests::given_name.eq(new.given_name),
            join_requests::family_name.eq(new.family_name),
            join_requests::establishment.eq(new.establishment),
            join_requests::profession.eq(new.profession),
            join_requests::region.eq(new.region),
            join_requests::motivation.eq(new.motivation),
        ),
        join_requests::state.eq(new.state),
        join_requests::created_at.eq(now),
        join_requests::decided_at.eq((new.state != RequestState::Waiting).then_some(now)),
        join_requests::reason.eq(""),
    );
    let made = on_each_backend!(tx.db(), conn => diesel::insert_into(join_requests::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok((made == 1).then_some(id))
}

pub(in crate::joining) fn by_id(db: &mut Db, id: JoinRequestId) -> Result<Request, Refusal> {
    Ok(join_requests::table.find(id).select(Request::as_select()).first(db)?)
}

/// The latest request of an address in a theme.
pub(in crate::joining) fn latest(db: &mut Db, email_key: &str, theme: ThemeId) -> QueryResult<Option<Request>> {
    join_requests::table
        .filter(join_requests::email_key.eq(email_key))
        .filter(join_requests::theme_id.eq(theme))
        .order(join_requests::id.desc())
        .select(Request::as_select())
        .first(db)
        .optional()
}

/// The requests decided in a theme, the latest first.
pub(in crate::joining) fn decided(db: &mut Db, theme: ThemeId, most: i64) -> QueryResult<Vec<Request>> {
    join_requests::table
        .filter(join_requests::theme_id.eq(theme))
        .filter(join_requests::state.ne(RequestState::Waiting))
        .order(join_requests::id.desc())
        .limit(most)
        .select(Request::as_select())
        .load(db)
}

/// Decides a request; says whether it still waited.
pub(in crate::joining) fn decide(
    tx: &mut Tx<'_>,
    id: JoinRequestId,
    state: RequestState,
    by: Option<MemberId>,
    reason: &str,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let waiting = join_requests::table.find(id).filter(join_requests::state.eq(RequestState::Waiting));
    let decided = diesel::update(waiting)
        .set((
            join_requests::state.eq(state),
            join_requests::decided_by.eq(by),
            join_requests::decided_at.eq(now),
            join_requests::reason.eq(reason),
        ))
        .execute(tx.db())?;
    Ok(decided == 1)
}

/// Approves whatever waits of a person who is in now.
pub(in crate::joining) fn approve_waiting(
    tx: &mut Tx<'_>,
    email_key: &str,
    theme: ThemeId,
    by: Option<MemberId>,
) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(join_requests::table)
        .filter(join_requests::email_key.eq(email_key))
        .filter(join_requests::theme_id.eq(theme))
        .filter(join_requests::state.eq(RequestState::Waiting))
        .set((
            join_requests::state.eq(RequestState::Approved),
            join_requests::decided_by.eq(by),
            join_requests::decided_at.eq(now),
        ))
        .execute(tx.db())?;
    Ok(())
}
