//! The practice sheets of the demo community, as their files tell them (`config/demo/sheets/`).

use serde::Deserialize;
use toml::Table;

use super::lines::Line;
use super::tickets::{Done, known};
use super::{files_of, text_of};
use crate::policy::Audience;

/// A practice sheet, before it has dates.
#[derive(Clone, Debug)]
pub struct Fiche {
    /// What other files call it.
    pub key: String,
    /// Its theme (slug).
    pub theme: String,
    /// Its sub-topic (slug).
    pub subtopic: String,
    /// Who reads it once published.
    pub audience: Audience,
    /// The point dur it comes from (its key).
    pub point_dur: String,
    /// Its title.
    pub title: String,
    /// Who answers for it (address).
    pub owner: String,
    /// Who writes it (addresses), the owner included.
    pub authors: Vec<String>,
    /// Its texts.
    pub texts: Texts,
    /// What was done of it.
    pub deeds: Vec<Done<FicheDeed>>,
}

/// The texts of a sheet, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// What blocks.
    pub difficulty: String,
    /// Where it was met and tried.
    pub context: String,
    /// What solves it.
    pub solution: String,
    /// What to do, in order.
    pub steps: String,
    /// What it takes.
    pub conditions: String,
    /// What does not transfer.
    pub limits: String,
    /// Who to call.
    pub contacts: String,
}

/// What is done of a sheet.
#[derive(Clone, Debug)]
pub enum FicheDeed {
    /// It is begun from its point dur.
    Begun,
    /// Another author saves it, with a word on what changes.
    Written(String),
    /// A second expert (address) is asked to review it.
    ReviewAsked(String),
    /// The second expert agrees, with a word.
    Reviewed(String),
    /// Somebody (address) is asked to try it.
    TrialAsked(String),
    /// They say how it went.
    TrialAnswered {
        /// The word of the verdict.
        verdict: String,
        /// Where they stumbled.
        stumbles: String,
    },
    /// An animator does without a trial.
    Waived(String),
    /// It is published; the review is due in so many days.
    Published(i64),
    /// Another edition replaces its steps.
    Revised {
        /// What changes.
        note: String,
        /// The steps from now on.
        steps: String,
    },
    /// It is withdrawn.
    Withdrawn {
        /// Why.
        reason: String,
        /// What replaces it (its key).
        replaced_by: String,
    },
    /// A reader says something.
    Heard {
        /// The word of the kind.
        kind: String,
        /// What they say.
        body: String,
        /// How a visitor signs.
        signed: Option<String>,
        /// The expert (address) who shows what a visitor says; held when nobody does.
        shown_by: Option<String>,
    },
    /// A peer spreads it.
    Spread(String),
    /// Somebody says they will apply it, and what they answer after some months.
    Applied(Vec<FollowUp>),
}

/// What is answered after some months.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Months.
    pub months: i32,
    /// The word of the answer.
    pub answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    key: String,
    theme: String,
    subtopic: String,
    audience: String,
    point_dur: String,
    title: String,
    owner: String,
    authors: Vec<String>,
    difficulty: String,
    context: String,
    solution: String,
    steps: String,
    conditions: String,
    limits: String,
    contacts: String,
    then: Vec<Table>,
}

/// Reads every sheet.
///
/// # Errors
/// A sentence naming the file that is wrong.
pub fn read() -> Result<Vec<Fiche>, String> {
    files_of("sheets/", ".toml")
        .iter()
        .map(|name| {
            let wrong = |why: String| format!("config/demo/{name}: {why}");
            let file: File = toml::from_str(&text_of(name)?).map_err(|error| wrong(error.to_string()))?;
            fiche(file).map_err(wrong)
        })
        .collect()
}

fn fiche(file: File) -> Result<Fiche, String> {
    let text = |text: String| text.trim().to_owned();
    Ok(Fiche {
        audience: Audience::parse(&file.audience).ok_or_else(|| format!("unknown audience {}", file.audience))?,
        texts: Texts {
            difficulty: text(file.difficulty),
            context: text(file.context),
            solution: text(file.solution),
            steps: text(file.steps),
            conditions: text(file.conditions),
            limits: text(file.limits),
            contacts: text(file.contacts),
        },
        deeds: file.then.into_iter().map(|table| done(Line::of(table)?)).collect::<Result<_, _>>()?,
        key: file.key,
        theme: file.theme,
        subtopic: file.subtopic,
        point_dur: file.point_dur,
        title: file.title,
        owner: file.owner,
        authors: file.authors,
    })
}

fn done(mut line: Line) -> Result<Done<FicheDeed>, String> {
    let (by, when) = (line.may("by")?, line.when()?);
    let deed = match line.act.as_str() {
        "start" => FicheDeed::Begun,
        "write" => FicheDeed::Written(line.text("text")?),
        "ask-review" => FicheDeed::ReviewAsked(line.text("to")?),
        "review" => FicheDeed::Reviewed(line.text("text")?),
        "trial" => FicheDeed::TrialAsked(line.text("to")?),
        "trial-answer" => FicheDeed::TrialAnswered {
            verdict: line.one_of("verdict", |word| known(word, &["clear", "stumbled", "declined"]))?,
            stumbles: line.words("text")?,
        },
        "waive" => FicheDeed::Waived(line.text("text")?),
        "publish" => FicheDeed::Published(line.need("review_in")?),
        "revise" => FicheDeed::Revised { note: line.text("text")?, steps: line.text("steps")? },
        "withdraw" => FicheDeed::Withdrawn { reason: line.text("text")?, replaced_by: line.text("replaced_by")? },
        "feedback" => FicheDeed::Heard {
            kind: line.one_of("kind", |word| known(word, &["worked", "stuck", "wrong"]))?,
            body: line.text("text")?,
            signed: line.may("signed")?,
            shown_by: line.may("shown_by")?,
        },
        "spread" => FicheDeed::Spread(line.text("place")?),
        "apply" => FicheDeed::Applied(answers(&mut line)?),
        act => return Err(format!("nobody does {act} of a sheet")),
    };
    line.done()?;
    Ok(Done { by, when, deed })
}

fn answers(line: &mut Line) -> Result<Vec<FollowUp>, String> {
    let answers: Vec<FollowUp> = line.may("answers")?.unwrap_or_default();
    let odd = answers.iter().find(|said| {
        ![3, 6, 12].contains(&said.months)
            || known(&said.answer, &["in_place", "adapted", "dropped", "never"]).is_none()
    });
    match odd {
        Some(odd) => Err(format!("nobody is asked at {} months and answers {}", odd.months, odd.answer)),
        None => Ok(answers),
    }
}
