//! What a backup says of itself.

use serde::{Deserialize, Serialize};

use crate::db::{Contents, DatabaseUrl};

/// The format this program writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// The engine a database was copied from: each has its own way of being copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// A file, copied as a file.
    Sqlite,
    /// Written by `pg_dump`, in its custom format.
    Postgres,
}

impl Engine {
    /// The engine of an address.
    pub fn of(url: &DatabaseUrl) -> Self {
        match url {
            DatabaseUrl::Sqlite(_) => Self::Sqlite,
            DatabaseUrl::Postgres(_) => Self::Postgres,
        }
    }

    /// Its name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// The name of the part that holds its copy.
    pub fn part(self) -> &'static str {
        match self {
            Self::Sqlite => "database.sqlite",
            Self::Postgres => "database.pgdump",
        }
    }
}

/// What a backup says of itself: `manifest.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the file.
    pub format: u32,
    /// The version of the program that made it.
    pub version: String,
    /// When, in RFC 3339.
    pub made_at: String,
    /// From which engine.
    pub engine: Engine,
    /// What the copy of the database holds.
    pub contents: Contents,
    /// Everything else in the file, in order.
    pub parts: Vec<Part>,
}

/// A part of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name, as a path.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}
