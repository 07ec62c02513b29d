//! The page of a person of a theme, where those who moderate read what they had before and take a measure.

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{LONGEST, MOST_POSTS, Measure, Sanction, Target, Terms, ladder};
use crate::circles::people;
use crate::db::ids::{DecisionId, MemberId, PostId};
use crate::members::{ANONYMOUS, OUTSIDE};
use crate::moderation::pages::ReasonForm;
use crate::moderation::templates::Facts;
use crate::moderation::templates::pages::Offered;
use crate::moderation::{LONGEST_REASON, Reason, decisions};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::themes::{self, Theme};
use crate::threads;
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, When, local_date};

/// A measure as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeasureForm {
    measure: String,
    posts: String,
    until: String,
    post: String,
    reason: String,
}

/// A measure as asked for.
pub struct Asked {
    measure: Measure,
    terms: Terms,
    reason: Reason,
}

impl Fields for MeasureForm {
    type Parsed = Asked;
    fn parse(&self) -> Result<Asked, Refusal> {
        let mut problems = Problems::default();
        let measure = problems.check("measure", Measure::parse(&self.measure).ok_or("measure-choose".into()));
        let posts = problems.check("posts", posts(&self.posts));
        let last_day = problems.check("until", day(&self.until));
        let reason = problems.check("reason", Reason::parse(&self.reason));
        problems.settle()?;
        let (Some(measure), Some(posts), Some(last_day), Some(reason)) = (measure, posts, last_day, reason) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let terms = Terms { posts, last_day, post: self.post.parse::<PostId>().ok() };
        Ok(Asked { measure, terms, reason })
    }
}

/// How many posts wait; empty: none said.
fn posts(typed: &str) -> Result<Option<i32>, Sentence> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let many = typed.trim().parse().ok().filter(|many| (1..=MOST_POSTS).contains(many));
    many.map(Some).ok_or_else(|| Sentence::new("measure-posts-wrong").number("most", i64::from(MOST_POSTS)))
}

/// A day; browsers without a date field send what people type: 31/12/2026 is read too.
fn day(typed: &str) -> Result<Option<Date>, Sentence> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let read = typed.trim().parse::<Date>().or_else(|_| Date::strptime("%d/%m/%Y", typed.trim()));
    read.ok().filter(|day| (2000..2100).contains(&day.year())).map(Some).ok_or_else(|| "form-bad-date".into())
}

#[derive(Serialize)]
struct View {
    slug: String,
    theme: String,
    member: MemberId,
    name: String,
    oneself: bool,
    animates: bool,
    measures: Vec<Measure>,
    before: Vec<Line>,
    suggested: ladder::Step,
    /// The post it comes from: its number, its address.
    post: Option<(PostId, i32, String)>,
    /// The measure whose end was refused.
    lifting: Option<DecisionId>,
    offered: Offered,
    form: Filled<MeasureForm>,
    most_posts: i32,
    longest_days: i64,
    longest: usize,
}

/// A measure they had.
#[derive(Serialize)]
struct Line {
    id: DecisionId,
    kind: String,
    reason: String,
    by: String,
    when: When,
    /// Its last day, by their clock.
    until: Option<String>,
    posts_left: Option<i32>,
    /// It counts the posts that wait: none may be left.
    counts: bool,
    holds: bool,
    undone: bool,
    may_lift: bool,
}

fn lines(visit: &mut Visit<'_>, target: &Target, before: &[Sanction]) -> Result<Vec<Line>, Refusal> {
    let zone = super::zone_of(visit.db, target.member)?;
    let ids: Vec<DecisionId> = before.iter().map(|one| one.decision).collect();
    let told = decisions::some(visit.db, &ids)?;
    let line = |one: &Sanction| {
        let told = told.iter().find(|decision| decision.id == one.decision)?;
        let holds = one.holds(visit.now) && one.kind != Measure::Warn.word();
        let measure = Measure::parse(&one.kind)?;
        Some(Line {
            id: one.decision,
            kind: one.kind.clone(),
            reason: told.reason.clone(),
            by: format!("{} {}", told.actor.1, told.actor.2),
            when: visit.when(one.since),
            until: one.until.map(|end| local_date(end.plus_seconds(-1), &zone, visit.sentences())),
            posts_left: one.posts_left,
            counts: one.posts_left.is_some(),
            holds,
            undone: one.undone,
            may_lift: one.holds(visit.now) && target.may(&visit.viewer, measure),
        })
    };
    Ok(before.iter().filter_map(line).collect())
}

fn found(db: &mut crate::db::Db, viewer: &policy::Viewer, path: (&str, &str)) -> Result<(Theme, Target), Refusal> {
    let theme = themes::named(db, path.0)?;
    let target = super::target(db, viewer, theme.id, path.1.parse()?)?;
    Ok((theme, target))
}

