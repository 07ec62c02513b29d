//! Coming in, and what is written in fields.

use cercles::circles::Circle;
use cercles::db::schema::members;
use cercles::text::markdown;
use diesel::prelude::*;
use scraper::{Html, Selector};

use super::{answers, feed, first_post, goes_to, mail_leaves, opens, short};
use crate::town::{PASSWORD, THEME, Town};

const NADEGE: &str = "nadege.rosier@ailleurs.example";

#[actix_web::test]
async fn zulip_cve_2016_4427_closed_accounts() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let feed = feed(&ana).await;
    let browser = town.visitor();
    browser.fills("/mot-de-passe-oublie", "/mot-de-passe-oublie", &[("email", &ana.email)]).await.is(303);
    mail_leaves(&town).await;
    let link = town.inbox_of(&ana.email).last_link(&town.app.base_url, "/mot-de-passe/");
    browser.visits(&link).await.ok();
    let id = ana.id();
    town.write(move |tx| {
        diesel::update(members::table.find(id)).set(members::state.eq("closed")).execute(tx.db())?;
        Ok(())
    })
    .await;
    ana.visits("/fils").await.redirects_to("/connexion");
    town.visitor().visits(&feed).await.is(404);
    let answer = browser.posts(&link, &[("password", "zeugme 31 varlope hysope")]).await;
    assert!(matches!(answer.status, 404 | 410), "{}", answer.status);
    town.visitor().posts("/connexion", &[("email", &ana.email), ("password", PASSWORD)]).await.is(422);
}

#[actix_web::test]
async fn vaultwarden_cve_2026_43913_accepted_is_not_confirmed() {
    let town = Town::new().await;
    let (maelle, ana) = (town.peer("Maëlle Céleste").await, town.expert("Ana Ferreira").await);
    let thread = opens(&ana, "question", "community", "Un avis ?", "Bonjour.").await;
    let invitations = format!("/themes/{THEME}/invitations");
    maelle.posts(&invitations, &[("email", NADEGE)]).await.redirects_to(&invitations);
    mail_leaves(&town).await;
    let link = town.inbox_of(NADEGE).last_link(&town.app.base_url, "/invitation/");
    let nadege = town.visitor();
    nadege.visits(&link).await.ok().hides("Un avis ?");
    nadege.visits(&thread).await.redirects_to("/connexion");
    // The inviter is no peer any more: the link gives nothing.
    goes_to(&town, &maelle, Some(Circle::Community)).await;
    let answer = nadege.visits(&link).await;
    assert!(matches!(answer.status, 404 | 410), "{}", answer.status);
    let found: i64 = town
        .read(|db| {
            Ok(members::table
                .filter(members::email.eq(NADEGE))
                .filter(members::state.eq("active"))
                .count()
                .get_result(db)?)
        })
        .await;
    assert_eq!(found, 0);
}

#[actix_web::test]
async fn phpbb_cve_2026_29199_forged_host() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let browser = town.visitor();
    let forged =
        [("x-forwarded-host", "mal.example"), ("forwarded", "host=mal.example"), ("x-original-host", "mal.example")];
    browser.asks("/mot-de-passe-oublie", &forged).await.ok().hides("mal.example");
    browser.fills("/mot-de-passe-oublie", "/mot-de-passe-oublie", &[("email", &ana.email)]).await.is(303);
    mail_leaves(&town).await;
    let inbox = town.inbox_of(&ana.email);
    assert!(inbox.last_shows("/mot-de-passe/").contains(&town.app.base_url));
    assert!(!inbox.last_shows("/mot-de-passe/").contains("mal.example"));
    let wrong = actix_web::test::TestRequest::get().uri("/mot-de-passe-oublie").insert_header(("host", "mal.example"));
    assert_eq!(town.call(wrong).await.status, 421);
}

#[actix_web::test]
async fn cve_2021_37693_reset_links_after_a_change() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    let mut links = Vec::new();
    for _ in 0..2 {
        town.visitor().fills("/mot-de-passe-oublie", "/mot-de-passe-oublie", &[("email", &ana.email)]).await.is(303);
        mail_leaves(&town).await;
        links.push(town.inbox_of(&ana.email).last_link(&town.app.base_url, "/mot-de-passe/"));
    }
    let choose = [("password", "zeugme 31 varlope hysope")];
    town.visitor().posts(&links[0], &choose).await.is(410);
    town.visitor().posts(&links[1], &choose).await.redirects_to("/");
    for link in &links {
        town.visitor().posts(link, &[("password", "une autre phrase bien longue 9")]).await.is(410);
    }
}

