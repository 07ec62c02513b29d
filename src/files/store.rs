//! SQL of attachments. Who may read one is asked of the posts it belongs to, by the scope of visibility.

use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use super::Kind;
use super::intake::Stored;
use crate::db::ids::{DraftId, FileId, MemberId, PostId};
use crate::db::schema::{draft_files, files, held_files, post_files, posts, threads};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;
use crate::threads::Thread;

/// A file, as its row says.
#[derive(Clone, Debug, Queryable)]
pub struct Record {
    /// Its id.
    pub id: FileId,
    /// Its name in the object store; never shown.
    pub object: String,
    /// Whose it is.
    pub uploader: MemberId,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub size: i64,
    /// The width of a picture.
    pub width: Option<i32>,
    /// The height of a picture.
    pub height: Option<i32>,
}

type Columns =
    (files::id, files::object, files::uploader_id, files::name, files::kind, files::size, files::width, files::height);

const COLUMNS: Columns =
    (files::id, files::object, files::uploader_id, files::name, files::kind, files::size, files::width, files::height);

pub(super) fn find(db: &mut Db, id: FileId) -> Result<Record, Refusal> {
    Ok(files::table.filter(files::id.eq(id)).select(COLUMNS).first(db)?)
}

/// Whether the viewer sees a post this file belongs to.
pub(super) fn shows(db: &mut Db, viewer: &Viewer, id: FileId) -> Result<bool, Refusal> {
    let post: Option<PostId> = post_files::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(post_files::file_id.eq(id))
        .filter(posts::removed_at.is_null())
        .filter(visible_threads(viewer))
        .select(posts::id)
        .first(db)
        .optional()?;
    Ok(post.is_some())
}

/// Whether it belongs to any post, seen or not.
pub(super) fn is_attached(db: &mut Db, id: FileId) -> Result<bool, Refusal> {
    Ok(diesel::select(exists(post_files::table.filter(post_files::file_id.eq(id)))).get_result(db)?)
}

/// The files of a post, in their order.
pub(super) fn of_post(db: &mut Db, post: PostId) -> Result<Vec<Record>, Refusal> {
    Ok(post_files::table
        .inner_join(files::table)
        .filter(post_files::post_id.eq(post))
        .order((post_files::place.asc(), post_files::file_id.asc()))
        .select(COLUMNS)
        .load(db)?)
}

/// The files of the posts of a visible thread from a number on, one page of them; those removed show none.
pub(super) fn of_posts(db: &mut Db, thread: &Thread, from: i32, count: i32) -> Result<Vec<(PostId, Record)>, Refusal> {
    let query = post_files::table
        .inner_join(posts::table)
        .inner_join(files::table)
        .filter(posts::thread_id.eq(thread.id))
        .filter(posts::number.ge(from))
        .filter(posts::number.lt(from + count))
        .filter(posts::removed_at.is_null())
        .order((posts::number.asc(), post_files::place.asc(), post_files::file_id.asc()))
        .select((posts::id, COLUMNS));
    Ok(on_each_backend!(db, conn => query.load(conn))?)
}

/// Which of these files a person may put in a post: theirs, in a post they see or in none yet. By id.
pub(super) fn own(db: &mut Db, viewer: &Viewer, ids: &[FileId]) -> Result<Vec<Record>, Refusal> {
    let Some(member) = viewer.member else { return Ok(Vec::new()) };
    let in_one = post_files::table.filter(post_files::file_id.eq(files::id));
    let in_one_seen = post_files::table
        .inner_join(posts::table.inner_join(threads::table))
        .filter(post_files::file_id.eq(files::id))
        .filter(posts::removed_at.is_null())
        .filter(visible_threads(viewer));
    Ok(files::table
        .filter(files::id.eq_any(ids))
        .filter(files::uploader_id.eq(member))
        .filter(not(exists(in_one)).or(exists(in_one_seen)))
        .order(files::id.asc())
        .select(COLUMNS)
        .load(db)?)
}

/// How many bytes a member keeps here.
pub(super) fn kept_by(db: &mut Db, member: MemberId) -> Result<u64, Refusal> {
    // The sum of a BIGINT is a NUMERIC on PostgreSQL.
    let sum = sql::<Nullable<BigInt>>("CAST(SUM(files.size) AS BIGINT)");
    let bytes: Option<i64> = files::table.filter(files::uploader_id.eq(member)).select(sum).first(db)?;
    Ok(bytes.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default())
}

