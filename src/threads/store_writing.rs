//! SQL of what helps while one writes.

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::Timestamp;

use super::writing::PROPOSED;
use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId, ThreadId};
use crate::db::schema::{animators, establishments, members, memberships, posts, readings, thread_parties};
use crate::db::{Db, Moment};
use crate::members::AccountState;
use crate::refusal::Refusal;

/// How many posts of others stand after a number, beyond what a member has read.
pub(super) fn unread_since(db: &mut Db, thread: ThreadId, member: MemberId, seen: i32) -> Result<i64, Refusal> {
    let read: Option<i32> =
        readings::table.find((member, thread)).select(readings::last_number).first(db).optional()?;
    Ok(posts::table
        .filter(posts::thread_id.eq(thread))
        .filter(posts::number.gt(seen.max(read.unwrap_or(0))))
        .filter(posts::author_id.ne(member))
        .filter(posts::removed_at.is_null())
        .count()
        .get_result(db)?)
}

/// Somebody who may be addressed.
#[derive(Clone, Debug, Queryable)]
pub struct Reader {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Their profession.
    pub profession: String,
    /// Where they work.
    pub establishment: Option<String>,
}

/// The start of a word of a folded name, whatever it holds (escaped by a backslash).
pub(crate) fn starting(word: &str) -> (String, String) {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    (format!("{escaped}%"), format!("% {escaped}%"))
}

/// Others of a theme who stand at least in a circle now and whose names hold words that start so, by name.
pub(super) fn readers(
    db: &mut Db,
    me: MemberId,
    theme: ThemeId,
    circle: Circle,
    words: &[&str],
    now: Moment,
) -> Result<Vec<Reader>, Refusal> {
    let circles: Vec<Circle> = Circle::ALL.iter().copied().filter(|one| *one >= circle).collect();
    // Whoever's mandate is over stands in the community: every mandate runs beyond 1970.
    let running: Moment = if circle == Circle::Community { Timestamp::UNIX_EPOCH.into() } else { now };
    let standing = memberships::table
        .filter(memberships::member_id.eq(members::id))
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::circle.eq_any(circles))
        .filter(memberships::until.is_null().or(memberships::until.gt(running).assume_not_null()))
        .filter(memberships::suspended_until.is_null().or(memberships::suspended_until.le(now).assume_not_null()));
    let animating = animators::table.filter(animators::member_id.eq(members::id)).filter(animators::theme_id.eq(theme));
    let mut query = members::table
        .left_join(establishments::table)
        .filter(members::state.eq(AccountState::Active))
        .filter(members::id.ne(me))
        .filter(exists(standing).or(exists(animating)))
        .order((members::folded.asc(), members::id.asc()))
        .limit(i64::try_from(PROPOSED).unwrap_or(0))
        .select((members::given_name, members::family_name, members::profession, establishments::name.nullable()))
        .into_boxed();
    for word in words {
        let (first, further) = starting(word);
        query = query.filter(members::folded.like(first).escape('\\').or(members::folded.like(further).escape('\\')));
    }
    Ok(query.load(db)?)
}

/// The other parties of a thread whose names hold words that start so, by name.
pub(super) fn parties(db: &mut Db, me: MemberId, thread: ThreadId, words: &[&str]) -> Result<Vec<Reader>, Refusal> {
    let named = thread_parties::table.filter(thread_parties::thread_id.eq(thread)).select(thread_parties::member_id);
    let mut query = members::table
        .left_join(establishments::table)
        .filter(members::id.eq_any(named))
        .filter(members::id.ne(me))
        .order((members::folded.asc(), members::id.asc()))
        .limit(i64::try_from(PROPOSED).unwrap_or(0))
        .select((members::given_name, members::family_name, members::profession, establishments::name.nullable()))
        .into_boxed();
    for word in words {
        let (first, further) = starting(word);
        query = query.filter(members::folded.like(first).escape('\\').or(members::folded.like(further).escape('\\')));
    }
    Ok(query.load(db)?)
}
