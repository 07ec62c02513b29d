//! Random walks of the machine. Ten thousand of them in memory, against the machine as the domain tells it; as many as
//! `CERCLES_WALKS` says (else thirty) by the real steps, two people at a time: only told edges happen, each leaves
//! its step, its fact and its notices, and of two who saw the same version one wins.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier};

use cercles::circles::Circle;
use cercles::db::Tx;
use cercles::db::ids::{MemberId, PointDurId, ThemeId};
use cercles::db::schema::{journal, notices, point_dur_steps, points_durs};
use cercles::members::sessions;
use cercles::points_durs::machine::{Edge, Object, Severity, State};
use cercles::points_durs::{By, Circumstances, Crossing, Report, cross, followers, of, report};
use cercles::policy::{Audience, Viewer};
use cercles::refusal::Refusal;
use cercles::threads::{Body, Title};
use diesel::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::town::{THEME, Town, id_in};

/// The machine a third time, as the issue tells it: who, edge, from, to.
const TOLD: &str = "
    desk qualify reported,reopened qualified
    desk take_up qualified,reopened taken_up
    lead hand_over taken_up,proposed =
    lead release taken_up,proposed qualified
    clock release taken_up,proposed qualified
    solver propose taken_up proposed
    reporter confirm proposed resolved
    reporter refuse proposed taken_up
    clock settle proposed resolved
    desk formalise resolved,no_sheet formalised
    desk no_sheet resolved no_sheet
    desk abandon_sheet formalised,in_trial resolved
    desk try_out formalised in_trial
    desk diffuse formalised,in_trial diffused
    desk sheet_gone diffused resolved
    desk ask_information reported,qualified,taken_up,reopened needs_information
    reporter inform needs_information <
    clock lapse needs_information lapsed
    desk merge reported,qualified,taken_up,reopened,needs_information duplicate
    desk refer reported,qualified,taken_up,reopened referred
    animator body_answered referred <
    desk take_back referred <
    desk decline reported,qualified,taken_up,reopened declined
    reporter withdraw reported,qualified,reopened,needs_information withdrawn
    desk reopen resolved,no_sheet,declined,lapsed,duplicate,diffused reopened
    reporter reopen resolved,no_sheet,declined,lapsed,withdrawn,duplicate,diffused reopened
";

/// Who acts in a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Reporter,
    Ana,
    Karim,
    Nicolas,
    Lou,
    Clock,
}

const EVERYBODY: [Who; 6] = [Who::Reporter, Who::Ana, Who::Karim, Who::Nicolas, Who::Lou, Who::Clock];

/// What the model knows of a point dur.
#[derive(Clone, Debug, PartialEq)]
struct Model {
    state: String,
    resumes: Option<String>,
    lead: Option<Who>,
    severity: bool,
    version: i32,
}

impl Model {
    fn new() -> Self {
        Self { state: "reported".into(), resumes: None, lead: None, severity: false, version: 0 }
    }

    fn is(&self, who: Who, quality: &str) -> bool {
        match quality {
            "reporter" => who == Who::Reporter,
            "desk" => matches!(who, Who::Ana | Who::Karim | Who::Nicolas),
            "animator" => who == Who::Nicolas,
            "lead" => self.lead == Some(who) || who == Who::Nicolas,
            "solver" => self.lead == Some(who),
            "clock" => who == Who::Clock,
            other => panic!("{other}"),
        }
    }

    /// Where an edge leads, for somebody; nothing when it is not told.
    fn after(&self, who: Who, edge: &str, chosen: Option<Who>) -> Option<Self> {
        let line = TOLD.lines().map(str::trim).find(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            words.len() == 4
                && words[1] == edge
                && words[2].split(',').any(|from| from == self.state)
                && self.is(who, words[0])
        })?;
        let words: Vec<&str> = line.split(' ').collect();
        if edge == "take_up" && !self.severity {
            return None;
        }
        if edge == "hand_over" && chosen == self.lead {
            return None;
        }
        let state = match words[3] {
            "=" => self.state.clone(),
            "<" => self.resumes.clone()?,
            to => to.to_owned(),
        };
        let waits = matches!(edge, "ask_information" | "refer");
        let lead = match edge {
            "take_up" => Some(who),
            "hand_over" => chosen,
            "release" | "reopen" | "qualify" => None,
            _ => self.lead,
        };
        let severity = self.severity || edge == "qualify";
        let resumes = waits.then(|| self.state.clone());
        Some(Self { state, resumes, lead, severity, version: self.version + 1 })
    }
}

