//! The demo community: every account of the documents signs in and finds something to read.

use std::collections::BTreeMap;

use cercles::db::schema::{charter_acceptances, members, memberships, posts, threads};
use cercles::demo;
use diesel::prelude::*;

use crate::town::Town;

#[actix_web::test]
async fn it_is_the_community_the_documents_speak_of() {
    let town = Town::of_demo().await;
    let (people, places, conversations, messages, accepted) = town
        .read(|db| {
            Ok((
                members::table.count().get_result::<i64>(db)?,
                memberships::table.count().get_result::<i64>(db)?,
                threads::table.count().get_result::<i64>(db)?,
                posts::table.count().get_result::<i64>(db)?,
                charter_acceptances::table.count().get_result::<i64>(db)?,
            ))
        })
        .await;
    assert_eq!((people, places, accepted), (577, 1_022, 577));
    assert!(conversations >= 60 && messages >= 350, "{conversations} threads, {messages} posts");
    let admins: Vec<String> =
        town.read(|db| Ok(members::table.filter(members::admin.eq(true)).select(members::email).load(db)?)).await;
    assert_eq!(admins, ["admin@cercles.example"]);
}

#[actix_web::test]
async fn every_account_signs_in_and_reads_what_it_may() {
    let town = Town::of_demo().await;
    let mut read = BTreeMap::new();
    for (email, _) in demo::ACCOUNTS {
        let person = town.visitor();
        let typed = [("email", *email), ("password", demo::PASSWORD)];
        person.fills("/connexion", "/connexion", &typed).await.redirects_to("/");
        let list = person.visits("/fils").await;
        list.ok();
        for link in ["/themes", "/themes/numerique-en-sante"] {
            person.visits(link).await.ok();
        }
        read.insert(*email, list.count("main a[href^='/fils/']"));
    }
    assert!(read["admin@cercles.example"] < read["membre@cercles.example"], "{read:?}");
}
