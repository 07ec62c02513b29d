//! Backups: made while people write, read back, put back elsewhere; a damaged one touches nothing.

use std::os::unix::fs::PermissionsExt;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cercles::backup;
use cercles::db::schema::{job_runs, posts, threads};
use cercles::db::{self, Database};
use cercles::demo;
use diesel::prelude::*;

use super::process::{Process, ended};
use super::site::Site;
use crate::town::engine;

fn restored(site: &Site, file: &Path) -> Result<String, String> {
    site.says(&["restore", file.to_str().unwrap()])
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// What stands in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let mut names: Vec<String> =
        entries.into_iter().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Writes posts in a thread, one a transaction, until told to stop; says how many.
fn write_posts(database: &Database, stop: &AtomicBool) -> usize {
    let thread: i64 =
        database.read_here(|db| Ok(threads::table.select(threads::id).order(threads::id).first(db)?)).unwrap();
    let author: i64 = database
        .read_here(|db| Ok(posts::table.filter(posts::thread_id.eq(thread)).select(posts::author_id).first(db)?))
        .unwrap();
    let (mut number, mut written) = (100_000, 0);
    while !stop.load(Ordering::SeqCst) {
        number += 1;
        database
            .write_here(|tx| {
                let row = (
                    posts::id.eq(tx.id()),
                    posts::thread_id.eq(thread),
                    posts::number.eq(number),
                    posts::author_id.eq(author),
                    posts::source.eq("Nous avons essayé, cela tient."),
                    posts::html.eq("<p>Nous avons essayé, cela tient.</p>"),
                    posts::renderer.eq(1),
                    posts::created_at.eq(tx.now()),
                );
                diesel::insert_into(posts::table).values(row).execute(tx.db())?;
                Ok(())
            })
            .unwrap();
        written += 1;
        std::thread::sleep(Duration::from_millis(2));
    }
    written
}

#[test]
fn a_backup_made_while_people_write_is_put_back_elsewhere() {
    let site = Site::empty();
    let server = site.serve();
    std::fs::create_dir_all(site.data().join("attachments/ab")).unwrap();
    std::fs::write(site.data().join("attachments/ab/abcd"), "une pièce jointe").unwrap();
    let (database, stop, rate) = (site.open(), AtomicBool::new(false), AtomicUsize::new(0));
    let before = site.contents().rows["posts"];
    let manifest = std::thread::scope(|scope| {
        scope.spawn(|| {
            let start = Instant::now();
            let written = write_posts(&database, &stop);
            rate.store(written * 1_000 / start.elapsed().as_millis() as usize, Ordering::SeqCst);
        });
        std::thread::sleep(Duration::from_millis(500));
        let saved = std::panic::catch_unwind(AssertUnwindSafe(|| site.saved("live.cercles")));
        std::thread::sleep(Duration::from_millis(200));
        stop.store(true, Ordering::SeqCst);
        saved.unwrap().1
    });
    let (rate, after) = (rate.load(Ordering::SeqCst), site.contents().rows["posts"]);
    println!("{rate} posts a second; {before} posts before, {after} after");
    assert!(rate >= 100, "{rate} posts a second");
    let (posts_saved, newest) = (manifest.contents.rows["posts"], manifest.contents.newest_post.unwrap());
    assert!(before < posts_saved && posts_saved < after, "{before} < {posts_saved} < {after}");
    let until: i64 =
        database.read_here(|db| Ok(posts::table.filter(posts::id.le(newest)).count().get_result(db)?)).unwrap();
    assert_eq!(posts_saved, until, "everything written before the newest post, and nothing after");
    server.stop();

    let file = site.folder.path().join("live.cercles");
    assert_eq!(mode(&file), 0o600);
    assert_eq!(names(site.folder.path()), ["data", "live.cercles"], "nothing else is left");
    let elsewhere = Site::empty();
    let said = restored(&elsewhere, &file).unwrap();
    assert!(said.ends_with(", verified\n"), "{said}");
    assert_eq!(elsewhere.contents(), manifest.contents);
    assert_eq!(elsewhere.open().read_here(|db| Ok(db::unsound(db).unwrap())).unwrap(), Vec::<String>::new());
    let key = |site: &Site| std::fs::read(site.data().join("secret.key")).unwrap();
    assert_eq!(key(&elsewhere), key(&site));
    assert_eq!(mode(&elsewhere.data().join("secret.key")), 0o600);
    assert_eq!(std::fs::read(elsewhere.data().join("attachments/ab/abcd")).unwrap(), "une pièce jointe".as_bytes());
    let server = elsewhere.serve();
    let mut member = server.client();
    member.sign_in(demo::ACCOUNTS[0].0);
    assert_eq!(member.get("/fils").status, 200);
    server.stop();
}

/// Where each part's first byte stands, and the file's whole content.
fn parts(file: &Path) -> (Vec<(String, usize)>, Vec<u8>) {
    let bytes = std::fs::read(file).unwrap();
    let mut archive = tar::Archive::new(bytes.as_slice());
    let parts = archive.entries().unwrap().map(|entry| {
        let entry = entry.unwrap();
        let name = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
        (name, usize::try_from(entry.raw_file_position()).unwrap())
    });
    (parts.collect(), bytes.clone())
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_written() {
    let site = Site::of_demo();
    let (file, _) = site.saved("whole.cercles");
    let (parts, whole) = parts(&file);
    let (attached, known): (Vec<&str>, Vec<&str>) =
        parts.iter().map(|(name, _)| name.as_str()).partition(|name| name.starts_with("attachments/"));
    assert_eq!(attached.len(), 7, "the files of the demo, a thumbnail among them");
    let copy = if engine() == "postgres" { "database.pgdump" } else { "database.sqlite" };
    assert_eq!(known, [copy, "secret.key", "manifest.json", "SHA256"]);
    let damaged = site.folder.path().join("damaged.cercles");
    let elsewhere = Site::empty();
    let refused = |bytes: &[u8], what: &str| {
        std::fs::write(&damaged, bytes).unwrap();
        let why = restored(&elsewhere, &damaged).unwrap_err();
        assert!(why.contains("is not a whole backup"), "{what}: {why}");
        assert!(!elsewhere.data().exists(), "{what}: not even the folder is made");
    };
    for (name, at) in &parts {
        for at in [*at + 20, *at - 200] {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            refused(&bytes, name);
        }
    }
    for length in [0, 600, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..length], "cut short");
    }
    refused("Compte rendu de la réunion du 3 mars".as_bytes(), "another file");
    if engine() == "postgres" {
        assert!(elsewhere.contents().rows.is_empty());
    }
}

