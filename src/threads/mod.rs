//! Conversations: threads of posts.

crate::vocabulary! {
    /// What a thread is for.
    Kind {
        /// Talking something over.
        Discussion = "discussion",
        /// Asking for an answer.
        Question = "question",
        /// An experience report (retour d'expérience).
        Rex = "rex",
        /// News from the animators.
        Announcement = "announcement",
    }
}
