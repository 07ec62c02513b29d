//! Pages of series: a new one, one and its meetings.

use actix_web::HttpResponse;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar;
use super::{Draft, End, Every, Rule, SeenSeries, rules};
use crate::db::ids::MeetingSeriesId;
use crate::meetings::calendar::{Calendar, Reading, pages as calendars};
use crate::meetings::form::{MeetingForm, Parsed};
use crate::meetings::pages_acts::ActForm;
use crate::meetings::pages_write;
use crate::meetings::planning::Plan;
use crate::meetings::views::{self, RowView};
use crate::meetings::{circles_for, store};
use crate::refusal::{Problems, Refusal};
use crate::sentences::{Sentence, Sentences};
use crate::text::{slug, typography};
use crate::themes;
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, civil_date};

/// A series as typed: its first meeting, and how it comes back.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct SeriesForm(MeetingForm);

/// A series whose theme is still a word.
pub struct ParsedSeries {
    first: Parsed,
    rule: Rule,
    except: Vec<Date>,
    later: Option<bool>,
}

impl Fields for SeriesForm {
    type Parsed = ParsedSeries;
    fn parse(&self) -> Result<ParsedSeries, Refusal> {
        let first = self.0.parse();
        let mut problems = match &first {
            Err(Refusal::Invalid(wrong)) => wrong.clone(),
            _ => Problems::default(),
        };
        if self.0.starts.is_empty() {
            problems.add("starts", "meeting-date-needed");
        }
        let every = problems.check("every", Every::parse(&self.0.every).ok_or("series-choose-every".into()));
        let interval = problems.check("interval", interval(&self.0.interval));
        let end = problems.check("count", end(&self.0.count, &self.0.until));
        let except = problems.check("except", days(&self.0.except));
        problems.settle()?;
        let (Some(every), Some(interval), Some(end), Some(except)) = (every, interval, end, except) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let later = match self.0.which.as_str() {
            "" => None,
            which => Some(which == "later"),
        };
        let parsed = ParsedSeries { first: first?, rule: Rule { every, interval, end }, except, later };
        parsed.draft(parsed.first.plan.clone()).occurrences()?;
        Ok(parsed)
    }
}

impl ParsedSeries {
    fn draft(&self, plan: Plan) -> Draft {
        Draft { plan, rule: self.rule, except: self.except.clone(), later: self.later }
    }
}

fn interval(text: &str) -> Result<i32, Sentence> {
    match text.trim() {
        "" => Ok(1),
        text => {
            let number = text.parse().ok().filter(|number| (1..=rules::LONGEST_INTERVAL).contains(number));
            number.ok_or("series-interval-wrong".into())
        }
    }
}

fn end(count: &str, until: &str) -> Result<End, Sentence> {
    match (count.trim(), until.trim()) {
        ("", "") => Err("series-choose-end".into()),
        ("", until) => until.parse().map(End::Until).map_err(|_| "meeting-day-wrong".into()),
        (count, "") => count.parse().map(End::Count).map_err(|_| "series-count-wrong".into()),
        _ => Err("series-one-end".into()),
    }
}

/// Days, one a line: `2027-05-11` or `11/05/2027`.
fn days(text: &str) -> Result<Vec<Date>, Sentence> {
    let day = |word: &str| word.parse().or_else(|_| Date::strptime("%d/%m/%Y", word)).ok();
    let words = text.split([',', ';', ' ', '\n', '\r']).map(str::trim).filter(|word| !word.is_empty());
    words.take(rules::MOST).map(|word| day(word).ok_or("series-except-wrong".into())).collect()
}

/// GET /rencontres/series/nouvelle (`?theme=`, `?cercle=`)
pub async fn show_new(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let mut typed = pages_write::blank(visit);
        typed.every = Every::Nth.word().into();
        new_page(visit, Filled::with(SeriesForm(typed)))
    })
    .await
}

fn new_page(visit: &mut Visit<'_>, form: Filled<SeriesForm>) -> Result<Page, Refusal> {
    let form = Filled { typed: form.typed.0, problems: form.problems, preview: form.preview };
    pages_write::new_one(visit, form, true)
}

/// POST /rencontres/series/nouvelle
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<SeriesForm>(posted, planned, new_page).await
}

