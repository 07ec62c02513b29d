//! The letters of joining, as they stand when they leave: secrets are drawn and rights weighed then.

use crate::mail::Context;
use crate::notices;
use serde::Serialize;

use super::invitations::{self, Invitation};
use super::{Origin, RequestState, requests, store};
use crate::circles::{self, Circle};
use crate::db::ids::{InvitationId, JoinRequestId, MemberId, ThemeId};
use crate::db::{Db, Tx};
use crate::mail::{Letter, Topic, recipient};
use crate::members::{AccountState, regions, sessions};
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::themes::{self, Theme};

/// A circle of a theme, as a letter mentions it.
#[derive(Serialize)]
struct Place {
    theme: String,
    circle: Circle,
}

/// An invitation with its link, or the one reminder of it.
///
/// # Errors
/// What the database says.
pub fn invitation(
    tx: &mut Tx<'_>,
    id: InvitationId,
    reminder: bool,
    base_url: &str,
) -> Result<Option<Letter>, Refusal> {
    let Some((invitation, token)) = invitations::mint(tx, id, reminder)? else { return Ok(None) };
    let account = store::account(tx.db(), &invitation.email_key)?;
    let inviter = invitations::inviter(tx.db(), &invitation)?;
    let member = account.as_ref().map(|account| account.id);
    let days = invitation.expires_at.seconds_since(tx.now()) / 86_400;
    let mut context = Context::new();
    context.insert("name", &first_name(tx.db(), &invitation, account.as_ref())?);
    context.insert("base_url", base_url);
    context.insert("origin", &invitation.origin);
    context.insert("reminder", &reminder);
    context.insert("known", &account.as_ref().is_some_and(|account| account.state == AccountState::Active));
    context.insert("inviter", &inviter.as_ref().map(|(name, _)| name));
    context.insert("inviter_work", &inviter.as_ref().map_or("", |(_, work)| work));
    context.insert("places", &places(tx.db(), &invitation, member)?);
    context.insert("message", &invitation.message);
    context.insert("link", &format!("{base_url}/invitation/{token}"));
    context.insert("days", &days.max(1));
    let language = match member {
        Some(member) => language(tx.db(), member)?,
        None => Language::French,
    };
    Ok(Some(Letter { to: invitation.email, language, template: "invitation", context, topic: Topic::default() }))
}

fn language(db: &mut Db, member: MemberId) -> Result<Language, Refusal> {
    Ok(recipient(db, member.0)?.map_or(Language::French, |recipient| recipient.language()))
}

/// How to greet the invited person; empty when only the address is known.
fn first_name(db: &mut Db, invitation: &Invitation, account: Option<&store::Account>) -> Result<String, Refusal> {
    if let Some(account) = account {
        return Ok(account.given_name.clone());
    }
    let asked = match (invitation.origin, invitation.theme_id) {
        (Origin::Request | Origin::Open, Some(theme)) => requests::latest(db, &invitation.email_key, theme)?,
        _ => None,
    };
    Ok(asked.map_or_else(String::new, |request| request.given_name))
}

/// What the invitation offers, or where a spreadsheet placed the person.
fn places(db: &mut Db, invitation: &Invitation, member: Option<MemberId>) -> Result<Vec<Place>, Refusal> {
    let held: Vec<(ThemeId, Circle)> = match (invitation.offer(), member) {
        (Some(offer), _) => vec![offer],
        (None, Some(member)) => circles::held_by(db, member)?.into_iter().map(|(id, held)| (id, held.circle)).collect(),
        (None, None) => Vec::new(),
    };
    let themes = themes::all(db, true)?;
    let named = |id: ThemeId| themes.iter().find(|theme| theme.id == id).map(|theme| theme.name.clone());
    Ok(held.into_iter().filter_map(|(id, circle)| Some(Place { theme: named(id)?, circle })).collect())
}

/// A request waits: told to an animator who still animates the theme.
///
/// # Errors
/// What the database says.
pub fn requested(
    tx: &mut Tx<'_>,
    id: JoinRequestId,
    animator: MemberId,
    base_url: &str,
) -> Result<Option<Letter>, Refusal> {
    let now = tx.now();
    let request = requests::by_id(tx.db(), id)?;
    let viewer = sessions::viewer_of(tx.db(), animator, now)?;
    let decides = viewer.is_some_and(|viewer| policy::allows(&viewer, &Act::DecideRequests(request.theme_id)));
    if !decides || request.state != RequestState::Waiting {
        return Ok(None);
    }
    let theme = themes::by_id(tx.db(), request.theme_id)?;
    let who = format!("{} {}", request.given_name, request.family_name);
    let work = [request.profession, request.establishment].into_iter().filter(|part| !part.is_empty());
    let facts = [
        ("theme", theme.name.clone()),
        ("who", who),
        ("work", work.collect::<Vec<_>>().join(", ")),
        ("region", regions::name_of(&request.region)),
        ("link", format!("{base_url}{}/demandes", themes::address(&theme.slug))),
    ];
    Ok(recipient(tx.db(), animator.0)?.map(|to| to.letter("join_requested", base_url, &facts)))
}

/// A member's request was approved.
///
/// # Errors
/// What the database says.
pub fn approved(tx: &mut Tx<'_>, id: JoinRequestId, base_url: &str) -> Result<Option<Letter>, Refusal> {
    let now = tx.now();
    let request = requests::by_id(tx.db(), id)?;
    let account = store::account(tx.db(), &request.email_key)?;
    let Some(member) = request.member_id.or(account.map(|account| account.id)) else { return Ok(None) };
    let viewer = sessions::viewer_of(tx.db(), member, now)?;
    let wanted = notices::by_mail(tx.db(), member, notices::Kind::Decision)?;
    if !wanted || !viewer.is_some_and(|viewer| viewer.reaches(request.theme_id, Circle::Community)) {
        return Ok(None);
    }
    let theme = themes::by_id(tx.db(), request.theme_id)?;
    let facts = about(&theme, base_url);
    Ok(recipient(tx.db(), member.0)?.map(|to| to.letter("join_approved", base_url, &facts)))
}

fn about(theme: &Theme, base_url: &str) -> Vec<(&'static str, String)> {
    vec![("theme", theme.name.clone()), ("link", format!("{base_url}{}", themes::address(&theme.slug)))]
}

/// A request was declined: its author reads why.
///
/// # Errors
/// What the database says.
pub fn declined(tx: &mut Tx<'_>, id: JoinRequestId, base_url: &str) -> Result<Option<Letter>, Refusal> {
    let request = requests::by_id(tx.db(), id)?;
    if request.state != RequestState::Declined {
        return Ok(None);
    }
    let theme = themes::by_id(tx.db(), request.theme_id)?;
    let mut facts = about(&theme, base_url);
    facts.push(("reason", request.reason));
    if let Some(member) = request.member_id {
        return Ok(recipient(tx.db(), member.0)?.map(|to| to.letter("join_declined", base_url, &facts)));
    }
    let mut context = Context::new();
    context.insert("name", &request.given_name);
    context.insert("base_url", base_url);
    for (name, value) in &facts {
        context.insert(*name, value);
    }
    Ok(Some(Letter {
        to: request.email,
        language: Language::French,
        template: "join_declined",
        context,
        topic: Topic::default(),
    }))
}
