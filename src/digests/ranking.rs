//! What of a season a member gets, in which order: their rights, what they follow, what they read, what they were told.

use std::collections::{HashMap, HashSet};

use super::meetings::{self, Mine};
use super::owned::{Known, Owned};
use super::season::{Candidate, Season};
use super::store_gathering::{Arrival, Told, Waiting};
use super::{Reason, Section};
use crate::db::Moment;
use crate::db::ids::{MeetingId, MemberId, PostId, ThemeId, ThreadId, from_base32, to_base32};
use crate::notices::watching::{Level, PlaceKind};
use crate::notices::{Channel, Kind as NoticeKind};
use crate::policy::{self, Act, Viewer};
use crate::threads::Kind;

/// Things shown of each part at most; of new threads and threads that went on, in each theme.
const MOST_WAITING: usize = 12;
const MOST_QUESTIONS: usize = 5;
const MOST_OF_A_THEME: usize = 6;
const MOST_SOLVED: usize = 5;
const MOST_POINTS_DURS: usize = 8;
const MOST_SHEETS: usize = 6;
const MOST_JOINED: usize = 12;
/// Threads shown by theme in all.
const MOST_THREADS: usize = 24;
/// Threads counted beyond.
const MOST_COUNTED: usize = 300;

/// Everything the ranking knows of a member.
#[derive(Default)]
pub(super) struct Reader {
    pub viewer: Viewer,
    pub start: Option<Moment>,
    pub watches: HashMap<(PlaceKind, i64), Level>,
    pub read: HashMap<ThreadId, (i32, Moment)>,
    pub expertises: Vec<String>,
    pub left_out: HashSet<ThemeId>,
    pub told: Vec<Told>,
    pub notices: Vec<Waiting>,
    pub meetings: HashMap<MeetingId, Mine>,
    /// Invitations to meetings do not come by mail.
    pub asked_otherwise: bool,
    /// Themes of which no mail comes at once.
    pub unmailed: HashSet<ThemeId>,
}

impl Reader {
    /// Whether an invitation to a meeting of a theme comes by mail.
    pub fn invited_by_mail(&self, theme: ThemeId) -> bool {
        !self.asked_otherwise && !self.unmailed.contains(&theme)
    }
}

/// Something a member's window holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub section: Section,
    pub reason: Reason,
    pub theme: Option<ThemeId>,
    pub thread: Option<ThreadId>,
    pub subject: i64,
    pub last_post: i64,
}

/// What a window holds, and the threads it only counts: by part those of a part of their own, the others by theme.
#[derive(Clone, Debug, Default)]
pub(super) struct Picked {
    pub items: Vec<Item>,
    pub rest: Vec<(Option<Section>, ThreadId)>,
}

impl Picked {
    /// The rest as its column keeps it: those counted by theme, then each part's, after its word.
    pub fn rest_in_words(&self) -> String {
        let of = |section: Option<Section>| {
            let threads = self.rest.iter().filter(move |(counted, _)| *counted == section);
            let ids = threads.map(|(_, thread)| to_base32(thread.0));
            section.map(|section| section.word().to_owned()).into_iter().chain(ids).collect::<Vec<_>>().join(" ")
        };
        [None, Some(Section::PointsDurs), Some(Section::Sheets), Some(Section::Meetings)].map(of).join(";")
    }

    /// The rest, read back.
    pub fn rest_of(words: &str) -> Vec<(Option<Section>, ThreadId)> {
        let counted = |part: &str| {
            let (first, others) = part.split_once(' ').unwrap_or((part, ""));
            let section = Section::parse(first);
            let ids = if section.is_some() { others } else { part }.split(' ').filter_map(from_base32);
            ids.map(|id| (section, ThreadId(id))).collect::<Vec<_>>()
        };
        words.split(';').flat_map(counted).collect()
    }
}

/// A thread and what is said of it.
struct Found<'a> {
    thread: &'a Candidate,
    section: Section,
    reason: Reason,
    score: i64,
}

