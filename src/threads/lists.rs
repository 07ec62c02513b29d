//! Lists of threads: by latest activity, unanswered, solved, mine; what is new for a person. Keyset pages.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use serde::Serialize;

use super::{Kind, address_by_kind, marks, page_of, titled};
use crate::db::ids::{MemberId, PostId, SubtopicId, ThemeId, ThreadId};
use crate::db::schema::{members, pins, posts, readings, subtopics, themes, threads};
use crate::db::{Db, Moment};
use crate::policy::{Audience, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;
use crate::text::fold;
use crate::web::{Visit, When};

/// Rows on a page of a list.
pub const PAGE: i64 = 30;
/// A thread never opened counts as new for this long after its last post, in seconds.
const NEW_FOR: i64 = 30 * 86_400;

crate::vocabulary! {
    /// Which threads of a list.
    Filter {
        /// All, by latest activity.
        Latest = "recents",
        /// Nobody answered yet.
        Unanswered = "sans-reponse",
        /// Questions whose answer was marked.
        Solved = "resolus",
        /// Questions that wait for it.
        Unsolved = "non-resolus",
        /// Questions set aside without an answer.
        SetAside = "classes-sans-reponse",
        /// Where the person wrote.
        Mine = "mes-fils",
    }
}

/// What a list is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// One theme only.
    pub theme: Option<ThemeId>,
    /// One sub-topic only.
    pub subtopic: Option<SubtopicId>,
    /// Opened by people of one region only (slug).
    pub region: Option<String>,
    /// Opened by one person only.
    pub opened_by: Option<MemberId>,
    /// Which ones.
    pub filter: Filter,
    /// Pinned in its theme at this moment only.
    pub pinned_at: Option<Moment>,
    /// Older than this post: the keyset of the page before.
    pub before: Option<PostId>,
    /// How many at most.
    pub limit: i64,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            theme: None,
            subtopic: None,
            region: None,
            opened_by: None,
            filter: Filter::Latest,
            pinned_at: None,
            before: None,
            limit: PAGE,
        }
    }
}

/// A thread in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Row {
    id: ThreadId,
    title: String,
    kind: Kind,
    audience: Audience,
    posts_count: i32,
    answers_gone: i32,
    last_post: i64,
    last_post_at: Moment,
    solved: bool,
    set_aside: bool,
    theme: (ThemeId, String, String),
    subtopic: Option<(String, String)>,
    last_author: (MemberId, String, String),
    last_read: Option<i32>,
    /// Of the posts that are new, how many were removed: nobody is called to read them.
    new_gone: i32,
    /// The number of the first new post that stands; as it is loaded, the last one read.
    first_new: Option<i32>,
}

impl Row {
    /// Its id.
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// Its theme.
    pub fn theme(&self) -> ThemeId {
        self.theme.0
    }

    /// Its theme's end of address and name.
    pub fn theme_words(&self) -> (String, String) {
        (self.theme.1.clone(), self.theme.2.clone())
    }

    /// How many posts are new for the reader.
    pub fn new_count(&self, now: Moment) -> i32 {
        match self.last_read {
            Some(number) => (self.posts_count - number - self.new_gone).max(0),
            None if now.seconds_since(self.last_post_at) < NEW_FOR => self.posts_count - self.new_gone,
            None => 0,
        }
    }
}

/// A page of a list, and the keyset of the next one.
pub struct Listed {
    /// The rows.
    pub rows: Vec<Row>,
    /// The keyset of the next page, if there is one.
    pub next: Option<PostId>,
}

