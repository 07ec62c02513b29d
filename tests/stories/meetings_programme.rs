//! The programme of a meeting: sessions beside and within each other, who speaks, what about, who signs up.

use cercles::circles::Circle;

use super::meetings::{announced, described, opened, planned, with};
use crate::town::{Answer, Person, THEME, Town, id_in};

/// Adds a session; says its id.
pub async fn session(by: &Person<'_>, meeting: &str, fields: &[(&str, &str)]) -> String {
    let answer = by.posts(&format!("{meeting}/programme/nouvelle"), fields).await;
    answer.redirects_to("/rencontres/").location().rsplit("#s-").next().unwrap().to_owned()
}

/// The annual meeting as the access table needs it: a session with a sign-up; its id.
pub async fn large(animator: &Person<'_>, meeting: &str) -> String {
    let fields = [("title", "Atelier"), ("starts", "2027-05-12T10:00"), ("minutes", "60"), ("signs_up", "1")];
    session(animator, &format!("/rencontres/{meeting}"), &fields).await
}

/// A day of the whole community.
fn day<'a>() -> Vec<(&'a str, &'a str)> {
    with(&[
        ("circle", "community"),
        ("title", "Journée annuelle"),
        ("starts", "2027-05-12T09:00"),
        ("ends", "2027-05-12T17:00"),
        ("large", "1"),
    ])
}

async fn programme(by: &Person<'_>, meeting: &str) -> Answer {
    let page = by.visits(&format!("{meeting}/programme")).await;
    page.ok();
    page
}

#[actix_web::test]
async fn sessions_stand_beside_each_other_and_within_one_another() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let rose = town.person("Rose Payet", "la-reunion", &[(THEME, Circle::Community)]).await;
    let meeting = planned(&nicolas, &day()).await;
    announced(&nicolas, &meeting).await;
    let speakers = "Rose Payet, Jeanne Dehors (CHU de Lille)";
    let morning = session(
        &nicolas,
        &meeting,
        &[("title", "Matinée"), ("starts", "2027-05-12T09:30"), ("minutes", "120"), ("speakers", speakers)],
    )
    .await;
    session(
        &nicolas,
        &meeting,
        &[("title", "Atelier bleu"), ("starts", "2027-05-12T09:30"), ("minutes", "60"), ("room", "B 12")],
    )
    .await;
    let within = [("title", "Ouverture"), ("starts", "2027-05-12T09:30"), ("minutes", "15"), ("parent", &morning)];
    session(&nicolas, &meeting, &within).await;
    let page = programme(&nicolas, &meeting).await;
    assert_eq!(page.attribute(".timetable", "data-tracks").as_deref(), Some("2"));
    assert_eq!(page.attribute(&format!("#s-{morning}"), "data-span").as_deref(), Some("2"));
    assert_eq!(page.texts(&format!("#s-{morning} .session h4")), ["Ouverture"]);
    let page = programme(&rose, &meeting).await;
    page.shows("11 h 30 – 13 h 30").shows("sur place : 9 h 30 – 11 h 30").shows("Jeanne Dehors (CHU de Lille)");
    assert_eq!(page.count(&format!("#s-{morning} a[href='/membres/{}']", rose.id())), 1, "a member is a link");
    page.hides("Ajouter une session");
    rose.visits(&format!("{meeting}/programme/nouvelle")).await.is(403);
    opened(&rose, &meeting).await.ok().shows("Voir le programme (3 sessions)");
}

#[actix_web::test]
async fn the_programme_moves_with_its_meeting_and_bounds_it() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let meeting = planned(&nicolas, &day()).await;
    session(&nicolas, &meeting, &[("title", "Clôture"), ("starts", "2027-05-12T16:00"), ("minutes", "60")]).await;
    let edit = format!("{meeting}/modifier");
    nicolas.fills(&edit, &edit, &[("ends", "2027-05-12T16:30")]).await.is(422).shows("Le programme dure 8 h 00");
    let moved = [("starts", "2027-05-13T10:00"), ("ends", "2027-05-13T18:00")];
    nicolas.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    programme(&nicolas, &meeting).await.shows("13 mai 2027").shows("17 h – 18 h");
}

