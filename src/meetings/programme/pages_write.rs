//! Pages that write a session of a programme, one at a time.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::store::{self, Session};
use super::{LONGEST, LONGEST_SUMMARY, LONGEST_TITLE, Plan, Start, add, change, naming};
use crate::db::ids::{MeetingId, MeetingSessionId};
use crate::meetings::machine::Step;
use crate::meetings::pages::meeting_id;
use crate::meetings::views::{TimeView, zone_name};
use crate::meetings::{Meeting, Seen, visible, when};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::{self, Caution};
use crate::text::links::without_titles;
use crate::text::typography;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, field, optional};

/// A session as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionForm {
    parent: String,
    title: String,
    /// Wall clock of the meeting: `YYYY-MM-DDTHH:MM`.
    starts: String,
    /// Minutes after the meeting, while its date is not known.
    after: String,
    minutes: String,
    room: String,
    place: String,
    summary: String,
    speakers: String,
    links: String,
    signs_up: String,
    capacity: String,
    version: String,
    identifiers: String,
}

impl SessionForm {
    fn texts(&self) -> [&str; 4] {
        [&self.title, &self.summary, &self.speakers, &self.room]
    }

    fn start(&self) -> Result<Start, (&'static str, Sentence)> {
        match (self.starts.trim(), self.after.trim()) {
            ("", "") => Err(("starts", "programme-start-needed".into())),
            ("", after) => {
                let minutes = after.parse().ok().filter(|minutes| (0..LONGEST).contains(minutes));
                minutes.map(Start::After).ok_or(("after", "programme-after-wrong".into()))
            }
            (local, _) => {
                let local: Result<DateTime, _> = local.parse();
                local.map(Start::Clock).map_err(|_| ("starts", "meeting-time-wrong".into()))
            }
        }
    }
}

fn number(text: &str, most: i32, wrong: &'static str) -> Result<i32, Sentence> {
    text.trim().parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(|| wrong.into())
}

fn seats(text: &str) -> Result<Option<i32>, Sentence> {
    if text.trim().is_empty() { Ok(None) } else { number(text, 100_000, "meeting-seats-wrong").map(Some) }
}

fn place(text: &str) -> Result<i32, Sentence> {
    if text.trim().is_empty() { Ok(0) } else { number(text, 20, "programme-place-wrong") }
}

impl Fields for SessionForm {
    type Parsed = (i32, Plan);
    fn parse(&self) -> Result<(i32, Plan), Refusal> {
        let mut problems = Problems::default();
        let line = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = problems.check("title", field(&line, LONGEST_TITLE));
        let start = match self.start() {
            Ok(start) => Some(start),
            Err((field, sentence)) => {
                problems.add(field, sentence);
                None
            }
        };
        let minutes = problems.check("minutes", number(&self.minutes, LONGEST, "programme-minutes-wrong"));
        let room = problems.check("room", optional(&self.room, 200));
        let place = problems.check("place", place(&self.place));
        let summary = problems.check("summary", optional(&without_titles(&self.summary), LONGEST_SUMMARY));
        let speakers = problems.check("speakers", naming::parse(&self.speakers));
        let signs_up = !self.signs_up.is_empty();
        let capacity = problems.check("capacity", seats(&self.capacity));
        let parent = match self.parent.as_str() {
            "" => Some(None),
            id => problems.check("parent", id.parse().map(Some).map_err(|_| "programme-parent-unknown".into())),
        };
        problems.settle()?;
        caution::answered(&self.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        let links = self.links.split_whitespace().map(str::to_owned).collect();
        let plan = || {
            Some(Plan {
                parent: parent?,
                start: start?,
                minutes: minutes?,
                title: title?,
                summary: summary?,
                room: room?,
                place: place?,
                signs_up,
                capacity: capacity?,
                speakers: speakers?,
                links,
            })
        };
        let plan = plan().ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))?;
        Ok((self.version.parse().unwrap_or(-1), plan))
    }
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct FormView {
    id: MeetingId,
    form: Filled<SessionForm>,
    action: String,
    back: String,
    meeting: String,
    time: Option<TimeView>,
    zone: String,
    /// Between when and when, for the field of the start.
    bounds: Option<(String, String)>,
    parents: Vec<Choice>,
    /// What it is now, when somebody changed it meanwhile.
    meanwhile: Option<Meanwhile>,
    overtaken: bool,
    /// The session that may be taken off, and how many stand in it or signed up for it.
    removal: Option<Removal>,
    title: String,
    longest_title: usize,
    caution: Option<Caution>,
}

