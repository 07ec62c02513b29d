//! The doctor: looks at everything an administrator should know of, changes nothing, says what to do.

mod checks;
mod dns;
mod sender;
mod spf;
mod store;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, DatabaseUrl, Db, Manager, Purpose};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Ok,
    /// It works, and something is to be done.
    Warn,
    /// It does not work, or data is at risk.
    Fail,
}

impl Health {
    /// The word a line begins with.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// What a check found, in words, with what to do.
#[derive(Clone, Debug)]
pub struct Finding {
    /// How serious.
    pub health: Health,
    /// A sentence or two.
    pub words: String,
}

fn ok(words: impl Into<String>) -> Finding {
    Finding { health: Health::Ok, words: words.into() }
}

fn warn(words: impl Into<String>) -> Finding {
    Finding { health: Health::Warn, words: words.into() }
}

fn fail(words: impl Into<String>) -> Finding {
    Finding { health: Health::Fail, words: words.into() }
}

/// What checks look at.
struct Patient<'a> {
    config: &'a Config,
    url: DatabaseUrl,
    clock: Clock,
    /// Why the database cannot be opened, if so.
    unreachable: Option<String>,
}

/// A line of the table.
struct Check {
    name: &'static str,
    look: Look,
}

enum Look {
    /// At files and settings.
    Around(fn(&Patient<'_>) -> Finding),
    /// Into the database; left out when that cannot be opened.
    Inside(fn(&Patient<'_>, &mut Db) -> Result<Finding, String>),
}

/// Everything that is looked at, a line each.
const CHECKS: &[Check] = &[
    Check { name: "key", look: Look::Around(checks::key) },
    Check { name: "disk", look: Look::Around(checks::disk) },
    Check { name: "database", look: Look::Around(checks::database) },
    Check { name: "integrity", look: Look::Inside(checks::integrity) },
    Check { name: "migrations", look: Look::Inside(checks::migrations) },
    Check { name: "journal", look: Look::Inside(checks::journal) },
    Check { name: "search", look: Look::Inside(checks::search) },
    Check { name: "clock", look: Look::Inside(checks::clock) },
    Check { name: "jobs", look: Look::Inside(checks::jobs) },
    Check { name: "backup", look: Look::Around(checks::backup) },
];

/// Looks at everything; tells each line as it is known. Returns the worst.
///
/// # Errors
/// A sentence for the administrator when the settings name no place to look at.
pub fn examine(config: &Config, tell: &mut dyn FnMut(&str, &Finding)) -> Result<Health, String> {
    let url = config.database_url()?;
    let (mut db, unreachable) = match opened(&url) {
        Ok(db) => (Some(db), None),
        Err(why) => (None, Some(why)),
    };
    let patient = Patient { config, url, clock: Clock::Real, unreachable };
    let mut worst = Health::Ok;
    for check in CHECKS {
        let finding = match (&check.look, &mut db) {
            (Look::Around(look), _) => look(&patient),
            (Look::Inside(look), Some(db)) => look(&patient, db).unwrap_or_else(|why| {
                fail(format!("the database did not answer: {why}. Put that right, then run the doctor again."))
            }),
            (Look::Inside(_), None) => continue,
        };
        tell(check.name, &finding);
        worst = worst.max(finding.health);
    }
    for (name, finding) in sender::examine(&config.mail) {
        tell(name, &finding);
        worst = worst.max(finding.health);
    }
    Ok(worst)
}

/// A connection of one's own, without limits on time; a database that is not there is not made.
fn opened(url: &DatabaseUrl) -> Result<Db, String> {
    if let DatabaseUrl::Sqlite(path) = url {
        if !path.exists() {
            return Err(format!(
                "there is no database at {}: check --data and database.url, or start `cercles serve`, which makes it.",
                path.display()
            ));
        }
        db::check_file(path)?;
    }
    Manager::open(url, Purpose::Read).map_err(|error| db::unreachable_database(url, &error.to_string()))
}
