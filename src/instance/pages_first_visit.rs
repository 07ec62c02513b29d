//! The page of the one-time link: the first administrator's account.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::first_visit::{self, Newcomer};
use crate::members::passwords::Password;
use crate::members::regions::{self, Region};
use crate::members::{Email, sessions};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::Shown;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, field};

/// The first administrator's form.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct FirstVisit {
    given_name: String,
    family_name: String,
    email: String,
    profession: String,
    region: String,
    #[serde(skip_serializing)]
    password: String,
}

impl Fields for FirstVisit {
    type Parsed = (Newcomer, Password);

    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let given_name = problems.check("given_name", field(&self.given_name, 80));
        let family_name = problems.check("family_name", field(&self.family_name, 80));
        let email = problems.check("email", Email::parse(&self.email));
        let profession = problems.check("profession", field(&self.profession, 80));
        let region = problems.check("region", regions::by_slug(&self.region).ok_or_else(|| "form-required".into()));
        let about = [self.given_name.as_str(), &self.family_name, &self.email];
        let password = problems.check("password", Password::chosen(&self.password, &about));
        problems.settle()?;
        let newcomer = Newcomer {
            email: kept(email)?,
            given_name: kept(given_name)?,
            family_name: kept(family_name)?,
            profession: kept(profession)?,
            region: kept(region)?.slug.clone(),
        };
        Ok((newcomer, kept(password)?))
    }
}

/// A value that was checked and noted no problem.
fn kept<T>(checked: Option<T>) -> Result<T, Refusal> {
    checked.ok_or_else(|| Problems::one("form", "form-malformed"))
}

#[derive(Serialize)]
struct View {
    form: Filled<FirstVisit>,
    token: String,
    regions: Vec<Choice>,
    charter: Shown,
}

/// A choice of a list.
#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: String,
}

fn page(visit: &mut Visit<'_>, token: &str, form: Filled<FirstVisit>) -> Result<Page, Refusal> {
    let charter = super::charter(visit.db)?.html.shown("charte", visit.sentences());
    let nothing = Choice { value: "", label: visit.sentences().tell(&"first-visit-region-choose".into()) };
    let region = |region: &'static Region| Choice { value: &region.slug, label: region.name.clone() };
    let regions = std::iter::once(nothing).chain(regions::all().iter().map(region)).collect();
    let view = View { form, token: token.to_owned(), regions, charter };
    Ok(Page::of("instance/first_visit.html", &view).without_referrer())
}

/// GET /premiere-visite/{token}
pub async fn show(desk: Desk, path: Path<String>) -> HttpResponse {
    let token = path.into_inner();
    desk.show(move |visit| {
        first_visit::require_open(visit.db, &token, visit.now)?;
        page(visit, &token, Filled::blank())
    })
    .await
}

/// POST /premiere-visite/{token}
pub async fn welcome(desk: Desk, path: Path<String>, posted: Posted) -> HttpResponse {
    let token = path.into_inner();
    let hash = hashed(&desk, &token, &posted).await;
    let again = token.clone();
    desk.submit::<FirstVisit>(
        posted,
        move |acting, (newcomer, _)| {
            let now = acting.tx.now();
            first_visit::require_open(acting.tx.db(), &token, now)?;
            let hash = hash.as_ref().map_err(|refusal| Refusal::Busy(refusal.to_string()))?;
            let member = first_visit::welcome(acting.tx, &token, newcomer, hash)?;
            let session = sessions::open(acting.tx, member, false, &acting.ask.agent)?;
            Ok(Done::at("/administration").saying("said-first-visit").opening(session, false))
        },
        move |visit, form| {
            first_visit::require_open(visit.db, &again, visit.now)?;
            page(visit, &again, form)
        },
    )
    .await
}

/// The hash to keep, computed before the transaction, and only for a link that lives and a form that is right.
async fn hashed(desk: &Desk, token: &str, posted: &Posted) -> Result<String, Refusal> {
    let (_, password) = posted.peek::<FirstVisit>().parse()?;
    let (database, token) = (desk.app.database.clone(), token.to_owned());
    let now = database.now();
    database.read(move |db| first_visit::require_open(db, &token, now)).await?;
    desk.app.hasher.hash(password).await
}
