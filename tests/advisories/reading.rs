//! Pages, histories, files.

use cercles::circles::Circle;
use cercles::db::ids::to_base32;

use super::{SECRET, answers, first_post, goes_to, heard, nowhere, opens, secret, short};
use crate::stories::files::png;
use crate::town::{THEME, Town, id_in, masked};

#[actix_web::test]
async fn discourse_41152_bookmark_oracle() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let hidden = secret(&ana).await;
    let post = first_post(&ana, &hidden).await;
    let other = to_base32(id_in(&post) ^ 0xFFF);
    let same = |text: String| {
        text.replace(&short(&hidden), "/T").replace(&nowhere(&hidden), "/T").replace(&post, "P").replace(&other, "P")
    };
    for end in ["", "/gestion", "/sans-reponse"] {
        let (there, nothing) = (format!("{}{end}", short(&hidden)), format!("{}{end}", nowhere(&hidden)));
        let (seen, unseen) = (zoe.visits(&there).await, zoe.visits(&nothing).await);
        assert_eq!(seen.is(404).location(), "", "no redirect tells the words of an address");
        assert_eq!(same(masked(&seen)), same(masked(&unseen)));
        // A visitor is led to sign in, by the address they asked for and nothing more.
        let visitor = town.visitor();
        let (seen, unseen) = (visitor.visits(&there).await, visitor.visits(&nothing).await);
        assert_eq!(
            same(seen.is(303).location().replace("%2F", "/")),
            same(unseen.is(303).location().replace("%2F", "/"))
        );
    }
    for end in ["", "/modifier", "/historique", "/signalement", "/fait-chez-moi"] {
        let (seen, unseen) = (format!("/messages/{post}{end}"), format!("/messages/{other}{end}"));
        assert_eq!(same(masked(zoe.visits(&seen).await.is(404))), same(masked(zoe.visits(&unseen).await.is(404))));
    }
    for (seen, unseen) in [
        (format!("{}/signet", short(&hidden)), format!("{}/signet", nowhere(&hidden))),
        (format!("/messages/{post}/signet"), format!("/messages/{other}/signet")),
    ] {
        let seen = zoe.posts(&seen, &[]).await;
        assert_eq!(same(masked(seen.is(404))), same(masked(zoe.posts(&unseen, &[]).await.is(404))));
    }
    zoe.visits("/signets").await.ok().shows("pas encore de signet");
}

#[actix_web::test]
async fn discourse_40903_titles_in_ones_own_lists() {
    let town = Town::new().await;
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let hidden = secret(&ana).await;
    karim.posts(&format!("{}/signet", short(&hidden)), &[]).await.redirects_to(&hidden);
    let place = format!("reponse:{}", to_base32(id_in(&hidden)));
    karim.posts("/brouillons", &[("place", &place), ("body", "Mon avis.")]).await;
    karim.visits("/signets").await.ok().shows(SECRET);
    karim.visits("/brouillons").await.ok().shows(SECRET);
    goes_to(&town, &karim, Some(Circle::Community)).await;
    for address in ["/signets", "/brouillons", "/", "/fils"] {
        karim.visits(address).await.ok().hides(SECRET);
    }
    karim.visits("/brouillons").await.ok().shows("Mon avis.");
}

#[actix_web::test]
async fn cve_2026_32620_members_pages() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let outsider = town.outsider("Omar Dehors").await;
    let page = format!("/membres/{}", ana.id());
    let asked = [page.as_str(), "/membres", "/membres?q=ferreira"];
    let (before, outside) = (heard(&zoe, &asked).await, heard(&outsider, &asked).await);
    let hidden = secret(&ana).await;
    answers(&ana, &hidden, "Une suite.").await;
    // Coming, reading and writing leave no trace there: no date of a last visit, no count of what is hidden.
    ana.visits("/fils").await.ok();
    town.settles().await;
    assert_eq!(heard(&zoe, &asked).await, before);
    assert_eq!(heard(&outsider, &asked).await, outside);
    outsider.visits(&page).await.ok().hides("cercle des experts");
}

#[actix_web::test]
async fn nodebb_fadb4e34_addresses_of_members() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    *ana.from.borrow_mut() = "198.51.100.77".into();
    let thread = opens(&ana, "question", "community", "Un avis ?", "Bonjour.").await;
    let first = first_post(&zoe, &thread).await;
    let feed = super::feed(&zoe).await;
    for address in [
        &thread,
        &format!("/membres/{}", ana.id()),
        "/membres?q=ferreira",
        "/membres?q=198.51.100.77",
        &format!("/messages/{first}/historique"),
        &format!("/suggestions/personnes?theme={THEME}&audience=community&q=ana"),
        &format!("/themes/{THEME}/cercles"),
        &feed,
    ] {
        let page = zoe.visits(address).await;
        page.ok().hides(&ana.email).hides("198.51.100.77</").hides("ana.ferreira@");
    }
    zoe.visits("/membres?q=ana.ferreira%40town.example").await.ok().hides("Ana Ferreira");
}

