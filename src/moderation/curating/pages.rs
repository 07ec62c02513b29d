//! The page where experts and animators curate a thread.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{AUDIENCES, Changed, KINDS, curating, joining, undoing};
use crate::db::ids::{DecisionId, ThreadId};
use crate::moderation::{DecisionKind, LONGEST_REASON, Reason};
use crate::policy::{self, Act, Audience};
use crate::refusal::{Problems, Refusal};
use crate::themes;
use crate::threads::{self, Kind, Thread, Title};
use crate::web::{Acting, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

/// Everything the page's forms hold; each sends its own part.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CurateForm {
    act: String,
    reason: String,
    into: String,
    numbers: String,
    title: String,
    kind: String,
    audience: String,
    which: String,
}

/// What is asked for.
pub enum Asked {
    /// Join it to another.
    Merge(ThreadId),
    /// Make another thread of some posts.
    Split(Vec<i32>, Title),
    /// Give it another kind.
    Kind(Kind),
    /// Give it to other readers.
    Audience(Audience),
    /// Mark it as a reference, or no longer.
    Reference(bool),
    /// Remove it.
    Remove,
    /// Undo a joining or a splitting.
    Undo(DecisionId),
}

impl CurateForm {
    fn asked(&self, problems: &mut Problems) -> Option<Asked> {
        match self.act.as_str() {
            "merge" => problems.check("into", thread_in(&self.into).ok_or("merge-choose".into())).map(Asked::Merge),
            "split" => {
                let numbers = problems.check("numbers", joining::numbers(&self.numbers));
                let title = problems.check("title", Title::parse(&self.title));
                numbers.zip(title).map(|(numbers, title)| Asked::Split(numbers, title))
            }
            "kind" => {
                problems.check("kind", Kind::parse(&self.kind).ok_or("kind-choose-other".into())).map(Asked::Kind)
            }
            "audience" => {
                let audience = Audience::parse(&self.audience).ok_or("audience-choose-other".into());
                problems.check("audience", audience).map(Asked::Audience)
            }
            "reference" => Some(Asked::Reference(true)),
            "unreference" => Some(Asked::Reference(false)),
            "remove" => Some(Asked::Remove),
            "undo" => problems.check("which", self.which.parse().map_err(|_| "undo-choose".into())).map(Asked::Undo),
            _ => {
                problems.add("form", "form-malformed");
                None
            }
        }
    }
}

/// The thread that an address or an id names.
fn thread_in(typed: &str) -> Option<ThreadId> {
    let last = typed.trim().split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?;
    last.split('-').next()?.parse().ok()
}

impl Fields for CurateForm {
    type Parsed = (Asked, Reason);
    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let asked = self.asked(&mut problems);
        let reason = problems.check("reason", Reason::parse(&self.reason));
        problems.settle()?;
        asked.zip(reason).ok_or_else(|| Refusal::Broken("a form without problems lacks a field".into()))
    }
}

#[derive(Serialize)]
struct View {
    id: ThreadId,
    title: String,
    address: String,
    theme_slug: String,
    theme_name: String,
    kind: Kind,
    audience: Audience,
    reference: bool,
    /// Others than its reference can be changed here.
    may_curate: bool,
    kinds: Vec<Kind>,
    audiences: Vec<Audience>,
    /// Its author is asked already.
    asked: Option<Audience>,
    undoable: Vec<UndoableView>,
    form: Filled<CurateForm>,
    longest: usize,
}

/// A joining or a splitting that can be undone.
#[derive(Serialize)]
struct UndoableView {
    decision: DecisionId,
    kind: DecisionKind,
    /// Whether this thread is the one that posts came to.
    here: bool,
    other: String,
    by: String,
    when: When,
}

fn undoable(visit: &mut Visit<'_>, thread: &Thread) -> Result<Vec<UndoableView>, Refusal> {
    let found = undoing::of(visit.db, &visit.viewer, thread)?;
    let view = |one: undoing::Undoable| UndoableView {
        decision: one.done.decision,
        kind: one.done.kind,
        here: one.done.to == thread.id,
        other: threads::titled(visit.sentences(), &one.other),
        by: format!("{} {}", one.done.by.0, one.done.by.1),
        when: visit.when(one.done.at),
    };
    Ok(found.into_iter().map(view).collect())
}

