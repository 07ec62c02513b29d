//! Meetings in calendars: files, feeds, invitations by mail and what calendars answer.

use cercles::circles::Circle;
use cercles::db::ids::MeetingId;
use cercles::intake::Incoming;
use cercles::mail::addresses;
use cercles::meetings::calendar::lines::{Read, unescaped, unfolded};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::meetings::{announced, described, opened, planned, with};
use crate::town::{Answer, Person, THEME, Town, id_in};

/// A calendar, read: its lines.
pub struct Calendar(pub Vec<Read>);

impl Calendar {
    /// Reads a calendar, whose lines are as they must be.
    #[track_caller]
    pub fn of(text: &str) -> Self {
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
            assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
        Self(unfolded(text).iter().map(|line| Read::of(line).unwrap_or_else(|| panic!("{line}"))).collect())
    }

    /// The value of the first property of a name outside time zones.
    #[track_caller]
    pub fn says(&self, name: &str) -> String {
        let zoned = self.0.iter().position(|line| line.value == "VEVENT").unwrap_or(0);
        let found = self.0[zoned..].iter().chain(&self.0).find(|line| line.name == name);
        unescaped(&found.unwrap_or_else(|| panic!("no {name} in {:#?}", self.0)).value)
    }

    /// Every value of a name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|line| line.name == name).map(|line| unescaped(&line.value)).collect()
    }

    /// The line of a name.
    #[track_caller]
    pub fn line(&self, name: &str) -> &Read {
        self.0.iter().find(|line| line.name == name).unwrap_or_else(|| panic!("no {name}"))
    }
}

pub(super) fn calendar(answer: &Answer) -> Calendar {
    answer.ok();
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    Calendar::of(&answer.body)
}

/// Where a person's own calendar is.
pub(super) async fn feed_of(person: &Person<'_>, field: &str) -> String {
    let given = person.visits("/reglages/calendrier").await.attribute(field, "value").unwrap();
    given[given.find("/calendrier/").unwrap()..].to_owned()
}

/// Jobs run until mail has left.
pub(super) async fn mail_leaves(town: &Town) {
    for _ in 0..2 {
        town.passes(40).await;
        town.runs_the_timetable().await;
    }
}

/// The calendars a person was mailed, in order.
pub(super) fn mailed(town: &Town, to: &Person<'_>) -> Vec<Calendar> {
    let mails = town.memory.mails().into_iter().filter(|(address, _)| *address == to.email);
    mails.filter_map(|(_, bytes)| Incoming::parse(&bytes).calendar).map(|text| Calendar::of(&text)).collect()
}

/// Who comes to a meeting has a seat.
async fn comes(town: &Town, person: &Person<'_>, address: &str) {
    let (member, meeting) = (person.id(), MeetingId(id_in(address)));
    town.write(move |tx| {
        use cercles::db::schema::meeting_registrations::dsl;
        use diesel::prelude::*;
        let (id, now) = (cercles::db::ids::RegistrationId(tx.id()), tx.now());
        let row = (
            (dsl::id.eq(id), dsl::meeting_id.eq(meeting), dsl::member_id.eq(member), dsl::answer.eq("remote")),
            (dsl::seat.eq("held"), dsl::answered_at.eq(now), dsl::via.eq("page")),
            (dsl::meals.eq(""), dsl::access_needs.eq(""), dsl::travel.eq("")),
        );
        diesel::insert_into(dsl::meeting_registrations).values(row).execute(tx.db())?;
        Ok(())
    })
    .await;
}

