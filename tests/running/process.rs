//! The binary, started on a data folder of its own.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::client::Client;

/// What a start may take, loading the demo included, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A folder thrown away with its owner.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let path = std::env::temp_dir().join(format!("cercles-running-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `cercles` with these words after it, no settings from outside.
pub fn cercles(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cercles"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CERCLES_") || name == "DATABASE_URL") {
        command.env_remove(name);
    }
    command.args(words).env_remove("RUST_LOG").stdin(Stdio::null());
    command
}

/// Runs it to its end: status, standard output, standard error.
pub fn ended(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// A serving process.
pub struct Process {
    child: Child,
    /// Where pages are.
    pub address: SocketAddr,
    /// Where readiness and figures are.
    pub admin: SocketAddr,
    /// What it said before it listened.
    pub said: String,
    log: Option<JoinHandle<String>>,
    out: Option<JoinHandle<String>>,
}

impl Process {
    /// Starts a command on a folder, on free ports; `adjust` adds settings. How little room the machine that runs the
    /// tests has left says nothing of the server.
    pub fn start(command: &str, folder: &Path, adjust: impl FnOnce(&mut Command)) -> Self {
        let mut words = cercles(&[command, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--data"]);
        words.env("CERCLES_DATA__FREE_PERCENT", "0").env("CERCLES_DATA__FREE_MIB", "0");
        words.arg(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
        adjust(&mut words);
        let mut child = words.spawn().unwrap();
        let mut errors = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = errors.read_to_string(&mut text);
            text
        });
        let (lines, out) = read_lines(child.stdout.take().unwrap());
        let (mut said, mut address, mut admin) = (String::new(), None, None);
        while address.is_none() || admin.is_none() {
            let Ok(line) = lines.recv_timeout(PATIENCE) else {
                let _ = child.kill();
                panic!("it never listened: {said}\n{}", log.join().unwrap());
            };
            address = address.or_else(|| line.strip_prefix("listening on http://").map(|at| at.parse().unwrap()));
            admin = admin.or_else(|| line.strip_prefix("admin on http://").map(|at| at.parse().unwrap()));
            said.push_str(&line);
            said.push('\n');
        }
        Self { child, address: address.unwrap(), admin: admin.unwrap(), said, log: Some(log), out: Some(out) }
    }

    /// Somebody's browser.
    pub fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// The administrator's browser.
    pub fn office(&self) -> Client {
        Client::new(self.admin)
    }

    /// The most memory it ever held, in KiB.
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let told = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.child.id())]).status().unwrap();
        assert!(told.success());
    }

    /// Waits for the end, at most so long.
    pub fn ends_within(&mut self, most: Duration) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < most, "still running after {most:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Stops it and gives what it wrote: standard output, standard error.
    pub fn stop(mut self) -> (String, String) {
        self.signal("TERM");
        let status = self.ends_within(Duration::from_secs(35));
        assert!(status.success(), "{status}");
        (self.out.take().unwrap().join().unwrap(), self.log.take().unwrap().join().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Lines as they come, and the whole text at the end.
fn read_lines(from: impl Read + Send + 'static) -> (Receiver<String>, JoinHandle<String>) {
    let (sender, lines) = channel();
    let reader = std::thread::spawn(move || {
        let mut whole = String::new();
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            whole.push_str(&line);
            whole.push('\n');
            let _ = sender.send(line);
        }
        whole
    });
    (lines, reader)
}
