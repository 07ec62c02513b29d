//! `cercles.toml` and the environment, read once into a `Config` that is passed down and never global.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use serde::Deserialize;
use toml::{Table, Value};

use crate::backup::schedule::Backups;
use crate::db::DatabaseUrl;

/// Every setting, with its meaning in `config/cercles.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `[http]`
    pub http: Http,
    /// `[database]`
    pub database: DatabaseSection,
    /// `[security]`
    pub security: Security,
    /// `[limits]`
    pub limits: Limits,
    /// `[data]`
    pub data: Data,
    /// `[mail]`
    pub mail: crate::mail::Settings,
    /// `[backup]`
    pub backup: Backups,
    /// `[files]`
    pub files: crate::files::Settings,
    /// `[points_durs]`
    pub points_durs: crate::points_durs::Settings,
    /// `[meetings]`
    pub meetings: crate::meetings::Settings,
    /// `[console]`
    pub console: crate::console::Settings,
}

/// Whether an address, without its scheme, is of this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
}

/// Addresses.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Where pages are served.
    pub listen: SocketAddr,
    /// Where figures and readiness are served.
    pub admin_listen: SocketAddr,
    /// The public address all links are built from; empty: `http://` and the address listened on.
    pub base_url: String,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
}

/// Which database.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSection {
    /// `sqlite:PATH` or `postgres://…`; empty: `cercles.db` in the data folder.
    pub url: String,
    /// Connections at most; 0: four a core.
    pub connections: u32,
}

impl std::fmt::Debug for DatabaseSection {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "database {{ url: {:?} }}", DatabaseUrl::parse(&self.url))
    }
}

/// Secrets.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// The instance key; empty: `secret.key` in the data folder.
    pub key: String,
}

impl std::fmt::Debug for Security {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("security { key: … }")
    }
}

/// Rate limits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Multiplies every rate limit; 0 lifts them.
    pub scale: f64,
}

/// Files of this instance.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Database, key and mail folder.
    pub dir: PathBuf,
    /// The part of the disk that must be free for the process to be ready, in percent.
    pub free_percent: u8,
    /// What must be free of the disk for the process to be ready, in MiB.
    pub free_mib: u32,
}

/// What the command line adds on top of the file and the environment.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--data`
    pub data: Option<PathBuf>,
    /// `--listen`
    pub listen: Option<SocketAddr>,
    /// `--admin-listen`
    pub admin_listen: Option<SocketAddr>,
}

/// The shipped file holds every key and its default.
const DEFAULTS: &str = include_str!("../config/cercles.toml");

