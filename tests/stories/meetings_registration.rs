//! Who comes to a meeting: answers, seats, the waiting list, companions, guests, what organisers see, what is forgotten.

use cercles::circles::{self, Circle, Move};
use cercles::db::ids::{MeetingId, to_base32};
use cercles::db::schema::{meeting_registrations, meetings, members};
use cercles::meetings::registration::{Answer as Word, Seat, links};
use diesel::prelude::*;

use super::meetings::{announced, opened, planned, with};
use crate::town::{Answer, Person, THEME, Town, id_in, masked, squeezed};

/// The meeting of [`super::meetings::described`] begins so long after the town, in seconds.
pub const UNTIL_START: i64 = 51 * 86_400 + 4 * 3_600;
const HOUR: i64 = 3_600;

/// An announced meeting of the experts with seats on site and no limit from afar; says where it is.
pub async fn with_seats(by: &Person<'_>, seats: &str) -> String {
    let fields = with(&[("on_site", "1"), ("address", "12 rue des Lilas"), ("site_capacity", seats)]);
    let address = planned(by, &fields).await;
    announced(by, &address).await;
    address
}

/// Answers from the meeting's page.
pub async fn answers(person: &Person<'_>, address: &str, fields: &[(&str, &str)]) -> Answer {
    person.posts(&format!("{address}/inscription"), fields).await
}

async fn comes(person: &Person<'_>, address: &str) {
    answers(person, address, &[("answer", "site")]).await.redirects_to("/rencontres/");
}

/// The seat of somebody, as it is kept.
async fn seat_of(town: &Town, address: &str, person: &Person<'_>) -> Option<Seat> {
    let (meeting, member) = (MeetingId(id_in(address)), person.id());
    town.read(move |db| {
        let theirs = meeting_registrations::table
            .filter(meeting_registrations::meeting_id.eq(meeting))
            .filter(meeting_registrations::member_id.eq(member));
        Ok(theirs.select(meeting_registrations::seat).first(db).optional()?)
    })
    .await
}

async fn taken(town: &Town, address: &str) -> (i32, i32) {
    let meeting = MeetingId(id_in(address));
    town.read(move |db| {
        Ok(meetings::table.find(meeting).select((meetings::site_taken, meetings::remote_taken)).first(db)?)
    })
    .await
}

#[actix_web::test]
async fn who_answers_has_a_seat_and_what_they_need_is_for_who_organises_alone() {
    let town = Town::new().await;
    let (ana, karim, lea) =
        (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await, town.expert("Léa Morin").await);
    let address = with_seats(&ana, "2").await;
    answers(&karim, &address, &[]).await.is(422).shows("Choisissez une réponse");
    let page = opened(&karim, &address).await;
    let fields = [("answer", "site"), ("meals", "Sans arachide"), ("access", "Boucle magnétique"), ("travel", "Train")];
    karim.fills_in(&page, &format!("{address}/inscription"), &fields).await.redirects_to("/rencontres/");
    let mine = opened(&karim, &address).await;
    mine.ok().shows("Oui, sur place · place confirmée").shows("Rejoindre à distance").shows("11 février 2027");
    assert_eq!(mine.attribute("#meals", "value").as_deref(), Some("Sans arachide"));
    opened(&lea, &address).await.ok().shows("Une personne vient").shows("Karim Benali").hides("arachide");
    lea.visits(&format!("{address}/inscriptions")).await.is(403);
    lea.visits(&format!("{address}/inscriptions.csv")).await.is(403);
    let list = ana.visits(&format!("{address}/inscriptions")).await;
    list.ok().shows("Karim Benali").shows("Sans arachide").shows("Boucle magnétique").shows("n'ont pas répondu");
    let table = ana.visits(&format!("{address}/inscriptions.csv")).await;
    assert!(table.ok().body.contains("Karim Benali;") && table.body.contains("Sans arachide"), "{}", table.body);
    // Another answer gives the seat back, and what is not needed is forgotten.
    answers(&karim, &address, &[("answer", "no"), ("meals", "Sans arachide")]).await.redirects_to("/rencontres/");
    assert_eq!(taken(&town, &address).await, (0, 0));
    ana.visits(&format!("{address}/inscriptions")).await.ok().hides("arachide");
    opened(&karim, &address).await.hides("Rejoindre à distance");
}