#[actix_web::test]
async fn a_session_beyond_what_it_stands_in_is_refused_beside_the_field() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let meeting = planned(&nicolas, &day()).await;
    let whole = [("title", "Matinée"), ("starts", "2027-05-12T10:00"), ("minutes", "60")];
    let morning = session(&nicolas, &meeting, &whole).await;
    let form = format!("{meeting}/programme/nouvelle");
    for (fields, field, sentence) in [
        (vec![("starts", "2027-05-12T08:30")], "starts", "avant la rencontre"),
        (vec![("starts", "2027-05-12T16:30"), ("minutes", "31")], "minutes", "après la fin de la rencontre"),
        (vec![("parent", &*morning), ("starts", "2027-05-12T09:50")], "starts", "avant « Matinée »"),
        (vec![("parent", &*morning), ("minutes", "61")], "minutes", "après « Matinée »"),
        (vec![("parent", "1234567")], "parent", "Choisissez une session"),
        (vec![("minutes", "0")], "minutes", "entre 1 et"),
        (vec![("minutes", "99999999999")], "minutes", "entre 1 et"),
        (vec![("capacity", "0"), ("signs_up", "1")], "capacity", "entre 1 et"),
        (vec![("links", "/fils/inconnu")], "links", "ne mène à aucun fil"),
        (vec![("starts", "demain")], "starts", "Donnez un jour"),
        (vec![("title", "")], "title", "champ"),
    ] {
        let mut all =
            vec![("title", "Ouverture"), ("starts", "2027-05-12T10:00"), ("minutes", "30"), ("summary", "À garder")];
        for (name, value) in fields {
            all.retain(|(known, _)| *known != name);
            all.push((name, value));
        }
        let answer = nicolas.posts(&form, &all).await;
        answer.is(422).shows("À garder");
        let told = answer.texts(&format!("#{field}-error")).join(" ");
        assert!(field == "title" || told.contains(sentence), "{field}: {told} {}", answer.text());
    }
    // What stands in it keeps it long enough, and moves with it.
    let within = [("title", "Ouverture"), ("starts", "2027-05-12T10:30"), ("minutes", "30"), ("parent", &*morning)];
    session(&nicolas, &meeting, &within).await;
    let edit = format!("{meeting}/programme/{morning}");
    nicolas.fills(&edit, &edit, &[("minutes", "45")]).await.is(422).shows("se terminerait après elle");
    nicolas.fills(&edit, &edit, &[("starts", "2027-05-12T11:00")]).await.redirects_to("/rencontres/");
    programme(&nicolas, &meeting).await.shows("11 h 30 – 12 h");
}

#[actix_web::test]
async fn without_a_date_sessions_are_counted_from_the_start() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let meeting = planned(&ana, &with(&[("starts", ""), ("ends", "")])).await;
    ana.visits(&format!("{meeting}/programme/nouvelle")).await.ok().shows("en minutes après celui de la rencontre");
    session(&ana, &meeting, &[("title", "Tour de table"), ("after", "90"), ("minutes", "30")]).await;
    programme(&ana, &meeting).await.shows("1 h 30 – 2 h après le début");
}

