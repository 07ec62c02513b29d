//! The five bugs digests are known for, by name.

use cercles::db::schema::digest_items;
use diesel::prelude::*;

use super::{TUESDAY, answers, digests_of, it_is, mail_leaves, opened, says, talks};
use crate::town::{THEME, Town};

#[actix_web::test]
async fn bug_one_a_digest_is_computed_as_its_reader_not_as_a_guest() {
    let town = Town::new().await;
    let (ana, maelle, karim) =
        (town.expert("Ana Ferreira").await, town.peer("Maëlle Céleste").await, town.member("Karim Benali").await);
    town.runs_the_timetable().await;
    talks(&ana, "Entre pairs", "peer").await;
    talks(&ana, "Entre experts", "expert").await;
    talks(&ana, "Pour toutes et tous", "community").await;
    // Noon in Paris is eight in Guadeloupe.
    it_is(&town, "2026-11-24T12:00:30Z").await;
    mail_leaves(&town).await;
    let [to_maelle, to_karim] = [&maelle, &karim].map(|person| digests_of(&town, person).remove(0));
    assert!(says(&to_maelle, "Entre pairs") && says(&to_maelle, "Pour toutes et tous"), "{to_maelle}");
    assert!(!says(&to_maelle, "Entre experts"));
    assert!(says(&to_karim, "1 fil à lire") && !says(&to_karim, "Entre pairs"), "{to_karim}");
}

#[actix_web::test]
async fn bug_two_a_job_that_runs_twice_sends_one_digest() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    town.runs_the_timetable().await;
    talks(&ana, "Bracelets illisibles", "community").await;
    it_is(&town, TUESDAY).await;
    let run = |app: std::sync::Arc<cercles::web::App>| {
        tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database))
    };
    let (one, other) = tokio::join!(run(town.app.clone()), run(town.app.clone()));
    let posted: Vec<i64> = [one.unwrap(), other.unwrap()].into_iter().filter_map(Result::ok).collect();
    assert_eq!(posted.iter().sum::<i64>(), 2, "one each for Ana, who meets Karim, and Karim");
    run(town.app.clone()).await.unwrap().unwrap();
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &karim).len(), 1);
}

#[actix_web::test]
async fn bug_three_a_weekly_digest_comes_every_week() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    town.runs_the_timetable().await;
    for (week, day) in ["2026-11-24", "2026-12-01", "2026-12-08"].into_iter().enumerate() {
        talks(&ana, &format!("Semaine {week}"), "community").await;
        it_is(&town, &format!("{day}T07:00:30Z")).await;
        mail_leaves(&town).await;
        let mails = digests_of(&town, &karim);
        assert_eq!(mails.len(), week + 1, "week {week}");
        assert!(says(&mails[week], &format!("Semaine {week}")));
    }
    // Nothing to say: no mail.
    it_is(&town, "2026-12-15T07:00:30Z").await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &karim).len(), 3);
}

#[actix_web::test]
async fn bug_four_what_was_mailed_or_read_does_not_come_back() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    karim.fills("/reglages", "/reglages", &[("expertises", "bloc")]).await.redirects_to("/reglages");
    town.runs_the_timetable().await;
    opened(&ana, "question", "Qui éclaire le bloc ?", "Nous cherchons.", "community").await;
    let lively = talks(&ana, "Un fil vivant", "community").await;
    let read = talks(&ana, "Un fil lu", "community").await;
    // Mailed at once: the digest does not say it again.
    opened(&ana, "discussion", "Un appel", "@Karim Benali, un avis ?", "community").await;
    karim.visits(&read).await.ok();
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    let first = digests_of(&town, &karim).remove(0);
    assert!(says(&first, "Qui éclaire le bloc ?") && says(&first, "Un fil vivant"), "{first}");
    assert!(!says(&first, "Un fil lu") && !says(&first, "Un appel"), "{first}");
    answers(&ana, &lively, "La suite.").await;
    it_is(&town, "2026-12-01T07:00:30Z").await;
    mail_leaves(&town).await;
    let second = digests_of(&town, &karim).remove(1);
    assert!(says(&second, "Un fil vivant") && says(&second, "La suite."), "it went on: {second}");
    assert!(!says(&second, "Qui éclaire le bloc ?"), "nobody answered, and it was told: {second}");
    assert!(!says(&second, "Ana Ferreira, "), "nobody joins twice");
}

#[actix_web::test]
async fn bug_five_a_thread_stands_once_in_a_digest() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.member("Karim Benali").await);
    ana.fills("/reglages", "/reglages", &[("expertises", "bloc")]).await.redirects_to("/reglages");
    for kind in ["mention", "watched", "opened", "reply"] {
        ana.posts("/reglages/notifications", &[(kind, "digest")]).await;
    }
    ana.posts("/reglages/notifications", &[("mention", "digest"), ("watched", "digest"), ("opened", "digest")]).await;
    ana.posts(&format!("/themes/{THEME}/suivi"), &[("level", "watch")]).await.redirects_to("/themes/");
    town.runs_the_timetable().await;
    // New, a question in her field, in a followed place, three notices.
    let thread =
        opened(&karim, "question", "Le bloc attend", "@Ana Ferreira, une idée pour le bloc ?", "community").await;
    answers(&karim, &thread, "@Ana Ferreira, je précise.").await;
    answers(&karim, &thread, "Toujours rien.").await;
    it_is(&town, TUESDAY).await;
    town.tells().await;
    mail_leaves(&town).await;
    let mail = digests_of(&town, &ana).remove(0);
    assert_eq!(mail.split("<!DOCTYPE").next().unwrap().matches("Le bloc attend").count(), 1, "{mail}");
    let twice: i64 = town
        .read(|db| {
            Ok(digest_items::table.filter(digest_items::thread_id.is_not_null()).count().get_result::<i64>(db)?)
        })
        .await;
    assert_eq!(twice, 1, "its author gets none, Ana one");
}
