//! SQL of the search: what is indexed, which visible posts hold a token, how many the reader sees.

use std::collections::HashMap;

use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::find::{Filters, State};
use super::scoring;
use crate::db::ids::{MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{
    establishments, members, posts, search_documents, search_index, search_terms, search_titles, threads,
};
use crate::db::{Db, Tx, containing};
use crate::policy::{self, Audience, Subject, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;
use crate::threads::{Kind, marks};

/// Words of an author's name that count.
const MOST_NAMES: usize = 6;

/// What a post must hold.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    /// Any of these tokens.
    pub any: Vec<String>,
    /// Every one of these runs of tokens.
    pub required: Vec<Vec<String>>,
    /// None of these runs of tokens.
    pub excluded: Vec<Vec<String>>,
}

impl Matching {
    /// As FTS5 reads it (sqlite.org/fts5.html, "Full-text Query Syntax"): every token is a string.
    fn fts5(&self) -> String {
        let run = |run: &Vec<String>| format!("\"{}\"", run.join(" "));
        let any: Vec<String> = self.any.iter().map(|token| format!("\"{token}\"")).collect();
        let mut all: Vec<String> = self.required.iter().map(run).collect();
        all.extend((!any.is_empty()).then(|| format!("({})", any.join(" OR "))));
        let excluded: Vec<String> = self.excluded.iter().map(run).collect();
        let all = all.join(" AND ");
        if excluded.is_empty() { all } else { format!("({all}) NOT ({})", excluded.join(" OR ")) }
    }

    /// As PostgreSQL reads it (`tsquery`): every token is a quoted lexeme.
    fn tsquery(&self) -> String {
        let run = |run: &Vec<String>| run.iter().map(|token| format!("'{token}'")).collect::<Vec<_>>().join(" <-> ");
        let any: Vec<String> = self.any.iter().map(|token| format!("'{token}'")).collect();
        let mut all: Vec<String> = self.required.iter().map(|words| format!("({})", run(words))).collect();
        all.extend((!any.is_empty()).then(|| format!("({})", any.join(" | "))));
        all.extend(self.excluded.iter().map(|words| format!("!({})", run(words))));
        all.join(" & ")
    }
}

/// A post that holds what was asked for, as it is scored.
#[derive(Clone, Debug, Queryable)]
pub struct Candidate {
    /// The post.
    pub post: PostId,
    /// Its thread.
    pub thread: ThreadId,
    solution: Option<i64>,
    words: String,
    /// The tokens of the thread's title.
    pub title: String,
}

impl Candidate {
    /// What scoring looks at.
    pub fn scored(&self) -> scoring::Post<'_> {
        scoring::Post { tokens: &self.words, solution: self.solution == Some(self.post.0) }
    }
}

/// The newest posts the viewer sees that hold what is asked for.
///
/// # Errors
/// `Refusal::Busy` while the index is being made again, else what the database says.
pub fn candidates(
    db: &mut Db,
    viewer: &Viewer,
    matching: &Matching,
    filters: &Filters,
    most: i64,
) -> Result<Vec<Candidate>, Refusal> {
    let holds = match db {
        Db::Sqlite(_) => sql::<Bool>("search_index MATCH (").bind::<Text, _>(matching.fts5()).sql(")"),
        Db::Postgres(_) => {
            sql::<Bool>("search_index.words @@ CAST(").bind::<Text, _>(matching.tsquery()).sql(" AS tsquery)")
        }
    };
    let mut query = search_index::table
        .inner_join(posts::table.on(posts::id.eq(search_index::rowid)))
        .inner_join(threads::table.on(threads::id.eq(posts::thread_id)))
        .inner_join(search_documents::table.on(search_documents::post_id.eq(posts::id)))
        .inner_join(search_titles::table.on(search_titles::thread_id.eq(threads::id)))
        .filter(holds)
        .filter(visible_threads(viewer))
        .filter(posts::removed_at.is_null())
        .order(search_index::rowid.desc())
        .limit(most)
        .select((posts::id, threads::id, threads::solution_id, search_documents::words, search_titles::words))
        .into_boxed();
    if filters.shared {
        query = query.filter(read_by_circles());
    }
    if let Some(theme) = filters.theme {
        query = query.filter(threads::theme_id.eq(theme));
    }
    if let Some(subtopic) = filters.subtopic {
        query = query.filter(threads::subtopic_id.eq(subtopic));
    }
    if let Some(kind) = filters.kind {
        query = query.filter(threads::kind.eq(kind));
    }
    if let Some(since) = filters.since {
        query = query.filter(posts::created_at.ge(since));
    }
    query = match filters.state {
        Some(State::Solved) => query.filter(marks::solved()),
        Some(State::Unsolved) => query.filter(marks::unsolved()),
        Some(State::SetAside) => query.filter(marks::is_set_aside()),
        Some(State::Unanswered) => {
            query.filter(threads::posts_count.eq(threads::answers_gone + 1)).filter(threads::no_answer_at.is_null())
        }
        None => query,
    };
    let author = || members::table.filter(members::id.eq(posts::author_id));
    for word in filters.author.split(' ').filter(|word| !word.is_empty()).take(MOST_NAMES) {
        query = query.filter(exists(author().filter(members::folded.like(containing(word)).escape('\\'))));
    }
    if let Some(region) = filters.region {
        query = query.filter(exists(author().filter(members::region.eq(region))));
    }
    if !filters.establishment.is_empty() {
        let placed = establishments::folded.like(containing(&filters.establishment)).escape('\\');
        let there = members::table.inner_join(establishments::table).filter(members::id.eq(posts::author_id));
        query = query.filter(exists(there.filter(placed)));
    }
    query.load(db).map_err(refused)
}

