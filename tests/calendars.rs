//! Two hundred series drawn at random, in every zone on offer, across the changes of clocks from 2026 to 2030: what
//! calendars are told of them, and what they mean. `tests/long/calendars` has other libraries read the same files.

use std::path::{Path, PathBuf};

use cercles::circles::Circle;
use cercles::db::Moment;
use cercles::db::ids::{MeetingId, MeetingSeriesId, MemberId, ThemeId};
use cercles::meetings::calendar::{Calendar, Event, Reading};
use cercles::meetings::series::calendar::{Told, events};
use cercles::meetings::series::{End, Every, Rule, Series};
use cercles::meetings::when::{self, Reading as Clock, ZONES};
use cercles::meetings::{Meeting, State, Venue};
use cercles::policy::Audience;
use cercles::sentences::{self, Language};
use jiff::civil::{DateTime, date};
use jiff::{Timestamp, ToSpan};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;

use crate::stories::meetings_cal::Calendar as Read;

const SERIES: usize = 200;
const MINUTES: i32 = 90;

/// A series, its meetings, and when they are.
struct Drawn {
    series: Series,
    meetings: Vec<Meeting>,
    starts: Vec<Timestamp>,
}

fn draw(number: usize, random: &mut StdRng) -> Option<Drawn> {
    let zone = ZONES[number % ZONES.len()];
    let day = date(2026, 1, 1).checked_add(random.random_range(0..700_i32).days()).unwrap();
    let first = day.at(random.random_range(0..24), [0, 15, 30, 45][random.random_range(0..4)], 0, 0);
    let every = Every::ALL[random.random_range(0..Every::ALL.len())];
    let end = End::Count(random.random_range(2..=60));
    let rule = Rule { every, interval: random.random_range(1..=3), end };
    let starts = rule.starts(first).ok()?;
    let clock = when::zone(zone);
    let once = |local: DateTime| match when::read(local, &clock) {
        Clock::Once(moment) => Some(moment),
        Clock::Twice(..) | Clock::Never(_) => None,
    };
    let moments: Vec<Moment> = starts.iter().map(|start| once(*start)).collect::<Option<_>>()?;
    let series = Series {
        id: MeetingSeriesId(1_000 + i64::try_from(number).unwrap()),
        theme_id: ThemeId(1),
        circle: Circle::Expert,
        thread_id: None,
        uid: format!("{number}@cercles.example"),
        sequence: 0,
        title: "Réunion, mensuelle; des experts".into(),
        description: "Deux points durs 🧑🏽‍⚕️".into(),
        rule: rule.word(first, starts.len()),
        starts_local: when::word(first),
        minutes: MINUTES,
        zone: zone.into(),
        created_by: MemberId(1),
    };
    let mut meetings: Vec<Meeting> =
        starts.iter().zip(&moments).map(|(start, moment)| meeting(&series, *start, *moment)).collect();
    let mut kept = Vec::new();
    for mut one in meetings.drain(..) {
        match random.random_range(0..10) {
            // Nobody may read of it: it is left out.
            0 => continue,
            1 => one.cancelled_at = one.starts_at,
            2 => move_by(&mut one, random.random_range(1..5_i64) * 3_600),
            _ => {}
        }
        kept.push(one);
    }
    let starts = kept.iter().filter(|one| one.cancelled_at.is_none()).map(|one| one.starts_at.unwrap().instant());
    let starts = starts.collect();
    Some(Drawn { series, meetings: kept, starts })
}

fn move_by(meeting: &mut Meeting, seconds: i64) {
    let later = |moment: Option<Moment>| moment.map(|moment| moment.plus_seconds(seconds));
    (meeting.starts_at, meeting.ends_at) = (later(meeting.starts_at), later(meeting.ends_at));
    meeting.sequence = 1;
}

fn meeting(series: &Series, start: DateTime, moment: Moment) -> Meeting {
    Meeting {
        id: MeetingId(series.id.0 * 1_000),
        theme_id: series.theme_id,
        circle: series.circle,
        audience: Audience::Expert,
        thread_id: None,
        series_id: Some(series.id),
        occurrence: Some(when::word(start)),
        large: false,
        uid: series.uid.clone(),
        sequence: 0,
        version: 1,
        state: State::Announced,
        title: series.title.clone(),
        description: series.description.clone(),
        starts_local: Some(when::word(start)),
        ends_local: None,
        zone: series.zone.clone(),
        fold: 0,
        starts_at: Some(moment),
        ends_at: Some(moment.plus_seconds(i64::from(MINUTES) * 60)),
        on_site: false,
        remote: true,
        site_capacity: None,
        remote_capacity: None,
        site_taken: 0,
        remote_taken: 0,
        forms_until: None,
        announced_at: None,
        cancelled_at: None,
    }
}

