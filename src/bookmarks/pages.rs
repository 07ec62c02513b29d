//! A member's bookmarks: the list, one of them, the buttons of threads and posts.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::store::{self, After, Row};
use super::{Choice, PAGE, Reminder, Target};
use crate::db::ids::{BookmarkId, ThreadId, from_base32};
use crate::limits;
use crate::refusal::{Problems, Refusal};
use crate::text::caution::Caution;
use crate::text::typography;
use crate::threads::marks::{LONGEST_NOTE, Note};
use crate::threads::{self, pages::thread_id};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

const LIST: &str = "/signets";

#[derive(Serialize)]
struct ListView {
    rows: Vec<RowView>,
    next: Option<String>,
    first: bool,
}

/// A bookmark; without a link when the thing may no longer be seen.
#[derive(Serialize)]
struct RowView {
    id: BookmarkId,
    link: Option<Link>,
    note: String,
    put: When,
    reminder: Option<When>,
    due: bool,
}

#[derive(Serialize)]
struct Link {
    address: String,
    title: String,
    number: Option<i32>,
}

/// GET /signets
pub async fn index(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let me = visit.viewer.id()?;
        let id = from_base32(&visit.ask.param("avant")).map(BookmarkId);
        let after = id.map(|id| After { id, due: visit.ask.param("echus") == "1" });
        let mut rows = store::page(visit.db, me, after, PAGE + 1)?;
        let more = i64::try_from(rows.len()).unwrap_or(0) > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(0));
        let next = rows
            .last()
            .filter(|_| more)
            .map(|last| format!("{LIST}?avant={}&echus={}", last.id, u8::from(last.due_at.is_some())));
        Ok(Page::of("bookmarks/index.html", &ListView { rows: views(visit, &rows)?, next, first: after.is_none() }))
    })
    .await
}

fn views(visit: &mut Visit<'_>, rows: &[Row]) -> Result<Vec<RowView>, Refusal> {
    let wanted: Vec<ThreadId> = rows.iter().filter_map(Row::leads_to).collect();
    let titles: BTreeMap<ThreadId, String> = store::titles(visit.db, &visit.viewer, &wanted)?.into_iter().collect();
    let sentences = visit.sentences();
    let link = |row: &Row| {
        let thread = row.leads_to()?;
        let title = titles.get(&thread)?;
        let address = threads::address(thread, title);
        Some(Link {
            address: match &row.post {
                Some((post, _, number, _)) => format!("{address}?page={}#m-{post}", threads::page_of(*number)),
                None => address,
            },
            title: threads::titled(sentences, title),
            number: row.post.as_ref().map(|(_, _, number, _)| *number),
        })
    };
    let view = |row: &Row| RowView {
        id: row.id,
        link: link(row),
        note: typography::spaces(&row.note),
        put: visit.when(row.created_at),
        reminder: row.due_at.or(row.remind_at).map(|moment| visit.when(moment)),
        due: row.due_at.is_some(),
    };
    Ok(rows.iter().map(view).collect())
}

/// A note and a reminder, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BookmarkForm {
    note: String,
    reminder: String,
    day: String,
    identifiers: String,
}

impl Fields for BookmarkForm {
    type Parsed = (Note, Reminder);
    fn parse(&self) -> Result<(Note, Reminder), Refusal> {
        let mut problems = Problems::default();
        let note = match Note::parse(&self.note, &self.identifiers) {
            Ok(note) => Some(note),
            Err((field, sentence)) => {
                problems.add(if field.is_empty() { "note" } else { field }, sentence);
                None
            }
        };
        let choice = problems.check("reminder", Choice::parse(&self.reminder).ok_or("bookmark-choose".into()));
        let day: Option<Date> = self.day.parse().ok();
        if choice == Some(Choice::Day) && day.is_none() {
            problems.add("day", "bookmark-day-missing");
        }
        problems.settle()?;
        match (note, choice) {
            (Some(note), Some(choice)) => Ok((note, Reminder { choice, day })),
            _ => Err(Refusal::Broken("a form without problems lacks a field".into())),
        }
    }
}

#[derive(Serialize)]
struct OneView {
    form: Filled<BookmarkForm>,
    row: RowView,
    choices: Vec<Choice>,
    longest: usize,
    caution: Option<Caution>,
}

/// GET /signets/{id}
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| one_page(visit, part.parse()?, None)).await
}

fn one_page(visit: &mut Visit<'_>, id: BookmarkId, form: Option<Filled<BookmarkForm>>) -> Result<Page, Refusal> {
    let me = visit.viewer.id()?;
    let row = store::one(visit.db, me, id)?;
    let kept = if row.remind_at.is_some() { Choice::Keep } else { Choice::Never };
    let form = form.unwrap_or_else(|| {
        let reminder = kept.word().to_owned();
        Filled::with(BookmarkForm { note: row.note.clone(), reminder, ..BookmarkForm::default() })
    });
    let choices = Choice::ALL.iter().copied().filter(|one| *one != Choice::Keep || kept == Choice::Keep).collect();
    let mut rows = views(visit, std::slice::from_ref(&row))?;
    let row = rows.pop().ok_or(Refusal::NotFound)?;
    let caution = Caution::of_refused(&form.problems, &[&form.typed.note]);
    Ok(Page::of("bookmarks/one.html", &OneView { form, row, choices, longest: LONGEST_NOTE, caution }))
}

/// POST /signets/{id}
pub async fn change(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<BookmarkForm>(
        posted,
        move |acting, (note, reminder)| {
            let zone = acting.me()?.zone.clone();
            super::change(acting.viewer, part.parse()?, (note, *reminder), &zone, acting.tx)
                .map(|()| Done::at(LIST).saying("said-bookmark-changed"))
        },
        move |visit, form| one_page(visit, again.parse()?, Some(form)),
    )
    .await
}

/// POST /signets/{id}/retrait
pub async fn remove(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        super::remove(acting.viewer, part.parse()?, acting.tx).map(|()| Done::at(LIST).saying("said-bookmark-removed"))
    })
    .await
}

/// POST /messages/{post}/signet
pub async fn put_on_post(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    on_post(desk, part, posted, true).await
}

/// POST /messages/{post}/signet/retrait
pub async fn take_from_post(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    on_post(desk, part, posted, false).await
}

async fn on_post(desk: Desk, part: Path<String>, posted: Posted, put: bool) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        acting.spend(&limits::MARKS)?;
        let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)?;
        let set = if put { super::put } else { super::take };
        set(acting.viewer, Target::Post(post.id), acting.tx)?;
        Ok(Done::at(thread.address_of(post.id, post.number)).saying(said(put)))
    })
    .await
}

/// POST /fils/{thread}/signet
pub async fn put_on_thread(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    on_thread(desk, part, posted, true).await
}

/// POST /fils/{thread}/signet/retrait
pub async fn take_from_thread(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    on_thread(desk, part, posted, false).await
}

async fn on_thread(desk: Desk, part: Path<String>, posted: Posted, put: bool) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        acting.spend(&limits::MARKS)?;
        let (thread, _) = threads::visible(acting.tx.db(), acting.viewer, thread_id(&part)?)?;
        let set = if put { super::put } else { super::take };
        set(acting.viewer, Target::Thread(thread.id), acting.tx)?;
        Ok(Done::at(thread.address()).saying(said(put)))
    })
    .await
}

fn said(put: bool) -> &'static str {
    if put { "said-bookmark-put" } else { "said-bookmark-removed" }
}
