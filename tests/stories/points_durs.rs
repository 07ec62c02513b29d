//! Points durs: reporting, the main road and what stands beside it, who may do what, who stays unknown.

mod anonymous;
mod beside;
mod rights;
mod walks;

use cercles::db::ids::to_base32;

use crate::town::{Person, THEME, Town, id_in};

/// Reports with what is required alone; its address.
pub async fn reports(person: &Person<'_>, title: &str) -> String {
    reports_with(person, title, &[]).await
}

/// Reports with more; its address.
pub async fn reports_with(person: &Person<'_>, title: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("theme", THEME), ("title", title), ("difficulty", "Rien ne passe depuis lundi.")];
    fields.extend_from_slice(more);
    let sent = person.posts("/points-durs/nouveau", &fields).await;
    sent.redirects_to("/points-durs/").location().to_owned()
}

/// The address of one of a point dur's forms.
pub fn at(point: &str, end: &str) -> String {
    format!("/points-durs/{}/{end}", to_base32(id_in(point)))
}

/// Takes a step by its form.
pub async fn takes(person: &Person<'_>, point: &str, end: &str, fields: &[(&str, &str)]) {
    let form = at(point, end);
    person.fills(&form, &form, fields).await.redirects_to("/points-durs/");
}

/// The word of the state a point dur's page shows.
pub async fn state(person: &Person<'_>, point: &str) -> String {
    person.visits(point).await.ok().attribute(".ticket", "data-state").unwrap()
}

#[actix_web::test]
async fn a_title_and_what_happens_are_enough() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let lou = town.outsider("Lou Dehors").await;
    let form = camille.visits("/points-durs/nouveau").await;
    form.ok().shows("Un titre et ce qui se passe suffisent");
    let fields = [("title", "Les bracelets ne passent plus"), ("difficulty", "Le lecteur du bloc les refuse.")];
    let sent = camille.fills_in(&form, "/points-durs/nouveau", &fields).await;
    let point = sent.redirects_to("/points-durs/").location().to_owned();
    camille.visits(&point).await.ok().shows("Votre point dur est signalé");
    let page = ana.visits(&point).await;
    page.ok().shows("Les bracelets ne passent plus").shows("Le lecteur du bloc les refuse").shows("Signalé");
    page.shows("Camille Bertin").shows("Centre hospitalier de Valmont").shows("Personne pour l'instant");
    // It is a thread like others: lists, the search and its old address lead there.
    ana.visits("/fils").await.ok().shows("Point dur").shows("Les bracelets ne passent plus");
    ana.visits(&format!("/fils/{}", to_base32(id_in(&point)))).await.redirects_to(&point);
    ana.visits("/recherche?q=bracelets&kind=point_dur").await.ok().shows("Les bracelets ne passent plus");
    ana.visits("/fils/nouveau/semblables?title=bracelets+au+bloc").await.ok().shows("Les bracelets ne passent plus");
    let listed = ana.visits("/points-durs").await;
    assert_eq!(listed.ok().attribute("li.thread", "data-state").as_deref(), Some("reported"));
    ana.visits("/points-durs?state=resolved").await.ok().hides("bracelets").shows("Aucun point dur ne correspond");
    camille.visits("/points-durs/miens").await.ok().shows("Les bracelets ne passent plus");
    ana.visits("/points-durs/miens").await.ok().hides("bracelets");
    lou.visits(&point).await.is(404);
    lou.visits("/points-durs").await.ok().hides("bracelets");
    // Nobody opens one as another thread.
    let fields = [("theme", THEME), ("kind", "point_dur"), ("title", "t"), ("body", "b"), ("audience", "community")];
    camille.posts("/fils/nouveau", &fields).await.is(422);
}

