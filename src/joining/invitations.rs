//! Invitations: made by animators to any circle, by peers to the community of their own region. The link's token is
//! drawn when its letter is written and kept hashed; sending again draws another, and the one before dies.

use super::store;
use super::{InvitationState, Origin, requests};
use crate::circles::{self, Circle};
use crate::db::ids::{InvitationId, MemberId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::mail::{Message, outbox};
use crate::members::{AccountState, Email, sessions};
use crate::notices::{self, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::themes::{self, JoinPolicy, Theme};
use crate::tokens;

pub use store::Invitation;

/// A link lives a week; a month when a spreadsheet brought the person in.
const LIFE: i64 = 7 * 86_400;
const IMPORT_LIFE: i64 = 30 * 86_400;
/// Who came with a spreadsheet and has not answered is reminded once, after a week.
const REMIND_AFTER: i64 = 7 * 86_400;
/// Reminders posted in one run, and how many leave a minute.
const REMINDERS: i64 = 500;
const REMINDERS_A_MINUTE: i64 = 60;
/// Invitations in one page of a list.
pub const PAGE: usize = 50;

/// How long a link of this origin lives, in seconds.
pub(super) fn life(origin: Origin) -> i64 {
    if origin == Origin::Import { IMPORT_LIFE } else { LIFE }
}

/// What somebody offers somebody.
#[derive(Clone, Debug)]
pub struct Offer {
    /// To whom.
    pub email: Email,
    /// Which circle.
    pub circle: Circle,
    /// For which region (slug); a peer's own when nothing is said.
    pub region: Option<String>,
    /// A word, perhaps.
    pub message: String,
}

/// Invites. The answer is the same whether the address has an account or not, but to animators, who learn when the
/// person stands in their theme already.
///
/// # Errors
/// `Forbidden` beyond what the viewer may offer, `Invalid` when such an invitation waits already, `Conflict` when the
/// theme is archived.
pub fn invite(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, offer: &Offer, reason: &str) -> Result<(), Refusal> {
    let region = offer.region.as_deref().or((!viewer.animates(theme.id)).then_some(viewer.region.as_str()));
    let act = Act::Invite { theme: theme.id, circle: offer.circle, region: region.unwrap_or_default() };
    let me = policy::require(viewer, &act)?;
    still_open(theme)?;
    let key = offer.email.key();
    refuse_useless(tx, viewer, theme, offer)?;
    if requests::meets_invitation(tx, viewer, &key, theme.id, offer.circle, reason)? {
        return Ok(());
    }
    let now = tx.now();
    for narrower in store::waiting_for(tx.db(), &key, Some(theme.id), now)? {
        store::withdraw(tx, narrower.id)?;
    }
    let new = store::New {
        email: offer.email.address(),
        email_key: &key,
        theme: theme.id,
        circle: offer.circle,
        region,
        origin: Origin::Person,
        message: &offer.message,
        invited_by: Some(me),
        life: LIFE,
    };
    let id = store::insert(tx, &new)?;
    post(tx, id)?;
    if let Some(account) = store::account(tx.db(), &key)?.filter(|account| account.state == AccountState::Active) {
        let (kind, theme) = (notices::Kind::Invitation, Some(theme.id));
        let tiding = Tiding {
            kind,
            about: "",
            subject: id.0,
            theme,
            thread: None,
            post: None,
            actor: Some(me),
            has_letter: true,
        };
        notices::tell(tx, account.id, &tiding)?;
    }
    note(tx, Some(me), "invitation.made", Some(theme.id), id, offer.circle.word())
}

/// An archived theme receives nobody.
pub(super) fn still_open(theme: &Theme) -> Result<(), Refusal> {
    if theme.archived_at.is_some() { Err(Refusal::Conflict("refusal-theme-receives-nobody")) } else { Ok(()) }
}

/// An invitation that would say nothing new is not sent.
fn refuse_useless(tx: &mut Tx<'_>, viewer: &Viewer, theme: &Theme, offer: &Offer) -> Result<(), Refusal> {
    let (key, now) = (offer.email.key(), tx.now());
    let waiting = store::waiting_for(tx.db(), &key, Some(theme.id), now)?;
    if waiting.iter().any(|waiting| waiting.circle >= Some(offer.circle)) {
        return Err(Problems::one("email", "invite-waiting"));
    }
    if !viewer.animates(theme.id) {
        return Ok(());
    }
    let Some(account) = store::account(tx.db(), &key)? else { return Ok(()) };
    let held = circles::held(tx.db(), account.id, theme.id)?;
    if held.is_some_and(|held| held.circle_at(now) >= offer.circle) {
        return Err(Problems::one("email", "invite-already-in"));
    }
    Ok(())
}

/// Sends an invitation again, in one gesture: its life starts anew, and whoever sends it answers for it.
///
/// # Errors
/// `NotFound` to those who may not handle it, `Forbidden` beyond what the viewer may offer, `Conflict` when it was
/// answered or taken back.
pub fn resend(tx: &mut Tx<'_>, viewer: &Viewer, id: InvitationId) -> Result<(), Refusal> {
    let invitation = store::by_id(tx.db(), id)?;
    let me = require_to_handle(tx.db(), viewer, &invitation)?;
    let by = match (invitation.offer(), invitation.origin) {
        (Some((theme, circle)), Origin::Person | Origin::Request) => {
            let region = invitation.region.as_deref().unwrap_or_default();
            Some(policy::require(viewer, &Act::Invite { theme, circle, region })?)
        }
        _ => invitation.invited_by,
    };
    if !store::renew(tx, id, by, life(invitation.origin))? {
        return Err(Refusal::Conflict("refusal-invitation-answered"));
    }
    post(tx, id)?;
    note(tx, Some(me), "invitation.sent_again", invitation.theme_id, id, "")
}

/// Takes an invitation back: its link dies.
///
/// # Errors
/// As `resend`.
pub fn withdraw(tx: &mut Tx<'_>, viewer: &Viewer, id: InvitationId) -> Result<(), Refusal> {
    let invitation = store::by_id(tx.db(), id)?;
    let me = require_to_handle(tx.db(), viewer, &invitation)?;
    if !store::withdraw(tx, id)? {
        return Err(Refusal::Conflict("refusal-invitation-answered"));
    }
    note(tx, Some(me), "invitation.withdrawn", invitation.theme_id, id, "")
}

/// A spreadsheet's invitation is handled by administrators and by the animators of the person's themes.
fn require_to_handle(db: &mut Db, viewer: &Viewer, invitation: &Invitation) -> Result<MemberId, Refusal> {
    let invited_by = invitation.invited_by;
    if let Some(theme) = invitation.theme_id {
        return policy::require_or_hide(viewer, &Act::HandleInvitation { theme, invited_by });
    }
    let themes = invitation.member_id.map_or_else(|| Ok(Vec::new()), |member| store::themes_of(db, member))?;
    let animates = |theme: &ThemeId| policy::allows(viewer, &Act::HandleInvitation { theme: *theme, invited_by: None });
    if themes.iter().any(animates) { viewer.id() } else { policy::require_or_hide(viewer, &Act::RunInstance) }
}

/// A page of the invitations of a theme the viewer may handle, and whether there are more.
///
/// # Errors
/// `Forbidden` below the peers.
pub fn page(
    db: &mut Db,
    viewer: &Viewer,
    theme: ThemeId,
    before: Option<InvitationId>,
) -> Result<(Vec<Invitation>, bool), Refusal> {
    let me = policy::require(viewer, &Act::FollowInvitations(theme))?;
    let everything = policy::allows(viewer, &Act::HandleInvitation { theme, invited_by: None });
    let mut rows = store::of_theme(db, theme, (!everything).then_some(me), before, PAGE as i64 + 1)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more))
}

