//! PostgreSQL's own tools: which to run, and how without showing a password to the machine's other users.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::config::one_line;

/// A server and the tools that fit it.
pub(super) struct Server {
    /// Its address, without a password.
    address: String,
    password: Option<String>,
    major: i32,
}

impl Server {
    /// Reads an address as libpq does ("Connection URIs"); `major` is the server's version.
    ///
    /// # Errors
    /// A sentence for the administrator when the address holds another secret than the password.
    pub(super) fn new(address: &str, major: i32) -> Result<Self, String> {
        let (address, password) = without_password(address);
        if address.contains("sslpassword=") {
            return Err("sslpassword in the database's address would be seen by others: use a key without one.".into());
        }
        Ok(Self { address, password, major })
    }

    /// Writes a snapshot of the whole database into a file.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn dump(&self, snapshot: &str, to: &Path) -> Result<(), String> {
        drop(super::staging::create(to)?);
        let mut command = self.command("pg_dump")?;
        command.args(["--format=custom", "--no-owner", "--no-privileges", "--no-password"]);
        command.arg(format!("--snapshot={snapshot}")).arg(format!("--dbname={}", self.address));
        run(command.arg("--file").arg(to)).map(|_| ())?;
        std::fs::File::open(to).and_then(|file| file.sync_all()).map_err(super::staging::cannot("write", to))
    }

    /// Reads a dump from its first byte to its last; `tables` is how many tables it must hold.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn check(&self, dump: &Path, tables: usize) -> Result<(), String> {
        let list = run(self.command("pg_restore")?.arg("--list").arg(dump))?;
        let listed = list.lines().filter(|line| line.contains(" TABLE DATA ")).count();
        if listed != tables {
            return Err(format!("the dump holds {listed} tables, expected {tables}. Try again."));
        }
        run(self.command("pg_restore")?.arg("--file=/dev/null").arg(dump)).map(|_| ())
    }

    /// Puts a dump into the database, all or nothing.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn restore(&self, dump: &Path) -> Result<(), String> {
        let mut command = self.command("pg_restore")?;
        command.args(["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--no-comments"]);
        command.arg("--no-password").arg(format!("--dbname={}", self.address));
        run(command.arg(dump)).map(|_| ())
    }

    fn command(&self, name: &str) -> Result<Command, String> {
        let mut command = Command::new(fitting(name, self.major, &found(name))?);
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        command.stdin(Stdio::null());
        Ok(command)
    }
}

fn run(command: &mut Command) -> Result<String, String> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name} cannot be run: {error}. Install it again."))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said: String = one_line(&String::from_utf8_lossy(&output.stderr)).chars().take(400).collect();
    Err(format!("{name} failed: {said}. Put right what it says, then try again."))
}

/// Every copy of a tool with its version: on the path, then where Debian and Red Hat put them.
fn found(name: &str) -> Vec<(i32, PathBuf)> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    folders.extend((13..30).map(|version| PathBuf::from(format!("/usr/pgsql-{version}/bin"))));
    let tools = folders.into_iter().map(|folder| folder.join(name)).filter(|tool| tool.is_file());
    tools.filter_map(|tool| version_of(&tool).map(|version| (version, tool))).collect()
}

fn version_of(tool: &Path) -> Option<i32> {
    let output = Command::new(tool).arg("--version").stdin(Stdio::null()).output().ok()?;
    read_version(&String::from_utf8_lossy(&output.stdout))
}

/// `pg_dump (PostgreSQL) 17.2 (Debian 17.2-1)` is 17.
fn read_version(said: &str) -> Option<i32> {
    let number = said.split_once("(PostgreSQL) ")?.1;
    number.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// The oldest that is not older than the server: it writes what this server and later ones read.
fn fitting(name: &str, major: i32, found: &[(i32, PathBuf)]) -> Result<PathBuf, String> {
    let newest = found.iter().map(|(version, _)| *version).max();
    let Some(newest) = newest else {
        return Err(format!(
            "{name} is not installed: install PostgreSQL's client programs, version {major} or later."
        ));
    };
    let fits = found.iter().filter(|(version, _)| *version >= major).min_by_key(|(version, _)| *version);
    fits.map(|(_, tool)| tool.clone()).ok_or_else(|| {
        format!("{name} {newest} is older than the server ({major}): install PostgreSQL's client programs {major}.")
    })
}

/// Takes the password out of an address, from where libpq would read it.
fn without_password(address: &str) -> (String, Option<String>) {
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let (rest, query) = rest.split_once('?').map_or((rest, ""), |(rest, query)| (rest, query));
    let mut password = None;
    let mut place = rest.to_owned();
    if let Some(at) = rest.find(['@', '/']).filter(|at| rest[*at..].starts_with('@'))
        && let Some((user, secret)) = rest[..at].split_once(':')
    {
        password = Some(decoded(secret));
        place = format!("{user}{}", &rest[at..]);
    }
    let mut kept = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.strip_prefix("password=") {
            Some(secret) => password = Some(decoded(secret)),
            None => kept.push(pair),
        }
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    (format!("{scheme}://{place}{query}"), password)
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_leaves_the_address() {
        for (address, without, password) in [
            ("postgres://u:p%40ss@h:5/n", "postgres://u@h:5/n", Some("p@ss")),
            ("postgres://u@h/n?password=x&sslmode=require", "postgres://u@h/n?sslmode=require", Some("x")),
            ("postgresql://u@/n?host=/run/postgresql", "postgresql://u@/n?host=/run/postgresql", None),
            ("postgres://h:5/n", "postgres://h:5/n", None),
            ("postgres://h/a@b", "postgres://h/a@b", None),
            ("postgres://:x@h/n", "postgres://@h/n", Some("x")),
        ] {
            assert_eq!(without_password(address), (without.into(), password.map(str::to_owned)), "{address}");
        }
        assert!(Server::new("postgres://u@h/n?sslpassword=x", 15).is_err());
    }

    #[test]
    fn the_oldest_tool_that_knows_the_server_is_taken() {
        assert_eq!(read_version("pg_dump (PostgreSQL) 17.2 (Debian 17.2-1)\n"), Some(17));
        assert_eq!(read_version("pg_dump (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(read_version("bash: nothing"), None);
        let found = [(14, "/a".into()), (17, "/c".into()), (16, "/b".into())];
        assert_eq!(fitting("pg_dump", 15, &found), Ok("/b".into()));
        assert!(fitting("pg_dump", 18, &found).unwrap_err().contains("17 is older than the server (18)"));
        assert!(fitting("pg_dump", 15, &[]).unwrap_err().contains("is not installed"));
    }
}
