//! Acting by an address that is its own proof: the one exception to sessions and form tokens.

use actix_web::HttpResponse;

use super::desk::{Desk, answered};
use super::page::Page;
use super::visit::Visit;
use super::{App, refusals};
use crate::db::Tx;
use crate::refusal::Refusal;

/// Where mail programs post without a cookie, an origin or a token (RFC 8058 §3.1): nowhere else.
const BY_PROGRAMS: &str = "/desabonnement/";

/// Whether an address is posted to by programs: it is its own proof.
pub(super) fn is_by_link(path: &str) -> bool {
    path.starts_with(BY_PROGRAMS)
}

impl Desk {
    /// Acts in one transaction, whoever asks, then shows a page in its place: 200, never a redirection.
    pub async fn act_by_link(
        self,
        mut act: impl FnMut(&mut Tx<'_>, &App) -> Result<(), Refusal> + Send + 'static,
        view: impl FnOnce(&mut Visit<'_>) -> Result<Page, Refusal> + Send + 'static,
    ) -> HttpResponse {
        let app = self.app.clone();
        answered(&self.spare(), &app.forms, None, move || {
            if let Err(refusal) = self.app.database.write_here(|tx| act(tx, &self.app)) {
                return refusals::page(&self, self.visitor_shell(), &refusal, None);
            }
            let mut shell = self.visitor_shell();
            let outcome = self.app.database.read_here(|db| {
                let known = self.recognise(db)?;
                shell = known.shell;
                view(&mut self.visit(db, known.viewer, known.me))
            });
            self.shown(shell, outcome, None)
        })
        .await
    }
}
