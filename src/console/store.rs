//! SQL of claims.

use diesel::prelude::*;

use super::CaseKind;
use super::claims::Claim;
use crate::db::ids::MemberId;
use crate::db::schema::{console_claims, members};
use crate::db::written::one_of;
use crate::db::{Db, Key, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Puts a member on a case that nobody is on, or that somebody took before `free`: one statement, whose row count is
/// the answer.
pub(super) fn claim(
    tx: &mut Tx<'_>,
    (kind, key): (CaseKind, Key),
    member: MemberId,
    free: Moment,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let row = (
        console_claims::kind.eq(kind),
        console_claims::subject.eq(key.id),
        console_claims::place.eq(key.place),
        console_claims::member_id.eq(member),
        console_claims::since.eq(now),
    );
    let taken = on_each_backend!(tx.db(), conn => {
        let put = diesel::insert_into(console_claims::table)
            .values(row)
            .on_conflict((console_claims::kind, console_claims::subject, console_claims::place))
            .do_update()
            .set((console_claims::member_id.eq(member), console_claims::since.eq(now)));
        let free = console_claims::since.le(free).or(console_claims::member_id.eq(member));
        diesel::query_dsl::methods::FilterDsl::filter(put, free).execute(conn)
    })?;
    Ok(taken == 1)
}

pub(super) fn release(tx: &mut Tx<'_>, (kind, key): (CaseKind, Key), member: MemberId) -> Result<(), Refusal> {
    let mine = console_claims::table.find((kind, key.id, key.place)).filter(console_claims::member_id.eq(member));
    diesel::delete(mine).execute(tx.db())?;
    Ok(())
}

/// The case is settled: nobody is on it.
pub(super) fn settle(tx: &mut Tx<'_>, (kind, key): (CaseKind, Key)) -> Result<(), Refusal> {
    diesel::delete(console_claims::table.find((kind, key.id, key.place))).execute(tx.db())?;
    Ok(())
}

/// A claim as its row says it.
type ClaimRow = (CaseKind, i64, i64, (MemberId, String, String), Moment);

/// Who is on some cases since a moment.
pub(super) fn claims(db: &mut Db, cases: &[(CaseKind, Key)], since: Moment) -> Result<Vec<Claim>, Refusal> {
    let rows: Vec<ClaimRow> = console_claims::table
        .inner_join(members::table)
        .filter(one_of(console_claims::subject, cases.iter().map(|(_, key)| key.id)))
        .filter(console_claims::since.gt(since))
        .order((console_claims::kind.asc(), console_claims::subject.asc(), console_claims::place.asc()))
        .select((
            console_claims::kind,
            console_claims::subject,
            console_claims::place,
            (members::id, members::given_name, members::family_name),
            console_claims::since,
        ))
        .load(db)?;
    let claim = |(kind, id, place, (member, given, family), since)| Claim {
        kind,
        key: Key { id, place },
        member,
        name: format!("{given} {family}"),
        since,
    };
    Ok(rows.into_iter().map(claim).filter(|claim| cases.contains(&(claim.kind, claim.key))).collect())
}

pub(super) fn forget_claims(tx: &mut Tx<'_>, before: Moment) -> Result<usize, Refusal> {
    Ok(diesel::delete(console_claims::table.filter(console_claims::since.lt(before))).execute(tx.db())?)
}
