//! Themes and their circles: what is seen from outside and from inside, who moves whom, regions.

use cercles::circles::Circle;

use crate::town::{Person, THEME, Town};

const PAGE: &str = "/themes/numerique-en-sante";

async fn opened(person: &Person<'_>, fields: &[(&str, &str)]) -> String {
    let mut all = vec![("kind", "question"), ("body", "Bonjour à toutes et tous.")];
    if !fields.iter().any(|(name, _)| *name == "theme") {
        all.push(("theme", THEME));
    }
    all.extend_from_slice(fields);
    person.posts("/fils/nouveau", &all).await.redirects_to("/fils/").location().to_owned()
}

#[actix_web::test]
async fn a_visitor_reads_what_a_theme_is_and_how_to_join_it_and_nobodys_name() {
    let town = Town::new().await;
    town.animator("Nicolas Aubert").await;
    town.peer("Maëlle Céleste").await;
    let list = town.visitor().visits("/themes").await;
    list.ok().shows("Numérique en santé").shows("0 expert sur 25, 1 pair sur 100, 0 membre sur 450");
    list.hides("Aubert").hides("Céleste");
    let page = town.visitor().visits(PAGE).await;
    page.ok().shows("Systèmes d'information").shows("Identitovigilance").shows("Demander à rejoindre ce thème");
    page.hides("Aubert").hides("Céleste").hides("Ouvrir un fil").hides("Qui est dans les cercles");
    assert_eq!(page.attribute(".actions a", "href").unwrap(), "/rejoindre?theme=numerique-en-sante");
    assert_eq!((page.count(".dot-peer"), page.count(".dot-me"), page.count(".dot")), (1, 0, 1));
    town.visitor().visits("/themes/jardinage").await.is(404);
}

#[actix_web::test]
async fn an_outsider_is_shown_the_way_in_and_nothing_more() {
    let town = Town::new().await;
    town.expert("Ana Ferreira").await;
    let oscar = town.person("Oscar Dehors", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let page = oscar.visits(PAGE).await;
    page.ok().shows("1 sur 25").hides("Ana Ferreira").hides("Ouvrir un fil").hides("Vous êtes le point");
    assert_eq!(page.attribute(".actions a", "href").unwrap(), "/themes/numerique-en-sante/adhesion");
    let list = oscar.visits("/themes").await;
    list.ok().shows("Cercle des experts").shows("votre cercle");
}

#[actix_web::test]
async fn a_member_sees_their_circle_drawn_with_their_own_dot() {
    let town = Town::new().await;
    for name in ["Ana Ferreira", "Boris Kieffer", "Carla Nunes"] {
        town.expert(name).await;
    }
    town.animator("Nicolas Aubert").await;
    let maelle = town.peer("Maëlle Céleste").await;
    let page = maelle.visits(PAGE).await;
    page.ok().shows("3 experts sur 25, 1 pair sur 100, 0 membre sur 450").shows("Vous êtes dans le cercle des pairs");
    page.shows("Nicolas Aubert").shows("Votre région : Guadeloupe").shows("Ouvrir un fil");
    assert_eq!((page.count(".dot-expert"), page.count(".dot-peer"), page.count(".dot-me")), (3, 0, 1));
    assert_eq!(page.texts(".table tbody tr")[0], "Experts 3 25 12 %");
    assert_eq!(page.count("svg [style]"), 0);
}

#[actix_web::test]
async fn nothing_that_is_written_in_a_theme_shows_outside_it() {
    let town = Town::new().await;
    let (ana, oscar) = (town.expert("Ana Ferreira").await, town.outsider("Oscar Dehors").await);
    let agathe = town.admin("Agathe Admin").await;
    let before = [town.visitor().visits(PAGE).await, oscar.visits(PAGE).await, agathe.visits(PAGE).await];
    let lists = [town.visitor().visits("/themes").await, oscar.visits("/themes").await];
    opened(&ana, &[("title", "Hébergement : le canari du bloc"), ("audience", "community")]).await;
    opened(&ana, &[("title", "Un canari d'experts"), ("audience", "expert")]).await;
    for (person, before) in [&town.visitor(), &oscar, &agathe].into_iter().zip(before) {
        let after = person.visits(PAGE).await;
        after.ok().hides("canari").hides("Ana Ferreira").hides("Récents").hides("réponse");
        assert_eq!(after.text(), before.text());
        for address in ["", "?etat=sans-reponse", "?sous-theme=identitovigilance", "?etat=mes-fils&avant=zzz"] {
            person.visits(&format!("{PAGE}{address}")).await.ok().hides("canari");
        }
    }
    for (person, before) in [&town.visitor(), &oscar].into_iter().zip(lists) {
        assert_eq!(person.visits("/themes").await.text(), before.text());
    }
    oscar.visits(&format!("{PAGE}/regions/occitanie")).await.is(403).hides("canari").hides("Ferreira");
}

#[actix_web::test]
async fn a_member_reads_the_threads_of_a_theme_by_state_and_sub_topic() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let boris = town.person("Boris Kieffer", "grand-est", &[("sante-mentale", Circle::Community)]).await;
    let empty = bilal.visits(PAGE).await;
    empty.ok().shows("Aucun fil ici pour l'instant").shows("Ouvrir le premier fil");
    opened(&ana, &[("title", "Bracelets et doublons"), ("audience", "community")]).await;
    opened(&ana, &[("title", "Entre experts seulement"), ("audience", "expert")]).await;
    let other = [("theme", "sante-mentale"), ("title", "Ailleurs, en santé mentale"), ("audience", "community")];
    opened(&boris, &other).await;
    let page = bilal.visits(PAGE).await;
    page.ok().shows("Bracelets et doublons").shows("1 nouveau").hides("Entre experts").hides("Ailleurs");
    bilal.visits(&format!("{PAGE}?etat=sans-reponse")).await.ok().shows("Bracelets et doublons");
    bilal.visits(&format!("{PAGE}?etat=mes-fils")).await.ok().hides("Bracelets").shows("pas encore écrit");
    let about = bilal.visits(&format!("{PAGE}?sous-theme=identitovigilance")).await;
    about.ok().shows("Fils : Identitovigilance").hides("Bracelets");
    bilal.visits(&format!("{PAGE}?sous-theme=jardinage")).await.is(404);
    ana.visits(PAGE).await.ok().shows("Entre experts seulement");
    let list = bilal.visits("/themes").await;
    list.ok().shows("Communauté votre cercle 1 nouveau");
    boris.visits("/themes").await.ok().hides("Bracelets").shows("Demander à rejoindre ce thème : Numérique en santé");
}

