//! A window of news: when it closes, what it holds and for whom, what never comes back, how one unsubscribes.

mod bugs;
mod meetings;
mod sections;
mod unsubscribing;

use cercles::circles::{self, Circle, Move};
use cercles::db::ids::{PostId, ThreadId, to_base32};
use cercles::db::schema::{digest_settings, digests, memberships, posts, sessions};
use diesel::prelude::*;
use jiff::Timestamp;

use crate::town::{Person, THEME, Town, id_in};

/// The first Tuesday at eight in Paris, and some seconds.
const TUESDAY: &str = "2026-11-24T07:00:30Z";

async fn opened(person: &Person<'_>, kind: &str, title: &str, body: &str, audience: &str) -> String {
    let fields = [("theme", THEME), ("kind", kind), ("title", title), ("body", body), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

async fn talks(person: &Person<'_>, title: &str, audience: &str) -> String {
    opened(person, "discussion", title, &format!("Le texte de {title}."), audience).await
}

async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let id = to_base32(id_in(thread));
    let answer = person.posts(&format!("/fils/{id}/messages"), &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

/// The clock moves on to a moment; everybody is at their screen.
async fn it_is(town: &Town, moment: &str) {
    let then = moment.parse::<Timestamp>().unwrap();
    town.passes((then.as_second() - town.clock.now().instant().as_second()).max(0)).await;
    town.write(|tx| {
        let now = tx.now();
        diesel::update(sessions::table)
            .set((sessions::created_at.eq(now), sessions::last_seen_at.eq(now)))
            .execute(tx.db())?;
        Ok(())
    })
    .await;
}

/// Windows close, and mail leaves.
async fn mail_leaves(town: &Town) {
    for _ in 0..2 {
        town.runs_the_timetable().await;
        town.passes(61).await;
    }
}

/// The digests an address received, oldest first.
fn digests_of(town: &Town, person: &Person<'_>) -> Vec<String> {
    let all = town.inbox_of(&person.email).0;
    all.into_iter().filter(|mail| mail.contains("Votre résumé")).collect()
}

#[track_caller]
fn says(mail: &str, words: &str) -> bool {
    crate::town::squeezed(mail).contains(&crate::town::squeezed(words))
}

/// How many times a title stands in the text part: once for each line.
fn times(mail: &str, title: &str) -> usize {
    let text = mail.split("<!DOCTYPE").next().unwrap_or(mail);
    text.matches(&format!("- {title}")).count()
}

fn paris() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get("Europe/Paris").unwrap()
}

#[actix_web::test]
async fn the_question_is_asked_once_and_weekly_is_the_answer_of_who_gives_none() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    mail_leaves(&town).await;
    let home = ana.visits("/").await;
    home.ok().shows("Un résumé par courriel, à quel rythme ?");
    assert_eq!(home.attribute("#rhythm-weekly", "checked").as_deref(), Some(""));
    let settings = ana.visits("/reglages/resumes").await;
    settings.ok().shows("Le prochain part mardi 24 novembre 2026 à 8 h 00.");
    ana.fills_in(&home, "/reglages/resumes/rythme", &[("frequency", "daily")]).await.redirects_to("/");
    ana.visits("/").await.ok().hides("Un résumé par courriel, à quel rythme ?");
    ana.visits("/reglages/resumes").await.shows("Le prochain part lundi 23 novembre 2026 à 8 h 00.");
    // Not now is an answer too, and changes nothing.
    karim.posts("/reglages/resumes/rythme", &[("act", "later")]).await.redirects_to("/");
    karim.visits("/").await.ok().hides("Un résumé par courriel, à quel rythme ?");
    karim.visits("/reglages/resumes").await.shows("Le prochain part mardi 24 novembre");
}

#[actix_web::test]
async fn day_and_hour_are_those_of_ones_own_zone_and_wrong_ones_are_said() {
    let town = Town::new().await;
    let maelle = town.peer("Maëlle Céleste").await;
    let chosen = [("frequency", "weekly"), ("weekday", "5"), ("hour", "7")];
    maelle.fills("/reglages/resumes", "/reglages/resumes", &chosen).await.redirects_to("/reglages/resumes");
    let page = maelle.visits("/reglages/resumes").await;
    page.ok().shows("Le prochain part vendredi 27 novembre 2026 à 7 h 00.").shows("America/Guadeloupe");
    let due = town.read(|db| Ok(digest_settings::table.select(digest_settings::next_due_at).first(db)?)).await;
    let due: Option<cercles::db::Moment> = due;
    assert_eq!(due.unwrap().instant().to_string(), "2026-11-27T11:00:00Z", "four hours behind");
    let wrong = [("frequency", "weekly"), ("weekday", "8"), ("hour", "noon"), ("title_only", "1")];
    let again = maelle.fills("/reglages/resumes", "/reglages/resumes", &wrong).await;
    again.is(422).shows("Choisissez un jour de la semaine.").shows("Choisissez une heure.");
    assert_eq!(again.attribute("#title_only", "checked").as_deref(), Some(""), "what was chosen is kept");
    let strange = [("frequency", "weekly"), ("weekday", "1"), ("hour", "7"), ("theme-O", "1")];
    maelle.posts("/reglages/resumes", &strange).await.is(422);
}

#[actix_web::test]
async fn a_digest_says_what_waits_what_is_new_what_was_solved_and_who_came() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.member("Karim Benali").await);
    town.runs_the_timetable().await;
    let expertise = [("expertises", "identitovigilance, hébergement")];
    ana.fills("/reglages", "/reglages", &expertise).await.redirects_to("/reglages");
    ana.posts("/reglages/notifications", &[("reply", "digest")]).await.redirects_to("/reglages/notifications");
    let mine = talks(&ana, "Mon propre fil", "community").await;
    answers(&karim, &mine, "Une réponse pour Ana.").await;
    opened(&karim, "question", "Qui tient l'identitovigilance la nuit ?", "Depuis lundi.", "community").await;
    let solved = opened(&karim, "question", "Quel lecteur au bloc ?", "Le nôtre est lent.", "community").await;
    let answer = answers(&ana, &solved, "Prenez un 2D.").await;
    let id = to_base32(id_in(&solved));
    karim.posts(&format!("/fils/{id}/solution"), &[("message", &answer)]).await.redirects_to("/fils/");
    for number in 1..=8 {
        talks(&karim, &format!("Nouveauté {number}"), "community").await;
    }
    town.person("Zoé Martin", "occitanie", &[(THEME, Circle::Community)]).await;
    town.tells().await;
    it_is(&town, TUESDAY).await;
    let preview = ana.visits("/reglages/resumes/apercu").await;
    preview.ok().shows("Karim Benali a répondu dans votre fil « Mon propre fil »").shows("Et 2 autres");
    mail_leaves(&town).await;
    let mails = digests_of(&town, &ana);
    assert_eq!(mails.len(), 1, "{mails:#?}");
    let parts = [
        "Ce qui vous attend",
        "Karim Benali a répondu dans votre fil « Mon propre fil »",
        "Des questions pour vous",
        "hébergement, identitovigilance",
        "Qui tient l'identitovigilance la nuit ?",
        "Numérique en santé",
        "Parce que vous êtes membre de « Numérique en santé »",
        "Et 2 autres",
        "Retirer « Numérique en santé » de mes résumés",
        "De nouveaux visages",
        "Zoé Martin",
    ];
    let text = crate::town::squeezed(mails[0].split("<!DOCTYPE").next().unwrap());
    let mut from = 0;
    for part in parts {
        let at = text[from..].find(part).unwrap_or_else(|| panic!("“{part}” is not after the others in:\n{text}"));
        from += at;
    }
    assert!(!says(&text, "Mon propre fil »\n- "), "{text}");
    assert!(says(&mails[0], "Quel lecteur au bloc ?") && says(&mails[0], "Questions résolues"));
    assert!(!mails[0].contains("<img"), "no picture");
}

