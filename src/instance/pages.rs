//! Pages of the community's settings: its name and contact, its mail.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use crate::members::Email;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When, field};

/// The community's name and contact.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Described {
    name: String,
    contact: String,
}

impl Fields for Described {
    type Parsed = (String, Email);

    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let name = problems.check("name", field(&self.name, 80));
        let contact = problems.check("contact", Email::parse(&self.contact));
        problems.settle()?;
        name.zip(contact).ok_or(Refusal::NotFound)
    }
}

#[derive(Serialize)]
struct CommunityView {
    form: Filled<Described>,
}

fn community_page(visit: &mut Visit<'_>, form: Option<Filled<Described>>) -> Result<Page, Refusal> {
    policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
    let known = super::identity(visit.db)?;
    let form = form.unwrap_or_else(|| Filled::with(Described { name: known.name, contact: known.contact_email }));
    Ok(Page::of("instance/community.html", &CommunityView { form }))
}

/// GET /administration/communaute
pub async fn show_community(desk: Desk) -> HttpResponse {
    desk.show(|visit| community_page(visit, None)).await
}

/// POST /administration/communaute
pub async fn describe(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Described>(
        posted,
        |acting, (name, contact)| {
            super::describe(acting.tx, acting.viewer, name, contact)?;
            Ok(Done::at("/administration/communaute").saying("said-community-kept"))
        },
        |visit, form| community_page(visit, Some(form)),
    )
    .await
}

#[derive(Serialize)]
struct MailView {
    trial: Option<TrialView>,
}

/// What became of the last trial mail.
#[derive(Serialize)]
struct TrialView {
    posted: When,
    /// `sent`, `dead` or `waiting`.
    state: &'static str,
    sent: Option<When>,
    next_try: When,
    error: Option<String>,
}

/// GET /administration/courriel
pub async fn show_mail(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let trial = super::last_trial(visit.db)?.map(|fate| TrialView {
            posted: visit.when(fate.created_at),
            state: if fate.left() {
                "sent"
            } else if fate.is_lost() {
                "dead"
            } else {
                "waiting"
            },
            sent: fate.done_at.map(|moment| visit.when(moment)),
            next_try: visit.when(fate.not_before),
            error: fate.last_error,
        });
        Ok(Page::of("instance/mail.html", &MailView { trial }))
    })
    .await
}

/// POST /administration/courriel
pub async fn try_mail(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        super::try_mail(acting.tx, acting.viewer)?;
        Ok(Done::at("/administration/courriel").saying("said-mail-tried"))
    })
    .await
}
