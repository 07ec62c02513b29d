//! The clock and the timetable: recurring work is a line of a table, its task a verb that says how much it did.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;
use tokio::sync::watch::Receiver;

use crate::db::schema::job_runs;
use crate::db::{Db, Moment, Tx};
use crate::joining::import::drafts;
use crate::joining::invitations;
use crate::mail::outbox::{self, Postman};
use crate::on_each_backend;
use crate::refusal::Refusal;
use crate::web::App;
use crate::{
    announcements, bookmarks, console, digests, files, health, intake, journal, limits, meetings, members, moderation,
    notices, points_durs, referrals, search, sheets, threads, web,
};

/// A line of the timetable.
pub struct Job {
    /// Its name.
    pub name: &'static str,
    /// Seconds between two runs.
    pub every: i64,
    /// What it does; returns how much.
    pub task: fn(&Arc<App>, &Postman) -> Result<i64, Refusal>,
}

/// A run that holds its line longer than this is taken for dead.
const LEASE: i64 = 20 * 60;

/// Mail: each lane has a beat of its own, so that a relay that is slow with one holds back nothing else.
pub const MAIL: &[Job] = &[
    Job { name: "outbox-security", every: 1, task: outbox::run_security },
    Job { name: "outbox", every: 2, task: outbox::run_others },
];

/// Everything that recurs.
pub const TIMETABLE: &[Job] = &[
    // Before notices: an announcement that leaves is told as one.
    Job { name: "announcements", every: 20, task: |app, _| announcements::sending::run(&app.database) },
    Job { name: "announcements-lost", every: 600, task: |app, _| announcements::sending::tell_failures(&app.database) },
    Job { name: "notices", every: 2, task: |app, _| notices::fanout::run(&app.database) },
    Job { name: "notices-mail", every: 30, task: |app, _| notices::letter::post_due(&app.database) },
    Job { name: "incoming-mail", every: 2, task: intake::run },
    Job { name: "incoming-mail-old", every: 3_600, task: |app, _| app.database.write_here(intake::forget_old) },
    Job { name: "referrals-due", every: 600, task: |app, _| referrals::run(&app.database) },
    Job { name: "referrals-lost", every: 600, task: |app, _| referrals::returns::tell_lost(&app.database) },
    Job { name: "journal-seal", every: 60, task: |app, _| app.database.write_here(journal::seal) },
    Job { name: "sessions-ended", every: 600, task: |app, _| app.database.write_here(members::sessions::forget_ended) },
    Job { name: "throttles-old", every: 3_600, task: |app, _| app.database.write_here(members::throttle::forget_old) },
    Job { name: "limits-ended", every: 600, task: |app, _| app.database.write_here(limits::forget_ended) },
    Job { name: "form-keys-old", every: 3_600, task: |app, _| app.database.write_here(web::once::forget_old) },
    Job { name: "invitation-reminders", every: 3_600, task: |app, _| app.database.write_here(invitations::remind) },
    Job { name: "import-drafts-old", every: 3_600, task: |app, _| app.database.write_here(drafts::forget_old) },
    Job { name: "drafts-old", every: 3_600, task: |app, _| app.database.write_here(threads::drafts::forget_old) },
    Job { name: "digests-old", every: 3_600, task: |app, _| app.database.write_here(digests::closing::forget_old) },
    Job { name: "meetings-actions-due", every: 900, task: |app, _| meetings::minutes::remind(&app.database) },
    Job { name: "meetings-rhythm", every: 3_600, task: |app, _| meetings::rhythm::lateness::run(&app.database) },
    Job { name: "meetings-clocks", every: 86_400, task: |app, _| meetings::recompute(&app.database) },
    Job { name: "meetings-held", every: 300, task: |app, _| meetings::hold(&app.database) },
    Job {
        name: "meetings-seats",
        every: 60,
        task: |app, _| meetings::registration::upkeep::seats(&app.database, app.meetings),
    },
    Job {
        name: "meetings-leavers",
        every: 600,
        task: |app, _| meetings::registration::upkeep::leavers(&app.database, app.meetings),
    },
    Job {
        name: "meetings-reminders",
        every: 600,
        task: |app, _| app.database.write_here(meetings::registration::upkeep::remind),
    },
    Job {
        name: "meetings-forms-old",
        every: 3_600,
        task: |app, _| app.database.write_here(meetings::registration::upkeep::forget_needs),
    },
    Job { name: "meeting-invitations", every: 20, task: |app, _| meetings::calendar::post_due(&app.database) },
    Job { name: "sheet-follow-ups", every: 600, task: |app, _| app.database.write_here(sheets::upkeep::follow_ups) },
    Job { name: "sheet-trials", every: 3_600, task: |app, _| app.database.write_here(sheets::upkeep::trials) },
    Job { name: "sheet-reviews", every: 3_600, task: |app, _| app.database.write_here(sheets::upkeep::reviews) },
    Job { name: "points-durs", every: 600, task: |app, _| points_durs::reminders::run(&app.database) },
    Job { name: "console-old", every: 3_600, task: |app, _| app.database.write_here(console::claims::forget_old) },
    Job { name: "bookmarks-due", every: 60, task: |app, _| app.database.write_here(bookmarks::mark_due) },
];