#[actix_web::test]
async fn rights_are_asked_again_when_a_digest_leaves() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let lou = town.expert("Lou Partie").await;
    town.runs_the_timetable().await;
    for number in 1..=9 {
        talks(&ana, &format!("Zibeline {number}"), "expert").await;
    }
    let gone = talks(&ana, "Retiré depuis", "community").await;
    talks(&ana, "Resté lisible", "community").await;
    it_is(&town, TUESDAY).await;
    let app = town.app.clone();
    let posted = tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap();
    assert_eq!(posted.unwrap(), 3);
    // Between the queue and the sending: Karim leaves the experts, Lou the theme, a thread is withdrawn.
    let theme = town.theme(THEME).await;
    for (member, to) in [(karim.id(), Some(Circle::Community)), (lou.id(), None)] {
        town.write(move |tx| circles::place(tx, &Move { member, theme, to, decided_by: None, reason: "fin" })).await;
    }
    let first = ana.visits(&gone).await.attribute("li.post", "id").unwrap().replace("m-", "");
    ana.posts(&format!("/messages/{first}/retrait"), &[]).await.redirects_to("/reglages/decisions");
    mail_leaves(&town).await;
    let mail = digests_of(&town, &karim).remove(0);
    assert!(says(&mail, "Resté lisible") && says(&mail, "1 fil à lire"), "{mail}");
    for secret in ["Zibeline", "zibeline", "Retiré depuis", "Et 4 autres", "Et 3 autres"] {
        assert!(!says(&mail, secret), "{secret}: {mail}");
    }
    assert!(digests_of(&town, &lou).is_empty(), "nothing is left to say");
    let states =
        town.read(|db| Ok(digests::table.order(digests::state.asc()).select(digests::state).load::<String>(db)?)).await;
    assert_eq!(states, ["dropped", "written", "written"]);
}

