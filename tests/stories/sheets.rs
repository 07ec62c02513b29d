//! Practice sheets: written by several, reviewed, tried, published, fed back on, followed up, withdrawn.

mod drafts;
mod follow_ups;
mod from_points;
mod publishing;
mod readers;

use crate::town::{PASSWORD, Person, THEME, Town};

pub const TITLE: &str = "Des bracelets lisibles au bloc";

/// Begins a sheet for everybody; says where it is.
pub async fn begins(ana: &Person<'_>) -> String {
    begins_for(ana, "public", &[]).await
}

/// Begins a sheet for an audience, with other fields than usual; says where it is.
pub async fn begins_for(ana: &Person<'_>, audience: &str, others: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("theme", THEME),
        ("title", TITLE),
        ("audience", audience),
        ("difficulty", "Au bloc, les lecteurs refusent les bracelets imprimés la nuit."),
        ("solution", "Passer à un code **en deux dimensions**, imprimé deux fois."),
        ("steps", "1. Choisir le support\n2. Régler l'imprimante\n3. Vérifier au bloc"),
    ];
    for (name, value) in others {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    ana.posts("/fiches/nouvelle", &fields).await.redirects_to("/fiches/").location().to_owned()
}

/// Fills in the form of a sheet's page that goes to one of its acts.
pub async fn acts(person: &Person<'_>, sheet: &str, act: &str, fields: &[(&str, &str)]) -> crate::town::Answer {
    let page = person.visits(sheet).await;
    let page = if page.status == 303 { person.visits(page.location()).await } else { page };
    page.ok();
    person.fills_in(&page, &format!("{sheet}/{act}"), fields).await
}

/// Comes back after days: nobody stays signed in so long.
pub async fn comes_back(person: &Person<'_>) {
    person.posts("/connexion", &[("email", &person.email), ("password", PASSWORD)]).await.redirects_to("/");
}

/// Takes a step that succeeds.
pub async fn takes(person: &Person<'_>, sheet: &str, act: &str, fields: &[(&str, &str)]) {
    acts(person, sheet, act, fields).await.redirects_to(sheet);
}