/// What goes when a session is taken off.
#[derive(Serialize)]
struct Removal {
    address: String,
    version: i32,
    children: usize,
    taken: i32,
}

/// A session as somebody else just saved it.
#[derive(Serialize)]
struct Meanwhile {
    title: String,
    starts: String,
    minutes: i32,
    room: String,
    speakers: String,
    summary: String,
}

/// GET /rencontres/{id}/programme/nouvelle (`?dans=` the session it stands in)
pub async fn show_new(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| new_page(visit, &part, None)).await
}

fn new_page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<SessionForm>>) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    seen.require_now(&visit.viewer, Step::Program)?;
    let all = store::sessions(visit.db, seen.meeting.id)?;
    let form = form.unwrap_or_else(|| Filled::with(begun(&seen.meeting, &all, visit.ask.param("dans"))));
    let view = FormView {
        action: format!("/rencontres/{}/programme/nouvelle", seen.meeting.id),
        ..form_view(visit, &seen, (&all, None), form)
    };
    Ok(Page::of("meetings/session.html", &view))
}

/// A new session begins where the last one ends, within the one it stands in.
fn begun(meeting: &Meeting, all: &[Session], within: String) -> SessionForm {
    let parent = all.iter().find(|one| one.id.to_string() == within && one.parent_id.is_none());
    let beside = all.iter().filter(|one| one.parent_id == parent.map(|parent| parent.id));
    let last = beside.map(Session::end).max().or(parent.map(|parent| parent.after_minutes)).unwrap_or(0);
    SessionForm {
        parent: parent.map(|parent| parent.id.to_string()).unwrap_or_default(),
        minutes: "30".into(),
        ..at(meeting, last)
    }
}

/// A form that says when: by the meeting's clock, or in minutes after it.
fn at(meeting: &Meeting, after: i32) -> SessionForm {
    match meeting.starts_at {
        None => SessionForm { after: after.to_string(), ..SessionForm::default() },
        Some(_) => SessionForm { starts: local(meeting, after), ..SessionForm::default() },
    }
}

fn local(meeting: &Meeting, after: i32) -> String {
    let moment = meeting.starts_at.map(|start| start.plus_seconds(i64::from(after) * 60));
    moment.map(|at| when::word(at.instant().to_zoned(when::zone(&meeting.zone)).datetime())).unwrap_or_default()
}

fn form_view(
    visit: &Visit<'_>,
    seen: &Seen,
    (all, own): (&[Session], Option<&Session>),
    form: Filled<SessionForm>,
) -> FormView {
    let meeting = &seen.meeting;
    let children = |id: MeetingSessionId| all.iter().filter(|one| one.parent_id == Some(id)).count();
    let stands_alone = own.is_none_or(|own| children(own.id) == 0);
    let parents =
        all.iter().filter(|one| stands_alone && one.parent_id.is_none() && own.is_none_or(|own| own.id != one.id));
    FormView {
        id: meeting.id,
        action: String::new(),
        back: format!("/rencontres/{}/programme", meeting.id),
        meeting: typography::spaces(&meeting.title),
        time: TimeView::of(visit, meeting),
        zone: visit.sentences().tell(&zone_name(&meeting.zone)),
        bounds: meeting.starts_local.clone().zip(meeting.ends_local.clone()),
        parents: parents
            .map(|one| Choice { value: one.id.to_string(), label: typography::spaces(&one.title) })
            .collect(),
        meanwhile: None,
        overtaken: form.problems.iter().any(|problem| problem.field == "version"),
        removal: own.map(|own| Removal {
            address: format!("/rencontres/{}/programme/{}/retrait", meeting.id, own.id),
            version: own.version,
            children: children(own.id),
            taken: own.taken,
        }),
        title: own.map(|own| typography::spaces(&own.title)).unwrap_or_default(),
        longest_title: LONGEST_TITLE,
        caution: Caution::of_refused(&form.problems, &form.typed.texts()),
        form,
    }
}

