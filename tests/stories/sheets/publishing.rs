//! Neutrality, editions, confirming, handing over, withdrawing.

use super::{TITLE, acts, begins, begins_for, comes_back, people, publishes, takes};
use crate::town::Town;

#[actix_web::test]
async fn only_the_animation_does_without_a_trial() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let sheet = begins(&ana).await;
    takes(&ana, &sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    ana.posts(&format!("{sheet}/essais/dispense"), &[("version", "3"), ("reason", "Pressé")]).await.is(403);
    acts(&nicolas, &sheet, "essais/dispense", &[]).await.is(422).shows("Dites pourquoi, en une phrase");
    takes(&nicolas, &sheet, "essais/dispense", &[("reason", "Déjà en place partout")]).await;
    ana.visits("/notifications").await.shows("Nicolas Aubert a dispensé d'essai");
    takes(&ana, &sheet, "publication", &[("day", "2027-11-22")]).await;
    town.visitor().visits(town.visitor().visits(&sheet).await.location()).await.ok().hides("Déjà en place partout");
}

#[actix_web::test]
async fn naming_a_product_asks_for_a_reason_and_a_second_reader() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let sheet = begins_for(&ana, "public", &[("conditions", "Un tableau Excel partagé.")]).await;
    takes(&ana, &sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    takes(&nicolas, &sheet, "essais/dispense", &[("reason", "Déjà en place")]).await;
    let early = acts(&karim, &sheet, "neutralite", &[("reason", "")]).await;
    early.is(422).shows("Dites pourquoi");
    let day = [("version", "4"), ("day", "2027-11-22")];
    let refused = ana.posts(&format!("{sheet}/publication"), &day).await;
    refused.is(422).shows("nomme peut-être un produit").shows("excel");
    let why = "Le modèle joint n'existe que dans ce format.";
    takes(&ana, &sheet, "neutralite", &[("reason", why)]).await;
    let refused = ana.posts(&format!("{sheet}/publication"), &[("version", "5"), ("day", "2027-11-22")]).await;
    refused.is(422).shows("une deuxième personne doit accepter la justification");
    ana.posts(&format!("{sheet}/neutralite/lecture"), &[("version", "5")]).await.is(403);
    takes(&karim, &sheet, "neutralite/lecture", &[]).await;
    takes(&ana, &sheet, "publication", &[("day", "2027-11-22")]).await;
    town.visitor().visits("/fiches").await.shows(TITLE);
}

#[actix_web::test]
async fn each_publication_is_an_edition() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    ana.posts(&format!("{sheet}/publication"), &[("version", "5"), ("day", "2027-11-22")]).await.is(422);

    karim.posts(&format!("{sheet}/application"), &[]).await.redirects_to(&address);
    town.passes(86_400).await;
    for person in [&ana, &karim] {
        comes_back(person).await;
    }
    let edit = format!("{sheet}/modifier");
    let other = [("title", "Des bracelets lisibles la nuit"), ("limits", "Pas en réanimation néonatale.")];
    ana.fills(&edit, &edit, &other).await.redirects_to(&sheet);
    let visitor = town.visitor();
    visitor.visits(&address).await.ok().shows("Édition 1").hides("néonatale").hides("la nuit,");
    ana.visits(&address).await.ok().shows("Une nouvelle édition se prépare");
    let unread = ana.posts(&format!("{sheet}/publication"), &[("version", "6"), ("day", "2028-01-10")]).await;
    unread.is(422).shows("Une deuxième personne experte");
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    takes(&ana, &sheet, "publication", &[("day", "2028-01-10")]).await;

    let renamed = visitor.visits(&address).await.location().to_owned();
    assert!(renamed.ends_with("-des-bracelets-lisibles-la-nuit"), "{renamed}");
    visitor.visits(&renamed).await.ok().shows("Édition 2").shows("néonatale");
    town.indexes().await;
    visitor.visits("/recherche?q=n%C3%A9onatale").await.shows("Des bracelets lisibles la nuit");
    karim.visits("/fils").await.shows("Des bracelets lisibles la nuit").hides("Des bracelets lisibles au bloc");
    let feed = karim.visits("/notifications").await;
    feed.shows("Ana Ferreira a publié une nouvelle édition");
    // Its text is changed from the sheet, not from its thread.
    let discussion = ana.visits(&format!("{renamed}/discussion")).await;
    let post = discussion.ok().attribute("li.post", "id").unwrap().replace("m-", "");
    ana.posts(&format!("/messages/{post}/retrait"), &[]).await.is(403).shows("c'est depuis la fiche");
    let correction = format!("/messages/{post}/modifier");
    ana.fills(&correction, &correction, &[("body", "x")]).await.is(403);
}

