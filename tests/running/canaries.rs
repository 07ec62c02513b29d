//! Logs and figures: what people type, who they are and their secrets are in none of them.

use std::collections::BTreeSet;

use cercles::routes;

use super::process::{Folder, Process};

/// What must never be written in a log, in every place where people or links put it.
const CANARY: &str = "canari";

#[test]
fn logs_are_json_and_hold_nothing_of_anybody() {
    let folder = Folder::new();
    let server = Process::start("demo", folder.path(), |command| {
        command.env("RUST_LOG", "debug");
    });
    let mut visitor = server.client();
    let wrong = [("email", "canari-adresse@cercles.example"), ("password", "canari-mot-de-passe-long")];
    assert_eq!(visitor.fill("/connexion", "/connexion", &wrong).status, 422);
    let forgotten = [("email", "canari-oubli@cercles.example")];
    visitor.fill("/mot-de-passe-oublie", "/mot-de-passe-oublie", &forgotten);
    for path in [
        "/mot-de-passe/canari-jeton",
        "/invitation/canari-jeton",
        "/canari",
        "/fils/canari",
        "/?q=canari",
        "/calendrier/1.canari-jeton.ics?theme=canari",
    ] {
        visitor.get(path);
    }
    let mut member = server.client();
    member.sign_in("membre@cercles.example");
    member.get("/membres?q=canari");
    member.get("/recherche?q=canari");
    let thread = [
        ("theme", "numerique-en-sante"),
        ("kind", "discussion"),
        ("audience", "community"),
        ("title", "Le canari du titre"),
        ("body", "Le canari du texte\u{1b}[31m"),
    ];
    assert_eq!(member.fill("/fils/nouveau", "/fils/nouveau", &thread).status, 422, "a control character");
    let thread = [thread[0], thread[1], thread[2], thread[3], ("body", "Le canari du texte")];
    let opened = member.fill("/fils/nouveau", "/fils/nouveau", &thread);
    assert_eq!(opened.status, 303, "{}", opened.body);
    member.get(opened.header("location").split('#').next().unwrap());
    member.post(&format!("{}/messages", opened.header("location").split('-').next().unwrap()), &[("body", CANARY)]);
    // The address of a reset is mailed by the clock.
    visitor.fill("/mot-de-passe-oublie", "/mot-de-passe-oublie", &[("email", "pair@cercles.example")]);
    std::thread::sleep(std::time::Duration::from_secs(4));
    let (_, log) = server.stop();
    let lines: Vec<&str> = log.lines().filter(|line| !line.starts_with("Load")).collect();
    assert!(lines.len() > 20, "{log}");
    for line in &lines {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"));
        assert!(value["timestamp"].as_str().is_some_and(|at| at.ends_with('Z')), "UTC: {line}");
        assert!(value["level"].is_string(), "{line}");
        assert!(!line.contains('\u{1b}'), "{line}");
    }
    let told = log.to_lowercase();
    for secret in [CANARY, "@cercles.example", "membre@", "bertin", "camille", "127.0.0.1:", "numérique au bloc"] {
        let found: Vec<&&str> = lines.iter().filter(|line| line.to_lowercase().contains(secret)).collect();
        let own: Vec<_> = found.into_iter().filter(|line| !is_a_start(line)).collect();
        assert!(own.is_empty(), "{secret}: {own:#?}");
    }
    for event in ["\"target\":\"security\"", "/connexion", "\"status\":422"] {
        assert!(told.contains(event), "{event} is not logged");
    }
}

/// Lines of the server's own start may name the address it listens on.
fn is_a_start(line: &str) -> bool {
    line.contains("actix_server") || line.contains("listening")
}

#[test]
fn figures_have_few_labels_and_none_of_anybody() {
    let folder = Folder::new();
    let server = Process::start("demo", folder.path(), |_| {});
    let mut member = server.client();
    member.fill("/connexion", "/connexion", &[("email", "canari@cercles.example"), ("password", "canari")]);
    member.sign_in("membre@cercles.example");
    for path in ["/", "/themes", "/membres?q=canari", "/canari", "/fils/canari", "/assets/canari"] {
        member.get(path);
    }
    let figures = server.office().get("/metrics").body;
    assert!(!figures.contains(CANARY), "{figures}");
    let known: BTreeSet<&str> =
        ["route", "class", "state", "pool", "why", "quantile", "le", "job", "outcome", "result", "kind"].into();
    let routes: BTreeSet<&str> = routes::TABLE.iter().map(|row| row.path).chain(["unknown"]).collect();
    let mut series = 0;
    for line in figures.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        series += 1;
        let Some((_, labels)) = line.split_once('{') else { continue };
        let labels = &labels[..labels.rfind('}').unwrap()];
        for label in labels.split("\",") {
            let (name, value) = label.split_once("=\"").unwrap();
            let value = value.trim_end_matches('"');
            assert!(known.contains(name), "the label {name} in {line}");
            assert!(name != "route" || routes.contains(value), "the route {value}");
        }
    }
    assert!((10..=2_000).contains(&series), "{series} series");
    for name in [
        "cercles_requests_total",
        "cercles_request_seconds",
        "cercles_outbox",
        "cercles_connections_in_use",
        "cercles_sign_ins_total",
        "cercles_wal_bytes",
        "cercles_argon2_waiting",
    ] {
        assert!(figures.contains(name), "{name} is not among the figures:\n{figures}");
    }
}
