//! Plays what was done of meetings again, by the rooms' own verbs; the answers of a crowd are rows.

use crate::demo::Lane;
use std::collections::HashMap;

use jiff::ToSpan;

use super::{Deed, Gathering, Gatherings, Occasion};
use crate::db::ids::{ContributionId, Ids, MeetingId, MeetingSessionId, MemberId};
use crate::db::{Moment, Tx};
use crate::demo::rencontres::Rencontre;
use crate::demo::replay::title;
use crate::demo::store::{Known, meetings as rows};
use crate::meetings::planning::{self, Plan, Time};
use crate::meetings::programme::{self, Start, contributions};
use crate::meetings::series::{self, Draft, End, Every, Rule};
use crate::meetings::{self, Seen, State, Venue};
use crate::members::sessions;
use crate::policy::{Audience, Viewer};
use crate::refusal::Refusal;
use crate::threads::Body;

/// What calendars know the demo's meetings by.
const HOST: &str = "cercles.example";
/// A call runs for this part of the time between the announcement and the start, in hundredths.
const CALLED_FOR: i64 = 75;

/// What was made so far.
pub(super) struct Evening<'a> {
    pub(super) all: &'a Gatherings,
    pub(super) known: &'a Known,
    pub(super) now: Moment,
    pub(super) meetings: HashMap<usize, MeetingId>,
    pub(super) contributions: HashMap<(usize, usize), ContributionId>,
    viewers: HashMap<MemberId, Viewer>,
}

/// Plays everything until `now`.
///
/// # Errors
/// What the rooms refuse, with what it was about.
pub fn play(tx: &mut Tx<'_>, known: &Known, all: &Gatherings) -> Result<(), Refusal> {
    let ids = Ids::default();
    let mut evening = Evening {
        all,
        known,
        now: tx.now(),
        meetings: HashMap::new(),
        contributions: HashMap::new(),
        viewers: HashMap::new(),
    };
    for occasion in &all.occasions {
        let played = evening.play(&mut tx.past(&ids, Lane::Gatherings.at(occasion.at)), occasion);
        played.map_err(|refusal| {
            let title = &all.file(occasion.meeting).title;
            Refusal::Broken(format!("config/demo/meetings, « {title} », {:?}: {refusal:?}", occasion.deed))
        })?;
    }
    rows::quieten(tx)
}

