//! Requests to join.

use cercles::circles::Circle;
use cercles::db::schema::{join_requests, journal, members, themes};
use diesel::prelude::*;

use super::{account, address, circle_of, comes_in, mail_leaves, policy_is, profile, states};
use crate::stories::console::does;
use crate::town::{Answer, Person, THEME, Town, masked};

const KARIM: &str = "karim.benali@ch.example";

/// A visitor's form.
fn asking(email: &str) -> Vec<(&str, &str)> {
    vec![
        ("theme", THEME),
        ("given_name", "Karim"),
        ("family_name", "Benali"),
        ("email", email),
        ("profession", "Directeur des soins"),
        ("establishment", "CH de Valmont, Valmont"),
        ("region", "bretagne"),
        ("motivation", "Notre dossier patient change au printemps."),
    ]
}

async fn asks(who: &Person<'_>, email: &str) -> Answer {
    who.fills("/rejoindre", "/rejoindre", &asking(email)).await
}

const DESK: &str = "/console?cas=join-request";

/// The requests of a console, as forms name them.
fn requests_of(page: &Answer) -> Vec<String> {
    let page = scraper::Html::parse_document(&page.body);
    let inputs = scraper::Selector::parse("article.case form[action^='/console/prises'] input[name=case]").unwrap();
    page.select(&inputs).filter_map(|input| input.value().attr("value")).map(str::to_owned).collect()
}

async fn admits(animator: &Person<'_>, request: &str) -> Answer {
    does(animator, "join-request", "admit", &[request], "").await
}

async fn declines(animator: &Person<'_>, request: &str, reason: &str) -> Answer {
    does(animator, "join-request", "decline", &[request], reason).await
}

#[actix_web::test]
async fn a_visitor_asks_an_animator_approves_the_visitor_comes_in() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let odile = town.animator("Odile Relais").await;
    let karim = town.visitor();
    karim.visits(&format!("/rejoindre?theme={THEME}")).await.ok().shows("Demander à rejoindre");
    let sent = asks(&karim, KARIM).await;
    sent.redirects_to("/rejoindre/merci");
    karim.follows(&sent).await.ok().shows("par courriel");
    // Sent again, it is the same request.
    asks(&karim, KARIM).await.redirects_to("/rejoindre/merci");
    mail_leaves(&town).await;
    for animator in [&nicolas, &odile] {
        town.inbox_of(&animator.email)
            .holds_one("Karim Benali (Directeur des soins, CH de Valmont, Valmont, Bretagne)");
    }
    town.inbox_of(KARIM).is_empty();
    town.inbox_of(&nicolas.email).last_link(&town.app.base_url, "/console?theme=numerique-en-sante&cas=join-request");
    let desk = nicolas.visits(DESK).await;
    desk.ok().shows("Karim Benali").shows("dossier patient change au printemps").shows(KARIM);
    let waiting = requests_of(&desk);
    assert_eq!(waiting.len(), 1);
    admits(&nicolas, &waiting[0]).await.redirects_to("/console?fait=");
    admits(&odile, &waiting[0]).await.is(409).shows("Nicolas Aubert a déjà accueilli");
    nicolas.visits(DESK).await.ok().hides(KARIM);
    nicolas.visits(&address("demandes")).await.ok().shows("Acceptée").shows("Karim Benali").shows("Nicolas Aubert");
    mail_leaves(&town).await;
    town.inbox_of(KARIM).holds_one("Votre demande est acceptée");
    let link = town.inbox_of(KARIM).last_link(&town.app.base_url, "/invitation/");
    let page = karim.visits(&link).await;
    page.ok().shows("Votre demande est acceptée");
    assert_eq!(page.field("given_name").as_deref(), Some("Karim"), "nothing is typed twice");
    assert_eq!(page.field("region").as_deref(), Some("bretagne"));
    comes_in(&town, &karim, KARIM, &profile("Karim", "Benali", "bretagne")).await.redirects_to("/themes/");
    assert_eq!(circle_of(&town, KARIM).await.as_deref(), Some("community"));
}

