//! The first visit, the first steps, running the community.

use cercles::instance;
use cercles::joining::import;

use crate::town::{Answer, PASSWORD, Person, THEME, Town};

/// A community nobody has entered yet, and its one-time link.
async fn opened() -> (Town, String) {
    let town = Town::new().await;
    let token = town.write(instance::first_visit).await.expect("nobody administers");
    (town, format!("/premiere-visite/{token}"))
}

const AGATHE: &[(&str, &str)] = &[
    ("given_name", "Agathe"),
    ("family_name", "Ménard"),
    ("email", "agathe.menard@town.example"),
    ("profession", "Cheffe de projet"),
    ("region", "ile-de-france"),
    ("password", PASSWORD),
];

#[actix_web::test]
async fn an_empty_community_is_led_to_a_running_one() {
    let (town, link) = opened().await;
    assert_eq!(town.read(cercles::members::store::headcount).await.all(), 0, "nobody has a default account");
    let agathe = town.visitor();
    agathe.visits(&link).await.ok().shows("Ouvrir la communauté").shows("Ce à quoi chacun s'engage");
    let entered = agathe.fills(&link, &link, AGATHE).await;
    entered.redirects_to("/administration");

    let steps = agathe.follows(&entered).await;
    steps.ok().shows("Votre compte est créé").shows("Premiers pas").shows("9 étapes pour ouvrir la communauté");
    assert_eq!(now(&steps), "Nommer la communauté (à faire maintenant)");

    let contact = [("name", "Entraide hospitalière"), ("contact", "contact@town.example")];
    agathe.fills("/administration/communaute", "/administration/communaute", &contact).await.redirects_to("/admin");
    for text in ["mentions-legales", "accessibilite"] {
        let page = format!("/administration/{text}");
        agathe.visits(&page).await.ok().shows("passages « à compléter »");
        let written = [("source", "# Éditeur\n\nL'agence **nationale**, à Paris.")];
        let kept = agathe.fills(&page, &page, &written).await;
        agathe.follows(&kept).await.ok().shows("Le texte est enregistré").hides("passages « à compléter »");
        let public = town.visitor().visits(&format!("/{text}")).await;
        public.ok().shows("L'agence nationale , à Paris.").shows("contact@town.example");
        assert_eq!(public.texts(".prose h2"), ["Éditeur"]);
    }
    agathe.fills("/administration/charte", "/administration/charte/maintien", &[]).await.redirects_to("/admin");
    agathe.fills("/administration/courriel", "/administration/courriel", &[]).await.redirects_to("/admin");
    assert_eq!(now(&agathe.visits("/administration").await), "Essayer l'envoi de courriels (à faire maintenant)");
    town.runs_the_timetable().await;
    assert_eq!(
        now(&agathe.visits("/administration").await),
        "Désigner les animateurs et animatrices (à faire maintenant)"
    );

    for theme in agathe.visits("/administration/themes").await.texts("tbody th a") {
        assert!(!theme.is_empty());
    }
    let themes = [
        "numerique-en-sante",
        "sante-mentale",
        "dialogue-de-gestion",
        "responsabilite-societale",
        "patrimoine-immobilier",
    ];
    for theme in themes {
        let named = [("theme", theme), ("email", "agathe.menard@town.example"), ("reason", "En attendant.")];
        agathe.fills("/administration/animateurs", "/administration/animateurs", &named).await.redirects_to("/admin");
    }
    assert_eq!(now(&agathe.visits("/administration").await), "Faire venir les membres (à faire maintenant)");
    town.member("Camille Bertin").await;
    let steps = agathe.visits("/administration").await;
    steps.ok().shows("9 sont faites").shows("Tout est prêt");

    let ended = agathe.fills("/administration", "/administration/premiers-pas", &[]).await;
    let home = agathe.follows(&ended).await;
    home.ok()
        .shows("Les premiers pas sont terminés")
        .shows("Travaux réguliers")
        .shows("Comptes ouverts")
        .hides("Premiers pas");
    town.visitor().visits("/").await.ok().shows("Demander à rejoindre Entraide hospitalière");
}

