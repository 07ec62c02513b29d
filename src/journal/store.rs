//! SQL of reading the journal: always within one scope, newest first, from a keyset on.

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::reading::{CONVERSATIONS, Family, MODERATION, OPENED, Scope, Wanted};
use crate::db::ids::{JournalId, MemberId, PostId, ThemeId, first_at};
use crate::db::schema::{decisions, journal, members};
use crate::db::written::condition;
use crate::db::{Db, Moment, containing};
use crate::refusal::Refusal;
use crate::text::fold;

/// People whose name holds the words looked at, at most.
const NAMED: i64 = 50;
/// Posts of somebody that were decided about, at most.
const DECIDED: i64 = 1_000;

/// A line of the journal.
#[derive(Clone, Debug, Queryable)]
pub struct Line {
    /// Which.
    pub id: JournalId,
    /// When.
    pub at: Moment,
    /// Who acted.
    pub actor: Option<MemberId>,
    /// What they did.
    pub act: String,
    /// In which theme.
    pub theme: Option<ThemeId>,
    /// To what kind of thing.
    pub subject: String,
    /// To which one.
    pub subject_id: i64,
    /// How.
    pub detail: String,
    /// Its number in the chain, once it is sealed.
    pub number: Option<i64>,
}

type Boxed = IntoBoxed<'static, journal::table, <Db as diesel::Connection>::Backend>;

/// What is of a private conversation is nobody's to read but of those who did it.
const PUBLIC: &str = "NOT EXISTS (SELECT 1 FROM threads WHERE threads.id = journal.subject_id AND threads.audience = 'named') \
    AND NOT EXISTS (SELECT 1 FROM posts JOIN threads ON threads.id = posts.thread_id \
    WHERE posts.id = journal.subject_id AND threads.audience = 'named')";

fn within(db: &mut Db, scope: Scope) -> Result<Boxed, Refusal> {
    let all = journal::table.into_boxed();
    let theme = |theme: ThemeId| {
        journal::table
            .filter(journal::theme_id.eq(theme).assume_not_null())
            .filter(condition(PUBLIC))
            .filter(journal::act.not_like(CONVERSATIONS))
            .into_boxed()
    };
    Ok(match scope {
        Scope::Theme(id) => theme(id),
        Scope::Moderation(id) => theme(id).filter(journal::act.eq_any(MODERATION.to_vec())),
        // Whom somebody does not want to hear from is theirs.
        Scope::Instance => all.filter(journal::theme_id.is_null()).filter(journal::act.not_like(CONVERSATIONS)),
        Scope::Concerning(member) => {
            let posts: Vec<i64> = decided(db, member)?.into_iter().map(|post| post.0).collect();
            let of_them = journal::subject
                .eq("member")
                .and(journal::subject_id.eq(member.0))
                .and(journal::act.not_like(CONVERSATIONS));
            let of_posts = journal::subject
                .eq("post")
                .and(journal::act.eq_any(DECISIONS.to_vec()))
                .and(journal::subject_id.eq_any(posts));
            all.filter(journal::actor_id.eq(member).assume_not_null().or(of_them).or(of_posts))
        }
    })
}

/// The acts that decide about a post: who flagged it stays among those who settle flags.
const DECISIONS: [&str; 5] =
    ["post.hidden", "post.shown", "post.version-restored", "post.version-hidden", "post.version-shown"];

/// The posts of somebody that were decided about.
fn decided(db: &mut Db, member: MemberId) -> Result<Vec<PostId>, Refusal> {
    Ok(decisions::table
        .filter(decisions::member_id.eq(member).assume_not_null())
        .filter(decisions::post_id.is_not_null())
        .order(decisions::id.desc())
        .limit(DECIDED)
        .select(decisions::post_id.assume_not_null())
        .load(db)?)
}

/// The lines asked for, newest first.
pub(super) fn lines(db: &mut Db, scope: Scope, wanted: &Wanted, most: i64) -> Result<Vec<Line>, Refusal> {
    let mut query = within(db, scope)?;
    if let Some(family) = wanted.family {
        query = match family.acts() {
            Some(acts) => query.filter(journal::act.eq_any(acts.to_vec())),
            None => {
                let starts = family.starts();
                let like = |place: usize| format!("{}%", starts.get(place).or(starts.first()).unwrap_or(&""));
                // Four beginnings at most: the last are the first again.
                query.filter(
                    journal::act
                        .like(like(0))
                        .or(journal::act.like(like(1)))
                        .or(journal::act.like(like(2)))
                        .or(journal::act.like(like(3))),
                )
            }
        };
    }
    if let Some(people) = &wanted.people {
        let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
        let subject = journal::subject.eq("member").and(journal::subject_id.eq_any(ids));
        query = query.filter(journal::actor_id.eq_any(people.clone()).assume_not_null().or(subject));
    }
    if let Some(object) = wanted.object {
        query = query.filter(journal::subject_id.eq(object));
    }
    if let Some(from) = wanted.from {
        query = query.filter(journal::id.ge(JournalId(first_at(from.millis()))));
    }
    if let Some(to) = wanted.to {
        query = query.filter(journal::id.lt(JournalId(first_at(to.millis()))));
    }
    if let Some(before) = wanted.before {
        query = query.filter(journal::id.lt(before));
    }
    // What is rarely done is looked for by its acts, not through everything that was: an order that no index gives.
    let rare = matches!(scope, Scope::Moderation(_)) || wanted.family == Some(Family::Moderation);
    let query = if rare { query.order(sql::<BigInt>("+journal.id DESC")) } else { query.order(journal::id.desc()) };
    Ok(query
        .limit(most)
        .select((
            journal::id,
            journal::happened_at,
            journal::actor_id,
            journal::act,
            journal::theme_id,
            journal::subject,
            journal::subject_id,
            journal::detail,
            journal::number,
        ))
        .load(db)?)
}

/// The people whose name holds some words.
pub(super) fn named(db: &mut Db, words: &str) -> Result<Vec<MemberId>, Refusal> {
    let mut query = members::table.order(members::id.asc()).limit(NAMED).select(members::id).into_boxed();
    for word in fold(words).split(' ').filter(|word| !word.is_empty()) {
        query = query.filter(members::folded.like(containing(word)).escape('\\'));
    }
    Ok(query.load(db)?)
}

/// The mail addresses of some people.
pub(super) fn addresses(db: &mut Db, of: &[MemberId]) -> Result<HashMap<MemberId, String>, Refusal> {
    let rows: Vec<(MemberId, String)> =
        members::table.filter(members::id.eq_any(of.to_vec())).select((members::id, members::email)).load(db)?;
    Ok(rows.into_iter().collect())
}

/// When a member last asked to read addresses, if since a moment.
pub(super) fn opened_since(db: &mut Db, member: MemberId, since: Moment) -> Result<Option<Moment>, Refusal> {
    Ok(journal::table
        .filter(journal::actor_id.eq(member).assume_not_null())
        .filter(journal::act.eq(OPENED))
        .filter(journal::id.ge(JournalId(first_at(since.millis()))))
        .order(journal::id.desc())
        .select(journal::happened_at)
        .first(db)
        .optional()?)
}

impl Family {
    fn acts(self) -> Option<&'static [&'static str]> {
        (self == Self::Moderation).then_some(MODERATION)
    }
}
