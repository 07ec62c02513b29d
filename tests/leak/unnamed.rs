//! A report without a name: the worlds in which one person or another made it.

use cercles::circles::Circle;
use cercles::db::ids::to_base32;

use super::people::{everyone_watches, feeds, strangers, without_drawn_words};
use crate::access::{TABLE, World};
use crate::town::{THEME, Town, id_in, masked};

/// What everyone but the animators and the two who might have reported is told, when one of them reports without being
/// named: for whom it is, who answers, corrects, joins and confirms.
async fn told_of_unknown(reporter: usize, audience: &str) -> Vec<(String, String)> {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let karim = town.person("Karim Benali", "occitanie", &[(THEME, Circle::Expert)]).await;
    let one = town.person("Zoé Zibeline", "corse", &[(THEME, Circle::Community)]).await;
    let two = town.person("Zacharie Zibeline", "corse", &[(THEME, Circle::Community)]).await;
    let strangers = strangers(&town).await;
    let who = [&one, &two][reporter];
    everyone_watches(&town, &world.address("{thread}")).await;
    town.tells().await;
    town.passes(600).await;
    town.app.database.ids().reseed(100);
    let fields = [
        ("theme", THEME),
        ("title", "On nous demande de tricher"),
        ("difficulty", "Voir @Ana Ferreira."),
        ("anonymous", "1"),
        ("audience", audience),
    ];
    let sent = who.posts("/points-durs/nouveau", &fields).await;
    let point = sent.redirects_to("/points-durs/").location().to_owned();
    let id = to_base32(id_in(&point));
    for (person, end, fields) in [
        (&karim, "qualification", vec![("severity", "high")]),
        (&karim, "prise-en-charge", vec![]),
        (&karim, "precisions", vec![("reason", "Qui ?")]),
        (who, "reponse", vec![("reason", "La direction.")]),
        (who, "complements", vec![("begun", "mars")]),
        (&karim, "solution", vec![("body", "Refuser. @Zoé Zibeline et @Zacharie Zibeline le savent.")]),
        (who, "confirmation", vec![]),
    ] {
        let form = format!("/points-durs/{id}/{end}");
        person.fills(&form, &form, &fields).await.redirects_to("/points-durs/");
    }
    let answered = who.posts(&format!("/fils/{id}/messages"), &[("body", "Merci, @Ana Ferreira.")]).await;
    let post = answered.redirects_to("/points-durs/").location().rsplit("#m-").next().unwrap().to_owned();
    town.passes(600).await;
    let edit = format!("/messages/{post}/modifier");
    who.fills(&edit, &edit, &[("body", "Merci beaucoup, @Ana Ferreira.")]).await.redirects_to("/points-durs/");
    town.app.database.ids().reseed(200);
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    let mut heard = Vec::new();
    let unaware = world.people().filter(|(who, _)| *who != "animator");
    let all = unaware.chain([("lead", &karim)]).chain(strangers.iter().map(|(who, person)| (*who, person)));
    for (who, person) in all {
        person.cookies.borrow_mut().remove("said");
        let mut addresses: Vec<String> =
            TABLE.iter().filter(|row| row.method() == "GET").map(|row| world.address(row.sample())).collect();
        addresses.extend([
            point.clone(),
            format!("/messages/{post}/historique"),
            format!("/messages/{post}"),
            format!("/membres/{}", one.id()),
            format!("/membres/{}", two.id()),
            "/points-durs?etat=resolved".into(),
            "/recherche?q=tricher&author=zibeline".into(),
            "/recherche?q=tricher&region=corse".into(),
            "/membres?q=zibeline".into(),
        ]);
        for address in addresses {
            heard.push((format!("{who} at {address}"), masked(&person.visits(&address).await)));
        }
        for address in feeds(person).await {
            heard.push((
                format!("{who} at {}", address.rsplit('/').next().unwrap_or("")),
                masked(&person.visits(&address).await),
            ));
        }
        for (number, mail) in town.inbox_of(&person.email).0.iter().enumerate() {
            heard.push((format!("mail {number} to {who}"), without_drawn_words(mail)));
        }
    }
    heard
}

#[actix_web::test]
async fn who_reports_without_being_named_changes_nothing_for_anyone_but_the_animators() {
    for audience in ["community", "expert"] {
        let (one, two) = (told_of_unknown(0, audience).await, told_of_unknown(1, audience).await);
        assert!(one.len() > 100, "{} answers", one.len());
        let lead_reads_it =
            one.iter().any(|(place, page)| place.starts_with("lead at /points-durs/") && page.contains("tricher"));
        assert!(lead_reads_it, "the comparison is of something");
        assert_eq!(one.len(), two.len());
        for ((place, there), (same_place, here)) in one.iter().zip(&two) {
            assert_eq!(place, same_place);
            assert_eq!(there, here, "{audience}: who reported changes {place}");
        }
    }
}
