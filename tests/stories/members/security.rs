//! Sessions, throttling, one's password and one's address.

use cercles::db::schema::{members, sessions};
use cercles::members::throttle::{self, Subjects};
use diesel::prelude::*;

use crate::town::{Answer, PASSWORD, Person, Town};

const ANA: &str = "ana.ferreira@town.example";
const FRESH: &str = "outarde 82 girofle jusant kelvin";
const SECURITY: &str = "/reglages/securite";
const NEW_PASSWORD: &str = "/reglages/securite/mot-de-passe";
const NEW_EMAIL: &str = "/reglages/securite/adresse";

async fn signs_in(browser: &Person<'_>, password: &str, personal: bool) -> Answer {
    let personal = if personal { "1" } else { "" };
    browser.posts("/connexion", &[("email", ANA), ("password", password), ("personal", personal)]).await
}

async fn is_in(browser: &Person<'_>) -> bool {
    browser.visits("/reglages").await.status == 200
}

#[actix_web::test]
async fn ten_wrong_passwords_slow_the_next_ones_and_the_right_one_works_after_the_wait() {
    let town = Town::with_limits().await;
    let ana = town.expert("Ana Ferreira").await;
    let thief = town.visitor();
    for email in [ANA, "nadege@town.example"] {
        for _ in 0..10 {
            thief.posts("/connexion", &[("email", email), ("password", "au hasard")]).await.is(422);
        }
        let slowed = thief.posts("/connexion", &[("email", email), ("password", PASSWORD)]).await;
        slowed.is(429).shows("une seconde").hides(PASSWORD);
        assert_eq!(slowed.header("retry-after"), "1");
    }
    // The one who is signed in is not disturbed, nor are the others of the same network.
    assert!(is_in(&ana).await);
    town.passes(1).await;
    signs_in(&thief, "encore au hasard", false).await.is(422);
    let waits = signs_in(&thief, PASSWORD, false).await;
    assert_eq!((waits.status, waits.header("retry-after")), (429, "2"));
    town.passes(2).await;
    let owner = town.visitor();
    signs_in(&owner, PASSWORD, false).await.redirects_to("/");
    assert!(is_in(&owner).await);
    // Success starts the count again.
    signs_in(&town.visitor(), "au hasard", false).await.is(422);
    signs_in(&town.visitor(), PASSWORD, false).await.redirects_to("/");
}

#[actix_web::test]
async fn a_hundred_failures_leave_only_the_reset_by_mail() {
    let town = Town::with_limits().await;
    town.expert("Ana Ferreira").await;
    let thief = town.visitor();
    // Slowly, from everywhere, so that nothing but the number of failures in a row counts.
    for guess in 0..99 {
        let subjects = Subjects::of(&town.app.key, ANA, std::net::IpAddr::from([198, 51, 100, guess]));
        town.write(move |tx| throttle::failed(tx, &subjects)).await;
        town.passes(901).await;
    }
    town.runs_the_timetable().await;
    signs_in(&thief, "au hasard", false).await.is(422);
    town.passes(7 * 86_400).await;
    town.runs_the_timetable().await;
    signs_in(&town.visitor(), PASSWORD, false).await.is(429);
    let owner = town.visitor();
    owner.fills("/mot-de-passe-oublie", "/mot-de-passe-oublie", &[("email", ANA)]).await.is(303);
    town.passes(5).await;
    town.runs_the_timetable().await;
    let link = town.inbox_of(ANA).last_link("http://localhost:8080", "/mot-de-passe/");
    owner.fills(&link, &link, &[("password", FRESH)]).await.redirects_to("/");
    signs_in(&town.visitor(), FRESH, false).await.redirects_to("/");
}

#[actix_web::test]
async fn three_hundred_people_sign_in_from_one_hospital() {
    let town = Town::with_limits().await;
    town.expert("Ana Ferreira").await;
    for turn in 0..99 {
        let email = format!("personne{turn}@town.example");
        let subjects = Subjects::of(&town.app.key, &email, std::net::IpAddr::from([192, 0, 2, 1]));
        town.write(move |tx| throttle::failed(tx, &subjects)).await;
    }
    signs_in(&town.visitor(), PASSWORD, false).await.redirects_to("/");
    town.visitor().posts("/connexion", &[("email", "la@town.example"), ("password", "au hasard")]).await.is(422);
    let far = town.visitor();
    *far.from.borrow_mut() = "203.0.113.9".into();
    signs_in(&far, PASSWORD, false).await.redirects_to("/");
    signs_in(&town.visitor(), PASSWORD, false).await.is(429);
    town.passes(301).await;
    signs_in(&town.visitor(), PASSWORD, false).await.redirects_to("/");
}

