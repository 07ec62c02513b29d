//! The date of a meeting: hours that suit, the circle that is asked, the date that is kept.

use cercles::circles::Circle;

use super::meetings::{announced, opened, planned, with};
use crate::town::{Answer, Person, THEME, Town};

/// A meeting without a date.
async fn undated(by: &Person<'_>, changes: &[(&str, &str)]) -> String {
    let fields: Vec<_> = with(&[("starts", ""), ("ends", "")]).into_iter().chain(changes.iter().copied()).collect();
    planned(by, &fields).await
}

/// Another theme.
const OTHER: &str = "sante-mentale";

const TWO: [(&str, &str); 3] = [("date-1", "2027-01-12T14:00"), ("date-2", "2027-01-14T09:30"), ("minutes", "90")];

/// Asks the circle which of two dates suits; where that is.
async fn asked(by: &Person<'_>, meeting: &str) -> String {
    let dates = format!("{meeting}/dates");
    by.fills(&dates, &dates, &TWO).await.redirects_to(&dates);
    dates
}

/// An attribute of every element that matches, in order.
fn each(page: &Answer, selector: &str, name: &str) -> Vec<String> {
    let body = scraper::Html::parse_document(&page.ok().body);
    let selector = scraper::Selector::parse(selector).unwrap();
    body.select(&selector).map(|one| one.value().attr(name).unwrap().to_owned()).collect()
}

/// The fields of one's replies, in the order of the dates.
fn fields_of(page: &Answer) -> Vec<String> {
    each(page, "input[type=radio][value=yes]", "name")
}

async fn replies(person: &Person<'_>, dates: &str, said: [&str; 2]) {
    let names = fields_of(&person.visits(dates).await);
    let fields: Vec<_> = names.iter().map(String::as_str).zip(said).collect();
    person.posts(&format!("{dates}/reponse"), &fields).await.redirects_to(dates);
}

async fn keeps(person: &Person<'_>, dates: &str, version: &str, slot: &str) -> Answer {
    person.posts(&format!("{dates}/choix"), &[("version", version), ("slot", slot)]).await
}

#[actix_web::test]
async fn a_circle_says_which_date_suits_and_the_one_that_is_kept_is_announced() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let rose = town.person("Rose Payet", "la-reunion", &[(THEME, Circle::Expert)]).await;
    let peer = town.peer("Maëlle Céleste").await;
    let meeting = undated(&ana, &[]).await;
    karim.visits(&format!("{meeting}/dates")).await.is(403);
    let dates = asked(&ana, &meeting).await;
    town.tells().await;
    karim.visits("/notifications").await.ok().shows("Ana Ferreira demande quelle date vous convient");
    peer.visits(&dates).await.is(404);
    peer.visits("/rencontres").await.ok().hides("Réunion des experts");
    karim.visits("/rencontres").await.ok().shows("Dates à choisir").shows("Réunion des experts");
    rose.visits(&dates).await.ok().shows("de 17 h à 18 h 30").shows("de 14 h à 15 h 30, Paris");
    replies(&karim, &dates, ["yes", "no"]).await;
    replies(&rose, &dates, ["no", "yes"]).await;
    replies(&rose, &dates, ["if_needed", "yes"]).await;
    // Who said what is told to who runs it; the others read counts.
    let page = karim.visits(&dates).await;
    page.ok().shows("2 personnes ont répondu").shows("Oui : 1 · Si nécessaire : 1 · Non : 0").hides("Rose Payet");
    let page = ana.visits(&dates).await;
    page.ok().shows("Rose Payet").shows("Karim Benali").shows("convient au plus de personnes");
    let version = page.attribute("input[name=version]", "value").unwrap();
    let slots = each(&page, "input[name=slot]", "value");
    assert_eq!(slots.len(), 2);
    karim.posts(&format!("{dates}/choix"), &[("version", &version), ("slot", &slots[0])]).await.is(403);
    assert_eq!(calendars(&town, &karim), 0, "no calendar hears of a date that is not kept");
    keeps(&ana, &dates, &version, &slots[0]).await.redirects_to("/rencontres/");
    keeps(&ana, &dates, &version, &slots[1]).await.is(409);
    for _ in 0..2 {
        town.passes(40).await;
        town.runs_the_timetable().await;
    }
    assert_eq!((calendars(&town, &karim), calendars(&town, &rose)), (1, 1));
    opened(&karim, &meeting).await.ok().shows("Annoncée").shows("12 janvier 2027, de 14 h à 15 h 30");
    karim.visits("/rencontres").await.ok().hides("Dates à choisir");
    karim.posts(&format!("{dates}/reponse"), &[("date-3k", "yes")]).await.is(409);
}

