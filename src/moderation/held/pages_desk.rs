//! The texts of a theme that wait, for its experts and animators: publishing them, or not.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::pages::page;
use super::{Held, PAGE, Why};
use crate::db::ids::{HeldId, MemberId, from_base32};
use crate::moderation::pages::ReasonForm;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::text::{markdown, typography};
use crate::themes;
use crate::threads;
use crate::web::{Button, Desk, Done, Page, Posted, Visit, When};

/// Characters of a text shown in the list.
const EXCERPT: usize = 300;

#[derive(Serialize)]
struct ListView {
    slug: String,
    theme: String,
    lines: Vec<Line>,
    next: Option<HeldId>,
    /// How long texts waited lately: hours, and minutes under an hour.
    median: Option<(i64, i64)>,
    may_shape: bool,
}

#[derive(Serialize)]
struct Line {
    id: HeldId,
    title: String,
    answers: bool,
    author: String,
    author_id: MemberId,
    why: Why,
    when: When,
    excerpt: String,
    may_decide: bool,
}

fn line(visit: &Visit<'_>, held: &Held) -> Line {
    let whole = markdown::plain(&held.source, EXCERPT + 1);
    let excerpt: String = whole.chars().take(EXCERPT).collect();
    let title = match &held.thread {
        Some((_, _, title)) => threads::titled(visit.sentences(), title),
        None => typography::spaces(&held.title),
    };
    Line {
        id: held.id,
        title,
        answers: held.thread.is_some(),
        author: format!("{} {}", held.author.1, held.author.2),
        author_id: held.author.0,
        why: held.why,
        when: visit.when(held.at),
        excerpt: typography::spaces(excerpt.trim()),
        may_decide: policy::allows(&visit.viewer, &held.decided()),
    }
}

/// GET /themes/{slug}/attente
pub async fn index(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let theme = themes::named(visit.db, &slug)?;
        policy::require_or_hide(&visit.viewer, &Act::DecideFlags(theme.id))?;
        let after = from_base32(&visit.ask.param("apres")).map(HeldId);
        let mut found = super::open_in(visit.db, &visit.viewer, &[theme.id], after, PAGE + 1)?;
        let more = i64::try_from(found.len()).is_ok_and(|many| many > PAGE);
        found.truncate(usize::try_from(PAGE).unwrap_or_default());
        let median = super::median_wait(visit.db, theme.id, visit.now)?;
        let view = ListView {
            next: found.last().map(|held| held.id).filter(|_| more),
            lines: found.iter().map(|held| line(visit, held)).collect(),
            median: median.map(|seconds| (seconds / 3_600, seconds / 60)),
            may_shape: policy::allows(&visit.viewer, &Act::ShapeTheme(theme.id)),
            slug: theme.slug,
            theme: theme.name,
        };
        Ok(Page::of("moderation/held.html", &view))
    })
    .await
}

/// POST /attente/{held}/accord
pub async fn approve(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let wanted = id.clone();
    let body = desk.app.database.read(move |db| super::body_of(db, wanted.parse()?)).await;
    let again = id.clone();
    desk.submit::<Button>(
        posted,
        move |acting, ()| {
            let held = super::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
            let body = body.as_ref().map_err(Clone::clone)?;
            super::approve(acting.viewer, &held, body, acting.tx)?;
            let theme = themes::by_id(acting.tx.db(), held.theme)?;
            Ok(Done::at(format!("{}/attente", themes::address(&theme.slug))).saying("said-held-published"))
        },
        move |visit, form| page(visit, again.parse()?, Some(told(form.problems))),
    )
    .await
}

fn told(problems: Vec<crate::web::Told>) -> crate::web::Filled<ReasonForm> {
    crate::web::Filled { typed: ReasonForm::default(), problems, preview: None }
}

/// POST /attente/{held}/refus
pub async fn refuse(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    let again = id.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let held = super::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
            super::refuse(acting.viewer, &held, reason, acting.tx)?;
            let theme = themes::by_id(acting.tx.db(), held.theme)?;
            Ok(Done::at(format!("{}/attente", themes::address(&theme.slug))).saying("said-held-refused"))
        },
        move |visit: &mut Visit<'_>, form| {
            let held = super::visible(visit.db, &visit.viewer, again.parse()?)?;
            policy::require(&visit.viewer, &held.decided()).map_err(|refusal| match refusal {
                Refusal::Forbidden(_) => Refusal::Forbidden("measure-oneself"),
                refusal => refusal,
            })?;
            page(visit, held.id, Some(form))
        },
    )
    .await
}