#[actix_web::test]
async fn a_request_is_declined_with_a_reason_that_its_author_reads() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    asks(&town.visitor(), KARIM).await.redirects_to("/rejoindre/merci");
    let request = requests_of(&nicolas.visits(DESK).await).remove(0);
    declines(&nicolas, &request, "  ").await.is(422).shows("Dites pourquoi").shows("Karim Benali");
    declines(&nicolas, &request, &"x".repeat(501)).await.is(422).shows("501 caractères");
    for other in [town.member("Camille Bertin").await, town.expert("Ana Ferreira").await, town.admin("Agathe A").await]
    {
        other.visits(&address("demandes")).await.is(403);
        other.visits(DESK).await.is(404);
        declines(&other, &request, "non").await.is(404);
        admits(&other, &request).await.is(404);
    }
    declines(&nicolas, &request, "Votre GHT a déjà <trois> membres.").await.redirects_to("/console?fait=");
    mail_leaves(&town).await;
    town.inbox_of(KARIM).holds_one("Votre GHT a déjà <trois> membres.");
    nicolas.visits(&address("demandes")).await.ok().shows("Non retenue").shows("Votre GHT a déjà <trois> membres.");
    assert_eq!(account(&town, KARIM).await, None);
    assert!(states(&town, KARIM).await.is_empty());
    let told: Vec<(String, String)> = town
        .read(|db| {
            let told = journal::act.like("request.%");
            Ok(journal::table.filter(told).order(journal::id.asc()).select((journal::act, journal::detail)).load(db)?)
        })
        .await;
    let acts: Vec<_> = told.iter().map(|(act, detail)| (act.as_str(), detail.as_str())).collect();
    assert_eq!(acts, [("request.made", ""), ("request.declined", "")], "ids only, no text");
}

#[actix_web::test]
async fn a_member_asks_reads_why_not_and_asks_again() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let oscar = town.outsider("Oscar Dehors").await;
    let page = address("adhesion");
    oscar.fills(&page, &page, &[("motivation", "")]).await.is(422).shows("Dites en deux phrases");
    oscar.fills(&page, &page, &[("motivation", "Je reprends la DSI.")]).await.redirects_to(&page);
    oscar.visits(&page).await.ok().shows("Votre demande attend").hides("<textarea");
    oscar.posts(&page, &[("motivation", "Encore moi.")]).await.redirects_to(&page);
    mail_leaves(&town).await;
    town.inbox_of(&nicolas.email).holds_one("Oscar Dehors");
    let request = requests_of(&nicolas.visits(DESK).await).remove(0);
    declines(&nicolas, &request, "Parlons-nous d'abord.").await.is(303);
    mail_leaves(&town).await;
    town.inbox_of(&oscar.email).holds_one("Parlons-nous d'abord.");
    oscar
        .visits(&page)
        .await
        .ok()
        .shows("n'a pas été retenue")
        .shows("Parlons-nous d'abord.")
        .shows("Ce qui vous amène");
    oscar.fills(&page, &page, &[("motivation", "C'est fait.")]).await.redirects_to(&page);
    let request = requests_of(&nicolas.visits(DESK).await).remove(0);
    admits(&nicolas, &request).await.is(303);
    mail_leaves(&town).await;
    town.inbox_of(&oscar.email).last_shows("vous faites maintenant partie");
    assert_eq!(circle_of(&town, &oscar.email).await.as_deref(), Some("community"));
    oscar.visits(&page).await.redirects_to(&format!("/themes/{THEME}"));
    oscar.posts(&page, &[("motivation", "x")]).await.is(409).shows("déjà partie");
}

