//! Circles: who stands where, who moves whom, mandates that end, people who leave.

use cercles::circles::Circle;
use cercles::db::ids::MemberId;
use cercles::db::schema::{circle_moves, journal, members, memberships};
use diesel::prelude::*;

use crate::town::{Answer, PASSWORD, Person, THEME, Town};

const PAGE: &str = "/themes/numerique-en-sante/cercles";

/// Moves somebody through the page, as an animator does: the row's link, then the form.
async fn moves(animator: &Person<'_>, member: MemberId, fields: &[(&str, &str)]) -> Answer {
    animator.fills(&format!("{PAGE}?personne={member}"), PAGE, fields).await
}

/// What a thread for an audience answers to a person who opens it.
async fn opens(person: &Person<'_>, audience: &str) -> u16 {
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", "Un fil"), ("body", "."), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.status
}

async fn signs_in_again<'t>(town: &'t Town, person: &Person<'_>) -> Person<'t> {
    let browser = town.visitor();
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    browser.fills("/connexion", "/connexion", &fields).await.redirects_to("/");
    browser
}

/// Rows of the tables a move writes to.
async fn written(town: &Town) -> (i64, i64, i64) {
    town.read(|db| {
        Ok((
            memberships::table.count().get_result(db)?,
            circle_moves::table.count().get_result(db)?,
            journal::table.filter(journal::act.eq("circle.moved")).count().get_result(db)?,
        ))
    })
    .await
}

#[actix_web::test]
async fn an_animator_moves_a_member_who_gains_then_loses_rights_at_once_and_finds_the_reasons_written() {
    let town = Town::new().await;
    let (bilal, nicolas) = (town.member("Bilal Haddad").await, town.animator("Nicolas Aubert").await);
    assert_ne!(opens(&bilal, "peer").await, 303);
    let before = written(&town).await;
    let done =
        moves(&nicolas, bilal.id(), &[("circle", "peer"), ("reason", "Relaie le thème en Île-de-France.")]).await;
    done.redirects_to(&format!("{PAGE}?cercle=peer"));
    nicolas.follows(&done).await.ok().shows("La personne en est prévenue").shows("Bilal Haddad");
    town.runs_the_timetable().await;
    let inbox = town.inbox_of("bilal.haddad@town.example");
    let mail = inbox.holds_one("Vous êtes désormais dans le cercle des pairs du thème « Numérique en santé »");
    assert!(mail.contains("Nicolas Aubert"), "{mail}");
    inbox.last_shows("pour ce motif : « Relaie le thème en Île-de-France. »");
    assert_eq!(opens(&bilal, "peer").await, 303);
    bilal.visits("/themes/numerique-en-sante").await.ok().shows("Vous êtes dans le cercle des pairs");
    let after = written(&town).await;
    assert_eq!(after, (before.0, before.1 + 1, before.2 + 1));
    moves(&nicolas, bilal.id(), &[("circle", "community"), ("reason", "À sa demande.")]).await.redirects_to(PAGE);
    assert_ne!(opens(&bilal, "peer").await, 303);
    let history = nicolas.visits(PAGE).await;
    history.ok().shows("Bilal Haddad passe du cercle des pairs à la communauté, par Nicolas Aubert. « À sa demande. »");
    history
        .shows("passe de la communauté au cercle des pairs, par Nicolas Aubert. « Relaie le thème en Île-de-France. »");
    bilal.visits(PAGE).await.ok().shows("Bilal Haddad").hides("À sa demande").hides("Mouvements").hides("Déplacer");
    let own = bilal.visits(&format!("/membres/{}", bilal.id())).await;
    own.ok().shows("par Nicolas Aubert. « À sa demande. »").shows("Relaie le thème en Île-de-France.");
    let others = town.member("Camille Bertin").await.visits(&format!("/membres/{}", bilal.id())).await;
    others.ok().hides("À sa demande").hides("Relaie le thème");
}

#[actix_web::test]
async fn taken_out_of_a_theme_one_no_longer_sees_inside() {
    let town = Town::new().await;
    let (bilal, nicolas) = (town.member("Bilal Haddad").await, town.animator("Nicolas Aubert").await);
    moves(&nicolas, bilal.id(), &[("circle", "none"), ("reason", "A changé de métier.")]).await.redirects_to(PAGE);
    bilal.visits(PAGE).await.is(403).shows("réservée aux membres du thème");
    bilal.visits("/themes/numerique-en-sante").await.ok().shows("Demander à rejoindre ce thème");
    nicolas
        .visits(PAGE)
        .await
        .ok()
        .shows("quitte le thème, depuis la communauté, par Nicolas Aubert. « A changé de métier. »");
    let again = [("member", &*bilal.id().to_string()), ("circle", "peer"), ("reason", "Sans invitation.")];
    nicolas.posts(PAGE, &again).await.is(404);
}

