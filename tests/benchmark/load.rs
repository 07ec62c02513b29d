//! The one who asks: connections kept open, a request as soon as the last was answered.

use std::io::{Read, Write};
use std::net::TcpStream as Blocking;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Stands in a request for a form's key, which is never sent twice.
pub const KEY: &[u8] = b"@@@@@@@@@@@@@@@@@@@@@@";

/// What was heard in a run: durations in milliseconds.
pub struct Heard {
    pub count: f64,
    pub seconds: f64,
    pub bad: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
}

impl Heard {
    pub fn rate(&self) -> f64 {
        self.count / self.seconds
    }

    pub fn read(line: &str) -> Self {
        let figures: Vec<f64> = line.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
        let [count, seconds, bad, p50, p95, p99] = figures[..] else { panic!("{line}") };
        Self { count, seconds, bad, p50, p95, p99 }
    }
}

/// Asks for `seconds`, after a second that is not counted; prints a line of figures.
pub fn run(address: &str, seconds: Duration, connections: usize, requests: &Path) {
    let file = std::fs::read(requests).unwrap();
    let requests: Rc<Vec<Vec<u8>>> = Rc::new(file.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let began = Instant::now() + Duration::from_secs(1);
    let (mut took, mut bad) = (Vec::new(), 0_usize);
    runtime.block_on(tokio::task::LocalSet::new().run_until(async {
        let tasks: Vec<_> = (0..connections)
            .map(|number| {
                tokio::task::spawn_local(one(address.to_owned(), number, requests.clone(), began, began + seconds))
            })
            .collect();
        for task in tasks {
            let (durations, wrong) = task.await.unwrap();
            took.extend(durations);
            bad += wrong;
        }
    }));
    took.sort_unstable();
    let at = |part: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let place = ((took.len().max(1) - 1) as f64 * part) as usize;
        took.get(place).copied().unwrap_or_default().as_secs_f64() * 1_000.0
    };
    println!("{} {} {bad} {} {} {}", took.len(), seconds.as_secs_f64(), at(0.50), at(0.95), at(0.99));
}

/// One connection.
async fn one(
    address: String,
    number: usize,
    requests: Rc<Vec<Vec<u8>>>,
    from: Instant,
    until: Instant,
) -> (Vec<Duration>, usize) {
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut took, mut bad, mut sent) = (Vec::new(), 0, 0_usize);
    let mut answer = Vec::with_capacity(64 * 1024);
    while Instant::now() < until {
        let mut request = requests[(number + sent) % requests.len()].clone();
        sent += 1;
        if let Some(at) = request.windows(KEY.len()).position(|window| window == KEY) {
            let key = format!("{:04}{:08}{:010}", number, sent, std::process::id());
            request[at..at + KEY.len()].copy_from_slice(key.as_bytes());
        }
        let began = Instant::now();
        stream.write_all(&request).await.unwrap();
        let (good, stays) = heard(&mut stream, &mut answer).await;
        if began >= from && Instant::now() <= until {
            if good { took.push(began.elapsed()) } else { bad += 1 }
        }
        if !stays {
            stream = TcpStream::connect(&address).await.unwrap();
            stream.set_nodelay(true).unwrap();
        }
    }
    (took, bad)
}

/// Reads one answer; says whether it is a page or a redirection after a form, and whether the connection stays.
async fn heard(stream: &mut TcpStream, answer: &mut Vec<u8>) -> (bool, bool) {
    answer.clear();
    let mut wanted = None;
    loop {
        if wanted.is_none() {
            wanted = whole(answer);
        }
        if wanted.is_some_and(|wanted| answer.len() >= wanted) {
            break;
        }
        if stream.read_buf(answer).await.unwrap_or(0) == 0 {
            return (false, false);
        }
    }
    let good = answer.starts_with(b"HTTP/1.1 200") || answer.starts_with(b"HTTP/1.1 303");
    (good && !to_sign_in(answer), true)
}

fn to_sign_in(answer: &[u8]) -> bool {
    let head = head(answer).unwrap_or_default();
    head.lines().any(|line| line.starts_with("location: /connexion"))
}

fn head(answer: &[u8]) -> Option<String> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some(String::from_utf8_lossy(&answer[..end + 4]).to_lowercase())
}

/// How long the whole answer is, once its head is there.
fn whole(answer: &[u8]) -> Option<usize> {
    let head = head(answer)?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).map_or("0", str::trim);
    Some(head.len() + length.parse::<usize>().unwrap())
}

/// Sends one request and returns the whole answer.
pub fn once(address: &str, request: &[u8]) -> Vec<u8> {
    let mut stream = Blocking::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    let mut part = [0; 16 * 1024];
    while whole(&answer).is_none_or(|wanted| answer.len() < wanted) {
        let read = stream.read(&mut part).unwrap();
        assert!(read > 0, "the answer was cut short");
        answer.extend_from_slice(&part[..read]);
    }
    answer
}
