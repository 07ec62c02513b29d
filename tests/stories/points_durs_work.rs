//! Working a point dur out: calls, deadlines and their warnings, "où en est-on ?", tasks, attempts.

use cercles::db::ids::to_base32;

use super::points_durs::{at, reports, reports_with, state, takes};
use crate::town::{Person, Town, id_in};

const WAITING: &str = "/points-durs/attente";
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Calls experts by the form, and nobody else.
async fn calls(person: &Person<'_>, point: &str, experts: &[&Person<'_>]) {
    let form = at(point, "appels");
    person.visits(&form).await.ok();
    let fields: Vec<(String, &str)> = experts.iter().map(|one| (format!("expert-{}", one.id()), "1")).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    person.posts(&form, &fields).await.redirects_to("/points-durs/");
}

/// Answers a call by the form.
async fn answers(person: &Person<'_>, point: &str, answer: &str, more: &[(&str, &str)]) {
    let form = at(point, "appels/reponse");
    let mut fields = vec![("answer", answer)];
    fields.extend_from_slice(more);
    person.fills(&form, &form, &fields).await.redirects_to("/points-durs/");
}

/// How many notices of a person say so.
async fn told(person: &Person<'_>, words: &str) -> usize {
    let page = person.visits("/notifications").await;
    page.ok().texts(".notice-line > a").iter().filter(|text| text.contains(words)).count()
}

#[actix_web::test]
async fn experts_are_called_at_once_and_each_answers_for_themselves() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, lou) = (town.expert("Karim Benali").await, town.expert("Lou Castel").await);
    let paul = town.expert("Paul Rivière").await;
    let point = reports(&bilal, "Bracelets illisibles au bloc").await;
    takes(&ana, &point, "qualification", &[("severity", "high")]).await;
    ana.visits(&point).await.ok().shows("Personne n'a encore été appelé").shows("Appeler des experts");
    bilal.visits(&point).await.ok().hides("Appels aux experts");
    bilal.visits(&at(&point, "appels")).await.is(403);
    ana.posts(&at(&point, "appels"), &[]).await.is(422).shows("Choisissez au moins une personne");
    let stranger = format!("expert-{}", bilal.id());
    ana.posts(&at(&point, "appels"), &[(&stranger, "1")]).await.is(422).shows("n'est plus dans le cercle des experts");
    calls(&ana, &point, &[&karim, &lou, &paul]).await;
    for called in [&karim, &lou, &paul] {
        assert_eq!(
            told(called, "Ana Ferreira vous appelle sur le point dur « Bracelets illisibles au bloc »").await,
            1
        );
        called.visits(WAITING).await.ok().shows("Appels sans réponse").shows("Bracelets illisibles au bloc");
        called.visits(&point).await.ok().shows("On vous appelle sur ce point dur");
    }
    ana.visits(WAITING).await.ok().hides("Appels sans réponse");
    ana.visits(&at(&point, "appels/reponse")).await.is(404);
    // Karim declines, with a reason.
    let form = at(&point, "appels/reponse");
    let refused = karim.fills(&form, &form, &[("answer", "declines"), ("reason", " ")]).await;
    refused.is(422).shows("Ce champ");
    karim.posts(&form, &[]).await.is(422).shows("Choisissez une réponse");
    answers(&karim, &point, "declines", &[("reason", "Je ne connais pas ces lecteurs.")]).await;
    karim.posts(&form, &[("answer", "advises")]).await.is(409).shows("Vous avez déjà répondu");
    karim.visits(WAITING).await.ok().hides("Appels sans réponse");
    let page = ana.visits(&point).await;
    page.ok().shows("Karim Benali décline").shows("Je ne connais pas ces lecteurs.").shows("Lou Castel sans réponse");
    assert_eq!(told(&ana, "Karim Benali décline votre appel").await, 1);
    // Lou takes it up: a step as any other; Paul saw it before.
    let shown = paul.visits(&form).await;
    answers(&lou, &point, "takes_up", &[]).await;
    assert_eq!(state(&bilal, &point).await, "taken_up");
    bilal.visits(&point).await.ok().shows("Lou Castel").hides("Karim Benali");
    paul.fills_in(&shown, &form, &[("answer", "takes_up")]).await.is(409);
    paul.visits(&form).await.ok().hides("Je prends en charge");
    answers(&paul, &point, "advises", &[]).await;
    bilal.visits(&point).await.ok().shows("Paul Rivière");
    lou.visits(WAITING).await.ok().shows("Vous les menez").shows("Bracelets illisibles au bloc");
    // Whoever was called, and is no expert any more, answers nothing.
    let gone = town.member("Zoé Lambert").await;
    gone.visits(&form).await.is(404);
}

