//! The page where organisers see who comes, with what they need, who waits and who did not answer; its table to take away.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::store_roll::{self, Listed};
use super::{Answer, Seat, Way, guests, roll};
use crate::circles::Circle;
use crate::conversations::recipients::{self, Recipient};
use crate::db::ids::MemberId;
use crate::limits;
use crate::meetings::attendance::Attendance;
use crate::meetings::attendance::figures::{Groups, grouped};
use crate::meetings::machine::Step;
use crate::meetings::pages::meeting_id;
use crate::meetings::{Seen, visible};
use crate::members::regions;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentences;
use crate::text::{csv, slug, typography};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// Somebody who answered.
#[derive(Serialize)]
struct Line {
    id: MemberId,
    name: String,
    work: String,
    answer: Answer,
    seat: Seat,
    until: Option<When>,
    companions: Vec<String>,
    meals: String,
    access: String,
    travel: String,
}

/// Who came, by group.
#[derive(Default, Serialize)]
struct Figures {
    total: usize,
    circles: Groups,
    regions: Groups,
    establishments: Groups,
}

/// Those who come, on a page of them.
const PAGE: usize = 100;
/// Names of those who did not answer that are shown.
const SILENT: usize = 100;

#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    address: String,
    coming: Vec<Line>,
    /// How many they are on all pages, and the pages before and after this one.
    come: usize,
    previous: Option<usize>,
    next: Option<usize>,
    /// Those who wait or are offered a seat, in order.
    waiting: Vec<Line>,
    /// The others: maybe, no, and whoever let an offer go.
    others: Vec<Line>,
    silent: Vec<(MemberId, String)>,
    /// How many did not answer, and how many of them are not named here.
    unheard: usize,
    unnamed: usize,
    figures: Figures,
    may_invite: bool,
    form: Filled<GuestForm>,
    answers: Vec<Answer>,
    may_answer: bool,
    said: Filled<ForForm>,
    export: String,
}

/// GET /rencontres/{id}/inscriptions
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| list(visit, &part, Filled::blank(), Filled::blank())).await
}

fn list(visit: &mut Visit<'_>, part: &str, form: Filled<GuestForm>, said: Filled<ForForm>) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    seen.require(&visit.viewer, Step::Attend)?;
    let meeting = &seen.meeting;
    let listed = roll::answered(visit.db, meeting)?;
    let brought = roll::brought(visit.db, meeting)?;
    let silent = store_roll::silent(visit.db, meeting.id)?;
    let figures = figures(&listed, visit.sentences());
    let mut waiting: Vec<&Listed> = listed.iter().filter(|one| waits(one)).collect();
    waiting.sort_by_key(|one| one.queued);
    let line = |one: &&Listed| line(visit, one, &brought);
    let others = listed.iter().filter(|one| one.seat == Seat::None);
    let coming: Vec<&Listed> = listed.iter().filter(|one| one.seat == Seat::Held).collect();
    let last = coming.len().div_ceil(PAGE).max(1);
    let at = visit.ask.param("page").parse().unwrap_or(1_usize).clamp(1, last);
    let open = |answer: &Answer| Way::of(*answer).is_none_or(|way| way.is_open(meeting));
    let view = View {
        id: meeting.id.to_string(),
        title: typography::spaces(&meeting.title),
        address: seen.address(),
        coming: coming.iter().skip((at - 1) * PAGE).take(PAGE).map(line).collect(),
        come: coming.len(),
        previous: (at > 1).then(|| at - 1),
        next: (at < last).then(|| at + 1),
        waiting: waiting.iter().map(line).collect(),
        others: others.map(|one| line(&one)).collect(),
        unheard: silent.len(),
        unnamed: silent.len().saturating_sub(SILENT),
        may_answer: Step::Answer.leaves(meeting.state)
            && !super::has_begun(meeting, visit.now)
            && !(listed.is_empty() && silent.is_empty()),
        silent: silent.into_iter().take(SILENT).map(|(id, given, family)| (id, format!("{given} {family}"))).collect(),
        figures,
        may_invite: seen.may(&visit.viewer, Step::Invite) && meeting.series_id.is_none(),
        form,
        answers: Answer::ALL.iter().copied().filter(open).collect(),
        said,
        export: format!("/rencontres/{}/inscriptions.csv", meeting.id),
    };
    Ok(Page::of("meetings/registrations.html", &view))
}

fn waits(one: &Listed) -> bool {
    matches!(one.seat, Seat::Waiting | Seat::Offered)
}

fn with(one: &Listed, brought: &[(MemberId, String, String)]) -> Vec<String> {
    let theirs = brought.iter().filter(|(by, ..)| *by == one.member);
    let said = |name: &str, organisation: &str| match organisation {
        "" => name.to_owned(),
        organisation => format!("{name} ({organisation})"),
    };
    theirs.map(|(_, name, organisation)| said(name, organisation)).collect()
}

fn line(visit: &Visit<'_>, one: &Listed, brought: &[(MemberId, String, String)]) -> Line {
    Line {
        id: one.member,
        name: one.full_name(),
        work: one.work(),
        answer: one.answer,
        seat: one.seat,
        until: one.offered_until.filter(|_| one.seat == Seat::Offered).map(|until| visit.when(until)),
        companions: with(one, brought),
        meals: one.meals.clone(),
        access: one.access.clone(),
        travel: one.travel.clone(),
    }
}

fn circle(circle: Option<Circle>, sentences: &Sentences) -> String {
    sentences.tell(&match circle {
        Some(Circle::Expert) => "circles-legend-expert".into(),
        Some(Circle::Peer) => "circles-legend-peer".into(),
        Some(Circle::Community) => "circles-legend-community".into(),
        None => "registration-guests".into(),
    })
}

