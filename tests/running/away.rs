//! PostgreSQL goes away and comes back: nothing typed is lost, nothing is written twice. Only with
//! `CERCLES_TEST_DATABASE=postgres`: a cluster of its own is stopped and started by `tests/postgres`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use diesel::prelude::*;

use super::client::{Answer, Client};
use super::process::{Folder, Process};
use crate::town::engine;

/// A cluster that the test may stop.
struct Cluster {
    folder: Folder,
    url: String,
}

impl Cluster {
    fn start() -> Self {
        let folder = Folder::new();
        let data = folder.path().join("cluster");
        // The server runs as another user: it must be able to walk there.
        let _ = Command::new("chmod").arg("755").arg(folder.path()).status();
        let output = script("start", &data).stdout(Stdio::piped()).output().unwrap();
        assert!(output.status.success(), "tests/postgres could not start a cluster");
        Self { folder, url: String::from_utf8(output.stdout).unwrap().trim().to_owned() }
    }

    fn does(&self, act: &str) {
        assert!(script(act, &self.folder.path().join("cluster")).status().unwrap().success(), "{act}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = script("end", &self.folder.path().join("cluster")).status();
    }
}

fn script(act: &str, folder: &Path) -> Command {
    let mut command = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres"));
    command.arg(act).arg(folder).stdin(Stdio::null());
    command
}

/// Asks until the answer is as wanted; says how long it took.
#[track_caller]
fn within(most: Duration, mut ask: impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !ask() {
        assert!(start.elapsed() < most, "not within {most:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
    start.elapsed()
}

/// A thread that a member may answer.
fn some_thread(client: &mut Client) -> String {
    let list = client.get("/fils");
    let page = scraper::Html::parse_document(&list.body);
    let links = scraper::Selector::parse("main a[href^='/fils/']").unwrap();
    let mut addresses = page.select(&links).filter_map(|link| link.value().attr("href"));
    let thread = addresses.find(|address| address.len() > 20 && !address.contains("nouveau")).unwrap();
    thread.split(['#', '?']).next().unwrap().to_owned()
}

fn replies_to(thread: &str) -> String {
    format!("{}/messages", thread.split('-').next().unwrap())
}

/// Posts holding a text, in the database.
fn written(url: &str, text: &str) -> i64 {
    use cercles::db::schema::posts;
    let mut conn = diesel::PgConnection::establish(url).unwrap();
    posts::table.filter(posts::source.like(format!("%{text}%"))).count().get_result(&mut conn).unwrap()
}

#[track_caller]
fn is_away(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert_eq!(answer.header("retry-after"), "30");
    assert!(answer.body.contains("</html>"), "{}", answer.body);
}

#[test]
fn a_stopped_database_is_said_and_what_was_typed_is_kept() {
    if engine() != "postgres" {
        return;
    }
    let (cluster, folder) = (Cluster::start(), Folder::new());
    let server = Process::start("demo", folder.path(), |command| {
        command.env("DATABASE_URL", &cluster.url);
    });
    let (mut member, mut office) = (server.client(), server.office());
    member.sign_in("membre@cercles.example");
    let thread = some_thread(&mut member);
    let page = member.get(&thread);
    let (csrf, key) = (page.hidden("_csrf"), page.hidden("_key"));
    let text = "Nous avons gardé deux jeux d'étiquettes au fond du tiroir.\nEt un crayon.";
    let reply = [("_csrf", csrf.as_str()), ("_key", key.as_str()), ("body", text)];

    cluster.does("stop");
    within(Duration::from_secs(5), || office.get("/readyz").status == 503);
    assert_eq!(office.get("/livez").status, 200);
    assert_eq!(member.get("/livez").status, 200);
    is_away(&member.get(&thread));
    let kept = member.post(&replies_to(&thread), &reply);
    is_away(&kept);
    assert!(kept.body.contains("étiquettes au fond du tiroir.\nEt un crayon."), "{}", kept.body);
    assert_eq!(kept.hidden("_key"), key, "the same form, so that it counts once");

    cluster.does("again");
    let back = within(Duration::from_secs(5), || office.get("/readyz").status == 200);
    println!("ready again after {back:?}");
    within(Duration::from_secs(5), || member.get(&thread).status == 200);
    for _ in 0..2 {
        let again = member.post(&replies_to(&thread), &reply);
        assert_eq!(again.status, 303, "{}", again.body);
    }
    assert_eq!(written(&cluster.url, "fond du tiroir"), 1);
    drop(server);
}

#[test]
fn answers_sent_while_it_goes_and_comes_are_each_written_once() {
    if engine() != "postgres" {
        return;
    }
    let (cluster, folder) = (Cluster::start(), Folder::new());
    let server = Process::start("demo", folder.path(), |command| {
        command.env("DATABASE_URL", &cluster.url).env("CERCLES_LIMITS__SCALE", "0");
    });
    let (done, away) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (server, done, away) = (&server, &done, &away);
                scope.spawn(move || {
                    let mut member = server.client();
                    member.sign_in(cercles::demo::ACCOUNTS[writer].0);
                    let thread = some_thread(&mut member);
                    let page = member.get(&thread);
                    let csrf = page.hidden("_csrf");
                    let mut count = 0;
                    while !done.load(Ordering::SeqCst) {
                        let (text, key) = (format!("réponse {writer}-{count}."), format!("key-{writer}-{count}"));
                        let fields = [("_csrf", csrf.as_str()), ("_key", &key), ("body", &text)];
                        loop {
                            let answer = member.post(&replies_to(&thread), &fields);
                            if answer.status == 303 {
                                break;
                            }
                            is_away(&answer);
                            away.fetch_add(1, Ordering::SeqCst);
                            std::thread::sleep(Duration::from_millis(200));
                        }
                        count += 1;
                    }
                    (writer, count)
                })
            })
            .collect();
        for _ in 0..2 {
            std::thread::sleep(Duration::from_millis(1_500));
            cluster.does("stop");
            std::thread::sleep(Duration::from_millis(1_500));
            cluster.does("again");
        }
        std::thread::sleep(Duration::from_millis(1_500));
        done.store(true, Ordering::SeqCst);
        for writer in writers {
            let (writer, count) = writer.join().unwrap();
            assert!(count > 5, "writer {writer} wrote {count}");
            for number in 0..count {
                assert_eq!(written(&cluster.url, &format!("réponse {writer}-{number}.")), 1);
            }
        }
    });
    assert!(away.load(Ordering::SeqCst) > 0, "nobody noticed");
    drop(server);
}
