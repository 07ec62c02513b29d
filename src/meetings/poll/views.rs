//! What the page of dates shows: hours that suit, and what a circle answered.

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::Serialize;

use super::finder::{self, Comfort, Group, Start, Wanted};
use super::turns::{PastYear, TurnsView};
use super::{Reply, Slot, store};
use crate::db::Moment;
use crate::db::ids::{MemberId, SlotId};
use crate::meetings::views::{TimeView, hour, zone_name};
use crate::meetings::{Meeting, Seen, invited, when};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::sentences::Sentence;
use crate::web::Visit;

/// Starts that are proposed.
const MOST_FOUND: usize = 10;

/// Where hours are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// The first day.
    pub first: Date,
    /// How many weeks.
    pub weeks: i32,
    /// How long the meeting lasts, in minutes.
    pub minutes: i32,
}

/// A start on offer.
#[derive(Serialize)]
pub struct FoundView {
    /// By the meeting's clock, as the form sends it.
    value: String,
    time: TimeView,
    /// How many of the circle are within their hours of work, and how many it is.
    suited: u32,
    people: u32,
    outs: Vec<OutView>,
}

/// People who would be out of their hours of work.
#[derive(Serialize)]
struct OutView {
    said: String,
    night: bool,
}

/// Hours that suit a circle, and whose turn it is to bear a bad one.
#[derive(Serialize)]
pub struct FinderView {
    found: Vec<FoundView>,
    turns: TurnsView,
}

impl FinderView {
    /// Looks for hours for the circle of a meeting.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, meeting: &Meeting, search: Search) -> Result<Self, Refusal> {
        let also = invited::ids_of(visit.db, meeting.id)?;
        let past_year = PastYear::of(visit, (meeting.theme_id, meeting.circle), &also)?;
        let (groups, borne) = (&past_year.groups, past_year.borne());
        let wanted = Wanted {
            zone: when::zone(&meeting.zone),
            first: search.first,
            weeks: search.weeks,
            length: SignedDuration::from_mins(search.minutes.into()),
            after: visit.now.instant(),
            most: MOST_FOUND,
        };
        let found = finder::best(groups, &borne, &wanted);
        let found = found.iter().map(|start| found_view(visit, meeting, groups, start)).collect();
        Ok(Self { found, turns: TurnsView::of(visit, &past_year) })
    }
}

fn found_view(visit: &Visit<'_>, meeting: &Meeting, groups: &[Group], start: &Start) -> FoundView {
    let (from, to) = (Moment::from(start.span.0), Moment::from(start.span.1));
    let out = |(group, comfort): (&Group, &Comfort)| OutView {
        said: visit.sentences().tell(
            &Sentence::new("poll-out")
                .text("zone", visit.sentences().tell(&zone_name(&group.zone)))
                .text("hour", hour(&start.span.0.to_zoned(group.calendar.zone().clone())))
                .number("people", group.people.into()),
        ),
        night: *comfort == Comfort::Night,
    };
    let each = || groups.iter().zip(&start.comforts);
    FoundView {
        value: when::word(start.local),
        time: TimeView::between(visit, (from, to), &meeting.zone),
        suited: each().filter(|(_, comfort)| **comfort == Comfort::Worked).map(|(group, _)| group.people).sum(),
        people: groups.iter().map(|group| group.people).sum(),
        outs: each().filter(|(_, comfort)| **comfort != Comfort::Worked).map(out).collect(),
    }
}

/// A date that is asked about.
#[derive(Serialize)]
pub struct DateView {
    id: SlotId,
    /// The field of one's reply.
    field: String,
    time: TimeView,
    yes: usize,
    if_needed: usize,
    no: usize,
    mine: Option<Reply>,
    /// Nothing suits more people.
    best: bool,
    past: bool,
    /// Who said what, for whoever runs the meeting.
    said: Vec<(Reply, Vec<String>)>,
}

/// A poll as its reader sees it.
#[derive(Serialize)]
pub struct PollView {
    dates: Vec<DateView>,
    /// How many answered.
    answered: usize,
    may_answer: bool,
    may_keep: bool,
}

impl PollView {
    /// The dates of a meeting's poll, with what was answered: names are for whoever runs it.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, seen: &Seen) -> Result<Self, Refusal> {
        use crate::meetings::machine::Step;
        let slots = store::slots(visit.db, seen.meeting.id)?;
        let replies = store::replies(visit.db, &slots)?;
        let may_keep = seen.may(&visit.viewer, Step::Announce);
        let names = if may_keep { names(visit, &replies)? } else { Vec::new() };
        let best = slots.iter().map(|slot| worth(slot, &replies)).max().unwrap_or_default();
        let dates = slots.iter().map(|slot| date_view(visit, seen, slot, (&replies, &names, best))).collect();
        let mut answered: Vec<MemberId> = replies.iter().map(|(_, member, _)| *member).collect();
        answered.sort_unstable();
        answered.dedup();
        Ok(Self { dates, answered: answered.len(), may_answer: seen.may(&visit.viewer, Step::Choose), may_keep })
    }
}

type Replies = [(SlotId, MemberId, Reply)];

/// How many a date suits, then how many it will do for.
fn worth(slot: &Slot, replies: &Replies) -> (usize, usize) {
    (count(slot, replies, Reply::Yes), count(slot, replies, Reply::IfNeeded))
}

fn count(slot: &Slot, replies: &Replies, wanted: Reply) -> usize {
    replies.iter().filter(|(id, _, reply)| *id == slot.id && *reply == wanted).count()
}

fn names(visit: &mut Visit<'_>, replies: &Replies) -> Result<Vec<(MemberId, String)>, Refusal> {
    let mut members: Vec<MemberId> = replies.iter().map(|(_, member, _)| *member).collect();
    members.sort_unstable();
    members.dedup();
    let names = store::names(visit.db, &members)?;
    Ok(names.into_iter().map(|(id, given, family)| (id, format!("{given} {family}"))).collect())
}

fn date_view(
    visit: &Visit<'_>,
    seen: &Seen,
    slot: &Slot,
    (replies, names, best): (&Replies, &[(MemberId, String)], (usize, usize)),
) -> DateView {
    let of_this = |wanted: Reply| {
        let said = |member: MemberId| replies.contains(&(slot.id, member, wanted));
        names.iter().filter(|(id, _)| said(*id)).map(|(_, name)| name.clone()).collect::<Vec<_>>()
    };
    let mine = my_reply(&visit.viewer, slot, replies);
    DateView {
        id: slot.id,
        field: format!("date-{}", slot.id),
        time: TimeView::between(visit, (slot.starts_at, slot.ends_at()), &seen.meeting.zone),
        yes: count(slot, replies, Reply::Yes),
        if_needed: count(slot, replies, Reply::IfNeeded),
        no: count(slot, replies, Reply::No),
        mine,
        best: best != (0, 0) && worth(slot, replies) == best,
        past: slot.starts_at <= visit.now,
        said: Reply::ALL.iter().map(|reply| (*reply, of_this(*reply))).filter(|(_, names)| !names.is_empty()).collect(),
    }
}

fn my_reply(viewer: &Viewer, slot: &Slot, replies: &Replies) -> Option<Reply> {
    let me = viewer.member?;
    replies.iter().find(|(id, member, _)| *id == slot.id && *member == me).map(|(.., reply)| *reply)
}
