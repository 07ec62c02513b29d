//! Contributions to a large meeting; after a meeting its minutes, what is to be done, what people thought of it.

use cercles::circles::Circle;
use cercles::db::ids::{MeetingId, from_base32};

use super::meetings::{announced, described, opened, planned, with};
use super::meetings_programme::session;
use crate::town::{Answer, Person, THEME, Town};

/// Seconds after which the meetings of these stories are over.
const OVER: i64 = 70 * 86_400;

/// Gives a person a seat.
pub async fn registered(town: &Town, meeting: &str, person: &Person<'_>) {
    let (meeting, member) = (from_base32(meeting.rsplit('/').next().unwrap()).map(MeetingId).unwrap(), person.id());
    town.write(move |tx| {
        use cercles::db::schema::meeting_registrations as registrations;
        use diesel::prelude::*;
        let row = (
            (registrations::id.eq(tx.id()), registrations::meeting_id.eq(meeting), registrations::member_id.eq(member)),
            (registrations::answer.eq("remote"), registrations::seat.eq("held"), registrations::via.eq("page")),
            (registrations::meals.eq(""), registrations::access_needs.eq(""), registrations::travel.eq("")),
            registrations::answered_at.eq(tx.now()),
        );
        diesel::insert_into(registrations::table).values(row).execute(tx.db())?;
        Ok(())
    })
    .await;
}

/// A meeting of the experts that took place; `people` were registered.
async fn held(town: &Town, by: &Person<'_>, people: &[&Person<'_>]) -> String {
    let meeting = planned(by, &described()).await;
    announced(by, &meeting).await;
    for person in people {
        registered(town, &meeting, person).await;
    }
    town.passes(OVER).await;
    town.runs_the_timetable().await;
    by.comes_back().await;
    for person in people {
        person.comes_back().await;
    }
    meeting
}

/// The annual meeting, announced, with a session and a call for contributions.
async fn called(town: &Town, by: &Person<'_>) -> (String, String) {
    let fields = with(&[
        ("circle", "community"),
        ("title", "Journée annuelle"),
        ("starts", "2027-01-12T09:00"),
        ("ends", "2027-01-12T17:00"),
        ("large", "1"),
    ]);
    let meeting = planned(by, &fields).await;
    let starts = [("title", "Retours"), ("starts", "2027-01-12T10:00"), ("minutes", "90")];
    let one = session(by, &meeting, &starts).await;
    announced(by, &meeting).await;
    let call = format!("{meeting}/contributions/appel");
    by.fills(&format!("{meeting}/contributions"), &call, &[("until", "2027-01-13")])
        .await
        .is(422)
        .shows("après le début");
    by.fills(&format!("{meeting}/contributions"), &call, &[("until", "2026-12-20")]).await.redirects_to("/rencontres/");
    town.tells().await;
    (meeting, one)
}

async fn offers(by: &Person<'_>, meeting: &str, title: &str) -> String {
    let form = format!("{meeting}/contributions");
    let sent = by.fills(&form, &form, &[("title", title), ("body", "On a **relu** les bracelets.")]).await;
    sent.redirects_to("/rencontres/").location().to_owned()
}

