//! The console: what needs somebody, in one queue; who is on what; what is done of one case or several, and undone.

mod kinds;
mod several;

use cercles::circles::Circle;
use cercles::db::schema::{animators, memberships};
use diesel::prelude::*;

use super::marks::answered;
use crate::town::{Answer, Person, THEME, Town, masked};

/// Opens a discussion of the community; its address.
pub async fn opens(person: &Person<'_>, title: &str) -> String {
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", title), ("body", "b"), ("audience", "community")];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// Somebody flags a post.
pub async fn flags(person: &Person<'_>, post: &str, reason: &str, line: &str) {
    let fields = [("reason", reason), ("line", line)];
    person.posts(&format!("/messages/{post}/signalement"), &fields).await.redirects_to("/fils/");
}

/// The titles of the cases of a page, in order.
pub fn cases(page: &Answer) -> Vec<String> {
    page.ok().texts("article.case h3")
}

/// Does something of some cases of a kind.
pub async fn does(person: &Person<'_>, kind: &str, gesture: &str, cases: &[&str], reason: &str) -> Answer {
    let mut fields = vec![("kind", kind), ("gesture", gesture), ("reason", reason)];
    fields.extend(cases.iter().map(|case| ("case", *case)));
    person.posts("/console/gestes", &fields).await
}

#[actix_web::test]
async fn what_may_harm_a_patient_comes_first_then_what_waits_longest() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    ana.visits("/console").await.ok().shows("Rien n'attend");
    let thread = opens(&ana, "Nos étiquettes").await;
    let advert = answered(&bilal, &thread, "Achetez les étiquettes de mon beau-frère.").await;
    let unkind = answered(&bilal, &thread, "Vous n'y comprenez rien.").await;
    let patient = answered(&bilal, &thread, "Mme D., 84 ans, chambre 12.").await;
    flags(&chloe, &advert, "commercial", "Un lien d'achat").await;
    flags(&chloe, &unkind, "unkind", "").await;
    flags(&chloe, &patient, "off-topic", "").await;
    flags(&nicolas, &patient, "patient", "On la reconnaît").await;
    flags(&nicolas, &advert, "off-topic", "").await;
    let page = ana.visits("/console").await;
    let told = |n: u8| format!("Message n° {n} de « Nos étiquettes »");
    assert_eq!(
        cases(&page).iter().map(|one| crate::town::squeezed(one)).collect::<Vec<_>>(),
        [told(4), told(2), told(3)]
    );
    // Each with its context in place: what was written, who flags it, why it stands there.
    page.shows("Mme D., 84 ans").shows("On la reconnaît").shows("tant que le message se lit").shows("2 signalements");
    page.shows("De la publicité, Chloé Marin").shows("Un lien d'achat").shows("Hors sujet, Nicolas Aubert");
    assert_eq!(page.texts(".menu-list .count"), ["3"]);
    let one_kind = ana.visits("/console?cas=patient-flag").await;
    assert_eq!(cases(&one_kind).len(), 1);
    // A flag that is taken back, a post that is withdrawn by its author leave the queue by themselves.
    chloe.posts(&format!("/messages/{unkind}/signalement/retrait"), &[]).await.redirects_to("/fils/");
    bilal.posts(&format!("/messages/{patient}/retrait"), &[]).await.redirects_to("/fils/");
    assert_eq!(cases(&ana.visits("/console").await).len(), 1);
    let late = does(&ana, "patient-flag", "hide", &[&patient], "On la reconnaît.").await;
    assert!([404, 409].contains(&late.status), "a decision on a post that went: {}", late.status);
}

