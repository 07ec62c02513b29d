//! The charter.

use crate::town::Town;

#[actix_web::test]
async fn everyone_reads_the_charter_and_a_new_version_is_accepted_before_anything_else() {
    let town = Town::new().await;
    let admin = town.admin("Agnès Roy").await;
    let ana = town.expert("Ana Ferreira").await;
    let page = town.visitor().visits("/charte").await;
    page.ok()
        .shows("Version 1, du 22 novembre 2026")
        .shows("Ce qui est fait de vos données")
        .hides("<form class=\"form\"");
    ana.visits("/charte").await.ok().shows("Vous avez accepté cette version");
    ana.visits("/membres").await.ok();

    town.passes(60).await;
    let text = [("source", "# Neuve\n\nUne **phrase** de plus.")];
    admin.fills("/administration/charte", "/administration/charte", &text).await.is(303);
    let led = ana.visits("/membres?q=karim").await;
    led.redirects_to("/charte?next=");
    let page = ana.follows(&led).await;
    page.ok().shows("Version 2").shows("Une phrase de plus");
    // The version read must be the one in force.
    ana.posts("/charte", &[("version", "1"), ("next", "/membres")]).await.is(409).shows("La charte vient de changer");
    let accepted = ana.fills(led.location(), "/charte", &[]).await;
    accepted.redirects_to("/membres?q=karim");
    ana.follows(&accepted).await.ok();
}

#[actix_web::test]
async fn accepting_never_leads_off_the_site() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    for next in ["https://e.example/", "//e.example", "/\\e.example", "/%2fe.example"] {
        let page = town.visitor().visits(&format!("/connexion?next={}", next.replace('%', "%25"))).await;
        assert_eq!(page.field("next").as_deref(), Some("/"), "{next}");
        let answer = ana.posts("/charte", &[("version", "1"), ("next", next)]).await;
        assert_eq!(answer.location(), "/", "{next}");
    }
}
