//! How people come in: invited by somebody, at their own request, or with a spreadsheet.
//!
//! Whatever the way, it ends in [`acceptance`]: the person proves the address by the link of a mail, and never gets
//! more than whoever invites them may give at that very moment.

pub mod acceptance;
pub mod import;
pub mod invitations;
pub mod letters;
pub mod pages;
pub mod queue;
pub mod requests;
mod store;

crate::vocabulary! {
    /// Where an invitation comes from.
    Origin {
        /// Somebody invites somebody.
        Person = "person",
        /// A spreadsheet brought the person in.
        Import = "import",
        /// A request to join was approved.
        Request = "request",
        /// Somebody asked to join a theme that is open: the mail proves the address.
        Open = "open",
    }
}

crate::vocabulary! {
    /// What became of an invitation.
    InvitationState {
        /// It waits for an answer.
        Sent = "sent",
        /// It was accepted.
        Accepted = "accepted",
        /// Whoever made it took it back.
        Withdrawn = "withdrawn",
    }
}

crate::vocabulary! {
    /// What became of a request to join.
    RequestState {
        /// It waits for an animator.
        Waiting = "waiting",
        /// Approved.
        Approved = "approved",
        /// Declined, with a reason.
        Declined = "declined",
    }
}
