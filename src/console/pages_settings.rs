//! How the console is kept, for administrators.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::Settings;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

/// The settings as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsForm {
    age_hours: String,
    claim_minutes: String,
}

impl Fields for SettingsForm {
    type Parsed = Settings;
    fn parse(&self) -> Result<Settings, Refusal> {
        let mut problems = Problems::default();
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| Sentence::from("console-settings-number"));
        let age = problems.check("age_hours", number(&self.age_hours));
        let claim = problems.check("claim_minutes", number(&self.claim_minutes));
        problems.settle()?;
        let settings = || Some(Settings { age_hours: age?, claim_minutes: claim? });
        settings().ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

#[derive(Serialize)]
struct View {
    form: Filled<SettingsForm>,
}

fn page(visit: &mut Visit<'_>, form: Option<Filled<SettingsForm>>) -> Result<Page, Refusal> {
    policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
    let now = visit.app.console.in_force(visit.db)?;
    let standing =
        || SettingsForm { age_hours: now.age_hours.to_string(), claim_minutes: now.claim_minutes.to_string() };
    let form = form.unwrap_or_else(|| Filled::with(standing()));
    Ok(Page::of("console/settings.html", &View { form }))
}

/// GET /administration/console
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, None)).await
}

/// POST /administration/console
pub async fn choose(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<SettingsForm>(
        posted,
        |acting, settings| {
            settings.choose(acting.tx, acting.viewer)?;
            Ok(Done::at("/administration/console").saying("said-console-settings"))
        },
        |visit, form| page(visit, Some(form)),
    )
    .await
}