#[actix_web::test]
async fn whom_to_call_is_proposed_by_what_they_know_and_have_to_do() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, lou) = (town.expert("Karim Benali").await, town.expert("Lou Castel").await);
    let profile = lou.visits("/reglages").await;
    lou.fills_in(&profile, "/reglages", &[("expertises", "identitovigilance, bracelets")]).await.is(303);
    let first = reports(&bilal, "Une panne de réseau").await;
    takes(&ana, &first, "qualification", &[("severity", "normal")]).await;
    takes(&karim, &first, "prise-en-charge", &[]).await;
    let point = reports(&bilal, "Des bracelets illisibles au bloc").await;
    takes(&ana, &point, "qualification", &[("severity", "normal")]).await;
    let away = [("first", "2026-11-22"), ("last", "2026-11-25"), ("deputy", &karim.id().to_string())];
    ana.fills("/reglages/absences", "/reglages/absences", &away).await.is(303);
    let nicolas = town.animator("Nicolas Aubert").await;
    let page = nicolas.visits(&at(&point, "appels")).await;
    let names = page.ok().texts(".candidates label");
    assert_eq!(names, ["Lou Castel conseillé", "Karim Benali", "Ana Ferreira"]);
    page.shows("Connaît : bracelets").shows("mène 1 point dur, aucun appel en attente");
    page.shows("Indisponible jusqu'au 25 novembre 2026 · Karim Benali supplée");
    assert_eq!(page.count(".candidates input[checked]"), 1, "who knows the subject is ticked");
    // What Lou knows stands first among what nobody leads.
    let other = reports(&bilal, "Un autre sujet").await;
    takes(&ana, &other, "qualification", &[("severity", "critical")]).await;
    let free = lou.visits(WAITING).await.texts("[aria-labelledby=libres] .thread-title");
    assert_eq!(free, ["Des bracelets illisibles au bloc", "Un autre sujet"]);
    let free = karim.visits(WAITING).await.texts("[aria-labelledby=libres] .thread-title");
    assert_eq!(free, ["Un autre sujet", "Des bracelets illisibles au bloc"], "the most severe first");
    bilal.visits(WAITING).await.ok().shows("Rien ne vous attend").hides("bracelets");
}

#[actix_web::test]
async fn animators_hear_loudly_that_everyone_said_no() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, nicolas) = (town.expert("Karim Benali").await, town.animator("Nicolas Aubert").await);
    let point = reports(&bilal, "Bracelets illisibles").await;
    takes(&ana, &point, "qualification", &[("severity", "high")]).await;
    calls(&ana, &point, &[&karim]).await;
    nicolas.visits(WAITING).await.ok().hides("sans personne pour le prendre en charge");
    let form = at(&point, "appels/reponse");
    let past = karim.fills(&form, &form, &[("answer", "absent"), ("until", "2026-11-20")]).await;
    past.is(422).shows("Donnez un jour à venir");
    answers(&karim, &point, "absent", &[("until", "2026-11-30")]).await;
    karim.visits("/reglages/absences").await.ok().shows("Du 22 novembre 2026 au 30 novembre 2026");
    assert_eq!(told(&nicolas, "Personne ne prend en charge « Bracelets illisibles »").await, 1);
    let page = nicolas.visits(WAITING).await;
    page.ok().shows("Un point dur sans personne pour le prendre en charge");
    assert_eq!(page.attribute(".notice-bad [data-alarm]", "data-alarm").as_deref(), Some("nobody-answers"));
    ana.visits(WAITING).await.ok().hides("sans personne pour le prendre en charge");
    // The clock says it no second time; a new round of calls silences it.
    town.runs_the_timetable().await;
    assert_eq!(told(&nicolas, "Personne ne prend en charge").await, 1);
    town.passes(60).await;
    calls(&nicolas, &point, &[&ana]).await;
    nicolas.visits(WAITING).await.ok().hides("sans personne pour le prendre en charge");
}

