//! Pages of a theme in the regions: who relays it where, and where nobody does yet.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::pages::ThemeView;
use super::{Theme, named};
use crate::circles::people::{self, InRegion, Page as From, Wanted};
use crate::circles::views::Card;
use crate::circles::{Circle, pages::outside};
use crate::db::ids::{MemberId, from_base32};
use crate::members::regions::{self, Region};
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::threads::lists::{self, Filter, RowView, Wanted as WantedThreads};
use crate::web::{Desk, Page, Visit};

/// Newcomers are to be welcomed for this long, in seconds.
const NEW_FOR: i64 = 30 * 86_400;
/// Threads shown of a region.
const THREADS: i64 = 10;

/// A region, and who stands there.
#[derive(Serialize)]
struct Line {
    slug: &'static str,
    name: &'static str,
    overseas: bool,
    /// Whether it is a region, or else an overseas collectivity, where a peer is not expected.
    region: bool,
    peers: i64,
    experts: i64,
    community: i64,
    people: i64,
    /// Whether it is the reader's.
    own: bool,
}

#[derive(Serialize)]
struct RegionsView {
    theme: ThemeView,
    lines: Vec<Line>,
    /// Regions that have a peer, out of how many, and the names of those that have none.
    covered: usize,
    regions: usize,
    gaps: String,
}

/// GET /themes/{slug}/regions
pub async fn index(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let theme = theme(visit, &slug)?;
        let lines = lines(visit, &theme)?;
        let regions = lines.iter().filter(|line| line.region).count();
        let gaps: Vec<&str> =
            lines.iter().filter(|line| line.region && line.peers == 0).map(|line| line.name).collect();
        let view = RegionsView {
            theme: ThemeView::of(&theme),
            covered: regions - gaps.len(),
            regions,
            gaps: gaps.join(", "),
            lines,
        };
        Ok(Page::of("themes/regions.html", &view))
    })
    .await
}

#[derive(Serialize)]
struct RegionView {
    theme: ThemeView,
    slug: &'static str,
    name: &'static str,
    own: bool,
    may_invite: bool,
    peers: i64,
    people: i64,
    establishments: i64,
    /// The time it is there.
    hour: String,
    minute: String,
    contacts: Vec<Card>,
    newcomers: Vec<Card>,
    members: Vec<Card>,
    previous: Option<MemberId>,
    next: Option<MemberId>,
    recent: Vec<RowView>,
    unanswered: Vec<RowView>,
    others: Vec<Line>,
}

/// GET /themes/{slug}/regions/{region}
pub async fn show(desk: Desk, path: Path<(String, String)>) -> HttpResponse {
    desk.show(move |visit| {
        let (slug, region) = path.as_ref();
        let theme = theme(visit, slug)?;
        let region = regions::by_slug(region).ok_or(Refusal::NotFound)?;
        page(visit, &theme, region)
    })
    .await
}

fn page(visit: &mut Visit<'_>, theme: &Theme, region: &'static Region) -> Result<Page, Refusal> {
    let there = Wanted { region: Some(&region.slug), ..Wanted::everybody(theme.id, visit.now) };
    let contacts = people::people(visit.db, &Wanted { circle: Some(Circle::Peer), ..there })?;
    let newcomers = newcomers(visit, theme, &there)?;
    let members = people::people(visit.db, &Wanted { page: from(visit), ..there })?;
    let establishments = people::establishments_in(visit.db, theme.id, &region.slug)?;
    let recent = threads(visit, theme, region, Filter::Latest)?;
    let unanswered = threads(visit, theme, region, Filter::Unanswered)?;
    let lines = lines(visit, theme)?;
    let line = lines.iter().find(|line| line.slug == region.slug);
    let zone = jiff::tz::TimeZone::get(regions::usual_zone(&region.slug)).unwrap_or(jiff::tz::TimeZone::UTC);
    let clock = visit.now.instant().to_zoned(zone);
    let invite = Act::Invite { theme: theme.id, circle: Circle::Community, region: &region.slug };
    let view = RegionView {
        may_invite: theme.archived_at.is_none() && policy::allows(&visit.viewer, &invite),
        theme: ThemeView::of(theme),
        slug: &region.slug,
        name: &region.name,
        own: visit.viewer.region == region.slug,
        peers: line.map_or(0, |line| line.peers),
        people: line.map_or(0, |line| line.people),
        establishments,
        hour: clock.hour().to_string(),
        minute: format!("{:02}", clock.minute()),
        contacts: contacts.people.iter().map(Card::of).collect(),
        newcomers,
        members: members.people.iter().map(Card::of).collect(),
        previous: members.previous,
        next: members.next,
        recent,
        unanswered,
        others: lines,
    };
    Ok(Page::of("themes/region.html", &view))
}

/// The theme, for those who see its people.
fn theme(visit: &mut Visit<'_>, slug: &str) -> Result<Theme, Refusal> {
    let theme = named(visit.db, slug)?;
    policy::require(&visit.viewer, &Act::SeeCircles(theme.id)).map_err(outside)?;
    Ok(theme)
}

fn from(visit: &Visit<'_>) -> From {
    let person = |name: &str| from_base32(&visit.ask.param(name)).map(MemberId);
    match (person("apres"), person("avant")) {
        (Some(last), _) => From::After(last),
        (None, Some(first)) => From::Before(first),
        (None, None) => From::First,
    }
}

/// Those a peer welcomes: who came into the community lately.
fn newcomers(visit: &mut Visit<'_>, theme: &Theme, there: &Wanted<'_>) -> Result<Vec<Card>, Refusal> {
    if !policy::allows(&visit.viewer, &Act::WelcomeNewcomers(theme.id)) {
        return Ok(Vec::new());
    }
    let since = Some(visit.now.plus_seconds(-NEW_FOR));
    let new = people::people(visit.db, &Wanted { circle: Some(Circle::Community), since, ..*there })?;
    Ok(new.people.iter().filter(|person| person.arrived).take(10).map(Card::of).collect())
}

/// Threads opened by people of the region, among those the reader sees.
fn threads(visit: &mut Visit<'_>, theme: &Theme, region: &Region, filter: Filter) -> Result<Vec<RowView>, Refusal> {
    let wanted = WantedThreads {
        theme: Some(theme.id),
        region: Some(region.slug.clone()),
        filter,
        limit: THREADS,
        ..WantedThreads::default()
    };
    let listed = lists::page(visit.db, &visit.viewer, &wanted)?;
    Ok(lists::views(visit, &listed.rows))
}

/// Every region with its people, in the order of `config/regions.toml`.
fn lines(visit: &mut Visit<'_>, theme: &Theme) -> Result<Vec<Line>, Refusal> {
    let counts = people::by_region(visit.db, theme.id, visit.now)?;
    let own = visit.viewer.region.as_str();
    let line = |region: &'static Region| {
        let InRegion { community, peer, expert } = counts.get(&region.slug).copied().unwrap_or_default();
        Line {
            slug: &region.slug,
            name: &region.name,
            overseas: region.overseas,
            region: region.kind == "region",
            peers: peer,
            experts: expert,
            community,
            people: community + peer + expert,
            own: region.slug == own,
        }
    };
    Ok(regions::all().iter().map(line).collect())
}