/// Has Karim review it, Nicolas do without a trial, Ana publish it; says where its readers find it.
pub async fn publishes(sheet: &str, [ana, karim, nicolas]: [&Person<'_>; 3]) -> String {
    takes(ana, sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    takes(karim, sheet, "relecture/accord", &[]).await;
    takes(nicolas, sheet, "essais/dispense", &[("reason", "Déjà en place dans six établissements.")]).await;
    takes(ana, sheet, "publication", &[("day", "2027-11-22")]).await;
    ana.visits(sheet).await.location().to_owned()
}

/// Ana and Karim, experts, and Nicolas, who animates the theme.
pub async fn people(town: &Town) -> [Person<'_>; 3] {
    [town.expert("Ana Ferreira").await, town.expert("Karim Benali").await, town.animator("Nicolas Aubert").await]
}

#[actix_web::test]
async fn a_sheet_is_written_reviewed_tried_and_read_by_everybody() {
    let town = Town::new().await;
    let [ana, karim, _] = people(&town).await;
    let camille = town.member("Camille Bertin").await;
    let sheet = begins(&ana).await;
    let page = ana.visits(ana.visits(&sheet).await.location()).await;
    page.ok().shows("Brouillon").shows("Une deuxième personne experte doit donner son accord").shows("Ana Ferreira");
    ana.visits("/fiches").await.ok().shows("En préparation").shows(TITLE);

    takes(&ana, &sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    for _ in 0..3 {
        town.passes(130).await;
        town.runs_the_timetable().await;
    }
    town.inbox_of(&karim.email).holds_one("Ana Ferreira vous demande de relire une fiche pratique");
    let told = karim.visits("/notifications").await;
    let link = told.ok().shows("vous demande de relire").attribute(".notice-line a", "href").unwrap();
    karim.visits(&link).await.redirects_to(&sheet);

    // Who wrote some of it reviews none of it.
    ana.posts(&format!("{sheet}/relecture/accord"), &[("version", "2")]).await.is(403);
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    ana.visits("/notifications").await.shows("Karim Benali a donné son accord");

    // An expert knows the subject already; Camille does not.
    let refused = acts(&ana, &sheet, "essais", &[("with", "Karim Benali")]).await;
    refused.is(422).shows("Cette personne connaît déjà le sujet");
    assert_eq!(refused.field("with").as_deref(), Some("Karim Benali"));
    camille.visits(&sheet).await.is(404);
    takes(&ana, &sheet, "essais", &[("with", "Camille Bertin")]).await;
    camille.visits("/notifications").await.shows("Ana Ferreira vous demande d'essayer une fiche pratique");
    let early = ana.posts(&format!("{sheet}/publication"), &[("version", "4"), ("day", "2027-11-22")]).await;
    early.is(422).shows("Un établissement nouveau sur le sujet doit l'avoir essayée");

    let refused = acts(&camille, &sheet, "essais/reponse", &[("verdict", "stumbled")]).await;
    refused.is(422).shows("Dites où vous avez buté");
    let stumbled = [("verdict", "stumbled"), ("stumbles", "« Support » : lequel ?")];
    takes(&camille, &sheet, "essais/reponse", &stumbled).await;
    acts_nowhere(&camille, &sheet).await;
    let told = ana.visits("/notifications").await;
    let link = told.shows("Camille Bertin a répondu à l'essai").attribute(".notice-line a", "href").unwrap();
    ana.visits(&link).await.redirects_to(&sheet);

    // The text changes where she stumbled: Karim is asked again, and it stays in trial.
    let edit = format!("{sheet}/modifier");
    ana.fills(&edit, &edit, &[("steps", "1. Choisir un bracelet plastifié"), ("note", "Le support est nommé")])
        .await
        .redirects_to(&sheet);
    karim.visits("/notifications").await.shows("Ana Ferreira a changé une fiche pratique que vous aviez relue");
    let unread = ana.posts(&format!("{sheet}/publication"), &[("version", "5"), ("day", "2027-11-22")]).await;
    unread.is(422).shows("Une deuxième personne experte doit donner son accord");
    takes(&karim, &sheet, "relecture/accord", &[]).await;
    takes(&ana, &sheet, "publication", &[("day", "2027-11-22")]).await;

    let visitor = town.visitor();
    let address = visitor.visits(&sheet).await.location().to_owned();
    assert!(address.ends_with("-des-bracelets-lisibles-au-bloc"), "{address}");
    let read = visitor.visits(&address).await;
    read.ok().shows(TITLE).shows("Choisir un bracelet plastifié").shows("Édition 1").hides("Camille").hides("Ferreira");
    visitor.visits("/fiches").await.ok().shows(TITLE).hides("En préparation");
    town.indexes().await;
    let found = visitor.visits("/recherche?q=bracelet+plastifi%C3%A9").await;
    found.ok().shows(TITLE).hides("Ferreira");
    assert_eq!(found.count(&format!("a[href=\"{address}\"]")), 1, "found where a visitor may read it");
    camille.visits("/notifications").await.shows("Ana Ferreira a publié la fiche");
}

async fn acts_nowhere(camille: &Person<'_>, sheet: &str) {
    let again = [("verdict", "clear")];
    camille.posts(&format!("{sheet}/essais/reponse"), &again).await.is(409).shows("Quelqu'un a changé cette fiche");
}

#[actix_web::test]
async fn two_who_write_at_once_lose_nothing() {
    let town = Town::new().await;
    let [ana, karim, _] = people(&town).await;
    let sheet = begins(&ana).await;
    let edit = format!("{sheet}/modifier");
    let (one, other) = (ana.visits(&edit).await, karim.visits(&edit).await);
    let first = [("solution", "La solution de Karim, avec un code en deux dimensions"), ("note", "Plus simple")];
    karim.fills_in(&other, &edit, &first).await.redirects_to(&sheet);
    let mine = [("solution", "La solution d'Ana, avec des bracelets doubles")];
    let refused = ana.fills_in(&one, &edit, &mine).await;
    refused.is(409).shows("Une autre version a été enregistrée pendant que vous écriviez").shows("Karim Benali");
    refused.shows("Plus simple").shows("code en deux dimensions").shows("bracelets doubles");
    assert_eq!(refused.field("solution").as_deref(), Some("La solution d'Ana, avec des bracelets doubles"));
    ana.fills_in(&refused, &edit, &[]).await.redirects_to(&sheet);
    let history = ana.visits(&format!("{sheet}/historique")).await;
    history.ok().shows("Version 3").shows("Version 1").shows("code en deux dimensions").shows("bracelets doubles");
    // Both wrote some of it: neither reviews it.
    for author in [&ana, &karim] {
        author.posts(&format!("{sheet}/relecture/accord"), &[("version", "3")]).await.is(403);
    }
    let refused = acts(&ana, &sheet, "relecture", &[("member", &karim.id().to_string())]).await;
    refused.is(422).shows("Cette personne ne peut pas relire");
}

#[actix_web::test]
async fn a_sheet_in_preparation_is_read_by_experts_only() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let others = [
        town.visitor(),
        town.outsider("Oscar Dehors").await,
        town.member("Camille Bertin").await,
        town.peer("Maëlle Céleste").await,
    ];
    let sheet = begins(&ana).await;
    town.indexes().await;
    for reader in [&karim, &nicolas] {
        reader.visits(reader.visits(&sheet).await.location()).await.ok().shows(TITLE);
    }
    for stranger in &others {
        stranger.visits(&sheet).await.is(404);
        stranger.visits("/fiches").await.ok().hides("bracelets");
        stranger.visits("/recherche?q=bracelets").await.ok().hides(TITLE);
        stranger.posts(&format!("{sheet}/retours"), &[("kind", "worked"), ("body", "Oui")]).await.is(404);
    }
    for member in &others[1..] {
        member.visits(&format!("{sheet}/historique")).await.is(404);
        member.visits(&format!("{sheet}/modifier")).await.is(404);
        member.posts("/fiches/nouvelle", &[("theme", THEME)]).await.is(403);
    }
    others[2].visits("/fiches/nouvelle").await.is(403).shows("Seuls les experts d'un thème");
}

#[actix_web::test]
async fn a_sheet_is_given_up_with_its_reason() {
    let town = Town::new().await;
    let [ana, karim, nicolas] = people(&town).await;
    let sheet = begins(&ana).await;
    karim.posts(&format!("{sheet}/abandon"), &[("version", "1"), ("reason", "x")]).await.is(403);
    acts(&nicolas, &sheet, "abandon", &[]).await.is(422).shows("Dites pourquoi");
    takes(&nicolas, &sheet, "abandon", &[("reason", "Déjà traité par une fiche nationale")]).await;
    ana.visits("/notifications").await.shows("Nicolas Aubert a abandonné la préparation d'une fiche");
    ana.visits(&format!("{sheet}/historique")).await.ok().shows("Déjà traité par une fiche nationale");
    ana.visits("/fiches").await.hides(TITLE);
    let late = ana.posts(&format!("{sheet}/relecture"), &[("version", "2"), ("member", &karim.id().to_string())]).await;
    late.is(409).shows("abandonnée");
}
