//! Mail that comes in: replies become posts, what comes back is counted, machines are not answered.

use cercles::db::ids::{MailId, ThreadId};
use cercles::intake::MARKER;
use cercles::mail::addresses;

use crate::town::{Person, THEME, Town, id_in};

mod handing_over;
mod returns;

/// A thread of the community, opened by somebody.
async fn opened(person: &Person<'_>, title: &str, audience: &str) -> String {
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", title), ("body", "b"), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// Where a person answers a thread by mail.
fn address_of(town: &Town, person: &Person<'_>, thread: &str) -> String {
    addresses::reply_address(&town.app.key, person.id(), ThreadId(id_in(thread)), "town.example")
}

/// A reply as a mail reader writes it.
fn reply(from: &str, id: &str, text: &str) -> Vec<u8> {
    format!(
        "From: {from}\r\nSubject: Re: Un message\r\nMessage-ID: <{id}@ailleurs.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\nLe 3 mars 2026 à 14:30, Cercles a écrit :\r\n> {MARKER}\r\n> Bonjour\r\n"
    )
    .into_bytes()
}

async fn answers(town: &Town, person: &Person<'_>, thread: &str, id: &str, text: &str) {
    let to = address_of(town, person, thread);
    town.receives(&person.email, &to, &reply(&person.email, id, text)).await;
}

/// The bodies of a thread's posts.
async fn posts(person: &Person<'_>, thread: &str) -> Vec<String> {
    person.visits(thread).await.ok().texts("li.post .prose")
}

#[actix_web::test]
async fn a_reply_by_mail_becomes_a_post_once() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    let thread = opened(&ana, "Bracelets", "community").await;
    for _ in 0..3 {
        answers(&town, &lou, &thread, "un", "Chez nous aussi.").await;
    }
    let shown = posts(&ana, &thread).await;
    assert_eq!(shown, ["b", "Chez nous aussi."], "one post, nothing quoted");
    ana.visits(&thread).await.shows("Lou Martin");
    town.runs_the_timetable().await;
    town.inbox_of(&lou.email).is_empty();
    // A key belongs to one thread and one member.
    let other = opened(&ana, "Autre chose", "community").await;
    let forged = address_of(&town, &lou, &thread)
        .replace(&cercles::db::ids::to_base32(id_in(&thread)), &cercles::db::ids::to_base32(id_in(&other)));
    town.receives(&lou.email, &forged, &reply(&lou.email, "deux", "Ailleurs")).await;
    assert_eq!(posts(&ana, &other).await, ["b"]);
}

#[actix_web::test]
async fn a_reply_has_its_files_and_leaves_drafts_alone() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    let thread = opened(&ana, "Bracelets", "community").await;
    let place = format!("reponse:{}", cercles::db::ids::to_base32(id_in(&thread)));
    lou.posts("/brouillons", &[("place", place.as_str()), ("body", "Commencé sur le site")]).await;
    let picture = crate::stories::files::png(40, 30);
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &picture);
    let mail = format!(
        "From: {}\r\nSubject: Re\r\nMessage-ID: <f@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nVoici la photo.\r\n\
         --x\r\nContent-Type: image/png; name=\"plan.png\"\r\nContent-Disposition: attachment; filename=\"plan.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n\
         --x\r\nContent-Type: application/x-msdownload; name=\"a.exe\"\r\nContent-Disposition: attachment; filename=\"a.exe\"\r\n\r\nMZ0000\r\n--x--\r\n",
        lou.email
    );
    town.receives(&lou.email, &address_of(&town, &lou, &thread), mail.as_bytes()).await;
    let page = ana.visits(&thread).await;
    page.ok().shows("Voici la photo.");
    assert_eq!(page.count("a.file-picture"), 1);
    lou.visits("/brouillons").await.shows("Commencé sur le site");
    town.runs_the_timetable().await;
    town.inbox_of(&lou.email).holds_one("Un fichier de votre réponse n'a pas été gardé");
}

