//! What calendars answer to an invitation (RFC 5546, 3.2.3).

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::lines::{Read, unescaped, unfolded};
use crate::db::ids::MeetingId;
use crate::db::{Db, Tx};
use crate::meetings::machine::Step;
use crate::meetings::registration::{self, Answer, Via, Wish};
use crate::meetings::{self, Seen, Settings, series, store};
use crate::policy::Viewer;
use crate::refusal::Refusal;

crate::vocabulary! {
    /// What somebody answers from their calendar.
    Partstat {
        /// They come.
        Accepted = "accepted",
        /// They may.
        Tentative = "tentative",
        /// They do not.
        Declined = "declined",
    }
}

/// An answer, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What it answers.
    pub uid: String,
    /// Which version of it.
    pub sequence: i32,
    /// Which start of a series, and by which zone's clock; by that of the series when it is not said.
    pub instance: Option<(DateTime, Option<String>)>,
    /// Whose answer it says it is.
    pub attendee: String,
    /// The answer.
    pub answer: Partstat,
}

impl Reply {
    /// Reads an answer; nothing when it is none, or of several events or people.
    pub fn read(text: &str) -> Option<Self> {
        let lines: Vec<Read> = unfolded(text).iter().filter_map(|line| Read::of(line)).collect();
        let says = |name: &str, value: &str| {
            lines.iter().filter(|line| line.name == name && line.value.eq_ignore_ascii_case(value)).count()
        };
        if says("METHOD", "REPLY") != 1 || says("BEGIN", "VEVENT") != 1 {
            return None;
        }
        let from = lines.iter().position(|line| line.name == "BEGIN" && line.value.eq_ignore_ascii_case("VEVENT"))?;
        let event: Vec<&Read> = lines[from..].iter().take_while(|line| line.name != "END").collect();
        let value = |name: &str| event.iter().find(|line| line.name == name).map(|line| line.value.as_str());
        let mut attendees = event.iter().filter(|line| line.name == "ATTENDEE");
        let (attendee, None) = (attendees.next()?, attendees.next()) else { return None };
        let answer = attendee.parameter("PARTSTAT")?.to_ascii_lowercase();
        Some(Self {
            uid: unescaped(value("UID")?),
            sequence: value("SEQUENCE").map_or(Some(0), |sequence| sequence.parse().ok())?,
            instance: match event.iter().find(|line| line.name == "RECURRENCE-ID") {
                Some(line) => Some(start(line)?),
                None => None,
            },
            attendee: bare(&attendee.value)?,
            answer: Partstat::parse(&answer)?,
        })
    }
}

fn start(line: &Read) -> Option<(DateTime, Option<String>)> {
    let (local, zone) = match line.value.strip_suffix('Z') {
        Some(local) => (local, Some("UTC".to_owned())),
        None => (line.value.as_str(), line.parameter("TZID").map(str::to_owned)),
    };
    Some((DateTime::strptime("%Y%m%dT%H%M%S", local).ok()?, zone))
}

fn bare(address: &str) -> Option<String> {
    let (scheme, address) = address.split_once(':')?;
    scheme.eq_ignore_ascii_case("mailto").then(|| address.trim().to_owned())
}

/// Takes an answer in, with the rights of its author now.
///
/// # Errors
/// `Refusal::NotFound` for what they may not see; `Refusal::Conflict` for what is no longer asked so; those of
/// registering.
pub(crate) fn answered(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    meeting: MeetingId,
    reply: &Reply,
    settings: Settings,
) -> Result<(), Refusal> {
    let meeting = named(tx.db(), meeting, reply)?;
    let seen = meetings::visible(tx.db(), viewer, meeting)?;
    if reply.uid != seen.meeting.uid || !is_same(series::instance(tx.db(), &seen.meeting)?, reply.instance.as_ref()) {
        return Err(Refusal::NotFound);
    }
    if reply.sequence != seen.meeting.sequence || meetings::is_past(&seen.meeting, tx.now()) {
        return Err(Refusal::Conflict("meeting-not-now"));
    }
    let me = seen.require_now(viewer, Step::Answer)?;
    let before = registration::answer_of(tx.db(), meeting, me)?;
    let wish = Wish::only(as_answered(&seen, reply.answer, before));
    registration::answer(tx, viewer, &seen, &wish, (Via::Calendar, settings)).map(|_| ())
}

/// The meeting an answer names: that of the address it was sent to, or the one of the same series whose start it gives, as
/// one mail may invite to several.
fn named(db: &mut Db, meeting: MeetingId, reply: &Reply) -> Result<MeetingId, Refusal> {
    let addressed = store::find(db, meeting)?;
    let (Some(series), Some(_)) = (addressed.series_id, &reply.instance) else { return Ok(meeting) };
    let named = series::at(db, series, |start, zone| is_same(Some((start, zone.to_owned())), reply.instance.as_ref()))?;
    Ok(named.unwrap_or(meeting))
}

/// What an answer from a calendar is as people answer on the page. A calendar does not say how one comes: as they said
/// before, else on site where that is possible.
fn as_answered(seen: &Seen, said: Partstat, before: Option<Answer>) -> Answer {
    match (said, before) {
        (Partstat::Declined, _) => Answer::No,
        (Partstat::Tentative, _) => Answer::Maybe,
        (Partstat::Accepted, Some(Answer::Remote)) if seen.meeting.remote => Answer::Remote,
        (Partstat::Accepted, _) if seen.meeting.on_site => Answer::Site,
        (Partstat::Accepted, _) => Answer::Remote,
    }
}

/// Whether an answer is about a start of a series: the same instant, or the same time by a clock we do not know.
fn is_same(ours: Option<(DateTime, String)>, theirs: Option<&(DateTime, Option<String>)>) -> bool {
    let (Some((ours, own)), Some((theirs, zone))) = (&ours, theirs) else { return ours.is_none() == theirs.is_none() };
    let instant = |local: DateTime, zone: &str| TimeZone::get(zone).ok()?.to_timestamp(local).ok();
    let zone = zone.as_deref().filter(|zone| TimeZone::get(zone).is_ok());
    match zone {
        Some(zone) => instant(*theirs, zone) == instant(*ours, own),
        None => theirs == ours,
    }
}