#[actix_web::test]
async fn a_meeting_is_taken_away_as_a_file_with_its_link_for_the_registered() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let peer = town.peer("Maëlle Céleste").await;
    let address = planned(&ana, &described()).await;
    let file = format!("{address}/agenda.ics");
    karim.visits(&file).await.ok();
    announced(&ana, &address).await;
    peer.visits(&file).await.is(404);
    town.visitor().visits(&file).await.is(404);
    let answer = karim.visits(&file).await;
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert_eq!(answer.header("content-disposition"), "attachment; filename*=UTF-8''reunion%2Ddes%2Dexperts%2Eics");
    let told = calendar(&answer);
    assert_eq!(told.says("SUMMARY"), "Réunion des experts");
    assert_eq!(told.line("UID").value, format!("{}@localhost", address.rsplit('/').next().unwrap()));
    assert_eq!((told.says("SEQUENCE"), told.says("STATUS")), ("0".into(), "CONFIRMED".into()));
    assert_eq!(told.says("DTSTART"), "20270112T140000");
    assert_eq!(told.says("DTEND"), "20270112T153000");
    assert!(told.0.iter().any(|line| line.name == "DTSTART" && line.parameter("TZID") == Some("Europe/Paris")));
    assert!(told.says("DESCRIPTION").starts_with("Deux points durs à examiner."));
    assert!(!answer.body.contains("visio.example") && !answer.body.contains("ORGANIZER"));
    comes(&town, &karim, &address).await;
    assert_eq!(calendar(&karim.visits(&file).await).says("CONFERENCE"), "https://visio.example/experts");
    let page = opened(&karim, &address).await;
    page.ok().shows("Ajouter à mon agenda");
    let google = page.attribute("a[href^='https://calendar.google.com/']", "href").unwrap();
    assert!(google.contains("dates=20270112T130000Z%2F20270112T143000Z") && !google.contains("visio"), "{google}");
    let outlook = page.attribute("a[href^='https://outlook.live.com/']", "href").unwrap();
    assert!(outlook.contains("startdt=2027%2D01%2D12T13%3A00%3A00Z") && !outlook.contains("visio"), "{outlook}");
}

#[actix_web::test]
async fn what_is_hostile_stays_a_text() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let long = "Bilan, suite; et fin\\ 🧑🏽‍⚕️ ".repeat(330);
    let description = format!("Fin\r\nEND:VEVENT\r\nATTACH:https://piege.example\r\n\r\n{long}");
    let fields = with(&[
        ("title", "A;B,C\\ END:VEVENT 🧑🏽‍⚕️ é"),
        ("description", &description),
        ("address", "1, rue\r\nX-A:b"),
        ("on_site", "1"),
    ]);
    let address = planned(&ana, &fields).await;
    let told = calendar(&ana.visits(&format!("{address}/agenda.ics")).await);
    assert_eq!(told.says("SUMMARY"), "A;B,C\\ END:VEVENT 🧑🏽‍⚕️ é");
    let mut ends = told.all("END");
    ends.sort();
    assert_eq!(ends, ["DAYLIGHT", "STANDARD", "VCALENDAR", "VEVENT", "VTIMEZONE"]);
    assert!(told.all("ATTACH").is_empty() && told.all("X-A").is_empty());
    assert!(told.says("LOCATION").starts_with("1, rue"));
}

#[actix_web::test]
async fn a_feed_is_its_members_and_says_what_they_may_read_now() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let secret = planned(&ana, &described()).await;
    announced(&ana, &secret).await;
    let open = planned(&ana, &with(&[("circle", "community"), ("title", "Journée de la communauté")])).await;
    announced(&ana, &open).await;
    planned(&ana, &with(&[("title", "En préparation")])).await;
    let mine = feed_of(&karim, "#calendar-mine").await;
    let of_experts = feed_of(&karim, "#calendar-1-expert").await;
    let reader = town.visitor();
    let answer = reader.visits(&mine).await;
    assert_eq!(answer.header("cache-control"), "private, max-age=900");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    let told = calendar(&answer);
    assert_eq!(told.all("SUMMARY"), ["Réunion des experts", "Journée de la communauté"]);
    assert_eq!(told.line("REFRESH-INTERVAL").value, "PT1H");
    assert_eq!(told.all("NAME"), ["Mes rencontres"]);
    assert_eq!(told.all("COLOR").len(), 1);
    assert_eq!(calendar(&reader.visits(&of_experts).await).all("SUMMARY"), ["Réunion des experts"]);
    // Cancelled, it is shown so for a month.
    let page = opened(&ana, &open).await;
    ana.fills_in(&page, &format!("{open}/annulation"), &[("reason", "Grève")]).await.redirects_to("/rencontres/");
    let told = calendar(&reader.visits(&mine).await);
    assert_eq!(told.all("STATUS"), ["CONFIRMED", "CANCELLED"]);
    town.passes(31 * 86_400).await;
    assert_eq!(calendar(&reader.visits(&mine).await).all("SUMMARY"), ["Réunion des experts"]);
    // Out of the circle, out of the calendar.
    let (theme, member) = (town.theme(THEME).await, karim.id());
    town.write(move |tx| {
        let to = Some(Circle::Community);
        let out = cercles::circles::Move { member, theme, to, decided_by: None, reason: "fin" };
        cercles::circles::place(tx, &out)
    })
    .await;
    let empty = calendar(&reader.visits(&mine).await);
    assert!(empty.all("SUMMARY").is_empty());
    assert_eq!(empty.all("TZID"), ["Europe/Paris"], "a calendar holds something");
}

