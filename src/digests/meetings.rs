//! Meetings of a window: announced, moved, cancelled, minuted, and what is to be answered. A step is told once, and what
//! an invitation by mail told already is not told again: of that one, only the answer that is missing.

use std::collections::HashMap;

use super::ranking::{Item, Reader};
use super::{Reason, Section};
use crate::circles::Circle;
use crate::db::Moment;
use crate::db::ids::{MeetingId, MemberId, ThemeId, ThreadId};
use crate::meetings::{Place, State, Step};
use crate::notices::watching::{Level, PlaceKind};
use crate::policy::{self, Act, Audience, Subject, Viewer};

/// Meetings shown at most.
const MOST: usize = 8;

/// What happened last of a meeting.
#[derive(Clone, Debug)]
pub(super) struct News {
    pub meeting: MeetingId,
    pub theme: ThemeId,
    pub circle: Circle,
    pub thread: ThreadId,
    pub audience: Audience,
    pub state: State,
    pub starts_at: Option<Moment>,
    pub step: Step,
    pub version: i32,
    pub sequence: i32,
    pub at: Moment,
    pub actor: Option<MemberId>,
}

/// What a member is to a meeting.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mine {
    /// They were asked from outside its circle.
    pub guest: bool,
    /// The last of it they were sent; nothing yet below zero.
    pub sent: i32,
    pub answered: bool,
}

/// What is told of steps that may be news, the latest step of each meeting; of minutes, the first publication: a
/// correction is none.
pub(super) fn last_of_each(steps: Vec<News>) -> Vec<News> {
    let mut last: Vec<News> = Vec::new();
    let mut places: HashMap<MeetingId, usize> = HashMap::new();
    for news in steps {
        match places.get(&news.meeting).copied() {
            None => {
                places.insert(news.meeting, last.len());
                last.push(news);
            }
            Some(at) if last[at].step == Step::Publish && news.step == Step::Publish => last[at] = news,
            Some(_) => {}
        }
    }
    last
}

/// Whether a member is asked to come.
pub(super) fn convened(viewer: &Viewer, theme: ThemeId, circle: Circle, guest: bool) -> bool {
    let place = Place { guest, ..Place::default() };
    policy::allows(viewer, &Act::StepMeeting { theme, circle, step: Step::Answer, place })
}

/// The meetings of a member's window, what waits for an answer first; and the threads of those that are only counted.
pub(super) fn pick(
    all: &[News],
    reader: &Reader,
    within: &impl Fn(Moment) -> bool,
    end: Moment,
) -> (Vec<Item>, Vec<ThreadId>) {
    let mut found: Vec<(Reason, &News)> =
        all.iter().filter(|news| within(news.at)).filter_map(|news| Some((reason(news, reader, end)?, news))).collect();
    found.sort_by_key(|(reason, news)| match reason {
        Reason::Awaited => (0, news.starts_at.map_or(0, Moment::millis), news.meeting),
        _ => (1, -news.at.millis(), news.meeting),
    });
    let rest = found.iter().skip(MOST).map(|(_, news)| news.thread).collect();
    let item = |(reason, news): &(Reason, &News)| Item {
        section: Section::Meetings,
        reason: *reason,
        theme: Some(news.theme),
        // Meetings of a series share a thread.
        thread: None,
        subject: news.meeting.0,
        last_post: i64::from(news.version),
    };
    (found.iter().take(MOST).map(item).collect(), rest)
}

/// Why a member is told of a meeting, if they are.
fn reason(news: &News, reader: &Reader, end: Moment) -> Option<Reason> {
    reader.viewer.member.filter(|me| news.actor != Some(*me))?;
    let mine = reader.meetings.get(&news.meeting).copied();
    let guest = mine.is_some_and(|mine| mine.guest);
    let subject = Subject { theme: news.theme, audience: news.audience, removed: false, named: guest };
    if is_muted(reader, news)
        || reader.left_out.contains(&news.theme)
        || !policy::sees(&reader.viewer, &subject)
        || !convened(&reader.viewer, news.theme, news.circle, guest)
        || was_told(reader, news)
    {
        return None;
    }
    let read = reader.read.get(&news.thread).is_some_and(|(_, at)| *at >= news.at);
    let mailed = reader.invited_by_mail(news.theme) && mine.is_some_and(|mine| mine.sent >= news.sequence);
    let to_come = news.starts_at.is_some_and(|start| start > end);
    let answered = mine.is_some_and(|mine| mine.answered);
    match news.state {
        State::Announced if to_come && !answered => Some(Reason::Awaited),
        State::Announced => (to_come && news.step == Step::Move && !mailed && !read).then_some(Reason::Theme),
        State::Cancelled => (!mailed && !read).then_some(Reason::Theme),
        State::Minuted => (news.step == Step::Publish && !read && !was_mailed(reader, news)).then_some(Reason::Theme),
        State::Draft | State::Polled | State::Held => None,
    }
}

fn is_muted(reader: &Reader, news: &News) -> bool {
    let places = [(PlaceKind::Thread, news.thread.0), (PlaceKind::Theme, news.theme.0)];
    places.iter().find_map(|place| reader.watches.get(place)) == Some(&Level::Mute)
}

/// Whether a digest told of this step, or of one after it.
fn was_told(reader: &Reader, news: &News) -> bool {
    let told = reader.told.iter().filter(|told| told.section == Section::Meetings);
    told.into_iter().any(|told| told.subject == news.meeting.0 && told.last_post >= i64::from(news.version))
}

/// Whether a mail at once told of it.
fn was_mailed(reader: &Reader, news: &News) -> bool {
    let posted = reader.notices.iter().filter(|one| one.mail == "posted" && one.thread == Some(news.thread));
    posted.into_iter().any(|one| one.post.is_none() && one.created_at >= news.at)
}
