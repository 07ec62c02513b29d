//! SQL of invitations here, of requests beside.

pub(super) mod queue;
pub(super) mod requests;

use diesel::prelude::*;

use super::{InvitationState, Origin};
use crate::circles::Circle;
use crate::db::ids::{InvitationId, MemberId, ThemeId};
use crate::db::schema::{establishments, invitations, members, memberships};
use crate::db::{Db, Moment, Tx};
use crate::members::AccountState;
use crate::refusal::Refusal;

/// An invitation, as it stands.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The address it is for.
    pub email: String,
    /// That address's form for comparing.
    pub email_key: String,
    /// The account it is for, when a spreadsheet made it.
    pub member_id: Option<MemberId>,
    /// The theme; none when a spreadsheet placed the person already.
    pub theme_id: Option<ThemeId>,
    /// The circle offered there.
    pub circle: Option<Circle>,
    /// The region (slug) it was made for.
    pub region: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// A word from whoever invites.
    pub message: String,
    /// Who invites.
    pub invited_by: Option<MemberId>,
    /// What became of it.
    pub state: InvitationState,
    /// When its mail left last.
    pub sent_at: Moment,
    /// Until when its link serves.
    pub expires_at: Moment,
    /// When it was accepted.
    pub accepted_at: Option<Moment>,
}

impl Invitation {
    /// The theme and the circle it offers, unless a spreadsheet placed the person already.
    pub fn offer(&self) -> Option<(ThemeId, Circle)> {
        self.theme_id.zip(self.circle)
    }
}

/// An invitation about to be made.
pub(super) struct New<'a> {
    pub email: &'a str,
    pub email_key: &'a str,
    pub theme: ThemeId,
    pub circle: Circle,
    pub region: Option<&'a str>,
    pub origin: Origin,
    pub message: &'a str,
    pub invited_by: Option<MemberId>,
    pub life: i64,
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &New<'_>) -> Result<InvitationId, Refusal> {
    let id = InvitationId(tx.id());
    let now = tx.now();
    let row = (
        invitations::id.eq(id),
        invitations::email.eq(new.email),
        invitations::email_key.eq(new.email_key),
        invitations::theme_id.eq(new.theme),
        invitations::circle.eq(new.circle),
        invitations::region.eq(new.region),
        invitations::origin.eq(new.origin),
        invitations::message.eq(new.message),
        invitations::invited_by.eq(new.invited_by),
        invitations::state.eq(InvitationState::Sent),
        invitations::created_at.eq(now),
        invitations::sent_at.eq(now),
        invitations::expires_at.eq(now.plus_seconds(new.life)),
    );
    diesel::insert_into(invitations::table).values(row).execute(tx.db())?;
    Ok(id)
}

pub(super) fn by_id(db: &mut Db, id: InvitationId) -> Result<Invitation, Refusal> {
    Ok(invitations::table.find(id).select(Invitation::as_select()).first(db)?)
}

pub(super) fn by_token(db: &mut Db, token_hash: &str) -> QueryResult<Option<Invitation>> {
    invitations::table
        .filter(invitations::token_hash.eq(token_hash))
        .select(Invitation::as_select())
        .first(db)
        .optional()
}

/// Invitations of an address that wait, the latest first; of one theme if it is given.
pub(super) fn waiting_for(
    db: &mut Db,
    email_key: &str,
    theme: Option<ThemeId>,
    now: Moment,
) -> QueryResult<Vec<Invitation>> {
    let mut query = invitations::table
        .filter(invitations::email_key.eq(email_key))
        .filter(invitations::state.eq(InvitationState::Sent))
        .filter(invitations::expires_at.gt(now))
        .order(invitations::id.desc())
        .limit(50)
        .select(Invitation::as_select())
        .into_boxed();
    if let Some(theme) = theme {
        query = query.filter(invitations::theme_id.eq(theme));
    }
    query.load(db)
}