fn folder() -> PathBuf {
    let given = std::env::var_os("CERCLES_TEST_CALENDARS").map(PathBuf::from);
    given.unwrap_or_else(|| std::env::temp_dir().join(format!("cercles-calendars-{}", std::process::id())))
}

/// The series as a calendar, its cancelled meetings said to be so.
fn written(drawn: &Drawn, reading: Reading<'_>) -> (String, Vec<Event>) {
    let venue = Venue::default();
    let mut drawn_meetings = drawn.meetings.clone();
    for one in drawn_meetings.iter_mut().filter(|one| one.cancelled_at.is_some()) {
        one.state = State::Cancelled;
    }
    let told: Vec<Told<'_>> =
        drawn_meetings.iter().map(|meeting| Told { meeting, venue: &venue, told: (false, None) }).collect();
    let events = events(&drawn.series, &told, reading);
    let calendar = Calendar { method: None, name: None, events: events.clone() };
    (calendar.written(), events)
}

/// What the calendar means: the rule reckoned here by days alone, without what is left out, with what is otherwise.
fn meant(events: &[Event]) -> Vec<Timestamp> {
    let mut found: Vec<Timestamp> = Vec::new();
    for event in events {
        let zone = when::zone(&event.zone);
        match &event.recurrence {
            None if event.status != cercles::meetings::calendar::Status::Cancelled => {
                found.push(event.starts.instant())
            }
            None => {}
            Some(recurrence) => {
                let instead: Vec<DateTime> =
                    events.iter().filter_map(|other| other.instance.as_ref().map(|(start, _)| *start)).collect();
                let first = event.starts.instant().to_zoned(zone.clone()).datetime();
                let by_days = by_days(&recurrence.rule, first);
                let kept =
                    by_days.into_iter().filter(|start| !recurrence.except.contains(start) && !instead.contains(start));
                found.extend(kept.map(|start| zone.to_timestamp(start).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Every start of a rule, found by looking at each day.
fn by_days(rule: &str, first: DateTime) -> Vec<DateTime> {
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(&format!("{name}="))).unwrap();
    let (count, interval): (usize, i32) = (part("COUNT").parse().unwrap(), part("INTERVAL").parse().unwrap());
    let nth: i8 = part("BYDAY").trim_end_matches(char::is_alphabetic).parse().unwrap_or(0);
    let mut found = Vec::new();
    let mut day = first.date();
    while found.len() < count {
        let weeks = (day - first.date()).get_days() / 7;
        let months = i32::from(day.year() - first.year()) * 12 + i32::from(day.month() - first.month());
        let fits = match nth {
            0 => weeks % interval == 0,
            -1 => months % interval == 0 && day.day() + 7 > day.days_in_month(),
            nth => months % interval == 0 && (day.day() + 6) / 7 == nth,
        };
        if fits {
            found.push(day.to_datetime(first.time()));
        }
        day = day.checked_add(7.days()).unwrap();
    }
    found
}

fn keep(folder: &Path, name: &str, text: &str) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn two_hundred_series_mean_the_meetings_they_are_made_of() {
    let all = sentences::load_all().unwrap();
    let reading = Reading { base_url: "https://cercles.example", sentences: &all[&Language::French] };
    let (mut random, folder) = (StdRng::seed_from_u64(2026), folder());
    let (mut drawn, mut told) = (0, Vec::new());
    for number in 0.. {
        if drawn == SERIES {
            break;
        }
        let Some(mut one) = draw(number, &mut random) else { continue };
        let (text, events) = written(&one, reading);
        Read::of(&text);
        one.starts.sort();
        assert_eq!(meant(&events), one.starts, "{text}");
        let name = format!("{drawn}.ics");
        keep(&folder, &name, &text);
        let starts: Vec<String> = one.starts.iter().map(Timestamp::to_string).collect();
        told.push(json!({"file": name, "zone": one.series.zone, "starts": starts}));
        drawn += 1;
    }
    keep(&folder, "series.json", &serde_json::to_string(&told).unwrap());
    if std::env::var_os("CERCLES_TEST_CALENDARS").is_none() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
