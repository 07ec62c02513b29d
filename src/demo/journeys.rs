//! Points durs and practice sheets in the order of time: what everybody did, each thing at its moment.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::calendar::Calendar;
use super::cast::Person;
use super::fiches::{self, Fiche, FicheDeed};
use super::lines::When;
use super::tickets::{self, Deed, Named, Ticket};
use crate::db::Moment;
use crate::members::regions;
use crate::points_durs::machine::Edge;
use crate::threads::Body;

/// Two things of one point dur are at least this far apart, in seconds.
const APART: i64 = 240;

/// Everything of the files.
#[derive(Clone, Debug, Default)]
pub struct Journeys {
    /// The points durs.
    pub tickets: Vec<Ticket>,
    /// The sheets.
    pub fiches: Vec<Fiche>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Who did it (address); the clock, a visitor or a body outside when nobody.
    pub by: Option<String>,
    /// What.
    pub what: What,
    /// Its text, rendered before anything is written.
    pub body: Option<Body>,
}

/// What happened; numbers are places in [`Journeys`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A point dur is reported.
    Report(usize),
    /// Something is done about it.
    Ticket(usize, usize),
    /// Something is done of a sheet.
    Fiche(usize, usize),
}

/// Reads every file.
///
/// # Errors
/// A sentence naming the file that is wrong.
pub fn read() -> Result<Journeys, String> {
    let journeys = Journeys { tickets: tickets::read()?, fiches: fiches::read()? };
    for fiche in &journeys.fiches {
        if !journeys.tickets.iter().any(|ticket| ticket.key == fiche.point_dur) {
            return Err(format!("config/demo/sheets: « {} » comes from no point dur", fiche.title));
        }
    }
    Ok(journeys)
}

/// Whether a step follows from what is done of a sheet: it is taken there.
pub fn follows_a_sheet(edge: Edge) -> bool {
    matches!(edge, Edge::Formalise | Edge::TryOut | Edge::Diffuse | Edge::SheetGone)
}

impl Journeys {
    /// Everything that happened, in the order of time; what belongs to one point dur keeps the order of its files'
    /// moments, on working days.
    ///
    /// # Errors
    /// A sentence naming who is nobody, or a text that cannot be published.
    pub fn events(&self, calendar: &Calendar, people: &[Person]) -> Result<Vec<Event>, String> {
        let zones: HashMap<&str, TimeZone> = people
            .iter()
            .map(|person| (person.email.address(), regions::usual_zone(person.workplace.region)))
            .map(|(who, zone)| (who, TimeZone::get(zone).unwrap_or(TimeZone::UTC)))
            .collect();
        let mut events = Vec::new();
        for ticket in 0..self.tickets.len() {
            events.extend(self.around(ticket, calendar, &zones)?);
        }
        events.sort_by_key(|event| event.at);
        Ok(events)
    }

    /// What happened around one point dur, its sheets included.
    fn around(
        &self,
        number: usize,
        calendar: &Calendar,
        zones: &HashMap<&str, TimeZone>,
    ) -> Result<Vec<Event>, String> {
        let ticket = &self.tickets[number];
        let mut told: Vec<(i64, i64, Option<String>, What)> = Vec::new();
        let mut tell = |by: Option<&String>, when: When, what: What| {
            let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
            let zone = match by {
                Some(who) => zones.get(who.as_str()).ok_or_else(|| format!("{who} is nobody"))?,
                None => &paris,
            };
            let said = calendar.seconds_ago(when.days, when.minutes, zone);
            let worked = calendar.seconds_ago_at_work(when.days, when.minutes, zone);
            told.push((said, worked, by.cloned(), what));
            Ok::<_, String>(())
        };
        tell(Some(&ticket.by), ticket.when, What::Report(number))?;
        for (place, done) in ticket.deeds.iter().enumerate() {
            if !matches!(&done.deed, Deed::Step(taken) if follows_a_sheet(taken.edge)) {
                tell(done.by.as_ref(), done.when, What::Ticket(number, place))?;
            }
        }
        for (fiche, of) in self.fiches.iter().enumerate().filter(|(_, fiche)| fiche.point_dur == ticket.key) {
            for (place, done) in of.deeds.iter().enumerate() {
                tell(done.by.as_ref(), done.when, What::Fiche(fiche, place))?;
            }
        }
        told.sort_by_key(|(said, ..)| -said);
        let mut latest = i64::MAX;
        let mut events = Vec::with_capacity(told.len());
        for (_, worked, by, what) in told {
            latest = worked.min(latest.saturating_sub(APART)).max(1);
            events.push(Event { at: calendar.ago(latest), by, what, body: self.body(what)? });
        }
        Ok(events)
    }

    /// How an event is named when the rooms refuse it.
    pub fn told(&self, event: &Event) -> String {
        let (file, title, what) = match event.what {
            What::Report(number) => ("points_durs", &self.tickets[number].title, "report".to_owned()),
            What::Ticket(number, place) => {
                let ticket = &self.tickets[number];
                ("points_durs", &ticket.title, format!("{:?}", ticket.deeds[place]))
            }
            What::Fiche(number, place) => {
                let fiche = &self.fiches[number];
                ("sheets", &fiche.title, format!("{:?}", fiche.deeds[place]))
            }
        };
        let what: String = what.chars().take(200).collect();
        format!("config/demo/{file}, « {title} »: {what}")
    }

    /// The post that something writes, if it writes one.
    fn body(&self, what: What) -> Result<Option<Body>, String> {
        let (source, title) = match what {
            What::Report(number) => (Some(&self.tickets[number].difficulty), &self.tickets[number].title),
            What::Ticket(number, place) => {
                let ticket = &self.tickets[number];
                (written(&ticket.deeds[place].deed), &ticket.title)
            }
            What::Fiche(number, place) => {
                let fiche = &self.fiches[number];
                let source = match &fiche.deeds[place].deed {
                    FicheDeed::Reviewed(words) => Some(words),
                    _ => None,
                };
                (source, &fiche.title)
            }
        };
        let parsed = source.map(|source| Body::parse(source)).transpose();
        parsed.map_err(|_| format!("a post about « {title} » cannot be published"))
    }
}

/// The post that something done about a point dur writes.
fn written(deed: &Deed) -> Option<&String> {
    match deed {
        Deed::Said(text) => Some(text),
        Deed::Step(taken) if taken.edge == Edge::Propose => Some(&taken.words),
        _ => None,
    }
}

impl Event {
    /// Everybody who has a part in it: each must have joined before.
    pub fn people<'a>(&'a self, journeys: &'a Journeys) -> Vec<&'a str> {
        let mut people: Vec<&str> = self.by.as_deref().into_iter().collect();
        match self.what {
            What::Report(_) => {}
            What::Ticket(number, place) => match &journeys.tickets[number].deeds[place].deed {
                Deed::Called(to) | Deed::Given { to, .. } => people.push(to),
                Deed::Step(taken) => {
                    if let Named::Expert(to) = &taken.named {
                        people.push(to);
                    }
                }
                _ => {}
            },
            What::Fiche(number, place) => {
                let fiche = &journeys.fiches[number];
                match &fiche.deeds[place].deed {
                    FicheDeed::Begun => people.extend(fiche.authors.iter().map(String::as_str)),
                    FicheDeed::ReviewAsked(to) | FicheDeed::TrialAsked(to) => people.push(to),
                    FicheDeed::Heard { shown_by, .. } => people.extend(shown_by.as_deref()),
                    _ => {}
                }
            }
        }
        people
    }
}
