//! Where mail goes: an SMTP server, a folder of files, or the memory of a test.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use lettre::Address;

use super::smtp::{Connection, Relay};

/// A mail as it left: its address and its bytes.
pub type Delivered = (String, Vec<u8>);

/// What a test's mails are kept in.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<Vec<Delivered>>>);

impl Memory {
    /// Every mail so far: address and bytes.
    pub fn mails(&self) -> Vec<Delivered> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

/// Where mail goes.
#[derive(Clone)]
pub enum Transport {
    /// A server.
    Smtp(Arc<Relay>),
    /// A folder: one `.eml` a mail.
    Folder(PathBuf),
    /// A test's memory.
    Memory(Memory),
}

/// How a sending ended.
#[derive(Debug)]
pub enum Sent {
    /// Accepted.
    Yes,
    /// Refused for good (5xx).
    Never {
        /// What the relay answered.
        code: Option<i32>,
        /// In its words.
        why: String,
    },
    /// Not now (4xx).
    Later {
        /// What the relay answered.
        code: Option<i32>,
        /// In its words.
        why: String,
    },
    /// The relay could not be spoken with; nothing was handed over.
    Lost(String),
    /// The relay had all of it and gave no answer.
    Unknown(String),
}

impl Sent {
    /// The word of the figures.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Yes => "sent",
            Self::Never { .. } => "dead",
            Self::Later { .. } => "later",
            Self::Lost(_) => "unreachable",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// A way out, open for several mails.
pub enum Line {
    /// A connection to a server.
    Smtp(Box<Connection>),
    /// A folder.
    Folder(PathBuf),
    /// A test's memory.
    Memory(Memory),
}

impl Transport {
    /// The transport of the settings.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn of(config: &crate::config::Config) -> Result<Self, String> {
        if config.mail.smtp_url.is_empty() {
            return Ok(Self::Folder(config.data.dir.join("mail")));
        }
        Ok(Self::Smtp(Arc::new(Relay::parse(&config.mail.smtp_url)?)))
    }

    /// Opens a way out.
    ///
    /// # Errors
    /// Why the relay cannot be spoken with.
    pub fn line(&self) -> Result<Line, String> {
        match self {
            Self::Smtp(relay) => relay.connect().map(|connection| Line::Smtp(Box::new(connection))),
            Self::Folder(folder) => Ok(Line::Folder(folder.clone())),
            Self::Memory(memory) => Ok(Line::Memory(memory.clone())),
        }
    }
}

impl Line {
    /// Sends the bytes of a mail; `name` names the file of a folder.
    pub fn send(&mut self, from: &Address, to: &str, bytes: &[u8], name: &str) -> Sent {
        match self {
            Self::Smtp(connection) => match to.parse() {
                Ok(to) => connection.send(from, &to, bytes),
                Err(error) => Sent::Never { code: None, why: format!("{error}") },
            },
            Self::Folder(folder) => {
                let path = folder.join(format!("{name}.eml"));
                let part = folder.join(format!(".{name}.part"));
                let written = std::fs::create_dir_all(&folder)
                    .and_then(|()| std::fs::write(&part, bytes))
                    .and_then(|()| std::fs::rename(&part, path));
                written.map_or_else(|error| Sent::Later { code: None, why: error.to_string() }, |()| Sent::Yes)
            }
            Self::Memory(memory) => {
                let mut mails = memory.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                mails.push((to.to_owned(), bytes.to_vec()));
                Sent::Yes
            }
        }
    }

    /// No more can be sent over it.
    pub fn is_broken(&self) -> bool {
        matches!(self, Self::Smtp(connection) if connection.is_broken())
    }

    /// Says goodbye.
    pub fn quit(self) {
        if let Self::Smtp(connection) = self {
            connection.quit();
        }
    }
}