/// The invitation that a spreadsheet made for an account.
pub(super) fn of_import(db: &mut Db, member: MemberId) -> QueryResult<Option<Invitation>> {
    invitations::table
        .filter(invitations::member_id.eq(member))
        .filter(invitations::origin.eq(Origin::Import))
        .order(invitations::id.desc())
        .select(Invitation::as_select())
        .first(db)
        .optional()
}

/// Gives an invitation its token, as its letter is written. A first letter starts its life; a reminder does not.
pub(super) fn set_token(
    tx: &mut Tx<'_>,
    id: InvitationId,
    token_hash: &str,
    life: Option<i64>,
) -> Result<bool, Refusal> {
    let now = tx.now();
    let waiting = invitations::table.find(id).filter(invitations::state.eq(InvitationState::Sent));
    let begun = life.map(|life| (invitations::sent_at.eq(now), invitations::expires_at.eq(now.plus_seconds(life))));
    let given = diesel::update(waiting).set((invitations::token_hash.eq(token_hash), begun)).execute(tx.db())?;
    Ok(given == 1)
}

/// Starts an invitation's life again, made by somebody else perhaps; says whether it still waited.
pub(super) fn renew(tx: &mut Tx<'_>, id: InvitationId, by: Option<MemberId>, life: i64) -> Result<bool, Refusal> {
    let now = tx.now();
    let waiting = invitations::table.find(id).filter(invitations::state.eq(InvitationState::Sent));
    let renewed = diesel::update(waiting)
        .set((
            invitations::invited_by.eq(by),
            invitations::sent_at.eq(now),
            invitations::expires_at.eq(now.plus_seconds(life)),
        ))
        .execute(tx.db())?;
    Ok(renewed == 1)
}

/// Takes an invitation back; says whether it still waited.
pub(super) fn withdraw(tx: &mut Tx<'_>, id: InvitationId) -> Result<bool, Refusal> {
    let waiting = invitations::table.find(id).filter(invitations::state.eq(InvitationState::Sent));
    let gone = diesel::update(waiting).set(invitations::state.eq(InvitationState::Withdrawn)).execute(tx.db())?;
    Ok(gone == 1)
}

/// Uses a link, once: says whether nobody did before.
pub(super) fn consume(tx: &mut Tx<'_>, id: InvitationId, token_hash: &str) -> Result<bool, Refusal> {
    let now = tx.now();
    let used = diesel::update(invitations::table.find(id))
        .filter(invitations::state.eq(InvitationState::Sent))
        .filter(invitations::token_hash.eq(token_hash))
        .filter(invitations::expires_at.gt(now))
        .set((invitations::state.eq(InvitationState::Accepted), invitations::accepted_at.eq(now)))
        .execute(tx.db())?;
    Ok(used == 1)
}

/// Settles what else waited for a person who is in now: invitations to the same theme or narrower ones aside, and
/// the spreadsheet's.
pub(super) fn settle_others(tx: &mut Tx<'_>, email_key: &str, place: Option<(ThemeId, Circle)>) -> Result<(), Refusal> {
    let now = tx.now();
    let waiting = invitations::email_key.eq(email_key).and(invitations::state.eq(InvitationState::Sent));
    let done = (invitations::state.eq(InvitationState::Accepted), invitations::accepted_at.eq(now));
    diesel::update(invitations::table.filter(waiting).filter(invitations::origin.eq(Origin::Import)))
        .set(done)
        .execute(tx.db())?;
    if let Some((theme, circle)) = place {
        let outer: Vec<&str> = Circle::ALL.iter().filter(|outer| **outer <= circle).map(|outer| outer.word()).collect();
        diesel::update(invitations::table.filter(waiting))
            .filter(invitations::theme_id.eq(theme))
            .filter(invitations::circle.eq_any(outer))
            .set(done)
            .execute(tx.db())?;
    }
    Ok(())
}

