//! A reply becomes a post: whoever wrote it is who the address is for, it is written from their address, and they may
//! answer there now. Else it is explained to the member, at most once a day, at the address we know.

use std::io::{Seek, SeekFrom, Write};
use std::sync::Arc;

use super::parse::{Attached, Incoming};
use super::receive::settle;
use super::store::{self, Waiting};
use super::trim::new_text;
use super::{Outcome, Reason, Sort, Verdict};
use crate::db::ids::{FileId, IncomingId, MemberId, ThreadId};
use crate::db::{Db, Tx};
use crate::files::{self, HEAVIEST, MOST_OF_A_POST};
use crate::limits;
use crate::mail::addresses::{self, Purpose};
use crate::mail::{Letter, Message, outbox, recipient};
use crate::members::{email_key, sessions};
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::threads::drafts::{self, Place};
use crate::threads::{self, Body};
use crate::tokens::InstanceKey;
use crate::web::App;

/// Of a refused reply, so many bytes are given back.
const GIVEN_BACK: usize = 64 * 1024;

/// Posts a reply, or explains why not.
pub(super) fn place(
    app: &Arc<App>,
    waiting: &Waiting,
    mail: &Incoming,
    member: MemberId,
    thread: ThreadId,
) -> Result<(), Refusal> {
    let now = app.database.now();
    let (author, viewer) =
        app.database.read_here(|db| Ok((store::author(db, member)?, sessions::viewer_of(db, member, now)?)))?;
    let (Some(author), Some(viewer)) = (author, viewer) else {
        let raw = waiting.raw.as_deref().unwrap_or_default();
        return settle(app, waiting, &Verdict::unplaced(mail, raw, Sort::Reply, Reason::NoMember));
    };
    let text = new_text(&mail.text);
    let refused = |reason| explain(app, waiting, mail, member, reason, &text);
    if email_key(&mail.from) != author.email_key {
        return refused(Reason::OtherAddress);
    }
    if !author.charter_accepted {
        return refused(Reason::Charter);
    }
    // Nothing is kept of who may not read there.
    if let Err(refusal) = app.database.read_here(|db| threads::visible(db, &viewer, thread)) {
        return refused(reason_of(refusal)?);
    }
    let body = match Body::parse(&text) {
        Ok(body) => body,
        Err(sentence) => return refused(reason_of_text(sentence.key)),
    };
    let Ok(body) = body.checked("", "") else {
        keep_as_draft(app, &viewer, thread, &text)?;
        return refused(Reason::Identifiers);
    };
    let (kept, lost) = keep_files(app, member, &mail.files)?;
    let body = body.with_files(kept);
    let posted = app.database.write_here(|tx| {
        let reason = lost.then_some(Reason::File);
        let verdict = Verdict { reason, member: Some(member), ..Verdict::of(mail, Outcome::Placed, Sort::Reply) };
        // Settled first: whoever comes second finds it done, and posts nothing.
        if !store::settle(tx, waiting.id, &verdict)? {
            return Ok(());
        }
        limits::spend(tx, app.scale, &limits::POSTS_A_MINUTE, &format!("m:{member}"))?;
        limits::spend(tx, app.scale, &limits::POSTS_AN_HOUR, &format!("m:{member}"))?;
        post(tx, &viewer, thread, &body)?;
        if lost { tell(tx, waiting.id, member) } else { Ok(()) }
    });
    match posted {
        Ok(()) => Ok(()),
        Err(refusal) => refused(reason_of(refusal)?),
    }
}

/// The same verb as the form's; what is being written on the site stays a draft.
fn post(tx: &mut Tx<'_>, viewer: &Viewer, thread: ThreadId, body: &Body) -> Result<(), Refusal> {
    let (thread, _) = threads::visible(tx.db(), viewer, thread)?;
    let place = Place::Reply(thread.id);
    let draft = drafts::left(tx.db(), viewer, place)?;
    threads::reply(viewer, &thread, body, tx)?;
    match draft {
        Some(draft) => drafts::keep(viewer, place, &draft.text, tx),
        None => Ok(()),
    }
}

/// What a refusal is for the author of a mail; what is not about the mail is tried again.
fn reason_of(refusal: Refusal) -> Result<Reason, Refusal> {
    match refusal {
        Refusal::NotFound => Ok(Reason::Gone),
        Refusal::Conflict("thread-closed-meanwhile") => Ok(Reason::Closed),
        Refusal::Conflict("thread-theme-archived") => Ok(Reason::Archived),
        Refusal::Forbidden(_) => Ok(Reason::Forbidden),
        Refusal::Invalid(_) | Refusal::Conflict(_) => Ok(Reason::Unfit),
        other => Err(other),
    }
}