/// The step to do now.
fn now(page: &Answer) -> String {
    page.texts("li[aria-current=step] h2").concat()
}

#[actix_web::test]
async fn the_one_time_link_serves_once_and_half_an_hour() {
    let (town, link) = opened().await;
    let agathe = town.visitor();
    agathe.fills(&link, &link, AGATHE).await.redirects_to("/administration");
    let bilal = town.visitor();
    bilal.visits(&link).await.is(410).shows("Il a déjà servi");
    bilal.posts(&link, AGATHE).await.is(410).hides(PASSWORD);
    assert_eq!(town.read(cercles::members::store::headcount).await.all(), 1);
    assert!(town.write(instance::first_visit).await.is_none(), "somebody administers");

    let (town, link) = opened().await;
    town.passes(30 * 60).await;
    town.visitor().visits(&link).await.is(410);
    town.visitor().posts(&link, AGATHE).await.is(410);
    let (town, link) = opened().await;
    town.write(instance::first_visit).await.expect("another link");
    town.visitor().visits(&link).await.is(410);
}

#[actix_web::test]
async fn a_first_account_that_is_not_right_is_shown_again_without_its_password() {
    let (town, link) = opened().await;
    let agathe = town.visitor();
    let mut fields = AGATHE.to_vec();
    fields[2] = ("email", "agathe");
    fields[5] = ("password", "trop court");
    let again = agathe.fills(&link, &link, &fields).await;
    again.is(422).shows("10 caractères : il en faut au moins 15").shows("2 points sont à revoir").hides("trop court");
    assert_eq!(again.field("family_name").as_deref(), Some("Ménard"));
    assert_eq!(again.field("region").as_deref(), Some("ile-de-france"));
    assert_eq!(again.header("referrer-policy"), "no-referrer");
    agathe.posts(&link, AGATHE).await.redirects_to("/administration");
}

#[actix_web::test]
async fn the_administration_exists_for_administrators_only() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let hidden = nicolas.visits("/administration").await;
    let missing = nicolas.visits("/administration-de-rien").await;
    hidden.is(404);
    missing.is(404);
    for page in ["communaute", "mentions-legales", "accessibilite", "charte", "courriel", "themes", "animateurs"] {
        nicolas.visits(&format!("/administration/{page}")).await.is(404).shows("Cette page n'existe pas");
    }
    let renamed = nicolas.posts("/administration/communaute", &[("name", "À moi"), ("contact", "a@b.example")]).await;
    renamed.is(404);
    town.visitor().visits("/").await.hides("À moi");
    town.visitor().visits("/administration").await.redirects_to("/connexion");
}

#[actix_web::test]
async fn who_opens_the_community_may_be_in_a_spreadsheet_already() {
    let (town, link) = opened().await;
    town.write(|tx| {
        let csv = "email;nom;prenom;etablissement;type;ville;region;profession;theme;cercle\n\
            agathe.menard@town.example;Menard;Agate;CH de Valmont;CH;Valmont;Bretagne;Directrice;\
            numerique-en-sante;expert\n";
        let sheet = import::sheet::read(csv.as_bytes()).unwrap();
        assert!(import::run(tx, &sheet, "membres.csv", None).is_ok());
        Ok(())
    })
    .await;
    let agathe = town.visitor();
    let entered = agathe.fills(&link, &link, AGATHE).await;
    agathe.follows(entered.redirects_to("/administration")).await.ok().shows("Votre compte est créé");
    agathe.visits(&format!("/themes/{THEME}/cercles")).await.ok().shows("Agathe Ménard");
}

