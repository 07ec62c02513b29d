//! What each mail says at the moment it leaves: read outside any write, with the rights of that moment. A secret is drawn
//! with the letter and kept only as the mail begins to leave, in the same transaction.

use super::lists::List;
use super::messages::{Letter, MemberKey, Message, owner, recipient};
use crate::circles::nominations;
use crate::db::ids::{
    AnimatorDecisionId, AnnouncementId, ApplicationId, DecisionId, DigestId, IncomingId, InvitationId, JoinRequestId,
    MeetingId, MemberId, MoveId, NominationId, NoticeId, ReferralId,
};
use crate::db::{Db, Moment, Tx};
use crate::digests::unsubscribe;
use crate::joining::{invitations, letters};
use crate::meetings::calendar::inviting;
use crate::members::{email_changes, resets};
use crate::moderation::appeals;
use crate::moderation::measures::accounts;
use crate::refusal::Refusal;
use crate::themes::administration::animators;
use crate::tokens::{self, InstanceKey};
use crate::{announcements, circles, console, digests, instance, intake, notices, referrals, sheets};

/// Where links lead, and what their proofs are made with.
type Site<'a> = (&'a str, &'a InstanceKey);

impl Message {
    /// The letter as it stands now; `None` when it must not leave any more. Nothing is written.
    ///
    /// # Errors
    /// What the database says.
    pub fn letter(&self, db: &mut Db, now: Moment, site: Site<'_>) -> Result<Option<Letter>, Refusal> {
        let (base_url, _) = site;
        match self {
            Self::PasswordReset { member } => reset(db, *member, base_url),
            Self::PasswordChanged { member } => plain(db, *member, "password_changed", base_url),
            Self::Test { member } => plain(db, *member, "test", base_url),
            Self::AlreadyMember { member } => plain(db, *member, "already_member", base_url),
            Self::EmailConfirm { member, address } => confirmation(db, *member, address, base_url),
            Self::EmailChanged { member, address } => {
                let letter = plain(db, *member, "email_changed", base_url)?;
                Ok(letter.map(|letter| Letter { to: address.clone(), ..letter }))
            }
            Self::Invitation { invitation, reminder } => {
                letters::invitation(db, now, (InvitationId(*invitation), *reminder), base_url)
            }
            Self::JoinRequested { request, animator } => {
                letters::requested(db, now, (JoinRequestId(*request), MemberId(*animator)), base_url)
            }
            Self::JoinApproved { request } => letters::approved(db, now, JoinRequestId(*request), site),
            Self::JoinDeclined { request } => letters::declined(db, JoinRequestId(*request), base_url),
            Self::AnimatorDecided { decision } => animator_decided(db, AnimatorDecisionId(*decision), site),
            Self::CircleMoved { movement } => circle_moved(db, MoveId(*movement), site),
            Self::AccountDecided { decision } => account_decided(db, DecisionId(*decision), site),
            Self::Nomination { nomination } => nominated(db, NominationId(*nomination), site),
            Self::Notices { member, from, to } => {
                notices::letter::letter(db, now, MemberId(*member), (NoticeId(*from), NoticeId(*to)), site)
            }
            Self::Digest { digest } => digests::letter::letter(db, now, DigestId(*digest), site),
            Self::ReplyRefused { incoming } => intake::letter(db, IncomingId(*incoming), site),
            Self::Announcement { announcement, member } => {
                announcements::letter::to_all(db, now, (AnnouncementId(*announcement), MemberId(*member)), site)
            }
            Self::AnnouncementTrial { announcement, member, version } => {
                let one = (AnnouncementId(*announcement), MemberId(*member));
                announcements::letter::on_trial(db, now, one, *version, base_url)
            }
            Self::SheetFollowUp { application, months } => {
                sheets::letter::follow_up(db, now, (ApplicationId(*application), *months), site)
            }
            Self::Meeting { meeting, member, sequence, first, with } => {
                let asked = (MeetingId(*meeting), MemberId(*member));
                inviting::letter(db, now, asked, (*sequence, *first, with), site)
            }
            Self::ConsoleAgeing { member } => console::letter::ageing(db, now, MemberId(*member), site),
            Self::Referral { referral, reminder } => {
                referrals::letter::letter(db, (ReferralId(*referral), *reminder), site)
            }
        }
    }

    /// How long its link lives, in seconds, counted from the moment it was asked for; none: it holds no such link.
    const fn life(&self) -> Option<i64> {
        match self {
            Self::PasswordReset { .. } => Some(resets::LIFE),
            Self::EmailConfirm { .. } => Some(email_changes::LIFE),
            _ => None,
        }
    }

    /// Whether the link it was asked for has ended: whoever asked has long asked again, or given up.
    pub fn is_outlived(&self, asked_at: Moment, now: Moment) -> bool {
        self.life().is_some_and(|life| now.seconds_since(asked_at) >= life)
    }

