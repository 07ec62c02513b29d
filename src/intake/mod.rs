//! Reading incoming mail: replies, mails that came back, complaints, machines' answers.

mod html;
mod kind;
mod marks;
mod parse;
mod trim;
mod wording;

pub use kind::{Kind, Strength};
pub use parse::{Attached, Headers, Incoming};
pub use trim::{MARKER, new_text};
