//! `demo`: a living community in one command.

use std::io::{IsTerminal, Write};

use clap::Args;

use super::migrate::bring_up_to_date;
use super::{Listening, Lock, open_database, prepare_folder, serve};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, DatabaseUrl};
use crate::demo;
use crate::members::passwords::{Hasher, Password};

/// Which community is loaded, and where it is served.
#[derive(Args, Clone, Copy)]
pub(super) struct Demo {
    #[command(flatten)]
    pub(super) listening: Listening,
    /// Loads a generated community of so many members instead, the demo accounts included (575 if not said).
    #[arg(long, value_name = "N")]
    members: Option<usize>,
    /// Loads a generated community of so many threads instead (80 if not said).
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Loads a generated community of so many posts instead (eight a thread if not said).
    #[arg(long, value_name = "N")]
    posts: Option<usize>,
    /// Of the threads of a generated community, so many are points durs (one in eight if not said).
    #[arg(long, value_name = "N")]
    points_durs: Option<usize>,
}

impl Demo {
    fn size(self) -> Result<Option<demo::Size>, String> {
        let said = self.members.or(self.threads).or(self.posts).or(self.points_durs).is_some();
        let size = || demo::Size::of(self.members, self.threads, self.posts)?.with_points_durs(self.points_durs);
        said.then(size).transpose()
    }
}

/// Makes the data folder, brings the database up to date, loads the demo community once and serves it.
pub(super) fn run(mut config: Config, asked: Demo) -> Result<(), String> {
    let size = asked.size()?;
    if asked.listening.admin_listen.is_none() {
        config.http.admin_listen.set_port(0);
    }
    prepare_folder(&config)?;
    let url = config.database_url()?;
    if let DatabaseUrl::Sqlite(path) = &url {
        db::check_file(path)?;
    }
    let lock = Lock::take(&config, &url)?;
    let database = open_database(&config, Clock::Real)?;
    bring_up_to_date(&config, &database)?;
    let hasher = Hasher::new(1);
    let hash = actix_web::rt::System::new()
        .block_on(hasher.hash(Password::given(demo::PASSWORD)))
        .map_err(|refusal| refusal.to_string())?;
    let mut bar = Bar::default();
    let progress = &mut |done, total| bar.show(done, total);
    match size {
        Some(size) => demo::load_generated(&database, &hash, size, progress)?,
        None => demo::load(&database, &hash, progress)?,
    };
    serve::serve(&config, database, lock, |_, base_url| {
        println!("The demo community is at {base_url}/ – password of every account: {}", demo::PASSWORD);
        for (email, who) in demo::ACCOUNTS {
            println!("  {email:<27} {who}");
        }
        Ok(())
    })
}

/// A progress bar on standard error; two quiet lines when nobody watches.
#[derive(Default)]
struct Bar {
    shown: Option<usize>,
}

impl Bar {
    const WIDTH: usize = 40;

    fn show(&mut self, done: usize, total: usize) {
        let filled = done * Self::WIDTH / total.max(1);
        if self.shown == Some(filled) {
            return;
        }
        let mut out = std::io::stderr();
        // What cannot be shown is not worth stopping for.
        let _ = if out.is_terminal() {
            let bar = format!("{}{}", "█".repeat(filled), "░".repeat(Self::WIDTH - filled));
            let end = if done == total { "\n" } else { "" };
            write!(out, "\rLoading the demo community {bar} {:>3} %{end}", done * 100 / total.max(1))
                .and_then(|()| out.flush())
        } else if self.shown.is_none() {
            writeln!(out, "Loading the demo community ({total} rows)…")
        } else if done == total {
            writeln!(out, "Loaded.")
        } else {
            Ok(())
        };
        self.shown = Some(filled);
    }
}
