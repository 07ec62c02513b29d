//! Invitations by mail that calendars read (RFC 6047): posted for whoever was not yet sent what a meeting is now, written
//! with the rights of the moment they leave.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::{Calendar, Event, Method, Party, Reading, store};
use crate::db::ids::{MeetingId, MemberId};
use crate::db::{Database, Db, Moment, Tx};
use crate::digests::unsubscribe;
use crate::mail::{Letter, List, Message, outbox, recipient};
use crate::meetings::machine::{State, Step};
use crate::meetings::registration::{Answer, Way, links};
use crate::meetings::store::{self as meetings_store, Meeting, Venue};
use crate::meetings::{self, views, when};
use crate::members::sessions;
use crate::notices::{self, Kind};
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::tokens::InstanceKey;

/// Invitations posted in one transaction; more than a series has meetings.
const BATCH: usize = 2_000;
/// The zone every mail says the time of.
const PARIS: &str = "Europe/Paris";

/// Posts a mail to everybody who was asked and was not yet sent what their calendar must know; returns how many. The
/// last sequence each was sent moves with it, in the same transaction: one mail a person and change, and none for what
/// is no news to calendars.
///
/// # Errors
/// What the database says.
pub fn post_due(database: &Database) -> Result<i64, Refusal> {
    let now = database.now();
    let due = database.read_here(|db| store::due(db, now))?;
    let mut posted = 0;
    for group in store::Group::of(due) {
        loop {
            let (read, sent) = database.write_here(|tx| batch(tx, &group))?;
            posted += sent;
            if read < BATCH {
                break;
            }
        }
    }
    Ok(i64::try_from(posted).unwrap_or(i64::MAX))
}

/// How many wait, and how many mails were posted to some of them: whoever was sent nothing yet of several meetings of a
/// series hears of them by one mail.
fn batch(tx: &mut Tx<'_>, group: &store::Group) -> Result<(usize, usize), Refusal> {
    let mut waiting = store::waiting(tx.db(), group, BATCH)?;
    let read = waiting.len();
    let Some(last) = waiting.last().map(|(member, ..)| *member) else { return Ok((0, 0)) };
    if read == BATCH {
        // Who was read last may wait for more of them.
        waiting.retain(|(member, ..)| *member != last);
    }
    let (Some(first), Some(last)) = (waiting.first(), waiting.last()) else { return Ok((0, 0)) };
    if store::sent(tx, group, (first.0, last.0))? != waiting.len() {
        return Err(Refusal::Busy("a meeting changed while its invitations were posted".into()));
    }
    let due = tx.now();
    let postings: Vec<_> =
        waiting.chunk_by(|one, next| one.0 == next.0).flat_map(|theirs| mails(group, theirs)).collect();
    let postings: Vec<_> = postings
        .into_iter()
        .map(|(meeting, member, first, with)| outbox::Posting {
            member: Some(member),
            key: format!("meeting:{meeting}:{member}:{}", group.sequence),
            message: Message::Meeting { meeting: meeting.0, member: member.0, sequence: group.sequence, first, with },
            due,
        })
        .collect();
    outbox::post_all(tx, &postings)?;
    Ok((read, postings.len()))
}

/// The mails for what one person waits for: of which meeting, to whom, whether it is the first of it, and which others of its
/// series it stands for.
fn mails(group: &store::Group, theirs: &[store::Waiting]) -> Vec<(MeetingId, MemberId, bool, Vec<i64>)> {
    let (new, known): (Vec<_>, Vec<_>) = theirs.iter().copied().partition(|(.., before)| *before < 0);
    let known = known.into_iter().map(|(member, meeting, _)| (meeting, member, false, Vec::new()));
    // Who never heard of it need not hear that it is cancelled.
    let new = if group.state == State::Cancelled { Vec::new() } else { new };
    let mut ordered = group.meetings.iter().filter(|one| new.iter().any(|(_, meeting, _)| meeting == *one)).copied();
    let first = ordered.next().zip(new.first());
    let first = first.map(|(meeting, (member, ..))| (meeting, *member, true, ordered.map(|one| one.0).collect()));
    first.into_iter().chain(known).collect()
}

/// What a mail's calendar says, and to whom.
#[derive(Clone, Debug)]
pub struct Invitation {
    meeting: Meeting,
    venue: Venue,
    /// Whether its reader is told the link, and when the meeting last changed.
    told: (bool, Option<Moment>),
    method: Method,
    /// Which start of a series it stands for.
    instance: Option<(jiff::civil::DateTime, String)>,
    /// Others of its series that it is about too.
    others: Vec<(Meeting, Venue)>,
    zone: TimeZone,
    attendee: Party,
}

