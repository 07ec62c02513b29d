//! Pages of attendance: the list that organisers tick, the code on the screen, the form where it is entered.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Attendance, store};
use crate::db::ids::MemberId;
use crate::limits;
use crate::meetings::machine::Step;
use crate::meetings::pages::{Again, meeting_id, page};
use crate::meetings::registration::{self, Answer};
use crate::meetings::{is_past, visible};
use crate::refusal::{Problems, Refusal};
use crate::text::typography;
use crate::web::{Button, Desk, Done, Fields, Page, Posted, Visit};

/// Who was there: a word a person, under their id.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct NoteForm(BTreeMap<String, String>);

impl Fields for NoteForm {
    type Parsed = Vec<(MemberId, Option<Attendance>)>;
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let line = |(id, word): (&String, &String)| {
            let noted = Attendance::parse(word);
            let known = noted.is_some() || word.is_empty();
            id.parse().ok().filter(|_| known).map(|id| (id, noted))
        };
        let lines: Option<Vec<_>> = self.0.iter().map(line).collect();
        lines.ok_or_else(|| Problems::one("form", "form-malformed"))
    }
}

/// Somebody of the list.
#[derive(Serialize)]
struct Line {
    id: MemberId,
    name: String,
    work: String,
    answer: Answer,
    noted: Option<Attendance>,
}

#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    address: String,
    /// The code on the screen, three figures and three figures.
    code: Option<(String, String)>,
    lines: Vec<Line>,
    answers: &'static [Attendance],
    /// It has not begun: nobody is noted yet.
    early: bool,
    over: bool,
}

/// GET /rencontres/{id}/presences
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| list(visit, &part)).await
}

fn list(visit: &mut Visit<'_>, part: &str) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    seen.require(&visit.viewer, Step::Attend)?;
    let meeting = &seen.meeting;
    let listed = registration::answered(visit.db, meeting)?;
    let lines = listed.into_iter().filter(|one| one.is_awaited()).map(|one| Line {
        name: one.full_name(),
        work: one.work(),
        id: one.member,
        answer: one.answer,
        noted: one.attendance,
    });
    let code = store::code(visit.db, meeting.id)?;
    let view = View {
        id: meeting.id.to_string(),
        title: typography::spaces(&meeting.title),
        address: seen.address(),
        code: code.filter(|code| code.is_ascii() && code.len() > 3).map(|code| (code[..3].into(), code[3..].into())),
        lines: lines.collect(),
        answers: Attendance::ALL,
        early: meeting.starts_at.is_none_or(|start| visit.now < start.plus_seconds(-super::EARLY)),
        over: is_past(meeting, visit.now),
    };
    Ok(Page::of("meetings/attendance.html", &view))
}

/// POST /rencontres/{id}/presences
pub async fn note(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<NoteForm>(posted, move |acting, noted| {
        let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
        super::note(acting.tx, acting.viewer, &seen, noted)?;
        Ok(Done::at(format!("/rencontres/{}/presences", seen.meeting.id)).saying("said-attendance-noted"))
    })
    .await
}

/// POST /rencontres/{id}/presences/code
pub async fn draw(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
        super::draw_code(acting.tx, acting.viewer, &seen)?;
        Ok(Done::at(format!("/rencontres/{}/presences", seen.meeting.id)).saying("said-attendance-code"))
    })
    .await
}

/// The code on the screen, as typed, and how one is there.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CodeForm {
    code: String,
    how: String,
}

impl Fields for CodeForm {
    type Parsed = (String, Attendance);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let how = Attendance::parse(&self.how).filter(|how| how.took_part());
        Ok((self.code.clone(), how.unwrap_or(Attendance::Present)))
    }
}

/// POST /rencontres/{id}/presence
pub async fn enter(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<CodeForm>(
        posted,
        move |acting, (code, how)| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            let me = seen.require(acting.viewer, Step::Answer)?;
            // Counted in memory: what a refused form writes in the database is undone with it.
            let (now, app) = (acting.tx.now(), acting.app);
            app.windows.spend(now, app.scale, &limits::CODES, &format!("m:{me}"))?;
            super::enter(acting.tx, acting.viewer, &seen, (code, *how))?;
            Ok(Done::at(format!("/rencontres/{}", seen.meeting.id)).saying("said-attendance-there"))
        },
        move |visit, form| page(visit, &again, Again { code: Some(form), ..Again::default() }),
    )
    .await
}
