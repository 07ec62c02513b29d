//! The crash table of the outbox, run for real: the binary is killed by SIGKILL at each of its eleven points, again and
//! again, and an SMTP server counts what arrives. `CERCLES_CRASH_RUNS` says how often each (5).

use std::collections::BTreeMap;

use cercles::mail::outbox::State;

use super::post::Office;
use super::sink::{Fault, Sink, Step};

fn runs() -> usize {
    std::env::var("CERCLES_CRASH_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(5)
}

/// What arrived of some mails: nothing lost, and how many copies too many, each of the same bytes.
fn copies(point: &str, sink: &Sink, mails: usize) -> usize {
    let mut held: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    for (to, bytes) in sink.mails() {
        held.entry(to).or_default().push(bytes);
    }
    assert_eq!(held.len(), mails, "{point}: lost");
    for (to, all) in &held {
        assert!(all.iter().all(|bytes| *bytes == all[0]), "{point}: {to} got other bytes");
        assert!(all.len() <= 2, "{point}: {to} got {} copies", all.len());
    }
    held.values().map(|all| all.len() - 1).sum()
}

/// Kills a run of the timetable for each mail, then lets the last ones end.
fn crashes(point: &str, fault: Fault, stop: impl Fn(usize) -> Option<String>, may_repeat: bool) {
    let (office, sink, runs) = (Office::new(), Sink::start(fault), runs());
    office.posts(runs);
    let mut killed = 0;
    for turn in 0..runs {
        killed += usize::from(!office.ticks(&sink, stop(turn).as_deref()));
        office.time_passes();
    }
    assert_eq!(killed, runs, "{point}: it was to die each time");
    sink.misbehaves(Fault::None);
    for _ in 0..3 {
        assert!(office.ticks(&sink, None), "{point}: it was to end");
        office.time_passes();
    }
    let twice = copies(point, &sink, runs);
    assert!(office.states().iter().all(|state| *state == State::Sent), "{point}: {:?}", office.rows());
    assert!(if may_repeat { twice <= killed } else { twice == 0 }, "{point}: {twice} copies too many");
    println!("{point}: {killed} killed, 0 lost, {twice} twice");
}

fn by_the_sink(_: usize) -> Option<String> {
    None
}

#[test]
fn p1_before_the_commit_there_is_neither_change_nor_mail_and_p2_after_it_both() {
    let (office, sink, runs) = (Office::new(), Sink::start(Fault::None), runs());
    let file = office.folder.path().join("people.csv");
    let before = office.people();
    for turn in 0..runs {
        let person = format!(
            "email;nom;prenom;etablissement;type;ville;region;profession;theme;cercle\np{turn}@town.example;Noël;Zoé;CH de Valmont;CH;Valmont;Corse;Pharmacienne;numerique-en-sante;community\n"
        );
        std::fs::write(&file, person).unwrap();
        let mut import = office.command(&["import", "members", file.to_str().unwrap()], &sink.url());
        let killed = import.env("CERCLES_STOP_AT", "posted").status().unwrap();
        assert_eq!(killed.code(), None, "P1: it was to die");
        assert_eq!(office.people(), before + i64::try_from(turn).unwrap(), "P1: no change");
        assert_eq!(office.rows().len(), turn, "P1: no mail");
        assert!(import.env_remove("CERCLES_STOP_AT").status().unwrap().success());
        assert_eq!(office.rows().len(), turn + 1);
        office.time_passes();
        assert!(!office.ticks(&sink, Some("claiming")), "P2: it was to die");
        assert_eq!(sink.mails().len(), turn);
        office.time_passes();
        assert!(office.ticks(&sink, None));
    }
    assert_eq!(copies("P2", &sink, runs), 0);
    println!("P1: {runs} killed, 0 lost, 0 twice\nP2: {runs} killed, 0 lost, 0 twice");
}

#[test]
fn p3_to_p5_what_was_not_handed_over_leaves_once() {
    crashes("P3", Fault::Signal(Step::Connect, "KILL"), by_the_sink, false);
    crashes("P4", Fault::Signal(Step::Rcpt, "KILL"), by_the_sink, false);
    crashes("P5", Fault::Signal(Step::Body, "KILL"), by_the_sink, false);
}

#[test]
fn p6_and_p7_a_lost_answer_makes_one_copy_of_the_same_bytes_at_most() {
    crashes("P6", Fault::Signal(Step::Dot, "KILL"), by_the_sink, true);
    // A copy of the mail before passes first.
    crashes("P7", Fault::None, |turn| Some(format!("answered:{}", usize::from(turn > 0))), true);
}

#[test]
fn p8_to_p10_what_is_settled_stays_settled_and_what_is_not_is_found_again() {
    quits();
    crashes("P9", Fault::Says(Step::Rcpt, "450 4.2.0 greylisted"), |_| Some("postponing".into()), false);
    crashes("P10", Fault::Says(Step::Rcpt, "550 5.1.1 unknown"), |_| Some("burying".into()), false);
}

/// P8: the sender dies as it says goodbye, its mail settled.
fn quits() {
    let (office, sink, runs) = (Office::new(), Sink::start(Fault::None), runs());
    for turn in 0..runs {
        office.posts_one(turn);
        sink.misbehaves(Fault::Signal(Step::Quit, "KILL"));
        assert!(!office.ticks(&sink, None), "P8: it was to die");
        assert!(office.states().iter().all(|state| *state == State::Sent), "P8: {:?}", office.rows());
        office.time_passes();
    }
    sink.misbehaves(Fault::None);
    assert!(office.ticks(&sink, None));
    assert_eq!(copies("P8", &sink, runs), 0);
    println!("P8: {runs} killed, 0 lost, 0 twice");
}

#[test]
fn p11_a_worker_that_wakes_after_its_lease_sends_nothing() {
    let (office, sink, runs) = (Office::new(), Sink::start(Fault::None), runs());
    for turn in 0..runs {
        office.time_passes();
        office.posts_one(turn);
        sink.misbehaves(Fault::Signal(Step::Connect, "STOP"));
        let mut sleeper = office.starts_a_tick(&sink, None);
        while !asleep(sleeper.id()) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        office.time_passes();
        sink.misbehaves(Fault::None);
        assert!(office.ticks(&sink, None), "P11: the other one was to end");
        let settled = office.rows();
        let woken = std::process::Command::new("sh").args(["-c", &format!("kill -CONT {}", sleeper.id())]).status();
        assert!(woken.unwrap().success());
        assert!(sleeper.wait().unwrap().code().is_some());
        let (was, is) = (settled.last().unwrap(), office.rows().pop().unwrap());
        assert_eq!((was.state, was.fence), (is.state, is.fence), "P11: the sleeper changed something");
    }
    assert_eq!(copies("P11", &sink, runs), 0);
    assert!(office.states().iter().all(|state| *state == State::Sent), "P11: {:?}", office.rows());
    println!("P11: {runs} woken, 0 lost, 0 twice");
}

/// Whether a process was stopped.
fn asleep(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    status.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
}
