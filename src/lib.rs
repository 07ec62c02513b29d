//! Cercles: an online home for communities of practice in health.
//!
//! One crate, one binary; folders are named after the forum's own concepts.
// The schema names more than 128 tables in one macro, which calls itself once a table.
#![recursion_limit = "256"]

/// When members are away, who stands in for them, where they work.
pub mod absences;
/// What animators send to a whole theme or circle, and by mail.
pub mod announcements;
/// Backups: made, read back, kept by age, put back.
pub mod backup;
/// What members keep for themselves: bookmarks and their reminders.
pub mod bookmarks;
/// The concentric circles of a theme: membership, moves, mandates, drawing.
pub mod circles;
/// The only place that reads the wall clock.
pub mod clock;
/// The commands of the binary.
pub mod commands;
/// `cercles.toml` and the environment.
pub mod config;
/// What needs a human, in one queue.
pub mod console;
/// Private conversations between named people.
pub mod conversations;
/// Two engines behind one door.
pub mod db;
/// The demo community.
pub mod demo;
/// A member's window of news: gathered, closed, written; what unsubscribes from mail.
pub mod digests;
/// How much room the disk has left.
pub mod disk;
/// Looks at everything and says what to do.
pub mod doctor;
/// Atom feeds, by a personal address that can be taken back.
pub mod feeds;
/// Attachments: taken in, kept, shown, handed over, forgotten.
pub mod files;
/// How communities are doing: figures counted by the clock, where peers are missing.
pub mod health;
/// The front page, for visitors and for members.
pub mod home;
/// The community's own row: name, texts, charter, first visit.
pub mod instance;
/// Reading incoming mail: replies, bounces, complaints.
pub mod intake;
/// The clock and the timetable.
pub mod jobs;
/// Invitations, requests to join, import of a spreadsheet.
pub mod joining;
/// What happened: append-only facts.
pub mod journal;
/// Rate limits.
pub mod limits;
/// Messages, outbox, transports.
pub mod mail;
/// The circles' rhythm: meetings planned, announced, held, minuted; who comes; calendars.
pub mod meetings;
/// People.
pub mod members;
/// Caring for what is written: flags, what is withdrawn, what experts and animators decide.
pub mod moderation;
/// Who should hear of what: following, mentions, the bell.
pub mod notices;
/// Who may do what.
pub mod points_durs;
pub mod policy;
/// What reading leaves behind.
pub mod pulse;
/// What goes to the competent body, and what it answers.
pub mod referrals;
/// Why we say no.
pub mod refusal;
/// Every address.
pub mod routes;
/// Finding again what was written.
pub mod search;
/// What people read, by key and language.
pub mod sentences;
/// Practice sheets: written, reviewed, tried, published, followed up.
pub mod sheets;
/// Markdown, typography, folding.
pub mod text;
/// Communities of practice.
pub mod themes;
/// Threads and their posts.
pub mod threads;
/// Random and derived tokens.
pub mod tokens;
/// What a handler is given.
pub mod web;
/// Hours of work and public holidays.
pub mod worktime;
