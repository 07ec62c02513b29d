//! Correcting a member's post in their place, with a reason they read; removing a post in an emergency.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::emergency;
use super::pages::{About, ReasonForm};
use super::posts;
use super::templates::Facts;
use super::templates::pages::Offered;
use super::{LONGEST_REASON, Reason};
use crate::circles::people;
use crate::db::ids::PostId;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::themes;
use crate::threads::forms::finished;
use crate::threads::{self, Body, Post, Thread};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

/// A correction as typed, and the version it corrects.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorrectionForm {
    body: String,
    version: String,
    identifiers: String,
    reason: String,
}

/// A correction.
pub struct Correction {
    body: Body,
    version: String,
    reason: Reason,
}

impl Fields for CorrectionForm {
    type Parsed = Correction;
    fn parse(&self) -> Result<Correction, Refusal> {
        let mut problems = Problems::default();
        let body = problems.check("body", Body::parse(&self.body));
        let reason = problems.check("reason", Reason::parse(&self.reason));
        problems.settle()?;
        let Some((body, reason)) = body.zip(reason) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let body = finished(body, &[], (&self.identifiers, ""))?;
        Ok(Correction { body, version: self.version.clone(), reason })
    }
}

#[derive(Serialize)]
struct CorrectionView {
    post: About,
    offered: Offered,
    form: Filled<CorrectionForm>,
    caution: Option<Caution>,
    longest: usize,
}

/// The reasons a page about a post offers, and the one that was asked for.
pub(super) fn offered(
    visit: &mut Visit<'_>,
    (thread, post): (&Thread, &Post),
    place: &str,
) -> Result<(Offered, String), Refusal> {
    let signer = post.signer();
    let name = people::names(visit.db, &[signer])?.remove(&signer).unwrap_or_default();
    let theme = themes::by_id(visit.db, thread.theme)?.name;
    let facts = Facts { name, theme, number: post.number.to_string() };
    Offered::of(visit, Some(thread.theme), &facts, format!("/messages/{}/{place}", post.id))
}

fn page(visit: &mut Visit<'_>, id: PostId, form: Option<Filled<CorrectionForm>>) -> Result<Page, Refusal> {
    let (thread, post) = threads::visible_post(visit.db, &visit.viewer, id)?;
    policy::require(&visit.viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    if threads::owned::is_text_of_its_owner(&thread, post.number) {
        return Err(Refusal::Forbidden("refusal-forbidden-owned"));
    }
    let (offered, reason) = offered(visit, (&thread, &post), "correction")?;
    let typed =
        CorrectionForm { body: post.source.clone(), version: post.version(), reason, ..CorrectionForm::default() };
    let form = form.unwrap_or_else(|| Filled::with(typed));
    let caution = Caution::of_refused(&form.problems, &[&form.typed.body]);
    let post = About::of(visit, &thread, &post)?;
    let view = CorrectionView { post, offered, form, caution, longest: LONGEST_REASON };
    Ok(Page::of("moderation/correction.html", &view))
}

/// GET /messages/{post}/correction
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, part.parse()?, None)).await
}

/// POST /messages/{post}/correction
pub async fn correct(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<CorrectionForm>(
        posted,
        move |acting, correction| {
            let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
            let text = (correction.version.as_str(), &correction.body);
            posts::correct(acting.viewer, (&thread, &post), text, &correction.reason, acting.tx)
                .map(|address| Done::at(address).saying("said-corrected"))
        },
        move |visit, form| page(visit, again.parse()?, Some(form)),
    )
    .await
}

#[derive(Serialize)]
struct EmergencyView {
    post: About,
    offered: Offered,
    form: Filled<ReasonForm>,
    longest: usize,
}

fn emergency_page(visit: &mut Visit<'_>, id: PostId, form: Option<Filled<ReasonForm>>) -> Result<Page, Refusal> {
    let (thread, post) = match threads::visible_post(visit.db, &visit.viewer, id) {
        Err(Refusal::NotFound) => posts::hidden_from_others(visit.db, &visit.viewer, id)?,
        found => found?,
    };
    policy::require(&visit.viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    let (offered, reason) = offered(visit, (&thread, &post), "urgence")?;
    let form = form.unwrap_or_else(|| Filled::with(ReasonForm { reason }));
    let post = About::without_text(visit, &thread, &post);
    Ok(Page::of("moderation/emergency.html", &EmergencyView { post, offered, form, longest: LONGEST_REASON }))
}

/// GET /messages/{post}/urgence
pub async fn show_emergency(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| emergency_page(visit, part.parse()?, None)).await
}

/// POST /messages/{post}/urgence
pub async fn remove(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let (thread, post) = emergency::removable(acting.tx, acting.viewer, part.parse()?)?;
            emergency::remove(acting.viewer, (&thread, &post), reason, acting.tx)
                .map(|address| Done::at(address).saying("said-removed"))
        },
        move |visit, form| emergency_page(visit, again.parse()?, Some(form)),
    )
    .await
}
