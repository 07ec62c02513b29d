//! The demo community: every account of the documents signs in and finds something to read.

use std::collections::{BTreeMap, BTreeSet};

use cercles::db::schema::{
    charter_acceptances, members, memberships, notices, point_dur_steps, points_durs, posts, sheets, threads,
};
use cercles::demo;
use cercles::points_durs::machine::State;
use diesel::prelude::*;

use crate::town::Town;

#[actix_web::test]
async fn it_is_the_community_the_documents_speak_of() {
    let town = Town::of_demo().await;
    let (people, places, conversations, messages, accepted) = town
        .read(|db| {
            Ok((
                members::table.filter(members::state.eq("active")).count().get_result::<i64>(db)?,
                memberships::table.count().get_result::<i64>(db)?,
                threads::table.count().get_result::<i64>(db)?,
                posts::table.count().get_result::<i64>(db)?,
                charter_acceptances::table.count().get_result::<i64>(db)?,
            ))
        })
        .await;
    assert_eq!((people, places, accepted), (577, 1_022, 577));
    assert!(conversations >= 60 && messages >= 350, "{conversations} threads, {messages} posts");
    let admins: Vec<String> =
        town.read(|db| Ok(members::table.filter(members::admin.eq(true)).select(members::email).load(db)?)).await;
    assert_eq!(admins, ["admin@cercles.example"]);
}

#[actix_web::test]
async fn every_account_signs_in_and_reads_what_it_may() {
    let town = Town::of_demo().await;
    let mut read = BTreeMap::new();
    for (email, _) in demo::ACCOUNTS {
        let person = town.visitor();
        let typed = [("email", *email), ("password", demo::PASSWORD)];
        person.fills("/connexion", "/connexion", &typed).await.redirects_to("/");
        let list = person.visits("/fils").await;
        list.ok();
        for link in ["/themes", "/themes/numerique-en-sante"] {
            person.visits(link).await.ok();
        }
        read.insert(*email, list.count("main a[href^='/fils/']"));
    }
    assert!(read["admin@cercles.example"] < read["membre@cercles.example"], "{read:?}");
}

#[actix_web::test]
async fn some_posts_have_files_that_went_the_way_uploads_go() {
    let town = Town::of_demo().await;
    let person = town.visitor();
    let typed = [("email", "membre@cercles.example"), ("password", demo::PASSWORD)];
    person.fills("/connexion", "/connexion", &typed).await.redirects_to("/");
    let found = person.visits("/recherche?q=lecteurs+bracelets+bloc&kind=question").await;
    let thread = found.ok().attribute("main a[href^='/fils/'][href*='lecteurs-ne-lisent']", "href").unwrap();
    let page = person.visits(thread.split('?').next().unwrap()).await;
    let page = if page.status == 303 { person.follows(&page).await } else { page };
    page.ok().shows("lectures-des-bracelets.csv");
    let table = page.attribute("a[href^='/fichiers/'][href$='.csv']", "href").unwrap();
    let csv = person.visits(&table).await;
    csv.ok();
    assert!(csv.body.contains("Saisie au clavier"), "{}", csv.body);
    // A picture is ours: written again, with a thumbnail.
    let picture = page.attribute("a.file-picture", "href").unwrap();
    let shown = person.visits(&picture).await;
    assert_eq!(shown.ok().header("content-type"), "image/png");
    let small = page.attribute("a.file-picture img", "src").unwrap();
    assert!(person.visits(&small).await.ok().bytes.len() > 100);
    // A sheet among peers is not for the community.
    let (kinds, guarded) = town
        .read(|db| {
            use cercles::db::schema::{files, post_files};
            let kinds: Vec<String> = files::table.select(files::kind).load(db)?;
            let guarded: cercles::db::ids::FileId = post_files::table
                .inner_join(posts::table.inner_join(threads::table))
                .filter(threads::audience.eq("peer"))
                .select(post_files::file_id)
                .first(db)?;
            Ok((kinds, guarded))
        })
        .await;
    assert!(["pdf", "png", "csv"].iter().all(|kind| kinds.iter().any(|known| known == kind)), "{kinds:?}");
    let sheet = format!("/fichiers/{guarded}/arret-du-bloc-alerte-cyclonique.pdf");
    person.visits(&sheet).await.is(404);
    let peer = town.visitor();
    let typed = [("email", "pair@cercles.example"), ("password", demo::PASSWORD)];
    peer.fills("/connexion", "/connexion", &typed).await.redirects_to("/");
    assert_eq!(peer.visits(&sheet).await.ok().header("content-type"), "application/pdf");
}

#[actix_web::test]
async fn points_durs_stand_in_every_state_and_nobody_is_written_to_about_the_past() {
    let town = Town::of_demo().await;
    let (states, steps, by_state, due) = town
        .read(|db| {
            let mut by_state: BTreeMap<String, i64> = BTreeMap::new();
            for state in sheets::table.select(sheets::state).load::<String>(db)? {
                *by_state.entry(state).or_default() += 1;
            }
            Ok((
                points_durs::table.select(points_durs::state).load::<String>(db)?,
                point_dur_steps::table.count().get_result::<i64>(db)?,
                by_state,
                notices::table.filter(notices::mail.eq("due")).count().get_result::<i64>(db)?,
            ))
        })
        .await;
    let there: BTreeSet<&str> = states.iter().map(String::as_str).collect();
    let all: BTreeSet<&str> = State::ALL.iter().map(|state| state.word()).collect();
    assert_eq!(there, all);
    assert!(states.len() >= 32 && steps >= 150, "{} points durs, {steps} steps", states.len());
    let told: Vec<(&str, i64)> = by_state.iter().map(|(state, count)| (state.as_str(), *count)).collect();
    assert_eq!(told, [("in_review", 1), ("in_trial", 2), ("published", 12), ("withdrawn", 1)]);
    assert_eq!(due, 0);
}

