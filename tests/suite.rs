//! One binary for every integration test: linking is what takes time.

mod access;
mod markdown;
mod pathological;
mod stories;
mod town;
