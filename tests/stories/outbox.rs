//! Mail that leaves, waits, comes back or is given up: the relay misbehaves, and nothing is lost.

mod answering;
mod links;

use std::sync::Arc;
use std::time::Duration;

use cercles::config::{Config, Overrides};
use cercles::db::ids::MailId;
use cercles::db::schema::{mail_relay, outbox as mails};
use cercles::mail::outbox::{self, Postman, Rules, State, Trouble};
use cercles::mail::{Message, Transport};
use diesel::prelude::*;

use crate::running::sink::{Fault, Sink, Step};
use crate::town::{Person, Town};

/// Who carries the mail of a story to a relay.
fn postman(url: &str, rules: Rules) -> Postman {
    let settings = [("CERCLES_MAIL__SMTP_URL".to_owned(), url.to_owned())];
    let config = Config::load(None, settings.into_iter(), &Overrides::default()).unwrap();
    let from = "cercles@town.example".parse().unwrap();
    Postman { transport: Transport::of(&config).unwrap(), from, name: "story".into(), rules, stop: None }
}

/// A round of both lanes; how many mails left.
async fn rounds(town: &Town, postman: &Postman) -> i64 {
    let (app, postman) = (Arc::clone(&town.app), postman.clone());
    let both = move || outbox::run_security(&app, &postman).unwrap() + outbox::run_others(&app, &postman).unwrap();
    tokio::task::spawn_blocking(both).await.unwrap()
}

async fn posts(town: &Town, to: &Person<'_>, message: fn(i64) -> Message, count: usize) {
    let member = to.id();
    town.write(move |tx| {
        for number in 0..count {
            let message = message(member.0);
            let key = format!("story:{member}:{}:{number}", message.class().word());
            outbox::post(tx, Some(member), &key, &message)?;
        }
        Ok(())
    })
    .await;
}

fn news(member: i64) -> Message {
    Message::Test { member }
}

fn security(member: i64) -> Message {
    Message::PasswordChanged { member }
}

type Fate = (State, Option<Trouble>, Option<i32>, i32);

async fn fates(town: &Town) -> Vec<Fate> {
    town.read(|db| {
        let columns = (mails::state, mails::trouble, mails::smtp_code, mails::copies);
        Ok(mails::table.order(mails::id.asc()).select(columns).load(db)?)
    })
    .await
}

#[actix_web::test]
async fn each_answer_of_a_relay_leads_where_it_must() {
    let cases: &[(Fault, Fate)] = &[
        (Fault::AlwaysSays(Step::Rcpt, "421 4.3.2 closing"), (State::Pending, Some(Trouble::Postponed), Some(421), 0)),
        (
            Fault::AlwaysSays(Step::Rcpt, "450 4.2.0 greylisted"),
            (State::Pending, Some(Trouble::Postponed), Some(450), 0),
        ),
        (Fault::AlwaysSays(Step::Rcpt, "452 4.2.2 full"), (State::Pending, Some(Trouble::Postponed), Some(452), 0)),
        (Fault::AlwaysSays(Step::Dot, "451 4.3.0 later"), (State::Pending, Some(Trouble::Postponed), Some(451), 0)),
        (Fault::AlwaysSays(Step::Rcpt, "550 5.1.1 unknown"), (State::Dead, Some(Trouble::Refused), Some(550), 0)),
        (Fault::AlwaysSays(Step::Dot, "552 5.3.4 too big"), (State::Dead, Some(Trouble::Refused), Some(552), 0)),
        (Fault::AlwaysSays(Step::Dot, "554 5.7.1 spam"), (State::Dead, Some(Trouble::Refused), Some(554), 0)),
        (Fault::Cuts(Step::Connect), (State::Pending, Some(Trouble::Unreachable), None, 0)),
        (Fault::Cuts(Step::Rcpt), (State::Pending, Some(Trouble::Unreachable), None, 0)),
        (Fault::Cuts(Step::Body), (State::Pending, Some(Trouble::Unreachable), None, 0)),
        (Fault::Cuts(Step::Dot), (State::Unknown, Some(Trouble::Unanswered), None, 0)),
        (Fault::Crawls(Duration::from_millis(4)), (State::Sent, None, Some(250), 0)),
    ];
    for (fault, fate) in cases {
        let town = Town::new().await;
        let ana = town.member("Ana Ferreira").await;
        posts(&town, &ana, news, 1).await;
        let sink = Sink::start(*fault);
        rounds(&town, &postman(&sink.url(), Rules::default())).await;
        // The cut comes after the body was written: whether the end had left is the sender's guess, and the safe one.
        let found = fates(&town).await;
        assert!(found == [*fate] || matches!(fault, Fault::Cuts(Step::Body)), "{fault:?}: {found:?}");
        assert!(found[0].0 != State::Dead || fate.0 == State::Dead, "{fault:?}");

        // The relay comes to its senses: what waits leaves, once, or once more when its answer was lost.
        sink.misbehaves(Fault::None);
        town.passes(120).await;
        rounds(&town, &postman(&sink.url(), Rules::default())).await;
        let held = sink.mails();
        let twice = usize::from(matches!(fault, Fault::Cuts(Step::Dot)));
        assert_eq!(held.len(), if fate.0 == State::Dead { 0 } else { 1 + twice }, "{fault:?}");
        assert!(held.iter().all(|mail| *mail == held[0]), "{fault:?}: other bytes");
    }
}

