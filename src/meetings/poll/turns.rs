//! Whose turn it is to bear a bad hour: what the past year's meetings of a circle were by each one's clock, and who came
//! to none of them.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::finder::{self, Group};
use super::store::{self, Met};
use crate::absences;
use crate::circles::Circle;
use crate::db::ids::{MemberId, ThemeId};
use crate::meetings::invited;
use crate::meetings::views::zone_name;
use crate::refusal::Refusal;
use crate::web::Visit;
use crate::worktime::Calendar;

/// A year, in seconds: whose turn it is, is reckoned over it.
const A_YEAR: i64 = 365 * 86_400;

/// A circle's people by the clock and the holidays they live by, and its meetings of the past year.
pub(super) struct PastYear {
    /// The most numerous first.
    pub groups: Vec<Group>,
    met: Vec<Met>,
    /// How many of each group came to none of the meetings of which it was noted who came.
    never: Vec<u32>,
}

impl PastYear {
    /// The past year of a circle; its people with those of the same circle of other themes.
    pub fn of(visit: &mut Visit<'_>, (theme, circle): (ThemeId, Circle), also: &[ThemeId]) -> Result<Self, Refusal> {
        let now = visit.now;
        let themes: Vec<ThemeId> = std::iter::once(theme).chain(also.iter().copied()).collect();
        let people = invited::of_circle(visit.db, &themes, circle, now)?;
        let places = absences::places(visit.db, &people)?;
        let met = store::met(visit.db, (theme, circle), (now.plus_seconds(-A_YEAR), now))?;
        let came: HashSet<MemberId> = store::came(visit.db, &met)?.into_iter().collect();
        let hours = visit.app.points_durs.hours().map_err(Refusal::Broken)?;
        let mut all: BTreeMap<(String, &'static str), (Group, u32)> = BTreeMap::new();
        for (member, place) in places {
            let zone = place.zone.iana_name().unwrap_or("Europe/Paris").to_owned();
            let key = (zone.clone(), place.department.law().word());
            let group =
                || Group { zone, calendar: Calendar::new(place.zone, place.department, hours.clone()), people: 0 };
            let (group, never) = all.entry(key).or_insert_with(|| (group(), 0));
            group.people += 1;
            *never += u32::from(!came.contains(&member));
        }
        let mut all: Vec<(Group, u32)> = all.into_values().collect();
        all.sort_by_key(|(group, _)| std::cmp::Reverse(group.people));
        let (groups, never) = all.into_iter().unzip();
        Ok(Self { groups, met, never })
    }

    /// How many of the meetings were at a bad hour for each group.
    pub fn borne(&self) -> Vec<u32> {
        let spans: Vec<_> = self.met.iter().map(|met| (met.from.instant(), met.to.instant())).collect();
        finder::borne(&self.groups, &spans)
    }
}

/// What people of a zone bore so far.
#[derive(Serialize)]
struct TurnView {
    zone: String,
    people: u32,
    borne: u32,
    /// Who came to none; not known of fewer than two meetings.
    never: Option<u32>,
}

/// What each zone bore.
#[derive(Serialize)]
pub(in crate::meetings) struct TurnsView {
    turns: Vec<TurnView>,
    /// How many meetings of the past year that is of.
    meetings: usize,
}

impl TurnsView {
    pub(super) fn of(visit: &Visit<'_>, year: &PastYear) -> Self {
        let noted = year.met.iter().filter(|met| met.noted).count();
        let mut turns: Vec<(&str, u32, u32, u32)> = Vec::new();
        for ((group, borne), never) in year.groups.iter().zip(year.borne()).zip(&year.never) {
            match turns.iter_mut().find(|(zone, ..)| *zone == group.zone) {
                // Holidays differ within a zone: what most of its people bore is told.
                Some((_, people, _, nowhere)) => (*people, *nowhere) = (*people + group.people, *nowhere + never),
                None => turns.push((&group.zone, group.people, borne, *never)),
            }
        }
        turns.sort_by_key(|(_, people, borne, _)| (std::cmp::Reverse(*borne), std::cmp::Reverse(*people)));
        let view = |(zone, people, borne, never)| TurnView {
            zone: visit.sentences().tell(&zone_name(zone)),
            people,
            borne,
            never: (noted > 1).then_some(never),
        };
        Self { turns: turns.into_iter().map(view).collect(), meetings: year.met.len() }
    }

    /// What each zone bore of a circle's meetings.
    ///
    /// # Errors
    /// What the database says.
    pub fn of_circle(visit: &mut Visit<'_>, of: (ThemeId, Circle)) -> Result<Self, Refusal> {
        let year = PastYear::of(visit, of, &[])?;
        Ok(Self::of(visit, &year))
    }
}