#[actix_web::test]
async fn full_is_a_waiting_list_on_site_and_never_forbids_another_answer() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea, paul) =
        (town.expert("Karim Benali").await, town.expert("Léa Morin").await, town.expert("Paul Roy").await);
    let address = with_seats(&ana, "1").await;
    comes(&karim, &address).await;
    opened(&lea, &address).await.ok().shows("complet : liste d'attente");
    comes(&lea, &address).await;
    comes(&paul, &address).await;
    opened(&lea, &address).await.ok().shows("en tête de la liste d'attente");
    opened(&paul, &address).await.ok().shows("au rang 2").hides("Rejoindre à distance");
    for (answer, sentence) in [("maybe", "Peut-être"), ("no", "Non"), ("remote", "place confirmée")] {
        answers(&paul, &address, &[("answer", answer)]).await.redirects_to("/rencontres/");
        opened(&paul, &address).await.ok().shows(sentence);
    }
    assert_eq!(taken(&town, &address).await, (1, 1));
    let list = ana.visits(&format!("{address}/inscriptions")).await;
    assert_eq!(list.texts("ol.waiting a"), ["Léa Morin"]);
}

#[actix_web::test]
async fn each_companion_takes_a_seat_and_too_many_are_told_how_many_are_left() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea) = (town.expert("Karim Benali").await, town.expert("Léa Morin").await);
    let address = with_seats(&ana, "4").await;
    let two = [("answer", "site"), ("companions", "Zoé Petit, CH de Valmont")];
    answers(&karim, &address, &two).await.redirects_to("/rencontres/");
    assert_eq!(taken(&town, &address).await, (2, 0));
    let five = "A\nB\nC\nD\nE";
    let refused = answers(&lea, &address, &[("answer", "site"), ("companions", five), ("meals", "Végétarien")]).await;
    refused.is(422).shows("4 places en tout").hides("Zoé Petit");
    assert_eq!(refused.attribute("#meals", "value").as_deref(), Some("Végétarien"));
    let refused = answers(&lea, &address, &[("answer", "site"), ("companions", "A\nB")]).await;
    refused.is(422).shows("Il ne reste que 2 places");
    assert_eq!(seat_of(&town, &address, &lea).await, None, "nothing of it was kept");
    answers(&lea, &address, &[("answer", "site"), ("companions", "Ali")]).await.redirects_to("/rencontres/");
    let refused = answers(&karim, &address, &[("answer", "site"), ("companions", "Zoé\nLou")]).await;
    refused.is(422).shows("plus de place libre");
    answers(&karim, &address, &[("answer", "site")]).await.redirects_to("/rencontres/");
    assert_eq!(taken(&town, &address).await, (3, 0));
    ana.visits(&format!("{address}/inscriptions")).await.ok().shows("Ali").hides("Zoé");
}