#[actix_web::test]
async fn a_contribution_is_offered_reviewed_and_becomes_an_experience_report() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let (lou, camille) = (town.member("Lou Nom").await, town.member("Camille Bertin").await);
    let (meeting, session) = called(&town, &nicolas).await;
    let form = format!("{meeting}/contributions");
    let preview = lou.fills(&form, &form, &[("title", "T"), ("body", "Un **gras**"), ("act", "preview")]).await;
    preview.ok();
    assert_eq!(preview.texts("#apercu strong"), ["gras"]);
    lou.fills(&form, &form, &[("title", "Dossier"), ("body", "NIR 1 89 05 49 588 157 23")]).await.is(422);
    let one = offers(&lou, &meeting, "Bracelets relus").await;
    camille.visits(&one).await.is(404);
    camille.visits(&form).await.ok().hides("Bracelets relus");
    nicolas.visits(&one).await.ok().shows("On a relu les bracelets.");
    ana.visits(&form).await.ok().shows("Bracelets relus").shows("Lou Nom");
    town.tells().await;
    nicolas.visits("/notifications").await.ok().shows("Lou Nom propose une contribution pour « Journée annuelle »");
    ana.fills(&one, &format!("{one}/accord"), &[("session", &session)]).await.redirects_to("/rencontres/");
    town.tells().await;
    lou.visits("/notifications").await.ok().shows("Votre contribution à « Journée annuelle » est retenue");
    camille.visits(&format!("{meeting}/programme")).await.ok().shows("Bracelets relus");
    camille.visits(&one).await.ok().hides("Examiner");
    lou.posts(&format!("{one}/retour-d-experience"), &[]).await.is(409);
    town.passes(OVER).await;
    town.runs_the_timetable().await;
    for person in [&lou, &camille, &ana] {
        person.comes_back().await;
    }
    ana.posts(&format!("{one}/retour-d-experience"), &[]).await.is(403);
    let told = lou.fills(&one, &format!("{one}/retour-d-experience"), &[]).await;
    let thread = told.redirects_to("/fils/").location().to_owned();
    lou.posts(&format!("{one}/retour-d-experience"), &[]).await.is(409);
    let moved = camille.visits(&thread).await;
    let page = camille.follows(&moved).await;
    page.ok().shows("Bracelets relus").shows("Présenté lors d’une rencontre");
    assert_eq!(page.count(&format!("a[href='{one}']")), 1, "the report leads to the contribution");
    let page = camille.visits(&one).await;
    assert!(page.attribute(&format!("a[href^='{thread}']"), "href").is_some(), "and the contribution to the report");
}

#[actix_web::test]
async fn what_is_not_accepted_says_why_to_its_author_alone() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let (lou, camille) = (town.member("Lou Nom").await, town.member("Camille Bertin").await);
    let (meeting, session) = called(&town, &nicolas).await;
    let one = offers(&lou, &meeting, "Bracelets relus").await;
    let stale = ana.visits(&one).await;
    nicolas.fills(&one, &format!("{one}/refus"), &[]).await.is(422).shows("Dites pourquoi");
    let why = [("reason", "Déjà traité en mars")];
    nicolas.fills(&one, &format!("{one}/refus"), &why).await.redirects_to("/rencontres/");
    lou.visits(&one).await.ok().shows("Déjà traité en mars").shows("Non retenue");
    camille.visits(&one).await.is(404);
    let decided = ana.fills_in(&stale, &format!("{one}/accord"), &[("session", &session)]).await;
    decided.is(409).shows("a changé entre-temps");
    // Nobody reviews their own.
    let own = offers(&ana, &meeting, "À moi").await;
    ana.posts(&format!("{own}/accord"), &[("session", &session), ("version", "0")]).await.is(403);
    lou.posts(&format!("{own}/accord"), &[("session", &session), ("version", "0")]).await.is(404);
    ana.fills(&own, &format!("{own}/retrait"), &[]).await.redirects_to("/rencontres/");
    nicolas.visits(&own).await.is(404);
    town.passes(40 * 86_400).await;
    lou.comes_back().await;
    lou.posts(&format!("{meeting}/contributions"), &[("title", "Trop tard"), ("body", "b")]).await.is(409);
}

#[actix_web::test]
async fn its_author_writes_a_contribution_anew_until_somebody_decided() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let (lou, camille) = (town.member("Lou Nom").await, town.member("Camille Bertin").await);
    let (meeting, session) = called(&town, &nicolas).await;
    let one = offers(&lou, &meeting, "Bracelets relus").await;
    let edit = format!("{one}/modifier");
    lou.visits(&one).await.ok().shows("Modifier ma proposition");
    ana.visits(&one).await.ok().hides("Modifier ma proposition");
    ana.visits(&edit).await.is(403);
    camille.visits(&edit).await.is(404);
    let stale = lou.visits(&edit).await;
    lou.fills(&edit, &edit, &[("title", "")]).await.is(422).shows("On a **relu** les bracelets.");
    let anew = [("title", "Bracelets relus deux fois"), ("body", "Deux services.")];
    lou.fills(&edit, &edit, &anew).await.redirects_to(&one);
    nicolas.visits(&one).await.ok().shows("Bracelets relus deux fois").shows("Deux services.");
    // The same form again, from where it stood: nothing is lost, what was typed is shown.
    lou.fills_in(&stale, &edit, &[("body", "Trois services.")]).await.is(409).shows("Trois services.");
    nicolas.fills(&one, &format!("{one}/accord"), &[("session", &session)]).await.redirects_to("/rencontres/");
    lou.visits(&edit).await.is(409);
    lou.visits(&one).await.ok().hides("Modifier ma proposition");
}

