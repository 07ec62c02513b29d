//! GET /recherche, and the threads that resemble a title.

use std::collections::{BTreeMap, HashMap, HashSet};

use actix_web::HttpResponse;
use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::excerpt::{self, Run};
use super::{Filters, Found, Hit, Order, Question, State, spelling, store};
use crate::db::Moment;
use crate::db::ids::{MemberId, PostId, ThemeId};
use crate::limits;
use crate::members::directory::{self, Wanted};
use crate::members::pages::{Card, Choice};
use crate::members::regions;
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::text::fold;
use crate::themes::{self, Theme};
use crate::threads::{self, Kind};
use crate::web::{Ask, Desk, Page, Visit, When};

/// Threads on a page of results.
const PAGE: usize = 20;
/// People shown above them.
const PEOPLE: usize = 4;
/// A question of more words names nobody.
const WORDS_OF_A_NAME: usize = 3;
/// Threads that resemble a title.
const SIMILAR: usize = 5;
/// Characters of a question; the rest of a longer one is left out.
const LONGEST: usize = 2_000;

/// What was asked for, as the page shows it again.
#[derive(Clone, Default, Serialize)]
struct Asked {
    q: String,
    theme: String,
    subtopic: String,
    author: String,
    kind: String,
    state: String,
    region: String,
    establishment: String,
    since: String,
    sort: String,
}

#[derive(Serialize)]
struct View {
    asked: Asked,
    searched: bool,
    filtered: bool,
    themes: Vec<Choice>,
    subtopics: Vec<Choice>,
    kinds: Vec<Kind>,
    states: Vec<State>,
    regions: Vec<Choice>,
    orders: Vec<Link>,
    people: Vec<Card>,
    people_address: String,
    feed: String,
    count: usize,
    more: bool,
    results: Vec<ResultView>,
    pages: Vec<Link>,
    mended: Option<Link>,
    wider: Option<Link>,
    wider_count: usize,
}

/// A link of the page: another order, page or question.
#[derive(Serialize)]
struct Link {
    label: String,
    address: String,
    current: bool,
}

#[derive(Serialize)]
struct ResultView {
    address: String,
    title: Vec<Run>,
    kind: Kind,
    audience: Audience,
    solved: bool,
    set_aside: bool,
    is_solution: bool,
    theme_slug: String,
    theme_name: String,
    excerpt: Vec<Run>,
    author: String,
    author_id: MemberId,
    when: When,
    replies: i32,
}

/// GET /recherche
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(page).await
}

fn page(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let asked = Asked::of(visit.ask);
    let themes = themes::all(visit.db, true)?;
    let theme = themes.iter().find(|theme| theme.slug == asked.theme);
    let subtopics = match theme {
        Some(theme) => themes::subtopics_of(visit.db, &[theme.id])?,
        None => Vec::new(),
    };
    let question = Question::read(&asked.q);
    let mut filters = asked.filters(theme);
    filters.subtopic = subtopics.iter().find(|one| one.slug == asked.subtopic).map(|one| one.id);
    let order = Order::parse(&asked.sort).unwrap_or(Order::Relevance);
    let searched = !question.is_empty();
    if searched {
        visit.spend(&limits::SEARCHES)?;
    }
    let found = super::find(visit.db, &visit.viewer, &question, &filters, order)?;
    let number: usize = visit.ask.param("page").parse().unwrap_or(1).max(1);
    let from = ((number - 1) * PAGE).min(found.hits.len());
    let hits = &found.hits[from..(from + PAGE).min(found.hits.len())];
    let view = View {
        searched,
        filtered: filters != Filters::default(),
        themes: themes.iter().map(|theme| Choice::new(&theme.slug, &theme.name)).collect(),
        subtopics: subtopics.iter().map(|one| Choice::new(&one.slug, &one.name)).collect(),
        kinds: Kind::ALL.to_vec(),
        states: State::ALL.to_vec(),
        regions: regions::all().iter().map(|region| Choice::new(&region.slug, &region.name)).collect(),
        orders: Order::ALL.iter().map(|one| asked.ordered(*one, order)).collect(),
        people: if from == 0 { people(visit, &asked, &filters, &themes)? } else { Vec::new() },
        people_address: format!("/membres?q={}", utf8_percent_encode(&asked.q, NON_ALPHANUMERIC)),
        feed: format!("/reglages/flux?q={}", utf8_percent_encode(&asked.q, NON_ALPHANUMERIC)),
        count: found.hits.len(),
        more: found.more,
        results: results(visit, &question, hits)?,
        pages: asked.pages(number, found.hits.len()),
        mended: mended(visit, &asked, &filters, &found)?,
        wider: None,
        wider_count: 0,
        asked,
    };
    Ok(Page::of("search/search.html", &widened(visit, &question, &found, view)?))
}

