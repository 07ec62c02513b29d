//! Backups by the clock: one each quarter of an hour or so, kept by age.

use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Place, staging};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Moment;

/// `[backup]` of the settings.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backups {
    /// Where they are put; empty: none are made.
    pub folder: PathBuf,
    /// Minutes between two; 0: none are made.
    pub every_minutes: u32,
    /// Days for which they are kept.
    pub keep_days: u32,
}

/// When, where and for how long.
#[derive(Clone, Debug)]
pub struct Schedule {
    place: Place,
    /// Where; `None`: never.
    folder: Option<PathBuf>,
    every: i64,
    keep_days: i64,
}

const DAY: i64 = 24 * 3_600;
/// The name of a scheduled backup, from its moment (UTC).
const NAME: &str = "cercles-%Y%m%dT%H%M%SZ.cercles";
/// A half-made backup this old was left by a process that was killed.
const ABANDONED: std::time::Duration = std::time::Duration::from_secs(24 * 3_600);

impl Schedule {
    /// What the settings say.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn of(config: &Config) -> Result<Self, String> {
        let backup = &config.backup;
        let wanted = backup.every_minutes > 0 && !backup.folder.as_os_str().is_empty();
        Ok(Self {
            place: Place::of(config)?,
            folder: wanted.then(|| backup.folder.clone()),
            every: i64::from(backup.every_minutes) * 60,
            keep_days: i64::from(backup.keep_days),
        })
    }

    /// A schedule that never comes.
    pub fn never(place: Place) -> Self {
        Self { place, folder: None, every: 0, keep_days: 0 }
    }

    /// Makes a backup if it is time, then removes what is past its age. Returns how many were made.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn run(&self, clock: &Clock) -> Result<i64, String> {
        let Some(folder) = &self.folder else { return Ok(0) };
        let now = clock.now();
        let newest = moments(folder).into_iter().max();
        if newest.is_some_and(|newest| now.seconds_since(newest) < self.every) {
            return Ok(0);
        }
        staging::folder(folder)?;
        sweep(folder);
        super::make(&self.place, clock, &folder.join(name_of(now)))?;
        for moment in past_their_age(now, moments(folder), self.keep_days) {
            let old = folder.join(name_of(moment));
            std::fs::remove_file(&old).map_err(staging::cannot("remove", &old))?;
        }
        Ok(1)
    }

    /// Seconds since the newest backup, which was read back; `None` when there is none. Nothing when none is wanted.
    pub fn age(&self, now: Moment) -> Option<Option<i64>> {
        let folder = self.folder.as_ref()?;
        Some(moments(folder).into_iter().max().map(|newest| now.seconds_since(newest)))
    }

    /// Where, how often in seconds and for how many days; nothing when none are made.
    pub fn plan(&self) -> Option<(&Path, i64, i64)> {
        Some((self.folder.as_deref()?, self.every, self.keep_days))
    }

    /// The backups there are, the newest first: when each was made, its size in bytes.
    pub fn kept(&self) -> Vec<(Moment, u64)> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let mut found = moments(folder);
        found.sort_unstable_by(|one, other| other.cmp(one));
        let size = |moment: &Moment| std::fs::metadata(folder.join(name_of(*moment))).map_or(0, |file| file.len());
        found.iter().map(|moment| (*moment, size(moment))).collect()
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.place.data
    }

    /// Whether the newest backup is later than it should be, given its age.
    pub fn is_late(&self, age: i64) -> bool {
        age > 2 * self.every + 600
    }
}

/// The name of a backup made at a moment.
fn name_of(moment: Moment) -> String {
    moment.instant().strftime(NAME).to_string()
}

/// The moments of the backups in a folder, read from their names.
fn moments(folder: &Path) -> Vec<Moment> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().filter_map(|entry| moment_of(&entry.file_name().to_string_lossy())).collect()
}

fn moment_of(name: &str) -> Option<Moment> {
    let time = DateTime::strptime(NAME, name).ok()?.to_zoned(TimeZone::UTC).ok()?;
    let moment = Moment::from(time.timestamp());
    (name_of(moment) == name).then_some(moment)
}

/// Those to remove: all of the last day stay, then the newest of each day for `keep_days`; the newest of all stays.
fn past_their_age(now: Moment, mut moments: Vec<Moment>, keep_days: i64) -> Vec<Moment> {
    moments.sort_unstable_by(|one, other| other.cmp(one));
    let mut kept_day = None;
    let mut past = Vec::new();
    for (position, moment) in moments.into_iter().enumerate() {
        let age = now.seconds_since(moment);
        let day = moment.millis().div_euclid(DAY * 1_000);
        let stays = position == 0 || age < DAY || (age < keep_days * DAY && kept_day != Some(day));
        if stays {
            kept_day = Some(day);
        } else {
            past.push(moment);
        }
    }
    past
}

/// Removes what a killed process left half-made.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let half_made = name.strip_suffix(".partial").is_some_and(|name| moment_of(name).is_some());
        let changed = entry.metadata().and_then(|of| of.modified()).ok();
        if half_made && changed.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > ABANDONED) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    #[test]
    fn a_name_is_its_moment() {
        let moment = at("2026-11-26T12:45:00Z");
        assert_eq!(name_of(moment), "cercles-20261126T124500Z.cercles");
        assert_eq!(moment_of(&name_of(moment)), Some(moment));
        for other in ["cercles-20261126T124500Z.cercles.partial", "avant-travaux.cercles", "cercles-.cercles"] {
            assert_eq!(moment_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_day_of_all_then_one_a_day_then_none() {
        let now = at("2026-11-26T12:00:00Z");
        let quarters: Vec<Moment> = (0..45 * 96).map(|quarter| now.plus_seconds(-quarter * 900)).collect();
        let past = past_their_age(now, quarters.clone(), 30);
        let kept: Vec<&Moment> = quarters.iter().filter(|moment| !past.contains(moment)).collect();
        let (recent, old): (Vec<&Moment>, Vec<&Moment>) =
            kept.into_iter().partition(|moment| now.seconds_since(**moment) < DAY);
        assert_eq!(recent.len(), 96, "every one of the last day");
        // Days 1 to 30 before, the last of them cut by the time of day.
        assert_eq!(old.len(), 29, "{old:?}");
        assert!(past_their_age(now, old.into_iter().copied().chain([now]).collect(), 30).is_empty(), "it is settled");
    }

    #[test]
    fn the_newest_stays_whatever_its_age() {
        let now = at("2026-11-26T12:00:00Z");
        let (old, older) = (now.plus_seconds(-400 * DAY), now.plus_seconds(-401 * DAY));
        assert_eq!(past_their_age(now, vec![older, old], 30), [older]);
        assert_eq!(past_their_age(now, Vec::new(), 30), []);
    }
}
