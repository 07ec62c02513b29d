//! Mail is handed over by a relay (LMTP), or fetched from a mailbox (IMAP).

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cercles::intake::{lmtp, mailbox};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt};

use super::{address_of, opened, posts, reply};
use crate::town::Town;

/// A relay that talks to the town.
struct Relay(tokio::io::BufReader<tokio::net::TcpStream>);

impl Relay {
    async fn says(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).await.unwrap();
    }

    /// The next answer's last line.
    async fn hears(&mut self) -> String {
        loop {
            let mut line = String::new();
            let read = tokio::time::timeout(std::time::Duration::from_secs(10), self.0.read_line(&mut line));
            assert!(read.await.expect("the town is silent").unwrap() > 0, "the town hung up");
            if line.as_bytes()[3] == b' ' {
                return line.trim_end().to_owned();
            }
        }
    }

    async fn asks(&mut self, text: &str) -> String {
        self.says(text).await;
        self.hears().await
    }
}

async fn listening(town: &Town) -> (Relay, tokio::sync::watch::Sender<bool>) {
    let listener = tokio::net::TcpListener::from_std(lmtp::bind("127.0.0.1:0").unwrap().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    tokio::spawn(lmtp::listen(listener, town.app.database.clone(), "town.example".into(), stopped));
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    (Relay(tokio::io::BufReader::new(stream)), stop)
}

#[actix_web::test]
async fn a_relay_hands_over_and_each_recipient_is_answered() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    let thread = opened(&ana, "Bracelets", "community").await;
    let (mut relay, _stop) = listening(&town).await;
    assert!(relay.hears().await.starts_with("220 "));
    assert!(relay.asks("MAIL FROM:<a@x>\r\n").await.starts_with("503 "), "no greeting yet");
    assert!(relay.asks("EHLO relay\r\n").await.starts_with("500 "), "RFC 2033: LHLO only");
    assert!(relay.asks("LHLO relay\r\n").await.ends_with("SIZE 26214400"));
    assert!(relay.asks("MAIL FROM:<a@x> SIZE=99999999999\r\n").await.starts_with("552 "));
    assert!(relay.asks("DATA\r\n").await.starts_with("503 "));
    let to = address_of(&town, &lou, &thread);
    assert!(relay.asks(&format!("MAIL FROM:<{}>\r\n", lou.email)).await.starts_with("250 "));
    assert!(relay.asks(&format!("RCPT TO:<{to}>\r\n")).await.starts_with("250 "));
    assert!(relay.asks("RCPT TO:<autre@town.example>\r\n").await.starts_with("250 "));
    assert!(relay.asks("DATA\r\n").await.starts_with("354 "));
    let mail = String::from_utf8(reply(&lou.email, "l", "Une ligne.\r\n..\r\nUn point seul au-dessus.")).unwrap();
    relay.says(&mail).await;
    assert!(relay.asks(".\r\n").await.starts_with("250 "), "one answer…");
    assert!(relay.hears().await.starts_with("250 "), "…a recipient");
    assert!(relay.asks("QUIT\r\n").await.starts_with("221 "));
    assert_eq!(town.reads_mail().await, 2);
    let shown = posts(&ana, &thread).await;
    assert_eq!(shown.len(), 2);
    assert!(shown[1].contains("Un point seul"), "{shown:?}");
    town.admin("Agathe Admin").await.visits("/administration/courrier").await.shows("Son adresse ne désigne");
}

#[actix_web::test]
async fn too_heavy_a_mail_and_nonsense_are_refused_without_harm() {
    let town = Town::new().await;
    let (mut relay, _stop) = listening(&town).await;
    relay.hears().await;
    relay.asks("LHLO relay\r\n").await;
    assert!(relay.asks(&format!("NOOP {}\r\n", "x".repeat(5_000))).await.starts_with("500 "));
    assert!(relay.asks("MAIL FROM:<>\r\n").await.starts_with("250 "), "machines have a null path");
    assert!(relay.asks("RCPT TO:<nobody>\r\n").await.starts_with("501 "));
    assert!(relay.asks("RCPT TO:<b@town.example>\r\n").await.starts_with("250 "));
    assert!(relay.asks("DATA\r\n").await.starts_with("354 "));
    let line = format!("{}\r\n", "é".repeat(500));
    for _ in 0..26 {
        relay.says(&line.repeat(1_024)).await;
    }
    assert!(relay.asks(".\r\n").await.starts_with("552 "));
    assert!(relay.asks("NOOP\r\n").await.starts_with("250 "));
    assert_eq!(town.reads_mail().await, 0);
    // A connection that breaks before the final dot keeps nothing.
    relay.asks("MAIL FROM:<a@x.example>\r\n").await;
    relay.asks("RCPT TO:<b@town.example>\r\n").await;
    relay.asks("DATA\r\n").await;
    relay.says("From: a@x.example\r\n\r\nà moitié").await;
    drop(relay);
    assert_eq!(town.reads_mail().await, 0);
}

