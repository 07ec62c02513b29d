//! The benchmark behind `tests/speed`. Three processes: the site, the one that asks (`load`), and the same server
//! answering the same bytes from memory (`memory`), which is the ceiling ratios are taken to.

mod console;
mod digests;
mod load;
mod meetings;
mod memory;
mod site;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use site::{Engine, Site};

/// Connections open at once.
const CONNECTIONS: usize = 32;

/// Connections open at once while pages of points durs are measured: a promise about one reader's page, not about a crowd.
const FEW_CONNECTIONS: usize = 2;

/// A community to measure.
struct Size {
    /// What its figures' names end with.
    suffix: &'static str,
    members: u32,
    threads: u32,
    posts: u32,
    points_durs: u32,
}

const SMALL: Size = Size { suffix: "", members: 575, threads: 500, posts: 10_000, points_durs: 0 };
const DIGESTS: Size = Size { suffix: "_200k", members: 10_000, threads: 8_000, posts: 200_000, points_durs: 0 };
const LARGE: Size = Size { suffix: "_1m", members: 10_000, threads: 40_000, posts: 1_000_000, points_durs: 0 };
/// A meeting of ten thousand people, a calendar of five hundred meetings.
const MEETINGS: Size = Size { suffix: "_meetings", members: 10_000, threads: 500, posts: 2_000, points_durs: 0 };
/// A hundred thousand points durs: their lists, their board and the year's figures.
const POINTS: Size = Size { suffix: "_points", members: 575, threads: 120_000, posts: 240_000, points_durs: 100_000 };
/// A hundred thousand members, a million posts, twenty thousand cases open.
const CONSOLE: Size =
    Size { suffix: "_console", members: 100_000, threads: 60_000, posts: 1_000_000, points_durs: 12_000 };

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["load", address, seconds, connections, requests] => {
            let seconds = Duration::from_secs(seconds.parse().unwrap());
            load::run(address, seconds, connections.parse().unwrap(), Path::new(requests));
        }
        ["memory", answer] => memory::run(Path::new(answer)),
        ["digests", url] => digests::run(url),
        asked => orchestrate(asked),
    }
}

fn orchestrate(asked: &[&str]) {
    let after = |name: &str| asked.iter().position(|word| *word == name).map(|at| asked[at + 1]);
    let seconds = after("--seconds").map_or(10, |seconds| seconds.parse().unwrap());
    let folder = PathBuf::from(std::env::var("CERCLES_SPEED_FOLDER").expect("run tests/speed"));
    let sizes: &[Size] = match asked {
        _ if asked.contains(&"--small") => &[SMALL],
        _ if asked.contains(&"--digests") => &[DIGESTS],
        _ if asked.contains(&"--points") => &[POINTS],
        _ if asked.contains(&"--console") => &[CONSOLE],
        _ if asked.contains(&"--meetings") => &[MEETINGS],
        _ => &[SMALL, DIGESTS, LARGE, MEETINGS, POINTS, CONSOLE],
    };
    let engines = [Engine::Sqlite, Engine::Postgres];
    let engines = engines.into_iter().filter(|engine| after("--engine").is_none_or(|name| name == engine.word()));
    println!(
        "# limits.scale = 0; {CONNECTIONS} connections from another process on the same machine; {seconds} s a figure"
    );
    for size in sizes {
        for engine in engines.clone() {
            let sizes = [size.members, size.threads, size.posts, size.points_durs];
            let site = Site::load(&folder, engine, sizes, size.suffix);
            if size.suffix == DIGESTS.suffix {
                digests::measure(site, f64::from(size.members), &folder);
            } else if size.suffix == CONSOLE.suffix {
                console::open_cases(&site);
                measure_few(site, Site::console_pages, size.suffix, seconds, &folder);
            } else if size.suffix == MEETINGS.suffix {
                meetings::measure(site, seconds, &folder);
            } else if size.points_durs > 0 {
                measure_few(site, Site::points_pages, size.suffix, seconds, &folder);
            } else {
                measure(site, size.suffix, seconds, &folder);
            }
        }
    }
}

fn tell(name: &str, suffix: &str, engine: Engine, figure: &str, value: f64, unit: &str) {
    let digits = if value >= 100.0 {
        0
    } else if value >= 1.0 {
        1
    } else {
        3
    };
    println!("{name}{suffix}.{}.{figure}: {value:.digits$} {unit}", engine.word());
}