#[actix_web::test]
async fn nobody_moves_themselves_and_only_animators_of_the_theme_move_anyone() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let stranger = town.person("Boris Kieffer", "grand-est", &[("sante-mentale", Circle::Expert)]).await;
    let admin = town.admin("Agathe Admin").await;
    let (theme, animator) = (town.theme(THEME).await, nicolas.id());
    town.write(move |tx| {
        let own = cercles::circles::Move {
            member: animator,
            theme,
            to: Some(Circle::Community),
            decided_by: None,
            reason: "story",
        };
        cercles::circles::place(tx, &own)
    })
    .await;
    let before = written(&town).await;
    let ids = [bilal.id().to_string(), nicolas.id().to_string()];
    let raise = |id: &'static str| [("circle", "expert"), ("reason", id)];
    for person in [&bilal, &ana, &stranger, &admin, &town.outsider("Oscar Dehors").await] {
        let [circle, reason] = raise("Un coup de pouce.");
        person.posts(PAGE, &[("member", &ids[0]), circle, reason]).await.is(403);
    }
    let [circle, reason] = raise("Pour moi.");
    let oneself = nicolas.posts(PAGE, &[("member", &ids[1]), circle, reason]).await;
    oneself.is(403).shows("On ne se déplace pas soi-même");
    let row = nicolas.visits(&format!("{PAGE}?personne={}", ids[1])).await;
    row.ok().shows("On ne se déplace pas soi-même");
    assert_eq!(row.count("form[method=post][action$=cercles]"), 0);
    assert_eq!(written(&town).await, before);
    stranger.visits(PAGE).await.is(403).hides("Bilal").hides("Ferreira");
    admin.visits(PAGE).await.is(403).hides("Bilal");
    town.visitor().visits(PAGE).await.redirects_to("/connexion?next=");
}

#[actix_web::test]
async fn a_move_that_lacks_something_is_asked_again_with_what_was_typed() {
    let town = Town::new().await;
    let (bilal, nicolas) = (town.member("Bilal Haddad").await, town.animator("Nicolas Aubert").await);
    let before = written(&town).await;
    let refused = moves(&nicolas, bilal.id(), &[("circle", "peer"), ("reason", " "), ("until", "31/12/2027")]).await;
    refused.is(422).shows("Ce champ est nécessaire").shows("Déplacer Bilal Haddad");
    assert_eq!(refused.field("until").as_deref(), Some("31/12/2027"));
    assert_eq!(refused.field("circle").as_deref(), Some("peer"));
    let late = [("circle", "peer"), ("reason", "Mandat."), ("since", "2026-12-01"), ("until", "2026-11-21")];
    let refused = moves(&nicolas, bilal.id(), &late).await;
    refused.is(422).shows("ne commence pas plus tard qu'aujourd'hui").shows("déjà passé");
    assert_eq!(refused.field("reason").as_deref(), Some("Mandat."));
    moves(&nicolas, bilal.id(), &[("circle", ""), ("reason", "Où ?")]).await.is(422).shows("vers quel cercle");
    moves(&nicolas, bilal.id(), &[("circle", "community"), ("reason", "Là.")])
        .await
        .is(422)
        .shows("déjà dans ce cercle");
    moves(&nicolas, bilal.id(), &[("circle", "peer"), ("reason", &"x".repeat(501))])
        .await
        .is(422)
        .shows("501 caractères");
    moves(&nicolas, bilal.id(), &[("circle", "peer"), ("reason", "Date."), ("until", "demain")]).await.is(422);
    let extra = [("circle", "peer"), ("reason", "Plus."), ("decided_by", "1")];
    moves(&nicolas, bilal.id(), &extra).await.is(422);
    let id = bilal.id().to_string();
    let stale = [("member", id.as_str()), ("from", "expert"), ("circle", "peer"), ("reason", "Page ancienne.")];
    nicolas.posts(PAGE, &stale).await.is(409).shows("a changé de cercle entre-temps");
    for nobody in ["1234567", "", "É"] {
        let answer = nicolas.posts(PAGE, &[("member", nobody), ("circle", "peer"), ("reason", "Qui ?")]).await;
        assert!([404, 422].contains(&answer.status), "{}", answer.status);
    }
    assert_eq!(written(&town).await, before);
}

