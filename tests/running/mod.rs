//! Running it: the binary as its administrators meet it, on a folder or a server of its own.

mod away;
mod canaries;
mod client;
mod demo;
mod engine;
mod process;
mod starting;
mod stopping;