#[actix_web::test]
async fn animators_hear_once_that_nobody_answers_in_the_delay_or_is_there() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, nicolas) = (town.expert("Karim Benali").await, town.animator("Nicolas Aubert").await);
    let point = reports(&bilal, "Bracelets illisibles").await;
    takes(&ana, &point, "qualification", &[("severity", "low")]).await;
    calls(&ana, &point, &[&karim]).await;
    // Sunday: two days of work end on Tuesday at 18 h (17 h UTC).
    town.passes(2 * DAY + 7 * HOUR).await;
    town.runs_the_timetable().await;
    nicolas.comes_back().await;
    assert_eq!(told(&nicolas, "Personne ne prend en charge").await, 0);
    town.passes(HOUR + 60).await;
    for _ in 0..2 {
        town.runs_the_timetable().await;
        town.passes(600).await;
    }
    assert_eq!(told(&nicolas, "Personne ne prend en charge « Bracelets illisibles »").await, 1);
    // The experts all leave for a week.
    let away = [("first", "2026-11-24"), ("last", "2026-12-01")];
    for expert in [&ana, &karim] {
        expert.comes_back().await;
        expert.fills("/reglages/absences", "/reglages/absences", &away).await.is(303);
    }
    town.runs_the_timetable().await;
    assert_eq!(told(&nicolas, "Aucun expert n'est disponible pour « Bracelets illisibles »").await, 1);
    let page = nicolas.visits(WAITING).await;
    assert_eq!(page.attribute("[data-alarm]", "data-alarm").as_deref(), Some("nobody-eligible"));
}

/// How the deadline of a solution stands on the page: `data-late`.
async fn solution(person: &Person<'_>, point: &str) -> String {
    person.visits(point).await.ok().attribute(".deadlines > li:last-child", "data-late").unwrap()
}

#[actix_web::test]
async fn deadlines_are_said_and_whoever_leads_is_warned_before_the_animators_are() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, nicolas) = (town.expert("Karim Benali").await, town.animator("Nicolas Aubert").await);
    let point = reports(&bilal, "Bracelets illisibles").await;
    takes(&ana, &point, "qualification", &[("severity", "critical")]).await;
    // Sunday the 22nd. Four hours for an answer: Monday 14 h. Three days for a solution: Wednesday 18 h.
    let page = bilal.visits(&point).await;
    page.ok().shows("Première réponse attendue avant le lundi 23 novembre 2026 à 14 h 00");
    page.shows("Solution attendue avant le mercredi 25 novembre 2026 à 18 h 00").shows("encore 3 jours ouvrés");
    assert_eq!(solution(&bilal, &point).await, "running");
    // Nobody leads on Monday, 13 h 01 (12 h 01 UTC): the animators are warned.
    town.passes(DAY + 3 * HOUR + 60).await;
    town.runs_the_timetable().await;
    nicolas.comes_back().await;
    assert_eq!(told(&nicolas, "Une première réponse est attendue bientôt").await, 1);
    ana.comes_back().await;
    assert_eq!(told(&ana, "attendue bientôt").await, 0);
    takes(&ana, &point, "prise-en-charge", &[]).await;
    let page = ana.visits(&point).await;
    assert_eq!(page.ok().attribute(".deadlines > li:first-child", "data-late").as_deref(), Some("met"));
    // Ana is away on Wednesday: Karim stands in.
    let away = [("first", "2026-11-25"), ("last", "2026-11-25"), ("deputy", &karim.id().to_string())];
    ana.fills("/reglages/absences", "/reglages/absences", &away).await.is(303);
    // Wednesday, 15 h 01: less than three of the twenty-four hours are left.
    town.passes(2 * DAY + 2 * HOUR).await;
    town.runs_the_timetable().await;
    for person in [&ana, &karim, &bilal, &nicolas] {
        person.comes_back().await;
    }
    assert_eq!(solution(&bilal, &point).await, "soon");
    assert_eq!(told(&ana, "Une solution est attendue bientôt : « Bracelets illisibles »").await, 1);
    assert_eq!(told(&karim, "Une solution est attendue bientôt").await, 1);
    assert_eq!(told(&nicolas, "Une solution est attendue bientôt").await, 0);
    assert_eq!(told(&bilal, "Une solution est attendue bientôt").await, 0);
    let row = ana.visits(WAITING).await;
    row.ok().shows("Vous les menez").shows("bientôt dû");
    // Wednesday evening it is over.
    town.passes(4 * HOUR).await;
    for _ in 0..2 {
        town.runs_the_timetable().await;
        town.passes(600).await;
    }
    assert_eq!(solution(&bilal, &point).await, "late");
    bilal.visits(&point).await.shows("Solution en retard depuis le mercredi 25 novembre 2026 à 18 h 00");
    for person in [&ana, &karim, &nicolas] {
        person.comes_back().await;
        assert_eq!(told(person, "La solution est en retard").await, 1, "{}", person.name);
    }
    // What is asked of the reporter stops nothing that is late.
    takes(&ana, &point, "precisions", &[("reason", "Quel lecteur ?")]).await;
    assert_eq!(solution(&bilal, &point).await, "late");
}

