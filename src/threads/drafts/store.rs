//! SQL of drafts: always of one person.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::{Draft, Place, Text};
use crate::db::ids::{DraftId, MemberId, ThemeId, ThreadId};
use crate::db::schema::{drafts, themes, thread_parties, threads};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::policy::{Viewer, visible_threads};
use crate::refusal::Refusal;

/// Drafts in a person's list.
const MOST: i64 = 200;

type Row = (DraftId, String, String, Moment, Option<Moment>);

/// A draft whose place can no longer be read is shown as a thread to open: its text is what counts.
fn draft((id, place, content, updated_at, discarded_at): Row) -> Draft {
    let place = Place::parse(&place).unwrap_or(Place::NewThread);
    Draft { id, place, text: Text::parse(&content), updated_at, discarded_at }
}

const COLUMNS: (drafts::id, drafts::place, drafts::content, drafts::updated_at, drafts::discarded_at) =
    (drafts::id, drafts::place, drafts::content, drafts::updated_at, drafts::discarded_at);

/// What a person left at a place; what was thrown away is not there.
pub(super) fn at(db: &mut Db, author: MemberId, place: Place) -> Result<Option<Draft>, Refusal> {
    let row: Option<Row> = drafts::table
        .filter(drafts::member_id.eq(author))
        .filter(drafts::place.eq(place.word()))
        .filter(drafts::discarded_at.is_null())
        .select(COLUMNS)
        .first(db)
        .optional()?;
    Ok(row.map(draft))
}

/// A person's drafts, the latest first, those thrown away among them (at most 200).
pub(super) fn mine(db: &mut Db, author: MemberId) -> Result<Vec<Draft>, Refusal> {
    let rows: Vec<Row> = drafts::table
        .filter(drafts::member_id.eq(author))
        .order((drafts::updated_at.desc(), drafts::id.desc()))
        .limit(MOST)
        .select(COLUMNS)
        .load(db)?;
    Ok(rows.into_iter().map(draft).collect())
}

/// A thread that a draft answers in, as its author sees it.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Told {
    /// The thread.
    pub id: ThreadId,
    /// Its title.
    pub title: String,
    /// Its theme.
    pub theme: ThemeId,
    /// Its theme's name.
    pub theme_name: String,
    /// When its theme was archived.
    pub archived_at: Option<Moment>,
    /// Whether the author of the draft is one of its named parties.
    pub named: bool,
}

/// Those of some threads that a person sees.
pub(super) fn told(db: &mut Db, viewer: &Viewer, wanted: Vec<ThreadId>) -> Result<Vec<Told>, Refusal> {
    let reader = viewer.member.unwrap_or(MemberId(-1));
    let named = exists(
        thread_parties::table
            .filter(thread_parties::thread_id.eq(threads::id))
            .filter(thread_parties::member_id.eq(reader)),
    );
    Ok(threads::table
        .inner_join(themes::table)
        .filter(threads::id.eq_any(wanted))
        .filter(visible_threads(viewer))
        .order(threads::id)
        .limit(MOST)
        .select((threads::id, threads::title, threads::theme_id, themes::name, themes::archived_at, named))
        .load(db)?)
}

/// Writes a text at a person's place over what stood there; an empty one throws that away and leaves no draft.
pub(super) fn put(tx: &mut Tx<'_>, author: MemberId, place: Place, text: &Text) -> Result<Option<DraftId>, Refusal> {
    if text.is_empty() {
        let now = tx.now();
        diesel::update(drafts::table.filter(drafts::member_id.eq(author)))
            .filter(drafts::place.eq(place.word()))
            .filter(drafts::discarded_at.is_null())
            .set(drafts::discarded_at.eq(now))
            .execute(tx.db())?;
        return Ok(None);
    }
    let row = (
        drafts::id.eq(DraftId(tx.id())),
        drafts::member_id.eq(author),
        drafts::place.eq(place.word()),
        drafts::thread_id.eq(place.thread().map(|thread| thread.0)),
        drafts::content.eq(text.json()),
        drafts::updated_at.eq(tx.now()),
    );
    on_each_backend!(tx.db(), conn => diesel::insert_into(drafts::table)
        .values(row)
        .on_conflict((drafts::member_id, drafts::place))
        .do_update()
        .set((
            drafts::content.eq(excluded(drafts::content)),
            drafts::updated_at.eq(excluded(drafts::updated_at)),
            drafts::discarded_at.eq(None::<Moment>),
        ))
        .execute(conn))?;
    let kept = drafts::table.filter(drafts::member_id.eq(author)).filter(drafts::place.eq(place.word()));
    Ok(Some(kept.select(drafts::id).first(tx.db())?))
}

/// What is not thrown away leaves its place; a thrown one waits for its day.
pub(super) fn remove(tx: &mut Tx<'_>, author: MemberId, place: Place) -> Result<(), Refusal> {
    diesel::delete(
        drafts::table
            .filter(drafts::member_id.eq(author))
            .filter(drafts::place.eq(place.word()))
            .filter(drafts::discarded_at.is_null()),
    )
    .execute(tx.db())?;
    Ok(())
}

pub(super) fn author_of(db: &mut Db, id: DraftId) -> Result<MemberId, Refusal> {
    Ok(drafts::table.filter(drafts::id.eq(id)).select(drafts::member_id).first(db)?)
}

pub(super) fn discard(tx: &mut Tx<'_>, author: MemberId, id: DraftId) -> Result<bool, Refusal> {
    let now = tx.now();
    let thrown = diesel::update(drafts::table.filter(drafts::id.eq(id)))
        .filter(drafts::member_id.eq(author))
        .filter(drafts::discarded_at.is_null())
        .set(drafts::discarded_at.eq(now))
        .execute(tx.db())?;
    Ok(thrown == 1)
}

pub(super) fn take_back(tx: &mut Tx<'_>, author: MemberId, id: DraftId) -> Result<bool, Refusal> {
    let taken = diesel::update(drafts::table.filter(drafts::id.eq(id)))
        .filter(drafts::member_id.eq(author))
        .filter(drafts::discarded_at.is_not_null())
        .set(drafts::discarded_at.eq(None::<Moment>))
        .execute(tx.db())?;
    Ok(taken == 1)
}

/// Deletes drafts last touched before `left`, and those thrown away before `thrown`.
pub(super) fn forget(tx: &mut Tx<'_>, left: Moment, thrown: Moment) -> Result<i64, Refusal> {
    let old = drafts::updated_at.lt(left);
    let gone = drafts::discarded_at.is_not_null().and(drafts::discarded_at.assume_not_null().lt(thrown));
    let count = diesel::delete(drafts::table.filter(old.or(gone))).execute(tx.db())?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
