//! What is done around a point dur beside its steps: calls, help, tasks, attempts. The rows that people's own acts would
//! have left, each at its moment; and what is left of the past when everything was played.

use diesel::prelude::*;

use crate::db::ids::{ApplicationId, AttemptId, EstablishmentId, FeedbackId, MemberId, PointDurId, SheetId, TaskId};
use crate::db::schema::{
    members, notices, outbox, point_dur_attempts, point_dur_calls, point_dur_helpers, point_dur_tasks, posts_to_tell,
    sheet_applications, sheet_feedback, sheet_follow_ups, sheets,
};
use crate::db::{Db, Moment, Tx};
use crate::mail::outbox::State as MailState;
use crate::refusal::Refusal;

const DAY: i64 = 86_400;
/// What happened longer ago than this, in seconds, is no news.
const NEWS: i64 = 5 * DAY;

/// Goes on if exactly one row was concerned.
fn one(rows: usize, what: &str) -> Result<(), Refusal> {
    if rows == 1 { Ok(()) } else { Err(Refusal::Broken(format!("the demo finds {rows} times {what}"))) }
}

/// An expert is called.
pub fn call(tx: &mut Tx<'_>, point: PointDurId, expert: MemberId, by: MemberId) -> Result<(), Refusal> {
    use point_dur_calls as calls;
    let row = (
        calls::point_dur_id.eq(point),
        calls::expert_id.eq(expert),
        calls::called_by.eq(by),
        calls::called_at.eq(tx.now()),
        calls::reason.eq(""),
    );
    diesel::insert_into(calls::table).values(row).execute(tx.db())?;
    Ok(())
}

/// A called expert answers; whoever advises helps from then on.
pub fn answer_call(
    tx: &mut Tx<'_>,
    point: PointDurId,
    expert: MemberId,
    (answer, reason): (&str, &str),
) -> Result<(), Refusal> {
    use point_dur_calls as calls;
    let open = calls::table.find((point, expert)).filter(calls::answer.is_null());
    let said = (calls::answer.eq(answer), calls::reason.eq(reason), calls::answered_at.eq(tx.now()));
    one(diesel::update(open).set(said).execute(tx.db())?, "an open call")?;
    if answer == "advises" { help(tx, point, expert) } else { Ok(()) }
}

