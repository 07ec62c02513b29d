//! Pages that take a step of a meeting: all of them send one form, and show the meeting's page again when it is refused.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::pages::{Again, meeting_id, page};
use super::{LONGEST_REASON, Meeting, Seen, planning, series};
use crate::db::ids::MeetingSeriesId;
use crate::refusal::{Problems, Refusal};
use crate::web::{Acting, Desk, Done, Fields, Filled, Posted, Visit, optional};

/// Everything a step may ask for, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActForm {
    version: String,
    reason: String,
}

impl ActForm {
    /// The form as it is first shown.
    pub(super) fn of(meeting: &Meeting) -> Self {
        Self { version: meeting.version.to_string(), ..Self::default() }
    }

    fn version(&self) -> i32 {
        self.version.parse().unwrap_or(-1)
    }

    fn reason(&self) -> Result<String, Refusal> {
        optional(&self.reason, LONGEST_REASON).map_err(|sentence| Problems::one("reason", sentence))
    }
}

impl Fields for ActForm {
    type Parsed = Self;
    fn parse(&self) -> Result<Self, Refusal> {
        Ok(self.clone())
    }
}

/// Takes a step by a verb and says so, or shows the page again with what was typed.
pub(super) async fn taken(
    desk: Desk,
    (part, posted): (String, Posted),
    (act, said): (&'static str, &'static str),
    mut verb: impl FnMut(&mut Acting<'_, '_>, &Seen, &ActForm) -> Result<(), Refusal> + Send + 'static,
) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ActForm>(
        posted,
        move |acting, form| {
            let seen = super::visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            verb(acting, &seen, form)?;
            Ok(Done::at(format!("/rencontres/{}", seen.meeting.id)).saying(said))
        },
        move |visit, form| {
            let form = refreshed(visit, &again, form)?;
            page(visit, &again, Again { act, form: Some(form), ..Again::default() })
        },
    )
    .await
}

/// What was typed, with the version the meeting has now: sending it again takes the step from there.
fn refreshed(visit: &mut Visit<'_>, part: &str, mut form: Filled<ActForm>) -> Result<Filled<ActForm>, Refusal> {
    let seen = super::visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    form.typed.version = seen.meeting.version.to_string();
    Ok(form)
}

/// POST /rencontres/{id}/annonce
pub async fn announce(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let wanted = part.clone();
    let prepared = desk.app.database.read(move |db| planning::prepared(db, meeting_id(&wanted)?)).await;
    if let (Err(Refusal::NotFound), Ok(id)) = (&prepared, meeting_id(&part)) {
        // All that are left of a series are announced at once.
        return series::pages::announce(desk, MeetingSeriesId(id.0), posted).await;
    }
    taken(desk, (part.into_inner(), posted), ("announce", "said-meeting-announced"), move |acting, seen, form| {
        let prepared = prepared.as_ref().map_err(Clone::clone)?;
        planning::announce(acting.tx, acting.viewer, seen, form.version(), prepared)
    })
    .await
}

/// POST /rencontres/{id}/annulation
pub async fn cancel(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("cancel", "said-meeting-cancelled"), |acting, seen, form| {
        planning::cancel(acting.tx, acting.viewer, seen, (form.version(), &form.reason()?))
    })
    .await
}

/// POST /rencontres/{id}/abandon
pub async fn abandon(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    taken(desk, (part.into_inner(), posted), ("abandon", "said-meeting-abandoned"), |acting, seen, form| {
        planning::abandon(acting.tx, acting.viewer, seen, form.version())
    })
    .await
}
