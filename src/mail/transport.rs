//! Where mail goes: an SMTP server, a folder of files, or the memory of a test.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::SmtpTransport;
use lettre::{Address, Transport as _};

/// After the final dot a server may take ten minutes (RFC 5321 §4.5.3.2.6): a short wait makes duplicates.
const PATIENCE: Duration = Duration::from_secs(600);

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
    Smtp(SmtpTransport),
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
    Never(String),
    /// Not now.
    Later(String),
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
        let smtp = SmtpTransport::from_url(&config.mail.smtp_url)
            .map_err(|error| format!("mail.smtp_url is wrong: {error}."))?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Self::Smtp(smtp))
    }

    /// Sends the bytes of a mail; `name` names the file of a folder.
    pub fn send(&self, from: &Address, to: &str, bytes: &[u8], name: &str) -> Sent {
        match self {
            Self::Smtp(smtp) => {
                let envelope = to
                    .parse()
                    .map_err(|error| format!("{error}"))
                    .and_then(|to| Envelope::new(Some(from.clone()), vec![to]).map_err(|error| error.to_string()));
                match envelope {
                    Err(error) => Sent::Never(error),
                    Ok(envelope) => match smtp.send_raw(&envelope, bytes) {
                        Ok(_) => Sent::Yes,
                        Err(error) if error.is_permanent() => Sent::Never(error.to_string()),
                        Err(error) => Sent::Later(error.to_string()),
                    },
                }
            }
            Self::Folder(folder) => {
                let path = folder.join(format!("{name}.eml"));
                let part = folder.join(format!(".{name}.part"));
                let written = std::fs::create_dir_all(folder)
                    .and_then(|()| std::fs::write(&part, bytes))
                    .and_then(|()| std::fs::rename(&part, path));
                written.map_or_else(|error| Sent::Later(error.to_string()), |()| Sent::Yes)
            }
            Self::Memory(memory) => {
                let mut mails = memory.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                mails.push((to.to_owned(), bytes.to_vec()));
                Sent::Yes
            }
        }
    }
}
