//! Decisions about posts and people: corrected in their place, removed in an emergency, warned, suspended, closed.

use cercles::db::ids::to_base32;
use cercles::db::schema::{journal, memberships, posts};
use cercles::jobs;
use diesel::prelude::*;

use crate::town::{PASSWORD, Person, THEME, Town, id_in};

/// Opens a question of the community; its address.
async fn asks(person: &Person<'_>, title: &str, body: &str) -> String {
    let fields = [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", "community")];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

fn short(thread: &str) -> String {
    format!("/fils/{}", to_base32(id_in(thread)))
}

async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let answer = person.posts(&format!("{}/messages", short(thread)), &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

async fn first_post(person: &Person<'_>, thread: &str) -> String {
    person.visits(thread).await.ok().attribute("li.post", "id").unwrap().replace("m-", "")
}

fn measures_of(person: &Person<'_>) -> String {
    format!("/themes/{THEME}/mesures/{}", person.id())
}

#[actix_web::test]
async fn a_post_is_corrected_in_its_authors_place_who_reads_why() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let thread = asks(&chloe, "Nos étiquettes", "Qui en a ?").await;
    let post = answers(&bilal, &thread, "Le logiciel Zibelio est le seul qui vaille.").await;
    let correct = format!("/messages/{post}/correction");
    chloe.visits(&correct).await.is(403);
    bilal.visits(&correct).await.is(403);
    ana.fills(&correct, &correct, &[("body", ""), ("reason", "")]).await.is(422).shows("Dites pourquoi");
    ana.fills(&correct, &correct, &[("reason", "Publicité.")]).await.is(422).shows("rien ne changerait");
    let fields = [("body", "Un logiciel d'étiquettes convient."), ("reason", "Pas de marque ici.")];
    let shown = ana.visits(&correct).await;
    town.passes(60).await;
    ana.fills_in(&shown, &correct, &fields).await.redirects_to("/fils/");
    // A form shown before is out of date.
    let version = shown.field("version").unwrap();
    let late = [("body", "Encore."), ("version", version.as_str()), ("reason", "r")];
    ana.posts(&correct, &late).await.is(422);
    chloe.visits(&thread).await.ok().shows("Un logiciel d'étiquettes").hides("Zibelio");
    let history = format!("/messages/{post}/historique");
    chloe.visits(&history).await.ok().hides("Zibelio");
    ana.visits(&history).await.ok().shows("Zibelio");
    bilal.visits("/reglages/decisions").await.ok().shows("Message corrigé à votre place").shows("Pas de marque ici.");
}

#[actix_web::test]
async fn what_is_removed_in_an_emergency_is_nowhere_any_more() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let settings = "/reglages/notifications";
    chloe.fills(settings, settings, &[("reply", "mail")]).await.redirects_to(settings);
    let thread = asks(&chloe, "Nos étiquettes", "Qui en a ?").await;
    let reply = [("body", "La patiente zibeline de Valmont.")];
    let picture = crate::stories::files::png(40, 30);
    let sent = bilal.uploads(&format!("{}/messages", short(&thread)), &reply, "files", "plan.png", &picture).await;
    let post = sent.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned();
    let file = chloe.visits(&thread).await.attribute("a.file-picture", "href").unwrap();
    town.passes(600).await;
    let edit = format!("/messages/{post}/modifier");
    bilal.fills(&edit, &edit, &[("body", "La patiente zibeline de Valmont, chambre 12.")]).await.redirects_to("/fils/");
    town.indexes().await;
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
    chloe.visits(&file).await.ok();
    let feed = chloe.visits(&format!("/reglages/flux?fil={}", to_base32(id_in(&thread)))).await;
    let feed = feed.body.split("/flux/").nth(1).unwrap().split(['"', '<', '&']).next().unwrap().to_owned();
    let token = feed.split('/').next().unwrap();
    let feed = format!("/flux/{token}/fils/{}", to_base32(id_in(&thread)));
    chloe.visits(&feed).await.ok().shows("zibeline");
    // Mail waits to leave: the notice is made and posted, its letter not written yet.
    town.tells().await;
    town.passes(130).await;
    let app = town.app.clone();
    tokio::task::spawn_blocking(move || cercles::notices::letter::post_due(&app.database)).await.unwrap().unwrap();
    let urgent = format!("/messages/{post}/urgence");
    chloe.visits(&urgent).await.is(403);
    bilal.visits(&urgent).await.is(403);
    ana.visits(&urgent).await.ok().hides("zibeline");
    let before = town.app.database.now();
    ana.fills(&urgent, &urgent, &[("reason", "Une personne soignée y est reconnaissable.")])
        .await
        .redirects_to("/fils/");
    // Whoever comes second is told who did what.
    let second = karim.posts(&urgent, &[("reason", "encore")]).await;
    second.is(409).shows("Ana Ferreira a déjà décidé");
    // Pages, versions, search, files, feeds, at once: no job ran in between.
    for person in [&chloe, &karim, &bilal, &ana] {
        person.visits(&thread).await.ok().hides("zibeline").shows("retiré d'urgence");
        person.visits(&format!("/messages/{post}/historique")).await.is(404);
        person.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé");
        person.visits(&file).await.is(404);
        person.visits(&format!("{thread}?citer={post}")).await.is(404);
    }
    chloe.visits(&feed).await.ok().hides("zibeline");
    assert!(town.app.database.now().seconds_since(before) <= 5);
    // The mail that waited leaves without it, or not at all.
    town.runs_the_timetable().await;
    assert!(town.inbox_of(&chloe.email).0.iter().all(|mail| !mail.contains("Bilal")), "no letter tells of it");
    // Its author reads who and why; the theme's animator alone reads it again, and restores it.
    bilal.visits("/reglages/decisions").await.ok().shows("Message retiré d'urgence").shows("reconnaissable");
    nicolas.visits(&thread).await.ok().shows("zibeline");
    let show = format!("/messages/{post}/masquage");
    karim.posts(&format!("{show}/retrait"), &[("reason", "r")]).await.is(404);
    nicolas.fills(&show, &format!("{show}/retrait"), &[("reason", "Exemple inventé.")]).await.redirects_to("/fils/");
    chloe.visits(&thread).await.ok().shows("zibeline");
    let sealed: bool = town
        .read(move |db| {
            let id = cercles::db::ids::PostId(cercles::db::ids::from_base32(&post).unwrap());
            Ok(posts::table.find(id).select(posts::sealed).first(db)?)
        })
        .await;
    assert!(!sealed);
}

#[actix_web::test]
async fn the_title_of_a_thread_goes_with_its_first_post_even_for_experts() {
    let town = Town::new().await;
    let (bilal, karim) = (town.member("Bilal Haddad").await, town.expert("Karim Benali").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = asks(&bilal, "La patiente zibeline", "Au bloc.").await;
    let post = first_post(&bilal, &thread).await;
    let urgent = format!("/messages/{post}/urgence");
    karim.fills(&urgent, &urgent, &[("reason", "Identité.")]).await.redirects_to("/fils/");
    for person in [&bilal, &karim, &nicolas] {
        let page = person.visits(&short(&thread)).await;
        let page = person.follows(&page).await;
        page.ok().shows("Titre masqué").hides("La patiente zibeline");
    }
    let show = format!("/messages/{post}/masquage");
    nicolas.fills(&show, &format!("{show}/retrait"), &[("reason", "Inventé.")]).await.redirects_to("/fils/");
    bilal.visits(&thread).await.ok().shows("La patiente zibeline").shows("Au bloc.");
}

#[actix_web::test]
async fn a_person_is_warned_and_what_is_usual_next_is_only_suggested() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let thread = asks(&chloe, "Nos étiquettes", "Qui en a ?").await;
    let post = answers(&bilal, &thread, "C'est nul.").await;
    chloe.visits(&measures_of(&bilal)).await.is(404);
    let from_post = ana.visits(&format!("/messages/{post}/mesures")).await;
    let page = ana.follows(from_post.redirects_to(&measures_of(&bilal))).await;
    page.ok().shows("Aucune mesure").shows("un avertissement.").shows("n° 2").hides("Suspendre du thème");
    let page_of = measures_of(&bilal);
    ana.fills_in(&page, &page_of, &[]).await.is(422).shows("Choisissez une mesure").shows("Dites pourquoi");
    ana.posts(&page_of, &[("measure", "suspend"), ("until", "2027-01-10"), ("reason", "r")]).await.is(403);
    let done = ana.fills_in(&page, &page_of, &[("measure", "warn"), ("reason", "Restons courtois.")]).await;
    done.redirects_to(&page_of);
    bilal
        .visits("/reglages/decisions")
        .await
        .ok()
        .shows("Avertissement")
        .shows("Restons courtois.")
        .shows("Ana Ferreira");
    bilal.visits(&thread).await.ok().shows("Votre réponse");
    town.tells().await;
    bilal.visits("/notifications").await.ok().shows("Ana Ferreira vous avertit");
    // The next step is suggested, nothing more is done.
    ana.visits(&page_of).await.ok().shows("Avertissement").shows("approuver les 3 prochains messages");
    // Nobody about themselves, nobody about who animates.
    ana.posts(&measures_of(&ana), &[("measure", "warn"), ("reason", "r")]).await.is(403).shows("pour soi-même");
    ana.posts(&measures_of(&nicolas), &[("measure", "warn"), ("reason", "r")]).await.is(403).shows("anime le thème");
    nicolas
        .posts(&measures_of(&nicolas), &[("measure", "suspend"), ("until", "2027-01-10"), ("reason", "r")])
        .await
        .is(403);
    // Taken back, it weighs no more.
    let decision = ana.visits(&page_of).await.attribute("form[action$='/retrait']", "action").unwrap();
    ana.fills(&page_of, &decision, &[("reason", "")]).await.is(422).shows("Dites pourquoi");
    ana.fills(&page_of, &decision, &[("reason", "Malentendu.")]).await.redirects_to(&page_of);
    ana.posts(&decision, &[("reason", "encore")]).await.is(409);
    ana.visits(&page_of).await.ok().shows("Annulé depuis").shows("un avertissement.");
}

#[actix_web::test]
async fn a_suspended_expert_loses_every_right_at_once_and_finds_them_back_on_the_day() {
    let town = Town::new().await;
    let (ana, chloe) = (town.expert("Ana Ferreira").await, town.member("Chloé Marin").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let thread = asks(&chloe, "Nos étiquettes", "Qui en a ?").await;
    let post = first_post(&chloe, &thread).await;
    let hide = format!("/messages/{post}/masquage");
    let shown = ana.visits(&hide).await;
    shown.ok();
    let page_of = measures_of(&ana);
    let today = town.app.database.now().instant().to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).date();
    let wrong = [
        ("", "jusqu'à quel jour"),
        ("2020-01-01", "Ce jour est passé"),
        ("2099-01-01", "366 jours au plus"),
        ("demain", "date"),
    ];
    for (until, told) in wrong {
        let fields = [("measure", "suspend"), ("until", until), ("reason", "Propos.")];
        nicolas.fills(&page_of, &page_of, &fields).await.is(422).shows(told);
    }
    let last = today.saturating_add(jiff::Span::new().days(7)).to_string();
    let fields = [("measure", "suspend"), ("until", last.as_str()), ("reason", "Propos blessants.")];
    nicolas.fills(&page_of, &page_of, &fields).await.redirects_to(&page_of);
    // The session that was open, the page that was shown: nothing is left of them.
    ana.visits(&thread).await.is(404);
    ana.fills_in(&shown, &hide, &[("reason", "Vengeance.")]).await.is(404);
    ana.visits("/console").await.is(404);
    chloe.visits(&thread).await.ok().shows("Qui en a ?");
    nicolas.posts(&page_of, &fields).await.is(409).shows("déjà suspendue");
    ana.visits("/reglages/decisions")
        .await
        .ok()
        .shows("Suspension du thème")
        .shows("Propos blessants.")
        .shows("inclus");
    // It ends at the midnight after its last day, by her clock, whatever the season does meanwhile.
    let (member, theme) = (ana.id(), town.theme(THEME).await);
    let until: cercles::db::Moment = town
        .read(move |db| {
            let held = memberships::table.find((member, theme)).select(memberships::suspended_until);
            Ok(held.first::<Option<cercles::db::Moment>>(db)?.unwrap())
        })
        .await;
    let end = until.instant().to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap());
    assert_eq!((end.date().to_string(), end.hour()), (today.saturating_add(jiff::Span::new().days(8)).to_string(), 0));
    town.passes(until.seconds_since(town.app.database.now()) - 5).await;
    comes_back(&ana).await;
    ana.visits(&thread).await.is(404);
    town.passes(10).await;
    ana.visits(&thread).await.ok();
    ana.visits(&hide).await.ok();
}

