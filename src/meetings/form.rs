//! A meeting as it is typed, and what it is once read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LONGEST_REASON;
use super::planning::{Plan, Time};
use super::store::Venue;
use crate::circles::Circle;
use crate::db::Db;
use crate::db::ids::ThemeId;
use crate::policy::{Audience, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
use crate::text::caution;
use crate::themes::{self, Theme};
use crate::threads::{Body, Title};
use crate::web::{Fields, optional};

/// Days after a meeting during which what people need is kept, when nothing else is said.
pub(super) const KEPT_DAYS: i64 = 30;

/// A meeting as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeetingForm {
    /// End of address of its theme; that of a meeting that stands is not asked again.
    pub(super) theme: String,
    pub(super) circle: String,
    /// Ends of address of the other themes it invites, each followed by a comma but the last.
    pub(super) themes: String,
    /// Everybody reads the announcement.
    pub(super) public: String,
    pub(super) large: String,
    pub(super) title: String,
    pub(super) description: String,
    /// Wall clock: `YYYY-MM-DDTHH:MM`.
    pub(super) starts: String,
    pub(super) ends: String,
    pub(super) zone: String,
    /// `earlier` or `later`, of a start that exists twice.
    pub(super) which: String,
    pub(super) on_site: String,
    pub(super) address: String,
    pub(super) room: String,
    pub(super) access: String,
    pub(super) site_capacity: String,
    pub(super) remote: String,
    pub(super) remote_link: String,
    pub(super) remote_capacity: String,
    pub(super) costs: String,
    pub(super) forms_until: String,
    pub(super) reason: String,
    pub(super) version: String,
    pub(super) identifiers: String,
    /// Of a series alone: how it comes back, and when it does not.
    pub(super) every: String,
    pub(super) interval: String,
    pub(super) count: String,
    pub(super) until: String,
    pub(super) except: String,
}

/// A meeting whose theme is still a word.
pub struct Parsed {
    pub(super) theme: String,
    also: Vec<String>,
    pub(super) version: i32,
    pub(super) reason: String,
    pub(super) plan: Plan,
}

impl Parsed {
    /// The other themes that were ticked, among those where the viewer may plan; those the meeting invites already and
    /// that are not theirs to untick stay.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn also(
        &self,
        db: &mut Db,
        viewer: &Viewer,
        theme: ThemeId,
        standing: &[ThemeId],
    ) -> Result<Vec<ThemeId>, Refusal> {
        let mine = |id: ThemeId| super::circles_for(viewer, id).contains(&self.plan.circle);
        let all = themes::all(db, true)?.into_iter().filter(|one| one.id != theme);
        let ticked = |one: &Theme| one.archived_at.is_none() && self.also.contains(&one.slug);
        Ok(all
            .filter(|one| if mine(one.id) { ticked(one) } else { standing.contains(&one.id) })
            .map(|one| one.id)
            .collect())
    }
}

/// The theme is looked up when the form is carried out.
const NO_THEME: ThemeId = ThemeId(0);

impl MeetingForm {
    pub(super) fn texts(&self) -> [&str; 7] {
        [&self.title, &self.description, &self.address, &self.room, &self.access, &self.costs, &self.reason]
    }

    /// Both ends, or nothing while the date is not known; half a date is a mistake.
    fn time(&self) -> Result<Option<Time>, Problems> {
        if self.starts.is_empty() && self.ends.is_empty() {
            return Ok(None);
        }
        Time::parse(&self.starts, &self.ends, &self.zone, &self.which).map(Some).map_err(|(field, sentence)| {
            let mut problems = Problems::default();
            problems.add(field, sentence);
            problems
        })
    }

    fn venue(&self, problems: &mut Problems) -> Option<Venue> {
        let address = problems.check("address", optional(&self.address, 500));
        let room = problems.check("room", optional(&self.room, 200));
        let access = problems.check("access", optional(&self.access, 2_000));
        let remote_link = problems.check("remote_link", link(&self.remote_link));
        let costs = problems.check("costs", optional(&self.costs, 2_000));
        Some(Venue { address: address?, room: room?, access: access?, remote_link: remote_link?, costs: costs? })
    }
}

