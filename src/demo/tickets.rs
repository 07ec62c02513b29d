//! The points durs of the demo community, as their files tell them (`config/demo/points_durs/`): what was reported, then
//! everything that was done about it, each line with its author, its day and its hour.

use serde::Deserialize;
use toml::Table;

use super::lines::{Line, When};
use super::{files_of, text_of};
use crate::points_durs::Circumstances;
use crate::points_durs::machine::{Edge, Impact, Object, Reach, Severity};
use crate::policy::Audience;

/// A point dur, before it has dates.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// What other files call it.
    pub key: String,
    /// Its theme (slug).
    pub theme: String,
    /// Its sub-topic (slug).
    pub subtopic: String,
    /// Who reads it.
    pub audience: Audience,
    /// Its title.
    pub title: String,
    /// Who reports it (address).
    pub by: String,
    /// When.
    pub when: When,
    /// What happens, in Markdown.
    pub difficulty: String,
    /// What else was told.
    pub circumstances: Circumstances,
    /// Whether the reporter stays unknown.
    pub anonymous: bool,
    /// Whether the lead expert may know them all the same.
    pub known_to_lead: bool,
    /// What was done about it.
    pub deeds: Vec<Done<Deed>>,
}

/// Something done, by somebody or by the clock.
#[derive(Clone, Debug)]
pub struct Done<D> {
    /// Who (address); the clock, or a body outside, when nobody.
    pub by: Option<String>,
    /// When.
    pub when: When,
    /// What.
    pub deed: D,
}

/// What is done about a point dur.
#[derive(Clone, Debug)]
pub enum Deed {
    /// A step of the machine.
    Step(Taken),
    /// A post.
    Said(String),
    /// "Moi aussi", with its context.
    MeToo(String),
    /// An expert is called.
    Called(String),
    /// A called expert answers.
    Answered {
        /// The word of the answer.
        answer: String,
        /// Why.
        reason: String,
    },
    /// An expert joins the lead.
    Helped,
    /// Somebody is given something to do.
    Given {
        /// What.
        title: String,
        /// Who (address).
        to: String,
        /// In how many days.
        due: i64,
    },
    /// A task is done.
    Finished(String),
    /// The solution was tried in an establishment.
    Tried {
        /// The word of how it went.
        verdict: String,
        /// In which context.
        context: String,
    },
    /// The body outside has the note.
    Acknowledged,
}

/// A step, with what it asks for.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Which.
    pub edge: Edge,
    /// A reason, a question, an answer; the post of a solution, in Markdown.
    pub words: String,
    /// How much it hurts.
    pub severity: Option<Severity>,
    /// What it names.
    pub named: Named,
}

/// What a step names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// Nothing that the file says.
    Nothing,
    /// An expert (address).
    Expert(String),
    /// Another point dur (its key).
    PointDur(String),
    /// A sheet (its key).
    Sheet(String),
    /// A note to a body outside; what is asked is in the step's words.
    Note(Note),
    /// How a body's answer came.
    Through(String),
}

/// What goes to a body with the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The body's name.
    pub body: String,
    /// In which context.
    pub context: String,
    /// What was tried.
    pub attempts: String,
    /// What is hoped for.
    pub hoped: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    key: String,
    theme: String,
    subtopic: String,
    audience: String,
    title: String,
    by: String,
    #[serde(default)]
    anonymous: bool,
    #[serde(default)]
    known_to_lead: bool,
    ago: i64,
    at: String,
    difficulty: String,
    #[serde(default)]
    facts: Facts,
    #[serde(default)]
    then: Vec<Table>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Facts {
    begun: String,
    tried: String,
    impacts: Vec<String>,
    reach: Option<String>,
    size: String,
    tools: String,
}

/// Reads every point dur.
///
/// # Errors
/// A sentence naming the file that is wrong.
pub fn read() -> Result<Vec<Ticket>, String> {
    files_of("points_durs/", ".toml")
        .iter()
        .map(|name| {
            let wrong = |why: String| format!("config/demo/{name}: {why}");
            let file: File = toml::from_str(&text_of(name)?).map_err(|error| wrong(error.to_string()))?;
            ticket(file).map_err(wrong)
        })
        .collect()
}

fn ticket(file: File) -> Result<Ticket, String> {
    Ok(Ticket {
        audience: Audience::parse(&file.audience).ok_or_else(|| format!("unknown audience {}", file.audience))?,
        when: When::parse(file.ago, &file.at)?,
        circumstances: circumstances(file.facts)?,
        deeds: file.then.into_iter().map(|table| done(Line::of(table)?)).collect::<Result<_, _>>()?,
        difficulty: file.difficulty.trim().to_owned(),
        key: file.key,
        theme: file.theme,
        subtopic: file.subtopic,
        title: file.title,
        by: file.by,
        anonymous: file.anonymous,
        known_to_lead: file.known_to_lead,
    })
}

