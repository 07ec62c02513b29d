//! What the page of a point dur shows beyond a thread's: its facts, its timeline, what one may do now.

use std::collections::BTreeMap;

use serde::Serialize;

use super::followers::{self, Follower};
use super::machine::{Edge, Impact, Object, Reach, Severity, State};
use super::steps::{self, Taken};
use super::work::WorkView;
use super::{PointDur, helps, store};
use crate::circles::people;
use crate::db::ids::{MemberId, PointDurId, ReferralId, ThreadId};
use crate::policy::{self, Act, Ground};
use crate::referrals;
use crate::refusal::Refusal;
use crate::sheets::{self, OfPointDur};
use crate::text::typography;
use crate::threads::{self, Kind, Thread};
use crate::web::{Visit, When};

/// A point dur, as its page shows it.
#[derive(Serialize)]
pub struct Ticket {
    id: PointDurId,
    state: State,
    severity: Option<Severity>,
    /// Solved without a word of the reporter.
    unconfirmed: bool,
    since: When,
    reported: When,
    lead: Option<Named>,
    helpers: Vec<Named>,
    reporter: Reporter,
    told: Told,
    duplicate_of: Option<Other>,
    followers: Vec<FollowerView>,
    /// Whether the reader joined it.
    joined: bool,
    may_join: bool,
    may_complete: bool,
    /// The thread of the experts, for those who read it.
    room: Option<String>,
    may_open_room: bool,
    /// The practice sheets that come from it, as far as the reader may read them.
    sheets: Vec<OfPointDur>,
    may_formalise: bool,
    /// What the reader may do now, by the end of the address of its form.
    steps: Vec<StepLink>,
    timeline: Vec<StepView>,
    /// Deadlines, calls, tasks, attempts.
    work: WorkView,
}

/// Somebody with a page.
#[derive(Clone, Serialize)]
struct Named {
    address: String,
    name: String,
}

/// Who reported, as far as the reader may know.
#[derive(Serialize)]
struct Reporter {
    named: Option<Named>,
    establishment: Option<String>,
    /// The reader.
    oneself: bool,
    anonymous: bool,
    to_lead: bool,
}

/// The circumstances.
#[derive(Serialize)]
struct Told {
    begun: String,
    tried: String,
    impacts: Vec<Impact>,
    reach: Option<Reach>,
    size: String,
    tools: String,
    any: bool,
}

/// Another point dur, if the reader sees it.
#[derive(Clone, Serialize)]
struct Other {
    id: PointDurId,
    /// Its address and title; nothing for what is out of reach.
    link: Option<(String, String)>,
}

#[derive(Serialize)]
struct FollowerView {
    named: Option<Named>,
    context: String,
    since: When,
}

#[derive(Serialize)]
struct StepLink {
    edge: Edge,
    address: String,
}

/// A step of the timeline.
#[derive(Serialize)]
struct StepView {
    edge: Edge,
    from: Option<State>,
    to: State,
    when: When,
    /// Who took it: nobody for the clock.
    by: Option<Named>,
    /// The reporter, who stays unknown, took it.
    unknown: bool,
    reason: String,
    /// Who was chosen.
    expert: Option<Named>,
    other: Option<Other>,
    /// The post that it is told in.
    post: Option<String>,
    /// The body that was asked, and for those who refer, where that stands.
    referral: Option<(Option<String>, String)>,
}

/// People who are named on the page, read at once.
struct People(BTreeMap<MemberId, String>);

impl People {
    fn named(&self, member: MemberId) -> Option<Named> {
        let name = self.0.get(&member)?.clone();
        Some(Named { address: crate::members::address(member), name })
    }
}

