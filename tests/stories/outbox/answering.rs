//! What a mail says of where it is answered and where it comes back, as far as what comes in is read.

use cercles::mail::addresses;
use cercles::mail::outbox::Rules;
use diesel::prelude::*;

use super::{header, mails, postman, read, rounds};
use crate::running::sink::{Fault, Sink};
use crate::town::{Person, THEME, Town, id_in};

/// Karim names Ana in a thread; then the week's digests close. Nothing leaves yet.
async fn a_notice_and_a_digest_wait(town: &Town, ana: &Person<'_>, karim: &Person<'_>) -> String {
    let settings = "/reglages/resumes";
    ana.fills(settings, settings, &[("frequency", "daily"), ("hour", "11")]).await.redirects_to(settings);
    let fields = [("theme", THEME), ("kind", "discussion"), ("audience", "community")];
    let first = [("title", "Bracelets"), ("body", "Un fil.")];
    karim.posts("/fils/nouveau", &[&fields[..], &first].concat()).await.redirects_to("/fils/");
    let call = [("title", "Un appel"), ("body", "@Ana Ferreira, un avis ?")];
    let opened = karim.posts("/fils/nouveau", &[&fields[..], &call].concat()).await;
    let thread = opened.redirects_to("/fils/").location().to_owned();
    town.tells().await;
    let app = town.app.clone();
    town.passes(3_700).await;
    let work = move || {
        cercles::notices::letter::post_due(&app.database).unwrap();
        cercles::digests::closing::run(&app.database).unwrap();
    };
    tokio::task::spawn_blocking(work).await.unwrap();
    thread
}

/// The mail that waits for somebody under a key.
async fn mail_of(town: &Town, start: &'static str) -> cercles::db::ids::MailId {
    let like = format!("{start}:%");
    town.read(move |db| Ok(mails::table.filter(mails::dedup_key.like(like)).select(mails::id).first(db)?)).await
}

#[actix_web::test]
async fn a_notice_says_where_it_is_answered_and_every_mail_where_it_comes_back() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let thread = a_notice_and_a_digest_wait(&town, &ana, &karim).await;
    let sink = Sink::start(Fault::None);
    let hearing = postman(&sink.url(), Rules { hears: true, ..Rules::default() });
    rounds(&town, &hearing).await;
    let (held, senders) = (sink.mails(), sink.senders());
    let mine: Vec<_> = held.iter().zip(&senders).filter(|((to, _), _)| *to == ana.email).collect();
    let one = |words: &str| {
        let found = mine.iter().find(|((_, bytes), _)| {
            let parsed = mail_parser::MessageParser::default().parse(bytes).unwrap();
            crate::town::squeezed(parsed.subject().unwrap()).contains(words)
        });
        found.unwrap_or_else(|| panic!("{words} among {} mails", mine.len()))
    };

    let ((_, notice), notice_from) = one("Un appel");
    let notice = read(notice);
    let answered =
        addresses::reply_address(&town.app.key, ana.id(), cercles::db::ids::ThreadId(id_in(&thread)), "town.example");
    assert_eq!(header(&notice, "Reply-To"), Some(answered.as_str()));
    assert_eq!(header(&notice, "List-Post"), None, "it may be answered");
    assert!(notice.body_text(0).unwrap().contains(cercles::intake::MARKER));
    let ((_, digest), digest_from) = one("Votre résumé");
    let digest = read(digest);
    assert_eq!(header(&digest, "Reply-To"), None, "a digest is about many conversations");
    assert_eq!(header(&digest, "List-Post"), Some("NO"));
    assert!(!digest.body_text(0).unwrap().contains(cercles::intake::MARKER));
    for (from, start) in [(notice_from, "notices"), (digest_from, "digest")] {
        let mail = mail_of(&town, start).await;
        assert_eq!(**from, addresses::return_path(&town.app.key, mail, "town.example"), "{start}");
    }

    // What comes back to that address is counted for Ana, and for nobody else.
    let report = format!(
        "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <x@mx.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n",
        ana.email
    );
    town.receives("", notice_from, report.as_bytes()).await;
    let stopped = "Nos courriels ne vous parviennent plus";
    ana.comes_back().await;
    karim.comes_back().await;
    ana.visits("/fils").await.ok().shows(stopped);
    karim.visits("/fils").await.ok().hides(stopped);
}

#[actix_web::test]
async fn nothing_is_to_be_answered_where_nothing_is_heard() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    a_notice_and_a_digest_wait(&town, &ana, &karim).await;
    let sink = Sink::start(Fault::None);
    rounds(&town, &postman(&sink.url(), Rules::default())).await;
    let held = sink.mails();
    assert!(held.iter().filter(|(to, _)| *to == ana.email).count() >= 2);
    for (_, bytes) in &held {
        let mail = mail_parser::MessageParser::default().parse(bytes).unwrap();
        assert_eq!(header(&mail, "Reply-To"), None);
        assert!(!mail.body_text(0).unwrap().contains(cercles::intake::MARKER));
    }
    assert!(sink.senders().iter().all(|from| from == "cercles@town.example"), "{:?}", sink.senders());
}
