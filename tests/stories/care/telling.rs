//! Who hears of flags and of what was decided about a question.

use cercles::circles::Circle;

use super::{answers, opens, short};
use crate::stories::console::does;
use crate::town::{Person, THEME, Town};

async fn told(person: &Person<'_>) -> Vec<String> {
    person.visits("/notifications").await.texts(".notice-line > a")
}

async fn bell(person: &Person<'_>) -> String {
    person.visits("/reglages").await.texts(".bell-count").first().cloned().unwrap_or_default()
}

#[actix_web::test]
async fn flags_are_told_to_those_who_settle_them_then_settled_to_those_who_made_them() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let (paul, erwan) = (
        town.peer("Paul Pair").await,
        town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await,
    );
    let thread = opens(&paul, "discussion", "community", "Nos étiquettes").await;
    let post = answers(&bilal, &thread, "Achetez les étiquettes de mon beau-frère.").await;
    let flag = format!("/messages/{post}/signalement");
    chloe.posts(&flag, &[("reason", "commercial")]).await.redirects_to(&thread);
    for settles in [&ana, &nicolas] {
        assert_eq!(told(settles).await, ["Un message est signalé dans « Nos étiquettes »"]);
    }
    nicolas.posts(&flag, &[("reason", "off-topic")]).await.redirects_to(&thread);
    let other = answers(&bilal, &thread, "Elles collent, elles.").await;
    chloe.posts(&format!("/messages/{other}/signalement"), &[("reason", "commercial")]).await.redirects_to(&thread);
    assert_eq!(told(&ana).await, ["3 signalements ouverts dans « Nos étiquettes »"]);
    assert_eq!(told(&nicolas).await, ["2 signalements ouverts dans « Nos étiquettes »"], "not of one's own");
    for other in [&bilal, &chloe, &erwan] {
        assert_eq!(told(other).await.iter().filter(|line| line.contains("signal")).count(), 0);
    }
    let link = ana.visits("/notifications").await.attribute(".notice-line > a", "href").unwrap();
    ana.visits(&link).await.redirects_to(&format!("/console?theme={THEME}"));
    // Settled: nobody need look any more, those who flagged hear what was decided.
    does(&ana, "flag", "leave", &[&post], "Il a déjà retiré le lien.").await.is(303);
    let left = "Ana Ferreira a laissé en place le message que vous aviez signalé dans « Numérique en santé »";
    assert_eq!(told(&chloe).await[0], left);
    assert_eq!(told(&nicolas).await[0], left);
    assert_eq!(bell(&nicolas).await, "2", "one flag still open, one decision");
    assert_eq!(bell(&ana).await, "1", "one flag still open");
    nicolas
        .posts(&format!("/messages/{other}/masquage"), &[("reason", "De la publicité.")])
        .await
        .redirects_to(&thread);
    assert_eq!(
        told(&chloe).await[0],
        "Nicolas Aubert a masqué le message que vous aviez signalé dans « Numérique en santé »"
    );
    assert_eq!(bell(&ana).await, "");
    let link = chloe.visits("/notifications").await.attribute(".notice-line > a", "href").unwrap();
    chloe.visits(&link).await.redirects_to("/reglages/decisions");
    assert!(!told(&bilal).await.iter().any(|line| line.contains("signal")), "{:?}", told(&bilal).await);
}

#[actix_web::test]
async fn an_expert_hears_nothing_of_flags_on_what_they_wrote() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let chloe = town.member("Chloé Marin").await;
    let thread = opens(&chloe, "discussion", "community", "Nos étiquettes").await;
    let post = answers(&ana, &thread, "Achetez les miennes.").await;
    chloe.posts(&format!("/messages/{post}/signalement"), &[("reason", "commercial")]).await.redirects_to(&thread);
    assert_eq!(told(&ana).await, [""; 0]);
    assert_eq!(told(&karim).await.len(), 1);
}

#[actix_web::test]
async fn who_asked_hears_that_the_question_was_set_aside_or_its_solution_locked() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let first = opens(&bilal, "question", "community", "Un avis ?").await;
    let fields = [("note", "Le fournisseur ne répond plus.")];
    ana.posts(&format!("{}/sans-reponse", short(&first)), &fields).await.is(303);
    assert_eq!(told(&bilal).await, ["Ana Ferreira a classé sans réponse votre question « Un avis ? »"]);
    let second = opens(&bilal, "question", "community", "Et là ?").await;
    let post = answers(&ana, &second, "Le rouleau.").await;
    ana.posts(&format!("{}/solution", short(&second)), &[("message", &post)]).await.redirects_to("/fils/");
    ana.posts(&format!("{}/solution/verrou", short(&second)), &[]).await.redirects_to("/fils/");
    assert_eq!(told(&bilal).await[0], "Ana Ferreira a verrouillé la solution de votre question « Et là ? »");
    // Nobody is told of what they do themselves.
    let third = opens(&bilal, "question", "community", "Tant pis ?").await;
    bilal.posts(&format!("{}/sans-reponse", short(&third)), &fields).await.is(303);
    assert_eq!(told(&bilal).await.len(), 2);
}
