//! Every mail Cercles can send, and what each needs at the moment it leaves.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use tera::Context;

use super::lists::List;
use crate::announcements;
use crate::circles;
use crate::db::ids::{
    AnimatorDecisionId, AnnouncementId, ApplicationId, DigestId, IncomingId, InvitationId, JoinRequestId, MemberId,
    MoveId, NoticeId, ReferralId, ThreadId,
};
use crate::db::schema::members;
use crate::db::{Db, Tx};
use crate::digests;
use crate::joining::letters;
use crate::members::AccountState;
use crate::notices;
use crate::referrals;
use crate::refusal::Refusal;
use crate::sentences::Language;
use crate::sheets;
use crate::themes::administration::animators;
use crate::tokens::InstanceKey;

crate::vocabulary! {
    /// What a mail is for: security mail never waits behind the others.
    Class {
        /// Resets, changes of address or password.
        Security = "security",
        /// Invitations and their reminder.
        Invitation = "invitation",
        /// News of what one asked or decided.
        Notice = "notice",
        /// Windows of news.
        Digest = "digest",
    }
}

/// A mail to send; it holds ids only, so that rights and words are those of the moment it leaves.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "message", rename_all = "snake_case")]
pub enum Message {
    /// A link to choose a new password.
    PasswordReset {
        /// Who forgot it.
        member: MemberKey,
    },
    /// The password was changed.
    PasswordChanged {
        /// Whose.
        member: MemberKey,
    },
    /// A link that proves a new address.
    EmailConfirm {
        /// Whose.
        member: MemberKey,
        /// The new address.
        address: String,
    },
    /// The address was changed: told to the old one.
    EmailChanged {
        /// Whose.
        member: MemberKey,
        /// The old address.
        address: String,
    },
    /// An invitation, or its reminder.
    Invitation {
        /// Which.
        invitation: i64,
        /// Whether it is the one reminder.
        reminder: bool,
    },
    /// Somebody asked to join who is a member already: told to that address only.
    AlreadyMember {
        /// Who.
        member: MemberKey,
    },
    /// A request to join waits: told to an animator.
    JoinRequested {
        /// Which.
        request: i64,
        /// Which animator.
        animator: MemberKey,
    },
    /// A request to join was approved for somebody who is a member already.
    JoinApproved {
        /// Which.
        request: i64,
    },
    /// A request to join was declined, with its reason.
    JoinDeclined {
        /// Which.
        request: i64,
    },
    /// Somebody was named an animator of a theme, or withdrawn, with the reason.
    AnimatorDecided {
        /// Which decision.
        decision: i64,
    },
    /// An animator moved somebody to another circle, or gave their mandate other dates, with the reason.
    CircleMoved {
        /// Which move.
        movement: i64,
    },
    /// What somebody asked to be told of at once.
    Notices {
        /// Who.
        member: MemberKey,
        /// The first notice.
        from: i64,
        /// The last one.
        to: i64,
    },
    /// A window of news.
    Digest {
        /// Which.
        digest: i64,
    },
    /// A reply by mail did not become a post: why, with what it said.
    ReplyRefused {
        /// Which mail.
        incoming: i64,
    },
    /// An announcement, to one of those it is for.
    Announcement {
        /// Which.
        announcement: i64,
        /// Who.
        member: MemberKey,
    },
    /// An announcement, to who wrote it, before it leaves.
    AnnouncementTrial {
        /// Which.
        announcement: i64,
        /// Who.
        member: MemberKey,
        /// Which of its texts.
        version: i32,
    },
    /// A referral to a body, or a reminder of it.
    Referral {
        /// Which.
        referral: i64,
        /// Which reminder; 0 is the note itself.
        reminder: i32,
    },
    /// Whoever applies a practice sheet is asked how it goes.
    SheetFollowUp {
        /// Whose application.
        application: i64,
        /// After how many months.
        months: i32,
    },
    /// The administrator tries the settings.
    Test {
        /// Who.
        member: MemberKey,
    },
}

/// A member's id as a payload keeps it.
pub type MemberKey = i64;

/// A mail ready to be written down.
pub struct Letter {
    /// The address it goes to.
    pub to: String,
    /// The reader's language.
    pub language: Language,
    /// The folder of `templates/mail/`.
    pub template: &'static str,
    /// What the templates mention.
    pub context: Context,
    /// What it is about, for those who sort mail.
    pub topic: Topic,
}

