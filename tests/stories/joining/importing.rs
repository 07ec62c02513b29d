//! Bringing people in with a spreadsheet.

use std::time::Instant;

use cercles::db::schema::{circle_moves, establishments, invitations, join_requests, members, memberships, outbox};
use cercles::joining::import::report::Report;
use cercles::joining::import::{self, Refused, sheet};
use diesel::prelude::*;

use super::{account, circle_in, circle_of, comes_in, mail_leaves, profile};
use crate::town::{Answer, PASSWORD, Person, THEME, Town};

const WHOLE: &[u8] = include_bytes!("../../fixtures/membres-575.csv");
const UPDATE: &[u8] = include_bytes!("../../fixtures/membres-mise-a-jour.csv");
const BROKEN: &[u8] = include_bytes!("../../fixtures/membres-abime.csv");
const PAGE: &str = "/administration/import";
const HEAD: &str = "email;nom;prenom;etablissement;type;ville;region;profession;theme;cercle";

/// Brings a file in as the command line does.
async fn runs(town: &Town, bytes: &'static [u8], name: &'static str) -> Report {
    town.write(move |tx| {
        let sheet = sheet::read(bytes).unwrap();
        let plan = import::run(tx, &sheet, name, None).map_err(|why| match why {
            Refused::Faults(faults) => panic!("{faults:#?}"),
            Refused::Otherwise(refusal) => refusal,
        })?;
        Ok(Report::of(&plan))
    })
    .await
}

async fn dry_run(town: &Town, bytes: &'static [u8]) -> Report {
    let now = town.app.database.now();
    town.read(move |db| {
        let plan = import::dry_run(db, &sheet::read(bytes).unwrap(), now);
        Ok(Report::of(&plan.map_err(|why| panic!("{why:#?}")).unwrap()))
    })
    .await
}

/// How many rows the tables that an import writes hold.
async fn counts(town: &Town) -> [i64; 6] {
    town.read(|db| {
        Ok([
            members::table.count().get_result(db)?,
            memberships::table.filter(memberships::state.eq("confirmed")).count().get_result(db)?,
            establishments::table.count().get_result(db)?,
            invitations::table.count().get_result(db)?,
            outbox::table.count().get_result(db)?,
            circle_moves::table.count().get_result(db)?,
        ])
    })
    .await
}

/// Sends a file by the page; opens the report.
async fn sends(who: &Person<'_>, name: &str, bytes: &[u8]) -> (Answer, Answer) {
    let sent = who.uploads(PAGE, &[], "file", name, bytes).await;
    let shown = if sent.status == 303 { who.follows(&sent).await } else { sent.clone() };
    (sent, shown)
}

#[actix_web::test]
async fn five_hundred_and_seventy_five_people_come_in_at_once_and_a_second_time_changes_nothing() {
    let town = Town::new().await;
    let dry = dry_run(&town, WHOLE).await;
    assert_eq!(counts(&town).await, [0; 6], "a dry run changes nothing");
    let started = Instant::now();
    let report = runs(&town, WHOLE, "membres-575.csv").await;
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    assert_eq!(dry, report, "the run does what the dry run showed");
    let figures = report.figures;
    assert_eq!((figures.people, figures.newcomers, figures.places, figures.memberships), (575, 575, 1_022, 1_022));
    assert_eq!((figures.inward, figures.outward, figures.relocations, figures.edits), (0, 0, 0, 0));
    assert_eq!(counts(&town).await, [575, 1_022, 244, 575, 575, 1_022]);
    let by_circle: Vec<(String, i64)> = town
        .read(|db| {
            use diesel::dsl::count_star;
            Ok(memberships::table
                .group_by(memberships::circle)
                .select((memberships::circle, count_star()))
                .order(memberships::circle.asc())
                .load(db)?)
        })
        .await;
    assert_eq!(by_circle, [("community".into(), 760), ("expert".into(), 62), ("peer".into(), 200)]);

    let again = runs(&town, WHOLE, "membres-575.csv").await;
    assert!(again.figures.is_nothing());
    assert_eq!((again.figures.unchanged, again.figures.establishments), (575, 0));
    assert_eq!(counts(&town).await, [575, 1_022, 244, 575, 575, 1_022]);
}

