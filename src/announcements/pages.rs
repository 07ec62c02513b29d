//! Pages of announcements: those of a theme and a new one, one with its text, its trial and its sending.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Serialize};

use super::{Announcement, State, Text, address, sending, store};
use crate::db::Moment;
use crate::db::ids::AnnouncementId;
use crate::policy::{self, Act, Audience};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::Caution;
use crate::text::markdown::Shown;
use crate::text::typography;
use crate::themes;
use crate::themes::pages::ThemeView;
use crate::threads::{Body, LONGEST_TITLE, Title, audiences_for, writing};
use crate::web::{Acting, Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// An announcement leaves within a year.
const FARTHEST: i64 = 366 * 86_400;

/// An announcement as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextForm {
    title: String,
    body: String,
    audience: String,
    version: String,
    identifiers: String,
    act: String,
}

impl Fields for TextForm {
    type Parsed = (Text, i32);
    fn parse(&self) -> Result<(Text, i32), Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", Title::parse(&self.title));
        let body = problems.check("body", Body::parse(&self.body));
        let audience = Audience::parse(&self.audience).filter(|audience| *audience != Audience::Public);
        let audience = problems.check("audience", audience.ok_or("thread-choose-audience".into()));
        problems.settle()?;
        let (Some(title), Some(body), Some(audience)) = (title, body, audience) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let body = body
            .checked(title.as_str(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok((Text { audience, title, body }, self.version.parse().unwrap_or(-1)))
    }
}

/// The text that is tried; without a number it is none.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrialForm {
    version: String,
}

impl Fields for TrialForm {
    type Parsed = i32;
    fn parse(&self) -> Result<i32, Refusal> {
        Ok(self.version.parse().unwrap_or(-1))
    }
}

/// When it leaves, as typed: a day and an hour of its sender's; neither: at once.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SendingForm {
    version: String,
    day: String,
    hour: String,
}

impl Fields for SendingForm {
    type Parsed = (i32, Option<DateTime>);
    fn parse(&self) -> Result<(i32, Option<DateTime>), Refusal> {
        let version = self.version.parse().unwrap_or(-1);
        if self.day.is_empty() && self.hour.is_empty() {
            return Ok((version, None));
        }
        let mut problems = Problems::default();
        let day = problems.check("day", self.day.parse::<Date>().map_err(|_| Sentence::new("announcement-day-wrong")));
        let hour =
            problems.check("hour", self.hour.parse::<Time>().map_err(|_| Sentence::new("announcement-hour-wrong")));
        problems.settle()?;
        Ok((version, day.zip(hour).map(|(day, hour)| DateTime::from_parts(day, hour))))
    }
}

/// A wall clock's time in the sender's zone: an hour that comes twice is the first one.
fn moment_of(wall: DateTime, zone: &TimeZone, now: Moment) -> Result<Moment, Refusal> {
    let ambiguous = zone.to_ambiguous_timestamp(wall);
    if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
        return Err(Problems::one("hour", "announcement-hour-skipped"));
    }
    let at = ambiguous.compatible().map_err(|_| Problems::one("day", "announcement-day-wrong"))?;
    let at = Moment::from(at);
    match at.seconds_since(now) {
        ..=0 => Err(Problems::one("day", "announcement-day-past")),
        later if later > FARTHEST => Err(Problems::one("day", "announcement-day-far")),
        _ => Ok(at),
    }
}

/// An announcement in the list.
#[derive(Serialize)]
struct Row {
    address: String,
    title: String,
    state: State,
    audience: Audience,
    at: Option<When>,
    recipients: i32,
}

#[derive(Serialize)]
struct ListView {
    theme: ThemeView,
    form: Filled<TextForm>,
    action: String,
    rows: Vec<Row>,
    older: Option<AnnouncementId>,
    audiences: Vec<Audience>,
    longest_title: usize,
    caution: Option<Caution>,
}

fn list(visit: &mut Visit<'_>, slug: &str, form: Filled<TextForm>) -> Result<Page, Refusal> {
    let theme = themes::by_slug(visit.db, slug)?;
    policy::require_or_hide(&visit.viewer, &Act::Announce(theme.id))?;
    let before = visit.ask.param("avant").parse().ok();
    let (rows, more) = store::of_theme(visit.db, theme.id, before)?;
    let view = ListView {
        action: format!("{}/annonces", themes::address(&theme.slug)),
        older: rows.last().filter(|_| more).map(|row| row.id),
        rows: rows.into_iter().map(|row| shown(visit, row)).collect(),
        audiences: audiences_for(&visit.viewer, theme.id),
        longest_title: LONGEST_TITLE,
        caution: Caution::of_refused(&form.problems, &[&form.typed.title, &form.typed.body]),
        theme: ThemeView::of(&theme),
        form,
    };
    Ok(Page::of("announcements/index.html", &view))
}

fn shown(visit: &Visit<'_>, row: Announcement) -> Row {
    Row {
        address: address(row.id),
        at: row.sent_at.or(row.scheduled_at).map(|at| visit.when(at)),
        title: typography::spaces(&row.title),
        state: row.state,
        audience: row.audience,
        recipients: row.recipients,
    }
}

