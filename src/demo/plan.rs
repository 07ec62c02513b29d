//! The demo community with its dates, its ids and its rendered texts: everything is worked out before the transaction.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::calendar::Calendar;
use super::cast::{self, Person};
use super::gatherings::Gatherings;
use super::journeys::{Event, Journeys};
use super::life::{self, Life};
use super::rencontres::Rencontre;
use super::tales::{Said, Tale};
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{Ids, InvitationId, JoinRequestId, MemberId, MoveId, PostId, ThreadId};
use crate::members::regions;
use crate::policy::Audience;
use crate::threads::Body;

/// The same community every time.
const SEED: u64 = 2_026;
const DAY: i64 = 86_400;
/// Of a thousand people who may read a thread, so many do.
const PASS_BY: u32 = 55;

/// Everything to write.
pub struct Plan {
    /// When the community was founded.
    pub founded: Moment,
    /// The people, in the order they joined.
    pub people: Vec<Joined>,
    /// The threads, in the order they were opened.
    pub threads: Vec<Opened>,
    /// How far people have read.
    pub readings: Vec<Reading>,
    /// Requests to join, in order.
    pub requests: Vec<(JoinRequestId, Moment, life::Request)>,
    /// Invitations, in order.
    pub invitations: Vec<(InvitationId, Moment, life::Invitation)>,
    /// Moves between circles, in order.
    pub moves: Vec<(MoveId, Moment, life::Move)>,
    /// What happened around points durs and sheets, in order.
    pub events: Vec<Event>,
    /// Meetings, and what was done of them, in order.
    pub gatherings: Gatherings,
}

/// Somebody with an account.
pub struct Joined {
    /// Their id.
    pub id: MemberId,
    /// When they joined.
    pub at: Moment,
    /// Who they are.
    pub person: Person,
    /// Where they stand.
    pub standings: Vec<Stands>,
}

/// A place in a circle.
pub struct Stands {
    /// Theme (slug).
    pub theme: String,
    /// Circle.
    pub circle: Circle,
    /// Since when.
    pub since: Moment,
    /// The mandate's end, if it has one.
    pub until: Option<Moment>,
}

/// A thread.
pub struct Opened {
    /// Its id.
    pub id: ThreadId,
    /// What it is.
    pub tale: Tale,
    /// Its posts, in order; the first opened it.
    pub posts: Vec<Written>,
}

/// A post.
pub struct Written {
    /// Its id.
    pub id: PostId,
    /// Its author.
    pub author: MemberId,
    /// When it was written.
    pub at: Moment,
    /// Its text.
    pub body: Body,
}

/// How far somebody has read a thread.
pub struct Reading {
    /// Who.
    pub member: MemberId,
    /// What.
    pub thread: ThreadId,
    /// Up to which post.
    pub number: usize,
    /// When.
    pub at: Moment,
}

impl Plan {
    /// Works everything out, so that it all ends `now`.
    ///
    /// # Errors
    /// A sentence naming a person or a theme that is not there.
    pub fn of(
        now: Moment,
        people: Vec<Person>,
        tales: Vec<Tale>,
        life: Life,
        (journeys, meetings): (&Journeys, Vec<Rencontre>),
    ) -> Result<Self, String> {
        let ages = || tales.iter().map(|tale| tale.days_ago);
        let (oldest, newest) = (ages().max().unwrap_or(1), ages().min().unwrap_or(1));
        // The newest thread is a day old, whatever its file says; the others keep their distance to it.
        let calendar = Calendar::new(now, oldest - newest + 1);
        let tales = tales.into_iter().map(|tale| Tale { days_ago: tale.days_ago - newest + 1, ..tale });
        let mut random = StdRng::seed_from_u64(SEED);
        let dated = tales.map(|tale| dated(&calendar, &people, tale, &mut random));
        let dated = dated.collect::<Result<Vec<_>, _>>()?;
        let events = journeys.events(&calendar, &people)?;
        let gatherings = Gatherings::of(meetings, &calendar)?;
        let first_acts = first_acts(&calendar, &dated, &life, (journeys, &events), &gatherings);
        let people = joined(&calendar, people, &first_acts, &life, &mut random);
        let ids: HashMap<String, MemberId> =
            people.iter().map(|joined| (joined.person.email.address().to_owned(), joined.id)).collect();
        let threads = opened(dated, &ids)?;
        let readings = readings(&calendar, &people, &threads, &mut random);
        let Life { requests, invitations, moves } = life;
        Ok(Self {
            founded: calendar.founded,
            people,
            threads,
            readings,
            requests: in_time(&calendar, requests, |request| request.days_ago, JoinRequestId),
            invitations: in_time(&calendar, invitations, |invitation| invitation.days_ago, InvitationId),
            moves: in_time(&calendar, moves, |moved| moved.days_ago, MoveId),
            events,
            gatherings,
        })
    }
}