#[actix_web::test]
async fn a_new_charter_is_accepted_again_by_everybody() {
    let town = Town::new().await;
    let (agathe, camille) = (town.admin("Agathe Ménard").await, town.member("Camille Bertin").await);
    camille.visits("/fils").await.ok();
    let same = agathe.fills("/administration/charte", "/administration/charte", &[]).await;
    same.is(422).shows("Ce texte est déjà celui de la charte");
    let text = [("source", "# Une règle\n\nOn s'écoute.")];
    let published = agathe.fills("/administration/charte", "/administration/charte", &text).await;
    let page = agathe.follows(&published).await;
    page.ok().shows("La nouvelle version est publiée").shows("La version 2 est en vigueur");
    assert_eq!(page.texts("tbody th"), ["Version 2", "Version 1"]);
    camille.visits("/fils").await.redirects_to("/charte?next=");
    let charter = camille.visits("/charte").await;
    charter.ok().shows("On s'écoute.");
    camille.fills("/charte", "/charte", &[]).await.is(303);
    camille.visits("/fils").await.ok();
    let page = agathe.visits("/administration/charte").await;
    assert_eq!(page.texts("tbody tr:first-child td:last-child"), ["2"], "Agathe by publishing it, Camille");
    agathe.visits("/administration/charte/1").await.ok().shows("Ce à quoi chacun s'engage");
    agathe.visits("/administration/charte/3").await.is(404);
}

#[actix_web::test]
async fn a_theme_is_opened_shaped_ordered_archived_and_opened_again() {
    let town = Town::new().await;
    let agathe = town.admin("Agathe Ménard").await;
    let list = "/administration/themes";
    let opening = [("name", "Soins critiques"), ("presentation", "Réanimation et urgences.")];
    let opened = agathe.fills(list, list, &opening).await;
    opened.redirects_to("/administration/themes/soins-critiques");
    agathe.fills(list, list, &opening).await.is(422).shows("Un thème porte déjà ce nom");
    agathe.fills(list, list, &[("name", "!?"), ("presentation", "Rien.")]).await.is(422).shows("au moins une lettre");

    let page = "/administration/themes/soins-critiques";
    let shape = "/themes/soins-critiques/gestion";
    let wrong = agathe.fills(page, shape, &[("target_peer", "beaucoup")]).await;
    wrong.is(422).shows("Écrivez un nombre de personnes");
    assert_eq!(wrong.field("target_peer").as_deref(), Some("beaucoup"));
    let aims = [("join_policy", "open"), ("target_community", "1 200"), ("target_expert", "12")];
    agathe.fills(page, shape, &aims).await.redirects_to(page);
    let kept = agathe.visits(page).await;
    assert_eq!(kept.field("target_community").as_deref(), Some("1200"));
    assert_eq!(kept.field("join_policy").as_deref(), Some("open"));
    let renamed = agathe.fills(page, &format!("{page}/nom"), &[("name", "Soins critiques et urgences")]).await;
    agathe.follows(&renamed).await.ok().shows("Soins critiques et urgences").shows("Le thème est renommé");
    town.visitor().visits("/themes/soins-critiques").await.ok().shows("Soins critiques et urgences");

    agathe.posts(&format!("{page}/place"), &[("direction", "monter")]).await.redirects_to(list);
    let order = agathe.visits(list).await.texts("tbody th a");
    assert_eq!(order[4], "Soins critiques et urgences");
    assert_eq!(order[5], "Patrimoine immobilier");

    let archive = format!("{page}/archive");
    agathe.fills(page, &archive, &[]).await.is(422).shows("Cochez la case");
    agathe.fills(page, &archive, &[("confirmed", "1")]).await.redirects_to(page);
    town.visitor().visits("/themes").await.ok().hides("Soins critiques");
    town.visitor().visits("/").await.ok().hides("Soins critiques");
    agathe.posts(&archive, &[("confirmed", "1")]).await.is(409).shows("déjà été archivé");
    agathe.fills(page, &format!("{archive}/retrait"), &[]).await.redirects_to(page);
    town.visitor().visits("/themes").await.ok().shows("Soins critiques");
}

