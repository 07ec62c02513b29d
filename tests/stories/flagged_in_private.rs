//! A flagged message of a private conversation: who is told, who hides it, who reads why.

use super::console::does;
use super::marks::{answered, first_post};
use crate::town::{Answer, PASSWORD, Person, THEME, Town};

const FLAGS: &str = "/console?theme=numerique-en-sante";
const HIDDEN: &str = "/themes/numerique-en-sante/supprimes";

async fn hides(animator: &Person<'_>, post: &str, reason: &str) -> Answer {
    does(animator, "private-flag", "hide", &[post], reason).await
}

/// Begins a conversation; its address.
async fn writes(person: &Person<'_>, with: &str, title: &str, body: &str) -> String {
    let sent = person.posts("/conversations/nouvelle", &[("with", with), ("title", title), ("body", body)]).await;
    sent.redirects_to("/fils/").location().to_owned()
}

async fn flags(person: &Person<'_>, post: &str) {
    let flagged = person.posts(&format!("/messages/{post}/signalement"), &[("reason", "unkind")]).await;
    person.follows(flagged.redirects_to("/fils/")).await.shows("L'animation du thème va regarder");
}

async fn told(person: &Person<'_>) -> Vec<String> {
    person.visits("/notifications").await.ok().texts(".notice-line > a")
}

async fn bell(person: &Person<'_>) -> String {
    person.visits("/reglages").await.texts(".bell-count").first().cloned().unwrap_or_default()
}

#[actix_web::test]
async fn the_animators_are_told_and_hide_it_without_reading_the_conversation() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (nicolas, karim) = (town.animator("Nicolas Aubert").await, town.expert("Karim Benali").await);
    let agathe = town.admin("Agathe Admin").await;
    let thread = writes(&ana, "Bilal Haddad", "Une hermine", "Le planning").await;
    let post = answered(&bilal, &thread, "Une belette désobligeante").await;
    let flag = format!("/messages/{post}/signalement");
    ana.visits(&flag).await.ok().shows("L'animation du thème lira ce message, et lui seul");
    hides(&nicolas, &post, "x").await.is(404);
    flags(&ana, &post).await;
    // The bell says that something waits, and nothing of it; it leads there.
    let line = "Un message privé est signalé dans « Numérique en santé »";
    let page = nicolas.visits("/notifications").await;
    assert_eq!(page.ok().texts(".notice-line > a"), [line]);
    page.hides("hermine").hides("belette").hides("Bilal").hides("Ana Ferreira");
    let link = page.attribute(".notice-line > a", "href").unwrap();
    nicolas.visits(&link).await.redirects_to(FLAGS);
    for other in [&karim, &agathe, &bilal] {
        assert!(!told(other).await.iter().any(|line| line.contains("signalé")), "{:?}", told(other).await);
    }
    // Taken back, the flag leaves nothing behind; made again, it is told again.
    ana.posts(&format!("{flag}/retrait"), &[]).await.redirects_to("/fils/");
    assert_eq!(told(&nicolas).await, [""; 0]);
    nicolas.visits(FLAGS).await.ok().hides("belette");
    hides(&nicolas, &post, "x").await.is(404);
    flags(&ana, &post).await;
    assert_eq!((told(&nicolas).await, bell(&nicolas).await.as_str()), (vec![line.to_owned()], "1"));
    // A reason is needed; nobody else hides, whatever their place.
    hides(&nicolas, &post, "").await.is(422).shows("Une belette désobligeante").shows("Dites pourquoi");
    let alone = format!("/messages/{post}/masquage");
    for (other, here, there) in [(&karim, 404, 404), (&agathe, 404, 404), (&ana, 403, 403), (&bilal, 404, 403)] {
        hides(other, &post, "x").await.is(here);
        other.posts(&alone, &[("reason", "x")]).await.is(there);
    }
    nicolas.posts(&alone, &[("reason", "x")]).await.is(404);
    ana.visits(&thread).await.ok().shows("Une belette désobligeante");
    let done = hides(&nicolas, &post, "On ne parle pas ainsi.").await;
    let page = nicolas.follows(done.redirects_to("/console?fait=")).await;
    page.ok().shows("Le message est masqué").hides("hermine").hides("belette");
    nicolas.visits(HIDDEN).await.ok().shows("Messages privés masqués").shows("belette").hides("hermine");
    karim.visits(HIDDEN).await.ok().hides("Messages privés masqués").hides("belette");
    // Its author reads why and by whom, the other that something was hidden.
    bilal
        .visits(&thread)
        .await
        .ok()
        .shows("masqué par Nicolas Aubert")
        .shows("On ne parle pas ainsi.")
        .shows("belette");
    bilal.visits("/reglages/decisions").await.ok().shows("Message masqué").shows("On ne parle pas ainsi.");
    assert_eq!(told(&bilal).await[0], "Nicolas Aubert a masqué un de vos messages dans « Numérique en santé »");
    ana.visits(&thread).await.ok().shows("Le message n° 2 est masqué").hides("belette").hides("ainsi");
    ana.visits("/recherche?q=belette").await.ok().hides("1 fil trouvé");
    ana.visits("/reglages/decisions").await.ok().shows("On ne parle pas ainsi.");
    let settled = "Nicolas Aubert a masqué le message que vous aviez signalé dans « Numérique en santé »";
    assert_eq!(told(&ana).await[0], settled);
    // Settled: nothing waits any more, and the conversation stays closed to who decided.
    assert_eq!(bell(&nicolas).await, "");
    nicolas.visits(&thread).await.is(404);
    hides(&nicolas, &post, "encore").await.is(404);
    ana.visits("/conversations").await.ok().shows("Une hermine");
}

