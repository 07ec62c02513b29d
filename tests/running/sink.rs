//! An SMTP server for tests, that may misbehave: it answers what it is told to, cuts, crawls, and kills or stops the
//! sender at a chosen line.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Where in a conversation something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Connect,
    Rcpt,
    /// In the middle of the mail.
    Body,
    /// After the final dot: the sink has the mail, the sender no answer.
    Dot,
    Quit,
}

/// What goes wrong, once a recipient (`Connect`, `Quit`: once a sender).
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    None,
    /// The sender gets a signal.
    Signal(Step, &'static str),
    /// The step is answered so.
    Says(Step, &'static str),
    /// Every time, not once.
    AlwaysSays(Step, &'static str),
    /// The connection is cut there, without an answer.
    Cuts(Step),
    /// Every answer comes a byte at a time.
    Crawls(Duration),
}

#[derive(Default)]
struct Inner {
    mails: Vec<(String, Vec<u8>)>,
    senders: Vec<String>,
    fault: Option<Fault>,
    sender: Option<u32>,
    struck: BTreeSet<String>,
    connections: usize,
}

/// See the module.
#[derive(Clone)]
pub struct Sink {
    pub address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
}

impl Sink {
    pub fn start(fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let inner = Arc::new(Mutex::new(Inner { fault: Some(fault), ..Inner::default() }));
        let sink = Self { address: listener.local_addr().unwrap(), inner };
        let serving = sink.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let session = Session { sink: serving.clone(), stream, from: String::new(), recipient: String::new() };
                std::thread::spawn(move || session.speak());
            }
        });
        sink
    }

    /// A server that speaks TLS from the first byte, with a certificate nobody vouches for; it holds whatever is said to
    /// it once the sender believed it.
    pub fn of_a_stranger() -> Self {
        let sink = Self::start(Fault::None);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stranger = Self { address: listener.local_addr().unwrap(), inner: sink.inner };
        let (inner, config) = (stranger.inner.clone(), Arc::new(certified()));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                inner.lock().unwrap_or_else(PoisonError::into_inner).connections += 1;
                let mut tls = rustls::ServerConnection::new(config.clone()).unwrap();
                let mut line = rustls::Stream::new(&mut tls, &mut stream);
                if line.write_all(b"220 stranger ESMTP\r\n").is_ok() {
                    let mut heard = [0; 512];
                    let read = std::io::Read::read(&mut line, &mut heard).unwrap_or(0);
                    let mails = &mut inner.lock().unwrap_or_else(PoisonError::into_inner).mails;
                    mails.extend((read > 0).then(|| (String::new(), heard[..read].to_vec())));
                }
            }
        });
        stranger
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Behaves otherwise from now on.
    pub fn misbehaves(&self, fault: Fault) {
        let mut inner = self.inner();
        inner.fault = Some(fault);
        inner.struck.clear();
    }

    /// Who is struck.
    pub fn aims_at(&self, process: u32) {
        self.inner().sender = Some(process);
    }

    /// What it holds: address and bytes.
    pub fn mails(&self) -> Vec<(String, Vec<u8>)> {
        self.inner().mails.clone()
    }

    /// The senders of their envelopes, in the same order.
    pub fn senders(&self) -> Vec<String> {
        self.inner().senders.clone()
    }

    pub fn connections(&self) -> usize {
        self.inner().connections
    }
}

/// How a step goes on.
enum Next {
    On,
    Said,
    Over,
}

struct Session {
    sink: Sink,
    stream: TcpStream,
    from: String,
    recipient: String,
}

