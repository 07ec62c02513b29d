//! LMTP (RFC 2033): whoever relays our mail hands it over here. It is acknowledged for each recipient only once it is
//! kept, so that a crash loses nothing; what cannot be kept now stays with the relay.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::sync::watch::Receiver;

use super::{Envelope, HEAVIEST};
use crate::db::{Database, off_the_loop};
use crate::refusal::Refusal;

/// Longest command line, in bytes (RFC 5321 §4.5.3.1.4, with room for extensions).
const LONGEST_LINE: u64 = 2_048;
/// Recipients of one mail.
const MOST_RECIPIENTS: usize = 50;
/// Connections at once: each may hold a whole mail in memory.
const AT_ONCE: usize = 8;
/// A silent relay is hung up on (RFC 5321 §4.5.3.2.7).
const PATIENCE: Duration = Duration::from_secs(300);
/// Wrong commands before hanging up.
const MOST_ERRORS: u32 = 20;

/// Listens until `stop`.
pub async fn listen(listener: TcpListener, database: Database, host: String, mut stop: Receiver<bool>) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => return,
        };
        let Ok((stream, _)) = accepted else {
            // Out of sockets, mostly: a moment, not a busy loop.
            tokio::time::sleep(Duration::from_millis(200)).await;
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            let mut stream = stream;
            let _ = stream.write_all(format!("421 4.3.2 {host} too many connections\r\n").as_bytes()).await;
            continue;
        };
        let (database, host) = (database.clone(), host.clone());
        tokio::spawn(async move {
            if let Err(error) = Session::new(stream, database, host).run().await {
                tracing::info!(%error, "an LMTP session ended early");
            }
            drop(place);
        });
    }
}

/// The address of `mail.lmtp_listen`, bound; `None` when it is empty.
///
/// # Errors
/// A sentence for the administrator.
pub fn bind(address: &str) -> Result<Option<std::net::TcpListener>, String> {
    if address.is_empty() {
        return Ok(None);
    }
    let address: SocketAddr =
        address.parse().map_err(|_| "mail.lmtp_listen is not an address and a port.".to_owned())?;
    let failed = |error| format!("cannot listen on {address} (mail.lmtp_listen): {error}.");
    let listener = std::net::TcpListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    Ok(Some(listener))
}

struct Session<S> {
    stream: BufReader<S>,
    database: Database,
    host: String,
    greeted: bool,
    from: Option<String>,
    to: Vec<String>,
    errors: u32,
}

/// What a line ended with.
enum Line {
    Whole(String),
    TooLong,
    Closed,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    fn new(stream: S, database: Database, host: String) -> Self {
        let stream = BufReader::new(stream);
        Self { stream, database, host, greeted: false, from: None, to: Vec::new(), errors: 0 }
    }

