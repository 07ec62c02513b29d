//! A reporter who stays unknown: to every member, to the lead expert unless they agreed, never to the animators.

use cercles::db::ids::to_base32;

use super::{at, reports_with, takes};
use crate::town::{Town, id_in};

#[actix_web::test]
async fn their_name_stands_nowhere_but_for_the_animators() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let (lou, nicolas) = (town.member("Lou Martin").await, town.animator("Nicolas Aubert").await);
    let more = [("anonymous", "1"), ("size", "320 lits")];
    let point = reports_with(&camille, "On nous demande de tricher", &more).await;
    takes(&ana, &point, "precisions", &[("reason", "Qui le demande ?")]).await;
    takes(&camille, &point, "reponse", &[("reason", "La direction.")]).await;
    let id = to_base32(id_in(&point));
    let sent = camille.posts(&format!("/fils/{id}/messages"), &[("body", "Et cela dure, @Ana Ferreira.")]).await;
    let post = sent.redirects_to("/points-durs/").location().rsplit("#m-").next().unwrap().to_owned();
    town.passes(600).await;
    let edit = format!("/messages/{post}/modifier");
    camille
        .fills(&edit, &edit, &[("body", "Et cela dure depuis mars, @Ana Ferreira.")])
        .await
        .redirects_to("/points-durs/");
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    for (person, member) in [(&ana, "expert"), (&lou, "member")] {
        for address in [
            point.as_str(),
            "/points-durs",
            "/fils",
            "/",
            "/notifications",
            "/recherche?q=tricher",
            "/themes/numerique-en-sante",
            &format!("/messages/{post}/historique"),
        ] {
            let page = person.visits(address).await;
            assert!(!page.ok().text().contains("Bertin"), "{member} at {address}: {}", page.text());
        }
        person.visits(&point).await.shows("Membre anonyme").hides("Valmont, ");
        // What they wrote is not told of them on their page.
        person.visits(&format!("/membres/{}", camille.id())).await.ok().hides("tricher");
    }
    let mails = town.inbox_of(&ana.email).0.join("\n");
    assert!(mails.contains("tricher"), "the expert is told: {mails}");
    assert!(!mails.contains("Bertin"), "by a mail that names nobody: {mails}");
    nicolas.visits(&point).await.ok().shows("Camille Bertin").shows("nom connu de l'animation seulement");
    // They see their own, find it again, and were not told of what they wrote.
    camille.visits("/points-durs/miens").await.ok().shows("On nous demande de tricher");
    camille.visits("/notifications").await.ok().hides("Membre anonyme a écrit");
    // The anonymous member is nobody: in no list, with no page.
    lou.visits("/membres?q=anonyme").await.ok().hides("Membre anonyme");
    lou.visits(&format!("/membres/{}", to_base32(1))).await.is(404);
    assert_eq!(lou.visits(&point).await.count("a[href='/membres/1']"), 0);
}

#[actix_web::test]
async fn the_lead_expert_knows_when_the_reporter_agreed() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let more = [("anonymous", "1"), ("known_to_lead", "1")];
    let point = reports_with(&camille, "On nous demande de tricher", &more).await;
    takes(&ana, &point, "qualification", &[("severity", "high")]).await;
    ana.visits(&point).await.ok().hides("Camille Bertin");
    takes(&ana, &point, "prise-en-charge", &[]).await;
    ana.visits(&point).await.ok().shows("Camille Bertin");
    karim.visits(&point).await.ok().hides("Camille Bertin");
}

