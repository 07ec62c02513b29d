//! Who hears of flags: those who settle them, then those who made them.

use super::Outcome;
use crate::db::Tx;
use crate::db::ids::{DecisionId, FlagId, MemberId, PostId, ThemeId};
use crate::members::sessions;
use crate::notices::{self, Kind, Tiding};
use crate::policy::{self, Act, Standing, Subject, Viewer};
use crate::refusal::Refusal;
use crate::threads::{Post, Thread};

/// A post was flagged: those of the theme who may settle it hear of it, save who wrote it and who flagged it; of a
/// message of a private conversation, the animators.
pub(super) fn flagged(
    tx: &mut Tx<'_>,
    thread: &Thread,
    post: &Post,
    flag: FlagId,
    flagger: MemberId,
) -> Result<(), Refusal> {
    let now = tx.now();
    let standings = sessions::standings_in(tx.db(), thread.theme, now)?;
    let subject = Subject { theme: thread.theme, audience: thread.audience, removed: false, named: false };
    let private = thread.is_private();
    let settles = |(member, level): &(MemberId, policy::Level)| {
        let standings = vec![Standing { theme: thread.theme, level: *level }];
        let viewer = Viewer { member: Some(*member), standings, ..Viewer::default() };
        if private {
            return policy::allows(&viewer, &Act::SettlePrivateFlags { author: post.author, theme: thread.theme });
        }
        let settles = Act::HidePost { author: post.author, ground: thread.ground() };
        policy::allows(&viewer, &settles) && policy::sees(&viewer, &subject)
    };
    let tiding = Tiding {
        kind: Kind::CircleCall,
        about: if private { notices::PRIVATE_FLAG } else { notices::FLAG },
        subject: flag.0,
        theme: Some(thread.theme),
        // Of a private conversation they are told that a message of the theme waits, and nothing else.
        thread: (!private).then_some(thread.id),
        post: Some((post.id, post.number)),
        actor: Some(flagger),
        has_letter: false,
    };
    let told: Vec<_> = standings.iter().filter(|one| settles(one)).map(|(member, _)| (*member, tiding)).collect();
    notices::tell_all(tx, &told)
}

/// Flags were settled by a decision: those who made them hear what was decided, nobody need look at them any more.
pub(super) fn settled(
    tx: &mut Tx<'_>,
    theme: ThemeId,
    post: PostId,
    (outcome, decision): (Outcome, DecisionId),
    (actor, flaggers): (MemberId, &[MemberId]),
) -> Result<(), Refusal> {
    notices::flags_settled(tx, post)?;
    let about = match outcome {
        Outcome::Hidden => "flag-hidden",
        Outcome::Left => "flag-left",
    };
    let tiding = Tiding::care(about, decision.0, Some(theme), actor);
    let told: Vec<_> = flaggers.iter().map(|flagger| (*flagger, tiding)).collect();
    notices::tell_all(tx, &told)
}