/// Without a result, what the same question finds without the filters.
fn widened(visit: &mut Visit<'_>, question: &Question, found: &Found, mut view: View) -> Result<View, Refusal> {
    if found.hits.is_empty() && view.filtered {
        let wide = super::find(visit.db, &visit.viewer, question, &Filters::default(), Order::Relevance)?;
        view.wider_count = wide.hits.len();
        let everywhere = Asked { q: view.asked.q.clone(), ..Asked::default() };
        view.wider = (!wide.hits.is_empty()).then(|| everywhere.link(""));
    }
    Ok(view)
}

/// The question spelt as what was written, if that finds something more.
fn mended(visit: &mut Visit<'_>, asked: &Asked, filters: &Filters, found: &Found) -> Result<Option<Link>, Refusal> {
    let Some(text) = spelling::mended(visit.db, &visit.viewer, &asked.q, &found.unknown)? else { return Ok(None) };
    let again = super::find(visit.db, &visit.viewer, &Question::read(&text), filters, Order::Relevance)?;
    let better = !again.hits.is_empty() && again.unknown.len() < found.unknown.len();
    Ok(better.then(|| Link { label: text.clone(), ..Asked { q: text, ..asked.clone() }.link("") }))
}

/// People whose name, establishment or fields hold a short question; only members look people up.
fn people(visit: &mut Visit<'_>, asked: &Asked, filters: &Filters, themes: &[Theme]) -> Result<Vec<Card>, Refusal> {
    let words = Wanted::words_of(&asked.q);
    if visit.viewer.member.is_none() || *filters != Filters::default() || !(1..=WORDS_OF_A_NAME).contains(&words.len())
    {
        return Ok(Vec::new());
    }
    let wanted = Wanted { words, ..Wanted::everybody(&visit.viewer, visit.now) };
    let names: BTreeMap<ThemeId, &Theme> = themes.iter().map(|theme| (theme.id, theme)).collect();
    let found = directory::search(visit.db, &wanted)?;
    Ok(found.people.into_iter().take(PEOPLE).map(|person| Card::of(person, &names)).collect())
}

fn results(visit: &mut Visit<'_>, question: &Question, hits: &[Hit]) -> Result<Vec<ResultView>, Refusal> {
    let wanted: Vec<PostId> = hits.iter().map(|hit| hit.post).collect();
    let tokens: HashSet<&str> = question.wanted.iter().map(|word| word.token.as_str()).collect();
    let mut shown: HashMap<i64, ResultView> = HashMap::new();
    for row in store::shown(visit.db, &visit.viewer, &wanted)? {
        let (thread, title, kind, audience, posts_count, solution) = row.thread;
        let page = threads::page_of(row.number);
        let shown_title = if title.is_empty() { threads::titled(visit.sentences(), &title) } else { title.clone() };
        let whole = threads::address_by_kind(kind, thread, &title);
        let view = ResultView {
            address: match kind {
                Kind::Sheet | Kind::Meeting if row.number == 1 => whole,
                Kind::Sheet | Kind::Meeting => format!("/messages/{}", row.post),
                _ => format!("{whole}?page={page}#m-{}", row.post),
            },
            title: excerpt::marked(&shown_title, &tokens),
            kind,
            audience,
            solved: row.solved,
            set_aside: row.set_aside,
            is_solution: solution == Some(row.post.0),
            theme_slug: row.theme.0,
            theme_name: row.theme.1,
            excerpt: excerpt::excerpt(&row.source, &tokens),
            author: format!("{} {}", row.author.1, row.author.2),
            author_id: row.author.0,
            when: visit.when(row.created_at),
            replies: posts_count - 1,
        };
        shown.insert(row.post.0, view);
    }
    Ok(hits.iter().filter_map(|hit| shown.remove(&hit.post.0)).collect())
}