#[actix_web::test]
async fn a_clock_that_jumps_back_tells_nothing_twice() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let daily = [("frequency", "daily"), ("weekday", "1"), ("hour", "8")];
    karim.fills("/reglages/resumes", "/reglages/resumes", &daily).await.redirects_to("/reglages/resumes");
    talks(&ana, "Avant le saut", "community").await;
    it_is(&town, "2026-11-23T07:00:30Z").await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &karim).len(), 1);
    town.clock.advance(-2 * 3_600);
    mail_leaves(&town).await;
    // Chosen again at six, due at eight once more: the window is empty.
    town.write({
        let karim = karim.id();
        move |tx| cercles::digests::choose_frequency(tx, karim, cercles::digests::Frequency::Daily, &paris())
    })
    .await;
    talks(&ana, "Pendant le saut", "community").await;
    it_is(&town, "2026-11-23T07:00:05Z").await;
    mail_leaves(&town).await;
    it_is(&town, "2026-11-24T07:00:30Z").await;
    mail_leaves(&town).await;
    let mails = digests_of(&town, &karim);
    assert!(mails.len() <= 2, "{mails:#?}");
    assert_eq!(mails.iter().filter(|mail| says(mail, "Avant le saut")).count(), 1);
}

#[actix_web::test]
async fn a_member_without_any_theme_gets_nothing_and_is_told_why() {
    let town = Town::new().await;
    let (ana, oscar) = (town.member("Ana Ferreira").await, town.outsider("Oscar Dehors").await);
    town.runs_the_timetable().await;
    talks(&ana, "Bracelets illisibles", "community").await;
    oscar.visits("/reglages/resumes/apercu").await.ok().shows("Vous n'êtes membre d'aucun thème.");
    oscar.visits("/reglages/resumes").await.ok();
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    assert!(digests_of(&town, &oscar).is_empty());
    let due: Option<cercles::db::Moment> = town
        .read({
            let oscar = oscar.id();
            move |db| Ok(digest_settings::table.find(oscar).select(digest_settings::next_due_at).first(db)?)
        })
        .await;
    assert_eq!(due.unwrap().instant().to_string(), "2026-12-01T07:00:00Z", "the next window goes on");
}

