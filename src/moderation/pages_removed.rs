//! What decisions took away in a theme, and its return: threads, for its experts and animators; messages of private
//! conversations, hidden through their flags, for its animators.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;

use super::curating::pages::id_of;
use super::curating::{self, Removed};
use super::flags::{self, HiddenMessage};
use super::pages::ReasonForm;
use super::{LONGEST_REASON, Reason};
use crate::db::ids::{MemberId, PostId, ThreadId};
use crate::members;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::text::{markdown, typography};
use crate::themes::{self, Theme};
use crate::threads;
use crate::web::{Acting, Desk, Done, Filled, Page, Posted, Visit, When};

#[derive(Serialize)]
struct View {
    slug: String,
    theme: String,
    threads: Vec<ThreadLine>,
    messages: Vec<MessageLine>,
    /// Which one is brought back by the form that was refused.
    restoring: Option<ThreadId>,
    showing: Option<PostId>,
    form: Filled<ReasonForm>,
    longest: usize,
}

#[derive(Serialize)]
struct ThreadLine {
    id: ThreadId,
    title: String,
    author: String,
    author_id: MemberId,
    when: Option<When>,
    reason: String,
}

/// A private message that was hidden: nothing of the conversation is told with it.
#[derive(Serialize)]
struct MessageLine {
    id: PostId,
    author: String,
    /// Their page; the anonymous member has none.
    author_id: Option<MemberId>,
    text: String,
    reason: String,
    when: When,
    may_show: bool,
}

/// What the form that was refused would have brought back.
enum Refused {
    Thread(ThreadId),
    Message(PostId),
}

fn thread_line(visit: &Visit<'_>, gone: Removed) -> ThreadLine {
    ThreadLine {
        id: gone.id,
        title: threads::titled(visit.sentences(), &gone.title),
        author: format!("{} {}", gone.author.1, gone.author.2),
        author_id: gone.author.0,
        when: gone.at.map(|at| visit.when(at)),
        reason: gone.reason.unwrap_or_default(),
    }
}

fn message_line(visit: &Visit<'_>, hidden: HiddenMessage) -> MessageLine {
    let (author, given, family) = &hidden.post.author;
    let settles = Act::SettlePrivateFlags { author: *author, theme: hidden.theme };
    let text = markdown::plain(&hidden.post.source, hidden.post.source.len());
    MessageLine {
        id: hidden.post.id,
        author: format!("{given} {family}"),
        author_id: members::with_a_page(*author),
        text: typography::spaces(text.trim()),
        reason: hidden.reason.unwrap_or_default(),
        when: visit.when(hidden.hidden_at),
        may_show: policy::allows(&visit.viewer, &settles),
    }
}

fn page(
    visit: &mut Visit<'_>,
    theme: Theme,
    refused: Option<Refused>,
    form: Filled<ReasonForm>,
) -> Result<Page, Refusal> {
    let found = curating::removed_in(visit.db, &visit.viewer, theme.id)?;
    let threads = found.into_iter().map(|gone| thread_line(visit, gone)).collect();
    let animates = policy::allows(&visit.viewer, &Act::DecidePrivateFlags(theme.id));
    let hidden =
        if animates { flags::hidden_in_private(visit.db, &visit.viewer, theme.id, visit.now)? } else { Vec::new() };
    let messages = hidden.into_iter().map(|one| message_line(visit, one)).collect();
    let (restoring, showing) = match refused {
        Some(Refused::Thread(thread)) => (Some(thread), None),
        Some(Refused::Message(post)) => (None, Some(post)),
        None => (None, None),
    };
    let (slug, theme, longest) = (theme.slug, theme.name, LONGEST_REASON);
    let view = View { slug, theme, threads, messages, restoring, showing, form, longest };
    Ok(Page::of("moderation/removed.html", &view))
}

/// GET /themes/{slug}/supprimes
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let theme = themes::named(visit.db, &slug)?;
        page(visit, theme, None, Filled::blank())
    })
    .await
}

/// POST /fils/{thread}/suppression/retrait
pub async fn restore(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<ReasonForm>(
        posted,
        move |acting, reason| {
            let gone = curating::removed(acting.tx.db(), acting.viewer, id_of(&part)?)?;
            curating::restore(acting.viewer, &gone, reason, acting.tx)?;
            Ok(Done::at(threads::address(gone.id, &gone.title)).saying("said-thread-restored"))
        },
        move |visit, form| {
            let gone = curating::removed(visit.db, &visit.viewer, id_of(&again)?)?;
            let theme = themes::by_id(visit.db, gone.theme)?;
            page(visit, theme, Some(Refused::Thread(gone.id)), form)
        },
    )
    .await
}

/// Shows a hidden message of a private conversation again, which settles it: only the undoing of a round puts a case back.
/// `None` when it is none that the viewer settles.
pub(super) fn shown_in_private(
    acting: &mut Acting<'_, '_>,
    post: PostId,
    reason: &Reason,
) -> Result<Option<Done>, Refusal> {
    let now = acting.tx.now();
    let Some(hidden) = flags::one_hidden_in_private(acting.tx.db(), acting.viewer, post, now)? else {
        return Ok(None);
    };
    flags::show_private(acting.viewer, &hidden, reason, acting.tx)?;
    let theme = themes::by_id(acting.tx.db(), hidden.theme)?;
    Ok(Some(Done::at(format!("{}/supprimes", themes::address(&theme.slug))).saying("said-shown")))
}

/// The page again, when showing one was refused.
pub(super) fn not_shown_in_private(
    visit: &mut Visit<'_>,
    post: PostId,
    form: Filled<ReasonForm>,
) -> Result<Result<Page, Filled<ReasonForm>>, Refusal> {
    let hidden = flags::one_hidden_in_private(visit.db, &visit.viewer, post, visit.now)?;
    let Some(hidden) = hidden else { return Ok(Err(form)) };
    let theme = themes::by_id(visit.db, hidden.theme)?;
    page(visit, theme, Some(Refused::Message(post)), form).map(Ok)
}
