//! Unsubscribing with one click, as mail programs and people do it.

use actix_web::http::header;
use actix_web::test::TestRequest;
use cercles::digests::unsubscribe::unsubscribe_url;
use cercles::mail::List;
use cercles::notices::Kind;

use super::{TUESDAY, digests_of, it_is, mail_leaves, opened, talks};
use crate::town::{THEME, Town};

async fn posts_without_cookie(town: &Town, address: &str, content_type: &str, body: &str) -> crate::town::Answer {
    let request = TestRequest::post()
        .uri(address)
        .insert_header((header::CONTENT_TYPE, content_type))
        .set_payload(body.to_owned());
    town.visitor().sends(request).await
}

#[actix_web::test]
async fn one_click_unsubscribes_at_once_and_reading_the_address_does_not() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    town.runs_the_timetable().await;
    talks(&ana, "Bracelets illisibles", "community").await;
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    let mail = digests_of(&town, &karim).remove(0);
    let base = town.app.base_url.clone();
    let link = |words: &str| {
        let text = crate::town::squeezed(mail.split("<!DOCTYPE").next().unwrap());
        let rest = text.split(words).nth(1).unwrap_or_else(|| panic!("{words} in {text}"));
        rest.split(&base).nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
    };
    let theme_link = link("Retirer « Numérique en santé » de mes résumés");
    let stop = link("Ne plus recevoir de résumé");
    for _ in 0..5 {
        town.visitor().visits(&stop).await.ok().shows("Rien ne change tant que vous n'avez pas confirmé.");
    }
    karim.visits("/reglages/resumes").await.shows("Le prochain part");
    // A theme, from the mail; the confirmation page's own form works as well.
    let asked = town.visitor();
    asked.visits(&theme_link).await.ok().shows("Le thème « Numérique en santé » ne figurera plus");
    asked.posts(&theme_link, &[]).await.ok().shows("C'est fait");
    let theme = town.theme(THEME).await;
    let settings = karim.visits("/reglages/resumes").await;
    assert_eq!(settings.attribute(&format!("#theme-{theme}"), "checked"), None, "left out");
    let kept = format!("theme-{theme}");
    let in_again = [(kept.as_str(), "1")];
    karim.fills_in(&settings, "/reglages/resumes", &in_again).await.redirects_to("/reglages/resumes");
    // One click, as mail programs do it: no cookie, no origin, twice, in both ways of writing a form.
    let one_click = "List-Unsubscribe=One-Click";
    posts_without_cookie(&town, &stop, "application/x-www-form-urlencoded", one_click).await.ok();
    karim.visits("/reglages/resumes").await.shows("Vous ne recevez pas de résumé.");
    let part = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    posts_without_cookie(&town, &stop, "multipart/form-data; boundary=b", part).await.ok();
    // What was forged, or is of another list, leads nowhere.
    let forged = stop.replace(".resume.", ".notification-mention.");
    for address in [forged.as_str(), "/desabonnement/a.resume.b", "/desabonnement/x"] {
        posts_without_cookie(&town, address, "application/x-www-form-urlencoded", one_click).await.is(404);
        town.visitor().visits(address).await.is(404);
    }
    talks(&ana, "Encore un fil", "community").await;
    it_is(&town, "2026-12-01T07:00:30Z").await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &karim).len(), 1);
}