pub(in crate::moderation) fn id_of(part: &str) -> Result<ThreadId, Refusal> {
    part.split('-').next().unwrap_or("").parse()
}

fn page(visit: &mut Visit<'_>, part: &str, form: Filled<CurateForm>) -> Result<Page, Refusal> {
    let (thread, place) = threads::visible(visit.db, &visit.viewer, id_of(part)?)?;
    policy::require(&visit.viewer, &Act::CloseThread(thread.ground()))?;
    let undoable = undoable(visit, &thread)?;
    let view = View {
        undoable,
        id: thread.id,
        title: thread.title_for(&visit.viewer, visit.sentences()),
        address: thread.address(),
        theme_slug: place.theme_slug,
        theme_name: place.theme_name,
        kind: thread.kind,
        audience: thread.audience,
        reference: super::is_reference(visit.db, thread.id)?,
        may_curate: policy::allows(&visit.viewer, &curating(&thread)),
        kinds: KINDS.iter().copied().filter(|kind| *kind != thread.kind).collect(),
        audiences: AUDIENCES.iter().copied().filter(|audience| *audience != thread.audience).collect(),
        asked: super::asked(visit.db, thread.id)?.map(|asked| asked.audience),
        form,
        longest: LONGEST_REASON,
    };
    Ok(Page::of("moderation/curating.html", &view))
}

/// GET /fils/{thread}/rangement
pub async fn show(desk: Desk, part: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &part, Filled::blank())).await
}

/// POST /fils/{thread}/rangement
pub async fn curate(desk: Desk, part: Path<String>, posted: Posted) -> HttpResponse {
    let again = part.clone();
    desk.submit::<CurateForm>(
        posted,
        move |acting, (asked, reason)| {
            let (thread, _) = threads::visible(acting.tx.db(), acting.viewer, id_of(&part)?)?;
            policy::require(acting.viewer, &Act::CloseThread(thread.ground()))?;
            done(acting, &thread, asked, reason)
        },
        move |visit, form| page(visit, &again, form),
    )
    .await
}

fn done(acting: &mut Acting<'_, '_>, thread: &Thread, asked: &Asked, reason: &Reason) -> Result<Done, Refusal> {
    let (viewer, tx) = (acting.viewer, &mut *acting.tx);
    let (address, said) = match asked {
        Asked::Merge(into) => {
            // A thread the person does not see is told as one that does not exist.
            let found = threads::visible(tx.db(), viewer, *into);
            let (into, _) = found.map_err(|refusal| match refusal {
                Refusal::NotFound => Problems::one("into", "merge-choose"),
                refusal => refusal,
            })?;
            (joining::merge(viewer, thread, &into, reason, tx)?, "said-merged")
        }
        Asked::Split(numbers, title) => (joining::split(viewer, thread, (numbers, title), reason, tx)?, "said-split"),
        Asked::Kind(kind) => (super::change_kind(viewer, thread, *kind, reason, tx)?, "said-kind-changed"),
        Asked::Audience(audience) => {
            let said = match super::change_audience(viewer, thread, *audience, reason, tx)? {
                Changed::Done => "said-audience-changed",
                Changed::Asked => "said-audience-asked",
            };
            (thread.address(), said)
        }
        Asked::Reference(marked) => {
            let said = if *marked { "said-referenced" } else { "said-unreferenced" };
            (super::refer(viewer, thread, *marked, reason, tx)?, said)
        }
        Asked::Undo(decision) => (undoing::undo(viewer, thread, *decision, reason, tx)?, "said-undone"),
        Asked::Remove => {
            super::remove(viewer, thread, reason, tx)?;
            let theme = themes::by_id(tx.db(), thread.theme)?;
            (format!("{}/supprimes", themes::address(&theme.slug)), "said-thread-removed")
        }
    };
    Ok(Done::at(address).saying(said))
}
