//! Finding again what was written.

use cercles::circles::Circle;
use cercles::db::Db;
use diesel::RunQueryDsl;

use crate::town::{Person, THEME, Town};

async fn opened(person: &Person<'_>, title: &str, body: &str) -> String {
    let fields = [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", "community")];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

fn question(text: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    format!("/recherche?q={}", utf8_percent_encode(text, NON_ALPHANUMERIC))
}

const BRACELETS: &str = "Bracelets illisibles au bloc";
const PHARMACY: &str = "La pharmacie hospitalière et ses préparations";
const CODING: &str = "Qui code les séjours ?";

async fn three_threads(ana: &Person<'_>) {
    opened(ana, BRACELETS, "Les **lecteurs** ne lisent plus les bracelets depuis le nouveau rouleau.").await;
    opened(ana, PHARMACY, "Nous préparons les chimiothérapies la veille. Une check-list suffit-elle ?").await;
    opened(ana, CODING, "Le département d'information médicale ou les services ?").await;
}

#[actix_web::test]
async fn inflections_accents_acronyms_and_whole_questions_find() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    three_threads(&ana).await;
    town.indexes().await;
    for (asked, found) in [
        ("pharmacies hospitalières", PHARMACY),
        ("PHARMACIE HOSPITALIERE", PHARMACY),
        ("preparer une chimiothérapie", PHARMACY),
        ("checklist", PHARMACY),
        ("DIM", CODING),
        ("dim codage", CODING),
        ("comment faire pour que les lecteurs lisent les bracelets au bloc ?", BRACELETS),
        ("« nouveau rouleau »", BRACELETS),
        ("+rouleau bracelet", BRACELETS),
        ("\"lecteurs ne lisent", BRACELETS),
    ] {
        let page = ana.visits(&question(asked)).await;
        page.ok();
        assert_eq!(page.texts(".result .thread-title").first().map(String::as_str), Some(found), "{asked}");
    }
    let page = ana.visits(&question("bracelets -rouleau")).await;
    page.ok().shows("Aucun fil trouvé");
    ana.visits(&question("\"rouleau nouveau\"")).await.ok().shows("Aucun fil trouvé");
    let marked = ana.visits(&question("lecteur bracelet")).await;
    assert!(marked.texts(".result-text mark").contains(&"lecteurs".to_owned()));
}

#[actix_web::test]
async fn any_text_is_a_question() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    three_threads(&ana).await;
    let long = "bracelet ".repeat(300);
    for asked in [
        "\"",
        "\"\"",
        "*",
        "(",
        "NEAR",
        "NEAR(a b)",
        ":",
        "words:bracelet",
        "a OR b AND NOT",
        "'; DROP TABLE posts; --",
        "%",
        "_",
        "مرحبا بالعالم",
        "🙂🙂",
        "^bracelet",
        "bracelet*",
        "{a}",
        "\\",
        "-",
        "+",
        "-bracelet",
        "&|!<->",
        "le la les",
        "\u{0}a",
        &long,
    ] {
        ana.visits(&question(asked)).await.ok();
        town.visitor().visits(&question(asked)).await.ok();
    }
    // An address has a length; the page says what to do.
    ana.visits(&question(&"bracelet ".repeat(2_000))).await.is(414).shows("Raccourcissez-le");
    ana.visits(&question("le la les")).await.ok().shows("trop courants");
    ana.visits(&question("'; DROP TABLE posts; -- bracelet")).await.ok().shows(BRACELETS);
    ana.visits("/recherche?q=bracelet&page=999").await.ok().shows("plus rien sur cette page");
}

