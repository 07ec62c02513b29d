//! `[mail]` of the settings.

use std::net::SocketAddr;

use serde::Deserialize;

use super::outbox::Rules;

/// Sending mail.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `smtp://` or `smtps://`; empty: each mail is a file of the data folder.
    pub smtp_url: String,
    /// The sender's address.
    pub from: String,
    /// A mail a worker holds is free again after so many seconds.
    pub lease_seconds: u32,
    /// Waits after each failure, in seconds.
    pub backoff: String,
    /// Mails a minute to one domain at most; 0: no limit.
    pub domain_per_minute: u32,
    /// Where mail is handed over by LMTP; empty: nowhere.
    pub lmtp_listen: String,
    /// LMTP beyond this machine is wanted.
    pub lmtp_public: bool,
    /// A mailbox to collect, `imaps://USER:PASSWORD@HOST/FOLDER`; empty: none.
    pub imap_url: String,
    /// The name of the DKIM key the server signs with; empty: the doctor does not look at it.
    pub dkim_selector: String,
    /// The name server the doctor asks, address and port; empty: the system's.
    pub resolver: String,
    /// The public addresses mail leaves from; empty: those of the SMTP server.
    pub outgoing_addresses: Vec<std::net::IpAddr>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "mail {{ smtp: {}, from: {} }}", !self.smtp_url.is_empty(), self.from)
    }
}

impl Settings {
    /// Nothing is wrong with them.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn checked(&self) -> Result<(), String> {
        if self.from.parse::<lettre::Address>().is_err() {
            return Err("mail.from is not a mail address.".into());
        }
        let smtp = &self.smtp_url;
        if !(smtp.is_empty() || smtp.starts_with("smtp://") || smtp.starts_with("smtps://")) {
            return Err("mail.smtp_url must start with smtp:// or smtps://, or be empty.".into());
        }
        if self.lease_seconds == 0 {
            return Err("mail.lease_seconds must be 1 or more.".into());
        }
        self.rules().map(drop)
    }

    /// Whether mail that comes in is read: only then may ours be answered.
    pub fn hears(&self) -> bool {
        !self.lmtp_listen.is_empty() || !self.imap_url.is_empty()
    }

    /// Nothing is wrong with how mail comes in.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn checked_incoming(&self) -> Result<(), String> {
        crate::intake::mailbox::Account::parse(&self.imap_url)?;
        if self.lmtp_listen.is_empty() {
            return Ok(());
        }
        let address: SocketAddr = self
            .lmtp_listen
            .parse()
            .map_err(|_| "mail.lmtp_listen must be an address and a port, as 127.0.0.1:8024, or empty.".to_owned())?;
        if address.ip().is_loopback() || self.lmtp_public {
            return Ok(());
        }
        Err("mail.lmtp_listen is beyond this machine and has no password: set mail.lmtp_public if a firewall keeps it to your relay.".into())
    }

    /// How workers behave.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn rules(&self) -> Result<Rules, String> {
        let waits: Result<Vec<i64>, _> = self.backoff.split_whitespace().map(str::parse).collect();
        let wrong = || "mail.backoff must be seconds, separated by spaces.".to_owned();
        let waits = waits.ok().filter(|waits| waits.iter().all(|wait| *wait >= 0)).ok_or_else(wrong)?;
        Ok(Rules {
            lease: i64::from(self.lease_seconds),
            waits,
            per_minute: i64::from(self.domain_per_minute),
            hears: self.hears(),
        })
    }
}
