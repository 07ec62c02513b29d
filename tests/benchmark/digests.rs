//! A week's digests of a whole community, built by one run: how long, how many statements, how much memory; what pages
//! do meanwhile; how soon security mail leaves while they all wait.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cercles::clock::Clock;
use cercles::db::ids::{MailId, MemberId};
use cercles::db::schema::{digest_items, digest_settings, digests, job_runs, members, outbox};
use cercles::db::{Database, DatabaseUrl, Moment};
use cercles::mail::Message;
use cercles::mail::outbox::State;
use diesel::prelude::*;

use super::site::Site;
use super::{ask_over, tell};

/// Pages asked for at once while digests are built.
const READERS: usize = 8;
/// Security mails timed, and the pause between them.
const TIMED: usize = 20;
const PAUSE: Duration = Duration::from_millis(500);
/// What the mail server takes for each mail.
const SLOW: Duration = Duration::from_millis(20);

/// Builds every digest that is due, in a process of its own; prints a line of figures.
pub fn run(url: &str) {
    let database = Database::open(&DatabaseUrl::parse(url).unwrap(), 4, Clock::Real).unwrap();
    let (before, began) = (database.statements(), Instant::now());
    let built = cercles::digests::closing::run(&database).unwrap();
    let (time, statements) = (began.elapsed().as_secs_f64(), database.statements() - before);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let most: f64 = most.trim().trim_end_matches(" kB").parse().unwrap();
    println!("{built} {time} {statements} {}", most / 1_000.0);
}

/// What a run said.
struct Built {
    digests: f64,
    time: f64,
    statements: f64,
    memory: f64,
}

fn start(url: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["digests", url]).stdout(Stdio::piped()).spawn().unwrap()
}

fn ended(child: Child) -> Built {
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success(), "the digests were not built");
    let line = String::from_utf8(said.stdout).unwrap();
    let figures: Vec<f64> = line.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
    let [digests, time, statements, memory] = figures[..] else { panic!("{line}") };
    Built { digests, time, statements, memory }
}

/// A week has passed for everybody, and none was told anything; the site's own clock leaves the digests alone.
fn a_week_passes(database: &Database) {
    database
        .write_here(|tx| {
            let now = tx.now();
            diesel::delete(digest_items::table).execute(tx.db())?;
            diesel::delete(digests::table).execute(tx.db())?;
            diesel::delete(outbox::table).execute(tx.db())?;
            diesel::update(digest_settings::table)
                .set((
                    digest_settings::frequency.eq("weekly"),
                    digest_settings::next_due_at.eq(now.plus_seconds(-60)),
                    digest_settings::covered_until.eq(now.plus_seconds(-7 * 86_400)),
                ))
                .execute(tx.db())?;
            let held = (job_runs::lease_owner.eq("speed"), job_runs::lease_until.eq(now.plus_seconds(86_400)));
            diesel::update(job_runs::table.find("digests")).set(held).execute(tx.db())?;
            Ok(())
        })
        .unwrap();
}

