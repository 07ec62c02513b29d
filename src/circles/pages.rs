//! Pages of circles: who stands where, moving somebody, every move with its reason.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::people::{self, Moved, Page as From, People, Person, Wanted};
use super::views::{Card, Drawn, MoveView, moves};
use super::{Circle, Headcounts, Mandate, Transfer, mandates};
use crate::circles;
use crate::db::ids::{MemberId, MoveId, ThemeId, from_base32};
use crate::members::regions::{self, Region};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::themes::pages::ThemeView;
use crate::themes::{self, Theme};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, field, local_date};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// The form that moves somebody.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MoveForm {
    member: String,
    /// The circle the page showed them in.
    from: String,
    circle: String,
    since: String,
    until: String,
    reason: String,
}

/// A move as asked for, before anybody looked at the theme.
#[derive(Clone, Debug)]
pub struct Asked {
    member: MemberId,
    seen: Option<Circle>,
    to: Option<Circle>,
    mandate: Mandate,
    reason: String,
}

impl Asked {
    fn in_theme(&self, theme: ThemeId) -> Transfer<'_> {
        let Self { member, seen, to, mandate, reason } = self;
        Transfer { member: *member, theme, seen: *seen, to: *to, mandate: *mandate, reason }
    }
}

impl Fields for MoveForm {
    type Parsed = Asked;
    fn parse(&self) -> Result<Asked, Refusal> {
        let mut problems = Problems::default();
        let member = problems.check("member", self.member.parse().map_err(|_| "form-choose-person".into()));
        let to = match (Circle::parse(&self.circle), self.circle.as_str()) {
            (Some(circle), _) => Some(Some(circle)),
            (None, "none") => Some(None),
            (None, _) => {
                problems.add("circle", "form-choose-circle");
                None
            }
        };
        let since = problems.check("since", mandates::start(&self.since));
        let until = problems.check("until", mandates::end(&self.until));
        let reason = problems.check("reason", field(&self.reason, LONGEST_REASON));
        problems.settle()?;
        let (Some(member), Some(to), Some(since), Some(until), Some(reason)) = (member, to, since, until, reason)
        else {
            return Err(Problems::one("form", "form-malformed"));
        };
        Ok(Asked { member, seen: Circle::parse(&self.from), to, mandate: Mandate { since, until }, reason })
    }
}

/// Where the list of a theme's people stands: its filters, as its address says them.
#[derive(Clone, Debug, Serialize)]
struct Query {
    circle: Option<Circle>,
    region: String,
    name: String,
}

impl Query {
    fn of(visit: &Visit<'_>) -> Self {
        let region = visit.ask.param("region");
        Self {
            circle: Circle::parse(&visit.ask.param("cercle")),
            region: if regions::by_slug(&region).is_some() { region } else { String::new() },
            name: visit.ask.param("nom"),
        }
    }

    /// These filters with another circle.
    fn with(&self, circle: Option<Circle>) -> Self {
        Self { circle, ..self.clone() }
    }

