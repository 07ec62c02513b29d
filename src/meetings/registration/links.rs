//! The link by which one answers from the mail: it holds the meeting, the member and a proof derived from the instance key
//! and the member's generation. Nothing is stored, no session is needed; reading it shows, posting to it answers.

use super::Answer;
use crate::db::ids::{MeetingId, MemberId};
use crate::db::{Db, Moment};
use crate::digests::unsubscribe;
use crate::meetings::{self, Seen};
use crate::members::sessions;
use crate::policy::Viewer;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// What its proof is of.
const PURPOSE: &str = "meeting-answer";

/// Whom a link is for, and about what.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who answers.
    pub member: MemberId,
    /// What they may do now.
    pub viewer: Viewer,
    /// The meeting, which they may still read.
    pub seen: Seen,
}

/// The address of the link on the site; `?reponse=` and an [`Answer`]'s word shows it chosen ([`choosing`]).
///
/// # Errors
/// What the database says.
pub fn address(db: &mut Db, key: &InstanceKey, meeting: MeetingId, member: MemberId) -> Result<String, Refusal> {
    let generation = unsubscribe::generation(db, member)?;
    Ok(address_of(key, meeting, (member, generation)))
}

/// The same for a member whose generation is known: a batch of letters asks for all of them at once.
pub fn address_of(key: &InstanceKey, meeting: MeetingId, (member, generation): (MemberId, i32)) -> String {
    let proof = key.derive(PURPOSE, &[&meeting.to_string(), &member.to_string(), &generation.to_string()]);
    format!("/venir/{meeting}.{member}.{proof}")
}

/// The address that shows an answer chosen.
pub fn choosing(address: &str, answer: Answer) -> String {
    format!("{address}?reponse={}", answer.word())
}

/// What a link is about.
///
/// # Errors
/// `Refusal::NotFound` when it was not made by us or was taken back, and when its member may not read the meeting now.
pub fn read(db: &mut Db, key: &InstanceKey, token: &str, now: Moment) -> Result<Asked, Refusal> {
    let mut parts = token.split('.');
    let (Some(meeting), Some(member), Some(proof), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Refusal::NotFound);
    };
    let (meeting, member): (MeetingId, MemberId) = (meeting.parse()?, member.parse()?);
    let generation = unsubscribe::generation(db, member)?.to_string();
    if !key.verify(proof, PURPOSE, &[&meeting.to_string(), &member.to_string(), &generation]) {
        return Err(Refusal::NotFound);
    }
    let viewer = sessions::viewer_of(db, member, now)?.ok_or(Refusal::NotFound)?;
    let seen = meetings::visible(db, &viewer, meeting)?;
    Ok(Asked { member, viewer, seen })
}