/// The post a measure comes from, if the reader sees it, removed or not, and the person wrote it.
fn origin(visit: &mut Visit<'_>, typed: &str, target: &Target) -> Result<Option<(PostId, i32, String)>, Refusal> {
    let Ok(id) = typed.parse::<PostId>() else { return Ok(None) };
    match threads::any_post(visit.db, &visit.viewer, id) {
        Ok((thread, post, _)) if post.author == target.member && thread.theme == target.theme => {
            Ok(Some((id, post.number, thread.address_of(id, post.number))))
        }
        Ok(_) | Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

fn page(
    visit: &mut Visit<'_>,
    path: (&str, &str),
    form: Option<Filled<MeasureForm>>,
    lifting: Option<DecisionId>,
) -> Result<Page, Refusal> {
    let (theme, target) = found(visit.db, &visit.viewer, path)?;
    let names = people::names(visit.db, &[target.member])?;
    let name = names.get(&target.member).cloned().unwrap_or_default();
    let before = super::about(visit.db, &target)?;
    let asked = form.as_ref().map_or_else(|| visit.ask.param("message"), |form| form.typed.post.clone());
    let post = origin(visit, &asked, &target)?;
    let suggested = ladder::suggested(&before, visit.now);
    let number = post.as_ref().map_or_else(String::new, |(_, number, _)| number.to_string());
    let facts = Facts { name: name.clone(), theme: theme.name.clone(), number };
    let from = post.as_ref().map_or_else(String::new, |(id, ..)| format!("?message={id}"));
    let here = format!("/themes/{}/mesures/{}{from}", theme.slug, target.member);
    let (offered, reason) = Offered::of(visit, Some(theme.id), &facts, here)?;
    let form = form.unwrap_or_else(|| {
        let post = post.as_ref().map_or_else(String::new, |(id, ..)| id.to_string());
        Filled::with(MeasureForm { reason, post, ..MeasureForm::default() })
    });
    let view = View {
        slug: theme.slug,
        theme: theme.name,
        member: target.member,
        name,
        oneself: visit.viewer.member == Some(target.member),
        animates: target.animates,
        measures: Measure::ALL.iter().copied().filter(|one| target.may(&visit.viewer, *one)).collect(),
        before: lines(visit, &target, &before)?,
        suggested,
        post,
        lifting,
        offered,
        form,
        most_posts: MOST_POSTS,
        longest_days: LONGEST,
        longest: LONGEST_REASON,
    };
    Ok(Page::of("moderation/measures.html", &view))
}

/// GET /themes/{slug}/mesures/{member} (`?message=`, `?raison=`)
pub async fn show(desk: Desk, path: Path<(String, String)>) -> HttpResponse {
    desk.show(move |visit| page(visit, (&path.0, &path.1), None, None)).await
}

/// POST /themes/{slug}/mesures/{member}
pub async fn take(desk: Desk, path: Path<(String, String)>, posted: Posted) -> HttpResponse {
    let again = path.clone();
    desk.submit::<MeasureForm>(
        posted,
        move |acting, asked| {
            let (theme, target) = found(acting.tx.db(), acting.viewer, (&path.0, &path.1))?;
            let terms = Terms { post: from_them(acting, &asked.terms, &target)?, ..asked.terms };
            super::take(acting.viewer, &target, (asked.measure, &terms), &asked.reason, acting.tx)?;
            let said = match asked.measure {
                Measure::Warn => "said-warned",
                Measure::Approval => "said-approval-asked",
                Measure::Suspend => "said-suspended",
            };
            Ok(Done::at(format!("/themes/{}/mesures/{}", theme.slug, target.member)).saying(said))
        },
        move |visit, form| {
            let path = (again.0.as_str(), again.1.as_str());
            let (_, target) = found(visit.db, &visit.viewer, path)?;
            policy::require(&visit.viewer, &target.act(Measure::Warn))?;
            page(visit, path, Some(form), None)
        },
    )
    .await
}

/// The post named by the form, if it is one of theirs.
fn from_them(acting: &mut Acting<'_, '_>, terms: &Terms, target: &Target) -> Result<Option<PostId>, Refusal> {
    let Some(id) = terms.post else { return Ok(None) };
    match threads::any_post(acting.tx.db(), acting.viewer, id) {
        Ok((thread, post, _)) => Ok((post.author == target.member && thread.theme == target.theme).then_some(id)),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// POST /themes/{slug}/mesures/{member}/{decision}/retrait
pub async fn lift(desk: Desk, path: Path<(String, String, String)>, posted: Posted) -> HttpResponse {
    let again = path.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let (theme, target) = found(acting.tx.db(), acting.viewer, (&path.0, &path.1))?;
            let sanction = super::one(acting.tx.db(), &target, path.2.parse()?)?;
            super::lift(acting.viewer, &target, &sanction, reason, acting.tx)?;
            let address = format!("/themes/{}/mesures/{}", theme.slug, target.member);
            Ok(Done::at(address).saying("said-measure-ended"))
        },
        move |visit, form| {
            let path = (again.0.as_str(), again.1.as_str());
            let (_, target) = found(visit.db, &visit.viewer, path)?;
            super::one(visit.db, &target, again.2.parse()?)?;
            policy::require(&visit.viewer, &target.act(Measure::Warn))?;
            let typed = MeasureForm { reason: form.typed.reason, ..MeasureForm::default() };
            let form = Filled { typed, problems: form.problems, preview: None };
            page(visit, path, Some(form), again.2.parse().ok())
        },
    )
    .await
}

/// GET /messages/{post}/mesures: the page of who wrote it, in its theme.
pub async fn of_author(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let (thread, post, _) = threads::any_post(visit.db, &visit.viewer, part.parse()?)?;
        let reads = Act::ReadMeasures { theme: thread.theme, member: post.author };
        policy::require(&visit.viewer, &reads)?;
        let signer = post.signer();
        if thread.is_private() || signer == ANONYMOUS || signer == OUTSIDE {
            return Err(Refusal::NotFound);
        }
        let theme = themes::by_id(visit.db, thread.theme)?;
        Ok(Page::moved(format!("/themes/{}/mesures/{signer}?message={}", theme.slug, post.id)))
    })
    .await
}
