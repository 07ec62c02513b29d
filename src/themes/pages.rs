//! Pages of themes: the list, a theme seen from inside, its presentation for everybody else.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::{JoinPolicy, Subtopic, Theme, address, store};
use crate::circles::people;
use crate::circles::views::{Card, Drawn};
use crate::circles::{self, Circle, Headcounts, Held, mandates};
use crate::db::ids::{PostId, ThemeId, from_base32};
use crate::members::regions;
use crate::notices::pages::WatchView;
use crate::notices::watching;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::threads::audiences_for;
use crate::threads::lists::{self, Filter, Listed, RowView, Wanted};
use crate::web::{Desk, Page, Visit, local_date};

/// What every page of a theme says of it.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// Its page.
    pub(crate) address: String,
    slug: String,
    name: String,
    presentation: String,
    archived: bool,
}

impl ThemeView {
    /// A theme, as its pages name it.
    pub fn of(theme: &Theme) -> Self {
        Self {
            address: address(&theme.slug),
            slug: theme.slug.clone(),
            name: theme.name.clone(),
            presentation: theme.presentation.clone(),
            archived: theme.archived_at.is_some(),
        }
    }
}

/// How the reader joins a theme they are not in.
#[derive(Clone, Debug, Serialize)]
struct Joining {
    policy: JoinPolicy,
    /// Where to ask; none where people come by invitation only.
    address: Option<String>,
    /// The end of a suspension: nothing to ask before.
    suspended: Option<String>,
}

/// What the reader is in a theme.
#[derive(Clone, Debug, Serialize)]
struct Place {
    circle: Option<Circle>,
    animates: bool,
    /// The last day of the mandate, if it has one.
    mandate: Option<String>,
}

#[derive(Serialize)]
struct Item {
    theme: ThemeView,
    drawn: Drawn,
    /// Posts that are new for the reader.
    new: i64,
    place: Option<Place>,
    join: Option<Joining>,
}

#[derive(Serialize)]
struct IndexView {
    items: Vec<Item>,
    archived: Vec<ThemeView>,
}

/// GET /themes
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        after_the_charter(visit)?;
        let all = store::all(visit.db, true)?;
        let (archived, open): (Vec<Theme>, Vec<Theme>) = all.into_iter().partition(|theme| theme.archived_at.is_some());
        let counts = circles::headcounts(visit.db, &open, visit.now)?;
        let held = held(visit)?;
        let signed_in = visit.me.is_some();
        let new = if signed_in { lists::new_by_theme(visit.db, &visit.viewer, visit.now)? } else { Vec::new() };
        let items = open.iter().zip(&counts).map(|(theme, counts)| item(visit, theme, counts, &held, &new)).collect();
        let archived = archived.iter().filter(|theme| is_inside(visit, theme)).map(ThemeView::of).collect();
        Ok(Page::of("themes/index.html", &IndexView { items, archived }))
    })
    .await
}

fn item(visit: &Visit<'_>, theme: &Theme, counts: &Headcounts, held: &HeldHere, new: &[(ThemeId, i64)]) -> Item {
    let inside = is_inside(visit, theme);
    let new = new.iter().find(|(id, _)| inside && *id == theme.id).map_or(0, |(_, new)| *new);
    Item {
        new,
        theme: ThemeView::of(theme),
        drawn: Drawn::small(counts, visit.sentences()),
        place: inside.then(|| place(visit, theme, held)),
        join: (!inside).then(|| joining(visit, theme, held)),
    }
}

#[derive(Serialize)]
struct SubtopicView {
    slug: String,
    name: String,
}

#[derive(Serialize)]
struct PresentationView {
    theme: ThemeView,
    drawn: Drawn,
    subtopics: Vec<SubtopicView>,
    join: Joining,
    signed_in: bool,
    may_shape: bool,
}

/// The reader's region.
#[derive(Serialize)]
struct OwnRegion {
    slug: String,
    name: String,
    /// Whether a peer is there.
    peer: bool,
}

#[derive(Serialize)]
struct InsideView {
    theme: ThemeView,
    drawn: Drawn,
    place: Place,
    subtopics: Vec<SubtopicView>,
    /// The sub-topic the list is about.
    subtopic: Option<SubtopicView>,
    watch: WatchView,
    filter: Filter,
    filters: &'static [Filter],
    rows: Vec<RowView>,
    /// The threads that stand first.
    pinned: Vec<RowView>,
    /// Where the next page is.
    next: Option<String>,
    /// Everyone in the theme.
    people: i64,
    animators: Vec<Card>,
    region: Option<OwnRegion>,
    /// Regions without a peer.
    gaps: usize,
    may_open: bool,
    may_leave: bool,
    may_invite: bool,
    may_decide: bool,
    may_shape: bool,
    may_announce: bool,
    may_moderate: bool,
    may_write_to_animation: bool,
}

