//! What may identify a patient is seen before it is posted.

use cercles::db::schema::journal;
use diesel::prelude::*;

use crate::town::{THEME, Town};

/// The form and the key of no living person.
const NIR: &str = "1 89 05 49 588 157 23";

#[actix_web::test]
async fn a_valid_number_stops_a_thread_until_it_is_edited_or_answered_for() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    for (title, body) in [("Un doublon", NIR), (NIR, "Un doublon")] {
        let fields =
            [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", "community")];
        let refused = ana.posts("/fils/nouveau", &fields).await;
        refused
            .is(422)
            .shows("a la forme et la clé d'un numéro de sécurité sociale")
            .shows("celui d'une personne soignée");
        assert_eq!(refused.field("title").as_deref(), Some(title), "what was typed is kept");
        assert_eq!(refused.texts("textarea#body").join("").trim(), body);
        assert!(!refused.texts(".error, .error-summary").join("").contains("588"), "the sentence never repeats it");
        // Sent again as it is: still refused.
        ana.fills_in(&refused, "/fils/nouveau", &[]).await.is(422);
        let mark = refused.attribute("#identifiers", "value").unwrap();
        ana.fills_in(&refused, "/fils/nouveau", &[("identifiers", &mark)]).await.redirects_to("/fils/");
    }
    let kept: Vec<String> = town
        .read(|db| {
            let answered = journal::table.filter(journal::act.eq("identifier.answered"));
            Ok(answered.select(journal::detail).load(db)?)
        })
        .await;
    assert_eq!(kept, ["", ""], "that it was answered for, not what it was");
}

#[actix_web::test]
async fn answers_and_corrections_are_looked_at_too() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    let fields = [("theme", THEME), ("kind", "question"), ("title", "T"), ("body", "b"), ("audience", "community")];
    let thread = ana.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let id = thread.split('/').nth(2).unwrap().split('-').next().unwrap().to_owned();
    let replies = format!("/fils/{id}/messages");
    let refused = ana.fills(&thread, &replies, &[("body", &format!("Le voici : {NIR}"))]).await;
    refused.is(422).shows("numéro de sécurité sociale");
    // Another number than the one answered for asks again.
    let mark = refused.attribute("#identifiers", "value").unwrap();
    let other = "2 69 05 49 588 157 80";
    ana.fills_in(&refused, &replies, &[("body", &format!("{NIR} et {other}")), ("identifiers", &mark)]).await.is(422);
    let answered = ana.fills_in(&refused, &replies, &[("identifiers", &mark)]).await;
    let post = answered.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned();
    let edit = format!("/messages/{post}/modifier");
    ana.fills(&edit, &edit, &[("body", &format!("Corrigé : {NIR}"))]).await.is(422).shows("numéro de sécurité sociale");
    ana.fills(&edit, &edit, &[("body", "Corrigé, sans lui")]).await.redirects_to("/fils/");
}

#[actix_web::test]
async fn what_only_looks_like_one_is_said_once_and_passes() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    let body = "La patiente, née le 12/03/1961, attend depuis lundi. IPP 0045678912.";
    let fields = [("theme", THEME), ("kind", "question"), ("title", "T"), ("body", body), ("audience", "community")];
    let told = ana.posts("/fils/nouveau", &fields).await;
    told.is(422).shows("publiez de nouveau");
    ana.fills_in(&told, "/fils/nouveau", &[]).await.redirects_to("/fils/");
    let plain =
        "Appelez le 06 12 34 56 78, IBAN FR76 3000 6000 0112 3456 7890 189, RPPS 10101234567, FINESS 750712184.";
    let fields = [("theme", THEME), ("kind", "question"), ("title", "T"), ("body", plain), ("audience", "community")];
    ana.posts("/fils/nouveau", &fields).await.redirects_to("/fils/");
}