/// What recurs and may take minutes: it has a beat of its own, so that mail does not wait for it.
pub const LONG_WORK: &[Job] = &[
    Job {
        name: "points-durs-warnings",
        every: 300,
        task: |app, _| points_durs::warnings::run(&app.database, &app.points_durs),
    },
    Job { name: "points-durs-year", every: 600, task: |app, _| points_durs::counting::run(&app.database) },
    Job { name: "health-figures", every: 3_600, task: |app, _| health::run(&app.database) },
    Job {
        name: "console-ageing",
        every: 3_600,
        task: |app, _| console::ageing::run(&app.database, &app.points_durs, app.console),
    },
    Job { name: "search-index", every: 5, task: |app, _| search::upkeep::keep(&app.database) },
    Job { name: "digests", every: 60, task: |app, _| digests::closing::run(&app.database) },
    Job { name: "incoming-mailbox", every: 60, task: |app, _| intake::mailbox::collect(app) },
    Job { name: "patient-files", every: 60, task: |app, _| moderation::hits::examining::run(app) },
    Job { name: "files-unused", every: 3_600, task: |app, _| files::forget(app) },
    Job { name: "backup", every: 60, task: |app, _| app.backups.run(app.database.clock()).map_err(Refusal::Broken) },
];

/// What a run of the timetable did, line by line.
pub type Report = Vec<(&'static str, Result<i64, String>)>;

/// Runs every line that is due, once; another process never runs the same line at the same time.
pub fn run_due(app: &Arc<App>, postman: &Postman) -> Report {
    let mut report = run_lines(MAIL, app, postman);
    report.extend(run_lines(TIMETABLE, app, postman));
    report.extend(run_lines(LONG_WORK, app, postman));
    report
}

fn run_lines(lines: &[Job], app: &Arc<App>, postman: &Postman) -> Report {
    let mut report = Report::new();
    for job in lines {
        let outcome = match app.database.write_here(|tx| claim(tx, job, &postman.name)) {
            Ok(true) => {
                let done = (job.task)(app, postman);
                let counted = *done.as_ref().unwrap_or(&0);
                let settled = app.database.write_here(|tx| settle(tx, job, &postman.name, counted));
                done.and_then(|count| settled.map(|()| count))
            }
            Ok(false) => continue,
            Err(refusal) => Err(refusal),
        };
        if let Err(refusal) = &outcome {
            tracing::error!(job = job.name, %refusal, "a job failed");
        }
        report.push((job.name, outcome.map_err(|refusal| refusal.to_string())));
    }
    report
}

/// Takes a due line: one conditional statement, whose row count is the answer.
fn claim(tx: &mut Tx<'_>, job: &Job, worker: &str) -> Result<bool, Refusal> {
    let now = tx.now();
    let row = (job_runs::name.eq(job.name), job_runs::due_at.eq(now), job_runs::last_count.eq(0));
    on_each_backend!(tx.db(), conn => diesel::insert_into(job_runs::table).values(row).on_conflict_do_nothing().execute(conn))?;
    let free = job_runs::lease_until.is_null().or(job_runs::lease_until.lt(now).assume_not_null());
    let taken = diesel::update(job_runs::table.find(job.name))
        .filter(job_runs::due_at.le(now))
        .filter(free)
        .set((job_runs::lease_owner.eq(worker), job_runs::lease_until.eq(now.plus_seconds(lease(job)))))
        .execute(tx.db())?;
    Ok(taken == 1)
}

/// How long a line is held. Mails have leases of their own: several workers may send, and one that dies holds up none.
fn lease(job: &Job) -> i64 {
    if MAIL.iter().any(|lane| lane.name == job.name) { 0 } else { LEASE }
}

/// The line is due again after its pause; a worker that held it longer than its lease settles nothing, as another has it.
fn settle(tx: &mut Tx<'_>, job: &Job, worker: &str, count: i64) -> Result<(), Refusal> {
    let now = tx.now();
    let mine = job_runs::lease_owner.eq(worker).assume_not_null();
    diesel::update(job_runs::table.find(job.name).filter(mine))
        .set((
            job_runs::due_at.eq(now.plus_seconds(job.every)),
            job_runs::lease_owner.eq(None::<String>),
            job_runs::lease_until.eq(None::<Moment>),
            job_runs::last_done_at.eq(now),
            job_runs::last_count.eq(count),
        ))
        .execute(tx.db())?;
    Ok(())
}

/// How a line of the timetable ran last.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its name.
    pub name: &'static str,
    /// When it was done.
    pub last_done_at: Option<Moment>,
    /// How much it did.
    pub last_count: i64,
    /// It should have run a quarter of an hour ago or more.
    pub late: bool,
}