#[actix_web::test]
async fn a_worker_that_is_to_stop_leaves_the_rest_for_the_next() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    posts(&town, &ana, news, 3).await;
    let sink = Sink::start(Fault::None);
    let (says, stop) = tokio::sync::watch::channel(true);
    let stopping = Postman { stop: Some(stop), ..postman(&sink.url(), Rules::default()) };
    assert_eq!(rounds(&town, &stopping).await, 0);
    assert_eq!(fates(&town).await, [(State::Pending, None, None, 0); 3]);
    says.send(false).unwrap();
    assert_eq!(rounds(&town, &stopping).await, 3);
    assert_eq!(sink.mails().len(), 3);
}

#[actix_web::test]
async fn news_whose_answer_is_lost_twice_is_dead_and_a_reset_tries_on() {
    let town = Town::new().await;
    let (ana, bilal) = (town.member("Ana Ferreira").await, town.member("Bilal Haddad").await);
    posts(&town, &ana, news, 1).await;
    posts(&town, &bilal, security, 1).await;
    let sink = Sink::start(Fault::None);
    let postman = postman(&sink.url(), Rules::default());
    for _ in 0..4 {
        sink.misbehaves(Fault::Cuts(Step::Dot));
        rounds(&town, &postman).await;
        town.passes(2 * 3_600).await;
    }
    let fates = fates(&town).await;
    assert_eq!((fates[0].0, fates[0].3), (State::Dead, 1));
    assert!(matches!(fates[1].0, State::Unknown) && fates[1].3 > 1, "{fates:?}");
}

#[actix_web::test]
async fn a_relay_that_is_away_is_tried_once_a_minute_and_nothing_is_lost() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    posts(&town, &ana, news, 30).await;
    let sink = Sink::start(Fault::None);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (away, back) = (postman(&format!("smtp://{closed}"), Rules::default()), postman(&sink.url(), Rules::default()));
    rounds(&town, &away).await;
    let failures = |town: &Town| {
        let app = town.app.clone();
        app.database.read_here(|db| Ok(mail_relay::table.select(mail_relay::failures).first::<i32>(db)?)).unwrap()
    };
    assert_eq!(failures(&town), 10, "ten tries, then the circuit opens");
    rounds(&town, &away).await;
    assert_eq!(failures(&town), 10);
    let admin = town.admin("Odile Garnier").await;
    admin.visits("/administration/courriers?etat=waiting").await.shows("Le serveur de courriel ne répond plus").ok();
    town.passes(61).await;
    rounds(&town, &away).await;
    assert_eq!(failures(&town), 11, "one probe");
    rounds(&town, &away).await;
    assert_eq!(failures(&town), 11);
    // It is back: the probe passes, the others follow over the same connection.
    town.passes(3_600).await;
    assert_eq!(rounds(&town, &back).await, 30);
    assert_eq!((sink.mails().len(), sink.connections(), failures(&town)), (30, 1, 0));
}

