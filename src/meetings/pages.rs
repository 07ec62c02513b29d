//! Pages that show meetings: the list, a meeting, its discussion.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::attendance::pages::CodeForm;
use super::calendar::{AddView, Reading, event_of};
use super::machine::{State, Step};
use super::minutes::MinutesPart;
use super::pages_acts::ActForm;
use super::programme::PartView;
use super::registration::pages::AnswerForm;
use super::registration::views::RegistrationView;
use super::rhythm::views::YearView;
use super::store;
use super::survey::SurveyPart;
use super::views::{self, RowView, SeatsView, TimeView};
use super::{LONGEST_REASON, Seen, invited, series};
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MeetingSeriesId, MemberId};
use crate::policy::Audience;
use crate::refusal::Refusal;
use crate::text::markdown::{self, Shown};
use crate::text::typography;
use crate::themes::{self, pages::ThemeView};
use crate::threads;
use crate::threads::links::Links;
use crate::web::{Desk, Filled, Page, Visit, When};

/// Seconds of the past and of the future a list shows.
const HALF_A_YEAR: i64 = 183 * 86_400;

/// The id at the start of an address's last part (`abc-a-title`).
pub(super) fn meeting_id(part: &str) -> Result<MeetingId, Refusal> {
    part.split('-').next().unwrap_or("").parse()
}

#[derive(Serialize)]
struct ListView {
    themes: Vec<(String, String)>,
    theme: String,
    preparing: Vec<RowView>,
    /// Those whose date is asked about.
    polled: Vec<RowView>,
    coming: Vec<RowView>,
    past: Vec<RowView>,
    /// The rhythm of the reader's circles, over a year.
    year: Option<YearView>,
    may_plan: bool,
}

/// GET /rencontres (`?theme=`)
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(list).await
}

fn list(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let asked = visit.ask.param("theme");
    let all = themes::all(visit.db, false)?;
    let chosen = match asked.as_str() {
        "" => None,
        slug => Some(themes::by_slug(visit.db, slug)?.id),
    };
    let wanted: Vec<_> = all.iter().filter(|theme| chosen.is_none_or(|chosen| theme.id == chosen)).cloned().collect();
    let year = YearView::of(visit, &wanted)?;
    let now = visit.now;
    let (start, end) = (now.plus_seconds(-HALF_A_YEAR), now.plus_seconds(2 * HALF_A_YEAR));
    let rows = store::between(visit.db, &visit.viewer, chosen, (start, end))?;
    let (past, coming): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| super::is_past(&row.meeting, now));
    let inner = visit.viewer.themes_from(Circle::Expert);
    let preparing = match visit.viewer.member {
        Some(member) => store::in_preparation(visit.db, &inner, member)?,
        None => Vec::new(),
    };
    let polled = store::polled(visit.db, &visit.viewer, chosen)?;
    let shown = |visit: &Visit<'_>, rows: Vec<store::Row>| rows.into_iter().map(|row| views::row(visit, row)).collect();
    let view = ListView {
        themes: all.into_iter().map(|theme| (theme.slug, theme.name)).collect(),
        theme: asked,
        preparing: shown(visit, preparing),
        polled: shown(visit, polled),
        coming: shown(visit, coming),
        past: shown(visit, past.into_iter().rev().collect()),
        year,
        may_plan: super::may_plan(&visit.viewer),
    };
    Ok(Page::of("meetings/index.html", &view))
}

/// What a form that was refused shows again, and which one it was.
#[derive(Default)]
pub(super) struct Again {
    pub act: &'static str,
    pub form: Option<Filled<ActForm>>,
    pub answer: Option<Filled<AnswerForm>>,
    pub code: Option<Filled<CodeForm>>,
}

#[derive(Serialize)]
struct MeetingView {
    id: MeetingId,
    version: i32,
    title: String,
    address: String,
    theme: ThemeView,
    /// Names of the other themes it invites.
    also: Vec<String>,
    circle: Circle,
    audience: Audience,
    state: State,
    large: bool,
    over: bool,
    time: Option<TimeView>,
    on_site: Option<SeatsView>,
    remote: Option<SeatsView>,
    venue: VenueView,
    html: Shown,
    organisers: Vec<(MemberId, String)>,
    /// What its thread holds, for members.
    discussion: Option<(String, i32)>,
    steps: Vec<StepView>,
    programme: PartView,
    minutes: MinutesPart,
    survey: SurveyPart,
    registration: Option<RegistrationView>,
    /// The series it is one of.
    series: Option<String>,
    /// How to add it to a calendar, while it is to come.
    calendar: Option<AddView>,
    may: May,
    act: &'static str,
    form: Filled<ActForm>,
    longest: usize,
}

/// Where it is, as far as the reader is told.
#[derive(Serialize)]
struct VenueView {
    address: String,
    room: String,
    access: String,
    costs: String,
    /// For the registered and whoever runs it.
    link: Option<String>,
}

/// Something that was decided.
#[derive(Serialize)]
struct StepView {
    step: Step,
    by: Option<String>,
    when: When,
    reason: String,
}

/// What the reader may do now.
#[derive(Serialize)]
struct May {
    change: bool,
    announce: bool,
    poll: bool,
    cancel: bool,
    abandon: bool,
}

