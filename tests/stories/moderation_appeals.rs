//! Appeals: once a decision, answered by somebody else, told to both.

use cercles::db::ids::to_base32;

use crate::town::{Person, THEME, Town, id_in};

async fn asks(person: &Person<'_>, title: &str, body: &str) -> String {
    let fields = [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", "community")];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// Answers in a thread; the post's id.
async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let answer = person.posts(&format!("/fils/{}/messages", to_base32(id_in(thread))), &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

/// The address by which a person appeals against the last decision about them.
async fn way(person: &Person<'_>) -> String {
    person.visits("/reglages/decisions").await.ok().attribute("a[href$='/recours']", "href").unwrap()
}

#[actix_web::test]
async fn a_hidden_post_is_shown_again_when_somebody_else_says_so() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let elsewhere = town.person("Eva Roux", "bretagne", &[("sante-mentale", cercles::circles::Circle::Expert)]).await;
    let thread = asks(&chloe, "Nos étiquettes", "Qui en a ?").await;
    let post = answers(&bilal, &thread, "Le service zibeline en a.").await;
    let hide = format!("/messages/{post}/masquage");
    ana.fills(&hide, &hide, &[("reason", "Hors sujet.")]).await.redirects_to("/fils/");
    let way = way(&bilal).await;
    chloe.visits(&way).await.is(404);
    ana.visits(&way).await.is(404);
    bilal.fills(&way, &way, &[("text", " ")]).await.is(422);
    bilal.fills(&way, &way, &[("text", "C'est la question posée.")]).await.redirects_to("/reglages/decisions");
    bilal.posts(&way, &[("text", "encore")]).await.is(409).shows("déjà fait un recours");
    town.tells().await;
    karim.visits("/notifications").await.ok().shows("Bilal Haddad demande de réexaminer");
    ana.visits("/notifications").await.ok().hides("réexaminer");
    // Who decided does not find it in their list, and does not answer; another theme's expert knows nothing of it.
    ana.visits("/console").await.ok().hides("Bilal Haddad");
    elsewhere.visits("/console").await.ok().hides("Bilal Haddad");
    let list = karim.visits("/console?cas=appeal").await;
    let appeal = list.ok().attribute("a[href^='/recours/']", "href").unwrap();
    elsewhere.visits(&appeal).await.is(404);
    chloe.visits(&appeal).await.is(404);
    karim.visits(&appeal).await.ok().shows("zibeline").shows("C'est la question posée.").shows("Hors sujet.");
    ana.visits(&appeal).await.ok().shows("C'est la question posée.").hides("Que devient la décision");
    let fields = [("outcome", "overturned"), ("reason", "Elle répond bien.")];
    ana.posts(&appeal, &fields).await.is(403).shows("À quelqu'un d'autre");
    bilal.posts(&appeal, &fields).await.is(403);
    karim.fills(&appeal, &appeal, &[]).await.is(422).shows("maintenue ou annulée").shows("Dites pourquoi");
    karim.fills(&appeal, &appeal, &fields).await.redirects_to(&appeal);
    karim.posts(&appeal, &fields).await.is(409).shows("déjà répondu");
    chloe.visits(&thread).await.ok().shows("zibeline");
    town.tells().await;
    for person in [&bilal, &ana] {
        person.visits("/notifications").await.ok().shows("la décision est annulée");
        person.visits(&appeal).await.ok().shows("Décision annulée").shows("Elle répond bien.");
    }
    bilal.visits("/reglages/decisions").await.ok().shows("Message rétabli").shows("Annulé depuis");
    // An answer is not appealed against.
    bilal.posts(&way, &[("text", "encore")]).await.is(409);
}

#[actix_web::test]
async fn an_appeal_of_an_appeal_is_refused() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    asks(&chloe, "Nos étiquettes", "Qui en a ?").await;
    let measures = format!("/themes/{THEME}/mesures/{}", bilal.id());
    let warning = [("measure", "warn"), ("reason", "Restons courtois.")];
    ana.fills(&measures, &measures, &warning).await.redirects_to(&measures);
    let way = way(&bilal).await;
    bilal.fills(&way, &way, &[("text", "Je l'étais.")]).await.redirects_to("/reglages/decisions");
    let appeal = nicolas.visits("/console").await.attribute("a[href^='/recours/']", "href").unwrap();
    let upheld = [("outcome", "upheld"), ("reason", "Le ton était rude.")];
    nicolas.fills(&appeal, &appeal, &upheld).await.redirects_to(&appeal);
    bilal.posts(&way, &[("text", "Je conteste la réponse.")]).await.is(409).shows("une réponse ne se réexamine pas");
    bilal.visits(&way).await.ok().shows("déjà fait un recours");
    bilal.visits("/reglages/decisions").await.ok().shows("Décision maintenue");
}

#[actix_web::test]
async fn a_suspension_is_looked_at_again_by_an_administrator_where_one_animator_is_alone() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (nicolas, agathe) = (town.animator("Nicolas Aubert").await, town.admin("Agathe Admin").await);
    let thread = asks(&bilal, "Nos étiquettes", "Qui en a ?").await;
    let measures = format!("/themes/{THEME}/mesures/{}", bilal.id());
    let last = town.app.database.now().plus_seconds(9 * 86_400).instant().to_string()[..10].to_owned();
    let fields = [("measure", "suspend"), ("until", last.as_str()), ("reason", "Propos.")];
    nicolas.fills(&measures, &measures, &fields).await.redirects_to(&measures);
    bilal.visits(&thread).await.is(404);
    let way = way(&bilal).await;
    bilal.fills(&way, &way, &[("text", "On m'a confondu avec un autre.")]).await.redirects_to("/reglages/decisions");
    ana.visits("/console").await.ok().hides("Bilal Haddad");
    nicolas.visits("/console").await.ok().hides("Bilal Haddad");
    let appeal = agathe.visits("/console").await.ok().attribute("a[href^='/recours/']", "href").unwrap();
    agathe.visits(&appeal).await.ok().shows("confondu").hides("Nos étiquettes");
    agathe.visits("/console").await.ok().shows("Bilal Haddad").shows("confondu").hides("Nos étiquettes");
    nicolas.visits("/console").await.ok().hides("confondu");
    let overturned = [("outcome", "overturned"), ("reason", "C'était un autre.")];
    agathe.fills(&appeal, &appeal, &overturned).await.redirects_to(&appeal);
    bilal.visits(&thread).await.ok();
    bilal.visits("/reglages/decisions").await.ok().shows("Suspension levée");
    nicolas.visits(&measures).await.ok().shows("Annulé depuis").shows("un avertissement.");
}