/// GET /themes/{slug}
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        after_the_charter(visit)?;
        let theme = store::by_slug(visit.db, &slug)?;
        if is_inside(visit, &theme) { inside(visit, &theme) } else { presentation(visit, &theme) }
    })
    .await
}

/// What those who are not in a theme see of it: nothing that is written there, nobody's name.
fn presentation(visit: &mut Visit<'_>, theme: &Theme) -> Result<Page, Refusal> {
    let counts = one_theme(visit, theme)?;
    let held = held(visit)?;
    let view = PresentationView {
        theme: ThemeView::of(theme),
        drawn: Drawn::whole(&counts, None, visit.sentences()),
        subtopics: subtopics(visit, theme)?.iter().map(subtopic_view).collect(),
        join: joining(visit, theme, &held),
        signed_in: visit.me.is_some(),
        may_shape: policy::allows(&visit.viewer, &Act::ShapeTheme(theme.id)),
    };
    Ok(Page::of("themes/presentation.html", &view))
}

fn inside(visit: &mut Visit<'_>, theme: &Theme) -> Result<Page, Refusal> {
    let held = held(visit)?;
    let place = place(visit, theme, &held);
    let by_region = people::by_region(visit.db, theme.id, visit.now)?;
    let counts = Headcounts::over_regions(theme, by_region.values());
    let peers = |slug: &str| by_region.get(slug).copied().unwrap_or_default().peer;
    let own = regions::by_slug(&visit.viewer.region);
    let animators = people::animators(visit.db, theme.id)?;
    let subtopic = chosen_subtopic(visit, theme)?;
    let filter = Filter::parse(&visit.ask.param("etat")).unwrap_or(Filter::Latest);
    let mut listed = threads(visit, theme, subtopic.as_ref(), filter)?;
    let pinned = if subtopic.is_none() && filter == Filter::Latest { pinned(visit, theme)? } else { Vec::new() };
    listed.rows.retain(|row| pinned.iter().all(|first| first.id() != row.id()));
    let next = listed.next.map(|before| {
        let about = subtopic.as_ref().map_or_else(String::new, |about| format!("sous-theme={}&", about.slug));
        format!("{}?{about}etat={}&avant={before}", address(&theme.slug), filter.word())
    });
    let watch = watch(visit, theme, subtopic.as_ref())?;
    let view = InsideView {
        watch,
        rows: lists::views(visit, &listed.rows),
        pinned: if visit.ask.param("avant").is_empty() { lists::views(visit, &pinned) } else { Vec::new() },
        next,
        subtopic: subtopic.as_ref().map(subtopic_view),
        filter,
        filters: Filter::ALL,
        people: counts.people(),
        theme: ThemeView::of(theme),
        drawn: Drawn::whole(&counts, place.circle, visit.sentences()),
        subtopics: subtopics(visit, theme)?.iter().map(subtopic_view).collect(),
        animators: animators.iter().map(Card::animating).collect(),
        region: own.map(|own| OwnRegion { slug: own.slug.clone(), name: own.name.clone(), peer: peers(&own.slug) > 0 }),
        gaps: regions::all().iter().filter(|region| region.kind == "region" && peers(&region.slug) == 0).count(),
        may_open: theme.archived_at.is_none() && !audiences_for(&visit.viewer, theme.id).is_empty(),
        may_invite: theme.archived_at.is_none() && policy::allows(&visit.viewer, &Act::FollowInvitations(theme.id)),
        may_decide: policy::allows(&visit.viewer, &Act::DecideRequests(theme.id)),
        may_shape: policy::allows(&visit.viewer, &Act::ShapeTheme(theme.id)),
        may_announce: policy::allows(&visit.viewer, &Act::Announce(theme.id)),
        may_moderate: policy::allows(&visit.viewer, &Act::DecideFlags(theme.id)),
        may_write_to_animation: theme.archived_at.is_none()
            && animators.iter().any(|animator| Some(animator.id) != visit.viewer.member)
            && policy::allows(&visit.viewer, &Act::OpenConversation(theme.id)),
        may_leave: place.circle.is_some() && policy::allows(&visit.viewer, &Act::LeaveTheme(theme.id)),
        place,
    };
    Ok(Page::of("themes/theme.html", &view))
}

