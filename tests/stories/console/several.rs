//! Several cases at once: each decided in its own right, undone together.

use cercles::circles::Circle;

use super::{answered, cases, does, flags, opens};
use crate::town::{PASSWORD, Town};

#[actix_web::test]
async fn several_are_decided_with_one_reason_and_told_apart() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let thread = opens(&chloe, "Nos étiquettes").await;
    let mut posts = Vec::new();
    for n in 0..3 {
        posts.push(answered(&bilal, &thread, &format!("Achetez, lot {n}.")).await);
    }
    posts.push(answered(&ana, &thread, "Je vends aussi.").await);
    for post in &posts {
        flags(&chloe, post, "commercial", "").await;
    }
    let page = ana.visits("/console?cas=flag").await;
    assert_eq!(cases(&page).len(), 4);
    // One's own is decided by somebody else: it has no box.
    assert_eq!((page.count("article.case"), page.count("input[data-tick]")), (4, 3));
    page.shows("à quelqu'un d'autre de décider").shows("Décider de plusieurs cas à la fois");
    does(&karim, "flag", "leave", &[&posts[0]], "De bonne foi.").await.redirects_to("/console?fait=");
    let all: Vec<&str> = posts.iter().map(String::as_str).collect();
    let done = does(&ana, "flag", "hide", &all[1..], "On ne vend rien ici.").await;
    let page = ana.follows(done.redirects_to("/console?fait=")).await;
    page.ok().shows("2 messages masqués").shows("Un cas n'a pas été décidé").hides("Achetez, lot 1");
    assert_eq!(cases(&page).len(), 1);
    let round = page.attribute("a[href^='/console/gestes/']", "href").unwrap();
    ana.visits(&round).await.ok().shows("On ne vend rien ici.").shows("Rétablir les 2 messages");
    // Somebody shows one of them again meanwhile: the other is shown, and that is told.
    let show = format!("/messages/{}/masquage", posts[1]);
    karim.fills(&show, &format!("{show}/retrait"), &[("reason", "Celui-ci va.")]).await.redirects_to("/fils/");
    let undo = format!("{round}/annulation");
    let undone = ana.fills(&round, &undo, &[("reason", "À revoir ensemble.")]).await;
    ana.follows(undone.redirects_to(&round)).await.ok().shows("sauf ce que quelqu'un avait déjà rétabli");
    bilal.visits(&thread).await.ok().shows("Achetez, lot 1").shows("Achetez, lot 2").shows("Je vends aussi");
}

#[actix_web::test]
async fn of_what_another_theme_looks_after_not_even_who_decided_is_told() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let omar = town.person("Omar Diallo", "corse", &[("sante-mentale", Circle::Expert)]).await;
    let thread = opens(&chloe, "Nos étiquettes").await;
    let (one, two) =
        (answered(&bilal, &thread, "Achetez, lot 1.").await, answered(&bilal, &thread, "Achetez, lot 2.").await);
    for post in [&one, &two] {
        flags(&chloe, post, "commercial", "").await;
        does(&ana, "flag", "leave", &[post], "Une raison de là-bas.").await.redirects_to("/console?fait=");
    }
    let done = does(&omar, "flag", "leave", &[&one, &two], "Rien.").await;
    let page = omar.follows(done.redirects_to("/console?fait=")).await;
    page.ok().shows("n'existe plus").hides("Ferreira").hides("Une raison de là-bas");
    let round = page.attribute("a[href^='/console/gestes/']", "href").unwrap();
    omar.visits(&round).await.ok().shows("n'existe plus").hides("Ferreira").hides("Une raison de là-bas");
}

#[actix_web::test]
async fn too_many_at_once_none_or_nonsense_change_nothing() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let many: Vec<String> = (1..=5_000).map(|n: i64| cercles::db::ids::to_base32(n << 20)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = does(&ana, "flag", "hide", &many, "Tout d'un coup.").await;
    refused.is(422).shows("5 000 cas à la fois, c'est trop : 200 au plus").shows("Tout d'un coup.");
    does(&ana, "flag", "hide", &[], "Rien.").await.is(422).shows("Cochez au moins un cas");
    does(&ana, "flag", "admit", &["1"], "Rien.").await.is(422).shows("Choisissez ce qu'il faut faire");
    does(&ana, "flag", "hide", &["É"], "Rien.").await.is(422);
    let gone = does(&ana, "flag", "hide", &["1", "2"], "Rien.").await;
    ana.follows(gone.redirects_to("/console?fait=")).await.ok().shows("Aucun message masqué").shows("n'existe plus");
    does(&ana, "flag", "hide", &["1"], "Rien.").await.is(404);
    does(&ana, "dead-mail", "give-up", &["1", "2"], "Rien.").await.redirects_to("/console?fait=");
}

#[actix_web::test]
async fn a_long_queue_is_read_page_by_page() {
    let town = Town::new().await;
    let (bilal, chloe, ana) =
        (town.member("Bilal Haddad").await, town.member("Chloé Marin").await, town.expert("Ana Ferreira").await);
    let thread = opens(&chloe, "Nos étiquettes").await;
    for n in 0..23 {
        let post = answered(&bilal, &thread, &format!("Lot numéro {n:02}")).await;
        flags(&chloe, &post, if n == 22 { "patient" } else { "commercial" }, "").await;
        town.clock.advance(60);
    }
    super::super::points_durs::reports(&bilal, "Les bracelets ne passent plus").await;
    ana.posts("/connexion", &[("email", &ana.email), ("password", PASSWORD)]).await;
    let first = ana.visits("/console").await;
    first.ok().shows("Lot numéro 22").shows("Lot numéro 00").hides("Lot numéro 19").hides("bracelets");
    assert_eq!(cases(&first).len(), 20);
    let next = first.attribute("a[rel=next]", "href").unwrap();
    let second = ana.visits(&next).await;
    assert_eq!(cases(&second).len(), 4);
    second.shows("Lot numéro 19").shows("Lot numéro 21").shows("bracelets").hides("Lot numéro 18");
    assert_eq!(second.count("a[rel=next]"), 0);
    let long = ana.visits("/console?cas=flag&par=100").await;
    assert_eq!(cases(&long).len(), 22);
    assert_eq!(first.texts(".filters a[aria-current] .count"), ["24"]);
}
