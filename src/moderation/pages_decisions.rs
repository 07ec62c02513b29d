//! What a member reads of the care taken of what they wrote: decisions, their flags, what they took back.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use serde::Serialize;

use super::DecisionKind;
use super::appeals::{self, Appeal, Outcome};
use super::decisions::{self, About, Places};
use super::flags::{self, Own};
use super::measures::{self, Sanction};
use super::pages::OwnView;
use super::posts::UNDO;
use super::store::{Decision, Gone};
use crate::db::ids::{AppealId, DecisionId, MemberId, PostId, ThreadId};
use crate::refusal::Refusal;
use crate::sentences::Sentences;
use crate::threads;
use crate::web::{Desk, Page, Visit, When, local_date};

#[derive(Serialize)]
struct View {
    decisions: Vec<DecisionView>,
    next: Option<DecisionId>,
    flags: Vec<FlagView>,
    withdrawn: Vec<GoneView>,
}

#[derive(Serialize)]
struct DecisionView {
    id: DecisionId,
    kind: DecisionKind,
    reason: String,
    by: String,
    by_id: MemberId,
    when: When,
    /// None: about the whole account.
    theme: Option<String>,
    undone: bool,
    /// None: about the person.
    place: Option<Place>,
    /// What a measure does: its last day, the posts that wait.
    until: Option<String>,
    posts_left: Option<i32>,
    /// It counts the posts that wait: none may be left.
    counts: bool,
    /// The appeal against it.
    appeal: Option<AppealView>,
    may_appeal: bool,
}

#[derive(Serialize)]
struct AppealView {
    id: AppealId,
    outcome: Option<Outcome>,
    reason: Option<String>,
}

/// What it is about; the title and the address only for those who still see the thread.
#[derive(Serialize)]
struct Place {
    number: Option<i32>,
    title: Option<String>,
    address: Option<String>,
}

#[derive(Serialize)]
struct FlagView {
    #[serde(flatten)]
    own: OwnView,
    place: Place,
}

#[derive(Serialize)]
struct GoneView {
    post: PostId,
    number: i32,
    /// The thread's title, for those who still see it and those who withdrew it.
    title: Option<String>,
    whole_thread: bool,
    when: When,
    may_undo: bool,
}

impl Places {
    fn place(&self, sentences: &Sentences, thread: ThreadId, post: Option<PostId>) -> Place {
        let number = post.and_then(|post| self.numbers.get(&post).copied());
        let title = self.titles.get(&thread);
        let whole = title.map(|title| threads::address(thread, title));
        let address = match (post, number) {
            (Some(post), Some(number)) => {
                whole.map(|whole| format!("{whole}?page={}#m-{post}", threads::page_of(number)))
            }
            _ => whole,
        };
        Place { number, title: title.map(|title| threads::titled(sentences, title)), address }
    }
}

/// GET /reglages/decisions
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(page).await
}

fn page(visit: &mut Visit<'_>) -> Result<Page, Refusal> {
    let me = visit.me()?.id;
    let before = visit.ask.param("avant").parse().ok();
    let About { decisions, undone, more } = decisions::about(visit.db, me, before)?;
    let made = flags::made_by(visit.db, me)?;
    let withdrawn = decisions::withdrawn_by(visit.db, me)?;
    let of: Vec<ThreadId> = decisions
        .iter()
        .filter_map(|one| one.thread)
        .chain(made.iter().map(|flag| flag.thread))
        .chain(withdrawn.iter().map(|gone| gone.thread))
        .collect();
    let about: Vec<PostId> = decisions.iter().filter_map(|one| one.post).collect();
    let mut known = decisions::places(visit.db, &visit.viewer, &of, &about)?;
    known.numbers.extend(made.iter().map(|flag| (flag.post, flag.number)));
    let ids: Vec<DecisionId> = decisions.iter().map(|one| one.id).collect();
    let sequels = Sequels {
        undone,
        measures: measures::taken_by(visit.db, &ids)?,
        appeals: appeals::against_some(visit.db, &ids)?,
    };
    let view = View {
        next: decisions.last().filter(|_| more).map(|last| last.id),
        decisions: decisions.into_iter().map(|one| decision_view(visit, &known, &sequels, one)).collect(),
        flags: made.into_iter().map(|flag| flag_view(visit, &known, flag)).collect(),
        withdrawn: withdrawn.into_iter().map(|gone| gone_view(visit, &known, gone)).collect(),
    };
    Ok(Page::of("moderation/decisions.html", &view))
}

/// What became of some decisions.
struct Sequels {
    undone: BTreeSet<DecisionId>,
    measures: Vec<Sanction>,
    appeals: Vec<Appeal>,
}

fn decision_view(visit: &Visit<'_>, known: &Places, sequels: &Sequels, one: Decision) -> DecisionView {
    let undone = sequels.undone.contains(&one.id);
    let measure = sequels.measures.iter().find(|measure| measure.decision == one.id);
    let appeal = sequels.appeals.iter().find(|appeal| appeal.decision == one.id);
    DecisionView {
        id: one.id,
        kind: one.kind,
        by: format!("{} {}", one.actor.1, one.actor.2),
        by_id: one.actor.0,
        when: visit.when(one.at),
        theme: one.theme,
        undone,
        place: one.thread.map(|thread| known.place(visit.sentences(), thread, one.post)),
        until: measure
            .and_then(|measure| measure.until)
            .map(|end| local_date(end.plus_seconds(-1), &visit.zone(), visit.sentences())),
        posts_left: measure.and_then(|measure| measure.posts_left),
        counts: measure.is_some_and(|measure| measure.posts_left.is_some()),
        may_appeal: !undone && appeal.is_none() && appeals::is_appealable(one.kind),
        appeal: appeal.map(|appeal| AppealView {
            id: appeal.id,
            outcome: appeal.outcome,
            reason: appeal.reason.clone(),
        }),
        reason: one.reason,
    }
}

fn flag_view(visit: &Visit<'_>, known: &Places, flag: Own) -> FlagView {
    FlagView { place: known.place(visit.sentences(), flag.thread, Some(flag.post)), own: OwnView::of(visit, flag) }
}

fn gone_view(visit: &Visit<'_>, known: &Places, gone: Gone) -> GoneView {
    let seen = gone.whole_thread || known.titles.contains_key(&gone.thread);
    GoneView {
        post: gone.post,
        number: gone.number,
        title: seen.then(|| threads::titled(visit.sentences(), &gone.title)),
        whole_thread: gone.whole_thread,
        when: visit.when(gone.at),
        may_undo: seen && visit.now.seconds_since(gone.at) <= UNDO,
    }
}
