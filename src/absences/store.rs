//! SQL of absences and of where members work.

use diesel::prelude::*;
use jiff::civil::Date;

use super::Planned;
use crate::db::ids::{AbsenceId, MemberId};
use crate::db::schema::{absences, member_departments, members};
use crate::db::{Db, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::worktime::Department;

/// Absences read at once: a few a member.
const MOST: i64 = 1_000;

/// A time a member is away.
#[derive(Clone, Debug)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Who stands in: given and family name.
    pub deputy: Option<(MemberId, String, String)>,
}

type Row = (AbsenceId, String, String, Option<(MemberId, String, String)>);

/// A member's absences that are not over, the next first.
///
/// # Errors
/// What the database says.
pub fn coming(db: &mut Db, member: MemberId, today: Date) -> Result<Vec<Absence>, Refusal> {
    let rows: Vec<Row> = absences::table
        .left_join(members::table.on(members::id.nullable().eq(absences::deputy_id)))
        .filter(absences::member_id.eq(member))
        .filter(absences::last_day.ge(today.to_string()))
        .order((absences::first_day.asc(), absences::id.asc()))
        .limit(100)
        .select((
            absences::id,
            absences::first_day,
            absences::last_day,
            (members::id, members::given_name, members::family_name).nullable(),
        ))
        .load(db)?;
    let absence = |(id, first, last, deputy): Row| Ok(Absence { id, first: day(&first)?, last: day(&last)?, deputy });
    rows.into_iter().map(absence).collect()
}

fn day(text: &str) -> Result<Date, Refusal> {
    text.parse().map_err(|_| Refusal::Broken("a day of an absence is none".into()))
}

pub(super) fn insert(tx: &mut Tx<'_>, id: AbsenceId, member: MemberId, planned: &Planned) -> Result<(), Refusal> {
    let row = (
        absences::id.eq(id),
        absences::member_id.eq(member),
        absences::first_day.eq(planned.first.to_string()),
        absences::last_day.eq(planned.last.to_string()),
        absences::deputy_id.eq(planned.deputy),
    );
    diesel::insert_into(absences::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Removes an absence of a member; says whether it was theirs.
pub(super) fn remove(tx: &mut Tx<'_>, member: MemberId, id: AbsenceId) -> Result<bool, Refusal> {
    let gone = diesel::delete(absences::table.find(id).filter(absences::member_id.eq(member))).execute(tx.db())?;
    Ok(gone == 1)
}

/// The département a member said, if they did.
///
/// # Errors
/// What the database says.
pub fn department_of(db: &mut Db, member: MemberId) -> Result<Option<Department>, Refusal> {
    let said: Option<String> =
        member_departments::table.find(member).select(member_departments::department).first(db).optional()?;
    Ok(said.as_deref().and_then(Department::parse))
}

pub(super) fn work_in(tx: &mut Tx<'_>, member: MemberId, department: Option<Department>) -> Result<(), Refusal> {
    let Some(department) = department else {
        diesel::delete(member_departments::table.find(member)).execute(tx.db())?;
        return Ok(());
    };
    let said = member_departments::department.eq(department.code());
    let row = (member_departments::member_id.eq(member), said);
    on_each_backend!(tx.db(), conn => diesel::insert_into(member_departments::table)
        .values(row).on_conflict(member_departments::member_id).do_update().set(said).execute(conn))?;
    Ok(())
}

/// Where a member lives and works, as stored.
#[derive(Queryable)]
pub(super) struct PlaceRow {
    pub member: MemberId,
    pub zone: String,
    pub region: String,
    pub department: Option<String>,
}

pub(super) fn places(db: &mut Db, of: &[MemberId]) -> Result<Vec<PlaceRow>, Refusal> {
    Ok(members::table
        .left_join(member_departments::table.on(member_departments::member_id.eq(members::id)))
        .filter(members::id.eq_any(of))
        .select((members::id, members::time_zone, members::region, member_departments::department.nullable()))
        .load(db)?)
}

/// An absence that may run, with the clock that says whether it does.
pub(super) struct Around {
    pub member: MemberId,
    pub zone: String,
    pub first: Date,
    pub last: Date,
    pub deputy: Option<MemberId>,
}

/// The absences of some members that touch some days.
pub(super) fn around(db: &mut Db, of: &[MemberId], (from, to): (Date, Date)) -> Result<Vec<Around>, Refusal> {
    let rows: Vec<(MemberId, String, String, String, Option<MemberId>)> = absences::table
        .inner_join(members::table.on(members::id.eq(absences::member_id)))
        .filter(absences::member_id.eq_any(of))
        .filter(absences::last_day.ge(from.to_string()))
        .filter(absences::first_day.le(to.to_string()))
        .order(absences::id.asc())
        .limit(MOST)
        .select((absences::member_id, members::time_zone, absences::first_day, absences::last_day, absences::deputy_id))
        .load(db)?;
    let around = |(member, zone, first, last, deputy): (MemberId, String, String, String, Option<MemberId>)| {
        Ok(Around { member, zone, first: day(&first)?, last: day(&last)?, deputy })
    };
    rows.into_iter().map(around).collect()
}