#[actix_web::test]
async fn titles_only_excerpts_are_short_and_no_identifier_is_mailed() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let zoe = town.member("Zoé Martin").await;
    let titles = [("title_only", "1")];
    karim.fills("/reglages/resumes", "/reglages/resumes", &titles).await.redirects_to("/reglages/resumes");
    town.runs_the_timetable().await;
    let long = format!("Début. {}", "mot ".repeat(200));
    opened(&ana, "discussion", "Un long récit", &long, "community").await;
    let thread = talks(&ana, "Un cas", "community").await;
    town.write(move |tx| {
        let thread = ThreadId(id_in(&thread));
        let nir = posts::source.eq("Voici : 1 89 05 49 588 157 23, à relire.");
        diesel::update(posts::table.filter(posts::thread_id.eq(thread))).set(nir).execute(tx.db())?;
        Ok(())
    })
    .await;
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    let [to_karim, to_zoe] = [&karim, &zoe].map(|person| digests_of(&town, person).remove(0));
    assert!(says(&to_karim, "Un long récit") && !says(&to_karim, "Début.") && !says(&to_karim, "Ana Ferreira :"));
    let excerpt = crate::town::squeezed(&to_zoe);
    let excerpt = excerpt.split("Ana Ferreira : « Début.").nth(1).unwrap().split('»').next().unwrap();
    assert!((100..300).contains(&excerpt.chars().count()), "{excerpt}");
    for mail in [&to_karim, &to_zoe] {
        assert!(says(mail, "Un cas") && !says(mail, "588 157"), "{mail}");
    }
}

#[actix_web::test]
async fn three_hundred_members_cost_six_statements_a_hundred() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    for number in 0..300 {
        town.member(&format!("Membre Numéro{number}")).await;
    }
    // They came long ago.
    town.write(|tx| {
        let long_ago = tx.now().plus_seconds(-40 * 86_400);
        diesel::update(memberships::table).set(memberships::since.eq(long_ago)).execute(tx.db())?;
        Ok(())
    })
    .await;
    town.runs_the_timetable().await;
    for number in 0..10 {
        talks(&ana, &format!("Nouveauté {number}"), "community").await;
    }
    it_is(&town, TUESDAY).await;
    let before = town.app.database.statements();
    let app = town.app.clone();
    let posted = tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap();
    let asked = town.app.database.statements() - before;
    assert_eq!(posted.unwrap(), 300);
    assert!(asked <= 18, "{asked} statements for 300 members");
}

#[actix_web::test]
async fn what_a_member_follows_comes_first_and_what_they_muted_never() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let maelle = town.peer("Maëlle Céleste").await;
    town.runs_the_timetable().await;
    let plain = talks(&ana, "Un fil ordinaire", "community").await;
    let useful = talks(&ana, "Un fil utile", "community").await;
    let followed = talks(&ana, "Un fil suivi", "community").await;
    let muted = talks(&ana, "Un fil en sourdine", "community").await;
    talks(&ana, "Un dernier fil", "community").await;
    for (thread, level) in [(&followed, "follow"), (&muted, "mute")] {
        let id = to_base32(id_in(thread));
        karim.posts(&format!("/fils/{id}/suivi"), &[("level", level)]).await.redirects_to("/fils/");
    }
    let post = town
        .read({
            let thread = ThreadId(id_in(&useful));
            move |db| {
                let first: PostId = posts::table.filter(posts::thread_id.eq(thread)).select(posts::id).first(db)?;
                Ok(first)
            }
        })
        .await;
    maelle.posts(&format!("/messages/{post}/reactions/utile"), &[]).await.redirects_to("/fils/");
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    let mail = digests_of(&town, &karim).remove(0);
    assert_eq!(times(&mail, "Un fil en sourdine"), 0);
    let at = |title: &str| mail.find(title).unwrap_or_else(|| panic!("{title} in {mail}"));
    assert!(at("Un fil suivi") < at("Un fil utile") && at("Un fil utile") < at("Un fil ordinaire"), "{mail}");
    assert!(says(&mail, "vous suivez ce fil") && says(&mail, "jugé utile par vos pairs"));
    assert!(mail.contains(&format!("/fils/{}", to_base32(id_in(&plain)))));
}
