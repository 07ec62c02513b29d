//! Forgetting a password and choosing another.

use cercles::db::ids::MemberId;
use cercles::db::schema::{email_changes as email_changes_table, members, password_resets};
use cercles::mail::{Message, outbox};
use cercles::members::{account, email_changes, resets};
use diesel::prelude::*;

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

/// Whatever is asked for, used and changed, and in whatever order: one live link of each kind at most, none after a
/// change of password or address, and none that works twice.
#[actix_web::test]
async fn at_most_one_link_lives_whatever_is_done() {
    use proptest::strategy::{Strategy, ValueTree};

    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let sequences = proptest::collection::vec(0..5_usize, 2..16);
    for _ in 0..16 {
        let steps = sequences.new_tree(&mut runner).unwrap().current();
        let town = Town::new().await;
        let ana = town.expert("Ana Ferreira").await;
        let mut links = Links { town: &town, member: ana.id(), reset: None, change: None };
        for (number, step) in steps.iter().enumerate() {
            let changed = links.takes(*step, number).await;
            let live = links.live().await;
            assert!(live.0 <= 1 && live.1 <= 1, "{live:?} live after step {number} of {steps:?}");
            assert!(!changed || live == (0, 0), "{live:?} live after step {number} of {steps:?}");
        }
    }
}

struct Links<'t> {
    town: &'t Town,
    member: MemberId,
    reset: Option<String>,
    change: Option<String>,
}

impl Links<'_> {
    /// Asks for a reset (0) or an address (1), uses the last reset (2) or address (3), changes the password (4). Says
    /// whether the password or the address changed.
    async fn takes(&mut self, step: usize, number: usize) -> bool {
        let (member, key, database) = (self.member, self.town.app.key.clone(), &self.town.app.database);
        match step {
            0 => {
                let token = cercles::tokens::random_token();
                let drawn = token.clone();
                self.reset = self.town.write(move |tx| resets::keep(tx, member, &token)).await.then_some(drawn);
            }
            1 => {
                let (address, token) = (format!("ana{number}@autre.example"), cercles::tokens::random_token());
                let drawn = token.clone();
                let kept = self.town.write(move |tx| email_changes::keep(tx, member, &address, &token)).await;
                self.change = kept.then_some(drawn);
            }
            2 => {
                let Some(token) = self.reset.take() else { return false };
                let again = token.clone();
                let used = database.write(move |tx| {
                    resets::consume(tx, &token)?;
                    account::renew_password(tx, &key, member, "a hash")
                });
                let used = used.await.is_ok();
                assert!(database.write(move |tx| resets::consume(tx, &again)).await.is_err());
                return used;
            }
            3 => {
                let Some(token) = self.change.take() else { return false };
                let again = (key.clone(), token.clone());
                let used = database.write(move |tx| email_changes::consume(tx, &key, &token)).await.is_ok();
                assert!(database.write(move |tx| email_changes::consume(tx, &again.0, &again.1)).await.is_err());
                return used;
            }
            _ => {
                self.town.write(move |tx| account::renew_password(tx, &key, member, "another hash")).await;
                return true;
            }
        }
        false
    }

    /// Live resets and changes of address.
    async fn live(&self) -> (i64, i64) {
        self.town
            .read(|db| {
                Ok((password_resets::table.count().get_result(db)?, email_changes_table::table.count().get_result(db)?))
            })
            .await
    }
}
