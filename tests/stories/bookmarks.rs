//! Bookmarks: a member's own, with a note and a reminder.

use cercles::db::ids::to_base32;
use diesel::prelude::*;

use super::marks::{answered, first_post, opened, removed};
use crate::town::{Person, Town, id_in};

/// The address of the only bookmark.
async fn only_bookmark(person: &Person<'_>) -> String {
    let list = person.visits("/signets").await;
    assert_eq!(list.ok().count(".bookmarks > li"), 1);
    list.attribute(".bookmarks a[href^='/signets/']", "href").unwrap()
}

#[actix_web::test]
async fn a_post_and_a_thread_are_bookmarked_noted_and_let_go() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&ana, "question", "community", "Bracelets illisibles").await;
    let post = answered(&ana, &thread, "Le 2D.").await;
    bilal.visits("/signets").await.ok().shows("pas encore de signet");
    let put = format!("/messages/{post}/signet");
    for _ in 0..2 {
        bilal.posts(&put, &[]).await.redirects_to(&thread);
    }
    let one = only_bookmark(&bilal).await;
    bilal.visits(&thread).await.shows("Note et rappel");
    assert_eq!(bilal.visits(&thread).await.count(&format!("button[formaction='{put}/retrait']")), 1);
    let refused = bilal.posts(&one, &[("note", "Pour lundi"), ("reminder", "date"), ("day", "2020-01-01")]).await;
    refused.is(422).shows("Choisissez un jour à venir");
    assert_eq!(refused.field("note").as_deref(), Some("Pour lundi"));
    bilal.posts(&one, &[("reminder", "date")]).await.is(422).shows("Dites quel jour");
    bilal.posts(&one, &[("reminder", "hier")]).await.is(422).shows("Choisissez quand");
    bilal.fills(&one, &one, &[("note", "Pour lundi"), ("reminder", "demain")]).await.redirects_to("/signets");
    bilal.visits("/signets").await.shows("Pour lundi").shows("rappel prévu le").shows("message n° 2");
    bilal.posts(&format!("/fils/{}/signet", to_base32(id_in(&thread))), &[]).await.redirects_to(&thread);
    let list = bilal.visits("/signets").await;
    assert_eq!(list.count(".bookmarks > li"), 2);
    bilal.posts(&format!("{put}/retrait"), &[]).await.redirects_to(&thread);
    let one = only_bookmark(&bilal).await;
    bilal.posts(&format!("{one}/retrait"), &[]).await.redirects_to("/signets");
    bilal.posts(&format!("{one}/retrait"), &[]).await.is(404);
    bilal.visits("/signets").await.shows("pas encore de signet");
}

#[actix_web::test]
async fn nobody_else_sees_a_bookmark() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&ana, "question", "community", "Bracelets illisibles").await;
    let post = first_post(&bilal, &thread).await;
    bilal.posts(&format!("/messages/{post}/signet"), &[]).await.redirects_to(&thread);
    let one = only_bookmark(&bilal).await;
    bilal.fills(&one, &one, &[("note", "zibeline"), ("reminder", "aucun")]).await.redirects_to("/signets");
    for person in [&ana, &town.animator("Nicolas Aubert").await, &town.admin("Agathe Admin").await] {
        person.visits(&one).await.is(404);
        person.posts(&one, &[("note", "x"), ("reminder", "aucun")]).await.is(404);
        person.posts(&format!("{one}/retrait"), &[]).await.is(404);
        person.visits("/signets").await.ok().hides("zibeline").hides("Bracelets");
    }
    ana.visits(&thread).await.hides("zibeline").hides("/signets/");
    bilal.visits("/signets").await.shows("zibeline");
}