#[actix_web::test]
async fn whoever_reported_asks_where_it_stands_when_nothing_is_heard_once_a_week() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let point = reports_with(&bilal, "Bracelets illisibles", &[("anonymous", "1")]).await;
    takes(&ana, &point, "qualification", &[("severity", "low")]).await;
    takes(&ana, &point, "prise-en-charge", &[]).await;
    bilal.visits(&point).await.ok().hides("Où en est-on");
    bilal.posts(&at(&point, "relance"), &[]).await.is(409).shows("Il y a eu des nouvelles récemment");
    // Ten days of work later; what the reporter writes is no news.
    town.passes(13 * DAY).await;
    bilal.comes_back().await;
    let answer = format!("/fils/{}/messages", to_base32(id_in(&point)));
    bilal.posts(&answer, &[("body", "Toujours bloqués ici.")]).await.is(303);
    bilal.visits(&point).await.ok().shows("Où en est-on");
    ana.comes_back().await;
    ana.visits(&point).await.ok().hides("Où en est-on");
    ana.visits(WAITING).await.ok().shows("Bracelets illisibles");
    ana.posts(&at(&point, "relance"), &[]).await.is(403);
    bilal.fills(&point, &at(&point, "relance"), &[]).await.redirects_to("/points-durs/");
    assert_eq!(told(&ana, "Où en est-on ? On le demande pour « Bracelets illisibles »").await, 1);
    ana.visits("/notifications").await.hides("Bilal Haddad");
    bilal.visits(&point).await.ok().hides("Où en est-on");
    bilal.posts(&at(&point, "relance"), &[]).await.is(409);
    town.passes(7 * DAY + 60).await;
    bilal.comes_back().await;
    bilal.fills(&point, &at(&point, "relance"), &[]).await.redirects_to("/points-durs/");
    // News came: nothing to ask.
    ana.comes_back().await;
    assert_eq!(told(&ana, "Où en est-on").await, 2);
    ana.posts(&answer, &[("body", "J'y travaille.")]).await.is(303);
    town.passes(8 * DAY).await;
    bilal.comes_back().await;
    bilal.posts(&at(&point, "relance"), &[]).await.is(409);
}

