//! One binary for every integration test: linking is what takes time.

mod access;
mod edge;
mod leak;
mod markdown;
mod pathological;
mod policy;
mod running;
mod stories;
mod town;