#[actix_web::test]
async fn minutes_are_written_by_several_and_nothing_is_lost() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let paul = town.expert("Paul Absent").await;
    let meeting = held(&town, &ana, &[&karim]).await;
    paul.comes_back().await;
    let (page, edit) = (format!("{meeting}/compte-rendu"), format!("{meeting}/compte-rendu/modifier"));
    paul.visits(&page).await.is(404);
    paul.visits(&edit).await.is(403);
    opened(&paul, &meeting).await.ok().hides("Compte rendu");
    let stale = karim.visits(&edit).await;
    ana.fills(&edit, &edit, &[("body", "Premier point : les bracelets.")]).await.redirects_to("/rencontres/");
    let answer = karim.fills_in(&stale, &edit, &[("body", "Second point : les délais.")]).await;
    answer.is(409).shows("Ana Ferreira");
    assert_eq!(answer.texts("#theirs"), ["Premier point : les bracelets."]);
    assert_eq!(answer.texts("#body"), ["Second point : les délais."]);
    let both = "Premier point : les bracelets.\n\nSecond point : les délais.";
    karim.fills_in(&answer, &edit, &[("body", both)]).await.redirects_to("/rencontres/");
    karim
        .visits(&format!("{page}/historique"))
        .await
        .ok()
        .shows("Version 2")
        .shows("Karim Benali")
        .shows("Ana Ferreira");
    karim.fills(&edit, &edit, &[("body", " ")]).await.is(422);
    let shown = karim.visits(&page).await;
    shown.ok().shows("Second point").shows("Pas encore publié").hides("Publier le compte rendu");
    paul.visits(&format!("{page}/historique")).await.is(403);
}

#[actix_web::test]
async fn the_circle_reads_what_was_published_until_it_is_published_again() {
    let town = Town::new().await;
    let (ana, paul) = (town.expert("Ana Ferreira").await, town.expert("Paul Absent").await);
    let peer = town.peer("Maëlle Céleste").await;
    let meeting = held(&town, &ana, &[]).await;
    paul.comes_back().await;
    peer.comes_back().await;
    let (page, edit) = (format!("{meeting}/compte-rendu"), format!("{meeting}/compte-rendu/modifier"));
    ana.posts(&format!("{page}/publication"), &[("version", "2"), ("text", "0")]).await.is(422);
    ana.fills(&edit, &edit, &[("body", "Les bracelets.")]).await.redirects_to("/rencontres/");
    let stale = ana.visits(&page).await;
    ana.fills(&edit, &edit, &[("body", "Les bracelets et les délais.")]).await.redirects_to("/rencontres/");
    ana.fills_in(&stale, &format!("{page}/publication"), &[]).await.is(409);
    ana.fills(&page, &format!("{page}/publication"), &[]).await.redirects_to("/rencontres/");
    town.tells().await;
    paul.visits("/notifications").await.ok().shows("Ana Ferreira publie le compte rendu");
    paul.visits(&page).await.ok().shows("Les bracelets et les délais.").hides("Modifier");
    opened(&paul, &meeting).await.ok().shows("Compte rendu publié").shows("Lire le compte rendu");
    ana.fills(&edit, &edit, &[("body", "Une zibeline.")]).await.redirects_to("/rencontres/");
    paul.visits(&page).await.ok().hides("zibeline").shows("Les bracelets et les délais.");
    ana.visits(&page).await.ok().shows("zibeline").shows("Le cercle lit encore la version publiée auparavant");
    ana.fills(&page, &format!("{page}/publication"), &[]).await.redirects_to("/rencontres/");
    paul.visits(&page).await.ok().shows("zibeline");
    let record = format!("{page}/enregistrement");
    ana.fills(&page, &record, &[("recording", "javascript:alert(1)")]).await.is(422).shows("commence par https://");
    ana.fills(&page, &record, &[("recording", "https://video.example/1")]).await.redirects_to("/rencontres/");
    let read = paul.visits(&page).await;
    assert_eq!(read.count("a[href='https://video.example/1']"), 1);
    for end in ["", "/modifier", "/historique"] {
        peer.visits(&format!("{page}{end}")).await.is(404);
    }
    for (end, fields) in [
        ("compte-rendu/modifier", vec![("body", "x")]),
        ("compte-rendu/publication", vec![]),
        ("compte-rendu/enregistrement", vec![]),
        ("actions", vec![("kind", "decision"), ("title", "x")]),
        ("satisfaction", vec![("score", "5")]),
    ] {
        peer.posts(&format!("{meeting}/{end}"), &fields).await.is(404);
    }
}

