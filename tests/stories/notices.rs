//! Hearing of what matters: following, being called, the bell, mail at once.

use cercles::circles::Circle;

use crate::town::{Person, THEME, Town, id_in};

async fn opened(person: &Person<'_>, title: &str, body: &str, audience: &str) -> String {
    let fields = [("theme", THEME), ("kind", "question"), ("title", title), ("body", body), ("audience", audience)];
    person.posts("/fils/nouveau", &fields).await.redirects_to("/fils/").location().to_owned()
}

async fn answers(person: &Person<'_>, thread: &str, body: &str) -> String {
    let id = cercles::db::ids::to_base32(id_in(thread));
    let answer = person.posts(&format!("/fils/{id}/messages"), &[("body", body)]).await;
    answer.redirects_to("/fils/").location().rsplit("#m-").next().unwrap().to_owned()
}

async fn follows(person: &Person<'_>, place: &str, level: &str) {
    person.posts(&format!("{place}/suivi"), &[("level", level)]).await.redirects_to("/");
}

async fn wants(person: &Person<'_>, kind: &str, channel: &str) {
    let fields = [(kind, channel)];
    person.posts("/reglages/notifications", &fields).await.redirects_to("/reglages/notifications");
}

/// How many notices wait, as the bell says it on any page.
async fn bell(person: &Person<'_>) -> usize {
    let count = person.visits("/reglages").await.texts(".bell-count");
    count.first().map_or(0, |count| count.parse().unwrap())
}

async fn told(person: &Person<'_>) -> Vec<String> {
    person.visits("/notifications").await.texts(".notice-line > a")
}

/// Notices are made, wait for others, and leave.
async fn mail_leaves(town: &Town) {
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(150).await;
    }
}

#[actix_web::test]
async fn who_is_mentioned_hears_of_it_until_they_read() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let thread =
        opened(&ana, "Bracelets illisibles", "Bonjour @Karim Benali, et toi ? `@Ana Ferreira`", "community").await;
    let page = ana.visits(&thread).await;
    assert_eq!(page.texts("a.mention"), ["@Karim Benali"]);
    assert_eq!(bell(&karim).await, 0, "told by the job");
    town.runs_the_timetable().await;
    assert_eq!(bell(&karim).await, 1);
    assert_eq!(bell(&ana).await, 0, "nobody is told of what they did");
    assert_eq!(told(&karim).await, ["Ana Ferreira vous mentionne dans « Bracelets illisibles »"]);
    let link = karim.visits("/notifications").await.attribute(".notice-line > a", "href").unwrap();
    let led = karim.visits(&link).await;
    karim.visits(led.redirects_to("/fils/").location()).await.ok().shows("et toi");
    town.settles().await;
    assert_eq!(bell(&karim).await, 0, "read with the post");
    mail_leaves(&town).await;
    town.inbox_of(&karim.email).is_empty();
}

#[actix_web::test]
async fn mail_leaves_together_and_only_for_what_is_unread_and_still_theirs() {
    let town = Town::new().await;
    let (ana, karim, zoe) =
        (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await, town.member("Zoé Martin").await);
    opened(&ana, "Premier fil", "@Karim Benali, un avis ?", "community").await;
    opened(&ana, "Second fil", "@Karim Benali, un autre ? @Zoé Martin aussi.", "community").await;
    mail_leaves(&town).await;
    let mail = town.inbox_of(&karim.email);
    mail.holds_one("2 notifications");
    mail.last_shows("Ana Ferreira vous mentionne dans « Premier fil »");
    mail.last_shows("Ana Ferreira vous mentionne dans « Second fil »");
    town.inbox_of(&zoe.email).holds_one("Ana Ferreira vous mentionne dans « Second fil »");
    mail_leaves(&town).await;
    town.inbox_of(&karim.email).holds_one("Premier fil");
    // Karim leaves the experts between the notice and the mail.
    opened(&ana, "Entre experts", "@Karim Benali, qu'en dis-tu ?", "expert").await;
    town.runs_the_timetable().await;
    assert_eq!(
        told(&karim).await.first().map(String::as_str),
        Some("Ana Ferreira vous mentionne dans « Entre experts »")
    );
    let theme = town.theme(THEME).await;
    let id = karim.id();
    town.write(move |tx| {
        let to = Some(Circle::Community);
        cercles::circles::place(tx, &cercles::circles::Move { member: id, theme, to, decided_by: None, reason: "fin" })
    })
    .await;
    assert!(!told(&karim).await.iter().any(|line| line.contains("Entre experts")));
    assert_eq!(bell(&karim).await, 2);
    mail_leaves(&town).await;
    assert_eq!(town.inbox_of(&karim.email).0.len(), 1, "rights are asked again when the mail leaves");
}

