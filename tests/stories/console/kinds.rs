//! Each kind of case: who sees it, why it is there, when it leaves.

use cercles::circles::Circle;
use cercles::db::ids::{MailId, to_base32};
use cercles::db::schema::{mail_standings, memberships, outbox, sheets};
use cercles::mail::Message;
use diesel::prelude::*;

use super::{cases, does, flags, opens};
use crate::stories::marks::answered;
use crate::stories::moderation_held::{asked, rules};
use crate::stories::points_durs::{at, reports, reports_with, takes};
use crate::stories::sheets::{begins, publishes, takes as steps};
use crate::town::{THEME, Town, id_in};

#[actix_web::test]
async fn a_point_dur_waits_to_be_sorted_and_then_until_it_is_no_longer_late() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let point = reports(&bilal, "Les bracelets ne passent plus").await;
    let page = ana.visits("/console").await;
    assert_eq!(cases(&page), ["Les bracelets ne passent plus"]);
    page.shows("Points durs à qualifier").shows("Rien ne passe depuis lundi.").shows("Personne ne le mène");
    let way = page.attribute("article.case a[data-act]", "href").unwrap();
    assert_eq!(way, at(&point, "qualification"));
    takes(&ana, &point, "qualification", &[("severity", "critical")]).await;
    ana.visits("/console").await.ok().shows("Rien n'attend");
    town.passes(9 * 86_400).await;
    ana.comes_back().await;
    let page = ana.visits("/console").await;
    assert_eq!(cases(&page), ["Les bracelets ne passent plus"]);
    page.shows("Points durs en retard").shows("délai de première réponse est dépassé").shows("Critique");
    assert_eq!(page.attribute("article.case a[data-act]", "href").unwrap(), at(&point, "prise-en-charge"));
    takes(&ana, &point, "prise-en-charge", &[]).await;
    ana.visits("/console").await.ok().shows("délai de solution est dépassé").hides("première réponse est");
    takes(&ana, &point, "solution", &[("body", "Passer au code 2D.")]).await;
    ana.visits("/console").await.ok().shows("Rien n'attend");
}

#[actix_web::test]
async fn a_referral_without_an_answer_is_chased_from_the_queue() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let point = reports(&bilal, "Le badge est refusé").await;
    takes(&ana, &point, "qualification", &[("severity", "low")]).await;
    let body = [
        ("name", "Agence du numérique en santé"),
        ("kind", "national_agency"),
        ("email", "appui@ans.example"),
        ("answers_on", "Référentiels"),
        ("delay_days", "10"),
    ];
    nicolas.posts("/organismes", &body).await.redirects_to("/organismes");
    let body = nicolas.visits("/organismes").await.attribute("tbody a", "href").unwrap().replace("/organismes/", "");
    let form = at(&point, "transmettre");
    let sent = ana.fills(&form, &form, &[("body", &body), ("question", "Qui délivre les badges ?")]).await;
    let referral = sent.redirects_to("/points-durs/").location().rsplit('/').next().unwrap().to_owned();
    ana.visits("/console").await.ok().hides("Qui délivre");
    town.passes(11 * 86_400).await;
    ana.comes_back().await;
    let page = ana.visits("/console").await;
    page.ok().shows("Transmissions à relancer").shows("Qui délivre les badges").shows("Agence du numérique en santé");
    let done = does(&ana, "referral-overdue", "chase", &[&referral], "").await;
    ana.follows(done.redirects_to("/console?fait=")).await.ok().shows("L'organisme est relancé");
    for _ in 0..2 {
        town.runs_the_timetable().await;
    }
    town.inbox_of("appui@ans.example").last_shows("Qui délivre les badges ?");
    // Sent again, it still waits for an answer.
    assert_eq!(cases(&ana.visits("/console").await).len(), 1);
}

