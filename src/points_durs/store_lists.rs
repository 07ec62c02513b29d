//! SQL of lists of points durs. Every one filters by `policy::visible_threads`.

use std::collections::HashMap;

use diesel::prelude::*;

use super::lists::{Mine, SavedView, Wanted};
use super::machine::{Severity, State};
use crate::db::ids::{MemberId, PointDurId, SavedViewId, ThreadId, first_at};
use crate::db::schema::{
    establishments, members, point_dur_followers, point_dur_helpers, points_durs, saved_views, subtopics, themes,
    threads,
};
use crate::db::written::{beside, one_of};
use crate::db::{Db, Moment, Tx};
use crate::policy::{Audience, Viewer, read_by_circles, visible_threads};
use crate::refusal::Refusal;

/// Of what one helps with or has too, the newest so many are listed.
const MOST_MINE: i64 = 500;

/// A point dur in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Row {
    id: PointDurId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Moment,
    /// When it was reported.
    pub reported_at: Moment,
    /// How grave it is, once that was said.
    pub severity: Option<Severity>,
    /// Who reads it.
    pub audience: Audience,
    /// Its theme: end of address and name.
    pub theme: (String, String),
    /// Its sub-topic: end of address and name.
    pub subtopic: Option<(String, String)>,
    /// Who leads: given and family name.
    pub lead: Option<(String, String)>,
}

impl Row {
    /// Its id.
    pub fn id(&self) -> PointDurId {
        self.id
    }

    /// Its thread.
    pub fn thread(&self) -> ThreadId {
        ThreadId(self.id.0)
    }
}

/// A point dur as it is counted.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct Counted {
    /// Where it stands.
    pub state: State,
    /// How grave it is.
    pub severity: Option<Severity>,
}

/// A point dur as it is exported.
#[derive(Clone, Debug)]
pub struct Exported {
    /// What lists show of it.
    pub row: Row,
    /// What is told beside.
    pub beside: Beside,
}

/// What a table tells of a point dur beyond what lists show.
#[derive(Clone, Debug, Queryable)]
pub struct Beside {
    id: PointDurId,
    /// Whether who reported it stays unknown.
    pub anonymous: bool,
    /// Who reported it: given and family name. Nothing shows it of what is anonymous.
    pub reporter: (String, String),
    /// Their region when they did (slug).
    pub region: String,
    /// Where it happens.
    pub establishment: Option<String>,
    /// What it weighs on.
    pub impacts: String,
}

/// Which points durs are the viewer's own, where no index says it by itself.
pub(super) fn mine(db: &mut Db, viewer: &Viewer, mine: Option<Mine>) -> Result<Vec<PointDurId>, Refusal> {
    let Some(me) = viewer.member else { return Ok(Vec::new()) };
    match mine {
        Some(Mine::Led) => Ok(point_dur_helpers::table
            .filter(point_dur_helpers::member_id.eq(me))
            .order(point_dur_helpers::point_dur_id.desc())
            .limit(MOST_MINE)
            .select(point_dur_helpers::point_dur_id)
            .load(db)?),
        Some(Mine::Followed) => Ok(point_dur_followers::table
            .filter(point_dur_followers::member_id.eq(me))
            .order(point_dur_followers::point_dur_id.desc())
            .limit(MOST_MINE)
            .select(point_dur_followers::point_dur_id)
            .load(db)?),
        Some(Mine::Reported) | None => Ok(Vec::new()),
    }
}

/// What every list filters by: a macro, since each query has a type of its own.
macro_rules! narrowed {
    ($query:expr, $viewer:expr, $wanted:expr, $mine:expr) => {{
        let (viewer, wanted, mine): (&Viewer, &Wanted, &[PointDurId]) = ($viewer, $wanted, $mine);
        let me = viewer.member.unwrap_or(MemberId(-1));
        let mut query = $query.filter(visible_threads(viewer)).filter(read_by_circles()).into_boxed();
        if let Some(theme) = wanted.theme {
            // SQLite would else start at the theme's threads and sort all of them.
            query = query.filter(beside(threads::theme_id).eq(theme));
        }
        if let Some(subtopic) = wanted.subtopic {
            query = query.filter(threads::subtopic_id.eq(subtopic));
        }
        query = match wanted.states.as_slice() {
            [] => query,
            [state] => query.filter(points_durs::state.eq(*state)),
            states => query.filter(points_durs::state.eq_any(states.to_vec())),
        };
        if let Some(severity) = wanted.severity {
            query = query.filter(points_durs::severity.eq(severity));
        }
        if let Some(audience) = wanted.audience {
            query = query.filter(threads::audience.eq(audience));
        }
        query = match wanted.mine {
            None => query,
            Some(Mine::Reported) => query.filter(points_durs::reporter_id.eq(me)),
            Some(Mine::Led) => {
                query.filter(points_durs::lead_id.eq(me).assume_not_null().or(one_of(points_durs::id, mine.to_vec())))
            }
            Some(Mine::Followed) => query.filter(one_of(points_durs::id, mine.to_vec())),
        };
        if let Some(region) = &wanted.region {
            // Where an anonymous one comes from is not told, not even by a filter.
            query = query.filter(points_durs::anonymous.eq(false)).filter(points_durs::region.eq(region.clone()));
        }
        // An id is drawn when it is reported.
        if let Some(from) = wanted.from {
            query = query.filter(points_durs::id.ge(PointDurId(first_at(from.millis()))));
        }
        if let Some(to) = wanted.to {
            query = query.filter(points_durs::id.lt(PointDurId(first_at(to.millis()))));
        }
        if let Some(among) = &wanted.among {
            query = query.filter(one_of(points_durs::id, among.clone()));
        }
        if let Some(before) = wanted.before {
            query = query.filter(points_durs::id.lt(before));
        }
        query = match wanted.oldest_first {
            true => query.order(points_durs::id.asc()),
            false => query.order(points_durs::id.desc()),
        };
        query.limit(wanted.limit + 1)
    }};
}

