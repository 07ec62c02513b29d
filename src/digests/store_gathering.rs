//! SQL of what a window gathers: a season for all, then some hundred members at a time.

use std::collections::HashMap;

use diesel::prelude::*;

use super::owned::{EditionRow, Owned, StepRow};
use super::season::Candidate;
use super::{Frequency, Section, Settings};
use crate::circles::Circle;
use crate::db::ids::{JournalId, MemberId, NoticeId, PostId, SubtopicId, ThemeId, ThreadId};
use crate::db::schema::{
    digest_items, digest_settings, digest_themes_left_out, digests, expertises, journal, members, memberships,
    notice_channels, notices, points_durs, post_marks, posts, readings, sheets, subtopics, thread_parties, threads,
    watches,
};
use crate::db::{Db, Moment};
use crate::members::AccountState;
use crate::notices::watching::{Level, PlaceKind};
use crate::notices::{Channel, Kind as NoticeKind};
use crate::policy::{self, Audience};
use crate::refusal::Refusal;
use crate::text::fold;
use crate::threads::{Kind, marks};

/// Threads and facts read of a season at most.
const MOST_THREADS: i64 = 20_000;
const MOST_FACTS: i64 = 5_000;

/// The answers marked as solutions since a moment, and when.
pub(super) fn solved_since(db: &mut Db, since: Moment) -> Result<Vec<(i64, Moment)>, Refusal> {
    // Ids rise with time: the range is read by the key.
    let first = JournalId(crate::db::ids::first_at(since.millis()));
    Ok(journal::table
        .filter(journal::id.ge(first))
        .filter(journal::act.eq("thread.solved"))
        .order(journal::id.desc())
        .limit(MOST_FACTS)
        .select((journal::subject_id, journal::happened_at))
        .load(db)?)
}

/// A thread that moved, with one of its named parties.
#[derive(Queryable)]
pub(super) struct Moved {
    id: ThreadId,
    theme: ThemeId,
    subtopic: Option<(SubtopicId, String)>,
    kind: Kind,
    audience: Audience,
    title: String,
    author: MemberId,
    created_at: Moment,
    counts: (i32, i32),
    last: (i64, Moment, MemberId),
    solution: Option<PostId>,
    solved: bool,
    set_aside: Option<Moment>,
    useful: Option<i64>,
    party: Option<MemberId>,
    step: Option<StepRow>,
    edition: Option<EditionRow>,
}

impl Moved {
    /// As the ranking needs it, and the named party.
    pub(super) fn candidate(self, solved: &HashMap<i64, Moment>) -> (Candidate, Option<MemberId>) {
        let about = self.subtopic.as_ref().map_or_else(String::new, |(_, name)| name.clone());
        let marked = |solution: PostId| solved.get(&solution.0).map(|at| (solution, *at));
        let candidate = Candidate {
            id: self.id,
            theme: self.theme,
            subtopic: self.subtopic.map(|(id, _)| id),
            kind: self.kind,
            audience: self.audience,
            about: fold(&format!("{} {about}", self.title)),
            author: self.author,
            created_at: self.created_at,
            posts_count: self.counts.0,
            unanswered: self.counts.0 == self.counts.1 + 1 && self.set_aside.is_none(),
            last_post: self.last.0,
            last_post_at: self.last.1,
            last_author: self.last.2,
            solved: self.solution.filter(|_| self.solved).and_then(marked),
            useful: self.useful.unwrap_or(0),
            parties: Vec::new(),
            owned: self
                .step
                .map(|row| Owned::PointDur(row.into()))
                .or(self.edition.map(|row| Owned::Sheet(row.into()))),
        };
        (candidate, self.party)
    }
}

