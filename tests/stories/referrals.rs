//! What is out of scope goes to the competent body, and what it answers comes back to everyone attached.

use cercles::db::ids::MailId;
use cercles::db::ids::{PointDurId, ReferralId, from_base32, to_base32};
use cercles::db::schema::{outbox, points_durs, referrals};
use cercles::mail::addresses;
use cercles::mail::outbox::State as MailState;
use diesel::prelude::*;

use crate::town::{Person, THEME, Town, id_in};

/// Reports a point dur; says its address.
async fn reports(person: &Person<'_>, title: &str, more: &[(&str, &str)]) -> String {
    let mut fields =
        vec![("theme", THEME), ("title", title), ("difficulty", "Le badge est refusé."), ("audience", "community")];
    fields.extend_from_slice(more);
    person.posts("/points-durs/nouveau", &fields).await.redirects_to("/points-durs/").location().to_owned()
}

/// Enters a body into the register; says its id.
async fn registers(nicolas: &Person<'_>, name: &str, email: &str) -> String {
    let fields = [
        ("name", name),
        ("kind", "national_agency"),
        ("email", email),
        ("contact", "Cellule d'appui"),
        ("answers_on", "Référentiels"),
        ("delay_days", "30"),
    ];
    nicolas.posts("/organismes", &fields).await.redirects_to("/organismes");
    let register = nicolas.visits("/organismes").await;
    let links: Vec<String> = register.texts("tbody th a");
    let at = links.iter().position(|link| link == name).unwrap();
    let ids = register.body.split("href=\"/organismes/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    ids.filter(|id| from_base32(id).is_some()).nth(at).unwrap()
}

/// Refers a point dur; says the referral's address.
async fn refers(ana: &Person<'_>, point: &str, body: &str, question: &str) -> String {
    let form = format!("/points-durs/{}/transmettre", to_base32(id_in(point)));
    let sent = ana.fills(&form, &form, &[("body", body), ("question", question)]).await;
    sent.redirects_to("/points-durs/").location().to_owned()
}

async fn state(town: &Town, point: &str) -> String {
    let id = PointDurId(id_in(point));
    town.read(move |db| Ok(points_durs::table.find(id).select(points_durs::state).first::<String>(db)?)).await
}

/// How many referrals there are.
async fn sent(town: &Town) -> i64 {
    town.read(|db| Ok(referrals::table.count().get_result(db)?)).await
}

/// Mails leave; notices are made and told.
async fn a_while(town: &Town) {
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
}

const ANS: &str = "appui@ans.example";

#[actix_web::test]
async fn a_body_answers_by_its_link_and_everyone_attached_hears_of_it() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Martin").await);
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let joining = format!("/points-durs/{}/moi-aussi", to_base32(id_in(&point)));
    chloe.posts(&joining, &[]).await.redirects_to("/points-durs/");

    let referral = refers(&ana, &point, &ans, "Le référentiel impose-t-il le badge ?").await;
    assert_eq!(state(&town, &point).await, "referred");
    ana.visits(&referral).await.ok().shows("En attente d'envoi").shows("Le référentiel impose-t-il le badge ?");
    a_while(&town).await;
    let inbox = town.inbox_of(ANS);
    let mail = inbox.holds_one("Le référentiel impose-t-il le badge ?");
    assert!(mail.contains("Ana Ferreira") && !mail.contains("Haddad"), "{mail}");
    assert!(!mail.contains("Badge refusé la nuit"), "the title stays here: {mail}");
    assert!(!mail.contains("Reply-To"), "nothing reads answers here: {mail}");
    ana.visits(&referral).await.shows("Parti");

    let link = inbox.last_link("http://localhost:8080", "/transmissions/");
    let agency = town.visitor();
    let page = agency.visits(&link).await;
    page.ok().shows("Le référentiel impose-t-il le badge ?").hides("Badge refusé la nuit").hides("Haddad");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    // Reading it changes nothing: mail scanners read links.
    assert_eq!(state(&town, &point).await, "referred");
    agency.fills_in(&page, &link, &[("act", "acknowledge")]).await.redirects_to(&link);
    ana.visits(&referral).await.shows("Reçu par l'organisme");
    bilal.visits(&point).await.shows("Agence du numérique a bien reçu la transmission");
    agency.posts(&link, &[("act", "acknowledge")]).await.is(409).shows("C'est déjà noté");
    agency.posts(&link, &[("answer", " ")]).await.is(422);
    let nir = agency.posts(&link, &[("answer", "Pour le patient 1 89 05 49 588 157 23, oui.")]).await;
    nir.is(422).shows("patient");

    let said = "Non : le **badge** n'est pas imposé.\n@experts le savent.";
    agency.posts(&link, &[("answer", said)]).await.redirects_to(&link);
    agency.visits(&link).await.ok().shows("Merci : votre réponse est arrivée");
    assert_eq!(state(&town, &point).await, "reported", "it goes on where it was");
    let page = bilal.visits(&point).await;
    page.ok().shows("Réponse de Agence du numérique").shows("n'est pas imposé");
    agency.posts(&link, &[("answer", "Encore")]).await.is(409).shows("Cette transmission est close").shows("Encore");
    a_while(&town).await;
    for attached in [&bilal, &chloe, &ana] {
        let told = attached.visits("/notifications").await;
        told.ok().shows("Badge refusé la nuit");
    }
    let told: i64 = town
        .read(|db| {
            use cercles::db::schema::notices;
            Ok(notices::table.filter(notices::about.eq("body_answered")).count().get_result(db)?)
        })
        .await;
    assert_eq!(told, 2, "the reporter and whoever joined");
    assert_eq!(sent(&town).await, 1);
}