#[actix_web::test]
async fn requests_are_the_animators_and_are_answered_from_the_queue() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let sofia = town.animator("Sofia Lind").await;
    let mut asked = Vec::new();
    for name in ["karim", "lise"] {
        let email = format!("{name}@ch.example");
        let fields = [
            ("theme", THEME),
            ("given_name", name),
            ("family_name", "Benali"),
            ("email", &email),
            ("profession", "Directeur des soins"),
            ("establishment", "CH de Valmont, Valmont"),
            ("region", "bretagne"),
            ("motivation", "Notre dossier patient change au printemps."),
        ];
        town.visitor().fills("/rejoindre", "/rejoindre", &fields).await.redirects_to("/rejoindre/merci");
        asked.push(email);
    }
    ana.visits("/console").await.ok().hides("karim");
    let page = nicolas.visits("/console").await;
    assert_eq!(cases(&page), ["karim Benali", "lise Benali"]);
    page.shows("Demandes d'adhésion").shows("dossier patient change au printemps").shows("karim@ch.example");
    let keys: Vec<String> = page
        .texts("article.case h3")
        .iter()
        .enumerate()
        .filter_map(|(at, _)| {
            let page = scraper::Html::parse_document(&page.body);
            let boxes = scraper::Selector::parse("input[data-tick]").unwrap();
            page.select(&boxes).nth(at).and_then(|one| one.value().attr("value").map(str::to_owned))
        })
        .collect();
    does(&ana, "join-request", "admit", &[&keys[0]], "").await.is(404);
    let done = does(&nicolas, "join-request", "admit", &[&keys[0]], "").await;
    nicolas.follows(done.redirects_to("/console?fait=")).await.ok().shows("La personne est accueillie");
    does(&sofia, "join-request", "decline", &[&keys[0]], "Complet.")
        .await
        .is(409)
        .shows("Nicolas Aubert a déjà accueilli");
    let done = does(&sofia, "join-request", "decline", &[&keys[1]], "Le thème est réservé.").await;
    sofia.follows(done.redirects_to("/console?fait=")).await.ok().shows("Rien n'attend").shows("refusée");
    for _ in 0..2 {
        town.runs_the_timetable().await;
    }
    town.inbox_of(&asked[1]).last_shows("Le thème est réservé.");
}

#[actix_web::test]
async fn a_sheet_waits_for_a_second_reader_then_for_its_day() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let sheet = begins(&ana).await;
    steps(&ana, &sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    karim.visits("/console").await.ok().shows("Fiches à relire").shows("les lecteurs refusent les bracelets");
    ana.visits("/console").await.ok().shows("Vous l'avez écrite");
    steps(&karim, &sheet, "relecture/retour", &[("reason", "Il manque les coûts.")]).await;
    karim.visits("/console").await.ok().shows("Rien n'attend");
    publishes(&sheet, [&ana, &karim, &nicolas]).await;
    karim.visits("/console").await.ok().shows("Rien n'attend");
    town.write(|tx| Ok(diesel::update(sheets::table).set(sheets::review_day.eq("2026-11-20")).execute(tx.db())?)).await;
    let page = karim.visits("/console?cas=sheet-to-review").await;
    page.ok().shows("Fiches à revoir").shows("Sa date de relecture est passée");
    assert_eq!(cases(&page).len(), 1);
}

#[actix_web::test]
async fn a_mandate_that_ends_is_the_animators_until_it_is_renewed() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let paula = town.peer("Paula Pair").await;
    let (expert, peer, now) = (ana.id(), paula.id(), town.clock.now());
    town.write(move |tx| {
        for (member, days) in [(expert, 20), (peer, -3)] {
            let one = memberships::table.filter(memberships::member_id.eq(member));
            diesel::update(one).set(memberships::until.eq(now.plus_seconds(days * 86_400))).execute(tx.db())?;
        }
        Ok(())
    })
    .await;
    let page = nicolas.visits("/console").await;
    assert_eq!(cases(&page), ["Paula Pair", "Ana Ferreira"]);
    page.shows("Mandats qui se terminent").shows("mandat tenu depuis").shows("terminé le").shows("dernier jour le");
    ana.visits("/console").await.ok().hides("Mandats");
    let way = page.attribute("article.case a[data-act]", "href").unwrap();
    assert_eq!(way, format!("/themes/{THEME}/cercles?personne={}&vers=peer", to_base32(peer.0)));
    let fields = [("circle", "peer"), ("until", "2029-12-31"), ("reason", "Merci, et encore trois années.")];
    nicolas.fills(&way, &format!("/themes/{THEME}/cercles"), &fields).await.redirects_to("/themes/");
    assert_eq!(cases(&nicolas.visits("/console").await), ["Ana Ferreira"]);
}

