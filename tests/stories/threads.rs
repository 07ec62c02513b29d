//! Opening, reading, answering, correcting, solving.

use crate::town::{THEME, Town, id_in};

async fn opened(person: &crate::town::Person<'_>, kind: &str, audience: &str, title: &str) -> String {
    let fields = [
        ("theme", THEME),
        ("kind", kind),
        ("title", title),
        ("body", "Bonjour à toutes et tous."),
        ("audience", audience),
    ];
    let answer = person.posts("/fils/nouveau", &fields).await;
    answer.redirects_to("/fils/").location().to_owned()
}

#[actix_web::test]
async fn a_member_asks_an_expert_answers_and_the_answer_is_marked() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&bilal, "question", "community", "Bracelets illisibles au bloc : que faire ?").await;
    let page = ana.visits(&thread).await;
    page.ok().shows("Bracelets illisibles au bloc : que faire ?").shows("Bilal Haddad").shows("Publier la réponse");
    let id = thread.split('/').nth(2).unwrap().split('-').next().unwrap();
    let action = format!("/fils/{id}/messages");
    let answered = ana.fills(&thread, &action, &[("body", "Passez au code **2D**.")]).await;
    answered.redirects_to(&thread);
    let page = bilal.visits(&thread).await;
    page.ok().shows("Passez au code 2D").shows("Cercle des experts");
    let solution = format!("/fils/{id}/solution");
    bilal.fills(&thread, &solution, &[]).await.redirects_to(&thread);
    bilal.visits(&thread).await.shows("Résolu").shows("Lire la réponse de Ana Ferreira");
    bilal.visits("/fils?etat=resolus").await.ok().shows("Bracelets illisibles");
    bilal.posts(&format!("{solution}/retrait"), &[]).await.redirects_to(&thread);
    bilal.visits(&thread).await.hides("Lire la réponse de");
}

#[actix_web::test]
async fn the_reader_finds_their_place_again() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&bilal, "discussion", "community", "Un fil qui s'allonge de jour en jour").await;
    let id = id_in(&thread);
    let action = format!("/fils/{}/messages", cercles::db::ids::to_base32(id));
    ana.visits(&thread).await.ok();
    town.settles().await;
    for number in 2..=24 {
        bilal.posts(&action, &[("body", &format!("Message numéro {number}"))]).await.redirects_to(&thread);
    }
    let list = ana.visits("/fils").await;
    list.ok().shows("23 nouveaux").shows("23 réponses");
    let page = ana.visits(&thread).await;
    page.ok().shows("Nouveau depuis votre dernière visite");
    assert_eq!(page.count("li.post"), 20);
    town.settles().await;
    ana.visits("/fils").await.shows("4 nouveaux");
    let page = ana.visits(&thread).await;
    assert_eq!(page.count("li.post"), 4, "opens on the second page, at the first unread post");
    town.settles().await;
    ana.visits("/fils").await.hides("nouveaux");
    ana.visits(&format!("{thread}?page=3")).await.is(404);
    let short = format!("/fils/{}", cercles::db::ids::to_base32(id));
    ana.visits(&short).await.redirects_to(&thread);
    ana.visits(&format!("{short}-autre-titre")).await.redirects_to(&thread);
}