/// Things that happened some days ago, in order, with ids that say so.
fn in_time<T, I>(
    calendar: &Calendar,
    things: Vec<T>,
    days_ago: impl Fn(&T) -> i64,
    id: impl Fn(i64) -> I,
) -> Vec<(I, Moment, T)> {
    let ids = Ids::default();
    let mut dated: Vec<_> = things.into_iter().map(|thing| (calendar.ago(days_ago(&thing) * DAY), thing)).collect();
    dated.sort_by_key(|(at, _)| *at);
    dated.into_iter().map(|(at, thing)| (id(ids.next(at.millis())), at, thing)).collect()
}

type Dated = (Tale, Vec<Moment>);

fn dated(calendar: &Calendar, people: &[Person], tale: Tale, random: &mut StdRng) -> Result<Dated, String> {
    let zone_of = |said: &Said| {
        let author = people.iter().find(|person| person.email.address() == said.by);
        let author = author.ok_or_else(|| format!("{} writes in « {} » but is nobody", said.by, tale.title))?;
        Ok::<_, String>(TimeZone::get(regions::usual_zone(author.workplace.region)).unwrap_or(TimeZone::UTC))
    };
    let waits = tale.posts.iter().map(|said| Ok((said.after, zone_of(said)?))).collect::<Result<Vec<_>, String>>()?;
    let (_, zone) = waits.first().ok_or_else(|| format!("« {} » has no post", tale.title))?;
    let start = calendar.working_day(tale.days_ago, zone, random);
    let moments = calendar.conversation(start, &waits, random);
    Ok((tale, moments))
}

/// When each person is first heard of.
fn first_acts(
    calendar: &Calendar,
    tales: &[Dated],
    life: &Life,
    (journeys, events): (&Journeys, &[Event]),
    gatherings: &Gatherings,
) -> HashMap<String, Moment> {
    let mut first: HashMap<String, Moment> = HashMap::new();
    let mut heard = |who: &str, at: Moment| {
        let known = first.entry(who.to_owned()).or_insert(at);
        *known = (*known).min(at);
    };
    for (tale, moments) in tales {
        for (said, at) in tale.posts.iter().zip(moments) {
            heard(&said.by, *at);
        }
    }
    for event in events {
        for who in event.people(journeys) {
            heard(who, event.at);
        }
    }
    for occasion in &gatherings.occasions {
        for who in gatherings.people(occasion) {
            heard(who, occasion.at);
        }
    }
    for moved in &life.moves {
        heard(&moved.member, calendar.ago(moved.days_ago * DAY));
    }
    for request in &life.requests {
        heard(request.member.as_deref().unwrap_or(""), calendar.ago(request.days_ago * DAY));
    }
    first
}

