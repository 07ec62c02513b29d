//! Reactions, "me too", useful answers, the solution and its lock, questions set aside.

use cercles::db::ids::{PostId, from_base32, to_base32};
use diesel::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::town::{Person, THEME, Town, id_in};

/// Opens a thread; its address.
pub async fn opened(person: &Person<'_>, kind: &str, audience: &str, title: &str) -> String {
    let fields =
        [("theme", THEME), ("kind", kind), ("title", title), ("body", "Comment faire ?"), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

/// Answers in a thread; the post's id.
pub async fn answered(person: &Person<'_>, thread: &str, body: &str) -> String {
    let action = format!("/fils/{}/messages", to_base32(id_in(thread)));
    let done = person.posts(&action, &[("body", body)]).await;
    done.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

/// The id of the first post.
pub async fn first_post(person: &Person<'_>, thread: &str) -> String {
    let page = person.visits(&format!("{thread}?page=1")).await;
    page.attribute("li.post", "id").unwrap().trim_start_matches("m-").to_owned()
}

/// Removes a post, as moderation will.
pub async fn removed(town: &Town, post: &str, yes: bool) {
    let id = PostId(from_base32(post).unwrap());
    town.write(move |tx| {
        use cercles::db::schema::posts;
        let at = yes.then(|| tx.now());
        diesel::update(posts::table.find(id)).set(posts::removed_at.eq(at)).execute(tx.db())?;
        Ok(())
    })
    .await;
}

fn reaction(post: &str, kind: &str) -> String {
    format!("/messages/{post}/reactions/{kind}")
}

fn withdrawal(post: &str, kind: &str) -> String {
    format!("/messages/{post}/reactions/{kind}/retrait")
}

#[actix_web::test]
async fn a_thank_you_is_one_however_often_it_is_pressed() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&ana, "discussion", "community", "Bracelets illisibles").await;
    let post = first_post(&bilal, &thread).await;
    let merci = reaction(&post, "merci");
    bilal.posts(&merci, &[]).await.redirects_to(&thread);
    bilal.posts(&merci, &[]).await.redirects_to(&thread);
    let page = bilal.visits(&thread).await;
    page.ok().shows("Merci · 1").shows("A dit merci").shows("Bilal Haddad");
    let pressed = format!("button[formaction='{merci}/retrait'][aria-pressed='true']");
    assert_eq!(page.count(&pressed), 1);
    // Not one's own: counted, not to press.
    let page = ana.visits(&thread).await;
    page.shows("Merci · 1");
    assert_eq!(page.count(&format!("button[formaction^='{merci}']")), 0);
    ana.posts(&merci, &[]).await.is(403);
    bilal.posts(&withdrawal(&post, "merci"), &[]).await.redirects_to(&thread);
    bilal.posts(&withdrawal(&post, "merci"), &[]).await.redirects_to(&thread);
    ana.visits(&thread).await.hides("Merci · 1").hides("A dit merci");
    for wrong in ["bravo", "fait-chez-moi", "signet"] {
        bilal.posts(&reaction(&post, wrong), &[]).await.is(404);
    }
    bilal.posts(&reaction(&post, "moi-aussi"), &[]).await.is(409).shows("que d'une question");
}

#[actix_web::test]
async fn each_button_of_a_page_is_carried_out_once_under_the_pages_key() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&ana, "discussion", "community", "Bracelets illisibles").await;
    let post = first_post(&bilal, &thread).await;
    for kind in ["merci", "utile"] {
        bilal.posts_with_key(&reaction(&post, kind), &[], "one-key").await.redirects_to(&thread);
    }
    bilal.visits(&thread).await.shows("Merci · 1").shows("Utile · 1");
    bilal.posts_with_key(&withdrawal(&post, "merci"), &[], "other-key").await.redirects_to(&thread);
    bilal.posts_with_key(&reaction(&post, "merci"), &[], "one-key").await.redirects_to(&thread);
    bilal.visits(&thread).await.hides("Merci · 1").shows("Utile · 1");
}

