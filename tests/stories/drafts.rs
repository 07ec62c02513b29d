//! Texts not published yet: kept, resumed, thrown away, forgotten; theirs alone.

use cercles::circles::Circle;
use cercles::db::ids::{ThreadId, to_base32};

use crate::town::{Answer, PASSWORD, Person, THEME, Town, id_in};

/// A discussion with an audience, and its id as addresses write it.
async fn thread(person: &Person<'_>, audience: &str, title: &str) -> (String, String) {
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", title), ("body", "b"), ("audience", audience)];
    let address = person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned();
    let id = to_base32(id_in(&address));
    (address, id)
}

/// What a browser sends while somebody types.
async fn types(person: &Person<'_>, place: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("place", place)];
    all.extend_from_slice(fields);
    person.posts_with_key("/brouillons", &all, "").await
}

async fn drafts_in(town: &Town) -> i64 {
    town.read(|db| Ok(cercles::db::contents(db).unwrap().rows["drafts"])).await
}

fn action_of(list: &Answer, end: &str) -> String {
    list.attribute(&format!("main form[action$='{end}']"), "action").unwrap()
}

#[actix_web::test]
async fn a_thread_left_unfinished_is_found_again_and_leaves_the_list_once_published() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = [
        ("theme", THEME),
        ("kind", "discussion"),
        ("title", "Étiquettes de secours"),
        ("body", "Deux jeux chez nous,\n\net au bloc ?"),
        ("audience", "community"),
    ];
    types(&bilal, "nouveau", &fields).await.redirects_to("/brouillons");
    town.passes(24 * 3_600).await;
    bilal.posts("/connexion", &[("email", &bilal.email), ("password", PASSWORD)]).await.redirects_to("/");
    let list = bilal.visits("/brouillons").await;
    list.ok().shows("Étiquettes de secours").shows("Deux jeux chez nous, et au bloc ?").shows("Fil à ouvrir");
    let form = bilal.visits("/fils/nouveau").await;
    form.ok().shows("Brouillon repris, gardé hier à").shows("Jeter ce brouillon");
    assert_eq!(form.field("title").unwrap(), "Étiquettes de secours");
    assert_eq!(form.field("body").unwrap().trim(), "Deux jeux chez nous,\n\net au bloc ?");
    assert_eq!(form.field("kind").unwrap(), "discussion");
    bilal.visits("/fils/nouveau?genre=rex").await.ok().hides("Étiquettes de secours");
    bilal.fills_in(&form, "/fils/nouveau", &[]).await.redirects_to("/fils/");
    assert_eq!(drafts_in(&town).await, 0);
    bilal.visits("/brouillons").await.ok().hides("Étiquettes").shows("Aucun texte en attente");
    bilal.visits("/fils/nouveau").await.ok().hides("Brouillon repris");
}

#[actix_web::test]
async fn a_report_has_a_draft_of_its_own() {
    let town = Town::new().await;
    let josue = town.peer("Josué Marlin").await;
    types(&josue, "nouveau", &[("title", "Une question en cours")]).await.redirects_to("/brouillons");
    let report = [("kind", "rex"), ("title", "Un an de bracelets"), ("tried", "Trois étiquettes"), ("act", "draft")];
    josue.posts("/fils/nouveau", &report).await.redirects_to("/brouillons");
    let form = josue.visits("/fils/nouveau?genre=rex").await;
    form.ok().shows("Trois étiquettes").hides("Une question en cours");
    let whole = [("theme", THEME), ("audience", "community"), ("context", "CHU de 800 lits")];
    josue.fills_in(&form, "/fils/nouveau", &whole).await.redirects_to("/fils/");
    josue.visits("/brouillons").await.ok().shows("Une question en cours").hides("Un an de bracelets");
}

#[actix_web::test]
async fn an_answer_begun_stands_before_the_passage_quoted_next() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (address, id) = thread(&ana, "community", "Qui relit ?").await;
    let reply = format!("/fils/{id}/messages");
    let button = [("body", "Je commence par remercier."), ("act", "draft")];
    let kept = bilal.fills(&address, &reply, &button).await;
    bilal.follows(kept.redirects_to("/brouillons")).await.ok().shows("Votre brouillon est gardé").shows("Qui relit ?");
    let post = bilal.visits(&address).await.attribute("li.post", "id").unwrap().replace("m-", "");
    let form = bilal.visits(&format!("{address}?citer={post}")).await;
    form.ok().shows("Brouillon repris");
    let body = form.field("body").unwrap();
    assert!(body.trim().starts_with("Je commence par remercier.\n\n> [**Ana Ferreira, message 1"), "{body}");
    let empty = bilal.posts(&reply, &[("body", " "), ("act", "draft")]).await;
    empty.is(422).shows("encore rien à garder");
    bilal.fills(&address, &reply, &[]).await.redirects_to("/fils/");
    bilal.visits(&address).await.ok().shows("Je commence par remercier.").hides("Brouillon repris");
    assert_eq!(drafts_in(&town).await, 0);
}

