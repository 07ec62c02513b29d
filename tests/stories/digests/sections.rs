//! Points durs and practice sheets: each in the part of its own, once a step and once an edition.

use cercles::circles::{self, Circle, Move};
use cercles::db::schema::memberships;
use diesel::prelude::*;

use super::{TUESDAY, digests_of, it_is, mail_leaves, says, times};
use crate::stories::points_durs::{reports, reports_with, takes};
use crate::stories::sheets::{TITLE, begins_for, comes_back, people, publishes, takes as steps};
use crate::town::{Person, THEME, Town, squeezed};

/// The text of a mail, between two of its headings.
pub fn part(mail: &str, from: &str, to: &str) -> String {
    let text = squeezed(mail.split("<!DOCTYPE").next().unwrap());
    let after = text.split_once(&format!("== {from}")).unwrap_or_else(|| panic!("no {from} in {text}")).1;
    after.split(&format!("== {to}")).next().unwrap().to_owned()
}

/// Everybody came long ago: nobody is a new face.
pub async fn nobody_is_new(town: &Town) {
    town.write(|tx| {
        let long_ago = tx.now().plus_seconds(-40 * 86_400);
        diesel::update(memberships::table).set(memberships::since.eq(long_ago)).execute(tx.db())?;
        Ok(())
    })
    .await;
}

/// What is told of points durs stays on the site, so that the digest tells of it.
async fn without_mail(person: &Person<'_>) {
    let chosen = [("point_dur", "site"), ("sheet", "site")];
    person.posts("/reglages/notifications", &chosen).await.redirects_to("/reglages/notifications");
}

#[actix_web::test]
async fn a_point_dur_stands_in_its_own_part_at_each_step_and_says_who_waits() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.member("Karim Benali").await);
    let camille = town.member("Camille Bertin").await;
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    without_mail(&ana).await;
    let point = reports(&camille, "Les bracelets ne passent plus").await;
    super::talks(&camille, "Un fil ordinaire", "community").await;
    it_is(&town, TUESDAY).await;
    let preview = ana.visits("/reglages/resumes/apercu").await;
    preview.ok().shows("Points durs").shows("Les bracelets ne passent plus").shows("attend une personne experte");
    mail_leaves(&town).await;
    let [to_ana, to_karim] = [&ana, &karim].map(|person| digests_of(&town, person).remove(0));
    let told = part(&to_ana, "Points durs", "Numérique en santé");
    assert!(told.contains("Les bracelets ne passent plus (Signalé, sans réponse"), "{told}");
    assert!(told.contains("attend une personne experte") && told.contains("Rien ne passe depuis lundi."), "{told}");
    assert!(told.contains("certains attendent d'être pris en charge") && told.contains("/points-durs/"), "{told}");
    let told = part(&to_karim, "Points durs", "Numérique en santé");
    assert!(told.contains("Les bracelets ne passent plus") && !told.contains("attend"), "Karim is no expert: {told}");
    assert!(told.contains("viennent d'être signalés ou d'avancer"), "{told}");
    for mail in [&to_ana, &to_karim] {
        assert_eq!(times(mail, "Les bracelets ne passent plus"), 1, "in one part only");
        assert!(says(mail, "2 fils à lire") && says(mail, "Un fil ordinaire"));
    }
    assert!(digests_of(&town, &camille).is_empty(), "what she reported and wrote is no news to her");

    // Without a word, a step is news: to whoever did not take it.
    takes(&ana, &point, "qualification", &[("severity", "high")]).await;
    takes(&ana, &point, "prise-en-charge", &[]).await;
    ana.visits(&point).await.ok();
    it_is(&town, "2026-12-01T07:00:30Z").await;
    mail_leaves(&town).await;
    let second = digests_of(&town, &karim).remove(1);
    assert!(says(&second, "Les bracelets ne passent plus (Pris en charge, sans réponse)"), "{second}");
    assert_eq!(digests_of(&town, &ana).len(), 1, "she took the step");
    // Nothing more: nothing comes back.
    it_is(&town, "2026-12-08T07:00:30Z").await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &karim).len(), 2);
}

#[actix_web::test]
async fn a_step_read_on_its_page_or_mailed_at_once_is_not_told_again() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.member("Karim Benali").await);
    let (camille, zoe) = (town.member("Camille Bertin").await, town.member("Zoé Martin").await);
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    let point = reports(&camille, "Les bracelets ne passent plus").await;
    // Karim reads it, and reads it again after the step; Zoé has it too and is mailed; Ana was mailed of the report.
    karim.visits(&point).await.ok();
    zoe.posts(&super::super::points_durs::at(&point, "moi-aussi"), &[]).await.redirects_to("/points-durs/");
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    takes(&ana, &point, "qualification", &[("severity", "high")]).await;
    ana.visits(&point).await.ok();
    karim.visits(&point).await.ok();
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    assert!(says(&town.inbox_of(&zoe.email).0.join(""), "Les bracelets ne passent plus"), "she was mailed at once");
    for person in [&ana, &karim, &zoe, &camille] {
        assert!(digests_of(&town, person).is_empty(), "{}", person.email);
    }
}