/// Signs in again after a long time away.
async fn comes_back(person: &Person<'_>) {
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    person.fills("/connexion", "/connexion", &fields).await.redirects_to("/");
}

#[actix_web::test]
async fn an_account_is_closed_with_everything_that_lets_in_and_opened_again() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (agathe, nicolas) = (town.admin("Agathe Admin").await, town.animator("Nicolas Aubert").await);
    let thread = asks(&bilal, "Nos étiquettes", "Qui en a ?").await;
    let account = format!("/administration/comptes/{}", bilal.id());
    nicolas.visits(&account).await.is(404);
    agathe.visits(&format!("/membres/{}", bilal.id())).await.ok().shows("Compte");
    let own = format!("/administration/comptes/{}", agathe.id());
    agathe.posts(&format!("{own}/fermeture"), &[("reason", "r")]).await.is(403).shows("pour soi-même");
    let close = format!("{account}/fermeture");
    agathe.fills(&account, &close, &[("reason", "")]).await.is(422).shows("Dites pourquoi");
    agathe.fills(&account, &close, &[("reason", "Compte partagé à plusieurs.")]).await.redirects_to(&account);
    agathe.posts(&close, &[("reason", "encore")]).await.is(409).shows("déjà fermé");
    bilal.visits(&thread).await.is(303);
    let fields = [("email", bilal.email.as_str()), ("password", PASSWORD)];
    town.visitor().fills("/connexion", "/connexion", &fields).await.is(422);
    chloe.visits(&thread).await.ok().shows("Qui en a ?");
    town.runs_the_timetable().await;
    town.inbox_of(&bilal.email).last_shows("Compte partagé à plusieurs.");
    // By the link of the mail, once, to another administrator.
    let way = town.inbox_of(&bilal.email).last_link(&town.app.base_url, "/compte-ferme/");
    let (visitor, other) = (town.visitor(), town.admin("Alain Admin").await);
    visitor.fills(&way, &way, &[("text", "")]).await.is(422);
    visitor.fills(&way, &way, &[("text", "Je suis seul à l'utiliser.")]).await.redirects_to(&way);
    visitor.posts(&way, &[("text", "encore")]).await.is(409);
    visitor.visits(&format!("{way}x")).await.is(410);
    agathe.visits("/console").await.ok().hides("Bilal Haddad");
    let appeal = other.visits("/console").await.attribute("a[href^='/recours/']", "href").unwrap();
    let fields = [("outcome", "overturned"), ("reason", "Vérifié.")];
    other.fills(&appeal, &appeal, &fields).await.redirects_to(&appeal);
    visitor.visits(&way).await.ok().shows("Décision annulée").shows("Vérifié.");
    // Closed again, then opened by who may.
    agathe.fills(&account, &close, &[("reason", "Encore partagé.")]).await.redirects_to(&account);
    agathe.fills(&account, &format!("{close}/retrait"), &[("reason", "Rétabli.")]).await.redirects_to(&account);
    comes_back(&bilal).await;
    bilal.visits(&thread).await.ok();
    bilal.visits("/reglages/decisions").await.ok().shows("Compte fermé").shows("Compte rouvert").shows("Annulé depuis");
    let acts: Vec<String> = town
        .read(|db| {
            let of_accounts =
                journal::table.filter(journal::act.like("member.%ed")).filter(journal::subject.eq("member"));
            Ok(of_accounts.order(journal::id.asc()).select(journal::act).load(db)?)
        })
        .await;
    assert!(acts.ends_with(&["member.closed".into(), "member.reopened".into()]), "{acts:?}");
}

