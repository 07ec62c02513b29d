//! "Où en est-on ?": whoever reported a point dur may ask, once a week, when nothing was heard of it for long.

use jiff::SignedDuration;

use super::machine::State;
use super::settings::Settings;
use super::{PointDur, pace, store_silence as store};
use crate::absences::{self, Place};
use crate::circles::people;
use crate::db::ids::MemberId;
use crate::db::{Db, Moment, Tx};
use crate::journal::{self, Fact};
use crate::notices::{self, Kind as Notice, Tiding};
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;
use crate::worktime::Calendar;

/// Seconds between two questions.
const A_WEEK: i64 = 7 * 86_400;

/// Whether news are awaited from the experts there.
fn awaits_news(state: State) -> bool {
    matches!(state, State::Reported | State::Qualified | State::TakenUp | State::Referred | State::Reopened)
}

/// How long nothing may be heard: days of work, in Paris.
#[derive(Clone, Debug)]
pub struct Patience {
    paris: Calendar,
    work: SignedDuration,
}

impl Patience {
    /// As the settings say.
    ///
    /// # Errors
    /// `Refusal::Broken` when the settings cannot be read.
    pub fn of(settings: &Settings) -> Result<Self, Refusal> {
        let paris = pace::calendar(settings, &Place::paris())?;
        let days = i32::try_from(settings.silent_days()).unwrap_or(i32::MAX);
        let work = paris.day().saturating_mul(days);
        Ok(Self { paris, work })
    }

    /// Whether nothing was heard from others since `last` for that long.
    pub fn is_over(&self, last: Moment, now: Moment) -> bool {
        self.paris.reaches(self.work, last.instant(), now.instant())
    }
}

/// Whether a person may ask now where a point dur stands.
///
/// # Errors
/// What the database says.
pub fn may_ask(
    db: &mut Db,
    viewer: &Viewer,
    point: &PointDur,
    settings: &Settings,
    now: Moment,
) -> Result<bool, Refusal> {
    if !policy::allows(viewer, &Act::AskWhereItStands(point.reporter)) || !awaits_news(point.state) {
        return Ok(false);
    }
    let asked = store::asked_at(db, point.id)?;
    if asked.is_some_and(|asked| now.seconds_since(asked) < A_WEEK) {
        return Ok(false);
    }
    let last = store::last_news(db, point)?;
    Ok(Patience::of(settings)?.is_over(last, now))
}

/// Asks where a point dur stands: its lead expert is told, whoever stands in for them too; the animators when nobody
/// leads.
///
/// # Errors
/// `Refusal::Forbidden` for others than the reporter, `Refusal::Conflict` when something was heard lately or it was asked
/// this week.
pub fn ask(viewer: &Viewer, point: &PointDur, settings: &Settings, tx: &mut Tx<'_>) -> Result<(), Refusal> {
    policy::require(viewer, &Act::AskWhereItStands(point.reporter))?;
    let now = tx.now();
    if !may_ask(tx.db(), viewer, point, settings, now)? || !store::ask(tx, point.id, now.plus_seconds(-A_WEEK))? {
        return Err(Refusal::Conflict("point-dur-not-silent"));
    }
    let fact = Fact {
        // Naming who asked would name a reporter who stays unknown.
        actor: None,
        act: "point_dur.asked_after",
        theme: Some(point.theme),
        subject: "point_dur",
        subject_id: point.id.0,
        detail: "",
    };
    journal::record(tx, &fact)?;
    let told = answerable(tx, point, now)?;
    let tiding = Tiding {
        kind: Notice::Assignment,
        about: "where-is-it",
        subject: tx.id(),
        theme: Some(point.theme),
        thread: Some(point.thread()),
        post: None,
        actor: None,
        has_letter: false,
    };
    notices::tell_all(tx, &told.into_iter().map(|member| (member, tiding)).collect::<Vec<_>>())
}

/// Who answers for a point dur now.
fn answerable(tx: &mut Tx<'_>, point: &PointDur, now: Moment) -> Result<Vec<MemberId>, Refusal> {
    let Some(lead) = point.lead else {
        let animators = people::animators_of(tx.db(), &[point.theme])?;
        return Ok(animators.into_iter().map(|(_, member)| member).collect());
    };
    let away = absences::away(tx.db(), &[lead], now)?;
    Ok([Some(lead), away.get(&lead).and_then(|away| away.deputy)].into_iter().flatten().collect())
}
