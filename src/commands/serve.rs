//! `serve`: one process, pages on one address, figures and readiness on another, a clock, a quiet stop.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{App as Site, HttpResponse, HttpServer, web};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::migrate::bring_up_to_date;
use super::{assemble, cores, found, open_database, postman_of, prepare_folder, up_to_date};
use crate::clock::Clock;
use crate::config::{Config, Data as DataFolder};
use crate::db::{self, DatabaseUrl};
use crate::disk::Room;
use crate::intake::lmtp;
use crate::jobs;
use crate::mail::outbox;
use crate::web::{App, guarded, unknown_address};
use crate::{instance, mail, routes};

/// One serving process a SQLite database: the lock is held as long as this lives.
pub struct Lock(#[allow(dead_code)] Option<File>);

impl Lock {
    /// Takes the lock of the data folder; PostgreSQL needs none.
    ///
    /// # Errors
    /// A sentence for the administrator when another process serves this database.
    pub fn take(config: &Config, url: &DatabaseUrl) -> Result<Self, String> {
        let DatabaseUrl::Sqlite(path) = url else { return Ok(Self(None)) };
        let path = path.with_extension("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| format!("cannot write {}: {error}.", path.display()))?;
        file.try_lock().map_err(|_| {
            format!("another process serves the database of {}: stop it first (SQLite has one serving process; PostgreSQL allows several).", config.data.dir.display())
        })?;
        Ok(Self(Some(file)))
    }
}

/// Serves until told to stop.
pub(super) fn run(mut config: Config, admin_said: bool) -> Result<(), String> {
    if config.http.listen.port() == 0 && !admin_said {
        config.http.admin_listen.set_port(0);
    }
    prepare_folder(&config)?;
    let url = config.database_url()?;
    if let DatabaseUrl::Sqlite(path) = &url {
        db::check_file(path)?;
    }
    let lock = Lock::take(&config, &url)?;
    let database = open_database(&config, Clock::Real)?;
    bring_up_to_date(&config, &database)?;
    found(&database, false)?;
    serve(&config, database, lock, |app, base_url| {
        let token = app.database.write_here(instance::first_visit).map_err(|refusal| refusal.to_string())?;
        if let Some(token) = token {
            println!("first visit (30 minutes): {base_url}/premiere-visite/{token}");
        }
        Ok(())
    })
}

/// A job under way when the process stops may take this long to end (a mail being sent, mostly).
const LAST_WORK: Duration = Duration::from_secs(20);

/// Serves an opened database; `greet` prints what the administrator should know once the address is known.
pub(super) fn serve(
    config: &Config,
    database: db::Database,
    lock: Lock,
    greet: impl FnOnce(&App, &str) -> Result<(), String>,
) -> Result<(), String> {
    start_logging();
    up_to_date(&database)?;
    refuse_demo_in_public(config, &database)?;
    let figures = PrometheusBuilder::new()
        .install_recorder()
        .map_err(|error| format!("figures could not be prepared: {error}."))?;
    let listener = listen(config.http.listen)?;
    let admin = listen(config.http.admin_listen)?;
    let lmtp = lmtp::bind(&config.mail.lmtp_listen)?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let admin_address = admin.local_addr().map_err(|error| error.to_string())?;
    let base_url = config.base_url(address);
    let mut app = assemble(config, database, base_url.clone())?;
    app.figures = Some(figures);
    greet(&app, &base_url)?;
    let app = Arc::new(app);
    let postman = postman_of(config)?;
    // Pages, forms, hashes, what the clock and the probes do, the lanes of mail.
    let threads = app.database.connections() + app.database.writing_connections() + 1 + cores() + 2 + jobs::MAIL.len();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(threads)
        .build()
        .map_err(|error| format!("the server could not be prepared: {error}."))?;
    db::share_blocking_pool(runtime.handle().clone());
    let outcome = actix_web::rt::System::with_tokio_rt(move || runtime).block_on(async {
        // Heard from now on: a stop that comes with the first request is a quiet one too.
        let mut stops = Stops::listen()?;
        let ready = Arc::new(AtomicBool::new(true));
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let clock = tokio::spawn(jobs::keep_time(app.clone(), postman, stopped.clone()));
        if let Some(lmtp) = lmtp {
            println!("lmtp on {}", lmtp.local_addr().map_err(|error| error.to_string())?);
            let lmtp = tokio::net::TcpListener::from_std(lmtp).map_err(|error| error.to_string())?;
            tokio::spawn(lmtp::listen(lmtp, app.database.clone(), mail::host(&app.base_url), stopped));
        }
        let shared = Data::new(app.clone());
        let site = HttpServer::new(move || {
            Site::new().configure(|service_config| service(service_config, shared.clone())).wrap(from_fn(guarded))
        })
        .client_request_timeout(Duration::from_secs(5))
        .keep_alive(Duration::from_secs(5))
        .client_disconnect_timeout(Duration::from_secs(1))
        .max_connections(2_048)
        .shutdown_timeout(30)
        .disable_signals()
        .listen(listener)
        .map_err(|error| error.to_string())?
        .run();
        let office = Data::new(Office { app: app.clone(), open: ready.clone(), data: config.data.clone() });
        let office = HttpServer::new(move || Site::new().app_data(office.clone()).configure(admin_service))
            .workers(1)
            .disable_signals()
            .listen(admin)
            .map_err(|error| error.to_string())?
            .run();
        let (site_handle, office_handle) = (site.handle(), office.handle());
        tokio::spawn(office);
        println!("listening on http://{address}");
        println!("admin on http://{admin_address}");
        let mut site = std::pin::pin!(site);
        tokio::select! {
            ended = &mut site => return ended.map_err(|error| format!("serving ended: {error}.")),
            () = stops.next() => {}
        }
        ready.store(false, Ordering::SeqCst);
        tracing::info!("stopping: open requests are finished first");
        let finished = site_handle.stop(true);
        tokio::select! {
            _ = &mut site => finished.await,
            () = stops.next() => tracing::info!("stopping at once"),
        }
        let _ = stop.send(true);
        let _ = tokio::time::timeout(LAST_WORK, clock).await;
        office_handle.stop(false).await;
        Ok::<(), String>(())
    });
    if let Err(refusal) = app.pulse.flush(&app.database) {
        tracing::warn!(%refusal, "what was read could not be written at stop");
    }
    app.database.checkpoint_here();
    drop(lock);
    outcome
}

/// Everything the public address serves.
pub fn service(service: &mut ServiceConfig, app: Data<Arc<App>>) {
    service.app_data(app).configure(routes::configure).default_service(web::to(unknown_address));
}

fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("{address} is already in use: stop the other program or choose another address.")
        }
        _ => format!("cannot listen on {address}: {error}."),
    })
}