pub fn measure(mut site: Site, members: f64, folder: &Path) {
    let (engine, database) = (site.engine, site.database());
    let say = |name: &str, figure: &str, value: f64, unit: &str| tell(name, "", engine, figure, value, unit);
    say("digests", "loading", site.loading.as_secs_f64(), "s");
    // Everybody has a line of settings, and nothing else is at work.
    while cercles::digests::closing::run(&database).is_err() {}
    site.stop();
    a_week_passes(&database);
    let built = ended(start(site.url()));
    say("digests", "built", built.digests, "digests");
    say("digests", "time", built.time, "s");
    say("digests", "queries", built.statements * 100.0 / members, "queries/100 members");
    say("digests", "memory", built.memory, "MB");

    a_week_passes(&database);
    let relay = relay();
    let settings = || {
        vec![("CERCLES_MAIL__SMTP_URL", format!("smtp://{relay}")), ("CERCLES_MAIL__DOMAIN_PER_MINUTE", "0".to_owned())]
    };
    site.serve_with(settings());
    let people = site.sign_in();
    let pages: Vec<Vec<u8>> = site.pages(&people).into_iter().take(3).flat_map(|(_, requests)| requests).collect();
    println!("# pages while digests are built and leave: {READERS} connections");
    let quiet = ask_over(READERS, &site.address, 5, &pages, folder);
    say("digests_pages", "p95_before", quiet.p95, "ms");
    let building = start(site.url());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = (built.time.ceil() as u64).max(3);
    let meanwhile = ask_over(READERS, &site.address, seconds, &pages, folder);
    say("digests_pages", "p95", meanwhile.p95, "ms");
    say("digests_pages", "p99", meanwhile.p99, "ms");
    say("digests_pages", "bad", meanwhile.bad, "answers");
    say("digests_pages", "digests_time", ended(building).time, "s");

    site.stop();
    let queued = waiting(&database, true);
    site.serve_with(settings());
    let mut waits = security_mail(&database);
    say("security_mail", "digests_queued", queued, "mails");
    say("security_mail", "digests_left_at_the_end", waiting(&database, false), "mails");
    waits.sort_by(f64::total_cmp);
    say("security_mail", "p50", waits[waits.len() / 2], "s");
    say("security_mail", "p95", waits[waits.len() * 95 / 100], "s");
    site.stop();
}

/// Digests that wait; `again` puts those that left back in the queue first.
fn waiting(database: &Database, again: bool) -> f64 {
    database
        .write_here(|tx| {
            if again {
                let now = tx.now();
                diesel::update(outbox::table.filter(outbox::class.eq("digest")))
                    .set((
                        outbox::state.eq(State::Pending),
                        outbox::not_before.eq(now),
                        outbox::lease_until.eq(None::<Moment>),
                        outbox::rendered.eq(None::<Vec<u8>>),
                    ))
                    .execute(tx.db())?;
            }
            let pending = outbox::table.filter(outbox::class.eq("digest")).filter(outbox::state.eq(State::Pending));
            let count: i32 = i32::try_from(pending.count().get_result::<i64>(tx.db())?).unwrap();
            Ok(f64::from(count))
        })
        .unwrap()
}

/// Posts security mails one after the other; how long each took to leave, in seconds.
fn security_mail(database: &Database) -> Vec<f64> {
    let to: Vec<MemberId> = database
        .read_here(|db| {
            Ok(members::table.filter(members::state.eq("active")).limit(20).select(members::id).load(db)?)
        })
        .unwrap();
    for (number, member) in (0..TIMED).zip(to.iter().cycle()) {
        let (key, message) = (format!("speed:{number}"), Message::PasswordChanged { member: member.0 });
        database.write_here(|tx| cercles::mail::outbox::post(tx, Some(*member), &key, &message)).unwrap();
        std::thread::sleep(PAUSE);
    }
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        let rows: Vec<(MailId, Moment, Option<Moment>)> = database
            .read_here(|db| {
                let timed = outbox::table.filter(outbox::dedup_key.like("speed:%"));
                Ok(timed.select((outbox::id, outbox::created_at, outbox::done_at)).load(db)?)
            })
            .unwrap();
        if rows.iter().all(|(.., done)| done.is_some()) || Instant::now() > end {
            #[allow(clippy::cast_precision_loss)]
            let took = |(_, posted, done): &(MailId, Moment, Option<Moment>)| {
                done.map_or(f64::INFINITY, |done| (done.millis() - posted.millis()) as f64 / 1_000.0)
            };
            return rows.iter().map(took).collect();
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// A mail server that takes everything, slowly.
fn relay() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || speak(stream));
        }
    });
    address
}

fn speak(mut stream: TcpStream) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    stream.write_all(b"220 speed\r\n").ok()?;
    while let Some(Ok(line)) = lines.next() {
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "DATA" => {
                stream.write_all(b"354 go on\r\n").ok()?;
                while lines.next()?.ok()? != "." {}
                std::thread::sleep(SLOW);
                stream.write_all(b"250 taken\r\n").ok()?;
            }
            "QUIT" => return stream.write_all(b"221 goodbye\r\n").ok(),
            _ => stream.write_all(b"250 fine\r\n").ok()?,
        }
    }
    None
}