#[actix_web::test]
async fn animators_shape_their_theme_and_no_other() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let page = format!("/themes/{THEME}/gestion");
    let subtopics = format!("{page}/sous-themes");
    let shown = nicolas.visits(&page).await;
    shown.ok().shows("Identitovigilance").hides("Archiver le thème").hides("Renommer le thème");
    nicolas.fills(&page, &subtopics, &[("new_subtopic", "Messageries sécurisées")]).await.redirects_to(&page);
    let taken = nicolas.fills(&page, &subtopics, &[("new_subtopic", "messageries SÉCURISÉES")]).await;
    taken.is(422).shows("déjà un sous-thème de ce nom");

    let shown = nicolas.visits(&page).await;
    let row = |name: &str| {
        let at = shown.texts("tbody th").iter().position(|known| known == name).unwrap() + 1;
        shown.attribute(&format!("tbody tr:nth-child({at}) form.form"), "action").unwrap()
    };
    let added = row("Messageries sécurisées");
    let empty = nicolas.posts(&added, &[("subtopic_name", " ")]).await;
    empty.is(422).shows("Ce champ est nécessaire");
    assert_eq!(empty.count("details[open]"), 1);
    nicolas.posts(&added, &[("subtopic_name", "Messagerie")]).await.redirects_to(&page);
    nicolas.posts(&format!("{added}/archive"), &[]).await.redirects_to(&page);
    nicolas.posts(&format!("{added}/archive"), &[]).await.is(409);
    nicolas.visits(&format!("/themes/{THEME}")).await.ok().hides("Messagerie");
    nicolas.posts(&format!("{added}/archive/retrait"), &[]).await.redirects_to(&page);
    nicolas.visits(&format!("/themes/{THEME}")).await.ok().shows("Messagerie");

    nicolas.visits("/themes/sante-mentale/gestion").await.is(403);
    let elsewhere = added.replace(THEME, "sante-mentale");
    nicolas.posts(&elsewhere, &[("subtopic_name", "Pris")]).await.is(403);
    nicolas.posts("/themes/sante-mentale/gestion/sous-themes", &[("new_subtopic", "Pris")]).await.is(403);
    let agathe = town.admin("Agathe Ménard").await;
    agathe.posts(&elsewhere, &[("subtopic_name", "Pris")]).await.is(404);
    nicolas.visits(&page).await.ok().hides("Pris");
}

#[actix_web::test]
async fn an_animator_acts_from_the_next_request_and_stops_at_the_next_one() {
    let town = Town::new().await;
    let (agathe, zoe) = (town.admin("Agathe Ménard").await, town.outsider("Zoé Lambert").await);
    let page = format!("/themes/{THEME}/gestion");
    zoe.visits(&page).await.is(403);
    let naming = "/administration/animateurs";
    let name = |email: &'static str| [("theme", THEME), ("email", email), ("reason", "Elle connaît le sujet.")];
    let stranger = agathe.fills(naming, naming, &name("inconnue@town.example")).await;
    stranger.is(422).shows("Invitez d'abord cette personne");
    assert_eq!(stranger.field("reason").as_deref(), Some("Elle connaît le sujet."));
    agathe.fills(naming, naming, &name("zoe.lambert@town.example")).await.redirects_to(naming);
    agathe.fills(naming, naming, &name("Zoe.Lambert@town.example")).await.is(422).shows("anime déjà ce thème");
    zoe.visits(&page).await.ok();
    town.runs_the_timetable().await;
    let inbox = town.inbox_of("zoe.lambert@town.example");
    inbox.holds_one("Vous animez désormais");
    inbox.last_shows("Elle connaît le sujet.");

    let withdrawal = format!("{naming}/{THEME}/{}/retrait", zoe.id());
    let empty = agathe.posts(&withdrawal, &[]).await;
    empty.is(422).shows("Ce champ est nécessaire");
    assert_eq!(empty.count("details[open]"), 1);
    agathe.fills(naming, &withdrawal, &[("withdrawal_reason", "Elle change de poste.")]).await.redirects_to(naming);
    zoe.visits(&page).await.is(403);
    agathe.posts(&withdrawal, &[("withdrawal_reason", "Encore.")]).await.is(409);
    town.passes(60).await;
    town.runs_the_timetable().await;
    town.inbox_of("zoe.lambert@town.example").last_shows("Elle change de poste.");
    let hers = zoe.visits(&format!("/membres/{}", zoe.id())).await;
    hers.ok().shows("animation confiée par Agathe Ménard").shows("Elle connaît le sujet.");
    hers.shows("animation retirée par Agathe Ménard").shows("Elle change de poste.");
    town.member("Camille Bertin")
        .await
        .visits(&format!("/membres/{}", zoe.id()))
        .await
        .ok()
        .hides("Elle connaît le sujet.");
    assert_eq!(facts(&town).await, ["animator.named", "animator.withdrawn"]);
}