impl Evening<'_> {
    fn play(&mut self, tx: &mut Tx<'_>, occasion: &Occasion) -> Result<(), Refusal> {
        let meeting = occasion.meeting;
        match occasion.deed {
            Deed::Begin => self.begin(tx, meeting),
            Deed::Describe => self.describe(tx, meeting),
            Deed::Program => self.program(tx, meeting),
            Deed::Announce => self.announce(tx, meeting),
            Deed::Call => self.call(tx, meeting),
            Deed::Contribute(place) => self.contribute(tx, meeting, place),
            Deed::Review(place) => self.review(tx, meeting, place),
            Deed::Move => self.moves(tx, meeting),
            Deed::Answer => self.answer(tx, meeting),
            Deed::Cancel => {
                let (viewer, seen) = self.planner(tx, meeting)?;
                let reason = self.all.cancelled(meeting).unwrap_or_default();
                planning::cancel(tx, &viewer, &seen, (seen.meeting.version, reason))
            }
            Deed::Hold => self.hold(tx, meeting),
            Deed::Attend => self.attend(tx, meeting),
            Deed::Rate => self.rate(tx, meeting),
            Deed::Write => self.write(tx, meeting),
            Deed::Publish => self.publish(tx, meeting),
            Deed::Finish(place) => self.finish(tx, meeting, place),
            Deed::Tell(place) => self.tell(tx, meeting, place),
        }
    }

    /// Who does something, with every right of theirs.
    pub(super) fn viewer(&mut self, tx: &mut Tx<'_>, who: &str) -> Result<Viewer, Refusal> {
        let member = self.known.member(who)?;
        if let Some(viewer) = self.viewers.get(&member) {
            return Ok(viewer.clone());
        }
        let now = tx.now();
        let viewer = sessions::viewer_of(tx.db(), member, now)?;
        let viewer = viewer.ok_or_else(|| Refusal::Broken(format!("{who} has no account")))?;
        self.viewers.insert(member, viewer.clone());
        Ok(viewer)
    }

    pub(super) fn id(&self, meeting: usize) -> Result<MeetingId, Refusal> {
        self.meetings.get(&meeting).copied().ok_or_else(|| Refusal::Broken("it is not begun yet".into()))
    }

    /// A meeting as somebody sees it.
    pub(super) fn seen(&mut self, tx: &mut Tx<'_>, meeting: usize, who: &str) -> Result<(Viewer, Seen), Refusal> {
        let (viewer, id) = (self.viewer(tx, who)?, self.id(meeting)?);
        let seen = meetings::visible(tx.db(), &viewer, id)?;
        Ok((viewer, seen))
    }

    /// A meeting as whoever planned it sees it.
    pub(super) fn planner(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(Viewer, Seen), Refusal> {
        let all = self.all;
        self.seen(tx, meeting, &all.file(meeting).by)
    }

    fn begin(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (one, file) = (&self.all.meetings[meeting], self.all.file(meeting));
        let viewer = self.viewer(tx, &file.by)?;
        let plan = self.plan(file, one.first.clone(), &file.description)?;
        let made: Vec<(usize, MeetingId)> = match &file.series {
            None => vec![(meeting, planning::plan(tx, &viewer, &plan, HOST)?)],
            Some(comes) => {
                let turns: Vec<usize> =
                    (0..self.all.meetings.len()).filter(|other| self.all.meetings[*other].file == one.file).collect();
                let rule = Rule { every: Every::Nth, interval: comes.interval, end: End::Count(turns.len()) };
                let draft = Draft { plan, rule, except: Vec::new(), later: None };
                let id = series::plan(tx, &viewer, &draft, HOST)?;
                let seen = series::visible(tx.db(), &viewer, id)?;
                turns.into_iter().zip(seen.meetings.into_iter().map(|(meeting, _)| meeting.id)).collect()
            }
        };
        let organisers =
            file.organisers.iter().map(|who| self.known.member(who)).collect::<Result<Vec<_>, Refusal>>()?;
        for (meeting, id) in made {
            self.meetings.insert(meeting, id);
            rows::organise(tx, id, &organisers)?;
        }
        Ok(())
    }

    fn plan(&self, file: &Rencontre, time: Time, description: &str) -> Result<Plan, Refusal> {
        let circle = file.circle().map_err(Refusal::Broken)?;
        let place = &file.place;
        let body = Body::parse(description).map_err(|_| Refusal::Broken("its text cannot be published".into()))?;
        let kept = time.end.date().checked_add(60.days()).map_err(|error| Refusal::Broken(error.to_string()))?;
        Ok(Plan {
            theme: self.known.theme(&file.theme)?,
            also: file.also.iter().map(|theme| self.known.theme(theme)).collect::<Result<_, _>>()?,
            circle,
            audience: if file.public { Audience::Public } else { meetings::audience_of(circle) },
            large: file.large,
            title: title(&file.title)?,
            body,
            time: Some(time),
            zone: file.zone.clone(),
            on_site: !place.address.is_empty(),
            remote: !place.link.is_empty(),
            site_capacity: place.seats,
            remote_capacity: place.remote_seats,
            venue: Venue {
                address: place.address.clone(),
                room: place.room.clone(),
                access: place.access.clone(),
                remote_link: place.link.clone(),
                costs: place.costs.clone(),
            },
            forms_until: Some(kept.to_string()),
        })
    }

    fn description(&self, meeting: usize) -> &str {
        let file = self.all.file(meeting);
        let agenda = self.all.meetings[meeting].note.map(|note| file.occurrences[note].agenda.as_str());
        agenda.filter(|agenda| !agenda.is_empty()).unwrap_or(&file.description)
    }

    fn changes(&mut self, tx: &mut Tx<'_>, meeting: usize, time: Time, reason: &str) -> Result<(), Refusal> {
        let (viewer, seen) = self.planner(tx, meeting)?;
        let plan = self.plan(self.all.file(meeting), time, self.description(meeting))?;
        planning::change(tx, &viewer, &seen, (seen.meeting.version, reason), &plan)
    }

    fn describe(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        self.changes(tx, meeting, self.all.meetings[meeting].first.clone(), "")
    }

    fn moves(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let all = self.all;
        let reason = all.moved(meeting).map_or("", |moved| &moved.reason);
        self.changes(tx, meeting, all.meetings[meeting].time.clone(), reason)
    }

    fn announce(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (viewer, seen) = self.planner(tx, meeting)?;
        let prepared = planning::prepared(tx.db(), seen.meeting.id)?;
        planning::announce(tx, &viewer, &seen, seen.meeting.version, &prepared)?;
        // Who joined since was not asked then.
        rows::uninvite_later(tx, seen.meeting.id)
    }

    fn program(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (file, one) = (self.all.file(meeting), &self.all.meetings[meeting]);
        let (viewer, seen) = self.planner(tx, meeting)?;
        let mut made: HashMap<&str, MeetingSessionId> = HashMap::new();
        for session in &file.sessions {
            let at: jiff::civil::Time =
                session.at.parse().map_err(|_| Refusal::Broken(format!("{} is no hour", session.at)))?;
            let after = at.duration_since(one.first.start.local.time()).as_mins();
            let parent = made.get(session.within.as_str()).copied();
            if !session.within.is_empty() && parent.is_none() {
                return Err(Refusal::Broken(format!("« {} » is no session before it", session.within)));
            }
            let plan = programme::Plan {
                parent,
                start: Start::After(i32::try_from(after).unwrap_or(-1)),
                minutes: session.lasts,
                title: session.title.clone(),
                summary: session.summary.trim().to_owned(),
                room: session.room.clone(),
                place: session.place,
                signs_up: session.seats.is_some(),
                capacity: session.seats,
                speakers: session.speakers.clone(),
                links: rows::addresses(tx.db(), &session.about)?,
            };
            made.insert(&session.title, programme::add(tx, &viewer, &seen, &plan, "")?);
        }
        Ok(())
    }

    fn call(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (viewer, seen) = self.planner(tx, meeting)?;
        contributions::call(tx, &viewer, &seen, until(&self.all.meetings[meeting]))
    }

    fn contribute(&mut self, tx: &mut Tx<'_>, meeting: usize, place: usize) -> Result<(), Refusal> {
        let sent = &self.all.file(meeting).contributions[place];
        let (viewer, seen) = self.seen(tx, meeting, &sent.by)?;
        let written = contributions::Written { title: sent.title.clone(), body: sent.text.trim().to_owned() };
        let id = contributions::submit(tx, &viewer, &seen, &written)?;
        self.contributions.insert((meeting, place), id);
        Ok(())
    }

    pub(super) fn contribution(
        &self,
        tx: &mut Tx<'_>,
        (viewer, seen): (&Viewer, &Seen),
        key: (usize, usize),
    ) -> Result<contributions::Contribution, Refusal> {
        let id = self.contributions.get(&key).copied().ok_or_else(|| Refusal::Broken("it was not sent".into()))?;
        contributions::visible(tx.db(), viewer, seen, id)
    }

    fn review(&mut self, tx: &mut Tx<'_>, meeting: usize, place: usize) -> Result<(), Refusal> {
        let sent = &self.all.file(meeting).contributions[place];
        let (viewer, seen) = self.seen(tx, meeting, sent.reviewer.as_deref().unwrap_or_default())?;
        let one = self.contribution(tx, (&viewer, &seen), (meeting, place))?;
        if let Some(reason) = &sent.declined {
            return contributions::decline(tx, &viewer, &seen, (&one, one.version), reason);
        }
        let wanted = sent.session.as_deref().unwrap_or_default();
        let session =
            programme::sessions(tx.db(), seen.meeting.id)?.into_iter().find(|session| session.title == wanted);
        let session = session.ok_or_else(|| Refusal::Broken(format!("« {wanted} » is no session")))?;
        contributions::accept(tx, &viewer, &seen, (&one, one.version), session.id)
    }

    fn hold(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (_, seen) = self.planner(tx, meeting)?;
        if seen.meeting.state == State::Announced && meetings::hold_one(tx, &seen.meeting)? {
            return Ok(());
        }
        Err(Refusal::Broken("it cannot be held".into()))
    }
}

/// The last day of a call.
fn until(one: &Gathering) -> jiff::civil::Date {
    let told = one.told.unwrap_or(one.first.starts_at);
    let runs = one.first.starts_at.seconds_since(told) * CALLED_FOR / 100;
    told.plus_seconds(runs).instant().to_zoned(one.time.start.time_zone()).date()
}
