//! Some hundred members at a time: everything the ranking needs to know of them, in a bounded number of statements.

use std::collections::HashMap;

use super::ranking::{self, Picked, Reader};
use super::season::{self, Season};
use super::{FIRST_PERIOD, store_gathering as store, store_meetings};
use crate::db::ids::{MeetingId, MemberId};
use crate::db::{Db, Moment};
use crate::members::sessions;
use crate::refusal::Refusal;

/// What was told this long ago is not told again, in seconds.
const MEMORY: i64 = 2 * season::LENGTH;

/// Where a member's window begins: where the last one ended, not further back than a season.
pub(super) fn start(covered_until: Option<Moment>, end: Moment) -> Moment {
    let usual = covered_until.unwrap_or(end.plus_seconds(-FIRST_PERIOD));
    usual.max(end.plus_seconds(-season::LENGTH))
}

/// What the windows of some members hold at their end; those whose account is not in use have none.
pub(super) fn gather(
    db: &mut Db,
    season: &Season,
    windows: &[(MemberId, Moment)],
    end: Moment,
) -> Result<Vec<(MemberId, Picked)>, Refusal> {
    let mut readers = readers(db, windows, end)?;
    meet(db, season, &mut readers)?;
    Ok(readers.iter().filter_map(|reader| Some((reader.viewer.member?, ranking::pick(season, reader, end)))).collect())
}

/// What they are to the meetings of a season, and whether they are asked by mail.
fn meet(db: &mut Db, season: &Season, readers: &mut [Reader]) -> Result<(), Refusal> {
    let wanted: Vec<MeetingId> = season.meetings.iter().map(|news| news.meeting).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let members: Vec<MemberId> = readers.iter().filter_map(|reader| reader.viewer.member).collect();
    let mut places: HashMap<MemberId, usize> = HashMap::new();
    for (at, reader) in readers.iter().enumerate() {
        places.extend(reader.viewer.member.map(|member| (member, at)));
    }
    for (member, meeting, mine) in store_meetings::of(db, &members, &wanted)? {
        if let Some(at) = places.get(&member) {
            readers[*at].meetings.insert(meeting, mine);
        }
    }
    let (otherwise, out) = store_meetings::unmailed(db, &members)?;
    for at in otherwise.iter().filter_map(|member| places.get(member)) {
        readers[*at].asked_otherwise = true;
    }
    for (member, theme) in out {
        if let Some(at) = places.get(&member) {
            readers[*at].unmailed.insert(theme);
        }
    }
    Ok(())
}

fn readers(db: &mut Db, windows: &[(MemberId, Moment)], end: Moment) -> Result<Vec<Reader>, Refusal> {
    let members: Vec<MemberId> = windows.iter().map(|(member, _)| *member).collect();
    let since = windows.iter().map(|(_, start)| *start).min().unwrap_or(end);
    let starts: HashMap<MemberId, Moment> = windows.iter().copied().collect();
    let mut readers: HashMap<MemberId, Reader> = HashMap::new();
    for viewer in sessions::viewers_of(db, &members, end)? {
        if let Some(member) = viewer.member {
            readers.insert(member, Reader { viewer, start: starts.get(&member).copied(), ..Reader::default() });
        }
    }
    for (member, place, id, level) in store::watched(db, &members)? {
        if let Some(reader) = readers.get_mut(&member) {
            reader.watches.insert((place, id), level);
        }
    }
    for (member, thread, number, at) in store::read(db, &members, since)? {
        if let Some(reader) = readers.get_mut(&member) {
            reader.read.insert(thread, (number, at));
        }
    }
    for told in store::told(db, &members, end.plus_seconds(-MEMORY))? {
        if let Some(reader) = readers.get_mut(&told.member) {
            reader.told.push(told);
        }
    }
    for notice in store::notices(db, &members, since)? {
        if let Some(reader) = readers.get_mut(&notice.member) {
            reader.notices.push(notice);
        }
    }
    for (member, expertise, theme) in store::about(db, &members)? {
        readers.entry(member).and_modify(|reader| {
            reader.left_out.extend(theme);
            if let Some(label) = expertise.filter(|label| !reader.expertises.contains(label)) {
                reader.expertises.push(label);
            }
        });
    }
    let mut in_order: Vec<Reader> = readers.into_values().collect();
    in_order.sort_by_key(|reader| reader.viewer.member);
    Ok(in_order)
}