/// The acts about animators that the journal holds.
async fn facts(town: &Town) -> Vec<String> {
    town.read(|db| {
        use cercles::db::schema::journal;
        use diesel::prelude::*;
        let acts = journal::table.filter(journal::act.like("animator.%")).order(journal::id);
        Ok(acts.select(journal::act).load(db)?)
    })
    .await
}

#[actix_web::test]
async fn a_trial_mail_lands_in_the_administrator_s_inbox_and_its_fate_is_shown() {
    let town = Town::new().await;
    let agathe: Person<'_> = town.admin("Agathe Ménard").await;
    let page = "/administration/courriel";
    agathe.visits(page).await.ok().hides("Le dernier essai");
    let asked = agathe.fills(page, page, &[]).await;
    agathe.follows(&asked).await.ok().shows("L'essai est en route").shows("En attente");
    town.runs_the_timetable().await;
    town.inbox_of("agathe.menard@town.example").holds_one("Essai d'envoi");
    agathe.visits(page).await.ok().shows("Parti");
}

#[actix_web::test]
async fn an_administrator_names_another_who_signs_in_again_and_nobody_withdraws_themselves() {
    let town = Town::new().await;
    let (agathe, zoe) = (town.admin("Agathe Ménard").await, town.outsider("Zoé Lambert").await);
    let page = "/administration/equipe";
    agathe.fills(page, page, &[("email", "personne@town.example")]).await.is(422);
    let named = agathe.fills(page, page, &[("email", "zoe.lambert@town.example")]).await;
    agathe.follows(&named).await.ok().shows("elle en est prévenue").shows("Zoé Lambert");
    agathe.fills(page, page, &[("email", "zoe.lambert@town.example")]).await.is(422).shows("administre déjà");
    zoe.visits("/administration").await.redirects_to("/connexion");
    zoe.comes_back().await;
    zoe.visits("/administration").await.ok();
    zoe.visits("/notifications").await.ok().shows("vous confie l'administration");
    let withdrawal = |member: &Person<'_>| format!("{page}/{}/retrait", member.id());
    agathe.posts(&withdrawal(&agathe), &[("sure", "yes")]).await.is(403);
    agathe.posts(&withdrawal(&zoe), &[]).await.is(422).shows("Cochez la case");
    agathe.posts(&withdrawal(&zoe), &[("sure", "yes")]).await.redirects_to(page);
    agathe.posts(&withdrawal(&zoe), &[("sure", "yes")]).await.is(409);
    agathe
        .visits("/console/journal?theme=instance")
        .await
        .ok()
        .shows("Administration confiée")
        .shows("Administration retirée");
    agathe
        .visits("/administration/installation")
        .await
        .ok()
        .shows("Base de données")
        .shows("Aucune sauvegarde n'est programmée");
    town.animator("Nicolas Aubert").await.visits(page).await.is(404);
}
