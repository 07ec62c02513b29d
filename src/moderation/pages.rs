//! Pages about one post: flagging it, taking it back, hiding it and showing it again.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::flags::{self, LONGEST_LINE, Own};
use super::pages_correction::offered;
use super::pages_removed;
use super::posts::{self, Withdrawn};
use super::templates::pages::Offered;
use super::{FlagReason, LONGEST_REASON, Outcome, Reason};
use crate::db::ids::PostId;
use crate::members;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::{self, Shown};
use crate::threads::{self, Post, Thread};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When, optional};

/// A reason as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReasonForm {
    pub(crate) reason: String,
}

impl Fields for ReasonForm {
    type Parsed = Reason;
    fn parse(&self) -> Result<Reason, Refusal> {
        Reason::parse(&self.reason).map_err(|sentence| Problems::one("reason", sentence))
    }
}

/// A flag as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct FlagForm {
    reason: String,
    line: String,
}

impl Fields for FlagForm {
    type Parsed = (FlagReason, String);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let reason = problems.check("reason", FlagReason::parse(&self.reason).ok_or("flag-choose-reason".into()));
        let line = problems.check("line", optional(&self.line, LONGEST_LINE));
        problems.settle()?;
        reason.zip(line).ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

/// The post a page is about.
#[derive(Serialize)]
pub(super) struct About {
    id: PostId,
    number: i32,
    title: String,
    address: String,
    html: Option<Shown>,
}

impl About {
    /// Without its text: what must not be read is not shown to who removes it.
    pub(super) fn without_text(visit: &Visit<'_>, thread: &Thread, post: &Post) -> Self {
        Self {
            id: post.id,
            number: post.number,
            title: thread.title_for(&visit.viewer, visit.sentences()),
            address: thread.address_of(post.id, post.number),
            html: None,
        }
    }

    /// With its text.
    pub(super) fn of(visit: &mut Visit<'_>, thread: &Thread, post: &Post) -> Result<Self, Refusal> {
        let html = markdown::render(&post.source).shown("m", visit.sentences());
        let html = Some(threads::links::shown(visit, html)?);
        Ok(Self { html, ..Self::without_text(visit, thread, post) })
    }
}

#[derive(Serialize)]
struct FlagView {
    post: About,
    form: Filled<FlagForm>,
    reasons: &'static [FlagReason],
    own: Option<OwnView>,
    /// A message of a private conversation: its animators alone will read it.
    private: bool,
    longest: usize,
}

/// The reader's own flag.
#[derive(Serialize)]
pub(super) struct OwnView {
    pub(super) reason: FlagReason,
    pub(super) line: String,
    pub(super) when: When,
    pub(super) outcome: Option<Outcome>,
    pub(super) decided: Option<(String, When)>,
}

impl OwnView {
    pub(super) fn of(visit: &Visit<'_>, own: Own) -> Self {
        Self {
            reason: own.reason,
            line: own.line,
            when: visit.when(own.at),
            outcome: own.outcome,
            decided: own.decided.map(|(reason, at)| (reason, visit.when(at))),
        }
    }
}

/// GET /messages/{post}/signalement
pub async fn show_flag(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| flag_page(visit, part.parse()?, Filled::blank())).await
}

fn flag_page(visit: &mut Visit<'_>, id: PostId, form: Filled<FlagForm>) -> Result<Page, Refusal> {
    let (thread, post) = threads::visible_post(visit.db, &visit.viewer, id)?;
    let me = policy::require(&visit.viewer, &Act::FlagPost { author: post.author })?;
    let own = flags::own(visit.db, id, me)?.map(|own| OwnView::of(visit, own));
    let post = About::of(visit, &thread, &post)?;
    let private = thread.is_private();
    let view = FlagView { post, form, reasons: FlagReason::ALL, own, private, longest: LONGEST_LINE };
    Ok(Page::of("moderation/flag.html", &view))
}

