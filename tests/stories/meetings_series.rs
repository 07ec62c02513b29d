//! Series of meetings: each is one of its own; they share a thread, a file, an announcement.

use super::meetings::{announced, opened, with};
use super::meetings_cal::{answers_of, calendar, feed_of, mail_leaves, mailed, reply};
use crate::town::{Person, Town};

/// A monthly series of the experts, the second Tuesday.
pub fn monthly<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = with(&[("every", "nth"), ("count", "6")]);
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

/// Plans a series; says where it is.
pub async fn series(by: &Person<'_>, fields: &[(&str, &str)]) -> String {
    by.posts("/rencontres/series/nouvelle", fields).await.redirects_to("/rencontres/").location().to_owned()
}

/// The meetings a series' page lists.
pub async fn meetings_of(by: &Person<'_>, series: &str) -> Vec<String> {
    let page = opened(by, series).await;
    let body = scraper::Html::parse_document(&page.ok().body);
    let links = scraper::Selector::parse("h3.thread-title a").unwrap();
    let id = |link: &str| link.split('-').next().unwrap().to_owned();
    body.select(&links).map(|link| id(link.value().attr("href").unwrap())).collect()
}

#[actix_web::test]
async fn a_series_is_meetings_of_their_own_that_share_a_thread() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let peer = town.peer("Maëlle Céleste").await;
    let address = series(&ana, &monthly(&[("except", "09/03/2027")])).await;
    peer.visits(&address).await.is(404);
    peer.visits(&format!("{address}/agenda.ics")).await.is(404);
    opened(&karim, &address).await.ok().shows("Le deuxième mardi de chaque mois").shows("5 rencontres");
    let meetings = meetings_of(&karim, &address).await;
    assert_eq!(meetings.len(), 5);
    announced(&ana, &meetings[0]).await;
    announced(&ana, &meetings[1]).await;
    announced(&ana, &meetings[2]).await;
    peer.visits(&address).await.is(404);
    karim.visits(&format!("{address}/discussion")).await.ok().shows("Réunion des experts");
    karim.visits(&format!("{}/discussion", meetings[1])).await.ok();
    // One is moved, one is cancelled, alone.
    let edit = format!("{}/modifier", meetings[1]);
    let moved = [("starts", "2027-02-10T16:00"), ("ends", "2027-02-10T17:30"), ("reason", "Grève")];
    ana.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    let page = opened(&ana, &meetings[2]).await;
    let cancel = format!("{}/annulation", meetings[2]);
    ana.fills_in(&page, &cancel, &[("reason", "Vacances")]).await.redirects_to("/rencontres/");
    let told = calendar(&karim.visits(&format!("{address}/agenda.ics")).await);
    assert_eq!(told.all("RRULE").last().unwrap(), "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU;COUNT=6");
    assert_eq!(told.all("EXDATE"), ["20270309T140000", "20270511T140000", "20270608T140000"]);
    assert_eq!(told.all("RECURRENCE-ID"), ["20270209T140000", "20270413T140000"]);
    assert_eq!(told.all("STATUS"), ["CONFIRMED", "CONFIRMED", "CANCELLED"]);
}

#[actix_web::test]
async fn a_feed_tells_a_series_once_with_what_is_known_of_it() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = series(&ana, &monthly(&[])).await;
    let meetings = meetings_of(&ana, &address).await;
    announced(&ana, &meetings[0]).await;
    announced(&ana, &meetings[2]).await;
    let told = calendar(&town.visitor().visits(&feed_of(&karim, "#calendar-mine").await).await);
    assert_eq!(told.all("SUMMARY"), ["Réunion des experts"]);
    assert_eq!(told.all("EXDATE").len(), 4, "what is not announced is not told");
    mail_leaves(&town).await;
    // Those that are announced before the mail leaves stand in it together, those after it in one of their own.
    announced(&ana, &meetings[3]).await;
    mail_leaves(&town).await;
    let mails = mailed(&town, &karim);
    let [together, alone] = mails.as_slice() else { panic!("{} calendars", mails.len()) };
    assert_eq!(together.says("UID"), alone.says("UID"));
    assert_eq!(together.all("RECURRENCE-ID"), ["20270112T140000", "20270309T140000"]);
    assert_eq!(alone.all("RECURRENCE-ID"), ["20270413T140000"]);
}

#[actix_web::test]
async fn a_rule_that_makes_no_series_says_why_beside_the_field() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    for (changes, field, sentence) in [
        (vec![("every", "week"), ("count", "10000")], "count", "120 rencontres au plus"),
        (vec![("count", "1")], "count", "au moins deux"),
        (vec![("count", "")], "count", "un nombre de rencontres ou une date de fin"),
        (vec![("until", "2027-09-01")], "count", "pas les deux"),
        (vec![("every", "")], "every", "comment la rencontre revient"),
        (vec![("every", "last")], "every", "n'est pas le dernier"),
        (vec![("starts", "2027-03-30T14:00"), ("ends", "2027-03-30T15:00")], "every", "le cinquième"),
        (vec![("interval", "99")], "interval", "entre 1 et 24"),
        (vec![("except", "demain")], "except", "une date par ligne"),
        (vec![("except", "10/03/2027")], "except", "Aucune rencontre ne tombe le 10/03/2027"),
        (vec![("starts", ""), ("ends", "")], "starts", "Fixez d'abord"),
        (
            vec![("every", "week"), ("starts", "2027-03-21T02:30"), ("ends", "2027-03-21T04:00")],
            "starts",
            "Le 28/03/2027, cette heure n'existe pas",
        ),
        (
            vec![("every", "week"), ("starts", "2027-10-24T02:30"), ("ends", "2027-10-24T04:00")],
            "which",
            "existe deux fois",
        ),
    ] {
        let answer = ana.posts("/rencontres/series/nouvelle", &monthly(&changes)).await;
        answer.is(422).shows(sentence).shows("Deux points durs à examiner.");
        assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    let twice = [("every", "week"), ("starts", "2027-10-24T02:30"), ("ends", "2027-10-24T04:00"), ("which", "later")];
    let address = series(&ana, &monthly(&twice)).await;
    assert_eq!(meetings_of(&ana, &address).await.len(), 6);
}

