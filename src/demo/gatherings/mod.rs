//! The demo community's meetings in the order of time: when each is, and when everything around it was done.

pub mod crowd;
mod moments;
pub mod replay;
mod replay_after;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

use super::calendar::Calendar;
use super::rencontres::{After, Answers, Comes, Moved, Rencontre};
use crate::db::Moment;
use crate::meetings::planning;
use crate::meetings::when::word;

const DAY: i64 = 86_400;
/// Nobody did anything before the community was this old, in seconds.
const SETTLED: i64 = 3 * DAY;

/// The meetings of the files with their dates, and what was done of them in the order of time.
#[derive(Clone, Debug, Default)]
pub struct Gatherings {
    /// The files.
    pub files: Vec<Rencontre>,
    /// The meetings, those of series among them.
    pub meetings: Vec<Gathering>,
    /// What was done, in order.
    pub occasions: Vec<Occasion>,
}

/// A meeting with its date.
#[derive(Clone, Debug)]
pub struct Gathering {
    /// Its file.
    pub file: usize,
    /// Its place in its series, from the first.
    pub turn: Option<usize>,
    /// What its file says of this one of a series.
    pub note: Option<usize>,
    /// When its circle is told; never while it is a draft.
    pub told: Option<Moment>,
    /// When it is.
    pub time: planning::Time,
    /// When it was to be first.
    pub first: planning::Time,
}

/// Something that was done.
#[derive(Clone, Copy, Debug)]
pub struct Occasion {
    /// When.
    pub at: Moment,
    /// Of which meeting.
    pub meeting: usize,
    /// What.
    pub deed: Deed,
}

/// What is done of a meeting; numbers are places in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is begun; a whole series with its first.
    Begin,
    /// One of a series has an agenda of its own.
    Describe,
    /// Its programme is written.
    Program,
    /// Its circle is told.
    Announce,
    /// Contributions are called for.
    Call,
    /// One is sent.
    Contribute(usize),
    /// One is accepted or declined.
    Review(usize),
    /// It moves.
    Move,
    /// People answer.
    Answer,
    /// It is cancelled.
    Cancel,
    /// It took place.
    Hold,
    /// Who was there is noted.
    Attend,
    /// What they thought of it.
    Rate,
    /// Minutes are saved, with what was decided.
    Write,
    /// They are published.
    Publish,
    /// An action is done.
    Finish(usize),
    /// A contribution becomes an experience report.
    Tell(usize),
}

impl Gatherings {
    /// Dates everything, so that it ends today.
    ///
    /// # Errors
    /// A sentence naming the meeting whose hours are none.
    pub fn of(files: Vec<Rencontre>, calendar: &Calendar) -> Result<Self, String> {
        let mut meetings = Vec::new();
        for (place, file) in files.iter().enumerate() {
            let dated = match &file.series {
                Some(comes) => series(calendar, (place, file), comes),
                None => one(calendar, (place, file)).map(|one| vec![one]),
            };
            meetings.extend(dated.map_err(|why| format!("config/demo/meetings, « {} »: {why}", file.title))?);
        }
        let mut gatherings = Self { files, meetings, occasions: Vec::new() };
        let mut occasions: Vec<Occasion> =
            (0..gatherings.meetings.len()).flat_map(|meeting| moments::of(&gatherings, calendar, meeting)).collect();
        occasions.sort_by_key(|occasion| occasion.at);
        gatherings.occasions = occasions;
        Ok(gatherings)
    }

    /// The file of a meeting.
    pub fn file(&self, meeting: usize) -> &Rencontre {
        &self.files[self.meetings[meeting].file]
    }

    /// What came of a meeting.
    pub fn after(&self, meeting: usize) -> &After {
        let file = self.file(meeting);
        self.meetings[meeting].note.map_or(&file.after, |note| &file.occurrences[note].after)
    }

    /// Who answered what: of a series that says nothing of one, what it says of all.
    pub fn answers(&self, meeting: usize) -> Option<&Answers> {
        let file = self.file(meeting);
        let own = self.meetings[meeting].note.and_then(|note| file.occurrences[note].answers.as_ref());
        own.or(file.answers.as_ref())
    }

    /// Why a meeting was cancelled.
    pub fn cancelled(&self, meeting: usize) -> Option<&str> {
        let file = self.file(meeting);
        match self.meetings[meeting].turn {
            Some(_) => self.meetings[meeting].note.and_then(|note| file.occurrences[note].cancelled.as_deref()),
            None => file.cancelled.as_deref(),
        }
    }

    /// How a meeting moved.
    pub fn moved(&self, meeting: usize) -> Option<&Moved> {
        let one = &self.meetings[meeting];
        moved(&self.files[one.file], one.turn.is_some(), one.note)
    }

    /// Whoever has a part in something that was done: each must have joined before.
    pub fn people(&self, occasion: &Occasion) -> Vec<&str> {
        let file = self.file(occasion.meeting);
        let mut people = vec![file.by.as_str()];
        match occasion.deed {
            Deed::Begin => people.extend(file.organisers.iter().map(String::as_str)),
            Deed::Announce => {
                people.extend(
                    self.answers(occasion.meeting).into_iter().flat_map(|all| all.named.keys()).map(String::as_str),
                );
                people.extend(self.after(occasion.meeting).actions.iter().map(|action| action.by.as_str()));
            }
            Deed::Contribute(place) => people.push(&file.contributions[place].by),
            Deed::Review(place) => people.extend(file.contributions[place].reviewer.as_deref()),
            Deed::Write => people.extend(self.after(occasion.meeting).by.as_deref()),
            _ => {}
        }
        people
    }
}

