//! Mails of real shape, read as a whole: what each is, and what is new in it. See tests/mail/README.md.

use std::path::{Path, PathBuf};

use cercles::intake::{Incoming, Kind, Strength, new_text};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail").join(name)
}

fn read(path: &Path) -> Incoming {
    read_bytes(&std::fs::read(path).unwrap())
}

fn read_bytes(bytes: &[u8]) -> Incoming {
    Incoming::parse(bytes)
}

/// Every mail of a folder, by name.
fn mails(name: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == "eml"));
    found.sort();
    found
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Reply => "reply",
        Kind::Bounce { strength: Strength::Hard, .. } => "hard",
        Kind::Bounce { strength: Strength::Soft, .. } => "soft",
        Kind::Complaint { .. } => "complaint",
        Kind::AutoReply => "auto",
    }
}

/// At least `most` in a hundred are right; the others are listed.
fn score(what: &str, all: usize, misses: &[String], most: usize) {
    let right = all - misses.len();
    println!("{what}: {right} of {all} right");
    for miss in misses {
        println!("  miss: {miss}");
    }
    assert!(all >= 100, "{what}: {all} mails only");
    assert!(right * 100 >= all * most, "{what}: {right} of {all}, {most} % wanted; {misses:#?}");
}

#[test]
fn bounces_complaints_and_answers_of_machines_are_told_apart() {
    let expected = std::fs::read_to_string(folder("bounces/expected.tsv")).unwrap();
    let (mut misses, mut strangers, mut all) = (Vec::new(), Vec::new(), 0);
    for line in expected.lines().skip(1) {
        let [file, wanted, recipient] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let kind = Kind::of(&read(&folder("bounces").join(file)));
        all += 1;
        if word(&kind) != wanted {
            misses.push(format!("{file}: {wanted} read as {kind:?}"));
        }
        let (Kind::Bounce { recipient: found, .. } | Kind::Complaint { recipient: found }) = &kind else { continue };
        if found.as_deref() != Some(recipient) {
            strangers.push(format!("{file}: {recipient} read as {found:?}"));
        }
    }
    assert_eq!(all, mails("bounces").len(), "a mail without its line, or the reverse");
    score("bounces by kind", all, &misses, 95);
    score("bounces by recipient", all, &strangers, 95);
}

#[test]
fn replies_are_never_taken_for_machines() {
    let misses: Vec<String> = mails("replies")
        .iter()
        .filter(|path| Kind::of(&read(path)) != Kind::Reply)
        .map(|path| path.display().to_string())
        .collect();
    assert!(misses.is_empty(), "{misses:#?}");
}

#[test]
fn replies_keep_what_is_new_and_nothing_quoted() {
    let all = mails("replies");
    let lines =
        |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    let misses: Vec<String> = all
        .iter()
        .filter_map(|path| {
            let wanted = std::fs::read_to_string(path.with_extension("txt")).unwrap();
            let found = new_text(&read(path).text);
            let name = path.file_name().unwrap().display();
            (lines(wanted.trim()) != lines(&found)).then(|| format!("{name}: {found:?} instead of {:?}", wanted.trim()))
        })
        .collect();
    score("replies", all.len(), &misses, 90);
}

#[test]
fn five_mebibytes_of_quotes_in_an_encoding_nobody_announced_are_read_at_once() {
    let mut mail = b"From: lou@x.example\r\nSubject: Re\r\n\r\nD\xe9j\xe0 vu.\r\n\r\nLe 3 mars 2026 \xe0 14:30, K a \xe9crit :\r\n".to_vec();
    while mail.len() < 5 * 1024 * 1024 {
        mail.extend(b"> Nous avons remplac\xe9 le bracelet par un code lisible, m\xeame mouill\xe9.\r\n");
    }
    let html: Vec<u8> = [
        &b"From: lou@x.example\r\nContent-Type: text/html\r\n\r\n<p>D\xe9j\xe0 vu.</p><blockquote>"[..],
        &b"<div><p>Nous avons remplac&eacute; le bracelet.</p></div>\r\n".repeat(90_000),
    ]
    .concat();
    for bytes in [mail, html] {
        let began = std::time::Instant::now();
        let text = new_text(&read_bytes(&bytes).text);
        println!("{} bytes in {:?}", bytes.len(), began.elapsed());
        assert_eq!(text, "Déjà vu.");
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    }
}