#[actix_web::test]
async fn what_another_answers_takes_no_place_in_the_queue_nor_in_a_theme_that_is_looked_at() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let ruler = town.administers("Agathe Admin", &[("sante-mentale", cercles::circles::Circle::Expert)]).await;
    let chloe = town.member("Chloé Marin").await;
    let thread = asks(&chloe, "Nos étiquettes", "Qui en a ?").await;
    // More than a page of appeals against what Ana decided, then one against what Karim did.
    for number in 0..22 {
        let author = town.member(&format!("Membre Numéro{number}")).await;
        let post = answers(&author, &thread, &format!("Réponse {number}")).await;
        let decides = if number < 21 { &ana } else { &karim };
        let hide = format!("/messages/{post}/masquage");
        decides.fills(&hide, &hide, &[("reason", "Hors sujet.")]).await.redirects_to("/fils/");
        let way = way(&author).await;
        author.fills(&way, &way, &[("text", "Relisez-moi.")]).await.redirects_to("/reglages/decisions");
    }
    let hers = ana.visits("/console?cas=appeal").await;
    assert_eq!(hers.ok().texts("article.case h3"), ["Recours de Membre Numéro21"]);
    assert_eq!(karim.visits("/console?cas=appeal").await.ok().count("article.case"), 20);
    // Whoever runs the instance answers what weighs, wherever; not while they look at one theme.
    let nicolas = town.animator("Nicolas Aubert").await;
    let measures = format!("/themes/{THEME}/mesures/{}", chloe.id());
    let last = town.app.database.now().plus_seconds(9 * 86_400).instant().to_string()[..10].to_owned();
    let fields = [("measure", "suspend"), ("until", last.as_str()), ("reason", "Propos.")];
    nicolas.fills(&measures, &measures, &fields).await.redirects_to(&measures);
    let way = way(&chloe).await;
    chloe.fills(&way, &way, &[("text", "On m'a confondue.")]).await.redirects_to("/reglages/decisions");
    ruler.visits("/console").await.ok().shows("On m'a confondue");
    ruler.visits("/console?theme=sante-mentale").await.ok().hides("confondue");
    ruler.visits("/console?theme=sante-mentale&cas=appeal").await.ok().hides("confondue");
}