/// A page of a theme's invitations, the latest first: all of them, or those of one member.
pub(super) fn of_theme(
    db: &mut Db,
    theme: ThemeId,
    of: Option<MemberId>,
    before: Option<InvitationId>,
    most: i64,
) -> QueryResult<Vec<Invitation>> {
    let here = memberships::table.filter(memberships::theme_id.eq(theme)).select(memberships::member_id.nullable());
    let mut query =
        invitations::table.order(invitations::id.desc()).limit(most).select(Invitation::as_select()).into_boxed();
    query = match of {
        Some(member) => query.filter(invitations::theme_id.eq(theme)).filter(invitations::invited_by.eq(member)),
        None => query.filter(
            invitations::theme_id
                .eq(theme)
                .or(invitations::theme_id.is_null().and(invitations::member_id.eq_any(here).assume_not_null()))
                .assume_not_null(),
        ),
    };
    if let Some(before) = before {
        query = query.filter(invitations::id.lt(before));
    }
    query.load(db)
}

/// The themes where a member stands.
pub(super) fn themes_of(db: &mut Db, member: MemberId) -> QueryResult<Vec<ThemeId>> {
    memberships::table
        .filter(memberships::member_id.eq(member))
        .filter(memberships::state.eq("confirmed"))
        .order(memberships::theme_id.asc())
        .limit(500)
        .select(memberships::theme_id)
        .load(db)
}

/// An account, as joining needs to know it.
#[derive(Clone, Debug, Queryable)]
pub struct Account {
    /// Its id.
    pub id: MemberId,
    /// Invited, active or closed.
    pub state: AccountState,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Profession.
    pub profession: String,
    /// Region (slug).
    pub region: String,
    /// Name, kind and town of the establishment.
    pub establishment: Option<(String, crate::members::EstablishmentKind, String)>,
    /// Zone.
    pub time_zone: String,
}

/// The account of an address.
pub(super) fn account(db: &mut Db, email_key: &str) -> QueryResult<Option<Account>> {
    members::table
        .left_join(establishments::table)
        .filter(members::email_key.eq(email_key))
        .select((
            members::id,
            members::state,
            members::given_name,
            members::family_name,
            members::profession,
            members::region,
            (establishments::name, establishments::kind, establishments::town).nullable(),
            members::time_zone,
        ))
        .first(db)
        .optional()
}

/// Somebody who invites, as the invited person meets them: name, profession, establishment.
pub(super) fn inviter(db: &mut Db, member: MemberId) -> QueryResult<Option<(String, String, Option<String>)>> {
    let found: Option<(String, String, String, Option<String>)> = members::table
        .left_join(establishments::table)
        .filter(members::id.eq(member))
        .select((members::given_name, members::family_name, members::profession, establishments::name.nullable()))
        .first(db)
        .optional()?;
    Ok(found.map(|(given, family, profession, place)| (format!("{given} {family}"), profession, place)))
}

/// Invitations of spreadsheets whose mail left before `limit`, unanswered, never reminded, still serving.
pub(super) fn unanswered(tx: &mut Tx<'_>, limit: Moment, most: i64) -> Result<Vec<(InvitationId, MemberId)>, Refusal> {
    let now = tx.now();
    let rows: Vec<(InvitationId, Option<MemberId>)> = invitations::table
        .filter(invitations::state.eq(InvitationState::Sent))
        .filter(invitations::origin.eq(Origin::Import))
        .filter(invitations::reminded_at.is_null())
        .filter(invitations::token_hash.is_not_null())
        .filter(invitations::sent_at.le(limit))
        .filter(invitations::expires_at.gt(now))
        .order(invitations::id.asc())
        .limit(most)
        .select((invitations::id, invitations::member_id))
        .load(tx.db())?;
    Ok(rows.into_iter().filter_map(|(id, member)| member.map(|member| (id, member))).collect())
}

/// Notes that the one reminder of these invitations is posted.
pub(super) fn reminded(tx: &mut Tx<'_>, ids: &[InvitationId]) -> Result<(), Refusal> {
    let now = tx.now();
    diesel::update(invitations::table.filter(invitations::id.eq_any(ids.to_vec())))
        .set(invitations::reminded_at.eq(now))
        .execute(tx.db())?;
    Ok(())
}