pub(super) fn page(db: &mut Db, viewer: &Viewer, wanted: &Wanted, mine: &[PointDurId]) -> Result<Vec<Row>, Refusal> {
    let query = points_durs::table
        .inner_join(threads::table)
        .left_join(themes::table.on(themes::id.eq(threads::theme_id)))
        .left_join(subtopics::table.on(subtopics::id.nullable().eq(threads::subtopic_id)))
        .left_join(members::table.on(members::id.nullable().eq(points_durs::lead_id)))
        .select((
            points_durs::id,
            threads::title,
            points_durs::state,
            points_durs::since,
            points_durs::reported_at,
            points_durs::severity,
            threads::audience,
            (themes::slug.nullable().assume_not_null(), themes::name.nullable().assume_not_null()),
            (subtopics::slug, subtopics::name).nullable(),
            (members::given_name, members::family_name).nullable(),
        ));
    Ok(narrowed!(query, viewer, wanted, mine).load(db)?)
}

/// The latest, as they are counted.
pub(super) fn counted(
    db: &mut Db,
    viewer: &Viewer,
    wanted: &Wanted,
    mine: &[PointDurId],
) -> Result<Vec<Counted>, Refusal> {
    let query = points_durs::table.inner_join(threads::table).select((points_durs::state, points_durs::severity));
    Ok(narrowed!(query, viewer, wanted, mine).load(db)?)
}

/// What is exported: the rows of a page, then what is told of them beside.
pub(super) fn exported(
    db: &mut Db,
    viewer: &Viewer,
    wanted: &Wanted,
    mine: &[PointDurId],
) -> Result<Vec<Exported>, Refusal> {
    let rows = page(db, viewer, wanted, mine)?;
    let beside: Vec<Beside> = points_durs::table
        .inner_join(members::table.on(members::id.eq(points_durs::reporter_id)))
        .left_join(establishments::table.on(establishments::id.nullable().eq(points_durs::establishment_id)))
        .filter(one_of(points_durs::id, rows.iter().map(|row| row.id)))
        .select((
            points_durs::id,
            points_durs::anonymous,
            (members::given_name, members::family_name),
            points_durs::region,
            establishments::name.nullable(),
            points_durs::impacts,
        ))
        .load(db)?;
    let mut beside: HashMap<PointDurId, Beside> = beside.into_iter().map(|one| (one.id, one)).collect();
    Ok(rows.into_iter().filter_map(|row| beside.remove(&row.id).map(|beside| Exported { row, beside })).collect())
}

pub(super) fn views(db: &mut Db, member: MemberId) -> Result<Vec<SavedView>, Refusal> {
    let rows: Vec<(SavedViewId, String, String)> = saved_views::table
        .filter(saved_views::member_id.eq(member))
        .order((saved_views::name.asc(), saved_views::id.asc()))
        .limit(super::lists::MOST_VIEWS)
        .select((saved_views::id, saved_views::name, saved_views::query))
        .load(db)?;
    Ok(rows.into_iter().map(|(id, name, query)| SavedView { id, name, query }).collect())
}

pub(super) fn count_views(db: &mut Db, member: MemberId) -> Result<i64, Refusal> {
    Ok(saved_views::table.filter(saved_views::member_id.eq(member)).count().get_result(db)?)
}

/// Says whether there was a view of that name.
pub(super) fn rename_query(tx: &mut Tx<'_>, member: MemberId, name: &str, query: &str) -> Result<bool, Refusal> {
    let changed = diesel::update(saved_views::table)
        .filter(saved_views::member_id.eq(member))
        .filter(saved_views::name.eq(name))
        .set(saved_views::query.eq(query))
        .execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn insert_view(tx: &mut Tx<'_>, member: MemberId, name: &str, query: &str) -> Result<(), Refusal> {
    let row = (
        saved_views::id.eq(SavedViewId(tx.id())),
        saved_views::member_id.eq(member),
        saved_views::name.eq(name),
        saved_views::query.eq(query),
    );
    diesel::insert_into(saved_views::table).values(row).execute(tx.db())?;
    Ok(())
}

pub(super) fn remove_view(tx: &mut Tx<'_>, member: MemberId, id: SavedViewId) -> Result<bool, Refusal> {
    let removed = diesel::delete(saved_views::table)
        .filter(saved_views::id.eq(id))
        .filter(saved_views::member_id.eq(member))
        .execute(tx.db())?;
    Ok(removed == 1)
}
