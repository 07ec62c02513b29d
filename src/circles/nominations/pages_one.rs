//! One nomination: read by the person and by those who follow it; answered, noted, settled.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::forms::{AnswerForm, MandateForm, NoteForm};
use super::{Nomination, State, address, answer, note_director, place, seen, withdraw};
use crate::circles::{Circle, people};
use crate::db::ids::{MemberId, NominationId};
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::themes;
use crate::web::{Button, Desk, Done, Filled, Page, Posted, Visit, When};

/// The forms of the page, of which one may come back.
#[derive(Serialize)]
struct Forms {
    answer: Filled<AnswerForm>,
    note: Filled<NoteForm>,
    mandate: Filled<MandateForm>,
}

impl Forms {
    fn blank(nomination: &Nomination) -> Self {
        Self {
            answer: Filled::blank(),
            note: Filled::with(NoteForm::of(&nomination.director_note)),
            mandate: Filled::blank(),
        }
    }
}

#[derive(Serialize)]
struct View {
    action: String,
    theme: String,
    theme_name: String,
    member: MemberId,
    name: String,
    by: String,
    circle: Circle,
    state: State,
    reason: String,
    made: When,
    answered: Option<When>,
    words: String,
    director: String,
    settled: Option<When>,
    settled_by: Option<String>,
    mine: bool,
    follows: bool,
    may_answer: bool,
    may_note: bool,
    may_place: bool,
    may_withdraw: bool,
    forms: Forms,
}

/// GET /candidatures/{id}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &id, |_| ())).await
}

fn page(visit: &mut Visit<'_>, id: &str, put: impl FnOnce(&mut Forms)) -> Result<Page, Refusal> {
    let nomination = seen(visit.db, &visit.viewer, id.parse()?)?;
    let mut forms = Forms::blank(&nomination);
    put(&mut forms);
    let theme = themes::by_id(visit.db, nomination.theme)?;
    let ids: Vec<MemberId> = [nomination.member, nomination.by].into_iter().chain(nomination.settled_by).collect();
    let names = people::names(visit.db, &ids)?;
    let name = |id: &MemberId| names.get(id).cloned().unwrap_or_default();
    let (viewer, member) = (&visit.viewer, nomination.member);
    let mine = viewer.member == Some(member);
    let open = matches!(nomination.state, State::Proposed | State::Agreed);
    let may = |act: Act<'_>| open && policy::allows(viewer, &act);
    let view = View {
        may_answer: mine && nomination.state == State::Proposed,
        may_note: may(Act::Nominate { theme: theme.id, member }),
        may_place: nomination.state == State::Agreed && may(Act::MoveBetweenCircles { theme: theme.id, moved: member }),
        may_withdraw: may(Act::WithdrawNomination { theme: theme.id, by: nomination.by }),
        follows: policy::allows(viewer, &Act::SeeCandidates(theme.id)),
        action: address(nomination.id),
        theme: theme.slug,
        theme_name: theme.name,
        name: name(&member),
        by: name(&nomination.by),
        settled_by: nomination.settled_by.as_ref().map(name),
        made: visit.when(nomination.at),
        answered: nomination.answered_at.map(|at| visit.when(at)),
        settled: nomination.settled_at.map(|at| visit.when(at)),
        member,
        circle: nomination.circle,
        state: nomination.state,
        reason: nomination.reason,
        words: nomination.answer,
        director: nomination.director_note,
        mine,
        forms,
    };
    Ok(Page::of("circles/nomination.html", &view))
}

/// POST /candidatures/{id}/reponse
pub async fn give_answer(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<AnswerForm>(
        posted,
        move |acting, given| {
            let (member, id): (MemberId, NominationId) = (acting.me()?.id, id.parse()?);
            answer(acting.tx, member, id, given)?;
            Ok(Done::at(address(id)).saying("said-nomination-answered"))
        },
        move |visit, form| page(visit, &again, |forms| forms.answer = form),
    )
    .await
}

/// POST /candidatures/{id}/direction
pub async fn note(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<NoteForm>(
        posted,
        move |acting, note| {
            note_director(acting.tx, acting.viewer, id.parse()?, note)?;
            Ok(Done::at(format!("/candidatures/{id}")).saying("said-nomination-noted"))
        },
        move |visit, form| page(visit, &again, |forms| forms.note = form),
    )
    .await
}

/// POST /candidatures/{id}/mandat
pub async fn give_mandate(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<MandateForm>(
        posted,
        move |acting, mandate| {
            place(acting.tx, acting.viewer, id.parse()?, mandate)?;
            Ok(Done::at(format!("/candidatures/{id}")).saying("said-nomination-placed"))
        },
        move |visit, form| page(visit, &again, |forms| forms.mandate = form),
    )
    .await
}

/// POST /candidatures/{id}/retrait
pub async fn take_back(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        withdraw(acting.tx, acting.viewer, id.parse()?)?;
        Ok(Done::at(format!("/candidatures/{id}")).saying("said-nomination-withdrawn"))
    })
    .await
}
