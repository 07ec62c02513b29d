//! Meetings have a part of their own: what is to be answered, what an invitation by mail did not tell, minutes; each once,
//! for who is asked to come at that moment.

use cercles::circles::{self, Circle, Move};

use super::sections::{nobody_is_new, part};
use super::{TUESDAY, digests_of, it_is, mail_leaves, says, times};
use crate::stories::meetings::{announced, described, opened, planned};
use crate::stories::meetings_after::registered;
use crate::town::{Person, THEME, Town};

const TITLE: &str = "Réunion des experts";

/// Invitations and what comes of meetings stay on the site.
async fn without_mail(person: &Person<'_>) {
    person.posts("/reglages/notifications", &[("meeting", "site")]).await.redirects_to("/reglages/notifications");
}

/// Sees the meeting move by a day.
async fn moves(by: &Person<'_>, address: &str) {
    let edit = format!("{address}/modifier");
    let moved = [("starts", "2027-01-13T14:00"), ("ends", "2027-01-13T15:30"), ("reason", "Grève des trains")];
    by.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
}

#[actix_web::test]
async fn a_meeting_waits_for_an_answer_once_by_both_clocks() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let rose = town.person("Rose Payet", "la-reunion", &[(THEME, Circle::Expert)]).await;
    let maelle = town.peer("Maëlle Céleste").await;
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    it_is(&town, TUESDAY).await;
    let preview = karim.visits("/reglages/resumes/apercu").await;
    preview.ok().shows("Rencontres").shows(TITLE).shows("Votre réponse est attendue");
    maelle.visits("/reglages/resumes/apercu").await.ok().hides(TITLE);
    mail_leaves(&town).await;
    let [to_karim, to_rose] = [&karim, &rose].map(|person| digests_of(&town, person).remove(0));
    let told = part(&to_karim, "Rencontres", "--");
    assert!(told.contains("Réunion des experts (Votre réponse est attendue)"), "{told}");
    assert!(told.contains("mardi 12 janvier 2027 à 14 h 00") && !told.contains("là-bas"), "{told}");
    assert!(told.contains("/rencontres/"), "{told}");
    assert_eq!(times(&to_karim, TITLE), 1, "in one part only: {to_karim}");
    let told = part(&to_rose, "Rencontres", "--");
    assert!(told.contains("à 17 h 00 (là-bas : mardi 12 janvier 2027 à 14 h 00)"), "{told}");
    for person in [&ana, &maelle] {
        assert!(digests_of(&town, person).is_empty(), "{}", person.email);
    }
    it_is(&town, "2026-12-01T07:00:30Z").await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &karim).len(), 1, "it was told");
}

#[actix_web::test]
async fn what_was_answered_or_mailed_is_not_told_again() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let zoe = town.expert("Zoé Martin").await;
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    without_mail(&zoe).await;
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    for person in [&karim, &zoe] {
        registered(&town, &address, person).await;
    }
    mail_leaves(&town).await;
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    for person in [&karim, &zoe] {
        assert!(digests_of(&town, person).is_empty(), "{} answered", person.email);
    }
    // It moves, then is cancelled: an invitation by mail tells Karim, the digest tells Zoé.
    for (tuesday, about) in
        [("2026-12-01T07:00:30Z", "Nouvelle date ou nouveau lieu"), ("2026-12-08T07:00:30Z", "Annulée")]
    {
        ana.comes_back().await;
        if about == "Annulée" {
            let page = opened(&ana, &address).await;
            ana.fills_in(&page, &format!("{address}/annulation"), &[("reason", "Plus de salle")])
                .await
                .redirects_to("/rencontres/");
        } else {
            moves(&ana, &address).await;
        }
        mail_leaves(&town).await;
        it_is(&town, tuesday).await;
        mail_leaves(&town).await;
        assert!(digests_of(&town, &karim).is_empty(), "a mail at once told Karim");
        let told = digests_of(&town, &zoe).pop().unwrap_or_else(|| panic!("{about} is not told"));
        assert!(says(&told, &format!("{TITLE} ({about})")), "{told}");
    }
    assert_eq!(digests_of(&town, &zoe).len(), 2);
}

#[actix_web::test]
async fn minutes_are_told_to_who_may_read_them_when_the_letter_leaves() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let zoe = town.expert("Zoé Martin").await;
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    for person in [&karim, &zoe] {
        without_mail(person).await;
    }
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    for person in [&karim, &zoe] {
        registered(&town, &address, person).await;
    }
    it_is(&town, "2027-01-13T10:00:00Z").await;
    town.runs_the_timetable().await;
    ana.comes_back().await;
    let edit = format!("{address}/compte-rendu/modifier");
    ana.fills(&edit, &edit, &[("body", "Deux points durs **pris en charge**.")]).await.redirects_to("/rencontres/");
    let minutes = ana.visits(&format!("{address}/compte-rendu")).await;
    ana.fills_in(&minutes, &format!("{address}/compte-rendu/publication"), &[]).await.redirects_to("/rencontres/");
    it_is(&town, "2027-01-19T07:00:30Z").await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap().unwrap();
    // Between the closing and the sending, Zoé leaves the experts.
    let (theme, member) = (town.theme(THEME).await, zoe.id());
    let leaves = Move { member, theme, to: Some(Circle::Community), decided_by: None, reason: "fin" };
    town.write(move |tx| circles::place(tx, &leaves)).await;
    mail_leaves(&town).await;
    let told = digests_of(&town, &karim).remove(0);
    assert!(says(&told, &format!("{TITLE} (Le compte rendu est publié)")) && told.contains("/compte-rendu"), "{told}");
    assert!(digests_of(&town, &zoe).iter().all(|mail| !says(mail, TITLE)), "Zoé is no expert any more");
    it_is(&town, "2027-01-26T07:00:30Z").await;
    mail_leaves(&town).await;
    let told = digests_of(&town, &karim).iter().filter(|mail| says(mail, TITLE)).count();
    assert_eq!(told, 1, "what was told is not told again");
}