    fn address(&self, theme: &str, more: &str) -> String {
        let encoded =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let mut parts = Vec::new();
        if let Some(circle) = self.circle {
            parts.push(format!("cercle={}", circle.word()));
        }
        if !self.region.is_empty() {
            parts.push(format!("region={}", self.region));
        }
        if !self.name.is_empty() {
            parts.push(format!("nom={}", encoded(&self.name)));
        }
        if !more.is_empty() {
            parts.push(more.to_owned());
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("{theme}/cercles{query}")
    }
}

#[derive(Serialize)]
struct Tab {
    circle: Option<Circle>,
    people: i64,
    current: bool,
    address: String,
}

#[derive(Serialize)]
struct Row {
    card: Card,
    region: String,
    place: Place,
    invited_by: Option<Host>,
    may_move: bool,
}

/// Who invited somebody.
#[derive(Serialize)]
struct Host {
    id: MemberId,
    name: String,
}

/// A mandate that is over: which, and its last day.
#[derive(Serialize)]
struct Ended {
    circle: Circle,
    day: String,
}

/// A place in a circle, its dates as people say them.
#[derive(Serialize)]
struct Place {
    circle: Circle,
    since: String,
    /// The last day of a running mandate.
    until: Option<String>,
    /// The mandate before, when it is over.
    ended: Option<Ended>,
    /// The end of a suspension, for animators.
    suspended: Option<String>,
}

#[derive(Serialize)]
struct Moving {
    card: Card,
    place: Place,
    /// Nobody moves themselves.
    oneself: bool,
}

#[derive(Serialize)]
struct CirclesView {
    theme: ThemeView,
    drawn: Drawn,
    query: Query,
    regions: &'static [Region],
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
    moving: Option<Moving>,
    form: Filled<MoveForm>,
    may_invite: bool,
    may_follow: bool,
    moves: Vec<MoveView>,
    earlier: Option<String>,
}

/// GET /themes/{slug}/cercles
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let chosen = visit.ask.param("personne");
        // Where a link proposes to move them; the reason too, to thank somebody whose mandate ends.
        let circle = visit.ask.param("vers");
        let thanked = visit.ask.param("merci") == "1";
        let reason = if thanked { visit.sentences().tell(&"candidates-thanks-reason".into()) } else { String::new() };
        page(visit, &slug, Filled::with(MoveForm { member: chosen, circle, reason, ..MoveForm::default() }))
    })
    .await
}

/// POST /themes/{slug}/cercles
pub async fn transfer(desk: Desk, slug: Path<String>, posted: Posted) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<MoveForm>(
        posted,
        move |acting, asked| {
            let theme = themes::open(acting.tx.db(), &slug)?;
            circles::transfer(acting.tx, acting.viewer, &asked.in_theme(theme.id))?;
            let shown = asked.to.map_or_else(String::new, |circle| format!("?cercle={}", circle.word()));
            Ok(Done::at(format!("{}/cercles{shown}", themes::address(&theme.slug))).saying("said-moved"))
        },
        move |visit, form| page(visit, &again, form),
    )
    .await
}

fn page(visit: &mut Visit<'_>, slug: &str, form: Filled<MoveForm>) -> Result<Page, Refusal> {
    let theme = themes::named(visit.db, slug)?;
    policy::require(&visit.viewer, &Act::SeeCircles(theme.id)).map_err(outside)?;
    let may_follow = policy::allows(&visit.viewer, &Act::FollowMoves(theme.id));
    if !form.problems.is_empty() {
        policy::require(&visit.viewer, &Act::FollowMoves(theme.id))?;
    }
    let shown = ThemeView::of(&theme);
    let query = Query::of(visit);
    let counts = circles::headcounts(visit.db, std::slice::from_ref(&theme), visit.now)?;
    let counts = counts.first().copied().unwrap_or_default();
    let listed = listed(visit, theme.id, &query)?;
    let may_move = may_follow && theme.archived_at.is_none();
    let (moves, earlier) = if may_follow { history(visit, &theme)? } else { (Vec::new(), None) };
    let view = CirclesView {
        drawn: Drawn::small(&counts, visit.sentences()),
        tabs: tabs(&counts, &query, &shown.address),
        rows: rows(visit, theme.id, &listed.people, may_move)?,
        previous: listed.previous.map(|first| query.address(&shown.address, &format!("avant={first}"))),
        next: listed.next.map(|last| query.address(&shown.address, &format!("apres={last}"))),
        moving: if may_move { moving(visit, theme.id, &form.typed.member)? } else { None },
        may_invite: theme.archived_at.is_none() && policy::allows(&visit.viewer, &Act::FollowInvitations(theme.id)),
        moves,
        earlier,
        regions: regions::all(),
        theme: shown,
        query,
        form,
        may_follow,
    };
    Ok(Page::of("circles/circles.html", &view))
}

