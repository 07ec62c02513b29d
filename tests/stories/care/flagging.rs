//! Saying that something is wrong, and hearing what became of it.

use cercles::circles::Circle;

use super::{answers, opens};
use crate::stories::console::does;
use crate::town::{THEME, Town};

#[actix_web::test]
async fn a_flag_is_heard_settled_and_its_maker_reads_how() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let thread = opens(&ana, "discussion", "community", "Nos étiquettes").await;
    let post = answers(&bilal, &thread, "Achetez les étiquettes de mon beau-frère.").await;
    let flag = format!("/messages/{post}/signalement");
    chloe.visits(&thread).await.ok().shows("Signaler");
    bilal.visits(&flag).await.is(403);
    let wrong = chloe.fills(&flag, &flag, &[("line", "Un lien d'achat")]).await;
    wrong.is(422).shows("Dites ce qui ne va pas");
    assert_eq!(wrong.field("line").as_deref(), Some("Un lien d'achat"));
    let done = chloe.fills_in(&wrong, &flag, &[("reason", "commercial")]).await;
    chloe.follows(done.redirects_to(&thread)).await.ok().shows("Vous avez signalé ce message");
    chloe.posts(&flag, &[("reason", "other")]).await.is(409).shows("déjà signalé");
    nicolas.posts(&flag, &[("reason", "off-topic")]).await.redirects_to(&thread);
    // Nobody else learns of it; the theme's experts and animators do.
    bilal.visits(&thread).await.ok().hides("Vous avez signalé").hides("Chloé Marin");
    let list = format!("/console?theme={THEME}");
    let shown = ana.visits(&list).await;
    shown.ok().shows("2 signalements").shows("De la publicité").shows("Un lien d'achat").shows("Chloé Marin");
    shown.shows("Achetez les étiquettes").shows("Hors sujet");
    for outside in [&bilal, &chloe] {
        outside.visits(&list).await.is(404);
        does(outside, "flag", "leave", &[&post], "non").await.is(404);
    }
    let elsewhere = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    elsewhere.visits(&list).await.is(404);
    does(&elsewhere, "flag", "leave", &[&post], "non").await.is(404);
    elsewhere.visits("/console?theme=sante-mentale").await.ok().shows("Rien n'attend");
    // Left, with a reason that those who flagged read.
    does(&ana, "flag", "leave", &[&post], " ").await.is(422).shows("Dites pourquoi");
    does(&ana, "flag", "leave", &[&post], "Il a déjà retiré le lien.").await.redirects_to("/console?fait=");
    ana.visits(&list).await.ok().shows("Rien n'attend");
    does(&ana, "flag", "leave", &[&post], "encore").await.is(409);
    chloe.visits(&flag).await.ok().shows("laissé tel quel").shows("Il a déjà retiré le lien.");
    chloe.visits("/reglages/decisions").await.ok().shows("laissé tel quel").shows("Il a déjà retiré le lien.");
    bilal.visits("/reglages/decisions").await.ok().hides("retiré le lien");
}

#[actix_web::test]
async fn a_flag_can_be_taken_back_until_it_is_settled() {
    let town = Town::new().await;
    let (bilal, chloe, ana) =
        (town.member("Bilal Haddad").await, town.member("Chloé Marin").await, town.expert("Ana Ferreira").await);
    let thread = opens(&ana, "discussion", "community", "Nos étiquettes").await;
    let post = answers(&bilal, &thread, "Bof.").await;
    let flag = format!("/messages/{post}/signalement");
    chloe.posts(&flag, &[("reason", "unkind")]).await.redirects_to(&thread);
    chloe.fills(&flag, &format!("{flag}/retrait"), &[]).await.redirects_to(&thread);
    chloe.visits(&thread).await.ok().hides("Vous avez signalé");
    ana.visits("/console").await.ok().shows("Rien n'attend");
    chloe.posts(&format!("{flag}/retrait"), &[]).await.is(409);
    chloe.posts(&flag, &[("reason", "unkind")]).await.redirects_to(&thread);
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "Soyons courtois.")]).await.redirects_to(&thread);
    ana.visits("/console").await.ok().shows("Rien n'attend");
    chloe.visits("/reglages/decisions").await.ok().shows("Le message a été masqué").shows("Soyons courtois.");
}

#[actix_web::test]
async fn an_expert_settles_no_flag_on_what_they_wrote() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "question", "community", "Qui relit ?").await;
    let post = answers(&ana, &thread, "Personne.").await;
    let flag = format!("/messages/{post}/signalement");
    bilal.posts(&flag, &[("reason", "wrong")]).await.redirects_to(&thread);
    ana.visits("/console").await.ok().shows("à quelqu'un d'autre de décider");
    does(&ana, "flag", "leave", &[&post], "Tout va bien.").await.is(403);
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "Tout va mal.")]).await.is(403);
}