#[actix_web::test]
async fn what_is_refused_is_shown_again_whole() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "  "),
        ("body", "Un texte à garder"),
        ("audience", "expert"),
    ];
    let answer = bilal.posts("/fils/nouveau", &fields).await;
    answer.is(422).shows("Ce champ est nécessaire");
    assert_eq!(answer.field("body").unwrap().trim(), "Un texte à garder");
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Un titre"),
        ("body", "Un texte à garder"),
        ("audience", "expert"),
    ];
    let answer = bilal.posts("/fils/nouveau", &fields).await;
    answer.is(422).shows("plus intérieur que le vôtre").shows("Un texte à garder");
    let long = "é".repeat(33 * 1024);
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Un titre"),
        ("body", long.as_str()),
        ("audience", "community"),
    ];
    let answer = bilal.posts("/fils/nouveau", &fields).await;
    answer.is(422).shows("Tout est gardé");
    assert_eq!(answer.field("body").unwrap().trim().chars().count(), 33 * 1024);
    let huge = "x".repeat(300 * 1024);
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Un titre"),
        ("body", huge.as_str()),
        ("audience", "community"),
    ];
    bilal.posts("/fils/nouveau", &fields).await.is(413).shows("bouton de votre navigateur");
    let title = "x".repeat(10_000);
    let fields =
        [("theme", THEME), ("kind", "question"), ("title", title.as_str()), ("body", "b"), ("audience", "community")];
    bilal.posts("/fils/nouveau", &fields).await.is(422).shows("10 000 caractères");
    let fields =
        [("theme", THEME), ("kind", "question"), ("title", "Un\0titre"), ("body", "b"), ("audience", "community")];
    bilal.posts("/fils/nouveau", &fields).await.is(422).shows("caractères que nous ne pouvons pas garder");
    bilal.visits("/fils").await.shows("Rien n'a encore été écrit ici");
}

#[actix_web::test]
async fn a_form_sent_twice_is_carried_out_once() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields =
        [("theme", THEME), ("kind", "question"), ("title", "Une seule fois"), ("body", "b"), ("audience", "community")];
    let mut places = Vec::new();
    for _ in 0..3 {
        places.push(
            bilal
                .posts_with_key("/fils/nouveau", &fields, "the-same-key")
                .await
                .redirects_to("/fils/")
                .location()
                .to_owned(),
        );
    }
    places.dedup();
    assert_eq!(places.len(), 1);
    assert_eq!(bilal.visits("/fils").await.count("li.thread"), 1);
}

#[actix_web::test]
async fn a_forged_token_changes_nothing_and_keeps_the_text() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = [
        ("_csrf", "forged"),
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Un titre"),
        ("body", "Gardez-moi"),
        ("audience", "community"),
    ];
    bilal.posts_raw("/fils/nouveau", &fields).await.is(403).shows("Gardez-moi");
    bilal.visits("/fils").await.hides("Un titre");
}

#[actix_web::test]
async fn a_text_sent_on_an_ended_session_is_found_after_signing_in() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    town.passes(13 * 3_600).await;
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Une heure de travail"),
        ("body", "Ligne 1\nLigne 2"),
        ("audience", "community"),
    ];
    let page = bilal.posts("/fils/nouveau", &fields).await;
    page.is(401).shows("Votre texte est gardé");
    let sign_in = [("email", "bilal.haddad@town.example"), ("password", crate::town::PASSWORD)];
    let found = bilal.fills_in(&page, "/connexion", &sign_in).await;
    found.ok().shows("Voici votre texte").shows("Ligne 1");
    let done = bilal.fills_in(&found, "/fils/nouveau", &[]).await;
    let page = bilal.follows(done.redirects_to("/fils/")).await;
    page.ok().shows("Une heure de travail").shows("Ligne 2");
}

#[actix_web::test]
async fn a_text_sent_as_the_charter_changes_is_found_after_accepting_it() {
    let town = Town::new().await;
    let (agathe, bilal) = (town.admin("Agathe Ménard").await, town.member("Bilal Haddad").await);
    let rules = [("source", "# Une règle\n\nOn s'écoute.")];
    agathe.fills("/administration/charte", "/administration/charte", &rules).await.is(303);
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Une heure de travail"),
        ("body", "Ligne 1\nLigne 2"),
        ("audience", "community"),
    ];
    let page = bilal.posts("/fils/nouveau", &fields).await;
    page.is(403).shows("On s'écoute.").shows("Votre texte est gardé");
    let found = bilal.fills_in(&page, "/charte", &[]).await;
    found.ok().shows("Voici votre texte").shows("Ligne 1");
    let done = bilal.fills_in(&found, "/fils/nouveau", &[]).await;
    let page = bilal.follows(done.redirects_to("/fils/")).await;
    page.ok().shows("Une heure de travail").shows("Ligne 2");
}

