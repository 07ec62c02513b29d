//! What is typed of a sheet and not saved yet: looked at before, kept, gone on with, lost by nobody.

use super::{TITLE, begins, people};
use crate::stories::points_durs::reports;
use crate::town::{THEME, Town, id_in};
use cercles::db::ids::to_base32;

#[actix_web::test]
async fn a_sheet_is_looked_at_before_it_is_saved() {
    let town = Town::new().await;
    let [ana, ..] = people(&town).await;
    let typed = [("theme", THEME), ("title", TITLE), ("difficulty", "Les lecteurs **refusent**."), ("steps", "1. Un")];
    let seen = ana.posts("/fiches/nouvelle", &[&typed[..], &[("act", "preview")]].concat()).await;
    seen.ok();
    assert_eq!(seen.texts("#apercu h3"), ["La difficulté", "Les étapes"], "{}", seen.body);
    assert_eq!(seen.texts("#apercu strong"), ["refusent"]);
    assert_eq!(seen.field("title").as_deref(), Some(TITLE));
    ana.visits("/fiches").await.ok().hides(TITLE);

    let sheet = begins(&ana).await;
    let edit = format!("{sheet}/modifier");
    let seen = ana.fills(&edit, &edit, &[("solution", "Un ~~vieux~~ code"), ("act", "preview")]).await;
    assert_eq!(seen.ok().texts("#apercu del"), ["vieux"]);
    ana.visits(&edit).await.ok().hides("vieux");
}

#[actix_web::test]
async fn what_is_typed_of_a_sheet_is_kept_each_at_its_place() {
    let town = Town::new().await;
    let [ana, karim, _] = people(&town).await;
    let point = to_base32(id_in(&reports(&ana, "Les bracelets ne passent plus").await));
    let kept = |place: &str, title: &str| {
        [("place", place), ("theme", THEME), ("title", title)].map(|(a, b)| (a, b.to_owned()))
    };
    for (place, title) in
        [("fiche".to_owned(), "Une fiche sans point dur"), (format!("fiche-du:{point}"), "Celle du point dur")]
    {
        let fields = kept(&place, title);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ana.posts("/brouillons", &fields).await.redirects_to("/brouillons");
    }
    let fresh = ana.visits("/fiches/nouvelle").await;
    assert_eq!(fresh.ok().field("title").as_deref(), Some("Une fiche sans point dur"));
    karim.visits("/fiches/nouvelle").await.ok().hides("Une fiche sans point dur");
    let list = ana.visits("/brouillons").await;
    list.ok().shows("Celle du point dur");
    let links = [format!("/fiches/nouvelle?point={point}"), "/fiches/nouvelle".into()];
    for link in links {
        assert!(list.body.contains(&format!("href=\"{link}\"")), "{link} in {}", list.body);
    }
    // Once it is begun there is no draft of it any more, and the other one stays.
    begins(&ana).await;
    ana.visits("/brouillons").await.ok().hides("Une fiche sans point dur").shows("Celle du point dur");
}

#[actix_web::test]
async fn another_text_is_kept_with_what_it_was_written_from() {
    let town = Town::new().await;
    let [ana, karim, _] = people(&town).await;
    let sheet = begins(&ana).await;
    let edit = format!("{sheet}/modifier");
    let kept = ana.fills(&edit, &edit, &[("contacts", "Le service informatique"), ("act", "draft")]).await;
    kept.redirects_to("/brouillons");
    ana.visits("/brouillons").await.ok().shows(TITLE);
    karim.visits(&edit).await.ok().hides("Le service informatique");
    karim.fills(&edit, &edit, &[("steps", "1. Tout autrement")]).await.redirects_to(&sheet);
    // Karim saved meanwhile: her draft says so when she saves, and loses nothing.
    let resumed = ana.visits(&edit).await;
    assert_eq!(resumed.ok().field("contacts").as_deref(), Some("Le service informatique"));
    let refused = ana.fills_in(&resumed, &edit, &[]).await;
    refused.is(409).shows("Tout autrement");
    assert_eq!(refused.field("contacts").as_deref(), Some("Le service informatique"));
    ana.fills_in(&refused, &edit, &[]).await.redirects_to(&sheet);
    ana.visits("/brouillons").await.ok().hides(TITLE);
}
