//! Deadlines against an independent reckoning: 10,000 random lives of points durs, walked quarter of an hour by quarter
//! of an hour. The reference knows the words of the domain only: which states run, what answers, who leads.

use std::collections::HashMap;

use cercles::db::Moment;
use cercles::db::ids::{MemberId, StepId};
use cercles::points_durs::deadlines::{Deadline, History, Passage, Standing, Target, deadline};
use cercles::points_durs::machine::{Edge, Severity, State};
use cercles::worktime::{Calendar, Department};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

const QUARTER: i64 = 15 * 60;
/// 2026-01-01T00:00:00Z, in seconds of the Unix epoch.
const BEGINNING: i64 = 1_767_225_600;
/// Quarters looked at: two years and a half.
const QUARTERS: usize = 912 * 96;

/// Where the experts work; the first place is Paris, of nobody.
const PLACES: &[(&str, &str)] = &[
    ("Europe/Paris", "75"),
    ("Europe/Paris", "68"),
    ("America/Guadeloupe", "971"),
    ("Indian/Reunion", "974"),
    ("Pacific/Tahiti", "987"),
];

/// Holidays of the weeks looked at, written out: of everywhere, then of each place.
const COMMON: &[&str] = &[
    "2026-01-01",
    "2026-04-06",
    "2026-05-01",
    "2026-05-08",
    "2026-05-14",
    "2026-05-25",
    "2026-07-14",
    "2026-08-15",
    "2026-11-01",
    "2026-11-11",
    "2026-12-25",
    "2027-01-01",
    "2027-03-29",
    "2027-05-01",
    "2027-05-06",
    "2027-05-08",
    "2027-05-17",
    "2027-07-14",
    "2027-08-15",
    "2027-11-01",
    "2027-11-11",
    "2027-12-25",
    "2028-01-01",
    "2028-04-17",
    "2028-05-01",
    "2028-05-08",
    "2028-05-25",
    "2028-06-05",
];
const OWN: &[&[&str]] = &[
    &[],
    &["2026-04-03", "2026-12-26", "2027-03-26", "2027-12-26", "2028-04-14"],
    &["2026-05-27", "2027-05-27", "2028-05-27"],
    &["2026-12-20", "2027-12-20"],
    &["2026-03-05", "2026-04-03", "2026-11-20", "2027-03-05", "2027-03-26", "2027-11-20", "2028-03-05", "2028-04-14"],
];

fn quarter(at: usize) -> Moment {
    let seconds = BEGINNING + i64::try_from(at).unwrap() * QUARTER;
    Timestamp::from_second(seconds).unwrap().into()
}

/// Whether each quarter is worked at a place.
fn worked(place: usize) -> Vec<bool> {
    let zone = TimeZone::get(PLACES[place].0).unwrap();
    let of = |at: usize| {
        let here = quarter(at).instant().to_zoned(zone.clone());
        let open = (9..12).contains(&here.hour()) || (13..18).contains(&here.hour());
        if !open || here.weekday().to_monday_one_offset() > 5 {
            return false;
        }
        let day = here.date().to_string();
        !COMMON.contains(&day.as_str()) && !OWN[place].contains(&day.as_str())
    };
    (0..QUARTERS).map(of).collect()
}

/// A life: what happened at which quarter, how severe it is, now.
struct Life {
    steps: Vec<Passage>,
    quarters: Vec<usize>,
    severity: Option<Severity>,
    now: usize,
}

/// A walk along the machine, with pauses of minutes, hours or days.
fn life(random: &mut StdRng) -> Life {
    let mut at = random.random_range(0..60_000_usize);
    let (mut state, mut resumes) = (State::Reported, None);
    let mut steps = vec![(Edge::Report, State::Reported, at, None)];
    for _ in 0..random.random_range(0..12) {
        let ways: Vec<Edge> = Edge::ALL.iter().copied().filter(|edge| edge.leads(state, resumes).is_some()).collect();
        if ways.is_empty() {
            break;
        }
        // Half of the time along the main road, or few lives would be solved.
        let main = ["qualify", "take_up", "propose", "refuse", "confirm", "settle"];
        let road: Vec<Edge> = ways.iter().copied().filter(|edge| main.contains(&edge.word())).collect();
        let ways = if road.is_empty() || random.random_range(0..2) == 0 { ways } else { road };
        let edge = ways[random.random_range(0..ways.len())];
        at += pause(random);
        let to = edge.leads(state, resumes).unwrap();
        resumes = matches!(edge, Edge::AskInformation | Edge::Refer).then_some(state);
        state = to;
        steps.push((edge, to, at, Some(i64::from(random.random_range(1..=5_u8)))));
    }
    let now = at + pause(random);
    let passage = |(place, (edge, to, at, somebody)): (usize, &(Edge, State, usize, Option<i64>))| Passage {
        id: StepId(i64::try_from(place).unwrap() + 100),
        at: quarter(*at),
        edge: *edge,
        to: *to,
        actor: (*edge != Edge::HandOver).then(|| MemberId(somebody.unwrap_or(9))),
        object: (*edge == Edge::HandOver).then(|| somebody.unwrap_or(9)),
    };
    let severity = [None, Some(Severity::Low), Some(Severity::Normal), Some(Severity::High), Some(Severity::Critical)];
    Life {
        quarters: steps.iter().map(|(_, _, at, _)| *at).collect(),
        steps: steps.iter().enumerate().map(passage).collect(),
        severity: severity[random.random_range(0..severity.len())],
        now,
    }
}