#[actix_web::test]
async fn security_mail_does_not_wait_for_a_relay_that_is_busy_with_the_rest() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    posts(&town, &ana, news, 200).await;
    let sink = Sink::start(Fault::Crawls(Duration::from_millis(2)));
    let busy = postman(&sink.url(), Rules { per_minute: 0, ..Rules::default() });
    let (app, others) = (town.app.clone(), busy.clone());
    let all = tokio::task::spawn_blocking(move || outbox::run_others(&app, &others).unwrap());
    posts(&town, &ana, security, 1).await;
    let app = town.app.clone();
    let begun = std::time::Instant::now();
    let sent = tokio::task::spawn_blocking(move || outbox::run_security(&app, &busy).unwrap()).await.unwrap();
    assert_eq!(sent, 1);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(!all.is_finished(), "the others were still on their way");
    assert_eq!(all.await.unwrap(), 200);
}

#[actix_web::test]
async fn a_domain_gets_so_many_mails_a_minute_resets_aside() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    posts(&town, &ana, news, 5).await;
    posts(&town, &ana, security, 3).await;
    let sink = Sink::start(Fault::None);
    let postman = postman(&sink.url(), Rules { per_minute: 2, ..Rules::default() });
    for sent in [2 + 3, 2, 1, 0] {
        assert_eq!(rounds(&town, &postman).await, sent);
        town.passes(61).await;
    }
    assert!(fates(&town).await.iter().all(|fate| fate.0 == State::Sent));
}

#[actix_web::test]
async fn without_the_protection_that_is_asked_for_nothing_is_said() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    posts(&town, &ana, news, 1).await;
    let sink = Sink::start(Fault::None);
    let at = sink.address;
    for url in [format!("smtp://{at}?tls=required"), format!("smtps://{at}")] {
        assert_eq!(rounds(&town, &postman(&url, Rules::default())).await, 0);
        town.passes(600).await;
    }
    assert_eq!(fates(&town).await[0].1, Some(Trouble::Unreachable));
    assert!(sink.mails().is_empty());
}

#[actix_web::test]
async fn a_relay_nobody_vouches_for_hears_nothing() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    posts(&town, &ana, news, 1).await;
    let stranger = Sink::of_a_stranger();
    let url = format!("smtps://{}", stranger.address);
    assert_eq!(rounds(&town, &postman(&url, Rules::default())).await, 0);
    assert_eq!(fates(&town).await[0], (State::Pending, Some(Trouble::Unreachable), None, 0));
    assert_eq!((stranger.connections(), stranger.mails().len()), (1, 0));
}

