//! Speaking with an SMTP server step by step: what matters is whether it failed before the final dot or after.

use std::cell::Cell;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use percent_encoding::percent_decode_str;

use super::transport::Sent;

/// To reach a server and be greeted.
const GREETING: Duration = Duration::from_secs(30);
/// For each answer before the mail itself. With what follows it stays below the lease of a mail on its way.
const STEP: Duration = Duration::from_secs(60);
/// After the final dot a server may take ten minutes (RFC 5321 §4.5.3.2.6): a short wait makes duplicates.
const AFTER_DOT: Duration = Duration::from_secs(600);
/// Bytes of a mail handed over at once.
const PIECE: usize = 8 * 1024;

/// How a connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protection {
    /// Not at all.
    None,
    /// STARTTLS where it is offered.
    IfOffered,
    /// STARTTLS, or nothing is sent.
    Required,
    /// TLS from the first byte.
    FromTheStart,
}

/// A server mail is handed to.
pub struct Relay {
    host: String,
    port: u16,
    protection: Protection,
    credentials: Option<Credentials>,
}

impl Relay {
    /// Reads `smtp://USER:PASSWORD@HOST:PORT?tls=required` or `smtps://…`; user and password percent-encoded.
    ///
    /// # Errors
    /// A sentence for the administrator, without the secret.
    pub fn parse(url: &str) -> Result<Self, String> {
        let wrong = |why: &str| format!("mail.smtp_url is wrong: {why}.");
        let (scheme, rest) = url.split_once("://").ok_or_else(|| wrong("it has no scheme"))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (protection, usual) = match (scheme, query) {
            ("smtps", "") => (Protection::FromTheStart, 465),
            ("smtp", "tls=required") => (Protection::Required, 587),
            ("smtp", "tls=opportunistic") => (Protection::IfOffered, 25),
            ("smtp", "") => (Protection::None, 25),
            _ => return Err(wrong("after ? comes tls=required or tls=opportunistic, for smtp:// only")),
        };
        let (user, place) = match rest.trim_end_matches('/').rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, rest.trim_end_matches('/')),
        };
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                (host, port.parse().map_err(|_| wrong("its port is not a number"))?)
            }
            _ => (place, usual),
        };
        let host = host.trim_matches(['[', ']']).to_owned();
        if host.is_empty() {
            return Err(wrong("it has no host"));
        }
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let credentials = user.map(|user| {
            let (name, password) = user.split_once(':').unwrap_or((user, ""));
            Credentials::new(decoded(name), decoded(password))
        });
        Ok(Self { host, port, protection, credentials })
    }

    /// Opens a connection, as protected as the settings ask, signed in where they say so.
    ///
    /// # Errors
    /// Why not, in the server's words or the library's.
    pub fn connect(&self) -> Result<Connection, String> {
        self.opened().map(|connection| Connection { connection, broken: false }).map_err(|error| told(&error))
    }

    fn opened(&self) -> Result<SmtpConnection, Error> {
        let hello = ClientId::default();
        let tls = match self.protection {
            Protection::None => None,
            _ => Some(TlsParameters::new(self.host.clone())?),
        };
        let from_start = tls.as_ref().filter(|_| self.protection == Protection::FromTheStart);
        let place = (self.host.as_str(), self.port);
        let mut connection = SmtpConnection::connect(place, Some(GREETING), &hello, from_start, None)?;
        if let Some(tls) = tls.filter(|_| {
            self.protection == Protection::Required
                || (self.protection == Protection::IfOffered && connection.can_starttls())
        }) {
            connection.starttls(&tls, &hello)?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials)?;
        }
        Ok(connection)
    }
}

/// An open connection.
pub struct Connection {
    connection: SmtpConnection,
    broken: bool,
}

