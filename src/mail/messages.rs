//! Every mail Cercles can send, and what a letter is made of.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use tera::Context;

use super::lists::Leaving;
use crate::db::Db;
use crate::db::ids::{MemberId, ReferralId, ThreadId};
use crate::db::schema::members;
use crate::meetings::calendar::inviting::Invitation;
use crate::members::AccountState;
use crate::refusal::Refusal;
use crate::sentences::Language;

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
    /// An account was closed by an administrator, or opened again, with the reason.
    AccountDecided {
        /// Which decision.
        decision: i64,
    },
    /// Somebody is proposed for the circle inward.
    Nomination {
        /// Which nomination.
        nomination: i64,
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
    /// Whoever applies a practice sheet is asked how it goes.
    SheetFollowUp {
        /// Whose application.
        application: i64,
        /// After how many months.
        months: i32,
    },
    /// A meeting, as its reader's calendar must know it now.
    Meeting {
        /// Which.
        meeting: i64,
        /// Who was asked.
        member: MemberKey,
        /// Which version of its time and place.
        sequence: i32,
        /// Whether they were sent nothing of it before.
        first: bool,
        /// Others of its series that they were not sent yet either, which it stands for too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<i64>,
    },
    /// A referral to a body, or a reminder of it.
    Referral {
        /// Which.
        referral: i64,
        /// Which reminder; 0 is the note itself.
        reminder: i32,
    },
    /// What waits in the console ages: told to whoever is on duty.
    ConsoleAgeing {
        /// Who.
        member: MemberKey,
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
    /// The token of its link, kept only as it begins to leave ([`Message::begins`]).
    pub token: Option<String>,
    /// The meeting that its reader's calendar takes from it.
    pub calendar: Option<Box<Invitation>>,
}

/// What a letter is about, as its headers say it.
#[derive(Clone, Debug, Default)]
pub struct Topic {
    /// The one conversation it is about: its mails are shown together.
    pub thread: Option<ThreadId>,
    /// The one theme it is about: the end of its address.
    pub theme: Option<String>,
    /// The list it belongs to, and how its reader leaves it; none: it belongs to none.
    pub leaving: Option<Leaving>,
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
    Ok(owner(db, member)?.filter(|found| found.state != AccountState::Closed.word()))
}

/// The owner of an account, even a closed one: they are told of that alone.
pub(crate) fn owner(db: &mut Db, member: MemberKey) -> Result<Option<Recipient>, Refusal> {
    Ok(members::table
        .find(MemberId(member))
        .select((members::email, members::given_name, members::family_name, members::language, members::state))
        .first(db)
        .optional()?)
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
            | Self::AccountDecided { .. }
            | Self::Nomination { .. }
            | Self::Notices { .. }
            | Self::ReplyRefused { .. }
            | Self::AnnouncementTrial { .. }
            | Self::SheetFollowUp { .. }
            | Self::Meeting { .. }
            | Self::Referral { .. }
            | Self::ConsoleAgeing { .. }
            | Self::Test { .. } => Class::Notice,
        }
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
        let topic = Topic::default();
        Letter { to: self.email, language: self.language, template, context, topic, token: None, calendar: None }
    }
}