/// Everyone's first day, before anything they did; the agency's people were there from the start.
fn joined(
    calendar: &Calendar,
    people: Vec<Person>,
    first_acts: &HashMap<String, Moment>,
    life: &Life,
    random: &mut StdRng,
) -> Vec<Joined> {
    let mut dated: Vec<(Moment, Person)> = people
        .into_iter()
        .map(|person| {
            let address = person.email.address();
            let staff = [cast::ANIMATOR, cast::ADMIN].contains(&address);
            let latest = first_acts.get(address).copied().unwrap_or(calendar.now).plus_seconds(-DAY / 2);
            let room = if staff { 0 } else { latest.seconds_since(calendar.founded).max(0) };
            // Most came with the founding, a few every week since.
            let share: f64 = random.random_range(0.0..1.0_f64).powi(2);
            (calendar.founded.plus_seconds(part_of(room, share)), person)
        })
        .collect();
    dated.sort_by(|(a, one), (b, other)| (a, one.email.address()).cmp(&(b, other.email.address())));
    let ids = Ids::default();
    dated
        .into_iter()
        .map(|(at, person)| {
            let standings = standings(calendar, &person, at, life, random);
            Joined { id: MemberId(ids.next(at.millis())), at, person, standings }
        })
        .collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn part_of(whole: i64, share: f64) -> i64 {
    (whole as f64 * share) as i64
}

/// Since when somebody stands where they stand: digital health is older than the platform, the other themes younger.
fn standings(calendar: &Calendar, person: &Person, joined: Moment, life: &Life, random: &mut StdRng) -> Vec<Stands> {
    let stands = |(theme, circle): &(String, Circle)| {
        let moved = life.moves.iter().find(|moved| moved.member == person.email.address() && moved.theme == *theme);
        let years = if theme == "numerique-en-sante" { 6 } else { 2 };
        let earlier = i64::from(random.random_range(0..years * 365_u32)) * DAY;
        let since = match (moved, circle) {
            (Some(moved), _) => calendar.ago(moved.days_ago * DAY),
            (None, Circle::Community) => joined,
            (None, Circle::Peer | Circle::Expert) => joined.plus_seconds(-earlier),
        };
        let mandate = *circle > Circle::Community && random.random_bool(0.35);
        let until = mandate.then(|| calendar.now.plus_seconds(i64::from(random.random_range(60..700_u32)) * DAY));
        Stands { theme: theme.clone(), circle: *circle, since, until }
    };
    person.standings.iter().map(stands).collect()
}

/// Threads and posts with ids in the order of time, whatever the order of the files; texts are rendered here.
fn opened(mut dated: Vec<Dated>, ids: &HashMap<String, MemberId>) -> Result<Vec<Opened>, String> {
    dated.sort_by_key(|(_, moments)| moments[0]);
    let (thread_ids, post_ids) = (Ids::default(), Ids::default());
    let mut in_order: Vec<(Moment, usize, usize)> = Vec::new();
    for (thread, (_, moments)) in dated.iter().enumerate() {
        in_order.extend(moments.iter().enumerate().map(|(post, at)| (*at, thread, post)));
    }
    in_order.sort_unstable();
    let drawn: BTreeMap<(usize, usize), PostId> =
        in_order.into_iter().map(|(at, thread, post)| ((thread, post), PostId(post_ids.next(at.millis())))).collect();
    let threads = dated.into_iter().enumerate().map(|(thread, (tale, moments))| {
        let written = |(post, (said, at)): (usize, (&Said, &Moment))| {
            let author = *ids.get(&said.by).ok_or_else(|| format!("{} is nobody", said.by))?;
            let body = Body::parse(&said.text).map_err(|_| format!("a post of {} cannot be published", said.by))?;
            Ok(Written { id: drawn[&(thread, post)], author, at: *at, body })
        };
        let posts = tale.posts.iter().zip(&moments).enumerate().map(written).collect::<Result<Vec<_>, String>>()?;
        Ok(Opened { id: ThreadId(thread_ids.next(moments[0].millis())), tale, posts })
    });
    threads.collect()
}

/// Whoever wrote has read that far; the demo accounts have read most of what they may, not all.
fn readings(calendar: &Calendar, people: &[Joined], threads: &[Opened], random: &mut StdRng) -> Vec<Reading> {
    let mut readings = Vec::new();
    // A chance of its own: what the accounts read stays the same.
    let mut passing = StdRng::seed_from_u64(SEED + 1);
    for thread in threads {
        let mut read: BTreeMap<MemberId, usize> = BTreeMap::new();
        for (number, post) in (1..).zip(&thread.posts) {
            read.insert(post.author, number);
        }
        let all = thread.posts.len();
        let accounts =
            people.iter().filter(|joined| is_account(&joined.person) && reaches(&joined.person, &thread.tale));
        for account in accounts {
            let number = match random.random_range(0..100_u32) {
                0..64 => all,
                64..84 => random.random_range(0..all),
                _ => 0,
            };
            let known = read.entry(account.id).or_insert(0);
            *known = (*known).max(number);
        }
        // The others leave no more than this: they came that day, and read to the end.
        let others =
            people.iter().filter(|joined| !is_account(&joined.person) && reaches(&joined.person, &thread.tale));
        for other in others {
            if passing.random_range(0..1_000_u32) < PASS_BY && !read.contains_key(&other.id) {
                read.insert(other.id, all);
            }
        }
        for (member, number) in read.into_iter().filter(|(_, number)| *number > 0) {
            let at = thread.posts[number - 1].at.plus_seconds(i64::from(random.random_range(60..7_200_u32)));
            readings.push(Reading { member, thread: thread.id, number, at: at.min(calendar.now) });
        }
    }
    readings
}

fn is_account(person: &Person) -> bool {
    super::ACCOUNTS.iter().any(|(email, _)| *email == person.email.address())
}

/// Whether somebody may read a thread, by the files alone.
fn reaches(person: &Person, tale: &Tale) -> bool {
    let needed = match tale.audience {
        Audience::Public => return true,
        Audience::Community => Circle::Community,
        Audience::Peer => Circle::Peer,
        Audience::Expert => Circle::Expert,
        Audience::Named => return false,
    };
    person.email.address() == cast::ANIMATOR
        || person.standings.iter().any(|(theme, circle)| *theme == tale.theme && *circle >= needed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{journeys, life, rencontres, tales};

    fn plan() -> Plan {
        let now = "2026-11-22T03:00:00Z".parse::<jiff::Timestamp>().unwrap();
        let (people, tales, life) = (cast::read().unwrap(), tales::read().unwrap(), life::read().unwrap());
        let journeys = journeys::read().unwrap();
        Plan::of(now.into(), people, tales, life, (&journeys, rencontres::read().unwrap())).unwrap()
    }

    #[test]
    fn ids_follow_time_and_nobody_writes_before_joining() {
        let plan = plan();
        assert!(plan.people.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(plan.threads.windows(2).all(|pair| pair[0].id < pair[1].id));
        let joined: HashMap<MemberId, Moment> = plan.people.iter().map(|joined| (joined.id, joined.at)).collect();
        for event in &plan.events {
            for who in event.by.iter() {
                let known = plan.people.iter().find(|joined| joined.person.email.address() == who);
                assert!(known.is_some_and(|known| known.at <= event.at), "{who} did something before joining");
            }
        }
        let mut posts: Vec<&Written> = plan.threads.iter().flat_map(|thread| &thread.posts).collect();
        assert!(posts.iter().all(|post| joined[&post.author] <= post.at));
        posts.sort_by_key(|post| post.id);
        assert!(posts.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }

    #[test]
    fn the_accounts_have_something_left_to_read() {
        let plan = plan();
        for (email, _) in &super::super::ACCOUNTS[..4] {
            let account = plan.people.iter().find(|joined| joined.person.email.address() == *email).unwrap();
            let visible = plan.threads.iter().filter(|thread| reaches(&account.person, &thread.tale)).count();
            let all_read = plan
                .readings
                .iter()
                .filter(|reading| reading.member == account.id)
                .filter(|reading| {
                    plan.threads.iter().any(|t| t.id == reading.thread && t.posts.len() == reading.number)
                })
                .count();
            assert!(visible > all_read && all_read > 0, "{email}: {all_read} of {visible}");
        }
    }

    #[test]
    fn what_goes_on_names_people_who_stand_there() {
        let plan = plan();
        let person = |email: &str| plan.people.iter().find(|joined| joined.person.email.address() == email);
        for (_, _, moved) in &plan.moves {
            let stands = person(&moved.member)
                .unwrap()
                .standings
                .iter()
                .any(|stands| stands.theme == moved.theme && stands.circle.word() == moved.to);
            assert!(stands, "{} in {}", moved.member, moved.theme);
        }
        for (_, _, request) in &plan.requests {
            if let Some(member) = &request.member {
                assert!(
                    person(member).unwrap().standings.iter().all(|stands| stands.theme != request.theme),
                    "{member}"
                );
            }
        }
        for (_, _, invitation) in &plan.invitations {
            assert!(person(&invitation.by).is_some(), "{}", invitation.by);
            assert!(Circle::parse(&invitation.circle).is_some());
        }
    }
}
