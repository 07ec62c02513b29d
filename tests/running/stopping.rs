//! A stop finishes what is under way; a second one does not wait.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::process::{Folder, Process};

/// A form whose body is only half sent.
fn half_sent(server: &Process) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!(
        "POST /connexion HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\nemail=a%40b",
        server.address
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

#[test]
fn a_stop_under_load_cuts_nobody_short() {
    let folder = Folder::new();
    let mut server = Process::start("serve", folder.path(), |_| {});
    let (stop, whole, cut) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut client = server.client();
                while !stop.load(Ordering::SeqCst) {
                    match client.ask("GET", "/connexion", "") {
                        Ok(answer) if answer.status == 200 => whole.fetch_add(1, Ordering::SeqCst),
                        Ok(answer) => panic!("{answer:?}"),
                        // Refused or reset before a byte came: nobody had accepted it yet.
                        Err(error) if error.to_string().contains("cut") => cut.fetch_add(1, Ordering::SeqCst),
                        Err(_) => return,
                    };
                }
            });
        }
        let mut slow = half_sent(&server);
        std::thread::sleep(Duration::from_millis(400));
        server.signal("TERM");
        std::thread::sleep(Duration::from_millis(600));
        slow.write_all(b"&password").unwrap();
        let mut answer = String::new();
        slow.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 4"), "a form under way is answered: {answer}");
        assert!(answer.contains("</html>"), "and whole");
        stop.store(true, Ordering::SeqCst);
    });
    assert!(whole.load(Ordering::SeqCst) > 20);
    // A connection the kernel had taken and nobody accepted ends without a byte: at most one for each client.
    assert!(cut.load(Ordering::SeqCst) <= 8, "{cut:?}");
    assert!(server.ends_within(Duration::from_secs(10)).success());
    let wal = folder.path().join("cercles.db-wal");
    assert!(std::fs::metadata(wal).map_or(0, |file| file.len()) == 0, "the log is written back");
}

#[test]
fn a_second_stop_does_not_wait() {
    let folder = Folder::new();
    let mut server = Process::start("serve", folder.path(), |_| {});
    let _slow = half_sent(&server);
    std::thread::sleep(Duration::from_millis(200));
    let start = Instant::now();
    server.signal("TERM");
    std::thread::sleep(Duration::from_millis(700));
    server.signal("TERM");
    assert!(server.ends_within(Duration::from_secs(5)).success());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_server_whose_disk_is_almost_full_says_it_is_not_ready() {
    let folder = Folder::new();
    let server = Process::start("serve", folder.path(), |settings| {
        settings.env("CERCLES_DATA__FREE_PERCENT", "100");
    });
    let answer = server.office().get("/readyz");
    assert_eq!((answer.status, answer.body.as_str()), (503, "the disk is almost full\n"));
    assert_eq!(server.client().get("/livez").status, 200, "and goes on serving");
}

#[test]
fn a_server_that_stops_is_not_ready_any_more() {
    let folder = Folder::new();
    let mut server = Process::start("serve", folder.path(), |_| {});
    let mut office = server.office();
    assert_eq!(office.get("/readyz").body, "ready\n");
    assert_eq!(office.get("/livez").status, 200);
    assert_eq!(server.client().get("/livez").status, 200);
    for path in ["/readyz", "/metrics"] {
        assert_eq!(server.client().get(path).status, 404, "{path} is not public");
    }
    let slow = half_sent(&server);
    std::thread::sleep(Duration::from_millis(200));
    server.signal("TERM");
    std::thread::sleep(Duration::from_millis(300));
    let answer = office.get("/readyz");
    assert_eq!((answer.status, answer.body.as_str()), (503, "stopping\n"));
    drop(slow);
    assert!(server.ends_within(Duration::from_secs(10)).success());
}