fn planned(acting: &mut Acting<'_, '_>, parsed: &ParsedSeries) -> Result<Done, Refusal> {
    let theme = themes::by_slug(acting.tx.db(), &parsed.first.theme);
    let theme = theme.map_err(|_| Problems::one("theme", "thread-choose-theme"))?.id;
    let also = parsed.first.also(acting.tx.db(), acting.viewer, theme, &[])?;
    let plan = Plan { theme, also, ..parsed.first.plan.clone() };
    if !circles_for(acting.viewer, theme).contains(&plan.circle) {
        return Err(Problems::one("theme", "meeting-not-your-theme"));
    }
    let id = super::plan(acting.tx, acting.viewer, &parsed.draft(plan), acting.app.host())?;
    Ok(Done::at(format!("/rencontres/{id}")).saying("said-series-planned"))
}

#[derive(Serialize)]
struct SeriesView {
    title: String,
    theme: (String, String),
    circle: crate::circles::Circle,
    rule: String,
    html: String,
    file: String,
    discussion: Option<String>,
    meetings: Vec<RowView>,
    id: MeetingSeriesId,
    /// How many of them are announced at once.
    to_announce: usize,
}

/// The page of a series.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn page(visit: &mut Visit<'_>, part: &str, id: MeetingSeriesId) -> Result<Page, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, id)?;
    if format!("/rencontres/{part}") != seen.address() {
        return Ok(Page::moved(seen.address()));
    }
    let to_announce = seen.to_announce(visit.db, &visit.viewer, visit.now)?.len();
    let theme = themes::by_id(visit.db, seen.series.theme_id)?;
    let told = (theme.name, theme.slug);
    let row = |(meeting, _): &(crate::meetings::Meeting, crate::meetings::Venue)| {
        views::row(visit, store::Row { meeting: meeting.clone(), theme: told.clone() })
    };
    let view = SeriesView {
        id,
        to_announce,
        meetings: seen.meetings.iter().map(row).collect(),
        title: typography::spaces(&seen.series.title),
        circle: seen.series.circle,
        rule: rule_said(&seen, visit.sentences()),
        html: crate::text::markdown::plain(&seen.series.description, 500),
        file: format!("/rencontres/{id}/agenda.ics"),
        discussion: seen.thread.as_ref().filter(|_| visit.me.is_some()).map(crate::threads::Thread::discussion),
        theme: (told.1.clone(), told.0.clone()),
    };
    Ok(Page::of("meetings/series.html", &view))
}

/// POST /rencontres/{id}/annonce, of a series.
///
/// # Errors
/// Those of the verb.
pub async fn announce(desk: Desk, id: MeetingSeriesId, posted: Posted) -> HttpResponse {
    let now = desk.app.database.now();
    let prepared = desk.app.database.read(move |db| super::prepared(db, id, now)).await;
    desk.press::<ActForm>(posted, move |acting, _| {
        let seen = super::visible(acting.tx.db(), acting.viewer, id)?;
        let prepared = prepared.as_ref().map_err(Clone::clone)?;
        super::announce(acting.tx, acting.viewer, &seen, prepared)?;
        Ok(Done::at(seen.address()).saying("said-series-announced"))
    })
    .await
}

/// How it comes back, in words.
fn rule_said(seen: &SeenSeries, sentences: &Sentences) -> String {
    let series = &seen.series;
    let first: Option<jiff::civil::DateTime> = series.starts_local.parse().ok();
    let (Some(rule), Some(first)) = (Rule::parse(&series.rule), first) else { return String::new() };
    let key = match rule.every {
        Every::Week => "series-said-week",
        Every::Nth => "series-said-nth",
        Every::Last => "series-said-last",
    };
    let weekday = first.weekday().to_monday_zero_offset();
    let sentence = Sentence::new(key)
        .number("n", i64::from(rule.interval))
        .number("nth", i64::from(rules::nth(first.date())))
        .number("weekday", i64::from(weekday))
        .text("first", civil_date(first.date(), sentences));
    sentences.tell(&sentence)
}

/// The file of a series.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn file(visit: &mut Visit<'_>, id: MeetingSeriesId) -> Result<Page, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, id)?;
    let reading = Reading { base_url: &visit.app.base_url, sentences: visit.app.sentences(visit.language()) };
    let events = calendar::of_seen(&seen, reading);
    let calendar = Calendar { method: None, name: None, events };
    Ok(calendars::file(&calendar, &slug(&seen.series.title)))
}

/// The discussion of a series, if there is one of this id.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn thread(visit: &mut Visit<'_>, id: MeetingSeriesId) -> Result<crate::threads::Thread, Refusal> {
    super::visible(visit.db, &visit.viewer, id)?.thread.ok_or(Refusal::NotFound)
}
