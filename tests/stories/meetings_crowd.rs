//! Two hundred people register at once for fifty seats.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;

use cercles::circles::{self, Circle, Move};
use cercles::db::ids::{MeetingId, MemberId};
use cercles::db::schema::{meeting_registrations, meetings};
use cercles::meetings::registration::{Answer, Seat, Via, answer_as, upkeep};
use cercles::members::store::NewMember;
use cercles::members::{AccountState, Email, store};
use cercles::refusal::Refusal;
use cercles::web::App;
use diesel::prelude::*;

use super::meetings_registration::with_seats;
use crate::town::{THEME, Town, id_in};

/// Experts by the dozen, without a session.
async fn crowd(town: &Town, many: usize) -> Vec<MemberId> {
    let theme = town.theme(THEME).await;
    town.write(move |tx| {
        let mut crowd = Vec::with_capacity(many);
        for number in 0..many {
            let email = Email::parse(&format!("p{number}@town.example")).unwrap();
            let new = NewMember {
                email: &email,
                given_name: "Personne",
                family_name: &format!("Numéro {number}"),
                establishment: None,
                profession: "Pharmacienne",
                region: "bretagne",
                state: AccountState::Active,
                password_hash: None,
            };
            let member = store::insert(tx, &new)?;
            let to = Some(Circle::Expert);
            circles::place(tx, &Move { member, theme, to, decided_by: None, reason: "story" })?;
            crowd.push(member);
        }
        Ok(crowd)
    })
    .await
}

/// Everybody answers at the same moment, and again as long as the database is busy.
async fn all_answer(app: &Arc<App>, crowd: &[MemberId], meeting: MeetingId, answer: Answer) {
    let (app, crowd) = (app.clone(), crowd.to_vec());
    let all = move || {
        thread::scope(|scope| {
            for member in crowd {
                let app = &app;
                scope.spawn(move || {
                    loop {
                        let how = (Via::Page, app.meetings);
                        match app.database.write_here(|tx| answer_as(tx, member, meeting, answer, how)) {
                            Err(Refusal::Busy(_)) => {}
                            other => return other.unwrap(),
                        }
                    }
                });
            }
        });
    };
    tokio::task::spawn_blocking(all).await.unwrap();
}

/// Everybody's seat, in the order of the waiting list.
async fn seats(town: &Town, meeting: MeetingId) -> Vec<(MemberId, Seat, Option<i64>)> {
    town.read(move |db| {
        Ok(meeting_registrations::table
            .filter(meeting_registrations::meeting_id.eq(meeting))
            .order((meeting_registrations::queued, meeting_registrations::id))
            .select((meeting_registrations::member_id, meeting_registrations::seat, meeting_registrations::queued))
            .load(db)?)
    })
    .await
}

async fn taken(town: &Town, meeting: MeetingId) -> i32 {
    town.read(move |db| Ok(meetings::table.find(meeting).select(meetings::site_taken).first(db)?)).await
}

fn of(all: &[(MemberId, Seat, Option<i64>)], seat: Seat) -> Vec<MemberId> {
    all.iter().filter(|one| one.1 == seat).map(|one| one.0).collect()
}

#[actix_web::test]
async fn two_hundred_at_once_for_fifty_seats_are_fifty_and_a_queue_in_order() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let everyone = crowd(&town, 200).await;
    let meeting = MeetingId(id_in(&with_seats(&ana, "50").await));
    let (first, second) = everyone.split_at(100);
    all_answer(&town.app, first, meeting, Answer::Site).await;
    all_answer(&town.app, second, meeting, Answer::Site).await;
    let all = seats(&town, meeting).await;
    let people: BTreeSet<MemberId> = all.iter().map(|one| one.0).collect();
    assert_eq!((all.len(), people.len()), (200, 200), "none lost, none doubled");
    let (held, waiting) = (of(&all, Seat::Held), of(&all, Seat::Waiting));
    assert_eq!((held.len(), waiting.len(), taken(&town, meeting).await), (50, 150, 50));
    assert!(held.iter().all(|member| first.contains(member)), "who came second overtook nobody");
    let places: BTreeSet<i64> = all.iter().filter_map(|one| one.2).collect();
    assert_eq!(places.len(), 150, "a place each");
    assert!(waiting[..50].iter().all(|member| first.contains(member)), "the list keeps the order of coming");
    assert!(waiting[50..].iter().all(|member| second.contains(member)));

    // Ten leave at once: the ten first of the list are offered what came free, and nobody else.
    all_answer(&town.app, &held[..10], meeting, Answer::No).await;
    let after = seats(&town, meeting).await;
    assert_eq!(of(&after, Seat::Offered), waiting[..10]);
    assert_eq!(of(&after, Seat::Waiting), waiting[10..]);
    assert_eq!(taken(&town, meeting).await, 50);

    // Half of them accept; what the others let go goes to the five next.
    all_answer(&town.app, &waiting[..5], meeting, Answer::Site).await;
    town.passes(25 * 3_600).await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || upkeep::seats(&app.database, app.meetings)).await.unwrap().unwrap();
    let after = seats(&town, meeting).await;
    assert_eq!(of(&after, Seat::Offered), waiting[10..15]);
    assert_eq!(of(&after, Seat::Held).len(), 45);
    assert_eq!(taken(&town, meeting).await, 50);
}
