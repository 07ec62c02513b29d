//! Writing to somebody in private: whom the form proposes, what is kept of it before it is sent.

use cercles::circles::Circle;

use crate::town::{Answer, PASSWORD, Person, THEME, Town};

const NEW: &str = "/conversations/nouvelle";

async fn proposed(person: &Person<'_>, name: &str) -> Vec<String> {
    let page = person.visits(&format!("/suggestions/destinataires?q={name}")).await;
    page.ok().texts(".suggestions b")
}

/// What is written in the field when the first one proposed is chosen.
async fn written(person: &Person<'_>, name: &str) -> String {
    let page = person.visits(&format!("/suggestions/destinataires?q={name}")).await;
    page.ok().attribute("[role=option]", "data-insert").unwrap()
}

#[actix_web::test]
async fn names_are_completed_with_the_people_one_may_write_to_and_nobody_else() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (annie, nicolas) = (town.member("Annie Marin").await, town.animator("Anatole Aubert").await);
    let erwan = town.person("Anaïs Ailleurs", "bretagne", &[("sante-mentale", Circle::Expert)]).await;
    let outsider = town.outsider("Anouk Dehors").await;
    assert_eq!(proposed(&bilal, "an").await, ["Anatole Aubert", "Ana Ferreira", "Annie Marin"]);
    assert_eq!(proposed(&bilal, "ferr").await, ["Ana Ferreira"], "by family name");
    assert_eq!(proposed(&bilal, "haddad").await, [""; 0], "not oneself");
    assert_eq!(proposed(&bilal, "").await, [""; 0]);
    assert_eq!(proposed(&bilal, "%25").await, [""; 0]);
    assert_eq!(proposed(&outsider, "an").await, [""; 0]);
    assert_eq!(proposed(&erwan, "an").await, [""; 0]);
    bilal.visits("/suggestions/destinataires?q=ana").await.shows("Pharmacienne").shows("Centre hospitalier de Valmont");
    // What is chosen is what the form reads.
    let typed = format!("{}{}", written(&bilal, "ana+f").await, written(&bilal, "annie").await);
    assert_eq!(typed, "Ana Ferreira, Annie Marin, ");
    bilal.posts(NEW, &[("with", &typed), ("body", "Bonjour")]).await.redirects_to("/fils/");
    // Who takes none is not proposed, save to the animators of their themes; who is blocked is told the same.
    let settings = "/reglages/conversations";
    annie.fills(settings, settings, &[("refused", "yes")]).await.redirects_to(settings);
    ana.posts("/reglages/conversations/blocages", &[("member", &bilal.id().to_string())]).await.redirects_to(settings);
    nicolas.fills(settings, settings, &[("refused", "yes")]).await.redirects_to(settings);
    assert_eq!(proposed(&bilal, "an").await, ["Anatole Aubert"], "animators are always written to");
    assert_eq!(proposed(&nicolas, "an").await, ["Ana Ferreira", "Annie Marin"], "animators always write");
    assert_eq!(proposed(&annie, "an").await, ["Anatole Aubert", "Ana Ferreira"]);
    // Whoever left the theme is of it no more.
    let theme = town.theme(THEME).await;
    let left = ana.id();
    town.write(move |tx| {
        let gone = cercles::circles::Move { member: left, theme, to: None, decided_by: None, reason: "départ" };
        cercles::circles::place(tx, &gone)
    })
    .await;
    assert_eq!(proposed(&annie, "an").await, ["Anatole Aubert"]);
}

#[actix_web::test]
async fn one_of_two_of_the_same_name_is_completed_with_what_tells_them_apart() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let first = town.member("Jeanne Martin").await;
    let second = town.write(super::conversations::namesake(first.id())).await;
    let page = bilal.visits("/suggestions/destinataires?q=jeanne").await;
    assert_eq!(page.ok().count("[role=option]"), 2);
    for id in [first.id(), second] {
        assert_eq!(page.count(&format!("[data-insert='Jeanne Martin ({id}), ']")), 1, "{}", page.body);
    }
    let typed = format!("Jeanne Martin ({second}), ");
    let sent = bilal.posts(NEW, &[("with", &typed), ("body", "Bonjour, la seconde")]).await;
    first.visits(sent.redirects_to("/fils/").location()).await.is(404);
}

/// What a browser sends while somebody types.
async fn types(person: &Person<'_>, place: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("place", place)];
    all.extend_from_slice(fields);
    person.posts_with_key("/brouillons", &all, "").await
}

