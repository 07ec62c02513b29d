//! What a database holds, in numbers, and whether it is sound: what a copy of it must show as well.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde::{Deserialize, Serialize};

use super::schema::posts;
use super::{Db, Moment};

/// What a database holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The migrations that ran, oldest first.
    pub migrations: Vec<String>,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
    /// The id of the newest post.
    pub newest_post: Option<i64>,
}

impl Contents {
    /// The first thing that is not as in `expected`, in words.
    pub fn difference(&self, expected: &Self) -> Option<String> {
        let names = expected.rows.keys().chain(self.rows.keys());
        let rows = |contents: &Self, name| contents.rows.get(name).map_or("no such table".into(), ToString::to_string);
        for name in names {
            let (found, wanted) = (rows(self, name), rows(expected, name));
            if found != wanted {
                return Some(format!("rows of {name}: {found}, expected {wanted}"));
            }
        }
        if self.newest_post != expected.newest_post {
            return Some("the newest post is another".into());
        }
        (self.migrations != expected.migrations).then(|| "the migrations are others".into())
    }

    /// Rows of all tables.
    pub fn rows_in_all(&self) -> i64 {
        self.rows.values().sum()
    }
}

/// A table: how we call it, how the engine does.
#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    address: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// Virtual tables and their shadows are the engine's own business.
const SQLITE_TABLES: &str = "SELECT name, '\"' || replace(name, '\"', '\"\"') || '\"' AS address \
    FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY 1";

const POSTGRES_TABLES: &str = "SELECT CASE schemaname WHEN 'public' THEN tablename::text \
    ELSE schemaname::text || '.' || tablename::text END AS name, \
    quote_ident(schemaname::text) || '.' || quote_ident(tablename::text) AS address \
    FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";

fn tables(db: &mut Db) -> QueryResult<Vec<Table>> {
    let question = match db {
        Db::Sqlite(_) => SQLITE_TABLES,
        Db::Postgres(_) => POSTGRES_TABLES,
    };
    diesel::sql_query(question).load(db)
}

/// Whether there is no table at all.
///
/// # Errors
/// What the database says.
pub fn is_empty(db: &mut Db) -> Result<bool, String> {
    tables(db).map(|tables| tables.is_empty()).map_err(|error| error.to_string())
}

/// Counts everything. Works on a database of any age; consistent within the caller's snapshot.
///
/// # Errors
/// What the database says.
pub fn contents(db: &mut Db) -> Result<Contents, String> {
    counted(db).map_err(|error| error.to_string())
}

fn counted(db: &mut Db) -> QueryResult<Contents> {
    let tables = tables(db)?;
    let mut contents = Contents::default();
    // A table cannot be bound; these names come from the engine's own catalogue, quoted by it.
    for some in tables.chunks(100) {
        let questions: Vec<String> = some
            .iter()
            .map(|table| {
                let name = table.name.replace('\'', "''");
                format!("SELECT '{name}' AS name, COUNT(*) AS number FROM {}", table.address)
            })
            .collect();
        let counts: Vec<Count> = diesel::sql_query(questions.join(" UNION ALL ")).load(db)?;
        contents.rows.extend(counts.into_iter().map(|count| (count.name, count.number)));
    }
    if contents.rows.contains_key("__diesel_schema_migrations") {
        let ran: Vec<Word> =
            diesel::sql_query("SELECT version AS word FROM __diesel_schema_migrations ORDER BY version").load(db)?;
        contents.migrations = ran.into_iter().map(|ran| ran.word).collect();
    }
    if contents.rows.contains_key("posts") {
        contents.newest_post = posts::table.select(posts::id).order(posts::id.desc()).first::<i64>(db).optional()?;
    }
    Ok(contents)
}

/// What the engine finds wrong with its own files, ten things at most; empty when it is sound.
///
/// SQLite: `integrity_check` and `foreign_key_check` (sqlite.org/pragma.html). PostgreSQL: indexes and constraints that
/// are marked as not valid.
///
/// # Errors
/// What the database says.
pub fn unsound(db: &mut Db) -> Result<Vec<String>, String> {
    let questions = match db {
        Db::Sqlite(_) => [
            "SELECT integrity_check AS word FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT 10",
            "SELECT 'a row of ' || \"table\" || ' points to nothing in ' || parent AS word \
             FROM pragma_foreign_key_check LIMIT 10",
        ],
        Db::Postgres(_) => [
            "SELECT 'the index ' || indexrelid::regclass::text || ' is not valid' AS word \
             FROM pg_catalog.pg_index WHERE NOT indisvalid LIMIT 10",
            "SELECT 'the constraint ' || conname::text || ' is not validated' AS word \
             FROM pg_catalog.pg_constraint WHERE NOT convalidated LIMIT 10",
        ],
    };
    let mut found = Vec::new();
    for question in questions {
        match diesel::sql_query(question).load::<Word>(db) {
            Ok(words) => found.extend(words.into_iter().map(|word| word.word)),
            // So damaged that the question itself cannot be answered.
            Err(error) if error.to_string().contains("malformed") => found.push(error.to_string()),
            Err(error) => return Err(error.to_string()),
        }
    }
    Ok(found)
}

/// The time by the database server's clock; `None` when the database is a file.
///
/// # Errors
/// What the database says.
pub fn server_time(db: &mut Db) -> Result<Option<Moment>, String> {
    #[derive(QueryableByName)]
    struct Time {
        #[diesel(sql_type = diesel::sql_types::Timestamp)]
        now: Moment,
    }
    match db {
        Db::Sqlite(_) => Ok(None),
        Db::Postgres(_) => diesel::sql_query("SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now")
            .get_result::<Time>(db)
            .map(|time| Some(time.now))
            .map_err(|error| error.to_string()),
    }
}