impl Session {
    fn speak(mut self) -> Option<()> {
        self.sink.inner().connections += 1;
        if matches!(self.reaches(Step::Connect)?, Next::Over) {
            return None;
        }
        self.say("220 sink ESMTP")?;
        let mut lines = BufReader::new(self.stream.try_clone().ok()?);
        loop {
            let line = String::from_utf8(read_line(&mut lines)?).ok()?;
            let verb = line.split([' ', '\r']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => self.say("250-sink\r\n250 8BITMIME")?,
                "MAIL" => {
                    self.from = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    self.say("250 sender known")?;
                }
                "RCPT" => {
                    self.recipient = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    self.step(Step::Rcpt, "250 recipient known")?;
                }
                "DATA" => {
                    self.say("354 go on")?;
                    self.take(&mut lines)?;
                }
                "QUIT" => return self.step(Step::Quit, "221 goodbye"),
                _ => self.say("250 fine")?,
            }
        }
    }

    fn take(&mut self, lines: &mut BufReader<TcpStream>) -> Option<()> {
        let mut bytes = read_line(lines)?;
        if matches!(self.reaches(Step::Body)?, Next::Over) {
            return None;
        }
        loop {
            let line = read_line(lines)?;
            if line == b".\r\n" {
                break;
            }
            bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        if !self.refuses() {
            let held = (self.recipient.clone(), bytes);
            let mut inner = self.sink.inner();
            inner.mails.push(held);
            inner.senders.push(self.from.clone());
        }
        self.step(Step::Dot, "250 taken")
    }

    /// Whether what was handed over is about to be refused.
    fn refuses(&self) -> bool {
        let inner = self.sink.inner();
        match inner.fault {
            Some(Fault::AlwaysSays(Step::Dot, _)) => true,
            Some(Fault::Says(Step::Dot, _)) => !inner.struck.contains(&self.recipient),
            _ => false,
        }
    }

    fn step(&mut self, step: Step, usual: &str) -> Option<()> {
        match self.reaches(step)? {
            Next::On => self.say(usual),
            Next::Said => Some(()),
            Next::Over => None,
        }
    }

    fn reaches(&mut self, here: Step) -> Option<Next> {
        let (fault, sender, first) = {
            let mut inner = self.sink.inner();
            let sender = inner.sender;
            let who = match here {
                Step::Connect | Step::Quit => format!("{sender:?}"),
                _ => self.recipient.clone(),
            };
            let fault = inner.fault?;
            let hit =
                matches!(fault, Fault::Signal(step, _) | Fault::Says(step, _) | Fault::Cuts(step) if step == here);
            (fault, sender, hit && inner.struck.insert(who))
        };
        match fault {
            Fault::Signal(_, name) if first => {
                let words = format!("kill -{name} {}", sender?);
                Command::new("sh").args(["-c", &words]).status().unwrap();
                if name == "KILL" { Some(Next::Over) } else { Some(Next::On) }
            }
            Fault::Says(_, answer) if first => self.say(answer).map(|()| Next::Said),
            Fault::AlwaysSays(step, answer) if step == here => self.say(answer).map(|()| Next::Said),
            Fault::Cuts(_) if first => Some(Next::Over),
            _ => Some(Next::On),
        }
    }

    fn say(&mut self, answer: &str) -> Option<()> {
        let pause = match self.sink.inner().fault {
            Some(Fault::Crawls(pause)) => pause,
            _ => return self.stream.write_all(format!("{answer}\r\n").as_bytes()).ok(),
        };
        for byte in format!("{answer}\r\n").bytes() {
            std::thread::sleep(pause);
            self.stream.write_all(&[byte]).ok()?;
        }
        Some(())
    }
}

/// A line with its end; nothing when the sender is gone.
fn read_line(lines: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    lines.read_until(b'\n', &mut line).ok().filter(|read| *read > 0)?;
    line.ends_with(b"\n").then_some(line)
}

fn certified() -> rustls::ServerConfig {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let pem = include_bytes!("../fixtures/stranger.pem");
    let (certificate, key) =
        (CertificateDer::from_pem_slice(pem).unwrap(), PrivateKeyDer::from_pem_slice(pem).unwrap());
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ServerConfig::builder_with_provider(ring).with_safe_default_protocol_versions().unwrap();
    versions.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap()
}