/// GET /themes/{slug}/annonces
pub async fn index(desk: Desk, slug: Path<String>) -> HttpResponse {
    let typed = TextForm { audience: Audience::Community.word().into(), ..TextForm::default() };
    desk.show(move |visit| list(visit, &slug, Filled::with(typed))).await
}

/// POST /themes/{slug}/annonces
pub async fn create(desk: Desk, posted: Posted, slug: Path<String>) -> HttpResponse {
    let again = slug.clone();
    let page = move |visit: &mut Visit<'_>, form| list(visit, &again, form);
    if posted.value("act") == "preview" {
        return desk.preview::<TextForm>(posted, |form| writing::preview("body", &form.body), page).await;
    }
    let act = move |acting: &mut Acting<'_, '_>, (text, _): &(Text, i32)| {
        let theme = themes::by_slug(acting.tx.db(), &slug)?;
        let id = super::begin(acting.tx, acting.viewer, theme.id, text)?;
        Ok(Done::at(address(id)).saying("said-announcement-kept"))
    };
    desk.submit(posted, act, page).await
}

#[derive(Serialize)]
struct View {
    theme: ThemeView,
    address: String,
    action: String,
    title: String,
    html: Shown,
    state: State,
    version: i32,
    audience: Audience,
    is_open: bool,
    thread: Option<String>,
    at: Option<When>,
    counts: sending::Counts,
    form: Filled<TextForm>,
    sending: Filled<SendingForm>,
    audiences: Vec<Audience>,
    longest_title: usize,
    caution: Option<Caution>,
    zone: String,
}

fn page(
    visit: &mut Visit<'_>,
    id: AnnouncementId,
    form: Option<Filled<TextForm>>,
    sending: Filled<SendingForm>,
) -> Result<Page, Refusal> {
    let found = super::visible(visit.db, &visit.viewer, id)?;
    let theme = themes::by_id(visit.db, found.theme)?;
    let form = form.unwrap_or_else(|| {
        Filled::with(TextForm {
            title: found.title.clone(),
            body: found.body.clone(),
            audience: found.audience.word().into(),
            version: found.version.to_string(),
            ..TextForm::default()
        })
    });
    let html = writing::preview("body", &found.body)?.shown("annonce", visit.sentences());
    let view = View {
        address: address(id),
        action: address(id),
        html,
        is_open: found.state.is_open(),
        thread: found.thread.map(|thread| crate::threads::address(thread, &found.title)),
        at: found.sent_at.or(found.scheduled_at).map(|at| visit.when(at)),
        counts: sending::counts(visit.db, &found)?,
        audiences: audiences_for(&visit.viewer, found.theme),
        longest_title: LONGEST_TITLE,
        caution: Caution::of_refused(&form.problems, &[&form.typed.title, &form.typed.body]),
        zone: visit.zone().iana_name().unwrap_or("UTC").replace('_', " "),
        theme: ThemeView::of(&theme),
        title: typography::spaces(&found.title),
        state: found.state,
        version: found.version,
        audience: found.audience,
        form,
        sending,
    };
    Ok(Page::of("announcements/show.html", &view))
}

/// GET /annonces/{id}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, id.parse()?, None, Filled::blank())).await
}

/// POST /annonces/{id}
pub async fn rewrite(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    let again = id.clone();
    let shown = move |visit: &mut Visit<'_>, form| page(visit, again.parse()?, Some(form), Filled::blank());
    if posted.value("act") == "preview" {
        return desk.preview::<TextForm>(posted, |form| writing::preview("body", &form.body), shown).await;
    }
    let act = move |acting: &mut Acting<'_, '_>, (text, version): &(Text, i32)| {
        let id = id.parse()?;
        super::rewrite(acting.tx, acting.viewer, id, *version, text)?;
        Ok(Done::at(address(id)).saying("said-announcement-kept"))
    };
    desk.submit(posted, act, shown).await
}

/// POST /annonces/{id}/essai
pub async fn attempt(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    desk.press::<TrialForm>(posted, move |acting, version| {
        let id = id.parse()?;
        super::attempt(acting.tx, acting.viewer, id, *version)?;
        Ok(Done::at(address(id)).saying("said-announcement-tried"))
    })
    .await
}

/// POST /annonces/{id}/envoi
pub async fn schedule(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    let again = id.clone();
    let act = move |acting: &mut Acting<'_, '_>, (version, wall): &(i32, Option<DateTime>)| {
        let (id, now) = (id.parse()?, acting.tx.now());
        super::visible(acting.tx.db(), acting.viewer, id)?;
        let at = match wall {
            Some(wall) => moment_of(*wall, &acting.me()?.zone, now)?,
            None => now,
        };
        super::schedule(acting.tx, acting.viewer, id, *version, at)?;
        Ok(Done::at(address(id)).saying("said-announcement-scheduled"))
    };
    desk.submit(posted, act, move |visit, form| page(visit, again.parse()?, None, form)).await
}

/// POST /annonces/{id}/annulation
pub async fn cancel(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let id = id.parse()?;
        super::cancel(acting.tx, acting.viewer, id)?;
        Ok(Done::at(address(id)).saying("said-announcement-cancelled"))
    })
    .await
}
