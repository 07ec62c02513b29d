//! Letters of an announcement: left with one click, counted when they come back, and their author told of those that
//! did not arrive.

use actix_web::http::header;
use actix_web::test::TestRequest;
use cercles::mail::addresses;
use cercles::mail::outbox::State;

use super::{keeps, sends, tries};
use crate::town::{Person, Town};

/// An announcement to the whole community leaves at once.
async fn announces(town: &Town, nicolas: &Person<'_>, body: &str) -> String {
    let address = keeps(nicolas, "community", body).await;
    tries(nicolas, &address).await;
    sends(nicolas, &address, "", "").await;
    for _ in 0..4 {
        town.passes(130).await;
        town.runs_the_timetable().await;
    }
    address
}

/// The raw header of the mail of an address that says something.
fn header_of(town: &Town, person: &Person<'_>, words: &str, name: &str) -> Option<String> {
    let mails = town.memory.mails();
    let mine = mails.iter().filter(|(to, _)| *to == person.email);
    let parsed: Vec<_> =
        mine.map(|(_, bytes)| mail_parser::MessageParser::default().parse(bytes).expect("a mail")).collect();
    let found = parsed.iter().find(|mail| mail.body_text(0).unwrap_or_default().contains(words)).expect(words);
    found.header_raw(name).map(|value| value.trim().to_owned())
}

#[actix_web::test]
async fn one_click_ends_announcements_and_a_link_of_the_letter_all_mail_of_its_theme() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let (camille, karim) = (town.member("Camille Bertin").await, town.member("Karim Benali").await);
    announces(&town, &nicolas, "Inscrivez-vous.").await;
    let of = |person: &Person<'_>, name: &str| header_of(&town, person, "Inscrivez-vous.", name);
    assert_eq!(of(&camille, "List-Id").as_deref(), Some("<numerique-en-sante.localhost>"));
    assert_eq!(of(&camille, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    for name in ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"] {
        assert_eq!(of(&nicolas, name), None, "{name}: a trial belongs to no list");
    }
    let leave = of(&camille, "List-Unsubscribe").unwrap();
    let leave = leave.trim_matches(['<', '>']).strip_prefix(&*town.app.base_url).unwrap();
    assert!(leave.contains(".notification-announcement."), "{leave}");
    // Reading the address asks, and changes nothing; the mail program's click needs no cookie.
    town.visitor().visits(leave).await.ok().shows("Annonces de l'animation").shows("Rien ne change");
    let click =
        TestRequest::post().uri(leave).insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"));
    town.visitor().sends(click.set_payload("List-Unsubscribe=One-Click")).await.ok();
    // Karim wants no mail of the theme at all: a link of the letter says so.
    let inbox = town.inbox_of(&karim.email);
    let text = crate::town::squeezed(inbox.last_shows("Ne plus recevoir de courriels du thème « Numérique en santé »"));
    let link = text.split("courriels du thème « Numérique en santé » ").nth(1).unwrap();
    let link = link.split_whitespace().next().unwrap().strip_prefix(&*town.app.base_url).unwrap();
    let confirming = town.visitor();
    confirming.visits(link).await.ok().shows("Les notifications et les annonces de « Numérique en santé »");
    confirming.posts(link, &[]).await.ok();

    announces(&town, &nicolas, "Une seconde annonce.").await;
    for person in [&camille, &karim] {
        person.comes_back().await;
        town.inbox_of(&person.email).holds_one("Inscrivez-vous.");
        assert_eq!(person.visits("/notifications").await.ok().count("a[href^='/messages/']"), 2, "{}", person.name);
    }
}

/// The last letter somebody got comes back.
async fn comes_back(town: &Town, person: &Person<'_>) {
    let member = person.id();
    let mail = town
        .read(move |db| {
            use cercles::db::schema::outbox;
            use diesel::prelude::*;
            let mine = outbox::table.filter(outbox::member_id.eq(member)).filter(outbox::state.eq(State::Sent));
            Ok(mine.order(outbox::id.desc()).select(outbox::id).first(db)?)
        })
        .await;
    let to = addresses::return_path(&town.app.key, mail, "town.example");
    let report = format!(
        "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <{to}.x@mx.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n",
        person.email
    );
    town.receives("", &to, report.as_bytes()).await;
}

#[actix_web::test]
async fn what_comes_back_is_counted_and_the_author_is_told_by_the_bell() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let names = ["Ana Un", "Ana Deux", "Ana Trois", "Ana Quatre", "Ana Cinq", "Ana Six"];
    let mut readers = Vec::new();
    for name in names {
        readers.push(town.member(name).await);
    }
    let address = announces(&town, &nicolas, "Bonjour.").await;
    nicolas.visits(&address).await.ok().shows("Partis : 6").hides("puis revenus");
    nicolas.visits("/notifications").await.ok().hides("Votre annonce");
    let letters = town.inbox_of(&nicolas.email).0.len();

    comes_back(&town, &readers[0]).await;
    town.passes(600).await;
    town.runs_the_timetable().await;
    let page = nicolas.visits(&address).await;
    page.ok().shows("Partis : 5").shows("Partis, puis revenus (adresse fermée, boîte pleine) : 1");
    let told = nicolas.visits("/notifications").await;
    told.ok().shows("Votre annonce dans « Numérique en santé » n'a pas pu être remise à tout le monde");
    told.hides("n'est pas arrivée à de nombreux destinataires");
    let bell = told.attribute("main a[href^='/notifications/']", "href").unwrap();
    assert_eq!(nicolas.visits(&bell).await.location(), address);

    for reader in &readers[1..5] {
        comes_back(&town, reader).await;
    }
    for _ in 0..2 {
        town.passes(600).await;
        town.runs_the_timetable().await;
    }
    nicolas.comes_back().await;
    let told = nicolas.visits("/notifications").await;
    told.ok().shows("Votre annonce dans « Numérique en santé » n'est pas arrivée à de nombreux destinataires");
    assert_eq!(told.count("main a[href^='/notifications/']"), 2, "each is told once");
    nicolas.visits(&address).await.shows("Partis : 1").shows("boîte pleine) : 5");
    assert_eq!(town.inbox_of(&nicolas.email).0.len(), letters, "by the bell only");
    for reader in &readers {
        reader.comes_back().await;
        reader.visits("/notifications").await.ok().hides("Votre annonce");
    }
}