#[actix_web::test]
async fn an_action_is_followed_until_it_is_done_and_reminded_once() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let peer = town.peer("Maëlle Céleste").await;
    let meeting = held(&town, &ana, &[]).await;
    karim.comes_back().await;
    peer.comes_back().await;
    let (page, form) = (format!("{meeting}/compte-rendu"), format!("{meeting}/actions"));
    let today = town.app.database.now();
    let day = |days: i64| today.plus_seconds(days * 86_400).instant().to_string()[..10].to_owned();
    let due = day(5);
    let action =
        |title: &'static str, who: &'static str| [("kind", "action"), ("title", title), ("member", who), ("day", "")];
    ana.fills(&page, &form, &action("Écrire aux régions", "")).await.is(422).shows("Dites qui s’en charge");
    ana.fills(&page, &form, &action("Écrire aux régions", "Maëlle Céleste"))
        .await
        .is(422)
        .shows("pas parmi les personnes");
    ana.fills(&page, &form, &action("Écrire aux régions", "Jeanne Inconnue"))
        .await
        .is(422)
        .shows("pas parmi les personnes");
    let given =
        [("kind", "action"), ("title", "Écrire aux régions"), ("member", "benali karim"), ("day", due.as_str())];
    ana.fills(&page, &form, &given).await.redirects_to("/rencontres/");
    ana.fills(&page, &form, &[("kind", "decision"), ("title", "On passe au code 2D")])
        .await
        .redirects_to("/rencontres/");
    town.tells().await;
    karim.visits("/notifications").await.ok().shows("Ana Ferreira vous confie une action");
    karim.visits(&page).await.is(404);
    karim.visits("/rencontres/actions").await.ok().shows("Écrire aux régions");
    peer.visits("/rencontres/actions").await.ok().hides("Écrire aux régions");
    town.passes(5 * 86_400).await;
    for _ in 0..2 {
        town.runs_the_timetable().await;
        town.passes(1_000).await;
    }
    karim.comes_back().await;
    ana.comes_back().await;
    let told = karim.visits("/notifications").await;
    told.ok().shows("à faire pour aujourd’hui").hides("2 actions");
    let mine = karim.visits("/rencontres/actions").await;
    let done = mine.attribute("main form", "action").unwrap();
    peer.comes_back().await;
    peer.posts(&done, &[]).await.is(404);
    karim.fills_in(&mine, &done, &[]).await.redirects_to("/rencontres/actions");
    karim.visits("/rencontres/actions").await.ok().hides("Écrire aux régions");
    town.tells().await;
    ana.visits("/notifications").await.ok().shows("Karim Benali a fait ce qui avait été décidé");
    let shown = ana.visits(&page).await;
    shown.ok().shows("On passe au code 2D").shows("Fait");
    let remove = shown.attribute(".outcome form[action$='/retrait']", "action").unwrap();
    ana.fills_in(&shown, &remove, &[]).await.redirects_to("/rencontres/");
    ana.visits(&page).await.ok().hides("On passe au code 2D");
}