#[actix_web::test]
async fn mail_that_reaches_nobody_is_the_administrators() {
    let town = Town::new().await;
    let (ana, agathe) = (town.expert("Ana Ferreira").await, town.admin("Agathe Admin").await);
    let (member, now) = (ana.id(), town.clock.now());
    town.write(move |tx| {
        for n in 0..2 {
            let key = format!("story:{n}");
            cercles::mail::outbox::post(tx, Some(member), &key, &Message::Test { member: member.0 })?;
        }
        diesel::update(outbox::table).set((outbox::state.eq("dead"), outbox::attempt.eq(9))).execute(tx.db())?;
        let stopped = (
            mail_standings::member_id.eq(member),
            mail_standings::soft.eq(0),
            mail_standings::stopped_at.eq(now),
            mail_standings::cause.eq("hard"),
        );
        diesel::insert_into(mail_standings::table).values(stopped).execute(tx.db())?;
        Ok(())
    })
    .await;
    ana.visits("/console").await.ok().hides("Courriels");
    let page = agathe.visits("/console").await;
    assert_eq!(cases(&page), ["Ana Ferreira", "Notification", "Notification"]);
    page.shows("adresse inconnue").shows("9 tentatives").hides("La permanence");
    let mails: Vec<MailId> =
        town.read(|db| Ok(outbox::table.order(outbox::id.asc()).select(outbox::id).load(db)?)).await;
    let (first, second) = (to_base32(mails[0].0), to_base32(mails[1].0));
    does(&ana, "dead-mail", "send-again", &[&first], "").await.is(404);
    let done = does(&agathe, "dead-mail", "send-again", &[&first], "").await;
    agathe.follows(done.redirects_to("/console?fait=")).await.ok().shows("Le courriel repart");
    let done = does(&agathe, "dead-mail", "give-up", &[&first, &second], "Il est parti.").await;
    let page = agathe.follows(done.redirects_to("/console?fait=")).await;
    page.ok().shows("2 courriels abandonnés");
    assert_eq!(cases(&page), ["Ana Ferreira"]);
}

#[actix_web::test]
async fn a_flagged_private_message_is_read_alone_by_the_animators() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (nicolas, karim) = (town.animator("Nicolas Aubert").await, town.expert("Karim Benali").await);
    let fields = [("with", "Bilal Haddad"), ("title", "Une hermine"), ("body", "Le planning")];
    let thread = ana.posts("/conversations/nouvelle", &fields).await;
    let thread = thread.redirects_to("/fils/").location().to_owned();
    let post = answered(&bilal, &thread, "Une belette désobligeante").await;
    nicolas.visits("/console").await.ok().shows("Rien n'attend");
    flags(&ana, &post, "unkind", "").await;
    let page = nicolas.visits("/console").await;
    page.ok()
        .shows("Une belette désobligeante")
        .shows("Message privé de Bilal Haddad")
        .hides("hermine")
        .hides("planning");
    assert_eq!(page.count("article.case h3 a"), 0);
    for other in [&karim, &ana] {
        other.visits("/console").await.ok().hides("belette");
        other.visits("/console?cas=private-flag").await.is(404);
    }
    does(&karim, "private-flag", "hide", &[&post], "Non.").await.is(404);
    let done = does(&nicolas, "private-flag", "hide", &[&post], "On ne parle pas ainsi.").await;
    let page = nicolas.follows(done.redirects_to("/console?fait=")).await;
    page.ok().shows("Le message est masqué").hides("belette");
    let round = page.attribute("a[href^='/console/gestes/']", "href").unwrap();
    let undo = format!("{round}/annulation");
    nicolas.fills(&round, &undo, &[("reason", "Une plaisanterie.")]).await.redirects_to(&round);
    ana.visits(&thread).await.ok().shows("Une belette désobligeante");
    nicolas.visits(&thread).await.is(404);
    assert!(id_in(&thread) > 0);
    let elsewhere = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    elsewhere.visits(&round).await.is(404);
}

