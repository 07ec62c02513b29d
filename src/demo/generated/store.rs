//! SQL of a generated community: where its threads stand, and its rows, many at a time.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::course::{Course, Thread, written_at};
use super::points::{Point, Step};
use super::stream::Written;
use crate::db::ids::{MemberId, PointDurId, StepId, SubtopicId, ThemeId};
use crate::db::schema::{members, point_dur_steps, points_durs, posts, readings, subtopics, themes, threads};
use crate::db::{Database, Db, Moment, Tx};
use crate::demo::store::rows::{PostRow, ReadingRow, ThreadRow};
use crate::demo::store::{AT_ONCE, write_all};
use crate::on_each_backend;
use crate::points_durs::machine::{Edge, Severity, State};
use crate::refusal::Refusal;
use crate::search::loading;
use crate::text::markdown::RENDERER;

/// Themes that threads are spread over.
const THEMES: i64 = 5;
/// Rows of one transaction.
const A_BATCH: usize = 10_000;

/// A theme, with its sub-topics.
pub struct Place {
    /// Its id.
    pub id: ThemeId,
    /// Its slug.
    pub slug: String,
    /// Its sub-topics.
    pub subtopics: Vec<SubtopicId>,
}

/// The first themes.
pub fn places(db: &mut Db) -> Result<Vec<Place>, Refusal> {
    let first: Vec<(ThemeId, String)> =
        themes::table.order(themes::position).limit(THEMES).select((themes::id, themes::slug)).load(db)?;
    let place = |(id, slug)| {
        let subtopics = subtopics::table
            .filter(subtopics::theme_id.eq(id))
            .order(subtopics::position)
            .limit(100)
            .select(subtopics::id)
            .load(db)?;
        Ok(Place { id, slug, subtopics })
    };
    first.into_iter().map(place).collect()
}

/// Writes every thread.
pub fn write_threads(database: &Database, course: &Course, written: &mut dyn FnMut(usize)) -> Result<(), Refusal> {
    for part in course.threads.chunks(A_BATCH) {
        let rows = part.iter().map(|thread| thread_of(course, thread)).collect::<Result<Vec<_>, _>>()?;
        database.write_here(|tx| {
            write_all!(tx, threads, rows, |_| ());
            Ok(())
        })?;
        written(part.len());
    }
    Ok(())
}

fn thread_of<'a>(course: &Course, thread: &'a Thread) -> Result<ThreadRow<'a>, Refusal> {
    let (first, last) = (&course.posts[thread.first], &course.posts[thread.last]);
    Ok(ThreadRow {
        id: thread.id,
        theme_id: thread.theme,
        subtopic_id: thread.subtopic,
        kind: thread.kind,
        audience: thread.audience,
        title: &thread.title,
        author_id: first.author,
        created_at: written_at(first),
        posts_count: number(thread.length)?,
        last_post_id: last.id,
        last_post_at: written_at(last),
        last_author_id: last.author,
        solution_id: thread.solution,
    })
}

#[derive(Clone, Insertable)]
#[diesel(table_name = points_durs)]
struct PointRow {
    id: PointDurId,
    state: State,
    version: i32,
    since: Moment,
    reported_at: Moment,
    severity: Option<Severity>,
    reporter_id: MemberId,
    anonymous: bool,
    known_to_lead: bool,
    lead_id: Option<MemberId>,
    resumes: Option<State>,
    confirmed: Option<bool>,
    begun: &'static str,
    tried: &'static str,
    impacts: &'static str,
    size: &'static str,
    tools: &'static str,
}

fn point_row(point: &Point) -> PointRow {
    PointRow {
        id: point.id,
        state: point.state,
        version: point.version,
        since: point.since,
        reported_at: point.reported_at,
        severity: point.severity,
        reporter_id: point.reporter,
        anonymous: false,
        known_to_lead: false,
        lead_id: point.lead,
        resumes: point.resumes,
        confirmed: point.confirmed,
        begun: "",
        tried: "",
        impacts: "organisation",
        size: "",
        tools: "",
    }
}

#[derive(Insertable)]
#[diesel(table_name = point_dur_steps)]
struct StepRow {
    id: StepId,
    point_dur_id: PointDurId,
    version: i32,
    edge: Edge,
    from_state: Option<State>,
    to_state: State,
    actor_id: Option<MemberId>,
    happened_at: Moment,
    reason: &'static str,
}

fn step_row(step: &Step) -> StepRow {
    StepRow {
        id: step.id,
        point_dur_id: step.point,
        version: step.version,
        edge: step.edge,
        from_state: step.from,
        to_state: step.to,
        actor_id: step.actor,
        happened_at: step.at,
        reason: "",
    }
}

/// Writes where every point dur stands, and its steps.
pub fn write_points(database: &Database, points: &[Point], steps: &[Step]) -> Result<(), Refusal> {
    for part in points.chunks(A_BATCH) {
        let rows: Vec<_> = part.iter().map(point_row).collect();
        database.write_here(|tx| {
            for rows in rows.chunks(AT_ONCE) {
                let rows = rows.to_vec();
                on_each_backend!(tx.db(), conn => diesel::insert_into(points_durs::table).values(rows).execute(conn))?;
            }
            Ok(())
        })?;
    }
    database.write_here(|tx| {
        let home = members::table.filter(members::id.eq(points_durs::reporter_id)).select(members::region);
        let region = points_durs::region.eq(home.single_value().assume_not_null());
        Ok(diesel::update(points_durs::table.filter(points_durs::region.eq(""))).set(region).execute(tx.db())?)
    })?;
    for part in steps.chunks(A_BATCH) {
        database.write_here(|tx| {
            for steps in part.chunks(AT_ONCE) {
                let rows: Vec<_> = steps.iter().map(step_row).collect();
                on_each_backend!(tx.db(), conn => diesel::insert_into(point_dur_steps::table).values(rows).execute(conn))?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Writes some posts and what is indexed of them.
pub fn write_posts(tx: &mut Tx<'_>, course: &Course, batch: &[Written]) -> Result<(), Refusal> {
    let rows = batch.iter().map(|written| post_of(course, written)).collect::<Result<Vec<_>, _>>()?;
    write_all!(tx, posts, rows, |_| ());
    loading::note(tx, batch.iter().map(|written| &written.document))
}

fn post_of<'a>(course: &Course, Written { post, body, .. }: &'a Written) -> Result<PostRow<'a>, Refusal> {
    Ok(PostRow {
        id: post.id,
        thread_id: course.threads[post.thread as usize].id,
        number: number(post.number)?,
        author_id: post.author,
        source: body.source(),
        html: body.html().as_str(),
        renderer: RENDERER,
        created_at: written_at(post),
    })
}

/// Writes how far people have read.
pub fn write_readings(database: &Database, rows: &[ReadingRow]) -> Result<(), Refusal> {
    for part in rows.chunks(A_BATCH) {
        database.write_here(|tx| {
            write_all!(tx, readings, part, |_| ());
            Ok(())
        })?;
    }
    Ok(())
}

fn number(count: u32) -> Result<i32, Refusal> {
    i32::try_from(count).map_err(|_| Refusal::Broken("a demo thread is too long".into()))
}

/// Tells the engine how its tables are filled, so that it plans well from the first page on.
pub fn analyze(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    match tx.db() {
        Db::Sqlite(conn) => conn.batch_execute("PRAGMA analysis_limit = 1000; ANALYZE;")?,
        Db::Postgres(conn) => conn.batch_execute("SET LOCAL statement_timeout = 0; ANALYZE;")?,
    }
    Ok(())
}
