//! Private conversations: who reads them, who may begin one, who joins and leaves, what is told of them.

use cercles::circles::Circle;
use cercles::db::ids::{ThreadId, to_base32};
use diesel::prelude::*;

use super::console::does;
use super::marks::{answered, first_post};
use crate::town::{Person, THEME, Town, id_in};

/// Begins a conversation; its address.
async fn writes(person: &Person<'_>, with: &str, title: &str, body: &str) -> String {
    let sent = person.posts("/conversations/nouvelle", &[("with", with), ("title", title), ("body", body)]).await;
    sent.redirects_to("/fils/").location().to_owned()
}

fn managed(thread: &str) -> String {
    format!("/conversations/{}", to_base32(id_in(thread)))
}

#[actix_web::test]
async fn two_people_talk_and_nobody_else_reads_it() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (nicolas, agathe) = (town.animator("Nicolas Aubert").await, town.admin("Agathe Admin").await);
    let karim = town.expert("Karim Benali").await;
    let page = bilal.visits(&format!("/membres/{}", ana.id())).await;
    let link = page.ok().attribute("a[href^='/conversations/nouvelle']", "href").unwrap();
    let form = bilal.visits(&link).await;
    assert_eq!(form.ok().field("with").as_deref(), Some("Ana Ferreira"));
    let sent = bilal.fills_in(&form, "/conversations/nouvelle", &[("body", "Une zibeline, entre nous. À plus.")]).await;
    let thread = sent.redirects_to("/fils/").location().to_owned();
    let shown = ana.visits(&thread).await;
    shown.ok().shows("Conversation privée entre").shows("Bilal Haddad").shows("Personne d'autre ne la lit");
    // Its title is made of the first words.
    ana.visits("/conversations").await.ok().shows("Une zibeline, entre nous. À plus.").shows("Avec Bilal Haddad");
    for person in [&nicolas, &agathe, &karim] {
        person.visits(&thread).await.is(404);
        person.visits(&managed(&thread)).await.is(404);
        person.visits("/conversations").await.ok().shows("Aucune conversation privée").hides("zibeline");
        person.visits("/recherche?q=zibeline").await.ok().hides("Une zibeline");
    }
    // Its parties find it there, in the search and nowhere else.
    for address in
        ["/fils", "/", &format!("/themes/{THEME}"), &format!("/membres/{}", bilal.id()), "/fils?etat=sans-reponse"]
    {
        ana.visits(address).await.ok().hides("zibeline");
    }
    ana.visits("/recherche?q=zibeline").await.ok().shows("Une zibeline");
    ana.visits("/fils/nouveau/semblables?title=zibeline").await.ok().hides("Une zibeline");
    ana.visits("/suggestions/fils?q=zibeline").await.ok().hides("zibeline");
    ana.visits(&format!("/membres/{}", bilal.id())).await.shows("Écrire en privé");
    agathe.visits(&format!("/membres/{}", bilal.id())).await.ok().hides("Écrire en privé");
}

#[actix_web::test]
async fn its_parties_are_told_by_the_bell_and_by_mail_and_answer_as_in_a_thread() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let thread = writes(&bilal, "Ana Ferreira", "Le planning", "On se parle ?").await;
    let (id, list) = (to_base32(id_in(&thread)), "/conversations");
    assert_eq!(ana.visits(list).await.ok().count(".thread-unread"), 1);
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.passes(130).await;
    }
    ana.visits("/notifications").await.ok().shows("Bilal Haddad vous écrit en privé : « Le planning »");
    town.inbox_of(&ana.email).holds_one("Bilal Haddad vous écrit en privé");
    town.inbox_of(&bilal.email).is_empty();
    ana.visits(&thread).await.ok();
    town.settles().await;
    assert_eq!(ana.visits(list).await.count(".thread-unread"), 0);
    ana.posts(&format!("/fils/{id}/messages"), &[("body", "Oui"), ("act", "draft")]).await;
    ana.visits("/brouillons").await.ok().shows("Le planning");
    let post = answered(&ana, &thread, "Oui, **demain**.").await;
    let edit = format!("/messages/{post}/modifier");
    ana.fills(&edit, &edit, &[("body", "Oui, jeudi.")]).await.redirects_to("/fils/");
    town.tells().await;
    let told = bilal.visits("/notifications").await;
    told.ok().shows("Ana Ferreira vous écrit en privé : « Le planning »").hides("a répondu dans votre fil");
    assert_eq!(bilal.visits(list).await.count(".thread-unread"), 1);
    bilal.visits(&format!("{thread}?citer={post}")).await.ok().shows("> Oui, jeudi.");
    // Who is named there without being there is not told; its author is told that.
    let karim = town.expert("Karim Benali").await;
    answered(&bilal, &thread, "@Karim Benali en pense quoi ?").await;
    town.tells().await;
    bilal.visits("/notifications").await.shows("Une personne que vous mentionnez ne peut pas lire");
    karim.visits("/notifications").await.ok().hides("planning");
    let proposed = bilal.visits(&format!("/suggestions/personnes?fil={id}&q=a")).await;
    proposed.ok().shows("Ana Ferreira").hides("Karim");
}