/// The demo community has known passwords: it never listens beyond this machine.
fn refuse_demo_in_public(config: &Config, database: &db::Database) -> Result<(), String> {
    let greeting = database.read_here(instance::greeting).map_err(|refusal| refusal.to_string())?;
    if greeting.demo && !config.http.listen.ip().is_loopback() {
        return Err("this is the demo community, whose passwords are known: it only listens on this machine.".into());
    }
    Ok(())
}

/// The signals that ask for a stop: SIGTERM and SIGINT.
struct Stops {
    term: Signal,
    int: Signal,
}

impl Stops {
    fn listen() -> Result<Self, String> {
        let heard = |kind| signal(kind).map_err(|error| format!("stop signals cannot be heard: {error}."));
        Ok(Self { term: heard(SignalKind::terminate())?, int: heard(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.int.recv() => {}
        }
    }
}

/// JSON lines on standard error, UTC, escaped; `RUST_LOG` sets the level.
fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,actix_server=warn"));
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// What the admin address answers from.
struct Office {
    app: Arc<App>,
    /// Until a stop begins.
    open: Arc<AtomicBool>,
    data: DataFolder,
}

/// Figures and readiness, on the admin address only.
fn admin_service(service: &mut ServiceConfig) {
    service
        .route("/livez", web::get().to(|| async { "ok\n" }))
        .route("/readyz", web::get().to(readyz))
        .route("/metrics", web::get().to(figures));
}

/// Ready: not stopping, the database takes a write, the schema is current, the disk has room.
async fn readyz(office: Data<Office>) -> HttpResponse {
    if !office.open.load(Ordering::SeqCst) {
        return HttpResponse::ServiceUnavailable().body("stopping\n");
    }
    let probe = tokio::task::spawn_blocking(move || {
        office.app.database.probe_here().map_err(|refusal| refusal.to_string())?;
        up_to_date(&office.app.database)?;
        let room = Room::of(&office.data, office.app.database.url())?;
        if room.is_short() { Err("the disk is almost full".to_owned()) } else { Ok(()) }
    });
    match tokio::time::timeout(Duration::from_secs(4), probe).await {
        Ok(Ok(Ok(()))) => HttpResponse::Ok().body("ready\n"),
        Ok(Ok(Err(why))) => HttpResponse::ServiceUnavailable().body(format!("{why}\n")),
        Ok(Err(_)) | Err(_) => HttpResponse::ServiceUnavailable().body("the database does not answer\n"),
    }
}

async fn figures(office: Data<Office>) -> HttpResponse {
    let app = office.app.clone();
    let handle: Option<PrometheusHandle> = app.figures.clone();
    let measured = tokio::task::spawn_blocking(move || {
        let now = app.database.now();
        if let Ok((by_state, oldest)) = app.database.read_here(|db| outbox::figures(db, now)) {
            for (state, count) in by_state {
                metrics::gauge!("cercles_outbox", "state" => state).set(as_float(count));
            }
            metrics::gauge!("cercles_outbox_oldest_seconds").set(as_float(oldest));
        }
        if let Some(Some(age)) = app.backups.age(now) {
            metrics::gauge!("cercles_backup_age_seconds").set(as_float(age));
        }
        let [(readers, _), (writers, _)] = app.database.pool_state();
        metrics::gauge!("cercles_connections_in_use", "pool" => "read").set(f64::from(readers));
        metrics::gauge!("cercles_connections_in_use", "pool" => "write").set(f64::from(writers));
        metrics::counter!("cercles_statements_total").absolute(app.database.statements());
        metrics::counter!("cercles_argon2_total").absolute(app.hasher.runs());
        metrics::gauge!("cercles_argon2_waiting").set(as_float(i64::try_from(app.hasher.waiting()).unwrap_or(0)));
        if let DatabaseUrl::Sqlite(path) = app.database.url() {
            let wal = std::fs::metadata(path.with_extension("db-wal")).map_or(0, |file| file.len());
            metrics::gauge!("cercles_wal_bytes").set(as_float(i64::try_from(wal).unwrap_or(0)));
        }
    });
    let _ = measured.await;
    let body = handle.map(|handle| handle.render()).unwrap_or_default();
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(body)
}

#[allow(clippy::cast_precision_loss)]
fn as_float(count: i64) -> f64 {
    count as f64
}
