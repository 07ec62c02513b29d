//! SQL of referrals. Every change of state is one conditional statement.

use diesel::prelude::*;

use super::{Body, Note, Through, due};
use crate::db::ids::{BodyId, MemberId, PointDurId, ReferralId};
use crate::db::schema::{bodies, members, referrals};
use crate::db::{Db, Moment, Tx};
use crate::refusal::Refusal;

/// Referrals of one point dur looked at at most.
const MOST: i64 = 100;

/// A referral, with the names it is told by.
#[derive(Clone, Debug, Queryable)]
pub struct Referral {
    /// Its id: the reference of its mails.
    pub id: ReferralId,
    /// What is referred.
    pub point_dur: PointDurId,
    /// To which body.
    pub body: BodyId,
    /// The body's name.
    pub body_name: String,
    /// Who sent it.
    pub sent_by: MemberId,
    /// Their given and family names.
    pub sender: (String, String),
    /// When.
    pub sent_at: Moment,
    note: (String, String, String, String),
    /// When an answer is expected.
    pub due_at: Moment,
    /// Which of its links and addresses work.
    pub generation: i32,
    /// When the body said that it had it.
    pub acknowledged_at: Option<Moment>,
    /// When it answered.
    pub answered_at: Option<Moment>,
    /// What it answered.
    pub answer: Option<String>,
    /// How the answer came.
    pub answered_through: Option<Through>,
    /// Reminders sent; three once the animators were told.
    pub chased: i32,
    /// When it was taken back.
    pub ended_at: Option<Moment>,
    /// When a mail with its present link was refused.
    pub refused_at: Option<Moment>,
}

impl Referral {
    /// What is asked.
    pub fn note(&self) -> Note {
        let (question, context, attempts, hoped_for) = self.note.clone();
        Note { question, context, attempts, hoped_for }
    }

    /// Whether the body may still answer.
    pub fn is_open(&self) -> bool {
        self.answered_at.is_none() && self.ended_at.is_none()
    }
}

type Columns = (
    referrals::id,
    referrals::point_dur_id,
    referrals::body_id,
    bodies::name,
    referrals::sent_by,
    (members::given_name, members::family_name),
    referrals::sent_at,
    (referrals::question, referrals::context, referrals::attempts, referrals::hoped_for),
    referrals::due_at,
    referrals::generation,
    referrals::acknowledged_at,
    referrals::answered_at,
    referrals::answer,
    referrals::answered_through,
    referrals::chased,
    referrals::ended_at,
    referrals::refused_at,
);
const COLUMNS: Columns = (
    referrals::id,
    referrals::point_dur_id,
    referrals::body_id,
    bodies::name,
    referrals::sent_by,
    (members::given_name, members::family_name),
    referrals::sent_at,
    (referrals::question, referrals::context, referrals::attempts, referrals::hoped_for),
    referrals::due_at,
    referrals::generation,
    referrals::acknowledged_at,
    referrals::answered_at,
    referrals::answer,
    referrals::answered_through,
    referrals::chased,
    referrals::ended_at,
    referrals::refused_at,
);

/// One referral, whoever asks: a page asks [`super::followed`], a link proves itself.
pub(super) fn find(db: &mut Db, id: ReferralId) -> Result<Referral, Refusal> {
    Ok(referrals::table
        .inner_join(bodies::table)
        .inner_join(members::table.on(members::id.eq(referrals::sent_by)))
        .filter(referrals::id.eq(id))
        .select(COLUMNS)
        .first(db)?)
}

pub(super) fn bodies_asked(db: &mut Db, point_dur: PointDurId) -> Result<Vec<(ReferralId, String)>, Refusal> {
    Ok(referrals::table
        .inner_join(bodies::table)
        .filter(referrals::point_dur_id.eq(point_dur))
        .order(referrals::id.asc())
        .limit(MOST)
        .select((referrals::id, bodies::name))
        .load(db)?)
}

