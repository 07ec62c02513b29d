//! Lists of points durs: what is asked for, as an address says it; the page of a list; the views a member keeps.
//!
//! A page is what the viewer sees, newest first, from a keyset on. Counts are of the latest that fit, not of a whole
//! community's past: a page stays as fast with a hundred thousand of them.

use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::machine::{Severity, State};
use super::store_lists as store;
use crate::circles::mandates;
use crate::db::ids::{MemberId, PointDurId, SavedViewId, SubtopicId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::members::regions;
use crate::policy::{Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::search::{self, Order, Question};
use crate::threads::Kind;
use crate::web::{Ask, query_pairs};
pub use store::{Counted, Row};

/// Rows on a page of a list.
pub const PAGE: i64 = 30;
/// Of so many of the latest, counts are told.
pub const MOST_COUNTED: i64 = 1_000;
/// Rows of an export, the newest.
pub const MOST_EXPORTED: i64 = 10_000;
/// Views a member keeps.
pub const MOST_VIEWS: i64 = 30;
/// Longest name of a view, in characters.
pub const LONGEST_NAME: usize = 60;
/// Longest address of a view, in bytes.
const LONGEST_QUERY: usize = 500;

crate::vocabulary! {
    /// Which of one's own.
    Mine {
        /// Those one reported.
        Reported = "signales",
        /// Those one leads or helps with.
        Led = "pris-en-charge",
        /// Those one has too.
        Followed = "suivis",
    }
}

crate::vocabulary! {
    /// States that one asks for together.
    Group {
        /// Somebody has something to do.
        Open = "en-cours",
        /// A solution is there.
        Solved = "regles",
    }
}

impl Group {
    /// Its states.
    pub const fn states(self) -> &'static [State] {
        match self {
            Self::Open => &[
                State::Reported,
                State::Reopened,
                State::Qualified,
                State::TakenUp,
                State::Proposed,
                State::NeedsInformation,
                State::Referred,
            ],
            Self::Solved => {
                &[State::Resolved, State::NoSheet, State::Formalised, State::InTrial, State::Diffused]
            }
        }
    }
}

/// What is asked for, as the address says it and the form shows it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Asked {
    /// Words.
    pub q: String,
    /// Theme (slug).
    pub theme: String,
    /// Sub-topic (slug).
    pub subtopic: String,
    /// A state or a group of states.
    pub state: String,
    /// A severity.
    pub severity: String,
    /// An audience.
    pub audience: String,
    /// Which of one's own.
    pub mine: String,
    /// `1`: only what is late.
    pub late: String,
    /// The region of who reported it (slug).
    pub region: String,
    /// Reported that day or later.
    pub since: String,
    /// Reported that day or before.
    pub until: String,
}

impl Asked {
    /// What a request asks for.
    pub fn of(ask: &Ask) -> Self {
        Self::by(|name| ask.param(name))
    }

    /// What a query string asks for.
    pub fn read(query: &str) -> Self {
        let said: Vec<(String, String)> = query_pairs(query).take(20).collect();
        Self::by(|name| {
            let found = said.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
            found.trim().chars().filter(|letter| !letter.is_control()).take(200).collect()
        })
    }

    fn by(param: impl Fn(&str) -> String) -> Self {
        Self {
            q: param("q"),
            theme: param("theme"),
            subtopic: param("subtopic"),
            state: param("state"),
            severity: param("severity"),
            audience: param("audience"),
            mine: param("mine"),
            late: param("late"),
            region: param("region"),
            since: param("since"),
            until: param("until"),
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 11] {
        [
            ("q", &self.q),
            ("theme", &self.theme),
            ("subtopic", &self.subtopic),
            ("state", &self.state),
            ("severity", &self.severity),
            ("audience", &self.audience),
            ("mine", &self.mine),
            ("late", &self.late),
            ("region", &self.region),
            ("since", &self.since),
            ("until", &self.until),
        ]
    }

    /// As an address says it, empty parts left out; without `?`.
    pub fn query(&self) -> String {
        let said = self.pairs().into_iter().filter(|(_, value)| !value.is_empty());
        let said = said.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        said.collect::<Vec<_>>().join("&")
    }

    /// Whether anything is asked for.
    pub fn is_anything(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.is_empty())
    }

