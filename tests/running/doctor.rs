//! The doctor: a line for each thing, in words, with what to do.

use std::os::unix::fs::PermissionsExt;

use cercles::db::schema::journal;
use diesel::prelude::*;

use super::process::{cercles, ended};
use super::site::Site;

/// Status and lines.
fn looked(site: &Site) -> (i32, String) {
    let (status, said, errors) = ended(&mut site.command(&["doctor"]));
    assert_eq!(status != 0, errors.contains("the lines that begin with fail"), "{said}{errors}");
    for line in said.lines() {
        assert!(["ok   ", "warn ", "fail "].iter().any(|word| line.starts_with(word)), "{line}");
        assert!(line.ends_with('.') || line.contains(": "), "{line}");
    }
    (status, said)
}

#[track_caller]
fn finds(site: &Site, line: &str, advice: &str) {
    let (status, said) = looked(site);
    assert_eq!(status, 1, "{said}");
    let found = said.lines().find(|said| said.starts_with(line)).unwrap_or_else(|| panic!("no “{line}” in {said}"));
    assert!(found.contains(advice), "{found}");
}

#[test]
fn a_healthy_place_has_nothing_but_good_lines() {
    let site = Site::of_demo();
    let (status, said) = ended_well(&site);
    assert_eq!(status, 0, "{said}");
    let names: Vec<&str> = said.lines().map(|line| line[5..].split(':').next().unwrap()).collect();
    let wanted = [
        "settings",
        "key",
        "disk",
        "database",
        "integrity",
        "migrations",
        "journal",
        "search",
        "clock",
        "jobs",
        "backup",
        "mail",
    ];
    assert_eq!(names, wanted, "{said}");
    assert!(said.contains("warn backup: none is scheduled"), "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("ok ")).count(), wanted.len() - 1, "{said}");
}

/// After every job ran once.
fn ended_well(site: &Site) -> (i32, String) {
    site.says(&["tick"]).unwrap();
    looked(site)
}

#[test]
fn what_is_broken_is_named_with_what_to_do() {
    let site = Site::of_demo();
    site.says(&["tick"]).unwrap();
    let key = site.data().join("secret.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    finds(&site, "fail key: ", "chmod 600");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();

    let sealed: i64 = {
        let database = site.open();
        database
            .write_here(|tx| {
                let first = journal::number.eq(1);
                let id: i64 = journal::table.filter(first).select(journal::id).first(tx.db())?;
                diesel::update(journal::table.find(id)).set(journal::detail.eq("other")).execute(tx.db())?;
                Ok(id)
            })
            .unwrap()
    };
    assert!(sealed > 0);
    finds(&site, "fail journal: ", "fact 1 was changed");

    let undone = |tx: &mut cercles::db::Tx<'_>| {
        diesel::sql_query("DELETE FROM __diesel_schema_migrations").execute(tx.db())?;
        Ok(())
    };
    site.open().write_here(undone).unwrap();
    finds(&site, "fail migrations: ", "run `cercles migrate`");

    let elsewhere = Site::empty();
    if matches!(elsewhere.url(), cercles::db::DatabaseUrl::Sqlite(_)) {
        finds(&elsewhere, "fail database: ", "there is no database at");
        assert!(!elsewhere.data().exists(), "the doctor makes nothing");
    }
    let (status, said, _) = ended(cercles(&["doctor"]).env("CERCLES_HTTP__PORT", "80"));
    assert!(status == 1 && said.starts_with("fail settings: "), "{said}");
}

#[test]
fn a_database_file_that_is_damaged_is_found() {
    let site = Site::of_demo();
    let cercles::db::DatabaseUrl::Sqlite(path) = site.url() else { return };
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 64].fill(0xFF);
    std::fs::write(&path, bytes).unwrap();
    finds(&site, "fail integrity: ", "restore the newest backup");
    let why = site.says(&["backup", site.folder.path().join("a.cercles").to_str().unwrap()]).unwrap_err();
    assert!(why.contains("no backup was made"), "{why}");
}
