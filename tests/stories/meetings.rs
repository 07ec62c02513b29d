//! Meetings: planned, announced, moved, cancelled; when they are, by whose clock.

use cercles::circles::Circle;

use crate::town::{Answer, Person, THEME, Town};

/// What a form says of a meeting of the experts.
pub fn described<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("theme", THEME),
        ("circle", "expert"),
        ("title", "Réunion des experts"),
        ("description", "Deux points durs à examiner."),
        ("starts", "2027-01-12T14:00"),
        ("ends", "2027-01-12T15:30"),
        ("zone", "Europe/Paris"),
        ("remote", "1"),
        ("remote_link", "https://visio.example/experts"),
    ]
}

/// A description with other words in some fields.
pub fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = described();
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

/// Plans a meeting; says where it is.
pub async fn planned(by: &Person<'_>, fields: &[(&str, &str)]) -> String {
    by.posts("/rencontres/nouvelle", fields).await.redirects_to("/rencontres/").location().to_owned()
}

/// Opens the page of a meeting by its id.
pub async fn opened(by: &Person<'_>, address: &str) -> Answer {
    let moved = by.visits(address).await;
    by.follows(&moved).await
}

/// Announces a meeting.
pub async fn announced(by: &Person<'_>, address: &str) {
    let page = opened(by, address).await;
    by.fills_in(&page, &format!("{address}/annonce"), &[]).await.redirects_to("/rencontres/");
}

#[actix_web::test]
async fn a_meeting_is_prepared_by_experts_and_announced_to_its_circle() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let peer = town.peer("Maëlle Céleste").await;
    let address = planned(&ana, &described()).await;
    opened(&karim, &address).await.ok().shows("n'est pas encore annoncée");
    peer.visits(&address).await.is(404);
    announced(&ana, &address).await;
    opened(&karim, &address).await.ok().shows("Annoncée").shows("de 14 h à 15 h 30");
    peer.visits(&address).await.is(404);
    town.tells().await;
    karim.visits("/notifications").await.ok().shows("vous invite à la rencontre « Réunion des experts »");
}

#[actix_web::test]
async fn everyone_sees_it_by_their_own_clock_and_by_its_own() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let rose = town.person("Rose Payet", "la-reunion", &[(THEME, Circle::Expert)]).await;
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    let page = opened(&rose, &address).await;
    page.ok().shows("de 17 h à 18 h 30").shows("de 14 h à 15 h 30, Paris");
}

#[actix_web::test]
async fn the_link_is_for_the_registered_and_for_who_runs_it() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    opened(&karim, &address).await.ok().hides("visio.example").shows("Le lien est donné aux personnes inscrites");
    opened(&ana, &address).await.ok().shows("Rejoindre à distance");
}

#[actix_web::test]
async fn what_makes_no_sense_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    for (changes, field, sentence) in [
        (vec![("ends", "2027-01-12T13:00")], "ends", "La fin doit venir après le début"),
        (vec![("starts", "2027-03-28T02:30"), ("ends", "2027-03-28T05:00")], "starts", "La suivante est 03:30"),
        (vec![("starts", "2027-10-31T02:30"), ("ends", "2027-10-31T05:00")], "starts", "existe deux fois"),
        (vec![("zone", "Europe/Atlantis")], "zone", "n'existe pas ou plus"),
        (vec![("remote", ""), ("on_site", "")], "on_site", "au moins une façon de venir"),
        (vec![("remote_link", "javascript:alert(1)")], "remote_link", "commence par https://"),
        (vec![("site_capacity", "0")], "site_capacity", "entre 1 et"),
        (vec![("public", "1")], "public", "toute la communauté"),
    ] {
        let answer = ana.posts("/rencontres/nouvelle", &with(&changes)).await;
        answer.is(422).shows(sentence).shows("Deux points durs à examiner.");
        assert!(
            answer.count(&format!("#{field}-error")) > 0 || answer.body.contains(&format!("href=\"#{field}\"")),
            "{field}"
        );
    }
    let twice = with(&[("starts", "2027-10-31T02:30"), ("ends", "2027-10-31T05:00"), ("which", "later")]);
    let address = planned(&ana, &twice).await;
    opened(&ana, &address).await.ok().shows("de 2 h 30 à 5 h");
}

#[actix_web::test]
async fn another_date_asks_for_a_reason_and_is_told_a_typo_is_not() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    town.tells().await;
    let edit = format!("{address}/modifier");
    ana.fills(&edit, &edit, &[("description", "Trois points durs.")]).await.redirects_to("/rencontres/");
    town.tells().await;
    karim.visits("/notifications").await.ok().hides("a changé");
    let moved = [("starts", "2027-01-13T14:00"), ("ends", "2027-01-13T15:30")];
    ana.fills(&edit, &edit, &moved).await.is(422).shows("dites pourquoi");
    let moved = [moved[0], moved[1], ("reason", "Grève des trains")];
    ana.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    opened(&karim, &address).await.ok().shows("Grève des trains").shows("13 janvier");
    town.tells().await;
    karim.visits("/notifications").await.ok().shows("a changé");
}

#[actix_web::test]
async fn two_organisers_at_once_the_second_keeps_what_was_typed() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let address = planned(&ana, &described()).await;
    let edit = format!("{address}/modifier");
    let stale = nicolas.visits(&edit).await;
    ana.fills(&edit, &edit, &[("title", "Réunion de janvier")]).await.redirects_to("/rencontres/");
    let answer = nicolas.fills_in(&stale, &edit, &[("title", "Réunion d'hiver")]).await;
    answer.is(409).shows("a changé pendant que vous");
    assert_eq!(answer.attribute("#title", "value").as_deref(), Some("Réunion d'hiver"));
    nicolas.fills_in(&answer, &edit, &[]).await.redirects_to("/rencontres/");
    opened(&ana, &address).await.ok().shows("Réunion d'hiver");
}

#[actix_web::test]
async fn a_cancelled_meeting_says_why_and_takes_no_other_step() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    let page = opened(&ana, &address).await;
    let cancel = format!("{address}/annulation");
    ana.fills_in(&page, &cancel, &[]).await.is(422).shows("Dites pourquoi");
    ana.fills_in(&page, &cancel, &[("reason", "Trop peu de monde")]).await.redirects_to("/rencontres/");
    opened(&karim, &address).await.ok().shows("Annulée").shows("Trop peu de monde");
    ana.posts(&format!("{address}/annonce"), &[("version", "3")]).await.is(409);
    town.tells().await;
    karim.visits("/notifications").await.ok().shows("est annulée");
}

#[actix_web::test]
async fn what_is_over_is_held_by_the_clock_and_its_minutes_are_awaited() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    town.runs_the_timetable().await;
    opened(&karim, &address).await.ok().shows("Annoncée");
    town.passes(70 * 86_400).await;
    town.runs_the_timetable().await;
    ana.comes_back().await;
    karim.comes_back().await;
    opened(&karim, &address).await.ok().shows("Tenue");
    ana.visits("/notifications").await.ok().shows("son compte rendu est attendu");
}