#[actix_web::test]
async fn discourse_1_0_redirects_elsewhere() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    for next in [
        "//mal.example",
        "/\\mal.example",
        "https://mal.example/",
        "/%2f%2fmal.example",
        "\\\\mal.example",
        "/\tmal",
        "javascript:alert(1)",
    ] {
        let browser = town.visitor();
        let fields = [("email", ana.email.as_str()), ("password", PASSWORD), ("next", next)];
        let answer = browser.posts("/connexion", &fields).await;
        let there = answer.is(303).location();
        assert!(
            there == "/" || (there.starts_with('/') && !there.starts_with("//") && !there.contains('\\')),
            "{next}: {there}"
        );
        assert!(!there.starts_with("/%2f"), "{next}: {there}");
    }
    let browser = town.visitor();
    let fields = [("email", ana.email.as_str()), ("password", PASSWORD), ("next", "/fils")];
    browser.posts("/connexion", &fields).await.redirects_to("/fils");
}

#[test]
fn rustsec_2026_0213_tags_that_mutate() {
    for tag in [
        "svg",
        "math",
        "style",
        "iframe",
        "title",
        "textarea",
        "noscript",
        "animate",
        "set",
        "xmp",
        "plaintext",
        "template",
    ] {
        for source in [
            format!("<{tag}><p id=\"</{tag}><img src=x onerror=alert(1)>\">"),
            format!("<math><mtext><{tag}><mglyph><style><img title=\"</style><img src=x onerror=alert(1)>\">"),
        ] {
            for html in [markdown::sanitised(&source), markdown::render(&source)] {
                let again = markdown::sanitised(html.as_str());
                for html in [html.as_str(), again.as_str()] {
                    let live = format!("{tag}, mglyph, [onerror], img[src]");
                    let found = Html::parse_fragment(html).select(&Selector::parse(&live).unwrap()).count();
                    assert_eq!(found, 0, "{source}: {html}");
                }
            }
        }
    }
}

#[actix_web::test]
async fn zulip_cve_2026_24050_names_are_text() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let bad = "<img src=x onerror=alert(1)>";
    let title = format!("Titre {bad}");
    let thread = opens(&ana, "question", "community", &title, &format!("@Zoé Martin {bad}")).await;
    let post = answers(&zoe, &thread, bad).await;
    ana.posts(&format!("/messages/{post}/fait-chez-moi"), &[("note", bad)]).await.redirects_to("/fils/");
    zoe.posts(&format!("{}/signet", short(&thread)), &[]).await.redirects_to("/fils/");
    let one = zoe.visits("/signets").await.attribute(".bookmarks a[href^='/signets/']", "href").unwrap();
    zoe.fills(&one, &one, &[("note", bad), ("reminder", "aucun")]).await.redirects_to("/signets");
    zoe.fills("/reglages", "/reglages", &[("presentation", bad)]).await.is(303);
    let first = first_post(&zoe, &thread).await;
    zoe.posts(&format!("/messages/{first}/signalement"), &[("reason", "other"), ("line", bad)])
        .await
        .redirects_to("/fils/");
    ana.posts(&format!("/messages/{post}/masquage"), &[("reason", bad)]).await.redirects_to("/fils/");
    mail_leaves(&town).await;
    let member = format!("/membres/{}", zoe.id());
    for (person, address) in [
        (&ana, thread.as_str()),
        (&zoe, &thread),
        (&ana, "/fils"),
        (&zoe, "/notifications"),
        (&zoe, "/signets"),
        (&zoe, &one),
        (&zoe, "/reglages/decisions"),
        (&ana, "/console"),
        (&ana, &member),
        (&zoe, "/recherche?q=titre"),
        (&zoe, "/"),
    ] {
        let page = person.visits(address).await;
        assert_eq!(page.ok().count("[onerror]"), 0, "{address}");
        page.hides(bad);
    }
    let inbox = town.inbox_of(&zoe.email);
    let mail = inbox.0.first().expect("a mail");
    let html = &mail[mail.find("<html").unwrap_or(mail.len())..];
    assert!(!html.contains("<img src=x"), "{html}");
    assert!(mail.contains("Titre"), "{mail}");
}

#[actix_web::test]
async fn mastodon_cve_2026_23963_unbounded_names() {
    let town = Town::new().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let long = "é".repeat(20_000);
    let fields = [("theme", THEME), ("kind", "question"), ("title", &long), ("body", "b"), ("audience", "community")];
    zoe.posts("/fils/nouveau", &fields).await.is(422);
    for (field, page) in [
        ("given_name", "/reglages"),
        ("family_name", "/reglages"),
        ("profession", "/reglages"),
        ("presentation", "/reglages"),
    ] {
        zoe.fills(page, page, &[(field, &long)]).await.is(422);
    }
    let thread = opens(&ana, "question", "community", "Un avis ?", "Bonjour.").await;
    let post = first_post(&zoe, &thread).await;
    for (address, name) in
        [(format!("/messages/{post}/fait-chez-moi"), "note"), (format!("/messages/{post}/signalement"), "line")]
    {
        zoe.posts(&address, &[("reason", "other"), (name, &long)]).await.is(422);
    }
    let post = answers(&zoe, &thread, "Voici.").await;
    for (address, name) in [
        (format!("/messages/{post}/masquage"), "reason"),
        (format!("{}/sans-reponse", short(&thread)), "note"),
        (format!("{}/fermeture", short(&thread)), "reason"),
        (format!("{}/messages", short(&thread)), "body"),
    ] {
        let long = if name == "body" { "é".repeat(40_000) } else { long.clone() };
        ana.posts(&address, &[(name, &long)]).await.is(422);
    }
    ana.visits(&format!("/recherche?q={}", "a".repeat(3_000))).await.ok();
}

