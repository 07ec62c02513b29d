//! A database for one story: a copy of a migrated template, thrown away with the town.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use cercles::clock::Clock;
use cercles::config::{Config, Overrides};
use cercles::db::{self, Database, DatabaseUrl};
use cercles::files::Depot;
use cercles::instance;
use diesel::prelude::*;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Which engine this run uses.
pub fn engine() -> &'static str {
    if std::env::var("CERCLES_TEST_DATABASE").is_ok_and(|name| name == "postgres") { "postgres" } else { "sqlite" }
}

/// One story's database.
pub enum Home {
    Folder(PathBuf),
    Database { server: String, name: String },
}

impl Home {
    pub fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        if engine() == "postgres" {
            let server = server();
            let template = postgres_template();
            let name = format!("cercles_town_{}_{number}", std::process::id());
            run_on(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
            return Self::Database { server, name };
        }
        let folder = memory_folder().join(format!("cercles-town-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(sqlite_template(), folder.join("town.db")).unwrap();
        Self::Folder(folder)
    }

    /// A database with nothing in it, not even tables.
    pub fn empty() -> Self {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        if engine() == "postgres" {
            let (server, name) = (server(), format!("cercles_town_{}_{number}", std::process::id()));
            run_on(&server, &format!("CREATE DATABASE {name}"));
            return Self::Database { server, name };
        }
        let folder = memory_folder().join(format!("cercles-town-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self::Folder(folder)
    }

    pub fn url(&self) -> DatabaseUrl {
        match self {
            Self::Folder(folder) => DatabaseUrl::Sqlite(folder.join("town.db")),
            Self::Database { server, name } => DatabaseUrl::Postgres(with_name(server, name)),
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        match self {
            Self::Folder(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            Self::Database { server, name } => {
                run_on(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            }
        }
    }
}

/// A folder thrown away with the town.
pub struct Drawer(PathBuf);

impl Default for Drawer {
    fn default() -> Self {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder = memory_folder().join(format!("cercles-drawer-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drawer {
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Where a town keeps attachments: its folder, or the store that speaks S3 at `CERCLES_TEST_S3`, under a prefix of its own.
pub fn depot(folder: &Path) -> Depot {
    let Ok(endpoint) = std::env::var("CERCLES_TEST_S3") else { return Depot::in_folder(folder).unwrap() };
    let prefix = folder.file_name().unwrap().to_string_lossy();
    let settings = [
        ("CERCLES_FILES__STORE", format!("s3://cercles/{prefix}")),
        ("CERCLES_FILES__ENDPOINT", endpoint),
        ("CERCLES_FILES__ACCESS_KEY", "key".to_owned()),
        ("CERCLES_FILES__SECRET_KEY", "secret".to_owned()),
        ("CERCLES_DATA__DIR", folder.to_string_lossy().into_owned()),
    ];
    let settings = settings.into_iter().map(|(name, value)| (name.to_owned(), value));
    Depot::of(&Config::load(None, settings, &Overrides::default()).unwrap()).unwrap()
}

fn memory_folder() -> PathBuf {
    let shared = PathBuf::from("/dev/shm");
    if shared.is_dir() { shared } else { std::env::temp_dir() }
}

fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let path = memory_folder().join(format!("cercles-template-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        found(&DatabaseUrl::Sqlite(path.clone()));
        path
    })
}

fn server() -> String {
    std::env::var("CERCLES_TEST_POSTGRES").expect("CERCLES_TEST_POSTGRES names a server where databases may be created")
}

fn postgres_template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("cercles_template_{}", std::process::id());
        run_on(&server(), &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        run_on(&server(), &format!("CREATE DATABASE {name}"));
        found(&DatabaseUrl::Postgres(with_name(&server(), &name)));
        name
    })
}

/// Migrates and founds a community, then lets go of every connection.
fn found(url: &DatabaseUrl) {
    db::migrate(url).unwrap();
    let clock = Clock::fixed(super::START.parse().unwrap());
    let database = Database::open(url, 1, clock).unwrap();
    database.ids().reseed(0);
    database.write_here(|tx| instance::prepare(tx, false)).unwrap();
    database.checkpoint_here();
}

/// The server's address with another database.
fn with_name(server: &str, name: &str) -> String {
    let (head, query) = server.split_once('?').map_or((server, None), |(head, query)| (head, Some(query)));
    let at = head.rfind('/').filter(|at| *at > "postgres://".len()).unwrap_or(head.len());
    format!("{}/{name}{}", &head[..at], query.map_or_else(String::new, |query| format!("?{query}")))
}

fn run_on(server: &str, statement: &str) {
    let mut conn = diesel::PgConnection::establish(server).unwrap();
    diesel::sql_query(statement).execute(&mut conn).unwrap_or_else(|error| panic!("{statement}: {error}"));
}