/// Threads that stand, where somebody wrote since a moment, whose solution is one of these, or that belong to a point
/// dur or a sheet that moved; the latest first.
pub(super) fn moved_since(db: &mut Db, since: Moment, solutions: &[i64]) -> Result<Vec<Moved>, Refusal> {
    let useful = posts::table
        .inner_join(post_marks::table)
        .filter(posts::thread_id.eq(threads::id))
        .filter(posts::removed_at.is_null())
        .select(diesel::dsl::count_star())
        .single_value();
    let (steps, editions) = (diesel::alias!(points_durs as steps), diesel::alias!(sheets as editions));
    let stepped = steps.filter(steps.field(points_durs::since).ge(since)).select(steps.field(points_durs::id));
    let revised = editions.filter(editions.field(sheets::revised_at).ge(since)).select(editions.field(sheets::id));
    let moved = threads::last_post_at.ge(since).or(threads::solution_id.eq_any(solutions).assume_not_null());
    Ok(threads::table
        .left_join(subtopics::table)
        .left_join(thread_parties::table)
        .left_join(points_durs::table)
        .left_join(sheets::table.on(sheets::thread_id.eq(threads::id.nullable())))
        .filter(threads::removed_at.is_null())
        .filter(policy::read_by_circles())
        .filter(moved.or(threads::id.eq_any(stepped)).or(threads::id.eq_any(revised)))
        .order((threads::last_post_id.desc(), threads::id.desc()))
        .limit(MOST_THREADS)
        .select((
            threads::id,
            threads::theme_id,
            (subtopics::id, subtopics::name).nullable(),
            threads::kind,
            threads::audience,
            threads::title,
            threads::author_id,
            threads::created_at,
            (threads::posts_count, threads::answers_gone),
            (threads::last_post_id, threads::last_post_at, threads::last_author_id),
            threads::solution_id,
            marks::solved(),
            threads::no_answer_at,
            useful,
            thread_parties::member_id.nullable(),
            (
                points_durs::state,
                points_durs::version,
                points_durs::since,
                points_durs::reporter_id,
                points_durs::lead_id,
            )
                .nullable(),
            (sheets::state, sheets::edition, sheets::published_at, sheets::revised_at, sheets::owner_id).nullable(),
        ))
        .load(db)?)
}

/// Somebody who joined a theme.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Arrival {
    pub member: MemberId,
    pub theme: ThemeId,
    pub circle: Circle,
    pub region: String,
    pub since: Moment,
}

/// Who joined a theme since a moment, the latest first.
pub(super) fn arrivals_since(db: &mut Db, since: Moment) -> Result<Vec<Arrival>, Refusal> {
    Ok(memberships::table
        .inner_join(members::table)
        .filter(memberships::since.ge(since))
        .filter(memberships::state.eq("confirmed"))
        .filter(members::state.eq(AccountState::Active.word()))
        .order((memberships::since.desc(), memberships::member_id.desc(), memberships::theme_id.asc()))
        .limit(MOST_FACTS)
        .select((
            memberships::member_id,
            memberships::theme_id,
            memberships::circle,
            members::region,
            memberships::since,
        ))
        .load(db)?)
}

/// A member whose window is due, or who has no settings yet.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Due {
    pub member: MemberId,
    pub zone: String,
    pub settings: Option<(Frequency, i32, i32, bool, Option<Moment>)>,
}

impl Due {
    /// When and how they get it.
    pub fn settings(&self) -> Settings {
        self.settings.map_or_else(Settings::default, |(frequency, weekday, hour, title_only, _)| Settings {
            frequency,
            weekday,
            hour,
            title_only,
        })
    }
}

/// Members whose window is due at a moment, and those nobody asked yet; at most `most` after `after`.
pub(super) fn due(db: &mut Db, at: Moment, after: MemberId, most: i64) -> Result<Vec<Due>, Refusal> {
    let is_due = digest_settings::next_due_at.le(at).assume_not_null();
    Ok(members::table
        .left_join(digest_settings::table)
        .filter(members::state.eq(AccountState::Active.word()))
        .filter(members::id.gt(after))
        .filter(digest_settings::member_id.nullable().is_null().or(is_due.nullable().assume_not_null()))
        .order(members::id.asc())
        .limit(most)
        .select((
            members::id,
            members::time_zone,
            (
                digest_settings::frequency,
                digest_settings::weekday,
                digest_settings::hour,
                digest_settings::title_only,
                digest_settings::covered_until,
            )
                .nullable(),
        ))
        .load(db)?)
}

