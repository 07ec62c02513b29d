//! Who answers what, who signs up where, who thought what: drawn, the same every time.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

use crate::db::Moment;
use crate::db::ids::{MeetingSessionId, MemberId};
use crate::demo::rencontres::{Answers, Survey};
use crate::meetings::registration::{Answer, Seat, Via};

/// The same crowds every time.
const SEED: u64 = 7_300;
/// An offer of the demo still runs for so many seconds.
const OFFERED_FOR: i64 = 30 * 3_600;

/// Somebody's answer.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Who.
    pub member: MemberId,
    /// What they answer.
    pub answer: Answer,
    /// Their seat.
    pub seat: Seat,
    /// When.
    pub at: Moment,
    /// How.
    pub via: Via,
    /// Until when a seat is kept for them.
    pub offered_until: Option<Moment>,
    /// What they eat.
    pub meals: String,
    /// What they need to take part.
    pub access: String,
    /// How they come.
    pub travel: String,
    /// Whom they bring: name, where from.
    pub brings: Vec<(String, String)>,
}

/// Everybody's answers, in the order of time.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// The answers.
    pub answers: Vec<Drawn>,
}

/// A session one signs up for: its id, when it starts and ends (minutes after the meeting's start), its seats.
pub type OpenSession = (MeetingSessionId, (i32, i32), i32);

impl Crowd {
    /// Draws who of the invited (id, address) answers what, between an announcement and a moment.
    ///
    /// # Errors
    /// A sentence when somebody named was not invited, or nobody answers as they do.
    pub fn drawn(
        answers: &Answers,
        invited: &[(MemberId, String)],
        (told, until, now): (Moment, Moment, Moment),
        number: usize,
    ) -> Result<Self, String> {
        let mut random = StdRng::seed_from_u64(SEED + u64::try_from(number).unwrap_or_default());
        let mut places = places(answers);
        let mut drawn = Vec::new();
        for (who, word) in &answers.named {
            let member =
                invited.iter().find(|(_, email)| email == who).ok_or_else(|| format!("{who} was not invited"))?;
            let at = places.iter().position(|(answer, seat)| is(word, *answer, *seat));
            let place = at.map(|at| places.remove(at)).ok_or_else(|| format!("no {word} is left for {who}"))?;
            drawn.push((member.0, place));
        }
        let named: BTreeSet<MemberId> = drawn.iter().map(|(member, _)| *member).collect();
        let mut others: Vec<MemberId> =
            invited.iter().map(|(member, _)| *member).filter(|member| !named.contains(member)).collect();
        others.shuffle(&mut random);
        if others.len() < places.len() {
            // The circle was smaller then: nobody waited.
            places.retain(|(_, seat)| !matches!(seat, Seat::Waiting | Seat::Offered));
            places.shuffle(&mut random);
        }
        drawn.extend(others.into_iter().zip(places));
        let span = until.seconds_since(told).max(2);
        let mut crowd: Vec<Drawn> = drawn
            .into_iter()
            .map(|(member, (answer, seat))| Drawn {
                offered_until: (seat == Seat::Offered).then(|| now.plus_seconds(OFFERED_FOR)),
                via: via(&mut random),
                ..blank((member, moment(told, span, seat, &mut random)), answer, seat)
            })
            .collect();
        crowd.sort_by_key(|one| (one.at, one.member));
        needs(&mut crowd, answers, &mut random);
        for brought in &answers.companions {
            let who = invited.iter().find(|(_, email)| *email == brought.by).map(|(member, _)| *member);
            let one = crowd.iter_mut().find(|one| Some(one.member) == who && one.answer == Answer::Site);
            let one = one.ok_or_else(|| format!("{} does not come on site", brought.by))?;
            one.brings.push((brought.name.clone(), brought.organisation.clone()));
        }
        Ok(Self { answers: crowd })
    }
}

fn blank((member, at): (MemberId, Moment), answer: Answer, seat: Seat) -> Drawn {
    Drawn {
        member,
        answer,
        seat,
        at,
        via: Via::Page,
        offered_until: None,
        meals: String::new(),
        access: String::new(),
        travel: String::new(),
        brings: Vec::new(),
    }
}