#[actix_web::test]
async fn a_mandate_ends_by_itself_and_everything_says_so() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let bilal = town.member("Bilal Haddad").await;
    let mandate =
        [("circle", "expert"), ("reason", "Un dernier jour."), ("since", "2023-03-01"), ("until", "2026-11-22")];
    moves(&nicolas, ana.id(), &mandate).await.redirects_to(PAGE);
    bilal.visits(PAGE).await.ok().shows("1 expert sur 25").shows("1er mars 2023 mandat jusqu'au 22 novembre 2026");
    ana.visits("/themes/numerique-en-sante").await.ok().shows("Votre mandat court jusqu'au 22 novembre 2026");
    assert_eq!(opens(&ana, "expert").await, 303);
    town.passes(14 * 3_600 + 1).await;
    let (ana, bilal) = (signs_in_again(&town, &ana).await, signs_in_again(&town, &bilal).await);
    let nicolas = signs_in_again(&town, &nicolas).await;
    assert_ne!(opens(&ana, "expert").await, 303);
    assert_eq!(opens(&ana, "community").await, 303);
    let page = bilal.visits(PAGE).await;
    page.ok().shows("0 expert sur 25").shows("2 membres sur 450").shows("mandat d'expert terminé le 22 novembre 2026");
    bilal.visits(&format!("{PAGE}?cercle=expert")).await.ok().hides("Ferreira");
    bilal.visits(&format!("{PAGE}?cercle=community")).await.ok().shows("Ferreira");
    let theme = ana.visits("/themes/numerique-en-sante").await;
    theme.ok().shows("Vous êtes dans la communauté");
    assert_eq!((theme.count(".dot-expert"), theme.count(".dot-community")), (0, 1));
    let id = nicolas.visits(&format!("{PAGE}?cercle=community")).await;
    let link = id.attribute("tbody tr:last-child a[href*=personne]", "href").unwrap();
    id.ok().shows("Ferreira");
    let again =
        nicolas.fills(link.split('#').next().unwrap(), PAGE, &[("circle", "expert"), ("reason", "Renouvelée.")]).await;
    again.redirects_to(PAGE);
}

#[actix_web::test]
async fn a_mandate_is_given_other_dates_without_a_change_of_circle() {
    let town = Town::new().await;
    let (ana, nicolas) = (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await);
    let renewed = [("circle", "expert"), ("reason", "Pour deux ans."), ("until", "31/12/2028")];
    moves(&nicolas, ana.id(), &renewed).await.redirects_to(PAGE);
    let page = nicolas.visits(PAGE).await;
    page.ok().shows("22 novembre 2026 mandat jusqu'au 31 décembre 2028");
    page.shows("reste dans le cercle des experts, à d'autres dates, par Nicolas Aubert. « Pour deux ans. »");
    moves(&nicolas, ana.id(), &renewed).await.is(422).shows("aux mêmes dates");
}

#[actix_web::test]
async fn who_was_loaded_and_has_not_come_yet_is_moved_without_a_mail() {
    let town = Town::new().await;
    let (ivan, nicolas) = (town.member("Ivan Attendu").await, town.animator("Nicolas Aubert").await);
    let invited = ivan.id();
    town.write(move |tx| {
        diesel::update(members::table.find(invited)).set(members::state.eq("invited")).execute(tx.db())?;
        Ok(())
    })
    .await;
    moves(&nicolas, invited, &[("circle", "peer"), ("reason", "Attendu parmi les pairs.")]).await.redirects_to(PAGE);
    town.runs_the_timetable().await;
    town.inbox_of("ivan.attendu@town.example").is_empty();
    nicolas.visits(&format!("{PAGE}?cercle=peer")).await.ok().shows("Attendu").shows("pas encore venu·e");
}

