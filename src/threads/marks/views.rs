//! What a thread's page and a member's page show of marks: facts for their templates.

use std::collections::BTreeMap;

use serde::Serialize;

use super::store::{self, Told};
use super::{Given, Mark, given, given_by};
use crate::db::ids::{BookmarkId, MemberId, PostId};
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::text::typography;
use crate::threads::{self, Kind, Thread};
use crate::web::{Visit, When};

/// Everything said on one page of a thread.
pub struct PageMarks {
    by_post: BTreeMap<PostId, Vec<Told>>,
}

/// A reaction to press.
#[derive(Serialize)]
struct Reaction {
    kind: Mark,
    count: i64,
    mine: bool,
}

/// Who says one thing, the reader first, and how many more do.
#[derive(Serialize)]
struct Names {
    kind: Mark,
    names: Vec<String>,
    more: i64,
}

/// Somebody did the same.
#[derive(Serialize)]
struct Done {
    name: String,
    member: MemberId,
    establishment: Option<String>,
    note: String,
}

impl Done {
    fn of(told: &Told) -> Self {
        Self {
            name: name(told),
            member: told.member_id,
            establishment: told.establishment.clone(),
            note: typography::spaces(&told.note),
        }
    }
}

/// What stands under one post.
#[derive(Serialize)]
pub struct PostMarks {
    reactions: Vec<Reaction>,
    done: Vec<Done>,
    done_count: i64,
    done_more: i64,
    done_mine: bool,
    useful: bool,
    useful_mine: bool,
    names: Vec<Names>,
    bookmark: Option<BookmarkId>,
    may_react: bool,
    may_choose: bool,
}

/// What stands at a thread's head: its bookmark, and where a question stands.
#[derive(Serialize)]
pub struct QuestionView {
    bookmark: Option<BookmarkId>,
    set_aside: bool,
    reason: String,
    by: String,
    when: Option<When>,
    pub(in crate::threads) locked: bool,
    may_set_aside: bool,
    may_take_up: bool,
    may_lock: bool,
}

impl PageMarks {
    /// Reads what is said of the posts from a number on: one statement.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, thread: &Thread, from: i32) -> Result<Self, Refusal> {
        // No member has id -1: a visitor says nothing.
        let reader = visit.viewer.member.unwrap_or(MemberId(-1));
        let mut by_post: BTreeMap<PostId, Vec<Told>> = BTreeMap::new();
        for told in store::of_page(visit.db, reader, thread, from)? {
            by_post.entry(told.post_id).or_default().push(told);
        }
        Ok(Self { by_post })
    }

    /// What is said of one post.
    pub fn under(
        &self,
        visit: &Visit<'_>,
        thread: &Thread,
        (post, number, author): (PostId, i32, MemberId),
    ) -> PostMarks {
        let said = Said { told: self.by_post.get(&post).map_or(&[], Vec::as_slice), reader: visit.viewer.member };
        let question = thread.kind == Kind::Question;
        let mut pressed = vec![Mark::Thanks, Mark::Helpful];
        if question && number == 1 {
            pressed.insert(0, Mark::MeToo);
        }
        let react = Act::React { author, theme: thread.theme, named: thread.named };
        let choose = Act::MarkUseful { author: thread.author, theme: thread.theme };
        let may_choose = question && number > 1 && visit.viewer.member != Some(author);
        let done: Vec<Done> = said.of(Mark::Reused.word()).map(Done::of).collect();
        PostMarks {
            reactions: pressed.into_iter().map(|kind| said.reaction(kind)).collect(),
            done_more: said.count(Mark::Reused) - i64::try_from(done.len()).unwrap_or(0),
            done,
            done_count: said.count(Mark::Reused),
            done_mine: said.mine(Mark::Reused),
            useful: said.count(Mark::Useful) > 0,
            useful_mine: said.mine(Mark::Useful),
            names: Mark::ALL.iter().filter_map(|kind| said.names(*kind)).collect(),
            bookmark: said.of("signet").next().map(|told| told.bookmark_id),
            may_react: !thread.archived && !thread.masked && policy::allows(&visit.viewer, &react),
            may_choose: may_choose && !thread.archived && policy::allows(&visit.viewer, &choose),
        }
    }

    /// What stands at the head, once it is known whether a solution stands.
    pub fn head(&self, visit: &Visit<'_>, thread: &Thread, solved: bool) -> QuestionView {
        let said = self.by_post.get(&PostId(0)).map_or(&[][..], Vec::as_slice);
        let of = |kind: &str| said.iter().find(|told| told.kind == kind);
        let set_aside = thread.question.set_aside.filter(|_| !solved);
        let act = Act::SetAside { author: thread.author, theme: thread.theme };
        let may = thread.kind == Kind::Question && policy::allows(&visit.viewer, &act);
        QuestionView {
            bookmark: of("signet").map(|told| told.bookmark_id),
            set_aside: set_aside.is_some(),
            reason: typography::spaces(thread.question.reason.as_deref().unwrap_or_default()),
            by: of("classee").map(name).unwrap_or_default(),
            when: set_aside.map(|moment| visit.when(moment)),
            locked: solved && thread.question.locked,
            may_set_aside: may && !solved && set_aside.is_none(),
            may_take_up: may && set_aside.is_some(),
            may_lock: solved && policy::allows(&visit.viewer, &Act::LockSolution(thread.theme)),
        }
    }
}

