//! Writing the minutes: what somebody else saved meanwhile is shown beside what was typed.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{LONGEST, save, store};
use crate::circles::people;
use crate::db::ids::MeetingId;
use crate::limits;
use crate::meetings::machine::Step;
use crate::meetings::pages::meeting_id;
use crate::meetings::visible;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::{self, Caution};
use crate::text::links::without_titles;
use crate::text::typography;
use crate::threads::history::diff::{self, Run};
use crate::threads::{links, writing};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// Minutes as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MinutesForm {
    body: String,
    version: String,
    identifiers: String,
    /// `preview`: nothing is saved.
    act: String,
}

impl Fields for MinutesForm {
    type Parsed = (i32, String);
    fn parse(&self) -> Result<(i32, String), Refusal> {
        let body = without_titles(self.body.trim_end()).into_owned();
        if body.trim().is_empty() {
            return Err(Problems::one("body", "minutes-nothing"));
        }
        if body.len() > LONGEST {
            let kib = |bytes: usize| i64::try_from(bytes / 1024).unwrap_or(i64::MAX);
            let sentence =
                Sentence::new("post-too-long").number("length", kib(body.len()) + 1).number("most", kib(LONGEST));
            return Err(Problems::one("body", sentence));
        }
        if body.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')) {
            return Err(Problems::one("body", "form-bad-characters"));
        }
        caution::answered(&[&body], &self.identifiers).map_err(|sentence| Problems::one("identifiers", sentence))?;
        Ok((self.version.parse().unwrap_or(-1), body))
    }
}

/// What somebody else saved while this was being written.
#[derive(Serialize)]
struct Meanwhile {
    by: String,
    when: When,
    /// Their text, whole.
    theirs: String,
    /// What changes if the typed text takes its place.
    changes: Vec<Run>,
}

#[derive(Serialize)]
struct WriteView {
    id: MeetingId,
    meeting: String,
    address: String,
    form: Filled<MinutesForm>,
    meanwhile: Option<Meanwhile>,
    caution: Option<Caution>,
}

/// GET /rencontres/{id}/compte-rendu/modifier
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, None)).await
}

fn page(visit: &mut Visit<'_>, part: &str, form: Option<Filled<MinutesForm>>) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    seen.require_now(&visit.viewer, Step::Write)?;
    let last = store::last(visit.db, seen.meeting.id)?;
    let standing = last.as_ref().map(|text| (text.version, text.body.as_str())).unwrap_or_default();
    let mut form = form.unwrap_or_else(|| {
        let (version, body) = (standing.0.to_string(), standing.1.to_owned());
        Filled::with(MinutesForm { version, body, ..MinutesForm::default() })
    });
    let overtaken = form.problems.iter().any(|problem| problem.field == "version");
    let meanwhile = match last.as_ref().filter(|_| overtaken) {
        Some(text) => Some(Meanwhile {
            by: people::names(visit.db, &[text.written_by])?.remove(&text.written_by).unwrap_or_default(),
            when: visit.when(text.written_at),
            theirs: text.body.clone(),
            changes: diff::around(diff::between(&text.body, form.typed.body.trim_end())),
        }),
        None => None,
    };
    if overtaken {
        // Sending it again takes the place of what was saved meanwhile, which the history keeps.
        form.typed.version = standing.0.to_string();
    }
    let form = links::previewed(visit, form)?;
    let view = WriteView {
        id: seen.meeting.id,
        meeting: typography::spaces(&seen.meeting.title),
        address: seen.address(),
        meanwhile,
        caution: Caution::of_refused(&form.problems, &[&form.typed.body]),
        form,
    };
    Ok(Page::of("meetings/minutes_form.html", &view))
}

/// POST /rencontres/{id}/compte-rendu/modifier
pub async fn edit(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    let shown = move |visit: &mut Visit<'_>, form| page(visit, &again, Some(form));
    if posted.value("act") == "preview" {
        return desk.preview::<MinutesForm>(posted, |form| writing::preview("body", &form.body), shown).await;
    }
    desk.submit::<MinutesForm>(
        posted,
        move |acting, (version, body)| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            acting.spend(&limits::POSTS_AN_HOUR)?;
            save(acting.tx, acting.viewer, &seen, (*version, body))?;
            Ok(Done::at(format!("/rencontres/{}/compte-rendu", seen.meeting.id)).saying("said-minutes-saved"))
        },
        shown,
    )
    .await
}