#[test]
fn only_an_empty_place_takes_a_backup() {
    let site = Site::of_demo();
    let (file, manifest) = site.saved("a.cercles");
    let again = site.says(&["backup", file.to_str().unwrap()]).unwrap_err();
    assert!(again.contains("already exists"), "{again}");
    let nowhere = site.says(&["backup", "/nowhere/a.cercles"]).unwrap_err();
    assert!(nowhere.contains("no backup was made: the folder of /nowhere/a.cercles does not exist"), "{nowhere}");
    let why = restored(&site, &file).unwrap_err();
    assert!(why.contains("is not empty"), "{why}");
    assert_eq!(site.contents().rows["members"], manifest.contents.rows["members"]);

    let other = Site::empty();
    std::fs::create_dir_all(other.data()).unwrap();
    std::fs::write(other.data().join("secret.key"), "the key of another community, long enough").unwrap();
    let why = restored(&other, &file).unwrap_err();
    assert!(why.contains("is another key"), "{why}");
    assert_eq!(names(&other.data()).iter().filter(|name| !name.ends_with(".lock")).count(), 1);
    std::fs::remove_file(other.data().join("secret.key")).unwrap();
    restored(&other, &file).unwrap();

    let mut wrong = site.command(&["restore", file.to_str().unwrap()]);
    if engine() == "postgres" {
        wrong.env_remove("DATABASE_URL")
    } else {
        wrong.env("DATABASE_URL", "postgres://h/n")
    };
    let (status, _, why) = ended(&mut wrong);
    assert!(status == 1 && why.contains("is a backup of"), "{why}");
}

#[test]
fn a_place_that_is_served_takes_no_backup() {
    let site = Site::of_demo();
    let (file, _) = site.saved("a.cercles");
    let server = site.serve();
    let why = restored(&site, &file).unwrap_err();
    let words = if engine() == "postgres" { "is not empty" } else { "another process serves" };
    assert!(why.contains(words), "{why}");
    let mut member = server.client();
    member.sign_in(demo::ACCOUNTS[0].0);
    server.stop();
}

