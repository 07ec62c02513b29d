//! A calendar answers an invitation (RFC 5546, 3.2.3): believed when the address it is sent to, the address it comes from
//! and what it answers agree. What does not is dropped and counted: nobody is told, as anybody may have written it.

use super::parse::Incoming;
use super::receive::settle;
use super::store::{self, Waiting};
use super::{Outcome, Reason, Sort, Verdict};
use crate::db::ids::{MeetingId, MemberId};
use crate::meetings::calendar::{Reply, answered};
use crate::members::{email_key, sessions};
use crate::refusal::Refusal;
use crate::web::App;

/// Takes in an answer, or drops it.
pub(super) fn place(
    app: &App,
    waiting: &Waiting,
    mail: &Incoming,
    (meeting, member): (MeetingId, MemberId),
) -> Result<(), Refusal> {
    let Some(text) = &mail.calendar else {
        let raw = waiting.raw.as_deref().unwrap_or_default();
        return settle(app, waiting, &Verdict::unplaced(mail, raw, Sort::Reply, Reason::NoKey));
    };
    let ignored = |reason: Reason| {
        metrics::counter!("cercles_calendar_replies_total", "result" => reason.word()).increment(1);
        let member = (reason != Reason::NoMember).then_some(member);
        let verdict = Verdict { reason: Some(reason), member, ..Verdict::of(mail, Outcome::Dropped, Sort::Reply) };
        settle(app, waiting, &verdict)
    };
    let Some(author) = app.database.read_here(|db| store::author(db, member))? else {
        return ignored(Reason::NoMember);
    };
    if email_key(&mail.from) != author.email_key || fails_dmarc(mail) {
        return ignored(Reason::OtherAddress);
    }
    let Some(reply) = Reply::read(text) else { return ignored(Reason::Unfit) };
    if email_key(&reply.attendee) != author.email_key {
        return ignored(Reason::OtherAddress);
    }
    let taken = app.database.write_here(|tx| {
        let verdict = Verdict { member: Some(member), ..Verdict::of(mail, Outcome::Placed, Sort::Reply) };
        // Settled first: whoever comes second finds it done.
        if !store::settle(tx, waiting.id, &verdict)? {
            return Ok(());
        }
        let now = tx.now();
        let viewer = sessions::viewer_of(tx.db(), member, now)?.ok_or(Refusal::NotFound)?;
        answered(tx, &viewer, meeting, &reply, app.meetings)
    });
    match taken {
        Ok(()) => {
            metrics::counter!("cercles_calendar_replies_total", "result" => "taken").increment(1);
            Ok(())
        }
        Err(Refusal::NotFound) => ignored(Reason::Gone),
        Err(Refusal::Conflict(_)) => ignored(Reason::Outdated),
        Err(Refusal::Forbidden(_)) => ignored(Reason::Forbidden),
        Err(Refusal::Invalid(_)) => ignored(Reason::Unfit),
        Err(refusal) => Err(refusal),
    }
}

/// Whether the last to relay it found that its domain disowns it (RFC 8601): the first such header is theirs.
fn fails_dmarc(mail: &Incoming) -> bool {
    let found = mail.headers.get("authentication-results").unwrap_or_default().to_ascii_lowercase();
    found.split(';').any(|method| method.trim_start().starts_with("dmarc=fail"))
}
