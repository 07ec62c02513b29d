//! What is out of the community's scope goes to the competent body, and what it answers comes back.
//!
//! The register ([`bodies`]) says who answers on what, and how fast. A referral is a structured note: it leaves by mail
//! with a reference ([`letter`]), a signed link ([`links`]) and, where incoming mail is read, an address of its own; the
//! body acknowledges and answers by either, or an animator enters what came otherwise ([`answering`]). A job chases what
//! is overdue ([`chasing`]). Nothing of it names who reported the difficulty.

mod answering;
pub mod bodies;
mod chasing;
pub mod letter;
pub mod links;
pub mod pages;
pub mod pages_bodies;
pub mod pages_count;
pub mod pages_link;
pub mod queue;
pub mod returns;
mod store;
mod store_bodies;
mod store_count;
mod store_queue;
mod ticket;

use serde::Serialize;

use crate::db::ids::{BodyId, MemberId, PointDurId, ReferralId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::points_durs::machine::Edge;
use crate::policy::{self, Viewer};
use crate::refusal::{Problems, Refusal};
pub use answering::{Came, LANGUAGE, Placed, by_mail};
pub use bodies::Body;
pub use chasing::run;
pub use store::Referral;
pub use ticket::Ticket;

crate::vocabulary! {
    /// What a body is.
    BodyKind {
        /// The national digital-health agency and its like.
        NationalAgency = "national_agency",
        /// An agency of a region.
        RegionalAgency = "regional_agency",
        /// An e-health grouping of a region (GRADeS).
        Grouping = "grouping",
        /// Anything else.
        Other = "other",
    }
}

crate::vocabulary! {
    /// How an answer came.
    Through {
        /// By a reply to the mail.
        Mail = "mail",
        /// By the signed link.
        Link = "link",
        /// Otherwise: an animator or an expert entered it.
        Animator = "animator",
    }
}

/// How the keys of its mails begin.
const KEY: &str = "referral:";
/// Longest question, context and attempts, in characters.
pub const LONGEST_PART: usize = 4_000;
/// Longest hope, in characters.
pub const LONGEST_HOPE: usize = 1_000;
/// Longest answer, in characters.
pub const LONGEST_ANSWER: usize = 20_000;

/// What is asked, in the words that leave.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Note {
    /// What is asked.
    pub question: String,
    /// In which context; may be empty.
    pub context: String,
    /// What was tried; may be empty.
    pub attempts: String,
    /// What is hoped for; may be empty.
    pub hoped_for: String,
}

impl Note {
    /// Its texts, in the order they are read.
    pub fn texts(&self) -> [&str; 4] {
        [&self.question, &self.context, &self.attempts, &self.hoped_for]
    }
}

/// The address of a referral, for those who follow it.
pub fn address(point_dur: PointDurId, referral: ReferralId) -> String {
    format!("/points-durs/{point_dur}/transmissions/{referral}")
}

/// Refers a point dur to a body: the ticket waits for it, and the note leaves by mail when the body has an address.
///
/// # Errors
/// `Refusal::NotFound` or `Refusal::Forbidden` for who may not refer it, `Refusal::Conflict` when it moved since
/// `version`, `Refusal::Invalid` (`body`) for a body that is archived or unknown.
pub fn refer(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    point_dur: PointDurId,
    (body, version): (BodyId, i32),
    note: &Note,
) -> Result<ReferralId, Refusal> {
    let ticket = ticket::to_refer(tx.db(), viewer, point_dur)?;
    let body = bodies::find(tx.db(), body).ok().filter(|body| body.archived_at.is_none());
    let body = body.ok_or_else(|| Problems::one("body", "referral-choose-body"))?;
    let sender = viewer.id()?;
    let referral = store::insert(tx, point_dur, &body, sender, note)?;
    ticket::referred(tx, viewer, &ticket, version, referral)?;
    if body.is_written_to() {
        post(tx, referral, 0)?;
    }
    Ok(referral)
}

/// Posts the mail of a referral, or one of its reminders.
fn post(tx: &mut Tx<'_>, referral: ReferralId, reminder: i32) -> Result<(), Refusal> {
    let message = Message::Referral { referral: referral.0, reminder };
    let generation = store::find(tx.db(), referral)?.generation;
    outbox::post(tx, None, &format!("{KEY}{referral}:{generation}:{reminder}"), &message).map(drop)
}

