//! Mail: posted into the outbox in the act's own transaction, sent by a job, never by a request.

pub mod addresses;
mod compose;
mod messages;
pub mod outbox;
mod transport;

pub(crate) use compose::domain as host;
pub(crate) use messages::recipient;
pub use messages::{Class, Letter, Message};
/// What a letter's templates mention.
pub use tera::Context;
pub use transport::{Memory, Transport};
