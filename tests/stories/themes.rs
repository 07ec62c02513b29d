//! Themes and their circles: what is seen from outside and from inside, who moves whom, regions.

use cercles::circles::Circle;

use crate::town::{THEME, Town};

const PAGE: &str = "/themes/numerique-en-sante";

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
    page.ok().shows("1 sur 25").hides("Ana").hides("Ouvrir un fil").hides("Vous êtes le point");
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
    let _ = THEME;
}
