//! Pages that describe a meeting: a new one, another description of one.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::form::{MeetingForm, Parsed, list};
use super::machine::Step;
use super::pages::meeting_id;
use super::planning::{self, Plan};
use super::store;
use super::views::{self, ZoneView};
use super::{Seen, invited};
use crate::circles::Circle;
use crate::db::ids::ThemeId;
use crate::policy::Audience;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::text::typography;
use crate::themes;
use crate::threads::LONGEST_TITLE;
use crate::web::{Acting, Desk, Done, Filled, Page, Posted, Visit};

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
