//! A mailbox collected by IMAP (RFC 9051, and RFC 3501 servers): what is unseen is kept, then marked as seen. A crash in
//! between keeps it twice, and the same mail is one. Ours alone to speak: eight commands need no library.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::{Envelope, HEAVIEST};
use crate::refusal::Refusal;
use crate::web::App;

/// A silent server is left, in seconds.
const PATIENCE: u64 = 60;
/// Mails fetched in one run at most.
const BATCH: usize = 50;
/// Longest line of an answer, in bytes: a mailbox may hold many unseen mails.
const LONGEST_LINE: u64 = 1024 * 1024;

/// Where to collect.
#[derive(Clone)]
pub struct Account {
    tls: bool,
    host: String,
    port: u16,
    user: String,
    password: String,
    folder: String,
}

impl Account {
    /// Reads `imaps://USER:PASSWORD@HOST:993/FOLDER`; `None` for an empty text.
    ///
    /// # Errors
    /// A sentence for the administrator, without the password.
    pub fn parse(url: &str) -> Result<Option<Self>, String> {
        if url.is_empty() {
            return Ok(None);
        }
        let wrong = || "mail.imap_url must look like imaps://USER:PASSWORD@HOST/INBOX.".to_owned();
        let (tls, rest) = match (url.strip_prefix("imaps://"), url.strip_prefix("imap://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return Err(wrong()),
        };
        let (who, place) = rest.rsplit_once('@').ok_or_else(wrong)?;
        let (user, password) = who.split_once(':').ok_or_else(wrong)?;
        let (host, folder) = place.split_once('/').unwrap_or((place, ""));
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| wrong())?),
            None => (host, if tls { 993 } else { 143 }),
        };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let (user, password, folder) = (decoded(user), decoded(password), decoded(folder));
        let clean = [&user, &password, &folder].iter().all(|text| text.is_ascii() && !text.contains(char::is_control));
        if host.is_empty() || user.is_empty() || !clean {
            return Err(wrong());
        }
        if !tls && !crate::config::is_loopback(host) {
            return Err("mail.imap_url must be imaps:// for a server beyond this machine.".into());
        }
        let folder = if folder.is_empty() { "INBOX".to_owned() } else { folder };
        Ok(Some(Self { tls, host: host.to_owned(), port, user, password, folder }))
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "mailbox {{ host: {}, port: {} }}", self.host, self.port)
    }
}

/// Keeps what is unseen in the mailbox, if there is one; returns how many mails were new.
///
/// # Errors
/// `Refusal::Busy` when the server is away or refuses, else what the database says.
pub fn collect(app: &App) -> Result<i64, Refusal> {
    let Some(account) = &app.mailbox else { return Ok(0) };
    let away = |error: std::io::Error| Refusal::Busy(format!("the mailbox could not be collected: {error}"));
    let mut talk = Talk::open(account).map_err(away)?;
    talk.ask(&format!("SELECT {}", quoted(&account.folder))).map_err(away)?;
    let mut new = 0;
    for uid in talk.unseen().map_err(away)?.into_iter().take(BATCH) {
        // Too heavy a mail stays there, seen, for whoever reads the mailbox.
        if let Some(bytes) = talk.fetch(uid).map_err(away)? {
            let envelope = Envelope { from: None, to: String::new() };
            new += i64::from(app.database.write_here(|tx| super::keep(tx, &envelope, &bytes))?);
        }
        talk.ask(&format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)")).map_err(away)?;
    }
    let _ = talk.ask("LOGOUT");
    Ok(new)
}

trait Stream: Read + Write {}
impl<S: Read + Write> Stream for S {}

/// A conversation with the server.
struct Talk {
    stream: BufReader<Box<dyn Stream>>,
    asked: u32,
}

/// What came before the answer's last line: lines, and the literals they hold.
#[derive(Default)]
struct Told {
    lines: Vec<String>,
    literal: Option<Vec<u8>>,
}