#[actix_web::test]
async fn what_they_wrote_is_theirs_to_correct_and_take_back_and_nobody_elses_to_unmask() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let more = [("anonymous", "1"), ("audience", "expert")];
    let point = reports_with(&camille, "On nous demande de tricher", &more).await;
    let id = to_base32(id_in(&point));
    let sent = camille.posts(&format!("/fils/{id}/messages"), &[("body", "Une suite.")]).await;
    let post = sent.redirects_to("/points-durs/").location().rsplit("#m-").next().unwrap().to_owned();
    ana.visits(&format!("/messages/{post}/modifier")).await.is(403);
    ana.posts(&format!("/messages/{post}/retrait"), &[]).await.is(403);
    // A reaction would show that somebody of the community reads what is the experts'.
    let answer = ana.posts(&format!("/fils/{id}/messages"), &[("body", "Merci. @Camille Bertin, peut-être ?")]).await;
    let answer = answer.location().rsplit("#m-").next().unwrap().to_owned();
    camille.posts(&format!("/messages/{answer}/reactions/merci"), &[]).await.is(409);
    // Nor does a mention tell it: whoever may not read it by their circle is said to be out of reach.
    town.tells().await;
    ana.visits("/notifications").await.ok().shows("ne peut pas lire");
    // Hidden by an expert, its author reads why.
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "Un nom s'y lit.")])
        .await
        .redirects_to("/points-durs/");
    camille.visits("/reglages/decisions").await.ok().shows("Un nom s'y lit.");
    ana.posts(&format!("/messages/{post}/masquage/retrait"), &[("reason", "Corrigé.")])
        .await
        .redirects_to("/points-durs/");
    camille.posts(&format!("/messages/{post}/retrait"), &[]).await.redirects_to("/points-durs/");
    ana.visits(&point).await.ok().hides("Une suite.").hides("Bertin a");
    camille.posts(&format!("/messages/{post}/retrait/annulation"), &[]).await.redirects_to("/points-durs/");
    ana.visits(&point).await.ok().shows("Une suite.");
    assert!(!ana.visits(&format!("/messages/{post}/historique")).await.text().contains("Bertin"));
}

#[actix_web::test]
async fn merged_they_stay_unknown_there_too() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let lou = town.member("Lou Martin").await;
    let first = super::reports(&lou, "Tricherie demandée").await;
    let second = reports_with(&camille, "On nous demande de tricher", &[("anonymous", "1")]).await;
    takes(&ana, &second, "doublon", &[("other", &first), ("reason", "La même.")]).await;
    let page = ana.visits(&first).await;
    page.ok().hides("Camille Bertin").shows("Une autre personne").shows("Membre anonyme");
    takes(&ana, &first, "qualification", &[("severity", "low")]).await;
    camille.visits("/notifications").await.ok().shows("« Tricherie demandée » est qualifié");
    assert_eq!(camille.visits(&at(&first, "moi-aussi")).await.status, 200);
}

#[actix_web::test]
async fn quoted_or_followed_in_practice_they_alone_are_told() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let (lou, nicolas) = (town.member("Lou Martin").await, town.animator("Nicolas Aubert").await);
    let point = reports_with(&camille, "On nous demande de tricher", &[("anonymous", "1")]).await;
    let id = to_base32(id_in(&point));
    let sent = camille.posts(&format!("/fils/{id}/messages"), &[("body", "Nous avons dit non.")]).await;
    let post = sent.redirects_to("/points-durs/").location().rsplit("#m-").next().unwrap().to_owned();
    town.tells().await;
    let discussion = ana.visits(&format!("/fils/{id}?citer={post}")).await;
    let quoting = ana.visits(discussion.location()).await;
    let quote = quoting.ok().field("body").unwrap();
    assert!(quote.contains("Nous avons dit non.") && !quote.contains("Bertin"), "{quote}");
    ana.posts(&format!("/fils/{id}/messages"), &[("body", &format!("{quote}\n\nBravo."))])
        .await
        .redirects_to("/points-durs/");
    lou.posts(&format!("/messages/{post}/fait-chez-moi"), &[("note", "Nous aussi, à Valmont")])
        .await
        .redirects_to("/points-durs/");
    town.tells().await;
    let told = camille.visits("/notifications").await;
    told.ok().shows("Ana Ferreira vous cite dans « On nous demande de tricher »");
    told.shows("Lou Martin l'a fait chez soi : « On nous demande de tricher »");
    for other in [&ana, &lou, &nicolas] {
        let page = other.visits("/notifications").await;
        page.ok().hides("Bertin").hides("vous cite dans").hides("l'a fait chez soi");
    }
    for other in [&ana, &lou] {
        other.visits(&point).await.ok().hides("Bertin");
    }
    let history = ana.visits(&format!("/messages/{post}/historique")).await;
    assert_eq!(history.ok().shows("Membre anonyme").count("a[href='/membres/1']"), 0);
}
