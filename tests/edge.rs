//! The edge every request passes: headers, hosts, origins, methods, sizes, rates, panics, doubles.

use actix_web::http::{Method, header};
use actix_web::middleware::from_fn;
use actix_web::test::{self, TestRequest};
use actix_web::web::{self, Data};
use actix_web::{App as Site, HttpResponse};
use cercles::routes;
use cercles::web::{Desk, Page, guarded};
use futures_util::future::join_all;

use crate::access::{TABLE, World};
use crate::town::{Answer, THEME, Town, id_in};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

#[track_caller]
fn dressed(answer: &Answer, place: &str, secure: bool) {
    // What somebody sent runs nothing, even opened by itself.
    let handed_over = answer.status == 200 && place.starts_with("GET /fichiers/");
    let csp = match secure {
        _ if handed_over => "sandbox; default-src 'none'".to_owned(),
        true => format!("{CSP}; upgrade-insecure-requests"),
        false => CSP.to_owned(),
    };
    for (name, value) in [
        ("content-security-policy", csp.as_str()),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-robots-tag", "noindex, nofollow"),
        ("x-xss-protection", "0"),
    ] {
        assert_eq!(answer.header(name), value, "{name} at {place}");
    }
    assert!(["same-origin", "no-referrer"].contains(&answer.header("referrer-policy")), "{place}");
    assert!(answer.header("permissions-policy").contains("camera=()"), "{place}");
    assert_eq!(answer.header("server"), "", "{place}");
    assert_eq!(answer.header("x-request-id").len(), 16, "{place}");
    let hsts = if secure { "max-age=63072000; includeSubDomains" } else { "" };
    assert_eq!(answer.header("strict-transport-security"), hsts, "{place}");
}

#[actix_web::test]
async fn every_answer_wears_its_headers() {
    for secure in [false, true] {
        let town = if secure { Town::on_https().await } else { Town::new().await };
        let world = World::of(&town).await;
        for (who, person) in world.people().filter(|(who, _)| ["visitor", "community", "admin"].contains(who)) {
            for row in TABLE {
                let address = world.address(row.sample());
                let answer = match row.method() {
                    "GET" => person.visits(&address).await,
                    // Signing out would end the walk.
                    _ if address == "/deconnexion" => continue,
                    _ => person.posts(&address, &[]).await,
                };
                dressed(&answer, &format!("{} {address} for {who}", row.method()), secure);
                let kept = answer.header("cache-control");
                let public = address.starts_with("/assets/");
                assert_eq!(kept.contains("no-store") || kept.starts_with("private"), !public, "{address}: {kept}");
                let scripts = answer.count("script:not([src])") + answer.count("style") + answer.count("[style]");
                assert_eq!(scripts, 0, "nothing inline at {address}");
            }
        }
        dressed(&town.visitor().visits("/nulle-part").await.is(404).clone(), "404", secure);
    }
}

#[actix_web::test]
async fn a_form_from_elsewhere_is_refused_at_every_address() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let base = town.app.base_url.clone();
    let evil = format!("{base}.attacker.example");
    // Mail programs unsubscribe without a cookie or an origin (RFC 8058 §3.1): the address is its own proof.
    let listed = |path: &str| path == "/desabonnement/{token}";
    for row in routes::TABLE.iter().filter(|row| row.method == "POST" && !listed(row.path)) {
        let address = row.path.replace(['{', '}'], "");
        for site in [None, Some("same-origin"), Some("same-site"), Some("cross-site"), Some("none")] {
            for origin in [None, Some(base.as_str()), Some(evil.as_str()), Some("null")] {
                let accepted = match site {
                    Some(site) => site == "same-origin",
                    None => origin == Some(base.as_str()),
                };
                let mut request = TestRequest::post()
                    .uri(&address)
                    .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
                    .set_payload("_csrf=forged");
                if let Some(site) = site {
                    request = request.insert_header(("sec-fetch-site", site));
                }
                if let Some(origin) = origin {
                    request = request.insert_header((header::ORIGIN, origin));
                }
                let answer = bilal.sends(request).await;
                // What the door accepts is refused by its token, with other words.
                let elsewhere = answer.status == 403 && answer.text().contains("Ce formulaire n'a pas été accepté");
                assert_eq!(elsewhere, !accepted, "{address} {site:?} {origin:?}: {}", answer.status);
            }
        }
    }
    let referred = TestRequest::post().uri("/deconnexion").insert_header((header::REFERER, format!("{base}/fils")));
    bilal.sends(referred).await.is(403).hides("n'a pas été accepté");
    let referred = TestRequest::post().uri("/deconnexion").insert_header((header::REFERER, format!("{evil}/fils")));
    bilal.sends(referred).await.is(403).shows("n'a pas été accepté");
}