/// POST /rencontres/{id}/programme/nouvelle
pub async fn create(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<SessionForm>(
        posted,
        move |acting, (_, plan)| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            let id = add(acting.tx, acting.viewer, &seen, plan, &acting.app.base_url)?;
            Ok(Done::at(format!("/rencontres/{}/programme#s-{id}", seen.meeting.id)).saying("said-session-added"))
        },
        move |visit, form| new_page(visit, &again, Some(form)),
    )
    .await
}

/// GET /rencontres/{id}/programme/{session}
pub async fn show_edit(desk: Desk, parts: Path<(String, String)>) -> HttpResponse {
    desk.show(move |visit| edit_page(visit, &parts, None)).await
}

fn edit_page(
    visit: &mut Visit<'_>,
    (part, session): &(String, String),
    form: Option<Filled<SessionForm>>,
) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    seen.require_now(&visit.viewer, Step::Program)?;
    let id: MeetingSessionId = session.parse()?;
    let all = store::sessions(visit.db, seen.meeting.id)?;
    let own = all.iter().find(|one| one.id == id).ok_or(Refusal::NotFound)?;
    let now = standing(visit, &seen, own)?;
    let mut form = form.unwrap_or_else(|| Filled::with(now.clone()));
    let overtaken = form.problems.iter().any(|problem| problem.field == "version");
    if overtaken {
        // Sending it again changes the session as it stands now.
        form.typed.version = now.version.clone();
    }
    let meanwhile = overtaken.then(|| Meanwhile {
        title: typography::spaces(&now.title),
        starts: if now.starts.is_empty() { now.after.clone() } else { now.starts.replace('T', " ") },
        minutes: own.minutes,
        room: now.room.clone(),
        speakers: now.speakers.clone(),
        summary: typography::spaces(&now.summary),
    });
    let view = FormView {
        action: format!("/rencontres/{}/programme/{id}", seen.meeting.id),
        meanwhile,
        ..form_view(visit, &seen, (&all, Some(own)), form)
    };
    Ok(Page::of("meetings/session.html", &view))
}

/// The form of a session as it stands.
fn standing(visit: &mut Visit<'_>, seen: &Seen, own: &Session) -> Result<SessionForm, Refusal> {
    let meeting = &seen.meeting;
    let speakers = store::speakers(visit.db, meeting.id)?;
    let speakers: Vec<String> = speakers
        .into_iter()
        .filter(|row| row.session == own.id)
        .map(|row| match (row.named, row.member) {
            // Told apart from others who bear the name.
            (Some((given, family)), Some(id)) if row.name.ends_with(&format!("({id})")) => {
                format!("{given} {family} ({id})")
            }
            (Some((given, family)), Some(_)) => format!("{given} {family}"),
            _ => row.name,
        })
        .collect();
    let links = store::links(visit.db, &visit.viewer, meeting.id)?;
    let links: Vec<String> = links
        .into_iter()
        .filter(|row| row.session == own.id)
        .map(|row| crate::threads::address_by_kind(row.kind, row.thread, &row.title))
        .collect();
    Ok(SessionForm {
        parent: own.parent_id.map(|id| id.to_string()).unwrap_or_default(),
        title: own.title.clone(),
        minutes: own.minutes.to_string(),
        room: own.room.clone(),
        place: if own.place == 0 { String::new() } else { own.place.to_string() },
        summary: own.summary.clone(),
        speakers: speakers.join(", "),
        links: links.join("\n"),
        signs_up: if own.signs_up { "1".into() } else { String::new() },
        capacity: own.capacity.map(|seats| seats.to_string()).unwrap_or_default(),
        version: own.version.to_string(),
        ..at(meeting, own.after_minutes)
    })
}

/// POST /rencontres/{id}/programme/{session}
pub async fn edit(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    let again = parts.clone();
    desk.submit::<SessionForm>(
        posted,
        move |acting, (version, plan)| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
            let id = parts.1.parse()?;
            change(acting.tx, acting.viewer, &seen, (id, *version), (plan, &acting.app.base_url))?;
            Ok(Done::at(format!("/rencontres/{}/programme#s-{id}", seen.meeting.id)).saying("said-session-saved"))
        },
        move |visit, form| edit_page(visit, &again, Some(form)),
    )
    .await
}
