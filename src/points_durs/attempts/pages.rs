//! Telling what became of a solution at one's own place.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{LONGEST_CONTEXT, NewAttempt, Verdict, take_back, tell, telling};
use crate::db::ids::ThreadId;
use crate::limits;
use crate::points_durs::visible;
use crate::policy;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::{self, Caution};
use crate::threads::pages::thread_id;
use crate::threads::titled;
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, field};

/// An attempt, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct AttemptForm {
    verdict: String,
    context: String,
    identifiers: String,
}

impl Fields for AttemptForm {
    type Parsed = NewAttempt;
    fn parse(&self) -> Result<NewAttempt, Refusal> {
        let mut problems = Problems::default();
        let verdict = Verdict::parse(&self.verdict).ok_or_else(|| Sentence::from("attempt-choose"));
        let verdict = problems.check("verdict", verdict);
        let context = problems.check("context", field(&self.context, LONGEST_CONTEXT));
        let answered = problems.check("identifiers", caution::answered(&[&self.context], &self.identifiers));
        problems.settle()?;
        let told = || Some(NewAttempt { verdict: verdict?, context: context?, answered_for: answered? });
        told().ok_or_else(|| Problems::one("form", "form-malformed"))
    }
}

#[derive(Serialize)]
struct View {
    form: Filled<AttemptForm>,
    verdicts: Vec<Verdict>,
    address: String,
    title: String,
    id: ThreadId,
    /// Whether the reader's name will stay unknown here.
    unknown: bool,
    longest: usize,
    caution: Option<Caution>,
}

/// GET /points-durs/{id}/essais
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, thread_id(&part)?, Filled::blank())).await
}

fn page(visit: &mut Visit<'_>, id: ThreadId, form: Filled<AttemptForm>) -> Result<Page, Refusal> {
    let (_, point) = visible(visit.db, &visit.viewer, id)?;
    let me = policy::require(&visit.viewer, &telling(&point))?;
    let view = View {
        verdicts: Verdict::ALL.to_vec(),
        address: point.address(),
        title: titled(visit.sentences(), &point.title),
        id,
        unknown: point.anonymous && point.reporter == me,
        longest: LONGEST_CONTEXT,
        caution: Caution::of_refused(&form.problems, &[&form.typed.context]),
        form,
    };
    Ok(Page::of("points_durs/attempt.html", &view))
}

/// POST /points-durs/{id}/essais
pub async fn create(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<AttemptForm>(
        posted,
        move |acting, attempt| {
            acting.spend(&limits::POSTS_A_MINUTE)?;
            let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
            tell(acting.viewer, &point, attempt, acting.tx)?;
            Ok(Done::at(format!("{}#essais", point.address())).saying("said-attempt-told"))
        },
        move |visit, form| page(visit, thread_id(&again)?, form),
    )
    .await
}

/// POST /points-durs/{id}/essais/{attempt}/retrait
pub async fn remove(desk: Desk, parts: Path<(String, String)>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (_, point) = visible(acting.tx.db(), acting.viewer, thread_id(&parts.0)?)?;
        take_back(acting.viewer, &point, parts.1.parse()?, acting.tx)?;
        Ok(Done::at(format!("{}#essais", point.address())).saying("said-attempt-gone"))
    })
    .await
}