#[actix_web::test]
async fn the_address_of_a_calendar_is_taken_back_and_guessed_by_nobody() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.member("Karim Benali").await);
    let (mine, theirs) = (feed_of(&ana, "#calendar-mine").await, feed_of(&karim, "#calendar-mine").await);
    let reader = town.visitor();
    reader.visits(&mine).await.ok();
    let written = crate::town::written;
    reader.visits(&mine.replace(&written(ana.id()), &written(karim.id()))).await.is(404);
    reader.visits(&format!("{mine}?theme=sante-mentale")).await.is(404);
    reader.visits(&format!("{mine}?theme=nulle-part")).await.is(404);
    reader.visits(&format!("{mine}?cercle=personne")).await.is(404);
    // The secret of the Atom feeds opens no calendar.
    let atom = ana.visits("/reglages/flux").await.attribute("#feed-all", "value").unwrap();
    let atom = atom[atom.find("/flux/").unwrap()..].replace("/flux/", "/calendrier/").replace("/tout", ".ics");
    reader.visits(&atom).await.is(404);
    ana.posts("/reglages/calendrier/renouvellement", &[]).await.redirects_to("/reglages/calendrier");
    reader.visits(&mine).await.is(404);
    reader.visits(&theirs).await.ok();
    reader.visits(&feed_of(&ana, "#calendar-mine").await).await.ok();
}

#[actix_web::test]
async fn a_feed_of_five_hundred_meetings_asks_few_questions() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    let first = id_in(&address);
    town.write(move |tx| {
        use diesel::connection::SimpleConnection;
        let columns = "theme_id, circle, audience, thread_id, series_id, occurrence, large, uid, sequence, version, state, title, \
            description, starts_local, ends_local, zone, fold, starts_at, ends_at, on_site, remote, site_capacity, remote_capacity, \
            site_taken, remote_taken, forms_until, created_by, announced_at, cancelled_at";
        let again = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
             INSERT INTO meetings (id, {columns}) SELECT {first} + i, {columns} FROM meetings, n WHERE id = {first};
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
             INSERT INTO meeting_venues SELECT {first} + i, address, room, access, remote_link, costs FROM meeting_venues, n WHERE meeting_id = {first};"
        );
        cercles::on_each_backend!(tx.db(), conn => conn.batch_execute(&again))?;
        Ok(())
    })
    .await;
    let mine = feed_of(&ana, "#calendar-mine").await;
    let reader = town.visitor();
    reader.visits(&mine).await.ok();
    let (before, began) = (town.app.database.statements(), std::time::Instant::now());
    let answer = reader.visits(&mine).await;
    let (asked, took) = (town.app.database.statements() - before, began.elapsed());
    assert_eq!(answer.body.matches("BEGIN:VEVENT").count(), 500);
    assert!(asked <= 8, "{asked} statements");
    println!("500 meetings in {took:?}, {asked} statements");
}

