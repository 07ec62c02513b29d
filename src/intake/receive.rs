//! The dispatcher: tells what a mail is and gives it to whom it concerns.

use std::sync::Arc;

use super::kind::Kind;
use super::parse::Incoming;
use super::store::{self, Waiting};
use super::{KEPT_BYTES, Outcome, Reason, Sort, Verdict, answers, calendars, replies, standing};
use crate::db::ids::{MailId, MemberId};
use crate::mail::addresses::{self, Purpose};
use crate::mail::outbox::Postman;
use crate::referrals::returns;
use crate::refusal::Refusal;
use crate::web::App;

/// Mails read in one run of the job at most.
const BATCH: usize = 50;
/// What is away (the object store, mostly) is asked again after so many seconds.
const AWAY: i64 = 60;
/// A mail whose reading fails so often is kept for somebody to look at.
const MOST_ATTEMPTS: i32 = 5;

/// Reads the mails that wait; returns how many.
///
/// # Errors
/// What the database says.
pub fn run(app: &Arc<App>, postman: &Postman) -> Result<i64, Refusal> {
    let mut read = 0;
    for _ in 0..BATCH {
        let Some(waiting) = app.database.write_here(store::take)? else { break };
        match one(app, postman, &waiting) {
            Ok(()) => read += 1,
            Err(Refusal::TooMany(seconds)) => app.database.write_here(|tx| store::put_back(tx, waiting.id, seconds))?,
            Err(Refusal::Busy(why)) => {
                tracing::warn!(mail = %waiting.id, why, "an incoming mail waits for what is away");
                app.database.write_here(|tx| store::put_back(tx, waiting.id, AWAY))?;
            }
            // It is taken up again later: nothing is lost, and one bad mail does not stop the others.
            Err(refusal) => tracing::warn!(mail = %waiting.id, %refusal, "an incoming mail could not be read yet"),
        }
    }
    Ok(read)
}

fn one(app: &Arc<App>, postman: &Postman, waiting: &Waiting) -> Result<(), Refusal> {
    let raw = waiting.raw.as_deref().unwrap_or_default();
    if waiting.attempt > MOST_ATTEMPTS {
        let broken =
            Verdict { sort: None, ..Verdict::unplaced(&Incoming::default(), raw, Sort::Reply, Reason::Broken) };
        return settle(app, waiting, &broken);
    }
    let mail = Incoming::parse(raw).sent_from(waiting.envelope_from.as_deref());
    let purpose = purpose_of(app, waiting, &mail);
    let kind = Kind::of(&mail);
    // Some calendars say of the answer somebody gave that a machine wrote it.
    if let Some(Purpose::Calendar { meeting, member }) = purpose
        && (kind == Kind::Reply || (kind == Kind::AutoReply && mail.calendar.is_some()))
    {
        return calendars::place(app, waiting, &mail, (meeting, member));
    }
    match kind {
        Kind::AutoReply => settle(app, waiting, &Verdict::of(&mail, Outcome::Dropped, Sort::Automatic)),
        Kind::Reply if is_ours(app, postman, &mail) => {
            settle(app, waiting, &Verdict::of(&mail, Outcome::Dropped, Sort::Automatic))
        }
        Kind::Reply => match purpose {
            Some(Purpose::Reply { member, thread }) => replies::place(app, waiting, &mail, member, thread),
            Some(Purpose::Referral { referral, generation }) => {
                answers::place(app, waiting, &mail, (referral, generation))
            }
            _ => settle(app, waiting, &Verdict::unplaced(&mail, raw, Sort::Reply, Reason::NoKey)),
        },
        Kind::Bounce { strength, status, .. } => {
            with_its_reader(app, waiting, &mail, purpose, Sort::Bounce, |tx, sent, member| {
                standing::came_back(tx, sent, member, strength, status.as_deref())
            })
        }
        Kind::Complaint { .. } => with_its_reader(app, waiting, &mail, purpose, Sort::Complaint, standing::complained),
    }
}