#[test]
fn ten_thousand_walks_in_memory_take_told_edges_only() {
    let mut random = StdRng::seed_from_u64(6);
    let mut seen = BTreeSet::new();
    for _ in 0..10_000 {
        let (mut state, mut resumes) = (State::Reported, None);
        for _ in 0..30 {
            let edge = Edge::ALL[random.random_range(0..Edge::ALL.len())];
            let told = TOLD.lines().map(str::trim).find(|line| {
                let words: Vec<&str> = line.split(' ').collect();
                words.len() == 4 && words[1] == edge.word() && words[2].split(',').any(|from| from == state.word())
            });
            let Some(to) = edge.leads(state, resumes) else {
                let lost = told.is_some_and(|line| line.ends_with('<')) && resumes.is_none();
                assert!(told.is_none() || lost, "{} from {} is told and not taken", edge.word(), state.word());
                continue;
            };
            let told = told.unwrap_or_else(|| panic!("{} from {} is not told", edge.word(), state.word()));
            let expected = match told.rsplit(' ').next().unwrap() {
                "=" => state,
                "<" => resumes.unwrap(),
                word => State::parse(word).unwrap(),
            };
            assert_eq!(to, expected);
            resumes = matches!(edge, Edge::AskInformation | Edge::Refer).then_some(state);
            seen.insert((edge, state));
            state = to;
        }
    }
    let told: usize = Edge::ALL.iter().map(|edge| edge.rule().from.len()).sum();
    assert_eq!(seen.len(), told, "every edge was taken from every state it leaves");
}

/// The people of the real walks.
#[derive(Clone, Copy)]
struct Cast {
    theme: ThemeId,
    reporter: MemberId,
    ana: MemberId,
    karim: MemberId,
    nicolas: MemberId,
    lou: MemberId,
}

impl Cast {
    async fn of(town: &Town) -> Self {
        let experts = [(THEME, Circle::Expert)];
        Self {
            theme: town.theme(THEME).await,
            reporter: town.member("Camille Bertin").await.id(),
            ana: town.person("Ana Ferreira", "occitanie", &experts).await.id(),
            karim: town.person("Karim Benali", "occitanie", &experts).await.id(),
            nicolas: town.animator("Nicolas Aubert").await.id(),
            lou: town.member("Lou Martin").await.id(),
        }
    }

    fn member(&self, who: Who) -> Option<MemberId> {
        match who {
            Who::Reporter => Some(self.reporter),
            Who::Ana => Some(self.ana),
            Who::Karim => Some(self.karim),
            Who::Nicolas => Some(self.nicolas),
            Who::Lou => Some(self.lou),
            Who::Clock => None,
        }
    }
}

fn viewer(tx: &mut Tx<'_>, member: MemberId) -> Viewer {
    let now = tx.now();
    sessions::viewer_of(tx.db(), member, now).unwrap().unwrap()
}

fn reported(tx: &mut Tx<'_>, cast: &Cast, title: &str) -> PointDurId {
    let viewer = viewer(tx, cast.reporter);
    let new = Report {
        theme: cast.theme,
        subtopic: None,
        audience: Audience::Community,
        title: Title::parse(title).unwrap(),
        body: Body::parse("Rien ne passe.").unwrap(),
        circumstances: Circumstances::default(),
        anonymous: false,
        known_to_lead: false,
    };
    PointDurId(id_in(&report(&viewer, &new, tx).unwrap()))
}

/// What somebody tries.
#[derive(Clone, Copy, Debug)]
struct Attempt {
    who: Who,
    edge: Edge,
    chosen: Option<Who>,
}

impl Attempt {
    fn drawn(random: &mut StdRng) -> Self {
        let who = EVERYBODY[random.random_range(0..EVERYBODY.len())];
        let edge = Edge::ALL[random.random_range(0..Edge::ALL.len())];
        let chosen = (edge == Edge::HandOver).then(|| if random.random_bool(0.5) { Who::Ana } else { Who::Karim });
        Self { who, edge, chosen }
    }

    /// Half the time anything, else something that may well be done: walks go far, and wrong turns are tried.
    fn likely(random: &mut StdRng, model: &Model) -> Self {
        let mut drawn = Self::drawn(random);
        let wild = random.random_bool(0.5);
        for _ in 0..200 {
            if wild || model.after(drawn.who, drawn.edge.word(), drawn.chosen).is_some() {
                break;
            }
            drawn = Self::drawn(random);
        }
        drawn
    }

