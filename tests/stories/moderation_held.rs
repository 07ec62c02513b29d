//! Texts that wait before they are published.

use cercles::db::ids::to_base32;

use crate::town::{Person, THEME, Town, id_in, masked};

/// What a form says of a question.
pub fn asked<'a>(title: &'a str, body: &'a str) -> [(&'a str, &'a str); 5] {
    [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", "community")]
}

async fn asks(person: &Person<'_>, title: &str, body: &str) -> String {
    person.posts("/fils/nouveau", &asked(title, body)).await.redirects_to("/fils/").location().to_owned()
}

/// Chooses what makes a text wait.
pub async fn rules(animator: &Person<'_>, fields: &[(&str, &str)]) {
    let page = format!("/themes/{THEME}/attente/regles");
    animator.fills(&page, &page, fields).await.redirects_to(&page);
}

fn messages(thread: &str) -> String {
    format!("/fils/{}/messages", to_base32(id_in(thread)))
}

#[actix_web::test]
async fn the_first_posts_of_a_newcomer_wait_where_the_theme_wants_it() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = asks(&ana, "Nos étiquettes", "Qui en a ?").await;
    asks(&chloe, "Déjà là", "Depuis longtemps.").await;
    let follow = format!("/fils/{}/suivi", to_base32(id_in(&thread)));
    chloe.posts(&follow, &[("level", "watch")]).await.redirects_to("/fils/");
    let page = format!("/themes/{THEME}/attente/regles");
    nicolas.fills(&page, &page, &[("first_posts", "beaucoup")]).await.is(422).shows("de 0 à 20");
    chloe.visits(&page).await.is(403);
    rules(&nicolas, &[("first_posts", "1")]).await;
    // Everything everybody else reads stays as it was, to the byte.
    town.indexes().await;
    let places =
        [thread.as_str(), "/fils", "/", "/recherche?q=zibeline", "/notifications", "/themes/numerique-en-sante"];
    town.tells().await;
    chloe.visits(&thread).await.ok();
    town.settles().await;
    let mut before = Vec::new();
    for place in places {
        before.push(masked(&chloe.visits(place).await));
    }
    let sent = bilal.posts(&messages(&thread), &[("body", "Nous avons la zibeline.")]).await;
    let waiting = sent.redirects_to("/attente/").location().to_owned();
    town.indexes().await;
    town.tells().await;
    for (place, before) in places.iter().zip(&before) {
        assert_eq!(&masked(&chloe.visits(place).await), before, "{place}");
    }
    chloe.visits(&waiting).await.is(404);
    // Its author sees it, where they wrote it and in their list.
    bilal.visits(&waiting).await.ok().shows("zibeline").shows("Vous seul·e le voyez");
    bilal.visits(&thread).await.ok().shows("Votre texte attend");
    bilal.visits("/attente").await.ok().shows("Réponse dans « Nos étiquettes »");
    // Experts decide; nobody about their own.
    let desk = format!("/console?theme={THEME}&cas=held-post");
    chloe.visits(&desk).await.is(404);
    karim.visits(&desk).await.ok().shows("zibeline").shows("Premiers messages").shows("Aucun texte décidé");
    bilal.posts(&format!("{waiting}/accord"), &[]).await.is(403);
    town.passes(7_200).await;
    karim.comes_back().await;
    karim.fills(&waiting, &format!("{waiting}/accord"), &[]).await.redirects_to(&desk);
    ana.comes_back().await;
    ana.posts(&format!("{waiting}/accord"), &[]).await.is(409).shows("Karim Benali a déjà publié");
    ana.posts(&format!("{waiting}/refus"), &[("reason", "r")]).await.is(409).shows("Karim Benali a déjà publié");
    // As if it were written now: read, found, told.
    town.indexes().await;
    town.tells().await;
    chloe.comes_back().await;
    chloe.visits(&thread).await.ok().shows("zibeline").shows("Bilal Haddad");
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
    chloe.visits("/notifications").await.ok().shows("Bilal Haddad a écrit");
    bilal.comes_back().await;
    bilal.visits("/notifications").await.ok().shows("Karim Benali a publié votre message");
    karim.visits(&desk).await.ok().shows("La moitié des textes attend 2 heures");
    // The next one does not wait.
    bilal.posts(&messages(&thread), &[("body", "Et ceci.")]).await.redirects_to("/fils/");
}

