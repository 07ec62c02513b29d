//! SQL of the index's upkeep: what is not indexed or not counted yet, and starting again from nothing.

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::SimpleConnection;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::ids::{PostId, ThemeId, ThreadId};
use crate::db::schema::{posts, search_documents, search_index, search_state, search_terms, search_titles, threads};
use crate::db::{Db, Tx};
use crate::policy::Audience;
use crate::refusal::Refusal;

/// How far the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct Progress {
    /// The analyser that made it.
    pub version: i32,
    /// Every post up to this one was looked at.
    pub done_up_to: i64,
    /// It reached the last post once.
    pub complete: bool,
}

/// How far the index is.
///
/// # Errors
/// What the database says.
pub fn progress(db: &mut Db) -> Result<Progress, Refusal> {
    Ok(search_state::table
        .find(1_i64)
        .select((search_state::version, search_state::done_up_to, search_state::complete))
        .first(db)?)
}

/// Whether the index is there, with the first and the last document in it.
///
/// # Errors
/// What the database says, except that the index is not there.
pub fn is_whole(db: &mut Db) -> Result<bool, Refusal> {
    let edge = |db: &mut Db, newest: bool| -> QueryResult<Option<PostId>> {
        let query = search_documents::table.select(search_documents::post_id).into_boxed();
        let query = if newest {
            query.order(search_documents::post_id.desc())
        } else {
            query.order(search_documents::post_id.asc())
        };
        query.first(db).optional()
    };
    let edges: Vec<i64> = [edge(db, false)?, edge(db, true)?].into_iter().flatten().map(|post| post.0).collect();
    let wanted = edges.iter().collect::<std::collections::BTreeSet<_>>().len();
    let held =
        search_index::table.filter(search_index::rowid.eq_any(edges)).select(search_index::rowid).load::<i64>(db);
    Ok(held.is_ok_and(|held| held.len() == wanted))
}

/// How many posts that stand are not in the index.
pub(super) fn missing(db: &mut Db) -> Result<i64, Refusal> {
    let standing: i64 = posts::table
        .inner_join(threads::table)
        .filter(posts::removed_at.is_null())
        .filter(threads::removed_at.is_null())
        .count()
        .get_result(db)?;
    let held: i64 = search_index::table.count().get_result(db)?;
    Ok((standing - held).max(0))
}

const SQLITE_INDEX: &str = "DROP TABLE IF EXISTS search_index; \
    CREATE VIRTUAL TABLE search_index USING fts5 (words, content = '', contentless_delete = 1, \
    tokenize = \"ascii tokenchars '_'\"); \
    DELETE FROM search_documents; DELETE FROM search_titles; DELETE FROM search_terms;";
const POSTGRES_INDEX: &str = "DROP TABLE IF EXISTS search_index; \
    CREATE TABLE search_index (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL); \
    CREATE INDEX search_index_words ON search_index USING gin (words); \
    TRUNCATE search_documents, search_titles, search_terms;";

/// Starts again from nothing: everything is read again, from the first post on.
pub(super) fn start_again(tx: &mut Tx<'_>, version: i32) -> Result<(), Refusal> {
    match tx.db() {
        Db::Sqlite(conn) => conn.batch_execute(SQLITE_INDEX)?,
        Db::Postgres(conn) => conn.batch_execute(POSTGRES_INDEX)?,
    }
    diesel::update(search_state::table.find(1_i64))
        .set((search_state::version.eq(version), search_state::done_up_to.eq(0_i64), search_state::complete.eq(false)))
        .execute(tx.db())?;
    Ok(())
}

/// Starts again from nothing, without what is quicker to make at the end.
pub(super) fn start_loading(tx: &mut Tx<'_>, version: i32) -> Result<(), Refusal> {
    start_again(tx, version)?;
    match tx.db() {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => conn.batch_execute("DROP INDEX search_index_words;")?,
    }
    Ok(())
}

/// Making the index of a million posts lasts minutes.
const POSTGRES_WORDS: &str = "SET LOCAL statement_timeout = 0; SET LOCAL maintenance_work_mem = '256MB'; \
    CREATE INDEX search_index_words ON search_index USING gin (words);";

/// Makes what was left out, and says that everything up to a post is indexed.
pub(super) fn end_loading(tx: &mut Tx<'_>, last: i64) -> Result<(), Refusal> {
    match tx.db() {
        Db::Sqlite(_) => {}
        Db::Postgres(conn) => conn.batch_execute(POSTGRES_WORDS)?,
    }
    diesel::update(search_state::table.find(1_i64))
        .set((search_state::done_up_to.eq(last), search_state::complete.eq(true)))
        .execute(tx.db())?;
    Ok(())
}

