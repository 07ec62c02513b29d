//! Hiding a post, its author reading why, and showing it again.

use super::{answers, corrects, first_post, opens, short};
use crate::town::{Answer, Person, Town, masked};

/// A page without what a decision said once, for comparing.
fn still(page: &Answer) -> String {
    masked(page)
}

#[actix_web::test]
async fn a_hidden_post_is_read_by_nobody_but_its_author_and_those_who_moderate() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let thread = opens(&ana, "question", "community", "Nos étiquettes").await;
    let post = answers(&bilal, &thread, "La patiente zibeline de la chambre 12.").await;
    town.passes(600).await;
    corrects(&bilal, &post, "La patiente zibeline de la chambre 12, de Valmont.").await;
    town.indexes().await;
    ana.posts(&format!("{}/solution", short(&thread)), &[("message", &post)]).await.redirects_to(&thread);
    let hide = format!("/messages/{post}/masquage");
    chloe.visits(&hide).await.is(403);
    ana.fills(&hide, &hide, &[("reason", "")]).await.is(422).shows("Dites pourquoi");
    ana.fills(&hide, &hide, &[("reason", "é".repeat(501).as_str())]).await.is(422).shows("501 caractères");
    let done = ana.fills(&hide, &hide, &[("reason", "Une personne soignée peut être reconnue.")]).await;
    done.redirects_to(&thread);
    // Whoever comes second is told who decided what.
    let second = karim.posts(&hide, &[("reason", "encore")]).await;
    second.is(409).shows("Ana Ferreira a déjà décidé").shows("peut être reconnue").shows("encore");
    // Others: a sentence, without name nor reason.
    let page = chloe.visits(&thread).await;
    page.ok().shows("Le message n° 2 est masqué").hides("zibeline").hides("reconnue").hides("Bilal Haddad");
    for address in ["/fils", "/recherche?q=zibeline", "/fils/nouveau/semblables?title=zibeline"] {
        chloe.visits(address).await.ok().hides("chambre 12").hides("1 fil trouvé").hides("Bilal Haddad");
    }
    chloe.visits("/fils?etat=resolus").await.ok().hides("Nos étiquettes");
    chloe.visits(&format!("/membres/{}", bilal.id())).await.ok().hides("Nos étiquettes");
    for gone in ["historique", "modifier", "signalement", "masquage"] {
        chloe.visits(&format!("/messages/{post}/{gone}")).await.is(404);
    }
    chloe.visits(&format!("{thread}?citer={post}")).await.is(404);
    // Its author: the text, by whom, why, when; in the list of decisions too.
    bilal.visits(&thread).await.shows("est masqué par Ana Ferreira").shows("peut être reconnue").shows("zibeline");
    bilal.visits("/reglages/decisions").await.ok().shows("Message masqué").shows("Ana Ferreira").shows("reconnue");
    bilal.visits(&format!("/messages/{post}/historique")).await.ok().shows("zibeline");
    bilal.posts(&format!("{hide}/retrait"), &[("reason", "C'est à moi.")]).await.is(403);
    // Those who moderate open it and may show it again.
    karim.visits(&thread).await.shows("zibeline").shows("Rétablir");
    karim.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé");
    karim.fills(&hide, &format!("{hide}/retrait"), &[("reason", "C'était un exemple.")]).await.redirects_to(&thread);
    chloe.visits(&thread).await.ok().shows("zibeline").shows("Lire la réponse de Bilal Haddad");
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
    bilal.visits("/reglages/decisions").await.ok().shows("Message rétabli").shows("Annulé depuis");
    karim.posts(&format!("{hide}/retrait"), &[("reason", "encore")]).await.is(404);
}

