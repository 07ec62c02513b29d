//! The points durs of a generated community: where each stands now, and the steps that led there.

use rand::RngExt;
use rand::rngs::StdRng;

use super::course::{Course, written_at};
use super::store::Place;
use super::{DAY, moment};
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{Ids, MemberId, PointDurId, StepId, ThemeId};
use crate::demo::plan::Plan;
use crate::points_durs::machine::{Edge, Severity, State};
use crate::threads::Kind;

use Edge::{
    AskInformation, Confirm, Decline, Diffuse, Formalise, Lapse, NoSheet, Propose, Qualify, Refer, Reopen, Report,
    Settle, TakeUp, TryOut, Withdraw,
};

/// How a point dur may go, and how often of a hundred it does; one that has not the time stops on its way.
const WAYS: &[(u32, &[Edge])] = &[
    (5, &[Report]),
    (5, &[Report, Qualify]),
    (8, &[Report, Qualify, TakeUp]),
    (4, &[Report, Qualify, TakeUp, Propose]),
    (22, &[Report, Qualify, TakeUp, Propose, Confirm]),
    (8, &[Report, Qualify, TakeUp, Propose, Settle]),
    (13, &[Report, Qualify, TakeUp, Propose, Confirm, NoSheet]),
    (4, &[Report, Qualify, TakeUp, Propose, Confirm, Formalise]),
    (3, &[Report, Qualify, TakeUp, Propose, Confirm, Formalise, TryOut]),
    (13, &[Report, Qualify, TakeUp, Propose, Confirm, Formalise, TryOut, Diffuse]),
    (3, &[Report, AskInformation]),
    (3, &[Report, Qualify, Refer]),
    (3, &[Report, Decline]),
    (2, &[Report, AskInformation, Lapse]),
    (2, &[Report, Withdraw]),
    (2, &[Report, Qualify, TakeUp, Propose, Confirm, Reopen]),
];

/// A point dur, as its row is.
pub struct Point {
    pub id: PointDurId,
    pub state: State,
    pub version: i32,
    pub since: Moment,
    pub reported_at: Moment,
    pub severity: Option<Severity>,
    pub reporter: MemberId,
    pub lead: Option<MemberId>,
    pub resumes: Option<State>,
    pub confirmed: Option<bool>,
}

/// A step, as its row is.
pub struct Step {
    pub id: StepId,
    pub point: PointDurId,
    pub version: i32,
    pub edge: Edge,
    pub from: Option<State>,
    pub to: State,
    pub actor: Option<MemberId>,
    pub at: Moment,
}

/// Everything of a community's points durs; steps have their ids in the order of time.
pub fn of(plan: &Plan, places: &[Place], course: &Course, now: Moment, random: &mut StdRng) -> (Vec<Point>, Vec<Step>) {
    let experts: Vec<(ThemeId, Vec<MemberId>)> = places.iter().map(|place| (place.id, experts(plan, place))).collect();
    let (mut points, mut steps) = (Vec::new(), Vec::new());
    for thread in course.threads.iter().filter(|thread| thread.kind == Kind::PointDur) {
        let first = &course.posts[thread.first];
        let of_theme = experts.iter().find(|(theme, _)| *theme == thread.theme).map_or(&[][..], |(_, all)| all);
        let lead = (!of_theme.is_empty()).then(|| of_theme[random.random_range(0..of_theme.len())]);
        let begun = Point {
            id: PointDurId(thread.id.0),
            state: State::Reported,
            version: -1,
            since: written_at(first),
            reported_at: written_at(first),
            severity: None,
            reporter: first.author,
            lead: None,
            resumes: None,
            confirmed: None,
        };
        points.push(walked(begun, lead, now, &mut steps, random));
    }
    steps.sort_by_key(|step| (step.at, step.point, step.version));
    let ids = Ids::default();
    ids.reseed(super::SEED);
    for step in &mut steps {
        step.id = StepId(ids.next(step.at.millis()));
    }
    (points, steps)
}

fn experts(plan: &Plan, place: &Place) -> Vec<MemberId> {
    let stands = |stands: &crate::demo::plan::Stands| stands.theme == place.slug && stands.circle == Circle::Expert;
    plan.people.iter().filter(|joined| joined.standings.iter().any(stands)).map(|joined| joined.id).collect()
}

/// Takes the steps of a way, as far as time allows.
fn walked(mut point: Point, lead: Option<MemberId>, now: Moment, steps: &mut Vec<Step>, random: &mut StdRng) -> Point {
    let mut at = point.reported_at.millis();
    for edge in way(random) {
        if *edge != Report {
            at += random.random_range(3_600..20 * DAY) * 1_000;
        }
        let to = if *edge == Report { Some(State::Reported) } else { edge.leads(point.state, point.resumes) };
        let Some(to) = to.filter(|_| at <= now.millis()) else { break };
        let from = (*edge != Report).then_some(point.state);
        let by_reporter = matches!(edge, Report | Confirm | Withdraw | Reopen);
        let actor = match edge {
            Settle | Lapse => None,
            _ if by_reporter => Some(point.reporter),
            _ => lead,
        };
        point = after(point, *edge, to, lead, random);
        point.since = moment(at);
        let id = StepId(0);
        steps.push(Step { id, point: point.id, version: point.version, edge: *edge, from, to, actor, at: moment(at) });
    }
    point
}

fn after(point: Point, edge: Edge, to: State, lead: Option<MemberId>, random: &mut StdRng) -> Point {
    let severities = [Severity::Low, Severity::Normal, Severity::Normal, Severity::High, Severity::Critical];
    Point {
        version: point.version + 1,
        resumes: matches!(edge, AskInformation | Refer).then_some(point.state),
        severity: match edge {
            Qualify => Some(severities[random.random_range(0..severities.len())]),
            _ => point.severity,
        },
        lead: match edge {
            TakeUp => lead,
            Reopen => None,
            _ => point.lead,
        },
        confirmed: match edge {
            Confirm => Some(true),
            Settle => Some(false),
            Reopen => None,
            _ => point.confirmed,
        },
        state: to,
        ..point
    }
}

fn way(random: &mut StdRng) -> &'static [Edge] {
    let all: u32 = WAYS.iter().map(|(often, _)| often).sum();
    let mut drawn = random.random_range(0..all);
    for (often, way) in WAYS {
        if drawn < *often {
            return way;
        }
        drawn -= often;
    }
    &[Report]
}