#[actix_web::test]
async fn a_text_that_waits_is_published_or_not_from_the_queue_and_read_one_by_one() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    rules(&nicolas, &[("first_posts", "3")]).await;
    let mut waiting = Vec::new();
    for (author, title) in [(&bilal, "Nos étiquettes"), (&chloe, "Nos bracelets"), (&chloe, "Nos badges")] {
        let sent = author.posts("/fils/nouveau", &asked(title, "Qui en a ?")).await;
        waiting.push(sent.redirects_to("/attente/").location().replace("/attente/", ""));
    }
    let page = ana.visits("/console").await;
    assert_eq!(cases(&page), ["Nos étiquettes", "Nos bracelets", "Nos badges"]);
    page.shows("Publier").shows("Ne pas publier").shows("Qui en a ?");
    assert_eq!(page.count("form[id^='lot-']"), 0, "what is published is read one by one");
    does(&ana, "held-post", "publish", &[&waiting[0], &waiting[1]], "").await.is(422).shows("se décident un par un");
    does(&chloe, "held-post", "publish", &[&waiting[1]], "").await.is(404);
    let done = does(&ana, "held-post", "publish", &[&waiting[0]], "").await;
    ana.follows(done.redirects_to("/console?fait=")).await.ok().shows("Le texte est publié");
    does(&karim, "held-post", "publish", &[&waiting[0]], "").await.is(409).shows("Ana Ferreira a déjà publié");
    does(&karim, "held-post", "refuse", &[&waiting[1]], "").await.is(422).shows("Dites pourquoi");
    let done = does(&karim, "held-post", "refuse", &[&waiting[1]], "Le fil existe déjà.").await;
    karim.follows(done.redirects_to("/console?fait=")).await.ok().shows("Le texte n'est pas publié");
    chloe.visits("/fils").await.ok().shows("Nos étiquettes").hides("Nos bracelets");
    chloe.visits(&format!("/attente/{}", waiting[1])).await.ok().shows("Le fil existe déjà.");
    assert_eq!(cases(&ana.visits("/console").await), ["Nos badges"]);
}

#[actix_web::test]
async fn a_reason_ready_to_be_used_is_written_in_each_case_with_what_it_names() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let thread = opens(&chloe, "Nos étiquettes").await;
    let post = answered(&bilal, &thread, "Achetez.").await;
    flags(&chloe, &post, "commercial", "").await;
    let ready = [("title", "Publicité"), ("body", "{name}, le message n° {number} vend dans {theme}.")];
    nicolas.posts(&format!("/themes/{THEME}/raisons"), &ready).await.is(303);
    let queue = format!("/console?theme={THEME}");
    let page = ana.visits(&queue).await;
    assert_eq!(page.ok().texts("#raison option"), ["Publicité"]);
    let reason = page.attribute("#raison option", "value").unwrap();
    let page = ana.visits(&format!("{queue}&raison={reason}")).await;
    let said = page.ok().texts("textarea[name=reason]");
    let said: Vec<&str> = said.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    assert!(said.len() >= 2, "each gesture of the case: {said:?}");
    assert!(said.iter().all(|text| *text == "Bilal Haddad, le message n° 2 vend dans Numérique en santé."), "{said:?}");
    // Those of a theme are not offered where all are looked at together, nor is one that does not exist.
    assert_eq!(ana.visits("/console").await.ok().count("#raison"), 0);
    assert!(
        ana.visits(&format!("{queue}&raison=zzz"))
            .await
            .ok()
            .texts("textarea[name=reason]")
            .iter()
            .all(|text| text.trim().is_empty())
    );
}

#[actix_web::test]
async fn nobody_settles_flags_on_what_they_wrote_unsigned() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let point = reports_with(&ana, "Badge refusé la nuit", &[("anonymous", "1")]).await;
    let post = crate::stories::marks::first_post(&bilal, &point).await;
    let fields = [("reason", "other"), ("line", "")];
    bilal.posts(&format!("/messages/{post}/signalement"), &fields).await.redirects_to("/points-durs/");
    let hers = ana.visits("/console?cas=flag").await;
    hers.ok().shows("C'est votre message");
    assert_eq!(hers.count("article.case input[value=hide]"), 0);
    does(&ana, "flag", "leave", &[&post], "Rien à dire.").await.is(403);
    let his = karim.visits("/console?cas=flag").await;
    his.ok().hides("C'est votre message").hides("Ana Ferreira");
    assert_eq!(his.count("article.case input[value=hide]"), 1);
}
