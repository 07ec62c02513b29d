//! Curating threads: joining, splitting, another kind, other readers, a reference, removed and back.

use cercles::db::ids::to_base32;

use crate::town::{Person, THEME, Town, id_in};

async fn opens(person: &Person<'_>, audience: &str, title: &str, body: &str) -> String {
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", title), ("body", body), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

fn short(thread: &str) -> String {
    format!("/fils/{}", to_base32(id_in(thread)))
}

async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let answer = person.posts(&format!("{}/messages", short(thread)), &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

fn curate(thread: &str) -> String {
    format!("{}/rangement", short(thread))
}

#[actix_web::test]
async fn two_threads_are_joined_and_the_old_address_leads_to_the_other() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, outsider) = (town.expert("Ana Ferreira").await, town.outsider("Oscar Dehors").await);
    let kept = opens(&bilal, "community", "Nos étiquettes", "La première astrolabe.").await;
    let doubled = opens(&chloe, "community", "Des étiquettes", "La seconde zibeline.").await;
    let answer = answers(&bilal, &doubled, "Une réponse sextant.").await;
    let experts = opens(&ana, "expert", "Entre experts", "b").await;
    town.indexes().await;
    let page = curate(&doubled);
    chloe.visits(&page).await.is(403);
    let merges =
        |into: &str| [("act", "merge".to_owned()), ("into", into.to_owned()), ("reason", "En double.".to_owned())];
    let send = async |person: &Person<'_>, fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        person.posts(&page, &fields).await
    };
    send(&ana, &merges(&doubled)).await.is(422).shows("pas à lui-même").shows("En double.");
    send(&ana, &merges("/fils/inconnu")).await.is(422).shows("un fil que vous pouvez lire");
    let narrow = ana.posts(&curate(&experts), &[("act", "merge"), ("into", &kept), ("reason", "r")]).await;
    narrow.is(422).shows("cercle plus large");
    send(&ana, &merges(&kept)).await.redirects_to(&kept);
    let joined = chloe.visits(&kept).await;
    joined.ok().shows("astrolabe").shows("zibeline").shows("sextant");
    assert_eq!(joined.count("li.post"), 3);
    // Old addresses lead there, for those who may see it.
    chloe.visits(&doubled).await.redirects_to(&kept);
    chloe.visits(&format!("/messages/{answer}")).await.redirects_to(&format!("{kept}?page=1#m-{answer}"));
    outsider.visits(&doubled).await.is(404);
    town.indexes().await;
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé").shows("Nos étiquettes");
    chloe.visits("/fils").await.ok().hides("Des étiquettes");
    chloe.visits("/reglages/decisions").await.ok().shows("Fil réuni à un autre").shows("En double.");
    send(&ana, &merges(&kept)).await.is(404);
    answers(&chloe, &kept, "La suite.").await;
    chloe.visits(&kept).await.ok().shows("n° 4");
}

#[actix_web::test]
async fn posts_are_split_off_but_a_thread_is_never_emptied() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let thread = opens(&bilal, "community", "Nos étiquettes", "Le début.").await;
    answers(&chloe, &thread, "Dans le sujet.").await;
    let off = answers(&chloe, &thread, "Et la zibeline ?").await;
    answers(&bilal, &thread, "Dans le sujet aussi.").await;
    answers(&bilal, &thread, "À propos de zibeline.").await;
    town.indexes().await;
    let page = curate(&thread);
    let split = async |numbers: &str| {
        let fields = [("act", "split"), ("numbers", numbers), ("title", "La zibeline"), ("reason", "Un autre sujet.")];
        ana.fills(&page, &page, &fields).await
    };
    for (numbers, told) in [("", "des numéros de messages"), ("1-5", "serait vide"), ("3, 9", "n'existe pas")] {
        split(numbers).await.is(422).shows(told).shows("Un autre sujet.");
    }
    let made = split("3, 5").await.redirects_to("/fils/").location().to_owned();
    let new = chloe.visits(&made).await;
    new.ok().shows("La zibeline").shows("Et la zibeline ?").shows("À propos de zibeline.").shows("n° 2");
    assert_eq!(new.count("li.post"), 2);
    let old = chloe.visits(&thread).await;
    old.ok().shows("Dans le sujet aussi.").hides("Et la zibeline ?");
    assert_eq!(old.count("li.post"), 3);
    chloe.visits(&format!("/messages/{off}")).await.redirects_to(&made);
    town.indexes().await;
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé").shows("La zibeline");
    answers(&bilal, &thread, "On continue.").await;
    answers(&bilal, &made, "Ici aussi.").await;
}

