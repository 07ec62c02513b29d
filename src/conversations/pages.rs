//! Pages of a member's private conversations: the list, who reads one, bringing somebody in, leaving.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::recipients::{self, Recipient};
use super::store::{self, Row};
use super::views::PartyView;
use super::{MOST_OTHERS, parties, shaping};
use crate::db::ids::{MemberId, PostId, ThreadId, from_base32};
use crate::limits;
use crate::policy;
use crate::refusal::{Problems, Refusal};
use crate::threads::lists::New;
use crate::threads::pages::thread_id;
use crate::threads::{self, Thread, page_of};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// Conversations on a page of the list.
const PAGE: i64 = 30;
/// Names shown of a conversation in the list.
const NAMES: usize = 3;

#[derive(Serialize)]
struct ListView {
    rows: Vec<RowView>,
    next: Option<PostId>,
    may_write: bool,
}

#[derive(Serialize)]
struct RowView {
    address: String,
    title: String,
    /// The others, by name; the first of them and how many more.
    with: String,
    more: usize,
    theme: String,
    last_author: String,
    last: When,
    replies: i32,
    new_count: i32,
}

/// GET /conversations (`?avant=`)
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let me = visit.viewer.id()?;
        let before = from_base32(&visit.ask.param("avant")).map(PostId);
        let mut rows = store::page(visit.db, &visit.viewer, me, before, PAGE + 1)?;
        let more = i64::try_from(rows.len()).unwrap_or(0) > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(0));
        let next = rows.last().filter(|_| more).map(|row| PostId(row.last_post));
        let ids: Vec<ThreadId> = rows.iter().map(|row| row.id).collect();
        let others = store::others(visit.db, me, &ids)?;
        let half_read = rows.iter().filter(|row| row.answers_gone > 0).map(|row| row.id).collect();
        let gone = threads::lists::gone_from(visit.db, half_read)?;
        let view = |row: Row| {
            let removed = gone.get(&row.id).map_or(&[][..], Vec::as_slice);
            let new = New::after(row.last_read.unwrap_or(0), row.posts_count, removed);
            row_view(visit, row, &others, new)
        };
        let rows = rows.into_iter().map(view).collect();
        let may_write = !visit.viewer.standings.is_empty();
        Ok(Page::of("conversations/index.html", &ListView { rows, next, may_write }))
    })
    .await
}

fn row_view(visit: &Visit<'_>, row: Row, others: &HashMap<ThreadId, Vec<String>>, new: New) -> RowView {
    let names = others.get(&row.id).map_or(&[][..], Vec::as_slice);
    let new_count = (row.posts_count - row.last_read.unwrap_or(0) - new.gone).max(0);
    let address = threads::address(row.id, &row.title);
    RowView {
        address: match new.first.filter(|_| row.last_read.is_some()) {
            Some(first) if new_count > 0 => format!("{address}?page={}#nouveaux", page_of(first)),
            _ => address,
        },
        title: threads::titled(visit.sentences(), &row.title),
        with: names.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", "),
        more: names.len().saturating_sub(NAMES),
        theme: row.theme,
        last_author: format!("{} {}", row.last_author.0, row.last_author.1),
        last: visit.when(row.last_post_at),
        replies: row.posts_count - 1 - row.answers_gone,
        new_count,
    }
}

/// Somebody to bring in, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonForm {
    with: String,
}

impl Fields for PersonForm {
    type Parsed = Recipient;
    fn parse(&self) -> Result<Recipient, Refusal> {
        let mut read = recipients::parse(&self.with)?;
        match (read.pop(), read.is_empty()) {
            (Some(one), true) => Ok(one),
            _ => Err(Problems::one("with", "conversation-one-at-a-time")),
        }
    }
}

#[derive(Serialize)]
struct OneView {
    id: ThreadId,
    title: String,
    address: String,
    parties: Vec<Member>,
    may_add: bool,
    alone: bool,
    form: Filled<PersonForm>,
}

/// A party, and since when.
#[derive(Serialize)]
struct Member {
    id: MemberId,
    party: PartyView,
    since: When,
}

/// GET /conversations/{thread}: who reads it.
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| one_page(visit, &part, Filled::blank())).await
}

fn one_page(visit: &mut Visit<'_>, part: &str, form: Filled<PersonForm>) -> Result<Page, Refusal> {
    let (thread, _) = threads::visible(visit.db, &visit.viewer, thread_id(part)?)?;
    policy::require_or_hide(&visit.viewer, &shaping(&thread))?;
    let found = parties(visit.db, thread.id)?;
    let view = OneView {
        id: thread.id,
        title: thread.title_for(&visit.viewer, visit.sentences()),
        address: thread.address(),
        may_add: !thread.archived && found.len() <= MOST_OTHERS,
        alone: found.len() == 1,
        parties: found
            .iter()
            .map(|party| Member { id: party.id, party: PartyView::of(visit, party), since: visit.when(party.since) })
            .collect(),
        form,
    };
    Ok(Page::of("conversations/one.html", &view))
}

/// POST /conversations/{thread}/personnes
pub async fn add(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<PersonForm>(
        posted,
        move |acting, recipient| {
            let thread = conversation(acting, &part)?;
            acting.spend(&limits::CONVERSATIONS)?;
            let found = recipients::found(acting.tx.db(), acting.viewer, std::slice::from_ref(recipient))?;
            let added = found.first().copied().ok_or(Refusal::NotFound)?;
            super::add(acting.viewer, &thread, added, acting.tx)?;
            Ok(Done::at(format!("/conversations/{}", thread.id)).saying("said-conversation-joined"))
        },
        move |visit, form| one_page(visit, &again, form),
    )
    .await
}

/// POST /conversations/{thread}/depart
pub async fn leave(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let thread = conversation(acting, &part)?;
        super::leave(acting.viewer, &thread, acting.tx)?;
        Ok(Done::at("/conversations").saying("said-conversation-left"))
    })
    .await
}

fn conversation(acting: &mut crate::web::Acting<'_, '_>, part: &str) -> Result<Thread, Refusal> {
    let (thread, _) = threads::visible(acting.tx.db(), acting.viewer, thread_id(part)?)?;
    policy::require_or_hide(acting.viewer, &shaping(&thread))?;
    Ok(thread)
}