/// An expert joins the lead.
pub fn help(tx: &mut Tx<'_>, point: PointDurId, member: MemberId) -> Result<(), Refusal> {
    use point_dur_helpers as helpers;
    let known: bool = diesel::select(diesel::dsl::exists(helpers::table.find((point, member)))).get_result(tx.db())?;
    if known {
        return Ok(());
    }
    let row = (helpers::point_dur_id.eq(point), helpers::member_id.eq(member), helpers::since.eq(tx.now()));
    diesel::insert_into(helpers::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Somebody is given something to do in so many days.
pub fn give(
    tx: &mut Tx<'_>,
    point: PointDurId,
    (by, to): (MemberId, MemberId),
    (title, due): (&str, i64),
) -> Result<(), Refusal> {
    use point_dur_tasks as tasks;
    let due = tx.now().plus_seconds(due * DAY).instant().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let row = (
        tasks::id.eq(TaskId(tx.id())),
        tasks::point_dur_id.eq(point),
        tasks::title.eq(title),
        tasks::member_id.eq(to),
        tasks::due_day.eq(due),
        tasks::made_by.eq(by),
        tasks::made_at.eq(tx.now()),
    );
    diesel::insert_into(tasks::table).values(row).execute(tx.db())?;
    Ok(())
}

/// A task is done.
pub fn finish(tx: &mut Tx<'_>, point: PointDurId, by: MemberId, title: &str) -> Result<(), Refusal> {
    use point_dur_tasks as tasks;
    let open =
        tasks::table.filter(tasks::point_dur_id.eq(point).and(tasks::title.eq(title)).and(tasks::done_at.is_null()));
    let done = (tasks::done_at.eq(tx.now()), tasks::done_by.eq(by));
    one(diesel::update(open).set(done).execute(tx.db())?, "an open task")
}

/// The solution was tried where somebody works.
pub fn attempt(
    tx: &mut Tx<'_>,
    point: PointDurId,
    by: MemberId,
    (verdict, context): (&str, &str),
) -> Result<(), Refusal> {
    use point_dur_attempts as attempts;
    let place: Option<EstablishmentId> = members::table.find(by).select(members::establishment_id).first(tx.db())?;
    let row = (
        attempts::id.eq(AttemptId(tx.id())),
        attempts::point_dur_id.eq(point),
        attempts::member_id.eq(by),
        attempts::establishment_id.eq(place),
        attempts::verdict.eq(verdict),
        attempts::context.eq(context),
        attempts::tried_at.eq(tx.now()),
    );
    diesel::insert_into(attempts::table).values(row).execute(tx.db())?;
    Ok(())
}

/// What a withdrawn sheet is replaced by, once that is published.
pub fn replace(tx: &mut Tx<'_>, gone: SheetId, by: SheetId) -> Result<(), Refusal> {
    let withdrawn = sheets::table.find(gone).filter(sheets::withdrawn_at.is_not_null());
    one(diesel::update(withdrawn).set(sheets::replaced_by.eq(by)).execute(tx.db())?, "a withdrawn sheet")
}

/// What was said last of a sheet.
pub fn last_feedback(db: &mut Db, sheet: SheetId) -> Result<FeedbackId, Refusal> {
    let said = sheet_feedback::table.filter(sheet_feedback::sheet_id.eq(sheet));
    Ok(said.order(sheet_feedback::id.desc()).select(sheet_feedback::id).first(db)?)
}

/// Somebody who applies a sheet answers, the day after they are asked.
pub fn follow_up(
    tx: &mut Tx<'_>,
    sheet: SheetId,
    member: MemberId,
    (months, answer): (i32, &str),
) -> Result<(), Refusal> {
    use sheet_applications as applications;
    let application =
        applications::table.filter(applications::sheet_id.eq(sheet).and(applications::member_id.eq(member)));
    let application: ApplicationId = application.select(applications::id).first(tx.db())?;
    let asked = sheet_follow_ups::table.find((application, months));
    let due: Moment = asked.select(sheet_follow_ups::due_at).first(tx.db())?;
    let said = (
        sheet_follow_ups::asked_at.eq(due),
        sheet_follow_ups::answer.eq(answer),
        sheet_follow_ups::answered_at.eq(due.plus_seconds(DAY)),
    );
    one(diesel::update(asked).set(said).execute(tx.db())?, "a follow-up")
}

/// Nobody is told anew of what is past: its mails have left, and only what is recent waits in the bell.
pub fn quieten(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    diesel::delete(posts_to_tell::table).execute(tx.db())?;
    let waiting = outbox::table.filter(outbox::state.eq(MailState::Pending));
    let left = (outbox::state.eq(MailState::Sent), outbox::done_at.eq(outbox::created_at.nullable()));
    diesel::update(waiting).set(left).execute(tx.db())?;
    diesel::update(notices::table).set(notices::mail.eq("no")).execute(tx.db())?;
    let past = tx.now().plus_seconds(-NEWS);
    diesel::update(notices::table.filter(notices::created_at.lt(past).and(notices::read_at.is_null())))
        .set(notices::read_at.eq(past))
        .execute(tx.db())?;
    let asked =
        sheet_follow_ups::table.filter(sheet_follow_ups::due_at.lt(past).and(sheet_follow_ups::asked_at.is_null()));
    diesel::update(asked).set(sheet_follow_ups::asked_at.eq(sheet_follow_ups::due_at.nullable())).execute(tx.db())?;
    Ok(())
}
