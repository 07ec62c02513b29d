//! Calendars and their events as text (RFC 5545, 5546, 7986).

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::lines::Lines;
use super::zones::{self, local};
use crate::db::Moment;
use crate::meetings::when;

const PRODUCT: &str = "-//Cercles//Cercles//FR";
/// What a calendar without an event carries, as it must hold something.
const USUAL_ZONE: (&str, Timestamp) = ("Europe/Paris", Timestamp::constant(1_767_225_600, 0));

/// What a calendar asks of who reads it (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Come, or hear what changed.
    Request,
    /// It does not take place.
    Cancel,
}

impl Method {
    /// As it is written, in the calendar and in the mail.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// How certain an event is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It is being prepared.
    Tentative,
    /// It takes place.
    #[default]
    Confirmed,
    /// It does not.
    Cancelled,
}

/// A name and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// How people call it.
    pub name: String,
    /// Its mail address.
    pub address: String,
}

/// How an event comes back.
#[derive(Clone, Debug, Default)]
pub struct Recurrence {
    /// The rule (`FREQ=…`).
    pub rule: String,
    /// Starts the rule gives that do not take place.
    pub except: Vec<DateTime>,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// What it is known by, for ever.
    pub uid: String,
    /// Which version of time and place it is.
    pub sequence: i32,
    /// When it was written so.
    pub stamp: Moment,
    /// When it was first written.
    pub created: Moment,
    /// When it was last changed.
    pub modified: Moment,
    /// How certain it is.
    pub status: Status,
    /// Its start.
    pub starts: Moment,
    /// Its end.
    pub ends: Moment,
    /// Its zone in the tz database.
    pub zone: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// Where it is.
    pub place: String,
    /// Its page.
    pub page: String,
    /// The address to follow it from afar, with its label.
    pub link: Option<(String, String)>,
    /// Who answers are sent to.
    pub organiser: Option<Party>,
    /// The one person it is sent to: nobody else is named.
    pub attendee: Option<Party>,
    /// How it comes back.
    pub recurrence: Option<Recurrence>,
    /// Which start of its series it stands for, by the series' clock, and the zone of that.
    pub instance: Option<(DateTime, String)>,
}

/// A calendar.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// What it asks.
    pub method: Option<Method>,
    /// What it is called, when one subscribes to it.
    pub name: Option<String>,
    /// What it holds.
    pub events: Vec<Event>,
}

impl Calendar {
    /// One event.
    pub fn of(method: Option<Method>, event: Event) -> Self {
        Self { method, name: None, events: vec![event] }
    }

    /// As text.
    pub fn written(&self) -> String {
        let mut lines = Lines::default();
        lines.put("BEGIN", "VCALENDAR");
        lines.put("VERSION", "2.0");
        lines.put("PRODID", PRODUCT);
        lines.put("CALSCALE", "GREGORIAN");
        if let Some(method) = self.method {
            lines.put("METHOD", method.word());
        }
        if let Some(name) = &self.name {
            lines.text("NAME", name);
            lines.text("X-WR-CALNAME", name);
            lines.put("COLOR", "teal");
            lines.with("REFRESH-INTERVAL", &[("VALUE", "DURATION")], "PT1H");
            lines.put("X-PUBLISHED-TTL", "PT1H");
        }
        self.zones(&mut lines);
        for event in &self.events {
            event.write(&mut lines);
        }
        lines.put("END", "VCALENDAR");
        lines.done()
    }

    fn zones(&self, lines: &mut Lines) {
        let mut used: Vec<(&str, Timestamp, Timestamp)> = Vec::new();
        for event in &self.events {
            let (from, to) = (event.starts.instant(), event.ends.instant());
            let own = Some(event.zone.as_str()).filter(|_| event.is_local());
            for named in own.into_iter().chain(event.instance.as_ref().map(|(_, zone)| zone.as_str())) {
                match used.iter_mut().find(|(zone, ..)| *zone == named) {
                    Some((_, first, last)) => (*first, *last) = ((*first).min(from), (*last).max(to)),
                    None => used.push((named, from, to)),
                }
            }
        }
        if self.events.is_empty() {
            used.push((USUAL_ZONE.0, USUAL_ZONE.1, USUAL_ZONE.1));
        }
        for (name, first, last) in used {
            zones::write(lines, name, &when::zone(name), (first, last));
        }
    }
}

