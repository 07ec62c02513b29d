//! Beside the main road: questions and silence, duplicates, stale forms, leads who leave, what is declined or withdrawn.

use cercles::circles::{self, Move};
use cercles::db::ids::to_base32;

use super::{at, reports, reports_with, state, takes};
use crate::town::{Person, THEME, Town, id_in};

const DAY: i64 = 86_400;

/// Days go by, and people sign in again.
async fn days_pass(town: &Town, days: i64, people: &[&Person<'_>]) {
    town.passes(days * DAY).await;
    for person in people {
        let member = person.id();
        let token = town.write(move |tx| cercles::members::sessions::open(tx, member, false, "story")).await;
        person.cookies.borrow_mut().insert("sid".into(), token);
    }
    town.runs_the_timetable().await;
}

#[actix_web::test]
async fn a_question_waits_for_its_answer_and_closes_after_two_reminders() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let point = reports(&camille, "Lits bloqués").await;
    takes(&ana, &point, "precisions", &[("reason", "Combien de lits ?")]).await;
    let page = camille.visits(&point).await;
    page.ok().shows("Précisions attendues").shows("Combien de lits ?").shows("Répondre à la question");
    takes(&camille, &point, "reponse", &[("reason", "Quarante.")]).await;
    // It goes on where it was.
    assert_eq!(state(&ana, &point).await, "reported");
    ana.visits(&point).await.ok().shows("Quarante.");
    takes(&ana, &point, "precisions", &[("reason", "Depuis quand ?")]).await;
    for (days, reminders, expected) in
        [(6, 0, "needs_information"), (2, 1, "needs_information"), (8, 2, "needs_information"), (8, 2, "lapsed")]
    {
        days_pass(&town, days, &[&ana, &camille]).await;
        assert_eq!(state(&ana, &point).await, expected, "after {days} more days");
        let told = camille.visits("/notifications").await;
        assert_eq!(told.texts(".notice-line").iter().filter(|line| line.contains("attend votre")).count(), reminders);
    }
    camille.visits(&point).await.ok().shows("Clos sans réponse").shows("sans intervention");
    takes(&camille, &point, "reouverture", &[("reason", "J'étais absente : depuis mars.")]).await;
    assert_eq!(state(&ana, &point).await, "reopened");
}

#[actix_web::test]
async fn a_solution_nobody_confirms_settles_after_two_reminders() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let point = reports(&camille, "Lits bloqués").await;
    takes(&ana, &point, "qualification", &[("severity", "normal")]).await;
    takes(&ana, &point, "prise-en-charge", &[]).await;
    takes(&ana, &point, "solution", &[("body", "Un seul tableau.")]).await;
    for expected in ["proposed", "proposed", "resolved"] {
        assert_eq!(state(&ana, &point).await, "proposed");
        days_pass(&town, 8, &[&ana]).await;
        assert_eq!(state(&ana, &point).await, expected);
    }
    ana.visits(&point).await.ok().shows("sans confirmation").shows("Tenu pour résolu, faute de réponse");
}

#[actix_web::test]
async fn a_duplicate_takes_everyone_along_and_is_no_refusal() {
    let town = Town::new().await;
    let (camille, lou) = (town.member("Camille Bertin").await, town.member("Lou Martin").await);
    let (paul, ana) = (town.member("Paul Durand").await, town.expert("Ana Ferreira").await);
    let (first, second) = (reports(&camille, "Lits bloqués").await, reports(&lou, "Plus un lit libre").await);
    let join = at(&second, "moi-aussi");
    paul.fills(&join, &join, &[("context", "Aux urgences surtout.")]).await.redirects_to("/points-durs/");
    let form = at(&second, "doublon");
    let number = to_base32(id_in(&first));
    for (other, told) in [
        ("".to_owned(), "Donnez le numéro"),
        ("zzz zzz!".to_owned(), "Aucun point dur"),
        (to_base32(id_in(&second)), "le point dur lui-même"),
        (to_base32(id_in(&first) + 1), "Aucun point dur"),
    ] {
        let sent = ana.fills(&form, &form, &[("other", &other), ("reason", "La même cause.")]).await;
        sent.is(422).shows(told).shows("La même cause.");
    }
    let narrow = reports_with(&camille, "Entre experts", &[("audience", "expert")]).await;
    let sent = ana.fills(&form, &form, &[("other", &narrow), ("reason", "La même cause.")]).await;
    sent.is(422).shows("au moins aussi visible");
    takes(&ana, &second, "doublon", &[("other", &format!("n° {number}")), ("reason", "La même cause.")]).await;
    let page = lou.visits(&second).await;
    page.ok().shows(&format!("Doublon du n° {number}")).shows("Ce n'est pas un refus").shows("La même cause.");
    let held = ana.visits(&first).await;
    held.ok().shows("Lou Martin").shows("Paul Durand").shows("Aux urgences surtout.");
    // They hear of what becomes of the other one.
    takes(&ana, &first, "qualification", &[("severity", "high")]).await;
    for person in [&lou, &paul] {
        person
            .visits("/notifications")
            .await
            .ok()
            .shows("ce n'est pas un refus")
            .shows("« Lits bloqués » est qualifié");
    }
    // What leads to it cannot hold it.
    let back = at(&first, "doublon");
    let sent = ana.fills(&back, &back, &[("other", &second), ("reason", "L'inverse.")]).await;
    sent.is(422).shows("déjà un doublon de celui-ci");
    assert_eq!(state(&ana, &first).await, "qualified");
}

