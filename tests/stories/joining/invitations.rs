//! Invitations.

use cercles::circles::{self, Circle, Move};
use cercles::db::ids::InvitationId;
use cercles::db::schema::{animators, invitations as rows, members};
use diesel::prelude::*;

use super::{account, address, circle_of, comes_in, mail_leaves, profile, states};
use crate::town::{Person, THEME, Town, masked};

const NADEGE: &str = "nadege.rosier@ch.example";

/// Invites by the page's form, and lets the mail leave.
async fn invites(town: &Town, who: &Person<'_>, fields: &[(&str, &str)]) {
    who.fills(&address("invitations"), &address("invitations"), fields).await.redirects_to(&address("invitations"));
    mail_leaves(town).await;
}

async fn last_id(town: &Town) -> InvitationId {
    town.read(|db| Ok(rows::table.order(rows::id.desc()).select(rows::id).first(db)?)).await
}

async fn is_demoted(town: &Town, who: &Person<'_>) {
    let (member, theme) = (who.id(), town.theme(THEME).await);
    town.write(move |tx| {
        diesel::delete(animators::table.filter(animators::member_id.eq(member))).execute(tx.db())?;
        circles::place(
            tx,
            &Move { member, theme, to: Some(Circle::Community), decided_by: None, reason: "fin de mandat" },
        )?;
        Ok(())
    })
    .await;
}

#[actix_web::test]
async fn an_animator_invites_somebody_who_comes_in_as_an_expert() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let fields = [("email", NADEGE), ("circle", "expert"), ("region", "corse"), ("message", "On a besoin de vous.")];
    invites(&town, &nicolas, &fields).await;
    let list = nicolas.visits(&address("invitations")).await;
    list.ok().shows(NADEGE).shows("En attente jusqu'au 29 novembre").shows("Renvoyer");
    let inbox = town.inbox_of(NADEGE);
    inbox.holds_one("Nicolas Aubert");
    inbox.last_shows("On a besoin de vous.");
    inbox.last_shows("Numérique en santé (Cercle des experts)");
    let link = inbox.last_link(&town.app.base_url, "/invitation/");

    let nadege = town.visitor();
    let page = nadege.visits(&link).await;
    page.ok().shows("Nicolas Aubert vous invite").shows("Cercle des experts").shows(NADEGE).shows("29 novembre");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.field("region").as_deref(), Some("corse"), "the region is proposed");
    // Looking changes nothing, however often a mail scanner does.
    nadege.visits(&link).await.ok();
    assert_eq!(states(&town, NADEGE).await, ["sent"]);
    assert_eq!(account(&town, NADEGE).await, None);

    let entered = nadege.fills(&link, &link, &profile("Nadège", "Rosier", "corse")).await;
    entered.redirects_to(&format!("/themes/{THEME}"));
    nadege
        .follows(&entered)
        .await
        .ok()
        .shows("Bienvenue")
        .shows("Nadège Rosier")
        .shows("Vous êtes dans le cercle des experts");
    assert_eq!(circle_of(&town, NADEGE).await.as_deref(), Some("expert"));
    assert_eq!(account(&town, NADEGE).await.map(|(_, state)| state).as_deref(), Some("active"));
    nicolas.visits(&address("invitations")).await.ok().shows("Acceptée le 22 novembre");
    // The charter was accepted with it: nothing stands in the way.
    nadege.visits("/membres").await.ok();
}

#[actix_web::test]
async fn a_link_serves_once_and_for_seven_days() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    invites(&town, &nicolas, &[("email", NADEGE)]).await;
    let link = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    let visitor = town.visitor();
    comes_in(&town, &visitor, NADEGE, &profile("Nadège", "Rosier", "corse")).await.redirects_to("/themes/");
    let other = town.visitor();
    other.visits(&link).await.is(410).shows("déjà été acceptée");
    other.posts(&link, &profile("Nadège", "Rosier", "corse")).await.is(410);
    visitor.posts(&link, &[("account", "1")]).await.is(410);

    let late = "late@ch.example";
    invites(&town, &nicolas, &[("email", late)]).await;
    let link = town.inbox_of(late).last_link(&town.app.base_url, "/invitation/");
    town.passes(7 * 86_400 + 1).await;
    other.visits(&link).await.is(410).shows("a expiré").shows("la renvoyer");
    other.posts(&link, &profile("Late", "Rosier", "corse")).await.is(410);
    assert_eq!(account(&town, late).await, None);
    nicolas.visits("/connexion").await;
}