/// A mailbox with one mail, as far as the eight commands go.
fn mailbox_with(mail: Vec<u8>, seen: Arc<AtomicUsize>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            stream.write_all(b"* OK ready\r\n").unwrap();
            let mut line = String::new();
            while reader.by_ref().read_line(&mut line).unwrap() > 0 {
                let (tag, command) = line.trim_end().split_once(' ').unwrap();
                let done = format!("{tag} OK done\r\n");
                let mut answer = Vec::new();
                match command.split(' ').take(3).collect::<Vec<_>>()[..] {
                    ["LOGIN", "\"moi\"", "\"le mot\\\"\""] => {}
                    ["LOGIN", ..] if command == "LOGIN \"moi\" \"le mot\\\"\"" => {}
                    ["SELECT", "\"INBOX\""] | ["LOGOUT"] => {}
                    ["UID", "SEARCH", "UNSEEN"] if seen.load(Ordering::SeqCst) > 0 => answer.extend(b"* SEARCH\r\n"),
                    ["UID", "SEARCH", "UNSEEN"] => answer.extend(b"* SEARCH 7\r\n"),
                    ["UID", "FETCH", "7"] if command.contains("SIZE") => {
                        answer.extend(format!("* 1 FETCH (UID 7 RFC822.SIZE {})\r\n", mail.len()).bytes());
                    }
                    ["UID", "FETCH", "7"] => {
                        answer.extend(format!("* 1 FETCH (UID 7 BODY[] {{{}}}\r\n", mail.len()).bytes());
                        answer.extend(&mail);
                        answer.extend(b")\r\n");
                    }
                    ["UID", "STORE", "7"] => {
                        seen.fetch_add(1, Ordering::SeqCst);
                    }
                    _ => panic!("{command}"),
                }
                answer.extend(done.bytes());
                stream.write_all(&answer).unwrap();
                line.clear();
            }
        }
    });
    port
}

#[actix_web::test]
async fn a_mailbox_is_collected_and_what_was_read_is_marked() {
    let mut town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await.id(), town.member("Lou Martin").await.email.clone());
    let thread = {
        let ana = town.member("Zoé Fil").await;
        opened(&ana, "Bracelets", "community").await
    };
    let member = town.read({
        let key = cercles::members::email_key(&lou);
        move |db| Ok(cercles::members::store::account_of(db, &key)?.unwrap().0)
    });
    let thread_id = cercles::db::ids::ThreadId(crate::town::id_in(&thread));
    let to = cercles::mail::addresses::reply_address(&town.app.key, member.await, thread_id, "town.example");
    let mut mail = format!("To: Cercles <{to}>\r\n").into_bytes();
    mail.extend(reply(&lou, "boite", "Depuis la boîte."));
    let seen = Arc::new(AtomicUsize::new(0));
    let port = mailbox_with(mail, seen.clone());
    let account = mailbox::Account::parse(&format!("imap://moi:le%20mot%22@127.0.0.1:{port}")).unwrap();
    town.collects(account);
    for wanted in [1, 0] {
        let app = town.app.clone();
        let new = tokio::task::spawn_blocking(move || mailbox::collect(&app)).await.unwrap().unwrap();
        assert_eq!(new, wanted);
    }
    assert_eq!(seen.load(Ordering::SeqCst), 1);
    assert_eq!(town.reads_mail().await, 1);
    let reader = town.member("Léo Lecteur").await;
    assert_eq!(posts(&reader, &thread).await, ["b", "Depuis la boîte."]);
    assert_ne!(ana, reader.id());
}