impl Asked {
    fn of(ask: &Ask) -> Self {
        Self {
            q: ask.long_param("q", LONGEST),
            theme: ask.param("theme"),
            subtopic: ask.param("subtopic"),
            author: ask.param("author"),
            kind: ask.param("kind"),
            state: ask.param("state"),
            region: ask.param("region"),
            establishment: ask.param("establishment"),
            since: ask.param("since"),
            sort: ask.param("sort"),
        }
    }

    /// Where to look; what cannot be read filters nothing.
    fn filters(&self, theme: Option<&Theme>) -> Filters {
        let since = self.since.parse::<Date>().ok().and_then(|date| {
            let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
            Some(Moment::from(midnight.timestamp()))
        });
        Filters {
            theme: theme.map(|theme| theme.id),
            subtopic: None,
            author: fold(&self.author),
            kind: Kind::parse(&self.kind),
            state: State::parse(&self.state),
            region: regions::by_slug(&self.region).map(|region| region.slug.as_str()),
            establishment: fold(&self.establishment),
            since,
            shared: false,
        }
    }

    fn link(&self, page: &str) -> Link {
        let parts = [
            ("q", &*self.q),
            ("theme", &self.theme),
            ("subtopic", &self.subtopic),
            ("author", &self.author),
            ("kind", &self.kind),
            ("state", &self.state),
            ("region", &self.region),
            ("establishment", &self.establishment),
            ("since", &self.since),
            ("sort", &self.sort),
            ("page", page),
        ];
        let said = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            said.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))).collect();
        Link { label: page.to_owned(), address: format!("/recherche?{}", query.join("&")), current: false }
    }

    fn ordered(&self, order: Order, current: Order) -> Link {
        let asked = Self { sort: order.word().to_owned(), ..self.clone() };
        Link { label: order.word().to_owned(), current: order == current, ..asked.link("") }
    }

    /// Links to the pages of `count` results; none when one holds them all.
    fn pages(&self, current: usize, count: usize) -> Vec<Link> {
        let last = count.div_ceil(PAGE);
        let near = |page: &usize| *page == 1 || *page == last || page.abs_diff(current) <= 2;
        let link = |page: usize| Link { current: page == current, ..self.link(&page.to_string()) };
        if last > 1 { (1..=last).filter(near).map(link).collect() } else { Vec::new() }
    }
}

#[derive(Serialize)]
struct SimilarView {
    title: String,
    search: String,
    results: Vec<ResultView>,
}

/// GET /fils/nouveau/semblables?title=: threads that may answer already, while a title is typed.
pub async fn similar(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        visit.spend(&limits::SIMILAR)?;
        let title = visit.ask.param("title");
        let question = Question::of_title(&title);
        let found = super::find(visit.db, &visit.viewer, &question, &super::shared(), Order::Relevance)?;
        let results = results(visit, &question, &found.hits[..found.hits.len().min(SIMILAR)])?;
        let search = format!("/recherche?q={}", utf8_percent_encode(&title, NON_ALPHANUMERIC));
        Ok(Page::of("search/similar.html", &SimilarView { title, search, results }))
    })
    .await
}
