//! The programme as pages show it: days, bands of sessions side by side, those that stand in one.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::contributions::{self, Accepted};
use super::signups;
use super::store::{self, LinkRow, Session, SpeakerRow};
use super::timetable;
use crate::db::Moment;
use crate::db::ids::{MeetingSessionId, MemberId};
use crate::meetings::machine::Step;
use crate::meetings::views::SeatsView;
use crate::meetings::{Meeting, Seen, when};
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::text::typography;
use crate::threads::{address_by_kind, titled};
use crate::web::{Visit, civil_date};

/// When a session is.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ClockView {
    /// RFC 3339, in the reader's zone; empty while the meeting has no date.
    pub iso: String,
    /// From when to when by the reader's clock.
    pub here: String,
    /// The same by the meeting's clock, when that is another.
    pub there: Option<String>,
}

/// A session.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SessionView {
    pub id: MeetingSessionId,
    pub title: String,
    pub clock: ClockView,
    pub lasts: String,
    pub room: String,
    pub summary: String,
    pub speakers: Vec<(Option<MemberId>, String)>,
    pub links: Vec<(String, String)>,
    /// What was accepted into it: address, title, author.
    pub contributions: Vec<(String, String, String)>,
    pub seats: Option<SeatsView>,
    pub signed: bool,
    pub may_join: bool,
    pub may_leave: bool,
    pub row: usize,
    pub span: usize,
    pub track: usize,
    /// Who signed up, for who runs the meeting.
    pub people: Vec<(MemberId, String)>,
    pub bands: Vec<BandView>,
}

/// Sessions that overlap.
#[derive(Clone, Debug, Serialize)]
pub(super) struct BandView {
    pub tracks: usize,
    pub slots: Vec<SessionView>,
}

/// A day of the programme by the reader's clock.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DayView {
    /// Nothing while the meeting has no date.
    pub date: Option<String>,
    pub bands: Vec<BandView>,
}

/// What a meeting's page says of the programme.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// How many sessions there are.
    pub sessions: usize,
    /// Whether the reader writes it.
    pub may_write: bool,
    /// Whether contributions are, or were, called for.
    pub contributions: bool,
}

impl PartView {
    /// Of a seen meeting.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Self, Refusal> {
        let sessions = store::sessions(visit.db, seen.meeting.id)?.len();
        let may_write = seen.may(&visit.viewer, Step::Program);
        let called = seen.meeting.large
            && visit.viewer.member.is_some()
            && (may_write || contributions::until(visit.db, seen.meeting.id)?.is_some());
        Ok(Self { sessions, may_write, contributions: called })
    }
}

/// Everything the sessions of a meeting are shown with.
struct Programme<'v> {
    meeting: &'v Meeting,
    here: TimeZone,
    sentences: &'v Sentences,
    speakers: HashMap<MeetingSessionId, Vec<SpeakerRow>>,
    links: HashMap<MeetingSessionId, Vec<LinkRow>>,
    people: HashMap<MeetingSessionId, Vec<(MemberId, String)>>,
    accepted: Vec<Accepted>,
    mine: Vec<MeetingSessionId>,
    member: bool,
    /// Sessions one may sign up for now.
    open: Vec<MeetingSessionId>,
}

/// The days of a seen meeting's programme.
pub(super) fn days(visit: &mut Visit<'_>, seen: &Seen) -> Result<Vec<DayView>, Refusal> {
    let id = seen.meeting.id;
    let all = store::sessions(visit.db, id)?;
    let speakers = grouped(store::speakers(visit.db, id)?, |row| row.session);
    let links = grouped(store::links(visit.db, &visit.viewer, id)?, |row| row.session);
    let mine = match visit.viewer.member {
        Some(member) => store::signed(visit.db, id, member)?,
        None => Vec::new(),
    };
    let mut people: HashMap<MeetingSessionId, Vec<(MemberId, String)>> = HashMap::new();
    if seen.allows(&visit.viewer, Step::Attend) {
        for (session, member, given, family) in store::everyone_signed(visit.db, id)? {
            people.entry(session).or_default().push((member, format!("{given} {family}")));
        }
    }
    let accepted = match visit.viewer.member {
        Some(_) => contributions::accepted(visit.db, id)?,
        None => Vec::new(),
    };
    let answers = seen.may(&visit.viewer, Step::Answer);
    let open = all.iter().filter(|one| answers && signups::is_open(seen, one, visit.now)).map(|one| one.id).collect();
    let programme = Programme {
        meeting: &seen.meeting,
        here: visit.zone(),
        sentences: visit.sentences(),
        speakers,
        links,
        people,
        accepted,
        mine,
        member: visit.viewer.member.is_some(),
        open,
    };
    Ok(programme.days(&all))
}

fn grouped<Row>(rows: Vec<Row>, of: impl Fn(&Row) -> MeetingSessionId) -> HashMap<MeetingSessionId, Vec<Row>> {
    let mut groups: HashMap<MeetingSessionId, Vec<Row>> = HashMap::new();
    for row in rows {
        groups.entry(of(&row)).or_default().push(row);
    }
    groups
}