#[actix_web::test]
async fn a_session_lives_as_long_as_its_computer_allows() {
    let town = Town::new().await;
    town.expert("Ana Ferreira").await;
    for (personal, idle, life) in [(false, 30 * 60, 12 * 3_600), (true, 14 * 86_400, 30 * 86_400)] {
        let browser = town.visitor();
        signs_in(&browser, PASSWORD, personal).await.redirects_to("/");
        town.passes(idle - 1).await;
        assert!(is_in(&browser).await, "one second before the idle limit");
        town.passes(idle).await;
        assert!(!is_in(&browser).await, "at the idle limit");

        let browser = town.visitor();
        signs_in(&browser, PASSWORD, personal).await.redirects_to("/");
        let mut left = life - 1;
        while left > 0 {
            let step = left.min(idle - 1);
            town.passes(step).await;
            assert!(is_in(&browser).await);
            left -= step;
        }
        town.passes(1).await;
        assert!(!is_in(&browser).await, "at the whole life's end");
    }
    town.passes(60).await;
    town.runs_the_timetable().await;
    let left: i64 = town.read(|db| Ok(sessions::table.count().get_result(db)?)).await;
    assert_eq!(left, 0);
}

#[actix_web::test]
async fn the_cookie_is_for_this_host_alone_and_its_secret_is_not_in_the_database() {
    let town = Town::on_https().await;
    town.expert("Ana Ferreira").await;
    for (personal, age) in [(false, ""), (true, "; Max-Age=2592000")] {
        let browser = town.visitor();
        let answer = signs_in(&browser, PASSWORD, personal).await;
        let cookies = answer.cookies();
        let cookie = cookies.iter().find(|cookie| cookie.starts_with("__Host-sid=")).unwrap();
        let (pair, rest) = cookie.split_once(';').unwrap();
        assert_eq!(rest, format!(" HttpOnly; SameSite=Lax; Secure; Path=/{age}"));
        let token = pair.split_once('=').unwrap().1.to_owned();
        assert!(token.len() >= 43);
        let known: Vec<String> = town.read(|db| Ok(sessions::table.select(sessions::token_hash).load(db)?)).await;
        assert!(known.iter().all(|hash| hash.len() == 64 && !hash.contains(&token)));
    }
    let plain = Town::new().await;
    plain.expert("Ana Ferreira").await;
    let answer = signs_in(&plain.visitor(), PASSWORD, false).await;
    assert!(answer.cookies().iter().any(|cookie| cookie.starts_with("sid=") && !cookie.contains("Secure")));
}

#[actix_web::test]
async fn a_cookie_from_before_signing_in_is_worth_nothing_after() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let before = ana.cookies.borrow().get("sid").cloned().unwrap();
    // The same browser signs in once more: the cookie it had is dead.
    let thief = town.visitor();
    thief.cookies.borrow_mut().insert("sid".into(), before.clone());
    assert!(is_in(&thief).await);
    signs_in(&ana, PASSWORD, false).await.redirects_to("/");
    assert_ne!(ana.cookies.borrow().get("sid"), Some(&before));
    assert!(is_in(&ana).await);
    assert!(!is_in(&thief).await);
    // A cookie planted by somebody else never becomes a session.
    let planted = town.visitor();
    planted.cookies.borrow_mut().insert("sid".into(), "planted".into());
    signs_in(&planted, PASSWORD, false).await.redirects_to("/");
    assert_ne!(planted.cookies.borrow().get("sid").map(String::as_str), Some("planted"));
    thief.cookies.borrow_mut().insert("sid".into(), "planted".into());
    assert!(!is_in(&thief).await);
}

