//! Accepting an invitation: the one way in. Opening the link changes nothing (mail scanners open links); accepting
//! uses it, once, and gives no more than whoever invites may give at that moment.

use super::invitations::{self, Invitation};
use super::store::{self, Account};
use super::{InvitationState, Origin, requests};
use crate::circles::{self, Circle, Move};
use crate::db::ids::{MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::members::{self, AccountState, Email, EstablishmentKind, account, establishments};
use crate::members::{Arrival, NewMember};
use crate::refusal::{Problems, Refusal};
use crate::tokens;

/// Who holds a link, as far as the database knows.
#[derive(Clone, Debug)]
pub enum Bearer {
    /// Nobody here yet.
    Newcomer,
    /// Somebody a spreadsheet brought in, who has not accepted yet.
    Expected(Account),
    /// Somebody who has an account: they sign in and accept with a button.
    Member(Account),
}

/// A link that serves, opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The invitation.
    pub invitation: Invitation,
    /// Who holds it.
    pub bearer: Bearer,
    /// The region that cannot be changed: a peer invites in their own only.
    pub locked_region: Option<String>,
}

/// What a person says of themselves as they come in.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Profession.
    pub profession: String,
    /// The establishment's name.
    pub establishment: String,
    /// Its kind.
    pub kind: EstablishmentKind,
    /// Its town.
    pub town: String,
    /// Region (slug).
    pub region: String,
}

/// What accepting led to.
#[derive(Clone, Copy, Debug)]
pub struct Accepted {
    /// Who is in.
    pub member: MemberId,
    /// The theme they entered, if the invitation was to one.
    pub theme: Option<ThemeId>,
}

/// Opens a link; changes nothing.
///
/// # Errors
/// `Refusal::Gone` when it was used, taken back, has expired, was replaced by a later mail, or offers more than whoever
/// invites may give now.
pub fn open(db: &mut Db, token: &str, now: Moment) -> Result<Opened, Refusal> {
    let found = store::by_token(db, &tokens::stored(token))?;
    let invitation = found.ok_or(Refusal::Gone("refusal-invitation-unknown"))?;
    match invitation.state {
        InvitationState::Accepted => return Err(Refusal::Gone("refusal-invitation-used")),
        InvitationState::Withdrawn => return Err(Refusal::Gone("refusal-invitation-withdrawn")),
        InvitationState::Sent if invitation.expires_at <= now => {
            return Err(Refusal::Gone("refusal-invitation-expired"));
        }
        InvitationState::Sent => {}
    }
    let bearer = bearer(db, &invitation)?;
    let own_region = match &bearer {
        Bearer::Member(account) => Some(account.region.clone()),
        Bearer::Newcomer | Bearer::Expected(_) => None,
    };
    let anywhere = own_region.is_none() && invitations::still_gives(db, &invitation, "", now)?;
    let region = own_region.or_else(|| invitation.region.clone()).unwrap_or_default();
    if !anywhere && !invitations::still_gives(db, &invitation, &region, now)? {
        return Err(Refusal::Gone("refusal-invitation-inviter"));
    }
    let locked = !anywhere && !matches!(bearer, Bearer::Member(_));
    Ok(Opened { invitation, bearer, locked_region: locked.then_some(region) })
}

fn bearer(db: &mut Db, invitation: &Invitation) -> Result<Bearer, Refusal> {
    let account = store::account(db, &invitation.email_key)?;
    match account {
        None if invitation.origin == Origin::Import => Err(Refusal::Gone("refusal-invitation-unknown")),
        None => Ok(Bearer::Newcomer),
        Some(account) => match account.state {
            AccountState::Closed => Err(Refusal::Gone("refusal-invitation-closed")),
            AccountState::Invited => Ok(Bearer::Expected(account)),
            AccountState::Active if invitation.origin == Origin::Import => {
                Err(Refusal::Gone("refusal-invitation-used"))
            }
            AccountState::Active => Ok(Bearer::Member(account)),
        },
    }
}