/// A place a member follows, or does not want to hear of.
pub(super) type Watched = (MemberId, PlaceKind, i64, Level);

pub(super) fn watched(db: &mut Db, of: &[MemberId]) -> Result<Vec<Watched>, Refusal> {
    Ok(watches::table
        .filter(watches::member_id.eq_any(of))
        .select((watches::member_id, watches::place, watches::place_id, watches::level))
        .load(db)?)
}

/// What members read lately: up to which number of which thread, and when.
pub(super) fn read(
    db: &mut Db,
    of: &[MemberId],
    since: Moment,
) -> Result<Vec<(MemberId, ThreadId, i32, Moment)>, Refusal> {
    Ok(readings::table
        .filter(readings::member_id.eq_any(of))
        .filter(readings::read_at.ge(since))
        .select((readings::member_id, readings::thread_id, readings::last_number, readings::read_at))
        .load(db)?)
}

/// What digests told members already: of which thread, up to which post, in which part; of which person.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Told {
    pub member: MemberId,
    pub section: Section,
    pub thread: Option<ThreadId>,
    pub subject: i64,
    pub last_post: i64,
}

pub(super) fn told(db: &mut Db, of: &[MemberId], since: Moment) -> Result<Vec<Told>, Refusal> {
    Ok(digest_items::table
        .inner_join(digests::table)
        .filter(digests::member_id.eq_any(of))
        .filter(digests::closed_at.ge(since))
        .select((
            digests::member_id,
            digest_items::section,
            digest_items::thread_id,
            digest_items::subject_id,
            digest_items::last_post_id,
        ))
        .load(db)?)
}

/// A notice of a member and how they chose to be told of its kind.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Waiting {
    pub id: NoticeId,
    pub member: MemberId,
    pub kind: NoticeKind,
    pub theme: Option<ThemeId>,
    pub thread: Option<ThreadId>,
    pub post: Option<PostId>,
    pub mail: String,
    pub created_at: Moment,
    pub read_at: Option<Moment>,
    pub channel: Option<Channel>,
}

/// Notices made lately, the latest first.
pub(super) fn notices(db: &mut Db, of: &[MemberId], since: Moment) -> Result<Vec<Waiting>, Refusal> {
    let chosen = notice_channels::table
        .on(notice_channels::member_id.eq(notices::member_id).and(notice_channels::kind.eq(notices::kind)));
    Ok(notices::table
        .left_join(chosen)
        .filter(notices::member_id.eq_any(of))
        .filter(notices::id.ge(NoticeId(crate::db::ids::first_at(since.millis()))))
        .filter(notices::mail.eq("posted").or(notices::read_at.is_null()))
        .order(notices::id.desc())
        .select((
            notices::id,
            notices::member_id,
            notices::kind,
            notices::theme_id,
            notices::thread_id,
            notices::post_id,
            notices::mail,
            notices::created_at,
            notices::read_at,
            notice_channels::channel.nullable(),
        ))
        .load(db)?)
}

/// Members' fields of expertise (folded) and the themes they leave out: a line for each pair.
pub(super) type About = (MemberId, Option<String>, Option<ThemeId>);

pub(super) fn about(db: &mut Db, of: &[MemberId]) -> Result<Vec<About>, Refusal> {
    Ok(members::table
        .left_join(expertises::table)
        .left_join(digest_themes_left_out::table.on(digest_themes_left_out::member_id.eq(members::id)))
        .filter(members::id.eq_any(of))
        .order((members::id.asc(), expertises::folded.asc()))
        .select((members::id, expertises::folded.nullable(), digest_themes_left_out::theme_id.nullable()))
        .load(db)?)
}