#[actix_web::test]
async fn a_task_has_a_person_a_day_a_reminder_and_an_end() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, lou) = (town.expert("Karim Benali").await, town.member("Lou Castel").await);
    let point = reports(&bilal, "Bracelets illisibles").await;
    let form = at(&point, "taches");
    bilal.visits(&form).await.is(403);
    let empty = ana.posts(&form, &[("title", " "), ("member", ""), ("day", "mardi")]).await;
    empty.is(422).shows("Choisissez une personne").shows("Écrivez une date");
    let stranger = lou.id().to_string();
    let fields = [("title", "Tester un lecteur"), ("member", stranger.as_str())];
    ana.posts(&form, &fields).await.is(422).shows("n'a plus de part à ce point dur");
    let who = bilal.id().to_string();
    let fields = [("title", "Photographier l'étiquette"), ("member", who.as_str()), ("day", "2026-11-24")];
    ana.fills(&form, &form, &fields).await.redirects_to("/points-durs/");
    assert_eq!(told(&bilal, "Ana Ferreira vous confie une tâche : « Bracelets illisibles »").await, 1);
    lou.visits(&point).await.ok().shows("Photographier l'étiquette").shows("avant le 24 novembre 2026");
    assert_eq!(lou.visits(&point).await.count("form[action*='/taches/']"), 0);
    bilal.visits(WAITING).await.ok().shows("Photographier l'étiquette");
    // The reminder comes on the day it is where Bilal lives: 23 h UTC of the 23rd, once.
    town.passes(DAY + 13 * HOUR).await;
    town.runs_the_timetable().await;
    bilal.comes_back().await;
    assert_eq!(told(&bilal, "Une tâche est pour aujourd'hui").await, 0);
    town.passes(2 * HOUR).await;
    for _ in 0..2 {
        town.runs_the_timetable().await;
        town.passes(600).await;
    }
    bilal.comes_back().await;
    assert_eq!(told(&bilal, "Une tâche est pour aujourd'hui : « Bracelets illisibles »").await, 1);
    town.passes(DAY).await;
    for person in [&bilal, &ana, &lou, &karim] {
        person.comes_back().await;
    }
    let page = bilal.visits(&point).await;
    page.ok().shows("en retard, c'était pour le 24 novembre 2026");
    let done = page.attribute("form[action$='/fait']", "action").unwrap();
    lou.posts(&done, &[]).await.is(403);
    for _ in 0..2 {
        bilal.posts(&done, &[]).await.redirects_to("/points-durs/");
    }
    bilal.visits(WAITING).await.ok().hides("Photographier");
    assert_eq!(told(&ana, "Bilal Haddad a fait une tâche de « Bracelets illisibles »").await, 1);
    karim.posts(&format!("{done}/retrait"), &[]).await.redirects_to("/points-durs/");
    bilal.visits(WAITING).await.ok().shows("Photographier");
    karim.posts(&at(&point, "taches/zzzzzz/fait"), &[]).await.is(404);
    let nir = "Voir 1 89 05 49 588 157 23";
    ana.posts(&form, &[("title", nir), ("member", &who)]).await.is(422).shows("n'est pas celui d'une personne soignée");
}

#[actix_web::test]
async fn what_became_of_a_solution_elsewhere_is_told_with_its_context() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (lou, outside) = (town.member("Lou Castel").await, town.outsider("Odile Dehors").await);
    let point = reports(&bilal, "Bracelets illisibles").await;
    let form = at(&point, "essais");
    lou.posts(&form, &[("verdict", "works"), ("context", "300 lits")]).await.is(409).shows("pas encore de solution");
    lou.visits(&point).await.ok().hides("Essayé chez nous");
    takes(&ana, &point, "qualification", &[("severity", "normal")]).await;
    takes(&ana, &point, "prise-en-charge", &[]).await;
    takes(&ana, &point, "solution", &[("body", "Passer au code 2D.")]).await;
    let empty = lou.posts(&form, &[("context", "")]).await;
    empty.is(422).shows("Dites si cela marche");
    let fields = [("verdict", "adapt"), ("context", "300 lits, imprimantes anciennes : il a fallu un pilote.")];
    lou.fills(&form, &form, &fields).await.redirects_to("/points-durs/");
    let page = bilal.visits(&point).await;
    page.ok().shows("à adapter").shows("Lou Castel, Centre hospitalier de Valmont").shows("il a fallu un pilote");
    page.shows("1 a dû adapter");
    assert_eq!(told(&ana, "Un essai est raconté pour « Bracelets illisibles »").await, 1);
    outside.posts(&form, &fields).await.is(404);
    let gone = lou.visits(&point).await.attribute("form[action*='/essais/']", "action").unwrap();
    bilal.posts(&gone, &[]).await.is(404);
    lou.posts(&gone, &[]).await.redirects_to("/points-durs/");
    bilal.visits(&point).await.ok().hides("il a fallu un pilote");
    for _ in 0..5 {
        lou.posts(&form, &fields).await.redirects_to("/points-durs/");
    }
    lou.posts(&form, &fields).await.is(422).shows("déjà raconté cinq essais");
}

