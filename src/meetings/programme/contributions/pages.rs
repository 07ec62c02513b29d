//! The contributions of a large meeting: the call, what one submits, what there is to review.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{LONGEST_BODY, State, Written, call, of, runs, submit, until};
use crate::db::ids::{ContributionId, MeetingId, MemberId};
use crate::limits;
use crate::meetings::machine::Step;
use crate::meetings::pages::meeting_id;
use crate::meetings::visible;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::{self, Caution};
use crate::text::typography;
use crate::threads::{Body, LONGEST_TITLE, Title, links, writing};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When, civil_date, field};

/// A contribution as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContributionForm {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) identifiers: String,
    /// Of one that is written anew: where it stood.
    pub(super) version: String,
    /// `preview`: nothing is submitted.
    pub(super) act: String,
}

impl Fields for ContributionForm {
    type Parsed = Written;
    fn parse(&self) -> Result<Written, Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", Title::parse(&self.title));
        let body = Body::parse(&self.body).and_then(|body| field(body.source(), LONGEST_BODY));
        let body = problems.check("body", body);
        problems.settle()?;
        caution::answered(&[&self.title, &self.body], &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        let written = || Some(Written { title: title?.as_str().to_owned(), body: body? });
        written().ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

#[derive(Serialize)]
struct Line {
    id: ContributionId,
    title: String,
    author: String,
    mine: bool,
    state: State,
    when: When,
}

#[derive(Serialize)]
struct ListView {
    id: MeetingId,
    meeting: String,
    address: String,
    large: bool,
    /// The last day of the call.
    until: Option<String>,
    /// The same as a field holds it.
    until_day: String,
    runs: bool,
    may_submit: bool,
    may_call: bool,
    reviews: bool,
    mine: Vec<Line>,
    others: Vec<Line>,
    form: Filled<ContributionForm>,
    calling: Filled<CallForm>,
    caution: Option<Caution>,
    longest_title: usize,
}

/// GET /rencontres/{id}/contributions
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, Filled::blank(), None)).await
}

fn page(
    visit: &mut Visit<'_>,
    part: &str,
    form: Filled<ContributionForm>,
    calling: Option<Filled<CallForm>>,
) -> Result<Page, Refusal> {
    let seen = visible(visit.db, &visit.viewer, meeting_id(part)?)?;
    let me = visit.viewer.id()?;
    let until = until(visit.db, seen.meeting.id)?;
    let running = runs(&seen.meeting, until, visit.now);
    let all = of(visit.db, &visit.viewer, &seen)?;
    let form = links::previewed(visit, form)?;
    let line = |(one, author): (super::Contribution, String)| Line {
        id: one.id,
        title: typography::spaces(&one.title),
        author,
        mine: one.member_id == me,
        state: one.state,
        when: visit.when(one.submitted_at),
    };
    let (mine, others): (Vec<Line>, Vec<Line>) = all.into_iter().map(line).partition(|line| line.mine);
    let until_day = until.map(|day| day.to_string()).unwrap_or_default();
    let view = ListView {
        id: seen.meeting.id,
        meeting: typography::spaces(&seen.meeting.title),
        address: seen.address(),
        large: seen.meeting.large,
        until: until.map(|day| civil_date(day, visit.sentences())),
        runs: running,
        may_submit: running && seen.may(&visit.viewer, Step::Contribute),
        may_call: seen.meeting.large && seen.may(&visit.viewer, Step::Program),
        reviews: seen.allows(&visit.viewer, Step::Review),
        mine,
        others,
        caution: Caution::of_refused(&form.problems, &[&form.typed.title, &form.typed.body]),
        form,
        calling: calling.unwrap_or_else(|| Filled::with(CallForm { until: until_day.clone() })),
        until_day,
        longest_title: LONGEST_TITLE,
    };
    Ok(Page::of("meetings/contributions.html", &view))
}

/// POST /rencontres/{id}/contributions
pub async fn create(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    let shown = move |visit: &mut Visit<'_>, form| page(visit, &again, form, None);
    if posted.value("act") == "preview" {
        return desk.preview::<ContributionForm>(posted, |form| writing::preview("body", &form.body), shown).await;
    }
    desk.submit::<ContributionForm>(
        posted,
        move |acting, written| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            acting.spend(&limits::POSTS_AN_HOUR)?;
            let id = submit(acting.tx, acting.viewer, &seen, written)?;
            let address = format!("/rencontres/{}/contributions/{id}", seen.meeting.id);
            Ok(Done::at(address).saying("said-contribution-submitted"))
        },
        shown,
    )
    .await
}

/// A call as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallForm {
    until: String,
}

impl Fields for CallForm {
    type Parsed = Date;
    fn parse(&self) -> Result<Date, Refusal> {
        self.until.trim().parse().map_err(|_| Problems::one("until", "meeting-day-wrong"))
    }
}

/// POST /rencontres/{id}/contributions/appel
pub async fn open_call(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<CallForm>(
        posted,
        move |acting, until| {
            let seen = visible(acting.tx.db(), acting.viewer, meeting_id(&part)?)?;
            call(acting.tx, acting.viewer, &seen, *until)?;
            let address = format!("/rencontres/{}/contributions", seen.meeting.id);
            Ok(Done::at(address).saying("said-contributions-called"))
        },
        move |visit, form| page(visit, &again, Filled::blank(), Some(form)),
    )
    .await
}

/// The authors of contributions are told apart by their page.
pub(super) fn author_address(id: MemberId) -> String {
    format!("/membres/{id}")
}