#[actix_web::test]
async fn an_invitation_is_a_mail_that_calendars_read() {
    let mut town = Town::new().await;
    town.hears_answers();
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let rose = town.person("Rose Payet", "la-reunion", &[(THEME, Circle::Expert)]).await;
    let address = planned(&ana, &described()).await;
    mail_leaves(&town).await;
    assert!(mailed(&town, &karim).is_empty(), "nobody is asked yet");
    announced(&ana, &address).await;
    mail_leaves(&town).await;
    let inbox = town.inbox_of(&rose.email);
    let said = inbox.holds_one("Une rencontre des experts du thème Numérique en santé");
    assert!(said.contains("Invitation : Réunion des experts"), "{said}");
    inbox.holds_one("de 14 h à 15 h 30 (heure de Paris)");
    inbox.holds_one("de 17 h à 18 h 30 (à votre heure)");
    assert!(!town.inbox_of(&karim.email).0[0].contains("à votre heure"));
    let (_, bytes) = town.memory.mails().into_iter().find(|(to, _)| *to == karim.email).unwrap();
    let types: Vec<String> = String::from_utf8_lossy(&bytes)
        .replace("\r\n ", " ")
        .lines()
        .filter_map(|line| line.strip_prefix("Content-Type: "))
        .map(|kind| kind.split(" boundary").next().unwrap().trim_end_matches(';').to_owned())
        .collect();
    assert_eq!(
        types,
        [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain; charset=utf-8",
            "text/html; charset=utf-8",
            "text/calendar; charset=utf-8; method=REQUEST",
            "application/ics",
        ]
    );
    let told = &mailed(&town, &karim)[0];
    assert_eq!(told.all("METHOD"), ["REQUEST"]);
    let attendees: Vec<&Read> = told.0.iter().filter(|line| line.name == "ATTENDEE").collect();
    assert_eq!(attendees.len(), 1, "nobody else is named");
    assert_eq!(attendees[0].value, format!("mailto:{}", karim.email));
    assert_eq!(attendees[0].parameter("PARTSTAT"), Some("NEEDS-ACTION"));
    assert_eq!(attendees[0].parameter("RSVP"), Some("TRUE"));
    let organiser = told.line("ORGANIZER").value.replace("mailto:", "");
    let meeting = MeetingId(id_in(&address));
    let read = addresses::read(&town.app.key, &organiser);
    assert_eq!(read, Some(addresses::Purpose::Calendar { meeting, member: karim.id() }));
}

#[actix_web::test]
async fn a_link_of_the_mail_answers_once_its_button_is_pressed_and_never_by_being_read() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    mail_leaves(&town).await;
    let link = town.inbox_of(&karim.email).last_link(&town.app.base_url, "/venir/");
    let link = link.split('?').next().unwrap().to_owned();
    let reader = town.visitor();
    for answer in ["remote", "no", "maybe", "remote", ""] {
        reader.visits(&format!("{link}?reponse={answer}")).await.ok().shows("Réunion des experts");
    }
    assert_eq!(answers_of(&town).await, [], "reading answers nothing");
    let forged = format!("{}x", &link[..link.len() - 1]);
    for wrong in [forged.as_str(), "/venir/3k.3k.abc"] {
        reader.posts_raw(wrong, &[("answer", "remote")]).await.is(404);
    }
    reader.posts_raw(&link, &[("answer", "remote")]).await.ok();
    opened(&karim, &address).await.ok().shows("Oui, à distance");
    assert_eq!(answers_of(&town).await.len(), 1);
    reader.posts_raw(&link, &[("answer", "no")]).await.ok();
    assert_eq!(answers_of(&town).await.len(), 1, "one changes one's mind, one answer stands");
    // Once out of the circle, the link is of nothing.
    let (theme, member) = (town.theme(THEME).await, karim.id());
    town.write(move |tx| {
        let out = cercles::circles::Move { member, theme, to: None, decided_by: None, reason: "fin" };
        cercles::circles::place(tx, &out)
    })
    .await;
    reader.visits(&link).await.is(404);
}

