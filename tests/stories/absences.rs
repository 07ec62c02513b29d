//! Absences, deputies, the département of one's work.

use cercles::absences;
use cercles::db::ids::MemberId;

use crate::town::{Person, Town};

const PAGE: &str = "/reglages/absences";

async fn plans(person: &Person<'_>, first: &str, last: &str, deputy: Option<&Person<'_>>) {
    let deputy = deputy.map(|one| one.id().to_string()).unwrap_or_default();
    let fields = [("first", first), ("last", last), ("deputy", deputy.as_str())];
    person.fills(PAGE, PAGE, &fields).await.redirects_to(PAGE);
}

async fn away_until(town: &Town, person: &Person<'_>) -> Option<String> {
    let (id, now) = (person.id(), town.clock.now());
    let away = town.read(move |db| absences::away(db, &[id], now)).await;
    away.get(&id).map(|away| away.until.to_string())
}

#[actix_web::test]
async fn an_expert_plans_an_absence_and_their_deputy_is_told() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let bilal = town.member("Bilal Haddad").await;
    ana.visits(PAGE).await.ok().shows("Aucune absence prévue").shows("Karim Benali").hides("Bilal Haddad");
    plans(&ana, "2026-11-23", "2026-11-27", Some(&karim)).await;
    let page = ana.visits(PAGE).await;
    page.ok().shows("Du 23 novembre 2026 au 27 novembre 2026").shows("Karim Benali vous supplée").hides("en cours");
    karim.visits("/notifications").await.ok().shows("Ana Ferreira vous confie ses points durs pendant une absence");
    let notice = karim.visits("/notifications").await.attribute("a[href^='/notifications/']", "href").unwrap();
    karim.visits(&notice).await.is(303);
    // It is Sunday the 22nd: the absence begins on Monday, at midnight where Ana lives (23 h UTC).
    assert_eq!(away_until(&town, &ana).await, None);
    town.passes(14 * 3_600 - 60).await;
    assert_eq!(away_until(&town, &ana).await, None);
    town.passes(120).await;
    assert_eq!(away_until(&town, &ana).await.as_deref(), Some("2026-11-27"));
    ana.comes_back().await;
    let page = ana.visits(PAGE).await;
    page.ok().shows("en cours").shows("Mettre fin à l'absence commencée le 23 novembre 2026");
    let end = page.attribute("form[action$='/retrait']", "action").unwrap();
    bilal.comes_back().await;
    bilal.posts(&end, &[]).await.is(404);
    ana.posts(&end, &[]).await.redirects_to(PAGE);
    assert_eq!(away_until(&town, &ana).await, None);
    ana.posts(&end, &[]).await.is(404);
}

#[actix_web::test]
async fn days_that_make_no_sense_are_refused_beside_the_field_and_kept() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    for (first, last, said) in [
        ("", "2026-12-01", "Écrivez une date"),
        ("2026-12-02", "2026-12-01", "Le dernier jour vient avant le premier"),
        ("2026-11-20", "2026-11-21", "Ces jours sont passés"),
        ("2026-12-01", "2027-12-02", "Une absence dure un an au plus"),
        ("2027-11-23", "2027-11-24", "un an à l'avance au plus"),
        ("demain", "2026-12-01", "Écrivez une date"),
    ] {
        let refused = ana.fills(PAGE, PAGE, &[("first", first), ("last", last)]).await;
        refused.is(422).shows(said);
        assert_eq!(refused.field("last").as_deref(), Some(last));
    }
    let stranger = bilal.id().to_string();
    let fields = [("first", "2026-12-01"), ("last", "2026-12-02"), ("deputy", stranger.as_str())];
    ana.fills(PAGE, PAGE, &fields).await.is(422).shows("Choisissez une personne du cercle des experts");
    plans(&ana, "2026-12-01", "2026-12-10", None).await;
    let fields = [("first", "2026-12-10"), ("last", "2026-12-12")];
    ana.fills(PAGE, PAGE, &fields).await.is(422).shows("déjà une absence sur une partie de ces jours");
    // Whoever is no expert is away too, without a deputy to choose.
    bilal.visits(PAGE).await.ok().hides("Qui vous supplée");
    plans(&bilal, "2026-12-01", "2026-12-01", None).await;
    bilal.visits(PAGE).await.ok().shows("Le 1er décembre 2026");
}

#[actix_web::test]
async fn the_place_of_work_is_the_region_s_until_it_is_chosen() {
    let town = Town::new().await;
    let (ana, maelle) = (town.expert("Ana Ferreira").await, town.peer("Maëlle Céleste").await);
    let ids: [MemberId; 2] = [ana.id(), maelle.id()];
    let codes = || {
        town.read(move |db| {
            let places = absences::places(db, &ids)?;
            Ok(ids.map(|id| (places[&id].department.code(), places[&id].zone.iana_name().map(str::to_owned))))
        })
    };
    let guadeloupe = Some("America/Guadeloupe".to_owned());
    assert_eq!(codes().await, [("75", Some("Europe/Paris".to_owned())), ("971", guadeloupe.clone())]);
    maelle.visits(PAGE).await.ok().shows("les jours fériés de : Guadeloupe");
    let choose = format!("{PAGE}/departement");
    ana.fills(PAGE, &choose, &[("department", "67")]).await.redirects_to(PAGE);
    assert_eq!(ana.visits(PAGE).await.field("department").as_deref(), Some("67"));
    ana.fills(PAGE, &choose, &[("department", "68")]).await.redirects_to(PAGE);
    assert_eq!(codes().await[0].0, "68");
    ana.posts(&choose, &[("department", "20")]).await.is(422).shows("Choisissez un département de la liste");
    ana.fills(PAGE, &choose, &[("department", "")]).await.redirects_to(PAGE);
    assert_eq!(codes().await[0].0, "75");
}
