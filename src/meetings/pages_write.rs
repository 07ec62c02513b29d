//! Pages that describe a meeting: a new one, another description of one.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::machine::Step;
use super::pages::meeting_id;
use super::planning::{self, Plan, Time};
use super::store::{self, Venue};
use super::views::{self, ZoneView};
use super::{LONGEST_REASON, Seen, invited};
use crate::circles::Circle;
use crate::db::Db;
use crate::db::ids::ThemeId;
use crate::policy::{Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::{self, Caution};
use crate::text::typography;
use crate::themes::{self, Theme};
use crate::threads::{Body, LONGEST_TITLE, Title};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, optional};

/// Days after a meeting during which what people need is kept, when nothing else is said.
pub(super) const KEPT_DAYS: i64 = 30;

/// A meeting as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeetingForm {
    /// End of address of its theme; that of a meeting that stands is not asked again.
    theme: String,
    circle: String,
    /// Ends of address of the other themes it invites, each followed by a comma but the last.
    themes: String,
    /// Everybody reads the announcement.
    public: String,
    large: String,
    title: String,
    description: String,
    /// Wall clock: `YYYY-MM-DDTHH:MM`.
    pub(super) starts: String,
    ends: String,
    zone: String,
    /// `earlier` or `later`, of a start that exists twice.
    pub(super) which: String,
    on_site: String,
    address: String,
    room: String,
    access: String,
    site_capacity: String,
    remote: String,
    remote_link: String,
    remote_capacity: String,
    costs: String,
    forms_until: String,
    reason: String,
    version: String,
    identifiers: String,
    /// Of a series alone: how it comes back, and when it does not.
    pub(super) every: String,
    pub(super) interval: String,
    pub(super) count: String,
    pub(super) until: String,
    pub(super) except: String,
}

/// A meeting whose theme is still a word.
pub struct Parsed {
    pub(super) theme: String,
    also: Vec<String>,
    version: i32,
    reason: String,
    pub(super) plan: Plan,
}

impl Parsed {
    /// The other themes that were ticked, among those where the viewer may plan; those the meeting invites already and
    /// that are not theirs to untick stay.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn also(
        &self,
        db: &mut Db,
        viewer: &Viewer,
        theme: ThemeId,
        standing: &[ThemeId],
    ) -> Result<Vec<ThemeId>, Refusal> {
        let mine = |id: ThemeId| super::circles_for(viewer, id).contains(&self.plan.circle);
        let all = themes::all(db, true)?.into_iter().filter(|one| one.id != theme);
        let ticked = |one: &Theme| one.archived_at.is_none() && self.also.contains(&one.slug);
        Ok(all
            .filter(|one| if mine(one.id) { ticked(one) } else { standing.contains(&one.id) })
            .map(|one| one.id)
            .collect())
    }
}

/// The theme is looked up when the form is carried out.
const NO_THEME: ThemeId = ThemeId(0);

impl MeetingForm {
    fn texts(&self) -> [&str; 7] {
        [&self.title, &self.description, &self.address, &self.room, &self.access, &self.costs, &self.reason]
    }

    /// Both ends, or nothing while the date is not known; half a date is a mistake.
    fn time(&self) -> Result<Option<Time>, Problems> {
        if self.starts.is_empty() && self.ends.is_empty() {
            return Ok(None);
        }
        Time::parse(&self.starts, &self.ends, &self.zone, &self.which).map(Some).map_err(|(field, sentence)| {
            let mut problems = Problems::default();
            problems.add(field, sentence);
            problems
        })
    }

    fn venue(&self, problems: &mut Problems) -> Option<Venue> {
        let address = problems.check("address", optional(&self.address, 500));
        let room = problems.check("room", optional(&self.room, 200));
        let access = problems.check("access", optional(&self.access, 2_000));
        let remote_link = problems.check("remote_link", link(&self.remote_link));
        let costs = problems.check("costs", optional(&self.costs, 2_000));
        Some(Venue { address: address?, room: room?, access: access?, remote_link: remote_link?, costs: costs? })
    }
}