#[actix_web::test]
async fn each_change_is_one_mail_and_a_typo_is_none() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let nadia = town.expert("Nadia Sellami").await;
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    mail_leaves(&town).await;
    let edit = format!("{address}/modifier");
    ana.fills(&edit, &edit, &[("description", "Trois points durs.")]).await.redirects_to("/rencontres/");
    mail_leaves(&town).await;
    assert_eq!(mailed(&town, &karim).len(), 1, "a typo is no news");
    let moved = [("starts", "2027-01-13T14:00"), ("ends", "2027-01-13T15:30"), ("reason", "Grève des trains")];
    ana.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    mail_leaves(&town).await;
    mail_leaves(&town).await;
    town.inbox_of(&karim.email).last_shows("Grève des trains");
    // Out of the circle before it leaves, nothing is told.
    let (theme, member) = (town.theme(THEME).await, nadia.id());
    town.write(move |tx| {
        let out = cercles::circles::Move { member, theme, to: None, decided_by: None, reason: "fin" };
        cercles::circles::place(tx, &out)
    })
    .await;
    let page = opened(&ana, &address).await;
    ana.fills_in(&page, &format!("{address}/annulation"), &[("reason", "Trop peu de monde")])
        .await
        .redirects_to("/rencontres/");
    mail_leaves(&town).await;
    town.inbox_of(&karim.email).last_shows("Trop peu de monde");
    let told = mailed(&town, &karim);
    let said: Vec<_> = told.iter().map(|one| (one.says("METHOD"), one.says("SEQUENCE"), one.says("STATUS"))).collect();
    let expected = [("REQUEST", "0", "CONFIRMED"), ("REQUEST", "1", "CONFIRMED"), ("CANCEL", "2", "CANCELLED")];
    assert_eq!(
        said,
        expected.map(|(method, number, status)| (method.to_owned(), number.to_owned(), status.to_owned()))
    );
    assert!(told.iter().all(|one| one.says("UID") == told[0].says("UID")));
    assert_eq!(mailed(&town, &nadia).len(), 2);
}

/// A meeting stands where an older law put its wall clock: so many hours away.
async fn stands_by_an_older_law(town: &Town, address: &str, hours: i64) {
    let id = MeetingId(id_in(address));
    town.write(move |tx| {
        use cercles::db::Moment;
        use cercles::db::schema::meetings::dsl;
        use diesel::prelude::*;
        let (from, to): (Option<Moment>, Option<Moment>) =
            dsl::meetings.find(id).select((dsl::starts_at, dsl::ends_at)).first(tx.db())?;
        let older = |at: Option<Moment>| at.map(|at| at.plus_seconds(hours * 3_600));
        let set = (dsl::starts_at.eq(older(from)), dsl::ends_at.eq(older(to)));
        diesel::update(dsl::meetings.find(id)).set(set).execute(tx.db())?;
        Ok(())
    })
    .await;
}

#[actix_web::test]
async fn when_a_law_changes_its_clocks_the_hour_stays_the_instant_moves_and_calendars_hear_of_it_once() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let meeting = planned(&ana, &described()).await;
    let (prepared, other) =
        (planned(&ana, &with(&[("title", "En préparation")])).await, planned(&ana, &with(&[("title", "Autre")])).await);
    for address in [&meeting, &other] {
        announced(&ana, address).await;
    }
    mail_leaves(&town).await;
    for address in [&meeting, &prepared] {
        stands_by_an_older_law(&town, address, 1).await;
    }
    for _ in 0..3 {
        town.passes(86_400).await;
        mail_leaves(&town).await;
    }
    for person in [&ana, &karim] {
        person.comes_back().await;
    }
    opened(&karim, &meeting).await.ok().shows("de 14 h à 15 h 30").shows("Les horloges de ce fuseau ont changé");
    opened(&ana, &prepared).await.ok().shows("de 14 h à 15 h 30");
    opened(&karim, &other).await.ok().hides("horloges de ce fuseau");
    let told: Vec<_> = mailed(&town, &karim).iter().map(|one| (one.says("SUMMARY"), one.says("SEQUENCE"))).collect();
    let expected = [("Réunion des experts", "0"), ("Autre", "0"), ("Réunion des experts", "1")];
    assert_eq!(told, expected.map(|(title, number)| (title.to_owned(), number.to_owned())));
    let told = karim.visits("/notifications").await;
    told.ok().shows("La date ou le lieu de la rencontre « Réunion des experts » a changé");
}

