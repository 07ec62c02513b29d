//! Links to threads: each reader is told what they may know of where a link leads, and nothing is kept with the text.

use cercles::circles::Circle;
use cercles::db::ids::to_base32;
use cercles::db::schema::posts;
use diesel::prelude::*;

use super::meetings::{announced, planned, with};
use super::meetings_series::{meetings_of, monthly, series};
use crate::town::{Answer, Person, THEME, Town, id_in};

const SECRET: &str = "Plan social de Valmont";
const NOTHING: &str = "contenu non accessible";

async fn opens(person: &Person<'_>, title: &str, body: &str, audience: &str) -> String {
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", title), ("body", body), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let action = format!("/fils/{}/messages", to_base32(id_in(thread)));
    let answer = person.posts(&action, &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

/// Nothing of the secret thread: neither its title, nor its address, nor words of either.
#[track_caller]
fn tells_nothing(page: &Answer, secret: &str) {
    page.ok().hides(SECRET).hides("plan-social").hides(&to_base32(id_in(secret)));
}

#[actix_web::test]
async fn a_link_says_the_title_to_those_who_may_see_the_thread_only() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let zoe = town.member("Zoé Martin").await;
    let secret = opens(&ana, SECRET, "Rien ne sort d'ici.", "expert").await;
    let open = opens(&ana, "Bracelets & <scellés>", "Depuis lundi.", "community").await;
    let (there, id) = (format!("{}{secret}", town.app.base_url), to_base32(id_in(&open)));
    let body = format!("Voir {there} et /fils/{id}, et [mon avis]({secret}), et `/fils/{id}`.");
    let thread = opens(&ana, "Voir aussi", &body, "community").await;
    // Who may see it reads its title; what was typed keeps the address, without the words of the title.
    let page = karim.visits(&thread).await;
    assert_eq!(page.ok().texts(".prose a"), [SECRET, "Bracelets & <scellés>", "mon avis"]);
    page.hides(NOTHING);
    let page = zoe.visits(&thread).await;
    page.shows("Bracelets & <scellés>").shows("mon avis (contenu non accessible)");
    tells_nothing(&page, &secret);
    assert_eq!(page.texts(".out-of-reach"), [NOTHING, "(contenu non accessible)"]);
    assert_eq!(page.texts(".prose a"), ["Bracelets & <scellés>"]);
    let (html, source): (String, String) = town
        .read(move |db| {
            let of_thread = posts::thread_id.eq(cercles::db::ids::ThreadId(id_in(&thread)));
            Ok(posts::table.filter(of_thread).select((posts::html, posts::source)).first(db)?)
        })
        .await;
    for kept in [&html, &source] {
        assert!(!kept.contains("plan-social") && !kept.contains(SECRET) && !kept.contains("scellés"), "{kept}");
    }
}

#[actix_web::test]
async fn previews_quotations_feeds_and_histories_tell_as_much_as_the_page() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let secret = opens(&ana, SECRET, "Rien ne sort d'ici.", "expert").await;
    let thread = opens(&zoe, "Où en parler ?", "Une question.", "community").await;
    let there = format!("{}{secret}", town.app.base_url);
    let post = answers(&ana, &thread, &format!("Ici : {there}")).await;
    let edit = format!("/messages/{post}/modifier");
    ana.fills(&edit, &edit, &[("body", &format!("Plutôt là : {there}"))]).await.redirects_to("/fils/");
    town.passes(600).await;
    ana.fills(&edit, &edit, &[("body", &format!("Enfin là : {there}"))]).await.redirects_to("/fils/");
    town.indexes().await;
    let quoting = zoe.visits(&format!("{thread}?citer={post}")).await;
    let quote = quoting.field("body").unwrap();
    assert!(quote.contains("Enfin là") && !quote.contains("plan-social"), "{quote}");
    zoe.visits(&format!("/messages/{post}/historique")).await.ok().hides("plan-social").hides(SECRET).shows(NOTHING);
    zoe.visits(&format!("/messages/{post}/signalement")).await.ok().hides("plan-social").shows(NOTHING);
    ana.visits(&format!("/messages/{post}/historique")).await.ok().shows(SECRET);
    let found = zoe.visits("/recherche?q=enfin").await;
    found.ok().shows("Enfin là").hides("plan-social").hides(SECRET);
    // A feed is read by whoever it belongs to, whoever asks for it.
    for (reader, told) in [(&zoe, NOTHING), (&ana, SECRET)] {
        let address = reader.visits("/reglages/flux").await.attribute("#feed-all", "value").unwrap();
        let feed = town.visitor().visits(&address[address.find("/flux/").unwrap()..]).await;
        assert_eq!(feed.ok().body.contains(SECRET), told == SECRET, "{}", feed.body);
        assert!(feed.body.contains(told), "{}", feed.body);
    }
    // A preview is what its author will read: an address they should not know tells them nothing.
    let reply = format!("/fils/{}/messages", to_base32(id_in(&thread)));
    let fields = |body| [("body", body), ("act", "preview")];
    let body = format!("> {there}\n\nEt {there} ?");
    let preview = zoe.posts(&reply, &fields(&body)).await;
    assert_eq!(preview.ok().texts(".preview .out-of-reach").len(), 2);
    assert_eq!(ana.posts(&reply, &fields(&body)).await.ok().texts(".preview .prose a"), [SECRET, SECRET]);
    let quoted = answers(&zoe, &thread, &format!("{quote}\n\nMerci.")).await;
    zoe.visits(&format!("/messages/{quoted}")).await.redirects_to("/fils/");
    tells_nothing(&town.member("Chloé Marin").await.visits(&thread).await, &secret);
}