/// What a member's window holds.
pub(super) fn pick(season: &Season, reader: &Reader, end: Moment) -> Picked {
    let Some(start) = reader.start.filter(|start| *start < end) else { return Picked::default() };
    let within = |moment: Moment| moment > start && moment <= end;
    let mut picked = Picked::default();
    waiting(reader, &within, &mut picked.items);
    let taken: HashSet<ThreadId> = picked.items.iter().filter_map(|item| item.thread).collect();
    let memory = Memory::of(reader);
    let mut found: Vec<Found<'_>> = season
        .threads
        .iter()
        .filter(|thread| !taken.contains(&thread.id))
        .filter_map(|thread| found(reader, &memory, thread, &within))
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse((one.score, one.thread.last_post)), one.thread.id));
    keep(found, &mut picked);
    let untaken = |thread: &ThreadId| !taken.contains(thread);
    let news: Vec<_> = season.meetings.iter().filter(|news| untaken(&news.thread)).cloned().collect();
    let (met, counted) = meetings::pick(&news, reader, &within, end);
    picked.items.extend(met);
    picked.rest.extend(counted.into_iter().map(|thread| (Some(Section::Meetings), thread)));
    picked.items.extend(joined(season, reader, &within));
    picked
}

/// What was told already, by digests and by mail at once.
struct Memory {
    threads: HashMap<ThreadId, i64>,
    /// Up to which step or edition, and when a mail told of one.
    numbers: HashMap<ThreadId, i64>,
    mailed: HashMap<ThreadId, Moment>,
    solved: HashSet<ThreadId>,
    posted: HashSet<PostId>,
    people: HashSet<i64>,
}

impl Memory {
    fn of(reader: &Reader) -> Self {
        let posted = || reader.notices.iter().filter(|one| one.mail == "posted");
        let mut memory = Self {
            threads: HashMap::new(),
            numbers: HashMap::new(),
            mailed: HashMap::new(),
            solved: HashSet::new(),
            posted: posted().filter_map(|one| one.post).collect(),
            people: HashSet::new(),
        };
        for (thread, at) in
            posted().filter(|one| one.post.is_none()).filter_map(|one| Some((one.thread?, one.created_at)))
        {
            let last = memory.mailed.entry(thread).or_insert(at);
            *last = at.max(*last);
        }
        for told in &reader.told {
            if told.section == Section::Joined {
                memory.people.insert(told.subject);
            }
            if let Some(thread) = told.thread {
                let last = memory.threads.entry(thread).or_default();
                *last = told.last_post.max(*last);
                if told.section == Section::Solved {
                    memory.solved.insert(thread);
                }
                if matches!(told.section, Section::PointsDurs | Section::Sheets) {
                    let last = memory.numbers.entry(thread).or_insert(told.subject);
                    *last = told.subject.max(*last);
                }
            }
        }
        memory
    }
}

/// Notices set to the digest and decisions to read, a thread once.
fn waiting(reader: &Reader, within: &impl Fn(Moment) -> bool, items: &mut Vec<Item>) {
    let mut threads: HashSet<ThreadId> = HashSet::new();
    for notice in &reader.notices {
        let channel = notice.channel.unwrap_or(notice.kind.usual_channel());
        let wanted = channel == Channel::Digest || (channel == Channel::Site && notice.kind == NoticeKind::Decision);
        let fresh = notice.read_at.is_none() && notice.mail == "no" && within(notice.created_at);
        if !wanted || !fresh || items.len() == MOST_WAITING {
            continue;
        }
        if notice.thread.is_none_or(|thread| threads.insert(thread)) {
            items.push(Item {
                section: Section::Waiting,
                reason: Reason::Notice,
                theme: notice.theme,
                thread: notice.thread,
                subject: notice.id.0,
                last_post: notice.post.map_or(0, |post| post.0),
            });
        }
    }
}