    /// It begins to leave: what its letter promises is kept, the token of its link first. False when it must not leave
    /// any more.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn begins(&self, letter: &Letter, tx: &mut Tx<'_>) -> Result<bool, Refusal> {
        let token = letter.token.as_deref().unwrap_or_default();
        match self {
            Self::PasswordReset { member } => resets::keep(tx, MemberId(*member), token),
            Self::EmailConfirm { member, address } => email_changes::keep(tx, MemberId(*member), address, token),
            Self::Invitation { invitation, reminder } => {
                invitations::keep(tx, InvitationId(*invitation), *reminder, token)
            }
            Self::Digest { digest } => digests::letter::settle(tx, DigestId(*digest), true).map(|()| true),
            _ => Ok(true),
        }
    }

    /// It will not leave: what waited for it is told.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn is_dropped(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        match self {
            Self::Digest { digest } => digests::letter::settle(tx, DigestId(*digest), false),
            _ => Ok(()),
        }
    }
}

fn plain(db: &mut Db, member: MemberKey, template: &'static str, base_url: &str) -> Result<Option<Letter>, Refusal> {
    Ok(recipient(db, member)?.map(|to| to.letter(template, base_url, &[])))
}

fn reset(db: &mut Db, member: MemberKey, base_url: &str) -> Result<Option<Letter>, Refusal> {
    let wanted = resets::may_have_one(db, MemberId(member))?;
    let Some(to) = recipient(db, member)?.filter(|_| wanted) else { return Ok(None) };
    let token = tokens::random_token();
    let link = [("link", format!("{base_url}/mot-de-passe/{token}"))];
    Ok(Some(Letter { token: Some(token), ..to.letter("password_reset", base_url, &link) }))
}

fn confirmation(db: &mut Db, member: MemberKey, address: &str, base_url: &str) -> Result<Option<Letter>, Refusal> {
    let wanted = email_changes::may_have_one(db, MemberId(member), address)?;
    let Some(to) = recipient(db, member)?.filter(|_| wanted) else { return Ok(None) };
    let token = tokens::random_token();
    let link = [("link", format!("{base_url}/adresse/{token}"))];
    let letter = to.letter("email_confirm", base_url, &link);
    Ok(Some(Letter { to: address.to_owned(), token: Some(token), ..letter }))
}

fn animator_decided(db: &mut Db, id: AnimatorDecisionId, site: Site<'_>) -> Result<Option<Letter>, Refusal> {
    let (base_url, _) = site;
    let decision = animators::decision(db, id)?;
    let facts = [
        ("theme", decision.theme),
        ("link", format!("{base_url}/themes/{}", decision.slug)),
        ("reason", decision.reason),
        ("by", format!("{} {}", decision.decided_by.0, decision.decided_by.1)),
    ];
    let template = if decision.named { "animator_named" } else { "animator_withdrawn" };
    about_oneself(db, decision.member, template, &facts, site)
}

fn nominated(db: &mut Db, id: NominationId, site: Site<'_>) -> Result<Option<Letter>, Refusal> {
    let Some((nomination, theme, by)) = nominations::told(db, id)? else { return Ok(None) };
    let facts = [
        ("theme", theme),
        ("link", format!("{}{}", site.0, nominations::links::address(db, site.1, &nomination)?)),
        ("circle", nomination.circle.word().to_owned()),
        ("reason", nomination.reason),
        ("by", by),
    ];
    about_oneself(db, nomination.member, "nomination", &facts, site)
}

fn circle_moved(db: &mut Db, id: MoveId, site: Site<'_>) -> Result<Option<Letter>, Refusal> {
    let Some(told) = circles::told(db, id)? else { return Ok(None) };
    let facts = [
        ("theme", told.theme),
        ("link", format!("{}{}", site.0, crate::members::address(told.member))),
        ("place", told.place.to_owned()),
        ("reason", told.reason),
        ("by", told.by),
    ];
    about_oneself(db, told.member, "circle_moved", &facts, site)
}

/// Whoever may not come in any more is told why by mail alone, whatever they chose.
fn account_decided(db: &mut Db, id: DecisionId, (base_url, key): Site<'_>) -> Result<Option<Letter>, Refusal> {
    let Some(told) = accounts::told(db, id)? else { return Ok(None) };
    let way = if told.closed { appeals::link::address(key, id, told.member) } else { String::new() };
    let facts = [
        ("link", format!("{base_url}{way}")),
        ("contact", instance::identity(db)?.contact_email),
        ("reason", told.reason),
        ("by", told.by),
    ];
    let template = if told.closed { "account_closed" } else { "account_reopened" };
    Ok(owner(db, told.member.0)?.map(|to| to.letter(template, base_url, &facts)))
}

/// A decision about its reader, if they want those by mail.
fn about_oneself(
    db: &mut Db,
    member: MemberId,
    template: &'static str,
    facts: &[(&'static str, String)],
    site: Site<'_>,
) -> Result<Option<Letter>, Refusal> {
    let wanted = notices::by_mail(db, member, notices::Kind::Decision)?;
    let Some(to) = recipient(db, member.0)?.filter(|_| wanted) else { return Ok(None) };
    let mut letter = to.letter(template, site.0, facts);
    letter.topic.leaving = Some(unsubscribe::leaving(db, site, member, List::Notices(notices::Kind::Decision))?);
    Ok(Some(letter))
}