/// Comes in with a new account, or with the one a spreadsheet prepared: its profile, its password (hashed before), the
/// charter, the place offered.
///
/// # Errors
/// As `open`; `Conflict` when the address has an account in use, or another charter was published meanwhile.
pub fn come_in(
    tx: &mut Tx<'_>,
    token: &str,
    profile: &Profile,
    password_hash: &str,
    charter: Option<i32>,
    reason: &str,
) -> Result<Accepted, Refusal> {
    let now = tx.now();
    let opened = open(tx.db(), token, now)?;
    if opened.locked_region.as_ref().is_some_and(|locked| *locked != profile.region) {
        return Err(Problems::one("region", "accept-region-locked"));
    }
    use_up(tx, &opened.invitation, token)?;
    let place = establishments::named(tx, &profile.establishment, profile.kind, &profile.town, &profile.region)?;
    let member = match &opened.bearer {
        Bearer::Newcomer => {
            let email = Email::parse(&opened.invitation.email).map_err(|sentence| Problems::one("email", sentence))?;
            let new = NewMember {
                email: &email,
                given_name: &profile.given_name,
                family_name: &profile.family_name,
                establishment: Some(place),
                profession: &profile.profession,
                region: &profile.region,
                state: AccountState::Active,
                password_hash: Some(password_hash),
            };
            members::insert(tx, &new)?
        }
        Bearer::Expected(_) => {
            let arrival = Arrival {
                given_name: &profile.given_name,
                family_name: &profile.family_name,
                profession: &profile.profession,
                region: &profile.region,
                establishment: Some(place),
                password_hash,
            };
            let arrived = members::arrive(tx, &opened.invitation.email_key, &arrival)?;
            arrived.ok_or(Refusal::Conflict("refusal-invitation-member"))?
        }
        Bearer::Member(_) => return Err(Refusal::Conflict("refusal-invitation-member")),
    };
    account::accept_charter(tx, member, charter)?;
    take_place(tx, &opened.invitation, member, reason)
}

/// Takes the place offered, being signed in as the person the invitation is for.
///
/// # Errors
/// As `open`; `Conflict` when it is for somebody else.
pub fn accept(tx: &mut Tx<'_>, me: MemberId, token: &str, reason: &str) -> Result<Accepted, Refusal> {
    let now = tx.now();
    let opened = open(tx.db(), token, now)?;
    match opened.bearer {
        Bearer::Member(account) if account.id == me => {}
        _ => return Err(Refusal::Conflict("refusal-invitation-somebody-else")),
    }
    use_up(tx, &opened.invitation, token)?;
    take_place(tx, &opened.invitation, me, reason)
}

/// Takes up an invitation that waits for a member who asks to join the same theme: both sides want it.
///
/// # Errors
/// What the database says.
pub(super) fn meet(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    member: MemberId,
    reason: &str,
) -> Result<Accepted, Refusal> {
    take_place(tx, invitation, member, reason)
}

fn use_up(tx: &mut Tx<'_>, invitation: &Invitation, token: &str) -> Result<(), Refusal> {
    if store::consume(tx, invitation.id, &tokens::stored(token))? {
        Ok(())
    } else {
        Err(Refusal::Gone("refusal-invitation-used"))
    }
}

/// Places the person where they were invited, never outward, and settles what else waited for them.
fn take_place(tx: &mut Tx<'_>, invitation: &Invitation, member: MemberId, reason: &str) -> Result<Accepted, Refusal> {
    if let Some((theme, circle)) = invitation.offer() {
        enter(tx, member, theme, circle, invitation.invited_by, reason)?;
        requests::settle(tx, &invitation.email_key, theme, invitation.invited_by)?;
    }
    store::settle_others(tx, &invitation.email_key, invitation.offer())?;
    invitations::note(tx, Some(member), "invitation.accepted", invitation.theme_id, invitation.id, "")?;
    Ok(Accepted { member, theme: invitation.theme_id })
}

/// Enters a circle; who stands there or further inward stays where they are.
pub(super) fn enter(
    tx: &mut Tx<'_>,
    member: MemberId,
    theme: ThemeId,
    circle: Circle,
    by: Option<MemberId>,
    reason: &str,
) -> Result<(), Refusal> {
    let now = tx.now();
    let held = circles::held(tx.db(), member, theme)?;
    if held.is_some_and(|held| held.suspended_at(now)) {
        return Err(Refusal::Conflict("refusal-suspended"));
    }
    if held.is_none_or(|held| held.circle_at(now) < circle) {
        circles::place(tx, &Move { member, theme, to: Some(circle), decided_by: by, reason })?;
    }
    Ok(())
}
