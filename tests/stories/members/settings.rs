//! One's own profile and picture.

use cercles::db::schema::{establishments, members};
use cercles::sentences::Language;
use diesel::prelude::*;

use crate::town::Town;

const SETTINGS: &str = "/reglages";

#[actix_web::test]
async fn lea_says_who_she_is_and_the_directory_knows() {
    let town = Town::new().await;
    let lea = town.member("Léa Martin").await;
    let page = lea.visits(SETTINGS).await;
    page.ok().shows("France métropolitaine (UTC+1)").shows("Polynésie française (Marquesas) (UTC−9:30)");
    assert_eq!(page.field("given_name").as_deref(), Some("Léa"));
    assert_eq!(page.field("establishment").as_deref(), Some("Centre hospitalier de Valmont"));
    let fields = [
        ("family_name", "Martin-Cadet"),
        ("profession", "Directrice des soins"),
        ("establishment", "CHU de l'Anse-Rouge"),
        ("establishment_kind", "CHU"),
        ("town", "Basse-Terre"),
        ("region", "guadeloupe"),
        ("expertises", " Télésanté,  parcours , télésanté,"),
        ("presentation", "Je suis arrivée en 2019 ;\nje connais les îles."),
        ("available", "1"),
        ("available_for", "préparer une escale"),
        ("language", "en"),
    ];
    let saved = lea.fills(SETTINGS, SETTINGS, &fields).await;
    saved.redirects_to(SETTINGS);
    assert_eq!(lea.cookies.borrow().get("lang").map(String::as_str), Some("en"));
    let page = lea.follows(&saved).await;
    page.ok().shows("Your settings are saved");
    assert_eq!(page.field("expertises").as_deref(), Some("parcours, Télésanté"));
    assert_eq!(page.field("time_zone").as_deref(), Some(""));
    lea.fills(SETTINGS, SETTINGS, &[("language", "fr")]).await.redirects_to(SETTINGS);
    let page = lea.visits(&format!("/membres/{}", lea.id())).await;
    page.ok()
        .shows("Léa Martin-Cadet")
        .shows("Directrice des soins, CHU de l'Anse-Rouge")
        .shows("Je suis arrivée en 2019 ;");
    lea.visits("/membres?q=cadet+anse+telesante&disponible=1&region=guadeloupe").await.shows("1 personne");

    let id = lea.id();
    let (zone, language, kind): (String, Language, String) = town
        .read(move |db| {
            Ok(members::table
                .inner_join(establishments::table)
                .filter(members::id.eq(id))
                .select((members::time_zone, members::language, establishments::kind))
                .first(db)?)
        })
        .await;
    assert_eq!((zone.as_str(), language, kind.as_str()), ("America/Guadeloupe", Language::French, "CHU"));
    lea.fills(SETTINGS, SETTINGS, &[("establishment", ""), ("time_zone", "Pacific/Noumea")]).await.redirects_to("/");
    lea.visits(&format!("/membres/{}", lea.id())).await.hides("Anse-Rouge").shows("20 h 00");
}

#[actix_web::test]
async fn what_is_wrong_is_said_beside_the_field_and_everything_typed_is_kept() {
    let town = Town::new().await;
    let lea = town.member("Léa Martin").await;
    let long = "é".repeat(81);
    let fields = [
        ("given_name", ""),
        ("family_name", long.as_str()),
        ("town", ""),
        ("region", "atlantide"),
        ("time_zone", "Mars/Olympus"),
        ("language", "tlh"),
        ("expertises", "a,b,c,d,e,f"),
        ("presentation", "  Je garde <ce> texte & son \"style\".\nDeux lignes."),
    ];
    let again = lea.fills(SETTINGS, SETTINGS, &fields).await;
    again
        .is(422)
        .shows("7 points sont à revoir")
        .shows("81 caractères")
        .shows("Écrivez votre prénom")
        .shows("Dites dans quelle commune")
        .shows("6 domaines");
    assert_eq!(again.count(".field-invalid"), 7);
    for (name, value) in fields {
        let shown = again.field(name).unwrap();
        // A choice that does not exist cannot be shown.
        if !["region", "time_zone", "language"].contains(&name) {
            assert_eq!(shown.trim_start_matches('\n'), value, "{name}");
        }
    }
    lea.posts(SETTINGS, &[("given_name", "Léa"), ("admin", "1")])
        .await
        .is(422)
        .shows("n'est pas celui que nous avons envoyé");
    let page = lea.visits(SETTINGS).await;
    assert_eq!(page.field("given_name").as_deref(), Some("Léa"));
}

fn png(side: u32) -> Vec<u8> {
    let mut drawn = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(side, side / 2).write_to(&mut drawn, image::ImageFormat::Png).unwrap();
    drawn.into_inner()
}

#[actix_web::test]
async fn a_picture_replaces_initials_and_can_be_taken_back() {
    let town = Town::new().await;
    let lea = town.member("Léa Martin").await;
    for (name, bytes, told) in [
        ("moi.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec(), "n'est pas une image"),
        ("moi.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec(), "n'est pas une image"),
        ("moi.png", png(64)[..80].to_vec(), "n'est pas une image"),
        ("moi.jpg", Vec::new(), "Choisissez d'abord une image"),
    ] {
        let refused = lea.uploads("/reglages/portrait", &[], "portrait", name, &bytes).await;
        refused.is(422).shows(told);
        assert_eq!(refused.count("#portrait-error"), 1, "{name}");
    }
    lea.visits(SETTINGS).await.ok().hides("Revenir à mes initiales");
    let address = lea.visits(SETTINGS).await;
    assert_eq!(address.count("main img.avatar"), 0);

    lea.uploads("/reglages/portrait", &[], "portrait", "moi.png", &png(400)).await.redirects_to(SETTINGS);
    let page = lea.visits(SETTINGS).await;
    page.ok().shows("Votre photo est enregistrée").shows("Revenir à mes initiales");
    let first = page.attribute("main img.avatar", "src").unwrap();
    let made = image::load_from_memory(&lea.visits(&first).await.bytes).unwrap();
    assert_eq!((made.width(), made.height()), (256, 256));
    lea.fills(SETTINGS, "/reglages/portrait/retrait", &[]).await.redirects_to(SETTINGS);
    lea.visits(&first).await.is(404);

    let huge = vec![0; 6 * 1024 * 1024];
    lea.uploads("/reglages/portrait", &[], "portrait", "moi.png", &huge).await.is(413);
    let forged = town.member("Karim Benali").await;
    forged.posts_raw("/reglages/portrait", &[("_csrf", "x"), ("_key", "y")]).await.is(403);
}
