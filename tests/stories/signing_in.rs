//! Signing in and out.

use crate::town::{PASSWORD, Town};

#[actix_web::test]
async fn a_member_signs_in_and_out() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let browser = town.visitor();
    let page = browser.visits("/connexion").await;
    page.ok().shows("Se connecter");
    let fields = [("email", "Ana.Ferreira@town.example"), ("password", PASSWORD)];
    browser.fills("/connexion", "/connexion", &fields).await.redirects_to("/");
    assert!(browser.cookies.borrow().contains_key("sid"));
    browser.visits("/connexion").await.redirects_to("/");
    browser.posts("/deconnexion", &[]).await.redirects_to("/");
    assert!(!browser.cookies.borrow().contains_key("sid"));
    ana.visits("/connexion").await.redirects_to("/");
}

#[actix_web::test]
async fn a_wrong_password_is_refused_beside_the_field_and_the_address_is_kept() {
    let town = Town::new().await;
    town.expert("Ana Ferreira").await;
    let browser = town.visitor();
    let answer = browser
        .fills("/connexion", "/connexion", &[("email", "ana.ferreira@town.example"), ("password", "pas le bon")])
        .await;
    answer.is(422).shows("L'adresse ou le mot de passe ne convient pas").hides("pas le bon");
    assert_eq!(answer.field("email").as_deref(), Some("ana.ferreira@town.example"));
}
