//! "Still in place?", reminders of trials, review days.

use cercles::db::schema::{notice_channels, sheet_follow_ups};
use diesel::prelude::*;

use super::{acts, begins, people, publishes, takes};
use crate::town::{Inbox, Person, Town, squeezed};

const DAY: i64 = 86_400;

/// The clock's work of a moment: what is due is told, then mailed.
async fn hours(town: &Town) {
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
}

/// The mails that ask a person whether a sheet is still in place: digests may come beside.
fn asked(town: &Town, person: &Person<'_>) -> Inbox {
    let all = town.inbox_of(&person.email).0;
    Inbox(all.into_iter().filter(|mail| squeezed(mail).starts_with("Subject: Toujours en place")).collect())
}

async fn says_they_apply(person: &Person<'_>, address: &str, sheet: &str) {
    person.fills(address, &format!("{sheet}/application"), &[]).await.redirects_to(address);
}

#[actix_web::test]
async fn whoever_applies_a_sheet_answers_from_the_mail() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let camille = town.outsider("Camille Bertin").await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    says_they_apply(&camille, &address, &sheet).await;
    says_they_apply_twice(&camille, &address, &sheet).await;
    town.passes(80 * DAY).await;
    hours(&town).await;
    asked(&town, &camille).is_empty();
    town.passes(13 * DAY).await;
    hours(&town).await;
    let inbox = asked(&town, &camille);
    inbox.holds_one("Toujours en place ?");
    inbox.last_shows("Il y a trois mois");
    inbox.last_shows("List-Unsubscribe");
    let link = inbox.last_link("http://localhost:8080", "/en-place/");
    assert!(link.ends_with("?reponse=in_place"), "{link}");
    camille.visits("/notifications").await.shows("toujours en place trois mois après");

    // Nobody is signed in where mail is read. Looking changes nothing, whatever the program that looks.
    let reader = town.visitor();
    let page = reader.visits(&link).await;
    page.ok().shows("Toujours en place ?").shows("Des bracelets lisibles");
    assert_eq!(page.count("input[checked]"), 1);
    assert_eq!(answers(&town).await, [None, None, None]);
    let action = link.split('?').next().unwrap();
    let forged = format!("{}x", action);
    reader.visits(&forged).await.is(404);
    reader.posts_raw(&forged, &[("answer", "in_place")]).await.is(404);
    reader.posts_raw(action, &[]).await.ok().shows("Choisissez une réponse.");
    reader.posts_raw(action, &[("answer", "adapted")]).await.ok().shows("en place, adaptée");
    assert_eq!(answers(&town).await, [Some("adapted".to_owned()), None, None]);

    // At six months they gave it up: nothing is asked at twelve.
    town.passes(92 * DAY).await;
    hours(&town).await;
    let six = asked(&town, &camille);
    six.last_shows("Il y a six mois");
    let link = six.last_link("http://localhost:8080", "/en-place/");
    let action = link.split('?').next().unwrap();
    reader.posts_raw(action, &[("answer", "dropped")]).await.ok().shows("Nous ne vous le demanderons plus");
    town.passes(200 * DAY).await;
    hours(&town).await;
    assert_eq!(asked(&town, &camille).0.len(), 2, "twelve months later nobody asks");
    // One answer is nobody's secret to tell.
    reader.visits(&address).await.shows("Trop peu de réponses").hides("abandonnée depuis");
}

/// A second time changes nothing.
async fn says_they_apply_twice(person: &Person<'_>, address: &str, sheet: &str) {
    person.visits(address).await.shows("Vous avez dit que vous l'appliquez");
    person.posts(&format!("{sheet}/application"), &[]).await.redirects_to(address);
}

async fn answers(town: &Town) -> Vec<Option<String>> {
    let kept = |db: &mut cercles::db::Db| {
        let answer: Vec<Option<String>> =
            sheet_follow_ups::table.order(sheet_follow_ups::months.asc()).select(sheet_follow_ups::answer).load(db)?;
        Ok(answer)
    };
    town.read(kept).await
}