#[actix_web::test]
async fn whatever_is_pressed_the_page_counts_who_says_it() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let thread = opened(&ana, "question", "community", "Bracelets illisibles").await;
    let post = first_post(&ana, &thread).await;
    let people =
        [town.member("Bilal Haddad").await, town.peer("Maëlle Céleste").await, town.member("Zoé Martin").await];
    let kinds = [("merci", "Merci"), ("utile", "Utile"), ("moi-aussi", "Moi aussi")];
    let mut said = std::collections::BTreeSet::new();
    let mut random = StdRng::seed_from_u64(7);
    for _ in 0..40 {
        let (who, what, take) = (random.random_range(0..3), random.random_range(0..3), random.random_bool(0.4));
        let address = if take { withdrawal(&post, kinds[what].0) } else { reaction(&post, kinds[what].0) };
        people[who].posts(&address, &[]).await.redirects_to(&thread);
        if take {
            said.remove(&(what, who))
        } else {
            said.insert((what, who))
        };
        let page = ana.visits(&thread).await;
        for (at, (_, word)) in kinds.iter().enumerate() {
            let count = said.iter().filter(|(what, _)| *what == at).count();
            let shown = page.texts(".marks > span").into_iter().find(|text| text.starts_with(word));
            let expected = (count > 0).then(|| format!("{word} · {count}"));
            assert_eq!(shown, expected, "{said:?}");
        }
    }
}

#[actix_web::test]
async fn twenty_names_are_told_and_how_many_others() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let thread = opened(&ana, "discussion", "community", "Bracelets illisibles").await;
    let post = first_post(&ana, &thread).await;
    let mut last = None;
    for number in 0..22 {
        let letter = char::from(b'a' + number);
        let person = town.member(&format!("Personne N{letter}")).await;
        person.posts(&reaction(&post, "merci"), &[]).await.redirects_to(&thread);
        last = Some(person);
    }
    ana.visits(&thread).await.shows("Merci · 22").shows("Personne Nt et 2 autres").hides("Personne Nv");
    // One's own name is among those told.
    last.unwrap().visits(&thread).await.shows("Personne Nv, Personne Na");
}

#[actix_web::test]
async fn a_peer_did_the_same_and_says_where_and_with_what_result() {
    let town = Town::new().await;
    let (ana, josue) = (town.expert("Ana Ferreira").await, town.peer("Josué Marlin").await);
    let thread = opened(&ana, "rex", "community", "Un an de bracelets 2D").await;
    let post = first_post(&josue, &thread).await;
    let form = format!("/messages/{post}/fait-chez-moi");
    josue.posts(&form, &[("note", "  ")]).await.is(422).shows("Ce champ est nécessaire");
    let long = "é".repeat(201);
    let refused = josue.posts(&form, &[("note", &long)]).await;
    refused.is(422).shows("201 caractères");
    assert_eq!(refused.field("note").unwrap(), long);
    josue.fills(&form, &form, &[("note", "À Pointe-à-Pitre :\n 98 % de lectures")]).await.redirects_to(&thread);
    let page = ana.visits(&thread).await;
    page.shows("Josué Marlin , Centre hospitalier de Valmont : À Pointe-à-Pitre : 98 % de lectures");
    page.shows("Fait ailleurs · 1");
    josue.visits(&form).await.ok().shows("Retirer cette ligne");
    josue.fills(&form, &form, &[("note", "97 % en vrai")]).await.redirects_to(&thread);
    ana.visits(&thread).await.shows("97 % en vrai").hides("98 %").shows("Fait ailleurs · 1");
    let number = "1 89 05 49 588 157 23";
    josue.posts(&form, &[("note", number)]).await.is(422).shows("numéro de sécurité sociale");
    ana.visits(&form).await.is(403);
    ana.posts(&form, &[("note", "moi aussi")]).await.is(403);
    josue.posts(&withdrawal(&post, "fait-chez-moi"), &[]).await.redirects_to(&thread);
    ana.visits(&thread).await.hides("97 %").hides("Fait ailleurs");
}

#[actix_web::test]
async fn others_have_the_same_question() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (zoe, josue) = (town.member("Zoé Martin").await, town.peer("Josué Marlin").await);
    let thread = opened(&bilal, "question", "community", "Bracelets illisibles").await;
    let post = first_post(&ana, &thread).await;
    let same = reaction(&post, "moi-aussi");
    bilal.posts(&same, &[]).await.is(403);
    for person in [&zoe, &ana, &josue] {
        person.posts(&same, &[]).await.redirects_to(&thread);
        town.passes(1).await;
    }
    bilal.visits(&thread).await.shows("Moi aussi · 3").shows("A la même question");
    let answer = answered(&ana, &thread, "Passez au code 2D.").await;
    zoe.posts(&reaction(&answer, "moi-aussi"), &[]).await.is(409);
    // They hear of the solution, whoever marks it.
    let id = to_base32(id_in(&thread));
    bilal.posts(&format!("/fils/{id}/solution"), &[("message", answer.as_str())]).await.redirects_to(&thread);
    town.tells().await;
    for person in [&zoe, &josue] {
        let told = person.visits("/notifications?genre=solution").await;
        assert_eq!(told.texts(".notice-line > a"), ["La question « Bracelets illisibles » est résolue"]);
    }
    ana.visits("/notifications?genre=solution").await.shows("Votre réponse a résolu");
}