fn pause(random: &mut StdRng) -> usize {
    match random.random_range(0..4) {
        0 => random.random_range(0..4),
        1 => random.random_range(0..40),
        2 => random.random_range(0..200),
        _ => random.random_range(0..1_200),
    }
}

/// Quarters of work that may be taken, from the settings as shipped.
fn allowed(target: Target, severity: Option<Severity>) -> usize {
    let hours = match (target, severity.unwrap_or(Severity::Normal)) {
        (Target::FirstAnswer, Severity::Low) => 40,
        (Target::FirstAnswer, Severity::Normal) => 24,
        (Target::FirstAnswer, Severity::High) => 8,
        (Target::FirstAnswer, Severity::Critical) => 4,
        (Target::Solution, Severity::Low) => 320,
        (Target::Solution, Severity::Normal) => 160,
        (Target::Solution, Severity::High) => 80,
        (Target::Solution, Severity::Critical) => 24,
    };
    hours * 4
}

/// What the reference finds: standing, the quarter it is due, quarters left.
type Found = Option<(Standing, Option<usize>, usize)>;

/// The place whose hours count once a step was taken: 0 is Paris. Expert 5 said nothing of where they work.
fn led_from(before: usize, step: &Passage) -> usize {
    let place = |id: i64| if id == 5 { 0 } else { usize::try_from(id).unwrap() };
    match step.edge.word() {
        "take_up" => place(step.actor.unwrap().0),
        "hand_over" => place(step.object.unwrap()),
        "release" | "reopen" | "report" => 0,
        _ => before,
    }
}

fn reckon(life: &Life, target: Target, hours: &[Vec<bool>]) -> Found {
    let words: Vec<&str> = life.steps.iter().map(|step| step.edge.word()).collect();
    let first = words.iter().rposition(|word| *word == "report" || *word == "reopen").unwrap();
    let allowed = allowed(target, life.severity);
    let (mut spent, mut due, mut late, mut place, mut runs) = (0, None, false, 0, false);
    let mut at = life.quarters[first];
    let mut next = first;
    loop {
        while next < life.steps.len() && life.quarters[next] <= at {
            let (step, word) = (&life.steps[next], words[next]);
            place = led_from(place, step);
            runs = ["reported", "qualified", "taken_up", "reopened"].contains(&step.to.word());
            let answered = match target {
                Target::FirstAnswer => ["take_up", "ask_information", "refer", "decline", "merge"].contains(&word),
                Target::Solution => ["confirm", "settle"].contains(&word),
            };
            if next > first && answered {
                let standing = if late { Standing::MetLate } else { Standing::Met };
                return Some((standing, due, allowed - spent));
            }
            if ["lapsed", "withdrawn", "duplicate", "declined"].contains(&step.to.word()) {
                return None;
            }
            next += 1;
        }
        if at >= life.now {
            break;
        }
        if runs {
            late |= due.is_some();
            spent += usize::from(due.is_none() && hours[place][at]);
            if spent == allowed && due.is_none() {
                due = Some(at + 1);
            }
        }
        at += 1;
    }
    let left = allowed - spent;
    let standing = match (late, runs) {
        (true, _) => Standing::Late,
        (false, false) => Standing::Stopped,
        (false, true) if left * 4 <= allowed => Standing::Soon,
        (false, true) => Standing::Running,
    };
    if runs && due.is_none() {
        let mut ahead = left;
        while ahead > 0 {
            ahead -= usize::from(hours[place][at]);
            at += 1;
        }
        due = Some(at);
    }
    Some((standing, due, left))
}

fn told(deadline: Option<Deadline>) -> Found {
    let deadline = deadline?;
    let at = |due: Moment| usize::try_from((due.instant().as_second() - BEGINNING) / QUARTER).unwrap();
    let left = usize::try_from(deadline.remaining.as_secs() / QUARTER).unwrap();
    Some((deadline.standing, deadline.due.map(at), left))
}