#[actix_web::test]
async fn a_body_answers_by_mail_once() {
    let mut town = Town::new().await;
    town.hears_answers();
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
    a_while(&town).await;
    let id = ReferralId(id_in(&referral));
    let to = addresses::referral_address(&town.app.key, id, 0, "town.example");
    assert!(town.inbox_of(ANS).holds_one("Vous pouvez aussi répondre").contains(&format!("Reply-To: {to}")));
    let mail = |id: &str, text: &str| {
        format!(
            "From: collegue@ans.example\r\nSubject: Re\r\nMessage-ID: <{id}@ans.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\nLe 3 mars 2026, Cercles a écrit :\r\n> Qui décide ?\r\n"
        )
    };
    let away = format!("Auto-Submitted: auto-replied\r\n{}", mail("absent", "Je suis absente."));
    town.receives("collegue@ans.example", &to, away.as_bytes()).await;
    let other = addresses::referral_address(&town.app.key, id, 1, "town.example");
    town.receives("collegue@ans.example", &other, mail("autre", "Une autre adresse.").as_bytes()).await;
    town.receives("c@ans.example", &to, mail("nir", "Le patient 1 89 05 49 588 157 23.").as_bytes()).await;
    assert_eq!(state(&town, &point).await, "referred", "a machine, an old address and an identifier answer nothing");
    for _ in 0..2 {
        town.receives("collegue@ans.example", &to, mail("un", "Le directeur décide.").as_bytes()).await;
    }
    town.receives("collegue@ans.example", &to, mail("deux", "Trop tard.").as_bytes()).await;
    let page = bilal.visits(&point).await;
    page.shows("Le directeur décide.").hides("Trop tard").hides("Qui décide ?").hides("588");
    assert_eq!(page.texts("li.post .prose").len(), 2, "{:?}", page.texts("li.post .prose"));
    ana.visits(&referral).await.shows("Reçue par courriel").shows("Répondu");
    let agathe = town.admin("Agathe Admin").await;
    agathe.visits("/administration/courrier").await.ok().shows("collegue@ans.example").hides("588");
}

#[actix_web::test]
async fn nothing_of_an_anonymous_report_leaves() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let zoe = town.member("Zoé Zibeline").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&zoe, "Badge refusé la nuit", &[("anonymous", "1"), ("size", "300 lits")]).await;
    let form = format!("/points-durs/{}/transmettre", to_base32(id_in(&point)));
    ana.visits(&form).await.ok().shows("signalé anonymement").hides("Zibeline");
    let shown = ana.fills(&form, &form, &[("body", &ans), ("question", "Qui décide ?"), ("act", "preview")]).await;
    shown.ok().shows("Ce qui va partir").shows("Qui décide ?");
    assert_eq!(state(&town, &point).await, "reported", "a preview sends nothing");
    let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
    a_while(&town).await;
    let inbox = town.inbox_of(ANS);
    assert!(!inbox.holds_one("Qui décide ?").contains("Zibeline"));
    let link = inbox.last_link("http://localhost:8080", "/transmissions/");
    town.visitor().visits(&link).await.ok().hides("Zibeline");
    ana.visits(&referral).await.ok().hides("Zibeline");
    town.visitor().posts(&link, &[("answer", "Le directeur.")]).await.redirects_to(&link);
    ana.visits(&point).await.shows("Le directeur.").hides("Zibeline");
}