#[actix_web::test]
async fn two_who_write_the_same_session_the_second_keeps_what_was_typed() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let meeting = planned(&ana, &described()).await;
    let one = session(&ana, &meeting, &[("title", "Tour"), ("starts", "2027-01-12T14:00"), ("minutes", "30")]).await;
    let edit = format!("{meeting}/programme/{one}");
    let stale = nicolas.visits(&edit).await;
    ana.fills(&edit, &edit, &[("title", "Tour de table"), ("room", "Salle 3")]).await.redirects_to("/rencontres/");
    let answer = nicolas.fills_in(&stale, &edit, &[("title", "Tour des régions")]).await;
    answer.is(409).shows("a changé pendant que vous écriviez").shows("Salle 3");
    assert_eq!(answer.attribute("#title", "value").as_deref(), Some("Tour des régions"));
    nicolas.fills_in(&answer, &edit, &[]).await.redirects_to("/rencontres/");
    programme(&ana, &meeting).await.shows("Tour des régions");
    // A button of a page that is stale takes nothing off.
    nicolas.posts(&format!("{edit}/retrait"), &[("version", "0")]).await.is(409);
    nicolas.fills(&edit, &format!("{edit}/retrait"), &[]).await.redirects_to("/rencontres/");
    programme(&ana, &meeting).await.hides("Tour des régions").shows("n'est pas encore composé");
}

#[actix_web::test]
async fn what_a_session_is_about_is_told_to_those_who_may_read_it() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let lou = town.member("Lou Nom").await;
    let opening = |audience| {
        vec![("theme", THEME), ("kind", "discussion"), ("title", "Une zibeline"), ("body", "b"), ("audience", audience)]
    };
    let hidden = nicolas.posts("/fils/nouveau", &opening("expert")).await.redirects_to("/fils/").location().to_owned();
    let meeting = planned(&nicolas, &day()).await;
    announced(&nicolas, &meeting).await;
    let links = format!("{}{hidden}", town.app.base_url);
    let fields = [("title", "Atelier"), ("starts", "2027-05-12T10:00"), ("minutes", "30"), ("links", &*links)];
    let one = session(&nicolas, &meeting, &fields).await;
    programme(&nicolas, &meeting).await.shows("Une zibeline");
    let page = programme(&lou, &meeting).await;
    page.hides("zibeline").hides("À lire avant");
    assert!(!page.body.contains(&cercles::db::ids::to_base32(id_in(&hidden))));
    // Saved again by somebody who sees it, without: it goes.
    let edit = format!("{meeting}/programme/{one}");
    nicolas.fills(&edit, &edit, &[("links", "")]).await.redirects_to("/rencontres/");
    programme(&nicolas, &meeting).await.hides("Une zibeline");
}

#[actix_web::test]
async fn one_signs_up_while_there_are_seats_and_never_for_two_at_once() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let (lou, camille) = (town.member("Lou Nom").await, town.member("Camille Bertin").await);
    let meeting = planned(&nicolas, &day()).await;
    let at = |title, starts| {
        vec![("title", title), ("starts", starts), ("minutes", "60"), ("signs_up", "1"), ("capacity", "1")]
    };
    let blue = session(&nicolas, &meeting, &at("Atelier bleu", "2027-05-12T10:00")).await;
    let green = session(&nicolas, &meeting, &at("Atelier vert", "2027-05-12T10:30")).await;
    let later = session(&nicolas, &meeting, &at("Atelier gris", "2027-05-12T11:30")).await;
    announced(&nicolas, &meeting).await;
    let sign = |session: &str| format!("{meeting}/programme/{session}/inscription");
    let page = format!("{meeting}/programme");
    lou.fills(&page, &sign(&blue), &[]).await.redirects_to("/rencontres/");
    lou.posts(&sign(&blue), &[]).await.redirects_to("/rencontres/");
    lou.posts(&sign(&green), &[]).await.is(422).shows("« Atelier bleu », qui a lieu en même temps");
    lou.posts(&sign(&later), &[]).await.redirects_to("/rencontres/");
    camille.posts(&sign(&blue), &[]).await.is(422).shows("plus de place dans « Atelier bleu »");
    programme(&lou, &meeting).await.shows("Vous êtes inscrit(e).").shows("1 / 1 places prises");
    programme(&nicolas, &meeting).await.shows("Lou Nom");
    programme(&camille, &meeting).await.hides("Lou Nom");
    let edit = format!("{meeting}/programme/{blue}");
    nicolas.fills(&edit, &edit, &[("signs_up", "")]).await.is(422).shows("déjà inscrite");
    lou.fills(&page, &format!("{}/retrait", sign(&blue)), &[]).await.redirects_to("/rencontres/");
    camille.posts(&sign(&blue), &[]).await.redirects_to("/rencontres/");
    nicolas.fills(&edit, &format!("{edit}/retrait"), &[]).await.redirects_to("/rencontres/");
    town.tells().await;
    camille.visits("/notifications").await.ok().shows("est retirée du programme de « Journée annuelle »");
}