#[actix_web::test]
async fn hidden_then_shown_everything_is_as_before() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let thread = opens(&bilal, "question", "community", "Nos étiquettes zibeline").await;
    let first = first_post(&bilal, &thread).await;
    let middle = answers(&karim, &thread, "Un mot rare : astrolabe.").await;
    let last = answers(&bilal, &thread, "Un autre : sextant.").await;
    bilal.posts(&format!("{}/solution", short(&thread)), &[("message", &middle)]).await.redirects_to(&thread);
    town.indexes().await;
    let addresses = [
        thread.as_str(),
        "/fils",
        "/fils?etat=resolus",
        "/fils?etat=sans-reponse",
        "/",
        "/recherche?q=astrolabe",
        "/recherche?q=sextant",
        "/recherche?q=zibeline",
        "/recherche?q=astrolabes",
        "/themes/numerique-en-sante",
    ];
    let mut pages = vec![format!("/membres/{}", karim.id()), format!("/membres/{}", bilal.id())];
    pages.extend(addresses.iter().map(|address| (*address).to_owned()));
    chloe.visits(&thread).await.ok();
    town.settles().await;
    let mut before = Vec::new();
    for page in &pages {
        before.push(still(&chloe.visits(page).await));
    }
    for post in [&first, &middle, &last] {
        let hide = format!("/messages/{post}/masquage");
        let moderator = if *post == middle { &ana } else { &karim };
        moderator.posts(&hide, &[("reason", "Pour voir.")]).await.redirects_to(&thread);
        town.indexes().await;
        let mut hidden = chloe.visits(&thread).await;
        if *post == first {
            // Its title went with it, from its address too.
            hidden = chloe.follows(hidden.redirects_to(&format!("{}-fil", short(&thread)))).await;
        }
        assert_eq!(hidden.ok().count(".post-gone"), 1);
        moderator.posts(&format!("{hide}/retrait"), &[("reason", "C'est vu.")]).await.redirects_to(&thread);
        town.indexes().await;
        for (page, before) in pages.iter().zip(&before) {
            assert_eq!(&still(&chloe.visits(page).await), before, "{page} after {post}");
        }
    }
}

#[actix_web::test]
async fn the_last_post_of_a_thread_gives_its_place_in_lists_back() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let older = opens(&ana, "discussion", "community", "Un fil ancien").await;
    town.passes(60).await;
    opens(&ana, "discussion", "community", "Un fil récent").await;
    town.passes(60).await;
    let post = answers(&bilal, &older, "Je relance.").await;
    let titles = async || ana.visits("/fils").await.texts(".thread-title");
    assert_eq!(titles().await, ["Un fil ancien", "Un fil récent"]);
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "Hors sujet.")]).await.redirects_to("/fils/");
    assert_eq!(titles().await, ["Un fil récent", "Un fil ancien"]);
    let next = answers(&bilal, &older, "Pardon, voici.").await;
    assert_eq!(titles().await, ["Un fil ancien", "Un fil récent"]);
    ana.visits("/fils").await.shows("1 réponse");
    bilal.visits(&older).await.shows("n° 3").shows("Le message n° 2 est masqué");
    assert_ne!(next, post);
}

#[actix_web::test]
async fn nobody_of_another_theme_hides_and_no_administrator_by_office() {
    use cercles::circles::Circle;
    let town = Town::new().await;
    let (ana, agathe) = (town.expert("Ana Ferreira").await, town.admin("Agathe Ménard").await);
    let erwan = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let thread = opens(&ana, "discussion", "community", "Nos étiquettes").await;
    let post = first_post(&ana, &thread).await;
    for person in [&erwan, &agathe] {
        person.visits(&format!("/messages/{post}/masquage")).await.is(404);
        person.posts(&format!("/messages/{post}/masquage"), &[("reason", "non")]).await.is(404);
        person.posts(&format!("{}/fermeture", short(&thread)), &[("reason", "non")]).await.is(404);
    }
    ana.visits(&thread).await.ok().shows("Bonjour à toutes et tous.");
}

