//! Closing a thread, moving it, putting it first.

use cercles::circles::Circle;

use super::{answers, opens, returns, short};
use crate::town::{THEME, Town};

const MENTAL: &str = "sante-mentale";

#[actix_web::test]
async fn a_closed_thread_is_read_and_only_those_who_moderate_answer() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "discussion", "community", "Nos étiquettes").await;
    let manage = format!("{}/gestion", short(&thread));
    bilal.visits(&thread).await.ok().hides("Gérer ce fil").shows("Publier la réponse");
    bilal.visits(&manage).await.is(403);
    let open_page = bilal.visits(&thread).await;
    let close = format!("{}/fermeture", short(&thread));
    let wrong = ana.fills(&manage, &close, &[("reason", "")]).await;
    wrong.is(422).shows("Dites pourquoi");
    ana.fills(&manage, &close, &[("reason", "La suite est dans le fil voisin.")]).await.redirects_to(&thread);
    let page = bilal.visits(&thread).await;
    page.ok().shows("Fil fermé par Ana Ferreira").shows("dans le fil voisin").hides("Publier la réponse");
    let late = bilal.fills_in(&open_page, &format!("{}/messages", short(&thread)), &[("body", "Mon texte")]).await;
    late.is(409).shows("vient d'être fermé").shows("Mon texte");
    ana.visits(&thread).await.ok().shows("Publier la réponse");
    answers(&ana, &thread, "Un dernier mot.").await;
    bilal.visits("/reglages/decisions").await.ok().shows("Fil fermé").shows("dans le fil voisin");
    ana.fills(&manage, &format!("{close}/retrait"), &[("reason", "On reprend.")]).await.redirects_to(&thread);
    answers(&bilal, &thread, "Merci.").await;
    ana.posts(&format!("{close}/retrait"), &[("reason", "encore")]).await.is(409);
    bilal.visits("/reglages/decisions").await.ok().shows("Fil rouvert").shows("Annulé depuis");
}

#[actix_web::test]
async fn three_threads_stand_first_in_their_theme_until_a_day() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let mut threads = Vec::new();
    for title in ["Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième"] {
        threads.push(opens(&bilal, "discussion", "community", title).await);
    }
    let pin = |at: usize| format!("{}/epingle", short(&threads[at]));
    let manage = format!("{}/gestion", short(&threads[0]));
    ana.fills(&manage, &pin(0), &[("until", "2026-11-21"), ("reason", "À lire.")])
        .await
        .is(422)
        .shows("date est passée");
    ana.fills(&manage, &pin(0), &[("until", "2026-11-30"), ("reason", "À lire.")]).await.redirects_to(&threads[0]);
    ana.visits(&manage).await.ok().shows("Épinglé jusqu'au 30 novembre 2026");
    ana.posts(&pin(0), &[("reason", "encore")]).await.is(409);
    ana.posts(&pin(1), &[("reason", "À lire.")]).await.redirects_to("/fils/");
    ana.posts(&pin(2), &[("reason", "À lire.")]).await.redirects_to("/fils/");
    ana.posts(&pin(3), &[("reason", "À lire.")]).await.is(422).shows("Trois fils sont déjà épinglés");
    let theme = format!("/themes/{THEME}");
    let titles = bilal.visits(&theme).await.texts(".thread-title");
    assert_eq!(titles, ["Troisième", "Deuxième", "Premier", "Cinquième", "Quatrième"]);
    let everywhere = bilal.visits("/fils").await.texts(".thread-title");
    assert_eq!(everywhere, ["Cinquième", "Quatrième", "Troisième", "Deuxième", "Premier"], "there only");
    ana.posts(&format!("{}/retrait", pin(1)), &[("reason", "C'est lu.")]).await.redirects_to("/fils/");
    ana.posts(&pin(3), &[("reason", "À lire.")]).await.redirects_to("/fils/");
    town.passes(10 * 86_400).await;
    returns(&ana).await;
    let titles = ana.visits(&theme).await.texts(".thread-title");
    assert_eq!(titles, ["Quatrième", "Troisième", "Cinquième", "Deuxième", "Premier"], "the first one's day has come");
    ana.posts(&pin(4), &[("reason", "À lire.")]).await.redirects_to("/fils/");
}