/// When a meeting is, as a mail says it.
#[derive(Serialize)]
struct Times {
    paris: String,
    /// By the reader's clock, when that is another one.
    own: Option<String>,
    /// By the meeting's, when that is another one still.
    there: Option<String>,
    place: String,
    /// Others of its series, by the reader's clock.
    others: Vec<String>,
}

impl Invitation {
    /// Which meeting it is about.
    pub fn meeting(&self) -> MeetingId {
        self.meeting.id
    }

    /// What the calendar asks.
    pub fn method(&self) -> Method {
        self.method
    }

    /// When and where it is, in the reader's words.
    pub(crate) fn said(&self, sentences: &Sentences) -> impl Serialize + use<> {
        let times = self.meeting.starts_at.zip(self.meeting.ends_at);
        let paris = when::zone(PARIS);
        let there = when::zone(&self.meeting.zone);
        let span = |zone: &TimeZone| times.map(|times| views::span(sentences, times, zone)).unwrap_or_default();
        let said = [&paris, &self.zone, &there].map(span);
        let zone = sentences.tell(&views::zone_name(&self.meeting.zone));
        let others = self.others.iter().filter_map(|(one, _)| one.starts_at.zip(one.ends_at));
        Times {
            others: others.map(|times| views::span(sentences, times, &self.zone)).collect(),
            own: (said[1] != said[0]).then(|| said[1].clone()),
            there: (said[2] != said[0] && said[2] != said[1]).then(|| {
                sentences.tell(&Sentence::new("mail-meeting-there").text("span", &said[2]).text("zone", zone))
            }),
            place: self.place(sentences),
            paris: said[0].clone(),
        }
    }

    /// Where it is: a calendar looks an address up, a reader is told of both ways to come.
    fn place(&self, sentences: &Sentences) -> String {
        let place = super::place(&self.meeting, &self.venue, sentences);
        let named = !(self.venue.address.is_empty() && self.venue.room.is_empty());
        let both = self.meeting.on_site && self.meeting.remote && named;
        if both { sentences.tell(&Sentence::new("mail-meeting-or-remote").text("place", place)) } else { place }
    }

    /// Its calendar, answered at an address; written at a moment. Several meetings of a series are so many starts of one
    /// event (RFC 5546, 3.2.2).
    pub(crate) fn written(&self, reading: Reading<'_>, organiser: Party, now: Moment) -> Option<String> {
        let zone = self.instance.as_ref().map(|(_, zone)| zone);
        let event = |meeting: &Meeting, venue, told| {
            let event = super::event(meeting, venue, told, reading)?;
            let start = meeting.occurrence.as_deref().and_then(|start| start.parse().ok());
            let (organiser, attendee) = (Some(organiser.clone()), Some(self.attendee.clone()));
            Some(Event { stamp: now, organiser, attendee, instance: start.zip(zone.cloned()), ..event })
        };
        let first = event(&self.meeting, &self.venue, self.told)?;
        // The link of each is for who is registered to it: nobody is yet.
        let others = self.others.iter().filter_map(|(meeting, venue)| event(meeting, venue, (false, None)));
        let events = std::iter::once(first).chain(others).collect();
        Some(Calendar { method: Some(self.method), name: None, events }.written())
    }
}

