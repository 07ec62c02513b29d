//! Mail: posted into the outbox in the act's own transaction, sent by a job, never by a request.

pub mod addresses;
mod compose;
mod letters;
mod lists;
mod messages;
pub mod outbox;
pub mod pages;
pub mod pages_samples;
pub mod relay;
mod samples;
mod settings;
mod smtp;
mod stops;
mod transport;

pub(crate) use compose::domain as host;
pub use lists::{Leaving, List};
pub(crate) use messages::recipient;
pub use messages::{Class, Letter, Message, Topic};
pub use settings::Settings;
/// What a letter's templates mention.
pub use tera::Context;
pub use transport::{Memory, Transport};