#[actix_web::test]
async fn an_open_theme_takes_members_at_once_and_visitors_once_their_address_is_proved() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    policy_is(&town, "open").await;
    let oscar = town.outsider("Oscar Dehors").await;
    let page = address("adhesion");
    oscar.fills(&page, &page, &[]).await.redirects_to(&format!("/themes/{THEME}"));
    assert_eq!(circle_of(&town, &oscar.email).await.as_deref(), Some("community"));
    let karim = town.visitor();
    asks(&karim, KARIM).await.redirects_to("/rejoindre/merci");
    mail_leaves(&town).await;
    town.inbox_of(&nicolas.email).is_empty();
    assert_eq!(account(&town, KARIM).await, None, "an address is proved before there is anything");
    town.inbox_of(KARIM).holds_one("Confirmez votre adresse");
    let link = town.inbox_of(KARIM).last_link(&town.app.base_url, "/invitation/");
    // The theme closes in between: the link gives nothing any more; it opens again: it does.
    policy_is(&town, "request").await;
    karim.visits(&link).await.is(410);
    policy_is(&town, "open").await;
    comes_in(&town, &karim, KARIM, &profile("Karim", "Benali", "bretagne")).await.redirects_to("/themes/");
    assert_eq!(circle_of(&town, KARIM).await.as_deref(), Some("community"));
}

#[actix_web::test]
async fn a_theme_by_invitation_takes_no_request() {
    let town = Town::new().await;
    policy_is(&town, "invitation").await;
    let karim = town.visitor();
    let page = karim.visits("/rejoindre").await;
    page.ok().shows("Sur invitation seulement : Numérique en santé");
    karim.posts("/rejoindre", &asking(KARIM)).await.is(422).shows("aucune demande n'est possible");
    let oscar = town.outsider("Oscar Dehors").await;
    oscar.visits(&address("adhesion")).await.ok().shows("sur invitation").hides("<textarea");
    oscar.posts(&address("adhesion"), &[("motivation", "x")]).await.is(403).shows("sur invitation");
    let none: i64 = town.read(|db| Ok(join_requests::table.count().get_result(db)?)).await;
    assert_eq!(none, 0);
}

#[actix_web::test]
async fn an_archived_theme_takes_nobody() {
    let town = Town::new().await;
    let oscar = town.outsider("Oscar Dehors").await;
    let theme = town.theme(THEME).await;
    town.write(move |tx| {
        diesel::update(themes::table.find(theme)).set(themes::archived_at.eq(tx.now())).execute(tx.db())?;
        Ok(())
    })
    .await;
    town.visitor().posts("/rejoindre", &asking(KARIM)).await.is(409).shows("archivé");
    oscar.visits(&address("adhesion")).await.ok().shows("ne reçoit plus personne");
    oscar.posts(&address("adhesion"), &[("motivation", "x")]).await.is(409);
}

#[actix_web::test]
async fn a_visitor_learns_nothing_of_whose_address_it_is() {
    let town = Town::new().await;
    town.animator("Nicolas Aubert").await;
    let camille = town.member("Camille Bertin").await;
    let closed = town.outsider("Claude Parti").await;
    let id = closed.id();
    town.write(move |tx| {
        diesel::update(members::table.find(id)).set(members::state.eq("closed")).execute(tx.db())?;
        Ok(())
    })
    .await;
    for policy in ["request", "open"] {
        policy_is(&town, policy).await;
        let unknown = asks(&town.visitor(), &format!("{policy}@ch.example")).await;
        for known in [&camille.email, &closed.email] {
            let answer = asks(&town.visitor(), known).await;
            assert_eq!(masked(&unknown), masked(&answer), "{policy} {known}");
        }
    }
    mail_leaves(&town).await;
    // Asked twice in a day, told once; and nobody else is told.
    town.inbox_of(&camille.email).holds_one("Vous avez déjà un compte");
    town.inbox_of(&closed.email).is_empty();
    assert!(states(&town, &camille.email).await.is_empty());
}

#[actix_web::test]
async fn somebody_invited_who_asks_is_in() {
    let town = Town::new().await;
    let maelle = town.peer("Maëlle Céleste").await;
    let rose = town.person("Rose Voisine", "guadeloupe", &[]).await;
    maelle.posts(&address("invitations"), &[("email", &rose.email)]).await.is(303);
    rose.fills(&address("adhesion"), &address("adhesion"), &[("motivation", "Bonjour")])
        .await
        .redirects_to(&format!("/themes/{THEME}"));
    assert_eq!(circle_of(&town, &rose.email).await.as_deref(), Some("community"));
    assert_eq!(states(&town, &rose.email).await, ["accepted"]);
    mail_leaves(&town).await;
    town.inbox_of(&rose.email).is_empty();
    // A visitor who was invited gets that invitation again, and no request bothers the animators.
    let nicolas = town.animator("Nicolas Aubert").await;
    maelle.posts(&address("invitations"), &[("email", KARIM)]).await.is(303);
    mail_leaves(&town).await;
    town.passes(3_600).await;
    asks(&town.visitor(), KARIM).await.redirects_to("/rejoindre/merci");
    mail_leaves(&town).await;
    assert_eq!(town.inbox_of(KARIM).0.len(), 2);
    town.inbox_of(KARIM).last_shows("Maëlle Céleste");
    town.inbox_of(&nicolas.email).is_empty();
}