#[actix_web::test]
async fn a_seat_that_comes_free_is_offered_in_order_for_a_day_then_to_the_next() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea, paul) =
        (town.expert("Karim Benali").await, town.expert("Léa Morin").await, town.expert("Paul Roy").await);
    let address = with_seats(&ana, "1").await;
    for one in [&karim, &lea, &paul] {
        comes(one, &address).await;
    }
    answers(&karim, &address, &[("answer", "no")]).await.redirects_to("/rencontres/");
    opened(&lea, &address).await.ok().shows("Une place s'est libérée").shows("Accepter la place");
    opened(&paul, &address).await.ok().shows("en tête de la liste d'attente");
    assert_eq!(taken(&town, &address).await, (1, 0), "what is offered is taken");
    // Whoever left does not overtake those who wait.
    comes(&karim, &address).await;
    opened(&karim, &address).await.ok().shows("au rang 2");
    // Notices are posted, then leave.
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    // Beside the invitation that calendars read.
    let offered = |mail: &String| squeezed(mail).contains("acceptez-la avant qu'elle passe à la personne suivante");
    assert!(town.inbox_of(&lea.email).0.iter().any(offered));
    town.passes(24 * HOUR).await;
    town.runs_the_timetable().await;
    for one in [&karim, &lea, &paul] {
        one.comes_back().await;
    }
    opened(&lea, &address).await.ok().shows("est passée à la personne suivante");
    assert_eq!(seat_of(&town, &address, &lea).await, Some(Seat::None));
    assert_eq!(seat_of(&town, &address, &paul).await, Some(Seat::Offered));
    let notice = paul.visits("/notifications").await.attribute("ol.notices a", "href").unwrap();
    let meeting = to_base32(id_in(&address));
    paul.visits(&notice).await.redirects_to(&format!("/rencontres/{meeting}"));
    comes(&paul, &address).await;
    opened(&paul, &address).await.ok().shows("place confirmée");
    assert_eq!(taken(&town, &address).await, (1, 0));
    comes(&lea, &address).await;
    opened(&lea, &address).await.ok().shows("au rang 2");
}

#[actix_web::test]
async fn an_offer_that_ended_is_not_accepted_even_before_the_clock_takes_it_back() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea, paul) =
        (town.expert("Karim Benali").await, town.expert("Léa Morin").await, town.expert("Paul Roy").await);
    let address = with_seats(&ana, "1").await;
    for one in [&karim, &lea, &paul] {
        comes(one, &address).await;
    }
    answers(&karim, &address, &[("answer", "no")]).await.redirects_to("/rencontres/");
    town.passes(24 * HOUR + 1).await;
    lea.comes_back().await;
    opened(&lea, &address).await.ok().shows("est passée à la personne suivante");
    comes(&lea, &address).await;
    assert_eq!(seat_of(&town, &address, &lea).await, Some(Seat::Waiting));
    assert_eq!(seat_of(&town, &address, &paul).await, Some(Seat::Offered));
    assert_eq!(taken(&town, &address).await, (1, 0));
}

#[actix_web::test]
async fn near_the_start_a_seat_is_given_at_once_and_after_it_nothing_is_offered() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea, paul) =
        (town.expert("Karim Benali").await, town.expert("Léa Morin").await, town.expert("Paul Roy").await);
    let address = with_seats(&ana, "1").await;
    for one in [&karim, &lea, &paul] {
        comes(one, &address).await;
    }
    town.passes(UNTIL_START - 10 * HOUR).await;
    for one in [&ana, &karim, &lea, &paul] {
        one.comes_back().await;
    }
    answers(&karim, &address, &[("answer", "no")]).await.redirects_to("/rencontres/");
    assert_eq!(seat_of(&town, &address, &lea).await, Some(Seat::Held));
    town.passes(10 * HOUR + 60).await;
    answers(&karim, &address, &[("answer", "remote")]).await.is(409).shows("La rencontre a commencé");
    answers(&lea, &address, &[("answer", "no")]).await.redirects_to("/rencontres/");
    town.runs_the_timetable().await;
    assert_eq!(seat_of(&town, &address, &paul).await, Some(Seat::Waiting), "no offer after the start");
    assert_eq!(taken(&town, &address).await, (0, 0));
}

