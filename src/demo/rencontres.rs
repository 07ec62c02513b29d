//! Meetings of the demo community, as their files tell them (`config/demo/meetings/`): one a file, or a series of them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{files_of, text_of};
use crate::circles::Circle;

/// A meeting, or a series of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rencontre {
    /// Its title.
    pub title: String,
    /// Theme (slug).
    pub theme: String,
    /// Other themes whose same circle is invited too (slugs).
    #[serde(default)]
    pub also: Vec<String>,
    /// The convening circle.
    pub circle: String,
    /// Whether everybody may read its announcement.
    #[serde(default)]
    pub public: bool,
    /// Whether it is a large event.
    #[serde(default)]
    pub large: bool,
    /// Who plans it (address).
    pub by: String,
    /// Who else organises it (addresses).
    #[serde(default)]
    pub organisers: Vec<String>,
    /// How many days ago it was; ahead when below zero. A series has months of its own.
    #[serde(default)]
    pub ago: i64,
    /// When it starts, by its zone's clock (`09:30`).
    pub at: String,
    /// How long it lasts, in minutes.
    pub lasts: i64,
    /// Its zone.
    #[serde(default = "paris")]
    pub zone: String,
    /// How many days ago it was begun.
    #[serde(default)]
    pub begun: i64,
    /// How many days ago its circle was told; a draft without.
    pub told: Option<i64>,
    /// What it is about.
    pub description: String,
    /// Where it is.
    pub place: Place,
    /// It was to be some days earlier, until it moved.
    pub moved: Option<Moved>,
    /// Why it was cancelled.
    pub cancelled: Option<String>,
    /// How it comes back.
    pub series: Option<Comes>,
    /// What is said of single meetings of a series.
    #[serde(default, rename = "occurrence")]
    pub occurrences: Vec<Occurrence>,
    /// Its programme, in order.
    #[serde(default, rename = "session")]
    pub sessions: Vec<Session>,
    /// What members would like to present.
    #[serde(default, rename = "contribution")]
    pub contributions: Vec<Contribution>,
    /// Who answered what.
    pub answers: Option<Answers>,
    /// What came of it.
    #[serde(default)]
    pub after: After,
}

fn paris() -> String {
    "Europe/Paris".into()
}

/// Where a meeting is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Place {
    /// The address; none: it is not on site.
    pub address: String,
    /// The room.
    pub room: String,
    /// How to get there.
    pub access: String,
    /// The link to follow it from afar; none: one may not.
    pub link: String,
    /// What it costs.
    pub costs: String,
    /// Seats on site.
    pub seats: Option<i32>,
    /// Seats from afar.
    pub remote_seats: Option<i32>,
}

/// A meeting that moved.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// How many days earlier it was to be.
    pub days: i64,
    /// Why it moved.
    pub reason: String,
}

/// How a series comes back: each month, on the nth such day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comes {
    /// The day of the week, Monday is 1.
    pub weekday: i8,
    /// Which one of the month.
    pub nth: i8,
    /// Months between two of them.
    pub interval: i32,
    /// How many took place, at most.
    pub past: i32,
    /// How many are to come.
    pub ahead: i32,
    /// Each is announced so many days before.
    pub told: i64,
    /// So many of those to come are announced.
    pub known: usize,
}

/// What is said of one meeting of a series.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    /// Which: 1 is the last that took place, -1 the next.
    pub back: i32,
    /// What it is about, when it has an agenda of its own.
    #[serde(default)]
    pub agenda: String,
    /// Why it was cancelled.
    pub cancelled: Option<String>,
    /// It was moved by some days.
    pub moved: Option<Moved>,
    /// Who answered what.
    pub answers: Option<Answers>,
    /// What came of it.
    #[serde(default)]
    pub after: After,
}

/// A session of a programme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// When it starts, by the meeting's clock.
    pub at: String,
    /// How long it lasts, in minutes.
    pub lasts: i32,
    /// Its title.
    pub title: String,
    /// What it is about.
    #[serde(default)]
    pub summary: String,
    /// Where.
    #[serde(default)]
    pub room: String,
    /// The title of the session it stands in.
    #[serde(default)]
    pub within: String,
    /// Its place among those that start together.
    #[serde(default)]
    pub place: i32,
    /// Seats: one signs up for it when there are some.
    pub seats: Option<i32>,
    /// Who speaks.
    #[serde(default)]
    pub speakers: Vec<String>,
    /// Titles of threads it is about.
    #[serde(default)]
    pub about: Vec<String>,
}

/// What somebody would like to present.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Who (address).
    pub by: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Who reviews it (address); nobody yet.
    pub reviewer: Option<String>,
    /// The title of the session it is accepted into.
    pub session: Option<String>,
    /// Why it is declined.
    pub declined: Option<String>,
    /// Whether its author made an experience report of it.
    #[serde(default)]
    pub rex: bool,
}

/// How many people answered what; who they are is drawn, save some.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Answers {
    /// Have a seat on site.
    pub site: usize,
    /// Follow from afar.
    pub remote: usize,
    /// Wait for a seat on site.
    pub waiting: usize,
    /// Are offered one.
    pub offered: usize,
    /// Do not know yet.
    pub maybe: usize,
    /// Do not come.
    pub no: usize,
    /// What some people answer (address), within those numbers.
    pub named: BTreeMap<String, String>,
    /// What some of those who come on site eat.
    pub meals: Vec<String>,
    /// What some need to take part.
    pub access: Vec<String>,
    /// How some come.
    pub travel: Vec<String>,
    /// Some who come with somebody.
    pub companions: Vec<Brought>,
}

/// Somebody brought along.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brought {
    /// By whom (address), who comes on site.
    pub by: String,
    /// Their name.
    pub name: String,
    /// Where they come from.
    pub organisation: String,
}

/// What came of a meeting.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct After {
    /// The minutes.
    pub minutes: String,
    /// Who wrote them (address); who planned it otherwise.
    pub by: Option<String>,
    /// How many days after.
    pub days: i64,
    /// They are not published yet.
    pub draft: bool,
    /// Where it was recorded.
    pub recording: Option<String>,
    /// What was decided.
    pub decisions: Vec<String>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// What people thought of it.
    pub survey: Option<Survey>,
}

/// Something to be done.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What.
    pub title: String,
    /// Who does it (address).
    pub by: String,
    /// By when, in days after the meeting.
    pub due: i64,
    /// Done so many days after the meeting.
    pub done: Option<i64>,
}

/// What people thought of a meeting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// How many gave each score, from 0 to 10.
    pub scores: Vec<usize>,
    /// What some said, with the score they gave.
    pub words: Vec<(usize, String)>,
}

impl Rencontre {
    /// The convening circle.
    ///
    /// # Errors
    /// A sentence when it is none.
    pub fn circle(&self) -> Result<Circle, String> {
        Circle::parse(&self.circle).ok_or_else(|| format!("« {} »: {} is no circle", self.title, self.circle))
    }
}

/// Reads every file, in order.
///
/// # Errors
/// A sentence naming the file that is wrong.
pub fn read() -> Result<Vec<Rencontre>, String> {
    let mut all = Vec::new();
    for name in files_of("meetings/", ".toml") {
        let wrong = |why: String| format!("config/demo/{name}: {why}");
        let one: Rencontre = toml::from_str(&text_of(&name)?).map_err(|error| wrong(error.to_string()))?;
        one.circle().map_err(wrong)?;
        if one.after.survey.as_ref().is_some_and(|survey| survey.scores.len() != 11) {
            return Err(wrong("a survey has a number for each score from 0 to 10".into()));
        }
        all.push(one);
    }
    Ok(all)
}
