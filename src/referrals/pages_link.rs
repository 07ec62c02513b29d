//! The page a body answers on, without an account: reading it changes nothing, its form acknowledges or answers.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::answering::LANGUAGE;
use super::{Came, LONGEST_ANSWER, Note, Through, links};
use crate::instance;
use crate::limits;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::web::{self, Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// What a body says, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    answer: String,
    identifiers: String,
    act: String,
}

impl Fields for LinkForm {
    /// Its words; nothing when it only says that it has the note.
    type Parsed = Option<String>;
    fn parse(&self) -> Result<Option<String>, Refusal> {
        if self.act == "acknowledge" {
            return Ok(None);
        }
        let words = web::field(&self.answer, LONGEST_ANSWER).map_err(|sentence| Problems::one("answer", sentence))?;
        caution::answered(&[&words], &self.identifiers).map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok(Some(words))
    }
}

#[derive(Serialize)]
struct View {
    action: String,
    reference: String,
    community: String,
    body: String,
    sender: String,
    sent: When,
    due: When,
    note: Note,
    acknowledged: Option<When>,
    answered: Option<When>,
    answer: Option<String>,
    caution: Option<Caution>,
    form: Filled<LinkForm>,
}

fn page(visit: &mut Visit<'_>, token: &str, form: Filled<LinkForm>) -> Result<Page, Refusal> {
    let found = links::read(visit.db, &visit.app.key, token)?;
    let view = View {
        action: format!("/transmissions/{token}"),
        reference: found.id.to_string(),
        community: instance::greeting(visit.db)?.name,
        sender: format!("{} {}", found.sender.0, found.sender.1),
        sent: visit.when(found.sent_at),
        due: visit.when(found.due_at),
        note: found.note(),
        acknowledged: found.acknowledged_at.map(|at| visit.when(at)),
        answered: found.answered_at.map(|at| visit.when(at)),
        body: found.body_name,
        answer: found.answer,
        caution: Caution::of_refused(&form.problems, &[&form.typed.answer]),
        form,
    };
    Ok(Page::of("referrals/link.html", &view).without_referrer())
}

/// GET /transmissions/{token}: shows what was asked, and changes nothing.
pub async fn show(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &token, Filled::blank())).await
}

/// POST /transmissions/{token}
pub async fn say(desk: Desk, posted: Posted, token: Path<String>) -> HttpResponse {
    let came = ready(&desk, &token, posted.peek::<LinkForm>()).await;
    let again = token.clone();
    let act = move |acting: &mut Acting<'_, '_>, words: &Option<String>| {
        acting.spend(&limits::REFERRAL_ANSWERS)?;
        let found = links::read(acting.tx.db(), &acting.app.key, &token)?;
        super::say(acting.tx, &found, came.as_ref().ok_or(Refusal::Gone("referral-link-gone"))?)?;
        let said = if words.is_some() { "said-referral-thanks" } else { "said-referral-received" };
        Ok(Done::at(format!("/transmissions/{token}")).saying(said))
    };
    desk.submit(posted, act, move |visit, form| page(visit, &again, form)).await
}

/// What the body says, made ready off any transaction; nothing when its link leads nowhere or its text cannot be taken.
async fn ready(desk: &Desk, token: &str, typed: LinkForm) -> Option<Came> {
    let words = typed.parse().ok()?;
    let (app, token) = (desk.app.clone(), token.to_owned());
    let read = desk.app.database.read(move |db| {
        let found = links::read(db, &app.key, &token)?;
        let french = app.sentences(LANGUAGE);
        match words {
            Some(words) => Came::answered(&found, words, Through::Link, french),
            None => Came::acknowledged(&found, french),
        }
    });
    read.await.ok()
}