/// An address one opens in a browser, or nothing.
fn link(text: &str) -> Result<String, Sentence> {
    let text = optional(text, 500)?;
    if text.is_empty() || (text.starts_with("https://") && !text.contains(char::is_whitespace)) {
        Ok(text)
    } else {
        Err("meeting-link-wrong".into())
    }
}

/// The values of the boxes that were ticked.
fn list(text: &str) -> Vec<String> {
    text.split(',').filter(|slug| !slug.is_empty()).map(str::to_owned).collect()
}

/// A number of seats, or no limit.
fn seats(text: &str) -> Result<Option<i32>, Sentence> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(seats @ 1..=100_000) => Ok(Some(seats)),
            _ => Err("meeting-seats-wrong".into()),
        },
    }
}

/// The last day on which what people need is kept: given, or a month after the meeting.
fn kept_until(text: &str, time: Option<&Time>) -> Result<Option<String>, Sentence> {
    let last = time.map(|time| time.end.date());
    if text.is_empty() {
        let day = last.and_then(|day| day.checked_add(jiff::Span::new().days(KEPT_DAYS)).ok());
        return Ok(day.map(|day| day.to_string()));
    }
    let day: Date = text.parse().map_err(|_| Sentence::from("meeting-day-wrong"))?;
    if last.is_some_and(|last| day < last) {
        return Err("meeting-kept-before".into());
    }
    Ok(Some(day.to_string()))
}

impl Fields for MeetingForm {
    type Parsed = Parsed;
    fn parse(&self) -> Result<Parsed, Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", Title::parse(&self.title));
        let body = problems.check("description", Body::parse(&self.description));
        let circle = problems.check("circle", Circle::parse(&self.circle).ok_or("meeting-choose-circle".into()));
        let zone = super::when::ZONES.contains(&self.zone.as_str());
        problems.check("zone", if zone { Ok(()) } else { Err("meeting-zone-gone".into()) });
        let time = match self.time() {
            Ok(time) => time,
            Err(wrong) => {
                problems.0.extend(wrong.0.into_iter().filter(|problem| zone || problem.field != "starts"));
                None
            }
        };
        let venue = self.venue(&mut problems);
        let (on_site, remote) = (!self.on_site.is_empty(), !self.remote.is_empty());
        if !on_site && !remote {
            problems.add("on_site", "meeting-nowhere");
        }
        let site_capacity = problems.check("site_capacity", seats(&self.site_capacity));
        let remote_capacity = problems.check("remote_capacity", seats(&self.remote_capacity));
        let forms_until = problems.check("forms_until", kept_until(&self.forms_until, time.as_ref()));
        let reason = problems.check("reason", optional(&self.reason, LONGEST_REASON));
        problems.settle()?;
        caution::answered(&self.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        let (Some(title), Some(body), Some(circle), Some(venue)) = (title, body, circle, venue) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let large = !self.large.is_empty();
        let audience = match (self.public.is_empty(), circle) {
            (false, Circle::Community) => Audience::Public,
            (false, _) => return Err(Problems::one("public", "meeting-public-community")),
            _ => super::audience_of(circle),
        };
        let plan = Plan {
            theme: NO_THEME,
            also: Vec::new(),
            circle,
            audience,
            large,
            title,
            body: body.answered_for_with(&self.identifiers),
            time,
            zone: self.zone.clone(),
            on_site,
            remote,
            site_capacity: site_capacity.flatten(),
            remote_capacity: remote_capacity.flatten(),
            venue,
            forms_until: forms_until.flatten(),
        };
        Ok(Parsed {
            theme: self.theme.clone(),
            also: list(&self.themes),
            version: self.version.parse().unwrap_or(-1),
            reason: reason.unwrap_or_default(),
            plan,
        })
    }
}

