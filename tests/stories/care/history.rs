//! Versions of a post: what changed, putting one back, hiding one, two people at once.

use super::{corrects, first_post, opens};
use crate::town::{Answer, Town};

/// The address of an act on a version, as the page offers it.
fn act(page: &Answer, end: &str) -> String {
    let forms = page.texts("form").len();
    assert!(forms > 0, "no form");
    page.attribute(&format!("form[action$='{end}']"), "action").unwrap_or_else(|| panic!("no act {end}"))
}

#[actix_web::test]
async fn what_changed_is_read_word_by_word() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let thread = opens(&bilal, "discussion", "community", "Nos étiquettes").await;
    let post = first_post(&bilal, &thread).await;
    town.passes(600).await;
    corrects(&bilal, &post, "Bonsoir à toutes et tous.").await;
    let page = chloe.visits(&format!("/messages/{post}/historique")).await;
    page.ok().shows("Version 2, actuelle").shows("Bilal Haddad, 2 versions");
    assert_eq!(page.texts(".changes del"), ["− retiré : Bonjour"]);
    assert_eq!(page.texts(".changes ins"), ["+ ajouté : Bonsoir"]);
    page.hides("Reprendre la version").hides("Masquer la version");
}

#[actix_web::test]
async fn an_author_puts_a_version_back_and_an_expert_says_why() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "discussion", "community", "Nos étiquettes").await;
    let post = first_post(&bilal, &thread).await;
    let history = format!("/messages/{post}/historique");
    town.passes(600).await;
    corrects(&bilal, &post, "Tout est effacé, zibeline.").await;
    let page = bilal.visits(&history).await;
    // At once, though corrections this close are one revision: a return is a version of its own.
    bilal.fills_in(&page, &act(&page, "/retour"), &[]).await.redirects_to(&thread);
    bilal.visits(&thread).await.ok().shows("Bonjour à toutes et tous.").hides("zibeline");
    let page = bilal.visits(&history).await;
    page.ok().shows("Version 3, actuelle").shows("zibeline");
    bilal.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé");
    // Another version, put back by an expert, who says why; the author reads it.
    let page = ana.visits(&history).await;
    let back = act(&page, "/retour");
    ana.fills_in(&page, &back, &[("reason", "")]).await.is(422).shows("Dites pourquoi");
    ana.fills_in(&page, &back, &[("reason", "La version 2 disait mieux.")]).await.redirects_to(&thread);
    bilal.visits(&thread).await.ok().shows("zibeline");
    bilal.visits(&history).await.ok().shows("Version 4, actuelle").shows("Ana Ferreira");
    bilal.visits("/reglages/decisions").await.ok().shows("reprise").shows("La version 2 disait mieux.");
    // What the expert put back stays, even when its author corrects it right away.
    town.passes(1).await;
    corrects(&bilal, &post, "Bref.").await;
    bilal.visits(&history).await.ok().shows("Version 5, actuelle");
    // A page that is out of date changes nothing.
    let stale = page.field("version").unwrap();
    ana.posts(&back, &[("version", &stale), ("reason", "Encore.")]).await.is(409);
    bilal.visits(&thread).await.ok().shows("Bref.");
    let chloe = town.member("Chloé Marin").await;
    chloe.posts(&back, &[("version", "1")]).await.is(403);
}

#[actix_web::test]
async fn a_hidden_version_is_read_by_those_who_moderate_only_and_no_comparison_tells_it() {
    let town = Town::new().await;
    let (bilal, chloe, ana) =
        (town.member("Bilal Haddad").await, town.member("Chloé Marin").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "discussion", "community", "Nos étiquettes").await;
    let post = first_post(&bilal, &thread).await;
    let history = format!("/messages/{post}/historique");
    town.passes(600).await;
    corrects(&bilal, &post, "La patiente zibeline de la chambre 12.").await;
    town.passes(600).await;
    corrects(&bilal, &post, "Une patiente de la chambre 12.").await;
    chloe.visits(&history).await.ok().shows("zibeline");
    let page = ana.visits(&history).await;
    let hide = act(&page, "/masquage");
    assert!(page.body.find("Masquer la version").is_some());
    chloe.posts(&hide, &[("reason", "non")]).await.is(403);
    ana.fills_in(&page, &hide, &[("reason", "Un nom.")]).await.redirects_to(&history);
    for person in [&chloe, &bilal] {
        let page = person.visits(&history).await;
        page.ok().shows("Version masquée").shows("Un nom.").hides("zibeline").shows("rien à comparer");
    }
    bilal.visits("/reglages/decisions").await.ok().shows("Une version est masquée").shows("Un nom.");
    let page = ana.visits(&history).await;
    page.ok().shows("zibeline").shows("Version masquée par Ana Ferreira");
    // Its author cannot put back what they may not read.
    let revision = hide.split('/').nth(4).unwrap();
    let back = format!("{history}/{revision}/retour");
    let version = page.field("version").unwrap();
    bilal.posts(&back, &[("version", &version)]).await.is(409).shows("masquée");
    bilal.visits(&thread).await.hides("zibeline");
    let show = act(&page, "/masquage/retrait");
    ana.fills_in(&page, &show, &[("reason", "Un exemple inventé.")]).await.redirects_to(&history);
    chloe.visits(&history).await.ok().shows("zibeline").hides("Version masquée");
    ana.posts(&show, &[("reason", "encore")]).await.is(409);
}

#[actix_web::test]
async fn two_corrections_at_once_are_shown_side_by_side() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let thread = opens(&bilal, "discussion", "community", "Nos étiquettes").await;
    let post = first_post(&bilal, &thread).await;
    let edit = format!("/messages/{post}/modifier");
    town.passes(600).await;
    let stale = bilal.visits(&edit).await;
    corrects(&bilal, &post, "Bonsoir à toutes et tous.").await;
    let both = bilal.fills_in(&stale, &edit, &[("body", "Bonjour à vous tous.")]).await;
    both.is(422).shows("Enregistré entre-temps").shows("Bonsoir à toutes et tous.").shows("Enregistrer ma version");
    assert_eq!(both.field("body").unwrap().trim(), "Bonjour à vous tous.");
    assert!(both.count(".changes ins") > 0 && both.count(".changes del") > 0);
    bilal.visits(&thread).await.shows("Bonsoir à toutes et tous.");
    bilal.fills_in(&both, &edit, &[]).await.redirects_to(&thread);
    bilal.visits(&thread).await.shows("Bonjour à vous tous.");
}

#[actix_web::test]
async fn a_long_history_is_read_by_pages() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let thread = opens(&bilal, "discussion", "community", "Nos étiquettes").await;
    let post = first_post(&bilal, &thread).await;
    for number in 1..=12 {
        town.passes(400).await;
        corrects(&bilal, &post, &format!("Correction numéro {number}")).await;
    }
    let history = format!("/messages/{post}/historique");
    let page = bilal.visits(&history).await;
    page.ok().shows("Version 13, actuelle").shows("Version 4").hides("id=\"v3\"");
    let older = page.attribute("a[rel=next]", "href").unwrap();
    bilal.visits(&format!("{history}{older}")).await.ok().shows("Version 3").shows("Version 1").hides("id=\"v4\"");
}
