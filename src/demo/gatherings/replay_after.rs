//! The crowd of a meeting of the demo community, and what followed: answers, attendance, opinions, minutes, actions.

use super::crowd;
use super::replay::Evening;
use crate::db::Tx;
use crate::demo::rencontres::Action;
use crate::demo::store::meetings as rows;
use crate::meetings::attendance::{self, Attendance};
use crate::meetings::minutes::{self, Kind, NewLine};
use crate::meetings::programme::contributions;
use crate::meetings::registration::{Answer, Seat};
use crate::refusal::Refusal;

const DAY: i64 = 86_400;

impl Evening<'_> {
    /// People answer, and sign up for sessions, between the announcement and the start, or today.
    pub(super) fn answer(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (_, seen) = self.planner(tx, meeting)?;
        let (one, file) = (&self.all.meetings[meeting], self.all.file(meeting));
        let Some((answers, told)) = self.all.answers(meeting).zip(one.told) else { return Ok(()) };
        let circle = file.circle().map_err(Refusal::Broken)?;
        let invited = rows::invited(tx.db(), seen.meeting.id)?;
        let until = one.time.starts_at.min(self.now);
        let crowd = crowd::Crowd::drawn(answers, &invited, (told, until, self.now), meeting)
            .map_err(|why| Refusal::Broken(format!("{why} ({circle:?})")))?;
        rows::register(tx, seen.meeting.id, &crowd)?;
        let sessions = rows::open_sessions(tx.db(), seen.meeting.id)?;
        rows::sign_up(tx, &crowd::sessions(&crowd, &sessions, meeting), until)
    }

    /// Nine in ten of those who said so came.
    pub(super) fn attend(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (viewer, seen) = self.planner(tx, meeting)?;
        let noted: Vec<_> = rows::answered(tx.db(), seen.meeting.id)?
            .into_iter()
            .enumerate()
            .map(|(place, (member, answer, seat))| (member, Some(was_there(place, answer, seat))))
            .collect();
        if noted.is_empty() { Ok(()) } else { attendance::note(tx, &viewer, &seen, &noted) }
    }

    pub(super) fn rate(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let Some(survey) = &self.all.after(meeting).survey else { return Ok(()) };
        let id = self.id(meeting)?;
        let there = rows::there(tx.db(), id)?;
        rows::rate(tx, id, &crowd::opinions(survey, &there, meeting))
    }

    /// Minutes are saved, decisions and actions beside them.
    pub(super) fn write(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (after, file) = (self.all.after(meeting), self.all.file(meeting));
        let (viewer, seen) = self.seen(tx, meeting, after.by.as_deref().unwrap_or(&file.by))?;
        minutes::save(tx, &viewer, &seen, (0, after.minutes.trim()))?;
        for title in &after.decisions {
            let new = NewLine { kind: Kind::Decision, title: title.clone(), name: String::new(), due: None };
            minutes::note(tx, &viewer, &seen, &new)?;
        }
        let end = self.all.meetings[meeting].time.ends_at;
        for action in &after.actions {
            let due = end.plus_seconds(action.due * DAY).instant().to_zoned(jiff::tz::TimeZone::UTC).date();
            let (kind, title) = (Kind::Action, action.title.clone());
            let name = self.name(tx, action)?;
            minutes::note(tx, &viewer, &seen, &NewLine { kind, title, name, due: Some(due) })?;
        }
        Ok(())
    }

    fn name(&self, tx: &mut Tx<'_>, action: &Action) -> Result<String, Refusal> {
        rows::name_with_id(tx.db(), self.known.member(&action.by)?)
    }

    pub(super) fn publish(&mut self, tx: &mut Tx<'_>, meeting: usize) -> Result<(), Refusal> {
        let (viewer, seen) = self.planner(tx, meeting)?;
        minutes::publish(tx, &viewer, &seen, (seen.meeting.version, 1))?;
        let (viewer, seen) = self.planner(tx, meeting)?;
        match &self.all.after(meeting).recording {
            Some(address) => minutes::recorded(tx, &viewer, &seen, address),
            None => Ok(()),
        }
    }

    pub(super) fn finish(&mut self, tx: &mut Tx<'_>, meeting: usize, place: usize) -> Result<(), Refusal> {
        let action = &self.all.after(meeting).actions[place];
        let (viewer, seen) = self.seen(tx, meeting, &action.by)?;
        let id = rows::action(tx.db(), seen.meeting.id, &action.title)?;
        minutes::finish(tx, &viewer, &seen, id, true).map(drop)
    }

    /// Its author makes an experience report of a contribution.
    pub(super) fn tell(&mut self, tx: &mut Tx<'_>, meeting: usize, place: usize) -> Result<(), Refusal> {
        let sent = &self.all.file(meeting).contributions[place];
        let (viewer, seen) = self.seen(tx, meeting, &sent.by)?;
        let one = self.contribution(tx, (&viewer, &seen), (meeting, place))?;
        let prepared = contributions::prepared(tx.db(), seen.meeting.id, one.id)?;
        contributions::to_rex(tx, &viewer, &seen, &one, &prepared).map(drop)
    }
}

/// Whether somebody was there, by what they answered.
fn was_there(place: usize, answer: Answer, seat: Seat) -> Attendance {
    match (answer, seat) {
        (Answer::No, _) | (Answer::Maybe, _) => Attendance::Excused,
        (_, Seat::None | Seat::Waiting | Seat::Offered) => Attendance::Excused,
        _ if place % 11 == 7 => Attendance::Absent,
        (Answer::Site, _) if place % 23 == 3 => Attendance::Remote,
        (Answer::Site, _) => Attendance::Present,
        (Answer::Remote, _) => Attendance::Remote,
    }
}