#[actix_web::test]
async fn a_body_without_an_address_is_told_in_words_and_its_answer_entered_by_an_animator() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let cnil = registers(&nicolas, "Commission", "").await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let form = format!("/points-durs/{}/transmettre", to_base32(id_in(&point)));
    let fields = [("body", cnil.as_str()), ("question", "Qui décide ?"), ("act", "preview")];
    ana.fills(&form, &form, &fields).await.ok().shows("n'a pas d'adresse électronique");
    let referral = refers(&ana, &point, &cnil, "Qui décide ?").await;
    ana.visits(&referral).await.ok().shows("imprimez cette page").hides("/reponse");
    ana.posts(&format!("{referral}/reponse"), &[("answer", "Le directeur.")]).await.is(403);
    nicolas.posts(&format!("{referral}/reponse"), &[("answer", "")]).await.is(422);
    nicolas.posts(&format!("{referral}/reponse"), &[("answer", "Le directeur.")]).await.redirects_to(&referral);
    bilal.visits(&point).await.shows("Réponse de Commission").shows("Le directeur.");
    nicolas.visits(&referral).await.shows("Saisie à la main");
    nicolas.posts(&format!("{referral}/reponse"), &[("answer", "Encore.")]).await.is(409);
}

#[actix_web::test]
async fn an_overdue_referral_is_chased_twice_then_the_animators_are_told() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
    let chases = || {
        let app = town.app.clone();
        async move { tokio::task::spawn_blocking(move || cercles::referrals::run(&app.database).unwrap()).await.unwrap() }
    };
    town.passes(30 * 86_400 - 60).await;
    assert_eq!(chases().await, 0, "its day is not over");
    town.passes(60).await;
    assert_eq!((chases().await, chases().await), (1, 0), "once a week");
    for expected in [1, 1, 0] {
        town.passes(7 * 86_400).await;
        assert_eq!(chases().await, expected);
    }
    a_while(&town).await;
    let mails = town.inbox_of(ANS).0;
    assert_eq!(mails.len(), 3, "the note and two reminders: {mails:#?}");
    assert_eq!(mails.iter().filter(|mail| mail.contains("Subject: Relance")).count(), 2);
    for person in [&nicolas, &ana, &bilal] {
        person.comes_back().await;
    }
    for told in [&nicolas, &ana] {
        told.visits("/notifications").await.shows("L'organisme sollicité n'a pas répondu");
    }
    bilal.visits("/notifications").await.hides("L'organisme sollicité");
    ana.visits(&referral).await.shows("En retard");
}

#[actix_web::test]
async fn a_link_taken_back_leads_nowhere() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
    a_while(&town).await;
    let old = town.inbox_of(ANS).last_link("http://localhost:8080", "/transmissions/");
    ana.posts(&format!("{referral}/lien"), &[]).await.redirects_to(&referral);
    let agency = town.visitor();
    let gone = agency.visits(&old).await;
    gone.is(410).shows("ne mène plus nulle part").hides("Qui décide ?");
    agency.posts(&old, &[("answer", "Le directeur.")]).await.is(410).shows("Le directeur.");
    a_while(&town).await;
    let new = town.inbox_of(ANS).last_link("http://localhost:8080", "/transmissions/");
    agency.visits(&new).await.ok().shows("Qui décide ?");
    ana.posts(&format!("{referral}/retrait"), &[("reason", " ")]).await.is(422);
    ana.posts(&format!("{referral}/retrait"), &[("reason", "Nous avons trouvé.")]).await.redirects_to(&referral);
    assert_eq!(state(&town, &point).await, "reported");
    agency.visits(&new).await.is(410);
    let forged = format!("{new}x");
    assert_eq!(agency.visits(&forged).await.is(410).text(), agency.visits(&old).await.text(), "told alike");
    bilal.visits(&point).await.shows("Nous avons trouvé.");
}

#[actix_web::test]
async fn two_who_refer_at_once_refer_once_and_what_was_typed_is_kept() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let form = format!("/points-durs/{}/transmettre", to_base32(id_in(&point)));
    let stale = nicolas.visits(&form).await;
    refers(&ana, &point, &ans, "Qui décide ?").await;
    let late = nicolas.fills_in(&stale, &form, &[("body", &ans), ("question", "Qui tranche, en droit ?")]).await;
    late.is(409).shows("Qui tranche, en droit ?");
    assert_eq!(sent(&town).await, 1);
    nicolas.posts(&form, &[("body", "x"), ("question", "")]).await.is(422).shows("Choisissez un organisme");
}