fn reason_of_text(key: &str) -> Reason {
    match key {
        "post-empty" => Reason::Empty,
        "post-too-long" => Reason::TooLong,
        _ => Reason::Unfit,
    }
}

/// Refuses a mail and tells its member why.
fn explain(
    app: &App,
    waiting: &Waiting,
    mail: &Incoming,
    member: MemberId,
    reason: Reason,
    text: &str,
) -> Result<(), Refusal> {
    // What may identify a patient is never mailed, nor is what somebody else may have written.
    let private = matches!(reason, Reason::Identifiers | Reason::OtherAddress);
    let said = (!private && !text.is_empty()).then(|| cut(text).to_owned());
    let verdict = Verdict {
        reason: Some(reason),
        member: Some(member),
        said,
        ..Verdict::of(mail, Outcome::Refused, Sort::Reply)
    };
    app.database
        .write_here(|tx| if store::settle(tx, waiting.id, &verdict)? { tell(tx, waiting.id, member) } else { Ok(()) })
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(GIVEN_BACK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// One automatic answer a member and day (RFC 3834 §2): the key of the outbox says so.
fn tell(tx: &mut Tx<'_>, incoming: IncomingId, member: MemberId) -> Result<(), Refusal> {
    let day = tx.now().millis() / 86_400_000;
    let message = Message::ReplyRefused { incoming: incoming.0 };
    outbox::post(tx, Some(member), &format!("reply-refused:{member}:{day}"), &message).map(drop)
}

/// What must not be mailed back waits on the site, unless something does already.
fn keep_as_draft(app: &App, viewer: &Viewer, thread: ThreadId, text: &str) -> Result<(), Refusal> {
    let kept = app.database.write_here(|tx| {
        let place = Place::Reply(thread);
        if drafts::left(tx.db(), viewer, place)?.is_some() {
            return Ok(());
        }
        let form = std::collections::BTreeMap::from([("body", text)]);
        drafts::keep(viewer, place, &drafts::Text::of(&form), tx)
    });
    match kept {
        Err(Refusal::Busy(why)) => Err(Refusal::Busy(why)),
        _ => Ok(()),
    }
}

/// Keeps the files as the form does; one that is refused costs a letter, never the text. Says whether one was.
fn keep_files(app: &Arc<App>, member: MemberId, attached: &[Attached]) -> Result<(Vec<FileId>, bool), Refusal> {
    let (mut kept, mut lost) = (Vec::new(), attached.len() > MOST_OF_A_POST);
    for file in attached.iter().take(MOST_OF_A_POST) {
        match files::wait_for(files::intake::take(app, member, on_disk(app, file)?)) {
            Ok(file) => kept.push(file.id),
            Err(Refusal::Invalid(_) | Refusal::TooMany(_)) => lost = true,
            Err(refusal) => return Err(refusal),
        }
    }
    Ok((kept, lost))
}

fn on_disk(app: &App, attached: &Attached) -> Result<files::intake::Incoming, Refusal> {
    let (mut file, size) = (app.files.incoming()?, attached.bytes.len() as u64);
    if size <= HEAVIEST {
        let written = file.write_all(&attached.bytes).and_then(|()| file.seek(SeekFrom::Start(0)));
        written.map_err(|error| Refusal::Busy(format!("an attachment could not be written: {error}")))?;
    }
    Ok(files::intake::Incoming { name: attached.name.chars().take(300).collect(), file, size })
}

/// The letter that explains a refusal, and where the reply may be written instead.
pub(super) fn letter(
    db: &mut Db,
    incoming: IncomingId,
    (base_url, key): (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let Some(refused) = store::refused(db, incoming)? else { return Ok(None) };
    let (Some(member), Some(reason)) = (refused.member, refused.reason) else { return Ok(None) };
    let Some(to) = recipient(db, member.0)? else { return Ok(None) };
    let link = match addresses::read(key, &refused.envelope_to) {
        Some(Purpose::Reply { thread, .. }) if reason != Reason::Gone => format!("{base_url}/fils/{thread}"),
        _ => String::new(),
    };
    let facts = [("reason", reason.word().to_owned()), ("about", refused.subject), ("link", link)];
    let mut letter = to.letter("reply_refused", base_url, &facts);
    letter.context.insert("said", &refused.said);
    Ok(Some(letter))
}
