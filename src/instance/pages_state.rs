//! `/administration/installation`: what the installation holds, the room it has left, its backups.

use actix_web::HttpResponse;
use serde::Serialize;

use super::store_state as store;
use crate::db::{DatabaseUrl, Moment};
use crate::disk::{self, Room};
use crate::journal;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::sentences::{Sentence, Sentences};
use crate::web::{Desk, Page, Visit, When};

/// Backups listed.
const LISTED: usize = 30;

#[derive(Serialize)]
struct View {
    engine: &'static str,
    database: Option<String>,
    files: i64,
    files_size: String,
    free: Option<String>,
    whole: Option<String>,
    sealed: i64,
    unsealed: i64,
    backups: Option<BackupsView>,
}

#[derive(Serialize)]
struct BackupsView {
    folder: String,
    every: i64,
    keep_days: i64,
    kept: Vec<BackupView>,
    in_all: usize,
    late: bool,
}

#[derive(Serialize)]
struct BackupView {
    when: When,
    size: String,
}

/// GET /administration/installation
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
        let (files, bytes) = store::files(visit.db)?;
        let (sealed, _) = store::facts(visit.db)?;
        let room = Room::at(visit.app.backups.data()).ok();
        let database = database(visit)?;
        let said = |bytes: u64| size(bytes, visit.sentences());
        let view = View {
            engine: match visit.app.database.url() {
                DatabaseUrl::Sqlite(_) => "SQLite",
                DatabaseUrl::Postgres(_) => "PostgreSQL",
            },
            database: database.map(said),
            files_size: said(u64::try_from(bytes).unwrap_or(0)),
            free: room.map(|(free, _)| said(free)),
            whole: room.map(|(_, whole)| said(whole)),
            backups: backups(visit),
            unsealed: journal::unsealed(visit.db)?,
            files,
            sealed,
        };
        Ok(Page::of("instance/state.html", &view))
    })
    .await
}

/// The bytes of the database: its file and its journal, or what its server says.
fn database(visit: &mut Visit<'_>) -> Result<Option<u64>, Refusal> {
    if let DatabaseUrl::Sqlite(path) = visit.app.database.url() {
        let bytes = |end: &str| std::fs::metadata(format!("{}{end}", path.display())).map_or(0, |file| file.len());
        return Ok(Some(bytes("") + bytes("-wal")));
    }
    Ok(store::size(visit.db)?.and_then(|bytes| u64::try_from(bytes).ok()))
}

fn backups(visit: &Visit<'_>) -> Option<BackupsView> {
    let schedule = &visit.app.backups;
    let (folder, every, keep_days) = schedule.plan()?;
    let kept = schedule.kept();
    let view =
        |(at, bytes): &(Moment, u64)| BackupView { when: visit.when(*at), size: size(*bytes, visit.sentences()) };
    Some(BackupsView {
        folder: folder.display().to_string(),
        every: every / 60,
        keep_days,
        in_all: kept.len(),
        late: kept.first().is_none_or(|(newest, _)| schedule.is_late(visit.now.seconds_since(*newest))),
        kept: kept.iter().take(LISTED).map(view).collect(),
    })
}

/// A number of bytes, in the reader's language.
fn size(bytes: u64, sentences: &Sentences) -> String {
    let said = disk::size(bytes);
    let (number, unit) = said.split_once(' ').unwrap_or((&said, ""));
    let number = match sentences.language() {
        crate::sentences::Language::French => number.replace('.', ","),
        crate::sentences::Language::English => number.to_owned(),
    };
    let key = match unit {
        "bytes" => "state-bytes",
        "KiB" => "state-kib",
        "MiB" => "state-mib",
        _ => "state-gib",
    };
    sentences.tell(&Sentence::new(key).text("n", number))
}
