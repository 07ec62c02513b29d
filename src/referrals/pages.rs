//! Pages of referrals for those who follow a point dur: a new one, one with what came of it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::answering::LANGUAGE;
use super::{Body, Came, LONGEST_ANSWER, LONGEST_HOPE, LONGEST_PART, Note, Referral, Through, address, bodies, store};
use crate::db::ids::{BodyId, PointDurId, ReferralId};
use crate::limits;
use crate::members::regions;
use crate::points_durs::steps;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::text::typography;
use crate::threads::{titled, writing};
use crate::web::{self, Acting, Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// Longest reason for taking a referral back, in characters.
const LONGEST_REASON: usize = 1_000;

/// A referral as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoteForm {
    body: String,
    question: String,
    context: String,
    attempts: String,
    hoped_for: String,
    version: String,
    identifiers: String,
    act: String,
}

impl Fields for NoteForm {
    type Parsed = (BodyId, i32, Note);
    fn parse(&self) -> Result<(BodyId, i32, Note), Refusal> {
        let mut problems = Problems::default();
        let body = problems.check("body", self.body.parse().map_err(|_| "referral-choose-body".into()));
        let question = problems.check("question", web::field(&self.question, LONGEST_PART));
        let context = problems.check("context", web::optional(&self.context, LONGEST_PART));
        let attempts = problems.check("attempts", web::optional(&self.attempts, LONGEST_PART));
        let hoped_for = problems.check("hoped_for", web::optional(&self.hoped_for, LONGEST_HOPE));
        problems.settle()?;
        let (Some(body), Some(question), Some(context), Some(attempts), Some(hoped_for)) =
            (body, question, context, attempts, hoped_for)
        else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let note = Note { question, context, attempts, hoped_for };
        caution::answered(&note.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok((body, self.version.parse().unwrap_or(-1), note))
    }
}

/// What a body answered, as typed by somebody who follows the referral.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    answer: String,
    identifiers: String,
}

impl Fields for AnswerForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        let words = web::field(&self.answer, LONGEST_ANSWER).map_err(|sentence| Problems::one("answer", sentence))?;
        caution::answered(&[&words], &self.identifiers).map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok(words)
    }
}

/// Why a referral is taken back, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TakeBackForm {
    reason: String,
}

impl Fields for TakeBackForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        web::field(&self.reason, LONGEST_REASON).map_err(|sentence| Problems::one("reason", sentence))
    }
}

/// The id at the start of an address's part.
fn point_dur_id(part: &str) -> Result<PointDurId, Refusal> {
    part.split('-').next().unwrap_or_default().parse()
}

/// A body one may choose.
#[derive(Serialize)]
struct BodyLine {
    id: BodyId,
    name: String,
    region: String,
    answers_on: String,
    delay_days: i32,
    written_to: bool,
}

impl From<Body> for BodyLine {
    fn from(body: Body) -> Self {
        Self {
            id: body.id,
            written_to: body.is_written_to(),
            region: regions::name_of(&body.region),
            name: body.name,
            answers_on: typography::spaces(&body.answers_on),
            delay_days: body.delay_days,
        }
    }
}

#[derive(Serialize)]
struct NewView {
    title: String,
    back: String,
    action: String,
    anonymous: bool,
    version: String,
    bodies: Vec<BodyLine>,
    chosen: Option<BodyLine>,
    caution: Option<Caution>,
    form: Filled<NoteForm>,
}

fn new_page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<NoteForm>>) -> Result<Page, Refusal> {
    let id = point_dur_id(part)?;
    let ticket = super::ticket::to_refer(visit.db, &visit.viewer, id)?;
    let form = form.unwrap_or_else(|| {
        Filled::with(NoteForm {
            context: ticket.context(),
            attempts: ticket.point.circumstances.tried.clone(),
            version: ticket.point.version.to_string(),
            ..NoteForm::default()
        })
    });
    let bodies = bodies::all(visit.db, false)?;
    let chosen = bodies.iter().find(|body| body.id.to_string() == form.typed.body).cloned();
    // Overtaken, it may be sent again as it is: what happened meanwhile was told.
    let overtaken = form.problems.iter().any(|problem| problem.field == "version");
    let version = if overtaken { ticket.point.version.to_string() } else { form.typed.version.clone() };
    let texts = [&*form.typed.question, &form.typed.context, &form.typed.attempts, &form.typed.hoped_for];
    let view = NewView {
        title: titled(visit.sentences(), &ticket.thread.title),
        back: ticket.address(),
        action: format!("/points-durs/{id}/transmettre"),
        anonymous: ticket.point.anonymous,
        version,
        bodies: bodies.into_iter().map(BodyLine::from).collect(),
        chosen: chosen.map(BodyLine::from),
        caution: Caution::of_refused(&form.problems, &texts),
        form,
    };
    Ok(Page::of("referrals/new.html", &view))
}