fn circumstances(facts: Facts) -> Result<Circumstances, String> {
    let impact = |word: &String| Impact::parse(word).ok_or_else(|| format!("unknown impact {word}"));
    let reach = |word: &String| Reach::parse(word).ok_or_else(|| format!("unknown reach {word}"));
    Ok(Circumstances {
        impacts: facts.impacts.iter().map(impact).collect::<Result<_, _>>()?,
        reach: facts.reach.as_ref().map(reach).transpose()?,
        begun: facts.begun.trim().to_owned(),
        tried: facts.tried.trim().to_owned(),
        size: facts.size.trim().to_owned(),
        tools: facts.tools.trim().to_owned(),
    })
}

fn done(mut line: Line) -> Result<Done<Deed>, String> {
    let (by, when) = (line.may("by")?, line.when()?);
    let edge = Edge::parse(&line.act).filter(|edge| *edge != Edge::Report);
    let deed = match (edge, line.act.as_str()) {
        (Some(edge), _) => Deed::Step(step(edge, &mut line)?),
        (None, "post") => Deed::Said(line.text("text")?),
        (None, "moi-aussi") => Deed::MeToo(line.text("text")?),
        (None, "call") => Deed::Called(line.text("to")?),
        (None, "answer-call") => Deed::Answered {
            answer: line.one_of("answer", |word| known(word, &["takes_up", "advises", "declines", "absent"]))?,
            reason: line.words("text")?,
        },
        (None, "help") => Deed::Helped,
        (None, "task") => Deed::Given { title: line.text("title")?, to: line.text("to")?, due: line.need("due")? },
        (None, "task-done") => Deed::Finished(line.text("title")?),
        (None, "attempt") => Deed::Tried {
            verdict: line.one_of("verdict", |word| known(word, &["works", "fails", "adapt"]))?,
            context: line.text("text")?,
        },
        (None, "acknowledged") => Deed::Acknowledged,
        (None, act) => return Err(format!("nobody does {act}")),
    };
    line.done()?;
    Ok(Done { by, when, deed })
}

/// A word, if it is one of those that are known.
pub(super) fn known(word: &str, words: &[&str]) -> Option<String> {
    words.contains(&word).then(|| word.to_owned())
}

fn step(edge: Edge, line: &mut Line) -> Result<Taken, String> {
    let asks = edge.rule().asks;
    let named = match asks.object {
        Object::Expert => Named::Expert(line.text("to")?),
        Object::PointDur => Named::PointDur(line.text("into")?),
        Object::Sheet => Named::Sheet(line.text("sheet")?),
        Object::Referral if edge == Edge::Refer => Named::Note(Note {
            body: line.text("body")?,
            context: line.words("context")?,
            attempts: line.words("attempts")?,
            hoped: line.words("hoped")?,
        }),
        Object::Referral => Named::Through(line.one_of("through", |word| known(word, &["mail", "link", "animator"]))?),
        Object::Post | Object::Nothing => Named::Nothing,
    };
    let speaks = asks.reason || matches!(asks.object, Object::Post | Object::Referral);
    Ok(Taken {
        edge,
        words: if speaks { line.text("text")? } else { line.words("text")? },
        severity: if asks.severity { Some(line.one_of("severity", Severity::parse)?) } else { None },
        named,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Result<Done<Deed>, String> {
        done(Line::of(toml::from_str(line).unwrap()).unwrap())
    }

    #[test]
    fn a_step_says_what_it_asks_for_and_nothing_else() {
        let start = "by = \"x@cercles.example\"\nago = 2\nat = \"09:00\"\n";
        assert!(told(&format!("act = \"qualify\"\nseverity = \"high\"\n{start}")).is_ok());
        for wrong in [
            "act = \"qualify\"",
            "act = \"qualify\"\nseverity = \"urgent\"",
            "act = \"decline\"",
            "act = \"merge\"\ntext = \"Pareil.\"",
            "act = \"hand_over\"\nto = \"y@cercles.example\"\nsheet = \"une-fiche\"",
            "act = \"report\"",
            "act = \"answer-call\"\nanswer = \"peut-être\"",
            "act = \"task\"\ntitle = \"Essayer\"\nto = \"y@cercles.example\"",
        ] {
            assert!(told(&format!("{wrong}\n{start}")).is_err(), "{wrong}");
        }
    }
}