#[actix_web::test]
async fn each_sees_the_themes_they_look_after_and_others_nothing_at_all() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, agathe) = (town.expert("Ana Ferreira").await, town.admin("Agathe Admin").await);
    let paula = town.peer("Paula Pair").await;
    let erwan = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let outside = ["/console", "/console?theme=numerique-en-sante", "/console?cas=flag"];
    let mut before = Vec::new();
    for address in outside {
        before.push((masked(&erwan.visits(address).await), masked(&agathe.visits(address).await)));
    }
    let thread = opens(&ana, "Nos étiquettes").await;
    let post = answered(&bilal, &thread, "Achetez.").await;
    flags(&chloe, &post, "commercial", "").await;
    super::points_durs::reports(&bilal, "Les bracelets ne passent plus").await;
    for (address, (erwans, agathes)) in outside.iter().zip(before) {
        assert_eq!(masked(&erwan.visits(address).await), erwans, "{address}");
        assert_eq!(masked(&agathe.visits(address).await), agathes, "{address}");
    }
    erwan.visits("/console?theme=numerique-en-sante").await.is(404);
    erwan.visits("/console/permanence?theme=numerique-en-sante").await.is(404);
    does(&erwan, "flag", "hide", &[&post], "Non.").await.is(404);
    erwan.posts("/console/prises", &[("kind", "flag"), ("case", &post)]).await.is(404);
    agathe.visits("/console?theme=numerique-en-sante").await.is(404);
    for nobody in [&bilal, &paula] {
        nobody.visits("/console").await.is(404);
        nobody.visits("/").await.ok().hides("Console");
        does(nobody, "flag", "leave", &[&post], "Non.").await.is(404);
    }
    ana.visits("/").await.ok().shows("Console");
    ana.visits("/console?cas=join-request").await.is(404);
    ana.visits("/console?cas=inconnu").await.is(404);
    ana.visits("/console?theme=inconnu").await.is(404);
}

#[actix_web::test]
async fn somebody_is_on_it_and_it_is_free_again_after_a_while() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let thread = opens(&ana, "Nos étiquettes").await;
    let post = answered(&bilal, &thread, "Achetez.").await;
    flags(&chloe, &post, "commercial", "").await;
    let case = [("kind", "flag"), ("case", post.as_str())];
    let taken = ana.posts("/console/prises?cas=flag", &case).await;
    ana.follows(taken.redirects_to("/console?cas=flag#flag-")).await.ok().shows("Vous vous en occupez");
    karim.visits("/console").await.ok().shows("Ana Ferreira s'en occupe");
    karim.posts("/console/prises", &case).await.is(409).shows("Ana Ferreira s'occupe déjà de ce cas");
    // Letting go what one is not on changes nothing; one's own is let go.
    karim.posts("/console/prises/retrait", &case).await.redirects_to("/console");
    karim.visits("/console").await.shows("Ana Ferreira s'en occupe");
    ana.posts("/console/prises/retrait", &case).await.redirects_to("/console");
    karim.posts("/console/prises", &case).await.redirects_to("/console");
    ana.visits("/console").await.shows("Karim Benali s'en occupe");
    ana.posts("/console/prises", &case).await.is(409);
    town.passes(31 * 60).await;
    ana.comes_back().await;
    ana.visits("/console").await.hides("Karim Benali s'en occupe");
    ana.posts("/console/prises", &case).await.redirects_to("/console");
    for wrong in
        [[("kind", "flag"), ("case", "zzz")], [("kind", "flag"), ("case", "É")], [("kind", "x"), ("case", "1")]]
    {
        assert!([404, 422].contains(&ana.posts("/console/prises", &wrong).await.status));
    }
}

