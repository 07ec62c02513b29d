//! One binary for every integration test: linking is what takes time.

mod access;
mod stories;
mod town;
