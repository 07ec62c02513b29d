//! The letters of joining, as they stand when they leave: secrets are drawn and rights weighed then.

use serde::Serialize;

use super::invitations::{self, Invitation};
use super::{Origin, RequestState, requests, store};
use crate::circles::{self, Circle};
use crate::db::ids::{InvitationId, JoinRequestId, MemberId, ThemeId};
use crate::db::{Db, Moment};
use crate::digests::unsubscribe;
use crate::mail::{Context, Letter, List, Topic, recipient};
use crate::members::{AccountState, regions, sessions};
use crate::notices;
use crate::policy::{self, Act};
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::themes::{self, Theme};
use crate::tokens::{self, InstanceKey};

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
    db: &mut Db,
    now: Moment,
    (id, reminder): (InvitationId, bool),
    base_url: &str,
) -> Result<Option<Letter>, Refusal> {
    let Some(invitation) = invitations::to_send(db, id, reminder, now)? else { return Ok(None) };
    let token = tokens::random_token();
    let account = store::account(db, &invitation.email_key)?;
    let inviter = invitations::inviter(db, &invitation)?;
    let member = account.as_ref().map(|account| account.id);
    let days = invitation.expires_at.seconds_since(now) / 86_400;
    let mut context = Context::new();
    context.insert("name", &first_name(db, &invitation, account.as_ref())?);
    context.insert("base_url", base_url);
    context.insert("origin", &invitation.origin);
    context.insert("reminder", &reminder);
    context.insert("known", &account.as_ref().is_some_and(|account| account.state == AccountState::Active));
    context.insert("inviter", &inviter.as_ref().map(|(name, _)| name));
    context.insert("inviter_work", &inviter.as_ref().map_or("", |(_, work)| work));
    context.insert("places", &places(db, &invitation, member)?);
    context.insert("message", &invitation.message);
    context.insert("link", &format!("{base_url}/invitation/{token}"));
    context.insert("days", &days.max(1));
    let language = match member {
        Some(member) => language(db, member)?,
        None => Language::French,
    };
    Ok(Some(Letter {
        to: invitation.email,
        language,
        template: "invitation",
        context,
        topic: Topic::default(),
        token: Some(token),
        calendar: None,
    }))
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
    db: &mut Db,
    now: Moment,
    (id, animator): (JoinRequestId, MemberId),
    base_url: &str,
) -> Result<Option<Letter>, Refusal> {
    let request = requests::by_id(db, id)?;
    let viewer = sessions::viewer_of(db, animator, now)?;
    let decides = viewer.is_some_and(|viewer| policy::allows(&viewer, &Act::DecideRequests(request.theme_id)));
    if !decides || request.state != RequestState::Waiting {
        return Ok(None);
    }
    let theme = themes::by_id(db, request.theme_id)?;
    let who = format!("{} {}", request.given_name, request.family_name);
    let work = [request.profession, request.establishment].into_iter().filter(|part| !part.is_empty());
    let facts = [
        ("theme", theme.name.clone()),
        ("who", who),
        ("work", work.collect::<Vec<_>>().join(", ")),
        ("region", regions::name_of(&request.region)),
        ("link", format!("{base_url}/console?theme={}&cas=join-request", theme.slug)),
    ];
    Ok(recipient(db, animator.0)?.map(|to| to.letter("join_requested", base_url, &facts)))
}

/// A member's request was approved.
///
/// # Errors
/// What the database says.
pub fn approved(
    db: &mut Db,
    now: Moment,
    id: JoinRequestId,
    (base_url, key): (&str, &InstanceKey),
) -> Result<Option<Letter>, Refusal> {
    let request = requests::by_id(db, id)?;
    let account = store::account(db, &request.email_key)?;
    let Some(member) = request.member_id.or(account.map(|account| account.id)) else { return Ok(None) };
    let viewer = sessions::viewer_of(db, member, now)?;
    let wanted = notices::by_mail(db, member, notices::Kind::Decision)?;
    if !wanted || !viewer.is_some_and(|viewer| viewer.reaches(request.theme_id, Circle::Community)) {
        return Ok(None);
    }
    let theme = themes::by_id(db, request.theme_id)?;
    let facts = about(&theme, base_url);
    let Some(to) = recipient(db, member.0)? else { return Ok(None) };
    let mut letter = to.letter("join_approved", base_url, &facts);
    letter.topic.leaving =
        Some(unsubscribe::leaving(db, (base_url, key), member, List::Notices(notices::Kind::Decision))?);
    Ok(Some(letter))
}

fn about(theme: &Theme, base_url: &str) -> Vec<(&'static str, String)> {
    vec![("theme", theme.name.clone()), ("link", format!("{base_url}{}", themes::address(&theme.slug)))]
}

/// A request was declined: its author reads why.
///
/// # Errors
/// What the database says.
pub fn declined(db: &mut Db, id: JoinRequestId, base_url: &str) -> Result<Option<Letter>, Refusal> {
    let request = requests::by_id(db, id)?;
    if request.state != RequestState::Declined {
        return Ok(None);
    }
    let theme = themes::by_id(db, request.theme_id)?;
    let mut facts = about(&theme, base_url);
    facts.push(("reason", request.reason));
    if let Some(member) = request.member_id {
        return Ok(recipient(db, member.0)?.map(|to| to.letter("join_declined", base_url, &facts)));
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
        token: None,
        calendar: None,
    }))
}