/// GET /points-durs/{id}/transmettre
pub async fn show_new(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| new_page(visit, &part, None)).await
}

/// POST /points-durs/{id}/transmettre
pub async fn create(desk: Desk, posted: Posted, part: Path<String>) -> HttpResponse {
    let again = part.clone();
    let page = move |visit: &mut Visit<'_>, form| new_page(visit, &again, Some(form));
    if posted.value("act") == "preview" {
        return desk
            .preview::<NoteForm>(posted, |form| form.parse().and_then(|(_, _, note)| preview(&note)), page)
            .await;
    }
    let act = move |acting: &mut Acting<'_, '_>, (body, version, note): &(BodyId, i32, Note)| {
        let id = point_dur_id(&part)?;
        acting.spend(&limits::REFERRALS)?;
        let referral = steps::as_seen(super::refer(acting.tx, acting.viewer, id, (*body, *version), note))?;
        Ok(Done::at(address(id, referral)).saying("said-referral-sent"))
    };
    desk.submit(posted, act, page).await
}

/// The note leaves as it is typed: what a preview shows is the form itself.
fn preview(note: &Note) -> Result<crate::text::markdown::SafeHtml, Refusal> {
    writing::preview("question", &note.question)
}

#[derive(Serialize)]
struct View {
    title: String,
    back: String,
    address: String,
    reference: ReferralId,
    body: String,
    written_to: bool,
    sender: String,
    sent: When,
    due: When,
    late: bool,
    note: Note,
    mail: Option<&'static str>,
    acknowledged: Option<When>,
    answered: Option<When>,
    through: Option<Through>,
    answer: Option<String>,
    ended: Option<When>,
    open: bool,
    may_enter: bool,
    chased: i32,
    form: Filled<AnswerForm>,
    taking_back: Filled<TakeBackForm>,
    caution: Option<Caution>,
}

/// How the mail fares, in a word of its sentences.
fn mail_word(fate: &crate::mail::outbox::Fate, found: &Referral) -> &'static str {
    match fate {
        fate if found.refused_at.is_some() && !fate.is_lost() => "refused",
        fate if fate.left() => "left",
        fate if fate.is_lost() => "lost",
        _ => "waits",
    }
}

fn page(
    visit: &mut Visit<'_>,
    (part, referral): (&str, &str),
    form: Filled<AnswerForm>,
    taking_back: Filled<TakeBackForm>,
) -> Result<Page, Refusal> {
    let (ticket, found) = super::followed(visit.db, &visit.viewer, point_dur_id(part)?, referral.parse()?)?;
    let body = bodies::find(visit.db, found.body)?;
    let view = View {
        title: titled(visit.sentences(), &ticket.thread.title),
        back: ticket.address(),
        address: address(found.point_dur, found.id),
        reference: found.id,
        written_to: body.is_written_to(),
        body: body.name,
        sender: format!("{} {}", found.sender.0, found.sender.1),
        sent: visit.when(found.sent_at),
        due: visit.when(found.due_at),
        late: found.is_open() && found.due_at <= visit.now,
        note: found.note(),
        mail: super::fate(visit.db, found.id)?.as_ref().map(|fate| mail_word(fate, &found)),
        acknowledged: found.acknowledged_at.map(|at| visit.when(at)),
        answered: found.answered_at.map(|at| visit.when(at)),
        through: found.answered_through,
        open: found.is_open(),
        may_enter: ticket.may_enter(&visit.viewer),
        chased: found.chased,
        ended: found.ended_at.map(|at| visit.when(at)),
        answer: found.answer,
        caution: Caution::of_refused(&form.problems, &[&form.typed.answer]),
        form,
        taking_back,
    };
    Ok(Page::of("referrals/show.html", &view))
}