/// A referral of a point dur the viewer follows as somebody who may refer it.
///
/// # Errors
/// `Refusal::NotFound`, whether it is hidden or does not exist; `Refusal::Forbidden` for who reads the point dur only.
pub fn followed(
    db: &mut Db,
    viewer: &Viewer,
    point_dur: PointDurId,
    referral: ReferralId,
) -> Result<(Ticket, Referral), Refusal> {
    let ticket = ticket::to_refer(db, viewer, point_dur)?;
    let found = store::find(db, referral)?;
    if found.point_dur == point_dur { Ok((ticket, found)) } else { Err(Refusal::NotFound) }
}

/// The bodies a visible point dur was referred to, by referral: their names, for its timeline.
///
/// # Errors
/// What the database says.
pub fn bodies_asked(db: &mut Db, point_dur: PointDurId) -> Result<Vec<(ReferralId, String)>, Refusal> {
    store::bodies_asked(db, point_dur)
}

/// Takes a referral back: the link leads nowhere any more, the point dur goes on.
///
/// # Errors
/// Those of [`followed`]; `Refusal::Conflict` when it was answered or taken back meanwhile.
pub fn take_back(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    (point_dur, referral): (PointDurId, ReferralId),
    reason: &str,
) -> Result<(), Refusal> {
    let (ticket, _) = followed(tx.db(), viewer, point_dur, referral)?;
    if !store::end_if_open(tx, referral)? {
        return Err(Refusal::Conflict("referral-over"));
    }
    outbox::withdraw(tx, &format!("{KEY}{referral}:"))?;
    ticket::taken_back(tx, viewer, &ticket, reason)
}

/// Takes the link and the address given so far back, and sends the note again with new ones.
///
/// # Errors
/// Those of [`followed`]; `Refusal::Conflict` when it was answered or taken back meanwhile.
pub fn renew_link(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    (point_dur, referral): (PointDurId, ReferralId),
) -> Result<(), Refusal> {
    let (ticket, found) = followed(tx.db(), viewer, point_dur, referral)?;
    if !store::renew_if_open(tx, referral, found.generation)? {
        return Err(Refusal::Conflict("referral-over"));
    }
    outbox::withdraw(tx, &format!("{KEY}{referral}:"))?;
    record(tx, Some(viewer.id()?), "referral.link_renewed", &ticket, referral)?;
    if bodies::find(tx.db(), found.body)?.is_written_to() { post(tx, referral, 0) } else { Ok(()) }
}

/// An acknowledgement or an answer that came otherwise, entered by somebody who follows the referral.
///
/// # Errors
/// Those of [`followed`]; `Refusal::Conflict` when it was answered or taken back meanwhile.
pub fn enter(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    (point_dur, referral): (PointDurId, ReferralId),
    came: &Came,
) -> Result<(), Refusal> {
    let (ticket, found) = followed(tx.db(), viewer, point_dur, referral)?;
    policy::require(viewer, &ticket.point.step(Edge::BodyAnswered, false))?;
    answering::take_in(tx, &found, came, Some(viewer))
}

/// What the body says itself, by its link or by mail.
///
/// # Errors
/// `Refusal::Conflict` when it was answered or taken back meanwhile.
pub fn say(tx: &mut Tx<'_>, referral: &Referral, came: &Came) -> Result<(), Refusal> {
    answering::take_in(tx, referral, came, None)
}

/// How the mail of a referral fares, as far as it has one.
///
/// # Errors
/// What the database says.
pub fn fate(db: &mut Db, referral: ReferralId) -> Result<Option<outbox::Fate>, Refusal> {
    outbox::latest(db, &format!("{KEY}{referral}:"))
}

fn record(
    tx: &mut Tx<'_>,
    actor: Option<MemberId>,
    act: &'static str,
    ticket: &Ticket,
    referral: ReferralId,
) -> Result<(), Refusal> {
    let theme = Some(ticket.thread.theme);
    journal::record(tx, &Fact { actor, act, theme, subject: "referral", subject_id: referral.0, detail: "" })
}

/// When an answer is expected of a body asked now.
fn due(now: Moment, body: &Body) -> Moment {
    now.plus_seconds(i64::from(body.delay_days) * 86_400)
}
