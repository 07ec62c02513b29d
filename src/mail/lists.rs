//! The lists mail belongs to: what one may leave without leaving the community.

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