#[actix_web::test]
async fn whoever_wants_no_mail_about_meetings_gets_none() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let member = karim.id();
    town.write(move |tx| cercles::notices::not_by_mail(tx, member, cercles::notices::Kind::Meeting)).await;
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    mail_leaves(&town).await;
    assert_eq!((mailed(&town, &karim).len(), mailed(&town, &ana).len()), (0, 1));
}

#[actix_web::test]
async fn ten_thousand_invitations_are_queued_in_few_statements() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    let (meeting, model) = (id_in(&address), ana.id().0);
    town.write(move |tx| {
        use diesel::connection::SimpleConnection;
        let columns = "given_name, family_name, folded, profession, region, time_zone, language, presentation, available, \
            available_for, state, admin, created_at";
        let people = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
             INSERT INTO members (id, email, email_key, {columns})
             SELECT i, 'n' || i || '@town.example', 'n' || i || '@town.example', {columns} FROM members, n WHERE id = {model};
             INSERT INTO meeting_invitations (meeting_id, member_id, invited_at, guest, sequence)
             SELECT {meeting}, id, created_at, 1 = 0, -1 FROM members WHERE id <= 10000;"
        );
        cercles::on_each_backend!(tx.db(), conn => conn.batch_execute(&people))?;
        Ok(())
    })
    .await;
    let (app, before, began) = (town.app.clone(), town.app.database.statements(), std::time::Instant::now());
    let posted = tokio::task::spawn_blocking(move || cercles::meetings::calendar::post_due(&app.database))
        .await
        .unwrap()
        .unwrap();
    let (asked, took) = (town.app.database.statements() - before, began.elapsed());
    println!("{posted} invitations in {took:?}, {asked} statements");
    assert_eq!(posted, 10_001);
    assert!(asked < 200, "{asked} statements");
    let app = town.app.clone();
    let again = tokio::task::spawn_blocking(move || cercles::meetings::calendar::post_due(&app.database))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(again, 0);
}

/// What a calendar answers, as a mail.
pub(super) fn reply(
    from: &str,
    (uid, sequence): (&str, &str),
    (attendee, partstat): (&str, &str),
    more: &str,
) -> Vec<u8> {
    format!(
        "From: {from}\r\nSubject: Accepted: Réunion\r\nMessage-ID: <{partstat}.{sequence}.{}@agenda.example>\r\nAuto-Submitted: auto-generated\r\n{more}\
         MIME-Version: 1.0\r\nContent-Type: text/calendar; charset=UTF-8; method=REPLY\r\n\r\n\
         BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Agenda//FR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\n\
         DTSTAMP:20261122T090000Z\r\nORGANIZER:mailto:x@y.example\r\nATTENDEE;CN=\"Karim; Benali\";PARTSTAT={partstat}:MAILTO:{attendee}\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n",
        attendee.len() + from.len() + more.len()
    )
    .into_bytes()
}

pub(super) async fn answers_of(town: &Town) -> Vec<(String, String)> {
    town.read(|db| {
        use cercles::db::schema::meeting_registrations::dsl;
        use diesel::prelude::*;
        Ok(dsl::meeting_registrations.order(dsl::id).select((dsl::answer, dsl::via)).load(db)?)
    })
    .await
}