#[actix_web::test]
async fn what_cannot_be_posted_is_explained_once_a_day_to_the_member() {
    let town = Town::new().await;
    let (ana, lou) = (town.expert("Ana Ferreira").await, town.member("Lou Martin").await);
    let thread = opened(&ana, "Bracelets", "community").await;
    let to = address_of(&town, &lou, &thread);
    let stranger = "lou@perso.example";
    town.receives(stranger, &to, &reply(stranger, "a", "C'est moi, promis.")).await;
    town.receives(&lou.email, &to, &reply(&lou.email, "b", "")).await;
    assert_eq!(posts(&ana, &thread).await, ["b"]);
    town.runs_the_timetable().await;
    town.inbox_of(stranger).is_empty();
    let inbox = town.inbox_of(&lou.email);
    let told = inbox.holds_one("Elle venait d'une autre adresse");
    assert!(!told.contains("promis"), "what somebody else may have written is not given back");
    let closed = format!("/fils/{}/fermeture", cercles::db::ids::to_base32(id_in(&thread)));
    ana.posts(&closed, &[("reason", "Réglé")]).await.redirects_to("/fils/");
    town.passes(86_400).await;
    town.receives(&lou.email, &to, &reply(&lou.email, "c", "Trop tard, alors.")).await;
    town.runs_the_timetable().await;
    let inbox = town.inbox_of(&lou.email);
    let told = inbox.last_shows("La conversation a été fermée");
    assert!(told.contains("Trop tard, alors."), "what was written is given back");
    assert!(told.contains(&closed.replace("/fermeture", "")), "and where the conversation is");
    signs_in(&town, &ana).await;
    assert_eq!(posts(&ana, &thread).await, ["b"]);
}

#[actix_web::test]
async fn who_may_not_read_any_more_learns_nothing() {
    let town = Town::new().await;
    let (ana, lou) = (town.expert("Ana Ferreira").await, town.member("Lou Martin").await);
    let secret = opened(&ana, "Une zibeline au bloc", "expert").await;
    let nowhere = format!("/fils/{}", cercles::db::ids::to_base32(id_in(&secret) ^ 0xFFF));
    let mut told = Vec::new();
    for (day, thread) in [&secret, &nowhere].into_iter().enumerate() {
        answers(&town, &lou, thread, &format!("z{day}"), "Moi aussi").await;
        town.runs_the_timetable().await;
        let mail = town.inbox_of(&lou.email).last_shows("n'est plus accessible").to_owned();
        let said = |line: &&str| !["Message-ID:", "boundary=", "Date:"].iter().any(|drawn| line.contains(drawn));
        told.push(mail.lines().filter(said).collect::<Vec<_>>().join("\n").replace(char::is_alphabetic, ""));
        assert!(!mail.contains("zibeline"));
        town.passes(86_400).await;
    }
    signs_in(&town, &ana).await;
    assert_eq!(posts(&ana, &secret).await, ["b"]);
    let lengths: Vec<usize> = told.iter().map(String::len).collect();
    assert_eq!(lengths[0], lengths[1], "hidden and missing are told alike");
}

#[actix_web::test]
async fn an_identifier_of_a_patient_is_neither_posted_nor_mailed() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    let thread = opened(&ana, "Bracelets", "community").await;
    answers(&town, &lou, &thread, "nir", "Le patient 1 89 05 49 588 157 23 a perdu le sien.").await;
    assert_eq!(posts(&ana, &thread).await, ["b"]);
    town.runs_the_timetable().await;
    let inbox = town.inbox_of(&lou.email);
    assert!(!inbox.last_shows("l'identifiant d'un patient").contains("588"));
    lou.visits("/brouillons").await.shows("a perdu le sien");
    let kept: i64 = town
        .read(|db| {
            use cercles::db::schema::incoming_mails::dsl::{incoming_mails, raw, said};
            use diesel::prelude::*;
            Ok(incoming_mails.filter(raw.is_not_null().or(said.is_not_null())).count().get_result(db)?)
        })
        .await;
    assert_eq!(kept, 0, "nothing of it is kept");
}