/// GET /rencontres/{id}-{slug}
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let id = meeting_id(&part)?;
        let seen = match super::visible(visit.db, &visit.viewer, id) {
            // What comes back by a rule has its page there too.
            Err(Refusal::NotFound) => return series::pages::page(visit, &part, MeetingSeriesId(id.0)),
            seen => seen?,
        };
        if format!("/rencontres/{part}") != seen.address() {
            return Ok(Page::moved(seen.address()));
        }
        page_of(visit, &seen, Again::default())
    })
    .await
}

/// The page of a meeting, with a form as it was typed.
pub(super) fn page(visit: &mut Visit<'_>, part: &str, again: Again) -> Result<Page, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    page_of(visit, &seen, again)
}

fn page_of(visit: &mut Visit<'_>, seen: &Seen, again: Again) -> Result<Page, Refusal> {
    let meeting = &seen.meeting;
    let theme = themes::by_id(visit.db, meeting.theme_id)?;
    let html = markdown::render(&meeting.description).shown("description", visit.sentences());
    let links = Links::of(visit, std::iter::once(&html))?;
    let may = |step| seen.may(&visit.viewer, step);
    let rights = May {
        change: may(Step::Change),
        announce: may(Step::Announce),
        poll: may(Step::Poll) && meeting.series_id.is_none(),
        cancel: may(Step::Cancel),
        abandon: may(Step::Abandon),
    };
    let organisers = match visit.viewer.member {
        Some(_) => store::organisers(visit.db, meeting.id)?,
        None => Vec::new(),
    };
    let view = MeetingView {
        id: meeting.id,
        version: meeting.version,
        title: typography::spaces(&meeting.title),
        address: seen.address(),
        theme: ThemeView::of(&theme),
        also: invited::themes_of(visit.db, meeting.id)?.into_iter().map(|theme| theme.name).collect(),
        circle: meeting.circle,
        audience: meeting.audience,
        state: meeting.state,
        large: meeting.large,
        over: super::is_past(meeting, visit.now),
        time: TimeView::of(visit, meeting),
        on_site: SeatsView::of(meeting.on_site, meeting.site_capacity, meeting.site_taken),
        remote: SeatsView::of(meeting.remote, meeting.remote_capacity, meeting.remote_taken),
        venue: venue(visit, seen)?,
        html: links.shown(html),
        organisers,
        discussion: seen
            .thread
            .as_ref()
            .filter(|_| visit.me.is_some())
            .map(|thread| (thread.discussion(), thread.posts_count - 1 - thread.answers_gone)),
        steps: steps(visit, seen)?,
        programme: PartView::of(visit, seen)?,
        minutes: MinutesPart::of(visit, seen)?,
        survey: SurveyPart::of(visit, seen)?,
        registration: RegistrationView::of(visit, seen, (again.answer, again.code))?,
        series: meeting.series_id.map(|series| format!("/rencontres/{series}")),
        calendar: calendar(visit, seen)?,
        may: rights,
        act: again.act,
        form: again.form.unwrap_or_else(|| Filled::with(ActForm::of(meeting))),
        longest: LONGEST_REASON,
    };
    Ok(Page::of("meetings/show.html", &view))
}

fn calendar(visit: &mut Visit<'_>, seen: &Seen) -> Result<Option<AddView>, Refusal> {
    if seen.meeting.state != State::Announced || super::is_past(&seen.meeting, visit.now) {
        return Ok(None);
    }
    let reading = Reading { base_url: &visit.app.base_url, sentences: visit.app.sentences(visit.language()) };
    let event = event_of(visit.db, &visit.viewer, seen, reading)?;
    Ok(event.map(|event| AddView::of(&seen.meeting, &event)))
}

fn venue(visit: &mut Visit<'_>, seen: &Seen) -> Result<VenueView, Refusal> {
    let venue = store::venue(visit.db, seen.meeting.id)?;
    let told = seen.place.comes || seen.allows(&visit.viewer, Step::Attend);
    Ok(VenueView {
        link: Some(venue.remote_link).filter(|link| told && !link.is_empty()),
        address: venue.address,
        room: venue.room,
        access: venue.access,
        costs: venue.costs,
    })
}

/// What was decided, for members: who comes is told why it moved.
fn steps(visit: &mut Visit<'_>, seen: &Seen) -> Result<Vec<StepView>, Refusal> {
    if visit.me.is_none() {
        return Ok(Vec::new());
    }
    let told = [Step::Announce, Step::Move, Step::Cancel, Step::Publish];
    let steps = store::steps(visit.db, seen.meeting.id)?;
    let view = |step: store::StepRow| StepView {
        step: step.step,
        // The clock moves a meeting for one reason only.
        reason: match (step.step, &step.by) {
            (Step::Move, None) => visit.sentences().tell(&"meeting-clocks-changed".into()),
            _ => typography::spaces(&step.reason),
        },
        by: step.by.map(|(given, family)| format!("{given} {family}")),
        when: visit.when(step.at),
    };
    Ok(steps.into_iter().filter(|step| told.contains(&step.step)).map(view).collect())
}

/// GET /rencontres/{id}/discussion: the meeting's thread, where it is talked over.
pub async fn discussion(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let id = meeting_id(&part)?;
        let thread = match super::visible(visit.db, &visit.viewer, id) {
            Err(Refusal::NotFound) => series::pages::thread(visit, MeetingSeriesId(id.0))?,
            seen => seen?.thread.ok_or(Refusal::NotFound)?,
        };
        let part = thread.address().trim_start_matches("/rencontres/").to_owned();
        threads::pages::opened(visit, &part, "/rencontres/")
    })
    .await
}
