//! Requests to join a theme: taken at once where the theme is open, decided by an animator where it asks for it,
//! impossible where people come by invitation. A visitor reads the same answer whoever the address belongs to.

use super::store::requests as store;
use super::{Origin, RequestState, acceptance, invitations, store as invitation_store};
use crate::circles::{self, Circle};
use crate::db::ids::{JoinRequestId, MemberId, ThemeId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::members::{AccountState, Email, account, sessions};
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::themes::{JoinPolicy, Theme};

pub use store::Request;

/// Requests that were answered lately that are shown.
const DECIDED: i64 = 30;

/// What a visitor says of themselves.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Their address.
    pub email: Email,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Where they work, in their own words.
    pub establishment: String,
    /// Profession.
    pub profession: String,
    /// Region (slug).
    pub region: String,
    /// What brings them.
    pub motivation: String,
}

/// What asking led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// They are in.
    In,
    /// An animator will decide.
    Waits,
}

/// A visitor asks to join: whatever happens next goes by mail, to the address alone.
///
/// # Errors
/// `Conflict` when the theme is archived, `Invalid` when people come to it by invitation only: nothing that depends
/// on the address.
pub fn ask_as_visitor(tx: &mut Tx<'_>, theme: &Theme, visitor: &Visitor) -> Result<(), Refusal> {
    receives(theme)?;
    let (key, now) = (visitor.email.key(), tx.now());
    if let Some(known) = invitation_store::account(tx.db(), &key)? {
        return tell_the_known(tx, &known);
    }
    let waiting = invitation_store::waiting_for(tx.db(), &key, Some(theme.id), now)?;
    if let Some(invitation) = waiting.first() {
        return invitations::post_once_a_day(tx, invitation);
    }
    let open = theme.join_policy == JoinPolicy::Open;
    let state = if open { RequestState::Approved } else { RequestState::Waiting };
    let Some(id) = store::insert(tx, &of_visitor(theme.id, visitor, &key, state))? else { return Ok(()) };
    note(tx, None, "request.made", theme.id, id)?;
    if open {
        send_in(tx, theme.id, visitor.email.address(), &key, &visitor.region, None)
    } else {
        announce(tx, theme.id, id)
    }
}

fn receives(theme: &Theme) -> Result<(), Refusal> {
    invitations::still_open(theme)?;
    match theme.join_policy {
        JoinPolicy::Open | JoinPolicy::Request => Ok(()),
        JoinPolicy::Invitation => Err(Problems::one("theme", "ask-by-invitation")),
    }
}

/// Somebody typed a member's address: its owner is told, once a day at most; nobody else learns anything.
fn tell_the_known(tx: &mut Tx<'_>, account: &invitation_store::Account) -> Result<(), Refusal> {
    match account.state {
        AccountState::Active => {
            let day = tx.now().millis() / 86_400_000;
            let key = format!("already:{}:{day}", account.id);
            outbox::post(tx, Some(account.id), &key, &Message::AlreadyMember { member: account.id.0 })?;
            Ok(())
        }
        AccountState::Invited => match invitation_store::of_import(tx.db(), account.id)? {
            Some(invitation) => invitations::post_once_a_day(tx, &invitation),
            None => Ok(()),
        },
        AccountState::Closed => Ok(()),
    }
}

fn of_visitor<'a>(theme: ThemeId, visitor: &'a Visitor, key: &'a str, state: RequestState) -> store::New<'a> {
    store::New {
        theme,
        member: None,
        email: visitor.email.address(),
        email_key: key,
        given_name: &visitor.given_name,
        family_name: &visitor.family_name,
        establishment: &visitor.establishment,
        profession: &visitor.profession,
        region: &visitor.region,
        motivation: &visitor.motivation,
        state,
    }
}

/// Sends the mail that proves the address and lets its owner in.
fn send_in(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    email: &str,
    email_key: &str,
    region: &str,
    by: Option<MemberId>,
) -> Result<(), Refusal> {
    let origin = if by.is_some() { Origin::Request } else { Origin::Open };
    let new = invitation_store::New {
        email,
        email_key,
        theme,
        circle: Circle::Community,
        region: Some(region),
        origin,
        message: "",
        invited_by: by,
        life: invitations::life(origin),
    };
    let id = invitation_store::insert(tx, &new)?;
    invitations::post(tx, id)?;
    invitations::note(tx, by, "invitation.made", Some(theme), id, Circle::Community.word())
}