#[actix_web::test]
async fn a_link_follows_what_becomes_of_the_thread_and_of_its_reader() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let secret = opens(&ana, SECRET, "Rien ne sort d'ici.", "expert").await;
    let thread = opens(&ana, "Voir aussi", &format!("Voir /fils/{}.", to_base32(id_in(&secret))), "community").await;
    karim.visits(&thread).await.ok().shows(SECRET);
    // What does not exist and what one may not see are told alike.
    let nowhere = opens(&ana, "Nulle part", &format!("Voir /fils/{}.", to_base32(1 << 50)), "community").await;
    ana.visits(&nowhere).await.ok().shows(NOTHING);
    let (theme, id) = (town.theme(THEME).await, karim.id());
    town.write(move |tx| {
        let to = Some(Circle::Community);
        cercles::circles::place(tx, &cercles::circles::Move { member: id, theme, to, decided_by: None, reason: "fin" })
    })
    .await;
    tells_nothing(&karim.visits(&thread).await, &secret);
    let first = ana.visits(&secret).await.attribute("li.post", "id").unwrap().replace("m-", "");
    ana.posts(&format!("/messages/{first}/retrait"), &[]).await.is(303);
    ana.visits(&thread).await.ok().hides(SECRET).shows(NOTHING);
}

#[actix_web::test]
async fn twenty_posts_full_of_links_cost_one_statement() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.member("Karim Benali").await);
    let mut body = String::new();
    for number in 0..5 {
        let there = opens(&ana, &format!("Fil n° {number}"), "Voilà.", "community").await;
        body += &format!("Voir /fils/{}. ", to_base32(id_in(&there)));
    }
    let plain = opens(&ana, "Sans lien", "Rien à voir.", "community").await;
    let linked = opens(&ana, "Avec liens", &body, "community").await;
    for thread in [&plain, &linked] {
        let text = if thread == &linked { body.as_str() } else { "Rien." };
        for _ in 2..=20 {
            answers(&ana, thread, text).await;
        }
    }
    let mut asked = Vec::new();
    for thread in [&plain, &linked] {
        let before = town.app.database.statements();
        assert_eq!(karim.visits(thread).await.ok().count("li.post"), 20);
        asked.push(town.app.database.statements() - before);
    }
    assert_eq!(karim.visits(&linked).await.count(".prose a[href^='/fils/']"), 100);
    assert_eq!(asked[1], asked[0] + 1, "{asked:?}");
    assert!(asked[1] <= 8, "{asked:?}");
}

#[actix_web::test]
async fn a_link_to_a_post_says_what_its_reader_may_know_of_it() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let zoe = town.member("Zoé Martin").await;
    let secret = opens(&ana, SECRET, "Rien ne sort d'ici.", "expert").await;
    let hidden = answers(&ana, &secret, "Ni cela.").await;
    let open = opens(&zoe, "Bracelets & <scellés>", "Depuis lundi.", "community").await;
    let shown = answers(&zoe, &open, "Depuis mardi, en fait.").await;
    let nowhere = to_base32(1 << 50);
    let there = format!("{}/messages/{hidden}", town.app.base_url);
    let body = format!(
        "Voir {there} et /messages/{shown}, [son avis](/messages/{hidden}), `/messages/{hidden}`, /messages/{nowhere}."
    );
    let thread = opens(&ana, "Voir aussi", &body, "community").await;
    let (told, open_told) = (format!("{SECRET}, message 2"), "Bracelets & <scellés>, message 2");
    let page = karim.visits(&thread).await;
    assert_eq!(page.ok().texts(".prose a"), [told.as_str(), open_told, "son avis"]);
    assert_eq!(page.attribute(".prose a", "href").unwrap(), there);
    assert_eq!(page.texts(".out-of-reach"), [NOTHING], "what leads nowhere");
    let page = zoe.visits(&thread).await;
    page.ok().hides(SECRET).hides("plan-social").shows("son avis (contenu non accessible)");
    assert_eq!(page.texts(".prose a"), [open_told]);
    assert_eq!(page.texts(".out-of-reach"), [NOTHING, "(contenu non accessible)", NOTHING]);
    // Hidden or taken back, it leads nowhere for anybody.
    karim.posts(&format!("/messages/{hidden}/masquage"), &[("reason", "Trop tôt.")]).await.is(303);
    zoe.posts(&format!("/messages/{shown}/retrait"), &[]).await.is(303);
    let page = karim.visits(&thread).await;
    page.ok().hides(SECRET);
    assert_eq!(page.count(".prose a"), 0);
    assert_eq!(page.count(".out-of-reach"), 4);
}

#[actix_web::test]
async fn a_link_to_a_meeting_says_its_title_to_those_it_is_for() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let zoe = town.member("Zoé Martin").await;
    let alone = planned(&ana, &with(&[("title", SECRET)])).await;
    announced(&ana, &alone).await;
    let series = series(&ana, &monthly(&[("title", "Réunions du plan social")])).await;
    let one = meetings_of(&ana, &series).await.remove(0);
    announced(&ana, &one).await;
    let body = format!("Voir {alone}-plan-social, puis {one} et [la suite]({one}).");
    let thread = opens(&ana, "À venir", &body, "community").await;
    let page = karim.visits(&thread).await;
    assert_eq!(page.ok().texts(".prose a"), [SECRET, "Réunions du plan social", "la suite"]);
    let page = zoe.visits(&thread).await;
    page.ok().hides("plan-social").hides(SECRET).hides("Réunions du plan").shows("la suite (contenu non accessible)");
    assert_eq!(page.texts(".out-of-reach"), [NOTHING, NOTHING, "(contenu non accessible)"]);
}
