//! Reporters who stay unknown. What they write in their point dur is signed by the anonymous member, a closed account
//! that nobody ever signs in to, so that no list, search, feed, notice or mail can name them; who wrote it is kept
//! beside. Animators of the theme know who reported; the lead expert too, if the reporter agreed.

use super::store_followers as store;
use crate::db::ids::{MemberId, PostId};
use crate::db::{Db, Tx};
use crate::members;
use crate::refusal::Refusal;

pub use crate::members::ANONYMOUS as MEMBER;

/// The anonymous member, made the first time somebody needs them.
///
/// # Errors
/// What the database says.
pub fn member(tx: &mut Tx<'_>) -> Result<MemberId, Refusal> {
    members::make_anonymous(tx)?;
    Ok(MEMBER)
}

/// Keeps who wrote a post that the anonymous member signs.
///
/// # Errors
/// What the database says.
pub fn sign(tx: &mut Tx<'_>, post: PostId, writer: MemberId) -> Result<(), Refusal> {
    store::sign(tx, post, writer)
}

/// Who wrote a post that the anonymous member signs: for what is told to themselves alone.
///
/// # Errors
/// What the database says.
pub fn writer(db: &mut Db, post: PostId) -> Result<Option<MemberId>, Refusal> {
    store::writer(db, post)
}