/// How many calendars a person was mailed.
fn calendars(town: &Town, to: &Person<'_>) -> usize {
    let mails = town.memory.mails().into_iter().filter(|(address, _)| *address == to.email);
    mails.filter(|(_, bytes)| cercles::intake::Incoming::parse(bytes).calendar.is_some()).count()
}

#[actix_web::test]
async fn what_is_no_date_is_said_beside_it_and_nothing_typed_is_lost() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let meeting = undated(&ana, &[]).await;
    let dates = format!("{meeting}/dates");
    for (typed, sentence) in [
        ([("date-1", "2027-03-28T02:30"), ("date-2", "2027-01-14T09:30")], "n'existe pas"),
        ([("date-1", "2027-10-31T02:30"), ("date-2", "2027-01-14T09:30")], "existe deux fois"),
        ([("date-1", "2026-01-12T14:00"), ("date-2", "2027-01-14T09:30")], "passée"),
        ([("date-1", ""), ("date-2", "2027-01-14T09:30")], "de 2 à 12 dates"),
    ] {
        let page = ana.fills(&dates, &dates, &typed).await;
        page.is(422).shows(sentence);
        assert_eq!(page.attribute("#date-2", "value").as_deref(), Some("2027-01-14T09:30"));
    }
    let page = ana.fills(&dates, &dates, &[("minutes", "5"), TWO[0], TWO[1]]).await;
    page.is(422).shows("de 15 à 1 440 minutes");
    // A poll that is open has no answers to no date.
    let dates = asked(&ana, &meeting).await;
    ana.posts(&format!("{dates}/reponse"), &[]).await.is(422).shows("Répondez au moins pour une date");
    ana.posts(&format!("{dates}/reponse"), &[("date-3k", "yes")]).await.is(422);
}

#[actix_web::test]
async fn hours_that_suit_are_proposed_and_whoever_bore_the_last_bad_one_is_spared() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    for name in ["Rose Payet", "Lucas Hoarau"] {
        town.person(name, "la-reunion", &[(THEME, Circle::Expert)]).await;
    }
    let meeting = undated(&ana, &[]).await;
    let search = format!("{meeting}/dates?from=2027-01-11&weeks=1&minutes=60");
    let page = ana.visits(&search).await;
    page.ok().shows("3 personnes sur 3 à leurs heures de travail").shows("Ce cercle ne s'est pas réuni depuis un an");
    let found = each(&page, "input[type=checkbox][name^=found-]", "name");
    assert_eq!(found.len(), 10, "{found:?}");
    // Ticked ones are asked about as typed ones are.
    let form = format!("{meeting}/dates");
    ana.fills_in(&page, &form, &[(&found[0], "1"), (&found[1], "1")]).await.redirects_to(&form);
    let asked = fields_of(&ana.visits(&form).await);
    assert_eq!(asked.len(), 2);
    // A meeting in the evening of La Réunion counts as its people's burden.
    let late = planned(&ana, &with(&[("starts", "2026-12-16T16:00"), ("ends", "2026-12-16T17:00")])).await;
    announced(&ana, &late).await;
    town.passes(60 * 86_400).await;
    ana.comes_back().await;
    let next = undated(&ana, &[]).await;
    let page = ana.visits(&format!("{next}/dates")).await;
    page.ok().shows("Sur la rencontre de ce cercle depuis un an");
    let turns: Vec<_> = page.texts("section[aria-labelledby=turns] tbody tr").iter().map(|row| squeezed(row)).collect();
    assert_eq!(turns, ["La Réunion 2 1 –", "Paris 1 0 –"]);
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[actix_web::test]
async fn a_poll_that_is_cancelled_says_so_without_a_calendar() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let meeting = undated(&ana, &[]).await;
    let dates = asked(&ana, &meeting).await;
    let page = opened(&ana, &meeting).await;
    let end = format!("{meeting}/annulation");
    ana.fills_in(&page, &end, &[("reason", "Plus de sujet")]).await.redirects_to("/rencontres/");
    town.tells().await;
    for _ in 0..2 {
        town.passes(40).await;
        town.runs_the_timetable().await;
    }
    assert_eq!(calendars(&town, &karim), 0);
    karim.visits(&dates).await.redirects_to("/rencontres/");
    opened(&karim, &meeting).await.ok().shows("Plus de sujet");
}

