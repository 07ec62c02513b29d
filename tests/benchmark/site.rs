//! The site under measure: loaded, started, signed in to, and what it spent.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cercles::clock::Clock;
use cercles::db::schema::{search_terms, threads};
use cercles::db::{Database, DatabaseUrl};
use cercles::threads::Kind;
use diesel::prelude::*;

use super::load::{KEY, once};

/// The database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A running site.
pub struct Site {
    pub engine: Engine,
    pub loading: Duration,
    pub address: String,
    admin: String,
    url: String,
    data: PathBuf,
    settings: Vec<(&'static str, String)>,
    process: Option<Child>,
}

/// What a site has spent since it started.
pub struct Spent {
    /// Seconds of CPU of its process; PostgreSQL's own are not in it.
    pub cpu: f64,
    pub statements: f64,
}

/// Who is signed in: cookie and form token.
pub struct Person {
    cookie: String,
    csrf: String,
}

/// Longest wait for what a load leaves to be done.
const SETTLING: Duration = Duration::from_secs(600);
/// Sessions, five accounts in turn.
const SESSIONS: usize = 10;

impl Site {
    /// Loads a community of a size into an empty place.
    pub fn load(folder: &Path, engine: Engine, sizes: [u32; 4], suffix: &str) -> Self {
        let name = format!("{}{suffix}", engine.word());
        let data = folder.join(&name);
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", data.join("cercles.db").display()),
            Engine::Postgres => {
                let server = std::env::var("CERCLES_SPEED_POSTGRES").expect("run tests/speed");
                let (base, _) = server.rsplit_once('/').unwrap();
                let mut conn = PgConnection::establish(&server).unwrap();
                diesel::sql_query(format!("CREATE DATABASE speed{suffix}")).execute(&mut conn).unwrap();
                format!("{base}/speed{suffix}")
            }
        };
        let mut site = Self {
            engine,
            loading: Duration::ZERO,
            address: String::new(),
            admin: String::new(),
            url,
            data,
            settings: Vec::new(),
            process: None,
        };
        let sizes = sizes.map(|size| size.to_string());
        let began = Instant::now();
        site.start(&[
            "demo",
            "--members",
            &sizes[0],
            "--threads",
            &sizes[1],
            "--posts",
            &sizes[2],
            "--points-durs",
            &sizes[3],
        ]);
        site.loading = began.elapsed();
        site
    }

    fn start(&mut self, command: &[&str]) {
        let mut process = Command::new(env!("CARGO_BIN_EXE_cercles"))
            .arg("--data")
            .arg(&self.data)
            .args(command)
            .args(["--listen", "127.0.0.1:0"])
            .env("DATABASE_URL", &self.url)
            .env("CERCLES_LIMITS__SCALE", "0")
            .env("RUST_LOG", "warn")
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let after = |line: String, words: &str| line.strip_prefix(words).map(str::to_owned);
        self.address = lines.find_map(|line| after(line.ok()?, "listening on http://")).expect("it never listened");
        self.admin = lines.find_map(|line| after(line.ok()?, "admin on http://")).expect("no admin address");
        std::thread::spawn(move || lines.for_each(drop));
        self.process = Some(process);
    }

    /// Waits until what a load leaves to be done is done (words indexed, figures counted for the first time, the database
    /// tidied): a community of such a size never comes at once. How long that took.
    pub fn settles(&self) -> Duration {
        let began = Instant::now();
        let mut quiet = 0;
        while quiet < 3 && began.elapsed() < SETTLING {
            let before = self.spent().cpu;
            std::thread::sleep(Duration::from_secs(3));
            let is_quiet = self.spent().cpu - before < 0.15 && !self.is_tidying();
            quiet = if is_quiet { quiet + 1 } else { 0 };
        }
        began.elapsed()
    }

