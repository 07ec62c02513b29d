//! SQL of who is asked to a meeting: its circle and those within it, the same of the other themes it invites, guests by name.
//! Whoever comes from elsewhere is a named party of its thread.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::store::Meeting;
use crate::circles::Circle;
use crate::db::ids::{MeetingId, MemberId, ThemeId, ThreadId};
use crate::db::schema::{meeting_invitations, meeting_themes, members, memberships, themes, thread_parties};
use crate::db::written::one_of;
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::themes::Theme;

/// Rows written in one statement.
const IN_ONE_STATEMENT: usize = 1_000;

/// The other themes a meeting invites, in the order of themes.
pub(super) fn themes_of(db: &mut Db, meeting: MeetingId) -> Result<Vec<Theme>, Refusal> {
    Ok(meeting_themes::table
        .inner_join(themes::table)
        .filter(meeting_themes::meeting_id.eq(meeting))
        .order((themes::position, themes::id))
        .select(Theme::as_select())
        .load(db)?)
}

/// The ids of the other themes a meeting invites.
pub(super) fn ids_of(db: &mut Db, meeting: MeetingId) -> Result<Vec<ThemeId>, Refusal> {
    Ok(themes_of(db, meeting)?.into_iter().map(|theme| theme.id).collect())
}

/// Some meetings invite these other themes, and no others.
pub(super) fn set_themes(tx: &mut Tx<'_>, of: &[MeetingId], also: &[ThemeId]) -> Result<(), Refusal> {
    let before = meeting_themes::table.filter(one_of(meeting_themes::meeting_id, of.iter().copied()));
    diesel::delete(before).execute(tx.db())?;
    let row = |meeting, theme| (meeting_themes::meeting_id.eq(meeting), meeting_themes::theme_id.eq(theme));
    let rows: Vec<_> = of.iter().flat_map(|id| also.iter().map(move |theme| row(*id, *theme))).collect();
    for some in rows.chunks(IN_ONE_STATEMENT) {
        on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_themes::table).values(some).execute(conn))?;
    }
    Ok(())
}

/// Asks everybody of the convening circle and of those within it to come to some meetings of theirs, and the same of the
/// other themes each invites: each person once, and those who were asked already stay so.
pub(super) fn invite_circles(tx: &mut Tx<'_>, meetings: &[Meeting]) -> Result<(), Refusal> {
    let (Some(first), now) = (meetings.first(), tx.now()) else { return Ok(()) };
    let convened = of_circle(tx.db(), &[first.theme_id], first.circle, now)?;
    put(tx, meetings, &convened, false)?;
    let mut also: BTreeMap<MeetingId, Vec<ThemeId>> = BTreeMap::new();
    let rows: Vec<(MeetingId, ThemeId)> = meeting_themes::table
        .filter(one_of(meeting_themes::meeting_id, meetings.iter().map(|meeting| meeting.id)))
        .order((meeting_themes::meeting_id, meeting_themes::theme_id))
        .load(tx.db())?;
    for (meeting, theme) in rows {
        also.entry(meeting).or_default().push(theme);
    }
    // Meetings of a series mostly invite the same themes.
    let mut by_themes: BTreeMap<Vec<ThemeId>, Vec<Meeting>> = BTreeMap::new();
    for meeting in meetings {
        if let Some(themes) = also.remove(&meeting.id) {
            by_themes.entry(themes).or_default().push(meeting.clone());
        }
    }
    for (themes, meetings) in by_themes {
        let mut elsewhere = of_circle(tx.db(), &themes, first.circle, now)?;
        elsewhere.retain(|member| convened.binary_search(member).is_err());
        put(tx, &meetings, &elsewhere, true)?;
        let thread = first.thread_id.ok_or_else(|| Refusal::Broken("whose circle is told has a thread".into()))?;
        name(tx, thread, &elsewhere)?;
    }
    Ok(())
}

