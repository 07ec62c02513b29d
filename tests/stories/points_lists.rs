//! Lists of points durs, the views a member keeps, the board, the table to take away, what was solved in a year.

use cercles::circles::Circle;
use cercles::db::ids::{PointDurId, StepId, to_base32};
use cercles::db::schema::{point_dur_steps, points_durs};
use diesel::prelude::*;

use crate::town::{Person, THEME, Town, id_in};

async fn reports(person: &Person<'_>, title: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("theme", THEME), ("title", title), ("difficulty", "Le lecteur ne lit plus rien.")];
    fields.extend_from_slice(more);
    if !more.iter().any(|(name, _)| *name == "audience") {
        fields.push(("audience", "community"));
    }
    person.posts("/points-durs/nouveau", &fields).await.redirects_to("/points-durs/").location().to_owned()
}

async fn step(person: &Person<'_>, point: &str, edge: &str, fields: &[(&str, &str)]) {
    let form = format!("/points-durs/{}/{edge}", to_base32(id_in(point)));
    person.fills(&form, &form, fields).await.redirects_to("/points-durs/");
}

fn titles(page: &crate::town::Answer) -> Vec<String> {
    page.texts("ol.threads .thread-title a")
}

#[actix_web::test]
async fn a_list_is_filtered_counted_and_keeps_its_views() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let maelle = town.peer("Maëlle Céleste").await;
    let badge = reports(&bilal, "Badge refusé la nuit", &[]).await;
    town.passes(86_400).await;
    for person in [&ana, &bilal, &maelle] {
        person.comes_back().await;
    }
    reports(&maelle, "Imprimante muette", &[]).await;
    reports(&maelle, "Tri des patients en îles", &[("audience", "peer")]).await;
    step(&ana, &badge, "qualification", &[("severity", "critical")]).await;
    step(&ana, &badge, "prise-en-charge", &[]).await;
    town.indexes().await;

    let all = bilal.visits("/points-durs").await;
    assert_eq!(titles(&all), ["Imprimante muette", "Badge refusé la nuit"], "newest first, what one sees");
    all.shows("Tous 2").shows("En cours 2").shows("Pris en charge par Ana Ferreira");
    assert_eq!(all.attribute("ol.threads li", "data-state").as_deref(), Some("reported"));
    assert_eq!(titles(&maelle.visits("/points-durs").await).len(), 3);
    for (filter, expected) in [
        ("state=taken_up", vec!["Badge refusé la nuit"]),
        ("state=regles", vec![]),
        ("severity=critical", vec!["Badge refusé la nuit"]),
        ("q=imprimantes", vec!["Imprimante muette"]),
        ("q=introuvable", vec![]),
        ("mine=signales", vec!["Badge refusé la nuit"]),
        ("mine=pris-en-charge", vec![]),
        ("region=guadeloupe", vec!["Imprimante muette"]),
        ("region=ile-de-france&theme=numerique-en-sante", vec!["Badge refusé la nuit"]),
        ("theme=sante-mentale", vec![]),
        ("until=2026-11-22", vec!["Badge refusé la nuit"]),
        ("since=2026-11-23", vec!["Imprimante muette"]),
        ("audience=peer", vec![]),
        ("state=inconnu&since=hier", vec!["Imprimante muette", "Badge refusé la nuit"]),
    ] {
        let page = bilal.visits(&format!("/points-durs?{filter}")).await;
        assert_eq!(titles(page.ok()), expected, "{filter}");
    }
    assert_eq!(titles(&ana.visits("/points-durs?mine=pris-en-charge").await), ["Badge refusé la nuit"]);

    let page = "/points-durs?severity=critical";
    bilal.fills(page, "/points-durs/vues", &[("name", "")]).await.is(422);
    bilal.fills(page, "/points-durs/vues", &[("name", "Les graves")]).await.redirects_to("/points-durs?severity=");
    bilal.visits("/points-durs").await.shows("Les graves");
    maelle.visits("/points-durs").await.hides("Les graves");
    let forget = bilal.visits("/points-durs").await.attribute("form[action$=\"/retrait\"]", "action").unwrap();
    maelle.posts(&forget, &[]).await.is(404);
    bilal.posts(&forget, &[]).await.redirects_to("/points-durs");
    bilal.visits("/points-durs").await.hides("Les graves");
}