#[actix_web::test]
async fn a_wider_audience_waits_for_its_authors_word() {
    let town = Town::new().await;
    let (maelle, chloe) = (town.peer("Maëlle Céleste").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let thread = opens(&maelle, "peer", "Entre pairs", "Une difficulté zibeline.").await;
    let page = curate(&thread);
    let wider = [("act", "audience"), ("audience", "community"), ("reason", "Utile à tous.")];
    ana.fills(&page, &page, &[("act", "audience"), ("audience", "peer"), ("reason", "r")]).await.is(422);
    ana.fills(&page, &page, &wider).await.redirects_to(&thread);
    ana.posts(&page, &wider).await.is(409).shows("déjà demandé");
    chloe.visits(&thread).await.is(404);
    town.tells().await;
    maelle.visits("/notifications").await.ok().shows("Ana Ferreira propose d'ouvrir");
    let asked = format!("{}/lecteurs", short(&thread));
    ana.visits(&asked).await.is(403);
    maelle.visits(&asked).await.ok().shows("Utile à tous.");
    maelle.fills(&asked, &format!("{asked}/refus"), &[]).await.redirects_to(&thread);
    chloe.visits(&thread).await.is(404);
    maelle.posts(&format!("{asked}/accord"), &[]).await.is(409);
    ana.fills(&page, &page, &wider).await.redirects_to(&thread);
    maelle.fills(&asked, &format!("{asked}/accord"), &[]).await.redirects_to(&thread);
    chloe.visits(&thread).await.ok().shows("zibeline");
    // Narrower needs nobody's word.
    let narrower = [("act", "audience"), ("audience", "expert"), ("reason", "Données sensibles.")];
    ana.fills(&page, &page, &narrower).await.redirects_to(&thread);
    chloe.visits(&thread).await.is(404);
    maelle.visits("/reglages/decisions").await.ok().shows("Fil pour d'autres cercles").shows("Données sensibles.");
}

#[actix_web::test]
async fn a_removed_thread_comes_back_as_it_was() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let thread = opens(&bilal, "community", "Nos étiquettes", "La zibeline.").await;
    answers(&chloe, &thread, "Une réponse.").await;
    town.indexes().await;
    let page = curate(&thread);
    ana.fills(&page, &page, &[("act", "remove"), ("reason", "")]).await.is(422).shows("Dites pourquoi");
    let removed = format!("/themes/{THEME}/supprimes");
    ana.fills(&page, &page, &[("act", "remove"), ("reason", "Publicité.")]).await.redirects_to(&removed);
    for person in [&bilal, &chloe, &ana] {
        person.visits(&thread).await.is(404);
        person.visits("/recherche?q=zibeline").await.ok().hides("1 fil trouvé");
    }
    town.indexes().await;
    chloe.visits(&removed).await.is(404);
    bilal.visits("/reglages/decisions").await.ok().shows("Fil supprimé").shows("Publicité.");
    let back = format!("{}/suppression/retrait", short(&thread));
    ana.fills(&removed, &back, &[("reason", "")]).await.is(422).shows("Dites pourquoi");
    ana.fills(&removed, &back, &[("reason", "Ce n'en était pas.")]).await.redirects_to(&thread);
    ana.posts(&back, &[("reason", "encore")]).await.is(404);
    town.indexes().await;
    chloe.visits(&thread).await.ok().shows("La zibeline.").shows("Une réponse.");
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé");
}