/// In which part a thread stands for a member, if in any: one part a thread.
fn found<'a>(
    reader: &Reader,
    memory: &Memory,
    thread: &'a Candidate,
    within: &impl Fn(Moment) -> bool,
) -> Option<Found<'a>> {
    let me = reader.viewer.member?;
    let (place, level) = level(reader, thread);
    let subject = thread.subject(&reader.viewer);
    let theirs = reader.viewer.level(thread.theme).is_some() || subject.named || place == Some(PlaceKind::Thread);
    let unwanted = level == Level::Mute || reader.left_out.contains(&thread.theme);
    if unwanted || !theirs || !policy::sees(&reader.viewer, &subject) {
        return None;
    }
    let read = reader.read.get(&thread.id);
    let told = memory.threads.get(&thread.id).copied().unwrap_or(0);
    let known = Known {
        me,
        number: memory.numbers.get(&thread.id).copied(),
        heard_at: read.map(|(_, at)| *at).max(memory.mailed.get(&thread.id).copied()),
        unread: read.is_none_or(|(number, _)| *number < thread.posts_count)
            && told < thread.last_post
            && !memory.posted.contains(&PostId(thread.last_post)),
    };
    let solved = thread.solved.filter(|(_, at)| {
        within(*at) && !memory.solved.contains(&thread.id) && read.is_none_or(|(_, read_at)| read_at <= at)
    });
    let fresh = known.unread && within(thread.created_at) && thread.author != me && told == 0;
    let asked = fresh && thread.kind == Kind::Question && thread.unanswered;
    let moved = known.unread && within(thread.last_post_at) && thread.last_author != me;
    let section = match &thread.owned {
        Some(Owned::PointDur(step)) => step.is_news(thread, &known, within).then_some(Section::PointsDurs)?,
        Some(Owned::Sheet(edition)) if edition.is_news(&known, within) => Section::Sheets,
        // Its first post is the edition: what is left is what is said of it.
        Some(Owned::Sheet(_)) => (moved && thread.posts_count > 1).then_some(Section::Moved)?,
        // Its first post is the announcement: what is left is what is said of it.
        None if thread.kind == Kind::Meeting => (moved && thread.posts_count > 1).then_some(Section::Moved)?,
        None if asked && reader.expertises.iter().any(|label| thread.about.contains(label.as_str())) => {
            Section::Questions
        }
        None if solved.is_some() => Section::Solved,
        None if fresh => Section::New,
        None => moved.then_some(Section::Moved)?,
    };
    let followed = matches!(level, Level::Watch | Level::Follow) || (level == Level::First && section == Section::New);
    let awaits = |owned: &Owned| matches!(owned, Owned::PointDur(step) if step.awaits(&reader.viewer, thread.theme));
    let reason = match section {
        Section::Questions => Reason::Expertise,
        _ if thread.owned.as_ref().is_some_and(awaits) => Reason::Awaited,
        _ if followed => Reason::Followed,
        _ if thread.useful > 0 => Reason::Useful,
        _ => Reason::Theme,
    };
    // What waits for an expert comes before what they follow.
    let awaited = if reason == Reason::Awaited { 400 } else { 0 };
    Some(Found { thread, section, reason, score: awaited + score(thread, place.filter(|_| followed), level) })
}

/// How closely a thread is followed, and by which place: the closest decides.
fn level(reader: &Reader, thread: &Candidate) -> (Option<PlaceKind>, Level) {
    let places = [
        Some((PlaceKind::Thread, thread.id.0)),
        thread.subtopic.map(|subtopic| (PlaceKind::Subtopic, subtopic.0)),
        Some((PlaceKind::Theme, thread.theme.0)),
    ];
    let chosen = places.into_iter().flatten().find_map(|key| reader.watches.get(&key).map(|level| (key.0, *level)));
    chosen.map_or((None, Level::Normal), |(place, level)| (Some(place), level))
}