/// Rows of one statement while loading.
const LOADED_AT_ONCE: usize = 1_000;

/// Notes posts and titles whose words are counted elsewhere.
pub(super) fn note_counted(
    tx: &mut Tx<'_>,
    documents: &[(PostId, &str)],
    titles: &[(ThreadId, &str)],
) -> Result<(), Refusal> {
    for part in titles.chunks(LOADED_AT_ONCE) {
        let rows: Vec<_> = part
            .iter()
            .map(|(thread, words)| (search_titles::thread_id.eq(*thread), search_titles::words.eq(*words)))
            .collect();
        crate::on_each_backend!(tx.db(), conn => diesel::insert_into(search_titles::table).values(&rows).execute(conn))?;
    }
    for part in documents.chunks(LOADED_AT_ONCE) {
        let rows: Vec<_> = part
            .iter()
            .map(|(post, words)| {
                (
                    search_documents::post_id.eq(*post),
                    search_documents::words.eq(*words),
                    search_documents::counted.eq(true),
                )
            })
            .collect();
        crate::on_each_backend!(tx.db(), conn => diesel::insert_into(search_documents::table).values(&rows).execute(conn))?;
        super::store::index(tx, part)?;
    }
    Ok(())
}

/// A post to index.
#[derive(Clone, Debug, Queryable)]
pub struct Unread {
    /// The post.
    pub post: PostId,
    /// Its thread.
    pub thread: ThreadId,
    /// Its number.
    pub number: i32,
    /// Its source.
    pub source: String,
    /// The thread's title.
    pub title: String,
}

/// The next posts to look at, in the order of their ids.
pub(super) fn next(db: &mut Db, after: i64, most: i64) -> Result<Vec<Unread>, Refusal> {
    Ok(posts::table
        .inner_join(threads::table)
        .filter(posts::id.gt(PostId(after)))
        .order(posts::id.asc())
        .limit(most)
        .select((posts::id, posts::thread_id, posts::number, posts::source, threads::title))
        .load(db)?)
}

/// Moves the mark on; `false` when another worker moved it first.
pub(super) fn advance(tx: &mut Tx<'_>, from: i64, to: Option<i64>) -> Result<bool, Refusal> {
    let mark = search_state::table.find(1_i64).filter(search_state::done_up_to.eq(from));
    let moved = match to {
        Some(to) => diesel::update(mark).set(search_state::done_up_to.eq(to)).execute(tx.db())?,
        None => diesel::update(mark).set(search_state::complete.eq(true)).execute(tx.db())?,
    };
    Ok(moved == 1)
}

/// Which of some posts are to be indexed: they stand, and are not.
pub(super) fn still_unread(tx: &mut Tx<'_>, posts_read: &[PostId]) -> Result<Vec<PostId>, Refusal> {
    Ok(posts::table
        .inner_join(threads::table)
        .filter(posts::id.eq_any(posts_read.to_vec()))
        .filter(posts::removed_at.is_null())
        .filter(threads::removed_at.is_null())
        .filter(not(exists(search_documents::table.filter(search_documents::post_id.eq(posts::id)))))
        .select(posts::id)
        .load(tx.db())?)
}

/// Which of some standing threads have no title noted.
pub(super) fn untitled(tx: &mut Tx<'_>, of: &[ThreadId]) -> Result<Vec<ThreadId>, Refusal> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    Ok(threads::table
        .filter(threads::id.eq_any(of.to_vec()))
        .filter(threads::removed_at.is_null())
        .filter(not(exists(search_titles::table.filter(search_titles::thread_id.eq(threads::id)))))
        .select(threads::id)
        .load(tx.db())?)
}

/// Notes posts and titles that were not indexed.
pub(super) fn note_all(
    tx: &mut Tx<'_>,
    documents: &[(PostId, String)],
    titles: &[(ThreadId, String)],
) -> Result<(), Refusal> {
    for (thread, words) in titles {
        diesel::delete(search_titles::table.find(*thread)).execute(tx.db())?;
        super::store::note_title(tx, *thread, words)?;
    }
    if documents.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = documents
        .iter()
        .map(|(post, words)| {
            (
                search_documents::post_id.eq(*post),
                search_documents::words.eq(words),
                search_documents::counted.eq(false),
            )
        })
        .collect();
    crate::on_each_backend!(tx.db(), conn => diesel::insert_into(search_documents::table).values(&rows).execute(conn))?;
    let rows: Vec<(PostId, &str)> = documents.iter().map(|(post, words)| (*post, words.as_str())).collect();
    super::store::index(tx, &rows)
}

