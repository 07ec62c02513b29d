//! The lists mail belongs to: what one may leave without leaving the community.

use crate::db::ids::MemberId;
use crate::web::App;

crate::vocabulary! {
    /// A list one may leave. Security mail, invitations and answers to what one asked belong to none.
    List {
        /// News of what one follows.
        Notifications = "notifications",
        /// Decisions about oneself.
        Decisions = "decisions",
        /// Windows of news.
        Digest = "digest",
    }
}

/// How one leaves a list.
pub(super) struct Leaving {
    /// Where.
    pub(super) address: String,
    /// A POST there is enough (RFC 8058).
    pub(super) one_click: bool,
}

/// How a member leaves a list.
pub(super) fn leaving(app: &App, _member: Option<MemberId>, _list: List) -> Leaving {
    Leaving { address: format!("{}/reglages/notifications", app.base_url), one_click: false }
}
