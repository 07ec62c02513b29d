//! Mails that need somebody: listed for administrators, sent again, or given up with a reason. Their text is never shown.

use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;

use super::{Class, Message, State, Trouble, relay};
use crate::db::ids::{MailDecisionId, MailId, MemberId};
use crate::db::schema::{mail_decisions, members, outbox};
use crate::db::{Db, Moment, Slice, Tx};
use crate::journal::{self, Fact};
use crate::moderation::Reason;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;

/// Mails on a page.
const PAGE: i64 = 50;

crate::vocabulary! {
    /// Which mails are listed.
    Shelf {
        /// Those that will not leave by themselves.
        Dead = "dead",
        /// Those that wait, for the first time or for another try.
        Waiting = "waiting",
        /// Those that left.
        Sent = "sent",
        /// Those an administrator gave up: what was dropped by itself would tell of things that are hidden.
        Suppressed = "suppressed",
    }
}

impl Shelf {
    const fn states(self) -> &'static [State] {
        match self {
            Self::Dead => &[State::Dead],
            Self::Waiting => &[State::Pending, State::Claimed, State::Sending, State::Unknown],
            Self::Sent => &[State::Sent],
            Self::Suppressed => &[State::Suppressed],
        }
    }
}

crate::vocabulary! {
    /// What an administrator decides of a mail.
    DecisionKind {
        /// It is tried again from the start.
        Again = "again",
        /// It will not leave.
        GivenUp = "given-up",
    }
}

/// A mail as administrators see it.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// Its id.
    pub id: MailId,
    /// What it is for.
    pub class: Class,
    /// Where it stands.
    pub state: State,
    /// How often it was tried in vain.
    pub attempt: i32,
    /// How often the same bytes went again.
    pub copies: i32,
    /// Why it did not leave.
    pub trouble: Option<Trouble>,
    /// What the relay answered.
    pub code: Option<i32>,
    /// In its words.
    pub said: Option<String>,
    /// When it was posted.
    pub created_at: Moment,
    /// When it is tried next.
    pub not_before: Moment,
    /// When it was settled.
    pub done_at: Option<Moment>,
    /// To whom: their id, given and family name.
    pub member: Option<(MemberId, String, String)>,
    payload: String,
}

impl Listed {
    /// Whether it may be sent again: the link of a mail that waited too long has ended.
    pub fn may_go_again(&self, now: Moment) -> bool {
        self.state == State::Dead && !is_outlived(&self.payload, self.created_at, now)
    }
}

fn is_outlived(payload: &str, posted_at: Moment, now: Moment) -> bool {
    serde_json::from_str::<Message>(payload).is_ok_and(|message| message.is_outlived(posted_at, now))
}

/// What was suppressed is told of only when somebody decided it.
#[auto_type(no_type_alias)]
fn is_told() -> _ {
    let dropped: State = State::Suppressed;
    outbox::state.ne(dropped).or(exists(mail_decisions::table.filter(mail_decisions::mail_id.eq(outbox::id))))
}

/// What is read of a mail.
macro_rules! of_mail {
    () => {
        (
            outbox::id,
            outbox::class,
            outbox::state,
            outbox::attempt,
            outbox::copies,
            outbox::trouble,
            outbox::smtp_code,
            outbox::last_error,
            outbox::created_at,
            outbox::not_before,
            outbox::done_at,
            (members::id, members::given_name, members::family_name).nullable(),
            outbox::payload,
        )
    };
}

/// The mails of a shelf, latest first, before one of them; and where the next page begins.
///
/// # Errors
/// What the database says.
pub fn on_shelf(db: &mut Db, shelf: Shelf, before: Option<MailId>) -> Result<(Vec<Listed>, Option<MailId>), Refusal> {
    let mut listed: Vec<Listed> = outbox::table
        .left_join(members::table.on(outbox::member_id.eq(members::id.nullable())))
        .filter(outbox::state.eq_any(shelf.states()).and(is_told()))
        .filter(outbox::id.lt(before.unwrap_or(MailId(i64::MAX))))
        .order(outbox::id.desc())
        .limit(PAGE + 1)
        .select(of_mail!())
        .load(db)?;
    let more = listed.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    listed.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = listed.last().filter(|_| more).map(|last| last.id);
    Ok((listed, next))
}

/// A slice of the mails that will not leave by themselves, the oldest first.
///
/// # Errors
/// What the database says.
pub fn dead(db: &mut Db, slice: &Slice<'_>) -> Result<Vec<Listed>, Refusal> {
    let mut query = outbox::table
        .left_join(members::table.on(outbox::member_id.eq(members::id.nullable())))
        .filter(outbox::state.eq(State::Dead))
        .order(outbox::id.asc())
        .limit(slice.most)
        .select(of_mail!())
        .into_boxed();
    if let Some(after) = slice.after {
        query = query.filter(outbox::id.gt(MailId(after.id)));
    }
    if let Some(only) = slice.only {
        query = query.filter(outbox::id.eq(MailId(only.id)));
    }
    Ok(query.load(db)?)
}