fn tabs(counts: &Headcounts, query: &Query, theme: &str) -> Vec<Tab> {
    let tab = |circle: Option<Circle>| Tab {
        circle,
        people: circle.map_or(counts.people(), |circle| counts.of(circle).people),
        current: query.circle == circle,
        address: query.with(circle).address(theme, ""),
    };
    [None, Some(Circle::Expert), Some(Circle::Peer), Some(Circle::Community)].map(tab).into()
}

/// A page of the moves of a theme, and the address of the page before it in time.
fn history(visit: &mut Visit<'_>, theme: &Theme) -> Result<(Vec<MoveView>, Option<String>), Refusal> {
    let before = from_base32(&visit.ask.param("mouvements")).map(MoveId);
    let (history, more) = people::moves(visit.db, theme.id, before)?;
    let address = |last: &Moved| format!("{}/cercles?mouvements={}#mouvements", themes::address(&theme.slug), last.id);
    let earlier = history.last().filter(|_| more).map(address);
    Ok((moves(visit, &history)?, earlier))
}

/// Who is not in a theme is told that its people are seen from inside.
pub(crate) fn outside(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Forbidden(_) => Refusal::Forbidden("refusal-theme-members-only"),
        other => other,
    }
}

fn listed(visit: &mut Visit<'_>, theme: ThemeId, query: &Query) -> Result<People, Refusal> {
    let person = |name: &str| from_base32(&visit.ask.param(name)).map(MemberId);
    let page = match (person("apres"), person("avant")) {
        (Some(last), _) => From::After(last),
        (None, Some(first)) => From::Before(first),
        (None, None) => From::First,
    };
    let wanted = Wanted {
        circle: query.circle,
        region: Some(query.region.as_str()).filter(|region| !region.is_empty()),
        name: &query.name,
        page,
        ..Wanted::everybody(theme, visit.now)
    };
    people::people(visit.db, &wanted)
}

fn rows(visit: &mut Visit<'_>, theme: ThemeId, listed: &[Person], may_move: bool) -> Result<Vec<Row>, Refusal> {
    let hosts: Vec<MemberId> = listed.iter().filter_map(|person| person.invited_by).collect();
    let names = people::names(visit.db, &hosts)?;
    let follows = policy::allows(&visit.viewer, &Act::FollowMoves(theme));
    let row = |person: &Person| {
        let host = |id: MemberId| names.get(&id).map(|name| Host { id, name: name.clone() });
        let act = Act::MoveBetweenCircles { theme, moved: person.id };
        Row {
            card: Card::of(person),
            region: regions::name_of(&person.region),
            place: place(visit, person, follows),
            invited_by: person.invited_by.and_then(host),
            may_move: may_move && policy::allows(&visit.viewer, &act),
        }
    };
    Ok(listed.iter().map(row).collect())
}

fn place(visit: &Visit<'_>, person: &Person, follows: bool) -> Place {
    let held = person.held;
    let said = |moment| local_date(moment, &mandates::zone(), visit.sentences());
    let last_day = held.until.map(|end| said(end.plus_seconds(-1)));
    let running = held.circle == person.circle;
    Place {
        circle: person.circle,
        since: said(if running { held.since } else { held.until.unwrap_or(held.since) }),
        until: last_day.clone().filter(|_| running),
        ended: last_day.filter(|_| !running).map(|day| Ended { circle: held.circle, day }),
        suspended: held.suspended_until.filter(|_| follows && held.suspended_at(visit.now)).map(said),
    }
}

fn moving(visit: &mut Visit<'_>, theme: ThemeId, chosen: &str) -> Result<Option<Moving>, Refusal> {
    let Ok(member) = chosen.parse::<MemberId>() else { return Ok(None) };
    let person = people::person(visit.db, theme, member, visit.now)?.ok_or(Refusal::NotFound)?;
    let place = place(visit, &person, true);
    Ok(Some(Moving { card: Card::of(&person), place, oneself: visit.viewer.member == Some(member) }))
}
