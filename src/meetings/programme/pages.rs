//! The programme's page, signing up for a session, taking one off.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::views::{self, DayView};
use super::{join, leave, remove};
use crate::db::ids::MeetingId;
use crate::meetings::machine::{State, Step};
use crate::meetings::pages::meeting_id;
use crate::meetings::views::TimeView;
use crate::meetings::{Seen, visible};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::text::typography;
use crate::themes::{self, pages::ThemeView};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

#[derive(Serialize)]
struct ProgrammeView {
    id: MeetingId,
    title: String,
    address: String,
    theme: ThemeView,
    state: State,
    time: Option<TimeView>,
    days: Vec<DayView>,
    may_write: bool,
    /// What was wrong with signing up.
    form: Filled<SessionAct>,
}

/// GET /rencontres/{id}/programme
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, Filled::blank())).await
}

fn page(visit: &mut Visit<'_>, part: &str, form: Filled<SessionAct>) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    let theme = themes::by_id(visit.db, seen.meeting.theme_id)?;
    let view = ProgrammeView {
        id: seen.meeting.id,
        title: typography::spaces(&seen.meeting.title),
        address: seen.address(),
        theme: ThemeView::of(&theme),
        state: seen.meeting.state,
        time: TimeView::of(visit, &seen.meeting),
        days: views::days(visit, &seen)?,
        may_write: seen.may(&visit.viewer, Step::Program),
        form,
    };
    Ok(Page::of("meetings/programme.html", &view))
}

/// A button of a session.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionAct {}

impl Fields for SessionAct {
    type Parsed = ();
    fn parse(&self) -> Result<(), Refusal> {
        Ok(())
    }
}

type Verb = fn(&mut crate::db::Tx<'_>, &Viewer, &Seen, crate::db::ids::MeetingSessionId) -> Result<(), Refusal>;

async fn signing(
    desk: Desk,
    parts: Path<(String, String)>,
    posted: Posted,
    (verb, said): (Verb, &'static str),
) -> HttpResponse {
    let again = parts.0.clone();
    desk.submit::<SessionAct>(
        posted,
        move |acting, ()| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
            let session = parts.1.parse()?;
            verb(acting.tx, acting.viewer, &seen, session)?;
            Ok(Done::at(format!("/rencontres/{}/programme#s-{session}", seen.meeting.id)).saying(said))
        },
        move |visit, form| page(visit, &again, form),
    )
    .await
}

/// POST /rencontres/{id}/programme/{session}/inscription
pub async fn sign_up(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    signing(desk, parts, posted, (join, "said-session-joined")).await
}

/// POST /rencontres/{id}/programme/{session}/inscription/retrait
pub async fn sign_off(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    signing(desk, parts, posted, (leave, "said-session-left")).await
}

/// A session to take off, as it was seen.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemovalForm {
    version: String,
}

impl Fields for RemovalForm {
    type Parsed = i32;
    fn parse(&self) -> Result<i32, Refusal> {
        Ok(self.version.parse().unwrap_or(-1))
    }
}

/// POST /rencontres/{id}/programme/{session}/retrait: the session is taken off if it is still as it was seen.
pub async fn take_off(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    desk.press::<RemovalForm>(posted, move |acting, version| {
        let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
        match remove(acting.tx, acting.viewer, &seen, parts.1.parse()?, *version) {
            // There is nothing typed to keep: the page says to look again.
            Err(Refusal::Overtaken(_)) => Err(Refusal::Conflict("programme-meanwhile-button")),
            outcome => outcome,
        }?;
        Ok(Done::at(format!("/rencontres/{}/programme", seen.meeting.id)).saying("said-session-removed"))
    })
    .await
}
