//! The commands of the binary. Exit status: 0 done; 1 it failed, with one sentence on standard error; 2 wrong usage.

mod backup;
mod demo;
mod doctor;
mod import;
mod migrate;
mod serve;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use tokio::sync::Semaphore;

use crate::backup::schedule::Schedule;
use crate::clock::Clock;
use crate::config::{Config, Overrides};
use crate::db::{self, Database, DatabaseUrl};
use crate::mail::Transport;
use crate::mail::outbox::Postman;
use crate::sentences::{self, Language, Sentences};
use crate::tokens::{self, InstanceKey};
use crate::web::{App, Templates};
use crate::{files, instance, intake, jobs, limits, pulse, routes, search};

use serve::Lock;
pub use serve::service;

/// An online home for communities of practice in health.
#[derive(Parser)]
#[command(name = "cercles", version)]
struct Cli {
    /// Settings file (default: built-in defaults).
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Data folder: database, key, mail.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves a demo community, loaded at the first start: hand-written, or generated in the size that is asked for.
    Demo(demo::Demo),
    /// Serves the community.
    Serve(Listening),
    /// Brings the database up to date.
    Migrate,
    /// Runs every job that is due, once.
    Tick,
    /// Makes the search index again from the posts.
    Reindex,
    /// Brings people in from a file.
    Import(import::Import),
    /// Saves everything in one file, while the community is served.
    Backup {
        /// The file, which must not exist.
        file: PathBuf,
    },
    /// Puts a backup back, into an empty place.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Looks at everything and says what to do.
    Doctor,
}

/// Where to listen.
#[derive(Args, Clone, Copy)]
struct Listening {
    /// Address for pages (port 0: a free one).
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Address for figures and readiness.
    #[arg(long)]
    admin_listen: Option<SocketAddr>,
}

/// Runs the command of the command line.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("cercles: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(cli: Cli) -> Result<(), String> {
    let config = |listening: Option<Listening>| {
        let overrides = Overrides {
            data: cli.data.clone(),
            listen: listening.and_then(|listening| listening.listen),
            admin_listen: listening.and_then(|listening| listening.admin_listen),
        };
        Config::load(cli.config.as_deref(), std::env::vars(), &overrides)
    };
    match cli.command {
        Command::Demo(demo) => demo::run(config(Some(demo.listening))?, demo),
        Command::Serve(listening) => serve::run(config(Some(listening))?, listening.admin_listen.is_some()),
        Command::Migrate => migrate::run(&config(None)?),
        Command::Tick => tick(&config(None)?),
        Command::Reindex => reindex(&config(None)?),
        Command::Import(import) => import::run(&config(None)?, &import),
        Command::Backup { file } => backup::save(&config(None)?, &file),
        Command::Restore { file } => backup::restore(&config(None)?, &file),
        Command::Doctor => doctor::run(config(None)),
    }
}

/// Makes the data folder.
fn prepare_folder(config: &Config) -> Result<(), String> {
    let folder = &config.data.dir;
    std::fs::create_dir_all(folder).map_err(|error| {
        format!("cannot create the data folder {}: {error}. Choose another with --data.", folder.display())
    })
}

/// Opens a database that is up to date; the serving process may bring it there.
pub(crate) fn open_database(config: &Config, clock: Clock) -> Result<Database, String> {
    let url = config.database_url()?;
    if let DatabaseUrl::Sqlite(path) = &url {
        db::check_file(path)?;
    }
    let cores = cores();
    let connections = match (config.database.connections, &url) {
        // In this process a query is work, on a server it is mostly waiting.
        (0, DatabaseUrl::Sqlite(_)) => u32::try_from(cores * 2).unwrap_or(4),
        (0, DatabaseUrl::Postgres(_)) => u32::try_from(cores * 4).unwrap_or(8),
        (connections, _) => connections,
    };
    Database::open(&url, connections, clock)
}

/// How many threads work at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