impl Connection {
    /// Hands over one mail.
    pub fn send(&mut self, from: &Address, to: &Address, bytes: &[u8]) -> Sent {
        let _ = self.connection.set_timeout(Some(STEP));
        if let Err(outcome) = self.envelope(from, to, bytes) {
            return outcome;
        }
        let _ = self.connection.set_timeout(Some(AFTER_DOT));
        let whole = Cell::new(false);
        let end = std::iter::from_fn(|| {
            whole.set(true);
            None
        });
        match self.connection.message_iter(bytes.chunks(PIECE).chain(end)) {
            Ok(_) => Sent::Yes,
            Err(error) => match (answer(&error), whole.get()) {
                (Some(outcome), _) => self.set_aside(outcome),
                (None, true) => self.lost(Sent::Unknown(told(&error))),
                (None, false) => self.lost(Sent::Lost(told(&error))),
            },
        }
    }

    fn envelope(&mut self, from: &Address, to: &Address, bytes: &[u8]) -> Result<(), Sent> {
        let server = self.connection.server_info();
        let mut parameters = Vec::new();
        if !(from.to_string().is_ascii() && to.to_string().is_ascii()) {
            if !server.supports_feature(Extension::SmtpUtfEight) {
                let why = "the relay takes no address with letters beyond ASCII (SMTPUTF8)".into();
                return Err(Sent::Never { code: None, why });
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !bytes.is_ascii() && server.supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        self.step(Mail::new(Some(from.clone()), parameters))?;
        self.step(Rcpt::new(to.clone(), Vec::new()))?;
        self.step(Data)
    }

    fn step(&mut self, command: impl std::fmt::Display) -> Result<(), Sent> {
        match self.connection.command(command) {
            Ok(_) => Ok(()),
            Err(error) => Err(match answer(&error) {
                Some(outcome) => self.set_aside(outcome),
                None => self.lost(Sent::Lost(told(&error))),
            }),
        }
    }

    /// This mail is over, the connection goes on; 421 is the server's goodbye (RFC 5321 §3.8).
    fn set_aside(&mut self, outcome: Sent) -> Sent {
        let goodbye = matches!(&outcome, Sent::Later { code: Some(421), .. });
        self.broken = goodbye || self.connection.command(Rset).is_err();
        outcome
    }

    fn lost(&mut self, outcome: Sent) -> Sent {
        self.broken = true;
        outcome
    }

    /// No more can be sent over it.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Says goodbye, and waits a moment for the answer.
    pub fn quit(mut self) {
        if !self.broken {
            let _ = self.connection.set_timeout(Some(Duration::from_secs(5)));
            let _ = self.connection.quit();
        }
    }
}

/// What the server answered, if it did.
fn answer(error: &Error) -> Option<Sent> {
    let code = error.status()?.to_string().parse().ok();
    let why = told(error);
    Some(if error.is_permanent() { Sent::Never { code, why } } else { Sent::Later { code, why } })
}

/// An error with what caused it, in one line.
fn told(error: &Error) -> String {
    crate::config::one_line(&error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_relay_says_how_it_is_spoken_with() {
        let relay = Relay::parse("smtp://someone%40forum:pass%3Aword@relay.example:2525?tls=required").unwrap();
        assert_eq!((relay.host.as_str(), relay.port, relay.protection), ("relay.example", 2525, Protection::Required));
        assert!(relay.credentials == Some(Credentials::new("someone@forum".into(), "pass:word".into())));
        for (url, port, protection) in [
            ("smtp://localhost", 25, Protection::None),
            ("smtp://[::1]:2500/", 2500, Protection::None),
            ("smtps://relay.example", 465, Protection::FromTheStart),
            ("smtp://relay.example?tls=opportunistic", 25, Protection::IfOffered),
        ] {
            let relay = Relay::parse(url).unwrap();
            assert_eq!((relay.port, relay.protection), (port, protection), "{url}");
        }
        for wrong in ["relay.example", "smtp://", "smtp://h:port", "smtps://h?tls=none", "smtp://h?tls=maybe"] {
            assert!(Relay::parse(wrong).is_err(), "{wrong}");
        }
    }
}