#[actix_web::test]
async fn windows_accents_are_read_and_people_are_drawn_in_their_circles() {
    let town = Town::new().await;
    runs(&town, WHOLE, "membres-575.csv").await;
    let name: (String, String, String, String) = town
        .read(|db| {
            Ok(members::table
                .filter(members::email_key.eq("clemence.etienne@exemple-sante.example"))
                .select((members::family_name, members::given_name, members::profession, members::time_zone))
                .first(db)?)
        })
        .await;
    assert_eq!(name, ("Étienne".into(), "Clémence".into(), "Responsable qualité".into(), "Europe/Paris".into()));
    // Counted and drawn before they accept anything.
    town.visitor().visits(&format!("/themes/{THEME}")).await.ok().shows("25").shows("100").shows("450");
}

#[actix_web::test]
async fn the_update_does_exactly_what_its_dry_run_showed() {
    let town = Town::new().await;
    runs(&town, WHOLE, "membres-575.csv").await;
    let before = counts(&town).await;
    let dry = dry_run(&town, UPDATE).await;
    assert_eq!(counts(&town).await, before);
    let figures = dry.figures;
    assert_eq!((figures.inward, figures.relocations, figures.newcomers), (12, 5, 10));
    assert_eq!((figures.outward, figures.edits, figures.memberships, figures.unchanged), (0, 0, 10, 0));
    assert_eq!(circle_of(&town, "emile.ramos@exemple-sante.example").await.as_deref(), Some("community"));
    let report = runs(&town, UPDATE, "dossier/membres-mise-a-jour.csv").await;
    assert_eq!(report, dry);
    assert_eq!(counts(&town).await, [585, 1_032, 244, 585, 585, 1_022 + 10 + 12]);
    assert_eq!(circle_of(&town, "emile.ramos@exemple-sante.example").await.as_deref(), Some("peer"));
    // The file is the reason, its folders are nobody's business.
    let reasons: Vec<String> = town
        .read(|db| {
            let inward = circle_moves::from_circle.eq("community");
            Ok(circle_moves::table.filter(inward).select(circle_moves::reason).distinct().load(db)?)
        })
        .await;
    assert_eq!(reasons, ["Import : membres-mise-a-jour.csv"]);
    let moved: (String, String, String) = town
        .read(|db| {
            Ok(members::table
                .inner_join(establishments::table)
                .filter(members::email_key.eq("augustin.joubert@exemple-sante.example"))
                .select((establishments::name, members::region, members::time_zone))
                .first(db)?)
        })
        .await;
    // From Guyane to Nouvelle-Aquitaine: the zone follows.
    assert_eq!(moved, ("Centre hospitalier de Valmont".into(), "nouvelle-aquitaine".into(), "Europe/Paris".into()));
    assert!(runs(&town, UPDATE, "membres-mise-a-jour.csv").await.figures.is_nothing());
    // Absent lines removed nobody: the 548 others stand where they stood.
    assert_eq!(circle_of(&town, "theodore.foucher@exemple-sante.example").await.as_deref(), Some("expert"));
}

#[actix_web::test]
async fn the_broken_file_is_refused_whole_with_each_bad_line() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Admin").await;
    let before = counts(&town).await;
    let (sent, _) = sends(&agathe, "membres-abime.csv", BROKEN).await;
    sent.is(422).shows("8 lignes sur 30 sont à corriger").shows("membres-abime.csv");
    let rows = sent.texts("tbody tr");
    let expected = [
        ("4", "cercle", "super-expert", "Cercle inconnu"),
        ("7", "email", "pas-une-adresse", "n'a pas la forme"),
        ("10", "theme", "theme-inconnu", "Thème inconnu"),
        ("13", "region", "Bretagne du Sud", "Peut-être : Bretagne"),
        ("16", "nom", "AutreNom", "porte un autre nom à la ligne 15"),
        ("16", "etablissement", "Clinique de Port-Chanteloup", "un autre établissement à la ligne 15"),
        ("16", "profession", "Chef de projet numérique", "une autre profession à la ligne 15"),
        ("16", "theme", "numerique-en-sante", "déjà inscrite dans ce thème à la ligne 15"),
        ("19", "nom", "", "Cette case est vide"),
        ("25", "toute la ligne", "paul.weiss@exemple-sante.example", "La ligne a 7 cases, au lieu de 10"),
        ("28", "prenom", "Zoé␀", "invisibles ou illisibles"),
    ];
    assert_eq!(rows.len(), expected.len(), "{rows:#?}");
    for (row, (line, column, written, why)) in rows.iter().zip(expected) {
        for part in [line, column, written, why] {
            assert!(row.contains(part), "{part} is not in {row}");
        }
    }
    assert_eq!(counts(&town).await, before);
    let drafts: i64 = town
        .read(|db| {
            use cercles::db::schema::import_drafts;
            Ok(import_drafts::table.count().get_result(db)?)
        })
        .await;
    assert_eq!(drafts, 0, "a refused file is not kept");
}

