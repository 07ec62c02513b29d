//! Taking care of what is written: histories, withdrawals, flags, decisions on posts and on threads.

mod flagging;
mod hiding;
mod history;
mod managing;
mod reading_on;
mod telling;
mod titles;
mod withdrawing;

use cercles::db::ids::to_base32;

use crate::town::{PASSWORD, Person, THEME, id_in};

/// Opens a thread; its address.
async fn opens(person: &Person<'_>, kind: &str, audience: &str, title: &str) -> String {
    let fields = [
        ("theme", THEME),
        ("kind", kind),
        ("title", title),
        ("body", "Bonjour à toutes et tous."),
        ("audience", audience),
    ];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// The address of a thread, its id alone.
fn short(thread: &str) -> String {
    format!("/fils/{}", to_base32(id_in(thread)))
}

/// Answers in a thread; the post's id.
async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let answer = person.posts(&format!("{}/messages", short(thread)), &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

/// The first post's id.
async fn first_post(person: &Person<'_>, thread: &str) -> String {
    person.visits(thread).await.ok().attribute("li.post", "id").unwrap().replace("m-", "")
}

/// What a person corrects a post into.
async fn corrects(person: &Person<'_>, post: &str, body: &str) {
    let edit = format!("/messages/{post}/modifier");
    person.fills(&edit, &edit, &[("body", body)]).await.redirects_to("/fils/");
}

/// Signs in again after a long time away.
async fn returns(person: &Person<'_>) {
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    person.fills("/connexion", "/connexion", &fields).await.redirects_to("/");
}