impl Config {
    /// Reads the defaults, then `file`, then the environment, then the command line.
    ///
    /// # Errors
    /// A sentence for the administrator naming the wrong key or value.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        overrides: &Overrides,
    ) -> Result<Self, String> {
        let mut table: Table =
            DEFAULTS.parse().map_err(|error| format!("the built-in settings are broken: {error}"))?;
        if let Some(path) = file {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("cannot read the settings {}: {error}.", path.display()))?;
            let own: Table = text.parse().map_err(|error: toml::de::Error| {
                format!("{} is not valid TOML: {}.", path.display(), one_line(&error.to_string()))
            })?;
            lay_over(&mut table, own, &path.display().to_string())?;
        }
        for (name, value) in environment {
            if name == "DATABASE_URL" {
                set(&mut table, "database", "url", Value::String(value), &name)?;
            } else if let Some(key) = name.strip_prefix("CERCLES_")
                && let Some((section, key)) = key.split_once("__")
            {
                let (section, key) = (section.to_ascii_lowercase(), key.to_ascii_lowercase());
                let wanted = table.get(&section).and_then(|section| section.get(&key)).cloned();
                set(&mut table, &section, &key, as_wanted(value, wanted.as_ref()), &name)?;
            }
        }
        if let Some(data) = &overrides.data {
            let data = Value::String(data.to_string_lossy().into_owned());
            set(&mut table, "data", "dir", data, "--data")?;
        }
        if let Some(listen) = overrides.listen {
            set(&mut table, "http", "listen", Value::String(listen.to_string()), "--listen")?;
        }
        if let Some(listen) = overrides.admin_listen {
            set(&mut table, "http", "admin_listen", Value::String(listen.to_string()), "--admin-listen")?;
        }
        let config: Self = Value::Table(table)
            .try_into()
            .map_err(|error| format!("a setting is wrong: {}.", one_line(&error.to_string())))?;
        config.checked()
    }

    fn checked(self) -> Result<Self, String> {
        if !self.database.url.is_empty() {
            DatabaseUrl::parse(&self.database.url).map_err(|why| format!("database.url is wrong: {why}."))?;
        }
        self.mail.checked()?;
        self.mail.checked_incoming()?;
        let base = &self.http.base_url;
        let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        if !base.is_empty() && host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', '@', ' '])) {
            return Err("http.base_url must look like https://forum.example, without a path.".into());
        }
        if !self.limits.scale.is_finite() || self.limits.scale < 0.0 {
            return Err("limits.scale must be 0 or more.".into());
        }
        if self.backup.keep_days == 0 {
            return Err("backup.keep_days must be 1 or more.".into());
        }
        self.files.checked()?;
        self.points_durs.checked()?;
        self.meetings.checked()?;
        self.console.checked()?;
        if self.data.free_percent > 100 {
            return Err("data.free_percent must be between 0 and 100.".into());
        }
        let public = !self.http.listen.ip().is_loopback();
        if public && self.limits.scale == 0.0 {
            return Err("limits.scale = 0 lifts every rate limit: it is refused when listening beyond loopback.".into());
        }
        if public && base.is_empty() {
            return Err(
                "listening beyond loopback needs http.base_url, the public address links are built from.".into()
            );
        }
        if base.starts_with("http://") && !self.base_is_loopback() {
            return Err("http.base_url must be https:// for an address beyond this machine.".into());
        }
        Ok(self)
    }

    fn base_is_loopback(&self) -> bool {
        is_loopback(self.http.base_url.trim_start_matches("http://"))
    }

    /// The database's address, the data folder's file by default.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn database_url(&self) -> Result<DatabaseUrl, String> {
        if self.database.url.is_empty() {
            Ok(DatabaseUrl::Sqlite(self.data.dir.join("cercles.db")))
        } else {
            DatabaseUrl::parse(&self.database.url)
        }
    }

    /// The public address when none is set: the one listened on.
    pub fn base_url(&self, listened: SocketAddr) -> String {
        if self.http.base_url.is_empty() { format!("http://{listened}") } else { self.http.base_url.clone() }
    }
}

/// What a library says in several lines, in one.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

/// An environment variable is text: it becomes what the default of its key is.
fn as_wanted(text: String, wanted: Option<&Value>) -> Value {
    match wanted {
        Some(Value::Integer(_)) => text.parse().map_or(Value::String(text), Value::Integer),
        Some(Value::Float(_)) => text.parse().map_or(Value::String(text), Value::Float),
        Some(Value::Boolean(_)) => text.parse().map_or(Value::String(text), Value::Boolean),
        Some(Value::Array(_)) => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| Value::String(part.into()))
                .collect(),
        ),
        _ => Value::String(text),
    }
}

fn set(table: &mut Table, section: &str, key: &str, value: Value, source: &str) -> Result<(), String> {
    let known = table
        .get_mut(section)
        .and_then(Value::as_table_mut)
        .and_then(|section| section.get_mut(key))
        .ok_or_else(|| format!("{source}: there is no setting {section}.{key}."))?;
    *known = match (&*known, value) {
        (Value::Float(_), Value::Integer(whole)) =>
        {
            #[allow(clippy::cast_precision_loss)]
            Value::Float(whole as f64)
        }
        (_, value) => value,
    };
    Ok(())
}