#[actix_web::test]
async fn a_thread_that_is_not_published_stays_its_authors_who_reads_why() {
    let town = Town::new().await;
    let (bilal, karim) = (town.member("Bilal Haddad").await, town.expert("Karim Benali").await);
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    rules(&nicolas, &[("words", "Zibelio # marque\nremise exceptionnelle")]).await;
    let sent = bilal.posts("/fils/nouveau", &asked("Nos étiquettes", "Une REMISE exceptionnelle !")).await;
    let waiting = sent.redirects_to("/attente/").location().to_owned();
    asks(&bilal, "Une autre", "Sans ces mots.").await;
    asks(&ana, "Une experte", "Zibelio n'est pas retenu pour elle.").await;
    karim.fills(&waiting, &format!("{waiting}/refus"), &[("reason", "")]).await.is(422).shows("Dites pourquoi");
    let refused = karim.fills(&waiting, &format!("{waiting}/refus"), &[("reason", "C'est une publicité.")]).await;
    refused.redirects_to(&format!("/console?theme={THEME}&cas=held-post"));
    bilal.visits(&waiting).await.ok().shows("Non publié").shows("C'est une publicité.").shows("REMISE exceptionnelle");
    bilal.visits("/reglages/decisions").await.ok().shows("Message non publié");
    // Somebody else looks again: it waits again, and is published.
    let way = bilal.visits(&waiting).await.attribute("a[href$='/recours']", "href").unwrap();
    bilal.fills(&way, &way, &[("text", "C'est celle de l'agence.")]).await.redirects_to("/reglages/decisions");
    let appeal = ana.visits("/console?cas=appeal").await.attribute("a[href^='/recours/']", "href").unwrap();
    ana.fills(&appeal, &appeal, &[("outcome", "overturned"), ("reason", "En effet.")]).await.redirects_to(&appeal);
    ana.fills(&waiting, &format!("{waiting}/accord"), &[]).await.redirects_to("/console?");
    karim.visits("/fils").await.ok().shows("Nos étiquettes");
}

#[actix_web::test]
async fn links_of_new_members_wait_and_so_do_those_under_approval() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = asks(&ana, "Nos étiquettes", "Qui en a ?").await;
    rules(&nicolas, &[("links", "1")]).await;
    let linked = [("body", "Voir https://exemple.example/offre")];
    let sent = bilal.posts(&messages(&thread), &linked).await;
    let waiting = sent.redirects_to("/attente/").location().to_owned();
    bilal.visits(&waiting).await.ok().shows("il contient un lien");
    bilal.posts(&format!("{waiting}/retrait"), &[]).await.redirects_to(&waiting);
    ana.posts(&format!("{waiting}/accord"), &[]).await.is(409);
    for body in ["Un.", "Deux.", "Trois."] {
        bilal.posts(&messages(&thread), &[("body", body)]).await.redirects_to("/fils/");
    }
    bilal.posts(&messages(&thread), &linked).await.redirects_to("/fils/");
    // Under approval: two posts, counted as they are approved; an expert too.
    for person in [&bilal, &town.expert("Karim Benali").await] {
        let measures = format!("/themes/{THEME}/mesures/{}", person.id());
        let fields = [("measure", "approval"), ("posts", "2"), ("reason", "Relisons ensemble.")];
        ana.fills(&measures, &measures, &[("measure", "approval"), ("reason", "r")]).await.is(422).shows("combien");
        ana.fills(&measures, &measures, &fields).await.redirects_to(&measures);
        ana.posts(&measures, &fields).await.is(409).shows("déjà d'être approuvés");
        for left in ["Encore 1 message", "Plus aucun message"] {
            let sent = person.posts(&messages(&thread), &[("body", left)]).await;
            let waiting = sent.redirects_to("/attente/").location().to_owned();
            ana.posts(&format!("{waiting}/accord"), &[]).await.redirects_to("/console?");
            ana.visits(&measures).await.ok().shows(left);
        }
        person.posts(&messages(&thread), &[("body", "Libre.")]).await.redirects_to("/fils/");
    }
}

#[actix_web::test]
async fn a_text_whose_author_may_not_write_there_any_more_is_not_published() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = asks(&ana, "Nos étiquettes", "Qui en a ?").await;
    rules(&nicolas, &[("first_posts", "3")]).await;
    let reply = [("body", "Avec une photo.")];
    let picture = crate::stories::files::png(40, 30);
    let sent = bilal.uploads(&messages(&thread), &reply, "files", "plan.png", &picture).await;
    let waiting = sent.redirects_to("/attente/").location().to_owned();
    // Who decides sees the file it waits with, others do not.
    let file = ana.visits(&waiting).await.ok().attribute("a[href^='/fichiers/']", "href").unwrap();
    ana.visits(&file).await.ok();
    town.member("Chloé Marin").await.visits(&file).await.is(404);
    let circles = format!("/themes/{THEME}/cercles");
    let out = [("member", bilal.id().to_string()), ("circle", "none".into()), ("reason", "Parti.".into())];
    let out: Vec<(&str, &str)> = out.iter().map(|(name, value)| (*name, value.as_str())).collect();
    nicolas.posts(&circles, &out).await.redirects_to(&circles);
    ana.posts(&format!("{waiting}/accord"), &[]).await.is(409).shows("ne peut plus écrire");
    ana.visits(&waiting).await.ok().shows("En attente de publication");
}
