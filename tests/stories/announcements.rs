//! Announcements: kept, tried, scheduled on a wall clock, sent to a whole circle, taken back.

mod letters;

use cercles::circles::{self, Move};
use cercles::db::ids::AnnouncementId;
use cercles::db::schema::{announcements, notice_channels, outbox};
use diesel::prelude::*;

use crate::town::{Person, THEME, Town};

const LIST: &str = "/themes/numerique-en-sante/annonces";

/// Keeps an announcement; says where it is.
async fn keeps(nicolas: &Person<'_>, audience: &str, body: &str) -> String {
    let fields = [("title", "Journée annuelle du 12 mars"), ("body", body), ("audience", audience)];
    nicolas.posts(LIST, &fields).await.redirects_to("/annonces/").location().to_owned()
}

async fn tries(nicolas: &Person<'_>, address: &str) {
    nicolas.fills(address, &format!("{address}/essai"), &[]).await.redirects_to("/annonces/");
}

async fn sends(nicolas: &Person<'_>, address: &str, day: &str, hour: &str) {
    let fields = [("day", day), ("hour", hour)];
    nicolas.fills(address, &format!("{address}/envoi"), &fields).await.redirects_to("/annonces/");
}

#[actix_web::test]
async fn an_announcement_is_tried_then_reaches_its_circle_once() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let camille = town.member("Camille Bertin").await;
    let maelle = town.peer("Maëlle Céleste").await;
    let ana = town.expert("Ana Ferreira").await;
    let oscar = town.outsider("Oscar Dehors").await;
    let address = keeps(&nicolas, "peer", "Inscrivez-vous **avant** [mars](/fils).").await;
    nicolas.visits(&address).await.ok().shows("Brouillon").hides("/envoi");
    let early = nicolas.posts(&format!("{address}/envoi"), &[("version", "1")]).await;
    early.is(409).shows("n'a pas encore été essayé");

    tries(&nicolas, &address).await;
    town.runs_the_timetable().await;
    let trial = town.inbox_of(&nicolas.email);
    trial.holds_one("[Essai] Journée annuelle du 12 mars");
    assert!(trial.0[0].contains("http://localhost:8080/fils\""), "addresses are whole: {}", trial.0[0]);

    // Another text must be tried again.
    nicolas.fills(&address, &address, &[("body", "Inscrivez-vous en avril.")]).await.redirects_to("/annonces/");
    nicolas.posts(&format!("{address}/envoi"), &[("version", "2")]).await.is(409);
    tries(&nicolas, &address).await;
    sends(&nicolas, &address, "", "").await;
    for _ in 0..4 {
        town.passes(130).await;
        town.runs_the_timetable().await;
    }
    for reader in [&maelle, &ana] {
        let inbox = town.inbox_of(&reader.email);
        inbox.holds_one("Inscrivez-vous en avril.");
        reader.visits("/fils").await.shows("Journée annuelle du 12 mars");
        reader.visits("/notifications").await.shows("Journée annuelle du 12 mars");
    }
    for other in [&camille, &oscar] {
        town.inbox_of(&other.email).is_empty();
        other.visits("/fils").await.hides("Journée annuelle");
        other.visits(&address).await.is(404);
    }
    ana.visits(LIST).await.is(404);
    nicolas.visits(&address).await.shows("Partis : 2").shows("En attente : 0").hides("/essai");
    nicolas.visits(LIST).await.shows("2 destinataires");
    nicolas.posts(&format!("{address}/annulation"), &[]).await.is(409);
}

