//! Stories about named people, one file a room.

mod announcements;
mod bookmarks;
mod care;
mod circles;
mod conversations;
mod digests;
mod drafts;
mod editor;
mod feeds;
pub mod files;
pub mod hostile;
mod identifiers;
mod instance;
mod intake;
mod joining;
mod links;
mod marks;
mod members;
mod notices;
mod outbox;
mod points_lists;
mod referrals;
mod points_durs;
mod searching;
mod signing_in;
mod themes;
mod threads;