#[actix_web::test]
async fn nodebb_84679459_history_of_what_is_gone() {
    let town = Town::new().await;
    let (ana, bilal) = (town.expert("Ana Ferreira").await, town.member("Bilal Haddad").await);
    let zoe = town.member("Zoé Martin").await;
    let thread = opens(&ana, "discussion", "community", "Nos étiquettes", "Bonjour.").await;
    let post = answers(&bilal, &thread, "Une zibeline de la chambre 12.").await;
    let edit = format!("/messages/{post}/modifier");
    town.passes(600).await;
    bilal.fills(&edit, &edit, &[("body", "Quelqu'un de la chambre 12.")]).await.redirects_to("/fils/");
    let history = format!("/messages/{post}/historique");
    let shown = ana.visits(&history).await;
    zoe.visits(&history).await.ok().shows(SECRET);
    // One version is hidden: neither it nor what changed since is read.
    let hide = shown.attribute("form[action$='/masquage']", "action").unwrap();
    ana.fills_in(&shown, &hide, &[("reason", "Une personne soignée.")]).await.is(303);
    zoe.visits(&history).await.ok().hides(SECRET).shows("chambre 12");
    // Then the whole post.
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", "Une personne soignée.")])
        .await
        .redirects_to(&thread);
    for end in ["historique", "modifier", "signalement"] {
        zoe.visits(&format!("/messages/{post}/{end}")).await.is(404);
    }
    zoe.visits(&format!("{thread}?citer={post}")).await.is(404);
    zoe.visits(&thread).await.ok().hides("chambre 12").hides("Bilal Haddad");
}

#[actix_web::test]
async fn discourse_43155_every_address_of_a_file() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let fields =
        [("theme", THEME), ("kind", "question"), ("title", "Plan"), ("body", "Voici."), ("audience", "expert")];
    let sent = ana.uploads("/fils/nouveau", &fields, "files", "zibeline.png", &png(600, 400)).await;
    let page = ana.visits(sent.redirects_to("/fils/").location()).await;
    let (whole, small) =
        (page.attribute("a.file-picture", "href").unwrap(), page.attribute(".file-picture img", "src").unwrap());
    let id = whole.split('/').nth(2).unwrap();
    for address in
        [whole.clone(), small.clone(), format!("/fichiers/{id}/autre-nom.png"), format!("/fichiers/{id}/vignette")]
    {
        zoe.visits(&address).await.is(404).hides(SECRET);
        zoe.asks(&address, &[("range", "bytes=0-9")]).await.is(404);
        assert_ne!(town.visitor().visits(&address).await.status, 200, "{address}");
    }
    ana.visits(&whole).await.ok();
    ana.visits(&small).await.ok();
    goes_to(&town, &ana, None).await;
    ana.visits(&whole).await.is(404);
    // Another's post cannot take the file along.
    let attach = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "À moi"),
        ("body", "Voici."),
        ("audience", "community"),
        ("attached", id),
    ];
    zoe.posts("/fils/nouveau", &attach).await;
    zoe.visits(&whole).await.is(404);
}

#[actix_web::test]
async fn discourse_8664_files_by_their_content() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let picture = png(64, 48);
    let mut at = Vec::new();
    for (person, audience) in [(&ana, "expert"), (&zoe, "community")] {
        let fields =
            [("theme", THEME), ("kind", "question"), ("title", "Plan"), ("body", "Voici."), ("audience", audience)];
        let sent = person.uploads("/fils/nouveau", &fields, "files", "plan.png", &picture).await;
        at.push(
            person.visits(sent.redirects_to("/fils/").location()).await.attribute("a.file-picture", "href").unwrap(),
        );
    }
    assert_ne!(at[0], at[1]);
    zoe.visits(&at[1]).await.ok();
    zoe.visits(&at[0]).await.is(404);
    let objects: Vec<String> = town
        .read(|db| {
            use cercles::db::schema::files;
            use diesel::prelude::*;
            Ok(files::table.select(files::object).load(db)?)
        })
        .await;
    assert_eq!(objects.len(), 2);
    assert_ne!(objects[0], objects[1], "where bytes stand is drawn, not made from them");
}