#[actix_web::test]
async fn a_series_is_announced_at_once_by_one_mail_a_person_and_each_meeting_is_answered_alone() {
    let mut town = Town::new().await;
    town.hears_answers();
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = series(&ana, &monthly(&[("count", "4")])).await;
    let page = opened(&ana, &address).await;
    page.ok().shows("Annoncer les 4 rencontres à venir");
    opened(&karim, &address).await.ok().hides("Annoncer les");
    karim.posts(&format!("{address}/annonce"), &[]).await.is(403);
    ana.fills_in(&page, &format!("{address}/annonce"), &[]).await.redirects_to("/rencontres/");
    opened(&ana, &address).await.ok().hides("Annoncer les");
    ana.posts(&format!("{address}/annonce"), &[]).await.is(409);
    mail_leaves(&town).await;
    karim.visits("/notifications").await.ok().shows("Ana Ferreira vous invite aux rencontres de la série");
    let told = mailed(&town, &karim);
    let [told] = told.as_slice() else { panic!("{} calendars", told.len()) };
    assert_eq!(told.all("METHOD"), ["REQUEST"]);
    let starts = ["20270112T140000", "20270209T140000", "20270309T140000", "20270413T140000"];
    assert_eq!(told.all("RECURRENCE-ID"), starts);
    assert!(told.all("RRULE").iter().all(|rule| rule.starts_with("FREQ=YEARLY")), "only those of the zone");
    town.inbox_of(&karim.email).last_shows("Cette invitation vaut aussi pour");
    town.inbox_of(&karim.email).last_shows("9 mars 2027");
    // An answer names the start it is about, wherever the mail is answered.
    let (uid, to) = (told.says("UID"), told.line("ORGANIZER").value.replace("mailto:", ""));
    let answer = reply(&karim.email, (&uid, "0"), (&karim.email, "ACCEPTED"), "");
    let of_third = String::from_utf8(answer).unwrap();
    let of_third =
        of_third.replace("SEQUENCE:0\r\n", "SEQUENCE:0\r\nRECURRENCE-ID;TZID=Europe/Paris:20270309T140000\r\n");
    town.receives(&karim.email, &to, of_third.as_bytes()).await;
    assert_eq!(answers_of(&town).await, [("remote".to_owned(), "calendar".to_owned())]);
    let meetings = meetings_of(&karim, &address).await;
    for (place, meeting) in meetings.iter().enumerate() {
        let page = opened(&karim, meeting).await;
        let comes = page.ok().count("input[name=answer][value=remote][checked]");
        assert_eq!(comes, usize::from(place == 2), "{meeting}");
    }
    // One that moves is told alone.
    let edit = format!("{}/modifier", meetings[2]);
    let moved = [("starts", "2027-03-10T14:00"), ("ends", "2027-03-10T15:30"), ("reason", "Grève")];
    ana.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    mail_leaves(&town).await;
    let told = mailed(&town, &karim);
    assert_eq!((told.len(), told[1].all("RECURRENCE-ID")), (2, vec![starts[2].to_owned()]));
}

#[actix_web::test]
async fn the_mail_of_a_series_leaves_out_what_was_cancelled_before_it_left() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = series(&ana, &monthly(&[("count", "3")])).await;
    ana.posts(&format!("{address}/annonce"), &[]).await.redirects_to("/rencontres/");
    let first = &meetings_of(&karim, &address).await[0];
    let page = opened(&ana, first).await;
    ana.fills_in(&page, &format!("{first}/annulation"), &[("reason", "Grève")]).await.redirects_to("/rencontres/");
    mail_leaves(&town).await;
    let told = mailed(&town, &karim);
    let [told] = told.as_slice() else { panic!("{} calendars", told.len()) };
    assert_eq!(told.all("RECURRENCE-ID"), ["20270209T140000", "20270309T140000"]);
}

#[actix_web::test]
async fn the_mail_of_a_series_repeats_nothing_that_was_sent_before() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = series(&ana, &monthly(&[("count", "4")])).await;
    let meetings = meetings_of(&ana, &address).await;
    announced(&ana, &meetings[1]).await;
    mail_leaves(&town).await;
    karim.posts(&format!("{}/inscription", meetings[1]), &[("answer", "remote")]).await.redirects_to("/rencontres/");
    ana.posts(&format!("{address}/annonce"), &[]).await.redirects_to("/rencontres/");
    mail_leaves(&town).await;
    let told = mailed(&town, &karim);
    let [first, rest] = told.as_slice() else { panic!("{} calendars", told.len()) };
    assert_eq!(first.all("RECURRENCE-ID"), ["20270209T140000"]);
    // What was answered is not asked again, and nobody is told a link they are not registered for.
    assert_eq!(rest.all("RECURRENCE-ID"), ["20270112T140000", "20270309T140000", "20270413T140000"]);
    assert!(rest.all("CONFERENCE").is_empty());
}