/// An index that was taken away is made again by the timetable within seconds: until then, this is busy.
fn refused(error: diesel::result::Error) -> Refusal {
    if error.to_string().contains("search_index") {
        return Refusal::Busy(format!("the search index must be made again: {error}"));
    }
    error.into()
}

/// How many posts that the reader sees hold each token.
#[derive(Clone, Debug, Default)]
pub struct Holding {
    /// How many there are.
    pub all: i64,
    by_token: HashMap<String, i64>,
}

impl Holding {
    /// How many hold a token.
    pub fn of(&self, token: &str) -> i64 {
        self.by_token.get(token).copied().unwrap_or(0)
    }
}

/// Whether the reader sees what is for an audience of a theme.
fn sees(viewer: &Viewer, theme: ThemeId, audience: Audience) -> bool {
    policy::sees(viewer, &Subject { theme, audience, removed: false, named: false })
}

/// Counts the posts that hold some tokens, over what the viewer sees.
///
/// # Errors
/// What the database says.
pub fn holding(db: &mut Db, viewer: &Viewer, tokens: &[&str]) -> Result<Holding, Refusal> {
    let wanted: Vec<&str> = tokens.iter().copied().chain([""]).collect();
    let rows: Vec<(String, ThemeId, Audience, i64)> = search_terms::table
        .filter(search_terms::term.eq_any(wanted))
        .select((search_terms::term, search_terms::theme_id, search_terms::audience, search_terms::posts))
        .load(db)?;
    let mut holding = Holding::default();
    for (term, theme, audience, count) in rows {
        match (sees(viewer, theme, audience), term.as_str()) {
            (false, _) => {}
            (true, "") => holding.all += count,
            (true, _) => *holding.by_token.entry(term).or_default() += count,
        }
    }
    Ok(holding)
}

/// A word that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its token.
    pub token: String,
    /// How it is written.
    pub form: String,
    /// How many posts hold it.
    pub posts: i64,
}

/// Terms looked through for one word.
const LOOKED_THROUGH: i64 = 20_000;

/// Written words the viewer sees whose token starts with a letter: the token, how it is written, how often.
///
/// # Errors
/// What the database says.
pub fn written_with(db: &mut Db, viewer: &Viewer, first: char) -> Result<Vec<Written>, Refusal> {
    let rows: Vec<(ThemeId, Audience, i64, (String, String))> = search_terms::table
        .filter(search_terms::term.ge(first.to_string()))
        .filter(search_terms::term.lt(char::from_u32(u32::from(first) + 1).unwrap_or(char::MAX).to_string()))
        .filter(search_terms::form.ne(""))
        .limit(LOOKED_THROUGH)
        .select((
            search_terms::theme_id,
            search_terms::audience,
            search_terms::posts,
            (search_terms::term, search_terms::form),
        ))
        .load(db)?;
    let mut forms: HashMap<(String, String), i64> = HashMap::new();
    for (theme, audience, count, word) in rows {
        if sees(viewer, theme, audience) {
            *forms.entry(word).or_default() += count;
        }
    }
    Ok(forms.into_iter().map(|((token, form), posts)| Written { token, form, posts }).collect())
}

/// A hit as it is shown.
#[derive(Clone, Debug, Queryable)]
pub struct Shown {
    /// The post.
    pub post: PostId,
    /// Its number.
    pub number: i32,
    /// Its source.
    pub source: String,
    /// When it was written.
    pub created_at: crate::db::Moment,
    /// Its author.
    pub author: (MemberId, String, String),
    /// Its thread.
    pub thread: (ThreadId, String, Kind, Audience, i32, Option<i64>),
    /// Whether a solution of its thread stands.
    pub solved: bool,
    /// Whether its thread is set aside without an answer.
    pub set_aside: bool,
    /// The theme's end of address and name.
    pub theme: (String, String),
}

