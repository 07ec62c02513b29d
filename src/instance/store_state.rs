//! SQL of what the installation holds.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::schema::journal;
use crate::db::written::Statement;
use crate::db::{Db, Moment};
use crate::on_each_backend;
use crate::refusal::Refusal;

const FILES: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM files";
const SIZE: &str = "SELECT pg_database_size(current_database())";

/// How many files people attached, and their bytes.
pub(super) fn files(db: &mut Db) -> Result<(i64, i64), Refusal> {
    let statement = Statement::<(BigInt, BigInt)>::new(FILES, Vec::new());
    Ok(on_each_backend!(db, conn => statement.get_result(conn))?)
}

/// The bytes of the database, as its server counts them; nothing when it is a file of ours.
pub(super) fn size(db: &mut Db) -> Result<Option<i64>, Refusal> {
    match db {
        Db::Postgres(conn) => Ok(Some(Statement::<BigInt>::new(SIZE, Vec::new()).get_result(conn)?)),
        Db::Sqlite(_) => Ok(None),
    }
}

/// How many facts are sealed, and when the last of all happened.
pub(super) fn facts(db: &mut Db) -> Result<(i64, Option<Moment>), Refusal> {
    let sealed: Option<Option<i64>> = journal::table
        .filter(journal::number.is_not_null())
        .order(journal::number.desc())
        .select(journal::number)
        .first(db)
        .optional()?;
    let last = journal::table.order(journal::id.desc()).select(journal::happened_at).first(db).optional()?;
    Ok((sealed.flatten().unwrap_or(0), last))
}
