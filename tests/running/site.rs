//! A place the binary works on: a data folder, with a database of the engine under test.

use std::path::PathBuf;
use std::process::Command;

use cercles::backup::{self, Manifest};
use cercles::clock::Clock;
use cercles::db::{self, Contents, Database, DatabaseUrl};

use super::process::{Folder, Process, cercles, ended};
use crate::town::{Home, engine};

/// A data folder, with a database of the engine under test.
pub struct Site {
    pub folder: Folder,
    home: Option<Home>,
}

impl Site {
    /// Nothing in it.
    pub fn empty() -> Self {
        let home = (engine() == "postgres").then(Home::empty);
        Self { folder: Folder::new(), home }
    }

    /// The demo community, not served.
    pub fn of_demo() -> Self {
        let site = Self::empty();
        site.serve().stop();
        site
    }

    pub fn url(&self) -> DatabaseUrl {
        let file = || DatabaseUrl::Sqlite(self.data().join("cercles.db"));
        self.home.as_ref().map_or_else(file, Home::url)
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn set(&self, command: &mut Command) {
        if let DatabaseUrl::Postgres(url) = self.url() {
            command.env("DATABASE_URL", url);
        }
    }

    pub fn serve(&self) -> Process {
        Process::start("demo", &self.data(), |command| self.set(command))
    }

    /// `cercles WORDS… --data` here.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = cercles(words);
        self.set(&mut command);
        command.env("CERCLES_DATA__FREE_PERCENT", "0").env("CERCLES_DATA__FREE_MIB", "0");
        command.arg("--data").arg(self.data());
        command
    }

    /// Its one sentence, or what it printed.
    pub fn says(&self, words: &[&str]) -> Result<String, String> {
        let (status, said, errors) = ended(&mut self.command(words));
        if status == 0 { Ok(said) } else { Err(errors) }
    }

    pub fn open(&self) -> Database {
        Database::open(&self.url(), 2, Clock::Real).unwrap()
    }

    pub fn contents(&self) -> Contents {
        self.open().read_here(|db| Ok(db::contents(db).unwrap())).unwrap()
    }

    /// A backup of it, and what that says of itself.
    pub fn saved(&self, name: &str) -> (PathBuf, Manifest) {
        let file = self.folder.path().join(name);
        let said = self.says(&["backup", file.to_str().unwrap()]).unwrap();
        assert!(said.starts_with("saved ") && said.ends_with(", verified\n"), "{said}");
        let manifest = backup::read(&file, &self.url()).unwrap().manifest;
        (file, manifest)
    }
}
