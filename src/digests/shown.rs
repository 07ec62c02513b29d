//! What a digest says, with the rights of the moment it is said: what may no longer be seen is dropped, shown and counted.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::ranking::{Item, Picked};
use super::shown_meetings::{Gathered, gathered};
use super::store_shown::{self as store, Person, Quoted, ThreadRow};
use super::{Reason, Section, left_out, owned};
use crate::db::Db;
use crate::db::ids::{MemberId, NoticeId, PostId, SheetId, ThemeId, ThreadId};
use crate::members::{self, regions};
use crate::notices::{self, watching};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::text::{identifiers, markdown, typography};
use crate::{points_durs, sheets, themes, threads};

/// Longest excerpt, in characters.
const EXCERPT: usize = 280;
/// People named; the others are counted.
const NAMED: usize = 6;

/// Everything a digest shows.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Shown {
    /// What waits for its reader.
    pub waiting: Vec<notices::digest::Told>,
    pub questions: Vec<Line>,
    pub fields: String,
    pub points_durs: Vec<Line>,
    pub points_durs_more: usize,
    /// Whether one of them waits for an expert such as its reader.
    pub awaited: bool,
    pub themes: Vec<Group>,
    pub solved: Vec<Line>,
    pub sheets: Vec<Line>,
    pub sheets_more: usize,
    pub meetings: Vec<Gathered>,
    pub meetings_more: usize,
    pub joined: Vec<Face>,
    pub joined_more: usize,
    pub title_only: bool,
}

impl Shown {
    /// Whether nothing is left to say.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
            && self.questions.is_empty()
            && self.points_durs.is_empty()
            && self.themes.is_empty()
            && self.solved.is_empty()
            && self.sheets.is_empty()
            && self.meetings.is_empty()
            && self.joined.is_empty()
    }

    /// Threads and meetings named in it.
    pub fn threads(&mut self) -> usize {
        self.lines_mut().count() + self.meetings.len()
    }

    /// Their lines.
    pub fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        let grouped = self.themes.iter_mut().flat_map(|group| &mut group.lines);
        let alone = [&mut self.questions, &mut self.points_durs, &mut self.solved, &mut self.sheets];
        alone.into_iter().flatten().chain(grouped)
    }
}

/// A thread.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub section: Section,
    pub reason: Reason,
    pub title: String,
    pub address: String,
    pub theme: String,
    /// Its answers; of a sheet, its edition.
    pub count: i32,
    /// Where its point dur stands.
    pub state: Option<points_durs::machine::State>,
    pub author: String,
    pub excerpt: String,
}

/// The threads of a theme: new ones first, then those that went on.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    pub id: ThemeId,
    pub name: String,
    pub address: String,
    /// Whether its reader follows it, beyond being in it.
    pub followed: bool,
    pub lines: Vec<Line>,
    pub more: usize,
    /// Where it is left out of the next ones.
    pub leave: String,
}

/// Somebody who joined.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Face {
    pub name: String,
    pub address: String,
    pub profession: String,
    pub region: String,
    pub theme: String,
}