#[actix_web::test]
async fn pages_follow_each_other_and_the_board_shows_where_things_stand() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let mut points = Vec::new();
    for number in 0..32 {
        points.push(reports(&bilal, &format!("Cas {number:02}"), &[]).await);
        town.passes(60).await;
    }
    ana.comes_back().await;
    step(&ana, &points[0], "qualification", &[("severity", "low")]).await;
    let first = bilal.visits("/points-durs").await;
    assert_eq!(titles(&first).len(), 30);
    let next = first.attribute("a[rel=next]", "href").unwrap();
    assert_eq!(titles(&bilal.visits(&next).await), ["Cas 01", "Cas 00"]);
    let board = bilal.visits("/points-durs/tableau").await;
    board.ok().shows("Signalé 31").shows("Qualifié 1");
    assert_eq!(board.count("section[data-state=reported] li"), 10);
    assert_eq!(board.texts("section[data-state=qualified] h3"), ["Cas 00"]);
    let others = board.attribute("section[data-state=reported] > p a", "href").unwrap();
    assert_eq!(titles(&bilal.visits(&others).await)[0], "Cas 31");
    // Each card leads to what one may do, without dragging anything.
    let act = board.attribute("section[data-state=qualified] li p a", "href").unwrap();
    ana.visits(act.split('#').next().unwrap()).await.ok().shows("Cas 00");
}

#[actix_web::test]
async fn a_table_holds_what_one_sees_and_an_anonymous_report_stays_so() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let (bilal, zoe) = (town.member("Bilal Haddad").await, town.member("Zoé Zibeline").await);
    reports(&bilal, "=1+1 ; \"urgent\"", &[]).await;
    reports(&zoe, "Badge refusé la nuit", &[("anonymous", "1")]).await;
    reports(&ana, "Entre experts", &[("audience", "expert")]).await;
    for (person, rows) in [(&bilal, 2), (&nicolas, 3), (&zoe, 2)] {
        let table = person.visits("/points-durs/export.csv").await;
        table.ok();
        assert_eq!(table.body.matches("\r\n").count(), rows + 1, "{}", table.body);
        assert!(!table.body.contains("Zibeline"), "anonymous to all: {}", table.body);
        assert!(table.body.contains(";\"'=1+1 ; \"\"urgent\"\"\";Signalé;"), "{}", table.body);
        assert!(
            table.body.contains("Badge refusé la nuit;Signalé") && table.body.contains(";Anonyme;;;"),
            "{}",
            table.body
        );
    }
    for filter in ["region=ile-de-france", "region=occitanie"] {
        let page = bilal.visits(&format!("/points-durs?{filter}")).await;
        page.ok().hides("Badge refusé la nuit");
    }
    // The address of one's own is that list.
    let mine = zoe.visits("/points-durs/miens").await;
    assert_eq!(titles(&mine), ["Badge refusé la nuit"]);
    assert_eq!(mine.shows("Tous 1").count("ol.threads li.thread"), 1);
    assert!(titles(&zoe.visits("/points-durs/miens?state=regles").await).is_empty(), "filtered like any other");
    assert!(titles(&zoe.visits("/points-durs/miens?part=moi-aussi").await).is_empty());
    let own = titles(&zoe.visits("/points-durs?mine=signales").await);
    assert_eq!(own, ["Badge refusé la nuit"], "one's own stays one's own");
}