impl Event {
    /// Whether its wall clock says which instants are meant: not in the hour that comes twice the second time, nor in a
    /// zone that no longer exists.
    fn is_local(&self) -> bool {
        let Ok(zone) = jiff::tz::TimeZone::get(&self.zone) else { return false };
        [self.starts, self.ends].into_iter().all(|moment| {
            let wall = moment.instant().to_zoned(zone.clone()).datetime();
            zone.to_timestamp(wall).is_ok_and(|read| Moment::from(read) == moment)
        })
    }

    fn write(&self, lines: &mut Lines) {
        lines.put("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        lines.put("DTSTAMP", &utc(self.stamp));
        lines.put("CREATED", &utc(self.created));
        lines.put("LAST-MODIFIED", &utc(self.modified));
        lines.put("SEQUENCE", &self.sequence.to_string());
        self.write_status(lines);
        self.write_time(lines);
        lines.text("SUMMARY", &self.title);
        if !self.text.is_empty() {
            lines.text("DESCRIPTION", &self.text);
        }
        if !self.place.is_empty() {
            lines.text("LOCATION", &self.place);
        }
        lines.put("URL", &self.page);
        if let Some((address, label)) = &self.link {
            lines.with("CONFERENCE", &[("VALUE", "URI"), ("FEATURE", "VIDEO"), ("LABEL", label)], address);
        }
        self.write_people(lines);
        lines.put("END", "VEVENT");
    }

    fn write_status(&self, lines: &mut Lines) {
        let (status, transparency) = match self.status {
            Status::Tentative => ("TENTATIVE", "OPAQUE"),
            Status::Confirmed => ("CONFIRMED", "OPAQUE"),
            Status::Cancelled => ("CANCELLED", "TRANSPARENT"),
        };
        lines.put("STATUS", status);
        lines.put("TRANSP", transparency);
    }

    fn write_time(&self, lines: &mut Lines) {
        let zone = when::zone(&self.zone);
        let is_local = self.is_local();
        let put = |lines: &mut Lines, name: &str, moment: Moment| {
            if is_local {
                let wall = moment.instant().to_zoned(zone.clone()).datetime();
                lines.with(name, &[("TZID", &self.zone)], &local(wall));
            } else {
                lines.put(name, &utc(moment));
            }
        };
        if let Some((instance, zone)) = &self.instance {
            lines.with("RECURRENCE-ID", &[("TZID", zone)], &local(*instance));
        }
        put(lines, "DTSTART", self.starts);
        put(lines, "DTEND", self.ends);
        if let Some(recurrence) = &self.recurrence {
            lines.put("RRULE", &recurrence.rule);
            for except in &recurrence.except {
                lines.with("EXDATE", &[("TZID", &self.zone)], &local(*except));
            }
        }
    }

    fn write_people(&self, lines: &mut Lines) {
        if let Some(organiser) = &self.organiser {
            lines.with("ORGANIZER", &[("CN", &organiser.name)], &mailto(&organiser.address));
        }
        if let Some(attendee) = &self.attendee {
            let mut parameters =
                vec![("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION")];
            if self.status != Status::Cancelled {
                parameters.push(("RSVP", "TRUE"));
            }
            parameters.push(("CN", &attendee.name));
            lines.with("ATTENDEE", &parameters, &mailto(&attendee.address));
        }
    }
}

fn mailto(address: &str) -> String {
    format!("mailto:{address}")
}

/// An instant as calendars write it.
pub fn utc(moment: Moment) -> String {
    moment.instant().strftime("%Y%m%dT%H%M%SZ").to_string()
}
