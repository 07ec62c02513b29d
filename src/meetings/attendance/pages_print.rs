//! What is printed: the sheet that is signed, a certificate of attendance, the letter for a director.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::{Attendance, store};
use crate::db::ids::MemberId;
use crate::instance;
use crate::meetings::machine::Step;
use crate::meetings::pages::meeting_id;
use crate::meetings::registration::{self, Answer, Seat};
use crate::meetings::views::span;
use crate::meetings::{Meeting, Seen, State, store as meetings_store, visible, when};
use crate::refusal::Refusal;
use crate::text::typography;
use crate::themes;
use crate::web::{Desk, Page, Visit, local_date};

/// What every paper says of the meeting.
#[derive(Serialize)]
struct Paper {
    community: String,
    theme: String,
    title: String,
    address: String,
    /// By the meeting's own clock, with its zone's name.
    time: String,
    place: String,
    room: String,
    on_site: bool,
    remote: bool,
    costs: String,
    organisers: Vec<String>,
    today: String,
}

impl Paper {
    fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Self, Refusal> {
        let meeting = &seen.meeting;
        let venue = meetings_store::venue(visit.db, meeting.id)?;
        let organisers = meetings_store::organisers(visit.db, meeting.id)?;
        Ok(Self {
            community: instance::greeting(visit.db)?.name,
            theme: themes::by_id(visit.db, meeting.theme_id)?.name,
            title: typography::spaces(&meeting.title),
            address: seen.address(),
            time: time(visit, meeting),
            place: venue.address,
            room: venue.room,
            on_site: meeting.on_site,
            remote: meeting.remote,
            costs: venue.costs,
            organisers: organisers.into_iter().map(|(_, name)| name).collect(),
            today: local_date(visit.now, &visit.zone(), visit.sentences()),
        })
    }
}

/// A paper says the time of the place, whoever prints it.
fn time(visit: &Visit<'_>, meeting: &Meeting) -> String {
    let (Some(start), Some(end)) = (meeting.starts_at, meeting.ends_at) else { return String::new() };
    span(visit.sentences(), (start, end), &when::zone(&meeting.zone))
}

/// Somebody as a paper names them.
#[derive(Serialize)]
struct Person {
    name: String,
    profession: String,
    establishment: String,
}

impl Person {
    fn of(visit: &mut Visit<'_>, member: MemberId) -> Result<Self, Refusal> {
        let named = store::named(visit.db, member)?;
        let place = named.establishment.map(|(name, town)| [name, town].join(", ").trim_end_matches(", ").to_owned());
        Ok(Self { name: named.name, profession: named.profession, establishment: place.unwrap_or_default() })
    }
}

#[derive(Serialize)]
struct SheetView {
    paper: Paper,
    /// Who is awaited on site, and whom they bring: name, work.
    site: Vec<(String, String)>,
    /// Who follows from afar.
    remote: Vec<(String, String)>,
}

/// GET /rencontres/{id}/emargement
pub async fn sheet(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let seen = visible(visit.db, &visit.viewer, meeting_id(&part)?)?;
        seen.require(&visit.viewer, Step::Attend)?;
        let listed = registration::answered(visit.db, &seen.meeting)?;
        let brought = registration::brought(visit.db, &seen.meeting)?;
        let (mut site, mut remote) = (Vec::new(), Vec::new());
        for one in listed.iter().filter(|one| one.seat == Seat::Held) {
            let lines = if one.answer == Answer::Remote { &mut remote } else { &mut site };
            lines.push((one.full_name(), one.work()));
            let theirs = brought.iter().filter(|(by, ..)| *by == one.member);
            lines.extend(theirs.map(|(_, name, organisation)| (name.clone(), organisation.clone())));
        }
        let paper = Paper::of(visit, &seen)?;
        Ok(Page::of("meetings/sheet.html", &SheetView { paper, site, remote }))
    })
    .await
}

#[derive(Serialize)]
struct CertificateView {
    paper: Paper,
    person: Person,
    how: Attendance,
}

/// GET /rencontres/{id}/attestation/{member}: for who was there, and for who runs it.
pub async fn certificate(desk: Desk, parts: Path<(String, String)>) -> HttpResponse {
    desk.show(move |visit| {
        let (part, member) = parts.into_inner();
        let seen = visible(visit.db, &visit.viewer, meeting_id(&part)?)?;
        let member: MemberId = member.parse()?;
        let own = visit.me()?.id == member;
        if !own && !seen.allows(&visit.viewer, Step::Attend) {
            return Err(Refusal::NotFound);
        }
        let noted = store::of(visit.db, seen.meeting.id, member)?.filter(|noted| noted.took_part());
        let how = noted.ok_or(Refusal::NotFound)?;
        let view = CertificateView { paper: Paper::of(visit, &seen)?, person: Person::of(visit, member)?, how };
        Ok(Page::of("meetings/certificate.html", &view))
    })
    .await
}

#[derive(Serialize)]
struct LetterView {
    paper: Paper,
    person: Person,
    travel: String,
}

/// GET /rencontres/{id}/accord: the letter by which a director agrees that somebody comes.
pub async fn letter(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let seen = visible(visit.db, &visit.viewer, meeting_id(&part)?)?;
        let me = seen.require(&visit.viewer, Step::Answer)?;
        if seen.meeting.state != State::Announced {
            return Err(Refusal::Conflict("meeting-not-now"));
        }
        let travel = registration::travel_of(visit.db, &seen.meeting, me)?;
        let view = LetterView { paper: Paper::of(visit, &seen)?, person: Person::of(visit, me)?, travel };
        Ok(Page::of("meetings/letter.html", &view))
    })
    .await
}