fn key_of(config: &Config) -> Result<InstanceKey, String> {
    if config.security.key.is_empty() {
        InstanceKey::of_folder(&config.data.dir)
    } else {
        InstanceKey::given(&config.security.key)
    }
}

/// Puts the application together.
pub(crate) fn assemble(config: &Config, database: Database, base_url: String) -> Result<App, String> {
    let (sentences, templates) = read_pages()?;
    Ok(App {
        fragments: crate::web::Fragments::default(),
        templates,
        sentences,
        key: key_of(config)?,
        hasher: crate::members::passwords::Hasher::new(cores()),
        pulse: pulse::Pulse::default(),
        pages: Semaphore::new(database.connections()),
        forms: Semaphore::new(database.writing_connections() + 1),
        database,
        windows: limits::Windows::default(),
        scale: limits::Scale(config.limits.scale),
        base_url,
        trusted_proxies: config.http.trusted_proxies.clone(),
        figures: None,
        mailbox: intake::mailbox::Account::parse(&config.mail.imap_url)?,
        files: files::Depot::of(config)?,
        points_durs: config.points_durs.clone(),
        neutrality: crate::sheets::neutrality::List::of(&config.data.dir)?,
        meetings: config.meetings,
        console: config.console,
        waiting: crate::console::Memo::default(),
        backups: Schedule::of(config)?,
        routes: routes::TABLE,
    })
}

type Pages = (BTreeMap<Language, Sentences>, BTreeMap<Language, Templates>);

/// Reading leaves forty megabytes that are used once: a thread that ends gives them back, the main one would keep them.
fn read_pages() -> Result<Pages, String> {
    let read = || {
        let sentences = sentences::load_all()?;
        let templates = sentences
            .iter()
            .map(|(language, sentences)| Templates::load(sentences).map(|templates| (*language, templates)))
            .collect::<Result<_, _>>()?;
        Ok((sentences, templates))
    };
    std::thread::spawn(read).join().map_err(|_| "the pages could not be read.".to_owned())?
}

pub(crate) fn postman_of(config: &Config) -> Result<Postman, String> {
    Ok(Postman {
        transport: Transport::of(config)?,
        from: config.mail.from.parse().map_err(|_| "mail.from is not a mail address.".to_owned())?,
        name: format!("{}-{}", std::process::id(), &tokens::random_token()[..8]),
        rules: config.mail.rules()?,
        stop: None,
    })
}

fn tick(config: &Config) -> Result<(), String> {
    prepare_folder(config)?;
    let database = open_database(config, Clock::Real)?;
    up_to_date(&database)?;
    let base_url = config.base_url(config.http.listen);
    let app = Arc::new(assemble(config, database, base_url)?);
    let mut failed = false;
    for (name, outcome) in jobs::run_due(&app, &postman_of(config)?) {
        match outcome {
            Ok(count) => println!("{name}: {count}"),
            Err(why) => {
                failed = true;
                println!("{name}: failed: {why}");
            }
        }
    }
    if failed { Err("a job failed; see above.".into()) } else { Ok(()) }
}

fn reindex(config: &Config) -> Result<(), String> {
    prepare_folder(config)?;
    let database = open_database(config, Clock::Real)?;
    up_to_date(&database)?;
    let indexed = search::upkeep::rebuild(&database).map_err(|refusal| refusal.to_string())?;
    println!("indexed {indexed} posts");
    Ok(())
}

/// Refuses to work on a database of another age.
fn up_to_date(database: &Database) -> Result<(), String> {
    let pending = database
        .read_here(|db| db::pending_migrations(db).map_err(crate::refusal::Refusal::Broken))
        .map_err(|refusal| refusal.to_string())?;
    if pending > 0 { Err("the database is not up to date: run `cercles migrate` first.".into()) } else { Ok(()) }
}

/// Makes an empty database into a community.
pub(crate) fn found(database: &Database, demo: bool) -> Result<(), String> {
    database.write_here(|tx| instance::prepare(tx, demo)).map_err(|refusal| refusal.to_string())
}
