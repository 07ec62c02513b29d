//! Accounts: signing in, passwords, sessions, the directory, one's own page and settings.

mod charter;
mod directory;
mod passwords;
mod profile;
mod security;
mod settings;
