//! Feedback, visitors included; peers who spread, members who apply.

use super::{begins, people, publishes, takes};
use crate::town::Town;

#[actix_web::test]
async fn a_visitors_words_wait_for_an_expert() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let camille = town.member("Camille Bertin").await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    let visitor = town.visitor();
    let form = format!("{sheet}/retours");
    visitor.fills(&address, &form, &[("body", "")]).await.is(422).shows("Dites si cela a marché");
    let patient = [("kind", "stuck"), ("body", "Patient 1 89 05 49 588 157 23 : bracelet refusé")];
    let held_back = visitor.fills(&address, &form, &patient).await;
    held_back.is(422).shows("patient");
    assert!(held_back.field("body").unwrap().contains("bracelet refusé"), "what was typed is kept");

    let words = [("kind", "stuck"), ("body", "L'imprimante refuse le format."), ("signed", "CH de Beauvallon")];
    visitor.fills(&address, &form, &words).await.redirects_to(&address);
    for reader in [&visitor, &camille] {
        reader.visits(&address).await.ok().hides("refuse le format").hides("Beauvallon");
    }
    ana.visits("/notifications").await.shows("Un retour d'une personne sans compte attend");
    let page = karim.visits(&address).await;
    page.ok().shows("refuse le format").shows("En attente de lecture");
    let show = page.attribute("form[action$='/affichage']", "action").unwrap();
    camille.posts(&show, &[]).await.is(403);
    karim.fills_in(&page, &show, &[]).await.redirects_to(&sheet);
    karim.posts(&show, &[]).await.is(409);
    visitor.visits(&address).await.shows("refuse le format").shows("CH de Beauvallon (sans compte)").shows("Édition 1");

    // A member's words show at once, under their name, for members.
    let done = [("kind", "worked"), ("body", "En place au bloc B.")];
    camille.fills(&address, &form, &done).await.redirects_to(&address);
    visitor.visits(&address).await.shows("En place au bloc B.").hides("Camille");
    karim.visits(&address).await.shows("Camille Bertin");
    ana.visits("/notifications").await.shows("Camille Bertin dit ce qu'est devenue la fiche");

    // Hidden with a reason, that whoever said it reads.
    let page = karim.visits(&address).await;
    let hide = page.attribute("form[action$='/masquage']", "action").unwrap();
    karim.posts(&hide, &[]).await.is(422);
    karim.fills_in(&page, &hide, &[("reason", "Ce n'est pas cette fiche")]).await.redirects_to(&sheet);
    visitor.visits(&address).await.hides("En place au bloc B.");
    camille.visits(&address).await.shows("En place au bloc B.").shows("Raison : Ce n'est pas cette fiche");
}

#[actix_web::test]
async fn a_network_says_ten_things_an_hour() {
    let town = Town::with_limits().await;
    let [ana, karim, nicolas] = people(&town).await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    let visitor = town.visitor();
    for _ in 0..10 {
        let words = [("kind", "worked"), ("body", "Oui.")];
        visitor.posts(&format!("{sheet}/retours"), &words).await.redirects_to(&address);
    }
    let late = visitor.posts(&format!("{sheet}/retours"), &[("kind", "worked"), ("body", "Encore.")]).await;
    late.is(429).shows("Encore.");
    visitor.from.replace("198.51.100.7".into());
    let words = [("kind", "worked"), ("body", "D'ailleurs.")];
    visitor.posts(&format!("{sheet}/retours"), &words).await.redirects_to(&address);
}

#[actix_web::test]
async fn feedback_is_told_by_edition() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let camille = town.member("Camille Bertin").await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    let form = format!("{sheet}/retours");
    camille.fills(&address, &form, &[("kind", "wrong"), ("body", "L'étape deux.")]).await.redirects_to(&address);
    let edit = format!("{sheet}/modifier");
    ana.fills(&edit, &edit, &[("steps", "1. Régler l'imprimante")]).await.redirects_to(&sheet);
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    takes(&ana, &sheet, "publication", &[("day", "2027-11-22")]).await;
    camille.fills(&address, &form, &[("kind", "worked"), ("body", "Cette fois, oui.")]).await.redirects_to(&address);
    let editions = town.visitor().visits(&address).await.texts("#retours h3");
    assert_eq!(editions[..2], ["Édition 2", "Édition 1"]);
}

#[actix_web::test]
async fn peers_note_where_they_spread_it() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let (maelle, camille) = (town.peer("Maëlle Céleste").await, town.member("Camille Bertin").await);
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    camille.posts(&format!("{sheet}/diffusion"), &[("place", "Partout")]).await.is(403);
    maelle.posts(&format!("{sheet}/diffusion"), &[("place", " ")]).await.is(422);
    let place = [("place", "Réunion des DSI de l'archipel")];
    maelle.fills(&address, &format!("{sheet}/diffusion"), &place).await.redirects_to(&address);
    camille.visits(&address).await.shows("Diffusée dans 1 lieu").shows("Réunion des DSI de l'archipel (Guadeloupe)");
    town.visitor().visits(&address).await.shows("Diffusée dans 1 lieu").hides("archipel").hides("Maëlle");
}
