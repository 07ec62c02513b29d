//! The title of a thread goes with its first post, and comes back with it.

use cercles::db::ids::to_base32;

use super::{answers, first_post, opens, short};
use crate::town::{THEME, Town, id_in};

const TITLE: &str = "Madame Zibeline, chambre 12";
const HIDDEN: &str = "Titre masqué";

#[actix_web::test]
async fn the_title_is_hidden_with_the_first_post_and_comes_back_with_it() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let thread = opens(&bilal, "question", "community", TITLE).await;
    let (first, id) = (first_post(&bilal, &thread).await, to_base32(id_in(&thread)));
    let other = opens(&karim, "discussion", "community", "Voir aussi").await;
    let linking = answers(&karim, &other, &format!("Voir /fils/{id}, la suite.")).await;
    let reply = answers(&chloe, &thread, "Retirez ce nom. Un mot rare : astrolabe.").await;
    chloe.posts(&format!("{}/signet", short(&thread)), &[]).await.redirects_to("/fils/");
    let draft = [("place", format!("reponse:{id}")), ("body", "Je voulais ajouter".into())];
    chloe.posts("/brouillons", &draft.each_ref().map(|(name, value)| (*name, value.as_str()))).await.is(303);
    karim.posts(&format!("/messages/{reply}/reactions/utile"), &[]).await.redirects_to("/fils/");
    ana.posts(&format!("/messages/{first}/masquage"), &[("reason", "Une patiente.")]).await.redirects_to(&thread);
    // What is told from now on names it no more.
    answers(&karim, &thread, "Merci, @Chloé Marin.").await;
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    town.inbox_of(&chloe.email).last_shows("vous mentionne dans « Titre masqué »");
    assert!(!town.inbox_of(&chloe.email).0.iter().any(|mail| mail.contains("Zibeline")));
    // Old addresses lead there and lose its words.
    let page = chloe.follows(chloe.visits(&thread).await.redirects_to(&format!("/fils/{id}-fil"))).await;
    page.ok().shows("Le message n° 1 est masqué").shows("astrolabe").hides("Zibeline").hides("zibeline");
    assert_eq!(page.texts("h1"), [HIDDEN]);
    let lists = [
        "/fils",
        "/notifications",
        "/signets",
        "/brouillons",
        "/recherche?q=astrolabe",
        "/suggestions/fils?q=astrolabe",
    ];
    for address in
        lists.iter().chain(&[short(&other).as_str(), &format!("/membres/{}", chloe.id()), &format!("/themes/{THEME}")])
    {
        let page = chloe.visits(address).await;
        let page = if page.status == 303 { chloe.follows(&page).await } else { page };
        page.ok().shows(HIDDEN).hides("Zibeline").hides("zibeline");
    }
    chloe.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé").hides("Zibeline");
    chloe.visits("/suggestions/fils?q=zibeline").await.ok().hides("Zibeline").hides(HIDDEN);
    chloe.visits("/fils/nouveau/semblables?title=madame+zibeline").await.ok().hides("Zibeline").hides(HIDDEN);
    let feed = chloe.visits(&format!("/reglages/flux?fil={id}")).await.attribute("#feed-chosen", "value").unwrap();
    let feed = town.visitor().visits(&feed[feed.find("/flux/").unwrap()..]).await;
    feed.ok().shows(HIDDEN).hides("Zibeline");
    chloe.visits(&format!("/messages/{linking}")).await.redirects_to("/fils/");
    // An index made again holds none of its words.
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::search::upkeep::rebuild(&app.database)).await.unwrap().unwrap();
    chloe.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé");
    // Its author and those who moderate read it on its page; elsewhere it stays hidden.
    for reader in [&bilal, &ana, &karim] {
        let page = reader.visits(&format!("/fils/{id}-fil?page=1")).await;
        assert_eq!(page.ok().texts("h1"), [TITLE]);
        page.shows("Ce titre est masqué avec le premier message");
        reader.visits("/fils").await.ok().shows(HIDDEN).hides("Zibeline");
    }
    karim.visits(&format!("/messages/{first}/masquage")).await.ok().shows(TITLE);
    // Shown again, it is where it was.
    let show = format!("/messages/{first}/masquage/retrait");
    karim.posts(&show, &[("reason", "C'est un cas d'école.")]).await.redirects_to(&thread);
    chloe.visits("/fils").await.ok().shows(TITLE).hides(HIDDEN);
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé").shows("chambre 12");
    let page = chloe.visits(&format!("{thread}?page=1")).await;
    assert_eq!(page.ok().texts("h1"), [TITLE]);
}

#[actix_web::test]
async fn the_title_stays_when_another_post_is_hidden() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "question", "community", "Nos étiquettes").await;
    let post = answers(&bilal, &thread, "Achetez les miennes.").await;
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "De la publicité.")]).await.redirects_to(&thread);
    let page = bilal.visits(&format!("{thread}?page=1")).await;
    page.ok().hides("Ce titre est masqué");
    assert_eq!(page.texts("h1"), ["Nos étiquettes"]);
}
