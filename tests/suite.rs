//! One binary for every integration test: linking is what takes time.

mod access;
mod advisories;
mod architecture;
mod calendars;
mod deadlines;
mod edge;
mod identifiers;
mod leak;
mod mail;
mod markdown;
mod pathological;
mod policy;
mod questions;
mod running;
mod sentences;
mod sources;
mod stories;
mod town;
mod worktime;
