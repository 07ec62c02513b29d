//! What a member gave, as far as the reader may see it: threads opened, answers to others, answers that solved.

use std::collections::HashSet;

use diesel::dsl::{auto_type, count_star};
use diesel::prelude::*;
use serde::Serialize;

use super::{address, page_of, titled};
use crate::db::ids::{MemberId, PostId, ThreadId};
use crate::db::schema::{posts, threads};
use crate::db::{Db, Moment};
use crate::policy::{Audience, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;
use crate::web::{Visit, When};

/// How much a member gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Given {
    /// Threads they opened.
    pub opened: i64,
    /// Answers they wrote in other people's threads.
    pub answers: i64,
    /// Answers of theirs that solved another's question.
    pub solved: i64,
}

/// How much a member gave, in threads the viewer may see.
///
/// # Errors
/// What the database says.
pub fn by(db: &mut Db, viewer: &Viewer, member: MemberId) -> Result<Given, Refusal> {
    let opened = threads::table
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .filter(threads::author_id.eq(member))
        .select(count_star())
        .first(db)?;
    let answers = || {
        posts::table
            .inner_join(threads::table)
            .filter(visible_threads(viewer))
            .filter(read_by_circles())
            .filter(posts::author_id.eq(member))
            .filter(posts::removed_at.is_null())
            .filter(threads::author_id.ne(member))
    };
    let written = answers().select(count_star()).first(db)?;
    let solved = answers().filter(is_solution()).select(count_star()).first(db)?;
    Ok(Given { opened, answers: written, solved })
}

/// Whether a post is the one that solved its thread.
#[auto_type(no_type_alias)]
fn is_solution() -> _ {
    threads::solution_id.is_not_null().and(threads::solution_id.assume_not_null().eq(posts::id))
}

/// An answer, told in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Answer {
    thread: ThreadId,
    title: String,
    audience: Audience,
    post: PostId,
    number: i32,
    written_at: Moment,
    solved: bool,
}

/// Answers looked through to find some of different threads.
const LOOKED_THROUGH: i64 = 60;

/// A member's answers in other people's threads, one a thread: those that solved first, then the latest; at most `most`.
///
/// # Errors
/// What the database says.
pub fn answers(db: &mut Db, viewer: &Viewer, member: MemberId, most: i64) -> Result<Vec<Answer>, Refusal> {
    let mut answers: Vec<Answer> = posts::table
        .inner_join(threads::table)
        .filter(visible_threads(viewer))
        .filter(read_by_circles())
        .filter(posts::author_id.eq(member))
        .filter(posts::removed_at.is_null())
        .filter(threads::author_id.ne(member))
        .order((is_solution().desc(), posts::id.desc()))
        .limit(LOOKED_THROUGH)
        .select((
            threads::id,
            threads::title,
            threads::audience,
            posts::id,
            posts::number,
            posts::created_at,
            is_solution(),
        ))
        .load(db)?;
    let mut told = HashSet::new();
    answers.retain(|answer| told.insert(answer.thread));
    answers.truncate(usize::try_from(most).unwrap_or(0));
    Ok(answers)
}

/// An answer, as pages show it.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    address: String,
    title: String,
    audience: Audience,
    written: When,
    solved: bool,
}

/// Answers as the reader sees them.
pub fn views(visit: &Visit<'_>, answers: &[Answer]) -> Vec<AnswerView> {
    let view = |answer: &Answer| AnswerView {
        address: format!("{}?page={}#m-{}", address(answer.thread, &answer.title), page_of(answer.number), answer.post),
        title: titled(visit.sentences(), &answer.title),
        audience: answer.audience,
        written: visit.when(answer.written_at),
        solved: answer.solved,
    };
    answers.iter().map(view).collect()
}
