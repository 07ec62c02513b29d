//! "Still in place?": asked by mail at 3, 6 and 12 months, answered from the mail. The address holds the application,
//! the months and a proof derived from the instance key and the member's generation: nothing is stored, no session is
//! needed; reading it shows, posting to it answers, and the last answer stands.

use super::{Answer, Seen, store_readers};
use crate::db::ids::{ApplicationId, MemberId};
use crate::db::{Db, Moment, Tx};
use crate::digests::unsubscribe;
use crate::journal::{self, Fact};
use crate::members::sessions;
use crate::refusal::Refusal;
use crate::tokens::InstanceKey;

/// A follow-up, as its address names it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The application.
    pub application: ApplicationId,
    /// After how many months.
    pub months: i32,
    /// Who answers.
    pub member: MemberId,
    /// The sheet, which they may still read.
    pub seen: Seen,
    /// What they answered, if they did.
    pub answer: Option<Answer>,
}

/// The address of a follow-up, on the site.
///
/// # Errors
/// What the database says.
pub fn address(
    db: &mut Db,
    key: &InstanceKey,
    application: ApplicationId,
    months: i32,
    member: MemberId,
) -> Result<String, Refusal> {
    let generation = unsubscribe::generation(db, member)?.to_string();
    let proof = key.derive("sheet-follow-up", &[&application.to_string(), &months.to_string(), &generation]);
    Ok(format!("/en-place/{application}.{months}.{proof}"))
}

/// What an address asks.
///
/// # Errors
/// `Refusal::NotFound` when it was not made by us or was taken back, and when its member may not read the sheet now.
pub fn read(db: &mut Db, key: &InstanceKey, token: &str, now: Moment) -> Result<Asked, Refusal> {
    let mut parts = token.split('.');
    let (Some(application), Some(months), Some(proof), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Refusal::NotFound);
    };
    let application: ApplicationId = application.parse()?;
    let (member, sheet, _) = store_readers::application(db, application)?;
    let generation = unsubscribe::generation(db, member)?.to_string();
    if !key.verify(proof, "sheet-follow-up", &[&application.to_string(), months, &generation]) {
        return Err(Refusal::NotFound);
    }
    let months: i32 = months.parse().map_err(|_| Refusal::NotFound)?;
    let viewer = sessions::viewer_of(db, member, now)?.ok_or(Refusal::NotFound)?;
    let seen = super::visible(db, &viewer, sheet)?;
    let answer = store_readers::answered(db, application, months)?;
    Ok(Asked { application, months, member, seen, answer })
}

/// Keeps the answer.
///
/// # Errors
/// `Refusal::NotFound` for what was never asked.
pub fn answer(tx: &mut Tx<'_>, asked: &Asked, answer: Answer) -> Result<(), Refusal> {
    store_readers::keep_answer(tx, asked.application, asked.months, answer)?;
    let fact = Fact {
        actor: Some(asked.member),
        act: "sheet.follow-up-answered",
        theme: Some(asked.seen.sheet.theme_id),
        subject: "sheet",
        subject_id: asked.seen.sheet.id.0,
        detail: answer.word(),
    };
    journal::record(tx, &fact)
}