/// GET /points-durs/{id}/transmissions/{referral}
pub async fn show(desk: Desk, path: Path<(String, String)>) -> HttpResponse {
    let path = path.into_inner();
    desk.show(move |visit| page(visit, (&path.0, &path.1), Filled::blank(), Filled::blank())).await
}

/// What came, made ready off any transaction; nothing when there is no such referral or the text cannot be taken.
async fn ready(desk: &Desk, referral: &str, make: impl FnOnce(&Referral, &Desk) -> Option<Came>) -> Option<Came> {
    let id: ReferralId = referral.parse().ok()?;
    let found = desk.app.database.read(move |db| store::find(db, id)).await.ok()?;
    make(&found, desk)
}

/// POST /points-durs/{id}/transmissions/{referral}/reception
pub async fn acknowledge(desk: Desk, posted: Posted, path: Path<(String, String)>) -> HttpResponse {
    let path = path.into_inner();
    let make = |found: &Referral, desk: &Desk| Came::acknowledged(found, desk.app.sentences(LANGUAGE)).ok();
    let came = ready(&desk, &path.1, make).await;
    desk.press::<Button>(posted, move |acting, ()| {
        let ids = (point_dur_id(&path.0)?, path.1.parse()?);
        super::enter(acting.tx, acting.viewer, ids, came.as_ref().ok_or(Refusal::NotFound)?)?;
        Ok(Done::at(address(ids.0, ids.1)).saying("said-referral-acknowledged"))
    })
    .await
}

/// POST /points-durs/{id}/transmissions/{referral}/reponse
pub async fn answer(desk: Desk, posted: Posted, path: Path<(String, String)>) -> HttpResponse {
    let path = path.into_inner();
    let words = posted.peek::<AnswerForm>().parse().ok();
    let make = |found: &Referral, desk: &Desk| {
        Came::answered(found, words?, Through::Animator, desk.app.sentences(LANGUAGE)).ok()
    };
    let came = ready(&desk, &path.1, make).await;
    let again = path.clone();
    let act = move |acting: &mut Acting<'_, '_>, _: &String| {
        let ids = (point_dur_id(&path.0)?, path.1.parse()?);
        super::enter(acting.tx, acting.viewer, ids, came.as_ref().ok_or(Refusal::NotFound)?)?;
        Ok(Done::at(address(ids.0, ids.1)).saying("said-referral-answered"))
    };
    desk.submit::<AnswerForm>(posted, act, move |visit, form| page(visit, (&again.0, &again.1), form, Filled::blank()))
        .await
}

/// POST /points-durs/{id}/transmissions/{referral}/lien
pub async fn renew(desk: Desk, posted: Posted, path: Path<(String, String)>) -> HttpResponse {
    let path = path.into_inner();
    desk.press::<Button>(posted, move |acting, ()| {
        let ids = (point_dur_id(&path.0)?, path.1.parse()?);
        acting.spend(&limits::REFERRALS)?;
        super::renew_link(acting.tx, acting.viewer, ids)?;
        Ok(Done::at(address(ids.0, ids.1)).saying("said-referral-renewed"))
    })
    .await
}

/// POST /points-durs/{id}/transmissions/{referral}/retrait
pub async fn take_back(desk: Desk, posted: Posted, path: Path<(String, String)>) -> HttpResponse {
    let path = path.into_inner();
    let again = path.clone();
    let act = move |acting: &mut Acting<'_, '_>, reason: &String| {
        let ids = (point_dur_id(&path.0)?, path.1.parse()?);
        super::take_back(acting.tx, acting.viewer, ids, reason)?;
        Ok(Done::at(address(ids.0, ids.1)).saying("said-referral-taken-back"))
    };
    desk.submit::<TakeBackForm>(posted, act, move |visit, form| {
        page(visit, (&again.0, &again.1), Filled::blank(), form)
    })
    .await
}