fn moved(file: &Rencontre, in_series: bool, note: Option<usize>) -> Option<&Moved> {
    if in_series { note.and_then(|note| file.occurrences[note].moved.as_ref()) } else { file.moved.as_ref() }
}

/// A meeting that is not one of a series.
fn one(calendar: &Calendar, (place, file): (usize, &Rencontre)) -> Result<Gathering, String> {
    let time = time(file, on_a_working_day(day(calendar, file.ago, &file.zone), file.ago < 0))?;
    let first = match &file.moved {
        Some(moved) => earlier(file, &time, moved)?,
        None => time.clone(),
    };
    let told = file.told.map(|days| calendar.ago(days * DAY));
    Ok(Gathering { file: place, turn: None, note: None, told, time, first })
}

/// The meetings of a series, as far back as the community goes.
fn series(calendar: &Calendar, (place, file): (usize, &Rencontre), comes: &Comes) -> Result<Vec<Gathering>, String> {
    let zone = TimeZone::get(&file.zone).map_err(|_| format!("{} is no zone", file.zone))?;
    let month = calendar.now.instant().to_zoned(zone).date().first_of_month();
    let weekday = Weekday::from_monday_one_offset(comes.weekday).map_err(|error| error.to_string())?;
    let mut times = Vec::new();
    for turn in -(comes.past * comes.interval)..=(comes.ahead * comes.interval) {
        let date = month.checked_add(turn.months()).and_then(|month| month.nth_weekday_of_month(comes.nth, weekday));
        if turn.rem_euclid(comes.interval) == 0 {
            times.push(time(file, date.map_err(|error| error.to_string())?)?);
        }
    }
    let settled = calendar.founded.plus_seconds(SETTLED);
    times.retain(|time| time.starts_at.plus_seconds(-comes.told * DAY) > settled);
    let past = times.iter().filter(|time| over(calendar, time)).count();
    let known = past + comes.known;
    let mut meetings = Vec::new();
    for (turn, first) in times.into_iter().enumerate() {
        // No year 0: the one before the next is 1, the next is -1.
        let back =
            if turn < past { i32::try_from(past - turn) } else { i32::try_from(turn - past + 1).map(|ahead| -ahead) };
        let back = back.map_err(|error| error.to_string())?;
        let note = file.occurrences.iter().position(|one| one.back == back);
        let time = match moved(file, true, note) {
            Some(moved) => later(file, &first, moved)?,
            None => first.clone(),
        };
        let told = (turn < known).then(|| first.starts_at.plus_seconds(-comes.told * DAY).min(recently(calendar)));
        meetings.push(Gathering { file: place, turn: Some(turn), note, told, time, first });
    }
    Ok(meetings)
}

/// The last moment at which something may have been done.
fn recently(calendar: &Calendar) -> Moment {
    calendar.now.plus_seconds(-1_800)
}

/// Whether a meeting is over, with what follows at once.
fn over(calendar: &Calendar, time: &planning::Time) -> bool {
    time.ends_at.plus_seconds(3_600) < calendar.now
}

/// A day some days ago, or ahead.
fn day(calendar: &Calendar, ago: i64, zone: &str) -> Date {
    let moment = if ago < 0 { calendar.now.plus_seconds(-ago * DAY) } else { calendar.ago(ago * DAY) };
    moment.instant().to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).date()
}

/// The Monday after a weekend to come; the Friday before one that is past.
fn on_a_working_day(date: Date, ahead: bool) -> Date {
    let shift = match (date.weekday(), ahead) {
        (Weekday::Saturday, true) => 2,
        (Weekday::Sunday, true) => 1,
        (Weekday::Saturday, false) => -1,
        (Weekday::Sunday, false) => -2,
        _ => 0,
    };
    date.checked_add(shift.days()).unwrap_or(date)
}

fn time(file: &Rencontre, date: Date) -> Result<planning::Time, String> {
    let at: Time = file.at.parse().map_err(|_| format!("{} is no hour", file.at))?;
    between(date.to_datetime(at), file)
}

fn between(start: DateTime, file: &Rencontre) -> Result<planning::Time, String> {
    let end = start.checked_add(file.lasts.minutes()).map_err(|error| error.to_string())?;
    let read = planning::Time::parse(&word(start), &word(end), &file.zone, "earlier");
    read.map_err(|(field, _)| format!("its hours are none ({field})"))
}

fn earlier(file: &Rencontre, time: &planning::Time, moved: &Moved) -> Result<planning::Time, String> {
    let start = time.start.local.checked_sub(moved.days.days()).map_err(|error| error.to_string())?;
    between(start, file)
}

fn later(file: &Rencontre, time: &planning::Time, moved: &Moved) -> Result<planning::Time, String> {
    let start = time.start.local.checked_add(moved.days.days()).map_err(|error| error.to_string())?;
    between(start, file)
}