/// What is shown of some posts that the viewer sees, in no order.
///
/// # Errors
/// What the database says.
pub fn shown(db: &mut Db, viewer: &Viewer, wanted: &[PostId]) -> Result<Vec<Shown>, Refusal> {
    use crate::db::schema::themes;
    Ok(posts::table
        .inner_join(members::table)
        .inner_join(threads::table.inner_join(themes::table))
        .filter(posts::id.eq_any(wanted.to_vec()))
        .filter(posts::removed_at.is_null())
        .filter(visible_threads(viewer))
        .select((
            posts::id,
            posts::number,
            posts::source,
            posts::created_at,
            (members::id, members::given_name, members::family_name),
            (
                threads::id,
                threads::title,
                threads::kind,
                threads::audience,
                threads::posts_count - threads::answers_gone,
                threads::solution_id,
            ),
            marks::solved(),
            marks::is_set_aside(),
            (themes::slug, themes::name),
        ))
        .load(db)?)
}

/// Notes the tokens of a title.
pub(super) fn note_title(tx: &mut Tx<'_>, thread: ThreadId, words: &str) -> Result<(), Refusal> {
    let row = (search_titles::thread_id.eq(thread), search_titles::words.eq(words));
    diesel::insert_into(search_titles::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Forgets the tokens of a title.
pub(super) fn forget_title(tx: &mut Tx<'_>, thread: ThreadId) -> Result<(), Refusal> {
    diesel::delete(search_titles::table.find(thread)).execute(tx.db())?;
    Ok(())
}

/// Notes the tokens of a post.
pub(super) fn note(tx: &mut Tx<'_>, post: PostId, words: &str) -> Result<(), Refusal> {
    let row =
        (search_documents::post_id.eq(post), search_documents::words.eq(words), search_documents::counted.eq(false));
    diesel::insert_into(search_documents::table).values(row).execute(tx.db())?;
    index(tx, &[(post, words)])
}

/// Puts posts in the index.
pub(super) fn index(tx: &mut Tx<'_>, rows: &[(PostId, &str)]) -> Result<(), Refusal> {
    let indexed = match tx.db() {
        Db::Sqlite(conn) => {
            let rows: Vec<_> = rows
                .iter()
                .map(|(post, words)| (search_index::rowid.eq(post.0), search_index::words.eq(*words)))
                .collect();
            diesel::insert_into(search_index::table).values(rows).execute(conn)
        }
        Db::Postgres(conn) => {
            let row = |(post, words): &(PostId, &str)| {
                let vector = sql::<Text>("CAST(").bind::<Text, _>(tsvector(words)).sql(" AS tsvector)");
                (search_index::rowid.eq(post.0), search_index::words.eq(vector))
            };
            diesel::insert_into(search_index::table).values(rows.iter().map(row).collect::<Vec<_>>()).execute(conn)
        }
    };
    indexed.map(|_| ()).map_err(refused)
}

/// Positions PostgreSQL keeps (textsearch limits); later words have the last one.
const LAST_POSITION: usize = 16_383;

fn tsvector(words: &str) -> String {
    use std::fmt::Write;
    let mut vector = String::with_capacity(words.len() * 2);
    for (at, token) in words.split(' ').filter(|token| !token.is_empty()).enumerate() {
        let _ = write!(vector, "'{token}':{} ", (at + 1).min(LAST_POSITION));
    }
    vector
}

/// Takes posts out of the index, and their words out of the counts.
pub(super) fn forget(tx: &mut Tx<'_>, gone: &[PostId]) -> Result<(), Refusal> {
    let counted: Vec<(String, ThemeId, Audience)> = search_documents::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(search_documents::post_id.eq_any(gone.to_vec()))
        .filter(search_documents::counted.eq(true))
        .select((search_documents::words, threads::theme_id, threads::audience))
        .load(tx.db())?;
    for (words, theme, audience) in counted {
        withdraw(tx, &words, theme, audience)?;
    }
    diesel::delete(search_documents::table.filter(search_documents::post_id.eq_any(gone.to_vec()))).execute(tx.db())?;
    let rows: Vec<i64> = gone.iter().map(|post| post.0).collect();
    let gone = diesel::delete(search_index::table.filter(search_index::rowid.eq_any(rows))).execute(tx.db());
    gone.map(|_| ()).map_err(refused)
}

/// Takes the words of one post out of the counts of its audience: two statements.
fn withdraw(tx: &mut Tx<'_>, words: &str, theme: ThemeId, audience: Audience) -> Result<(), Refusal> {
    let of_audience = search_terms::theme_id.eq(theme).and(search_terms::audience.eq(audience));
    let mut tokens: Vec<&str> = words.split(' ').collect();
    tokens.push("");
    tokens.sort_unstable();
    tokens.dedup();
    diesel::update(search_terms::table.filter(of_audience).filter(search_terms::term.eq_any(tokens.clone())))
        .set(search_terms::posts.eq(search_terms::posts - 1))
        .execute(tx.db())?;
    diesel::delete(
        search_terms::table
            .filter(of_audience)
            .filter(search_terms::term.eq_any(tokens))
            .filter(search_terms::posts.le(0)),
    )
    .execute(tx.db())?;
    Ok(())
}
