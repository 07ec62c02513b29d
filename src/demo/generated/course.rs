//! What happens in a generated community, and when: threads, and their posts as one stream in the order of time.

use rand::RngExt;
use rand::rngs::StdRng;

use super::store::Place;
use super::words::Vocabulary;
use super::{AGE, DAY, Size, moment, part_of, skew};
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{Ids, MemberId, PostId, SubtopicId, ThemeId, ThreadId};
use crate::demo::cast;
use crate::demo::plan::{Joined, Plan};
use crate::policy::Audience;
use crate::threads::Kind;

/// The first thread is opened so long after the founding.
const HEAD_START: i64 = 24 * DAY;
/// The last post is at least this many seconds old.
const FRESHEST: i64 = 600;
/// A thread of more posts is opened in the first half of the time there is.
const LONG: usize = 200;

/// A thread.
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// Its theme.
    pub theme: ThemeId,
    /// Its theme (slug).
    pub slug: String,
    /// Its sub-topic, if it has one.
    pub subtopic: Option<SubtopicId>,
    /// Its kind.
    pub kind: Kind,
    /// Its audience.
    pub audience: Audience,
    /// Its title.
    pub title: String,
    /// How many posts it has.
    pub length: u32,
    /// Which post solved it, by its number; then by its id.
    solved_by: u32,
    /// Its first post in the stream.
    pub first: usize,
    /// Its last post in the stream.
    pub last: usize,
    /// The post that solved it.
    pub solution: Option<PostId>,
}

/// A post, without its text.
#[derive(Clone, Copy)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// When it is written, in milliseconds of the Unix epoch.
    pub at: i64,
    /// Its thread, by its place in the course.
    pub thread: u32,
    /// Its number in the thread.
    pub number: u32,
    /// Its author.
    pub author: MemberId,
}

/// Everything that happens.
pub struct Course {
    /// Threads, in the order they are opened.
    pub threads: Vec<Thread>,
    /// Posts, in the order they are written.
    pub posts: Vec<Post>,
}

impl Course {
    /// Works everything out, so that it all ends `now`.
    pub fn of(
        plan: &Plan,
        places: &[Place],
        vocabulary: &Vocabulary,
        size: Size,
        now: Moment,
        random: &mut StdRng,
    ) -> Self {
        let lengths = skew::lengths(size.posts, size.threads);
        let span = Span { from: now.plus_seconds(HEAD_START - AGE), to: now.plus_seconds(-FRESHEST) };
        let mut dated: Vec<(i64, Vec<i64>)> = lengths.into_iter().map(|length| span.moments(length, random)).collect();
        dated.sort_unstable();
        let ids = Ids::default();
        ids.reseed(super::SEED);
        let mut posts = Vec::with_capacity(size.posts);
        let mut threads = Vec::with_capacity(size.threads);
        for (number, (opened, later)) in (0..).zip(dated) {
            let id = ThreadId(ids.next(opened));
            let drawn = Thread::drawn(id, later.len() + 1, places, vocabulary, random);
            threads.push(if is_point_dur(threads.len(), size) { drawn.made_point_dur() } else { drawn });
            let post = |at| Post { id: PostId(0), at, thread: number, number: 0, author: MemberId(0) };
            posts.extend(std::iter::once(opened).chain(later).map(post));
        }
        posts.sort_by_key(|post| (post.at, post.thread));
        if let Some(last) = posts.last_mut() {
            last.at = span.to.millis();
        }
        let mut course = Self { threads, posts };
        course.name(plan, places, random);
        course
    }

    /// Gives every post its id, its number and its author, in the order of time.
    fn name(&mut self, plan: &Plan, places: &[Place], random: &mut StdRng) {
        let ids = Ids::default();
        ids.reseed(super::SEED);
        let writers: Vec<Writers> = places.iter().map(|place| Writers::of(&plan.people, &place.slug)).collect();
        let mut numbers = vec![0_u32; self.threads.len()];
        for (at, post) in self.posts.iter_mut().enumerate() {
            let (thread, number) = (&mut self.threads[post.thread as usize], &mut numbers[post.thread as usize]);
            *number += 1;
            (post.id, post.number) = (PostId(ids.next(post.at)), *number);
            let theme = places.iter().position(|place| place.id == thread.theme).unwrap_or(0);
            post.author = writers[theme].draw(thread, *number, post.at, random);
            if *number == 1 {
                thread.first = at;
            }
            if *number == thread.solved_by {
                thread.solution = Some(post.id);
            }
            thread.last = at;
        }
    }
}

/// Whether the thread of a place in the course is a point dur: they stand evenly among the others.
fn is_point_dur(at: usize, size: Size) -> bool {
    (at + 1) * size.points_durs / size.threads > at * size.points_durs / size.threads
}