#[actix_web::test]
async fn filters_narrow_and_say_when_they_hide_everything() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    three_threads(&ana).await;
    let zoe = town.person("Zoé Martin", "bretagne", &[(THEME, Circle::Community)]).await;
    opened(&zoe, "Bracelets de naissance", "Deux bracelets par enfant.").await;
    let found =
        async |query: &str| ana.visits(&format!("/recherche?q=bracelets&{query}")).await.texts(".thread-title").len();
    assert_eq!(found("").await, 2);
    assert_eq!(found("theme=numerique-en-sante").await, 2);
    assert_eq!(found("author=zoe+martin").await, 1);
    assert_eq!(found("region=bretagne").await, 1);
    assert_eq!(found("kind=rex").await, 0);
    assert_eq!(found("state=sans-reponse").await, 2);
    assert_eq!(found("state=resolus").await, 0);
    assert_eq!(found("since=2026-11-22").await, 2);
    assert_eq!(found("since=2026-11-23").await, 0);
    assert_eq!(found("establishment=nulle+part").await, 0);
    assert_eq!(
        found("theme=unknown&kind=what&since=never&region=x&sort=y").await,
        2,
        "what cannot be read filters nothing"
    );
    ana.visits("/recherche?q=bracelets&kind=rex").await.ok().shows("Voir les 2 fils trouvés sans ces critères");
    let latest = ana.visits("/recherche?q=bracelets+illisibles&sort=date").await;
    assert_eq!(latest.texts(".thread-title")[0], "Bracelets de naissance");
}

#[actix_web::test]
async fn what_is_corrected_is_found_by_its_new_words_only() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    let thread = opened(&ana, "Un titre", "Le premier mot est girafe.").await;
    let page = ana.visits(&thread).await;
    let post = page.attribute("li.post", "id").unwrap().trim_start_matches("m-").to_owned();
    let edit = format!("/messages/{post}/modifier");
    town.indexes().await;
    ana.fills(&edit, &edit, &[("body", "Le premier mot est antilope.")]).await.redirects_to("/fils/");
    ana.visits(&question("girafe")).await.ok().shows("Aucun fil trouvé");
    ana.visits(&question("antilopes")).await.ok().shows("1 fil trouvé");
    ana.visits(&question("titre")).await.ok().shows("1 fil trouvé");
    town.indexes().await;
    let counted: Vec<(String, i64)> = town
        .read(|db| {
            use cercles::db::schema::search_terms as terms;
            use diesel::prelude::*;
            Ok(terms::table.select((terms::term, terms::posts)).order(terms::term).load(db)?)
        })
        .await;
    assert!(!counted.iter().any(|(term, _)| term.starts_with("giraf")), "{counted:?}");
    assert_eq!(counted[0], (String::new(), 1), "{counted:?}");
}

#[actix_web::test]
async fn an_index_that_is_lost_is_made_again() {
    let town = Town::new().await;
    let ana = town.member("Ana Ferreira").await;
    three_threads(&ana).await;
    for way in ["DROP TABLE search_index", "DELETE FROM search_index"] {
        town.write(move |tx| {
            match tx.db() {
                Db::Sqlite(conn) => diesel::sql_query(way).execute(conn)?,
                Db::Postgres(conn) => diesel::sql_query(way).execute(conn)?,
            };
            Ok(())
        })
        .await;
        if way.starts_with("DROP") {
            ana.visits(&question("bracelet")).await.is(503);
            let fields =
                [("theme", THEME), ("kind", "question"), ("title", "T"), ("body", "Gardé"), ("audience", "community")];
            ana.posts("/fils/nouveau", &fields).await.is(503).shows("Gardé");
        }
        assert!(
            town.read(|db| Ok(cercles::search::upkeep::missing(db).map_or(true, |missing| missing == 3))).await,
            "the doctor sees it"
        );
        town.indexes().await;
        ana.visits(&question("bracelet")).await.ok().shows(BRACELETS);
        assert_eq!(town.read(cercles::search::upkeep::missing).await, 0);
    }
}

#[actix_web::test]
async fn people_are_found_by_members_and_searching_has_a_limit() {
    let town = Town::with_limits().await;
    let ana = town.member("Ana Ferreira").await;
    ana.visits(&question("ferreira")).await.ok().shows("Personnes").shows("Ana Ferreira");
    town.visitor().visits(&question("ferreira")).await.ok().hides("Ana Ferreira");
    for _ in 0..29 {
        ana.visits(&question("ferreira")).await.ok();
    }
    ana.visits(&question("ferreira")).await.is(429);
    ana.visits("/membres?q=ferreira").await.is(429);
    ana.visits("/membres").await.ok();
    town.passes(61).await;
    ana.visits(&question("ferreira")).await.ok();
}