#[actix_web::test]
async fn who_is_second_on_a_case_reads_what_the_first_did() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let thread = opens(&chloe, "Nos étiquettes").await;
    let (first, second) = (answered(&bilal, &thread, "Achetez.").await, answered(&bilal, &thread, "Oups.").await);
    flags(&chloe, &first, "commercial", "").await;
    flags(&chloe, &second, "other", "").await;
    // A reason is needed, and what was typed stays.
    let wrong = does(&ana, "flag", "hide", &[&first], "").await;
    wrong.is(422).shows("Dites pourquoi");
    assert_eq!(wrong.count("article.case details[open]"), 1);
    let done = does(&ana, "flag", "hide", &[&first], "On ne vend rien ici.").await;
    let page = ana.follows(done.redirects_to("/console?fait=")).await;
    page.ok().shows("Le message est masqué").shows("revenir sur ce geste");
    chloe.visits("/reglages/decisions").await.ok().shows("Le message a été masqué").shows("On ne vend rien ici.");
    bilal.visits("/reglages/decisions").await.ok().shows("Message masqué").shows("On ne vend rien ici.");
    let late = does(&karim, "flag", "leave", &[&first], "Il est de bonne foi.").await;
    late.is(409).shows("Ana Ferreira a déjà masqué ce message").shows("On ne vend rien ici.");
    late.shows("Il est de bonne foi.");
    let done = does(&karim, "flag", "leave", &[&second], "Une erreur se répare.").await;
    karim.follows(done.redirects_to("/console?fait=")).await.ok().shows("ses signalements sont classés");
    does(&ana, "flag", "hide", &[&second], "Encore.").await.redirects_to("/console?fait=");
    // What somebody else decided since is not undone with it.
    let show = format!("/messages/{first}/masquage");
    karim.fills(&show, &format!("{show}/retrait"), &[("reason", "Vu ensemble.")]).await.is(303);
    karim.fills(&show, &show, &[("reason", "Finalement non.")]).await.is(303);
    let round = page.attribute("a[href^='/console/gestes/']", "href").unwrap();
    ana.posts(&format!("{round}/annulation"), &[("reason", "Je me suis trompée.")]).await.is(409);
    bilal.visits(&thread).await.ok().shows("Finalement non.");
    karim.fills(&show, &format!("{show}/retrait"), &[("reason", "Si.")]).await.is(303);
    flags(&nicolas, &first, "commercial", "").await;
    let done = does(&ana, "flag", "hide", &[&first], "On ne vend rien ici.").await;
    let page = ana.follows(done.redirects_to("/console?fait=")).await;
    // Undone by its own decision, from the page of what was done; once.
    let round = page.attribute("a[href^='/console/gestes/']", "href").unwrap();
    karim.visits(&round).await.is(404);
    let undo = format!("{round}/annulation");
    ana.fills(&round, &undo, &[("reason", "")]).await.is(422).shows("Dites pourquoi");
    karim.posts(&undo, &[("reason", "x")]).await.is(404);
    ana.fills(&round, &undo, &[("reason", "Je me suis trompée.")]).await.redirects_to(&round);
    ana.visits(&round).await.ok().shows("Ce geste a été annulé");
    ana.posts(&undo, &[("reason", "encore")]).await.is(409);
    bilal.visits(&thread).await.ok().shows("Achetez.").shows("n° 3 est masqué");
    // What was undone waits again, and is settled anew.
    assert_eq!(cases(&karim.visits("/console?cas=flag").await).len(), 1);
    nicolas.visits("/reglages/decisions").await.ok().hides("On ne vend rien ici.");
    does(&karim, "flag", "leave", &[&first], "C'était une question.").await.redirects_to("/console?fait=");
    nicolas.visits("/reglages/decisions").await.ok().shows("C'était une question.");
    bilal.visits("/reglages/decisions").await.ok().shows("Message rétabli").shows("Je me suis trompée.");
}

#[actix_web::test]
async fn an_open_session_loses_its_console_with_its_place() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let thread = opens(&chloe, "Nos étiquettes").await;
    let post = answered(&bilal, &thread, "Achetez.").await;
    flags(&chloe, &post, "commercial", "").await;
    let (one, other) = (ana.visits("/console").await, nicolas.visits("/console").await);
    assert_eq!((cases(&one).len(), cases(&other).len()), (1, 1));
    let (member, animator, until) = (ana.id(), nicolas.id(), town.clock.now().plus_seconds(86_400));
    town.write(move |tx| {
        let hers = memberships::table.filter(memberships::member_id.eq(member));
        diesel::update(hers).set(memberships::suspended_until.eq(until)).execute(tx.db())?;
        diesel::delete(animators::table.filter(animators::member_id.eq(animator))).execute(tx.db())?;
        Ok(())
    })
    .await;
    for gone in [&ana, &nicolas] {
        gone.visits("/console").await.is(404);
        does(gone, "flag", "hide", &[&post], "Trop tard.").await.is(404);
        gone.posts("/console/prises", &[("kind", "flag"), ("case", &post)]).await.is(404);
    }
    bilal.visits(&thread).await.ok().shows("Achetez.");
}