#[actix_web::test]
async fn a_raised_capacity_is_offered_and_a_cancelled_meeting_is_not_answered() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea, paul) =
        (town.expert("Karim Benali").await, town.expert("Léa Morin").await, town.expert("Paul Roy").await);
    let address = with_seats(&ana, "1").await;
    for one in [&karim, &lea, &paul] {
        comes(one, &address).await;
    }
    let edit = format!("{address}/modifier");
    ana.fills(&edit, &edit, &[("site_capacity", "2")]).await.redirects_to("/rencontres/");
    town.runs_the_timetable().await;
    assert_eq!(seat_of(&town, &address, &lea).await, Some(Seat::Offered));
    assert_eq!(seat_of(&town, &address, &paul).await, Some(Seat::Waiting));
    ana.fills(&edit, &edit, &[("site_capacity", "1")]).await.is(422).shows("2 places sont déjà prises");
    let page = opened(&ana, &address).await;
    let cancel = format!("{address}/annulation");
    ana.fills_in(&page, &cancel, &[("reason", "Grève")]).await.redirects_to("/rencontres/");
    answers(&lea, &address, &[("answer", "site")]).await.is(409).shows("La rencontre est annulée");
    town.passes(25 * HOUR).await;
    town.runs_the_timetable().await;
    assert_eq!(seat_of(&town, &address, &paul).await, Some(Seat::Waiting));
}

#[actix_web::test]
async fn whoever_may_not_come_any_more_gives_their_seat_to_the_next() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea, paul) =
        (town.expert("Karim Benali").await, town.expert("Léa Morin").await, town.expert("Paul Roy").await);
    let address = with_seats(&ana, "2").await;
    for one in [&karim, &lea, &paul] {
        comes(one, &address).await;
    }
    let (theme, gone, closed) = (town.theme(THEME).await, karim.id(), lea.id());
    town.write(move |tx| {
        let left = Move { member: gone, theme, to: Some(Circle::Peer), decided_by: None, reason: "départ" };
        circles::place(tx, &left)?;
        diesel::update(members::table.find(closed)).set(members::state.eq("closed")).execute(tx.db())?;
        Ok(())
    })
    .await;
    town.runs_the_timetable().await;
    assert_eq!(seat_of(&town, &address, &karim).await, Some(Seat::None));
    assert_eq!(seat_of(&town, &address, &lea).await, Some(Seat::None));
    assert_eq!(seat_of(&town, &address, &paul).await, Some(Seat::Offered));
    assert_eq!(taken(&town, &address).await, (1, 0));
    karim.visits(&address).await.is(404);
    town.tells().await;
    karim.visits("/notifications").await.ok().hides("Réunion des experts");
}

#[actix_web::test]
async fn a_guest_is_asked_by_name_reads_the_meeting_and_comes() {
    let town = Town::new().await;
    let (ana, maelle) = (town.expert("Ana Ferreira").await, town.peer("Maëlle Céleste").await);
    let address = with_seats(&ana, "2").await;
    maelle.visits(&address).await.is(404);
    let (page, form) = (format!("{address}/inscriptions"), format!("{address}/invites"));
    ana.fills(&page, &form, &[("with", "")]).await.is(422).shows("Donnez le nom");
    ana.fills(&page, &form, &[("with", "Personne Inconnue")]).await.is(422);
    ana.fills(&page, &form, &[("with", "Maëlle Céleste")]).await.redirects_to("/rencontres/");
    ana.fills(&page, &form, &[("with", "Maëlle Céleste")]).await.is(422).shows("est déjà invitée");
    opened(&maelle, &address).await.ok().shows("Votre réponse");
    comes(&maelle, &address).await;
    ana.visits(&page).await.ok().shows("Maëlle Céleste");
    assert_eq!(seat_of(&town, &address, &maelle).await, Some(Seat::Held));
    maelle.visits("/notifications").await.ok().shows("vous invite à la rencontre");
    maelle.visits(&page).await.is(403);
    // The job that frees seats knows that guests may come.
    town.runs_the_timetable().await;
    assert_eq!(seat_of(&town, &address, &maelle).await, Some(Seat::Held));
}