/// What a letter is about, as its headers say it.
#[derive(Clone, Debug, Default)]
pub struct Topic {
    /// The one conversation it is about: its mails are shown together.
    pub thread: Option<ThreadId>,
    /// The one theme it is about: the end of its address.
    pub theme: Option<String>,
    /// The address that unsubscribes its reader with one click (RFC 8058).
    pub leaving: Option<String>,
    /// The referral its reader answers by mail, and which of its addresses works.
    pub referral: Option<(ReferralId, i32)>,
}

impl Topic {
    /// Where what it tells can be read again.
    pub(super) fn archive(&self) -> String {
        self.theme.as_deref().map_or_else(|| "/notifications".into(), crate::themes::address)
    }
}

/// A member as a letter addresses them.
#[derive(Queryable)]
pub(crate) struct Recipient {
    email: String,
    given_name: String,
    family_name: String,
    language: Language,
    state: String,
}

pub(crate) fn recipient(db: &mut Db, member: MemberKey) -> Result<Option<Recipient>, Refusal> {
    let found: Option<Recipient> = members::table
        .find(MemberId(member))
        .select((members::email, members::given_name, members::family_name, members::language, members::state))
        .first(db)
        .optional()?;
    Ok(found.filter(|found| found.state != AccountState::Closed.word()))
}

impl Message {
    /// What it is for.
    pub fn class(&self) -> Class {
        match self {
            Self::PasswordReset { .. }
            | Self::PasswordChanged { .. }
            | Self::EmailConfirm { .. }
            | Self::EmailChanged { .. } => Class::Security,
            Self::Invitation { .. } => Class::Invitation,
            Self::Digest { .. } | Self::Announcement { .. } => Class::Digest,
            Self::AlreadyMember { .. }
            | Self::JoinRequested { .. }
            | Self::JoinApproved { .. }
            | Self::JoinDeclined { .. }
            | Self::AnimatorDecided { .. }
            | Self::CircleMoved { .. }
            | Self::Notices { .. }
            | Self::ReplyRefused { .. }
            | Self::AnnouncementTrial { .. }
            | Self::Referral { .. }
            | Self::SheetFollowUp { .. }
            | Self::Test { .. } => Class::Notice,
        }
    }

    /// The list it belongs to, if one may leave it.
    pub fn list(&self) -> Option<List> {
        match self {
            Self::Notices { .. } | Self::Announcement { .. } | Self::SheetFollowUp { .. } => Some(List::Notifications),
            Self::Digest { .. } => Some(List::Digest),
            Self::AnimatorDecided { .. } | Self::CircleMoved { .. } | Self::JoinApproved { .. } => {
                Some(List::Decisions)
            }
            Self::PasswordReset { .. }
            | Self::PasswordChanged { .. }
            | Self::EmailConfirm { .. }
            | Self::EmailChanged { .. }
            | Self::Invitation { .. }
            | Self::AlreadyMember { .. }
            | Self::JoinRequested { .. }
            | Self::JoinDeclined { .. }
            | Self::ReplyRefused { .. }
            | Self::AnnouncementTrial { .. }
            | Self::Referral { .. }
            | Self::Test { .. } => None,
        }
    }