#[actix_web::test]
async fn a_correction_keeps_the_version_before_and_two_at_once_lose_nothing() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let thread = opened(&bilal, "discussion", "community", "Une faute de frappe").await;
    let page = bilal.visits(&thread).await;
    let post = page.attribute("li.post", "id").unwrap().replace("m-", "");
    let edit = format!("/messages/{post}/modifier");
    town.passes(600).await;
    let first = bilal.visits(&edit).await;
    let second = first.form_fields(&format!("form[action='{edit}']"));
    bilal.fills(&edit, &edit, &[("body", "Bonjour à tous, corrigé.")]).await.redirects_to("/fils/");
    bilal.visits(&thread).await.shows("corrigé").shows("modifié");
    bilal
        .visits(&format!("/messages/{post}/historique"))
        .await
        .ok()
        .shows("Bonjour à toutes et tous.")
        .shows("Version 2, actuelle");
    let mut stale: Vec<(&str, &str)> = second.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    stale.retain(|(name, _)| *name != "body");
    stale.push(("body", "Une autre correction"));
    bilal.posts_raw(&edit, &stale).await.is(422).shows("Une autre correction").shows("corrigé.");
    bilal.visits(&thread).await.shows("corrigé").hides("Une autre correction");
    let ana = town.expert("Ana Ferreira").await;
    ana.visits(&edit).await.is(403);
    ana.posts(&edit, &[("body", "pas à moi"), ("version", "0")]).await.is(403);
    bilal.visits(&thread).await.hides("pas à moi");
}

#[actix_web::test]
async fn an_experience_report_is_written_by_six_answers() {
    let town = Town::new().await;
    let peer = town.peer("Josué Marlin").await;
    let form = peer.visits("/fils/nouveau?genre=rex").await;
    form.ok().shows("Ce qui ne se transpose pas");
    let fields = [
        ("theme", THEME),
        ("kind", "rex"),
        ("title", "Un an de bracelets 2D"),
        ("audience", "peer"),
        ("context", "CHU de 800 lits"),
        ("difficulty", "Lecture impossible"),
        ("tried", "- trois étiquettes"),
        ("result", "98 % de lectures"),
        ("conditions", "Un référent"),
        ("limits", "Nos murs"),
    ];
    let done = peer.posts("/fils/nouveau", &fields).await;
    let page = peer.follows(done.redirects_to("/fils/")).await;
    page.ok()
        .shows("Le contexte")
        .shows("CHU de 800 lits")
        .shows("Ce qui ne se transpose pas")
        .shows("Retour d'expérience");
    assert_eq!(page.count(".prose h3"), 6);
}

#[actix_web::test]
async fn only_animators_announce() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let fields = [
        ("theme", THEME),
        ("kind", "announcement"),
        ("title", "La prochaine rencontre"),
        ("body", "b"),
        ("audience", "community"),
    ];
    ana.posts("/fils/nouveau", &fields).await.is(422).shows("Seule l'animation");
    nicolas.posts("/fils/nouveau", &fields).await.redirects_to("/fils/");
}

#[actix_web::test]
async fn a_signed_in_thread_page_is_light() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&bilal, "question", "community", "Une page de vingt messages").await;
    let action = format!("/fils/{}/messages", cercles::db::ids::to_base32(id_in(&thread)));
    let text = "Chez nous, le contrôle se fait à l'admission. ".repeat(12);
    for _ in 2..=20 {
        bilal.posts(&action, &[("body", &text)]).await.redirects_to("/fils/");
    }
    let before = town.app.database.statements();
    let page = ana.visits(&thread).await;
    let queries = town.app.database.statements() - before;
    assert_eq!(page.ok().count("li.post"), 20);
    assert!(queries <= 8, "{queries} queries");
    assert!(page.bytes.len() <= 60 * 1024, "{} bytes", page.bytes.len());
}
