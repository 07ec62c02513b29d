//! Notices, mails, feeds, quotations, links.

use cercles::circles::Circle;

use super::{SECRET, answers, feed, first_post, goes_to, mail_leaves, nowhere, opens, secret, short};
use crate::town::{Town, squeezed};

#[actix_web::test]
async fn flarum_cve_2023_22488_mail_recheck() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    opens(&ana, "question", "expert", "Une zibeline au bloc ?", "@Karim Benali, ton avis ?").await;
    town.runs_the_timetable().await;
    town.passes(150).await;
    goes_to(&town, &karim, Some(Circle::Community)).await;
    mail_leaves(&town).await;
    town.inbox_of(&karim.email).is_empty();
}

#[actix_web::test]
async fn cve_2021_41082_titles_in_subjects() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    opens(&ana, "question", "community", "Les bracelets", "@Karim Benali, ton avis ?").await;
    opens(&ana, "question", "expert", "Une zibeline au bloc ?", "@Karim Benali, ton avis ?").await;
    town.runs_the_timetable().await;
    goes_to(&town, &karim, Some(Circle::Community)).await;
    mail_leaves(&town).await;
    let inbox = town.inbox_of(&karim.email);
    let mail = squeezed(inbox.holds_one("Les bracelets"));
    assert!(mail.contains("Subject: Les bracelets") && mail.contains("List-ID: <numerique-en-sante."), "{mail}");
    assert!(!mail.contains(SECRET), "{mail}");
}

#[actix_web::test]
async fn cve_2021_43792_notifications_after_losing_access() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    opens(&ana, "question", "expert", "Une zibeline au bloc ?", "@Karim Benali, ton avis ?").await;
    town.tells().await;
    karim.visits("/notifications").await.ok().shows(SECRET);
    assert_eq!(karim.visits("/fils").await.texts(".bell-count"), ["1"]);
    goes_to(&town, &karim, Some(Circle::Peer)).await;
    for address in ["/notifications", "/notifications?genre=mention", "/", "/fils"] {
        let page = karim.visits(address).await;
        page.ok().hides(SECRET);
        assert_eq!(page.texts(".bell-count"), [""; 0], "{address}");
    }
    goes_to(&town, &karim, Some(Circle::Expert)).await;
    karim.visits("/notifications").await.ok().shows(SECRET);
}

#[actix_web::test]
async fn flarum_1_6_3_quoting_any_post() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let hidden = secret(&ana).await;
    let post = first_post(&ana, &hidden).await;
    let thread = opens(&zoe, "question", "community", "Un avis ?", "Bonjour.").await;
    zoe.visits(&format!("{thread}?citer={post}")).await.is(404);
    let body = format!("> [**Ana**](/messages/{post})\n>\n> ?\n\n@\"{post}\" et [/messages/{post}](/messages/{post})");
    let preview = zoe.posts(&format!("{}/messages", short(&thread)), &[("body", &body), ("act", "preview")]).await;
    preview.ok().hides(SECRET);
    answers(&zoe, &thread, &body).await;
    town.tells().await;
    zoe.visits(&thread).await.ok().hides(SECRET);
    zoe.visits("/notifications").await.ok().hides(SECRET);
}

#[actix_web::test]
async fn discourse_33705_titles_behind_links() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let hidden = secret(&ana).await;
    let thread =
        opens(&ana, "question", "community", "Voir aussi", &format!("Voir {}{hidden}.", town.app.base_url)).await;
    ana.visits(&thread).await.ok().shows("Une zibeline au bloc ?");
    let quote = zoe.visits(&format!("{thread}?citer={}", first_post(&zoe, &thread).await)).await.field("body").unwrap();
    assert!(!quote.contains(SECRET), "{quote}");
    answers(&zoe, &thread, &quote).await;
    for address in [&thread, &feed(&zoe).await] {
        zoe.visits(address).await.ok().hides(SECRET).shows("contenu non accessible");
    }
    // What is missing is told like what is hidden.
    let missing = opens(&ana, "question", "community", "Nulle part", &format!("Voir {}.", nowhere(&hidden))).await;
    ana.visits(&missing).await.ok().shows("contenu non accessible");
}

#[actix_web::test]
async fn nodebb_2cc3ae15_feed_of_somebody_demoted() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let hidden = secret(&ana).await;
    let all = feed(&karim).await;
    let of_thread = all.replace("/tout", &short(&hidden));
    let reader = town.visitor();
    for address in [&all, &of_thread] {
        reader.visits(address).await.ok().shows(SECRET);
    }
    goes_to(&town, &karim, Some(Circle::Community)).await;
    reader.visits(&all).await.ok().hides(SECRET);
    reader.visits(&of_thread).await.is(404);
    goes_to(&town, &karim, None).await;
    reader.visits(&all.replace("/tout", &format!("/themes/{}", crate::town::THEME))).await.is(404);
    karim.posts("/reglages/flux/renouvellement", &[]).await.is(303);
    reader.visits(&all).await.is(404);
}
