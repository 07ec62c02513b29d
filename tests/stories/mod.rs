//! Stories about named people, one file a room.

mod circles;
pub mod files;
pub mod hostile;
mod identifiers;
mod instance;
mod joining;
mod members;
mod searching;
mod signing_in;
mod themes;
mod threads;