#[actix_web::test]
async fn a_thread_gets_another_kind_and_the_mark_of_a_reference() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opens(&bilal, "community", "Nos étiquettes", "Qui en a ?").await;
    let page = curate(&thread);
    ana.fills(&page, &page, &[("act", "kind"), ("kind", "announcement"), ("reason", "r")]).await.is(422);
    ana.fills(&page, &page, &[("act", "kind"), ("kind", "question"), ("reason", "C'en est une.")])
        .await
        .redirects_to(&thread);
    bilal.visits(&thread).await.ok().shows("Question");
    ana.fills(&page, &page, &[("act", "reference"), ("reason", "À lire.")]).await.redirects_to(&thread);
    bilal.visits(&thread).await.ok().shows("Référence");
    ana.posts(&page, &[("act", "reference"), ("reason", "r")]).await.is(409);
    ana.fills(&page, &page, &[("act", "unreference"), ("reason", "Dépassé.")]).await.redirects_to(&thread);
    bilal.visits(&thread).await.ok().hides("Référence");
    ana.posts(&page, &[("act", "autre"), ("reason", "r")]).await.is(422);
}

/// Sends an act of the page of curating.
async fn acts(person: &Person<'_>, thread: &str, fields: &[(&str, &str)]) -> crate::town::Answer {
    person.posts(&curate(thread), fields).await
}

/// What the page of curating offers to undo.
async fn undoable(person: &Person<'_>, thread: &str) -> Vec<String> {
    let page = person.visits(&curate(thread)).await;
    let body = scraper::Html::parse_document(&page.ok().body);
    let choices = scraper::Selector::parse("input[name=which]").unwrap();
    body.select(&choices).map(|one| one.value().attr("value").unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn a_joining_is_undone_with_what_was_written_since_left_where_it_is() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let kept = opens(&bilal, "community", "Nos étiquettes", "La première astrolabe.").await;
    let doubled = opens(&chloe, "community", "Des étiquettes", "La seconde zibeline.").await;
    let answer = answers(&bilal, &doubled, "Une réponse sextant.").await;
    let merge = [("act", "merge"), ("into", kept.as_str()), ("reason", "En double.")];
    acts(&ana, &doubled, &merge).await.redirects_to(&kept);
    answers(&chloe, &kept, "La suite boussole.").await;
    let which = undoable(&ana, &kept).await;
    let [which] = which.as_slice() else { panic!("{which:?}") };
    ana.visits(&curate(&kept)).await.ok().shows("« Des étiquettes », réuni ici");
    let undo = [("act", "undo"), ("which", which.as_str()), ("reason", "Deux sujets.")];
    acts(&chloe, &kept, &undo).await.is(403);
    acts(&ana, &kept, &undo[..2]).await.is(422).shows("Dites pourquoi");
    acts(&ana, &kept, &[("act", "undo"), ("reason", "r")]).await.is(422).shows("Choisissez ce qui est à défaire");
    let elsewhere = opens(&bilal, "community", "Autre chose", "b").await;
    acts(&ana, &elsewhere, &undo).await.is(422).shows("ne concerne pas ce fil");
    acts(&ana, &kept, &undo).await.redirects_to(&doubled);
    let page = chloe.visits(&doubled).await;
    page.ok().shows("zibeline").shows("sextant").hides("boussole").shows("n° 2");
    assert_eq!(page.count("li.post"), 2);
    let page = chloe.visits(&kept).await;
    page.ok().shows("astrolabe").shows("boussole").hides("zibeline");
    chloe.visits(&format!("/messages/{answer}")).await.redirects_to(&format!("{doubled}?page=1#m-{answer}"));
    town.indexes().await;
    chloe.visits("/recherche?q=zibeline").await.ok().shows("1 fil trouvé").shows("Des étiquettes");
    chloe.visits("/reglages/decisions").await.ok().shows("Fil de nouveau à part").shows("Deux sujets.");
    acts(&ana, &kept, &undo).await.is(422);
    // Both go on.
    answers(&bilal, &doubled, "Encore.").await;
    answers(&bilal, &kept, "Encore aussi.").await;
    acts(&ana, &doubled, &merge).await.redirects_to(&kept);
}

#[actix_web::test]
async fn a_splitting_is_undone_with_what_was_written_there_since_at_the_end() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let ana = town.expert("Ana Ferreira").await;
    let thread = opens(&bilal, "community", "Nos étiquettes", "Le début.").await;
    answers(&chloe, &thread, "Dans le sujet.").await;
    let off = answers(&chloe, &thread, "Et la zibeline ?").await;
    answers(&bilal, &thread, "Dans le sujet aussi.").await;
    let split = [("act", "split"), ("numbers", "3"), ("title", "La zibeline"), ("reason", "Un autre sujet.")];
    let made = acts(&ana, &thread, &split).await.redirects_to("/fils/").location().to_owned();
    answers(&bilal, &made, "Ici sextant.").await;
    answers(&chloe, &thread, "On continue.").await;
    // It can be undone from both.
    assert_eq!(undoable(&ana, &thread).await, undoable(&ana, &made).await);
    let which = undoable(&ana, &thread).await.remove(0);
    // Never towards more people.
    let narrower = [("act", "audience"), ("audience", "peer"), ("reason", "Sensible.")];
    acts(&ana, &made, &narrower).await.redirects_to(&made);
    let undo = [("act", "undo"), ("which", which.as_str()), ("reason", "Le même sujet.")];
    acts(&ana, &made, &undo).await.is(422).shows("cercle plus large");
    let narrower = [("act", "audience"), ("audience", "peer"), ("reason", "Sensible aussi.")];
    acts(&ana, &thread, &narrower).await.redirects_to(&thread);
    acts(&ana, &made, &undo).await.redirects_to(&thread);
    let page = ana.visits(&thread).await;
    page.ok().shows("Et la zibeline ?").shows("Ici sextant.").shows("On continue.");
    assert_eq!(page.count("li.post"), 6);
    let order: Vec<String> = page.texts("li.post .prose").iter().map(|text| text.trim().to_owned()).collect();
    let expected =
        ["Le début.", "Dans le sujet.", "Et la zibeline ?", "Dans le sujet aussi.", "On continue.", "Ici sextant."];
    assert_eq!(order, expected);
    ana.visits(&made).await.redirects_to(&thread);
    ana.visits(&format!("/messages/{off}")).await.redirects_to(&thread);
    answers(&ana, &thread, "La fin.").await;
}