    fn made(
        &self,
        tx: &mut Tx<'_>,
        cast: &Cast,
        (id, other): (PointDurId, PointDurId),
        version: i32,
    ) -> Result<State, Refusal> {
        let asks = self.edge.rule().asks;
        let crossing = Crossing {
            edge: self.edge,
            version,
            reason: if asks.reason { "Une raison." } else { "" },
            object: match asks.object {
                Object::Nothing => None,
                Object::Expert => self.chosen.and_then(|who| cast.member(who)).map(|member| member.0),
                Object::PointDur => Some(other.0),
                Object::Post | Object::Sheet | Object::Referral => Some(77),
            },
            severity: asks.severity.then_some(Severity::Normal),
        };
        match cast.member(self.who) {
            Some(member) => {
                let viewer = viewer(tx, member);
                cross(tx, By::Member(&viewer), id, &crossing)
            }
            None => cross(tx, By::Clock, id, &crossing),
        }
    }
}

fn traces(tx: &mut Tx<'_>, id: PointDurId) -> (i64, i64) {
    let steps = point_dur_steps::table.filter(point_dur_steps::point_dur_id.eq(id)).count();
    let facts = journal::table.filter(journal::subject.eq("point_dur")).filter(journal::subject_id.eq(id.0)).count();
    (steps.get_result(tx.db()).unwrap(), facts.get_result(tx.db()).unwrap())
}

/// Who is to be told of a step.
fn concerned(cast: &Cast, attempt: &Attempt, before: &Model, after: &Model) -> Vec<MemberId> {
    let mut told = vec![cast.reporter, cast.lou];
    told.extend([before.lead, after.lead].into_iter().flatten().filter_map(|who| cast.member(who)));
    if matches!(attempt.edge, Edge::Release | Edge::Reopen) {
        told.extend([cast.ana, cast.karim, cast.nicolas]);
    }
    told.sort_unstable();
    told.dedup();
    told.retain(|member| cast.member(attempt.who) != Some(*member));
    told
}

/// A walk of the real steps: at each, two people who saw the same version, one after the other.
fn walk(tx: &mut Tx<'_>, cast: &Cast, seed: u64) -> usize {
    let mut random = StdRng::seed_from_u64(seed);
    let (other, id) = (reported(tx, cast, "L'autre"), reported(tx, cast, "Lits bloqués"));
    let (lou, point) = (viewer(tx, cast.lou), of(tx.db(), id).unwrap());
    followers::join(&lou, &point, "Chez nous aussi.", tx).unwrap();
    let (mut model, mut taken) = (Model::new(), 0);
    for _ in 0..16 {
        let version = model.version;
        for attempt in [Attempt::likely(&mut random, &model), Attempt::likely(&mut random, &model)] {
            let expected = model.after(attempt.who, attempt.edge.word(), attempt.chosen);
            // Whoever comes second with what they saw has lost.
            let expected = expected.filter(|_| model.version == version);
            let before = traces(tx, id);
            let outcome = attempt.made(tx, cast, (id, other), version);
            let now = of(tx.db(), id).unwrap();
            match (expected, outcome) {
                (Some(after), Ok(state)) => {
                    assert_eq!(state.word(), after.state, "seed {seed}: {attempt:?}");
                    assert_eq!(traces(tx, id), (before.0 + 1, before.1 + 1), "seed {seed}: {attempt:?}");
                    told_of(tx, cast, id, &attempt, (&model, &after));
                    model = after;
                    taken += 1;
                }
                (None, Err(Refusal::Forbidden(_) | Refusal::Conflict(_) | Refusal::Invalid(_))) => {
                    assert_eq!(traces(tx, id), before, "seed {seed}: {attempt:?} left something");
                }
                (None, Err(Refusal::Broken(why))) if attempt.who == Who::Clock => assert!(why.contains("the clock")),
                (expected, outcome) => panic!("seed {seed}: {attempt:?} at {model:?}: {outcome:?}, not {expected:?}"),
            }
            assert_eq!(now.state.word(), model.state, "seed {seed}: {attempt:?}");
            assert_eq!((now.version, now.severity.is_some()), (model.version, model.severity));
            assert_eq!(now.lead, model.lead.and_then(|who| cast.member(who)));
            assert_eq!(now.resumes.map(|state| state.word().to_owned()), model.resumes);
        }
    }
    taken
}

