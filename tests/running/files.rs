//! Files sent to the running server: hostile ones cost it little memory and little time, backups carry the others.

use std::time::{Duration, Instant};

use cercles::db::schema::{files, post_files};
use diesel::prelude::*;

use super::client::Client;
use super::site::Site;
use crate::stories::files::{png, progressive_free_jpeg};
use crate::stories::hostile::{Hostile, corpus};

/// What hostile files may add to the server's memory, in KiB.
const MOST_OF_HOSTILE: u64 = 64 * 1024;
/// What the largest picture may add: an optimised server, which stands at some 70 MiB, stays under 256.
const MOST_OF_A_PICTURE: u64 = 176 * 1024;

fn csrf(client: &mut Client) -> String {
    client.get("/fils/nouveau").hidden("_csrf")
}

#[test]
fn hostile_files_take_little_memory_and_little_time() {
    let site = Site::of_demo();
    let process = site.serve();
    let mut client = process.client();
    client.sign_in("membre@cercles.example");
    let csrf = csrf(&mut client);
    let before = process.most_memory();
    for Hostile(name, bytes, words) in corpus() {
        let began = Instant::now();
        let answer = client.send_file("/fichiers", &[("_csrf", &csrf)], name, &bytes);
        assert!(matches!(answer.status, 422 | 429), "{name}: {} {words}", answer.status);
        assert!(began.elapsed() < Duration::from_secs(5), "{name}: {:?}", began.elapsed());
    }
    let hostile = process.most_memory();
    // The largest photograph that is taken.
    let mut karim = process.client();
    karim.sign_in("expert@cercles.example");
    let csrf = self::csrf(&mut karim);
    let sent = karim.send_file("/fichiers", &[("_csrf", &csrf)], "photo.jpg", &progressive_free_jpeg(7_300, 5_400));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let most = process.most_memory();
    let told = format!("{before} KiB before, {hostile} after hostile files, {most} after a photograph");
    assert!(hostile - before < MOST_OF_HOSTILE, "{told}");
    assert!(most - before < MOST_OF_A_PICTURE, "{told}");
    process.stop();
}

#[test]
fn a_backup_carries_what_posts_refer_to_and_a_restore_gives_it_back() {
    let (site, elsewhere) = (Site::of_demo(), Site::empty());
    let process = site.serve();
    let mut client = process.client();
    client.sign_in("membre@cercles.example");
    let csrf = csrf(&mut client);
    let fields = [
        ("_csrf", csrf.as_str()),
        ("theme", "numerique-en-sante"),
        ("kind", "question"),
        ("title", "Le plan de la salle"),
        ("body", "Le voici."),
        ("audience", "community"),
    ];
    let opened = client.send_file("/fils/nouveau", &fields, "plan.png", &png(60, 40));
    assert_eq!(opened.status, 303, "{}", opened.body);
    let (file, manifest) = site.saved("avec.cercles");
    // The six files of the demo, one of them a picture with its thumbnail; the plan and its own.
    assert_eq!(manifest.parts.iter().filter(|part| part.name.starts_with("attachments/")).count(), 7 + 2);
    process.stop();
    let restored = elsewhere.says(&["restore", file.to_str().unwrap()]);
    assert!(restored.is_ok(), "{restored:?}");
    let objects: Vec<String> = elsewhere
        .open()
        .read_here(|db| Ok(post_files::table.inner_join(files::table).select(files::object).load(db)?))
        .unwrap();
    assert_eq!(objects.len(), 6 + 1);
    for object in objects {
        let path = elsewhere.data().join("attachments").join(&object[..2]).join(&object);
        assert!(path.is_file(), "{} dangles", path.display());
    }
}
