//! What protects an account: the open sessions, the password, the address.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use crate::db::ids::SessionId;
use crate::limits;
use crate::members::passwords::Password;
use crate::members::{Email, account, devices, email_changes, sessions, store, throttle};
use crate::refusal::{Problems, Refusal};
use crate::web::{Button, Desk, Done, Fields, Filled, Page, Posted, Visit, When};

#[derive(Serialize)]
struct SessionsView {
    email: String,
    sessions: Vec<SessionView>,
}

#[derive(Serialize)]
struct SessionView {
    id: SessionId,
    /// "Firefox, Windows"; empty when the browser said nothing we know.
    device: String,
    personal: bool,
    current: bool,
    last: When,
    opened: When,
}

/// GET /reglages/securite
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let me = visit.me()?.clone();
        let open = sessions::of_member(visit.db, me.id, visit.now)?;
        let view = |session: &sessions::Open| SessionView {
            id: session.id,
            device: devices::named(&session.device),
            personal: session.personal,
            current: session.id == me.session,
            last: visit.when(if session.id == me.session { visit.now } else { session.last_seen_at }),
            opened: visit.when(session.created_at),
        };
        let sessions = open.iter().map(view).collect();
        let email = account::about(visit.db, me.id)?.email;
        Ok(Page::of("members/settings/security.html", &SessionsView { email, sessions }))
    })
    .await
}

/// POST /reglages/securite/sessions/{id}/fermeture
pub async fn close_session(desk: Desk, posted: Posted, id: Path<String>) -> HttpResponse {
    desk.press::<Button>(posted, move |acting, ()| {
        let me = acting.me()?;
        let session: SessionId = id.parse()?;
        account::close_session(acting.tx, me.id, session)?;
        let done = Done::at("/reglages/securite").saying("said-session-closed");
        Ok(if session == me.session { Done::at("/connexion").closing() } else { done })
    })
    .await
}

/// POST /reglages/securite/sessions/fermeture
pub async fn close_others(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        let me = acting.me()?;
        account::close_other_sessions(acting.tx, me.id, Some(me.session))?;
        Ok(Done::at("/reglages/securite").saying("said-sessions-closed"))
    })
    .await
}

/// The form that changes a password.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordForm {
    #[serde(skip_serializing)]
    current_password: String,
    #[serde(skip_serializing)]
    password: String,
    close_others: String,
}

impl Fields for PasswordForm {
    type Parsed = bool;
    fn parse(&self) -> Result<bool, Refusal> {
        Ok(!self.close_others.is_empty())
    }
}

#[derive(Serialize)]
struct FormView<T> {
    form: Filled<T>,
    email: String,
}

fn form_page<T: Serialize>(template: &'static str, visit: &mut Visit<'_>, form: Filled<T>) -> Result<Page, Refusal> {
    let me = visit.me()?.id;
    let email = account::about(visit.db, me)?.email;
    Ok(Page::of(template, &FormView { form, email }))
}

const PASSWORD_PAGE: &str = "members/settings/password.html";
const EMAIL_PAGE: &str = "members/settings/email.html";

/// GET /reglages/securite/mot-de-passe
pub async fn show_password(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let form = PasswordForm { close_others: "1".into(), ..PasswordForm::default() };
        form_page(PASSWORD_PAGE, visit, Filled::with(form))
    })
    .await
}

/// POST /reglages/securite/mot-de-passe
pub async fn change_password(desk: Desk, posted: Posted) -> HttpResponse {
    let typed: PasswordForm = posted.peek();
    let chosen = chosen(&desk, &typed).await;
    desk.submit::<PasswordForm>(
        posted,
        move |acting, close_others| {
            let hash = chosen.clone()?;
            let me = acting.me()?;
            account::renew_password(acting.tx, &acting.app.key, me.id, &hash)?;
            if *close_others {
                account::close_other_sessions(acting.tx, me.id, Some(me.session))?;
            }
            let (token, personal) = sessions::renew(acting.tx, me.session)?;
            Ok(Done::at("/reglages/securite").opening(token, personal).saying("said-password-changed"))
        },
        |visit, form| form_page(PASSWORD_PAGE, visit, form),
    )
    .await
}

/// The hash of the new password, once the current one was given.
async fn chosen(desk: &Desk, typed: &PasswordForm) -> Result<String, Refusal> {
    let about = confirmed(desk, &typed.current_password).await?;
    let password = Password::chosen(&typed.password, &about.words()).map_err(|told| Problems::one("password", told))?;
    desk.app.hasher.hash(password).await
}

