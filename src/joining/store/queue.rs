//! SQL of what requests to join bring to the console.

use diesel::prelude::*;

use super::requests::Request;
use crate::db::ids::{JoinRequestId, MemberId, ThemeId};
use crate::db::schema::{join_requests, members};
use crate::db::written::one_of;
use crate::db::{Db, Key, Moment, Rank, Slice, Waits};
use crate::joining::RequestState;
use crate::refusal::Refusal;

/// Requests that wait in some themes, along the index of those that do.
macro_rules! waiting {
    ($db:expr, $slice:expr, $columns:expr) => {{
        let slice: &Slice<'_> = $slice;
        let mut query = join_requests::table
            .filter(join_requests::state.eq(RequestState::Waiting))
            .filter(one_of(join_requests::theme_id, slice.themes.iter().copied()))
            .order(join_requests::id.asc())
            .limit(slice.most)
            .select($columns)
            .into_boxed();
        if let Some(after) = slice.after {
            query = query.filter(join_requests::id.gt(JoinRequestId(after.id)));
        }
        if let Some(only) = slice.only {
            query = query.filter(join_requests::id.eq(JoinRequestId(only.id)));
        }
        query.load($db)?
    }};
}

pub(in crate::joining) fn queued(db: &mut Db, slice: &Slice<'_>) -> Result<Vec<Request>, Refusal> {
    Ok(waiting!(db, slice, Request::as_select()))
}

pub(in crate::joining) fn waits(db: &mut Db, slice: &Slice<'_>) -> Result<Vec<Waits>, Refusal> {
    let columns = (join_requests::id, join_requests::created_at, join_requests::theme_id);
    let rows: Vec<(JoinRequestId, Moment, ThemeId)> = waiting!(db, slice, columns);
    let waits = |(id, since, theme): (JoinRequestId, Moment, ThemeId)| Waits {
        key: Key::of(id.0),
        rank: Rank::of(since, id.0),
        theme: Some(theme),
    };
    Ok(rows.into_iter().map(waits).collect())
}

/// How a request was decided: how, why, when, by whom.
#[derive(Clone, Debug, Queryable)]
pub struct Settled {
    /// How.
    pub state: RequestState,
    /// Why, when it was declined.
    pub reason: String,
    /// When.
    pub at: Option<Moment>,
    /// Who: their id, given and family name.
    pub by: Option<(MemberId, String, String)>,
}

pub(in crate::joining) fn settled(db: &mut Db, id: JoinRequestId) -> Result<Option<Settled>, Refusal> {
    Ok(join_requests::table
        .left_join(members::table.on(join_requests::decided_by.eq(members::id.nullable())))
        .filter(join_requests::id.eq(id))
        .filter(join_requests::state.ne(RequestState::Waiting))
        .select((
            join_requests::state,
            join_requests::reason,
            join_requests::decided_at,
            (members::id, members::given_name, members::family_name).nullable(),
        ))
        .first(db)
        .optional()?)
}
