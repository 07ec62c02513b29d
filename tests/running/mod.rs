//! Running it: the binary as its administrators meet it, on a folder or a server of its own.

mod away;
mod backups;
mod canaries;
mod client;
mod demo;
mod doctor;
mod engine;
mod files;
mod generated;
mod migrating;
mod process;
mod site;
mod starting;
mod stopping;
