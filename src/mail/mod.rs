//! Mail: posted into the outbox in the act's own transaction, sent by a job, never by a request.

mod compose;
mod messages;
pub mod outbox;
pub mod relay;
mod transport;

pub(crate) use messages::recipient;
pub use messages::{Class, Letter, Message};
/// What a letter's templates mention.
pub use tera::Context;
pub use transport::{Memory, Transport};