/// Tells the theme's animators that a request waits.
fn announce(tx: &mut Tx<'_>, theme: ThemeId, id: JoinRequestId) -> Result<(), Refusal> {
    for circles::people::Animator { id: animator, .. } in circles::people::animators(tx.db(), theme)? {
        let key = format!("request:{}:{animator}", id.0);
        outbox::post(tx, Some(animator), &key, &Message::JoinRequested { request: id.0, animator: animator.0 })?;
    }
    Ok(())
}

/// A member asks to join a theme.
///
/// # Errors
/// `Conflict` when they are in it (even suspended) or it is archived, `Forbidden` when people come to it by invitation
/// only, `Invalid` when it asks for a motivation and there is none.
pub fn ask_as_member(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    theme: &Theme,
    motivation: &str,
    reason: &str,
) -> Result<Asked, Refusal> {
    let (me, now) = (viewer.id()?, tx.now());
    invitations::still_open(theme)?;
    if viewer.level(theme.id).is_some() || circles::held(tx.db(), me, theme.id)?.is_some() {
        return Err(Refusal::Conflict("refusal-already-in"));
    }
    let about = account::about(tx.db(), me)?;
    for invitation in invitation_store::waiting_for(tx.db(), &about.email_key, Some(theme.id), now)? {
        if invitations::still_gives(tx.db(), &invitation, &viewer.region, now)? {
            acceptance::meet(tx, &invitation, me, reason)?;
            return Ok(Asked::In);
        }
    }
    match theme.join_policy {
        JoinPolicy::Invitation => Err(Refusal::Forbidden("refusal-by-invitation")),
        JoinPolicy::Open => {
            acceptance::enter(tx, me, theme.id, Circle::Community, None, reason)?;
            Ok(Asked::In)
        }
        JoinPolicy::Request if motivation.is_empty() => Err(Problems::one("motivation", "ask-motivation-needed")),
        JoinPolicy::Request => wait_for_decision(tx, me, theme.id, &about.email_key, motivation),
    }
}

fn wait_for_decision(
    tx: &mut Tx<'_>,
    me: MemberId,
    theme: ThemeId,
    email_key: &str,
    motivation: &str,
) -> Result<Asked, Refusal> {
    let known = invitation_store::account(tx.db(), email_key)?.ok_or(Refusal::NotFound)?;
    let email = account::about(tx.db(), me)?.email;
    let establishment = known.establishment.as_ref().map(|(name, _, town)| format!("{name}, {town}"));
    let establishment: String = establishment.unwrap_or_default().chars().take(200).collect();
    let new = store::New {
        theme,
        member: Some(me),
        email: &email,
        email_key,
        given_name: &known.given_name,
        family_name: &known.family_name,
        establishment: &establishment,
        profession: &known.profession,
        region: &known.region,
        motivation,
        state: RequestState::Waiting,
    };
    if let Some(id) = store::insert(tx, &new)? {
        note(tx, Some(me), "request.made", theme, id)?;
        announce(tx, theme, id)?;
    }
    Ok(Asked::Waits)
}

/// Approves a request: a member is in at once, a visitor gets the mail that lets them in.
///
/// # Errors
/// `NotFound` to anyone but the theme's animators, `Conflict` when it was decided meanwhile.
pub fn approve(tx: &mut Tx<'_>, viewer: &Viewer, id: JoinRequestId, reason: &str) -> Result<ThemeId, Refusal> {
    let request = store::by_id(tx.db(), id)?;
    let me = policy::require_or_hide(viewer, &Act::DecideRequests(request.theme_id))?;
    if !store::decide(tx, id, RequestState::Approved, Some(me), "")? {
        return Err(Refusal::Conflict("refusal-request-decided"));
    }
    note(tx, Some(me), "request.approved", request.theme_id, id)?;
    match member_asking(tx, &request)? {
        Some(member) => {
            acceptance::enter(tx, member, request.theme_id, Circle::Community, Some(me), reason)?;
            let key = format!("request:{}:approved", id.0);
            outbox::post(tx, Some(member), &key, &Message::JoinApproved { request: id.0 })?;
            notices::tell(tx, member, &Tiding::decision("join_approved", id.0, request.theme_id, Some(me)))?;
        }
        None => send_in(tx, request.theme_id, &request.email, &request.email_key, &request.region, Some(me))?,
    }
    Ok(request.theme_id)
}

