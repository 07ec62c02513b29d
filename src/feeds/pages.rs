//! The feeds, and the page that gives their addresses.

use actix_web::HttpResponse;
use actix_web::web::Path;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::store::{About, Entry, entries};
use crate::db::ids::{PostId, ThreadId};
use crate::limits;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::search::{self, Filters, Order, Question};
use crate::sentences::Sentence;
use crate::text::markdown::{SafeHtml, Shown};
use crate::threads::links::Links;
use crate::web::{Button, Desk, Done, Page, Posted, Visit};
use crate::{themes, threads};

/// Characters of a question in an address.
const LONGEST: usize = 200;

#[derive(Serialize)]
struct FeedView {
    base_url: String,
    title: String,
    own: String,
    page: String,
    updated: String,
    entries: Vec<EntryView>,
}

#[derive(Serialize)]
struct EntryView {
    title: String,
    address: String,
    published: String,
    updated: String,
    author: String,
    theme: String,
    html: Shown,
}

/// GET /flux/{token}/tout
pub async fn everything(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let viewer = reader(visit, &token)?;
        feed(visit, &viewer, &About::Everything, visit.sentences().tell(&"feeds-everything".into()), "/fils")
    })
    .await
}

/// GET /flux/{token}/themes/{slug}
pub async fn theme(desk: Desk, path: Path<(String, String)>) -> HttpResponse {
    desk.show(move |visit| {
        let (token, slug) = path.into_inner();
        let viewer = reader(visit, &token)?;
        let theme = themes::by_slug(visit.db, &slug)?;
        if viewer.level(theme.id).is_none() {
            return Err(Refusal::NotFound);
        }
        feed(visit, &viewer, &About::Theme(theme.id), theme.name.clone(), &themes::address(&theme.slug))
    })
    .await
}

/// GET /flux/{token}/fils/{thread}
pub async fn thread(desk: Desk, path: Path<(String, String)>) -> HttpResponse {
    desk.show(move |visit| {
        let (token, id) = path.into_inner();
        let viewer = reader(visit, &token)?;
        let (thread, _) = threads::visible(visit.db, &viewer, id.parse::<ThreadId>()?)?;
        if thread.is_private() {
            return Err(Refusal::NotFound);
        }
        feed(
            visit,
            &viewer,
            &About::Thread(thread.id),
            threads::titled(visit.sentences(), &thread.title),
            &thread.address(),
        )
    })
    .await
}

/// GET /flux/{token}/recherche (`?q=`)
pub async fn question(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let viewer = reader(visit, &token)?;
        let asked: String = visit.ask.param("q").chars().take(LONGEST).collect();
        let found = search::find(visit.db, &viewer, &Question::read(&asked), &Filters::default(), Order::Date)?;
        let posts: Vec<PostId> = found.hits.iter().map(|hit| hit.post).collect();
        let title = visit.sentences().tell(&Sentence::new("feeds-question").text("q", &asked));
        let page = format!("/recherche?q={}&sort=date", utf8_percent_encode(&asked, NON_ALPHANUMERIC));
        feed(visit, &viewer, &About::Posts(posts), title, &page)
    })
    .await
}

fn reader(visit: &mut Visit<'_>, token: &str) -> Result<Viewer, Refusal> {
    visit.spend(&limits::FEEDS)?;
    super::reader(visit.db, &visit.app.key, token, visit.now)
}

fn feed(visit: &mut Visit<'_>, viewer: &Viewer, about: &About, title: String, page: &str) -> Result<Page, Refusal> {
    let found = entries(visit.db, viewer, about)?;
    let base_url = visit.app.base_url.clone();
    let latest = found.iter().map(|entry| entry.edited_at.unwrap_or(entry.created_at)).max();
    let entries = found.into_iter().map(|entry| entry_view(visit, entry)).collect();
    let view = FeedView {
        title,
        own: format!("{base_url}{}", visit.ask.path_and_query),
        page: format!("{base_url}{page}"),
        updated: latest.unwrap_or(visit.now).instant().to_string(),
        entries: linked(visit, viewer, entries)?,
        base_url,
    };
    Ok(Page::of("feeds/feed.xml", &view).typed("application/atom+xml; charset=utf-8").without_referrer())
}

/// What entries lead to is told as the feed's reader may know it.
fn linked(visit: &mut Visit<'_>, viewer: &Viewer, entries: Vec<EntryView>) -> Result<Vec<EntryView>, Refusal> {
    let place = (visit.app.base_url.as_str(), visit.app.sentences(visit.language()));
    let links = Links::read_by(visit.db, viewer, place, entries.iter().map(|entry| &entry.html))?;
    Ok(entries.into_iter().map(|entry| EntryView { html: links.shown(entry.html), ..entry }).collect())
}

fn entry_view(visit: &Visit<'_>, entry: Entry) -> EntryView {
    EntryView {
        title: threads::titled(visit.sentences(), &entry.title),
        address: format!("{}/messages/{}", visit.app.base_url, entry.post),
        published: entry.created_at.instant().to_string(),
        updated: entry.edited_at.unwrap_or(entry.created_at).instant().to_string(),
        author: format!("{} {}", entry.author.0, entry.author.1),
        theme: entry.theme,
        html: SafeHtml::stored(entry.html).shown(&format!("m{}", entry.number), visit.sentences()),
    }
}

#[derive(Serialize)]
struct AddressesView {
    everything: String,
    themes: Vec<(String, String)>,
    /// What was asked for in particular: its name and its address.
    chosen: Option<(String, String)>,
}

/// GET /reglages/flux (`?fil=`, `?q=`): the addresses of one's feeds.
pub async fn addresses(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let member = visit.me()?.id;
        let token = super::token(visit.db, &visit.app.key, member)?;
        let address = |end: &str| format!("{}/flux/{token}/{end}", visit.app.base_url);
        let (everything, of_theme) = (address("tout"), |slug: &str| address(&format!("themes/{slug}")));
        let mine = themes::all(visit.db, false)?.into_iter().filter(|theme| visit.viewer.level(theme.id).is_some());
        let themes = mine.map(|theme| (theme.name.clone(), of_theme(&theme.slug))).collect();
        let chosen = chosen(visit, &token)?;
        Ok(Page::of("feeds/addresses.html", &AddressesView { everything, themes, chosen }))
    })
    .await
}

fn chosen(visit: &mut Visit<'_>, token: &str) -> Result<Option<(String, String)>, Refusal> {
    let base = format!("{}/flux/{token}", visit.app.base_url);
    let (id, q) = (visit.ask.param("fil"), visit.ask.param("q"));
    if !id.is_empty() {
        let (thread, _) = threads::visible(visit.db, &visit.viewer, id.parse::<ThreadId>()?)?;
        if thread.is_private() {
            return Err(Refusal::NotFound);
        }
        return Ok(Some((threads::titled(visit.sentences(), &thread.title), format!("{base}/fils/{}", thread.id))));
    }
    if q.is_empty() {
        return Ok(None);
    }
    let q: String = q.chars().take(LONGEST).collect();
    Ok(Some((q.clone(), format!("{base}/recherche?q={}", utf8_percent_encode(&q, NON_ALPHANUMERIC)))))
}

/// POST /reglages/flux/renouvellement: the addresses given before lead nowhere any more.
pub async fn take_back(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        let member = acting.me()?.id;
        super::take_back(acting.tx, member)?;
        Ok(Done::at("/reglages/flux").saying("said-feeds-renewed"))
    })
    .await
}
