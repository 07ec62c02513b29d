//! The job that makes notices of what was written or solved: who is concerned, what for, whether they may read it.

use std::collections::{HashMap, HashSet};

use super::mentions::Call;
use super::store::to_tell::Told;
use super::watching::{self, Level, PlaceKind};
use super::{Channel, Kind, Tiding, store};
use crate::announcements;
use crate::db::ids::MemberId;
use crate::db::{Database, Db, Moment};
use crate::members::sessions;
use crate::points_durs;
use crate::policy::{self, Audience, Subject, Viewer};
use crate::refusal::Refusal;
use crate::threads::Kind as ThreadKind;

/// Posts taken in one run at most.
const BATCH: i64 = 100;
/// A circle called by a post is told up to this many people.
const MOST_CALLED: usize = 100;

/// Makes notices of everything left to tell; returns how many posts were told.
///
/// # Errors
/// What the database says.
pub fn run(database: &Database) -> Result<i64, Refusal> {
    let waiting = database.read_here(|db| store::to_tell::waiting(db, BATCH))?;
    let mut count = 0;
    for told in &waiting {
        let now = database.now();
        let concerned = database.read_here(|db| if told.gone { Ok(Vec::new()) } else { concerned(db, told, now) })?;
        count += database.write_here(|tx| {
            // Another process may have told it meanwhile.
            if store::to_tell::take(tx, told)? {
                store::insert(tx, &concerned)?;
                return Ok(1);
            }
            Ok(0)
        })?;
    }
    Ok(count)
}

/// Who is to be told of a post, of what, and how.
fn concerned(db: &mut Db, told: &Told, now: Moment) -> Result<Vec<(MemberId, Tiding<'static>, Channel)>, Refusal> {
    let levels: Levels = watching::around(db, told.thread, told.subtopic, told.theme)?
        .into_iter()
        .map(|(member, place, level)| (member, (place, level)))
        .collect();
    let mut reasons = if told.what == "solved" { of_solution(told, &levels) } else { of_post(db, told, &levels, now)? };
    reasons.remove(&told.actor);
    if let Some(writer) = told.behind {
        reasons.remove(&writer);
    }
    reasons.retain(|member, _| levels.get(member).is_none_or(|(_, level)| *level != Level::Mute));
    if told.kind == ThreadKind::PointDur && told.number == 1 {
        // They are told of the report itself.
        let desk = points_durs::desk(db, told.theme, now)?;
        reasons.retain(|member, kind| *kind != Kind::Opened || !desk.contains(member));
    }
    let (readers, by_circle) = readers(db, told, now, &reasons.keys().copied().collect::<Vec<_>>())?;
    // Whoever reads a point dur only because they reported it and stays unknown is said to be out of reach.
    let reached =
        |member: &MemberId| readers.contains(member) && (told.unknown != Some(*member) || by_circle.contains(member));
    let unheard = reasons.iter().any(|(member, kind)| *kind == Kind::Mention && !reached(member));
    reasons.retain(|member, _| readers.contains(member));
    let mut notices = in_their_way(db, told, &levels, &reasons)?;
    if told.number == 1
        && told.kind == ThreadKind::Announcement
        && announcements::sending::has_letters(db, told.thread)?
    {
        for (_, tiding, channel) in &mut notices {
            if tiding.kind == Kind::Announcement && *channel == Channel::Mail {
                *channel = Channel::Site;
            }
        }
    }
    if unheard {
        let tiding = Tiding { actor: None, ..tiding(told, Kind::Mention, "unseen") };
        notices.push((told.behind.unwrap_or(told.actor), tiding, Channel::Site));
    }
    Ok(notices)
}