/// The member who asked, or who came to have the address since; `None` for a visitor.
fn member_asking(tx: &mut Tx<'_>, request: &Request) -> Result<Option<MemberId>, Refusal> {
    let now = tx.now();
    if let Some(member) = request.member_id {
        return Ok(sessions::viewer_of(tx.db(), member, now)?.and_then(|viewer| viewer.member));
    }
    let account = invitation_store::account(tx.db(), &request.email_key)?;
    Ok(account.filter(|account| account.state == AccountState::Active).map(|account| account.id))
}

/// Declines a request, with a reason that the person reads.
///
/// # Errors
/// As `approve`.
pub fn decline(tx: &mut Tx<'_>, viewer: &Viewer, id: JoinRequestId, reason: &str) -> Result<ThemeId, Refusal> {
    let request = store::by_id(tx.db(), id)?;
    let me = policy::require_or_hide(viewer, &Act::DecideRequests(request.theme_id))?;
    if !store::decide(tx, id, RequestState::Declined, Some(me), reason)? {
        return Err(Refusal::Conflict("refusal-request-decided"));
    }
    let key = format!("request:{}:declined", id.0);
    outbox::post(tx, request.member_id, &key, &Message::JoinDeclined { request: id.0 })?;
    note(tx, Some(me), "request.declined", request.theme_id, id)?;
    Ok(request.theme_id)
}

/// A member is invited who had asked: they are in at once, if whoever invites may give them that place.
pub(super) fn meets_invitation(
    tx: &mut Tx<'_>,
    inviter: &Viewer,
    email_key: &str,
    theme: ThemeId,
    circle: Circle,
    reason: &str,
) -> Result<bool, Refusal> {
    let asked = store::latest(tx.db(), email_key, theme)?;
    let Some(request) = asked.filter(|request| request.state == RequestState::Waiting) else { return Ok(false) };
    let account = invitation_store::account(tx.db(), email_key)?.filter(|it| it.state == AccountState::Active);
    let Some(account) = account.filter(|account| request.member_id == Some(account.id)) else { return Ok(false) };
    let Ok(me) = policy::require(inviter, &Act::Invite { theme, circle, region: &account.region }) else {
        return Ok(false);
    };
    acceptance::enter(tx, account.id, theme, circle, Some(me), reason)?;
    settle(tx, email_key, theme, Some(me))?;
    let key = format!("request:{}:approved", request.id.0);
    outbox::post(tx, Some(account.id), &key, &Message::JoinApproved { request: request.id.0 })?;
    notices::tell(tx, account.id, &Tiding::decision("join_approved", request.id.0, theme, Some(me)))?;
    Ok(true)
}

/// Approves what waits of a person whom somebody let in another way.
pub(super) fn settle(tx: &mut Tx<'_>, email_key: &str, theme: ThemeId, by: Option<MemberId>) -> Result<(), Refusal> {
    store::approve_waiting(tx, email_key, theme, by)
}

/// The latest request of an address in a theme, as its author reads it.
///
/// # Errors
/// What the database says.
pub fn latest(db: &mut Db, email_key: &str, theme: ThemeId) -> Result<Option<Request>, Refusal> {
    Ok(store::latest(db, email_key, theme)?)
}

/// A request, for a letter about it.
pub(super) fn by_id(db: &mut Db, id: JoinRequestId) -> Result<Request, Refusal> {
    store::by_id(db, id)
}

/// The last requests of a theme that were answered, the latest first.
///
/// # Errors
/// `Forbidden` to anyone but the theme's animators.
pub fn answered(db: &mut Db, viewer: &Viewer, theme: ThemeId) -> Result<Vec<Request>, Refusal> {
    policy::require(viewer, &Act::DecideRequests(theme))?;
    Ok(store::decided(db, theme, DECIDED)?)
}

fn note(
    tx: &mut Tx<'_>,
    actor: Option<MemberId>,
    act: &'static str,
    theme: ThemeId,
    id: JoinRequestId,
) -> Result<(), Refusal> {
    let fact = Fact { actor, act, theme: Some(theme), subject: "request", subject_id: id.0, detail: "" };
    journal::record(tx, &fact)
}
