//! `/console/sante`: how a theme is doing, in charts; all the themes one answers for, in a table.

use actix_web::HttpResponse;
use serde::Serialize;

use super::periods::{self, Period, ROLLING};
use super::views::{self, ChartView, Line, RegionLine};
use super::{Age, Figure, store};
use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, ThemeId};
use crate::points_durs::calls;
use crate::points_durs::calls::candidates as experts;
use crate::points_durs::lists::Group;
use crate::points_durs::machine::State;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::themes::{self, Theme};
use crate::web::{Desk, Page, Visit, When};

/// Meetings a circle is expected to hold a year, unless its animators said otherwise: experts each month, peers twice,
/// the community once.
const USUAL: [(Circle, i32); 3] = [(Circle::Expert, 12), (Circle::Peer, 2), (Circle::Community, 1)];

/// A theme among those one answers for.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeTab {
    slug: String,
    name: String,
    address: String,
    current: bool,
}

impl ThemeTab {
    /// The themes, the one that is shown marked.
    pub fn all(themes: &[Theme], current: &str, page: &str) -> Vec<Self> {
        let tab = |theme: &Theme| Self {
            slug: theme.slug.clone(),
            name: theme.name.clone(),
            address: format!("{page}?theme={}", theme.slug),
            current: theme.slug == current,
        };
        themes.iter().map(tab).collect()
    }
}

/// The themes where the reader may do something of the console.
///
/// # Errors
/// `SignInFirst`; `NotFound` when there is none: what they may not see does not exist.
pub fn desk_themes(visit: &mut Visit<'_>, act: fn(ThemeId) -> Act<'static>) -> Result<Vec<Theme>, Refusal> {
    visit.viewer.id()?;
    let mut found = themes::all(visit.db, false)?;
    found.retain(|theme| policy::allows(&visit.viewer, &act(theme.id)));
    if found.is_empty() { Err(Refusal::NotFound) } else { Ok(found) }
}

/// The theme asked for (`?theme=`), the first when none is.
///
/// # Errors
/// `NotFound` for another theme.
pub fn chosen(visit: &Visit<'_>, themes: &[Theme]) -> Result<Theme, Refusal> {
    let asked = visit.ask.param("theme");
    let found = themes.iter().find(|theme| asked.is_empty() || theme.slug == asked);
    found.cloned().ok_or(Refusal::NotFound)
}

#[derive(Serialize)]
struct AllView {
    lines: Vec<Summary>,
    counted: Option<When>,
}

#[derive(Serialize)]
struct Summary {
    name: String,
    address: String,
    people: i64,
    experts: i64,
    peers: i64,
    cells: Vec<String>,
}

#[derive(Serialize)]
struct View {
    themes: Vec<ThemeTab>,
    theme: String,
    theme_name: String,
    periods: Vec<(i64, String, bool)>,
    counted: Option<When>,
    circles: Vec<CircleLine>,
    taking_part: Vec<ChartView>,
    answering: Vec<ChartView>,
    ages: Vec<Age>,
    points: Vec<PointLine>,
    points_old: i64,
    experts: Vec<ExpertLine>,
    /// Experts who have nothing in hand.
    free: usize,
    regions: Vec<RegionLine>,
    headings: Vec<Figure>,
    months: Vec<Line>,
    export: String,
}

#[derive(Serialize)]
struct CircleLine {
    circle: Circle,
    people: i64,
    target: i64,
    /// How full, out of 100; nothing without a target.
    fill: Option<i64>,
    expected: i32,
    held: i64,
    /// Whether fewer were held in a year than expected.
    late: bool,
}

#[derive(Serialize)]
struct PointLine {
    state: State,
    counts: Vec<i64>,
    total: i64,
}

#[derive(Serialize)]
struct ExpertLine {
    id: MemberId,
    name: String,
    leads: i64,
    calls: i64,
}

/// GET /console/sante (`?theme=`, `?periode=` 3, 6 or 12 months)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let themes = desk_themes(visit, Act::SeeHealth)?;
        if themes.len() > 1 && visit.ask.param("theme").is_empty() {
            return all(visit, &themes);
        }
        let theme = chosen(visit, &themes)?;
        one(visit, &themes, theme)
    })
    .await
}

/// The figures of several themes side by side, of the last three months.
fn all(visit: &mut Visit<'_>, themes: &[Theme]) -> Result<Page, Refusal> {
    const PERIOD: &str = "r3";
    let ids: Vec<ThemeId> = themes.iter().map(|theme| theme.id).collect();
    let month = Period::months(visit.now).pop().map(|month| month.key).unwrap_or_default();
    let of = store::of_themes(visit.db, &ids, &[PERIOD, &month])?;
    let told = [Figure::Read, Figure::Wrote, Figure::Came, Figure::Unanswered, Figure::AnswerHalf, Figure::Reused];
    let line = |theme: &Theme| {
        let figures = of.get(&theme.id).cloned().unwrap_or_default();
        let circle = |figure| figures.get(&month, figure).map_or(0, |counted| counted.value);
        let (experts, peers) = (circle(Figure::CircleExpert), circle(Figure::CirclePeer));
        Summary {
            name: theme.name.clone(),
            address: format!("/console/sante?theme={}", theme.slug),
            people: experts + peers + circle(Figure::CircleCommunity),
            experts,
            peers,
            cells: told.iter().map(|figure| views::cell(&figures, PERIOD, *figure, visit.sentences())).collect(),
        }
    };
    let lines = themes.iter().map(line).collect();
    let view = AllView { lines, counted: super::counted_at(visit.db)?.map(|at| visit.when(at)) };
    Ok(Page::of("health/all.html", &view))
}