#[actix_web::test]
async fn an_administrator_sends_reads_and_confirms() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Admin").await;
    agathe.visits(PAGE).await.ok().shows("Importer des membres");
    agathe.visits(&format!("{PAGE}/modele.csv")).await.ok().shows(HEAD);
    agathe.uploads(PAGE, &[], "autre", "x.csv", b"").await.is(422).shows("Choisissez le fichier");
    let (sent, shown) = sends(&agathe, "C:\\Users\\agathe\\membres-575.csv", WHOLE).await;
    sent.redirects_to(&format!("{PAGE}/"));
    shown.ok().shows("membres-575.csv").hides("agathe\\").shows("Importer 575 personnes").shows("1 022");
    assert_eq!(counts(&town).await[0], 1, "nobody yet");
    let draft = sent.location().to_owned();
    agathe.fills(&draft, &draft, &[]).await.redirects_to(PAGE);
    agathe.visits(PAGE).await.ok().shows("L'import est fait");
    assert_eq!(counts(&town).await[..2], [576, 1_022]);
    agathe.visits(&draft).await.is(404);
    let (_, shown) = sends(&agathe, "mise-a-jour.csv", UPDATE).await;
    shown
        .ok()
        .shows("Émile Ramos")
        .shows("Cercle des pairs")
        .shows("Marc Tanguy")
        .shows("Centre hospitalier de Valmont");
    let (_, shown) = sends(&agathe, "membres-575.csv", WHOLE).await;
    shown.ok().shows("il n'y a rien à importer").hides("Importer 575");
}

#[actix_web::test]
async fn what_changed_since_the_check_is_checked_again() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Admin").await;
    let (sent, shown) = sends(&agathe, "membres.csv", UPDATE).await;
    let seen = shown.field("seen").unwrap();
    let draft = sent.location().to_owned();
    runs(&town, WHOLE, "membres-575.csv").await;
    let before = counts(&town).await;
    agathe.posts(&draft, &[("seen", &seen)]).await.is(409).shows("contrôlez de nouveau");
    assert_eq!(counts(&town).await, before);
    agathe.fills(&draft, &draft, &[]).await.redirects_to(PAGE);
    assert_eq!(circle_of(&town, "emile.ramos@exemple-sante.example").await.as_deref(), Some("peer"));
}

#[actix_web::test]
async fn nobody_but_administrators_knows_of_the_import() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Admin").await;
    let (sent, _) = sends(&agathe, "membres.csv", UPDATE).await;
    let draft = sent.location().to_owned();
    for person in [town.animator("Nicolas Aubert").await, town.expert("Ana Ferreira").await, town.outsider("O D").await]
    {
        person.visits(PAGE).await.is(404);
        person.visits(&draft).await.is(404);
        person.posts(&draft, &[("seen", "x")]).await.is(404);
        person.uploads(PAGE, &[], "file", "x.csv", UPDATE).await.is(404);
    }
    // Nor may another administrator confirm what they did not send.
    town.admin("Autre Admin").await.visits(&draft).await.is(404);
    assert_eq!(counts(&town).await[1], 1);
}

#[actix_web::test]
async fn bad_files_of_every_kind_get_a_sentence() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Admin").await;
    let line = "a@b.example;N;Zoé;E;CH;V;Corse;P;numerique-en-sante;pair";
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (HEAD.into(), "n'a qu'une ligne de titres"),
        (b"\n\n".to_vec(), "Ce fichier est vide"),
        (format!("{}\n{line}", HEAD.replace(";cercle", "")).into(), "La colonne « cercle » manque"),
        (format!("{HEAD}\n{line};trop").into(), "La ligne a 11 cases, au lieu de 10"),
        (format!("{HEAD}\n{line}\nb@b.example;\"N;Zoé").into(), "des guillemets sont peut-être restés ouverts"),
        (format!("{HEAD}\n{}", line.replace("Zoé", &"é".repeat(81))).into(), "81 caractères"),
        (format!("{HEAD}\n{}", line.replace("CH;", "Caserne;")).into(), "Type inconnu"),
        (format!("{HEAD}\n{}\n", line.replace("Corse", "Antilles")).into(), "Région inconnue"),
        (
            format!("{HEAD}\n{}\n", line.replace("a@b.example", &agathe.email.replace('@', "@@"))).into(),
            "n'a pas la forme",
        ),
        (
            [
                format!("{HEAD}\n{line}\n").into_bytes(),
                b"b@b.example;N;Zo\xe9;E;CH;V;Corse;P;numerique-en-sante;pair".to_vec(),
            ]
            .concat(),
            "elle vient sans doute d'un autre fichier",
        ),
        (
            format!("{HEAD}\n{line}\n{}", line.replace(";CH;", ";GHT;").replace("a@b", "c@b")).into(),
            "Le même établissement est d'un autre type à la ligne 2",
        ),
        (vec![0x89, b'P', b'N', b'G', 0, 1, 2, 3], "manque"),
    ];
    for (bytes, sentence) in cases {
        let (sent, _) = sends(&agathe, "f.csv", &bytes).await;
        sent.is(422).shows(sentence);
    }
    assert_eq!(counts(&town).await[..2], [1, 0]);
}