/// POST /messages/{post}/signalement
pub async fn flag(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<FlagForm>(
        posted,
        move |acting, (reason, line)| {
            let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
            let said = if thread.is_private() { "said-flagged-private" } else { "said-flagged" };
            flags::flag(acting.viewer, &thread, &post, (*reason, line), acting.tx)
                .map(|address| Done::at(address).saying(said))
        },
        move |visit, form| flag_page(visit, again.parse()?, form),
    )
    .await
}

/// POST /messages/{post}/signalement/retrait
pub async fn withdraw_flag(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
        flags::withdraw(acting.viewer, &thread, &post, acting.tx)
            .map(|address| Done::at(address).saying("said-flag-withdrawn"))
    })
    .await
}

/// POST /messages/{post}/retrait
pub async fn withdraw(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
        Ok(match posts::withdraw(acting.viewer, &thread, &post, acting.tx)? {
            Withdrawn::Post => Done::at(thread.address_of(post.id, post.number)).saying("said-withdrawn"),
            Withdrawn::Thread => Done::at("/reglages/decisions#retraits").saying("said-thread-withdrawn"),
        })
    })
    .await
}

/// POST /messages/{post}/retrait/annulation
pub async fn undo_withdrawal(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        posts::undo_withdrawal(acting.viewer, part.parse()?, acting.tx)
            .map(|address| Done::at(address).saying("said-withdrawal-undone"))
    })
    .await
}

#[derive(Serialize)]
struct HidingView {
    post: About,
    hidden: bool,
    /// A measure may be taken about who wrote it: whoever stays unknown is not measured by what they wrote.
    may_measure: bool,
    offered: Offered,
    form: Filled<ReasonForm>,
    longest: usize,
}

/// GET /messages/{post}/masquage: to hide a post, or to show it again.
pub async fn show_hiding(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| hiding_page(visit, part.parse()?, None)).await
}

fn hiding_page(visit: &mut Visit<'_>, id: PostId, form: Option<Filled<ReasonForm>>) -> Result<Page, Refusal> {
    let (thread, post, hidden) = match threads::visible_post(visit.db, &visit.viewer, id) {
        Ok((thread, post)) => (thread, post, false),
        Err(_) => posts::hidden(visit.db, &visit.viewer, id).map(|(thread, post)| (thread, post, true))?,
    };
    policy::require(&visit.viewer, &Act::HidePost { author: post.author, ground: thread.ground() })?;
    let (offered, reason) = offered(visit, (&thread, &post), "masquage")?;
    let form = form.unwrap_or_else(|| Filled::with(ReasonForm { reason }));
    let may_measure = members::with_a_page(post.signer()).is_some();
    let post = About::of(visit, &thread, &post)?;
    let view = HidingView { post, hidden, may_measure, offered, form, longest: LONGEST_REASON };
    Ok(Page::of("moderation/hiding.html", &view))
}

/// POST /messages/{post}/masquage
pub async fn hide(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let (thread, post) = posts::standing(acting.tx.db(), acting.viewer, part.parse()?)?;
            posts::hide(acting.viewer, &thread, &post, reason, acting.tx)?;
            Ok(Done::at(thread.address_of(post.id, post.number)).saying("said-hidden"))
        },
        move |visit, form| hiding_page(visit, again.parse()?, Some(form)),
    )
    .await
}

/// POST /messages/{post}/masquage/retrait
pub async fn show(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            if let Some(done) = pages_removed::shown_in_private(acting, part.parse()?, reason)? {
                return Ok(done);
            }
            let (thread, post) = posts::hidden(acting.tx.db(), acting.viewer, part.parse()?)?;
            posts::show(acting.viewer, &thread, &post, reason, acting.tx)
                .map(|address| Done::at(address).saying("said-shown"))
        },
        move |visit, form| match pages_removed::not_shown_in_private(visit, again.parse()?, form)? {
            Ok(page) => Ok(page),
            Err(form) => hiding_page(visit, again.parse()?, Some(form)),
        },
    )
    .await
}
