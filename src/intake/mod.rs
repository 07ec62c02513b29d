//! Reading incoming mail. A mail is kept before it is acknowledged ([`keep`]), then read by a job ([`run`]), which tells
//! what it is and gives it to whom it concerns: a reply becomes a post, what came back is counted, a machine's answer is
//! dropped; what finds no place is kept for an administrator to see.

mod answers;
mod calendars;
mod html;
mod kind;
pub mod lmtp;
pub mod mailbox;
mod marks;
pub mod pages;
mod parse;
mod receive;
mod replies;
pub mod standing;
mod store;
mod store_standing;
mod trim;
mod wording;

use crate::db::ids::{IncomingId, MemberId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::mail::Letter;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::tokens::{self, InstanceKey};

pub use kind::{Kind, Strength};
pub use parse::{Attached, Headers, Incoming};
pub use receive::run;
pub use store::Unplaced;
pub use trim::{MARKER, new_text};

/// The heaviest mail taken in, in bytes: what a form with its files may hold.
pub const HEAVIEST: usize = 25 * 1024 * 1024;
/// More mails than this waiting: whoever relays keeps the next ones for later.
const MOST_WAITING: i64 = 1_000;
/// Mails that found no place are kept this long, in seconds.
const KEPT: i64 = 30 * 86_400;
/// And so many of them at most.
const MOST_UNPLACED: i64 = 500;
/// Of a mail that found no place, so many bytes are kept.
const KEPT_BYTES: usize = 256 * 1024;

crate::vocabulary! {
    /// What became of a mail that came in.
    Outcome {
        /// It is to be read.
        Waiting = "waiting",
        /// It did what it was for.
        Placed = "placed",
        /// Its author is told why it did not.
        Refused = "refused",
        /// A machine wrote it.
        Dropped = "dropped",
        /// An administrator may look at it.
        Unplaced = "unplaced",
    }
}

crate::vocabulary! {
    /// What a mail is, as it is kept.
    Sort {
        /// Somebody's reply.
        Reply = "reply",
        /// A mail that came back.
        Bounce = "bounce",
        /// A report of unwanted mail.
        Complaint = "complaint",
        /// A machine's answer.
        Automatic = "automatic",
    }
}

crate::vocabulary! {
    /// Why a mail did not do what it was for; the first ones are explained to its author.
    Reason {
        /// It was not written from the member's address.
        OtherAddress = "other-address",
        /// It holds nothing new.
        Empty = "empty",
        /// The thread is not there for its author.
        Gone = "gone",
        /// The thread was closed.
        Closed = "closed",
        /// Its theme was archived.
        Archived = "archived",
        /// Its author may only read there.
        Forbidden = "forbidden",
        /// The charter in force was not accepted.
        Charter = "charter",
        /// The text is too long.
        TooLong = "too-long",
        /// Too many people are named, or another rule of the form.
        Unfit = "unfit",
        /// What may identify a patient is in it.
        Identifiers = "identifiers",
        /// It was posted, but a file was not kept.
        File = "file",
        /// It is not addressed to anything.
        NoKey = "no-key",
        /// The account is not in use any more, or the mail went to no member.
        NoMember = "no-member",
        /// It answers what is no longer asked.
        Outdated = "outdated",
        /// Reading it failed several times.
        Broken = "broken",
    }
}

/// Who hands a mail over says whom it is from and for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// `MAIL FROM`: `Some("")` for the null path of machines, `None` when it is not known (IMAP).
    pub from: Option<String>,
    /// `RCPT TO`; empty when it is not known.
    pub to: String,
}

/// What was decided of a mail.
#[derive(Clone, Debug)]
struct Verdict {
    outcome: Outcome,
    sort: Option<Sort>,
    reason: Option<Reason>,
    member: Option<MemberId>,
    sender: String,
    subject: String,
    said: Option<String>,
    raw: Option<Vec<u8>>,
}

/// Keeps a mail, to be read soon; when it returns, a crash loses nothing. The same mail for the same address is one.
/// Says whether it was new.
///
/// # Errors
/// `Refusal::Busy` when too many wait, so that whoever relays tries again; else what the database says.
pub fn keep(tx: &mut Tx<'_>, envelope: &Envelope, bytes: &[u8]) -> Result<bool, Refusal> {
    if store::waiting(tx.db())? >= MOST_WAITING {
        return Err(Refusal::Busy("too many mails wait to be read".into()));
    }
    let fits = |text: &str| text.chars().take(320).collect::<String>();
    let envelope = Envelope { from: envelope.from.as_deref().map(fits), to: fits(&envelope.to) };
    store::insert(tx, &mark_of(&envelope.to, bytes), &envelope, bytes)
}

/// What makes a mail the same one: its `Message-ID` and the address it is for, else all its bytes.
fn mark_of(to: &str, bytes: &[u8]) -> String {
    let id = parse::message_id(bytes).unwrap_or_else(|| tokens::stored(&String::from_utf8_lossy(bytes)));
    tokens::stored(&format!("{}\n{id}", to.to_lowercase()))
}

/// Forgets what was settled 30 days ago; returns how many.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let before = tx.now().plus_seconds(-KEPT);
    store::forget(tx, before, MOST_UNPLACED)
}

/// Takes a mail that found no place away.
///
/// # Errors
/// `Refusal::NotFound` for others than administrators, or when it is gone.
pub fn remove(tx: &mut Tx<'_>, viewer: &Viewer, id: IncomingId) -> Result<(), Refusal> {
    let actor = policy::require_or_hide(viewer, &Act::RunInstance)?;
    if !store::remove_unplaced(tx, id)? {
        return Err(Refusal::NotFound);
    }
    let act = "incoming_mail.removed";
    journal::record(
        tx,
        &Fact { actor: Some(actor), act, theme: None, subject: "incoming_mail", subject_id: id.0, detail: "" },
    )
}

/// How many mails found no place (the first hundred are counted).
///
/// # Errors
/// What the database says.
pub fn unplaced_count(db: &mut Db) -> Result<usize, Refusal> {
    Ok(store::unplaced(db, None, 100)?.len())
}

/// The letter that explains why a reply was refused, with what it said, except what may identify a patient.
///
/// # Errors
/// What the database says.
pub(crate) fn letter(db: &mut Db, incoming: IncomingId, site: (&str, &InstanceKey)) -> Result<Option<Letter>, Refusal> {
    replies::letter(db, incoming, site)
}