#[actix_web::test]
async fn a_conversation_left_unfinished_is_found_again_and_leaves_once_sent() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let form = bilal.visits(NEW).await;
    form.ok().shows("Garder le brouillon").hides("Brouillon repris");
    let place = form.attribute("[data-draft]", "data-draft").unwrap();
    let fields = [("with", "Ana Ferreira"), ("title", "Le planning"), ("body", "Deux mots,\n\nen privé.")];
    types(&bilal, &place, &fields).await.redirects_to("/brouillons");
    // The browser is closed; a day later, on another machine.
    town.passes(24 * 3_600).await;
    for person in [&bilal, &ana] {
        person.posts("/connexion", &[("email", &person.email), ("password", PASSWORD)]).await.redirects_to("/");
    }
    let list = bilal.visits("/brouillons").await;
    list.ok().shows("Conversation privée à commencer").shows("Le planning").shows("Deux mots, en privé.");
    let link = list.attribute(".draft .thread-title a", "href").unwrap();
    let form = bilal.visits(&link).await;
    form.ok().shows("Brouillon repris, gardé hier à").shows("Jeter ce brouillon");
    let typed = |name| form.field(name).unwrap().trim().to_owned();
    assert_eq!(
        [typed("with"), typed("title"), typed("body")],
        ["Ana Ferreira", "Le planning", "Deux mots,\n\nen privé."]
    );
    // Nobody else finds it, and nobody was told.
    ana.visits("/brouillons").await.ok().hides("planning");
    ana.visits("/conversations").await.ok().hides("planning");
    let sent = bilal.fills_in(&form, NEW, &[]).await;
    ana.visits(sent.redirects_to("/fils/").location()).await.ok().shows("Deux mots");
    bilal.visits("/brouillons").await.ok().hides("planning").shows("Aucun texte en attente");
    bilal.visits(NEW).await.ok().hides("Brouillon repris");
}

#[actix_web::test]
async fn what_was_meant_for_one_is_never_shown_under_the_name_of_another() {
    let town = Town::new().await;
    let (bilal, ana) = (town.member("Bilal Haddad").await, town.expert("Ana Ferreira").await);
    let (karim, _nicolas) = (town.expert("Karim Benali").await, town.animator("Nicolas Aubert").await);
    let to = |person: &Person<'_>| format!("{NEW}?avec={}", person.id());
    let animation = format!("{NEW}?animation={THEME}");
    for (address, text) in
        [(&to(&ana), "Pour Ana seule"), (&animation, "Pour l'animation"), (&NEW.to_owned(), "Pour qui ?")]
    {
        let form = bilal.visits(address).await;
        form.ok().hides("Brouillon repris").hides("Pour Ana").hides("Pour qui ?");
        let kept = bilal.fills_in(&form, NEW, &[("body", text), ("act", "draft")]).await;
        kept.redirects_to("/brouillons");
    }
    bilal.visits(&to(&karim)).await.ok().hides("Pour Ana").hides("Pour qui ?").shows("Écrire en privé");
    bilal.visits(&to(&ana)).await.ok().shows("Pour Ana seule").hides("Pour l'animation").hides("Pour qui");
    bilal.visits(&animation).await.ok().shows("Pour l'animation").hides("Pour Ana seule");
    let list = bilal.visits("/brouillons").await;
    assert_eq!(list.ok().count(".draft"), 3);
    list.shows("À Ana Ferreira").shows("Numérique en santé");
    // Each leaves with its own conversation.
    let form = bilal.visits(&to(&ana)).await;
    bilal.fills_in(&form, NEW, &[]).await.redirects_to("/fils/");
    bilal.visits("/brouillons").await.ok().hides("Pour Ana seule").shows("Pour l'animation").shows("Pour qui ?");
    let form = bilal.visits(&animation).await;
    bilal.fills_in(&form, NEW, &[]).await.redirects_to("/fils/");
    bilal.visits("/brouillons").await.ok().hides("Pour l'animation").shows("Pour qui ?");
    // A refused form keeps its place, so that its draft goes once it is right.
    let form = bilal.visits(NEW).await;
    let refused = bilal.fills_in(&form, NEW, &[("with", "Personne Inconnue")]).await;
    refused.is(422).shows("Pour qui ?");
    bilal.fills_in(&refused, NEW, &[("with", "Karim Benali")]).await.redirects_to("/fils/");
    bilal.visits("/brouillons").await.ok().shows("Aucun texte en attente");
    // A place that is nobody's is as good as none, and an empty text is told.
    bilal.posts(NEW, &[("act", "draft"), ("draft", "reponse:1"), ("body", "")]).await.is(422).shows("rien à garder");
    types(&bilal, "conversation:É", &[("body", "x")]).await.is(422);
}
