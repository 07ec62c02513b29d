//! Who might go inward: those who gave most in the past year (answers that solved, answers found useful, points durs
//! resolved, meetings attended), with why; a region where nobody relays the theme yet counts too.
//!
//! What people gave is counted once a day beside the figures of health; where they stand is read when it is shown.

use std::collections::{BTreeMap, HashSet};

use super::store_candidates::{self as store, Row};
use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::health;
use crate::refusal::Refusal;

/// What is looked back at, in seconds: a year.
const BACK: i64 = 365 * 86_400;
/// People kept for each circle of a theme.
const KEPT: usize = 20;
/// Less is not worth proposing.
const LEAST: i64 = 2;
/// People shown for each circle.
const SHOWN: usize = 10;
/// Whoever declined is not suggested again for so long, in seconds.
const SPARED: i64 = 365 * 86_400;

/// What somebody gave a theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gift {
    /// Answers that solved somebody's question.
    pub solutions: i64,
    /// Times an answer of theirs was found useful.
    pub useful: i64,
    /// Points durs they resolved or helped to.
    pub points: i64,
    /// Meetings they came to.
    pub meetings: i64,
}

impl Gift {
    /// What it weighs: a solution and a point dur cost most.
    fn weight(self) -> i64 {
        3 * self.solutions + 3 * self.points + self.useful + self.meetings
    }
}

/// What somebody's gift weighs, who they are, what they gave.
type Weighed = (i64, i64, Gift);

/// What was gathered, by theme and member.
pub type Gifts = BTreeMap<(i64, i64), Gift>;

/// Gathers what people gave who may go inward; the most generous of each circle are kept.
///
/// # Errors
/// What the database says.
pub fn gather(db: &mut Db, now: Moment) -> Result<Gifts, Refusal> {
    let from = now.plus_seconds(-BACK);
    let mut all: BTreeMap<(i64, i64), (String, Gift)> = BTreeMap::new();
    let mut add = |rows: Vec<Row>, put: fn(&mut Gift, i64)| {
        for (theme, member, circle, count) in rows {
            let known = all.entry((theme, member)).or_insert((circle, Gift::default()));
            put(&mut known.1, count);
        }
    };
    add(store::solutions(db, from)?, |gift, count| gift.solutions = count);
    add(store::useful(db, from)?, |gift, count| gift.useful = count);
    add(store::points(db, from)?, |gift, count| gift.points = count);
    add(store::meetings(db, from)?, |gift, count| gift.meetings = count);
    let mut ranked: BTreeMap<(i64, String), Vec<Weighed>> = BTreeMap::new();
    for ((theme, member), (circle, gift)) in all {
        if gift.weight() >= LEAST {
            ranked.entry((theme, circle)).or_default().push((-gift.weight(), member, gift));
        }
    }
    let mut kept = Gifts::new();
    for ((theme, _), mut people) in ranked {
        people.sort_by_key(|(weight, member, _)| (*weight, *member));
        kept.extend(people.into_iter().take(KEPT).map(|(_, member, gift)| ((theme, member), gift)));
    }
    Ok(kept)
}

/// Keeps what was gathered in the place of what was.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, gifts: &Gifts) -> Result<(), Refusal> {
    store::keep(tx, gifts)
}

/// Somebody who might go inward.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Their profession.
    pub profession: String,
    /// Their region (slug).
    pub region: String,
    /// The circle they would go to.
    pub circle: Circle,
    /// What they gave.
    pub gift: Gift,
    /// Whether nobody relays the theme in their region yet.
    pub uncovered: bool,
}

/// The people of a theme who might go to a circle, those who would bring most first. Rights are the caller's to require.
///
/// # Errors
/// What the database says.
pub fn for_circle(db: &mut Db, theme: ThemeId, circle: Circle, now: Moment) -> Result<Vec<Candidate>, Refusal> {
    let from = match circle {
        Circle::Expert => Circle::Peer,
        Circle::Peer | Circle::Community => Circle::Community,
    };
    let people = store::people(db, theme)?;
    let covered: HashSet<String> = match circle {
        Circle::Peer => health::relayed(db, theme)?,
        Circle::Expert | Circle::Community => HashSet::new(),
    };
    let spared: HashSet<MemberId> = store::spared(db, theme, now.plus_seconds(-SPARED))?.into_iter().collect();
    let mut found: Vec<Candidate> = people
        .into_iter()
        .filter(|person| person.held.circle_at(now) == from && !person.held.suspended_at(now))
        .filter(|person| !spared.contains(&person.member))
        .map(|person| Candidate {
            uncovered: circle == Circle::Peer && !covered.contains(&person.region),
            member: person.member,
            name: format!("{} {}", person.given_name, person.family_name),
            profession: person.profession,
            region: person.region,
            circle,
            gift: person.gift,
        })
        .collect();
    let weight = |one: &Candidate| one.gift.weight() + if one.uncovered { 3 } else { 0 };
    found.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.member.cmp(&b.member)));
    found.truncate(SHOWN);
    Ok(found)
}