#[actix_web::test]
async fn a_calendar_answers_and_what_is_forged_or_outdated_is_ignored() {
    let mut town = Town::new().await;
    town.hears_answers();
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    mail_leaves(&town).await;
    let told = &mailed(&town, &karim)[0];
    let (uid, to) = (told.says("UID"), told.line("ORGANIZER").value.replace("mailto:", ""));
    let (email, other) = (karim.email.as_str(), ana.email.as_str());
    let guessed = to.replace("c+", "c+1");
    let ignored: &[(&str, &str, Vec<u8>)] = &[
        ("written by another", &to, reply(other, (&uid, "0"), (email, "ACCEPTED"), "")),
        ("answered for another", &to, reply(email, (&uid, "0"), (other, "ACCEPTED"), "")),
        ("of another event", &to, reply(email, ("x@y", "0"), (email, "ACCEPTED"), "")),
        ("of a version to come", &to, reply(email, (&uid, "1"), (email, "ACCEPTED"), "")),
        (
            "disowned",
            &to,
            reply(
                email,
                (&uid, "0"),
                (email, "ACCEPTED"),
                "Authentication-Results: mx.town.example; spf=pass; dmarc=fail (p=none)\r\n",
            ),
        ),
        ("of no known answer", &to, reply(email, (&uid, "0"), (email, "DELEGATED"), "")),
        ("to a guessed address", &guessed, reply(email, (&uid, "0"), (email, "TENTATIVE"), "")),
    ];
    for (why, to, mail) in ignored {
        town.receives(email, to, mail).await;
        assert!(answers_of(&town).await.is_empty(), "{why}");
    }
    mail_leaves(&town).await;
    assert_eq!(town.inbox_of(email).0.len(), 1, "nobody is told of what may be forged");
    let passed = "Authentication-Results: mx.town.example; dmarc=pass\r\n";
    for (partstat, answer) in [("ACCEPTED", "remote"), ("TENTATIVE", "maybe"), ("DECLINED", "no")] {
        town.receives(email, &to.to_uppercase(), &reply(email, (&uid, "0"), (email, partstat), passed)).await;
        assert_eq!(answers_of(&town).await, [(answer.to_owned(), "calendar".to_owned())]);
    }
    let edit = format!("{address}/modifier");
    let moved = [("starts", "2027-01-13T14:00"), ("ends", "2027-01-13T15:30"), ("reason", "Grève")];
    ana.fills(&edit, &edit, &moved).await.redirects_to("/rencontres/");
    town.receives(email, &to, &reply(email, (&uid, "0"), (email, "ACCEPTED"), "X-Late: 1\r\n")).await;
    assert_eq!(answers_of(&town).await[0].0, "no", "it answered the date before");
    town.receives(email, &to, &reply(email, (&uid, "1"), (email, "ACCEPTED"), "X-Late: 2\r\n")).await;
    assert_eq!(answers_of(&town).await[0].0, "remote");
}

/// A history of edits drawn at random: what calendars are told of a meeting is the same event, newer each time, once
/// for each change that matters.
async fn history(seed: u64) {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let mut draw = StdRng::seed_from_u64(seed);
    let address = planned(&ana, &described()).await;
    announced(&ana, &address).await;
    mail_leaves(&town).await;
    let edit = format!("{address}/modifier");
    let mut changes = 1;
    for number in 0..8 {
        let day = format!("2027-02-{:02}", 1 + number);
        let (starts, ends) = (format!("{day}T10:00"), format!("{day}T12:00"));
        let words = format!("Version {number}");
        let link = format!("https://visio.example/{number}");
        let (fields, counts): (Vec<(&str, &str)>, _) = match draw.random_range(0..4) {
            0 => (vec![("description", words.as_str())], 0),
            1 => (vec![("title", words.as_str())], 0),
            2 => (vec![("starts", starts.as_str()), ("ends", ends.as_str()), ("reason", "r")], 1),
            _ => (vec![("remote_link", link.as_str()), ("reason", "r")], 1),
        };
        ana.fills(&edit, &edit, &fields).await.redirects_to("/rencontres/");
        changes += counts;
        if draw.random_range(0..3) > 0 || counts == 1 {
            mail_leaves(&town).await;
        }
    }
    let page = opened(&ana, &address).await;
    ana.fills_in(&page, &format!("{address}/annulation"), &[("reason", "fin")]).await.redirects_to("/rencontres/");
    mail_leaves(&town).await;
    for person in [&ana, &karim] {
        let told = mailed(&town, person);
        assert_eq!(told.len(), changes + 1, "seed {seed}");
        let numbers: Vec<i32> = told.iter().map(|one| one.says("SEQUENCE").parse().unwrap()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "seed {seed}: {numbers:?}");
        assert!(told.iter().all(|one| one.says("UID") == told[0].says("UID")), "seed {seed}");
    }
}

#[actix_web::test]
async fn over_any_history_an_event_stays_itself_and_each_change_is_one_mail() {
    for seed in 1..=4 {
        history(seed).await;
    }
}
