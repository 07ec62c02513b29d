//! Whom a post calls. `@Prénom Nom` names a member of the thread's theme, `@experts`, `@pairs`, `@communauté` and
//! `@animation` a circle of it, a link to a post inside a quotation the author of that post.

use super::store::calls as store;
use crate::circles::Circle;
use crate::db::ids::{MemberId, PostId, ThemeId};
use crate::db::{Db, Tx};
use crate::policy::{self, Act, Level, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::calls::{Called, Calls};

/// A call of a post, as its row says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// A person.
    Mention(MemberId),
    /// Who wrote what is quoted.
    Quote(MemberId),
    /// Those of a circle of the theme, and no other.
    Circle(Circle),
    /// Those who animate it.
    Animators,
}

impl Call {
    pub(super) fn parse(kind: &str, member: MemberId) -> Option<Self> {
        match kind {
            "mention" => Some(Self::Mention(member)),
            "quote" => Some(Self::Quote(member)),
            "animators" => Some(Self::Animators),
            circle => Circle::parse(circle).map(Self::Circle),
        }
    }

    pub(super) fn row(self) -> (&'static str, MemberId) {
        match self {
            Self::Mention(member) => ("mention", member),
            Self::Quote(member) => ("quote", member),
            Self::Circle(circle) => (circle.word(), MemberId(0)),
            Self::Animators => ("animators", MemberId(0)),
        }
    }

    /// Whether somebody of a level is called by it.
    pub(super) fn reaches(self, level: Level) -> bool {
        match (self, level) {
            (Self::Circle(called), Level::Circle(own)) => called == own,
            (Self::Animators, Level::Animator) => true,
            _ => false,
        }
    }
}

/// A post names this many people at most.
pub const MOST_NAMED: i64 = 10;

/// Whom a text calls, each with what it is written as (nothing for who is quoted).
#[derive(Clone, Debug, Default)]
pub struct Resolved(Vec<(String, Call)>);

impl Resolved {
    /// Whether nobody is called.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names to mark in the text, and the address each leads to.
    pub fn names(&self) -> Vec<(String, Option<String>)> {
        let name = |(written, call): &(String, Call)| match call {
            Call::Mention(member) => Some((written.clone(), Some(crate::members::address(*member)))),
            Call::Circle(_) | Call::Animators => Some((written.clone(), None)),
            Call::Quote(_) => None,
        };
        self.0.iter().filter_map(name).collect()
    }
}

/// Whom a text calls in a theme.
///
/// # Errors
/// `Refusal::Invalid` beside `body` when a circle is called by somebody who may not, or too many people are named.
pub fn resolve(db: &mut Db, viewer: &Viewer, theme: ThemeId, calls: &Calls) -> Result<Resolved, Refusal> {
    let mut resolved = Vec::new();
    for called in &calls.groups {
        policy::require(viewer, &Act::CallCircle(theme))
            .map_err(|_| Problems::one("body", "mention-circle-forbidden"))?;
        resolved.push((called.written.clone(), group(called)));
    }
    let named = people(db, theme, &calls.people)?;
    if i64::try_from(named.len()).is_ok_and(|count| count > MOST_NAMED) {
        return Err(Problems::one("body", Sentence::new("mention-too-many").number("most", MOST_NAMED)));
    }
    resolved.extend(named.into_iter().map(|(name, member)| (name, Call::Mention(member))));
    let quoted: Vec<PostId> = calls.quoted.iter().map(|id| PostId(*id)).collect();
    if !quoted.is_empty() {
        let writers = store::writers(db, &quoted)?;
        resolved.extend(writers.into_iter().map(|member| (String::new(), Call::Quote(member))));
    }
    Ok(Resolved(resolved))
}

fn group(called: &Called) -> Call {
    match called.folded.as_str() {
        "experts" => Call::Circle(Circle::Expert),
        "pairs" => Call::Circle(Circle::Peer),
        "communaute" => Call::Circle(Circle::Community),
        _ => Call::Animators,
    }
}

/// The members named, by the longest name that one member of the theme alone bears.
fn people(db: &mut Db, theme: ThemeId, named: &[Vec<Called>]) -> Result<Vec<(String, MemberId)>, Refusal> {
    let wanted: Vec<&str> = named.iter().flatten().flat_map(Called::orders).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::bearing(db, theme, &wanted)?;
    let bearer = |called: &Called| {
        let mut bearers = found.iter().filter(|(folded, _)| called.orders().any(|order| order == folded));
        match (bearers.next(), bearers.next()) {
            (Some((_, member)), None) => Some((called.written.clone(), *member)),
            _ => None,
        }
    };
    Ok(named.iter().filter_map(|lengths| lengths.iter().find_map(bearer)).collect())
}

/// Keeps whom a post calls; those it called before and no longer does are forgotten, told or not.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut Tx<'_>, post: PostId, called: &Resolved) -> Result<(), Refusal> {
    let mut calls: Vec<Call> = called.0.iter().map(|(_, call)| *call).collect();
    calls.sort_unstable();
    calls.dedup();
    store::keep(tx, post, &calls)
}
