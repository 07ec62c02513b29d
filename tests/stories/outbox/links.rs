//! Mails that hold a link for an hour: they die with it.

use cercles::mail::outbox::{Rules, State};
use diesel::prelude::*;

use super::{fates, mails, postman, rounds};
use crate::running::sink::{Fault, Sink, Step};
use crate::town::{Inbox, Person, Town};

async fn forgets(town: &Town, person: &Person<'_>) {
    let asked = town.visitor().posts("/mot-de-passe-oublie", &[("email", person.email.as_str())]).await;
    asked.redirects_to("/connexion");
}

/// What a sink holds of somebody's, decoded.
fn held(sink: &Sink, person: &Person<'_>) -> Inbox {
    let mine = sink.mails().into_iter().filter(|(to, _)| *to == person.email);
    Inbox(mine.map(|(_, bytes)| crate::town::decoded(&bytes)).collect())
}

async fn states(town: &Town) -> Vec<State> {
    fates(town).await.iter().map(|fate| fate.0).collect()
}

#[actix_web::test]
async fn a_reset_that_could_not_leave_for_an_hour_is_dropped() {
    let town = Town::new().await;
    let (ana, odile) = (town.member("Ana Ferreira").await, town.admin("Odile Garnier").await);
    forgets(&town, &ana).await;
    let sink = Sink::start(Fault::AlwaysSays(Step::Rcpt, "450 4.2.0 later"));
    let postman = postman(&sink.url(), Rules::default());
    rounds(&town, &postman).await;
    assert_eq!(states(&town).await, [State::Pending]);
    town.passes(3_600).await;
    sink.misbehaves(Fault::None);
    assert_eq!(rounds(&town, &postman).await, 0, "its link would have ended");
    assert_eq!(states(&town).await, [State::Suppressed]);
    assert!(sink.mails().is_empty());
    odile.comes_back().await;
    odile.visits("/administration/courriers?etat=suppressed").await.ok().hides("Ana Ferreira");
    // Another one, asked now, leaves.
    forgets(&town, &ana).await;
    assert_eq!(rounds(&town, &postman).await, 1);
    held(&sink, &ana).holds_one("/mot-de-passe/");
}

#[actix_web::test]
async fn a_reset_whose_answer_was_lost_does_not_come_again_once_its_link_was_used() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    forgets(&town, &ana).await;
    let sink = Sink::start(Fault::Cuts(Step::Dot));
    let postman = postman(&sink.url(), Rules::default());
    rounds(&town, &postman).await;
    assert_eq!(states(&town).await, [State::Unknown]);
    let link = held(&sink, &ana).last_link(&town.app.base_url, "/mot-de-passe/");
    let visitor = town.visitor();
    visitor.fills(&link, &link, &[("password", "outarde 82 girofle jusant kelvin")]).await.redirects_to("/");
    sink.misbehaves(Fault::None);
    town.passes(120).await;
    assert_eq!(rounds(&town, &postman).await, 1, "the news of the change alone");
    held(&sink, &ana).last_shows("Votre mot de passe a été changé");
    assert_eq!(sink.mails().len(), 2);
}

#[actix_web::test]
async fn a_reset_whose_answer_was_lost_does_not_come_again_after_an_hour() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    forgets(&town, &ana).await;
    let sink = Sink::start(Fault::Cuts(Step::Dot));
    let postman = postman(&sink.url(), Rules::default());
    rounds(&town, &postman).await;
    sink.misbehaves(Fault::None);
    town.passes(3_600).await;
    assert_eq!((rounds(&town, &postman).await, sink.mails().len()), (0, 1));
    assert_eq!(states(&town).await, [State::Suppressed]);
}

#[actix_web::test]
async fn of_several_asked_for_while_mail_waits_the_last_one_leaves() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    for _ in 0..3 {
        forgets(&town, &ana).await;
        town.passes(5).await;
    }
    let sink = Sink::start(Fault::None);
    assert_eq!(rounds(&town, &postman(&sink.url(), Rules::default())).await, 1);
    let link = held(&sink, &ana).last_link(&town.app.base_url, "/mot-de-passe/");
    town.visitor().visits(&link).await.ok();
}

#[actix_web::test]
async fn an_administrator_cannot_send_a_link_that_has_ended() {
    let town = Town::new().await;
    let (ana, odile) = (town.member("Ana Ferreira").await, town.admin("Odile Garnier").await);
    forgets(&town, &ana).await;
    let sink = Sink::start(Fault::AlwaysSays(Step::Rcpt, "550 5.1.1 unknown"));
    let postman = postman(&sink.url(), Rules::default());
    rounds(&town, &postman).await;
    let id: cercles::db::ids::MailId = town.read(|db| Ok(mails::table.select(mails::id).first(db)?)).await;
    let again = format!("/administration/courriers/{id}/renvoi");
    let page = odile.visits("/administration/courriers").await;
    assert_eq!(page.ok().count(&format!("form[action=\"{again}\"]")), 1);
    town.passes(3_600).await;
    odile.comes_back().await;
    let page = odile.visits("/administration/courriers").await;
    assert_eq!(page.ok().count(&format!("form[action=\"{again}\"]")), 0, "nothing to press");
    odile.posts(&again, &[]).await.is(409).shows("Le lien de ce courriel n'est plus valable");
    assert_eq!(states(&town).await, [State::Dead]);
}