#[actix_web::test]
async fn cve_2025_54879_limiter_neighbours() {
    let town = Town::with_limits().await;
    let (ana, zoe) = (town.expert("Ana Ferreira").await, town.member("Zoé Martin").await);
    let thread = opens(&ana, "question", "community", "Un avis ?", "Bonjour.").await;
    let post = first_post(&ana, &thread).await;
    for _ in 0..6 {
        answers(&zoe, &thread, "Encore.").await;
    }
    zoe.posts(&format!("{}/messages", short(&thread)), &[("body", "Trop.")]).await.is(429).shows("Trop.");
    for _ in 0..31 {
        zoe.visits("/recherche?q=avis").await;
    }
    zoe.visits("/recherche?q=avis").await.is(429);
    // Neighbours of the same person, and others on the same acts.
    zoe.posts(&format!("/messages/{post}/reactions/merci"), &[]).await.redirects_to("/fils/");
    zoe.posts(&format!("{}/suivi", short(&thread)), &[("level", "watch")]).await.redirects_to("/fils/");
    zoe.visits("/fils").await.ok();
    zoe.visits("/membres").await.ok();
    answers(&ana, &thread, "Moi, je peux.").await;
    ana.visits("/recherche?q=avis").await.ok();
    let browser = town.visitor();
    browser.posts("/connexion", &[("email", &zoe.email), ("password", PASSWORD)]).await.redirects_to("/");
}

#[actix_web::test]
async fn discourse_41723_injected_order() {
    let town = Town::new().await;
    let ana = town.expert("Ana Ferreira").await;
    opens(&ana, "question", "community", "Un avis ?", "Bonjour.").await;
    town.indexes().await;
    let plain = ana.visits("/recherche?q=avis").await.texts(".result .thread-title");
    assert_eq!(plain, ["Un avis ?"]);
    for order in ["date;DROP TABLE posts", "(CASE WHEN 1=1 THEN 1 END)", "posts.source", "'", "date,date", "%00"] {
        for field in ["sort", "tri", "order"] {
            let order = percent_encoding::utf8_percent_encode(order, percent_encoding::NON_ALPHANUMERIC);
            let page = ana.visits(&format!("/recherche?q=avis&{field}={order}")).await;
            assert_eq!(page.ok().texts(".result .thread-title"), plain);
            ana.visits(&format!("/membres?{field}={order}")).await.ok();
            ana.visits(&format!("/fils?{field}={order}")).await.ok().shows("Un avis ?");
        }
    }
}

#[actix_web::test]
async fn lemmy_cve_2026_29178_nothing_is_fetched() {
    use std::net::TcpListener;
    let town = Town::new().await;
    let zoe = town.member("Zoé Martin").await;
    let ear = TcpListener::bind("127.0.0.1:0").unwrap();
    ear.set_nonblocking(true).unwrap();
    let port = ear.local_addr().unwrap().port();
    let there: Vec<String> = ["127.0.0.1", "0.0.0.0", "localhost", "[::ffff:127.0.0.1]"]
        .iter()
        .map(|host| format!("http://{host}:{port}/fils/secret.png"))
        .collect();
    let body: String = there.iter().map(|there| format!("![une image]({there}) {there}\n\n")).collect();
    let thread = opens(&zoe, "question", "community", "Une adresse ?", &body).await;
    let page = zoe.visits(&thread).await;
    assert_eq!(page.ok().count(".prose img"), 0);
    assert!(page.count(".prose a") >= 4);
    mail_leaves(&town).await;
    assert!(ear.accept().is_err(), "somebody fetched an address of a text");
}

#[actix_web::test]
async fn rustsec_2021_0069_lines_in_headers() {
    let town = Town::new().await;
    let nicolas = town.animator("Nicolas Aubert").await;
    let invitations = format!("/themes/{THEME}/invitations");
    for address in
        ["a@b.example\r\nBcc: tous@mal.example", "a@b.example\nX: y", "a@b.example\0", "\"a\r\nb\"@c.example"]
    {
        nicolas.posts(&invitations, &[("email", address), ("circle", "community"), ("region", "corse")]).await.is(422);
    }
    let title = "Un titre\r\nBcc: tous@mal.example";
    let zoe = town.member("Zoé Martin").await;
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", title),
        ("body", "@Nicolas Aubert ?"),
        ("audience", "community"),
    ];
    zoe.posts("/fils/nouveau", &fields).await;
    mail_leaves(&town).await;
    for mail in town.inbox_of(&nicolas.email).0 {
        assert!(!mail.lines().any(|line| line.starts_with("Bcc:")), "{mail}");
    }
}
