//! Moderating, answering, changing: what a write may do and what it answers.

use cercles::circles::Circle;

use super::{MENTAL, SECRET, answers, first_post, opens, secret, short};
use crate::town::{THEME, Town, masked, written};

#[actix_web::test]
async fn cve_2026_44780_flags_of_another_theme() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let (erwan, agathe) = (
        town.person("Erwan Ailleurs", "bretagne", &[(MENTAL, Circle::Expert)]).await,
        town.admin("Agathe Ménard").await,
    );
    let thread = opens(&ana, "discussion", "community", "Nos étiquettes", "Une zibeline.").await;
    let post = first_post(&zoe, &thread).await;
    let fields = [("reason", "other"), ("line", "Une remarque de Zoé")];
    zoe.posts(&format!("/messages/{post}/signalement"), &fields).await.redirects_to(&thread);
    let list = format!("/console?theme={THEME}");
    let leave = [("kind", "flag"), ("gesture", "leave"), ("case", post.as_str()), ("reason", "non")];
    for outside in [&erwan, &agathe, &zoe] {
        outside.visits(&list).await.is(404).hides(SECRET);
        outside.posts("/console/gestes", &leave).await.is(404).hides(SECRET);
        outside.visits("/notifications").await.ok().hides("signalé");
    }
    erwan.visits(&format!("/console?theme={MENTAL}")).await.ok().hides(SECRET).hides("Une remarque");
    town.animator("Nicolas Aubert").await.visits(&list).await.ok().shows("Une remarque de Zoé");
    // Even an expert reads nothing there of who flagged what they wrote through the post's own page.
    zoe.visits(&thread).await.ok().hides("Une remarque de Zoé");
}

#[actix_web::test]
async fn cve_2026_21865_moving_needs_both_ends() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let erwan = town.person("Erwan Ailleurs", "bretagne", &[(MENTAL, Circle::Expert)]).await;
    let lea = town.person("Léa Double", "corse", &[(THEME, Circle::Expert), (MENTAL, Circle::Expert)]).await;
    let thread = opens(&zoe, "question", "community", "Un lieu ?", "Bonjour.").await;
    let moves = format!("{}/deplacement", short(&thread));
    let to = [("destination", MENTAL), ("audience", "community"), ("reason", "C'est leur sujet.")];
    erwan.posts(&moves, &to).await.is(404);
    zoe.posts(&moves, &to).await.is(403);
    ana.posts(&moves, &to).await.is(422);
    zoe.visits(&thread).await.ok().shows("Un lieu ?");
    erwan.visits(&thread).await.is(404);
    lea.posts(&moves, &to).await.redirects_to(&thread);
    erwan.visits(&thread).await.ok().shows("Un lieu ?");
    ana.visits(&thread).await.is(404);
    ana.visits(&short(&thread)).await.is(404);
}

#[actix_web::test]
async fn cve_2026_28227_moderators_keep_to_their_theme() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let erwan = town.person("Erwan Ailleurs", "bretagne", &[(MENTAL, Circle::Expert)]).await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = opens(&karim, "question", "community", "Un lieu ?", "Bonjour.").await;
    let post = first_post(&karim, &thread).await;
    erwan.posts(&format!("{}/solution/verrou", short(&thread)), &[]).await.is(404);
    for act in ["fermeture", "epingle", "fermeture/retrait", "epingle/retrait"] {
        erwan.posts(&format!("{}/{act}", short(&thread)), &[("reason", "non")]).await.is(404);
    }
    for act in ["masquage", "masquage/retrait"] {
        erwan.posts(&format!("/messages/{post}/{act}"), &[("reason", "non")]).await.is(404);
    }
    for gesture in ["hide", "leave"] {
        let fields = [("kind", "flag"), ("gesture", gesture), ("case", post.as_str()), ("reason", "non")];
        erwan.posts("/console/gestes", &fields).await.is(404);
    }
    // Nobody moves themselves, nor names anybody where they animate nothing.
    let circles = format!("/themes/{THEME}/cercles");
    for (person, moved, circle) in [(&nicolas, &nicolas, "expert"), (&ana, &ana, "expert"), (&ana, &karim, "community")]
    {
        let id = written(moved.id());
        let fields = [("member", id.as_str()), ("circle", circle), ("reason", "Pour moi.")];
        let answer = person.posts(&circles, &fields).await;
        assert!(matches!(answer.status, 403 | 404 | 422), "{}", answer.status);
    }
    let id = written(ana.id());
    let fields = [("member", id.as_str()), ("circle", "community"), ("reason", "Ailleurs.")];
    assert!(matches!(nicolas.posts(&format!("/themes/{MENTAL}/cercles"), &fields).await.status, 403 | 404));
    karim.visits(&thread).await.ok().shows("Bonjour.").hides("est fermé");
}

