//! `/administration/animateurs`: who animates each theme.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::{Heading, animators, listed};
use crate::db::ids::MemberId;
use crate::members::Email;
use crate::refusal::{Problems, Refusal};
use crate::themes::store::by_slug;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, When, field};

/// Somebody being named.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Naming {
    theme: String,
    email: String,
    reason: String,
}

impl Fields for Naming {
    type Parsed = (String, Email, String);

    fn parse(&self) -> Result<Self::Parsed, Refusal> {
        let mut problems = Problems::default();
        let theme = problems.check("theme", field(&self.theme, 80));
        let email = problems.check("email", Email::parse(&self.email));
        let reason = problems.check("reason", field(&self.reason, 500));
        problems.settle()?;
        theme.zip(email).zip(reason).map(|((theme, email), reason)| (theme, email, reason)).ok_or(Refusal::NotFound)
    }
}

/// Somebody being withdrawn.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Withdrawal {
    withdrawal_reason: String,
}

impl Fields for Withdrawal {
    type Parsed = String;

    fn parse(&self) -> Result<String, Refusal> {
        field(&self.withdrawal_reason, 500).map_err(|sentence| Problems::one("withdrawal_reason", sentence))
    }
}

#[derive(Serialize)]
struct View {
    themes: Vec<ThemeView>,
    naming: Filled<Naming>,
    withdrawal: Filled<Withdrawal>,
    /// Whose form was typed.
    withdrawn: Option<(String, MemberId)>,
}

#[derive(Serialize)]
struct ThemeView {
    theme: Heading,
    animators: Vec<AnimatorView>,
}

#[derive(Serialize)]
struct AnimatorView {
    id: MemberId,
    name: String,
    since: When,
    /// The form about them was typed and comes back.
    typed: bool,
}

fn page(
    visit: &mut Visit<'_>,
    naming: Filled<Naming>,
    withdrawal: Filled<Withdrawal>,
    withdrawn: Option<(String, MemberId)>,
) -> Result<Page, Refusal> {
    let found = listed(visit.db, &visit.viewer)?;
    let named = animators::all(visit.db)?;
    let view = |animator: &animators::Animator, slug: &str| AnimatorView {
        id: animator.member,
        name: format!("{} {}", animator.given_name, animator.family_name),
        since: visit.when(animator.since),
        typed: withdrawn.as_ref().is_some_and(|(theme, member)| theme == slug && *member == animator.member),
    };
    let themes = found
        .iter()
        .map(|listed| ThemeView {
            theme: Heading::from(&listed.theme),
            animators: named
                .iter()
                .filter(|animator| animator.theme == listed.theme.id)
                .map(|animator| view(animator, &listed.theme.slug))
                .collect(),
        })
        .filter(|theme: &ThemeView| !theme.theme.archived || !theme.animators.is_empty())
        .collect();
    Ok(Page::of("themes/admin_animators.html", &View { themes, naming, withdrawal, withdrawn }))
}

/// GET /administration/animateurs
pub async fn show(desk: Desk) -> HttpResponse {
    desk.show(|visit| {
        let naming = Filled::with(Naming { theme: visit.ask.param("theme"), ..Naming::default() });
        page(visit, naming, Filled::blank(), None)
    })
    .await
}

/// POST /administration/animateurs
pub async fn name(desk: Desk, posted: Posted) -> HttpResponse {
    desk.submit::<Naming>(
        posted,
        |acting, (slug, email, reason)| {
            let theme = by_slug(acting.tx.db(), slug)?;
            animators::name(acting.tx, acting.viewer, &theme, email, reason)?;
            Ok(Done::at("/administration/animateurs").saying("said-animator-named"))
        },
        |visit, form| page(visit, form, Filled::blank(), None),
    )
    .await
}

/// POST /administration/animateurs/{slug}/{member}/retrait
pub async fn withdraw(desk: Desk, path: Path<(String, String)>, posted: Posted) -> HttpResponse {
    let (slug, member) = path.into_inner();
    let typed = member.parse().ok().map(|member| (slug.clone(), member));
    desk.submit::<Withdrawal>(
        posted,
        move |acting, reason| {
            let theme = by_slug(acting.tx.db(), &slug)?;
            animators::withdraw(acting.tx, acting.viewer, &theme, member.parse()?, reason)?;
            Ok(Done::at("/administration/animateurs").saying("said-animator-withdrawn"))
        },
        |visit, form| page(visit, Filled::blank(), form, typed),
    )
    .await
}