/// The address by which somebody answers from a mail.
async fn link_of(town: &Town, address: &str, person: &Person<'_>) -> String {
    let (meeting, member, key) = (MeetingId(id_in(address)), person.id(), town.app.key.clone());
    town.read(move |db| links::address(db, &key, meeting, member)).await
}

#[actix_web::test]
async fn one_gesture_from_the_mail_shows_then_answers_without_a_session() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = with_seats(&ana, "1").await;
    let link = link_of(&town, &address, &karim).await;
    let visitor = town.visitor();
    let shown = visitor.visits(&links::choosing(&link, Word::Site)).await;
    shown.ok().shows("Réunion des experts").shows("Viendrez-vous");
    assert_eq!(shown.attribute("#answer-site", "checked"), Some(String::new()));
    assert_eq!(shown.header("referrer-policy"), "no-referrer");
    assert_eq!(seat_of(&town, &address, &karim).await, None, "reading answers nothing");
    visitor.fills_in(&shown, &link, &[]).await.ok().shows("Oui, sur place · place confirmée");
    assert_eq!(seat_of(&town, &address, &karim).await, Some(Seat::Held));
    visitor.posts(&link, &[]).await.ok().shows("Choisissez une réponse");
    visitor.posts(&link, &[("answer", "no")]).await.ok().shows("Non");
    assert_eq!(taken(&town, &address).await, (0, 0));
    let forged = link.replace(&to_base32(karim.id().0), &to_base32(ana.id().0));
    assert_ne!(forged, link);
    visitor.visits(&forged).await.is(404);
    visitor.posts(&forged, &[("answer", "site")]).await.is(404);
    let (theme, gone) = (town.theme(THEME).await, karim.id());
    town.write(move |tx| {
        circles::place(tx, &Move { member: gone, theme, to: None, decided_by: None, reason: "départ" })
    })
    .await;
    visitor.visits(&link).await.is(404).hides("Réunion des experts");
    visitor.posts(&link, &[("answer", "site")]).await.is(404);
}

#[actix_web::test]
async fn who_comes_is_reminded_two_days_before_and_who_is_silent_once_a_week_before() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let (karim, lea) = (town.expert("Karim Benali").await, town.expert("Léa Morin").await);
    let address = with_seats(&ana, "9").await;
    comes(&karim, &address).await;
    let cancelled = planned(&ana, &with(&[("title", "Réunion abandonnée")])).await;
    announced(&ana, &cancelled).await;
    answers(&karim, &cancelled, &[("answer", "remote")]).await.redirects_to("/rencontres/");
    let page = opened(&ana, &cancelled).await;
    let cancel = format!("{cancelled}/annulation");
    ana.fills_in(&page, &cancel, &[("reason", "Grève")]).await.redirects_to("/rencontres/");
    let (seat, silent) = ("dans deux jours au plus", "Votre réponse est attendue");
    let heard = async |person: &Person<'_>, words: &str| {
        person.comes_back().await;
        crate::town::squeezed(&person.visits("/notifications").await.text()).matches(words).count()
    };
    town.passes(UNTIL_START - 8 * 24 * HOUR).await;
    town.runs_the_timetable().await;
    assert_eq!((heard(&karim, seat).await, heard(&lea, silent).await), (0, 0));
    town.passes(2 * 24 * HOUR).await;
    town.runs_the_timetable().await;
    assert_eq!((heard(&karim, silent).await, heard(&lea, silent).await), (0, 1));
    town.passes(5 * 24 * HOUR).await;
    town.runs_the_timetable().await;
    assert_eq!((heard(&karim, seat).await, heard(&lea, silent).await), (1, 1));
    assert_eq!(heard(&lea, seat).await, 0);
}