#[actix_web::test]
async fn everybody_who_wrote_in_a_thread_is_asked_before_more_people_read_it() {
    let town = Town::new().await;
    let (maelle, remi) = (town.peer("Maëlle Céleste").await, town.peer("Rémi Vasseur").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let chloe = town.member("Chloé Marin").await;
    let thread = opens(&maelle, "peer", "Entre pairs", "Une difficulté zibeline.").await;
    answers(&remi, &thread, "Chez nous sextant.").await;
    answers(&ana, &thread, "Une piste.").await;
    let wider = [("act", "audience"), ("audience", "community"), ("reason", "Utile à tous.")];
    acts(&ana, &thread, &wider).await.redirects_to(&thread);
    town.tells().await;
    for author in [&maelle, &remi] {
        author.visits("/notifications").await.ok().shows("Ana Ferreira propose d'ouvrir");
    }
    let asked = format!("{}/lecteurs", short(&thread));
    karim.visits(&asked).await.is(403);
    maelle.fills(&asked, &format!("{asked}/accord"), &[]).await.redirects_to(&thread);
    maelle.visits(&asked).await.ok().shows("d'autres personnes").hides("Le laisser ainsi");
    maelle.posts(&format!("{asked}/accord"), &[]).await.is(409);
    chloe.visits(&thread).await.is(404);
    // Who writes meanwhile is asked too.
    answers(&karim, &thread, "Moi aussi.").await;
    remi.fills(&asked, &format!("{asked}/accord"), &[]).await.redirects_to(&thread);
    chloe.visits(&thread).await.is(404);
    town.tells().await;
    karim.visits("/notifications").await.ok().shows("Ana Ferreira propose d'ouvrir");
    karim.fills(&asked, &format!("{asked}/accord"), &[]).await.redirects_to(&thread);
    chloe.visits(&thread).await.ok().shows("zibeline").shows("sextant");
}

#[actix_web::test]
async fn one_who_does_not_agree_or_cannot_be_asked_keeps_a_thread_as_it_is() {
    let town = Town::new().await;
    let (maelle, remi) = (town.peer("Maëlle Céleste").await, town.peer("Rémi Vasseur").await);
    let (ana, chloe) = (town.expert("Ana Ferreira").await, town.member("Chloé Marin").await);
    let odile = town.admin("Odile Administre").await;
    let thread = opens(&maelle, "peer", "Entre pairs", "Une difficulté zibeline.").await;
    answers(&remi, &thread, "Chez nous sextant.").await;
    let wider = [("act", "audience"), ("audience", "community"), ("reason", "Utile à tous.")];
    acts(&ana, &thread, &wider).await.redirects_to(&thread);
    let asked = format!("{}/lecteurs", short(&thread));
    maelle.fills(&asked, &format!("{asked}/accord"), &[]).await.redirects_to(&thread);
    remi.fills(&asked, &format!("{asked}/refus"), &[]).await.redirects_to(&thread);
    chloe.visits(&thread).await.is(404);
    town.tells().await;
    ana.visits("/notifications").await.ok().shows("Rémi Vasseur préfère laisser");
    remi.posts(&format!("{asked}/accord"), &[]).await.is(409);
    let close = format!("/administration/comptes/{}/fermeture", crate::town::written(remi.id()));
    odile.posts(&close, &[("reason", "Départ.")]).await.redirects_to("/");
    acts(&ana, &thread, &wider).await.is(422).shows("séparez-le d'abord");
    let split = [("act", "split"), ("numbers", "2"), ("title", "À part"), ("reason", "Pour ouvrir.")];
    acts(&ana, &thread, &split).await.redirects_to("/fils/");
    acts(&ana, &thread, &wider).await.redirects_to(&thread);
    maelle.fills(&asked, &format!("{asked}/accord"), &[]).await.redirects_to(&thread);
    chloe.visits(&thread).await.ok().shows("zibeline").hides("sextant");
}

#[actix_web::test]
async fn joinings_one_after_another_are_undone_from_the_last_and_old_addresses_follow() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let first = opens(&bilal, "community", "Les bracelets", "Premier astrolabe.").await;
    let second = opens(&bilal, "community", "Les lecteurs", "Second sextant.").await;
    let third = opens(&bilal, "community", "Les badges", "Troisième boussole.").await;
    for (from, into) in [(&first, &second), (&second, &third)] {
        let merge = [("act", "merge"), ("into", into.as_str()), ("reason", "En double.")];
        acts(&ana, from, &merge).await.redirects_to(into);
    }
    bilal.visits(&first).await.redirects_to(&third);
    // What was joined first went on with the other: only the last joining can be undone there.
    let which = undoable(&ana, &third).await;
    let [which] = which.as_slice() else { panic!("{which:?}") };
    let undo = [("act", "undo"), ("which", which.as_str()), ("reason", "Trop large.")];
    acts(&ana, &third, &undo).await.redirects_to(&second);
    bilal.visits(&second).await.ok().shows("astrolabe").shows("sextant").hides("boussole");
    bilal.visits(&first).await.redirects_to(&second);
    let which = undoable(&ana, &second).await;
    let [which] = which.as_slice() else { panic!("{which:?}") };
    let undo = [("act", "undo"), ("which", which.as_str()), ("reason", "Deux sujets.")];
    acts(&ana, &second, &undo).await.redirects_to(&first);
    bilal.visits(&first).await.ok().shows("astrolabe").hides("sextant");
    bilal.visits(&second).await.ok().shows("sextant").hides("astrolabe");
}

#[actix_web::test]
async fn of_two_who_agree_at_the_same_moment_the_second_opens_the_thread() {
    let town = Town::new().await;
    let (maelle, remi) = (town.peer("Maëlle Céleste").await, town.peer("Rémi Vasseur").await);
    let (ana, chloe) = (town.expert("Ana Ferreira").await, town.member("Chloé Marin").await);
    let wider = [("act", "audience"), ("audience", "community"), ("reason", "Utile à tous.")];
    for turn in 0..5 {
        let thread = opens(&maelle, "peer", &format!("Entre pairs {turn}"), "Une difficulté zibeline.").await;
        answers(&remi, &thread, "Chez nous sextant.").await;
        acts(&ana, &thread, &wider).await.redirects_to(&thread);
        let agree = format!("{}/lecteurs/accord", short(&thread));
        let both = futures_util::future::join(maelle.posts(&agree, &[]), remi.posts(&agree, &[])).await;
        both.0.redirects_to(&thread);
        both.1.redirects_to(&thread);
        chloe.visits(&thread).await.ok().shows("zibeline");
    }
}