/// The theme in whose list the viewer finds an invitation.
///
/// # Errors
/// What the database says.
pub fn listed_in(db: &mut Db, viewer: &Viewer, id: InvitationId) -> Result<Option<ThemeId>, Refusal> {
    let invitation = store::by_id(db, id)?;
    if invitation.theme_id.is_some() {
        return Ok(invitation.theme_id);
    }
    let themes = invitation.member_id.map_or_else(|| Ok(Vec::new()), |member| store::themes_of(db, member))?;
    let follows = |theme: &ThemeId| policy::allows(viewer, &Act::FollowInvitations(*theme));
    Ok(themes.into_iter().find(follows))
}

/// Who invites, as the invited person meets them: a name, a profession and a place. Nobody for what comes from a
/// spreadsheet or a request.
///
/// # Errors
/// What the database says.
pub fn inviter(db: &mut Db, invitation: &Invitation) -> Result<Option<(String, String)>, Refusal> {
    let (Origin::Person, Some(inviter)) = (invitation.origin, invitation.invited_by) else { return Ok(None) };
    let found = store::inviter(db, inviter)?;
    Ok(found.map(|(name, profession, place)| {
        let work = [Some(profession), place].into_iter().flatten().filter(|part| !part.is_empty());
        (name, work.collect::<Vec<_>>().join(", "))
    }))
}

/// Posts an invitation's letter, at most one a minute however often it is asked for.
pub(super) fn post(tx: &mut Tx<'_>, id: InvitationId) -> Result<(), Refusal> {
    let minute = tx.now().millis() / 60_000;
    let key = format!("invitation:{}:{minute}", id.0);
    outbox::post(tx, None, &key, &Message::Invitation { invitation: id.0, reminder: false })?;
    Ok(())
}

