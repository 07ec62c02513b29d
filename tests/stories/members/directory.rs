//! The directory: found by words and filters; who stands where is only told to the theme's own people.

use cercles::circles::Circle;
use cercles::db::schema::{establishments, members, memberships};
use cercles::members::store;
use diesel::prelude::*;

use crate::town::{THEME, Town};

const PEOPLE: &str = ".person";

async fn names(person: &crate::town::Person<'_>, query: &str) -> Vec<String> {
    let page = person.visits(&format!("/membres{query}")).await;
    page.ok();
    page.texts(".person > div > a")
}

fn links(page: &crate::town::Answer) -> Vec<String> {
    let page = scraper::Html::parse_document(&page.body);
    let people = scraper::Selector::parse(".person > div > a").unwrap();
    page.select(&people).map(|link| link.value().attr("href").unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn people_are_found_by_words_of_their_name_establishment_and_expertise() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let helene = town.peer("Hélène Lœuillet").await;
    let karim = town.member("Karim Benali").await;
    let (helene_id, karim_id) = (helene.id(), karim.id());
    town.write(move |tx| {
        store::set_expertises(tx, helene_id, &["Identitovigilance".into(), "100 % démat_".into()])?;
        let there = diesel::update(members::table.find(karim_id));
        there.set((members::profession.eq("DSI"), members::available.eq(true))).execute(tx.db())?;
        diesel::update(establishments::table.filter(establishments::region.eq("guadeloupe")))
            .set(establishments::folded.eq("chu de l'anse-rouge basse-terre"))
            .execute(tx.db())?;
        Ok(())
    })
    .await;

    assert_eq!(names(&ana, "").await, ["Karim Benali", "Ana Ferreira", "Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?q=loeuillet").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?q=IDENTITO+h%C3%A9l%C3%A8ne").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?q=l%27anse+basse").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?q=valmont").await, ["Karim Benali", "Ana Ferreira"]);
    assert_eq!(names(&ana, "?q=identito+karim").await, Vec::<String>::new());
    // Signs of patterns are signs.
    assert_eq!(names(&ana, "?q=%25").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?q=_").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?q=%5C").await, Vec::<String>::new());
    assert_eq!(names(&ana, "?q=%C3%A9%27%22%3Cscript%3E").await, Vec::<String>::new());

    assert_eq!(names(&ana, "?expertise=identitovigilance").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?expertise=identito").await, Vec::<String>::new());
    assert_eq!(names(&ana, "?region=guadeloupe").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, "?profession=DSI").await, ["Karim Benali"]);
    assert_eq!(names(&ana, "?disponible=1").await, ["Karim Benali"]);
    assert_eq!(names(&ana, "?circle=peer").await, ["Hélène Lœuillet"]);
    assert_eq!(names(&ana, &format!("?theme={THEME}&circle=expert")).await, ["Ana Ferreira"]);

    let page = ana.visits("/membres?region=guadeloupe&profession=Pharmacienne").await;
    page.ok().shows("1 personne").shows("Effacer les filtres").shows("Cercle des pairs, Numérique en santé");
    assert_eq!(page.field("region").as_deref(), Some("guadeloupe"));
    page.hides("town.example");
    ana.visits("/membres?q=personne+de+ce+nom").await.ok().shows("Personne ne correspond");
}

