//! The texts every visitor can read, and where administrators write them.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

use super::first_steps::TO_COMPLETE;
use super::{LONGEST_TEXT, Notice, Text};
use crate::policy::{self, Act};
use crate::refusal::{Problems, Refusal};
use crate::text::markdown::Shown;
use crate::web::{Desk, Done, Fields, Filled, Page, Posted, Visit, field};

/// A text being written.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Written {
    /// In Markdown.
    pub source: String,
}

impl Fields for Written {
    type Parsed = Text;

    fn parse(&self) -> Result<Text, Refusal> {
        field(&self.source, LONGEST_TEXT).map(Text::of).map_err(|sentence| Problems::one("source", sentence))
    }
}

#[derive(Serialize)]
struct PublicView {
    notice: Notice,
    text: Shown,
    contact: String,
}

fn public(visit: &mut Visit<'_>, notice: Notice) -> Result<Page, Refusal> {
    let text = super::statement(visit.db, notice)?.html.shown("texte", visit.sentences());
    let contact = super::identity(visit.db)?.contact_email;
    Ok(Page::of("instance/notice.html", &PublicView { notice, text, contact }))
}

/// GET /mentions-legales
pub async fn legal(desk: Desk) -> HttpResponse {
    desk.show(|visit| public(visit, Notice::Legal)).await
}

/// GET /accessibilite
pub async fn accessibility(desk: Desk) -> HttpResponse {
    desk.show(|visit| public(visit, Notice::Accessibility)).await
}

#[derive(Serialize)]
struct EditView {
    notice: Notice,
    address: String,
    form: Filled<Written>,
    /// As visitors read it now.
    text: Shown,
    /// Passages the administrator still has to write.
    blanks: usize,
}

fn edit_page(visit: &mut Visit<'_>, notice: Notice, form: Option<Filled<Written>>) -> Result<Page, Refusal> {
    policy::require_or_hide(&visit.viewer, &Act::RunInstance)?;
    let current = super::statement(visit.db, notice)?;
    let blanks = current.source.matches(TO_COMPLETE).count();
    let text = current.html.shown("texte", visit.sentences());
    let form = form.unwrap_or_else(|| Filled::with(Written { source: current.source }));
    let address = format!("/administration/{}", notice.word());
    Ok(Page::of("instance/notice_edit.html", &EditView { notice, address, form, text, blanks }))
}

async fn rewritten(desk: Desk, posted: Posted, notice: Notice) -> HttpResponse {
    desk.submit::<Written>(
        posted,
        move |acting, text| {
            super::rewrite(acting.tx, acting.viewer, notice, text)?;
            Ok(Done::at(format!("/administration/{}", notice.word())).saying("said-notice-kept"))
        },
        move |visit, form| edit_page(visit, notice, Some(form)),
    )
    .await
}

/// GET /administration/mentions-legales
pub async fn edit_legal(desk: Desk) -> HttpResponse {
    desk.show(|visit| edit_page(visit, Notice::Legal, None)).await
}

/// POST /administration/mentions-legales
pub async fn rewrite_legal(desk: Desk, posted: Posted) -> HttpResponse {
    rewritten(desk, posted, Notice::Legal).await
}

/// GET /administration/accessibilite
pub async fn edit_accessibility(desk: Desk) -> HttpResponse {
    desk.show(|visit| edit_page(visit, Notice::Accessibility, None)).await
}

/// POST /administration/accessibilite
pub async fn rewrite_accessibility(desk: Desk, posted: Posted) -> HttpResponse {
    rewritten(desk, posted, Notice::Accessibility).await
}