/// Reads again what a window holds, as its member may see it now.
pub(super) fn shown(
    db: &mut Db,
    viewer: &Viewer,
    member: MemberId,
    picked: &Picked,
    title_only: bool,
) -> Result<Shown, Refusal> {
    let out: HashSet<ThemeId> = left_out(db, member)?.into_iter().collect();
    let kept = |theme: ThemeId| !out.contains(&theme);
    let of_threads = picked.items.iter().filter(|item| item.section != Section::Waiting);
    let wanted: Vec<ThreadId> =
        of_threads.filter_map(|item| item.thread).chain(picked.rest.iter().map(|(_, thread)| *thread)).collect();
    let rows: HashMap<ThreadId, ThreadRow> = store::threads(db, viewer, &wanted)?
        .into_iter()
        .filter(|row| kept(row.theme))
        .map(|row| (row.id, row))
        .collect();
    let quotes = if title_only { HashMap::new() } else { quotes(db, viewer, picked)? };
    let lines = |section: Section| -> Vec<(ThemeId, Line)> {
        let items = picked.items.iter().filter(|item| item.section == section);
        items
            .filter_map(|item| {
                let row = item.thread.and_then(|thread| rows.get(&thread))?;
                still_so(item, row).then(|| (row.theme, line(viewer, item, row, quotes.get(&row.id))))
            })
            .collect()
    };
    let alone = |section: Section| -> Vec<Line> { lines(section).into_iter().map(|(_, line)| line).collect() };
    let counted = |section: Section| {
        let of = picked.rest.iter().filter(|(counted, thread)| *counted == Some(section) && rows.contains_key(thread));
        of.count()
    };
    let by_theme: Vec<(ThemeId, Line)> = lines(Section::New).into_iter().chain(lines(Section::Moved)).collect();
    let waiting: Vec<NoticeId> = picked
        .items
        .iter()
        .filter(|item| item.section == Section::Waiting)
        .map(|item| NoticeId(item.subject))
        .collect();
    let (joined, joined_more) = faces(db, viewer, picked, &kept)?;
    let points_durs = alone(Section::PointsDurs);
    Ok(Shown {
        waiting: notices::digest::told(db, viewer, member, &waiting)?,
        questions: alone(Section::Questions),
        fields: members::expertises(db, member)?.join(", "),
        awaited: points_durs.iter().any(|line| line.reason == Reason::Awaited),
        points_durs,
        points_durs_more: counted(Section::PointsDurs),
        themes: groups(db, member, by_theme, picked, &rows)?,
        solved: alone(Section::Solved),
        sheets: alone(Section::Sheets),
        sheets_more: counted(Section::Sheets),
        meetings: gathered(db, (viewer, member), picked, &kept)?,
        meetings_more: counted(Section::Meetings),
        joined,
        joined_more,
        title_only,
    })
}

/// A question that was answered meanwhile waits for nobody; a solution that was taken back solved nothing; a sheet that
/// was withdrawn is not to be followed.
fn still_so(item: &Item, row: &ThreadRow) -> bool {
    match item.section {
        Section::Questions => row.posts_count == row.answers_gone + 1,
        Section::Solved => row.solution == Some(PostId(item.subject)),
        Section::PointsDurs => row.point_dur.is_some_and(|(state, _)| !owned::is_gone(state)),
        Section::Sheets => row.sheet.is_some_and(|(state, _)| state == sheets::State::Published),
        _ => true,
    }
}

/// What waited for an expert when the window closed may have found one, or its reader be one no more.
fn reason(viewer: &Viewer, item: &Item, row: &ThreadRow) -> Reason {
    let awaited = row.point_dur.is_some_and(|point| owned::is_awaited(viewer, row.theme, point));
    if item.reason == Reason::Awaited && !awaited { Reason::Theme } else { item.reason }
}

fn line(viewer: &Viewer, item: &Item, row: &ThreadRow, quoted: Option<&Quoted>) -> Line {
    // Nothing that may identify a patient is mailed, even answered for.
    let safe = |text: &str| if identifiers::scan(text).is_empty() { text.to_owned() } else { String::new() };
    let title = safe(&row.title);
    let excerpt = quoted.map(|post| markdown::plain(&post.source, EXCERPT));
    Line {
        section: item.section,
        reason: reason(viewer, item, row),
        title: typography::spaces(&title),
        address: match (item.section, quoted) {
            (Section::PointsDurs, _) => points_durs::address(row.id, &title),
            (Section::Sheets, _) => sheets::address(SheetId(row.id.0), &title),
            (_, Some(post)) if post.number > 1 => format!("/messages/{}", post.id),
            _ => threads::address(row.id, &title),
        },
        theme: row.theme_name.clone(),
        count: match (item.section, row.sheet) {
            (Section::Sheets, Some((_, edition))) => edition,
            _ => (row.posts_count - 1 - row.answers_gone).max(0),
        },
        state: row.point_dur.map(|(state, _)| state),
        author: quoted.map(|post| format!("{} {}", post.author.0, post.author.1)).unwrap_or_default(),
        excerpt: typography::spaces(&safe(&excerpt.unwrap_or_default())),
    }
}