#[actix_web::test]
async fn five_answers_are_told_and_fewer_are_not() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let sheet = begins(&ana).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    let names = ["Léa Un", "Léa Deux", "Léa Trois", "Léa Quatre", "Léa Cinq", "Léa Six"];
    let mut people = Vec::new();
    for name in names {
        let person = town.member(name).await;
        says_they_apply(&person, &address, &sheet).await;
        people.push(person);
    }
    town.passes(93 * DAY).await;
    hours(&town).await;
    let visitor = town.visitor();
    for (at, person) in people.iter().enumerate() {
        let link = asked(&town, person).last_link("http://localhost:8080", "/en-place/");
        let answer = if at == 5 { "never" } else { "in_place" };
        visitor.posts_raw(link.split('?').next().unwrap(), &[("answer", answer)]).await.ok();
        let page = visitor.visits(&address).await;
        match at {
            0..=3 => page.shows("Trop peu de réponses"),
            4 => page.shows("5 réponses").shows("5 toujours en place"),
            // One "never" alone would be somebody.
            _ => page.shows("6 réponses").shows("6 autres réponses, regroupées").hides("1 jamais mise en place"),
        };
    }
    visitor.visits(&address).await.shows("5 établissements ou équipes disent l'appliquer");
}

#[actix_web::test]
async fn who_wants_no_mail_or_may_not_read_it_is_not_asked() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let (lou, mute) = (town.member("Lou Partie").await, town.member("Marc Muet").await);
    let sheet = super::begins_for(&ana, "community", &[]).await;
    let address = publishes(&sheet, [&ana, &karim, &nicolas]).await;
    for person in [&lou, &mute] {
        says_they_apply(person, &address, &sheet).await;
    }
    let (theme, gone, muted) = (town.theme(crate::town::THEME).await, lou.id(), mute.id());
    town.write(move |tx| {
        let departure = cercles::circles::Move { member: gone, theme, to: None, decided_by: None, reason: "départ" };
        cercles::circles::place(tx, &departure)?;
        let row = (
            notice_channels::member_id.eq(muted),
            notice_channels::kind.eq(cercles::notices::Kind::Assignment),
            notice_channels::channel.eq(cercles::notices::Channel::Site),
        );
        diesel::insert_into(notice_channels::table).values(row).execute(tx.db())?;
        Ok(())
    })
    .await;
    town.passes(93 * DAY).await;
    hours(&town).await;
    for silent in [&lou, &mute] {
        asked(&town, silent).is_empty();
    }
    mute.visits("/notifications").await.shows("toujours en place trois mois après");
    lou.visits("/notifications").await.hides("bracelets");
}

#[actix_web::test]
async fn a_trial_is_recalled_once() {
    let town = Town::new().await;
    let [ana, karim, _] = people(&town).await;
    let camille = town.member("Camille Bertin").await;
    let sheet = begins(&ana).await;
    takes(&ana, &sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    takes(&ana, &sheet, "essais", &[("with", "Camille Bertin")]).await;
    for _ in 0..20 {
        town.passes(DAY).await;
        town.runs_the_timetable().await;
    }
    let told = camille.visits("/notifications").await;
    assert_eq!(told.texts(".notice-line a").iter().filter(|line| line.starts_with("Rappel")).count(), 1);
    let link = told.attribute(".notice-line a", "href").unwrap();
    camille.visits(&link).await.redirects_to(&sheet);
    takes(&camille, &sheet, "essais/reponse", &[("verdict", "clear")]).await;
}

#[actix_web::test]
async fn a_review_day_is_told_a_month_before() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let sheet = begins(&ana).await;
    publishes(&sheet, [&ana, &karim, &nicolas]).await;
    takes(&ana, &sheet, "confirmation", &[("day", "2027-01-10")]).await;
    town.runs_the_timetable().await;
    ana.visits("/notifications").await.hides("est à revoir bientôt");
    for _ in 0..30 {
        town.passes(DAY).await;
        town.runs_the_timetable().await;
    }
    let lines = ana.visits("/notifications").await.texts(".notice-line a");
    assert_eq!(lines.iter().filter(|line| line.contains("est à revoir bientôt")).count(), 1, "{lines:?}");
    // Once confirmed it is told again, for the new day.
    acts(&ana, &sheet, "confirmation", &[("day", "2027-02-20")]).await.redirects_to(&sheet);
    town.passes(40 * DAY).await;
    town.runs_the_timetable().await;
    let lines = ana.visits("/notifications").await.texts(".notice-line a");
    assert_eq!(lines.iter().filter(|line| line.contains("est à revoir bientôt")).count(), 2, "{lines:?}");
}
