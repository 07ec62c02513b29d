//! The ceiling: the same server giving the same headers and bytes, from memory.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpResponse, HttpServer, web};

struct Kept {
    headers: Vec<(String, String)>,
    body: Bytes,
}

/// Serves a kept answer at every address, until killed.
pub fn run(answer: &Path) {
    let answer = std::fs::read(answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let named = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let own = |name: &str| matches!(name.to_lowercase().as_str(), "content-length" | "date" | "connection");
    let headers = named.filter(|(name, _)| !own(name)).map(|(name, value)| (name.to_owned(), value.to_owned()));
    let kept = Data::new(Kept { headers: headers.collect(), body: Bytes::from(answer[end + 4..].to_vec()) });
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || App::new().app_data(kept.clone()).default_service(web::to(give)))
            .bind(("127.0.0.1", 0))
            .unwrap();
        println!("{}", server.addrs()[0]);
        server.run().await.unwrap();
    });
}

async fn give(kept: Data<Kept>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    for (name, value) in &kept.headers {
        answer.append_header((name.as_str(), value.as_str()));
    }
    answer.body(kept.body.clone())
}

/// Starts it as a process of its own.
pub fn start(answer: &Path) -> (Child, String) {
    let mut server = Command::new(std::env::current_exe().unwrap())
        .args(["memory", answer.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (server, line.trim().to_owned())
}
