//! The journal read: who reads what of it, how it is found again, how tampering shows.

use cercles::circles::Circle;
use cercles::db::schema::{journal, members};
use cercles::journal::{self as chain, Chain};
use diesel::prelude::*;

use crate::town::{THEME, Town, id_in};

/// Some facts, sealed: a discussion answered, a private conversation, sign-ins.
async fn lived(town: &Town) {
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let fields =
        [("theme", THEME), ("kind", "discussion"), ("title", "Bracelets"), ("body", "b"), ("audience", "community")];
    let thread = bilal.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let id = cercles::db::ids::to_base32(id_in(&thread));
    ana.posts(&format!("/fils/{id}/messages"), &[("body", "Nous aussi")]).await.redirects_to("/fils/");
    town.write(chain::seal).await;
}

async fn checked(town: &Town) -> Chain {
    town.read(chain::check).await
}

/// How many facts are sealed.
async fn sealed(town: &Town) -> i64 {
    town.read(|db| Ok(journal::table.filter(journal::number.is_not_null()).count().first(db)?)).await
}

#[actix_web::test]
async fn a_row_that_is_changed_taken_away_added_or_moved_shows_and_an_erasure_does_not() {
    type Tamper = fn(&mut cercles::db::Tx<'_>) -> QueryResult<usize>;
    let wrongs: [(&str, Tamper, i64); 5] = [
        (
            "changed",
            |tx| {
                diesel::update(journal::table.filter(journal::number.eq(2)))
                    .set(journal::act.eq("post.shown"))
                    .execute(tx.db())
            },
            2,
        ),
        ("taken away", |tx| diesel::delete(journal::table.filter(journal::number.eq(2))).execute(tx.db()), 2),
        (
            "the last taken away",
            |tx| {
                let last: Option<i64> = journal::table.select(diesel::dsl::max(journal::number)).first(tx.db())?;
                diesel::delete(journal::table.filter(journal::number.eq(last))).execute(tx.db())
            },
            0,
        ),
        (
            "added",
            |tx| {
                let last: Option<i64> = journal::table.select(diesel::dsl::max(journal::number)).first(tx.db())?;
                let row = (
                    (journal::id.eq(cercles::db::ids::JournalId(tx.id())), journal::happened_at.eq(tx.now())),
                    (journal::act.eq("post.hidden"), journal::subject.eq("post"), journal::subject_id.eq(7)),
                    (
                        journal::detail.eq(""),
                        journal::number.eq(last.map(|last| last + 1)),
                        journal::seal.eq("0".repeat(64)),
                    ),
                );
                diesel::insert_into(journal::table).values(row).execute(tx.db())
            },
            -1,
        ),
        (
            "moved",
            |tx| {
                diesel::update(journal::table.filter(journal::number.eq(2)))
                    .set(journal::number.eq(-2))
                    .execute(tx.db())?;
                diesel::update(journal::table.filter(journal::number.eq(3)))
                    .set(journal::number.eq(2))
                    .execute(tx.db())?;
                diesel::update(journal::table.filter(journal::number.eq(-2)))
                    .set(journal::number.eq(3))
                    .execute(tx.db())
            },
            2,
        ),
    ];
    for (what, tamper, at) in wrongs {
        let town = Town::new().await;
        lived(&town).await;
        let whole = sealed(&town).await;
        assert!(whole >= 3, "{whole} facts");
        assert_eq!(checked(&town).await, Chain::Whole { sealed: whole });
        town.write(move |tx| Ok(tamper(tx)?)).await;
        let at = match at {
            0 => whole,
            -1 => whole + 1,
            at => at,
        };
        assert_eq!(checked(&town).await, Chain::Broken { number: at }, "a row that is {what}");
        // What comes after is sealed all the same, and the damage stays.
        if what == "the last taken away" {
            town.member("Zoé Lambert").await;
            town.write(chain::seal).await;
            assert_eq!(checked(&town).await, Chain::Broken { number: at });
        }
    }
    let town = Town::new().await;
    lived(&town).await;
    let whole = sealed(&town).await;
    town.write(|tx| {
        let erased = members::given_name.eq("Membre").assume_not_null();
        diesel::update(members::table.filter(members::family_name.eq("Haddad")))
            .set((
                members::given_name.eq("Membre"),
                members::family_name.eq("supprimé"),
                members::email.eq("x@x.example"),
            ))
            .execute(tx.db())?;
        let found: i64 = members::table.filter(erased).count().first(tx.db())?;
        assert_eq!(found, 1);
        Ok(())
    })
    .await;
    assert_eq!(checked(&town).await, Chain::Whole { sealed: whole }, "an erasure breaks nothing");
}

#[actix_web::test]
async fn animators_read_their_theme_experts_what_was_decided_and_nobody_else_anything() {
    let town = Town::new().await;
    lived(&town).await;
    let (nicolas, karim) = (town.animator("Nicolas Aubert").await, town.expert("Karim Benali").await);
    let elsewhere = town.person("Lou Partie", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    nicolas.visits("/console/journal").await.ok().shows("Fil ouvert").shows("Bilal Haddad").shows("Message écrit");
    karim.visits("/console/journal").await.ok().hides("Fil ouvert").hides("Bilal Haddad").shows("Aucune ligne");
    let of_theme = format!("/console/journal?theme={THEME}");
    elsewhere.visits(&of_theme).await.is(404);
    elsewhere.visits(&format!("/console/journal.csv?theme={THEME}")).await.is(404);
    karim.visits("/console/journal?theme=sante-mentale").await.is(404);
    let admin = town.admin("Agathe Ménard").await;
    admin.visits(&of_theme).await.is(404);
    admin.visits("/console/journal").await.ok().shows("Journal : L'instance").hides("Fil ouvert");
    town.member("Camille Bertin").await.visits("/console/journal").await.is(404);
    town.visitor().visits("/console/journal").await.redirects_to("/connexion");
}

#[actix_web::test]
async fn what_was_decided_is_read_by_experts_and_by_the_person_concerned() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let fields =
        [("theme", THEME), ("kind", "discussion"), ("title", "Une offre"), ("body", "b"), ("audience", "community")];
    let thread = bilal.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let post = ana.visits(&thread).await.attribute("li.post", "id").unwrap().replace("m-", "");
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "Publicité.")]).await.redirects_to("/fils/");
    let karim = town.expert("Karim Benali").await;
    karim.visits("/console/journal").await.ok().shows("Message masqué").shows("Ana Ferreira").hides("Fil ouvert");
    bilal.visits("/reglages/journal").await.ok().shows("Fil ouvert").shows("Message masqué").shows("Ana Ferreira");
    let camille = town.member("Camille Bertin").await;
    camille.visits("/reglages/journal").await.ok().hides("Message masqué").hides("Fil ouvert");
    // Who flagged stays among those who settle flags.
    camille.posts(&format!("/messages/{post}/signalement"), &[("reason", "commercial")]).await;
    bilal.visits("/reglages/journal").await.ok().hides("Camille Bertin");
}