/// How closely the reader follows the theme, or the sub-topic they look at.
fn watch(visit: &mut Visit<'_>, theme: &Theme, subtopic: Option<&Subtopic>) -> Result<WatchView, Refusal> {
    let places: Vec<watching::Place> = subtopic
        .map(|subtopic| watching::Place::Subtopic(subtopic.id))
        .into_iter()
        .chain([watching::Place::Theme(theme.id)])
        .collect();
    let chosen = watching::of_member(visit.db, visit.viewer.id()?, &places)?;
    Ok(WatchView {
        action: format!("{}/suivi", address(&theme.slug)),
        subtopic: subtopic.map(|subtopic| subtopic.slug.clone()).unwrap_or_default(),
        level: chosen.first().map_or(watching::Level::Normal, |(_, level)| *level),
        levels: places.first().map(|place| place.levels().to_vec()).unwrap_or_default(),
        feed: None,
    })
}

/// The sub-topic of `?sous-theme=`, even one that was archived since.
fn chosen_subtopic(visit: &mut Visit<'_>, theme: &Theme) -> Result<Option<Subtopic>, Refusal> {
    let slug = visit.ask.param("sous-theme");
    if slug.is_empty() { Ok(None) } else { store::subtopic(visit.db, theme.id, &slug).map(Some) }
}

fn threads(
    visit: &mut Visit<'_>,
    theme: &Theme,
    subtopic: Option<&Subtopic>,
    filter: Filter,
) -> Result<Listed, Refusal> {
    let wanted = Wanted {
        theme: Some(theme.id),
        subtopic: subtopic.map(|subtopic| subtopic.id),
        filter,
        before: from_base32(&visit.ask.param("avant")).map(PostId),
        ..Wanted::default()
    };
    lists::page(visit.db, &visit.viewer, &wanted)
}

/// The threads that stand first in the theme's list.
fn pinned(visit: &mut Visit<'_>, theme: &Theme) -> Result<Vec<lists::Row>, Refusal> {
    let wanted = Wanted { theme: Some(theme.id), pinned_at: Some(visit.now), ..Wanted::default() };
    Ok(lists::page(visit.db, &visit.viewer, &wanted)?.rows)
}

/// Whether the reader sees what is in a theme.
pub(crate) fn is_inside(visit: &Visit<'_>, theme: &Theme) -> bool {
    policy::allows(&visit.viewer, &Act::SeeCircles(theme.id))
}

/// These pages are open to everyone, but a member's own view waits for the charter.
fn after_the_charter(visit: &Visit<'_>) -> Result<(), Refusal> {
    match &visit.me {
        Some(me) if !me.charter_accepted => Err(Refusal::Forbidden("refusal-charter-first")),
        _ => Ok(()),
    }
}

fn one_theme(visit: &mut Visit<'_>, theme: &Theme) -> Result<Headcounts, Refusal> {
    let counts = circles::headcounts(visit.db, std::slice::from_ref(theme), visit.now)?;
    Ok(counts.first().copied().unwrap_or_default())
}

type HeldHere = Vec<(ThemeId, Held)>;

/// What the reader holds, theme by theme.
fn held(visit: &mut Visit<'_>) -> Result<HeldHere, Refusal> {
    visit.viewer.member.map_or_else(|| Ok(Vec::new()), |me| circles::held_by(visit.db, me))
}

fn in_theme(held: &HeldHere, theme: &Theme) -> Option<Held> {
    held.iter().find(|(id, _)| *id == theme.id).map(|(_, held)| *held)
}

fn place(visit: &Visit<'_>, theme: &Theme, held: &HeldHere) -> Place {
    let held = in_theme(held, theme);
    let circle = held.map(|held| held.circle_at(visit.now));
    let running = held.filter(|held| Some(held.circle) == circle).and_then(|held| held.until);
    let mandate = running.map(|end| local_date(end.plus_seconds(-1), &mandates::zone(), visit.sentences()));
    Place { circle, animates: visit.viewer.animates(theme.id), mandate }
}

fn joining(visit: &Visit<'_>, theme: &Theme, held: &HeldHere) -> Joining {
    let suspended = in_theme(held, theme).filter(|held| held.suspended_at(visit.now));
    let suspended = suspended.and_then(|held| held.suspended_until).map(|end| visit.when(end).exact);
    let closed = suspended.is_some() || theme.archived_at.is_some() || theme.join_policy == JoinPolicy::Invitation;
    let address = match visit.me {
        _ if closed => None,
        Some(_) => Some(format!("{}/adhesion", address(&theme.slug))),
        None => Some(format!("/rejoindre?theme={}", theme.slug)),
    };
    Joining { policy: theme.join_policy, address, suspended }
}

fn subtopics(visit: &mut Visit<'_>, theme: &Theme) -> Result<Vec<Subtopic>, Refusal> {
    store::subtopics_of(visit.db, &[theme.id])
}

fn subtopic_view(subtopic: &Subtopic) -> SubtopicView {
    SubtopicView { slug: subtopic.slug.clone(), name: subtopic.name.clone() }
}