#[actix_web::test]
async fn ana_sees_her_devices_and_closes_them() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let karim = town.expert("Karim Benali").await;
    let (ward, phone) = (town.visitor(), town.visitor());
    let agent = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0";
    let token = ward.form_token();
    let body = format!("_csrf={token}&email={ANA}&password={}", PASSWORD.replace(' ', "+"));
    let request = actix_web::test::TestRequest::post()
        .uri("/connexion")
        .insert_header(("content-type", "application/x-www-form-urlencoded"))
        .insert_header(("user-agent", agent))
        .insert_header(("sec-fetch-site", "same-origin"))
        .set_payload(body);
    ward.sends(request).await.redirects_to("/");
    signs_in(&phone, PASSWORD, true).await.redirects_to("/");

    let page = ana.visits(SECURITY).await;
    page.ok()
        .shows("3 appareils connectés")
        .shows("Firefox, Windows")
        .shows("ordinateur personnel")
        .shows("cet appareil");
    let close = page.attribute("tbody tr:has(.button-link) form", "action");
    let forms: Vec<String> = {
        let parsed = scraper::Html::parse_document(&page.body);
        let rows = scraper::Selector::parse("tbody tr").unwrap();
        let form = scraper::Selector::parse("form").unwrap();
        let windows = parsed.select(&rows).filter(|row| row.text().any(|text| text.contains("Firefox, Windows")));
        windows.flat_map(|row| row.select(&form)).map(|form| form.value().attr("action").unwrap().to_owned()).collect()
    };
    assert!(close.is_some());
    // Nobody closes another's session.
    karim.posts(&forms[0], &[]).await.is(404);
    assert!(is_in(&ward).await);
    ana.posts(&forms[0], &[]).await.redirects_to(SECURITY);
    assert!(!is_in(&ward).await);
    assert!(is_in(&phone).await);
    ana.fills(SECURITY, "/reglages/securite/sessions/fermeture", &[]).await.redirects_to(SECURITY);
    assert!(!is_in(&phone).await);
    assert!(is_in(&ana).await);
    assert!(is_in(&karim).await);
    ana.visits(SECURITY).await.ok().shows("Un appareil connecté");
}

#[actix_web::test]
async fn a_new_password_needs_the_current_one_renews_the_session_and_closes_the_others() {
    let town = Town::with_limits().await;
    let ana = town.expert("Ana Ferreira").await;
    let ward = town.visitor();
    signs_in(&ward, PASSWORD, false).await.redirects_to("/");
    let before = ana.cookies.borrow().get("sid").cloned().unwrap();

    let wrong = ana.fills(NEW_PASSWORD, NEW_PASSWORD, &[("current_password", "pas lui"), ("password", FRESH)]).await;
    wrong.is(422).shows("Ce n'est pas votre mot de passe actuel").hides(FRESH).hides("pas lui");
    let weak = ana.fills(NEW_PASSWORD, NEW_PASSWORD, &[("current_password", PASSWORD), ("password", "court")]).await;
    weak.is(422).shows("5 caractères : il en faut au moins 15");
    assert!(is_in(&ward).await);

    let done = ana.fills(NEW_PASSWORD, NEW_PASSWORD, &[("current_password", PASSWORD), ("password", FRESH)]).await;
    done.redirects_to(SECURITY);
    ana.follows(&done).await.ok().shows("Votre nouveau mot de passe est enregistré");
    assert!(!is_in(&ward).await);
    let thief = town.visitor();
    thief.cookies.borrow_mut().insert("sid".into(), before);
    assert!(!is_in(&thief).await);
    town.runs_the_timetable().await;
    town.inbox_of(ANA).holds_one("Votre mot de passe a été changé");
    signs_in(&town.visitor(), PASSWORD, false).await.is(422);
    signs_in(&ward, FRESH, false).await.redirects_to("/");

    // The box unchecked, the others stay.
    let token = [("current_password", FRESH), ("password", PASSWORD), ("close_others", "")];
    ana.posts(NEW_PASSWORD, &token).await.redirects_to(SECURITY);
    assert!(is_in(&ward).await);
    assert!(is_in(&ana).await);

    // Failures count as failed sign-ins do.
    for _ in 0..10 {
        ana.posts(NEW_PASSWORD, &[("current_password", "au hasard"), ("password", FRESH)]).await.is(422);
    }
    ana.posts(NEW_PASSWORD, &[("current_password", PASSWORD), ("password", FRESH)]).await.is(429);
    signs_in(&town.visitor(), PASSWORD, false).await.is(429);
}