fn figures(listed: &[Listed], sentences: &Sentences) -> Figures {
    let came = || listed.iter().filter(|one| one.attendance.is_some_and(Attendance::took_part));
    let unknown = sentences.tell(&"registration-no-establishment".into());
    Figures {
        total: came().count(),
        circles: grouped(came().map(|one| circle(one.circle, sentences))),
        regions: grouped(came().map(|one| regions::name_of(&one.region))),
        establishments: grouped(came().map(|one| one.establishment.clone().unwrap_or_else(|| unknown.clone()))),
    }
}

/// GET /rencontres/{id}/inscriptions.csv
pub async fn export(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let seen = visible(visit.db, &visit.viewer, meeting_id(&part)?)?;
        seen.require(&visit.viewer, Step::Attend)?;
        visit.spend(&limits::EXPORTS)?;
        let bytes = csv::document(&table(visit, &seen)?);
        let name = format!("inscriptions-{}.csv", slug(&seen.meeting.title));
        Ok(Page::bytes(csv::MEDIA_TYPE, bytes, Some(name)))
    })
    .await
}

fn table(visit: &mut Visit<'_>, seen: &Seen) -> Result<Vec<Vec<String>>, Refusal> {
    let listed = roll::answered(visit.db, &seen.meeting)?;
    let brought = roll::brought(visit.db, &seen.meeting)?;
    let sentences = visit.sentences();
    let headings = [
        "registration-name",
        "registration-profession",
        "registration-establishment",
        "registration-region",
        "registration-circle",
        "registration-answer",
        "registration-seat",
        "registration-companions",
        "registration-meals",
        "registration-access",
        "registration-travel",
        "registration-attendance",
    ];
    let mut rows: Vec<Vec<String>> = vec![headings.iter().map(|key| sentences.tell(&(*key).into())).collect()];
    rows.extend(listed.iter().map(|one| cells(one, &brought, sentences)));
    Ok(rows)
}

fn cells(one: &Listed, brought: &[(MemberId, String, String)], sentences: &Sentences) -> Vec<String> {
    vec![
        one.full_name(),
        one.profession.clone(),
        one.establishment.clone().unwrap_or_default(),
        regions::name_of(&one.region),
        circle(one.circle, sentences),
        sentences.tell(&answer_said(one.answer).into()),
        sentences.tell(&seat_said(one.seat).into()),
        with(one, brought).join(", "),
        one.meals.clone(),
        one.access.clone(),
        one.travel.clone(),
        one.attendance.map(|noted| sentences.tell(&noted_said(noted).into())).unwrap_or_default(),
    ]
}

const fn answer_said(answer: Answer) -> &'static str {
    match answer {
        Answer::Site => "registration-answer-site",
        Answer::Remote => "registration-answer-remote",
        Answer::Maybe => "registration-answer-maybe",
        Answer::No => "registration-answer-no",
    }
}

const fn seat_said(seat: Seat) -> &'static str {
    match seat {
        Seat::None => "registration-seat-none",
        Seat::Held => "registration-seat-held",
        Seat::Waiting => "registration-seat-waiting",
        Seat::Offered => "registration-seat-offered",
    }
}

const fn noted_said(noted: Attendance) -> &'static str {
    match noted {
        Attendance::Present => "attendance-present",
        Attendance::Remote => "attendance-remote",
        Attendance::Excused => "attendance-excused",
        Attendance::Absent => "attendance-absent",
    }
}

/// Who is asked from outside the circle, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct GuestForm {
    with: String,
}

impl Fields for GuestForm {
    type Parsed = Vec<Recipient>;
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        // Nobody is asked for after the right to ask.
        if self.with.trim().is_empty() { Ok(Vec::new()) } else { recipients::parse(&self.with) }
    }
}

/// POST /rencontres/{id}/invites
pub async fn invite(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<GuestForm>(
        posted,
        move |acting, typed| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            seen.require(acting.viewer, Step::Invite)?;
            if typed.is_empty() {
                return Err(Problems::one("with", "registration-guest-nobody"));
            }
            let guests = recipients::found(acting.tx.db(), acting.viewer, typed)?;
            for guest in guests {
                guests::invite(acting.tx, acting.viewer, &seen, guest)?;
            }
            Ok(Done::at(format!("/rencontres/{}/inscriptions", seen.meeting.id)).saying("said-registration-invited"))
        },
        move |visit, form| list(visit, &again, form, Filled::blank()),
    )
    .await
}

/// An answer given for somebody, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ForForm {
    /// Their name.
    person: String,
    said: String,
}

impl Fields for ForForm {
    type Parsed = (String, Option<Answer>);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        Ok((self.person.clone(), Answer::parse(&self.said)))
    }
}

/// POST /rencontres/{id}/inscriptions/reponse
pub async fn answer_for(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ForForm>(
        posted,
        move |acting, (person, answer)| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            seen.require(acting.viewer, Step::Attend)?;
            let person = roll::asked_named(acting.tx.db(), &seen.meeting, person)?;
            let answer = answer.ok_or_else(|| Problems::one("said", "registration-choose-answer"))?;
            let settings = acting.app.meetings;
            super::answer_for(acting.tx, acting.viewer, &seen, (person, answer), settings)?;
            let address = format!("/rencontres/{}/inscriptions", seen.meeting.id);
            Ok(Done::at(address).saying("said-registration-answered"))
        },
        move |visit, form| list(visit, &again, Filled::blank(), form),
    )
    .await
}