#[actix_web::test]
async fn who_left_or_wants_no_such_mail_gets_none() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let [lou, mute, later, camille] = [
        town.member("Lou Partie").await,
        town.member("Marc Muet").await,
        town.member("Léa Tardive").await,
        town.member("Camille Bertin").await,
    ];
    let address = keeps(&nicolas, "community", "Bonjour à tout le monde.").await;
    tries(&nicolas, &address).await;
    sends(&nicolas, &address, "2026-11-22", "12:00").await;
    let (theme, gone, muted) = (town.theme(THEME).await, lou.id(), mute.id());
    town.write(move |tx| {
        let departure = Move { member: gone, theme, to: None, decided_by: None, reason: "départ" };
        circles::place(tx, &departure)?;
        let row = (
            notice_channels::member_id.eq(muted),
            notice_channels::kind.eq(cercles::notices::Kind::Announcement),
            notice_channels::channel.eq(cercles::notices::Channel::Site),
        );
        diesel::insert_into(notice_channels::table).values(row).execute(tx.db())?;
        Ok(())
    })
    .await;
    town.passes(2 * 3_600 - 60).await;
    let app = town.app.clone();
    let due = move || cercles::announcements::sending::run(&app.database).unwrap();
    assert_eq!(due(), 0, "noon in Paris is eleven o'clock UTC");
    town.passes(60).await;
    assert_eq!(due(), 1);
    assert_eq!(due(), 0, "once");
    // Léa leaves between the sending and her letter.
    let gone = later.id();
    town.write(move |tx| {
        let departure = Move { member: gone, theme, to: None, decided_by: None, reason: "départ" };
        circles::place(tx, &departure).map(|_| ())
    })
    .await;
    for _ in 0..4 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    town.inbox_of(&camille.email).holds_one("Bonjour à tout le monde.");
    for silent in [&lou, &mute, &later] {
        town.inbox_of(&silent.email).is_empty();
    }
    let counts = town
        .read(|db| {
            let id = announcements::table.select(announcements::id).first(db)?;
            let found = cercles::announcements::store::find(db, id)?;
            cercles::announcements::sending::counts(db, &found)
        })
        .await;
    assert_eq!((counts.sent, counts.suppressed, counts.waiting, counts.dead), (1, 1, 0, 0));
}

#[actix_web::test]
async fn an_hour_is_that_of_the_senders_clock() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let address = keeps(&nicolas, "community", "Bonjour.").await;
    tries(&nicolas, &address).await;
    let form = format!("{address}/envoi");
    for (day, hour, words) in [
        ("2027-03-28", "02:30", "Cette heure n'existe pas"),
        ("2026-11-21", "10:00", "déjà passé"),
        ("2029-01-01", "10:00", "dans l'année"),
        ("demain", "10:00", "Indiquez un jour"),
        ("2027-03-28", "", "Indiquez une heure"),
    ] {
        let refused = nicolas.fills(&address, &form, &[("day", day), ("hour", hour)]).await;
        refused.is(422).shows(words);
        assert_eq!(refused.field("day").as_deref(), Some(day), "what was typed is kept");
    }
    // Clocks go forward that night: nine o'clock in Paris is seven UTC, not eight.
    sends(&nicolas, &address, "2027-03-28", "09:00").await;
    nicolas.visits(&address).await.shows("Programmée");
    let at = town.read(|db| Ok(announcements::table.select(announcements::scheduled_at).first(db)?)).await;
    let at: Option<cercles::db::Moment> = at;
    assert_eq!(at.unwrap().instant().to_string(), "2027-03-28T07:00:00Z");

    nicolas.fills(&address, &format!("{address}/annulation"), &[]).await.redirects_to("/annonces/");
    town.passes(200 * 86_400).await;
    let app = town.app.clone();
    assert_eq!(cercles::announcements::sending::run(&app.database).unwrap(), 0, "it was taken back");
    nicolas.visits("/fils").await.hides("Journée annuelle");
}