#[actix_web::test]
async fn what_people_need_is_forgotten_on_its_day() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = with_seats(&ana, "2").await;
    let fields = [("answer", "site"), ("meals", "Sans arachide"), ("travel", "Train de nuit")];
    answers(&karim, &address, &fields).await.redirects_to("/rencontres/");
    let list = format!("{address}/inscriptions");
    for (days, kept) in [(70, true), (14, false)] {
        town.passes(days * 24 * HOUR).await;
        town.runs_the_timetable().await;
        ana.comes_back().await;
        let shown = ana.visits(&list).await;
        shown.ok().shows("Karim Benali");
        assert_eq!(shown.text().contains("arachide"), kept, "{days} days later");
        assert_eq!(shown.text().contains("Train de nuit"), kept, "{days} days later");
    }
}

#[actix_web::test]
async fn whoever_is_of_another_circle_finds_nothing_of_it() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let strangers = [town.peer("Maëlle Céleste").await, town.outsider("Oscar Dehors").await];
    let address = with_seats(&ana, "2").await;
    comes(&karim, &address).await;
    let id = to_base32(id_in(&address));
    let nowhere = to_base32(id_in(&address) ^ 0xFFF);
    let same = |answer: &Answer| masked(answer).replace(&id, "ID").replace(&nowhere, "ID");
    let own = karim.id();
    for stranger in &strangers {
        for end in
            ["inscriptions", "inscriptions.csv", "presences", "emargement", "accord", &format!("attestation/{own}")]
        {
            let there = stranger.visits(&format!("/rencontres/{id}/{end}")).await;
            let nothing = stranger.visits(&format!("/rencontres/{nowhere}/{end}")).await;
            assert_eq!(there.status, 404, "{end}");
            assert_eq!(same(&there), same(&nothing), "{end}");
        }
        for (end, fields) in [
            ("inscription", vec![("answer", "site")]),
            ("inscription", vec![]),
            ("invites", vec![("with", "Karim Benali")]),
            ("invites", vec![]),
            ("presence", vec![("code", "123456")]),
            ("presences", vec![]),
            ("presences/code", vec![]),
        ] {
            let there = stranger.posts(&format!("/rencontres/{id}/{end}"), &fields).await;
            let nothing = stranger.posts(&format!("/rencontres/{nowhere}/{end}"), &fields).await;
            assert_eq!(there.status, 404, "{end}");
            assert_eq!(same(&there), same(&nothing), "{end}");
        }
    }
}

#[actix_web::test]
async fn whoever_organises_answers_for_somebody_who_is_told_and_may_change_it() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let peer = town.peer("Maëlle Céleste").await;
    let address = with_seats(&ana, "1").await;
    let list = format!("{address}/inscriptions");
    let reply = format!("{list}/reponse");
    karim.posts(&reply, &[]).await.is(403);
    ana.posts(&reply, &[("said", "remote")]).await.is(422).shows("Écrivez le nom");
    ana.posts(&reply, &[("person", "Karim Benali")]).await.is(422).shows("Choisissez sa réponse");
    // Nobody outside the circle is brought in so.
    let outside = format!("{} ({})", peer.name, crate::town::written(peer.id()));
    ana.posts(&reply, &[("person", &outside), ("said", "no")]).await.is(422).shows("pas invitée à la rencontre");
    let page = ana.visits(&list).await;
    page.ok().shows("Répondre pour quelqu'un").shows("Karim Benali");
    ana.fills_in(&page, &reply, &[("person", "benali karim"), ("said", "site")]).await.redirects_to(&list);
    assert_eq!(seat_of(&town, &address, &karim).await, Some(Seat::Held));
    karim.visits("/notifications").await.ok().shows("Ana Ferreira a répondu pour vous");
    answers(&karim, &address, &[("answer", "no")]).await.redirects_to("/rencontres/");
    assert_eq!(taken(&town, &address).await.0, 0);
    town.passes(365 * 86_400).await;
    ana.comes_back().await;
    ana.posts(&reply, &[("person", "Karim Benali"), ("said", "site")]).await.is(409);
    ana.visits(&list).await.ok().hides("Répondre pour quelqu'un");
}