impl Programme<'_> {
    fn days(&self, all: &[Session]) -> Vec<DayView> {
        let top: Vec<&Session> = all.iter().filter(|session| session.parent_id.is_none()).collect();
        let mut days: Vec<DayView> = Vec::new();
        for band in self.bands(&top, all, true) {
            let start = band.slots.first().and_then(|slot| all.iter().find(|session| session.id == slot.id));
            let date = start
                .and_then(|session| self.at(session.after_minutes))
                .map(|at| civil_date(at.instant().to_zoned(self.here.clone()).date(), self.sentences));
            match days.last_mut().filter(|day| day.date == date) {
                Some(day) => day.bands.push(band),
                None => days.push(DayView { date, bands: vec![band] }),
            }
        }
        days
    }

    fn bands(&self, sessions: &[&Session], all: &[Session], beside: bool) -> Vec<BandView> {
        let stretches: Vec<(i32, i32)> = sessions.iter().map(|one| (one.after_minutes, one.minutes)).collect();
        let drawn = timetable::bands(&stretches).into_iter();
        drawn
            .map(|band| {
                // In a narrow column, what stands in a session is told one after the other.
                let tracks = if beside { band.tracks } else { 1 };
                let slot = |slot: timetable::Slot| {
                    let session = sessions[slot.index];
                    let within: Vec<&Session> = all.iter().filter(|one| one.parent_id == Some(session.id)).collect();
                    SessionView {
                        row: slot.row,
                        span: slot.span,
                        track: slot.track,
                        bands: self.bands(&within, all, tracks == 1),
                        ..self.session(session)
                    }
                };
                BandView { tracks, slots: band.slots.into_iter().map(slot).collect() }
            })
            .collect()
    }

    fn session(&self, session: &Session) -> SessionView {
        let signed = self.mine.contains(&session.id);
        let open = self.open.contains(&session.id);
        let seats = SeatsView::of(session.signs_up, session.capacity, session.taken);
        SessionView {
            id: session.id,
            title: typography::spaces(&session.title),
            clock: self.clock(session),
            lasts: lasting(self.sentences, session.minutes),
            room: session.room.clone(),
            summary: typography::spaces(&session.summary),
            speakers: self
                .speakers
                .get(&session.id)
                .into_iter()
                .flatten()
                .filter_map(|row| self.speaker(row))
                .collect(),
            links: self.links.get(&session.id).into_iter().flatten().map(|row| self.link(row)).collect(),
            contributions: self
                .accepted
                .iter()
                .filter(|one| one.session == Some(session.id))
                .map(|one| self.contribution(one))
                .collect(),
            may_join: open && !signed && seats.is_some_and(|seats| !seats.full),
            may_leave: open && signed,
            seats: seats.filter(|_| self.member),
            signed,
            row: 1,
            span: 1,
            track: 1,
            people: self.people.get(&session.id).cloned().unwrap_or_default(),
            bands: Vec::new(),
        }
    }

    /// Visitors are not told which members speak, as they are not told who organises.
    fn speaker(&self, row: &SpeakerRow) -> Option<(Option<MemberId>, String)> {
        match (&row.named, row.member) {
            (Some((given, family)), Some(id)) => self.member.then(|| (Some(id), format!("{given} {family}"))),
            _ => Some((None, row.name.clone())),
        }
    }

    fn contribution(&self, one: &Accepted) -> (String, String, String) {
        let address = format!("/rencontres/{}/contributions/{}", self.meeting.id, one.id);
        (address, typography::spaces(&one.title), format!("{} {}", one.author.0, one.author.1))
    }

    fn link(&self, row: &LinkRow) -> (String, String) {
        (address_by_kind(row.kind, row.thread, &row.title), titled(self.sentences, &row.title))
    }

    fn at(&self, after: i32) -> Option<Moment> {
        self.meeting.starts_at.map(|start| start.plus_seconds(i64::from(after) * 60))
    }

    fn clock(&self, session: &Session) -> ClockView {
        let Some((from, to)) = self.at(session.after_minutes).zip(self.at(session.end())) else {
            let here = Sentence::new("programme-after")
                .text("from", offset(session.after_minutes))
                .text("to", offset(session.end()));
            return ClockView { iso: String::new(), here: self.sentences.tell(&here), there: None };
        };
        let own = when::zone(&self.meeting.zone);
        let same = self.here.to_offset(from.instant()) == own.to_offset(from.instant());
        let span = |zone: &TimeZone, key| {
            let hour = |at: Moment| hour(at, zone);
            self.sentences.tell(&Sentence::new(key).text("from", hour(from)).text("to", hour(to)))
        };
        ClockView {
            iso: from.instant().to_zoned(self.here.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            here: span(&self.here, "programme-clock"),
            there: (!same).then(|| span(&own, "programme-there")),
        }
    }
}

/// An hour by a zone's clock, as it is written: `9 h`, `9 h 30`.
pub(super) fn hour(at: Moment, zone: &TimeZone) -> String {
    let at = at.instant().to_zoned(zone.clone());
    hours(i64::from(at.hour()), i64::from(at.minute()))
}

fn hours(hours: i64, minutes: i64) -> String {
    match minutes {
        0 => format!("{hours}\u{a0}h"),
        minutes => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

/// Minutes after a start that has no date yet.
fn offset(minutes: i32) -> String {
    hours(i64::from(minutes / 60), i64::from(minutes % 60))
}

/// How long something lasts.
fn lasting(sentences: &Sentences, minutes: i32) -> String {
    let key = if minutes < 60 { "programme-lasts-minutes" } else { "programme-lasts" };
    let sentence = Sentence::new(key).number("n", i64::from(minutes)).text("hours", offset(minutes));
    sentences.tell(&sentence)
}