#[actix_web::test]
async fn sending_again_is_one_gesture_and_kills_the_link_before() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    invites(&town, &nicolas, &[("email", NADEGE)]).await;
    let first = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    let id = last_id(&town).await;
    town.passes(20 * 60).await;
    nicolas.posts(&format!("/invitations/{id}/renvoi"), &[]).await.redirects_to(&address("invitations"));
    // Twice in the same minute is one mail.
    nicolas.posts(&format!("/invitations/{id}/renvoi"), &[]).await.redirects_to(&address("invitations"));
    mail_leaves(&town).await;
    assert_eq!(town.inbox_of(NADEGE).0.len(), 2);
    let second = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    assert_ne!(first, second);
    town.visitor().visits(&first).await.is(410).shows("dernier courriel reçu");
    town.visitor().visits(&second).await.ok();
    nicolas.posts(&format!("/invitations/{id}/retrait"), &[]).await.redirects_to(&address("invitations"));
    town.visitor().visits(&second).await.is(410).shows("retirée");
    nicolas.posts(&format!("/invitations/{id}/renvoi"), &[]).await.is(409);
    nicolas.visits(&address("invitations")).await.ok().shows("Retirée");
}

#[actix_web::test]
async fn accepting_never_gives_more_than_the_inviter_may_give_now() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    invites(&town, &nicolas, &[("email", NADEGE), ("circle", "expert")]).await;
    let link = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    let visitor = town.visitor();
    let page = visitor.visits(&link).await;
    is_demoted(&town, &nicolas).await;
    visitor.visits(&link).await.is(410).shows("ne peut plus faire entrer");
    let mut fields = page.form_fields("form.form");
    for (name, value) in profile("Nadège", "Rosier", "corse") {
        fields.retain(|(known, _)| known != name);
        fields.push((name.into(), value.into()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.posts_raw(&link, &fields).await.is(410).shows("Rien n'a été créé");
    assert_eq!(account(&town, NADEGE).await, None);
    assert_eq!(states(&town, NADEGE).await, ["sent"], "refused, not used up");
    // Another animator takes it over by sending it again.
    let other = town.animator("Odile Relais").await;
    other.posts(&format!("/invitations/{}/renvoi", last_id(&town).await), &[]).await.redirects_to("/themes/");
    mail_leaves(&town).await;
    comes_in(&town, &visitor, NADEGE, &profile("Nadège", "Rosier", "corse")).await.redirects_to("/themes/");
    assert_eq!(circle_of(&town, NADEGE).await.as_deref(), Some("expert"));
}

#[actix_web::test]
async fn the_letter_of_somebody_demoted_meanwhile_never_leaves() {
    let town = Town::new().await;
    let maelle = town.peer("Maëlle Céleste").await;
    maelle.posts(&address("invitations"), &[("email", NADEGE)]).await.redirects_to(&address("invitations"));
    is_demoted(&town, &maelle).await;
    mail_leaves(&town).await;
    town.inbox_of(NADEGE).is_empty();
}

#[actix_web::test]
async fn an_account_closed_meanwhile_lets_nobody_in() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    invites(&town, &nicolas, &[("email", NADEGE)]).await;
    let link = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    let inviter = nicolas.id();
    town.write(move |tx| {
        diesel::update(members::table.find(inviter)).set(members::state.eq("closed")).execute(tx.db())?;
        Ok(())
    })
    .await;
    town.visitor().visits(&link).await.is(410).shows("ne peut plus faire entrer");
}

#[actix_web::test]
async fn a_peer_invites_to_the_community_of_their_own_region_only() {
    let town = Town::new().await;
    let maelle = town.peer("Maëlle Céleste").await;
    let page = maelle.visits(&address("invitations")).await;
    page.ok().shows("pour votre région : Guadeloupe");
    assert_eq!(page.count("select"), 0, "nothing to choose");
    for beyond in [
        vec![("email", NADEGE), ("circle", "peer")],
        vec![("email", NADEGE), ("circle", "expert")],
        vec![("email", NADEGE), ("region", "martinique")],
    ] {
        maelle.posts(&address("invitations"), &beyond).await.is(403);
    }
    invites(&town, &maelle, &[("email", NADEGE)]).await;
    let link = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    let visitor = town.visitor();
    visitor.visits(&link).await.ok().shows("Guadeloupe").shows("Les pairs invitent dans leur région");
    let elsewhere = visitor.fills(&link, &link, &profile("Nadège", "Rosier", "corse")).await;
    elsewhere.is(422).shows("vaut pour une autre région");
    assert_eq!(elsewhere.field("given_name").as_deref(), Some("Nadège"), "what was typed is kept");
    assert_eq!(account(&town, NADEGE).await, None);
    visitor.fills(&link, &link, &profile("Nadège", "Rosier", "guadeloupe")).await.redirects_to("/themes/");
    assert_eq!(circle_of(&town, NADEGE).await.as_deref(), Some("community"));
    // Another peer's list does not hold it; a community member has none.
    let other = town.peer("Paul Autre").await;
    other.visits(&address("invitations")).await.ok().hides(NADEGE);
    other.posts(&format!("/invitations/{}/renvoi", last_id(&town).await), &[]).await.is(404);
    town.member("Camille Bertin").await.visits(&address("invitations")).await.is(403);
}

#[actix_web::test]
async fn a_member_of_another_region_does_not_come_in_by_a_peer() {
    let town = Town::new().await;
    let maelle = town.peer("Maëlle Céleste").await;
    let oscar = town.outsider("Oscar Dehors").await;
    invites(&town, &maelle, &[("email", &oscar.email)]).await;
    // The answer was the same as for anybody; the letter does not leave, for it could give nothing.
    town.inbox_of(&oscar.email).is_empty();
    assert_eq!(circle_of(&town, &oscar.email).await, None);
}

#[actix_web::test]
async fn inviting_tells_peers_nothing_of_who_has_an_account() {
    let town = Town::new().await;
    let maelle = town.peer("Maëlle Céleste").await;
    let known = town.person("Rose Connue", "guadeloupe", &[(THEME, Circle::Community)]).await;
    let unknown = maelle.posts(&address("invitations"), &[("email", "rose.inconnue@town.example")]).await;
    let known = maelle.posts(&address("invitations"), &[("email", &known.email)]).await;
    assert_eq!(masked(&unknown), masked(&known));
    let nicolas = town.animator("Nicolas Aubert").await;
    let again = nicolas.posts(&address("invitations"), &[("email", "rose.connue@town.example")]).await;
    again.is(422).shows("attend déjà");
}

#[actix_web::test]
async fn a_member_accepts_with_a_button_once_signed_in_as_themselves() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let oscar = town.outsider("Oscar Dehors").await;
    invites(&town, &nicolas, &[("email", "OSCAR.dehors@town.example"), ("circle", "peer")]).await;
    let inbox = town.inbox_of("OSCAR.dehors@town.example");
    inbox.holds_one("Pour accepter avec votre compte");
    let link = inbox.last_link(&town.app.base_url, "/invitation/");
    let visitor = town.visitor();
    visitor.visits(&link).await.ok().shows("a déjà un compte").hides("name=\"password\"");
    visitor.posts(&link, &[("account", "1")]).await.redirects_to("/connexion?next=");
    visitor.posts(&link, &profile("Oscar", "Faux", "corse")).await.is(409);
    let camille = town.member("Camille Bertin").await;
    camille.visits(&link).await.ok().shows("faite pour une autre adresse");
    camille.posts(&link, &[("account", "1")]).await.is(409);
    assert_eq!(circle_of(&town, &oscar.email).await, None);
    oscar.visits(&link).await.ok().shows("Accepter l'invitation");
    oscar.fills(&link, &link, &[]).await.redirects_to(&format!("/themes/{THEME}"));
    assert_eq!(circle_of(&town, &oscar.email).await.as_deref(), Some("peer"));
    oscar.posts(&link, &[("account", "1")]).await.is(410);
}