#[actix_web::test]
async fn the_register_is_kept_by_those_who_animate_and_read_by_all() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let camille = town.member("Camille Bertin").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let again = [("name", "  Agence du  numérique"), ("kind", "other"), ("answers_on", "x"), ("delay_days", "400")];
    nicolas.posts("/organismes", &again).await.is(422).shows("de 1 à 365").shows("Agence");
    let again = [("name", "Agence du numérique"), ("kind", "other"), ("answers_on", "x"), ("delay_days", "4")];
    nicolas.posts("/organismes", &again).await.is(422).shows("Un organisme porte déjà ce nom");
    camille.visits("/organismes").await.ok().shows("Référentiels").hides(ANS).hides("Cellule d'appui");
    ana.visits("/organismes").await.ok().shows(ANS).hides("Ajouter");
    let line = format!("/organismes/{ans}");
    nicolas.fills(&line, &line, &[("email", "pas une adresse")]).await.is(422);
    nicolas.fills(&line, &line, &[("delay_days", "12")]).await.redirects_to("/organismes");
    camille.visits("/organismes").await.shows("12 jours");
    nicolas.posts(&format!("{line}/archive"), &[]).await.redirects_to("/organismes");
    nicolas.posts(&format!("{line}/archive"), &[]).await.is(409);
    camille.visits("/organismes").await.hides("Agence du numérique");
    let point = reports(&camille, "Badge refusé la nuit", &[]).await;
    let form = format!("/points-durs/{}/transmettre", to_base32(id_in(&point)));
    ana.posts(&form, &[("body", &ans), ("question", "Qui ?"), ("version", "0")]).await.is(422);
    nicolas.posts(&format!("{line}/archive/retrait"), &[]).await.redirects_to("/organismes");
    camille.visits("/organismes").await.shows("Agence du numérique");
}

#[actix_web::test]
async fn a_year_of_referrals_is_counted_by_subject_and_body_and_taken_away() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let name = "=HYPERLINK(\"http://x.example\";\"Agence\")";
    let ans = registers(&nicolas, name, ANS).await;
    for number in 0..3 {
        let point = reports(&bilal, &format!("Badge refusé, cas {number}"), &[]).await;
        let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
        if number == 0 {
            town.passes(2 * 86_400).await;
            for person in [&nicolas, &ana, &bilal] {
                person.comes_back().await;
            }
            let answer = format!("{referral}/reponse");
            nicolas.posts(&answer, &[("answer", "Le directeur.")]).await.redirects_to(&referral);
        }
    }
    let page = ana.visits("/organismes/bilan").await;
    page.ok().shows("Transmissions : 3 ; réponses : 1 ; en retard : 0");
    let table = ana.visits("/organismes/bilan.csv").await;
    assert!(table.body.starts_with("\u{feff}Thème;Sous-thème;Organisme"), "{}", table.body);
    assert!(
        table.body.contains("\"'=HYPERLINK(\"\"http://x.example\"\";\"\"Agence\"\")\";3;1;0;0;2\r\n"),
        "{}",
        table.body
    );
    assert!(
        table.header("content-disposition").replace("%2D", "-").replace("%2E", ".").contains("transmissions-2026.csv")
    );
    bilal.visits("/organismes/bilan").await.is(403);
    // Who reads no expert thread counts none of them.
    let erwan = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", cercles::circles::Circle::Expert)]).await;
    erwan.visits("/organismes/bilan").await.ok().shows("Aucune transmission");
}

/// The last mail of a referral.
async fn last_mail(town: &Town) -> MailId {
    let read = |db: &mut cercles::db::Db| {
        let mails = outbox::table.filter(outbox::dedup_key.like("referral:%")).order(outbox::id.desc());
        Ok(mails.select(outbox::id).first(db)?)
    };
    town.read(read).await
}

/// The last mail of a referral comes back from the body's server.
async fn comes_back(town: &Town) {
    let to = addresses::return_path(&town.app.key, last_mail(town).await, "town.example");
    let report = format!(
        "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <{to}.x@mx.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {ANS}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n"
    );
    town.receives("", &to, report.as_bytes()).await;
    town.reads_mail().await;
}

const REFUSED: &str = "Le courriel à l'organisme sollicité a été refusé : « Badge refusé la nuit »";

