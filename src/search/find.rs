//! From a question to the threads that answer it, best first.

use std::collections::HashMap;

use super::question::Question;
use super::scoring::{self, Weighed};
use super::store::{self, Candidate, Matching};
use crate::db::ids::{PostId, SubtopicId, ThemeId, ThreadId};
use crate::db::{Db, Moment};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::threads::Kind;

/// Posts looked at for one question, the newest of each pass.
const CANDIDATES: i64 = 400;
/// With fewer, the next rarest word is asked for too.
const FEW: usize = 100;

crate::vocabulary! {
    /// In which order.
    Order {
        /// What answers best.
        Relevance = "pertinence",
        /// What was written last.
        Date = "date",
    }
}

crate::vocabulary! {
    /// How far a thread has come.
    State {
        /// An answer was marked.
        Solved = "resolus",
        /// A question waits for it.
        Unsolved = "non-resolus",
        /// A question was set aside without an answer.
        SetAside = "classes-sans-reponse",
        /// Nobody answered.
        Unanswered = "sans-reponse",
    }
}

/// Where to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// One theme.
    pub theme: Option<ThemeId>,
    /// One of its sub-topics.
    pub subtopic: Option<SubtopicId>,
    /// Words of the author's name, folded, in any order.
    pub author: String,
    /// One kind of thread.
    pub kind: Option<Kind>,
    /// One state.
    pub state: Option<State>,
    /// The author's region (slug).
    pub region: Option<&'static str>,
    /// A part of the author's establishment, folded.
    pub establishment: String,
    /// Written since then.
    pub since: Option<Moment>,
    /// Only what circles read: no private conversation.
    pub shared: bool,
}

/// A thread that answers, and which of its posts does best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The thread.
    pub thread: ThreadId,
    /// The post.
    pub post: PostId,
    /// How well.
    pub worth: f64,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Every thread, in the order asked for.
    pub hits: Vec<Hit>,
    /// There may be more: only the newest candidates were looked at.
    pub more: bool,
    /// Words of the question that nothing the reader sees holds.
    pub unknown: Vec<String>,
}

/// Looks for the threads that answer a question, among what the viewer sees.
///
/// # Errors
/// `Refusal::Busy` while the index is being made again, else what the database says.
pub fn find(
    db: &mut Db,
    viewer: &Viewer,
    question: &Question,
    filters: &Filters,
    order: Order,
) -> Result<Found, Refusal> {
    if question.is_empty() {
        return Ok(Found::default());
    }
    let asked: Vec<&str> = question.wanted.iter().map(|word| word.token.as_str()).collect();
    let holding = store::holding(db, viewer, &asked)?;
    let weighed: Vec<Weighed> = asked
        .iter()
        .map(|token| Weighed { token: (*token).to_owned(), weight: scoring::rarity(holding.of(token), holding.all) })
        .collect();
    let words = question.wanted.iter().filter(|word| !word.typed.is_empty());
    let unknown = words.filter(|word| holding.of(&word.token) == 0).map(|word| word.typed.clone()).collect();
    let (candidates, more) = candidates(db, viewer, question, filters, &holding)?;
    let mut hits = scored(&weighed, &candidates);
    match order {
        Order::Relevance => hits.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(b.post.0.cmp(&a.post.0))),
        Order::Date => hits.sort_by_key(|hit| std::cmp::Reverse(hit.post.0)),
    }
    Ok(Found { hits, more, unknown })
}

/// Posts worth scoring: the newest that hold the rarest words, then those of the next word while there are few.
fn candidates(
    db: &mut Db,
    viewer: &Viewer,
    question: &Question,
    filters: &Filters,
    holding: &store::Holding,
) -> Result<(Vec<Candidate>, bool), Refusal> {
    let mut rarest: Vec<&str> = question.wanted.iter().map(|word| word.token.as_str()).collect();
    rarest.sort_by_key(|token| holding.of(token));
    let mut found: Vec<Candidate> = Vec::new();
    let mut more = false;
    for pass in passes(question, &rarest, holding) {
        if !found.is_empty() && found.len() >= FEW {
            break;
        }
        let matching = Matching { excluded: question.excluded.clone(), ..pass };
        let newest = store::candidates(db, viewer, &matching, filters, CANDIDATES)?;
        more |= i64::try_from(newest.len()).is_ok_and(|many| many >= CANDIDATES);
        let known: std::collections::HashSet<PostId> = found.iter().map(|candidate| candidate.post).collect();
        found.extend(newest.into_iter().filter(|candidate| !known.contains(&candidate.post)));
    }
    Ok((found, more))
}

/// What to ask the index, in turn.
fn passes(question: &Question, rarest: &[&str], holding: &store::Holding) -> Vec<Matching> {
    if !question.required.is_empty() {
        return vec![Matching { required: question.required.clone(), ..Matching::default() }];
    }
    let (mut together, mut held) = (Vec::new(), 0);
    for token in rarest {
        held += holding.of(token);
        if held > CANDIDATES {
            break;
        }
        together.push((*token).to_owned());
    }
    let rest: Vec<String> = rarest[together.len()..].iter().map(|token| (*token).to_owned()).collect();
    let mut passes = Vec::new();
    if together.is_empty()
        && let [first, second, ..] = rest.as_slice()
    {
        let both = vec![vec![first.clone()], vec![second.clone()]];
        passes.push(Matching { required: both, ..Matching::default() });
    }
    if !together.is_empty() {
        passes.push(Matching { any: together, ..Matching::default() });
    }
    passes.extend(rest.into_iter().take(1).map(|token| Matching { any: vec![token], ..Matching::default() }));
    passes
}

fn scored(weighed: &[Weighed], candidates: &[Candidate]) -> Vec<Hit> {
    let mut threads: HashMap<ThreadId, Vec<&Candidate>> = HashMap::new();
    for candidate in candidates {
        threads.entry(candidate.thread).or_default().push(candidate);
    }
    let hit = |(thread, mut posts): (ThreadId, Vec<&Candidate>)| {
        posts.sort_by_key(|candidate| candidate.post.0);
        let read: Vec<scoring::Post<'_>> = posts.iter().map(|candidate| candidate.scored()).collect();
        let score = scoring::score(weighed, &posts[0].title, &read);
        (score.worth > 0.0).then(|| Hit { thread, post: posts[score.best].post, worth: score.worth })
    };
    threads.into_iter().filter_map(hit).collect()
}
