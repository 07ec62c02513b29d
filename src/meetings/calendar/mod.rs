//! Calendars: meetings as other programs read them (RFC 5545), one at a time or a member's own by an address that holds a
//! secret, and what those programs answer (RFC 5546, 6047).
//!
//! What an event is known by never changes; what programs compare is `meetings.sequence`. A feed's address holds a secret
//! derived from the instance key for its member and generation: nothing is stored, and taking it back is one more
//! generation. Whoever holds it reads what its member may read at that moment.

pub mod events;
pub mod inviting;
pub mod lines;
pub mod pages;
mod replies;
mod store;
mod views;
pub mod zones;

use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, ThemeId, millis_of};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::meetings::machine::{State, Step};
use crate::meetings::store::{self as meetings_store, Meeting, Venue};
use crate::meetings::{Seen, address, series};
use crate::members::sessions;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::Sentences;
use crate::text::markdown;
use crate::tokens::InstanceKey;
pub use events::{Calendar, Event, Method, Party, Status};
pub use inviting::post_due;
pub(crate) use replies::{Reply, answered};
pub(crate) use views::AddView;

/// A cancelled meeting is shown as such for so many seconds.
const SHOWN_CANCELLED: i64 = 30 * 86_400;
/// A feed goes back so many seconds.
const PAST: i64 = 365 * 86_400;
/// Characters of a description in a calendar.
const LONGEST_TEXT: usize = 3_000;

/// The secret part of the address of a member's calendar.
///
/// # Errors
/// What the database says.
pub fn token(db: &mut Db, key: &InstanceKey, member: MemberId) -> Result<String, Refusal> {
    let generation = store::generation(db, member)?;
    Ok(format!("{member}.{}", key.derive("calendar", &[&member.to_string(), &generation.to_string()])))
}

/// Who reads by a token, as they stand now.
///
/// # Errors
/// `Refusal::NotFound` when the token is of nobody, was taken back, or its account is not in use.
pub fn reader(db: &mut Db, key: &InstanceKey, token: &str, now: Moment) -> Result<Viewer, Refusal> {
    let (member, given) = token.split_once('.').ok_or(Refusal::NotFound)?;
    let member: MemberId = member.parse()?;
    let generation = store::generation(db, member)?;
    if !key.verify(given, "calendar", &[&member.to_string(), &generation.to_string()]) {
        return Err(Refusal::NotFound);
    }
    sessions::viewer_of(db, member, now)?.ok_or(Refusal::NotFound)
}

/// Takes the addresses of a member's calendar back: those given before lead nowhere from now on.
///
/// # Errors
/// What the database says.
pub fn take_back(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    store::next_generation(tx, member)?;
    let fact = Fact {
        actor: Some(member),
        act: "calendar.renewed",
        theme: None,
        subject: "member",
        subject_id: member.0,
        detail: "",
    };
    journal::record(tx, &fact)
}

/// What a feed is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// A theme; all of the member's without.
    pub theme: Option<ThemeId>,
    /// The meetings that a circle convenes.
    pub circle: Option<Circle>,
}

/// Who reads a calendar, in which words.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Where pages are.
    pub base_url: &'a str,
    /// The reader's sentences.
    pub sentences: &'a Sentences,
}

/// A member's calendar, as they may read it now.
///
/// # Errors
/// What the database says.
pub fn feed(
    db: &mut Db,
    viewer: &Viewer,
    wanted: Wanted,
    now: Moment,
    reading: Reading<'_>,
) -> Result<Vec<Event>, Refusal> {
    let rows = store::of_reader(db, viewer, wanted, now)?;
    let told = rows.iter().map(|row| row.told(viewer)).collect();
    series::calendar::together(db, told, reading)
}

/// A meeting that is seen, as an event; nothing while its date is not chosen.
///
/// # Errors
/// What the database says.
pub fn event_of(db: &mut Db, viewer: &Viewer, seen: &Seen, reading: Reading<'_>) -> Result<Option<Event>, Refusal> {
    let venue = meetings_store::venue(db, seen.meeting.id)?;
    let modified = store::modified(db, seen.meeting.id)?;
    let told = seen.place.comes || seen.allows(viewer, Step::Attend);
    let instance = series::instance(db, &seen.meeting)?;
    Ok(event(&seen.meeting, &venue, (told, modified), reading).map(|event| Event { instance, ..event }))
}

/// A meeting as an event, with the link to follow it when its reader is told it.
pub(super) fn event(
    meeting: &Meeting,
    venue: &Venue,
    (told, modified): (bool, Option<Moment>),
    reading: Reading<'_>,
) -> Option<Event> {
    let (starts, ends) = meeting.starts_at.zip(meeting.ends_at)?;
    let created = created(meeting.id);
    let page = format!("{}{}", reading.base_url, address(meeting.id.0, &meeting.title));
    let link = Some(&venue.remote_link).filter(|link| told && meeting.remote && !link.is_empty());
    Some(Event {
        uid: meeting.uid.clone(),
        sequence: meeting.sequence,
        stamp: modified.unwrap_or(created),
        created,
        modified: modified.unwrap_or(created),
        status: match meeting.state {
            State::Draft | State::Polled => Status::Tentative,
            State::Announced | State::Held | State::Minuted => Status::Confirmed,
            State::Cancelled => Status::Cancelled,
        },
        starts,
        ends,
        zone: meeting.zone.clone(),
        title: meeting.title.clone(),
        text: text(meeting, venue, link, &page, reading.sentences),
        place: place(meeting, venue, reading.sentences),
        link: link.map(|link| (link.clone(), reading.sentences.word("meeting-link"))),
        page,
        organiser: None,
        attendee: None,
        recurrence: None,
        instance: None,
    })
}

/// When a meeting was first written: its id says so.
fn created(id: MeetingId) -> Moment {
    jiff::Timestamp::from_millisecond(millis_of(id.0)).map(Moment::from).unwrap_or(jiff::Timestamp::UNIX_EPOCH.into())
}

fn place(meeting: &Meeting, venue: &Venue, sentences: &Sentences) -> String {
    let site = [venue.address.as_str(), venue.room.as_str()];
    let site = site.iter().filter(|part| meeting.on_site && !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
    match (site.is_empty(), meeting.on_site, meeting.remote) {
        (false, ..) => site,
        (true, true, true) => sentences.word("meeting-on-site-or-remote"),
        (true, true, false) => sentences.word("meeting-on-site"),
        (true, false, _) => sentences.word("meeting-remote"),
    }
}

fn text(meeting: &Meeting, venue: &Venue, link: Option<&String>, page: &str, sentences: &Sentences) -> String {
    let mut parts = vec![markdown::plain(&meeting.description, LONGEST_TEXT)];
    if let Some(link) = link {
        parts.push(format!("{}\u{a0}: {link}", sentences.word("meeting-link")));
    }
    if meeting.on_site && !venue.access.is_empty() {
        parts.push(venue.access.clone());
    }
    parts.push(page.to_owned());
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}