/// An address one opens in a browser, or nothing.
fn link(text: &str) -> Result<String, Sentence> {
    let text = optional(text, 500)?;
    if text.is_empty() || (text.starts_with("https://") && !text.contains(char::is_whitespace)) {
        Ok(text)
    } else {
        Err("meeting-link-wrong".into())
    }
}

/// The values of the boxes that were ticked.
pub(super) fn list(text: &str) -> Vec<String> {
    text.split(',').filter(|slug| !slug.is_empty()).map(str::to_owned).collect()
}

/// A number of seats, or no limit.
fn seats(text: &str) -> Result<Option<i32>, Sentence> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(seats @ 1..=100_000) => Ok(Some(seats)),
            _ => Err("meeting-seats-wrong".into()),
        },
    }
}

/// The last day on which what people need is kept: given, or a month after the meeting.
fn kept_until(text: &str, time: Option<&Time>) -> Result<Option<String>, Sentence> {
    let last = time.map(|time| time.end.date());
    if text.is_empty() {
        let day = last.and_then(|day| day.checked_add(jiff::Span::new().days(KEPT_DAYS)).ok());
        return Ok(day.map(|day| day.to_string()));
    }
    let day: Date = text.parse().map_err(|_| Sentence::from("meeting-day-wrong"))?;
    if last.is_some_and(|last| day < last) {
        return Err("meeting-kept-before".into());
    }
    Ok(Some(day.to_string()))
}

impl Fields for MeetingForm {
    type Parsed = Parsed;
    fn parse(&self) -> Result<Parsed, Refusal> {
        let mut problems = Problems::default();
        let title = problems.check("title", Title::parse(&self.title));
        let body = problems.check("description", Body::parse(&self.description));
        let circle = problems.check("circle", Circle::parse(&self.circle).ok_or("meeting-choose-circle".into()));
        let zone = super::when::ZONES.contains(&self.zone.as_str());
        problems.check("zone", if zone { Ok(()) } else { Err("meeting-zone-gone".into()) });
        let time = match self.time() {
            Ok(time) => time,
            Err(wrong) => {
                problems.0.extend(wrong.0.into_iter().filter(|problem| zone || problem.field != "starts"));
                None
            }
        };
        let venue = self.venue(&mut problems);
        let (on_site, remote) = (!self.on_site.is_empty(), !self.remote.is_empty());
        if !on_site && !remote {
            problems.add("on_site", "meeting-nowhere");
        }
        let site_capacity = problems.check("site_capacity", seats(&self.site_capacity));
        let remote_capacity = problems.check("remote_capacity", seats(&self.remote_capacity));
        let forms_until = problems.check("forms_until", kept_until(&self.forms_until, time.as_ref()));
        let reason = problems.check("reason", optional(&self.reason, LONGEST_REASON));
        problems.settle()?;
        caution::answered(&self.texts(), &self.identifiers)
            .map_err(|sentence| Problems::one("identifiers", sentence))?;
        let (Some(title), Some(body), Some(circle), Some(venue)) = (title, body, circle, venue) else {
            return Err(Refusal::Broken("a form without problems lacks a field".into()));
        };
        let large = !self.large.is_empty();
        let audience = match (self.public.is_empty(), circle) {
            (false, Circle::Community) => Audience::Public,
            (false, _) => return Err(Problems::one("public", "meeting-public-community")),
            _ => super::audience_of(circle),
        };
        let plan = Plan {
            theme: NO_THEME,
            also: Vec::new(),
            circle,
            audience,
            large,
            title,
            body: body.answered_for_with(&self.identifiers),
            time,
            zone: self.zone.clone(),
            on_site,
            remote,
            site_capacity: site_capacity.flatten(),
            remote_capacity: remote_capacity.flatten(),
            venue,
            forms_until: forms_until.flatten(),
        };
        Ok(Parsed {
            theme: self.theme.clone(),
            also: list(&self.themes),
            version: self.version.parse().unwrap_or(-1),
            reason: reason.unwrap_or_default(),
            plan,
        })
    }
}