#[actix_web::test]
async fn older_threads_are_a_page_further_in_the_same_list() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    for number in 0..31 {
        opened(&ana, &[("title", &format!("Fil numéro {number:02}")), ("audience", "community")]).await;
        town.clock.advance(1);
    }
    let first = ana.visits(&format!("{PAGE}?etat=mes-fils")).await;
    first.ok().shows("Fil numéro 30").hides("Fil numéro 00");
    let older = first.attribute(".pages a", "href").unwrap();
    let second = ana.visits(&older).await;
    second.ok().shows("Fil numéro 00").hides("Fil numéro 30");
    assert_eq!(second.count("li.thread"), 1);
    assert_eq!(second.texts(".filters [aria-current]"), ["Mes fils"]);
}

#[actix_web::test]
async fn a_region_shows_its_peers_as_contacts_and_what_waits_there() {
    let town = Town::new().await;
    let maelle = town.peer("Maëlle Céleste").await;
    let jean = town.person("Jean Corbin", "guadeloupe", &[(THEME, Circle::Community)]).await;
    let ana = town.expert("Ana Ferreira").await;
    opened(&jean, &[("title", "Câble coupé : quel plan ?"), ("audience", "community")]).await;
    opened(&ana, &[("title", "Une question d'Occitanie"), ("audience", "community")]).await;
    let page = maelle.visits(&format!("{PAGE}/regions/guadeloupe")).await;
    page.ok().shows("Un pair y relaie le thème, pour 2 personnes dans un établissement").shows("Il y est 5 h 00");
    let contacts = page.texts("main section:first-of-type .person");
    assert_eq!(contacts, ["MC Maëlle Céleste Pharmacienne, Centre hospitalier de Valmont Cercle des pairs"]);
    page.shows("Questions sans réponse de la région")
        .shows("Câble coupé")
        .hides("Occitanie ?")
        .hides("question d'Occitanie");
    page.shows("À accueillir");
    jean.visits(&format!("{PAGE}/regions/guadeloupe")).await.ok().hides("À accueillir");
    let elsewhere = ana.visits(&format!("{PAGE}/regions/occitanie")).await;
    elsewhere.ok().shows("Votre région n'a pas encore de pair").hides("Câble coupé");
    jean.visits(&format!("{PAGE}/regions/mayotte")).await.ok().shows("Cette région n'a pas encore de pair");
    jean.visits(&format!("{PAGE}/regions/atlantide")).await.is(404);
    let regions = jean.visits(&format!("{PAGE}/regions")).await;
    regions.ok().shows("Une région sur 18 a au moins un pair").shows("Mayotte").shows("Polynésie française");
    assert!(regions.texts("tr").contains(&"Guadeloupe votre région 1 0 1".to_owned()));
    assert!(regions.texts("tr").contains(&"Mayotte pas encore de pair 0 0 0".to_owned()));
}

#[actix_web::test]
async fn an_archived_theme_is_read_and_no_longer_written_in() {
    let town = Town::new().await;
    let (bilal, nicolas) = (town.member("Bilal Haddad").await, town.animator("Nicolas Aubert").await);
    let theme = town.theme(THEME).await;
    opened(&bilal, &[("title", "Du temps où l'on écrivait"), ("audience", "community")]).await;
    town.write(move |tx| {
        use cercles::db::schema::themes;
        use diesel::prelude::*;
        let now = tx.now();
        diesel::update(themes::table.find(theme)).set(themes::archived_at.eq(now)).execute(tx.db())?;
        Ok(())
    })
    .await;
    let page = bilal.visits(PAGE).await;
    page.ok().shows("Ce thème est archivé").shows("Du temps où l'on écrivait").hides("Ouvrir un fil");
    bilal.visits("/themes").await.ok().shows("Thèmes archivés");
    town.visitor().visits("/themes").await.ok().hides("Numérique en santé");
    let outside = town.visitor().visits(PAGE).await;
    outside.ok().shows("Ce thème ne reçoit plus personne").hides("/rejoindre").hides("Du temps");
    let (id, address) = (bilal.id().to_string(), format!("{PAGE}/cercles"));
    let moved = [("member", id.as_str()), ("circle", "peer"), ("reason", "Trop tard.")];
    nicolas.posts(&address, &moved).await.is(409).shows("on n'y change plus rien");
}

#[actix_web::test]
async fn the_charter_comes_before_a_members_own_view() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let member = bilal.id();
    town.write(move |tx| {
        use cercles::db::schema::charter_acceptances as accepted;
        use diesel::prelude::*;
        diesel::delete(accepted::table.filter(accepted::member_id.eq(member))).execute(tx.db())?;
        Ok(())
    })
    .await;
    for address in ["/themes", PAGE, "/themes/numerique-en-sante/cercles", "/themes/numerique-en-sante/regions"] {
        bilal.visits(address).await.redirects_to("/charte?next=");
    }
}