#[actix_web::test]
async fn nothing_of_a_private_conversation_is_read_by_animators() {
    let town = Town::new().await;
    let (bilal, camille) = (town.member("Bilal Haddad").await, town.member("Camille Bertin").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let before = nicolas.visits("/console/journal").await;
    let fields = [("with", "Camille Bertin"), ("title", "Entre nous"), ("body", "Bonjour")];
    bilal.posts("/conversations/nouvelle", &fields).await.redirects_to("/");
    let after = nicolas.visits("/console/journal").await;
    assert_eq!(crate::town::masked(&before), crate::town::masked(&after));
    bilal.visits("/reglages/journal").await.ok().shows("Conversation privée ouverte");
    camille.posts("/reglages/conversations/blocages", &[("member", &format!("{}", bilal.id()))]).await;
    bilal.visits("/reglages/journal").await.ok().hides("Personne bloquée");
}

#[actix_web::test]
async fn the_journal_is_searched_by_person_thing_and_date_page_by_page_and_taken_away() {
    let town = Town::new().await;
    lived(&town).await;
    let nicolas = town.animator("Nicolas Aubert").await;
    nicolas.visits("/console/journal?personne=haddad").await.ok().shows("Fil ouvert").hides("Ana Ferreira");
    nicolas.visits("/console/journal?famille=points-durs").await.ok().shows("Aucune ligne");
    nicolas.visits("/console/journal?jusque=2026-11-21").await.ok().shows("Aucune ligne");
    nicolas.visits("/console/journal?depuis=2026-11-22&jusque=22/11/2026").await.ok().shows("Fil ouvert");
    nicolas
        .visits("/console/journal?depuis=hier&objet=!")
        .await
        .ok()
        .shows("Collez l'adresse d'une page")
        .shows("Fil ouvert");
    let page = nicolas.visits("/console/journal?famille=ecrits").await;
    let thread = page.attribute("tbody a[href^=\"/fils/\"]", "href").unwrap();
    nicolas.visits(&format!("/console/journal?objet={thread}")).await.ok().shows("Fil ouvert").hides("Message écrit");
    let table = nicolas.visits("/console/journal.csv").await;
    let text = String::from_utf8(table.ok().bytes.clone()).unwrap();
    assert!(text.contains("thread.opened;Fil ouvert;Bilal Haddad"), "{text}");
    assert!(!text.contains("@town.example"), "{text}");
    // Pages follow each other without a gap.
    for _ in 0..40 {
        lived_a_little(&town).await;
    }
    let first = nicolas.visits("/console/journal").await;
    let next = first.attribute("a[rel=\"next\"]", "href").expect("an older page");
    let second = nicolas.visits(&next.replace("&amp;", "&")).await;
    second.ok().shows("Les plus récentes").shows("Fil ouvert");
}

async fn lived_a_little(town: &Town) {
    let theme = town.theme(THEME).await;
    town.write(move |tx| {
        for _ in 0..2 {
            let fact = chain::Fact {
                actor: None,
                act: "theme.shaped",
                theme: Some(theme),
                subject: "theme",
                subject_id: theme.0,
                detail: "",
            };
            chain::record(tx, &fact)?;
        }
        Ok(())
    })
    .await;
}

#[actix_web::test]
async fn addresses_are_shown_to_an_administrator_who_asks_for_a_quarter_of_an_hour_and_the_journal_says_so() {
    let town = Town::new().await;
    lived(&town).await;
    let admin = town.admin("Agathe Ménard").await;
    admin.comes_back().await;
    let page = "/console/journal?theme=instance";
    admin.visits(page).await.ok().shows("Connexion").shows("Agathe Ménard").hides("@town.example");
    let asked = admin.posts("/console/journal/adresses", &[]).await;
    admin.follows(&asked).await.ok().shows("agathe.menard@town.example").shows("Adresses affichées dans le journal");
    let table = admin.visits("/console/journal.csv?theme=instance&adresses=1").await;
    assert!(String::from_utf8(table.bytes.clone()).unwrap().contains("agathe.menard@town.example"));
    town.passes(16 * 60).await;
    admin.visits(page).await.ok().hides("@town.example").shows("Afficher les adresses");
    let table = admin.visits("/console/journal.csv?theme=instance&adresses=1").await;
    assert!(!String::from_utf8(table.bytes.clone()).unwrap().contains("@town.example"));
    town.expert("Karim Benali").await.posts("/console/journal/adresses", &[]).await.is(404);
}