#[actix_web::test]
async fn the_closest_place_says_how_closely_one_follows() {
    let town = Town::new().await;
    let (ana, karim, zoe, bilal) = (
        town.member("Ana Ferreira").await,
        town.member("Karim Benali").await,
        town.member("Zoé Martin").await,
        town.member("Bilal Haddad").await,
    );
    let theme = format!("/themes/{THEME}");
    follows(&karim, &theme, "watch").await;
    follows(&zoe, &theme, "first").await;
    let thread = opened(&ana, "Bracelets illisibles", "Depuis lundi.", "community").await;
    town.runs_the_timetable().await;
    assert_eq!(told(&karim).await, ["Ana Ferreira a ouvert « Bracelets illisibles »"]);
    assert_eq!(told(&zoe).await, ["Ana Ferreira a ouvert « Bracelets illisibles »"]);
    assert_eq!(told(&bilal).await, [""; 0]);
    answers(&bilal, &thread, "Chez nous aussi.").await;
    town.passes(5).await;
    town.runs_the_timetable().await;
    assert_eq!(told(&ana).await, ["Bilal Haddad a répondu dans votre fil « Bracelets illisibles »"]);
    assert_eq!(told(&karim).await.len(), 2);
    assert_eq!(told(&zoe).await.len(), 1, "new threads only");
    // Muted, even a mention is not heard; who wrote follows.
    let id = cercles::db::ids::to_base32(id_in(&thread));
    follows(&karim, &format!("/fils/{id}"), "mute").await;
    answers(&ana, &thread, "@Karim Benali, @Zoé Martin : merci.").await;
    town.passes(5).await;
    town.runs_the_timetable().await;
    assert_eq!(told(&karim).await.len(), 2);
    assert_eq!(told(&zoe).await[0], "Ana Ferreira vous mentionne dans « Bracelets illisibles »");
    assert_eq!(told(&bilal).await, ["Ana Ferreira a écrit dans « Bracelets illisibles »"]);
    assert_eq!(bilal.visits(&thread).await.texts(".watch > summary"), ["Suivre"]);
    for _ in 0..3 {
        answers(&ana, &thread, "Encore une précision.").await;
    }
    town.passes(5).await;
    town.runs_the_timetable().await;
    let read = "Ana Ferreira a écrit dans « Bracelets illisibles »";
    assert_eq!(told(&bilal).await, ["3 nouveaux messages dans « Bracelets illisibles »", read]);
    mail_leaves(&town).await;
    town.inbox_of(&bilal.email).is_empty();
    // A level a thread does not have is refused, and a theme one is not in does not exist.
    bilal.posts(&format!("/fils/{id}/suivi"), &[("level", "first")]).await.is(404);
    bilal.posts("/themes/sante-mentale/suivi", &[("level", "watch")]).await.is(404);
}

#[actix_web::test]
async fn a_mention_of_who_cannot_read_says_so_to_its_author() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    opened(&ana, "Entre experts", "@Zoé Martin nous l'avait dit.", "expert").await;
    town.runs_the_timetable().await;
    assert_eq!(bell(&zoe).await, 0);
    assert_eq!(
        told(&ana).await,
        ["Une personne que vous mentionnez ne peut pas lire « Entre experts » : elle n'a pas été prévenue"]
    );
}

