//! What referrals ask of points durs: who may refer one, and the steps it takes meanwhile.

use super::Referral;
use crate::db::ids::{PointDurId, ReferralId, ThreadId};
use crate::db::{Db, Tx};
use crate::journal::{self, Fact};
use crate::members::sessions;
use crate::notices::{self, Kind as Notice, Tiding};
use crate::points_durs::machine::Edge;
use crate::points_durs::{self, By, Crossing, PointDur, cross};
use crate::policy::{self, Level, Viewer};
use crate::refusal::Refusal;
use crate::threads::{self, Body as Text, Thread};

/// A point dur, for who may refer it.
pub struct Ticket {
    /// Its thread.
    pub thread: Thread,
    /// Beyond its thread.
    pub point: PointDur,
}

impl Ticket {
    /// Its address.
    pub fn address(&self) -> String {
        self.point.address()
    }

    /// What one may begin to tell of its context: the size and the tools, never the place.
    pub fn context(&self) -> String {
        let told = &self.point.circumstances;
        [&*told.begun, &*told.size, &*told.tools]
            .iter()
            .filter(|text| !text.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Whether the viewer may enter what the body said otherwise.
    pub fn may_enter(&self, viewer: &Viewer) -> bool {
        policy::allows(viewer, &self.point.step(Edge::BodyAnswered, false))
    }
}

/// A point dur the viewer sees and may refer, now or once it comes back.
pub(super) fn to_refer(db: &mut Db, viewer: &Viewer, id: PointDurId) -> Result<Ticket, Refusal> {
    let (thread, point) = points_durs::visible(db, viewer, ThreadId(id.0))?;
    policy::require(viewer, &point.step(Edge::Refer, false))?;
    Ok(Ticket { thread, point })
}

/// It waits for the body.
pub(super) fn referred(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    ticket: &Ticket,
    version: i32,
    referral: ReferralId,
) -> Result<(), Refusal> {
    let crossing = Crossing::of(Edge::Refer, version).naming(referral.0);
    cross(tx, By::Member(viewer), ticket.point.id, &crossing).map(drop)
}

/// It goes on without the body.
pub(super) fn taken_back(tx: &mut Tx<'_>, viewer: &Viewer, ticket: &Ticket, reason: &str) -> Result<(), Refusal> {
    let crossing = Crossing::of(Edge::TakeBack, ticket.point.version).because(reason);
    cross(tx, By::Member(viewer), ticket.point.id, &crossing).map(drop)
}

/// The body has the note: a post says so.
pub(super) fn acknowledged(
    tx: &mut Tx<'_>,
    referral: &Referral,
    post: &Text,
    by: Option<&Viewer>,
) -> Result<(), Refusal> {
    let point = points_durs::of(tx.db(), referral.point_dur)?;
    threads::said_outside(tx, point.thread(), point.theme, post)?;
    let fact = Fact {
        actor: by.and_then(|viewer| viewer.member),
        act: "referral.acknowledged",
        theme: Some(point.theme),
        subject: "referral",
        subject_id: referral.id.0,
        detail: "",
    };
    journal::record(tx, &fact)
}

/// The body answered: a post holds its words, and the point dur goes on.
pub(super) fn answered(tx: &mut Tx<'_>, referral: &Referral, post: &Text, by: Option<&Viewer>) -> Result<(), Refusal> {
    let point = points_durs::of(tx.db(), referral.point_dur)?;
    threads::said_outside(tx, point.thread(), point.theme, post)?;
    let crossing = Crossing::of(Edge::BodyAnswered, point.version).naming(referral.id.0);
    let by = by.map_or(By::Act(None), By::Member);
    cross(tx, by, point.id, &crossing).map(drop)
}

/// Something went wrong: those who animate the theme are told, and who sent it; `subject` tells one such thing from
/// another.
pub(super) fn tell(tx: &mut Tx<'_>, referral: &Referral, about: &str, subject: i64) -> Result<(), Refusal> {
    let (point, now) = (points_durs::of(tx.db(), referral.point_dur)?, tx.now());
    let standings = sessions::standings_in(tx.db(), point.theme, now)?;
    let animators = standings.iter().filter(|(_, level)| *level == Level::Animator).map(|(member, _)| *member);
    let mut told: Vec<_> = animators.chain([referral.sent_by]).collect();
    told.sort_unstable();
    told.dedup();
    let tiding = Tiding {
        kind: Notice::Assignment,
        about,
        subject,
        theme: Some(point.theme),
        thread: Some(point.thread()),
        post: None,
        actor: None,
        has_letter: false,
    };
    notices::tell_all(tx, &told.into_iter().map(|member| (member, tiding)).collect::<Vec<_>>())
}
