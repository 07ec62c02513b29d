//! SQL of what may identify a patient: where and of which kind.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::{Kind, Outcome};
use crate::db::ids::{DecisionId, FileId, HitId, MemberId, PostId, ThemeId, ThreadId};
use crate::db::schema::{anonymous_posts, examined_files, files, members, patient_hits, post_files, posts, threads};
use crate::db::written::beside;
use crate::db::{Db, Moment, Tx};
use crate::files::Kind as FileKind;
use crate::on_each_backend;
use crate::policy::{Audience, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;
use crate::threads::unsigned_by;

/// Something that may identify a patient, on a post that stands.
#[derive(Clone, Debug, Queryable)]
pub struct Hit {
    /// Its id.
    pub id: HitId,
    /// On which post.
    pub post: PostId,
    /// The post's number.
    pub number: i32,
    /// The post's text.
    pub source: String,
    /// Its thread, in which theme and for whom.
    pub thread: (ThreadId, ThemeId, Audience, String),
    /// Under whose name it stands.
    pub author: (MemberId, String, String),
    /// The reader, when they wrote it and stay unknown.
    pub reader: Option<MemberId>,
    /// Since when.
    pub at: Moment,
}

/// Reads hits on posts that stand and that a viewer sees: the same columns wherever they are read.
macro_rules! read_hits {
    ($viewer:expr) => {
        patient_hits::table
            .inner_join(posts::table.on(posts::id.eq(patient_hits::post_id)))
            .inner_join(threads::table.on(threads::id.eq(posts::thread_id)))
            .inner_join(members::table.on(members::id.eq(posts::author_id)))
            .left_join(anonymous_posts::table.on(unsigned_by($viewer.member.unwrap_or(MemberId(-1)))))
            .filter(posts::removed_at.is_null())
            .filter(visible_threads($viewer))
            .filter(read_by_circles())
            .select((
                patient_hits::id,
                patient_hits::post_id,
                posts::number,
                posts::source,
                (threads::id, threads::theme_id, threads::audience, threads::title),
                (members::id, members::given_name, members::family_name),
                anonymous_posts::member_id.nullable(),
                patient_hits::created_at,
            ))
    };
}

/// Open hits, each the first of its post: where the post stands in the queue. After one of them, or of one post.
pub(super) fn open_in(
    db: &mut Db,
    viewer: &Viewer,
    (themes, only): (&[ThemeId], Option<PostId>),
    after: Option<HitId>,
    limit: i64,
) -> Result<Vec<Hit>, Refusal> {
    let earlier = diesel::alias!(patient_hits as earlier);
    let before = earlier
        .filter(earlier.field(patient_hits::post_id).eq(patient_hits::post_id))
        .filter(earlier.field(patient_hits::outcome).is_null())
        // Those of the same post are few: SQLite would else walk all that were found before, for each.
        .filter(beside(earlier.field(patient_hits::id)).lt(patient_hits::id));
    let mut query = read_hits!(viewer)
        .filter(patient_hits::outcome.is_null())
        .filter(threads::theme_id.eq_any(themes.to_vec()))
        .filter(patient_hits::id.gt(after.unwrap_or(HitId(0))))
        .filter(not(exists(before)))
        .order(patient_hits::id.asc())
        .limit(limit)
        .into_boxed();
    if let Some(post) = only {
        query = query.filter(patient_hits::post_id.eq(post));
    }
    Ok(query.load(db)?)
}

/// All that is open of some posts, in the order it was found: on which post, of which kind, in which file. A post has ten
/// files at most, of four kinds each: a long page of the queue is within the limit.
pub(super) fn open_on(db: &mut Db, of: &[PostId]) -> Result<Vec<(PostId, Kind, Option<String>)>, Refusal> {
    Ok(patient_hits::table
        .left_join(files::table.on(files::id.eq(patient_hits::file_id)))
        .filter(patient_hits::post_id.eq_any(of.to_vec()))
        .filter(patient_hits::outcome.is_null())
        .order(patient_hits::id.asc())
        .limit(5_000)
        .select((patient_hits::post_id, patient_hits::kind, files::name.nullable()))
        .load(db)?)
}

/// Notes kinds found in a post, or in a file of it; what is noted already stays as it was.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    (theme, post): (ThemeId, PostId),
    file: Option<FileId>,
    kinds: &[Kind],
) -> Result<(), Refusal> {
    for kind in kinds {
        let row = (
            patient_hits::id.eq(HitId(tx.id())),
            patient_hits::theme_id.eq(theme),
            patient_hits::post_id.eq(post),
            patient_hits::file_id.eq(file.map_or(0, |file| file.0)),
            patient_hits::kind.eq(*kind),
            patient_hits::created_at.eq(tx.now()),
        );
        on_each_backend!(tx.db(), conn => diesel::insert_into(patient_hits::table)
            .values(row).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// What the text of a post no longer holds is no case any more.
pub(super) fn forget_text(tx: &mut Tx<'_>, post: PostId, but: &[Kind]) -> Result<(), Refusal> {
    let open = patient_hits::table
        .filter(patient_hits::post_id.eq(post))
        .filter(patient_hits::file_id.eq(0))
        .filter(patient_hits::outcome.is_null())
        .filter(not(patient_hits::kind.eq_any(but.to_vec())));
    diesel::delete(open).execute(tx.db())?;
    Ok(())
}

/// Settles the open hits of a post; says how many there were.
pub(super) fn settle(tx: &mut Tx<'_>, post: PostId, outcome: Outcome, by: MemberId) -> Result<usize, Refusal> {
    let open = patient_hits::table.filter(patient_hits::post_id.eq(post)).filter(patient_hits::outcome.is_null());
    let change =
        (patient_hits::outcome.eq(outcome), patient_hits::decided_by.eq(by), patient_hits::decided_at.eq(tx.now()));
    Ok(diesel::update(open).set(change).execute(tx.db())?)
}

/// Which decision settled them.
pub(super) fn settled_by(tx: &mut Tx<'_>, post: PostId, decision: DecisionId) -> Result<(), Refusal> {
    let settled = patient_hits::table
        .filter(patient_hits::post_id.eq(post))
        .filter(patient_hits::outcome.is_not_null())
        .filter(patient_hits::decision_id.is_null());
    diesel::update(settled).set(patient_hits::decision_id.eq(decision)).execute(tx.db())?;
    Ok(())
}

/// What a decision settled of a post is open again.
pub(super) fn waits_again(tx: &mut Tx<'_>, (post, decision): (PostId, DecisionId)) -> Result<(), Refusal> {
    let settled =
        patient_hits::table.filter(patient_hits::post_id.eq(post)).filter(patient_hits::decision_id.eq(decision));
    let change = (
        patient_hits::outcome.eq(None::<Outcome>),
        patient_hits::decided_by.eq(None::<MemberId>),
        patient_hits::decided_at.eq(None::<Moment>),
        patient_hits::decision_id.eq(None::<DecisionId>),
    );
    diesel::update(settled).set(change).execute(tx.db())?;
    Ok(())
}

/// A file of a post whose text was not read yet.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Unread {
    pub(super) id: FileId,
    pub(super) object: String,
    pub(super) kind: FileKind,
}

/// Files of posts that circles read, of kinds whose text can be read, the first sent first.
pub(super) fn unread(db: &mut Db, kinds: &[FileKind], most: i64) -> Result<Vec<Unread>, Refusal> {
    let in_a_post = post_files::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(post_files::file_id.eq(files::id))
        .filter(posts::removed_at.is_null())
        .filter(read_by_circles());
    Ok(files::table
        .filter(files::attached_at.is_not_null())
        .filter(files::kind.eq_any(kinds.to_vec()))
        .filter(not(exists(examined_files::table.filter(examined_files::file_id.eq(files::id)))))
        .filter(exists(in_a_post))
        .order(files::id.asc())
        .limit(most)
        .select((files::id, files::object, files::kind))
        .load(db)?)
}

/// Notes that a file was read, once; says whether nobody did before.
pub(super) fn examined(tx: &mut Tx<'_>, file: FileId, readable: bool) -> Result<bool, Refusal> {
    let row = (
        examined_files::file_id.eq(file),
        examined_files::examined_at.eq(tx.now()),
        examined_files::readable.eq(readable),
    );
    let noted = on_each_backend!(tx.db(), conn => diesel::insert_into(examined_files::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok(noted == 1)
}

/// The posts of circles that hold a file, with their themes.
pub(super) fn holders(db: &mut Db, file: FileId) -> Result<Vec<(ThemeId, PostId)>, Refusal> {
    Ok(post_files::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(post_files::file_id.eq(file))
        .filter(posts::removed_at.is_null())
        .filter(read_by_circles())
        .order(posts::id.asc())
        .limit(100)
        .select((threads::theme_id, posts::id))
        .load(db)?)
}
