//! Taking one's own words back, and putting them back.

use super::{answers, first_post, opens, returns, short};
use crate::town::Town;

const DAY: i64 = 86_400;

#[actix_web::test]
async fn an_author_takes_an_answer_back_and_puts_it_back() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "question", "community", "Étiquettes au bloc").await;
    let post = answers(&bilal, &thread, "Je parle trop vite, zibeline.").await;
    town.indexes().await;
    ana.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
    let whole = bilal.visits(&thread).await;
    whole.ok().shows("Retirer mon message");
    let withdrawal = format!("/messages/{post}/retrait");
    ana.visits(&thread).await.hides(&withdrawal);
    ana.posts(&withdrawal, &[]).await.is(403);
    let done = bilal.fills_in(&whole, &withdrawal, &[]).await;
    bilal.follows(done.redirects_to(&thread)).await.ok().shows("Pendant 30 jours");
    // Its number and a sentence stay; its words are nowhere, for nobody but its author.
    ana.visits(&thread).await.ok().shows("Le message n° 2 a été retiré par son auteur").hides("zibeline");
    ana.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé");
    ana.visits(&format!("/messages/{post}/historique")).await.is(404);
    ana.visits(&format!("/messages/{post}/masquage")).await.is(404);
    ana.visits(&format!("{thread}?citer={post}")).await.is(404);
    ana.visits("/fils").await.ok().shows("sans réponse");
    ana.visits("/fils?etat=sans-reponse").await.ok().shows("Étiquettes au bloc");
    bilal.visits(&thread).await.shows("zibeline").shows("Remettre ce message");
    bilal.visits("/reglages/decisions").await.ok().shows("Message n° 2 de « Étiquettes au bloc »");
    ana.posts(&format!("{withdrawal}/annulation"), &[]).await.is(404);
    town.passes(29 * DAY).await;
    returns(&bilal).await;
    bilal.posts(&format!("{withdrawal}/annulation"), &[]).await.redirects_to(&thread);
    returns(&ana).await;
    ana.visits(&thread).await.ok().shows("Je parle trop vite, zibeline.");
    ana.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
    ana.visits("/fils").await.ok().shows("1 réponse");
    bilal.posts(&withdrawal, &[]).await.redirects_to(&thread);
    town.passes(31 * DAY).await;
    returns(&bilal).await;
    bilal.visits(&thread).await.hides("Remettre ce message");
    bilal.posts(&format!("{withdrawal}/annulation"), &[]).await.is(409).shows("depuis plus de 30 jours");
}

#[actix_web::test]
async fn a_first_post_takes_its_thread_with_it_while_nobody_answered() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "discussion", "community", "Une question zibeline").await;
    let post = first_post(&bilal, &thread).await;
    let answer = answers(&ana, &thread, "Voyons.").await;
    bilal.visits(&thread).await.hides("Retirer ce fil");
    bilal.posts(&format!("/messages/{post}/retrait"), &[]).await.is(409).shows("Quelqu'un a répondu");
    ana.posts(&format!("/messages/{answer}/retrait"), &[]).await.redirects_to(&thread);
    bilal.visits(&thread).await.shows("Retirer ce fil");
    let done = bilal.posts(&format!("/messages/{post}/retrait"), &[]).await;
    let page = bilal.follows(done.redirects_to("/reglages/decisions")).await;
    page.ok().shows("Votre fil est retiré").shows("Le fil « Une question zibeline »");
    for person in [&bilal, &ana] {
        person.visits(&thread).await.is(404);
        person.visits("/fils").await.ok().hides("zibeline");
        person.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé");
    }
    ana.posts(&format!("/messages/{post}/retrait/annulation"), &[]).await.is(404);
    bilal.fills_in(&page, &format!("/messages/{post}/retrait/annulation"), &[]).await.redirects_to(&thread);
    ana.visits(&thread).await.ok().shows("Une question zibeline");
    ana.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
}

#[actix_web::test]
async fn a_solution_that_is_taken_back_solves_nothing_until_it_is_back() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "question", "community", "Qui relit ?").await;
    let post = answers(&ana, &thread, "Nous.").await;
    bilal.posts(&format!("{}/solution", short(&thread)), &[("message", &post)]).await.redirects_to(&thread);
    let before = bilal.visits("/fils").await;
    before.ok().shows("Résolu").shows("Ana Ferreira");
    ana.posts(&format!("/messages/{post}/retrait"), &[]).await.redirects_to(&thread);
    bilal.visits("/fils?etat=resolus").await.ok().hides("Qui relit");
    bilal.visits("/fils").await.ok().hides("Ana Ferreira").shows("sans réponse");
    bilal.visits(&thread).await.ok().hides("Lire la réponse de");
    ana.posts(&format!("/messages/{post}/retrait/annulation"), &[]).await.redirects_to(&thread);
    let again = bilal.visits("/fils").await;
    assert_eq!(before.texts("li.thread"), again.texts("li.thread"));
    bilal.visits(&thread).await.ok().shows("Lire la réponse de Ana Ferreira");
}

#[actix_web::test]
async fn what_a_moderator_hid_does_not_come_back_by_its_author() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&ana, "discussion", "community", "Nos étiquettes").await;
    let post = answers(&bilal, &thread, "Achetez chez moi.").await;
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "De la publicité.")]).await.redirects_to(&thread);
    bilal.posts(&format!("/messages/{post}/retrait"), &[]).await.is(404);
    bilal.posts(&format!("/messages/{post}/retrait/annulation"), &[]).await.is(404);
    ana.visits(&thread).await.shows("est masqué par Ana Ferreira");
}