#[actix_web::test]
async fn a_storm_of_absences_changes_nothing() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    let thread = opened(&ana, "Bracelets", "community").await;
    let to = address_of(&town, &lou, &thread);
    for number in 0..20 {
        for head in ["Auto-Submitted: auto-replied", "Subject: Absence du bureau", "Precedence: bulk"] {
            let mail = format!(
                "From: {}\r\nMessage-ID: <{number}.{}@x>\r\n{head}\r\n\r\nJe suis absente.\r\n",
                lou.email,
                head.len()
            );
            town.receives(&lou.email, &to, mail.as_bytes()).await;
        }
        let null = format!("From: {}\r\nMessage-ID: <n{number}@x>\r\n\r\nJe suis absente.\r\n", lou.email);
        town.receives("", &to, null.as_bytes()).await;
        // Another instance, or this one, answering itself.
        let own = format!("From: cercles@town.example\r\nMessage-ID: <o{number}@x>\r\n\r\nVotre réponse…\r\n");
        town.receives("cercles@town.example", &to, own.as_bytes()).await;
    }
    town.runs_the_timetable().await;
    assert_eq!(posts(&ana, &thread).await, ["b"]);
    town.inbox_of(&lou.email).is_empty();
    let agathe = town.admin("Agathe Admin").await;
    agathe.visits("/administration/courrier").await.ok().shows("Tout le courrier a trouvé sa place.");
}

#[actix_web::test]
async fn what_finds_no_place_is_seen_by_administrators_for_thirty_days() {
    let town = Town::new().await;
    let (agathe, lou) = (town.admin("Agathe Admin").await, town.member("Lou Martin").await);
    let mail = b"From: Elise <elise@ailleurs.example>\r\nSubject: Rejoindre <b>?\r\n\r\n<script>Bonjour</script>\r\n";
    town.receives("elise@ailleurs.example", "cercles@town.example", mail).await;
    let list = agathe.visits("/administration/courrier").await;
    list.ok().shows("Rejoindre <b>?").shows("Son adresse ne désigne aucune conversation");
    let one = list.attribute("tbody a", "href").unwrap();
    agathe.visits(&one).await.ok().shows("<script>Bonjour</script>").shows("elise@ailleurs.example");
    assert_eq!(lou.visits(&one).await.status, 404);
    agathe.fills(&one, &format!("{one}/retrait"), &[]).await.redirects_to("/administration/courrier");
    assert_eq!(agathe.visits(&one).await.status, 404);
    town.receives("elise@ailleurs.example", "autre@town.example", mail).await;
    town.passes(31 * 86_400).await;
    town.runs_the_timetable().await;
    let again = town.admin("Agathe Seconde").await;
    again.visits("/administration/courrier").await.ok().shows("Tout le courrier a trouvé sa place.");
}

#[actix_web::test]
async fn a_member_who_writes_too_fast_waits_and_loses_nothing() {
    let town = Town::with_limits().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    let thread = opened(&ana, "Bracelets", "community").await;
    for number in 0..8 {
        answers(&town, &lou, &thread, &format!("v{number}"), &format!("Réponse {number}")).await;
    }
    assert_eq!(posts(&ana, &thread).await.len(), 7, "six a minute");
    town.passes(70).await;
    town.reads_mail().await;
    assert_eq!(posts(&ana, &thread).await.len(), 9);
}

/// A person signs in again, days later.
async fn signs_in(town: &Town, person: &Person<'_>) {
    let member = person.id();
    let token = town.write(move |tx| cercles::members::sessions::open(tx, member, false, "story")).await;
    person.cookies.borrow_mut().insert("sid".into(), token);
}

/// The newest mail of the outbox that went to a person.
async fn last_mail(town: &Town, person: &Person<'_>) -> MailId {
    let member = person.id();
    town.read(move |db| {
        use cercles::db::schema::outbox;
        use diesel::prelude::*;
        let mine = outbox::table.filter(outbox::member_id.eq(member)).order(outbox::id.desc()).select(outbox::id);
        Ok(mine.first(db)?)
    })
    .await
}
