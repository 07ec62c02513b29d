//! SQL of measures about people.

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::tz::TimeZone;

use crate::db::ids::{DecisionId, MemberId, ThemeId};
use crate::db::schema::{decisions, members, memberships, sanctions};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::refusal::Refusal;

/// A measure about a person, as it is kept.
#[derive(Clone, Debug, Queryable)]
pub struct Sanction {
    /// The decision that took it.
    pub decision: DecisionId,
    /// About whom.
    pub member: MemberId,
    /// In which theme; none: the whole account.
    pub theme: Option<ThemeId>,
    /// Which.
    pub kind: String,
    /// Since when.
    pub since: Moment,
    /// When it ends, if it does by itself.
    pub until: Option<Moment>,
    /// How many posts still wait to be approved, if it counts them.
    pub posts_left: Option<i32>,
    /// When it was ended.
    pub ended_at: Option<Moment>,
    /// Whether it was taken back.
    pub undone: bool,
}

impl Sanction {
    /// Whether it holds at a moment.
    pub fn holds(&self, now: Moment) -> bool {
        self.ended_at.is_none() && self.until.is_none_or(|end| now < end) && self.posts_left != Some(0)
    }
}

/// Reads measures: the same columns wherever they are read.
macro_rules! read_sanctions {
    () => {{
        let undoing = diesel::alias!(decisions as undoing);
        sanctions::table.select((
            sanctions::decision_id,
            sanctions::member_id,
            sanctions::theme_id,
            sanctions::kind,
            sanctions::since,
            sanctions::until,
            sanctions::posts_left,
            sanctions::ended_at,
            exists(undoing.filter(undoing.field(decisions::undoes_id).eq(sanctions::decision_id.nullable()))),
        ))
    }};
}

/// The measures about a member in some themes, the last first.
pub(super) fn of(db: &mut Db, member: MemberId, themes: &[ThemeId]) -> Result<Vec<Sanction>, Refusal> {
    Ok(read_sanctions!()
        .filter(sanctions::member_id.eq(member))
        .filter(sanctions::theme_id.eq_any(themes.iter().copied().map(Some).collect::<Vec<_>>()))
        .order(sanctions::decision_id.desc())
        .limit(100)
        .load(db)?)
}

/// The measures that close a member's account, the last first.
pub(super) fn of_account(db: &mut Db, member: MemberId) -> Result<Vec<Sanction>, Refusal> {
    Ok(read_sanctions!()
        .filter(sanctions::member_id.eq(member))
        .filter(sanctions::theme_id.is_null())
        .order(sanctions::decision_id.desc())
        .limit(100)
        .load(db)?)
}

/// The measures that some decisions took.
pub(super) fn taken_by(db: &mut Db, ids: &[DecisionId]) -> Result<Vec<Sanction>, Refusal> {
    Ok(read_sanctions!()
        .filter(sanctions::decision_id.eq_any(ids.to_vec()))
        .order(sanctions::decision_id.asc())
        .load(db)?)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    decision: DecisionId,
    (member, theme): (MemberId, Option<ThemeId>),
    kind: &str,
    (until, posts): (Option<Moment>, Option<i32>),
) -> Result<(), Refusal> {
    let row = (
        sanctions::decision_id.eq(decision),
        sanctions::member_id.eq(member),
        sanctions::theme_id.eq(theme),
        sanctions::kind.eq(kind),
        sanctions::since.eq(tx.now()),
        sanctions::until.eq(until),
        sanctions::posts_left.eq(posts),
    );
    diesel::insert_into(sanctions::table).values(row).execute(tx.db())?;
    Ok(())
}

/// Suspends a confirmed membership that is not, until a moment.
pub(super) fn suspend(tx: &mut Tx<'_>, member: MemberId, theme: ThemeId, until: Moment) -> Result<bool, Refusal> {
    let now = tx.now();
    let free = memberships::suspended_until.is_null().or(memberships::suspended_until.le(now).assume_not_null());
    let confirmed = memberships::table
        .filter(memberships::member_id.eq(member))
        .filter(memberships::theme_id.eq(theme))
        .filter(memberships::state.eq("confirmed"))
        .filter(free);
    Ok(diesel::update(confirmed).set(memberships::suspended_until.eq(until)).execute(tx.db())? == 1)
}

