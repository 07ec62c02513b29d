//! Who was there: the code on the screen, the list, papers, figures.

use super::meetings::opened;
use super::meetings_registration::{UNTIL_START, answers, with_seats};
use crate::town::{Person, Town};

/// The code on the screen, drawn by who organises.
async fn code(by: &Person<'_>, address: &str) -> String {
    by.posts(&format!("{address}/presences/code"), &[]).await.redirects_to("/rencontres/");
    let page = by.visits(&format!("{address}/presences")).await;
    page.ok().texts(".screen-code").concat().replace(' ', "")
}

#[actix_web::test]
async fn each_says_that_they_are_there_by_the_code_on_the_screen_while_it_lasts() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea) = (town.expert("Karim Benali").await, town.expert("Léa Morin").await);
    let address = with_seats(&ana, "9").await;
    answers(&karim, &address, &[("answer", "remote")]).await.redirects_to("/rencontres/");
    let form = format!("{address}/presence");
    let drawn = code(&ana, &address).await;
    assert!(drawn.len() == 6 && drawn.chars().all(|figure| figure.is_ascii_digit()), "{drawn}");
    karim.posts(&form, &[("code", &drawn)]).await.is(409).shows("d'une demi-heure avant le début");
    town.passes(UNTIL_START - 20 * 60).await;
    for one in [&ana, &karim, &lea] {
        one.comes_back().await;
    }
    let wrong = if drawn == "123456" { "654321" } else { "123456" };
    let page = opened(&karim, &address).await;
    let refused = karim.fills_in(&page, &form, &[("code", wrong)]).await;
    refused.is(422).shows("Ce n'est pas le code affiché");
    let spaced = format!("{} {}", &drawn[..3], &drawn[3..]);
    karim.fills_in(&page, &form, &[("code", &spaced), ("how", "remote")]).await.redirects_to("/rencontres/");
    let mine = opened(&karim, &address).await;
    mine.ok().shows("Votre participation à distance est notée");
    let paper = mine.attribute("a[href*='/attestation/']", "href").unwrap();
    karim.visits(&paper).await.ok().shows("Karim Benali").shows("a participé, à distance").shows("de 14 h à 15 h 30");
    ana.visits(&paper).await.ok();
    lea.visits(&paper).await.is(404);
    lea.visits(&format!("{address}/attestation/{}", lea.id())).await.is(404);
    // Who had not answered says so by coming.
    lea.posts(&form, &[("code", &drawn), ("how", "present")]).await.redirects_to("/rencontres/");
    ana.visits(&format!("{address}/presences")).await.ok().shows("Léa Morin");
    // Another code makes the one before worthless; an hour after the end it is over.
    let other = code(&ana, &address).await;
    if other != drawn {
        ana.posts(&form, &[("code", &drawn)]).await.is(422);
    }
    town.passes(20 * 60 + 90 * 60 + 3_601).await;
    ana.posts(&form, &[("code", &other)]).await.is(409);
}

#[actix_web::test]
async fn guesses_of_the_code_are_counted() {
    let town = Town::with_limits().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = with_seats(&ana, "9").await;
    town.passes(UNTIL_START).await;
    ana.comes_back().await;
    karim.comes_back().await;
    let drawn = code(&ana, &address).await;
    let form = format!("{address}/presence");
    for guess in 0..10 {
        let guess = format!("{guess:06}x");
        karim.posts(&form, &[("code", &guess)]).await.is(422);
    }
    karim.posts(&form, &[("code", "nothing")]).await.is(429);
    karim.posts(&form, &[("code", &drawn)]).await.is(429);
    town.passes(601).await;
    karim.posts(&form, &[("code", &drawn)]).await.redirects_to("/rencontres/");
}

#[actix_web::test]
async fn organisers_tick_the_list_print_it_and_count_groups_of_five() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let mut people = Vec::new();
    for name in ["Karim Benali", "Léa Morin", "Paul Roy", "Zoé Petit", "Ali Saïd", "Lou Blanc"] {
        people.push(town.expert(name).await);
    }
    let address = with_seats(&ana, "9").await;
    for one in &people {
        let fields = [("answer", "site"), ("companions", if one.name == "Paul Roy" { "Max Ami, CHU" } else { "" })];
        answers(one, &address, &fields).await.redirects_to("/rencontres/");
    }
    let list = format!("{address}/presences");
    ana.visits(&list).await.ok().shows("à partir d'une demi-heure avant le début");
    ana.posts(&list, &[(people[0].id().to_string().as_str(), "present")]).await.is(409);
    let sheet = ana.visits(&format!("{address}/emargement")).await;
    sheet.ok().shows("Sur place : 7 personnes").shows("Max Ami").shows("Signature");
    let letter = people[0].visits(&format!("{address}/accord")).await;
    letter.ok().shows("Je sollicite votre accord").shows("12 rue des Lilas").shows("Centre hospitalier de Valmont");
    town.passes(UNTIL_START + 3 * 3_600).await;
    town.runs_the_timetable().await;
    ana.comes_back().await;
    let noted: Vec<(String, &str)> = people
        .iter()
        .map(|one| (one.id().to_string(), if one.name == "Lou Blanc" { "excused" } else { "present" }))
        .collect();
    let noted: Vec<(&str, &str)> = noted.iter().map(|(id, word)| (id.as_str(), *word)).collect();
    let page = ana.visits(&list).await;
    ana.fills_in(&page, &list, &noted).await.redirects_to("/rencontres/");
    let figures = ana.visits(&format!("{address}/inscriptions")).await;
    figures.ok().shows("5 personnes sont venues").shows("Occitanie").shows("Centre hospitalier de Valmont");
    let paper = |one: &Person<'_>| format!("{address}/attestation/{}", one.id());
    ana.visits(&paper(&people[0])).await.ok().shows("a participé, sur place");
    ana.visits(&paper(&people[5])).await.is(404);
    ana.posts(&list, &[(people[0].id().to_string().as_str(), "")]).await.redirects_to("/rencontres/");
    ana.visits(&paper(&people[0])).await.is(404);
    ana.visits(&format!("{address}/inscriptions")).await.ok().hides("Par région");
    people[0].comes_back().await;
    people[0].visits(&list).await.is(403);
    people[0].visits(&format!("{address}/emargement")).await.is(403);
}
