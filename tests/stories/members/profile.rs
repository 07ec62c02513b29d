//! A member's page: what they gave, as far as the reader sees; never their address.

use cercles::circles::{self, Circle, Move};
use cercles::db::ids::{PostId, ThreadId};
use cercles::db::schema::{members, posts, threads};
use cercles::members::portraits::{self, Portrait};
use cercles::members::store;
use diesel::prelude::*;

use crate::town::{Person, THEME, Town};

fn page_of(person: &Person<'_>) -> String {
    format!("/membres/{}", person.id())
}

async fn opens(person: &Person<'_>, title: &str, audience: &str) -> String {
    let fields =
        [("theme", THEME), ("kind", "question"), ("audience", audience), ("title", title), ("body", "Bonjour à tous.")];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

#[actix_web::test]
async fn a_page_says_who_somebody_is_and_where_they_stand() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let helene = town.peer("Hélène Lœuillet").await;
    let id = helene.id();
    town.write(move |tx| {
        store::set_expertises(tx, id, &["Identitovigilance & INS".into()])?;
        let words = "Pharmacienne depuis 2009 <b>.\n\nVolontiers au téléphone.";
        let offer = (members::available.eq(true), members::available_for.eq("relire une convention"));
        diesel::update(members::table.find(id)).set((members::presentation.eq(words), offer)).execute(tx.db())?;
        diesel::update(members::table.find(id)).set(members::time_zone.eq("America/Guadeloupe")).execute(tx.db())?;
        Ok(())
    })
    .await;
    let page = ana.visits(&page_of(&helene)).await;
    page.ok()
        .shows("Hélène Lœuillet")
        .shows("Pharmacienne depuis 2009 <b>.")
        .shows("relire une convention")
        .shows("Centre hospitalier de Valmont, Valmont")
        .shows("Guadeloupe")
        .shows("5 h 00 (5 h de moins que chez vous)")
        .shows("Cercle des pairs")
        .shows("depuis le 22 novembre 2026")
        .hides("town.example")
        .hides("Parcours dans les cercles");
    let tag = page.attribute(".tag", "href").unwrap();
    ana.visits(&tag).await.ok().shows("1 personne").shows("Hélène Lœuillet");
    helene.visits(&page_of(&helene)).await.ok().shows("Modifier mon profil").hides("de moins que chez vous");
}

#[actix_web::test]
async fn what_somebody_gave_is_counted_in_what_the_reader_sees_only() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let karim = town.expert("Karim Benali").await;
    let lea = town.member("Léa Martin").await;
    let paul = town.outsider("Paul Dehors").await;
    let open = opens(&ana, "Une question pour tout le monde, vraiment", "community").await;
    let closed = opens(&ana, "Une question réservée aux experts, celle-là", "expert").await;
    for thread in [&open, &closed] {
        let id = thread.trim_start_matches("/fils/").split('-').next().unwrap();
        karim.posts(&format!("/fils/{id}/messages"), &[("body", "Voici comment nous faisons.")]).await.is(303);
    }
    town.write(|tx| {
        let answers: Vec<(PostId, ThreadId)> =
            posts::table.filter(posts::number.eq(2)).select((posts::id, posts::thread_id)).load(tx.db())?;
        for (post, thread) in answers {
            diesel::update(threads::table.find(thread)).set(threads::solution_id.eq(post.0)).execute(tx.db())?;
        }
        Ok(())
    })
    .await;
    let facts = |page: &crate::town::Answer| page.texts("aside dd.num");
    assert_eq!(facts(&ana.visits(&page_of(&karim)).await), ["2", "2", "0"]);
    assert_eq!(facts(&lea.visits(&page_of(&karim)).await), ["1", "1", "0"]);
    assert_eq!(facts(&paul.visits(&page_of(&karim)).await), ["0", "0", "0"]);
    assert_eq!(facts(&lea.visits(&page_of(&ana)).await), ["0", "0", "1"]);
    lea.visits(&page_of(&karim)).await.shows("Une question pour tout le monde").shows("Solution").hides("réservée");
    lea.visits(&page_of(&ana)).await.shows("Une question pour tout le monde").hides("réservée");
    paul.visits(&page_of(&ana)).await.ok().hides("Une question");
}

#[actix_web::test]
async fn moves_are_read_by_the_person_and_by_the_themes_animators() {
    let town = Town::new().await;
    let lea = town.member("Léa Martin").await;
    let karim = town.expert("Karim Benali").await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let (theme, member, by) = (town.theme(THEME).await, lea.id(), nicolas.id());
    town.passes(60).await;
    town.write(move |tx| {
        let reason = "Elle relaie la région depuis un an";
        circles::place(tx, &Move { member, theme, to: Some(Circle::Peer), decided_by: Some(by), reason })
    })
    .await;
    for reader in [&lea, &nicolas] {
        reader.visits(&page_of(&lea)).await.ok().shows(
            "passe de la communauté au cercle des pairs, par Nicolas Aubert. « Elle relaie la région depuis un an",
        );
    }
    karim.visits(&page_of(&lea)).await.ok().shows("Cercle des pairs").hides("Elle relaie");
}

#[actix_web::test]
async fn a_picture_is_shown_once_and_a_closed_account_has_neither_page_nor_picture() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let rose = town.member("Rose Partie").await;
    let id = rose.id();
    let address = format!("{}/portrait", page_of(&rose));
    ana.visits(&address).await.is(404);
    ana.visits(&page_of(&rose)).await.ok().shows("RP");
    let mut drawn = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 60).write_to(&mut drawn, image::ImageFormat::Png).unwrap();
    let portrait = Portrait::of(drawn.get_ref()).unwrap();
    town.write(move |tx| portraits::keep(tx, id, &portrait)).await;
    let shown = ana.visits(&page_of(&rose)).await;
    let source = shown.attribute("img.avatar", "src").unwrap();
    let picture = ana.visits(&source).await;
    picture.ok();
    assert_eq!(picture.header("content-type"), "image/jpeg");
    assert!(picture.header("cache-control").starts_with("private"));
    assert_eq!(picture.bytes[..3], [0xff, 0xd8, 0xff]);
    let tag = picture.header("etag").to_owned();
    let again = actix_web::test::TestRequest::get().uri(&source).insert_header(("if-none-match", tag));
    let again = ana.sends(again).await;
    again.is(304);
    assert!(again.bytes.is_empty());
    town.visitor().visits(&source).await.redirects_to("/connexion");

    town.write(move |tx| {
        Ok(diesel::update(members::table.find(id)).set(members::state.eq("closed")).execute(tx.db())?)
    })
    .await;
    let gone = ana.visits(&page_of(&rose)).await;
    gone.is(404);
    ana.visits(&source).await.is(404);
    let never = ana.visits("/membres/1234567").await;
    assert_eq!(crate::town::masked(&gone), crate::town::masked(&never));
    ana.visits("/membres/..").await.is(404);
    ana.visits("/membres/Z%C3%89").await.is(404);
}
