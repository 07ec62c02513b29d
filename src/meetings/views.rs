//! What pages of meetings show.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::store::{Meeting, Row};
use super::{State, when};
use crate::circles::Circle;
use crate::db::Moment;
use crate::sentences::{Sentence, Sentences};
use crate::text::typography;
use crate::web::{Visit, civil_date};

/// When a meeting is, by the reader's clock and by its own.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TimeView {
    /// RFC 3339, in the reader's zone.
    pub iso: String,
    /// The day and the hours by the reader's clock.
    pub here: String,
    /// The same by the meeting's own clock, when that is another one, with its zone.
    pub there: Option<String>,
}

impl TimeView {
    pub fn of(visit: &Visit<'_>, meeting: &Meeting) -> Option<Self> {
        Some(Self::between(visit, meeting.starts_at.zip(meeting.ends_at)?, &meeting.zone))
    }

    /// A stretch of time that is told by the clock of a zone.
    pub fn between(visit: &Visit<'_>, (starts, ends): (Moment, Moment), zone: &str) -> Self {
        let (here, own) = (visit.zone(), when::zone(zone));
        let sentences = visit.sentences();
        let same = here.to_offset(starts.instant()) == own.to_offset(starts.instant());
        Self {
            iso: starts.instant().to_zoned(here.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            here: span(sentences, (starts, ends), &here),
            there: (!same).then(|| {
                let place = sentences.tell(&zone_name(zone));
                let sentence = Sentence::new("meeting-there").text("span", span(sentences, (starts, ends), &own));
                sentences.tell(&sentence.text("zone", place))
            }),
        }
    }
}

/// The day and the hours of a stretch of time by a zone's clock.
pub(super) fn span(sentences: &Sentences, (starts, ends): (Moment, Moment), zone: &TimeZone) -> String {
    let (from, to) = (starts.instant().to_zoned(zone.clone()), ends.instant().to_zoned(zone.clone()));
    let key = if from.date() == to.date() { "meeting-span" } else { "meeting-span-days" };
    let sentence = Sentence::new(key)
        .text("day", civil_date(from.date(), sentences))
        .text("from", hour(&from))
        .text("last", civil_date(to.date(), sentences))
        .text("to", hour(&to));
    sentences.tell(&sentence)
}

/// An hour of a day as it is written: 14 h, 14 h 30.
pub(super) fn hour(at: &jiff::Zoned) -> String {
    match at.minute() {
        0 => format!("{}\u{a0}h", at.hour()),
        minute => format!("{}\u{a0}h\u{a0}{minute:02}", at.hour()),
    }
}

/// What a zone is called.
pub(super) fn zone_name(zone: &str) -> Sentence {
    match zone {
        "Pacific/Tahiti" => "zone-tahiti".into(),
        "Pacific/Marquesas" => "zone-marquesas".into(),
        "Pacific/Gambier" => "zone-gambier".into(),
        "America/Guadeloupe" => "zone-guadeloupe".into(),
        "America/Martinique" => "zone-martinique".into(),
        "America/St_Barthelemy" => "zone-saint-barthelemy".into(),
        "America/Marigot" => "zone-saint-martin".into(),
        "America/Cayenne" => "zone-guyane".into(),
        "America/Miquelon" => "zone-miquelon".into(),
        "Indian/Mayotte" => "zone-mayotte".into(),
        "Indian/Reunion" => "zone-reunion".into(),
        "Indian/Kerguelen" => "zone-kerguelen".into(),
        "Pacific/Noumea" => "zone-noumea".into(),
        "Pacific/Wallis" => "zone-wallis".into(),
        _ => "zone-paris".into(),
    }
}

/// A zone a form offers.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ZoneView {
    pub value: &'static str,
    pub label: String,
}

/// The zones on offer, each with its difference to UTC now.
pub(super) fn zones(visit: &Visit<'_>) -> Vec<ZoneView> {
    let sentences = visit.sentences();
    let label = |zone: &when::Offered| format!("{} ({})", sentences.tell(&zone_name(zone.name)), zone.offset);
    when::offered(visit.now).iter().map(|zone| ZoneView { value: zone.name, label: label(zone) }).collect()
}

/// A meeting in a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RowView {
    pub address: String,
    pub title: String,
    pub theme: String,
    pub circle: Circle,
    pub state: State,
    pub time: Option<TimeView>,
    pub on_site: bool,
    pub remote: bool,
    pub large: bool,
}

/// A row as a list shows it.
pub(super) fn row(visit: &Visit<'_>, row: Row) -> RowView {
    let meeting = row.meeting;
    RowView {
        address: super::address(meeting.id.0, &meeting.title),
        title: typography::spaces(&meeting.title),
        theme: row.theme.0,
        circle: meeting.circle,
        state: meeting.state,
        time: TimeView::of(visit, &meeting),
        on_site: meeting.on_site,
        remote: meeting.remote,
        large: meeting.large,
    }
}

/// The seats of one way of coming.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct SeatsView {
    pub capacity: Option<i32>,
    pub taken: i32,
    pub full: bool,
}

impl SeatsView {
    /// The seats of a way the meeting has.
    pub fn of(there: bool, capacity: Option<i32>, taken: i32) -> Option<Self> {
        there.then(|| Self { capacity, taken, full: capacity.is_some_and(|capacity| taken >= capacity) })
    }
}
