//! SQL of who is on duty.

use diesel::prelude::*;
use jiff::civil::Date;

use crate::db::ids::{MemberId, ThemeId};
use crate::db::schema::{console_duties, members};
use crate::db::{Db, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// People on duty in three months at most.
const MOST: i64 = 200;

pub(super) fn insert(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    (week, member): (Date, MemberId),
    by: MemberId,
) -> Result<bool, Refusal> {
    let row = (
        console_duties::theme_id.eq(theme),
        console_duties::week.eq(week.to_string()),
        console_duties::member_id.eq(member),
        console_duties::named_by.eq(by),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(console_duties::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(inserted == 1)
}

pub(super) fn remove(tx: &mut Tx<'_>, theme: ThemeId, (week, member): (Date, MemberId)) -> Result<bool, Refusal> {
    let gone = diesel::delete(console_duties::table.find((theme, week.to_string(), member))).execute(tx.db())?;
    Ok(gone == 1)
}

pub(super) fn of_week(db: &mut Db, theme: ThemeId, week: Date) -> Result<Vec<MemberId>, Refusal> {
    Ok(console_duties::table
        .filter(console_duties::theme_id.eq(theme))
        .filter(console_duties::week.eq(week.to_string()))
        .order(console_duties::member_id.asc())
        .limit(MOST)
        .select(console_duties::member_id)
        .load(db)?)
}

pub(super) fn between(
    db: &mut Db,
    theme: ThemeId,
    (first, last): (Date, Date),
) -> Result<Vec<(Date, MemberId, String)>, Refusal> {
    let rows: Vec<(String, (MemberId, String, String))> = console_duties::table
        .inner_join(members::table.on(members::id.eq(console_duties::member_id)))
        .filter(console_duties::theme_id.eq(theme))
        .filter(console_duties::week.between(first.to_string(), last.to_string()))
        .order((console_duties::week.asc(), members::folded.asc(), members::id.asc()))
        .limit(MOST)
        .select((console_duties::week, (members::id, members::given_name, members::family_name)))
        .load(db)?;
    let named = |(week, (member, given, family)): (String, (MemberId, String, String))| {
        Some((week.parse().ok()?, member, format!("{given} {family}")))
    };
    Ok(rows.into_iter().filter_map(named).collect())
}
