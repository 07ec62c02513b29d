//! Measures about a person: a warning, posts that wait to be approved, a suspension for a time, the account closed.
//!
//! Each is a decision with a reason that its person reads and may appeal against. What they had before is shown beside a
//! suggestion, which nothing carries out by itself ([`ladder`]).

pub mod accounts;
pub mod ladder;
pub mod pages;
pub mod pages_accounts;
mod store;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Decided, DecisionKind, Reason, decide};
use crate::circles::{self, Held};
use crate::db::ids::{DecisionId, MemberId, PostId, ThemeId};
use crate::db::{Db, Moment, Tx};
use crate::policy::{self, Act, Viewer};
use crate::refusal::{Problems, Refusal};
use crate::sentences::Sentence;
pub use store::{Sanction, awaits_approval};
pub(super) use store::{end, one_approved};

crate::vocabulary! {
    /// A measure about a person of a theme, from the lightest.
    Measure {
        /// They are warned.
        Warn = "warn",
        /// Their next posts wait to be approved.
        Approval = "approval",
        /// They are out of the theme for a time.
        Suspend = "suspend",
    }
}

impl Measure {
    /// The decision that takes it.
    pub const fn taken(self) -> DecisionKind {
        match self {
            Self::Warn => DecisionKind::Warn,
            Self::Approval => DecisionKind::Approval,
            Self::Suspend => DecisionKind::Suspend,
        }
    }

    /// The decision that ends it.
    pub const fn ended(self) -> DecisionKind {
        match self {
            Self::Warn => DecisionKind::Unwarn,
            Self::Approval => DecisionKind::ApprovalEnd,
            Self::Suspend => DecisionKind::Unsuspend,
        }
    }
}

/// Posts that wait to be approved, at most.
pub const MOST_POSTS: i32 = 50;
/// The longest suspension, in days.
pub const LONGEST: i64 = 366;

/// A person of a theme, about whom measures are taken.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Who.
    pub member: MemberId,
    /// Where.
    pub theme: ThemeId,
    /// What they hold there.
    pub held: Option<Held>,
    /// Whether they animate it.
    pub animates: bool,
}

/// A person about whom the viewer may read the measures of a theme.
///
/// # Errors
/// `Refusal::NotFound` for others than its experts and animators and the person, and for who is not in the theme.
pub fn target(db: &mut Db, viewer: &Viewer, theme: ThemeId, member: MemberId) -> Result<Target, Refusal> {
    policy::require_or_hide(viewer, &Act::ReadMeasures { theme, member })?;
    let held = circles::held(db, member, theme)?;
    let animates = circles::people::animators_of(db, &[theme])?.contains(&(theme, member));
    if held.is_none() && !animates {
        return Err(Refusal::NotFound);
    }
    Ok(Target { member, theme, held, animates })
}

impl Target {
    fn act(&self, measure: Measure) -> Act<'static> {
        Act::TakeMeasure { theme: self.theme, member: self.member, measure, animates: self.animates }
    }

    /// Whether the viewer may take a measure about them.
    pub fn may(&self, viewer: &Viewer, measure: Measure) -> bool {
        policy::allows(viewer, &self.act(measure))
    }

    /// Goes on only if the viewer may take it, with a sentence of its own for oneself and for animators.
    fn require(&self, viewer: &Viewer, measure: Measure) -> Result<MemberId, Refusal> {
        policy::require(viewer, &self.act(measure)).map_err(|refusal| match refusal {
            Refusal::Forbidden(_) if viewer.member == Some(self.member) => Refusal::Forbidden("measure-oneself"),
            Refusal::Forbidden(_) if self.animates => Refusal::Forbidden("measure-animator"),
            refusal => refusal,
        })
    }
}

/// What a measure asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// How many posts wait.
    pub posts: Option<i32>,
    /// Its last day, by the clock of the person concerned.
    pub last_day: Option<Date>,
    /// The post it comes from.
    pub post: Option<PostId>,
}