/// A page of threads the viewer may see, by latest activity; private conversations have a list of their own.
///
/// # Errors
/// What the database says.
pub fn page(db: &mut Db, viewer: &Viewer, wanted: &Wanted) -> Result<Listed, Refusal> {
    let reader = viewer.member.unwrap_or(MemberId(-1));
    let opener = diesel::alias!(members as opener);
    // Every thread has its theme: the outer join only keeps SQLite from starting at the few themes and sorting all threads.
    let mut query = threads::table
        .left_join(themes::table)
        .left_join(subtopics::table)
        .inner_join(members::table.on(members::id.eq(threads::last_author_id)))
        .left_join(readings::table.on(readings::thread_id.eq(threads::id).and(readings::member_id.eq(reader))))
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .order(threads::last_post_id.desc())
        .limit(wanted.limit + 1)
        .select((
            threads::id,
            threads::title,
            threads::kind,
            threads::audience,
            threads::posts_count,
            threads::answers_gone,
            threads::last_post_id,
            threads::last_post_at,
            marks::solved(),
            marks::is_set_aside(),
            (
                themes::id.nullable().assume_not_null(),
                themes::slug.nullable().assume_not_null(),
                themes::name.nullable().assume_not_null(),
            ),
            (subtopics::slug, subtopics::name).nullable(),
            (members::id, members::given_name, members::family_name),
            readings::last_number.nullable(),
            // Of who has read nothing; of the others, counted below.
            threads::answers_gone,
            readings::last_number.nullable(),
        ))
        .into_boxed();
    if let Some(theme) = wanted.theme {
        query = query.filter(threads::theme_id.eq(theme));
    }
    if let Some(subtopic) = wanted.subtopic {
        query = query.filter(threads::subtopic_id.eq(subtopic));
    }
    if let Some(now) = wanted.pinned_at {
        let running = pins::until.is_null().or(pins::until.assume_not_null().gt(now));
        query = query.filter(exists(pins::table.filter(pins::thread_id.eq(threads::id)).filter(running)));
    }
    if let Some(before) = wanted.before {
        query = query.filter(threads::last_post_id.lt(before.0));
    }
    if let Some(author) = wanted.opened_by {
        query = query.filter(threads::author_id.eq(author));
    }
    if let Some(region) = &wanted.region {
        let from_there = opener
            .filter(opener.field(members::id).eq(threads::author_id))
            .filter(opener.field(members::region).eq(region.clone()));
        query = query.filter(exists(from_there));
    }
    query = match wanted.filter {
        Filter::Latest => query,
        Filter::Unanswered => query
            .filter(threads::posts_count.eq(threads::answers_gone + 1))
            .filter(threads::kind.ne(Kind::Announcement))
            .filter(threads::no_answer_at.is_null()),
        Filter::Solved => query.filter(threads::solution_id.is_not_null()).filter(marks::solved()),
        Filter::Unsolved => query.filter(marks::unsolved()),
        Filter::SetAside => query.filter(threads::no_answer_at.is_not_null()).filter(marks::is_set_aside()),
        Filter::Mine => query
            .filter(exists(posts::table.filter(posts::thread_id.eq(threads::id)).filter(posts::author_id.eq(reader)))),
    };
    let mut rows: Vec<Row> = query.load(db)?;
    let more = i64::try_from(rows.len()).unwrap_or(0) > wanted.limit;
    rows.truncate(usize::try_from(wanted.limit).unwrap_or(0));
    count_new_gone(db, &mut rows)?;
    let next = if more { rows.last().map(|row| PostId(row.last_post)) } else { None };
    Ok(Listed { rows, next })
}

/// Counts the removed answers among the new posts of threads half read, and finds the first that stands.
fn count_new_gone(db: &mut Db, rows: &mut [Row]) -> Result<(), Refusal> {
    let half_read = |row: &Row| row.answers_gone > 0 && row.last_read.is_some_and(|read| read < row.posts_count);
    let wanted: Vec<ThreadId> = rows.iter().filter(|row| half_read(row)).map(|row| row.id).collect();
    let gone = gone_from(db, wanted)?;
    for row in rows.iter_mut() {
        let Some(read) = row.last_read else { continue };
        let new = New::after(read, row.posts_count, gone.get(&row.id).map_or(&[], Vec::as_slice));
        (row.new_gone, row.first_new) = (new.gone, new.first);
    }
    Ok(())
}

/// What is new in a thread for who has read it up to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct New {
    /// How many of the new posts were removed.
    pub gone: i32,
    /// The number of the first that stands.
    pub first: Option<i32>,
}

impl New {
    /// Among the posts of a thread, of which some numbers were removed.
    pub fn after(read: i32, posts_count: i32, removed: &[i32]) -> Self {
        let gone = removed.iter().filter(|number| **number > read).count();
        let first = (read + 1..=posts_count).find(|number| !removed.contains(number));
        Self { gone: i32::try_from(gone).unwrap_or(i32::MAX), first }
    }
}

/// The numbers of the removed posts of some threads that the viewer sees: most pages have none, and ask nothing.
pub(crate) fn gone_from(db: &mut Db, wanted: Vec<ThreadId>) -> Result<HashMap<ThreadId, Vec<i32>>, Refusal> {
    let mut gone: HashMap<ThreadId, Vec<i32>> = HashMap::new();
    if wanted.is_empty() {
        return Ok(gone);
    }
    let rows: Vec<(ThreadId, i32)> = posts::table
        .filter(posts::thread_id.eq_any(wanted))
        .filter(posts::removed_at.is_not_null())
        .order(posts::id.asc())
        .limit(MOST_GONE)
        .select((posts::thread_id, posts::number))
        .load(db)?;
    for (thread, number) in rows {
        gone.entry(thread).or_default().push(number);
    }
    Ok(gone)
}