#[actix_web::test]
async fn several_answers_are_useful_and_one_solves() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (zoe, josue) = (town.member("Zoé Martin").await, town.peer("Josué Marlin").await);
    let thread = opened(&bilal, "question", "community", "Bracelets illisibles").await;
    let first = answered(&zoe, &thread, "Essayez le 2D.").await;
    let second = answered(&josue, &thread, "Changez de lecteur.").await;
    let useful = |post: &str| reaction(post, "reponse-utile");
    josue.posts(&useful(&first), &[]).await.is(403);
    bilal.posts(&useful(&first), &[]).await.redirects_to(&thread);
    ana.posts(&useful(&second), &[]).await.redirects_to(&thread);
    ana.posts(&useful(&first), &[]).await.redirects_to(&thread);
    let page = zoe.visits(&thread).await;
    assert_eq!(page.texts(".post .state"), vec!["Réponse utile (choisie par l'auteur ou un expert)"; 2]);
    zoe.posts(&reaction(&second, "utile"), &[]).await.redirects_to(&thread);
    zoe.visits(&thread).await.shows("Utile · 1");
    bilal.posts(&useful(&first_post(&bilal, &thread).await), &[]).await.is(409);
    let own = answered(&ana, &thread, "Ou les deux.").await;
    ana.posts(&useful(&own), &[]).await.is(409).shows("sa propre réponse");
    ana.posts(&withdrawal(&second, "reponse-utile"), &[]).await.redirects_to(&thread);
    assert_eq!(zoe.visits(&thread).await.texts(".post .state").len(), 1);
    let acts = journalled(&town).await;
    assert_eq!(acts.iter().filter(|act| *act == "answer.useful").count(), 3);
    assert_eq!(acts.iter().filter(|act| *act == "answer.useful_withdrawn").count(), 1);
}

async fn journalled(town: &Town) -> Vec<String> {
    use cercles::db::schema::journal;
    town.read(|db| Ok(journal::table.order(journal::id.asc()).limit(500).select(journal::act).load(db)?)).await
}

#[actix_web::test]
async fn the_solution_is_changed_locked_and_unlocked() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (zoe, nicolas) = (town.member("Zoé Martin").await, town.animator("Nicolas Aubert").await);
    let thread = opened(&bilal, "question", "community", "Bracelets illisibles").await;
    let (first, second) = (answered(&zoe, &thread, "Le 2D.").await, answered(&ana, &thread, "Le lecteur.").await);
    let solution = format!("/fils/{}/solution", to_base32(id_in(&thread)));
    let lock = format!("{solution}/verrou");
    ana.posts(&lock, &[]).await.is(409).shows("pas de solution");
    bilal.posts(&solution, &[("message", &first)]).await.redirects_to(&thread);
    bilal.posts(&solution, &[("message", &second)]).await.redirects_to(&thread);
    bilal.visits(&thread).await.shows("Lire la réponse de Ana Ferreira").hides("Verrouiller la solution");
    bilal.posts(&lock, &[]).await.is(403);
    ana.fills(&thread, &lock, &[]).await.redirects_to(&thread);
    ana.posts(&lock, &[]).await.redirects_to(&thread);
    let page = bilal.visits(&thread).await;
    page.shows("Solution verrouillée").hides("Marquer comme solution");
    bilal.posts(&solution, &[("message", &first)]).await.is(409).shows("est verrouillée");
    bilal.posts(&format!("{solution}/retrait"), &[]).await.is(409).shows("est verrouillée");
    nicolas.posts(&solution, &[("message", &first)]).await.redirects_to(&thread);
    bilal.visits(&thread).await.shows("Lire la réponse de Zoé Martin").shows("Solution verrouillée");
    // A lock holds no longer than what it locks.
    removed(&town, &first, true).await;
    bilal.visits(&thread).await.hides("Solution verrouillée").shows("Marquer comme solution");
    bilal.posts(&solution, &[("message", &second)]).await.redirects_to(&thread);
    bilal.visits(&thread).await.shows("Lire la réponse de Ana Ferreira").hides("Solution verrouillée");
    removed(&town, &first, false).await;
    bilal.posts(&solution, &[("message", &first)]).await.redirects_to(&thread);
    ana.posts(&lock, &[]).await.redirects_to(&thread);
    nicolas.fills(&thread, &format!("{lock}/retrait"), &[]).await.redirects_to(&thread);
    bilal.posts(&solution, &[("message", &second)]).await.redirects_to(&thread);
    bilal.posts(&format!("{solution}/retrait"), &[]).await.redirects_to(&thread);
    bilal.visits(&thread).await.hides("Lire la réponse de");
    let acts = journalled(&town).await;
    for (act, times) in [("thread.solved", 6), ("thread.unsolved", 1), ("solution.locked", 2), ("solution.unlocked", 1)]
    {
        assert_eq!(acts.iter().filter(|known| *known == act).count(), times, "{act}");
    }
}