/// The oldest that are overdue and were not chased since a moment, the animators not told yet.
pub(super) fn overdue(db: &mut Db, now: Moment, chased_before: Moment, most: i64) -> Result<Vec<Referral>, Refusal> {
    let quiet = referrals::chased_at.is_null().or(referrals::chased_at.le(chased_before).assume_not_null());
    Ok(referrals::table
        .inner_join(bodies::table)
        .inner_join(members::table.on(members::id.eq(referrals::sent_by)))
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .filter(referrals::due_at.le(now))
        .filter(referrals::chased.lt(super::chasing::TOLD))
        .filter(quiet)
        .order((referrals::due_at.asc(), referrals::id.asc()))
        .limit(most)
        .select(COLUMNS)
        .load(db)?)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    point_dur: PointDurId,
    body: &Body,
    sender: MemberId,
    note: &Note,
) -> Result<ReferralId, Refusal> {
    let (id, now) = (ReferralId(tx.id()), tx.now());
    let row = (
        referrals::id.eq(id),
        referrals::point_dur_id.eq(point_dur),
        referrals::body_id.eq(body.id),
        referrals::sent_by.eq(sender),
        referrals::sent_at.eq(now),
        referrals::question.eq(&note.question),
        referrals::context.eq(&note.context),
        referrals::attempts.eq(&note.attempts),
        referrals::hoped_for.eq(&note.hoped_for),
        referrals::due_at.eq(due(now, body)),
    );
    diesel::insert_into(referrals::table).values(row).execute(tx.db())?;
    Ok(id)
}

/// The body has it, unless that was said already or it is over.
pub(super) fn acknowledge_if_open(tx: &mut Tx<'_>, id: ReferralId) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = diesel::update(referrals::table)
        .filter(referrals::id.eq(id))
        .filter(referrals::acknowledged_at.is_null())
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .set(referrals::acknowledged_at.eq(now))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// It is answered, unless it was already or was taken back.
pub(super) fn answer_if_open(
    tx: &mut Tx<'_>,
    id: ReferralId,
    answer: &str,
    through: Through,
    by: Option<MemberId>,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = diesel::update(referrals::table)
        .filter(referrals::id.eq(id))
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .set((
            referrals::answered_at.eq(now),
            referrals::answer.eq(answer),
            referrals::answered_through.eq(through),
            referrals::entered_by.eq(by),
        ))
        .execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn end_if_open(tx: &mut Tx<'_>, id: ReferralId) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = diesel::update(referrals::table)
        .filter(referrals::id.eq(id))
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .set((referrals::ended_at.eq(now), referrals::generation.eq(referrals::generation + 1)))
        .execute(tx.db())?;
    Ok(changed == 1)
}

pub(super) fn renew_if_open(tx: &mut Tx<'_>, id: ReferralId, generation: i32) -> Result<bool, Refusal> {
    let changed = diesel::update(referrals::table)
        .filter(referrals::id.eq(id))
        .filter(referrals::generation.eq(generation))
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .set((referrals::generation.eq(generation + 1), referrals::refused_at.eq(None::<Moment>)))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// A mail with its present link was refused, unless that is known, or it is over.
pub(super) fn refuse_if_open(tx: &mut Tx<'_>, id: ReferralId, generation: i32) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = diesel::update(referrals::table)
        .filter(referrals::id.eq(id))
        .filter(referrals::generation.eq(generation))
        .filter(referrals::refused_at.is_null())
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .set(referrals::refused_at.eq(now))
        .execute(tx.db())?;
    Ok(changed == 1)
}

/// Those of some referrals that are open and of which no refusal is known.
pub(super) fn not_refused(db: &mut Db, of: &[ReferralId]) -> Result<Vec<ReferralId>, Refusal> {
    Ok(referrals::table
        .filter(referrals::id.eq_any(of))
        .filter(referrals::refused_at.is_null())
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .select(referrals::id)
        .load(db)?)
}

/// One reminder more, unless it was answered, taken back or chased meanwhile.
pub(super) fn chase_if_open(tx: &mut Tx<'_>, id: ReferralId, chased: i32, next: i32) -> Result<bool, Refusal> {
    let now = tx.now();
    let changed = diesel::update(referrals::table)
        .filter(referrals::id.eq(id))
        .filter(referrals::chased.eq(chased))
        .filter(referrals::answered_at.is_null())
        .filter(referrals::ended_at.is_null())
        .set((referrals::chased.eq(next), referrals::chased_at.eq(now)))
        .execute(tx.db())?;
    Ok(changed == 1)
}