#[actix_web::test]
async fn a_draft_thrown_away_comes_back_for_a_day() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    types(&bilal, "nouveau", &[("title", "À jeter peut-être")]).await.redirects_to("/brouillons");
    let form = bilal.visits("/fils/nouveau").await;
    let thrown = bilal.fills_in(&form, &action_of(&form, "/retrait"), &[]).await;
    let list = bilal.follows(thrown.redirects_to("/brouillons")).await;
    list.ok().shows("Le brouillon est jeté").shows("Reprendre ce brouillon");
    bilal.visits("/fils/nouveau").await.ok().hides("À jeter peut-être");
    bilal.fills_in(&list, &action_of(&list, "/retour"), &[]).await.redirects_to("/brouillons");
    bilal.visits("/fils/nouveau").await.ok().shows("Brouillon repris");
    // Everything taken out of the field is thrown away too, not lost.
    types(&bilal, "nouveau", &[("theme", THEME), ("title", ""), ("body", "")]).await.redirects_to("/brouillons");
    bilal.visits("/brouillons").await.ok().shows("Jetés depuis moins d'un jour").shows("À jeter peut-être");
    town.passes(25 * 3_600).await;
    town.runs_the_timetable().await;
    assert_eq!(drafts_in(&town).await, 0);
}

#[actix_web::test]
async fn a_draft_nobody_touches_is_forgotten_after_180_days() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    types(&bilal, "nouveau", &[("title", "Au printemps")]).await.redirects_to("/brouillons");
    town.passes(179 * 86_400).await;
    town.runs_the_timetable().await;
    assert_eq!(drafts_in(&town).await, 1);
    town.passes(2 * 86_400).await;
    town.runs_the_timetable().await;
    assert_eq!(drafts_in(&town).await, 0);
}

#[actix_web::test]
async fn a_draft_is_its_authors_alone() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    types(&bilal, "nouveau", &[("title", "Rien qu'à moi")]).await.redirects_to("/brouillons");
    let list = bilal.visits("/brouillons").await;
    let throw = action_of(&list, "/retrait");
    let back = throw.replace("/retrait", "/retour");
    let (nicolas, agathe) = (town.animator("Nicolas Aubert").await, town.admin("Agathe Ménard").await);
    for other in [&nicolas, &agathe, &town.member("Camille Bertin").await] {
        other.visits("/brouillons").await.ok().hides("Rien qu'à moi");
        other.visits("/fils/nouveau").await.hides("Rien qu'à moi");
        other.posts(&throw, &[]).await.is(404);
        other.posts(&back, &[]).await.is(404);
    }
    bilal.visits("/fils/nouveau").await.ok().shows("Brouillon repris");
}

#[actix_web::test]
async fn an_answer_to_what_one_may_read_no_more_keeps_ones_own_words_only() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let (_, removed) = thread(&ana, "community", "Une zibeline au bloc").await;
    let (inner, left) = thread(&ana, "expert", "Entre experts, une zibeline").await;
    for id in [&removed, &left] {
        let place = format!("reponse:{id}");
        let text = format!("Mes mots, fil {id}");
        types(&karim, &place, &[("body", &text)]).await.redirects_to("/brouillons");
    }
    karim.visits("/brouillons").await.ok().shows("Une zibeline au bloc").shows("Entre experts, une zibeline");
    let (member, raw, theme) = (karim.id(), id_in(&format!("/fils/{removed}")), town.theme(THEME).await);
    town.write(move |tx| {
        use cercles::db::schema::threads;
        use diesel::prelude::*;
        let now = tx.now();
        diesel::update(threads::table.find(ThreadId(raw))).set(threads::removed_at.eq(now)).execute(tx.db())?;
        let lower = cercles::circles::Move {
            member,
            theme,
            to: Some(Circle::Community),
            decided_by: None,
            reason: "fin de mandat",
        };
        cercles::circles::place(tx, &lower)
    })
    .await;
    let list = karim.visits("/brouillons").await;
    list.ok().hides("zibeline").shows("Contenu non accessible");
    assert_eq!(list.count("li.draft textarea[readonly]"), 2);
    for id in [&removed, &left] {
        list.shows(&format!("Mes mots, fil {id}"));
        types(&karim, &format!("reponse:{id}"), &[("body", "encore")]).await.is(404);
    }
    assert!(list.attribute("li.draft a[href^='/fils/']", "href").is_none());
    karim.visits(&inner).await.is(404);
    karim.posts(&action_of(&list, "/retrait"), &[]).await.redirects_to("/brouillons");
    karim.visits("/brouillons").await.ok().hides("zibeline");
}