#[actix_web::test]
async fn a_moved_thread_is_read_by_the_circles_of_where_it_goes() {
    let town = Town::new().await;
    let both = [(THEME, Circle::Expert), (MENTAL, Circle::Expert)];
    let lea = town.person("Léa Double", "corse", &both).await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let paul = town.person("Paul Psy", "bretagne", &[(MENTAL, Circle::Community)]).await;
    let pia = town.person("Pia Pair", "bretagne", &[(MENTAL, Circle::Peer)]).await;
    let thread = opens(&bilal, "question", "community", "Un lieu zibeline").await;
    answers(&chloe, &thread, "Chez nous aussi.").await;
    town.indexes().await;
    ana.posts(&format!("{}/epingle", short(&thread)), &[("reason", "À lire.")]).await.redirects_to("/fils/");
    let (manage, moves) = (format!("{}/gestion", short(&thread)), format!("{}/deplacement", short(&thread)));
    let to =
        |destination, audience| [("destination", destination), ("audience", audience), ("reason", "C'est leur sujet.")];
    // An expert of one theme only does not know of the other's right.
    ana.visits(&manage).await.ok().hides(MENTAL);
    ana.posts(&moves, &to(MENTAL, "community")).await.is(422).shows("Choisissez un thème où vous êtes expert");
    lea.visits(&manage).await.ok().shows("Santé mentale");
    lea.posts(&moves, &to("sante-mentale/nulle-part", "community")).await.is(422);
    lea.fills(&manage, &moves, &to("sante-mentale/cmp", "peer")).await.redirects_to(&thread);
    // The peers of the theme it went to; not its community, nor the theme it came from; its author always.
    pia.visits(&short(&thread)).await.redirects_to(&thread);
    pia.visits(&thread).await.ok().shows("Un lieu zibeline").shows("CMP").hides("Épinglé");
    for (who, excluded) in [("Chloé", &chloe), ("Ana", &ana), ("Paul", &paul)] {
        excluded.visits(&short(&thread)).await.is(404);
        excluded.visits(&thread).await.is(404);
        for address in ["/fils", "/recherche?q=zibeline", "/recherche?q=zibelinne", "/themes/numerique-en-sante"] {
            let page = excluded.visits(address).await;
            assert!(!page.body.contains("Un lieu"), "{who} at {address}");
        }
    }
    bilal.visits(&thread).await.ok().shows("Un lieu zibeline");
    bilal.visits("/reglages/decisions").await.ok().shows("Fil déplacé").shows("C'est leur sujet.");
    chloe.visits("/reglages/decisions").await.ok().hides("zibeline");
    // Its words are counted there, and no longer here.
    town.indexes().await;
    pia.visits("/recherche?q=zibelinne").await.ok().shows("Vouliez-vous dire : zibeline");
    ana.visits("/recherche?q=zibelinne").await.ok().hides("Vouliez-vous dire");
    // Never wider; narrower, then back to where it cannot go.
    lea.posts(&moves, &to(MENTAL, "community")).await.is(422).shows("jamais à un cercle plus large");
    lea.posts(&moves, &to(MENTAL, "expert")).await.redirects_to(&thread);
    pia.visits(&thread).await.is(404);
    bilal.visits(&thread).await.ok();
}

#[actix_web::test]
async fn a_move_gives_its_author_nothing_they_had_lost() {
    let town = Town::new().await;
    let lea = town.person("Léa Double", "corse", &[(THEME, Circle::Expert), (MENTAL, Circle::Expert)]).await;
    let bilal = town.member("Bilal Haddad").await;
    let thread = opens(&bilal, "discussion", "community", "Avant le départ").await;
    let leave = format!("/themes/{THEME}/depart");
    bilal.fills(&leave, &leave, &[]).await.redirects_to("/themes/");
    bilal.visits(&thread).await.is(404);
    let to = [("destination", MENTAL), ("audience", "community"), ("reason", "C'est leur sujet.")];
    lea.posts(&format!("{}/deplacement", short(&thread)), &to).await.redirects_to(&thread);
    bilal.visits(&thread).await.is(404);
    bilal.visits("/reglages/decisions").await.ok().shows("Fil déplacé").hides("Avant le départ");
}
