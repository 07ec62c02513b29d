//! SQL of what moderation brings to the console: posts with open flags, each once, where its first flag stands.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::queue::Shelf;
use super::store_flags::{FlaggedPost, of_flagged};
use super::{DecisionKind, FlagReason};
use crate::db::ids::{DecisionId, FlagId, MemberId, PostId, ThemeId};
use crate::db::schema::{anonymous_posts, decisions, flags, members, posts, threads};
use crate::db::written::{beside, one_of};
use crate::db::{Db, Key, Moment, Rank, Slice, Waits};
use crate::policy::{Audience, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;
use crate::threads::unsigned_by;

/// Flagged posts of a shelf by their first open flag, which walks the index of open flags and stops: the same rule
/// whatever is read of them.
macro_rules! flagged {
    ($db:expr, $viewer:expr, $slice:expr, $shelf:expr, $columns:expr) => {{
        let (viewer, slice, shelf): (&Viewer, &Slice<'_>, Shelf) = ($viewer, $slice, $shelf);
        let earlier = diesel::alias!(flags as earlier);
        let others = earlier
            .filter(earlier.field(flags::post_id).eq(flags::post_id))
            .filter(earlier.field(flags::outcome).is_null());
        // Those of the same post are few: SQLite would else walk all that were made before, for each.
        let before = beside(earlier.field(flags::id)).lt(flags::id);
        let of_patient = earlier.field(flags::reason).eq(FlagReason::Patient);
        let mut query = flags::table
            .inner_join(posts::table.inner_join(threads::table).inner_join(members::table))
            .left_join(anonymous_posts::table.on(unsigned_by(viewer.member.unwrap_or(MemberId(-1)))))
            .filter(flags::outcome.is_null())
            .filter(posts::removed_at.is_null())
            .filter(threads::removed_at.is_null())
            .filter(one_of(beside(threads::theme_id), slice.themes.iter().copied()))
            .order(flags::id.asc())
            .limit(slice.most)
            .select($columns)
            .into_boxed();
        query = match shelf {
            Shelf::Patients => query
                .filter(read_by_circles().and(visible_threads(viewer)))
                .filter(flags::reason.eq(FlagReason::Patient))
                .filter(not(exists(others.filter(before.and(of_patient))))),
            Shelf::Others => query
                .filter(read_by_circles().and(visible_threads(viewer)))
                .filter(not(exists(others.filter(before.or(of_patient))))),
            // The message alone was shown to the animators, by whoever flagged it.
            Shelf::Private => {
                query.filter(threads::audience.eq(Audience::Named)).filter(not(exists(others.filter(before))))
            }
        };
        if let Some(after) = slice.after {
            query = query.filter(flags::id.gt(FlagId(after.id)));
        }
        if let Some(only) = slice.only {
            query = query.filter(flags::post_id.eq(PostId(only.id)));
        }
        query.load($db)?
    }};
}

/// A flagged post where it stands in the queue.
#[derive(Clone, Debug, Queryable)]
pub struct Queued {
    /// Its first open flag.
    pub flag: FlagId,
    /// When that was made.
    pub since: Moment,
    /// Its thread's theme.
    pub theme: ThemeId,
    /// The post.
    pub post: FlaggedPost,
    /// The viewer, when they wrote it and stay unknown.
    pub reader: Option<MemberId>,
}

pub(super) fn queued(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, shelf: Shelf) -> Result<Vec<Queued>, Refusal> {
    let columns =
        (flags::id, flags::created_at, threads::theme_id, of_flagged!(), anonymous_posts::member_id.nullable());
    Ok(flagged!(db, viewer, slice, shelf, columns))
}

pub(super) fn waits(db: &mut Db, viewer: &Viewer, slice: &Slice<'_>, shelf: Shelf) -> Result<Vec<Waits>, Refusal> {
    let columns = (flags::id, flags::created_at, posts::id, threads::theme_id);
    let rows: Vec<(FlagId, Moment, PostId, ThemeId)> = flagged!(db, viewer, slice, shelf, columns);
    let waits = |(flag, since, post, theme): (FlagId, Moment, PostId, ThemeId)| Waits {
        key: Key::of(post.0),
        rank: Rank::of(since, flag.0),
        theme: Some(theme),
    };
    Ok(rows.into_iter().map(waits).collect())
}

/// A decision as its row says it: what, why, when, by whom.
type Decided = (DecisionKind, String, Moment, (MemberId, String, String));

/// The last decision about a post that settles its flags or hits, or undoes one: what, why, when, by whom.
pub(super) fn last_decision(db: &mut Db, post: PostId) -> Result<Option<Decided>, Refusal> {
    Ok(decisions::table
        .inner_join(members::table.on(members::id.eq(decisions::actor_id)))
        .filter(decisions::post_id.eq(post))
        .filter(decisions::kind.eq_any([
            DecisionKind::Hide,
            DecisionKind::Remove,
            DecisionKind::Show,
            DecisionKind::Leave,
            DecisionKind::AskEdit,
        ]))
        .order(decisions::id.desc())
        .select((
            decisions::kind,
            decisions::reason,
            decisions::created_at,
            (members::id, members::given_name, members::family_name),
        ))
        .first(db)
        .optional()?)
}

/// The decision that the last showing of a post undid.
pub(super) fn undone_last(db: &mut Db, post: PostId) -> Result<Option<DecisionId>, Refusal> {
    let undone: Option<Option<DecisionId>> = decisions::table
        .filter(decisions::post_id.eq(post))
        .filter(decisions::kind.eq(DecisionKind::Show))
        .order(decisions::id.desc())
        .select(decisions::undoes_id)
        .first(db)
        .optional()?;
    Ok(undone.flatten())
}
