//! The conversations of the demo community, as their files tell them.

use serde::Deserialize;

use super::{files_of, text_of};
use crate::policy::Audience;
use crate::threads::Kind;
use crate::threads::rex::{self, Report};

/// A thread, before it has dates.
#[derive(Clone, Debug)]
pub struct Tale {
    /// Its theme (slug).
    pub theme: String,
    /// Its sub-topic (slug), if it has one.
    pub subtopic: Option<String>,
    /// Its kind.
    pub kind: Kind,
    /// Its audience.
    pub audience: Audience,
    /// Its title.
    pub title: String,
    /// The age of its first post, in days.
    pub days_ago: i64,
    /// Its posts, in order.
    pub posts: Vec<Said>,
}

/// A post, before it has a date.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its author's address.
    pub by: String,
    /// Seconds after the post before.
    pub after: i64,
    /// Whether it is the answer that solved.
    pub solves: bool,
    /// Its text, in Markdown.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: String,
    subtopic: String,
    kind: String,
    audience: String,
    title: String,
    days_ago: i64,
    post: Vec<Post>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    by: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    solves: bool,
    text: Option<String>,
    report: Option<Answers>,
}

/// An experience report, answer by answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    context: String,
    difficulty: String,
    tried: String,
    result: String,
    conditions: String,
    limits: String,
}

impl From<Answers> for Report {
    fn from(answers: Answers) -> Self {
        let Answers { context, difficulty, tried, result, conditions, limits } = answers;
        Self { context, difficulty, tried, result, conditions, limits }
    }
}

/// Reads every thread.
///
/// # Errors
/// A sentence naming the file that is wrong.
pub fn read() -> Result<Vec<Tale>, String> {
    files_of("threads/", ".toml")
        .iter()
        .map(|name| {
            let wrong = |why: String| format!("config/demo/{name}: {why}");
            let file: File = toml::from_str(&text_of(name)?).map_err(|error| wrong(error.to_string()))?;
            tale(file).map_err(wrong)
        })
        .collect()
}

fn tale(file: File) -> Result<Tale, String> {
    Ok(Tale {
        kind: Kind::parse(&file.kind).ok_or_else(|| format!("unknown kind {}", file.kind))?,
        audience: Audience::parse(&file.audience).ok_or_else(|| format!("unknown audience {}", file.audience))?,
        posts: file.post.into_iter().map(said).collect::<Result<_, _>>()?,
        theme: file.theme,
        subtopic: Some(file.subtopic).filter(|slug| !slug.is_empty()),
        title: file.title,
        days_ago: file.days_ago,
    })
}

fn said(post: Post) -> Result<Said, String> {
    let text = match (post.text, post.report) {
        (Some(text), None) => text.trim().to_owned(),
        (None, Some(answers)) => rex::compose(&answers.into()),
        _ => return Err(format!("a post of {} needs either a text or a report", post.by)),
    };
    Ok(Said { after: seconds(&post.after)?, by: post.by, solves: post.solves, text })
}

/// Reads `30m`, `5h` or `2d`; nothing is no time at all.
pub(super) fn seconds(after: &str) -> Result<i64, String> {
    if after.is_empty() {
        return Ok(0);
    }
    let wrong = || format!("{after} is not a time: write minutes as 30m, hours as 5h, days as 2d");
    let unit = match after.chars().last() {
        Some('m') => 60,
        Some('h') => 3_600,
        Some('d') => 86_400,
        _ => return Err(wrong()),
    };
    after[..after.len() - 1].parse::<i64>().map(|count| count * unit).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circles::Circle;
    use crate::demo::cast;

    #[test]
    fn times_are_read_in_minutes_hours_and_days() {
        assert_eq!(seconds("30m"), Ok(1_800));
        assert_eq!(seconds("5h"), Ok(18_000));
        assert_eq!(seconds("2d"), Ok(172_800));
        assert!(seconds("2 jours").is_err());
    }

    #[test]
    fn there_is_enough_to_read_in_all_kinds_and_audiences() {
        let tales = read().unwrap();
        assert!(tales.len() >= 60, "{}", tales.len());
        assert!(tales.iter().map(|tale| tale.posts.len()).sum::<usize>() >= 350);
        // Points durs and sheets are told elsewhere.
        for kind in Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::PointDur | Kind::Sheet | Kind::Meeting)) {
            assert!(tales.iter().any(|tale| tale.kind == *kind), "{}", kind.word());
        }
        for audience in [Audience::Community, Audience::Peer, Audience::Expert] {
            assert!(tales.iter().any(|tale| tale.audience == audience), "{}", audience.word());
        }
    }

    #[test]
    fn everyone_reaches_what_they_write_in() {
        let people = cast::read().unwrap();
        for tale in read().unwrap() {
            let needed = match tale.audience {
                Audience::Public | Audience::Community => Circle::Community,
                Audience::Peer => Circle::Peer,
                Audience::Expert | Audience::Named => Circle::Expert,
            };
            for post in &tale.posts {
                let author = people.iter().find(|person| person.email.address() == post.by);
                let reaches = author.is_some_and(|author| {
                    post.by == cast::ANIMATOR
                        || author.standings.iter().any(|(theme, circle)| *theme == tale.theme && *circle >= needed)
                });
                assert!(reaches, "{} in {}", post.by, tale.title);
            }
        }
    }
}