#[actix_web::test]
async fn reasons_are_kept_ready_and_what_they_name_is_checked() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (nicolas, agathe) = (town.animator("Nicolas Aubert").await, town.admin("Agathe Admin").await);
    let reasons = format!("/themes/{THEME}/raisons");
    ana.visits(&reasons).await.is(404);
    for (body, told) in [("Bonjour {nom}.", "Rien ne remplit"), ("Bonjour {name.", "accolade est restée ouverte")] {
        let refused = nicolas.fills(&reasons, &reasons, &[("title", "Courtoisie"), ("body", body)]).await;
        refused.is(422).shows(told).shows("{name}");
        assert_eq!(refused.texts("textarea#body").join("").trim(), body, "what was typed is kept");
    }
    let body = "Bonjour {name}, votre message {number} de « {theme} » est rude.";
    nicolas.fills(&reasons, &reasons, &[("title", "Courtoisie"), ("body", body)]).await.redirects_to(&reasons);
    let of_all = "/administration/raisons";
    let fields = [("title", "Partage"), ("body", "Un compte est à une personne.")];
    agathe.fills(of_all, of_all, &fields).await.redirects_to(of_all);
    nicolas.visits(of_all).await.is(404);
    let thread = asks(&bilal, "Nos étiquettes", "Qui en a ?").await;
    let post = first_post(&bilal, &thread).await;
    let hide = format!("/messages/{post}/masquage");
    let page = ana.visits(&hide).await;
    page.ok().shows("Courtoisie").shows("Partage");
    let link = page.attribute("details a[href*='raison=']", "href").unwrap();
    let filled = ana.visits(link.split('#').next().unwrap()).await;
    let reason = filled.ok().texts("textarea#reason").join("");
    assert_eq!(reason.trim(), "Bonjour Bilal Haddad, votre message 1 de « Numérique en santé » est rude.");
    ana.fills_in(&filled, &hide, &[]).await.redirects_to("/fils/");
    bilal.visits("/reglages/decisions").await.ok().shows("votre message 1 de « Numérique en santé » est rude.");
    // Taken away, it is offered no more.
    let one = nicolas.visits(&reasons).await.attribute("a[href^='/raisons/']", "href").unwrap();
    ana.visits(&one).await.is(404);
    nicolas.fills(&one, &one, &[("body", "Sans {rien}.")]).await.is(422).shows("Rien ne remplit");
    nicolas.posts(&format!("{one}/retrait"), &[]).await.redirects_to(&reasons);
    nicolas.visits(&one).await.is(404);
}

#[test]
fn the_timetable_reads_attached_files() {
    assert!(jobs::LONG_WORK.iter().any(|job| job.name == "patient-files"));
}