#[actix_web::test]
async fn a_wrong_report_loses_nothing_and_a_double_one_changes_nothing() {
    let town = Town::new().await;
    let camille = town.member("Camille Bertin").await;
    let fields =
        [("theme", THEME), ("title", ""), ("difficulty", "Tout est bloqué."), ("tools", "Lecteur X, version 3")];
    let wrong = camille.posts("/points-durs/nouveau", &fields).await;
    wrong.is(422).shows("Tout est bloqué.").shows("Lecteur X, version 3");
    assert_eq!(wrong.attribute("details.ticket-more", "open").as_deref(), Some(""));
    // A patient's number holds it back until it is answered for.
    let fields = [("theme", THEME), ("title", "Identité"), ("difficulty", "NIR 1 89 05 49 588 157 23 en double.")];
    let held = camille.posts("/points-durs/nouveau", &fields).await;
    let mark = held.is(422).attribute("#identifiers", "value").unwrap();
    let fields =
        [("theme", THEME), ("title", "Identité"), ("difficulty", "En double."), ("tools", "NIR 1 89 05 49 588 157 23")];
    assert_eq!(camille.posts("/points-durs/nouveau", &fields).await.is(422).count("#identifiers"), 1);
    let fields = [
        ("theme", THEME),
        ("title", "Identité"),
        ("difficulty", "NIR 1 89 05 49 588 157 23 en double."),
        ("identifiers", mark.as_str()),
    ];
    camille.posts("/points-durs/nouveau", &fields).await.redirects_to("/points-durs/");
    // The same form sent twice is one report.
    let fields = [("theme", THEME), ("title", "Lits bloqués"), ("difficulty", "Faute de brancards.")];
    let key = "une-cle-de-formulaire-1";
    let first = camille.posts_with_key("/points-durs/nouveau", &fields, key).await;
    let again = camille.posts_with_key("/points-durs/nouveau", &fields, key).await;
    assert_eq!(first.redirects_to("/points-durs/").location(), again.redirects_to("/points-durs/").location());
    let page = camille.visits("/points-durs/miens").await;
    assert_eq!(page.ok().texts("li.thread h3").iter().filter(|title| title.contains("Lits bloqués")).count(), 1);
}

#[actix_web::test]
async fn a_draft_is_kept_and_published_once() {
    let town = Town::new().await;
    let camille = town.member("Camille Bertin").await;
    let fields = [
        ("theme", THEME),
        ("title", "Brancards"),
        ("difficulty", "Il en manque."),
        ("begun", "Depuis mars"),
        ("safety", "1"),
        ("act", "draft"),
    ];
    camille.posts("/points-durs/nouveau", &fields).await.redirects_to("/brouillons");
    camille.visits("/brouillons").await.ok().shows("Brancards");
    let form = camille.visits("/points-durs/nouveau").await;
    assert_eq!(form.ok().field("title").as_deref(), Some("Brancards"));
    assert_eq!(form.field("begun").as_deref(), Some("Depuis mars"));
    let point = camille.fills_in(&form, "/points-durs/nouveau", &[]).await;
    let point = point.redirects_to("/points-durs/").location().to_owned();
    camille.visits(&point).await.ok().shows("Depuis mars").shows("La sécurité des patients");
    camille.visits("/brouillons").await.ok().hides("Brancards");
    let kept = [("place", "point-dur"), ("title", "Un autre"), ("tools", "Lecteur"), ("reach", "unit")];
    camille.posts("/brouillons", &kept).await.redirects_to("/brouillons");
    let form = camille.visits("/points-durs/nouveau").await;
    assert_eq!(form.ok().field("tools").as_deref(), Some("Lecteur"));
}

#[actix_web::test]
async fn the_main_road_from_a_report_to_a_confirmed_solution() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let (karim, maelle) = (town.expert("Karim Benali").await, town.peer("Maëlle Céleste").await);
    let point = reports(&camille, "Les bracelets ne passent plus").await;
    let lou = town.member("Lou Martin").await;
    lou.posts(&at(&point, "moi-aussi"), &[]).await.redirects_to("/points-durs/");
    // An expert is told, and may qualify; it is not taken up before.
    ana.visits("/notifications").await.ok().shows("Nouveau point dur").shows("Les bracelets ne passent plus");
    ana.visits(&at(&point, "prise-en-charge")).await.redirects_to(&point);
    let wrong = ana.fills(&at(&point, "qualification"), &at(&point, "qualification"), &[]).await;
    wrong.is(422).shows("Choisissez une gravité");
    takes(&ana, &point, "qualification", &[("severity", "high"), ("subtopic", "identitovigilance")]).await;
    ana.visits(&point).await.ok().shows("Qualifié").shows("Grave").shows("Identitovigilance");
    takes(&ana, &point, "prise-en-charge", &[]).await;
    takes(&ana, &point, "relais", &[("expert", &karim.id().to_string()), ("reason", "Il connaît l'outil.")]).await;
    karim.visits("/notifications").await.ok().shows("On vous confie le point dur");
    // Ana leads no more.
    ana.visits(&at(&point, "solution")).await.is(403);
    takes(&karim, &point, "solution", &[("body", "Remettre à jour le lecteur, **puis** relancer.")]).await;
    let page = camille.visits(&point).await;
    page.ok().shows("Solution proposée").shows("Remettre à jour le lecteur").shows("Confirmer la solution");
    takes(&camille, &point, "refus", &[("reason", "Le lecteur refuse la mise à jour.")]).await;
    assert_eq!(state(&karim, &point).await, "taken_up");
    takes(&karim, &point, "solution", &[("body", "Changer le câble d'abord.")]).await;
    maelle.visits(&at(&point, "confirmation")).await.is(403);
    takes(&camille, &point, "confirmation", &[]).await;
    let page = maelle.visits(&point).await;
    page.ok().shows("Résolu").shows("Solution confirmée").shows("Le lecteur refuse la mise à jour.");
    assert_eq!(page.count(".timeline > li"), 8);
    takes(&ana, &point, "sans-fiche", &[("reason", "Trop particulier.")]).await;
    takes(&camille, &point, "reouverture", &[("reason", "Cela recommence.")]).await;
    assert_eq!(state(&ana, &point).await, "reopened");
    // Its severity is known: it may be taken up at once.
    takes(&ana, &point, "prise-en-charge", &[]).await;
    // Whoever is attached hears of every step by mail, together; nobody of what they did.
    camille.visits("/notifications").await.ok().shows("est qualifié").hides("est confirmée");
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    let all = town.inbox_of(&lou.email).0.join("\n");
    for told in ["est qualifié", "Une solution est proposée", "est confirmée", "ne donnera pas de fiche"] {
        assert!(crate::town::squeezed(&all).contains(told), "{told} is not in {all}");
    }
}

