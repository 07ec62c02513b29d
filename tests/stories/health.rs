//! The health of a theme: what is counted, of whom, for whom.

use cercles::circles::Circle;
use cercles::db::ids::to_base32;
use cercles::health::{Counted, Figure};

use crate::town::{Person, THEME, Town, id_in};

async fn counts(town: &Town) {
    town.settles().await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::health::count(&app.database)).await.unwrap().unwrap();
}

async fn figure(town: &Town, period: &'static str, figure: Figure) -> Option<(i64, i64)> {
    let theme = town.theme(THEME).await;
    let found = town.read(move |db| Ok(cercles::health::of_theme(db, theme)?.get(period, figure))).await;
    found.map(|Counted { value, total }| (value, total))
}

async fn asks(person: &Person<'_>, title: &str) -> String {
    let fields = [("theme", THEME), ("kind", "question"), ("title", title), ("body", "b"), ("audience", "community")];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

async fn answers(person: &Person<'_>, thread: &str) -> String {
    let id = to_base32(id_in(thread));
    let sent = person.posts(&format!("/fils/{id}/messages"), &[("body", "Comme ceci")]).await;
    sent.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

const MONTH: &str = "2026-11";

#[actix_web::test]
async fn who_reads_writes_and_answers_is_counted_once_and_times_are_those_it_took() {
    let town = Town::new().await;
    let (bilal, camille, ana) =
        (town.member("Bilal Haddad").await, town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    for name in ["Zoé Lambert", "Hugo Marchand", "Inès Roche"] {
        town.member(name).await;
    }
    for number in 0..5 {
        let thread = asks(&bilal, &format!("Question {number} ?")).await;
        camille.visits(&thread).await.ok();
        town.passes(1_200).await;
        if number < 4 {
            let post = answers(&ana, &thread).await;
            let id = to_base32(id_in(&thread));
            bilal.posts(&format!("/fils/{id}/solution"), &[("message", &post)]).await.redirects_to("/fils/");
            camille
                .posts(&format!("/messages/{post}/fait-chez-moi"), &[("note", "Ici aussi")])
                .await
                .redirects_to("/fils/");
        }
    }
    counts(&town).await;
    // Six members; Bilal asked, Ana answered; Camille read, and who asks or answers reads what they wrote as they are led there.
    assert_eq!(figure(&town, MONTH, Figure::Wrote).await, Some((2, 6)));
    assert_eq!(figure(&town, MONTH, Figure::Read).await.map(|(_, total)| total), Some(6));
    assert!(figure(&town, MONTH, Figure::Read).await.unwrap().0 >= 1);
    assert_eq!(figure(&town, MONTH, Figure::Unanswered).await, Some((1, 5)));
    assert_eq!(figure(&town, MONTH, Figure::AnswerHalf).await, Some((20, 4)));
    assert_eq!(figure(&town, MONTH, Figure::SolvedMost).await, Some((20, 4)));
    assert_eq!(figure(&town, MONTH, Figure::Reused).await, Some((4, 1)));
    assert_eq!(figure(&town, MONTH, Figure::CircleExpert).await, Some((1, 25)));
    let page = ana.visits("/console/sante").await;
    page.ok().shows("La santé du thème « Numérique en santé »").shows("33 %").shows("1 sur 25");
    page.shows("On ne garde que la dernière lecture");
    // Four answered questions are too few to tell how long.
    page.hides("20 min");
    let table = ana.visits(&format!("/console/sante.csv?theme={THEME}")).await;
    let text = String::from_utf8(table.ok().bytes.clone()).unwrap();
    assert!(text.contains("Numérique en santé;Tout le thème;novembre 2026;Ont écrit;2;6;"), "{text}");
    assert!(!text.contains("Première réponse"), "{text}");
}

#[actix_web::test]
async fn a_month_is_counted_again_without_losing_who_was_seen_reading() {
    let town = Town::new().await;
    let (bilal, camille) = (town.member("Bilal Haddad").await, town.member("Camille Bertin").await);
    let thread = asks(&bilal, "Qui relit ?").await;
    camille.visits(&thread).await.ok();
    counts(&town).await;
    let seen = figure(&town, MONTH, Figure::Read).await.unwrap();
    // In December she reads it again: her reading of November is overwritten, not forgotten.
    town.passes(12 * 86_400).await;
    camille.comes_back().await;
    camille.visits(&thread).await.ok();
    counts(&town).await;
    assert_eq!(figure(&town, MONTH, Figure::Read).await.unwrap().0, seen.0);
    assert_eq!(figure(&town, "2026-12", Figure::Read).await.unwrap().0, 1);
    assert_eq!(figure(&town, "2026-12", Figure::Returned).await, Some((1, 2)), "one of November's two came back");
    // The clock counts once a day.
    let app = town.app.clone();
    let again = tokio::task::spawn_blocking(move || cercles::health::run(&app.database)).await.unwrap().unwrap();
    assert_eq!(again, 0);
}

#[actix_web::test]
async fn small_regions_are_told_together() {
    let town = Town::new().await;
    for number in 0..6 {
        town.person(&format!("Breton N{number}"), "bretagne", &[(THEME, Circle::Community)]).await;
    }
    for number in 0..4 {
        town.person(&format!("Corse N{number}"), "corse", &[(THEME, Circle::Community)]).await;
    }
    town.person("Réunion Une", "la-reunion", &[(THEME, Circle::Community)]).await;
    let ana = town.expert("Ana Ferreira").await;
    counts(&town).await;
    let page = ana.visits("/console/sante").await;
    let regions = page.ok().texts("section[aria-labelledby=regions] tbody th");
    assert_eq!(regions, ["Bretagne", "Autres régions"]);
    let table = ana.visits("/console/sante.csv").await;
    let text = String::from_utf8(table.bytes.clone()).unwrap();
    assert!(text.contains(";Bretagne;") && text.contains(";Autres régions;") && !text.contains(";Corse;"), "{text}");
}

#[actix_web::test]
async fn what_no_circle_reads_together_is_not_counted() {
    let town = Town::new().await;
    let (bilal, camille) = (town.member("Bilal Haddad").await, town.member("Camille Bertin").await);
    let fields = [("with", "Camille Bertin"), ("title", "Entre nous"), ("body", "Bonjour")];
    let sent = bilal.posts("/conversations/nouvelle", &fields).await.location().to_owned();
    camille.visits(&sent).await;
    counts(&town).await;
    assert_eq!(figure(&town, MONTH, Figure::Wrote).await, Some((0, 2)));
    assert_eq!(figure(&town, MONTH, Figure::Read).await, Some((0, 2)));
}

#[actix_web::test]
async fn coming_by_a_digest_is_seen_without_a_pixel() {
    let town = Town::new().await;
    let (bilal, camille) = (town.member("Bilal Haddad").await, town.member("Camille Bertin").await);
    asks(&bilal, "Qui relit ?").await;
    town.runs_the_timetable().await;
    town.passes(86_400 * 8).await;
    town.runs_the_timetable().await;
    town.passes(5).await;
    town.runs_the_timetable().await;
    let inbox = town.inbox_of("camille.bertin@town.example");
    let mail = inbox.0.iter().find(|mail| mail.contains("résumé")).unwrap_or_else(|| panic!("{:#?}", inbox.0));
    assert!(!mail.contains("<img"), "nothing is fetched when it is read");
    let start = mail.find("http://localhost:8080/fils/").unwrap();
    let link: String =
        mail[start + 21..].chars().take_while(|letter| !letter.is_whitespace() && !"\"<>)".contains(*letter)).collect();
    assert!(link.contains("resume="), "{link}");
    counts(&town).await;
    assert_eq!(figure(&town, MONTH, Figure::Digest).await.map(|(came, _)| came), Some(0));
    // Somebody else who is given the link is not taken for her.
    bilal.comes_back().await;
    bilal.visits(&link).await.ok();
    camille.comes_back().await;
    camille.visits(&link).await.ok().shows("Qui relit");
    counts(&town).await;
    let (came, sent) = figure(&town, MONTH, Figure::Digest).await.unwrap();
    assert!(came >= 1 && came <= sent, "{came} of {sent}");
}

#[actix_web::test]
async fn each_reads_the_health_of_the_themes_they_answer_for() {
    let town = Town::new().await;
    counts(&town).await;
    let ana = town.expert("Ana Ferreira").await;
    let elsewhere = town.person("Lou Partie", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let (bilal, admin) = (town.member("Bilal Haddad").await, town.admin("Agathe Ménard").await);
    for place in ["/console/sante", "/console/regions", "/console/sante.csv"] {
        ana.visits(place).await.ok();
        bilal.visits(place).await.is(404);
        admin.visits(place).await.is(404);
    }
    elsewhere.visits(&format!("/console/sante?theme={THEME}")).await.is(404);
    elsewhere.visits(&format!("/console/sante.csv?theme={THEME}")).await.is(404);
    elsewhere.visits("/console/regions").await.ok().shows("Santé mentale").hides("Numérique en santé");
    let both =
        town.person("Deux Thèmes", "bretagne", &[(THEME, Circle::Expert), ("sante-mentale", Circle::Expert)]).await;
    both.visits("/console/sante").await.ok().shows("Vos thèmes côte à côte").shows("Santé mentale");
}

#[actix_web::test]
async fn the_map_says_in_words_where_peers_are_missing() {
    let town = Town::new().await;
    town.person("Breton Un", "bretagne", &[(THEME, Circle::Community)]).await;
    town.peer("Maëlle Céleste").await;
    let ana = town.expert("Ana Ferreira").await;
    counts(&town).await;
    let page = ana.visits("/console/regions").await;
    page.ok().shows("Bretagne : personne pour « Numérique en santé »").shows("1 membre attend");
    page.shows("2 régions sur 18").shows("aucun pair").shows("1 pair");
    // A peer who is named there is seen within the hour.
    town.person("Breton Deux", "bretagne", &[(THEME, Circle::Peer)]).await;
    town.passes(3_601).await;
    town.runs_the_timetable().await;
    ana.comes_back().await;
    ana.visits("/console/regions").await.ok().hides("Bretagne : personne");
}
