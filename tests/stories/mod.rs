//! Stories about named people, one file a room.

mod circles;
mod instance;
mod joining;
mod members;
mod signing_in;
mod themes;
mod threads;