#[actix_web::test]
async fn what_was_hidden_by_mistake_is_shown_again_for_a_month() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (nicolas, karim) = (town.animator("Nicolas Aubert").await, town.expert("Karim Benali").await);
    let thread = writes(&ana, "Bilal Haddad", "Une hermine", "Le planning").await;
    let (post, later) = (
        answered(&bilal, &thread, "Une belette mal comprise").await,
        answered(&bilal, &thread, "Une fouine désobligeante").await,
    );
    for one in [&post, &later] {
        flags(&ana, one).await;
        hides(&nicolas, one, "Trop vite.").await.redirects_to("/console?fait=");
    }
    let show = format!("/messages/{post}/masquage/retrait");
    for (other, status) in [(&karim, 404), (&ana, 404), (&bilal, 403)] {
        other.posts(&show, &[("reason", "x")]).await.is(status);
        other.visits(HIDDEN).await.hides("belette");
    }
    nicolas.posts(&show, &[("reason", "")]).await.is(422).shows("Une belette mal comprise").shows("Dites pourquoi");
    nicolas.fills(HIDDEN, &show, &[("reason", "C'était une plaisanterie.")]).await.redirects_to(HIDDEN);
    ana.visits(&thread).await.ok().shows("Une belette mal comprise").hides("fouine");
    ana.visits("/recherche?q=belette").await.ok().shows("1 fil trouvé");
    bilal.visits("/reglages/decisions").await.ok().shows("Message rétabli").shows("C'était une plaisanterie.");
    nicolas.visits(HIDDEN).await.ok().hides("belette").shows("fouine");
    nicolas.posts(&show, &[("reason", "encore")]).await.is(404);
    town.passes(31 * 86_400).await;
    nicolas.posts("/connexion", &[("email", &nicolas.email), ("password", PASSWORD)]).await.redirects_to("/");
    nicolas.visits(HIDDEN).await.ok().hides("fouine");
}

#[actix_web::test]
async fn the_title_goes_with_the_first_message_and_the_conversation_goes_on() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = writes(&ana, "Bilal Haddad", "", "Une hermine désobligeante").await;
    let first = first_post(&bilal, &thread).await;
    flags(&bilal, &first).await;
    hides(&nicolas, &first, "On ne parle pas ainsi.").await.redirects_to("/console?fait=");
    bilal.visits("/conversations").await.ok().shows("Titre masqué").hides("hermine");
    let page = bilal.follows(bilal.visits(&thread).await.redirects_to("/fils/")).await;
    page.ok().shows("Le message n° 1 est masqué").hides("hermine");
    assert_eq!(page.texts("h1"), ["Titre masqué"]);
    let own = ana.follows(ana.visits(&thread).await.redirects_to("/fils/")).await;
    assert_eq!(own.ok().texts("h1"), ["Une hermine désobligeante"]);
    answered(&bilal, &thread, "Parlons-nous autrement.").await;
    ana.follows(ana.visits(&thread).await.redirects_to("/fils/")).await.shows("Parlons-nous autrement.");
}

#[actix_web::test]
async fn an_animator_decides_nothing_about_what_they_wrote() {
    let town = Town::new().await;
    let (bilal, nicolas) = (town.member("Bilal Haddad").await, town.animator("Nicolas Aubert").await);
    let sofia = town.animator("Sofia Lind").await;
    let thread = writes(&nicolas, "Bilal Haddad", "Une mise au point", "Une belette désobligeante").await;
    let first = first_post(&bilal, &thread).await;
    flags(&bilal, &first).await;
    assert_eq!(told(&nicolas).await, [""; 0], "nobody hears of flags on what they wrote");
    assert_eq!(told(&sofia).await.len(), 1);
    nicolas.visits(FLAGS).await.ok().shows("C'est votre message");
    nicolas.posts(&format!("/messages/{first}/masquage"), &[("reason", "x")]).await.is(403);
    for gesture in ["hide", "leave"] {
        does(&nicolas, "private-flag", gesture, &[&first], "x").await.is(403);
    }
    hides(&sofia, &first, "Même nous.").await.redirects_to("/console?fait=");
    nicolas.visits("/reglages/decisions").await.ok().shows("Même nous.").shows("Numérique en santé");
}

#[actix_web::test]
async fn a_flag_taken_back_is_told_to_nobody_any_more_in_threads_too() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let fields = [
        ("theme", THEME),
        ("kind", "discussion"),
        ("title", "Nos étiquettes"),
        ("body", "Achetez les miennes."),
        ("audience", "community"),
    ];
    let thread = bilal.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let first = first_post(&bilal, &thread).await;
    let flag = format!("/messages/{first}/signalement");
    chloe.posts(&flag, &[("reason", "commercial")]).await.redirects_to("/fils/");
    assert_eq!(told(&ana).await, ["Un message est signalé dans « Nos étiquettes »"]);
    assert_eq!(bell(&ana).await, "1");
    chloe.posts(&format!("{flag}/retrait"), &[]).await.redirects_to("/fils/");
    assert_eq!((told(&ana).await, bell(&ana).await.as_str()), (Vec::new(), ""));
}
