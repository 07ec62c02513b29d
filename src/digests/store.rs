//! SQL of settings, of what is left out, and of windows that closed.

use diesel::prelude::*;

use super::{Frequency, Settings};
use crate::db::ids::{DigestId, MemberId, ThemeId};
use crate::db::schema::{digest_settings, digest_themes_left_out, digests, members};
use crate::db::{Db, Moment, Tx};
use crate::on_each_backend;
use crate::refusal::Refusal;

/// Digests forgotten in one run at most.
const FORGOTTEN: i64 = 2_000;

/// When and how a member gets a digest; the usual way when they never chose.
///
/// # Errors
/// What the database says.
pub fn settings(db: &mut Db, member: MemberId) -> Result<Settings, Refusal> {
    let found: Option<(Frequency, i32, i32, bool)> = digest_settings::table
        .find(member)
        .select((
            digest_settings::frequency,
            digest_settings::weekday,
            digest_settings::hour,
            digest_settings::title_only,
        ))
        .first(db)
        .optional()?;
    Ok(found.map_or_else(Settings::default, |(frequency, weekday, hour, title_only)| Settings {
        frequency,
        weekday,
        hour,
        title_only,
    }))
}

/// Whether the question about the digest still waits for a member's answer.
///
/// # Errors
/// What the database says.
pub fn asks(db: &mut Db, member: MemberId) -> Result<bool, Refusal> {
    let answered: Option<Option<Moment>> =
        digest_settings::table.find(member).select(digest_settings::answered_at).first(db).optional()?;
    Ok(answered.flatten().is_none())
}

/// Up to when a member's last window went.
pub(super) fn covered_until(db: &mut Db, member: MemberId) -> Result<Option<Moment>, Refusal> {
    let found: Option<Option<Moment>> =
        digest_settings::table.find(member).select(digest_settings::covered_until).first(db).optional()?;
    Ok(found.flatten())
}

pub(super) fn choose(tx: &mut Tx<'_>, member: MemberId, chosen: &Settings, due: Option<Moment>) -> Result<(), Refusal> {
    let now = tx.now();
    let changed = (
        digest_settings::frequency.eq(chosen.frequency),
        digest_settings::weekday.eq(chosen.weekday),
        digest_settings::hour.eq(chosen.hour),
        digest_settings::title_only.eq(chosen.title_only),
        digest_settings::next_due_at.eq(due),
        digest_settings::answered_at.eq(now),
    );
    let row = (digest_settings::member_id.eq(member), digest_settings::generation.eq(0), changed);
    on_each_backend!(tx.db(), conn => diesel::insert_into(digest_settings::table)
        .values(row)
        .on_conflict(digest_settings::member_id)
        .do_update()
        .set(changed)
        .execute(conn))?;
    Ok(())
}

/// No digest any more; done already, nothing changes.
pub(super) fn stop(tx: &mut Tx<'_>, member: MemberId) -> Result<bool, Refusal> {
    let before = settings(tx.db(), member)?;
    if before.frequency == Frequency::Never {
        return Ok(false);
    }
    choose(tx, member, &Settings { frequency: Frequency::Never, ..before }, None)?;
    Ok(true)
}

/// The generation of the addresses that unsubscribe a member.
pub(super) fn generation(db: &mut Db, member: MemberId) -> Result<i32, Refusal> {
    let found = digest_settings::table.find(member).select(digest_settings::generation).first(db).optional()?;
    Ok(found.unwrap_or(0))
}

/// The name of a member's time zone.
pub(super) fn zone(db: &mut Db, member: MemberId) -> Result<String, Refusal> {
    Ok(members::table.find(member).select(members::time_zone).first(db)?)
}

/// Another generation: the addresses of the one before lead nowhere.
pub(super) fn next_generation(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Refusal> {
    diesel::update(digest_settings::table.find(member))
        .set(digest_settings::generation.eq(digest_settings::generation + 1))
        .execute(tx.db())?;
    Ok(())
}

pub(super) fn left_out(db: &mut Db, member: MemberId) -> Result<Vec<ThemeId>, Refusal> {
    Ok(digest_themes_left_out::table
        .filter(digest_themes_left_out::member_id.eq(member))
        .order(digest_themes_left_out::theme_id.asc())
        .select(digest_themes_left_out::theme_id)
        .load(db)?)
}

pub(super) fn take_in(tx: &mut Tx<'_>, member: MemberId, themes: &[ThemeId]) -> Result<(), Refusal> {
    diesel::delete(digest_themes_left_out::table)
        .filter(digest_themes_left_out::member_id.eq(member))
        .filter(digest_themes_left_out::theme_id.eq_any(themes))
        .execute(tx.db())?;
    Ok(())
}

/// Says whether anything changed.
pub(super) fn leave_out(tx: &mut Tx<'_>, member: MemberId, themes: &[ThemeId]) -> Result<bool, Refusal> {
    let now = tx.now();
    let row = |theme: &ThemeId| {
        (
            digest_themes_left_out::member_id.eq(member),
            digest_themes_left_out::theme_id.eq(*theme),
            digest_themes_left_out::since.eq(now),
        )
    };
    let rows: Vec<_> = themes.iter().map(row).collect();
    if rows.is_empty() {
        return Ok(false);
    }
    let made = on_each_backend!(tx.db(), conn => diesel::insert_into(digest_themes_left_out::table)
        .values(rows).on_conflict_do_nothing().execute(conn))?;
    Ok(made > 0)
}

/// What became of a window: its letter was written, or nothing was left to say.
pub(super) fn settle(tx: &mut Tx<'_>, digest: DigestId, state: &'static str) -> Result<(), Refusal> {
    diesel::update(digests::table.find(digest)).set(digests::state.eq(state)).execute(tx.db())?;
    Ok(())
}

/// Forgets windows that closed before a moment, with what they hold; returns how many.
pub(super) fn forget(tx: &mut Tx<'_>, before: Moment) -> Result<i64, Refusal> {
    let old: Vec<DigestId> = digests::table
        .filter(digests::closed_at.lt(before))
        .order(digests::closed_at.asc())
        .limit(FORGOTTEN)
        .select(digests::id)
        .load(tx.db())?;
    let gone = diesel::delete(digests::table.filter(digests::id.eq_any(old))).execute(tx.db())?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