/// Runs a backup whose files may hold so many bytes, as on a disk that fills up.
fn squeezed(site: &Site, file: &Path, bytes: u64) -> String {
    let whole = site.command(&["backup", file.to_str().unwrap()]);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\"", &(bytes / 512).to_string()]);
    command.arg(whole.get_program()).args(whole.get_args());
    for (name, value) in whole.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let (status, said, errors) = ended(&mut command);
    assert_eq!(status, 1, "{said}");
    errors
}

#[test]
fn a_disk_that_fills_up_leaves_nothing_half_made() {
    let site = Site::of_demo();
    let (_, manifest) = site.saved("a.cercles");
    // While the database is copied, then once it is and the archive is written.
    for bytes in [128 * 1024, manifest.parts[0].size.next_multiple_of(512)] {
        let file = site.folder.path().join("b.cercles");
        let why = squeezed(&site, &file, bytes);
        assert_eq!(why.lines().count(), 1, "{why}");
        assert!(why.starts_with("cercles: no backup was made: "), "{why}");
        assert_eq!(names(site.folder.path()), ["a.cercles", "data"], "{bytes}: {why}");
    }
}

#[test]
fn the_clock_makes_backups() {
    let site = Site::of_demo();
    let folder = site.folder.path().join("backups");
    let tick = || {
        let (status, said, errors) = ended(site.command(&["tick"]).env("CERCLES_BACKUP__FOLDER", &folder));
        assert_eq!(status, 0, "{said}{errors}");
        said
    };
    site.open()
        .write_here(|tx| {
            let now = tx.now();
            diesel::update(job_runs::table.find("backup")).set(job_runs::due_at.eq(now)).execute(tx.db())?;
            Ok(())
        })
        .unwrap();
    let old = folder.join("cercles-20260101T000000Z.cercles");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(&old, "").unwrap();
    std::fs::write(folder.join("autre.cercles"), "").unwrap();
    assert!(tick().contains("backup: 1\n"));
    let made: Vec<String> = names(&folder).into_iter().filter(|name| name.starts_with("cercles-")).collect();
    assert_eq!(made.len(), 1, "one was made, the old one is gone: {made:?}");
    backup::read(&folder.join(&made[0]), &site.url()).unwrap();
    assert_eq!(names(&folder).len(), 2, "and what is not ours stays");
    assert!(!tick().contains("backup: 1\n"), "a quarter of an hour has not passed");
    let server = Process::start("demo", &site.data(), |command| {
        site.set(command);
        command.env("CERCLES_BACKUP__FOLDER", &folder);
    });
    assert!(server.office().get("/metrics").body.contains("cercles_backup_age_seconds "));
    server.stop();
}

#[test]
fn a_migration_is_preceded_by_a_backup_on_sqlite() {
    if engine() != "sqlite" {
        return;
    }
    let old = |site: &Site| {
        std::fs::create_dir_all(site.data()).unwrap();
        let path = site.data().join("cercles.db");
        let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        diesel::sql_query("CREATE TABLE notes (id BIGINT PRIMARY KEY)").execute(&mut conn).unwrap();
        diesel::sql_query("INSERT INTO notes VALUES (7)").execute(&mut conn).unwrap();
    };
    let site = Site::empty();
    old(&site);
    std::fs::write(site.data().join("backups"), "a file where the folder should be").unwrap();
    let why = site.says(&["migrate"]).unwrap_err();
    assert!(why.contains("no backup was made before the migration"), "{why}");
    assert_eq!(site.contents().rows.len(), 1, "nothing was migrated");
    std::fs::remove_file(site.data().join("backups")).unwrap();
    let said = site.says(&["migrate"]).unwrap();
    assert!(said.starts_with("saved ") && said.contains("\nran "), "{said}");
    let backups = site.data().join("backups");
    let made = names(&backups);
    assert!(made.len() == 1 && made[0].starts_with("before-20261122000001-"), "{made:?}");
    let saved = backup::read(&backups.join(&made[0]), &site.url()).unwrap().manifest;
    assert_eq!(saved.contents.rows["notes"], 1);
    assert_eq!(site.says(&["migrate"]).unwrap(), "already up to date\n");
    assert_eq!(names(&backups).len(), 1);
}