#[actix_web::test]
async fn me_too_with_ones_own_context_instead_of_a_second_report() {
    let town = Town::new().await;
    let (camille, lou) = (town.member("Camille Bertin").await, town.member("Lou Martin").await);
    let ana = town.expert("Ana Ferreira").await;
    let point = reports(&camille, "Lits bloqués").await;
    let form = at(&point, "moi-aussi");
    lou.fills(&form, &form, &[("context", "Chez nous depuis un an, 40 lits.")]).await.redirects_to("/points-durs/");
    ana.visits(&point).await.ok().shows("Lou Martin").shows("40 lits").shows("Une autre personne");
    lou.visits("/points-durs/miens?part=moi-aussi").await.ok().shows("Lits bloqués");
    // Said twice it is said once, with the last words.
    lou.fills(&form, &form, &[("context", "Chez nous depuis deux ans.")]).await.redirects_to("/points-durs/");
    let page = ana.visits(&point).await;
    page.ok().shows("depuis deux ans").hides("40 lits").shows("Une autre personne");
    camille.posts(&form, &[]).await.is(409);
    takes(&ana, &point, "qualification", &[("severity", "low")]).await;
    lou.visits("/notifications").await.ok().shows("est qualifié");
    lou.posts(&at(&point, "moi-aussi/retrait"), &[]).await.redirects_to("/points-durs/");
    ana.visits(&point).await.ok().hides("Lou Martin");
    lou.posts(&at(&point, "moi-aussi/retrait"), &[]).await.is(404);
}

#[actix_web::test]
async fn a_reporter_completes_what_they_told() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let point = reports(&camille, "Lits bloqués").await;
    let form = at(&point, "complements");
    let fields = [("begun", "Depuis mars"), ("compliance", "1"), ("reach", "territory"), ("tried", "Un tableau.")];
    camille.fills(&form, &form, &fields).await.redirects_to("/points-durs/");
    let page = ana.visits(&point).await;
    page.ok().shows("Depuis mars").shows("La conformité").shows("Plusieurs établissements").shows("Un tableau.");
    ana.visits(&form).await.is(403);
}

#[actix_web::test]
async fn the_room_of_the_experts_is_linked_for_those_who_read_it() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let point = reports(&camille, "Lits bloqués").await;
    camille.visits(&at(&point, "salle")).await.is(403);
    let sent = ana.fills(&at(&point, "salle"), &at(&point, "salle"), &[]).await;
    let room = sent.redirects_to("/fils/").location().to_owned();
    karim.visits(&room).await.ok().shows("Salle des experts : Lits bloqués");
    // Its first message leads back.
    assert!(
        karim.visits(&room).await.count(&format!(".prose a[href='/points-durs/{}']", to_base32(id_in(&point)))) > 0
    );
    let link = format!("a[href='/fils/{}']", to_base32(id_in(&room)));
    assert_eq!(karim.visits(&point).await.ok().count(&link), 1);
    assert_eq!(camille.visits(&point).await.ok().count(&link), 0);
    camille.visits(&room).await.is(404);
    karim.visits(&at(&point, "salle")).await.redirects_to("/fils/");
    karim.posts(&at(&point, "salle"), &[("body", "Une seconde salle")]).await.is(409);
    camille.visits("/fils").await.ok().hides("Salle des experts");
}

