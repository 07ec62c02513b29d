//! The rhythm of each circle: a year as its members see it, how often is set, who animates is told in time.

use cercles::circles::Circle;
use cercles::meetings::rhythm::expected_and_held;

use super::meetings::{announced, planned, with};
use crate::town::{Person, THEME, Town, squeezed};

const YEAR: &str = "/rencontres?theme=numerique-en-sante&annee=2027";

/// The rows of the year's table whose circle is told so.
fn rows(page: &crate::town::Answer, circle: &str) -> usize {
    page.texts("#year-table-numerique-en-sante tbody th").iter().filter(|name| name.trim() == circle).count()
}

/// How often somebody is told something by the bell.
async fn told(person: &Person<'_>, words: &str) -> usize {
    person.visits("/notifications").await.ok().text().matches(words).count()
}

#[actix_web::test]
async fn a_year_says_what_is_planned_held_and_missing_to_those_of_the_circle() {
    let town = Town::new().await;
    let (ana, peer) = (town.expert("Ana Ferreira").await, town.peer("Maëlle Céleste").await);
    let outsider = town.outsider("Paul Dehors").await;
    let address = planned(&ana, &with(&[])).await;
    let prepared = ana.visits(YEAR).await;
    assert_eq!(prepared.ok().count("svg.year rect.year-prepared"), 1 + 1, "January, and the legend");
    announced(&ana, &address).await;
    let page = ana.visits(YEAR).await;
    page.ok().shows("L'année 2027").shows("une par mois").shows("1 prévue, 11 à prévoir");
    assert_eq!(page.count("svg.year rect.year-planned"), 1 + 1);
    assert_eq!(page.count("svg.year rect.year-later"), 11 + 2 + 1 + 1, "experts, peers, community, the legend");
    let table = page.texts("#year-table-numerique-en-sante tbody tr").join(" ");
    assert!(table.contains("janvier 2027") && table.contains("Réunion des experts"), "{table}");
    assert!(table.contains("de janvier à juin 2027"), "{table}");
    // A peer reads nothing of the experts' rhythm, not even that it is kept.
    let page = peer.visits(YEAR).await;
    page.ok().hides("une par mois").hides("Réunion des experts");
    assert_eq!((rows(&page, "Experts"), rows(&page, "Pairs"), rows(&page, "Communauté")), (0, 2, 1));
    assert_eq!(outsider.visits(YEAR).await.ok().count("svg.year"), 0);
}

#[actix_web::test]
async fn who_animates_says_how_often_a_circle_meets() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let page = "/themes/numerique-en-sante/rythme";
    ana.visits(page).await.is(403);
    let shown = nicolas.visits(page).await;
    assert_eq!(shown.ok().field("expert_unit").as_deref(), Some("month"));
    assert_eq!(shown.field("peer_number").as_deref(), Some("2"));
    let wrong = nicolas.fills(page, page, &[("peer_unit", "month"), ("peer_number", "25")]).await;
    wrong.is(422).shows("de 1 à 24 mois");
    assert_eq!(wrong.attribute("#peer_number", "value").as_deref(), Some("25"), "what was typed is kept");
    nicolas.fills(page, page, &[("peer_unit", "week"), ("peer_number", "13")]).await.redirects_to("/rencontres");
    nicolas.fills(page, page, &[("community_number", "0")]).await.redirects_to("/rencontres");
    ana.visits(YEAR).await.ok().shows("une toutes les 13 semaines").shows("aucune rencontre n'est attendue");
    let theme = town.theme(THEME).await;
    let (expected, held) = town.read(move |db| expected_and_held(db, theme, Circle::Peer, 2027)).await;
    assert_eq!((expected, held), (4, 0));
}

#[actix_web::test]
async fn who_animates_is_told_once_that_a_meeting_is_missed_and_never_of_one_that_was_held() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let address = planned(&ana, &with(&[])).await;
    announced(&ana, &address).await;
    let theme = town.theme(THEME).await;
    let late = "le cercle des experts a manqué une rencontre attendue";
    let soon = "aucune rencontre des experts n'est encore prévue";
    town.runs_the_timetable().await;
    assert_eq!(told(&nicolas, late).await, 0, "what began before the theme is not counted");
    // To the middle of February: January's was held.
    let day = |word: &str| word.parse::<jiff::Timestamp>().unwrap();
    let start = town.app.database.now().instant();
    town.passes(day("2027-02-10T09:00:00Z").as_second() - start.as_second()).await;
    town.runs_the_timetable().await;
    nicolas.comes_back().await;
    assert_eq!((told(&nicolas, late).await, told(&nicolas, soon).await), (0, 0));
    assert_eq!(town.read(move |db| expected_and_held(db, theme, Circle::Expert, 2027)).await, (12, 1));
    // The end of February comes near, and nothing is planned.
    for _ in 0..2 {
        town.passes(12 * 86_400).await;
        town.runs_the_timetable().await;
        town.passes(7_200).await;
        town.runs_the_timetable().await;
    }
    nicolas.comes_back().await;
    assert_eq!((told(&nicolas, late).await, told(&nicolas, soon).await), (1, 1), "each once");
    ana.comes_back().await;
    assert_eq!(told(&ana, late).await + told(&ana, soon).await, 0);
    // The last one leaves once others may have joined it.
    for _ in 0..2 {
        town.passes(130).await;
        town.runs_the_timetable().await;
    }
    let mails = town.inbox_of(&nicolas.email).0;
    assert_eq!(mails.iter().filter(|mail| squeezed(mail).contains(late)).count(), 1, "by mail too");
}
