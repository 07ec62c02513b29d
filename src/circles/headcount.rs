//! How many people stand in each circle, against how many are aimed at.
//!
//! Counted: confirmed memberships of members whose account is not closed, by effective circle; suspended people and
//! people who were imported and have not come yet included. Animators count only where they hold a membership too.

use serde::Serialize;

use super::people::InRegion;
use super::{Circle, store};
use crate::db::{Db, Moment};
use crate::refusal::Refusal;
use crate::themes::Theme;

/// People in a circle, against the target of the theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Headcount {
    /// How many stand there.
    pub people: i64,
    /// How many are aimed at; 0 for no target.
    pub target: i32,
}

impl Headcount {
    /// How full the circle is, out of 100 and never more; none without a target.
    pub fn fill(self) -> Option<u32> {
        let target = i64::from(self.target);
        let share = |target: i64| (200 * self.people.max(0) + target) / (2 * target);
        (target > 0).then(|| u32::try_from(share(target).min(100)).unwrap_or(100))
    }
}

/// The headcounts of a theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcounts {
    /// The community's.
    pub community: Headcount,
    /// The peers'.
    pub peer: Headcount,
    /// The experts'.
    pub expert: Headcount,
}

impl Headcounts {
    /// A circle's.
    pub fn of(&self, circle: Circle) -> Headcount {
        match circle {
            Circle::Community => self.community,
            Circle::Peer => self.peer,
            Circle::Expert => self.expert,
        }
    }

    /// Nobody yet, against a theme's targets.
    fn aimed_at(theme: &Theme) -> Self {
        let empty = |target| Headcount { people: 0, target };
        Self {
            community: empty(theme.target_community),
            peer: empty(theme.target_peer),
            expert: empty(theme.target_expert),
        }
    }

    /// The headcounts of a theme whose people were counted by region.
    pub fn over_regions<'a>(theme: &Theme, regions: impl IntoIterator<Item = &'a InRegion>) -> Self {
        let mut counts = Self::aimed_at(theme);
        for region in regions {
            counts.add(Circle::Community, region.community);
            counts.add(Circle::Peer, region.peer);
            counts.add(Circle::Expert, region.expert);
        }
        counts
    }

    /// Everyone in the theme.
    pub fn people(&self) -> i64 {
        self.community.people + self.peer.people + self.expert.people
    }

    fn add(&mut self, circle: Circle, people: i64) {
        match circle {
            Circle::Community => self.community.people += people,
            Circle::Peer => self.peer.people += people,
            Circle::Expert => self.expert.people += people,
        }
    }
}

/// The headcounts of themes, in their order.
///
/// # Errors
/// What the database says.
pub fn headcounts(db: &mut Db, themes: &[Theme], now: Moment) -> Result<Vec<Headcounts>, Refusal> {
    let ids: Vec<_> = themes.iter().map(|theme| theme.id).collect();
    let counted = store::people::counted(db, &ids, now)?;
    let of = |theme: &Theme| {
        let mut counts = Headcounts::aimed_at(theme);
        let own = counted.iter().filter(|(id, _, _)| *id == theme.id);
        own.for_each(|(_, circle, people)| counts.add(*circle, *people));
        counts
    };
    Ok(themes.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fill_is_a_rounded_share_that_stops_at_full() {
        let fill = |people, target| Headcount { people, target }.fill();
        assert_eq!(fill(412, 450), Some(92));
        assert_eq!(fill(96, 100), Some(96));
        assert_eq!(fill(21, 25), Some(84));
        assert_eq!(fill(0, 25), Some(0));
        assert_eq!(fill(26, 25), Some(100));
        assert_eq!(fill(3, 0), None);
        assert_eq!(fill(3, -4), None);
    }

    proptest! {
        #[test]
        fn one_person_more_never_empties_a_circle(people in 0..5_000_i64, target in 1..5_000_i32) {
            let (one, more) = (Headcount { people, target }, Headcount { people: people + 1, target });
            prop_assert!(one.fill() <= more.fill() && more.fill() <= Some(100));
        }
    }
}
