//! Stories about named people, one file a room.

mod circles;
mod instance;
mod members;
mod signing_in;
mod themes;
mod threads;
