//! One's own texts that wait, and one text, for its author and those who decide about it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::{Held, Outcome, Why};
use crate::db::ids::{DecisionId, HeldId, MemberId};
use crate::files;
use crate::files::views::FileView;
use crate::moderation::pages::ReasonForm;
use crate::moderation::templates::Facts;
use crate::moderation::templates::pages::Offered;
use crate::moderation::{LONGEST_REASON, decisions};
use crate::policy::{self, Audience};
use crate::refusal::Refusal;
use crate::text::markdown::{self, Shown};
use crate::text::typography;
use crate::themes;
use crate::threads::{self, Kind};
use crate::web::{Button, Desk, Done, Filled, Page, Posted, Visit, When};

/// A text that waits, in a list or under a thread.
#[derive(Serialize)]
pub struct Line {
    id: HeldId,
    title: String,
    answers: bool,
    why: Why,
    outcome: Option<Outcome>,
    when: When,
}

impl Line {
    /// As its author reads it; the thread's title only while they see it.
    pub fn of(visit: &Visit<'_>, held: &Held, seen: bool) -> Self {
        let title = match &held.thread {
            Some((_, _, title)) if seen => threads::titled(visit.sentences(), title),
            Some(_) => String::new(),
            None => typography::spaces(&held.title),
        };
        Self {
            id: held.id,
            title,
            answers: held.thread.is_some(),
            why: held.why,
            outcome: held.outcome,
            when: visit.when(held.at),
        }
    }
}

#[derive(Serialize)]
struct MineView {
    lines: Vec<Line>,
}

/// GET /attente: one's own.
pub async fn mine(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let me = visit.me()?.id;
        let found = super::of_author(visit.db, me, None)?;
        let of: Vec<_> = found.iter().filter_map(Held::thread_id).collect();
        let seen = decisions::places(visit.db, &visit.viewer, &of, &[])?.titles;
        let is_seen = |held: &Held| held.thread_id().is_some_and(|thread| seen.contains_key(&thread));
        let lines = found.iter().map(|held| Line::of(visit, held, is_seen(held))).collect();
        Ok(Page::of("moderation/held_mine.html", &MineView { lines }))
    })
    .await
}

#[derive(Serialize)]
struct OneView {
    id: HeldId,
    slug: String,
    theme: String,
    author: String,
    author_id: MemberId,
    mine: bool,
    may_decide: bool,
    why: Why,
    when: When,
    outcome: Option<Outcome>,
    /// The reason it was not published for, and the decision.
    refused: Option<(String, DecisionId)>,
    /// The thread it answers in: its title and its address, while the reader sees it.
    place: Option<(String, String)>,
    answers: bool,
    kind: Option<Kind>,
    audience: Option<Audience>,
    title: String,
    html: Shown,
    /// What was typed, for its author to take it up again.
    source: String,
    files: Vec<FileView>,
    /// Where it is read now.
    published: Option<String>,
    offered: Offered,
    form: Filled<ReasonForm>,
    longest: usize,
}

pub(super) fn page(visit: &mut Visit<'_>, id: HeldId, form: Option<Filled<ReasonForm>>) -> Result<Page, Refusal> {
    let held = super::visible(visit.db, &visit.viewer, id)?;
    let theme = themes::by_id(visit.db, held.theme)?;
    let name = format!("{} {}", held.author.1, held.author.2);
    let facts = Facts { name: name.clone(), theme: theme.name.clone(), number: String::new() };
    let (offered, reason) = Offered::of(visit, Some(theme.id), &facts, super::address(id))?;
    let place = match held.thread_id().map(|thread| threads::visible(visit.db, &visit.viewer, thread)) {
        Some(Ok((thread, _))) => Some((thread.title_for(&visit.viewer, visit.sentences()), thread.discussion())),
        Some(Err(Refusal::NotFound)) | None => None,
        Some(Err(refusal)) => return Err(refusal),
    };
    let refused = match super::refusal_of(&held) {
        Some(decision) => Some((decisions::one(visit.db, decision)?.reason, decision)),
        None => None,
    };
    let mut files = Vec::new();
    for file in super::files_of(visit.db, id)? {
        if let Ok(record) = files::readable(visit.db, &visit.viewer, file) {
            files.push(FileView::of(&record, visit.sentences()));
        }
    }
    let html = markdown::render(&held.source).shown("m", visit.sentences());
    let view = OneView {
        id,
        slug: theme.slug,
        theme: theme.name,
        author: name,
        author_id: held.author.0,
        mine: visit.viewer.member == Some(held.author.0),
        may_decide: held.outcome.is_none() && policy::allows(&visit.viewer, &held.decided()),
        why: held.why,
        when: visit.when(held.at),
        outcome: held.outcome,
        refused,
        place,
        answers: held.thread.is_some(),
        kind: held.kind,
        audience: held.audience,
        title: typography::spaces(&held.title),
        html: threads::links::shown(visit, html)?,
        published: held.post.map(|post| format!("/messages/{post}")),
        source: held.source,
        files,
        offered,
        form: form.unwrap_or_else(|| Filled::with(ReasonForm { reason })),
        longest: LONGEST_REASON,
    };
    Ok(Page::of("moderation/held_one.html", &view))
}

/// GET /attente/{held}
pub async fn show(desk: Desk, id: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, id.parse()?, None)).await
}

/// POST /attente/{held}/retrait
pub async fn withdraw(desk: Desk, id: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let held = super::visible(acting.tx.db(), acting.viewer, id.parse()?)?;
        super::withdraw(acting.viewer, &held, acting.tx)?;
        Ok(Done::at(super::address(held.id)).saying("said-held-withdrawn"))
    })
    .await
}