fn one(visit: &mut Visit<'_>, themes: &[Theme], theme: Theme) -> Result<Page, Refusal> {
    let asked: i64 = visit.ask.param("periode").parse().unwrap_or(12);
    let back = if ROLLING.contains(&asked) { asked } else { 12 };
    let figures = super::of_theme(visit.db, theme.id)?;
    let mut months = Period::months(visit.now);
    months.drain(..periods::MONTHS.saturating_sub(usize::try_from(back).unwrap_or(0) + 1));
    let keys: Vec<String> = months.into_iter().map(|month| month.key).collect();
    let sentences = visit.sentences();
    let taking_part = [Figure::Read, Figure::Wrote, Figure::Came, Figure::Returned, Figure::Digest, Figure::Reused];
    let answering = [Figure::AnswerHalf, Figure::SolvedHalf, Figure::Unanswered];
    let chart = |figure: &Figure| ChartView::of(&figures, *figure, &keys, sentences);
    let (taking_part, answering) = (taking_part.iter().map(chart).collect(), answering.iter().map(chart).collect());
    let points: Vec<PointLine> = Group::Open.states().iter().map(|state| point_line(&figures, *state)).collect();
    let regions = store::of_regions(visit.db, theme.id, &format!("r{back}"))?;
    let address = |months: i64| format!("/console/sante?theme={}&periode={months}", theme.slug);
    let lines = expert_lines(visit, theme.id)?;
    let view = View {
        periods: ROLLING.iter().map(|months| (*months, address(*months), *months == back)).collect(),
        circles: circle_lines(visit, &theme, &figures)?,
        free: lines.iter().filter(|line| line.leads + line.calls == 0).count(),
        experts: lines.into_iter().filter(|line| line.leads + line.calls > 0).collect(),
        points_old: points.iter().filter_map(|line| line.counts.last()).sum(),
        ages: Age::ALL.to_vec(),
        regions: views::region_lines(&regions, &format!("r{back}"), visit.sentences()),
        headings: views::TABLE.to_vec(),
        months: views::month_lines(&figures, &keys, visit.sentences()),
        counted: super::counted_at(visit.db)?.map(|at| visit.when(at)),
        export: format!("/console/sante.csv?theme={}", theme.slug),
        themes: ThemeTab::all(themes, &theme.slug, "/console/sante"),
        theme: theme.slug,
        theme_name: theme.name,
        taking_part,
        answering,
        points,
    };
    Ok(Page::of("health/theme.html", &view))
}

fn point_line(figures: &super::Figures, state: State) -> PointLine {
    let counts: Vec<i64> = Age::ALL.iter().map(|age| figures.points(state, *age)).collect();
    PointLine { state, total: counts.iter().sum(), counts }
}

/// Each circle against its target, and the meetings it held in the past twelve months against those expected.
fn circle_lines(visit: &mut Visit<'_>, theme: &Theme, figures: &super::Figures) -> Result<Vec<CircleLine>, Refusal> {
    let rhythms = store::rhythms(visit.db, theme.id)?;
    let month = Period::months(visit.now).pop().map(|month| month.key).unwrap_or_default();
    let line = |(circle, usual): &(Circle, i32)| {
        let (size, held) = match circle {
            Circle::Community => (Figure::CircleCommunity, Figure::HeldCommunity),
            Circle::Peer => (Figure::CirclePeer, Figure::HeldPeer),
            Circle::Expert => (Figure::CircleExpert, Figure::HeldExpert),
        };
        let size = figures.get(&month, size).unwrap_or_default();
        let held = figures.get("r12", held).map_or(0, |counted| counted.value);
        let expected = rhythms.iter().find(|(known, _)| known == circle).map_or(*usual, |(_, per_year)| *per_year);
        CircleLine {
            circle: *circle,
            people: size.value,
            target: size.total,
            fill: (size.total > 0).then(|| (100 * size.value / size.total).min(100)),
            expected,
            held,
            late: held < i64::from(expected),
        }
    };
    Ok(USUAL.iter().map(line).collect())
}

/// What each expert has in hand, as far as the reader sees it.
fn expert_lines(visit: &mut Visit<'_>, theme: ThemeId) -> Result<Vec<ExpertLine>, Refusal> {
    let ids = experts::experts(visit.db, theme, visit.now)?;
    let loads = calls::loads(visit.db, &visit.viewer, &ids)?;
    let names = people::names(visit.db, &ids)?;
    let line = |id: &MemberId| {
        let load = loads.get(id).copied().unwrap_or_default();
        ExpertLine { id: *id, name: names.get(id).cloned().unwrap_or_default(), leads: load.leads, calls: load.calls }
    };
    let mut lines: Vec<ExpertLine> = ids.iter().map(line).collect();
    lines.sort_by(|a, b| (b.leads + b.calls).cmp(&(a.leads + a.calls)).then_with(|| a.name.cmp(&b.name)));
    Ok(lines)
}