/// A line that should have run this long ago is late, in seconds: `tick` may come every five minutes only.
const LATE: i64 = 15 * 60;

/// How each line ran last, in the timetable's order.
///
/// # Errors
/// What the database says.
pub fn last_runs(db: &mut Db, now: Moment) -> Result<Vec<Run>, Refusal> {
    let rows: Vec<(String, Moment, Option<Moment>, i64)> = job_runs::table
        .order(job_runs::name.asc())
        .limit(200)
        .select((job_runs::name, job_runs::due_at, job_runs::last_done_at, job_runs::last_count))
        .load(db)?;
    let run = |job: &Job| {
        let row = rows.iter().find(|(name, ..)| name == job.name);
        Run {
            name: job.name,
            last_done_at: row.and_then(|(_, _, done, _)| *done),
            last_count: row.map_or(0, |(_, _, _, count)| *count),
            late: row.is_none_or(|(_, due, ..)| now.seconds_since(*due) > LATE),
        }
    };
    Ok(MAIL.iter().chain(TIMETABLE).chain(LONG_WORK).map(run).collect())
}

/// The built-in clock: each second, what reading left behind is written and the timetable is run, until `stop`.
pub async fn keep_time(app: Arc<App>, postman: Postman, stop: Receiver<bool>) {
    let postman = Postman { stop: Some(stop.clone()), ..postman };
    let apart = MAIL.chunks(1).chain([LONG_WORK]).map(|lines| {
        let (app, postman) = (app.clone(), postman.clone());
        tokio::spawn(beat(stop.clone(), move || drop(run_lines(lines, &app, &postman))))
    });
    let apart: Vec<_> = apart.collect();
    beat(stop, move || {
        if let Err(refusal) = app.pulse.flush(&app.database) {
            tracing::warn!(%refusal, "what was read could not be written yet");
        }
        run_lines(TIMETABLE, &app, &postman);
    })
    .await;
    for beat in apart {
        let _ = beat.await;
    }
}

/// Does the same work each second, off the event loop, until `stop`.
async fn beat(mut stop: Receiver<bool>, work: impl Fn() + Clone + Send + Sync + 'static) {
    loop {
        let work = work.clone();
        if let Err(error) = tokio::task::spawn_blocking(work).await {
            tracing::error!(%error, "the timetable panicked");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stop.changed() => return,
        }
    }
}
