//! SQL of windows that close: what they hold is written with them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::ranking::Picked;
use super::{Section, Settings};
use crate::db::ids::{DigestId, MemberId};
use crate::db::schema::{digest_items, digest_settings, digests};
use crate::db::{Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Rows in one statement: SQLite takes 32,766 values.
const ROWS: usize = 4_000;

/// Lines of settings for members who have none.
pub(super) fn enrol(tx: &mut Tx<'_>, new: &[(MemberId, Option<Moment>)]) -> Result<(), Refusal> {
    let usual = Settings::default();
    for chunk in new.chunks(ROWS) {
        let row = |(member, due): &(MemberId, Option<Moment>)| {
            (
                digest_settings::member_id.eq(*member),
                digest_settings::frequency.eq(usual.frequency),
                digest_settings::weekday.eq(usual.weekday),
                digest_settings::hour.eq(usual.hour),
                digest_settings::title_only.eq(usual.title_only),
                digest_settings::next_due_at.eq(*due),
                digest_settings::generation.eq(0),
            )
        };
        let rows: Vec<_> = chunk.iter().map(row).collect();
        on_each_backend!(tx.db(), conn => diesel::insert_into(digest_settings::table)
            .values(rows).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// A window about to close.
pub(super) struct Closing {
    pub id: DigestId,
    pub member: MemberId,
    pub start: Moment,
    pub picked: Picked,
}

/// Freezes windows and what they hold; a window that was closed meanwhile refuses all of them.
pub(super) fn close(tx: &mut Tx<'_>, closing: &[Closing], end: Moment) -> Result<(), Refusal> {
    let row = |one: &Closing| {
        (
            digests::id.eq(one.id),
            digests::member_id.eq(one.member),
            digests::period_start.eq(one.start),
            digests::closed_at.eq(end),
            digests::state.eq("closed"),
            digests::rest.eq(one.picked.rest_in_words()),
        )
    };
    let rows: Vec<_> = closing.iter().map(row).collect();
    let made = on_each_backend!(tx.db(), conn => diesel::insert_into(digests::table)
        .values(rows).on_conflict_do_nothing().execute(conn))?;
    if made != closing.len() {
        return Err(Refusal::Busy("a window was closed by another process".into()));
    }
    let mut items = Vec::new();
    for one in closing {
        let mut places: HashMap<Section, i32> = HashMap::new();
        for item in &one.picked.items {
            let place = places.entry(item.section).or_default();
            *place += 1;
            items.push((
                digest_items::digest_id.eq(one.id),
                digest_items::section.eq(item.section),
                digest_items::place.eq(*place),
                digest_items::reason.eq(item.reason),
                digest_items::theme_id.eq(item.theme),
                digest_items::thread_id.eq(item.thread),
                digest_items::subject_id.eq(item.subject),
                digest_items::last_post_id.eq(item.last_post),
            ));
        }
    }
    while !items.is_empty() {
        let rows = items.split_off(items.len().saturating_sub(ROWS));
        on_each_backend!(tx.db(), conn => diesel::insert_into(digest_items::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// The next windows of some members begin where these end; says how many were still due.
pub(super) fn go_on(
    tx: &mut Tx<'_>,
    members: &[MemberId],
    due_before: Moment,
    covered: Moment,
    next: Option<Moment>,
) -> Result<usize, Refusal> {
    Ok(diesel::update(digest_settings::table)
        .filter(digest_settings::member_id.eq_any(members))
        .filter(digest_settings::next_due_at.le(due_before))
        .set((digest_settings::next_due_at.eq(next), digest_settings::covered_until.eq(covered)))
        .execute(tx.db())?)
}