    async fn run(mut self) -> std::io::Result<()> {
        self.say(&format!("220 {} LMTP Cercles", self.host)).await?;
        while self.errors < MOST_ERRORS {
            let line = match self.line().await? {
                Line::Closed => return Ok(()),
                Line::TooLong => {
                    self.wrong("500 5.5.2 line too long").await?;
                    continue;
                }
                Line::Whole(line) => line,
            };
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "LHLO" => self.hello().await?,
                "MAIL" if self.greeted => self.mail(&line).await?,
                "RCPT" if self.from.is_some() => self.recipient(&line).await?,
                "DATA" if !self.to.is_empty() => self.data().await?,
                "RSET" => {
                    self.reset();
                    self.say("250 2.0.0 ok").await?;
                }
                "NOOP" => self.say("250 2.0.0 ok").await?,
                "VRFY" => self.say("252 2.1.5 send it and see").await?,
                "QUIT" => return self.say("221 2.0.0 bye").await,
                "MAIL" | "RCPT" | "DATA" => self.wrong("503 5.5.1 not in this order").await?,
                // RFC 2033 §4.1: an LMTP server answers HELO and EHLO so.
                _ => self.wrong("500 5.5.1 unknown command").await?,
            }
        }
        self.say("421 4.7.0 too many errors").await
    }

    fn reset(&mut self) {
        self.from = None;
        self.to.clear();
    }

    async fn hello(&mut self) -> std::io::Result<()> {
        self.greeted = true;
        self.reset();
        let host = self.host.clone();
        let offers = format!(
            "250-{host}\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE {HEAVIEST}"
        );
        self.say(&offers).await
    }

    async fn mail(&mut self, line: &str) -> std::io::Result<()> {
        self.reset();
        let Some(from) = address_in(line, "FROM:") else { return self.wrong("501 5.5.4 MAIL FROM:<address>").await };
        let announced = line.to_ascii_uppercase();
        let size = announced.split(' ').find_map(|word| word.strip_prefix("SIZE=")?.parse::<usize>().ok());
        if size.is_some_and(|size| size > HEAVIEST) {
            return self.say("552 5.3.4 too big").await;
        }
        self.from = Some(from);
        self.say("250 2.1.0 ok").await
    }

    async fn recipient(&mut self, line: &str) -> std::io::Result<()> {
        match address_in(line, "TO:").filter(|to| to.contains('@')) {
            None => self.wrong("501 5.5.4 RCPT TO:<address>").await,
            Some(_) if self.to.len() >= MOST_RECIPIENTS => self.say("452 4.5.3 too many recipients").await,
            Some(to) => {
                self.to.push(to);
                self.say("250 2.1.5 ok").await
            }
        }
    }

    /// The mail, then one answer a recipient (RFC 2033 §4.2).
    async fn data(&mut self) -> std::io::Result<()> {
        self.say("354 go on").await?;
        let Some(bytes) = self.body().await? else {
            for _ in 0..self.to.len() {
                self.say("552 5.3.4 too big").await?;
            }
            self.reset();
            return Ok(());
        };
        let bytes = Arc::new(bytes);
        for to in std::mem::take(&mut self.to) {
            let (database, bytes) = (self.database.clone(), bytes.clone());
            let envelope = Envelope { from: self.from.clone(), to };
            let kept = off_the_loop(move || database.write_here(|tx| super::keep(tx, &envelope, &bytes))).await;
            match kept {
                Ok(_) => self.say("250 2.0.0 kept").await?,
                Err(Refusal::Busy(_)) => self.say("451 4.3.0 not now").await?,
                Err(refusal) => {
                    tracing::error!(%refusal, "an incoming mail could not be kept");
                    self.say("451 4.3.0 not kept").await?;
                }
            }
        }
        self.reset();
        Ok(())
    }

    /// The bytes up to the final dot, dots unstuffed (RFC 5321 §4.5.2); `None` when there are too many.
    async fn body(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let (mut body, mut line, mut too_big) = (Vec::new(), Vec::new(), false);
        let mut at_start = true;
        loop {
            line.clear();
            let read = self.read_line(&mut line, 64 * 1024).await?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if at_start && (line == b".\r\n" || line == b".\n") {
                return Ok((!too_big).then_some(body));
            }
            let content = if at_start && line.starts_with(b".") { &line[1..] } else { &line[..] };
            at_start = line.ends_with(b"\n");
            if body.len() + content.len() > HEAVIEST {
                too_big = true;
                body = Vec::new();
            } else if !too_big {
                body.extend_from_slice(content);
            }
        }
    }

    /// A line, or as much of it as `most` allows.
    async fn read_line(&mut self, line: &mut Vec<u8>, most: u64) -> std::io::Result<usize> {
        let mut limited = tokio::io::AsyncReadExt::take(&mut self.stream, most);
        match tokio::time::timeout(PATIENCE, limited.read_until(b'\n', line)).await {
            Ok(read) => read,
            Err(_) => Err(std::io::ErrorKind::TimedOut.into()),
        }
    }

    async fn line(&mut self) -> std::io::Result<Line> {
        let mut line = Vec::new();
        if self.read_line(&mut line, LONGEST_LINE).await? == 0 {
            return Ok(Line::Closed);
        }
        if line.ends_with(b"\n") {
            return Ok(Line::Whole(String::from_utf8_lossy(&line).trim_end().to_owned()));
        }
        while !line.ends_with(b"\n") {
            line.clear();
            if self.read_line(&mut line, LONGEST_LINE).await? == 0 {
                return Ok(Line::Closed);
            }
        }
        Ok(Line::TooLong)
    }

    async fn wrong(&mut self, answer: &str) -> std::io::Result<()> {
        self.errors += 1;
        self.say(answer).await
    }

    async fn say(&mut self, answer: &str) -> std::io::Result<()> {
        let answer = format!("{answer}\r\n");
        let told = self.stream.get_mut().write_all(answer.as_bytes());
        match tokio::time::timeout(PATIENCE, told).await {
            Ok(told) => told,
            Err(_) => Err(std::io::ErrorKind::TimedOut.into()),
        }
    }
}

/// The address of `MAIL FROM:<a@b> SIZE=1`; empty for the null path.
fn address_in(line: &str, word: &str) -> Option<String> {
    let at = line.to_ascii_uppercase().find(word)? + word.len();
    let rest = line.get(at..)?.trim_start();
    let address = rest.strip_prefix('<')?.split_once('>')?.0;
    // A route before the address is ignored (RFC 5321 §4.1.1.3).
    let address = address.rsplit_once(':').map_or(address, |(_, address)| address);
    (address.len() <= 320 && !address.contains(char::is_control)).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_whatever_surrounds_them() {
        assert_eq!(address_in("MAIL FROM:<> SIZE=12", "FROM:").as_deref(), Some(""));
        assert_eq!(address_in("rcpt to: <r+a.b@x.example> NOTIFY=NEVER", "TO:").as_deref(), Some("r+a.b@x.example"));
        assert_eq!(address_in("RCPT TO:<@relay.example:a@x.example>", "TO:").as_deref(), Some("a@x.example"));
        for wrong in ["MAIL", "MAIL FROM:", "MAIL FROM:a@x", "MAIL FROM:<a@x"] {
            assert_eq!(address_in(wrong, "FROM:"), None, "{wrong}");
        }
    }
}
