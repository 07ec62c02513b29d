//! Who is on duty, and the mail of the console.

use crate::stories::console::{does, flags, opens};
use crate::stories::marks::answered;
use crate::town::{Person, THEME, Town, squeezed};

const ROSTER: &str = "/console/permanence?theme=numerique-en-sante";

async fn puts_on_duty(animator: &Person<'_>, week: &str, member: &Person<'_>) -> crate::town::Answer {
    let member = member.id().to_string();
    animator.fills(ROSTER, "/console/permanence", &[("week", week), ("member", &member)]).await
}

async fn a_day(town: &Town, people: &[&Person<'_>]) {
    town.passes(86_400).await;
    for person in people {
        person.comes_back().await;
    }
    for _ in 0..3 {
        town.runs_the_timetable().await;
        town.clock.advance(3);
    }
}

#[actix_web::test]
async fn animators_keep_the_roster_and_experts_read_it() {
    let town = Town::new().await;
    let (ana, nicolas, bilal) =
        (town.expert("Ana Ferreira").await, town.animator("Nicolas Aubert").await, town.member("Bilal Haddad").await);
    ana.visits(ROSTER).await.ok().shows("Permanence").shows("personne").hides("Mettre de permanence");
    let page = nicolas.visits(ROSTER).await;
    page.ok().shows("cette semaine").shows("16 novembre 2026").hides("Bilal Haddad");
    puts_on_duty(&nicolas, "2026-11-16", &ana).await.redirects_to(ROSTER);
    ana.visits(ROSTER).await.ok().shows("Ana Ferreira");
    ana.visits("/console?theme=numerique-en-sante").await.ok().shows("De permanence cette semaine : Ana Ferreira");
    puts_on_duty(&nicolas, "2026-11-16", &ana).await.is(409);
    puts_on_duty(&nicolas, "2026-11-17", &ana).await.is(422).shows("une des semaines proposées");
    puts_on_duty(&nicolas, "2020-01-06", &ana).await.is(422);
    puts_on_duty(&nicolas, "demain", &ana).await.is(422);
    puts_on_duty(&nicolas, "2026-11-23", &bilal).await.is(422).shows("Choisissez une personne experte");
    let ids = ana.id().to_string();
    let fields = [("theme", THEME), ("week", "2026-11-16"), ("member", ids.as_str())];
    for (other, status) in [(&ana, 404), (&bilal, 404)] {
        other.posts("/console/permanence", &fields).await.is(status);
        other.posts("/console/permanence/retrait", &fields).await.is(status);
    }
    nicolas.posts("/console/permanence/retrait", &fields).await.redirects_to(ROSTER);
    nicolas.posts("/console/permanence/retrait", &fields).await.is(409);
    ana.visits(ROSTER).await.ok().hides("Ana Ferreira</a>").shows("personne");
}

#[actix_web::test]
async fn administrators_choose_how_the_console_is_kept_while_the_site_runs() {
    let town = Town::new().await;
    let (odile, ana) = (town.admin("Odile Administre").await, town.expert("Ana Ferreira").await);
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let page = "/administration/console";
    ana.visits(page).await.is(404);
    for (fields, told) in [
        ([("age_hours", "0"), ("claim_minutes", "20")], "un nombre de 1 à 720"),
        ([("age_hours", "3"), ("claim_minutes", "un jour")], "un nombre entier"),
        ([("age_hours", "3"), ("claim_minutes", "99999")], "un nombre de 1 à 1 440"),
    ] {
        odile.fills(page, page, &fields).await.is(422).shows(told);
    }
    let thread = opens(&chloe, "Nos étiquettes").await;
    let post = answered(&bilal, &thread, "Achetez.").await;
    flags(&chloe, &post, "commercial", "").await;
    town.passes(2 * 3_600).await;
    ana.comes_back().await;
    ana.visits("/console").await.ok().hides("attend trop longtemps");
    odile.comes_back().await;
    odile.fills(page, page, &[("age_hours", "1"), ("claim_minutes", "20")]).await.redirects_to(page);
    assert_eq!(odile.visits(page).await.field("age_hours").as_deref(), Some("1"));
    ana.visits("/console").await.ok().shows("attend trop longtemps");
}

#[actix_web::test]
async fn those_on_duty_are_written_to_once_a_day_when_the_queue_ages() {
    let town = Town::new().await;
    let (bilal, chloe) = (town.member("Bilal Haddad").await, town.member("Chloé Marin").await);
    let (ana, karim) = (town.expert("Ana Ferreira").await, town.expert("Karim Benali").await);
    let nicolas = town.animator("Nicolas Aubert").await;
    puts_on_duty(&nicolas, "2026-11-23", &ana).await.redirects_to(ROSTER);
    puts_on_duty(&nicolas, "2026-11-23", &karim).await.redirects_to(ROSTER);
    // Karim is away the whole week.
    let absence = [("first", "2026-11-23"), ("last", "2026-11-29"), ("deputy", "")];
    karim.fills("/reglages/absences", "/reglages/absences", &absence).await.redirects_to("/reglages/absences");
    nicolas.visits(ROSTER).await.ok().shows("Karim Benali").shows("en absence du 23 novembre 2026 au 29 novembre 2026");
    let thread = opens(&chloe, "Nos étiquettes").await;
    let post = answered(&bilal, &thread, "Achetez.").await;
    flags(&chloe, &post, "commercial", "").await;
    let all = [&ana, &karim, &nicolas, &bilal, &chloe];
    let about = |person: &Person<'_>| {
        town.inbox_of(&person.email).0.iter().filter(|mail| mail.contains("Le plus ancien des cas")).count()
    };
    a_day(&town, &all).await;
    assert_eq!(all.map(about), [0, 0, 0, 0, 0], "a day is not too long");
    a_day(&town, &all).await;
    assert_eq!(all.map(about), [1, 0, 0, 0, 0], "whoever is on duty, and not away");
    town.runs_the_timetable().await;
    assert_eq!(about(&ana), 1, "once a day");
    let mails = town.inbox_of(&ana.email);
    let told = mails.0.iter().find(|mail| mail.contains("Le plus ancien des cas")).unwrap();
    assert!(squeezed(told).contains("Messages signalés : 1"), "{told}");
    assert!(!mails.0.iter().any(|mail| mail.contains("Achetez") && mail.contains("Le plus ancien")), "figures alone");
    a_day(&town, &all).await;
    assert_eq!(about(&ana), 2);
    // The week is over and nobody is named: the animators.
    town.passes(4 * 86_400).await;
    a_day(&town, &all).await;
    assert_eq!([about(&ana), about(&nicolas)], [2, 1]);
    // Settled, nobody is written to any more.
    does(&ana, "flag", "leave", &[&post], "Retiré.").await.is(303);
    a_day(&town, &all).await;
    assert_eq!([about(&ana), about(&nicolas)], [2, 1]);
}
