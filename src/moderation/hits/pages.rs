//! What may identify a patient in a theme, for its experts and animators.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Hit, Kind, Outcome, PAGE};
use crate::db::ids::{HitId, PostId, from_base32};
use crate::members;
use crate::moderation::{LONGEST_REASON, Reason};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::themes::{self, Theme};
use crate::threads;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// What is decided, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SettleForm {
    outcome: String,
    reason: String,
}

impl Fields for SettleForm {
    type Parsed = (Outcome, Reason);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let outcome = problems.check("outcome", Outcome::parse(&self.outcome).ok_or("hit-choose".into()));
        let reason = problems.check("reason", Reason::parse(&self.reason));
        problems.settle()?;
        outcome.zip(reason).ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

#[derive(Serialize)]
struct ListView {
    slug: String,
    theme: String,
    cases: Vec<Case>,
    next: Option<HitId>,
    /// The case whose form was refused.
    settling: Option<PostId>,
    form: Filled<SettleForm>,
    longest: usize,
}

/// All that was found in a post.
#[derive(Serialize)]
struct Case {
    id: HitId,
    post: PostId,
    number: i32,
    title: String,
    address: String,
    author: String,
    author_id: Option<crate::db::ids::MemberId>,
    when: When,
    found: Vec<Found>,
    excerpt: String,
    may_decide: bool,
}

#[derive(Serialize)]
struct Found {
    kind: Kind,
    file: Option<String>,
}

fn case(visit: &Visit<'_>, hit: &Hit) -> Case {
    let (thread, _, _, title) = &hit.thread;
    let address = threads::address(*thread, title);
    Case {
        id: hit.id,
        post: hit.post,
        number: hit.number,
        title: threads::titled(visit.sentences(), title),
        address: format!("{address}?page={}#m-{}", threads::page_of(hit.number), hit.post),
        author: format!("{} {}", hit.author.1, hit.author.2),
        author_id: members::with_a_page(hit.author.0),
        when: visit.when(hit.at),
        found: Vec::new(),
        excerpt: hit.excerpt(),
        may_decide: policy::allows(&visit.viewer, &hit.decided()),
    }
}

/// One case a post, where its first hit stands.
fn cases(visit: &Visit<'_>, hits: &[Hit]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for hit in hits {
        let at = match cases.iter().position(|case| case.post == hit.post) {
            Some(at) => at,
            None => {
                cases.push(case(visit, hit));
                cases.len() - 1
            }
        };
        cases[at].found.push(Found { kind: hit.kind, file: hit.file_name() });
    }
    cases
}

fn page(
    visit: &mut Visit<'_>,
    theme: Theme,
    settling: Option<PostId>,
    form: Filled<SettleForm>,
) -> Result<Page, Refusal> {
    policy::require_or_hide(&visit.viewer, &Act::DecideFlags(theme.id))?;
    let after = from_base32(&visit.ask.param("apres")).map(HitId);
    let mut found = super::open_in(visit.db, &visit.viewer, &[theme.id], after, PAGE + 1)?;
    let more = i64::try_from(found.len()).is_ok_and(|many| many > PAGE);
    found.truncate(usize::try_from(PAGE).unwrap_or_default());
    let next = found.last().map(|hit| hit.id).filter(|_| more);
    let cases = cases(visit, &found);
    let (slug, theme) = (theme.slug, theme.name);
    let view = ListView { slug, theme, cases, next, settling, form, longest: LONGEST_REASON };
    Ok(Page::of("moderation/hits.html", &view))
}

/// GET /themes/{slug}/identifiants
pub async fn index(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let theme = themes::named(visit.db, &slug)?;
        page(visit, theme, None, Filled::blank())
    })
    .await
}

/// POST /identifiants/{hit}: all that was found in its post.
pub async fn settle(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<SettleForm>(
        posted,
        move |acting, (outcome, reason)| {
            let hit = super::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
            super::settle(acting.viewer, &hit, (*outcome, reason), acting.tx)?;
            let theme = themes::by_id(acting.tx.db(), hit.thread.1)?;
            Ok(Done::at(format!("{}/identifiants", themes::address(&theme.slug))).saying("said-hit-settled"))
        },
        move |visit, form| {
            let hit = super::visible(visit.db, &visit.viewer, again.parse()?)?;
            let theme = themes::by_id(visit.db, hit.thread.1)?;
            page(visit, theme, Some(hit.post), form)
        },
    )
    .await
}
