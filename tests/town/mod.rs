//! A town: a whole application on a database of its own, a clock that stands still, named people with their verbs
//! and their inboxes.
//!
//! ```ignore
//! let town = Town::new().await;                                   // five themes, nobody
//! let ana = town.expert("Ana Ferreira").await;                    // expert of numerique-en-sante, signed in
//! let page = ana.visits("/themes/numerique-en-sante").await;      // Answer: status, headers, body
//! page.ok().shows("Numérique en santé");
//! ana.posts("/fils/nouveau", &[("title", "…")]).await.redirects_to("/fils/");   // token and key are added
//! ana.fills("/reglages", "/reglages", &[("presentation", "…")]).await;  // GETs the page, keeps the form's other fields, posts
//! town.passes(3600).await;                                        // the clock moves on
//! town.runs_the_timetable().await;                                // reading notes are written, mail leaves
//! town.inbox_of("ana.ferreira@town.example").shows("…");
//! ```
//! People: `outsider`, `member`, `peer`, `expert`, `animator` (of numerique-en-sante), `admin`, `person` (any circles), `visitor`.
//! `town.read(|db| …)` and `town.write(|tx| …)` look at and prepare the database directly.
//! SQLite by default; `CERCLES_TEST_DATABASE=postgres` with `CERCLES_TEST_POSTGRES=postgres://…` (a server where
//! databases may be created) runs the same stories on PostgreSQL.
#![allow(dead_code)]

mod answer;
mod database;
mod person;

use std::rc::Rc;
use std::sync::Arc;

use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App as Site, test};
use cercles::backup::Place;
use cercles::backup::schedule::Schedule;
use cercles::circles::{self, Circle, Move};
use cercles::clock::Clock;
use cercles::db::ids::{MemberId, ThemeId};
use cercles::db::{Database, Db, Tx};
use cercles::intake::mailbox::Account;
use cercles::limits::{Scale, Windows};
use cercles::mail::outbox::Postman;
use cercles::mail::{Memory, Transport};
use cercles::members::passwords::{Hasher, Password};
use cercles::members::store::NewMember;
use cercles::members::{AccountState, Email, establishments, sessions, store};
use cercles::pulse::Pulse;
use cercles::refusal::Refusal;
use cercles::tokens::InstanceKey;
use cercles::web::{App, Templates, guarded};
use cercles::{jobs, routes, sentences, themes};
use futures_util::future::LocalBoxFuture;
use jiff::Timestamp;
use tokio::sync::{OnceCell, Semaphore};

#[allow(unused_imports)]
pub use answer::{Answer, masked};
#[allow(unused_imports)]
pub use database::{Home, engine};
pub use person::Person;

/// When every story begins: a Sunday morning.
pub const START: &str = "2026-11-22T09:00:00Z";
/// The theme stories happen in.
pub const THEME: &str = "numerique-en-sante";
/// Everybody's password in stories.
pub const PASSWORD: &str = "brouette volcan tilleul 47";

/// See the module.
pub struct Town {
    pub app: Arc<App>,
    pub clock: Clock,
    pub memory: Memory,
    postman: Postman,
    drawer: database::Drawer,
    site: OnceCell<Wired>,
    _home: database::Home,
}

/// The service, and what it answers to a request.
type Wired = Box<dyn Fn(test::TestRequest) -> LocalBoxFuture<'static, Answer>>;

/// Every address is compiled once a town: doing it for each request took most of a story's time.
async fn wired(app: Arc<App>) -> Wired {
    let shared = Data::new(app);
    let site = Site::new().configure(move |config| cercles::commands::service(config, shared)).wrap(from_fn(guarded));
    let site = Rc::new(test::init_service(site).await);
    Box::new(move |request: test::TestRequest| {
        let site = Rc::clone(&site);
        Box::pin(async move { Answer::of(test::call_service(&*site, request.to_request()).await).await })
    })
}

impl Town {
    /// A town on http and loopback, limits lifted.
    pub async fn new() -> Self {
        Self::built("http://localhost:8080", 0.0).await
    }

    /// A town on https.
    pub async fn on_https() -> Self {
        Self::built("https://cercles.example", 0.0).await
    }

    /// A town with its rate limits.
    pub async fn with_limits() -> Self {
        Self::built("http://localhost:8080", 1.0).await
    }