#[actix_web::test]
async fn a_reporter_who_stays_unknown_tells_an_attempt_without_their_name() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    let point = reports_with(&bilal, "Bracelets illisibles", &[("anonymous", "1")]).await;
    takes(&ana, &point, "qualification", &[("severity", "normal")]).await;
    takes(&ana, &point, "prise-en-charge", &[]).await;
    let form = at(&point, "essais");
    bilal.visits(&form).await.ok().shows("Vous avez signalé ce point dur sans vous nommer");
    let fields = [("verdict", "works"), ("context", "Depuis mardi, tout passe.")];
    bilal.fills(&form, &form, &fields).await.redirects_to("/points-durs/");
    let page = ana.visits(&point).await;
    page.ok().shows("La personne qui a signalé ce point dur").shows("Depuis mardi, tout passe").hides("Bilal");
    nicolas.visits(&point).await.ok().shows("Bilal Haddad, Centre hospitalier de Valmont");
    // Whoever reported without a name is given no task by it: the list of hands would name them.
    ana.visits(&at(&point, "taches")).await.ok().hides("Bilal Haddad");
    let form = nicolas.visits(&at(&point, "taches")).await;
    form.ok().hides("Bilal Haddad");
}

#[actix_web::test]
async fn a_load_counts_no_more_than_its_reader_may_know() {
    use cercles::circles::Circle;
    let town = Town::new().await;
    let both: &[(&str, Circle)] = &[(crate::town::THEME, Circle::Expert), ("sante-mentale", Circle::Expert)];
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, zoe) =
        (town.person("Karim Benali", "corse", both).await, town.person("Zoé Lambert", "corse", both).await);
    let fields = [("theme", "sante-mentale"), ("title", "Une file active débordée"), ("difficulty", "Trop de monde.")];
    let sent = karim.posts("/points-durs/nouveau", &fields).await;
    let elsewhere = sent.redirects_to("/points-durs/").location().to_owned();
    takes(&zoe, &elsewhere, "qualification", &[("severity", "high")]).await;
    takes(&karim, &elsewhere, "prise-en-charge", &[]).await;
    let point = reports(&bilal, "Bracelets illisibles").await;
    let about = |page: crate::town::Answer| page.texts(&format!("[id='about-{}']", karim.id())).join(" ");
    assert!(about(zoe.visits(&at(&point, "appels")).await).contains("mène 1 point dur"));
    assert!(about(ana.visits(&at(&point, "appels")).await).contains("ne mène rien en ce moment"));
}

/// What people who are no expert hear of a point dur whose experts were called, or not.
async fn heard(with: bool) -> Vec<(String, String)> {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, paul) = (town.expert("Karim Benali").await, town.expert("Paul Rivière").await);
    let (peer, outside) = (town.peer("Maëlle Céleste").await, town.outsider("Odile Dehors").await);
    let admin = town.admin("Agathe Admin").await;
    let point = reports(&bilal, "Bracelets illisibles").await;
    takes(&ana, &point, "qualification", &[("severity", "low")]).await;
    town.passes(60).await;
    town.app.database.ids().reseed(100);
    if with {
        calls(&ana, &point, &[&karim, &paul]).await;
        answers(&karim, &point, "declines", &[("reason", "Une zibeline m'attend.")]).await;
        answers(&paul, &point, "absent", &[("until", "2026-12-01")]).await;
    }
    town.passes(600).await;
    town.app.database.ids().reseed(200);
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    let mut heard = Vec::new();
    for (who, person) in
        [("reporter", &bilal), ("peer", &peer), ("outsider", &outside), ("admin", &admin), ("visitor", &town.visitor())]
    {
        person.cookies.borrow_mut().remove("said");
        let experts = [karim.id(), paul.id()].map(|id| format!("/membres/{id}"));
        for address in [
            point.as_str(),
            &at(&point, "appels"),
            &at(&point, "appels/reponse"),
            "/points-durs",
            WAITING,
            "/notifications",
            "/fils",
            "/recherche?q=zibeline",
            &experts[0],
            &experts[1],
        ] {
            heard.push((format!("{who} at {address}"), crate::town::masked(&person.visits(address).await)));
        }
        let mails = town.inbox_of(&person.email).0.len();
        heard.push((format!("mails to {who}"), mails.to_string()));
    }
    heard
}

#[actix_web::test]
async fn calls_and_their_answers_change_nothing_for_who_is_no_expert() {
    let (with, without) = (heard(true).await, heard(false).await);
    assert_eq!(with.len(), without.len());
    for ((place, there), (_, nothing)) in with.iter().zip(&without) {
        assert!(!there.contains("zibeline") || place.contains("zibeline"), "{place} tells: {there}");
        assert_eq!(there, nothing, "calls change {place}");
    }
}
