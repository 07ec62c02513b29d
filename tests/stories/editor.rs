//! What helps while one writes: a look before publishing, a word when others answered, whom one may address.

use cercles::circles::Circle;
use cercles::db::ids::to_base32;

use crate::town::{Person, THEME, Town, id_in};

async fn thread(person: &Person<'_>, audience: &str, title: &str) -> (String, String) {
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", title), ("body", "b"), ("audience", audience)];
    let address = person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let id = to_base32(id_in(&address));
    (address, id)
}

/// Rows of every table.
async fn rows(town: &Town) -> std::collections::BTreeMap<String, i64> {
    town.settles().await;
    town.read(|db| Ok(cercles::db::contents(db).unwrap().rows)).await
}

#[actix_web::test]
async fn a_look_before_publishing_writes_nothing() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (address, id) = thread(&ana, "community", "Qui relit ?").await;
    let reply = format!("/fils/{id}/messages");
    let form = bilal.visits(&address).await;
    let before = rows(&town).await;
    let shown = bilal.fills_in(&form, &reply, &[("body", "Un mot **gras**\u{a0}<script>"), ("act", "preview")]).await;
    shown.ok().shows("Aperçu").shows("Un mot gras");
    assert_eq!(shown.texts("#apercu strong"), ["gras"]);
    assert_eq!(shown.count("#apercu script"), 0);
    assert_eq!(shown.field("body").unwrap().trim(), "Un mot **gras**\u{a0}<script>", "what was typed is still there");
    bilal.fills_in(&form, &reply, &[("body", " "), ("act", "preview")]).await.is(422).shows("Le message est vide");
    let new = [("theme", THEME), ("kind", "rex"), ("title", ""), ("context", "CHU"), ("limits", "Nos *murs*")];
    let mut look = new.to_vec();
    look.push(("act", "preview"));
    let report = bilal.posts("/fils/nouveau", &look).await;
    report.ok().shows("Le contexte");
    assert_eq!(report.texts("#apercu em"), ["murs"]);
    assert_eq!(report.field("limits").unwrap().trim(), "Nos *murs*");
    assert_eq!(rows(&town).await, before, "nothing was written");
    // Sent on from the preview without the button's name, it is published.
    bilal.fills_in(&shown, &reply, &[]).await.redirects_to("/fils/");
    let post = bilal.visits(&address).await.attribute("li.post:nth-child(2)", "id").unwrap().replace("m-", "");
    let edit = format!("/messages/{post}/modifier");
    let corrected = bilal.fills(&edit, &edit, &[("body", "Un mot *penché*"), ("act", "preview")]).await;
    assert_eq!(corrected.ok().texts("#apercu em"), ["penché"]);
    bilal.visits(&address).await.ok().hides("penché");
    ana.posts(&edit, &[("body", "x"), ("version", "1"), ("act", "preview")]).await.is(403);
    let outsider = town.outsider("Oscar Dehors").await;
    outsider.posts(&reply, &[("body", "x"), ("act", "preview")]).await.is(404);
}

#[actix_web::test]
async fn looking_at_a_text_marks_no_post_as_read() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (address, id) = thread(&ana, "community", "Qui relit ?").await;
    bilal.visits(&address).await.ok();
    town.settles().await;
    let reply = format!("/fils/{id}/messages");
    ana.posts(&reply, &[("body", "Une suite")]).await.redirects_to("/fils/");
    bilal.posts(&reply, &[("body", "b"), ("act", "preview")]).await.ok();
    town.settles().await;
    bilal.visits("/fils").await.ok().shows("1 nouveau");
}

#[actix_web::test]
async fn who_writes_while_others_answer_reads_them_first() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let (address, id) = thread(&ana, "community", "Qui relit ?").await;
    let reply = format!("/fils/{id}/messages");
    let form = bilal.visits(&address).await;
    bilal.posts(&reply, &[("body", "D'une autre fenêtre, à moi")]).await.redirects_to("/fils/");
    karim.posts(&reply, &[("body", "Moi, dès lundi.")]).await.redirects_to("/fils/");
    ana.posts(&reply, &[("body", "Merci Karim.")]).await.redirects_to("/fils/");
    let told = bilal.fills_in(&form, &reply, &[("body", "Je peux relire.")]).await;
    told.is(409).shows("2 réponses sont arrivées").shows("Moi, dès lundi.").shows("Merci Karim.");
    told.shows("Nouveau depuis votre dernière visite").shows("Publier quand même");
    assert_eq!(told.field("body").unwrap().trim(), "Je peux relire.");
    assert_eq!(told.attribute(".error-summary a", "href").unwrap(), "#nouveaux");
    assert_eq!(told.count("#nouveaux"), 1);
    bilal.fills_in(&told, &reply, &[]).await.redirects_to("/fils/");
    bilal.visits(&address).await.ok().shows("Je peux relire.");
}