#[actix_web::test]
async fn who_reported_without_their_name_is_told_to_animators_alone() {
    let town = Town::of_demo().await;
    let id: i64 = town
        .read(|db| {
            Ok(points_durs::table
                .inner_join(threads::table.on(threads::id.eq(points_durs::id)))
                .filter(points_durs::anonymous.eq(true).and(threads::audience.eq("community")))
                .select(points_durs::id)
                .order(points_durs::id)
                .first(db)?)
        })
        .await;
    let address = format!("/points-durs/{}", cercles::db::ids::to_base32(id));
    for (email, knows) in [("animation@cercles.example", true), ("membre@cercles.example", false)] {
        let person = town.visitor();
        let typed = [("email", email), ("password", demo::PASSWORD)];
        person.fills("/connexion", "/connexion", &typed).await.redirects_to("/");
        let list = person.visits("/points-durs").await;
        list.ok();
        assert!(list.count("[data-state]") >= 10, "{email}");
        let page = person.follows(&person.visits(&address).await).await;
        page.ok();
        assert!(page.body.contains("Aux urgences, tout le monde travaille sur la session"), "{email}");
        assert_eq!(page.body.contains("Gaillardon"), knows, "{email}");
    }
}

#[actix_web::test]
async fn a_year_of_meetings_stands_in_every_state_and_the_large_one_is_full() {
    use cercles::db::schema::{
        meeting_contributions as contributions, meeting_invitations as invitations, meeting_registrations as answers,
        meeting_session_signups as signups, meeting_sessions as sessions, meeting_speakers as speakers,
        meeting_steps as steps, meeting_surveys as surveys, meetings, outbox,
    };
    let town = Town::of_demo().await;
    town.read(|db| {
        let states: BTreeSet<String> =
            meetings::table.select(meetings::state).load::<String>(db)?.into_iter().collect();
        for state in ["draft", "announced", "held", "minuted", "cancelled"] {
            assert!(states.contains(state), "no meeting is {state}: {states:?}");
        }
        let moved: i64 = steps::table.filter(steps::step.eq("move")).count().get_result(db)?;
        let in_series: i64 = meetings::table.filter(meetings::series_id.is_not_null()).count().get_result(db)?;
        assert!(moved >= 2 && in_series >= 12, "{moved} moved, {in_series} of a series");

        let large = meetings::table.filter(meetings::large.eq(true)).filter(meetings::state.eq("announced"));
        let (id, seats, taken): (cercles::db::ids::MeetingId, Option<i32>, i32) =
            large.select((meetings::id, meetings::site_capacity, meetings::site_taken)).first(db)?;
        assert_eq!(seats, Some(taken), "it is full on site");
        let of = |seat: &'static str| answers::table.filter(answers::meeting_id.eq(id)).filter(answers::seat.eq(seat));
        let [held, waiting, offered] =
            ["held", "waiting", "offered"].map(|seat| of(seat).count().get_result::<i64>(db));
        assert_eq!((held? + waiting? + offered?, of("waiting").count().get_result::<i64>(db)?), (300, 18));
        let all: Vec<(i32, bool)> = sessions::table
            .filter(sessions::meeting_id.eq(id))
            .select((sessions::after_minutes, sessions::signs_up))
            .load(db)?;
        assert_eq!(all.iter().filter(|one| **one == (120, true)).count(), 4, "four sessions side by side");
        let names: BTreeSet<String> = speakers::table
            .inner_join(sessions::table)
            .filter(sessions::meeting_id.eq(id))
            .select(speakers::name)
            .load::<String>(db)?
            .into_iter()
            .collect();
        assert!(names.len() >= 30, "{} speakers", names.len());
        let crowd: i64 =
            signups::table.inner_join(sessions::table).filter(sessions::meeting_id.eq(id)).count().get_result(db)?;
        assert!(crowd > 300, "{crowd} signed up for sessions");
        let reviewed: BTreeSet<String> =
            contributions::table.select(contributions::state).load::<String>(db)?.into_iter().collect();
        assert!(["submitted", "accepted", "declined"].iter().all(|state| reviewed.contains(*state)), "{reviewed:?}");
        assert!(surveys::table.count().get_result::<i64>(db)? > 100);

        // Nobody is written to about what is past.
        let behind: i64 = invitations::table
            .inner_join(meetings::table)
            .filter(invitations::sequence.lt(meetings::sequence))
            .count()
            .get_result(db)?;
        let pending: i64 = outbox::table.filter(outbox::state.eq("pending")).count().get_result(db)?;
        assert_eq!((behind, pending), (0, 0));
        Ok(())
    })
    .await;
}
