//! SQL of who joined a point dur, and of who wrote what the anonymous member signs.

use diesel::prelude::*;

use crate::db::ids::{MemberId, PointDurId, PostId};
use crate::db::schema::{anonymous_posts, members, point_dur_followers, points_durs};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Those shown of the people who joined a point dur.
const MOST: i64 = 200;

/// Somebody who joined a point dur.
#[derive(Clone, Debug, Queryable)]
pub struct Follower {
    /// Who.
    pub member: MemberId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Their own context.
    pub context: String,
    /// Since when.
    pub since: Moment,
    /// Who reported the duplicate they came along from, and whether they stay unknown.
    came_from: Option<(MemberId, bool)>,
}

impl Follower {
    /// Whether they reported, without being named, what was merged: they stay unknown here too.
    pub fn stays_unknown(&self) -> bool {
        self.came_from.is_some_and(|(reporter, anonymous)| anonymous && reporter == self.member)
    }
}

/// Those who joined a point dur, the first first.
pub(super) fn all(db: &mut Db, point: PointDurId) -> Result<Vec<Follower>, Refusal> {
    Ok(point_dur_followers::table
        .inner_join(members::table)
        .left_join(points_durs::table.on(points_durs::id.nullable().eq(point_dur_followers::came_from)))
        .filter(point_dur_followers::point_dur_id.eq(point))
        .order((point_dur_followers::since.asc(), point_dur_followers::member_id.asc()))
        .limit(MOST)
        .select((
            members::id,
            members::given_name,
            members::family_name,
            point_dur_followers::context,
            point_dur_followers::since,
            (points_durs::reporter_id, points_durs::anonymous).nullable(),
        ))
        .load(db)?)
}

/// Joins a member, or changes their context; says whether they had not joined yet.
pub(super) fn put(tx: &mut Tx<'_>, point: PointDurId, member: MemberId, context: &str) -> Result<bool, Refusal> {
    let row = (
        point_dur_followers::point_dur_id.eq(point),
        point_dur_followers::member_id.eq(member),
        point_dur_followers::context.eq(context),
        point_dur_followers::since.eq(tx.now()),
    );
    let joined = on_each_backend!(tx.db(), conn => diesel::insert_into(point_dur_followers::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    if joined == 0 {
        diesel::update(point_dur_followers::table.find((point, member)))
            .set(point_dur_followers::context.eq(context))
            .execute(tx.db())?;
    }
    Ok(joined == 1)
}

/// Takes a member away; says whether they were there.
pub(super) fn take_away(tx: &mut Tx<'_>, point: PointDurId, member: MemberId) -> Result<bool, Refusal> {
    Ok(diesel::delete(point_dur_followers::table.find((point, member))).execute(tx.db())? == 1)
}

/// Members of a duplicate join what it is the same as, with the context they gave there.
pub(super) fn move_all(tx: &mut Tx<'_>, from: PointDurId, to: PointDurId, members: &[MemberId]) -> Result<(), Refusal> {
    let now = tx.now();
    let contexts: Vec<(MemberId, String)> = point_dur_followers::table
        .filter(point_dur_followers::point_dur_id.eq(from))
        .select((point_dur_followers::member_id, point_dur_followers::context))
        .load(tx.db())?;
    let context =
        |member: &MemberId| contexts.iter().find(|(known, _)| known == member).map_or("", |(_, context)| context);
    let rows: Vec<_> = members
        .iter()
        .map(|member| {
            (
                point_dur_followers::point_dur_id.eq(to),
                point_dur_followers::member_id.eq(*member),
                point_dur_followers::context.eq(context(member).to_owned()),
                point_dur_followers::since.eq(now),
                point_dur_followers::came_from.eq(Some(from)),
            )
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(point_dur_followers::table)
        .values(rows).on_conflict_do_nothing().execute(conn))?;
    Ok(())
}

/// Keeps who wrote a post.
pub(super) fn sign(tx: &mut Tx<'_>, post: PostId, writer: MemberId) -> Result<(), Refusal> {
    let row = (anonymous_posts::post_id.eq(post), anonymous_posts::member_id.eq(writer));
    diesel::insert_into(anonymous_posts::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Who wrote a post signed by the anonymous member.
pub(super) fn writer(db: &mut Db, post: PostId) -> Result<Option<MemberId>, Refusal> {
    Ok(anonymous_posts::table.find(post).select(anonymous_posts::member_id).first(db).optional()?)
}
