//! Keeping the index: what was written without it is caught up with, words are counted per audience, and an index that
//! is lost or was made by another analyser is made again.

use std::collections::{BTreeSet, HashMap};

use super::analysis::{self, tokens};
use super::store_upkeep::{self as store, Counts, Uncounted, Unread};
use crate::db::ids::{PostId, ThreadId};
use crate::db::{Database, Db, Tx};
use crate::refusal::Refusal;

/// Posts indexed in one transaction.
const A_BATCH: i64 = 500;
/// Posts counted in one transaction.
const COUNTED_AT_ONCE: i64 = 200;

/// Catches up with everything written, counted and lost; returns how many posts were indexed or counted.
///
/// # Errors
/// What the database says.
pub fn keep(database: &Database) -> Result<i64, Refusal> {
    let version = analysis::version();
    let sound = database.read_here(|db| Ok(store::progress(db)?.version == version && store::is_whole(db)?))?;
    if !sound {
        tracing::info!("the search index is made again from the posts");
        database.write_here(|tx| store::start_again(tx, version))?;
    }
    Ok(catch_up(database)? + count(database)?)
}

/// Makes the index again from the posts; returns how many.
///
/// # Errors
/// What the database says.
pub fn rebuild(database: &Database) -> Result<i64, Refusal> {
    database.write_here(|tx| store::start_again(tx, analysis::version()))?;
    let indexed = catch_up(database)?;
    count(database)?;
    Ok(indexed)
}

/// How many posts stand in no index.
///
/// # Errors
/// What the database says: an index that is gone, too.
pub fn missing(db: &mut Db) -> Result<i64, Refusal> {
    store::missing(db)
}

fn catch_up(database: &Database) -> Result<i64, Refusal> {
    let mut indexed = 0;
    loop {
        let (progress, unread) = database.read_here(|db| {
            let progress = store::progress(db)?;
            Ok((progress, store::next(db, progress.done_up_to, A_BATCH)?))
        })?;
        let from = progress.done_up_to;
        let Some(last) = unread.last().map(|unread| unread.post.0) else {
            if !progress.complete {
                database.write_here(|tx| store::advance(tx, from, None))?;
            }
            return Ok(indexed);
        };
        // Read outside the transaction: analysing is the work.
        let read = Read::of(&unread);
        indexed += database.write_here(|tx| read.note(tx, from, last))?;
    }
}

/// A batch, analysed.
struct Read {
    documents: Vec<(PostId, String)>,
    titles: Vec<(ThreadId, PostId, String)>,
}

impl Read {
    fn of(unread: &[Unread]) -> Self {
        let mut read = Self { documents: Vec::new(), titles: Vec::new() };
        for Unread { post, thread, number, source, title } in unread {
            let body = tokens(source);
            if *number == 1 {
                let title = tokens(title);
                read.documents.push((*post, super::with_title(&title, &body)));
                read.titles.push((*thread, *post, title.line()));
            } else {
                read.documents.push((*post, body.line()));
            }
        }
        read
    }

    fn note(&self, tx: &mut Tx<'_>, from: i64, last: i64) -> Result<i64, Refusal> {
        if !store::advance(tx, from, Some(last))? {
            return Ok(0);
        }
        let ids: Vec<PostId> = self.documents.iter().map(|(post, _)| *post).collect();
        let wanted: BTreeSet<i64> = store::still_unread(tx, &ids)?.into_iter().map(|post| post.0).collect();
        let documents: Vec<_> = self.documents.iter().filter(|(post, _)| wanted.contains(&post.0)).cloned().collect();
        // The answers to a hidden first post are found under its thread's title.
        let threads: Vec<ThreadId> = self.titles.iter().map(|(thread, ..)| *thread).collect();
        let untitled: BTreeSet<i64> = store::untitled(tx, &threads)?.into_iter().map(|thread| thread.0).collect();
        let titles: Vec<_> = self
            .titles
            .iter()
            .filter(|(thread, post, _)| wanted.contains(&post.0) || untitled.contains(&thread.0))
            .map(|(thread, _, words)| (*thread, words.clone()))
            .collect();
        if !documents.is_empty() || !titles.is_empty() {
            store::note_all(tx, &documents, &titles)?;
        }
        Ok(i64::try_from(documents.len()).unwrap_or(i64::MAX))
    }
}

/// Counts the words of what is indexed.
fn count(database: &Database) -> Result<i64, Refusal> {
    let mut counted = 0;
    while database.read_here(store::is_any_uncounted)? {
        let done = database.write_here(count_some)?;
        counted += done;
    }
    Ok(counted)
}

fn count_some(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let documents = store::uncounted(tx, COUNTED_AT_ONCE)?;
    let mut counts = Counts::new();
    for Uncounted { words, theme, audience, source, title, .. } in &documents {
        let typed: HashMap<String, String> = analysis::words(title)
            .into_iter()
            .chain(analysis::words(source))
            .map(|word| (word.token, word.typed))
            .collect();
        for token in words.split(' ').chain([""]).collect::<BTreeSet<_>>() {
            let form = typed.get(token).cloned().unwrap_or_default();
            let (count, _) = counts.entry((token.to_owned(), *theme, *audience)).or_insert((0, form));
            *count += 1;
        }
    }
    let ids: Vec<PostId> = documents.iter().map(|document| document.post).collect();
    if !ids.is_empty() {
        store::add(tx, &counts, &ids)?;
    }
    Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
}
