//! The checks, one a line of the table.

use std::os::unix::fs::PermissionsExt;

use super::{Finding, Patient, fail, ok, store, warn};
use crate::backup::schedule::Schedule;
use crate::db::{self, DatabaseUrl, Db};
use crate::disk::{Room, size};
use crate::journal::{self, Chain};
use crate::search::upkeep;
use crate::tokens::InstanceKey;

/// The first of these is long past, the last far away: outside, the clock is wrong.
const YEARS: std::ops::RangeInclusive<i16> = 2026..=2100;
/// How far two clocks may stand apart, in seconds.
const APART: i64 = 5;
/// A backup older than this is an alarm, in seconds (trust: 26 hours).
const ALARM: i64 = 26 * 3_600;

pub(super) fn key(patient: &Patient<'_>) -> Finding {
    let given = &patient.config.security.key;
    if !given.is_empty() {
        return InstanceKey::given(given).map_or_else(fail, |_| ok("given by the settings."));
    }
    let path = patient.config.data.dir.join("secret.key");
    let shown = path.display();
    let Ok(about) = std::fs::metadata(&path) else {
        return fail(format!(
            "{shown} is not there: put it back from a backup; the next start makes a new one, and links sent before no longer work."
        ));
    };
    let mode = about.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return fail(format!("{shown} may be read by others (mode {mode:o}): run `chmod 600 {shown}`."));
    }
    match std::fs::read_to_string(&path).map(|key| InstanceKey::given(key.trim())) {
        Ok(Ok(_)) => ok(format!("{shown}, mode {mode:o}.")),
        Ok(Err(_)) => fail(format!("{shown} is too short to be a key: put it back from a backup.")),
        Err(error) => fail(format!("{shown} cannot be read: {error}. Run the doctor as the user who serves.")),
    }
}

pub(super) fn disk(patient: &Patient<'_>) -> Finding {
    match Room::of(&patient.config.data, &patient.url) {
        Ok(room) if room.is_short() => fail(format!(
            "{} free, {} wanted: free some room, or change data.free_mib and data.free_percent.",
            size(room.free),
            size(room.wanted)
        )),
        Ok(room) => ok(format!("{} free.", size(room.free))),
        Err(error) => fail(format!("the disk of the data folder cannot be read: {error}. Check --data.")),
    }
}

pub(super) fn database(patient: &Patient<'_>) -> Finding {
    match (&patient.unreachable, &patient.url) {
        (Some(why), _) => fail(why.clone()),
        (None, DatabaseUrl::Sqlite(path)) => ok(format!("SQLite, {}.", path.display())),
        (None, DatabaseUrl::Postgres(_)) => ok("PostgreSQL answers."),
    }
}

pub(super) fn integrity(_: &Patient<'_>, db: &mut Db) -> Result<Finding, String> {
    let found = db::unsound(db)?;
    Ok(if found.is_empty() {
        ok("the database is sound.")
    } else {
        fail(format!(
            "{}. Stop serving, keep a copy of the database as it is, and restore the newest backup.",
            found.join("; ")
        ))
    })
}

pub(super) fn search(_: &Patient<'_>, db: &mut Db) -> Result<Finding, String> {
    let missing = match upkeep::missing(db) {
        Ok(missing) => missing,
        Err(refusal) => return Ok(fail(format!("the index cannot be read ({refusal}): run `cercles reindex`."))),
    };
    Ok(match missing {
        0 => ok("every post can be found."),
        _ => warn(format!(
            "{missing} posts cannot be found yet: the timetable adds them; if it does not, run `cercles reindex`."
        )),
    })
}

pub(super) fn migrations(patient: &Patient<'_>, db: &mut Db) -> Result<Finding, String> {
    let pending = db::pending(db)?;
    if !pending.is_empty() {
        return Ok(fail(format!("{} to run ({}): run `cercles migrate`.", pending.len(), pending.join(", "))));
    }
    let known = db::known_migrations(&patient.url)?;
    let ran = db::applied(db)?;
    Ok(match ran.iter().find(|version| !known.contains(version)) {
        Some(unknown) => fail(format!(
            "the database was brought to {unknown}, which this program does not know: install the newer version."
        )),
        None => ok("all have run."),
    })
}

pub(super) fn journal(_: &Patient<'_>, db: &mut Db) -> Result<Finding, String> {
    if !db::pending(db)?.is_empty() {
        return Ok(warn("not looked at before the migrations have run."));
    }
    let waiting = journal::unsealed(db).map_err(|refusal| refusal.to_string())?;
    Ok(match journal::check(db).map_err(|refusal| refusal.to_string())? {
        Chain::Whole { sealed } => ok(format!(
            "the chain of {sealed} sealed facts is whole and ends where it should; {waiting} wait to be sealed."
        )),
        Chain::Broken { number } => fail(format!(
            "fact {number} was changed or taken away after it was sealed: find out who could write in the database, and compare with a backup."
        )),
    })
}

pub(super) fn clock(patient: &Patient<'_>, db: &mut Db) -> Result<Finding, String> {
    let now = patient.clock.now();
    let said = now.whole_second().instant();
    if !YEARS.contains(&said.to_zoned(jiff::tz::TimeZone::UTC).year()) {
        return Ok(fail(format!("this machine says {said}: set its clock (NTP).")));
    }
    if let Some(server) = db::server_time(db)? {
        let apart = now.seconds_since(server);
        if apart.abs() > APART {
            return Ok(fail(format!("this machine is {apart} s ahead of the database server: set both clocks (NTP).")));
        }
    }
    if !db::pending(db)?.is_empty() {
        return Ok(ok(format!("{said}.")));
    }
    Ok(match store::newest_moment(db).map_err(|refusal| refusal.to_string())? {
        Some(newest) if newest.seconds_since(now) > APART => fail(format!(
            "this machine says {said}, and the newest row was written at {}: set the clock (NTP).",
            newest.whole_second().instant()
        )),
        _ => ok(format!("{said}.")),
    })
}

pub(super) fn jobs(patient: &Patient<'_>, db: &mut Db) -> Result<Finding, String> {
    if !db::pending(db)?.is_empty() {
        return Ok(warn("not looked at before the migrations have run."));
    }
    let runs = crate::jobs::last_runs(db, patient.clock.now()).map_err(|refusal| refusal.to_string())?;
    let late: Vec<&str> = runs.iter().filter(|run| run.late).map(|run| run.name).collect();
    Ok(if late.is_empty() {
        ok("all ran in time.")
    } else {
        warn(format!("late: {}. Start `cercles serve`, or run `cercles tick` from cron.", late.join(", ")))
    })
}

pub(super) fn backup(patient: &Patient<'_>) -> Finding {
    let schedule = match Schedule::of(patient.config) {
        Ok(schedule) => schedule,
        Err(why) => return fail(why),
    };
    match schedule.age(patient.clock.now()) {
        None => warn("none is scheduled: set backup.folder, or run `cercles backup FILE` from cron."),
        Some(None) => warn("none was made yet: start `cercles serve`, or run `cercles tick`."),
        Some(Some(age)) if age > ALARM => {
            fail(format!("the newest is {} hours old: read the log for why the job backup failed.", age / 3_600))
        }
        Some(Some(age)) if schedule.is_late(age) => {
            warn(format!("the newest is {} minutes old: start `cercles serve`, or run `cercles tick`.", age / 60))
        }
        Some(Some(age)) => ok(format!("the newest is {} minutes old and was read back.", age / 60)),
    }
}