#[actix_web::test]
async fn only_experts_and_animators_call_a_circle() {
    let town = Town::new().await;
    let (ana, karim, zoe) =
        (town.member("Ana Ferreira").await, town.expert("Karim Benali").await, town.expert("Zoé Martin").await);
    let fields = |body| {
        [("theme", THEME), ("kind", "question"), ("title", "Un avis"), ("body", body), ("audience", "community")]
    };
    let refused = ana.posts("/fils/nouveau", &fields("@experts, au secours")).await;
    refused.is(422).shows("mentionnez plutôt une personne").shows("au secours");
    town.runs_the_timetable().await;
    assert_eq!(bell(&zoe).await, 0);
    let thread = opened(&karim, "Un avis", "@experts, qui a fait cela ?", "community").await;
    assert_eq!(karim.visits(&thread).await.texts("strong.mention"), ["@experts"]);
    town.passes(5).await;
    town.runs_the_timetable().await;
    assert_eq!(told(&zoe).await, ["Karim Benali appelle votre cercle dans « Un avis »"]);
    assert_eq!(bell(&ana).await, 0);
    // Eleven people are too many; the text is kept.
    let mut crowd = String::new();
    for number in 0..11 {
        let name = format!("Ines Foule{}", char::from(b'a' + number));
        town.member(&name).await;
        crowd += &format!("@{name}, ");
    }
    ana.posts("/fils/nouveau", &fields(&crowd)).await.is(422).shows("au plus 10 personnes").shows("Foulek");
    let many: String = (0..500).map(|number| format!("@Prénom Nom{} ", "abcdefghij".repeat(number % 9 + 1))).collect();
    ana.posts("/fils/nouveau", &fields(&many)).await.redirects_to("/fils/");
}

#[actix_web::test]
async fn each_kind_is_told_as_it_was_chosen() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    wants(&karim, "mention", "none").await;
    wants(&ana, "reply", "mail").await;
    let thread = opened(&ana, "Bracelets illisibles", "@Karim Benali ?", "community").await;
    answers(&karim, &thread, "Oui.").await;
    mail_leaves(&town).await;
    assert_eq!(told(&karim).await, [""; 0]);
    town.inbox_of(&karim.email).is_empty();
    town.inbox_of(&ana.email).holds_one("Karim Benali a répondu dans votre fil « Bracelets illisibles »");
    let shown = ana.visits("/reglages/notifications").await;
    assert_eq!(shown.attribute("#reply-mail", "checked"), Some(String::new()));
    ana.posts("/reglages/notifications", &[("reply", "pigeon")]).await.is(422);
    ana.visits("/notifications?genre=reply").await.ok().shows("a répondu");
    ana.visits("/notifications?genre=mention").await.ok().shows("Rien de nouveau");
    ana.posts("/notifications/lues", &[("kind", "")]).await.redirects_to("/notifications");
    assert_eq!(bell(&ana).await, 0);
    assert_eq!(told(&ana).await.len(), 1, "read is not gone");
}

#[actix_web::test]
async fn a_solution_and_a_quotation_are_told() {
    let town = Town::new().await;
    let (ana, karim) = (town.member("Ana Ferreira").await, town.member("Karim Benali").await);
    let thread = opened(&ana, "Bracelets illisibles", "Depuis lundi.", "community").await;
    let post = answers(&karim, &thread, "Changez le rouleau.").await;
    let id = cercles::db::ids::to_base32(id_in(&thread));
    ana.posts(&format!("/fils/{id}/solution"), &[("message", post.as_str())]).await.redirects_to("/fils/");
    let quote = ana.visits(&format!("{thread}?citer={post}")).await.field("body").unwrap();
    assert!(quote.contains(&format!("(/messages/{post})")), "{quote}");
    answers(&ana, &thread, &format!("{quote}\n\nCela marche.")).await;
    town.runs_the_timetable().await;
    let told = told(&karim).await;
    assert!(told.contains(&"Votre réponse a résolu « Bracelets illisibles »".to_owned()), "{told:?}");
    assert!(told.contains(&"Ana Ferreira vous cite dans « Bracelets illisibles »".to_owned()), "{told:?}");
    karim.visits(&format!("/messages/{post}")).await.redirects_to(&thread);
}

#[actix_web::test]
async fn a_decision_about_somebody_is_told_to_them() {
    let town = Town::new().await;
    let (claire, zoe) = (town.animator("Claire Moreau").await, town.member("Zoé Martin").await);
    let page = format!("/themes/{THEME}/cercles");
    let fields =
        [("member", crate::town::written(zoe.id())), ("circle", "peer".into()), ("reason", "Elle relaie déjà.".into())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    claire.posts(&page, &fields).await.redirects_to("/themes/");
    assert_eq!(told(&zoe).await, ["Claire Moreau a changé votre place dans « Numérique en santé »"]);
    let link = zoe.visits("/notifications").await.attribute(".notice-line > a", "href").unwrap();
    zoe.visits(&link).await.redirects_to("/themes/numerique-en-sante");
    town.settles().await;
    assert_eq!(bell(&zoe).await, 0);
    claire.visits(&link).await.is(404);
    mail_leaves(&town).await;
    assert_eq!(town.inbox_of(&zoe.email).0.len(), 1, "its own letter, and no other");
}