#[actix_web::test]
async fn other_hosts_and_methods_are_turned_away() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let host = |name: &'static str| TestRequest::get().uri("/connexion").insert_header((header::HOST, name));
    // `sends` sets the right host itself: these go straight to the town.
    assert_eq!(town.call(host("evil.example")).await.status, 421);
    let local = town.call(host("127.0.0.1:8080")).await;
    assert_eq!((local.status, local.location()), (307, "http://localhost:8080/connexion"));
    assert_eq!(town.call(host("127.0.0.1:9999")).await.status, 421);
    for method in [Method::PUT, Method::DELETE, Method::TRACE, Method::PATCH, Method::OPTIONS] {
        let answer = visitor.sends(TestRequest::default().method(method.clone()).uri("/connexion")).await;
        assert_eq!(answer.status, 405, "{method}");
    }
    let long = format!("/connexion?next=/{}", "a".repeat(5_000));
    visitor.visits(&long).await.is(414);
    assert_eq!(visitor.sends(TestRequest::default().method(Method::HEAD).uri("/connexion")).await.status, 200);
}

#[actix_web::test]
async fn forwarded_addresses_are_believed_from_our_proxies_only() {
    let town = Town::with_limits().await;
    let email = "nul@town.example";
    let wrong = |forwarded: &str| {
        TestRequest::post()
            .uri("/connexion")
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header(("x-forwarded-for", forwarded.to_owned()))
    };
    // Whatever it claims, one machine that is no proxy of ours fills one bucket.
    let liar = town.visitor();
    for number in 0..101 {
        let token = liar.form_token();
        let body = format!("_csrf={token}&email=u{number}%40town.example&password=x");
        liar.sends(wrong(&format!("203.0.113.{number}")).set_payload(body)).await;
    }
    let token = liar.form_token();
    let body = format!("_csrf={token}&email={}&password=x", email.replace('@', "%40"));
    liar.sends(wrong("203.0.113.250").set_payload(body.clone())).await.is(429);
    let proxied = town.visitor();
    *proxied.from.borrow_mut() = "10.0.0.7".into();
    let token = proxied.form_token();
    let body = format!("_csrf={token}&email={}&password=x", email.replace('@', "%40"));
    proxied.sends(wrong("203.0.113.9").set_payload(body)).await.is(422);
}

#[actix_web::test]
async fn six_posts_a_minute_are_enough_and_the_seventh_keeps_its_text() {
    let town = Town::with_limits().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = |title: &'static str| {
        [("theme", THEME), ("kind", "question"), ("title", title), ("body", "Un texte"), ("audience", "community")]
    };
    for _ in 0..6 {
        bilal.posts("/fils/nouveau", &fields("Encore un fil")).await.redirects_to("/fils/");
    }
    let refused = bilal.posts("/fils/nouveau", &fields("Le septième")).await;
    refused.is(429).shows("Le septième").shows("Un texte");
    assert!(refused.header("retry-after").parse::<i64>().unwrap() <= 60);
    bilal.visits("/fils").await.ok().hides("Le septième");
    town.passes(61).await;
    let again = refused.form_fields("form[action='/fils/nouveau']");
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    bilal.posts_raw("/fils/nouveau", &again).await.redirects_to("/fils/");
    bilal.visits("/fils").await.shows("Le septième");
}