#[actix_web::test]
async fn somebody_who_asked_and_is_invited_is_in() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let rose = town.person("Rose Voisine", "guadeloupe", &[]).await;
    rose.posts(&address("adhesion"), &[("motivation", "Bonjour")]).await.is(303);
    // A peer of another region cannot give it: the request goes on waiting.
    let far = town.person("Paul Loin", "bretagne", &[(THEME, Circle::Peer)]).await;
    far.posts(&address("invitations"), &[("email", &rose.email)]).await.is(303);
    assert_eq!(circle_of(&town, &rose.email).await, None);
    nicolas.posts(&address("invitations"), &[("email", &rose.email), ("circle", "peer")]).await.is(303);
    assert_eq!(circle_of(&town, &rose.email).await.as_deref(), Some("peer"));
    nicolas.visits(DESK).await.ok().shows("Rien n'attend");
    mail_leaves(&town).await;
    town.inbox_of(&rose.email).holds_one("Votre demande est acceptée");
    // A visitor who asked, invited meanwhile, comes in by the invitation: the request is settled with it.
    asks(&town.visitor(), KARIM).await.is(303);
    nicolas.posts(&address("invitations"), &[("email", KARIM), ("circle", "expert")]).await.is(303);
    mail_leaves(&town).await;
    comes_in(&town, &town.visitor(), KARIM, &profile("Karim", "Benali", "bretagne")).await.is(303);
    assert_eq!(circle_of(&town, KARIM).await.as_deref(), Some("expert"));
    nicolas.visits(DESK).await.ok().shows("Rien n'attend");
}

#[actix_web::test]
async fn an_animator_gone_by_the_time_the_letter_leaves_is_not_told() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    asks(&town.visitor(), KARIM).await.is(303);
    let member = nicolas.id();
    town.write(move |tx| {
        use cercles::db::schema::animators;
        diesel::delete(animators::table.filter(animators::member_id.eq(member))).execute(tx.db())?;
        Ok(())
    })
    .await;
    mail_leaves(&town).await;
    town.inbox_of(&nicolas.email).is_empty();
}

#[actix_web::test]
async fn a_network_asks_twenty_times_an_hour() {
    let town = Town::with_limits().await;
    let visitor = town.visitor();
    for number in 0..20 {
        visitor.posts("/rejoindre", &asking(&format!("person.{number}@ch.example"))).await.is(303);
    }
    visitor.posts("/rejoindre", &asking(KARIM)).await.is(429);
    *visitor.from.borrow_mut() = "192.0.2.77".into();
    visitor.posts("/rejoindre", &asking(KARIM)).await.is(303);
}

#[actix_web::test]
async fn a_wrong_request_keeps_what_was_typed() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let mut wrong = asking("karim");
    wrong.retain(|(name, _)| *name != "region");
    let page = visitor.posts("/rejoindre", &wrong).await;
    page.is(422).shows("2 points sont à revoir").shows("Choisissez une région").shows("n'a pas la forme");
    assert_eq!(page.field("motivation").as_deref().map(str::trim), Some("Notre dossier patient change au printemps."));
    assert_eq!(page.field("theme").as_deref(), Some(THEME));
    let mut unknown = asking(KARIM);
    unknown[0].1 = "no-such-theme";
    visitor.posts("/rejoindre", &unknown).await.is(422).shows("Choisissez un thème");
    town.outsider("Oscar Dehors").await.visits("/rejoindre").await.redirects_to("/themes");
}