#[actix_web::test]
async fn somebody_joins_reads_it_from_the_start_and_leaves() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let karim = town.expert("Karim Benali").await;
    let thread = writes(&bilal, "ana ferreira", "Le planning", "On se parle ?").await;
    let one = managed(&thread);
    let join = format!("{one}/personnes");
    ana.visits(&one).await.ok().shows("Elle lira la conversation depuis le début").shows("2 personnes");
    ana.fills(&one, &join, &[("with", "Bilal Haddad")]).await.is(422).shows("déjà dans la conversation");
    let wrong = ana.fills(&one, &join, &[("with", "Personne Inconnue")]).await;
    wrong.is(422).shows("Personne ne s'appelle « Personne Inconnue »");
    assert_eq!(wrong.field("with").as_deref(), Some("Personne Inconnue"));
    karim.posts(&join, &[("with", "Karim Benali")]).await.is(404);
    ana.fills(&one, &join, &[("with", "Benali Karim")]).await.redirects_to(&one);
    karim.visits(&thread).await.ok().shows("On se parle ?");
    karim.visits("/notifications").await.shows("Ana Ferreira vous a fait entrer dans la conversation privée");
    bilal.visits("/notifications").await.shows("Ana Ferreira a fait entrer une personne");
    ana.visits("/notifications").await.hides("fait entrer");
    let post = answered(&karim, &thread, "Me voici.").await;
    ana.fills(&one, &format!("{one}/depart"), &[]).await.redirects_to("/conversations");
    ana.visits(&thread).await.is(404);
    ana.visits(&format!("/messages/{post}")).await.is(404);
    ana.visits("/conversations").await.ok().hides("planning");
    ana.visits("/notifications").await.ok().hides("planning");
    ana.posts(&format!("{one}/depart"), &[]).await.is(404);
    karim.visits("/notifications").await.shows("Ana Ferreira a quitté la conversation privée");
    for last in [&karim, &bilal] {
        last.fills(&one, &format!("{one}/depart"), &[]).await.redirects_to("/conversations");
    }
    // Nobody reads it, and it is kept, with what was done in the journal.
    let raw = ThreadId(id_in(&thread));
    let (kept, acts) = town
        .read(move |db| {
            use cercles::db::schema::{journal, posts};
            let kept: i64 = posts::table.filter(posts::thread_id.eq(raw)).count().get_result(db)?;
            let acts: Vec<String> = journal::table
                .filter(journal::act.like("conversation.%"))
                .order(journal::id.asc())
                .select(journal::act)
                .load(db)?;
            Ok((kept, acts))
        })
        .await;
    assert_eq!(kept, 2);
    let left = "conversation.left";
    assert_eq!(acts, ["conversation.opened", "conversation.joined", left, left, left]);
}