#[actix_web::test]
async fn a_digest_that_waits_is_not_sent_to_who_unsubscribed_and_neither_are_notices() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    town.runs_the_timetable().await;
    let url = |list: List| {
        let (app, karim) = (town.app.clone(), karim.id());
        let make = move |db: &mut cercles::db::Db| unsubscribe_url(db, &app.key, "", karim, list);
        town.read(make)
    };
    talks(&ana, "Bracelets illisibles", "community").await;
    it_is(&town, TUESDAY).await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::digests::closing::run(&app.database)).await.unwrap().unwrap();
    let stop = url(List::Digest).await;
    posts_without_cookie(&town, &stop, "application/x-www-form-urlencoded", "").await.ok();
    mail_leaves(&town).await;
    town.inbox_of(&karim.email).is_empty();
    // A notice by mail was made; the kind is unsubscribed before it leaves.
    opened(&ana, "discussion", "Un appel", "@Karim Benali, un avis ?", "community").await;
    town.tells().await;
    let mentions = url(List::Notices(Kind::Mention)).await;
    posts_without_cookie(&town, &mentions, "application/x-www-form-urlencoded", "").await.ok().shows("On me mentionne");
    for _ in 0..3 {
        town.passes(130).await;
        town.runs_the_timetable().await;
    }
    town.inbox_of(&karim.email).is_empty();
    let settings = karim.visits("/reglages/notifications").await;
    assert!(settings.attribute("#mention-site", "checked").is_some());
    // By mail again, but not of this theme: taken back on the settings' page.
    karim.posts("/reglages/notifications", &[("mention", "mail")]).await.redirects_to("/reglages/");
    let silent = url(List::NoticesTheme(town.theme(THEME).await)).await;
    posts_without_cookie(&town, &silent, "application/x-www-form-urlencoded", "").await.ok();
    opened(&ana, "discussion", "Un autre appel", "@Karim Benali, encore ?", "community").await;
    for _ in 0..3 {
        town.passes(130).await;
        town.runs_the_timetable().await;
    }
    town.inbox_of(&karim.email).is_empty();
    let page = karim.visits("/reglages/resumes").await;
    page.ok().shows("Thèmes sans notification par courriel");
    let all = page.form_fields("form[action=\"/reglages/resumes\"]");
    let fields: Vec<(&str, &str)> = all
        .iter()
        .filter(|(name, _)| !name.starts_with("silent-") && !name.starts_with('_'))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    karim.posts("/reglages/resumes", &fields).await.redirects_to("/reglages/resumes");
    karim.visits("/reglages/resumes").await.ok().hides("Thèmes sans notification par courriel");
}

#[actix_web::test]
async fn links_of_mails_that_went_astray_are_taken_back() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let stop = |person: &crate::town::Person<'_>| {
        let (app, member) = (town.app.clone(), person.id());
        town.read(move |db| unsubscribe_url(db, &app.key, "", member, List::Digest))
    };
    let (old, of_ana) = (stop(&karim).await, stop(&ana).await);
    let settings = "/reglages/resumes";
    karim.fills(settings, "/reglages/resumes/liens", &[]).await.redirects_to(settings);
    karim.visits(settings).await.ok().shows("Les liens de désabonnement déjà reçus n'ont plus d'effet.");
    posts_without_cookie(&town, &old, "application/x-www-form-urlencoded", "").await.is(404);
    town.visitor().visits(&old).await.is(404);
    karim.visits(settings).await.ok().shows("Le prochain part mardi 24 novembre 2026 à 8 h 00.");
    // The next mails bring new ones; nobody else's have changed.
    let new = stop(&karim).await;
    assert_ne!(new, old);
    for address in [&new, &of_ana] {
        town.visitor().visits(address).await.ok();
    }
    // Who never chose still gets the week's digest.
    town.runs_the_timetable().await;
    talks(&ana, "Bracelets illisibles", "community").await;
    it_is(&town, TUESDAY).await;
    mail_leaves(&town).await;
    assert_eq!(digests_of(&town, &karim).len(), 1);
    posts_without_cookie(&town, &new, "application/x-www-form-urlencoded", "").await.ok();
    karim.comes_back().await;
    karim.visits(settings).await.shows("Vous ne recevez pas de résumé.");
}

#[actix_web::test]
async fn whoever_reads_an_address_one_has_left_unsubscribes_nobody() {
    let town = Town::new().await;
    let karim = town.member("Karim Benali").await;
    let url = || {
        let (app, member) = (town.app.clone(), karim.id());
        town.read(move |db| unsubscribe_url(db, &app.key, "", member, List::AllNotices))
    };
    let old = url().await;
    let security = "/reglages/securite/adresse";
    let fields = [("email", "karim@ailleurs.example"), ("current_password", crate::town::PASSWORD)];
    karim.fills(security, security, &fields).await.redirects_to("/reglages/securite");
    town.visitor().visits(&old).await.ok().shows("Toutes vos notifications");
    town.runs_the_timetable().await;
    let link = town.inbox_of("karim@ailleurs.example").last_link(&town.app.base_url, "/adresse/");
    karim.fills(&link, &link, &[]).await.redirects_to("/reglages/securite");
    town.visitor().visits(&old).await.is(404);
    // The one click of a letter of several kinds and themes ends them all.
    posts_without_cookie(&town, &url().await, "application/x-www-form-urlencoded", "").await.ok();
    karim.comes_back().await;
    let page = karim.visits("/reglages/notifications").await;
    for kind in Kind::ALL {
        assert_eq!(page.ok().attribute(&format!("#{}-mail", kind.word()), "checked"), None, "{kind:?}");
    }
}