/// The letter of an invitation; nothing for who may not read of it any more, or when it changed meanwhile.
///
/// # Errors
/// What the database says.
pub fn letter(
    db: &mut Db,
    now: Moment,
    (meeting, member): (MeetingId, MemberId),
    (sequence, first, with): (i32, bool, &[i64]),
    site: (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let Some(viewer) = sessions::viewer_of(db, member, now)? else { return Ok(None) };
    // Of several, those that stand as they were when it was posted; what changed since has a mail of its own.
    let together = if with.is_empty() { Vec::new() } else { store::together(db, meeting, with)? };
    let mut standing = together
        .into_iter()
        .filter(|(one, _)| one.state == State::Announced && one.sequence == sequence && !meetings::is_past(one, now));
    let meeting = standing.next().map_or(meeting, |(one, _)| one.id);
    let others: Vec<(Meeting, Venue)> = standing.collect();
    let seen = match meetings::visible(db, &viewer, meeting) {
        Ok(seen) => seen,
        Err(Refusal::NotFound) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let Meeting { theme_id, state, .. } = seen.meeting;
    let method = if state == State::Cancelled { Method::Cancel } else { Method::Request };
    let stands = matches!(state, State::Announced | State::Cancelled) && !meetings::is_past(&seen.meeting, now);
    if !stands || seen.meeting.sequence != sequence || !notices::by_mail_of(db, member, Kind::Meeting, theme_id)? {
        return Ok(None);
    }
    let Some(to) = recipient(db, member.0)? else { return Ok(None) };
    let (zone, name) = store::reader(db, member)?;
    let about = match (method, first) {
        (Method::Cancel, _) => "cancelled",
        (Method::Request, true) => "invited",
        (Method::Request, false) => "moved",
    };
    let theme = crate::themes::by_id(db, theme_id)?;
    let facts = [
        ("about", about.to_owned()),
        ("title", seen.meeting.title.clone()),
        ("theme", theme.name),
        ("circle", seen.meeting.circle.word().to_owned()),
        ("reason", if about == "invited" { String::new() } else { reason(db, meeting)? }),
        ("link", format!("{}{}", site.0, seen.address())),
        ("settings", format!("{}/reglages/notifications", site.0)),
    ];
    let mut letter = to.letter("meeting", site.0, &facts);
    letter.topic.theme = Some(theme.slug);
    letter.topic.leaving = Some(unsubscribe::leaving(db, site, member, List::Notices(Kind::Meeting))?);
    let told = seen.place.comes || seen.allows(&viewer, Step::Attend);
    letter.context.insert("choices", &choices(db, &seen.meeting, member, site)?);
    letter.calendar = Some(Box::new(Invitation {
        venue: meetings_store::venue(db, meeting)?,
        told: (told, store::modified(db, meeting)?),
        method,
        instance: meetings::series::instance(db, &seen.meeting)?,
        others,
        zone: when::zone(&zone),
        attendee: Party { name, address: letter.to.clone() },
        meeting: seen.meeting,
    }));
    Ok(Some(letter))
}

/// An answer that a link of the mail gives in one gesture: its word, and where it is shown chosen.
#[derive(Serialize)]
struct Choice {
    answer: Answer,
    address: String,
}

/// The links by which one answers without signing in, until it begins or is cancelled.
fn choices(
    db: &mut Db,
    meeting: &Meeting,
    member: MemberId,
    (base_url, key): (&str, &InstanceKey),
) -> Result<Vec<Choice>, Refusal> {
    if meeting.state != State::Announced {
        return Ok(Vec::new());
    }
    let address = format!("{base_url}{}", links::address(db, key, meeting.id, member)?);
    let open = |answer: &&Answer| Way::of(**answer).is_none_or(|way| way.is_open(meeting));
    let choice = |answer: &Answer| Choice { answer: *answer, address: links::choosing(&address, *answer) };
    Ok(Answer::ALL.iter().filter(open).map(choice).collect())
}

/// Why it last moved, or was cancelled.
fn reason(db: &mut Db, meeting: MeetingId) -> Result<String, Refusal> {
    let steps = meetings_store::steps(db, meeting)?;
    let told = steps.into_iter().find(|step| matches!(step.step, Step::Move | Step::Cancel));
    Ok(told.map(|step| step.reason).unwrap_or_default())
}

/// An invitation that is nobody's, for those who look after how mails read.
pub(crate) fn sample(method: Method) -> Invitation {
    let wall = when::Wall::parse("2027-01-12T14:00", PARIS, false);
    let starts_at = wall.as_ref().and_then(when::Wall::moment);
    let cancelled = method == Method::Cancel;
    Invitation {
        meeting: Meeting {
            id: MeetingId(1),
            theme_id: crate::db::ids::ThemeId(1),
            circle: crate::circles::Circle::Expert,
            audience: crate::policy::Audience::Expert,
            thread_id: None,
            series_id: None,
            occurrence: None,
            large: false,
            uid: "1@cercles.example".into(),
            sequence: i32::from(cancelled),
            version: 2,
            state: if cancelled { State::Cancelled } else { State::Announced },
            title: "Réunion des experts".into(),
            description: "Deux points durs à examiner.".into(),
            starts_local: wall.map(|wall| wall.local_word()),
            ends_local: Some("2027-01-12T15:30".into()),
            zone: PARIS.into(),
            fold: 0,
            starts_at,
            ends_at: starts_at.map(|moment| moment.plus_seconds(5_400)),
            on_site: false,
            remote: true,
            site_capacity: None,
            remote_capacity: None,
            site_taken: 0,
            remote_taken: 0,
            forms_until: None,
            announced_at: None,
            cancelled_at: None,
        },
        venue: Venue::default(),
        told: (false, None),
        method,
        instance: None,
        others: Vec::new(),
        zone: when::zone("Indian/Reunion"),
        attendee: Party { name: "Ana Ferreira".into(), address: "ana.ferreira@cercles.example".into() },
    }
}
