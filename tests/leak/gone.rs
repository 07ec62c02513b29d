//! What was hidden or taken back of a thread that stands, and the title of one whose first post is hidden.

use cercles::circles::Circle;
use cercles::db::ids::to_base32;

use super::SECRET;
use super::people::{everyone_watches, feeds, strangers};
use crate::access::{TABLE, World};
use crate::town::{Person, THEME, Town, id_in};

/// What was hidden or taken back of a thread that stands: its text shows at no address, to nobody it is not for.
async fn gone_from_a_thread_that_stands(withdrawn: bool) {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let strangers = strangers(&town).await;
    let (karim, lou) =
        (town.person("Karim Benali", "occitanie", &[(THEME, Circle::Expert)]).await, town.member("Lou Nom").await);
    let thread = world.address("{thread}");
    let id = to_base32(id_in(&thread));
    let answered = lou.posts(&format!("/fils/{id}/messages"), &[("body", SECRET)]).await;
    let post = answered.location().rsplit("#m-").next().unwrap().to_owned();
    town.passes(600).await;
    let edit = format!("/messages/{post}/modifier");
    lou.fills(&edit, &edit, &[("body", "Une zibeline, corrigée")]).await.redirects_to("/fils/");
    town.indexes().await;
    let flag = format!("/messages/{post}/signalement");
    world.person("peer").posts(&flag, &[("reason", "patient"), ("line", "zibeline")]).await.redirects_to("/fils/");
    if withdrawn {
        lou.posts(&format!("/messages/{post}/retrait"), &[]).await.redirects_to("/fils/");
    } else {
        karim.posts(&format!("/messages/{post}/masquage"), &[("reason", SECRET)]).await.redirects_to("/fils/");
    }
    town.runs_the_timetable().await;
    let unaware = world.people().filter(|(who, _)| withdrawn || !matches!(*who, "expert" | "animator"));
    for (who, person) in unaware.chain(strangers.iter().map(|(who, person)| (*who, person))) {
        let mut addresses: Vec<String> =
            TABLE.iter().filter(|row| row.method() == "GET").map(|row| world.address(row.sample())).collect();
        addresses.extend([
            "/recherche?q=corrig%C3%A9e".into(),
            "/recherche?q=zibelinne".into(),
            format!("/membres/{}", lou.id()),
            format!("{thread}?citer={post}"),
        ]);
        for address in addresses {
            let answer = person.visits(&address).await;
            // What one typed about it oneself stays one's own, and so does the outcome of one's flag.
            let own = who == "peer" && address == "/reglages/decisions";
            assert!(own || !answer.body.contains(SECRET), "{who} at {address}: {}", answer.text());
        }
        for end in ["historique", "modifier", "signalement", "masquage"] {
            let there = person.visits(&format!("/messages/{post}/{end}")).await;
            assert!(person.name.is_empty() || there.status == 404, "{who} at {end}: {}", there.status);
        }
    }
}

#[actix_web::test]
async fn a_hidden_post_shows_nowhere() {
    gone_from_a_thread_that_stands(false).await;
}

#[actix_web::test]
async fn a_post_its_author_took_back_shows_nowhere() {
    gone_from_a_thread_that_stands(true).await;
}

/// The title of a thread whose first post is hidden shows at no address and in no mail, to nobody it is not for.
#[actix_web::test]
async fn a_title_hidden_with_its_first_post_shows_nowhere() {
    let town = Town::new().await;
    let world = World::of(&town).await;
    let strangers = strangers(&town).await;
    let (karim, lou) =
        (town.person("Karim Benali", "occitanie", &[(THEME, Circle::Expert)]).await, town.member("Lou Nom").await);
    let title = format!("Une {SECRET} au bloc ?");
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", title.as_str()),
        ("body", SECRET),
        ("audience", "community"),
    ];
    let thread = lou.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let id = to_base32(id_in(&thread));
    everyone_watches(&town, &thread).await;
    let first = karim.visits(&thread).await.attribute("li.post", "id").unwrap().replace("m-", "");
    let answers = async |person: &Person<'_>, body: &str| {
        let sent = person.posts(&format!("/fils/{id}/messages"), &[("body", body)]).await;
        sent.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
    };
    let post = answers(world.person("community"), "Un astrolabe ?").await;
    let elsewhere = world.address("{thread}");
    let reply = format!("/fils/{}/messages", to_base32(id_in(&elsewhere)));
    let linking = format!("Voir {}{thread} et /messages/{first}, et /messages/{post}.", town.app.base_url);
    karim.posts(&reply, &[("body", &linking)]).await.redirects_to("/fils/");
    for person in ["community", "peer", "expert", "animator"].map(|who| world.person(who)) {
        person.posts(&format!("/fils/{id}/signet"), &[]).await.redirects_to("/fils/");
        person.posts("/brouillons", &[("place", &format!("reponse:{id}")), ("body", "À suivre")]).await.is(303);
        if person.id() != world.person("community").id() {
            person.posts(&format!("/messages/{post}/reactions/utile"), &[]).await.redirects_to("/fils/");
        }
    }
    town.indexes().await;
    karim.posts(&format!("/messages/{first}/masquage"), &[("reason", SECRET)]).await.redirects_to("/fils/");
    answers(&karim, "Merci à @Camille Bertin et à @Maëlle Céleste.").await;
    town.passes(900).await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap().unwrap();
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    let mut mails = 0;
    let unaware = world.people().filter(|(who, _)| !matches!(*who, "expert" | "animator"));
    for (who, person) in unaware.chain(strangers.iter().map(|(who, person)| (*who, person))) {
        person.cookies.borrow_mut().remove("said");
        let mut addresses: Vec<String> =
            TABLE.iter().filter(|row| row.method() == "GET").map(|row| world.address(row.sample())).collect();
        addresses.extend(feeds(person).await.into_iter().filter(|address| !address.contains(SECRET)));
        addresses.extend([
            format!("/fils/{id}-fil"),
            format!("/fils/{id}"),
            format!("/messages/{post}"),
            format!("/fils/{id}-fil?citer={post}"),
            format!("/messages/{post}/historique"),
            format!("/messages/{post}/fait-chez-moi"),
            format!("/messages/{post}/signalement"),
            format!("/conversations/{id}"),
            format!("/reglages/flux?fil={id}"),
            format!("/membres/{}", lou.id()),
            "/recherche?q=astrolabe".into(),
            "/recherche?q=bloc".into(),
            "/recherche?q=zibelinne".into(),
            "/suggestions/fils?q=une+bloc".into(),
            "/suggestions/fils?q=astrolabe".into(),
            "/fils/nouveau/semblables?title=Une+martre+au+bloc+?".into(),
        ]);
        for address in addresses {
            let answer = person.visits(&address).await;
            let told = format!("{}{}", answer.body, answer.location());
            assert!(!told.contains(SECRET), "{who} at {address}: {} {}", answer.location(), answer.text());
        }
        let found = person.visits("/recherche?q=zibeline").await;
        assert_eq!(found.count(&format!("main a[href^='/fils/{id}']")), 0, "{who} finds it by its title");
        found.hides("1 fil trouvé");
        for mail in town.inbox_of(&person.email).0.iter().filter(|_| !person.email.is_empty()) {
            assert!(!mail.contains(SECRET), "{who} by mail: {mail}");
            mails += 1;
        }
    }
    assert!(mails > 2, "{mails} mails");
    world.person("community").visits("/fils").await.ok().shows("Titre masqué");
    lou.visits(&format!("/fils/{id}-fil?page=1")).await.ok().shows(SECRET);
}