/// How many mails stand on each shelf.
///
/// # Errors
/// What the database says.
pub fn counts(db: &mut Db) -> Result<Vec<(Shelf, i64)>, Refusal> {
    let by_state: Vec<(State, i64)> = outbox::table
        .filter(is_told())
        .group_by(outbox::state)
        .select((outbox::state, diesel::dsl::count_star()))
        .load(db)?;
    let on = |shelf: &Shelf| {
        let mine = by_state.iter().filter(|(state, _)| shelf.states().contains(state));
        (*shelf, mine.map(|(_, count)| count).sum())
    };
    Ok(Shelf::ALL.iter().map(on).collect())
}

/// Whether mail waits for the relay to come back.
///
/// # Errors
/// What the database says.
pub fn waits_for_relay(db: &mut Db) -> Result<bool, Refusal> {
    relay::is_away(db)
}

/// Sends a dead mail again, written afresh with the rights of the moment it leaves.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, and for no mail; `Refusal::Conflict` when it is not dead, or
/// its link has ended.
pub fn send_again(viewer: &Viewer, id: MailId, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    let now = tx.now();
    let kept: Option<(String, Moment)> =
        outbox::table.find(id).select((outbox::payload, outbox::created_at)).first(tx.db()).optional()?;
    if kept.is_some_and(|(payload, posted_at)| is_outlived(&payload, posted_at, now)) {
        return Err(Refusal::Conflict("refusal-mail-outlived"));
    }
    let again = diesel::update(outbox::table.find(id).filter(outbox::state.eq(State::Dead)))
        .set((
            outbox::state.eq(State::Pending),
            outbox::attempt.eq(0),
            outbox::copies.eq(0),
            outbox::fence.eq(outbox::fence + 1),
            outbox::not_before.eq(now),
            outbox::done_at.eq(None::<Moment>),
        ))
        .execute(tx.db())?;
    settled(tx.db(), id, again)?;
    decide(tx, me, id, DecisionKind::Again, "")
}

/// Gives up a mail that did not leave, with the reason.
///
/// # Errors
/// `Refusal::NotFound` for anybody but an administrator, and for no mail; `Refusal::Conflict` when it left, is leaving or
/// was given up already.
pub fn give_up(viewer: &Viewer, id: MailId, reason: &Reason, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let me = policy::require_or_hide(viewer, &Act::RunInstance)?;
    let now = tx.now();
    let given_up = diesel::update(outbox::table.find(id))
        .filter(outbox::state.eq_any([State::Dead, State::Pending, State::Unknown]))
        .set((
            outbox::state.eq(State::Suppressed),
            outbox::fence.eq(outbox::fence + 1),
            outbox::rendered.eq(None::<Vec<u8>>),
            outbox::done_at.eq(now),
        ))
        .execute(tx.db())?;
    settled(tx.db(), id, given_up)?;
    decide(tx, me, id, DecisionKind::GivenUp, reason.as_str())
}

fn settled(db: &mut Db, id: MailId, count: usize) -> Result<(), Refusal> {
    if count == 1 {
        return Ok(());
    }
    let known: Option<MailId> = outbox::table.find(id).select(outbox::id).first(db).optional()?;
    Err(known.map_or(Refusal::NotFound, |_| Refusal::Conflict("refusal-mail-moved-on")))
}

fn decide(tx: &mut Tx<'_>, me: MemberId, mail: MailId, kind: DecisionKind, reason: &str) -> Result<(), Refusal> {
    let row = (
        mail_decisions::id.eq(MailDecisionId(tx.id())),
        mail_decisions::mail_id.eq(mail),
        mail_decisions::kind.eq(kind),
        mail_decisions::decided_by.eq(me),
        mail_decisions::decided_at.eq(tx.now()),
        mail_decisions::reason.eq(reason),
    );
    diesel::insert_into(mail_decisions::table).values(row).execute(tx.db())?;
    let act = match kind {
        DecisionKind::Again => "mail.sent-again",
        DecisionKind::GivenUp => "mail.given-up",
    };
    let fact = Fact { actor: Some(me), act, theme: None, subject: "mail", subject_id: mail.0, detail: "" };
    journal::record(tx, &fact)
}

/// The reason a mail was given up for, who gave it and when: the last decision of each of some mails.
///
/// # Errors
/// What the database says.
pub fn reasons(db: &mut Db, mails: &[MailId]) -> Result<Vec<(MailId, String, String, Moment)>, Refusal> {
    let rows: Vec<(MailId, String, String, String, Moment)> = mail_decisions::table
        .inner_join(members::table.on(mail_decisions::decided_by.eq(members::id)))
        .filter(mail_decisions::mail_id.eq_any(mails))
        .filter(mail_decisions::kind.eq(DecisionKind::GivenUp))
        .order(mail_decisions::id.desc())
        .limit(PAGE * 2)
        .select((
            mail_decisions::mail_id,
            mail_decisions::reason,
            members::given_name,
            members::family_name,
            mail_decisions::decided_at,
        ))
        .load(db)?;
    Ok(rows.into_iter().map(|(mail, why, given, family, at)| (mail, why, format!("{given} {family}"), at)).collect())
}