    /// A town that lives the demo community.
    pub async fn of_demo() -> Self {
        Self::loaded(|app, hash| cercles::demo::load(&app.database, &app.files, hash, &mut |_, _| {})).await
    }

    /// A town that lives a generated community.
    pub async fn of_generated_demo(size: cercles::demo::Size) -> Self {
        Self::loaded(move |app, hash| cercles::demo::load_generated(&app.database, hash, size, &mut |_, _| {})).await
    }

    async fn loaded(load: impl FnOnce(&App, &str) -> Result<bool, String> + Send + 'static) -> Self {
        let home = database::Home::empty();
        cercles::db::migrate(&home.url()).unwrap();
        let town = Self::settled("http://localhost:8080", 0.0, home);
        let (app, password) = (town.app.clone(), Password::given(cercles::demo::PASSWORD));
        let hash = town.app.hasher.hash(password).await.unwrap();
        assert!(tokio::task::spawn_blocking(move || load(&app, &hash).unwrap()).await.unwrap());
        town
    }

    async fn built(base_url: &str, scale: f64) -> Self {
        Self::settled(base_url, scale, database::Home::new())
    }

    fn settled(base_url: &str, scale: f64, home: database::Home) -> Self {
        let clock = Clock::fixed(START.parse::<Timestamp>().unwrap());
        let database = Database::open(&home.url(), 4, clock.clone()).unwrap();
        database.ids().reseed(1);
        let sentences = sentences::load_all().unwrap();
        let templates =
            sentences.iter().map(|(language, sentences)| (*language, Templates::load(sentences).unwrap())).collect();
        let drawer = database::Drawer::default();
        let app = App {
            database,
            fragments: cercles::web::Fragments::default(),
            templates,
            sentences,
            key: InstanceKey::given("the key of the town, long enough to be one").unwrap(),
            hasher: Hasher::new(2),
            pulse: Pulse::default(),
            pages: Semaphore::new(4),
            forms: Semaphore::new(2),
            windows: Windows::default(),
            scale: Scale(scale),
            base_url: base_url.into(),
            trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
            figures: None,
            mailbox: None,
            files: database::depot(drawer.path()),
            points_durs: cercles::config::Config::load(None, std::iter::empty(), &Default::default())
                .unwrap()
                .points_durs,
            neutrality: cercles::sheets::neutrality::List::usual(),
            meetings: cercles::config::Config::load(None, std::iter::empty(), &Default::default()).unwrap().meetings,
            console: cercles::config::Config::load(None, std::iter::empty(), &Default::default()).unwrap().console,
            waiting: cercles::console::Memo::default(),
            backups: Schedule::never(Place { url: home.url(), data: std::env::temp_dir() }),
            routes: routes::TABLE,
        };
        let memory = Memory::default();
        let postman = Postman {
            transport: Transport::Memory(memory.clone()),
            from: "cercles@town.example".parse().unwrap(),
            name: "town".into(),
            rules: cercles::mail::outbox::Rules { per_minute: 0, ..Default::default() },
            stop: None,
        };
        Self { app: Arc::new(app), clock, memory, postman, drawer, site: OnceCell::new(), _home: home }
    }

    /// What is answered by mail can be read: letters say where.
    pub fn hears_answers(&mut self) {
        self.postman.rules.hears = true;
    }

    /// A mailbox is collected from now on.
    pub fn collects(&mut self, account: Option<Account>) {
        self.site = OnceCell::new();
        Arc::get_mut(&mut self.app).expect("nobody else holds the town").mailbox = account;
    }

    /// The data folder of the town, as far as it has one.
    pub fn folder(&self) -> &std::path::Path {
        self.drawer.path()
    }