    /// The same of another state.
    #[must_use]
    pub fn of_state(&self, state: &str) -> Self {
        Self { state: state.to_owned(), ..self.clone() }
    }

    /// What the list is asked for; what is unknown asks for nothing.
    pub fn wanted(&self, theme: Option<ThemeId>, subtopic: Option<SubtopicId>) -> Wanted {
        let states = match (Group::parse(&self.state), State::parse(&self.state)) {
            (Some(group), _) => group.states().to_vec(),
            (None, Some(state)) => vec![state],
            (None, None) => Vec::new(),
        };
        let day = |text: &str| text.parse::<Date>().ok();
        let next = |date: Date| date.tomorrow().ok();
        Wanted {
            theme,
            subtopic,
            states,
            severity: Severity::parse(&self.severity),
            audience: Audience::parse(&self.audience).filter(|audience| *audience != Audience::Named),
            mine: Mine::parse(&self.mine),
            region: regions::by_slug(&self.region).map(|region| region.slug.clone()),
            from: day(&self.since).and_then(first_moment),
            to: day(&self.until).and_then(next).and_then(first_moment),
            among: None,
            before: None,
            oldest_first: false,
            limit: PAGE,
        }
    }
}

/// The first moment of a day, in the zone of the community.
fn first_moment(day: Date) -> Option<Moment> {
    day.to_zoned(mandates::zone()).ok().map(|start| start.timestamp().into())
}

/// What a list is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// One theme only.
    pub theme: Option<ThemeId>,
    /// One of its sub-topics only.
    pub subtopic: Option<SubtopicId>,
    /// These states only; all when empty.
    pub states: Vec<State>,
    /// One severity only.
    pub severity: Option<Severity>,
    /// One audience only.
    pub audience: Option<Audience>,
    /// Some of one's own only.
    pub mine: Option<Mine>,
    /// Reported by people of a region, not anonymously (slug).
    pub region: Option<String>,
    /// Reported then or later.
    pub from: Option<Moment>,
    /// Reported before then.
    pub to: Option<Moment>,
    /// Only these.
    pub among: Option<Vec<PointDurId>>,
    /// Older than this one: the keyset of the page before.
    pub before: Option<PointDurId>,
    /// The oldest first.
    pub oldest_first: bool,
    /// How many at most.
    pub limit: i64,
}

/// A page of a list, and the keyset of the next one.
pub struct Listed {
    /// The rows.
    pub rows: Vec<Row>,
    /// The keyset of the next page, if there is one.
    pub next: Option<PointDurId>,
}

/// A page of points durs the viewer sees, newest first.
///
/// # Errors
/// What the database says.
pub fn page(db: &mut Db, viewer: &Viewer, wanted: &Wanted) -> Result<Listed, Refusal> {
    let mine = store::mine(db, viewer, wanted.mine)?;
    let mut rows = store::page(db, viewer, wanted, &mine)?;
    let more = i64::try_from(rows.len()).unwrap_or(0) > wanted.limit;
    rows.truncate(usize::try_from(wanted.limit).unwrap_or(0));
    let next = if more { rows.last().map(Row::id) } else { None };
    Ok(Listed { rows, next })
}

/// Which points durs hold words, among those the viewer sees: the ones that answer best, as the search has it.
///
/// # Errors
/// As [`search::find`].
pub fn holding(db: &mut Db, viewer: &Viewer, words: &str) -> Result<Option<Vec<PointDurId>>, Refusal> {
    let question = Question::read(words);
    if question.is_empty() {
        return Ok(None);
    }
    let filters = search::Filters { kind: Some(Kind::PointDur), ..search::Filters::default() };
    let found = search::find(db, viewer, &question, &filters, Order::Date)?;
    Ok(Some(found.hits.iter().map(|hit| PointDurId(hit.thread.0)).collect()))
}