#[actix_web::test]
async fn two_at_once_one_wins_and_the_other_keeps_their_words() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let point = reports(&camille, "Lits bloqués").await;
    let form = at(&point, "precisions");
    let (of_ana, of_karim) = (ana.visits(&form).await, karim.visits(&form).await);
    ana.fills_in(&of_ana, &form, &[("reason", "Combien ?")]).await.redirects_to("/points-durs/");
    let late = karim.fills_in(&of_karim, &form, &[("reason", "Depuis combien de temps, et où ?")]).await;
    late.is(409).shows("Ce point dur a avancé entre-temps").shows("Précisions attendues");
    late.shows("Depuis combien de temps, et où ?").shows("Cette étape n'est plus possible");
    // Where the step is still open, the same form may be sent again.
    takes(&camille, &point, "reponse", &[("reason", "Vingt.")]).await;
    let late = karim.fills_in(&of_karim, &form, &[("reason", "Depuis combien de temps, et où ?")]).await;
    late.is(409).shows("Signalé");
    karim.fills_in(&late, &form, &[]).await.redirects_to("/points-durs/");
    ana.visits(&point).await.ok().shows("Depuis combien de temps, et où ?");
}

#[actix_web::test]
async fn what_a_demoted_expert_led_waits_again() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let point = reports(&camille, "Lits bloqués").await;
    takes(&ana, &point, "qualification", &[("severity", "normal")]).await;
    takes(&ana, &point, "prise-en-charge", &[]).await;
    let (theme, member) = (town.theme(THEME).await, ana.id());
    town.write(move |tx| {
        let to = Some(circles::Circle::Community);
        circles::place(tx, &Move { member, theme, to, decided_by: None, reason: "fin de mandat" })
    })
    .await;
    ana.visits(&at(&point, "solution")).await.is(403);
    town.runs_the_timetable().await;
    assert_eq!(state(&karim, &point).await, "qualified");
    karim.visits(&point).await.ok().shows("Rendu : attend un expert").shows("Personne pour l'instant");
    karim.visits("/notifications").await.ok().shows("attend de nouveau un expert");
    takes(&karim, &point, "prise-en-charge", &[]).await;
}

#[actix_web::test]
async fn what_is_declined_says_why_and_what_is_withdrawn_is_its_reporters_alone() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let point = reports(&camille, "Lits bloqués").await;
    let form = at(&point, "non-retenu");
    ana.fills(&form, &form, &[]).await.is(422).shows("Écrivez quelques mots");
    takes(&ana, &point, "non-retenu", &[("reason", "Cela relève de la direction.")]).await;
    camille.visits(&point).await.ok().shows("Non retenu").shows("Cela relève de la direction.");
    takes(&camille, &point, "reouverture", &[("reason", "Elle nous renvoie ici.")]).await;
    takes(&camille, &point, "retrait", &[]).await;
    ana.visits(&at(&point, "reouverture")).await.is(403);
    takes(&camille, &point, "reouverture", &[("reason", "Finalement si.")]).await;
    // Its first message is not taken back like another's: that would hide it from everyone attached.
    let first = camille.visits(&point).await.attribute("li.post", "id").unwrap().replace("m-", "");
    camille.posts(&format!("/messages/{first}/retrait"), &[]).await.is(409);
}

#[actix_web::test]
async fn a_reporter_who_left_reads_on_and_answers() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let point = reports(&camille, "Lits bloqués").await;
    takes(&ana, &point, "precisions", &[("reason", "Combien ?")]).await;
    let (theme, member) = (town.theme(THEME).await, camille.id());
    town.write(move |tx| circles::place(tx, &Move { member, theme, to: None, decided_by: None, reason: "départ" }))
        .await;
    takes(&camille, &point, "reponse", &[("reason", "Vingt.")]).await;
    assert_eq!(state(&ana, &point).await, "reported");
}
