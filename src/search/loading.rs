//! Filling the index while a whole community is loaded into an empty database: what is written is indexed with it, its
//! words are counted in memory, and the counts are written once.

use std::collections::HashMap;

use super::analysis::{self, Tokens};
use super::store_upkeep::{self as store, Counts};
use crate::db::ids::{PostId, ThemeId, ThreadId};
use crate::db::{Database, Tx};
use crate::policy::Audience;
use crate::refusal::Refusal;

/// Counts written in one transaction.
const COUNTS_AT_ONCE: usize = 20_000;

/// A post that is being loaded.
#[derive(Clone, Copy, Debug)]
pub struct Loaded<'a> {
    /// The post.
    pub post: PostId,
    /// The thread it opens, with its title.
    pub opens: Option<(ThreadId, &'a str)>,
    /// Its tokens.
    pub body: &'a Tokens,
    /// Its source.
    pub source: &'a str,
    /// Its theme.
    pub theme: ThemeId,
    /// Its audience.
    pub audience: Audience,
}

/// What is indexed of a post.
#[derive(Clone, Debug)]
pub struct Document {
    post: PostId,
    words: String,
    title: Option<(ThreadId, String)>,
}

/// Words counted in memory.
#[derive(Debug, Default)]
pub struct Tally {
    terms: HashMap<String, Term>,
}

/// A token: how the word is written, and how many posts of each audience hold it.
#[derive(Debug, Default)]
struct Term {
    form: String,
    posts: Vec<(ThemeId, Audience, i64)>,
}

impl Term {
    fn add(&mut self, theme: ThemeId, audience: Audience, more: i64) {
        match self.posts.iter_mut().find(|(of, to, _)| *of == theme && *to == audience) {
            Some((_, _, count)) => *count += more,
            None => self.posts.push((theme, audience, more)),
        }
    }
}

impl Tally {
    /// Reads a post: counts its words and says what is to be indexed.
    pub fn read(&mut self, loaded: &Loaded<'_>) -> Document {
        let title = loaded.opens.map(|(thread, title)| (thread, analysis::tokens(title)));
        let words = match &title {
            Some((_, title)) => super::with_title(title, loaded.body),
            None => loaded.body.line(),
        };
        self.count(&words, loaded);
        Document { post: loaded.post, words, title: title.map(|(thread, title)| (thread, title.line())) }
    }

    fn count(&mut self, words: &str, loaded: &Loaded<'_>) {
        let mut tokens: Vec<&str> = words.split(' ').chain([""]).collect();
        tokens.sort_unstable();
        tokens.dedup();
        let mut typed: Option<HashMap<String, String>> = None;
        for token in tokens {
            if let Some(term) = self.terms.get_mut(token) {
                term.add(loaded.theme, loaded.audience, 1);
                continue;
            }
            let typed = typed.get_or_insert_with(|| typed_in(loaded));
            let mut term = Term { form: typed.get(token).cloned().unwrap_or_default(), posts: Vec::new() };
            term.add(loaded.theme, loaded.audience, 1);
            self.terms.insert(token.to_owned(), term);
        }
    }

    /// Adds what another counted.
    pub fn merge(&mut self, other: Self) {
        for (token, term) in other.terms {
            let own = self.terms.entry(token).or_default();
            if own.form.is_empty() {
                own.form = term.form;
            }
            for (theme, audience, count) in term.posts {
                own.add(theme, audience, count);
            }
        }
    }
}

/// How the words of a post are written, by their tokens.
fn typed_in(loaded: &Loaded<'_>) -> HashMap<String, String> {
    let title = loaded.opens.map_or("", |(_, title)| title);
    let words = analysis::words(title).into_iter().chain(analysis::words(loaded.source));
    words.map(|word| (word.token, word.typed)).collect()
}

/// Makes an empty index, quick to fill; it is whole again after [`end`].
///
/// # Errors
/// What the database says.
pub fn begin(database: &Database) -> Result<(), Refusal> {
    database.write_here(|tx| store::start_loading(tx, analysis::version()))
}

/// Indexes some posts that are being loaded.
///
/// # Errors
/// What the database says.
pub fn note<'a>(tx: &mut Tx<'_>, documents: impl Iterator<Item = &'a Document>) -> Result<(), Refusal> {
    let (mut words, mut titles) = (Vec::new(), Vec::new());
    for document in documents {
        words.push((document.post, document.words.as_str()));
        titles.extend(document.title.as_ref().map(|(thread, title)| (*thread, title.as_str())));
    }
    store::note_counted(tx, &words, &titles)
}

/// Writes the counts, and that everything up to the last post is indexed.
///
/// # Errors
/// What the database says.
pub fn end(database: &Database, tally: Tally, last: Option<PostId>) -> Result<(), Refusal> {
    let mut counts: Vec<_> = tally.terms.into_iter().flat_map(keyed).collect();
    counts.sort_unstable();
    for part in counts.chunks(COUNTS_AT_ONCE) {
        let part: Counts = part.iter().cloned().collect();
        database.write_here(|tx| store::add(tx, &part, &[]))?;
    }
    database.write_here(|tx| store::end_loading(tx, last.map_or(0, |post| post.0)))
}

type Count = ((String, ThemeId, Audience), (i64, String));

fn keyed((token, term): (String, Term)) -> impl Iterator<Item = Count> {
    let Term { form, posts } = term;
    posts.into_iter().map(move |(theme, audience, count)| ((token.clone(), theme, audience), (count, form.clone())))
}