#[actix_web::test]
async fn one_leaves_a_theme_by_oneself_and_says_why_or_not() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let leaving = "/themes/numerique-en-sante/depart";
    let page = bilal.visits("/themes/numerique-en-sante").await;
    assert_eq!(page.count(&format!("a[href=\"{leaving}\"]")), 1);
    bilal.visits(leaving).await.ok().shows("Vous êtes dans la communauté").shows("Quitter ce thème");
    let left = bilal.fills(leaving, leaving, &[]).await;
    left.redirects_to("/themes/numerique-en-sante");
    bilal.follows(&left).await.ok().shows("Vous avez quitté ce thème").shows("Demander à rejoindre");
    bilal.visits(leaving).await.is(403);
    ana.fills(leaving, leaving, &[("reason", "Je pars à la retraite.")]).await.redirects_to("/themes/");
    let history = nicolas.visits(PAGE).await;
    history.ok().shows("Bilal Haddad quitte le thème, depuis la communauté, de sa propre initiative.");
    history.shows(
        "Ana Ferreira quitte le thème, depuis le cercle des experts, de sa propre initiative. « Je pars à la retraite. »",
    );
    nicolas.visits(leaving).await.is(409);
}

#[actix_web::test]
async fn who_is_suspended_is_still_counted_and_can_neither_act_nor_leave_nor_ask_again() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let suspended = ana.id();
    town.write(move |tx| {
        let end = tx.now().plus_seconds(86_400);
        let rows = memberships::table.filter(memberships::member_id.eq(suspended));
        diesel::update(rows).set(memberships::suspended_until.eq(end)).execute(tx.db())?;
        Ok(())
    })
    .await;
    let page = ana.visits("/themes/numerique-en-sante").await;
    page.ok()
        .shows("Votre participation à ce thème est suspendue")
        .hides("/adhesion")
        .hides("Qui est dans les cercles");
    ana.visits("/themes").await.ok().shows("est suspendue jusqu'au");
    ana.posts("/themes/numerique-en-sante/depart", &[]).await.is(403);
    assert_ne!(opens(&ana, "community").await, 303);
    bilal.visits(PAGE).await.ok().shows("1 expert sur 25").shows("Ferreira").hides("suspension");
    nicolas.visits(PAGE).await.ok().shows("suspension jusqu'au 23 novembre 2026");
}

#[actix_web::test]
async fn people_are_found_by_circle_region_and_name_on_pages_of_fifty() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    town.peer("Maëlle Céleste").await;
    let (invited, closed) = (town.member("Ivan Attendu").await.id(), town.member("Fatou Partie").await.id());
    town.write(move |tx| {
        for (member, state) in [(invited, "invited"), (closed, "closed")] {
            diesel::update(members::table.find(member)).set(members::state.eq(state)).execute(tx.db())?;
        }
        Ok(())
    })
    .await;
    for number in 0..52 {
        town.person(&format!("Zoé Nombreuse{number:02}"), "bretagne", &[(THEME, Circle::Community)]).await;
    }
    let first = bilal.visits(PAGE).await;
    first.ok().shows("1 pair sur 100, 54 membres sur 450").shows("Céleste").hides("Fatou");
    first.shows("Attendu").shows("pas encore venu·e");
    assert_eq!(first.count("tbody tr"), 50);
    let second = bilal.visits(&first.attribute(".pages a[rel=next]", "href").unwrap()).await;
    assert_eq!(second.ok().count("tbody tr"), 5);
    let back = bilal.visits(&second.attribute(".pages a[rel=prev]", "href").unwrap()).await;
    assert_eq!(back.ok().texts("tbody th"), first.texts("tbody th"));
    assert_eq!(back.count(".pages a[rel=prev]"), 0);
    let peers = bilal.visits(&format!("{PAGE}?cercle=peer")).await;
    assert_eq!(peers.ok().count("tbody tr"), 1);
    let bretons = bilal.visits(&format!("{PAGE}?region=bretagne&cercle=community")).await;
    assert_eq!(bretons.ok().count("tbody tr"), 50);
    let more = bretons.attribute(".pages a[rel=next]", "href").unwrap();
    assert_eq!(bilal.visits(&more).await.ok().count("tbody tr"), 2);
    bilal.visits(&format!("{PAGE}?nom=celeste%20maelle")).await.ok().shows("Céleste").hides("Nombreuse");
    bilal.visits(&format!("{PAGE}?nom=%25")).await.ok().shows("Personne ne correspond");
    bilal.visits(&format!("{PAGE}?nom=a_t")).await.ok().shows("Personne ne correspond");
    bilal.visits(&format!("{PAGE}?apres=1234567")).await.is(404);
}