/// Posts an invitation's letter again because somebody typed its address: at most one a day.
pub(super) fn post_once_a_day(tx: &mut Tx<'_>, invitation: &Invitation) -> Result<(), Refusal> {
    let day = tx.now().millis() / 86_400_000;
    let key = format!("invitation:{}:day:{day}", invitation.id.0);
    if outbox::post(tx, None, &key, &Message::Invitation { invitation: invitation.id.0, reminder: false })? {
        store::renew(tx, invitation.id, invitation.invited_by, life(invitation.origin))?;
    }
    Ok(())
}

/// Whether an invitation still gives what it offers: whoever made it is weighed as they stand now.
///
/// # Errors
/// What the database says.
pub(super) fn still_gives(db: &mut Db, invitation: &Invitation, region: &str, now: Moment) -> Result<bool, Refusal> {
    let Some((theme, circle)) = invitation.offer() else { return Ok(invitation.origin == Origin::Import) };
    let place = themes::by_id(db, theme)?;
    if place.archived_at.is_some() {
        return Ok(false);
    }
    if invitation.origin == Origin::Open {
        return Ok(place.join_policy == JoinPolicy::Open && circle == Circle::Community);
    }
    let Some(inviter) = invitation.invited_by else { return Ok(false) };
    let inviter = sessions::viewer_of(db, inviter, now)?;
    Ok(inviter.is_some_and(|inviter| policy::allows(&inviter, &Act::Invite { theme, circle, region })))
}

/// An invitation whose letter may leave now, with the end of the life that begins with it; `None` when it must not any
/// more: answered, taken back, beyond what the inviter may give now, or nothing left to give.
///
/// # Errors
/// What the database says.
pub(super) fn to_send(
    db: &mut Db,
    id: InvitationId,
    reminder: bool,
    now: Moment,
) -> Result<Option<Invitation>, Refusal> {
    let invitation = store::by_id(db, id)?;
    if invitation.state != InvitationState::Sent || (reminder && invitation.expires_at <= now) {
        return Ok(None);
    }
    let account = store::account(db, &invitation.email_key)?;
    let region = account.as_ref().map(|account| account.region.as_str()).or(invitation.region.as_deref());
    if !still_gives(db, &invitation, region.unwrap_or_default(), now)? {
        return Ok(None);
    }
    let useful = match (&account, invitation.offer()) {
        (Some(account), _) if account.state == AccountState::Closed => false,
        (Some(account), None) => account.state == AccountState::Invited,
        (Some(account), Some((theme, circle))) => {
            account.state == AccountState::Invited
                || circles::held(db, account.id, theme)?.is_none_or(|held| held.circle_at(now) < circle)
        }
        (None, offer) => offer.is_some(),
    };
    let expires_at = if reminder { invitation.expires_at } else { now.plus_seconds(life(invitation.origin)) };
    Ok(useful.then_some(Invitation { expires_at, ..invitation }))
}

/// Keeps the token of a link as its letter leaves; the one before dies. False when it must not leave any more.
///
/// # Errors
/// What the database says.
pub(crate) fn keep(tx: &mut Tx<'_>, id: InvitationId, reminder: bool, token: &str) -> Result<bool, Refusal> {
    let now = tx.now();
    let Some(invitation) = to_send(tx.db(), id, reminder, now)? else { return Ok(false) };
    let begins = (!reminder).then(|| life(invitation.origin));
    store::set_token(tx, id, &tokens::stored(token), begins)
}

/// Reminds, once, those who came with a spreadsheet and have not answered for a week; returns how many.
///
/// # Errors
/// What the database says.
pub fn remind(tx: &mut Tx<'_>) -> Result<i64, Refusal> {
    let now = tx.now();
    let waiting = store::unanswered(tx, now.plus_seconds(-REMIND_AFTER), REMINDERS)?;
    let ids: Vec<InvitationId> = waiting.iter().map(|(id, _)| *id).collect();
    store::reminded(tx, &ids)?;
    let mails: Vec<outbox::Posting> = (0..)
        .zip(&waiting)
        .map(|(turn, (id, member))| outbox::Posting {
            member: Some(*member),
            key: format!("invitation:{}:reminder", id.0),
            message: Message::Invitation { invitation: id.0, reminder: true },
            due: now.plus_seconds(turn * 60 / REMINDERS_A_MINUTE),
        })
        .collect();
    outbox::post_all(tx, &mails)?;
    Ok(i64::try_from(mails.len()).unwrap_or(i64::MAX))
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    actor: Option<MemberId>,
    act: &'static str,
    theme: Option<ThemeId>,
    id: InvitationId,
    detail: &str,
) -> Result<(), Refusal> {
    journal::record(tx, &Fact { actor, act, theme, subject: "invitation", subject_id: id.0, detail })
}