impl Talk {
    fn open(account: &Account) -> std::io::Result<Self> {
        let tcp = TcpStream::connect((account.host.as_str(), account.port))?;
        tcp.set_read_timeout(Some(Duration::from_secs(PATIENCE)))?;
        tcp.set_write_timeout(Some(Duration::from_secs(PATIENCE)))?;
        let stream: Box<dyn Stream> = if account.tls { Box::new(secured(tcp, &account.host)?) } else { Box::new(tcp) };
        let mut talk = Self { stream: BufReader::new(stream), asked: 0 };
        let greeting = talk.line()?;
        if !greeting.starts_with("* OK") {
            return Err(std::io::Error::other("the server does not greet"));
        }
        talk.ask(&format!("LOGIN {} {}", quoted(&account.user), quoted(&account.password)))
            .map_err(|_| std::io::Error::other("the server does not let us in"))?;
        Ok(talk)
    }

    /// The numbers of the mails not seen yet.
    fn unseen(&mut self) -> std::io::Result<Vec<u64>> {
        let told = self.ask("UID SEARCH UNSEEN")?;
        let lists = told.lines.iter().filter_map(|line| line.strip_prefix("* SEARCH"));
        Ok(lists.flat_map(str::split_whitespace).filter_map(|uid| uid.parse().ok()).collect())
    }

    /// A mail, unless it is too heavy; it stays unseen.
    fn fetch(&mut self, uid: u64) -> std::io::Result<Option<Vec<u8>>> {
        let told = self.ask(&format!("UID FETCH {uid} (RFC822.SIZE)"))?;
        let size = told.lines.iter().find_map(|line| {
            let rest = line.split_once("RFC822.SIZE ")?.1;
            rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse::<usize>().ok()
        });
        if size.is_some_and(|size| size > HEAVIEST) {
            tracing::warn!(uid, "a mail of the mailbox is too heavy and stays there");
            return Ok(None);
        }
        Ok(self.ask(&format!("UID FETCH {uid} (BODY.PEEK[])"))?.literal)
    }

    /// Asks, and reads up to the answer, which must be OK.
    fn ask(&mut self, command: &str) -> std::io::Result<Told> {
        self.asked += 1;
        let tag = format!("c{}", self.asked);
        self.stream.get_mut().write_all(format!("{tag} {command}\r\n").as_bytes())?;
        self.stream.get_mut().flush()?;
        let mut told = Told::default();
        loop {
            let line = self.line()?;
            if let Some(answer) = line.strip_prefix(&format!("{tag} ")) {
                return match answer.starts_with("OK") {
                    true => Ok(told),
                    // Never the command: it may hold the password.
                    false => Err(std::io::Error::other("the server refuses a command")),
                };
            }
            if let Some(size) = literal_of(&line) {
                told.literal = Some(self.literal(size)?);
            }
            told.lines.push(line);
        }
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = Vec::new();
        let read = (&mut self.stream).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if read == 0 || !line.ends_with(b"\n") {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    fn literal(&mut self, size: usize) -> std::io::Result<Vec<u8>> {
        if size > HEAVIEST {
            return Err(std::io::Error::other("a mail is larger than announced"));
        }
        let mut bytes = vec![0; size];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// `… {123}` announces so many bytes.
fn literal_of(line: &str) -> Option<usize> {
    line.strip_suffix('}')?.rsplit_once('{')?.1.parse().ok()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn secured(tcp: TcpStream, host: &str) -> std::io::Result<StreamOwned<ClientConnection, TcpStream>> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(std::io::Error::other)?;
    let connection = ClientConnection::new(Arc::new(config), name).map_err(std::io::Error::other)?;
    Ok(StreamOwned::new(connection, tcp))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_its_password_never_shown() {
        let account = Account::parse("imaps://moi%40x.example:p%3Aq@imap.x.example/Re%20ponses").unwrap().unwrap();
        assert_eq!((account.user.as_str(), account.password.as_str(), account.port), ("moi@x.example", "p:q", 993));
        assert_eq!(account.folder, "Re ponses");
        assert!(!format!("{account:?}").contains("p:q"));
        for wrong in ["imap://u:p@far.example", "imaps://u@h", "imaps://h", "pop://u:p@h", "imaps://u:p%0d@h"] {
            assert!(Account::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn literals_and_quotes() {
        assert_eq!(literal_of("* 1 FETCH (BODY[] {12}"), Some(12));
        assert_eq!(literal_of("* 1 FETCH (FLAGS ())"), None);
        assert_eq!(quoted("a\"b\\"), "\"a\\\"b\\\\\"");
    }
}