fn quotes(db: &mut Db, viewer: &Viewer, picked: &Picked) -> Result<HashMap<ThreadId, Quoted>, Refusal> {
    let whole = [Section::New, Section::Questions, Section::PointsDurs, Section::Sheets];
    let opened = picked.items.iter().filter(|item| whole.contains(&item.section));
    let first_of: Vec<ThreadId> = opened.filter_map(|item| item.thread).collect();
    let beside = picked.items.iter().filter(|item| matches!(item.section, Section::Moved | Section::Solved));
    let beside: Vec<PostId> = beside.map(|item| PostId(item.subject)).collect();
    Ok(store::quoted(db, viewer, &first_of, &beside)?.into_iter().map(|post| (post.thread, post)).collect())
}

/// By theme, in the order of their first thread.
fn groups(
    db: &mut Db,
    member: MemberId,
    lines: Vec<(ThemeId, Line)>,
    picked: &Picked,
    rows: &HashMap<ThreadId, ThreadRow>,
) -> Result<Vec<Group>, Refusal> {
    let mut groups: Vec<Group> = Vec::new();
    let of_theme: HashMap<ThemeId, &ThreadRow> = rows.values().map(|row| (row.theme, row)).collect();
    let counted = picked.rest.iter().filter(|(section, _)| section.is_none()).filter_map(|(_, id)| rows.get(id));
    for (theme, line) in lines {
        if let Some(group) = groups.iter_mut().find(|group| group.id == theme) {
            group.lines.push(line);
            continue;
        }
        let Some(row) = of_theme.get(&theme) else { continue };
        groups.push(Group {
            id: theme,
            name: row.theme_name.clone(),
            address: themes::address(&row.theme_slug),
            followed: false,
            lines: vec![line],
            more: counted.clone().filter(|row| row.theme == theme).count(),
            leave: String::new(),
        });
    }
    let places: Vec<watching::Place> = groups.iter().map(|group| watching::Place::Theme(group.id)).collect();
    let levels = if places.is_empty() { Vec::new() } else { watching::of_member(db, member, &places)? };
    for group in &mut groups {
        let level =
            levels.iter().find(|(place, _)| *place == watching::Place::Theme(group.id)).map(|(_, level)| *level);
        group.followed = level.is_some_and(|level| !matches!(level, watching::Level::Normal | watching::Level::Mute));
    }
    Ok(groups)
}

fn faces(
    db: &mut Db,
    viewer: &Viewer,
    picked: &Picked,
    kept: &impl Fn(ThemeId) -> bool,
) -> Result<(Vec<Face>, usize), Refusal> {
    let joined: Vec<&Item> = picked.items.iter().filter(|item| item.section == Section::Joined).collect();
    let ids: Vec<MemberId> = joined.iter().map(|item| MemberId(item.subject)).collect();
    let people = if ids.is_empty() { Vec::new() } else { store::people(db, &ids)? };
    let known: HashMap<(MemberId, ThemeId), &Person> =
        people.iter().map(|person| ((person.id, person.theme), person)).collect();
    let face = |item: &&Item| {
        let person = known.get(&(MemberId(item.subject), item.theme?))?;
        (kept(person.theme) && policy::allows(viewer, &Act::SeeCircles(person.theme))).then(|| Face {
            name: format!("{} {}", person.name.0, person.name.1),
            address: members::address(person.id),
            profession: person.profession.clone(),
            region: regions::name_of(&person.region),
            theme: person.theme_name.clone(),
        })
    };
    let mut faces: Vec<Face> = joined.iter().filter_map(face).collect();
    let more = faces.len().saturating_sub(NAMED);
    faces.truncate(NAMED);
    Ok((faces, more))
}