#[test]
fn ten_thousand_lives_have_the_deadlines_that_a_clock_would_count() {
    let settings = cercles::config::Config::load(None, std::iter::empty(), &Default::default()).unwrap().points_durs;
    let hours: Vec<Vec<bool>> = (0..PLACES.len()).map(worked).collect();
    let calendar = |place: usize| {
        let (zone, code) = PLACES[place];
        let department = Department::parse(code).unwrap();
        Calendar::new(TimeZone::get(zone).unwrap(), department, settings.hours().unwrap())
    };
    let places: HashMap<MemberId, Calendar> =
        (1..PLACES.len()).map(|place| (MemberId(i64::try_from(place).unwrap()), calendar(place))).collect();
    let paris = calendar(0);
    let mut random = StdRng::seed_from_u64(2026);
    let mut seen: HashMap<(Target, Option<Standing>), usize> = HashMap::new();
    for number in 0..10_000 {
        let life = life(&mut random);
        let history = History { steps: &life.steps, severity: life.severity, places: &places, paris: &paris };
        for target in [Target::FirstAnswer, Target::Solution] {
            let ours = told(deadline(&history, target, &settings, quarter(life.now)));
            let reference = reckon(&life, target, &hours);
            assert_eq!(
                ours, reference,
                "life {number}, {target:?}, {:?} at {}: {:#?}",
                life.severity, life.now, life.steps
            );
            *seen.entry((target, ours.map(|(standing, ..)| standing))).or_default() += 1;
        }
    }
    // A walk that never met a case proves nothing of it.
    for target in [Target::FirstAnswer, Target::Solution] {
        for standing in Standing::ALL.iter().copied().map(Some).chain([None]) {
            // A first answer ends with whatever would stop its clock.
            if (target, standing) == (Target::FirstAnswer, Some(Standing::Stopped)) {
                continue;
            }
            let count = seen.get(&(target, standing)).copied().unwrap_or_default();
            assert!(count > 20, "{target:?} {standing:?} was met {count} times only");
        }
    }
}

/// A story that people can follow: Thursday to Tuesday over a week-end and a holiday that only one place keeps.
#[test]
fn a_question_stops_the_clock_and_the_place_of_the_lead_expert_counts() {
    let settings = cercles::config::Config::load(None, std::iter::empty(), &Default::default()).unwrap().points_durs;
    let at = |text: &str| Moment::from(text.parse::<Timestamp>().unwrap());
    let step = |id: i64, when: &str, edge: Edge, to: State| Passage {
        id: StepId(id),
        at: at(when),
        edge,
        to,
        actor: Some(MemberId(1)),
        object: None,
    };
    let strasbourg = Calendar::new(
        TimeZone::get("Europe/Paris").unwrap(),
        Department::parse("67").unwrap(),
        settings.hours().unwrap(),
    );
    let paris = Calendar::new(TimeZone::get("Europe/Paris").unwrap(), Department::PARIS, settings.hours().unwrap());
    let places = HashMap::from([(MemberId(1), strasbourg)]);
    // Critical: 24 hours of work. Wednesday 1 April 2026, 9 h in Paris; Good Friday is the 3rd, Easter Monday the 6th.
    let mut steps = vec![
        step(1, "2026-04-01T07:00:00Z", Edge::Report, State::Reported),
        step(2, "2026-04-01T09:00:00Z", Edge::Qualify, State::Qualified),
        step(3, "2026-04-01T10:00:00Z", Edge::TakeUp, State::TakenUp),
    ];
    let of = |steps: &[Passage], now: &str| {
        let history = History { steps, severity: Some(Severity::Critical), places: &places, paris: &paris };
        deadline(&history, Target::Solution, &settings, at(now)).unwrap()
    };
    // 3 hours on Wednesday morning, 5 in the afternoon, 8 on Thursday: 8 are left for Tuesday in Strasbourg.
    let due = of(&steps, "2026-04-02T16:00:00Z");
    assert_eq!((due.standing, due.due), (Standing::Running, Some(at("2026-04-07T16:00:00Z"))));
    assert_eq!(of(&steps, "2026-04-07T12:00:00Z").standing, Standing::Soon);
    assert_eq!(of(&steps, "2026-04-07T16:00:00Z").standing, Standing::Soon, "the last minute is in time");
    assert_eq!(of(&steps, "2026-04-07T16:00:01Z").standing, Standing::Late);
    // A question of Thursday evening stops it; the answer of the 14th, 9 h, lets 8 hours run.
    steps.push(step(4, "2026-04-02T16:00:00Z", Edge::AskInformation, State::NeedsInformation));
    let stopped = of(&steps, "2026-04-10T16:00:00Z");
    assert_eq!((stopped.standing, stopped.due), (Standing::Stopped, None));
    assert_eq!(stopped.remaining, SignedDuration::from_hours(8));
    steps.push(step(5, "2026-04-14T07:00:00Z", Edge::Inform, State::TakenUp));
    assert_eq!(of(&steps, "2026-04-14T07:00:00Z").due, Some(at("2026-04-14T16:00:00Z")));
}
