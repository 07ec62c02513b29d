//! An account, for administrators: closing it, opening it again.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::accounts::{self, Account};
use crate::db::ids::MemberId;
use crate::moderation::pages::ReasonForm;
use crate::moderation::templates::Facts;
use crate::moderation::templates::pages::Offered;
use crate::moderation::{LONGEST_REASON, decisions};
use crate::refusal::Refusal;
use crate::web::{Desk, Done, Filled, Page, Posted, Visit, When};

#[derive(Serialize)]
struct View {
    member: MemberId,
    name: String,
    closed: bool,
    oneself: bool,
    before: Vec<Line>,
    offered: Offered,
    form: Filled<ReasonForm>,
    longest: usize,
}

#[derive(Serialize)]
struct Line {
    reason: String,
    by: String,
    when: When,
    ended: Option<When>,
}

fn lines(visit: &mut Visit<'_>, account: &Account) -> Result<Vec<Line>, Refusal> {
    let ids: Vec<_> = account.before.iter().map(|one| one.decision).collect();
    let told = decisions::some(visit.db, &ids)?;
    let line = |one: &super::Sanction| {
        let told = told.iter().find(|decision| decision.id == one.decision)?;
        Some(Line {
            reason: told.reason.clone(),
            by: format!("{} {}", told.actor.1, told.actor.2),
            when: visit.when(one.since),
            ended: one.ended_at.map(|at| visit.when(at)),
        })
    };
    Ok(account.before.iter().filter_map(line).collect())
}

fn page(visit: &mut Visit<'_>, id: &str, form: Option<Filled<ReasonForm>>) -> Result<Page, Refusal> {
    let account = accounts::visible(visit.db, &visit.viewer, id.parse()?)?;
    let facts = Facts { name: account.name.clone(), ..Facts::default() };
    let here = format!("/administration/comptes/{}", account.member);
    let (offered, reason) = Offered::of(visit, None, &facts, here)?;
    let view = View {
        member: account.member,
        oneself: visit.viewer.member == Some(account.member),
        closed: account.closed,
        before: lines(visit, &account)?,
        name: account.name,
        offered,
        form: form.unwrap_or_else(|| Filled::with(ReasonForm { reason })),
        longest: LONGEST_REASON,
    };
    Ok(Page::of("moderation/account.html", &view))
}

/// GET /administration/comptes/{member}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &id, None)).await
}

/// POST /administration/comptes/{member}/fermeture
pub async fn close(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let account = accounts::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
            accounts::close(acting.viewer, &account, reason, acting.tx)?;
            Ok(Done::at(format!("/administration/comptes/{}", account.member)).saying("said-account-closed"))
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}

/// POST /administration/comptes/{member}/fermeture/retrait
pub async fn reopen(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let account = accounts::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
            accounts::reopen(acting.viewer, &account, reason, acting.tx)?;
            Ok(Done::at(format!("/administration/comptes/{}", account.member)).saying("said-account-reopened"))
        },
        move |visit, form| page(visit, &again, Some(form)),
    )
    .await
}