    /// Whether PostgreSQL works on its own account.
    fn is_tidying(&self) -> bool {
        use diesel::sql_types::Bool;
        let busy = "EXISTS (SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker')";
        self.engine == Engine::Postgres
            && diesel::select(diesel::dsl::sql::<Bool>(busy))
                .get_result(&mut PgConnection::establish(&self.url).unwrap())
                .unwrap()
    }

    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = Command::new("kill").arg(process.id().to_string()).status();
            process.wait().unwrap();
        }
    }

    /// Stops and starts again; the time from the command to the first page.
    pub fn restart(&mut self) -> Duration {
        self.stop();
        let began = Instant::now();
        self.start(&["serve"]);
        let page = once(&self.address, &self.get("/", ""));
        assert!(page.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&page));
        began.elapsed()
    }

    /// Serves with settings of its own.
    pub fn serve_with(&mut self, settings: Vec<(&'static str, String)>) {
        self.stop();
        self.settings = settings;
        self.start(&["serve"]);
    }

    fn get(&self, path: &str, cookie: &str) -> Vec<u8> {
        let host = &self.address;
        format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n").into_bytes()
    }

    fn post(&self, path: &str, cookie: &str, fields: &str) -> Vec<u8> {
        let (host, length) = (&self.address, fields.len());
        format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{fields}"
        )
        .into_bytes()
    }

    fn page(&self, path: &str, cookie: &str) -> String {
        String::from_utf8_lossy(&once(&self.address, &self.get(path, cookie))).into_owned()
    }

    /// Signs the demo accounts in.
    pub fn sign_in(&self) -> Vec<Person> {
        let accounts = ["membre", "pair", "expert", "animation"];
        (0..SESSIONS).map(|at| self.person(accounts[at % accounts.len()])).collect()
    }

    fn person(&self, account: &str) -> Person {
        let form = self.page("/connexion", "");
        let visitor = cookies(&form);
        let fields = format!(
            "_csrf={}&_key={}&email={account}%40cercles.example&password={}",
            field(&form, "_csrf"),
            field(&form, "_key"),
            cercles::demo::PASSWORD
        );
        let answer = once(&self.address, &self.post("/connexion", &visitor, &fields));
        let cookie = cookies(&String::from_utf8_lossy(&answer));
        assert!(cookie.contains("sid="), "{account} cannot sign in: {}", String::from_utf8_lossy(&answer));
        let csrf = field(&self.page("/fils", &cookie), "_csrf").to_owned();
        Person { cookie, csrf }
    }

    /// What is measured: a name, and requests that follow each other on every connection.
    pub fn pages(&self, people: &[Person]) -> Vec<(&'static str, Vec<Vec<u8>>)> {
        let threads = self.threads();
        let each = |path: &dyn Fn(usize) -> String| -> Vec<Vec<u8>> {
            (0..people.len() * 10).map(|at| self.get(&path(at), &people[at % people.len()].cookie)).collect()
        };
        let [rare, medium, common] = self.words();
        let search = |word: &str| each(&|_| format!("/recherche?q={word}"));
        let write = |at: usize| {
            let person = &people[at % people.len()];
            let fields = format!(
                "_csrf={}&_key={}&body=Une+r%C3%A9ponse+comme+on+en+%C3%A9crit%2C+ni+longue+ni+courte.",
                person.csrf,
                String::from_utf8_lossy(KEY)
            );
            let (thread, _) = threads[at % threads.len()].rsplit_once('?').unwrap();
            self.post(&format!("{thread}/messages"), &person.cookie, &fields)
        };
        vec![
            ("home", each(&|_| "/".to_owned())),
            ("theme_page", each(&|_| "/themes/numerique-en-sante".to_owned())),
            ("thread_page", each(&|at| threads[at % threads.len()].clone())),
            ("search_rare", search(&rare)),
            ("search_medium", search(&medium)),
            ("search_common", search(&common)),
            ("post", (0..people.len() * 10).map(write).collect()),
        ]
    }

    /// Pages of points durs.
    pub fn points_pages(&self, people: &[Person]) -> Vec<(&'static str, Vec<Vec<u8>>)> {
        let each =
            |path: &str| -> Vec<Vec<u8>> { people.iter().map(|person| self.get(path, &person.cookie)).collect() };
        vec![
            ("points_list", each("/points-durs")),
            ("points_list_theme", each("/points-durs?theme=numerique-en-sante&state=taken_up")),
            ("points_list_filtered", each("/points-durs?severity=critical&region=guadeloupe")),
            ("points_board", each("/points-durs/tableau")),
            ("points_waiting", each("/points-durs/attente")),
            ("points_year", each("/points-durs/annee")),
        ]
    }

    /// Pages of the console, for those who have one.
    pub fn console_pages(&self, people: &[Person]) -> Vec<(&'static str, Vec<Vec<u8>>)> {
        // The demo accounts in turn: a member, a peer, an expert, an animator.
        let tend = |at: &usize| at % 4 >= 2;
        let each = |path: &str| -> Vec<Vec<u8>> {
            (0..people.len()).filter(tend).map(|at| self.get(path, &people[at].cookie)).collect()
        };
        let deep = self.page("/console?cas=flag&par=100", &people[2].cookie);
        let next = deep.split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next());
        let next = next.and_then(|rest| rest.split('"').next()).unwrap_or("/console").replace("&amp;", "&");
        vec![
            ("console", each("/console")),
            ("console_theme", each("/console?theme=numerique-en-sante")),
            ("console_flags", each("/console?cas=flag")),
            ("console_deep", each(&next)),
            ("console_hits", each("/console?cas=patient-hit")),
            ("console_late", each("/console?cas=point-late")),
            ("console_long", each("/console?cas=flag&par=100")),
            ("console_duty", each("/console/permanence?theme=numerique-en-sante")),
            ("console_health", each("/console/sante?theme=numerique-en-sante")),
            ("console_regions", each("/console/regions")),
            ("console_candidates", each("/console/candidats?theme=numerique-en-sante")),
            ("console_journal", each("/console/journal?theme=numerique-en-sante")),
            ("home_of_expert", each("/")),
        ]
    }

    /// The calendars of some people, as the programs that hold their address ask for them.
    pub fn calendars(&self, people: &[Person]) -> Vec<Vec<u8>> {
        let path = |person: &Person| {
            let page = self.page("/reglages/calendrier", &person.cookie);
            let (_, after) = page.split_once("/calendrier/").expect("no address of a calendar");
            format!("/calendrier/{}", after.split('"').next().unwrap().split('<').next().unwrap())
        };
        // The experts of the accounts: nobody has more meetings.
        let experts = people.iter().skip(2).step_by(4);
        experts.map(|person| self.get(&path(person), "")).collect()
    }

    /// Its database, as settings write it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its database.
    pub fn database(&self) -> Database {
        Database::open(&DatabaseUrl::parse(&self.url).unwrap(), 2, Clock::Real).unwrap()
    }

    /// Threads of the community circle whose first page holds twenty posts.
    fn threads(&self) -> Vec<String> {
        let rows: Vec<(cercles::db::ids::ThreadId, String)> = self
            .database()
            .read_here(|db| {
                Ok(threads::table
                    .inner_join(cercles::db::schema::themes::table)
                    .filter(cercles::db::schema::themes::slug.eq("numerique-en-sante"))
                    .filter(threads::audience.eq("community"))
                    .filter(threads::kind.ne(Kind::Announcement))
                    .filter(threads::posts_count.ge(20))
                    .order(threads::last_post_id.desc())
                    .limit(50)
                    .select((threads::id, threads::title))
                    .load(db)?)
            })
            .unwrap();
        assert!(!rows.is_empty(), "no thread of twenty posts");
        rows.iter().map(|(id, title)| format!("{}?page=1", cercles::threads::address(*id, title))).collect()
    }

    /// A word of a few posts, one of a hundredth of them, and the most common one.
    fn words(&self) -> [String; 3] {
        let mut counts: Vec<(i64, String)> = self
            .database()
            .read_here(|db| {
                Ok(search_terms::table
                    .filter(search_terms::audience.eq("community"))
                    .filter(search_terms::form.ne(""))
                    .select((search_terms::posts, search_terms::form))
                    .load(db)?)
            })
            .unwrap();
        counts.retain(|(_, form)| form.is_ascii());
        let all: i64 = counts.iter().map(|(count, _)| *count).max().unwrap();
        let near = |wanted: i64| {
            let word = counts.iter().min_by_key(|(count, form)| ((count - wanted).abs(), form.clone()));
            word.unwrap().1.clone()
        };
        [near(5), near(all / 50), near(all)]
    }

    /// Resident memory of the process, in megabytes.
    pub fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.as_ref().unwrap().id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1_000.0
    }

    /// What was spent so far.
    pub fn spent(&self) -> Spent {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.as_ref().unwrap().id())).unwrap();
        let after_name: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let ticks: f64 = [11, 12].iter().map(|at| after_name[*at].parse::<f64>().unwrap()).sum();
        let request = format!("GET /metrics HTTP/1.1\r\nHost: {}\r\n\r\n", self.admin);
        let figures = String::from_utf8_lossy(&once(&self.admin, request.as_bytes())).into_owned();
        let counted = figures.lines().find_map(|line| line.strip_prefix("cercles_statements_total "));
        Spent { cpu: ticks / 100.0, statements: counted.map_or(0.0, |count| count.parse().unwrap()) }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The cookies an answer sets, as a browser sends them back.
fn cookies(answer: &str) -> String {
    let head = answer.lines().take_while(|line| !line.is_empty());
    let set = head.filter(|line| line.to_lowercase().starts_with("set-cookie: ")).map(|line| &line[12..]);
    set.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// The value of a hidden field.
fn field<'a>(page: &'a str, name: &str) -> &'a str {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&start).unwrap_or_else(|| panic!("no field {name} in {page}"));
    rest.split('"').next().unwrap()
}