fn tiding(told: &Told, kind: Kind, about: &'static str) -> Tiding<'static> {
    Tiding {
        kind,
        about,
        subject: told.post.0,
        theme: Some(told.theme),
        thread: Some(told.thread),
        post: Some((told.post, told.number)),
        actor: Some(told.actor),
        has_letter: false,
    }
}

/// Why each is told of something; the strongest reason stays.
#[derive(Default)]
struct Reasons(HashMap<MemberId, Kind>);

impl Reasons {
    fn add(&mut self, member: MemberId, kind: Kind) {
        let strongest = self.0.entry(member).or_insert(kind);
        *strongest = kind.min(*strongest);
    }
}

type Levels = HashMap<MemberId, (PlaceKind, Level)>;

fn of_solution(told: &Told, levels: &Levels) -> HashMap<MemberId, Kind> {
    let followers = levels.iter().filter(|(_, (_, level))| matches!(level, Level::Watch | Level::Follow));
    let concerned = followers.map(|(member, _)| *member).chain([told.author, told.opened_by]);
    concerned.map(|member| (member, Kind::Solution)).collect()
}

fn of_post(db: &mut Db, told: &Told, levels: &Levels, now: Moment) -> Result<HashMap<MemberId, Kind>, Refusal> {
    let mut reasons = Reasons::default();
    let calls = store::calls::of(db, told.post)?;
    let first = told.number == 1;
    let announced = first && told.kind == ThreadKind::Announcement;
    let everyone = if announced || calls.iter().any(|call| matches!(call, Call::Circle(_) | Call::Animators)) {
        sessions::standings_in(db, told.theme, now)?
    } else {
        Vec::new()
    };
    for call in calls {
        match call {
            Call::Mention(member) => reasons.add(member, Kind::Mention),
            Call::Quote(member) => reasons.add(member, Kind::Quote),
            Call::Circle(_) | Call::Animators => {
                let called = everyone.iter().filter(|(_, level)| call.reaches(*level)).take(MOST_CALLED);
                called.for_each(|(member, _)| reasons.add(*member, Kind::CircleCall));
            }
        }
    }
    // A correction calls people; those who follow the place heard of the post when it was written.
    if told.what == "corrected" {
        return Ok(reasons.0);
    }
    // A private conversation is told to all its parties, whatever they follow, and to nobody else.
    if told.audience == Audience::Named {
        let parties = store::to_tell::all_parties(db, told.thread)?;
        parties.into_iter().for_each(|member| reasons.add(member, Kind::Conversation));
        return Ok(reasons.0);
    }
    if announced {
        everyone.iter().for_each(|(member, _)| reasons.add(*member, Kind::Announcement));
    }
    if !first {
        reasons.add(told.opened_by, Kind::Reply);
    }
    for (member, (_, level)) in levels {
        match level {
            Level::Watch | Level::Follow | Level::First if first => reasons.add(*member, Kind::Opened),
            Level::Watch | Level::Follow => reasons.add(*member, Kind::Watched),
            Level::First | Level::Normal | Level::Mute => {}
        }
    }
    Ok(reasons.0)
}

/// As each chose to be told of it; who only follows is told on the site.
fn in_their_way(
    db: &mut Db,
    told: &Told,
    levels: &Levels,
    reasons: &HashMap<MemberId, Kind>,
) -> Result<Vec<(MemberId, Tiding<'static>, Channel)>, Refusal> {
    let mut kinds: Vec<Kind> = reasons.values().copied().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut concerned: Vec<(Kind, MemberId)> = reasons.iter().map(|(member, kind)| (*kind, *member)).collect();
    concerned.sort_unstable();
    let members: Vec<MemberId> = concerned.iter().map(|(_, member)| *member).collect();
    let chosen = store::channels(db, &members, &kinds)?;
    let mut notices = Vec::with_capacity(concerned.len());
    for (kind, member) in concerned {
        let channel = match chosen.get(&(member, kind)).copied().unwrap_or(kind.usual_channel()) {
            Channel::Nothing => continue,
            Channel::Mail if only_follows(levels.get(&member), kind) => Channel::Site,
            channel => channel,
        };
        let about = if kind == Kind::Solution && told.author == member { "yours" } else { "" };
        notices.push((member, tiding(told, kind, about), channel));
    }
    Ok(notices)
}

fn only_follows(level: Option<&(PlaceKind, Level)>, kind: Kind) -> bool {
    kind == Kind::Watched && level.is_some_and(|(_, level)| *level == Level::Follow)
}

/// Those who may read it now; those of them who do so by their circle.
fn readers(
    db: &mut Db,
    told: &Told,
    now: Moment,
    members: &[MemberId],
) -> Result<(HashSet<MemberId>, HashSet<MemberId>), Refusal> {
    let parties = store::to_tell::parties(db, told.thread, members)?;
    let sees = |viewer: &Viewer, named: bool| {
        policy::sees(viewer, &Subject { theme: told.theme, audience: told.audience, removed: false, named })
    };
    let viewers = sessions::viewers_of(db, members, now)?;
    let by_circle = viewers.iter().filter(|viewer| sees(viewer, false)).filter_map(|viewer| viewer.member).collect();
    let named = |viewer: &Viewer| viewer.member.is_some_and(|member| parties.contains(&member));
    let all = viewers.iter().filter(|viewer| sees(viewer, named(viewer))).filter_map(|viewer| viewer.member).collect();
    Ok((all, by_circle))
}