/// Whoever holds this session gave their password again (ASVS 5.0 7.5.1); failures are throttled like sign-ins.
async fn confirmed(desk: &Desk, password: &str) -> Result<account::About, Refusal> {
    if password.is_empty() {
        return Err(Problems::one("current_password", "password-missing-current"));
    }
    let (app, ask) = (desk.app.clone(), desk.ask.clone());
    let found = desk.app.database.read(move |db| {
        let now = app.database.now();
        let token = ask.session.as_deref().unwrap_or_default();
        let (me, ..) = sessions::recognise(db, token, now)?.ok_or(Refusal::SignInFirst)?;
        let about = account::about(db, me.id)?;
        let subjects = throttle::Subjects::of(&app.key, &about.email_key, ask.client);
        throttle::may_try(db, &subjects, app.scale, now)?;
        let kept = store::credentials(db, &about.email_key)?.and_then(|known| known.password_hash);
        Ok((about, subjects, kept))
    });
    let (about, subjects, kept) = found.await?;
    if desk.app.hasher.verify(Password::given(password), kept).await? {
        return Ok(about);
    }
    desk.app.database.write(move |tx| throttle::failed(tx, &subjects)).await?;
    Err(Problems::one("current_password", "password-wrong"))
}

/// The form that asks for another address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EmailForm {
    email: String,
    #[serde(skip_serializing)]
    current_password: String,
}

impl Fields for EmailForm {
    type Parsed = Email;
    fn parse(&self) -> Result<Email, Refusal> {
        Email::parse(&self.email).map_err(|sentence| Problems::one("email", sentence))
    }
}

/// GET /reglages/securite/adresse
pub async fn show_email(desk: Desk) -> HttpResponse {
    desk.show(|visit| form_page(EMAIL_PAGE, visit, Filled::<EmailForm>::blank())).await
}

/// POST /reglages/securite/adresse: the same answer whether the new address has an account or not.
pub async fn ask_email(desk: Desk, posted: Posted) -> HttpResponse {
    let typed: EmailForm = posted.peek();
    let confirmed = confirmed(&desk, &typed.current_password).await;
    desk.submit::<EmailForm>(
        posted,
        move |acting, email| {
            let about = confirmed.clone()?;
            acting.spend(&limits::RESETS)?;
            let me = acting.me()?.id;
            if about.email == email.address() {
                return Err(Problems::one("email", "email-same"));
            }
            throttle::forgiven(acting.tx, &acting.app.key, &about.email_key)?;
            email_changes::ask(acting.tx, me, email)?;
            Ok(Done::at("/reglages/securite").saying("said-email-asked"))
        },
        |visit, form| form_page(EMAIL_PAGE, visit, form),
    )
    .await
}

/// The form that confirms another address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Confirmation {
    close_others: String,
}

impl Fields for Confirmation {
    type Parsed = bool;
    fn parse(&self) -> Result<bool, Refusal> {
        Ok(!self.close_others.is_empty())
    }
}

#[derive(Serialize)]
struct ConfirmationView {
    email: String,
    action: String,
}

/// GET /adresse/{token}: shows the new address, uses nothing.
pub async fn show_confirmation(desk: Desk, token: Path<String>) -> HttpResponse {
    desk.show(move |visit| {
        let email = email_changes::pending(visit.db, &token, visit.now)?.email;
        let view = ConfirmationView { email, action: visit.ask.path.clone() };
        Ok(Page::of("members/settings/email_confirm.html", &view).without_referrer())
    })
    .await
}

/// POST /adresse/{token}: uses the link.
pub async fn confirm_email(desk: Desk, posted: Posted, token: Path<String>) -> HttpResponse {
    desk.press::<Confirmation>(posted, move |acting, close_others| {
        let member = email_changes::consume(acting.tx, &acting.app.key, &token)?;
        let here = acting.me.filter(|me| me.id == member);
        if *close_others {
            account::close_other_sessions(acting.tx, member, here.map(|me| me.session))?;
        }
        let done = Done::at(if here.is_some() { "/reglages/securite" } else { "/connexion" });
        let done = done.saying("said-email-changed");
        let Some(me) = here else { return Ok(done) };
        let (session, personal) = sessions::renew(acting.tx, me.session)?;
        Ok(done.opening(session, personal))
    })
    .await
}