#[actix_web::test]
async fn an_invitation_never_moves_anybody_outward() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let oscar = town.outsider("Oscar Dehors").await;
    invites(&town, &nicolas, &[("email", &oscar.email), ("circle", "community")]).await;
    let link = town.inbox_of(&oscar.email).last_link(&town.app.base_url, "/invitation/");
    let (member, theme) = (oscar.id(), town.theme(THEME).await);
    town.write(move |tx| {
        circles::place(tx, &Move { member, theme, to: Some(Circle::Expert), decided_by: None, reason: "story" })?;
        Ok(())
    })
    .await;
    oscar.posts(&link, &[("account", "1")]).await.redirects_to("/themes/");
    assert_eq!(circle_of(&town, &oscar.email).await.as_deref(), Some("expert"));
    nicolas
        .posts(&address("invitations"), &[("email", &oscar.email), ("circle", "peer")])
        .await
        .is(422)
        .shows("déjà dans ce cercle");
}

#[actix_web::test]
async fn a_wrong_form_says_so_beside_each_field_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    nicolas.posts(&address("invitations"), &[("email", "nadege"), ("circle", "boss")]).await.is(422).shows("2 points");
    invites(&town, &nicolas, &[("email", NADEGE)]).await;
    let link = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    let visitor = town.visitor();
    let empty = visitor.posts(&link, &[("given_name", "Nadège"), ("password", "rosier")]).await;
    empty.is(422).shows("8 points sont à revoir").shows("Lisez la charte").shows("Choisissez une région");
    assert_eq!(empty.field("given_name").as_deref(), Some("Nadège"));
    assert_eq!(empty.field("password").as_deref(), Some(""));
    let mut guessable = profile("Nadège", "Rosier", "corse");
    guessable.retain(|(name, _)| *name != "password");
    guessable.push(("password", "nadege.rosier@ch.example"));
    visitor.fills(&link, &link, &guessable).await.is(422).shows("se devine trop facilement");
    assert_eq!(account(&town, NADEGE).await, None);
}

#[actix_web::test]
async fn twenty_invitations_a_day() {
    let town = Town::with_limits().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    for number in 0..20 {
        let email = format!("person.{number}@ch.example");
        nicolas.posts(&address("invitations"), &[("email", &email)]).await.is(303);
    }
    let refused = nicolas.posts(&address("invitations"), &[("email", NADEGE)]).await;
    refused.is(429);
    assert!(refused.header("retry-after").parse::<i64>().unwrap() > 80_000);
    assert!(states(&town, NADEGE).await.is_empty());
    town.passes(86_400).await;
    let odile = town.animator("Odile Relais").await;
    odile.posts(&address("invitations"), &[("email", NADEGE)]).await.is(303);
}
