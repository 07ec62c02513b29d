//! Calendars to take away, and the page that gives the address of one's own.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::{Calendar, Event, Reading, Wanted};
use crate::circles::Circle;
use crate::db::ids::MeetingSeriesId;
use crate::limits;
use crate::meetings::pages::meeting_id;
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::text::slug;
use crate::web::{Button, Desk, Done, Page, Posted, Visit};
use crate::{meetings, themes};

const CALENDAR: &str = "text/calendar; charset=utf-8";
/// A feed may be kept for a quarter of an hour, by its reader alone.
const FED: &str = "private, max-age=900";
/// A file is that of this moment.
const FRESH: &str = "private, no-cache";

/// GET /rencontres/{id}/agenda.ics: a meeting to add to a calendar.
pub async fn one(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let id = meeting_id(&part)?;
        let seen = match meetings::visible(visit.db, &visit.viewer, id) {
            Err(Refusal::NotFound) => return meetings::series::pages::file(visit, MeetingSeriesId(id.0)),
            seen => seen?,
        };
        let reading = Reading { base_url: &visit.app.base_url, sentences: visit.app.sentences(visit.language()) };
        let event = super::event_of(visit.db, &visit.viewer, &seen, reading)?.ok_or(Refusal::NotFound)?;
        let calendar = Calendar::of(None, event);
        Ok(file(&calendar, &slug(&seen.meeting.title)))
    })
    .await
}

/// A calendar as a file.
pub(crate) fn file(calendar: &Calendar, name: &str) -> Page {
    Page::bytes(CALENDAR, calendar.written().into_bytes(), Some(format!("{name}.ics"))).kept(FRESH)
}

/// GET /calendrier/{token}.ics (`?theme=`, `?cercle=`)
pub async fn feed(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        visit.spend(&limits::FEEDS)?;
        let viewer = super::reader(visit.db, &visit.app.key, &token, visit.now)?;
        let (wanted, about) = wanted(visit, &viewer)?;
        let reading = Reading { base_url: &visit.app.base_url, sentences: visit.app.sentences(visit.language()) };
        let events: Vec<Event> = super::feed(visit.db, &viewer, wanted, visit.now, reading)?;
        let calendar = Calendar { method: None, name: Some(name(visit, about)), events };
        Ok(Page::bytes(CALENDAR, calendar.written().into_bytes(), None).kept(FED).without_referrer())
    })
    .await
}

/// What the address narrows the feed to, and what the theme is called.
fn wanted(visit: &mut Visit<'_>, viewer: &crate::policy::Viewer) -> Result<(Wanted, Option<String>), Refusal> {
    let (theme, circle) = (visit.ask.param("theme"), visit.ask.param("cercle"));
    let circle = match circle.as_str() {
        "" => None,
        word => Some(Circle::parse(word).ok_or(Refusal::NotFound)?),
    };
    if theme.is_empty() {
        return Ok((Wanted { theme: None, circle }, None));
    }
    let theme = themes::by_slug(visit.db, &theme)?;
    if viewer.level(theme.id).is_none() {
        return Err(Refusal::NotFound);
    }
    Ok((Wanted { theme: Some(theme.id), circle }, Some(theme.name)))
}

fn name(visit: &Visit<'_>, about: Option<String>) -> String {
    let sentence = match about {
        Some(theme) => Sentence::new("calendar-of-theme").text("theme", theme),
        None => "calendar-mine".into(),
    };
    visit.sentences().tell(&sentence)
}

/// A theme, the address of its calendar, and those of its circles.
type ThemeFeeds = (String, String, Vec<(Circle, String)>);

#[derive(Serialize)]
struct AddressesView {
    mine: String,
    /// Each theme: its name, its address, those of the circles the reader stands in.
    themes: Vec<ThemeFeeds>,
}

/// GET /reglages/calendrier: the addresses of one's calendar.
pub async fn addresses(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let member = visit.me()?.id;
        let token = super::token(visit.db, &visit.app.key, member)?;
        let mine = format!("{}/calendrier/{token}.ics", visit.app.base_url);
        let viewer = visit.viewer.clone();
        let circles = |theme: &themes::Theme, address: &str| {
            let within = Circle::ALL.iter().filter(|circle| viewer.reaches(theme.id, **circle));
            within.map(|circle| (*circle, format!("{address}&cercle={}", circle.word()))).collect()
        };
        let all = themes::all(visit.db, false)?.into_iter().filter(|theme| visit.viewer.level(theme.id).is_some());
        let themes = all
            .map(|theme| {
                let address = format!("{mine}?theme={}", theme.slug);
                let circles = circles(&theme, &address);
                (theme.name, address, circles)
            })
            .collect();
        Ok(Page::of("meetings/calendar_addresses.html", &AddressesView { mine, themes }))
    })
    .await
}

/// POST /reglages/calendrier/renouvellement: the addresses given before lead nowhere any more.
pub async fn take_back(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        let member = acting.me()?.id;
        super::take_back(acting.tx, member)?;
        Ok(Done::at("/reglages/calendrier").saying("said-calendar-renewed"))
    })
    .await
}