fn told_of(tx: &mut Tx<'_>, cast: &Cast, id: PointDurId, attempt: &Attempt, (before, after): (&Model, &Model)) {
    let (step, fact): (i64, String) = point_dur_steps::table
        .filter(point_dur_steps::point_dur_id.eq(id))
        .filter(point_dur_steps::version.eq(after.version))
        .select((point_dur_steps::id, point_dur_steps::edge))
        .first(tx.db())
        .unwrap();
    assert_eq!(fact, attempt.edge.word());
    let mut told: Vec<MemberId> =
        notices::table.filter(notices::subject_id.eq(step)).select(notices::member_id).load(tx.db()).unwrap();
    told.sort_unstable();
    assert_eq!(told, concerned(cast, attempt, before, after), "{attempt:?}");
    let act: String = journal::table
        .filter(journal::subject.eq("point_dur"))
        .filter(journal::subject_id.eq(id.0))
        .order(journal::id.desc())
        .select(journal::act)
        .first(tx.db())
        .unwrap();
    assert_eq!(act, format!("point_dur.{}", attempt.edge.word()));
}

#[actix_web::test]
async fn real_steps_follow_the_model_and_leave_their_traces() {
    let town = Town::new().await;
    let cast = Cast::of(&town).await;
    let walks: u64 = std::env::var("CERCLES_WALKS").ok().and_then(|text| text.parse().ok()).unwrap_or(30);
    let mut taken = 0;
    for seed in 0..walks {
        taken += town.write(move |tx| Ok(walk(tx, &cast, seed))).await;
    }
    assert!(taken as u64 > walks * 6, "{taken} steps in {walks} walks");
}

/// What one of two people does, in a transaction.
type BoxedAct<T> = Box<dyn Fn(&mut Tx<'_>) -> Result<T, Refusal> + Send>;

/// Two threads at once do something to the database; what each got.
fn at_once<T: Send + 'static>(town: &Town, acts: [BoxedAct<T>; 2]) -> Vec<Result<T, Refusal>> {
    let barrier = Arc::new(Barrier::new(2));
    let threads = acts.map(|act| {
        let (database, barrier) = (town.app.database.clone(), barrier.clone());
        std::thread::spawn(move || {
            barrier.wait();
            database.write_here(|tx| act(tx))
        })
    });
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}

#[actix_web::test]
async fn of_two_at_the_same_moment_exactly_one_wins() {
    let town = Town::new().await;
    let cast = Cast::of(&town).await;
    for round in 0..25 {
        let id = town.write(move |tx| Ok(reported(tx, &cast, "Lits bloqués"))).await;
        let attempts = [(Who::Ana, Edge::Qualify), (Who::Nicolas, Edge::Decline)];
        let acts = attempts.map(|(who, edge)| {
            let attempt = Attempt { who, edge, chosen: None };
            let act = move |tx: &mut Tx<'_>| attempt.made(tx, &cast, (id, id), 0);
            Box::new(act) as Box<dyn Fn(&mut Tx<'_>) -> Result<State, Refusal> + Send>
        });
        let outcomes = at_once(&town, acts);
        let won: Vec<&State> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok()).collect();
        assert_eq!(won.len(), 1, "round {round}: {outcomes:?}");
        let lost = outcomes.iter().find_map(|outcome| outcome.as_ref().err()).unwrap();
        assert!(matches!(lost, Refusal::Conflict("point-dur-moved-meanwhile")), "round {round}: {lost:?}");
        let (state, version): (State, i32) = town
            .read(move |db| {
                let row = points_durs::table.find(id).select((points_durs::state, points_durs::version));
                Ok(row.first(db)?)
            })
            .await;
        assert_eq!((&state, version), (won[0], 1), "round {round}");
    }
}

#[actix_web::test]
async fn two_merged_into_one_another_at_once_make_no_circle() {
    let town = Town::new().await;
    let cast = Cast::of(&town).await;
    for round in 0..10 {
        let (one, two) = town.write(move |tx| Ok((reported(tx, &cast, "Une"), reported(tx, &cast, "Deux")))).await;
        let acts = [(Who::Ana, one, two), (Who::Karim, two, one)].map(|(who, id, other)| {
            let attempt = Attempt { who, edge: Edge::Merge, chosen: None };
            let act = move |tx: &mut Tx<'_>| attempt.made(tx, &cast, (id, other), 0);
            Box::new(act) as Box<dyn Fn(&mut Tx<'_>) -> Result<State, Refusal> + Send>
        });
        let outcomes = at_once(&town, acts);
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
    }
}