    /// Looks at the database.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Db) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        self.app.database.read(work).await.unwrap()
    }

    /// Prepares the database.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        self.app.database.write(work).await.unwrap()
    }

    /// The clock moves on.
    pub async fn passes(&self, seconds: i64) {
        self.settles().await;
        self.clock.advance(seconds);
    }

    /// What reading left behind is written.
    pub async fn settles(&self) {
        let app = self.app.clone();
        tokio::task::spawn_blocking(move || app.pulse.flush(&app.database).unwrap()).await.unwrap();
    }

    /// The index catches up and counts its words.
    pub async fn indexes(&self) {
        let app = self.app.clone();
        tokio::task::spawn_blocking(move || cercles::search::upkeep::keep(&app.database)).await.unwrap().unwrap();
    }

    /// What was written is told to those it concerns.
    pub async fn tells(&self) {
        let app = self.app.clone();
        tokio::task::spawn_blocking(move || cercles::notices::fanout::run(&app.database)).await.unwrap().unwrap();
    }

    /// A relay hands a mail over, and it is read.
    pub async fn receives(&self, from: &str, to: &str, mail: &[u8]) {
        let envelope = cercles::intake::Envelope { from: Some(from.to_owned()), to: to.to_owned() };
        let bytes = mail.to_vec();
        self.write(move |tx| cercles::intake::keep(tx, &envelope, &bytes)).await;
        self.reads_mail().await;
    }

    /// What came in is read.
    pub async fn reads_mail(&self) -> i64 {
        let (app, postman) = (self.app.clone(), self.postman.clone());
        tokio::task::spawn_blocking(move || cercles::intake::run(&app, &postman)).await.unwrap().unwrap()
    }

    /// Every due job runs once, and none may fail.
    pub async fn runs_the_timetable(&self) {
        self.settles().await;
        let (app, postman) = (self.app.clone(), self.postman.clone());
        let report = tokio::task::spawn_blocking(move || jobs::run_due(&app, &postman)).await.unwrap();
        for (job, outcome) in report {
            assert!(outcome.is_ok(), "{job}: {outcome:?}");
        }
        self.clock.advance(1);
    }

    /// Mails an address received, oldest first, headers and both parts decoded into one text.
    pub fn inbox_of(&self, address: &str) -> Inbox {
        let mails = self.memory.mails().into_iter().filter(|(to, _)| to == address).map(|(_, bytes)| decoded(&bytes));
        Inbox(mails.collect())
    }

    /// A theme's id.
    pub async fn theme(&self, slug: &str) -> ThemeId {
        let slug = slug.to_owned();
        self.read(move |db| Ok(themes::store::by_slug(db, &slug)?.id)).await
    }

    /// Nobody in particular.
    pub fn visitor(&self) -> Person<'_> {
        Person::visitor(self)
    }

    /// A member of no theme.
    pub async fn outsider(&self, name: &str) -> Person<'_> {
        self.person(name, "ile-de-france", &[]).await
    }

    /// A member of the community of THEME.
    pub async fn member(&self, name: &str) -> Person<'_> {
        self.person(name, "ile-de-france", &[(THEME, Circle::Community)]).await
    }

    /// A peer of THEME, in Guadeloupe.
    pub async fn peer(&self, name: &str) -> Person<'_> {
        self.person(name, "guadeloupe", &[(THEME, Circle::Peer)]).await
    }

    /// An expert of THEME.
    pub async fn expert(&self, name: &str) -> Person<'_> {
        self.person(name, "occitanie", &[(THEME, Circle::Expert)]).await
    }

    /// An animator of THEME.
    pub async fn animator(&self, name: &str) -> Person<'_> {
        let person = self.person(name, "ile-de-france", &[]).await;
        let (theme, member) = (self.theme(THEME).await, person.id());
        self.write(move |tx| {
            use cercles::db::schema::animators;
            use diesel::prelude::*;
            let row = (animators::theme_id.eq(theme), animators::member_id.eq(member), animators::since.eq(tx.now()));
            diesel::insert_into(animators::table).values(row).execute(tx.db())?;
            Ok(())
        })
        .await;
        person
    }

    /// An administrator, member of no theme.
    pub async fn admin(&self, name: &str) -> Person<'_> {
        self.administers(name, &[]).await
    }

    /// An administrator who is in circles of themes too.
    pub async fn administers(&self, name: &str, circles: &[(&str, Circle)]) -> Person<'_> {
        let person = self.person(name, "ile-de-france", circles).await;
        let member = person.id();
        self.write(move |tx| {
            use cercles::db::schema::members;
            use diesel::prelude::*;
            diesel::update(members::table.find(member)).set(members::admin.eq(true)).execute(tx.db())?;
            Ok(())
        })
        .await;
        person
    }

    /// A member of a region in circles of themes, charter accepted, signed in. "Ana Ferreira" is
    /// ana.ferreira@town.example.
    pub async fn person(&self, name: &str, region: &str, circles: &[(&str, Circle)]) -> Person<'_> {
        let mut places = Vec::new();
        for (slug, circle) in circles {
            places.push((self.theme(slug).await, *circle));
        }
        let (given, family) = name.split_once(' ').unwrap_or((name, "Dupont"));
        let (given, family, region) = (given.to_owned(), family.to_owned(), region.to_owned());
        let email = Email::parse(&format!("{}@town.example", cercles::text::fold(name).replace(' ', "."))).unwrap();
        let address = email.address().to_owned();
        let hash = password_hash().await;
        let (id, token) = self
            .write(move |tx| {
                let place = establishments::named(
                    tx,
                    "Centre hospitalier de Valmont",
                    cercles::members::EstablishmentKind::Ch,
                    "Valmont",
                    &region,
                )?;
                let new = NewMember {
                    email: &email,
                    given_name: &given,
                    family_name: &family,
                    establishment: Some(place),
                    profession: "Pharmacienne",
                    region: &region,
                    state: AccountState::Active,
                    password_hash: Some(&hash),
                };
                let id = store::insert(tx, &new)?;
                store::accept_charter(tx, id)?;
                for (theme, circle) in &places {
                    let decided =
                        Move { member: id, theme: *theme, to: Some(*circle), decided_by: None, reason: "story" };
                    circles::place(tx, &decided)?;
                }
                Ok((id, sessions::open(tx, id, false, "story")?))
            })
            .await;
        Person::signed_in(self, id, name.to_owned(), address, token)
    }

    pub async fn call(&self, request: test::TestRequest) -> Answer {
        let site = self.site.get_or_init(|| wired(self.app.clone())).await;
        site(request).await
    }

    pub(crate) fn host(&self) -> &str {
        self.app.base_url.split("://").nth(1).unwrap()
    }
}

