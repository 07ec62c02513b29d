//! SQL of appeals.

use diesel::dsl::not;
use diesel::prelude::*;

use super::super::{DecisionKind, Reason};
use super::Outcome;
use crate::db::ids::{AppealId, DecisionId, MemberId, ThemeId};
use crate::db::schema::{appeals, decisions, members};
use crate::db::{Db, Moment, Tx};
use crate::members::{AccountState, sessions};
use crate::on_each_backend;
use crate::policy::Viewer;
use crate::refusal::Refusal;

/// An appeal.
#[derive(Clone, Debug, Queryable)]
pub struct Appeal {
    /// Its id.
    pub id: AppealId,
    /// Against which decision.
    pub decision: DecisionId,
    /// Whose.
    pub member: MemberId,
    /// Their name.
    pub name: (String, String),
    /// In their words.
    pub text: String,
    /// When.
    pub at: Moment,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: Option<String>,
    /// Who answered.
    pub decided_by: Option<MemberId>,
    /// When.
    pub decided_at: Option<Moment>,
}

/// Reads appeals: the same columns wherever they are read.
macro_rules! read_appeals {
    () => {
        appeals::table.inner_join(members::table.on(members::id.eq(appeals::member_id))).select((
            appeals::id,
            appeals::decision_id,
            appeals::member_id,
            (members::given_name, members::family_name),
            appeals::text,
            appeals::created_at,
            appeals::outcome,
            appeals::reason,
            appeals::decided_by,
            appeals::decided_at,
        ))
    };
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    decision: DecisionId,
    member: MemberId,
    text: &str,
) -> Result<Option<AppealId>, Refusal> {
    let id = AppealId(tx.id());
    let row = (
        appeals::id.eq(id),
        appeals::decision_id.eq(decision),
        appeals::member_id.eq(member),
        appeals::text.eq(text),
        appeals::created_at.eq(tx.now()),
    );
    let inserted = on_each_backend!(tx.db(), conn => diesel::insert_into(appeals::table)
        .values(row).on_conflict_do_nothing().execute(conn))?;
    Ok((inserted == 1).then_some(id))
}

pub(super) fn one(db: &mut Db, id: AppealId) -> Result<Appeal, Refusal> {
    Ok(read_appeals!().filter(appeals::id.eq(id)).first(db)?)
}

pub(super) fn against(db: &mut Db, decision: DecisionId) -> Result<Option<Appeal>, Refusal> {
    Ok(read_appeals!().filter(appeals::decision_id.eq(decision)).first(db).optional()?)
}

pub(super) fn against_some(db: &mut Db, decisions: &[DecisionId]) -> Result<Vec<Appeal>, Refusal> {
    let of = appeals::decision_id.eq_any(decisions.to_vec());
    Ok(read_appeals!().filter(of).order(appeals::id.asc()).load(db)?)
}

/// Answers an open appeal; says whether it was open.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    id: AppealId,
    (outcome, reason): (Outcome, &Reason),
    by: MemberId,
) -> Result<bool, Refusal> {
    let open = appeals::table.find(id).filter(appeals::outcome.is_null());
    let change = (
        appeals::outcome.eq(outcome),
        appeals::reason.eq(reason.as_str()),
        appeals::decided_by.eq(by),
        appeals::decided_at.eq(tx.now()),
    );
    Ok(diesel::update(open).set(change).execute(tx.db())? == 1)
}

/// Which open appeals somebody may answer.
pub(super) struct Answerable<'a> {
    /// Who answers: never what they decided, never what concerns them.
    pub(super) me: MemberId,
    /// The themes whose appeals they answer, save weighty ones.
    pub(super) themes: &'a [ThemeId],
    /// The themes whose weighty ones they answer.
    pub(super) animated: &'a [ThemeId],
    /// Whether they answer those about accounts, and weighty ones of any theme.
    pub(super) office: bool,
}

/// Open appeals that somebody may answer, the oldest first, after one of them: the rule is in the statement, so that what
/// another answers takes no place on a page.
pub(super) fn open_in(
    db: &mut Db,
    who: &Answerable<'_>,
    after: Option<AppealId>,
    limit: i64,
) -> Result<Vec<Appeal>, Refusal> {
    let of = |themes: &[ThemeId]| -> Vec<Option<ThemeId>> { themes.iter().copied().map(Some).collect() };
    let weighty = || decisions::kind.eq_any(DecisionKind::ALL.iter().copied().filter(|kind| super::is_weighty(*kind)));
    let light = not(weighty()).and(decisions::theme_id.eq_any(of(who.themes)).assume_not_null());
    let grave = weighty().and(decisions::theme_id.eq_any(of(who.animated)).assume_not_null());
    let query = read_appeals!()
        .inner_join(decisions::table.on(decisions::id.eq(appeals::decision_id)))
        .filter(appeals::outcome.is_null())
        .filter(appeals::id.gt(after.unwrap_or(AppealId(0))))
        .filter(appeals::member_id.ne(who.me))
        .filter(decisions::actor_id.ne(who.me))
        .order(appeals::id.asc())
        .limit(limit)
        .into_boxed();
    let query = if who.office {
        query.filter(light.or(weighty()).or(decisions::theme_id.is_null()))
    } else {
        query.filter(light.or(grave))
    };
    Ok(query.load(db)?)
}

/// Those who run the instance.
pub(super) fn administrators(db: &mut Db, now: Moment) -> Result<Vec<Viewer>, Refusal> {
    let ids: Vec<MemberId> = members::table
        .filter(members::admin.eq(true))
        .filter(members::state.eq(AccountState::Active))
        .order(members::id.asc())
        .limit(50)
        .select(members::id)
        .load(db)?;
    sessions::viewers_of(db, &ids, now)
}