#[actix_web::test]
async fn what_may_no_longer_be_seen_keeps_its_bookmark_without_its_title() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&ana, "discussion", "community", "Une zibeline au bloc").await;
    let post = answered(&ana, &thread, "Le 2D.").await;
    bilal.posts(&format!("/messages/{post}/signet"), &[]).await.redirects_to(&thread);
    let one = only_bookmark(&bilal).await;
    removed(&town, &post, true).await;
    bilal.visits("/signets").await.ok().shows("Contenu non accessible").hides("zibeline");
    bilal.visits(&one).await.ok().shows("Contenu non accessible").hides("zibeline");
    removed(&town, &post, false).await;
    bilal.visits("/signets").await.shows("zibeline");
    let (raw, theme) = (id_in(&thread), town.theme(crate::town::THEME).await);
    let me = bilal.id();
    town.write(move |tx| {
        let gone = cercles::circles::Move { member: me, theme, to: None, decided_by: None, reason: "départ" };
        cercles::circles::place(tx, &gone)?;
        Ok(())
    })
    .await;
    bilal.visits("/signets").await.ok().shows("Contenu non accessible").hides("zibeline").hides(&to_base32(raw));
    bilal.visits(&one).await.ok().hides("zibeline").hides(&to_base32(raw));
    bilal.posts(&format!("/messages/{post}/signet/retrait"), &[]).await.is(404);
    bilal.posts(&format!("{one}/retrait"), &[]).await.redirects_to("/signets");
}

#[actix_web::test]
async fn a_reminder_comes_due_by_the_clock_and_stands_first() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let early = opened(&ana, "discussion", "community", "Le plus ancien").await;
    let late = opened(&ana, "discussion", "community", "Le plus récent").await;
    for thread in [&early, &late] {
        town.passes(1).await;
        bilal.posts(&format!("/fils/{}/signet", to_base32(id_in(thread))), &[]).await.redirects_to(thread);
    }
    let list = bilal.visits("/signets").await;
    assert_eq!(list.texts(".thread-title"), ["Le plus récent", "Le plus ancien"]);
    let one = list.attribute(".bookmarks > li:last-child a[href^='/signets/']", "href").unwrap();
    bilal.fills(&one, &one, &[("reminder", "trois-heures")]).await.redirects_to("/signets");
    let hour = async || {
        for _ in 0..3 {
            town.passes(1_200).await;
            bilal.visits("/signets").await.ok();
            town.settles().await;
        }
        town.runs_the_timetable().await;
    };
    hour().await;
    hour().await;
    assert_eq!(bilal.visits("/signets").await.ok().count(".state-waits"), 0);
    hour().await;
    let list = bilal.visits("/signets").await;
    assert_eq!(list.texts(".thread-title"), ["Le plus ancien", "Le plus récent"]);
    assert_eq!(list.texts(".state-waits"), ["Rappel"]);
    let told = bilal.visits("/notifications?genre=reminder").await;
    assert_eq!(told.texts(".notice-line > a"), ["Rappel : « Le plus ancien »"]);
    // Marked once; another reminder makes it wait again.
    town.passes(120).await;
    town.runs_the_timetable().await;
    bilal.fills(&one, &one, &[("note", "vu"), ("reminder", "inchange")]).await.redirects_to("/signets");
    assert_eq!(bilal.visits("/signets").await.count(".state-waits"), 1);
    bilal.fills(&one, &one, &[("reminder", "semaine-prochaine")]).await.redirects_to("/signets");
    assert_eq!(bilal.visits("/signets").await.count(".state-waits"), 0);
}

#[actix_web::test]
async fn a_long_list_is_turned_page_by_page_and_misses_none() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&ana, "discussion", "community", "Un long fil").await;
    for number in 0..65 {
        let post = answered(&ana, &thread, &format!("Message {number}")).await;
        bilal.posts(&format!("/messages/{post}/signet"), &[]).await.redirects_to("/fils/");
    }
    town.write(|tx| {
        use cercles::db::schema::bookmarks::dsl as all;
        let now = tx.now();
        let due: Vec<i64> = all::bookmarks.order(all::id.asc()).limit(35).select(all::id).load(tx.db())?;
        diesel::update(all::bookmarks.filter(all::id.eq_any(due))).set(all::due_at.eq(now)).execute(tx.db())?;
        Ok(())
    })
    .await;
    let (mut address, mut seen) = ("/signets".to_owned(), Vec::new());
    loop {
        let page = bilal.visits(&address).await;
        seen.extend(page.texts(".thread-line span:first-of-type"));
        let numbers = page.ok().count(".bookmarks > li");
        assert!(numbers <= 30);
        match page.attribute("a[rel=next]", "href") {
            Some(next) => address = next,
            None => break,
        }
    }
    let told = town.read(|db| Ok(cercles::db::schema::bookmarks::table.count().get_result::<i64>(db)?)).await;
    assert_eq!((told, seen.len()), (65, 65));
}
