//! Running it: the binary as its administrators meet it, on a folder or a server of its own.

mod away;
mod backups;
mod canaries;
mod client;
mod crash;
mod demo;
mod doctor;
mod engine;
mod files;
mod generated;
mod migrating;
mod post;
mod process;
pub mod sink;
mod site;
mod starting;
mod stopping;
mod timetable;