#[actix_web::test]
async fn every_step_has_its_words_in_every_language() {
    use cercles::points_durs::machine::{Edge, Impact, Reach, Severity, State};
    for sentences in cercles::sentences::load_all().unwrap().values() {
        let mut keys: Vec<String> = Vec::new();
        keys.extend(State::ALL.iter().map(|state| format!("point-dur-state-{}", state.word())));
        keys.extend(Edge::ALL.iter().map(|edge| format!("point-dur-step-{}", edge.word())));
        keys.extend(Edge::ALL.iter().map(|edge| format!("notice-point_dur-{}", edge.word())));
        keys.extend(Severity::ALL.iter().map(|one| format!("severity-{}", one.word())));
        keys.extend(Severity::ALL.iter().map(|one| format!("severity-hint-{}", one.word())));
        keys.extend(Reach::ALL.iter().map(|one| format!("reach-{}", one.word())));
        keys.extend(Impact::ALL.iter().map(|one| format!("impact-{}", one.word())));
        // A referral has a form of its own.
        for edge in Edge::ALL.iter().filter(|edge| edge.address().is_some() && **edge != Edge::Refer) {
            keys.extend(["do", "lede"].map(|what| format!("point-dur-{what}-{}", edge.word())));
            let asks = edge.rule().asks.reason;
            let takes = matches!(edge, Edge::Confirm | Edge::Withdraw | Edge::HandOver | Edge::TakeUp);
            keys.extend((asks || takes).then(|| format!("point-dur-reason-{}", edge.word())));
        }
        for key in keys {
            let mut args = fluent_bundle::FluentArgs::new();
            args.set("title", "t");
            assert!(sentences.say(&key, &args).is_ok(), "{key}");
        }
    }
}

#[actix_web::test]
async fn files_and_identifiers_are_asked_of_alike_whether_one_reports_or_opens_a_thread() {
    let town = Town::new().await;
    let camille = town.member("Camille Bertin").await;
    let nir = "1 89 05 49 588 157 23";
    let report = vec![("theme", THEME), ("title", "Identité"), ("difficulty", "Deux fois")];
    let thread = vec![
        ("theme", THEME),
        ("kind", "discussion"),
        ("title", "Identité"),
        ("body", "Deux fois"),
        ("audience", "community"),
    ];
    for (address, form) in [("/points-durs/nouveau", report), ("/fils/nouveau", thread)] {
        let mut lost = form.clone();
        lost.push(("attached", "!"));
        camille.posts(address, &lost).await.is(422).shows("Choisissez-les de nouveau");
        let title = format!("Identité {nir}");
        let mut named: Vec<_> = form.clone();
        named.retain(|(name, _)| *name != "title");
        named.push(("title", &title));
        let held = camille.posts(address, &named).await;
        let mark = held.is(422).attribute("#identifiers", "value").unwrap();
        let mut answered = named.clone();
        answered.push(("identifiers", &mark));
        assert_eq!(camille.posts(address, &answered).await.status, 303, "{address}");
        // What was answered for in one form answers for nothing else.
        let mut other = form.clone();
        other.retain(|(name, _)| !matches!(*name, "difficulty" | "body"));
        let body = format!("{nir}, puis {nir}");
        other.extend([("difficulty", body.as_str()), ("identifiers", mark.as_str())]);
        if address == "/fils/nouveau" {
            other.retain(|(name, _)| *name != "difficulty");
            other.push(("body", &body));
        }
        assert_eq!(camille.posts(address, &other).await.is(422).count("#identifiers"), 1, "{address}");
    }
}

#[actix_web::test]
async fn what_is_told_after_a_page_was_read_waits_to_be_read() {
    let town = Town::new().await;
    let (camille, ana) = (town.member("Camille Bertin").await, town.expert("Ana Ferreira").await);
    let point = reports(&camille, "Les bracelets ne passent plus").await;
    camille.visits(&point).await.ok();
    // Before what she read is written down.
    town.clock.advance(1);
    takes(&ana, &point, "qualification", &[("severity", "high")]).await;
    town.settles().await;
    let waiting = camille.visits("/notifications").await;
    assert_eq!(waiting.ok().texts(".notice-unread a").len(), 1, "{}", waiting.body);
    town.passes(1).await;
    camille.visits(&point).await.ok();
    town.settles().await;
    assert!(camille.visits("/notifications").await.ok().texts(".notice-unread a").is_empty());
}
