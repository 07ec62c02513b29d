//! Pages of a forgotten password: asking for a link, choosing a new password with it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use crate::db::ids::MemberId;
use crate::limits;
use crate::members::passwords::Password;
use crate::members::{Email, account, resets, sessions};
use crate::refusal::{Problems, Refusal};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

/// The form that asks for a link.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Forgotten {
    email: String,
}

impl Fields for Forgotten {
    type Parsed = Email;
    fn parse(&self) -> Result<Email, Refusal> {
        Email::parse(&self.email).map_err(|sentence| Problems::one("email", sentence))
    }
}

#[derive(Serialize)]
struct ForgottenView {
    form: Filled<Forgotten>,
}

fn forgotten_page(form: Filled<Forgotten>) -> Page {
    Page::of("members/forgotten.html", &ForgottenView { form })
}

/// GET /mot-de-passe-oublie
pub async fn show_forgotten(desk: Desk) -> HttpResponse {
    desk.show(|_| Ok(forgotten_page(Filled::blank()))).await
}

/// POST /mot-de-passe-oublie: the same answer whether the address is a member's or not.
pub async fn ask(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Forgotten>(
        posted,
        |acting, email| {
            let subject = acting.app.key.derive("reset", &[&email.key()]);
            limits::spend(acting.tx, acting.app.scale, &limits::RESETS, &subject)?;
            resets::ask(acting.tx, &email.key())?;
            Ok(Done::at("/connexion").saying("said-reset-asked"))
        },
        |_, form| Ok(forgotten_page(form)),
    )
    .await
}

/// The form that chooses a new password.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewPassword {
    #[serde(skip_serializing)]
    password: String,
}

impl Fields for NewPassword {
    type Parsed = ();
    fn parse(&self) -> Result<(), Refusal> {
        Ok(())
    }
}

#[derive(Serialize)]
struct NewPasswordView {
    form: Filled<NewPassword>,
    email: String,
    action: String,
}

fn new_password_page(visit: &mut Visit<'_>, token: &str, form: Filled<NewPassword>) -> Result<Page, Refusal> {
    let member = resets::holder(visit.db, token, visit.now)?;
    let email = account::about(visit.db, member)?.email;
    let view = NewPasswordView { form, email, action: visit.ask.path.clone() };
    Ok(Page::of("members/new_password.html", &view).without_referrer())
}

/// GET /mot-de-passe/{token}: shows the form, uses nothing (mail scanners open links).
pub async fn show_new_password(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| new_password_page(visit, &token, Filled::blank())).await
}

/// POST /mot-de-passe/{token}: uses the link.
pub async fn choose(desk: Desk, posted: Posted, token: Path<String>) -> HttpResponse {
    let chosen = chosen(&desk, &token, &posted.peek::<NewPassword>().password).await;
    let again = token.clone();
    desk.submit::<NewPassword>(
        posted,
        move |acting, ()| {
            let hash = chosen.clone()?;
            let member = resets::consume(acting.tx, &token)?;
            account::renew_password(acting.tx, &acting.app.key, member, &hash)?;
            if let Some(me) = acting.me {
                sessions::close(acting.tx, me.id, me.session)?;
            }
            sessions::close_all(acting.tx, member, None)?;
            let session = sessions::open(acting.tx, member, false, &acting.ask.agent)?;
            Ok(Done::at("/").opening(session, false).saying("said-password-changed"))
        },
        move |visit, form| new_password_page(visit, &again, form),
    )
    .await
}

/// The hash of a password good enough for the link's holder, made outside any transaction.
async fn chosen(desk: &Desk, token: &str, password: &str) -> Result<String, Refusal> {
    let (app, held) = (desk.app.clone(), token.to_owned());
    let about = desk
        .app
        .database
        .read(move |db| {
            let member: MemberId = resets::holder(db, &held, app.database.now())?;
            account::about(db, member)
        })
        .await?;
    let password =
        Password::chosen(password, &about.words()).map_err(|sentence| Problems::one("password", sentence))?;
    desk.app.hasher.hash(password).await
}