/// What is followed comes first, the closest before; then what peers found useful; then what is lively.
fn score(thread: &Candidate, followed: Option<PlaceKind>, level: Level) -> i64 {
    let place = match followed {
        Some(PlaceKind::Thread) => 300,
        Some(PlaceKind::Subtopic) => 200,
        Some(PlaceKind::Theme) => 100,
        None => 0,
    };
    let announced = if thread.kind == Kind::Announcement { 90 } else { 0 };
    let watched = if level == Level::Watch { 50 } else { 0 };
    place + announced + watched + 8 * thread.useful.min(10) + i64::from(thread.posts_count.min(20))
}

/// The first ones are shown, the rest is counted.
fn keep(found: Vec<Found<'_>>, picked: &mut Picked) {
    let mut shown: HashMap<(Section, Option<ThemeId>), usize> = HashMap::new();
    let mut in_themes = 0;
    for one in found {
        let by_theme = matches!(one.section, Section::New | Section::Moved);
        let most = match one.section {
            Section::Questions => MOST_QUESTIONS,
            Section::Solved => MOST_SOLVED,
            Section::PointsDurs => MOST_POINTS_DURS,
            Section::Sheets => MOST_SHEETS,
            _ => MOST_OF_A_THEME,
        };
        // New threads and those that went on share a theme's room.
        let key = if by_theme { (Section::New, Some(one.thread.theme)) } else { (one.section, None) };
        let count = shown.entry(key).or_default();
        if *count == most || (by_theme && in_themes == MOST_THREADS) {
            if picked.rest.len() < MOST_COUNTED {
                let own = matches!(one.section, Section::PointsDurs | Section::Sheets);
                picked.rest.push((own.then_some(one.section), one.thread.id));
            }
            continue;
        }
        *count += 1;
        in_themes += usize::from(by_theme);
        let subject = match (one.section, one.thread.solved, &one.thread.owned) {
            (Section::Solved, Some((solution, _)), _) => solution.0,
            (Section::Moved, ..) => one.thread.last_post,
            (Section::PointsDurs, _, Some(Owned::PointDur(step))) => step.number(),
            (Section::Sheets, _, Some(Owned::Sheet(edition))) => edition.number(),
            _ => 0,
        };
        picked.items.push(Item {
            section: one.section,
            reason: one.reason,
            theme: Some(one.thread.theme),
            thread: Some(one.thread.id),
            subject,
            last_post: one.thread.last_post,
        });
    }
}

/// Who joined a theme of theirs, in their circle or their region: a person once.
fn joined(season: &Season, reader: &Reader, within: &impl Fn(Moment) -> bool) -> Vec<Item> {
    let told: HashSet<i64> = Memory::of(reader).people;
    let mut seen: HashSet<MemberId> = HashSet::new();
    let near = |arrival: &Arrival| {
        let may = policy::allows(&reader.viewer, &Act::SeeCircles(arrival.theme));
        let same =
            matches!(reader.viewer.level(arrival.theme), Some(policy::Level::Circle(own)) if own == arrival.circle);
        let other = Some(arrival.member) != reader.viewer.member && !told.contains(&arrival.member.0);
        let fresh = within(arrival.since) && !reader.left_out.contains(&arrival.theme);
        let reason = if arrival.region == reader.viewer.region { Some(Reason::Region) } else { None };
        reason.or(same.then_some(Reason::Circle)).filter(|_| may && other && fresh)
    };
    let item = |(arrival, reason): (&Arrival, Reason)| Item {
        section: Section::Joined,
        reason,
        theme: Some(arrival.theme),
        thread: None,
        subject: arrival.member.0,
        last_post: 0,
    };
    let mut close: Vec<(&Arrival, Reason)> =
        season.arrivals.iter().filter_map(|arrival| near(arrival).map(|reason| (arrival, reason))).collect();
    // One's own region first.
    close.sort_by_key(|(_, reason)| std::cmp::Reverse(*reason));
    close.into_iter().filter(|(arrival, _)| seen.insert(arrival.member)).take(MOST_JOINED).map(item).collect()
}
