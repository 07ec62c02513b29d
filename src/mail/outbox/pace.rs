//! The pace of mail to each domain: large receivers hold back, then refuse, whoever sends too much at once.

use diesel::prelude::*;

use crate::db::schema::mail_pace;
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// How long mails are counted together, in seconds.
const WINDOW: i64 = 60;

/// Until when a mail to a domain waits, as far as is known before it is counted: what would wait is not even written.
pub(super) fn full(db: &mut Db, domain: &str, most: i64, now: Moment) -> Result<Option<Moment>, Refusal> {
    if most == 0 {
        return Ok(None);
    }
    let since: Option<Moment> = mail_pace::table
        .find(domain)
        .filter(mail_pace::sent.ge(most))
        .filter(mail_pace::since.gt(now.plus_seconds(-WINDOW)).and(mail_pace::since.le(now)))
        .select(mail_pace::since)
        .first(db)
        .optional()?;
    Ok(since.map(|since| since.plus_seconds(WINDOW)))
}

/// Counts a mail to a domain; says until when it waits when there were enough.
pub(super) fn count(tx: &mut Tx<'_>, domain: &str, most: i64) -> Result<Option<Moment>, Refusal> {
    if most == 0 {
        return Ok(None);
    }
    let now = tx.now();
    let first = (mail_pace::domain.eq(domain), mail_pace::since.eq(now), mail_pace::sent.eq(1_i64));
    let new = on_each_backend!(tx.db(), conn => diesel::insert_into(mail_pace::table)
        .values(first).on_conflict_do_nothing().execute(conn))?;
    if new == 1 {
        return Ok(None);
    }
    let renewed = diesel::update(mail_pace::table.find(domain))
        .filter(mail_pace::since.le(now.plus_seconds(-WINDOW)).or(mail_pace::since.gt(now)))
        .set((mail_pace::since.eq(now), mail_pace::sent.eq(1_i64)))
        .execute(tx.db())?;
    let counted = match renewed {
        0 => diesel::update(mail_pace::table.find(domain).filter(mail_pace::sent.lt(most)))
            .set(mail_pace::sent.eq(mail_pace::sent + 1))
            .execute(tx.db())?,
        _ => renewed,
    };
    if counted > 0 {
        return Ok(None);
    }
    let since: Moment = mail_pace::table.find(domain).select(mail_pace::since).first(tx.db())?;
    Ok(Some(since.plus_seconds(WINDOW)))
}