#[actix_web::test]
async fn what_arrives_after_its_form_was_carried_out_is_kept_no_more() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (_, id) = thread(&ana, "community", "Qui relit ?").await;
    let place = format!("reponse:{id}");
    bilal.posts_with_key(&format!("/fils/{id}/messages"), &[("body", "Moi")], "one-form").await.redirects_to("/fils/");
    types(&bilal, &place, &[("form", "one-form"), ("body", "Moi")]).await.redirects_to("/brouillons");
    assert_eq!(drafts_in(&town).await, 0);
    types(&bilal, &place, &[("form", "another"), ("body", "Et encore")]).await.redirects_to("/brouillons");
    assert_eq!(drafts_in(&town).await, 1);
}

#[actix_web::test]
async fn what_cannot_be_kept_is_said_and_nothing_else_is_taken() {
    let town = Town::with_limits().await;
    let bilal = town.member("Bilal Haddad").await;
    types(&bilal, "nouveau", &[("body", &"é".repeat(40 * 1024))]).await.is(422).shows("trop long pour être gardé");
    types(&bilal, "ailleurs", &[("body", "b")]).await.is(422);
    types(&bilal, "nouveau", &[("body", "b"), ("author", "1")]).await.is(422);
    types(&bilal, "reponse:1234567", &[("body", "b")]).await.is(404);
    assert_eq!(drafts_in(&town).await, 0);
    for _ in 0..60 {
        types(&bilal, "nouveau", &[("body", "b")]).await;
    }
    types(&bilal, "nouveau", &[("body", "b")]).await.is(429);
}

#[actix_web::test]
async fn an_hour_of_writing_survives_the_end_of_the_session() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (address, id) = thread(&ana, "community", "Qui relit ?").await;
    let form = bilal.visits(&address).await;
    types(&bilal, &format!("reponse:{id}"), &[("body", "La moitié du texte")]).await.redirects_to("/brouillons");
    town.passes(13 * 3_600).await;
    types(&bilal, &format!("reponse:{id}"), &[("body", "Les trois quarts")]).await.is(401);
    let reply = format!("/fils/{id}/messages");
    let page = bilal.fills_in(&form, &reply, &[("body", "Tout le texte,\n\nenfin.")]).await;
    page.is(401).shows("Votre texte est gardé");
    let sign_in = [("email", bilal.email.as_str()), ("password", PASSWORD)];
    let found = bilal.fills_in(&page, "/connexion", &sign_in).await;
    found.ok().shows("Tout le texte,");
    assert_eq!(drafts_in(&town).await, 1, "until it is published, the draft is there too");
    let done = bilal.fills_in(&found, &reply, &[]).await;
    bilal.follows(done.redirects_to("/fils/")).await.ok().shows("Tout le texte,").shows("enfin.");
    assert_eq!(drafts_in(&town).await, 0);
}

#[actix_web::test]
async fn a_thread_page_with_a_draft_stays_within_its_statements() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (address, id) = thread(&ana, "community", "Qui relit ?").await;
    types(&bilal, &format!("reponse:{id}"), &[("body", "En cours")]).await.redirects_to("/brouillons");
    let before = town.app.database.statements();
    bilal.visits(&address).await.ok().shows("Brouillon repris");
    let queries = town.app.database.statements() - before;
    assert!(queries <= 8, "{queries} statements");
}

#[actix_web::test]
async fn the_files_of_a_draft_stay_as_long_as_it_does() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = [("theme", THEME), ("kind", "question"), ("body", "Le plan, à finir."), ("act", "draft")];
    let kept = bilal.uploads("/fils/nouveau", &fields, "files", "plan.png", &super::files::png(40, 30)).await;
    kept.redirects_to("/brouillons");
    let form = bilal.visits("/fils/nouveau").await;
    let file = form.ok().attribute("input[name=attached]", "value").unwrap();
    let address = form.attribute(".files-kept img", "src").unwrap();
    for _ in 0..10 {
        town.passes(86_400).await;
        town.runs_the_timetable().await;
    }
    let signed = [("email", bilal.email.as_str()), ("password", PASSWORD)];
    bilal.cookies.borrow_mut().clear();
    bilal.posts("/connexion", &signed).await.redirects_to("/");
    bilal.visits(&address).await.ok();
    let form = bilal.visits("/fils/nouveau").await;
    assert_eq!(form.ok().attribute("input[name=attached]", "value").as_deref(), Some(file.as_str()));
    // Kept by the browser while it is typed, several files at a time; another's are not held.
    let zoe = town.member("Zoé Martin").await;
    zoe.posts("/brouillons", &[("place", "nouveau"), ("body", "À moi."), ("attached", &file)]).await.is(303);
    zoe.visits(&address).await.is(404);
    bilal.posts("/brouillons", &[("place", "nouveau"), ("body", "Sans plan.")]).await.is(303);
    for _ in 0..3 {
        town.passes(86_400).await;
        town.runs_the_timetable().await;
    }
    bilal.cookies.borrow_mut().clear();
    bilal.posts("/connexion", &signed).await.redirects_to("/");
    bilal.visits(&address).await.is(404);
}
