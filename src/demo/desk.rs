//! What went on at the console of the demo community (`config/demo/moderation.toml`): rules, flags, decisions, measures,
//! appeals, texts that wait, who is on duty. Played through the rooms' own verbs, each act at its moment and by whoever did it.

use std::collections::HashMap;

use jiff::ToSpan;
use serde::Deserialize;

use super::store::Known;
use super::{Lane, text_of};
use crate::absences::{self, Planned};
use crate::circles::mandates;
use crate::console::duty;
use crate::db::ids::{AppealId, DecisionId, HeldId, Ids, PostId, ThreadId};
use crate::db::{Moment, Tx};
use crate::members::sessions;
use crate::moderation::appeals::{self, Plea};
use crate::moderation::held::{self, Rules, change_rules};
use crate::moderation::measures::{self, Measure, Terms};
use crate::moderation::templates::{self, Wording};
use crate::moderation::{DecisionKind, FlagReason, Reason, decisions, flags, posts};
use crate::policy::{Audience, Viewer};
use crate::refusal::Refusal;
use crate::text::caution::Caution;
use crate::threads::{self, Body, Kind, Opening, Title};

const DAY: f64 = 86_400.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    act: Vec<Act>,
}

/// Something that was done, by whom, so many days ago.
#[derive(Debug, Deserialize)]
pub struct Act {
    days_ago: f64,
    by: String,
    /// What later acts call what it made.
    #[serde(default, rename = "as")]
    label: String,
    #[serde(flatten)]
    deed: Deed,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
enum Deed {
    Rules {
        theme: String,
        #[serde(default)]
        first_posts: i32,
        #[serde(default)]
        links: bool,
        #[serde(default)]
        words: String,
    },
    Template {
        theme: Option<String>,
        title: String,
        text: String,
    },
    Open {
        theme: String,
        title: String,
        text: String,
    },
    Answer {
        thread: String,
        text: String,
    },
    Flag {
        post: String,
        kind: String,
        #[serde(default)]
        note: String,
    },
    Hide {
        post: String,
        reason: String,
    },
    Leave {
        post: String,
        reason: String,
    },
    Publish {
        held: String,
    },
    Refuse {
        held: String,
        reason: String,
    },
    Warn {
        theme: String,
        member: String,
        reason: String,
    },
    Approval {
        theme: String,
        member: String,
        posts: i32,
        reason: String,
    },
    Suspend {
        theme: String,
        member: String,
        until_days: i32,
        reason: String,
    },
    Appeal {
        decision: String,
        text: String,
    },
    AnswerAppeal {
        appeal: String,
        outcome: String,
        reason: String,
    },
    Duty {
        theme: String,
        member: String,
        week: i32,
    },
    Absence {
        first: i32,
        last: i32,
    },
}

/// Reads the file, in the order of time.
///
/// # Errors
/// A sentence saying what is wrong in it.
pub fn read() -> Result<Vec<Act>, String> {
    let file: Result<File, _> = toml::from_str(&text_of("moderation.toml")?);
    let mut acts = file.map(|file| file.act).map_err(|error| format!("config/demo/moderation.toml: {error}"))?;
    acts.sort_by(|one, other| other.days_ago.total_cmp(&one.days_ago));
    Ok(acts)
}

/// What was made so far, by its label.
struct Played<'a> {
    known: &'a Known,
    today: Moment,
    threads: HashMap<String, ThreadId>,
    posts: HashMap<String, PostId>,
    held: HashMap<String, HeldId>,
    decisions: HashMap<String, DecisionId>,
    appeals: HashMap<String, AppealId>,
}

/// Plays everything.
///
/// # Errors
/// What a room refuses, with which act it was about.
pub fn play(tx: &mut Tx<'_>, known: &Known, acts: &[Act]) -> Result<(), Refusal> {
    let (now, ids) = (tx.now(), Ids::default());
    let mut played = Played {
        known,
        today: now,
        threads: HashMap::new(),
        posts: HashMap::new(),
        held: HashMap::new(),
        decisions: HashMap::new(),
        appeals: HashMap::new(),
    };
    for act in acts {
        #[expect(clippy::cast_possible_truncation, reason = "whole seconds of a year")]
        let at = Lane::Desk.at(now.plus_seconds(-(act.days_ago * DAY) as i64));
        let done = played.play(&mut tx.past(&ids, at), act);
        done.map_err(|refusal| Refusal::Broken(format!("{} days ago, {}: {refusal}", act.days_ago, act.by)))?;
    }
    Ok(())
}