/// A document whose words are in no count yet.
#[derive(Clone, Debug, Queryable)]
pub struct Uncounted {
    /// The post.
    pub post: PostId,
    /// Its tokens.
    pub words: String,
    /// Its theme.
    pub theme: ThemeId,
    /// Its audience.
    pub audience: Audience,
    /// Its source.
    pub source: String,
    /// The thread's title.
    pub title: String,
}

/// Whether a document is not counted yet.
pub(super) fn is_any_uncounted(db: &mut Db) -> Result<bool, Refusal> {
    let uncounted = search_documents::table.filter(not(search_documents::counted));
    Ok(diesel::select(exists(uncounted)).get_result(db)?)
}

/// Documents not counted yet (at most `most`).
pub(super) fn uncounted(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Uncounted>, Refusal> {
    Ok(search_documents::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(not(search_documents::counted))
        .limit(most)
        .select((
            search_documents::post_id,
            search_documents::words,
            threads::theme_id,
            threads::audience,
            posts::source,
            threads::title,
        ))
        .load(tx.db())?)
}

/// Terms of one statement.
const TERMS: usize = 5_000;

/// Takes the words of a thread's posts out of the counts of its audience; they are counted again later.
pub(super) fn leaving(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    let counted: Vec<(PostId, String, ThemeId, Audience)> = search_documents::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(posts::thread_id.eq(thread))
        .filter(search_documents::counted.eq(true))
        .select((search_documents::post_id, search_documents::words, threads::theme_id, threads::audience))
        .load(tx.db())?;
    let Some((_, _, theme, audience)) = counted.first() else { return Ok(()) };
    let of_audience = search_terms::theme_id.eq(*theme).and(search_terms::audience.eq(*audience));
    let mut held: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, words, ..) in &counted {
        for term in words.split(' ').chain([""]).collect::<BTreeSet<_>>() {
            *held.entry(term).or_default() += 1;
        }
    }
    // Words held by as many posts leave together.
    let mut leaving: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for (term, posts) in held {
        leaving.entry(posts).or_default().push(term);
    }
    for (posts, terms) in leaving.iter().flat_map(|(posts, terms)| terms.chunks(TERMS).map(move |some| (posts, some))) {
        let those = search_terms::table.filter(of_audience).filter(search_terms::term.eq_any(terms.to_vec()));
        diesel::update(those).set(search_terms::posts.eq(search_terms::posts - *posts)).execute(tx.db())?;
    }
    diesel::delete(search_terms::table.filter(of_audience).filter(search_terms::posts.le(0))).execute(tx.db())?;
    for some in counted.chunks(TERMS) {
        let moved: Vec<PostId> = some.iter().map(|(post, ..)| *post).collect();
        diesel::update(search_documents::table.filter(search_documents::post_id.eq_any(moved)))
            .set(search_documents::counted.eq(false))
            .execute(tx.db())?;
    }
    Ok(())
}

/// What is added to a count: how many posts, and how the word is written.
pub type Counts = BTreeMap<(String, ThemeId, Audience), (i64, String)>;

/// Rows of one statement on PostgreSQL.
const ROWS: usize = 2_000;

/// Adds to the counts, in the order of their keys, so that two workers never wait for each other.
pub(super) fn add(tx: &mut Tx<'_>, counts: &Counts, counted: &[PostId]) -> Result<(), Refusal> {
    let rows: Vec<_> = counts
        .iter()
        .map(|((term, theme, audience), (count, form))| {
            (
                search_terms::term.eq(term),
                search_terms::theme_id.eq(*theme),
                search_terms::audience.eq(*audience),
                search_terms::posts.eq(*count),
                search_terms::form.eq(form),
            )
        })
        .collect();
    let key = (search_terms::term, search_terms::theme_id, search_terms::audience);
    let sum = search_terms::posts.eq(search_terms::posts + excluded(search_terms::posts));
    match tx.db() {
        Db::Sqlite(conn) => {
            for row in rows {
                diesel::insert_into(search_terms::table)
                    .values(row)
                    .on_conflict(key)
                    .do_update()
                    .set(sum)
                    .execute(conn)?;
            }
        }
        Db::Postgres(conn) => {
            for rows in rows.chunks(ROWS) {
                diesel::insert_into(search_terms::table)
                    .values(rows)
                    .on_conflict(key)
                    .do_update()
                    .set(sum)
                    .execute(conn)?;
            }
        }
    }
    diesel::update(search_documents::table.filter(search_documents::post_id.eq_any(counted.to_vec())))
        .set(search_documents::counted.eq(true))
        .execute(tx.db())?;
    Ok(())
}
