//! Decisions and actions: written down, done, taken off; one's own from everywhere.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::actions::LONGEST_TITLE;
use super::pages::{Forms, page};
use super::store;
use super::views::today;
use super::{Kind, NewLine, finish, note, take_off};
use crate::db::ids::{MeetingActionId, MeetingId};
use crate::meetings::pages::meeting_id;
use crate::meetings::visible;
use crate::refusal::{Problems, Refusal};
use crate::text::caution;
use crate::text::links::without_titles;
use crate::text::typography;
use crate::web::{Button, Desk, Done, Fields, Page, Posted, Visit, civil_date, field};

/// A line as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct LineForm {
    kind: String,
    title: String,
    member: String,
    day: String,
    identifiers: String,
}

impl LineForm {
    pub(super) fn blank() -> Self {
        Self { kind: Kind::Action.word().into(), ..Self::default() }
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }
}

impl Fields for LineForm {
    type Parsed = NewLine;
    fn parse(&self) -> Result<NewLine, Refusal> {
        let mut problems = Problems::default();
        let line = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = problems.check("title", field(&without_titles(&line), LONGEST_TITLE));
        let kind = problems.check("kind", Kind::parse(&self.kind).ok_or("action-choose-kind".into()));
        let due: Option<Option<Date>> = match self.day.trim() {
            "" => Some(None),
            day => problems.check("day", day.parse().map(Some).map_err(|_| "meeting-day-wrong".into())),
        };
        problems.check("identifiers", caution::answered(&[&self.title], &self.identifiers));
        problems.settle()?;
        let new = || Some(NewLine { kind: kind?, title: title?, name: self.member.trim().to_owned(), due: due? });
        new().ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

/// POST /rencontres/{id}/actions
pub async fn create(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<LineForm>(
        posted,
        move |acting, new| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            note(acting.tx, acting.viewer, &seen, new)?;
            let address = format!("/rencontres/{}/compte-rendu#suites", seen.meeting.id);
            Ok(Done::at(address).saying("said-line-noted"))
        },
        move |visit, form| page(visit, &again, Forms { line: Some(form), ..Forms::default() }),
    )
    .await
}

async fn settle(desk: Desk, parts: Path<(String, String)>, posted: Posted, done: bool) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
        let theirs = finish(acting.tx, acting.viewer, &seen, parts.1.parse()?, done)?;
        let beside = || format!("/rencontres/{}/compte-rendu#suites", seen.meeting.id);
        Ok(Done::at(if theirs { "/rencontres/actions".into() } else { beside() }).saying(if done {
            "said-action-done"
        } else {
            "said-action-open"
        }))
    })
    .await
}

/// POST /rencontres/{id}/actions/{action}/fait
pub async fn put_done(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    settle(desk, parts, posted, true).await
}

/// POST /rencontres/{id}/actions/{action}/fait/retrait
pub async fn take_done(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    settle(desk, parts, posted, false).await
}

/// POST /rencontres/{id}/actions/{action}/retrait
pub async fn remove(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&parts.0)?)?;
        take_off(acting.tx, acting.viewer, &seen, parts.1.parse()?)?;
        let address = format!("/rencontres/{}/compte-rendu#suites", seen.meeting.id);
        Ok(Done::at(address).saying("said-line-removed"))
    })
    .await
}

#[derive(Serialize)]
struct MineView {
    actions: Vec<MineLine>,
}

#[derive(Serialize)]
struct MineLine {
    id: MeetingActionId,
    title: String,
    due: Option<String>,
    late: bool,
    meeting: MeetingId,
    meeting_title: String,
}

/// GET /rencontres/actions: what the reader has to do since meetings.
pub async fn mine(desk: Desk) -> HttpResponse {
    desk.show(mine_page).await
}

fn mine_page(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let me = visit.viewer.id()?;
    let here = today(visit)?;
    let found = store::open_of(visit.db, &visit.viewer, me)?;
    let line = |one: store::Mine| MineLine {
        id: one.id,
        title: typography::spaces(&one.title),
        due: one.due.map(|day| civil_date(day, visit.sentences())),
        late: one.due.is_some_and(|day| day < here),
        meeting: one.meeting.0,
        meeting_title: typography::spaces(&one.meeting.1),
    };
    Ok(Page::of("meetings/actions.html", &MineView { actions: found.into_iter().map(line).collect() }))
}