/// How many there are in each state and severity, among the latest the viewer sees of what is asked for (states and
/// severity left out). Says also whether there are more than were counted.
///
/// # Errors
/// What the database says.
pub fn counts(db: &mut Db, viewer: &Viewer, wanted: &Wanted) -> Result<Counts, Refusal> {
    let wanted =
        Wanted { states: Vec::new(), severity: None, before: None, limit: MOST_COUNTED, ..wanted.clone() };
    let mine = store::mine(db, viewer, wanted.mine)?;
    let latest = store::counted(db, viewer, &wanted, &mine)?;
    let more = i64::try_from(latest.len()).is_ok_and(|count| count > MOST_COUNTED);
    Ok(Counts { latest, more })
}

/// The latest points durs, as they are counted.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    latest: Vec<Counted>,
    /// There are more than were counted.
    pub more: bool,
}

impl Counts {
    /// How many stand in one of these states.
    pub fn of(&self, states: &[State]) -> usize {
        self.latest.iter().filter(|one| states.contains(&one.state)).count()
    }

    /// How many are of a severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        self.latest.iter().filter(|one| one.severity == Some(severity)).count()
    }

    /// How many in all.
    pub fn all(&self) -> usize {
        self.latest.len().min(usize::try_from(MOST_COUNTED).unwrap_or(usize::MAX))
    }
}

/// A view a member keeps.
#[derive(Clone, Debug, Serialize)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Its name.
    pub name: String,
    /// What it asks for, as an address says it.
    pub query: String,
}

/// The views of the viewer, by name; nobody else's.
///
/// # Errors
/// What the database says.
pub fn views(db: &mut Db, viewer: &Viewer) -> Result<Vec<SavedView>, Refusal> {
    let Some(member) = viewer.member else { return Ok(Vec::new()) };
    store::views(db, member)
}

/// Keeps what is asked for under a name; a name used already now stands for this.
///
/// # Errors
/// `Refusal::Invalid` (`name`) when the member keeps too many already, or what is asked for is too long.
pub fn keep_view(tx: &mut Tx<'_>, viewer: &Viewer, name: &str, asked: &Asked) -> Result<(), Refusal> {
    let member: MemberId = viewer.id()?;
    let query = asked.query();
    if query.len() > LONGEST_QUERY {
        return Err(Problems::one("name", "view-too-long"));
    }
    if store::rename_query(tx, member, name, &query)? {
        return Ok(());
    }
    if store::count_views(tx.db(), member)? >= MOST_VIEWS {
        return Err(Problems::one("name", "view-too-many"));
    }
    store::insert_view(tx, member, name, &query)
}

/// Forgets a view of the viewer.
///
/// # Errors
/// `Refusal::NotFound`, whether it is somebody else's or does not exist.
pub fn forget_view(tx: &mut Tx<'_>, viewer: &Viewer, id: SavedViewId) -> Result<(), Refusal> {
    if store::remove_view(tx, viewer.id()?, id)? { Ok(()) } else { Err(Refusal::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_said_again_and_what_is_unknown_asks_for_nothing() {
        let asked = Asked { q: "bloc & nuit".into(), state: "reported".into(), ..Asked::default() };
        assert_eq!(asked.query(), "q=bloc%20%26%20nuit&state=reported");
        assert_eq!(Asked::read(&asked.query()), asked);
        assert!(asked.is_anything() && !Asked::default().is_anything());
        let odd = Asked { state: "x".into(), severity: "x".into(), mine: "x".into(), since: "31/12".into(), audience: "named".into(), ..Asked::default() };
        let wanted = odd.wanted(None, None);
        assert!(wanted.states.is_empty() && wanted.severity.is_none() && wanted.mine.is_none());
        assert!(wanted.from.is_none() && wanted.audience.is_none());
    }

    #[test]
    fn the_last_day_of_a_period_is_in_it() {
        let asked = Asked { since: "2026-03-29".into(), until: "2026-03-29".into(), ..Asked::default() };
        let wanted = asked.wanted(None, None);
        let (from, to) = (wanted.from.unwrap(), wanted.to.unwrap());
        assert_eq!(to.seconds_since(from), 23 * 3_600, "the day summer time begins is an hour short");
    }
}