fn lay_over(table: &mut Table, own: Table, source: &str) -> Result<(), String> {
    for (section, keys) in own {
        let Value::Table(keys) = keys else {
            return Err(format!("{source}: {section} must be a section, as in [{section}]."));
        };
        for (key, value) in keys {
            set(table, &section, &key, value, source)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)]) -> Result<Config, String> {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load(None, environment, &Overrides::default())
    }

    #[test]
    fn the_shipped_file_is_whole() {
        let config = load(&[]).unwrap();
        assert_eq!(config.http.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.mail.from, "cercles@localhost");
    }

    #[test]
    fn the_environment_overrides_by_section_and_key() {
        let config =
            load(&[("CERCLES_LIMITS__SCALE", "3"), ("CERCLES_HTTP__TRUSTED_PROXIES", "10.0.0.0/8, ::1/128")]).unwrap();
        assert!((config.limits.scale - 3.0).abs() < f64::EPSILON);
        assert_eq!(config.http.trusted_proxies.len(), 2);
        assert!(load(&[("CERCLES_TEST", "names without two underscores do not count")]).is_ok());
    }

    #[test]
    fn wrong_settings_stop_the_start_with_a_sentence() {
        for (name, value) in [
            ("CERCLES_HTTP__PORT", "80"),
            ("CERCLES_HTTP__LISTEN", "everywhere"),
            ("CERCLES_HTTP__LISTEN", "0.0.0.0:80"),
            ("CERCLES_LIMITS__SCALE", "-1"),
            ("CERCLES_LIMITS__SCALE", "beaucoup"),
            ("CERCLES_DATA__FREE_PERCENT", "101"),
            ("CERCLES_BACKUP__KEEP_DAYS", "0"),
            ("CERCLES_BACKUP__EVERY_MINUTES", "-1"),
            ("CERCLES_FILES__STORE", "/srv/files"),
            ("CERCLES_FILES__STORE", "s3://bucket"),
            ("CERCLES_MAIL__FROM", "nobody"),
            ("CERCLES_MAIL__SMTP_URL", "http://x"),
            ("CERCLES_MAIL__LEASE_SECONDS", "0"),
            ("CERCLES_MAIL__BACKOFF", "60 soon"),
            ("CERCLES_MAIL__LMTP_LISTEN", "everywhere"),
            ("CERCLES_MAIL__LMTP_LISTEN", "0.0.0.0:24"),
            ("CERCLES_MAIL__IMAP_URL", "imap://u:p@mail.example"),
            ("CERCLES_MAIL__IMAP_URL", "imaps://mail.example"),
            ("CERCLES_POINTS_DURS__HOURS", "9h-18h"),
            ("CERCLES_POINTS_DURS__DAYS", "0"),
            ("CERCLES_POINTS_DURS__SOLUTION_HIGH", "0"),
            ("CERCLES_POINTS_DURS__WARNING_PERCENT", "100"),
            ("CERCLES_POINTS_DURS__SILENT_DAYS", "0"),
            ("CERCLES_MEETINGS__OFFER_HOURS", "0"),
            ("CERCLES_HTTP__BASE_URL", "forum.example"),
            ("CERCLES_HTTP__BASE_URL", "http://forum.example"),
            ("DATABASE_URL", "mysql://x"),
        ] {
            assert!(load(&[(name, value)]).is_err(), "{name}={value}");
        }
        let open = [("CERCLES_HTTP__LISTEN", "0.0.0.0:80"), ("CERCLES_HTTP__BASE_URL", "https://forum.example")];
        assert!(load(&open).is_ok());
        assert!(load(&[open[0], open[1], ("CERCLES_LIMITS__SCALE", "0")]).is_err());
    }

    #[test]
    fn secrets_never_print() {
        let config = load(&[
            ("CERCLES_SECURITY__KEY", "hush-hush"),
            ("CERCLES_FILES__SECRET_KEY", "hush-hush"),
            ("DATABASE_URL", "postgres://u:hush-hush@h/n"),
            ("CERCLES_MAIL__SMTP_URL", "smtp://u:hush-hush@h"),
            ("CERCLES_MAIL__IMAP_URL", "imaps://u:hush-hush@h"),
        ])
        .unwrap();
        assert!(!format!("{config:?}").contains("hush-hush"));
    }
}
