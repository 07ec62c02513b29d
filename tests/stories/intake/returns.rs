//! Mails that come back, and those reported as unwanted.

use cercles::mail::addresses;

use super::{answers, last_mail, opened, signs_in};
use crate::town::{Person, Town};

/// A delivery report with a status, for the last mail a person got.
async fn comes_back(town: &Town, person: &Person<'_>, status: &str) {
    let to = addresses::return_path(&town.app.key, last_mail(town, person).await, "town.example");
    let mail = format!(
        "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <{status}.{to}.x@mx.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: {status}\r\n\r\n--x--\r\n",
        person.email
    );
    town.receives("", &to, mail.as_bytes()).await;
}

/// Somebody is mentioned, and the notice leaves by mail.
async fn is_mentioned(town: &Town, by: &Person<'_>, who: &Person<'_>) {
    signs_in(town, by).await;
    let fields = [
        ("theme", crate::town::THEME),
        ("kind", "discussion"),
        ("title", "Un appel"),
        ("body", &format!("Bonjour @{}", who.name)),
        ("audience", "community"),
    ];
    by.posts("/fils/nouveau", &fields).await.redirects_to("/fils/");
    // Notices are made, wait for others, are posted, leave.
    for _ in 0..4 {
        town.runs_the_timetable().await;
        town.passes(150).await;
    }
    signs_in(town, who).await;
}

#[actix_web::test]
async fn an_address_that_does_not_exist_is_written_to_no_more_until_it_is_confirmed() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    is_mentioned(&town, &ana, &lou).await;
    assert_eq!(town.inbox_of(&lou.email).0.len(), 1);
    lou.visits("/fils").await.hides("Nos courriels ne vous parviennent plus");
    comes_back(&town, &lou, "5.1.1").await;
    lou.visits("/fils").await.shows("Nos courriels ne vous parviennent plus");
    ana.visits("/fils").await.hides("Nos courriels ne vous parviennent plus");
    is_mentioned(&town, &ana, &lou).await;
    assert_eq!(town.inbox_of(&lou.email).0.len(), 1, "news no longer leave");
    let agathe = town.admin("Agathe Admin").await;
    agathe.visits("/administration/courrier").await.ok().shows("Adresses injoignables : 1").shows("Lou Martin");
    lou.fills("/reglages/courriel", "/reglages/courriel", &[]).await.redirects_to("/reglages/courriel");
    lou.visits("/fils").await.shows("Nos courriels ne vous parviennent plus");
    town.runs_the_timetable().await;
    let link = town.inbox_of(&lou.email).last_link(&town.app.base_url, "/adresse/");
    lou.fills(&link, &link, &[]).await.redirects_to("/reglages/securite");
    lou.visits("/fils").await.hides("Nos courriels ne vous parviennent plus");
    let before = town.inbox_of(&lou.email).0.len();
    is_mentioned(&town, &ana, &lou).await;
    assert_eq!(town.inbox_of(&lou.email).0.len(), before + 1, "news leave again, nobody is told of a change");
}

#[actix_web::test]
async fn a_full_mailbox_stops_mail_after_five_returns_and_a_week() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    for day in 0..5 {
        is_mentioned(&town, &ana, &lou).await;
        comes_back(&town, &lou, "4.2.2").await;
        // The same mail reported again counts once.
        comes_back(&town, &lou, "4.4.1").await;
        let stopped = lou.visits("/reglages/courriel").await.ok().text().contains("reviennent depuis");
        assert_eq!(stopped, day == 4, "day {day}");
        town.passes(2 * 86_400 - 1_000).await;
    }
}

#[actix_web::test]
async fn five_returns_in_a_day_stop_nothing() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    for _ in 0..6 {
        is_mentioned(&town, &ana, &lou).await;
        comes_back(&town, &lou, "5.2.2").await;
    }
    lou.visits("/reglages/courriel").await.ok().shows("Nos courriels partent à lou.martin@town.example");
}

#[actix_web::test]
async fn who_reports_a_mail_as_unwanted_gets_no_more_and_forgers_change_nothing() {
    let town = Town::new().await;
    let (ana, lou) = (town.member("Ana Ferreira").await, town.member("Lou Martin").await);
    is_mentioned(&town, &ana, &lou).await;
    let ours = addresses::return_path(&town.app.key, last_mail(&town, &lou).await, "town.example");
    let forged = format!("{}0@town.example", &ours.split('@').next().unwrap()[..ours.find('@').unwrap() - 1]);
    for (number, path) in [forged, ours].into_iter().enumerate() {
        lou.visits("/fils").await.hides("Nos courriels ne vous parviennent plus");
        let mail = format!(
            "From: fbl@orange.example\r\nMessage-ID: <{number}@orange.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=feedback-report; boundary=x\r\n\r\n\
             --x\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nOriginal-Mail-From: <{path}>\r\n\r\n--x--\r\n"
        );
        town.receives("fbl@orange.example", "abuse@town.example", mail.as_bytes()).await;
    }
    lou.visits("/reglages/courriel").await.ok().shows("signalé comme indésirable");
    let agathe = town.admin("Agathe Admin").await;
    agathe.visits("/administration/courrier").await.ok().shows("Signalement comme indésirable");
    // A reply still is a post: only what we send is stopped.
    let thread = opened(&ana, "Bracelets", "community").await;
    answers(&town, &lou, &thread, "encore", "Je lis toujours.").await;
    ana.visits(&thread).await.shows("Je lis toujours.");
}