/// Takes a measure about a person.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Invalid` (`until`, `posts`); `Refusal::Conflict` when the same one holds already.
pub fn take(
    viewer: &Viewer,
    target: &Target,
    (measure, terms): (Measure, &Terms),
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<DecisionId, Refusal> {
    let me = target.require(viewer, measure)?;
    let now = tx.now();
    let zone = store::zone_of(tx.db(), target.member)?;
    let until = terms.last_day.map(|day| after(day, &zone)).transpose()?;
    if let Some(end) = until {
        within(now, end)?;
    }
    match (measure, until) {
        (Measure::Suspend, None) => return Err(Problems::one("until", "measure-until-needed")),
        (Measure::Suspend, Some(end)) if !store::suspend(tx, target.member, target.theme, end)? => {
            return Err(Refusal::Conflict("measure-suspended-already"));
        }
        (Measure::Approval, None) if terms.posts.is_none() => {
            return Err(Problems::one("posts", "measure-posts-needed"));
        }
        (Measure::Approval, _) if awaits_approval(tx.db(), target.member, target.theme, now)?.is_some() => {
            return Err(Refusal::Conflict("measure-approval-already"));
        }
        _ => {}
    }
    let decided = Decided {
        post: terms.post,
        ..Decided::of_person(Some(target.theme), measure.taken(), (target.member, me), reason)
    };
    let decision = decide(tx, &decided)?;
    let posts = terms.posts.filter(|_| measure == Measure::Approval);
    let until = until.filter(|_| measure != Measure::Warn);
    store::insert(tx, decision, (target.member, Some(target.theme)), measure.word(), (until, posts))?;
    Ok(decision)
}

/// Ends a measure before its time.
///
/// # Errors
/// `Refusal::Forbidden`; `Refusal::Conflict` when it does not hold any more.
pub fn lift(
    viewer: &Viewer,
    target: &Target,
    sanction: &Sanction,
    reason: &Reason,
    tx: &mut Tx<'_>,
) -> Result<(), Refusal> {
    let measure = Measure::parse(&sanction.kind).ok_or(Refusal::NotFound)?;
    let me = target.require(viewer, measure)?;
    if !end(tx, sanction)? {
        return Err(Refusal::Conflict("measure-over-already"));
    }
    decide(tx, &Decided::of_person(Some(target.theme), measure.ended(), (target.member, me), reason)).map(drop)
}

/// A measure of a person in a theme.
///
/// # Errors
/// `Refusal::NotFound`.
pub fn one(db: &mut Db, target: &Target, decision: DecisionId) -> Result<Sanction, Refusal> {
    let found = store::of(db, target.member, &[target.theme])?;
    found.into_iter().find(|sanction| sanction.decision == decision).ok_or(Refusal::NotFound)
}

/// The measures about a person in a theme, the last first (at most 100).
///
/// # Errors
/// What the database says.
pub fn about(db: &mut Db, target: &Target) -> Result<Vec<Sanction>, Refusal> {
    store::of(db, target.member, &[target.theme])
}

/// What a measure does, by the decision that took it; none for other decisions.
///
/// # Errors
/// What the database says.
pub fn taken_by(db: &mut Db, decisions: &[DecisionId]) -> Result<Vec<Sanction>, Refusal> {
    store::taken_by(db, decisions)
}

/// The zone of a person, by which the days of their measures are counted.
///
/// # Errors
/// What the database says.
pub fn zone_of(db: &mut Db, member: MemberId) -> Result<TimeZone, Refusal> {
    store::zone_of(db, member)
}

/// The midnight after a day, by a zone's clock: twenty-three or twenty-five hours after the one before, at times.
fn after(day: Date, zone: &TimeZone) -> Result<Moment, Refusal> {
    let wrong = |_| Problems::one("until", "form-bad-date");
    let midnight = day.tomorrow().and_then(|next| next.to_zoned(zone.clone())).map_err(wrong)?;
    Ok(midnight.timestamp().into())
}

fn within(now: Moment, end: Moment) -> Result<(), Refusal> {
    let days = end.seconds_since(now) / 86_400;
    if end <= now {
        return Err(Problems::one("until", "measure-until-past"));
    }
    if days > LONGEST {
        return Err(Problems::one("until", Sentence::new("measure-too-long").number("most", LONGEST)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_ends_by_the_clock_of_the_person_whatever_the_season() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let end = |day| after(day, &paris).unwrap();
        assert_eq!(end(date(2026, 10, 24)), "2026-10-24T22:00:00Z".parse::<jiff::Timestamp>().unwrap().into());
        assert_eq!(end(date(2026, 10, 25)), "2026-10-25T23:00:00Z".parse::<jiff::Timestamp>().unwrap().into());
        assert_eq!(end(date(2026, 10, 25)).seconds_since(end(date(2026, 10, 24))), 25 * 3_600);
        let guadeloupe = TimeZone::get("America/Guadeloupe").unwrap();
        assert_eq!(
            after(date(2026, 10, 25), &guadeloupe).unwrap(),
            "2026-10-26T04:00:00Z".parse::<jiff::Timestamp>().unwrap().into()
        );
    }
}