/// Solves points durs by the database: their state and the step that did.
async fn solves(town: &Town, points: &[String], confirmed: bool) {
    let ids: Vec<PointDurId> = points.iter().map(|point| PointDurId(id_in(point))).collect();
    town.write(move |tx| {
        for id in &ids {
            let (step, now) = (StepId(tx.id()), tx.now());
            let version: i32 = points_durs::table.find(*id).select(points_durs::version).first(tx.db())?;
            diesel::update(points_durs::table.find(*id))
                .set((points_durs::state.eq("resolved"), points_durs::version.eq(points_durs::version + 1)))
                .execute(tx.db())?;
            let row = (
                (
                    point_dur_steps::id.eq(step),
                    point_dur_steps::point_dur_id.eq(*id),
                    point_dur_steps::version.eq(version + 1),
                ),
                point_dur_steps::edge.eq(if confirmed { "confirm" } else { "settle" }),
                (point_dur_steps::from_state.eq("proposed"), point_dur_steps::to_state.eq("resolved")),
                (point_dur_steps::happened_at.eq(now), point_dur_steps::reason.eq("")),
            );
            diesel::insert_into(point_dur_steps::table).values(row).execute(tx.db())?;
        }
        Ok(())
    })
    .await;
}

#[actix_web::test]
async fn a_year_is_told_in_figures_of_what_one_sees_and_none_is_small() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let mut points = Vec::new();
    for number in 0..6 {
        points.push(reports(&bilal, &format!("Cas {number}"), &[]).await);
    }
    let secret = reports(&ana, "Entre experts", &[("audience", "expert")]).await;
    town.passes(3 * 86_400).await;
    ana.comes_back().await;
    bilal.comes_back().await;
    solves(&town, &points[..4], true).await;
    town.runs_the_timetable().await;
    bilal.visits("/points-durs/annee").await.ok().shows("Moins de cinq").shows("Cas 3");
    solves(&town, &points[4..], true).await;
    // Solved again, it counts and is named once.
    solves(&town, &points[..1], true).await;
    let named = bilal.visits("/points-durs/annee").await;
    assert_eq!(named.texts("a").iter().filter(|title| *title == "Cas 0").count(), 1);
    solves(&town, &[secret], false).await;
    // Figures are counted every ten minutes; what is named is there at once.
    bilal.visits("/points-durs/annee").await.ok().shows("Moins de cinq").shows("Cas 5");
    town.passes(600).await;
    town.runs_the_timetable().await;
    let page = bilal.visits("/points-durs/annee").await;
    page.ok().shows("Points durs résolus 6").shows("3 jours").hides("Entre experts");
    assert_eq!(page.texts("#by-theme-table tbody td"), ["6"]);
    assert_eq!(page.texts("#by-month-table tbody tr").last().map(String::as_str), Some("novembre 6"));
    assert_eq!(page.count("svg.bars rect"), 12, "a theme and eleven months, as the tables say");
    let page = ana.visits("/points-durs/annee").await;
    page.ok().shows("Points durs résolus 7").shows("Entre experts").hides("Confirmés par");
    let visitor = town.visitor();
    let page = visitor.visits("/points-durs/annee").await;
    page.ok().shows("Moins de cinq").hides("Cas 0").shows("Vous voyez ce qui est public");
    let other = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    other.visits("/points-durs/annee?annee=1999").await.ok().shows("Moins de cinq").hides("Cas 0");
}

#[actix_web::test]
async fn a_title_hidden_with_its_first_post_is_said_to_be_hidden_wherever_it_is_listed() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let chloe = town.member("Chloé Martin").await;
    let point = reports(&bilal, "Monsieur Untel est mal identifié", &[]).await;
    let first = ana.visits(&point).await.attribute("li.post", "id").unwrap().replace("m-", "");
    let hide = format!("/messages/{first}/masquage");
    ana.posts(&hide, &[("reason", "Un patient s'y lit.")]).await.redirects_to("/points-durs/");
    for address in ["/points-durs", "/points-durs/tableau", "/points-durs/export.csv"] {
        let page = chloe.visits(address).await;
        assert!(page.ok().body.contains("Titre masqué") && !page.body.contains("Untel"), "{address}: {}", page.body);
    }
    ana.visits("/points-durs/attente").await.ok().shows("Titre masqué").hides("Untel");
    chloe.visits(&format!("/points-durs/{}/moi-aussi", to_base32(id_in(&point)))).await.ok().shows("Titre masqué");
    solves(&town, &[point], true).await;
    chloe.visits("/points-durs/annee").await.ok().shows("Titre masqué").hides("Untel");
}