#[actix_web::test]
async fn whoever_stays_unknown_is_not_told_of_their_own_point_dur_nor_named() {
    let town = Town::new().await;
    let (camille, karim) = (town.member("Camille Bertin").await, town.member("Karim Benali").await);
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    reports_with(&camille, "Un circuit qui met en danger", &[("anonymous", "1")]).await;
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    assert!(digests_of(&town, &camille).is_empty());
    let told = digests_of(&town, &karim).remove(0);
    assert!(says(&told, "Un circuit qui met en danger") && !says(&told, "Camille"), "{told}");
}

#[actix_web::test]
async fn points_durs_beyond_the_first_are_counted_for_those_who_may_read_them_now() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let camille = town.member("Camille Bertin").await;
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    for person in [&ana, &karim] {
        without_mail(person).await;
    }
    for number in 1..=11 {
        reports_with(&camille, &format!("Zibeline {number}"), &[("audience", "expert")]).await;
    }
    let taken_back = reports(&camille, "Repris depuis").await;
    let taken_up = reports(&camille, "Pris depuis").await;
    it_is(&town, TUESDAY).await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap().unwrap();
    // Between the closing and the sending: Karim leaves the experts, two points durs move.
    let (theme, member) = (town.theme(THEME).await, karim.id());
    let leaves = Move { member, theme, to: Some(Circle::Community), decided_by: None, reason: "fin" };
    town.write(move |tx| circles::place(tx, &leaves)).await;
    takes(&camille, &taken_back, "retrait", &[]).await;
    takes(&ana, &taken_up, "qualification", &[("severity", "high")]).await;
    takes(&ana, &taken_up, "prise-en-charge", &[]).await;
    mail_leaves(&town).await;
    let [to_ana, to_karim] = [&ana, &karim].map(|person| digests_of(&town, person).remove(0));
    assert!(!says(&to_ana, "Repris depuis") && !says(&to_karim, "Repris depuis"));
    assert!(says(&to_karim, "Pris depuis (Pris en charge, sans réponse)"), "nobody is waited for: {to_karim}");
    assert!(!says(&to_karim, "attend") && !says(&to_karim, "Zibeline") && !says(&to_karim, "autre"), "{to_karim}");
    let told = part(&to_ana, "Points durs", "--");
    assert_eq!(told.matches("- Zibeline").count() + told.matches("- Pris depuis").count(), 7, "{told}");
    assert!(told.contains("Et 5 autres") && told.contains("/points-durs"), "{told}");
}

#[actix_web::test]
async fn each_edition_of_a_sheet_is_told_once_whatever_was_told_before() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let camille = town.member("Camille Bertin").await;
    let zoe = town.member("Zoé Martin").await;
    nobody_is_new(&town).await;
    town.runs_the_timetable().await;
    let sheet = begins_for(&ana, "community", &[]).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    it_is(&town, TUESDAY).await;
    camille.visits("/reglages/resumes/apercu").await.ok().shows("Fiches pratiques").shows(TITLE);
    // Zoé reads it on its page: that is reading it.
    zoe.visits(&address).await.ok();
    town.passes(5).await;
    mail_leaves(&town).await;
    let first = digests_of(&town, &camille).remove(0);
    let told = part(&first, "Fiches pratiques", "--");
    assert!(told.contains(&format!("{TITLE} (Première édition)")) && told.contains("/fiches/"), "{told}");
    assert!(told.contains("Parce qu'une édition vient d'en être publiée"), "{told}");
    assert_eq!(times(&first, TITLE), 1, "in one part only");
    assert!(digests_of(&town, &zoe).is_empty(), "she read it");
    assert!(digests_of(&town, &ana).is_empty(), "she answers for it");

    for person in [&ana, &karim] {
        comes_back(person).await;
    }
    let edit = format!("{sheet}/modifier");
    ana.fills(&edit, &edit, &[("limits", "Pas en réanimation néonatale.")]).await.redirects_to(&sheet);
    steps(&karim, &sheet, "relecture/accord", &[]).await;
    it_is(&town, "2026-12-01T07:00:30Z").await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &camille).len(), 1, "a text nobody published is no news");
    steps(&ana, &sheet, "publication", &[("day", "2028-01-10")]).await;
    it_is(&town, "2026-12-08T07:00:30Z").await;
    mail_leaves(&town).await;
    for (person, before) in [(&camille, 1), (&zoe, 0)] {
        let second = digests_of(&town, person);
        assert!(says(&second[before], &format!("{TITLE} (Édition 2)")), "{second:#?}");
    }
    it_is(&town, "2026-12-15T07:00:30Z").await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &camille).len(), 2);

    // What is said of it afterwards is a conversation that went on.
    let fils = sheet.replace("/fiches/", "/fils/");
    zoe.posts(&format!("{fils}/messages"), &[("body", "Et en maternité ?")]).await.redirects_to("/fiches/");
    it_is(&town, "2026-12-22T07:00:30Z").await;
    mail_leaves(&town).await;
    let talked = digests_of(&town, &camille).remove(2);
    assert!(says(&talked, "De nouveaux messages") && !says(&talked, "Fiches pratiques"), "{talked}");
}