#[actix_web::test]
async fn a_new_address_is_confirmed_from_itself_and_the_old_one_is_told() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let ward = town.visitor();
    signs_in(&ward, PASSWORD, false).await.redirects_to("/");
    let new = "ana@autre.example";
    let fields = [("email", new), ("current_password", PASSWORD)];
    ana.posts(NEW_EMAIL, &[("email", new), ("current_password", "au hasard")]).await.is(422);
    let bad = ana.fills(NEW_EMAIL, NEW_EMAIL, &[("email", "pas une adresse"), ("current_password", PASSWORD)]).await;
    bad.is(422).shows("n'a pas la forme");
    assert_eq!(bad.field("email").as_deref(), Some("pas une adresse"));
    ana.posts(NEW_EMAIL, &[("email", ANA), ("current_password", PASSWORD)])
        .await
        .is(422)
        .shows("C'est déjà votre adresse");
    ana.fills(NEW_EMAIL, NEW_EMAIL, &fields).await.redirects_to(SECURITY);
    town.runs_the_timetable().await;
    town.inbox_of(ANA).is_empty();
    town.inbox_of(new).holds_one("Confirmer votre nouvelle adresse");
    let link = town.inbox_of(new).last_link("http://localhost:8080", "/adresse/");

    // A reset asked for meanwhile dies with the change.
    let browser = town.visitor();
    browser.posts("/mot-de-passe-oublie", &[("email", ANA)]).await.is(303);
    town.passes(5).await;
    town.runs_the_timetable().await;
    let reset = town.inbox_of(ANA).last_link("http://localhost:8080", "/mot-de-passe/");

    let page = browser.visits(&link).await;
    page.ok().shows(new);
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    browser.visits(&reset).await.ok();
    browser.fills(&link, &link, &[]).await.redirects_to("/connexion");
    browser.visits(&link).await.is(410);
    browser.visits(&reset).await.is(410);
    assert!(!is_in(&ward).await);
    assert!(!is_in(&ana).await);
    town.passes(5).await;
    town.runs_the_timetable().await;
    town.inbox_of(ANA).last_shows("L'adresse de votre compte a changé");
    signs_in(&browser, PASSWORD, false).await.is(422);
    browser.posts("/connexion", &[("email", new), ("password", PASSWORD)]).await.redirects_to("/");
}

#[actix_web::test]
async fn an_address_somebody_has_is_asked_for_with_the_same_answer_and_no_mail() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    town.expert("Karim Benali").await;
    let free = ana.posts(NEW_EMAIL, &[("email", "libre@town.example"), ("current_password", PASSWORD)]).await;
    let taken = ana.posts(NEW_EMAIL, &[("email", "KARIM.benali@town.example"), ("current_password", PASSWORD)]).await;
    assert_eq!(crate::town::masked(&free), crate::town::masked(&taken));
    town.runs_the_timetable().await;
    town.inbox_of("KARIM.benali@town.example").is_empty();
    town.inbox_of("karim.benali@town.example").is_empty();
    // The one that is free is taken by somebody else before the link is used.
    let link = town.inbox_of("libre@town.example").last_link("http://localhost:8080", "/adresse/");
    town.write(|tx| {
        diesel::update(members::table.filter(members::email_key.eq("karim.benali@town.example")))
            .set(members::email_key.eq("libre@town.example"))
            .execute(tx.db())?;
        Ok(())
    })
    .await;
    ana.fills(&link, &link, &[]).await.is(409).shows("La vôtre n'a pas changé");
    assert!(is_in(&ana).await);
}

#[actix_web::test]
async fn a_link_that_had_not_left_dies_with_a_new_password() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    ana.posts(NEW_EMAIL, &[("email", "voleur@town.example"), ("current_password", PASSWORD)]).await.is(303);
    town.visitor().posts("/mot-de-passe-oublie", &[("email", ANA)]).await.is(303);
    ana.posts(NEW_PASSWORD, &[("current_password", PASSWORD), ("password", FRESH)]).await.redirects_to(SECURITY);
    town.passes(5).await;
    town.runs_the_timetable().await;
    town.inbox_of("voleur@town.example").is_empty();
    town.inbox_of(ANA).holds_one("Votre mot de passe a été changé");
}

#[actix_web::test]
async fn a_form_sent_again_without_its_password_is_no_guess() {
    let town = Town::with_limits().await;
    let ana = town.expert("Ana Ferreira").await;
    let hashes = town.app.hasher.runs();
    for _ in 0..12 {
        let again = signs_in(&town.visitor(), "", false).await;
        again.is(422).shows("Écrivez votre mot de passe");
        assert_eq!(again.attribute("#password", "aria-describedby").as_deref(), Some("password-error"));
        ana.posts(NEW_PASSWORD, &[("current_password", ""), ("password", FRESH)]).await.is(422);
        ana.posts(NEW_EMAIL, &[("current_password", ""), ("email", "ana@autre.example")]).await.is(422);
    }
    assert_eq!(town.app.hasher.runs(), hashes);
    signs_in(&town.visitor(), PASSWORD, false).await.redirects_to("/");
}
