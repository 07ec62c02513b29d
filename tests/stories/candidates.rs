//! Going inward: who is suggested and why, who is proposed, who answers, who decides.

use cercles::circles::Circle;
use cercles::db::ids::{MemberId, to_base32};

use crate::town::{Person, THEME, Town, id_in};

/// Bilal answers so many questions of Camille's, who marks each as solved.
async fn solves(town: &Town, camille: &Person<'_>, bilal: &Person<'_>, questions: usize) {
    for number in 0..questions {
        let title = format!("Quelle douchette en salle {number} ?");
        let fields =
            [("theme", THEME), ("kind", "question"), ("title", &title), ("body", "b"), ("audience", "community")];
        let thread = camille.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
        let id = to_base32(id_in(&thread));
        town.passes(600).await;
        let answered = bilal.posts(&format!("/fils/{id}/messages"), &[("body", "La deux")]).await;
        let post = answered.location().rsplit("#m-").next().unwrap().to_owned();
        camille.posts(&format!("/fils/{id}/solution"), &[("message", &post)]).await.redirects_to("/fils/");
    }
}

/// Figures and what people gave are counted again.
async fn counts(town: &Town) {
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::health::count(&app.database)).await.unwrap().unwrap();
}

const PAGE: &str = "/console/candidats";

async fn proposed(by: &Person<'_>, member: MemberId) -> String {
    let form = format!("{PAGE}/{THEME}/{member}");
    let sent = by.fills(&form, &form, &[("reason", "Ses réponses font référence.")]).await;
    sent.redirects_to("/candidatures/").location().to_owned()
}

#[actix_web::test]
async fn who_gave_much_is_suggested_with_why_and_an_uncovered_region_counts() {
    let town = Town::new().await;
    let (camille, bilal) = (town.member("Camille Bertin").await, town.member("Bilal Haddad").await);
    let ana = town.expert("Ana Ferreira").await;
    solves(&town, &camille, &bilal, 2).await;
    ana.visits(PAGE).await.ok().shows("Aucun membre ne se détache");
    counts(&town).await;
    let page = ana.visits(PAGE).await;
    page.ok().shows("Bilal Haddad").shows("2 réponses qui ont résolu une question");
    page.shows("une région sans pair : Île-de-France").hides("Camille Bertin");
    bilal.visits(PAGE).await.is(404);
    town.admin("Agathe Ménard").await.visits(PAGE).await.is(404);
}

#[actix_web::test]
async fn an_expert_proposes_the_person_agrees_by_mail_the_director_s_word_is_noted_and_an_animator_appoints() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let form = format!("{PAGE}/{THEME}/{}", bilal.id());
    ana.fills(&form, &form, &[("reason", "")]).await.is(422).shows("Pour le cercle des pairs");
    let place = proposed(&ana, bilal.id()).await;
    ana.fills(&form, &form, &[("reason", "Encore.")]).await.is(409).shows("déjà en cours");
    town.runs_the_timetable().await;
    let inbox = town.inbox_of("bilal.haddad@town.example");
    inbox.holds_one("Ana Ferreira vous propose pour le cercle des pairs de « Numérique en santé »");
    inbox.last_shows("Ses réponses font référence.");
    let link = inbox.last_link("http://localhost:8080", "/candidature/");
    // Reading the link changes nothing; answering by it needs no session.
    let reader = town.visitor();
    reader.visits(&link).await.ok().shows("Acceptez-vous").shows("Ses réponses font référence.");
    reader.posts(&link, &[]).await.ok().shows("Dites si vous acceptez");
    nicolas.visits(&place).await.ok().shows("attend la réponse").hides("Nommer");
    let mandate = format!("{place}/mandat");
    nicolas.posts(&mandate, &[("until", "2028-12-31")]).await.is(409);
    reader
        .posts(&link, &[("answer", "agreed"), ("words", "Avec plaisir.")])
        .await
        .ok()
        .shows("Votre accord est enregistré");
    reader.posts(&link, &[("answer", "declined")]).await.is(409);
    ana.visits("/notifications").await.ok().shows("Bilal Haddad accepte votre proposition");
    nicolas.visits(&place).await.ok().shows("la personne accepte").shows("Avec plaisir.");
    nicolas.posts(&mandate, &[("until", "2028-12-31")]).await.is(409).shows("Notez d'abord l'accord de la direction");
    let direction = format!("{place}/direction");
    ana.fills(&place, &direction, &[("note", "Mme Roux, directrice, le 20 novembre.")]).await.redirects_to(&place);
    ana.posts(&mandate, &[("until", "2028-12-31")]).await.is(403);
    nicolas.fills(&place, &mandate, &[("until", "")]).await.is(422).shows("Donnez le dernier jour du mandat");
    nicolas.fills(&place, &mandate, &[("until", "2028-12-31")]).await.redirects_to(&place);
    nicolas.visits(&place).await.ok().shows("nommé").hides("Retirer la candidature");
    bilal.visits(&format!("/themes/{THEME}")).await.ok().shows("Vous êtes dans le cercle des pairs");
    nicolas.visits("/console/journal?famille=cercles").await.ok().shows("Candidature proposée").shows("Mandat donné");
    town.runs_the_timetable().await;
    town.inbox_of("bilal.haddad@town.example").last_shows("Ses réponses font référence.");
}

