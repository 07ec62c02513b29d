//! Forgetting a password and choosing another.

use crate::town::{PASSWORD, Person, Town, masked};

const ANA: &str = "ana.ferreira@town.example";
const FRESH: &str = "outarde 82 girofle jusant kelvin";

async fn asks(browser: &Person<'_>, email: &str) {
    browser.fills("/mot-de-passe-oublie", "/mot-de-passe-oublie", &[("email", email)]).await.redirects_to("/connexion");
}

fn link(town: &Town) -> String {
    town.inbox_of(ANA).last_link("http://localhost:8080", "/mot-de-passe/")
}

#[actix_web::test]
async fn ana_forgets_her_password_and_chooses_another_by_mail() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let browser = town.visitor();
    asks(&browser, "Ana.Ferreira@Town.example").await;
    browser.visits("/connexion").await.shows("un lien valable une heure vient d'y partir");
    town.runs_the_timetable().await;
    town.inbox_of(ANA).holds_one("Vous avez demandé un nouveau mot de passe");
    let link = link(&town);

    // A mail scanner opens the link first: nothing is used up.
    town.visitor().visits(&link).await.ok();
    let page = browser.visits(&link).await;
    page.ok().shows("Choisir un nouveau mot de passe").shows(ANA);
    assert_eq!(page.header("referrer-policy"), "no-referrer");

    let refused = browser.fills(&link, &link, &[("password", "Ferreira ana.ferreira")]).await;
    refused.is(422).shows("se devine trop facilement").hides("Ferreira ana.ferreira");
    assert_eq!(refused.attribute("#password", "aria-describedby").as_deref(), Some("password-error password-hint"));

    browser.fills(&link, &link, &[("password", FRESH)]).await.redirects_to("/");
    browser.visits("/connexion").await.redirects_to("/");
    ana.visits("/connexion").await.ok();
    browser.visits(&link).await.is(410).shows("Il a déjà servi");
    town.visitor().posts(&link, &[("password", "zeugme 31 varlope hysope")]).await.is(410);

    town.passes(5).await;
    town.runs_the_timetable().await;
    town.inbox_of(ANA).last_shows("Votre mot de passe a été changé");
    let again = town.visitor();
    again.posts("/connexion", &[("email", ANA), ("password", PASSWORD)]).await.is(422);
    again.posts("/connexion", &[("email", ANA), ("password", FRESH)]).await.redirects_to("/");
}

#[actix_web::test]
async fn known_and_unknown_addresses_are_answered_alike() {
    let town = Town::new().await;
    town.expert("Ana Ferreira").await;
    let answers = |email: &'static str| {
        let town = &town;
        async move {
            let browser = town.visitor();
            let asked = browser.posts("/mot-de-passe-oublie", &[("email", email)]).await;
            let signed = browser.posts("/connexion", &[("email", email), ("password", "pas le bon mot")]).await;
            (masked(&asked), masked(&signed).replace(email, "…"))
        }
    };
    let before = town.app.hasher.runs();
    let known = answers(ANA).await;
    let between = town.app.hasher.runs();
    let unknown = answers("nadege@town.example").await;
    assert_eq!(between - before, town.app.hasher.runs() - between);
    assert_eq!(known, unknown);
    town.runs_the_timetable().await;
    assert_eq!(town.memory.mails().len(), 1);
}

#[actix_web::test]
async fn a_link_lives_an_hour_and_the_next_one_ends_it() {
    let town = Town::new().await;
    town.expert("Ana Ferreira").await;
    let browser = town.visitor();
    asks(&browser, ANA).await;
    town.runs_the_timetable().await;
    let first = link(&town);
    browser.visits(&first).await.ok();
    town.passes(60 * 60 - 3).await;
    browser.visits(&first).await.ok();
    town.passes(3).await;
    browser.visits(&first).await.is(410);

    asks(&browser, ANA).await;
    town.runs_the_timetable().await;
    let second = link(&town);
    asks(&browser, ANA).await;
    town.passes(5).await;
    town.runs_the_timetable().await;
    let third = link(&town);
    browser.visits(&second).await.is(410);
    browser.visits(&third).await.ok();
}

#[actix_web::test]
async fn five_links_in_half_an_hour_are_enough() {
    let town = Town::with_limits().await;
    town.expert("Ana Ferreira").await;
    for email in [ANA, "nadege@town.example"] {
        let browser = town.visitor();
        for _ in 0..5 {
            asks(&browser, email).await;
        }
        let refused = browser.posts("/mot-de-passe-oublie", &[("email", email)]).await;
        refused.is(429).shows("Trop d'envois");
        assert!(!refused.header("retry-after").is_empty());
    }
    town.passes(1_801).await;
    asks(&town.visitor(), ANA).await;
}

#[actix_web::test]
async fn every_mail_about_an_account_can_be_written_in_both_languages() {
    use cercles::db::schema::members;
    use cercles::mail::{Message, outbox};
    use diesel::prelude::*;

    for (language, words) in [("fr", "Bonjour Ana,"), ("en", "Hello Ana,")] {
        let town = Town::new().await;
        let member = town.expert("Ana Ferreira").await.id();
        town.write(move |tx| {
            diesel::update(members::table).set(members::language.eq(language)).execute(tx.db())?;
            let address = || "ana@autre.example".to_owned();
            let mails = [
                Message::PasswordReset { member: member.0 },
                Message::PasswordChanged { member: member.0 },
                Message::EmailConfirm { member: member.0, address: address() },
                Message::EmailChanged { member: member.0, address: address() },
                Message::AlreadyMember { member: member.0 },
                Message::Test { member: member.0 },
            ];
            for (number, mail) in mails.iter().enumerate() {
                outbox::post(tx, Some(member), &format!("story:{number}"), mail)?;
            }
            Ok(())
        })
        .await;
        town.runs_the_timetable().await;
        let (old, new) = (town.inbox_of(ANA).0, town.inbox_of("ana@autre.example").0);
        assert_eq!((old.len(), new.len()), (4, 2));
        for mail in old.iter().chain(&new) {
            assert!(mail.contains(words), "{mail}");
            assert!(mail.contains("http://localhost:8080"), "{mail}");
        }
    }
}