/// Asks some people to some meetings; says how many times somebody was not asked before.
fn put(tx: &mut Tx<'_>, meetings: &[Meeting], asked: &[MemberId], guest: bool) -> Result<usize, Refusal> {
    let now = tx.now();
    let row = |meeting: MeetingId, member: MemberId| {
        (
            meeting_invitations::meeting_id.eq(meeting),
            meeting_invitations::member_id.eq(member),
            meeting_invitations::invited_at.eq(now),
            meeting_invitations::guest.eq(guest),
            // Nothing was sent yet.
            meeting_invitations::sequence.eq(-1),
        )
    };
    let rows: Vec<_> =
        meetings.iter().flat_map(|meeting| asked.iter().map(|member| row(meeting.id, *member))).collect();
    let mut new = 0;
    for some in rows.chunks(IN_ONE_STATEMENT) {
        new += on_each_backend!(tx.db(), conn => diesel::insert_into(meeting_invitations::table).values(some).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(new)
}

/// Some people read a thread from now on, by name.
fn name(tx: &mut Tx<'_>, thread: ThreadId, who: &[MemberId]) -> Result<(), Refusal> {
    let now = tx.now();
    let row = |member: &MemberId| {
        (thread_parties::thread_id.eq(thread), thread_parties::member_id.eq(*member), thread_parties::since.eq(now))
    };
    for some in who.chunks(IN_ONE_STATEMENT) {
        let rows: Vec<_> = some.iter().map(row).collect();
        on_each_backend!(tx.db(), conn => diesel::insert_into(thread_parties::table).values(&rows).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// Somebody outside the circle is asked, and reads the meeting's thread from now on; false when they were asked before.
pub(super) fn invite_guest(
    tx: &mut Tx<'_>,
    (meeting, thread): (&Meeting, ThreadId),
    guest: MemberId,
) -> Result<bool, Refusal> {
    // Who was of the circle when it was told was asked as one of it.
    let again = diesel::update(meeting_invitations::table.find((meeting.id, guest)))
        .filter(meeting_invitations::guest.eq(false))
        .set(meeting_invitations::guest.eq(true))
        .execute(tx.db())?;
    let asked = put(tx, std::slice::from_ref(meeting), &[guest], true)?;
    name(tx, thread, &[guest])?;
    Ok(again + asked > 0)
}

/// The members of a circle of some themes and of those within it now, whose account is in use: each once, in the order
/// of their ids. A mandate that ended is of the community again.
pub(super) fn of_circle(db: &mut Db, of: &[ThemeId], circle: Circle, now: Moment) -> Result<Vec<MemberId>, Refusal> {
    let within: Vec<Circle> =
        [Circle::Community, Circle::Peer, Circle::Expert].into_iter().filter(|one| *one >= circle).collect();
    let whoever: bool = circle == Circle::Community;
    Ok(memberships::table
        .inner_join(members::table)
        .filter(members::state.eq(AccountState::Active))
        .filter(one_of(memberships::theme_id, of.iter().copied()))
        .filter(memberships::state.eq("confirmed"))
        .filter(memberships::circle.eq_any(within))
        .filter(
            whoever
                .into_sql::<diesel::sql_types::Bool>()
                .or(memberships::until.is_null())
                .or(memberships::until.gt(now).assume_not_null()),
        )
        .filter(memberships::suspended_until.is_null().or(memberships::suspended_until.le(now).assume_not_null()))
        .order(members::id)
        .select(members::id)
        .distinct()
        .load(db)?)
}

/// Whoever was asked to come.
pub(super) fn everyone(db: &mut Db, meeting: MeetingId) -> Result<Vec<MemberId>, Refusal> {
    Ok(meeting_invitations::table
        .filter(meeting_invitations::meeting_id.eq(meeting))
        .order(meeting_invitations::member_id)
        .select(meeting_invitations::member_id)
        .load(db)?)
}
