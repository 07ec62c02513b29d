//! `/administration/equipe`: who runs the instance, who animates its themes.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::store;
use crate::db::ids::MemberId;
use crate::members::Email;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::themes::administration::animators;
use crate::themes::{self, Theme};
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit};

/// Somebody being named.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Naming {
    email: String,
}

impl Fields for Naming {
    type Parsed = Email;
    fn parse(&self) -> Result<Email, Refusal> {
        Email::parse(&self.email).map_err(|sentence| Problems::one("email", sentence))
    }
}

/// Somebody being withdrawn: ticked, so that a slip withdraws nobody.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Withdrawal {
    sure: String,
}

impl Fields for Withdrawal {
    type Parsed = ();
    fn parse(&self) -> Result<(), Refusal> {
        if self.sure == "yes" { Ok(()) } else { Err(Problems::one("sure", "staff-sure")) }
    }
}

#[derive(Serialize)]
struct View {
    administrators: Vec<AdministratorView>,
    themes: Vec<ThemeView>,
    form: Filled<Naming>,
    withdrawal: Filled<Withdrawal>,
}

#[derive(Serialize)]
struct AdministratorView {
    id: MemberId,
    name: String,
    email: String,
    oneself: bool,
    typed: bool,
}

#[derive(Serialize)]
struct ThemeView {
    name: String,
    animators: Vec<(MemberId, String)>,
}

/// GET /administration/equipe
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| page(visit, Filled::blank(), (Filled::blank(), None))).await
}

fn page(
    visit: &mut Visit<'_>,
    form: Filled<Naming>,
    (withdrawal, typed): (Filled<Withdrawal>, Option<MemberId>),
) -> Result<Page, Refusal> {
    let me = policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
    let named = animators::all(visit.db)?;
    let theme = |theme: &Theme| ThemeView {
        name: theme.name.clone(),
        animators: named
            .iter()
            .filter(|one| one.theme == theme.id)
            .map(|one| (one.member, format!("{} {}", one.given_name, one.family_name)))
            .collect(),
    };
    let administrator = |one: store::Administrator| AdministratorView {
        name: format!("{} {}", one.given_name, one.family_name),
        oneself: one.id == me,
        typed: typed == Some(one.id),
        email: one.email,
        id: one.id,
    };
    let view = View {
        administrators: store::all(visit.db)?.into_iter().map(administrator).collect(),
        themes: themes::all(visit.db, false)?.iter().map(theme).collect(),
        form,
        withdrawal,
    };
    Ok(Page::of("instance/staff.html", &view))
}

/// POST /administration/equipe
pub async fn name(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Naming>(
        posted,
        |acting, email| {
            super::name(acting.tx, acting.viewer, email)?;
            Ok(Done::at("/administration/equipe").saying("said-staff-named"))
        },
        |visit, form| page(visit, form, (Filled::blank(), None)),
    )
    .await
}

/// POST /administration/equipe/{member}/retrait
pub async fn withdraw(desk: Desk, member: Path<String>, posted: Posted) -> HttpResponse {
    let typed = member.parse().ok();
    desk.submit::<Withdrawal>(
        posted,
        move |acting, ()| {
            super::withdraw(acting.tx, acting.viewer, member.parse()?)?;
            Ok(Done::at("/administration/equipe").saying("said-staff-withdrawn"))
        },
        move |visit, form| page(visit, Filled::blank(), (form, typed)),
    )
    .await
}