/// Does something about the member a mail of ours went to; its address says which, or what came back with it does.
fn with_its_reader(
    app: &Arc<App>,
    waiting: &Waiting,
    mail: &Incoming,
    purpose: Option<Purpose>,
    sort: Sort,
    act: impl Fn(&mut crate::db::Tx<'_>, (MailId, crate::db::Moment), MemberId) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let raw = waiting.raw.as_deref().unwrap_or_default();
    let returned = match purpose {
        Some(Purpose::Return { mail }) => Some(mail),
        _ => returned(app, mail),
    };
    app.database.write_here(|tx| {
        let found = match returned {
            Some(returned) => store::sent_to(tx.db(), returned)?.map(|(member, posted)| (returned, posted, member)),
            None => None,
        };
        let referral = match returned.filter(|_| found.is_none() && sort == Sort::Bounce) {
            Some(returned) => returns::of_mail(tx.db(), returned)?,
            None => None,
        };
        let verdict = match found {
            None if referral.is_some() => Verdict::of(mail, Outcome::Placed, sort),
            Some((_, _, member)) => Verdict { member: Some(member), ..Verdict::of(mail, Outcome::Placed, sort) },
            None if returned.is_none() => Verdict::unplaced(mail, raw, sort, Reason::NoKey),
            None => Verdict::unplaced(mail, raw, sort, Reason::NoMember),
        };
        if !store::settle(tx, waiting.id, &verdict)? {
            return Ok(());
        }
        match (found, referral) {
            (Some((returned, posted, member)), _) => act(tx, (returned, posted), member),
            (None, Some(of)) => returns::came_back(tx, of).map(drop),
            (None, None) => Ok(()),
        }
    })
}

/// The mail that came back, as the report or its headers name its return path.
fn returned(app: &App, mail: &Incoming) -> Option<MailId> {
    let reported = mail.feedback.as_ref().and_then(|fields| fields.get("original-mail-from"));
    let paths = [reported, mail.original.get("return-path"), mail.original.get("x-return-path")];
    paths.into_iter().flatten().find_map(|path| match addresses::read(&app.key, path)? {
        Purpose::Return { mail } => Some(mail),
        Purpose::Reply { .. } | Purpose::Referral { .. } | Purpose::Calendar { .. } => None,
    })
}

/// What the mail is for: by its envelope, else (fetched from a mailbox) by the addresses it names.
fn purpose_of(app: &App, waiting: &Waiting, mail: &Incoming) -> Option<Purpose> {
    let told = ["delivered-to", "x-original-to", "envelope-to"].map(|name| mail.headers.get(name));
    let named = told.into_iter().flatten().chain(mail.to.iter().map(String::as_str));
    std::iter::once(waiting.envelope_to.as_str()).chain(named).take(50).find_map(|to| addresses::read(&app.key, to))
}

/// Our own mails never answer each other (RFC 3834 §2).
fn is_ours(app: &App, postman: &Postman, mail: &Incoming) -> bool {
    let host = crate::mail::host(&app.base_url);
    let domain = mail.message_id.as_deref().and_then(|id| id.rsplit('@').next());
    // Careless mail readers sign their ids `@localhost`.
    let same_host = host != "localhost" && domain.is_some_and(|domain| domain == host);
    same_host || mail.from == postman.from.to_string().to_lowercase()
}

pub(super) fn settle(app: &App, waiting: &Waiting, verdict: &Verdict) -> Result<(), Refusal> {
    app.database.write_here(|tx| store::settle(tx, waiting.id, verdict).map(drop))
}

impl Verdict {
    pub(super) fn of(mail: &Incoming, outcome: Outcome, sort: Sort) -> Self {
        let cut = |text: &str, most: usize| text.chars().filter(|letter| !letter.is_control()).take(most).collect();
        Self {
            outcome,
            sort: Some(sort),
            reason: None,
            member: None,
            sender: cut(&mail.from, 320),
            subject: cut(&mail.subject, 300),
            said: None,
            raw: None,
        }
    }

    /// Kept for somebody to look at.
    pub(super) fn unplaced(mail: &Incoming, raw: &[u8], sort: Sort, reason: Reason) -> Self {
        let raw = Some(raw[..raw.len().min(KEPT_BYTES)].to_vec());
        Self { reason: Some(reason), raw, ..Self::of(mail, Outcome::Unplaced, sort) }
    }
}