#[actix_web::test]
async fn a_mail_that_cannot_be_written_holds_up_no_other() {
    let town = Town::new().await;
    let (ana, bilal) = (town.member("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let broken = ana.id();
    town.write(move |tx| {
        use cercles::db::schema::members;
        let address = "ana@town.example\r\nBcc: everyone@town.example";
        diesel::update(members::table.find(broken)).set(members::email.eq(address)).execute(tx.db())?;
        Ok(())
    })
    .await;
    posts(&town, &ana, news, 1).await;
    posts(&town, &bilal, news, 1).await;
    let sink = Sink::start(Fault::None);
    assert_eq!(rounds(&town, &postman(&sink.url(), Rules::default())).await, 1);
    assert_eq!(fates(&town).await[0], (State::Dead, Some(Trouble::Unwritable), None, 0));
}

#[actix_web::test]
async fn a_clock_that_goes_back_two_hours_sends_nothing_twice() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    posts(&town, &ana, news, 2).await;
    let sink = Sink::start(Fault::None);
    let postman = postman(&sink.url(), Rules::default());
    assert_eq!(rounds(&town, &postman).await, 2);
    town.clock.advance(-7_200);
    posts(&town, &ana, security, 1).await;
    assert_eq!(rounds(&town, &postman).await, 1);
    town.passes(7_300).await;
    assert_eq!(rounds(&town, &postman).await, 0);
    assert_eq!(sink.mails().len(), 3);
}

#[actix_web::test]
async fn odile_sends_a_dead_mail_again_and_gives_another_up_with_a_reason() {
    let town = Town::new().await;
    let (ana, odile) = (town.member("Ana Ferreira").await, town.admin("Odile Garnier").await);
    posts(&town, &ana, news, 2).await;
    let sink = Sink::start(Fault::AlwaysSays(Step::Rcpt, "550 5.1.1 unknown"));
    let postman = postman(&sink.url(), Rules::default());
    rounds(&town, &postman).await;
    let page = odile.visits("/administration/courriers").await;
    page.ok().shows("Non partis : 2").shows("Ana Ferreira").shows("a refusé ce courriel pour de bon").shows("550");
    page.hides("Ceci est");
    odile.posts("/administration/premiers-pas", &[]).await.redirects_to("/administration");
    odile.visits("/administration").await.shows("Suivre les courriels").ok();
    let ids: Vec<MailId> = town.read(|db| Ok(mails::table.order(mails::id.asc()).select(mails::id).load(db)?)).await;
    let at = |id: MailId, act: &str| format!("/administration/courriers/{id}/{act}");

    sink.misbehaves(Fault::None);
    odile.posts(&at(ids[0], "renvoi"), &[]).await.redirects_to("/administration/courriers");
    odile.posts(&at(ids[0], "renvoi"), &[]).await.is(409);
    assert_eq!(rounds(&town, &postman).await, 1);

    odile.posts(&at(ids[1], "abandon"), &[("reason", " ")]).await.is(422).shows("Dites pourquoi");
    odile
        .posts(&at(ids[1], "abandon"), &[("reason", "Adresse fermée depuis mars")])
        .await
        .redirects_to("/administration");
    let given_up = odile.visits("/administration/courriers?etat=suppressed").await;
    given_up.shows("Adresse fermée depuis mars").shows("Odile Garnier").ok();
    odile.posts(&at(ids[1], "abandon"), &[("reason", "Encore")]).await.is(409);
    assert_eq!(rounds(&town, &postman).await, 0);
    ana.visits("/administration/courriers").await.is(404);
    ana.posts(&at(ids[1], "renvoi"), &[]).await.is(404);
}

/// What a strict reader of another library finds in a mail, beside what the eye sees.
fn read(bytes: &[u8]) -> mail_parser::Message<'_> {
    let text = std::str::from_utf8(bytes).expect("a mail in ASCII or UTF-8");
    assert!(text.lines().all(|line| line.len() <= 998), "RFC 5322 §2.1.1");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "every line ends with CRLF");
    let head = text.split("\r\n\r\n").next().unwrap();
    assert!(head.is_ascii());
    for name in ["From", "To", "Date", "Subject", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"] {
        let start = format!("{}:", name.to_lowercase());
        let count = head.lines().filter(|line| line.to_lowercase().starts_with(&start)).count();
        assert_eq!(count, 1, "{name} in {head}");
    }
    let read = mail_parser::MessageParser::default().parse(bytes).expect("a mail");
    assert!(read.from().unwrap().first().unwrap().address().unwrap().contains('@'));
    assert!(read.date().unwrap().is_valid());
    assert_eq!((read.text_body_count(), read.html_body_count()), (1, 1), "text and HTML");
    assert!(read.body_text(0).unwrap().contains("http"));
    let html = read.body_html(0).unwrap();
    assert!(html.contains("color-scheme") && !html.contains("<img") && !html.contains("<script"), "no tracking pixel");
    read
}

