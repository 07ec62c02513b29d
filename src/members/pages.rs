//! Pages of people: signing in and out here, the rest by subject.

mod card;
pub mod charter;
pub mod directory;
pub mod profile;
pub mod resets;
pub mod security;
pub mod settings;

use actix_web::HttpResponse;
pub use card::{Avatar, Card, Choice};
use serde::{Deserialize, Serialize};

use super::passwords::{Password, is_outdated};
use super::{email_key, sessions, store, throttle};
use crate::refusal::{Problems, Refusal};
use crate::web::{Button, Desk, Done, Fields, Filled, Held, Page, Posted, next_address};

/// The sign-in form; `held` and `held_fields` carry a text posted without a session.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    email: String,
    #[serde(skip_serializing)]
    password: String,
    personal: String,
    next: String,
    held: String,
    held_fields: String,
}

impl Fields for SignIn {
    type Parsed = Self;
    fn parse(&self) -> Result<Self, Refusal> {
        Ok(self.clone())
    }
}

#[derive(Serialize)]
struct SignInView {
    form: Filled<SignIn>,
}

/// The sign-in page.
pub fn sign_in_page(mut form: Filled<SignIn>, next: &str, held: Option<Held>) -> Page {
    if form.typed.next.is_empty() {
        form.typed.next = next_address(next);
    }
    if let Some(held) = held {
        form.typed.held = held.address;
        form.typed.held_fields = held.fields;
    }
    Page::of("members/sign_in.html", &SignInView { form })
}

/// GET /connexion
pub async fn show_sign_in(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        if visit.me.is_some() {
            return Ok(Page::moved(next_address(&visit.ask.param("next"))));
        }
        Ok(sign_in_page(Filled::blank(), &visit.ask.param("next"), None))
    })
    .await
}

/// POST /connexion
pub async fn sign_in(desk: Desk, posted: Posted) -> HttpResponse {
    let typed: SignIn = posted.peek();
    let key = email_key(&typed.email);
    let subjects = throttle::Subjects::of(&desk.app.key, &key, desk.ask.client);
    let app = desk.app.clone();
    let (known_key, known_subjects) = (key.clone(), subjects.clone());
    // Known or not, one hash is computed and the same is answered (ASVS 5.0 6.3.8).
    let database = app.database.clone();
    let nothing_given = typed.password.is_empty();
    let found = database
        .read(move |db| {
            // A form sent again without its password (a refusal's page does not carry it) is no guess.
            if nothing_given {
                return Err(Problems::one("password", "password-missing"));
            }
            let now = app.database.now();
            throttle::may_try(db, &known_subjects, app.scale, now)?;
            store::credentials(db, &known_key)
        })
        .await;
    let checked = match found {
        Ok(known) => {
            let kept = known.as_ref().and_then(|known| known.password_hash.clone());
            let outdated = kept.as_deref().is_some_and(is_outdated);
            let password = Password::given(&typed.password);
            let right = desk.app.hasher.verify(password.clone(), kept).await;
            let fresh = match &right {
                Ok(true) if outdated => desk.app.hasher.hash(password).await.ok(),
                _ => None,
            };
            right.map(|right| (known.filter(|_| right), fresh))
        }
        Err(refusal) => Err(refusal),
    };
    if matches!(checked, Ok((None, _))) {
        let failed = subjects.clone();
        let app = desk.app.clone();
        if let Err(refusal) = app.database.write(move |tx| throttle::failed(tx, &failed)).await {
            tracing::warn!(%refusal, "a failed sign-in could not be counted");
        }
        metrics::counter!("cercles_sign_ins_total", "result" => "failed").increment(1);
        tracing::info!(target: "security", id = %desk.ask.request_id, client = %desk.ask.client, "sign-in failed");
    }
    desk.submit::<SignIn>(
        posted,
        move |acting, typed| {
            let token = opened(acting, &checked, &subjects, typed)?;
            let done = Done::at(next_address(&typed.next)).opening(token, !typed.personal.is_empty());
            Ok(if typed.held.is_empty() { done } else { done.handing_back(&typed.held, &typed.held_fields) })
        },
        |_, form| Ok(sign_in_page(form, "/", None)),
    )
    .await
}

type Checked = Result<(Option<store::Credentials>, Option<String>), Refusal>;

/// Opens a session once the password was checked.
fn opened(
    acting: &mut crate::web::Acting<'_, '_>,
    checked: &Checked,
    subjects: &throttle::Subjects,
    typed: &SignIn,
) -> Result<String, Refusal> {
    let (known, fresh) = match checked {
        Ok((Some(known), fresh)) => (known, fresh),
        Ok((None, _)) => return Err(Problems::one("email", "sign-in-wrong")),
        Err(refusal) => return Err(refusal.clone()),
    };
    throttle::succeeded(acting.tx, subjects)?;
    if let Some(hash) = fresh {
        store::set_password(acting.tx, known.id, hash)?;
    }
    metrics::counter!("cercles_sign_ins_total", "result" => "done").increment(1);
    if let Some(me) = acting.me {
        sessions::close(acting.tx, me.id, me.session)?;
    }
    sessions::open(acting.tx, known.id, !typed.personal.is_empty(), &acting.ask.agent)
}

/// POST /deconnexion
pub async fn sign_out(desk: Desk, posted: Posted) -> HttpResponse {
    desk.press::<Button>(posted, |acting, ()| {
        let me = acting.me()?;
        sessions::close(acting.tx, me.id, me.session)?;
        Ok(Done::at("/").closing())
    })
    .await
}
