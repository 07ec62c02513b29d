//! The page where an author writes a contribution anew, while nobody decided about it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::pages::ContributionForm;
use super::{may_rewrite, rewrite, visible as readable};
use crate::db::ids::{ContributionId, MeetingId};
use crate::meetings::pages::meeting_id;
use crate::meetings::visible;
use crate::refusal::Refusal;
use crate::text::caution::Caution;
use crate::text::typography;
use crate::threads::{LONGEST_TITLE, links, writing};
use crate::web::{Desk, Done, Filled, Page, Posted, Visit};

#[derive(Serialize)]
struct EditView {
    id: ContributionId,
    meeting_id: MeetingId,
    meeting: String,
    address: String,
    /// Its title as it stands.
    title: String,
    form: Filled<ContributionForm>,
    caution: Option<Caution>,
    longest_title: usize,
}

type Parts = Path<(String, String)>;

/// GET /rencontres/{id}/contributions/{contribution}/modifier
pub async fn show(desk: Desk, parts: Parts) -> HttpResponse {
    desk.show(move |visit| page(visit, &parts, None)).await
}

fn page(
    visit: &mut Visit<'_>,
    parts: &(String, String),
    form: Option<Filled<ContributionForm>>,
) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(&parts.0)?)?;
    let one = readable(visit.db, &visit.viewer, &seen, parts.1.parse()?)?;
    if visit.viewer.member != Some(one.member_id) {
        return Err(Refusal::Forbidden("contribution-not-yours"));
    }
    // What was typed is shown again even when somebody decided meanwhile.
    if form.is_none() && !may_rewrite(&visit.viewer, &seen, &one) {
        return Err(Refusal::Conflict("contribution-decided"));
    }
    let standing =
        || ContributionForm { title: one.title.clone(), body: one.body.clone(), ..ContributionForm::default() };
    let mut form = form.unwrap_or_else(|| Filled::with(standing()));
    form.typed.version = one.version.to_string();
    let form = links::previewed(visit, form)?;
    let view = EditView {
        id: one.id,
        meeting_id: seen.meeting.id,
        meeting: typography::spaces(&seen.meeting.title),
        address: format!("/rencontres/{}/contributions/{}", seen.meeting.id, one.id),
        title: typography::spaces(&one.title),
        caution: Caution::of_refused(&form.problems, &[&form.typed.title, &form.typed.body]),
        form,
        longest_title: LONGEST_TITLE,
    };
    Ok(Page::of("meetings/contribution_edit.html", &view))
}

/// POST /rencontres/{id}/contributions/{contribution}/modifier
pub async fn save(desk: Desk, parts: Parts, posted: Posted) -> HttpResponse {
    let again = parts.clone();
    let shown = move |visit: &mut Visit<'_>, form| page(visit, &again, Some(form));
    if posted.value("act") == "preview" {
        return desk.preview::<ContributionForm>(posted, |form| writing::preview("body", &form.body), shown).await;
    }
    let version = posted.value("version").parse().unwrap_or(-1);
    desk.submit::<ContributionForm>(
        posted,
        move |acting, written| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
            let one = readable(acting.tx.db(), acting.viewer, &seen, parts.1.parse()?)?;
            rewrite(acting.tx, acting.viewer, &seen, (&one, version), written)?;
            let address = format!("/rencontres/{}/contributions/{}", seen.meeting.id, one.id);
            Ok(Done::at(address).saying("said-contribution-saved"))
        },
        shown,
    )
    .await
}