impl Thread {
    fn made_point_dur(self) -> Self {
        Self { kind: Kind::PointDur, solved_by: 0, ..self }
    }

    fn drawn(id: ThreadId, length: usize, places: &[Place], vocabulary: &Vocabulary, random: &mut StdRng) -> Self {
        let place = &places[random.random_range(0..places.len())];
        let kind = match random.random_range(0..100_u32) {
            0..45 => Kind::Discussion,
            45..88 => Kind::Question,
            88..96 => Kind::Rex,
            _ => Kind::Announcement,
        };
        let audience = match random.random_range(0..100_u32) {
            0..60 => Audience::Community,
            60..85 => Audience::Peer,
            85..95 => Audience::Expert,
            _ => Audience::Public,
        };
        let filed = !place.subtopics.is_empty() && random.random_bool(0.8);
        let subtopic = filed.then(|| place.subtopics[random.random_range(0..place.subtopics.len())]);
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let solved = kind == Kind::Question && length > 1 && random.random_bool(0.55);
        let solved_by = if solved { random.random_range(2..=length.min(8)) } else { 0 };
        let title = vocabulary.title(kind, random);
        let (theme, slug) = (place.id, place.slug.clone());
        Self { id, theme, slug, subtopic, kind, audience, title, length, solved_by, first: 0, last: 0, solution: None }
    }
}

/// The time there is.
struct Span {
    from: Moment,
    to: Moment,
}

impl Span {
    /// When a thread is opened, and when its later posts are written: the longer it is the longer it lasts, and most
    /// of it is written early.
    fn moments(&self, length: usize, random: &mut StdRng) -> (i64, Vec<i64>) {
        let room = self.to.millis() - self.from.millis();
        let days = i64::try_from(length).unwrap_or(i64::MAX).saturating_mul(2 * DAY).saturating_add(DAY);
        let lasts = days.saturating_mul(1_000).min(room * 9 / 10);
        let latest = if length > LONG { room / 2 } else { room };
        let opened = self.from.millis() + part_of(latest, random.random_range(0.0..1.0_f64));
        let lasts = lasts.min(self.to.millis() - opened);
        let mut later: Vec<i64> = (1..length)
            .map(|_| self.awake(opened + 1 + part_of(lasts, random.random_range(0.0..1.0_f64).powi(2))))
            .collect();
        later.sort_unstable();
        (self.awake(opened), later)
    }

    /// The same day between six in the morning and eight in the evening; the last day as it is.
    fn awake(&self, at: i64) -> i64 {
        let day = DAY * 1_000;
        let start = at - at.rem_euclid(day);
        if start + day > self.to.millis() { at.min(self.to.millis()) } else { start + day / 4 + (at - start) * 7 / 12 }
    }
}

/// Who may write in a theme, by the circle it takes, in the order they joined.
struct Writers {
    animator: MemberId,
    by_circle: [Vec<(i64, MemberId)>; 3],
}

impl Writers {
    fn of(people: &[Joined], theme: &str) -> Self {
        let of = |circle: Circle| {
            let may = |joined: &&Joined| {
                let stands = |stands: &crate::demo::plan::Stands| stands.theme == theme && stands.circle >= circle;
                is_animator(joined) || joined.standings.iter().any(stands)
            };
            people.iter().filter(may).map(|joined| (joined.at.millis(), joined.id)).collect()
        };
        let animator = people.iter().find(|joined| is_animator(joined)).map_or(MemberId(0), |joined| joined.id);
        Self { animator, by_circle: [Circle::Community, Circle::Peer, Circle::Expert].map(of) }
    }

    /// Somebody who is there already; who has been there for long writes more.
    fn draw(&self, thread: &Thread, number: u32, at: i64, random: &mut StdRng) -> MemberId {
        if number == 1 && thread.kind == Kind::Announcement {
            return self.animator;
        }
        let all = match thread.audience {
            Audience::Public | Audience::Community => &self.by_circle[0],
            Audience::Peer => &self.by_circle[1],
            Audience::Expert | Audience::Named => &self.by_circle[2],
        };
        let there = i64::try_from(all.partition_point(|(joined, _)| *joined <= at)).unwrap_or(0);
        let drawn = part_of(there, random.random_range(0.0..1.0_f64).powf(1.6));
        usize::try_from(drawn).ok().and_then(|drawn| all.get(drawn)).map_or(self.animator, |(_, member)| *member)
    }
}

fn is_animator(joined: &Joined) -> bool {
    joined.person.email.address() == cast::ANIMATOR
}

/// The moment a post is written.
pub fn written_at(post: &Post) -> Moment {
    moment(post.at)
}
