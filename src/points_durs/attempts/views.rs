//! Attempts as a point dur's page shows them.

use serde::Serialize;

use super::{Attempt, Verdict, of, takes_attempts, telling};
use crate::db::ids::AttemptId;
use crate::points_durs::PointDur;
use crate::policy;
use crate::refusal::Refusal;
use crate::web::{Visit, When};

/// What was told of attempts.
#[derive(Clone, Debug, Serialize)]
pub struct AttemptsView {
    /// All of them, the latest first.
    pub lines: Vec<AttemptLine>,
    /// How many of each verdict, in the verdicts' order.
    pub counts: Vec<Count>,
    /// Whether the reader may tell of one now.
    pub may_tell: bool,
}

/// How many say so.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    verdict: Verdict,
    n: usize,
}

/// One attempt.
#[derive(Clone, Debug, Serialize)]
pub struct AttemptLine {
    id: AttemptId,
    verdict: Verdict,
    context: String,
    /// Who tells; empty for whoever stays unknown.
    name: String,
    establishment: String,
    when: When,
    mine: bool,
}

impl AttemptsView {
    /// The attempts of a visible point dur. What its reporter tells is as unknown as they are.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(visit: &mut Visit<'_>, point: &PointDur) -> Result<Self, Refusal> {
        let attempts = of(visit.db, point.id)?;
        let known = point.tells_reporter_to(&visit.viewer);
        let count = |verdict: &Verdict| Count {
            verdict: *verdict,
            n: attempts.iter().filter(|attempt| attempt.verdict == *verdict).count(),
        };
        let counts = Verdict::ALL.iter().map(count).filter(|count| count.n > 0).collect();
        let may_tell = takes_attempts(point.state) && policy::allows(&visit.viewer, &telling(point));
        let line = |attempt: Attempt| {
            let named = known || attempt.member != point.reporter;
            AttemptLine::of(visit, attempt, named)
        };
        Ok(Self { lines: attempts.into_iter().map(line).collect(), counts, may_tell })
    }
}

impl AttemptLine {
    fn of(visit: &Visit<'_>, attempt: Attempt, named: bool) -> Self {
        let told = |text: String| if named { text } else { String::new() };
        Self {
            id: attempt.id,
            verdict: attempt.verdict,
            context: attempt.context,
            mine: visit.viewer.member == Some(attempt.member),
            name: told(format!("{} {}", attempt.name.0, attempt.name.1)),
            establishment: told(attempt.establishment.unwrap_or_default()),
            when: visit.when(attempt.tried_at),
        }
    }
}
