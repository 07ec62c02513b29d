//! Pages where readers act: feedback, visitors included, spreading, applying, "still in place?" from a mail.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages::{Again, page, sheet_id};
use super::readers::{self, LONGEST_FEEDBACK, LONGEST_PLACE, LONGEST_SIGNATURE};
use super::{Answer, FeedbackKind, FeedbackState, LONGEST_REASON, follow_ups};
use crate::limits;
use crate::refusal::{Problems, Refusal};
use crate::text::{caution, typography};
use crate::web::{Button, Desk, Done, Fields, Page, Posted, Visit, field, optional};

/// What a reader says, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeedbackForm {
    kind: String,
    body: String,
    signed: String,
    identifiers: String,
}

impl FeedbackForm {
    pub(super) fn body(&self) -> &str {
        &self.body
    }
}

impl Fields for FeedbackForm {
    type Parsed = (FeedbackKind, String, String);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let kind = problems.check("kind", FeedbackKind::parse(&self.kind).ok_or("sheet-choose-feedback".into()));
        let body = problems.check("body", field(&self.body, LONGEST_FEEDBACK));
        let signed = problems.check("signed", optional(&self.signed, LONGEST_SIGNATURE));
        problems.settle()?;
        caution::answered(&[&self.body, &self.signed], &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        match (kind, body, signed) {
            (Some(kind), Some(body), Some(signed)) => Ok((kind, body, signed)),
            _ => Err(Refusal::Broken("a form without problems lacks a field".into())),
        }
    }
}

/// POST /fiches/{id}/retours
pub async fn say(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<FeedbackForm>(
        posted,
        move |acting, (kind, body, signed)| {
            let seen = super::visible(acting.tx.db(), acting.viewer, sheet_id(&part)?)?;
            acting.spend(&limits::FEEDBACK)?;
            let state = readers::say(acting.tx, acting.viewer, &seen, (*kind, body, signed))?;
            let held = state == FeedbackState::Held;
            let said = if held { "said-sheet-feedback-held" } else { "said-sheet-feedback" };
            Ok(Done::at(format!("{}#retours", seen.address())).saying(said))
        },
        move |visit, form| page(visit, &again, Again { act: "say", form: None, feedback: Some(form) }),
    )
    .await
}

/// Why words are hidden.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SortForm {
    reason: String,
}

impl Fields for SortForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        optional(&self.reason, LONGEST_REASON).map_err(|sentence| Problems::one("reason", sentence))
    }
}

async fn sorted(desk: Desk, id: String, posted: Posted, to: FeedbackState, said: &'static str) -> HttpResponse {
    desk.press::<SortForm>(posted, move |acting, reason| {
        if to == FeedbackState::Hidden && reason.is_empty() {
            // Who may not decide is told nothing of what is asked.
            let known = readers::sheet_of(acting.tx.db(), acting.viewer, id.parse()?);
            return Err(known.err().unwrap_or_else(|| Problems::one("reason", "sheet-reason-needed")));
        }
        let sheet = readers::sort(acting.tx, acting.viewer, id.parse()?, to, reason)?;
        Ok(Done::at(format!("/fiches/{sheet}#retours")).saying(said))
    })
    .await
}

/// POST /retours/{feedback}/affichage
pub async fn show_feedback(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    sorted(desk, id.into_inner(), posted, FeedbackState::Shown, "said-sheet-feedback-shown").await
}

/// POST /retours/{feedback}/masquage
pub async fn hide_feedback(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    sorted(desk, id.into_inner(), posted, FeedbackState::Hidden, "said-sheet-feedback-hidden").await
}

/// Where a sheet was spread, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlaceForm {
    place: String,
}

impl Fields for PlaceForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        field(&self.place, LONGEST_PLACE).map_err(|sentence| Problems::one("place", sentence))
    }
}

/// POST /fiches/{id}/diffusion
pub async fn spread(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<PlaceForm>(posted, move |acting, place| {
        let seen = super::visible(acting.tx.db(), acting.viewer, sheet_id(&part)?)?;
        readers::spread(acting.tx, acting.viewer, &seen, place)?;
        Ok(Done::at(format!("{}#diffusion", seen.address())).saying("said-sheet-spread"))
    })
    .await
}

/// POST /fiches/{id}/application
pub async fn apply(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let seen = super::visible(acting.tx.db(), acting.viewer, sheet_id(&part)?)?;
        readers::apply(acting.tx, acting.viewer, &seen)?;
        Ok(Done::at(format!("{}#diffusion", seen.address())).saying("said-sheet-applied"))
    })
    .await
}

/// POST /fiches/{id}/application/retrait
pub async fn stop(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let seen = super::visible(acting.tx.db(), acting.viewer, sheet_id(&part)?)?;
        readers::stop_applying(acting.tx, acting.viewer, &seen)?;
        Ok(Done::at(format!("{}#diffusion", seen.address())).saying("said-sheet-stopped"))
    })
    .await
}

#[derive(Serialize)]
struct AskedView {
    title: String,
    sheet: String,
    months: i32,
    action: String,
    answers: &'static [Answer],
    /// What the mail's link says, or what was answered.
    chosen: Option<Answer>,
    done: bool,
    /// Nothing was chosen: the sentence beside the answers.
    lacks: bool,
}

/// GET /en-place/{token} (`?reponse=`): shows what will be answered, and changes nothing.
pub async fn ask(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let chosen = Answer::parse(&visit.ask.param("reponse"));
        asked_page(visit, &token, chosen, (false, false))
    })
    .await
}

/// POST /en-place/{token} (`answer`): the address is its own proof, as mail is read where nobody is signed in.
pub async fn give(desk: Desk, token: Path<String>, posted: Posted) -> HttpResponse {
    let given = Answer::parse(posted.value("answer"));
    let shown = token.clone();
    desk.act_by_link(
        move |tx, app| {
            let now = tx.now();
            let asked = follow_ups::read(tx.db(), &app.key, &token, now)?;
            match given {
                Some(answer) => follow_ups::answer(tx, &asked, answer),
                None => Ok(()),
            }
        },
        move |visit| asked_page(visit, &shown, given, (given.is_some(), given.is_none())),
    )
    .await
}

fn asked_page(
    visit: &mut Visit<'_>,
    token: &str,
    chosen: Option<Answer>,
    (done, lacks): (bool, bool),
) -> Result<Page, Refusal> {
    let asked = follow_ups::read(visit.db, &visit.app.key, token, visit.now)?;
    let view = AskedView {
        title: typography::spaces(asked.seen.title()),
        sheet: asked.seen.address(),
        months: asked.months,
        action: format!("/en-place/{token}"),
        answers: Answer::ALL,
        chosen: chosen.or(asked.answer),
        done,
        lacks,
    };
    Ok(Page::of("sheets/in_place.html", &view).without_referrer())
}