#[actix_web::test]
async fn a_solution_that_is_removed_solves_nothing_until_it_is_back() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&bilal, "question", "community", "Bracelets illisibles").await;
    let answer = answered(&ana, &thread, "Passez aux bracelets 2D.").await;
    let solution = format!("/fils/{}/solution", to_base32(id_in(&thread)));
    bilal.posts(&solution, &[("message", &answer)]).await.redirects_to(&thread);
    let solved = async |yes: bool| {
        let page = bilal.visits(&thread).await;
        assert_eq!(page.count(".state-solved") > 0, yes, "the thread");
        for (address, wanted) in [
            ("/fils?etat=resolus", yes),
            ("/fils?etat=non-resolus", !yes),
            ("/recherche?q=bracelets&state=resolus", yes),
            ("/recherche?q=bracelets&state=non-resolus", !yes),
        ] {
            let list = bilal.visits(address).await;
            assert_eq!(list.texts(".thread-title").len(), usize::from(wanted), "{address}");
        }
        assert_eq!(bilal.visits("/fils").await.count(".state-solved"), usize::from(yes));
        assert_eq!(bilal.visits("/recherche?q=bracelets").await.count(".state-solved") > 0, yes);
        let page = bilal.visits(&format!("/membres/{}", ana.id())).await;
        assert_eq!(page.count(".state-solved"), usize::from(yes), "their page");
    };
    solved(true).await;
    removed(&town, &answer, true).await;
    solved(false).await;
    removed(&town, &answer, false).await;
    solved(true).await;
    bilal.posts(&format!("{solution}/retrait"), &[]).await.redirects_to(&thread);
    solved(false).await;
}

#[actix_web::test]
async fn a_question_is_closed_without_answer_and_taken_up_again() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let josue = town.peer("Josué Marlin").await;
    let thread = opened(&bilal, "question", "community", "Bracelets illisibles").await;
    let id = to_base32(id_in(&thread));
    let aside = format!("/fils/{id}/sans-reponse");
    josue.posts(&aside, &[("note", "non")]).await.is(403);
    josue.visits(&thread).await.hides("Classer sans réponse");
    bilal.posts(&aside, &[("note", "")]).await.is(422).shows("Ce champ est nécessaire");
    ana.fills(&aside, &aside, &[("note", "Le fournisseur a retiré ce modèle.")]).await.redirects_to(&thread);
    bilal.posts(&aside, &[("note", "encore")]).await.is(409).shows("déjà classée");
    josue.visits(&thread).await.shows("Classée sans réponse. Par Ana Ferreira").shows("a retiré ce modèle.");
    let titles = async |address: &str| josue.visits(address).await.texts(".thread-title").len();
    assert_eq!(titles("/fils?etat=classes-sans-reponse").await, 1);
    assert_eq!(titles("/fils?etat=non-resolus").await, 0);
    assert_eq!(titles("/fils?etat=sans-reponse").await, 0);
    assert_eq!(titles("/recherche?q=bracelets&state=classes-sans-reponse").await, 1);
    assert_eq!(titles("/recherche?q=bracelets&state=non-resolus").await, 0);
    assert_eq!(titles("/recherche?q=bracelets&state=sans-reponse").await, 0);
    josue.visits("/fils").await.shows("Classé sans réponse");
    // One may still answer; the asker takes it up again, the expert sets it aside, a solution opens it.
    let answer = answered(&josue, &thread, "Il en reste chez nous.").await;
    bilal.fills(&thread, &format!("{aside}/retrait"), &[]).await.redirects_to(&thread);
    josue.visits(&thread).await.hides("Classée sans réponse").hides("a retiré ce modèle");
    assert_eq!(titles("/fils?etat=non-resolus").await, 1);
    bilal.posts(&aside, &[("note", "Tant pis.")]).await.redirects_to(&thread);
    bilal.posts(&format!("/fils/{id}/solution"), &[("message", &answer)]).await.redirects_to(&thread);
    josue.visits(&thread).await.shows("Résolu").hides("Tant pis");
    bilal.posts(&aside, &[("note", "non")]).await.is(409);
    let talk = opened(&bilal, "discussion", "community", "Autre chose").await;
    bilal.posts(&format!("/fils/{}/sans-reponse", to_base32(id_in(&talk))), &[("note", "x")]).await.is(409);
    let acts = journalled(&town).await;
    assert_eq!(acts.iter().filter(|act| *act == "question.set_aside").count(), 2);
    assert_eq!(acts.iter().filter(|act| *act == "question.taken_up").count(), 1);
}

