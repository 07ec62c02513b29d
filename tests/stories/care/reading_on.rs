//! Where reading goes on when what is new was hidden or taken back.

use super::{answers, opens};
use crate::town::{Answer, Person, Town};

/// What stands right after the sign of what is new: the id of a post, or nothing.
fn after_the_sign(page: &Answer) -> Option<String> {
    assert_eq!(page.ok().count("#nouveaux"), 1, "{}", page.text());
    page.attribute("#nouveaux + li.post", "id")
}

async fn hides(person: &Person<'_>, post: &str) {
    person.posts(&format!("/messages/{post}/masquage"), &[("reason", "Hors sujet.")]).await.is(303);
}

#[actix_web::test]
async fn the_sign_of_what_is_new_stands_before_a_post_one_can_read() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let thread = opens(&ana, "question", "community", "Nos étiquettes").await;
    chloe.visits(&thread).await.ok();
    town.settles().await;
    let mut posts = Vec::new();
    for number in 2..=4 {
        posts.push(answers(&bilal, &thread, &format!("Réponse {number}")).await);
    }
    assert_eq!(after_the_sign(&chloe.visits(&thread).await), Some(format!("m-{}", posts[0])));
    hides(&ana, &posts[0]).await;
    assert_eq!(after_the_sign(&chloe.visits(&thread).await), Some(format!("m-{}", posts[1])));
    bilal.posts(&format!("/messages/{}/retrait", posts[1]), &[]).await.redirects_to("/fils/");
    assert_eq!(after_the_sign(&chloe.visits(&thread).await), Some(format!("m-{}", posts[2])));
    // Nothing is left to read: the sign stands at the end, and says so.
    hides(&ana, &posts[2]).await;
    let page = chloe.visits(&thread).await;
    assert_eq!(after_the_sign(&page), None);
    page.shows("rien de nouveau à lire");
    chloe.visits("/fils").await.ok().hides("#nouveaux");
    town.settles().await;
    assert_eq!(chloe.visits(&thread).await.ok().count("#nouveaux"), 0, "read once, it is new no more");
}

#[actix_web::test]
async fn reading_goes_on_on_the_page_of_the_first_post_that_stands() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let thread = opens(&ana, "question", "community", "Nos étiquettes").await;
    for number in 2..=19 {
        answers(&bilal, &thread, &format!("Réponse {number}")).await;
    }
    chloe.visits(&thread).await.ok();
    town.settles().await;
    let last_of_page = answers(&bilal, &thread, "Réponse 20").await;
    let next = answers(&bilal, &thread, "Réponse 21").await;
    let link = async || chloe.visits("/fils").await.attribute(".thread-title a", "href").unwrap();
    assert_eq!(link().await, format!("{thread}?page=1#nouveaux"));
    hides(&ana, &last_of_page).await;
    assert_eq!(link().await, format!("{thread}?page=2#nouveaux"));
    let page = chloe.visits(&thread).await;
    assert_eq!(after_the_sign(&page), Some(format!("m-{next}")));
    page.shows("Réponse 21").hides("Réponse 19");
}