#[actix_web::test]
async fn nobody_proposes_themselves_and_an_animator_does_not_make_themselves_an_expert() {
    let town = Town::new().await;
    let nicolas = town.person("Nicolas Aubert", "bretagne", &[(THEME, Circle::Peer)]).await;
    let (theme, id) = (town.theme(THEME).await, nicolas.id());
    town.write(move |tx| {
        use cercles::db::schema::animators;
        use diesel::prelude::*;
        let row = (animators::theme_id.eq(theme), animators::member_id.eq(id), animators::since.eq(tx.now()));
        diesel::insert_into(animators::table).values(row).execute(tx.db())?;
        Ok(())
    })
    .await;
    nicolas.posts(&format!("{PAGE}/{THEME}/{id}"), &[("reason", "Moi.")]).await.is(403);
    let ana = town.expert("Ana Ferreira").await;
    let place = proposed(&ana, id).await;
    nicolas
        .posts(&format!("{place}/reponse"), &[("answer", "agreed"), ("director", "D'accord.")])
        .await
        .redirects_to(&place);
    nicolas.posts(&format!("{place}/mandat"), &[("until", "2028-12-31")]).await.is(403);
    let zoe = town.animator("Zoé Lambert").await;
    zoe.posts(&format!("{place}/mandat"), &[("until", "2028-12-31")]).await.redirects_to(&place);
}

#[actix_web::test]
async fn a_nomination_is_read_by_the_person_and_the_desk_and_declined_without_a_reason() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let (karim, camille) = (town.expert("Karim Benali").await, town.member("Camille Bertin").await);
    let elsewhere = town.person("Lou Partie", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let place = proposed(&ana, bilal.id()).await;
    for stranger in [&camille, &elsewhere] {
        stranger.visits(&place).await.is(404);
        stranger.posts(&format!("{place}/reponse"), &[("answer", "agreed")]).await.is(404);
        stranger.posts(&format!("{place}/retrait"), &[]).await.is(404);
        stranger.posts(&format!("{PAGE}/{THEME}/{}", bilal.id()), &[("reason", "x")]).await.is(404);
    }
    karim.posts(&format!("{place}/retrait"), &[]).await.is(403);
    bilal.visits(&place).await.ok().shows("On vous propose pour le cercle des pairs");
    bilal.posts(&format!("{place}/reponse"), &[]).await.is(422).shows("Dites si vous acceptez");
    bilal.posts(&format!("{place}/reponse"), &[("answer", "declined")]).await.redirects_to(&place);
    bilal.posts(&format!("{place}/reponse"), &[("answer", "agreed")]).await.is(409);
    ana.posts(&format!("{place}/retrait"), &[]).await.is(409);
    ana.visits(PAGE).await.ok().shows("la personne décline");
    // Whoever declined is not pressed: they are not suggested again, but may be proposed.
    let again = proposed(&ana, bilal.id()).await;
    ana.posts(&format!("{again}/retrait"), &[]).await.redirects_to(&again);
    bilal.visits("/candidature/inconnue.x").await.is(404);
}

#[actix_web::test]
async fn a_mandate_that_ends_is_renewed_or_thanked_for() {
    let town = Town::new().await;
    let (nicolas, bilal) = (town.animator("Nicolas Aubert").await, town.peer("Bilal Haddad").await);
    let circles = format!("/themes/{THEME}/cercles");
    let fields = [("circle", "peer"), ("reason", "Pour un an."), ("until", "2026-12-31")];
    nicolas.fills(&format!("{circles}?personne={}", bilal.id()), &circles, &fields).await.redirects_to(&circles);
    let page = nicolas.visits(PAGE).await;
    page.ok().shows("Bilal Haddad").shows("31 décembre 2026").shows("Renouveler");
    let hers = town.expert("Ana Ferreira").await.visits(PAGE).await;
    assert_eq!(hers.ok().shows("Bilal Haddad").count("a[href*=\"vers=\"]"), 0, "experts renew nobody");
    let thanks = format!("{circles}?personne={}&vers=community&merci=1", bilal.id());
    nicolas.visits(&thanks).await.ok().shows("Merci pour le temps donné à vos collègues");
    nicolas.fills(&thanks, &circles, &[]).await.redirects_to(&circles);
    town.runs_the_timetable().await;
    town.inbox_of("bilal.haddad@town.example").last_shows("Merci pour le temps donné à vos collègues");
    nicolas.visits(PAGE).await.ok().shows("Aucun mandat ne se termine");
}
