//! The mail of the console: when the oldest case of a theme waits longer than is set, whoever is on duty is written to,
//! once a day.

use std::collections::BTreeMap;

use super::{Eyes, Scope, duty, oldest};
use crate::circles::mandates;
use crate::db::ids::MemberId;
use crate::db::{Database, Db, Moment};
use crate::mail::{Message, outbox};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::themes;

/// Writes to those on duty where the queue ages; says to how many.
///
/// # Errors
/// What the database says.
pub fn run(
    database: &Database,
    points_durs: &crate::points_durs::Settings,
    settings: super::Settings,
) -> Result<i64, Refusal> {
    let now = database.now();
    let called = database.read_here(|db| {
        let late = now.plus_seconds(-settings.in_force(db)?.age());
        called(db, points_durs, (now, late))
    })?;
    if called.is_empty() {
        return Ok(0);
    }
    let day = mandates::day(now);
    database.write_here(|tx| {
        let mut posted = 0;
        for member in called.keys() {
            let key = format!("console-ageing:{member}:{day}");
            let message = Message::ConsoleAgeing { member: member.0 };
            posted += i64::from(outbox::post(tx, Some(*member), &key, &message)?);
        }
        Ok(posted)
    })
}

/// Whoever is on duty in a theme whose oldest case waits since before `late`.
fn called(
    db: &mut Db,
    points_durs: &crate::points_durs::Settings,
    (now, late): (Moment, Moment),
) -> Result<BTreeMap<MemberId, Viewer>, Refusal> {
    let mut called = BTreeMap::new();
    for theme in themes::all(db, false)? {
        for viewer in duty::on_duty(db, theme.id, now)? {
            let eyes = Eyes { viewer: &viewer, points_durs: Some(points_durs), now };
            let scope = Scope::of(&viewer)?.within(theme.id)?;
            let Some(member) = viewer.member else { continue };
            if oldest(db, eyes, &scope)?.is_some_and(|since| since <= late) {
                called.insert(member, viewer);
            }
        }
    }
    Ok(called)
}