#[actix_web::test]
async fn who_has_read_them_elsewhere_is_not_told() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (address, id) = thread(&ana, "community", "Qui relit ?").await;
    let reply = format!("/fils/{id}/messages");
    let form = bilal.visits(&address).await;
    ana.posts(&reply, &[("body", "Une précision.")]).await.redirects_to("/fils/");
    bilal.visits(&address).await.ok().shows("Une précision.");
    town.settles().await;
    bilal.fills_in(&form, &reply, &[("body", "Je peux relire.")]).await.redirects_to("/fils/");
}

#[actix_web::test]
async fn only_those_who_will_read_are_proposed() {
    let town = Town::new().await;
    let (ana, josue) = (town.expert("Ana Ferreira").await, town.peer("Josué Marlin").await);
    let (bilal, nicolas) = (town.member("Bilal Haddad").await, town.animator("Nicolas Aubert").await);
    town.person("Joséphine Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let (_, open) = thread(&ana, "community", "Pour tous").await;
    let (_, inner) = thread(&ana, "expert", "Entre experts").await;
    let asked = |id: &str, name: &str| format!("/suggestions/personnes?fil={id}&q={name}");
    let names = ".suggestions b";
    assert_eq!(bilal.visits(&asked(&open, "jos")).await.ok().texts(names), ["Josué Marlin"]);
    assert_eq!(bilal.visits(&asked(&open, "MARLIN+jo")).await.texts(names), ["Josué Marlin"]);
    assert_eq!(bilal.visits(&asked(&open, "arlin")).await.count(names), 0, "the start of a word");
    assert_eq!(bilal.visits(&asked(&open, "%25")).await.count(names), 0);
    assert_eq!(bilal.visits(&asked(&open, "")).await.count(names), 0);
    assert_eq!(bilal.visits(&asked(&open, "bilal")).await.count(names), 0, "not oneself");
    let option = bilal.visits(&asked(&open, "ferr")).await.attribute("[role=option]", "data-insert");
    assert_eq!(option.unwrap(), "@Ana Ferreira ");
    assert_eq!(ana.visits(&asked(&inner, "jos")).await.ok().count(names), 0, "a peer does not read the experts");
    assert_eq!(ana.visits(&asked(&inner, "nico")).await.texts(names), ["Nicolas Aubert"]);
    let peers = format!("/suggestions/personnes?theme={THEME}&audience=peer&q=jos");
    assert_eq!(ana.visits(&peers).await.ok().texts(names), ["Josué Marlin"]);
    bilal.visits(&peers).await.is(404);
    bilal.visits(&asked(&inner, "nico")).await.is(404);
    town.outsider("Oscar Dehors").await.visits(&asked(&open, "jos")).await.is(404);
    let _ = (josue, nicolas);
}

#[actix_web::test]
async fn threads_are_proposed_by_their_words_to_those_who_see_them() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let (_, id) = thread(&ana, "community", "Bracelets illisibles au bloc").await;
    thread(&ana, "expert", "Bracelets entre experts").await;
    let found = bilal.visits("/suggestions/fils?q=bracelet").await;
    assert_eq!(found.ok().texts(".suggestions b"), ["Bracelets illisibles au bloc"]);
    assert_eq!(found.attribute("[role=option]", "data-insert").unwrap(), format!("/fils/{id} "));
    assert_eq!(ana.visits("/suggestions/fils?q=bracelet").await.count("[role=option]"), 2);
    bilal.visits("/suggestions/fils?q=zzz").await.ok().shows("Rien à proposer");
}

#[actix_web::test]
async fn proposals_are_counted() {
    let town = Town::with_limits().await;
    let bilal = town.member("Bilal Haddad").await;
    for (address, most) in [("/suggestions/fils?q=a", 90), ("/fils/nouveau/semblables?title=relit", 40)] {
        for _ in 0..most {
            bilal.visits(address).await.ok();
        }
        bilal.visits(address).await.is(429);
    }
}
