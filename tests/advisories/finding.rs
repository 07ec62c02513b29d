//! Finding, counting, sorting.

use super::{SECRET, answers, first_post, heard, opens, secret, short};
use crate::town::{THEME, Town};

#[actix_web::test]
async fn discourse_41673_hidden_words_in_full_text() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let asked = [
        "/recherche?q=zibeline",
        "/recherche?q=zibelinne",
        "/fils/nouveau/semblables?title=zibeline",
        "/suggestions/fils?q=zibeline",
    ];
    let before = heard(&zoe, &asked).await;
    secret(&ana).await;
    town.indexes().await;
    assert_eq!(heard(&zoe, &asked).await, before);
    ana.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
}

#[actix_web::test]
async fn discourse_41488_filter_by_author() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    opens(&ana, "question", "community", "Les bracelets du bloc", "Depuis lundi, rien.").await;
    secret(&ana).await;
    town.indexes().await;
    for filter in [
        "author=ferreira",
        "author=ferreira&kind=question",
        "author=ferreira&state=non-resolus",
        "author=ferreira&sort=date",
    ] {
        let page = zoe.visits(&format!("/recherche?q=bloc&{filter}")).await;
        page.ok().shows("1 fil trouvé").hides(SECRET);
        ana.visits(&format!("/recherche?q=bloc&{filter}")).await.ok().shows("2 fils trouvés");
    }
}

#[actix_web::test]
async fn discourse_41523_who_may_be_mentioned() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    town.expert("Karim Benali").await;
    let hidden = secret(&ana).await;
    let id = short(&hidden).replace("/fils/", "");
    zoe.visits(&format!("/suggestions/personnes?fil={id}&q=kar")).await.is(404);
    for audience in ["expert", "peer"] {
        let page = zoe.visits(&format!("/suggestions/personnes?theme={THEME}&audience={audience}&q=kar")).await;
        page.is(404).hides("Karim Benali");
    }
    ana.visits(&format!("/suggestions/personnes?fil={id}&q=kar")).await.ok().shows("Karim Benali");
}

#[actix_web::test]
async fn discourse_41384_counts_of_subtopics() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let theme = format!("/themes/{THEME}");
    let asked = ["/", "/themes", &theme, &format!("{theme}/regions"), &format!("{theme}?sous-theme=teleconsultation")];
    let before = heard(&zoe, &asked).await;
    let fields = [
        ("theme", THEME),
        ("subtopic", "teleconsultation"),
        ("kind", "question"),
        ("title", "Une zibeline au bloc ?"),
        ("body", "La zibeline."),
        ("audience", "expert"),
    ];
    ana.posts("/fils/nouveau", &fields).await.redirects_to("/fils/");
    assert_eq!(heard(&zoe, &asked).await, before);
    ana.visits(asked[4]).await.ok().shows("Une zibeline au bloc ?");
}

#[actix_web::test]
async fn discourse_19729_last_activity() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    opens(&ana, "discussion", "community", "Ce que tous lisent", "Bonjour.").await;
    let hidden = secret(&ana).await;
    let asked = ["/", "/fils", "/fils?etat=sans-reponse", "/fils?etat=non-lus", "/notifications", "/signets"];
    let before = heard(&zoe, &asked).await;
    answers(&ana, &hidden, "Encore une zibeline.").await;
    town.tells().await;
    assert_eq!(heard(&zoe, &asked).await, before);
}

#[actix_web::test]
async fn discourse_41601_sorting_as_a_side_channel() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let zoe = town.member("Zoé Martin").await;
    for (person, title) in [(&ana, "Le bloc, un"), (&karim, "Le bloc, deux")] {
        opens(person, "question", "community", title, "Bonjour.").await;
    }
    town.indexes().await;
    let asked = [
        "/recherche?q=bloc",
        "/recherche?q=bloc&sort=date",
        "/recherche?q=bloc&sort=activite",
        "/membres",
        "/membres?tri=messages",
        "/fils?tri=vues",
    ];
    let before = heard(&zoe, &asked).await;
    let hidden = secret(&ana).await;
    let post = answers(&karim, &hidden, "Le bloc, encore le bloc, toujours le bloc.").await;
    ana.posts(&format!("/messages/{post}/reactions/merci"), &[]).await.redirects_to("/fils/");
    ana.posts(&format!("{}/solution", short(&hidden)), &[("message", &post)]).await.redirects_to("/fils/");
    town.indexes().await;
    assert_eq!(heard(&zoe, &asked).await, before);
}

#[actix_web::test]
async fn cve_2026_32244_excerpts_outlive_their_post() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let zoe = town.member("Zoé Martin").await;
    let thread = opens(&karim, "discussion", "community", "Nos étiquettes", "Bonjour.").await;
    let post = answers(&karim, &thread, "Une zibeline de la chambre 12.").await;
    town.indexes().await;
    let feed = super::feed(&zoe).await;
    zoe.visits("/recherche?q=zibeline").await.ok().shows("chambre 12");
    town.visitor().visits(&feed).await.ok().shows("chambre 12");
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "Une personne soignée.")])
        .await
        .redirects_to(&thread);
    for address in ["/", "/fils", "/recherche?q=zibeline", "/recherche?q=chambre", &feed, &thread] {
        zoe.visits(address).await.ok().hides("chambre 12");
    }
}

#[actix_web::test]
async fn cve_2021_41271_pages_kept_by_a_cache() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let hidden = secret(&ana).await;
    let picture = format!("/membres/{}/portrait", ana.id());
    for address in ["/", "/fils", "/recherche?q=bloc", "/membres", "/notifications", "/reglages", &hidden, &picture] {
        let page = ana.visits(address).await;
        assert!(page.header("cache-control").contains("no-store"), "{address}: {}", page.header("cache-control"));
        assert_eq!(page.header("etag"), "", "{address}");
        assert_eq!(page.header("last-modified"), "", "{address}");
    }
    for _ in 0..2 {
        ana.visits("/fils").await.ok().shows(SECRET);
        zoe.visits("/fils").await.ok().hides(SECRET).hides("Ana");
        assert_eq!(town.visitor().visits("/fils").await.location(), "/connexion?next=%2Ffils");
    }
    let first = first_post(&ana, &hidden).await;
    assert_eq!(
        zoe.asks(&hidden, &[("if-none-match", "*"), ("if-modified-since", "Mon, 01 Jan 2035 00:00:00 GMT")])
            .await
            .status,
        404
    );
    zoe.visits(&format!("/messages/{first}")).await.is(404);
}
