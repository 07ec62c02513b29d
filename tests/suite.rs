//! One binary for every integration test: linking is what takes time.

mod stories;
mod town;