#[actix_web::test]
async fn a_mail_that_comes_back_from_a_body_is_told_once_to_those_who_animate_and_stands_on_its_page() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let (bilal, karim) = (town.member("Bilal Haddad").await, town.expert("Karim Benali").await);
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let line = format!("/organismes/{ans}");
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
    a_while(&town).await;
    ana.visits(&referral).await.ok().shows("Parti");
    nicolas.visits(&line).await.ok().hides("Courriel refusé");
    comes_back(&town).await;
    comes_back(&town).await;
    a_while(&town).await;
    for told in [&nicolas, &ana] {
        let page = told.visits("/notifications").await;
        assert_eq!(page.ok().text().matches(REFUSED).count(), 1, "{}", told.name);
    }
    for other in [&bilal, &karim] {
        other.visits("/notifications").await.ok().hides("a été refusé");
    }
    ana.visits(&referral).await.shows("Refusé par le serveur de l'organisme");
    nicolas.visits(&line).await.ok().shows("Courriel refusé").shows("vérifiez l'adresse");
    ana.visits("/organismes").await.ok().shows("Courriel refusé");
    bilal.visits("/organismes").await.ok().hides("Courriel refusé");
    // Another address: the note leaves again, and nothing is held against it.
    nicolas.fills(&line, &line, &[("email", "accueil@ans.example")]).await.redirects_to("/organismes");
    nicolas.visits(&line).await.ok().hides("Courriel refusé");
    ana.posts(&format!("{referral}/lien"), &[]).await.redirects_to(&referral);
    a_while(&town).await;
    ana.visits(&referral).await.shows("Parti").hides("Refusé par le serveur");
    // What comes back of the link before says nothing of this one; of this one, it is told again.
    comes_back(&town).await;
    let page = nicolas.visits("/notifications").await;
    assert_eq!(page.ok().text().matches(REFUSED).count(), 2);
    // Heard of, it is reached.
    let link = town.inbox_of("accueil@ans.example").last_link("http://localhost:8080", "/transmissions/");
    town.visitor().posts(&link, &[("act", "acknowledge")]).await.redirects_to(&link);
    nicolas.visits(&line).await.ok().hides("Courriel refusé");
}

#[actix_web::test]
async fn a_mail_that_a_bodys_server_will_not_take_is_told_too() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
    let mail = last_mail(&town).await;
    town.write(move |tx| {
        let dead = (outbox::state.eq(MailState::Dead), outbox::done_at.eq(tx.now()));
        diesel::update(outbox::table.find(mail)).set(dead).execute(tx.db())?;
        Ok(())
    })
    .await;
    for _ in 0..2 {
        town.runs_the_timetable().await;
        town.passes(700).await;
    }
    let page = nicolas.visits("/notifications").await;
    assert_eq!(page.ok().text().matches(REFUSED).count(), 1, "once, however often it is looked for");
    nicolas.visits(&format!("/organismes/{ans}")).await.ok().shows("Courriel refusé");
    ana.visits(&referral).await.ok().shows("Jamais parti");
}

#[actix_web::test]
async fn what_a_body_says_leads_to_no_member() {
    let town = Town::new().await;
    let (nicolas, ana) = (town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await);
    let bilal = town.member("Bilal Haddad").await;
    let ans = registers(&nicolas, "Agence du numérique", ANS).await;
    let point = reports(&bilal, "Badge refusé la nuit", &[]).await;
    let referral = refers(&ana, &point, &ans, "Qui décide ?").await;
    let answer = [("answer", "Le directeur.")];
    nicolas.posts(&format!("{referral}/reponse"), &answer).await.redirects_to(&referral);
    let page = bilal.visits(&point).await;
    let post = page.ok().texts("li.post").len();
    assert_eq!(post, 2, "the report and the answer");
    let id = page.body.rsplit("id=\"m-").next().unwrap().split(['"', '-']).next().unwrap().to_owned();
    bilal.posts(&format!("/messages/{id}/signalement"), &[("reason", "unkind")]).await.redirects_to("/points-durs/");
    let flags = nicolas.visits("/console?cas=flag").await;
    flags.ok().shows("Organisme extérieur").shows("Le directeur.");
    let history = nicolas.visits(&format!("/messages/{id}/historique")).await;
    history.ok().shows("Organisme extérieur");
    for page in [flags, history] {
        assert_eq!(page.count("a[href='/membres/2']"), 0, "they have no page");
    }
    nicolas.visits("/membres/2").await.is(404);
}