#[actix_web::test]
async fn the_same_circle_of_another_theme_is_invited_each_person_once() {
    let town = Town::new().await;
    let both = [(THEME, Circle::Expert), (OTHER, Circle::Expert)];
    let ana = town.person("Ana Ferreira", "occitanie", &both).await;
    let karim = town.person("Karim Benali", "la-reunion", &both).await;
    let odile = town.person("Odile Marchetaux", "grand-est", &[(OTHER, Circle::Expert)]).await;
    let peer = town.person("Maëlle Céleste", "guadeloupe", &[(OTHER, Circle::Peer)]).await;
    let only_here = town.expert("Yann Guillerm").await;
    // Who is no expert there is not proposed to invite it, and cannot.
    only_here.visits("/rencontres/nouvelle").await.ok().hides("Aussi invités");
    let alone = planned(&only_here, &with(&[("themes", OTHER)])).await;
    opened(&only_here, &alone).await.ok().hides("Aussi invités");
    let meeting = planned(&ana, &with(&[("themes", OTHER)])).await;
    odile.visits(&meeting).await.is(404);
    // What was ticked stays ticked, until it is unticked.
    let form = ana.visits(&format!("{meeting}/modifier")).await;
    assert_eq!(form.count(&format!("#themes-{OTHER}[checked]")), 1);
    assert_eq!(form.count(&format!("#themes-{THEME}")), 0, "a meeting does not invite its own theme again");
    // Who may not plan there neither adds it nor takes it away.
    let edit = format!("{meeting}/modifier");
    only_here.visits(&edit).await.is(403);
    only_here.posts(&edit, &with(&[("version", "0"), ("themes", "")])).await.is(403);
    let edited = with(&[("version", "0"), ("themes", ""), ("title", "Réunion des experts")]);
    town.animator("Nicolas Aubert").await.posts(&edit, &edited).await.redirects_to("/rencontres/");
    announced(&ana, &meeting).await;
    opened(&odile, &meeting).await.ok().shows("Aussi invités, même cercle : ").shows("Annoncée");
    opened(&karim, &meeting).await.ok();
    peer.visits(&meeting).await.is(404);
    peer.visits(&format!("/rencontres?theme={OTHER}")).await.ok().hides("Réunion des experts");
    odile.visits(&format!("/rencontres?theme={OTHER}")).await.ok().shows("Réunion des experts");
    for _ in 0..2 {
        town.passes(40).await;
        town.runs_the_timetable().await;
    }
    for (person, mails) in [(&karim, 1), (&odile, 1), (&only_here, 1), (&peer, 0)] {
        assert_eq!(calendars(&town, person), mails, "{}", person.email);
    }
    odile.visits("/notifications").await.ok().shows("Ana Ferreira vous invite à la rencontre");
    let page = opened(&odile, &meeting).await;
    odile
        .fills_in(&page, &format!("{meeting}/inscription"), &[("answer", "remote")])
        .await
        .redirects_to("/rencontres/");
    ana.visits(&format!("{meeting}/inscriptions")).await.ok().shows("Odile Marchetaux");
    // Once its circles know of it, whom it is for is decided.
    let form = ana.visits(&format!("{meeting}/modifier")).await;
    form.ok().hides("Aussi invités");
    ana.fills_in(&form, &format!("{meeting}/modifier"), &[("description", "Trois points durs.")]).await;
    opened(&odile, &meeting).await.ok().shows("Trois points durs").shows("Aussi invités");
}
