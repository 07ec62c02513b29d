//! Atom feeds by a personal address.

use cercles::circles::Circle;

use crate::town::{Person, THEME, Town, id_in};

async fn opened(person: &Person<'_>, title: &str, audience: &str) -> String {
    let body = "Voir <b>ceci</b> & **cela** ; @personne ]]> fin.";
    let fields = [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// The path of the feed that a page of addresses gives.
async fn address(person: &Person<'_>, query: &str, field: &str) -> String {
    let given = person.visits(&format!("/reglages/flux{query}")).await.attribute(field, "value").unwrap();
    given[given.find("/flux/").unwrap()..].to_owned()
}

#[actix_web::test]
async fn a_feed_shows_what_its_member_may_read_now() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let thread = opened(&ana, "Bracelets & scellés", "community").await;
    opened(&ana, "Entre experts", "expert").await;
    town.indexes().await;
    let id = cercles::db::ids::to_base32(id_in(&thread));
    let (all, theme) = (address(&karim, "", "#feed-all").await, address(&karim, "", "#feed-1").await);
    let of_thread = address(&karim, &format!("?fil={id}"), "#feed-chosen").await;
    let of_question = address(&karim, "?q=bracelet", "#feed-chosen").await;
    // Whoever holds the address reads, without a session.
    let reader = town.visitor();
    for (path, entries) in [(&all, 2), (&theme, 2), (&of_thread, 1), (&of_question, 1)] {
        let feed = reader.visits(path).await;
        feed.ok();
        assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
        assert_eq!(feed.header("referrer-policy"), "no-referrer");
        assert_eq!(feed.body.matches("<entry>").count(), entries, "{path}");
        assert!(feed.body.contains("<title>Bracelets &amp; scellés</title>"), "{}", feed.body);
        assert!(feed.body.contains("&lt;strong&gt;cela&lt;/strong&gt;"), "{}", feed.body);
    }
    let (theme_id, member) = (town.theme(THEME).await, karim.id());
    town.write(move |tx| {
        let to = Some(Circle::Community);
        let out = cercles::circles::Move { member, theme: theme_id, to, decided_by: None, reason: "fin" };
        cercles::circles::place(tx, &out)
    })
    .await;
    assert!(!reader.visits(&all).await.body.contains("Entre experts"), "moved out of the circle");
    assert_eq!(reader.visits(&theme).await.body.matches("<entry>").count(), 1);
}

#[actix_web::test]
async fn addresses_are_taken_back_at_once_and_guessed_by_nobody() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    opened(&ana, "Bracelets", "community").await;
    let (mine, theirs) = (address(&ana, "", "#feed-all").await, address(&karim, "", "#feed-all").await);
    let reader = town.visitor();
    reader.visits(&mine).await.ok();
    let swapped = mine.replace(&crate::town::written(ana.id()), &crate::town::written(karim.id()));
    reader.visits(&swapped).await.is(404);
    ana.posts("/reglages/flux/renouvellement", &[]).await.redirects_to("/reglages/flux");
    reader.visits(&mine).await.is(404);
    reader.visits(&theirs).await.ok();
    let renewed = address(&ana, "", "#feed-all").await;
    assert_ne!(renewed, mine);
    reader.visits(&renewed).await.ok();
    // A theme one is not in and a thread one may not see do not exist, as in pages.
    let token = renewed.trim_start_matches("/flux/").trim_end_matches("/tout").to_owned();
    reader.visits(&format!("/flux/{token}/themes/sante-mentale")).await.is(404);
    reader.visits(&format!("/flux/{token}/fils/0")).await.is(404);
    ana.visits("/reglages/flux?fil=0").await.is(404);
    let member = ana.id();
    town.write(move |tx| {
        use cercles::db::schema::members;
        use diesel::prelude::*;
        diesel::update(members::table.find(member)).set(members::state.eq("closed")).execute(tx.db())?;
        Ok(())
    })
    .await;
    reader.visits(&renewed).await.is(404);
}