#[actix_web::test]
async fn who_signed_up_is_told_of_another_hour_or_room_and_not_of_a_typo() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let camille = town.member("Camille Roux").await;
    let meeting = planned(&nicolas, &day()).await;
    let fields = [("title", "Atelier"), ("starts", "2027-05-12T10:00"), ("minutes", "60"), ("signs_up", "1")];
    let one = session(&nicolas, &meeting, &fields).await;
    announced(&nicolas, &meeting).await;
    let edit = format!("{meeting}/programme/{one}");
    camille.posts(&format!("{edit}/inscription"), &[]).await.redirects_to("/rencontres/");
    nicolas.fills(&edit, &edit, &[("title", "Atelier bleu")]).await.redirects_to("/rencontres/");
    town.tells().await;
    camille.visits("/notifications").await.ok().hides("change d'heure ou de salle");
    nicolas.fills(&edit, &edit, &[("starts", "2027-05-12T11:00")]).await.redirects_to("/rencontres/");
    town.tells().await;
    camille.visits("/notifications").await.ok().shows("Une session à laquelle vous êtes inscrit(e) change d'heure");
    nicolas.visits("/notifications").await.ok().hides("change d'heure ou de salle");
}

#[actix_web::test]
async fn fifty_sign_up_at_once_for_seven_seats_and_seven_get_one() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let meeting = planned(&nicolas, &day()).await;
    let fields =
        [("title", "Atelier"), ("starts", "2027-05-12T10:00"), ("minutes", "60"), ("signs_up", "1"), ("capacity", "7")];
    let one = session(&nicolas, &meeting, &fields).await;
    announced(&nicolas, &meeting).await;
    let mut people = Vec::new();
    for number in 0..50 {
        people.push(town.member(&format!("Lou Numero{number}")).await);
    }
    let form = format!("{meeting}/programme/{one}/inscription");
    let answers = futures_util::future::join_all(people.iter().map(|person| person.posts(&form, &[]))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 7);
    assert_eq!(answers.iter().filter(|answer| answer.status == 422).count(), 43);
    programme(&nicolas, &meeting).await.shows("7 / 7 places prises").shows("7 personnes inscrites");
}

#[actix_web::test]
async fn what_is_prepared_is_seen_by_nobody_outside() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let peer = town.peer("Maëlle Céleste").await;
    let elsewhere = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let meeting = planned(&ana, &described()).await;
    let one = session(&ana, &meeting, &[("title", "Tour"), ("starts", "2027-01-12T14:00"), ("minutes", "30")]).await;
    for (step, known) in [("", false), ("announced", true)] {
        if known {
            announced(&ana, &meeting).await;
        }
        for person in [&peer, &elsewhere] {
            for end in ["programme", "programme/nouvelle", &format!("programme/{one}")] {
                let answer = person.visits(&format!("{meeting}/{end}")).await;
                assert_eq!(answer.status, 404, "{step} {end}");
            }
            for end in [
                "programme/nouvelle",
                &format!("programme/{one}"),
                &format!("programme/{one}/retrait"),
                &format!("programme/{one}/inscription"),
            ] {
                let fields = [("title", "x"), ("starts", "2027-01-12T14:00"), ("minutes", "30")];
                let fields = if end.ends_with("retrait") || end.ends_with("inscription") { &[][..] } else { &fields };
                let answer = person.posts(&format!("{meeting}/{end}"), fields).await;
                assert_eq!(answer.status, 404, "{step} {end}");
            }
        }
        town.visitor().visits(&format!("{meeting}/programme")).await.is(404);
    }
}