/// What is said of one post, to one reader.
struct Said<'a> {
    told: &'a [Told],
    reader: Option<MemberId>,
}

impl<'a> Said<'a> {
    fn of(&self, kind: &'static str) -> impl Iterator<Item = &'a Told> + use<'a> {
        self.told.iter().filter(move |told| told.kind == kind)
    }

    fn count(&self, mark: Mark) -> i64 {
        self.of(mark.word()).next().map_or(0, |told| told.total)
    }

    fn mine(&self, mark: Mark) -> bool {
        self.of(mark.word()).next().is_some_and(|told| Some(told.member_id) == self.reader)
    }

    fn reaction(&self, kind: Mark) -> Reaction {
        Reaction { kind, count: self.count(kind), mine: self.mine(kind) }
    }

    fn names(&self, kind: Mark) -> Option<Names> {
        let names: Vec<String> = self.of(kind.word()).map(name).collect();
        let more = self.count(kind) - i64::try_from(names.len()).unwrap_or(0);
        (!names.is_empty()).then_some(Names { kind, names, more })
    }
}

fn name(told: &Told) -> String {
    format!("{} {}", told.given_name, told.family_name)
}

/// What a member said of posts, as the reader may see it.
#[derive(Serialize)]
pub struct GivenView {
    counts: Vec<Count>,
    latest: Vec<Latest>,
}

#[derive(Serialize)]
struct Count {
    kind: Mark,
    count: i64,
}

#[derive(Serialize)]
struct Latest {
    kind: Mark,
    note: String,
    address: String,
    title: String,
    number: i32,
    when: When,
}

impl GivenView {
    /// Reads it: two statements.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, member: MemberId) -> Result<Self, Refusal> {
        let counts = given_by(visit.db, &visit.viewer, member)?;
        let latest = given(visit.db, &visit.viewer, member)?;
        let view = |given: &Given| Latest {
            kind: given.kind,
            note: typography::spaces(&given.note),
            address: format!(
                "{}?page={}#m-{}",
                threads::address(given.thread, &given.title),
                threads::page_of(given.number),
                given.post
            ),
            title: typography::spaces(&given.title),
            number: given.number,
            when: visit.when(given.at),
        };
        Ok(Self {
            latest: latest.iter().map(view).collect(),
            counts: counts.into_iter().map(|(kind, count)| Count { kind, count }).collect(),
        })
    }
}