#[actix_web::test]
async fn files_as_spreadsheets_write_them_all_read_the_same() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Admin").await;
    let text = format!(
        "{}\r\nZoe.Gil@b.example;GIL;Zoé;\"Clinique \"\"Les Pins\"\" ; site B\";clinique;Bastia;  CORSE ;Médecin;Numérique en santé;Communaute\r\n;;;;;;;;;\r\n",
        "E-mail;NOM;Prénom;Établissement;Type;Ville;Région;Profession;Thème;Cercle"
    );
    let windows = encoding_rs_windows(&text);
    for bytes in [text.clone().into_bytes(), format!("\u{feff}sep=;\r\n{text}").into_bytes(), windows] {
        let (_, shown) = sends(&agathe, "f.csv", &bytes).await;
        shown
            .ok()
            .shows("Importer une personne")
            .shows("Zoé GIL")
            .shows("Clinique \"Les Pins\" ; site B, Bastia (Corse)");
    }
}

/// The few letters of a test in Windows-1252.
fn encoding_rs_windows(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

#[actix_web::test]
async fn until_they_accept_people_get_the_invitation_and_one_reminder() {
    let town = Town::new().await;
    runs(&town, UPDATE, "membres.csv").await;
    let (first, last) = ("emile.ramos@exemple-sante.example", "nouveau.9@exemple-sante.example");
    // Paced: one a second, and two have passed.
    mail_leaves(&town).await;
    assert_eq!(town.memory.mails().len(), 3);
    town.passes(60).await;
    mail_leaves(&town).await;
    assert_eq!(town.memory.mails().len(), 27);
    town.inbox_of(last).holds_one("Santé mentale (Communauté)");
    town.inbox_of(first).holds_one("pendant 30 jours");
    comes_in(&town, &town.visitor(), last, &profile("Bernadette", "Coulon", "wallis-et-futuna")).await.is(303);
    for _ in 0..4 {
        town.passes(7 * 86_400 + 3_600).await;
        mail_leaves(&town).await;
        town.passes(120).await;
        mail_leaves(&town).await;
    }
    assert_eq!(town.inbox_of(first).0.len(), 2);
    town.inbox_of(first).last_shows("Ce rappel est le seul");
    assert_eq!(town.inbox_of(last).0.len(), 1, "who accepted is not reminded");
    assert_eq!(town.memory.mails().len(), 27 + 26);
    // Thirty days are over; the link of the reminder does not serve any more.
    town.passes(3 * 86_400).await;
    let link = town.inbox_of(first).last_link(&town.app.base_url, "/invitation/");
    town.visitor().visits(&link).await.is(410).shows("a expiré");
    // Asking to join with that address sends the invitation again, and nothing else.
    let form = [
        ("theme", THEME),
        ("given_name", "Émile"),
        ("family_name", "Ramos"),
        ("email", first),
        ("profession", "x"),
        ("establishment", "x"),
        ("region", "martinique"),
        ("motivation", "x"),
    ];
    town.visitor().posts("/rejoindre", &form).await.redirects_to("/rejoindre/merci");
    mail_leaves(&town).await;
    let fresh = town.inbox_of(first).last_link(&town.app.base_url, "/invitation/");
    town.visitor().visits(&fresh).await.ok().shows("Bienvenue");
    let requests: i64 = town.read(|db| Ok(join_requests::table.count().get_result(db)?)).await;
    assert_eq!(requests, 0);
}

#[actix_web::test]
async fn who_was_brought_in_confirms_their_profile_and_keeps_the_place_they_have_now() {
    let town = Town::new().await;
    runs(&town, WHOLE, "membres-575.csv").await;
    let email = "theodore.foucher@exemple-sante.example";
    mail_leaves(&town).await;
    let link = town.inbox_of(email).last_link(&town.app.base_url, "/invitation/");
    let visitor = town.visitor();
    let page = visitor.visits(&link).await;
    page.ok().shows("Bienvenue").shows("Cercle des experts").shows(email);
    assert_eq!(page.field("given_name").as_deref(), Some("Théodore"));
    assert_eq!(page.field("kind").as_deref(), Some("CH"));
    assert_eq!(page.field("region").as_deref(), Some("guyane"));
    // Not accepted: no password, no signing in.
    town.visitor().posts("/connexion", &[("email", email), ("password", PASSWORD)]).await.is(422);
    // An animator moved them outward meanwhile: accepting gives nothing back.
    let theme = town.theme(THEME).await;
    let (member, _) = account(&town, email).await.unwrap();
    town.write(move |tx| {
        use cercles::circles::{self, Circle, Move};
        circles::place(tx, &Move { member, theme, to: Some(Circle::Community), decided_by: None, reason: "story" })?;
        Ok(())
    })
    .await;
    let accepted = visitor
        .fills(&link, &link, &[("profession", "Ingénieur en chef"), ("password", PASSWORD), ("charter", "1")])
        .await;
    accepted.redirects_to("/");
    assert_eq!(circle_of(&town, email).await.as_deref(), Some("community"));
    assert_eq!(account(&town, email).await, Some((member, "active".into())));
    visitor.visits(&link).await.is(410);
    town.visitor().posts("/connexion", &[("email", email), ("password", PASSWORD)]).await.redirects_to("/");
    let profession: String =
        town.read(move |db| Ok(members::table.find(member).select(members::profession).first(db)?)).await;
    assert_eq!(profession, "Ingénieur en chef");
}

#[actix_web::test]
async fn an_animator_sends_the_invitation_of_a_spreadsheet_again() {
    let town = Town::new().await;
    runs(&town, UPDATE, "membres.csv").await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let list = nicolas.visits(&super::address("invitations")).await;
    list.ok().shows("emile.ramos@exemple-sante.example").shows("Importée d'un tableau").hides("nouveau.0@");
    let first: cercles::db::ids::InvitationId = town
        .read(|db| {
            let of = invitations::email_key.eq("emile.ramos@exemple-sante.example");
            Ok(invitations::table.filter(of).select(invitations::id).first(db)?)
        })
        .await;
    let elsewhere: cercles::db::ids::InvitationId = town
        .read(|db| {
            let of = invitations::email_key.eq("nouveau.0@exemple-sante.example");
            Ok(invitations::table.filter(of).select(invitations::id).first(db)?)
        })
        .await;
    nicolas.posts(&format!("/invitations/{elsewhere}/renvoi"), &[]).await.is(404);
    town.peer("Maëlle Céleste").await.posts(&format!("/invitations/{first}/renvoi"), &[]).await.is(404);
    nicolas.posts(&format!("/invitations/{first}/renvoi"), &[]).await.redirects_to(&super::address("invitations"));
    mail_leaves(&town).await;
    town.inbox_of("emile.ramos@exemple-sante.example").last_shows("pendant 30 jours");
    let agathe = town.admin("Agathe Admin").await;
    agathe.posts(&format!("/invitations/{elsewhere}/renvoi"), &[]).await.is(303);
}

#[actix_web::test]
async fn a_file_moves_outward_when_it_says_so_and_never_reopens_a_closed_account() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Admin").await;
    let ana = town.expert("Ana Ferreira").await;
    let line = format!(
        "{};Ferreira;Ana;Centre hospitalier de Valmont;CH;Valmont;Occitanie;Pharmacienne;numerique-en-sante;communauté",
        ana.email
    );
    let file = format!("{HEAD}\n{line}\n{}", line.replace("numerique-en-sante", "sante-mentale"));
    let (sent, shown) = sends(&agathe, "f.csv", file.as_bytes()).await;
    shown.ok().shows("Passages vers l'extérieur").shows("Cercle des experts").shows("Santé mentale");
    let draft = sent.location().to_owned();
    agathe.fills(&draft, &draft, &[]).await.redirects_to(PAGE);
    assert_eq!(circle_of(&town, &ana.email).await.as_deref(), Some("community"));
    assert_eq!(circle_in(&town, &ana.email, "sante-mentale").await.as_deref(), Some("community"));
    let invited: i64 = town.read(|db| Ok(invitations::table.count().get_result(db)?)).await;
    assert_eq!(invited, 0, "who has an account is not invited");
    let id = ana.id();
    town.write(move |tx| {
        diesel::update(members::table.find(id)).set(members::state.eq("closed")).execute(tx.db())?;
        Ok(())
    })
    .await;
    let (sent, _) = sends(&agathe, "f.csv", file.as_bytes()).await;
    sent.is(422).shows("Le compte de cette adresse est fermé");
}
