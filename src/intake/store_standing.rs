//! SQL of what comes back: one row a mail, one row a member.

use diesel::prelude::*;

use super::standing::Cause;
use crate::db::ids::{MailId, MemberId};
use crate::db::schema::{mail_bounces, mail_standings, members, outbox};
use crate::db::{Db, Moment, Slice, Tx};
use crate::mail::Class;
use crate::members::AccountState;
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Notes that a mail came back; false when it was noted before.
pub(super) fn note(
    tx: &mut Tx<'_>,
    mail: MailId,
    member: MemberId,
    cause: Cause,
    status: Option<&str>,
) -> Result<bool, Refusal> {
    let row = (
        mail_bounces::mail_id.eq(mail),
        mail_bounces::member_id.eq(member),
        mail_bounces::kind.eq(cause),
        mail_bounces::status.eq(status),
        mail_bounces::noted_at.eq(tx.now()),
    );
    let noted = on_each_backend!(tx.db(), conn => diesel::insert_into(mail_bounces::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(noted == 1)
}

/// A row for the member, if there is none.
fn stand(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    let row = (mail_standings::member_id.eq(member), mail_standings::soft.eq(0));
    on_each_backend!(tx.db(), conn => diesel::insert_into(mail_standings::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// Whether the member confirmed their address after a moment.
pub(super) fn confirmed_since(db: &mut Db, member: MemberId, moment: Moment) -> Result<bool, Refusal> {
    let confirmed = mail_standings::table.find(member).filter(mail_standings::confirmed_at.ge(moment));
    let count: i64 = confirmed.count().get_result(db)?;
    Ok(count > 0)
}

/// Counts a mail that came back for now; a long silence starts the count again.
pub(super) fn count_soft(tx: &mut Tx<'_>, member: MemberId, forgotten_before: Moment) -> Result<(), Refusal> {
    stand(tx, member)?;
    let now = tx.now();
    diesel::update(mail_standings::table.find(member))
        .filter(
            mail_standings::last_soft_at
                .is_null()
                .or(mail_standings::last_soft_at.lt(forgotten_before).assume_not_null()),
        )
        .set((mail_standings::soft.eq(0), mail_standings::first_soft_at.eq(now)))
        .execute(tx.db())?;
    diesel::update(mail_standings::table.find(member))
        .set((mail_standings::soft.eq(mail_standings::soft + 1), mail_standings::last_soft_at.eq(now)))
        .execute(tx.db())?;
    Ok(())
}

/// Stops the mail of a member who has so many that came back since a moment; false when they have not, or it is stopped.
pub(super) fn stop_if_soft(tx: &mut Tx<'_>, member: MemberId, many: i32, since: Moment) -> Result<bool, Refusal> {
    let now = tx.now();
    let stopped = diesel::update(mail_standings::table.find(member))
        .filter(mail_standings::stopped_at.is_null())
        .filter(mail_standings::soft.ge(many))
        .filter(mail_standings::first_soft_at.le(since))
        .set((mail_standings::stopped_at.eq(now), mail_standings::cause.eq(Cause::Soft)))
        .execute(tx.db())?;
    Ok(stopped == 1)
}

/// Stops the mail of a member; false when it is stopped already.
pub(super) fn stop(tx: &mut Tx<'_>, member: MemberId, cause: Cause) -> Result<bool, Refusal> {
    stand(tx, member)?;
    let now = tx.now();
    let stopped = diesel::update(mail_standings::table.find(member))
        .filter(mail_standings::stopped_at.is_null())
        .set((mail_standings::stopped_at.eq(now), mail_standings::cause.eq(cause)))
        .execute(tx.db())?;
    Ok(stopped == 1)
}

/// The member's address was proved: the count starts again, mail goes on. Says whether it had been stopped.
pub(super) fn confirm(tx: &mut Tx<'_>, member: MemberId) -> Result<bool, Refusal> {
    stand(tx, member)?;
    let (now, never) = (tx.now(), None::<Moment>);
    let mine = mail_standings::table.find(member);
    let resumed = diesel::update(mine)
        .filter(mail_standings::stopped_at.is_not_null())
        .set((mail_standings::stopped_at.eq(never), mail_standings::cause.eq(None::<Cause>)))
        .execute(tx.db())?;
    diesel::update(mine)
        .set((
            mail_standings::soft.eq(0),
            mail_standings::first_soft_at.eq(never),
            mail_standings::last_soft_at.eq(never),
            mail_standings::confirmed_at.eq(now),
        ))
        .execute(tx.db())?;
    Ok(resumed == 1)
}

/// Since when and why the mail of a member is stopped, if it is.
pub(super) fn stopped(db: &mut Db, member: MemberId) -> Result<Option<(Moment, Cause)>, Refusal> {
    let found: Option<(Option<Moment>, Option<Cause>)> = mail_standings::table
        .find(member)
        .select((mail_standings::stopped_at, mail_standings::cause))
        .first(db)
        .optional()?;
    Ok(found.and_then(|(at, cause)| at.zip(cause)))
}

/// Whether a mail of the outbox is news for a member whose mail is stopped.
pub(super) fn holds_back(db: &mut Db, mail: MailId) -> Result<bool, Refusal> {
    let held: i64 = outbox::table
        .inner_join(mail_standings::table.on(outbox::member_id.eq(mail_standings::member_id.nullable())))
        .filter(outbox::id.eq(mail))
        .filter(outbox::class.eq_any([Class::Notice, Class::Digest]))
        .filter(mail_standings::stopped_at.is_not_null())
        .count()
        .get_result(db)?;
    Ok(held > 0)
}

/// A member whose mail is stopped.
#[derive(Clone, Debug, Queryable)]
pub struct Stopped {
    /// Who.
    pub member: MemberId,
    /// Given and family name.
    pub name: (String, String),
    /// Since when.
    pub since: Option<Moment>,
    /// Why.
    pub cause: Option<Cause>,
}

/// A slice of the members whose mail is stopped, the first stopped first.
pub(super) fn stopped_first(db: &mut Db, slice: &Slice<'_>) -> Result<Vec<Stopped>, Refusal> {
    let mut query = mail_standings::table
        .inner_join(members::table)
        .filter(mail_standings::stopped_at.is_not_null())
        .filter(members::state.ne(AccountState::Closed))
        .order((mail_standings::stopped_at.asc(), mail_standings::member_id.asc()))
        .limit(slice.most)
        .select((
            mail_standings::member_id,
            (members::given_name, members::family_name),
            mail_standings::stopped_at,
            mail_standings::cause,
        ))
        .into_boxed();
    if let Some(after) = slice.after {
        let later = mail_standings::member_id.gt(MemberId(after.id));
        query = query.filter(mail_standings::stopped_at.ge(after.since)).filter(
            mail_standings::stopped_at
                .gt(after.since)
                .or(mail_standings::stopped_at.eq(after.since).and(later.nullable())),
        );
    }
    if let Some(only) = slice.only {
        query = query.filter(mail_standings::member_id.eq(MemberId(only.id)));
    }
    Ok(query.load(db)?)
}

/// Members whose mail is stopped, the latest first, and how many there are in all.
pub(super) fn all_stopped(db: &mut Db, most: i64) -> Result<(Vec<Stopped>, i64), Refusal> {
    let count = mail_standings::table.filter(mail_standings::stopped_at.is_not_null()).count().get_result(db)?;
    let shown = mail_standings::table
        .inner_join(members::table)
        .filter(mail_standings::stopped_at.is_not_null())
        .order((mail_standings::stopped_at.desc(), mail_standings::member_id.desc()))
        .limit(most)
        .select((
            mail_standings::member_id,
            (members::given_name, members::family_name),
            mail_standings::stopped_at,
            mail_standings::cause,
        ))
        .load(db)?;
    Ok((shown, count))
}
