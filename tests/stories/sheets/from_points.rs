//! A sheet that comes from a point dur: what it takes over, and what follows it there.

use cercles::db::ids::to_base32;

use super::{people, takes};
use crate::stories::points_durs as points;
use crate::town::{Person, Town, id_in};

const BLOCKED: &str = "Des bracelets illisibles au bloc";

/// Lou reports a point dur, Ana solves it with Lou's word; says where it is.
async fn solved(ana: &Person<'_>, lou: &Person<'_>, more: &[(&str, &str)]) -> String {
    let point = points::reports_with(lou, BLOCKED, more).await;
    points::takes(ana, &point, "qualification", &[("severity", "normal")]).await;
    points::takes(ana, &point, "prise-en-charge", &[]).await;
    points::takes(ana, &point, "solution", &[("body", "Passer à un code en deux dimensions.")]).await;
    points::takes(lou, &point, "confirmation", &[]).await;
    assert_eq!(points::state(ana, &point).await, "resolved");
    point
}

/// Begins the sheet of a point dur, with the steps it lacks; says where it is.
async fn formalises(ana: &Person<'_>, point: &str) -> String {
    let form = format!("/fiches/nouvelle?point={}", to_base32(id_in(point)));
    let begun = ana.fills(&form, "/fiches/nouvelle", &[("steps", "1. Régler l'imprimante")]).await;
    begun.redirects_to("/fiches/").location().to_owned()
}

#[actix_web::test]
async fn a_solved_point_dur_is_formalised_tried_and_diffused() {
    let town = Town::new().await;
    let [ana, karim, _] = people(&town).await;
    let (lou, camille) = (town.member("Lou Signale").await, town.member("Camille Bertin").await);
    let point = solved(&ana, &lou, &[("tried", "Deux imprimantes, sans effet.")]).await;
    lou.visits(&point).await.ok().hides("/fiches/nouvelle?point");
    let link = ana.visits(&point).await.attribute("a[href^='/fiches/nouvelle?point']", "href").unwrap();
    let form = ana.visits(&link).await;
    form.ok().shows(BLOCKED).hides("Lou Signale");
    assert_eq!(form.field("title").as_deref(), Some(BLOCKED));
    assert_eq!(form.field("difficulty").as_deref(), Some("Rien ne passe depuis lundi."));
    assert_eq!(form.field("context").as_deref(), Some("Deux imprimantes, sans effet."));
    assert_eq!(form.field("solution").as_deref(), Some("Passer à un code en deux dimensions."));

    let sheet = formalises(&ana, &point).await;
    assert_eq!(points::state(&ana, &point).await, "formalised");
    ana.visits(&point).await.shows("Fiche pratique : Des bracelets illisibles au bloc");
    lou.visits(&point).await.hides(&sheet);
    // One is being written: another is not begun.
    let again = [
        ("point", to_base32(id_in(&point))),
        ("title", BLOCKED.to_owned()),
        ("audience", "public".to_owned()),
        ("difficulty", "x".to_owned()),
    ];
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    karim.posts("/fiches/nouvelle", &again).await.is(409);

    takes(&ana, &sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    takes(&ana, &sheet, "essais", &[("with", "Camille Bertin")]).await;
    assert_eq!(points::state(&ana, &point).await, "in_trial");
    takes(&camille, &sheet, "essais/reponse", &[("verdict", "clear")]).await;
    takes(&ana, &sheet, "publication", &[("day", "2027-11-22")]).await;
    assert_eq!(points::state(&lou, &point).await, "diffused");
    let address = ana.visits(&sheet).await.location().to_owned();
    lou.visits(&point).await.shows("Fiche pratique : Des bracelets illisibles au bloc");
    lou.visits(&address).await.ok().shows("Née du point dur").shows(BLOCKED);
    town.visitor().visits(&address).await.ok().hides("Née du point dur");
    let told = lou.visits("/notifications").await;
    assert!(told.ok().texts(".notice-line a").len() >= 3, "the reporter hears of each step");

    takes(&ana, &sheet, "retrait", &[("reason", "Le matériel a changé.")]).await;
    assert_eq!(points::state(&ana, &point).await, "resolved");
    ana.visits(&point).await.shows("Le matériel a changé.");
}

#[actix_web::test]
async fn a_sheet_given_up_leaves_its_point_dur_solved() {
    let town = Town::new().await;
    let [ana, _, _] = people(&town).await;
    let lou = town.member("Lou Signale").await;
    let point = solved(&ana, &lou, &[]).await;
    let sheet = formalises(&ana, &point).await;
    takes(&ana, &sheet, "abandon", &[("reason", "Trop particulier")]).await;
    assert_eq!(points::state(&ana, &point).await, "resolved");
    let other = formalises(&ana, &point).await;
    assert_ne!(sheet, other, "another one may be begun");
}

#[actix_web::test]
async fn a_point_dur_that_is_hidden_begins_no_sheet() {
    let town = Town::new().await;
    let [ana, _, _] = people(&town).await;
    let (lou, camille) = (town.member("Lou Signale").await, town.member("Camille Bertin").await);
    let erwan = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", cercles::circles::Circle::Expert)]).await;
    let point = solved(&ana, &lou, &[]).await;
    let form = format!("/fiches/nouvelle?point={}", to_base32(id_in(&point)));
    erwan.visits(&form).await.is(404);
    camille.visits(&form).await.is(403);
    // For the experts alone: what is made of it is not for everybody unless they say so.
    let kept = solved(&ana, &lou, &[("audience", "expert")]).await;
    let page = ana.visits(&format!("/fiches/nouvelle?point={}", to_base32(id_in(&kept)))).await;
    assert_eq!(page.ok().attribute("input[name=audience][checked]", "value").as_deref(), Some("expert"));
}
