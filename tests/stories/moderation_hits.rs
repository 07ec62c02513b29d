//! What may identify a patient comes to those who moderate: where and of which kind, never what.

use cercles::db::ids::to_base32;
use cercles::db::schema::patient_hits;
use diesel::prelude::*;

use super::console::does;
use crate::town::{Answer, Person, THEME, Town, id_in};

/// The form and the key of no living person.
pub const NIR: &str = "1 89 05 49 588 157 23";

const DESK: &str = "/console?theme=numerique-en-sante&cas=patient-hit";

/// The posts of the cases, in order.
fn posts_of(page: &Answer) -> Vec<String> {
    let page = scraper::Html::parse_document(&page.body);
    let cases = scraper::Selector::parse("article.case").unwrap();
    let ids = page.select(&cases).filter_map(|case| case.value().attr("id"));
    ids.filter_map(|id| id.strip_prefix("patient-hit-")).map(str::to_owned).collect()
}

async fn settles(person: &Person<'_>, gesture: &str, post: &str, reason: &str) -> Answer {
    does(person, "patient-hit", gesture, &[post], reason).await
}

/// Asks a question that holds a number, and answers for it.
pub async fn confirms(person: &Person<'_>, title: &str, body: &str) -> String {
    let fields = [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", "community")];
    let refused = person.posts("/fils/nouveau", &fields).await;
    let mark = refused.is(422).attribute("[name=identifiers]", "value").unwrap();
    let sent = person.fills_in(&refused, "/fils/nouveau", &[("identifiers", &mark)]).await;
    sent.redirects_to("/fils/").location().to_owned()
}

async fn reads_files(town: &Town) -> i64 {
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::moderation::hits::examining::run(&app)).await.unwrap().unwrap()
}

#[actix_web::test]
async fn what_was_confirmed_anyway_is_settled_by_somebody_else() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = confirms(&bilal, "Un exemple", &format!("Le numéro {NIR}, est-ce le bon format ?")).await;
    let doubtful = confirms(&chloe, "Un autre", "Mme Durand née le 12/03/1954, IPP 00123456.").await;
    let own = confirms(&ana, "Le mien", &format!("Voici {NIR}.")).await;
    chloe.visits(DESK).await.is(404);
    let page = ana.visits(DESK).await;
    page.ok()
        .shows("Rien à signaler")
        .shows("Demander une correction")
        .shows("Un exemple")
        .shows("NIR ou INS")
        .shows("date de naissance")
        .hides("588")
        .hides("157");
    // One case a post, however much was found in it.
    let cases = posts_of(&page);
    assert_eq!(cases.len(), 3);
    let [first, second, third] = &cases[..] else { panic!("{cases:?}") };
    let kept: Vec<String> = town.read(|db| Ok(patient_hits::table.select(patient_hits::kind).load(db)?)).await;
    assert!(kept.contains(&"nir".to_owned()) && kept.contains(&"birth".to_owned()), "{kept:?}");
    assert!(kept.len() > 3, "{kept:?}");
    settles(&ana, "fine", first, "").await.is(422).shows("Dites pourquoi");
    settles(&ana, "fine", first, "Un exemple inventé.").await.redirects_to("/console?fait=");
    let late = settles(&karim, "hide-hit", first, "r").await;
    late.is(409).shows("Ana Ferreira a déjà laissé ce message").shows("Un exemple inventé.");
    chloe.visits(&thread).await.ok().shows("est-ce le bon format");
    settles(&ana, "ask-edit", second, "Retirez la naissance.").await.redirects_to("/console?fait=");
    settles(&karim, "fine", second, "r").await.is(409).shows("Ana Ferreira a déjà demandé une correction");
    chloe.visits("/reglages/decisions").await.ok().shows("Message à corriger").shows("Retirez la naissance.");
    // Nobody about what they wrote.
    assert_eq!(posts_of(&karim.visits(DESK).await), [third.as_str()]);
    settles(&ana, "fine", third, "r").await.is(403);
    ana.visits(DESK).await.ok().shows("C'est votre message");
    let done = settles(&karim, "hide-hit", third, "Identifiant.").await;
    chloe.follows(&chloe.visits(&own).await).await.ok().hides("Voici");
    karim.visits(DESK).await.ok().shows("Rien n'attend ici");
    settles(&nicolas, "fine", third, "r").await.is(409).shows("Karim Benali a déjà masqué");
    // Undone, it waits again.
    let page = karim.follows(done.redirects_to("/console?fait=")).await;
    let round = page.attribute("a[href^='/console/gestes/']", "href").unwrap();
    let undo = format!("{round}/annulation");
    karim.fills(&round, &undo, &[("reason", "Trop vite.")]).await.redirects_to(&round);
    chloe.visits(&own).await.ok().shows("Voici");
    assert_eq!(posts_of(&karim.visits(DESK).await), [third.as_str()]);
    // Removed in an emergency meanwhile: even who may not read it any more is told by whom.
    let removal = format!("/messages/{third}/urgence");
    nicolas.fills(&removal, &removal, &[("reason", "Un vrai numéro.")]).await.is(303);
    let late = settles(&karim, "fine", third, "r").await;
    late.is(409).shows("Nicolas Aubert a déjà retiré ce message en urgence").hides("Voici");
    // Corrected, it is no case any more; the same again is not asked again.
    let post = chloe.visits(&doubtful).await.attribute("li.post", "id").unwrap().replace("m-", "");
    let edit = format!("/messages/{post}/modifier");
    chloe.fills(&edit, &edit, &[("body", "Une patiente.")]).await.redirects_to("/fils/");
    ana.visits(DESK).await.ok().shows("Rien n'attend ici");
}

#[actix_web::test]
async fn the_text_of_attached_files_is_read_once_outside_any_request() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "T"),
        ("body", "Voir le tableau."),
        ("audience", "community"),
    ];
    let table = format!("nom;numéro\nM. X;{NIR}\n");
    let sent = bilal.uploads("/fils/nouveau", &fields, "files", "exports.csv", table.as_bytes()).await;
    let thread = sent.redirects_to("/fils/").location().to_owned();
    let reply = [("body", "Et le document.")];
    let harmless = b"Rien de tel ici, tel. 06 12 34 56 78.";
    let messages = format!("/fils/{}/messages", to_base32(id_in(&thread)));
    bilal.uploads(&messages, &reply, "files", "notes.txt", harmless).await.redirects_to("/fils/");
    ana.visits(DESK).await.ok().shows("Rien n'attend ici");
    assert_eq!(reads_files(&town).await, 2);
    assert_eq!(reads_files(&town).await, 0, "each is read once");
    let page = ana.visits(DESK).await;
    page.ok().shows("dans le fichier « exports.csv »").shows("NIR ou INS").hides("588");
    assert_eq!(posts_of(&page).len(), 1);
}

#[actix_web::test]
async fn private_conversations_are_not_read_by_anybody_else() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let to = format!("/conversations/nouvelle?avec={}", chloe.id());
    let page = bilal.visits(&to).await;
    let fields = [("title", "Entre nous"), ("body", &format!("Voici {NIR}."))];
    let refused = bilal.fills_in(&page, "/conversations/nouvelle", &fields).await;
    let mark = refused.is(422).attribute("#identifiers", "value").unwrap();
    let sent = bilal.fills_in(&refused, "/conversations/nouvelle", &[("identifiers", &mark)]).await;
    sent.redirects_to("/fils/");
    nicolas.visits(DESK).await.ok().shows("Rien n'attend ici");
}