fn measure(mut site: Site, suffix: &str, seconds: u64, folder: &Path) {
    let engine = site.engine;
    tell("load", suffix, engine, "time", site.loading.as_secs_f64(), "s");
    let starts: Vec<f64> = (0..5).map(|_| site.restart().as_secs_f64() * 1_000.0).collect();
    let best = starts.iter().copied().fold(f64::INFINITY, f64::min);
    tell("start", suffix, engine, "first_answer", best, "ms");
    let people = site.sign_in();
    let pages = site.pages(&people);
    for (name, requests) in &pages {
        let before = site.spent();
        let heard = ask(&site.address, seconds, requests, folder);
        let after = site.spent();
        let count = heard.count.max(1.0);
        tell(name, suffix, engine, "rate", heard.rate(), "requests/s");
        tell(name, suffix, engine, "p50", heard.p50, "ms");
        tell(name, suffix, engine, "p95", heard.p95, "ms");
        tell(name, suffix, engine, "p99", heard.p99, "ms");
        tell(name, suffix, engine, "cpu", (after.cpu - before.cpu) * 1e6 / count, "us/request");
        tell(name, suffix, engine, "queries", (after.statements - before.statements) / count, "queries/request");
        if heard.bad > 0.0 {
            tell(name, suffix, engine, "bad", heard.bad, "answers");
        }
        if *name == "thread_page" {
            tell("memory", suffix, engine, "resident", site.resident(), "MB");
            let ceiling = ceiling(&site, &requests[0], seconds, folder);
            tell(name, suffix, engine, "ceiling", ceiling, "requests/s");
            tell(name, suffix, engine, "ratio", heard.rate() / ceiling, "of ceiling");
        }
    }
    site.stop();
}

/// Pages by name, and requests for each.
type Pages = Vec<(&'static str, Vec<Vec<u8>>)>;

/// Measures pages that are a promise about one reader, not about a crowd, once what the load leaves to be done is done.
fn measure_few(mut site: Site, pages: fn(&Site, &[site::Person]) -> Pages, suffix: &str, seconds: u64, folder: &Path) {
    let engine = site.engine;
    tell("load", suffix, engine, "time", site.loading.as_secs_f64(), "s");
    tell("settled", suffix, engine, "time", site.settles().as_secs_f64(), "s");
    let people = site.sign_in();
    for (name, requests) in &pages(&site, &people) {
        let before = site.spent();
        let heard = ask_over(FEW_CONNECTIONS, &site.address, seconds, requests, folder);
        let after = site.spent();
        let count = heard.count.max(1.0);
        tell(name, suffix, engine, "rate", heard.rate(), "requests/s");
        tell(name, suffix, engine, "p50", heard.p50, "ms");
        tell(name, suffix, engine, "p95", heard.p95, "ms");
        tell(name, suffix, engine, "queries", (after.statements - before.statements) / count, "queries/request");
        if heard.bad > 0.0 {
            tell(name, suffix, engine, "bad", heard.bad, "answers");
        }
    }
    site.stop();
}

/// Asks from another process.
fn ask(address: &str, seconds: u64, requests: &[Vec<u8>], folder: &Path) -> load::Heard {
    ask_over(CONNECTIONS, address, seconds, requests, folder)
}

/// Asks over so many connections.
fn ask_over(connections: usize, address: &str, seconds: u64, requests: &[Vec<u8>], folder: &Path) -> load::Heard {
    let file = folder.join("requests");
    std::fs::write(&file, requests.join(&0)).unwrap();
    let (seconds, connections) = (seconds.to_string(), connections.to_string());
    let said = Command::new(std::env::current_exe().unwrap())
        .args(["load", address, &seconds, &connections, file.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    load::Heard::read(&String::from_utf8(said.stdout).unwrap())
}

/// The same server answering the same bytes from memory.
fn ceiling(site: &Site, request: &[u8], seconds: u64, folder: &Path) -> f64 {
    let answer = folder.join("answer");
    std::fs::write(&answer, load::once(&site.address, request)).unwrap();
    let (mut server, address) = memory::start(&answer);
    let heard = ask(&address, seconds, &[request.to_vec()], folder);
    server.kill().unwrap();
    server.wait().unwrap();
    heard.rate()
}