impl Ticket {
    /// Of a visible thread; nothing for those of another kind.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, thread: &Thread) -> Result<Option<Self>, Refusal> {
        if thread.kind != Kind::PointDur {
            return Ok(None);
        }
        let point = store::of(visit.db, PointDurId(thread.id.0))?;
        let taken = steps::of(visit.db, point.id)?;
        let followers = followers::of(visit.db, point.id)?;
        let helpers = store::helpers(visit.db, point.id)?;
        let tells = point.tells_reporter_to(&visit.viewer);
        let people = people_of(visit, &point, &taken, &helpers)?;
        let others = others(visit, &point, &taken)?;
        let asked = bodies(visit, &point, &taken)?;
        // It stays where it was opened when the point dur moves: whoever sees it is asked of the room itself.
        let room = match point.room {
            Some(room) if !threads::titles(visit.db, &visit.viewer, &[room])?.is_empty() => Some(room),
            _ => None,
        };
        let establishment = match point.establishment {
            Some(place) if tells => store::establishment_name(visit.db, place)?,
            _ => None,
        };
        let sheets = sheets::of_point_dur(visit.db, &visit.viewer, point.id)?;
        let work = WorkView::of(visit, &point)?;
        let viewer = &visit.viewer;
        let oneself = viewer.member == Some(point.reporter);
        let reporter = Reporter {
            named: if tells { people.named(point.reporter) } else { None },
            establishment,
            oneself,
            anonymous: point.anonymous,
            to_lead: point.known_to_lead,
        };
        let helping = viewer.member.is_some_and(|me| helpers.contains(&me));
        let told = &point.circumstances;
        let ground = Ground { theme: point.theme, audience: point.audience };
        let may_open_room = policy::allows(viewer, &Act::OpenExpertsRoom(ground));
        let open = !thread.archived;
        let over = matches!(point.state, State::Duplicate | State::Withdrawn);
        let may_formalise = open
            && Edge::Formalise.leads(point.state, point.resumes).is_some()
            && policy::allows(viewer, &point.step(Edge::Formalise, helping));
        let steps = if open { point.steps_of(viewer, helping) } else { Vec::new() };
        Ok(Some(Self {
            id: point.id,
            state: point.state,
            severity: point.severity,
            unconfirmed: point.state == State::Resolved && point.confirmed == Some(false),
            since: visit.when(point.since),
            reported: visit.when(point.reported_at),
            lead: point.lead.and_then(|lead| people.named(lead)),
            helpers: helpers.iter().filter_map(|member| people.named(*member)).collect(),
            reporter,
            told: Told {
                begun: typography::spaces(&told.begun),
                tried: typography::spaces(&told.tried),
                impacts: told.impacts.clone(),
                reach: told.reach,
                size: typography::spaces(&told.size),
                tools: typography::spaces(&told.tools),
                any: !told.is_empty(),
            },
            duplicate_of: point.duplicate_of.and_then(|other| others.get(&other).cloned()),
            joined: followers.iter().any(|one| Some(one.member) == viewer.member),
            may_join: open && !oneself && !over && policy::allows(viewer, &Act::JoinPointDur(point.theme)),
            may_complete: open && policy::allows(viewer, &Act::CompletePointDur(point.reporter)),
            room: room.map(|room| format!("/fils/{room}")),
            may_open_room: open && point.room.is_none() && may_open_room,
            sheets,
            may_formalise,
            steps: steps.into_iter().filter_map(|edge| step_link(&point, edge)).collect(),
            timeline: taken.iter().map(|step| step_view(visit, &point, step, &people, (&others, &asked))).collect(),
            followers: followers.iter().map(|one| follower_view(visit, one)).collect(),
            work,
        }))
    }
}

fn step_link(point: &PointDur, edge: Edge) -> Option<StepLink> {
    Some(StepLink { edge, address: format!("/points-durs/{}/{}", point.id, edge.address()?) })
}

fn follower_view(visit: &Visit<'_>, one: &Follower) -> FollowerView {
    let named =
        Named { address: crate::members::address(one.member), name: format!("{} {}", one.given_name, one.family_name) };
    FollowerView {
        named: (!one.stays_unknown()).then_some(named),
        context: typography::spaces(&one.context),
        since: visit.when(one.since),
    }
}

/// Whether naming who took a step would name a reporter who stays unknown.
fn is_masked(point: &PointDur, step: &Taken) -> bool {
    point.anonymous && step.edge.is_the_reporters() && step.actor == Some(point.reporter)
}