/// Everybody has the same password: one hash for the whole run.
async fn password_hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async { Hasher::new(1).hash(Password::given(PASSWORD)).await.unwrap() }).await.clone()
}

/// The mails of one address.
pub struct Inbox(pub Vec<String>);

impl Inbox {
    /// There is one mail, and it says this.
    #[track_caller]
    pub fn holds_one(&self, words: &str) -> &str {
        assert_eq!(self.0.len(), 1, "mails: {:#?}", self.0);
        self.last_shows(words)
    }

    /// The last mail says this.
    #[track_caller]
    pub fn last_shows(&self, words: &str) -> &str {
        let last = self.0.last().expect("no mail");
        assert!(squeezed(last).contains(&squeezed(words)), "“{words}” is not in:\n{last}");
        last
    }

    /// There is none.
    #[track_caller]
    pub fn is_empty(&self) {
        assert!(self.0.is_empty(), "mails: {:#?}", self.0);
    }

    /// The path of the first link to our site in the last mail.
    #[track_caller]
    pub fn last_link(&self, base_url: &str, path: &str) -> String {
        let last = self.0.last().expect("no mail");
        let from = last.find(&format!("{base_url}{path}")).unwrap_or_else(|| panic!("no link to {path} in:\n{last}"));
        let link: String = last[from + base_url.len()..]
            .chars()
            .take_while(|letter| !letter.is_whitespace() && !"\"<>)".contains(*letter))
            .collect();
        link
    }
}

/// Ordinary spaces for typographic ones, so that stories can be typed.
pub fn squeezed(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A mail, headers and both parts decoded into one text.
pub fn decoded(bytes: &[u8]) -> String {
    let parsed = mail_parser::MessageParser::default().parse(bytes).expect("a mail");
    let mut text = format!("Subject: {}\n", parsed.subject().unwrap_or_default());
    for header in parsed.headers_raw() {
        text.push_str(&format!("{}:{}", header.0, header.1));
    }
    text.push_str(&parsed.body_text(0).unwrap_or_default());
    text.push('\n');
    text.push_str(&parsed.body_html(0).unwrap_or_default());
    text
}

/// The id in an address like `/fils/abc-titre`.
pub fn id_in(address: &str) -> i64 {
    let last = address.rsplit('/').next().unwrap();
    cercles::db::ids::from_base32(last.split(['-', '#', '?']).next().unwrap()).unwrap()
}

/// A member's id as addresses write it.
pub fn written(id: MemberId) -> String {
    id.to_string()
}
