//! Stories about named people, one file a room.

mod signing_in;
