//! Mail: posted into the outbox in the act's own transaction, sent by a job, never by a request.

mod compose;
mod messages;
pub mod outbox;
mod transport;

pub(crate) use messages::recipient;
pub use messages::{Class, Letter, Message};
pub use transport::{Memory, Transport};