    /// The letter as it stands now, with its secrets drawn now; `None` when it must not leave any more.
    ///
    /// # Errors
    /// What the database says.
    pub fn letter(&self, tx: &mut Tx<'_>, base_url: &str, key: &InstanceKey) -> Result<Option<Letter>, Refusal> {
        match self {
            Self::PasswordReset { member } => {
                let Some(to) = recipient(tx.db(), *member)? else { return Ok(None) };
                let Some(token) = crate::members::resets::mint(tx, MemberId(*member))? else { return Ok(None) };
                Ok(Some(to.letter("password_reset", base_url, &[("link", format!("{base_url}/mot-de-passe/{token}"))])))
            }
            Self::PasswordChanged { member } => self.plain(tx, *member, "password_changed", base_url),
            Self::Test { member } => self.plain(tx, *member, "test", base_url),
            Self::AnimatorDecided { decision } => {
                let decision = animators::decision(tx.db(), AnimatorDecisionId(*decision))?;
                let wanted = notices::by_mail(tx.db(), decision.member, notices::Kind::Decision)?;
                let Some(to) = recipient(tx.db(), decision.member.0)?.filter(|_| wanted) else { return Ok(None) };
                let facts = [
                    ("theme", decision.theme),
                    ("link", format!("{base_url}/themes/{}", decision.slug)),
                    ("reason", decision.reason),
                    ("by", format!("{} {}", decision.decided_by.0, decision.decided_by.1)),
                ];
                let template = if decision.named { "animator_named" } else { "animator_withdrawn" };
                Ok(Some(to.letter(template, base_url, &facts)))
            }
            Self::CircleMoved { movement } => {
                let Some(told) = circles::told(tx.db(), MoveId(*movement))? else { return Ok(None) };
                let wanted = notices::by_mail(tx.db(), told.member, notices::Kind::Decision)?;
                let Some(to) = recipient(tx.db(), told.member.0)?.filter(|_| wanted) else { return Ok(None) };
                let facts = [
                    ("theme", told.theme),
                    ("link", format!("{base_url}{}", crate::members::address(told.member))),
                    ("place", told.place.to_owned()),
                    ("reason", told.reason),
                    ("by", told.by),
                ];
                Ok(Some(to.letter("circle_moved", base_url, &facts)))
            }
            Self::Notices { member, from, to } => {
                notices::letter::letter(tx, MemberId(*member), (NoticeId(*from), NoticeId(*to)), (base_url, key))
            }
            Self::Digest { digest } => digests::letter::letter(tx, DigestId(*digest), base_url, key),
            Self::ReplyRefused { incoming } => crate::intake::letter(tx, IncomingId(*incoming), base_url),
            Self::Announcement { announcement, member } => {
                announcements::letter::to_all(tx, AnnouncementId(*announcement), MemberId(*member), base_url)
            }
            Self::AnnouncementTrial { announcement, member, version } => {
                let id = AnnouncementId(*announcement);
                announcements::letter::on_trial(tx, id, MemberId(*member), *version, base_url)
            }
            Self::Referral { referral, reminder } => {
                referrals::letter::letter(tx, ReferralId(*referral), *reminder, (base_url, key))
            }
            Self::SheetFollowUp { application, months } => {
                sheets::letter::follow_up(tx, ApplicationId(*application), *months, base_url, key)
            }
            Self::AlreadyMember { member } => self.plain(tx, *member, "already_member", base_url),
            Self::EmailConfirm { member, address } => {
                let Some(to) = recipient(tx.db(), *member)? else { return Ok(None) };
                let minted = crate::members::email_changes::mint(tx, MemberId(*member), address)?;
                let Some(token) = minted else { return Ok(None) };
                let link = [("link", format!("{base_url}/adresse/{token}"))];
                Ok(Some(Letter { to: address.clone(), ..to.letter("email_confirm", base_url, &link) }))
            }
            Self::EmailChanged { member, address } => {
                let letter = self.plain(tx, *member, "email_changed", base_url)?;
                Ok(letter.map(|letter| Letter { to: address.clone(), ..letter }))
            }
            Self::Invitation { invitation, reminder } => {
                letters::invitation(tx, InvitationId(*invitation), *reminder, base_url)
            }
            Self::JoinRequested { request, animator } => {
                letters::requested(tx, JoinRequestId(*request), MemberId(*animator), base_url)
            }
            Self::JoinApproved { request } => letters::approved(tx, JoinRequestId(*request), base_url),
            Self::JoinDeclined { request } => letters::declined(tx, JoinRequestId(*request), base_url),
        }
    }

    fn plain(
        &self,
        tx: &mut Tx<'_>,
        member: MemberKey,
        template: &'static str,
        base_url: &str,
    ) -> Result<Option<Letter>, Refusal> {
        Ok(recipient(tx.db(), member)?.map(|to| to.letter(template, base_url, &[])))
    }
}

impl Recipient {
    /// The language they read.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn letter(self, template: &'static str, base_url: &str, facts: &[(&'static str, String)]) -> Letter {
        let mut context = Context::new();
        context.insert("name", &self.given_name);
        context.insert("full_name", &format!("{} {}", self.given_name, self.family_name));
        context.insert("base_url", base_url);
        for (name, value) in facts {
            context.insert(*name, value);
        }
        Letter { to: self.email, language: self.language, template, context, topic: Topic::default() }
    }
}
