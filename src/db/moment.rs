//! A moment: UTC, whole microseconds, the same on both engines.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use jiff::Timestamp;
use time::{OffsetDateTime, PrimitiveDateTime};

/// A `TIMESTAMP` column: an instant in UTC, truncated to microseconds so that both engines keep the same value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Timestamp)]
pub struct Moment(PrimitiveDateTime);

impl Moment {
    /// The same instant for calendars and arithmetic.
    pub fn instant(self) -> Timestamp {
        let micros = self.0.assume_utc().unix_timestamp_nanos() / 1_000;
        Timestamp::from_microsecond(i64::try_from(micros).unwrap_or_default()).unwrap_or_default()
    }

    /// This moment moved by a number of seconds (negative: earlier).
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(time::Duration::seconds(seconds)))
    }

    /// This moment moved by a number of milliseconds.
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(time::Duration::milliseconds(millis)))
    }

    /// Whole seconds from `earlier` to this moment (negative when it is later).
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).whole_seconds()
    }

    /// The second this moment is in.
    #[must_use]
    pub fn whole_second(self) -> Self {
        Self(self.0.replace_microsecond(0).unwrap_or(self.0))
    }

    /// Milliseconds of the Unix epoch.
    pub fn millis(self) -> i64 {
        self.instant().as_millisecond()
    }
}

impl From<Timestamp> for Moment {
    fn from(instant: Timestamp) -> Self {
        let nanos = i128::from(instant.as_microsecond()) * 1_000;
        let utc = OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Self(PrimitiveDateTime::new(utc.date(), utc.time()))
    }
}

impl<DB> ToSql<diesel::sql_types::Timestamp, DB> for Moment
where
    DB: Backend,
    PrimitiveDateTime: ToSql<diesel::sql_types::Timestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> FromSql<diesel::sql_types::Timestamp, DB> for Moment
where
    DB: Backend,
    PrimitiveDateTime: FromSql<diesel::sql_types::Timestamp, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        PrimitiveDateTime::from_sql(bytes).map(Self)
    }
}

impl serde::Serialize for Moment {
    /// RFC 3339, as `<time datetime>` wants it.
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&self.instant())
    }
}