fn step_view(
    visit: &Visit<'_>,
    point: &PointDur,
    step: &Taken,
    people: &People,
    (others, bodies): (&BTreeMap<PointDurId, Other>, &Bodies),
) -> StepView {
    let unknown = is_masked(point, step);
    let object = step.object.filter(|_| step.edge.rule().asks.object != Object::Nothing);
    let of = |kind: Object| object.filter(|_| step.edge.rule().asks.object == kind);
    StepView {
        edge: step.edge,
        from: step.from,
        to: step.to,
        when: visit.when(step.at),
        by: step.actor.filter(|_| !unknown).and_then(|actor| people.named(actor)),
        unknown,
        reason: typography::spaces(&step.reason),
        expert: of(Object::Expert).and_then(|id| people.named(MemberId(id))),
        other: of(Object::PointDur).and_then(|id| others.get(&PointDurId(id)).cloned()),
        post: of(Object::Post).map(|id| format!("/messages/{}", crate::db::ids::to_base32(id))),
        referral: of(Object::Referral).and_then(|id| bodies.get(&ReferralId(id)).cloned()),
    }
}

fn people_of(
    visit: &mut Visit<'_>,
    point: &PointDur,
    taken: &[Taken],
    helpers: &[MemberId],
) -> Result<People, Refusal> {
    let mut wanted: Vec<MemberId> = vec![point.reporter];
    wanted.extend(point.lead);
    wanted.extend(helpers);
    wanted.extend(taken.iter().filter_map(|step| step.actor));
    let experts = taken.iter().filter(|step| step.edge.rule().asks.object == Object::Expert);
    wanted.extend(experts.filter_map(|step| step.object).map(MemberId));
    wanted.sort_unstable();
    wanted.dedup();
    Ok(People(people::names(visit.db, &wanted)?))
}

/// The other points durs that the page names, with what the reader may know of them.
fn others(visit: &mut Visit<'_>, point: &PointDur, taken: &[Taken]) -> Result<BTreeMap<PointDurId, Other>, Refusal> {
    let named = taken.iter().filter(|step| step.edge.rule().asks.object == Object::PointDur);
    let mut wanted: Vec<PointDurId> = named.filter_map(|step| step.object).map(PointDurId).collect();
    wanted.extend(point.duplicate_of);
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<ThreadId> = wanted.iter().map(|id| ThreadId(id.0)).collect();
    let titles: BTreeMap<ThreadId, String> = threads::titles(visit.db, &visit.viewer, &ids)?.into_iter().collect();
    let sentences = visit.sentences();
    let link = |id: PointDurId| {
        let thread = ThreadId(id.0);
        titles.get(&thread).map(|title| (super::address(thread, title), threads::titled(sentences, title)))
    };
    Ok(wanted.into_iter().map(|id| (id, Other { id, link: link(id) })).collect())
}

/// The bodies asked, by referral: with its address for those who refer.
type Bodies = BTreeMap<ReferralId, (Option<String>, String)>;

fn bodies(visit: &mut Visit<'_>, point: &PointDur, taken: &[Taken]) -> Result<Bodies, Refusal> {
    if taken.iter().all(|step| step.edge.rule().asks.object != Object::Referral) {
        return Ok(Bodies::new());
    }
    let follows = policy::allows(&visit.viewer, &point.step(Edge::Refer, false));
    let link = |id| follows.then(|| referrals::address(point.id, id));
    let asked = referrals::bodies_asked(visit.db, point.id)?;
    Ok(asked.into_iter().map(|(id, body)| (id, (link(id), typography::spaces(&body)))).collect())
}

/// What a form about a point dur shows of it.
#[derive(Serialize)]
pub struct Head {
    id: PointDurId,
    title: String,
    address: String,
    state: State,
    theme: String,
    theme_slug: String,
}

impl Head {
    /// Of a visible point dur.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, point: &PointDur) -> Result<Self, Refusal> {
        let theme = crate::themes::by_id(visit.db, point.theme)?;
        Ok(Self {
            id: point.id,
            title: threads::titled(visit.sentences(), &point.title),
            address: point.address(),
            state: point.state,
            theme: theme.name,
            theme_slug: theme.slug,
        })
    }
}

/// Whether a person takes a step now by its form.
///
/// # Errors
/// `Refusal::Forbidden` when it is not theirs, wherever the point dur stands.
pub fn may_take(visit: &mut Visit<'_>, point: &PointDur, edge: Edge) -> Result<bool, Refusal> {
    let helping = helps(visit.db, &visit.viewer, point.id)?;
    policy::require(&visit.viewer, &point.step(edge, helping))?;
    Ok(point.steps_of(&visit.viewer, helping).contains(&edge))
}