async fn rates(person: &Person<'_>, meeting: &str, score: &str, words: &str) -> Answer {
    let form = format!("{meeting}/satisfaction");
    person.fills(&form, &form, &[("score", score), ("words", words)]).await
}

#[actix_web::test]
async fn everybody_reads_the_figures_once_five_answered_and_nobody_reads_names() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let mut people = Vec::new();
    for name in ["Un", "Deux", "Trois", "Quatre", "Cinq"] {
        people.push(town.expert(&format!("Expert {name}")).await);
    }
    let paul = town.expert("Paul Absent").await;
    let all: Vec<&Person<'_>> = people.iter().collect();
    let meeting = held(&town, &ana, &all).await;
    paul.comes_back().await;
    town.tells().await;
    people[0].visits("/notifications").await.ok().shows("qu'en avez-vous pensé ?");
    for person in [&paul, &ana] {
        person.visits("/notifications").await.ok().hides("qu'en avez-vous pensé");
    }
    let page = format!("{meeting}/satisfaction");
    paul.posts(&page, &[("score", "5")]).await.is(403);
    people[0].posts(&page, &[("score", "11")]).await.is(422).shows("Choisissez une note");
    people[0].posts(&page, &[("score", "")]).await.is(422);
    for (at, person) in people.iter().enumerate().take(4) {
        let words = if at == 0 { "Une zibeline" } else { "" };
        rates(person, &meeting, "8", words).await.redirects_to("/rencontres/");
    }
    people[1].visits(&page).await.ok().shows("Moins de cinq réponses").hides("sur 10");
    let read = ana.visits(&page).await;
    read.ok().shows("8,0 sur 10").shows("Une zibeline").hides("Expert Un");
    assert_eq!(read.count("svg.bars"), 0);
    // Once each, and changed.
    rates(&people[0], &meeting, "9", "Une zibeline").await.redirects_to("/rencontres/");
    people[1].visits(&page).await.ok().shows("Moins de cinq réponses");
    rates(&people[4], &meeting, "10", "").await.redirects_to("/rencontres/");
    let read = paul.visits(&page).await;
    read.ok().shows("8,6 sur 10").hides("zibeline");
    assert_eq!(read.count("svg.bars .bar"), 11, "a column a score");
    assert_eq!(read.texts("#by-score-table tbody tr:nth-child(9) td"), ["3"], "three gave 8");
    town.passes(31 * 86_400).await;
    people[0].comes_back().await;
    people[0].posts(&page, &[("score", "1")]).await.is(409);
}

#[actix_web::test]
async fn a_meeting_is_compared_with_those_before_it_of_the_same_circle() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let mut people = Vec::new();
    for name in ["Un", "Deux", "Trois", "Quatre", "Cinq"] {
        people.push(town.expert(&format!("Expert {name}")).await);
    }
    let mut meetings = Vec::new();
    for (title, day) in [("Janvier", "2027-01-12"), ("Février", "2027-01-19"), ("Mars", "2027-01-26")] {
        let (starts, ends) = (format!("{day}T14:00"), format!("{day}T15:00"));
        let meeting = planned(&ana, &with(&[("title", title), ("starts", &starts), ("ends", &ends)])).await;
        announced(&ana, &meeting).await;
        for person in &people {
            registered(&town, &meeting, person).await;
        }
        meetings.push(meeting);
    }
    town.passes(OVER).await;
    town.runs_the_timetable().await;
    for person in &people {
        person.comes_back().await;
    }
    for (meeting, scores) in meetings.iter().zip([vec!["6"; 5], vec!["1"; 4], vec!["9"; 5]]) {
        for (person, score) in people.iter().zip(scores) {
            rates(person, meeting, score, "").await.redirects_to("/rencontres/");
        }
    }
    let read = people[0].visits(&format!("{}/satisfaction", meetings[2])).await;
    read.ok().shows("Mars").shows("Janvier").shows("6,0").shows("moins de cinq réponses").hides("1,0");
    assert_eq!(read.texts("#compared-table tbody th"), ["Mars", "Février", "Janvier"]);
    let other = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    other.visits(&format!("{}/satisfaction", meetings[2])).await.is(404);
    assert!(THEME != "sante-mentale");
}
