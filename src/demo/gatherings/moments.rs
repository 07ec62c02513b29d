//! When everything around one meeting of the demo community was done.

use super::{DAY, Deed, Gatherings, Occasion, over, recently};
use crate::db::Moment;
use crate::demo::calendar::Calendar;

const HOUR: i64 = 3_600;

/// What was done of a meeting so far.
pub(super) fn of(all: &Gatherings, calendar: &Calendar, meeting: usize) -> Vec<Occasion> {
    let course = Course { all, calendar, meeting };
    let mut done = course.before();
    if let Some(told) = all.meetings[meeting].told {
        done.extend(course.known(told));
        if over(calendar, &all.meetings[meeting].time) && all.cancelled(meeting).is_none() {
            done.extend(course.afterwards());
        }
    }
    done.into_iter().map(|(at, deed)| Occasion { at: at.min(recently(calendar)), meeting, deed }).collect()
}

struct Course<'a> {
    all: &'a Gatherings,
    calendar: &'a Calendar,
    meeting: usize,
}

impl Course<'_> {
    /// It is begun, its programme is written.
    fn before(&self) -> Vec<(Moment, Deed)> {
        let (one, file) = (&self.all.meetings[self.meeting], self.all.file(self.meeting));
        let begun = match &file.series {
            // All of a series are begun with its first, a day before that is announced.
            Some(_) => self.first_told().plus_seconds(-DAY),
            None => self.calendar.ago(file.begun * DAY),
        };
        let mut done = Vec::new();
        if one.turn.is_none_or(|turn| turn == 0) {
            done.push((begun, Deed::Begin));
        }
        if one.note.is_some_and(|note| !file.occurrences[note].agenda.is_empty()) {
            let told = one.told.unwrap_or(recently(self.calendar));
            done.push((told.plus_seconds(-HOUR), Deed::Describe));
        }
        if !file.sessions.is_empty() {
            done.push((begun.plus_seconds(HOUR), Deed::Program));
        }
        done
    }

    fn first_told(&self) -> Moment {
        let file = self.all.meetings[self.meeting].file;
        let of_the_series = self.all.meetings.iter().filter(|one| one.file == file).filter_map(|one| one.told);
        of_the_series.min().unwrap_or(recently(self.calendar))
    }

    /// From its announcement to its start, or to today.
    fn known(&self, told: Moment) -> Vec<(Moment, Deed)> {
        let (one, file) = (&self.all.meetings[self.meeting], self.all.file(self.meeting));
        let until = one.first.starts_at.min(recently(self.calendar));
        let part = |share: i64| told.plus_seconds(until.seconds_since(told).max(0) * share / 100);
        let mut done = vec![(told, Deed::Announce)];
        if !file.contributions.is_empty() {
            done.push((part(1), Deed::Call));
        }
        for (place, sent) in (0_i64..).zip(&file.contributions) {
            let number = usize::try_from(place).unwrap_or_default();
            done.push((part(5 + 3 * place), Deed::Contribute(number)));
            if sent.reviewer.is_some() {
                done.push((part(55 + 2 * place), Deed::Review(number)));
            }
        }
        if self.all.moved(self.meeting).is_some() {
            done.push((part(30), Deed::Move));
        }
        if self.all.answers(self.meeting).is_some() {
            done.push((part(50), Deed::Answer));
        }
        if self.all.cancelled(self.meeting).is_some() {
            done.push((part(80), Deed::Cancel));
        }
        done
    }

    /// From its end to today.
    fn afterwards(&self) -> Vec<(Moment, Deed)> {
        let (one, file) = (&self.all.meetings[self.meeting], self.all.file(self.meeting));
        let after = self.all.after(self.meeting);
        let end = one.time.ends_at;
        let shrunk = |days: i64| self.calendar.now.seconds_since(self.calendar.ago(days * DAY));
        let later = |days: i64| end.plus_seconds(shrunk(days)).min(recently(self.calendar));
        let mut done = vec![(end.plus_seconds(60), Deed::Hold), (end.plus_seconds(600), Deed::Attend)];
        if after.survey.is_some() {
            done.push((end.plus_seconds(1_200), Deed::Rate));
        }
        if !after.minutes.is_empty() {
            done.push((later(after.days).max(end.plus_seconds(1_500)), Deed::Write));
            if !after.draft {
                done.push((later(after.days).max(end.plus_seconds(1_800)), Deed::Publish));
            }
        }
        for (place, action) in after.actions.iter().enumerate() {
            if let Some(days) = action.done {
                done.push((later(days.max(after.days)).max(end.plus_seconds(1_900)), Deed::Finish(place)));
            }
        }
        let told = file.contributions.iter().enumerate().filter(|(_, sent)| sent.rex);
        done.extend(told.map(|(place, _)| (later(6).max(end.plus_seconds(2_000)), Deed::Tell(place))));
        done
    }
}