#[actix_web::test]
async fn vaultwarden_cve_2026_27898_partial_writes() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let hidden = secret(&ana).await;
    let post = first_post(&ana, &hidden).await;
    let before = masked(&ana.visits(&hidden).await);
    for (address, fields) in [
        (format!("{}/messages", short(&hidden)), vec![("body", "")]),
        (format!("{}/messages", short(&hidden)), vec![("body", "x"), ("act", "preview")]),
        (format!("/messages/{post}/modifier"), vec![("body", "")]),
        (format!("/messages/{post}/modifier"), vec![("body", "x"), ("version", "1"), ("act", "preview")]),
        (format!("/messages/{post}/fait-chez-moi"), vec![("note", "")]),
        (format!("/messages/{post}/signalement"), vec![("reason", "")]),
        (format!("{}/sans-reponse", short(&hidden)), vec![("note", "")]),
        (format!("{}/suivi", short(&hidden)), vec![("level", "watch")]),
        (format!("{}/deplacement", short(&hidden)), vec![]),
    ] {
        zoe.posts(&address, &fields).await.is(404).hides(SECRET).hides("Valmont").hides("Ana Ferreira");
    }
    assert_eq!(masked(&ana.visits(&hidden).await), before);
}

#[actix_web::test]
async fn flarum_cve_2023_22489_replying_under_a_removed_post() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let outsider = town.outsider("Omar Dehors").await;
    let thread = opens(&zoe, "question", "community", "Un avis ?", "Bonjour.").await;
    let first = first_post(&zoe, &thread).await;
    ana.posts(&format!("/messages/{first}/masquage"), &[("reason", "À revoir.")]).await.redirects_to(&thread);
    let reply = format!("{}/messages", short(&thread));
    outsider.posts(&reply, &[("body", "Me voici.")]).await.is(404);
    ana.posts(&format!("{}/fermeture", short(&thread)), &[("reason", "Fini.")]).await.redirects_to(&short(&thread));
    let refused = zoe.posts(&reply, &[("body", "Encore moi.")]).await;
    refused.is(409).shows("Encore moi.");
    let other = opens(&zoe, "question", "community", "Un autre ?", "Bonjour.").await;
    let own = first_post(&zoe, &other).await;
    zoe.posts(&format!("/messages/{own}/retrait"), &[]).await.is(303);
    for person in [&zoe, &ana, &outsider] {
        person.posts(&format!("{}/messages", short(&other)), &[("body", "Me voici.")]).await.is(404);
    }
}

#[actix_web::test]
async fn zulip_cve_2025_47930_rights_of_another_kind() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let page = zoe.visits(&format!("/fils/nouveau?theme={THEME}&genre=announcement")).await;
    page.ok().hides("value=\"announcement\" checked");
    for (person, kind, audience) in [
        (&zoe, "announcement", "community"),
        (&ana, "announcement", "expert"),
        (&zoe, "question", "expert"),
        (&zoe, "rex", "peer"),
        (&ana, "question", "public"),
    ] {
        let fields =
            [("theme", THEME), ("kind", kind), ("title", "Oyez"), ("body", "Le texte."), ("audience", audience)];
        person.posts("/fils/nouveau", &fields).await.is(422).shows("Le texte.");
    }
    // Nor by way of a text kept for later.
    zoe.posts("/brouillons", &[("place", "nouveau"), ("kind", "announcement"), ("body", "Le texte.")]).await;
    zoe.visits("/fils").await.ok().hides("Oyez");
    let thread = opens(&zoe, "discussion", "community", "Un avis ?", "Bonjour.").await;
    let post = answers(&ana, &thread, "Voici.").await;
    zoe.posts(&format!("{}/solution", short(&thread)), &[("message", &post)]).await.is(409);
}
