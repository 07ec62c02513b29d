//! Stories about named people, one file a room.

mod care;
mod circles;
mod identifiers;
mod instance;
mod joining;
mod members;
mod searching;
mod signing_in;
mod themes;
mod threads;