#[actix_web::test]
async fn one_writes_to_people_of_ones_themes_who_take_it() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let erwan = town.person("Erwan Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let new = "/conversations/nouvelle";
    let empty = bilal.posts(new, &[("title", "Le planning")]).await;
    empty.is(422).shows("Dites à qui vous écrivez");
    assert_eq!(empty.field("title").as_deref(), Some("Le planning"));
    let elsewhere = format!("Erwan Ailleurs ({})", erwan.id());
    let refused = bilal.posts(new, &[("with", &elsewhere), ("body", "Bonjour")]).await;
    refused.is(422).shows("Il faut un thème commun").shows("Erwan Ailleurs");
    assert_eq!(refused.field("body").as_deref(), Some("Bonjour"));
    bilal.posts(new, &[("with", "Erwan Ailleurs"), ("body", "b")]).await.is(422).shows("Personne ne s'appelle");
    bilal.posts(new, &[("with", "Bilal Haddad"), ("body", "b")]).await.is(422).shows("Dites à qui vous écrivez");
    let theme = [("with", "Ana Ferreira"), ("body", "b"), ("theme", "sante-mentale")];
    bilal.posts(new, &theme).await.is(422).shows("n'est pas commun");
    // Who takes none, save with the animators.
    let (nicolas, settings) = (town.animator("Nicolas Aubert").await, "/reglages/conversations");
    ana.fills(settings, settings, &[("refused", "yes")]).await.redirects_to(settings);
    bilal.posts(new, &[("with", "Ana Ferreira"), ("body", "b")]).await.is(422).shows("Ne reçoit pas de conversations");
    writes(&nicolas, "Ana Ferreira", "De l'animation", "b").await;
    writes(&ana, "Bilal Haddad", "De ma part", "b").await;
    nicolas.fills(settings, settings, &[("refused", "yes")]).await.redirects_to(settings);
    writes(&bilal, "Nicolas Aubert", "À l'animation", "b").await;
    ana.posts(settings, &[]).await.redirects_to(settings);
    // Who is blocked is told the same, and cannot bring one in.
    ana.posts("/reglages/conversations/blocages", &[("member", &bilal.id().to_string())]).await.redirects_to(settings);
    ana.visits(settings).await.ok().shows("Débloquer Bilal Haddad");
    bilal.posts(new, &[("with", "Ana Ferreira"), ("body", "b")]).await.is(422).shows("Ne reçoit pas de conversations");
    let thread = writes(&bilal, "Nicolas Aubert", "Encore", "b").await;
    let join = format!("{}/personnes", managed(&thread));
    bilal.posts(&join, &[("with", "Ana Ferreira")]).await.is(422).shows("Ne reçoit pas de conversations");
    let back = format!("/reglages/conversations/blocages/{}/retrait", bilal.id());
    ana.posts(&back, &[]).await.redirects_to(settings);
    ana.posts(&back, &[]).await.is(404);
    writes(&bilal, "Ana Ferreira", "Enfin", "b").await;
}

#[actix_web::test]
async fn homonyms_are_told_apart_by_their_pages() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let first = town.member("Jeanne Martin").await;
    let second = town.write(namesake(first.id())).await;
    let new = "/conversations/nouvelle";
    bilal.posts(new, &[("with", "Jeanne Martin"), ("body", "b")]).await.is(422).shows("Plusieurs personnes");
    let form = bilal.visits(&format!("{new}?avec={second}")).await;
    let typed = form.ok().field("with").unwrap();
    assert_eq!(typed, format!("Jeanne Martin ({second})"));
    let sent = bilal.fills_in(&form, new, &[("body", "Bonjour, la seconde")]).await;
    let thread = sent.redirects_to("/fils/").location().to_owned();
    first.visits(&thread).await.is(404);
}

