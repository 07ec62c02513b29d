//! Pages to leave a theme by oneself.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};

use super::Circle;
use crate::circles;
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::themes;
use crate::themes::pages::ThemeView;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, optional};

/// A word of farewell, if the person wants to leave one.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct LeavingForm {
    reason: String,
}

impl Fields for LeavingForm {
    type Parsed = String;
    fn parse(&self) -> Result<String, Refusal> {
        optional(&self.reason, 500).map_err(|sentence| Problems::one("reason", sentence))
    }
}

#[derive(Serialize)]
struct LeavingView {
    theme: ThemeView,
    circle: Circle,
    form: Filled<LeavingForm>,
}

/// GET /themes/{slug}/depart
pub async fn show(desk: Desk, slug: Path<String>) -> HttpResponse {
    desk.show(move |visit| page(visit, &slug, Filled::blank())).await
}

/// POST /themes/{slug}/depart
pub async fn leave(desk: Desk, slug: Path<String>, posted: Posted) -> HttpResponse {
    let again = slug.clone();
    desk.submit::<LeavingForm>(
        posted,
        move |acting, reason| {
            let theme = themes::named(acting.tx.db(), &slug)?;
            circles::leave(acting.tx, acting.viewer, theme.id, reason)?;
            Ok(Done::at(themes::address(&theme.slug)).saying("said-left"))
        },
        move |visit, form| page(visit, &again, form),
    )
    .await
}

fn page(visit: &mut Visit<'_>, slug: &str, form: Filled<LeavingForm>) -> Result<Page, Refusal> {
    let theme = themes::named(visit.db, slug)?;
    let me = policy::require(&visit.viewer, &Act::LeaveTheme(theme.id)).map_err(super::pages::outside)?;
    let held = circles::held(visit.db, me, theme.id)?.ok_or(Refusal::Conflict("refusal-not-in-theme"))?;
    let view = LeavingView { theme: ThemeView::of(&theme), circle: held.circle_at(visit.now), form };
    Ok(Page::of("circles/leaving.html", &view))
}