/// Removed answers looked at for one page.
const MOST_GONE: i64 = 5_000;

/// Threads looked through to say what is new: more than a person reads in a visit.
const LOOKED_THROUGH: i64 = 200;

/// What is new for the viewer, by latest activity: visible threads with posts they have not read.
///
/// # Errors
/// What the database says.
pub fn new_for(db: &mut Db, viewer: &Viewer, now: Moment) -> Result<Vec<Row>, Refusal> {
    let wanted = Wanted { limit: LOOKED_THROUGH, ..Wanted::default() };
    let listed = page(db, viewer, &wanted)?;
    Ok(listed.rows.into_iter().filter(|row| row.new_count(now) > 0).collect())
}

/// Questions nobody answered that the viewer could: those that mention their fields of expertise first, then the oldest
/// unanswered (at most `limit`); their own are left out.
///
/// # Errors
/// What the database says.
pub fn answerable_by(db: &mut Db, viewer: &Viewer, expertises: &[String], limit: usize) -> Result<Vec<Row>, Refusal> {
    let wanted = Wanted { filter: Filter::Unanswered, limit: LOOKED_THROUGH, ..Wanted::default() };
    let mut rows = page(db, viewer, &wanted)?.rows;
    rows.retain(|row| row.kind == Kind::Question && Some(row.last_author.0) != viewer.member);
    let mine: Vec<String> = expertises.iter().map(|label| fold(label)).collect();
    let strange = |row: &Row| {
        let about = fold(&format!("{} {}", row.title, row.subtopic.as_ref().map_or("", |(_, name)| name)));
        !mine.iter().any(|label| about.contains(label.as_str()))
    };
    rows.sort_by_key(|row| (strange(row), row.last_post));
    rows.truncate(limit);
    Ok(rows)
}

/// How many posts are new for the viewer in each theme, among the latest threads.
///
/// # Errors
/// What the database says.
pub fn new_by_theme(db: &mut Db, viewer: &Viewer, now: Moment) -> Result<Vec<(ThemeId, i64)>, Refusal> {
    let mut counts: Vec<(ThemeId, i64)> = Vec::new();
    for row in new_for(db, viewer, now)? {
        let new = i64::from(row.new_count(now));
        match counts.iter_mut().find(|(theme, _)| *theme == row.theme()) {
            Some((_, count)) => *count += new,
            None => counts.push((row.theme(), new)),
        }
    }
    Ok(counts)
}

/// A thread in a list, as `threads/row.html` shows it.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    address: String,
    title: String,
    kind: Kind,
    audience: Audience,
    solved: bool,
    set_aside: bool,
    theme_slug: String,
    theme_name: String,
    subtopic_slug: Option<String>,
    subtopic_name: Option<String>,
    last_author: String,
    last_author_id: MemberId,
    last: When,
    replies: i32,
    new_count: i32,
}

/// Rows as the reader sees them.
pub fn views(visit: &Visit<'_>, rows: &[Row]) -> Vec<RowView> {
    rows.iter().map(|row| view(visit, row)).collect()
}

fn view(visit: &Visit<'_>, row: &Row) -> RowView {
    let new_count = row.new_count(visit.now);
    let address = address_by_kind(row.kind, row.id, &row.title);
    let address = match row.first_new {
        // A text of its own is read before what was said of it.
        _ if matches!(row.kind, Kind::Sheet | Kind::Meeting) => address,
        Some(first) if new_count > 0 => format!("{address}?page={}#nouveaux", page_of(first)),
        _ => address,
    };
    RowView {
        address,
        title: titled(visit.sentences(), &row.title),
        kind: row.kind,
        audience: row.audience,
        solved: row.solved,
        set_aside: row.set_aside,
        theme_slug: row.theme.1.clone(),
        theme_name: row.theme.2.clone(),
        subtopic_slug: row.subtopic.as_ref().map(|(slug, _)| slug.clone()),
        subtopic_name: row.subtopic.as_ref().map(|(_, name)| name.clone()),
        last_author: format!("{} {}", row.last_author.1, row.last_author.2),
        last_author_id: row.last_author.0,
        last: visit.when(row.last_post_at),
        replies: row.posts_count - 1 - row.answers_gone,
        new_count,
    }
}