#[derive(Serialize)]
struct FormView {
    form: Filled<MeetingForm>,
    action: String,
    back: String,
    /// The title it has now; empty for a new one.
    title: String,
    /// A new one chooses its theme and its circle.
    themes: Vec<(String, String)>,
    circles: Vec<Circle>,
    /// Other themes it may invite, while that is not decided: end of address, name, whether it does.
    also: Vec<(String, String, bool)>,
    zones: Vec<ZoneView>,
    /// The start that was typed exists twice: which one is asked.
    twice: bool,
    /// It is the first of a series.
    series: bool,
    /// Calendars hear of another time or place, with a reason.
    announced: bool,
    overtaken: bool,
    longest_title: usize,
    caution: Option<Caution>,
}

fn form_view(visit: &Visit<'_>, form: Filled<MeetingForm>) -> FormView {
    FormView {
        action: "/rencontres/nouvelle".into(),
        back: "/rencontres".into(),
        title: String::new(),
        themes: Vec::new(),
        circles: Vec::new(),
        also: Vec::new(),
        zones: views::zones(visit),
        twice: planning::exists_twice(&form.typed.starts, &form.typed.zone)
            || form.problems.iter().any(|problem| problem.field == "which"),
        series: false,
        announced: false,
        overtaken: form.problems.iter().any(|problem| problem.field == "version"),
        longest_title: LONGEST_TITLE,
        caution: Caution::of_refused(&form.problems, &form.typed.texts()),
        form,
    }
}

/// GET /rencontres/nouvelle (`?theme=`, `?cercle=`)
pub async fn show_new(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let typed = blank(visit);
        new_page(visit, Filled::with(typed))
    })
    .await
}

/// The form as it is first shown.
pub(super) fn blank(visit: &Visit<'_>) -> MeetingForm {
    MeetingForm {
        theme: visit.ask.param("theme"),
        circle: visit.ask.param("cercle"),
        zone: "Europe/Paris".into(),
        on_site: "1".into(),
        ..MeetingForm::default()
    }
}

fn new_page(visit: &mut Visit<'_>, form: Filled<MeetingForm>) -> Result<Page, Refusal> {
    new_one(visit, form, false)
}

/// The page of a new meeting, or of the first of a series.
pub(super) fn new_one(visit: &mut Visit<'_>, form: Filled<MeetingForm>, series: bool) -> Result<Page, Refusal> {
    let inner = visit.viewer.themes_from(Circle::Expert);
    if inner.is_empty() {
        visit.me()?;
        return Err(Refusal::Forbidden("meeting-experts-only"));
    }
    let also = others(visit, &form.typed, None)?;
    let view = FormView {
        themes: also.iter().map(|(slug, name, _)| (slug.clone(), name.clone())).collect(),
        // Of one theme alone, no other can be invited.
        also: if also.len() > 1 { also } else { Vec::new() },
        circles: vec![Circle::Expert, Circle::Peer, Circle::Community],
        series,
        action: if series { "/rencontres/series/nouvelle".into() } else { "/rencontres/nouvelle".into() },
        ..form_view(visit, form)
    };
    Ok(Page::of("meetings/form.html", &view))
}

/// The themes a viewer may invite, besides a meeting's own.
fn others(
    visit: &mut Visit<'_>,
    typed: &MeetingForm,
    own: Option<ThemeId>,
) -> Result<Vec<(String, String, bool)>, Refusal> {
    let inner = visit.viewer.themes_from(Circle::Expert);
    let ticked = list(&typed.themes);
    let all = themes::all(visit.db, false)?.into_iter();
    let offered = all.filter(|theme| inner.contains(&theme.id) && own != Some(theme.id));
    Ok(offered
        .map(|theme| (ticked.contains(&theme.slug), theme))
        .map(|(on, theme)| (theme.slug, theme.name, on))
        .collect())
}

/// POST /rencontres/nouvelle
pub async fn create(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<MeetingForm>(posted, planned, new_page).await
}

fn planned(acting: &mut Acting<'_, '_>, parsed: &Parsed) -> Result<Done, Refusal> {
    let theme = themes::by_slug(acting.tx.db(), &parsed.theme);
    let theme = theme.map_err(|_| Problems::one("theme", "thread-choose-theme"))?.id;
    if !super::circles_for(acting.viewer, theme).contains(&parsed.plan.circle) {
        return Err(Problems::one("theme", "meeting-not-your-theme"));
    }
    let also = parsed.also(acting.tx.db(), acting.viewer, theme, &[])?;
    let plan = Plan { theme, also, ..parsed.plan.clone() };
    let id = planning::plan(acting.tx, acting.viewer, &plan, acting.app.host())?;
    Ok(Done::at(format!("/rencontres/{id}")).saying("said-meeting-planned"))
}