/// Another member of the same name, in the same theme.
pub(super) fn namesake(
    of: cercles::db::ids::MemberId,
) -> impl FnMut(&mut cercles::db::Tx<'_>) -> Result<cercles::db::ids::MemberId, cercles::refusal::Refusal> + Send + 'static
{
    move |tx| {
        use cercles::db::schema::memberships;
        use cercles::members::{AccountState, Email, NewMember};
        let email = Email::parse("jeanne.bis@town.example").unwrap();
        let new = NewMember {
            email: &email,
            given_name: "Jeanne",
            family_name: "Martin",
            establishment: None,
            profession: "Cadre",
            region: "corse",
            state: AccountState::Active,
            password_hash: None,
        };
        let id = cercles::members::insert(tx, &new)?;
        let theme =
            memberships::table.filter(memberships::member_id.eq(of)).select(memberships::theme_id).first(tx.db())?;
        let to = Some(Circle::Community);
        let placed = cercles::circles::Move { member: id, theme, to, decided_by: None, reason: "story" };
        cercles::circles::place(tx, &placed)?;
        Ok(id)
    }
}

#[actix_web::test]
async fn one_writes_to_the_animators_of_a_theme() {
    let town = Town::new().await;
    let (nicolas, sonia) = (town.animator("Nicolas Aubert").await, town.animator("Sonia Marchand").await);
    let (bilal, oscar) = (town.member("Bilal Haddad").await, town.outsider("Oscar Dehors").await);
    let page = bilal.visits(&format!("/themes/{THEME}")).await;
    let link = page.ok().attribute("a[href^='/conversations/nouvelle?animation=']", "href").unwrap();
    oscar.visits(&link).await.is(404);
    let form = bilal.visits(&link).await;
    form.ok().shows("Nicolas Aubert, Sonia Marchand");
    bilal.fills_in(&form, "/conversations/nouvelle", &[("body", "")]).await.is(422).shows("Nicolas Aubert");
    let sent = bilal.fills_in(&form, "/conversations/nouvelle", &[("body", "Une question délicate")]).await;
    let thread = sent.redirects_to("/fils/").location().to_owned();
    for animator in [&nicolas, &sonia] {
        animator.visits(&thread).await.ok().shows("Une question délicate");
    }
    // Who animates later is not among them until somebody brings them in.
    let later = town.animator("Zoé Nouvelle").await;
    later.visits(&thread).await.is(404);
    let one = managed(&thread);
    nicolas.fills(&one, &format!("{one}/personnes"), &[("with", "Zoé Nouvelle")]).await.redirects_to(&one);
    later.visits(&thread).await.ok();
}

#[actix_web::test]
async fn nobody_moderates_there_and_a_flagged_message_alone_is_read_by_the_animators() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (nicolas, karim) = (town.animator("Nicolas Aubert").await, town.expert("Karim Benali").await);
    let thread = writes(&ana, "Bilal Haddad, Nicolas Aubert", "Zibeline", "Une hermine").await;
    let (id, first) = (to_base32(id_in(&thread)), first_post(&bilal, &thread).await);
    let post = answered(&bilal, &thread, "Une belette désobligeante").await;
    // An expert and an animator who are parties act as parties.
    for person in [&ana, &nicolas] {
        person.visits(&thread).await.ok().hides("Gérer le fil").hides("Masquer");
        person.visits(&format!("/messages/{post}/masquage")).await.is(403);
        person.posts(&format!("/messages/{post}/masquage"), &[("reason", "x")]).await.is(403);
        person.visits(&format!("/fils/{id}/gestion")).await.is(403);
        for act in ["fermeture", "epingle"] {
            person.posts(&format!("/fils/{id}/{act}"), &[("reason", "x")]).await.is(403);
        }
        let moved = [("destination", THEME), ("audience", "community"), ("reason", "x")];
        person.posts(&format!("/fils/{id}/deplacement"), &moved).await.is(403);
        person.posts(&format!("/fils/{id}/solution"), &[("message", &post)]).await.is(409);
        person.posts(&format!("/messages/{first}/reactions/moi-aussi"), &[]).await;
    }
    bilal.visits(&format!("/reglages/flux?fil={id}")).await.is(404);
    // The conversation goes on without the animator; then a message is flagged.
    let one = managed(&thread);
    nicolas.fills(&one, &format!("{one}/depart"), &[]).await.redirects_to("/conversations");
    let flags = "/console?cas=private-flag";
    nicolas.visits(flags).await.ok().hides("belette");
    ana.posts(&format!("/messages/{post}/signalement"), &[("reason", "unkind"), ("line", "")])
        .await
        .redirects_to("/fils/");
    let shown = nicolas.visits(flags).await;
    shown.ok().shows("Messages privés signalés").shows("Une belette désobligeante").shows("Ana Ferreira");
    shown.hides("hermine").hides("Zibeline");
    nicolas.visits(&thread).await.is(404);
    nicolas.visits(&format!("/messages/{post}")).await.is(404);
    nicolas.visits(&format!("/messages/{post}/masquage")).await.is(404);
    for expert in [&karim, &ana] {
        expert.visits(flags).await.is(404);
        expert.visits("/console").await.ok().hides("belette");
    }
    does(&karim, "private-flag", "leave", &[&post], "x").await.is(404);
    does(&ana, "private-flag", "leave", &[&post], "x").await.is(403);
    does(&nicolas, "private-flag", "leave", &[&first], "x").await.is(404);
    does(&nicolas, "private-flag", "leave", &[&post], "").await.is(422).shows("Une belette désobligeante");
    does(&nicolas, "private-flag", "leave", &[&post], "Nous avons parlé à Bilal").await.redirects_to("/console?fait=");
    nicolas.visits(flags).await.ok().hides("belette");
    ana.visits("/reglages/decisions").await.ok().shows("Nous avons parlé à Bilal");
    bilal.visits("/reglages/decisions").await.ok().hides("Nous avons parlé");
    nicolas.visits("/reglages/decisions").await.ok().hides("Zibeline");
}

#[actix_web::test]
async fn ten_conversations_a_day_and_no_way_around_the_form() {
    let town = Town::with_limits().await;
    let (bilal, _ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    for number in 0..10 {
        town.passes(61).await;
        writes(&bilal, "Ana Ferreira", &format!("Conversation {number}"), "b").await;
    }
    town.passes(61).await;
    let sent = bilal.posts("/conversations/nouvelle", &[("with", "Ana Ferreira"), ("body", "Un de trop")]).await;
    sent.is(429).shows("Un de trop");
    let fields = [("theme", THEME), ("kind", "discussion"), ("title", "t"), ("body", "b"), ("audience", "named")];
    bilal.posts("/fils/nouveau", &fields).await.is(422).shows("Dites qui pourra lire ce fil");
}
