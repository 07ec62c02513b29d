//! Pages of marks: buttons, the line of who did the same, the reason of a question set aside.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{LONGEST_NOTE, Mark, Note, store};
use crate::db::ids::{PostId, ThreadId};
use crate::limits;
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution::Caution;
use crate::threads::pages::thread_id;
use crate::threads::{Post, Thread, store as threads};
use crate::web::{Acting, Button, Desk, Done, Fields, Filled, Page, Posted, Visit};

type Named = Path<(String, String)>;

/// A mark that a button says; the others have a form of their own.
fn pressed(word: &str) -> Result<Mark, Refusal> {
    match Mark::parse(word) {
        Some(mark @ (Mark::Thanks | Mark::Helpful | Mark::MeToo | Mark::Useful)) => Ok(mark),
        _ => Err(Refusal::NotFound),
    }
}

/// POST /messages/{post}/reactions/{kind}
pub async fn say(desk: Desk, parts: Named, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        acting.spend(&limits::MARKS)?;
        let (thread, post) = the_post(acting, &parts.0)?;
        super::say(acting.viewer, &thread, &post, pressed(&parts.1)?, acting.tx).map(Done::at)
    })
    .await
}

/// POST /messages/{post}/reactions/{kind}/retrait
pub async fn unsay(desk: Desk, parts: Named, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let (thread, post) = the_post(acting, &parts.0)?;
        let mark = Mark::parse(&parts.1).ok_or(Refusal::NotFound)?;
        super::unsay(acting.viewer, &thread, &post, mark, acting.tx).map(Done::at)
    })
    .await
}

fn the_post(acting: &mut Acting<'_, '_>, part: &str) -> Result<(Thread, Post), Refusal> {
    threads::visible_post(acting.tx.db(), acting.viewer, part.parse()?)
}

/// One line, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoteForm {
    note: String,
    identifiers: String,
}

impl Fields for NoteForm {
    type Parsed = Note;
    fn parse(&self) -> Result<Note, Refusal> {
        let wrong = |(field, sentence): (&'static str, Sentence)| {
            Problems::one(if field.is_empty() { "note" } else { field }, sentence)
        };
        let note = Note::parse(&self.note, &self.identifiers).map_err(wrong)?;
        if note.as_str().is_empty() { Err(Problems::one("note", "form-required")) } else { Ok(note) }
    }
}

#[derive(Serialize)]
struct DoneView {
    form: Filled<NoteForm>,
    id: PostId,
    number: i32,
    title: String,
    address: String,
    said: bool,
    longest: usize,
    caution: Option<Caution>,
}

/// GET /messages/{post}/fait-chez-moi
pub async fn show_done(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| done_page(visit, part.parse()?, None)).await
}

fn done_page(visit: &mut Visit<'_>, id: PostId, form: Option<Filled<NoteForm>>) -> Result<Page, Refusal> {
    let (thread, post) = threads::visible_post(visit.db, &visit.viewer, id)?;
    let me = super::may_say(&visit.viewer, &thread, &post, Mark::Reused)?;
    let said = store::note_of(visit.db, id, Mark::Reused, me)?;
    let form = form
        .unwrap_or_else(|| Filled::with(NoteForm { note: said.clone().unwrap_or_default(), ..NoteForm::default() }));
    let view = DoneView {
        id,
        number: post.number,
        title: thread.title_for(&visit.viewer, visit.sentences()),
        address: thread.address_of(post.id, post.number),
        said: said.is_some(),
        longest: LONGEST_NOTE,
        caution: Caution::of_refused(&form.problems, &[&form.typed.note]),
        form,
    };
    Ok(Page::of("threads/marks_done.html", &view))
}

/// POST /messages/{post}/fait-chez-moi
pub async fn say_done(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<NoteForm>(
        posted,
        move |acting, note| {
            acting.spend(&limits::MARKS)?;
            let (thread, post) = the_post(acting, &part)?;
            super::say_done(acting.viewer, &thread, &post, note, acting.tx)
                .map(|address| Done::at(address).saying("said-mark-done"))
        },
        move |visit, form| done_page(visit, again.parse()?, Some(form)),
    )
    .await
}

/// Which post solved the question.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SolutionForm {
    message: String,
}

impl Fields for SolutionForm {
    type Parsed = PostId;
    fn parse(&self) -> Result<PostId, Refusal> {
        self.message.parse()
    }
}

/// POST /fils/{id}/solution
pub async fn mark_solution(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<SolutionForm>(posted, move |acting, id| {
        let wanted: ThreadId = thread_id(&part)?;
        let (thread, post) = threads::visible_post(acting.tx.db(), acting.viewer, *id)?;
        if thread.id != wanted {
            return Err(Refusal::NotFound);
        }
        super::mark_solution(acting.viewer, &thread, &post, acting.tx)
            .map(|address| Done::at(address).saying("said-solution"))
    })
    .await
}

/// POST /fils/{id}/solution/retrait
pub async fn unmark_solution(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let thread = the_thread(acting, &part)?;
        super::unmark_solution(acting.viewer, &thread, acting.tx)
            .map(|address| Done::at(address).saying("said-solution-withdrawn"))
    })
    .await
}

/// POST /fils/{id}/solution/verrou
pub async fn lock_solution(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let thread = the_thread(acting, &part)?;
        super::lock_solution(acting.viewer, &thread, true, acting.tx)
            .map(|address| Done::at(address).saying("said-solution-locked"))
    })
    .await
}

/// POST /fils/{id}/solution/verrou/retrait
pub async fn unlock_solution(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let thread = the_thread(acting, &part)?;
        super::lock_solution(acting.viewer, &thread, false, acting.tx)
            .map(|address| Done::at(address).saying("said-solution-unlocked"))
    })
    .await
}

fn the_thread(acting: &mut Acting<'_, '_>, part: &str) -> Result<Thread, Refusal> {
    Ok(threads::visible(acting.tx.db(), acting.viewer, thread_id(part)?)?.0)
}

#[derive(Serialize)]
struct AsideView {
    form: Filled<NoteForm>,
    id: ThreadId,
    title: String,
    address: String,
    longest: usize,
    caution: Option<Caution>,
}

/// GET /fils/{id}/sans-reponse
pub async fn show_aside(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| aside_page(visit, thread_id(&part)?, Filled::blank())).await
}

fn aside_page(visit: &mut Visit<'_>, id: ThreadId, form: Filled<NoteForm>) -> Result<Page, Refusal> {
    let (thread, _) = threads::visible(visit.db, &visit.viewer, id)?;
    super::may_set_aside(&visit.viewer, &thread)?;
    let view = AsideView {
        id,
        title: thread.title_for(&visit.viewer, visit.sentences()),
        address: thread.address(),
        longest: LONGEST_NOTE,
        caution: Caution::of_refused(&form.problems, &[&form.typed.note]),
        form,
    };
    Ok(Page::of("threads/marks_aside.html", &view))
}

/// POST /fils/{id}/sans-reponse
pub async fn set_aside(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<NoteForm>(
        posted,
        move |acting, reason| {
            let thread = the_thread(acting, &part)?;
            super::set_aside(acting.viewer, &thread, reason, acting.tx)
                .map(|address| Done::at(address).saying("said-aside"))
        },
        move |visit, form| aside_page(visit, thread_id(&again)?, form),
    )
    .await
}

/// POST /fils/{id}/sans-reponse/retrait
pub async fn take_up_again(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let thread = the_thread(acting, &part)?;
        super::take_up_again(acting.viewer, &thread, acting.tx).map(|address| Done::at(address).saying("said-taken-up"))
    })
    .await
}