fn named<T: Copy>(known: &HashMap<String, T>, label: &str) -> Result<T, Refusal> {
    known.get(label).copied().ok_or_else(|| Refusal::Broken(format!("nothing is called {label}")))
}

fn reason(text: &str) -> Result<Reason, Refusal> {
    Reason::parse(text).map_err(|_| Refusal::Broken("a reason without words".into()))
}

/// A text whose author answered for what looks like an identifier in it.
fn body(text: &str) -> Result<Body, Refusal> {
    let mark = Caution::of(&[text]).map(|caution| caution.mark).unwrap_or_default();
    let body = Body::parse(text.trim()).map_err(|_| Refusal::Broken("a text that cannot be published".into()))?;
    Ok(body.answered_for_with(&mark))
}

impl Played<'_> {
    fn viewer(&self, tx: &mut Tx<'_>, who: &str) -> Result<Viewer, Refusal> {
        let (member, now) = (self.known.member(who)?, tx.now());
        sessions::viewer_of(tx.db(), member, now)?.ok_or_else(|| Refusal::Broken(format!("{who} has no account")))
    }

    fn play(&mut self, tx: &mut Tx<'_>, act: &Act) -> Result<(), Refusal> {
        let viewer = self.viewer(tx, &act.by)?;
        match &act.deed {
            Deed::Rules { theme, first_posts, links, words } => {
                let rules = Rules { first_posts: *first_posts, links: *links, words: words.clone() };
                change_rules(&viewer, self.known.theme(theme)?, &rules, tx)
            }
            Deed::Template { theme, title, text } => {
                let theme = theme.as_deref().map(|theme| self.known.theme(theme)).transpose()?;
                templates::add(tx, &viewer, theme, &Wording::parse(title, text.trim())?)
            }
            Deed::Open { theme, title, text } => self.open(tx, &viewer, (theme, title, text), &act.label),
            Deed::Answer { thread, text } => self.answer(tx, &viewer, (thread, text), &act.label),
            Deed::Flag { post, kind, note } => {
                let (thread, post) = threads::visible_post(tx.db(), &viewer, named(&self.posts, post)?)?;
                let kind = FlagReason::parse(kind).ok_or_else(|| Refusal::Broken(format!("no flag is {kind}")))?;
                flags::flag(&viewer, &thread, &post, (kind, note.trim()), tx).map(drop)
            }
            Deed::Hide { post, reason: why } => {
                let (thread, post) = threads::visible_post(tx.db(), &viewer, named(&self.posts, post)?)?;
                posts::hide(&viewer, &thread, &post, &reason(why)?, tx)?;
                self.decided(tx, &act.label, DecisionKind::Hide, post.author)
            }
            Deed::Leave { post, reason: why } => {
                let (thread, post) = threads::visible_post(tx.db(), &viewer, named(&self.posts, post)?)?;
                flags::leave(&viewer, &thread, &post, &reason(why)?, tx)
            }
            Deed::Publish { held } => {
                let held = held::visible(tx.db(), &viewer, named(&self.held, held)?)?;
                let body = held::body_of(tx.db(), held.id)?;
                held::approve(&viewer, &held, &body, tx).map(drop)
            }
            Deed::Refuse { held, reason: why } => {
                let held = held::visible(tx.db(), &viewer, named(&self.held, held)?)?;
                held::refuse(&viewer, &held, &reason(why)?, tx)
            }
            deed => self.of_people(tx, &viewer, deed, &act.label),
        }
    }

    fn of_people(&mut self, tx: &mut Tx<'_>, viewer: &Viewer, deed: &Deed, label: &str) -> Result<(), Refusal> {
        let none = Terms { posts: None, last_day: None, post: None };
        match deed {
            Deed::Warn { theme, member, reason } => {
                self.measure(tx, viewer, (theme, member, reason), (Measure::Warn, none), label)
            }
            Deed::Approval { theme, member, posts, reason } => {
                let terms = Terms { posts: Some(*posts), ..none };
                self.measure(tx, viewer, (theme, member, reason), (Measure::Approval, terms), label)
            }
            Deed::Suspend { theme, member, until_days, reason } => {
                let last_day = mandates::day(tx.now()).saturating_add(until_days.days());
                let terms = Terms { last_day: Some(last_day), ..none };
                self.measure(tx, viewer, (theme, member, reason), (Measure::Suspend, terms), label)
            }
            Deed::Appeal { decision, text } => {
                let plea = Plea::parse(text).map_err(|_| Refusal::Broken("an appeal without words".into()))?;
                let decision = named(&self.decisions, decision)?;
                appeals::make(viewer, decision, &plea, tx)?;
                let made = appeals::against(tx.db(), decision)?.ok_or(Refusal::NotFound)?;
                self.appeals.insert(label.to_owned(), made.id);
                Ok(())
            }
            Deed::AnswerAppeal { appeal, outcome, reason: why } => {
                let outcome = appeals::Outcome::parse(outcome).ok_or(Refusal::NotFound)?;
                appeals::answer(viewer, named(&self.appeals, appeal)?, (outcome, &reason(why)?), tx)
            }
            Deed::Duty { theme, member, week } => {
                let monday = duty::week_of(self.today).saturating_add(week.weeks());
                duty::name(tx, viewer, self.known.theme(theme)?, (monday, self.known.member(member)?))
            }
            Deed::Absence { first, last } => {
                let day = |days: &i32| mandates::day(self.today).saturating_add(days.days());
                absences::announce(viewer, &Planned { first: day(first), last: day(last), deputy: None }, tx)
            }
            _ => Err(Refusal::Broken("an act that nobody plays".into())),
        }
    }

    fn open(
        &mut self,
        tx: &mut Tx<'_>,
        viewer: &Viewer,
        (theme, title, text): (&str, &str, &str),
        label: &str,
    ) -> Result<(), Refusal> {
        let opening = Opening {
            theme: self.known.theme(theme)?,
            subtopic: None,
            kind: Kind::Question,
            audience: Audience::Community,
            title: Title::parse(title).map_err(|_| Refusal::Broken("a title that cannot be published".into()))?,
            body: body(text)?,
        };
        if let Some(waiting) = held::instead_of_opening(viewer, &opening, tx)? {
            return self.waits(&waiting, label);
        }
        let (thread, _) = threads::open_with_post(viewer, &opening, tx)?;
        self.threads.insert(label.to_owned(), thread);
        Ok(())
    }

    fn answer(
        &mut self,
        tx: &mut Tx<'_>,
        viewer: &Viewer,
        (thread, text): (&str, &str),
        label: &str,
    ) -> Result<(), Refusal> {
        let (thread, _) = threads::visible(tx.db(), viewer, named(&self.threads, thread)?)?;
        let address = threads::reply(viewer, &thread, &body(text)?, tx)?;
        if held::waits_at(&address) {
            return self.waits(&address, label);
        }
        let post = address.rsplit("#m-").next().unwrap_or_default().parse()?;
        self.posts.insert(label.to_owned(), post);
        Ok(())
    }

    /// A text waits: its address names it.
    fn waits(&mut self, address: &str, label: &str) -> Result<(), Refusal> {
        self.held.insert(label.to_owned(), address.rsplit('/').next().unwrap_or_default().parse()?);
        Ok(())
    }

    fn measure(
        &mut self,
        tx: &mut Tx<'_>,
        viewer: &Viewer,
        (theme, member, why): (&str, &str, &str),
        (measure, terms): (Measure, Terms),
        label: &str,
    ) -> Result<(), Refusal> {
        let target = measures::target(tx.db(), viewer, self.known.theme(theme)?, self.known.member(member)?)?;
        let decision = measures::take(viewer, &target, (measure, &terms), &reason(why)?, tx)?;
        self.decisions.insert(label.to_owned(), decision);
        Ok(())
    }

    /// Remembers the last decision of a kind about somebody, when a later act names it.
    fn decided(
        &mut self,
        tx: &mut Tx<'_>,
        label: &str,
        kind: DecisionKind,
        about: crate::db::ids::MemberId,
    ) -> Result<(), Refusal> {
        if label.is_empty() {
            return Ok(());
        }
        let all = decisions::about(tx.db(), about, None)?.decisions;
        let last = all.iter().find(|one| one.kind == kind).ok_or(Refusal::NotFound)?;
        self.decisions.insert(label.to_owned(), last.id);
        Ok(())
    }
}
