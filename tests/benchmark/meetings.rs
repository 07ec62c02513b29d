//! A meeting of ten thousand: how long its invitations take to be queued; how soon a calendar of five hundred meetings is
//! read, by who has the most of them.

use std::path::Path;
use std::time::Instant;

use cercles::circles::Circle;
use cercles::db::ids::MemberId;
use cercles::db::schema::{job_runs, members, memberships};
use cercles::db::{Database, Moment};
use cercles::meetings::planning::{self, Plan, Time};
use cercles::meetings::{self, Venue, calendar};
use cercles::members::sessions;
use cercles::policy::{Audience, Viewer};
use cercles::themes;
use cercles::threads::{Body, Title};
use diesel::prelude::*;

use super::site::Site;
use super::{FEW_CONNECTIONS, ask_over, tell};

/// Meetings of the calendar that is read.
const MEETINGS: i64 = 500;
/// Experts who stay: each is asked to each of them.
const EXPERTS: i64 = 20;
const DAY: i64 = 86_400;

pub fn measure(mut site: Site, seconds: u64, folder: &Path) {
    let (engine, database) = (site.engine, site.database());
    let say = |name: &str, figure: &str, value: f64, unit: &str| tell(name, "", engine, figure, value, unit);
    say("meetings", "loading", site.loading.as_secs_f64(), "s");
    site.stop();
    hold_the_clock(&database);
    let animator = animator(&database);

    let (before, began) = (database.statements(), Instant::now());
    announce(&database, &animator, Circle::Community, 1);
    say("meeting_announced", "time", began.elapsed().as_secs_f64(), "s");
    let began = Instant::now();
    let posted = calendar::post_due(&database).unwrap();
    say("invitations", "time", began.elapsed().as_secs_f64(), "s");
    #[allow(clippy::cast_precision_loss)]
    say("invitations", "queued", posted as f64, "mails");
    let asked = u32::try_from(database.statements() - before).unwrap_or(u32::MAX);
    say("invitations", "queries", f64::from(asked), "queries");

    few_experts(&database);
    for number in 0..MEETINGS {
        announce(&database, &animator, Circle::Expert, 1 + number % 300);
    }
    while calendar::post_due(&database).unwrap() > 0 {}
    site.serve_with(Vec::new());
    let people = site.sign_in();
    let requests = site.calendars(&people);
    let heard = ask_over(FEW_CONNECTIONS, &site.address, seconds, &requests, folder);
    say("calendar_500", "p50", heard.p50, "ms");
    say("calendar_500", "p95", heard.p95, "ms");
    say("calendar_500", "rate", heard.rate(), "requests/s");
    say("calendar_500", "bad", heard.bad, "answers");
    site.stop();
}

/// The site's own clock leaves invitations alone.
fn hold_the_clock(database: &Database) {
    let held = |tx: &mut cercles::db::Tx<'_>| {
        let until = tx.now().plus_seconds(DAY);
        let held = (job_runs::lease_owner.eq("speed"), job_runs::lease_until.eq(until));
        diesel::update(job_runs::table.find("meeting-invitations")).set(held).execute(tx.db())?;
        Ok(())
    };
    database.write_here(held).unwrap();
}

fn animator(database: &Database) -> Viewer {
    let now = database.now();
    let read = |db: &mut cercles::db::Db| {
        let animator: MemberId =
            members::table.filter(members::email.eq("animation@cercles.example")).select(members::id).first(db)?;
        sessions::viewer_of(db, animator, now)
    };
    database.read_here(read).unwrap().unwrap()
}

/// All but some experts, the demo's own among them, are of the community.
fn few_experts(database: &Database) {
    database
        .write_here(|tx| {
            let kept: Vec<MemberId> = memberships::table
                .inner_join(members::table)
                .filter(memberships::circle.eq(Circle::Expert))
                .order((members::email.eq("expert@cercles.example").desc(), members::id))
                .limit(EXPERTS)
                .select(members::id)
                .load(tx.db())?;
            diesel::update(memberships::table)
                .filter(memberships::circle.eq(Circle::Expert))
                .filter(memberships::member_id.ne_all(kept))
                .set(memberships::circle.eq(Circle::Community))
                .execute(tx.db())?;
            Ok(())
        })
        .unwrap();
}

/// Plans a meeting in so many days and announces it.
fn announce(database: &Database, animator: &Viewer, circle: Circle, days: i64) {
    let title = format!("Rencontre du jour {days}");
    let text = "Un ordre du jour **court** : ce qui attend, un sujet de fond, qui fait quoi.";
    let (title, body) = (Title::parse(&title).unwrap(), Body::parse(text).unwrap());
    database
        .write_here(|tx| {
            let plan = Plan {
                also: Vec::new(),
                theme: themes::by_slug(tx.db(), "numerique-en-sante")?.id,
                circle,
                audience: if circle == Circle::Expert { Audience::Expert } else { Audience::Community },
                large: false,
                title: title.clone(),
                body: body.clone(),
                time: Some(time(tx.now().plus_seconds(days * DAY))),
                zone: "Europe/Paris".into(),
                on_site: true,
                remote: false,
                site_capacity: None,
                remote_capacity: None,
                venue: Venue { address: "Agence d'appui, Paris".into(), ..Venue::default() },
                forms_until: None,
            };
            let id = planning::plan(tx, animator, &plan, "cercles.example")?;
            let seen = meetings::visible(tx.db(), animator, id)?;
            let prepared = planning::prepared(tx.db(), id)?;
            planning::announce(tx, animator, &seen, seen.meeting.version, &prepared)
        })
        .unwrap();
}

/// Two hours, from one in the afternoon of a day.
fn time(day: Moment) -> Time {
    let date = day.instant().to_zoned(jiff::tz::TimeZone::UTC).date();
    Time::parse(&format!("{date}T13:00"), &format!("{date}T15:00"), "Europe/Paris", "earlier").unwrap()
}