#[actix_web::test]
async fn in_an_archived_theme_nobody_reacts_but_takes_back() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&ana, "discussion", "community", "Bracelets illisibles").await;
    let post = first_post(&bilal, &thread).await;
    bilal.posts(&reaction(&post, "utile"), &[]).await.redirects_to(&thread);
    let theme = town.theme(THEME).await;
    town.write(move |tx| {
        use cercles::db::schema::themes;
        let now = tx.now();
        diesel::update(themes::table.find(theme)).set(themes::archived_at.eq(now)).execute(tx.db())?;
        Ok(())
    })
    .await;
    bilal.posts(&reaction(&post, "merci"), &[]).await.is(409).shows("on n'y réagit plus");
    let page = bilal.visits(&thread).await;
    assert_eq!(page.count("button[formaction*='/reactions/']"), 0);
    bilal.posts(&withdrawal(&post, "utile"), &[]).await.redirects_to(&thread);
}

#[actix_web::test]
async fn a_members_page_tells_what_they_gave_where_the_reader_may_look() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let secret = opened(&karim, "discussion", "expert", "Entre experts, la zibeline").await;
    let open = opened(&karim, "discussion", "community", "Pour tout le monde").await;
    let gone = opened(&karim, "discussion", "community", "Ce qui fut retiré").await;
    for thread in [&secret, &open, &gone] {
        let post = first_post(&ana, thread).await;
        ana.posts(&reaction(&post, "merci"), &[]).await.redirects_to(thread);
        let done = format!("/messages/{post}/fait-chez-moi");
        ana.posts(&done, &[("note", "Deux lits de zibeline")]).await.redirects_to(thread);
    }
    removed(&town, &first_post(&ana, &gone).await, true).await;
    let page = format!("/membres/{}", ana.id());
    bilal.visits(&page).await.ok().shows("a fait chez soi 1 chose, a dit merci 1 fois").shows("Pour tout le monde");
    bilal.visits(&page).await.hides("Entre experts").hides("Ce qui fut");
    karim.visits(&page).await.shows("a fait chez soi 2 choses, a dit merci 2 fois").shows("Entre experts");
    town.outsider("Oscar Dehors").await.visits(&page).await.ok().hides("a dit merci").hides("Ses réactions");
}

#[actix_web::test]
async fn reactions_of_twenty_posts_cost_one_statement() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = opened(&bilal, "question", "community", "Une page de vingt messages").await;
    let mut posts = Vec::new();
    for number in 2..=20 {
        posts.push(answered(&bilal, &thread, &format!("Message {number}")).await);
    }
    let cost = async || {
        ana.visits(&thread).await.ok();
        let before = town.app.database.statements();
        ana.visits(&thread).await.ok();
        town.app.database.statements() - before
    };
    let bare = cost().await;
    for post in &posts {
        ana.posts(&reaction(post, "merci"), &[]).await.redirects_to("/fils/");
        ana.posts(&format!("/messages/{post}/signet"), &[]).await.redirects_to("/fils/");
    }
    assert_eq!(cost().await, bare);
}