#[actix_web::test]
async fn a_sheet_is_talked_over_in_its_thread() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let camille = town.member("Camille Bertin").await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    let fils = sheet.replace("/fiches/", "/fils/");
    camille.visits(&fils).await.redirects_to(&address);
    let discussion = format!("{address}/discussion");
    camille.visits(&address).await.ok().shows("En discuter");
    let said = camille.fills(&discussion, &format!("{fils}/messages"), &[("body", "Et en maternité ?")]).await;
    said.redirects_to(&discussion);
    camille.visits(&address).await.shows("Discussion : 1 message");
    town.tells().await;
    ana.visits("/notifications").await.shows("Camille Bertin a répondu dans votre fil");
    town.visitor().visits(&discussion).await.redirects_to("/connexion");
}

#[actix_web::test]
async fn a_sheet_for_the_peers_is_no_one_elses() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let [maelle, camille, visitor] =
        [town.peer("Maëlle Céleste").await, town.member("Camille Bertin").await, town.visitor()];
    let sheet = begins_for(&ana, "peer", &[]).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    town.indexes().await;
    maelle.visits(&address).await.ok().shows(TITLE);
    maelle.visits("/fiches").await.shows(TITLE);
    for stranger in [&camille, &visitor] {
        stranger.visits(&address).await.is(404);
        stranger.visits("/fiches").await.hides(TITLE);
        stranger.visits("/recherche?q=bracelets").await.hides(TITLE);
    }
    camille.posts(&format!("{sheet}/application"), &[]).await.is(404);
}

#[actix_web::test]
async fn a_sheet_is_confirmed_handed_over_then_withdrawn() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let camille = town.member("Camille Bertin").await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    for (day, words) in [("2026-11-22", "entre demain et dans cinq ans"), ("demain", "Indiquez un jour")] {
        acts(&karim, &sheet, "confirmation", &[("day", day)]).await.is(422).shows(words);
    }
    takes(&karim, &sheet, "confirmation", &[("day", "2028-03-01")]).await;
    camille.visits(&address).await.shows("1er mars 2028");
    takes(&ana, &sheet, "responsable", &[("member", &karim.id().to_string())]).await;
    karim.visits("/notifications").await.shows("Ana Ferreira vous confie une fiche pratique");

    // Ana no longer answers for it; Karim does.
    ana.posts(&format!("{sheet}/retrait"), &[("version", "7"), ("reason", "x")]).await.is(403);
    let newer = begins_for(&ana, "public", &[("title", "Des bracelets sans imprimante")]).await;
    publishes(&newer, [&ana, &karim, &nicolas]).await;
    camille.fills(&address, &format!("{sheet}/application"), &[]).await.redirects_to(&address);
    let wrong = [("reason", "Dépassée"), ("by", sheet.as_str())];
    acts(&karim, &sheet, "retrait", &wrong).await.is(422).shows("Indiquez l'adresse d'une autre fiche publiée");
    let reason = "Les lecteurs de 2027 lisent les anciens codes.";
    takes(&karim, &sheet, "retrait", &[("reason", reason), ("by", newer.as_str())]).await;

    let visitor = town.visitor();
    let read = visitor.visits(&address).await;
    read.ok().shows("Cette fiche est retirée").shows(reason).shows("Des bracelets sans imprimante");
    read.hides("imprimé deux fois");
    visitor.visits("/fiches").await.hides(TITLE).shows("Des bracelets sans imprimante");
    town.indexes().await;
    visitor.visits("/recherche?q=%22imprim%C3%A9s+la+nuit%22").await.hides(TITLE);
    camille.visits("/notifications").await.shows("Karim Benali a retiré la fiche");
    ana.visits(&format!("{sheet}/historique")).await.ok().shows("Édition 1");
    karim.posts(&format!("{sheet}/confirmation"), &[("version", "8"), ("day", "2028-01-01")]).await.is(409);
}