#[actix_web::test]
async fn a_page_with_hidden_posts_of_a_closed_thread_asks_the_database_no_more() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let thread = opens(&bilal, "question", "community", "Nos étiquettes").await;
    for number in 2..=12 {
        let post = answers(&bilal, &thread, &format!("Réponse {number}")).await;
        if number % 2 == 0 {
            let moderator = if number % 4 == 0 { &ana } else { &karim };
            moderator.posts(&format!("/messages/{post}/masquage"), &[("reason", "Hors sujet.")]).await.is(303);
        }
    }
    ana.posts(&format!("{}/fermeture", short(&thread)), &[("reason", "C'est assez.")]).await.is(303);
    let before = town.app.database.statements();
    ana.visits(&thread).await.ok().shows("masqué par Karim Benali").shows("masqué par Ana Ferreira");
    let queries = town.app.database.statements() - before;
    assert!(queries <= 8, "{queries} queries");
}

#[actix_web::test]
async fn an_index_made_again_while_a_first_post_is_hidden_still_finds_its_answers() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "question", "community", "Nos étiquettes").await;
    let first = first_post(&bilal, &thread).await;
    answers(&ana, &thread, "Un mot rare : astrolabe.").await;
    let alone = opens(&bilal, "question", "community", "Un sextant ?").await;
    let withdrawn = first_post(&bilal, &alone).await;
    ana.posts(&format!("/messages/{first}/masquage"), &[("reason", "Pour voir.")]).await.redirects_to(&thread);
    bilal.posts(&format!("/messages/{withdrawn}/retrait"), &[]).await.is(303);
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::search::upkeep::rebuild(&app.database)).await.unwrap().unwrap();
    bilal.visits("/recherche?q=astrolabe").await.ok().shows("1 fil trouvé");
    bilal.visits("/recherche?q=%C3%A9tiquettes").await.ok().hides("1 fil trouvé");
    bilal.visits("/recherche?q=sextant").await.ok().hides("1 fil trouvé");
    ana.posts(&format!("/messages/{first}/masquage/retrait"), &[("reason", "C'est vu.")]).await.redirects_to(&thread);
    bilal.posts(&format!("/messages/{withdrawn}/retrait/annulation"), &[]).await.redirects_to(&alone);
    bilal.visits("/recherche?q=%C3%A9tiquettes").await.ok().shows("1 fil trouvé");
    bilal.visits("/recherche?q=sextant").await.ok().shows("1 fil trouvé");
}

#[actix_web::test]
async fn nobody_is_called_to_read_what_was_hidden() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let (half, whole) = (
        opens(&ana, "question", "community", "Nos étiquettes").await,
        opens(&ana, "question", "community", "Nos lits").await,
    );
    chloe.visits(&half).await.ok();
    town.settles().await;
    let mut posts = Vec::new();
    for thread in [&half, &half, &half, &whole, &whole] {
        posts.push(answers(&bilal, thread, "Une réponse.").await);
    }
    let new = async |person: &Person<'_>| person.visits("/fils").await.ok().texts("li.thread .new");
    // Of the thread she read the first post of, three are new; of the other, all.
    assert_eq!(new(&chloe).await.iter().map(|text| text.chars().next().unwrap()).collect::<String>(), "33");
    let before = town.app.database.statements();
    new(&chloe).await;
    let asked = town.app.database.statements() - before;
    for post in [&posts[0], &posts[2], &posts[3]] {
        ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "À revoir.")]).await.is(303);
    }
    assert_eq!(new(&chloe).await.iter().map(|text| text.chars().next().unwrap()).collect::<String>(), "21");
    let before = town.app.database.statements();
    new(&chloe).await;
    assert!(town.app.database.statements() - before <= asked + 1);
    ana.posts(&format!("/messages/{}/masquage", posts[1]), &[("reason", "À revoir.")]).await.is(303);
    assert_eq!(new(&chloe).await.len(), 1, "nothing is new where all that is new is hidden");
    chloe.visits("/").await.ok();
}
