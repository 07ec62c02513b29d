//! How a meeting is added to a calendar, by a file or by the page of one that runs on the web.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::events::{Event, utc};
use crate::meetings::Meeting;

/// The ways to add a meeting to a calendar.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AddView {
    /// A file that every calendar reads.
    file: String,
    /// Google Calendar's form, filled in.
    google: String,
    /// Outlook's form on the web, filled in.
    outlook: String,
}

impl AddView {
    /// Of an event; what is only told to the registered stays out of addresses that others read.
    pub fn of(meeting: &Meeting, event: &Event) -> Self {
        Self { file: format!("/rencontres/{}/agenda.ics", meeting.id), google: google(event), outlook: outlook(event) }
    }
}

fn google(event: &Event) -> String {
    let dates = format!("{}/{}", utc(event.starts), utc(event.ends));
    let fields: [(&str, &str); 6] = [
        ("action", "TEMPLATE"),
        ("text", &event.title),
        ("dates", &dates),
        ("ctz", &event.zone),
        ("details", &event.page),
        ("location", &event.place),
    ];
    filled("https://calendar.google.com/calendar/render", &fields)
}

fn outlook(event: &Event) -> String {
    let iso = |moment: crate::db::Moment| moment.instant().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let (from, to) = (iso(event.starts), iso(event.ends));
    let fields: [(&str, &str); 7] = [
        ("path", "/calendar/action/compose"),
        ("rru", "addevent"),
        ("subject", &event.title),
        ("startdt", &from),
        ("enddt", &to),
        ("body", &event.page),
        ("location", &event.place),
    ];
    filled("https://outlook.live.com/calendar/0/deeplink/compose", &fields)
}

fn filled(address: &str, fields: &[(&str, &str)]) -> String {
    let field = |(name, value): &(&str, &str)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
    format!("{address}?{}", fields.iter().map(field).collect::<Vec<_>>().join("&"))
}
