//! The administrators' page of mails: where they stand, why, and what to do. It never shows what they say.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::Class;
use super::outbox::rescue::{self, Listed, Shelf};
use super::outbox::{State, Trouble};
use crate::db::ids::{MailId, MemberId, from_base32};
use crate::moderation::LONGEST_REASON;
use crate::moderation::pages::ReasonForm;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::web::{Button, Desk, Done, Filled, Page, Posted, Visit, When};

#[derive(Serialize)]
struct View {
    shelves: Vec<(Shelf, i64)>,
    shelf: Shelf,
    mails: Vec<MailView>,
    next: Option<MailId>,
    relay_away: bool,
    form: Filled<ReasonForm>,
    refused: Option<MailId>,
    longest: usize,
}

#[derive(Serialize)]
struct MailView {
    id: MailId,
    class: Class,
    state: State,
    member: Option<(MemberId, String)>,
    trouble: Option<Trouble>,
    code: Option<i32>,
    said: Option<String>,
    attempts: i32,
    copies: i32,
    posted: When,
    next_try: Option<When>,
    done: Option<When>,
    given_up: Option<GivenUp>,
    may_send_again: bool,
    may_give_up: bool,
}

#[derive(Clone, Serialize)]
struct GivenUp {
    reason: String,
    by: String,
    when: When,
}

/// GET /administration/courriers (`?etat=`, `?avant=`)
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, Filled::blank(), None)).await
}

fn page(visit: &mut Visit<'_>, form: Filled<ReasonForm>, refused: Option<MailId>) -> Result<Page, Refusal> {
    policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
    let shelf = Shelf::parse(&visit.ask.param("etat")).unwrap_or(Shelf::Dead);
    let before = from_base32(&visit.ask.param("avant")).map(MailId);
    let (listed, next) = rescue::on_shelf(visit.db, shelf, before)?;
    let ids: Vec<MailId> = listed.iter().map(|mail| mail.id).collect();
    let reasons = match shelf {
        Shelf::Suppressed => rescue::reasons(visit.db, &ids)?,
        Shelf::Dead | Shelf::Waiting | Shelf::Sent => Vec::new(),
    };
    let given_up = |visit: &Visit<'_>, id: MailId| {
        let (_, reason, by, at) = reasons.iter().find(|(mail, ..)| *mail == id)?.clone();
        Some(GivenUp { reason, by, when: visit.when(at) })
    };
    let view = View {
        shelves: rescue::counts(visit.db)?,
        shelf,
        mails: listed
            .into_iter()
            .map(|mail| MailView { given_up: given_up(visit, mail.id), ..seen(visit, mail) })
            .collect(),
        next,
        relay_away: rescue::waits_for_relay(visit.db)?,
        form,
        refused,
        longest: LONGEST_REASON,
    };
    Ok(Page::of("mail_desk/index.html", &view))
}

fn seen(visit: &Visit<'_>, mail: Listed) -> MailView {
    let waits = matches!(mail.state, State::Pending | State::Unknown);
    let may_send_again = mail.may_go_again(visit.now);
    MailView {
        id: mail.id,
        class: mail.class,
        state: mail.state,
        member: mail.member.map(|(id, given, family)| (id, format!("{given} {family}"))),
        trouble: mail.trouble,
        code: mail.code,
        said: mail.said,
        attempts: mail.attempt,
        copies: mail.copies,
        posted: visit.when(mail.created_at),
        next_try: waits.then(|| visit.when(mail.not_before)),
        done: mail.done_at.map(|at| visit.when(at)),
        given_up: None,
        may_send_again,
        may_give_up: waits || mail.state == State::Dead,
    }
}

/// POST /administration/courriers/{mail}/renvoi
pub async fn send_again(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        rescue::send_again(acting.viewer, part.parse()?, acting.tx)?;
        Ok(Done::at("/administration/courriers").saying("said-mail-sent-again"))
    })
    .await
}

/// POST /administration/courriers/{mail}/abandon
pub async fn give_up(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            rescue::give_up(acting.viewer, part.parse()?, reason, acting.tx)?;
            Ok(Done::at("/administration/courriers").saying("said-mail-given-up"))
        },
        move |visit, form| page(visit, form, Some(again.parse()?)),
    )
    .await
}
