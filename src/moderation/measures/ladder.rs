//! The ladder: what is usually done next, from what a person had before in the theme. It is shown, never carried out.

use serde::Serialize;

use super::{Measure, Sanction};
use crate::db::Moment;

/// Older measures weigh no more, in seconds: a year.
const MEMORY: i64 = 366 * 86_400;

/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The end of the sentence's key.
    pub word: &'static str,
    /// The measure, unless it is beyond the theme.
    pub measure: Option<Measure>,
    /// How many posts would wait.
    pub posts: Option<i32>,
    /// How many days it would last.
    pub days: Option<i32>,
}

const STEPS: [Step; 5] = [
    Step { word: "warn", measure: Some(Measure::Warn), posts: None, days: None },
    Step { word: "approval", measure: Some(Measure::Approval), posts: Some(3), days: None },
    Step { word: "week", measure: Some(Measure::Suspend), posts: None, days: Some(7) },
    Step { word: "month", measure: Some(Measure::Suspend), posts: None, days: Some(30) },
    Step { word: "account", measure: None, posts: None, days: None },
];

/// The step after the heaviest one that stands; what was taken back counts no more.
pub fn suggested(before: &[Sanction], now: Moment) -> Step {
    let weighs = |one: &&Sanction| !one.undone && now.seconds_since(one.since) <= MEMORY;
    let suspensions = before.iter().filter(weighs).filter(|one| one.kind == Measure::Suspend.word()).count();
    let heaviest = before.iter().filter(weighs).filter_map(|one| Measure::parse(&one.kind)).max();
    let step = match heaviest {
        None => 0,
        Some(Measure::Warn) => 1,
        Some(Measure::Approval) => 2,
        Some(Measure::Suspend) => 2 + suspensions.min(2),
    };
    STEPS[step]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::{DecisionId, MemberId, ThemeId};

    fn had(kind: Measure, days_ago: i64, undone: bool) -> Sanction {
        let since = Moment::from(jiff::Timestamp::UNIX_EPOCH).plus_seconds(1_000 * 86_400 - days_ago * 86_400);
        Sanction {
            decision: DecisionId(days_ago),
            member: MemberId(1),
            theme: Some(ThemeId(1)),
            kind: kind.word().into(),
            since,
            until: None,
            posts_left: None,
            ended_at: None,
            undone,
        }
    }

    #[test]
    fn each_step_follows_the_heaviest_that_stands() {
        let now = Moment::from(jiff::Timestamp::UNIX_EPOCH).plus_seconds(1_000 * 86_400);
        let after = |had: &[Sanction]| suggested(had, now).word;
        assert_eq!(after(&[]), "warn");
        assert_eq!(after(&[had(Measure::Warn, 3, false)]), "approval");
        assert_eq!(after(&[had(Measure::Warn, 3, true)]), "warn", "it was taken back");
        assert_eq!(after(&[had(Measure::Suspend, 400, false)]), "warn", "it is more than a year ago");
        assert_eq!(after(&[had(Measure::Warn, 3, false), had(Measure::Approval, 9, false)]), "week");
        assert_eq!(after(&[had(Measure::Suspend, 9, false)]), "month");
        assert_eq!(after(&[had(Measure::Suspend, 9, false), had(Measure::Suspend, 90, false)]), "account");
    }
}