fn header<'a>(mail: &'a mail_parser::Message<'a>, name: &'a str) -> Option<&'a str> {
    mail.header_raw(name).map(str::trim)
}

#[actix_web::test]
async fn every_mail_passes_a_second_reader_with_the_headers_of_its_class() {
    let town = Town::of_demo().await;
    let visitor = town.visitor();
    let list = visitor.visits("/dev/mails").await;
    list.ok();
    let names: Vec<String> = list
        .body
        .split("href=\"/dev/mails/")
        .skip(1)
        .map(|rest| format!("/dev/mails/{}", rest.split('"').next().unwrap()))
        .collect();
    assert_eq!(names.len(), 30);
    for address in names {
        visitor.visits(&address).await.ok().shows("Auto-Submitted: auto-generated");
        let html = visitor.visits(&format!("{address}/html")).await;
        assert!(html.ok().header("content-security-policy").starts_with("sandbox; default-src 'none'"));
        let whole = visitor.visits(&format!("{address}/eml")).await;
        let mail = read(&whole.bytes);
        let lists = [
            "announcement",
            "animator",
            "circle_moved",
            "console_ageing",
            "digest",
            "join_approved",
            "meeting",
            "nomination",
            "notices",
            "sheet_follow_up",
        ];
        let listed = lists.iter().any(|name| address.contains(name)) && !address.ends_with("trial");
        for name in ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Archive"] {
            assert_eq!(header(&mail, name).is_some(), listed, "{name} of {address}");
        }
        // One writes to no list; what may be answered says where instead.
        let answered = header(&mail, "Reply-To").is_some();
        assert_eq!(answered, address.ends_with("conversation") || address.contains("referral"), "{address}");
        assert_eq!(header(&mail, "List-Post").is_some(), listed && !answered, "List-Post of {address}");
        assert_eq!(header(&mail, "References").is_some(), address.ends_with("conversation"), "{address}");
    }
    Town::new().await.visitor().visits("/dev/mails").await.is(404);
}

#[actix_web::test]
async fn mails_about_one_conversation_stand_in_one_thread_whatever_its_title() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let settings = "/reglages/notifications";
    ana.fills(settings, settings, &[("reply", "mail")]).await.redirects_to(settings);
    let title = "سوار الهوية 🩺 au bloc : lisible ?";
    let fields = [
        ("theme", crate::town::THEME),
        ("kind", "question"),
        ("title", title),
        ("body", "b"),
        ("audience", "community"),
    ];
    let thread = ana.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    for answer in ["Oui.", "Non."] {
        let id = cercles::db::ids::to_base32(crate::town::id_in(&thread));
        karim.posts(&format!("/fils/{id}/messages"), &[("body", answer)]).await.redirects_to("/fils/");
        for pause in [180, 60, 60, 60] {
            town.runs_the_timetable().await;
            town.passes(pause).await;
        }
    }
    let mails: Vec<_> = town.memory.mails().into_iter().filter(|(to, _)| *to == ana.email).collect();
    assert_eq!(mails.len(), 2);
    let read: Vec<_> = mails.iter().map(|(_, bytes)| read(bytes)).collect();
    for mail in &read {
        assert_eq!(crate::town::squeezed(mail.subject().unwrap()), title);
        assert_eq!(header(mail, "List-Id"), Some("<numerique-en-sante.localhost>"));
    }
    assert_eq!(header(&read[0], "References"), header(&read[1], "References"));
    assert!(header(&read[0], "References").unwrap().starts_with("<fil-"));
    assert_ne!(read[0].message_id(), read[1].message_id());
}