/// Ends a measure that was not, and the suspension it is; rights are the caller's. Says whether it could.
pub(in crate::moderation) fn end(tx: &mut Tx<'_>, sanction: &Sanction) -> Result<bool, Refusal> {
    let now = tx.now();
    if !sanction.holds(now) {
        return Ok(false);
    }
    let open = sanctions::table.find(sanction.decision).filter(sanctions::ended_at.is_null());
    if diesel::update(open).set(sanctions::ended_at.eq(now)).execute(tx.db())? == 0 {
        return Ok(false);
    }
    if let (true, Some(theme)) = (sanction.kind == "suspend", sanction.theme) {
        let suspended = memberships::table
            .filter(memberships::member_id.eq(sanction.member))
            .filter(memberships::theme_id.eq(theme));
        diesel::update(suspended).set(memberships::suspended_until.eq(None::<Moment>)).execute(tx.db())?;
    }
    Ok(true)
}

/// The measure by which a member's posts in a theme wait to be approved at a moment, if one does.
///
/// # Errors
/// What the database says.
pub fn awaits_approval(
    db: &mut Db,
    member: MemberId,
    theme: ThemeId,
    now: Moment,
) -> Result<Option<DecisionId>, Refusal> {
    Ok(sanctions::table
        .filter(sanctions::member_id.eq(member))
        .filter(sanctions::theme_id.eq(theme))
        .filter(sanctions::kind.eq("approval"))
        .filter(sanctions::ended_at.is_null())
        .filter(sanctions::until.is_null().or(sanctions::until.gt(now).assume_not_null()))
        .filter(sanctions::posts_left.is_null().or(sanctions::posts_left.gt(0).assume_not_null()))
        .order(sanctions::decision_id.desc())
        .select(sanctions::decision_id)
        .first(db)
        .optional()?)
}

/// One of the posts that a measure holds was approved: it counts one less.
pub(in crate::moderation) fn one_approved(tx: &mut Tx<'_>, measure: DecisionId) -> Result<(), Refusal> {
    let counting = sanctions::table.find(measure).filter(sanctions::posts_left.gt(0));
    diesel::update(counting).set(sanctions::posts_left.eq(sanctions::posts_left - 1)).execute(tx.db())?;
    Ok(())
}

/// The zone a member lives in.
pub(super) fn zone_of(db: &mut Db, member: MemberId) -> Result<TimeZone, Refusal> {
    let name: String = members::table.find(member).select(members::time_zone).first(db)?;
    Ok(TimeZone::get(&name).unwrap_or(TimeZone::UTC))
}

/// Closes an account in use.
pub(super) fn close_account(tx: &mut Tx<'_>, member: MemberId) -> Result<bool, Refusal> {
    let open = members::table.find(member).filter(members::state.ne(AccountState::Closed));
    Ok(diesel::update(open).set(members::state.eq(AccountState::Closed)).execute(tx.db())? == 1)
}

/// Puts a closed account in use again; one whose owner never came waits for them again.
pub(super) fn reopen_account(tx: &mut Tx<'_>, member: MemberId) -> Result<bool, Refusal> {
    let closed = || members::table.find(member).filter(members::state.eq(AccountState::Closed));
    let came = closed().filter(members::joined_at.is_not_null());
    if diesel::update(came).set(members::state.eq(AccountState::Active)).execute(tx.db())? == 1 {
        return Ok(true);
    }
    Ok(diesel::update(closed()).set(members::state.eq(AccountState::Invited)).execute(tx.db())? == 1)
}

/// A name, and the state of the account.
pub(super) fn account(db: &mut Db, member: MemberId) -> Result<(String, String, AccountState), Refusal> {
    let columns = (members::given_name, members::family_name, members::state);
    Ok(members::table.find(member).select(columns).first(db)?)
}