/// GET /rencontres/{id}/modifier
pub async fn show_edit(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| edit_page(visit, &part, None)).await
}

fn edit_page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<MeetingForm>>) -> Result<Page, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    seen.require_now(&visit.viewer, Step::Change)?;
    let mut form = match form {
        Some(form) => form,
        None => Filled::with(standing(visit, &seen)?),
    };
    let mut view = form_view(visit, form.clone());
    if seen.meeting.state == super::State::Draft {
        view.also = others(visit, &form.typed, Some(seen.meeting.theme_id))?;
    }
    if view.overtaken {
        // Sending it again takes the step from where the meeting stands now.
        form.typed.version = seen.meeting.version.to_string();
        view.form = form;
    }
    let view = FormView {
        action: format!("/rencontres/{}/modifier", seen.meeting.id),
        back: seen.address(),
        title: typography::spaces(&seen.meeting.title),
        announced: seen.meeting.state == super::State::Announced,
        ..view
    };
    Ok(Page::of("meetings/form.html", &view))
}

/// The form of a meeting as it stands.
fn standing(visit: &mut Visit<'_>, seen: &Seen) -> Result<MeetingForm, Refusal> {
    let meeting = seen.meeting.clone();
    let venue = store::venue(visit.db, meeting.id)?;
    let ticked = |on: bool| if on { "1".to_owned() } else { String::new() };
    let number = |seats: Option<i32>| seats.map(|seats| seats.to_string()).unwrap_or_default();
    let also = invited::themes_of(visit.db, meeting.id)?;
    let twice = meeting.starts_local.as_deref().is_some_and(|local| planning::exists_twice(local, &meeting.zone));
    Ok(MeetingForm {
        circle: meeting.circle.word().into(),
        themes: also.into_iter().map(|theme| theme.slug).collect::<Vec<_>>().join(","),
        public: ticked(meeting.audience == Audience::Public),
        large: ticked(meeting.large),
        title: meeting.title,
        description: meeting.description,
        starts: meeting.starts_local.unwrap_or_default(),
        ends: meeting.ends_local.unwrap_or_default(),
        which: if !twice {
            String::new()
        } else if meeting.fold == 1 {
            "later".into()
        } else {
            "earlier".into()
        },
        zone: meeting.zone,
        on_site: ticked(meeting.on_site),
        address: venue.address,
        room: venue.room,
        access: venue.access,
        site_capacity: number(meeting.site_capacity),
        remote: ticked(meeting.remote),
        remote_link: venue.remote_link,
        remote_capacity: number(meeting.remote_capacity),
        costs: venue.costs,
        forms_until: meeting.forms_until.unwrap_or_default(),
        version: meeting.version.to_string(),
        ..MeetingForm::default()
    })
}

/// POST /rencontres/{id}/modifier
pub async fn edit(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<MeetingForm>(
        posted,
        move |acting, parsed| {
            let seen = super::visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            // What it is for whom was decided when it was planned.
            let meeting = &seen.meeting;
            let audience = if meeting.state == super::State::Draft { parsed.plan.audience } else { meeting.audience };
            let standing = invited::ids_of(acting.tx.db(), meeting.id)?;
            let (theme, circle) = (meeting.theme_id, meeting.circle);
            let also = parsed.also(acting.tx.db(), acting.viewer, theme, &standing)?;
            let plan = Plan { theme, circle, also, audience, ..parsed.plan.clone() };
            planning::change(acting.tx, acting.viewer, &seen, (parsed.version, &parsed.reason), &plan)?;
            Ok(Done::at(format!("/rencontres/{}", seen.meeting.id)).saying("said-meeting-saved"))
        },
        move |visit, form| edit_page(visit, &again, Some(form)),
    )
    .await
}