pub(super) fn insert(tx: &mut Tx<'_>, uploader: MemberId, stored: &Stored) -> Result<FileId, Refusal> {
    let Stored { object, ready, size } = stored;
    let id = FileId(tx.id());
    let side = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let row = (
        files::id.eq(id),
        files::object.eq(object),
        files::uploader_id.eq(uploader),
        files::name.eq(&ready.name),
        files::kind.eq(ready.kind),
        files::size.eq(i64::try_from(*size).unwrap_or(i64::MAX)),
        files::width.eq(ready.sides.map(|(width, _)| side(width))),
        files::height.eq(ready.sides.map(|(_, height)| side(height))),
        files::created_at.eq(tx.now()),
    );
    diesel::insert_into(files::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// Makes these the files of a post, in this order.
pub(super) fn link(tx: &mut Tx<'_>, post: PostId, ids: &[FileId]) -> Result<(), Refusal> {
    diesel::delete(post_files::table.filter(post_files::post_id.eq(post))).execute(tx.db())?;
    let rows: Vec<_> = (0..)
        .zip(ids)
        .map(|(place, id): (i32, _)| {
            (post_files::post_id.eq(post), post_files::file_id.eq(*id), post_files::place.eq(place))
        })
        .collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(post_files::table).values(&rows).execute(conn))?;
    let now = tx.now();
    diesel::update(files::table.filter(files::id.eq_any(ids)))
        .set((files::attached_at.eq(now), files::unused_since.eq(None::<Moment>)))
        .execute(tx.db())?;
    Ok(())
}

/// Makes these, as far as they are the person's, the files of a draft.
pub(super) fn hold(tx: &mut Tx<'_>, author: MemberId, draft: DraftId, ids: &[FileId]) -> Result<(), Refusal> {
    diesel::delete(draft_files::table.filter(draft_files::draft_id.eq(draft))).execute(tx.db())?;
    if ids.is_empty() {
        return Ok(());
    }
    let own: Vec<FileId> = files::table
        .filter(files::id.eq_any(ids))
        .filter(files::uploader_id.eq(author))
        .select(files::id)
        .load(tx.db())?;
    let rows: Vec<_> = own.iter().map(|id| (draft_files::draft_id.eq(draft), draft_files::file_id.eq(*id))).collect();
    on_each_backend!(tx.db(), conn => diesel::insert_into(draft_files::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Notes since when files are of no use: no draft, no post that stands and no text that waits holds them. Those that are of use again are noted so.
pub(super) fn note_unused(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let now = tx.now();
    let used = || {
        exists(
            post_files::table
                .inner_join(posts::table.inner_join(threads::table))
                .filter(post_files::file_id.eq(files::id))
                .filter(posts::removed_at.is_null())
                .filter(threads::removed_at.is_null()),
        )
        .or(exists(draft_files::table.filter(draft_files::file_id.eq(files::id))))
        .or(exists(held_files::table.filter(held_files::file_id.eq(files::id))))
    };
    diesel::update(files::table.filter(files::unused_since.is_null()).filter(not(used())))
        .set(files::unused_since.eq(now))
        .execute(tx.db())?;
    diesel::update(files::table.filter(files::unused_since.is_not_null()).filter(used()))
        .set(files::unused_since.eq(None::<Moment>))
        .execute(tx.db())?;
    Ok(())
}

/// Files of no use for long enough: never attached and older than `fresh`, or unused since before `late` (at most 200).
pub(super) fn due(db: &mut Db, fresh: Moment, late: Moment) -> Result<Vec<(FileId, String)>, Refusal> {
    let never = files::attached_at.is_null().and(files::created_at.lt(fresh));
    Ok(files::table
        .filter(files::unused_since.is_not_null())
        .filter(never.or(files::unused_since.lt(late).assume_not_null()))
        .order(files::id.asc())
        .limit(200)
        .select((files::id, files::object))
        .load(db)?)
}

/// Removes the row of a file that is still of no use, and what removed posts say of it.
pub(super) fn remove_unused(tx: &mut Tx<'_>, id: FileId) -> Result<bool, Refusal> {
    let unused = files::table.find(id).filter(files::unused_since.is_not_null());
    if diesel::update(unused).set(files::unused_since.eq(tx.now())).execute(tx.db())? == 0 {
        return Ok(false);
    }
    diesel::delete(post_files::table.filter(post_files::file_id.eq(id))).execute(tx.db())?;
    diesel::delete(files::table.find(id)).execute(tx.db())?;
    Ok(true)
}