#[actix_web::test]
async fn who_stands_in_which_circle_is_told_to_the_themes_own_people_only() {
    let town = Town::new().await;
    let paul = town.outsider("Paul Dehors").await;
    let ana = town.expert("Ana Ferreira").await;
    let lea = town.person("Léa Martin", "bretagne", &[("sante-mentale", Circle::Peer)]).await;
    let animator = town.animator("Nicolas Aubert").await;

    let seen = paul.visits("/membres").await;
    seen.ok().shows("4 personnes").hides("Cercle des").hides("badge-peer").shows("Animation : Numérique en santé");
    // Filters tell no more than badges.
    assert_eq!(names(&paul, "?circle=expert").await, Vec::<String>::new());
    assert_eq!(names(&paul, &format!("?theme={THEME}")).await.len(), 4);

    assert_eq!(names(&ana, "?circle=peer").await, Vec::<String>::new());
    ana.visits("/membres?q=martin").await.ok().hides("Cercle des pairs, Santé mentale");
    ana.visits("/membres?q=ferreira").await.ok().shows("Cercle des experts, Numérique en santé");
    lea.visits("/membres?q=martin").await.ok().shows("Cercle des pairs, Santé mentale");
    assert_eq!(names(&animator, &format!("?theme={THEME}")).await, ["Nicolas Aubert", "Ana Ferreira"]);
}

#[actix_web::test]
async fn an_imported_person_is_marked_a_closed_account_is_gone_and_a_mandate_ends() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let bilal = town.member("Bilal Attendu").await;
    let rose = town.peer("Rose Partie").await;
    let yann = town.peer("Yann Le Goff").await;
    let (bilal, rose, yann) = (bilal.id(), rose.id(), yann.id());
    town.write(move |tx| {
        diesel::update(members::table.find(bilal)).set(members::state.eq("invited")).execute(tx.db())?;
        diesel::update(members::table.find(rose)).set(members::state.eq("closed")).execute(tx.db())?;
        let ends = tx.now().plus_seconds(3_600);
        diesel::update(memberships::table.filter(memberships::member_id.eq(yann)))
            .set(memberships::until.eq(ends))
            .execute(tx.db())?;
        Ok(())
    })
    .await;
    let page = ana.visits("/membres?q=attendu").await;
    page.ok().shows("Bilal Attendu").shows("Invitation en attente");
    assert_eq!(names(&ana, "").await, ["Bilal Attendu", "Ana Ferreira", "Yann Le Goff"]);
    assert_eq!(names(&ana, "?circle=peer").await, ["Yann Le Goff"]);
    town.passes(1_200).await;
    ana.visits("/membres").await.ok();
    town.passes(1_200).await;
    ana.visits("/membres").await.ok();
    town.passes(1_201).await;
    assert_eq!(names(&ana, "?circle=peer").await, Vec::<String>::new());
    assert_eq!(names(&ana, "?circle=community").await, ["Bilal Attendu", "Yann Le Goff"]);
}

#[actix_web::test]
async fn a_long_directory_is_turned_thirty_at_a_time_both_ways() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    town.write(|tx| {
        let email = |n: i32| cercles::members::Email::parse(&format!("p{n}@town.example")).unwrap();
        for n in 0..64 {
            let new = store::NewMember {
                email: &email(n),
                given_name: "Pauline",
                // Many have the same name: the order is total all the same.
                family_name: if n % 3 == 0 { "Durand" } else { "Moreau" },
                establishment: None,
                profession: "Médecin",
                region: "corse",
                state: cercles::members::AccountState::Active,
                password_hash: None,
            };
            store::insert(tx, &new)?;
        }
        Ok(())
    })
    .await;
    let before = town.app.database.statements();
    let mut page = ana.visits("/membres?region=corse").await;
    assert!(town.app.database.statements() - before <= 11, "{}", town.app.database.statements() - before);
    page.ok().shows("64 personnes");
    let mut seen = Vec::new();
    loop {
        seen.extend(links(&page));
        let Some(next) = page.attribute("a[rel=next]", "href") else { break };
        page = ana.visits(&next).await;
    }
    assert_eq!(page.count(PEOPLE), 4);
    assert_eq!(seen.len(), 64);
    assert_eq!(seen.iter().collect::<std::collections::BTreeSet<_>>().len(), 64);
    let mut back = Vec::new();
    while let Some(previous) = page.attribute("a[rel=prev]", "href") {
        page = ana.visits(&previous).await;
        back.splice(0..0, links(&page));
    }
    assert_eq!(back, seen[..60]);
}