#[actix_web::test]
async fn who_animates_no_more_sends_nothing() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let camille = town.member("Camille Bertin").await;
    let address = keeps(&nicolas, "community", "Bonjour.").await;
    tries(&nicolas, &address).await;
    sends(&nicolas, &address, "2026-11-23", "09:00").await;
    town.write(|tx| {
        use cercles::db::schema::animators;
        diesel::delete(animators::table).execute(tx.db())?;
        Ok(())
    })
    .await;
    nicolas.visits(&address).await.is(404);
    town.passes(2 * 86_400).await;
    town.runs_the_timetable().await;
    town.inbox_of(&camille.email).is_empty();
    let states: Vec<String> = town.read(|db| Ok(announcements::table.select(announcements::state).load(db)?)).await;
    assert_eq!(states, ["cancelled"]);
    // Nicolas learns it, and is led to the theme: the announcement is no longer his to see.
    nicolas.comes_back().await;
    let told = nicolas.visits("/notifications").await;
    told.ok().shows("Votre annonce dans « Numérique en santé » n'est pas partie");
    let bell = told.attribute("main a[href^='/notifications/']", "href").unwrap();
    assert_eq!(nicolas.visits(&bell).await.location(), format!("/themes/{THEME}"));
}

#[actix_web::test]
async fn a_whole_community_gets_one_letter_each() {
    let town =
        Town::of_generated_demo(cercles::demo::Size { members: 450, threads: 20, posts: 60, points_durs: 2 }).await;
    let theme = town.theme(THEME).await;
    let id = town
        .write(move |tx| {
            use cercles::db::schema::animators;
            let author = animators::table
                .filter(animators::theme_id.eq(theme))
                .select(animators::member_id)
                .first::<cercles::db::ids::MemberId>(tx.db())?;
            let id = AnnouncementId(tx.id());
            let now = tx.now();
            let row = (
                (announcements::id.eq(id), announcements::theme_id.eq(theme), announcements::author_id.eq(author)),
                (announcements::audience.eq("community"), announcements::title.eq("À tout le monde")),
                (
                    announcements::body.eq("Bonjour."),
                    announcements::state.eq("scheduled"),
                    announcements::version.eq(1),
                ),
                (announcements::scheduled_at.eq(now), announcements::updated_at.eq(now)),
            );
            diesel::insert_into(announcements::table).values(row).execute(tx.db())?;
            Ok(id)
        })
        .await;
    let before = town.app.database.statements();
    let app = town.app.clone();
    assert_eq!(cercles::announcements::sending::run(&app.database).unwrap(), 1);
    let asked = town.app.database.statements() - before;
    assert!(asked <= 60, "{asked} statements");
    let (found, letters) = town
        .read(move |db| {
            let found = cercles::announcements::store::find(db, id)?;
            let start = format!("announcement:{id}:%");
            let letters: i64 = outbox::table.filter(outbox::dedup_key.like(start)).count().get_result(db)?;
            Ok((found, letters))
        })
        .await;
    assert!(letters > 100, "{letters} letters");
    assert_eq!(i64::from(found.recipients), letters);
    let counted = town.read(move |db| cercles::announcements::sending::counts(db, &found)).await;
    assert_eq!(counted.waiting, letters, "the range of ids holds them all");
}

#[actix_web::test]
async fn hidden_before_its_letters_leave_it_reaches_nobody_by_mail() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let camille = town.member("Camille Bertin").await;
    let address = keeps(&nicolas, "community", "Le numéro de la chambre 12.").await;
    tries(&nicolas, &address).await;
    sends(&nicolas, &address, "", "").await;
    let app = town.app.clone();
    let sent = move || cercles::announcements::sending::run(&app.database).unwrap();
    assert_eq!(tokio::task::spawn_blocking(sent).await.unwrap(), 1);
    let thread = ana.visits("/fils").await.attribute(".thread-title a", "href").unwrap();
    let first = ana.visits(&thread).await.ok().attribute("li.post", "id").unwrap().replace("m-", "");
    ana.posts(&format!("/messages/{first}/masquage"), &[("reason", "Une chambre.")]).await.is(303);
    for _ in 0..4 {
        town.passes(130).await;
        town.runs_the_timetable().await;
    }
    town.inbox_of(&camille.email).is_empty();
    camille.visits("/fils").await.ok().shows("Titre masqué").hides("Journée annuelle");
}