#[actix_web::test]
async fn ten_identical_posts_at_once_are_one() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields =
        [("theme", THEME), ("kind", "question"), ("title", "Un double clic"), ("body", "b"), ("audience", "community")];
    let answers = join_all((0..10).map(|_| bilal.posts_with_key("/fils/nouveau", &fields, "double-click"))).await;
    let mut places: Vec<String> =
        answers.iter().map(|answer| answer.redirects_to("/fils/").location().to_owned()).collect();
    places.dedup();
    assert_eq!(places.len(), 1, "{places:?}");
    assert_eq!(bilal.visits("/fils").await.count("li.thread"), 1);
}

#[actix_web::test]
async fn answers_written_at_once_are_all_kept_and_numbered() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "Vingt à la fois"),
        ("body", "b"),
        ("audience", "community"),
    ];
    let thread = bilal.posts("/fils/nouveau", &fields).await.location().to_owned();
    let action = format!("/fils/{}/messages", cercles::db::ids::to_base32(id_in(&thread)));
    let texts: Vec<String> = (0..30).map(|number| format!("Réponse numéro {number:02}.")).collect();
    let answers = join_all(texts.iter().map(|text| {
        let fields = vec![("body", text.as_str())];
        let (bilal, action) = (&bilal, &action);
        async move { bilal.posts(action, &fields).await }
    }))
    .await;
    for answer in &answers {
        answer.redirects_to("/fils/");
    }
    let both = format!(
        "{}{}",
        bilal.visits(&format!("{thread}?page=1")).await.text(),
        bilal.visits(&format!("{thread}?page=2")).await.text()
    );
    for text in &texts {
        assert!(both.contains(text.as_str()), "{text}");
    }
    for number in 1..=31 {
        assert!(both.contains(&format!("Message {number}, de")), "{number}");
    }
}

async fn falls(desk: Desk) -> HttpResponse {
    desk.show(|_| -> Result<Page, cercles::refusal::Refusal> { panic!("on purpose") }).await
}

#[actix_web::test]
async fn a_panic_is_one_broken_request_with_a_page_and_nothing_else() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let shared = Data::new(town.app.clone());
    let site = test::init_service(
        Site::new()
            .route("/chute", web::get().to(falls))
            .configure(move |config| cercles::commands::service(config, shared))
            .wrap(from_fn(guarded)),
    )
    .await;
    let sid = bilal.cookies.borrow()["sid"].clone();
    let ask = |address: &str| {
        TestRequest::get()
            .uri(address)
            .insert_header((header::HOST, "localhost:8080"))
            .insert_header((header::COOKIE, format!("sid={sid}")))
            .to_request()
    };
    let fallen = test::call_service(&site, ask("/chute")).await;
    assert_eq!(fallen.status(), 500);
    let body = String::from_utf8(test::read_body(fallen).await.to_vec()).unwrap();
    assert!(body.contains("Erreur 500") && !body.contains("on purpose"), "{body}");
    let next = test::call_service(&site, ask("/fils")).await;
    assert_eq!(next.status(), 200, "the connection was not left in pieces");
}

#[actix_web::test]
async fn fields_nobody_asked_for_are_refused() {
    let town = Town::new().await;
    let bilal = town.member("Bilal Haddad").await;
    let fields = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "t"),
        ("body", "b"),
        ("audience", "community"),
        ("author", "1"),
    ];
    bilal.posts("/fils/nouveau", &fields).await.is(422);
    let twice = [
        ("theme", THEME),
        ("kind", "question"),
        ("title", "t"),
        ("title", "u"),
        ("body", "b"),
        ("audience", "community"),
    ];
    bilal.posts("/fils/nouveau", &twice).await.is(422);
    bilal.visits("/fils").await.ok().shows("Rien n'a encore été écrit");
}