/// The answers there are to give.
fn places(answers: &Answers) -> Vec<(Answer, Seat)> {
    let many = |count: usize, answer, seat| std::iter::repeat_n((answer, seat), count);
    many(answers.site, Answer::Site, Seat::Held)
        .chain(many(answers.remote, Answer::Remote, Seat::Held))
        .chain(many(answers.waiting, Answer::Site, Seat::Waiting))
        .chain(many(answers.offered, Answer::Site, Seat::Offered))
        .chain(many(answers.maybe, Answer::Maybe, Seat::None))
        .chain(many(answers.no, Answer::No, Seat::None))
        .collect()
}

fn is(word: &str, answer: Answer, seat: Seat) -> bool {
    match word {
        "waiting" => seat == Seat::Waiting,
        "offered" => seat == Seat::Offered,
        _ => Answer::parse(word) == Some(answer) && matches!(seat, Seat::Held | Seat::None),
    }
}

/// Most answer in the first days; who waits came last.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn moment(told: Moment, span: i64, seat: Seat, random: &mut StdRng) -> Moment {
    let share: f64 = random.random_range(0.0..1.0_f64);
    let share = match seat {
        Seat::Offered => 0.86,
        Seat::Waiting => 0.1_f64.mul_add(share, 0.88),
        Seat::Held | Seat::None => 0.85 * share * share,
    };
    told.plus_seconds((span as f64 * share) as i64 + 1)
}

fn via(random: &mut StdRng) -> Via {
    match random.random_range(0..10_u32) {
        0..4 => Via::Mail,
        4..6 => Via::Calendar,
        _ => Via::Page,
    }
}

/// One in eight says what they need.
fn needs(crowd: &mut [Drawn], answers: &Answers, random: &mut StdRng) {
    let coming: Vec<usize> = (0..crowd.len()).filter(|at| crowd[*at].answer == Answer::Site).collect();
    for (texts, which) in [(&answers.meals, 0), (&answers.access, 1), (&answers.travel, 2)] {
        for text in texts.iter().filter(|_| !coming.is_empty()) {
            let one = &mut crowd[coming[random.random_range(0..coming.len())]];
            match which {
                0 => one.meals.clone_from(text),
                1 => one.access.clone_from(text),
                _ => one.travel.clone_from(text),
            }
        }
    }
}

/// Who signs up for which session: whoever comes on site, one of each time.
pub fn sessions(crowd: &Crowd, open: &[OpenSession], number: usize) -> Vec<(MeetingSessionId, MemberId)> {
    let mut random = StdRng::seed_from_u64(SEED * 2 + u64::try_from(number).unwrap_or_default());
    let mut times: BTreeMap<(i32, i32), Vec<(MeetingSessionId, i32)>> = BTreeMap::new();
    for (id, time, seats) in open {
        times.entry(*time).or_default().push((*id, *seats));
    }
    let mut signed = Vec::new();
    for together in times.values_mut() {
        for one in crowd.answers.iter().filter(|one| one.answer == Answer::Site && one.seat == Seat::Held) {
            together.retain(|(_, seats)| *seats > 0);
            if together.is_empty() || random.random_bool(0.12) {
                continue;
            }
            let at = random.random_range(0..together.len());
            together[at].1 -= 1;
            signed.push((together[at].0, one.member));
        }
    }
    signed
}

/// What those who were there thought: as many of each score as the file says, in an order of their own.
pub fn opinions(survey: &Survey, there: &[MemberId], number: usize) -> Vec<(MemberId, i32, String)> {
    let mut random = StdRng::seed_from_u64(SEED * 3 + u64::try_from(number).unwrap_or_default());
    let mut words = survey.words.clone();
    let mut said = Vec::new();
    for (score, count) in survey.scores.iter().enumerate() {
        for _ in 0..*count {
            let at = words.iter().position(|(of, _)| *of == score);
            let text = at.map(|at| words.remove(at).1).unwrap_or_default();
            said.push((i32::try_from(score).unwrap_or_default(), text));
        }
    }
    let mut people = there.to_vec();
    people.shuffle(&mut random);
    people.into_iter().zip(said).map(|(member, (score, text))| (member, score, text)).collect()
}
