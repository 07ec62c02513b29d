//! SQL written by hand that stays prepared: diesel never keeps what `sql_query` or `sql` prepared, nor, on SQLite, what
//! `eq_any` did; preparing again was a tenth of a page's time.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Bool, HasSqlType, Integer, Timestamp};
use diesel::{QueryResult, RunQueryDsl};

use super::Moment;

/// A value to bind, in the order of the question marks.
#[derive(Clone, Copy, Debug)]
pub enum Bind {
    /// A `BIGINT`.
    Big(i64),
    /// An `INTEGER`.
    Small(i32),
    /// A `TIMESTAMP`.
    At(Moment),
}

/// A whole statement, the same on both engines, `?` where a value goes (and nowhere else), whose rows are of type `Row`.
pub struct Statement<Row> {
    sql: &'static str,
    binds: Vec<Bind>,
    row: PhantomData<Row>,
}

impl<Row> Statement<Row> {
    /// A statement with its values.
    pub const fn new(sql: &'static str, binds: Vec<Bind>) -> Self {
        Self { sql, binds, row: PhantomData }
    }
}

impl<DB, Row> QueryFragment<DB> for Statement<Row>
where
    DB: Backend + HasSqlType<BigInt> + HasSqlType<Integer> + HasSqlType<Timestamp>,
    i64: ToSql<BigInt, DB>,
    i32: ToSql<Integer, DB>,
    Moment: ToSql<Timestamp, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut pieces = self.sql.split('?');
        out.push_sql(pieces.next().unwrap_or_default());
        for (piece, bind) in pieces.zip(&self.binds) {
            match bind {
                Bind::Big(value) => out.push_bind_param::<BigInt, _>(value)?,
                Bind::Small(value) => out.push_bind_param::<Integer, _>(value)?,
                Bind::At(value) => out.push_bind_param::<Timestamp, _>(value)?,
            }
            out.push_sql(piece);
        }
        Ok(())
    }
}

// No name of a type stands for its text: diesel keeps what was prepared by the text itself.
impl<Row> QueryId for Statement<Row> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Row> Query for Statement<Row> {
    type SqlType = Row;
}

impl<Conn, Row> RunQueryDsl<Conn> for Statement<Row> {}

/// A condition without values, the same on both engines.
#[derive(Clone, Copy, Debug)]
pub struct Condition(&'static str);

/// A condition, in brackets unless it binds as tightly as a call.
pub const fn condition(sql: &'static str) -> Condition {
    Condition(sql)
}

impl Expression for Condition {
    type SqlType = Bool;
}

impl<DB: Backend> QueryFragment<DB> for Condition {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

impl QueryId for Condition {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<From> SelectableExpression<From> for Condition {}
impl<From> AppearsOnTable<From> for Condition {}
impl<GroupBy> ValidGrouping<GroupBy> for Condition {
    type IsAggregate = diesel::expression::is_aggregate::Never;
}

/// A column that is one of a few values. Its list is filled up to a power of two by its last value, so that there are
/// few texts to keep prepared.
#[derive(Clone, Debug)]
pub struct OneOf<Column> {
    column: Column,
    values: Vec<i64>,
}

/// Whether a column is one of a few values: nothing is, of none.
pub fn one_of<Column>(column: Column, values: impl IntoIterator<Item = impl Into<i64>>) -> OneOf<Column> {
    let mut values: Vec<i64> = values.into_iter().map(Into::into).collect();
    if let Some(last) = values.last().copied() {
        values.resize(values.len().next_power_of_two(), last);
    }
    OneOf { column, values }
}

impl<Column: Expression> Expression for OneOf<Column> {
    type SqlType = Bool;
}

impl<Column, DB> QueryFragment<DB> for OneOf<Column>
where
    DB: Backend + HasSqlType<BigInt>,
    Column: QueryFragment<DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Some((first, others)) = self.values.split_first() else {
            out.push_sql("1 = 0");
            return Ok(());
        };
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IN (");
        out.push_bind_param::<BigInt, _>(first)?;
        for value in others {
            out.push_sql(", ");
            out.push_bind_param::<BigInt, _>(value)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

impl<Column> QueryId for OneOf<Column> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Column: SelectableExpression<From>, From> SelectableExpression<From> for OneOf<Column> {}
impl<Column: AppearsOnTable<From>, From> AppearsOnTable<From> for OneOf<Column> {}
impl<Column: ValidGrouping<GroupBy>, GroupBy> ValidGrouping<GroupBy> for OneOf<Column> {
    type IsAggregate = Column::IsAggregate;
}

/// A `BIGINT` column where no index of it may be what a statement begins with: cast to what it is. Without statistics,
/// SQLite would walk every thread of a theme to find the few that something waits in; PostgreSQL drops a cast that
/// changes nothing and keeps what it knows of the column.
#[derive(Clone, Copy, Debug)]
pub struct Beside<Column>(Column);

/// A column that is only compared: see [`Beside`].
pub const fn beside<Column>(column: Column) -> Beside<Column> {
    Beside(column)
}

impl<Column: Expression> Expression for Beside<Column> {
    type SqlType = Column::SqlType;
}

impl<Column: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Beside<Column> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("CAST(");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" AS BIGINT)");
        Ok(())
    }
}

impl<Column> QueryId for Beside<Column> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Column: SelectableExpression<From>, From> SelectableExpression<From> for Beside<Column> {}
impl<Column: AppearsOnTable<From>, From> AppearsOnTable<From> for Beside<Column> {}
impl<Column: ValidGrouping<GroupBy>, GroupBy> ValidGrouping<GroupBy> for Beside<Column> {
    type IsAggregate = Column::IsAggregate;
}
